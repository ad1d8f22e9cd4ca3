#include "args.h"
#include "base/arena.h"
#include "publish/publish.h"
#include "selection.h"
#include "term.h"

#include <stdio.h>

static const struct option options[] = { { 0 } };

int explain_rule(const char *code)
{
    enum rule_id rule = selection_rule(str_from(code));
    if (rule == RULE_COUNT)
        return STATUS_TROUBLE;
    struct arena arena;
    struct buf out;
    arena_init(&arena, &process_memory);
    buf_init(&out, &arena);
    publish_explain(&out, rule);
    fwrite(out.at, 1, out.len, stdout);
    arena_finish(&arena);
    return STATUS_CLEAN;
}

static int run(const struct command *command, int argc, char **argv)
{
    struct args args;
    args_begin(&args, command, argc, argv);
    int status = STATUS_CLEAN, count = 0, id;
    const char *value;
    while ((id = args_next(&args, &value)) != OPTION_END) {
        if (id == OPTION_HELP)
            return args_help(command);
        if (id == OPTION_VERSION)
            return args_version();
        if (id == OPTION_WRONG)
            return STATUS_TROUBLE;
        if (count++ > 0)
            putchar('\n');
        status |= explain_rule(value);
    }
    if (count > 0)
        return status;
    term_complain("explain: which rule? 'stepproof lint --list-rules' shows them");
    return args_hint(command);
}

const struct command command_explain = {
    .name = "explain",
    .synopsis = "RULE...",
    .summary = "say what a rule checks and why, with an example",
    .options = options,
    .operand = "RULE",
    .examples = "  stepproof explain missing-target\n",
    .run = run,
};
