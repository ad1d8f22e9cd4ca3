/*
 * What to do where a text is not JSON. Each mistake is reported once, with its repair where there is one, and reading
 * goes on as if it had been repaired. Nothing here runs for a right text.
 */
#include "doc/json.h"

#include "base/utf8.h"
#include "diag/diag.h"

static struct diag *report(struct json *json, const char *from, const char *to)
{
    json->errors++;
    return diag_add(json->build.diags, json->build.syntax_rule, json->build.source,
                    json_span(json, from, to));
}

/* A report without a place of its own in the count: of `json->at`'s one character. */
static const char *char_end(const struct json *json, const char *at)
{
    if (at == json->end)
        return at;
    size_t len = 0;
    utf8_next((str){ at, (size_t)(json->end - at) }, &len);
    return at + len;
}

static bool is_word(char c)
{
    return char_is_letter(c) || char_is_digit(c) || c == '_' || c == '$' || (unsigned char)c >= 0x80;
}

static const char *skip_blanks(const char *at)
{
    while (char_is_blank(*at))
        at++;
    return at;
}

static const char *skip_blanks_back(const struct json *json, const char *at)
{
    while (at > json->text && char_is_blank(at[-1]))
        at--;
    return at;
}

/* What stands at `at`, for "expected X, found ...". */
static str found(struct json *json, const char *at)
{
    struct arena *arena = json->build.diags->arena;
    if (at == json->end)
        return STR("the end of the text");
    if (*at == '"')
        return STR("a string");
    if (char_is_digit(*at) || (*at == '-' && char_is_digit(at[1])))
        return STR("a number");
    if ((unsigned char)*at < 0x20 || *at == 0x7F)
        return str_printf(arena, "the control character U+%04X", (unsigned)(unsigned char)*at);
    if ((unsigned char)*at >= 0x80 && char_end(json, at) == at + 1)
        return str_printf(arena, "the byte 0x%02X, which is not UTF-8", (unsigned)(unsigned char)*at);
    const char *end = char_end(json, at);
    if (is_word(*at)) {
        while (end < json->end && is_word(*end) && end - at < 40)
            end++;
        while (end < json->end && ((unsigned char)*end & 0xC0) == 0x80)
            end++;
    }
    return str_printf(arena, "\"%.*s\"", (int)(end - at), at);
}

/* ---- Skipping ---- */

/* Behind the string that starts at `at`, roughly: to its quote, or the end of the text. */
static const char *skip_string(const struct json *json, const char *at)
{
    for (at++; at < json->end && *at != '"'; at++) {
        if (*at == '\\' && at + 1 < json->end)
            at++;
    }
    return at < json->end ? at + 1 : at;
}

/*
 * To the comma or closer that ends the present member or item, over whatever brackets are balanced on the way. When
 * `is_container`, behind the closer of the container that starts at `at` instead.
 */
static const char *skip_balanced(const struct json *json, const char *at, bool is_container)
{
    size_t depth = 0;
    while (at < json->end) {
        char c = *at;
        if (c == '"') {
            at = skip_string(json, at);
            continue;
        }
        bool is_closer = c == '}' || c == ']';
        if (depth == 0 && (is_closer || c == ','))
            return at;
        depth += c == '{' || c == '[';
        depth -= is_closer;
        at++;
        if (is_container && is_closer && depth == 0)
            return at;
    }
    return at;
}

static void push_error(struct json *json, const char *from, const char *to)
{
    build_scalar(&json->build, NODE_ERROR, 0, json_offset(json, from), json_offset(json, to));
}

/* Takes what stands up to the next comma or closer for an unreadable value. */
static enum json_want skip_value(struct json *json, const char *from)
{
    json->at = skip_balanced(json, json->at, false);
    const char *end = skip_blanks_back(json, json->at);
    push_error(json, from, end > from ? end : from);
    return JSON_NEXT;
}

void json_too_deep(struct json *json)
{
    const char *start = json->at;
    struct diag *d = report(json, start, start + 1);
    d->rule = RULE_TOO_DEEP;
    diag_message(d, "nested deeper than %d levels", DOC_MAX_DEPTH);
    json->at = skip_balanced(json, start, true);
    push_error(json, start, json->at);
}

