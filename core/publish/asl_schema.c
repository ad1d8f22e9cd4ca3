/*
 * asl_schema.c - the States Language as a JSON Schema, from the rows of schemas/states.def and schemas/operators.def: for
 * editors, which complete, explain and check fields with it while one types. It says what a row says, and not what needs
 * more than one object (transitions, scopes, paths): that is lint's.
 *
 * Draft 7, because editors know it best. A state's fields depend on its query language, and the machines in it on that
 * of the whole, so there are three families of definitions:
 *
 *     jsonpath          a JSONPath state
 *     jsonata           a JSONata state of a JSONata machine
 *     jsonata-mixed     a JSONata state of a JSONPath machine, whose branches are in JSONPath again; only for states that
 *                       hold machines, all else is as in jsonata
 */
#include "asl/fields.h"
#include "base/arena.h"
#include "base/buf.h"
#include "publish/publish.h"
#include "value/value.h"

enum family {
    FAMILY_JSONPATH,
    FAMILY_JSONATA,
    FAMILY_MIXED
};

static const char *const family_names[] = {
    [FAMILY_JSONPATH] = "jsonpath",
    [FAMILY_JSONATA] = "jsonata",
    [FAMILY_MIXED] = "jsonata-mixed",
};

static const char *const kind_names[ASL_OBJECT_KIND_COUNT] = {
    [ASL_MACHINE] = "machine",
    [ASL_BRANCH] = "branch",
    [ASL_PROCESSOR] = "processor",
    [ASL_PASS] = "pass",
    [ASL_TASK] = "task",
    [ASL_CHOICE] = "choice",
    [ASL_WAIT] = "wait",
    [ASL_SUCCEED] = "succeed",
    [ASL_FAIL] = "fail",
    [ASL_PARALLEL] = "parallel",
    [ASL_MAP] = "map",
    [ASL_UNTYPED] = "state",
    [ASL_RETRIER] = "retrier",
    [ASL_CATCHER] = "catcher",
    [ASL_RULE] = "rule",
    [ASL_NESTED_RULE] = "nested-rule",
    [ASL_CONDITION] = "rule",
    [ASL_PROCESSOR_CONFIG] = "processor-config",
    [ASL_ITEM_READER] = "item-reader",
    [ASL_READER_CONFIG] = "reader-config",
    [ASL_ITEM_BATCHER] = "item-batcher",
    [ASL_RESULT_WRITER] = "result-writer",
    [ASL_WRITER_CONFIG] = "writer-config",
};

