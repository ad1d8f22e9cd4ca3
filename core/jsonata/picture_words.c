#include "base/buf.h"
#include "jsonata/picture.h"

#include <math.h>

static const str units[] = {
    STR_INIT("Zero"),    STR_INIT("One"),       STR_INIT("Two"),      STR_INIT("Three"),
    STR_INIT("Four"),    STR_INIT("Five"),      STR_INIT("Six"),      STR_INIT("Seven"),
    STR_INIT("Eight"),   STR_INIT("Nine"),      STR_INIT("Ten"),      STR_INIT("Eleven"),
    STR_INIT("Twelve"),  STR_INIT("Thirteen"),  STR_INIT("Fourteen"), STR_INIT("Fifteen"),
    STR_INIT("Sixteen"), STR_INIT("Seventeen"), STR_INIT("Eighteen"), STR_INIT("Nineteen"),
};

static const str ordinals[] = {
    STR_INIT("Zeroth"),    STR_INIT("First"),       STR_INIT("Second"),     STR_INIT("Third"),
    STR_INIT("Fourth"),    STR_INIT("Fifth"),       STR_INIT("Sixth"),      STR_INIT("Seventh"),
    STR_INIT("Eighth"),    STR_INIT("Ninth"),       STR_INIT("Tenth"),      STR_INIT("Eleventh"),
    STR_INIT("Twelfth"),   STR_INIT("Thirteenth"),  STR_INIT("Fourteenth"), STR_INIT("Fifteenth"),
    STR_INIT("Sixteenth"), STR_INIT("Seventeenth"), STR_INIT("Eighteenth"), STR_INIT("Nineteenth"),
};

static const str decades[] = {
    STR_INIT("Twenty"), STR_INIT("Thirty"),  STR_INIT("Forty"),  STR_INIT("Fifty"),  STR_INIT("Sixty"),
    STR_INIT("Seventy"), STR_INIT("Eighty"), STR_INIT("Ninety"), STR_INIT("Hundred"),
};

static const str magnitudes[] = {
    STR_INIT("Thousand"), STR_INIT("Million"), STR_INIT("Billion"), STR_INIT("Trillion"),
};

/* Beyond trillions the words repeat: a trillion trillion. A double needs at most this many. */
#define MAGNITUDE_MAX 4

static void print(struct buf *buf, double number, bool is_continued, bool is_ordinal);

static void print_tens(struct buf *buf, unsigned number, bool is_ordinal)
{
    str decade = decades[number / 10 - 2];
    unsigned rest = number % 10;
    if (rest) {
        buf_str(buf, decade);
        buf_char(buf, '-');
        buf_str(buf, is_ordinal ? ordinals[rest] : units[rest]);
    } else if (is_ordinal) {
        buf_str(buf, str_slice(decade, 0, decade.len - 1));
        buf_str(buf, STR("ieth"));
    } else {
        buf_str(buf, decade);
    }
}

static void print_small(struct buf *buf, unsigned number, bool is_ordinal)
{
    if (number < 20)
        buf_str(buf, is_ordinal ? ordinals[number] : units[number]);
    else
        print_tens(buf, number, is_ordinal);
}

static void print_large(struct buf *buf, double number, bool is_ordinal)
{
    double magnitude = floor(log10(number) / 3);
    if (magnitude > MAGNITUDE_MAX)
        magnitude = MAGNITUDE_MAX;
    double factor = pow(10, magnitude * 3);
    double count = floor(number / factor);
    double rest = number - count * factor;
    print(buf, count, false, false);
    buf_char(buf, ' ');
    buf_str(buf, magnitudes[(size_t)magnitude - 1]);
    if (rest > 0)
        print(buf, rest, true, is_ordinal);
    else if (is_ordinal)
        buf_str(buf, STR("th"));
}

static void print(struct buf *buf, double number, bool is_continued, bool is_ordinal)
{
    if (is_continued)
        buf_str(buf, number < 100 ? STR(" and ") : STR(", "));
    if (number < 100) {
        print_small(buf, (unsigned)number, is_ordinal);
    } else if (number < 1000) {
        unsigned rest = (unsigned)number % 100;
        buf_str(buf, units[(unsigned)number / 100]);
        buf_str(buf, STR(" Hundred"));
        if (rest)
            print(buf, rest, true, is_ordinal);
        else if (is_ordinal)
            buf_str(buf, STR("th"));
    } else {
        print_large(buf, number, is_ordinal);
    }
}

