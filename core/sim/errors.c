/* The errors that the interpreter itself reports. */
#include "base/utf8.h"
#include "sim/internal.h"

static void set(struct sim *sim, struct sim_error *error, str name, str cause)
{
    (void)sim;
    *error = (struct sim_error){ .error = name, .cause = cause, .has_error = true, .has_cause = true };
}

bool error_set(struct sim *sim, struct sim_error *error, str name, const char *format, ...)
{
    struct buf cause;
    buf_init(&cause, &sim->live);
    va_list args;
    va_start(args, format);
    buf_vprintf(&cause, format, args);
    va_end(args);
    set(sim, error, name, buf_text(&cause));
    return false;
}

static str decorated(struct sim *sim, const struct frame *frame, const char *format, va_list args)
{
    struct buf cause;
    buf_init(&cause, &sim->live);
    buf_printf(&cause, "An error occurred while executing the state '%.*s' (entered at the event id #%u). ",
               STR_ARG(frame->plan->state->name), frame->entry);
    buf_vprintf(&cause, format, args);
    return buf_text(&cause);
}

bool error_runtime(struct sim *sim, const struct frame *frame, struct sim_error *error, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    set(sim, error, STR("States.Runtime"), decorated(sim, frame, format, args));
    va_end(args);
    return false;
}

bool error_evaluation(struct sim *sim, const struct frame *frame, struct sim_error *error, str location,
                      const char *format, ...)
{
    va_list args;
    va_start(args, format);
    set(sim, error, STR("States.QueryEvaluationError"), decorated(sim, frame, format, args));
    va_end(args);
    error->is_evaluation = true;
    error->location = location;
    return false;
}

/* The text up to `most` characters; only a text that has more bytes is counted. */
static str clipped(str text, size_t most)
{
    return text.len > most ? str_slice(text, 0, utf8_offset(text, most)) : text;
}

void error_clip(const struct sim *sim, struct sim_error *error)
{
    if (sim->options.no_limits)
        return;
    error->error = clipped(error->error, LIMIT_ERROR);
    error->cause = clipped(error->cause, LIMIT_CAUSE);
}
