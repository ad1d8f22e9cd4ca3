/*
 * parser.c - recursive descent, one function per production of the grammar.
 *
 * After a mistake the parser is `failed`: every function returns at once with whatever it has, until the definition
 * is dropped and the reading goes on at the next line that starts one. So no function checks for failure except
 * loops.
 */
#include "gql/gql.h"

#include "base/arena.h"

struct parser {
    struct gql_lexer lexer;
    uint32_t last_end; /* of the token before */
    uint32_t depth, token_count;
    uint32_t word, word_end; /* the last name that was interned, and where it ends */
    struct arena *arena;
    struct intern *names;
    struct diags *diags;
    const struct source *source;
    struct gql_document *document;
    bool failed;
};

/* -- errors -- */

static void fail(struct parser *p)
{
    p->failed = true;
    p->lexer.token.kind = GQL_TOKEN_ERROR;
}

static str shown_token(struct parser *p, struct gql_token token)
{
    str text = source_text(p->source, span_at(token.start, token.end));
    if (token.kind == GQL_TOKEN_NAME || token.kind == GQL_TOKEN_INT || token.kind == GQL_TOKEN_FLOAT)
        return str_printf(p->diags->arena, "\"%.*s\"", STR_ARG(text));
    return str_from(gql_token_name(token.kind));
}

/* The format's only argument is the token as text. A wrong token was already reported by the lexer. */
static void fail_at(struct parser *p, struct gql_token token, const char *format)
{
    if (!p->failed && p->lexer.token.kind != GQL_TOKEN_ERROR) {
        str shown = shown_token(p, token);
        struct diag *d = diag_add(p->diags, RULE_GQL_SYNTAX, p->source, span_at(token.start, token.end));
        diag_message(d, format, STR_ARG(shown));
    }
    fail(p);
}

static void fail_limit(struct parser *p, const char *message)
{
    if (!p->failed) {
        struct diag *d =
            diag_add(p->diags, RULE_GQL_SYNTAX, p->source, span_at(p->lexer.token.start, p->lexer.token.end));
        diag_message(d, "%s", message);
    }
    fail(p);
}

/* -- tokens -- */

static void advance(struct parser *p)
{
    if (p->failed)
        return;
    p->last_end = p->lexer.token.end;
    if (gql_lexer_next(&p->lexer) == GQL_TOKEN_ERROR)
        p->failed = true;
    if (++p->token_count > GQL_TOKENS_MAX)
        fail_limit(p, "this document has more than 20 million tokens, which is the most that is read");
}

static bool at(const struct parser *p, enum gql_token_kind kind)
{
    return p->lexer.token.kind == kind;
}

static bool accept(struct parser *p, enum gql_token_kind kind)
{
    if (!at(p, kind))
        return false;
    advance(p);
    return true;
}

static void expect(struct parser *p, enum gql_token_kind kind)
{
    if (accept(p, kind) || p->failed)
        return;
    str shown = shown_token(p, p->lexer.token);
    struct diag *d = diag_add(p->diags, RULE_GQL_SYNTAX, p->source, span_at(p->lexer.token.start, p->lexer.token.end));
    diag_message(d, "expected %s, found %.*s", gql_token_name(kind), STR_ARG(shown));
    fail(p);
}

/* The number of the name that the token is. It may be a keyword, a keyword again and a name: it is looked up once. */
static uint32_t intern_token(struct parser *p)
{
    if (p->word_end != p->lexer.token.end) {
        uint32_t length = p->lexer.token.end - p->lexer.token.start;
        p->word = intern_add(p->names, (str){ p->lexer.text + p->lexer.token.start, length });
        p->word_end = p->lexer.token.end;
    }
    return p->word;
}

static bool at_word(struct parser *p, enum gql_word word)
{
    return at(p, GQL_TOKEN_NAME) && intern_token(p) == (uint32_t)word;
}

static bool accept_word(struct parser *p, enum gql_word word)
{
    if (!at_word(p, word))
        return false;
    advance(p);
    return true;
}

static void expect_word(struct parser *p, enum gql_word word, const char *format)
{
    if (!accept_word(p, word))
        fail_at(p, p->lexer.token, format);
}

static struct gql_name parse_name(struct parser *p)
{
    struct gql_name name = { { p->lexer.token.start, p->lexer.token.end }, GQL_NO_NAME };
    if (at(p, GQL_TOKEN_NAME))
        name.id = intern_token(p);
    expect(p, GQL_TOKEN_NAME);
    return name;
}

