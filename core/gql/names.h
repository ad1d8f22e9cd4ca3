/*
 * names.h - one number for each name in a set of GraphQL documents.
 *
 * Every name of a document (type, field, argument, directive, keyword ...) is interned while it is read, in a table
 * that all documents of one job share: the schema's files, the built-in definitions, the operations. Names are then
 * compared as numbers, and what belongs to a name can stand in a plain array indexed by its number.
 *
 * The words of schemas/words_gql.def have the same numbers in every table. Number 0 is the empty name: no name.
 */
#ifndef GQL_NAMES_H
#define GQL_NAMES_H

#include "base/intern.h"

enum gql_word {
    GQL_NO_NAME,
#define WORD(text) GQL_WORD_##text,
#include "words_gql.def"
#undef WORD
    GQL_WORD_COUNT
};

/* An empty table that knows the words. */
void gql_names_init(struct intern *names, struct arena *arena);

#endif
