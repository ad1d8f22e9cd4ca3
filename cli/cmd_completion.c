/*
 * cmd_completion.c - stepproof completion: scripts with which shells complete commands, options and their values.
 * They are printed from the same tables as --help.
 */
#include "args.h"
#include "base/arena.h"
#include "term.h"

#include <stdio.h>

static const struct option options[] = { { 0 } };

static const char *const shells[] = { "bash", "zsh", "fish", NULL };

/* What can follow an option, or be an operand. */
enum completed {
    COMPLETED_NOTHING,
    COMPLETED_WORDS,
    COMPLETED_FILES,
    COMPLETED_FOLDERS,
    COMPLETED_RULES,
    COMPLETED_JSON /* only @FILE can be completed */
};

/* Told by what --help calls the value. */
static enum completed completed_by(const char *argument, const char *const *words)
{
    static const struct {
        const char *argument;
        enum completed completed;
    } kinds[] = {
        { "FILE", COMPLETED_FILES },     { "HISTORY", COMPLETED_FILES }, { "PATH", COMPLETED_FILES },
        { "OLD", COMPLETED_FILES },      { "DIR", COMPLETED_FOLDERS },   { "RULE", COMPLETED_RULES },
        { "RULES", COMPLETED_RULES },    { "RULE=LEVEL", COMPLETED_RULES }, { "JSON", COMPLETED_JSON },
    };
    for (size_t i = 0; i < ARRAY_LEN(kinds) && argument && !words; i++) {
        if (strcmp(argument, kinds[i].argument) == 0)
            return kinds[i].completed;
    }
    return words ? COMPLETED_WORDS : COMPLETED_NOTHING;
}

static enum completed operand_of(const struct command *command)
{
    return completed_by(command->operand ? command->operand : "FILE", command->operand_words);
}

static void print_words(const char *const *words)
{
    for (size_t i = 0; words[i]; i++)
        printf("%s%s", i ? " " : "", words[i]);
}

static void print_commands(void)
{
    const struct command *command;
    for (size_t i = 0; (command = command_at(i)); i++)
        printf("%s ", command->name);
    printf("help");
}

/* A text for the inside of single quotes; brackets and colons as zsh wants them. */
static void print_quoted(str text, bool is_zsh)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] == '\'')
            printf("'\\''");
        else if (is_zsh && strchr("[]:", text.at[i]))
            printf("\\%c", text.at[i]);
        else
            putchar(text.at[i]);
    }
}

/* The first part of a help text is enough to tell options apart. */
static void print_short(const char *help, bool is_zsh)
{
    str text = str_slice(str_from(help), 0, str_find_char(str_from(help), ';'));
    print_quoted(str_slice(text, 0, str_find(text, STR(": "))), is_zsh);
}

/* Bash. */

static void print_bash_value(const char *const *words, enum completed completed)
{
    switch (completed) {
    case COMPLETED_NOTHING: printf(":"); break;
    case COMPLETED_WORDS:
        printf("_stepproof_words ");
        print_words(words);
        break;
    case COMPLETED_FILES: printf("_stepproof_files -f"); break;
    case COMPLETED_FOLDERS: printf("_stepproof_files -d"); break;
    case COMPLETED_RULES: printf("_stepproof_rules"); break;
    case COMPLETED_JSON: printf("_stepproof_json"); break;
    }
    printf(" ;;\n");
}

static void print_bash_options(const struct command *command)
{
    for (const struct option *o = args_first(command); o; o = args_after(command, o)) {
        if (!o->argument)
            continue;
        printf("    '%s --%s'", command->name, o->name);
        if (o->letter)
            printf(" | '%s -%c'", command->name, o->letter);
        printf(") ");
        print_bash_value(o->words, completed_by(o->argument, o->words));
    }
    printf("    '%s '*)\n        if [[ $cur == -* ]]; then _stepproof_words", command->name);
    for (const struct option *o = args_first(command); o; o = args_after(command, o)) {
        printf(" --%s", o->name);
        if (o->letter)
            printf(" -%c", o->letter);
    }
    printf("\n        else _stepproof_operand; fi ;;\n");
}

