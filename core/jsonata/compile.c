#include "base/arena.h"
#include "base/intern.h"
#include "diag/diag.h"
#include "jsonata/code.h"
#include "jsonata/run.h"
#include "jsonata/syntax.h"
#include "text/regex.h"

/* One of the arrays of struct jsonata while it grows, in scratch memory. */
struct column {
    char *at;
    uint32_t count, capacity;
    uint32_t size; /* of an element */
};

/* What a name is used for. */
enum name_use {
    NAME_BOUND = 1, /* the expression binds it somewhere */
    NAME_READ = 2   /* as a variable, or called as if it were one */
};

struct compiler {
    struct arena *scratch, *arena;
    struct jsonata *jsonata;
    struct column nodes, places, links, steps, constants, lambdas, patterns;
    struct intern names;
    struct column uses; /* of each name, of enum name_use */
    uint32_t label_count;
    uint32_t depth;
    bool assigns; /* the scope being compiled has variables of its own */
    bool has_eval; /* text that is not known yet may read and bind any variable */
    struct error *error;
};

static uint32_t compile(struct compiler *compiler, const struct syntax *syntax);

static void *column_add(struct compiler *compiler, struct column *column, uint32_t count)
{
    if (column->capacity - column->count < count) {
        uint32_t capacity = column->capacity ? column->capacity * 2 : 16;
        while (capacity - column->count < count)
            capacity *= 2;
        column->at = arena_grow(compiler->scratch, column->at, (size_t)column->capacity * column->size,
                                (size_t)capacity * column->size, 8);
        column->capacity = capacity;
    }
    void *added = column->at + (size_t)column->count * column->size;
    memset(added, 0, (size_t)count * column->size);
    column->count += count;
    return added;
}

static const void *column_finish(struct compiler *compiler, const struct column *column)
{
    return arena_copy(compiler->arena, column->at, (size_t)column->count * column->size);
}

static struct node *node_at(struct compiler *compiler, uint32_t index)
{
    return (struct node *)(void *)compiler->nodes.at + index;
}

/* A new node for `syntax`; its operands are filled in afterwards, because compiling them moves the array. */
static uint32_t add_node(struct compiler *compiler, enum node_kind kind, const struct syntax *syntax)
{
    struct node *node = column_add(compiler, &compiler->nodes, 1);
    node->kind = (uint8_t)kind;
    struct place *place = column_add(compiler, &compiler->places, 1);
    *place = (struct place){ syntax->place, syntax->token };
    return compiler->nodes.count - 1;
}

static uint32_t name_id(struct compiler *compiler, str name)
{
    bool is_new;
    uint32_t id = intern_add_new(&compiler->names, name, &is_new);
    if (is_new)
        column_add(compiler, &compiler->uses, 1);
    return id;
}

static uint32_t used_name_id(struct compiler *compiler, str name, enum name_use use)
{
    uint32_t id = name_id(compiler, name);
    ((uint8_t *)compiler->uses.at)[id] |= (uint8_t)use;
    return id;
}

/* A row of links, to be filled in by set_link(). */
static uint32_t add_links(struct compiler *compiler, uint32_t count)
{
    uint32_t first = compiler->links.count;
    if (count)
        column_add(compiler, &compiler->links, count);
    return first;
}

static void set_link(struct compiler *compiler, uint32_t link, uint32_t to)
{
    ((uint32_t *)(void *)compiler->links.at)[link] = to;
}

static uint32_t compile_list(struct compiler *compiler, const struct syntax_list *list)
{
    uint32_t first = add_links(compiler, list->count);
    for (uint32_t i = 0; i < list->count; i++)
        set_link(compiler, first + i, compile(compiler, list->items[i]));
    return first;
}

