/*
 * amplify_auth.c - the rules of @auth.
 */
#include "gqlcheck/amplify.h"

#define PROVIDER(name) (1u << (GQL_WORD_##name - GQL_WORD_userPools))

enum {
    /* userPools, oidc, iam, identityPool and apiKey follow each other in words_gql.def; function is apart. */
    PROVIDER_FUNCTION = 1u << 30
};

/* Which providers a strategy works with. */
static const struct strategy {
    uint32_t name;
    unsigned providers;
    const char *shown;
} strategies[] = {
    { GQL_WORD_owner, PROVIDER(userPools) | PROVIDER(oidc), "userPools or oidc" },
    { GQL_WORD_groups, PROVIDER(userPools) | PROVIDER(oidc), "userPools or oidc" },
    { GQL_WORD_private, PROVIDER(userPools) | PROVIDER(oidc) | PROVIDER(iam) | PROVIDER(identityPool),
      "userPools, oidc, iam or identityPool" },
    { GQL_WORD_public, PROVIDER(apiKey) | PROVIDER(iam) | PROVIDER(identityPool), "apiKey, iam or identityPool" },
    { GQL_WORD_custom, PROVIDER_FUNCTION, "function" },
};

static unsigned provider_bit(uint32_t name)
{
    if (name == GQL_WORD_function)
        return PROVIDER_FUNCTION;
    return name >= GQL_WORD_userPools && name <= GQL_WORD_apiKey ? 1u << (name - GQL_WORD_userPools) : 0;
}

/* One rule of @auth(rules: [...]), and where it stands. */
struct auth_rule {
    const struct gqlcheck_place *place;
    const struct gql_value *value; /* the object */
    const struct strategy *strategy; /* NULL when "allow" is missing or wrong */
};

static const struct gql_argument *part(const struct auth_rule *rule, uint32_t name)
{
    return gql_argument_find(rule->value->as.fields, name);
}

static struct diag *report(struct gqlcheck *check, enum rule_id id, const struct auth_rule *rule, span where)
{
    return gqlcheck_report_in(check, id, rule->place->definition, where);
}

static void check_provider(struct gqlcheck *check, const struct auth_rule *rule)
{
    const struct gql_argument *provider = part(rule, GQL_WORD_provider);
    unsigned bit = provider && provider->value->kind == GQL_ENUM_VALUE ? provider_bit(provider->value->name.id) : 0;
    if (bit == 0 || bit & rule->strategy->providers)
        return;
    struct diag *d = report(check, RULE_GQL_AMPLIFY_AUTH_PROVIDER, rule, provider->value->span);
    str allow = gqlcheck_name(check, rule->strategy->name), name = gqlcheck_name(check, provider->value->name.id);
    diag_message(d, "\"allow: %.*s\" does not work with provider \"%.*s\", but with %s", STR_ARG(allow),
                 STR_ARG(name), rule->strategy->shown);
}

static void check_claims(struct gqlcheck *check, const struct auth_rule *rule)
{
    bool is_owner = rule->strategy->name == GQL_WORD_owner;
    const struct gql_argument *claim = part(rule, is_owner ? GQL_WORD_groupClaim : GQL_WORD_identityClaim);
    if (!claim)
        return;
    struct diag *d = report(check, RULE_GQL_AMPLIFY_AUTH_CLAIM, rule, claim->name.span);
    str allow = gqlcheck_name(check, rule->strategy->name), name = gqlcheck_name(check, claim->name.id);
    diag_message(d, "\"%.*s\" does not go with \"allow: %.*s\"", STR_ARG(name), STR_ARG(allow));
}

