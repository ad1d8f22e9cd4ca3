/* Rules about what a Task gives to the API that it calls. */
#include "base/buf.h"
#include "lint/task.h"

enum { MEMBERS_MAX = 128 }; /* more than any API takes */

/* Whether a member is there, in whatever case: a wrong case is another rule's. */
static const struct node *find_member(const struct lint *lint, const struct node *object, str name)
{
    for (const struct node *key = doc_first(object); key != doc_end(lint->doc, object);
         key = doc_after(lint->doc, key + 1)) {
        if (str_equal_ignoring_case(lint_member_name(lint, key), name))
            return key;
    }
    return NULL;
}

/* One name, or a path "a.b": b inside a, as far as a is an object that is written here. */
static bool has_path(const struct lint *lint, const struct node *object, str path)
{
    str name;
    while (path.at && str_split(&path, '.', &name)) {
        const struct node *key = find_member(lint, object, name);
        if (!key)
            return false;
        if (node_kind(key + 1) != NODE_OBJECT)
            return true;
        object = key + 1;
    }
    return true;
}

/* "a/b": one of the two. */
static bool has_alternative(const struct lint *lint, const struct node *object, str entry)
{
    str path;
    while (entry.at && str_split(&entry, '/', &path)) {
        if (has_path(lint, object, path))
            return true;
    }
    return false;
}

static void add_missing(struct buf *list, str entry)
{
    str first;
    str_split(&entry, '/', &first);
    buf_printf(list, "%s\"%.*s\"", list->len ? ", " : "", STR_ARG(first));
}

/* Members that the service refuses to do without. */
static str missing_by_row(struct lint *lint, const struct lint_task *task)
{
    struct buf list;
    buf_init(&list, lint->arena);
    const char *required = task->shape.integration ? task->shape.integration->required : NULL;
    str rest = str_from(required), entry;
    while (rest.at && str_split(&rest, '|', &entry)) {
        if (!has_alternative(lint, task->members, entry))
            add_missing(&list, entry);
    }
    return buf_text(&list);
}

static bool is_in_row(const char *required, str name)
{
    str rest = str_from(required), entry;
    while (rest.at && str_split(&rest, '|', &entry)) {
        if (str_equal(entry, name))
            return true;
    }
    return false;
}

/* What makes a call safe to repeat; the SDK fills it in. */
static bool is_filled_in(str name)
{
    static const char *const tokens[] = { "ClientToken", "ClientRequestToken", "IdempotencyToken",
                                          "RequestToken" };
    for (size_t i = 0; i < ARRAY_LEN(tokens); i++) {
        if (str_equal(name, str_from(tokens[i])))
            return true;
    }
    return false;
}

/* Members that the API's model requires, beside those of the row. `object` may be NULL. */
static str missing_by_model(struct lint *lint, const struct lint_task *task,
                            const struct node *object)
{
    struct buf list;
    buf_init(&list, lint->arena);
    const char *required = task->shape.integration ? task->shape.integration->required : NULL;
    for (uint32_t i = 0; task->shape.has_api && i < task->shape.api.inputs.count; i++) {
        struct aws_member member = aws_member_at(task->shape.api.inputs, i);
        if (member.is_required && !is_filled_in(member.name) && !is_in_row(required, member.name) &&
            !(object && find_member(lint, object, member.name)))
            add_missing(&list, member.name);
    }
    return buf_text(&list);
}

static const char *arguments_name(const struct lint_task *task)
{
    return task->state->object.language == ASL_LANGUAGE_JSONATA ? "Arguments" : "Parameters";
}

