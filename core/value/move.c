#include "value/move.h"

#include "value/internal.h"

struct mover_place {
    const void *from; /* NULL: free */
    uint64_t count;   /* bytes, items or members; the same place may hold a text and a part of it */
    void *to;
};

struct mover_task {
    struct member *members; /* of an object */
    value *items;           /* of an array */
    uint32_t count;
};

void mover_begin(struct mover *mover, struct arena *to)
{
    *mover = (struct mover){ .to = to, .capacity = 256 };
    arena_init(&mover->scratch, to->memory);
    mover->places = arena_array(&mover->scratch, struct mover_place, mover->capacity);
}

void mover_end(struct mover *mover)
{
    arena_finish(&mover->scratch);
}

static struct mover_place *find(const struct mover *mover, const void *from, uint64_t count)
{
    uint64_t hash = ((uintptr_t)from ^ count << 1) * UINT64_C(0x9E3779B97F4A7C15);
    size_t i = (size_t)(hash >> 20) & (mover->capacity - 1);
    while (mover->places[i].from && (mover->places[i].from != from || mover->places[i].count != count))
        i = (i + 1) & (mover->capacity - 1);
    return &mover->places[i];
}

static void grow_places(struct mover *mover)
{
    struct mover_place *old = mover->places;
    size_t count = mover->capacity;
    mover->capacity *= 4;
    mover->places = arena_array(&mover->scratch, struct mover_place, mover->capacity);
    for (size_t i = 0; i < count; i++) {
        if (old[i].from)
            *find(mover, old[i].from, old[i].count) = old[i];
    }
}

/* Where it went; NULL when it has not been moved. */
static void *place_of(struct mover *mover, const void *from, uint64_t count)
{
    return find(mover, from, count)->to;
}

static void *remember(struct mover *mover, const void *from, uint64_t count, void *to)
{
    if (2 * mover->count >= mover->capacity)
        grow_places(mover);
    *find(mover, from, count) = (struct mover_place){ from, count, to };
    mover->count++;
    return to;
}

static void add_task(struct mover *mover, struct mover_task task)
{
    mover->tasks = arena_room(&mover->scratch, mover->tasks, mover->task_count,
                              &mover->task_capacity, sizeof *mover->tasks);
    mover->tasks[mover->task_count++] = task;
}

str mover_text(struct mover *mover, str text)
{
    if (text.len == 0)
        return text;
    const char *to = place_of(mover, text.at, text.len);
    if (!to)
        to = remember(mover, text.at, text.len, arena_copy(mover->to, text.at, text.len));
    return (str){ to, text.len };
}

/* An array and an object never stand at one place, but either may be as long as a text there: texts count in bytes. */
static void *move_items(struct mover *mover, value v)
{
    value *items = arena_copy(mover->to, v.as.items, v.count * sizeof(value));
    add_task(mover, (struct mover_task){ .items = items, .count = v.count });
    return remember(mover, v.as.pointer, v.count * sizeof(value), items);
}

static void *move_members(struct mover *mover, value v)
{
    struct member *members = members_copy(mover->to, v.as.members, v.count);
    add_task(mover, (struct mover_task){ .members = members, .count = v.count });
    return remember(mover, v.as.pointer, v.count * sizeof(struct member), members);
}

/* The value itself; its parts wait among the tasks. */
static value move_shallow(struct mover *mover, value v)
{
    if (v.kind == VALUE_STRING || v.kind == VALUE_BIG) {
        v.as.text = mover_text(mover, value_text(v)).at;
    } else if (is_container(v) && v.count > 0) {
        size_t size = v.count * (v.kind == VALUE_ARRAY ? sizeof(value) : sizeof(struct member));
        const void *to = place_of(mover, v.as.pointer, size);
        if (!to)
            to = v.kind == VALUE_ARRAY ? move_items(mover, v) : move_members(mover, v);
        v.as.pointer = to;
    }
    return v;
}

static void run_task(struct mover *mover, struct mover_task task)
{
    for (uint32_t i = 0; i < task.count; i++) {
        if (task.items) {
            task.items[i] = move_shallow(mover, task.items[i]);
        } else {
            task.members[i].name = mover_text(mover, task.members[i].name);
            task.members[i].value = move_shallow(mover, task.members[i].value);
        }
    }
}

value mover_move(struct mover *mover, value v)
{
    v = move_shallow(mover, v);
    while (mover->task_count)
        run_task(mover, mover->tasks[--mover->task_count]);
    return v;
}
