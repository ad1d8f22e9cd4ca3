#include "base/buf.h"
#include "eval.h"

static const char string_color[] = "\033[32m", key_color[] = "\033[1;34m", literal_color[] = "\033[35m",
                  number_color[] = "\033[36m", color_end[] = "\033[0m";

/* The length of the token at the start of printed JSON: a string, a word or number, or one other character. */
static size_t token_length(str text)
{
    size_t end = 1;
    if (text.at[0] == '"') {
        while (end < text.len && text.at[end] != '"')
            end += text.at[end] == '\\' ? 2 : 1;
        return end + 1 < text.len ? end + 1 : text.len;
    }
    while (end < text.len && !memchr("\"[]{},: \n", text.at[end], 9) && !memchr("[]{},: \n", text.at[0], 8))
        end++;
    return end;
}

static const char *color_of(str token, str rest)
{
    if (token.at[0] == '"')
        return str_starts(rest, STR(":")) ? key_color : string_color;
    if (token.at[0] == '-' || char_is_digit(token.at[0]))
        return number_color;
    return char_is_lower(token.at[0]) ? literal_color : NULL;
}

/* JSON as value_print() writes it, in colours. */
static void print_in_color(struct buf *out, str text)
{
    while (text.len > 0) {
        str token = str_slice(text, 0, token_length(text));
        text = str_from_offset(text, token.len);
        const char *color = color_of(token, text);
        if (color)
            buf_str(out, str_from(color));
        buf_str(out, token);
        if (color)
            buf_str(out, STR(color_end));
    }
}

void eval_print(struct buf *out, value v, enum eval_language language, enum eval_format format, bool has_color)
{
    /* Numbers print as the service's JSONPath side prints them, or as JavaScript's. */
    bool is_jsonata = language == EVAL_JSONATA || language == EVAL_AUTO;
    enum value_style style = is_jsonata ? VALUE_STYLE_JSON : VALUE_STYLE_JAVA;
    if (v.kind == VALUE_UNDEFINED)
        return;
    if (format == EVAL_RAW && v.kind == VALUE_STRING) {
        buf_str(out, value_text(v));
        buf_char(out, '\n');
        return;
    }
    struct buf text;
    struct buf *to = has_color ? &text : out;
    buf_init(&text, out->arena);
    if (format == EVAL_COMPACT)
        value_print(to, v, style);
    else
        value_print_pretty(to, v, style, 2);
    if (has_color)
        print_in_color(out, buf_text(&text));
    buf_char(out, '\n');
}

void eval_print_failure(struct buf *out, const struct report_options *report, struct eval_result *result)
{
    if (result->has_failed) {
        report_failure(out, report, &result->failed);
        return;
    }
    diags_sort(&result->diags);
    report_findings(out, report, &result->diags);
    if (out->len > 1 && out->at[out->len - 1] == '\n' && out->at[out->len - 2] == '\n')
        out->len--; /* the empty line that parts findings */
}