static span span_from(const struct parser *p, uint32_t start)
{
    return (span){ start, p->last_end };
}

/* Counts a level of nesting; false when there are too many. Pair it with leave(). */
static bool enter(struct parser *p)
{
    if (++p->depth > GQL_DEPTH_MAX)
        fail_limit(p, "this is nested more than 256 levels deep, which is the most that is read");
    return !p->failed;
}

static void leave(struct parser *p)
{
    p->depth--;
}

/* -- values -- */

static struct gql_value *parse_value(struct parser *p, bool is_constant);

/* Arguments, and the fields of an object value, up to `close`. */
static const struct gql_argument *parse_argument_list(struct parser *p, enum gql_token_kind close, bool is_constant)
{
    const struct gql_argument *first = NULL, **tail = &first;
    while (!p->failed && !accept(p, close)) {
        struct gql_argument *argument = arena_new(p->arena, struct gql_argument);
        uint32_t start = p->lexer.token.start;
        argument->name = parse_name(p);
        expect(p, GQL_TOKEN_COLON);
        argument->value = parse_value(p, is_constant);
        argument->span = span_from(p, start);
        *tail = argument;
        tail = &argument->next;
    }
    return first;
}

static const struct gql_argument *parse_arguments(struct parser *p, bool is_constant)
{
    if (!accept(p, GQL_TOKEN_PAREN_LEFT))
        return NULL;
    if (at(p, GQL_TOKEN_PAREN_RIGHT))
        fail_at(p, p->lexer.token, "expected an argument, found %.*s");
    return parse_argument_list(p, GQL_TOKEN_PAREN_RIGHT, is_constant);
}

static const struct gql_value *parse_items(struct parser *p, bool is_constant)
{
    const struct gql_value *first = NULL, **tail = &first;
    while (!p->failed && !accept(p, GQL_TOKEN_BRACKET_RIGHT)) {
        struct gql_value *item = parse_value(p, is_constant);
        *tail = item;
        tail = &item->next;
    }
    return first;
}

static enum gql_value_kind kind_of_word(uint32_t word)
{
    switch (word) {
    case GQL_WORD_true:
    case GQL_WORD_false: return GQL_BOOLEAN;
    case GQL_WORD_null: return GQL_NULL;
    default: return GQL_ENUM_VALUE;
    }
}

static void parse_variable_value(struct parser *p, struct gql_value *value, bool is_constant)
{
    struct gql_token dollar = p->lexer.token;
    advance(p);
    if (is_constant) {
        fail_at(p, dollar, "unexpected variable: this value must be constant, found %.*s");
        return;
    }
    value->name = parse_name(p);
}

static struct gql_value *parse_value(struct parser *p, bool is_constant)
{
    struct gql_value *value = arena_new(p->arena, struct gql_value);
    uint32_t start = p->lexer.token.start;
    if (!enter(p))
        return value;
    switch (p->lexer.token.kind) {
    case GQL_TOKEN_BRACKET_LEFT:
        value->kind = GQL_LIST;
        advance(p);
        value->as.items = parse_items(p, is_constant);
        break;
    case GQL_TOKEN_BRACE_LEFT:
        value->kind = GQL_OBJECT_VALUE;
        advance(p);
        value->as.fields = parse_argument_list(p, GQL_TOKEN_BRACE_RIGHT, is_constant);
        break;
    case GQL_TOKEN_INT:
        value->kind = GQL_INT;
        advance(p);
        break;
    case GQL_TOKEN_FLOAT:
        value->kind = GQL_FLOAT;
        advance(p);
        break;
    case GQL_TOKEN_STRING:
    case GQL_TOKEN_BLOCK_STRING:
        value->kind = GQL_STRING;
        value->is_block = p->lexer.token.kind == GQL_TOKEN_BLOCK_STRING;
        advance(p);
        break;
    case GQL_TOKEN_NAME:
        value->name = parse_name(p);
        value->kind = kind_of_word(value->name.id);
        break;
    case GQL_TOKEN_DOLLAR:
        value->kind = GQL_VARIABLE;
        parse_variable_value(p, value, is_constant);
        break;
    default: fail_at(p, p->lexer.token, "expected a value, found %.*s"); break;
    }
    value->span = span_from(p, start);
    leave(p);
    return value;
}

static const struct gql_value *parse_description(struct parser *p)
{
    if (!at(p, GQL_TOKEN_STRING) && !at(p, GQL_TOKEN_BLOCK_STRING))
        return NULL;
    return parse_value(p, true);
}

