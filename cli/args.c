#include "args.h"

#include "base/arena.h"
#include "diag/nearest.h"
#include "term.h"

#include <stdio.h>
#include <string.h>

static const struct option common_options[] = {
    { "help", 'h', NULL, OPTION_HELP, "show this help" },
    { "version", 0, NULL, OPTION_VERSION, "show the version" },
    { 0 },
};

enum { NAMES_MAX = 64, HELP_COLUMN = 28, HELP_WIDTH = 80 };

void args_begin(struct args *args, const struct command *command, int argc, char **argv)
{
    *args = (struct args){ .command = command, .argc = argc, .argv = argv, .at = 1 };
}

static const struct option *find_in(const struct option *options, str name, char letter)
{
    for (; options->name; options++) {
        if (letter ? options->letter == letter : str_equal(str_from(options->name), name))
            return options;
    }
    return NULL;
}

static const struct option *find_option(const struct command *command, str name, char letter)
{
    const struct option *found = find_in(command->options, name, letter);
    return found ? found : find_in(common_options, name, letter);
}

const struct option *args_first(const struct command *command)
{
    return command->options->name ? command->options : common_options;
}

const struct option *args_after(const struct command *command, const struct option *option)
{
    if (option[1].name)
        return option + 1;
    /* The common ones are those that the command's own table does not end with. */
    const struct option *last = command->options;
    while (last->name)
        last++;
    return option + 1 == last ? common_options : NULL;
}

int args_hint(const struct command *command)
{
    fprintf(stderr, "Try 'stepproof %s --help'.\n", command->name);
    return STATUS_TROUBLE;
}

static int no_such_option(const struct command *command, str name)
{
    str names[NAMES_MAX];
    size_t count = 0;
    for (const struct option *o = command->options; o->name && count < NAMES_MAX; o++)
        names[count++] = str_from(o->name);
    for (const struct option *o = common_options; o->name && count < NAMES_MAX; o++)
        names[count++] = str_from(o->name);
    ptrdiff_t near = nearest_name(names, count, name, NULL);
    for (size_t i = 0; i < count && near < 0 && name.len > 0; i++)
        near = str_starts(names[i], name) ? (ptrdiff_t)i : -1;
    if (near >= 0)
        term_complain("%s: there is no option --%.*s; did you mean --%.*s?", command->name,
                      STR_ARG(name), STR_ARG(names[near]));
    else
        term_complain("%s: there is no option --%.*s", command->name, STR_ARG(name));
    args_hint(command);
    return OPTION_WRONG;
}

static int wrong(const struct command *command, const char *format, const char *option)
{
    term_complain(format, command->name, option);
    args_hint(command);
    return OPTION_WRONG;
}

static bool is_one_of(const char *const *words, const char *text)
{
    for (; *words; words++) {
        if (strcmp(*words, text) == 0)
            return true;
    }
    return false;
}

/* --print, --print introspection, --print=introspection: a word that may be left out, and so only one of its own. */
static int optional_word(struct args *args, const struct option *option, const char *given, const char **value)
{
    if (!given && args->at < args->argc && is_one_of(option->words, args->argv[args->at]))
        given = args->argv[args->at++];
    if (given && !is_one_of(option->words, given)) {
        args_wrong_value(args->command, option->name, given, option->words);
        return OPTION_WRONG;
    }
    *value = given;
    return option->id;
}

static int long_option(struct args *args, const char *text, const char **value)
{
    str rest = str_from(text), name;
    str_split(&rest, '=', &name);
    bool has_value = name.len < strlen(text);
    const struct option *option = find_option(args->command, name, 0);
    if (!option)
        return no_such_option(args->command, name);
    if (!option->argument && option->words)
        return optional_word(args, option, has_value ? text + name.len + 1 : NULL, value);
    if (!option->argument) {
        if (has_value)
            return wrong(args->command, "%s: --%s takes no value", option->name);
        return option->id;
    }
    if (has_value)
        *value = text + name.len + 1;
    else if (args->at < args->argc)
        *value = args->argv[args->at++];
    else
        return wrong(args->command, "%s: --%s needs a value", option->name);
    return option->id;
}

