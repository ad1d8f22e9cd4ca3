/*
 * members.h - arguments and input fields by name, in long lists too.
 *
 * Most lists have a handful of members and are walked. A long one is indexed when it is first asked for, so that a
 * field of ten thousand arguments, all of them given, costs as much as ten thousand fields of one.
 *
 * Memory: grows inside the arena given; nothing to free.
 */
#ifndef GQLCHECK_MEMBERS_H
#define GQLCHECK_MEMBERS_H

#include "gql/gql.h"

struct member_slot;

struct members {
    struct arena *arena;
    struct member_slot *slots;
    uint32_t slot_count, count;
};

void members_init(struct members *members, struct arena *arena);
/* As gql_member_find(). */
const struct gql_member *members_find(struct members *members, const struct gql_member *list, uint32_t name);

#endif
