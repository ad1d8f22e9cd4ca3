/* Generic rules about fields: everything that follows from a row of schemas/states.def. */
#include "base/num.h"
#include "base/time.h"
#include "lint/internal.h"

static bool is_string(const struct node *node)
{
    return node_kind(node) == NODE_STRING;
}

/* The row applies to the object's query language. */
static bool applies(const struct asl_object *object, const struct asl_row *row)
{
    return row && (row->language & object->language) != 0;
}

/* The word behind a key; keys of templates ("${Name}", "Fn::Transform") are no fields of ours. */
static bool is_foreign(const struct lint *lint, const struct asl_field *field)
{
    str name = doc_text(lint->doc, field->key);
    return asl_is_opaque(name) || str_starts(name, STR("Fn::"));
}

/* The names of all fields that the object may have. */
static size_t field_names(const struct asl_object *object, str *names, size_t room)
{
    size_t row_count, count = 0;
    const struct asl_row *rows = asl_rows(&row_count);
    for (size_t i = 0; i < row_count && count < room; i++) {
        bool fits = object->kind == ASL_UNTYPED || (rows[i].owners >> object->kind & 1);
        if (fits && applies(object, &rows[i]))
            names[count++] = name_text(rows[i].name);
    }
    return count;
}

static void suggest_field(struct lint *lint, struct diag *d, const struct asl_object *object,
                          const struct asl_field *field)
{
    str names[256];
    size_t count = field_names(object, names, ARRAY_LEN(names));
    ptrdiff_t near = diag_help_nearest(lint->diags, d, names, count, doc_text(lint->doc, field->key));
    if (near >= 0)
        lint_edit_string(lint, d, field->key, names[near]);
}

void check_unknown_field(struct lint *lint, const struct asl_object *object, const struct asl_field *field)
{
    if (field->row || asl_name_is_field(field->name) || is_foreign(lint, field))
        return;
    struct diag *d = lint_report(lint, RULE_UNKNOWN_FIELD, field->key);
    diag_message(d, "a %s has no field \"%.*s\"", asl_object_name(object->kind),
                 STR_ARG(doc_text(lint->doc, field->key)));
    suggest_field(lint, d, object, field);
}

/* Next and Assign in a nested choice rule have rules of their own. */
static bool is_nested_misplaced(const struct asl_object *object, enum name name)
{
    return object->kind == ASL_NESTED_RULE && (name == NAME_Next || name == NAME_Assign);
}

void check_unsupported_field(struct lint *lint, const struct asl_object *object,
                             const struct asl_field *field)
{
    if (field->row || !asl_name_is_field(field->name) || object->kind == ASL_UNTYPED ||
        is_nested_misplaced(object, field->name))
        return;
    struct diag *d = lint_report(lint, RULE_UNSUPPORTED_FIELD, field->key);
    diag_message(d, "a %s does not take \"%.*s\"", asl_object_name(object->kind),
                 STR_ARG(doc_text(lint->doc, field->key)));
    if (asl_kind_is_machine(object->kind) && object->kind != ASL_MACHINE)
        diag_help(d, "only the whole state machine takes it");
    else if (object->kind == ASL_CHOICE && (field->name == NAME_Next || field->name == NAME_End))
        diag_help(d, "a Choice goes on by its rules and its Default");
}

/* A rule in the wrong query language: its fields are reported, and that it lacks Condition is the same mistake. */
static bool is_foreign_rule(const struct asl_object *object)
{
    if (object->kind != ASL_CONDITION)
        return false;
    for (uint32_t i = 0; i < object->field_count; i++) {
        const struct asl_row *row = object->fields[i].row;
        if (row && !applies(object, row))
            return true;
    }
    return false;
}

