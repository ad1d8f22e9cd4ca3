#include "text/unicode.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"

#if defined(HAVE_UTF8PROC)
#include <utf8proc.h>
#endif

/*
 * Characters whose upper case is more than one, sorted. Source: Unicode 14, SpecialCasing.txt,
 * unconditional rows.
 */
static const struct special_case {
    uint16_t from, to[3];
} special_upper[] = {
    { 0x00DF, { 0x0053, 0x0053 } },         { 0x0149, { 0x02BC, 0x004E } },
    { 0x01F0, { 0x004A, 0x030C } },         { 0x0390, { 0x0399, 0x0308, 0x0301 } },
    { 0x03B0, { 0x03A5, 0x0308, 0x0301 } }, { 0x0587, { 0x0535, 0x0552 } },
    { 0x1E96, { 0x0048, 0x0331 } },         { 0x1E97, { 0x0054, 0x0308 } },
    { 0x1E98, { 0x0057, 0x030A } },         { 0x1E99, { 0x0059, 0x030A } },
    { 0x1E9A, { 0x0041, 0x02BE } },         { 0x1F50, { 0x03A5, 0x0313 } },
    { 0x1F52, { 0x03A5, 0x0313, 0x0300 } }, { 0x1F54, { 0x03A5, 0x0313, 0x0301 } },
    { 0x1F56, { 0x03A5, 0x0313, 0x0342 } }, { 0x1F80, { 0x1F08, 0x0399 } },
    { 0x1F81, { 0x1F09, 0x0399 } },         { 0x1F82, { 0x1F0A, 0x0399 } },
    { 0x1F83, { 0x1F0B, 0x0399 } },         { 0x1F84, { 0x1F0C, 0x0399 } },
    { 0x1F85, { 0x1F0D, 0x0399 } },         { 0x1F86, { 0x1F0E, 0x0399 } },
    { 0x1F87, { 0x1F0F, 0x0399 } },         { 0x1F88, { 0x1F08, 0x0399 } },
    { 0x1F89, { 0x1F09, 0x0399 } },         { 0x1F8A, { 0x1F0A, 0x0399 } },
    { 0x1F8B, { 0x1F0B, 0x0399 } },         { 0x1F8C, { 0x1F0C, 0x0399 } },
    { 0x1F8D, { 0x1F0D, 0x0399 } },         { 0x1F8E, { 0x1F0E, 0x0399 } },
    { 0x1F8F, { 0x1F0F, 0x0399 } },         { 0x1F90, { 0x1F28, 0x0399 } },
    { 0x1F91, { 0x1F29, 0x0399 } },         { 0x1F92, { 0x1F2A, 0x0399 } },
    { 0x1F93, { 0x1F2B, 0x0399 } },         { 0x1F94, { 0x1F2C, 0x0399 } },
    { 0x1F95, { 0x1F2D, 0x0399 } },         { 0x1F96, { 0x1F2E, 0x0399 } },
    { 0x1F97, { 0x1F2F, 0x0399 } },         { 0x1F98, { 0x1F28, 0x0399 } },
    { 0x1F99, { 0x1F29, 0x0399 } },         { 0x1F9A, { 0x1F2A, 0x0399 } },
    { 0x1F9B, { 0x1F2B, 0x0399 } },         { 0x1F9C, { 0x1F2C, 0x0399 } },
    { 0x1F9D, { 0x1F2D, 0x0399 } },         { 0x1F9E, { 0x1F2E, 0x0399 } },
    { 0x1F9F, { 0x1F2F, 0x0399 } },         { 0x1FA0, { 0x1F68, 0x0399 } },
    { 0x1FA1, { 0x1F69, 0x0399 } },         { 0x1FA2, { 0x1F6A, 0x0399 } },
    { 0x1FA3, { 0x1F6B, 0x0399 } },         { 0x1FA4, { 0x1F6C, 0x0399 } },
    { 0x1FA5, { 0x1F6D, 0x0399 } },         { 0x1FA6, { 0x1F6E, 0x0399 } },
    { 0x1FA7, { 0x1F6F, 0x0399 } },         { 0x1FA8, { 0x1F68, 0x0399 } },
    { 0x1FA9, { 0x1F69, 0x0399 } },         { 0x1FAA, { 0x1F6A, 0x0399 } },
    { 0x1FAB, { 0x1F6B, 0x0399 } },         { 0x1FAC, { 0x1F6C, 0x0399 } },
    { 0x1FAD, { 0x1F6D, 0x0399 } },         { 0x1FAE, { 0x1F6E, 0x0399 } },
    { 0x1FAF, { 0x1F6F, 0x0399 } },         { 0x1FB2, { 0x1FBA, 0x0399 } },
    { 0x1FB3, { 0x0391, 0x0399 } },         { 0x1FB4, { 0x0386, 0x0399 } },
    { 0x1FB6, { 0x0391, 0x0342 } },         { 0x1FB7, { 0x0391, 0x0342, 0x0399 } },
    { 0x1FBC, { 0x0391, 0x0399 } },         { 0x1FC2, { 0x1FCA, 0x0399 } },
    { 0x1FC3, { 0x0397, 0x0399 } },         { 0x1FC4, { 0x0389, 0x0399 } },
    { 0x1FC6, { 0x0397, 0x0342 } },         { 0x1FC7, { 0x0397, 0x0342, 0x0399 } },
    { 0x1FCC, { 0x0397, 0x0399 } },         { 0x1FD2, { 0x0399, 0x0308, 0x0300 } },
    { 0x1FD3, { 0x0399, 0x0308, 0x0301 } }, { 0x1FD6, { 0x0399, 0x0342 } },
    { 0x1FD7, { 0x0399, 0x0308, 0x0342 } }, { 0x1FE2, { 0x03A5, 0x0308, 0x0300 } },
    { 0x1FE3, { 0x03A5, 0x0308, 0x0301 } }, { 0x1FE4, { 0x03A1, 0x0313 } },
    { 0x1FE6, { 0x03A5, 0x0342 } },         { 0x1FE7, { 0x03A5, 0x0308, 0x0342 } },
    { 0x1FF2, { 0x1FFA, 0x0399 } },         { 0x1FF3, { 0x03A9, 0x0399 } },
    { 0x1FF4, { 0x038F, 0x0399 } },         { 0x1FF6, { 0x03A9, 0x0342 } },
    { 0x1FF7, { 0x03A9, 0x0342, 0x0399 } }, { 0x1FFC, { 0x03A9, 0x0399 } },
    { 0xFB00, { 0x0046, 0x0046 } },         { 0xFB01, { 0x0046, 0x0049 } },
    { 0xFB02, { 0x0046, 0x004C } },         { 0xFB03, { 0x0046, 0x0046, 0x0049 } },
    { 0xFB04, { 0x0046, 0x0046, 0x004C } }, { 0xFB05, { 0x0053, 0x0054 } },
    { 0xFB06, { 0x0053, 0x0054 } },         { 0xFB13, { 0x0544, 0x0546 } },
    { 0xFB14, { 0x0544, 0x0535 } },         { 0xFB15, { 0x0544, 0x053B } },
    { 0xFB16, { 0x054E, 0x0546 } },         { 0xFB17, { 0x0544, 0x053D } },
};

