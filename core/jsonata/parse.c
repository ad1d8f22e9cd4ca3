#include "jsonata/syntax.h"

#include "base/arena.h"
#include "base/buf.h"
#include "jsonata/signature.h"

static struct syntax *parse_expression(struct parser *parser, unsigned power);

static const uint8_t powers[OP_COUNT] = {
#define OPERATOR(id, text, power) [OP_##id] = power,
    OPERATORS
#undef OPERATOR
};

/* How tightly a minus sign holds its operand. */
#define PREFIX_POWER 70

void syntax_list_add(struct arena *arena, struct syntax_list *list, struct syntax *item)
{
    list->items = arena_room(arena, list->items, list->count, &list->capacity, sizeof(void *));
    list->items[list->count++] = item;
}

value syntax_value(const struct syntax *node)
{
    switch (node->kind) {
    case SYNTAX_END:
        return value_string(STR("(end)"));
    case SYNTAX_NAME:
    case SYNTAX_VARIABLE:
        return value_string(node->text);
    case SYNTAX_STRING:
    case SYNTAX_NUMBER:
    case SYNTAX_LITERAL:
        return node->literal;
    case SYNTAX_REGEX:
        return (value){ .kind = VALUE_OBJECT };
    default:
        return value_string(operator_text(node->op));
    }
}

bool parser_fail(struct parser *parser, enum error_code code, span token)
{
    *parser->error = (struct error){
        .code = code, .span = token, .has_position = true, .position = token.end
    };
    return false;
}

static bool fail_at_token(struct parser *parser, enum error_code code)
{
    parser_fail(parser, code, parser->token.span);
    parser->error->token = token_value(&parser->token);
    return false;
}

static bool at_operator(const struct parser *parser, enum operator op)
{
    return parser->token.kind == TOKEN_OPERATOR && parser->token.op == op;
}

/* Steps to the next token. */
static bool advance(struct parser *parser, bool is_operand_behind)
{
    parser->last_end = parser->token.span.end;
    if (!lexer_next(&parser->lexer, is_operand_behind, &parser->token))
        return false;
    if (at_operator(parser, OP_BANG) || at_operator(parser, OP_TILDE))
        return fail_at_token(parser, ERROR_S0204);
    return true;
}

/* Steps over an operator that must stand here. */
static bool expect(struct parser *parser, enum operator op, bool is_operand_behind)
{
    if (at_operator(parser, op))
        return advance(parser, is_operand_behind);
    fail_at_token(parser, parser->token.kind == TOKEN_END ? ERROR_S0203 : ERROR_S0202);
    parser->error->value = value_string(operator_text(op));
    return false;
}

static struct syntax *new_node(struct parser *parser, enum syntax_kind kind, const struct token *token)
{
    struct syntax *node = arena_new(parser->scratch, struct syntax);
    node->kind = kind;
    node->token = node->place = token->span;
    node->op = token->op;
    node->text = token->text;
    node->literal = token->literal;
    node->regex_flags = token->flags;
    return node;
}

/* What has been read so far belongs to the node. */
static struct syntax *close_node(const struct parser *parser, struct syntax *node)
{
    node->place.end = parser->last_end;
    return node;
}

static struct syntax *parse_block(struct parser *parser, struct syntax *node)
{
    node->kind = SYNTAX_BLOCK;
    while (!at_operator(parser, OP_PAREN_END)) {
        struct syntax *item = parse_expression(parser, 0);
        if (!item)
            return NULL;
        syntax_list_add(parser->scratch, &node->items, item);
        if (!at_operator(parser, OP_SEMICOLON))
            break;
        if (!advance(parser, false))
            return NULL;
    }
    return expect(parser, OP_PAREN_END, true) ? close_node(parser, node) : NULL;
}

/* An item of an array constructor, where alone a range may stand. */
static struct syntax *parse_item(struct parser *parser)
{
    struct syntax *item = parse_expression(parser, 0);
    if (!item || !at_operator(parser, OP_RANGE))
        return item;
    struct syntax *range = new_node(parser, SYNTAX_BINARY, &parser->token);
    range->a = item;
    range->place.start = item->place.start;
    if (!advance(parser, false) || !(range->b = parse_expression(parser, 0)))
        return NULL;
    return close_node(parser, range);
}

