/*
 * What choice rules say about each other: a rule that an earlier one takes everything from, and a rule that
 * contradicts itself.
 */
#include "base/buf.h"
#include "base/num.h"
#include "lint/internal.h"

#include <math.h>

/*
 * What a rule tests as text, without what it does then. False for one without a shape, and for what differs from time to
 * time. Nesting is bounded by the depth of the document.
 */
static bool print_test(const struct lint *lint, struct buf *text, const struct asl_rule *rule)
{
    if (rule->kind == ASL_RULE_COMPARE) {
        buf_str(text, asl_text(lint->asl, rule->variable->value));
        buf_printf(text, "\n%.*s\n", STR_ARG(name_text(rule->operand->name)));
        buf_str(text, doc_text(lint->doc, rule->operand->value));
        return true;
    }
    if (rule->kind == ASL_RULE_CONDITION) {
        str condition = rule->condition ? asl_text(lint->asl, rule->condition->value) : STR("");
        buf_str(text, condition);
        return condition.len > 0 && !str_contains(condition, STR("$random"));
    }
    static const char *const names[] = { [ASL_RULE_AND] = "And", [ASL_RULE_OR] = "Or", [ASL_RULE_NOT] = "Not" };
    if (rule->kind == ASL_RULE_SHAPELESS || rule->child_count == 0)
        return false;
    buf_str(text, str_from(names[rule->kind]));
    for (uint32_t i = 0; i < rule->child_count; i++) {
        buf_char(text, i ? '\f' : '\v');
        if (!print_test(lint, text, &rule->children[i]))
            return false;
    }
    buf_char(text, '\b');
    return true;
}

/* Equal texts are equal tests. Empty when nothing is known. */
static str test_text(struct lint *lint, const struct asl_rule *rule)
{
    struct buf text;
    buf_init(&text, &lint->scratch);
    return print_test(lint, &text, rule) ? buf_text(&text) : (str){ NULL, 0 };
}

/* The values that a numeric comparison lets through. */
struct interval {
    double low, high;
    bool low_open, high_open;
};

static const struct interval everything = { -INFINITY, INFINITY, true, true };

static bool numeric_interval(const struct lint *lint, const struct asl_rule *rule, struct interval *interval)
{
    if (rule->kind != ASL_RULE_COMPARE)
        return false;
    const struct asl_operator *operation = rule->operand->row->operation;
    double number;
    if (operation->family != ASL_FAMILY_NUMERIC || operation->is_path ||
        node_kind(rule->operand->value) != NODE_NUMBER ||
        !num_to_double(doc_text(lint->doc, rule->operand->value), &number))
        return false;
    *interval = everything;
    enum asl_comparison comparison = operation->comparison;
    if (comparison == ASL_COMPARE_EQUALS || comparison == ASL_COMPARE_GREATER ||
        comparison == ASL_COMPARE_GREATER_EQUALS) {
        interval->low = number;
        interval->low_open = comparison == ASL_COMPARE_GREATER;
    }
    if (comparison == ASL_COMPARE_EQUALS || comparison == ASL_COMPARE_LESS ||
        comparison == ASL_COMPARE_LESS_EQUALS) {
        interval->high = number;
        interval->high_open = comparison == ASL_COMPARE_LESS;
    }
    return true;
}

static bool is_within(struct interval inner, struct interval outer)
{
    bool low = inner.low > outer.low || (inner.low == outer.low && (inner.low_open || !outer.low_open));
    bool high =
        inner.high < outer.high || (inner.high == outer.high && (inner.high_open || !outer.high_open));
    return low && high;
}

static struct interval narrowed(struct interval a, struct interval b)
{
    if (b.low > a.low || (b.low == a.low && b.low_open)) {
        a.low = b.low;
        a.low_open = b.low_open;
    }
    if (b.high < a.high || (b.high == a.high && b.high_open)) {
        a.high = b.high;
        a.high_open = b.high_open;
    }
    return a;
}

static bool is_empty_interval(struct interval interval)
{
    return interval.low > interval.high ||
           (interval.low == interval.high && (interval.low_open || interval.high_open));
}

/* What earlier rules have taken: whole tests, and for each variable numbers below and above a bound. */
struct taken {
    struct lint *lint;
    struct intern tests;
    const struct asl_rule **test_rules;
    struct intern variables;
    struct taken_numbers {
        const struct asl_rule *below, *above;
        struct interval below_range, above_range;
    } *numbers;
};

