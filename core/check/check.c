#include "check/check.h"

#include "asl/asl.h"
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

static bool has_syntax_error(const struct diags *diags)
{
    for (uint32_t i = 0; i < diags->count; i++) {
        enum rule_id rule = diags->items[i]->rule;
        if (rule == RULE_JSON_SYNTAX || rule == RULE_YAML_SYNTAX || rule == RULE_TOO_DEEP)
            return true;
    }
    return false;
}

const struct doc *check_file(struct arena *arena, const struct source *source,
                             const struct lint_options *options, struct diags *diags)
{
    const struct doc *doc = check_read(arena, source, diags);
    /* What is missing after a syntax error is not the author's mistake as well. */
    if (doc && !has_syntax_error(diags)) {
        const struct asl *asl = asl_build(arena, doc, doc_root(doc), diags);
        if (asl)
            lint_check(asl, options, diags);
    }
    diags_sort(diags);
    return doc;
}