/* Types whose form no row and no language changes. Texts take a "${Placeholder}" in their patterns. */
static const char *const type_schemas[] = {
    [ASL_TYPE_STRING] = "\"type\": \"string\"",
    [ASL_TYPE_BOOLEAN] = "\"type\": \"boolean\"",
    [ASL_TYPE_INTEGER] = "\"type\": \"integer\"",
    [ASL_TYPE_NUMBER] = "\"type\": \"number\"",
    [ASL_TYPE_LABEL] = "\"type\": \"string\"",
    [ASL_TYPE_STATE_NAME] = "\"type\": \"string\", \"minLength\": 1",
    [ASL_TYPE_CONDITION] = "\"type\": \"boolean\"",
    [ASL_TYPE_ERROR_NAMES] = "\"type\": \"array\", \"items\": {\"type\": \"string\"}",
    [ASL_TYPE_STRINGS] = "\"type\": \"array\", \"items\": {\"type\": \"string\"}",
    [ASL_TYPE_PATH] = "\"type\": \"string\", \"pattern\": \"^\\\\$\"",
    [ASL_TYPE_REFERENCE] = "\"type\": \"string\", \"pattern\": \"^\\\\$\"",
    [ASL_TYPE_ITEMS_PATH] = "\"type\": \"string\", \"pattern\": \"^\\\\$\"",
    [ASL_TYPE_RESULT_PATH] = "\"type\": \"string\", \"pattern\": \"^\\\\$($|[.\\\\[{])\"",
    [ASL_TYPE_STRING_PATH] = "\"type\": \"string\", \"pattern\": \"^(\\\\$|States\\\\.)\"",
    [ASL_TYPE_LITERAL] = "",
    [ASL_TYPE_VALUE] = "",
    [ASL_TYPE_VALUE_OBJECT] = "\"type\": \"object\"",
    /* A constant text is a warning of lint. */
    [ASL_TYPE_ITEMS] = "\"type\": [\"array\", \"object\", \"string\"]",
    [ASL_TYPE_CREDENTIALS] =
        "\"type\": \"object\", \"anyOf\": [{\"required\": [\"RoleArn\"]}, {\"required\": [\"RoleArn.$\"]}]",
    [ASL_TYPE_TIMESTAMP] =
        "\"type\": \"string\", \"pattern\": \"^\\\\d{4}-\\\\d\\\\d-\\\\d\\\\dT\\\\d\\\\d:\\\\d\\\\d:\\\\d\\\\d(\\\\.\\\\d+)?(Z|[+-]\\\\d\\\\d:\\\\d\\\\d)$\"",
    [ASL_TYPE_RESOURCE] = "\"type\": \"string\", \"pattern\": \"^arn:|\\\\$\\\\{\"",
    [ASL_TYPE_POINTER] = "\"type\": \"string\", \"pattern\": \"^(/|$)|\\\\$\\\\{\"",
};

static enum asl_language language_of(enum family family)
{
    return family == FAMILY_JSONPATH ? ASL_LANGUAGE_JSONPATH : ASL_LANGUAGE_JSONATA;
}

static bool holds_machines(enum asl_object_kind kind)
{
    return kind == ASL_PARALLEL || kind == ASL_MAP || kind == ASL_UNTYPED;
}

static void print_reference(struct buf *out, enum asl_object_kind kind, enum family family)
{
    if (family == FAMILY_MIXED && !holds_machines(kind))
        family = FAMILY_JSONATA;
    buf_printf(out, "\"$ref\": \"#/definitions/%s-%s\"", kind_names[kind], family_names[family]);
}

/* Machines inside of a state are in the language of the whole, not in the state's. */
static void print_inner_machine(struct buf *out, enum asl_object_kind kind, enum family family)
{
    print_reference(out, kind, family == FAMILY_JSONATA ? FAMILY_JSONATA : FAMILY_JSONPATH);
}

static void print_array(struct buf *out, enum asl_object_kind kind, enum family family)
{
    buf_str(out, STR("\"type\": \"array\", \"items\": {"));
    print_reference(out, kind, family);
    buf_char(out, '}');
}

static void print_words(struct buf *out, const char *values)
{
    str rest = str_from(values), word;
    const char *separator = "\"enum\": [";
    while (str_split(&rest, '|', &word)) {
        buf_str(out, str_from(separator));
        value_print_string(out, word);
        separator = ", ";
    }
    buf_char(out, ']');
}

static void print_type_word(struct buf *out, enum asl_object_kind kind, const char *types)
{
    str rest = str_from(types), word;
    while (str_split(&rest, '|', &word)) {
        if (asl_state_kind(word) == kind)
            buf_printf(out, "\"const\": \"%.*s\"", STR_ARG(word));
    }
}

static void print_states(struct buf *out, enum family family)
{
    buf_str(out, STR("\"type\": \"object\", \"propertyNames\": {\"minLength\": 1, \"maxLength\": 80}, "
                     "\"additionalProperties\": {"));
    print_reference(out, ASL_UNTYPED, family);
    buf_char(out, '}');
}

/* JSON in which keys that end in ".$" hold paths and calls, or which may hold expressions anywhere. */
static void print_template(struct buf *out, enum family family, bool is_object)
{
    const char *type = is_object ? "\"type\": \"object\"" : "";
    if (family != FAMILY_JSONPATH)
        buf_str(out, str_from(type));
    else
        buf_printf(out, "%s%s\"$ref\": \"#/definitions/template\"", type, is_object ? ", " : "");
}