/* ---- Comments and blanks that are none ---- */

static const char *comment_end(const struct json *json, const char *at)
{
    if (at[0] == '/' && at[1] == '*') {
        for (at += 2; at < json->end; at++) {
            if (at[0] == '*' && at[1] == '/')
                return at + 2;
        }
        return at;
    }
    if (at[0] != '#' && !(at[0] == '/' && at[1] == '/'))
        return at;
    while (at < json->end && *at != '\n' && *at != '\r')
        at++;
    return at;
}

static bool skip_comment(struct json *json)
{
    const char *end = comment_end(json, json->at);
    if (end == json->at)
        return false;
    struct diag *d = report(json, json->at, end);
    diag_message(d, "JSON has no comments");
    diag_help(d, "move the text into a \"Comment\" field, or remove it");
    diag_edit(d, d->span, STR(""));
    json->at = end;
    return true;
}

/* Characters that look like a blank and are none of JSON's four. */
static bool is_odd_blank(uint32_t c)
{
    return c == 0x0B || c == 0x0C || c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200B) ||
           c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x2060 || c == 0x3000 ||
           c == 0xFEFF;
}

static bool skip_odd_blank(struct json *json)
{
    size_t len = 0;
    uint32_t c = utf8_next((str){ json->at, (size_t)(json->end - json->at) }, &len);
    if (!is_odd_blank(c))
        return false;
    struct diag *d = report(json, json->at, json->at + len);
    diag_message(d, "the character U+%04X is no blank in JSON", (unsigned)c);
    diag_help(d, "use spaces, tabs and line breaks");
    diag_edit(d, d->span, STR(" "));
    json->at += len;
    return true;
}

/* A string or key whose place is that of its contents only, since there are no double quotes around it. */
static void add_text(struct json *json, str raw, bool is_key)
{
    struct build *build = &json->build;
    span place = json_span(json, raw.at, raw.at + raw.len);
    str text = json_string_decode(build->arena, raw);
    if (is_key) {
        build_key(build, NODE_DECODED | NODE_PLAIN, place.start, place.end, text);
        return;
    }
    build_scalar(build, NODE_STRING, NODE_PLAIN, place.start, place.end);
    build_decoded(build, text);
}

/* ---- Quotes ---- */

/* Length of the quotation mark that is not JSON's at `at`, or 0. */
static size_t odd_quote(const char *at)
{
    if (*at == '\'' || *at == '`')
        return 1;
    /* U+2018 to U+201F: typographic single and double quotes. */
    bool is_typographic = memcmp(at, "\xE2\x80", 2) == 0 && (unsigned char)at[2] >= 0x98 && (unsigned char)at[2] <= 0x9F;
    return is_typographic ? 3 : 0;
}

/* The quote that closes the odd one of length `len` at `at`, or NULL when there is none in the line. */
static const char *odd_quote_end(const struct json *json, const char *at, size_t len)
{
    char open = *at;
    for (at += len; at < json->end && *at != '\n' && *at != '\r'; at++) {
        if (*at == '\\' && at + 1 < json->end)
            at++;
        else if (len == 1 ? *at == open : odd_quote(at) == 3)
            return at;
    }
    return NULL;
}

/* The contents as they must stand between double quotes. */
static str requoted(struct arena *arena, str raw)
{
    struct buf buf;
    buf_init(&buf, arena);
    buf_char(&buf, '"');
    for (size_t i = 0; i < raw.len; i++) {
        bool is_escape = raw.at[i] == '\\' && i + 1 < raw.len;
        if (is_escape && raw.at[i + 1] == '\'') {
            buf_char(&buf, '\'');
            i++;
        } else if (is_escape) {
            buf_str(&buf, str_slice(raw, i, i + 2));
            i++;
        } else {
            buf_str(&buf, raw.at[i] == '"' ? STR("\\\"") : str_slice(raw, i, i + 1));
        }
    }
    buf_char(&buf, '"');
    return buf_text(&buf);
}

