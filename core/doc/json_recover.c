/*
 * What to do where a text is not JSON. Each mistake is reported once, with its repair where there
 * is one, and reading goes on as if it had been repaired. Nothing here runs for a right text.
 */
#include "doc/json_trouble.h"

/* Takes what stands up to the next comma or closer for an unreadable value. */
static enum json_want skip_value(struct json *json, const char *from)
{
    json->at = json_skip_balanced(json, json->at, false);
    const char *end = json_blanks_before(json, json->at);
    json_add_error(json, from, end > from ? end : from);
    return JSON_NEXT;
}

void json_too_deep(struct json *json)
{
    const char *start = json->at;
    struct diag *d = json_report(json, start, start + 1);
    d->rule = RULE_TOO_DEEP;
    diag_message(d, "nested deeper than %d levels", DOC_MAX_DEPTH);
    json->at = json_skip_balanced(json, start, true);
    json_add_error(json, start, json->at);
}

/* ---- Commas and closers ---- */

static enum json_want trailing_comma(struct json *json)
{
    struct diag *d = json_report(json, json->comma, json->comma + 1);
    bool is_object = build_open_kind(&json->build) == NODE_OBJECT;
    diag_message(d, "expected another %s after the comma", is_object ? "key" : "value");
    diag_help(d, "JSON has no trailing commas; remove it");
    diag_edit(d, d->span, STR(""));
    return JSON_NEXT;
}

static enum json_want missing_value(struct json *json)
{
    struct diag *d = json_report(json, json->at, json_char_end(json, json->at));
    diag_message(d, "expected a value after ':', found %.*s", STR_ARG(json_found(json, json->at)));
    json_add_error(json, json->at, json->at);
    return JSON_NEXT;
}

/* Commas where a key or an item should be; only the extra ones are wrong. */
static enum json_want extra_commas(struct json *json, enum json_want want)
{
    const char *start = json->at, *end = start;
    for (const char *at = start; *at == ','; at = json_skip_blanks(at + 1))
        end = at + 1;
    struct diag *d = json_report(json, start, end);
    diag_message(d, "expected a %s before ','", want == JSON_KEY ? "key" : "value");
    diag_help(d, "remove the comma");
    diag_edit(d, d->span, STR(""));
    json->at = end;
    /* When the container ends here, the one before is no mistake of its own. */
    const char *after = json_skip_blanks(end);
    if (*after != '}' && *after != ']')
        return want;
    if (json->build.children)
        diag_edit(d, json_span(json, json->comma, json->comma + 1), STR(""));
    return JSON_NEXT;
}

static const char *container_name(enum node_kind kind)
{
    return kind == NODE_OBJECT ? "object" : "array";
}

/* Whether a container around the innermost one is closed by `closer`. */
static bool closes_outer(const struct build *build, char closer)
{
    enum node_kind kind = closer == '}' ? NODE_OBJECT : NODE_ARRAY;
    for (uint32_t i = build->open; i != BUILD_NONE; i = build->nodes[i].aux) {
        if (node_kind(&build->nodes[i]) == kind)
            return true;
    }
    return false;
}

/*
 * A closer of the other kind. Where it closes something further out, those in between were
 * forgotten; else it was mistyped.
 */
static enum json_want wrong_closer(struct json *json)
{
    struct build *build = &json->build;
    char closer = *json->at;
    const struct node *open = &build->nodes[build->open];
    enum node_kind kind = node_kind(open);
    str expected = kind == NODE_OBJECT ? STR("}") : STR("]");
    bool is_forgotten = closes_outer(build, closer);

    struct diag *d = json_report(json, json->at, json->at + 1);
    diag_message(d, "expected '%.*s' to close the %s, found '%c'", STR_ARG(expected),
                 container_name(kind), closer);
    diag_related(d, build->source, span_at(open->start, open->start + 1), "the %s begins here",
                 container_name(kind));
    diag_edit(d, span_at(d->span.start, is_forgotten ? d->span.start : d->span.end), expected);
    json->has_mismatch = true;