/* The words of a field: the two that choose the definition have only one left in it. */
static void print_text(struct buf *out, enum asl_object_kind owner, const struct asl_row *row, enum family family)
{
    if (row->name == NAME_QueryLanguage)
        buf_printf(out, "\"const\": \"%s\"", family == FAMILY_JSONPATH ? "JSONPath" : "JSONata");
    else if (row->name == NAME_Type)
        print_type_word(out, owner, row->values);
    else if (row->values)
        print_words(out, row->values);
    else
        buf_str(out, str_from(type_schemas[row->type]));
}

/* The form of a field's value, but for null, expressions, placeholders and limits. */
static void print_form(struct buf *out, enum asl_object_kind owner, const struct asl_row *row, enum family family)
{
    switch ((unsigned)row->type) {
    case ASL_TYPE_STATES: print_states(out, family); break;
    case ASL_TYPE_MACHINE: print_inner_machine(out, ASL_PROCESSOR, family); break;
    case ASL_TYPE_MACHINES:
        buf_str(out, STR("\"type\": \"array\", \"items\": {"));
        print_inner_machine(out, ASL_BRANCH, family);
        buf_char(out, '}');
        break;
    case ASL_TYPE_RETRIERS: print_array(out, ASL_RETRIER, family); break;
    case ASL_TYPE_CATCHERS: print_array(out, ASL_CATCHER, family); break;
    case ASL_TYPE_RULES: print_array(out, ASL_RULE, family); break;
    case ASL_TYPE_NESTED_RULES: print_array(out, ASL_NESTED_RULE, family); break;
    case ASL_TYPE_NESTED_RULE: print_reference(out, ASL_NESTED_RULE, family); break;
    case ASL_TYPE_CONFIG: print_reference(out, asl_config_kind(row->name), family); break;
    case ASL_TYPE_TEMPLATE: print_template(out, family, false); break;
    case ASL_TYPE_TEMPLATE_OBJECT: print_template(out, family, true); break;
    case ASL_TYPE_ASSIGN:
        buf_str(out, STR("\"propertyNames\": {\"not\": {\"enum\": [\"states\", \"states.$\"]}}, "));
        print_template(out, family, true);
        break;
    default: print_text(out, owner, row, family);
    }
}

static void print_limits(struct buf *out, const struct asl_row *row)
{
    const char *noun = row->type == ASL_TYPE_LABEL ? "Length" : "imum";
    if (row->minimum != ASL_NO_LIMIT)
        buf_printf(out, ", \"min%s\": %lld", noun, (long long)row->minimum);
    if (row->maximum != ASL_NO_LIMIT)
        buf_printf(out, ", \"max%s\": %lld", noun, (long long)row->maximum);
    if (asl_row_has(row, ASL_FIELD_NOT_EMPTY))
        buf_str(out, STR(", \"minItems\": 1, \"minProperties\": 1"));
}

/*
 * Where a "${Placeholder}" would not have the form: numbers, words and the like. Whole objects are never given so, and an
 * alternative to them would only make messages worse.
 */
static bool takes_placeholder(const struct asl_row *row)
{
    switch ((unsigned)row->type) {
    case ASL_TYPE_BOOLEAN:
    case ASL_TYPE_INTEGER:
    case ASL_TYPE_NUMBER:
    case ASL_TYPE_CONDITION:
    case ASL_TYPE_TIMESTAMP: return true;
    case ASL_TYPE_STRING: return row->values && row->name != NAME_Type && row->name != NAME_QueryLanguage;
    default: return false;
    }
}

