#include "graph/overlay.h"

#include "graph/history.h"
#include "graph/internal.h"

#define NO_VISIT UINT32_MAX

/*
 * A state was entered once more. A visit of a Parallel or Map is the parent of the visits of the
 * states inside. An event belongs to the visit of the event that it follows, unless it begins
 * another one or ends one further out.
 */
struct visit {
    const struct asl_state *state;
    uint32_t parent;
    enum graph_status status; /* GRAPH_RUNNING until it ends */
    bool has_failed;          /* its last attempt */
    bool is_settled;          /* of a Parallel or Map: what is inside has ended */
    uint32_t attempts;
    uint32_t iterations[GRAPH_STATUS_COUNT];
    int64_t from_ms, to_ms;
    str error;
};

struct reader {
    struct arena *arena;
    const struct asl *asl;
    struct history history;
    uint32_t *visit_of; /* by event */
    struct visit *visits;
    uint32_t visit_count;
    struct intern names; /* of all states of the definition */
    uint32_t *first_of_name;
    uint32_t *last_visit; /* by name */
    struct graph_overlay *overlay;
};

static struct visit *visit_at(const struct reader *reader, uint32_t visit)
{
    return visit == NO_VISIT ? NULL : &reader->visits[visit];
}

static void index_names(struct reader *reader)
{
    reader->first_of_name = arena_array(reader->arena, uint32_t, reader->asl->state_count);
    reader->last_visit = arena_array(reader->arena, uint32_t, reader->asl->state_count);
    intern_init(&reader->names, reader->arena);
    for (uint32_t i = 0; i < reader->asl->state_count; i++) {
        bool is_new;
        uint32_t number = intern_add_new(&reader->names, reader->asl->states[i]->name, &is_new);
        if (is_new)
            reader->first_of_name[number] = i;
        reader->last_visit[number] = NO_VISIT;
    }
}

/*
 * The state of this name among the machines inside `parent`, else anywhere in the definition, else
 * NULL.
 */
static const struct asl_state *find_state(const struct reader *reader, const struct visit *parent,
                                          str name)
{
    const struct asl_state *found = parent ? NULL : asl_find_state(reader->asl->root, name);
    for (uint32_t i = 0; parent && !found && i < parent->state->machine_count; i++)
        found = asl_find_state(&parent->state->machines[i], name);
    if (found)
        return found;
    uint32_t number = intern_find(&reader->names, name);
    return number == INTERN_NONE ? NULL : reader->asl->states[reader->first_of_name[number]];
}

/*
 * The visit itself, or the nearest around it, that is of this name; without a name, the nearest
 * container at work.
 */
static uint32_t climb(const struct reader *reader, uint32_t visit, str name)
{
    for (; visit != NO_VISIT; visit = reader->visits[visit].parent) {
        const struct visit *at = &reader->visits[visit];
        if (name.len > 0 ? str_equal(at->state->name, name)
                         : at->state->machine_count > 0 && !at->is_settled)
            return visit;
    }
    return NO_VISIT;
}

/* Where links are missing: the last visit of this name, when it has not ended. */
static uint32_t last_open(const struct reader *reader, str name)
{
    uint32_t number = intern_find(&reader->names, name);
    const struct visit *last =
        number == INTERN_NONE ? NULL : visit_at(reader, reader->last_visit[number]);
    return last && last->status == GRAPH_RUNNING ? reader->last_visit[number] : NO_VISIT;
}

static void settle(struct reader *reader, uint32_t container)
{
    if (container != NO_VISIT)
        reader->visits[container].is_settled = true;
}

static bool leads_to(const struct asl_state *from, const struct asl_state *to, bool is_catch)
{
    for (uint32_t i = 0; i < from->transition_count; i++) {
        if (from->transitions[i].target == to && (from->transitions[i].kind == ASL_CATCH) == is_catch)
            return true;
    }
    return false;
}

static void take_transition(struct reader *reader, struct visit *from, const struct asl_state *to)
{
    struct graph_outcome *outcome = &reader->overlay->states[from->state->number];
    /* Where only a catcher leads, one has led, whatever is missing of the history. */
    if (from->status == GRAPH_SUCCEEDED && !leads_to(from->state, to, false) &&
        leads_to(from->state, to, true))
        from->status = GRAPH_CAUGHT;
    bool is_caught = from->status == GRAPH_CAUGHT;
    for (uint32_t i = 0; i < from->state->transition_count; i++) {
        const struct asl_transition *transition = &from->state->transitions[i];
        if (transition->target == to && (transition->kind == ASL_CATCH) == is_caught)
            outcome->taken[i] = true;
    }
}

static bool is_inside(enum event_kind kind)
{
    return kind == EVENT_STARTED || kind == EVENT_ITERATION_STARTED;
}

