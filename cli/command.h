/*
 * command.h - the subcommands of stepproof, as data.
 *
 * A command is one row: what its --help shows and the function that runs it. main.c lists the rows.
 */
#ifndef COMMAND_H
#define COMMAND_H

#include <stddef.h>

/* Exit statuses, the same for every command. */
enum {
    STATUS_CLEAN = 0,
    STATUS_FINDINGS = 1,
    STATUS_TROUBLE = 2, /* wrong usage, an input that could not be read, no memory */
    STATUS_LIMIT = 3    /* a bound of ours ended the work */
};

/* One option. `id` is the command's own number for it, from OPTION_FIRST on. */
struct option {
    const char *name;     /* without "--" */
    char letter;          /* without "-", or 0 */
    const char *argument; /* what --help calls its value; NULL for an option without one */
    int id;
    const char *help; /* the man page uses the same words: a test compares them */
    /*
     * What its value can be, up to NULL, for completion; NULL: anything. An option that has words and no argument
     * may be followed by one of them.
     */
    const char *const *words;
};

enum {
    OPTION_END = -1,     /* all arguments are used up */
    OPTION_WRONG = -2,   /* has been complained about */
    OPTION_OPERAND = 0,  /* not an option: a file ... */
    OPTION_HELP = 1,
    OPTION_VERSION = 2,
    OPTION_FIRST = 3
};

struct command {
    const char *name;
    const char *synopsis; /* what follows the name */
    const char *summary;  /* one line */
    const struct option *options; /* ends with a row without a name */
    const char *operand;              /* what an operand is, as the argument of an option; NULL: FILE */
    const char *const *operand_words; /* as the words of an option */
    const char *examples;
    const char *statuses; /* what the exit statuses mean; NULL: as for lint */
    /* `argv[0]` is the command's name. Returns the exit status. */
    int (*run)(const struct command *command, int argc, char **argv);
};

extern const struct command command_lint, command_simulate, command_graph, command_schema_check,
    command_explain, command_eval, command_completion;

/* Command number `i` in the order of --help; NULL behind the last. */
const struct command *command_at(size_t i);

/* Prints all about a rule. Returns the exit status. */
int explain_rule(const char *code);

#endif
