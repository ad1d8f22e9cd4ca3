#include "sim/script.h"
#include "test.h"

#include "sim/expectation.h"
#include "sim/script_testing.h"

#include <stdio.h>

static const char machine_text[] =
    "StartAt: Pay\n"
    "States:\n"
    "  Pay: {Type: Task, Resource: 'arn:aws:states:::lambda:invoke', Parameters: {FunctionName: PayFn}, Next: Each}\n"
    "  Each:\n"
    "    Type: Map\n"
    "    ItemProcessor:\n"
    "      StartAt: Reserve\n"
    "      States:\n"
    "        Reserve: {Type: Task, Resource: 'arn:aws:states:::dynamodb:putItem', End: true}\n"
    "    Next: Both\n"
    "  Both:\n"
    "    Type: Parallel\n"
    "    Branches:\n"
    "      - {StartAt: Call, States: {Call: {Type: Task, Resource: 'arn:aws:lambda:eu-west-1:123456789012:function:Left:live', End: true}}}\n"
    "      - {StartAt: Call, States: {Call: {Type: Task, Resource: 'arn:aws:states:eu-west-1:123456789012:activity:Approve', End: true}}}\n"
    "    Next: Ask\n"
    "  Ask: {Type: Task, Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken', Next: Done}\n"
    "  Done: {Type: Succeed}\n";

struct fixture {
    struct arena arena;
    const struct asl *asl;
    struct diags diags;
    struct script *script;
    struct script_run run;
};

static void begin(struct fixture *f)
{
    *f = (struct fixture){ .asl = NULL };
    arena_init(&f->arena, &plain_memory);
    f->asl = testing_machine(&f->arena, STR(machine_text));
    diags_init(&f->diags, &f->arena);
}

static void end(struct fixture *f)
{
    arena_finish(&f->arena);
}

/* "code 3:5 message; help", a line each, in the order of the text. */
static str complaints(struct fixture *f)
{
    struct buf out;
    buf_init(&out, &f->arena);
    diags_sort(&f->diags);
    for (uint32_t i = 0; i < f->diags.count; i++) {
        const struct diag *d = f->diags.items[i];
        str before = str_slice(d->source->text, 0, d->span.start);
        unsigned line = 1, column = 1;
        for (size_t c = 0; c < before.len; c++) {
            column = before.at[c] == '\n' ? 1 : column + 1;
            line += before.at[c] == '\n';
        }
        buf_printf(&out, "%s%s %u:%u %.*s", i ? "\n" : "", rule_get(d->rule)->code, line, column,
                   STR_ARG(d->message));
        if (d->help.len)
            buf_printf(&out, "; %.*s", STR_ARG(d->help));
    }
    return buf_text(&out);
}

static void read_script(struct fixture *f, const char *text)
{
    const struct doc *doc = testing_doc(&f->arena, "s.script.yaml", str_from(text), &f->diags);
    assert_non_null(doc);
    f->script = script_read(&f->arena, doc, f->asl, &f->diags);
}

static void read_mock(struct fixture *f, const char *text, const char *machine, const char *test_case)
{
    const struct doc *doc = testing_doc(&f->arena, "MockConfigFile.json", str_from(text), &f->diags);
    assert_non_null(doc);
    f->script =
        script_read_mock(&f->arena, doc, f->asl, str_from(machine), str_from(test_case), &f->diags);
}

