#include "layout/layout.h"

#include "test.h"

#include "layout/geometry.h"

enum { MOST = 4096 };

struct sketch {
    struct arena arena;
    struct layout_graph graph;
};

static int set_up(void **state)
{
    struct sketch *sketch = test_calloc(1, sizeof *sketch);
    arena_init(&sketch->arena, &plain_memory);
    sketch->graph.nodes = arena_array(&sketch->arena, struct layout_node, MOST);
    sketch->graph.edges = arena_array(&sketch->arena, struct layout_edge, MOST);
    *state = sketch;
    return 0;
}

static int tear_down(void **state)
{
    struct sketch *sketch = *state;
    arena_finish(&sketch->arena);
    test_free(sketch);
    return 0;
}

static uint32_t add(struct sketch *sketch, enum layout_kind kind, uint32_t parent)
{
    sketch->graph.nodes[sketch->graph.node_count] = (struct layout_node){
        .kind = kind, .parent = parent, .width = 120, .height = 44, .header_width = 90, .header_height = 30,
        .top = LAYOUT_ROOT, .bottom = LAYOUT_ROOT };
    return sketch->graph.node_count++;
}

static uint32_t box(struct sketch *sketch)
{
    return add(sketch, LAYOUT_BOX, LAYOUT_ROOT);
}

static struct layout_edge *edge(struct sketch *sketch, uint32_t tail, uint32_t head)
{
    struct layout_edge *added = &sketch->graph.edges[sketch->graph.edge_count++];
    *added = (struct layout_edge){ .tail = tail, .head = head };
    return added;
}

static struct layout_edge *labelled(struct sketch *sketch, uint32_t tail, uint32_t head)
{
    struct layout_edge *added = edge(sketch, tail, head);
    added->priority = LAYOUT_CHOICE;
    added->label_width = 60;
    added->label_height = 12;
    return added;
}

static void run(struct sketch *sketch)
{
    assert_true(layout_run(&sketch->arena, &sketch->graph));
    const char *fault = geometry_fault(&sketch->graph);
    if (fault)
        fail_msg("%s", fault);
}

static int64_t middle(const struct sketch *sketch, uint32_t node)
{
    return sketch->graph.nodes[node].x + sketch->graph.nodes[node].width / 2;
}

static int64_t bottom(const struct sketch *sketch, uint32_t node)
{
    return sketch->graph.nodes[node].y + sketch->graph.nodes[node].height;
}

static struct layout_point end_of(const struct layout_edge *edge)
{
    return edge->steps[edge->step_count - 1].to;
}

static void an_empty_graph_has_no_size(void **state)
{
    struct sketch *sketch = *state;
    run(sketch);
    assert_int_equal(sketch->graph.width, 0);
    assert_int_equal(sketch->graph.height, 0);
}

static void one_box_fills_the_drawing(void **state)
{
    struct sketch *sketch = *state;
    box(sketch);
    run(sketch);
    assert_int_equal(sketch->graph.width, 120);
    assert_int_equal(sketch->graph.height, 44);
}

static void a_line_is_straight(void **state)
{
    struct sketch *sketch = *state;
    for (int i = 0; i < 5; i++) {
        box(sketch);
        sketch->graph.nodes[i].width = 80 + 30 * i;
    }
    for (uint32_t i = 0; i < 4; i++)
        edge(sketch, i, i + 1);
    run(sketch);
    for (uint32_t i = 0; i < 4; i++) {
        assert_int_equal(middle(sketch, i), middle(sketch, i + 1));
        assert_true(sketch->graph.nodes[i + 1].y > bottom(sketch, i));
        assert_int_equal(sketch->graph.edges[i].step_count, 1);
    }
}

static void choices_stand_in_order(void **state)
{
    struct sketch *sketch = *state;
    uint32_t choice = box(sketch);
    for (int i = 0; i < 12; i++)
        labelled(sketch, choice, box(sketch));
    run(sketch);
    for (uint32_t i = 1; i < 12; i++)
        assert_true(sketch->graph.nodes[i].x < sketch->graph.nodes[i + 1].x);
}

static void the_longest_way_is_kept_straight(void **state)
{
    struct sketch *sketch = *state;
    uint32_t choice = box(sketch), wait = box(sketch), work = box(sketch), done = box(sketch);
    labelled(sketch, choice, wait);
    labelled(sketch, choice, work);
    edge(sketch, work, done);
    run(sketch);
    assert_int_equal(middle(sketch, choice), middle(sketch, work));
    assert_int_equal(middle(sketch, work), middle(sketch, done));
    assert_true(middle(sketch, wait) < middle(sketch, choice));
}

