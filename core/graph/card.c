#include "graph/internal.h"

#include "text/unicode.h"

enum {
    MOST_RETRIERS = 2,  /* lines for retriers */
    MOST_PIECES = 3,    /* lines for one condition */
    COMMENT = 400,      /* characters of it that are shown */
    EDGE_CONDITION = 24 /* a condition up to this long stands at its edge */
};

void card_add_row(struct arena *arena, struct card *card, str number, str text)
{
    card->rows =
        arena_room(arena, card->rows, card->row_count, &card->row_capacity, sizeof *card->rows);
    card->rows[card->row_count++] = (struct card_row){ number, text };
}

enum tint card_tint(enum asl_object_kind kind)
{
    static const enum tint tints[ASL_OBJECT_KIND_COUNT] = {
        [ASL_PASS] = TINT_PASS,          [ASL_TASK] = TINT_TASK,       [ASL_CHOICE] = TINT_CHOICE,
        [ASL_WAIT] = TINT_WAIT,          [ASL_SUCCEED] = TINT_SUCCEED, [ASL_FAIL] = TINT_FAIL,
        [ASL_PARALLEL] = TINT_CONTAINER, [ASL_MAP] = TINT_CONTAINER,   [ASL_UNTYPED] = TINT_MISSING,
    };
    return tints[kind];
}

static str type_name(struct arena *arena, const struct asl_state *state)
{
    if (state->object.kind == ASL_MAP)
        return state->is_distributed ? STR("DISTRIBUTED MAP") : STR("MAP");
    str type = state->type ? asl_text(state->machine->asl, state->type) : (str){ NULL, 0 };
    if (type.len == 0)
        return STR("NO TYPE");
    type = text_cut(arena, words_one_line(arena, type), CARD_COLUMNS / 2);
    char *upper = arena_copy(arena, type.at, type.len);
    for (size_t i = 0; i < type.len; i++)
        upper[i] = char_upper(type.at[i]);
    str name = { upper, type.len };
    return state->object.kind == ASL_UNTYPED ? str_printf(arena, "%.*s ?", STR_ARG(name)) : name;
}

/* The first of the fields that the state has. */
static const struct asl_field *first_of(const struct asl_object *object, const enum name *names,
                                        size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct asl_field *field = asl_get(object, names[i]);
        if (field && node_kind(field->value) != NODE_NULL)
            return field;
    }
    return NULL;
}

static str field_words(struct arena *arena, const struct asl_state *state,
                       const struct asl_field *field)
{
    return field ? words_value(arena, state->machine->asl, field->value) : (str){ NULL, 0 };
}

/* A number of seconds in words, else the path or expression that says it. */
static str seconds_words(struct arena *arena, const struct asl_state *state, enum name name,
                         enum name path)
{
    const struct asl_field *field = first_of(&state->object, (const enum name[]){ name, path }, 2);
    int64_t seconds;
    if (!field || !asl_integer(state->machine->asl, field->value, &seconds) || seconds < 0)
        return field_words(arena, state, field);
    struct buf out;
    buf_init(&out, arena);
    words_seconds(&out, seconds);
    return buf_text(&out);
}

static str wait_words(struct arena *arena, const struct asl_state *state)
{
    static const enum name until[] = { NAME_Timestamp, NAME_TimestampPath };
    const struct asl_field *field = first_of(&state->object, until, ARRAY_LEN(until));
    if (!field)
        return seconds_words(arena, state, NAME_Seconds, NAME_SecondsPath);
    str text = field_words(arena, state, field);
    return str_printf(arena, "until %.*s", STR_ARG(text));
}

static str detail_of(struct arena *arena, const struct asl_state *state)
{
    static const enum name error[] = { NAME_Error, NAME_ErrorPath };
    const struct asl_field *resource = asl_get(&state->object, NAME_Resource);
    switch (state->object.kind) {
    case ASL_TASK:
        return resource ? words_resource(arena, field_words(arena, state, resource)) : STR("");
    case ASL_WAIT: return wait_words(arena, state);
    case ASL_FAIL:
        return field_words(arena, state, first_of(&state->object, error, ARRAY_LEN(error)));
    default: return STR("");
    }
}

