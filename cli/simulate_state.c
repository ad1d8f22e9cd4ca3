#include "simulate.h"

#include "args.h"
#include "asl/asl.h"
#include "base/arena.h"
#include "diag/nearest.h"
#include "base/buf.h"
#include "sim/teststate.h"

enum { INDENT = 2, MEMBERS_MAX = 8 };

const char *const simulate_levels[] = {
    [TESTSTATE_INFO] = "INFO", [TESTSTATE_DEBUG] = "DEBUG", [TESTSTATE_TRACE] = "TRACE", NULL
};
static const char *const validation_words[] = {
    [TESTSTATE_STRICT] = "STRICT", [TESTSTATE_PRESENT] = "PRESENT", [TESTSTATE_NONE] = "NONE", NULL
};

/* The index of a word; -1 when it is none. */
static int find_word(const char *const *words, str text)
{
    for (int i = 0; words[i]; i++) {
        if (str_equal_ignoring_case(text, str_from(words[i])))
            return i;
    }
    return -1;
}

static bool complain(const char *option, const char *message)
{
    term_complain("simulate: --%s: %s", option, message);
    return false;
}

/* Whether the object has no other members than these. */
static bool check_members(const char *option, value object, const char *const *names)
{
    for (uint32_t i = 0; i < object.count; i++) {
        str name = object.as.members[i].name, words[MEMBERS_MAX];
        size_t n = 0;
        for (; names[n] && !str_equal(name, str_from(names[n])); n++)
            words[n] = str_from(names[n]);
        if (names[n])
            continue;
        ptrdiff_t near = nearest_name(words, n, name, NULL);
        if (near >= 0)
            term_complain("simulate: --%s: there is no member \"%.*s\"; did you mean \"%.*s\"?", option, STR_ARG(name),
                          STR_ARG(words[near]));
        else
            term_complain("simulate: --%s: there is no member \"%.*s\"", option, STR_ARG(name));
        return false;
    }
    return true;
}

static bool read_object(struct simulate *simulate, const char *option, const char *argument, value *object)
{
    struct payload payload;
    if (!payload_read(simulate->arena, "simulate", option, argument, &payload))
        return false;
    *object = payload.value;
    return object->kind == VALUE_OBJECT || complain(option, "this is not a JSON object");
}

static bool set_error(struct teststate_request *request, value error)
{
    static const char *const names[] = { "error", "cause", NULL };
    value name = value_get(error, STR("error")), cause = value_get(error, STR("cause"));
    if (error.kind != VALUE_OBJECT || name.kind != VALUE_STRING)
        return complain("mock", "errorOutput is an object with error, a string, and cause");
    request->has_error = true;
    request->error = value_text(name);
    request->has_cause = cause.kind == VALUE_STRING;
    request->cause = request->has_cause ? value_text(cause) : STR("");
    return check_members("mock", error, names);
}

static bool set_mock(struct simulate *simulate, struct teststate_request *request)
{
    static const char *const names[] = { "result", "errorOutput", "fieldValidationMode", NULL };
    value mock;
    if (!simulate->mock)
        return true;
    if (!read_object(simulate, "mock", simulate->mock, &mock) || !check_members("mock", mock, names))
        return false;
    value result = value_get(mock, STR("result")), error = value_get(mock, STR("errorOutput"));
    value mode = value_get(mock, STR("fieldValidationMode"));
    request->has_result = result.kind != VALUE_UNDEFINED;
    /* The service wants JSON text; what is no text is taken as what the text would hold. */
    request->result = result.kind == VALUE_STRING ? value_text(result)
                                                  : value_to_text(simulate->arena, result, VALUE_STYLE_JSON);
    if (error.kind != VALUE_UNDEFINED && !set_error(request, error))
        return false;
    if (mode.kind == VALUE_UNDEFINED)
        return true;
    int word = mode.kind == VALUE_STRING ? find_word(validation_words, value_text(mode)) : -1;
    if (word < 0)
        return complain("mock", "fieldValidationMode is STRICT, PRESENT or NONE");
    request->validation = (enum teststate_validation)word;
    return true;
}

static bool set_count(value configuration, const char *name, bool *has, uint32_t *count)
{
    value v = value_get(configuration, str_from(name));
    int64_t integer;
    if (v.kind == VALUE_UNDEFINED)
        return true;
    if (!value_to_integer(v, &integer) || integer < 0 || integer > INT32_MAX) {
        term_complain("simulate: --state-configuration: %s is a whole number from 0 on", name);
        return false;
    }
    *has = true;
    *count = (uint32_t)integer;
    return true;
}

static bool set_configuration(struct simulate *simulate, struct teststate_request *request)
{
    static const char *const names[] = { "retrierRetryCount", "errorCausedByState", "mapIterationFailureCount",
                                         "mapItemReaderData", NULL };
    static const char option[] = "state-configuration";
    value object;
    if (!simulate->state_configuration)
        return true;
    if (!read_object(simulate, option, simulate->state_configuration, &object) ||
        !check_members(option, object, names) ||
        !set_count(object, "retrierRetryCount", &request->has_retry_count, &request->retry_count) ||
        !set_count(object, "mapIterationFailureCount", &request->has_failure_count, &request->failure_count))
        return false;
    value state = value_get(object, STR("errorCausedByState")), data = value_get(object, STR("mapItemReaderData"));
    if (state.kind == VALUE_STRING)
        request->error_caused_by = value_text(state);
    request->has_reader_data = data.kind == VALUE_STRING;
    if (request->has_reader_data)
        request->reader_data = value_text(data);
    return true;
}

