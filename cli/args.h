/*
 * args.h - reading arguments by a table of options.
 *
 * --name, --name=value, --name value, -n, -nvalue, -n value, -abc; "--" ends the options, "-" alone is an operand.
 * Options and operands may be mixed. --help and --version are options of every command and need no rows.
 */
#ifndef ARGS_H
#define ARGS_H

#include "base/str.h"
#include "command.h"
#include "term.h"

struct args {
    const struct command *command;
    int argc;
    char **argv;
    int at;
    const char *letters; /* the rest of "-abc" */
    bool only_operands;  /* after "--" */
};

void args_begin(struct args *args, const struct command *command, int argc, char **argv);
/* The id of the next option, whose value is in `*value`, or one of OPTION_END ... OPTION_VERSION. */
int args_next(struct args *args, const char **value);

/* What --help prints, to standard output. Returns STATUS_CLEAN, as the next one does. */
int args_help(const struct command *command);
/* "stepproof 0.1.0" */
int args_version(void);

/* All options of a command, those that every command has last. NULL behind the last one. */
const struct option *args_first(const struct command *command);
const struct option *args_after(const struct command *command, const struct option *option);

/*
 * "lint: --format: "xml" is none of text, json", to standard error, with the nearest of the words. `words` ends with
 * NULL. Returns STATUS_TROUBLE.
 */
int args_wrong_value(const struct command *command, const char *option, const char *value,
                     const char *const *words);
/* The value of --color. False after a complaint. */
bool args_color(const struct command *command, const char *value, enum color_choice *color);
/* "Try 'stepproof lint --help'." after a complaint of one's own. Returns STATUS_TROUBLE. */
int args_hint(const struct command *command);

#endif
