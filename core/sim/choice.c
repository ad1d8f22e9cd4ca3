/*
 * Choice: the first rule that matches decides.
 *
 * A value of another type than the operator's does not match; a path that names nothing ends the execution, except for
 * IsPresent. And and Or look at no more rules than they need.
 */
#include "base/time.h"
#include "sim/flow.h"

enum answer { ANSWER_NO, ANSWER_YES, ANSWER_FAILED };

static enum answer answer(bool is_yes)
{
    return is_yes ? ANSWER_YES : ANSWER_NO;
}

static bool compare_order(enum asl_comparison comparison, int order)
{
    switch (comparison) {
    case ASL_COMPARE_LESS: return order < 0;
    case ASL_COMPARE_GREATER: return order > 0;
    case ASL_COMPARE_LESS_EQUALS: return order <= 0;
    case ASL_COMPARE_GREATER_EQUALS: return order >= 0;
    default: return order == 0;
    }
}

static int order_integers(int64_t a, int64_t b)
{
    return a < b ? -1 : a > b;
}

static bool compare_numbers(enum asl_comparison comparison, value a, value b)
{
    if (!value_is_number(a) || !value_is_number(b))
        return false;
    if (a.kind == VALUE_INTEGER && b.kind == VALUE_INTEGER)
        return compare_order(comparison, order_integers(a.as.integer, b.as.integer));
    double left = value_number(a), right = value_number(b);
    return compare_order(comparison, left < right ? -1 : left > right);
}

/*
 * A star stands for any text, "\*" for a star and "\\" for a backslash. Goes back to the latest star only, which is
 * enough: cost is the product of the lengths at worst.
 */
static bool matches_pattern(str text, str pattern)
{
    size_t t = 0, p = 0, star = SIZE_MAX, resume = 0;
    while (t < text.len) {
        bool is_escape = p + 1 < pattern.len && pattern.at[p] == '\\' &&
                         (pattern.at[p + 1] == '*' || pattern.at[p + 1] == '\\');
        if (p < pattern.len && pattern.at[p] == '*') {
            star = p++;
            resume = t;
        } else if (p < pattern.len && pattern.at[p + is_escape] == text.at[t]) {
            p += 1 + is_escape;
            t++;
        } else if (star != SIZE_MAX) {
            p = star + 1;
            t = ++resume;
        } else {
            return false;
        }
    }
    while (p < pattern.len && pattern.at[p] == '*')
        p++;
    return p == pattern.len;
}

static bool compare_strings(enum asl_comparison comparison, value a, value b)
{
    if (a.kind != VALUE_STRING || b.kind != VALUE_STRING)
        return false;
    if (comparison == ASL_COMPARE_MATCHES)
        return matches_pattern(value_text(a), value_text(b));
    return compare_order(comparison, str_compare(value_text(a), value_text(b)));
}

static bool timestamp_of(value v, int64_t *at_ms)
{
    return v.kind == VALUE_STRING && time_parse_rfc3339(value_text(v), at_ms);
}

static bool compare_timestamps(enum asl_comparison comparison, value a, value b)
{
    int64_t left, right;
    return timestamp_of(a, &left) && timestamp_of(b, &right) &&
           compare_order(comparison, order_integers(left, right));
}

static bool is_of_kind(enum asl_comparison test, value v)
{
    int64_t at_ms;
    switch (test) {
    case ASL_COMPARE_IS_NULL: return v.kind == VALUE_NULL;
    case ASL_COMPARE_IS_PRESENT: return v.kind != VALUE_UNDEFINED;
    case ASL_COMPARE_IS_NUMERIC: return value_is_number(v);
    case ASL_COMPARE_IS_STRING: return v.kind == VALUE_STRING;
    case ASL_COMPARE_IS_BOOLEAN: return value_is_bool(v);
    case ASL_COMPARE_IS_TIMESTAMP: return timestamp_of(v, &at_ms);
    default: return false;
    }
}

static bool compare(const struct asl_operator *operation, value v, value operand)
{
    switch (operation->family) {
    case ASL_FAMILY_STRING: return compare_strings(operation->comparison, v, operand);
    case ASL_FAMILY_NUMERIC: return compare_numbers(operation->comparison, v, operand);
    case ASL_FAMILY_TIMESTAMP: return compare_timestamps(operation->comparison, v, operand);
    case ASL_FAMILY_BOOLEAN: return value_is_bool(v) && v.kind == operand.kind;
    case ASL_FAMILY_TEST: return is_of_kind(operation->comparison, v) == (operand.kind == VALUE_TRUE);
    }
    return false;
}

