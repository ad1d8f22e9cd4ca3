#include "graph/theme.h"

#include "test.h"

#include "base/arena.h"

#include <math.h>
#include <stdio.h>

static double channel(const char *digits)
{
    unsigned value;
    assert_int_equal(sscanf(digits, "%2x", &value), 1);
    double share = value / 255.0;
    return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4);
}

static double luminance(const char *color)
{
    return 0.2126 * channel(color + 1) + 0.7152 * channel(color + 3) + 0.0722 * channel(color + 5);
}

static double contrast(const char *a, const char *b)
{
    double first = luminance(a), second = luminance(b);
    return (fmax(first, second) + 0.05) / (fmin(first, second) + 0.05);
}

enum { TEXT, STROKE };

static void check(const char *what, const char *color, const char *behind, int kind)
{
    double found = contrast(color, behind);
    if (found < (kind == TEXT ? 4.5 : 3.0))
        fail_msg("%s: %s on %s has a contrast of %.2f", what, color, behind, found);
}

static void check_theme(const struct theme *theme)
{
    const char *grounds[] = { theme->page, theme->cluster, theme->branch_fill };
    for (size_t i = 0; i < ARRAY_LEN(grounds); i++) {
        check("name", theme->name, grounds[i], TEXT);
        check("label", theme->muted, grounds[i], TEXT);
        check("number of a rule", theme->choice, grounds[i], TEXT);
        check("catch", theme->caught, grounds[i], TEXT);
        check("edge", theme->edge, grounds[i], STROKE);
        check("edge not taken", theme->dim, grounds[i], STROKE);
        check("branch", theme->branch_stroke, grounds[i], STROKE);
    }
    for (int i = 0; i < TINT_COUNT; i++) {
        const struct tint_colors *tint = &theme->tints[i];
        check("a card's name", theme->name, tint->fill, TEXT);
        check("a card's rows", theme->muted, tint->fill, TEXT);
        check(tint->class, tint->stroke, tint->fill, TEXT);
        for (size_t k = 0; k < ARRAY_LEN(grounds); k++)
            check(tint->class, tint->stroke, grounds[k], STROKE);
    }
}

static void texts_and_strokes_stand_out(void **state)
{
    (void)state;
    check_theme(&theme_light);
    check_theme(&theme_dark);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_and_strokes_stand_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