static void mistakes_are_reported_at_their_places(void **state)
{
    (void)state;
    static const struct {
        const char *script, *complaints;
    } cases[] = {
        { "[]", "script-type 1:1 script must be an object, not an array" },
        { "StateMachines: {}",
          "script-field 1:1 this is a mock configuration of Step Functions Local, not a script; --mock takes it" },
        { "{executionName: a b, tests: []}", "script-type 1:17 \"executionName\" must be a name of 1 to 80 characters without "
          "blanks and any of < > { } [ ] ? * \" # % \\ ^ | ~ ` $ & , ; : /, not \"a b\"" },
        { "stats: {}", "script-field 1:1 script has no member \"stats\"; did you mean \"states\"?" },
        { "tests: [{name: a, zzz: 1}]", NULL },
        { "tests: {}", "script-type 1:8 \"tests\" must be a list of tests, not an object" },
        { "tests: [{input: 1}]", "script-required 1:9 test lacks \"name\"" },
        { "tests: [{name: a}, {name: a}]", "script-duplicate-test 1:27 two tests are called \"a\"" },
        { "seed: -1", "script-type 1:7 \"seed\" must be a whole number from 0 on, not \"-1\"" },
        { "startTime: now",
          "script-type 1:12 \"startTime\" must be a time stamp such as 2026-01-05T10:00:00Z, not \"now\"" },
        { "type: fast", "script-type 1:7 \"type\" must be standard or express, not \"fast\"" },
        { "states: {Pya: never}",
          "script-unknown-state 1:10 the machine has no state \"Pya\"; did you mean \"Pay\"?" },
        { "states: {'Q*': never}", "script-unknown-state 1:10 the machine has no state like \"Q*\"" },
        { "states: {Done: never}", "script-not-task 1:10 \"Done\" is a Succeed state, and only a Task has outcomes" },
        { "states: {Each: never}",
          "script-not-task 1:10 \"Each\" is a Map state, and only a Task has outcomes; give outcomes to the Task "
          "states in it" },
        { "states: {Call: never}", "script-ambiguous-state 1:10 2 states are called \"Call\"; this means all of "
                                   "them; one of them is \"Both[0]/Call\"" },
        { "states: {'Both[1]/Call': never, 'Each/Reserve': echo}", "" },
        { "states: {'Both[2]/Call': never}",
          "script-unknown-state 1:10 the machine has no state \"Both[2]/Call\"" },
        { "states: {Pay: 7}",
          "script-type 1:15 an outcome must be an object, or one of the words never and echo" },
        { "states: {Pay: {}}",
          "script-outcome 1:10 this outcome says neither return, throw, never nor echo; write \"return\" with the "
          "result of the task, or \"throw\" with the error" },
        { "states: {Pay: {return: 1, throw: E}}",
          "script-outcome 1:27 an outcome is one of return, throw, never and echo; this one has \"return\" and "
          "\"throw\"" },
        { "states: {Pay: {never: false}}", "script-type 1:23 \"never\" must be true, not false" },
        { "states: {Pay: {never: true, after: 3s}}",
          "script-outcome 1:29 \"after\" says when a task answers, but this one never does" },
        { "states: {Pay: {return: 1, event: TaskFailed}}",
          "script-outcome 1:27 \"event\" names the event of a failure, but this outcome does not throw" },
        { "states: {Pay: {return: 1, after: soon}}",
          "script-type 1:34 \"after\" must be a length of time such as 90s, 1h30m or 250ms, or a number of "
          "seconds, not \"soon\"" },
        { "states: {Pay: {return: 1, after: 99999999999}}",
          "script-type 1:34 \"after\" must be a length of time such as 90s, 1h30m or 250ms, or a number of "
          "seconds, not \"99999999999\"" },
        { "states: {Pay: {return: 1, heartbeat: 0s}}",
          "script-type 1:38 \"heartbeat\" must be a length of time such as 20s or every 20s, or a number of "
          "seconds, not \"0s\"" },
        { "states: {Pay: {return: 1, attempt: 2-1}}",
          "script-type 1:36 \"attempt\" must be a number from 0 on, or a range such as \"0-2\" or \"3-\", not "
          "\"2-1\"" },
        { "states: {Pay: {return: 1, times: 0}}",
          "script-type 1:34 \"times\" must be a number from 1 on, or any, not \"0\"" },
        { "states: {Pay: {return: 1, when: yes please}}",
          "script-type 1:33 \"when\" must be a JSONata expression \"{% ... %}\", a JSONPath \"$...\", or an example "
          "of the input, not \"yes please\"" },
        { "states: {Pay: {return: 1, throws: E}}", NULL },
        { "states: {Pay: {throw: {code: E}}}", NULL },
        { "states: {Pay: []}", "script-outcome 1:15 this list of outcomes is empty" },
        { "states: {Pay: [{return: 1, times: any}, {return: 2}]}", NULL },
        { "objects: {bucket/key: {text: a}}",
          "script-type 1:11 an object is named by its address, s3://BUCKET/KEY, not \"bucket/key\"" },
        { "objects: {'s3://b/k': {}}", "script-outcome 1:11 an object has exactly one of json, text and file" },
        { "objects: {'s3://b/k': {text: a, json: 1}}",
          "script-outcome 1:11 an object has exactly one of json, text and file" },
        { "tests: [{name: a, rows: []}]",
          "script-type 1:25 \"rows\" must be a list of rows that is not empty, not an array" },
        { "tests: [{name: a, stop: {}}]", "script-required 1:25 stop lacks \"after\"" },
        { "tests: [{name: a, expect: {status: OK}}]",
          "script-type 1:36 \"status\" must be SUCCEEDED, FAILED, TIMED_OUT or ABORTED, not \"OK\"" },
        { "tests: [{name: a, expect: {status: SUCCEEDED, error: E}}]",
          "script-outcome 1:47 an execution that ends SUCCEEDED has no \"error\"" },
        { "tests: [{name: a, expect: {status: FAILED, output: 1}}]",
          "script-outcome 1:44 an execution that ends FAILED has no \"output\"" },
        { "tests: [{name: a, expect: {path: [Pay, ..., Dnoe]}}]",
          "script-unknown-state 1:45 the machine has no state \"Dnoe\"; did you mean \"Done\"?" },
        { "tests: [{name: a, expect: {path: [Reserve]}}]",
          "script-unknown-state 1:35 \"Reserve\" lies inside of another state; a path names the states of the "
          "machine itself; use \"entered\" to count how often it is entered" },
        { "tests: [{name: a, expect: {path: [7]}}]", "script-type 1:35 a path lists names of states" },
        { "tests: [{name: a, expect: {calls: {Done: 1}}}]",
          "script-not-task 1:36 only a Task is called, and \"Done\" is a Succeed state; use \"entered\" to count "
          "how often it is entered" },
        { "tests: [{name: a, expect: {calls: {Pay: many}}}]",
          "script-type 1:41 \"Pay\" must be a number from 0 on, or a range such as \"0-2\" or \"3-\", not \"many\"" },
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct fixture f;
        begin(&f);
        read_script(&f, cases[i].script);
        if (cases[i].complaints)
            assert_str(complaints(&f), cases[i].complaints);
        else
            assert_int_equal(f.diags.count, 1);
        end(&f);
    }
}

/* One call of the world. */
struct question {
    const char *state;
    const char *input;
    uint32_t invocation, attempt, iteration_invocation;
    uint32_t indexes[2];
    uint32_t index_count;
};

