/*
 * plan.h - what the engine wants of each state, looked up once.
 *
 * The model keeps a state's fields in the order of the document; a plan has
 * the ones that running needs by name, numbers read, the resource parsed. One
 * plan for each state, by its number.
 *
 * Memory: in the arena given; points into the model.
 */
#ifndef SIM_PLAN_H
#define SIM_PLAN_H

#include "asl/asl.h"
#include "aws/resource.h"
#include "sim/history.h"
#include "sim/world.h"

struct plan_retrier {
    const struct asl_retrier *retrier;
    int64_t interval_s, max_delay_s; /* 0: no longest delay */
    uint32_t max_attempts;
    double rate;
    bool is_full_jitter;
};

struct plan_catcher {
    const struct asl_retrier *catcher;
    const struct asl_field *result_path, *assign, *output;
    const struct asl_transition *next;
};

/* Where a choice goes when it matches: a rule's Next, or Default. */
struct plan_choice {
    const struct asl_rule *rule; /* NULL: Default */
    const struct asl_field *assign, *output;
    const struct asl_transition *next;
};

/* A field whose value is a number or, in another field, a path to one; in a JSONata state an expression. */
struct plan_number {
    const struct asl_field *field, *path; /* NULL: absent */
};

struct plan {
    const struct asl_state *state;
    enum asl_object_kind kind;
    bool is_jsonata;
    enum value_style style; /* how its values print */
    enum history_type entered, exited;
    const struct asl_transition *next; /* of Next; NULL when the machine ends here */

    const struct asl_field *input_path, *output_path, *result_path;
    const struct asl_field *parameters; /* Parameters or Arguments; of a Map ItemSelector or its old name Parameters */
    const struct asl_field *result, *result_selector, *output, *assign;

    /* Wait, Fail */
    struct plan_number seconds, timestamp;
    struct plan_number error, cause; /* `path` is an expression that gives a text */

    /* Task */
    struct aws_resource resource;
    enum task_kind task_kind;
    str resource_type, resource_name; /* "aws-sdk:dynamodb", "putItem.waitForTaskToken" */
    struct plan_number timeout, heartbeat;
    const struct asl_field *credentials;

    /* Map */
    const struct asl_field *items; /* Items or ItemsPath */
    struct plan_number concurrency, tolerated_count, tolerated_percentage;
    const struct asl_object *reader, *reader_config, *batcher, *writer, *writer_config;

    const struct plan_retrier *retriers;
    const struct plan_catcher *catchers;
    const struct plan_choice *choices;
    uint32_t retrier_count, catcher_count, choice_count;
    const struct plan_choice *default_choice;
};

/* A plan for each state of the machine, by asl_state.number. */
const struct plan *plan_create(struct arena *arena, const struct asl *asl);

#endif
