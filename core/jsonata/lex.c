#include "jsonata/syntax.h"

#include "base/buf.h"
#include "base/num.h"
#include "base/utf8.h"
#include "text/regex.h"

#include <math.h>

static const str operator_texts[OP_COUNT] = {
#define OPERATOR(id, text, power) [OP_##id] = STR_INIT(text),
    OPERATORS
#undef OPERATOR
};

/* The operators of one character. All of them, and blanks, end a name. */
static const uint8_t single_operators[128] = {
    ['.'] = OP_DOT,        ['['] = OP_BRACKET,   [']'] = OP_BRACKET_END, ['{'] = OP_BRACE,
    ['}'] = OP_BRACE_END,  ['('] = OP_PAREN,     [')'] = OP_PAREN_END,   [','] = OP_COMMA,
    ['@'] = OP_FOCUS,      ['#'] = OP_INDEX,     [';'] = OP_SEMICOLON,   [':'] = OP_COLON,
    ['?'] = OP_QUESTION,   ['+'] = OP_PLUS,      ['-'] = OP_MINUS,       ['*'] = OP_STAR,
    ['/'] = OP_SLASH,      ['%'] = OP_PERCENT,   ['|'] = OP_BAR,         ['='] = OP_EQUAL,
    ['<'] = OP_LESS,       ['>'] = OP_GREATER,   ['^'] = OP_SORT,        ['&'] = OP_CONCAT,
    ['!'] = OP_BANG,       ['~'] = OP_TILDE,
};

str operator_text(enum operator op)
{
    return operator_texts[op];
}

value token_value(const struct token *token)
{
    switch (token->kind) {
    case TOKEN_END:
        return value_string(STR("(end)"));
    case TOKEN_OPERATOR:
        return value_string(operator_texts[token->op]);
    case TOKEN_NAME:
    case TOKEN_VARIABLE:
        return value_string(token->text);
    case TOKEN_STRING:
    case TOKEN_NUMBER:
    case TOKEN_LITERAL:
        return token->literal;
    case TOKEN_REGEX:
        return (value){ .kind = VALUE_OBJECT }; /* what a pattern is as JSON: {} */
    }
    return value_undefined();
}

static bool fail(struct lexer *lexer, enum error_code code, size_t start, size_t position)
{
    *lexer->error = (struct error){
        .code = code,
        .span = span_at(start, lexer->text.len < position + 1 ? lexer->text.len : position + 1),
        .has_position = true,
        .position = (uint32_t)position,
    };
    return false;
}

static char char_at(const struct lexer *lexer, size_t at)
{
    return at < lexer->text.len ? lexer->text.at[at] : '\0';
}

static bool is_blank(char c)
{
    return char_is_blank(c) || c == '\v';
}

static enum operator single_operator(char c)
{
    return (unsigned char)c < 128 ? (enum operator)single_operators[(unsigned char)c] : OP_NONE;
}

/* Skips blanks and comments. False when a comment does not end. */
static bool skip_blanks(struct lexer *lexer)
{
    for (;;) {
        while (lexer->at < lexer->text.len && is_blank(lexer->text.at[lexer->at]))
            lexer->at++;
        if (char_at(lexer, lexer->at) != '/' || char_at(lexer, lexer->at + 1) != '*')
            return true;
        size_t end = str_find(str_from_offset(lexer->text, lexer->at + 2), STR("*/"));
        if (end == SIZE_MAX)
            return fail(lexer, ERROR_S0106, lexer->at, lexer->at);
        lexer->at += 2 + end + 2;
    }
}

static bool is_closing_slash(const struct lexer *lexer, size_t start, size_t at)
{
    size_t backslashes = 0;
    while (at - backslashes > start && lexer->text.at[at - backslashes - 1] == '\\')
        backslashes++;
    return backslashes % 2 == 0;
}

/* The slash has been read. Slashes inside brackets do not close a pattern. */
static bool read_regex(struct lexer *lexer, struct token *token)
{
    size_t start = lexer->at;
    int depth = 0;
    for (; lexer->at < lexer->text.len; lexer->at++) {
        char c = lexer->text.at[lexer->at];
        bool is_escaped = lexer->text.at[lexer->at - 1] == '\\';
        if (c == '/' && depth == 0 && is_closing_slash(lexer, start, lexer->at))
            break;
        if ((c == '(' || c == '[' || c == '{') && !is_escaped)
            depth++;
        if ((c == ')' || c == ']' || c == '}') && !is_escaped)
            depth--;
    }
    if (lexer->at >= lexer->text.len)
        return fail(lexer, ERROR_S0302, start - 1, lexer->text.len);
    if (lexer->at == start)
        return fail(lexer, ERROR_S0301, start - 1, start);

    token->kind = TOKEN_REGEX;
    token->text = str_slice(lexer->text, start, lexer->at++);
    for (;; lexer->at++) {
        char c = char_at(lexer, lexer->at);
        if (c == 'i')
            token->flags |= REGEX_IGNORE_CASE;
        else if (c == 'm')
            token->flags |= REGEX_MULTILINE;
        else
            return true;
    }
}