void check_required_field(struct lint *lint, const struct asl_object *object)
{
    const struct asl_row *const *required = lint->required[object->kind];
    for (size_t i = 0; i < LINT_REQUIRED_MAX && required[i]; i++) {
        const struct asl_row *row = required[i];
        if (!applies(object, row) || asl_get(object, row->name) ||
            (row->name == NAME_Condition && is_foreign_rule(object)))
            continue;
        struct diag *d = lint_report_object(lint, RULE_REQUIRED_FIELD, object);
        diag_message(d, "this %s has no \"%.*s\"", asl_object_name(object->kind),
                     STR_ARG(name_text(row->name)));
        diag_help(d, "%s", row->doc);
        d->subject = name_text(row->name);
    }
}

/* What a JSON value is called in a message. */
static const char *kind_name(const struct node *node)
{
    switch (node_kind(node)) {
    case NODE_NULL: return "null";
    case NODE_FALSE:
    case NODE_TRUE: return "a boolean";
    case NODE_NUMBER: return "a number";
    case NODE_STRING: return "a string";
    case NODE_ARRAY: return "an array";
    case NODE_OBJECT: return "an object";
    case NODE_KEY:
    case NODE_ERROR: break;
    }
    return "unreadable";
}

enum shape {
    SHAPE_ANY,
    SHAPE_STRING,
    SHAPE_BOOLEAN,
    SHAPE_INTEGER,
    SHAPE_NUMBER,
    SHAPE_ARRAY_OF_STRINGS,
    SHAPE_ARRAY_OF_OBJECTS,
    SHAPE_OBJECT,
    SHAPE_OBJECT_OF_OBJECTS,
    SHAPE_ARRAY_OR_OBJECT
};

static const enum shape shapes[] = {
    [ASL_TYPE_STRING] = SHAPE_STRING,
    [ASL_TYPE_BOOLEAN] = SHAPE_BOOLEAN,
    [ASL_TYPE_INTEGER] = SHAPE_INTEGER,
    [ASL_TYPE_NUMBER] = SHAPE_NUMBER,
    [ASL_TYPE_STATE_NAME] = SHAPE_STRING,
    [ASL_TYPE_STATES] = SHAPE_OBJECT_OF_OBJECTS,
    [ASL_TYPE_MACHINE] = SHAPE_OBJECT,
    [ASL_TYPE_MACHINES] = SHAPE_ARRAY_OF_OBJECTS,
    [ASL_TYPE_RETRIERS] = SHAPE_ARRAY_OF_OBJECTS,
    [ASL_TYPE_CATCHERS] = SHAPE_ARRAY_OF_OBJECTS,
    [ASL_TYPE_RULES] = SHAPE_ARRAY_OF_OBJECTS,
    [ASL_TYPE_NESTED_RULES] = SHAPE_ARRAY_OF_OBJECTS,
    [ASL_TYPE_NESTED_RULE] = SHAPE_OBJECT,
    [ASL_TYPE_CONDITION] = SHAPE_BOOLEAN,
    [ASL_TYPE_ERROR_NAMES] = SHAPE_ARRAY_OF_STRINGS,
    [ASL_TYPE_STRINGS] = SHAPE_ARRAY_OF_STRINGS,
    [ASL_TYPE_PATH] = SHAPE_STRING,
    [ASL_TYPE_REFERENCE] = SHAPE_STRING,
    [ASL_TYPE_ITEMS_PATH] = SHAPE_STRING,
    [ASL_TYPE_RESULT_PATH] = SHAPE_STRING,
    [ASL_TYPE_STRING_PATH] = SHAPE_STRING,
    [ASL_TYPE_TEMPLATE] = SHAPE_ANY,
    [ASL_TYPE_TEMPLATE_OBJECT] = SHAPE_OBJECT,
    [ASL_TYPE_VALUE] = SHAPE_ANY,
    [ASL_TYPE_VALUE_OBJECT] = SHAPE_OBJECT,
    [ASL_TYPE_ASSIGN] = SHAPE_OBJECT,
    [ASL_TYPE_LITERAL] = SHAPE_ANY,
    [ASL_TYPE_ITEMS] = SHAPE_ARRAY_OR_OBJECT,
    [ASL_TYPE_CREDENTIALS] = SHAPE_OBJECT,
    [ASL_TYPE_TIMESTAMP] = SHAPE_STRING,
    [ASL_TYPE_RESOURCE] = SHAPE_STRING,
    [ASL_TYPE_LABEL] = SHAPE_STRING,
    [ASL_TYPE_POINTER] = SHAPE_STRING,
    [ASL_TYPE_CONFIG] = SHAPE_OBJECT,
};

