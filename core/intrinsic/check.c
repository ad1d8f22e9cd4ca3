/* What can be said about a call before it runs: the number of arguments, and arguments that cannot
 * but fail. */
#include "intrinsic/internal.h"

#include "base/utf8.h"
#include "diag/diag.h"

#include <math.h>

struct checker {
    const struct intrinsic *intrinsic;
    struct diags *diags;
};

static void print_arity(struct buf *text, const struct intrinsic_signature *signature)
{
    unsigned least = signature->least, most = signature->most;
    if (most == 255)
        buf_printf(text, "at least %u", least);
    else if (least == most)
        buf_printf(text, least == 0 ? "no" : "%u", least);
    else
        buf_printf(text, "%u to %u", least, most);
    buf_str(text, most == 1 || (most == 255 && least == 1) ? STR(" argument") : STR(" arguments"));
}

static const struct intrinsic_node *argument(const struct checker *checker,
                                             const struct intrinsic_node *call, uint32_t i)
{
    const struct intrinsic_node *node = intrinsic_first(call);
    while (i-- > 0)
        node = intrinsic_next(checker->intrinsic, node);
    return node;
}

static bool check_arity(struct checker *checker, const struct intrinsic_node *call)
{
    const struct intrinsic_signature *signature = intrinsic_signature(call->as.call.function);
    uint32_t count = call->as.call.argument_count;
    bool is_few = count < signature->least,
         is_many = signature->most < 255 && count > signature->most;
    if (!is_few && !is_many)
        return true;
    /* Too few: the call lacks something; too many: the first that is too much. */
    span where = is_few ? call->as.call.name_span : argument(checker, call, signature->most)->span;
    struct diag *diag =
        diag_add(checker->diags, RULE_INTRINSIC_ARITY, checker->intrinsic->source, where);
    struct buf arity;
    buf_init(&arity, diag->arena);
    print_arity(&arity, signature);
    diag_message(diag, "\"%.*s\" takes %.*s, this has %u", STR_ARG(signature->name),
                 STR_ARG(buf_text(&arity)), (unsigned)count);
    diag_help(diag, "%.*s(%s)", STR_ARG(signature->name), signature->synopsis);
    return false;
}

static struct diag *warn(struct checker *checker, const struct intrinsic_node *node)
{
    return diag_add(checker->diags, RULE_INTRINSIC_ARGUMENT, checker->intrinsic->source,
                    node->span);
}

static bool check_type(struct checker *checker, const struct intrinsic_node *call,
                       const struct intrinsic_node *node, uint32_t i)
{
    const struct intrinsic_signature *signature = intrinsic_signature(call->as.call.function);
    unsigned taken = signature->arguments[i < 2 ? i : 2], given = intrinsic_node_types(node);
    if (taken & given)
        return true;
    struct diag *diag = warn(checker, node);
    diag_message(diag, "\"%.*s\" takes %.*s as argument %u, this is %.*s", STR_ARG(signature->name),
                 STR_ARG(intrinsic_type_names(diag->arena, taken)), (unsigned)i + 1,
                 STR_ARG(intrinsic_type_names(diag->arena, given)));
    return false;
}

/* The literal text or number that an argument is; false for anything else, and for texts with
 * placeholders. */
static bool literal_text(const struct intrinsic_node *node, str *text)
{
    if (node->kind != INTRINSIC_LITERAL || node->as.literal.kind != VALUE_STRING)
        return false;
    *text = value_text(node->as.literal);
    return !jsonpath_has_placeholder(*text);
}

static bool literal_number(const struct intrinsic_node *node, double *number)
{
    if (node->kind != INTRINSIC_LITERAL || !value_is_number(node->as.literal))
        return false;
    *number = floor(value_number(node->as.literal) + 0.5);
    return true;
}

static void check_format(struct checker *checker, const struct intrinsic_node *call)
{
    const struct intrinsic_node *template = argument(checker, call, 0);
    str text;
    if (!literal_text(template, &text))
        return;
    uint32_t wanted = format_count(source_text(checker->intrinsic->source, template->span));
    uint32_t given = call->as.call.argument_count - 1;
    if (wanted == given)
        return;
    diag_message(warn(checker, template), "the template has %u {}, and %u value%s follow%s it",
                 (unsigned)wanted, (unsigned)given, given == 1 ? "" : "s", given == 1 ? "s" : "");
}

static void check_hash(struct checker *checker, const struct intrinsic_node *call)
{
    const struct intrinsic_node *node = argument(checker, call, 1);
    str name;
    if (!literal_text(node, &name) || intrinsic_is_algorithm(name))
        return;
    struct diag *diag = warn(checker, node);
    diag_message(diag,
                 "there is no algorithm \"%.*s\": expected MD5, SHA-1, SHA-256, SHA-384 or SHA-512",
                 STR_ARG(name));
    diag_help_nearest(checker->diags, diag, intrinsic_algorithms, INTRINSIC_ALGORITHM_COUNT, name);
}

