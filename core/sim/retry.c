/*
 * Which retriers and catchers an error meets. One matching for all of them.
 *
 * The first retrier that names the error decides: it has attempts left, or nothing is tried again. Each retrier counts
 * for itself, from the entry into the state. Source: States Language specification, "Errors"; Developer Guide, "Handling
 * errors"; recorded executions.
 */
#include "sim/internal.h"

#include <math.h>

enum handling { HANDLED_BY_ALL, HANDLED_BY_NAME, HANDLED_NEVER };

/* What errors.def says about an error's name. */
static enum handling handling_of(const struct sim_error *error)
{
    enum { ALL = HANDLED_BY_ALL, NAMED = HANDLED_BY_NAME, NEVER = HANDLED_NEVER, WORD = HANDLED_BY_ALL };
    static const struct {
        str name;
        enum handling handling;
    } rows[] = {
#define ERROR(id, text, how, doc) { STR_INIT(text), (enum handling)(how) },
#include "errors.def"
#undef ERROR
    };
    for (size_t i = 0; error->has_error && i < ARRAY_LEN(rows); i++) {
        if (str_equal(rows[i].name, error->error))
            return rows[i].handling;
    }
    return HANDLED_BY_ALL;
}

/* A task whose result is too large is caught by States.ALL, other than the documentation has it. */
static bool is_meant_by_all(const struct sim_error *error)
{
    enum handling handling = handling_of(error);
    return handling == HANDLED_BY_ALL || (handling == HANDLED_BY_NAME && error->is_of_task);
}

static bool names_error(str name, const struct sim_error *error)
{
    if (str_equal(name, STR("States.ALL")))
        return is_meant_by_all(error);
    bool is_timeout = error->has_error && str_equal(error->error, STR("States.Timeout"));
    if (str_equal(name, STR("States.TaskFailed")))
        return !is_timeout && is_meant_by_all(error);
    if (str_equal(name, STR("States.HeartbeatTimeout")) && error->is_heartbeat)
        return true;
    return error->has_error && str_equal(name, error->error);
}

bool retry_is_terminal(const struct sim_error *error)
{
    return handling_of(error) == HANDLED_NEVER;
}

bool retry_matches(const struct asl_retrier *retrier, const struct sim_error *error)
{
    if (retry_is_terminal(error))
        return false;
    for (uint32_t i = 0; i < retrier->error_count; i++) {
        if (names_error(retrier->errors[i], error))
            return true;
    }
    return false;
}

/* Attempt number `attempt`, from 0, waits Interval * Rate^attempt, at most MaxDelay; jitter comes last. */
static int64_t delay_ms(struct sim *sim, const struct plan_retrier *retrier, uint32_t attempt)
{
    double seconds = (double)retrier->interval_s * pow(retrier->rate, attempt);
    double most = retrier->max_delay_s ? (double)retrier->max_delay_s : (double)LIMIT_SECONDS;
    if (!(seconds < most))
        seconds = most;
    if (retrier->is_full_jitter && !sim->options.jitter_upper)
        seconds *= random_double(&sim->random);
    return (int64_t)(seconds * 1000);
}

static uint32_t *counter_of(struct sim *sim, struct frame *frame, uint32_t index)
{
    if (!frame->retries)
        frame->retries = arena_array(&sim->live, uint32_t, frame->plan->retrier_count);
    return &frame->retries[index];
}

bool retry_schedule(struct sim *sim, struct frame *frame, const struct sim_error *error)
{
    const struct plan *plan = frame->plan;
    uint32_t i = 0;
    while (i < plan->retrier_count && !retry_matches(plan->retriers[i].retrier, error))
        i++;
    if (i == plan->retrier_count)
        return false;
    uint32_t *count = counter_of(sim, frame, i);
    if (*count >= plan->retriers[i].max_attempts)
        return false;
    int64_t delay = delay_ms(sim, &plan->retriers[i], *count);
    ++*count;
    frame->retry_count++;
    sim->transitions++;
    sim_schedule(sim, frame, PHASE_RETRY, sim->now_ms + delay);
    return true;
}

const struct plan_catcher *retry_catcher(const struct frame *frame, const struct sim_error *error)
{
    for (uint32_t i = 0; i < frame->plan->catcher_count; i++) {
        if (retry_matches(frame->plan->catchers[i].catcher, error))
            return &frame->plan->catchers[i];
    }
    return NULL;
}