/* Appends ", word value" to a line that is put together of several facts. */
static void put_fact(struct buf *out, const char *word, str what, const char *after)
{
    if (what.len == 0)
        return;
    if (out->len > 0)
        buf_str(out, STR(", "));
    buf_printf(out, "%s%.*s%s", word, STR_ARG(what), after);
}

static void add_limits(struct arena *arena, struct card *card, const struct asl_state *state)
{
    struct buf out;
    buf_init(&out, arena);
    put_fact(&out, "heartbeat ",
             seconds_words(arena, state, NAME_HeartbeatSeconds, NAME_HeartbeatSecondsPath), "");
    put_fact(&out, "timeout ",
             seconds_words(arena, state, NAME_TimeoutSeconds, NAME_TimeoutSecondsPath), "");
    if (out.len > 0)
        card_add_row(arena, card, STR(""), buf_text(&out));
}

static void add_retriers(struct arena *arena, struct card *card, const struct asl_state *state)
{
    uint32_t count = state->retrier_count, shown = count > MOST_RETRIERS ? MOST_RETRIERS : count;
    for (uint32_t i = 0; i < shown; i++)
        card_add_row(arena, card, STR(""),
                     words_retrier(arena, state->machine->asl, &state->retriers[i], count == 1));
    if (count == shown + 1)
        card_add_row(arena, card, STR(""), STR("and 1 more retrier"));
    else if (count > shown)
        card_add_row(arena, card, STR(""),
                     str_printf(arena, "and %u more retriers", count - shown));
}

bool card_condition_fits_edge(str condition)
{
    return unicode_text_width(condition) <= EDGE_CONDITION;
}

/* Conditions too long for their edge stand in the card under their number. */
static void add_condition(struct arena *arena, struct card *card, const struct asl *asl,
                          const struct asl_rule *rule)
{
    str text = condition_text(arena, asl, rule);
    if (card_condition_fits_edge(text))
        return;
    str number = str_printf(arena, "%u", rule->object.index + 1);
    if (unicode_text_width(text) <= CARD_COLUMNS - 3) {
        card_add_row(arena, card, number, text);
        return;
    }
    const str *pieces;
    uint32_t count = condition_pieces(arena, asl, rule, &pieces);
    for (uint32_t i = 0; i < count && i < MOST_PIECES; i++) {
        bool is_cut = i + 1 == MOST_PIECES && count > MOST_PIECES;
        card_add_row(arena, card, i == 0 ? number : STR(" "), is_cut ? STR("...") : pieces[i]);
    }
}

static str reader_words(struct arena *arena, const struct asl_state *state,
                        const struct asl_object *reader)
{
    const struct asl_field *resource = asl_get(reader, NAME_Resource);
    const struct asl_field *config = asl_get(reader, NAME_ReaderConfig);
    const struct asl_field *type =
        config && config->object ? asl_get(config->object, NAME_InputType) : NULL;
    str from = resource ? words_resource(arena, field_words(arena, state, resource)) : STR("");
    if (type) {
        str format = field_words(arena, state, type);
        return str_printf(arena, "%.*s from S3", STR_ARG(format));
    }
    return str_starts(from, STR("s3:list")) ? STR("S3 list") : from;
}

