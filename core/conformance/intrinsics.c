/*
 * intrinsics.c - expr/intrinsics: calls of States.* functions.
 */
#include "base/arena.h"
#include "base/random.h"
#include "conformance.h"
#include "diag/diag.h"
#include "intrinsic/intrinsic.h"
#include "text/regex.h"

struct answer {
    bool is_invalid, is_failed;
    value result;
    struct intrinsic_failure failure;
};

static value variable_of(const void *variables, str name)
{
    return value_get(*(const value *)variables, name);
}

static struct answer answer_to(struct corpus *corpus, value record, uint64_t seed)
{
    struct answer answer = { 0 };
    struct diags diags;
    struct random random;
    struct source *source = arena_new(corpus->arena, struct source);
    value variables = value_get(record, STR("variables"));
    struct jsonpath_scope scope = { .input = value_get(record, STR("input")),
                                    .context = value_get(record, STR("context")),
                                    .variable = variable_of,
                                    .variables = &variables };
    *source = source_file(STR("call"), corpus_member_text(record, "expr"));
    diags_init(&diags, corpus->arena);
    random_seed(&random, seed);
    const struct intrinsic *call = intrinsic_parse(corpus->arena, source, &diags);
    answer.is_invalid = !call || diags_count(&diags, SEVERITY_ERROR) > 0;
    if (!answer.is_invalid)
        answer.is_failed = !intrinsic_evaluate(corpus->arena, call, &scope, &random, &answer.result,
                                               &answer.failure);
    return answer;
}

static bool is_between(value result, value bounds)
{
    int64_t number;
    return value_to_integer(result, &number) &&
           (double)number >= value_number(value_item(bounds, 0)) &&
           (double)number < value_number(value_item(bounds, 1));
}

static bool is_match(struct corpus *corpus, value result, value pattern)
{
    str message;
    size_t offset;
    const struct regex *regex =
        regex_compile(corpus->arena, value_text(pattern), REGEX_WHOLE, &message, &offset);
    if (!regex || result.kind != VALUE_STRING)
        return false;
    struct regex_group *groups =
        arena_array(corpus->arena, struct regex_group, 1 + (size_t)regex_group_count(regex));
    return regex_match(corpus->arena, regex, value_text(result), 0, groups) == REGEX_MATCH;
}

static bool meets(struct corpus *corpus, const struct answer *answer, value expected)
{
    value error = value_get(expected, STR("error")), result = value_get(expected, STR("result"));
    value bounds = value_get(expected, STR("integer_in")),
          pattern = value_get(expected, STR("matches"));
    if (value_get(expected, STR("invalid")).kind == VALUE_TRUE)
        return answer->is_invalid;
    if (answer->is_invalid)
        return false;
    if (error.kind != VALUE_UNDEFINED)
        return answer->is_failed && str_equal(answer->failure.failure.error, value_text(error));
    if (answer->is_failed)
        return false;
    if (bounds.kind != VALUE_UNDEFINED)
        return is_between(answer->result, bounds);
    if (pattern.kind != VALUE_UNDEFINED)
        return is_match(corpus, answer->result, pattern);
    return value_equal(answer->result, result);
}

static str shown_answer(struct corpus *corpus, const struct answer *answer)
{
    if (answer->is_invalid)
        return STR("a refusal");
    return answer->is_failed ? answer->failure.failure.cause : corpus_shown(corpus, answer->result);
}

static void one_call(struct corpus *corpus, value record)
{
    value expected = value_get(record, STR("expect"));
    struct answer answer = answer_to(corpus, record, 1);
    bool is_met = meets(corpus, &answer, expected);
    if (value_get(expected, STR("repeatable")).kind == VALUE_TRUE)
        is_met = is_met && value_equal(answer_to(corpus, record, 2).result, answer.result);
    corpus_case(corpus, corpus_member_text(record, "id"), is_met, "%.*s gave %.*s",
                STR_ARG(corpus_member_text(record, "expr")),
                STR_ARG(shown_answer(corpus, &answer)));
}

void corpus_intrinsics(struct corpus *corpus)
{
    corpus_each_line(corpus, "expr/intrinsics.jsonl", one_call);
}
