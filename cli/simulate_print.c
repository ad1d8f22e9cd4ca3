#include "simulate.h"

#include "asl/asl.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/time.h"
#include "diag/diag.h"
#include "doc/doc.h"
#include "files.h"
#include "sim/history.h"
#include "sim/inspect.h"
#include "source/lines.h"

enum { AWS_INDENT = 4 };

/*
 * The summary.
 */

static value iso_time(struct arena *arena, int64_t instant_ms)
{
    struct buf text;
    buf_init(&text, arena);
    time_print_iso(&text, instant_ms);
    return value_string(buf_text(&text));
}

static value path_of(struct arena *arena, const struct trace *trace)
{
    struct array_builder path;
    array_begin(&path, arena);
    for (uint32_t i = 0; i < trace->count; i++) {
        if (!trace->visits[i].outer)
            array_add(&path, value_string(trace->visits[i].state->name));
    }
    return array_end(&path);
}

static value states_of(struct arena *arena, const struct simulation *simulation)
{
    const struct asl *asl = simulation->machine->asl;
    struct array_builder states;
    array_begin(&states, arena);
    for (uint32_t i = 0; i < asl->state_count; i++) {
        struct object_builder state;
        object_begin(&state, arena);
        object_set(&state, STR("name"), value_string(asl->states[i]->name));
        object_set(&state, STR("entered"), value_integer(simulation->trace.entered[i]));
        if (asl->states[i]->object.kind == ASL_TASK)
            object_set(&state, STR("calls"), value_integer(simulation->run.calls[i]));
        array_add(&states, object_end(&state));
    }
    return array_end(&states);
}

static value inspections_of(struct arena *arena, const struct sim *sim)
{
    uint32_t count;
    const struct inspect_pass *passes = inspect_passes(sim, &count);
    struct array_builder list;
    array_begin(&list, arena);
    for (uint32_t i = 0; i < count; i++)
        array_add(&list, inspect_object(arena, &passes[i]));
    return array_end(&list);
}

value simulate_summary(struct arena *arena, const struct simulation *simulation)
{
    const struct sim_result *result = &simulation->result;
    struct object_builder summary;
    object_begin(&summary, arena);
    object_set(&summary, STR("status"), value_string(str_from(sim_status_name(result->status))));
    if (result->status == SIM_SUCCEEDED)
        object_set(&summary, STR("output"), result->output);
    if (result->has_error)
        object_set(&summary, STR("error"), value_string(result->error));
    if (result->has_cause)
        object_set(&summary, STR("cause"), value_string(result->cause));
    if (result->message.len > 0)
        object_set(&summary, STR("message"), value_string(result->message));
    if (result->state)
        object_set(&summary, STR("state"), value_string(result->state->name));
    int64_t start_ms = simulation->test.settings.start_ms;
    object_set(&summary, STR("startTime"), iso_time(arena, start_ms));
    object_set(&summary, STR("stopTime"), iso_time(arena, start_ms + result->duration_ms));
    object_set(&summary, STR("durationMs"), value_integer(result->duration_ms));
    object_set(&summary, STR("path"), path_of(arena, &simulation->trace));
    object_set(&summary, STR("states"), states_of(arena, simulation));
    object_set(&summary, STR("transitions"), value_integer((int64_t)result->transitions));
    object_set(&summary, STR("events"), value_integer(result->event_count));
    return object_end(&summary);
}

/*
 * What a test expected.
 */

unsigned simulate_line(const struct verdict *verdict, span place)
{
    return lines_position(verdict->lines, place.start).line;
}

static value difference_value(struct arena *arena, const struct difference *difference)
{
    struct object_builder object;
    object_begin(&object, arena);
    object_set(&object, STR("pointer"), value_string(difference->pointer));
    if (difference->expected.kind != VALUE_UNDEFINED)
        object_set(&object, STR("expected"), difference->expected);
    if (difference->actual.kind != VALUE_UNDEFINED)
        object_set(&object, STR("actual"), difference->actual);
    if (difference->state)
        object_set(&object, STR("state"), value_string(difference->state->name));
    return object_end(&object);
}

static value mismatch_value(struct arena *arena, const struct verdict *verdict, const struct mismatch *mismatch)
{
    struct object_builder object;
    object_begin(&object, arena);
    object_set(&object, STR("part"), value_string(str_from(expected_part_name(mismatch->part))));
    object_set(&object, STR("message"), value_string(mismatch->message));
    object_set(&object, STR("line"), value_integer(simulate_line(verdict, mismatch->span)));
    if (mismatch->state)
        object_set(&object, STR("state"), value_string(mismatch->state->name));
    if (mismatch->differences.count > 0) {
        struct array_builder differences;
        array_begin(&differences, arena);
        for (uint32_t i = 0; i < mismatch->differences.count; i++)
            array_add(&differences, difference_value(arena, &mismatch->differences.items[i]));
        object_set(&object, STR("differences"), array_end(&differences));
    }
    return object_end(&object);
}

void simulate_add_verdict(struct object_builder *object, struct arena *arena, const struct verdict *verdict)
{
    struct array_builder list;
    array_begin(&list, arena);
    for (uint32_t i = 0; i < verdict->mismatches.count; i++)
        array_add(&list, mismatch_value(arena, verdict, &verdict->mismatches.items[i]));
    object_set(object, STR("passed"), value_bool(verdict->mismatches.count == 0));
    object_set(object, STR("mismatches"), array_end(&list));
}

