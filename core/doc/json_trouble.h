/*
 * json_trouble.h - what the parts of the recovery share.
 *
 * Internal to doc. json_trouble.c says what stands at a place and steps over it, json_foreign.c takes what other
 * languages allow and JSON doesn't, json_recover.c decides what comes next.
 */
#ifndef DOC_JSON_TROUBLE_H
#define DOC_JSON_TROUBLE_H

#include "diag/diag.h"
#include "doc/json.h"

/* ---- json_trouble.c ---- */

/* A new diagnostic for this place, counted. */
struct diag *json_report(struct json *json, const char *from, const char *to);
/* Behind the character at `at`; at the end of the text, `at`. */
const char *json_char_end(const struct json *json, const char *at);
/* Whether the byte may be part of a word that stands without quotes. */
bool json_is_word(char c);
const char *json_skip_blanks(const char *at);
/* Where the blanks before `at` begin. */
const char *json_blanks_before(const struct json *json, const char *at);
/* What stands at `at`, for "expected X, found ...". */
str json_found(struct json *json, const char *at);
/* Behind the string that starts at `at`, roughly: behind its quote, or at the end of the text. */
const char *json_skip_string(const struct json *json, const char *at);
/*
 * To the comma or closer that ends the present member or item, over whatever brackets are balanced on the way. When
 * `is_container`, behind the closer of the container that starts at `at` instead.
 */
const char *json_skip_balanced(const struct json *json, const char *at, bool is_container);
/* An unreadable value. */
void json_add_error(struct json *json, const char *from, const char *to);

/* ---- json_foreign.c: each reports what it takes from json->at ---- */

/* A comment, or a character that looks like a blank. False when there is none. */
bool json_skip_foreign(struct json *json);
/* Length of the quotation mark that is not JSON's at `at`, or 0. */
size_t json_odd_quote(const char *at);
/* The quote that closes the odd one of length `len` at `at`, or NULL when there is none in the line. */
const char *json_odd_quote_end(const struct json *json, const char *at, size_t len);
/* A text in other quotes than double ones, as a string value or a key. False when there is none that is closed. */
bool json_take_odd_quoted(struct json *json, bool is_key);
/* A value without quotes, perhaps another language's word for true, false or null. */
enum json_want json_take_bare_value(struct json *json);
const char *json_bare_key_end(const struct json *json, const char *at);
enum json_want json_take_bare_key(struct json *json);
bool json_is_number_char(char c);
/* A number that JSON doesn't know, from `start` on; the caller makes the node. */
enum json_want json_bad_number(struct json *json, const char *start);
enum json_want json_take_bad_number(struct json *json);

#endif
