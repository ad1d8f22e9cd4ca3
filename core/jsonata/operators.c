#include "jsonata/run.h"

#include "jsonata/syntax.h"

#include <math.h>

/* The reference's limit of a range; the service's memory ends earlier. */
#define RANGE_MAX 1e7

static const enum operator operators[] = {
    [NODE_ADD] = OP_PLUS,           [NODE_SUBTRACT] = OP_MINUS,   [NODE_MULTIPLY] = OP_STAR,
    [NODE_DIVIDE] = OP_SLASH,       [NODE_MODULO] = OP_PERCENT,   [NODE_EQUAL] = OP_EQUAL,
    [NODE_NOT_EQUAL] = OP_NOT_EQUAL, [NODE_LESS] = OP_LESS,       [NODE_AT_MOST] = OP_AT_MOST,
    [NODE_GREATER] = OP_GREATER,    [NODE_AT_LEAST] = OP_AT_LEAST, [NODE_CONCAT] = OP_CONCAT,
    [NODE_IN] = OP_IN,              [NODE_AND] = OP_AND,          [NODE_OR] = OP_OR,
    [NODE_RANGE] = OP_RANGE,
};

static value compute(enum node_kind kind, double left, double right)
{
    switch (kind) {
    case NODE_ADD:
        return value_double(left + right);
    case NODE_SUBTRACT:
        return value_double(left - right);
    case NODE_MULTIPLY:
        return value_double(left * right);
    case NODE_DIVIDE:
        return value_double(left / right);
    default:
        return value_double(fmod(left, right));
    }
}

static value fail_operand(struct run *run, enum error_code code, value operand)
{
    if (!run->failed)
        run_fail_value(run, code, operand);
    return value_undefined();
}

static value evaluate_arithmetic(struct run *run, enum node_kind kind, value left, value right)
{
    if (left.kind != VALUE_UNDEFINED && !is_numeric(run, left))
        return fail_operand(run, ERROR_T2001, left);
    if (right.kind != VALUE_UNDEFINED && !is_numeric(run, right))
        return fail_operand(run, ERROR_T2002, right);
    if (left.kind == VALUE_UNDEFINED || right.kind == VALUE_UNDEFINED)
        return value_undefined();
    return compute(kind, number_of(left), number_of(right));
}

static bool is_comparable(value v)
{
    return v.kind == VALUE_UNDEFINED || v.kind == VALUE_STRING || value_is_number(v);
}

static bool holds(enum node_kind kind, int order)
{
    switch (kind) {
    case NODE_LESS:
        return order < 0;
    case NODE_AT_MOST:
        return order <= 0;
    case NODE_GREATER:
        return order > 0;
    default:
        return order >= 0;
    }
}

static value evaluate_comparison(struct run *run, enum node_kind kind, value left, value right)
{
    if (!is_comparable(left) || !is_comparable(right)) {
        bool is_left = left.kind != VALUE_STRING && !value_is_number(left);
        return run_fail_value(run, ERROR_T2010, is_left ? left : right);
    }
    if (left.kind == VALUE_UNDEFINED || right.kind == VALUE_UNDEFINED)
        return value_undefined();
    if ((left.kind == VALUE_STRING) != (right.kind == VALUE_STRING)) {
        struct error *error = run_fail(run, ERROR_T2009);
        error->value = left;
        error->value2 = right;
        return value_undefined();
    }
    if (left.kind == VALUE_STRING)
        return value_bool(holds(kind, compare_texts(value_text(left), value_text(right))));
    double a = number_of(left), b = number_of(right);
    if (isnan(a) || isnan(b))
        return value_bool(false);
    return value_bool(holds(kind, a < b ? -1 : a > b));
}

static value evaluate_equality(struct run *run, enum node_kind kind, value left, value right)
{
    if (left.kind == VALUE_UNDEFINED || right.kind == VALUE_UNDEFINED)
        return value_bool(false);
    return value_bool(is_equal(run, left, right) == (kind == NODE_EQUAL));
}

static value evaluate_in(value left, value right)
{
    if (left.kind == VALUE_UNDEFINED || right.kind == VALUE_UNDEFINED)
        return value_bool(false);
    if (right.kind != VALUE_ARRAY)
        return value_bool(is_same(left, right));
    for (uint32_t i = 0; i < right.count; i++) {
        if (is_same(left, right.as.items[i]))
            return value_bool(true);
    }
    return value_bool(false);
}