static const struct asl_state *find(const struct fixture *f, const char *name, unsigned which)
{
    for (uint32_t i = 0; i < f->asl->state_count; i++) {
        if (str_equal(f->asl->states[i]->name, str_from(name)) && which-- == 0)
            return f->asl->states[i];
    }
    return NULL;
}

static value json(struct fixture *f, const char *text)
{
    struct diags diags;
    diags_init(&diags, &f->arena);
    const struct doc *doc = testing_doc(&f->arena, "json", str_from(text), &diags);
    return doc_value(&f->arena, doc, doc_root(doc));
}

/* "return {...}", "throw E: cause after 3000", ... */
static str ask(struct fixture *f, const struct script_test *test, const struct question *q)
{
    const char *name = q->state[0] == '2' ? q->state + 1 : q->state;
    const struct asl_state *state = find(f, name, q->state[0] == '2');
    assert_non_null(state);
    struct task_call call = { .state = state,
                              .resource = asl_text(f->asl, asl_get(&state->object, NAME_Resource)->value),
                              .input = json(f, q->input ? q->input : "{}"),
                              .state_input = json(f, "{in: 1}"),
                              .context = json(f, "{Map: {Item: {Index: 1, Value: {sku: a1}}}}"),
                              .invocation = q->invocation,
                              .attempt = q->attempt,
                              .iteration_invocation = q->iteration_invocation,
                              .indexes = q->indexes,
                              .index_count = q->index_count };
    if (f->run.test != test)
        script_run_begin(&f->run, &f->arena, f->script, test, f->run.unmocked);
    struct world world = script_world(&f->run);
    struct task_outcome outcome = world.task(world.context, &f->arena, &call);
    struct buf out;
    buf_init(&out, &f->arena);
    switch (outcome.kind) {
    case OUTCOME_RETURN:
        buf_str(&out, STR("return "));
        value_print(&out, outcome.result, VALUE_STYLE_JSON);
        break;
    case OUTCOME_THROW: buf_printf(&out, "throw %.*s: %.*s", STR_ARG(outcome.error), STR_ARG(outcome.cause)); break;
    case OUTCOME_NEVER: buf_str(&out, STR("never")); break;
    case OUTCOME_UNKNOWN: buf_printf(&out, "unknown %.*s", STR_ARG(outcome.message)); break;
    }
    if (outcome.after_ms)
        buf_printf(&out, " after %d", (int)outcome.after_ms);
    if (outcome.heartbeat_ms)
        buf_printf(&out, " heartbeat %d", (int)outcome.heartbeat_ms);
    if (outcome.submitted.kind != VALUE_UNDEFINED)
        buf_printf(&out, " submitted %.*s", STR_ARG(value_to_text(&f->arena, outcome.submitted, VALUE_STYLE_JSON)));
    if (outcome.worker.len)
        buf_printf(&out, " worker %.*s", STR_ARG(outcome.worker));
    if (outcome.event.len)
        buf_printf(&out, " event %.*s%s", STR_ARG(outcome.event), outcome.is_not_started ? " not started" : "");
    return buf_text(&out);
}

