#include "gql/builtin.h"

#include "base/arena.h"

enum {
    IN_GRAPHQL = 1,
    IN_APPSYNC = 2,
    IN_MERGED = 4,
    IN_AMPLIFY = 8
};

static const struct builtin {
    const char *text;
    unsigned set;
} builtins[] = {
#define SDL(set, text) { text "\n", IN_##set },
#define SCALAR(set, name, description) { "\"" description "\" scalar " #name "\n", IN_##set },
#define DIRECTIVE(set, name, arguments, on, misplaced, description) \
    { "\"" description "\" directive @" #name arguments " " on "\n", IN_##set },
#include "directives.def"
#undef SDL
#undef SCALAR
#undef DIRECTIVE
};

static const struct {
    const char *name;
    unsigned sets;
} profiles[] = {
    [GQL_PROFILE_GRAPHQL] = { "graphql", IN_GRAPHQL },
    [GQL_PROFILE_APPSYNC] = { "appsync", IN_GRAPHQL | IN_APPSYNC },
    [GQL_PROFILE_MERGED] = { "merged", IN_GRAPHQL | IN_APPSYNC | IN_MERGED },
    [GQL_PROFILE_AMPLIFY] = { "amplify", IN_GRAPHQL | IN_APPSYNC | IN_AMPLIFY },
};

static const enum severity misplaced_severities[GQL_WORD_COUNT] = {
#define SDL(set, text)
#define SCALAR(set, name, description)
#define DIRECTIVE(set, name, arguments, on, misplaced, description) [GQL_WORD_##name] = SEVERITY_##misplaced,
#include "directives.def"
#undef SDL
#undef SCALAR
#undef DIRECTIVE
};

bool gql_profile_parse(str text, enum gql_profile *profile)
{
    for (unsigned i = 0; i < ARRAY_LEN(profiles); i++) {
        if (str_equal(text, str_from(profiles[i].name))) {
            *profile = (enum gql_profile)i;
            return true;
        }
    }
    return false;
}

const struct gql_document *gql_builtin(struct arena *arena, enum gql_profile profile, struct intern *names)
{
    struct buf text;
    buf_init(&text, arena);
    for (size_t i = 0; i < ARRAY_LEN(builtins); i++) {
        if (builtins[i].set & profiles[profile].sets)
            buf_str(&text, str_from(builtins[i].text));
    }
    memset(buf_reserve(&text, SOURCE_PADDING), 0, SOURCE_PADDING);

    struct source *source = arena_new(arena, struct source);
    *source = source_file(STR("built-in definitions"), buf_text(&text));
    struct diags diags;
    diags_init(&diags, arena);
    return gql_parse(arena, source, names, (struct gql_parse_options){ .is_builtin = true }, &diags);
}

bool gql_is_appsync_scalar(uint32_t name)
{
    return name >= GQL_WORD_AWSDate && name <= GQL_WORD_AWSIPAddress;
}

enum severity gql_misplaced_severity(uint32_t directive)
{
    enum severity severity = directive < GQL_WORD_COUNT ? misplaced_severities[directive] : SEVERITY_OFF;
    return severity == SEVERITY_OFF ? SEVERITY_ERROR : severity;
}
