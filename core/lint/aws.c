#include "base/buf.h"
#include "doc/doc.h"
#include "intrinsic/intrinsic.h"
#include "lint/internal.h"

/* Where the service says that something is. */
enum aws_place {
    AWS_ITSELF, /* the pointer of the node */
    AWS_OWNER,  /* the object that holds it */
    AWS_FIELD,  /* the field of the state that it is in: /States/X/Parameters */
    AWS_NOWHERE /* no location at all */
};

/* What the service calls a rule's finding. Rules without a row are ours alone. */
static const struct aws_row {
    enum rule_id rule;
    const char *code;
    enum aws_place place;
    /* @: the text of the node; #: the key that it stands under; $: what the diagnostic is about. NULL: our own message. */
    const char *message;
} rows[] = {
    { RULE_JSON_SYNTAX, "INVALID_JSON_DESCRIPTION", AWS_NOWHERE, NULL },
    { RULE_YAML_SYNTAX, "INVALID_JSON_DESCRIPTION", AWS_NOWHERE, NULL },
    { RULE_DUPLICATE_KEY, "INVALID_JSON_DESCRIPTION", AWS_ITSELF, NULL },
    { RULE_TOO_DEEP, "TOO_DEEPLY_NESTED", AWS_NOWHERE, NULL },
    { RULE_NOT_AN_OBJECT, "SCHEMA_VALIDATION_FAILED", AWS_NOWHERE,
      "Definition must be a valid JSON object" },
    { RULE_DEFINITION_SIZE, "SCHEMA_VALIDATION_FAILED", AWS_NOWHERE, NULL },
    { RULE_VERSION, "SCHEMA_VALIDATION_FAILED", AWS_ITSELF,
      "Value should be one of the following: [1.0]" },
    { RULE_UNKNOWN_FIELD, "SCHEMA_VALIDATION_FAILED", AWS_OWNER, "Field '@' is not supported" },
    { RULE_UNSUPPORTED_FIELD, "SCHEMA_VALIDATION_FAILED", AWS_OWNER, "Field '@' is not supported" },
    { RULE_DISTRIBUTED_ONLY, "SCHEMA_VALIDATION_FAILED", AWS_OWNER, "Field '@' is not supported" },
    { RULE_REQUIRED_FIELD, "SCHEMA_VALIDATION_FAILED", AWS_ITSELF, "These fields are required: [$]" },
    { RULE_WRONG_TYPE, "SCHEMA_VALIDATION_FAILED", AWS_ITSELF, NULL },
    { RULE_OUT_OF_RANGE, "SCHEMA_VALIDATION_FAILED", AWS_ITSELF, NULL },
    { RULE_ENUM, "SCHEMA_VALIDATION_FAILED", AWS_ITSELF,
      "The field '#' should have one of these values: [$]" },
    { RULE_MUTUALLY_EXCLUSIVE, "SCHEMA_VALIDATION_FAILED", AWS_OWNER,
      "There should only be one of the following fields: [$]" },
    { RULE_JSONPATH_ONLY_FIELD, "SCHEMA_VALIDATION_FAILED", AWS_OWNER,
      "The QueryLanguage is set to 'JSONata', but field '@' is only supported for the 'JSONPath' "
      "QueryLanguage" },
    { RULE_JSONATA_ONLY_FIELD, "SCHEMA_VALIDATION_FAILED", AWS_OWNER,
      "The QueryLanguage is set to 'JSONPath', but field '@' is only supported for the 'JSONata' "
      "QueryLanguage" },
    { RULE_TIMESTAMP, "SCHEMA_VALIDATION_FAILED", AWS_ITSELF, "String does not match RFC3339 timestamp" },
    { RULE_STATE_NAME_LENGTH, "INVALID_STATE_NAME", AWS_ITSELF, NULL },
    { RULE_DUPLICATE_STATE_NAME, "DUPLICATE_STATE_NAME", AWS_ITSELF, "Duplicate State name: @" },
    { RULE_MISSING_TARGET, "MISSING_TRANSITION_TARGET", AWS_ITSELF, "Missing 'Next' target: @" },
    { RULE_UNREACHABLE_STATE, "MISSING_TRANSITION_TARGET", AWS_ITSELF, "State \"@\" is not reachable." },
    { RULE_NO_TERMINAL_STATE, "MISSING_END_STATE", AWS_NOWHERE, NULL },
    { RULE_NEXT_AND_END, "SCHEMA_VALIDATION_FAILED", AWS_OWNER,
      "There should only be one of the following fields: [Next, End]" },
    { RULE_NEXT_OR_END_MISSING, "SCHEMA_VALIDATION_FAILED", AWS_ITSELF,
      "There should be one of the following fields: [Next, End]" },
    { RULE_QUERYLANGUAGE_DOWNGRADE, "SCHEMA_VALIDATION_FAILED", AWS_OWNER,
      "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine" },
    { RULE_WAIT_EXACTLY_ONE, "SCHEMA_VALIDATION_FAILED", AWS_OWNER,
      "There should only be one of the following fields: [SecondsPath, Seconds, TimestampPath, Timestamp]" },
    { RULE_HEARTBEAT_TIMEOUT, "SCHEMA_VALIDATION_FAILED", AWS_OWNER, NULL },
    { RULE_CREDENTIALS, "SCHEMA_VALIDATION_FAILED", AWS_ITSELF,
      "The field 'RoleArn' is required but was missing" },
    { RULE_EMPTY_CHOICES, "SCHEMA_VALIDATION_FAILED", AWS_ITSELF, "Value cannot be empty" },
    { RULE_EMPTY_BRANCHES, "SCHEMA_VALIDATION_FAILED", AWS_ITSELF, "Value cannot be empty" },
    { RULE_EMPTY_ERROREQUALS, "SCHEMA_VALIDATION_FAILED", AWS_ITSELF, "Value cannot be empty" },
    { RULE_EMPTY_VALUE, "SCHEMA_VALIDATION_FAILED", AWS_ITSELF, "Value cannot be empty" },
    { RULE_CHOICE_RULE_SHAPE, "SCHEMA_VALIDATION_FAILED", AWS_ITSELF, NULL },
    { RULE_NESTED_NEXT, "SCHEMA_VALIDATION_FAILED", AWS_OWNER, "Field '@' is not supported" },
    { RULE_NESTED_ASSIGN, "SCHEMA_VALIDATION_FAILED", AWS_OWNER, "Field '@' is not supported" },
    { RULE_OPERAND_TYPE, "SCHEMA_VALIDATION_FAILED", AWS_ITSELF, NULL },
    { RULE_STATES_ALL_POSITION, "SCHEMA_VALIDATION_FAILED", AWS_ITSELF,
      "States.ALL must appear alone and at end of list" },
    { RULE_JSON_PATH, "SCHEMA_VALIDATION_FAILED", AWS_FIELD, "Value must be a valid JSONPath." },
    { RULE_REFERENCE_PATH, "SCHEMA_VALIDATION_FAILED", AWS_FIELD, "Value is not a Reference Path" },
    { RULE_PAYLOAD_DOLLAR, "SCHEMA_VALIDATION_FAILED", AWS_FIELD,
      "The value for the field '#' must be a valid JSONPath or a valid intrinsic function call" },
    { RULE_INTRINSIC_SYNTAX, "SCHEMA_VALIDATION_FAILED", AWS_FIELD,
      "The value for the field '#' must be a valid JSONPath or a valid intrinsic function call" },
    { RULE_INTRINSIC_ARITY, "SCHEMA_VALIDATION_FAILED", AWS_FIELD,
      "The value for the field '#' must be a valid JSONPath or a valid intrinsic function call" },
    { RULE_INTRINSIC_NOT_STRING, "SCHEMA_VALIDATION_FAILED", AWS_FIELD, NULL },
    { RULE_PAYLOAD_DUPLICATE, "SCHEMA_VALIDATION_FAILED", AWS_FIELD, NULL },
    { RULE_NO_DOLLAR, "NO_DOLLAR", AWS_ITSELF, NULL },
    { RULE_NO_PATH, "NO_PATH", AWS_ITSELF, NULL },
    { RULE_PASS_RESULT_STATIC, "PASS_RESULT_IS_STATIC", AWS_ITSELF, NULL },
    { RULE_JSONATA_DELIMITER, "SCHEMA_VALIDATION_FAILED", AWS_ITSELF,
      "JSONata string must start with {% and end with %}" },
    { RULE_JSONATA_SYNTAX, "INVALID_JSONATA_EXPRESSION", AWS_ITSELF, NULL },
    { RULE_JSONATA_TOP_LEVEL, "UNSUPPORTED_JSONATA_EXPRESSION", AWS_ITSELF, NULL },
    { RULE_STATES_FIELD_SCOPE, "UNSUPPORTED_JSONATA_EXPRESSION", AWS_ITSELF, NULL },
    { RULE_RESOURCE_ARN, "SCHEMA_VALIDATION_FAILED", AWS_ITSELF, "Value is not a valid resource ARN" },
    { RULE_INTEGRATION_UNKNOWN, "SCHEMA_VALIDATION_FAILED", AWS_ITSELF,
      "The resource provided @ is not recognized. The value is not a valid resource ARN, or the resource is not "
      "available in this region." },
    { RULE_INTEGRATION_PATTERN, "SCHEMA_VALIDATION_FAILED", AWS_ITSELF,
      "The resource provided @ is not recognized. The value is not a valid resource ARN, or the resource is not "
      "available in this region." },
    { RULE_INTEGRATION_REQUIRED, "SCHEMA_VALIDATION_FAILED", AWS_ITSELF, NULL },
    { RULE_INTEGRATION_UNKNOWN_PARAM, "SCHEMA_VALIDATION_FAILED", AWS_OWNER,
      "The field '@' is not supported by Step Functions" },
    { RULE_EXPRESS_UNSUPPORTED, "SCHEMA_VALIDATION_FAILED", AWS_ITSELF, NULL },
    { RULE_EXECUTION_TYPE_MISSING, "SCHEMA_VALIDATION_FAILED", AWS_ITSELF,
      "These fields are required: [ExecutionType]" },
    { RULE_ITEM_READER, "SCHEMA_VALIDATION_FAILED", AWS_ITSELF, NULL },
    { RULE_ITEM_BATCHER, "SCHEMA_VALIDATION_FAILED", AWS_ITSELF, NULL },
    { RULE_RESULT_WRITER, "SCHEMA_VALIDATION_FAILED", AWS_ITSELF, NULL },
    { RULE_LABEL, "INVALID_LABEL_NAME", AWS_ITSELF, NULL },
    { RULE_DUPLICATE_LABEL, "DUPLICATE_LABEL_NAME", AWS_ITSELF, "Duplicate Label name: @" },
    { RULE_VARIABLE_NAME, "INVALID_VARIABLE_NAME", AWS_ITSELF, NULL },
    { RULE_RESERVED_VARIABLE, "RESERVED_VARIABLE_NAME", AWS_ITSELF,
      "Cannot assign to reserved variable '\\$states'." },
    { RULE_VARIABLE_SHADOWING, "SCHEMA_VALIDATION_FAILED", AWS_ITSELF, NULL },
};