static const char *const shape_names[] = {
    [SHAPE_ANY] = "any value",
    [SHAPE_STRING] = "a string",
    [SHAPE_BOOLEAN] = "true or false",
    [SHAPE_INTEGER] = "a whole number",
    [SHAPE_NUMBER] = "a number",
    [SHAPE_ARRAY_OF_STRINGS] = "an array of strings",
    [SHAPE_ARRAY_OF_OBJECTS] = "an array of objects",
    [SHAPE_OBJECT] = "an object",
    [SHAPE_OBJECT_OF_OBJECTS] = "an object of states",
    [SHAPE_ARRAY_OR_OBJECT] = "an array or an object",
};

/* The first child that is not of this kind, or NULL. Items that could not be read were reported already. */
static const struct node *first_other(const struct lint *lint, const struct node *node, enum node_kind kind)
{
    size_t step = node_kind(node) == NODE_OBJECT ? 1 : 0;
    for (const struct node *n = doc_first(node); n != doc_end(lint->doc, node);
         n = doc_after(lint->doc, n + step)) {
        if (node_kind(n + step) != kind && node_kind(n + step) != NODE_ERROR)
            return n + step;
    }
    return NULL;
}

/* The smallest node that does not fit the shape, or NULL when all is well. */
static const struct node *misfit(const struct lint *lint, enum shape shape, const struct node *node)
{
    enum node_kind kind = node_kind(node);
    int64_t integer;
    switch (shape) {
    case SHAPE_ANY: return NULL;
    case SHAPE_STRING: return kind == NODE_STRING ? NULL : node;
    case SHAPE_BOOLEAN: return kind == NODE_TRUE || kind == NODE_FALSE ? NULL : node;
    case SHAPE_INTEGER: return asl_integer(lint->asl, node, &integer) ? NULL : node;
    case SHAPE_NUMBER: return kind == NODE_NUMBER ? NULL : node;
    case SHAPE_OBJECT: return kind == NODE_OBJECT ? NULL : node;
    case SHAPE_ARRAY_OR_OBJECT: return node_is_container(node) ? NULL : node;
    case SHAPE_ARRAY_OF_STRINGS:
        return kind == NODE_ARRAY ? first_other(lint, node, NODE_STRING) : node;
    case SHAPE_ARRAY_OF_OBJECTS:
        return kind == NODE_ARRAY ? first_other(lint, node, NODE_OBJECT) : node;
    case SHAPE_OBJECT_OF_OBJECTS:
        return kind == NODE_OBJECT ? first_other(lint, node, NODE_OBJECT) : node;
    }
    return NULL;
}

/* A whole number too large for 64 bits (also 1e99) is one all the same; its range says the rest. */
static bool is_huge_integer(const struct lint *lint, const struct node *node)
{
    double number;
    if (node_kind(node) != NODE_NUMBER)
        return false;
    str text = doc_text(lint->doc, node);
    return value_of_number_text(text).kind == VALUE_BIG ||
           (num_to_double(text, &number) && (number >= 0x1p63 || number <= -0x1p63));
}

/* Texts that stand for something else: a placeholder anywhere, an expression where the field takes one. */
static bool stands_for_another(const struct lint *lint, const struct asl_object *object,
                               const struct asl_row *row, const struct node *node)
{
    if (!is_string(node))
        return false;
    str text = doc_text(lint->doc, node);
    if (asl_is_opaque(text))
        return true;
    bool takes_expression = asl_row_has(row, ASL_FIELD_EXPRESSION) || row->type == ASL_TYPE_VALUE_OBJECT;
    return takes_expression && object->language == ASL_LANGUAGE_JSONATA &&
           (str_starts(text, STR("{%")) || str_ends(text, STR("%}")));
}

