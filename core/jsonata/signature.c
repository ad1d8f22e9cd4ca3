#include "jsonata/signature.h"

#include "base/arena.h"
#include "jsonata/run.h"

#define LETTERS_JSON (LETTER_S | LETTER_N | LETTER_B | LETTER_L | LETTER_O | LETTER_A | LETTER_M)
#define LETTERS_ANY (LETTERS_JSON | LETTER_F)

static uint8_t letter_of(char c)
{
    switch (c) {
    case 's':
        return LETTER_S;
    case 'n':
        return LETTER_N;
    case 'b':
        return LETTER_B;
    case 'l':
        return LETTER_L;
    case 'o':
        return LETTER_O;
    case 'a':
        return LETTER_A;
    case 'f':
        return LETTER_F;
    case 'm':
        return LETTER_M;
    default:
        return 0;
    }
}

/* The letters that fit a parameter of one symbol, or 0 when the character is none. */
static uint8_t symbol_letters(char symbol)
{
    switch (symbol) {
    case 's':
    case 'n':
    case 'b':
    case 'l':
    case 'o':
        return letter_of(symbol) | LETTER_M;
    case 'f':
        return LETTER_F;
    case 'j':
        return LETTERS_JSON;
    case 'a':
    case 'x':
        return LETTERS_ANY;
    default:
        return 0;
    }
}

/* The offset of the bracket that closes the one at `start`, or the end. */
static size_t closing_bracket(str text, size_t start, char open, char close)
{
    int depth = 1;
    for (size_t i = start + 1; i < text.len; i++) {
        if (text.at[i] == close && --depth == 0)
            return i;
        if (text.at[i] == open)
            depth++;
    }
    return text.len;
}

struct signature_reader {
    str text;
    size_t at;
    struct parameter parameters[SIGNATURE_MAX];
    uint32_t count;
    struct error *error;
};

static bool fail(struct signature_reader *reader, enum error_code code, str what)
{
    *reader->error = (struct error){ .code = code,
                                     .value = what.at ? value_string(what) : value_undefined(),
                                     .has_position = true,
                                     .position = (uint32_t)reader->at };
    return false;
}

static void add_parameter(struct signature_reader *reader, char symbol, uint8_t letters)
{
    if (reader->count == SIGNATURE_MAX)
        return;
    reader->parameters[reader->count++] = (struct parameter){ .symbol = symbol, .letters = letters };
}

static bool read_choice(struct signature_reader *reader)
{
    size_t end = closing_bracket(reader->text, reader->at, '(', ')');
    str choice = str_slice(reader->text, reader->at + 1, end);
    if (str_find_char(choice, '<') != SIZE_MAX)
        return fail(reader, ERROR_S0402, choice);
    uint8_t letters = LETTER_M;
    for (size_t i = 0; i < choice.len; i++)
        letters |= letter_of(choice.at[i]);
    add_parameter(reader, '(', letters);
    reader->at = end;
    return true;
}

static bool read_subtype(struct signature_reader *reader, struct parameter *last)
{
    if (!last || (last->symbol != 'a' && last->symbol != 'f'))
        return fail(reader, ERROR_S0401, last ? (str){ &last->symbol, 1 } : (str){ 0 });
    size_t end = closing_bracket(reader->text, reader->at, '<', '>');
    last->subtype = str_slice(reader->text, reader->at + 1, end);
    reader->at = end;
    return true;
}

/* One character of the signature; a bracket with all that is inside. */
static bool read_symbol(struct signature_reader *reader)
{
    struct parameter *last = reader->count ? &reader->parameters[reader->count - 1] : NULL;
    char c = reader->text.at[reader->at];
    if (c == '(')
        return read_choice(reader);
    if (c == '<')
        return read_subtype(reader, last);
    if (c == '-' && last)
        last->is_context = last->is_optional = true;
    else if (c == '?' && last && last->is_optional)
        last->is_lazy = true;
    else if (c == '?' && last)
        last->is_optional = true;
    else if (c == '+' && last)
        last->is_many = true;
    else if (symbol_letters(c))
        add_parameter(reader, c, symbol_letters(c));
    return true;
}

const struct signature *signature_parse(struct arena *arena, str definition, struct error *error)
{
    struct signature_reader reader = { .text = definition, .at = 1, .error = error };
    for (; reader.at < definition.len && definition.at[reader.at] != ':'; reader.at++) {
        if (!read_symbol(&reader)) {
            if (error->code == ERROR_S0401 && error->value.kind == VALUE_STRING)
                error->value = value_string(str_copy(arena, value_text(error->value)));
            return NULL;
        }
    }
    struct signature *signature = arena_new(arena, struct signature);
    signature->count = reader.count;
    signature->parameters =
        arena_copy(arena, reader.parameters, reader.count * sizeof reader.parameters[0]);
    return signature;
}

