/* Where the items are and how they are written; what the world is asked for. */
#include "sim/reader.h"

#include "base/buf.h"
#include "sim/map.h"

bool reader_fail(struct arena *arena, struct failure *failure, const char *format, ...)
{
    struct buf cause;
    buf_init(&cause, arena);
    va_list args;
    va_start(args, format);
    buf_vprintf(&cause, format, args);
    va_end(args);
    *failure = (struct failure){ STR("States.ItemReaderFailed"), buf_text(&cause) };
    return false;
}

static str text_of(struct evaluation *evaluation, const struct asl_object *object, enum name name)
{
    const struct asl_field *field = object ? asl_get(object, name) : NULL;
    return field ? asl_text(evaluation->sim->asl, field->value) : STR("");
}

static enum reader_format format_of(str type)
{
    static const struct {
        const char *name;
        enum reader_format format;
    } rows[] = {
        { "CSV", READER_CSV },         { "JSON", READER_JSON },       { "JSONL", READER_JSONL },
        { "MANIFEST", READER_MANIFEST }, { "PARQUET", READER_PARQUET },
    };
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        if (str_equal(type, str_from(rows[i].name)))
            return rows[i].format;
    }
    return READER_LIST;
}

static char delimiter_of(str name)
{
    static const struct {
        const char *name;
        char delimiter;
    } rows[] = { { "COMMA", ',' }, { "PIPE", '|' }, { "SEMICOLON", ';' }, { "SPACE", ' ' }, { "TAB", '\t' } };
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        if (str_equal(name, str_from(rows[i].name)))
            return rows[i].delimiter;
    }
    return ',';
}

static bool prepare_place(struct evaluation *evaluation, struct reader *reader)
{
    const struct plan *plan = evaluation->frame->plan;
    const struct asl_field *field =
        asl_get(plan->reader, plan->is_jsonata ? NAME_Arguments : NAME_Parameters);
    value place = value_undefined();
    if (field && !sim_evaluate_field(evaluation, field, &place))
        return false;
    value bucket = value_get(place, STR("Bucket")), key = value_get(place, STR("Key")),
          prefix = value_get(place, STR("Prefix"));
    reader->bucket = bucket.kind == VALUE_STRING ? value_text(bucket) : STR("");
    reader->key = key.kind == VALUE_STRING ? value_text(key) : STR("");
    reader->prefix = prefix.kind == VALUE_STRING ? value_text(prefix) : STR("");
    return true;
}

static bool prepare_csv(struct evaluation *evaluation, struct reader *reader, const struct asl_object *config)
{
    reader->delimiter = delimiter_of(text_of(evaluation, config, NAME_CSVDelimiter));
    reader->headers = value_undefined();
    const struct asl_field *headers = config ? asl_get(config, NAME_CSVHeaders) : NULL;
    bool are_given = str_equal(text_of(evaluation, config, NAME_CSVHeaderLocation), STR("GIVEN"));
    return !headers || !are_given || sim_evaluate_field(evaluation, headers, &reader->headers);
}

static bool prepare_pointer(struct evaluation *evaluation, struct reader *reader, const struct asl_object *config)
{
    const struct asl_field *field = config ? asl_get(config, NAME_ItemsPointer) : NULL;
    reader->has_pointer = field != NULL;
    value pointer;
    if (!field)
        return true;
    if (!sim_evaluate_typed(evaluation, field, "string", &pointer))
        return false;
    if (pointer.kind == VALUE_STRING)
        reader->pointer = value_text(pointer);
    return true;
}

/* 0 stands for as many as there are. */
static bool prepare_most(struct evaluation *evaluation, struct reader *reader, const struct asl_object *config)
{
    reader->most = LIMIT_ITEMS;
    int64_t most;
    if (!config)
        return true;
    struct plan_number from = { asl_get(config, NAME_MaxItems), asl_get(config, NAME_MaxItemsPath) };
    if (!map_read_integer(evaluation, &from, 0, &most))
        return false;
    reader->is_most_negative = most < 0;
    if (most > 0 && most < LIMIT_ITEMS)
        reader->most = (uint64_t)most;
    return true;
}

bool reader_prepare(struct evaluation *evaluation, struct reader *reader)
{
    const struct plan *plan = evaluation->frame->plan;
    const struct asl_object *config = plan->reader_config;
    *reader = (struct reader){ .world = &evaluation->sim->world };
    str type = text_of(evaluation, config, NAME_InputType), manifest = text_of(evaluation, config, NAME_ManifestType);
    reader->format = format_of(type);
    reader->is_athena = str_equal(manifest, STR("ATHENA_DATA"));
    if (str_equal(manifest, STR("S3_INVENTORY")))
        reader->format = READER_MANIFEST;
    reader->is_listing = str_ends(text_of(evaluation, plan->reader, NAME_Resource), STR(":listObjectsV2"));
    reader->is_flattening =
        str_equal(text_of(evaluation, config, NAME_Transformation), STR("LOAD_AND_FLATTEN"));
    if (reader->format == READER_LIST && !reader->is_listing)
        reader->format = READER_JSON;
    return prepare_place(evaluation, reader) && prepare_csv(evaluation, reader, config) &&
           prepare_pointer(evaluation, reader, config) && prepare_most(evaluation, reader, config);
}

static enum reader_outcome missing(struct arena *arena, struct failure *failure, str bucket, str key)
{
    reader_fail(arena, failure, "its ItemReader wants s3://%.*s/%.*s, which was not given", STR_ARG(bucket),
                STR_ARG(key));
    return READER_UNKNOWN;
}