static void take_test(struct taken *taken, const struct asl_rule *test, const struct asl_rule *rule)
{
    str text = test_text(taken->lint, test);
    if (text.len == 0)
        return;
    bool is_new;
    uint32_t number = intern_add_new(&taken->tests, text, &is_new);
    if (is_new)
        taken->test_rules[number] = rule;

    struct interval interval;
    if (!numeric_interval(taken->lint, test, &interval))
        return;
    uint32_t variable = intern_add(&taken->variables, asl_text(taken->lint->asl, test->variable->value));
    struct taken_numbers *numbers = &taken->numbers[variable];
    if (isinf(interval.low) && (!numbers->below || is_within(numbers->below_range, interval))) {
        numbers->below = rule;
        numbers->below_range = interval;
    }
    if (isinf(interval.high) && (!numbers->above || is_within(numbers->above_range, interval))) {
        numbers->above = rule;
        numbers->above_range = interval;
    }
}

/* A rule takes what its comparison lets through, or what each part of its Or does. */
static void take_rule(struct taken *taken, const struct asl_rule *rule)
{
    take_test(taken, rule, rule);
    for (uint32_t i = 0; rule->kind == ASL_RULE_OR && i < rule->child_count; i++)
        take_test(taken, &rule->children[i], rule);
}

/* The earlier rule that has taken all that this test lets through, or NULL. */
static const struct asl_rule *find_taker(struct taken *taken, const struct asl_rule *test)
{
    str text = test_text(taken->lint, test);
    if (text.len == 0)
        return NULL;
    uint32_t number = intern_find(&taken->tests, text);
    if (number != INTERN_NONE)
        return taken->test_rules[number];
    struct interval interval;
    if (!numeric_interval(taken->lint, test, &interval))
        return NULL;
    uint32_t variable = intern_find(&taken->variables, asl_text(taken->lint->asl, test->variable->value));
    if (variable == INTERN_NONE)
        return NULL;
    const struct taken_numbers *numbers = &taken->numbers[variable];
    if (numbers->below && is_within(interval, numbers->below_range))
        return numbers->below;
    return numbers->above && is_within(interval, numbers->above_range) ? numbers->above : NULL;
}

static const struct asl_rule *find_rule_taker(struct taken *taken, const struct asl_rule *rule)
{
    const struct asl_rule *taker = find_taker(taken, rule);
    for (uint32_t i = 0; !taker && rule->kind == ASL_RULE_AND && i < rule->child_count; i++)
        taker = find_taker(taken, &rule->children[i]);
    if (taker || rule->kind != ASL_RULE_OR || rule->child_count == 0)
        return taker;
    for (uint32_t i = 0; i < rule->child_count; i++) {
        taker = find_taker(taken, &rule->children[i]);
        if (!taker)
            return NULL;
    }
    return taker;
}

static size_t count_tests(const struct asl_state *state)
{
    size_t count = 0;
    for (uint32_t i = 0; i < state->rule_count; i++)
        count += (size_t)state->rules[i].child_count + 1;
    return count;
}

void check_unreachable_choice_rule(struct lint *lint, const struct asl_state *state)
{
    if (state->rule_count < 2)
        return;
    size_t tests = count_tests(state);
    struct taken taken = { .lint = lint };
    intern_init(&taken.tests, &lint->scratch);
    intern_init(&taken.variables, &lint->scratch);
    taken.test_rules = arena_array(&lint->scratch, const struct asl_rule *, tests);
    taken.numbers = arena_array(&lint->scratch, struct taken_numbers, tests);
    for (uint32_t i = 0; i < state->rule_count; i++) {
        const struct asl_rule *rule = &state->rules[i];
        const struct asl_rule *taker = find_rule_taker(&taken, rule);
        if (taker) {
            struct diag *d = lint_report_object(lint, RULE_UNREACHABLE_CHOICE_RULE, &rule->object);
            diag_message(d, "an earlier rule takes everything that this one matches");
            diag_related(d, lint->doc->source, lint_object_span(&taker->object), "the earlier rule");
        }
        take_rule(&taken, rule);
    }
}

enum kind_bit {
    KIND_NULL = 1,
    KIND_BOOLEAN = 2,
    KIND_NUMBER = 4,
    KIND_STRING = 8,
    KIND_OTHER = 16,
    KIND_ALL = 31
};