static void calls_are_answered(void **state)
{
    (void)state;
    static const struct {
        const char *script;
        struct question question;
        const char *answer;
    } cases[] = {
        { "states: {Pay: {return: {a: 1}, after: 90s}}", { "Pay" }, "return {\"a\":1} after 90000" },
        { "states: {Pay: {return: false}}", { "Pay" }, "return false" },
        { "states: {Pay: {return: null, after: 0.5}}", { "Pay" }, "return null after 500" },
        { "states: {Pay: {throw: Down}}", { "Pay" }, "throw Down: " },
        { "states: {Pay: {throw: {error: Down, cause: {a: 1}}, event: TaskStartFailed, started: false}}", { "Pay" },
          "throw Down: {\"a\":1} event TaskStartFailed not started" },
        { "states: {Pay: {throw: {cause: 'x {% $states.input %} y'}}}", { "Pay" }, "throw : x {% $states.input %} y" },
        { "states: {Pay: {throw: {cause: '{% \"n\" & n %}'}}}", { "Pay", "{n: 2}" }, "throw : n2" },
        { "states: {Pay: never}", { "Pay" }, "never" },
        { "states: {Pay: {never: true, heartbeat: every 20s, worker: w}}", { "Pay" }, "never heartbeat 20000 worker w" },
        { "states: {Pay: echo}", { "Pay", "{x: 1}" }, "return {\"x\":1}" },
        { "states: {Ask: {return: 1, submitted: {MessageId: m}}}", { "Ask" },
          "return 1 submitted {\"MessageId\":\"m\"}" },
        /* Expressions. */
        { "states: {Pay: {return: {sum: '{% $states.input.a + b %}', l: ['{% $states.stateInput.in %}', 7]}}}",
          { "Pay", "{a: 1, b: 2}" }, "return {\"sum\":3,\"l\":[1,7]}" },
        { "states: {Pay: {return: '{% $states.attempt & \"/\" & $states.call %}'}}", { "Pay", NULL, 5, 2, 5 },
          "return \"2/5\"" },
        { "states: {Pay: {return: '{% nothing %}'}}", { "Pay" }, "return null" },
        /* Lists. */
        { "states: {Pay: [{throw: A}, {return: 1}]}", { "Pay" }, "throw A: " },
        { "states: {Pay: [{throw: A}, {return: 1}]}", { "Pay", NULL, 1, 1, 1 }, "return 1" },
        { "states: {Pay: [{throw: A}, {return: 1}]}", { "Pay", NULL, 2, 0, 2 },
          "unknown there is no outcome for call 2" },
        { "states: {Pay: [{throw: A, times: 2}, {return: 1, times: any}]}", { "Pay", NULL, 1, 0, 1 }, "throw A: " },
        { "states: {Pay: [{throw: A, times: 2}, {return: 1, times: any}]}", { "Pay", NULL, 9, 0, 9 }, "return 1" },
        /* Selecting calls. */
        { "states: {Pay: [{throw: A, attempt: 0-1}, {return: 1, attempt: 2-}]}", { "Pay", NULL, 0, 1, 1 },
          "throw A: " },
        { "states: {Pay: [{throw: A, attempt: 0-1}, {return: 1, attempt: 2-}]}", { "Pay", NULL, 0, 7, 0 },
          "return 1" },
        { "states: {Pay: [{throw: A, call: 3}, {return: 1}]}", { "Pay", NULL, 3, 0, 0 }, "throw A: " },
        { "states: {Reserve: [{throw: A, item: 2}, {return: 1}]}", { "Reserve", NULL, 9, 0, 0, { 2 }, 1 },
          "throw A: " },
        { "states: {Reserve: [{throw: A, item: 2}, {return: 1}]}", { "Reserve", NULL, 9, 0, 0, { 3 }, 1 },
          "return 1" },
        { "states: {Reserve: [{throw: A, item: 2}]}", { "Reserve", NULL, 9, 1, 0, { 3 }, 1 },
          "unknown there is no outcome for call 9, attempt 1, item 3" },
        { "states: {Reserve: [{throw: A, item: 0/2-}, {return: 1}]}", { "Reserve", NULL, 9, 0, 0, { 0, 5 }, 2 },
          "throw A: " },
        { "states: {Reserve: [{throw: A, item: 0/2-}, {return: 1}]}", { "Reserve", NULL, 9, 0, 0, { 1, 5 }, 2 },
          "return 1" },
        { "states: {Reserve: [{throw: A, item: '*/5'}, {return: 1}]}", { "Reserve", NULL, 9, 0, 0, { 1, 5 }, 2 },
          "throw A: " },
        { "states: {Reserve: [{throw: A, item: 0/0/0}, {return: 1}]}", { "Reserve", NULL, 9, 0, 0, { 0, 0 }, 2 },
          "return 1" },
        { "states: {Reserve: [{throw: A, item: {sku: 'a*'}}, {return: 1}]}", { "Reserve" }, "throw A: " },
        { "states: {Reserve: [{throw: A, item: {sku: b}}, {return: 1}]}", { "Reserve" }, "return 1" },
        { "states: {Pay: [{throw: A, when: '{% amount > 5 %}'}, {return: 1}]}", { "Pay", "{amount: 6}" }, "throw A: " },
        { "states: {Pay: [{throw: A, when: '{% $states.input.amount > 5 %}'}, {return: 1}]}",
          { "Pay", "{amount: 5}" }, "return 1" },
        { "states: {Pay: [{throw: A, when: '{% amount + \"a\" %}'}, {return: 1}]}", { "Pay", "{amount: 5}" },
          "return 1" },
        { "states: {Pay: [{throw: A, when: $.card}, {return: 1}]}", { "Pay", "{card: x}" }, "throw A: " },
        { "states: {Pay: [{throw: A, when: $.card}, {return: 1}]}", { "Pay", "{card: false}" }, "return 1" },
        { "states: {Pay: [{throw: A, when: '$.l[?(@.n > 3)]'}, {return: 1}]}", { "Pay", "{l: [{n: 4}]}" },
          "throw A: " },
        { "states: {Pay: [{throw: A, when: '$.l[?(@.n > 4)]'}, {return: 1}]}", { "Pay", "{l: [{n: 4}]}" },
          "return 1" },
        { "states: {Pay: [{throw: A, when: {card: {no: '4*'}}}, {return: 1}]}", { "Pay", "{card: {no: 411, x: 1}}" },
          "return 1" },
        { "states: {Pay: [{throw: A, when: {card: {no: '4*'}}}, {return: 1}]}",
          { "Pay", "{card: {no: '411', x: 1}}" }, "throw A: " },
        /* By path, pattern and resource. */
        { "states: {Call: {return: all}, 'Both[1]/Call': {return: one}}", { "Call" }, "return \"all\"" },
        { "states: {'Both[1]/Call': {return: one}, Call: {return: all}}", { "2Call" }, "return \"one\"" },
        { "states: {'P*': {return: 1}, Pay: {return: 2}}", { "Pay" }, "return 2" },
        { "states: {'P*': {return: 1}}", { "Pay" }, "return 1" },
        { "resources: {'lambda:*': {return: 1}, 'lambda:invoke': {return: 2}}", { "Pay" }, "return 2" },
        { "resources: {'lambda:invoke': {return: 2}}", { "Pay" }, "return 2" },
        { "resources: {'arn:aws:states:::lambda:invoke': {return: 2}}", { "Pay" }, "return 2" },
        { "resources: {'function:PayFn': {return: 2}}", { "Pay", "{FunctionName: PayFn}" }, "return 2" },
        { "resources: {'function:PayFn': {return: 2}}", { "Pay", "{FunctionName: 'PayFn:live'}" }, "return 2" },
        { "resources: {'function:PayFn:live': {return: 2}}", { "Pay", "{FunctionName: 'PayFn:live'}" }, "return 2" },
        { "resources: {'function:PayFn': {return: 2}}",
          { "Pay", "{FunctionName: 'arn:aws:lambda:eu-west-1:123456789012:function:PayFn'}" }, "return 2" },
        { "resources: {'function:PayFn': {return: 2}}", { "Pay", "{FunctionName: '${PayFn}'}" }, "return 2" },
        { "resources: {'function:PayFn': {return: 2}}", { "Pay", "{FunctionName: '${PayFn.Arn}'}" }, "return 2" },
        { "resources: {'function:Left:live': {return: 2}}", { "Call" }, "return 2" },
        { "resources: {'activity:Approve': {return: 2}}", { "2Call" }, "return 2" },
        { "resources: {'sqs:sendMessage': {return: 2}}", { "Ask" }, "return 2" },
        { "resources: {'sqs:sendMessage.waitForTaskToken': {return: 2}}", { "Ask" }, "return 2" },
        { "states: {Reserve: {return: 1, item: 7}}\nresources: {'dynamodb:*': {return: 2}}",
          { "Reserve", NULL, 0, 0, 0, { 3 }, 1 }, "return 2" },
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct fixture f;
        begin(&f);
        read_script(&f, cases[i].script);
        assert_int_equal(diags_count(&f.diags, SEVERITY_ERROR), 0);
        assert_str(ask(&f, &f.script->plain, &cases[i].question), cases[i].answer);
        end(&f);
    }
}