static void report_no_arguments(struct lint *lint, const struct lint_task *task)
{
    /* The field of the other language is there: that has been said. */
    if (asl_get(&task->state->object, NAME_Parameters) ||
        asl_get(&task->state->object, NAME_Arguments))
        return;
    str missing = missing_by_model(lint, task, NULL);
    bool is_optimized = task->shape.integration != NULL;
    if (!is_optimized && missing.len == 0)
        return;
    struct diag *d = lint_report_object(lint, RULE_INTEGRATION_REQUIRED, &task->state->object);
    diag_message(d, "%.*s needs \"%s\"", STR_ARG(lint_task_name(lint->arena, task)),
                 arguments_name(task));
    diag_related(d, lint->doc->source, node_span(task->node), "the resource");
    if (!is_optimized) {
        d->severity = SEVERITY_WARNING;
        diag_help(d, "the API requires %.*s", STR_ARG(missing));
    }
}

/* In JSONata that is a wrong type, or an expression. */
static void report_no_object(struct lint *lint, const struct lint_task *task)
{
    const struct node *node = task->arguments->value;
    if (task->state->object.language == ASL_LANGUAGE_JSONATA || node_kind(node) == NODE_ERROR ||
        node_kind(node) == NODE_OBJECT || asl_node_is_opaque(lint->asl, node))
        return;
    struct diag *d = lint_report(lint, RULE_INTEGRATION_REQUIRED, node);
    diag_message(d, "%.*s takes an object", STR_ARG(lint_task_name(lint->arena, task)));
    diag_related(d, lint->doc->source, node_span(task->node), "the resource");
    /* Whether the service refuses a text, which may be meant as a path, is not known. */
    if (!task->shape.integration || node_kind(node) == NODE_STRING)
        d->severity = SEVERITY_WARNING;
}

void check_integration_required(struct lint *lint, const struct asl_state *state)
{
    const struct lint_task *task = lint_task(lint, state);
    if (!task || !task->has_shape)
        return;
    if (!task->arguments) {
        report_no_arguments(lint, task);
        return;
    }
    if (!task->members) {
        report_no_object(lint, task);
        return;
    }
    str missing = missing_by_row(lint, task);
    bool is_refused = missing.len > 0;
    if (!is_refused)
        missing = missing_by_model(lint, task, task->members);
    if (missing.len == 0)
        return;
    struct diag *d = lint_report(lint, RULE_INTEGRATION_REQUIRED, task->arguments->key);
    diag_message(d, "%.*s needs %.*s", STR_ARG(lint_task_name(lint->arena, task)),
                 STR_ARG(missing));
    diag_related(d, lint->doc->source, node_span(task->node), "the resource");
    if (!is_refused)
        d->severity = SEVERITY_WARNING;
}

/* The edit that gives a key another name; ".$" stays. */
static void rename_key(struct lint *lint, struct diag *d, const struct node *key, str name)
{
    bool has_dollar = lint_member_name(lint, key).len != doc_text(lint->doc, key).len;
    lint_edit_string(lint, d, key,
                     str_printf(lint->arena, "%.*s%s", STR_ARG(name), has_dollar ? ".$" : ""));
}

/* A name of the AWS SDK that starts in lower case, as the commands and most SDKs write it. */
static bool is_camel_case(const struct lint_task *task, str name)
{
    return !task->shape.integration && name.len && char_is_lower(name.at[0]);
}

static void report_unknown_member(struct lint *lint, const struct lint_task *task,
                                  const struct node *key, str spelling)
{
    str name = lint_member_name(lint, key);
    struct diag *d = lint_report(lint, RULE_INTEGRATION_UNKNOWN_PARAM, key);
    diag_message(d, "%.*s has no parameter \"%.*s\"", STR_ARG(lint_task_name(lint->arena, task)),
                 STR_ARG(name));
    /* The service does not look at the parameters of the SDK before it calls the API. */
    if (!task->shape.integration)
        d->severity = SEVERITY_WARNING;
    if (spelling.len) {
        diag_help(d, "did you mean \"%.*s\"?", STR_ARG(spelling));
    } else {
        str names[MEMBERS_MAX];
        size_t count = aws_input_names(&task->shape, names, MEMBERS_MAX);
        ptrdiff_t near = diag_help_nearest(lint->diags, d, names, count, name);
        if (near < 0)
            return;
        spelling = names[near];
    }
    if (!find_member(lint, task->members, spelling) || str_equal_ignoring_case(spelling, name))
        rename_key(lint, d, key, spelling);
}

