#include "graph/internal.h"

#include "base/num.h"
#include "base/utf8.h"
#include "text/unicode.h"

struct unit_word {
    int64_t seconds;
    const char *word;
};

/* "1 d 2 h": the largest unit that fits and, when something is left, the next one. */
void words_seconds(struct buf *out, int64_t seconds)
{
    static const struct unit_word units[] = {
        { 86400, "d" }, { 3600, "h" }, { 60, "min" }, { 1, "s" }
    };
    size_t i = 0;
    while (i + 1 < ARRAY_LEN(units) && (seconds < units[i].seconds))
        i++;
    buf_int(out, seconds / units[i].seconds);
    buf_printf(out, " %s", units[i].word);
    int64_t left = seconds % units[i].seconds;
    if (i + 1 < ARRAY_LEN(units) && left >= units[i + 1].seconds) {
        buf_char(out, ' ');
        buf_int(out, left / units[i + 1].seconds);
        buf_printf(out, " %s", units[i + 1].word);
    }
}

void words_milliseconds(struct buf *out, int64_t ms)
{
    if (ms < 1000) {
        buf_int(out, ms);
        buf_str(out, STR(" ms"));
    } else if (ms < 60000) {
        buf_int(out, ms / 1000);
        if (ms / 100 % 10 != 0)
            buf_printf(out, ".%d", (int)(ms / 100 % 10));
        buf_str(out, STR(" s"));
    } else {
        words_seconds(out, ms / 1000);
    }
}

/* The first colon that is not part of a placeholder such as ${AWS::Region}. */
static size_t find_colon(str text)
{
    bool is_placeholder = false;
    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] == '{' && i > 0 && text.at[i - 1] == '$')
            is_placeholder = true;
        else if (text.at[i] == '}')
            is_placeholder = false;
        else if (text.at[i] == ':' && !is_placeholder)
            return i;
    }
    return SIZE_MAX;
}

/* The last of the parts of `text` between colons from number `from` on. */
static str parts_from(str text, unsigned from)
{
    for (unsigned i = 0; i < from; i++) {
        size_t colon = find_colon(text);
        if (colon == SIZE_MAX)
            return (str){ NULL, 0 };
        text = str_from_offset(text, colon + 1);
    }
    return text;
}

/* arn:aws:states:::sqs:sendMessage.waitForTaskToken */
static str integration_words(struct arena *arena, str api)
{
    static const str callback = STR_INIT(".waitForTaskToken"), newer = STR_INIT(":2");
    if (str_ends(api, callback))
        return str_printf(arena, "%.*s, callback", (int)(api.len - callback.len), api.at);
    if (str_ends(api, newer))
        return str_slice(api, 0, api.len - newer.len);
    return api;
}

str words_resource(struct arena *arena, str resource)
{
    str service = parts_from(resource, 2), target = parts_from(resource, 5);
    if (!str_starts(resource, STR("arn:")) || target.len == 0)
        return resource;
    if (str_starts(service, STR("states:::")))
        return integration_words(arena, target);
    if (str_starts(target, STR("function:")))
        return str_printf(arena, "lambda %.*s", (int)(target.len - 9), target.at + 9);
    if (str_starts(target, STR("activity:")))
        return str_printf(arena, "activity %.*s", (int)(target.len - 9), target.at + 9);
    return target;
}

/* Runs of blanks and line breaks become one blank. */
str words_one_line(struct arena *arena, str text)
{
    struct buf out;
    buf_init(&out, arena);
    for (size_t i = 0; i < text.len; i++) {
        if (!char_is_blank(text.at[i]))
            buf_char(&out, text.at[i]);
        else if (out.len > 0 && out.at[out.len - 1] != ' ')
            buf_char(&out, ' ');
    }
    return str_trim(buf_text(&out));
}

str words_value(struct arena *arena, const struct asl *asl, const struct node *node)
{
    if (node_is_container(node))
        return node_kind(node) == NODE_ARRAY ? STR("[...]") : STR("{...}");
    str text = doc_text(asl->doc, node);
    if (asl_is_jsonata(text))
        text = str_slice(text, 2, text.len - 2);
    return words_one_line(arena, text);
}

