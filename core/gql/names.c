#include "gql/names.h"

static const str words[GQL_WORD_COUNT] = {
    [GQL_NO_NAME] = { "", 0 },
#define WORD(text) [GQL_WORD_##text] = STR_INIT(#text),
#include "words_gql.def"
#undef WORD
};

void gql_names_init(struct intern *names, struct arena *arena)
{
    intern_init(names, arena);
    for (uint32_t i = 0; i < GQL_WORD_COUNT; i++)
        intern_add(names, words[i]);
}
