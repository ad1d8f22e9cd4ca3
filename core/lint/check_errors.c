/* Rules about retriers and catchers. */
#include "lint/internal.h"

enum handling {
    HANDLING_ALL,
    HANDLING_NAMED,
    HANDLING_NEVER,
    HANDLING_WORD
};

static const struct {
    str name;
    enum handling handling;
} errors[] = {
#define ERROR(id, name, handling, doc) { STR_INIT(name), HANDLING_##handling },
#include "errors.def"
#undef ERROR
};

/* The row of a States. error, or -1. */
static ptrdiff_t find_error(str name)
{
    for (size_t i = 0; i < ARRAY_LEN(errors); i++) {
        if (str_equal(errors[i].name, name))
            return (ptrdiff_t)i;
    }
    return -1;
}

static bool is_retrier(const struct asl_retrier *retrier)
{
    return retrier->object.kind == ASL_RETRIER;
}

static const struct node *errors_node(const struct asl_retrier *retrier)
{
    const struct asl_field *field = asl_get(&retrier->object, NAME_ErrorEquals);
    return field && node_kind(field->value) == NODE_ARRAY ? field->value : NULL;
}

static bool names_all(const struct asl_retrier *retrier)
{
    for (uint32_t i = 0; i < retrier->error_count; i++) {
        if (str_equal(retrier->errors[i], STR("States.ALL")))
            return true;
    }
    return false;
}

static void check_all_position(struct lint *lint, const struct asl_retrier *retriers, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        const struct node *node = errors_node(&retriers[i]);
        if (!node || !names_all(&retriers[i]))
            continue;
        bool is_alone = node_count(node) == 1;
        if (is_alone && i + 1 == count)
            continue;
        const char *noun = is_retrier(&retriers[i]) ? "retrier" : "catcher";
        struct diag *d = lint_report(lint, RULE_STATES_ALL_POSITION, node);
        if (!is_alone)
            diag_message(d, "\"States.ALL\" must stand alone in its ErrorEquals");
        else
            diag_message(d, "\"States.ALL\" must be in the last %s", noun);
    }
}

void check_states_all_position(struct lint *lint, const struct asl_state *state)
{
    check_all_position(lint, state->retriers, state->retrier_count);
    check_all_position(lint, state->catchers, state->catcher_count);
}

void check_retry_never(struct lint *lint, const struct asl_retrier *retrier)
{
    int64_t attempts;
    if (!lint_integer(lint, &retrier->object, NAME_MaxAttempts, &attempts) || attempts != 0)
        return;
    struct diag *d = lint_report(lint, RULE_RETRY_NEVER, asl_get(&retrier->object, NAME_MaxAttempts)->value);
    diag_message(d, "these errors are never retried");
}

void check_max_delay_useless(struct lint *lint, const struct asl_retrier *retrier)
{
    int64_t delay, interval = 1;
    if (!lint_integer(lint, &retrier->object, NAME_MaxDelaySeconds, &delay))
        return;
    if (asl_get(&retrier->object, NAME_IntervalSeconds) &&
        !lint_integer(lint, &retrier->object, NAME_IntervalSeconds, &interval))
        return;
    if (delay > interval || delay < 1)
        return;
    struct diag *d =
        lint_report(lint, RULE_MAX_DELAY_USELESS, asl_get(&retrier->object, NAME_MaxDelaySeconds)->value);
    diag_message(d, "every interval is cut to %lld seconds, so the backoff has no effect", (long long)delay);
}

/* States.TaskFailed takes every error but States.Timeout and those that it cannot take at all. */
static bool task_failed_takes(str name)
{
    if (str_equal(name, STR("States.ALL")) || str_equal(name, STR("States.Timeout")) ||
        str_equal(name, STR("States.HeartbeatTimeout")))
        return false;
    ptrdiff_t error = find_error(name);
    return error < 0 || errors[error].handling == HANDLING_ALL || errors[error].handling == HANDLING_WORD;
}

static void check_unreachable(struct lint *lint, enum rule_id rule, const struct asl_retrier *retriers,
                              uint32_t count)
{
    if (count < 2)
        return;
    struct intern taken;
    intern_init(&taken, &lint->scratch);
    bool task_failed = false;
    for (uint32_t r = 0; r < count; r++) {
        const struct asl_retrier *retrier = &retriers[r];
        uint32_t covered = 0;
        for (uint32_t i = 0; i < retrier->error_count; i++) {
            covered += intern_find(&taken, retrier->errors[i]) != INTERN_NONE ||
                       (task_failed && task_failed_takes(retrier->errors[i]));
        }
        if (retrier->error_count > 0 && covered == retrier->error_count) {
            struct diag *d = lint_report_object(lint, rule, &retrier->object);
            diag_message(d, "an earlier %s takes all of these errors",
                         is_retrier(retrier) ? "retrier" : "catcher");
        }
        for (uint32_t i = 0; i < retrier->error_count; i++) {
            intern_add(&taken, retrier->errors[i]);
            task_failed |= str_equal(retrier->errors[i], STR("States.TaskFailed"));
        }
    }
}

void check_unreachable_retrier(struct lint *lint, const struct asl_state *state)
{
    check_unreachable(lint, RULE_UNREACHABLE_RETRIER, state->retriers, state->retrier_count);
}

void check_unreachable_catcher(struct lint *lint, const struct asl_state *state)
{
    check_unreachable(lint, RULE_UNREACHABLE_CATCHER, state->catchers, state->catcher_count);
}

/* Calls `report` for each name in an ErrorEquals. */
static void each_error(struct lint *lint, const struct asl_retrier *retrier,
                       void (*report)(struct lint *lint, const struct node *node, str name))
{
    const struct node *node = errors_node(retrier);
    if (!node)
        return;
    for (const struct node *name = doc_first(node); name != doc_end(lint->doc, node);
         name = doc_after(lint->doc, name)) {
        if (node_kind(name) == NODE_STRING)
            report(lint, name, doc_text(lint->doc, name));
    }
}

static void report_unknown(struct lint *lint, const struct node *node, str name)
{
    if (!str_starts(name, STR("States.")) || find_error(name) >= 0 || asl_is_opaque(name))
        return;
    struct diag *d = lint_report(lint, RULE_UNKNOWN_ERROR_NAME, node);
    diag_message(d, "there is no error \"%.*s\"", STR_ARG(name));
    str names[ARRAY_LEN(errors)];
    for (size_t i = 0; i < ARRAY_LEN(errors); i++)
        names[i] = errors[i].name;
    ptrdiff_t near = diag_help_nearest(lint->diags, d, names, ARRAY_LEN(names), name);
    if (near >= 0)
        lint_edit_string(lint, d, node, names[near]);
}

void check_unknown_error_name(struct lint *lint, const struct asl_retrier *retrier)
{
    each_error(lint, retrier, report_unknown);
}

static void report_uncatchable(struct lint *lint, const struct node *node, str name)
{
    ptrdiff_t error = find_error(name);
    if (error < 0 || (errors[error].handling != HANDLING_NEVER && errors[error].handling != HANDLING_NAMED))
        return;
    struct diag *d = lint_report(lint, RULE_UNCATCHABLE_ERROR, node);
    if (errors[error].handling == HANDLING_NEVER)
        diag_message(d, "\"%.*s\" ends the execution in any case", STR_ARG(name));
    else
        diag_message(d, "\"%.*s\" is terminal by the documentation, though it was seen to be caught", STR_ARG(name));
}

void check_uncatchable_error(struct lint *lint, const struct asl_retrier *retrier)
{
    each_error(lint, retrier, report_uncatchable);
}
