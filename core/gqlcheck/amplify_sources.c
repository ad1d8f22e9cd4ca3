/*
 * amplify_sources.c - fields that SQL, AI services and language models answer.
 */
#include "gqlcheck/amplify.h"

/* A directive on a field that may only stand in some root types. */
static const struct gql_directive *outside(struct gqlcheck *check, const struct gql_named_type *type,
                                           const struct gql_field *field, uint32_t directive, bool is_for_query,
                                           bool is_for_mutation)
{
    bool is_inside = (is_for_query && amplify_is_root(check, type, GQL_QUERY)) ||
                     (is_for_mutation && amplify_is_root(check, type, GQL_MUTATION));
    return is_inside ? NULL : amplify_use(field, directive);
}

void gqlcheck_amplify_sql_root(struct gqlcheck *check, const struct gql_named_type *type,
                               const struct gql_field *field)
{
    const struct gql_directive *use = outside(check, type, field, GQL_WORD_sql, true, true);
    if (use)
        diag_message(amplify_report(check, RULE_GQL_AMPLIFY_SQL_ROOT, field->definition, use),
                     "\"@sql\" is for fields of Query and Mutation");
}

void gqlcheck_amplify_predictions(struct gqlcheck *check, const struct gql_named_type *type,
                                  const struct gql_field *field)
{
    const struct gql_directive *use = outside(check, type, field, GQL_WORD_predictions, true, false);
    if (use)
        diag_message(amplify_report(check, RULE_GQL_AMPLIFY_PREDICTIONS, field->definition, use),
                     "\"@predictions\" is for fields of Query");
}

void gqlcheck_amplify_generation(struct gqlcheck *check, const struct gql_named_type *type,
                                 const struct gql_field *field)
{
    const struct gql_directive *use = outside(check, type, field, GQL_WORD_generation, true, false);
    if (use)
        diag_message(amplify_report(check, RULE_GQL_AMPLIFY_GENERATION, field->definition, use),
                     "\"@generation\" is for fields of Query");
}

void gqlcheck_amplify_conversation(struct gqlcheck *check, const struct gql_named_type *type,
                                   const struct gql_field *field)
{
    const struct gql_directive *use = outside(check, type, field, GQL_WORD_conversation, false, true);
    if (use)
        diag_message(amplify_report(check, RULE_GQL_AMPLIFY_CONVERSATION, field->definition, use),
                     "\"@conversation\" is for fields of Mutation");
}

void gqlcheck_amplify_conversation_return(struct gqlcheck *check, const struct gql_named_type *type,
                                          const struct gql_field *field)
{
    (void)type;
    const struct gql_directive *use = amplify_use(field, GQL_WORD_conversation);
    gql_type result = field->member->type.type;
    if (!use || (result.name == GQL_WORD_AmplifyAIConversationMessage && !gql_type_is_list(result)))
        return;
    diag_message(amplify_report(check, RULE_GQL_AMPLIFY_CONVERSATION_RETURN, field->definition, use),
                 "a field with \"@conversation\" returns AmplifyAIConversationMessage");
}

static bool is_blank_text(struct gqlcheck *check, const struct gql_field *field, const struct gql_value *value)
{
    return value && value->kind == GQL_STRING &&
           str_trim(gqlcheck_string(check, field->definition->document, value)).len == 0;
}

void gqlcheck_amplify_sql_arguments(struct gqlcheck *check, const struct gql_named_type *type,
                                    const struct gql_field *field)
{
    (void)type;
    const struct gql_directive *use = amplify_use(field, GQL_WORD_sql);
    if (!use)
        return;
    const struct gql_value *statement = gqlcheck_argument(use, GQL_WORD_statement);
    const struct gql_value *reference = gqlcheck_argument(use, GQL_WORD_reference);
    bool is_blank = is_blank_text(check, field, statement) || is_blank_text(check, field, reference);
    if (!statement == !reference || is_blank)
        diag_message(amplify_report(check, RULE_GQL_AMPLIFY_SQL_ARGUMENTS, field->definition, use),
                     "\"@sql\" needs either a statement or a reference, not empty");
}

void gqlcheck_amplify_predictions_empty(struct gqlcheck *check, const struct gql_named_type *type,
                                        const struct gql_field *field)
{
    (void)type;
    const struct gql_directive *use = amplify_use(field, GQL_WORD_predictions);
    const struct gql_value *actions = use ? gqlcheck_argument(use, GQL_WORD_actions) : NULL;
    if (!actions || actions->kind != GQL_LIST || actions->as.items)
        return;
    diag_message(gqlcheck_report_in(check, RULE_GQL_AMPLIFY_PREDICTIONS_EMPTY, field->definition, actions->span),
                 "\"@predictions\" needs at least one action");
}

/* -- how a language model is used -- */

/* The number of a literal as far as its range is concerned: whole part, sign, and whether anything follows. */
static double number_of(str text)
{
    double number = 0, scale = 0;
    bool is_negative = text.len > 0 && text.at[0] == '-';
    for (size_t i = is_negative; i < text.len; i++) {
        if (char_is_digit(text.at[i])) {
            number = number * 10 + (text.at[i] - '0');
            scale *= 10;
        } else if (text.at[i] == '.') {
            scale = 1;
        } else {
            break;
        }
    }
    number = scale > 0 ? number / scale : number;
    return is_negative ? -number : number;
}

void gqlcheck_amplify_inference(struct gqlcheck *check, const struct gqlcheck_place *place,
                                const struct gql_directive *use)
{
    static const struct {
        uint32_t name;
        double least, most;
        const char *range;
    } ranges[] = {
        { GQL_WORD_maxTokens, 1, 1e9, "at least 1" },
        { GQL_WORD_topP, 0, 1, "between 0 and 1" },
        { GQL_WORD_temperature, 0, 1, "between 0 and 1" },
    };
    bool is_model = use->name.id == GQL_WORD_generation || use->name.id == GQL_WORD_conversation;
    const struct gql_value *configuration =
        is_model ? gqlcheck_argument(use, GQL_WORD_inferenceConfiguration) : NULL;
    if (!configuration || configuration->kind != GQL_OBJECT_VALUE)
        return;
    for (size_t i = 0; i < ARRAY_LEN(ranges); i++) {
        const struct gql_argument *given = gql_argument_find(configuration->as.fields, ranges[i].name);
        if (!given || (given->value->kind != GQL_INT && given->value->kind != GQL_FLOAT))
            continue;
        double number = number_of(gql_text(place->definition->document, given->value->span));
        if (number >= ranges[i].least && number <= ranges[i].most)
            continue;
        struct diag *d =
            gqlcheck_report_in(check, RULE_GQL_AMPLIFY_INFERENCE, place->definition, given->value->span);
        str name = gqlcheck_name(check, given->name.id);
        diag_message(d, "\"%.*s\" must be %s", STR_ARG(name), ranges[i].range);
    }
}