/* A text in other quotes than double ones, as a string value or a key. False when it isn't closed in its line. */
static bool take_odd_quoted(struct json *json, bool is_key)
{
    const char *start = json->at;
    size_t len = odd_quote(start);
    const char *close = len ? odd_quote_end(json, start, len) : NULL;
    if (!close)
        return false;
    const char *end = close + odd_quote(close);
    str raw = { start + len, (size_t)(close - start) - len };

    struct diag *d = report(json, start, end);
    diag_message(d, "expected double quotes around %s", is_key ? "a key" : "a string");
    diag_edit(d, d->span, requoted(d->arena, raw));

    add_text(json, raw, is_key);
    json->at = end;
    return true;
}

/* ---- Words ---- */

/* Behind the placeholder ${...} at `at`, or `at`. */
static const char *placeholder_end(const struct json *json, const char *at)
{
    if (at[0] != '$' || at[1] != '{')
        return at;
    const char *end = at + 2;
    while (end < json->end && *end != '}' && *end != '\n' && *end != '"')
        end++;
    return *end == '}' ? end + 1 : at;
}

/* A value that somebody wrote without quotes: up to the end of the line, a comma, a closer or a comment. */
static const char *bare_value_end(const struct json *json, const char *at)
{
    const char *start = at;
    while (at < json->end && !strchr(",]}\n\r\"", *at)) {
        if (*at == '/' && (at[1] == '/' || at[1] == '*'))
            break;
        const char *after = placeholder_end(json, at);
        at = after > at ? after : at + 1;
    }
    while (at > start && char_is_blank(at[-1]))
        at--;
    return at;
}

static const struct {
    const char *word;
    enum node_kind kind;
    const char *json;
} other_literals[] = {
    { "True", NODE_TRUE, "true" },   { "TRUE", NODE_TRUE, "true" },   { "yes", NODE_TRUE, "true" },
    { "on", NODE_TRUE, "true" },     { "False", NODE_FALSE, "false" }, { "FALSE", NODE_FALSE, "false" },
    { "no", NODE_FALSE, "false" },   { "off", NODE_FALSE, "false" },  { "None", NODE_NULL, "null" },
    { "Null", NODE_NULL, "null" },   { "NULL", NODE_NULL, "null" },   { "nil", NODE_NULL, "null" },
    { "undefined", NODE_NULL, "null" },
};

/* "True" and the like: what other languages call the three words of JSON. */
static bool take_other_literal(struct json *json, str word)
{
    for (size_t i = 0; i < ARRAY_LEN(other_literals); i++) {
        if (!str_equal(str_from(other_literals[i].word), word))
            continue;
        struct diag *d = report(json, word.at, word.at + word.len);
        diag_message(d, "expected \"%s\", found \"%.*s\"", other_literals[i].json, STR_ARG(word));
        diag_edit(d, d->span, str_from(other_literals[i].json));
        build_scalar(&json->build, other_literals[i].kind, 0, d->span.start, d->span.end);
        return true;
    }
    return false;
}

static enum json_want take_bare_value(struct json *json)
{
    const char *start = json->at, *end = bare_value_end(json, start);
    str word = { start, (size_t)(end - start) };
    json->at = end;
    if (take_other_literal(json, word))
        return JSON_NEXT;

    struct diag *d = report(json, start, end);
    bool is_number = str_equal(word, STR("NaN")) || str_equal(word, STR("Infinity"));
    if (is_number) {
        diag_message(d, "JSON has no number \"%.*s\"", STR_ARG(word));
        push_error(json, start, end);
        return JSON_NEXT;
    }
    diag_message(d, "expected a value, found %.*s", STR_ARG(found(json, start)));
    diag_help(d, "a text stands in double quotes");
    diag_edit(d, d->span, requoted(d->arena, word));
    add_text(json, word, false);
    return JSON_NEXT;
}

static const char *bare_key_end(const struct json *json, const char *at)
{
    while (at < json->end && (is_word(*at) || *at == '.' || *at == '-' || (at[0] == ':' && at[1] == ':')))
        at += at[0] == ':' ? 2 : 1;
    return at;
}