/* Wrong types that a rule of their own reports. */
static bool has_own_type_rule(const struct asl_field *field)
{
    return field->row->operation || field->name == NAME_Version ||
           (field->row->type == ASL_TYPE_CONDITION && is_string(field->value));
}

/* The number, true or false that a text stands for; YAML 1.1 knows more words for these. Empty when there is none. */
static str literal_meant(enum shape shape, str text)
{
    static const struct {
        str word;
        bool is_true;
    } words[] = {
        { STR_INIT("true"), true },   { STR_INIT("yes"), true }, { STR_INIT("on"), true },
        { STR_INIT("false"), false }, { STR_INIT("no"), false }, { STR_INIT("off"), false },
    };
    double number;
    if ((shape == SHAPE_INTEGER || shape == SHAPE_NUMBER) && num_to_double(text, &number))
        return text;
    for (size_t i = 0; shape == SHAPE_BOOLEAN && i < ARRAY_LEN(words); i++) {
        if (str_equal_ignoring_case(text, words[i].word))
            return words[i].is_true ? STR("true") : STR("false");
    }
    return STR("");
}

void check_wrong_type(struct lint *lint, const struct asl_object *object, const struct asl_field *field)
{
    if (!applies(object, field->row) || has_own_type_rule(field) ||
        node_kind(field->value) == NODE_ERROR || stands_for_another(lint, object, field->row, field->value))
        return;
    if (node_kind(field->value) == NODE_NULL && asl_row_has(field->row, ASL_FIELD_NULLABLE))
        return;
    enum shape shape = shapes[field->row->type];
    const struct node *wrong = misfit(lint, shape, field->value);
    if (!wrong || asl_node_is_opaque(lint->asl, wrong) ||
        (shape == SHAPE_INTEGER && is_huge_integer(lint, wrong)))
        return;
    struct diag *d = lint_report(lint, RULE_WRONG_TYPE, wrong);
    diag_message(d, "\"%.*s\" must be %s%s, but %s %s", STR_ARG(name_text(field->name)),
                 shape_names[shape], asl_row_has(field->row, ASL_FIELD_NULLABLE) ? " or null" : "",
                 wrong == field->value ? "this is" : "it holds", kind_name(wrong));
    /* The service is not known to look at a constant text before it runs. */
    if (shape == SHAPE_ARRAY_OR_OBJECT && is_string(wrong))
        d->severity = SEVERITY_WARNING;
    str literal = is_string(wrong) ? literal_meant(shape, doc_text(lint->doc, wrong)) : STR("");
    if (literal.len > 0) {
        bool is_quoted = str_equal(literal, doc_text(lint->doc, wrong));
        diag_help(d, is_quoted ? "leave the quotes out" : "write %.*s", STR_ARG(literal));
        diag_edit(d, node_span(wrong), literal);
    } else if (is_string(wrong) && lint_looks_like_path(doc_text(lint->doc, wrong)) &&
               lint_path_twin(object, field)) {
        diag_help(d, "\"%.*sPath\" takes a path", STR_ARG(name_text(field->name)));
    }
}

void check_out_of_range(struct lint *lint, const struct asl_object *object, const struct asl_field *field)
{
    const struct asl_row *row = field->row;
    if (!applies(object, row) || (row->minimum == ASL_NO_LIMIT && row->maximum == ASL_NO_LIMIT) ||
        node_kind(field->value) != NODE_NUMBER)
        return;
    double number;
    if (!num_to_double(doc_text(lint->doc, field->value), &number))
        return;
    bool too_small = row->minimum != ASL_NO_LIMIT && number < (double)row->minimum;
    bool too_large = row->maximum != ASL_NO_LIMIT && number > (double)row->maximum;
    if (!too_small && !too_large)
        return;
    struct diag *d = lint_report(lint, RULE_OUT_OF_RANGE, field->value);
    diag_message(d, "\"%.*s\" must be at %s %lld", STR_ARG(name_text(field->name)),
                 too_small ? "least" : "most", (long long)(too_small ? row->minimum : row->maximum));
}

