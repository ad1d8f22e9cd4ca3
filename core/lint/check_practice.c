/* Good practice with Task states: limits of time, retries, catchers, portable ARNs. */
#include "base/buf.h"
#include "lint/task.h"

static bool has_either(const struct asl_object *object, enum name name, enum name path)
{
    return asl_get(object, name) || asl_get(object, path);
}

static bool has_timeout(const struct asl_state *state)
{
    return has_either(&state->object, NAME_TimeoutSeconds, NAME_TimeoutSecondsPath);
}

static bool has_heartbeat(const struct asl_state *state)
{
    return has_either(&state->object, NAME_HeartbeatSeconds, NAME_HeartbeatSecondsPath);
}

/* The whole execution ends in time anyway. */
static bool is_bounded(const struct lint *lint)
{
    return lint->options.is_express || asl_get(&lint->asl->root->object, NAME_TimeoutSeconds);
}

void check_callback_no_timeout(struct lint *lint, const struct asl_state *state)
{
    const struct lint_task *task = lint_task(lint, state);
    if (!task || task->resource.pattern != AWS_TASK_TOKEN || has_timeout(state) ||
        has_heartbeat(state) || is_bounded(lint))
        return;
    struct diag *d = lint_report_object(lint, RULE_CALLBACK_NO_TIMEOUT, &state->object);
    diag_message(d, "state \"%.*s\" waits up to a year for a callback that may be lost",
                 STR_ARG(state->name));
    diag_help(d, "add TimeoutSeconds or HeartbeatSeconds");
    diag_related(d, lint->doc->source, node_span(task->node), "it waits for the task token");
}

void check_activity_no_heartbeat(struct lint *lint, const struct asl_state *state)
{
    const struct lint_task *task = lint_task(lint, state);
    if (!task || task->resource.form != AWS_RESOURCE_ACTIVITY || has_heartbeat(state))
        return;
    struct diag *d = lint_report_object(lint, RULE_ACTIVITY_NO_HEARTBEAT, &state->object);
    diag_message(d, "when the worker of state \"%.*s\" dies, nobody notices", STR_ARG(state->name));
    diag_help(d, "add HeartbeatSeconds, and let the worker call SendTaskHeartbeat");
}

/* Work that may hang, as opposed to a single call of an API that answers or fails in seconds. */
static bool may_hang(const struct lint_task *task)
{
    const struct aws_resource *resource = &task->resource;
    return resource->form == AWS_RESOURCE_ACTIVITY || resource->pattern == AWS_SYNC ||
           resource->pattern == AWS_SYNC_2 || lint_task_calls_lambda(task);
}

void check_task_no_timeout(struct lint *lint, const struct asl_state *state)
{
    const struct lint_task *task = lint_task(lint, state);
    if (!task || has_timeout(state) || is_bounded(lint))
        return;
    const struct aws_resource *resource = &task->resource;
    bool is_known = resource->form != AWS_RESOURCE_OPAQUE &&
                    resource->form != AWS_RESOURCE_NO_ARN && resource->form != AWS_RESOURCE_OTHER;
    /* A lost callback has a rule of its own. */
    if (!is_known || resource->pattern == AWS_TASK_TOKEN)
        return;
    struct diag *d = lint_report_object(lint, RULE_TASK_NO_TIMEOUT, &state->object);
    diag_message(d, "state \"%.*s\" has no timeout", STR_ARG(state->name));
    diag_help(d, "add TimeoutSeconds, or one for the whole machine");
    if (!may_hang(task))
        d->severity = SEVERITY_INFO;
}

/* Lambda's own passing errors; Developer Guide, "Handle transient Lambda service exceptions". */
static const char *const lambda_errors[] = {
    "Lambda.ServiceException",
    "Lambda.AWSLambdaException",
    "Lambda.SdkClientException",
    "Lambda.TooManyRequestsException",
};

static bool takes_all(str error)
{
    return str_equal(error, STR("States.ALL")) || str_equal(error, STR("States.TaskFailed"));
}

static bool never_retries(const struct lint *lint, const struct asl_retrier *retrier)
{
    int64_t attempts;
    return lint_integer(lint, &retrier->object, NAME_MaxAttempts, &attempts) && attempts == 0;
}

static bool names_error(const struct asl_retrier *retrier, const char *wanted)
{
    for (uint32_t i = 0; i < retrier->error_count; i++) {
        if (takes_all(retrier->errors[i]) || str_equal(retrier->errors[i], str_from(wanted)) ||
            asl_is_opaque(retrier->errors[i]))
            return true;
    }
    return false;
}

static bool is_retried(const struct lint *lint, const struct asl_state *state, const char *error)
{
    for (uint32_t i = 0; i < state->retrier_count; i++) {
        if (names_error(&state->retriers[i], error) && !never_retries(lint, &state->retriers[i]))
            return true;
    }
    return false;
}