static enum json_want take_bare_key(struct json *json)
{
    const char *start = json->at, *end = bare_key_end(json, start);
    str word = { start, (size_t)(end - start) };
    struct diag *d = report(json, start, end);
    diag_message(d, "expected double quotes around a key");
    diag_edit(d, d->span, requoted(d->arena, word));
    add_text(json, word, true);
    json->at = end;
    return JSON_COLON;
}

/* ---- Numbers ---- */

static bool is_number_char(char c)
{
    return char_is_digit(c) || char_is_letter(c) || c == '+' || c == '-' || c == '.' || c == '_';
}

static const char *number_help(str text)
{
    str digits = str_from_offset(text, text.at[0] == '-' || text.at[0] == '+');
    if (text.at[0] == '+')
        return "JSON has no plus sign before a number";
    if (digits.len == 0)
        return "digits must follow the minus sign";
    if (digits.at[0] == '.')
        return "write a digit before the point";
    if (digits.len > 1 && digits.at[0] == '0' && (digits.at[1] == 'x' || digits.at[1] == 'X'))
        return "JSON has decimal numbers only";
    if (digits.len > 1 && digits.at[0] == '0' && char_is_digit(digits.at[1]))
        return "JSON has no leading zeros";
    if (str_contains(digits, STR("_")))
        return "JSON has no \"_\" between digits";
    size_t point = str_find_char(digits, '.');
    if (point != SIZE_MAX && (point + 1 == digits.len || !char_is_digit(digits.at[point + 1])))
        return "write a digit behind the point";
    return "a number is written like -12, 0.5 or 1e9; put other texts in double quotes";
}

/* A number that JSON doesn't know, from `start` on. */
static enum json_want bad_number(struct json *json, const char *start)
{
    const char *end = start;
    while (is_number_char(*end))
        end++;
    str text = { start, (size_t)(end - start) };
    struct diag *d = report(json, start, end);
    diag_message(d, "\"%.*s\" is not a JSON number", STR_ARG(text));
    diag_help(d, "%s", number_help(text));
    json->at = end;
    return JSON_NEXT;
}

static enum json_want take_bad_number(struct json *json)
{
    const char *start = json->at;
    enum json_want want = bad_number(json, start);
    push_error(json, start, json->at);
    return want;
}

/* ---- Commas and closers ---- */

static enum json_want trailing_comma(struct json *json)
{
    struct diag *d = report(json, json->comma, json->comma + 1);
    bool is_object = build_open_kind(&json->build) == NODE_OBJECT;
    diag_message(d, "expected another %s after the comma", is_object ? "key" : "value");
    diag_help(d, "JSON has no trailing commas; remove it");
    diag_edit(d, d->span, STR(""));
    return JSON_NEXT;
}

static enum json_want missing_value(struct json *json)
{
    struct diag *d = report(json, json->at, char_end(json, json->at));
    diag_message(d, "expected a value after ':', found %.*s", STR_ARG(found(json, json->at)));
    push_error(json, json->at, json->at);
    return JSON_NEXT;
}

/* Commas where a key or an item should be; only the extra ones are wrong. */
static enum json_want extra_commas(struct json *json, enum json_want want)
{
    const char *start = json->at, *end = start;
    for (const char *at = start; *at == ','; at = skip_blanks(at + 1))
        end = at + 1;
    struct diag *d = report(json, start, end);
    diag_message(d, "expected a %s before ','", want == JSON_KEY ? "key" : "value");
    diag_help(d, "remove the comma");
    diag_edit(d, d->span, STR(""));
    json->at = end;
    /* When the container ends here, the one before is no mistake of its own. */
    const char *after = skip_blanks(end);
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
 * A closer of the other kind. Where it closes something further out, those in between were forgotten; else it was
 * mistyped.
 */
static enum json_want wrong_closer(struct json *json)
{
    struct build *build = &json->build;
    char closer = *json->at;
    const struct node *open = &build->nodes[build->open];
    enum node_kind kind = node_kind(open);
    str expected = kind == NODE_OBJECT ? STR("}") : STR("]");
    bool is_forgotten = closes_outer(build, closer);