    json->at += is_forgotten ? 0 : 1;
    enum node_kind outer = closer == '}' ? NODE_OBJECT : NODE_ARRAY;
    do
        build_close(build, json_offset(json, json->at));
    while (is_forgotten && build_open_kind(build) != outer);
    return JSON_NEXT;
}

static enum json_want closer(struct json *json, enum json_want want)
{
    enum node_kind kind = build_open_kind(&json->build);
    bool is_matching = kind == (*json->at == '}' ? NODE_OBJECT : NODE_ARRAY);
    if (want == JSON_COLON) {
        struct diag *d = json_report(json, json->at, json->at + 1);
        diag_message(d, "expected ':' and a value after the key");
        json_add_error(json, json->at, json->at);
        return JSON_NEXT;
    }
    if (want == JSON_VALUE && kind == NODE_OBJECT)
        return missing_value(json);
    if (is_matching)
        return json->build.children ? trailing_comma(json) : JSON_NEXT;
    return wrong_closer(json);
}

/* ---- One function for each thing that is wanted ---- */

/* Every second byte zero, or a byte order mark of two bytes. */
static bool looks_like_utf16(const struct json *json)
{
    size_t len = (size_t)(json->end - json->text);
    const char *text = json->text;
    return len >= 2 && (text[0] == '\0' || text[1] == '\0' || memcmp(text, "\xFF\xFE", 2) == 0 ||
                        memcmp(text, "\xFE\xFF", 2) == 0);
}

/* The root can't be read: nothing to go on with. */
static enum json_want bad_root(struct json *json)
{
    const char *start = json->at;
    struct diag *d = json_report(json, start, json_char_end(json, start));
    if (looks_like_utf16(json))
        diag_help(d, "this may be UTF-16; save the file as UTF-8");
    diag_message(d, "expected a JSON value, found %.*s", STR_ARG(json_found(json, start)));
    json_add_error(json, start, json->end);
    return JSON_DONE;
}

static enum json_want recover_value(struct json *json)
{
    char c = *json->at;
    bool is_array = build_open_kind(&json->build) == NODE_ARRAY;
    bool is_number =
        c == '-' || c == '+' || (c == '.' && char_is_digit(json->at[1])) || char_is_digit(c);
    if (is_number)
        return json_take_bad_number(json);
    if (json_take_odd_quoted(json, false))
        return JSON_NEXT;
    if (json_is_word(c) &&
        json_char_end(json, json->at) - json->at >= ((unsigned char)c >= 0x80 ? 2 : 1))
        return json_take_bare_value(json);
    if (json->build.open == BUILD_NONE)
        return bad_root(json);
    if (c == ',')
        return is_array ? extra_commas(json, JSON_VALUE) : missing_value(json);

    const char *start = json->at;
    struct diag *d = json_report(json, start, json_char_end(json, start));
    diag_message(d, "expected a value, found %.*s", STR_ARG(json_found(json, start)));
    if (c == ':') {
        diag_edit(d, d->span, STR(""));
        json->at++;
        return JSON_VALUE;
    }
    return skip_value(json, start);
}

static enum json_want recover_key(struct json *json)
{
    if (json_take_odd_quoted(json, true))
        return JSON_COLON;
    if (json_is_word(*json->at) &&
        json_char_end(json, json->at) - json->at >= ((unsigned char)*json->at >= 0x80 ? 2 : 1))
        return json_take_bare_key(json);
    if (*json->at == ',')
        return extra_commas(json, JSON_KEY);
    struct diag *d = json_report(json, json->at, json_char_end(json, json->at));
    diag_message(d, "expected a key in double quotes, found %.*s",
                 STR_ARG(json_found(json, json->at)));
    json->at = json_skip_balanced(json, json->at, false);
    return JSON_NEXT;
}

static bool starts_value(char c)
{
    return c == '"' || c == '\'' || c == '{' || c == '[' || c == '-' || json_is_word(c);
}

