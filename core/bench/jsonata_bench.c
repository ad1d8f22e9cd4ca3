/*
 * jsonata_bench - how fast JSONata is.
 *
 *     jsonata_bench           each row evaluated, and compiled and evaluated: a line of JSON {"name":..., "ops_s":...}
 *     jsonata_bench rows      the rows as lines of JSON, for jsonata_bench.js, which measures the reference on them
 */
#include "bench/bench.h"
#include "diag/diag.h"
#include "doc/doc.h"
#include "jsonata/jsonata.h"
#include "memory.h"

#include <stdio.h>
#include <string.h>

/* Evaluations in one measured run, of the small rows. */
#define REPEAT 200

enum row_input { INPUT_ORDER, INPUT_ITEMS, INPUT_LARGE };

static const struct {
    const char *name;
    enum row_input input;
    const char *expr;
} rows[] = {
    { "field path", INPUT_ORDER, "$states.input.order.customer.name" },
    { "condition", INPUT_ORDER, "$states.input.order.total > 100 and $states.input.order.status = 'open'" },
    { "object", INPUT_ORDER,
      "{'id': $states.input.order.id, 'name': $states.input.order.customer.name, "
      "'total': $states.input.order.total * 1.2}" },
    { "filter and sum", INPUT_ITEMS, "$sum($states.input.items[price > 10].price)" },
    { "map", INPUT_ITEMS, "$map($states.input.items, function($i) { $i.price * $i.quantity })" },
    { "group", INPUT_ITEMS, "$states.input.items{tag: $sum(price)}" },
    { "regex and date", INPUT_ORDER,
      "$match($states.input.order.email, /([a-z.]+)@([a-z.]+)/).groups[1] & ' ' & "
      "$fromMillis($toMillis($states.input.order.date), '[D01].[M01].[Y0001]')" },
    { "1 MB parse, filter and sum", INPUT_LARGE, "$sum($states.input.items[price > 10].price)" },
};

static void append_items(struct buf *buf, size_t bytes)
{
    static const char *tags[] = { "red", "green", "blue" };
    buf_str(buf, STR("{\"items\":["));
    for (unsigned i = 0; buf->len < bytes; i++)
        buf_printf(buf, "%s{\"id\":%u,\"tag\":\"%s\",\"price\":%u.%u,\"quantity\":%u}", i ? "," : "", i,
                   tags[i % 3], i * 7 % 40, i % 10, i % 5 + 1);
    buf_str(buf, STR("]}"));
}

static str input_text(struct arena *arena, enum row_input input)
{
    struct buf buf;
    buf_init(&buf, arena);
    switch (input) {
    case INPUT_ORDER:
        buf_str(&buf, STR("{\"order\":{\"id\":\"A-17\",\"total\":123.5,\"status\":\"open\",\"date\":"
                          "\"2025-03-14T15:09:26Z\",\"email\":\"jane.doe@example.com\",\"customer\":{\"name\":\"Jane "
                          "Doe\",\"city\":\"Ghent\"}}}"));
        break;
    case INPUT_ITEMS:
        append_items(&buf, 2000);
        break;
    case INPUT_LARGE:
        append_items(&buf, 1000000);
        break;
    }
    return bench_padded(&buf);
}

static value read_input(struct arena *arena, str text)
{
    struct source *source = arena_new(arena, struct source);
    *source = source_file(STR("input"), text);
    struct diags diags;
    diags_init(&diags, arena);
    const struct doc *doc = doc_read_json(arena, source, &diags);
    return doc_value(arena, doc, doc_root(doc));
}

struct run {
    struct arena arena;
    const char *expr;
    const struct jsonata *jsonata; /* NULL: compile each time */
    str text;                      /* the input, read each time when `reads` is set */
    value states;
    bool reads;
    int repeat;
};

static value make_states(struct arena *arena, value input)
{
    struct object_builder builder;
    object_begin(&builder, arena);
    object_set(&builder, STR("input"), input);
    return object_end(&builder);
}

static bool find_states(void *context, str name, value *v)
{
    *v = ((const struct run *)context)->states;
    return str_equal(name, STR("states"));
}

static void run_once(struct run *run)
{
    struct arena_mark mark = arena_mark(&run->arena);
    struct jsonata_failure failure;
    value result;
    if (run->reads)
        run->states = make_states(&run->arena, read_input(&run->arena, run->text));
    const struct jsonata *jsonata =
        run->jsonata ? run->jsonata
                     : jsonata_parse(&run->arena, str_from(run->expr), NULL, &failure);
    struct jsonata_input input = { .lookup = find_states, .context = run, .now_ms = 1700000000000 };
    if (!jsonata || !jsonata_evaluate(&run->arena, jsonata, &input, &result, &failure))
        fprintf(stderr, "%s: %.*s\n", run->expr, STR_ARG(failure.message));
    arena_release(&run->arena, mark);
}

static void run_often(void *context)
{
    struct run *run = context;
    for (int i = 0; i < run->repeat; i++)
        run_once(run);
}

static void measure(const char *name, const char *how, struct run *run)
{
    double seconds = bench_seconds(run_often, run, 5);
    printf("{\"name\":\"%s, %s\",\"ops_s\":%.0f}\n", name, how, run->repeat / seconds);
    fflush(stdout);
}

static void measure_row(size_t row)
{
    struct jsonata_failure failure;
    struct run run = { .expr = rows[row].expr, .repeat = REPEAT };
    arena_init(&run.arena, &plain_memory);
    run.text = input_text(&run.arena, rows[row].input);
    if (rows[row].input == INPUT_LARGE) {
        run.reads = true;
        run.repeat = 1;
    } else {
        run.states = make_states(&run.arena, read_input(&run.arena, run.text));
    }
    measure(rows[row].name, "compile and evaluate", &run);
    run.jsonata = jsonata_parse(&run.arena, str_from(run.expr), NULL, &failure);
    measure(rows[row].name, "evaluate", &run);
    arena_finish(&run.arena);
}

static void print_row(size_t row)
{
    struct arena arena;
    arena_init(&arena, &plain_memory);
    struct buf buf;
    buf_init(&buf, &arena);
    value_print_string(&buf, str_from(rows[row].expr));
    buf_printf(&buf, ",\"reads\":%s,\"input\":", rows[row].input == INPUT_LARGE ? "true" : "false");
    value_print_string(&buf, input_text(&arena, rows[row].input));
    printf("{\"name\":\"%s\",\"expr\":%.*s}\n", rows[row].name, STR_ARG(buf_text(&buf)));
    arena_finish(&arena);
}

int main(int argc, char **argv)
{
    memory_keep();
    bool prints_rows = argc > 1 && strcmp(argv[1], "rows") == 0;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        if (prints_rows)
            print_row(i);
        else
            measure_row(i);
    }
    return 0;
}