static void compile_leaf(struct compiler *compiler, uint32_t index, const struct syntax *syntax)
{
    struct node *node = node_at(compiler, index);
    switch (syntax->kind) {
    case SYNTAX_NAME:
        node->kind = NODE_NAME;
        node->a = name_id(compiler, syntax->text);
        return;
    case SYNTAX_PARENT:
        node->kind = NODE_PARENT;
        node->a = syntax->slot->label;
        return;
    case SYNTAX_VARIABLE:
        node->kind = syntax->text.len == 0                ? NODE_CONTEXT
                     : str_equal(syntax->text, STR("$")) ? NODE_ROOT
                                                         : NODE_VARIABLE;
        node->a = used_name_id(compiler, syntax->text, NAME_READ);
        if (str_equal(syntax->text, STR("eval")))
            compiler->has_eval = true;
        return;
    default:
        node->kind = NODE_LITERAL;
        node->a = compiler->constants.count;
        *(value *)column_add(compiler, &compiler->constants, 1) = syntax->literal;
        return;
    }
}

static void compile_regex(struct compiler *compiler, uint32_t index, const struct syntax *syntax)
{
    node_at(compiler, index)->a = compiler->patterns.count;
    struct pattern *pattern = column_add(compiler, &compiler->patterns, 1);
    str message = { 0 };
    size_t offset = 0;
    pattern->text = syntax->text;
    pattern->regex =
        regex_compile(compiler->arena, syntax->text, syntax->regex_flags, &message, &offset);
    if (pattern->regex || compiler->error->code)
        return;
    *compiler->error = (struct error){ .code = ERROR_REGEX,
                                       .value = value_string(syntax->text),
                                       .message = message,
                                       .span = syntax->token,
                                       .has_position = true,
                                       .position = syntax->token.end };
}

static void compile_stages(struct compiler *compiler, uint32_t step, const struct syntax *syntax)
{
    uint32_t first = compile_list(compiler, &syntax->stages);
    struct step *to = (struct step *)(void *)compiler->steps.at + step;
    to->stages = first;
    to->stage_count = syntax->stages.count;
}

static void compile_step(struct compiler *compiler, uint32_t index, const struct syntax *syntax)
{
    struct step step = { .focus = NO_NAME, .index = NO_NAME, .ancestor = NO_NAME };
    step.is_tuple = syntax->is_tuple;
    if (syntax->has_focus)
        step.focus = used_name_id(compiler, syntax->focus, NAME_BOUND);
    if (syntax->has_index)
        step.index = used_name_id(compiler, syntax->index, NAME_BOUND);
    if (syntax->ancestor)
        step.ancestor = syntax->ancestor->label;
    step.node = compile(compiler, syntax);
    ((struct step *)(void *)compiler->steps.at)[index] = step;
    if (syntax->has_stages)
        compile_stages(compiler, index, syntax);
}

static bool is_simple_step(const struct syntax *step)
{
    return (step->kind == SYNTAX_NAME || step->kind == SYNTAX_VARIABLE) && !step->has_stages &&
           !step->has_predicates && !step->has_group && !step->is_tuple && !step->keep_array;
}

/* The number of pairs stands in a link of its own, in front of them. */
static uint32_t compile_pairs(struct compiler *compiler, const struct syntax_list *list)
{
    uint32_t row = add_links(compiler, 1);
    set_link(compiler, row, list->count / 2);
    compile_list(compiler, list);
    return row;
}

static void compile_path(struct compiler *compiler, uint32_t index, const struct syntax *syntax)
{
    uint32_t count = syntax->items.count, first = compiler->steps.count;
    column_add(compiler, &compiler->steps, count);
    bool is_simple = !syntax->has_group;
    for (uint32_t i = 0; i < count; i++) {
        is_simple = is_simple && is_simple_step(syntax->items.items[i]);
        compile_step(compiler, first + i, syntax->items.items[i]);
    }
    uint32_t pairs = NO_NODE;
    if (syntax->has_group) {
        pairs = compile_pairs(compiler, &syntax->group);
        ((struct place *)(void *)compiler->places.at)[index].token = syntax->group_token;
    }
    struct node *node = node_at(compiler, index);
    node->a = first;
    node->b = count;
    node->c = pairs;
    if (is_simple)
        node->flags |= NODE_SIMPLE;
    if (syntax->keep_singleton)
        node->flags |= NODE_KEEP_SINGLETON;
    if (syntax->is_tuple)
        node->flags |= NODE_TUPLES;
}