static void print_bash(void)
{
    static const char head[] =
        "# bash completion for stepproof; to load it: source <(stepproof completion bash)\n"
        "_stepproof_words() {\n"
        "    local before=\n"
        "    [[ $cur == *,* ]] && before=${cur%,*},\n"
        "    COMPREPLY=($(compgen -P \"$before\" -W \"$*\" -- \"${cur##*,}\"))\n"
        "}\n"
        "_stepproof_files() { compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen \"$1\" -- \"$cur\")); }\n"
        "_stepproof_json() { [[ $cur == @* ]] && COMPREPLY=($(compgen -f -P @ -- \"${cur#@}\")); }\n"
        "_stepproof_rules() {\n"
        "    local list lists=\"$command\"\n"
        "    [[ $command == explain ]] && lists=$'lint\\nschema-check'\n"
        "    _stepproof_words $(for list in $lists; do\n"
        "        stepproof \"$list\" --list-rules 2>/dev/null\n"
        "    done | awk 'NF > 1 { print $2 }')\n"
        "}\n";
    const struct command *command;
    printf("%s_stepproof_operand() {\n    case $command in\n", head);
    for (size_t i = 0; (command = command_at(i)); i++) {
        printf("    %s) ", command->name);
        print_bash_value(command->operand_words, operand_of(command));
    }
    printf("    esac\n}\n"
           "_stepproof() {\n"
           "    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}\n"
           "    local command=${COMP_WORDS[1]} IFS=$'\\n'\n"
           "    COMPREPLY=()\n"
           "    # --format=json comes as three words\n"
           "    if [[ $cur == = ]]; then cur=; elif [[ $prev == = ]]; then prev=${COMP_WORDS[COMP_CWORD-2]}; fi\n"
           "    if [[ $COMP_CWORD == 1 || ( $COMP_CWORD == 2 && $command == help ) ]]; then\n"
           "        _stepproof_words $'");
    for (size_t i = 0; (command = command_at(i)); i++)
        printf("%s\\n", command->name);
    printf("help\\n--help\\n--version'\n        return\n    fi\n    case \"$command $prev\" in\n");
    for (size_t i = 0; (command = command_at(i)); i++)
        print_bash_options(command);
    printf("    esac\n}\ncomplete -F _stepproof stepproof\n");
}

/* Zsh. */

static void print_zsh_value(const char *name, const char *const *words, enum completed completed)
{
    printf(":%s:", name);
    switch (completed) {
    case COMPLETED_NOTHING: printf(" "); break;
    case COMPLETED_WORDS:
        printf("(");
        print_words(words);
        printf(")");
        break;
    case COMPLETED_FILES: printf("_files"); break;
    case COMPLETED_FOLDERS: printf("_files -/"); break;
    case COMPLETED_RULES: printf("_stepproof_rules"); break;
    case COMPLETED_JSON: printf("_stepproof_json"); break;
    }
}

static void print_zsh_option(const struct option *o)
{
    printf(" \\\n        '*'");
    if (o->letter)
        printf("{-%c%s,--%s%s}", o->letter, o->argument ? "+" : "", o->name, o->argument ? "=" : "");
    else
        printf("--%s%s", o->name, o->argument ? "=" : "");
    printf("'[");
    print_short(o->help, true);
    printf("]");
    if (o->argument)
        print_zsh_value(o->argument, o->words, completed_by(o->argument, o->words));
    printf("'");
}

static void print_zsh(void)
{
    static const char head[] = "#compdef stepproof\n"
                               "# zsh completion for stepproof; to load it: source <(stepproof completion zsh)\n"
                               "_stepproof_rules() {\n"
                               "    local -a lists\n"
                               "    lists=($words[1])\n"
                               "    [[ $words[1] == explain ]] && lists=(lint schema-check)\n"
                               "    compset -P '*,'\n"
                               "    compadd -- $(for list in $lists; do\n"
                               "        stepproof $list --list-rules 2>/dev/null\n"
                               "    done | awk 'NF > 1 { print $2 }')\n"
                               "}\n"
                               "_stepproof_json() { compset -P @ && _files; }\n"
                               "_stepproof() {\n"
                               "    local -a commands\n"
                               "    commands=(\n";
    const struct command *command;
    printf("%s", head);
    for (size_t i = 0; (command = command_at(i)); i++) {
        printf("        '%s:", command->name);
        print_quoted(str_from(command->summary), true);
        printf("'\n");
    }
    printf("        'help:show the help of a command'\n    )\n"
           "    if (( CURRENT == 2 )); then\n        _describe -t commands command commands\n        return\n    fi\n"
           "    shift words\n    (( CURRENT-- ))\n    case $words[1] in\n");
    for (size_t i = 0; (command = command_at(i)); i++) {
        printf("    %s)\n        _arguments -s -S", command->name);
        for (const struct option *o = args_first(command); o; o = args_after(command, o))
            print_zsh_option(o);
        printf(" \\\n        '*");
        print_zsh_value(command->operand ? command->operand : "FILE", command->operand_words, operand_of(command));
        printf("' ;;\n");
    }
    printf("    help) _describe -t commands command commands ;;\n    esac\n}\n"
           "if [[ $funcstack[1] == _stepproof ]]; then _stepproof \"$@\"; else compdef _stepproof stepproof; fi\n");
}

