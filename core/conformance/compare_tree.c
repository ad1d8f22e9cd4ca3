/*
 * Histories with concurrency, hung up by what each event follows.
 *
 *     MapStateStarted ─┬─ lane: MapIterationStarted ─ ... ─ MapIterationSucceeded
 *                      ├─ lane: MapIterationStarted ─ ...
 *                      └─ join: MapStateSucceeded ─ MapStateExited ─ ...
 */
#include "conformance/compare_internal.h"

enum fork_kind { FORK_NONE, FORK_PARALLEL, FORK_MAP };

struct tree_node {
    value event;
    uint32_t index;
    enum fork_kind fork;
    str name; /* of the Map state that a fork belongs to; empty when not known */
    struct tree_node *parent;
    struct tree_node *join, *joined_after; /* of a fork: its end, and the event that the end follows */
    struct tree_node *kids, *lanes; /* lists by `next`, newest last */
    struct tree_node *last_kid, *last_lane, *next;
    bool is_root, is_used;
};

struct tree {
    struct tree_node *nodes; /* by index; nodes[count] is the root */
    uint32_t count;
    struct tree_node *root;
};

static bool is_type(value event, const char *type)
{
    return str_equal(compare_type(event), str_from(type));
}

static enum fork_kind fork_of(value event)
{
    if (is_type(event, "ParallelStateStarted"))
        return FORK_PARALLEL;
    return is_type(event, "MapStateStarted") ? FORK_MAP : FORK_NONE;
}

static enum fork_kind join_of(value event)
{
    str type = compare_type(event);
    bool is_end = str_ends(type, STR("StateSucceeded")) || str_ends(type, STR("StateFailed")) ||
                  str_ends(type, STR("StateAborted"));
    if (!is_end)
        return FORK_NONE;
    if (str_starts(type, STR("Parallel")))
        return FORK_PARALLEL;
    return str_starts(type, STR("Map")) ? FORK_MAP : FORK_NONE;
}

static bool is_name(const struct tree_node *node, str name)
{
    return name.len == 0 || node->name.len == 0 || str_equal(node->name, name);
}

/* The nearest fork of the kind around a node that has not ended. */
static struct tree_node *open_fork(struct tree_node *node, enum fork_kind kind, str name)
{
    for (; node; node = node->parent) {
        if (node->fork == kind && !node->join && is_name(node, name))
            return node;
    }
    return NULL;
}

/* The end of the nearest fork of the kind that has one and no exit yet. */
static struct tree_node *closed_fork(struct tree_node *node, enum fork_kind kind, str name)
{
    for (; node; node = node->parent) {
        if (node->fork != kind)
            continue;
        if (!node->join)
            return NULL;
        if (!node->join->kids && (kind != FORK_MAP || is_name(node, name)))
            return node->join;
    }
    return NULL;
}

static void add_kid(struct tree_node *parent, struct tree_node *kid)
{
    kid->parent = parent;
    *(parent->last_kid ? &parent->last_kid->next : &parent->kids) = kid;
    parent->last_kid = kid;
}

static void add_lane(struct tree_node *fork, struct tree_node *lane)
{
    lane->parent = fork;
    *(fork->last_lane ? &fork->last_lane->next : &fork->lanes) = lane;
    fork->last_lane = lane;
}

static void hang(struct tree_node *node, struct tree_node *previous)
{
    str type = compare_type(node->event), name = compare_state_name(node->event);
    enum fork_kind joined = join_of(node->event);
    struct tree_node *fork = joined ? open_fork(previous, joined, STR("")) : NULL;
    if (fork) {
        node->parent = fork;
        fork->join = node;
        fork->joined_after = previous;
        return;
    }
    fork = is_type(node->event, "MapIterationStarted") ? open_fork(previous, FORK_MAP, name) : NULL;
    if (fork) {
        add_lane(fork, node);
        return;
    }
    if (is_type(node->event, "MapStateExited") || is_type(node->event, "ParallelStateExited")) {
        struct tree_node *end = closed_fork(previous, type.at[0] == 'M' ? FORK_MAP : FORK_PARALLEL, name);
        previous = end ? end : previous;
    }
    if (previous->fork && str_ends(type, STR("StateEntered")))
        add_lane(previous, node);
    else
        add_kid(previous, node);
}

static struct tree_node *node_of(struct tree *tree, value events, int64_t id, uint32_t before)
{
    if (id > 0 && id <= before && compare_number(events.as.items[id - 1], "id") == id)
        return &tree->nodes[id - 1];
    for (uint32_t i = before; id > 0 && i > 0; i--) {
        if (compare_number(events.as.items[i - 1], "id") == id)
            return &tree->nodes[i - 1];
    }
    return tree->root;
}

static void build(struct compare *compare, struct tree *tree, value events)
{
    tree->nodes = arena_array(compare->arena, struct tree_node, events.count + 1);
    tree->count = events.count;
    tree->root = &tree->nodes[events.count];
    tree->root->is_root = true;
    for (uint32_t i = 0; i < events.count; i++) {
        struct tree_node *node = &tree->nodes[i];
        node->event = events.as.items[i];
        node->index = i;
        node->fork = fork_of(node->event);
        struct tree_node *previous =
            node_of(tree, events, compare_number(node->event, "previousEventId"), i);
        if (node->fork == FORK_MAP && !previous->is_root)
            node->name = compare_state_name(previous->event);
        hang(node, previous);
    }
}

/* The lane of a fork that a node is in. */
static struct tree_node *lane_of(struct tree_node *node, const struct tree_node *fork)
{
    while (node && node->parent != fork)
        node = node->parent;
    return node;
}

static void compare_node(struct compare *compare, struct tree_node *expected, struct tree_node *actual, bool is_soft);

