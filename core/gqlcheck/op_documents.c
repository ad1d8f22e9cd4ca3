/*
 * op_documents.c - rules about the documents of operations as a whole.
 */
#include "gqlcheck/operations.h"

void gqlcheck_executable(struct gqlcheck *check, const struct gql_definition *definition)
{
    bool is_executable = definition->kind == GQL_OPERATION || definition->kind == GQL_FRAGMENT;
    /* graphql-js takes operations in schemas; a service that is given one does not. */
    if (check->is_operation || !is_executable || check->options->profile == GQL_PROFILE_GRAPHQL)
        return;
    struct diag *d =
        gqlcheck_report_in(check, RULE_GQL_EXECUTABLE, definition, gqlcheck_head(definition));
    diag_message(d, "%s does not belong into a schema", gql_kind_with_article(definition->kind));
    diag_help(d, "move it to a file of its own and check that with --operations");
}

static void check_executable_document(struct gqlcheck *check, const struct gql_document *document)
{
    for (const struct gql_definition *definition = document->definitions; definition;
         definition = definition->next) {
        if (definition->kind == GQL_OPERATION || definition->kind == GQL_FRAGMENT)
            continue;
        struct diag *d =
            gqlcheck_report_in(check, RULE_GQL_EXECUTABLE, definition, gqlcheck_head(definition));
        str name = gqlcheck_name(check, definition->name.id);
        if (name.len)
            diag_message(d, "the definition of \"%.*s\" cannot be executed", STR_ARG(name));
        else
            diag_message(d, "a schema definition cannot be executed");
    }
}

void gqlcheck_executable_documents(struct gqlcheck *check)
{
    for (uint32_t i = 0; i < check->operations->document_count; i++)
        check_executable_document(check, check->operations->documents[i]);
}

/* Operations, or fragments, of one document have different names. */
static void check_unique(struct gqlcheck *check, enum gql_kind kind, enum rule_id rule)
{
    const struct operations *all = check->operations;
    for (uint32_t i = 0; i < all->document_count; i++) {
        gqlcheck_marks_begin(check);
        for (uint32_t k = all->first_parts[i]; k < all->first_parts[i + 1]; k++) {
            const struct gql_definition *definition = all->parts[k].definition;
            struct diag *d;
            if (definition->kind != kind || !definition->name.id ||
                gqlcheck_mark_again(check, definition->name, definition, rule, &d))
                continue;
            str name = gqlcheck_name(check, definition->name.id);
            diag_message(d, "there can be only one %s named \"%.*s\"", gql_kind_name(kind), STR_ARG(name));
        }
    }
}

void gqlcheck_unique_operations(struct gqlcheck *check)
{
    check_unique(check, GQL_OPERATION, RULE_GQL_UNIQUE_OPERATIONS);
}

void gqlcheck_unique_fragments(struct gqlcheck *check)
{
    check_unique(check, GQL_FRAGMENT, RULE_GQL_UNIQUE_FRAGMENTS);
}

static uint32_t count_operations(const struct gql_document *document)
{
    uint32_t count = 0;
    for (const struct gql_definition *d = document->definitions; d; d = d->next)
        count += d->kind == GQL_OPERATION;
    return count;
}

void gqlcheck_lone_anonymous(struct gqlcheck *check)
{
    for (uint32_t i = 0; i < check->operations->document_count; i++) {
        const struct gql_document *document = check->operations->documents[i];
        if (count_operations(document) < 2)
            continue;
        for (const struct gql_definition *d = document->definitions; d; d = d->next) {
            if (d->kind != GQL_OPERATION || d->name.id)
                continue;
            struct diag *diag = gqlcheck_report_in(check, RULE_GQL_LONE_ANONYMOUS, d, gqlcheck_head(d));
            diag_message(diag, "an operation without a name must be the only one of its document");
        }
    }
}