static const struct asl_field *present(const struct asl_object *object, enum name name)
{
    const struct asl_field *field = asl_get(object, name);
    return field && node_kind(field->value) != NODE_NULL ? field : NULL;
}

static void put_seconds_field(struct buf *out, const struct asl *asl, const struct asl_field *field,
                              const char *lead)
{
    int64_t seconds;
    if (!field)
        return;
    buf_printf(out, "%s", lead);
    if (asl_integer(asl, field->value, &seconds) && seconds >= 0)
        words_seconds(out, seconds);
    else
        buf_str(out, words_value(out->arena, asl, field->value));
}

/*
 * "retry 3 times, from 2 s, rate 2"; "retry 3 times on Card.Declined, ..." when the state has other
 * retriers as well.
 */
str words_retrier(struct arena *arena, const struct asl *asl, const struct asl_retrier *retrier,
                  bool is_only)
{
    struct buf out;
    int64_t attempts = 3;
    const struct asl_field *most = present(&retrier->object, NAME_MaxAttempts);
    const struct asl_field *rate = present(&retrier->object, NAME_BackoffRate);
    const struct asl_field *jitter = present(&retrier->object, NAME_JitterStrategy);
    buf_init(&out, arena);
    if (most)
        asl_integer(asl, most->value, &attempts);
    if (attempts == 0)
        buf_str(&out, STR("no retry"));
    else
        buf_printf(&out, attempts == 1 ? "retry once" : "retry %lld times", (long long)attempts);
    if (!is_only || attempts == 0) {
        str errors = words_errors(arena, retrier);
        buf_printf(&out, " on %.*s", STR_ARG(errors));
    }
    if (attempts == 0)
        return buf_text(&out);
    put_seconds_field(&out, asl, present(&retrier->object, NAME_IntervalSeconds), ", from ");
    if (rate) {
        str text = words_value(arena, asl, rate->value);
        buf_printf(&out, ", rate %.*s", STR_ARG(text));
    }
    put_seconds_field(&out, asl, present(&retrier->object, NAME_MaxDelaySeconds), ", at most ");
    if (jitter && str_equal(asl_text(asl, jitter->value), STR("FULL")))
        buf_str(&out, STR(", full jitter"));
    return buf_text(&out);
}

str words_errors(struct arena *arena, const struct asl_retrier *catcher)
{
    if (catcher->error_count == 0)
        return STR("?");
    if (catcher->error_count == 1)
        return catcher->errors[0];
    return str_printf(arena, "%.*s +%u", STR_ARG(catcher->errors[0]), catcher->error_count - 1);
}

str text_cut(struct arena *arena, str text, size_t columns)
{
    if (text.len <= columns || unicode_text_width(text) <= columns)
        return text;
    size_t offset = 0, width = 0, end = 0;
    while (offset < text.len) {
        uint32_t c = utf8_next(text, &offset);
        width += unicode_width(c);
        if (width + 3 > columns)
            break;
        end = offset;
    }
    while (end > 0 && (text.at[end - 1] == ' ' || text.at[end - 1] == ','))
        end--;
    return str_printf(arena, "%.*s...", (int)end, text.at);
}

/* The same with the dots after the first quarter. */
static str cut_middle(struct arena *arena, str text, size_t columns)
{
    size_t whole = unicode_text_width(text), width = 0, offset = 0, head = 0;
    if (text.len <= columns || whole <= columns)
        return text;
    while (offset < text.len && whole - width > columns - columns / 4 - 3) {
        width += unicode_width(utf8_next(text, &offset));
        if (width <= columns / 4)
            head = offset;
    }
    return str_printf(arena, "%.*s...%.*s", (int)head, text.at, (int)(text.len - offset),
                      text.at + offset);
}

str card_row_text(struct arena *arena, const struct card_row *row)
{
    if (row->number.len == 0)
        return text_cut(arena, row->text, CARD_COLUMNS);
    return cut_middle(arena, row->text, CARD_COLUMNS - row->number.len - 2);
}