static void a_spread_of_two_is_symmetrical(void **state)
{
    struct sketch *sketch = *state;
    uint32_t fork = box(sketch), a = box(sketch), b = box(sketch), join = box(sketch);
    edge(sketch, fork, a)->priority = LAYOUT_SPREAD;
    edge(sketch, fork, b)->priority = LAYOUT_SPREAD;
    edge(sketch, a, join)->priority = LAYOUT_SPREAD;
    edge(sketch, b, join)->priority = LAYOUT_SPREAD;
    run(sketch);
    assert_int_equal(2 * middle(sketch, fork), middle(sketch, a) + middle(sketch, b));
    assert_int_equal(2 * middle(sketch, join), middle(sketch, a) + middle(sketch, b));
}

static void a_loop_stays_beside_its_box(void **state)
{
    struct sketch *sketch = *state;
    uint32_t a = box(sketch);
    labelled(sketch, a, a);
    run(sketch);
    assert_true(sketch->graph.edges[0].is_back);
    assert_int_equal(end_of(&sketch->graph.edges[0]).x, 120);
    assert_true(sketch->graph.edges[0].label.x > 120);
}

static void a_back_edge_touches_the_sides(void **state)
{
    struct sketch *sketch = *state;
    uint32_t a = box(sketch), b = box(sketch);
    edge(sketch, a, b);
    struct layout_edge *back = labelled(sketch, b, a);
    run(sketch);
    assert_true(back->is_back);
    assert_int_equal(back->start.x, sketch->graph.nodes[b].x + 120);
    assert_int_equal(end_of(back).x, sketch->graph.nodes[a].x + 120);
    assert_false(sketch->graph.edges[0].is_back);
}

static void a_back_edge_from_the_left_stays_left(void **state)
{
    struct sketch *sketch = *state;
    uint32_t poll = box(sketch), choice = box(sketch), wait = box(sketch), work = box(sketch);
    edge(sketch, poll, choice);
    labelled(sketch, choice, wait);
    labelled(sketch, choice, work);
    edge(sketch, work, box(sketch));
    struct layout_edge *back = edge(sketch, wait, poll);
    run(sketch);
    assert_int_equal(back->start.x, sketch->graph.nodes[wait].x);
    assert_int_equal(end_of(back).x, sketch->graph.nodes[poll].x);
}

static void edges_of_one_style_run_together(void **state)
{
    struct sketch *sketch = *state;
    uint32_t last = box(sketch);
    uint32_t handler = 0;
    for (int i = 0; i < 6; i++) {
        uint32_t next = box(sketch);
        edge(sketch, last, next);
        last = next;
    }
    handler = box(sketch);
    for (uint32_t i = 0; i < 6; i++) {
        struct layout_edge *caught = labelled(sketch, i, handler);
        caught->priority = LAYOUT_SIDE;
        caught->style = 1;
    }
    run(sketch);
    for (uint32_t i = 6; i < 12; i++) {
        assert_int_equal(end_of(&sketch->graph.edges[i]).x, end_of(&sketch->graph.edges[6]).x);
        assert_int_equal(end_of(&sketch->graph.edges[i]).y, end_of(&sketch->graph.edges[6]).y);
    }
    assert_int_equal(middle(sketch, 0), middle(sketch, last));
}

static void contents_lie_below_the_header(void **state)
{
    struct sketch *sketch = *state;
    uint32_t outer = add(sketch, LAYOUT_CONTAINER, LAYOUT_ROOT);
    uint32_t inner = add(sketch, LAYOUT_BOX, outer);
    uint32_t after = box(sketch);
    edge(sketch, outer, after);
    run(sketch);
    assert_true(sketch->graph.nodes[inner].y >= sketch->graph.nodes[outer].y + 30);
    assert_int_equal(sketch->graph.edges[0].start.y, bottom(sketch, outer));
}

