/* Rules about what the Resource of a Task state names: its form, the service and API, the pattern.
 */
#include "base/buf.h"
#include "diag/nearest.h"
#include "lint/task.h"

enum { NAMES_MAX = 1024 }; /* more than any service has APIs */

/* What is wrong with the form of an ARN. %: the wrong part. */
static const char *const arn_problems[] = {
    [AWS_RESOURCE_PARTITION] = "there is no partition \"%\"",
    [AWS_RESOURCE_NOT_FUNCTION] = "a Lambda function's ARN says \"function\" where this says \"%\"",
    [AWS_RESOURCE_NAME_MISSING] = "the ARN lacks the name at its end",
    [AWS_RESOURCE_NAME] = "a function's name has only letters, digits, - and _, not \"%\"",
    [AWS_RESOURCE_QUALIFIER] = "\"%\" is neither a version nor an alias",
    [AWS_RESOURCE_TOO_LONG] = "the ARN should end before \"%\"",
    [AWS_RESOURCE_API_FORM] = NULL,
};

static void set_message(struct diag *diag, const char *format, str wrong)
{
    str before, after = str_from(format);
    if (str_split(&after, '%', &before) && after.at)
        diag_message(diag, "%.*s%.*s%.*s", STR_ARG(before), STR_ARG(wrong), STR_ARG(after));
    else
        diag_message(diag, "%.*s", STR_ARG(before));
}

/* "lambda:invoke.waitForTaskToken" lacks only what stands before it. */
static bool repair_bare_integration(struct lint *lint, struct diag *d, const struct lint_task *task)
{
    str whole = str_printf(lint->arena, "arn:aws:states:::%.*s", STR_ARG(task->resource.text));
    struct aws_resource repaired = aws_resource_parse(whole);
    struct aws_shape shape;
    if (!aws_shape_find(&repaired, &shape))
        return false;
    diag_help(d, "did you mean \"%.*s\"?", STR_ARG(whole));
    lint_edit_string(lint, d, task->node, whole);
    return true;
}

static void report_not_arn(struct lint *lint, const struct lint_task *task)
{
    str text = task->resource.text;
    struct diag *d = lint_report(lint, RULE_RESOURCE_ARN, task->node);
    diag_message(d, "\"%.*s\" is not an ARN", STR_ARG(text));
    if (str_starts(text, STR("$")) || asl_is_jsonata(text))
        diag_help(d, "a Resource is not evaluated; to choose a function when the state runs, use "
                     "arn:aws:states:::lambda:invoke and its FunctionName");
    else if (str_starts(text, STR("http:")) || str_starts(text, STR("https:")))
        diag_help(d, "an HTTP endpoint is called with arn:aws:states:::http:invoke");
    else if (!repair_bare_integration(lint, d, task))
        diag_help(d, "a Resource looks like \"arn:aws:states:::lambda:invoke\"");
}

void check_resource_arn(struct lint *lint, const struct asl_state *state)
{
    const struct lint_task *task = lint_task(lint, state);
    if (!task || task->resource.problem == AWS_RESOURCE_FINE)
        return;
    enum aws_resource_problem problem = task->resource.problem;
    if (problem == AWS_RESOURCE_NOT_ARN) {
        report_not_arn(lint, task);
        return;
    }
    if (!arn_problems[problem])
        return;
    struct diag *d = lint_report_part(lint, RULE_RESOURCE_ARN, task, task->resource.wrong);
    set_message(d, arn_problems[problem], task->resource.wrong);
}

/* Says what a part should be, as help and edit. */
static void suggest_part(struct diag *d, const struct lint_task *task, str part, str right)
{
    size_t start = (size_t)(part.at - task->resource.text.at);
    diag_help(d, "did you mean \"%.*s\"?", STR_ARG(right));
    if (part.len)
        diag_edit(d, span_at(start, start + part.len), right);
}

static str camel_case(struct arena *arena, str text)
{
    struct buf out;
    buf_init(&out, arena);
    bool is_start = false;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.at[i];
        if (c == '-' || c == '_') {
            is_start = true;
            continue;
        }
        buf_char(&out, out.len == 0 ? char_lower(c) : is_start ? char_upper(c) : c);
        is_start = false;
    }
    return buf_text(&out);
}

static str lower_case(struct arena *arena, str text, bool keeps_dashes)
{
    struct buf out;
    buf_init(&out, arena);
    for (size_t i = 0; i < text.len; i++) {
        if (char_is_letter(text.at[i]) || char_is_digit(text.at[i]) ||
            (keeps_dashes && text.at[i] == '-'))
            buf_char(&out, char_lower(text.at[i]));
    }
    return buf_text(&out);
}

