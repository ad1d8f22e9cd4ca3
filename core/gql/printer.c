#include "gql/printer.h"

#include "base/arena.h"
#include "base/buf.h"

struct printer {
    struct buf *out;
    const struct gql_schema *schema;
    bool has_printed; /* something stands before, so that a blank line is due */
};

static void indent(struct printer *p, unsigned level)
{
    buf_fill(p->out, ' ', 2 * (size_t)level);
}

static void print_name(struct printer *p, uint32_t name)
{
    buf_str(p->out, intern_text(p->schema->names, name));
}

static void print_text(struct printer *p, const char *text)
{
    buf_str(p->out, str_from(text));
}

/* -- values -- */

static void print_quoted(struct buf *out, str text)
{
    buf_char(out, '"');
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.at[i];
        if (c == '"' || c == '\\')
            buf_printf(out, "\\%c", c);
        else if (c == '\n')
            buf_str(out, STR("\\n"));
        else if (c == '\r')
            buf_str(out, STR("\\r"));
        else if (c == '\t')
            buf_str(out, STR("\\t"));
        else if (c < 0x20 || c == 0x7F)
            buf_printf(out, "\\u%04X", c);
        else
            buf_char(out, (char)c);
    }
    buf_char(out, '"');
}

void gql_print_value(struct buf *out, const struct gql_document *document, const struct gql_value *value)
{
    const char *separator = "";
    str text = gql_text(document, value->span);
    switch (value->kind) {
    case GQL_STRING: print_quoted(out, gql_string_value(out->arena, text)); break;
    case GQL_LIST:
        buf_char(out, '[');
        for (const struct gql_value *item = value->as.items; item; item = item->next) {
            buf_str(out, str_from(separator));
            gql_print_value(out, document, item);
            separator = ", ";
        }
        buf_char(out, ']');
        break;
    case GQL_OBJECT_VALUE:
        buf_char(out, '{');
        for (const struct gql_argument *field = value->as.fields; field; field = field->next) {
            str name = gql_text(document, field->name.span);
            buf_printf(out, "%s%.*s: ", separator, STR_ARG(name));
            gql_print_value(out, document, field->value);
            separator = ", ";
        }
        buf_char(out, '}');
        break;
    case GQL_VARIABLE:
    case GQL_INT:
    case GQL_FLOAT:
    case GQL_BOOLEAN:
    case GQL_NULL:
    case GQL_ENUM_VALUE: buf_str(out, text); break;
    }
}

/* -- descriptions -- */

/* Blanks at the start of the first line, or at the end, would not survive as a block of one line. */
static bool fits_one_line(str text)
{
    return str_find_char(text, '\n') == SIZE_MAX && text.len <= 70 && text.len > 0 && text.at[0] != ' ' &&
           text.at[0] != '\t' && text.at[text.len - 1] != '"' && text.at[text.len - 1] != '\\';
}

/* The first or the last line has nothing but blanks. */
static bool has_blank_end(str text)
{
    str trimmed = str_trim(text);
    size_t before = (size_t)(trimmed.at - text.at), after = before + trimmed.len;
    return trimmed.len == 0 || str_find_char(str_slice(text, 0, before), '\n') != SIZE_MAX ||
           str_find_char(str_from_offset(text, after), '\n') != SIZE_MAX;
}

/* A block string can only hold what it gives back: no blank lines at its ends, no other control characters. */
static bool fits_block(str text)
{
    if (has_blank_end(text))
        return false;
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.at[i];
        if (c == '\r' || (c < 0x20 && c != '\n' && c != '\t'))
            return false;
    }
    return true;
}

static void print_block_text(struct printer *p, str line)
{
    size_t found;
    while ((found = str_find(line, STR("\"\"\""))) != SIZE_MAX) {
        buf_str(p->out, str_slice(line, 0, found));
        buf_str(p->out, STR("\\\"\"\""));
        line = str_from_offset(line, found + 3);
    }
    buf_str(p->out, line);
}