/* The operator of two characters at the lexer's place, or OP_NONE. */
static enum operator double_operator(const struct lexer *lexer)
{
    char first = lexer->text.at[lexer->at], second = char_at(lexer, lexer->at + 1);
    switch (first) {
    case '.':
        return second == '.' ? OP_RANGE : OP_NONE;
    case ':':
        return second == '=' ? OP_ASSIGN : OP_NONE;
    case '!':
        return second == '=' ? OP_NOT_EQUAL : OP_NONE;
    case '>':
        return second == '=' ? OP_AT_LEAST : OP_NONE;
    case '<':
        return second == '=' ? OP_AT_MOST : OP_NONE;
    case '*':
        return second == '*' ? OP_DESCENDANTS : OP_NONE;
    case '~':
        return second == '>' ? OP_CHAIN : OP_NONE;
    case '?':
        if (!(lexer->dialect & JSONATA_NEWER))
            return OP_NONE;
        return second == ':' ? OP_DEFAULT : second == '?' ? OP_COALESCE : OP_NONE;
    default:
        return OP_NONE;
    }
}

static bool read_operator(struct lexer *lexer, struct token *token)
{
    enum operator op = double_operator(lexer);
    lexer->at += op ? 2 : 1;
    if (!op)
        op = single_operator(lexer->text.at[lexer->at - 1]);
    token->kind = TOKEN_OPERATOR;
    token->op = op;
    return true;
}

/* The character that an escape of one letter stands for, or -1. */
static int simple_escape(char c)
{
    switch (c) {
    case '"':
    case '\\':
    case '/':
        return c;
    case 'b':
        return '\b';
    case 'f':
        return '\f';
    case 'n':
        return '\n';
    case 'r':
        return '\r';
    case 't':
        return '\t';
    default:
        return -1;
    }
}

/*
 * Reads the four digits behind the u at lexer->at, and moves to the last of them. The reference accepts fewer where the
 * expression ends, and then misses the end of the string.
 */
static bool read_hex(struct lexer *lexer, uint32_t *unit)
{
    str digits = str_slice(lexer->text, lexer->at + 1, lexer->at + 5);
    *unit = 0;
    for (size_t i = 0; i < digits.len; i++) {
        int digit = char_hex(digits.at[i]);
        if (digit < 0)
            return fail(lexer, ERROR_S0104, lexer->at - 1, lexer->at);
        *unit = *unit * 16 + (uint32_t)digit;
    }
    if (digits.len == 0)
        return fail(lexer, ERROR_S0104, lexer->at - 1, lexer->at);
    lexer->at += 4;
    return true;
}

static bool is_high_surrogate(uint32_t unit)
{
    return unit >= 0xD800 && unit < 0xDC00;
}

/*
 * One escape, lexer->at on its backslash; moves to its last character. `*high` is the first half of a surrogate pair that
 * waits for its second.
 */
static bool read_escape(struct lexer *lexer, struct buf *buf, uint32_t *high)
{
    lexer->at++;
    char c = char_at(lexer, lexer->at);
    int simple = lexer->at < lexer->text.len ? simple_escape(c) : -1;
    if (simple >= 0) {
        buf_char(buf, (char)simple);
        *high = 0;
        return true;
    }
    if (c != 'u') {
        size_t end = lexer->at;
        if (end < lexer->text.len)
            utf8_next(lexer->text, &end);
        fail(lexer, ERROR_S0103, lexer->at - 1, lexer->at);
        lexer->error->token = value_string(str_slice(lexer->text, lexer->at, end));
        return false;
    }
    uint32_t unit;
    if (!read_hex(lexer, &unit))
        return false;
    if (*high && unit >= 0xDC00 && unit < 0xE000) {
        buf->len -= 3; /* the first half, written alone */
        unit = 0x10000 + ((*high - 0xD800) << 10) + (unit - 0xDC00);
    }
    *high = is_high_surrogate(unit) ? unit : 0;
    buf_code_point(buf, unit);
    return true;
}

/* From the first backslash on: the text must be built. lexer->at is on it, `start` behind the quote. */
static bool read_escaped_string(struct lexer *lexer, size_t start, char quote, struct token *token)
{
    struct buf buf;
    buf_init(&buf, lexer->arena);
    buf_str(&buf, str_slice(lexer->text, start, lexer->at));
    uint32_t high = 0;
    for (; lexer->at < lexer->text.len; lexer->at++) {
        char c = lexer->text.at[lexer->at];
        if (c == '\\') {
            if (!read_escape(lexer, &buf, &high))
                return false;
            continue;
        }
        if (c == quote)
            break;
        buf_char(&buf, c);
        high = 0;
    }
    token->literal = value_string(buf_text(&buf));
    return true;
}