static bool is_whole(value v)
{
    if (!value_is_number(v))
        return false;
    double number = number_of(v);
    return isfinite(number) && floor(number) == number;
}

static value evaluate_range(struct run *run, value left, value right)
{
    if (left.kind != VALUE_UNDEFINED && !is_whole(left))
        return run_fail_value(run, ERROR_T2003, left);
    if (right.kind != VALUE_UNDEFINED && !is_whole(right))
        return run_fail_value(run, ERROR_T2004, right);
    if (left.kind == VALUE_UNDEFINED || right.kind == VALUE_UNDEFINED)
        return value_undefined();
    double first = number_of(left), last = number_of(right);
    if (first > last)
        return value_undefined();
    double size = last - first + 1;
    if (size > RANGE_MAX)
        return run_fail_value(run, ERROR_D2014, value_double(size));
    struct items items = { 0 };
    if (!items_grow(run, &items, (uint32_t)size) || !run_work(run, (uint64_t)size / 8))
        return value_undefined();
    for (uint32_t i = 0; i < (uint32_t)size; i++)
        items.at[i] = value_double(first + i);
    items.count = (uint32_t)size;
    return items_value(&items, FLAG_SEQUENCE);
}

static value evaluate_concatenation(struct run *run, value left, value right)
{
    str first = text_of(run, left);
    if (run->failed)
        return value_undefined();
    str second = text_of(run, right);
    return run->failed ? value_undefined() : join_texts(run, first, second);
}

static value evaluate_operator(struct run *run, enum node_kind kind, value left, value right)
{
    switch (kind) {
    case NODE_EQUAL:
    case NODE_NOT_EQUAL:
        return evaluate_equality(run, kind, left, right);
    case NODE_LESS:
    case NODE_AT_MOST:
    case NODE_GREATER:
    case NODE_AT_LEAST:
        return evaluate_comparison(run, kind, left, right);
    case NODE_CONCAT:
        return evaluate_concatenation(run, left, right);
    case NODE_IN:
        return evaluate_in(left, right);
    case NODE_RANGE:
        return evaluate_range(run, left, right);
    default:
        return evaluate_arithmetic(run, kind, left, right);
    }
}

/* A failure of an operator is told at its token. */
static value blame_operator(struct run *run, const struct node *node)
{
    run->error.token = value_string(operator_text(operators[node->kind]));
    run->error.has_position = true;
    run->error.position = run->code->places[node - run->code->nodes].token.end;
    return value_undefined();
}

/* In the reference the right side counts as part of the operator here, and the left side does not. */
static value evaluate_logic(struct run *run, const struct node *node, value left, value input,
                            struct frame *frame)
{
    bool is_left_true = is_true(run, left);
    if (!run->failed && is_left_true != (node->kind == NODE_AND))
        return value_bool(is_left_true);
    value right = run->failed ? value_undefined() : evaluate(run, node->b, input, frame);
    bool is_right_true = !run->failed && is_true(run, right);
    return run->failed ? blame_operator(run, node) : value_bool(is_right_true);
}

static bool are_doubles(value left, value right)
{
    return left.kind == VALUE_DOUBLE && right.kind == VALUE_DOUBLE && isfinite(left.as.number) &&
           isfinite(right.as.number);
}

value evaluate_binary(struct run *run, const struct node *node, value input, struct frame *frame)
{
    value left = evaluate(run, node->a, input, frame);
    if (run->failed)
        return value_undefined();
    if (node->kind == NODE_AND || node->kind == NODE_OR)
        return evaluate_logic(run, node, left, input, frame);
    value right = evaluate(run, node->b, input, frame);
    if (run->failed)
        return value_undefined();
    if (node->kind <= NODE_MODULO && are_doubles(left, right))
        return compute(node->kind, left.as.number, right.as.number);
    if (!run_work_on(run, left) || !run_work_on(run, right))
        return value_undefined();
    value v = evaluate_operator(run, node->kind, left, right);
    return run->failed ? blame_operator(run, node) : v;
}