static int letter_option(struct args *args, const char **value)
{
    char letter[] = { *args->letters++, '\0' };
    const struct option *option = find_option(args->command, STR(""), letter[0]);
    if (!option && !char_is_letter(letter[0]))
        return wrong(args->command, "%s: there is no option -%s; behind -- it is an operand", letter);
    if (!option)
        return wrong(args->command, "%s: there is no option -%s", letter);
    if (!option->argument)
        return option->id;
    if (*args->letters)
        *value = args->letters;
    else if (args->at < args->argc)
        *value = args->argv[args->at++];
    else
        return wrong(args->command, "%s: --%s needs a value", option->name);
    args->letters = "";
    return option->id;
}

int args_next(struct args *args, const char **value)
{
    *value = NULL;
    if (args->letters && *args->letters)
        return letter_option(args, value);
    if (args->at >= args->argc)
        return OPTION_END;
    const char *text = args->argv[args->at++];
    if (!args->only_operands && strcmp(text, "--") == 0) {
        args->only_operands = true;
        return args_next(args, value);
    }
    if (args->only_operands || text[0] != '-' || text[1] == '\0') {
        *value = text;
        return OPTION_OPERAND;
    }
    if (text[1] == '-')
        return long_option(args, text + 2, value);
    args->letters = text + 1;
    return letter_option(args, value);
}

/* Prints `text`, broken between words; the line stands at `indent` now, where the next ones begin too. */
static void print_wrapped(str text, int indent)
{
    str word;
    int at = indent;
    for (bool is_first = true; str_split(&text, ' ', &word); is_first = false) {
        if (!is_first && at + 1 + (int)word.len > HELP_WIDTH) {
            printf("\n%*s", indent, "");
            at = indent;
        } else if (!is_first) {
            putchar(' ');
            at++;
        }
        printf("%.*s", STR_ARG(word));
        at += (int)word.len;
    }
    putchar('\n');
}

static void print_options(const struct option *options)
{
    for (; options->name; options++) {
        int column = options->letter ? printf("  -%c, ", options->letter) : printf("      ");
        column += printf("--%s", options->name);
        if (options->argument)
            column += printf(" %s", options->argument);
        if (column + 2 > HELP_COLUMN) {
            putchar('\n');
            column = 0;
        }
        printf("%*s", HELP_COLUMN - column, "");
        print_wrapped(str_from(options->help), HELP_COLUMN);
    }
}

int args_help(const struct command *command)
{
    printf("usage: stepproof %s %s\n\n%s\n\noptions:\n", command->name, command->synopsis,
           command->summary);
    print_options(command->options);
    print_options(common_options);
    const char *statuses = command->statuses ? command->statuses
                                             : "0 nothing found, 1 findings, 2 wrong usage or unreadable input";
    printf("\nexamples:\n%s\nexit status: ", command->examples);
    print_wrapped(str_from(statuses), (int)sizeof "exit status:");
    return STATUS_CLEAN;
}

int args_version(void)
{
    puts("stepproof " STEPPROOF_VERSION);
    return STATUS_CLEAN;
}

bool args_color(const struct command *command, const char *value, enum color_choice *color)
{
    if (term_color_parse(value, color))
        return true;
    args_wrong_value(command, "color", value, term_color_words);
    return false;
}

int args_wrong_value(const struct command *command, const char *option, const char *value,
                     const char *const *words)
{
    char list[256] = "";
    str names[NAMES_MAX];
    size_t count = 0, len = 0;
    for (; words[count] && count < NAMES_MAX; count++) {
        names[count] = str_from(words[count]);
        int added = snprintf(list + len, sizeof list - len, "%s%s", count ? ", " : "", words[count]);
        len += (size_t)added < sizeof list - len ? (size_t)added : sizeof list - 1 - len;
    }
    ptrdiff_t near = nearest_name(names, count, str_from(value), NULL);
    if (near >= 0)
        term_complain("%s: --%s: \"%s\" is none of %s; did you mean \"%s\"?", command->name, option,
                      value, list, words[near]);
    else
        term_complain("%s: --%s: \"%s\" is none of %s", command->name, option, value, list);
    return STATUS_TROUBLE;
}