static struct syntax *parse_array(struct parser *parser, struct syntax *node)
{
    node->kind = SYNTAX_ARRAY;
    if (!at_operator(parser, OP_BRACKET_END)) {
        for (;;) {
            struct syntax *item = parse_item(parser);
            if (!item)
                return NULL;
            syntax_list_add(parser->scratch, &node->items, item);
            if (!at_operator(parser, OP_COMMA))
                break;
            if (!advance(parser, false))
                return NULL;
        }
    }
    return expect(parser, OP_BRACKET_END, true) ? close_node(parser, node) : NULL;
}

/* The pairs between braces, of a constructor or a group-by. */
static struct syntax *parse_pairs(struct parser *parser, struct syntax *node)
{
    if (!at_operator(parser, OP_BRACE_END)) {
        for (;;) {
            struct syntax *key = parse_expression(parser, 0);
            if (!key || !expect(parser, OP_COLON, false))
                return NULL;
            struct syntax *item = parse_expression(parser, 0);
            if (!item)
                return NULL;
            syntax_list_add(parser->scratch, &node->items, key);
            syntax_list_add(parser->scratch, &node->items, item);
            if (!at_operator(parser, OP_COMMA))
                break;
            if (!advance(parser, false))
                return NULL;
        }
    }
    return expect(parser, OP_BRACE_END, true) ? close_node(parser, node) : NULL;
}

static struct syntax *parse_transform(struct parser *parser, struct syntax *node)
{
    node->kind = SYNTAX_TRANSFORM;
    if (!(node->a = parse_expression(parser, 0)) || !expect(parser, OP_BAR, false) ||
        !(node->b = parse_expression(parser, 0)))
        return NULL;
    if (at_operator(parser, OP_COMMA)) {
        if (!advance(parser, false) || !(node->c = parse_expression(parser, 0)))
            return NULL;
    }
    return expect(parser, OP_BAR, false) ? close_node(parser, node) : NULL;
}

static struct syntax *parse_negation(struct parser *parser, struct syntax *node)
{
    node->kind = SYNTAX_NEGATE;
    node->a = parse_expression(parser, PREFIX_POWER);
    return node->a ? close_node(parser, node) : NULL;
}

/* An operand that begins with an operator, which has been read into `node`. */
static struct syntax *parse_prefix_operator(struct parser *parser, struct syntax *node)
{
    switch (node->op) {
    case OP_AND:
    case OP_OR:
    case OP_IN:
        node->kind = SYNTAX_KEYWORD;
        return node;
    case OP_STAR:
        node->kind = SYNTAX_WILDCARD;
        return node;
    case OP_DESCENDANTS:
        node->kind = SYNTAX_DESCENDANTS;
        return node;
    case OP_PERCENT:
        node->kind = SYNTAX_PARENT;
        return node;
    case OP_MINUS:
        return parse_negation(parser, node);
    case OP_PAREN:
        return parse_block(parser, node);
    case OP_BRACKET:
        return parse_array(parser, node);
    case OP_BRACE:
        node->kind = SYNTAX_OBJECT;
        return parse_pairs(parser, node);
    case OP_BAR:
        return parse_transform(parser, node);
    default:
        parser_fail(parser, ERROR_S0211, node->token);
        parser->error->token = value_string(operator_text(node->op));
        return NULL;
    }
}

static struct syntax *parse_operand(struct parser *parser)
{
    static const enum syntax_kind kinds[] = {
        [TOKEN_END] = SYNTAX_END,           [TOKEN_OPERATOR] = SYNTAX_KEYWORD,
        [TOKEN_NAME] = SYNTAX_NAME,         [TOKEN_VARIABLE] = SYNTAX_VARIABLE,
        [TOKEN_STRING] = SYNTAX_STRING,     [TOKEN_NUMBER] = SYNTAX_NUMBER,
        [TOKEN_LITERAL] = SYNTAX_LITERAL,   [TOKEN_REGEX] = SYNTAX_REGEX,
    };
    struct token token = parser->token;
    struct syntax *node = new_node(parser, kinds[token.kind], &token);
    if (!advance(parser, true))
        return NULL;
    return token.kind == TOKEN_OPERATOR ? parse_prefix_operator(parser, node) : node;
}