/* Services and APIs that are not written as such names are. */
static bool report_form(struct lint *lint, const struct lint_task *task)
{
    const struct aws_resource *resource = &task->resource;
    bool is_sdk = resource->form == AWS_RESOURCE_SDK;
    const char *form = is_sdk ? "aws-sdk:<service>:<api>" : "<service>:<api>";
    struct diag *d;
    switch ((unsigned)resource->problem) {
    case AWS_RESOURCE_SERVICE_MISSING:
    case AWS_RESOURCE_API_MISSING:
        d = lint_report_part(lint, RULE_INTEGRATION_UNKNOWN, task, resource->wrong);
        diag_message(d, "the ARN names no %s: it ends in %s",
                     resource->problem == AWS_RESOURCE_API_MISSING ? "API" : "service", form);
        return true;
    case AWS_RESOURCE_SERVICE_FORM:
        d = lint_report_part(lint, RULE_INTEGRATION_UNKNOWN, task, resource->wrong);
        diag_message(d, "a service is written in lower case%s",
                     is_sdk ? ", letters and digits only" : "");
        suggest_part(d, task, resource->wrong, lower_case(lint->arena, resource->wrong, !is_sdk));
        return true;
    case AWS_RESOURCE_API_FORM:
        d = lint_report_part(lint, RULE_INTEGRATION_UNKNOWN, task, resource->wrong);
        diag_message(d, "an API is written in camelCase");
        suggest_part(d, task, resource->wrong, camel_case(lint->arena, resource->wrong));
        return true;
    default: return false;
    }
}

/* Without digits and a "V" before them at the end: what tells the generations of a service or API
 * apart. */
static str without_generation(str name)
{
    size_t len = name.len;
    while (len > 1 && char_is_digit(name.at[len - 1]))
        len--;
    if (len < name.len && len > 1 && char_lower(name.at[len - 1]) == 'v')
        len--;
    return str_slice(name, 0, len);
}

/* Its first word: "describe" of "describeStacks". */
static str verb_of(str api)
{
    size_t len = 0;
    while (len < api.len && char_is_lower(api.at[len]))
        len++;
    return str_slice(api, 0, len);
}

/*
 * Whether `wrong` may be something else than a slip for `near`: a newer generation, or, for an API,
 * another verb that the service uses. Tables age, and such names are what they come to lack.
 */
static bool may_be_new(str wrong, str near, const str *apis, size_t count)
{
    if (str_equal(without_generation(wrong), without_generation(near)))
        return true;
    str verb = verb_of(wrong);
    if (str_equal(verb, verb_of(near)))
        return false;
    for (size_t i = 0; i < count; i++) {
        if (str_equal(verb_of(apis[i]), verb))
            return true;
    }
    return false;
}

/* The name that `wrong` is a slip for, or an empty text. */
static str find_near(struct lint *lint, const str *names, size_t count, str wrong, bool are_apis)
{
    ptrdiff_t i = nearest_name(names, count, wrong, &lint->diags->nearest_budget);
    if (i < 0 || may_be_new(wrong, names[i], are_apis ? names : NULL, are_apis ? count : 0))
        return STR("");
    return names[i];
}

static size_t add_name(str *names, size_t count, str name)
{
    bool is_new = count == 0 || !str_equal(names[count - 1], name);
    if (is_new && count < NAMES_MAX)
        names[count++] = name;
    return count;
}

static str near_optimized_service(struct lint *lint, str wrong)
{
    str names[NAMES_MAX];
    size_t rows, count = 0;
    const struct aws_integration *integrations = aws_integrations(&rows);
    for (size_t i = 0; i < rows; i++)
        count = add_name(names, count, integrations[i].service);
    return find_near(lint, names, count, wrong, false);
}

static str near_sdk_service(struct lint *lint, str wrong)
{
    str alias = aws_sdk_alias(wrong);
    if (alias.len)
        return alias;
    str names[NAMES_MAX];
    size_t count = 0;
    for (size_t i = 0; i < aws_service_count(); i++)
        count = add_name(names, count, aws_service_name(aws_service_at(i)));
    return find_near(lint, names, count, wrong, false);
}

static str near_sdk_api(struct lint *lint, const struct aws_service *service, str wrong)
{
    str names[NAMES_MAX];
    size_t count = 0;
    for (size_t i = 0; i < aws_api_count(service); i++)
        count = add_name(names, count, aws_api_at(service, i).name);
    return find_near(lint, names, count, wrong, true);
}

/* A name that is no slip for a known one may be newer than the tables: worth a look, no more. */
static struct diag *report_unknown(struct lint *lint, const struct lint_task *task, str part,
                                   str near)
{
    struct diag *d = lint_report_part(lint, RULE_INTEGRATION_UNKNOWN, task, part);
    if (near.len) {
        suggest_part(d, task, part, near);
    } else {
        d->severity = SEVERITY_INFO;
        diag_help(d, "it may be newer than this program's tables");
    }
    return d;
}