static bool inputs_are_known(const struct lint_task *task)
{
    return task->shape.has_api || (task->shape.integration && task->shape.integration->members);
}

void check_integration_unknown_param(struct lint *lint, const struct asl_state *state)
{
    const struct lint_task *task = lint_task(lint, state);
    if (!task || !task->has_shape || !task->members || !inputs_are_known(task))
        return;
    for (const struct node *key = doc_first(task->members);
         key != doc_end(lint->doc, task->members); key = doc_after(lint->doc, key + 1)) {
        str name = lint_member_name(lint, key), spelling = STR("");
        enum aws_match match = aws_input_match(&task->shape, name, &spelling);
        if (match == AWS_MATCH || (match == AWS_MATCH_CASE && is_camel_case(task, name)))
            continue;
        report_unknown_member(lint, task, key, spelling);
    }
}

void check_sdk_parameter_case(struct lint *lint, const struct asl_state *state)
{
    const struct lint_task *task = lint_task(lint, state);
    if (!task || !task->has_shape || !task->members || task->shape.integration)
        return;
    for (const struct node *key = doc_first(task->members);
         key != doc_end(lint->doc, task->members); key = doc_after(lint->doc, key + 1)) {
        str name = lint_member_name(lint, key), spelling;
        if (!is_camel_case(task, name) ||
            aws_input_match(&task->shape, name, &spelling) != AWS_MATCH_CASE)
            continue;
        struct diag *d = lint_report(lint, RULE_SDK_PARAMETER_CASE, key);
        diag_message(d, "parameters of the AWS SDK are written in PascalCase");
        diag_help(d, "did you mean \"%.*s\"?", STR_ARG(spelling));
        rename_key(lint, d, key, spelling);
    }
}

/*
 * Whether one occurrence of `root` in the text can lead to the task token: nothing follows it, or a
 * step that may be `steps`. Only a name that is another one cannot.
 */
static bool leads_to(str text, const char *steps)
{
    str rest = str_from(steps), step;
    while (rest.at && str_split(&rest, '.', &step)) {
        if (text.len == 0 || text.at[0] != '.')
            return true;
        text = str_from_offset(text, 1);
        if (!str_starts(text, step))
            return false;
        text = str_from_offset(text, step.len);
        if (text.len &&
            (char_is_letter(text.at[0]) || char_is_digit(text.at[0]) || text.at[0] == '_'))
            return false;
    }
    return true;
}

static bool mentions_token(str text, bool is_jsonata)
{
    str root = is_jsonata ? STR("$states") : STR("$$");
    const char *steps = is_jsonata ? "context.Task.Token" : "Task.Token";
    for (;;) {
        size_t at = str_find(text, root);
        if (at == SIZE_MAX)
            return false;
        text = str_from_offset(text, at + root.len);
        if (leads_to(text, steps))
            return true;
    }
}

/*
 * Whether a text of the arguments can hold the token: it mentions it, or a placeholder stands where
 * a path or expression does. A placeholder elsewhere becomes an ordinary text.
 */
static bool may_be_token(const struct lint *lint, const struct node *node, bool is_jsonata)
{
    str text = doc_text(lint->doc, node);
    if (mentions_token(text, is_jsonata))
        return true;
    bool is_evaluated = is_jsonata ? str_contains(text, STR("{%"))
                                   : node_kind(node - 1) == NODE_KEY &&
                                         str_ends(doc_text(lint->doc, node - 1), STR(".$"));
    return is_evaluated && asl_is_opaque(text);
}