/* The text of a token inside a signature. */
static void append_token(struct buf *buf, const struct token *token)
{
    value v = token_value(token);
    if (v.kind == VALUE_STRING)
        buf_str(buf, value_text(v));
}

/* From < on: the tokens up to the closing > are put together again and read as a signature. */
static bool parse_signature(struct parser *parser, struct syntax *node)
{
    span start = parser->token.span;
    struct buf buf;
    buf_init(&buf, parser->arena);
    buf_char(&buf, '<');
    for (int depth = 1;
         depth > 0 && !at_operator(parser, OP_BRACE) && parser->token.kind != TOKEN_END;) {
        if (!advance(parser, false))
            return false;
        if (at_operator(parser, OP_GREATER))
            depth--;
        else if (at_operator(parser, OP_LESS))
            depth++;
        append_token(&buf, &parser->token);
    }
    span end = parser->token.span;
    if (!expect(parser, OP_GREATER, false))
        return false;
    node->signature = signature_parse(parser->arena, buf_text(&buf), parser->error);
    if (node->signature)
        return true;
    parser->error->span = span_at(start.start, end.end);
    parser->error->position += start.end;
    return false;
}

static struct syntax *parse_lambda(struct parser *parser, struct syntax *node)
{
    node->kind = SYNTAX_LAMBDA;
    for (uint32_t i = 0; i < node->items.count; i++) {
        const struct syntax *parameter = node->items.items[i];
        if (parameter->kind == SYNTAX_VARIABLE)
            continue;
        parser_fail(parser, ERROR_S0208, parameter->token);
        parser->error->token = syntax_value(parameter);
        parser->error->value = value_double(i + 1);
        return NULL;
    }
    if (at_operator(parser, OP_LESS) && !parse_signature(parser, node))
        return NULL;
    if (!expect(parser, OP_BRACE, false) || !(node->a = parse_expression(parser, 0)) ||
        !expect(parser, OP_BRACE_END, false))
        return NULL;
    return close_node(parser, node);
}

static bool is_lambda_name(const struct syntax *node)
{
    return node->kind == SYNTAX_NAME &&
           (str_equal(node->text, STR("function")) || str_equal(node->text, STR("\xCE\xBB")));
}

static bool parse_arguments(struct parser *parser, struct syntax *node)
{
    if (at_operator(parser, OP_PAREN_END))
        return true;
    for (;;) {
        struct syntax *argument;
        if (at_operator(parser, OP_QUESTION)) {
            node->kind = SYNTAX_PARTIAL;
            argument = new_node(parser, SYNTAX_PLACEHOLDER, &parser->token);
            if (!advance(parser, false))
                return false;
        } else {
            argument = parse_expression(parser, 0);
        }
        if (!argument)
            return false;
        syntax_list_add(parser->scratch, &node->items, argument);
        if (!at_operator(parser, OP_COMMA))
            return true;
        if (!advance(parser, false))
            return false;
    }
}

static struct syntax *parse_call(struct parser *parser, struct syntax *node)
{
    node->kind = SYNTAX_CALL;
    if (!parse_arguments(parser, node) || !expect(parser, OP_PAREN_END, true))
        return NULL;
    if (is_lambda_name(node->a))
        return parse_lambda(parser, node);
    return close_node(parser, node);
}

static struct syntax *parse_predicate(struct parser *parser, struct syntax *node)
{
    if (at_operator(parser, OP_BRACKET_END)) {
        struct syntax *step = node->a;
        while (step->kind == SYNTAX_BINARY && step->op == OP_BRACKET)
            step = step->a;
        step->keep_array = true;
        return advance(parser, false) ? node->a : NULL;
    }
    node->b = parse_expression(parser, 0);
    if (!node->b || !expect(parser, OP_BRACKET_END, true))
        return NULL;
    return close_node(parser, node);
}

