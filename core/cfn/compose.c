/* What an intrinsic function is as a text, as far as the template tells. */
#include "cfn/internal.h"

static void compose(struct cfn_text *text, const struct doc *doc, const struct node *node,
                    int depth);

/* Letters that mean nothing in JSON, JSONPath or an ARN. */
static bool is_safe(char c)
{
    return char_is_letter(c) || char_is_digit(c) || c == '_' || c == '.' || c == ':' || c == '-';
}

/* "${name}" for something that is known at deployment only. */
static void add_placeholder(struct cfn_text *text, str name, span where)
{
    struct buf buf;
    buf_init(&buf, text->buf.arena);
    buf_str(&buf, STR("${"));
    for (size_t i = 0; i < name.len; i++)
        buf_char(&buf, is_safe(name.at[i]) ? name.at[i] : '_');
    buf_char(&buf, '}');
    cfn_text_add_made(text, buf_text(&buf), where);
}

/* "A.B" of "!GetAtt A.B" and of ["A", "B"]. */
static str attribute(struct arena *arena, const struct doc *doc, const struct node *argument)
{
    if (node_kind(argument) == NODE_STRING)
        return doc_text(doc, argument);
    struct buf buf;
    buf_init(&buf, arena);
    const struct node *end = node_is_container(argument) ? doc_end(doc, argument) : argument;
    for (const struct node *item = doc_first(argument); item < end; item = doc_after(doc, item)) {
        if (buf.len)
            buf_char(&buf, '.');
        if (node_kind(item) == NODE_STRING)
            buf_str(&buf, doc_text(doc, item));
    }
    return buf_text(&buf);
}

static void compose_unknown(struct cfn_text *text, const struct doc *doc, const struct node *node,
                            const struct cfn_call *call)
{
    str name = STR("unknown");
    if (call->function == NAME_Ref || call->function == NAME_Fn_GetAtt)
        name = attribute(text->buf.arena, doc, call->argument);
    else if (call->function != NAME_NONE)
        name = name_text(call->function);
    add_placeholder(text, name, node_span(node));
}

/* The text of Fn::Sub keeps its placeholders; "${!x}" is how it writes a "${x}" of the text itself.
 */
static void compose_sub(struct cfn_text *text, const struct doc *doc, const struct node *string)
{
    const struct source *nested = doc_nested(text->buf.arena, doc, string);
    uint32_t from = 0;
    for (uint32_t i = 0; i + 2 < nested->text.len; i++) {
        if (memcmp(nested->text.at + i, "${!", 3) != 0)
            continue;
        cfn_text_add_part(text, nested, from, i + 2);
        from = i + 3;
    }
    cfn_text_add_part(text, nested, from, (uint32_t)nested->text.len);
}

/* ["separator", [parts]]. False when it has another shape. */
static bool compose_join(struct cfn_text *text, const struct doc *doc, const struct cfn_call *call,
                         int depth)
{
    const struct node *separator = cfn_item_at(doc, call->argument, 0);
    const struct node *parts = cfn_item_at(doc, call->argument, 1);
    if (!parts || node_kind(separator) != NODE_STRING || node_kind(parts) != NODE_ARRAY ||
        cfn_call(doc, parts).is_call)
        return false;
    for (const struct node *part = doc_first(parts); part != doc_end(doc, parts);
         part = doc_after(doc, part)) {
        if (part != doc_first(parts))
            cfn_text_add_made(text, doc_text(doc, separator), (span){ part->start, part->start });
        compose(text, doc, part, depth + 1);
    }
    return true;
}

static void compose_call(struct cfn_text *text, const struct doc *doc, const struct node *node,
                         const struct cfn_call *call, int depth)
{
    const struct node *string = call->function == NAME_Fn_Sub ? cfn_sub_string(doc, call) : NULL;
    if (string)
        compose_sub(text, doc, string);
    else if (call->function != NAME_Fn_Join || depth == CFN_CALLS_MAX ||
             !compose_join(text, doc, call, depth))
        compose_unknown(text, doc, node, call);
}

static void compose(struct cfn_text *text, const struct doc *doc, const struct node *node,
                    int depth)
{
    struct cfn_call call = cfn_call(doc, node);
    if (call.is_call) {
        compose_call(text, doc, node, &call, depth);
    } else if (node_kind(node) == NODE_STRING) {
        const struct source *nested = doc_nested(text->buf.arena, doc, node);
        cfn_text_add_part(text, nested, 0, (uint32_t)nested->text.len);
    } else if (node_is_container(node)) {
        add_placeholder(text, STR("unknown"), node_span(node));
    } else {
        cfn_text_add_made(text, doc_text(doc, node), node_span(node));
    }
}

void cfn_compose(struct cfn_text *text, const struct doc *doc, const struct node *node)
{
    compose(text, doc, node, 0);
}

str cfn_without_hashes(struct arena *arena, str text)
{
    struct buf buf;
    buf_init(&buf, arena);
    for (size_t i = 0; i < text.len; i++) {
        bool is_hash = text.at[i] == '#' && i + 1 < text.len && text.at[i + 1] == '{';
        buf_char(&buf, is_hash ? '$' : text.at[i]);
    }
    return buf_text(&buf);
}
