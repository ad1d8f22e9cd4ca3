/*
 * teststate_check.h - what the service refuses before it runs a state.
 */
#ifndef SIM_TESTSTATE_CHECK_H
#define SIM_TESTSTATE_CHECK_H

#include "asl/asl.h"
#include "base/buf.h"
#include "sim/teststate.h"

struct teststate_check {
    struct arena *arena;
    const struct teststate_request *request;
    const struct asl_state *state;
    value result; /* the mocked one, read; undefined without */
    str error, message; /* of the first thing that is refused */
};

/* The checks in the order of the service; false with `error` and `message` set. Sets `state` and `result`. */
bool teststate_check(struct teststate_check *check);

/* teststate_mock.c: a mocked result against what the API is known to answer. */
bool teststate_check_result(struct teststate_check *check);
/* Sets a ValidationException; false always. */
bool teststate_refuse(struct teststate_check *check, const char *format, ...) ATTR_PRINTF(2, 3);

#endif