/* A path of a rule; undefined when it names nothing. */
static bool look(struct evaluation *evaluation, const struct asl_field *field, value *v)
{
    if (field->expression)
        return sim_evaluate_path(evaluation, field->expression, v);
    return sim_evaluate_field(evaluation, field, v);
}

static enum answer fail_missing(struct evaluation *evaluation, const struct asl_field *field)
{
    str path = field->expression ? field->expression->source->text : STR("");
    error_runtime(evaluation->sim, evaluation->frame, evaluation->error,
                  "Invalid path '%.*s': The choice state's condition path references an invalid value.", STR_ARG(path));
    return ANSWER_FAILED;
}

static enum answer run_comparison(struct evaluation *evaluation, const struct asl_rule *rule)
{
    const struct asl_operator *operation = rule->operand->row->operation;
    value v, operand;
    if (!look(evaluation, rule->variable, &v) || !look(evaluation, rule->operand, &operand))
        return ANSWER_FAILED;
    if (v.kind == VALUE_UNDEFINED && operation->comparison != ASL_COMPARE_IS_PRESENT)
        return fail_missing(evaluation, rule->variable);
    if (operand.kind == VALUE_UNDEFINED)
        return fail_missing(evaluation, rule->operand);
    return answer(compare(operation, v, operand));
}

static enum answer run_rule(struct evaluation *evaluation, const struct asl_rule *rule);

/* And ends at the first that says no, Or at the first that says yes. */
static enum answer run_children(struct evaluation *evaluation, const struct asl_rule *rule, enum answer last)
{
    for (uint32_t i = 0; i < rule->child_count; i++) {
        enum answer found = run_rule(evaluation, &rule->children[i]);
        if (found != last)
            return found;
    }
    return last;
}

static enum answer run_condition(struct evaluation *evaluation, const struct asl_rule *rule)
{
    value v;
    if (!sim_evaluate_typed(evaluation, rule->condition, "boolean", &v))
        return ANSWER_FAILED;
    return answer(v.kind == VALUE_TRUE);
}

/* Recursion is bounded by the depth of the definition. */
static enum answer run_rule(struct evaluation *evaluation, const struct asl_rule *rule)
{
    enum answer found;
    switch (rule->kind) {
    case ASL_RULE_COMPARE: return run_comparison(evaluation, rule);
    case ASL_RULE_AND: return run_children(evaluation, rule, ANSWER_YES);
    case ASL_RULE_OR: return run_children(evaluation, rule, ANSWER_NO);
    case ASL_RULE_NOT:
        found = rule->child_count ? run_rule(evaluation, &rule->children[0]) : ANSWER_NO;
        return found == ANSWER_FAILED ? found : answer(found == ANSWER_NO);
    case ASL_RULE_CONDITION:
        if (rule->condition)
            return run_condition(evaluation, rule);
        break;
    case ASL_RULE_SHAPELESS: break;
    }
    error_runtime(evaluation->sim, evaluation->frame, evaluation->error, "A choice rule has no comparison");
    return ANSWER_FAILED;
}

/* The service reports States.Runtime when no rule matches, other than the documentation has it. */
static bool choose(struct evaluation *evaluation, const struct plan_choice **way)
{
    const struct plan *plan = evaluation->frame->plan;
    for (uint32_t i = 0; i < plan->choice_count; i++) {
        enum answer found = run_rule(evaluation, plan->choices[i].rule);
        if (found == ANSWER_FAILED)
            return false;
        *way = &plan->choices[i];
        if (found == ANSWER_YES)
            return true;
    }
    *way = plan->default_choice;
    return *way || error_runtime(evaluation->sim, evaluation->frame, evaluation->error,
                                 "Failed to transition out of the state. The state does not point to a next state.");
}

void choice_run(struct sim *sim, struct frame *frame)
{
    struct sim_error error;
    struct evaluation evaluation = flow_evaluation(sim, frame, &error);
    const struct plan_choice *way;
    if (!frame->plan->is_jsonata) {
        if (!flow_input_path(&evaluation, &frame->effective)) {
            state_fail(sim, frame, &error);
            return;
        }
        inspect(sim, frame, INSPECT_AFTER_INPUT_PATH, frame->effective);
        evaluation.input = frame->effective;
    }
    if (choose(&evaluation, &way))
        state_pass_through(sim, frame, way);
    else
        state_fail(sim, frame, &error);
}
