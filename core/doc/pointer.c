/* JSON Pointers (RFC 6901) of nodes, and nodes of pointers. */
#include "doc/doc.h"

#include "base/buf.h"

static void append_escaped(struct buf *buf, str token)
{
    buf_char(buf, '/');
    for (size_t i = 0; i < token.len; i++) {
        if (token.at[i] == '~')
            buf_str(buf, STR("~0"));
        else if (token.at[i] == '/')
            buf_str(buf, STR("~1"));
        else
            buf_char(buf, token.at[i]);
    }
}

/* Appends the step from the container `at` towards `target`, and returns the child that holds it.
 */
static const struct node *step_into(struct buf *buf, const struct doc *doc, const struct node *at,
                                    const struct node *target)
{
    const struct node *child = doc_first(at);
    if (node_kind(at) == NODE_OBJECT) {
        while (doc_after(doc, child + 1) <= target)
            child = doc_after(doc, child + 1);
        append_escaped(buf, doc_text(doc, child));
        return child + 1;
    }
    int64_t index = 0;
    for (; doc_after(doc, child) <= target; index++)
        child = doc_after(doc, child);
    buf_char(buf, '/');
    buf_int(buf, index);
    return child;
}

void doc_pointer(struct buf *buf, const struct doc *doc, const struct node *node)
{
    const struct node *at = doc_root(doc);
    while (at < node)
        at = step_into(buf, doc, at, node);
}

/* Whether a token, with its escapes, names `text`. */
static bool token_names(str token, str text)
{
    size_t k = 0;
    for (size_t i = 0; i < token.len; i++, k++) {
        char c = token.at[i];
        bool is_escape =
            c == '~' && i + 1 < token.len && (token.at[i + 1] == '0' || token.at[i + 1] == '1');
        if (is_escape)
            c = token.at[++i] == '0' ? '~' : '/';
        if (k == text.len || text.at[k] != c)
            return false;
    }
    return k == text.len;
}

static const struct node *find_member(const struct doc *doc, const struct node *object, str token)
{
    const struct node *found = NULL;
    for (const struct node *key = doc_first(object); key != doc_end(doc, object);
         key = doc_after(doc, key + 1)) {
        if (token_names(token, doc_text(doc, key)))
            found = key + 1;
    }
    return found;
}

static const struct node *find_item(const struct doc *doc, const struct node *array, str token)
{
    if (token.len == 0 || token.len > 8 || (token.at[0] == '0' && token.len > 1))
        return NULL;
    uint32_t index = 0;
    for (size_t i = 0; i < token.len; i++) {
        if (!char_is_digit(token.at[i]))
            return NULL;
        index = index * 10 + (uint32_t)(token.at[i] - '0');
    }
    const struct node *item = doc_first(array);
    while (index > 0 && item != doc_end(doc, array)) {
        item = doc_after(doc, item);
        index--;
    }
    return item != doc_end(doc, array) ? item : NULL;
}

const struct node *doc_find(const struct doc *doc, str pointer)
{
    const struct node *at = doc_root(doc);
    if (pointer.len == 0)
        return at;
    str rest = pointer, token;
    if (!str_split(&rest, '/', &token) || token.len)
        return NULL;
    while (at && str_split(&rest, '/', &token)) {
        if (node_kind(at) == NODE_OBJECT)
            at = find_member(doc, at, token);
        else
            at = node_kind(at) == NODE_ARRAY ? find_item(doc, at, token) : NULL;
    }
    return at;
}