static void compile_sort(struct compiler *compiler, uint32_t index, const struct syntax *syntax)
{
    uint32_t first = add_links(compiler, syntax->items.count);
    for (uint32_t i = 0; i < syntax->items.count; i++) {
        const struct syntax *term = syntax->items.items[i];
        uint32_t node = compile(compiler, term->a);
        set_link(compiler, first + i, term->is_descending ? node | TERM_DESCENDING : node);
    }
    node_at(compiler, index)->a = first;
    node_at(compiler, index)->b = syntax->items.count;
}

static const uint8_t binary_kinds[OP_COUNT] = {
    [OP_PLUS] = NODE_ADD,           [OP_MINUS] = NODE_SUBTRACT,   [OP_STAR] = NODE_MULTIPLY,
    [OP_SLASH] = NODE_DIVIDE,       [OP_PERCENT] = NODE_MODULO,   [OP_EQUAL] = NODE_EQUAL,
    [OP_NOT_EQUAL] = NODE_NOT_EQUAL, [OP_LESS] = NODE_LESS,       [OP_AT_MOST] = NODE_AT_MOST,
    [OP_GREATER] = NODE_GREATER,    [OP_AT_LEAST] = NODE_AT_LEAST, [OP_CONCAT] = NODE_CONCAT,
    [OP_IN] = NODE_IN,              [OP_AND] = NODE_AND,          [OP_OR] = NODE_OR,
    [OP_RANGE] = NODE_RANGE,        [OP_DEFAULT] = NODE_DEFAULT,  [OP_COALESCE] = NODE_COALESCE,
};

/* a, b and c as far as there are any. */
static void compile_operands(struct compiler *compiler, uint32_t index, const struct syntax *syntax)
{
    uint32_t a = syntax->a ? compile(compiler, syntax->a) : NO_NODE;
    uint32_t b = syntax->b ? compile(compiler, syntax->b) : NO_NODE;
    uint32_t c = syntax->c ? compile(compiler, syntax->c) : NO_NODE;
    struct node *node = node_at(compiler, index);
    node->a = a;
    node->b = b;
    node->c = c;
}

static void compile_row(struct compiler *compiler, uint32_t index, const struct syntax *syntax,
                        uint32_t count)
{
    uint32_t first = compile_list(compiler, &syntax->items);
    node_at(compiler, index)->a = first;
    node_at(compiler, index)->b = count;
}

static void compile_block(struct compiler *compiler, uint32_t index, const struct syntax *syntax)
{
    bool outside = compiler->assigns;
    compiler->assigns = false;
    compile_row(compiler, index, syntax, syntax->items.count);
    if (compiler->assigns)
        node_at(compiler, index)->flags |= NODE_SCOPE;
    compiler->assigns = outside;
}

static void compile_bind(struct compiler *compiler, uint32_t index, const struct syntax *syntax)
{
    uint32_t name = used_name_id(compiler, syntax->text, NAME_BOUND);
    uint32_t b = compile(compiler, syntax->b);
    compiler->assigns = true;
    node_at(compiler, index)->a = name;
    node_at(compiler, index)->b = b;
}

static void compile_call(struct compiler *compiler, uint32_t index, const struct syntax *syntax)
{
    const struct syntax *procedure = syntax->a;
    uint32_t a = compile(compiler, procedure);
    uint32_t first = compile_list(compiler, &syntax->items);
    /* Perhaps only its $ was forgotten: then the message says so. */
    if (procedure->kind == SYNTAX_PATH && procedure->items.items[0]->kind == SYNTAX_NAME)
        used_name_id(compiler, procedure->items.items[0]->text, NAME_READ);
    struct node *node = node_at(compiler, index);
    node->a = a;
    node->b = first;
    node->c = syntax->items.count;
    if (syntax->is_tail)
        node->flags |= NODE_TAIL;
}