/* All lines begin with a blank: then the block's own indentation would be lost with theirs. */
static bool is_all_indented(str text)
{
    str line;
    while (str_split(&text, '\n', &line)) {
        if (line.len > 0 && line.at[0] != ' ' && line.at[0] != '\t')
            return false;
    }
    return true;
}

static void print_description(struct printer *p, const struct gql_document *document,
                              const struct gql_value *description, unsigned level)
{
    if (!description)
        return;
    str text = gql_string_value(p->out->arena, gql_text(document, description->span)), line;
    indent(p, level);
    if (!fits_block(text) || is_all_indented(text)) {
        print_quoted(p->out, text);
    } else if (fits_one_line(text)) {
        print_text(p, "\"\"\"");
        print_block_text(p, text);
        print_text(p, "\"\"\"");
    } else {
        print_text(p, "\"\"\"\n");
        while (str_split(&text, '\n', &line)) {
            if (line.len > 0)
                indent(p, level);
            print_block_text(p, line);
            buf_char(p->out, '\n');
        }
        indent(p, level);
        print_text(p, "\"\"\"");
    }
    buf_char(p->out, '\n');
}

/* -- members -- */

static void print_directives(struct printer *p, const struct gql_document *document,
                             const struct gql_directive *directives)
{
    for (; directives; directives = directives->next) {
        const char *separator = "(";
        print_text(p, " @");
        print_name(p, directives->name.id);
        for (const struct gql_argument *a = directives->arguments; a; a = a->next) {
            print_text(p, separator);
            print_name(p, a->name.id);
            print_text(p, ": ");
            gql_print_value(p->out, document, a->value);
            separator = ", ";
        }
        if (directives->arguments)
            buf_char(p->out, ')');
    }
}

static void print_type(struct printer *p, gql_type type)
{
    buf_str(p->out, gql_type_text(p->out->arena, p->schema->names, type));
}

static void print_input(struct printer *p, const struct gql_document *document, const struct gql_member *input)
{
    print_name(p, input->name.id);
    print_text(p, ": ");
    print_type(p, input->type.type);
    if (input->default_value) {
        print_text(p, " = ");
        gql_print_value(p->out, document, input->default_value);
    }
    print_directives(p, document, input->directives);
}

/* On one line, unless an argument has a description. */
static void print_arguments(struct printer *p, const struct gql_document *document,
                            const struct gql_member *arguments, unsigned level)
{
    bool is_described = false;
    if (!arguments)
        return;
    for (const struct gql_member *a = arguments; a; a = a->next)
        is_described = is_described || a->description;
    buf_char(p->out, '(');
    for (const struct gql_member *a = arguments; a; a = a->next) {
        if (is_described) {
            print_text(p, a == arguments ? "\n" : "\n\n");
            print_description(p, document, a->description, level + 1);
            indent(p, level + 1);
        } else if (a != arguments) {
            print_text(p, ", ");
        }
        print_input(p, document, a);
    }
    if (is_described) {
        buf_char(p->out, '\n');
        indent(p, level);
    }
    buf_char(p->out, ')');
}

static void print_field(struct printer *p, enum gql_kind kind, const struct gql_field *field)
{
    const struct gql_document *document = field->definition->document;
    const struct gql_member *member = field->member;
    print_description(p, document, member->description, 1);
    indent(p, 1);
    if (kind == GQL_INPUT) {
        print_input(p, document, member);
    } else {
        print_name(p, member->name.id);
        if (kind != GQL_ENUM) {
            print_arguments(p, document, member->arguments, 1);
            print_text(p, ": ");
            print_type(p, member->type.type);
        }
        print_directives(p, document, member->directives);
    }
    buf_char(p->out, '\n');
}

static void print_fields(struct printer *p, const struct gql_named_type *type)
{
    if (type->field_count == 0)
        return;
    print_text(p, " {\n");
    for (uint32_t i = 0; i < type->field_count; i++) {
        if (i > 0 && type->fields[i].member->description)
            buf_char(p->out, '\n');
        print_field(p, type->kind, &type->fields[i]);
    }
    buf_char(p->out, '}');
}