static void an_expression_that_fails_stops_the_run(void **state)
{
    (void)state;
    struct fixture f;
    begin(&f);
    read_script(&f, "states: {Pay: {return: ['{% $uppercase(1) %}']}, Ask: {return: 1, submitted: {a: '{% 1 + \"a\" %}'}},"
                    " 'Reserve': {throw: {cause: '{% 1 + \"a\" %}'}}}");
    static const char *const names[] = { "Pay", "Ask", "Reserve" };
    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        str answer = ask(&f, &f.script->plain, &(struct question){ names[i] });
        assert_true(str_starts(answer, STR("unknown the expression {% ")));
        assert_true(str_contains(answer, STR("threw an error during evaluation")));
    }
    end(&f);
}

static void what_nothing_answers_can_be_answered_all_the_same(void **state)
{
    (void)state;
    static const struct {
        const char *word, *answer;
    } cases[] = { { "echo", "return {\"a\":1}" }, { "null", "return null" },
                  { "fail", "unknown there is no outcome for call 0" } };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct fixture f;
        begin(&f);
        f.script = script_empty(&f.arena, f.asl);
        assert_true(script_unmocked_parse(str_from(cases[i].word), &f.run.unmocked));
        assert_str(ask(&f, &f.script->plain, &(struct question){ "Pay", "{a: 1}" }), cases[i].answer);
        assert_ptr_equal(f.run.unanswered, i == 2 ? find(&f, "Pay", 0) : NULL);
        end(&f);
    }
    enum script_unmocked unmocked;
    assert_false(script_unmocked_parse(STR("nothing"), &unmocked));
}

static void tests_and_rows_change_what_stands_further_outside(void **state)
{
    (void)state;
    struct fixture f;
    begin(&f);
    read_script(&f, "input: {a: 1, b: {c: 2, d: 3}}\n"
                    "seed: 4\n"
                    "startTime: 2026-01-05T10:00:00Z\n"
                    "states: {Pay: {return: base}, Ask: {return: ask}}\n"
                    "tests:\n"
                    "  - name: one\n"
                    "    states: {Pay: [{throw: E}]}\n"
                    "    expect: {error: E, calls: {Pay: 1-}}\n"
                    "    rows:\n"
                    "      - {}\n"
                    "      - name: x\n"
                    "        patch: {b: {c: null, e: 5}}\n"
                    "        type: express\n"
                    "        context: {Execution: {Name: n}}\n"
                    "        states: {Ask: {return: row}}\n"
                    "        stop: {after: 3s, error: S, cause: c}\n"
                    "        expect: {output: 1}\n"
                    "  - {name: two, input: [], executionName: n, seed: 7, comment: c}\n");
    assert_str(complaints(&f), "");
    assert_int_equal(f.script->test_count, 3);
    const struct script_test *one = &f.script->tests[0], *x = &f.script->tests[1], *two = &f.script->tests[2];
    assert_str(one->name, "one [1]");
    assert_str(x->name, "one [x]");
    assert_str(two->name, "two");
    assert_str(value_to_text(&f.arena, one->settings.input, VALUE_STYLE_JSON), "{\"a\":1,\"b\":{\"c\":2,\"d\":3}}");
    assert_str(value_to_text(&f.arena, x->settings.input, VALUE_STYLE_JSON), "{\"a\":1,\"b\":{\"d\":3,\"e\":5}}");
    assert_str(value_to_text(&f.arena, two->settings.input, VALUE_STYLE_JSON), "[]");
    assert_int_equal(one->settings.seed, 4);
    assert_int_equal(two->settings.seed, 7);
    assert_true(x->settings.is_express && x->settings.has_type && !one->settings.has_type);
    assert_true(x->settings.has_stop && x->settings.stop_ms == 3000);
    assert_str(x->settings.stop_error, "S");
    assert_str(two->settings.execution_name, "n");
    assert_int_equal(one->settings.start_ms, 1767607200000);
    assert_int_equal(one->expectation->status, SIM_FAILED);
    assert_int_equal(x->expectation->status, SIM_SUCCEEDED);
    assert_false(x->expectation->has[EXPECTED_ERROR]);
    assert_true(x->expectation->has[EXPECTED_CALLS]);
    assert_int_equal(two->expectation->status, SIM_SUCCEEDED);

    /* The test's list is used up after one call; then the script's outcome answers. */
    assert_str(ask(&f, one, &(struct question){ "Pay" }), "throw E: ");
    assert_str(ask(&f, one, &(struct question){ "Pay", NULL, 1, 1, 1 }), "return \"base\"");
    assert_str(ask(&f, x, &(struct question){ "Ask" }), "return \"row\"");
    assert_str(ask(&f, two, &(struct question){ "Ask" }), "return \"ask\"");
    f.diags.count = 0;
    script_report_unused(f.script, NULL, &f.diags);
    assert_str(complaints(&f), "");
    end(&f);
}

