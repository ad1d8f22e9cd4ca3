/*
 * regex.h - regular expressions, by PCRE2 set as ECMAScript as it gets.
 *
 * Wraps libpcre2-8, and is the only file that includes it. Texts are UTF-8 and offsets bytes. Matching is bounded
 * (match, depth and heap limits), so that every pattern ends.
 * Differences from ECMAScript that remain: more syntax is accepted (possessive quantifiers, inline flags, \Q..\E, \p
 * and the like, which the service's engine on a JVM knows too); a group keeps its text when its repetition starts
 * anew; \s knows ASCII blanks only; characters beyond U+FFFF count as one; the dot and multi-line anchors know CR, LF
 * and CR LF as line ends.
 *
 * Memory: a compiled pattern lives in the arena that it was made in; nothing to free.
 */
#ifndef TEXT_REGEX_H
#define TEXT_REGEX_H

#include "base/str.h"

struct arena;
struct regex;

enum regex_flag {
    REGEX_IGNORE_CASE = 1,
    REGEX_MULTILINE = 2,
    REGEX_DOT_ALL = 4,
    REGEX_WHOLE = 8, /* must match the whole text */
    REGEX_EXTENDED = 16
};

/*
 * NULL when the pattern is malformed: `*message` (in the arena) and `*offset` say why and where. `flags` are those of
 * enum regex_flag.
 */
const struct regex *regex_compile(struct arena *arena, str pattern, unsigned flags, str *message,
                                  size_t *offset);
/* Capturing groups, without group 0. */
uint32_t regex_group_count(const struct regex *regex);

struct regex_group {
    size_t start, end; /* SIZE_MAX for a group that took no part */
};

enum regex_outcome {
    REGEX_NO_MATCH,
    REGEX_MATCH,
    REGEX_LIMIT /* gave up at a bound */
};

/*
 * Looks for a match at or after `start`, which must not be inside a character. The text must be well-formed, lone
 * surrogates (as WTF-8 has them) aside: it is checked when `start` is 0 and matches nothing if it isn't; a search that
 * goes on behind an earlier match of the same text is spared that, so that finding all matches stays linear.
 * `groups` has room for 1 + regex_group_count(). Scratch memory comes from `arena` and is given
 * back.
 */
enum regex_outcome regex_match(struct arena *arena, const struct regex *regex, str text, size_t start,
                               struct regex_group *groups);

#endif
