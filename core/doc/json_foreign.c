/* What other languages allow and JSON does not: comments, other quotes, words and numbers of other
 * kinds. */
#include "doc/json_trouble.h"

#include "base/utf8.h"

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
    struct diag *d = json_report(json, json->at, end);
    diag_message(d, "JSON has no comments");
    diag_help(d, "move the text into a \"Comment\" field, or remove it");
    diag_edit(d, d->span, STR(""));
    json->at = end;
    return true;
}

/* Characters that look like a blank and are none of JSON's four. */
static bool is_odd_blank(uint32_t c)
{
    return c == 0x0B || c == 0x0C || c == 0x85 || c == 0xA0 || c == 0x1680 ||
           (c >= 0x2000 && c <= 0x200B) || c == 0x2028 || c == 0x2029 || c == 0x202F ||
           c == 0x205F || c == 0x2060 || c == 0x3000 || c == 0xFEFF;
}

static bool skip_odd_blank(struct json *json)
{
    size_t len = 0;
    uint32_t c = utf8_next((str){ json->at, (size_t)(json->end - json->at) }, &len);
    if (!is_odd_blank(c))
        return false;
    struct diag *d = json_report(json, json->at, json->at + len);
    diag_message(d, "the character U+%04X is no blank in JSON", (unsigned)c);
    diag_help(d, "use spaces, tabs and line breaks");
    diag_edit(d, d->span, STR(" "));
    json->at += len;
    return true;
}

bool json_skip_foreign(struct json *json)
{
    return skip_comment(json) || skip_odd_blank(json);
}

/* A string or key whose place is that of its contents only, since there are no double quotes around
 * it. */
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

size_t json_odd_quote(const char *at)
{
    if (*at == '\'' || *at == '`')
        return 1;
    /* U+2018 to U+201F: typographic single and double quotes. */
    bool is_typographic = memcmp(at, "\xE2\x80", 2) == 0 && (unsigned char)at[2] >= 0x98 &&
                          (unsigned char)at[2] <= 0x9F;
    return is_typographic ? 3 : 0;
}

const char *json_odd_quote_end(const struct json *json, const char *at, size_t len)
{
    char open = *at;
    for (at += len; at < json->end && *at != '\n' && *at != '\r'; at++) {
        if (*at == '\\' && at + 1 < json->end)
            at++;
        else if (len == 1 ? *at == open : json_odd_quote(at) == 3)
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

bool json_take_odd_quoted(struct json *json, bool is_key)
{
    const char *start = json->at;
    size_t len = json_odd_quote(start);
    const char *close = len ? json_odd_quote_end(json, start, len) : NULL;
    if (!close)
        return false;
    const char *end = close + json_odd_quote(close);
    str raw = { start + len, (size_t)(close - start) - len };

    struct diag *d = json_report(json, start, end);
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

/* A value that somebody wrote without quotes: up to the end of the line, a comma, a closer or a
 * comment. */
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
    { "True", NODE_TRUE, "true" },      { "TRUE", NODE_TRUE, "true" },
    { "yes", NODE_TRUE, "true" },       { "on", NODE_TRUE, "true" },
    { "False", NODE_FALSE, "false" },   { "FALSE", NODE_FALSE, "false" },
    { "no", NODE_FALSE, "false" },      { "off", NODE_FALSE, "false" },
    { "None", NODE_NULL, "null" },      { "Null", NODE_NULL, "null" },
    { "NULL", NODE_NULL, "null" },      { "nil", NODE_NULL, "null" },
    { "undefined", NODE_NULL, "null" },
};

/* "True" and the like: what other languages call the three words of JSON. */
static bool take_other_literal(struct json *json, str word)
{
    for (size_t i = 0; i < ARRAY_LEN(other_literals); i++) {
        if (!str_equal(str_from(other_literals[i].word), word))
            continue;
        struct diag *d = json_report(json, word.at, word.at + word.len);
        diag_message(d, "expected \"%s\", found \"%.*s\"", other_literals[i].json, STR_ARG(word));
        diag_edit(d, d->span, str_from(other_literals[i].json));
        build_scalar(&json->build, other_literals[i].kind, 0, d->span.start, d->span.end);
        return true;
    }
    return false;
}

enum json_want json_take_bare_value(struct json *json)
{
    const char *start = json->at, *end = bare_value_end(json, start);
    str word = { start, (size_t)(end - start) };
    json->at = end;
    if (take_other_literal(json, word))
        return JSON_NEXT;

    struct diag *d = json_report(json, start, end);
    bool is_number = str_equal(word, STR("NaN")) || str_equal(word, STR("Infinity"));
    if (is_number) {
        diag_message(d, "JSON has no number \"%.*s\"", STR_ARG(word));
        json_add_error(json, start, end);
        return JSON_NEXT;
    }
    diag_message(d, "expected a value, found %.*s", STR_ARG(json_found(json, start)));
    diag_help(d, "a text stands in double quotes");
    diag_edit(d, d->span, requoted(d->arena, word));
    add_text(json, word, false);
    return JSON_NEXT;
}

const char *json_bare_key_end(const struct json *json, const char *at)
{
    while (at < json->end &&
           (json_is_word(*at) || *at == '.' || *at == '-' || (at[0] == ':' && at[1] == ':')))
        at += at[0] == ':' ? 2 : 1;
    return at;
}

enum json_want json_take_bare_key(struct json *json)
{
    const char *start = json->at, *end = json_bare_key_end(json, start);
    str word = { start, (size_t)(end - start) };
    struct diag *d = json_report(json, start, end);
    diag_message(d, "expected double quotes around a key");
    diag_edit(d, d->span, requoted(d->arena, word));
    add_text(json, word, true);
    json->at = end;
    return JSON_COLON;
}

/* ---- Numbers ---- */

bool json_is_number_char(char c)
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

enum json_want json_bad_number(struct json *json, const char *start)
{
    const char *end = start;
    while (json_is_number_char(*end))
        end++;
    str text = { start, (size_t)(end - start) };
    struct diag *d = json_report(json, start, end);
    diag_message(d, "\"%.*s\" is not a JSON number", STR_ARG(text));
    diag_help(d, "%s", number_help(text));
    json->at = end;
    return JSON_NEXT;
}

enum json_want json_take_bad_number(struct json *json)
{
    const char *start = json->at;
    enum json_want want = json_bad_number(json, start);
    json_add_error(json, start, json->at);
    return want;
}