static enum json_want recover_colon(struct json *json)
{
    const char *start = json->at;
    if (*start == '=') {
        const char *end = start + (start[1] == '>' ? 2 : 1);
        struct diag *d = json_report(json, start, end);
        diag_message(d, "expected ':' after the key, found \"%.*s\"", (int)(end - start), start);
        diag_edit(d, d->span, STR(":"));
        json->at = end;
        return JSON_VALUE;
    }
    const char *before = json_blanks_before(json, start);
    if (starts_value(*start)) {
        struct diag *d = json_report(json, before, before);
        diag_message(d, "expected ':' after the key, found %.*s", STR_ARG(json_found(json, start)));
        diag_edit(d, d->span, STR(":"));
        return JSON_VALUE;
    }
    struct diag *d = json_report(json, start, json_char_end(json, start));
    diag_message(d, "expected ':' and a value after the key, found %.*s",
                 STR_ARG(json_found(json, start)));
    return skip_value(json, start);
}

/* Whether a key and its colon stand at `at`, so that a comma was forgotten before it. */
static bool starts_member(const struct json *json, const char *at)
{
    size_t quote = json_odd_quote(at);
    const char *end = at;
    if (*at == '"')
        end = json_skip_string(json, at);
    else if (quote && json_odd_quote_end(json, at, quote))
        end = json_odd_quote_end(json, at, quote) + quote;
    else
        end = json_bare_key_end(json, at);
    return end > at && *json_skip_blanks(end) == ':';
}

static enum json_want missing_comma(struct json *json, enum json_want want)
{
    const char *before = json_blanks_before(json, json->at);
    struct diag *d = json_report(json, before, before);
    enum node_kind kind = build_open_kind(&json->build);
    diag_message(d, "expected ',' or '%c' after %s, found %.*s", kind == NODE_OBJECT ? '}' : ']',
                 kind == NODE_OBJECT ? "a member" : "an item", STR_ARG(json_found(json, json->at)));
    diag_edit(d, d->span, STR(","));
    json->comma = before;
    return want;
}

/* The quote after which a text really ends: the last one of the line that punctuation follows. NULL
 * when there is none. */
static const char *real_end(const struct json *json, const char *at)
{
    for (; at < json->end && *at != '\n' && *at != '\r'; at++) {
        if (*at != '"')
            continue;
        const char *after = at + 1;
        while (*after == ' ' || *after == '\t')
            after++;
        if (after == json->end || strchr(",]}\n\r", *after))
            return at;
    }
    return NULL;
}

/* A word right behind a string: a quote inside the text was not escaped. */
static bool take_inner_quote(struct json *json)
{
    struct node *last = &json->build.nodes[json->build.count - 1];
    const char *quote = json->at - 1;
    bool is_string =
        node_kind(last) == NODE_STRING && last->end == json_offset(json, json->at) && *quote == '"';
    const char *end = is_string ? real_end(json, json->at) : NULL;
    if (!end)
        return false;
    struct diag *d = json_report(json, quote, quote + 1);
    diag_message(d, "expected ',' after the string, found %.*s",
                 STR_ARG(json_found(json, json->at)));
    diag_help(d, "a double quote inside a string is written \\\"");
    last->tag = NODE_ERROR;
    last->aux = 0;
    last->end = json_offset(json, end + 1);
    json->at = end + 1;
    return true;
}

/* What follows a number directly belongs to it. */
static bool take_number_rest(struct json *json)
{
    struct node *last = &json->build.nodes[json->build.count - 1];
    bool is_number = node_kind(last) == NODE_NUMBER && last->end == json_offset(json, json->at);
    if (!is_number || !json_is_number_char(*json->at))
        return false;
    json_bad_number(json, json->text + last->start);
    last->tag = NODE_ERROR;
    last->end = json_offset(json, json->at);
    return true;
}

static enum json_want recover_next(struct json *json)
{
    bool is_object = build_open_kind(&json->build) == NODE_OBJECT;
    if (take_number_rest(json) || take_inner_quote(json))
        return JSON_NEXT;
    if (is_object ? starts_member(json, json->at) : starts_value(*json->at))
        return missing_comma(json, is_object ? JSON_KEY : JSON_VALUE);

