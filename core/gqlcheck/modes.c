#include "gqlcheck/modes.h"

#include "gql/names.h"

static const struct {
    const char *name;
    uint32_t directive;
} modes_table[GQLCHECK_MODE_COUNT] = {
#define MODE(id, name, directive, description) [GQLCHECK_##id] = { name, GQL_WORD_##directive },
#include "modes_gql.def"
#undef MODE
};

const char *gqlcheck_mode_name(enum gqlcheck_mode mode)
{
    return modes_table[mode].name;
}

enum gqlcheck_mode gqlcheck_mode_of(uint32_t directive)
{
    if (directive == GQL_WORD_aws_auth)
        return GQLCHECK_COGNITO;
    enum gqlcheck_mode mode = 0;
    while (mode < GQLCHECK_MODE_COUNT && modes_table[mode].directive != directive)
        mode++;
    return mode;
}

static bool find_mode(str name, enum gqlcheck_mode *mode)
{
    for (*mode = 0; *mode < GQLCHECK_MODE_COUNT; ++*mode) {
        if (str_equal_ignoring_case(name, str_from(modes_table[*mode].name)))
            return true;
    }
    return false;
}

bool gqlcheck_modes_parse(str text, struct gqlcheck_modes *modes, str *wrong)
{
    *modes = (struct gqlcheck_modes){ 0 };
    str part;
    while (str_split(&text, ',', &part)) {
        enum gqlcheck_mode mode;
        *wrong = str_trim(part);
        if (!find_mode(*wrong, &mode))
            return false;
        if (!modes->is_known)
            modes->first = mode;
        modes->is_known = true;
        modes->all |= 1u << mode;
    }
    *wrong = text;
    return modes->is_known;
}
