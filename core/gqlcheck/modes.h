/*
 * modes.h - the authorization modes of an AppSync API.
 *
 * An API has one default mode and any number of additional ones. What is not known is not checked: with
 * `is_known` false no rule that needs the modes says anything.
 */
#ifndef GQLCHECK_MODES_H
#define GQLCHECK_MODES_H

#include "base/str.h"

enum gqlcheck_mode {
#define MODE(id, name, directive, description) GQLCHECK_##id,
#include "modes_gql.def"
#undef MODE
    GQLCHECK_MODE_COUNT
};

struct gqlcheck_modes {
    bool is_known;
    enum gqlcheck_mode first; /* the default mode */
    unsigned all;             /* bits 1 << mode, the default one included */
};

/* "API_KEY" */
const char *gqlcheck_mode_name(enum gqlcheck_mode mode);
/* The mode that a directive stands for; GQLCHECK_MODE_COUNT for other directives. @aws_auth stands for user pools. */
enum gqlcheck_mode gqlcheck_mode_of(uint32_t directive);

/*
 * Reads "DEFAULT" or "DEFAULT,ADDITIONAL,...", e.g. "API_KEY,AWS_IAM", in any case of letters. On a mistake returns
 * false and the part that is no mode.
 */
bool gqlcheck_modes_parse(str text, struct gqlcheck_modes *modes, str *wrong);

#endif
