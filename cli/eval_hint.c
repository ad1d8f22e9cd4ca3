/*
 * Why an expression gives nothing: most often a name that is not there. And what an expression is about.
 */
#include "diag/nearest.h"
#include "eval.h"
#include "jsonata/jsonata.h"
#include "jsonpath/jsonpath.h"

/* Names shown when none is near. */
enum { SHOWN_NAMES = 8 };

/* Those of an object, without $_, which is nobody's typing mistake. */
static size_t list_names(struct arena *arena, value object, str **names)
{
    size_t count = 0;
    *names = arena_array(arena, str, object.count);
    for (uint32_t i = 0; i < object.count; i++) {
        if (!str_equal(object.as.members[i].name, STR("_")))
            (*names)[count++] = object.as.members[i].name;
    }
    return count;
}

/* `did you mean "x"?`, else what there is. */
static void suggest(struct buf *out, struct arena *arena, value object, const char *sigil, str name)
{
    str *names;
    size_t count = list_names(arena, object, &names);
    ptrdiff_t near = nearest_name(names, count, name, NULL);
    if (near >= 0) {
        buf_printf(out, "; did you mean \"%s%.*s\"?", sigil, STR_ARG(names[near]));
        return;
    }
    if (count == 0)
        return;
    buf_str(out, STR(", but "));
    for (size_t i = 0; i < count && i < SHOWN_NAMES; i++)
        buf_printf(out, "%s\"%s%.*s\"", i ? ", " : "", sigil, STR_ARG(names[i]));
    if (count > SHOWN_NAMES)
        buf_printf(out, " and %zu more", count - SHOWN_NAMES);
}

static void say_missing(struct buf *out, struct arena *arena, value at, str whole, str name)
{
    if (at.kind == VALUE_OBJECT) {
        buf_printf(out, "%.*s has no \"%.*s\"", STR_ARG(whole), STR_ARG(name));
        suggest(out, arena, at, "", name);
    } else if (at.kind != VALUE_UNDEFINED) {
        const char *kind = value_kind_name(at);
        bool is_vowel = kind[0] == 'a' || kind[0] == 'o';
        buf_printf(out, "%.*s is %s %s", STR_ARG(whole), is_vowel ? "an" : "a", kind);
    }
}

str eval_hint_path(struct arena *arena, value at, str name)
{
    struct buf out;
    buf_init(&out, arena);
    say_missing(&out, arena, at, STR("the value there"), name);
    return buf_text(&out);
}

/* Follows a path from $states as long as there are objects. */
static void hint_states(struct buf *out, struct arena *arena, const struct eval_world *world, str text,
                        const struct jsonata_states_path *path)
{
    value at = world->states;
    for (uint32_t i = 0; i < path->count && at.kind != VALUE_ARRAY; i++) {
        value next = value_get(at, path->names[i]);
        uint32_t end = i > 0 ? path->spans[i - 1].end : path->span.start + (uint32_t)sizeof "$states" - 1;
        if (next.kind == VALUE_UNDEFINED) {
            say_missing(out, arena, at, str_slice(text, path->span.start, end), path->names[i]);
            return;
        }
        at = next;
    }
}

static void hint_variable(struct buf *out, struct arena *arena, const struct eval_world *world, str name)
{
    buf_printf(out, "there is no variable \"$%.*s\"", STR_ARG(name));
    suggest(out, arena, world->variables, "$", name);
}

enum { FUNCTIONS_MAX = 128 };

static void hint_function(struct buf *out, const struct eval_world *world, str name)
{
    str names[FUNCTIONS_MAX];
    size_t count = 0;
    const struct jsonata_function *function;
    while (count < FUNCTIONS_MAX && (function = jsonata_function_at(world->dialect, count)))
        names[count++] = str_from(function->name);
    ptrdiff_t near = nearest_name(names, count, name, NULL);
    buf_printf(out, "there is no function \"$%.*s\"", STR_ARG(name));
    if (str_equal(name, STR("eval")))
        buf_str(out, STR(" in Step Functions; $parse reads a JSON text, and --plain has it"));
    else if (near >= 0)
        buf_printf(out, "; did you mean \"$%.*s\"?", STR_ARG(names[near]));
}

static void hint_signature(struct buf *out, const struct jsonata_function *function)
{
    buf_printf(out, "the signature of $%s is %s: %s", function->name, function->signature, function->summary);
}

