/* Rules about payload templates, and about texts that look like paths or expressions but are none. */
#include "intrinsic/intrinsic.h"
#include "lint/internal.h"

static bool is_template(const struct asl_object *object, const struct asl_field *field)
{
    return object->language == ASL_LANGUAGE_JSONPATH && field->row->type != ASL_TYPE_LITERAL;
}

static bool is_dollar_key(str name)
{
    return str_ends(name, STR(".$"));
}

void check_payload_dollar(struct lint *lint, const struct asl_object *object, const struct asl_field *field)
{
    if (!is_template(object, field))
        return;
    const struct node *end = doc_after(lint->doc, field->value);
    for (const struct node *key = field->value; key < end; key++) {
        if (node_kind(key) != NODE_KEY || !is_dollar_key(doc_text(lint->doc, key)))
            continue;
        const struct node *node = key + 1;
        str text = asl_text(lint->asl, node);
        if (node_kind(node) == NODE_ERROR || asl_is_opaque(text) || str_starts(text, STR("$")) ||
            intrinsic_looks_like_call(text))
            continue;
        struct diag *d = lint_report(lint, RULE_PAYLOAD_DOLLAR, node);
        diag_message(d, "the value of \"%.*s\" must be a path or an intrinsic call",
                     STR_ARG(doc_text(lint->doc, key)));
        if (str_starts(str_trim(text), STR("States.")) || str_starts(str_trim(text), STR("$"))) {
            diag_help(d, "leave out the blanks in front");
            lint_edit_string(lint, d, node, str_trim(text));
        } else {
            str name = doc_text(lint->doc, key);
            diag_help(d, "a constant stands under \"%.*s\"", (int)(name.len - 2), name.at);
        }
    }
}

/* The place of `x` beside `x.$` in one object. */
static void check_pairs(struct lint *lint, const struct node *object)
{
    const struct doc *doc = lint->doc;
    struct intern names;
    intern_init(&names, &lint->scratch);
    const struct node **keys = arena_array(&lint->scratch, const struct node *, node_count(object));
    for (const struct node *key = doc_first(object); key != doc_end(doc, object);
         key = doc_after(doc, key + 1)) {
        str name = doc_text(doc, key);
        bool is_new;
        if (is_dollar_key(name))
            continue;
        uint32_t number = intern_add_new(&names, name, &is_new);
        if (is_new)
            keys[number] = key;
    }
    for (const struct node *key = doc_first(object); key != doc_end(doc, object);
         key = doc_after(doc, key + 1)) {
        str name = doc_text(doc, key);
        if (!is_dollar_key(name))
            continue;
        name.len -= 2;
        uint32_t number = intern_find(&names, name);
        if (number == INTERN_NONE)
            continue;
        struct diag *d = lint_report(lint, RULE_PAYLOAD_DUPLICATE, keys[number]);
        diag_message(d, "\"%.*s\" and \"%.*s.$\" both give the member \"%.*s\"", STR_ARG(name), STR_ARG(name),
                     STR_ARG(name));
        diag_related(d, doc->source, node_span(key), "the other one");
    }
}

static bool has_dollar_key(const struct lint *lint, const struct node *object)
{
    for (const struct node *key = doc_first(object); key != doc_end(lint->doc, object);
         key = doc_after(lint->doc, key + 1)) {
        if (is_dollar_key(doc_text(lint->doc, key)))
            return true;
    }
    return false;
}

void check_payload_duplicate(struct lint *lint, const struct asl_object *object,
                             const struct asl_field *field)
{
    if (!is_template(object, field))
        return;
    const struct node *end = doc_after(lint->doc, field->value);
    for (const struct node *node = field->value; node < end; node++) {
        if (node_kind(node) == NODE_OBJECT && node_count(node) > 1 && has_dollar_key(lint, node))
            check_pairs(lint, node);
    }
}

