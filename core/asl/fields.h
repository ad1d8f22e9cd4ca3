/*
 * fields.h - which fields an object of the Amazon States Language has.
 *
 * The rows of schemas/states.def, and one for each comparison operator of
 * schemas/operators.def, looked up by object and name. Everything generic
 * about fields (unknown, missing, wrong type, wrong language, out of range)
 * follows from a row.
 */
#ifndef ASL_FIELDS_H
#define ASL_FIELDS_H

#include "base/str.h"
#include "doc/names.h"

enum asl_object_kind {
    ASL_MACHINE,   /* the whole definition */
    ASL_BRANCH,    /* of a Parallel */
    ASL_PROCESSOR, /* ItemProcessor or Iterator of a Map */
    ASL_PASS,
    ASL_TASK,
    ASL_CHOICE,
    ASL_WAIT,
    ASL_SUCCEED,
    ASL_FAIL,
    ASL_PARALLEL,
    ASL_MAP,
    ASL_UNTYPED, /* a state whose Type is missing or unknown: it may have every field of a state */
    ASL_RETRIER,
    ASL_CATCHER,
    ASL_RULE,        /* a choice rule of a JSONPath state */
    ASL_NESTED_RULE, /* one inside And, Or, Not */
    ASL_CONDITION,   /* a choice rule of a JSONata state */
    ASL_PROCESSOR_CONFIG,
    ASL_ITEM_READER,
    ASL_READER_CONFIG,
    ASL_ITEM_BATCHER,
    ASL_RESULT_WRITER,
    ASL_WRITER_CONFIG,
    ASL_OBJECT_KIND_COUNT
};

enum asl_language {
    ASL_LANGUAGE_JSONPATH = 1,
    ASL_LANGUAGE_JSONATA = 2,
    ASL_LANGUAGE_BOTH = 3
};

enum asl_type {
    ASL_TYPE_STRING,
    ASL_TYPE_BOOLEAN,
    ASL_TYPE_INTEGER,
    ASL_TYPE_NUMBER,
    ASL_TYPE_STATE_NAME,
    ASL_TYPE_STATES,
    ASL_TYPE_MACHINE,
    ASL_TYPE_MACHINES,
    ASL_TYPE_RETRIERS,
    ASL_TYPE_CATCHERS,
    ASL_TYPE_RULES,
    ASL_TYPE_NESTED_RULES,
    ASL_TYPE_NESTED_RULE,
    ASL_TYPE_CONDITION,   /* boolean */
    ASL_TYPE_ERROR_NAMES, /* array of strings */
    ASL_TYPE_STRINGS,
    ASL_TYPE_PATH,        /* any JSONPath */
    ASL_TYPE_REFERENCE,   /* reference path; the context object and variables too */
    ASL_TYPE_ITEMS_PATH,  /* as a reference path, or one with a filter */
    ASL_TYPE_RESULT_PATH, /* reference path into the input */
    ASL_TYPE_STRING_PATH, /* path, or an intrinsic call that gives a string */
    ASL_TYPE_TEMPLATE,    /* any JSON: a payload template, or with "{% %}" strings, by the language */
    ASL_TYPE_TEMPLATE_OBJECT,
    ASL_TYPE_VALUE, /* any JSON with "{% %}" strings */
    ASL_TYPE_VALUE_OBJECT, /* an object of that kind, or one expression */
    ASL_TYPE_ASSIGN,
    ASL_TYPE_LITERAL, /* any JSON as it stands */
    ASL_TYPE_ITEMS,   /* array, object or expression */
    ASL_TYPE_CREDENTIALS,
    ASL_TYPE_TIMESTAMP,
    ASL_TYPE_RESOURCE,
    ASL_TYPE_LABEL,
    ASL_TYPE_POINTER,
    ASL_TYPE_CONFIG /* an object of its own kind: asl_config_kind() */
};

enum asl_field_flag {
    ASL_FIELD_NONE = 0,
    ASL_FIELD_REQUIRED = 1,
    ASL_FIELD_EXPRESSION = 2,
    ASL_FIELD_NULLABLE = 4,
    ASL_FIELD_NOT_EMPTY = 8,
    ASL_FIELD_DISTRIBUTED = 16
};

#define ASL_NO_LIMIT INT64_MAX

enum asl_operator_family {
    ASL_FAMILY_STRING,
    ASL_FAMILY_NUMERIC,
    ASL_FAMILY_BOOLEAN,
    ASL_FAMILY_TIMESTAMP,
    ASL_FAMILY_TEST
};

enum asl_comparison {
    ASL_COMPARE_EQUALS,
    ASL_COMPARE_LESS,
    ASL_COMPARE_GREATER,
    ASL_COMPARE_LESS_EQUALS,
    ASL_COMPARE_GREATER_EQUALS,
    ASL_COMPARE_MATCHES,
    ASL_COMPARE_IS_NULL,
    ASL_COMPARE_IS_PRESENT,
    ASL_COMPARE_IS_NUMERIC,
    ASL_COMPARE_IS_STRING,
    ASL_COMPARE_IS_BOOLEAN,
    ASL_COMPARE_IS_TIMESTAMP
};

struct asl_operator {
    enum name name;
    enum asl_operator_family family;
    enum asl_comparison comparison;
    bool is_path; /* the operand is a path */
};

struct asl_row {
    enum name name;
    uint32_t owners; /* bit 1 << enum asl_object_kind */
    enum asl_language language;
    enum asl_type type;
    unsigned flags;           /* of enum asl_field_flag */
    int64_t minimum, maximum; /* ASL_NO_LIMIT: none */
    const char *values;       /* "A|B", or NULL */
    const char *doc;
    const struct asl_operator *operation; /* of a comparison operator, else NULL */
};

#define ASL_EXCLUSIVE_MAX 4

/* Fields of which an object takes at most one, or exactly one. */
struct asl_exclusive {
    enum asl_object_kind owner;
    bool is_required;
    enum name names[ASL_EXCLUSIVE_MAX]; /* in the order in which messages list them; then NAME_NONE */
};

/* The row for this field in this object; NULL when the object has no such field. */
const struct asl_row *asl_row_find(enum asl_object_kind owner, enum name name);
/* Whether any object has a field of this name. */
bool asl_name_is_field(enum name name);
/* All rows, for those who print or check every one. */
const struct asl_row *asl_rows(size_t *count);

/* All groups of fields that exclude each other. */
const struct asl_exclusive *asl_exclusives(size_t *count);

/* "Task state", "retrier", ...: what a message calls an object. */
const char *asl_object_name(enum asl_object_kind kind);
/* The kind of the object in a field of type CONFIG. */
enum asl_object_kind asl_config_kind(enum name field);
/* The kind of a state by its Type; ASL_UNTYPED when it is none. */
enum asl_object_kind asl_state_kind(str type);

static inline bool asl_kind_is_machine(enum asl_object_kind kind)
{
    return kind <= ASL_PROCESSOR;
}
static inline bool asl_kind_is_state(enum asl_object_kind kind)
{
    return kind >= ASL_PASS && kind <= ASL_UNTYPED;
}
static inline bool asl_row_has(const struct asl_row *row, enum asl_field_flag flag)
{
    return (row->flags & flag) != 0;
}

#endif