/* -- directives and types -- */

static const struct gql_directive *parse_directives(struct parser *p, bool is_constant)
{
    const struct gql_directive *first = NULL, **tail = &first;
    while (at(p, GQL_TOKEN_AT)) {
        struct gql_directive *directive = arena_new(p->arena, struct gql_directive);
        uint32_t start = p->lexer.token.start;
        advance(p);
        directive->name = parse_name(p);
        directive->arguments = parse_arguments(p, is_constant);
        directive->span = span_from(p, start);
        *tail = directive;
        tail = &directive->next;
    }
    return first;
}

static struct gql_type_reference parse_type(struct parser *p)
{
    struct gql_type_reference reference = { 0 };
    uint32_t start = p->lexer.token.start, levels = 0;
    while (accept(p, GQL_TOKEN_BRACKET_LEFT)) {
        if (++levels > GQL_LIST_MAX)
            fail_limit(p, "this type has more than 30 levels of lists, which is the most that is read");
    }
    struct gql_name name = parse_name(p);
    reference.type.name = name.id;
    reference.named = name.span;
    reference.type.wrappers = accept(p, GQL_TOKEN_BANG);
    for (; levels > 0 && !p->failed; levels--) {
        expect(p, GQL_TOKEN_BRACKET_RIGHT);
        reference.type.wrappers = reference.type.wrappers << 2 | 2u | accept(p, GQL_TOKEN_BANG);
    }
    reference.span = span_from(p, start);
    return reference;
}

/* A type that may have no wrappers. */
static struct gql_type_reference parse_named_type(struct parser *p)
{
    struct gql_name name = parse_name(p);
    return (struct gql_type_reference){ .type = { .name = name.id }, .span = name.span, .named = name.span };
}

static const struct gql_named *parse_named_list(struct parser *p, enum gql_token_kind separator)
{
    const struct gql_named *first = NULL, **tail = &first;
    accept(p, separator);
    do {
        struct gql_named *named = arena_new(p->arena, struct gql_named);
        named->name = parse_name(p);
        *tail = named;
        tail = &named->next;
    } while (accept(p, separator));
    return first;
}

/* -- members of definitions -- */

enum member_parts {
    HAS_ARGUMENTS = 1,
    HAS_TYPE = 2,
    HAS_DEFAULT = 4,
    IS_VARIABLE = 8,
    IS_ENUM_VALUE = 16,
    IS_ROOT = 32 /* query: Type, in a schema block */
};

static struct gql_name parse_member_name(struct parser *p, unsigned parts)
{
    struct gql_token token = p->lexer.token;
    if (parts & IS_VARIABLE)
        expect(p, GQL_TOKEN_DOLLAR);
    if (parts & IS_ENUM_VALUE && at(p, GQL_TOKEN_NAME) && kind_of_word(intern_token(p)) != GQL_ENUM_VALUE)
        fail_at(p, token, "%.*s is reserved and cannot be the name of an enum value");
    struct gql_name name = parse_name(p);
    if (parts & IS_ROOT && (name.id < GQL_WORD_query || name.id > GQL_WORD_subscription))
        fail_at(p, token, "expected query, mutation or subscription, found %.*s");
    return name;
}

static const struct gql_member *parse_member_list(struct parser *p, enum gql_token_kind close, unsigned parts);

static struct gql_member *parse_member(struct parser *p, unsigned parts)
{
    struct gql_member *member = arena_new(p->arena, struct gql_member);
    uint32_t start = p->lexer.token.start;
    if (!(parts & IS_ROOT))
        member->description = parse_description(p);
    member->name = parse_member_name(p, parts);
    if (parts & HAS_ARGUMENTS && accept(p, GQL_TOKEN_PAREN_LEFT))
        member->arguments = parse_member_list(p, GQL_TOKEN_PAREN_RIGHT, HAS_TYPE | HAS_DEFAULT);
    if (parts & HAS_TYPE) {
        expect(p, GQL_TOKEN_COLON);
        member->type = parts & IS_ROOT ? parse_named_type(p) : parse_type(p);
    }
    if (parts & HAS_DEFAULT && accept(p, GQL_TOKEN_EQUALS))
        member->default_value = parse_value(p, true);
    if (!(parts & IS_ROOT))
        member->directives = parse_directives(p, true);
    member->span = span_from(p, start);
    return member;
}

