/*
 * cmd_simulate.c - stepproof simulate: run a state machine in virtual time.
 */
#include "args.h"
#include "asl/asl.h"
#include "base/arena.h"
#include "base/bits.h"
#include "base/buf.h"
#include "base/num.h"
#include "base/time.h"
#include "diag/nearest.h"
#include "files.h"
#include "objects.h"
#include "picture.h"
#include "simulate.h"

enum {
    OPTION_INPUT = OPTION_FIRST,
    OPTION_SCRIPT,
    OPTION_MOCK,
    OPTION_CASE,
    OPTION_TEST,
    OPTION_UNMOCKED,
    OPTION_WRITE_SCRIPT,
    OPTION_FORMAT,
    OPTION_OUTPUT,
    OPTION_INSPECT,
    OPTION_QUIET,
    OPTION_JUNIT,
    OPTION_OBJECTS,
    OPTION_RESULTS,
    OPTION_GRAPH,
    OPTION_TYPE,
    OPTION_CONTEXT,
    OPTION_START_TIME,
    OPTION_SEED,
    OPTION_EXECUTION_NAME,
    OPTION_MACHINE_NAME,
    OPTION_NO_LIMITS,
    OPTION_MAX_STEPS,
    OPTION_NO_LINT,
    OPTION_MACHINE,
    OPTION_STATE,
    OPTION_INSPECTION_LEVEL,
    OPTION_VARIABLES,
    OPTION_STATE_CONFIGURATION,
    OPTION_REVEAL_SECRETS,
    OPTION_COLOR,
    OPTION_STDIN_FILENAME,
    OPTION_LAST
};

static const char *const formats[] = {
    [SIMULATE_TEXT] = "text", [SIMULATE_JSON] = "json", [SIMULATE_HISTORY] = "history", NULL
};
static const char *const types[] = { "standard", "express", NULL };
static const char *const answers[] = { "fail", "echo", "null", NULL };

static const struct option options[] = {
    { "input", 'i', "JSON", OPTION_INPUT,
      "start with this input: JSON, @FILE or - for standard input; the default is what the script says, or {}" },
    { "script", 's', "FILE", OPTION_SCRIPT, "answer the tasks from this script; see stepproof-script(5)" },
    { "mock", 0, "FILE", OPTION_MOCK,
      "answer the tasks from MockConfigFile.json of Step Functions Local, and run all its test cases; with --state, the "
      "mock of TestState as JSON or @FILE" },
    { "case", 'c', "NAME", OPTION_CASE, "run only this test case, or test, and show its execution" },
    { "test", 0, "FILE", OPTION_TEST, "run the tests of this script; may be given more than once" },
    { "unmocked", 0, "HOW", OPTION_UNMOCKED,
      "answer a task without an outcome: fail (the default; say what to write), echo its input, or null",
      answers },
    { "write-script", 0, NULL, OPTION_WRITE_SCRIPT, "print a script to start from, with each task of the machine" },
    { "format", 'f', "FORMAT", OPTION_FORMAT,
      "write text (the default), json, a summary, or history, as aws stepfunctions get-execution-history prints it",
      formats },
    { "output", 'o', "FILE", OPTION_OUTPUT, "write to FILE instead of standard output" },
    { "inspect", 0, "STATE", OPTION_INSPECT, "show what came out of each stage of this state's data flow" },
    { "quiet", 'q', NULL, OPTION_QUIET, "do not show how states change the data" },
    { "junit", 0, "FILE", OPTION_JUNIT, "write the results of the tests to FILE as JUnit XML" },
    { "objects", 0, "DIR", OPTION_OBJECTS, "read objects of S3 from DIR/BUCKET/KEY" },
    { "results", 0, "DIR", OPTION_RESULTS, "write what result writers write to DIR/BUCKET/KEY" },
    { "graph", 'g', "FILE", OPTION_GRAPH,
      "draw the machine and what the execution did to it to FILE, whose ending tells the format; see stepproof-graph(1)" },
    { "type", 't', "TYPE", OPTION_TYPE, "take the machine as standard (the default) or express workflow",
      types },
    { "context", 0, "JSON", OPTION_CONTEXT, "replace these members of the context object" },
    { "start-time", 0, "TIME", OPTION_START_TIME,
      "start at this time, such as 2026-01-05T10:00:00Z; the default is 2026-01-01T00:00:00Z" },
    { "seed", 0, "N", OPTION_SEED, "make random numbers and UUIDs from this number; the default is 0" },
    { "execution-name", 0, "NAME", OPTION_EXECUTION_NAME, "call the execution NAME" },
    { "machine-name", 0, "NAME", OPTION_MACHINE_NAME,
      "call the state machine NAME, in its ARN and in --mock; the default is its logical id or the name of its file" },
    { "no-limits", 0, NULL, OPTION_NO_LIMITS, "lift the limits of the service on sizes, events and time" },
    { "max-steps", 0, "N", OPTION_MAX_STEPS,
      "end the run after N steps of the simulator, with exit status 3; the default is 1000000" },
    { "no-lint", 0, NULL, OPTION_NO_LINT, "run a machine that has errors as far as it can be read" },
    { "machine", 'm', "NAME", OPTION_MACHINE,
      "run the machine with this logical id, of a template that holds several" },
    { "state", 0, "NAME", OPTION_STATE, "run this state alone, as the TestState call does" },
    { "inspection-level", 0, "LEVEL", OPTION_INSPECTION_LEVEL,
      "with --state: INFO (the default), DEBUG or TRACE", simulate_levels },
    { "variables", 0, "JSON", OPTION_VARIABLES, "with --state: an object of workflow variables, named without $" },
    { "state-configuration", 0, "JSON", OPTION_STATE_CONFIGURATION,
      "with --state: the state configuration of TestState" },
    { "reveal-secrets", 0, NULL, OPTION_REVEAL_SECRETS, "with --state: as the option of TestState" },
    { "color", 0, "WHEN", OPTION_COLOR,
      "use colors: auto (the default; on a terminal, unless NO_COLOR is set), always or never",
      term_color_words },
    { "stdin-filename", 0, "NAME", OPTION_STDIN_FILENAME,
      "call standard input NAME, whose ending also says whether it is JSON or YAML" },
    { 0 },
};

