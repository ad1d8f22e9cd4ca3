#define _POSIX_C_SOURCE 200809L

#include "simulate.h"

#include "asl/asl.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/time.h"
#include "doc/doc.h"
#include "objects.h"

#include <time.h>
#include <unistd.h>

/* All events of a run are kept: so many steps take some hundred megabytes. */
enum { MAX_STEPS = 1000000 };

/* Steps between two looks at the clock, and how long a run may be silent. */
enum { PROGRESS_STEPS = 1 << 16, PROGRESS_MS = 500 };

struct script *simulate_empty_script(struct simulate *simulate, const struct machine *machine)
{
    struct script *script = script_empty(simulate->arena, machine->asl);
    if (simulate->objects && !objects_load_folder(simulate->arena, script, simulate->objects))
        return NULL;
    return script;
}

bool simulate_read_script(struct simulate *simulate, const char *path, struct script_file *file)
{
    file->path = path;
    diags_init(&file->diags, simulate->arena);
    file->doc = document_read(simulate->arena, path, &file->diags);
    /* What stands behind a syntax error is not what was meant. */
    if (file->doc && !has_syntax_error(&file->diags))
        return true;
    show_diags(simulate->arena, &file->diags, SEVERITY_WARNING);
    return false;
}

bool simulate_load_named(struct simulate *simulate, const struct script_file *file, struct machine *machine)
{
    str name = script_machine(file->doc);
    if (name.len == 0) {
        term_complain("simulate: which machine? Neither the command line nor %s names one", file->path);
        return false;
    }
    struct machine_request request = simulate->request;
    request.operand = str_terminated(simulate->arena, path_beside(simulate->arena, str_from(file->path), name));
    return machine_load(simulate->arena, &request, machine);
}

struct script *simulate_load_script(struct simulate *simulate, const struct machine *machine,
                                    struct script_file *file, bool is_mock)
{
    struct arena *arena = simulate->arena;
    struct script *script = is_mock ? script_read_mock(arena, file->doc, machine->asl, machine->name,
                                                       str_from(simulate->test_case), &file->diags)
                                    : script_read(arena, file->doc, machine->asl, &file->diags);
    if (show_diags(arena, &file->diags, SEVERITY_WARNING) || !script)
        return NULL;
    if (!objects_load_named(arena, script, str_from(file->path)))
        return NULL;
    if (simulate->objects && !objects_load_folder(arena, script, simulate->objects))
        return NULL;
    return script;
}

/* The arguments go before what the script says. */
static void merge_settings(const struct simulate *simulate, const struct machine *machine,
                           struct script_settings *settings)
{
    if (simulate->has_input)
        settings->input = simulate->input.value;
    else if (settings->input.kind == VALUE_UNDEFINED)
        settings->input = (value){ .kind = VALUE_OBJECT };
    if (simulate->has_context)
        settings->context = simulate->context.value;
    if (simulate->has_start || !settings->has_start)
        settings->start_ms = simulate->has_start ? simulate->start_ms : SIMULATE_DEFAULT_START_MS;
    if (simulate->has_seed)
        settings->seed = simulate->seed;
    if (simulate->execution_name)
        settings->execution_name = str_from(simulate->execution_name);
    if (simulate->has_type)
        settings->is_express = simulate->request.is_express;
    else if (!settings->has_type)
        settings->is_express = machine->is_express;
}

static struct sim_options options_of(const struct simulate *simulate, const struct simulation *simulation)
{
    const struct script_settings *settings = &simulation->test.settings;
    return (struct sim_options){
        .is_express = settings->is_express,
        .no_limits = simulate->no_limits,
        .start_ms = settings->start_ms,
        .seed = settings->seed,
        .execution_name = settings->execution_name,
        .machine_name = simulation->machine->name,
        .input_text = simulate->has_input ? simulate->input.text : STR(""),
        .context = settings->context,
        .stop_ms = settings->has_stop ? settings->stop_ms : -1,
        .stop_error = settings->stop_error,
        .stop_cause = settings->stop_cause,
        .inspect = str_from(simulate->inspect),
        .max_steps = simulate->max_steps ? simulate->max_steps : MAX_STEPS,
    };
}

static int64_t clock_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void show_progress(const struct sim *sim)
{
    struct sim_result result = sim_result(sim);
    fprintf(stderr, "\r%llu steps, %u events ...", (unsigned long long)result.steps, result.event_count);
    fflush(stderr);
}

/* A long run tells a person who waits for it that it goes on. */
static void run_to_end(struct sim *sim)
{
    bool is_watched = isatty(STDERR_FILENO), was_shown = false;
    int64_t shown_ms = is_watched ? clock_ms() : 0;
    for (uint32_t step = 1; sim_step(sim) == SIM_RUNNING; step++) {
        if (!is_watched || step % PROGRESS_STEPS != 0 || clock_ms() - shown_ms < PROGRESS_MS)
            continue;
        show_progress(sim);
        shown_ms = clock_ms();
        was_shown = true;
    }
    if (was_shown)
        fputs("\r\033[K", stderr);
}

/* Children of distributed Maps enter states, too. */
static void add_children(const struct sim *sim, struct arena *arena, const struct asl *asl, struct trace *trace)
{
    for (uint32_t i = 1; i < sim_history_count(sim); i++) {
        struct arena_mark mark = arena_mark(arena);
        struct history history = sim_history(sim, i);
        struct trace child = trace_make(arena, asl, &history);
        for (uint32_t s = 0; s < asl->state_count; s++)
            trace->entered[s] += child.entered[s];
        arena_release(arena, mark);
    }
}

void simulate_begin(struct simulate *simulate, const struct machine *machine, struct script *script,
                    const struct script_test *test, struct simulation *simulation)
{
    *simulation = (struct simulation){ .machine = machine, .test = *test };
    arena_init(&simulation->arena, &process_memory);
    merge_settings(simulate, machine, &simulation->test.settings);
    bool is_jsonata = machine->asl->language == ASL_LANGUAGE_JSONATA;
    simulate->trace.style = is_jsonata ? VALUE_STYLE_JSON : VALUE_STYLE_JAVA;
    script_run_begin(&simulation->run, &simulation->arena, script, &simulation->test, simulate->unmocked);
    struct world world = script_world(&simulation->run);
    struct sim_options options = options_of(simulate, simulation);
    simulation->sim =
        sim_create(&process_memory, machine->asl, &world, &options, simulation->test.settings.input);
    run_to_end(simulation->sim);
    simulation->result = sim_result(simulation->sim);
    simulation->history = sim_history(simulation->sim, 0);
    simulation->trace = trace_make(&simulation->arena, machine->asl, &simulation->history);
    add_children(simulation->sim, &simulation->arena, machine->asl, &simulation->trace);
}

void simulate_end(struct simulation *simulation)
{
    sim_destroy(simulation->sim);
    arena_finish(&simulation->arena);
}

int simulate_status(const struct sim_result *result)
{
    switch (result->status) {
    case SIM_SUCCEEDED: return STATUS_CLEAN;
    case SIM_FAILED:
    case SIM_TIMED_OUT:
    case SIM_ABORTED:
    case SIM_STUCK:
    case SIM_RUNNING: return STATUS_FINDINGS;
    case SIM_UNANSWERED: return STATUS_TROUBLE;
    case SIM_LIMIT: return STATUS_LIMIT;
    }
    return STATUS_FINDINGS;
}
