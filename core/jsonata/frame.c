#include "jsonata/run.h"

/* The least room that a frame gets when its first variable is assigned. */
#define BINDINGS_MIN 4
/* Looking through so many variables is worth one unit of work. */
#define MANY_BINDINGS 32

struct frame *frame_new(struct run *run, struct frame *parent, uint32_t capacity)
{
    size_t size = sizeof(struct frame) + capacity * sizeof(struct binding);
    struct frame *frame = arena_alloc(run->arena, size, _Alignof(struct frame));
    *frame = (struct frame){ .parent = parent, .capacity = capacity };
    if (capacity)
        frame->bindings = (struct binding *)(frame + 1);
    return frame;
}

static struct binding *find(const struct frame *frame, uint32_t name)
{
    for (uint32_t i = 0; i < frame->count; i++) {
        if (frame->bindings[i].name == name)
            return &frame->bindings[i];
    }
    return NULL;
}

/* Makes room for one more; bindings that belong to a tuple are copied before the first change. */
static void make_room(struct run *run, struct frame *frame)
{
    uint32_t capacity = frame->count < BINDINGS_MIN ? BINDINGS_MIN : frame->count * 2;
    struct binding *bindings =
        arena_alloc(run->arena, capacity * sizeof(struct binding), _Alignof(struct binding));
    if (frame->count)
        memcpy(bindings, frame->bindings, frame->count * sizeof(struct binding));
    frame->bindings = bindings;
    frame->capacity = capacity;
}

void frame_bind(struct run *run, struct frame *frame, uint32_t name, value v)
{
    if (frame->count >= MANY_BINDINGS)
        run_work(run, frame->count / MANY_BINDINGS);
    if (frame->count >= frame->capacity)
        make_room(run, frame);
    struct binding *binding = find(frame, name);
    if (!binding)
        binding = &frame->bindings[frame->count++];
    *binding = (struct binding){ name, v };
}

static struct globals *globals_of(struct run *run, const struct jsonata *code)
{
    struct globals *globals = run->globals;
    while (globals && globals->code != code)
        globals = globals->next;
    if (globals)
        return globals;
    globals = arena_new(run->root_arena, struct globals);
    globals->code = code;
    globals->values = arena_array(run->root_arena, value, code->name_count);
    globals->is_known = arena_array(run->root_arena, bool, code->name_count);
    globals->next = run->globals;
    run->globals = globals;
    return globals;
}

/* A variable that no frame has: asked for once, then remembered; else a built-in function. */
static value look_up_global(struct run *run, const struct jsonata *code, uint32_t name)
{
    if (name >= code->name_count)
        return value_undefined();
    struct globals *globals = globals_of(run, code);
    if (globals->is_known[name])
        return globals->values[name];
    value v = value_undefined();
    const struct jsonata_input *input = run->input;
    bool is_found = input->lookup && input->lookup(input->context, code->names[name], &v);
    if (!is_found && code->functions[name])
        v = (value){ .kind = VALUE_FUNCTION, .as.pointer = code->functions[name] };
    globals->is_known[name] = true;
    globals->values[name] = v;
    return v;
}

/* The number that a name has in another code, or NO_NAME. */
static uint32_t translate(const struct jsonata *from, uint32_t name, const struct jsonata *to)
{
    for (uint32_t i = 0; name < from->name_count && i < to->name_count; i++) {
        if (str_equal(to->names[i], from->names[name]))
            return i;
    }
    return NO_NAME;
}

value frame_look_up(struct run *run, const struct frame *frame, uint32_t name)
{
    const struct jsonata *code = run->code;
    uint32_t wanted = name;
    if (name < code->name_count && !code->is_local[name])
        return look_up_global(run, code, name);
    for (; frame && wanted != NO_NAME; frame = frame->parent) {
        const struct binding *binding = find(frame, wanted);
        if (binding)
            return binding->value;
        if (frame->parent_code) {
            wanted = translate(code, wanted, frame->parent_code);
            code = frame->parent_code;
        }
    }
    return look_up_global(run, run->code, name);
}