/* Whether something in the arguments can hold the token; what is not known may. */
static bool may_pass_token(const struct lint *lint, const struct lint_task *task)
{
    const struct asl_object *object = &task->state->object;
    bool is_jsonata = object->language == ASL_LANGUAGE_JSONATA;
    const struct asl_field *input = asl_get(object, NAME_InputPath);
    if (input && (node_kind(input->value) != NODE_STRING ||
                  str_starts(asl_text(lint->asl, input->value), STR("$$"))))
        return true;
    const struct node *end = doc_after(lint->doc, task->arguments->value);
    for (const struct node *node = task->arguments->value; node < end; node++) {
        if (node_kind(node) == NODE_ERROR || node_has(node, NODE_TAGGED))
            return true;
        if (node_kind(node) == NODE_STRING && may_be_token(lint, node, is_jsonata))
            return true;
    }
    return false;
}

void check_task_token_missing(struct lint *lint, const struct asl_state *state)
{
    const struct lint_task *task = lint_task(lint, state);
    if (!task || task->resource.pattern != AWS_TASK_TOKEN || !task->arguments ||
        may_pass_token(lint, task))
        return;
    bool is_jsonata = state->object.language == ASL_LANGUAGE_JSONATA;
    struct diag *d = lint_report(lint, RULE_TASK_TOKEN_MISSING, task->arguments->key);
    diag_message(d, "nothing here passes the task token on, so nobody can end the wait");
    diag_help(d, is_jsonata ? "pass \"{%% $states.context.Task.Token %%}\""
                            : "pass \"$$.Task.Token\" under a key that ends in .$");
    diag_related(d, lint->doc->source, node_span(task->node), "it waits for the token");
}

/* The qualifier of a function given as name, partial ARN or ARN; `at` NULL when there is none. */
static str qualifier_of(str function)
{
    bool is_arn = str_starts(function, STR("arn:"));
    size_t parts = is_arn ? 7 : str_contains(function, STR(":function:")) ? 3 : 1;
    str rest = function, part;
    for (size_t i = 0; i < parts && rest.at; i++)
        str_split(&rest, ':', &part);
    return rest;
}

static void report_latest(struct lint *lint, const struct node *node, str text, str qualifier)
{
    size_t start = (size_t)(qualifier.at - text.at);
    struct diag *d = lint_report_within(lint, RULE_LAMBDA_LATEST, node, start, text.len);
    diag_message(d, "$LATEST may change while an execution runs");
    diag_help(d, "name a version or an alias");
}

/* Without a qualifier $LATEST is called, too; common enough that it is only mentioned. */
static void check_function(struct lint *lint, const struct lint_task *task, const struct node *node)
{
    if (node_kind(node) != NODE_STRING || node_has(node, NODE_TAGGED))
        return;
    str text = doc_text(lint->doc, node);
    if (asl_is_jsonata(text) || str_starts(text, STR("{%")))
        return;
    if (str_ends(text, STR(":$LATEST"))) {
        report_latest(lint, node, text, str_from_offset(text, text.len - 7));
        return;
    }
    if (asl_is_opaque(text) || qualifier_of(text).at ||
        find_member(lint, task->members, STR("Qualifier")))
        return;
    struct diag *d = lint_report(lint, RULE_LAMBDA_LATEST, node);
    d->severity = SEVERITY_INFO;
    diag_message(
        d, "without a version or alias the function's $LATEST is called, which may change while an "
           "execution runs");
}

void check_lambda_latest(struct lint *lint, const struct asl_state *state)
{
    const struct lint_task *task = lint_task(lint, state);
    if (!task || !lint_task_calls_lambda(task))
        return;
    const struct aws_resource *resource = &task->resource;
    if (resource->form == AWS_RESOURCE_FUNCTION) {
        if (str_equal(resource->qualifier, STR("$LATEST")))
            report_latest(lint, task->node, resource->text, resource->qualifier);
        return;
    }
    if (!task->members)
        return;
    const struct node *function =
        doc_member_named(lint->doc, task->members, STR("FunctionName"), NULL);
    if (function)
        check_function(lint, task, function);
    const struct node *qualifier =
        doc_member_named(lint->doc, task->members, STR("Qualifier"), NULL);
    str text;
    if (qualifier && lint_known_text(lint, qualifier, &text) && str_equal(text, STR("$LATEST")))
        report_latest(lint, qualifier, text, text);
}

