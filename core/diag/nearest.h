/*
 * nearest.h - which name did the user mean?
 *
 * Distance is the number of insertions, deletions, replacements and swaps of
 * neighbours (optimal string alignment), where a change of case costs half.
 * A name is near when at most a third of its letters differ, at least one
 * and at most three edits.
 */
#ifndef DIAG_NEAREST_H
#define DIAG_NEAREST_H

#include "base/str.h"

/*
 * Index of the nearest of `names`, or -1 when none is near or `wrong` is longer than 80 bytes. The first wins among
 * equals. `*budget` is counted down by one for each comparison, and no more are made at 0; NULL means no limit.
 */
ptrdiff_t nearest_name(const str *names, size_t count, str wrong, uint32_t *budget);

#endif
