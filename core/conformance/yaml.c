#include "conformance/yaml.h"

#include "base/arena.h"
#include "base/buf.h"

enum { INDENT = 2, PLAIN_MAX = 200 };

static bool is_word_character(char c)
{
    return char_is_letter(c) || char_is_digit(c) || c == '_';
}

/* What some version of YAML reads as something else than a text. */
static bool is_reserved(str text)
{
    static const char *const words[] = { "null", "true", "false", "yes", "no", "on", "off", "y", "n" };
    for (size_t i = 0; i < ARRAY_LEN(words); i++) {
        if (str_equal_ignoring_case(text, str_from(words[i])))
            return true;
    }
    return false;
}

/* Begins with a letter, has nothing that means something, and ends with a word: no number, date or indicator. */
static bool is_plain(str text)
{
    if (text.len == 0 || text.len > PLAIN_MAX || !char_is_letter(text.at[0]) || is_reserved(text))
        return false;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.at[i];
        bool is_inner = c == ' ' || c == '-' || c == '.' || c == '/' || c == ':' || c == '$' || c == '(' || c == ')';
        bool is_joined = c != ' ' || (i + 1 < text.len && is_word_character(text.at[i + 1]));
        if (!is_word_character(c) && !(is_inner && is_joined && i + 1 < text.len))
            return false;
        if (c == ':' && !is_word_character(text.at[i + 1]) && text.at[i + 1] != ':')
            return false;
    }
    return true;
}

/* Printable ASCII lines that neither begin nor end with a space; the text ends with one line end or none. */
static bool is_block(str text)
{
    if (!str_contains(text, STR("\n")) || text.at[0] == '\n' || text.at[0] == ' ')
        return false;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.at[i];
        if (c != '\n' && (c < ' ' || c > '~'))
            return false;
        if (c == '\n' && (text.at[i - 1] == ' ' || text.at[i - 1] == '\n'))
            return false;
    }
    return text.at[text.len - 1] != ' ';
}

static void print_block(struct buf *buf, str text, unsigned indent)
{
    bool ends_line = text.at[text.len - 1] == '\n';
    buf_str(buf, ends_line ? STR("|\n") : STR("|-\n"));
    if (ends_line)
        text.len--;
    str line;
    while (str_split(&text, '\n', &line)) {
        buf_fill(buf, ' ', indent);
        buf_str(buf, line);
        buf_char(buf, '\n');
    }
}

static void print_text(struct buf *buf, str text)
{
    if (is_plain(text))
        buf_str(buf, text);
    else
        value_print_string(buf, text);
}

static void print_scalar(struct buf *buf, value v, unsigned indent)
{
    if (v.kind == VALUE_STRING && is_block(value_text(v))) {
        print_block(buf, value_text(v), indent);
        return;
    }
    if (v.kind == VALUE_STRING)
        print_text(buf, value_text(v));
    else
        value_print(buf, v, VALUE_STYLE_JSON);
    buf_char(buf, '\n');
}

/* Behind the "key: " or "- " of what holds it; recursion is bounded by the depth of the document. */
static void print(struct buf *buf, value v, unsigned indent)
{
    bool is_object = v.kind == VALUE_OBJECT;
    if ((!is_object && v.kind != VALUE_ARRAY) || v.count == 0) {
        print_scalar(buf, v, indent);
        return;
    }
    buf_char(buf, '\n');
    for (uint32_t i = 0; i < v.count; i++) {
        buf_fill(buf, ' ', indent);
        if (is_object)
            print_text(buf, v.as.members[i].name);
        buf_str(buf, is_object ? STR(": ") : STR("- "));
        print(buf, is_object ? v.as.members[i].value : v.as.items[i], indent + INDENT);
    }
}

void yaml_print(struct buf *buf, value v)
{
    print(buf, v, 0);
}