void check_no_dollar(struct lint *lint, const struct asl_object *object, const struct asl_field *field)
{
    if (!is_template(object, field))
        return;
    const struct node *end = doc_after(lint->doc, field->value);
    for (const struct node *key = field->value; key < end; key++) {
        if (node_kind(key) != NODE_KEY || node_kind(key + 1) != NODE_STRING)
            continue;
        str name = doc_text(lint->doc, key);
        str text = doc_text(lint->doc, key + 1);
        if (is_dollar_key(name) || asl_is_opaque(text) || !lint_looks_like_path(text))
            continue;
        struct diag *d = lint_report(lint, RULE_NO_DOLLAR, key + 1);
        diag_message(d, "this looks like a path, but is taken as it stands");
        diag_help(d, "to evaluate it, call the key \"%.*s.$\"", STR_ARG(name));
        lint_edit_string(lint, d, key, str_printf(lint->arena, "%.*s.$", STR_ARG(name)));
    }
}

void check_no_path(struct lint *lint, const struct asl_object *object, const struct asl_field *field)
{
    if (!field->row || field->row->type != ASL_TYPE_STRING || object->language != ASL_LANGUAGE_JSONPATH ||
        node_kind(field->value) != NODE_STRING)
        return;
    str text = doc_text(lint->doc, field->value);
    if (asl_is_opaque(text) || !lint_looks_like_path(text) || !lint_path_twin(object, field))
        return;
    struct diag *d = lint_report(lint, RULE_NO_PATH, field->value);
    str name = name_text(field->name);
    diag_message(d, "this looks like a path, but \"%.*s\" is taken as it stands", STR_ARG(name));
    diag_help(d, "\"%.*sPath\" takes a path", STR_ARG(name));
    lint_edit_string(lint, d, field->key, str_printf(lint->arena, "%.*sPath", STR_ARG(name)));
}

void check_pass_result_static(struct lint *lint, const struct asl_object *object,
                              const struct asl_field *field)
{
    if (object->kind != ASL_PASS || field->name != NAME_Result)
        return;
    const struct node *end = doc_after(lint->doc, field->value);
    for (const struct node *node = field->value; node < end; node++) {
        if (node_kind(node) != NODE_STRING || !lint_looks_like_path(doc_text(lint->doc, node)) ||
            asl_node_is_opaque(lint->asl, node))
            continue;
        struct diag *d = lint_report(lint, RULE_PASS_RESULT_STATIC, node);
        diag_message(d, "\"Result\" is copied as it stands; this path is not evaluated");
        diag_help(d, "\"Parameters\" evaluates paths under keys that end in .$");
    }
}

/* Whether strings of the field may be expressions. */
static bool takes_jsonata(const struct asl_object *object, const struct asl_field *field)
{
    if (object->language != ASL_LANGUAGE_JSONATA || !field->row || !(field->row->language & object->language))
        return false;
    return field->template || asl_row_has(field->row, ASL_FIELD_EXPRESSION);
}

static void check_marks(struct lint *lint, const struct node *node)
{
    str text = doc_text(lint->doc, node);
    bool opens = str_starts(text, STR("{%")), closes = str_ends(text, STR("%}"));
    if (asl_is_jsonata(text) || (!str_contains(text, STR("{%")) && !closes))
        return;
    struct diag *d = lint_report(lint, RULE_JSONATA_DELIMITER, node);
    if (opens) {
        diag_message(d, "a JSONata string that starts with {%% must end with %%}");
        return;
    }
    /* What the service makes of these is not known; they are texts by the documentation. */
    d->severity = SEVERITY_WARNING;
    diag_message(d, "this is a plain text: a JSONata string starts with {%% and ends with %%}");
}

void check_jsonata_delimiter(struct lint *lint, const struct asl_object *object,
                             const struct asl_field *field)
{
    if (!takes_jsonata(object, field))
        return;
    bool is_condition = field->row->type == ASL_TYPE_CONDITION && node_kind(field->value) == NODE_STRING;
    if (is_condition && !asl_node_is_opaque(lint->asl, field->value) &&
        !asl_is_jsonata(doc_text(lint->doc, field->value))) {
        struct diag *d = lint_report(lint, RULE_JSONATA_DELIMITER, field->value);
        diag_message(d, "a condition is true, false or an expression between {%% and %%}");
        return;
    }
    const struct node *end = doc_after(lint->doc, field->value);
    for (const struct node *node = field->value; node < end; node++) {
        if (node_kind(node) == NODE_STRING)
            check_marks(lint, node);
    }
}