static bool read_string(struct lexer *lexer, struct token *token)
{
    char quote = lexer->text.at[lexer->at++];
    size_t start = lexer->at;
    while (lexer->at < lexer->text.len && lexer->text.at[lexer->at] != quote &&
           lexer->text.at[lexer->at] != '\\')
        lexer->at++;
    token->kind = TOKEN_STRING;
    token->literal = value_string(str_slice(lexer->text, start, lexer->at));
    if (char_at(lexer, lexer->at) == '\\' && !read_escaped_string(lexer, start, quote, token))
        return false;
    if (lexer->at >= lexer->text.len) {
        size_t end = lexer->at > lexer->text.len ? lexer->at : lexer->text.len;
        return fail(lexer, ERROR_S0101, start - 1, end);
    }
    lexer->at++;
    return true;
}

static bool read_number(struct lexer *lexer, struct token *token)
{
    str rest = str_from_offset(lexer->text, lexer->at);
    str digits = str_slice(rest, 0, num_scan(rest));
    double number;
    if (!num_to_double(digits, &number) || isinf(number)) {
        fail(lexer, ERROR_S0102, lexer->at, lexer->at);
        lexer->error->span = span_at(lexer->at, lexer->at + digits.len);
        lexer->error->token = value_string(digits);
        return false;
    }
    lexer->at += digits.len;
    token->kind = TOKEN_NUMBER;
    token->literal = value_double(number);
    return true;
}

static bool read_quoted_name(struct lexer *lexer, struct token *token)
{
    size_t start = lexer->at + 1;
    size_t end = str_find_char(str_from_offset(lexer->text, start), '`');
    if (end == SIZE_MAX)
        return fail(lexer, ERROR_S0105, lexer->at, lexer->text.len);
    lexer->at = start + end + 1;
    token->kind = TOKEN_NAME;
    token->text = str_slice(lexer->text, start, start + end);
    return true;
}

/* and, or, in are operators; the parser takes them for names where an operand is wanted. */
static const struct {
    str text;
    enum operator op;
    enum value_kind literal;
} keywords[] = {
    { STR_INIT("or"), OP_OR, VALUE_UNDEFINED },
    { STR_INIT("in"), OP_IN, VALUE_UNDEFINED },
    { STR_INIT("and"), OP_AND, VALUE_UNDEFINED },
    { STR_INIT("true"), OP_NONE, VALUE_TRUE },
    { STR_INIT("false"), OP_NONE, VALUE_FALSE },
    { STR_INIT("null"), OP_NONE, VALUE_NULL },
};

static void classify_name(struct token *token)
{
    token->kind = TOKEN_NAME;
    if (token->text.len < 2 || token->text.len > 5)
        return;
    for (size_t i = 0; i < sizeof keywords / sizeof keywords[0]; i++) {
        if (!str_equal(keywords[i].text, token->text))
            continue;
        token->kind = keywords[i].op ? TOKEN_OPERATOR : TOKEN_LITERAL;
        token->op = keywords[i].op;
        token->literal = (value){ .kind = (uint8_t)keywords[i].literal };
        return;
    }
}

/* A name or variable goes up to a blank or an operator; anything else may be part of it, quotes too. */
static bool read_name(struct lexer *lexer, struct token *token)
{
    size_t start = lexer->at;
    while (lexer->at < lexer->text.len && !is_blank(lexer->text.at[lexer->at]) &&
           !single_operator(lexer->text.at[lexer->at]))
        lexer->at++;
    token->text = str_slice(lexer->text, start, lexer->at);
    if (char_at(lexer, start) == '$') {
        token->kind = TOKEN_VARIABLE;
        token->text = str_from_offset(token->text, 1);
        return true;
    }
    classify_name(token);
    return true;
}

bool lexer_next(struct lexer *lexer, bool is_operand_behind, struct token *token)
{
    *token = (struct token){ .kind = TOKEN_END };
    if (!skip_blanks(lexer))
        return false;
    size_t start = lexer->at;
    token->span = span_at(start, start);
    if (start >= lexer->text.len)
        return true;

    char c = lexer->text.at[start];
    bool is_read;
    if (c == '/' && !is_operand_behind) {
        lexer->at++;
        is_read = read_regex(lexer, token);
    } else if (single_operator(c)) {
        is_read = read_operator(lexer, token);
    } else if (c == '"' || c == '\'') {
        is_read = read_string(lexer, token);
    } else if (char_is_digit(c)) {
        is_read = read_number(lexer, token);
    } else if (c == '`') {
        is_read = read_quoted_name(lexer, token);
    } else {
        is_read = read_name(lexer, token);
    }
    token->span = span_at(start, lexer->at);
    return is_read;
}
