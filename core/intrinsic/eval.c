/* Evaluating a call: its arguments from the inside out, then the function of the table's row. */
#include "intrinsic/internal.h"

#include "base/utf8.h"

#include <math.h>

static evaluate_function *const functions[STATES_FUNCTION_COUNT] = {
#define INTRINSIC(id, name, least, most, first, second, third, result, evaluate, synopsis, doc)    \
    [STATES_##id] = evaluate,
#include "functions_intrinsic.def"
#undef INTRINSIC
};

/* The frame of the text is the service's; what follows the colon is ours, because no list of its
 * words is known. */
bool call_fail(struct call *call, const char *format, ...)
{
    struct buf cause;
    buf_init(&cause, call->arena);
    buf_printf(&cause, "The function '%.*s' had the following error: ",
               STR_ARG(source_text(call->intrinsic->source, call->node->span)));
    va_list args;
    va_start(args, format);
    buf_vprintf(&cause, format, args);
    va_end(args);
    call->failure->failure = (struct failure){ STR("States.IntrinsicFailure"), buf_text(&cause) };
    return false;
}

static bool fail_type(struct call *call, uint32_t i, unsigned wanted)
{
    return call_fail(
        call, "argument %u must be %.*s, but was %.*s", (unsigned)i + 1,
        STR_ARG(intrinsic_type_names(call->arena, wanted)),
        STR_ARG(intrinsic_type_names(call->arena, intrinsic_type_of(call->arguments[i]))));
}

bool call_text(struct call *call, uint32_t i, str *text)
{
    *text = value_text(call->arguments[i]);
    return call->arguments[i].kind == VALUE_STRING || fail_type(call, i, INTRINSIC_STRING);
}

bool call_array(struct call *call, uint32_t i, value *array)
{
    *array = call->arguments[i];
    return array->kind == VALUE_ARRAY || fail_type(call, i, INTRINSIC_ARRAY);
}

bool call_integer(struct call *call, uint32_t i, int64_t *integer)
{
    value v = call->arguments[i];
    if (!value_is_number(v))
        return fail_type(call, i, INTRINSIC_NUMBER);
    double rounded = floor(value_number(v) + 0.5);
    if (!(rounded >= INT32_MIN && rounded <= INT32_MAX))
        return call_fail(call, "argument %u must lie between %d and %d", (unsigned)i + 1, INT32_MIN,
                         INT32_MAX);
    *integer = (int64_t)rounded;
    return true;
}

bool call_check_length(struct call *call, str text)
{
    return utf8_length_utf16(text) <= INTRINSIC_MAX_LENGTH ||
           call_fail(call, "the text has more than %d characters", INTRINSIC_MAX_LENGTH);
}

struct evaluation {
    struct arena *arena;
    const struct intrinsic *intrinsic;
    const struct jsonpath_scope *scope;
    struct random *random;
    struct intrinsic_failure *failure;
};

static bool evaluate_path(struct evaluation *evaluation, const struct jsonpath *path, value *result)
{
    struct intrinsic_failure *failure = evaluation->failure;
    if (jsonpath_evaluate(evaluation->arena, path, evaluation->scope, result,
                          &failure->path_failure))
        return true;
    failure->path = path;
    failure->failure.error = STR("States.Runtime");
    failure->failure.cause = jsonpath_failure_text(evaluation->arena, path, &failure->path_failure);
    return false;
}

/* Recurses as deep as calls are nested, at most INTRINSIC_MAX_DEPTH. */
static bool evaluate_node(struct evaluation *evaluation, const struct intrinsic_node *node,
                          value *result)
{
    if (node->kind == INTRINSIC_LITERAL) {
        *result = node->as.literal;
        return true;
    }
    if (node->kind == INTRINSIC_PATH)
        return evaluate_path(evaluation, node->as.path, result);

    uint32_t count = node->as.call.argument_count;
    value *arguments = arena_array(evaluation->arena, value, count);
    const struct intrinsic_node *argument = intrinsic_first(node);
    for (uint32_t i = 0; i < count; i++) {
        if (!evaluate_node(evaluation, argument, &arguments[i]))
            return false;
        argument = intrinsic_next(evaluation->intrinsic, argument);
    }
    struct call call = { .arena = evaluation->arena,
                         .random = evaluation->random,
                         .intrinsic = evaluation->intrinsic,
                         .node = node,
                         .arguments = arguments,
                         .argument_count = count,
                         .failure = evaluation->failure };
    return functions[node->as.call.function](&call, result);
}

bool intrinsic_evaluate(struct arena *arena, const struct intrinsic *intrinsic,
                        const struct jsonpath_scope *scope, struct random *random, value *result,
                        struct intrinsic_failure *failure)
{
    *failure = (struct intrinsic_failure){ 0 };
    if (intrinsic->is_opaque) {
        failure->failure =
            (struct failure){ STR("States.IntrinsicFailure"), STR("the call holds a placeholder") };
        return false;
    }
    struct evaluation evaluation = { arena, intrinsic, scope, random, failure };
    return evaluate_node(&evaluation, &intrinsic->nodes[0], result);
}