/* Where the specification wants a positive number and the service takes 0 too. */
void check_zero_seconds(struct lint *lint, const struct asl_object *object, const struct asl_field *field)
{
    bool is_meant = (object->kind == ASL_MACHINE && field->name == NAME_TimeoutSeconds) ||
                    (object->kind == ASL_RETRIER && field->name == NAME_IntervalSeconds);
    int64_t number;
    if (!is_meant || !asl_integer(lint->asl, field->value, &number) || number != 0)
        return;
    struct diag *d = lint_report(lint, RULE_ZERO_SECONDS, field->value);
    diag_message(d, "\"%.*s\" is 0", STR_ARG(name_text(field->name)));
    diag_help(d, "the specification wants a positive number");
}

static bool is_one_of(const char *values, str text)
{
    str rest = str_from(values), part;
    while (str_split(&rest, '|', &part)) {
        if (str_equal(part, text))
            return true;
    }
    return false;
}

static size_t split_values(const char *values, str *parts, size_t room)
{
    size_t count = 0;
    str rest = str_from(values), part;
    while (count < room && str_split(&rest, '|', &part))
        parts[count++] = part;
    return count;
}

/* "A|B" as "A, B" */
static str listed(struct arena *arena, const char *values)
{
    struct buf list;
    buf_init(&list, arena);
    for (; *values; values++)
        buf_str(&list, *values == '|' ? STR(", ") : (str){ values, 1 });
    return buf_text(&list);
}

/* The service is not known to refuse expressions in the settings that a Map reads only while it runs. */
static bool is_read_at_run_time(enum asl_object_kind kind)
{
    return kind == ASL_READER_CONFIG || kind == ASL_WRITER_CONFIG;
}

void check_enum(struct lint *lint, const struct asl_object *object, const struct asl_field *field)
{
    if (!applies(object, field->row) || !field->row->values || field->name == NAME_Version ||
        !is_string(field->value))
        return;
    str text = doc_text(lint->doc, field->value);
    if (asl_is_opaque(text) || is_one_of(field->row->values, text))
        return;
    struct diag *d = lint_report(lint, RULE_ENUM, field->value);
    d->subject = listed(lint->arena, field->row->values);
    if (object->language == ASL_LANGUAGE_JSONATA && asl_is_jsonata(text)) {
        diag_message(d, "\"%.*s\" takes no expression", STR_ARG(name_text(field->name)));
        diag_help(d, "it is one of %.*s", STR_ARG(lint_alternatives(lint->arena, field->row->values)));
        if (is_read_at_run_time(object->kind))
            d->severity = SEVERITY_WARNING;
        return;
    }
    diag_message(d, "\"%.*s\" cannot be \"%.*s\"", STR_ARG(name_text(field->name)), STR_ARG(text));
    str parts[16];
    size_t count = split_values(field->row->values, parts, ARRAY_LEN(parts));
    ptrdiff_t near = diag_help_nearest(lint->diags, d, parts, count, text);
    if (near >= 0)
        lint_edit_string(lint, d, field->value, parts[near]);
    else
        diag_help(d, "it is one of %.*s", STR_ARG(lint_alternatives(lint->arena, field->row->values)));
}

void check_version(struct lint *lint, const struct asl_object *object, const struct asl_field *field)
{
    if (object->kind != ASL_MACHINE || field->name != NAME_Version)
        return;
    str text = is_string(field->value) ? doc_text(lint->doc, field->value) : STR("");
    if (asl_is_opaque(text) || is_one_of(field->row->values, text))
        return;
    struct diag *d = lint_report(lint, RULE_VERSION, field->value);
    diag_message(d, "the only version is the string \"1.0\"");
    lint_edit_string(lint, d, field->value, STR("1.0"));
}

