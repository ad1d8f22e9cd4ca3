#include "asl/fields.h"

#include "base/arena.h"

enum owners {
#define OF(kind) 1 << ASL_##kind
    OF_MACHINE = OF(MACHINE),
    OF_BRANCH = OF(BRANCH),
    OF_PROCESSOR = OF(PROCESSOR),
    OF_PASS = OF(PASS),
    OF_TASK = OF(TASK),
    OF_CHOICE = OF(CHOICE),
    OF_WAIT = OF(WAIT),
    OF_SUCCEED = OF(SUCCEED),
    OF_FAIL = OF(FAIL),
    OF_PARALLEL = OF(PARALLEL),
    OF_MAP = OF(MAP),
    OF_UNTYPED = OF(UNTYPED),
    OF_RETRIER = OF(RETRIER),
    OF_CATCHER = OF(CATCHER),
    OF_RULE = OF(RULE),
    OF_NESTED_RULE = OF(NESTED_RULE),
    OF_CONDITION = OF(CONDITION),
    OF_PROCESSOR_CONFIG = OF(PROCESSOR_CONFIG),
    OF_ITEM_READER = OF(ITEM_READER),
    OF_READER_CONFIG = OF(READER_CONFIG),
    OF_ITEM_BATCHER = OF(ITEM_BATCHER),
    OF_RESULT_WRITER = OF(RESULT_WRITER),
    OF_WRITER_CONFIG = OF(WRITER_CONFIG),
#undef OF
    OF_MACHINES = OF_MACHINE | OF_BRANCH | OF_PROCESSOR,
    /* states that go on to another one */
    OF_STEPS = OF_PASS | OF_TASK | OF_WAIT | OF_PARALLEL | OF_MAP,
    /* states that data flows through */
    OF_FLOWS = OF_STEPS | OF_CHOICE | OF_SUCCEED,
    OF_STATES = OF_FLOWS | OF_FAIL | OF_UNTYPED,
    OF_TESTS = OF_RULE | OF_NESTED_RULE,
    OF_ANY_OBJECT = OF_MACHINES | OF_STATES | OF_RETRIER | OF_CATCHER | OF_TESTS | OF_CONDITION
};

enum row_index {
#define FIELD(name, ...) ROW_##name,
#define ALSO(name, n, ...) ROW_##name##_##n,
#define OPERATOR(name, ...) ROW_##name,
#include "states.def"
#include "operators.def"
#undef FIELD
#undef ALSO
#undef OPERATOR
    ROW_COUNT
};

enum operator_index {
#define OPERATOR(name, ...) OPERATOR_##name,
#include "operators.def"
#undef OPERATOR
    OPERATOR_COUNT
};

enum operand {
    OPERAND_LITERAL,
    OPERAND_PATH
};

