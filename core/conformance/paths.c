/*
 * paths.c - expr/jsonpath: reading paths, checking reference paths, writing as ResultPath does.
 *
 * A case passes with what is expected; unless it is stable or recorded on the service, also with
 * any outcome that another version of the library had. A path that is refused when it is read fails
 * when it runs, too.
 */
#include "base/arena.h"
#include "conformance.h"
#include "diag/diag.h"
#include "jsonpath/jsonpath.h"

enum outcome { OUTCOME_RESULT, OUTCOME_EMPTY, OUTCOME_INVALID, OUTCOME_FAILED };

struct answer {
    enum outcome outcome;
    value result;
};

static const struct source *source_of(struct corpus *corpus, value record)
{
    struct source *source = arena_new(corpus->arena, struct source);
    *source = source_file(STR("path"), corpus_member_text(record, "path"));
    return source;
}

/* The library knows neither a context object nor variables: to it those are no paths. */
static struct answer read_path(struct corpus *corpus, value record)
{
    struct diags diags;
    struct jsonpath_failure failure;
    struct jsonpath_scope scope = { .input = value_get(record, STR("document")) };
    struct answer answer = { OUTCOME_RESULT, value_undefined() };
    diags_init(&diags, corpus->arena);
    const struct jsonpath *path = jsonpath_parse(corpus->arena, source_of(corpus, record), &diags);
    if (!path || path->root != JSONPATH_INPUT)
        answer.outcome = OUTCOME_INVALID;
    else if (!jsonpath_evaluate(corpus->arena, path, &scope, &answer.result, &failure))
        answer.outcome = failure.outcome == JSONPATH_MISSING ? OUTCOME_EMPTY : OUTCOME_FAILED;
    return answer;
}

/* Values in any order: each of `a` has an equal partner of its own in `b`. */
static bool is_same_set(struct arena *arena, value a, value b)
{
    if (a.kind != VALUE_ARRAY || b.kind != VALUE_ARRAY || a.count != b.count)
        return false;
    bool *is_taken = arena_array(arena, bool, b.count);
    for (uint32_t i = 0; i < a.count; i++) {
        uint32_t k = 0;
        while (k < b.count && (is_taken[k] || !value_equal(a.as.items[i], b.as.items[k])))
            k++;
        if (k == b.count)
            return false;
        is_taken[k] = true;
    }
    return true;
}

static bool meets(struct corpus *corpus, value record, struct answer answer, value expected)
{
    value result = value_get(expected, STR("result"));
    if (result.kind != VALUE_UNDEFINED) {
        /* The order of what ".." finds depends on how a document is held. */
        bool is_deep = str_contains(corpus_member_text(record, "path"), STR(".."));
        return answer.outcome == OUTCOME_RESULT &&
               (value_equal(answer.result, result) ||
                (is_deep && is_same_set(corpus->arena, answer.result, result)));
    }
    if (value_get(expected, STR("empty")).kind == VALUE_TRUE)
        return answer.outcome == OUTCOME_EMPTY;
    bool is_invalid = str_equal(corpus_member_text(expected, "kind"), STR("invalid-path"));
    return answer.outcome == OUTCOME_INVALID || (answer.outcome == OUTCOME_FAILED && !is_invalid);
}

static bool is_strict(value record)
{
    return value_get(record, STR("stable")).kind == VALUE_TRUE ||
           str_starts(corpus_member_text(record, "id"), STR("jsonpath/aws/"));
}

static bool meets_any(struct corpus *corpus, value record, struct answer answer)
{
    if (meets(corpus, record, answer, value_get(record, STR("expect"))))
        return true;
    value differs = value_get(record, STR("differs"));
    if (is_strict(record) || differs.kind != VALUE_OBJECT)
        return false;
    for (uint32_t i = 0; i < differs.count; i++) {
        if (meets(corpus, record, answer, differs.as.members[i].value))
            return true;
    }
    return false;
}

static void one_read(struct corpus *corpus, value record)
{
    static const char *const names[] = { "", "nothing", "no path", "a failure" };
    struct answer answer = read_path(corpus, record);
    str shown = answer.outcome == OUTCOME_RESULT ? corpus_shown(corpus, answer.result)
                                                 : str_from(names[answer.outcome]);
    bool is_met = meets_any(corpus, record, answer);
    corpus_case(corpus, corpus_member_text(record, "id"), is_met, "%.*s gave %.*s, expected %.*s",
                STR_ARG(corpus_member_text(record, "path")), STR_ARG(shown),
                STR_ARG(corpus_shown(corpus, value_get(record, STR("expect")))));
    if (is_strict(record))
        corpus_count(corpus, "stable or recorded", is_met);
}

static const struct jsonpath *reference_path(struct corpus *corpus, value record)
{
    struct diags diags;
    diags_init(&diags, corpus->arena);
    return jsonpath_parse_reference(corpus->arena, source_of(corpus, record), JSONPATH_WRITES,
                                    &diags);
}

static void one_check(struct corpus *corpus, value record)
{
    bool is_valid = reference_path(corpus, record) != NULL;
    bool expected = value_get(value_get(record, STR("expect")), STR("valid")).kind == VALUE_TRUE;
    corpus_case(corpus, corpus_member_text(record, "id"), is_valid == expected, "%.*s is %s",
                STR_ARG(corpus_member_text(record, "path")), is_valid ? "taken" : "refused");
}

static void one_write(struct corpus *corpus, value record)
{
    const struct jsonpath *path = reference_path(corpus, record);
    value result = value_undefined(),
          expected = value_get(value_get(record, STR("expect")), STR("result"));
    bool is_set = path && jsonpath_set(corpus->arena, path, value_get(record, STR("document")),
                                       value_get(record, STR("value")), &result, NULL);
    bool is_met = is_set ? value_equal(result, expected) : expected.kind == VALUE_UNDEFINED;
    corpus_case(corpus, corpus_member_text(record, "id"), is_met, "%.*s gave %.*s",
                STR_ARG(corpus_member_text(record, "path")), STR_ARG(corpus_shown(corpus, result)));
}

static void one_case(struct corpus *corpus, value record)
{
    str op = corpus_member_text(record, "op");
    if (str_equal(op, STR("check-reference")))
        one_check(corpus, record);
    else if (str_equal(op, STR("set")))
        one_write(corpus, record);
    else
        one_read(corpus, record);
}

void corpus_jsonpath(struct corpus *corpus)
{
    corpus_each_line(corpus, "expr/jsonpath.jsonl", one_case);
}