    struct diag *d = report(json, json->at, json->at + 1);
    diag_message(d, "expected '%.*s' to close the %s, found '%c'", STR_ARG(expected), container_name(kind), closer);
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
        struct diag *d = report(json, json->at, json->at + 1);
        diag_message(d, "expected ':' and a value after the key");
        push_error(json, json->at, json->at);
        return JSON_NEXT;
    }
    if (want == JSON_VALUE && kind == NODE_OBJECT)
        return missing_value(json);
    if (is_matching)
        return json->build.children ? trailing_comma(json) : JSON_NEXT;
    return wrong_closer(json);
}

/* ---- One function for each thing that is wanted ---- */

/* The root can't be read: nothing to go on with. */
static enum json_want bad_root(struct json *json)
{
    const char *start = json->at;
    struct diag *d = report(json, start, char_end(json, start));
    diag_message(d, "expected a JSON value, found %.*s", STR_ARG(found(json, start)));
    push_error(json, start, json->end);
    return JSON_DONE;
}

static enum json_want recover_value(struct json *json)
{
    char c = *json->at;
    bool is_array = build_open_kind(&json->build) == NODE_ARRAY;
    bool is_number = c == '-' || c == '+' || (c == '.' && char_is_digit(json->at[1])) || char_is_digit(c);
    if (is_number)
        return take_bad_number(json);
    if (take_odd_quoted(json, false))
        return JSON_NEXT;
    if (is_word(c) && char_end(json, json->at) - json->at >= ((unsigned char)c >= 0x80 ? 2 : 1))
        return take_bare_value(json);
    if (json->build.open == BUILD_NONE)
        return bad_root(json);
    if (c == ',')
        return is_array ? extra_commas(json, JSON_VALUE) : missing_value(json);

    const char *start = json->at;
    struct diag *d = report(json, start, char_end(json, start));
    diag_message(d, "expected a value, found %.*s", STR_ARG(found(json, start)));
    if (c == ':') {
        diag_edit(d, d->span, STR(""));
        json->at++;
        return JSON_VALUE;
    }
    return skip_value(json, start);
}

static enum json_want recover_key(struct json *json)
{
    if (take_odd_quoted(json, true))
        return JSON_COLON;
    if (is_word(*json->at) && char_end(json, json->at) - json->at >= ((unsigned char)*json->at >= 0x80 ? 2 : 1))
        return take_bare_key(json);
    if (*json->at == ',')
        return extra_commas(json, JSON_KEY);
    struct diag *d = report(json, json->at, char_end(json, json->at));
    diag_message(d, "expected a key in double quotes, found %.*s", STR_ARG(found(json, json->at)));
    json->at = skip_balanced(json, json->at, false);
    return JSON_NEXT;
}

static bool starts_value(char c)
{
    return c == '"' || c == '\'' || c == '{' || c == '[' || c == '-' || is_word(c);
}

static enum json_want recover_colon(struct json *json)
{
    const char *start = json->at;
    if (*start == '=') {
        const char *end = start + (start[1] == '>' ? 2 : 1);
        struct diag *d = report(json, start, end);
        diag_message(d, "expected ':' after the key, found \"%.*s\"", (int)(end - start), start);
        diag_edit(d, d->span, STR(":"));
        json->at = end;
        return JSON_VALUE;
    }
    const char *before = skip_blanks_back(json, start);
    if (starts_value(*start)) {
        struct diag *d = report(json, before, before);
        diag_message(d, "expected ':' after the key, found %.*s", STR_ARG(found(json, start)));
        diag_edit(d, d->span, STR(":"));
        return JSON_VALUE;
    }
    struct diag *d = report(json, start, char_end(json, start));
    diag_message(d, "expected ':' and a value after the key, found %.*s", STR_ARG(found(json, start)));
    return skip_value(json, start);
}

