#include "base/buf.h"
#include "jsonata/inspect.h"

/* Signature letters and types are two encodings of one thing. */
static const struct {
    uint8_t letter;
    uint8_t type;
    char symbol;
} encodings[] = {
    { LETTER_M, JSONATA_UNDEFINED, 'm' }, { LETTER_L, JSONATA_NULL, 'l' },
    { LETTER_B, JSONATA_BOOLEAN, 'b' },   { LETTER_N, JSONATA_NUMBER, 'n' },
    { LETTER_S, JSONATA_STRING, 's' },    { LETTER_A, JSONATA_ARRAY, 'a' },
    { LETTER_O, JSONATA_OBJECT, 'o' },    { LETTER_F, JSONATA_FUNCTION, 'f' },
};

static unsigned types_of_letters(unsigned letters)
{
    unsigned types = 0;
    for (size_t i = 0; i < ARRAY_LEN(encodings); i++) {
        if (letters & encodings[i].letter)
            types |= encodings[i].type;
    }
    return types;
}

static unsigned types_of_symbol(char symbol)
{
    for (size_t i = 0; i < ARRAY_LEN(encodings); i++) {
        if (encodings[i].symbol == symbol)
            return encodings[i].type;
    }
    return JSONATA_ANY;
}

/* What a parameter takes. An array parameter with a type of items takes arrays and lone items. */
static unsigned wanted_types(const struct parameter *parameter)
{
    unsigned types = types_of_letters(parameter->letters);
    if (parameter->symbol == 'a' && parameter->subtype.len == 1)
        types = JSONATA_UNDEFINED | JSONATA_ARRAY | types_of_symbol(parameter->subtype.at[0]);
    return types;
}

struct possible {
    const struct signature *signature;
    const struct known_argument *arguments;
    uint32_t count;
    uint32_t farthest; /* the first argument that no attempt got past */
    unsigned wanted;   /* what a parameter would have taken there */
};

/* Whether the arguments can fit at all. Signatures of built-in functions are short, so that trying is cheap. */
static bool can_fit(struct possible *possible, uint32_t parameter, uint32_t argument)
{
    if (parameter == possible->signature->count)
        return argument == possible->count;
    const struct parameter *p = &possible->signature->parameters[parameter];
    unsigned wanted = wanted_types(p);
    if (argument < possible->count) {
        if (possible->arguments[argument].types & wanted) {
            if (can_fit(possible, parameter + 1, argument + 1) ||
                (p->is_many && can_fit(possible, parameter, argument + 1)))
                return true;
        } else if (argument >= possible->farthest) {
            possible->wanted = argument > possible->farthest ? wanted : possible->wanted | wanted;
            possible->farthest = argument;
        }
    }
    return p->is_optional && can_fit(possible, parameter + 1, argument);
}

/* Whether there are fewer arguments than the function takes when no context helps out, and those would do. */
static bool lacks_last(const struct signature *signature, const struct known_argument *arguments, uint32_t count)
{
    uint32_t needed = 0;
    for (uint32_t i = 0; i < signature->count; i++) {
        const struct parameter *parameter = &signature->parameters[i];
        needed += !parameter->is_optional || parameter->is_context;
        if (i < count && !(arguments[i].types & wanted_types(parameter)))
            return false;
    }
    return count < needed;
}

static void count_parameters(const struct signature *signature, uint32_t *least, uint32_t *most)
{
    *least = 0;
    *most = signature->count;
    for (uint32_t i = 0; i < signature->count; i++) {
        *least += !signature->parameters[i].is_optional;
        if (signature->parameters[i].is_many)
            *most = UINT32_MAX;
    }
}

