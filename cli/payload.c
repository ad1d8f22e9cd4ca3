#include "payload.h"

#include "base/arena.h"
#include "check/check.h"
#include "doc/doc.h"
#include "files.h"
#include "machine.h"
#include "source/source.h"
#include "term.h"

/* The file that an argument names, "-" for standard input; NULL when the argument is the JSON itself. */
static const char *file_of(const char *argument)
{
    static const char scheme[] = "file://";
    if (argument[0] == '@')
        return argument + 1;
    if (strncmp(argument, scheme, sizeof scheme - 1) == 0)
        return argument + sizeof scheme - 1;
    return strcmp(argument, "-") == 0 ? argument : NULL;
}

bool payload_text(struct arena *arena, const char *path, struct source *source)
{
    bool is_stdin = strcmp(path, "-") == 0;
    if (path[0] == '\0') {
        term_complain("@ and file:// stand before the name of a file");
        return false;
    }
    struct input input = { is_stdin ? STR("<stdin>") : str_from(path), is_stdin ? NULL : path };
    const char *problem;
    str text;
    if (!input_read(arena, &input, &text, &problem)) {
        term_complain("%.*s: %s", STR_ARG(input.name), problem);
        return false;
    }
    *source = source_file(input.name, text);
    return true;
}

const struct doc *document_read(struct arena *arena, const char *path, struct diags *diags)
{
    struct source *source = arena_new(arena, struct source);
    if (!payload_text(arena, path, source))
        return NULL;
    return check_read(arena, source, diags);
}

static bool is_syntax(const struct diag *diag)
{
    return diag->rule == RULE_JSON_SYNTAX || diag->rule == RULE_YAML_SYNTAX || diag->rule == RULE_TOO_DEEP;
}

/* That a member comes twice is said, but the last one counts, as for the service. */
bool has_syntax_error(const struct diags *diags)
{
    for (uint32_t i = 0; i < diags->count; i++) {
        if (is_syntax(diags->items[i]))
            return true;
    }
    return false;
}

const struct doc *payload_document(struct arena *arena, const char *command, const char *option, const char *argument)
{
    struct source *source = arena_new(arena, struct source);
    struct diags diags;
    diags_init(&diags, arena);
    const char *path = file_of(argument);
    if (path && !payload_text(arena, path, source))
        return NULL;
    if (!path)
        *source = *source_copied(arena, str_printf(arena, "--%s", option), str_from(argument));
    const struct doc *doc = path ? check_read(arena, source, &diags) : doc_read_json(arena, source, &diags);
    if (doc && !has_syntax_error(&diags))
        return doc;
    show_diags(arena, &diags, SEVERITY_ERROR);
    term_complain("%s: --%s is not JSON; give JSON, @FILE or - for standard input", command, option);
    return NULL;
}

bool payload_read(struct arena *arena, const char *command, const char *option, const char *argument,
                  struct payload *payload)
{
    const struct doc *doc = payload_document(arena, command, option, argument);
    if (!doc)
        return false;
    payload->value = doc_value(arena, doc, doc_root(doc));
    payload->text = doc->is_yaml ? STR("") : str_trim(doc->source->text);
    return true;
}