static enum reader_outcome get_object(struct arena *arena, const struct reader *reader, str bucket, str key, str *bytes,
                                      struct failure *failure)
{
    const struct world *world = reader->world;
    if (!world->read)
        return missing(arena, failure, bucket, key);
    if (world->read(world->context, arena, bucket, key, bytes))
        return READER_DONE;
    reader_fail(arena, failure, "The specified key does not exist. (Service: Amazon S3; Status Code: 404; Error Code: "
                                "NoSuchKey)");
    return READER_FAILED;
}

static enum reader_outcome read_one(struct arena *arena, const struct reader *reader, str bucket, str key,
                                    struct array_builder *items, struct failure *failure)
{
    str bytes;
    enum reader_outcome outcome = get_object(arena, reader, bucket, key, &bytes, failure);
    return outcome == READER_DONE ? reader_parse(arena, reader, bytes, items, failure) : outcome;
}

static value column_names(struct arena *arena, str schema)
{
    struct array_builder names;
    array_begin(&names, arena);
    str name;
    while (str_split(&schema, ',', &name))
        array_add(&names, value_string(str_trim(name)));
    return array_end(&names);
}

/* The bucket of "arn:aws:s3:::name" or "name". */
static str bucket_name(str bucket)
{
    return str_starts(bucket, STR("arn:")) ? str_from_offset(bucket, str_find(bucket, STR(":::")) + 3) : bucket;
}

/* An inventory: manifest.json names CSV files without headers, and their columns. */
static enum reader_outcome read_inventory(struct arena *arena, const struct reader *reader, str bytes,
                                          struct array_builder *items, struct failure *failure)
{
    value manifest = doc_read_value(arena, bytes), files = value_get(manifest, STR("files"));
    value schema = value_get(manifest, STR("fileSchema")), bucket = value_get(manifest, STR("destinationBucket"));
    if (files.kind != VALUE_ARRAY || schema.kind != VALUE_STRING) {
        reader_fail(arena, failure, "The manifest has no list of files or no schema.");
        return READER_FAILED;
    }
    struct reader rows = *reader;
    rows.format = READER_CSV;
    rows.delimiter = ',';
    rows.headers = column_names(arena, value_text(schema));
    enum reader_outcome outcome = READER_DONE;
    for (uint32_t i = 0; i < files.count && outcome == READER_DONE; i++) {
        value key = value_get(files.as.items[i], STR("key"));
        str where = bucket.kind == VALUE_STRING ? bucket_name(value_text(bucket)) : reader->bucket;
        if (key.kind == VALUE_STRING)
            outcome = read_one(arena, &rows, where, value_text(key), items, failure);
    }
    return outcome;
}

/* The manifest of an Athena query: a line for each data file, "s3://bucket/key". */
static enum reader_outcome read_athena(struct arena *arena, const struct reader *reader, str bytes,
                                       struct array_builder *items, struct failure *failure)
{
    struct reader data = *reader;
    data.is_athena = false;
    enum reader_outcome outcome = READER_DONE;
    str line;
    while (outcome == READER_DONE && str_split(&bytes, '\n', &line)) {
        line = str_trim(line);
        if (line.len >= 2 && line.at[0] == '"')
            line = str_slice(line, 1, line.len - 1);
        if (!str_starts(line, STR("s3://")))
            continue;
        str rest = str_from_offset(line, 5);
        size_t slash = str_find_char(rest, '/');
        if (slash != SIZE_MAX)
            outcome = read_one(arena, &data, str_slice(rest, 0, slash), str_from_offset(rest, slash + 1), items,
                               failure);
    }
    return outcome;
}

enum reader_outcome reader_parse(struct arena *arena, const struct reader *reader, str bytes,
                                 struct array_builder *items, struct failure *failure)
{
    if (reader->is_athena)
        return read_athena(arena, reader, bytes, items, failure);
    bool is_read = false;
    switch (reader->format) {
    case READER_LIST:
    case READER_JSON: is_read = reader_json(arena, reader, bytes, items, failure); break;
    case READER_CSV: is_read = reader_csv(arena, reader, bytes, items, failure); break;
    case READER_JSONL: is_read = reader_jsonl(arena, reader, bytes, items, failure); break;
    case READER_MANIFEST: return read_inventory(arena, reader, bytes, items, failure);
    case READER_PARQUET:
        reader_fail(arena, failure, "its items are Parquet, which cannot be read here");
        return READER_UNKNOWN;
    }
    return is_read ? READER_DONE : READER_FAILED;
}

static enum reader_outcome read_listed(struct arena *arena, const struct reader *reader, struct array_builder *items,
                                       struct failure *failure)
{
    const struct world *world = reader->world;
    value objects;
    if (!world->list || !world->list(world->context, arena, reader->bucket, reader->prefix, &objects))
        return missing(arena, failure, reader->bucket, reader->prefix);
    enum reader_outcome outcome = READER_DONE;
    for (uint32_t i = 0; i < objects.count && items->count < reader->most && outcome == READER_DONE; i++) {
        value object = objects.as.items[i], key = value_get(object, STR("Key"));
        if (!reader->is_flattening)
            array_add(items, object);
        else if (key.kind == VALUE_STRING)
            outcome = read_one(arena, reader, reader->bucket, value_text(key), items, failure);
    }
    return outcome;
}

enum reader_outcome reader_run(struct arena *arena, const struct reader *reader, value *items,
                               struct failure *failure)
{
    struct array_builder found;
    array_begin(&found, arena);
    if (reader->is_most_negative) {
        reader_fail(arena, failure, "field MaxItems must be positive");
        return READER_FAILED;
    }
    enum reader_outcome outcome =
        reader->is_listing ? read_listed(arena, reader, &found, failure)
                           : read_one(arena, reader, reader->bucket, reader->key, &found, failure);
    *items = array_end(&found);
    return outcome;
}