void words_print(struct buf *buf, double number, bool is_ordinal)
{
    print(buf, number, false, is_ordinal);
}

static bool equals_lower(str word, str text)
{
    return str_equal_ignoring_case(word, text) && word.len == text.len;
}

/* `word` without its last letter, then "ieth". */
static bool is_decade_ordinal(str decade, str text)
{
    return text.len == decade.len + 3 && str_ends(text, STR("ieth")) &&
           equals_lower(str_slice(decade, 0, decade.len - 1), str_slice(text, 0, decade.len - 1));
}

static bool is_with_th(str word, str text)
{
    return text.len == word.len + 2 && str_ends(text, STR("th")) &&
           equals_lower(word, str_slice(text, 0, word.len));
}

static double word_value(str text)
{
    for (size_t i = 0; i < ARRAY_LEN(units); i++) {
        if (equals_lower(units[i], text) || equals_lower(ordinals[i], text))
            return (double)i;
    }
    for (size_t i = 0; i < ARRAY_LEN(decades); i++) {
        if (equals_lower(decades[i], text) || is_decade_ordinal(decades[i], text))
            return (double)(i + 2) * 10;
    }
    if (str_equal(text, STR("hundredth")))
        return 100;
    for (size_t i = 0; i < ARRAY_LEN(magnitudes); i++) {
        if (equals_lower(magnitudes[i], text) || is_with_th(magnitudes[i], text))
            return pow(10, (double)(i + 1) * 3);
    }
    return NAN;
}

/* Cuts the next word off: words end at ", ", " and ", a blank, a backslash or a hyphen. False at the end. */
static bool next_word(str *text, str *word, bool *is_last)
{
    if (*is_last)
        return false;
    for (size_t i = 0; i < text->len; i++) {
        str rest = str_from_offset(*text, i);
        size_t len = 0;
        if (rest.at[0] == ',' && rest.len > 1 && char_is_blank(rest.at[1]))
            len = 2;
        else if (char_is_blank(rest.at[0]))
            len = rest.len > 4 && str_starts(str_from_offset(rest, 1), STR("and")) &&
                          char_is_blank(rest.at[4])
                      ? 5
                      : 1;
        else if (rest.at[0] == '-' || rest.at[0] == '\\')
            len = 1;
        if (len) {
            *word = str_slice(*text, 0, i);
            *text = str_from_offset(rest, len);
            return true;
        }
    }
    *word = *text;
    *is_last = true;
    return true;
}

/*
 * Below a hundred a word is added to what is being counted, otherwise it multiplies that; what counts thousands or more
 * is set aside when something smaller follows.
 */
double words_parse(str text)
{
    double total = 0, current = 0;
    bool is_last = false;
    str word;
    while (next_word(&text, &word, &is_last)) {
        double number = word_value(word);
        if (number < 100) {
            if (current >= 1000) {
                total += current;
                current = 0;
            }
            current += number;
        } else {
            current *= number;
        }
    }
    return total + current;
}

static void append_alternative(struct buf *buf, str word, str ending)
{
    for (size_t i = 0; i < word.len; i++)
        buf_char(buf, char_lower(word.at[i]));
    buf_str(buf, ending);
    buf_char(buf, '|');
}

void words_append_pattern(struct buf *buf)
{
    buf_str(buf, STR("(?:"));
    for (size_t i = 0; i < ARRAY_LEN(units); i++)
        append_alternative(buf, units[i], STR(""));
    for (size_t i = 0; i < ARRAY_LEN(ordinals); i++)
        append_alternative(buf, ordinals[i], STR(""));
    for (size_t i = 0; i < ARRAY_LEN(decades); i++) {
        append_alternative(buf, decades[i], STR(""));
        append_alternative(buf, str_slice(decades[i], 0, decades[i].len - 1), STR("ieth"));
    }
    append_alternative(buf, STR("hundredth"), STR(""));
    for (size_t i = 0; i < ARRAY_LEN(magnitudes); i++) {
        append_alternative(buf, magnitudes[i], STR(""));
        append_alternative(buf, magnitudes[i], STR("th"));
    }
    buf_str(buf, STR("and|[\\-, ])+"));
}
