#include "aws/integrations.h"

#include "base/arena.h"

enum { NONE = 0, SYNC = 1 << AWS_SYNC, SYNC_2 = 1 << AWS_SYNC_2, TOKEN = 1 << AWS_TASK_TOKEN };
#define MODEL "*"

static const struct aws_integration integrations[] = {
#define INTEGRATION(service, api, patterns, model_service, model_api, required, members, results)  \
    { STR_INIT(service), STR_INIT(api), (patterns) | 1 << AWS_REQUEST_RESPONSE,                    \
      model_service,     model_api,     required,                                                  \
      members,           results },
#define SDK_ALIAS(wrong, service)
#include "integrations.def"
#undef INTEGRATION
#undef SDK_ALIAS
};

static const struct {
    const char *wrong, *service;
} sdk_aliases[] = {
#define INTEGRATION(...)
#define SDK_ALIAS(wrong, service) { wrong, service },
#include "integrations.def"
#undef INTEGRATION
#undef SDK_ALIAS
};

const struct aws_integration *aws_integrations(size_t *count)
{
    *count = ARRAY_LEN(integrations);
    return integrations;
}

static int compare(const struct aws_integration *integration, str service, str api)
{
    int order = str_compare(integration->service, service);
    return order ? order : str_compare(integration->api, api);
}

/* The index of the first row that is not before (service, api). */
static size_t lower_bound(str service, str api)
{
    size_t low = 0, high = ARRAY_LEN(integrations);
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare(&integrations[middle], service, api) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

const struct aws_integration *aws_integration_find(str service, str api)
{
    size_t i = lower_bound(service, api);
    return i < ARRAY_LEN(integrations) && compare(&integrations[i], service, api) == 0
               ? &integrations[i]
               : NULL;
}

const struct aws_integration *aws_integrations_of(str service, size_t *count)
{
    size_t first = lower_bound(service, STR("")), i = first;
    while (i < ARRAY_LEN(integrations) && str_equal(integrations[i].service, service))
        i++;
    *count = i - first;
    return *count ? &integrations[first] : NULL;
}

str aws_sdk_alias(str name)
{
    for (size_t i = 0; i < ARRAY_LEN(sdk_aliases); i++) {
        if (str_equal(str_from(sdk_aliases[i].wrong), name))
            return str_from(sdk_aliases[i].service);
    }
    return STR("");
}

/* Two capitals that follow each other: an acronym, which the SDK may spell otherwise. */
static bool has_acronym(str name)
{
    for (size_t i = 1; i < name.len; i++) {
        if (char_is_upper(name.at[i - 1]) && char_is_upper(name.at[i]))
            return true;
    }
    return false;
}

static enum aws_match match(str known, str name)
{
    if (str_equal(known, name))
        return AWS_MATCH;
    if (!str_equal_ignoring_case(known, name))
        return AWS_MATCH_NONE;
    return known.at[0] == name.at[0] && has_acronym(known) ? AWS_MATCH : AWS_MATCH_CASE;
}

static enum aws_match match_row(const char *members, str name, str *spelling)
{
    str rest = str_from(members), part;
    while (rest.len && str_split(&rest, '|', &part)) {
        enum aws_match found = match(part, name);
        if (found != AWS_MATCH_NONE) {
            *spelling = part;
            return found;
        }
    }
    return AWS_MATCH_NONE;
}

static enum aws_match match_model(struct aws_members members, str name, str *spelling)
{
    struct aws_member member;
    if (!aws_member_find(members, name, &member))
        return AWS_MATCH_NONE;
    *spelling = member.name;
    return match(member.name, name);
}

enum aws_match aws_input_match(const struct aws_shape *shape, str name, str *spelling)
{
    enum aws_match found =
        shape->has_api ? match_model(shape->api.inputs, name, spelling) : AWS_MATCH_NONE;
    if (found == AWS_MATCH_NONE && shape->integration && shape->integration->members)
        found = match_row(shape->integration->members, name, spelling);
    return found;
}

/* Whether the answer is the model's. */
static bool gives_model(const struct aws_shape *shape)
{
    if (shape->integration)
        return shape->has_api && shape->integration->results &&
               shape->integration->results[0] == '*';
    return shape->has_api;
}

bool aws_outputs_are_known(const struct aws_shape *shape)
{
    if (gives_model(shape))
        return shape->api.outputs.count > 0;
    return shape->integration && shape->integration->results;
}

enum aws_match aws_output_match(const struct aws_shape *shape, str name, str *spelling)
{
    /* What Step Functions puts beside every answer of a service. */
    static const char everywhere[] = "SdkHttpMetadata|SdkResponseMetadata";
    enum aws_match found = match_row(everywhere, name, spelling);
    if (found == AWS_MATCH_NONE && gives_model(shape))
        return match_model(shape->api.outputs, name, spelling);
    if (found == AWS_MATCH_NONE && shape->integration && shape->integration->results)
        return match_row(shape->integration->results, name, spelling);
    return found;
}

static size_t model_names(struct aws_members members, str *names, size_t capacity)
{
    size_t count = members.count < capacity ? members.count : capacity;
    for (size_t i = 0; i < count; i++)
        names[i] = aws_member_at(members, (uint32_t)i).name;
    return count;
}

static size_t row_names(const char *members, str *names, size_t capacity)
{
    size_t count = 0;
    str rest = str_from(members);
    while (count < capacity && rest.len && str_split(&rest, '|', &names[count]))
        count++;
    return count;
}

size_t aws_input_names(const struct aws_shape *shape, str *names, size_t capacity)
{
    size_t count = shape->has_api ? model_names(shape->api.inputs, names, capacity) : 0;
    if (shape->integration && shape->integration->members)
        count += row_names(shape->integration->members, names + count, capacity - count);
    return count;
}

size_t aws_output_names(const struct aws_shape *shape, str *names, size_t capacity)
{
    if (gives_model(shape))
        return model_names(shape->api.outputs, names, capacity);
    return shape->integration && shape->integration->results
               ? row_names(shape->integration->results, names, capacity)
               : 0;
}

static bool find_model(str service_name, str api_name, struct aws_shape *shape)
{
    const struct aws_service *service = aws_service_find(service_name);
    shape->has_api = service && aws_api_find(service, api_name, &shape->api);
    return shape->has_api;
}

bool aws_shape_find(const struct aws_resource *resource, struct aws_shape *shape)
{
    *shape = (struct aws_shape){ .integration = NULL };
    if (resource->form == AWS_RESOURCE_SDK)
        return find_model(resource->service, resource->api, shape);
    if (resource->form != AWS_RESOURCE_OPTIMIZED)
        return false;
    const struct aws_integration *row = aws_integration_find(resource->service, resource->api);
    shape->integration = row;
    if (row && row->model_service)
        find_model(str_from(row->model_service), str_from(row->model_api), shape);
    return row != NULL;
}
