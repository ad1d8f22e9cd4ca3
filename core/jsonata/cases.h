/*
 * cases.h - tables of expressions and what they give, for the unit tests of the evaluator's files.
 *
 * A row holds an expression and its outcome as text: the result as JSON, "undefined", "function", or
 * "error CODE: message".
 */
#ifndef JSONATA_CASES_H
#define JSONATA_CASES_H

#include "test.h"

#include "base/buf.h"
#include "jsonata/jsonata.h"
#include "jsonata/read.h"

struct expression_case {
    const char *expr, *outcome;
};

/* What most of the tables look into. */
static const char case_data[] =
    "{\"n\":3,\"m\":-2.5,\"s\":\"hello\",\"u\":\"Zo\xC3\xAB \xF0\x9F\x98\x80\",\"yes\":true,\"no\":false,\"nil\":null,"
    "\"list\":[3,1,2],\"words\":[\"b\",\"a\",\"c\",\"a\"],\"empty\":[],\"one\":[7],\"nest\":[[1,2],[3,[4]]],"
    "\"items\":[{\"id\":1,\"tag\":\"a\",\"price\":1.5,\"sub\":[{\"k\":\"x\",\"v\":1},{\"k\":\"y\",\"v\":2}]},"
    "{\"id\":2,\"tag\":\"b\",\"price\":20,\"sub\":[{\"k\":\"x\",\"v\":3}]},{\"id\":3,\"tag\":\"a\",\"price\":0.1,"
    "\"sub\":[]}],\"o\":{\"x\":1,\"y\":{\"z\":[1,{\"w\":2}]},\"10\":\"ten\",\"2\":\"two\"},\"e\":{}}";

static inline str case_outcome(struct arena *arena, str expr, value data, unsigned dialect)
{
    struct jsonata_failure failure;
    struct jsonata_options options = { dialect };
    value result;
    struct jsonata_input input = { .document = data, .now_ms = 1700000000000, .seed = 7 };
    const struct jsonata *jsonata = jsonata_parse(arena, expr, &options, &failure);
    if (!jsonata || !jsonata_evaluate(arena, jsonata, &input, &result, &failure))
        return str_printf(arena, "error %.*s: %.*s", STR_ARG(failure.code), STR_ARG(failure.message));
    if (result.kind == VALUE_UNDEFINED)
        return STR("undefined");
    if (result.kind == VALUE_FUNCTION)
        return STR("function");
    return value_to_text(arena, result, VALUE_STYLE_JSON);
}

static inline void check_cases(const struct expression_case *cases, size_t count, const char *json,
                               unsigned dialect)
{
    for (size_t i = 0; i < count; i++) {
        struct arena arena;
        arena_init(&arena, &plain_memory);
        value data = value_undefined();
        if (json)
            assert_true(json_read(&arena, str_from(json), &data));
        str outcome = case_outcome(&arena, str_from(cases[i].expr), data, dialect);
        if (!str_equal(outcome, str_from(cases[i].outcome)))
            fail_msg("%s\n    gives  %.*s\n    and not %s", cases[i].expr, STR_ARG(outcome),
                     cases[i].outcome);
        arena_finish(&arena);
    }
}

#define CHECK_CASES(cases, json, dialect) check_cases((cases), ARRAY_LEN(cases), (json), (dialect))

#endif
