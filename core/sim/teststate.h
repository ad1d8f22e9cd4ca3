/*
 * teststate.h - one state alone, as the TestState call runs it.
 *
 * A task's outcome, or that of a whole Map or Parallel, comes from the request's mock. The answer says how the state
 * would end, and with an inspection level what came out of every stage. Requests that the service refuses are refused
 * with its messages; mistakes in the definition itself are for lint, before.
 *
 * Source: AWS Step Functions API Reference, TestState; recorded answers.
 */
#ifndef SIM_TESTSTATE_H
#define SIM_TESTSTATE_H

#include "value/value.h"

struct arena;
struct asl;
struct asl_state;
struct buf;
struct memory;
struct world;

enum teststate_level { TESTSTATE_INFO, TESTSTATE_DEBUG, TESTSTATE_TRACE };
enum teststate_validation { TESTSTATE_STRICT, TESTSTATE_PRESENT, TESTSTATE_NONE };

struct teststate_request {
    const struct asl *asl;     /* a machine; a definition of one state alone is wrapped by teststate_wrap() */
    str state_name;            /* in a machine: which state, at any depth; empty for a wrapped one */
    value input;
    value variables;           /* object of names without $; undefined: none */
    value context;             /* object; undefined: none */
    enum teststate_level level;
    bool reveals_secrets;
    bool has_result, has_error; /* the mock */
    str result;                /* JSON text */
    str error, cause;
    bool has_cause;
    enum teststate_validation validation;
    bool has_retry_count, has_failure_count, has_reader_data;
    uint32_t retry_count;      /* retries that the matching retrier has made */
    uint32_t failure_count;    /* iterations of the Map that failed */
    str reader_data;           /* what the ItemReader would have read */
    str error_caused_by;
    const struct world *world; /* answers a Task without a mock; NULL: such a task is refused */
    int64_t start_ms;
    uint64_t seed;
    str account, region;       /* empty: as sim_options */
};

enum teststate_status {
    TESTSTATE_REFUSED, /* `error` and `message` */
    TESTSTATE_SUCCEEDED,
    TESTSTATE_FAILED,
    TESTSTATE_RETRIABLE,
    TESTSTATE_CAUGHT_ERROR
};

struct teststate_response {
    enum teststate_status status;
    str error, cause, message;  /* message: of a refusal */
    bool has_error, has_cause;
    value output;               /* undefined when there is none */
    str next_state;             /* empty when there is none */
    value inspection;           /* the stages as values; undefined at level INFO */
    enum value_style style;
};

/* The text of a machine whose only state is the one that `definition` (JSON) describes: a machine to be built. */
str teststate_wrap(struct arena *arena, str definition);
/* The name that the state then has. */
#define TESTSTATE_NAME "StateName"
/* The length of what the wrapping puts behind the definition. */
#define TESTSTATE_WRAP_END 2

/* Everything in the response is in the arena. */
struct teststate_response teststate_run(struct arena *arena, const struct memory *memory,
                                        const struct teststate_request *request);
/* As `aws stepfunctions test-state` prints it: JSON with values as JSON texts; a refusal as {"error", "message"}. */
void teststate_print(struct buf *buf, const struct teststate_response *response);

#endif