static void compile_lambda(struct compiler *compiler, uint32_t index, const struct syntax *syntax)
{
    bool outside = compiler->assigns;
    uint32_t lambda = compiler->lambdas.count;
    column_add(compiler, &compiler->lambdas, 1);
    node_at(compiler, index)->a = lambda;
    uint32_t first = add_links(compiler, syntax->items.count);
    for (uint32_t i = 0; i < syntax->items.count; i++)
        set_link(compiler, first + i,
                 used_name_id(compiler, syntax->items.items[i]->text, NAME_BOUND));
    uint32_t body = compile(compiler, syntax->a);
    ((struct lambda *)(void *)compiler->lambdas.at)[lambda] =
        (struct lambda){ first, syntax->items.count, body, syntax->signature };
    compiler->assigns = outside;
}

/* A transform copies its argument with whatever $clone stands for. */
static void compile_transform(struct compiler *compiler, uint32_t index, const struct syntax *syntax)
{
    used_name_id(compiler, STR("clone"), NAME_READ);
    compile_operands(compiler, index, syntax);
}

static void compile_index_stage(struct compiler *compiler, uint32_t index,
                                const struct syntax *syntax)
{
    node_at(compiler, index)->a = used_name_id(compiler, syntax->text, NAME_BOUND);
}

/* What each kind of syntax becomes; the operators of SYNTAX_BINARY have kinds of their own. */
static const struct {
    enum node_kind kind;
    void (*compile)(struct compiler *compiler, uint32_t index, const struct syntax *syntax);
} rows[] = {
    [SYNTAX_NAME] = { NODE_NAME, compile_leaf },
    [SYNTAX_VARIABLE] = { NODE_VARIABLE, compile_leaf },
    [SYNTAX_STRING] = { NODE_LITERAL, compile_leaf },
    [SYNTAX_NUMBER] = { NODE_LITERAL, compile_leaf },
    [SYNTAX_LITERAL] = { NODE_LITERAL, compile_leaf },
    [SYNTAX_REGEX] = { NODE_REGEX, compile_regex },
    [SYNTAX_PLACEHOLDER] = { NODE_PLACEHOLDER, NULL },
    [SYNTAX_WILDCARD] = { NODE_WILDCARD, NULL },
    [SYNTAX_DESCENDANTS] = { NODE_DESCENDANTS, NULL },
    [SYNTAX_PARENT] = { NODE_PARENT, compile_leaf },
    [SYNTAX_BINARY] = { NODE_ADD, compile_operands },
    [SYNTAX_NEGATE] = { NODE_NEGATE, compile_operands },
    [SYNTAX_CALL] = { NODE_CALL, compile_call },
    [SYNTAX_PARTIAL] = { NODE_PARTIAL, compile_call },
    [SYNTAX_LAMBDA] = { NODE_LAMBDA, compile_lambda },
    [SYNTAX_CONDITION] = { NODE_CONDITION, compile_operands },
    [SYNTAX_BLOCK] = { NODE_BLOCK, compile_block },
    [SYNTAX_TRANSFORM] = { NODE_TRANSFORM, compile_transform },
    [SYNTAX_PATH] = { NODE_PATH, compile_path },
    [SYNTAX_SORT] = { NODE_SORT, compile_sort },
    [SYNTAX_BIND] = { NODE_BIND, compile_bind },
    [SYNTAX_APPLY] = { NODE_APPLY, compile_operands },
    [SYNTAX_INDEX] = { NODE_INDEX, compile_index_stage },
};

static void compile_constructor(struct compiler *compiler, uint32_t index,
                                const struct syntax *syntax)
{
    if (syntax->kind == SYNTAX_OBJECT) {
        node_at(compiler, index)->kind = NODE_OBJECT;
        uint32_t pairs = compile_pairs(compiler, &syntax->items);
        node_at(compiler, index)->a = pairs;
        return;
    }
    node_at(compiler, index)->kind = NODE_ARRAY;
    compile_row(compiler, index, syntax, syntax->items.count);
    if (syntax->is_constructed)
        node_at(compiler, index)->flags |= NODE_CONSTRUCTED;
}