static void check_sdk(struct lint *lint, const struct lint_task *task)
{
    const struct aws_resource *resource = &task->resource;
    if (aws_is_opaque(resource->service))
        return;
    const struct aws_service *service = aws_service_find(resource->service);
    struct aws_api api;
    if (!service) {
        struct diag *d = report_unknown(lint, task, resource->service,
                                        near_sdk_service(lint, resource->service));
        diag_message(d, "the AWS SDK has no service \"%.*s\"", STR_ARG(resource->service));
    } else if (!aws_is_opaque(resource->api) && !aws_api_find(service, resource->api, &api)) {
        struct diag *d =
            report_unknown(lint, task, resource->api, near_sdk_api(lint, service, resource->api));
        diag_message(d, "%.*s has no API \"%.*s\"", STR_ARG(aws_service_id(service)),
                     STR_ARG(resource->api));
    }
}

/* Whether the SDK has what was looked for among the optimized integrations. Says how to call it
 * then. */
static bool suggest_sdk(struct lint *lint, struct diag *d, const struct lint_task *task)
{
    const struct aws_resource *resource = &task->resource;
    str name = resource->service;
    const struct aws_service *service = aws_service_find(name);
    if (!service && aws_sdk_alias(name).len)
        service = aws_service_find(aws_sdk_alias(name));
    if (!service)
        service = aws_service_find(lower_case(lint->arena, name, false));
    struct aws_api api;
    if (!service || !aws_api_find(service, resource->api, &api))
        return false;
    str right = str_printf(lint->arena, "aws-sdk:%.*s:%.*s", STR_ARG(aws_service_name(service)),
                           STR_ARG(api.name));
    size_t start = (size_t)(name.at - resource->text.at);
    size_t end = (size_t)(resource->api.at - resource->text.at) + resource->api.len;
    diag_help(d, "the AWS SDK has it: \"%.*s\"", STR_ARG(right));
    diag_edit(d, span_at(start, end), right);
    return true;
}

static void report_unknown_api(struct lint *lint, const struct lint_task *task,
                               const struct aws_integration *rows, size_t count)
{
    const struct aws_resource *resource = &task->resource;
    str names[NAMES_MAX];
    for (size_t i = 0; i < count; i++)
        names[i] = rows[i].api;
    struct diag *d = lint_report_part(lint, RULE_INTEGRATION_UNKNOWN, task, resource->api);
    diag_message(d, "the optimized integration of %.*s has no API \"%.*s\"",
                 STR_ARG(resource->service), STR_ARG(resource->api));
    if (suggest_sdk(lint, d, task))
        return;
    str near = find_near(lint, names, count, resource->api, false);
    if (near.len)
        suggest_part(d, task, resource->api, near);
}

static void check_optimized(struct lint *lint, const struct lint_task *task)
{
    const struct aws_resource *resource = &task->resource;
    if (aws_is_opaque(resource->service) || task->has_shape)
        return;
    size_t count;
    const struct aws_integration *rows = aws_integrations_of(resource->service, &count);
    if (rows) {
        if (!aws_is_opaque(resource->api))
            report_unknown_api(lint, task, rows, count);
        return;
    }
    struct diag *d = report_unknown(lint, task, resource->service,
                                    near_optimized_service(lint, resource->service));
    diag_message(d, "there is no optimized integration of \"%.*s\"", STR_ARG(resource->service));
    if (d->severity == SEVERITY_INFO && suggest_sdk(lint, d, task))
        d->severity = SEVERITY_ERROR;
}

/* Behind the dot of the API stands something that is no pattern. */
static void report_suffix(struct lint *lint, const struct lint_task *task)
{
    static const str patterns[] = { STR_INIT(".sync"), STR_INIT(".sync:2"),
                                    STR_INIT(".waitForTaskToken") };
    str suffix = task->resource.suffix;
    struct diag *d = lint_report_part(lint, RULE_INTEGRATION_UNKNOWN, task, suffix);
    diag_message(d, "there is no integration pattern \"%.*s\"", STR_ARG(suffix));
    ptrdiff_t near =
        nearest_name(patterns, ARRAY_LEN(patterns), suffix, &lint->diags->nearest_budget);
    if (near >= 0)
        suggest_part(d, task, suffix, patterns[near]);
    else
        diag_help(d, "a pattern is .sync, .sync:2 or .waitForTaskToken");
}

/* An ARN of something that a Task does not call. */
static void report_other(struct lint *lint, const struct lint_task *task)
{
    str service = task->resource.service;
    struct diag *d = lint_report_part(lint, RULE_INTEGRATION_UNKNOWN, task, service);
    if (str_equal(service, STR("states"))) {
        diag_message(d, "a Task cannot call this ARN itself");
        diag_help(d, "a state machine is started with arn:aws:states:::states:startExecution, an "
                     "integration's ARN has "
                     "neither region nor account");
        return;
    }
    diag_message(d, "a Task cannot call an ARN of \"%.*s\"", STR_ARG(service));
    diag_help(d, "services are called through arn:aws:states:::<service>:<api>");
    /* The examples of the States Language specification use them. */
    if (str_equal(service, STR("swf")))
        d->severity = SEVERITY_WARNING;
}

