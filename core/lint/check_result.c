/* A rule about what a Task answers: fields that the answer lacks. */
#include "jsonata/jsonata.h"
#include "jsonpath/jsonpath.h"
#include "lint/task.h"

enum { MEMBERS_MAX = 128 }; /* more than any API gives */

/* Reports a name that the answer does not have; `where` is its place in `source`. */
static void check_name(struct lint *lint, const struct lint_task *task, str name,
                       const struct source *source, span where)
{
    str spelling = STR("");
    if (aws_output_match(&task->shape, name, &spelling) == AWS_MATCH)
        return;
    struct diag *d = diag_add(lint->diags, RULE_UNKNOWN_RESULT_FIELD, source, where);
    diag_message(d, "the answer of %.*s has no \"%.*s\"",
                 STR_ARG(lint_task_name(lint->arena, task)), STR_ARG(name));
    if (spelling.len) {
        diag_help(d, "did you mean \"%.*s\"?", STR_ARG(spelling));
        return;
    }
    str names[MEMBERS_MAX];
    size_t count = aws_output_names(&task->shape, names, MEMBERS_MAX);
    diag_help_nearest(lint->diags, d, names, count, name);
}

/* Whether $ is the answer itself for paths of this field. */
static bool reads_answer(const struct lint *lint, const struct asl_expression *expression)
{
    const struct asl_object *object = expression->owner;
    if (expression->field == NAME_ResultSelector)
        return true;
    return expression->field == NAME_OutputPath &&
           lint_path_is_whole(lint, object, NAME_ResultPath) &&
           !asl_get(object, NAME_ResultSelector);
}

static void check_jsonata_result(struct lint *lint, const struct lint_task *task,
                                 const struct asl_expression *expression)
{
    if (!str_contains(expression->source->text, STR("$states")))
        return;
    const struct jsonata_facts *facts = expression->facts;
    for (uint32_t i = 0; i < facts->states_count; i++) {
        const struct jsonata_states_path *path = &facts->states[i];
        if (path->count >= 2 && str_equal(path->names[0], STR("result")))
            check_name(lint, task, path->names[1], expression->source, path->spans[1]);
    }
}

void check_unknown_result_field(struct lint *lint, const struct asl_expression *expression)
{
    const struct asl_object *owner = expression->owner;
    if (owner->kind != ASL_TASK)
        return;
    bool is_path = expression->kind == ASL_PATH && reads_answer(lint, expression);
    bool is_jsonata = expression->kind == ASL_JSONATA &&
                      (expression->field == NAME_Output || expression->field == NAME_Assign);
    if (!is_path && !is_jsonata)
        return;
    const struct lint_task *task = lint_task(lint, owner->state);
    if (!task || !lint_answer_is_known(task))
        return;
    str name;
    span where;
    if (is_jsonata)
        check_jsonata_result(lint, task, expression);
    else if (lint_first_name(expression->as.path, &name, &where))
        check_name(lint, task, name, expression->as.path->source, where);
}