void inspect_arguments(const struct signature *signature, const struct known_argument *arguments,
                       uint32_t count, struct jsonata_call *call)
{
    uint32_t least, most;
    struct possible possible = { .signature = signature, .arguments = arguments, .count = count };
    if (can_fit(&possible, 0, 0))
        return;
    count_parameters(signature, &least, &most);
    if (count > most) {
        call->problem = JSONATA_CALL_TOO_MANY;
        call->argument = most + 1;
        call->argument_span = arguments[most].span;
    } else if (count < least || possible.farthest >= count || !possible.wanted ||
               lacks_last(signature, arguments, count)) {
        call->problem = JSONATA_CALL_TOO_FEW;
    } else {
        call->problem = JSONATA_CALL_TYPE;
        call->argument = possible.farthest + 1;
        call->argument_span = arguments[possible.farthest].span;
        call->wanted = possible.wanted & ~(unsigned)JSONATA_UNDEFINED;
        call->given = arguments[possible.farthest].types;
    }
}

/* What an operator takes on either side. */
static unsigned operand_types(enum node_kind operator)
{
    switch (operator) {
    case NODE_ADD:
    case NODE_SUBTRACT:
    case NODE_MULTIPLY:
    case NODE_DIVIDE:
    case NODE_MODULO:
    case NODE_RANGE:
    case NODE_NEGATE:
        return JSONATA_NUMBER | JSONATA_UNDEFINED;
    case NODE_LESS:
    case NODE_AT_MOST:
    case NODE_GREATER:
    case NODE_AT_LEAST:
        return JSONATA_NUMBER | JSONATA_STRING | JSONATA_UNDEFINED;
    default:
        return JSONATA_ANY;
    }
}

bool inspect_operands(enum node_kind operator, unsigned left, unsigned right, struct jsonata_operand *operand,
                      bool *is_right)
{
    unsigned wanted = operand_types(operator);
    if (!(left & wanted)) {
        *is_right = false;
        operand->given = left;
    } else if (!(right & wanted)) {
        *is_right = true;
        operand->given = right;
    } else {
        /* Two that can be compared, but not with each other. */
        if (!(wanted & JSONATA_STRING) || wanted == JSONATA_ANY || (left & right & wanted) ||
            ((left | right) & JSONATA_UNDEFINED))
            return false;
        *is_right = true;
        operand->given = right;
        wanted &= left;
    }
    operand->wanted = wanted & ~(unsigned)JSONATA_UNDEFINED;
    return true;
}

unsigned inspect_result(const struct builtin *builtin)
{
    str signature = str_from(builtin->about.signature);
    size_t colon = signature.len;
    while (colon > 0 && signature.at[colon - 1] != ':')
        colon--;
    if (colon == 0)
        return JSONATA_ANY; /* what a callback gives */
    str result = str_slice(signature, colon, signature.len - 1);
    /* Sequences of one unwrap; a:o inside a parameter is no result. */
    if (result.len != 1 || result.at[0] == 'a')
        return str_starts(result, STR("a<s>")) ? JSONATA_UNDEFINED | JSONATA_ARRAY | JSONATA_STRING
                                               : JSONATA_ANY;
    bool has_parameters = colon > 2 && !str_equal(builtin->name, STR("count")) &&
                          !str_equal(builtin->name, STR("exists"));
    return types_of_symbol(result.at[0]) | (has_parameters ? JSONATA_UNDEFINED : 0);
}

void jsonata_print_types(struct buf *buf, unsigned types)
{
    static const struct {
        unsigned type;
        const char *name;
    } names[] = {
        { JSONATA_STRING, "string" }, { JSONATA_NUMBER, "number" },     { JSONATA_BOOLEAN, "boolean" },
        { JSONATA_ARRAY, "array" },   { JSONATA_OBJECT, "object" },     { JSONATA_FUNCTION, "function" },
        { JSONATA_NULL, "null" },     { JSONATA_UNDEFINED, "nothing" },
    };
    if ((types & JSONATA_ANY) == JSONATA_ANY) {
        buf_str(buf, STR("anything"));
        return;
    }
    bool is_first = true;
    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        if (!(types & names[i].type))
            continue;
        types &= ~names[i].type;
        if (!is_first)
            buf_str(buf, types ? STR(", ") : STR(" or "));
        is_first = false;
        buf_str(buf, str_from(names[i].name));
    }
}
