/*
 * Whether a filter takes a value. Comparisons follow the library from 2.1 on, which are sound where
 * older ones throw or convert by the literal's class: numbers and texts compare with their like; a
 * text and a number are equal when the right one, read as the left one's kind, is equal; everything
 * else is equal only to its like, and never less. A missing side equals nothing, not even another
 * missing one.
 */
#include "jsonpath/internal.h"

#include "base/num.h"
#include "text/regex.h"

static value inner_root(const struct evaluation *evaluation, const struct jsonpath *path)
{
    const struct jsonpath_scope *scope = evaluation->scope;
    switch (path->root) {
    case JSONPATH_ITEM: return evaluation->item;
    case JSONPATH_INPUT: return evaluation->root;
    case JSONPATH_CONTEXT: return scope->context;
    case JSONPATH_VARIABLE: break;
    }
    return scope->variable ? scope->variable(scope->variables, path->variable) : value_undefined();
}

static value path_value(struct evaluation *evaluation, const struct jsonpath *path)
{
    /* A filter inside the path has items of its own. */
    value item = evaluation->item, result;
    bool is_found = path_evaluate(evaluation, path, inner_root(evaluation, path), &result, NULL);
    evaluation->item = item;
    return is_found ? result : value_undefined();
}

static value operand_value(struct evaluation *evaluation, const struct filter_operand *operand)
{
    return operand->kind == OPERAND_PATH ? path_value(evaluation, operand->as.path)
                                         : operand->as.literal;
}

static bool exists(struct evaluation *evaluation, const struct jsonpath *path)
{
    value found = path_value(evaluation, path);
    return found.kind != VALUE_UNDEFINED && (path->is_definite || found.count > 0);
}

static bool is_text_equal_to_number(struct evaluation *evaluation, value left, value right)
{
    double number;
    if (left.kind == VALUE_STRING)
        return str_equal(value_text(left),
                         value_to_text(evaluation->arena, right, VALUE_STYLE_JAVA));
    return num_to_double(value_text(right), &number) && value_equal(left, value_double(number));
}

static bool is_equal(struct evaluation *evaluation, value left, value right)
{
    if (left.kind == VALUE_UNDEFINED || right.kind == VALUE_UNDEFINED)
        return false;
    if ((left.kind == VALUE_STRING && value_is_number(right)) ||
        (value_is_number(left) && right.kind == VALUE_STRING))
        return is_text_equal_to_number(evaluation, left, right);
    return value_equal(left, right);
}

/* By UTF-16 units, as Java: there surrogates (4 bytes in UTF-8, from F0 on) go before U+E000 (from
 * EE on). */
static int compare_texts(str a, str b)
{
    size_t i = 0;
    while (i < a.len && i < b.len && a.at[i] == b.at[i])
        i++;
    if (i == a.len || i == b.len)
        return (a.len > b.len) - (a.len < b.len);
    unsigned char x = (unsigned char)a.at[i], y = (unsigned char)b.at[i];
    if (x >= 0xEE && y >= 0xEE && (x >= 0xF0) != (y >= 0xF0))
        return x >= 0xF0 ? -1 : 1;
    return x < y ? -1 : 1;
}

/* Below, equal or above; false when the two have no order. */
static bool compare(value left, value right, int *order)
{
    if (left.kind == VALUE_STRING && right.kind == VALUE_STRING) {
        *order = compare_texts(value_text(left), value_text(right));
        return true;
    }
    if (left.kind == VALUE_INTEGER && right.kind == VALUE_INTEGER) {
        *order = (left.as.integer > right.as.integer) - (left.as.integer < right.as.integer);
        return true;
    }
    if (!value_is_number(left) || !value_is_number(right))
        return false;
    double x = value_number(left), y = value_number(right);
    *order = (x > y) - (x < y);
    return true;
}

static bool matches(struct evaluation *evaluation, const struct regex *regex, value v)
{
    str text = STR("");
    if (v.kind == VALUE_STRING)
        text = value_text(v);
    else if (value_is_number(v) || value_is_bool(v))
        text = value_to_text(evaluation->arena, v, VALUE_STYLE_JAVA);
    struct regex_group *groups =
        arena_array(evaluation->arena, struct regex_group, 1 + (size_t)regex_group_count(regex));
    return regex_match(evaluation->arena, regex, text, 0, groups) == REGEX_MATCH;
}

static bool match_operands(struct evaluation *evaluation, const struct jsonpath_filter *filter)
{
    bool is_left = filter->left.kind == OPERAND_PATTERN;
    const struct filter_operand *pattern = is_left ? &filter->left : &filter->right;
    const struct filter_operand *text = is_left ? &filter->right : &filter->left;
    return text->kind != OPERAND_PATTERN &&
           matches(evaluation, pattern->as.regex, operand_value(evaluation, text));
}

static bool compare_operands(struct evaluation *evaluation, const struct jsonpath_filter *filter)
{
    if (filter->operator== FILTER_MATCHES)
        return match_operands(evaluation, filter);
    value left = operand_value(evaluation, &filter->left),
          right = operand_value(evaluation, &filter->right);
    int order = 0;
    switch (filter->operator) {
    case FILTER_EQUAL: return is_equal(evaluation, left, right);
    case FILTER_NOT_EQUAL: return !is_equal(evaluation, left, right);
    case FILTER_LESS: return compare(left, right, &order) && order < 0;
    case FILTER_LESS_EQUAL: return compare(left, right, &order) && order <= 0;
    case FILTER_GREATER: return compare(left, right, &order) && order > 0;
    case FILTER_GREATER_EQUAL: return compare(left, right, &order) && order >= 0;
    case FILTER_MATCHES: break;
    }
    return false;
}

/* Recurses as deep as filters and parentheses were written, which the parser limits. */
static bool test(struct evaluation *evaluation, const struct jsonpath_filter *filter)
{
    switch (filter->kind) {
    case FILTER_EXISTS: return exists(evaluation, filter->left.as.path);
    case FILTER_COMPARE: return compare_operands(evaluation, filter);
    case FILTER_NOT: return !test(evaluation, filter->parts);
    case FILTER_ALL:
    case FILTER_ANY: break;
    }
    /* "All" ends at the first that fails, "any" at the first that holds. */
    bool is_any = filter->kind == FILTER_ANY;
    for (const struct jsonpath_filter *part = filter->parts; part; part = part->next) {
        if (test(evaluation, part) == is_any)
            return is_any;
    }
    return !is_any;
}

bool filter_accepts(struct evaluation *evaluation, const struct jsonpath_filter *filter, value item)
{
    if (evaluation->visits == 0) {
        evaluation->is_limited = true;
        return false;
    }
    evaluation->visits--;
    struct arena_mark mark = arena_mark(evaluation->arena);
    evaluation->item = item;
    bool is_accepted = test(evaluation, filter);
    arena_release(evaluation->arena, mark);
    return is_accepted;
}
