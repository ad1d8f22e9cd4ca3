/*
 * sim_bench - how fast executions are simulated.
 *
 *     sim_bench                    loops, payloads, Maps, Parallels, retries: transitions a second, memory
 *     sim_bench count KIND SIZE    one run once, for counting instructions (growth.sh); KIND is loop, payload (the loop
 *                                  with 10 KB of it), history, jsonata, map, parallel, retries or distributed; with
 *                                  "-none" behind it nothing is run
 *
 * The bars: a million transitions a second in the loop, whose memory does not grow with its rounds; exponents of growth
 * of at most 1.05; a payload of 10 KB costs at most 1.5 times as much as none. A history is copied whenever what is
 * alive has grown fourfold, so its cost for a round swings between sizes: compare sizes that are 16 times each other.
 * How long a whole process takes is measured by cli/start_bench.c.
 */
#include "bench/bench.h"

#include "asl/asl.h"
#include "diag/diag.h"
#include "memory.h"
#include "sim/sim.h"

#include <stdio.h>

enum { PAYLOAD = 10240 };

struct run {
    const struct asl *asl;
    value input;
    struct sim_options options;
    struct sim_result result;
    size_t peak; /* bytes that the simulation held at most */
};

/* A memory that knows its high-water mark. */
struct meter {
    size_t held, peak;
};

static void *meter_acquire(void *context, size_t size)
{
    struct meter *meter = context;
    meter->held += size;
    if (meter->held > meter->peak)
        meter->peak = meter->held;
    return plain_acquire(NULL, size);
}

static void meter_release(void *context, void *block, size_t size)
{
    struct meter *meter = context;
    meter->held -= size;
    plain_release(NULL, block, size);
}

/* Tasks named Fail... fail, all others give back their input. */
static struct task_outcome answer(void *context, struct arena *arena, const struct task_call *call)
{
    (void)context;
    (void)arena;
    if (str_starts(call->state->name, STR("Fail")))
        return (struct task_outcome){ .kind = OUTCOME_THROW, .error = STR("Down"), .has_error = true };
    return (struct task_outcome){ .kind = OUTCOME_RETURN, .result = call->input };
}

static void run_once(void *context)
{
    struct run *run = context;
    struct meter meter = { 0, 0 };
    struct memory memory = { meter_acquire, meter_release, &meter };
    struct world world = { .task = answer };
    struct sim *sim = sim_create(&memory, run->asl, &world, &run->options, run->input);
    while (sim_step(sim) == SIM_RUNNING)
        continue;
    run->result = sim_result(sim);
    run->peak = meter.peak;
    sim_destroy(sim);
}

/* A Choice and a Pass that count to `rounds`. */
static str make_loop(struct arena *arena, size_t rounds)
{
    return str_printf(arena,
                      "{\"StartAt\": \"More\", \"States\": {"
                      "\"More\": {\"Type\": \"Choice\", \"Default\": \"Done\", \"Choices\": ["
                      "{\"Variable\": \"$.count.i\", \"NumericLessThan\": %zu, \"Next\": \"Count\"}]},"
                      "\"Count\": {\"Type\": \"Pass\", \"ResultPath\": \"$.count\", \"Next\": \"More\", "
                      "\"Parameters\": {\"i.$\": \"States.MathAdd($.count.i, 1)\"}},"
                      "\"Done\": {\"Type\": \"Succeed\"}}}",
                      rounds);
}

static str make_jsonata_loop(struct arena *arena, size_t rounds)
{
    return str_printf(arena,
                      "{\"StartAt\": \"More\", \"QueryLanguage\": \"JSONata\", \"States\": {"
                      "\"More\": {\"Type\": \"Choice\", \"Default\": \"Done\", \"Choices\": ["
                      "{\"Condition\": \"{%% $states.input.count.i < %zu %%}\", \"Next\": \"Count\"}]},"
                      "\"Count\": {\"Type\": \"Pass\", \"Next\": \"More\", "
                      "\"Output\": {\"count\": {\"i\": \"{%% $states.input.count.i + 1 %%}\"}}},"
                      "\"Done\": {\"Type\": \"Succeed\"}}}",
                      rounds);
}

static str make_map(struct arena *arena, bool is_distributed)
{
    return str_printf(arena,
                      "{\"StartAt\": \"Each\", \"States\": {\"Each\": {\"Type\": \"Map\", \"ItemsPath\": \"$.items\", "
                      "\"End\": true, \"ItemProcessor\": {%s\"StartAt\": \"Work\", \"States\": {"
                      "\"Work\": {\"Type\": \"Task\", \"Resource\": \"arn:aws:states:::lambda:invoke\", "
                      "\"Parameters\": {\"FunctionName\": \"f\", \"Payload.$\": \"$\"}, \"End\": true}}}}}}",
                      is_distributed ? "\"ProcessorConfig\": {\"Mode\": \"DISTRIBUTED\", \"ExecutionType\": "
                                       "\"STANDARD\"}, "
                                     : "");
}