static uint8_t letter_of_value(value v)
{
    switch (v.kind) {
    case VALUE_UNDEFINED:
        return LETTER_M;
    case VALUE_NULL:
        return LETTER_L;
    case VALUE_FALSE:
    case VALUE_TRUE:
        return LETTER_B;
    case VALUE_INTEGER:
    case VALUE_DOUBLE:
    case VALUE_BIG:
        return LETTER_N;
    case VALUE_STRING:
        return LETTER_S;
    case VALUE_ARRAY:
        return LETTER_A;
    case VALUE_FUNCTION:
        return LETTER_F;
    default:
        return LETTER_O;
    }
}

/*
 * How many arguments each parameter takes, found by trying the longest first, as a regular expression does. What has
 * failed once is remembered, so that the cost is parameters times arguments.
 */
struct match {
    const struct parameter *parameters;
    uint32_t count;
    const value *arguments;
    uint32_t argument_count;
    bool is_open;      /* arguments may be left over */
    uint32_t *failed;  /* by argument: a bit for each parameter that did not get on from there */
    uint32_t end;      /* the first argument left over */
    uint32_t taken[SIGNATURE_MAX];
};

static bool match_from(struct match *match, uint32_t parameter, uint32_t argument);

static bool match_taking(struct match *match, uint32_t parameter, uint32_t argument, uint32_t taken)
{
    match->taken[parameter] = taken;
    return match_from(match, parameter + 1, argument + taken);
}

/* How many arguments from `argument` on fit the parameter, at most `most`. */
static uint32_t count_fitting(const struct match *match, uint32_t parameter, uint32_t argument,
                              uint32_t most)
{
    uint32_t count = 0;
    while (count < most && argument + count < match->argument_count &&
           (letter_of_value(match->arguments[argument + count]) &
            match->parameters[parameter].letters))
        count++;
    return count;
}

static bool match_parameter(struct match *match, uint32_t parameter, uint32_t argument)
{
    const struct parameter *p = &match->parameters[parameter];
    uint32_t least = p->is_optional ? 0 : 1;
    if (p->is_lazy && match_taking(match, parameter, argument, 0))
        return true;
    uint32_t taken = count_fitting(match, parameter, argument, p->is_many ? UINT32_MAX : 1);
    for (; taken >= least; taken--) {
        if (match_taking(match, parameter, argument, taken))
            return true;
        if (taken == 0)
            break;
    }
    return false;
}

static bool match_from(struct match *match, uint32_t parameter, uint32_t argument)
{
    if (parameter == match->count) {
        match->end = argument;
        return match->is_open || argument == match->argument_count;
    }
    if (match->failed[argument] >> parameter & 1)
        return false;
    if (match_parameter(match, parameter, argument))
        return true;
    match->failed[argument] |= 1u << parameter;
    return false;
}

/* The common case: one argument for each parameter, none of which might want those of the next one. */
static bool match_evenly(struct match *match)
{
    if (match->argument_count != match->count)
        return false;
    for (uint32_t i = 0; i < match->count; i++) {
        const struct parameter *p = &match->parameters[i];
        bool is_greedy = p->is_many && i + 1 < match->count;
        if (p->is_lazy || is_greedy || !(letter_of_value(match->arguments[i]) & p->letters))
            return false;
        match->taken[i] = 1;
    }
    return true;
}

static bool match_all(struct run *run, struct match *match)
{
    if (match_evenly(match))
        return true;
    match->failed = arena_array(run->arena, uint32_t, (size_t)match->argument_count + 1);
    return match_from(match, 0, 0);
}

/* Which argument is to blame: the parameters are applied one more at a time until that fails. */
static uint32_t first_misfit(struct run *run, const struct match *whole)
{
    uint32_t good = 0;
    for (uint32_t used = 1; used <= whole->count; used++) {
        struct match match = *whole;
        match.count = used;
        match.is_open = true;
        match.failed = arena_array(run->arena, uint32_t, (size_t)match.argument_count + 1);
        if (!match_from(&match, 0, 0))
            break;
        good = match.end;
    }
    return good;
}