static value whole_summary(struct arena *arena, const struct simulate *simulate, const struct simulation *simulation,
                           const struct verdict *verdict)
{
    struct object_builder whole;
    object_begin(&whole, arena);
    object_set(&whole, STR("version"), value_integer(1));
    object_set(&whole, STR("machine"), value_string(simulation->machine->file));
    if (simulation->test.name.len > 0)
        object_set(&whole, STR("test"), value_string(simulation->test.name));
    if (verdict)
        simulate_add_verdict(&whole, arena, verdict);
    value summary = simulate_summary(arena, simulation);
    for (uint32_t i = 0; i < summary.count; i++)
        object_set(&whole, summary.as.members[i].name, summary.as.members[i].value);
    if (simulate->inspect)
        object_set(&whole, STR("inspection"), inspections_of(arena, simulation->sim));
    return object_end(&whole);
}

/*
 * Text.
 */

static void print_inspections(struct simulate *simulate, struct buf *out, const struct simulation *simulation)
{
    uint32_t count;
    const struct inspect_pass *passes = inspect_passes(simulation->sim, &count);
    for (uint32_t i = 0; i < count; i++) {
        buf_printf(out, "\n%s, pass %u at ", simulate->inspect, i + 1);
        time_print_duration(out, passes[i].entered_ms);
        buf_str(out, STR(":\n"));
        for (int stage = 0; stage < INSPECT_STAGE_COUNT; stage++) {
            if (passes[i].stages[stage].kind == VALUE_UNDEFINED)
                continue;
            buf_printf(out, "  %-22s ", inspect_stage_name((enum inspect_stage)stage));
            value_print(out, passes[i].stages[stage], simulate->trace.style);
            buf_char(out, '\n');
        }
    }
    if (count == 0)
        buf_printf(out, "\n%s was not entered\n", simulate->inspect);
}

static void print_children(struct buf *out, const struct sim *sim)
{
    uint32_t count = sim_history_count(sim), failed = 0;
    if (count < 2)
        return;
    for (uint32_t i = 1; i < count; i++) {
        struct history child = sim_history(sim, i);
        failed += child.count == 0 || child.events[child.count - 1].type != HISTORY_EXECUTION_SUCCEEDED;
    }
    buf_printf(out, "%u child execution%s, %u failed\n", count - 1, count == 2 ? "" : "s", failed);
}

static void print_text(struct simulate *simulate, struct buf *out, const struct simulation *simulation)
{
    trace_print(out, &simulation->trace, &simulation->history, &simulate->trace);
    buf_char(out, '\n');
    print_children(out, simulation->sim);
    trace_print_result(out, &simulation->result, &simulation->trace, &simulation->history, &simulate->trace);
    if (simulate->inspect)
        print_inspections(simulate, out, simulation);
}

/* With the line breaks and blanks of `aws stepfunctions get-execution-history`. */
static void print_history(struct arena *arena, struct buf *out, const struct history *history)
{
    struct buf text;
    buf_init(&text, arena);
    history_print(&text, history);
    value_print_pretty(out, doc_read_value(arena, buf_text(&text)), VALUE_STYLE_JSON, AWS_INDENT);
    buf_char(out, '\n');
}

void simulate_write(struct simulate *simulate, const struct buf *text)
{
    if (!simulate->file)
        simulate->file = output_open(simulate->output);
    if (!simulate->file) {
        simulate->has_failed = true;
        return;
    }
    fwrite(text->at, 1, text->len, simulate->file);
    fflush(simulate->file);
}

void simulate_print(struct simulate *simulate, const struct simulation *simulation, const struct verdict *verdict)
{
    struct buf out;
    buf_init(&out, simulate->arena);
    switch (simulate->format) {
    case SIMULATE_TEXT: print_text(simulate, &out, simulation); break;
    case SIMULATE_JSON:
        trace_print_value(&out, whole_summary(simulate->arena, simulate, simulation, verdict), simulate->trace.style);
        buf_char(&out, '\n');
        break;
    case SIMULATE_HISTORY: print_history(simulate->arena, &out, &simulation->history); break;
    }
    simulate_write(simulate, &out);
}

void simulate_report_unused(struct simulate *simulate, const struct script *script, const struct script_test *test)
{
    struct diags diags;
    diags_init(&diags, simulate->arena);
    script_report_unused(script, test, &diags);
    show_diags(simulate->arena, &diags, SEVERITY_WARNING);
}

void simulate_explain_unanswered(struct simulate *simulate, const struct simulation *simulation)
{
    if (!simulation->run.unanswered)
        return;
    bool is_mock = simulation->run.script->is_mock;
    struct buf text;
    buf_init(&text, simulate->arena);
    term_complain("simulate: %.*s; write for example:", STR_ARG(simulation->result.message));
    buf_char(&text, '\n');
    script_write_missing(&text, &simulation->run);
    buf_printf(&text, "\ninto the %s, or use --unmocked.\n",
               is_mock ? "mock configuration" : "script (--write-script prints one for the whole machine)");
    fwrite(text.at, 1, text.len, stderr);
}
