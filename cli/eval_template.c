/*
 * A payload template, as the service evaluates Parameters or Arguments; but all that fails is told, not only the first.
 */
#include "asl/asl.h"
#include "eval.h"
#include "intrinsic/intrinsic.h"
#include "lint/lint.h"

struct template_run {
    struct arena *arena;
    struct eval_world *world;
    const struct report_options *report;
    struct buf *trouble;
    bool has_failed;
};

static value run(struct template_run *t, const struct asl_template *template);

static value run_expression(struct template_run *t, const struct asl_expression *expression)
{
    struct eval_result result;
    if (eval_expression(t->arena, t->world, expression, &result))
        return result.value;
    t->has_failed = true;
    eval_print_failure(t->trouble, t->report, &result);
    return value_undefined();
}

static value run_object(struct template_run *t, const struct asl_template *template)
{
    struct object_builder members;
    object_begin(&members, t->arena);
    object_reserve(&members, template->count);
    for (uint32_t i = 0; i < template->count; i++)
        object_set(&members, template->as.parts.names[i], run(t, &template->as.parts.children[i]));
    return object_end(&members);
}

static value run_array(struct template_run *t, const struct asl_template *template)
{
    struct array_builder items;
    array_begin(&items, t->arena);
    array_reserve(&items, template->count);
    for (uint32_t i = 0; i < template->count; i++)
        array_add(&items, run(t, &template->as.parts.children[i]));
    return array_end(&items);
}

/* Recursion is bounded by the depth of the document. */
static value run(struct template_run *t, const struct asl_template *template)
{
    switch (template->kind) {
    case ASL_TEMPLATE_LITERAL: return template->as.literal;
    case ASL_TEMPLATE_EXPRESSION: return run_expression(t, template->as.expression);
    case ASL_TEMPLATE_OBJECT: return run_object(t, template);
    case ASL_TEMPLATE_ARRAY: return run_array(t, template);
    }
    return value_undefined();
}

/* JSONata when a string is marked as such, else JSONPath. */
static enum asl_language language_of(const struct eval_world *world, const struct doc *doc)
{
    if (world->language != EVAL_AUTO)
        return world->language == EVAL_JSONATA ? ASL_LANGUAGE_JSONATA : ASL_LANGUAGE_JSONPATH;
    for (uint32_t i = 0; i < doc->node_count; i++) {
        if (node_kind(&doc->nodes[i]) == NODE_STRING && asl_is_jsonata(doc_text(doc, &doc->nodes[i])))
            return ASL_LANGUAGE_JSONATA;
    }
    return ASL_LANGUAGE_JSONPATH;
}

static void check_dollar(const struct doc *doc, const struct node *key, str name, str text, struct diags *diags)
{
    bool is_expression = str_starts(text, STR("$")) || intrinsic_looks_like_call(text);
    if (str_ends(name, STR(".$")) && !is_expression) {
        struct diag *d = diag_add(diags, RULE_PAYLOAD_DOLLAR, doc->source, node_span(key + 1));
        diag_message(d, "the value of \"%.*s\" must be a path or an intrinsic call", STR_ARG(name));
    } else if (!str_ends(name, STR(".$")) && lint_looks_like_path(text)) {
        struct diag *d = diag_add(diags, RULE_NO_DOLLAR, doc->source, node_span(key + 1));
        diag_message(d, "this looks like a path, but is taken as it stands");
        diag_help(d, "to evaluate it, call the key \"%.*s.$\"", STR_ARG(name));
    }
}

/* The rules payload-dollar and no-dollar of lint, which looks at whole machines only. */
static void check_dollars(const struct doc *doc, struct diags *diags)
{
    for (uint32_t i = 0; i + 1 < doc->node_count; i++) {
        const struct node *key = &doc->nodes[i];
        str text = node_kind(key + 1) == NODE_STRING ? doc_text(doc, key + 1) : STR("");
        if (node_kind(key) == NODE_KEY)
            check_dollar(doc, key, doc_text(doc, key), text, diags);
    }
}

bool eval_template(struct arena *arena, struct eval_world *world, const struct doc *doc,
                   const struct report_options *report, struct eval_result *result, struct buf *trouble)
{
    struct template_run t = { arena, world, report, trouble, false };
    enum asl_language language = language_of(world, doc);
    *result = (struct eval_result){ .language = language == ASL_LANGUAGE_JSONATA ? EVAL_JSONATA : EVAL_JSONPATH };
    struct diags diags;
    diags_init(&diags, arena);
    if (language == ASL_LANGUAGE_JSONPATH)
        check_dollars(doc, &diags);
    const struct asl_template *template = asl_build_template(arena, doc, doc_root(doc), language, &diags);
    diags_sort(&diags);
    report_findings(trouble, report, &diags);
    result->has_failed = diags_count(&diags, SEVERITY_ERROR) > 0;
    if (result->has_failed)
        return false;
    result->value = run(&t, template);
    result->has_failed = t.has_failed;
    return !t.has_failed;
}
