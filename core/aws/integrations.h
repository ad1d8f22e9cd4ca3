/*
 * integrations.h - the optimized integrations of Step Functions.
 *
 * The rows of schemas/integrations.def: which APIs there are behind "arn:aws:states:::", which
 * patterns each supports, what it must be given and what it takes. Every row's model, where it has
 * one, is in the API table; a test sees to it.
 *
 * Memory: read-only data of the program.
 * Cost: a binary search.
 */
#ifndef AWS_INTEGRATIONS_H
#define AWS_INTEGRATIONS_H

#include "aws/apis.h"
#include "aws/resource.h"

struct aws_integration {
    str service, api;
    unsigned patterns; /* bit 1 << enum aws_pattern; that of AWS_REQUEST_RESPONSE is always set */
    const char *model_service, *model_api; /* NULL: no API of the SDK has these members */
    const char
        *required; /* "TableName|Key"; "a/b": one of them, "a.b": b inside a; NULL: none is known */
    const char *members; /* "a|b": beside those of the model; NULL: none */
    const char *results; /* "a|b"; "*": those of the model; NULL: none is known */
};

/* All rows, sorted by service and API. */
const struct aws_integration *aws_integrations(size_t *count);
/* NULL when the table has no such API. */
const struct aws_integration *aws_integration_find(str service, str api);
/* The rows of one service, which follow each other; NULL and 0 when the table does not know it. */
const struct aws_integration *aws_integrations_of(str service, size_t *count);

static inline bool aws_integration_supports(const struct aws_integration *integration,
                                            enum aws_pattern pattern)
{
    return integration->patterns >> pattern & 1;
}

/* The service of the SDK that people mean by this name, or an empty text. */
str aws_sdk_alias(str name);

/*
 * What an API takes and gives, from the model, the row, or both. Members of the row alone have an
 * unknown kind.
 */
struct aws_shape {
    const struct aws_integration *integration; /* NULL for an API of the SDK */
    bool has_api;
    struct aws_api api; /* the model */
};

/* How a name stands to the members of a shape. */
enum aws_match {
    AWS_MATCH_NONE,
    AWS_MATCH_CASE, /* differs in upper and lower case only: `*spelling` is right */
    AWS_MATCH
};

/*
 * Compares a name with the inputs (or outputs). Another spelling of an acronym counts as a match,
 * because the SDK and the model differ there (DbInstanceIdentifier, DBInstanceIdentifier).
 */
enum aws_match aws_input_match(const struct aws_shape *shape, str name, str *spelling);
enum aws_match aws_output_match(const struct aws_shape *shape, str name, str *spelling);
/* Whether all outputs are known, so that a name that does not match is wrong. */
bool aws_outputs_are_known(const struct aws_shape *shape);
/* The names of all inputs or outputs, for help; at most `capacity`, returns how many. */
size_t aws_input_names(const struct aws_shape *shape, str *names, size_t capacity);
size_t aws_output_names(const struct aws_shape *shape, str *names, size_t capacity);

/*
 * The shape behind a resource that is an optimized integration or an API of the SDK. False when the
 * names hold placeholders or the tables do not know them.
 */
bool aws_shape_find(const struct aws_resource *resource, struct aws_shape *shape);

#endif