static void an_edge_goes_on_behind_an_entry(void **state)
{
    struct sketch *sketch = *state;
    uint32_t fork = box(sketch), branch = add(sketch, LAYOUT_CONTAINER, LAYOUT_ROOT);
    uint32_t entry = add(sketch, LAYOUT_ENTRY, branch), first = add(sketch, LAYOUT_BOX, branch);
    uint32_t exit = add(sketch, LAYOUT_EXIT, branch), join = box(sketch);
    edge(sketch, fork, branch);
    edge(sketch, entry, first);
    edge(sketch, first, exit);
    edge(sketch, branch, join);
    run(sketch);
    const struct layout_edge *edges = sketch->graph.edges;
    assert_int_equal(edges[1].start.x, end_of(&edges[0]).x);
    assert_int_equal(edges[1].start.y, end_of(&edges[0]).y);
    assert_int_equal(end_of(&edges[2]).x, edges[3].start.x);
    assert_int_equal(end_of(&edges[2]).y, edges[3].start.y);
    /* The line in passes at the right of the header. */
    assert_true(edges[1].start.x > sketch->graph.nodes[branch].x + 90);
}

static void a_narrow_first_layer_stands_beside_the_header(void **state)
{
    struct sketch *sketch = *state;
    uint32_t outer = add(sketch, LAYOUT_CONTAINER, LAYOUT_ROOT), fork = add(sketch, LAYOUT_BOX, outer);
    sketch->graph.nodes[fork].width = sketch->graph.nodes[fork].height = 8;
    sketch->graph.nodes[outer].top = fork;
    for (int i = 0; i < 3; i++)
        edge(sketch, fork, add(sketch, LAYOUT_BOX, outer))->priority = LAYOUT_SPREAD;
    run(sketch);
    assert_true(bottom(sketch, fork) <= sketch->graph.nodes[outer].y + 40);
    assert_true(sketch->graph.nodes[fork].x > sketch->graph.nodes[outer].x + 90);
}

static void left_to_right_is_the_same_turned(void **state)
{
    struct sketch *sketch = *state;
    uint32_t a = box(sketch), b = box(sketch);
    labelled(sketch, a, b);
    sketch->graph.is_left_to_right = true;
    run(sketch);
    assert_int_equal(sketch->graph.nodes[a].width, 120);
    assert_int_equal(sketch->graph.nodes[a].y, sketch->graph.nodes[b].y);
    assert_true(sketch->graph.nodes[b].x > 120);
    assert_true(sketch->graph.edges[0].label.y > sketch->graph.edges[0].start.y);
}

static void boxes_without_edges_are_stacked(void **state)
{
    struct sketch *sketch = *state;
    for (int i = 0; i < 100; i++)
        box(sketch);
    run(sketch);
    assert_true(sketch->graph.width < 20 * 120);
    assert_true(sketch->graph.height < 20 * 120);
}

static void unreached_boxes_stand_above_their_targets(void **state)
{
    struct sketch *sketch = *state;
    for (uint32_t i = 0; i < 5; i++)
        box(sketch);
    for (uint32_t i = 0; i < 4; i++)
        edge(sketch, i, i + 1);
    uint32_t unreached = box(sketch);
    edge(sketch, unreached, 4);
    run(sketch);
    assert_int_equal(sketch->graph.nodes[unreached].y, sketch->graph.nodes[3].y);
}

static void sizes_beyond_the_limit_are_cut(void **state)
{
    struct sketch *sketch = *state;
    box(sketch);
    sketch->graph.nodes[0].width = INT64_MAX;
    sketch->graph.nodes[0].height = -5;
    run(sketch);
    assert_int_equal(sketch->graph.width, LAYOUT_MAX_SIZE);
    assert_int_equal(sketch->graph.height, 0);
}

static void too_large_a_graph_is_refused(void **state)
{
    struct sketch *sketch = *state;
    sketch->graph.node_count = LAYOUT_MAX_NODES + 1;
    assert_false(layout_run(&sketch->arena, &sketch->graph));
}

/* A linear congruential generator; the same graphs in every run. */
static uint32_t draw(uint32_t *seed, uint32_t below)
{
    *seed = *seed * 1664525u + 1013904223u;
    return (*seed >> 8) % below;
}

static bool has_loop(const struct layout_graph *graph, uint32_t node)
{
    for (uint32_t i = 0; i < graph->edge_count; i++) {
        if (graph->edges[i].tail == node && graph->edges[i].head == node)
            return true;
    }
    return false;
}

