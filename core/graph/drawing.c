#include "graph/internal.h"

#include "source/lines.h"

static bool needs_join(const struct asl_state *state)
{
    for (uint32_t i = 0; state && i < state->machine_count; i++) {
        for (uint32_t k = 0; k < state->machines[i].state_count; k++) {
            if (scene_leads_to_end(&state->machines[i].states[k]))
                return true;
        }
    }
    return false;
}

/* A machine without states still has to show that it is there. */
static void draw_nothing(struct builder *builder, const struct scene *scene)
{
    uint32_t index =
        builder_add_card(builder, CARD_MISSING, scene->parent,
                         str_printf(builder->arena, "m%u", builder->drawing->card_count));
    struct card *card = builder_card(builder, index);
    card->name = STR("no states");
    card->tooltip = STR("this machine has no states");
    card->tint = TINT_MISSING;
    builder_add_edge(builder, scene->parent == CARD_NONE ? EDGE_START : EDGE_FORK, scene->begin,
                     index);
}

static uint32_t add_branch(struct builder *builder, uint32_t container, uint32_t index)
{
    str id = str_printf(builder->arena, "%.*s_b%u", STR_ARG(builder_card(builder, container)->id),
                        index);
    uint32_t branch = builder_add_card(builder, CARD_BRANCH, container, id);
    builder_card(builder, branch)->name = str_printf(builder->arena, "branch %u", index + 1);
    builder_card(builder, branch)->tint = TINT_CONTAINER;
    return branch;
}

static uint32_t state_count(const struct asl_machine *machine)
{
    return machine ? machine->state_count : 0;
}

static const struct asl_machine *machine_at(const struct asl_state *state, uint32_t i)
{
    return state && i < state->machine_count ? &state->machines[i] : NULL;
}

/* One branch of a Parallel, or what a Map runs for each item. */
static void draw_inner(struct builder *builder, struct edge_finder *finder, uint32_t container,
                       struct scene *scene)
{
    const struct asl_machine *machine = scene->machine ? scene->machine : scene->old;
    bool is_branch = machine->object.kind == ASL_BRANCH;
    scene->begin = builder_card(builder, container)->fork;
    scene->finish = CARD_NONE;
    scene->parent = is_branch ? add_branch(builder, container, machine->object.index) : container;
    if (state_count(scene->machine) + state_count(scene->old) == 0)
        draw_nothing(builder, scene);
    else
        scene_draw(builder, scene, finder);
}

static str dot_id(struct builder *builder, uint32_t container, const char *end)
{
    return str_printf(builder->arena, "%.*s_%s", STR_ARG(builder_card(builder, container)->id),
                      end);
}

/* Cards of containers are added closed; this puts their contents in. */
static void open_container(struct builder *builder, struct edge_finder *finder, uint32_t container)
{
    const struct asl_state *state = builder_card(builder, container)->state;
    const struct asl_state *old = builder_card(builder, container)->old;
    bool is_removed = state->machine->asl != builder->asl;
    const struct asl_state *now = is_removed ? NULL : state, *before = is_removed ? state : old;
    uint32_t count = now ? now->machine_count : 0;
    if (before && before->machine_count > count)
        count = before->machine_count;
    uint32_t fork =
        builder_add_card(builder, CARD_FORK, container, dot_id(builder, container, "in"));
    builder_card(builder, container)->fork = fork;

    struct scene *scenes = arena_array(builder->arena, struct scene, count);
    for (uint32_t i = 0; i < count; i++) {
        scenes[i].machine = machine_at(now, i);
        scenes[i].old = machine_at(before, i);
        draw_inner(builder, finder, container, &scenes[i]);
    }
    if (!needs_join(now) && !needs_join(before))
        return;
    uint32_t join =
        builder_add_card(builder, CARD_JOIN, container, dot_id(builder, container, "out"));
    builder_card(builder, container)->join = join;
    for (uint32_t i = 0; i < count; i++) {
        scenes[i].finish = join;
        scene_draw_ends(builder, &scenes[i]);
    }
}

static void draw_root(struct builder *builder, struct edge_finder *finder)
{
    const struct graph_options *options = builder->options;
    struct scene scene = { .machine = builder->asl->root,
                           .old = options->old ? options->old->root : NULL,
                           .parent = CARD_NONE,
                           .finish = CARD_NONE };
    scene.begin = builder_add_card(builder, CARD_START, CARD_NONE, STR("@start"));
    if (state_count(scene.machine) + state_count(scene.old) == 0) {
        draw_nothing(builder, &scene);
        return;
    }
    scene_draw(builder, &scene, finder);
    scene_draw_ends(builder, &scene);
}

