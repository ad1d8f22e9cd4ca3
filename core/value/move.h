/*
 * move.h - carrying values over into another arena, each part once.
 *
 * value_copy() makes a tree of whatever shares its parts. A mover remembers where everything went, so that what was
 * shared stays shared and many values can follow each other; afterwards the arena that they came from may end.
 *
 *     struct mover mover;
 *     mover_begin(&mover, &fresh);
 *     a = mover_move(&mover, a);
 *     b = mover_move(&mover, b);
 *     mover_end(&mover);
 *
 * Memory: the table of places is the mover's own and ends with it. Cost: linear in what is reached; any depth.
 */
#ifndef VALUE_MOVE_H
#define VALUE_MOVE_H

#include "base/arena.h"
#include "value/value.h"

struct mover_place;
struct mover_task;

struct mover {
    struct arena *to;
    struct arena scratch;
    struct mover_place *places; /* open addressing; what stood where went where */
    size_t count, capacity;
    struct mover_task *tasks; /* moved containers whose parts have not been moved yet */
    size_t task_count;
    uint32_t task_capacity;
};

void mover_begin(struct mover *mover, struct arena *to);
void mover_end(struct mover *mover);
value mover_move(struct mover *mover, value v);
/* A text that is no value. */
str mover_text(struct mover *mover, str text);

#endif