static void sketch_at_random(struct sketch *sketch, uint32_t seed, uint32_t nodes, uint32_t edges)
{
    uint32_t parents[] = { LAYOUT_ROOT, add(sketch, LAYOUT_CONTAINER, LAYOUT_ROOT), 0 };
    parents[2] = add(sketch, LAYOUT_CONTAINER, 0);
    while (sketch->graph.node_count < nodes) {
        uint32_t node = add(sketch, LAYOUT_BOX, parents[draw(&seed, 4) % 3]);
        sketch->graph.nodes[node].width = 20 + 10 * draw(&seed, 20);
        sketch->graph.nodes[node].height = 12 + 8 * draw(&seed, 9);
    }
    for (uint32_t i = 0; i < edges; i++) {
        uint32_t tail = draw(&seed, nodes), head = draw(&seed, nodes);
        if (draw(&seed, 3) > 0)
            head = tail + 1 + draw(&seed, 6);
        if (head >= nodes || sketch->graph.nodes[tail].parent != sketch->graph.nodes[head].parent)
            continue;
        if (tail == head && (has_loop(&sketch->graph, tail) || sketch->graph.nodes[tail].height < 44))
            continue;
        struct layout_edge *added =
            draw(&seed, 3) == 0 ? labelled(sketch, tail, head) : edge(sketch, tail, head);
        added->priority = draw(&seed, 4);
        added->style = draw(&seed, 2);
    }
}

static void random_graphs_keep_all_rules(void **state)
{
    struct sketch *sketch = *state;
    for (uint32_t seed = 0; seed < 200; seed++) {
        sketch->graph.node_count = sketch->graph.edge_count = 0;
        sketch->graph.is_left_to_right = seed % 2 == 1;
        sketch_at_random(sketch, seed, 4 + seed % 40, seed % 90);
        assert_true(layout_run(&sketch->arena, &sketch->graph));
        const char *fault = geometry_fault(&sketch->graph);
        if (fault)
            fail_msg("seed %u: %s", seed, fault);
    }
}

static void edges_beyond_the_budget_run_outside(void **state)
{
    struct sketch *sketch = *state;
    enum { LENGTH = 200 };
    for (uint32_t i = 0; i < LENGTH; i++)
        box(sketch);
    for (uint32_t i = 0; i + 1 < LENGTH; i++)
        edge(sketch, i, i + 1);
    for (uint32_t i = 0; i < LENGTH / 2; i++) {
        labelled(sketch, i, i + LENGTH / 2)->priority = LAYOUT_SIDE;
        labelled(sketch, LENGTH - 1 - i, LENGTH / 2 - 1 - i);
    }
    run(sketch);
}

static void the_same_graph_gives_the_same_places(void **state)
{
    struct sketch *sketch = *state;
    sketch_at_random(sketch, 7, 60, 120);
    run(sketch);
    struct layout_node *first =
        arena_copy(&sketch->arena, sketch->graph.nodes, 60 * sizeof *sketch->graph.nodes);
    sketch->graph.node_count = sketch->graph.edge_count = 0;
    sketch_at_random(sketch, 7, 60, 120);
    run(sketch);
    for (uint32_t i = 0; i < 60; i++) {
        assert_int_equal(first[i].x, sketch->graph.nodes[i].x);
        assert_int_equal(first[i].y, sketch->graph.nodes[i].y);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(an_empty_graph_has_no_size),
        TEST(one_box_fills_the_drawing),
        TEST(a_line_is_straight),
        TEST(choices_stand_in_order),
        TEST(the_longest_way_is_kept_straight),
        TEST(a_spread_of_two_is_symmetrical),
        TEST(a_loop_stays_beside_its_box),
        TEST(a_back_edge_touches_the_sides),
        TEST(a_back_edge_from_the_left_stays_left),
        TEST(edges_of_one_style_run_together),
        TEST(contents_lie_below_the_header),
        TEST(an_edge_goes_on_behind_an_entry),
        TEST(a_narrow_first_layer_stands_beside_the_header),
        TEST(left_to_right_is_the_same_turned),
        TEST(boxes_without_edges_are_stacked),
        TEST(unreached_boxes_stand_above_their_targets),
        TEST(sizes_beyond_the_limit_are_cut),
        TEST(too_large_a_graph_is_refused),
        TEST(random_graphs_keep_all_rules),
        TEST(edges_beyond_the_budget_run_outside),
        TEST(the_same_graph_gives_the_same_places),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