static void check_merge(struct checker *checker, const struct intrinsic_node *call)
{
    const struct intrinsic_node *node = argument(checker, call, 2);
    if (node->kind == INTRINSIC_LITERAL && node->as.literal.kind == VALUE_TRUE)
        diag_message(warn(checker, node), "the service does not merge deeply: expected false");
}

static void check_range(struct checker *checker, const struct intrinsic_node *call)
{
    double first, last, step;
    const struct intrinsic_node *node = argument(checker, call, 2);
    if (!literal_number(node, &step))
        return;
    if (step == 0) {
        diag_message(warn(checker, node), "the step must not be 0");
        return;
    }
    if (literal_number(argument(checker, call, 0), &first) &&
        literal_number(argument(checker, call, 1), &last) &&
        (last - first) / step >= INTRINSIC_MAX_RANGE)
        diag_message(warn(checker, call), "the range has more than %d items", INTRINSIC_MAX_RANGE);
}

static void check_partition(struct checker *checker, const struct intrinsic_node *call)
{
    double size;
    const struct intrinsic_node *node = argument(checker, call, 1);
    if (literal_number(node, &size) && size < 1)
        diag_message(warn(checker, node), "a part has at least 1 item");
}

static void check_get_item(struct checker *checker, const struct intrinsic_node *call)
{
    double index;
    const struct intrinsic_node *node = argument(checker, call, 1);
    if (literal_number(node, &index) && index < 0)
        diag_message(warn(checker, node), "an index counts from 0");
}

static void check_random(struct checker *checker, const struct intrinsic_node *call)
{
    double start, end;
    const struct intrinsic_node *node = argument(checker, call, 1);
    if (literal_number(argument(checker, call, 0), &start) && literal_number(node, &end) &&
        end <= start)
        diag_message(warn(checker, node), "the end must be greater than the start");
}

static void check_length(struct checker *checker, const struct intrinsic_node *call)
{
    str text;
    const struct intrinsic_node *node = argument(checker, call, 0);
    if (literal_text(node, &text) && utf8_length(text) > INTRINSIC_MAX_LENGTH)
        diag_message(warn(checker, node), "the text has more than %d characters",
                     INTRINSIC_MAX_LENGTH);
}

/* Checks of what the types don't say. They run only when the types fit. */
static void (*const value_checks[STATES_FUNCTION_COUNT])(struct checker *,
                                                         const struct intrinsic_node *) = {
    [STATES_FORMAT] = check_format,
    [STATES_HASH] = check_hash,
    [STATES_JSON_MERGE] = check_merge,
    [STATES_ARRAY_RANGE] = check_range,
    [STATES_ARRAY_PARTITION] = check_partition,
    [STATES_ARRAY_GET_ITEM] = check_get_item,
    [STATES_MATH_RANDOM] = check_random,
    [STATES_BASE64_ENCODE] = check_length,
    [STATES_BASE64_DECODE] = check_length,
};

static bool check_call(struct checker *checker, const struct intrinsic_node *call)
{
    if (!check_arity(checker, call))
        return false;
    bool fits = true;
    const struct intrinsic_node *node = intrinsic_first(call);
    for (uint32_t i = 0; i < call->as.call.argument_count; i++) {
        fits = check_type(checker, call, node, i) && fits;
        node = intrinsic_next(checker->intrinsic, node);
    }
    if (fits && value_checks[call->as.call.function])
        value_checks[call->as.call.function](checker, call);
    return true;
}

bool intrinsic_check(const struct intrinsic *intrinsic, struct diags *diags)
{
    struct checker checker = { intrinsic, diags };
    bool is_right = true;
    for (uint32_t i = 0; i < intrinsic->node_count; i++) {
        if (intrinsic->nodes[i].kind == INTRINSIC_CALL)
            is_right = check_call(&checker, &intrinsic->nodes[i]) && is_right;
    }
    return is_right;
}

bool intrinsic_check_string(const struct intrinsic *intrinsic, struct diags *diags)
{
    if (intrinsic->is_opaque)
        return true;
    const struct intrinsic_node *call = &intrinsic->nodes[0];
    /* Of the two functions that may give a text or something else, the documentation allows the
     * other one. */
    bool is_parsed = call->as.call.function == STATES_STRING_TO_JSON;
    if ((intrinsic_result_types(intrinsic) & INTRINSIC_STRING) && !is_parsed)
        return true;
    struct diag *diag = diag_add(diags, RULE_INTRINSIC_NOT_STRING, intrinsic->source, call->span);
    str types = is_parsed ? STR("any value")
                          : intrinsic_type_names(diag->arena, intrinsic_result_types(intrinsic));
    diag_message(diag, "a text is needed here, and \"%.*s\" gives %.*s",
                 STR_ARG(intrinsic_signature(call->as.call.function)->name), STR_ARG(types));
    return false;
}