static struct syntax *parse_sort(struct parser *parser, struct syntax *node)
{
    if (!expect(parser, OP_PAREN, false))
        return NULL;
    for (;;) {
        bool is_descending = at_operator(parser, OP_GREATER);
        if ((is_descending || at_operator(parser, OP_LESS)) && !advance(parser, false))
            return NULL;
        struct syntax *term = parse_expression(parser, 0);
        if (!term)
            return NULL;
        /* A node of its own, because resolving may put another in the term's place. */
        struct syntax *wrapped = arena_new(parser->scratch, struct syntax);
        wrapped->a = term;
        wrapped->is_descending = is_descending;
        syntax_list_add(parser->scratch, &node->items, wrapped);
        if (!at_operator(parser, OP_COMMA))
            break;
        if (!advance(parser, false))
            return NULL;
    }
    return expect(parser, OP_PAREN_END, false) ? close_node(parser, node) : NULL;
}

static struct syntax *parse_assignment(struct parser *parser, struct syntax *node)
{
    if (node->a->kind != SYNTAX_VARIABLE) {
        parser_fail(parser, ERROR_S0212, node->a->token);
        parser->error->token = syntax_value(node->a);
        return NULL;
    }
    node->b = parse_expression(parser, powers[OP_ASSIGN] - 1u);
    return node->b ? close_node(parser, node) : NULL;
}

/* @ and #: what stands right of them is a variable. */
static struct syntax *parse_binding(struct parser *parser, struct syntax *node)
{
    node->b = parse_expression(parser, powers[node->op]);
    if (!node->b)
        return NULL;
    if (node->b->kind != SYNTAX_VARIABLE) {
        parser_fail(parser, ERROR_S0214, node->b->token);
        parser->error->token = value_string(operator_text(node->op));
        return NULL;
    }
    return close_node(parser, node);
}

static struct syntax *parse_condition(struct parser *parser, struct syntax *node)
{
    node->kind = SYNTAX_CONDITION;
    if (!(node->b = parse_expression(parser, 0)))
        return NULL;
    if (at_operator(parser, OP_COLON)) {
        if (!advance(parser, false) || !(node->c = parse_expression(parser, 0)))
            return NULL;
    }
    return close_node(parser, node);
}

/* ?: and ?? of the newer dialect take all that follows, as the branches of a condition do. */
static struct syntax *parse_default(struct parser *parser, struct syntax *node)
{
    node->b = parse_expression(parser, 0);
    return node->b ? close_node(parser, node) : NULL;
}

/* An operator that follows an operand (node->a). It has been read into `node`. */
static struct syntax *parse_infix(struct parser *parser, struct syntax *node)
{
    switch (node->op) {
    case OP_PAREN:
        return parse_call(parser, node);
    case OP_BRACKET:
        return parse_predicate(parser, node);
    case OP_BRACE:
        return parse_pairs(parser, node);
    case OP_SORT:
        return parse_sort(parser, node);
    case OP_ASSIGN:
        return parse_assignment(parser, node);
    case OP_FOCUS:
    case OP_INDEX:
        return parse_binding(parser, node);
    case OP_QUESTION:
        return parse_condition(parser, node);
    case OP_DEFAULT:
    case OP_COALESCE:
        return parse_default(parser, node);
    default:
        node->b = parse_expression(parser, powers[node->op]);
        return node->b ? close_node(parser, node) : NULL;
    }
}

static unsigned power_of(const struct token *token)
{
    return token->kind == TOKEN_OPERATOR ? powers[token->op] : 0;
}

/* An operand and all that follows it with operators that bind more tightly than `power`. */
static struct syntax *parse_expression(struct parser *parser, unsigned power)
{
    if (++parser->depth > JSONATA_MAX_NESTING) {
        parser_fail(parser, ERROR_NESTING, parser->token.span);
        return NULL;
    }
    struct syntax *left = parse_operand(parser);
    while (left && power < power_of(&parser->token)) {
        struct syntax *node = new_node(parser, SYNTAX_BINARY, &parser->token);
        node->a = left;
        node->place.start = left->place.start;
        left = advance(parser, false) ? parse_infix(parser, node) : NULL;
    }
    parser->depth--;
    return left;
}

struct syntax *syntax_parse(struct parser *parser)
{
    if (!advance(parser, false))
        return NULL;
    struct syntax *tree = parse_expression(parser, 0);
    if (!tree || parser->token.kind == TOKEN_END)
        return tree;
    fail_at_token(parser, ERROR_S0201);
    return NULL;
}