static uint32_t compile_plain(struct compiler *compiler, const struct syntax *syntax)
{
    uint32_t index = add_node(compiler, rows[syntax->kind].kind, syntax);
    if (syntax->kind == SYNTAX_ARRAY || syntax->kind == SYNTAX_OBJECT) {
        compile_constructor(compiler, index, syntax);
        return index;
    }
    if (syntax->kind == SYNTAX_BINARY)
        node_at(compiler, index)->kind = binary_kinds[syntax->op];
    if (rows[syntax->kind].compile)
        rows[syntax->kind].compile(compiler, index, syntax);
    return index;
}

static uint32_t wrap_filtered(struct compiler *compiler, uint32_t inner, const struct syntax *syntax)
{
    uint32_t index = add_node(compiler, NODE_FILTERED, syntax);
    uint32_t first = compile_list(compiler, &syntax->predicates);
    *node_at(compiler, index) = (struct node){
        .kind = NODE_FILTERED, .a = inner, .b = first, .c = syntax->predicates.count
    };
    return index;
}

static uint32_t wrap_grouped(struct compiler *compiler, uint32_t inner, const struct syntax *syntax)
{
    uint32_t index = add_node(compiler, NODE_GROUPED, syntax);
    ((struct place *)(void *)compiler->places.at)[index].token = syntax->group_token;
    uint32_t pairs = compile_pairs(compiler, &syntax->group);
    node_at(compiler, index)->a = inner;
    node_at(compiler, index)->b = pairs;
    return index;
}

static uint32_t compile(struct compiler *compiler, const struct syntax *syntax)
{
    uint32_t index = compile_plain(compiler, syntax);
    uint8_t constructed = syntax->is_constructed ? NODE_CONSTRUCTED : 0;
    if (syntax->has_predicates)
        index = wrap_filtered(compiler, index, syntax);
    /* A group-by of a call at the end of a function body gets lost in the reference. */
    if (syntax->has_group && syntax->kind != SYNTAX_PATH && !syntax->is_tail)
        index = wrap_grouped(compiler, index, syntax);
    struct node *node = node_at(compiler, index);
    node->flags |= constructed;
    if (syntax->keep_array)
        node->flags |= NODE_KEEP_ARRAY;
    return index;
}

/* Puts the labels' numbers behind those of the names, now that all of these are known. */
static void place_labels(struct compiler *compiler)
{
    uint32_t first = compiler->names.count;
    for (uint32_t i = 0; i < compiler->nodes.count; i++) {
        struct node *node = node_at(compiler, i);
        if (node->kind == NODE_PARENT)
            node->a += first;
    }
    for (uint32_t i = 0; i < compiler->steps.count; i++) {
        struct step *step = (struct step *)(void *)compiler->steps.at + i;
        if (step->ancestor != NO_NAME)
            step->ancestor += first;
    }
}

static const struct function *make_builtin(struct compiler *compiler, str name)
{
    const struct builtin *builtin = builtin_find(compiler->jsonata->dialect, name);
    if (!builtin)
        return NULL;
    struct error ignored;
    struct builtin_function *function = arena_new(compiler->arena, struct builtin_function);
    function->base.kind = FUNCTION_BUILTIN;
    function->builtin = builtin;
    function->signature =
        signature_parse(compiler->arena, str_from(builtin->about.signature), &ignored);
    return &function->base;
}

static void finish_names(struct compiler *compiler)
{
    struct jsonata *jsonata = compiler->jsonata;
    uint32_t count = compiler->names.count;
    const struct function **functions = arena_array(compiler->arena, const struct function *, count);
    bool *is_local = arena_array(compiler->arena, bool, count);
    for (uint32_t i = 0; i < count; i++) {
        uint8_t use = ((uint8_t *)compiler->uses.at)[i];
        if (use & NAME_READ)
            functions[i] = make_builtin(compiler, intern_text(&compiler->names, i));
        is_local[i] = compiler->has_eval || (use & NAME_BOUND);
    }
    jsonata->functions = functions;
    jsonata->is_local = is_local;
    jsonata->names = arena_copy(compiler->arena, compiler->names.texts, count * sizeof(str));
    jsonata->name_count = count;
    jsonata->name_limit = count + compiler->label_count;
}

