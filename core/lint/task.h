/*
 * task.h - what the rules about Task states share: which resource a state calls, and with what.
 *
 *     const struct lint_task *task = lint_task(lint, state);
 *     if (!task || !lint_task_is(task, "lambda", "invoke"))
 *         return;
 *
 * Memory: one struct for the state that was asked for last; it is overwritten by the next one.
 * Cost: the Resource is parsed and looked up once for all rules of a state.
 */
#ifndef LINT_TASK_H
#define LINT_TASK_H

#include "aws/integrations.h"
#include "lint/internal.h"

struct lint_task {
    const struct asl_state *state;
    const struct node *node; /* the Resource, a string */
    struct aws_resource resource;
    bool has_shape; /* the resource is in the tables */
    struct aws_shape shape;
    const struct asl_field
        *arguments; /* Parameters or Arguments, as the state's language has it; or NULL */
    /*
     * The object of the arguments; NULL when there is none or when it is not known what it will
     * hold: one expression, a placeholder, a function of the template around the definition.
     */
    const struct node *members;
};

/* NULL when the state is no Task or its Resource is no string. */
const struct lint_task *lint_task(struct lint *lint, const struct asl_state *state);

/* Whether the resource is this optimized integration, with any pattern. */
bool lint_task_is(const struct lint_task *task, const char *service, const char *api);
/* Whether it calls a Lambda function: by its ARN, or through lambda:invoke, optimized or of the
 * SDK. */
bool lint_task_calls_lambda(const struct lint_task *task);
/* "ecs:runTask", "aws-sdk:s3:getObject": what messages call the API. */
str lint_task_name(struct arena *arena, const struct lint_task *task);

/*
 * Whether the task's result is the API's own answer and its members are known: not that of a
 * finished job, nor what comes back with a task token.
 */
bool lint_answer_is_known(const struct lint_task *task);
/* Whether a path field is absent or "$". */
bool lint_path_is_whole(const struct lint *lint, const struct asl_object *object, enum name name);
/* The name that a path starts with below $, and its place in the path's source; false when it
 * starts otherwise. */
bool lint_first_name(const struct jsonpath *path, str *name, span *where);

/* The text of a string or key that says what will be there: no placeholder, no YAML tag. */
bool lint_known_text(const struct lint *lint, const struct node *node, str *text);
/* {"Ref": ...}, {"Fn::If": ...}, {"${Key}": ...}: what the object will hold is decided by somebody
 * else. */
bool lint_is_decided_elsewhere(const struct lint *lint, const struct node *object);
/* The name of a member of a template or of arguments: without ".$". */
str lint_member_name(const struct lint *lint, const struct node *key);
/* The key of a member by name, written with or without ".$"; NULL when there is none. */
const struct node *lint_member(const struct lint *lint, const struct node *object, str name);

/* A diagnostic at a part (a slice) of the Resource; at all of it when the part is empty. */
struct diag *lint_report_part(struct lint *lint, enum rule_id rule, const struct lint_task *task,
                              str part);
/* A diagnostic at bytes `start` to `end` of the decoded text of any string. */
struct diag *lint_report_within(struct lint *lint, enum rule_id rule, const struct node *node,
                                size_t start, size_t end);

#endif