static void draw_container(struct builder *builder, const struct asl_state *state)
{
    uint32_t index = builder_add_card(builder, CARD_CONTAINER, CARD_NONE,
                                      str_printf(builder->arena, "s%u", state->number));
    struct card *card = builder_card(builder, index);
    card_describe(builder->arena, card, state);
    card->anchor = builder_anchor(builder, state->name);
    if (builder->options->overlay)
        status_mark_card(builder, card);
}

/* How many states are below each state. Inner states have larger numbers. */
static uint32_t *count_inner(struct arena *arena, const struct asl *asl)
{
    uint32_t *counts = arena_array(arena, uint32_t, asl ? asl->state_count : 0);
    for (uint32_t i = asl ? asl->state_count : 0; i-- > 0;) {
        const struct asl_state *outer = asl->states[i]->machine->object.state;
        if (outer)
            counts[outer->number] += counts[i] + 1;
    }
    return counts;
}

static str describe(struct builder *builder)
{
    static const str kinds[] = {
        [ASL_PASS] = STR_INIT("Pass"),         [ASL_TASK] = STR_INIT("Task"),
        [ASL_CHOICE] = STR_INIT("Choice"),     [ASL_WAIT] = STR_INIT("Wait"),
        [ASL_SUCCEED] = STR_INIT("Succeed"),   [ASL_FAIL] = STR_INIT("Fail"),
        [ASL_PARALLEL] = STR_INIT("Parallel"), [ASL_MAP] = STR_INIT("Map"),
        [ASL_UNTYPED] = STR_INIT("untyped"),
    };
    uint32_t counts[ASL_OBJECT_KIND_COUNT] = { 0 };
    for (uint32_t i = 0; i < builder->asl->state_count; i++)
        counts[builder->asl->states[i]->object.kind]++;
    struct buf out;
    buf_init(&out, builder->arena);
    buf_printf(&out, "A state machine of %u state%s", builder->asl->state_count,
               builder->asl->state_count == 1 ? "" : "s");
    const char *between = ": ";
    for (uint32_t kind = 0; kind < ARRAY_LEN(kinds); kind++) {
        if (counts[kind] == 0 || kinds[kind].len == 0)
            continue;
        buf_printf(&out, "%s%u %.*s", between, counts[kind], STR_ARG(kinds[kind]));
        between = ", ";
    }
    buf_char(&out, '.');
    return buf_text(&out);
}

const struct asl_state *graph_container(const struct asl *asl, str name)
{
    for (uint32_t i = 0; i < asl->state_count; i++) {
        const struct asl_state *state = asl->states[i];
        uint32_t inside = 0;
        for (uint32_t k = 0; k < state->machine_count; k++)
            inside += state->machines[k].state_count;
        if (inside > 0 && str_equal(state->name, name))
            return state;
    }
    return NULL;
}

const struct drawing *graph_draw(struct arena *arena, const struct asl *asl,
                                 const struct graph_options *options)
{
    struct drawing *drawing = arena_new(arena, struct drawing);
    *drawing =
        (struct drawing){ .options = options,
                          .asl = asl,
                          .roots = { CARD_NONE, CARD_NONE },
                          .theme = options->theme == GRAPH_DARK ? &theme_dark : &theme_light };
    struct lines lines;
    const struct source *file;
    source_in_file(asl->doc->source, span_at(0, 0), &file);
    lines_init(&lines, arena, file);
    struct builder builder = { .arena = arena,
                               .asl = asl,
                               .options = options,
                               .drawing = drawing,
                               .inner_counts = count_inner(arena, asl),
                               .old_counts = count_inner(arena, options->old),
                               .lines = &lines };
    struct edge_finder finder = { 0 };
    intern_init(&builder.anchors, arena);
    reach_find(arena, asl, &builder.reached);
    const struct asl_state *container =
        options->container.len ? graph_container(asl, options->container) : NULL;
    if (container)
        draw_container(&builder, container);
    else
        draw_root(&builder, &finder);
    for (uint32_t i = 0; i < drawing->card_count; i++) {
        if (drawing->cards[i].kind == CARD_CONTAINER)
            open_container(&builder, &finder, i);
    }
    drawing_find_back_edges(arena, drawing);
    builder_limit_labels(&builder);
    drawing->summary = options->old       ? difference_summary(&builder)
                       : options->overlay ? status_summary(&builder)
                                          : describe(&builder);
    return drawing;
}