static void finish(struct compiler *compiler)
{
    struct jsonata *jsonata = compiler->jsonata;
    place_labels(compiler);
    finish_names(compiler);
    jsonata->nodes = column_finish(compiler, &compiler->nodes);
    jsonata->node_count = compiler->nodes.count;
    jsonata->places = column_finish(compiler, &compiler->places);
    jsonata->links = column_finish(compiler, &compiler->links);
    jsonata->steps = column_finish(compiler, &compiler->steps);
    jsonata->constants = column_finish(compiler, &compiler->constants);
    jsonata->lambdas = column_finish(compiler, &compiler->lambdas);
    jsonata->patterns = column_finish(compiler, &compiler->patterns);
}

static void init_columns(struct compiler *compiler)
{
    compiler->nodes.size = sizeof(struct node);
    compiler->places.size = sizeof(struct place);
    compiler->links.size = sizeof(uint32_t);
    compiler->steps.size = sizeof(struct step);
    compiler->constants.size = sizeof(value);
    compiler->lambdas.size = sizeof(struct lambda);
    compiler->patterns.size = sizeof(struct pattern);
    compiler->uses.size = sizeof(uint8_t);
    intern_init(&compiler->names, compiler->scratch);
}

static const struct jsonata *build(struct arena *arena, struct arena *scratch, str text,
                                   unsigned dialect, bool is_inner, struct error *error)
{
    struct parser parser = { .scratch = scratch, .arena = arena, .error = error };
    parser.lexer = (struct lexer){ .arena = arena, .text = text, .dialect = dialect, .error = error };
    struct syntax *tree = syntax_parse(&parser);
    if (!tree || !(tree = syntax_resolve(&parser, tree)))
        return NULL;

    struct compiler compiler = { .scratch = scratch,
                                 .arena = arena,
                                 .jsonata = arena_new(arena, struct jsonata),
                                 .label_count = parser.label_count,
                                 .has_eval = is_inner,
                                 .error = error };
    init_columns(&compiler);
    compiler.jsonata->text = text;
    compiler.jsonata->dialect = dialect;
    compiler.jsonata->root = compile(&compiler, tree);
    if (error->code)
        return NULL;
    finish(&compiler);
    return compiler.jsonata;
}

const struct jsonata *jsonata_build(struct arena *arena, str text, unsigned dialect, bool is_inner,
                                    struct error *error)
{
    struct arena scratch;
    arena_init(&scratch, arena->memory);
    *error = (struct error){ 0 };
    const struct jsonata *jsonata = build(arena, &scratch, text, dialect, is_inner, error);
    arena_finish(&scratch);
    return jsonata;
}

static unsigned dialect_of(const struct jsonata_options *options)
{
    return options ? options->dialect : JSONATA_AWS;
}

const struct jsonata *jsonata_parse(struct arena *arena, str text, const struct jsonata_options *options,
                                    struct jsonata_failure *failure)
{
    struct error error;
    const struct jsonata *jsonata = jsonata_build(arena, text, dialect_of(options), false, &error);
    if (!jsonata)
        error_describe(arena, &error, text, failure);
    return jsonata;
}

const struct jsonata *jsonata_compile(struct arena *arena, const struct source *text,
                                      struct diags *diags, const struct jsonata_options *options)
{
    struct jsonata_failure failure;
    const struct jsonata *jsonata = jsonata_parse(arena, text->text, options, &failure);
    if (!jsonata) {
        struct diag *diag = diag_add(diags, RULE_JSONATA_SYNTAX, text, failure.span);
        diag_message(diag, "%.*s", STR_ARG(failure.message));
    }
    return jsonata;
}

str jsonata_text(const struct jsonata *jsonata)
{
    return jsonata->text;
}
