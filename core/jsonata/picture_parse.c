#include "base/buf.h"
#include "base/time.h"
#include "jsonata/picture.h"
#include "text/regex.h"

#include <math.h>

/*
 * Reading a time by a picture: the picture becomes a regular expression with a group for each part, what the groups
 * matched becomes the components, and those that are missing are filled in: with the present where they are more
 * significant than what is given, with the least where they are less.
 */

#define LITERALS ".*+?^${}()|[]\\"

/* Components by their letter. */
struct components {
    double at[128];
    bool is_set[128];
};

static void append_escaped(struct buf *buf, str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] && strchr(LITERALS, text.at[i]))
            buf_char(buf, '\\');
        buf_char(buf, text.at[i]);
    }
}

static bool has_offset_separator(const struct time_part *part)
{
    return part->integer.is_regular;
}

static void append_offset(struct buf *buf, const struct time_part *part)
{
    if (part->component == 'z')
        buf_str(buf, STR("GMT"));
    buf_str(buf, STR("[-+][0-9]+"));
    if (has_offset_separator(part)) {
        buf_code_point(buf, part->integer.groups[0].separator);
        buf_str(buf, STR("[0-9]+"));
    }
}

static void append_digits(struct buf *buf, const struct time_part *part)
{
    int64_t optional = part->integer.optional;
    if (part->digits <= 0)
        buf_str(buf, STR("[0-9]+"));
    else if (optional == 0)
        buf_printf(buf, "[0-9]{%d}", (int)part->digits);
    else
        buf_printf(buf, "[0-9]{%d,%d}", (int)(part->digits - optional), (int)part->digits);
    if (part->integer.is_ordinal)
        buf_str(buf, STR("(?:th|st|nd|rd)"));
}

static bool append_integer(struct run *run, struct buf *buf, const struct time_part *part)
{
    bool is_upper = part->integer.letter_case == CASE_UPPER;
    switch (part->integer.form) {
    case INTEGER_DECIMAL:
        append_digits(buf, part);
        return true;
    case INTEGER_LETTERS:
        buf_str(buf, is_upper ? STR("[A-Z]+") : STR("[a-z]+"));
        return true;
    case INTEGER_ROMAN:
        buf_str(buf, is_upper ? STR("[MDCLXVI]+") : STR("[mdclxvi]+"));
        return true;
    case INTEGER_WORDS:
        words_append_pattern(buf);
        return true;
    case INTEGER_SEQUENCE:
        run_fail_value(run, ERROR_D3130, value_string(part->integer.text));
        return false;
    }
    return true;
}

static bool append_part(struct run *run, struct buf *buf, const struct time_part *part)
{
    if (part->is_literal) {
        append_escaped(buf, part->text);
    } else if (part->component == 'Z' || part->component == 'z') {
        append_offset(buf, part);
    } else if (part->has_integer) {
        return append_integer(run, buf, part);
    } else if (part->component && strchr("MxFP", part->component)) {
        buf_str(buf, STR("[a-zA-Z]+"));
    } else {
        run_fail_value(run, ERROR_D3133, value_string(part->component_text));
        return false;
    }
    return true;
}

static const struct regex *compile_pattern(struct run *run, const struct time_picture *picture)
{
    struct buf buf;
    buf_init(&buf, run->arena);
    buf_char(&buf, '^');
    for (uint32_t i = 0; i < picture->count; i++) {
        buf_char(&buf, '(');
        if (!append_part(run, &buf, &picture->parts[i]))
            return NULL;
        buf_char(&buf, ')');
    }
    buf_char(&buf, '$');
    str message;
    size_t offset;
    const struct regex *regex =
        regex_compile(run->arena, buf_text(&buf), REGEX_IGNORE_CASE, &message, &offset);
    if (!regex) {
        struct error *error = run_fail(run, ERROR_REGEX);
        error->value = value_string(buf_text(&buf));
        error->message = message;
    }
    return regex;
}

static double parse_digits(str text)
{
    double number = 0, sign = 1;
    size_t i = 0;
    if (text.len && (text.at[0] == '-' || text.at[0] == '+'))
        sign = text.at[i++] == '-' ? -1 : 1;
    size_t start = i;
    for (; i < text.len && char_is_digit(text.at[i]); i++)
        number = number * 10 + (text.at[i] - '0');
    return i > start ? number * sign : NAN;
}

