#include "base/str.h"

enum { SHORT_NEEDLE = 64 };

/*
 * Looks at each place where the first byte stands. At most SHORT_NEEDLE comparisons for a byte of
 * the text.
 */
static size_t find_short(str s, str needle)
{
    const char *end = s.at + s.len;
    for (const char *at = s.at; (size_t)(end - at) >= needle.len; at++) {
        at = memchr(at, needle.at[0], (size_t)(end - at) - needle.len + 1);
        if (!at)
            break;
        if (memcmp(at, needle.at, needle.len) == 0)
            return (size_t)(at - s.at);
    }
    return SIZE_MAX;
}

/*
 * For long needles the two-way algorithm (Crochemore and Perrin, "Two-way string-matching"): the
 * needle is cut where its local period is its period; the right half is compared forwards, then the
 * left one backwards, and whatever was compared tells how far to move on. Linear, without memory.
 * Indexes are signed: -1 is before the first byte.
 */
struct cut {
    ptrdiff_t before; /* index of the last byte of the left half */
    ptrdiff_t period; /* of the right half */
};

/* The greatest suffix by the order of bytes or its reverse. */
static struct cut greatest_suffix(str needle, bool is_reversed)
{
    const unsigned char *x = (const unsigned char *)needle.at;
    struct cut cut = { -1, 1 };
    ptrdiff_t len = (ptrdiff_t)needle.len, candidate = 0, k = 1;
    while (candidate + k < len) {
        unsigned char a = x[candidate + k], b = x[cut.before + k];
        if (a == b) {
            if (k < cut.period) {
                k++;
                continue;
            }
            candidate += cut.period;
            k = 1;
        } else if (is_reversed ? a > b : a < b) {
            candidate += k;
            k = 1;
            cut.period = candidate - cut.before;
        } else {
            cut.before = candidate++;
            cut.period = k = 1;
        }
    }
    return cut;
}

static struct cut cut_needle(str needle)
{
    struct cut a = greatest_suffix(needle, false), b = greatest_suffix(needle, true);
    return a.before > b.before ? a : b;
}

static size_t find_long(str s, str needle)
{
    const char *x = needle.at, *y = s.at;
    ptrdiff_t len = (ptrdiff_t)needle.len, last = (ptrdiff_t)s.len - len;
    struct cut cut = cut_needle(needle);
    bool is_periodic = memcmp(x, x + cut.period, (size_t)cut.before + 1) == 0;
    ptrdiff_t left = cut.before + 1, right = len - left;
    ptrdiff_t step = is_periodic ? cut.period : (left > right ? left : right) + 1;

    /* In a periodic needle, the bytes up to `known` are known to fit after a step by its period. */
    ptrdiff_t known = -1;
    for (ptrdiff_t at = 0; at <= last;) {
        ptrdiff_t i = (cut.before > known ? cut.before : known) + 1;
        while (i < len && x[i] == y[at + i])
            i++;
        if (i < len) {
            at += i - cut.before;
            known = -1;
            continue;
        }
        i = cut.before;
        while (i > known && x[i] == y[at + i])
            i--;
        if (i <= known)
            return (size_t)at;
        at += step;
        known = is_periodic ? len - step - 1 : -1;
    }
    return SIZE_MAX;
}

size_t str_find(str s, str needle)
{
    if (needle.len == 0)
        return 0;
    if (needle.len > s.len)
        return SIZE_MAX;
    return needle.len <= SHORT_NEEDLE ? find_short(s, needle) : find_long(s, needle);
}
