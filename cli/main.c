/*
 * main.c - stepproof: the subcommands.
 */
#include "args.h"
#include "base/arena.h"
#include "command.h"
#include "diag/nearest.h"
#include "memory.h"
#include "term.h"

#include <stdio.h>

static const struct command *const commands[] = {
    &command_lint,
    &command_simulate,
    &command_graph,
    &command_schema_check,
    &command_explain,
};

static void print_usage(FILE *to)
{
    fprintf(to, "usage: stepproof COMMAND [options] ...\n\ncommands:\n");
    for (size_t i = 0; i < ARRAY_LEN(commands); i++)
        fprintf(to, "  %-14s %s\n", commands[i]->name, commands[i]->summary);
    fprintf(to, "\n'stepproof COMMAND --help' says more; 'stepproof --version' shows the version.\n");
}

static const struct command *find_command(const char *name)
{
    for (size_t i = 0; i < ARRAY_LEN(commands); i++) {
        if (strcmp(commands[i]->name, name) == 0)
            return commands[i];
    }
    return NULL;
}

static int no_such_command(const char *name)
{
    str names[ARRAY_LEN(commands)];
    for (size_t i = 0; i < ARRAY_LEN(commands); i++)
        names[i] = str_from(commands[i]->name);
    ptrdiff_t near = nearest_name(names, ARRAY_LEN(names), str_from(name), NULL);
    if (near >= 0)
        term_complain("there is no command \"%s\"; did you mean \"%.*s\"?", name, STR_ARG(names[near]));
    else
        term_complain("there is no command \"%s\"", name);
    fprintf(stderr, "Try 'stepproof --help'.\n");
    return STATUS_TROUBLE;
}

static int help(const char *name)
{
    if (!name) {
        print_usage(stdout);
        return STATUS_CLEAN;
    }
    const struct command *command = find_command(name);
    if (!command)
        return no_such_command(name);
    args_help(command);
    return STATUS_CLEAN;
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        print_usage(stderr);
        return STATUS_TROUBLE;
    }
    if (strcmp(argv[1], "--version") == 0) {
        args_version();
        return STATUS_CLEAN;
    }
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0 || strcmp(argv[1], "help") == 0)
        return help(argc > 2 ? argv[2] : NULL);
    memory_keep();
    const struct command *command = find_command(argv[1]);
    if (!command)
        return no_such_command(argv[1]);
    return command->run(command, argc - 1, argv + 1);
}