static bool set_format(struct simulate *simulate, const char *argument)
{
    simulate->has_format = true;
    for (size_t i = 0; formats[i]; i++) {
        if (strcmp(argument, formats[i]) == 0) {
            simulate->format = (enum simulate_format)i;
            return true;
        }
    }
    args_wrong_value(simulate->command, "format", argument, formats);
    return false;
}

static bool set_type(struct simulate *simulate, const char *argument)
{
    simulate->has_type = true;
    simulate->request.is_express = str_equal_ignoring_case(str_from(argument), STR("express"));
    if (simulate->request.is_express || str_equal_ignoring_case(str_from(argument), STR("standard")))
        return true;
    args_wrong_value(simulate->command, "type", argument, types);
    return false;
}

static bool set_unmocked(struct simulate *simulate, const char *argument)
{
    if (script_unmocked_parse(str_from(argument), &simulate->unmocked))
        return true;
    args_wrong_value(simulate->command, "unmocked", argument, answers);
    return false;
}

static bool set_start(struct simulate *simulate, const char *argument)
{
    simulate->has_start = time_parse_rfc3339(str_from(argument), &simulate->start_ms);
    if (!simulate->has_start)
        term_complain("simulate: --start-time: \"%s\" is not a time such as 2026-01-05T10:00:00Z", argument);
    return simulate->has_start;
}

static bool set_seed(struct simulate *simulate, const char *argument)
{
    simulate->has_seed = num_to_uint64(str_from(argument), 10, &simulate->seed);
    if (!simulate->has_seed)
        term_complain("simulate: --seed: \"%s\" is not a whole number from 0 to 18446744073709551615", argument);
    return simulate->has_seed;
}

static bool set_max_steps(struct simulate *simulate, const char *argument)
{
    if (num_to_uint64(str_from(argument), 10, &simulate->max_steps) && simulate->max_steps > 0)
        return true;
    term_complain("simulate: --max-steps: \"%s\" is not a whole number from 1 on", argument);
    return false;
}

static bool set_execution_name(struct simulate *simulate, const char *argument)
{
    const char *wanted;
    simulate->execution_name = argument;
    if (script_is_execution_name(str_from(argument), &wanted))
        return true;
    term_complain("simulate: --execution-name: \"%s\" is not %s", argument, wanted);
    return false;
}

