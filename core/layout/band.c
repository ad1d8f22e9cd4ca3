#include "layout/internal.h"

/*
 * Steep enough to follow with the eye: a line that goes far sideways gets more height, up to a
 * limit.
 */
enum { SLOPE = 4, SLOPE_ROOM = 56 };

static int64_t largest(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

static void measure_layers(struct level *level)
{
    for (uint32_t i = 0; i < level->item_count; i++) {
        struct layer *layer = &level->layers[level->items[i].layer];
        layer->height = largest(layer->height, level->items[i].height);
    }
}

/* The farthest that a link goes sideways between each layer and the next; side lines count less. */
static int64_t *measure_slopes(const struct level *level)
{
    int64_t *slopes = arena_array(level->arena, int64_t, level->layer_count + 1);
    for (uint32_t i = 0; i < level->link_count; i++) {
        const struct link *link = &level->links[i];
        const struct item *upper = &level->items[link->upper], *lower = &level->items[link->lower];
        int64_t aside = upper->x + link->upper_port - lower->x - link->lower_port;
        aside = (aside < 0 ? -aside : aside) / (link->style == 0 ? 1 : 2);
        slopes[upper->layer] = largest(slopes[upper->layer], aside);
    }
    return slopes;
}

static int64_t gap_below(const struct level *level, uint32_t index, int64_t slope)
{
    int64_t extra = slope / SLOPE < SLOPE_ROOM ? slope / SLOPE : SLOPE_ROOM;
    bool is_exit_next = level->has_exit && index + 2 == level->layer_count;
    if (level->layers[index].is_label)
        return (is_exit_next ? SPACE_INNER : SPACE_ARROW) + extra;
    if (level->layers[index + 1].is_label)
        return SPACE_LABEL + extra;
    return (is_exit_next ? SPACE_EDGE : SPACE_GAP) + extra;
}

static int64_t first_left(const struct level *level)
{
    int64_t left = INT64_MAX;
    const struct layer *first = &level->layers[0];
    for (uint32_t i = 0; i < first->count; i++) {
        const struct item *item = &level->items[first->items[i]];
        left = item->x - item->left < left ? item->x - item->left : left;
    }
    return left;
}

/*
 * The room for the header, turned as everything is: at the top, or left to right as a strip at the
 * left.
 */
struct header {
    int64_t width, height;
    bool is_strip;
};

static struct header header_of(const struct level *level, const struct layout_node *container)
{
    if (!container)
        return (struct header){ 0 };
    if (level->graph->is_left_to_right)
        return (struct header){ container->header_height, container->header_width, true };
    return (struct header){ container->header_width, container->header_height, false };
}

/* What arrives at an entry has to pass at the right of the header. */
static int64_t shift_for_entry(const struct level *level, const struct header *header)
{
    if (!level->has_entry || header->is_strip || header->width == 0)
        return 0;
    int64_t entry = 0;
    for (uint32_t i = 0; i < level->box_count; i++) {
        if (level->boxes[i].kind == LAYOUT_ENTRY)
            entry = level->items[i].x;
    }
    return largest(0, SPACE_INNER + header->width + SPACE_INNER / 2 - entry);
}

static void move_items(struct level *level, int64_t shift)
{
    for (uint32_t i = 0; i < level->item_count; i++)
        level->items[i].x += shift;
    level->right += shift;
}

/* Lets x count from the left border of the container. */
static void shift_x(struct level *level, const struct header *header, int64_t padding)
{
    int64_t left = 0;
    for (uint32_t i = 0; i < level->item_count; i++) {
        const struct item *item = &level->items[i];
        left = i == 0 || item->x - item->left < left ? item->x - item->left : left;
        level->right =
            i == 0 ? item->x + item->right : largest(level->right, item->x + item->right);
    }
    int64_t spare = header->is_strip ? 0 : header->width - (level->right - left);
    move_items(level, padding - left + (spare > 0 ? spare / 2 : 0));
    move_items(level, header->is_strip ? header->width : shift_for_entry(level, header));
    level->width = largest(level->right, padding + header->width) + padding;
}

/*
 * Where the first layer starts. Beside the header when nothing of it is under the header, else
 * below.
 */
static int64_t first_top(struct level *level, const struct header *header, int64_t padding)
{
    int64_t room = level->has_far ? SPACE_GAP : 0;
    if (level->has_entry || padding == 0)
        return level->has_entry ? 0 : room;
    if (header->height == 0 || header->is_strip)
        return padding + room;
    if (first_left(level) >= padding + header->width + SPACE_BEND && !level->has_far) {
        struct layer *first = &level->layers[0];
        first->height = largest(first->height, header->height);
        return padding / 2;
    }
    return padding / 2 + header->height + padding / 2 + room;
}

static int64_t top_after_entry(const struct level *level, const struct header *header,
                               int64_t padding)
{
    int64_t room = level->has_far ? SPACE_GAP : 0;
    int64_t below = header->is_strip ? 0 : padding / 2 + header->height;
    return largest(SPACE_EDGE, below + padding / 4) + room;
}

static void stack_layers(struct level *level, const struct header *header, int64_t padding)
{
    const int64_t *slopes = measure_slopes(level);
    int64_t top = first_top(level, header, padding);
    for (uint32_t i = 0; i < level->layer_count; i++) {
        struct layer *layer = &level->layers[i];
        if (i == 1 && level->has_entry)
            top = top_after_entry(level, header, padding);
        layer->top = top;
        top += layer->height;
        if (i + 1 < level->layer_count)
            top += gap_below(level, i, slopes[i]);
    }
    level->height = top + (level->has_exit ? 0 : padding);
}

static void place_boxes(struct level *level)
{
    for (uint32_t i = 0; i < level->box_count; i++) {
        const struct layer *layer = &level->layers[level->items[i].layer];
        struct box *box = &level->boxes[i];
        /* Dots stand in the middle of what is beside them, cards in a row. */
        int64_t slack = box->height < 2 * SPACE_LABEL ? (layer->height - box->height) / 2 : 0;
        box->y = box->kind == LAYOUT_EXIT ? level->height : layer->top + slack;
    }
}

void level_set_bands(struct level *level, const struct layout_node *container)
{
    int64_t padding = container ? SPACE_INNER : 0;
    struct header header = header_of(level, container);
    measure_layers(level);
    shift_x(level, &header, padding);
    if (level->layer_count > 0)
        stack_layers(level, &header, padding);
    level->height = largest(level->height, header.height + 2 * padding);
    level->width += level->width & 1;
    level->height += level->height & 1;
    place_boxes(level);
}