/* One or more members up to `close`; the opening token was read. */
static const struct gql_member *parse_member_list(struct parser *p, enum gql_token_kind close, unsigned parts)
{
    const struct gql_member *first = NULL, **tail = &first;
    do {
        struct gql_member *member = parse_member(p, parts);
        *tail = member;
        tail = &member->next;
    } while (!p->failed && !accept(p, close));
    return first;
}

static const struct gql_member *parse_members(struct parser *p, enum gql_token_kind open, unsigned parts)
{
    if (!accept(p, open))
        return NULL;
    return parse_member_list(p, open == GQL_TOKEN_BRACE_LEFT ? GQL_TOKEN_BRACE_RIGHT : GQL_TOKEN_PAREN_RIGHT, parts);
}

/* -- selections -- */

static const struct gql_selection *parse_selections(struct parser *p, span *place);

static void parse_field(struct parser *p, struct gql_selection *selection)
{
    selection->kind = GQL_FIELD;
    selection->name = parse_name(p);
    if (accept(p, GQL_TOKEN_COLON)) {
        selection->alias = selection->name;
        selection->name = parse_name(p);
    }
    selection->arguments = parse_arguments(p, false);
    selection->directives = parse_directives(p, false);
    if (at(p, GQL_TOKEN_BRACE_LEFT))
        selection->selections = parse_selections(p, &selection->selections_span);
}

static void parse_fragment_use(struct parser *p, struct gql_selection *selection)
{
    advance(p);
    bool has_condition = accept_word(p, GQL_WORD_on);
    if (!has_condition && at(p, GQL_TOKEN_NAME)) {
        selection->kind = GQL_SPREAD;
        selection->name = parse_name(p);
        selection->directives = parse_directives(p, false);
        return;
    }
    selection->kind = GQL_INLINE;
    if (has_condition)
        selection->condition = parse_name(p);
    selection->directives = parse_directives(p, false);
    selection->selections = parse_selections(p, &selection->selections_span);
}

static const struct gql_selection *parse_selections(struct parser *p, span *place)
{
    const struct gql_selection *first = NULL, **tail = &first;
    uint32_t start = p->lexer.token.start;
    expect(p, GQL_TOKEN_BRACE_LEFT);
    if (!enter(p))
        return NULL;
    do {
        struct gql_selection *selection = arena_new(p->arena, struct gql_selection);
        selection->span.start = p->lexer.token.start;
        if (at(p, GQL_TOKEN_SPREAD))
            parse_fragment_use(p, selection);
        else
            parse_field(p, selection);
        selection->span.end = p->last_end;
        *tail = selection;
        tail = &selection->next;
    } while (!p->failed && !accept(p, GQL_TOKEN_BRACE_RIGHT));
    leave(p);
    *place = span_from(p, start);
    return first;
}

/* -- definitions -- */

static void parse_operation(struct parser *p, struct gql_definition *definition)
{
    if (at(p, GQL_TOKEN_NAME))
        definition->name = parse_name(p);
    definition->members = parse_members(p, GQL_TOKEN_PAREN_LEFT, HAS_TYPE | HAS_DEFAULT | IS_VARIABLE);
    definition->directives = parse_directives(p, false);
    definition->selections = parse_selections(p, &definition->selections_span);
}

static void parse_fragment(struct parser *p, struct gql_definition *definition)
{
    if (at_word(p, GQL_WORD_on))
        fail_at(p, p->lexer.token, "expected the name of a fragment, found %.*s");
    definition->name = parse_name(p);
    expect_word(p, GQL_WORD_on, "expected \"on\", found %.*s");
    definition->condition = parse_name(p);
    definition->directives = parse_directives(p, false);
    definition->selections = parse_selections(p, &definition->selections_span);
}

static void parse_schema(struct parser *p, struct gql_definition *definition)
{
    definition->directives = parse_directives(p, true);
    if (!definition->is_extension && !at(p, GQL_TOKEN_BRACE_LEFT))
        expect(p, GQL_TOKEN_BRACE_LEFT);
    definition->members = parse_members(p, GQL_TOKEN_BRACE_LEFT, HAS_TYPE | IS_ROOT);
}

static void parse_location(struct parser *p, struct gql_definition *definition)
{
    struct gql_token token = p->lexer.token;
    str text = source_text(p->source, parse_name(p).span);
    for (enum gql_location i = 0; i < GQL_LOCATION_COUNT; i++) {
        if (str_equal(text, str_from(gql_location_name(i)))) {
            definition->locations |= 1u << i;
            return;
        }
    }
    fail_at(p, token, "expected a directive location such as FIELD_DEFINITION, found %.*s");
}