/* The account id (12 digits that stand alone) in an ARN or an address of AWS, or an empty text. */
static str find_account(str text)
{
    if (!str_contains(text, STR("arn:aws")) && !str_contains(text, STR("amazonaws.com")))
        return STR("");
    for (size_t i = 0; i < text.len; i++) {
        size_t end = i;
        while (end < text.len && char_is_digit(text.at[end]))
            end++;
        bool stands_alone =
            (i == 0 || !char_is_letter(text.at[i - 1])) &&
            (end == text.len || (!char_is_letter(text.at[end]) && text.at[end] != '_'));
        if (end - i == 12 && stands_alone)
            return str_slice(text, i, end);
        if (end > i)
            i = end;
    }
    return STR("");
}

static void check_account(struct lint *lint, const struct node *node)
{
    str text;
    if (node_kind(node) != NODE_STRING || node_has(node, NODE_TAGGED))
        return;
    text = doc_text(lint->doc, node);
    str account = find_account(text);
    if (account.len == 0)
        return;
    size_t start = (size_t)(account.at - text.at);
    struct diag *d =
        lint_report_within(lint, RULE_HARDCODED_ACCOUNT, node, start, start + account.len);
    diag_message(d, "the account id %.*s ties the definition to one account", STR_ARG(account));
    diag_help(d, "fill it in when the definition is deployed, as in ${AWS::AccountId} or "
                 "DefinitionSubstitutions");
}

void check_hardcoded_account(struct lint *lint, const struct asl_state *state)
{
    const struct lint_task *task = lint_task(lint, state);
    if (!task)
        return;
    if (task->resource.form == AWS_RESOURCE_ACTIVITY)
        check_account(lint, task->node);
    if (!task->arguments)
        return;
    const struct node *end = doc_after(lint->doc, task->arguments->value);
    for (const struct node *node = task->arguments->value; node < end; node++)
        check_account(lint, node);
}

/* "$.a.b" as the JSONata that means the same, or an empty text: names only. */
static str as_jsonata(struct lint *lint, const struct node *node)
{
    str text;
    if (!lint_known_text(lint, node, &text) || !str_starts(text, STR("$.")))
        return STR("");
    for (size_t i = 2; i < text.len; i++) {
        char c = text.at[i];
        bool is_start = text.at[i - 1] == '.';
        if (!char_is_letter(c) && c != '_' && !(char_is_digit(c) && !is_start) &&
            !(c == '.' && !is_start))
            return STR("");
    }
    if (text.len == 2 || text.at[text.len - 1] == '.')
        return STR("");
    return str_printf(lint->arena, "{%% $states.input%.*s %%}", STR_ARG(str_from_offset(text, 1)));
}

void check_jsonata_dollar_key(struct lint *lint, const struct asl_object *object,
                              const struct asl_field *field)
{
    if (object->language != ASL_LANGUAGE_JSONATA)
        return;
    const struct node *end = doc_after(lint->doc, field->value);
    for (const struct node *key = field->value; key < end; key++) {
        if (node_kind(key) != NODE_KEY || !str_ends(doc_text(lint->doc, key), STR(".$")))
            continue;
        str name = lint_member_name(lint, key);
        struct diag *d = lint_report(lint, RULE_JSONATA_DOLLAR_KEY, key);
        diag_message(d,
                     "in a JSONata state \"%.*s.$\" is an ordinary name, and its value is not "
                     "evaluated as a path",
                     STR_ARG(name));
        str expression = as_jsonata(lint, key + 1);
        if (expression.len == 0) {
            diag_help(d, "write \"%.*s\" and an expression between {%% and %%}", STR_ARG(name));
            continue;
        }
        diag_help(d, "write \"%.*s\": \"%.*s\"", STR_ARG(name), STR_ARG(expression));
        lint_edit_string(lint, d, key, name);
        lint_edit_string(lint, d, key + 1, expression);
    }
}
