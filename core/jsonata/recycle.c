#include "jsonata/recycle.h"

/* A loop that leaves less than this behind needs no nursery. */
#define WORTH_BYTES ((size_t)512 * 1024)
/* The least that a nursery may hold before it is recycled. */
#define FULL_BYTES ((size_t)2 * 1024 * 1024)

struct range {
    const char *start, *end;
};

/* An arena that knows its blocks. */
struct space {
    struct memory memory; /* whose blocks are noted; context is the space */
    const struct memory *below;
    struct arena arena;
    struct range *ranges; /* sorted */
    uint32_t count, capacity;
};

struct nursery {
    struct space space;
    struct arena *outer; /* run->arena before */
    size_t held_elsewhere; /* run->held_elsewhere before */
    size_t full;
};

static uint32_t first_range_behind(const struct space *space, const char *at)
{
    uint32_t low = 0, high = space->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (space->ranges[middle].start <= at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool space_holds(const struct space *space, const void *pointer)
{
    const char *at = pointer;
    uint32_t i = first_range_behind(space, at);
    return i > 0 && at < space->ranges[i - 1].end;
}

static void *space_acquire(void *context, size_t size)
{
    struct space *space = context;
    if (space->count == space->capacity) {
        uint32_t capacity = space->capacity ? space->capacity * 2 : 16;
        struct range *ranges =
            space->below->acquire(space->below->context, capacity * sizeof(struct range));
        if (space->count) {
            memcpy(ranges, space->ranges, space->count * sizeof(struct range));
            space->below->release(space->below->context, space->ranges,
                                  space->capacity * sizeof(struct range));
        }
        space->ranges = ranges;
        space->capacity = capacity;
    }
    char *block = space->below->acquire(space->below->context, size);
    uint32_t i = first_range_behind(space, block);
    memmove(space->ranges + i + 1, space->ranges + i, (space->count - i) * sizeof(struct range));
    space->ranges[i] = (struct range){ block, block + size };
    space->count++;
    return block;
}

static void space_release(void *context, void *block, size_t size)
{
    struct space *space = context;
    uint32_t i = first_range_behind(space, block) - 1;
    memmove(space->ranges + i, space->ranges + i + 1,
            (space->count - i - 1) * sizeof(struct range));
    space->count--;
    space->below->release(space->below->context, block, size);
}

/* Must stay where it is, because its arena points at it. */
static void space_init(struct space *space, const struct memory *below)
{
    *space = (struct space){ .memory = { space_acquire, space_release, space }, .below = below };
    arena_init(&space->arena, &space->memory);
}

static void space_finish(struct space *space)
{
    arena_finish(&space->arena);
    if (space->capacity)
        space->below->release(space->below->context, space->ranges,
                              space->capacity * sizeof(struct range));
}

/*
 * Copying. What has been copied is noted under where it was; what has been copied but may still point into the old space
 * waits in a queue.
 */

struct moved {
    const void *from;
    uint32_t count; /* a part of an array is another thing than the array */
    void *to;
};

enum waiting_kind { WAITING_ITEMS, WAITING_MEMBERS, WAITING_BINDINGS, WAITING_FUNCTION, WAITING_FRAME,
                    WAITING_TUPLE, WAITING_TAIL };

struct waiting {
    enum waiting_kind kind;
    uint32_t count;
    void *at;
};

struct move {
    const struct space *from;
    struct arena *to;
    struct arena scratch;
    struct moved *table;
    uint32_t table_size, table_count; /* a power of two */
    struct waiting *queue;
    uint32_t queue_count, queue_capacity;
};

static uint32_t slot_of(const struct move *move, const void *from, uint32_t count)
{
    uint64_t hash = ((uint64_t)(uintptr_t)from + count) * 0x9E3779B97F4A7C15u;
    uint32_t i = (uint32_t)(hash >> 32) & (move->table_size - 1);
    while (move->table[i].from && (move->table[i].from != from || move->table[i].count != count))
        i = (i + 1) & (move->table_size - 1);
    return i;
}

static void grow_table(struct move *move)
{
    struct moved *old = move->table;
    uint32_t old_size = move->table_size;
    move->table_size = old_size ? old_size * 2 : 256;
    move->table = arena_array(&move->scratch, struct moved, move->table_size);
    for (uint32_t i = 0; i < old_size; i++) {
        if (old[i].from)
            move->table[slot_of(move, old[i].from, old[i].count)] = old[i];
    }
}

/* Where it has been moved to, or NULL. */
static void *find_moved(const struct move *move, const void *from, uint32_t count)
{
    return move->table_size ? move->table[slot_of(move, from, count)].to : NULL;
}

static void note_moved(struct move *move, const void *from, uint32_t count, void *to)
{
    if (2 * (move->table_count + 1) > move->table_size)
        grow_table(move);
    move->table[slot_of(move, from, count)] = (struct moved){ from, count, to };
    move->table_count++;
}

static void enqueue(struct move *move, enum waiting_kind kind, void *at, uint32_t count)
{
    move->queue = arena_room(&move->scratch, move->queue, move->queue_count, &move->queue_capacity,
                             sizeof *move->queue);
    move->queue[move->queue_count++] = (struct waiting){ kind, count, at };
}

/* A copy of `size` bytes, noted, that waits for what it points at to be moved. NULL for what stays where it is. */
static void *move_block(struct move *move, const void *from, size_t size, uint32_t count,
                        enum waiting_kind kind)
{
    if (!from || !space_holds(move->from, from))
        return NULL;
    void *to = find_moved(move, from, count);
    if (to)
        return to;
    to = arena_copy(move->to, from, size);
    note_moved(move, from, count, to);
    enqueue(move, kind, to, count);
    return to;
}

static const void *move_constant(struct move *move, const void *from, size_t size, uint32_t count,
                                 enum waiting_kind kind)
{
    const void *to = move_block(move, from, size, count, kind);
    return to ? to : from;
}

static const char *move_text(struct move *move, const char *at, size_t len)
{
    if (!len || !space_holds(move->from, at))
        return at;
    char *to = find_moved(move, at, (uint32_t)len);
    if (to)
        return to;
    to = arena_alloc(move->to, len, 1);
    memcpy(to, at, len);
    if (len > 2 * sizeof(struct moved))
        note_moved(move, at, (uint32_t)len, to);
    return to;
}

static const struct member *move_members(struct move *move, value object)
{
    if (!object.count || !space_holds(move->from, object.as.members))
        return object.as.members;
    void *to = find_moved(move, object.as.members, object.count);
    if (to)
        return to;
    struct object_builder builder;
    object_begin_from(&builder, move->to, object);
    to = builder.members;
    note_moved(move, object.as.members, object.count, to);
    enqueue(move, WAITING_MEMBERS, to, object.count);
    return to;
}

static size_t function_size(const struct function *function)
{
    switch (function->kind) {
    case FUNCTION_BUILTIN:
        return sizeof(struct builtin_function);
    case FUNCTION_LAMBDA:
        return sizeof(struct lambda_function);
    case FUNCTION_PARTIAL:
        return sizeof(struct partial_function);
    case FUNCTION_REGEX:
        return sizeof(struct regex_function);
    case FUNCTION_NEXT:
        return sizeof(struct next_function);
    case FUNCTION_TRANSFORM:
        return sizeof(struct transform_function);
    case FUNCTION_COMPOSED:
        return sizeof(struct composed_function);
    }
    return 0;
}

static const void *move_function(struct move *move, const struct function *function)
{
    return move_constant(move, function, function_size(function), 1, WAITING_FUNCTION);
}

static struct frame *move_frame(struct move *move, struct frame *frame)
{
    void *to = move_block(move, frame, sizeof *frame, 1, WAITING_FRAME);
    return to ? to : frame;
}

static value move_value(struct move *move, value v)
{
    switch (v.kind) {
    case VALUE_STRING:
    case VALUE_BIG:
        v.as.text = move_text(move, v.as.text, v.count);
        break;
    case VALUE_ARRAY:
        v.as.items =
            move_constant(move, v.as.items, v.count * sizeof(value), v.count, WAITING_ITEMS);
        break;
    case VALUE_OBJECT:
        v.as.members = move_members(move, v);
        break;
    case VALUE_FUNCTION:
        v.as.pointer = move_function(move, v.as.pointer);
        break;
    case KIND_TUPLE:
        v.as.pointer =
            move_constant(move, v.as.pointer, sizeof(struct tuple), 1, WAITING_TUPLE);
        break;
    case KIND_TAIL:
        v.as.pointer =
            move_constant(move, v.as.pointer, sizeof(struct tail_call), 1, WAITING_TAIL);
        break;
    default:
        break;
    }
    return v;
}

static struct binding *move_bindings(struct move *move, struct binding *bindings, uint32_t count)
{
    if (!count)
        return NULL;
    void *to = move_block(move, bindings, count * sizeof *bindings, count, WAITING_BINDINGS);
    return to ? to : bindings;
}

static void settle_lambda(struct move *move, struct lambda_function *lambda)
{
    if (lambda->count && space_holds(move->from, lambda->parameters))
        lambda->parameters =
            arena_copy(move->to, lambda->parameters, lambda->count * sizeof(uint32_t));
    lambda->frame = move_frame(move, lambda->frame);
    lambda->input = move_value(move, lambda->input);
}

static void settle_partial(struct move *move, struct partial_function *partial)
{
    partial->target = move_function(move, &partial->target->base);
    for (uint32_t i = 0; i < partial->count; i++)
        partial->arguments[i] = move_value(move, partial->arguments[i]);
}

static void settle_next(struct move *move, struct next_function *next)
{
    next->regex = move_function(move, &next->regex->base);
    next->text.at = move_text(move, next->text.at, next->text.len);
}

static void settle_composed(struct move *move, struct composed_function *composed)
{
    composed->first = move_value(move, composed->first);
    composed->second = move_value(move, composed->second);
}

static void settle_function(struct move *move, struct function *function)
{
    switch (function->kind) {
    case FUNCTION_LAMBDA:
        settle_lambda(move, (struct lambda_function *)function);
        return;
    case FUNCTION_PARTIAL:
        settle_partial(move, (struct partial_function *)function);
        return;
    case FUNCTION_NEXT:
        settle_next(move, (struct next_function *)function);
        return;
    case FUNCTION_TRANSFORM:
        ((struct transform_function *)function)->frame =
            move_frame(move, ((struct transform_function *)function)->frame);
        return;
    case FUNCTION_COMPOSED:
        settle_composed(move, (struct composed_function *)function);
        return;
    case FUNCTION_BUILTIN:
    case FUNCTION_REGEX:
        return;
    }
}

static void settle_frame(struct move *move, struct frame *frame)
{
    frame->parent = move_frame(move, frame->parent);
    frame->bindings = move_bindings(move, frame->bindings, frame->count);
    if (frame->capacity)
        frame->capacity = frame->count; /* the room behind them was not copied */
}

static void settle_members(struct move *move, struct member *members, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        members[i].name.at = move_text(move, members[i].name.at, members[i].name.len);
        members[i].value = move_value(move, members[i].value);
    }
}

/* Moves what one copied thing points at. */
static void settle(struct move *move, struct waiting waiting)
{
    switch (waiting.kind) {
    case WAITING_ITEMS:
        for (uint32_t i = 0; i < waiting.count; i++)
            ((value *)waiting.at)[i] = move_value(move, ((value *)waiting.at)[i]);
        return;
    case WAITING_MEMBERS:
        settle_members(move, waiting.at, waiting.count);
        return;
    case WAITING_BINDINGS: {
        struct binding *bindings = waiting.at;
        for (uint32_t i = 0; i < waiting.count; i++)
            bindings[i].value = move_value(move, bindings[i].value);
        return;
    }
    case WAITING_FUNCTION:
        settle_function(move, waiting.at);
        return;
    case WAITING_FRAME:
        settle_frame(move, waiting.at);
        return;
    case WAITING_TUPLE: {
        struct tuple *tuple = waiting.at;
        tuple->item = move_value(move, tuple->item);
        tuple->bindings = move_bindings(move, tuple->bindings, tuple->count);
        return;
    }
    case WAITING_TAIL: {
        struct tail_call *tail = waiting.at;
        tail->input = move_value(move, tail->input);
        tail->frame = move_frame(move, tail->frame);
        return;
    }
    }
}

static void move_begin(struct move *move, const struct space *from, struct arena *to)
{
    *move = (struct move){ .from = from, .to = to };
    arena_init(&move->scratch, from->below);
}

static void move_finish(struct move *move)
{
    while (move->queue_count)
        settle(move, move->queue[--move->queue_count]);
    arena_finish(&move->scratch);
}

static void move_error(struct move *move, struct error *error)
{
    error->token = move_value(move, error->token);
    error->value = move_value(move, error->value);
    error->value2 = move_value(move, error->value2);
    error->message.at = move_text(move, error->message.at, error->message.len);
}

struct nursery *nursery_begin(struct run *run, size_t held)
{
    if (arena_held(run->arena) - held < WORTH_BYTES)
        return NULL;
    struct nursery *nursery = arena_new(run->arena, struct nursery);
    space_init(&nursery->space, run->root_arena->memory);
    nursery->full = FULL_BYTES;
    nursery->outer = run->arena;
    nursery->held_elsewhere = run->held_elsewhere;
    run->held_elsewhere += arena_held(run->arena);
    run->arena = &nursery->space.arena;
    return nursery;
}

bool nursery_is_full(const struct nursery *nursery, const struct run *run)
{
    return arena_held(run->arena) > nursery->full;
}

void nursery_recycle(struct run *run, struct nursery *nursery, value **values, uint32_t count)
{
    struct space old = nursery->space;
    old.memory.context = &old;
    old.arena.memory = &old.memory;
    space_init(&nursery->space, old.below);

    struct move move;
    move_begin(&move, &old, &nursery->space.arena);
    value *moved = arena_copy(&nursery->space.arena, *values, count * sizeof(value));
    for (uint32_t i = 0; i < count; i++)
        moved[i] = move_value(&move, moved[i]);
    move_finish(&move);
    *values = moved;
    space_finish(&old);
    if (nursery->full < 2 * arena_held(run->arena))
        nursery->full = 2 * arena_held(run->arena);
}

value nursery_end(struct run *run, struct nursery *nursery, value result)
{
    run->arena = nursery->outer;
    run->held_elsewhere = nursery->held_elsewhere;
    struct move move;
    move_begin(&move, &nursery->space, run->arena);
    result = move_value(&move, result);
    if (run->failed)
        move_error(&move, &run->error);
    move_finish(&move);
    space_finish(&nursery->space);
    return result;
}
