#include "graph/internal.h"

#include "source/lines.h"

static uint32_t line_of(const struct builder *builder, const struct asl_state *state)
{
    const struct source *file;
    const struct asl *asl = state->machine->asl;
    if (asl != builder->asl || !state->object.key)
        return 0;
    span place = source_in_file(asl->doc->source, node_span(state->object.key), &file);
    return lines_position(builder->lines, place.start).line;
}

static bool has_states(const struct asl_state *state)
{
    for (uint32_t i = 0; i < state->machine_count; i++) {
        if (state->machines[i].state_count > 0)
            return true;
    }
    return false;
}

static void collapse(struct builder *builder, struct card *card, const struct asl_state *state,
                     const uint32_t *counts)
{
    uint32_t count = counts[state->number];
    card->is_collapsed = true;
    card_add_row(builder->arena, card, STR(""),
                 count == 1 ? STR("1 state inside")
                            : str_printf(builder->arena, "%u states inside", count));
}

/* Open containers around the states of the scene. */
static uint32_t scene_level(const struct builder *builder, const struct scene *scene)
{
    if (scene->parent == CARD_NONE)
        return 0;
    const struct card *parent = builder_card(builder, scene->parent);
    return parent->level + (parent->kind == CARD_CONTAINER);
}

static uint32_t add_state(struct builder *builder, const struct scene *scene,
                          const struct asl_state *state, bool is_old)
{
    bool is_container = has_states(state);
    bool is_open = is_container && scene_level(builder, scene) < builder->options->depth;
    uint32_t index =
        builder_add_card(builder, is_open ? CARD_CONTAINER : CARD_STATE, scene->parent,
                         str_printf(builder->arena, is_old ? "r%u" : "s%u", state->number));
    struct card *card = builder_card(builder, index);
    card_describe(builder->arena, card, state);
    card->anchor = builder_anchor(builder, state->name);
    if (is_container && !is_open)
        collapse(builder, card, state, is_old ? builder->old_counts : builder->inner_counts);
    if (!is_old) {
        card->line = line_of(builder, state);
        card->is_unreachable = !bits_has(&builder->reached, state->number);
    }
    return index;
}

static void mark_change(struct builder *builder, struct card *card, enum tint tint, str word)
{
    card->tint = tint;
    card->word = word;
    if (card->detail.len > 0 && word.len > 0)
        card_add_row(builder->arena, card, STR(""), card->detail);
}

static void compare_with_old(struct builder *builder, const struct scene *scene,
                             const struct asl_state *state, uint32_t card)
{
    const struct asl_state *old = scene->old ? asl_find_state(scene->old, state->name) : NULL;
    str fields;
    if (!old) {
        mark_change(builder, builder_card(builder, card), TINT_ADDED, STR("ADDED"));
    } else if (difference_of_states(builder->arena, builder->options->old, old, builder->asl, state,
                                    &fields)) {
        mark_change(builder, builder_card(builder, card), TINT_CHANGED, STR("CHANGED"));
        card_add_row(builder->arena, builder_card(builder, card), STR(""),
                     str_printf(builder->arena, "differs in %.*s", STR_ARG(fields)));
    } else {
        builder_card(builder, card)->tint = TINT_SAME;
    }
    if (old) {
        scene->old_cards[old->index] = card;
        builder_card(builder, card)->old = old;
    }
}

static void add_removed_states(struct builder *builder, const struct scene *scene)
{
    for (uint32_t i = 0; scene->old && i < scene->old->state_count; i++) {
        const struct asl_state *old = &scene->old->states[i];
        if (scene->old_cards[i] != CARD_NONE)
            continue;
        scene->old_cards[i] = add_state(builder, scene, old, true);
        mark_change(builder, builder_card(builder, scene->old_cards[i]), TINT_REMOVED,
                    STR("REMOVED"));
    }
}

static uint32_t *no_cards(struct builder *builder, const struct asl_machine *machine)
{
    uint32_t count = machine ? machine->state_count : 0;
    uint32_t *cards = arena_array(builder->arena, uint32_t, count);
    for (uint32_t i = 0; i < count; i++)
        cards[i] = CARD_NONE;
    return cards;
}