static void print_field(struct buf *out, enum asl_object_kind owner, const struct asl_row *row, enum family family)
{
    struct buf form;
    buf_init(&form, out->arena);
    print_form(&form, owner, row, family);
    print_limits(&form, row);
    bool takes_expression = family != FAMILY_JSONPATH &&
                            (asl_row_has(row, ASL_FIELD_EXPRESSION) || row->type == ASL_TYPE_VALUE_OBJECT);
    bool is_nullable = asl_row_has(row, ASL_FIELD_NULLABLE), is_filled_in = takes_placeholder(row);
    str name = name_text(row->name);
    buf_printf(out, "        \"%.*s\": {\"description\": ", STR_ARG(name));
    value_print_string(out, str_from(row->doc));
    if (!takes_expression && !is_nullable && !is_filled_in) {
        buf_printf(out, "%s%.*s}", form.len ? ", " : "", STR_ARG(buf_text(&form)));
        return;
    }
    buf_printf(out, ", \"anyOf\": [{%.*s}", STR_ARG(buf_text(&form)));
    if (is_nullable)
        buf_str(out, STR(", {\"type\": \"null\"}"));
    if (takes_expression)
        buf_str(out, STR(", {\"$ref\": \"#/definitions/expression\"}"));
    if (is_filled_in)
        buf_str(out, STR(", {\"$ref\": \"#/definitions/placeholder\"}"));
    buf_str(out, STR("]}"));
}

/* The rows of an object in the language of a family, one after the other. */
struct rows {
    const struct asl_row *rows;
    size_t count, at;
    enum asl_object_kind owner;
    enum asl_language language;
};

static struct rows rows_of(enum asl_object_kind owner, enum family family)
{
    struct rows rows = { .owner = owner, .language = language_of(family) };
    rows.rows = asl_rows(&rows.count);
    return rows;
}

static const struct asl_row *rows_next(struct rows *rows)
{
    while (rows->at < rows->count) {
        const struct asl_row *row = &rows->rows[rows->at++];
        if ((row->owners >> rows->owner & 1) && (row->language & rows->language))
            return row;
    }
    return NULL;
}

static bool has_row(enum asl_object_kind owner, enum family family, enum name name)
{
    const struct asl_row *row = asl_row_find(owner, name);
    return row && (row->language & language_of(family));
}

static void print_required(struct buf *out, enum asl_object_kind kind, enum family family)
{
    struct rows rows = rows_of(kind, family);
    const char *separator = "      \"required\": [";
    for (const struct asl_row *row; (row = rows_next(&rows));) {
        if (!asl_row_has(row, ASL_FIELD_REQUIRED))
            continue;
        buf_printf(out, "%s\"%.*s\"", separator, STR_ARG(name_text(row->name)));
        separator = ", ";
    }
    if (separator[0] == ',')
        buf_str(out, STR("],\n"));
}

/* One more condition that an object has to meet. */
static void begin_condition(struct buf *out, bool *is_first)
{
    buf_str(out, *is_first ? STR("      \"allOf\": [\n        ") : STR(",\n        "));
    *is_first = false;
}

static void print_exclusive(struct buf *out, const struct asl_exclusive *group, enum family family, bool *is_first)
{
    str names[ASL_EXCLUSIVE_MAX];
    size_t count = 0;
    for (size_t i = 0; i < ASL_EXCLUSIVE_MAX && group->names[i] != NAME_NONE; i++) {
        if (has_row(group->owner, family, group->names[i]))
            names[count++] = name_text(group->names[i]);
    }
    for (size_t i = 0; i < count; i++) {
        for (size_t j = i + 1; j < count; j++) {
            begin_condition(out, is_first);
            buf_printf(out, "{\"not\": {\"required\": [\"%.*s\", \"%.*s\"]}}", STR_ARG(names[i]), STR_ARG(names[j]));
        }
    }
    if (!group->is_required)
        return;
    begin_condition(out, is_first);
    for (size_t i = 0; i < count; i++)
        buf_printf(out, "%s{\"required\": [\"%.*s\"]}", i ? ", " : "{\"anyOf\": [", STR_ARG(names[i]));
    buf_str(out, STR("]}"));
}

