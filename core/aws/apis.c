#include "aws/apis.h"

#include "aws/pack.h"

#include <float.h>

#include "api_tables.h"

static str slice(uint32_t packed)
{
    const char *pool = (const char *)&pack_pool;
    return (str){ pool + (packed & PACK_MASK(PACK_OFFSET_BITS)),
                  packed >> PACK_OFFSET_BITS & PACK_MASK(PACK_LENGTH_BITS) };
}

size_t aws_service_count(void)
{
    return PACK_SERVICE_COUNT;
}

const struct aws_service *aws_service_at(size_t i)
{
    return &pack_services[i];
}

const struct aws_service *aws_service_find(str name)
{
    size_t low = 0, high = PACK_SERVICE_COUNT;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = str_compare(name, slice(pack_services[middle].name));
        if (order == 0)
            return aws_service_at(middle);
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

str aws_service_name(const struct aws_service *service)
{
    return slice(service->name);
}

str aws_service_id(const struct aws_service *service)
{
    return slice(service->id);
}

static struct aws_members list(uint16_t number)
{
    return (struct aws_members){ pack_items + pack_lists[number],
                                 pack_lists[number + 1] - pack_lists[number] };
}

static struct aws_api unpack(const struct pack_api *api)
{
    return (struct aws_api){ slice(api->name), list(api->inputs), list(api->outputs),
                             pack_answers[api - pack_apis] };
}

/* The row behind the last service says where its APIs end. */
size_t aws_api_count(const struct aws_service *service)
{
    return service[1].first_api - service[0].first_api;
}

struct aws_api aws_api_at(const struct aws_service *service, size_t i)
{
    return unpack(&pack_apis[service->first_api + i]);
}

bool aws_api_find(const struct aws_service *service, str name, struct aws_api *api)
{
    const struct pack_api *apis = pack_apis + service->first_api;
    size_t low = 0, high = aws_api_count(service);
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = str_compare(name, slice(apis[middle].name));
        if (order == 0) {
            *api = unpack(&apis[middle]);
            return true;
        }
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return false;
}

struct aws_member aws_member_at(struct aws_members members, uint32_t i)
{
    uint32_t packed = pack_members[members.numbers[i]];
    return (struct aws_member){
        slice(packed), (enum aws_kind)(packed >> PACK_KIND_SHIFT & PACK_MASK(PACK_KIND_BITS)),
        packed >> PACK_REQUIRED_SHIFT & 1
    };
}

bool aws_member_find(struct aws_members members, str name, struct aws_member *member)
{
    for (uint32_t i = 0; i < members.count; i++) {
        *member = aws_member_at(members, i);
        if (str_equal_ignoring_case(member->name, name))
            return true;
    }
    return false;
}

static struct aws_type type_at(uint16_t number)
{
    uint32_t packed = pack_types[number];
    return (struct aws_type){ (enum aws_kind)(packed & PACK_MASK(PACK_KIND_BITS)),
                              (uint16_t)(packed >> PACK_KIND_BITS) };
}

bool aws_answer_type(const struct aws_api *api, struct aws_type *type)
{
    if (api->answer == UINT16_MAX)
        return false;
    *type = type_at(api->answer);
    return true;
}

uint32_t aws_field_count(struct aws_type object)
{
    return pack_objects[object.detail + 1] - pack_objects[object.detail];
}

struct aws_field aws_field_at(struct aws_type object, uint32_t i)
{
    uint16_t number = pack_object_fields[pack_objects[object.detail] + i];
    return (struct aws_field){ slice(pack_field_names[number]),
                               pack_field_names[number] >> PACK_REQUIRED_SHIFT & 1,
                               type_at(pack_field_types[number]) };
}

bool aws_field_find(struct aws_type object, str name, struct aws_field *field)
{
    for (uint32_t i = 0; i < aws_field_count(object); i++) {
        *field = aws_field_at(object, i);
        if (str_equal(field->name, name))
            return true;
    }
    return false;
}

struct aws_type aws_element_type(struct aws_type collection)
{
    return type_at(collection.detail);
}

bool aws_type_allows(struct aws_type string, str text)
{
    if (string.detail == 0)
        return true;
    for (uint32_t i = pack_choices[string.detail - 1]; i < pack_choices[string.detail]; i++) {
        if (str_equal(slice(pack_choice_texts[i]), text))
            return true;
    }
    return false;
}

struct aws_range aws_type_range(struct aws_type scalar)
{
    if (scalar.detail == 0)
        return (struct aws_range){ -DBL_MAX, DBL_MAX };
    const struct pack_range *range = &pack_ranges[scalar.detail - 1];
    return (struct aws_range){ range->min, range->max };
}
