/* Rules about Map states: modes, readers, batchers, writers, labels, concurrency. */
#include "base/utf8.h"
#include "lint/internal.h"
#include "text/unicode.h"

#define INLINE_CONCURRENCY 40        /* Developer Guide, "Map state in Inline mode" */
#define DISTRIBUTED_CONCURRENCY 10000 /* Developer Guide, "Map state in Distributed mode" */

void check_execution_type_missing(struct lint *lint, const struct asl_object *object)
{
    str mode;
    if (object->kind != ASL_PROCESSOR_CONFIG || !lint_string(lint, object, NAME_Mode, &mode) ||
        !str_equal(mode, STR("DISTRIBUTED")) || asl_get(object, NAME_ExecutionType))
        return;
    struct diag *d = lint_report_object(lint, RULE_EXECUTION_TYPE_MISSING, object);
    diag_message(d, "a distributed Map needs \"ExecutionType\"");
    diag_help(d, "STANDARD or EXPRESS");
}

/* Whether an S3 integration is one of the two, in any partition. */
static bool is_s3_api(str resource, str first, str second)
{
    size_t service = str_find(resource, STR(":states:::s3:"));
    if (service == SIZE_MAX)
        service = str_find(resource, STR(":states:::aws-sdk:s3:"));
    if (service == SIZE_MAX)
        return false;
    return str_ends(resource, first) || (second.len && str_ends(resource, second));
}

static void check_reader_resource(struct lint *lint, const struct asl_object *reader)
{
    str resource;
    if (!lint_string(lint, reader, NAME_Resource, &resource) ||
        is_s3_api(resource, STR("s3:getObject"), STR("s3:listObjectsV2")))
        return;
    struct diag *d = lint_report(lint, RULE_ITEM_READER, asl_get(reader, NAME_Resource)->value);
    diag_message(d, "an ItemReader reads with s3:getObject or s3:listObjectsV2");
    diag_help(d, "arn:aws:states:::s3:getObject");
}

static void report_setting(struct lint *lint, const struct asl_object *config, enum name name, str type,
                           const char *takes)
{
    const struct asl_field *field = asl_get(config, name);
    if (!field)
        return;
    struct diag *d = lint_report(lint, RULE_ITEM_READER, field->key);
    diag_message(d, "\"%.*s\" is for %s, not for %.*s", STR_ARG(name_text(name)), takes, STR_ARG(type));
}

static void check_csv(struct lint *lint, const struct asl_object *config, bool is_csv)
{
    const struct asl_field *location = asl_get(config, NAME_CSVHeaderLocation);
    const struct asl_field *headers = asl_get(config, NAME_CSVHeaders);
    str place = location ? asl_text(lint->asl, location->value) : STR("");
    struct diag *d;
    if (is_csv && !location) {
        d = lint_report_object(lint, RULE_ITEM_READER, config);
        diag_message(d, "a CSV reader needs \"CSVHeaderLocation\"");
        diag_help(d, "FIRST_ROW, or GIVEN with \"CSVHeaders\"");
    }
    if (str_equal(place, STR("GIVEN")) && !headers) {
        d = lint_report(lint, RULE_ITEM_READER, location->value);
        diag_message(d, "given headers stand in \"CSVHeaders\", which is missing");
    } else if (str_equal(place, STR("FIRST_ROW")) && headers) {
        d = lint_report(lint, RULE_ITEM_READER, headers->key);
        diag_message(d, "\"CSVHeaders\" is for headers that are GIVEN");
        diag_related(d, lint->doc->source, node_span(location->value), "here they are in the first row");
    }
}

/* RFC 6901: empty, or steps that each begin with a slash. */
static void check_pointer(struct lint *lint, const struct asl_object *config)
{
    str pointer;
    bool is_expression = config->language == ASL_LANGUAGE_JSONATA;
    if (!lint_string(lint, config, NAME_ItemsPointer, &pointer) || pointer.len == 0 || pointer.at[0] == '/' ||
        (is_expression && asl_is_jsonata(pointer)))
        return;
    struct diag *d = lint_report(lint, RULE_ITEM_READER, asl_get(config, NAME_ItemsPointer)->value);
    diag_message(d, "a JSON Pointer starts with a slash");
    diag_help(d, "\"/data/items\" points at the items in {\"data\": {\"items\": [...]}}");
}

