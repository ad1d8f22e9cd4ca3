/*
 * differential.c - evaluates expressions for differential.js, which compares with the reference implementation.
 *
 * Reads lines {"expr": text, "data": value} and prints a line for each: {"result": value}, {"undefined": true},
 * {"function": true} or {"error": code, "message": text, "token": text, "position": number}.
 */
#include "base/buf.h"
#include "jsonata/jsonata.h"
#include "jsonata/read.h"
#include "memory.h"

#include <stdio.h>

#define LINE_MAX_BYTES (1 << 20)

static void print_member(struct buf *buf, const char *name, str text)
{
    buf_printf(buf, ",\"%s\":", name);
    value_print_string(buf, text);
}

static void print_failure(struct buf *buf, const struct jsonata_failure *failure)
{
    buf_str(buf, STR("{\"error\":"));
    value_print_string(buf, failure->code);
    print_member(buf, "message", failure->message);
    print_member(buf, "token", failure->token);
    if (failure->has_position)
        buf_printf(buf, ",\"position\":%u", failure->position);
    buf_char(buf, '}');
}

static void print_result(struct buf *buf, value result)
{
    if (result.kind == VALUE_UNDEFINED) {
        buf_str(buf, STR("{\"undefined\":true}"));
    } else if (result.kind == VALUE_FUNCTION) {
        buf_str(buf, STR("{\"function\":true}"));
    } else {
        buf_str(buf, STR("{\"result\":"));
        value_print(buf, result, VALUE_STYLE_JSON);
        buf_char(buf, '}');
    }
}

static void answer(struct arena *arena, str line)
{
    struct buf buf;
    buf_init(&buf, arena);
    value record, result;
    struct jsonata_failure failure;
    struct jsonata_options options = { JSONATA_PLAIN };
    if (!json_read(arena, line, &record)) {
        puts("{\"error\":\"not JSON\"}");
        return;
    }
    struct jsonata_input input = { .document = value_get(record, STR("data")),
                                   .now_ms = 1700000000000 };
    const struct jsonata *jsonata =
        jsonata_parse(arena, value_text(value_get(record, STR("expr"))), &options, &failure);
    if (jsonata && jsonata_evaluate(arena, jsonata, &input, &result, &failure))
        print_result(&buf, result);
    else
        print_failure(&buf, &failure);
    printf("%.*s\n", STR_ARG(buf_text(&buf)));
}

int main(void)
{
    static char line[LINE_MAX_BYTES];
    while (fgets(line, sizeof line, stdin)) {
        struct arena arena;
        arena_init(&arena, &plain_memory);
        answer(&arena, str_trim(str_from(line)));
        arena_finish(&arena);
    }
    return 0;
}
