#include "sim/script_internal.h"

#include "base/num.h"
#include "base/time.h"
#include "base/utf8.h"
#include "diag/nearest.h"

/* A century: what is longer is a slip of the pen, and sums of such times must not overflow. */
#define DURATION_MAX_MS ((int64_t)100 * 366 * 24 * 60 * 60 * 1000)

enum presence { OPTIONAL, REQUIRED };

struct row {
    str name;
    uint32_t objects; /* bit 1 << enum script_object_kind */
    enum script_type type;
    enum presence presence;
};

static const str object_names[] = {
#define OBJECT(id, name, doc) [SCRIPT_OBJECT_##id] = STR_INIT(name),
#include "script.def"
};

static const char *const types_wanted[] = {
#define TYPE(id, wanted, schema) [SCRIPT_TYPE_##id] = wanted,
#include "script.def"
};

/* Bits under the names that the rows combine. */
enum {
#define OBJECT(id, name, doc) id = 1 << SCRIPT_OBJECT_##id,
#include "script.def"
};

static const struct row rows[] = {
#define FIELD(id, name, objects, type, presence, doc) \
    [SCRIPT_FIELD_##id] = { STR_INIT(name), objects, SCRIPT_TYPE_##type, presence },
#include "script.def"
};

static const char *node_kind_name(const struct node *node)
{
    switch (node_kind(node)) {
    case NODE_NULL: return "null";
    case NODE_FALSE: return "false";
    case NODE_TRUE: return "true";
    case NODE_NUMBER: return "a number";
    case NODE_STRING: return "a string";
    case NODE_ARRAY: return "an array";
    case NODE_OBJECT: return "an object";
    case NODE_KEY:
    case NODE_ERROR: break;
    }
    return "this";
}

struct diag *script_report(struct script_reader *reader, enum rule_id rule, const struct node *node)
{
    return diag_add(reader->diags, rule, reader->doc->source, node_span(node));
}

void script_wrong_type(struct script_reader *reader, enum script_type type, const struct node *key,
                       const struct node *node)
{
    if (node_kind(node) == NODE_ERROR)
        return;
    struct diag *diag = script_report(reader, RULE_SCRIPT_TYPE, node);
    str name = key ? doc_text(reader->doc, key) : STR("this");
    const char *quote = key ? "\"" : "";
    bool is_text = node_kind(node) == NODE_STRING || node_kind(node) == NODE_NUMBER;
    str text = is_text ? doc_text(reader->doc, node) : STR("");
    if (is_text && text.len <= 80)
        diag_message(diag, "%s%.*s%s must be %s, not \"%.*s\"", quote, STR_ARG(name), quote,
                     types_wanted[type], STR_ARG(text));
    else
        diag_message(diag, "%s%.*s%s must be %s, not %s", quote, STR_ARG(name), quote, types_wanted[type],
                     node_kind_name(node));
}

/*
 * Texts.
 */

static bool take_number(str *rest, uint32_t *number)
{
    size_t count = 0;
    while (count < rest->len && char_is_digit(rest->at[count]))
        count++;
    uint64_t whole;
    if (count == 0 || !num_to_uint64(str_slice(*rest, 0, count), 10, &whole) || whole >= UINT32_MAX)
        return false;
    *number = (uint32_t)whole;
    *rest = str_from_offset(*rest, count);
    return true;
}

bool script_range_parse(str text, struct script_range *range)
{
    if (!take_number(&text, &range->first))
        return false;
    range->last = range->first;
    if (text.len == 0)
        return true;
    if (text.at[0] != '-')
        return false;
    text = str_from_offset(text, 1);
    range->last = UINT32_MAX;
    if (text.len == 0)
        return true;
    return take_number(&text, &range->last) && text.len == 0 && range->last >= range->first;
}

bool script_range(const struct script_reader *reader, const struct node *node, struct script_range *range)
{
    enum node_kind kind = node_kind(node);
    return (kind == NODE_STRING || kind == NODE_NUMBER) &&
           script_range_parse(doc_text(reader->doc, node), range);
}

bool script_items(const struct script_reader *reader, const struct node *node, struct script_items *items)
{
    if (node_kind(node) != NODE_STRING && node_kind(node) != NODE_NUMBER)
        return false;
    str rest = doc_text(reader->doc, node), part;
    items->count = 0;
    while (str_split(&rest, '/', &part)) {
        if (items->count == SCRIPT_ITEM_DEPTH)
            return false;
        struct script_range *range = &items->ranges[items->count++];
        *range = (struct script_range){ 0, UINT32_MAX };
        if (!str_equal(part, STR("*")) && !script_range_parse(part, range))
            return false;
    }
    return items->count > 0;
}

bool script_number(const struct script_reader *reader, const struct node *node, uint64_t *number)
{
    return node_kind(node) == NODE_NUMBER && num_to_uint64(doc_text(reader->doc, node), 10, number);
}

static bool parse_duration(const struct script_reader *reader, const struct node *node, str prefix, int64_t *ms)
{
    str text = doc_text(reader->doc, node);
    double seconds;
    if (node_kind(node) == NODE_NUMBER) {
        if (!num_to_double(text, &seconds) || !(seconds >= 0 && seconds <= (double)DURATION_MAX_MS / 1000))
            return false;
        *ms = (int64_t)(seconds * 1000 + 0.5);
        return true;
    }
    if (str_starts(text, prefix))
        text = str_from_offset(text, prefix.len);
    return node_kind(node) == NODE_STRING && time_parse_duration(text, ms) && *ms <= DURATION_MAX_MS;
}

bool script_duration(const struct script_reader *reader, const struct node *node, int64_t *ms)
{
    return parse_duration(reader, node, STR(""), ms);
}

bool script_heartbeat(const struct script_reader *reader, const struct node *node, int64_t *ms)
{
    return parse_duration(reader, node, STR("every "), ms) && *ms > 0;
}

/*
 * Types.
 */

/* AWS Step Functions API Reference, StartExecution, "name". */
bool script_is_execution_name(str text, const char **wanted)
{
    enum { LENGTH_MAX = 80 };
    size_t bad;
    *wanted = types_wanted[SCRIPT_TYPE_EXECUTION_NAME];
    for (size_t i = 0; i < text.len; i++) {
        char c = text.at[i];
        if ((unsigned char)c <= ' ' || str_find_char(STR("<>{}[]?*\"#%\\^|~`$&,;:/\x7F"), c) != SIZE_MAX)
            return false;
    }
    return text.len > 0 && utf8_check(text, &bad) && utf8_length(text) <= LENGTH_MAX;
}

static bool is_word(str text, const char *words)
{
    str rest = str_from(words), word;
    while (str_split(&rest, ' ', &word)) {
        if (str_equal(word, text))
            return true;
    }
    return false;
}

static bool is_of_type(const struct script_reader *reader, const struct node *node, enum script_type type)
{
    enum node_kind kind = node_kind(node);
    str text = kind == NODE_STRING ? doc_text(reader->doc, node) : STR("");
    uint64_t number;
    int64_t ms;
    struct script_range range;
    struct script_items items;
    const char *wanted;
    switch (type) {
    case SCRIPT_TYPE_VALUE:
    case SCRIPT_TYPE_EXAMPLE: return kind != NODE_ERROR;
    case SCRIPT_TYPE_STRING: return kind == NODE_STRING;
    case SCRIPT_TYPE_NAME:
    case SCRIPT_TYPE_FILE: return kind == NODE_STRING && text.len > 0;
    case SCRIPT_TYPE_EXECUTION_NAME: return kind == NODE_STRING && script_is_execution_name(text, &wanted);
    case SCRIPT_TYPE_BOOLEAN: return kind == NODE_TRUE || kind == NODE_FALSE;
    case SCRIPT_TYPE_TRUE: return kind == NODE_TRUE;
    case SCRIPT_TYPE_NATURAL: return script_number(reader, node, &number);
    case SCRIPT_TYPE_DURATION: return script_duration(reader, node, &ms);
    case SCRIPT_TYPE_HEARTBEAT: return script_heartbeat(reader, node, &ms);
    case SCRIPT_TYPE_TIMESTAMP: return kind == NODE_STRING && time_parse_rfc3339(text, &ms);
    case SCRIPT_TYPE_WORKFLOW: return is_word(text, "standard express");
    case SCRIPT_TYPE_STATUS: return is_word(text, "SUCCEEDED FAILED TIMED_OUT ABORTED");
    case SCRIPT_TYPE_RANGE: return script_range(reader, node, &range);
    case SCRIPT_TYPE_TIMES:
        return str_equal(text, STR("any")) ||
               (script_number(reader, node, &number) && number > 0 && number < UINT32_MAX);
    case SCRIPT_TYPE_ITEM: return kind == NODE_OBJECT || script_items(reader, node, &items);
    case SCRIPT_TYPE_CONDITION:
        return kind == NODE_OBJECT || kind == NODE_ARRAY || str_starts(text, STR("$")) || asl_is_jsonata(text);
    case SCRIPT_TYPE_THROW: return kind == NODE_OBJECT || kind == NODE_STRING;
    case SCRIPT_TYPE_TESTS:
    case SCRIPT_TYPE_PATH: return kind == NODE_ARRAY;
    case SCRIPT_TYPE_ROWS: return kind == NODE_ARRAY && node_count(node) > 0;
    case SCRIPT_TYPE_MAPPING:
    case SCRIPT_TYPE_OUTCOMES:
    case SCRIPT_TYPE_OBJECTS:
    case SCRIPT_TYPE_STOP:
    case SCRIPT_TYPE_EXPECT:
    case SCRIPT_TYPE_COUNTS:
    case SCRIPT_TYPE_EXAMPLES:
    case SCRIPT_TYPE_MOCK_MACHINES:
    case SCRIPT_TYPE_MOCK_CASES:
    case SCRIPT_TYPE_MOCK_RESPONSES:
    case SCRIPT_TYPE_MOCK_THROW: return kind == NODE_OBJECT;
    }
    return false;
}

/*
 * Objects.
 */

static size_t find_row(enum script_object_kind kind, str name)
{
    for (size_t i = 0; i < SCRIPT_FIELD_COUNT; i++) {
        if (rows[i].objects >> kind & 1 && str_equal(rows[i].name, name))
            return i;
    }
    return SCRIPT_FIELD_COUNT;
}

static void report_unknown(struct script_reader *reader, enum script_object_kind kind, const struct node *key)
{
    str names[SCRIPT_FIELD_COUNT], name = doc_text(reader->doc, key);
    size_t count = 0;
    for (size_t i = 0; i < SCRIPT_FIELD_COUNT; i++) {
        if (rows[i].objects >> kind & 1)
            names[count++] = rows[i].name;
    }
    struct diag *diag = script_report(reader, RULE_SCRIPT_FIELD, key);
    /* Step Functions Local passes over them; only in a step they may be what was meant to answer. */
    if (kind == SCRIPT_OBJECT_MOCK_FILE || kind == SCRIPT_OBJECT_MOCK_MACHINE)
        diag->severity = SEVERITY_WARNING;
    diag_message(diag, "%s has no member \"%.*s\"", object_names[kind].at, STR_ARG(name));
    if (diag_help_nearest(reader->diags, diag, names, count, name) >= 0)
        return;
    struct buf list;
    buf_init(&list, reader->arena);
    for (size_t i = 0; i < count; i++)
        buf_printf(&list, "%s%.*s", i ? ", " : "", STR_ARG(names[i]));
    diag_help(diag, "its members are %.*s", STR_ARG(buf_text(&list)));
}

static void report_missing(struct script_reader *reader, enum script_object_kind kind, const struct node *node,
                           const struct row *row)
{
    span where = span_at(node->start, node->start < node->end ? node->start + 1 : node->end);
    struct diag *diag = diag_add(reader->diags, RULE_SCRIPT_REQUIRED, reader->doc->source, where);
    diag_message(diag, "%s lacks \"%.*s\"", object_names[kind].at, STR_ARG(row->name));
}

static void read_member(struct script_reader *reader, enum script_object_kind kind, const struct node *key,
                        struct script_members *members)
{
    size_t i = find_row(kind, doc_text(reader->doc, key));
    if (i == SCRIPT_FIELD_COUNT) {
        report_unknown(reader, kind, key);
        members->has_unknown = true;
        return;
    }
    members->keys[i] = key;
    members->values[i] = NULL;
    if (is_of_type(reader, key + 1, rows[i].type))
        members->values[i] = key + 1;
    else
        script_wrong_type(reader, rows[i].type, key, key + 1);
}

bool script_is_of_other_format(struct script_reader *reader, const char *marks, const char *what, const char *help)
{
    const struct node *root = doc_root(reader->doc), *key = NULL;
    str rest = str_from(marks), mark;
    while (node_kind(root) == NODE_OBJECT && !key && str_split(&rest, ' ', &mark))
        doc_member_named(reader->doc, root, mark, &key);
    if (!key)
        return false;
    struct diag *diag = script_report(reader, RULE_SCRIPT_FIELD, key);
    diag_message(diag, "%s", what);
    diag_help(diag, "%s", help);
    return true;
}

bool script_members(struct script_reader *reader, enum script_object_kind kind, const struct node *node,
                    struct script_members *members)
{
    *members = (struct script_members){ .node = node };
    if (node_kind(node) == NODE_ERROR)
        return false;
    if (node_kind(node) != NODE_OBJECT) {
        struct diag *diag = script_report(reader, RULE_SCRIPT_TYPE, node);
        diag_message(diag, "%s must be an object, not %s", object_names[kind].at, node_kind_name(node));
        return false;
    }
    for (const struct node *key = doc_first(node); key != doc_end(reader->doc, node);
         key = doc_after(reader->doc, key + 1))
        read_member(reader, kind, key, members);
    for (size_t i = 0; i < SCRIPT_FIELD_COUNT; i++) {
        if (rows[i].objects >> kind & 1 && rows[i].presence == REQUIRED && !members->keys[i])
            report_missing(reader, kind, node, &rows[i]);
    }
    return true;
}

str script_string(const struct script_reader *reader, const struct script_members *members, enum script_field field)
{
    const struct node *node = members->values[field];
    return node ? doc_text(reader->doc, node) : STR("");
}

void script_list_add(struct script_reader *reader, struct script_list *list, const void *item)
{
    list->items =
        arena_room(reader->arena, list->items, list->count, &list->capacity, sizeof *list->items);
    list->items[list->count++] = item;
}