/* Where the items come from, and how many at once. */
static void add_items(struct arena *arena, struct card *card, const struct asl_state *state)
{
    static const enum name items[] = { NAME_ItemsPath, NAME_Items };
    static const enum name most[] = { NAME_MaxConcurrency, NAME_MaxConcurrencyPath };
    static const enum name batch[] = { NAME_MaxItemsPerBatch, NAME_MaxItemsPerBatchPath };
    const struct asl_field *reader = asl_get(&state->object, NAME_ItemReader);
    const struct asl_field *batcher = asl_get(&state->object, NAME_ItemBatcher);
    const struct asl_field *limit = first_of(&state->object, most, ARRAY_LEN(most));
    int64_t at_once;
    struct buf out;
    buf_init(&out, arena);
    if (reader && reader->object)
        put_fact(&out, "", reader_words(arena, state, reader->object), "");
    else
        put_fact(&out, "",
                 field_words(arena, state, first_of(&state->object, items, ARRAY_LEN(items))), "");
    if (batcher && batcher->object)
        put_fact(&out, "batches of ",
                 field_words(arena, state, first_of(batcher->object, batch, ARRAY_LEN(batch))), "");
    bool is_unlimited =
        limit && asl_integer(state->machine->asl, limit->value, &at_once) && at_once == 0;
    if (!is_unlimited)
        put_fact(&out, "", field_words(arena, state, limit), " at once");
    if (out.len > 0)
        card_add_row(arena, card, STR(""), buf_text(&out));
}

static void add_tolerance(struct arena *arena, struct card *card, const struct asl_state *state)
{
    static const enum name counts[] = { NAME_ToleratedFailureCount,
                                        NAME_ToleratedFailureCountPath };
    static const enum name shares[] = { NAME_ToleratedFailurePercentage,
                                        NAME_ToleratedFailurePercentagePath };
    struct buf out;
    buf_init(&out, arena);
    put_fact(&out, "tolerates ",
             field_words(arena, state, first_of(&state->object, shares, ARRAY_LEN(shares))), " %");
    put_fact(&out, out.len ? "" : "tolerates ",
             field_words(arena, state, first_of(&state->object, counts, ARRAY_LEN(counts))),
             " failures");
    if (out.len > 0)
        card_add_row(arena, card, STR(""), buf_text(&out));
}

static void add_rows(struct arena *arena, struct card *card, const struct asl_state *state)
{
    const struct asl *asl = state->machine->asl;
    if (state->object.kind == ASL_PARALLEL)
        card_add_row(arena, card, STR(""),
                     state->machine_count == 1
                         ? STR("1 branch")
                         : str_printf(arena, "%u branches", state->machine_count));
    if (state->object.kind == ASL_MAP) {
        add_items(arena, card, state);
        add_tolerance(arena, card, state);
    }
    if (state->object.kind == ASL_TASK)
        add_limits(arena, card, state);
    for (uint32_t i = 0; i < state->rule_count; i++)
        add_condition(arena, card, asl, &state->rules[i]);
    add_retriers(arena, card, state);
}

/* All that stands on the card, in full, and what does not: the comment. */
static str tooltip_of(struct arena *arena, const struct card *card, const struct asl_state *state)
{
    struct buf out;
    const struct asl_field *comment = asl_get(&state->object, NAME_Comment);
    buf_init(&out, arena);
    buf_printf(&out, "%.*s %.*s", STR_ARG(card->type_name), STR_ARG(card->name));
    if (card->detail.len > 0)
        buf_printf(&out, "\n%.*s", STR_ARG(card->detail));
    for (uint32_t i = 0; i < card->row_count; i++)
        buf_printf(&out, "\n%.*s%s%.*s", STR_ARG(card->rows[i].number),
                   card->rows[i].number.len ? "  " : "", STR_ARG(card->rows[i].text));
    str text = text_cut(arena, field_words(arena, state, comment), COMMENT);
    if (text.len > 0)
        buf_printf(&out, "\n%.*s", STR_ARG(text));
    return buf_text(&out);
}

void card_describe(struct arena *arena, struct card *card, const struct asl_state *state)
{
    card->state = state;
    card->type = state->object.kind;
    card->tint = card_tint(card->type);
    card->name = words_one_line(arena, state->name);
    card->type_name = type_name(arena, state);
    card->detail = detail_of(arena, state);
    add_rows(arena, card, state);
    card->tooltip = tooltip_of(arena, card, state);
}
