#include "check/check.h"

#include "asl/asl.h"
#include "base/arena.h"
#include "base/buf.h"
#include "cfn/cfn.h"
#include "diag/diag.h"
#include "doc/doc.h"

static bool starts_like_json(str text)
{
    if (str_starts(text, STR("\xEF\xBB\xBF")))
        text = str_from_offset(text, 3);
    size_t i = 0;
    while (i < text.len && char_is_blank(text.at[i]))
        i++;
    return i < text.len && (text.at[i] == '{' || text.at[i] == '[');
}

static bool is_json(const struct source *source)
{
    if (str_ends(source->name, STR(".json")))
        return true;
    if (str_ends(source->name, STR(".yaml")) || str_ends(source->name, STR(".yml")))
        return false;
    return starts_like_json(source->text);
}

const struct doc *check_read(struct arena *arena, const struct source *source, struct diags *diags)
{
    if (is_json(source))
        return doc_read_json(arena, source, diags);
    return doc_read_yaml(arena, source, diags);
}

static bool has_syntax_error(const struct source *source, const struct diags *diags)
{
    for (uint32_t i = 0; i < diags->count; i++) {
        enum rule_id rule = diags->items[i]->rule;
        bool is_syntax = rule == RULE_JSON_SYNTAX || rule == RULE_YAML_SYNTAX || rule == RULE_TOO_DEEP;
        if (is_syntax && diags->items[i]->source == source)
            return true;
    }
    return false;
}

/*
 * Deployment tools also fill in numbers and objects: "TimeoutSeconds": ${Timeout}. A text that is no JSON is read
 * once more with quotes around these, and so it stays when that leaves fewer mistakes.
 */
static const struct doc *read_definition(struct arena *arena, const struct source *source, struct diags *diags)
{
    uint32_t before = diags->count;
    const struct doc *doc = check_read(arena, source, diags);
    if (!is_json(source) || !has_syntax_error(source, diags))
        return doc;
    const struct source *quoted = cfn_quote_placeholders(arena, source);
    if (quoted == source)
        return doc;
    uint32_t first = diags->count - before;
    const struct doc *again = doc_read_json(arena, quoted, diags);
    uint32_t second = diags->count - before - first;
    if (second >= first) {
        diags->count = before + first;
        return doc;
    }
    for (uint32_t i = 0; i < second; i++)
        diags->items[before + i] = diags->items[before + first + i];
    diags->count = before + second;
    return again;
}

struct check {
    struct arena *arena;
    const struct source *source; /* of the file that was given */
    const struct check_options *options;
    struct diags *diags;
};

static void check_machine(struct check *check, const struct doc *doc, const struct node *node,
                          const struct cfn_item *item)
{
    /* What is missing after a syntax error is not the author's mistake as well. */
    if (has_syntax_error(doc->source, check->diags))
        return;
    const struct asl *asl = asl_build(check->arena, doc, node, check->diags);
    if (!asl)
        return;
    struct lint_options options = check->options->lint;
    options.is_express |= item->workflow == CFN_EXPRESS;
    lint_check(asl, &options, check->diags);
    struct check_machine machine = { item->name, asl, options.is_express };
    if (check->options->found)
        check->options->found(check->options->context, &machine);
}

/* The path of a file beside the one that was given. */
static str path_beside(struct check *check, str path)
{
    str name = check->source->name;
    size_t folder = name.len;
    while (folder > 0 && name.at[folder - 1] != '/')
        folder--;
    if (str_starts(path, STR("/")))
        return path;
    if (str_starts(path, STR("./")))
        path = str_from_offset(path, 2);
    return str_printf(check->arena, "%.*s%.*s", (int)folder, name.at, STR_ARG(path));
}

static void check_named_file(struct check *check, const struct cfn_item *item)
{
    if (!check->options->read)
        return;
    str path = path_beside(check, item->path), text;
    if (!check->options->read(check->options->context, check->arena, path, &text)) {
        struct diag *d = diag_add(check->diags, RULE_DEFINITION_FILE, check->source, item->span);
        diag_message(d, "\"%.*s\" cannot be read", STR_ARG(path));
        return;
    }
    struct source *file = arena_new(check->arena, struct source);
    *file = source_file(path, text);
    const struct doc *doc = read_definition(check->arena, file, check->diags);
    if (doc)
        check_machine(check, doc, doc_root(doc), item);
}

static bool is_repeated(const struct diag *diag, const struct diag *next)
{
    return diag->rule == RULE_YAML_IMPLICIT_TYPE && next->severity == SEVERITY_ERROR &&
           diag->source == next->source && diag->span.start == next->span.start && diag->span.end == next->span.end;
}

/* That a word without quotes has other readings is no news where it is wrong in this one. Wants them sorted,
 * where rules of reading come first. */
static void drop_repeated(struct diags *diags)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < diags->count; i++) {
        bool has_next = i + 1 < diags->count;
        if (!has_next || !is_repeated(diags->items[i], diags->items[i + 1]))
            diags->items[kept++] = diags->items[i];
    }
    diags->count = kept;
}

const struct doc *check_file(struct arena *arena, const struct source *source,
                             const struct check_options *options, struct diags *diags)
{
    struct check check = { arena, source, options, diags };
    const struct doc *doc = read_definition(arena, source, diags);
    if (doc && !has_syntax_error(doc->source, diags)) {
        struct cfn_list list = cfn_find(arena, doc, diags);
        for (uint32_t i = 0; i < list.count; i++) {
            const struct cfn_item *item = &list.items[i];
            if (item->kind == CFN_MACHINE && options->wants && !options->wants(options->context, item->name))
                continue;
            if (item->kind == CFN_MACHINE && item->form == CFN_NODE)
                check_machine(&check, item->doc, item->node, item);
            else if (item->kind == CFN_MACHINE && item->form == CFN_FILE)
                check_named_file(&check, item);
        }
    }
    diags_sort(diags);
    drop_repeated(diags);
    return doc;
}