static const struct aws_row *find_row(const struct diag *diag)
{
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        if (rows[i].rule == diag->rule)
            return &rows[i];
    }
    return NULL;
}

/* The nodes from the root down to one node: containers, and the keys between them. */
struct ancestry {
    const struct doc *doc;
    const struct node *nodes[2 * DOC_MAX_DEPTH + 2];
    uint32_t indexes[2 * DOC_MAX_DEPTH + 2]; /* of an item in its array */
    size_t count;
};

static void push(struct ancestry *ancestry, const struct node *node, uint32_t index)
{
    if (ancestry->count == ARRAY_LEN(ancestry->nodes))
        return;
    ancestry->indexes[ancestry->count] = index;
    ancestry->nodes[ancestry->count++] = node;
}

static void find_ancestry(struct ancestry *ancestry, const struct doc *doc, const struct node *node)
{
    ancestry->doc = doc;
    ancestry->count = 0;
    const struct node *at = doc_root(doc);
    push(ancestry, at, 0);
    while (at != node && node_is_container(at)) {
        bool is_object = node_kind(at) == NODE_OBJECT;
        const struct node *child = doc_first(at);
        uint32_t index = 0;
        while (doc_after(doc, child + is_object) <= node) {
            child = doc_after(doc, child + is_object);
            index++;
        }
        push(ancestry, child, index);
        if (is_object && child != node)
            push(ancestry, child + 1, 0);
        at = is_object && child != node ? child + 1 : child;
    }
}

