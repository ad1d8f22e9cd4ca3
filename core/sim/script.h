/*
 * script.h - what the world outside of a state machine answers, from a document.
 *
 * Two formats give the same `struct script`: our own, stepproof-script(5), and
 * MockConfigFile.json of Step Functions Local. Both are checked completely
 * when they are read, with a diagnostic at the exact place of each mistake.
 *
 *     struct script *script = script_read(arena, doc, asl, diags);
 *     for (uint32_t i = 0; i < script->test_count; i++) {
 *         struct script_run run;
 *         script_run_begin(&run, arena, script, &script->tests[i], SCRIPT_UNMOCKED_FAIL);
 *         struct world world = script_world(&run);
 *         ... sim_create(memory, asl, &world, ...), expectation.h ...
 *     }
 *     script_report_unused(script, diags);
 *
 * Outcomes come in layers: those of a test's row go before those of the test, and these before those of the script.
 * In a layer the name of a state goes before a pattern of names, and both before resources. The first that has an
 * entry for a call answers it.
 *
 * The answer depends on the call alone, never on earlier ones: what a list gives is decided by the counters that
 * the simulator sends along. A run only notes which entries were used and which inputs were seen.
 *
 * Memory: all in the arena given; the documents and the model must live as long. Cost: reading is linear; a call looks
 * through the entries of its own state and through the patterns and resources of its layers.
 */
#ifndef SIM_SCRIPT_H
#define SIM_SCRIPT_H

#include "base/bits.h"
#include "base/intern.h"
#include "sim/world.h"
#include "source/source.h"

struct arena;
struct asl;
struct asl_state;
struct buf;
struct diags;
struct doc;
struct expectation;
struct script_entry;
struct script_layer;

/* How a test is run; what the layers say, put together. */
struct script_settings {
    value input;         /* undefined: none is said */
    value context;       /* undefined: none */
    bool has_start, has_seed, has_type;
    int64_t start_ms;
    uint64_t seed;
    str execution_name;  /* empty: none */
    bool is_express;
    bool has_stop;
    int64_t stop_ms;
    str stop_error, stop_cause;
};

/* An object for item readers. The caller loads those with a file: sets `bytes` and `is_loaded`. */
struct script_object {
    str bucket, key;
    str file;            /* as the script writes it; empty: `bytes` is the content */
    span file_span;
    str bytes;
    bool is_loaded;
    int64_t modified_ms;
};

#define SCRIPT_LAYERS 3

/* A test, or the script alone, which is a test without a name and without expectations. */
struct script_test {
    str name;
    span span;           /* its name's place in the script */
    struct script_settings settings;
    const struct script_layer *layers[SCRIPT_LAYERS]; /* innermost first; NULL: none */
    const struct expectation *expectation; /* NULL: nothing is expected, not even success */
};

struct script {
    struct arena *arena;
    const struct doc *doc;
    const struct asl *asl;
    str machine;                 /* the definition's file, as the script writes it; empty: not said */
    struct script_test plain;    /* the script itself */
    const struct script_test *tests; /* or the test cases of a mock configuration */
    uint32_t test_count;
    struct script_object **objects; /* all of them, of whatever layer */
    uint32_t object_count;
    struct intern shared_names;  /* "BUCKET/KEY" of objects that all tests see, behind those of the layers */
    struct script_object *shared;
    uint32_t shared_capacity;
    uint32_t entry_count;        /* of outcomes */
    const struct script_entry *const *entries;
    struct bits used;            /* entries that answered a call in some run */
    bool is_mock;
    bool wants_context;          /* an outcome looks at the context object */
};

/*
 * Reads a script. Returns what could be read; with errors among the new diagnostics it should not be run. NULL when
 * the document is no object.
 */
struct script *script_read(struct arena *arena, const struct doc *doc, const struct asl *asl,
                           struct diags *diags);

/*
 * Reads MockConfigFile.json: each test case of the machine becomes a test. `machine` is the name that the file knows it
 * by; a file with a single machine gives that one. `test_case` chooses one; empty: all.
 */
struct script *script_read_mock(struct arena *arena, const struct doc *doc, const struct asl *asl,
                                str machine, str test_case, struct diags *diags);

/* A script without outcomes, for runs without one. */
struct script *script_empty(struct arena *arena, const struct asl *asl);

/*
 * Adds an object that all tests see, unless a layer has one of the same address. Nothing is copied. Before the first run.
 */
void script_add_object(struct script *script, str bucket, str key, str bytes);

/* The machine that a script names, before there is a model to read it with; empty when it names none. */
str script_machine(const struct doc *doc);

/* Whether StartExecution takes it as `name`; if not, `*wanted` says what it takes. */
bool script_is_execution_name(str text, const char **wanted);

/* What answers a task that has no outcome. */
enum script_unmocked {
    SCRIPT_UNMOCKED_FAIL, /* nothing does: the run stops and says what to write */
    SCRIPT_UNMOCKED_ECHO, /* it returns its input */
    SCRIPT_UNMOCKED_NULL
};

/* "fail", "echo", "null". False when the text is none of them. */
bool script_unmocked_parse(str text, enum script_unmocked *unmocked);

/* One execution: the answers and what was seen of it. */
struct script_run {
    struct arena *arena;
    struct script *script;
    const struct script_test *test;
    enum script_unmocked unmocked;
    uint32_t *calls;          /* by state->number */
    value *last_inputs;       /* of each expectation's calledWith, the last input that did not fit, and ... */
    bool *is_called;          /* ... whether one did */
    const struct asl_state *unanswered; /* the task that had no outcome */
    struct script_written *written;     /* what a ResultWriter wrote, newest first */
};

struct script_written {
    struct script_written *next;
    str bucket, key, bytes;
};

void script_run_begin(struct script_run *run, struct arena *arena, struct script *script,
                      const struct script_test *test, enum script_unmocked unmocked);
/* The run must live as long as the world, and must not move. */
struct world script_world(struct script_run *run);

/* A warning for each outcome that no run has used; of one test, those that are its own alone. NULL: of the whole script. */
void script_report_unused(const struct script *script, const struct script_test *test, struct diags *diags);

/*
 * A script with an outcome for each Task of the machine, in YAML: results as their service gives them, as far as it is
 * known. `machine` is the definition's file.
 */
void script_write_skeleton(struct buf *out, const struct asl *asl, str machine);
/* What to write into the script, or mock configuration, so that the task without an outcome gets one. */
void script_write_missing(struct buf *out, const struct script_run *run);

#endif
