#include "sim/script_internal.h"

#include "base/num.h"
#include "sim/example.h"

void script_states_init(struct script_states *states, struct arena *arena, const struct asl *asl)
{
    states->asl = asl;
    intern_init(&states->names, arena);
    states->first = arena_array(arena, uint32_t, asl->state_count);
    states->next = arena_array(arena, uint32_t, asl->state_count);
    /* From the end, so that the lists come out in the order of the document. */
    for (uint32_t i = asl->state_count; i-- > 0;) {
        uint32_t name = intern_add(&states->names, asl->states[i]->name);
        states->next[i] = states->first[name];
        states->first[name] = i + 1;
    }
}

/* Cuts "[1]" off the end; true when the branch is that one or none is named. */
static bool take_branch(str *path, uint32_t branch)
{
    if (!str_ends(*path, STR("]")))
        return true;
    size_t open = path->len - 1;
    while (open > 0 && path->at[open] != '[')
        open--;
    uint64_t index;
    if (!num_to_uint64(str_slice(*path, open + 1, path->len - 1), 10, &index))
        return true;
    *path = str_slice(*path, 0, open);
    return index == branch;
}

/* Whether a path ends with this state: its name, behind the names of as many states around it as the path gives. */
static bool fits_path(const struct asl_state *state, str path)
{
    for (;;) {
        if (str_equal(path, state->name))
            return true;
        if (path.len <= state->name.len || !str_ends(path, state->name) ||
            path.at[path.len - state->name.len - 1] != '/')
            return false;
        path = str_slice(path, 0, path.len - state->name.len - 1);
        const struct asl_machine *machine = state->machine;
        state = machine->object.state;
        if (!state)
            return false;
        if (!str_ends(path, state->name) && !take_branch(&path, machine->object.index))
            return false;
    }
}

struct collection {
    struct arena *arena;
    const struct asl_state **items;
    uint32_t count, capacity;
};

static void collect(struct collection *found, const struct asl_state *state)
{
    found->items = arena_room(found->arena, found->items, found->count, &found->capacity,
                              sizeof *found->items);
    found->items[found->count++] = state;
}

static void find_path(const struct script_states *states, str path, str name, struct collection *found)
{
    uint32_t number = intern_find(&states->names, name);
    if (number == INTERN_NONE)
        return;
    for (uint32_t i = states->first[number]; i != 0; i = states->next[i - 1]) {
        if (fits_path(states->asl->states[i - 1], path))
            collect(found, states->asl->states[i - 1]);
    }
}

struct script_found script_states_find(const struct script_states *states, struct arena *arena, str name)
{
    struct collection found = { .arena = arena };
    find_path(states, name, name, &found);
    for (size_t i = 0; i < name.len && found.count == 0; i++) {
        if (name.at[i] == '/')
            find_path(states, name, str_from_offset(name, i + 1), &found);
    }
    return (struct script_found){ found.items, found.count };
}

static void report_no_state(struct script_reader *reader, const struct node *key, str name)
{
    enum severity severity = reader->script->is_mock ? SEVERITY_WARNING : SEVERITY_ERROR;
    struct diag *diag = script_report(reader, RULE_SCRIPT_STATE, key);
    diag->severity = severity;
    diag_message(diag, "the machine has no state \"%.*s\"", STR_ARG(name));
    diag_help_nearest(reader->diags, diag, reader->states.names.texts, reader->states.names.count, name);
}

static void report_several(struct script_reader *reader, const struct node *key, str name,
                           struct script_found found)
{
    struct diag *diag = script_report(reader, RULE_SCRIPT_AMBIGUOUS, key);
    diag_message(diag, "%u states are called \"%.*s\"; this means all of them", found.count, STR_ARG(name));
    str path = script_state_path(&reader->states, reader->arena, found.items[0]);
    diag_help(diag, "one of them is \"%.*s\"", STR_ARG(path));
}

struct script_found script_find_states(struct script_reader *reader, const struct node *key)
{
    str name = doc_text(reader->doc, key);
    struct script_found found = script_states_find(&reader->states, reader->arena, name);
    if (found.count == 0)
        report_no_state(reader, key, name);
    else if (found.count > 1)
        report_several(reader, key, name, found);
    return found;
}

str script_state_path(const struct script_states *states, struct arena *arena, const struct asl_state *state)
{
    str path = state->name;
    const struct asl_machine *machine = state->machine;
    /* Each round names one state more; at the latest the whole path is unique, unless names come twice in a machine. */
    while (script_states_find(states, arena, path).count > 1 && machine->object.state) {
        const struct asl_state *outer = machine->object.state;
        if (outer->machine_count > 1)
            path = str_printf(arena, "%.*s[%u]/%.*s", STR_ARG(outer->name), machine->object.index, STR_ARG(path));
        else
            path = str_printf(arena, "%.*s/%.*s", STR_ARG(outer->name), STR_ARG(path));
        machine = outer->machine;
    }
    return path;
}
