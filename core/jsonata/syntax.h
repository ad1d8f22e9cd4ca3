/*
 * syntax.h - the text of an expression as tokens and as a tree.
 *
 * Compiling goes in four steps, each a file:
 *
 *     lex.c      text    -> tokens
 *     parse.c    tokens  -> tree, by precedence: what stands where (struct syntax)
 *     paths.c    tree    -> tree: chains of . [ ^ @ # become paths of steps, each % finds its step
 *     compile.c  tree    -> code.h, what the evaluator walks
 *
 * The tree is scratch: it lives in an arena that ends with the compilation. paths.c changes it in place.
 */
#ifndef JSONATA_SYNTAX_H
#define JSONATA_SYNTAX_H

#include "jsonata/error.h"

struct signature;

enum token_kind {
    TOKEN_END,
    TOKEN_OPERATOR,
    TOKEN_NAME,
    TOKEN_VARIABLE,
    TOKEN_STRING,
    TOKEN_NUMBER,
    TOKEN_LITERAL, /* true, false, null */
    TOKEN_REGEX
};

/* OPERATOR(id, text, binding power); two-character ones first, so that the lexer finds the longest. */
#define OPERATORS \
    OPERATOR(RANGE, "..", 0) \
    OPERATOR(ASSIGN, ":=", 10) \
    OPERATOR(NOT_EQUAL, "!=", 40) \
    OPERATOR(AT_LEAST, ">=", 40) \
    OPERATOR(AT_MOST, "<=", 40) \
    OPERATOR(DESCENDANTS, "**", 0) \
    OPERATOR(CHAIN, "~>", 40) \
    OPERATOR(DEFAULT, "?:", 40) \
    OPERATOR(COALESCE, "??", 40) \
    OPERATOR(DOT, ".", 75) \
    OPERATOR(BRACKET, "[", 80) \
    OPERATOR(BRACKET_END, "]", 0) \
    OPERATOR(BRACE, "{", 70) \
    OPERATOR(BRACE_END, "}", 0) \
    OPERATOR(PAREN, "(", 80) \
    OPERATOR(PAREN_END, ")", 0) \
    OPERATOR(COMMA, ",", 0) \
    OPERATOR(FOCUS, "@", 80) \
    OPERATOR(INDEX, "#", 80) \
    OPERATOR(SEMICOLON, ";", 0) \
    OPERATOR(COLON, ":", 0) \
    OPERATOR(QUESTION, "?", 20) \
    OPERATOR(PLUS, "+", 50) \
    OPERATOR(MINUS, "-", 50) \
    OPERATOR(STAR, "*", 60) \
    OPERATOR(SLASH, "/", 60) \
    OPERATOR(PERCENT, "%", 60) \
    OPERATOR(BAR, "|", 0) \
    OPERATOR(EQUAL, "=", 40) \
    OPERATOR(LESS, "<", 40) \
    OPERATOR(GREATER, ">", 40) \
    OPERATOR(SORT, "^", 40) \
    OPERATOR(CONCAT, "&", 50) \
    OPERATOR(BANG, "!", 0) \
    OPERATOR(TILDE, "~", 0) \
    OPERATOR(AND, "and", 30) \
    OPERATOR(OR, "or", 25) \
    OPERATOR(IN, "in", 40)

enum operator
{
    OP_NONE,
#define OPERATOR(id, text, power) OP_##id,
    OPERATORS
#undef OPERATOR
    OP_COUNT
};

/* Its text, such as ":=". */
str operator_text(enum operator op);

struct token {
    enum token_kind kind;
    enum operator op;    /* TOKEN_OPERATOR */
    value literal;       /* TOKEN_STRING, TOKEN_NUMBER, TOKEN_LITERAL */
    str text;            /* name without backquotes, variable without $, pattern without slashes */
    unsigned flags;      /* of a pattern: enum regex_flag */
    span span;
};

struct lexer {
    struct arena *arena; /* decoded strings live here as long as the compiled expression */
    str text;
    size_t at;
    unsigned dialect;
    struct error *error;
};

/*
 * Reads the next token. `is_operand_behind` says that an operand came before, so that a slash divides and does not begin a
 * pattern. False with lexer->error set when there is none; at the end TOKEN_END.
 */