enum {
    CAPITAL_I_WITH_DOT = 0x130,
    COMBINING_DOT_ABOVE = 0x307,
    CAPITAL_SIGMA = 0x3A3,
    FINAL_SIGMA = 0x3C2
};

/* Categories Cc and Z, which no later version of Unicode changes. */
bool unicode_is_control(uint32_t code_point)
{
    return code_point < 0x20 || (code_point >= 0x7F && code_point < 0xA0);
}

bool unicode_is_blank(uint32_t code_point)
{
    return code_point == ' ' || code_point == 0xA0 || code_point == 0x1680 ||
           (code_point >= 0x2000 && code_point <= 0x200A) || code_point == 0x2028 || code_point == 0x2029 ||
           code_point == 0x202F || code_point == 0x205F || code_point == 0x3000;
}

#if defined(HAVE_UTF8PROC)

static utf8proc_category_t category(uint32_t c)
{
    return utf8proc_category((utf8proc_int32_t)c);
}

static uint32_t simple_upper(uint32_t c)
{
    return (uint32_t)utf8proc_toupper((utf8proc_int32_t)c);
}

static uint32_t simple_lower(uint32_t c)
{
    return (uint32_t)utf8proc_tolower((utf8proc_int32_t)c);
}

bool unicode_is_letter(uint32_t code_point)
{
    utf8proc_category_t kind = category(code_point);
    return kind >= UTF8PROC_CATEGORY_LU && kind <= UTF8PROC_CATEGORY_LO;
}

bool unicode_is_mark(uint32_t code_point)
{
    utf8proc_category_t kind = category(code_point);
    return kind >= UTF8PROC_CATEGORY_MN && kind <= UTF8PROC_CATEGORY_ME;
}

bool unicode_is_digit(uint32_t code_point)
{
    return category(code_point) == UTF8PROC_CATEGORY_ND;
}

