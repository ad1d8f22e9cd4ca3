#include "aws/apis.h"

#include "aws/pack.h"
#include "aws/types.h"

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
    return (struct aws_api){ slice(api->name), list(api->inputs), list(api->outputs), api->shape };
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

str aws_type_row(uint32_t number)
{
    const char *pool = (const char *)&pack_shape_pool;
    if (number >= PACK_SHAPE_COUNT)
        return STR("");
    return (str){ pool + pack_shapes[number], pack_shapes[number + 1] - pack_shapes[number] };
}