static bool set_graph(struct simulate *simulate, const char *argument)
{
    simulate->graph = argument;
    if (picture_format_of(argument) != PICTURE_AUTO)
        return true;
    term_complain("simulate: --graph: the ending of \"%s\" is none of .svg, .png, .pdf, .dot, .mmd and .txt", argument);
    return false;
}

static bool set_object(struct simulate *simulate, const char *option, const char *argument, struct payload *payload)
{
    if (!payload_read(simulate->arena, "simulate", option, argument, payload))
        return false;
    if (payload->value.kind != VALUE_OBJECT)
        term_complain("simulate: --%s: this is not a JSON object", option);
    return payload->value.kind == VALUE_OBJECT;
}

/* Whether the argument is where something is read from, and that is standard input. */
static bool is_stdin(int id, const char *argument)
{
    switch (id) {
    case OPTION_OPERAND:
    case OPTION_INPUT:
    case OPTION_SCRIPT:
    case OPTION_MOCK:
    case OPTION_TEST:
    case OPTION_CONTEXT:
    case OPTION_VARIABLES:
    case OPTION_STATE_CONFIGURATION: return strcmp(argument, "-") == 0 || strcmp(argument, "@-") == 0;
    default: return false;
    }
}

/* What is said twice is a slip: which one is meant? False after a complaint. */
static bool check_once(struct simulate *simulate, struct bits *seen, int id, const char *argument)
{
    if (id != OPTION_OPERAND && id != OPTION_TEST && argument && bits_has(seen, (uint32_t)id)) {
        for (const struct option *option = options; option->name; option++) {
            if (option->id == id)
                term_complain("simulate: --%s is given twice", option->name);
        }
        return false;
    }
    bits_set(seen, (uint32_t)id);
    if (argument && is_stdin(id, argument)) {
        if (simulate->uses_stdin)
            term_complain("simulate: standard input can be read only once");
        bool is_first = !simulate->uses_stdin;
        simulate->uses_stdin = true;
        return is_first;
    }
    return true;
}

/* False after a complaint. */
static bool set_option(struct simulate *simulate, int id, const char *argument)
{
    switch (id) {
    case OPTION_INPUT:
        simulate->has_input = true;
        return payload_read(simulate->arena, "simulate", "input", argument, &simulate->input);
    case OPTION_SCRIPT: simulate->script = argument; return true;
    case OPTION_MOCK: simulate->mock = argument; return true;
    case OPTION_CASE: simulate->test_case = argument; return true;
    case OPTION_TEST: simulate->tests[simulate->test_count++] = argument; return true;
    case OPTION_UNMOCKED: return set_unmocked(simulate, argument);
    case OPTION_WRITE_SCRIPT: simulate->writes_script = true; return true;
    case OPTION_FORMAT: return set_format(simulate, argument);
    case OPTION_OUTPUT: simulate->output = argument; return true;
    case OPTION_INSPECT: simulate->inspect = argument; return true;
    case OPTION_QUIET: simulate->is_quiet = true; return true;
    case OPTION_JUNIT: simulate->junit = argument; return true;
    case OPTION_OBJECTS: simulate->objects = argument; return true;
    case OPTION_RESULTS: simulate->results = argument; return true;
    case OPTION_GRAPH: return set_graph(simulate, argument);
    case OPTION_TYPE: return set_type(simulate, argument);
    case OPTION_CONTEXT:
        simulate->has_context = true;
        return set_object(simulate, "context", argument, &simulate->context);
    case OPTION_START_TIME: return set_start(simulate, argument);
    case OPTION_SEED: return set_seed(simulate, argument);
    case OPTION_EXECUTION_NAME: return set_execution_name(simulate, argument);
    case OPTION_MACHINE_NAME: simulate->request.machine_name = argument; return true;
    case OPTION_NO_LIMITS: simulate->no_limits = true; return true;
    case OPTION_MAX_STEPS: return set_max_steps(simulate, argument);
    case OPTION_NO_LINT: simulate->request.no_lint = true; return true;
    case OPTION_MACHINE: simulate->request.name = argument; return true;
    case OPTION_STATE: simulate->state = argument; return true;
    case OPTION_INSPECTION_LEVEL: simulate->inspection_level = argument; return true;
    case OPTION_VARIABLES:
        simulate->has_variables = true;
        return set_object(simulate, "variables", argument, &simulate->variables);
    case OPTION_STATE_CONFIGURATION: simulate->state_configuration = argument; return true;
    case OPTION_REVEAL_SECRETS: simulate->reveals_secrets = true; return true;
    case OPTION_COLOR: return args_color(simulate->command, argument, &simulate->color);
    case OPTION_STDIN_FILENAME: simulate->request.stdin_name = str_from(argument); return true;
    }
    return false;
}