/* In minutes. Those of a negative offset keep their own sign, which is none. */
static double parse_offset(const struct time_part *part, str text)
{
    if (part->component == 'z')
        text = str_from_offset(text, 3);
    if (has_offset_separator(part)) {
        struct points separator = { (uint32_t[]){ part->integer.groups[0].separator }, 1 };
        char bytes[8];
        struct buf buf = { .at = bytes, .capacity = sizeof bytes };
        points_append(&buf, separator.at, 1);
        size_t at = str_find(text, buf_text(&buf));
        return parse_digits(str_slice(text, 0, at)) * 60 +
               parse_digits(str_from_offset(text, at + buf.len));
    }
    if (text.len - 1 <= 2)
        return parse_digits(text) * 60;
    return parse_digits(str_slice(text, 0, 3)) * 60 + parse_digits(str_from_offset(text, 3));
}

/* The number of a name, from 1, cut to the width of the marker; undefined when there is none. */
static bool parse_name(const struct time_part *part, str text, double *number)
{
    static const str halves[] = { STR_INIT("am"), STR_INIT("AM"), STR_INIT("pm"), STR_INIT("PM") };
    const str *names = part->component == 'F' ? day_names : month_names;
    size_t count = part->component == 'F' ? 7 : 12;
    if (part->component == 'P') {
        for (size_t i = 0; i < 4; i++) {
            *number = i / 2 ? 1 : 0;
            if (str_equal(halves[i], text))
                return true;
        }
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        str name = part->width_max > 0 ? str_slice(names[i], 0, (size_t)part->width_max) : names[i];
        *number = (double)i + 1;
        if (str_equal(name, text))
            return true;
    }
    return false;
}

static bool parse_part(struct run *run, const struct time_part *part, str text,
                       struct components *components)
{
    double number = NAN;
    bool is_known = true;
    if (part->component == 'Z' || part->component == 'z')
        number = parse_offset(part, text);
    else if (!part->has_integer)
        is_known = parse_name(part, text, &number);
    else if (!integer_picture_parse(run, &part->integer, text, &number))
        return false;
    components->at[(unsigned char)part->component] = number;
    components->is_set[(unsigned char)part->component] = is_known;
    return true;
}

/* Which of the letters have a component that is neither missing nor zero; the first letter is the highest bit. */
static unsigned mask_of(const struct components *components, const char *letters)
{
    unsigned mask = 0;
    for (; *letters; letters++) {
        unsigned char letter = (unsigned char)*letters;
        double number = components->at[letter];
        mask = mask << 1 | (components->is_set[letter] && number != 0 && !isnan(number));
    }
    return mask;
}

/* Whether there is something, and nothing but what `type` has. */
static bool is_of(unsigned mask, unsigned type)
{
    return (mask & ~type) == 0 && (mask & type) != 0;
}

/* How a date may be given, by bits of YXMxWwdD, and what it is made of. */
static const char *date_letters(const struct components *components, char *type)
{
    unsigned mask = mask_of(components, "YXMxWwdD");
    if (is_of(mask, 0xA1)) {
        *type = 'A';
        return "YMD";
    }
    if (is_of(mask, 0x82)) {
        *type = 'B'; /* day of the year */
        return "YD";
    }
    if (is_of(mask, 0x54)) {
        *type = 'C'; /* week of the month */
        return "XxwF";
    }
    if (is_of(mask, 0x48)) {
        *type = 'D'; /* week of the year */
        return "XWF";
    }
    *type = 'A';
    return "YMD";
}

static const char *time_letters(const struct components *components)
{
    unsigned mask = mask_of(components, "PHhmsf");
    return !is_of(mask, 0x17) && is_of(mask, 0x2F) ? "Phmsf" : "Hmsf";
}

