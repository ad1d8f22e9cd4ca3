/* Map, distributed. */
#include "sim/flow.h"
#include "sim/map.h"

void distributed_run(struct sim *sim, struct frame *frame)
{
    (void)sim;
    (void)frame;
}

void distributed_advance(struct sim *sim, struct frame *frame)
{
    (void)sim;
    (void)frame;
}

void distributed_child_failed(struct sim *sim, struct frame *child, const struct sim_error *error)
{
    (void)sim;
    (void)child;
    (void)error;
}