/* Fish. */

static void print_fish_value(const char *command, const char *const *words, enum completed completed)
{
    switch (completed) {
    case COMPLETED_NOTHING: break;
    case COMPLETED_WORDS:
        printf(" -a '");
        print_words(words);
        printf("'");
        break;
    case COMPLETED_FILES: printf(" -F"); break;
    case COMPLETED_FOLDERS: printf(" -a '(__fish_complete_directories (commandline -ct))'"); break;
    case COMPLETED_RULES: printf(" -a '(__stepproof_rules %s)'", command); break;
    case COMPLETED_JSON: printf(" -a '(__stepproof_json)'"); break;
    }
}

static void print_fish_option(const struct command *command, const struct option *o)
{
    enum completed completed = completed_by(o->argument, o->words);
    printf("complete -c stepproof -n '__fish_seen_subcommand_from %s' -l %s", command->name, o->name);
    if (o->letter)
        printf(" -s %c", o->letter);
    if (o->argument)
        printf(completed == COMPLETED_FILES ? " -r" : " -x");
    print_fish_value(command->name, o->words, completed);
    printf(" -d '");
    print_short(o->help, false);
    printf("'\n");
}

static void print_fish(void)
{
    static const char head[] =
        "# fish completion for stepproof; to load it: stepproof completion fish | source\n"
        "function __stepproof_rules\n"
        "    set -l lists $argv[1]\n"
        "    test $lists = explain; and set lists lint schema-check\n"
        "    for list in $lists\n"
        "        stepproof $list --list-rules 2>/dev/null\n"
        "    end | string replace -rf '^\\S+ +(\\S+) +(.*)$' '$1\\t$2'\n"
        "end\n"
        "function __stepproof_json\n"
        "    set -l word (commandline -ct)\n"
        "    string match -q '@*' -- $word\n"
        "    and __fish_complete_path (string sub -s 2 -- $word) | string replace -r '^' @\n"
        "end\n"
        "complete -c stepproof -f\n";
    const struct command *command;
    printf("%s", head);
    for (size_t i = 0; (command = command_at(i)); i++) {
        printf("complete -c stepproof -n __fish_use_subcommand -a %s -d '", command->name);
        print_quoted(str_from(command->summary), false);
        printf("'\n");
    }
    printf("complete -c stepproof -n __fish_use_subcommand -a help -d 'show the help of a command'\n"
           "complete -c stepproof -n '__fish_seen_subcommand_from help' -a '");
    print_commands();
    printf("'\n");
    for (size_t i = 0; (command = command_at(i)); i++) {
        for (const struct option *o = args_first(command); o; o = args_after(command, o))
            print_fish_option(command, o);
        printf("complete -c stepproof -n '__fish_seen_subcommand_from %s'", command->name);
        print_fish_value(command->name, command->operand_words, operand_of(command));
        printf("\n");
    }
}

static int print_script(const struct command *command, const char *shell)
{
    static void (*const printers[])(void) = { print_bash, print_zsh, print_fish };
    for (size_t i = 0; shells[i]; i++) {
        if (strcmp(shell, shells[i]) == 0) {
            printers[i]();
            return STATUS_CLEAN;
        }
    }
    term_complain("%s: \"%s\" is none of bash, zsh, fish", command->name, shell);
    return args_hint(command);
}

static int run(const struct command *command, int argc, char **argv)
{
    struct args args;
    const char *value, *shell = NULL;
    args_begin(&args, command, argc, argv);
    for (int id; (id = args_next(&args, &value)) != OPTION_END;) {
        if (id == OPTION_WRONG)
            return STATUS_TROUBLE;
        if (id == OPTION_HELP)
            return args_help(command);
        if (id == OPTION_VERSION)
            return args_version();
        if (shell) {
            term_complain("completion: one shell at a time");
            return args_hint(command);
        }
        shell = value;
    }
    if (shell)
        return print_script(command, shell);
    term_complain("completion: for which shell? bash, zsh or fish");
    return args_hint(command);
}

const struct command command_completion = {
    .name = "completion",
    .synopsis = "bash|zsh|fish",
    .summary = "print a script with which a shell completes commands, options and their values",
    .options = options,
    .operand = "SHELL",
    .operand_words = shells,
    .examples = "  source <(stepproof completion bash)          in ~/.bashrc\n"
                "  source <(stepproof completion zsh)           in ~/.zshrc, behind compinit\n"
                "  stepproof completion fish >~/.config/fish/completions/stepproof.fish\n",
    .statuses = "0 printed, 2 wrong usage",
    .run = run,
};