static bool is_equal_tree(struct compare *compare, struct tree_node *expected, struct tree_node *actual, bool is_soft)
{
    struct buf nowhere;
    buf_init(&nowhere, compare->arena);
    struct compare trial = *compare;
    trial.out = &nowhere;
    trial.limit = 1;
    trial.count = 0;
    compare_node(&trial, expected, actual, is_soft);
    return trial.count == 0;
}

static struct tree_node *pick_iteration(struct tree_node *wanted, struct tree_node *pool)
{
    int64_t index = compare_number(wanted->event, "index");
    for (struct tree_node *node = pool; node; node = node->next) {
        if (!node->is_used && compare_number(node->event, "index") == index)
            return node;
    }
    return NULL;
}

static bool is_aborted(const struct tree_node *node)
{
    return str_ends(compare_type(node->event), STR("Aborted"));
}

/* The counterpart: by the iteration's index, else the first that agrees, else by type and state. */
static struct tree_node *pick(struct compare *compare, struct tree_node *wanted, struct tree_node *pool, bool is_soft,
                              bool skips_aborted)
{
    if (is_type(wanted->event, "MapIterationStarted"))
        return pick_iteration(wanted, pool);
    struct tree_node *first = NULL, *similar = NULL;
    for (struct tree_node *node = pool; node; node = node->next) {
        if (node->is_used || (skips_aborted && is_aborted(node)))
            continue;
        first = first ? first : node;
        if ((pool->next || node != pool) && is_equal_tree(compare, wanted, node, is_soft))
            return node;
        bool is_similar = str_equal(compare_type(node->event), compare_type(wanted->event)) &&
                          str_equal(compare_state_name(node->event), compare_state_name(wanted->event));
        similar = similar || !is_similar ? similar : node;
    }
    return similar ? similar : is_soft ? NULL : first;
}

/* Marks are only for the time of one comparison, which trials go through as well. */
static void unmark(struct tree_node *list)
{
    for (; list; list = list->next)
        list->is_used = false;
}

static uint32_t length_of(const struct tree_node *list)
{
    uint32_t length = 0;
    for (; list; list = list->next)
        length++;
    return length;
}

static void compare_lanes(struct compare *compare, struct tree_node *expected, struct tree_node *actual, bool is_soft)
{
    bool has_failed = !expected->join || !str_ends(compare_type(expected->join->event), STR("Succeeded"));
    bool are_several = length_of(expected->lanes) > 1;
    struct tree_node *culprit = expected->join ? lane_of(expected->joined_after, expected) : NULL;
    for (struct tree_node *lane = expected->lanes; lane; lane = lane->next) {
        bool is_soft_lane = is_soft || (has_failed && are_several && lane != culprit);
        struct tree_node *other = pick(compare, lane, actual->lanes, is_soft_lane, false);
        if (other) {
            other->is_used = true;
            compare_node(compare, lane, other, is_soft_lane);
        } else if (!is_soft_lane) {
            compare_differ(compare, "/events/%u: no branch or iteration that starts with %.*s", lane->index,
                           STR_ARG(compare_label(compare, lane->event)));
        }
    }
    for (struct tree_node *lane = actual->lanes; lane; lane = lane->next) {
        if (!lane->is_used && !(has_failed && are_several))
            compare_differ(compare, "unexpected branch or iteration that starts with %.*s",
                           STR_ARG(compare_label(compare, lane->event)));
    }
    unmark(actual->lanes);
}

static void compare_joins(struct compare *compare, struct tree_node *expected, struct tree_node *actual, bool is_soft)
{
    if (expected->join && actual->join)
        compare_node(compare, expected->join, actual->join, is_soft);
    else if (expected->join && !is_soft)
        compare_differ(compare, "/events/%u: %.*s is missing", expected->join->index,
                       STR_ARG(compare_label(compare, expected->join->event)));
    else if (actual->join && !is_soft)
        compare_differ(compare, "unexpected %.*s", STR_ARG(compare_label(compare, actual->join->event)));
}

static void compare_kids(struct compare *compare, struct tree_node *expected, struct tree_node *actual, bool is_soft)
{
    for (struct tree_node *kid = expected->kids; kid; kid = kid->next) {
        if (is_soft && is_aborted(kid))
            continue;
        struct tree_node *other = pick(compare, kid, actual->kids, is_soft, is_soft);
        if (other) {
            other->is_used = true;
            compare_node(compare, kid, other, is_soft);
        } else if (!is_soft) {
            compare_differ(compare, "/events/%u: %.*s is missing", kid->index,
                           STR_ARG(compare_label(compare, kid->event)));
        }
    }
    for (struct tree_node *kid = actual->kids; kid && !is_soft; kid = kid->next) {
        if (!kid->is_used)
            compare_differ(compare, "unexpected %.*s", STR_ARG(compare_label(compare, kid->event)));
    }
    unmark(actual->kids);
}

/* Soft lanes may stop early on either side. Recursion is bounded by the events of a recording, some hundreds. */
static void compare_node(struct compare *compare, struct tree_node *expected, struct tree_node *actual, bool is_soft)
{
    if (compare_is_over(compare))
        return;
    if (!expected->is_root) {
        compare_event(compare, expected->event, actual->event, expected->index);
        if (!str_equal(compare_type(expected->event), compare_type(actual->event)))
            return;
    }
    if (expected->lanes || actual->lanes)
        compare_lanes(compare, expected, actual, is_soft);
    compare_joins(compare, expected, actual, is_soft);
    compare_kids(compare, expected, actual, is_soft);
}

void compare_trees(struct compare *compare, value expected, value actual)
{
    struct tree wanted, given;
    build(compare, &wanted, expected);
    build(compare, &given, actual);
    compare_node(compare, wanted.root, given.root, false);
}