static void check_reader_config(struct lint *lint, const struct asl_object *config)
{
    check_pointer(lint, config);
    str type;
    if (!lint_string(lint, config, NAME_InputType, &type))
        return;
    bool is_csv = str_equal(type, STR("CSV"));
    bool is_manifest = str_equal(type, STR("MANIFEST"));
    /* An Athena manifest lists files of one of the other formats, so its reader may have their settings. */
    if (asl_get(config, NAME_ManifestType)) {
        if (!is_manifest && !is_csv)
            return;
    } else if (!is_manifest) {
        check_csv(lint, config, is_csv);
    }
    if (!is_csv && !is_manifest) {
        report_setting(lint, config, NAME_CSVHeaderLocation, type, "CSV");
        report_setting(lint, config, NAME_CSVHeaders, type, "CSV");
        report_setting(lint, config, NAME_CSVDelimiter, type, "CSV");
    }
    if (!str_equal(type, STR("JSON")))
        report_setting(lint, config, NAME_ItemsPointer, type, "JSON");
}

static void check_reader_parameters(struct lint *lint, const struct asl_object *reader)
{
    if (asl_get(reader, NAME_Parameters) || asl_get(reader, NAME_Arguments) || !asl_get(reader, NAME_Resource))
        return;
    struct diag *d = lint_report_object(lint, RULE_ITEM_READER, reader);
    d->severity = SEVERITY_WARNING; /* without a bucket nothing can be read; the service is not known to refuse it */
    diag_message(d, "an ItemReader without \"%s\" does not say what to read",
                 reader->language == ASL_LANGUAGE_JSONATA ? "Arguments" : "Parameters");
}

void check_item_reader(struct lint *lint, const struct asl_object *object)
{
    if (object->kind == ASL_ITEM_READER) {
        check_reader_resource(lint, object);
        check_reader_parameters(lint, object);
    } else if (object->kind == ASL_READER_CONFIG) {
        check_reader_config(lint, object);
    }
}

void check_item_batcher(struct lint *lint, const struct asl_object *object)
{
    static const enum name limits[] = { NAME_MaxItemsPerBatch, NAME_MaxItemsPerBatchPath,
                                        NAME_MaxInputBytesPerBatch, NAME_MaxInputBytesPerBatchPath };
    if (object->kind != ASL_ITEM_BATCHER)
        return;
    for (size_t i = 0; i < ARRAY_LEN(limits); i++) {
        if (asl_get(object, limits[i]))
            return;
    }
    struct diag *d = lint_report_object(lint, RULE_ITEM_BATCHER, object);
    diag_message(d, "an ItemBatcher needs a limit");
    diag_help(d, "MaxItemsPerBatch or MaxInputBytesPerBatch");
}

static void check_writer_config(struct lint *lint, const struct asl_object *config)
{
    const struct asl_field *transformation = asl_get(config, NAME_Transformation);
    const struct asl_field *type = asl_get(config, NAME_OutputType);
    if (transformation && type)
        return;
    struct diag *d = lint_report_object(lint, RULE_RESULT_WRITER, config);
    /* The documentation wants both; tools of the service's own take an OutputType alone, or nothing at all. */
    if (!transformation)
        d->severity = SEVERITY_WARNING;
    diag_message(d, "a WriterConfig has both \"Transformation\" and \"OutputType\"");
}

static void check_writer(struct lint *lint, const struct asl_object *writer)
{
    const struct asl_field *resource = asl_get(writer, NAME_Resource);
    const struct asl_field *parameters = asl_get(writer, NAME_Parameters);
    if (!parameters)
        parameters = asl_get(writer, NAME_Arguments);
    str text;
    struct diag *d;
    if (lint_string(lint, writer, NAME_Resource, &text) && !is_s3_api(text, STR("s3:putObject"), STR(""))) {
        d = lint_report(lint, RULE_RESULT_WRITER, resource->value);
        diag_message(d, "a ResultWriter writes with s3:putObject");
        diag_help(d, "arn:aws:states:::s3:putObject");
    }
    if (resource && !parameters) {
        d = lint_report_object(lint, RULE_RESULT_WRITER, writer);
        diag_message(d, "a ResultWriter with a \"Resource\" needs \"%s\"",
                     writer->language == ASL_LANGUAGE_JSONATA ? "Arguments" : "Parameters");
    } else if (!resource && parameters) {
        d = lint_report_object(lint, RULE_RESULT_WRITER, writer);
        diag_message(d, "a ResultWriter with \"%.*s\" needs a \"Resource\"",
                     STR_ARG(name_text(parameters->name)));
    } else if (!resource && writer->field_count > 0 && !asl_get(writer, NAME_WriterConfig)) {
        d = lint_report_object(lint, RULE_RESULT_WRITER, writer);
        diag_message(d, "a ResultWriter has a \"Resource\", a \"WriterConfig\", or both");
    }
}