static void check_groups(struct gqlcheck *check, const struct auth_rule *rule)
{
    const struct gql_argument *groups = part(rule, GQL_WORD_groups), *field = part(rule, GQL_WORD_groupsField);
    if (rule->strategy->name != GQL_WORD_groups)
        return;
    if (!groups && !field) {
        struct diag *d = report(check, RULE_GQL_AMPLIFY_AUTH_GROUPS_MISSING, rule, rule->value->span);
        diag_message(d, "\"allow: groups\" needs \"groups\" or \"groupsField\"");
    } else if (groups && field) {
        bool is_first = groups->span.start < field->span.start;
        struct diag *d = report(check, RULE_GQL_AMPLIFY_AUTH_GROUPS_BOTH, rule,
                                is_first ? groups->name.span : field->name.span);
        diag_message(d, "\"groups\" and \"groupsField\" exclude each other");
    }
    if (groups && groups->value->kind == GQL_LIST && !groups->value->as.items) {
        struct diag *d = report(check, RULE_GQL_AMPLIFY_AUTH_GROUPS_EMPTY, rule, groups->value->span);
        diag_message(d, "the list of groups is empty, so that nobody is let in");
    }
}

/* Operations are those of models; what else a field does is one operation. */
static void check_operations(struct gqlcheck *check, const struct auth_rule *rule)
{
    const struct gql_argument *operations = part(rule, GQL_WORD_operations);
    const struct gql_named_type *type = gql_schema_type(check->schema, rule->place->definition->name.id);
    if (!operations || !rule->place->member || !type || amplify_is_model(type))
        return;
    struct diag *d = report(check, RULE_GQL_AMPLIFY_AUTH_OPERATIONS, rule, operations->name.span);
    diag_message(d, "\"operations\" only goes with models, but \"%.*s\" has no @model",
                 STR_ARG(gqlcheck_name(check, type->name)));
}

static const struct strategy *strategy_of(const struct gql_value *rule)
{
    const struct gql_argument *allow = gql_argument_find(rule->as.fields, GQL_WORD_allow);
    for (size_t i = 0; allow && i < ARRAY_LEN(strategies); i++) {
        if (allow->value->kind == GQL_ENUM_VALUE && allow->value->name.id == strategies[i].name)
            return &strategies[i];
    }
    return NULL;
}

/* Rules amplify-auth-...; each reports by itself. */
void gqlcheck_amplify_auth(struct gqlcheck *check, const struct gqlcheck_place *place, const struct gql_directive *use)
{
    const struct gql_value *rules = use->name.id == GQL_WORD_auth ? gqlcheck_argument(use, GQL_WORD_rules) : NULL;
    for (const struct gql_value *value = gqlcheck_items(rules); value; value = value->next) {
        if (value->kind != GQL_OBJECT_VALUE)
            continue;
        struct auth_rule rule = { place, value, strategy_of(value) };
        check_operations(check, &rule);
        if (!rule.strategy)
            continue;
        check_provider(check, &rule);
        check_claims(check, &rule);
        check_groups(check, &rule);
    }
}

void gqlcheck_amplify_auth_empty(struct gqlcheck *check, const struct gqlcheck_place *place,
                                 const struct gql_directive *use)
{
    const struct gql_value *rules = use->name.id == GQL_WORD_auth ? gqlcheck_argument(use, GQL_WORD_rules) : NULL;
    if (!rules || rules->kind != GQL_LIST || rules->as.items)
        return;
    struct diag *d =
        gqlcheck_report_in(check, RULE_GQL_AMPLIFY_AUTH_EMPTY, place->definition, rules->span);
    diag_message(d, "\"@auth\" needs at least one rule");
}

void gqlcheck_amplify_auth_needs_model(struct gqlcheck *check, const struct gqlcheck_place *place,
                                       const struct gql_directive *use)
{
    const struct gql_named_type *type = gql_schema_type(check->schema, place->definition->name.id);
    if (use->name.id != GQL_WORD_auth || place->location != GQL_LOCATION_OBJECT || !type || amplify_is_model(type))
        return;
    struct diag *d = amplify_report(check, RULE_GQL_AMPLIFY_AUTH_NEEDS_MODEL, place->definition, use);
    str name = gqlcheck_name(check, type->name);
    diag_message(d, "\"@auth\" on a type is for models, but \"%.*s\" has no @model", STR_ARG(name));
    diag_help(d, "put it on the fields");
}
