#include "doc/json.h"

static const char *skip_digits(const char *at)
{
    while (char_is_digit(*at))
        at++;
    return at;
}

size_t json_number(const char *at)
{
    const char *start = at;
    at += *at == '-';
    if (!char_is_digit(*at))
        return 0;
    at = *at == '0' ? at + 1 : skip_digits(at);
    if (*at == '.') {
        if (!char_is_digit(at[1]))
            return 0;
        at = skip_digits(at + 1);
    }
    if (*at == 'e' || *at == 'E') {
        at++;
        at += *at == '+' || *at == '-';
        if (!char_is_digit(*at))
            return 0;
        at = skip_digits(at);
    }
    return (size_t)(at - start);
}

/* Line breaks and indentation come eight blanks at a time. */
static inline const char *skip_blanks(const char *at)
{
    while ((unsigned char)*at <= ' ') {
        uint64_t other = word_load(at + 1) ^ WORD_OF(' ');
        if (!char_is_blank(*at))
            break;
        if (other)
            at += 1 + word_first(other);
        else
            at += 9;
    }
    return at;
}

/* A string or key that holds more than plain characters, as it was read. */
struct string {
    str raw;
    uint32_t start, end;
    unsigned flags;
};

/* `at` is the first of those characters. Returns what follows the string. */
static const char *read_string(struct json *json, const char *quote, const char *at,
                               struct string *string)
{
    const char *start = quote + 1;
    bool is_closed;
    string->flags = 0;
    const char *end = json_string_rest(json, start, at, &string->flags, &is_closed);
    /* Without the closing quote its place is that of its contents. */
    if (!is_closed)
        string->flags |= NODE_PLAIN;
    string->raw = (str){ start, (size_t)(end - start) };
    string->start = json_offset(json, is_closed ? quote : start);
    string->end = json_offset(json, end + is_closed);
    return end + is_closed;
}

static const char *special_value(struct json *json, const char *quote, const char *at)
{
    struct string string;
    const char *after = read_string(json, quote, at, &string);
    build_scalar(&json->build, NODE_STRING, string.flags, string.start, string.end);
    if (string.flags & NODE_DECODED)
        build_decoded(&json->build, json_string_decode(json->build.arena, string.raw));
    return after;
}

static const char *special_key(struct json *json, const char *quote, const char *at)
{
    struct string string;
    const char *after = read_string(json, quote, at, &string);
    if (string.flags & NODE_DECODED)
        string.raw = json_string_decode(json->build.arena, string.raw);
    build_key(&json->build, string.flags, string.start, string.end, string.raw);
    return after;
}

/* Nearly all strings end at the first byte that is no plain character. */
static inline const char *string_value(struct json *json, const char *quote)
{
    const char *end = word_scan_plain(quote + 1);
    if (*end != '"')
        return special_value(json, quote, end);
    end++;
    build_scalar(&json->build, NODE_STRING, 0, json_offset(json, quote), json_offset(json, end));
    return end;
}

static inline const char *key(struct json *json, const char *quote)
{
    const char *end = word_scan_plain(quote + 1);
    if (*end != '"')
        return special_key(json, quote, end);
    str text = { quote + 1, (size_t)(end - quote) - 1 };
    end++;
    build_key(&json->build, 0, json_offset(json, quote), json_offset(json, end), text);
    return end;
}

/* Behind the word `literal`, or NULL when it isn't there. */
static inline const char *literal(struct json *json, const char *at, str word, enum node_kind kind)
{
    if (memcmp(at, word.at, word.len) != 0)
        return NULL;
    build_scalar(&json->build, kind, 0, json_offset(json, at), json_offset(json, at + word.len));
    return at + word.len;
}

static inline const char *number(struct json *json, const char *at)
{
    size_t len = json_number(at);
    if (len == 0)
        return NULL;
    build_scalar(&json->build, NODE_NUMBER, 0, json_offset(json, at), json_offset(json, at + len));
    return at + len;
}

/* Behind the scalar at `at`, or NULL when there is none. */
static inline const char *scalar(struct json *json, const char *at)
{
    switch (*at) {
    case '"': return string_value(json, at);
    case 't': return literal(json, at, STR("true"), NODE_TRUE);
    case 'f': return literal(json, at, STR("false"), NODE_FALSE);
    case 'n': return literal(json, at, STR("null"), NODE_NULL);
    default: return number(json, at);
    }
}

/*
 * The grammar as jumps: each label wants one thing. Where the text has another, json_recover()
 * reports it and says where to go on. One function, because it is the loop that everything else
 * waits for.
 */
static void read(struct json *json, const char *at)
{
    struct build *build = &json->build;
    enum json_want want = JSON_VALUE;
    const char *after;

value:
    at = skip_blanks(at);
    if (*at == '{' || *at == '[') {
        if (build->depth == DOC_MAX_DEPTH) {
            json->at = at;
            json_too_deep(json);
            at = json->at;
            goto next;
        }
        enum node_kind kind = *at == '{' ? NODE_OBJECT : NODE_ARRAY;
        build_open(build, kind, json_offset(json, at));
        at = skip_blanks(at + 1);
        if (kind == NODE_ARRAY && *at != ']')
            goto value;
        if (kind == NODE_OBJECT && *at != '}')
            goto key;
        goto next;
    }
    after = scalar(json, at);
    if (!after) {
        want = JSON_VALUE;
        goto recover;
    }
    at = after;

next:
    at = skip_blanks(at);
    switch (build_open_kind(build)) {
    case NODE_OBJECT:
        if (*at == ',') {
            json->comma = at++;
            goto key;
        }
        if (*at == '}') {
            build_close(build, json_offset(json, ++at));
            goto next;
        }
        break;
    case NODE_ARRAY:
        if (*at == ',') {
            json->comma = at++;
            goto value;
        }
        if (*at == ']') {
            build_close(build, json_offset(json, ++at));
            goto next;
        }
        break;
    default:
        if (at == json->end)
            return;
        want = JSON_END;
        goto recover;
    }
    want = JSON_NEXT;
    goto recover;

key:
    at = skip_blanks(at);
    if (*at != '"') {
        want = JSON_KEY;
        goto recover;
    }
    at = key(json, at);

colon:
    at = skip_blanks(at);
    if (*at == ':') {
        at++;
        goto value;
    }
    want = JSON_COLON;

recover:
    json->at = at;
    want = json_recover(json, want);
    at = json->at;
    switch (want) {
    case JSON_VALUE: goto value;
    case JSON_KEY: goto key;
    case JSON_COLON: goto colon;
    case JSON_NEXT:
    case JSON_END: goto next;
    case JSON_DONE: return;
    }
}

const struct doc *doc_read_json(struct arena *arena, const struct source *source,
                                struct diags *diags)
{
    struct json json = {
        .build = { .arena = arena,
                   .source = source,
                   .diags = diags,
                   .syntax_rule = RULE_JSON_SYNTAX },
    };
    json.text = source_padded(arena, source);
    json.end = json.text + source->text.len;
    /* Pretty-printed text has a node for every 12 bytes or so. */
    build_init(&json.build, (uint32_t)(source->text.len / 8));
    read(&json, json.text + (str_starts(source->text, STR("\xEF\xBB\xBF")) ? 3 : 0));
    return build_finish(&json.build, false);
}
