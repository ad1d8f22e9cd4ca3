/*
 * apis.h - the services that "aws-sdk" integrations reach, their APIs, and what goes in and comes
 * out.
 *
 * Names are spelt as Step Functions wants them: services as the Java SDK's packages (dynamodb,
 * emrserverless, sfn), APIs in camelCase (putItem), members in PascalCase (TableName). The table is
 * schemas/aws-apis.tsv, AWS's public API models, packed by the build; it ages, so a name that it
 * lacks may exist.
 *
 *     const struct aws_service *service = aws_service_find(STR("dynamodb"));
 *     struct aws_api api;
 *     if (service && aws_api_find(service, STR("putItem"), &api))
 *         for (uint32_t i = 0; i < api.inputs.count; i++)
 *             ... aws_member_at(api.inputs, i).name ...
 *
 * Memory: everything is read-only data of the program; texts and lists last forever, nothing is
 * allocated. Cost: a binary search for a service or an API, a scan of at most some dozens of
 * members.
 */
#ifndef AWS_APIS_H
#define AWS_APIS_H

#include "base/str.h"

struct aws_service; /* opaque: a row of the packed table */

enum aws_kind {
    AWS_STRING,
    AWS_INTEGER,
    AWS_NUMBER,
    AWS_BOOLEAN,
    AWS_LIST,
    AWS_MAP,    /* names are the user's */
    AWS_OBJECT, /* names are the API's */
    AWS_TIMESTAMP,
    AWS_BYTES,
    AWS_ANY /* whatever JSON there is */
};

struct aws_member {
    str name;
    enum aws_kind kind;
    bool is_required;
};

struct aws_members {
    const uint16_t *numbers;
    uint32_t count;
};

struct aws_api {
    str name;
    struct aws_members inputs, outputs; /* in the order of the model */
    uint16_t answer;                    /* for aws_answer_type */
};

size_t aws_service_count(void);
/* Service number `i` in the order of names. */
const struct aws_service *aws_service_at(size_t i);
/* NULL when the table has no service of this name. */
const struct aws_service *aws_service_find(str name);
str aws_service_name(const struct aws_service *service);
/* What people and error names call it: "DynamoDB", "EMR Serverless", "SFN". */
str aws_service_id(const struct aws_service *service);

size_t aws_api_count(const struct aws_service *service);
/* API number `i` of the service in the order of names. */
struct aws_api aws_api_at(const struct aws_service *service, size_t i);
bool aws_api_find(const struct aws_service *service, str name, struct aws_api *api);

struct aws_member aws_member_at(struct aws_members members, uint32_t i);
/*
 * The member of this name. Names are compared without regard to case, because the SDK's spelling of
 * some differs from the model's (DbInstanceIdentifier, DBInstanceIdentifier); `member->name` is the
 * model's.
 */
bool aws_member_find(struct aws_members members, str name, struct aws_member *member);

/*
 * What an API answers, down to the last member, from schemas/aws-answers.tsv. That table has the
 * services whose answers people mock; of the others only the kinds of the outermost members are
 * known (`outputs`).
 */
struct aws_type {
    enum aws_kind kind;
    uint16_t detail; /* for the functions below */
};

struct aws_field {
    str name;
    bool is_required;
    struct aws_type type;
};

struct aws_range {
    double min, max; /* -DBL_MAX and DBL_MAX where it is open */
};

/* False when the table has no answer of this API. */
bool aws_answer_type(const struct aws_api *api, struct aws_type *type);
/* The fields of an AWS_OBJECT, in the order of the model. */
uint32_t aws_field_count(struct aws_type object);
struct aws_field aws_field_at(struct aws_type object, uint32_t i);
/* The field of exactly this name. */
bool aws_field_find(struct aws_type object, str name, struct aws_field *field);
/* What an AWS_LIST or AWS_MAP holds. */
struct aws_type aws_element_type(struct aws_type collection);
/* Whether an AWS_STRING may be this text: one of the model's, or any where the model does not say.
 */
bool aws_type_allows(struct aws_type string, str text);
/* The range of an AWS_INTEGER or AWS_NUMBER, or of the length of AWS_BYTES. */
struct aws_range aws_type_range(struct aws_type scalar);

#endif