/* What does the same in the other query language; where several do, the first is named. */
static const struct {
    enum name jsonpath, jsonata;
} counterparts[] = {
    { NAME_Parameters, NAME_Arguments }, { NAME_ResultPath, NAME_Output },  { NAME_ResultSelector, NAME_Output },
    { NAME_OutputPath, NAME_Output },    { NAME_ItemsPath, NAME_Items },    { NAME_Variable, NAME_Condition },
    { NAME_And, NAME_Condition },        { NAME_Or, NAME_Condition },       { NAME_Not, NAME_Condition },
};

static void suggest_counterpart(struct diag *d, const struct asl_object *object, enum name name)
{
    bool is_jsonata = object->language == ASL_LANGUAGE_JSONATA;
    for (size_t i = 0; i < ARRAY_LEN(counterparts); i++) {
        enum name theirs = is_jsonata ? counterparts[i].jsonpath : counterparts[i].jsonata;
        enum name ours = is_jsonata ? counterparts[i].jsonata : counterparts[i].jsonpath;
        const struct asl_row *row = theirs == name ? asl_row_find(object->kind, ours) : NULL;
        if (!applies(object, row))
            continue;
        diag_help(d, "in %s, \"%.*s\" does that", is_jsonata ? "JSONata" : "JSONPath", STR_ARG(name_text(ours)));
        return;
    }
    str text = name_text(name);
    if (!is_jsonata || !str_ends(text, STR("Path")))
        return;
    enum name ours = name_find(str_slice(text, 0, text.len - 4));
    if (ours != NAME_NONE && asl_row_find(object->kind, ours))
        diag_help(d, "in JSONata, \"%.*s\" takes an expression", STR_ARG(name_text(ours)));
}

static void report_language(struct lint *lint, enum rule_id rule, const struct asl_object *object,
                            const struct asl_field *field, const char *theirs, const char *ours)
{
    struct diag *d = lint_report(lint, rule, field->key);
    diag_message(d, "\"%.*s\" is a field of %s states, but this %s is in %s",
                 STR_ARG(doc_text(lint->doc, field->key)), theirs, asl_object_name(object->kind), ours);
    const struct asl_state *state = object->state;
    const struct asl_field *own = state ? asl_get(&state->object, NAME_QueryLanguage) : NULL;
    if (!own)
        own = asl_get(&lint->asl->root->object, NAME_QueryLanguage);
    if (own) {
        diag_related(d, lint->doc->source, node_span(own->value), "the query language is set here");
        suggest_counterpart(d, object, field->name);
    } else {
        diag_help(d, "without a QueryLanguage here or at the top, a state is in JSONPath");
    }
}

void check_jsonpath_only_field(struct lint *lint, const struct asl_object *object,
                               const struct asl_field *field)
{
    if (field->row && !applies(object, field->row) && object->language == ASL_LANGUAGE_JSONATA)
        report_language(lint, RULE_JSONPATH_ONLY_FIELD, object, field, "JSONPath", "JSONata");
}

void check_jsonata_only_field(struct lint *lint, const struct asl_object *object,
                              const struct asl_field *field)
{
    if (field->row && !applies(object, field->row) && object->language == ASL_LANGUAGE_JSONPATH)
        report_language(lint, RULE_JSONATA_ONLY_FIELD, object, field, "JSONata", "JSONPath");
}

void check_deprecated_field(struct lint *lint, const struct asl_object *object, const struct asl_field *field)
{
    if (object->kind != ASL_MAP || !applies(object, field->row))
        return;
    str better;
    if (field->name == NAME_Iterator)
        better = STR("ItemProcessor");
    else if (field->name == NAME_Parameters)
        better = STR("ItemSelector");
    else
        return;
    struct diag *d = lint_report(lint, RULE_DEPRECATED_FIELD, field->key);
    diag_message(d, "\"%.*s\" is the old name of %.*s", STR_ARG(name_text(field->name)), STR_ARG(better));
    lint_edit_string(lint, d, field->key, better);
}