static str make_parallel(struct arena *arena, size_t branches)
{
    struct buf text;
    buf_init(&text, arena);
    buf_str(&text, STR("{\"StartAt\": \"All\", \"States\": {\"All\": {\"Type\": \"Parallel\", \"End\": true, \"Branches\": ["));
    for (size_t i = 0; i < branches; i++)
        buf_printf(&text,
                   "%s{\"StartAt\": \"A%zu\", \"States\": {\"A%zu\": {\"Type\": \"Pass\", \"Next\": \"B%zu\"}, "
                   "\"B%zu\": {\"Type\": \"Succeed\"}}}",
                   i ? ", " : "", i, i, i, i);
    buf_str(&text, STR("]}}}"));
    return buf_text(&text);
}

static str make_retries(struct arena *arena, size_t attempts)
{
    return str_printf(arena,
                      "{\"StartAt\": \"Fail\", \"States\": {"
                      "\"Fail\": {\"Type\": \"Task\", \"Resource\": \"arn:aws:states:::lambda:invoke\", "
                      "\"Parameters\": {\"FunctionName\": \"f\"}, \"End\": true, "
                      "\"Retry\": [{\"ErrorEquals\": [\"States.ALL\"], \"MaxAttempts\": %zu, \"BackoffRate\": 1}], "
                      "\"Catch\": [{\"ErrorEquals\": [\"States.ALL\"], \"Next\": \"Done\"}]},"
                      "\"Done\": {\"Type\": \"Succeed\"}}}",
                      attempts);
}

static bool is_kind(const char *kind, const char *name)
{
    return strncmp(kind, name, strlen(name)) == 0;
}

static str make(struct arena *arena, const char *kind, size_t size)
{
    if (is_kind(kind, "map") || is_kind(kind, "distributed"))
        return make_map(arena, is_kind(kind, "distributed"));
    if (is_kind(kind, "parallel"))
        return make_parallel(arena, size);
    if (is_kind(kind, "retries"))
        return make_retries(arena, size);
    return is_kind(kind, "jsonata") ? make_jsonata_loop(arena, size) : make_loop(arena, size);
}

/* {"count": {"i": 0}, "items": [...], "payload": {...}} */
static value make_input(struct arena *arena, const char *kind, size_t size, size_t payload)
{
    struct object_builder input, count, filling;
    struct array_builder items;
    object_begin(&count, arena);
    object_set(&count, STR("i"), value_integer(0));
    object_begin(&input, arena);
    object_set(&input, STR("count"), object_end(&count));
    array_begin(&items, arena);
    for (size_t i = 0; i < size && (is_kind(kind, "map") || is_kind(kind, "distributed")); i++)
        array_add(&items, value_integer((int64_t)i));
    object_set(&input, STR("items"), array_end(&items));
    object_begin(&filling, arena);
    for (size_t i = 0; i < payload / 32; i++)
        object_set(&filling, str_printf(arena, "member%06zu", i), value_string(STR("twelve bytes")));
    object_set(&input, STR("payload"), object_end(&filling));
    return object_end(&input);
}

static struct run prepare(struct arena *arena, const char *kind, size_t size)
{
    size_t payload = is_kind(kind, "payload") ? PAYLOAD : 0;
    struct diags diags;
    diags_init(&diags, arena);
    struct buf text;
    buf_init(&text, arena);
    buf_str(&text, make(arena, kind, size));
    struct source *source = arena_new(arena, struct source);
    *source = source_file(STR("bench.asl.json"), bench_padded(&text));
    const struct doc *doc = doc_read_json(arena, source, &diags);
    const struct asl *asl = doc ? asl_build(arena, doc, doc_root(doc), &diags) : NULL;
    return (struct run){ .asl = asl, .input = make_input(arena, kind, size, payload),
                         .options = { .no_limits = true, .no_history = !is_kind(kind, "history"), .stop_ms = -1 } };
}

/* Returns the seconds. */
static double measure(struct arena *arena, const char *what, const char *kind, size_t size)
{
    struct run run = prepare(arena, kind, size);
    double seconds = bench_seconds(run_once, &run, 3);
    printf("%-34s %8zu %9.3f ms %11.0f transitions/s %8.1f MB at most, %u events\n", what, size, seconds * 1e3,
           (double)run.result.transitions / seconds, (double)run.peak / 1e6, run.result.event_count);
    return seconds;
}

static void measure_all(struct arena *arena)
{
    double empty = measure(arena, "rounds of Choice and Pass", "loop", 100000);
    double full = measure(arena, "rounds with 10 KB of payload", "payload", 100000);
    printf("  the payload costs %.2f times an empty one\n", full / empty);
    measure(arena, "rounds, longer", "loop", 1000000);
    measure(arena, "rounds with a history", "history", 100000);
    measure(arena, "rounds in JSONata", "jsonata", 100000);
    measure(arena, "iterations of a Map", "map", 10000);
    measure(arena, "children of a distributed Map", "distributed", 10000);
    measure(arena, "branches of a Parallel", "parallel", 400);
    measure(arena, "retries", "retries", 1000);
}

int main(int argc, char **argv)
{
    struct arena arena;
    arena_init(&arena, &plain_memory);
    if (argc == 4 && strcmp(argv[1], "count") == 0) {
        struct run run = prepare(&arena, argv[2], (size_t)strtoul(argv[3], NULL, 10));
        if (!strstr(argv[2], "-none"))
            run_once(&run);
        printf("%llu transitions\n", (unsigned long long)run.result.transitions);
    } else {
        measure_all(&arena);
    }
    arena_finish(&arena);
    return 0;
}