    const char *start = json->at;
    struct diag *d = json_report(json, start, json_char_end(json, start));
    diag_message(d, "expected ',' or '%c', found %.*s", is_object ? '}' : ']',
                 STR_ARG(json_found(json, start)));
    if (*start == ';' || (*start == ':' && !is_object)) {
        if (*start == ':')
            diag_help(d, "an array has no keys; an object stands in { and }");
        else
            diag_edit(d, d->span, STR(","));
        json->comma = json->at++;
        return is_object ? JSON_KEY : JSON_VALUE;
    }
    json->at = json_skip_balanced(json, start, false);
    return JSON_NEXT;
}

static enum json_want recover_end(struct json *json)
{
    const char *start = json->at;
    if (take_number_rest(json))
        return JSON_END;
    bool is_closer = *start == '}' || *start == ']';
    /* The follow-up of a closer that was reported already. */
    if (is_closer && json->has_mismatch)
        return JSON_DONE;
    struct diag *d = json_report(json, start, json_char_end(json, start));
    diag_message(d, "expected the end of the text, found %.*s", STR_ARG(json_found(json, start)));
    if (is_closer)
        diag_help(d, "nothing is open that this could close");
    else
        diag_help(d, "a JSON text holds one value");
    return JSON_DONE;
}

/* ---- The end of the text ---- */

/* What closes all that is open, innermost first. */
static str closers(const struct build *build, struct arena *arena)
{
    struct buf buf;
    buf_init(&buf, arena);
    for (uint32_t i = build->open; i != BUILD_NONE; i = build->nodes[i].aux)
        buf_char(&buf, node_kind(&build->nodes[i]) == NODE_OBJECT ? '}' : ']');
    return buf_text(&buf);
}

static void report_unclosed(struct json *json, enum json_want want)
{
    const struct build *build = &json->build;
    const char *before = json_blanks_before(json, json->end);
    const struct node *open = &build->nodes[build->open];
    const char *name = container_name(node_kind(open));
    struct diag *d = json_report(json, before, before);
    diag_message(d, "expected '%c' to close the %s, found the end of the text",
                 node_kind(open) == NODE_OBJECT ? '}' : ']', name);
    diag_related(d, build->source, span_at(open->start, open->start + 1), "the %s begins here",
                 name);
    if (want == JSON_NEXT)
        diag_edit(d, d->span, closers(build, d->arena));
}

static enum json_want end_of_text(struct json *json, enum json_want want)
{
    struct build *build = &json->build;
    if (build->open == BUILD_NONE) {
        if (want == JSON_VALUE) {
            struct diag *d = json_report(json, json->text, json->text);
            diag_message(d, "expected a JSON value, found nothing");
        }
        return JSON_DONE;
    }
    report_unclosed(json, want);
    bool is_key_alone = node_kind(&build->nodes[build->count - 1]) == NODE_KEY;
    if (is_key_alone)
        json_add_error(json, json->end, json->end);
    build_close_all(build, json_offset(json, json->end));
    return JSON_DONE;
}

static enum json_want give_up(struct json *json)
{
    struct diag *d = json_report(json, json->at, json_char_end(json, json->at));
    diag_message(d, "too many mistakes; the rest of the text was not read");
    struct build *build = &json->build;
    if (build->count && node_kind(&build->nodes[build->count - 1]) == NODE_KEY)
        json_add_error(json, json->at, json->at);
    build_close_all(build, json_offset(json, json->end));
    return JSON_DONE;
}

enum json_want json_recover(struct json *json, enum json_want want)
{
    if (json->at == json->end)
        return end_of_text(json, want);
    if (json->errors >= JSON_ERRORS_MAX)
        return give_up(json);
    if (json_skip_foreign(json))
        return want;
    if ((*json->at == '}' || *json->at == ']') && json->build.open != BUILD_NONE)
        return closer(json, want);
    switch (want) {
    case JSON_VALUE: return recover_value(json);
    case JSON_KEY: return recover_key(json);
    case JSON_COLON: return recover_colon(json);
    case JSON_NEXT: return recover_next(json);
    case JSON_END: return recover_end(json);
    case JSON_DONE: break;
    }
    return JSON_DONE;
}