static void parse_directive_definition(struct parser *p, struct gql_definition *definition)
{
    expect(p, GQL_TOKEN_AT);
    definition->name = parse_name(p);
    definition->members = parse_members(p, GQL_TOKEN_PAREN_LEFT, HAS_TYPE | HAS_DEFAULT);
    definition->is_repeatable = accept_word(p, GQL_WORD_repeatable);
    expect_word(p, GQL_WORD_on, "expected \"on\", found %.*s");
    accept(p, GQL_TOKEN_PIPE);
    do {
        parse_location(p, definition);
    } while (accept(p, GQL_TOKEN_PIPE));
}

static unsigned member_parts(enum gql_kind kind)
{
    if (kind == GQL_ENUM)
        return IS_ENUM_VALUE;
    return kind == GQL_INPUT ? HAS_TYPE | HAS_DEFAULT : HAS_TYPE | HAS_ARGUMENTS;
}

static void parse_type_definition(struct parser *p, struct gql_definition *definition)
{
    enum gql_kind kind = definition->kind;
    definition->name = parse_name(p);
    if ((kind == GQL_OBJECT || kind == GQL_INTERFACE) && accept_word(p, GQL_WORD_implements))
        definition->types = parse_named_list(p, GQL_TOKEN_AMP);
    definition->directives = parse_directives(p, true);
    if (kind == GQL_UNION) {
        if (accept(p, GQL_TOKEN_EQUALS))
            definition->types = parse_named_list(p, GQL_TOKEN_PIPE);
    } else if (kind != GQL_SCALAR) {
        definition->members = parse_members(p, GQL_TOKEN_BRACE_LEFT, member_parts(kind));
    }
}

/* The kind of definition that a keyword starts; false for other words. */
static bool kind_of_keyword(uint32_t word, enum gql_kind *kind)
{
    switch (word) {
    case GQL_WORD_query:
    case GQL_WORD_mutation:
    case GQL_WORD_subscription: *kind = GQL_OPERATION; return true;
    case GQL_WORD_fragment: *kind = GQL_FRAGMENT; return true;
    case GQL_WORD_schema: *kind = GQL_SCHEMA; return true;
    case GQL_WORD_directive: *kind = GQL_DIRECTIVE; return true;
    case GQL_WORD_scalar: *kind = GQL_SCALAR; return true;
    case GQL_WORD_type: *kind = GQL_OBJECT; return true;
    case GQL_WORD_interface: *kind = GQL_INTERFACE; return true;
    case GQL_WORD_union: *kind = GQL_UNION; return true;
    case GQL_WORD_enum: *kind = GQL_ENUM; return true;
    case GQL_WORD_input: *kind = GQL_INPUT; return true;
    default: return false;
    }
}

static bool can_be_extended(enum gql_kind kind)
{
    return kind == GQL_SCHEMA || gql_kind_is_type(kind);
}

/* Reads the keyword and sets kind, operation and extension by it; false when it starts no definition. */
static bool parse_keyword(struct parser *p, struct gql_definition *definition)
{
    struct gql_token start = p->lexer.token;
    definition->is_extension = !definition->description && accept_word(p, GQL_WORD_extend);
    uint32_t word = at(p, GQL_TOKEN_NAME) ? intern_token(p) : GQL_NO_NAME;
    if (!kind_of_keyword(word, &definition->kind) ||
        (definition->is_extension && !can_be_extended(definition->kind))) {
        if (definition->description && at(p, GQL_TOKEN_NAME)) {
            struct gql_token described = { definition->description->span.start, definition->description->span.end,
                                           GQL_TOKEN_STRING };
            fail_at(p, described, "expected a definition behind this description; found only %.*s");
        }
        fail_at(p, p->lexer.token, "expected a definition, found %.*s");
        return false;
    }
    if (definition->kind == GQL_OPERATION)
        definition->operation = (enum gql_operation)(word - GQL_WORD_query);
    definition->keyword = span_at(start.start, definition->is_extension ? start.end : p->lexer.token.end);
    advance(p);
    return true;
}

/* An extension must add something. */
static void check_extension(struct parser *p, const struct gql_definition *definition)
{
    if (definition->is_extension && !definition->directives && !definition->members && !definition->types)
        fail_at(p, p->lexer.token, "expected what this extension adds, found %.*s");
}