/* A rule is And, Or, Not, or a Variable with one operator. */
static void print_rule_shape(struct buf *out, enum asl_object_kind kind)
{
    struct rows rows = rows_of(kind, FAMILY_JSONPATH);
    const char *separator = "";
    buf_str(out, STR("{\"oneOf\": [{\"required\": [\"And\"]}, {\"required\": [\"Or\"]}, {\"required\": [\"Not\"]}, "
                     "{\"required\": [\"Variable\"], \"oneOf\": ["));
    for (const struct asl_row *row; (row = rows_next(&rows));) {
        if (!row->operation)
            continue;
        buf_printf(out, "%s{\"required\": [\"%.*s\"]}", separator, STR_ARG(name_text(row->name)));
        separator = ", ";
    }
    buf_str(out, STR("]}]}"));
}

/* And with an operator would be two shapes: an operator asks for its Variable. */
static void print_operator_dependencies(struct buf *out, enum asl_object_kind kind)
{
    struct rows rows = rows_of(kind, FAMILY_JSONPATH);
    const char *separator = "";
    buf_str(out, STR("      \"dependencies\": {"));
    for (const struct asl_row *row; (row = rows_next(&rows));) {
        if (!row->operation)
            continue;
        buf_printf(out, "%s\"%.*s\": [\"Variable\"]", separator, STR_ARG(name_text(row->name)));
        separator = ", ";
    }
    buf_str(out, STR("},\n"));
}

/*
 * A Map without a Mode runs inline. In JSONata the service has been seen to take some of these fields there too, so
 * that nothing is said.
 */
static void print_distributed_only(struct buf *out)
{
    static const char inline_mode[] =
        "{\"properties\": {\"ProcessorConfig\": {\"properties\": {\"Mode\": {\"const\": \"INLINE\"}}}}}";
    buf_printf(out, "{\"if\": {\"properties\": {\"ItemProcessor\": %s, \"Iterator\": %s}}, \"then\": {\"properties\": {",
               inline_mode, inline_mode);
    struct rows rows = rows_of(ASL_MAP, FAMILY_JSONPATH);
    const char *separator = "";
    for (const struct asl_row *row; (row = rows_next(&rows));) {
        if (!asl_row_has(row, ASL_FIELD_DISTRIBUTED))
            continue;
        buf_printf(out, "%s\"%.*s\": false", separator, STR_ARG(name_text(row->name)));
        separator = ", ";
    }
    buf_str(out, STR("}}}"));
}

/* Conditions that are neither in a row nor in a group. */
static const struct {
    enum asl_object_kind kind;
    const char *text;
} conditions[] = {
    { ASL_PROCESSOR_CONFIG, "{\"if\": {\"required\": [\"Mode\"], \"properties\": {\"Mode\": {\"const\": \"DISTRIBUTED\"}}}, "
                            "\"then\": {\"required\": [\"ExecutionType\"]}}" },
    { ASL_PROCESSOR_CONFIG, "{\"if\": {\"properties\": {\"Mode\": {\"const\": \"INLINE\"}}}, "
                            "\"then\": {\"properties\": {\"ExecutionType\": false}}}" },
    { ASL_READER_CONFIG, "{\"if\": {\"required\": [\"CSVHeaderLocation\"], \"properties\": {\"CSVHeaderLocation\": "
                         "{\"const\": \"GIVEN\"}}}, \"then\": {\"required\": [\"CSVHeaders\"]}}" },
    { ASL_ITEM_BATCHER, "{\"anyOf\": [{\"required\": [\"MaxItemsPerBatch\"]}, {\"required\": [\"MaxItemsPerBatchPath\"]}, "
                        "{\"required\": [\"MaxInputBytesPerBatch\"]}, {\"required\": [\"MaxInputBytesPerBatchPath\"]}]}" },
    { ASL_RESULT_WRITER, "{\"anyOf\": [{\"required\": [\"Resource\"]}, {\"required\": [\"WriterConfig\"]}]}" },
};

