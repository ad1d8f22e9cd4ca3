#include "diag/nearest.h"

#include "base/arena.h"

enum {
    LONGEST = 80, /* bytes; the longest state name */
    EDIT = 2,     /* cost of an edit; a change of case costs half of it */
    MOST = 3 * EDIT
};

static unsigned replacement_cost(char a, char b)
{
    if (a == b)
        return 0;
    return char_lower(a) == char_lower(b) ? EDIT / 2 : EDIT;
}

static unsigned smaller(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

/* The distance of two texts of at most LONGEST bytes, or something above `limit` when it is above. */
static unsigned distance(str a, str b, unsigned limit)
{
    unsigned rows[3][LONGEST + 1];
    unsigned *before = rows[0], *last = rows[1], *row = rows[2];
    for (size_t j = 0; j <= b.len; j++)
        last[j] = (unsigned)j * EDIT;

    for (size_t i = 1; i <= a.len; i++) {
        unsigned best = row[0] = (unsigned)i * EDIT;
        for (size_t j = 1; j <= b.len; j++) {
            unsigned cost = last[j - 1] + replacement_cost(a.at[i - 1], b.at[j - 1]);
            cost = smaller(cost, smaller(last[j], row[j - 1]) + EDIT);
            if (i > 1 && j > 1 && a.at[i - 1] == b.at[j - 2] && a.at[i - 2] == b.at[j - 1])
                cost = smaller(cost, before[j - 2] + EDIT);
            row[j] = cost;
            best = smaller(best, cost);
        }
        if (best > limit)
            return limit + 1;
        unsigned *spare = before;
        before = last;
        last = row;
        row = spare;
    }
    return last[b.len];
}

static unsigned allowed(str wrong)
{
    unsigned third = (unsigned)wrong.len * EDIT / 3;
    return third < EDIT ? EDIT : third > MOST ? (unsigned)MOST : third;
}

ptrdiff_t nearest_name(const str *names, size_t count, str wrong, uint32_t *budget)
{
    if (wrong.len == 0 || wrong.len > LONGEST)
        return -1;
    ptrdiff_t found = -1;
    unsigned limit = allowed(wrong);
    for (size_t i = 0; i < count; i++) {
        size_t gap = names[i].len > wrong.len ? names[i].len - wrong.len : wrong.len - names[i].len;
        if (names[i].len > LONGEST || gap * EDIT > limit)
            continue;
        if (budget && *budget == 0)
            break;
        if (budget)
            --*budget;
        unsigned d = distance(wrong, names[i], limit);
        if (d > limit || (wrong.len <= 2 && d >= EDIT * wrong.len))
            continue;
        found = (ptrdiff_t)i;
        if (d == 0)
            break;
        limit = d - 1;
    }
    return found;
}