static void add_states(struct builder *builder, struct scene *scene)
{
    scene->cards = no_cards(builder, scene->machine);
    scene->old_cards = no_cards(builder, scene->old);
    for (uint32_t i = 0; scene->machine && i < scene->machine->state_count; i++) {
        const struct asl_state *state = &scene->machine->states[i];
        scene->cards[i] = add_state(builder, scene, state, false);
        if (builder->options->old)
            compare_with_old(builder, scene, state, scene->cards[i]);
        else if (builder->options->overlay)
            status_mark_card(builder, builder_card(builder, scene->cards[i]));
    }
    add_removed_states(builder, scene);
}

/* The card that stands for a state of this name, which the machine does not have. */
static uint32_t missing_card(struct builder *builder, struct scene *scene, str name)
{
    bool is_new;
    uint32_t number = intern_add_new(&scene->missing, name, &is_new);
    if (!is_new)
        return scene->missing_cards[number];
    scene->missing_cards =
        arena_grow(builder->arena, scene->missing_cards, number * sizeof(uint32_t),
                   (number + 1) * sizeof(uint32_t), _Alignof(uint32_t));
    uint32_t index =
        builder_add_card(builder, CARD_MISSING, scene->parent,
                         str_printf(builder->arena, "m%u", builder->drawing->card_count));
    struct card *card = builder_card(builder, index);
    card->name = words_one_line(builder->arena, name);
    card->detail = STR("does not exist");
    card->tint = TINT_MISSING;
    card->tooltip = str_printf(builder->arena, "there is no state \"%.*s\"", STR_ARG(name));
    scene->missing_cards[number] = index;
    return index;
}

static enum drawing_edge_kind edge_kind(enum asl_transition_kind kind)
{
    switch (kind) {
    case ASL_START: return EDGE_START;
    case ASL_NEXT: return EDGE_NEXT;
    case ASL_CHOICE_NEXT:
    case ASL_DEFAULT: return EDGE_CHOICE;
    case ASL_CATCH: return EDGE_CATCH;
    }
    return EDGE_NEXT;
}

static struct edge_label label_of(struct builder *builder, const struct asl_state *state,
                                  const struct asl_transition *transition)
{
    if (transition->kind == ASL_DEFAULT)
        return (struct edge_label){ .is_default = true, .text = STR("default") };
    if (transition->kind == ASL_CATCH) {
        for (uint32_t i = 0; i < state->catcher_count; i++) {
            if (state->catchers[i].object.index == transition->index)
                return (struct edge_label){ STR("catch"),
                                            words_errors(builder->arena, &state->catchers[i]),
                                            false };
        }
    }
    struct edge_label label = { .lead = str_printf(builder->arena, "%u", transition->index + 1) };
    const struct asl_rule *rule = (const struct asl_rule *)transition->owner;
    str condition = condition_text(builder->arena, state->machine->asl, rule);
    if (card_condition_fits_edge(condition))
        label.text = condition;
    return label;
}

static void add_label(struct builder *builder, struct drawing_edge *edge,
                      const struct asl_state *state, const struct asl_transition *transition)
{
    if (transition->kind == ASL_NEXT)
        return;
    /* Room for the next power of two. */
    uint32_t count = edge->label_count;
    if ((count & (count - 1)) == 0) {
        uint32_t larger = count ? 2 * count : 1;
        edge->labels = arena_grow(builder->arena, edge->labels, count * sizeof *edge->labels,
                                  larger * sizeof *edge->labels, _Alignof(struct edge_label));
    }
    edge->labels[edge->label_count++] = label_of(builder, state, transition);
}