/* Whether a key and its colon stand at `at`, so that a comma was forgotten before it. */
static bool starts_member(const struct json *json, const char *at)
{
    size_t quote = odd_quote(at);
    const char *end = at;
    if (*at == '"')
        end = skip_string(json, at);
    else if (quote && odd_quote_end(json, at, quote))
        end = odd_quote_end(json, at, quote) + quote;
    else
        end = bare_key_end(json, at);
    return end > at && *skip_blanks(end) == ':';
}

static enum json_want missing_comma(struct json *json, enum json_want want)
{
    const char *before = skip_blanks_back(json, json->at);
    struct diag *d = report(json, before, before);
    enum node_kind kind = build_open_kind(&json->build);
    diag_message(d, "expected ',' or '%c' after %s, found %.*s", kind == NODE_OBJECT ? '}' : ']',
                 kind == NODE_OBJECT ? "a member" : "an item", STR_ARG(found(json, json->at)));
    diag_edit(d, d->span, STR(","));
    json->comma = before;
    return want;
}

/* The quote after which a text really ends: the last one of the line that punctuation follows. NULL when there is none. */
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
    bool is_string = node_kind(last) == NODE_STRING && last->end == json_offset(json, json->at) && *quote == '"';
    const char *end = is_string ? real_end(json, json->at) : NULL;
    if (!end)
        return false;
    struct diag *d = report(json, quote, quote + 1);
    diag_message(d, "expected ',' after the string, found %.*s", STR_ARG(found(json, json->at)));
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
    if (!is_number || !is_number_char(*json->at))
        return false;
    bad_number(json, json->text + last->start);
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
    struct diag *d = report(json, start, char_end(json, start));
    diag_message(d, "expected ',' or '%c', found %.*s", is_object ? '}' : ']', STR_ARG(found(json, start)));
    if (*start == ';' || (*start == ':' && !is_object)) {
        if (*start == ':')
            diag_help(d, "an array has no keys; an object stands in { and }");
        else
            diag_edit(d, d->span, STR(","));
        json->comma = json->at++;
        return is_object ? JSON_KEY : JSON_VALUE;
    }
    json->at = skip_balanced(json, start, false);
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
    struct diag *d = report(json, start, char_end(json, start));
    diag_message(d, "expected the end of the text, found %.*s", STR_ARG(found(json, start)));
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
    const char *before = skip_blanks_back(json, json->end);
    const struct node *open = &build->nodes[build->open];
    const char *name = container_name(node_kind(open));
    struct diag *d = report(json, before, before);
    diag_message(d, "expected '%c' to close the %s, found the end of the text",
                 node_kind(open) == NODE_OBJECT ? '}' : ']', name);
    diag_related(d, build->source, span_at(open->start, open->start + 1), "the %s begins here", name);
    if (want == JSON_NEXT)
        diag_edit(d, d->span, closers(build, d->arena));
}

static enum json_want end_of_text(struct json *json, enum json_want want)
{
    struct build *build = &json->build;
    if (build->open == BUILD_NONE) {
        if (want == JSON_VALUE) {
            struct diag *d = report(json, json->text, json->text);
            diag_message(d, "expected a JSON value, found nothing");
        }
        return JSON_DONE;
    }
    report_unclosed(json, want);
    bool is_key_alone = node_kind(&build->nodes[build->count - 1]) == NODE_KEY;
    if (is_key_alone)
        push_error(json, json->end, json->end);
    build_close_all(build, json_offset(json, json->end));
    return JSON_DONE;
}

static enum json_want give_up(struct json *json)
{
    struct diag *d = report(json, json->at, char_end(json, json->at));
    diag_message(d, "too many mistakes; the rest of the text was not read");
    struct build *build = &json->build;
    if (build->count && node_kind(&build->nodes[build->count - 1]) == NODE_KEY)
        push_error(json, json->at, json->at);
    build_close_all(build, json_offset(json, json->end));
    return JSON_DONE;
}

enum json_want json_recover(struct json *json, enum json_want want)
{
    if (json->at == json->end)
        return end_of_text(json, want);
    if (json->errors >= JSON_ERRORS_MAX)
        return give_up(json);
    if (skip_comment(json) || skip_odd_blank(json))
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