/* Returns the new visit. `before` is the event that leads here, or NULL. */
static uint32_t enter(struct reader *reader, const struct event *event, const struct event *before,
                      uint32_t visit)
{
    struct visit *from = visit_at(reader, visit);
    bool is_deeper = before && is_inside(before->kind);
    uint32_t parent = !from ? NO_VISIT : is_deeper ? visit : from->parent;
    const struct asl_state *state = find_state(reader, visit_at(reader, parent), event->name);
    if (!state) {
        if (reader->overlay->unknown_count++ == 0)
            reader->overlay->unknown = event->name;
        return visit;
    }
    const struct asl_state *outer = state->machine->object.state;
    if (visit_at(reader, parent) && outer != visit_at(reader, parent)->state)
        parent = NO_VISIT;
    if (from && !is_deeper && from->state->machine == state->machine)
        take_transition(reader, from, state);
    if (!from || from->state->machine != state->machine)
        reader->overlay->started[state->machine->number] = true;
    reader->visits[reader->visit_count] = (struct visit){ .state = state,
                                                          .parent = parent,
                                                          .status = GRAPH_RUNNING,
                                                          .from_ms = event->time_ms,
                                                          .to_ms = -1 };
    reader->last_visit[intern_find(&reader->names, state->name)] = reader->visit_count;
    return reader->visit_count++;
}

static void leave(struct reader *reader, uint32_t visit, int64_t time_ms, enum graph_status status)
{
    struct visit *left = visit_at(reader, visit);
    if (!left)
        return;
    left->status = status;
    left->to_ms = time_ms;
    if (status == GRAPH_SUCCEEDED && left->state->is_end)
        reader->overlay->states[left->state->number].has_ended = true;
}

static void note_error(struct visit *visit, str error)
{
    if (!visit)
        return;
    visit->has_failed = true;
    if (error.len > 0)
        visit->error = error;
}

/* What failed inside is why the whole failed. */
static void fail_branches(struct reader *reader, uint32_t container, uint32_t inner)
{
    struct visit *within = visit_at(reader, inner);
    note_error(visit_at(reader, container), within ? within->error : (str){ NULL, 0 });
    if (within && inner != container)
        within->has_failed = true;
}

static void count_iteration(struct reader *reader, uint32_t map, uint32_t inner,
                            enum graph_status status)
{
    if (map == NO_VISIT)
        return;
    reader->visits[map].iterations[status]++;
    if (status == GRAPH_FAILED && inner != NO_VISIT && inner != map)
        reader->visits[inner].has_failed = true;
}

static void begin_attempt(struct visit *visit)
{
    if (!visit)
        return;
    visit->attempts++;
    visit->has_failed = visit->is_settled = false;
}

static void end_execution(struct reader *reader, const struct event *event, uint32_t visit,
                          enum graph_status status)
{
    reader->overlay->status = status;
    reader->overlay->error = event->error;
    for (; status == GRAPH_FAILED && visit != NO_VISIT; visit = reader->visits[visit].parent)
        note_error(visit_at(reader, visit), event->error);
}

/* What has not ended is tried once more. */
static void redrive(struct reader *reader)
{
    reader->overlay->status = GRAPH_RUNNING;
    reader->overlay->error = (str){ NULL, 0 };
    for (uint32_t i = 0; i < reader->visit_count; i++) {
        if (reader->visits[i].status == GRAPH_RUNNING)
            reader->visits[i].has_failed = reader->visits[i].is_settled = false;
    }
}

/* Returns the visit that the event belongs to. */
static uint32_t read_event(struct reader *reader, const struct event *event,
                           const struct event *before, uint32_t visit)
{
    struct visit *at = visit_at(reader, visit);
    uint32_t named = event->name.len > 0 ? climb(reader, visit, event->name) : visit;
    uint32_t around = climb(reader, visit, event->name);
    switch (event->kind) {
    case EVENT_ENTERED: return enter(reader, event, before, visit);
    case EVENT_EXITED:
        if (named == NO_VISIT)
            named = last_open(reader, event->name);
        if (named == NO_VISIT)
            return visit;
        leave(reader, named, event->time_ms,
              reader->visits[named].has_failed ? GRAPH_CAUGHT : GRAPH_SUCCEEDED);
        return named;
    case EVENT_ABORTED:
        /* A state in whose failure a whole Parallel or Map failed is told to be aborted as well. */
        leave(reader, visit, event->time_ms, at && at->has_failed ? GRAPH_FAILED : GRAPH_ABORTED);
        return visit;
    case EVENT_STARTED: begin_attempt(at); return visit;
    case EVENT_SUCCEEDED: settle(reader, around); return around;
    case EVENT_FAILED:
        fail_branches(reader, around, visit);
        settle(reader, around);
        return around;
    case EVENT_ITERATION_STARTED: return around;
    case EVENT_ITERATION_SUCCEEDED:
        count_iteration(reader, around, visit, GRAPH_SUCCEEDED);
        return around;
    case EVENT_ITERATION_FAILED: count_iteration(reader, around, visit, GRAPH_FAILED); return visit;
    case EVENT_ITERATION_ABORTED:
        count_iteration(reader, around, visit, GRAPH_ABORTED);
        return visit;
    case EVENT_ATTEMPT: begin_attempt(at); return visit;
    case EVENT_ERROR: note_error(visit_at(reader, named), event->error); return visit;
    case EVENT_EXECUTION_SUCCEEDED:
        end_execution(reader, event, visit, GRAPH_SUCCEEDED);
        return visit;
    case EVENT_EXECUTION_FAILED: end_execution(reader, event, visit, GRAPH_FAILED); return visit;
    case EVENT_EXECUTION_ABORTED: end_execution(reader, event, visit, GRAPH_ABORTED); return visit;
    case EVENT_REDRIVEN: redrive(reader); return visit;
    case EVENT_OTHER: return visit;
    }
    return visit;
}