static void print_next_or_end(struct buf *out, bool *is_first)
{
    static const char ends[] = "\"properties\": {\"End\": {\"not\": {\"const\": false}}}";
    begin_condition(out, is_first);
    buf_printf(out, "{\"anyOf\": [{\"required\": [\"Next\"]}, {\"required\": [\"End\"], %s}]}", ends);
    begin_condition(out, is_first);
    buf_printf(out, "{\"not\": {\"required\": [\"Next\", \"End\"], %s}}", ends);
}

static void print_conditions(struct buf *out, enum asl_object_kind kind, enum family family)
{
    bool is_first = true;
    size_t count;
    const struct asl_exclusive *groups = asl_exclusives(&count);
    for (size_t i = 0; i < count; i++) {
        if (groups[i].owner == kind)
            print_exclusive(out, &groups[i], family, &is_first);
    }
    for (size_t i = 0; i < sizeof conditions / sizeof conditions[0]; i++) {
        if (conditions[i].kind != kind)
            continue;
        begin_condition(out, &is_first);
        buf_str(out, str_from(conditions[i].text));
    }
    if (has_row(kind, family, NAME_End))
        print_next_or_end(out, &is_first);
    if (kind == ASL_MAP && family == FAMILY_JSONPATH) {
        begin_condition(out, &is_first);
        print_distributed_only(out);
    }
    if (kind == ASL_RULE || kind == ASL_NESTED_RULE) {
        begin_condition(out, &is_first);
        print_rule_shape(out, kind);
    }
    if (!is_first)
        buf_str(out, STR("\n      ],\n"));
    if (kind == ASL_RULE || kind == ASL_NESTED_RULE)
        print_operator_dependencies(out, kind);
}

static void print_object(struct buf *out, enum asl_object_kind kind, enum family family)
{
    buf_printf(out, "    \"%s-%s\": {\n      \"type\": \"object\",\n", kind_names[kind], family_names[family]);
    print_required(out, kind, family);
    print_conditions(out, kind, family);
    buf_str(out, STR("      \"properties\": {"));
    struct rows rows = rows_of(kind, family);
    const char *separator = "\n";
    for (const struct asl_row *row; (row = rows_next(&rows));) {
        buf_str(out, str_from(separator));
        print_field(out, kind, row, family);
        separator = ",\n";
    }
    /* Keys that a template's tool fills in are no fields of ours. */
    buf_str(out, STR("\n      },\n      \"patternProperties\": {\"^Fn::|\\\\$\\\\{\": {}},\n"
                     "      \"additionalProperties\": false\n    },\n"));
}

static const char is_jsonata[] =
    "\"if\": {\"required\": [\"QueryLanguage\"], \"properties\": {\"QueryLanguage\": {\"const\": \"JSONata\"}}}";

/* QueryLanguage as what chooses between two definitions. */
static void print_choice_of_language(struct buf *out, const char *indent)
{
    const struct asl_row *row = asl_row_find(ASL_MACHINE, NAME_QueryLanguage);
    buf_printf(out, "%s\"properties\": {\"QueryLanguage\": {\"description\": ", indent);
    value_print_string(out, str_from(row->doc));
    buf_str(out, STR(", "));
    print_words(out, row->values);
    buf_printf(out, "}},\n%s%s,\n", indent, is_jsonata);
}

