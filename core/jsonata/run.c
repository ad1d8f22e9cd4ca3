#include "jsonata/run.h"

#include "base/buf.h"
#include "base/num.h"

#include <math.h>

/* Calls into a nested evaluation are bounded by depth, so that the stack suffices; ours, for the plain dialect. */
#define DEPTH_PLAIN 1000
/* Measured on the service: 100 is accepted, 101 is not; a sum of n terms has a depth of n. */
#define DEPTH_AWS 100
/* Measured on the service: [1..873782] is accepted, one more is not. */
#define SEQUENCE_AWS 873782
#define SEQUENCE_PLAIN 20000000
/* Measured on the service: a text of 2^22 characters is accepted, one of 2^23 is not; eight bytes a number would fit. */
#define TEXT_AWS ((size_t)SEQUENCE_AWS * 8)
#define TEXT_PLAIN ((size_t)256 << 20)
/* Ours: a recursion of a million tail calls passes, an endless one ends within seconds. */
#define STEPS_MAX 100000000u
#define MEMORY_AWS ((size_t)256 << 20)
#define MEMORY_PLAIN ((size_t)1 << 30)

struct jsonata_limits jsonata_default_limits(unsigned dialect)
{
    bool is_aws = dialect & JSONATA_AWS;
    return (struct jsonata_limits){
        .depth = is_aws ? DEPTH_AWS : DEPTH_PLAIN,
        .sequence = is_aws ? SEQUENCE_AWS : SEQUENCE_PLAIN,
        .steps = STEPS_MAX,
        .memory_bytes = is_aws ? MEMORY_AWS : MEMORY_PLAIN,
        .text_bytes = is_aws ? TEXT_AWS : TEXT_PLAIN,
    };
}

struct error *run_fail(struct run *run, enum error_code code)
{
    if (run->failed) {
        run->later = (struct error){ .code = code };
        return &run->later;
    }
    run->failed = true;
    run->error = (struct error){ .code = code };
    return &run->error;
}

value run_fail_value(struct run *run, enum error_code code, value v)
{
    run_fail(run, code)->value = v;
    return value_undefined();
}

static size_t held(const struct run *run)
{
    return arena_held(run->arena) + run->held_elsewhere - run->held_at_start;
}

bool run_reserve(struct run *run, size_t bytes)
{
    if (run->failed)
        return false;
    if (held(run) <= run->limits.memory_bytes && bytes <= run->limits.memory_bytes - held(run))
        return true;
    run_fail(run, ERROR_MEMORY);
    return false;
}

bool run_work(struct run *run, uint64_t count)
{
    if (run->failed)
        return false;
    run->steps += count;
    if (run->steps <= run->limits.steps && held(run) <= run->limits.memory_bytes)
        return true;
    run_fail(run, run->steps > run->limits.steps ? ERROR_STEPS : ERROR_MEMORY);
    return false;
}

/*
 * The result as others may see it: plain classes of numbers, no flags, null for undefined items. What needs no change is
 * shared. Counts what is walked, so that a value that contains the same part again and again does not outgrow its bounds.
 */
struct finisher {
    struct arena *arena;
    struct run *run;
    bool is_aws;
};

static bool finish(struct finisher *finisher, value v, value *to, unsigned depth);

/* Whole numbers below 2^53 are exact as integers; larger ones print as integers up to 1e21, but are not. */
#define EXACT_MAX 9007199254740992.0

static value text_of_digits(struct arena *arena, double number)
{
    struct buf buf;
    buf_init(&buf, arena);
    num_print_js(&buf, number);
    return value_of_number_text(buf_text(&buf));
}

static value finish_number(struct finisher *finisher, value v)
{
    /* The service hands on what fits a long as it came. */
    if (v.kind == VALUE_INTEGER && (finisher->is_aws || (v.as.integer >= -(int64_t)EXACT_MAX &&
                                                         v.as.integer <= (int64_t)EXACT_MAX)))
        return v;
    double number = number_of(v);
    if (!isfinite(number) && finisher->is_aws)
        return value_string(isnan(number) ? STR("NaN")
                            : number > 0  ? STR("Infinity")
                                          : STR("-Infinity"));
    if (floor(number) != number || fabs(number) >= 1e21 || !isfinite(number))
        return value_double(number);
    if (fabs(number) <= EXACT_MAX)
        return value_integer((int64_t)number);
    return text_of_digits(finisher->arena, number);
}