/* What the parts of an And together demand of one variable. */
struct demand {
    unsigned kinds;
    struct interval numbers;
    const struct node *equal; /* of StringEquals or BooleanEquals */
    bool is_absent, is_used;  /* IsPresent false; looked at in any other way */
};

static unsigned test_kinds(enum asl_comparison comparison)
{
    switch ((unsigned)comparison) {
    case ASL_COMPARE_IS_NULL: return KIND_NULL;
    case ASL_COMPARE_IS_NUMERIC: return KIND_NUMBER;
    case ASL_COMPARE_IS_STRING: return KIND_STRING;
    case ASL_COMPARE_IS_BOOLEAN: return KIND_BOOLEAN;
    default: return KIND_ALL;
    }
}

static unsigned family_kinds(enum asl_operator_family family)
{
    switch (family) {
    case ASL_FAMILY_NUMERIC: return KIND_NUMBER;
    case ASL_FAMILY_BOOLEAN: return KIND_BOOLEAN;
    case ASL_FAMILY_STRING:
    case ASL_FAMILY_TIMESTAMP: return KIND_STRING;
    case ASL_FAMILY_TEST: break;
    }
    return KIND_ALL;
}

/* False when the tests so far contradict each other. */
static bool add_test(struct demand *demand, enum asl_comparison comparison, bool truth)
{
    if (comparison == ASL_COMPARE_IS_PRESENT) {
        demand->is_absent |= !truth;
        demand->is_used |= truth;
    } else if (comparison == ASL_COMPARE_IS_TIMESTAMP) {
        demand->is_used = true;
        if (truth)
            demand->kinds &= KIND_STRING;
    } else {
        demand->is_used = true;
        unsigned kinds = test_kinds(comparison);
        demand->kinds &= truth ? kinds : ~kinds;
    }
    return !(demand->is_absent && demand->is_used) && demand->kinds != 0;
}

static bool add_comparison(const struct lint *lint, struct demand *demand, const struct asl_rule *rule)
{
    const struct asl_operator *operation = rule->operand->row->operation;
    const struct node *operand = rule->operand->value;
    if (operation->family == ASL_FAMILY_TEST) {
        bool is_boolean = node_kind(operand) == NODE_TRUE || node_kind(operand) == NODE_FALSE;
        return !is_boolean || add_test(demand, operation->comparison, node_kind(operand) == NODE_TRUE);
    }
    demand->is_used = true;
    demand->kinds &= family_kinds(operation->family);
    struct interval interval;
    if (numeric_interval(lint, rule, &interval))
        demand->numbers = narrowed(demand->numbers, interval);
    bool is_equality = operation->comparison == ASL_COMPARE_EQUALS && !operation->is_path &&
                       (operation->family == ASL_FAMILY_STRING || operation->family == ASL_FAMILY_BOOLEAN);
    if (is_equality && demand->equal &&
        !str_equal(doc_text(lint->doc, demand->equal), doc_text(lint->doc, operand)))
        return false;
    if (is_equality)
        demand->equal = operand;
    return !demand->is_absent && demand->kinds != 0 && !is_empty_interval(demand->numbers);
}

void check_unsatisfiable_choice_rule(struct lint *lint, const struct asl_rule *rule)
{
    if (rule->kind != ASL_RULE_AND)
        return;
    struct intern variables;
    intern_init(&variables, &lint->scratch);
    struct demand *demands = arena_array(&lint->scratch, struct demand, rule->child_count);
    for (uint32_t i = 0; i < rule->child_count; i++) {
        const struct asl_rule *child = &rule->children[i];
        if (child->kind != ASL_RULE_COMPARE || asl_node_is_opaque(lint->asl, child->operand->value))
            continue;
        bool is_new;
        uint32_t number =
            intern_add_new(&variables, asl_text(lint->asl, child->variable->value), &is_new);
        if (is_new)
            demands[number] = (struct demand){ .kinds = KIND_ALL, .numbers = everything };
        if (add_comparison(lint, &demands[number], child))
            continue;
        struct diag *d = lint_report_object(lint, RULE_UNSATISFIABLE_CHOICE_RULE, &rule->object);
        diag_message(d, "the tests of \"%.*s\" contradict each other",
                     STR_ARG(asl_text(lint->asl, child->variable->value)));
        diag_related(d, lint->doc->source, lint_object_span(&child->object), "nothing is left from here on");
        return;
    }
}
