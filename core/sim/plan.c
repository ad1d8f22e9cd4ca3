#include "sim/plan.h"

#include "base/arena.h"
#include "base/buf.h"

static const struct asl_field *get(const struct plan *plan, enum name name)
{
    return asl_get(&plan->state->object, name);
}

static const struct asl_object *config(const struct asl_object *object, enum name name)
{
    const struct asl_field *field = object ? asl_get(object, name) : NULL;
    return field ? field->object : NULL;
}

static struct plan_number number(const struct plan *plan, enum name name, enum name path)
{
    return (struct plan_number){ get(plan, name), get(plan, path) };
}

static void plan_events(struct plan *plan)
{
    static const enum history_type types[][2] = {
        [ASL_PASS] = { HISTORY_PASS_STATE_ENTERED, HISTORY_PASS_STATE_EXITED },
        [ASL_TASK] = { HISTORY_TASK_STATE_ENTERED, HISTORY_TASK_STATE_EXITED },
        [ASL_CHOICE] = { HISTORY_CHOICE_STATE_ENTERED, HISTORY_CHOICE_STATE_EXITED },
        [ASL_WAIT] = { HISTORY_WAIT_STATE_ENTERED, HISTORY_WAIT_STATE_EXITED },
        [ASL_SUCCEED] = { HISTORY_SUCCEED_STATE_ENTERED, HISTORY_SUCCEED_STATE_EXITED },
        [ASL_FAIL] = { HISTORY_FAIL_STATE_ENTERED, HISTORY_FAIL_STATE_ENTERED },
        [ASL_PARALLEL] = { HISTORY_PARALLEL_STATE_ENTERED, HISTORY_PARALLEL_STATE_EXITED },
        [ASL_MAP] = { HISTORY_MAP_STATE_ENTERED, HISTORY_MAP_STATE_EXITED },
        [ASL_UNTYPED] = { HISTORY_PASS_STATE_ENTERED, HISTORY_PASS_STATE_EXITED },
    };
    plan->entered = types[plan->kind][0];
    plan->exited = types[plan->kind][1];
}

static void plan_flow(struct plan *plan)
{
    plan->input_path = get(plan, NAME_InputPath);
    plan->output_path = get(plan, NAME_OutputPath);
    plan->result_path = get(plan, NAME_ResultPath);
    plan->parameters = get(plan, plan->is_jsonata ? NAME_Arguments : NAME_Parameters);
    plan->result = get(plan, NAME_Result);
    plan->result_selector = get(plan, NAME_ResultSelector);
    plan->output = get(plan, NAME_Output);
    plan->assign = get(plan, NAME_Assign);
}

static enum task_kind task_kind_of(const struct aws_resource *resource)
{
    if (resource->form == AWS_RESOURCE_ACTIVITY)
        return TASK_ACTIVITY;
    if (resource->form != AWS_RESOURCE_OPTIMIZED && resource->form != AWS_RESOURCE_SDK)
        return TASK_LAMBDA;
    switch (resource->pattern) {
    case AWS_SYNC:
    case AWS_SYNC_2: return TASK_SYNC;
    case AWS_TASK_TOKEN: return TASK_CALLBACK;
    case AWS_REQUEST_RESPONSE:
    case AWS_PATTERN_UNKNOWN: break;
    }
    return TASK_SERVICE;
}

static void plan_task(struct arena *arena, const struct asl *asl, struct plan *plan)
{
    const struct asl_field *resource = get(plan, NAME_Resource);
    plan->resource = aws_resource_parse(resource ? asl_text(asl, resource->value) : STR(""));
    plan->task_kind = task_kind_of(&plan->resource);
    const struct aws_resource *parsed = &plan->resource;
    plan->resource_type = parsed->service;
    if (parsed->form == AWS_RESOURCE_SDK)
        plan->resource_type = str_printf(arena, "aws-sdk:%.*s", STR_ARG(parsed->service));
    plan->resource_name = str_printf(arena, "%.*s%.*s", STR_ARG(parsed->api), STR_ARG(parsed->suffix));
    plan->timeout = number(plan, NAME_TimeoutSeconds, NAME_TimeoutSecondsPath);
    plan->heartbeat = number(plan, NAME_HeartbeatSeconds, NAME_HeartbeatSecondsPath);
    plan->credentials = get(plan, NAME_Credentials);
}

static void plan_map(struct plan *plan)
{
    const struct asl_field *selector = get(plan, NAME_ItemSelector);
    if (selector)
        plan->parameters = selector;
    plan->items = get(plan, plan->is_jsonata ? NAME_Items : NAME_ItemsPath);
    plan->concurrency = number(plan, NAME_MaxConcurrency, NAME_MaxConcurrencyPath);
    plan->tolerated_count = number(plan, NAME_ToleratedFailureCount, NAME_ToleratedFailureCountPath);
    plan->tolerated_percentage =
        number(plan, NAME_ToleratedFailurePercentage, NAME_ToleratedFailurePercentagePath);
    plan->reader = config(&plan->state->object, NAME_ItemReader);
    plan->reader_config = config(plan->reader, NAME_ReaderConfig);
    plan->batcher = config(&plan->state->object, NAME_ItemBatcher);
    plan->writer = config(&plan->state->object, NAME_ResultWriter);
    plan->writer_config = config(plan->writer, NAME_WriterConfig);
}

