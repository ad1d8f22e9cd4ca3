/*
 * eval.h - what the files of `stepproof eval` share.
 *
 *     cmd_eval.c           options, and what is to be done
 *     eval_world.c         what $states, $, $$ and variables are
 *     eval_run.c           one expression: which language, compile, evaluate
 *     eval_template.c      a payload template
 *     eval_hint.c          why there is nothing; what an expression reads
 *     eval_print.c         results and failures, as text
 *     eval_prompt.c        the interactive prompt, with line_editor.c
 *     eval_command.c       its commands, :input ...
 *     eval_complete.c      what the tab key offers there
 */
#ifndef EVAL_H
#define EVAL_H

#include "base/arena.h"
#include "base/random.h"
#include "diag/diag.h"
#include "line_editor.h"
#include "payload.h"
#include "report/report.h"
#include "term.h"

#include <stdio.h>

struct asl_expression;
struct command;
struct doc;
struct jsonata;
struct jsonata_failure;
struct jsonpath;

enum eval_language {
    EVAL_AUTO,
    EVAL_JSONATA,
    EVAL_JSONPATH,
    EVAL_REFERENCE_PATH,
    EVAL_INTRINSIC
};
/* For args_wrong_value(), and by the number of the language. Ends with NULL. */
extern const char *const eval_languages[];
/* False when the text is none of them. */
bool eval_language_parse(str text, enum eval_language *language);

/* What expressions are evaluated with. Values live in the arena of whoever sets them. */
struct eval_world {
    value input;     /* undefined: what `states` says, or {} */
    value context;   /* members that replace those of the context object; undefined: none */
    value given;     /* $states as it was given; undefined: made of the two above */
    value variables; /* an object, named without $; undefined: none */
    value states;    /* made of them by eval_world_make() */
    unsigned dialect;
    bool is_plain;   /* JSONata outside of Step Functions: $ is the input */
    enum eval_language language;
    int64_t now_ms;
    struct random random;
};

/* Sets `states` after a change. */
void eval_world_make(struct arena *arena, struct eval_world *world);
/* $states.input, and for JSONPath $. */
value eval_world_input(const struct eval_world *world);

/* What became of an expression. */
struct eval_result {
    enum eval_language language;
    value value;                   /* undefined when it failed; in plain JSONata also when there is nothing */
    struct diags diags;            /* why it could not be compiled; empty: then `failed` tells */
    bool has_failed, is_function;  /* a function is a failure, as it has no JSON */
    struct report_failed failed;
    const struct jsonpath *path;   /* of a path: what was compiled */
    const struct jsonata *jsonata; /* of JSONata */
};

/*
 * Evaluates all of `text`, without the markers {% and %} if it has them. True when it has a value or, if plain, nothing.
 */
bool eval_run(struct arena *arena, struct eval_world *world, const struct source *text, struct eval_result *result);
/* The language of a text, by the rule that the manual page gives. */
enum eval_language eval_language_of(struct arena *arena, const struct eval_world *world, str text);

/* Evaluates one that is compiled. `field` is the key in a template, or empty. */
bool eval_path(struct arena *arena, const struct eval_world *world, const struct jsonpath *path, str field,
               struct eval_result *result);
bool eval_expression(struct arena *arena, struct eval_world *world, const struct asl_expression *expression,
                     struct eval_result *result);

/* A whole template. False after failures, which are appended to `trouble`; of the result, `failed` is not set. */
bool eval_template(struct arena *arena, struct eval_world *world, const struct doc *doc,
                   const struct report_options *report, struct eval_result *result, struct buf *trouble);

/* The text of a help line for a path that names nothing, or empty. */
str eval_hint_path(struct arena *arena, value at, str name);
/* ... and for JSONata that gives nothing: a variable that is not there, a member that the input does not have. */
str eval_hint_nothing(struct arena *arena, const struct eval_world *world, const struct jsonata *jsonata);
/* ... and for JSONata that fails: a function that is not there, an argument that does not fit. */
str eval_hint_failure(struct arena *arena, const struct eval_world *world, const struct jsonata *jsonata,
                      const struct jsonata_failure *failure);
/* "language: ...", what it reads, the kind of the result; a line each. */
void eval_describe(struct buf *out, const struct eval_world *world, const struct eval_result *result);

enum eval_format { EVAL_JSON, EVAL_COMPACT, EVAL_RAW };
/* A result, with a line break behind it, unless there is nothing. */
void eval_print(struct buf *out, value v, enum eval_language language, enum eval_format format, bool has_color);
/* A failure, as lint shows one. */
void eval_print_failure(struct buf *out, const struct report_options *report, struct eval_result *result);

/* What the tab key may put before the cursor. */
void eval_complete(struct arena *arena, const struct eval_world *world, str before,
                   struct line_completion *completion);

/* Whether a text is only the beginning of an expression or command: a bracket, string or comment is open. */
bool eval_is_open(struct arena *arena, const struct eval_world *world, str text);

/* A function that was bound in the prompt: values outlive an evaluation, functions are said again in the next. */
struct eval_function {
    str name, text; /* "$twice := function($x) { $x * 2 }" */
    struct eval_function *next;
};

struct eval_session {
    struct arena arena; /* what outlives a line */
    const struct command *command;
    struct eval_world world;
    struct eval_function *functions, **last_function; /* in the order in which they were bound */
    enum eval_format format;
    struct report_options report;
    bool has_color;
    bool is_over;
};
/* Runs the prompt until its end; returns the exit status. */
int eval_prompt(struct eval_session *session);
/* A line that begins with a colon. */
void eval_command(struct eval_session *session, struct arena *arena, str line);
/* The name of command number `i`, with the colon; NULL behind the last. */
const char *eval_command_name(size_t i);

#endif
