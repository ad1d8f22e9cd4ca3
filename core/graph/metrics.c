#include "graph/internal.h"

#include "base/utf8.h"
#include "text/unicode.h"

/*
 * Advance widths of Helvetica, which Arial and Liberation Sans share, for U+0020 to U+007E in thousandths of the font
 * size. Source: Adobe Font Metrics of the core 14 fonts.
 */
static const uint16_t widths[2][95] = {
    { 278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556,
      556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
      611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667,
      667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500,
      222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584 },
    { 278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556,
      556, 556, 556, 556, 556, 556, 556, 333, 333, 584, 584, 584, 611, 975, 722, 722, 722, 722, 667,
      611, 778, 722, 278, 556, 722, 611, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667,
      667, 611, 333, 278, 333, 584, 556, 333, 556, 611, 556, 611, 556, 333, 611, 611, 278, 278, 556,
      278, 889, 611, 611, 611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584 },
};

/* Other characters come from whatever font has them; guessed on the large side. */
static const uint16_t wide = 1050, other[2] = { 700, 740 };

static bool is_known(uint32_t c)
{
    return c >= 0x20 && c < 0x7F;
}

int64_t metrics_width(str text, bool is_bold)
{
    int64_t width = 0;
    size_t offset = 0;
    while (offset < text.len) {
        uint32_t c = utf8_next(text, &offset);
        if (is_known(c))
            width += widths[is_bold][c - 0x20];
        else if (unicode_width(c) > 0 || unicode_is_control(c)) /* those are shown as U+FFFD */
            width += unicode_width(c) > 1 ? wide : other[is_bold];
    }
    return width;
}

int64_t metrics_points(str text, bool is_bold, int64_t tenths)
{
    return (metrics_width(text, is_bold) * tenths + 9999) / 10000;
}

bool metrics_is_exact(str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (!is_known((unsigned char)text.at[i]))
            return false;
    }
    return true;
}