bool lexer_next(struct lexer *lexer, bool is_operand_behind, struct token *token);

/* What a token stands for in messages. */
value token_value(const struct token *token);

enum syntax_kind {
    /* as the parser makes them */
    SYNTAX_END, /* the end where an operand was wanted; reported later, so that more telling mistakes come first */
    SYNTAX_NAME,
    SYNTAX_VARIABLE,
    SYNTAX_STRING,
    SYNTAX_NUMBER,
    SYNTAX_LITERAL,
    SYNTAX_REGEX,
    SYNTAX_KEYWORD, /* and, or, in as a name */
    SYNTAX_PLACEHOLDER,
    SYNTAX_WILDCARD,
    SYNTAX_DESCENDANTS,
    SYNTAX_PARENT,
    SYNTAX_BINARY, /* op, a, b; [ ^ { @ # included */
    SYNTAX_NEGATE, /* a */
    SYNTAX_ARRAY,  /* items */
    SYNTAX_OBJECT, /* items: key, value, ... */
    SYNTAX_CALL,   /* a: what is called; items: arguments */
    SYNTAX_PARTIAL,
    SYNTAX_LAMBDA,    /* items: parameters; a: body */
    SYNTAX_CONDITION, /* a ? b : c, c may be NULL */
    SYNTAX_BLOCK,     /* items */
    SYNTAX_TRANSFORM, /* a: pattern, b: update, c: delete or NULL */
    /* as paths.c makes them */
    SYNTAX_PATH,  /* items: steps */
    SYNTAX_SORT,  /* a step; items: terms, is_descending on each */
    SYNTAX_BIND,  /* text, b */
    SYNTAX_APPLY, /* a ~> b */
    SYNTAX_INDEX  /* a stage #$text */
};

struct syntax_list {
    struct syntax **items;
    uint32_t count, capacity;
};

/* Where a parent operator looks: how many levels up, and the label under which the step found keeps its context. */
struct parent_slot {
    uint32_t label;
    int level;
};

struct parent_slots {
    struct parent_slot **items;
    uint32_t count, capacity;
};

struct syntax {
    enum syntax_kind kind;
    enum operator op;
    span token; /* the token that it was made for: where errors point */
    span place; /* all of it */
    str text;   /* name, variable, pattern, bound variable */
    value literal;
    unsigned regex_flags;
    struct syntax *a, *b, *c;
    struct syntax_list items;
    const struct signature *signature;

    bool keep_array; /* a [] follows it */
    bool keep_singleton; /* of a path: one of its steps has [] */
    bool is_descending;
    bool is_tuple; /* carries variables from item to item */
    bool is_constructed; /* an array constructor at the start or end of a path, which is not flattened */
    bool is_tail;  /* a call in tail position */
    bool is_checked; /* a path whose steps have been looked at */
    bool has_group, has_focus, has_index, has_stages, has_predicates;
    struct syntax_list predicates; /* of something that is no step */
    struct syntax_list stages;     /* of a step: predicates and SYNTAX_INDEX */
    struct syntax_list group;      /* key, value, ... */
    span group_token;
    str focus, index;
    struct parent_slot *slot;     /* SYNTAX_PARENT: its own */
    struct parent_slot *ancestor; /* a step whose context a parent operator wants */
    struct parent_slots *seeking; /* parent operators inside that have not found their step yet */
};

void syntax_list_add(struct arena *arena, struct syntax_list *list, struct syntax *item);

struct parser {
    struct arena *scratch; /* for the tree */
    struct arena *arena;   /* for what outlives it */
    struct lexer lexer;
    struct token token; /* the next one */
    uint32_t last_end;  /* where the one before it ended */
    unsigned depth;
    uint32_t label_count;
    struct error *error;
};

/* What a node's token stands for in messages. */
value syntax_value(const struct syntax *node);
/* Sets parser->error, pointing at `token`; returns false. */
bool parser_fail(struct parser *parser, enum error_code code, span token);

/* NULL with parser->error set on a syntax error. */
struct syntax *syntax_parse(struct parser *parser);
/* Turns what syntax_parse() made into paths. NULL with parser->error set. */
struct syntax *syntax_resolve(struct parser *parser, struct syntax *tree);

#endif