void check_lambda_no_retry(struct lint *lint, const struct asl_state *state)
{
    const struct lint_task *task = lint_task(lint, state);
    if (!task || !lint_task_calls_lambda(task))
        return;
    struct buf missing;
    buf_init(&missing, lint->arena);
    size_t count = 0;
    for (size_t i = 0; i < ARRAY_LEN(lambda_errors); i++) {
        if (is_retried(lint, state, lambda_errors[i]))
            continue;
        buf_printf(&missing, "%s%s", missing.len ? ", " : "", lambda_errors[i]);
        count++;
    }
    if (count == 0)
        return;
    const struct asl_field *retry = asl_get(&state->object, NAME_Retry);
    struct diag *d = count < ARRAY_LEN(lambda_errors) && retry
                         ? lint_report(lint, RULE_LAMBDA_NO_RETRY, retry->key)
                         : lint_report_object(lint, RULE_LAMBDA_NO_RETRY, &state->object);
    diag_message(d, "passing errors of Lambda are not retried: %.*s", STR_ARG(buf_text(&missing)));
    diag_help(d, "add a retrier for them");
}

void check_lambda_direct_arn(struct lint *lint, const struct asl_state *state)
{
    const struct lint_task *task = lint_task(lint, state);
    if (!task || task->resource.form != AWS_RESOURCE_FUNCTION ||
        task->resource.problem != AWS_RESOURCE_FINE)
        return;
    struct diag *d = lint_report(lint, RULE_LAMBDA_DIRECT_ARN, task->node);
    diag_message(d, "the function is called by its ARN");
    diag_help(d,
              "use \"arn:%.*s:states:::lambda:invoke\" with FunctionName and Payload; the result "
              "is then in Payload",
              STR_ARG(task->resource.partition));
}

void check_catch_all_missing(struct lint *lint, const struct asl_state *state)
{
    if (state->catcher_count == 0)
        return;
    for (uint32_t i = 0; i < state->catcher_count; i++) {
        const struct asl_retrier *catcher = &state->catchers[i];
        for (uint32_t k = 0; k < catcher->error_count; k++) {
            if (takes_all(catcher->errors[k]) || asl_is_opaque(catcher->errors[k]))
                return;
        }
        /* What it catches could not be read. */
        if (catcher->error_count == 0)
            return;
    }
    struct diag *d =
        lint_report(lint, RULE_CATCH_ALL_MISSING, asl_get(&state->object, NAME_Catch)->key);
    diag_message(d, "errors that no catcher names end the execution");
    diag_help(d, "add a last catcher for States.ALL");
}

/* "us-east-1", "us-gov-west-1": words and a number. */
static bool looks_like_region(str region)
{
    size_t dashes = 0;
    for (size_t i = 0; i < region.len; i++) {
        char c = region.at[i];
        if (!char_is_lower(c) && c != '-' && !(char_is_digit(c) && i + 1 == region.len))
            return false;
        dashes += c == '-';
    }
    return dashes >= 2 && region.len > 0 && char_is_digit(region.at[region.len - 1]);
}

/* The partition and region of the ARN at the start of a text; false when it starts with none, or
 * one unknown. */
static bool read_arn(str text, str *partition, str *region)
{
    str rest = text, part;
    if (!str_starts(text, STR("arn:")) || !str_split(&rest, ':', &part) ||
        !str_split(&rest, ':', partition))
        return false;
    *region = STR("");
    if (str_split(&rest, ':', &part))
        str_split(&rest, ':', region);
    return aws_is_partition(*partition) && !aws_is_opaque(*partition);
}

struct partition_walk {
    struct lint *lint;
    str partition; /* of the first ARN of the definition */
    const struct node *first;
};

static void check_partition(struct partition_walk *walk, const struct node *node)
{
    struct lint *lint = walk->lint;
    str text, partition, region;
    if (!(node_kind(node) == NODE_STRING) || node_has(node, NODE_TAGGED))
        return;
    text = doc_text(lint->doc, node);
    if (!read_arn(text, &partition, &region))
        return;
    size_t start = (size_t)(partition.at - text.at), end = start + partition.len;
    str needed = aws_region_partition(region);
    if (looks_like_region(region) && !str_equal(needed, partition)) {
        struct diag *d = lint_report_within(lint, RULE_PARTITION_MISMATCH, node, start, end);
        diag_message(d, "region \"%.*s\" lies in partition \"%.*s\"", STR_ARG(region),
                     STR_ARG(needed));
        diag_edit(d, span_at(start, end), needed);
        return;
    }
    if (!walk->first) {
        walk->first = node;
        walk->partition = partition;
    } else if (!str_equal(partition, walk->partition)) {
        struct diag *d = lint_report_within(lint, RULE_PARTITION_MISMATCH, node, start, end);
        diag_message(d, "this ARN is of partition \"%.*s\", others are of \"%.*s\"",
                     STR_ARG(partition), STR_ARG(walk->partition));
        diag_related(d, lint->doc->source, node_span(walk->first), "for example this one");
    }
}

void check_partition_mismatch(struct lint *lint)
{
    struct partition_walk walk = { .lint = lint };
    for (uint32_t i = 0; i < lint->asl->state_count; i++) {
        const struct lint_task *task = lint_task(lint, lint->asl->states[i]);
        if (!task)
            continue;
        check_partition(&walk, task->node);
        if (!task->arguments)
            continue;
        const struct node *end = doc_after(lint->doc, task->arguments->value);
        for (const struct node *node = task->arguments->value; node < end; node++)
            check_partition(&walk, node);
    }
}