static uint32_t *last_edge(struct builder *builder, struct edge_finder *finder,
                           enum drawing_edge_kind kind, uint32_t head)
{
    if (head >= finder->capacity) {
        uint32_t larger =
            builder->drawing->card_capacity > head ? builder->drawing->card_capacity : head + 1;
        for (int i = 0; i < 3; i++) {
            finder->last[i] =
                arena_grow(builder->arena, finder->last[i], finder->capacity * sizeof(uint32_t),
                           larger * sizeof(uint32_t), _Alignof(uint32_t));
            for (uint32_t k = finder->capacity; k < larger; k++)
                finder->last[i][k] = CARD_NONE;
        }
        finder->capacity = larger;
    }
    return &finder->last[kind - EDGE_NEXT][head];
}

static bool is_drawn_between(const struct builder *builder, uint32_t edge, uint32_t tail,
                             uint32_t head)
{
    return edge != CARD_NONE && builder->drawing->edges[edge].tail == tail &&
           builder->drawing->edges[edge].head == head;
}

static void draw_transition(struct builder *builder, struct scene *scene,
                            struct edge_finder *finder, const struct asl_state *state,
                            uint32_t index, uint32_t tail)
{
    const struct asl_transition *transition = &state->transitions[index];
    enum drawing_edge_kind kind = edge_kind(transition->kind);
    uint32_t head = transition->target ? scene->cards[transition->target->index]
                                       : missing_card(builder, scene, transition->name);
    uint32_t *last = last_edge(builder, finder, kind, head);
    if (!is_drawn_between(builder, *last, tail, head)) {
        *last = builder->drawing->edge_count;
        builder_add_edge(builder, kind, tail, head);
    }
    struct drawing_edge *edge = &builder->drawing->edges[*last];
    add_label(builder, edge, state, transition);
    const struct graph_outcome *outcome = status_outcome(builder, state);
    if (outcome)
        status_mark_edge(builder, edge, outcome->taken[index]);
}

static bool has_transition(const struct asl_state *state, enum asl_transition_kind kind, str name)
{
    for (uint32_t i = 0; state && i < state->transition_count; i++) {
        if (edge_kind(state->transitions[i].kind) == edge_kind(kind) &&
            str_equal(state->transitions[i].name, name))
            return true;
    }
    return false;
}

/* Edges that only one of both versions has. */
static void mark_new_edges(struct builder *builder, uint32_t from, const struct asl_state *old)
{
    for (uint32_t i = from; i < builder->drawing->edge_count; i++) {
        struct drawing_edge *edge = &builder->drawing->edges[i];
        enum asl_transition_kind kind = edge->kind == EDGE_NEXT     ? ASL_NEXT
                                        : edge->kind == EDGE_CHOICE ? ASL_CHOICE_NEXT
                                                                    : ASL_CATCH;
        const struct card *head = builder_card(builder, edge->head);
        edge->is_added = !has_transition(old, kind, head->state ? head->state->name : head->name);
    }
}

static void draw_removed_transitions(struct builder *builder, struct scene *scene,
                                     struct edge_finder *finder, const struct asl_state *old,
                                     const struct asl_state *state)
{
    uint32_t tail = scene->old_cards[old->index];
    for (uint32_t i = 0; i < old->transition_count; i++) {
        const struct asl_transition *transition = &old->transitions[i];
        enum drawing_edge_kind kind = edge_kind(transition->kind);
        if (has_transition(state, transition->kind, transition->name))
            continue;
        uint32_t head = transition->target ? scene->old_cards[transition->target->index]
                                           : missing_card(builder, scene, transition->name);
        uint32_t *last = last_edge(builder, finder, kind, head);
        if (!is_drawn_between(builder, *last, tail, head)) {
            *last = builder->drawing->edge_count;
            builder_add_edge(builder, kind, tail, head)->is_removed = true;
        }
        add_label(builder, &builder->drawing->edges[*last], old, transition);
    }
}

