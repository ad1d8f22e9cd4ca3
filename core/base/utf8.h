/*
 * utf8.h - reading, writing and counting UTF-8.
 *
 * Well-formed means RFC 3629: no overlong forms, no surrogates, nothing above
 * U+10FFFF. Text is checked once where it enters (utf8_check); the decoding
 * functions below still never read outside their text, and take a byte that
 * does not fit as U+FFFD of length 1.
 */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include "base/str.h"

#define UTF8_REPLACEMENT 0xFFFDu

/* True when all of `s` is well-formed; else `*bad` is the offset of the first byte that is not. */
bool utf8_check(str s, size_t *bad);

/* The code point at `*offset` (below s.len), which moves behind it. */
uint32_t utf8_next(str s, size_t *offset);
/* The code point that ends before `*offset` (above 0), which moves to its start. */
uint32_t utf8_previous(str s, size_t *offset);

/* Writes 1 to 4 bytes and returns how many. Surrogates are written as three bytes (as WTF-8 does). */
size_t utf8_encode(char *to, uint32_t code_point);

/* Code points in `s`. */
size_t utf8_length(str s);
/* UTF-16 code units in `s`. */
size_t utf8_length_utf16(str s);
/* The byte offset of code point number `index`; s.len when there are not as many. */
size_t utf8_offset(str s, size_t index);

#endif