/* Fills in what is missing. False when something is missing between two that are given. */
static bool complete(struct run *run, struct components *components, const char *letters,
                     bool *has_started, bool *has_ended)
{
    for (; *letters; letters++) {
        unsigned char letter = (unsigned char)*letters;
        if (components->is_set[letter]) {
            *has_started = true;
            if (!*has_ended)
                continue;
            run_fail(run, ERROR_D3136);
            return false;
        }
        components->is_set[letter] = true;
        if (*has_started) {
            components->at[letter] = letter == 'M' || letter == 'D' || letter == 'd' ? 1 : 0;
            *has_ended = true;
        } else {
            /* The reference does not know the present's "pm" again. */
            components->at[letter] =
                letter == 'P' ? 0 : time_component((double)run->input->now_ms, *letters);
        }
    }
    return true;
}

/* As JavaScript's Date.UTC: parts carry over, years 0 to 99 are those of the twentieth century. */
static double utc(double year, double month, double day, double hour, double minute, double second,
                  double millisecond)
{
    const double parts[] = { year, month, day, hour, minute, second, millisecond };
    for (size_t i = 0; i < ARRAY_LEN(parts); i++) {
        if (!(fabs(parts[i]) < 1e9))
            return NAN;
    }
    if (trunc(year) >= 0 && trunc(year) <= 99)
        year = 1900 + trunc(year);
    double months = year * 12 + month;
    struct civil civil = { .year = (int64_t)floor(months / 12),
                           .month = (int)(months - floor(months / 12) * 12) + 1,
                           .day = 1 };
    if (civil.year < -300000 || civil.year > 300000)
        return NAN;
    double millis = (double)time_from_civil(&civil) + (day - 1) * 86400000.0 + hour * 3600000.0 +
                    minute * 60000.0 + second * 1000.0 + millisecond;
    return fabs(millis) <= 8.64e15 ? millis : NAN;
}

static double instant_of(const struct components *components, char date_type, bool has_halves)
{
    const double *at = components->at;
    double month = at['M'] > 0 ? at['M'] - 1 : 0, day = at['D'];
    if (date_type == 'B') {
        double first = utc(at['Y'], 0, 1, 0, 0, 0, 0);
        double millis = first + (at['d'] - 1) * 86400000.0;
        month = time_component(millis, 'M') - 1;
        day = time_component(millis, 'D');
    }
    double hour = at['H'];
    if (has_halves)
        hour = (at['h'] == 12 ? 0 : at['h']) + (at['P'] == 1 ? 12 : 0);
    double millis = utc(at['Y'], month, day, hour, at['m'], at['s'], at['f']);
    double offset = components->is_set['Z'] && at['Z'] != 0 ? at['Z']
                    : components->is_set['z']                ? at['z']
                                                             : 0;
    return millis - offset * 60 * 1000;
}

static bool read_components(struct run *run, const struct time_picture *picture, str text,
                            const struct regex_group *groups, struct components *components,
                            bool *has_any)
{
    *has_any = false;
    for (uint32_t i = 0; i < picture->count; i++) {
        const struct time_part *part = &picture->parts[i];
        if (part->is_literal)
            continue;
        *has_any = true;
        str matched = str_slice(text, groups[i + 1].start, groups[i + 1].end);
        if (!parse_part(run, part, matched, components))
            return false;
    }
    return true;
}

value time_picture_parse(struct run *run, const struct time_picture *picture, str text)
{
    const struct regex *regex = compile_pattern(run, picture);
    if (!regex)
        return value_undefined();
    /* Words have groups of their own that capture nothing, so the numbers of the groups are those of the parts. */
    struct regex_group *groups =
        arena_array(run->arena, struct regex_group, (size_t)regex_group_count(regex) + 1);
    enum regex_outcome outcome = regex_match(run->arena, regex, text, 0, groups);
    if (outcome == REGEX_LIMIT)
        run_fail_value(run, ERROR_REGEX_LIMIT, value_string(STR("")));
    if (outcome != REGEX_MATCH)
        return value_undefined();

    struct components components = { .at = { 0 } };
    bool has_any, has_started = false, has_ended = false;
    if (!read_components(run, picture, text, groups, &components, &has_any) || !has_any)
        return value_undefined();
    char date_type;
    const char *date = date_letters(&components, &date_type), *time = time_letters(&components);
    if (!complete(run, &components, date, &has_started, &has_ended) ||
        !complete(run, &components, time, &has_started, &has_ended))
        return value_undefined();
    if (date_type == 'C' || date_type == 'D')
        return fail_plain(run, ERROR_D3136);
    return value_double(instant_of(&components, date_type, time[0] == 'P'));
}