static void draw_transitions(struct builder *builder, struct scene *scene,
                             struct edge_finder *finder)
{
    for (uint32_t i = 0; scene->machine && i < scene->machine->state_count; i++) {
        const struct asl_state *state = &scene->machine->states[i];
        uint32_t first = builder->drawing->edge_count;
        for (uint32_t k = 0; k < state->transition_count; k++)
            draw_transition(builder, scene, finder, state, k, scene->cards[i]);
        if (builder->options->old)
            mark_new_edges(builder, first,
                           scene->old ? asl_find_state(scene->old, state->name) : NULL);
    }
    for (uint32_t i = 0; scene->old && i < scene->old->state_count; i++) {
        const struct asl_state *old = &scene->old->states[i];
        const struct asl_state *state =
            scene->machine ? asl_find_state(scene->machine, old->name) : NULL;
        if (asl_find_state(scene->old, old->name) == old)
            draw_removed_transitions(builder, scene, finder, old, state);
    }
}

static void draw_start(struct builder *builder, struct scene *scene,
                       const struct asl_machine *machine, const uint32_t *cards)
{
    enum drawing_edge_kind kind = scene->parent == CARD_NONE ? EDGE_START : EDGE_FORK;
    const struct asl_transition *start = &machine->start;
    if (start->name.len == 0 && !start->node)
        return;
    uint32_t head =
        start->target ? cards[start->target->index] : missing_card(builder, scene, start->name);
    struct drawing_edge *edge = builder_add_edge(builder, kind, scene->begin, head);
    if (builder->options->overlay)
        status_mark_edge(builder, edge, builder->options->overlay->started[machine->number]);
}

static void draw_both_starts(struct builder *builder, struct scene *scene)
{
    uint32_t first = builder->drawing->edge_count;
    bool is_same = scene->machine && scene->old &&
                   str_equal(scene->machine->start.name, scene->old->start.name);
    if (scene->machine)
        draw_start(builder, scene, scene->machine, scene->cards);
    if (!builder->options->old || is_same)
        return;
    for (uint32_t i = first; i < builder->drawing->edge_count; i++)
        builder->drawing->edges[i].is_added = true;
    uint32_t second = builder->drawing->edge_count;
    if (scene->old)
        draw_start(builder, scene, scene->old, scene->old_cards);
    for (uint32_t i = second; i < builder->drawing->edge_count; i++)
        builder->drawing->edges[i].is_removed = true;
}

bool scene_leads_to_end(const struct asl_state *state)
{
    return state && state->is_end && state->object.kind != ASL_FAIL;
}

/* The end (or join) comes into being when the first state leads there. */
static struct drawing_edge *draw_end_of(struct builder *builder, struct scene *scene, uint32_t tail)
{
    bool is_root = scene->parent == CARD_NONE;
    if (scene->finish == CARD_NONE && is_root)
        scene->finish = builder_add_card(builder, CARD_END, CARD_NONE, STR("@end"));
    return builder_add_edge(builder, is_root ? EDGE_END : EDGE_JOIN, tail, scene->finish);
}

void scene_draw_ends(struct builder *builder, struct scene *scene)
{
    for (uint32_t i = 0; scene->machine && i < scene->machine->state_count; i++) {
        const struct asl_state *state = &scene->machine->states[i];
        const struct asl_state *old = scene->old ? asl_find_state(scene->old, state->name) : NULL;
        if (!scene_leads_to_end(state))
            continue;
        struct drawing_edge *edge = draw_end_of(builder, scene, scene->cards[i]);
        const struct graph_outcome *outcome = status_outcome(builder, state);
        edge->is_added = builder->options->old && !scene_leads_to_end(old);
        if (outcome)
            status_mark_edge(builder, edge, outcome->has_ended);
    }
    for (uint32_t i = 0; scene->old && i < scene->old->state_count; i++) {
        const struct asl_state *old = &scene->old->states[i];
        const struct asl_state *state =
            scene->machine ? asl_find_state(scene->machine, old->name) : NULL;
        if (scene_leads_to_end(old) && !scene_leads_to_end(state) &&
            scene->old_cards[i] != CARD_NONE)
            draw_end_of(builder, scene, scene->old_cards[i])->is_removed = true;
    }
}

void scene_draw(struct builder *builder, struct scene *scene, struct edge_finder *finder)
{
    intern_init(&scene->missing, builder->arena);
    add_states(builder, scene);
    draw_both_starts(builder, scene);
    draw_transitions(builder, scene, finder);
}
