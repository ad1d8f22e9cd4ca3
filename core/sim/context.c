/*
 * The context object: $$ and $states.context. Made when an expression looks at it, from parts of which those that
 * belong to the execution are made once.
 *
 * Source: Developer Guide, "Accessing execution data from the Context object"; recorded objects, whose order of members this has.
 */
#include "base/time.h"
#include "sim/internal.h"
#include "sim/teststate.h"

static value instant(struct sim *sim, int64_t at_ms)
{
    struct buf text;
    buf_init(&text, &sim->live);
    time_print_iso(&text, sim->options.start_ms + at_ms);
    return value_string(buf_text(&text));
}

static str role_arn(const struct sim *sim)
{
    return sim->options.role_arn;
}

static value execution_part(struct sim *sim, struct execution *execution)
{
    if (execution->context_execution.kind != VALUE_UNDEFINED)
        return execution->context_execution;
    struct object_builder part;
    object_begin(&part, &sim->live);
    object_set(&part, STR("Id"), value_string(execution->arn));
    object_set(&part, STR("Input"), execution->input);
    object_set(&part, STR("StartTime"), instant(sim, execution->started_ms));
    object_set(&part, STR("Name"), value_string(execution->name));
    object_set(&part, STR("RoleArn"), value_string(role_arn(sim)));
    if (!execution->is_express)
        object_set(&part, STR("RedriveCount"), value_integer(0));
    execution->context_execution = object_end(&part);
    return execution->context_execution;
}

static value machine_part(struct sim *sim, struct execution *execution)
{
    if (execution->context_machine.kind != VALUE_UNDEFINED)
        return execution->context_machine;
    struct object_builder part;
    object_begin(&part, &sim->live);
    object_set(&part, STR("Id"), value_string(execution->machine_arn));
    object_set(&part, STR("Name"), value_string(execution->machine_name));
    execution->context_machine = object_end(&part);
    return execution->context_machine;
}

static bool can_retry(enum asl_object_kind kind)
{
    return kind == ASL_TASK || kind == ASL_PARALLEL || kind == ASL_MAP;
}

static value state_part(struct sim *sim, const struct frame *frame)
{
    struct object_builder part;
    object_begin(&part, &sim->live);
    object_set(&part, STR("Name"), value_string(sim->trial ? STR(TESTSTATE_NAME) : frame->plan->state->name));
    object_set(&part, STR("EnteredTime"), instant(sim, frame->entered_ms));
    if (can_retry(frame->plan->kind))
        object_set(&part, STR("RetryCount"), value_integer(frame->retry_count));
    return object_end(&part);
}

static value token_part(struct sim *sim, str token)
{
    struct object_builder part;
    object_begin(&part, &sim->live);
    object_set(&part, STR("Token"), value_string(token));
    return object_end(&part);
}

static value map_part(struct sim *sim, const struct map_item *item)
{
    struct object_builder inner, outer;
    object_begin(&inner, &sim->live);
    object_set(&inner, STR("Index"), value_integer(item->index));
    if (item->key.kind != VALUE_UNDEFINED)
        object_set(&inner, STR("Key"), item->key);
    object_set(&inner, STR("Value"), item->value);
    object_begin(&outer, &sim->live);
    object_set(&outer, STR("Item"), object_end(&inner));
    return object_end(&outer);
}

/* The item of the innermost iteration that the frame is in; NULL outside of a Map. */
static const struct map_item *item_of(const struct frame *frame)
{
    for (; frame; frame = frame->parent) {
        if (frame == frame->execution->frame)
            return NULL;
        if (frame->is_iteration)
            return &frame->item;
    }
    return NULL;
}

/* Members given from outside win; where both are objects their members are joined. */
static value overlay(struct sim *sim, value own, value given)
{
    struct object_builder whole;
    object_begin_from(&whole, &sim->live, own);
    for (uint32_t i = 0; i < given.count; i++) {
        const struct member *member = &given.as.members[i];
        value mine = value_get(own, member->name), v = member->value;
        if (mine.kind == VALUE_OBJECT && v.kind == VALUE_OBJECT) {
            struct object_builder part;
            object_begin_from(&part, &sim->live, mine);
            for (uint32_t k = 0; k < v.count; k++)
                object_set(&part, v.as.members[k].name, v.as.members[k].value);
            v = object_end(&part);
        }
        object_set(&whole, member->name, v);
    }
    return object_end(&whole);
}

value context_object(struct sim *sim, const struct frame *frame, const struct map_item *item)
{
    struct object_builder whole;
    object_begin(&whole, &sim->live);
    object_set(&whole, STR("Execution"), execution_part(sim, frame->execution));
    object_set(&whole, STR("StateMachine"), machine_part(sim, frame->execution));
    object_set(&whole, STR("State"), state_part(sim, frame));
    if (frame->token.len > 0)
        object_set(&whole, STR("Task"), token_part(sim, frame->token));
    if (!item)
        item = item_of(frame);
    if (item)
        object_set(&whole, STR("Map"), map_part(sim, item));
    value context = object_end(&whole);
    if (sim->trial && sim->options.context.kind == VALUE_OBJECT)
        return sim->options.context; /* the call has no more than it was given */
    return sim->options.context.kind == VALUE_OBJECT ? overlay(sim, context, sim->options.context) : context;
}
