#include "machine.h"

#include "asl/asl.h"
#include "base/arena.h"
#include "check/check.h"
#include "doc/doc.h"
#include "files.h"
#include "report/report.h"
#include "sim/teststate.h"
#include "source/source.h"
#include "term.h"

struct search {
    struct arena *arena;
    const struct machine_request *request;
    struct check_machine found; /* the last one */
    uint32_t count;
    struct buf names; /* of all machines there are, for complaints */
    bool is_unnamed;  /* the file is a definition itself, which has no logical id */
};

static bool read_named(void *context, struct arena *arena, str path, str *text)
{
    (void)context;
    const char *problem;
    struct input input = { path, str_terminated(arena, path) };
    return input_read(arena, &input, text, &problem);
}

static bool wants(void *context, str name)
{
    struct search *search = context;
    if (name.len > 0)
        buf_printf(&search->names, "  %.*s\n", STR_ARG(name));
    else
        search->is_unnamed = true;
    return !search->request->name || str_equal(name, str_from(search->request->name));
}

static void found(void *context, const struct check_machine *machine)
{
    struct search *search = context;
    search->found = *machine;
    search->count++;
}

bool show_diags(struct arena *arena, struct diags *diags, enum severity at_least)
{
    struct diags shown;
    struct buf out;
    struct report_options options = { .format = REPORT_TEXT };
    diags_init(&shown, arena);
    shown.items = arena_array(arena, struct diag *, diags->count);
    for (uint32_t i = 0; i < diags->count; i++) {
        if (diags->items[i]->severity >= at_least)
            shown.items[shown.count++] = diags->items[i];
    }
    buf_init(&out, arena);
    diags_sort(&shown);
    report_findings(&out, &options, &shown);
    if (out.len > 0)
        fwrite(out.at, 1, out.len, stderr);
    return diags_count(&shown, SEVERITY_ERROR) > 0;
}

str machine_file_name(str path)
{
    static const char *const endings[] = { ".json", ".yaml", ".yml", ".asl" };
    path = file_name(path);
    for (size_t i = 0; i < ARRAY_LEN(endings); i++) {
        str ending = str_from(endings[i]);
        if (str_ends(path, ending) && path.len > ending.len)
            path = str_slice(path, 0, path.len - ending.len);
    }
    return path;
}

static bool complain_of_count(const struct search *search, str file)
{
    const char *command = search->request->command;
    if (search->count > 1)
        term_complain("%s: %.*s holds several machines; choose one with --machine:", command, STR_ARG(file));
    else if (search->request->name && search->names.len > 0)
        term_complain("%s: %.*s holds no machine called \"%s\", but these:", command, STR_ARG(file),
                      search->request->name);
    else if (search->request->name && search->is_unnamed)
        term_complain("%s: %.*s is a definition, not a template; leave --machine out", command, STR_ARG(file));
    else
        term_complain("%s: %.*s holds no state machine", command, STR_ARG(file));
    if (search->count > 1 || search->request->name)
        fwrite(search->names.at, 1, search->names.len, stderr);
    return false;
}

/* What could be read of a definition with syntax errors, which are shown. */
static bool take_damaged(struct arena *arena, struct search *search, const struct doc *doc, struct diags *diags)
{
    const struct node *root = doc_root(doc);
    bool is_template = node_kind(root) == NODE_OBJECT && doc_member_named(doc, root, STR("Resources"), NULL);
    if (node_kind(root) != NODE_OBJECT || is_template || diags_count(diags, SEVERITY_ERROR) == 0)
        return false;
    show_diags(arena, diags, SEVERITY_ERROR);
    search->found = (struct check_machine){ .asl = asl_build(arena, doc, root, diags) };
    search->count = 1;
    return true;
}

static bool is_lone_state(const struct doc *doc)
{
    const struct node *root = doc ? doc_root(doc) : NULL;
    return root && !doc->is_yaml && node_kind(root) == NODE_OBJECT && doc_member_named(doc, root, STR("Type"), NULL) &&
           !doc_member_named(doc, root, STR("States"), NULL);
}

/* A machine around a state that stands alone in its file; NULL when it does not. */
static const struct source *wrap_state(struct arena *arena, const struct source *file)
{
    struct diags diags;
    diags_init(&diags, arena);
    if (!is_lone_state(check_read(arena, file, &diags)))
        return NULL;
    struct buf text;
    buf_init(&text, arena);
    buf_str(&text, teststate_wrap(arena, file->text));
    buf_fill(&text, '\0', SOURCE_PADDING);
    uint32_t length = (uint32_t)(text.len - SOURCE_PADDING), inner = (uint32_t)file->text.len;
    uint32_t before = (uint32_t)teststate_wrap(arena, STR("")).len - TESTSTATE_WRAP_END;
    struct segment *map = arena_array(arena, struct segment, 3);
    map[0] = (struct segment){ 0, before, 0, 0 };
    map[1] = (struct segment){ before, inner, 0, inner };
    map[2] = (struct segment){ before + inner, length - before - inner, inner, 0 };
    return source_mapped(arena, file, (str){ text.at, length }, map, 3);
}

/* What cannot be wrong with a state alone: where it leads to, and that it leads to no end. */
static void drop_missing(struct diags *diags)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < diags->count; i++) {
        if (diags->items[i]->rule != RULE_MISSING_TARGET && diags->items[i]->rule != RULE_NO_TERMINAL_STATE)
            diags->items[count++] = diags->items[i];
    }
    diags->count = count;
}

bool machine_load(struct arena *arena, const struct machine_request *request, struct machine *machine)
{
    bool is_stdin = strcmp(request->operand, "-") == 0;
    struct input input = { is_stdin ? request->stdin_name : str_from(request->operand),
                           is_stdin ? NULL : request->operand };
    str text;
    const char *problem;
    if (!input_read(arena, &input, &text, &problem)) {
        term_complain("%.*s: %s", STR_ARG(input.name), problem);
        return false;
    }
    struct source *source = arena_new(arena, struct source);
    *source = source_file(input.name, text);
    struct search search = { .arena = arena, .request = request };
    buf_init(&search.names, arena);
    struct check_options options = { .lint = { .is_express = request->is_express },
                                     .read = read_named,
                                     .wants = wants,
                                     .found = found,
                                     .context = &search };
    struct diags diags;
    diags_init(&diags, arena);
    const struct source *wrapped = request->takes_state ? wrap_state(arena, source) : NULL;
    machine->is_damaged = false;
    machine->is_state = wrapped;
    const struct doc *doc = check_file(arena, wrapped ? wrapped : source, &options, &diags);
    if (wrapped)
        drop_missing(&diags);
    if (search.count == 0 && request->takes_damaged && doc && take_damaged(arena, &search, doc, &diags))
        machine->is_damaged = true;
    bool has_error = diags_count(&diags, SEVERITY_ERROR) > 0;
    if (has_error && (!request->no_lint || search.count == 0)) {
        show_diags(arena, &diags, SEVERITY_ERROR);
        if (search.count > 0)
            term_complain("%s: %.*s has errors; --no-lint tries all the same", request->command,
                          STR_ARG(input.name));
        return false;
    }
    if (search.count != 1)
        return complain_of_count(&search, input.name);
    machine->asl = search.found.asl;
    machine->file = input.name;
    machine->name = request->machine_name         ? str_from(request->machine_name)
                    : search.found.name.len > 0 ? search.found.name
                                                : machine_file_name(input.name);
    machine->is_express = search.found.is_express;
    return true;
}