/*
 * What is to be done.
 */

static int write_script(struct simulate *simulate, const struct machine *machine)
{
    struct buf out;
    buf_init(&out, simulate->arena);
    bool is_file = strcmp(simulate->request.operand, "-") != 0;
    script_write_skeleton(&out, machine->asl, is_file ? machine->file : STR(""));
    simulate_write(simulate, &out);
    return STATUS_CLEAN;
}

static int run_once(struct simulate *simulate, const struct machine *machine, struct script_file *file)
{
    struct script *script = file ? simulate_load_script(simulate, machine, file, false)
                                 : simulate_empty_script(simulate, machine);
    if (!script)
        return STATUS_TROUBLE;
    struct simulation simulation;
    simulate_begin(simulate, machine, script, &script->plain, &simulation);
    simulate_print(simulate, &simulation, NULL);
    simulate_explain_unanswered(simulate, &simulation);
    int status = simulate_status(&simulation.result);
    if (!simulate_graph(simulate, &simulation))
        status = STATUS_TROUBLE;
    if (simulate->results && !objects_save(simulate->arena, &simulation.run, simulate->results))
        status = STATUS_TROUBLE;
    /* The outcomes of tests are not for this run. */
    if (script->test_count == 0 && status != STATUS_TROUBLE)
        simulate_report_unused(simulate, script, NULL);
    simulate_end(&simulation);
    return status;
}

bool simulate_find_state(const struct simulate *simulate, const char *option, const char *name, const struct asl *asl)
{
    str *names = arena_array(simulate->arena, str, asl->state_count), wanted = str_from(name);
    for (uint32_t i = 0; i < asl->state_count; i++) {
        names[i] = asl->states[i]->name;
        if (str_equal(names[i], wanted))
            return true;
    }
    ptrdiff_t near = nearest_name(names, asl->state_count, wanted, NULL);
    if (near >= 0)
        term_complain("simulate: --%s: the machine has no state \"%s\"; did you mean \"%.*s\"?", option, name,
                      STR_ARG(names[near]));
    else
        term_complain("simulate: --%s: the machine has no state \"%s\"", option, name);
    return false;
}

static int run_machine(struct simulate *simulate)
{
    struct machine machine;
    struct script_file file, *script = simulate->script ? &file : NULL;
    if (simulate->state)
        return simulate_state(simulate);
    if (!simulate->request.operand && !simulate->script)
        return simulate_tests(simulate, NULL);
    if (script && !simulate_read_script(simulate, simulate->script, script))
        return STATUS_TROUBLE;
    bool is_loaded = simulate->request.operand ? machine_load(simulate->arena, &simulate->request, &machine)
                                               : simulate_load_named(simulate, script, &machine);
    if (!is_loaded)
        return STATUS_TROUBLE;
    if (simulate->inspect && !simulate_find_state(simulate, "inspect", simulate->inspect, machine.asl))
        return STATUS_TROUBLE;
    if (simulate->writes_script)
        return write_script(simulate, &machine);
    if (simulate->test_count > 0)
        return simulate_tests(simulate, &machine);
    if (simulate->mock)
        return simulate_cases(simulate, &machine);
    return run_once(simulate, &machine, script);
}

