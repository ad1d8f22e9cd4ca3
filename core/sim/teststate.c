#include "sim/teststate.h"

#include "sim/teststate_check.h"
#include "sim/trial.h"

str teststate_wrap(struct arena *arena, str definition)
{
    return str_printf(arena, "{\"StartAt\":\"%s\",\"States\":{\"%s\":%.*s}}", TESTSTATE_NAME, TESTSTATE_NAME,
                      STR_ARG(definition));
}

/* Which stages a kind of state shows, by language. */
#define STAGE(id) (1u << INSPECT_##id)
#define STAGES_ALWAYS (STAGE(INPUT) | STAGE(VARIABLES) | STAGE(ERROR_DETAILS))
#define STAGES_RESULT (STAGE(AFTER_RESULT_SELECTOR) | STAGE(AFTER_RESULT_PATH))
#define STAGES_STEP   (STAGE(AFTER_INPUT_PATH) | STAGE(AFTER_PARAMETERS) | STAGE(RESULT) | STAGES_RESULT)
#define STAGES_MAP \
    (STAGE(AFTER_ITEMS_POINTER) | STAGE(AFTER_ITEM_SELECTOR) | STAGE(AFTER_ITEM_BATCHER) | \
     STAGE(TOLERATED_FAILURE_COUNT) | STAGE(TOLERATED_FAILURE_PERCENTAGE) | STAGE(MAX_CONCURRENCY))

static const unsigned stages_jsonpath[] = {
    [ASL_PASS] = STAGES_STEP,
    [ASL_TASK] = STAGES_STEP,
    [ASL_CHOICE] = STAGE(AFTER_INPUT_PATH),
    [ASL_WAIT] = STAGE(AFTER_INPUT_PATH),
    [ASL_SUCCEED] = STAGE(AFTER_INPUT_PATH),
    [ASL_FAIL] = STAGE(AFTER_INPUT_PATH),
    [ASL_PARALLEL] = STAGES_RESULT,
    [ASL_MAP] = STAGE(AFTER_INPUT_PATH) | STAGE(AFTER_ITEMS_PATH) | STAGES_MAP | STAGES_RESULT,
    [ASL_UNTYPED] = 0,
};
static const unsigned stages_jsonata[] = {
    [ASL_TASK] = STAGE(AFTER_ARGUMENTS) | STAGE(RESULT),
    [ASL_MAP] = STAGES_MAP,
    [ASL_UNTYPED] = 0,
};

static unsigned shown_stages(const struct plan *plan)
{
    const unsigned *by_kind = plan->is_jsonata ? stages_jsonata : stages_jsonpath;
    return STAGES_ALWAYS | by_kind[plan->kind];
}

static struct task_outcome answer_mock(void *context, struct arena *arena, const struct task_call *call)
{
    (void)arena;
    (void)call;
    const struct trial *trial = context;
    if (trial->has_error)
        return (struct task_outcome){ .kind = OUTCOME_THROW, .error = trial->error.error, .cause = trial->error.cause,
                                      .has_error = trial->error.has_error, .has_cause = trial->error.has_cause };
    return (struct task_outcome){ .kind = OUTCOME_RETURN, .result = trial->result };
}

static struct sim *create(const struct memory *memory, const struct teststate_request *request, struct trial *trial)
{
    struct world mock = { .context = trial, .task = answer_mock };
    bool is_mocked = trial->has_result || trial->has_error;
    struct sim_options options = { .is_express = true,
                                   .start_ms = request->start_ms,
                                   .seed = request->seed,
                                   .account = request->account,
                                   .region = request->region,
                                   .context = request->context,
                                   .stop_ms = -1,
                                   .inspect = trial->state->name };
    struct sim *sim = sim_create(memory, request->asl, is_mocked || !request->world ? &mock : request->world, &options,
                                 request->input);
    struct frame *frame = sim->executions[0]->frame;
    frame->plan = &sim->plans[trial->state->number];
    if (request->variables.kind == VALUE_OBJECT)
        frame->variables = value_copy(&sim->live, request->variables);
    sim->trial = trial;
    return sim;
}

static value error_details(struct sim *sim)
{
    const struct trial *trial = sim->trial;
    struct object_builder details;
    object_begin(&details, &sim->live);
    if (trial->catcher)
        object_set(&details, STR("catchIndex"), value_integer(trial->catcher->catcher->object.index));
    if (trial->has_retrier)
        object_set(&details, STR("retryIndex"), value_integer(trial->retry_index));
    if (trial->is_retriable)
        object_set(&details, STR("retryBackoffIntervalSeconds"), value_integer(trial->backoff_s));
    return object_end(&details);
}

static value inspection_of(struct arena *arena, struct sim *sim)
{
    uint32_t count;
    const struct inspect_pass *passes = inspect_passes(sim, &count);
    const struct plan *plan = &sim->plans[sim->trial->state->number];
    if (count == 0)
        return value_undefined();
    struct inspect_pass pass = passes[0];
    value details = error_details(sim);
    if (details.count > 0)
        pass.stages[INSPECT_ERROR_DETAILS] = details;
    value variables = sim->executions[0]->frame->variables;
    pass.stages[INSPECT_VARIABLES] = variables.count > 0 ? variables : value_undefined();
    for (int stage = 0; stage < INSPECT_STAGE_COUNT; stage++) {
        if (!(shown_stages(plan) >> stage & 1))
            pass.stages[stage] = value_undefined();
    }
    return value_copy(arena, inspect_object(&sim->live, &pass));
}

