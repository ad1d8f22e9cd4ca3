#include "aws/resource.h"

#include "base/arena.h"

enum {
    PARTS_MAX = 9, /* one more than the longest form has */
    ARN_PARTS = 6  /* arn, partition, service, region, account, and what it names */
};

struct parts {
    str items[PARTS_MAX]; /* the last one takes the rest of the text */
    size_t count;
};

static const char *const suffixes[] = {
    [AWS_REQUEST_RESPONSE] = "",  [AWS_SYNC] = ".sync",
    [AWS_SYNC_2] = ".sync:2",     [AWS_TASK_TOKEN] = ".waitForTaskToken",
    [AWS_PATTERN_UNKNOWN] = NULL,
};

bool aws_is_opaque(str text)
{
    return str_contains(text, STR("${"));
}

const char *aws_pattern_suffix(enum aws_pattern pattern)
{
    return suffixes[pattern];
}

bool aws_is_partition(str text)
{
    return str_equal(text, STR("aws")) || (str_starts(text, STR("aws-")) && text.len > 4);
}

str aws_region_partition(str region)
{
    static const struct {
        const char *region, *partition;
    } regions[] = {
        { "cn-", "aws-cn" },         { "us-gov-", "aws-us-gov" }, { "us-iso-", "aws-iso" },
        { "us-isob-", "aws-iso-b" }, { "eu-isoe-", "aws-iso-e" }, { "us-isof-", "aws-iso-f" },
        { "eusc-", "aws-eusc" },
    };
    for (size_t i = 0; i < ARRAY_LEN(regions); i++) {
        if (str_starts(region, str_from(regions[i].region)))
            return str_from(regions[i].partition);
    }
    return STR("aws");
}

/* The end of the placeholder that starts at `at` (others may stand inside it), or of the text. */
static size_t skip_placeholder(str text, size_t at)
{
    size_t depth = 0;
    for (; at < text.len; at++) {
        if (text.at[at] == '{')
            depth++;
        else if (text.at[at] == '}' && --depth == 0)
            return at + 1;
    }
    return text.len;
}

/* The offset of the first `wanted` outside placeholders, or the length. */
static size_t find_outside(str text, char wanted)
{
    size_t at = 0;
    while (at < text.len && text.at[at] != wanted) {
        bool is_placeholder = text.at[at] == '$' && at + 1 < text.len && text.at[at + 1] == '{';
        at = is_placeholder ? skip_placeholder(text, at + 1) : at + 1;
    }
    return at;
}

static struct parts split(str text)
{
    struct parts parts = { .count = 0 };
    for (;;) {
        size_t end = parts.count == PARTS_MAX - 1 ? text.len : find_outside(text, ':');
        parts.items[parts.count++] = str_slice(text, 0, end);
        if (end == text.len)
            return parts;
        text = str_from_offset(text, end + 1);
    }
}

/* "$name", as some template tools write a placeholder for the whole text. */
static bool is_bare_placeholder(str text)
{
    if (text.len < 2 || text.at[0] != '$')
        return false;
    for (size_t i = 1; i < text.len; i++) {
        if (!char_is_letter(text.at[i]) && !char_is_digit(text.at[i]) && text.at[i] != '_')
            return false;
    }
    return true;
}

static void set_problem(struct aws_resource *resource, enum aws_resource_problem problem, str wrong)
{
    if (resource->problem != AWS_RESOURCE_FINE)
        return;
    resource->problem = problem;
    resource->wrong = wrong;
}

static bool is_word(str text, const char *also)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.at[i];
        if (!char_is_letter(c) && !char_is_digit(c) && !(c && strchr(also, c)))
            return false;
    }
    return text.len > 0;
}

/* Marks that other tools put around what they fill in: <name>, {{name}}, [name], %name%. */
static bool has_foreign_marks(str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] && strchr("<>{}[]%", text.at[i]))
            return true;
    }
    return false;
}

static void check_function_name(struct aws_resource *resource)
{
    str name = resource->name;
    if (name.len == 0)
        set_problem(resource, AWS_RESOURCE_NAME_MISSING, name);
    else if (!is_word(name, "-_") && !aws_is_opaque(name) && !has_foreign_marks(name))
        set_problem(resource, AWS_RESOURCE_NAME, name);
}

static void check_qualifier(struct aws_resource *resource)
{
    str qualifier = resource->qualifier;
    if (!qualifier.at || aws_is_opaque(qualifier) || has_foreign_marks(qualifier))
        return;
    if (!is_word(qualifier, "-_") && !str_equal(qualifier, STR("$LATEST")) &&
        !str_equal(qualifier, STR("$LATEST.PUBLISHED")))
        set_problem(resource, AWS_RESOURCE_QUALIFIER, qualifier);
}

static void parse_function(struct aws_resource *resource, const struct parts *parts)
{
    resource->form = AWS_RESOURCE_FUNCTION;
    const str *items = parts->items;
    if (aws_is_opaque(items[5])) {
        resource->form = AWS_RESOURCE_OPAQUE;
        return;
    }
    if (!str_equal(items[5], STR("function"))) {
        set_problem(resource, AWS_RESOURCE_NOT_FUNCTION, items[5]);
        return;
    }
    resource->name = parts->count > 6 ? items[6] : str_slice(items[5], items[5].len, items[5].len);
    check_function_name(resource);
    if (parts->count > 7)
        resource->qualifier = items[7];
    check_qualifier(resource);
    if (parts->count > 8)
        set_problem(resource, AWS_RESOURCE_TOO_LONG, items[8]);
}