static const struct asl_operator operators[OPERATOR_COUNT] = {
#define OPERATOR(name, family, comparison, operand) \
    [OPERATOR_##name] = { NAME_##name, ASL_FAMILY_##family, ASL_COMPARE_##comparison, \
                          OPERAND_##operand == OPERAND_PATH },
#include "operators.def"
#undef OPERATOR
};

/* The type of a literal operand; one of type PATH is a reference path. */
#define TYPE_STRING ASL_TYPE_STRING
#define TYPE_NUMERIC ASL_TYPE_NUMBER
#define TYPE_BOOLEAN ASL_TYPE_BOOLEAN
#define TYPE_TIMESTAMP ASL_TYPE_TIMESTAMP
#define TYPE_TEST ASL_TYPE_BOOLEAN

enum {
    NONE = ASL_FIELD_NONE,
    REQUIRED = ASL_FIELD_REQUIRED,
    EXPRESSION = ASL_FIELD_EXPRESSION,
    NULLABLE = ASL_FIELD_NULLABLE,
    NOT_EMPTY = ASL_FIELD_NOT_EMPTY,
    DISTRIBUTED = ASL_FIELD_DISTRIBUTED
};
#define NO_LIMIT ASL_NO_LIMIT

static const struct asl_row rows[ROW_COUNT] = {
#define ROW(index, name, owners, language, type, flags, minimum, maximum, values, doc) \
    [index] = { NAME_##name, (owners), ASL_LANGUAGE_##language, ASL_TYPE_##type, (flags), minimum, \
                maximum,     values,   doc,                     NULL },
#define FIELD(name, owners, language, type, flags, minimum, maximum, values, doc) \
    ROW(ROW_##name, name, owners, language, type, flags, minimum, maximum, values, doc)
#define ALSO(name, n, owners, language, type, flags, minimum, maximum, values, doc) \
    ROW(ROW_##name##_##n, name, owners, language, type, flags, minimum, maximum, values, doc)
#include "states.def"
#undef FIELD
#undef ALSO
#define OPERATOR(name, family, comparison, operand) \
    [ROW_##name] = { NAME_##name, \
                     OF_TESTS | OF_CONDITION, \
                     ASL_LANGUAGE_JSONPATH, \
                     OPERAND_##operand == OPERAND_PATH ? ASL_TYPE_REFERENCE : TYPE_##family, \
                     NONE, \
                     NO_LIMIT, \
                     NO_LIMIT, \
                     NULL, \
                     "A comparison of the Variable.", \
                     &operators[OPERATOR_##name] },
#include "operators.def"
#undef OPERATOR
};

/* The first row of each name; names without a field have 0 here, which is another name's row. */
static const uint16_t first_rows[NAME_COUNT] = {
#define FIELD(name, ...) [NAME_##name] = ROW_##name,
#define ALSO(name, ...)
#define OPERATOR(name, ...) [NAME_##name] = ROW_##name,
#include "states.def"
#include "operators.def"
#undef FIELD
#undef ALSO
#undef OPERATOR
};

static const struct asl_exclusive exclusives[] = {
#define FIELD(...)
#define ALSO(...)
#define EXCLUSIVE(owner, flags, ...) { ASL_##owner, (flags) == REQUIRED, { __VA_ARGS__ } },
#include "states.def"
#undef FIELD
#undef ALSO
#undef EXCLUSIVE
};

static const char *const object_names[ASL_OBJECT_KIND_COUNT] = {
    [ASL_MACHINE] = "state machine",
    [ASL_BRANCH] = "branch",
    [ASL_PROCESSOR] = "item processor",
    [ASL_PASS] = "Pass state",
    [ASL_TASK] = "Task state",
    [ASL_CHOICE] = "Choice state",
    [ASL_WAIT] = "Wait state",
    [ASL_SUCCEED] = "Succeed state",
    [ASL_FAIL] = "Fail state",
    [ASL_PARALLEL] = "Parallel state",
    [ASL_MAP] = "Map state",
    [ASL_UNTYPED] = "state",
    [ASL_RETRIER] = "retrier",
    [ASL_CATCHER] = "catcher",
    [ASL_RULE] = "choice rule",
    [ASL_NESTED_RULE] = "nested choice rule",
    [ASL_CONDITION] = "choice rule",
    [ASL_PROCESSOR_CONFIG] = "ProcessorConfig",
    [ASL_ITEM_READER] = "ItemReader",
    [ASL_READER_CONFIG] = "ReaderConfig",
    [ASL_ITEM_BATCHER] = "ItemBatcher",
    [ASL_RESULT_WRITER] = "ResultWriter",
    [ASL_WRITER_CONFIG] = "WriterConfig",
};

static const struct {
    const char *type;
    enum asl_object_kind kind;
} state_types[] = {
    { "Pass", ASL_PASS },       { "Task", ASL_TASK }, { "Choice", ASL_CHOICE },     { "Wait", ASL_WAIT },
    { "Succeed", ASL_SUCCEED }, { "Fail", ASL_FAIL }, { "Parallel", ASL_PARALLEL }, { "Map", ASL_MAP },
};

bool asl_name_is_field(enum name name)
{
    return name < NAME_COUNT && rows[first_rows[name]].name == name;
}

const struct asl_row *asl_row_find(enum asl_object_kind owner, enum name name)
{
    if (name >= NAME_COUNT)
        return NULL;
    for (size_t i = first_rows[name]; i < ROW_COUNT && rows[i].name == name; i++) {
        if (rows[i].owners >> owner & 1)
            return &rows[i];
    }
    return NULL;
}

const struct asl_row *asl_rows(size_t *count)
{
    *count = ROW_COUNT;
    return rows;
}

const struct asl_exclusive *asl_exclusives(size_t *count)
{
    *count = ARRAY_LEN(exclusives);
    return exclusives;
}

const char *asl_object_name(enum asl_object_kind kind)
{
    return object_names[kind];
}

enum asl_object_kind asl_config_kind(enum name field)
{
    switch ((unsigned)field) {
    case NAME_ItemReader: return ASL_ITEM_READER;
    case NAME_ReaderConfig: return ASL_READER_CONFIG;
    case NAME_ItemBatcher: return ASL_ITEM_BATCHER;
    case NAME_ResultWriter: return ASL_RESULT_WRITER;
    case NAME_WriterConfig: return ASL_WRITER_CONFIG;
    default: return ASL_PROCESSOR_CONFIG;
    }
}

enum asl_object_kind asl_state_kind(str type)
{
    for (size_t i = 0; i < ARRAY_LEN(state_types); i++) {
        if (str_equal(type, str_from(state_types[i].type)))
            return state_types[i].kind;
    }
    return ASL_UNTYPED;
}