/* How many of the nodes name the place: all, those of the object around, or down to the field of the state. */
static size_t place_length(const struct ancestry *ancestry, enum aws_place place)
{
    size_t count = ancestry->count;
    if (place == AWS_OWNER) {
        while (count > 1 && node_kind(ancestry->nodes[count - 1]) != NODE_OBJECT)
            count--;
        return count;
    }
    if (place != AWS_FIELD)
        return count;
    /* States, its object, the state's name, the state, the field's name */
    for (size_t i = count; i >= 5; i--) {
        const struct node *states = ancestry->nodes[i - 5];
        if (node_kind(states) == NODE_KEY && node_name(states) == NAME_States &&
            node_kind(ancestry->nodes[i - 1]) == NODE_KEY)
            return i;
    }
    return count;
}

static void print_location(struct buf *out, const struct ancestry *ancestry, size_t count)
{
    struct buf text;
    buf_init(&text, out->arena);
    for (size_t i = 1; i < count; i++) {
        const struct node *node = ancestry->nodes[i], *before = ancestry->nodes[i - 1];
        if (node_kind(node) == NODE_KEY) {
            buf_char(&text, '/');
            buf_str(&text, doc_text(ancestry->doc, node));
        } else if (node_kind(before) == NODE_ARRAY) {
            buf_printf(&text, "[%u]", ancestry->indexes[i]);
        }
    }
    if (text.len == 0)
        buf_char(&text, '/');
    value_print_string(out, buf_text(&text));
}