static bool is_unchanged(value a, value b)
{
    return a.kind == b.kind && a.flags == b.flags && a.as.pointer == b.as.pointer;
}

static bool finish_array(struct finisher *finisher, value array, value *to, unsigned depth)
{
    value *items = NULL;
    for (uint32_t i = 0; i < array.count; i++) {
        value item;
        if (!finish(finisher, array.as.items[i], &item, depth))
            return false;
        if (!items && is_unchanged(item, array.as.items[i]))
            continue;
        if (!items)
            items = arena_copy(finisher->arena, array.as.items, array.count * sizeof(value));
        items[i] = item;
    }
    *to = value_array(items ? items : array.as.items, array.count);
    return true;
}

static bool finish_object(struct finisher *finisher, value object, value *to, unsigned depth)
{
    *to = object;
    to->flags = 0;
    struct member *members = NULL;
    for (uint32_t i = 0; i < object.count; i++) {
        value v, before = object.as.members[i].value;
        if (!finish(finisher, before, &v, depth))
            return false;
        if (!members && is_unchanged(v, before))
            continue;
        if (!members) {
            struct object_builder builder;
            object_begin_from(&builder, finisher->arena, object);
            members = builder.members;
            *to = object_end(&builder);
        }
        members[i].value = v;
    }
    return true;
}

static bool finish(struct finisher *finisher, value v, value *to, unsigned depth)
{
    *to = v;
    if (v.kind == VALUE_UNDEFINED && depth > 0) {
        *to = value_null();
        return true;
    }
    if (value_is_number(v)) {
        *to = finish_number(finisher, v);
        return true;
    }
    if (v.kind != VALUE_ARRAY && v.kind != VALUE_OBJECT)
        return true;
    if (depth > WALK_DEPTH_MAX) {
        run_fail(finisher->run, ERROR_DEPTH);
        return false;
    }
    if (!run_work(finisher->run, v.count))
        return false;
    return v.kind == VALUE_ARRAY ? finish_array(finisher, v, to, depth + 1)
                                 : finish_object(finisher, v, to, depth + 1);
}

static void init_run(struct run *run, struct arena *arena, const struct jsonata *jsonata,
                     const struct jsonata_input *input)
{
    *run = (struct run){ .arena = arena, .root_arena = arena, .code = jsonata, .input = input };
    run->limits = input->limits ? *input->limits : jsonata_default_limits(jsonata->dialect);
    run->held_at_start = arena_held(arena);
    random_seed(&run->random, input->seed);
    run->frame = frame_new(run, NULL, 0);
}

/* An input that is an array is one item, not many. */
static value wrap_document(struct run *run, value document)
{
    if (document.kind != VALUE_ARRAY)
        return document;
    value wrapped = run_array_of(run, document);
    wrapped.flags = FLAG_SEQUENCE | FLAG_OUTER;
    return wrapped;
}

bool jsonata_evaluate(struct arena *arena, const struct jsonata *jsonata, const struct jsonata_input *input,
                      value *result, struct jsonata_failure *failure)
{
    struct run run;
    init_run(&run, arena, jsonata, input);
    value v = evaluate(&run, jsonata->root, wrap_document(&run, input->document), run.frame);
    if (!run.failed && v.kind == VALUE_ARRAY && (v.flags & FLAG_OUTER))
        v = v.as.items[0];
    struct finisher finisher = { arena, &run, jsonata->dialect & JSONATA_AWS };
    if (!run.failed && finish(&finisher, v, result, 0))
        return true;
    *result = value_undefined();
    error_describe(arena, &run.error, jsonata->text, failure);
    return false;
}

unsigned jsonata_type_of(value v)
{
    static const uint8_t types[] = {
        [VALUE_UNDEFINED] = JSONATA_UNDEFINED, [VALUE_NULL] = JSONATA_NULL,
        [VALUE_FALSE] = JSONATA_BOOLEAN,       [VALUE_TRUE] = JSONATA_BOOLEAN,
        [VALUE_INTEGER] = JSONATA_NUMBER,      [VALUE_DOUBLE] = JSONATA_NUMBER,
        [VALUE_BIG] = JSONATA_NUMBER,          [VALUE_STRING] = JSONATA_STRING,
        [VALUE_ARRAY] = JSONATA_ARRAY,         [VALUE_OBJECT] = JSONATA_OBJECT,
        [VALUE_FUNCTION] = JSONATA_FUNCTION,
    };
    return types[v.kind];
}