static void unused_outcomes_are_reported_once(void **state)
{
    (void)state;
    struct fixture f;
    begin(&f);
    read_script(&f, "states:\n"
                    "  Pay: [{throw: E}, {return: 1}]\n"
                    "  'R*': {return: 1}\n"
                    "resources: {'sqs:*': {return: 1}}\n"
                    "tests: [{name: a}, {name: b, states: {Ask: {return: 1}}}]\n");
    assert_str(complaints(&f), "");
    ask(&f, &f.script->tests[0], &(struct question){ "Pay" });
    script_report_unused(f.script, NULL, &f.diags);
    assert_str(complaints(&f), "script-unused-outcome 2:22 outcome 2 of 2 of \"Pay\" was never used\n"
                               "script-unused-outcome 3:3 the outcome of \"R*\" was never used\n"
                               "script-unused-outcome 4:13 the outcome of \"sqs:*\" was never used\n"
                               "script-unused-outcome 5:39 the outcome of \"Ask\" was never used");
    end(&f);
}

static void objects_are_read_and_listed(void **state)
{
    (void)state;
    struct fixture f;
    begin(&f);
    read_script(&f, "startTime: 2026-01-05T10:00:00Z\n"
                    "objects:\n"
                    "  s3://b/x/2.json: {json: {n: 1}}\n"
                    "  s3://b/x/1.csv: {text: 'a,b', lastModified: 2025-01-01T00:00:00Z}\n"
                    "  s3://b/big: {file: big.csv}\n"
                    "tests:\n"
                    "  - {name: a, objects: {s3://b/x/1.csv: {text: 'c'}}}\n");
    assert_str(complaints(&f), "");
    assert_int_equal(f.script->object_count, 4);
    script_run_begin(&f.run, &f.arena, f.script, &f.script->tests[0], SCRIPT_UNMOCKED_FAIL);
    struct world world = script_world(&f.run);
    str bytes;
    assert_true(world.read(world.context, &f.arena, STR("b"), STR("x/2.json"), &bytes));
    assert_str(bytes, "{\"n\":1}");
    assert_true(world.read(world.context, &f.arena, STR("b"), STR("x/1.csv"), &bytes));
    assert_str(bytes, "c");
    assert_false(world.read(world.context, &f.arena, STR("b"), STR("big"), &bytes));
    f.script->objects[2]->bytes = STR("loaded");
    f.script->objects[2]->is_loaded = true;
    assert_str(f.script->objects[2]->file, "big.csv");
    assert_true(world.read(world.context, &f.arena, STR("b"), STR("big"), &bytes));
    value list;
    assert_true(world.list(world.context, &f.arena, STR("b"), STR("x/"), &list));
    assert_int_equal(list.count, 2);
    assert_str(value_text(value_get(value_item(list, 0), STR("Key"))), "x/1.csv");
    assert_int_equal(value_get(value_item(list, 1), STR("Size")).as.integer, 7);
    assert_int_equal(value_get(value_item(list, 1), STR("LastModified")).as.integer, 1767607200);
    assert_false(world.list(world.context, &f.arena, STR("nobucket"), STR(""), &list));
    char keys[40][8];
    for (size_t i = 0; i < ARRAY_LEN(keys); i++) {
        snprintf(keys[i], sizeof keys[i], "k%d", (int)i);
        script_add_object(f.script, STR("shared"), str_from(keys[i]), STR("s"));
    }
    script_add_object(f.script, STR("b"), STR("x/1.csv"), STR("hidden by the test's"));
    script_add_object(f.script, STR("b"), STR("x/9.csv"), STR("shared"));
    assert_true(world.read(world.context, &f.arena, STR("b"), STR("x/1.csv"), &bytes));
    assert_str(bytes, "c");
    assert_true(world.read(world.context, &f.arena, STR("shared"), STR("k39"), &bytes));
    assert_str(bytes, "s");
    assert_true(world.list(world.context, &f.arena, STR("b"), STR("x/"), &list));
    assert_int_equal(list.count, 3);
    world.write(world.context, STR("b"), STR("out"), STR("written"));
    assert_true(world.read(world.context, &f.arena, STR("b"), STR("out"), &bytes));
    assert_str(bytes, "written");
    assert_str(f.run.written->key, "out");
    end(&f);
}

#define MOCK(cases, responses) \
    "{\"StateMachines\": {\"m\": {\"TestCases\": {" cases "}}}, \"MockedResponses\": {" responses "}}"