/* The calls at the place of a failure that can be seen to be wrong. */
static void hint_calls(struct buf *out, const struct eval_world *world, const struct jsonata_facts *facts, span where)
{
    for (uint32_t i = 0; i < facts->call_count && out->len == 0; i++) {
        const struct jsonata_call *call = &facts->calls[i];
        const struct jsonata_function *function = jsonata_function_find(world->dialect, call->name);
        if (call->span.start > where.end || call->span.end < where.start || call->problem == JSONATA_CALL_FINE)
            continue;
        if (function)
            hint_signature(out, function);
        else
            hint_function(out, world, call->name);
    }
}

str eval_hint_failure(struct arena *arena, const struct eval_world *world, const struct jsonata *jsonata,
                      const struct jsonata_failure *failure)
{
    struct jsonata_facts facts = jsonata_inspect(arena, jsonata);
    struct buf out;
    buf_init(&out, arena);
    hint_calls(&out, world, &facts, failure->span);
    const struct jsonata_function *function = jsonata_function_find(world->dialect, failure->token);
    bool is_argument = str_equal(str_slice(failure->code, 0, 4), STR("T041"));
    if (out.len == 0 && function && is_argument)
        hint_signature(&out, function);
    return buf_text(&out);
}

str eval_hint_nothing(struct arena *arena, const struct eval_world *world, const struct jsonata *jsonata)
{
    struct jsonata_facts facts = jsonata_inspect(arena, jsonata);
    struct buf out;
    buf_init(&out, arena);
    for (uint32_t i = 0; i < facts.variable_count && out.len == 0; i++) {
        const struct jsonata_variable *variable = &facts.variables[i];
        if (!str_equal(variable->name, STR("states")) &&
            value_get(world->variables, variable->name).kind == VALUE_UNDEFINED)
            hint_variable(&out, arena, world, variable->name);
    }
    for (uint32_t i = 0; i < facts.states_count && out.len == 0; i++)
        hint_states(&out, arena, world, jsonata_text(jsonata), &facts.states[i]);
    if (out.len == 0)
        hint_calls(&out, world, &facts, span_at(0, jsonata_text(jsonata).len));
    return buf_text(&out);
}

static void describe_jsonata(struct buf *out, const struct jsonata *jsonata)
{
    struct jsonata_facts facts = jsonata_inspect(out->arena, jsonata);
    str text = jsonata_text(jsonata);
    uint32_t count = 0;
    for (uint32_t i = 0; i < facts.states_count; i++) {
        str path = str_slice(text, facts.states[i].span.start, facts.states[i].span.end);
        buf_printf(out, "%s%.*s", count++ ? ", " : "reads: ", STR_ARG(path));
    }
    for (uint32_t i = 0; i < facts.variable_count; i++) {
        if (!str_equal(facts.variables[i].name, STR("states")))
            buf_printf(out, "%s$%.*s", count++ ? ", " : "reads: ", STR_ARG(facts.variables[i].name));
    }
    if (count > 0)
        buf_char(out, '\n');
    buf_str(out, STR("can give: "));
    jsonata_print_types(out, facts.result);
    buf_char(out, '\n');
}

static void describe_value(struct buf *out, value v)
{
    if (v.kind == VALUE_ARRAY)
        buf_printf(out, "result: array of %u\n", v.count);
    else if (v.kind == VALUE_OBJECT)
        buf_printf(out, "result: object of %u\n", v.count);
    else
        buf_printf(out, "result: %s\n", v.kind == VALUE_UNDEFINED ? "nothing" : value_kind_name(v));
}

void eval_describe(struct buf *out, const struct eval_world *world, const struct eval_result *result)
{
    static const char *const names[] = {
        [EVAL_AUTO] = "template", [EVAL_JSONATA] = "JSONata", [EVAL_JSONPATH] = "JSONPath",
        [EVAL_REFERENCE_PATH] = "reference path", [EVAL_INTRINSIC] = "intrinsic function",
    };
    buf_printf(out, "language: %s", names[result->language]);
    if (world->is_plain)
        buf_str(out, STR(", outside of Step Functions"));
    if (result->path && result->path->is_reference)
        buf_str(out, STR(", a reference path"));
    else if (result->path)
        buf_str(out, result->path->is_definite ? STR(", definite") : STR(", indefinite: an array of what it finds"));
    buf_char(out, '\n');
    if (result->jsonata)
        describe_jsonata(out, result->jsonata);
    if (!result->has_failed && result->diags.count == 0)
        describe_value(out, result->value);
}