static bool set_level(struct simulate *simulate, struct teststate_request *request)
{
    if (!simulate->inspection_level)
        return true;
    int word = find_word(simulate_levels, str_from(simulate->inspection_level));
    if (word < 0) {
        args_wrong_value(simulate->command, "inspection-level", simulate->inspection_level, simulate_levels);
        return false;
    }
    request->level = (enum teststate_level)word;
    return true;
}

static void print_text(struct buf *out, const struct teststate_response *response)
{
    static const char *const names[] = {
        [TESTSTATE_REFUSED] = "REFUSED",     [TESTSTATE_SUCCEEDED] = "SUCCEEDED",
        [TESTSTATE_FAILED] = "FAILED",       [TESTSTATE_RETRIABLE] = "RETRIABLE",
        [TESTSTATE_CAUGHT_ERROR] = "CAUGHT_ERROR",
    };
    buf_printf(out, "%s", names[response->status]);
    if (response->next_state.len > 0)
        buf_printf(out, " -> %.*s", STR_ARG(response->next_state));
    buf_char(out, '\n');
    if (response->has_error || response->error.len > 0)
        buf_printf(out, "error: %.*s\n", STR_ARG(response->error));
    if (response->has_cause)
        buf_printf(out, "cause: %.*s\n", STR_ARG(response->cause));
    if (response->message.len > 0)
        buf_printf(out, "%.*s\n", STR_ARG(response->message));
    if (response->output.kind != VALUE_UNDEFINED) {
        value_print_pretty(out, response->output, response->style, INDENT);
        buf_char(out, '\n');
    }
    for (uint32_t i = 0; response->inspection.kind == VALUE_OBJECT && i < response->inspection.count; i++) {
        const struct member *stage = &response->inspection.as.members[i];
        buf_printf(out, "  %-22.*s ", STR_ARG(stage->name));
        value_print(out, stage->value, response->style);
        buf_char(out, '\n');
    }
}

/* A state whose error would be retried or is caught did what it should. */
static int status_of(const struct teststate_response *response)
{
    if (response->status == TESTSTATE_REFUSED)
        return STATUS_TROUBLE;
    return response->status == TESTSTATE_FAILED ? STATUS_FINDINGS : STATUS_CLEAN;
}

/* The messages are those of the service; what to do about them here is for people. */
static void explain_refusal(const struct simulate *simulate, const struct teststate_request *request, str message)
{
    if (str_starts(message, STR("State not found")))
        simulate_find_state(simulate, "state", simulate->state, request->asl);
    else if (str_starts(message, STR("RoleArn")))
        term_complain("simulate: a task is answered by --mock, --script or --unmocked");
}

static int run_request(struct simulate *simulate, struct teststate_request *request)
{
    struct buf out;
    buf_init(&out, simulate->arena);
    struct teststate_response response = teststate_run(simulate->arena, &process_memory, request);
    /* The response of the call, unless text is asked for. */
    if (simulate->has_format && simulate->format == SIMULATE_TEXT)
        print_text(&out, &response);
    else
        teststate_print(&out, &response);
    simulate_write(simulate, &out);
    if (response.status == TESTSTATE_REFUSED)
        explain_refusal(simulate, request, response.message);
    return status_of(&response);
}

int simulate_state(struct simulate *simulate)
{
    struct machine machine;
    struct teststate_request request = { .state_name = str_from(simulate->state),
                                         .input = { .kind = VALUE_OBJECT },
                                         .reveals_secrets = simulate->reveals_secrets,
                                         .start_ms = simulate->has_start ? simulate->start_ms
                                                                         : SIMULATE_DEFAULT_START_MS,
                                         .seed = simulate->seed };
    simulate->request.takes_state = true;
    if (!machine_load(simulate->arena, &simulate->request, &machine) || !set_mock(simulate, &request) ||
        !set_configuration(simulate, &request) || !set_level(simulate, &request))
        return STATUS_TROUBLE;
    request.asl = machine.asl;
    if (machine.is_state)
        request.state_name = STR("");
    if (simulate->has_input)
        request.input = simulate->input.value;
    if (simulate->has_variables)
        request.variables = simulate->variables.value;
    if (simulate->has_context)
        request.context = simulate->context.value;
    if (!simulate->script && simulate->unmocked == SCRIPT_UNMOCKED_FAIL)
        return run_request(simulate, &request);
    struct script_file file;
    struct script *script = NULL;
    if (!simulate->script)
        script = simulate_empty_script(simulate, &machine);
    else if (simulate_read_script(simulate, simulate->script, &file))
        script = simulate_load_script(simulate, &machine, &file, false);
    if (!script)
        return STATUS_TROUBLE;
    struct script_run run;
    script_run_begin(&run, simulate->arena, script, &script->plain, simulate->unmocked);
    struct world world = script_world(&run);
    request.world = &world;
    return run_request(simulate, &request);
}