void check_integration_unknown(struct lint *lint, const struct asl_state *state)
{
    const struct lint_task *task = lint_task(lint, state);
    if (!task)
        return;
    const struct aws_resource *resource = &task->resource;
    if (resource->form == AWS_RESOURCE_OTHER) {
        report_other(lint, task);
        return;
    }
    if (resource->form != AWS_RESOURCE_OPTIMIZED && resource->form != AWS_RESOURCE_SDK)
        return;
    if (report_form(lint, task))
        return;
    if (resource->pattern == AWS_PATTERN_UNKNOWN && !aws_is_opaque(resource->suffix))
        report_suffix(lint, task);
    if (resource->form == AWS_RESOURCE_SDK)
        check_sdk(lint, task);
    else
        check_optimized(lint, task);
}

static bool supports(const struct lint_task *task, enum aws_pattern pattern)
{
    if (task->resource.form == AWS_RESOURCE_SDK)
        return pattern == AWS_TASK_TOKEN || pattern == AWS_REQUEST_RESPONSE;
    return aws_integration_supports(task->shape.integration, pattern);
}

/* "it can be called plainly, or with .sync". */
static void help_patterns(struct lint *lint, struct diag *d, const struct lint_task *task)
{
    struct buf list;
    buf_init(&list, lint->arena);
    for (enum aws_pattern pattern = AWS_SYNC; pattern <= AWS_TASK_TOKEN; pattern++) {
        if (supports(task, pattern))
            buf_printf(&list, "%s%s", list.len ? " or " : "", aws_pattern_suffix(pattern));
    }
    if (list.len)
        diag_help(d, "it is called plainly or with %.*s", STR_ARG(buf_text(&list)));
    else
        diag_help(d, "it is only called plainly: leave out \"%.*s\"",
                  STR_ARG(task->resource.suffix));
}

void check_integration_pattern(struct lint *lint, const struct asl_state *state)
{
    const struct lint_task *task = lint_task(lint, state);
    if (!task || task->resource.pattern == AWS_PATTERN_UNKNOWN)
        return;
    bool is_sdk = task->resource.form == AWS_RESOURCE_SDK;
    bool is_known = task->resource.form == AWS_RESOURCE_OPTIMIZED && task->has_shape;
    if ((!is_sdk && !is_known) || supports(task, task->resource.pattern))
        return;
    struct diag *d = lint_report_part(lint, RULE_INTEGRATION_PATTERN, task, task->resource.suffix);
    diag_message(d, "%.*s has no pattern \"%.*s\"", STR_ARG(lint_task_name(lint->arena, task)),
                 STR_ARG(task->resource.suffix));
    help_patterns(lint, d, task);
}

static const struct node *distributed_mode(const struct asl_state *state)
{
    const struct asl_field *config = asl_get(&state->machines->object, NAME_ProcessorConfig);
    const struct asl_field *mode =
        config && config->object ? asl_get(config->object, NAME_Mode) : NULL;
    return mode ? mode->value : NULL;
}

static void check_express_task(struct lint *lint, const struct lint_task *task)
{
    const struct aws_resource *resource = &task->resource;
    if (resource->form == AWS_RESOURCE_ACTIVITY) {
        struct diag *d = lint_report(lint, RULE_EXPRESS_UNSUPPORTED, task->node);
        diag_message(d, "an Express workflow cannot wait for an activity");
        return;
    }
    bool waits = resource->pattern == AWS_SYNC || resource->pattern == AWS_SYNC_2 ||
                 resource->pattern == AWS_TASK_TOKEN;
    if (!waits)
        return;
    struct diag *d = lint_report_part(lint, RULE_EXPRESS_UNSUPPORTED, task, resource->suffix);
    diag_message(d, "an Express workflow does not support \"%.*s\"", STR_ARG(resource->suffix));
}

void check_express_unsupported(struct lint *lint, const struct asl_state *state)
{
    bool is_candidate =
        state->object.kind == ASL_TASK || (state->is_distributed && state->machine_count);
    if (!is_candidate || !lint_is_express(lint, state->machine))
        return;
    const struct lint_task *task = lint_task(lint, state);
    if (task)
        check_express_task(lint, task);
    const struct node *mode = state->is_distributed ? distributed_mode(state) : NULL;
    if (!mode)
        return;
    struct diag *d = lint_report(lint, RULE_EXPRESS_UNSUPPORTED, mode);
    diag_message(d, "an Express workflow cannot hold a distributed Map");
}
