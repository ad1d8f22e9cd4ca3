/*
 * writer.h - what becomes of the results of a distributed Map's child executions.
 *
 * Without a ResultWriter the outputs are the Map's result. WriterConfig transforms them; a bucket gets them as files,
 * and the result then says where they are. A child that failed is always described as a whole, whatever the transformation.
 *
 * Source: Developer Guide, "ResultWriter (Map)".
 */
#ifndef SIM_WRITER_H
#define SIM_WRITER_H

#include "sim/map.h"

bool writer_prepare(struct evaluation *evaluation, struct map_run *run);
/* What is kept of a child: its output, or everything about it when that is wanted. */
value writer_entry(struct sim *sim, const struct fork *fork, const struct execution *execution, value output,
                   const struct sim_error *error);
/* The result of the Map; writes the files. */
value writer_finish(struct sim *sim, const struct fork *fork);

#endif
