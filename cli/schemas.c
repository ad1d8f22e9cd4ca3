#include "schemas.h"

#include "base/arena.h"
#include "base/utf8.h"
#include "cfn/cfn.h"
#include "check/check.h"
#include "files.h"
#include "report/report.h"
#include "term.h"

const char *const schema_endings[] = { ".graphql", ".graphqls", ".gql", NULL };

void schema_files_init(struct schema_files *files, struct arena *arena, struct intern *names, struct diags *diags)
{
    *files = (struct schema_files){ .arena = arena, .names = names, .diags = diags, .is_complete = true };
}

void schema_files_add_document(struct schema_files *files, const struct gql_document *document)
{
    files->documents = arena_room(files->arena, files->documents, files->count, &files->capacity,
                                  sizeof *files->documents);
    files->documents[files->count++] = document;
    files->is_complete = files->is_complete && document->is_complete;
}

static void add_problem(struct schema_files *files, str name, const char *message)
{
    term_complain("%.*s: %s", STR_ARG(name), message);
    files->has_trouble = true;
    files->is_complete = false;
    files->problems = arena_grow(files->arena, files->problems, files->problem_count * sizeof *files->problems,
                                 (files->problem_count + 1) * sizeof *files->problems,
                                 _Alignof(struct report_problem));
    files->problems[files->problem_count++] = (struct report_problem){ name, str_from(message) };
}

static void add_text(struct schema_files *files, const struct source *source)
{
    size_t bad;
    if (!utf8_check(source->text, &bad)) {
        struct diag *d = diag_add(files->diags, RULE_GQL_SYNTAX, source, span_at(bad, bad + 1));
        diag_message(d, "this byte is not UTF-8");
        files->is_complete = false;
        return;
    }
    struct gql_parse_options options = { .keeps_comments = true };
    schema_files_add_document(files, gql_parse(files->arena, source, files->names, options, files->diags));
}

static bool read_source(struct schema_files *files, const struct input *input, const struct source **source)
{
    str text;
    const char *problem;
    if (!input_read(files->arena, input, &text, &problem)) {
        add_problem(files, input->name, problem);
        return false;
    }
    struct source *file = arena_new(files->arena, struct source);
    *file = source_file(input->name, text);
    *source = file;
    files->file_count++;
    return true;
}

/* A path in a template is relative to the template's folder. */
static str beside(struct arena *arena, str template_name, str path)
{
    size_t end = template_name.len;
    while (end > 0 && template_name.at[end - 1] != '/')
        end--;
    if (str_starts(path, STR("/")))
        return path;
    return str_printf(arena, "%.*s%.*s", (int)end, template_name.at, STR_ARG(path));
}

static void add_named_file(struct schema_files *files, str template_name, str path)
{
    str name = beside(files->arena, template_name, path);
    struct input input = { name, str_terminated(files->arena, name) };
    const struct source *source;
    if (str_contains(path, STR("://")))
        return; /* elsewhere */
    if (read_source(files, &input, &source))
        add_text(files, source);
}

static void add_schemas(struct schema_files *files, const struct source *source, const struct doc *doc)
{
    struct diags machines; /* what the rest of the template has to say is for lint */
    diags_init(&machines, files->arena);
    struct cfn_list list = cfn_find(files->arena, doc, &machines);
    for (uint32_t i = 0; list.is_template && i < list.count; i++) {
        const struct cfn_item *item = &list.items[i];
        if (item->kind == CFN_SCHEMA && item->form == CFN_TEXT)
            add_text(files, item->text);
        else if (item->kind == CFN_SCHEMA && item->form == CFN_FILE)
            add_named_file(files, source->name, item->path);
    }
}

static void add_template(struct schema_files *files, const struct source *source)
{
    uint32_t count = files->count, findings = files->diags->count;
    size_t problem_count = files->problem_count;
    const struct doc *doc = check_read(files->arena, source, files->diags);
    if (doc)
        add_schemas(files, source, doc);
    if (files->count > count || files->problem_count > problem_count)
        return;
    if (files->diags->count == findings)
        add_problem(files, source->name, "no AWS::AppSync::GraphQLSchema with a definition in this template");
    files->is_complete = false;
}

static bool is_template(str name)
{
    return str_ends(name, STR(".json")) || str_ends(name, STR(".yaml")) || str_ends(name, STR(".yml"));
}

void schema_files_read(struct schema_files *files, const struct inputs *inputs)
{
    for (size_t i = 0; i < inputs->count; i++) {
        const struct source *source;
        if (!read_source(files, &inputs->items[i], &source))
            continue;
        if (is_template(inputs->items[i].name))
            add_template(files, source);
        else
            add_text(files, source);
    }
    files->has_trouble = files->has_trouble || inputs->has_trouble;
    files->is_complete = files->is_complete && !inputs->has_trouble;
}
