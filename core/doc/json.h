/*
 * json.h - the parts of the JSON reader.
 *
 * Internal to doc. json.c reads what is right, as fast as it can; it calls json_recover.c where the
 * text is not what was wanted, and json_string.c for strings that hold more than plain characters.
 *
 * The text that is read is followed by zero bytes (a nested source is copied to have them), so no
 * loop asks for the end: a zero byte is wanted nowhere, and whoever meets one compares with `end`.
 */
#ifndef DOC_JSON_H
#define DOC_JSON_H

#include "doc/build.h"

/* What the grammar wants next. */
enum json_want {
    JSON_VALUE, /* an item, a key's value, or the only value of the text */
    JSON_KEY,
    JSON_COLON,
    JSON_NEXT, /* a comma or the end of the container */
    JSON_END,  /* the end of the text */
    JSON_DONE
};

/* Of each kind at most this many mistakes are reported for one text. */
#define JSON_ERRORS_MAX      100
#define JSON_TEXT_ERRORS_MAX 20

struct json {
    struct build build;
    const char *text, *end;
    const char *at;    /* set when json_recover() is called, and by it */
    const char *comma; /* the latest one between members or items */
    uint32_t errors, bad_bytes, bad_controls, bad_escapes;
    bool has_mismatch; /* a wrong closer was reported */
};

static inline uint32_t json_offset(const struct json *json, const char *at)
{
    return (uint32_t)(at - json->text);
}
static inline span json_span(const struct json *json, const char *from, const char *to)
{
    return (span){ json_offset(json, from), json_offset(json, to) };
}

/* Length of the number at `at`, 0 when there is none. What follows is not looked at. */
size_t json_number(const char *at);

/*
 * Reads on in a string that starts (behind its quote) at `start` and has no plain character at
 * `at`. Returns where it ends: at its closing quote, or without one, then `*is_closed` is false
 * (reported). Adds NODE_DECODED to `*flags` when its text is not its slice of the source.
 */
const char *json_string_rest(struct json *json, const char *start, const char *at, unsigned *flags,
                             bool *is_closed);
/* The text of a string, in the arena, from what stands between its quotes. */
str json_string_decode(struct arena *arena, str raw);
/* The same text's segments; `offset` is where `raw` stands in the source. */
struct segment *json_string_map(struct arena *arena, str raw, uint32_t offset, uint32_t *count);

/* The text at json->at is not what was wanted. Reports, moves json->at on and says what is wanted
 * there. */
enum json_want json_recover(struct json *json, enum json_want want);
/* A container at json->at, one level too deep: reports, steps over it and leaves an unreadable
 * node. */
void json_too_deep(struct json *json);

#endif
