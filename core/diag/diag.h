/*
 * diag.h - diagnostics: what a check has to say about a place in a source.
 *
 * A check adds a diagnostic, gives it a message, and where it can a related
 * place ("first defined here"), a help text and an edit that repairs it:
 *
 *     struct diag *d = diag_add(diags, RULE_MISSING_TARGET, doc->source, span);
 *     diag_message(d, "no state is called \"%.*s\"", STR_ARG(name));
 *     diag_related(d, doc->source, other, "the states of this machine");
 *     diag_help(d, "did you mean \"%.*s\"?", STR_ARG(near));
 *     diag_edit(d, span, near_quoted);
 *
 * A message is lower-case, has no full stop, quotes names as the user wrote
 * them and says what was expected. One mistake gives one diagnostic, at the
 * smallest span that is wrong. Text of the input stands in messages as it is;
 * report escapes it for where it goes.
 *
 * Memory: all in the arena given to diags_init(); sources are not copied.
 */
#ifndef DIAG_DIAG_H
#define DIAG_DIAG_H

#include "base/buf.h"
#include "diag/rule.h"
#include "source/source.h"

struct arena;

struct diag_related {
    const struct source *source;
    span span;
    str message;
};

struct diag_edit {
    const struct source *source;
    span span;
    str text; /* what replaces the span; as source text, quotes and escapes included */
};

struct diag {
    struct arena *arena;
    enum rule_id rule;
    enum severity severity;
    const struct source *source; /* perhaps a nested one */
    span span;
    str message, help;
    str subject; /* the name that it is about (a missing field), for formats that want it alone; often empty */
    struct diag_related *related;
    struct diag_edit *edits;
    uint32_t related_count, edit_count;
    uint32_t order; /* in which it was added */
};

struct diags {
    struct arena *arena;
    struct diag **items;
    uint32_t count, capacity;
    uint32_t nearest_budget; /* comparisons left for diag_help_nearest() */
};

void diags_init(struct diags *diags, struct arena *arena);

/* A new diagnostic with the rule's own severity. Never NULL. */
struct diag *diag_add(struct diags *diags, enum rule_id rule, const struct source *source, span where);
void diag_message(struct diag *diag, const char *format, ...) ATTR_PRINTF(2, 3);
/* Replaces an earlier help. */
void diag_help(struct diag *diag, const char *format, ...) ATTR_PRINTF(2, 3);
void diag_related(struct diag *diag, const struct source *source, span where, const char *format, ...)
    ATTR_PRINTF(4, 5);
/* An edit in the diagnostic's own source. */
void diag_edit(struct diag *diag, span where, str text);
/*
 * Sets the help `did you mean "x"?` when one of `names` is near to `wrong`, and returns its index, or -1.
 * Stays silent once the file's budget of comparisons is used up, so that many mistakes in a large file stay linear.
 */
ptrdiff_t diag_help_nearest(struct diags *diags, struct diag *diag, const str *names, size_t count,
                            str wrong);

/* Errors added so far; with it a caller sees whether a step added some. */
uint32_t diags_count(const struct diags *diags, enum severity at_least);

/*
 * Sorts by place in the file (carried outwards through nested sources), then code, then order of adding, and drops
 * those that equal the one before in rule, place and message.
 */
void diags_sort(struct diags *diags);

#endif
