/*
 * recycle.h - constant memory for loops of tail calls.
 *
 * A loop of tail calls gets an arena of its own, the nursery. When it has filled up, what the next call can reach (its
 * function and arguments) is copied to a fresh one and the old one is given back. What is older than the nursery is not
 * copied: nothing old points into the nursery, because a frame is only changed by code that runs in it.
 *
 * The copy goes through a queue and not by recursion, and copies what several values share once, cycles included.
 * Cost: what is alive, each time that the nursery has doubled.
 */
#ifndef JSONATA_RECYCLE_H
#define JSONATA_RECYCLE_H

#include "jsonata/run.h"

struct nursery;

/*
 * Starts a nursery for the calls that follow when the loop has left enough behind since run->arena held `held` bytes;
 * else NULL.
 */
struct nursery *nursery_begin(struct run *run, size_t held);
bool nursery_is_full(const struct nursery *nursery, const struct run *run);
/* Copies `*values` and all that they reach to a fresh nursery. */
void nursery_recycle(struct run *run, struct nursery *nursery, value **values, uint32_t count);
/* Carries the result over to where the loop was started from; returns it. */
value nursery_end(struct run *run, struct nursery *nursery, value result);

#endif
