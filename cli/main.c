/*
 * main.c - stepproof: the subcommands.
 */
#include "args.h"
#include "base/arena.h"
#include "command.h"
#include "diag/nearest.h"
#include "files.h"
#include "memory.h"
#include "term.h"

#include <stdio.h>

static const struct command *const commands[] = {
    &command_lint,
    &command_simulate,
    &command_graph,
    &command_schema_check,
    &command_eval,
    &command_explain,
    &command_completion,
};

const struct command *command_at(size_t i)
{
    return i < ARRAY_LEN(commands) ? commands[i] : NULL;
}

static void print_usage(FILE *to)
{
    fprintf(to, "usage: stepproof COMMAND [options] ...\n\ncommands:\n");
    for (size_t i = 0; i < ARRAY_LEN(commands); i++)
        fprintf(to, "  %-14s %s\n", commands[i]->name, commands[i]->summary);
    fprintf(to, "  %-14s %s\n", "help", "show the help of a command");
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

/* What a wrong first word was meant to be, or NULL. */
static const char *nearest_command(const char *name)
{
    static const char *const others[] = { "help", "--help", "--version" };
    str names[ARRAY_LEN(commands) + ARRAY_LEN(others)];
    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        names[i] = str_from(i < ARRAY_LEN(commands) ? commands[i]->name : others[i - ARRAY_LEN(commands)]);
        if (str_equal_ignoring_case(names[i], str_from(name)))
            return names[i].at;
    }
    if (strcmp(name, "version") == 0 || strcmp(name, "-V") == 0 || strcmp(name, "-v") == 0)
        return "--version";
    ptrdiff_t near = nearest_name(names, ARRAY_LEN(names), str_from(name), NULL);
    return near >= 0 ? names[near].at : NULL;
}

static int no_such_command(const char *name)
{
    const char *near = nearest_command(name), *what = name[0] == '-' ? "option" : "command";
    if (near)
        term_complain("there is no %s \"%s\"; did you mean \"%s\"?", what, name, near);
    else
        term_complain("there is no %s \"%s\"", what, name);
    fprintf(stderr, "Try 'stepproof --help'.\n");
    return STATUS_TROUBLE;
}

static int help(const char *name)
{
    if (!name || strcmp(name, "help") == 0) {
        print_usage(stdout);
        return STATUS_CLEAN;
    }
    const struct command *command = find_command(name);
    if (!command)
        return no_such_command(name);
    args_help(command);
    return STATUS_CLEAN;
}

static int run(int argc, char **argv)
{
    if (argc < 2) {
        print_usage(stderr);
        return STATUS_TROUBLE;
    }
    if (strcmp(argv[1], "--version") == 0)
        return args_version();
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0 || strcmp(argv[1], "help") == 0)
        return help(argc > 2 ? argv[2] : NULL);
    memory_keep();
    const struct command *command = find_command(argv[1]);
    if (!command)
        return no_such_command(argv[1]);
    return command->run(command, argc - 1, argv + 1);
}

int main(int argc, char **argv)
{
    int status = run(argc, argv);
    /* Whoever has met trouble before has said so. */
    return status == STATUS_TROUBLE || output_close(stdout, NULL) ? status : STATUS_TROUBLE;
}
