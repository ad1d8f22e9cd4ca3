/*
 * schema.c - the format of scripts as a JSON Schema (2020-12), from schemas/script.def: for editors, which complete and
 * check with it.
 */
#include "base/buf.h"
#include "publish/publish.h"
#include "value/value.h"

enum object {
#define OBJECT(id, name, doc) OBJECT_##id,
#include "script.def"
    OBJECT_COUNT,
    OBJECT_LAST = OBJECT_MOCK_FILE /* the objects from here on are not of our format */
};

enum {
#define OBJECT(id, name, doc) id = 1 << OBJECT_##id,
#include "script.def"
};

enum { OPTIONAL, REQUIRED };

static const struct {
    const char *name, *doc;
} objects[] = {
#define OBJECT(id, name, doc) [OBJECT_##id] = { name, doc },
#include "script.def"
};

enum type {
#define TYPE(id, wanted, schema) TYPE_##id,
#include "script.def"
};

static const char *const type_schemas[] = {
#define TYPE(id, wanted, schema) [TYPE_##id] = schema,
#include "script.def"
};

static const struct {
    const char *name;
    unsigned objects;
    enum type type;
    int presence;
    const char *doc;
} fields[] = {
#define FIELD(id, name, objects, type, presence, doc) { name, objects, TYPE_##type, presence, doc },
#include "script.def"
};

/* What the rows do not say. */
static const struct {
    enum object object;
    const char *text;
} extras[] = {
    { OBJECT_OUTCOME, "\"oneOf\": [{\"required\": [\"return\"]}, {\"required\": [\"throw\"]}, {\"required\": [\"never\"]}, "
                      "{\"required\": [\"echo\"]}]" },
    { OBJECT_CONTENT, "\"oneOf\": [{\"required\": [\"json\"]}, {\"required\": [\"text\"]}, {\"required\": [\"file\"]}]" },
};

static void print_field(struct buf *out, const char *name, enum type type, const char *doc)
{
    str schema = str_from(type_schemas[type]);
    buf_str(out, STR("        "));
    value_print_string(out, str_from(name));
    buf_str(out, STR(": {\"description\": "));
    value_print_string(out, str_from(doc));
    if (schema.len > 2)
        buf_printf(out, ", %.*s", STR_ARG(str_from_offset(schema, 1)));
    else
        buf_char(out, '}');
}

static void print_required(struct buf *out, enum object object)
{
    const char *separator = "";
    buf_str(out, STR("      \"required\": ["));
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
        if (!(fields[i].objects >> object & 1) || fields[i].presence != REQUIRED)
            continue;
        buf_printf(out, "%s\"%s\"", separator, fields[i].name);
        separator = ", ";
    }
    buf_str(out, STR("],\n"));
}

static void print_object(struct buf *out, enum object object)
{
    buf_printf(out, "    \"%s\": {\n      \"description\": ", objects[object].name);
    value_print_string(out, str_from(objects[object].doc));
    buf_str(out, STR(",\n      \"type\": \"object\",\n"));
    print_required(out, object);
    for (size_t i = 0; i < sizeof extras / sizeof extras[0]; i++) {
        if (extras[i].object == object)
            buf_printf(out, "      %s,\n", extras[i].text);
    }
    buf_str(out, STR("      \"properties\": {"));
    const char *separator = "\n";
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
        if (!(fields[i].objects >> object & 1))
            continue;
        buf_str(out, str_from(separator));
        print_field(out, fields[i].name, fields[i].type, fields[i].doc);
        separator = ",\n";
    }
    buf_str(out, STR("\n      },\n      \"additionalProperties\": false\n    },\n"));
}

void publish_script_schema(struct buf *out)
{
    buf_str(out, STR("{\n"
                     "  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n"
                     "  \"title\": \"stepproof script\",\n"
                     "  \"$ref\": \"#/$defs/script\",\n"
                     "  \"$defs\": {\n"));
    for (enum object object = 0; object < OBJECT_LAST; object++)
        print_object(out, object);
    buf_str(out, STR("    \"outcomes\": {\n"
                     "      \"description\": \"One outcome for all calls, or a list of which each call takes the next.\",\n"
                     "      \"anyOf\": [\n"
                     "        {\"enum\": [\"never\", \"echo\"]},\n"
                     "        {\"$ref\": \"#/$defs/outcome\"},\n"
                     "        {\"type\": \"array\", \"minItems\": 1, \"items\": {\"anyOf\": [\n"
                     "          {\"enum\": [\"never\", \"echo\"]}, {\"$ref\": \"#/$defs/outcome\"}]}}\n"
                     "      ]\n"
                     "    }\n"
                     "  }\n"
                     "}\n"));
}

void publish_script_fields(void (*each)(void *context, str object, str name, str doc), void *context)
{
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
        for (enum object object = 0; object < OBJECT_LAST; object++) {
            if (fields[i].objects >> object & 1)
                each(context, str_from(objects[object].name), str_from(fields[i].name), str_from(fields[i].doc));
        }
    }
}