/* Options that do not go together. NULL: all do. */
static const char *find_conflict(const struct simulate *simulate, size_t operand_count)
{
    bool has_tests = simulate->test_count > 0;
    if (operand_count > 1)
        return "one machine at a time";
    bool is_named = (has_tests || simulate->script) && !simulate->state && !simulate->writes_script;
    if (operand_count == 0 && !is_named)
        return "which machine? Name its file, or - for standard input";
    if (simulate->mock && simulate->script && !simulate->state)
        return "--mock and --script do not go together";
    if (has_tests && (simulate->script || simulate->mock || simulate->state))
        return "--test does not go together with --script, --mock and --state";
    if (simulate->test_case && !has_tests && !simulate->mock)
        return "--case chooses from --mock or --test";
    if (simulate->graph && ((has_tests || simulate->mock) && !simulate->test_case))
        return "--graph draws one execution: choose it with --case";
    if (simulate->state && (simulate->graph || simulate->objects || simulate->results || simulate->writes_script))
        return "--graph, --objects, --results and --write-script are not for --state";
    if (simulate->state && simulate->inspect)
        return "--inspect is for whole runs; --state has --inspection-level";
    if (simulate->state && simulate->format == SIMULATE_HISTORY)
        return "a state alone has no history";
    if (simulate->junit && !has_tests && !simulate->mock)
        return "--junit is for --test and --mock";
    if (!simulate->state && (simulate->has_variables || simulate->state_configuration ||
                             simulate->inspection_level || simulate->reveals_secrets))
        return "--variables, --state-configuration, --inspection-level and --reveal-secrets are for --state";
    return NULL;
}

static void use_terminal(struct simulate *simulate)
{
    simulate->trace.has_color =
        term_has_color(simulate->color) && (!simulate->output || simulate->color == COLOR_ALWAYS);
    simulate->trace.is_quiet = simulate->is_quiet;
    if (!simulate->output)
        simulate->trace.width = term_width();
}

static int run_to_output(struct simulate *simulate)
{
    use_terminal(simulate);
    int status = run_machine(simulate);
    if (simulate->file && !output_close(simulate->file, simulate->output))
        simulate->has_failed = true;
    return simulate->has_failed ? STATUS_TROUBLE : status;
}

static int run_with(struct arena *arena, const struct command *command, int argc, char **argv)
{
    struct simulate simulate = { .arena = arena, .command = command };
    simulate.request.command = command->name;
    simulate.request.stdin_name = STR("<stdin>");
    simulate.tests = arena_array(arena, const char *, (size_t)argc);
    size_t operand_count = 0;
    struct bits seen;
    bits_init(&seen, arena, OPTION_LAST);
    struct args args;
    args_begin(&args, command, argc, argv);
    const char *argument;
    for (int id; (id = args_next(&args, &argument)) != OPTION_END;) {
        if (id == OPTION_WRONG)
            return STATUS_TROUBLE;
        if (id == OPTION_HELP) {
            args_help(command);
            return STATUS_CLEAN;
        }
        if (id == OPTION_VERSION) {
            args_version();
            return STATUS_CLEAN;
        }
        if (!check_once(&simulate, &seen, id, argument))
            return args_hint(command);
        if (id == OPTION_OPERAND) {
            simulate.request.operand = argument;
            operand_count++;
        } else if (!set_option(&simulate, id, argument)) {
            return STATUS_TROUBLE;
        }
    }
    const char *conflict = find_conflict(&simulate, operand_count);
    if (conflict) {
        term_complain("simulate: %s", conflict);
        return args_hint(command);
    }
    return run_to_output(&simulate);
}

static int run(const struct command *command, int argc, char **argv)
{
    struct arena arena;
    arena_init(&arena, &process_memory);
    int status = run_with(&arena, command, argc, argv);
    arena_finish(&arena);
    return status;
}

const struct command command_simulate = {
    .name = "simulate",
    .synopsis = "[options] [MACHINE|-]",
    .summary = "run a state machine in virtual time, with scripted answers of its tasks",
    .options = options,
    .examples = "  stepproof simulate --write-script order.asl.json >order.script.yaml\n"
                "  stepproof simulate order.asl.json --script order.script.yaml --input @order.json\n"
                "  stepproof simulate order.asl.json --test order.script.yaml --junit report.xml\n"
                "  stepproof simulate order.asl.json --mock MockConfigFile.json --case happy-path\n"
                "  stepproof simulate order.asl.json --script order.script.yaml --format history\n"
                "  stepproof simulate order.asl.json --state \"Check order\" --inspection-level DEBUG \\\n"
                "      --mock '{\"result\": \"{\\\"Payload\\\": 7}\"}' --input @order.json\n",
    .statuses = "0 the execution succeeded, or all tests passed; 1 it failed, or a test did; 2 wrong usage, an "
                "unreadable input, a machine with errors, or a task without an outcome; 3 a limit of the simulator",
    .run = run,
};