/* One of several fragments with a name counts as used with the others. */
void gqlcheck_unused_fragments(struct gqlcheck *check)
{
    const struct operations *all = check->operations;
    gqlcheck_marks_begin(check);
    for (uint32_t i = 0; i < all->part_count; i++) {
        const struct gql_definition *definition = all->parts[i].definition;
        if (all->parts[i].is_used && definition->kind == GQL_FRAGMENT)
            gqlcheck_mark(check, definition->name.id)->item = definition;
    }
    for (uint32_t i = 0; i < all->part_count; i++) {
        const struct gql_definition *definition = all->parts[i].definition;
        if (definition->kind != GQL_FRAGMENT || gqlcheck_mark(check, definition->name.id)->item)
            continue;
        struct diag *d = gqlcheck_report_in(check, RULE_GQL_UNUSED_FRAGMENTS, definition, gqlcheck_head(definition));
        str name = gqlcheck_name(check, definition->name.id);
        diag_message(d, "fragment \"%.*s\" is never used", STR_ARG(name));
    }
}

/* -- cycles of fragments -- */

/*
 * As in graphql-js: a depth-first search over spreads, each fragment entered once; each spread that leads back into
 * the chain is one cycle. With its own stack, because a chain may be as long as the document.
 */
struct step {
    struct part *part;
    uint32_t next_spread;
};

struct search {
    struct gqlcheck *check;
    struct step *stack;
    uint32_t depth;
    uint32_t *place; /* by index of a fragment: 1 + its place in the stack, or 0 */
    bool *was_entered;
};

/* The number of the fragment that the name of this one means, since there may be several. */
static uint32_t fragment_index(const struct search *search, const struct part *part)
{
    return operations_fragment(search->check->operations, part->document, part->definition->name.id)->index;
}

/* How many spreads of a cycle are shown as places. */
#define PLACES_MAX 100u

static void enter(struct search *search, struct part *part)
{
    uint32_t index = fragment_index(search, part);
    search->was_entered[index] = true;
    search->stack[search->depth++] = (struct step){ part, 0 };
    search->place[index] = search->depth;
}

static span spread_span(const struct spread *spread)
{
    return (span){ spread->node->span.start, spread->node->name.span.end };
}

static void report_cycle(struct search *search, const struct part *fragment)
{
    struct gqlcheck *check = search->check;
    struct diag *d = NULL;
    struct buf via;
    buf_init(&via, check->arena);
    uint32_t first = search->place[fragment->index] - 1;
    for (uint32_t i = first; i < search->depth; i++) {
        const struct step *step = &search->stack[i];
        const struct spread *spread = &step->part->spreads[step->next_spread - 1];
        str name = gqlcheck_name(check, spread->node->name.id);
        if (!d)
            d = gqlcheck_report_in(check, RULE_GQL_FRAGMENT_CYCLES, step->part->definition, spread_span(spread));
        else if (i - first < PLACES_MAX)
            gqlcheck_relate(d, step->part->definition, spread_span(spread), "then here");
        if (i + 1 < search->depth && i - first < PLACES_MAX)
            buf_printf(&via, "%s\"%.*s\"", via.len ? ", " : " via ", STR_ARG(name));
    }
    str name = gqlcheck_name(check, fragment->definition->name.id), path = buf_text(&via);
    diag_message(d, "fragment \"%.*s\" spreads itself%.*s", STR_ARG(name), STR_ARG(path));
}

static void search_from(struct search *search, struct part *start)
{
    enter(search, start);
    while (search->depth > 0) {
        struct step *step = &search->stack[search->depth - 1];
        if (step->next_spread == step->part->spread_count) {
            search->place[fragment_index(search, step->part)] = 0;
            search->depth--;
            continue;
        }
        struct part *fragment = step->part->spreads[step->next_spread++].fragment;
        if (!fragment)
            continue;
        if (search->place[fragment->index])
            report_cycle(search, fragment);
        else if (!search->was_entered[fragment->index])
            enter(search, fragment);
    }
}

void gqlcheck_fragment_cycles(struct gqlcheck *check)
{
    const struct operations *all = check->operations;
    struct search search = {
        .check = check,
        .stack = arena_array(check->arena, struct step, all->part_count + 1),
        .place = arena_array(check->arena, uint32_t, all->part_count),
        .was_entered = arena_array(check->arena, bool, all->part_count),
    };
    for (uint32_t i = 0; i < all->part_count; i++) {
        if (all->parts[i].definition->kind == GQL_FRAGMENT && !search.was_entered[fragment_index(&search, &all->parts[i])])
            search_from(&search, &all->parts[i]);
    }
}
