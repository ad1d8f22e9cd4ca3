#include "base/arena.h"
#include "base/buf.h"
#include "diag/diag.h"
#include "jsonata/jsonata.h"

#define FUNCTIONS_MAX 128

static void check_top_level(const struct jsonata_top_level *found, const struct source *text,
                            struct diags *diags)
{
    struct diag *diag = diag_add(diags, RULE_JSONATA_TOP_LEVEL, text, found->span);
    diag_message(diag, "Reference to '%.*s' at the top level is not supported.", STR_ARG(found->name));
    if (jsonata_function_find(JSONATA_AWS, found->name))
        diag_help(diag, "the function is $%.*s", STR_ARG(found->name));
    else if (found->name.len && found->name.at[0] != '$' && found->name.at[0] != '*')
        diag_help(diag, "the state's input is $states.input; a variable is $%.*s", STR_ARG(found->name));
    else
        diag_help(diag, "the state's input is $states.input");
}

static void check_unknown(const struct jsonata_call *call, const struct source *text, struct diags *diags)
{
    str names[FUNCTIONS_MAX];
    size_t count = 0;
    const struct jsonata_function *function;
    while (count < FUNCTIONS_MAX && (function = jsonata_function_at(JSONATA_AWS, count)))
        names[count++] = str_from(function->name);
    struct diag *diag = diag_add(diags, RULE_UNKNOWN_FUNCTION, text, call->name_span);
    if (str_equal(call->name, STR("eval"))) {
        diag_message(diag, "Step Functions has no function \"$eval\"");
        diag_help(diag, "$parse reads a JSON text");
        return;
    }
    diag_message(diag, "there is no function \"$%.*s\"", STR_ARG(call->name));
    ptrdiff_t nearest = diag_help_nearest(diags, diag, names, count, call->name);
    if (nearest >= 0)
        diag_help(diag, "did you mean \"$%.*s\"?", STR_ARG(names[nearest]));
}

static const char *signature_of(const struct jsonata_call *call)
{
    const struct jsonata_function *function = jsonata_function_find(JSONATA_AWS, call->name);
    return function ? function->signature : "";
}

static void check_count(const struct jsonata_call *call, const struct source *text, struct diags *diags)
{
    bool is_many = call->problem == JSONATA_CALL_TOO_MANY;
    struct diag *diag =
        diag_add(diags, RULE_JSONATA_ARGUMENT, text, is_many ? call->argument_span : call->span);
    if (is_many)
        diag_message(diag, "\"$%.*s\" takes at most %u argument%s, this is one too many",
                     STR_ARG(call->name), call->argument - 1, call->argument == 2 ? "" : "s");
    else
        diag_message(diag, "\"$%.*s\" lacks an argument", STR_ARG(call->name));
    diag_help(diag, "its signature is %s", signature_of(call));
}

static void check_type(struct arena *arena, const struct jsonata_call *call, const struct source *text,
                       struct diags *diags)
{
    struct buf wanted, given;
    buf_init(&wanted, arena);
    jsonata_print_types(&wanted, call->wanted);
    buf_init(&given, arena);
    jsonata_print_types(&given, call->given);
    struct diag *diag = diag_add(diags, RULE_JSONATA_ARGUMENT, text, call->argument_span);
    diag_message(diag, "argument %u of \"$%.*s\" must be %.*s, and is %.*s", call->argument,
                 STR_ARG(call->name), STR_ARG(buf_text(&wanted)), STR_ARG(buf_text(&given)));
    diag_help(diag, "its signature is %s", signature_of(call));
}

static void check_operand(struct arena *arena, const struct jsonata_operand *operand,
                          const struct source *text, struct diags *diags)
{
    struct buf wanted, given;
    buf_init(&wanted, arena);
    jsonata_print_types(&wanted, operand->wanted);
    buf_init(&given, arena);
    jsonata_print_types(&given, operand->given);
    struct diag *diag = diag_add(diags, RULE_JSONATA_OPERAND, text, operand->span);
    diag_message(diag, "an operand of \"%.*s\" must be %.*s, and this is %.*s", STR_ARG(operand->operator),
                 STR_ARG(buf_text(&wanted)), STR_ARG(buf_text(&given)));
    if (str_equal(operand->operator, STR("+")) && (operand->given & JSONATA_STRING))
        diag_help(diag, "\"&\" joins texts, and $number reads one");
}

void jsonata_check(struct arena *arena, const struct jsonata_facts *facts, const struct source *text,
                   struct diags *diags)
{
    for (uint32_t i = 0; i < facts->top_level_count; i++)
        check_top_level(&facts->top_levels[i], text, diags);
    for (uint32_t i = 0; i < facts->operand_count; i++)
        check_operand(arena, &facts->operands[i], text, diags);
    for (uint32_t i = 0; i < facts->call_count; i++) {
        const struct jsonata_call *call = &facts->calls[i];
        switch (call->problem) {
        case JSONATA_CALL_FINE:
            break;
        case JSONATA_CALL_UNKNOWN:
            check_unknown(call, text, diags);
            break;
        case JSONATA_CALL_TOO_MANY:
        case JSONATA_CALL_TOO_FEW:
            check_count(call, text, diags);
            break;
        case JSONATA_CALL_TYPE:
            check_type(arena, call, text, diags);
            break;
        }
    }
}