static void mock_configurations_count_the_calls_of_a_state(void **state)
{
    (void)state;
    static const struct {
        uint32_t invocation;
        const char *answer;
    } cases[] = {
        { 0, "throw E: c" },
        { 1, "throw E: c" },
        { 2, "return false" },
        { 3, "unknown there is no outcome for call 3" },
    };
    struct fixture f;
    begin(&f);
    read_mock(&f,
              MOCK("\"one\": {\"Pay\": \"R\"}, \"two\": {\"Ask\": \"Open\"}",
                   "\"R\": {\"2\": {\"Return\": false}, \"0-1\": {\"Throw\": {\"Error\": \"E\", \"Cause\": \"c\"}}},"
                   "\"Open\": {\"0\": {\"Return\": 0}, \"1-\": {\"Return\": \"{% x %}\"}}, \"Spare\": {\"0\": {\"Return\": 1}}"),
              "m", "");
    assert_str(complaints(&f), "");
    assert_int_equal(f.script->test_count, 2);
    assert_str(f.script->tests[1].name, "two");
    assert_null(f.script->tests[0].expectation);
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct question question = { "Pay", NULL, cases[i].invocation };
        assert_str(ask(&f, &f.script->tests[0], &question), cases[i].answer);
    }
    assert_str(ask(&f, &f.script->tests[1], &(struct question){ "Ask", NULL, 77 }), "return \"{% x %}\"");
    script_report_unused(f.script, NULL, &f.diags);
    assert_str(complaints(&f), "script-unused-outcome 1:195 outcome 1 of 2 of \"Open\" was never used");
    end(&f);
}

static void mistakes_in_mock_configurations_are_reported(void **state)
{
    (void)state;
    static const struct {
        const char *mock, *machine, *test_case, *complaints;
    } cases[] = {
        { "[]", "m", "", "script-type 1:1 mock configuration must be an object, not an array" },
        { "{\"StateMachines\": {}, \"MockedResponse\": {}}", "m", "", NULL },
        { "{\"tests\": []}", "m", "", "script-field 1:2 this is a script, not a mock configuration of Step Functions Local; "
          "--script and --test take it" },
        { MOCK("", ""), "m", "", "script-unknown-response 1:26 this state machine has no test case" },
        { MOCK("\"a\": {}", ""), "m", "b", "script-unknown-response 1:26 there is no test case \"b\"; there are: a" },
        { "{\"StateMachines\": {\"m\": {\"TestCases\": {\"a\": {}}}, \"n\": {\"TestCases\": {}}}, \"MockedResponses\": {}}",
          "mm", "", "script-unknown-response 1:2 there is no state machine \"mm\"; did you mean \"m\"?" },
        { MOCK("\"a\": {\"Pay\": \"RR\"}", "\"R\": {\"0\": {\"Return\": 1}}"), "other", "",
          "script-unknown-response 1:53 MockedResponses has no \"RR\"; did you mean \"R\"?" },
        { MOCK("\"a\": {\"Pay\": 1}", ""), "m", "", "script-type 1:53 \"Pay\" must be a string, not \"1\"" },
        { MOCK("\"a\": []", ""), "m", "", "script-type 1:45 \"a\" must be an object, not an array" },
        { MOCK("\"a\": {\"Pya\": \"R\"}", "\"R\": {\"0\": {\"Return\": 1}}"), "m", "",
          "script-unknown-state 1:46 the machine has no state \"Pya\"; did you mean \"Pay\"?" },
        { MOCK("\"a\": {\"Each\": \"R\"}", "\"R\": {\"0\": {\"Return\": 1}}"), "m", "",
          "script-not-task 1:46 \"Each\" is a Map state, and only a Task has mocked responses" },
        { MOCK("\"a\": {}", "\"R\": {}"), "m", "", "script-outcome 1:72 the response \"R\" has no step" },
        { MOCK("\"a\": {}", "\"R\": 1"), "m", "", "script-type 1:77 \"R\" must be an object, not \"1\"" },
        { MOCK("\"a\": {}", "\"R\": {\"0\": {}}"), "m", "",
          "script-outcome 1:78 a step has exactly one of Return and Throw; this one has neither" },
        { MOCK("\"a\": {}", "\"R\": {\"0\": {\"Return\": 1, \"Throw\": {\"Error\": \"E\", \"Cause\": \"c\"}}}"), "m", "",
          "script-outcome 1:78 a step has exactly one of Return and Throw; this one has both" },
        { MOCK("\"a\": {}", "\"R\": {\"0\": {\"Throw\": {\"Error\": \"E\"}}}"), "m", "",
          "script-required 1:93 Throw lacks \"Cause\"" },
        { MOCK("\"a\": {}", "\"R\": {\"zero\": {\"Return\": 1}}"), "m", "",
          "script-range 1:78 a step is named by the number of a call, or a range such as \"1-2\", not \"zero\"" },
        { MOCK("\"a\": {}", "\"R\": {\"0\": {\"Return\": 1}, \"2-3\": {\"Return\": 1}}"), "m", "",
          "script-range 1:98 the steps must count on without a gap: 1 is missing before 2" },
        { MOCK("\"a\": {}", "\"R\": {\"1\": {\"Return\": 1}}"), "m", "",
          "script-range 1:78 the steps must count on without a gap: 0 is missing before 1" },
        { MOCK("\"a\": {}", "\"R\": {\"0-2\": {\"Return\": 1}, \"2\": {\"Return\": 1}}"), "m", "",
          "script-range 1:100 the call 2 has a step already" },
        { MOCK("\"a\": {}", "\"R\": {\"0-\": {\"Return\": 1}, \"2\": {\"Return\": 1}}"), "m", "",
          "script-range 1:99 the call 2 has a step already" },
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct fixture f;
        begin(&f);
        read_mock(&f, cases[i].mock, cases[i].machine, cases[i].test_case);
        if (cases[i].complaints)
            assert_str(complaints(&f), cases[i].complaints);
        else
            assert_true(f.diags.count > 0);
        end(&f);
    }
}