/* Which definition a state has follows from its Type and, in a JSONPath machine, from its QueryLanguage. */
static void print_state(struct buf *out, enum family family)
{
    const struct asl_row *row = asl_row_find(ASL_UNTYPED, NAME_Type);
    buf_printf(out, "    \"state-%s\": {\n", family == FAMILY_JSONPATH ? "jsonpath-by-type" : family_names[family]);
    buf_str(out, STR("      \"type\": \"object\",\n      \"required\": [\"Type\"],\n"
                     "      \"properties\": {\"Type\": {\"description\": "));
    value_print_string(out, str_from(row->doc));
    buf_str(out, STR(", "));
    print_words(out, row->values);
    buf_str(out, STR("}},\n      \"allOf\": ["));
    str rest = str_from(row->values), word;
    const char *separator = "\n";
    while (str_split(&rest, '|', &word)) {
        buf_printf(out,
                   "%s        {\"if\": {\"required\": [\"Type\"], \"properties\": {\"Type\": {\"const\": \"%.*s\"}}}, "
                   "\"then\": {",
                   separator, STR_ARG(word));
        print_reference(out, asl_state_kind(word), family);
        buf_str(out, STR("}}"));
        separator = ",\n";
    }
    buf_str(out, STR("\n      ]\n    },\n"));
}

static void print_states_by_language(struct buf *out)
{
    buf_str(out, STR("    \"state-jsonpath\": {\n"));
    print_choice_of_language(out, "      ");
    buf_str(out, STR("      \"then\": {\"$ref\": \"#/definitions/state-jsonata-mixed\"},\n"
                     "      \"else\": {\"$ref\": \"#/definitions/state-jsonpath-by-type\"}\n    },\n"));
    print_state(out, FAMILY_JSONPATH);
    print_state(out, FAMILY_MIXED);
    print_state(out, FAMILY_JSONATA);
}

static void print_family(struct buf *out, enum family family)
{
    for (enum asl_object_kind kind = 0; kind < ASL_OBJECT_KIND_COUNT; kind++) {
        bool is_rule = kind == ASL_RULE || kind == ASL_NESTED_RULE;
        bool is_of_other = family == FAMILY_JSONPATH ? kind == ASL_CONDITION : is_rule;
        if (kind == ASL_UNTYPED || is_of_other || (family == FAMILY_MIXED && !holds_machines(kind)))
            continue;
        print_object(out, kind, family);
    }
}

void publish_asl_schema(struct buf *out)
{
    buf_str(out, STR("{\n"
                     "  \"$schema\": \"http://json-schema.org/draft-07/schema#\",\n"
                     "  \"title\": \"Amazon States Language\",\n"
                     "  \"description\": \"A state machine of AWS Step Functions.\",\n"));
    print_choice_of_language(out, "  ");
    buf_str(out, STR("  \"then\": {\"$ref\": \"#/definitions/machine-jsonata\"},\n"
                     "  \"else\": {\"$ref\": \"#/definitions/machine-jsonpath\"},\n"
                     "  \"definitions\": {\n"));
    print_family(out, FAMILY_JSONPATH);
    print_family(out, FAMILY_JSONATA);
    print_family(out, FAMILY_MIXED);
    print_states_by_language(out);
    buf_str(out, STR("    \"template\": {\n"
                     "      \"description\": \"JSON in which the value of a key that ends in .$ is a path or a call.\",\n"
                     "      \"items\": {\"$ref\": \"#/definitions/template\"},\n"
                     "      \"patternProperties\": {\"\\\\.\\\\$$\": {\"type\": \"string\", \"pattern\": "
                     "\"^(\\\\$|States\\\\.)|\\\\$\\\\{\"}},\n"
                     "      \"additionalProperties\": {\"$ref\": \"#/definitions/template\"}\n"
                     "    },\n"
                     "    \"expression\": {\n"
                     "      \"description\": \"A JSONata expression.\",\n"
                     "      \"type\": \"string\",\n"
                     "      \"pattern\": \"^\\\\{%[\\\\s\\\\S]*%\\\\}$\"\n"
                     "    },\n"
                     "    \"placeholder\": {\n"
                     "      \"description\": \"A ${Name} that a deployment tool fills in.\",\n"
                     "      \"type\": \"string\",\n"
                     "      \"pattern\": \"\\\\$\\\\{[^}]*\\\\}\"\n"
                     "    }\n"
                     "  }\n"
                     "}\n"));
}
