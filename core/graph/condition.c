#include "graph/internal.h"

/* Rules nested deeper than this are three dots: nobody reads on. */
enum { DEEPEST = 8 };

static const char *const comparison_words[] = {
    [ASL_COMPARE_EQUALS] = "=",
    [ASL_COMPARE_LESS] = "<",
    [ASL_COMPARE_GREATER] = ">",
    [ASL_COMPARE_LESS_EQUALS] = "<=",
    [ASL_COMPARE_GREATER_EQUALS] = ">=",
    [ASL_COMPARE_MATCHES] = "matches",
    [ASL_COMPARE_IS_NULL] = "null",
    [ASL_COMPARE_IS_PRESENT] = "present",
    [ASL_COMPARE_IS_NUMERIC] = "a number",
    [ASL_COMPARE_IS_STRING] = "a string",
    [ASL_COMPARE_IS_BOOLEAN] = "a boolean",
    [ASL_COMPARE_IS_TIMESTAMP] = "a timestamp",
};

static void put_operand(struct buf *out, const struct asl *asl, const struct asl_field *operand)
{
    const struct node *node = operand->value;
    bool is_quoted = node_kind(node) == NODE_STRING && !operand->row->operation->is_path;
    str text = words_value(out->arena, asl, node);
    buf_printf(out, is_quoted ? "\"%.*s\"" : "%.*s", STR_ARG(text));
}

static void put_comparison(struct buf *out, const struct asl *asl, const struct asl_rule *rule)
{
    const struct asl_operator *operation = rule->operand->row->operation;
    const char *word = comparison_words[operation->comparison];
    buf_str(out, words_value(out->arena, asl, rule->variable->value));
    if (operation->family == ASL_FAMILY_TEST) {
        bool is_not = node_kind(rule->operand->value) == NODE_FALSE;
        buf_printf(out, is_not ? " is not %s" : " is %s", word);
        return;
    }
    buf_printf(out, " %s ", word);
    put_operand(out, asl, rule->operand);
}

static void put_rule(struct buf *out, const struct asl *asl, const struct asl_rule *rule,
                     int depth);

/* And within Or, and the other way round, stands in parentheses. */
static void put_nested(struct buf *out, const struct asl *asl, const struct asl_rule *rule,
                       int depth)
{
    bool is_joined =
        (rule->kind == ASL_RULE_AND || rule->kind == ASL_RULE_OR) && rule->child_count > 1;
    if (is_joined)
        buf_char(out, '(');
    put_rule(out, asl, rule, depth);
    if (is_joined)
        buf_char(out, ')');
}

static void put_children(struct buf *out, const struct asl *asl, const struct asl_rule *rule,
                         int depth)
{
    for (uint32_t i = 0; i < rule->child_count; i++) {
        if (i > 0)
            buf_str(out, rule->kind == ASL_RULE_AND ? STR(" and ") : STR(" or "));
        put_nested(out, asl, &rule->children[i], depth + 1);
    }
}

static void put_rule(struct buf *out, const struct asl *asl, const struct asl_rule *rule, int depth)
{
    if (depth > DEEPEST) {
        buf_str(out, STR("..."));
        return;
    }
    switch (rule->kind) {
    case ASL_RULE_COMPARE: put_comparison(out, asl, rule); return;
    case ASL_RULE_AND:
    case ASL_RULE_OR: put_children(out, asl, rule, depth); return;
    case ASL_RULE_NOT:
        buf_str(out, STR("not "));
        if (rule->child_count == 1)
            put_nested(out, asl, rule->children, depth + 1);
        return;
    case ASL_RULE_CONDITION:
        if (rule->condition)
            buf_str(out, words_value(out->arena, asl, rule->condition->value));
        return;
    case ASL_RULE_SHAPELESS: buf_char(out, '?'); return;
    }
}

str condition_text(struct arena *arena, const struct asl *asl, const struct asl_rule *rule)
{
    struct buf out;
    buf_init(&out, arena);
    put_rule(&out, asl, rule, 0);
    return buf_text(&out);
}

uint32_t condition_pieces(struct arena *arena, const struct asl *asl, const struct asl_rule *rule,
                          const str **pieces)
{
    bool is_joined =
        (rule->kind == ASL_RULE_AND || rule->kind == ASL_RULE_OR) && rule->child_count > 1;
    uint32_t count = is_joined ? rule->child_count : 1;
    str *texts = arena_array(arena, str, count);
    *pieces = texts;
    if (!is_joined) {
        texts[0] = condition_text(arena, asl, rule);
        return 1;
    }
    for (uint32_t i = 0; i < count; i++) {
        struct buf out;
        buf_init(&out, arena);
        if (i > 0)
            buf_str(&out, rule->kind == ASL_RULE_AND ? STR("and ") : STR("or "));
        put_nested(&out, asl, &rule->children[i], 1);
        texts[i] = buf_text(&out);
    }
    return count;
}
