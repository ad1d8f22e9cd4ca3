#include "layout/internal.h"

/*
 * Makes blocks: items of consecutive layers whose links are drawn as one vertical line. An item is
 * aligned with at most one item above and one below, and the aligned links between two layers do
 * not cross; so blocks can be moved sideways as a whole. Straighter classes of links choose first.
 */

/*
 * Per layer: where the aligned links between the layer above and this one lie. Positions count from
 * 0.
 */
struct aligner {
    struct level *level;
    uint32_t *below;          /* item: the aligned link below it, or NONE */
    uint32_t *above;          /* item: the same above */
    uint32_t *leftmost_right; /* upper position: smallest lower position of an aligned link further
                                 right */
};

/* Among the links of a class from above, the middle one; NONE when there is none. */
static uint32_t preferred_above(const struct aligner *aligner, uint32_t item,
                                enum straightness class)
{
    const struct level *level = aligner->level;
    uint32_t first = level->ups.start[item], end = level->ups.start[item + 1];
    uint32_t count = 0;
    for (uint32_t k = first; k < end; k++)
        count += level->links[level->ups.list[k]].straightness == class;
    if (count == 0)
        return NONE;
    uint32_t wanted = (count - 1) / 2;
    for (uint32_t k = first; k < end; k++) {
        uint32_t link = level->ups.list[k];
        if (level->links[link].straightness == class && wanted-- == 0)
            return link;
    }
    return NONE;
}

/* What is aligned already further right sets the bound for the lower ends. */
static void find_bounds(struct aligner *aligner, const struct layer *upper)
{
    const struct level *level = aligner->level;
    uint32_t bound = NONE;
    for (uint32_t i = upper->count; i-- > 0;) {
        aligner->leftmost_right[i] = bound;
        uint32_t link = aligner->below[upper->items[i]];
        if (link != NONE)
            bound = level->items[level->links[link].lower].position;
    }
}

static void align_class(struct aligner *aligner, const struct layer *upper, enum straightness class,
                        bool only_preferred)
{
    struct level *level = aligner->level;
    uint32_t next_free = 0; /* lower positions below this one lie left of an aligned link */
    find_bounds(aligner, upper);
    for (uint32_t i = 0; i < upper->count; i++) {
        uint32_t item = upper->items[i];
        for (uint32_t k = level->downs.start[item]; k < level->downs.start[item + 1]; k++) {
            uint32_t index = level->downs.list[k];
            const struct link *link = &level->links[index];
            uint32_t position = level->items[link->lower].position;
            if (link->straightness != class || aligner->below[item] != NONE ||
                aligner->above[link->lower] != NONE || position < next_free ||
                position >= aligner->leftmost_right[i])
                continue;
            if (only_preferred && preferred_above(aligner, link->lower, class) != index)
                continue;
            aligner->below[item] = aligner->above[link->lower] = index;
        }
        if (aligner->below[item] != NONE)
            next_free = level->items[level->links[aligner->below[item]].lower].position + 1;
    }
}

/*
 * Numbers the blocks and lays down where in its block each item is. Upper items come before lower
 * ones.
 */
static void number_blocks(struct aligner *aligner)
{
    struct level *level = aligner->level;
    level->block_count = 0;
    for (uint32_t i = 0; i < level->layer_count; i++) {
        const struct layer *layer = &level->layers[i];
        for (uint32_t k = 0; k < layer->count; k++) {
            struct item *item = &level->items[layer->items[k]];
            uint32_t above = aligner->above[layer->items[k]];
            if (above == NONE) {
                item->block = level->block_count++;
                item->offset = 0;
            } else {
                const struct link *link = &level->links[above];
                item->block = level->items[link->upper].block;
                item->offset =
                    level->items[link->upper].offset + link->upper_port - link->lower_port;
            }
        }
    }
}

void level_align(struct level *level)
{
    struct aligner aligner = {
        .level = level,
        .below = arena_array(level->arena, uint32_t, level->item_count),
        .above = arena_array(level->arena, uint32_t, level->item_count),
        .leftmost_right = arena_array(level->arena, uint32_t, level->item_count),
    };
    for (uint32_t i = 0; i < level->item_count; i++)
        aligner.below[i] = aligner.above[i] = NONE;
    for (uint32_t i = 0; i + 1 < level->layer_count; i++) {
        for (enum straightness class = STRAIGHT_TRUNK; class < STRAIGHT_NEVER; class ++) {
            align_class(&aligner, &level->layers[i], class, true);
            align_class(&aligner, &level->layers[i], class, false);
        }
    }
    number_blocks(&aligner);
}