static void parse_shorthand_query(struct parser *p, struct gql_definition *definition)
{
    if (definition->description) {
        struct gql_token described = { definition->description->span.start, definition->description->span.end,
                                       GQL_TOKEN_STRING };
        fail_at(p, described, "unexpected description: a query without the word query has none, found %.*s");
    }
    definition->kind = GQL_OPERATION;
    definition->keyword = span_at(p->lexer.token.start, p->lexer.token.end);
    definition->selections = parse_selections(p, &definition->selections_span);
}

static struct gql_definition *parse_definition(struct parser *p)
{
    struct gql_definition *definition = arena_new(p->arena, struct gql_definition);
    uint32_t start = p->lexer.token.start;
    definition->document = p->document;
    definition->description = parse_description(p);
    if (at(p, GQL_TOKEN_BRACE_LEFT)) {
        parse_shorthand_query(p, definition);
    } else if (parse_keyword(p, definition)) {
        switch (definition->kind) {
        case GQL_OPERATION: parse_operation(p, definition); break;
        case GQL_FRAGMENT: parse_fragment(p, definition); break;
        case GQL_SCHEMA: parse_schema(p, definition); break;
        case GQL_DIRECTIVE: parse_directive_definition(p, definition); break;
        case GQL_SCALAR:
        case GQL_OBJECT:
        case GQL_INTERFACE:
        case GQL_UNION:
        case GQL_ENUM:
        case GQL_INPUT: parse_type_definition(p, definition); break;
        }
        check_extension(p, definition);
    }
    definition->span = span_from(p, start);
    return definition;
}

/* -- recovery -- */

/* The number of blanks before `offset` on its line; UINT32_MAX when something else stands there. */
static uint32_t indentation(const struct parser *p, uint32_t offset)
{
    const char *text = p->lexer.text;
    uint32_t blanks = 0;
    while (offset > 0 && (text[offset - 1] == ' ' || text[offset - 1] == '\t')) {
        offset--;
        blanks++;
    }
    return offset == 0 || text[offset - 1] == '\n' || text[offset - 1] == '\r' ? blanks : UINT32_MAX;
}

static bool starts_definition(struct parser *p)
{
    enum gql_kind kind;
    switch (p->lexer.token.kind) {
    case GQL_TOKEN_NAME: {
        uint32_t word = intern_token(p);
        return word == GQL_WORD_extend || kind_of_keyword(word, &kind);
    }
    case GQL_TOKEN_STRING:
    case GQL_TOKEN_BLOCK_STRING:
    case GQL_TOKEN_BRACE_LEFT: return true;
    default: return false;
    }
}

/*
 * Goes on at the next line that is indented no more than the broken definition was and begins like a definition. A
 * field called "type" stands further in, so it does not mislead.
 */
static void recover(struct parser *p, uint32_t definition_start)
{
    uint32_t most = indentation(p, definition_start);
    struct diags *diags = p->lexer.diags;
    p->lexer.diags = NULL;
    p->failed = false;
    p->depth = 0;
    do {
        gql_lexer_next(&p->lexer);
        p->token_count++;
    } while (!at(p, GQL_TOKEN_END) &&
             !(most != UINT32_MAX && indentation(p, p->lexer.token.start) <= most && starts_definition(p)));
    p->lexer.diags = diags;
}

/* -- the document -- */

static void parse_definitions(struct parser *p)
{
    const struct gql_definition **tail = &p->document->definitions;
    do {
        uint32_t start = p->lexer.token.start;
        struct gql_definition *definition = parse_definition(p);
        if (p->failed) {
            p->document->is_complete = false;
            recover(p, start);
            continue;
        }
        *tail = definition;
        tail = &definition->next;
    } while (!at(p, GQL_TOKEN_END));
}

const struct gql_document *gql_parse(struct arena *arena, const struct source *source, struct intern *names,
                                     struct gql_parse_options options, struct diags *diags)
{
    struct gql_document *document = arena_new(arena, struct gql_document);
    struct gql_comments comments = { .arena = arena };
    *document = (struct gql_document){ .source = source, .names = names, .is_complete = true, .is_builtin = options.is_builtin };

    struct parser p = {
        .arena = arena, .names = names, .diags = diags, .source = source, .document = document
    };
    gql_lexer_init(&p.lexer, source, source_padded(arena, source), diags);
    if (options.keeps_comments)
        p.lexer.comments = &comments;
    advance(&p);
    if (p.failed) {
        document->is_complete = false;
        recover(&p, 0);
    }
    if (document->is_complete || !at(&p, GQL_TOKEN_END))
        parse_definitions(&p);
    document->comments = comments.places;
    document->comment_count = comments.count;
    return document;
}