static struct teststate_response respond(struct arena *arena, struct sim *sim, enum teststate_level level)
{
    const struct trial *trial = sim->trial;
    struct sim_result result = sim_result(sim);
    struct teststate_response response = {
        .status = TESTSTATE_FAILED, .style = sim->plans[trial->state->number].style,
        .has_error = result.has_error, .has_cause = result.has_cause,
        .error = str_copy(arena, result.error), .cause = str_copy(arena, result.cause),
    };
    if (result.status == SIM_SUCCEEDED) {
        response.status = trial->catcher ? TESTSTATE_CAUGHT_ERROR : TESTSTATE_SUCCEEDED;
        response.output = value_copy(arena, result.output);
        response.next_state = str_copy(arena, trial->next);
    } else if (trial->is_retriable) {
        response.status = TESTSTATE_RETRIABLE;
    } else if (result.message.len && !result.has_error) {
        response.status = TESTSTATE_REFUSED;
        response.error = STR("ValidationException");
        response.message = str_copy(arena, result.message);
    }
    if (level != TESTSTATE_INFO)
        response.inspection = inspection_of(arena, sim);
    return response;
}

static struct trial trial_of(const struct teststate_check *check)
{
    const struct teststate_request *request = check->request;
    return (struct trial){
        .state = check->state,
        .has_result = request->has_result,
        .has_error = request->has_error,
        .result = check->result,
        .error = { .error = request->error, .cause = request->cause, .has_error = request->has_error,
                   .has_cause = request->has_cause },
        .retry_count = request->has_retry_count ? request->retry_count : 0,
        .has_failure_count = request->has_failure_count,
        .failure_count = request->failure_count,
        .has_reader_data = request->has_reader_data,
        .reader_data = request->reader_data,
    };
}

struct teststate_response teststate_run(struct arena *arena, const struct memory *memory,
                                        const struct teststate_request *request)
{
    struct teststate_check check = { .arena = arena, .request = request };
    if (!teststate_check(&check))
        return (struct teststate_response){ .status = TESTSTATE_REFUSED, .error = check.error,
                                            .message = check.message };
    struct trial trial = trial_of(&check);
    struct sim *sim = create(memory, request, &trial);
    while (sim_step(sim) == SIM_RUNNING)
        continue;
    struct teststate_response response = respond(arena, sim, request->level);
    sim_destroy(sim);
    return response;
}

static void print_text(struct buf *buf, const char *name, str text)
{
    buf_printf(buf, ",\n    \"%s\": ", name);
    value_print_string(buf, text);
}

/* Numbers and errorDetails stand as they are, everything else as a text that holds JSON. */
static void print_stage(struct buf *buf, str name, value v, enum value_style style)
{
    bool is_plain = value_is_number(v) && (str_starts(name, STR("tolerated")) || str_equal(name, STR("maxConcurrency")));
    value_print_string(buf, name);
    buf_str(buf, STR(": "));
    if (is_plain || str_equal(name, STR("errorDetails")))
        value_print(buf, v, VALUE_STYLE_JAVA);
    else
        value_print_string(buf, value_to_text(buf->arena, v, style));
}

static void print_inspection(struct buf *buf, const struct teststate_response *response)
{
    buf_str(buf, STR(",\n    \"inspectionData\": {"));
    for (uint32_t i = 0; i < response->inspection.count; i++) {
        const struct member *stage = &response->inspection.as.members[i];
        buf_str(buf, i ? STR(",\n        ") : STR("\n        "));
        print_stage(buf, stage->name, stage->value, response->style);
    }
    buf_str(buf, STR("\n    }"));
}

void teststate_print(struct buf *buf, const struct teststate_response *response)
{
    static const char *const names[] = {
        [TESTSTATE_REFUSED] = "",          [TESTSTATE_SUCCEEDED] = "SUCCEEDED",
        [TESTSTATE_FAILED] = "FAILED",     [TESTSTATE_RETRIABLE] = "RETRIABLE",
        [TESTSTATE_CAUGHT_ERROR] = "CAUGHT_ERROR",
    };
    if (response->status == TESTSTATE_REFUSED) {
        buf_str(buf, STR("{\n    \"error\": "));
        value_print_string(buf, response->error);
        print_text(buf, "message", response->message);
        buf_str(buf, STR("\n}\n"));
        return;
    }
    buf_printf(buf, "{\n    \"status\": \"%s\"", names[response->status]);
    if (response->output.kind != VALUE_UNDEFINED)
        print_text(buf, "output", value_to_text(buf->arena, response->output, response->style));
    if (response->has_error)
        print_text(buf, "error", response->error);
    if (response->has_cause)
        print_text(buf, "cause", response->cause);
    if (response->next_state.len)
        print_text(buf, "nextState", response->next_state);
    if (response->inspection.kind == VALUE_OBJECT)
        print_inspection(buf, response);
    buf_str(buf, STR("\n}\n"));
}