static void print_links(struct printer *p, const struct gql_named_type *type)
{
    bool is_union = type->kind == GQL_UNION;
    for (uint32_t i = 0; i < type->link_count; i++) {
        print_text(p, i > 0 ? (is_union ? " | " : " & ") : is_union ? " = " : " implements ");
        print_name(p, type->links[i].named->name.id);
    }
}

/* -- definitions -- */

static void begin_definition(struct printer *p, const struct gql_definition *definition)
{
    if (p->has_printed)
        buf_char(p->out, '\n');
    p->has_printed = true;
    print_description(p, definition->document, definition->description, 0);
}

static const char *keyword(enum gql_kind kind)
{
    static const char *const keywords[] = {
        [GQL_SCALAR] = "scalar ", [GQL_OBJECT] = "type ", [GQL_INTERFACE] = "interface ",
        [GQL_UNION] = "union ",   [GQL_ENUM] = "enum ",   [GQL_INPUT] = "input ",
    };
    return keywords[kind];
}

static void print_type_definition(struct printer *p, const struct gql_named_type *type)
{
    begin_definition(p, type->base);
    print_text(p, keyword(type->kind));
    print_name(p, type->name);
    if (type->kind != GQL_UNION)
        print_links(p, type);
    for (uint32_t i = 0; i < type->definition_count; i++) {
        const struct gql_definition *definition = type->definitions[i];
        if (definition->kind == type->kind)
            print_directives(p, definition->document, definition->directives);
    }
    if (type->kind == GQL_UNION)
        print_links(p, type);
    else
        print_fields(p, type);
    buf_char(p->out, '\n');
}

static void print_directive_definition(struct printer *p, const struct gql_definition *directive)
{
    const char *separator = " on ";
    begin_definition(p, directive);
    print_text(p, "directive @");
    print_name(p, directive->name.id);
    print_arguments(p, directive->document, directive->members, 0);
    if (directive->is_repeatable)
        print_text(p, " repeatable");
    for (enum gql_location i = 0; i < GQL_LOCATION_COUNT; i++) {
        if (!(directive->locations >> i & 1))
            continue;
        print_text(p, separator);
        print_text(p, gql_location_name(i));
        separator = " | ";
    }
    buf_char(p->out, '\n');
}

/* Left out when it would only say what holds without it. */
static void print_schema_block(struct printer *p)
{
    const struct gql_schema *schema = p->schema;
    bool is_needed = schema->block && (schema->block->description || schema->block->directives);
    for (int i = 0; i < GQL_OPERATION_COUNT; i++) {
        const struct gql_named_type *type = schema->roots[i].type;
        bool has_default = gql_schema_type(schema, GQL_WORD_Query + (uint32_t)i) != NULL;
        is_needed = is_needed || (type && type->name != GQL_WORD_Query + (uint32_t)i) || (!type && has_default);
    }
    for (uint32_t i = 0; i < schema->block_count; i++)
        is_needed = is_needed || schema->blocks[i]->directives;
    if (!is_needed || schema->block_count == 0)
        return;
    begin_definition(p, schema->block ? schema->block : schema->blocks[0]);
    print_text(p, "schema");
    for (uint32_t i = 0; i < schema->block_count; i++)
        print_directives(p, schema->blocks[i]->document, schema->blocks[i]->directives);
    print_text(p, " {\n");
    for (enum gql_operation i = 0; i < GQL_OPERATION_COUNT; i++) {
        if (!schema->roots[i].type)
            continue;
        buf_printf(p->out, "  %s: ", gql_operation_name(i));
        print_name(p, schema->roots[i].type->name);
        buf_char(p->out, '\n');
    }
    print_text(p, "}\n");
}

void gql_print_schema(struct buf *out, const struct gql_schema *schema)
{
    struct printer p = { .out = out, .schema = schema };
    print_schema_block(&p);
    for (uint32_t i = 0; i < schema->directive_count; i++) {
        if (!schema->directives[i]->document->is_builtin)
            print_directive_definition(&p, schema->directives[i]);
    }
    for (uint32_t i = 0; i < schema->type_count; i++) {
        if (schema->types[i].is_defined && !schema->types[i].is_builtin)
            print_type_definition(&p, &schema->types[i]);
    }
}