static void parse_activity(struct aws_resource *resource, const struct parts *parts)
{
    resource->form = AWS_RESOURCE_ACTIVITY;
    str none = str_slice(resource->text, resource->text.len, resource->text.len);
    resource->name = parts->count > 6 ? parts->items[6] : none;
    if (resource->name.len == 0)
        set_problem(resource, AWS_RESOURCE_NAME_MISSING, resource->name);
    if (parts->count > 7)
        set_problem(resource, AWS_RESOURCE_TOO_LONG, parts->items[7]);
}

static enum aws_pattern find_pattern(str suffix)
{
    for (size_t i = 0; i < AWS_PATTERN_UNKNOWN; i++) {
        if (str_equal(suffix, str_from(suffixes[i])))
            return (enum aws_pattern)i;
    }
    return AWS_PATTERN_UNKNOWN;
}

/* "sendMessage.waitForTaskToken" */
static void parse_api(struct aws_resource *resource, str text)
{
    size_t dot = find_outside(text, '.');
    resource->api = str_slice(text, 0, dot);
    resource->suffix = str_from_offset(text, dot);
    resource->pattern = find_pattern(resource->suffix);
    /* A placeholder at the end may hold the pattern: what is known then is that nothing is. */
    if (resource->pattern == AWS_REQUEST_RESPONSE && aws_is_opaque(text)) {
        resource->pattern = AWS_PATTERN_UNKNOWN;
        resource->suffix = text;
    }
    if (resource->api.len == 0)
        set_problem(resource, AWS_RESOURCE_API_MISSING, resource->api);
    else if (!aws_is_opaque(resource->api) &&
             (!char_is_lower(resource->api.at[0]) || !is_word(resource->api, "")))
        set_problem(resource, AWS_RESOURCE_API_FORM, resource->api);
}

static bool is_service_form(str service, bool is_sdk)
{
    if (!is_word(service, is_sdk ? "" : "-"))
        return false;
    for (size_t i = 0; i < service.len; i++) {
        if (char_is_upper(service.at[i]))
            return false;
    }
    return true;
}

/* `parts` from `first` on are service and API. */
static void parse_integration(struct aws_resource *resource, const struct parts *parts,
                              size_t first)
{
    str end = str_slice(resource->text, resource->text.len, resource->text.len);
    resource->service = first < parts->count ? parts->items[first] : end;
    bool is_opaque = aws_is_opaque(resource->service);
    bool has_api = first + 1 < parts->count;
    if (is_opaque && !has_api) {
        resource->form = AWS_RESOURCE_OPAQUE;
        return;
    }
    if (resource->service.len == 0)
        set_problem(resource, AWS_RESOURCE_SERVICE_MISSING, resource->service);
    else if (!is_opaque && !is_service_form(resource->service, resource->form == AWS_RESOURCE_SDK))
        set_problem(resource, AWS_RESOURCE_SERVICE_FORM, resource->service);
    if (!has_api) {
        set_problem(resource, AWS_RESOURCE_API_MISSING, resource->service);
        return;
    }
    /* ".sync:2" holds a colon: the API is all that follows the service. */
    size_t start = (size_t)(parts->items[first + 1].at - resource->text.at);
    parse_api(resource, str_from_offset(resource->text, start));
}

static void parse_states(struct aws_resource *resource, const struct parts *parts)
{
    bool is_activity = str_equal(parts->items[5], STR("activity"));
    if (is_activity) {
        parse_activity(resource, parts);
    } else if (resource->region.len || resource->account.len) {
        resource->form = aws_is_opaque(parts->items[5]) ? AWS_RESOURCE_OPAQUE : AWS_RESOURCE_OTHER;
        resource->service = parts->items[2];
    } else if (str_equal(parts->items[5], STR("aws-sdk"))) {
        resource->form = AWS_RESOURCE_SDK;
        parse_integration(resource, parts, 6);
    } else {
        resource->form = AWS_RESOURCE_OPTIMIZED;
        parse_integration(resource, parts, 5);
    }
}

static void parse_arn(struct aws_resource *resource, const struct parts *parts)
{
    resource->partition = parts->items[1];
    resource->region = parts->items[3];
    resource->account = parts->items[4];
    str service = parts->items[2];
    if (aws_is_opaque(service)) {
        resource->form = AWS_RESOURCE_OPAQUE;
        return;
    }
    if (!aws_is_opaque(resource->partition) && !aws_is_partition(resource->partition) &&
        !has_foreign_marks(resource->partition))
        set_problem(resource, AWS_RESOURCE_PARTITION, resource->partition);
    if (str_equal(service, STR("lambda"))) {
        parse_function(resource, parts);
    } else if (str_equal(service, STR("states"))) {
        parse_states(resource, parts);
    } else {
        resource->form = AWS_RESOURCE_OTHER;
        resource->service = service;
    }
}

struct aws_resource aws_resource_parse(str text)
{
    struct aws_resource resource = { .form = AWS_RESOURCE_OPAQUE, .text = text };
    struct parts parts = split(text);
    if (aws_is_opaque(parts.items[0]) || is_bare_placeholder(text))
        return resource;
    bool is_arn = str_equal(parts.items[0], STR("arn"));
    if (is_arn && parts.count >= ARN_PARTS) {
        parse_arn(&resource, &parts);
    } else if (!is_arn || !aws_is_opaque(text)) {
        resource.form = AWS_RESOURCE_NO_ARN;
        set_problem(&resource, AWS_RESOURCE_NOT_ARN, text);
    }
    return resource;
}
