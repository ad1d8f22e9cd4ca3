#include "gqlcheck/matrix.h"

#include "base/arena.h"
#include "base/buf.h"
#include "value/value.h"

static const char *const formats[] = {
    [MATRIX_TABLE] = "table",
    [MATRIX_JSON] = "json",
    [MATRIX_MARKDOWN] = "markdown",
};

bool matrix_format_parse(str text, enum matrix_format *format)
{
    for (unsigned i = 0; i < ARRAY_LEN(formats); i++) {
        if (str_equal(text, str_from(formats[i]))) {
            *format = (enum matrix_format)i;
            return true;
        }
    }
    return false;
}

struct row {
    const struct gql_named_type *type;
    const struct gql_field *field;
    struct auth_access access; /* of those who reach the type */
};

struct matrix {
    struct buf *out;
    struct auth *auth;
    struct row *rows;
    uint32_t count;
};

static str path_of(struct matrix *m, const struct row *row)
{
    const struct intern *names = m->auth->schema->names;
    str type = intern_text(names, row->type->name), field = intern_text(names, row->field->member->name.id);
    return str_printf(m->auth->arena, "%.*s.%.*s", STR_ARG(type), STR_ARG(field));
}

static bool has_mode(const struct matrix *m, unsigned mode)
{
    return m->auth->modes.all >> mode & 1;
}

/* "yes", "no", or the groups that may. */
static str cell_text(struct matrix *m, const struct row *row, unsigned mode)
{
    bool is_open = row->access.modes >> mode & 1;
    if (!is_open)
        return STR("-");
    if (mode != GQLCHECK_COGNITO || row->access.every_user)
        return STR("yes");
    struct buf text;
    buf_init(&text, m->auth->arena);
    for (uint32_t i = 0; i < m->auth->groups.count && i < AUTH_GROUPS_MAX; i++) {
        if (!(row->access.groups >> i & 1))
            continue;
        str name = intern_text(&m->auth->groups, i);
        buf_printf(&text, "%s%.*s", text.len ? ", " : "", STR_ARG(name));
    }
    return buf_text(&text);
}

/* -- rows -- */

static void add_rows(struct matrix *m, const struct gql_named_type *type)
{
    struct auth_access reach = m->auth->types[type->index].reach;
    for (uint32_t i = 0; i < type->field_count; i++) {
        struct auth_access access = auth_of_field(m->auth, type, &type->fields[i]);
        m->rows[m->count++] = (struct row){ type, &type->fields[i], auth_intersect(reach, access) };
    }
}

static bool is_listed(const struct gql_named_type *type)
{
    return type->is_defined && !type->is_builtin && type->kind == GQL_OBJECT;
}

static void list_rows(struct matrix *m)
{
    const struct gql_schema *schema = m->auth->schema;
    size_t count = 0;
    for (uint32_t i = 0; i < schema->type_count; i++)
        count += schema->types[i].field_count;
    m->rows = arena_array(m->auth->arena, struct row, count);
    for (int i = 0; i < GQL_OPERATION_COUNT; i++) {
        if (schema->roots[i].type && is_listed(schema->roots[i].type))
            add_rows(m, schema->roots[i].type);
    }
    for (uint32_t i = 0; i < schema->type_count; i++) {
        const struct gql_named_type *type = &schema->types[i];
        if (is_listed(type) && gql_schema_root_of(schema, type) == GQL_OPERATION_COUNT)
            add_rows(m, type);
    }
}

/* -- formats -- */

static size_t wider(size_t width, str text)
{
    return text.len > width ? text.len : width;
}

static void print_cell(struct matrix *m, str text, size_t width)
{
    buf_str(m->out, text);
    buf_fill(m->out, ' ', width - text.len + 2);
}

static void end_line(struct matrix *m)
{
    while (m->out->len > 0 && m->out->at[m->out->len - 1] == ' ')
        m->out->len--;
    buf_char(m->out, '\n');
}

static void print_table(struct matrix *m)
{
    size_t first = 5, widths[GQLCHECK_MODE_COUNT] = { 0 };
    for (uint32_t i = 0; i < m->count; i++) {
        first = wider(first, path_of(m, &m->rows[i]));
        for (unsigned mode = 0; mode < GQLCHECK_MODE_COUNT; mode++)
            widths[mode] = wider(widths[mode], cell_text(m, &m->rows[i], mode));
    }
    print_cell(m, STR("field"), first);
    for (unsigned mode = 0; mode < GQLCHECK_MODE_COUNT; mode++) {
        widths[mode] = wider(widths[mode], str_from(auth_mode_name(mode)));
        if (has_mode(m, mode))
            print_cell(m, str_from(auth_mode_name(mode)), widths[mode]);
    }
    end_line(m);
    for (uint32_t i = 0; i < m->count; i++) {
        print_cell(m, path_of(m, &m->rows[i]), first);
        for (unsigned mode = 0; mode < GQLCHECK_MODE_COUNT; mode++) {
            if (has_mode(m, mode))
                print_cell(m, cell_text(m, &m->rows[i], mode), widths[mode]);
        }
        end_line(m);
    }
}