void check_timestamp(struct lint *lint, const struct asl_object *object, const struct asl_field *field)
{
    if (!applies(object, field->row) || field->row->type != ASL_TYPE_TIMESTAMP || !is_string(field->value) ||
        stands_for_another(lint, object, field->row, field->value))
        return;
    int64_t instant;
    if (time_parse_rfc3339(doc_text(lint->doc, field->value), &instant))
        return;
    struct diag *d = lint_report(lint, RULE_TIMESTAMP, field->value);
    diag_message(d, "this is no time stamp");
    diag_help(d, "it looks like 2030-01-31T08:00:00Z, with an upper-case T and Z or an offset such as +01:00");
}

static void report_empty(struct lint *lint, enum rule_id rule, const struct asl_field *field)
{
    struct diag *d = lint_report(lint, rule, field->value);
    diag_message(d, "\"%.*s\" must not be empty", STR_ARG(name_text(field->name)));
}

/* An empty container of the wrong kind has the wrong type, and that is said. */
static bool is_empty(const struct lint *lint, const struct asl_object *object, const struct asl_field *field)
{
    return applies(object, field->row) && asl_row_has(field->row, ASL_FIELD_NOT_EMPTY) &&
           node_is_container(field->value) && node_count(field->value) == 0 &&
           !misfit(lint, shapes[field->row->type], field->value);
}

static bool has_own_empty_rule(enum name name)
{
    return name == NAME_Choices || name == NAME_Branches || name == NAME_ErrorEquals;
}

void check_empty_value(struct lint *lint, const struct asl_object *object, const struct asl_field *field)
{
    if (is_empty(lint, object, field) && !has_own_empty_rule(field->name))
        report_empty(lint, RULE_EMPTY_VALUE, field);
}

void check_empty_choices(struct lint *lint, const struct asl_object *object, const struct asl_field *field)
{
    if (field->name == NAME_Choices && is_empty(lint, object, field))
        report_empty(lint, RULE_EMPTY_CHOICES, field);
}

void check_empty_branches(struct lint *lint, const struct asl_object *object, const struct asl_field *field)
{
    if (field->name == NAME_Branches && is_empty(lint, object, field))
        report_empty(lint, RULE_EMPTY_BRANCHES, field);
}

void check_empty_errorequals(struct lint *lint, const struct asl_object *object,
                             const struct asl_field *field)
{
    if (field->name == NAME_ErrorEquals && is_empty(lint, object, field))
        report_empty(lint, RULE_EMPTY_ERROREQUALS, field);
}

static void check_exclusive(struct lint *lint, const struct asl_object *object,
                            const struct asl_exclusive *exclusive)
{
    str names[2] = { name_text(exclusive->names[0]), name_text(exclusive->names[1]) };
    const struct asl_field *a = asl_get(object, exclusive->names[0]);
    const struct asl_field *b = asl_get(object, exclusive->names[1]);
    if (a && b && applies(object, a->row) && applies(object, b->row)) {
        const struct asl_field *second = a->key > b->key ? a : b;
        const struct asl_field *first = second == a ? b : a;
        struct diag *d = lint_report(lint, RULE_MUTUALLY_EXCLUSIVE, second->key);
        diag_message(d, "\"%.*s\" and \"%.*s\" exclude each other", STR_ARG(name_text(first->name)),
                     STR_ARG(name_text(second->name)));
        diag_related(d, lint->doc->source, node_span(first->key), "the other one");
        d->subject = str_printf(lint->arena, "%.*s, %.*s", STR_ARG(names[0]), STR_ARG(names[1]));
    } else if (!a && !b && exclusive->is_required) {
        struct diag *d = lint_report_object(lint, RULE_REQUIRED_FIELD, object);
        diag_message(d, "this %s has no \"%.*s\"", asl_object_name(object->kind), STR_ARG(names[0]));
        d->subject = names[0];
    }
}

/* Those of a Wait have a rule of their own. */
void check_mutually_exclusive(struct lint *lint, const struct asl_object *object)
{
    size_t count;
    const struct asl_exclusive *exclusives = asl_exclusives(&count);
    for (size_t i = 0; i < count; i++) {
        if (exclusives[i].owner == object->kind && object->kind != ASL_WAIT)
            check_exclusive(lint, object, &exclusives[i]);
    }
}