static void read_events(struct reader *reader)
{
    for (uint32_t i = 0; i < reader->history.count; i++) {
        const struct event *event = &reader->history.events[i];
        /* Without a link to an earlier event the one before in the list has to do. */
        uint32_t before = event->previous != EVENT_NONE ? event->previous
                          : i > 0                       ? i - 1
                                                        : EVENT_NONE;
        uint32_t visit = before == EVENT_NONE ? NO_VISIT : reader->visit_of[before];
        reader->visit_of[i] = read_event(
            reader, event, before == EVENT_NONE ? NULL : &reader->history.events[before], visit);
    }
}

/* What became of visits that never ended: parents stand before what is inside. */
static void end_open_visits(struct reader *reader)
{
    bool is_over = reader->overlay->status != GRAPH_RUNNING;
    int64_t last_ms = -1;
    for (uint32_t i = 0; i < reader->history.count; i++) {
        if (reader->history.events[i].time_ms > last_ms)
            last_ms = reader->history.events[i].time_ms;
    }
    for (uint32_t i = 0; i < reader->visit_count; i++) {
        struct visit *visit = &reader->visits[i];
        const struct visit *parent = visit_at(reader, visit->parent);
        if (visit->status != GRAPH_RUNNING)
            continue;
        visit->to_ms = parent && parent->status != GRAPH_RUNNING ? parent->to_ms : last_ms;
        if (visit->has_failed || visit->state->object.kind == ASL_FAIL)
            visit->status = GRAPH_FAILED;
        else if (is_over || (parent && parent->status != GRAPH_RUNNING))
            visit->status = GRAPH_ABORTED;
    }
}

static bool is_in_map(const struct reader *reader, const struct visit *visit)
{
    uint32_t parent = visit->parent;
    for (; parent != NO_VISIT; parent = reader->visits[parent].parent) {
        if (reader->visits[parent].state->object.kind == ASL_MAP)
            return true;
    }
    return false;
}

static void add_visit(const struct reader *reader, const struct visit *visit)
{
    struct graph_outcome *outcome = &reader->overlay->states[visit->state->number];
    outcome->entered++;
    outcome->counts[visit->status]++;
    outcome->attempts = visit->attempts;
    if (!is_in_map(reader, visit) || visit->status > outcome->status)
        outcome->status = visit->status;
    for (int status = 0; status < GRAPH_STATUS_COUNT; status++)
        outcome->iterations[status] += visit->iterations[status];
    if (visit->error.len > 0)
        outcome->error = visit->error;
    if (visit->from_ms >= 0 && visit->to_ms >= visit->from_ms)
        outcome->duration_ms =
            (outcome->duration_ms < 0 ? 0 : outcome->duration_ms) + visit->to_ms - visit->from_ms;
}

static struct graph_overlay *new_overlay(struct arena *arena, const struct asl *asl)
{
    struct graph_overlay *overlay = arena_new(arena, struct graph_overlay);
    overlay->status = GRAPH_RUNNING;
    overlay->state_count = asl->state_count;
    overlay->states = arena_array(arena, struct graph_outcome, asl->state_count);
    overlay->started = arena_array(arena, bool, asl->machine_count);
    for (uint32_t i = 0; i < asl->state_count; i++) {
        overlay->states[i].duration_ms = -1;
        overlay->states[i].taken = arena_array(arena, bool, asl->states[i]->transition_count);
    }
    return overlay;
}

const struct graph_overlay *graph_overlay_read(struct arena *arena, const struct asl *asl,
                                               const struct doc *history, const struct node *node)
{
    struct reader reader = { .arena = arena, .asl = asl };
    if (!history_read(arena, history, node, &reader.history))
        return NULL;
    reader.overlay = new_overlay(arena, asl);
    reader.visit_of = arena_array(arena, uint32_t, reader.history.count);
    reader.visits = arena_array(arena, struct visit, reader.history.count);
    index_names(&reader);
    read_events(&reader);
    end_open_visits(&reader);
    for (uint32_t i = 0; i < reader.visit_count; i++)
        add_visit(&reader, &reader.visits[i]);
    return reader.overlay;
}
