/*
 * internal.h - what the files of this module share: the compiled filter, and the parser's hands.
 *
 * The parser is a recursive descent over bytes. Filters hold paths and paths hold filters, so
 * `depth` counts how many of them (and parentheses) are open. After the first mistake `failed` is
 * set, everything returns at once, and no second diagnostic is added.
 */
#ifndef JSONPATH_INTERNAL_H
#define JSONPATH_INTERNAL_H

#include "base/arena.h"
#include "base/buf.h"
#include "diag/diag.h"
#include "jsonpath/jsonpath.h"

struct regex;

enum filter_kind {
    FILTER_ANY,    /* || : one of the parts */
    FILTER_ALL,    /* && : all parts */
    FILTER_NOT,    /* ! : the only part */
    FILTER_EXISTS, /* the left path names something */
    FILTER_COMPARE
};

enum filter_operator {
    FILTER_EQUAL,
    FILTER_NOT_EQUAL,
    FILTER_LESS_EQUAL, /* before FILTER_LESS: the parser takes the first that fits */
    FILTER_GREATER_EQUAL,
    FILTER_LESS,
    FILTER_GREATER,
    FILTER_MATCHES
};

enum operand_kind { OPERAND_LITERAL, OPERAND_PATH, OPERAND_PATTERN };

struct filter_operand {
    enum operand_kind kind;
    span span;
    union {
        value literal;
        const struct jsonpath *path;
        const struct regex *regex;
    } as;
};

/* A tree: `parts` is the first part, each part's `next` the one behind it. */
struct jsonpath_filter {
    enum filter_kind kind;
    enum filter_operator operator;
    struct filter_operand left, right;
    const struct jsonpath_filter *parts, *next;
};

/* Where a path stands decides what ends it. */
enum path_context {
    PATH_WHOLE,    /* the whole text: nothing but its end */
    PATH_ARGUMENT, /* of a States.* call: blank , ) */
    PATH_OPERAND   /* of a filter: blank , ) ] and operators */
};

struct path_parser {
    struct arena *arena;
    struct diags *diags;
    const struct source *source;
    enum rule_id rule;
    str text;
    size_t at;
    unsigned depth;
    bool failed;
};

/* Adds the diagnostic, unless there is one already. Returns false always. */
bool path_fail(struct path_parser *parser, span where, const char *format, ...) ATTR_PRINTF(3, 4);

/* The byte `ahead` of where the parser is, 0 at the end. */
static inline char path_peek(const struct path_parser *parser, size_t ahead)
{
    return ahead < parser->text.len - parser->at ? parser->text.at[parser->at + ahead] : '\0';
}
static inline bool path_at_end(const struct path_parser *parser)
{
    return parser->at >= parser->text.len;
}
/* The place of the next character (one UTF-8 sequence), empty at the end. */
span path_here(const struct path_parser *parser);
void path_skip_blanks(struct path_parser *parser);
/* Steps over `c`, or fails saying what was expected and why. */
bool path_expect(struct path_parser *parser, char c, const char *what);

/* How a backslash in quotes is read. */
enum path_quoting {
    QUOTING_NAME, /* a name in single quotes: stays, except before the quote itself */
    QUOTING_TEXT  /* a name in double quotes and texts of filters: as in JavaScript */
};
/* Reads a text in quotes; the parser stands on the opening one. */
bool path_quoted(struct path_parser *parser, enum path_quoting quoting, str *text);

/* Parses the path that starts here. NULL after a mistake. */
const struct jsonpath *path_parse(struct path_parser *parser, enum path_context context);
/* Parses what stands in brackets into a step; the parser is on the opening one. */
bool path_parse_bracket(struct path_parser *parser, struct jsonpath_step *step);
/* Parses a filter from its question mark on; stops behind the closing parenthesis. NULL after a
 * mistake. */
const struct jsonpath_filter *path_parse_filter(struct path_parser *parser);

/* What keeps a path from being a reference path, and where; NULL when it is one. */
const char *path_reference_flaw(const struct jsonpath *path, span *where);
/* Reports the first thing that `place` does not take; true when there is none. */
bool path_check_place(struct path_parser *parser, const struct jsonpath *path,
                      enum jsonpath_place place);
/* Whether a name step is written like a call: .length() */
bool path_is_call(const struct jsonpath *path, const struct jsonpath_step *step);

/* One evaluation, with the paths in its filters. */
struct evaluation {
    struct arena *arena;
    const struct jsonpath_scope *scope;
    value root;      /* what $ is in filters: the document that the outermost path starts at */
    value item;      /* what @ is */
    uint32_t visits; /* left */
    bool is_limited; /* ran out of visits */
};

/* The value, or false: nothing there, or a failure. In filters these are the same. */
bool path_evaluate(struct evaluation *evaluation, const struct jsonpath *path, value root,
                   value *result, struct jsonpath_failure *failure);
/* Whether the filter takes `item`. */
bool filter_accepts(struct evaluation *evaluation, const struct jsonpath_filter *filter,
                    value item);

#endif