static void a_skeleton_reads_as_a_script(void **state)
{
    (void)state;
    struct fixture f;
    begin(&f);
    struct buf out;
    buf_init(&out, &f.arena);
    script_write_skeleton(&out, f.asl, STR("m.asl.yaml"));
    str text = buf_text(&out);
    assert_true(str_contains(text, STR("  Pay: # arn:aws:states:::lambda:invoke\n    return:\n      StatusCode: 200\n"
                                       "      Payload: {}\n")));
    assert_true(str_contains(text, STR("\n  \"Both[0]/Call\": #")));
    read_script(&f, str_terminated(&f.arena, text));
    assert_str(complaints(&f), "");
    assert_str(f.script->machine, "m.asl.yaml");
    assert_str(script_machine(f.script->doc), "m.asl.yaml");
    assert_str(ask(&f, &f.script->tests[0], &(struct question){ "2Call" }), "return {}");
    end(&f);
}

static void a_skeleton_has_what_the_state_takes_out_of_the_result(void **state)
{
    (void)state;
    struct fixture f;
    begin(&f);
    f.asl = testing_machine(&f.arena, STR("StartAt: A\n"
                                          "States:\n"
                                          "  A:\n"
                                          "    Type: Task\n"
                                          "    Resource: 'arn:aws:states:::lambda:invoke'\n"
                                          "    ResultSelector: {a.$: $.Payload.total, b.$: '$.Payload.list[0].x'}\n"
                                          "    Next: B\n"
                                          "  B:\n"
                                          "    Type: Task\n"
                                          "    QueryLanguage: JSONata\n"
                                          "    Resource: 'arn:aws:states:::aws-sdk:s3:headObject'\n"
                                          "    Output: '{% $states.result.Metadata.owner %}'\n"
                                          "    End: true\n"));
    struct buf out;
    buf_init(&out, &f.arena);
    f.script = script_empty(&f.arena, f.asl);
    script_run_begin(&f.run, &f.arena, f.script, &f.script->plain, SCRIPT_UNMOCKED_FAIL);
    f.run.unanswered = f.asl->states[0];
    script_write_missing(&out, &f.run);
    assert_str(buf_text(&out), "states:\n"
                               "  A: # arn:aws:states:::lambda:invoke\n"
                               "    return:\n"
                               "      StatusCode: 200\n"
                               "      Payload:\n"
                               "        total: null\n"
                               "        list: null\n");
    out.len = 0;
    f.run.unanswered = f.asl->states[1];
    script_write_missing(&out, &f.run);
    assert_true(str_contains(buf_text(&out), STR("      Metadata:\n        owner: null\n")));
    end(&f);
}

static void a_mock_configuration_is_told_what_it_lacks(void **state)
{
    (void)state;
    struct fixture f;
    struct buf out;
    begin(&f);
    read_mock(&f, "{\"StateMachines\": {\"m\": {\"TestCases\": {\"a\": {\"Pay\": \"Paid\"}}}},"
                  " \"MockedResponses\": {\"Paid\": {\"0\": {\"Return\": 1}}}}", "m", "");
    script_run_begin(&f.run, &f.arena, f.script, &f.script->tests[0], SCRIPT_UNMOCKED_FAIL);
    buf_init(&out, &f.arena);
    f.run.unanswered = find(&f, "Pay", 0);
    f.run.calls[f.run.unanswered->number] = 2;
    script_write_missing(&out, &f.run);
    assert_str(buf_text(&out), "  \"MockedResponses\": {\"Paid\": {\"1\": {\"Return\": "
                               "{\"StatusCode\":200,\"Payload\":{}}}}}\n");
    out.len = 0;
    f.run.unanswered = find(&f, "Call", 1);
    f.run.calls[f.run.unanswered->number] = 1;
    script_write_missing(&out, &f.run);
    assert_str(buf_text(&out),
               "  \"TestCases\": {\"a\": {\"Both[1]/Call\": \"CallResponse\"}}\n"
               "  \"MockedResponses\": {\"CallResponse\": {\"0\": {\"Return\": {}}}}\n");
    end(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(mistakes_are_reported_at_their_places),
        cmocka_unit_test(calls_are_answered),
        cmocka_unit_test(an_expression_that_fails_stops_the_run),
        cmocka_unit_test(what_nothing_answers_can_be_answered_all_the_same),
        cmocka_unit_test(tests_and_rows_change_what_stands_further_outside),
        cmocka_unit_test(unused_outcomes_are_reported_once),
        cmocka_unit_test(objects_are_read_and_listed),
        cmocka_unit_test(mock_configurations_count_the_calls_of_a_state),
        cmocka_unit_test(mistakes_in_mock_configurations_are_reported),
        cmocka_unit_test(a_skeleton_reads_as_a_script),
        cmocka_unit_test(a_skeleton_has_what_the_state_takes_out_of_the_result),
        cmocka_unit_test(a_mock_configuration_is_told_what_it_lacks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
