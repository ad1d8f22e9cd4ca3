#include "jsonata/run.h"

/* The least room that a frame gets when its first variable is assigned. */
#define BINDINGS_MIN 4

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
    if (frame->count >= frame->capacity)
        make_room(run, frame);
    struct binding *binding = find(frame, name);
    if (!binding)
        binding = &frame->bindings[frame->count++];
    *binding = (struct binding){ name, v };
}

/* A variable that no frame has: asked for once, then remembered; else a built-in function. */
static value look_up_global(struct run *run, uint32_t name)
{
    if (name >= run->global_count)
        return value_undefined();
    if (run->is_known[name])
        return run->globals[name];
    value v = value_undefined();
    const struct jsonata_input *input = run->input;
    bool is_found = input->lookup && input->lookup(input->context, run->code->names[name], &v);
    if (!is_found && run->code->functions[name])
        v = (value){ .kind = VALUE_FUNCTION, .as.pointer = run->code->functions[name] };
    run->is_known[name] = true;
    run->globals[name] = v;
    return v;
}

value frame_look_up(struct run *run, const struct frame *frame, uint32_t name)
{
    if (name < run->code->name_count && !run->code->is_local[name])
        return look_up_global(run, name);
    for (; frame; frame = frame->parent) {
        const struct binding *binding = find(frame, name);
        if (binding)
            return binding->value;
    }
    return name < run->code->name_count ? look_up_global(run, name) : value_undefined();
}
