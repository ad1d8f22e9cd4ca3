#include "graph/escape.h"

#include "base/buf.h"
#include "base/utf8.h"

/* Allowed by XML 1.0, section 2.2, and no control character. */
static bool is_harmless(uint32_t c)
{
    return c >= 0x20 && !(c >= 0x7F && c < 0xA0) && !(c >= 0xD800 && c < 0xE000) &&
           (c & 0xFFFE) != 0xFFFE && c < 0x110000;
}

/* Calls `put` for each character, the harmful ones replaced. */
static void each_character(struct buf *out, str text, void (*put)(struct buf *out, uint32_t c))
{
    size_t offset = 0;
    while (offset < text.len) {
        uint32_t c = utf8_next(text, &offset);
        if (c == '\t' || c == '\r')
            c = ' ';
        put(out, c == '\n' || is_harmless(c) ? c : UTF8_REPLACEMENT);
    }
}

static void put_xml(struct buf *out, uint32_t c)
{
    switch (c) {
    case '&': buf_str(out, STR("&amp;")); return;
    case '<': buf_str(out, STR("&lt;")); return;
    case '>': buf_str(out, STR("&gt;")); return;
    case '"': buf_str(out, STR("&quot;")); return;
    default: buf_code_point(out, c);
    }
}

void escape_xml(struct buf *out, str text)
{
    each_character(out, text, put_xml);
}

static void put_dot(struct buf *out, uint32_t c)
{
    switch (c) {
    case '"': buf_str(out, STR("\\\"")); return;
    case '\\': buf_str(out, STR("\\\\")); return;
    case '\n': buf_str(out, STR("\\n")); return;
    default: buf_code_point(out, c);
    }
}

void escape_dot(struct buf *out, str text)
{
    each_character(out, text, put_dot);
}

/*
 * Labels end up as HTML. Named references only: Mermaid reads a number sign before digits in a way
 * of its own, "%%{" as a directive, a backtick as Markdown and a backslash with n as a line break.
 */
static void put_mermaid(struct buf *out, uint32_t c)
{
    switch (c) {
    case '#': buf_str(out, STR("&num;")); return;
    case '%': buf_str(out, STR("&percnt;")); return;
    case '`': buf_str(out, STR("&grave;")); return;
    case '\\': buf_str(out, STR("&bsol;")); return;
    case '\n': buf_str(out, STR("<br/>")); return;
    default: put_xml(out, c);
    }
}

void escape_mermaid(struct buf *out, str text)
{
    each_character(out, text, put_mermaid);
}

static void put_terminal(struct buf *out, uint32_t c)
{
    bool turns = (c >= 0x200E && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
                 (c >= 0x2066 && c <= 0x2069);
    if (c == '\n')
        buf_char(out, ' ');
    else if (!turns)
        buf_code_point(out, c);
}

void escape_terminal(struct buf *out, str text)
{
    each_character(out, text, put_terminal);
}