void check_result_writer(struct lint *lint, const struct asl_object *object)
{
    if (object->kind == ASL_RESULT_WRITER)
        check_writer(lint, object);
    else if (object->kind == ASL_WRITER_CONFIG)
        check_writer_config(lint, object);
}

/* The offset of the first character that a label may not have, or the text's length. */
static size_t bad_label_char(str label)
{
    static const str forbidden = STR_INIT("?*<>{}[]:;,\\|^~$#%&`\"");
    for (size_t i = 0; i < label.len;) {
        size_t at = i;
        uint32_t c = utf8_next(label, &i);
        if (unicode_is_blank(c) || unicode_is_control(c) || (c < 0x80 && str_find_char(forbidden, (char)c) != SIZE_MAX))
            return at;
    }
    return label.len;
}

void check_label(struct lint *lint, const struct asl_object *object, const struct asl_field *field)
{
    if (object->kind != ASL_MAP || field->name != NAME_Label || node_kind(field->value) != NODE_STRING ||
        asl_node_is_opaque(lint->asl, field->value))
        return;
    str label = doc_text(lint->doc, field->value);
    size_t length = utf8_length(label), bad = bad_label_char(label);
    if ((int64_t)length >= field->row->minimum && (int64_t)length <= field->row->maximum && bad == label.len)
        return;
    struct diag *d = lint_report(lint, RULE_LABEL, field->value);
    if (length == 0) {
        diag_message(d, "a label has at least one character");
    } else if (bad < label.len) {
        size_t end = bad;
        uint32_t c = utf8_next(label, &end);
        diag_message(d, "a label must not have the character U+%04X", c);
    } else {
        diag_message(d, "the label has %zu characters, at most %lld are allowed", length,
                     (long long)field->row->maximum);
    }
}

void check_duplicate_label(struct lint *lint)
{
    const struct asl *asl = lint->asl;
    struct intern labels;
    intern_init(&labels, lint->arena);
    const struct asl_field **first = NULL;
    for (uint32_t i = 0; i < asl->state_count; i++) {
        const struct asl_object *object = &asl->states[i]->object;
        str label;
        if (object->kind != ASL_MAP || !lint_string(lint, object, NAME_Label, &label))
            continue;
        if (!first)
            first = arena_array(lint->arena, const struct asl_field *, asl->state_count);
        const struct asl_field *field = asl_get(object, NAME_Label);
        bool is_new;
        uint32_t number = intern_add_new(&labels, label, &is_new);
        if (is_new) {
            first[number] = field;
            continue;
        }
        struct diag *d = lint_report(lint, RULE_DUPLICATE_LABEL, field->value);
        diag_message(d, "another Map has the label \"%.*s\"", STR_ARG(label));
        diag_related(d, lint->doc->source, node_span(first[number]->value), "first used here");
    }
}

static void report_concurrency(struct lint *lint, enum rule_id rule, const struct asl_state *state,
                               int64_t limit, const char *mode)
{
    int64_t number;
    if (!lint_integer(lint, &state->object, NAME_MaxConcurrency, &number) || number <= limit)
        return;
    struct diag *d = lint_report(lint, rule, asl_get(&state->object, NAME_MaxConcurrency)->value);
    diag_message(d, "%s Map runs at most %s%lld iterations at the same time", mode,
                 limit == INLINE_CONCURRENCY ? "about " : "", (long long)limit);
}

void check_inline_concurrency(struct lint *lint, const struct asl_state *state)
{
    if (state->object.kind == ASL_MAP && !state->is_distributed)
        report_concurrency(lint, RULE_INLINE_CONCURRENCY, state, INLINE_CONCURRENCY, "an inline");
}

void check_distributed_concurrency(struct lint *lint, const struct asl_state *state)
{
    if (state->object.kind == ASL_MAP && state->is_distributed)
        report_concurrency(lint, RULE_DISTRIBUTED_CONCURRENCY, state, DISTRIBUTED_CONCURRENCY,
                           "a distributed");
}
