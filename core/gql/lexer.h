/*
 * lexer.h - a GraphQL text to tokens.
 *
 * One lexer serves schemas and operations (specification, September 2025, section 2.1). It skips blanks, commas,
 * byte order marks and comments, whose places it can note. The value of a string is not decoded here; see
 * gql_string_value().
 *
 * A text that is no token gives one diagnostic (rule GQL_SYNTAX) and a token of kind GQL_TOKEN_ERROR. The reader may
 * go on behind it.
 *
 * The text must be followed by at least one zero byte, as that of every whole file is.
 */
#ifndef GQL_LEXER_H
#define GQL_LEXER_H

#include "diag/diag.h"

enum gql_token_kind {
    GQL_TOKEN_END,
    GQL_TOKEN_BANG,
    GQL_TOKEN_DOLLAR,
    GQL_TOKEN_AMP,
    GQL_TOKEN_PAREN_LEFT,
    GQL_TOKEN_PAREN_RIGHT,
    GQL_TOKEN_SPREAD,
    GQL_TOKEN_COLON,
    GQL_TOKEN_EQUALS,
    GQL_TOKEN_AT,
    GQL_TOKEN_BRACKET_LEFT,
    GQL_TOKEN_BRACKET_RIGHT,
    GQL_TOKEN_BRACE_LEFT,
    GQL_TOKEN_PIPE,
    GQL_TOKEN_BRACE_RIGHT,
    GQL_TOKEN_NAME,
    GQL_TOKEN_INT,
    GQL_TOKEN_FLOAT,
    GQL_TOKEN_STRING,
    GQL_TOKEN_BLOCK_STRING,
    GQL_TOKEN_ERROR
};

struct gql_token {
    uint32_t start, end;
    enum gql_token_kind kind;
};

/* Places of comments, from # to before the line break. */
struct gql_comments {
    struct arena *arena;
    span *places;
    uint32_t count, capacity;
};

struct gql_lexer {
    const struct source *source;
    const char *text;
    uint32_t length;
    struct gql_token token; /* the one that was read last; before the first, an empty one at the start */
    struct diags *diags;           /* NULL: errors are not reported */
    struct gql_comments *comments; /* NULL: they are not noted */
};

/* `text` is what the source holds, followed by a zero byte. */
void gql_lexer_init(struct gql_lexer *lexer, const struct source *source, const char *text,
                    struct diags *diags);
/*
 * Goes on to the next token and returns its kind; GQL_TOKEN_END at the end, again and again.
 */
enum gql_token_kind gql_lexer_next(struct gql_lexer *lexer);

/* For messages: `"{"`, `Name`, `end of the text`. */
const char *gql_token_name(enum gql_token_kind kind);

/*
 * The value of a string or block string token with quotes, `text`: escapes decoded, a block string dedented. A text
 * without either is returned as the slice that it is.
 */
str gql_string_value(struct arena *arena, str text);

#endif