bool unicode_is_connector(uint32_t code_point)
{
    return category(code_point) == UTF8PROC_CATEGORY_PC;
}

unsigned unicode_width(uint32_t code_point)
{
    if (unicode_is_mark(code_point) || unicode_is_control(code_point))
        return 0;
    int width = utf8proc_charwidth((utf8proc_int32_t)code_point);
    return width > 0 ? (unsigned)width : 0;
}

/*
 * What the rule of the final sigma looks through: marks, formats and modifiers, and what may stand
 * inside a word.
 */
static bool is_case_ignorable(uint32_t c)
{
    switch (category(c)) {
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_ME:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_SK: return true;
    default: return c == '\'' || c == '.' || c == ':' || c == 0xB7 || c == 0x2019;
    }
}

#else

static uint32_t simple_upper(uint32_t c)
{
    return c < 0x80 ? (uint32_t)char_upper((char)c) : c;
}

static uint32_t simple_lower(uint32_t c)
{
    return c < 0x80 ? (uint32_t)char_lower((char)c) : c;
}

bool unicode_is_letter(uint32_t code_point)
{
    return code_point < 0x80 ? char_is_letter((char)code_point) : code_point >= 0xC0;
}

bool unicode_is_mark(uint32_t code_point)
{
    return code_point >= 0x300 && code_point < 0x370;
}

bool unicode_is_digit(uint32_t code_point)
{
    return code_point < 0x80 && char_is_digit((char)code_point);
}

bool unicode_is_connector(uint32_t code_point)
{
    return code_point == '_';
}

unsigned unicode_width(uint32_t code_point)
{
    return unicode_is_mark(code_point) || unicode_is_control(code_point) ? 0 : 1;
}

static bool is_case_ignorable(uint32_t c)
{
    return unicode_is_mark(c) || c == '\'' || c == '.';
}

#endif

static const struct special_case *find_special(uint32_t c)
{
    size_t low = 0, high = ARRAY_LEN(special_upper);
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (special_upper[middle].from == c)
            return &special_upper[middle];
        if (special_upper[middle].from < c)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

static bool is_cased(uint32_t c)
{
    return simple_upper(c) != c || simple_lower(c) != c || find_special(c);
}

/* Whether the nearest character before (behind) `offset` that is not ignored has case. */
static bool follows_cased(str text, size_t offset)
{
    while (offset > 0) {
        uint32_t c = utf8_previous(text, &offset);
        if (!is_case_ignorable(c))
            return is_cased(c);
    }
    return false;
}

static bool precedes_cased(str text, size_t offset)
{
    while (offset < text.len) {
        uint32_t c = utf8_next(text, &offset);
        if (!is_case_ignorable(c))
            return is_cased(c);
    }
    return false;
}

static void print_upper(struct buf *buf, uint32_t c)
{
    const struct special_case *special = c < 0x80 ? NULL : find_special(c);
    if (!special) {
        buf_code_point(buf, simple_upper(c));
        return;
    }
    for (size_t i = 0; i < ARRAY_LEN(special->to) && special->to[i]; i++)
        buf_code_point(buf, special->to[i]);
}

void unicode_upper(struct buf *buf, str text)
{
    for (size_t start = 0, end = 0; start < text.len; start = end) {
        uint32_t c = utf8_next(text, &end);
        if (c == UTF8_REPLACEMENT) /* perhaps half a surrogate pair, which stays as it is */
            buf_str(buf, str_slice(text, start, end));
        else
            print_upper(buf, c);
    }
}

static bool is_final_sigma(str text, size_t start, size_t end)
{
    return follows_cased(text, start) && !precedes_cased(text, end);
}

void unicode_lower(struct buf *buf, str text)
{
    for (size_t start = 0, end = 0; start < text.len; start = end) {
        uint32_t c = utf8_next(text, &end);
        if (c == UTF8_REPLACEMENT) {
            buf_str(buf, str_slice(text, start, end));
        } else if (c == CAPITAL_I_WITH_DOT) {
            buf_code_point(buf, 'i');
            buf_code_point(buf, COMBINING_DOT_ABOVE);
        } else if (c == CAPITAL_SIGMA && is_final_sigma(text, start, end)) {
            buf_code_point(buf, FINAL_SIGMA);
        } else {
            buf_code_point(buf, simple_lower(c));
        }
    }
}

unsigned unicode_text_width(str text)
{
    unsigned width = 0;
    for (size_t i = 0; i < text.len;)
        width += unicode_width(utf8_next(text, &i));
    return width;
}
