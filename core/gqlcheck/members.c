#include "gqlcheck/members.h"

#include "base/arena.h"

/* Lists up to this length are not indexed. */
#define SHORT_LIST 8

/* The first member of a name in a list. A list whose first member is here is here as a whole. */
struct member_slot {
    const struct gql_member *list; /* NULL: free */
    const struct gql_member *member;
};

void members_init(struct members *members, struct arena *arena)
{
    *members = (struct members){ .arena = arena };
}

/* The slot of a name in a list, or the free one where it belongs. */
static struct member_slot *probe(const struct members *members, const struct gql_member *list, uint32_t name)
{
    uint64_t hash = ((uint64_t)(uintptr_t)list ^ (uint64_t)name << 32 ^ name) * 0x9e3779b97f4a7c15u;
    uint32_t mask = members->slot_count - 1;
    for (uint32_t i = (uint32_t)(hash >> 32) & mask;; i = (i + 1) & mask) {
        struct member_slot *slot = &members->slots[i];
        if (!slot->list || (slot->list == list && slot->member->name.id == name))
            return slot;
    }
}

static void grow(struct members *members)
{
    uint32_t old_count = members->slot_count;
    const struct member_slot *old = members->slots;
    members->slot_count = old_count ? old_count * 2 : 64;
    members->slots = arena_array(members->arena, struct member_slot, members->slot_count);
    for (uint32_t i = 0; i < old_count; i++) {
        if (old[i].list)
            *probe(members, old[i].list, old[i].member->name.id) = old[i];
    }
}

static void add_list(struct members *members, const struct gql_member *list)
{
    for (const struct gql_member *member = list; member; member = member->next) {
        if (members->count * 2 >= members->slot_count)
            grow(members);
        struct member_slot *slot = probe(members, list, member->name.id);
        if (slot->list)
            continue;
        *slot = (struct member_slot){ list, member };
        members->count++;
    }
}

const struct gql_member *members_find(struct members *members, const struct gql_member *list, uint32_t name)
{
    const struct gql_member *member = list;
    for (unsigned i = 0; member && i < SHORT_LIST; i++, member = member->next) {
        if (member->name.id == name)
            return member;
    }
    if (!member)
        return NULL;
    if (members->slot_count == 0 || !probe(members, list, list->name.id)->list)
        add_list(members, list);
    return probe(members, list, name)->member;
}