static str plural_of(char type)
{
    switch (type) {
    case 'a':
        return STR("arrays");
    case 'b':
        return STR("booleans");
    case 'f':
        return STR("functions");
    case 'n':
        return STR("numbers");
    case 'o':
        return STR("objects");
    case 's':
        return STR("strings");
    default:
        return (str){ 0 };
    }
}

/* Whether an argument for a<...>, which was matched by its letter, holds items of that type only. */
static bool items_fit(const struct parameter *parameter, value argument, uint8_t letter, uint32_t taken)
{
    if (!parameter->subtype.at)
        return true;
    uint8_t wanted = parameter->subtype.len ? letter_of(parameter->subtype.at[0]) : 0;
    if (letter != LETTER_A)
        return taken == 1 && parameter->subtype.len == 1 && letter == wanted;
    if (argument.kind != VALUE_ARRAY)
        return true;
    for (uint32_t i = 0; i < argument.count; i++) {
        if (letter_of_value(argument.as.items[i]) != wanted)
            return false;
    }
    return true;
}

/*
 * An argument for an array parameter: checked, and put in an array when it is none. `letter` is that of the argument that
 * matched, which is an earlier one when a missing argument has passed another one twice.
 */
static bool check_array(struct run *run, const struct parameter *parameter, value *argument,
                        uint8_t letter, uint32_t taken, uint32_t index)
{
    if (letter == LETTER_M) {
        *argument = value_undefined();
        return true;
    }
    if (!items_fit(parameter, *argument, letter, taken)) {
        struct error *error = run_fail(run, ERROR_T0412);
        error->value = *argument;
        error->index = index + 1;
        error->type = parameter->subtype.len == 1 ? plural_of(parameter->subtype.at[0]) : (str){ 0 };
        return false;
    }
    if (letter != LETTER_A)
        *argument = run_array_of(run, *argument);
    return true;
}

struct checked {
    value *values;
    uint32_t room, count;
};

static void add_checked(struct checked *checked, value v)
{
    if (checked->count < checked->room)
        checked->values[checked->count] = v;
    checked->count++;
}

static bool add_context(struct run *run, const struct parameter *parameter, value context,
                        uint32_t argument, struct checked *checked)
{
    if (letter_of_value(context) & parameter->letters) {
        add_checked(checked, context);
        return true;
    }
    struct error *error = run_fail(run, ERROR_T0411);
    error->value = context;
    error->index = argument + 1;
    return false;
}

/* Up to version 2.1, "one or more" of anything but arrays passed the first argument again and again. */
static bool repeats_first(const struct run *run, const struct parameter *parameter)
{
    return parameter->symbol != 'a' && !(run->code->dialect & JSONATA_NEWER);
}

static bool add_matched(struct run *run, const struct match *match, value context,
                        struct checked *checked)
{
    uint32_t argument = 0, matched = 0;
    for (uint32_t i = 0; i < match->count; i++) {
        const struct parameter *parameter = &match->parameters[i];
        uint32_t taken = match->taken[i];
        if (taken == 0 && parameter->is_context) {
            if (!add_context(run, parameter, context, argument, checked))
                return false;
            continue;
        }
        /* A missing one passes the argument that stands there, as the reference does. */
        for (uint32_t j = 0; j < (taken ? taken : 1); j++, argument++) {
            uint32_t from = repeats_first(run, parameter) ? argument - j : argument;
            value v = from < match->argument_count ? match->arguments[from] : value_undefined();
            if (taken && parameter->symbol == 'a') {
                uint8_t letter = letter_of_value(match->arguments[matched + j]);
                if (!check_array(run, parameter, &v, letter, taken, argument))
                    return false;
            }
            add_checked(checked, v);
        }
        matched += taken;
    }
    return true;
}

bool signature_check(struct run *run, const struct signature *signature, const value *arguments,
                     uint32_t count, value context, value *checked, uint32_t room,
                     uint32_t *checked_count)
{
    struct match match = { .parameters = signature->parameters,
                           .count = signature->count,
                           .arguments = arguments,
                           .argument_count = count };
    if (!match_all(run, &match)) {
        uint32_t misfit = first_misfit(run, &match);
        struct error *error = run_fail(run, ERROR_T0410);
        error->value = misfit < count ? arguments[misfit] : value_undefined();
        error->index = misfit + 1;
        return false;
    }
    struct checked out = { .values = checked, .room = room };
    if (!add_matched(run, &match, context, &out))
        return false;
    *checked_count = out.count < room ? out.count : room;
    for (uint32_t i = *checked_count; i < room; i++)
        checked[i] = value_undefined();
    return true;
}