static int64_t integer_field(const struct asl *asl, const struct asl_object *object, enum name name,
                             int64_t otherwise)
{
    const struct asl_field *field = asl_get(object, name);
    int64_t integer;
    return field && asl_integer(asl, field->value, &integer) && integer >= 0 ? integer : otherwise;
}

static double double_field(const struct asl *asl, const struct asl_object *object, enum name name,
                           double otherwise)
{
    const struct asl_field *field = asl_get(object, name);
    if (!field || node_kind(field->value) != NODE_NUMBER)
        return otherwise;
    return value_number(value_of_number_text(doc_text(asl->doc, field->value)));
}

/* Developer Guide, "Retrying after an error": the defaults. */
static struct plan_retrier plan_retrier(const struct asl *asl, const struct asl_retrier *retrier)
{
    const struct asl_object *object = &retrier->object;
    const struct asl_field *jitter = asl_get(object, NAME_JitterStrategy);
    int64_t attempts = integer_field(asl, object, NAME_MaxAttempts, 3);
    return (struct plan_retrier){
        .retrier = retrier,
        .interval_s = integer_field(asl, object, NAME_IntervalSeconds, 1),
        .max_delay_s = integer_field(asl, object, NAME_MaxDelaySeconds, 0),
        .max_attempts = attempts > UINT32_MAX ? UINT32_MAX : (uint32_t)attempts,
        .rate = double_field(asl, object, NAME_BackoffRate, 2.0),
        .is_full_jitter = jitter && str_equal(asl_text(asl, jitter->value), STR("FULL")),
    };
}

static struct plan_choice *plan_choices(struct arena *arena, const struct plan *plan)
{
    const struct asl_state *state = plan->state;
    struct plan_choice *choices = arena_array(arena, struct plan_choice, state->rule_count + 1);
    for (uint32_t i = 0; i < state->rule_count; i++) {
        const struct asl_object *object = &state->rules[i].object;
        choices[i] = (struct plan_choice){ &state->rules[i], asl_get(object, NAME_Assign),
                                           asl_get(object, NAME_Output), NULL };
    }
    choices[state->rule_count] = (struct plan_choice){ NULL, plan->assign, plan->output, NULL };
    return choices;
}

static struct plan_catcher *plan_catchers(struct arena *arena, const struct asl_state *state)
{
    struct plan_catcher *catchers = arena_array(arena, struct plan_catcher, state->catcher_count);
    for (uint32_t i = 0; i < state->catcher_count; i++) {
        const struct asl_object *object = &state->catchers[i].object;
        catchers[i] = (struct plan_catcher){ &state->catchers[i], asl_get(object, NAME_ResultPath),
                                             asl_get(object, NAME_Assign), asl_get(object, NAME_Output), NULL };
    }
    return catchers;
}

static struct plan_retrier *plan_retriers(struct arena *arena, const struct asl *asl,
                                          const struct asl_state *state)
{
    struct plan_retrier *retriers = arena_array(arena, struct plan_retrier, state->retrier_count);
    for (uint32_t i = 0; i < state->retrier_count; i++)
        retriers[i] = plan_retrier(asl, &state->retriers[i]);
    return retriers;
}

/* Rules, catchers and transitions, each list walked once. */
static void plan_ways(struct arena *arena, const struct asl *asl, struct plan *plan)
{
    const struct asl_state *state = plan->state;
    struct plan_choice *choices = plan_choices(arena, plan);
    struct plan_catcher *catchers = plan_catchers(arena, state);
    for (uint32_t i = 0; i < state->transition_count; i++) {
        const struct asl_transition *transition = &state->transitions[i];
        if (transition->kind == ASL_NEXT)
            plan->next = transition;
        else if (transition->kind == ASL_CHOICE_NEXT)
            choices[transition->index].next = transition;
        else if (transition->kind == ASL_CATCH)
            catchers[transition->index].next = transition;
        else if (transition->kind == ASL_DEFAULT)
            choices[state->rule_count].next = transition;
    }
    plan->choices = choices;
    plan->choice_count = state->rule_count;
    plan->default_choice = choices[state->rule_count].next ? &choices[state->rule_count] : NULL;
    plan->retriers = plan_retriers(arena, asl, state);
    plan->retrier_count = state->retrier_count;
    plan->catchers = catchers;
    plan->catcher_count = state->catcher_count;
}

static void plan_state(struct arena *arena, const struct asl *asl, struct plan *plan,
                       const struct asl_state *state)
{
    plan->state = state;
    plan->kind = state->object.kind;
    plan->is_jsonata = state->object.language == ASL_LANGUAGE_JSONATA;
    plan->style = plan->is_jsonata ? VALUE_STYLE_JSON : VALUE_STYLE_JAVA;
    plan_events(plan);
    plan_flow(plan);
    plan->seconds = number(plan, NAME_Seconds, NAME_SecondsPath);
    plan->timestamp = number(plan, NAME_Timestamp, NAME_TimestampPath);
    plan->error = number(plan, NAME_Error, NAME_ErrorPath);
    plan->cause = number(plan, NAME_Cause, NAME_CausePath);
    if (plan->kind == ASL_TASK)
        plan_task(arena, asl, plan);
    if (plan->kind == ASL_MAP)
        plan_map(plan);
    plan_ways(arena, asl, plan);
}

const struct plan *plan_create(struct arena *arena, const struct asl *asl)
{
    struct plan *plans = arena_array(arena, struct plan, asl->state_count);
    for (uint32_t i = 0; i < asl->state_count; i++)
        plan_state(arena, asl, &plans[i], asl->states[i]);
    return plans;
}
