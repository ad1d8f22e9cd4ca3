/* What a JSONata expression gives against what its field takes. */
#include "base/buf.h"
#include "doc/keys.h"
#include "jsonata/jsonata.h"
#include "lint/internal.h"

/* What the service takes from an expression that is the whole value of a field; 0: whatever JSON has. */
static const unsigned taken_types[] = {
    [ASL_TYPE_CONDITION] = JSONATA_BOOLEAN,
    [ASL_TYPE_INTEGER] = JSONATA_NUMBER,
    [ASL_TYPE_NUMBER] = JSONATA_NUMBER,
    [ASL_TYPE_STRING] = JSONATA_STRING,
    [ASL_TYPE_TIMESTAMP] = JSONATA_STRING,
    [ASL_TYPE_POINTER] = JSONATA_STRING,
    [ASL_TYPE_ITEMS] = JSONATA_ARRAY,
    [ASL_TYPE_ASSIGN] = JSONATA_OBJECT,
    [ASL_TYPE_CREDENTIALS] = JSONATA_OBJECT,
    [ASL_TYPE_VALUE_OBJECT] = JSONATA_OBJECT,
    [ASL_TYPE_CONFIG] = 0, /* the last type */
};

#define JSON_TYPES ((unsigned)JSONATA_ANY & ~(unsigned)(JSONATA_FUNCTION | JSONATA_UNDEFINED))

/* The row of the field that the expression is the whole value of, or NULL. */
static const struct asl_row *whole_field(const struct asl_expression *expression)
{
    const struct asl_field *field = asl_get(expression->owner, expression->field);
    return field && field->value == expression->node ? field->row : NULL;
}

void check_jsonata_result_type(struct lint *lint, const struct asl_expression *expression)
{
    if (expression->kind != ASL_JSONATA)
        return;
    const struct asl_row *row = whole_field(expression);
    unsigned given = expression->facts->result, taken = row ? taken_types[row->type] : 0;
    if (given & (taken ? taken : JSON_TYPES))
        return;
    if (given & ~(unsigned)JSONATA_UNDEFINED)
        given &= ~(unsigned)JSONATA_UNDEFINED;

    struct buf wanted, found;
    buf_init(&wanted, lint->arena);
    buf_init(&found, lint->arena);
    jsonata_print_types(&wanted, taken);
    jsonata_print_types(&found, given);
    str text = expression->source->text, trimmed = str_trim(text);
    uint32_t start = (uint32_t)(trimmed.at - text.at);
    struct diag *d = diag_add(lint->diags, RULE_JSONATA_RESULT_TYPE, expression->source,
                              span_at(start, start + (uint32_t)trimmed.len));
    if (taken && given != JSONATA_UNDEFINED)
        diag_message(d, "\"%.*s\" must be %.*s, and the expression gives %.*s", STR_ARG(name_texts[expression->field]),
                     STR_ARG(buf_text(&wanted)), STR_ARG(buf_text(&found)));
    else
        diag_message(d, "the expression gives %.*s, which no field takes", STR_ARG(buf_text(&found)));
}
