#include "graph/internal.h"

/*
 * Fields that say where a state leads, or hold other states: their changes show at the edges and
 * states.
 */
static bool is_shown_elsewhere(enum name name)
{
    return name == NAME_Next || name == NAME_End || name == NAME_Default || name == NAME_Branches ||
           name == NAME_ItemProcessor || name == NAME_Iterator;
}

/* Two documents, in step. Depth is bounded by that of the documents, which readers limit. */
static bool is_same_text(const struct doc *a_doc, const struct node *a, const struct doc *b_doc,
                         const struct node *b)
{
    uint32_t count =
        node_is_container(a) ? doc_index(a_doc, doc_after(a_doc, a)) - doc_index(a_doc, a) : 1;
    uint32_t other =
        node_is_container(b) ? doc_index(b_doc, doc_after(b_doc, b)) - doc_index(b_doc, b) : 1;
    if (count != other)
        return false;
    /*
     * Nodes stand in preorder: the same kinds, counts and texts in the same order are the same
     * value.
     */
    for (uint32_t i = 0; i < count; i++) {
        bool is_container = node_is_container(a + i);
        if (node_kind(a + i) != node_kind(b + i) || node_count(a + i) != node_count(b + i))
            return false;
        if (!is_container && !str_equal(doc_text(a_doc, a + i), doc_text(b_doc, b + i)))
            return false;
    }
    return true;
}

static void put_name(struct buf *out, str name)
{
    buf_printf(out, "%s%.*s", out->len ? ", " : "", STR_ARG(name));
}

static void put_changed_fields(struct buf *out, const struct asl *old_asl,
                               const struct asl_state *old, const struct asl *asl,
                               const struct asl_state *state)
{
    for (uint32_t i = 0; i < state->object.field_count; i++) {
        const struct asl_field *field = &state->object.fields[i];
        str name = doc_text(asl->doc, field->key);
        const struct node *before =
            node_kind(old->object.node) == NODE_OBJECT
                ? doc_member_named(old_asl->doc, old->object.node, name, NULL)
                : NULL;
        if (is_shown_elsewhere(field->name))
            continue;
        if (!before || !is_same_text(old_asl->doc, before, asl->doc, field->value))
            put_name(out, name);
    }
    for (uint32_t i = 0; i < old->object.field_count; i++) {
        const struct asl_field *field = &old->object.fields[i];
        str name = doc_text(old_asl->doc, field->key);
        bool is_kept = node_kind(state->object.node) == NODE_OBJECT &&
                       doc_member_named(asl->doc, state->object.node, name, NULL);
        if (!is_shown_elsewhere(field->name) && !is_kept)
            put_name(out, name);
    }
}

bool difference_of_states(struct arena *arena, const struct asl *old_asl,
                          const struct asl_state *old, const struct asl *asl,
                          const struct asl_state *state, str *fields)
{
    struct buf out;
    buf_init(&out, arena);
    put_changed_fields(&out, old_asl, old, asl, state);
    *fields = buf_text(&out);
    return out.len > 0;
}

static void put_counts(struct buf *out, const char *what, const uint32_t counts[3])
{
    static const char *const words[] = { "added", "removed", "changed" };
    for (int i = 0; i < 3; i++) {
        if (counts[i] > 0)
            buf_printf(out, "%s%u %s%s %s", out->len ? ", " : "", counts[i], what,
                       counts[i] == 1 ? "" : "s", words[i]);
    }
}

str difference_summary(struct builder *builder)
{
    const struct drawing *drawing = builder->drawing;
    uint32_t states[3] = { 0 }, edges[3] = { 0 };
    for (uint32_t i = 0; i < drawing->card_count; i++) {
        enum tint tint = drawing->cards[i].tint;
        if (tint >= TINT_ADDED && tint <= TINT_CHANGED)
            states[tint - TINT_ADDED]++;
    }
    for (uint32_t i = 0; i < drawing->edge_count; i++) {
        edges[0] += drawing->edges[i].is_added;
        edges[1] += drawing->edges[i].is_removed;
    }
    struct buf out;
    buf_init(&out, builder->arena);
    put_counts(&out, "state", states);
    put_counts(&out, "transition", edges);
    if (out.len == 0)
        buf_str(&out, STR("nothing has changed"));
    return str_printf(builder->arena, "The difference of two versions: %.*s.",
                      STR_ARG(buf_text(&out)));
}