static str node_text(const struct ancestry *ancestry)
{
    const struct node *node = ancestry->nodes[ancestry->count - 1];
    return node_is_container(node) ? STR("") : doc_text(ancestry->doc, node);
}

static str key_text(const struct ancestry *ancestry)
{
    for (size_t i = ancestry->count; i > 0; i--) {
        if (node_kind(ancestry->nodes[i - 1]) == NODE_KEY)
            return doc_text(ancestry->doc, ancestry->nodes[i - 1]);
    }
    return STR("");
}

static void print_message(struct buf *out, const struct diag *diag, const struct aws_row *row,
                          const struct ancestry *ancestry)
{
    struct buf text;
    buf_init(&text, out->arena);
    for (const char *c = row->message; c && *c; c++) {
        if (*c == '@')
            buf_str(&text, node_text(ancestry));
        else if (*c == '#')
            buf_str(&text, key_text(ancestry));
        else if (*c == '$')
            buf_str(&text, diag->subject);
        else if (*c == '\\' && c[1])
            buf_char(&text, *++c);
        else
            buf_char(&text, *c);
    }
    value_print_string(out, row->message ? buf_text(&text) : diag->message);
}

/* Where it is in the document's own source. */
static span place_in(const struct doc *doc, const struct diag *diag)
{
    const struct source *source = diag->source;
    span place = diag->span;
    for (; source != doc->source && source->outer; source = source->outer)
        place = source_outwards(source, place);
    return place;
}

static void print_diagnostic(struct buf *out, const struct doc *doc, const struct diag *diag,
                             const struct aws_row *row, struct ancestry *ancestry)
{
    find_ancestry(ancestry, doc, doc_at(doc, place_in(doc, diag).start));
    buf_str(out, STR("{\"code\":"));
    value_print_string(out, str_from(row->code));
    if (row->place != AWS_NOWHERE) {
        buf_str(out, STR(",\"location\":"));
        print_location(out, ancestry, place_length(ancestry, row->place));
    }
    buf_str(out, STR(",\"message\":"));
    print_message(out, diag, row, ancestry);
    buf_printf(out, ",\"severity\":\"%s\"}", diag->severity == SEVERITY_ERROR ? "ERROR" : "WARNING");
}

void lint_print_aws(struct buf *out, const struct doc *doc, const struct diags *diags)
{
    struct ancestry *ancestry = arena_new(diags->arena, struct ancestry);
    ancestry->doc = doc;
    if (!doc) {
        buf_str(out, STR("{\"result\":\"FAIL\",\"diagnostics\":[{\"code\":\"SCHEMA_VALIDATION_FAILED\",\"message\":"
                         "\"Definition must be a valid JSON object\",\"severity\":\"ERROR\"}],\"truncated\":false}\n"));
        return;
    }
    bool has_error = false;
    struct buf list;
    buf_init(&list, diags->arena);
    for (uint32_t i = 0; i < diags->count; i++) {
        const struct diag *diag = diags->items[i];
        has_error |= diag->severity == SEVERITY_ERROR;
        const struct aws_row *row = find_row(diag);
        /* What a rule says more softly than it does elsewhere is something that the service does not look at. */
        if (!row || diag->severity < SEVERITY_WARNING || diag->severity < rule_get(diag->rule)->severity)
            continue;
        if (list.len)
            buf_char(&list, ',');
        print_diagnostic(&list, doc, diag, row, ancestry);
    }
    buf_printf(out, "{\"result\":\"%s\",\"diagnostics\":[", has_error ? "FAIL" : "OK");
    buf_str(out, buf_text(&list));
    buf_str(out, STR("],\"truncated\":false}\n"));
}