/* Group names may hold what Markdown takes for the end of a cell. */
static void print_markdown_text(struct matrix *m, str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] == '|' || text.at[i] == '\\')
            buf_char(m->out, '\\');
        buf_char(m->out, text.at[i] == '\n' ? ' ' : text.at[i]);
    }
}

static void print_markdown(struct matrix *m)
{
    buf_str(m->out, STR("| field |"));
    for (unsigned mode = 0; mode < GQLCHECK_MODE_COUNT; mode++) {
        if (has_mode(m, mode))
            buf_printf(m->out, " %s |", auth_mode_name(mode));
    }
    buf_str(m->out, STR("\n| --- |"));
    for (unsigned mode = 0; mode < GQLCHECK_MODE_COUNT; mode++) {
        if (has_mode(m, mode))
            buf_str(m->out, STR(" --- |"));
    }
    buf_char(m->out, '\n');
    for (uint32_t i = 0; i < m->count; i++) {
        str path = path_of(m, &m->rows[i]);
        buf_printf(m->out, "| `%.*s` |", STR_ARG(path));
        for (unsigned mode = 0; mode < GQLCHECK_MODE_COUNT; mode++) {
            if (!has_mode(m, mode))
                continue;
            buf_char(m->out, ' ');
            print_markdown_text(m, cell_text(m, &m->rows[i], mode));
            buf_str(m->out, STR(" |"));
        }
        buf_char(m->out, '\n');
    }
}

static value group_values(struct matrix *m, const struct row *row)
{
    struct array_builder groups;
    array_begin(&groups, m->auth->arena);
    for (uint32_t i = 0; i < m->auth->groups.count && i < AUTH_GROUPS_MAX; i++) {
        if (row->access.groups >> i & 1)
            array_add(&groups, value_string(intern_text(&m->auth->groups, i)));
    }
    return array_end(&groups);
}

static value row_value(struct matrix *m, const struct row *row)
{
    struct object_builder object, modes;
    object_begin(&modes, m->auth->arena);
    for (unsigned mode = 0; mode < GQLCHECK_MODE_COUNT; mode++) {
        bool is_open = row->access.modes >> mode & 1;
        bool has_groups = is_open && mode == GQLCHECK_COGNITO && !row->access.every_user;
        if (has_mode(m, mode))
            object_set(&modes, str_from(auth_mode_name(mode)), has_groups ? group_values(m, row) : value_bool(is_open));
    }
    object_begin(&object, m->auth->arena);
    object_set(&object, STR("type"), value_string(intern_text(m->auth->schema->names, row->type->name)));
    object_set(&object, STR("field"),
               value_string(intern_text(m->auth->schema->names, row->field->member->name.id)));
    object_set(&object, STR("modes"), object_end(&modes));
    return object_end(&object);
}

/* {"version": 1, "rows": [{"type", "field", "modes": {"API_KEY": true, "AMAZON_COGNITO_USER_POOLS": ["Admins"]}}]} */
static void print_json(struct matrix *m)
{
    struct array_builder rows;
    struct object_builder object;
    array_begin(&rows, m->auth->arena);
    for (uint32_t i = 0; i < m->count; i++)
        array_add(&rows, row_value(m, &m->rows[i]));
    object_begin(&object, m->auth->arena);
    object_set(&object, STR("version"), value_integer(1));
    object_set(&object, STR("default"), value_string(str_from(auth_mode_name(m->auth->modes.first))));
    object_set(&object, STR("rows"), array_end(&rows));
    value_print_pretty(m->out, object_end(&object), VALUE_STYLE_JSON, 2);
    buf_char(m->out, '\n');
}

void matrix_print(struct buf *out, struct auth *auth, enum matrix_format format)
{
    struct matrix m = { .out = out, .auth = auth };
    list_rows(&m);
    switch (format) {
    case MATRIX_TABLE: print_table(&m); break;
    case MATRIX_JSON: print_json(&m); break;
    case MATRIX_MARKDOWN: print_markdown(&m); break;
    }
}
