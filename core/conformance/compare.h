/*
 * compare.h - whether the result of a simulated execution is what was recorded.
 *
 * The rules are those of the corpus (its README, "Comparing"): objects without order, numbers by value, what `loose`
 * names may be anything or like a pattern, JSON text equals the object that it holds; events one by one where only
 * one order is possible, else as a tree in which the branches and iterations of a fork may come in any order, and may
 * be cut short where the fork failed.
 */
#ifndef CONFORMANCE_COMPARE_H
#define CONFORMANCE_COMPARE_H

#include "base/buf.h"
#include "value/value.h"

enum { COMPARE_SHOWN = 5 };

/*
 * Compares `actual` (shaped as the case's `expect`) and appends the first differences, a line each. True when there are
 * none.
 */
bool compare_result(struct arena *arena, value expected_case, value actual, struct buf *differences);

/* Turns the JSON texts of an answer of GetExecutionHistory (input, output, ...) into what they hold. */
value compare_unwire(struct arena *arena, value events);

#endif
