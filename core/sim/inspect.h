/*
 * inspect.h - what came out of every stage of a state's data flow, for each pass through it.
 *
 * The names are those of TestState's inspectionData. A stage that a pass did not reach, or that its state does not
 * have, is undefined.
 */
#ifndef SIM_INSPECT_H
#define SIM_INSPECT_H

#include "value/value.h"

struct buf;
struct frame;
struct sim;

enum inspect_stage {
#define STAGE(id, name) INSPECT_##id,
#include "stages.def"
#undef STAGE
    INSPECT_STAGE_COUNT
};

/* One pass: from entering the state to leaving it; a retry goes on in the same one. */
struct inspect_pass {
    int64_t entered_ms;
    uint32_t entry; /* id of the event that entered it */
    value stages[INSPECT_STAGE_COUNT];
};

const char *inspect_stage_name(enum inspect_stage stage);
/* The passes so far, of the state that sim_options.inspect names. */
const struct inspect_pass *inspect_passes(const struct sim *sim, uint32_t *count);
/* The stages of a pass as an object, in the order of the table, values as they are. */
value inspect_object(struct arena *arena, const struct inspect_pass *pass);

/* For the engine: notes a stage when the frame is in the state that is inspected. */
void inspect(struct sim *sim, const struct frame *frame, enum inspect_stage stage, value v);
void inspect_begin(struct sim *sim, const struct frame *frame);

#endif
