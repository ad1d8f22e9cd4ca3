/*
 * Plain scalars are typed as in JSON, with the few other spellings that YAML 1.1 and 1.2 agree on.
 * Whatever YAML 1.1, which most tools for templates still read, would make something else of is
 * told to the caller. Source: YAML 1.1, https://yaml.org/type/ ; YAML 1.2.2, section 10.3.
 */
#include "doc/yaml.h"

#include "base/num.h"

static const struct {
    const char *word;
    enum node_kind kind;
    const char *other;
} words[] = {
    { "~", NODE_NULL, NULL },
    { "null", NODE_NULL, NULL },
    { "Null", NODE_NULL, NULL },
    { "NULL", NODE_NULL, NULL },
    { "true", NODE_TRUE, NULL },
    { "True", NODE_TRUE, NULL },
    { "TRUE", NODE_TRUE, NULL },
    { "false", NODE_FALSE, NULL },
    { "False", NODE_FALSE, NULL },
    { "FALSE", NODE_FALSE, NULL },
    { "yes", NODE_STRING, "the boolean true" },
    { "Yes", NODE_STRING, "the boolean true" },
    { "YES", NODE_STRING, "the boolean true" },
    { "on", NODE_STRING, "the boolean true" },
    { "On", NODE_STRING, "the boolean true" },
    { "ON", NODE_STRING, "the boolean true" },
    { "no", NODE_STRING, "the boolean false" },
    { "No", NODE_STRING, "the boolean false" },
    { "NO", NODE_STRING, "the boolean false" },
    { "off", NODE_STRING, "the boolean false" },
    { "Off", NODE_STRING, "the boolean false" },
    { "OFF", NODE_STRING, "the boolean false" },
    { ".inf", NODE_STRING, "the number infinity" },
    { ".Inf", NODE_STRING, "the number infinity" },
    { ".INF", NODE_STRING, "the number infinity" },
    { ".nan", NODE_STRING, "no number (NaN)" },
    { ".NaN", NODE_STRING, "no number (NaN)" },
    { ".NAN", NODE_STRING, "no number (NaN)" },
    { "=", NODE_STRING, "a default value" },
};

/* The first character that `set` does not hold, from `i` on. */
static size_t skip(str text, size_t i, const char *set)
{
    while (i < text.len && text.at[i] && strchr(set, text.at[i]))
        i++;
    return i;
}

static bool at(str text, size_t i, char c)
{
    return i < text.len && text.at[i] == c;
}

static size_t skip_sign(str text)
{
    return at(text, 0, '-') || at(text, 0, '+');
}

/* YAML 1.1 binary, octal and hexadecimal integers, and those with underscores or a plus sign. */
static const char *integer_1_1(str text)
{
    size_t i = skip_sign(text);
    if (i == text.len)
        return NULL;
    if (at(text, i, '0') && at(text, i + 1, 'b') && i + 2 < text.len)
        return skip(text, i + 2, "01_") == text.len ? "a binary number" : NULL;
    if (at(text, i, '0') && at(text, i + 1, 'x') && i + 2 < text.len)
        return skip(text, i + 2, "0123456789abcdefABCDEF_") == text.len ? "a hexadecimal number"
                                                                        : NULL;
    if (at(text, i, '0') && i + 1 < text.len)
        return skip(text, i + 1, "01234567_") == text.len ? "an octal number" : NULL;
    if (char_is_digit(text.at[i]) && skip(text, i, "0123456789_") == text.len)
        return "a number";
    return NULL;
}

/* 190:20:30, base 60. */
static const char *sexagesimal_1_1(str text)
{
    size_t i = skip_sign(text);
    size_t start = i;
    i = skip(text, i, "0123456789_");
    if (i == start || !char_is_digit(text.at[start]) || !at(text, i, ':'))
        return NULL;
    while (at(text, i, ':')) {
        size_t digits = i + 1;
        i = skip(text, digits, "0123456789");
        if (i == digits || i > digits + 2 || (i == digits + 2 && text.at[digits] > '5'))
            return NULL;
    }
    if (at(text, i, '.'))
        i = skip(text, i + 1, "0123456789_");
    return i == text.len ? "a number to the base of 60" : NULL;
}

static const char *float_1_1(str text)
{
    size_t i = skip_sign(text);
    size_t start = i;
    i = skip(text, i, "0123456789_");
    if (!at(text, i, '.') || (i > start && !char_is_digit(text.at[start])))
        return NULL;
    size_t fraction = i + 1;
    i = skip(text, fraction, "0123456789_");
    if (i == fraction && fraction - 1 == start)
        return NULL;
    if (at(text, i, 'e') || at(text, i, 'E')) {
        if (!at(text, i + 1, '+') && !at(text, i + 1, '-'))
            return NULL;
        size_t digits = i + 2;
        i = skip(text, digits, "0123456789");
        if (i == digits)
            return NULL;
    }
    return i == text.len ? "a number" : NULL;
}

static bool has_digits(str text, size_t i, size_t count)
{
    return skip(str_slice(text, 0, i + count), i, "0123456789") == i + count &&
           i + count <= text.len;
}

/* 2001-12-14, and with a time behind "T" or blanks. */
static const char *timestamp_1_1(str text)
{
    if (!has_digits(text, 0, 4) || !at(text, 4, '-'))
        return NULL;
    if (text.len == 10)
        return has_digits(text, 5, 2) && at(text, 7, '-') && has_digits(text, 8, 2) ? "a date"
                                                                                    : NULL;
    size_t i = skip(text, 5, "0123456789");
    if (i < 6 || i > 7 || !at(text, i, '-'))
        return NULL;
    size_t day = i + 1;
    i = skip(text, day, "0123456789");
    if (i == day || i > day + 2)
        return NULL;
    size_t between = i;
    i = at(text, i, 'T') || at(text, i, 't') ? i + 1 : skip(text, i, " \t");
    size_t hour = i;
    i = skip(text, i, "0123456789");
    if (hour == between || i == hour || !at(text, i, ':') || !has_digits(text, i + 1, 2) ||
        !at(text, i + 3, ':'))
        return NULL;
    i = skip(text, i + 4, "0123456789.");
    i = skip(text, i, " \t");
    i = skip(text, i, "Zz+-:0123456789");
    return i == text.len ? "a time stamp" : NULL;
}

static const char *typed_1_1(str text)
{
    static const char *(*const readings[])(str) = { integer_1_1, sexagesimal_1_1, float_1_1,
                                                    timestamp_1_1 };
    for (size_t i = 0; i < ARRAY_LEN(readings); i++) {
        const char *other = readings[i](text);
        if (other)
            return other;
    }
    return NULL;
}

enum node_kind yaml_plain_kind(str text, const char **other)
{
    *other = NULL;
    if (text.len == 0)
        return NODE_NULL;
    for (size_t i = 0; i < ARRAY_LEN(words); i++) {
        if (str_equal(text, str_from(words[i].word))) {
            *other = words[i].other;
            return words[i].kind;
        }
    }
    if (num_scan(text) == text.len) {
        /* YAML 1.1 wants a point and a sign: 1.0e+3. */
        bool has_exponent =
            str_find_char(text, 'e') != SIZE_MAX || str_find_char(text, 'E') != SIZE_MAX;
        if (has_exponent && !float_1_1(text))
            *other = "a text";
        return NODE_NUMBER;
    }
    *other = typed_1_1(text);
    return NODE_STRING;
}
