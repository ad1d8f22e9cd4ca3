#include "graph/internal.h"

static const struct {
    str word;
    enum tint tint;
} statuses[GRAPH_STATUS_COUNT] = {
    [GRAPH_NOT_REACHED] = { STR_INIT("not reached"), TINT_IDLE },
    [GRAPH_SUCCEEDED] = { STR_INIT("OK"), TINT_OK },
    [GRAPH_CAUGHT] = { STR_INIT("CAUGHT"), TINT_CAUGHT },
    [GRAPH_ABORTED] = { STR_INIT("ABORTED"), TINT_ABORTED },
    [GRAPH_FAILED] = { STR_INIT("FAILED"), TINT_FAILED },
    [GRAPH_RUNNING] = { STR_INIT("RUNNING"), TINT_RUNNING },
};

const struct graph_outcome *status_outcome(const struct builder *builder,
                                           const struct asl_state *state)
{
    const struct graph_overlay *overlay = builder->options->overlay;
    bool is_known =
        overlay && state->machine->asl == builder->asl && state->number < overlay->state_count;
    return is_known ? &overlay->states[state->number] : NULL;
}

/* "attempt 3 of 4" with one retrier, "attempt 3" with several, nothing at the first. */
static void put_attempts(struct buf *out, const struct asl_state *state,
                         const struct graph_outcome *outcome)
{
    int64_t retries = 3;
    if (outcome->attempts < 2)
        return;
    buf_printf(out, "attempt %u", outcome->attempts);
    if (state->retrier_count != 1)
        return;
    const struct asl_field *most = asl_get(&state->retriers[0].object, NAME_MaxAttempts);
    if (most && !asl_integer(state->machine->asl, most->value, &retries))
        return;
    if (retries + 1 >= outcome->attempts)
        buf_printf(out, " of %lld", (long long)retries + 1);
}

static void put_duration(struct buf *out, const struct graph_outcome *outcome)
{
    if (outcome->duration_ms <= 0)
        return;
    if (out->len > 0)
        buf_str(out, STR(", "));
    words_milliseconds(out, outcome->duration_ms);
    if (outcome->status == GRAPH_RUNNING)
        buf_str(out, STR(" and counting"));
}

/* "3 times: 2 OK, 1 caught" */
static str counts_text(struct arena *arena, const char *what,
                       const uint32_t counts[GRAPH_STATUS_COUNT], uint32_t total)
{
    static const char *const words[GRAPH_STATUS_COUNT] = {
        [GRAPH_SUCCEEDED] = "OK",  [GRAPH_CAUGHT] = "caught",   [GRAPH_ABORTED] = "aborted",
        [GRAPH_FAILED] = "failed", [GRAPH_RUNNING] = "running",
    };
    struct buf out;
    buf_init(&out, arena);
    buf_printf(&out, "%u %s", total, what);
    const char *between = ": ";
    for (int status = GRAPH_SUCCEEDED; status < GRAPH_STATUS_COUNT; status++) {
        if (counts[status] > 0) {
            buf_printf(&out, "%s", between);
            if (total > 1)
                buf_printf(&out, "%u ", counts[status]);
            buf_printf(&out, "%s", words[status]);
            between = ", ";
        }
    }
    return buf_text(&out);
}

static uint32_t total(const uint32_t counts[GRAPH_STATUS_COUNT])
{
    uint32_t sum = 0;
    for (int status = 0; status < GRAPH_STATUS_COUNT; status++)
        sum += counts[status];
    return sum;
}

static void add_run_rows(struct arena *arena, struct card *card,
                         const struct graph_outcome *outcome)
{
    struct buf out;
    uint32_t iterations = total(outcome->iterations);
    buf_init(&out, arena);
    if (outcome->entered > 1)
        card_add_row(arena, card, STR(""),
                     counts_text(arena, "times", outcome->counts, outcome->entered));
    if (iterations > 0)
        card_add_row(arena, card, STR(""),
                     counts_text(arena, iterations == 1 ? "item" : "items", outcome->iterations,
                                 iterations));
    if (outcome->error.len > 0 && outcome->status != GRAPH_SUCCEEDED)
        card_add_row(arena, card, STR(""), outcome->error);
    put_attempts(&out, card->state, outcome);
    put_duration(&out, outcome);
    if (out.len > 0)
        card_add_row(arena, card, STR(""), buf_text(&out));
}

/* The items of a distributed Map have executions of their own, with histories of their own. */
static bool is_recorded_elsewhere(const struct builder *builder, const struct asl_state *state)
{
    const struct asl_state *outer = state->machine->object.state;
    for (; outer; outer = outer->machine->object.state) {
        if (outer->is_distributed)
            return status_outcome(builder, outer)->entered > 0;
    }
    return false;
}

/*
 * What the execution did stands instead of what the definition says, except for the conditions,
 * whose numbers are on the edges.
 */
void status_mark_card(struct builder *builder, struct card *card)
{
    const struct graph_outcome *outcome = status_outcome(builder, card->state);
    if (!outcome)
        return;
    enum graph_status status = outcome->status;
    card->tint = statuses[status].tint;
    card->word = statuses[status].word;
    if (status == GRAPH_NOT_REACHED && is_recorded_elsewhere(builder, card->state))
        card->word = STR("not in this history");
    uint32_t kept = 0;
    for (uint32_t i = 0; i < card->row_count; i++) {
        if (card->rows[i].number.len > 0 || card->is_collapsed)
            card->rows[kept++] = card->rows[i];
    }
    card->row_count = kept;
    if (status != GRAPH_NOT_REACHED)
        add_run_rows(builder->arena, card, outcome);
    struct buf tooltip;
    buf_init(&tooltip, builder->arena);
    buf_printf(&tooltip, "%.*s\n%.*s", STR_ARG(card->tooltip), STR_ARG(card->word));
    for (uint32_t i = kept; i < card->row_count; i++)
        buf_printf(&tooltip, "\n%.*s", STR_ARG(card->rows[i].text));
    card->tooltip = buf_text(&tooltip);
}

/* An edge has the colour of the state that it leaves, or of an error that is caught. */
void status_mark_edge(struct builder *builder, struct drawing_edge *edge, bool is_taken)
{
    const struct card *tail = builder_card(builder, edge->tail);
    edge->is_taken |= is_taken;
    edge->is_dim = !edge->is_taken;
    if (edge->kind == EDGE_CATCH)
        edge->tint = TINT_CAUGHT;
    else
        edge->tint = card_is_dot(tail) || tail->tint == TINT_CAUGHT ? TINT_OK : tail->tint;
}

str status_summary(struct builder *builder)
{
    static const char *const words[GRAPH_STATUS_COUNT] = {
        [GRAPH_NOT_REACHED] = "has not begun",
        [GRAPH_SUCCEEDED] = "succeeded",
        [GRAPH_CAUGHT] = "succeeded",
        [GRAPH_ABORTED] = "was aborted",
        [GRAPH_FAILED] = "failed",
        [GRAPH_RUNNING] = "is running",
    };
    const struct graph_overlay *overlay = builder->options->overlay;
    uint32_t reached = 0;
    for (uint32_t i = 0; i < overlay->state_count; i++)
        reached += overlay->states[i].entered > 0;
    str error = overlay->error;
    bool is_late = overlay->status == GRAPH_ABORTED && str_equal(error, STR("States.Timeout"));
    if (is_late)
        error = STR("");
    return str_printf(builder->arena, "An execution that %s%s%.*s; %u of %u states were reached.",
                      is_late ? "timed out" : words[overlay->status], error.len ? " with " : "",
                      STR_ARG(error), reached, overlay->state_count);
}
