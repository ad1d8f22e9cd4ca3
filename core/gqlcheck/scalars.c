#include "gqlcheck/scalars.h"

#include "gql/names.h"

/* What is left of a text that is being read. */
struct reader {
    const char *at, *end;
};

static struct reader reader_of(str text)
{
    return (struct reader){ text.at, text.at + text.len };
}

static bool is_at_end(const struct reader *r)
{
    return r->at == r->end;
}

static char peek(const struct reader *r)
{
    return r->at < r->end ? *r->at : '\0';
}

static bool accept(struct reader *r, char c)
{
    if (is_at_end(r) || *r->at != c)
        return false;
    r->at++;
    return true;
}

/* Exactly `count` digits with a value from 0 to `max`. */
static bool read_number(struct reader *r, int count, int max, int *number)
{
    *number = 0;
    for (int i = 0; i < count; i++, r->at++) {
        if (!char_is_digit(peek(r)))
            return false;
        *number = *number * 10 + (*r->at - '0');
    }
    return *number <= max;
}

static int days_of_month(int year, int month)
{
    static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    bool is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && is_leap ? 29 : days[month - 1];
}

static bool read_date(struct reader *r)
{
    int year, month, day;
    return read_number(r, 4, 9999, &year) && accept(r, '-') && read_number(r, 2, 12, &month) && month > 0 &&
           accept(r, '-') && read_number(r, 2, days_of_month(year, month), &day) && day > 0;
}

/* hh:mm[:ss[.f{1,9}]] */
static bool read_time(struct reader *r)
{
    int number;
    if (!read_number(r, 2, 23, &number) || !accept(r, ':') || !read_number(r, 2, 59, &number))
        return false;
    if (!accept(r, ':'))
        return true;
    if (!read_number(r, 2, 59, &number))
        return false;
    if (!accept(r, '.'))
        return true;
    int digits = 0;
    for (; char_is_digit(peek(r)); r->at++)
        digits++;
    return digits >= 1 && digits <= 9;
}

/* Z, +hh:mm or +hh:mm:ss */
static bool read_zone(struct reader *r)
{
    int number;
    if (accept(r, 'Z'))
        return true;
    if (!accept(r, '+') && !accept(r, '-'))
        return false;
    if (!read_number(r, 2, 18, &number) || !accept(r, ':') || !read_number(r, 2, 59, &number))
        return false;
    return !accept(r, ':') || read_number(r, 2, 59, &number);
}

static bool ends_or_zone(struct reader *r)
{
    return is_at_end(r) || (read_zone(r) && is_at_end(r));
}

bool scalar_is_date(str text)
{
    struct reader r = reader_of(text);
    return read_date(&r) && ends_or_zone(&r);
}

bool scalar_is_time(str text)
{
    struct reader r = reader_of(text);
    return read_time(&r) && ends_or_zone(&r);
}

bool scalar_is_date_time(str text)
{
    struct reader r = reader_of(text);
    return read_date(&r) && accept(&r, 'T') && read_time(&r) && read_zone(&r) && is_at_end(&r);
}

static bool has_blank(str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (char_is_blank(text.at[i]))
            return true;
    }
    return false;
}

/* Labels of letters, digits and hyphens (and anything beyond ASCII), none empty, none with a hyphen at an end. */
static bool is_host(str host)
{
    str label;
    if (str_ends(host, STR(".")) && host.len > 1)
        host.len--;
    if (host.len == 0 || host.at[host.len - 1] == '.')
        return false;
    while (str_split(&host, '.', &label)) {
        if (label.len == 0 || label.at[0] == '-' || label.at[label.len - 1] == '-')
            return false;
        for (size_t i = 0; i < label.len; i++) {
            char c = label.at[i];
            if (!char_is_letter(c) && !char_is_digit(c) && c != '-' && c != '_' && (unsigned char)c < 0x80)
                return false;
        }
    }
    return true;
}

bool scalar_is_email(str text)
{
    size_t sign = SIZE_MAX;
    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] == '@')
            sign = i;
    }
    if (sign == SIZE_MAX || sign == 0 || has_blank(text))
        return false;
    str local = str_slice(text, 0, sign), domain = str_from_offset(text, sign + 1);
    bool is_quoted = local.at[0] == '"';
    bool is_literal = str_starts(domain, STR("[")) && str_ends(domain, STR("]"));
    if (!is_quoted && (str_contains(local, STR("@")) || str_contains(local, STR("..")) || local.at[0] == '.' ||
                       local.at[local.len - 1] == '.'))
        return false;
    return is_literal || is_host(domain);
}

static bool is_scheme(str text)
{
    if (text.len == 0 || !char_is_letter(text.at[0]))
        return false;
    for (size_t i = 1; i < text.len; i++) {
        char c = text.at[i];
        if (!char_is_letter(c) && !char_is_digit(c) && c != '+' && c != '-' && c != '.')
            return false;
    }
    return true;
}

static bool is_port(str text)
{
    int number = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (!char_is_digit(text.at[i]) || i >= 5)
            return false;
        number = number * 10 + (text.at[i] - '0');
    }
    return number <= 65535;
}

/* [user[:password]@]host[:port] */
static bool is_authority(str text)
{
    for (size_t at; (at = str_find_char(text, '@')) != SIZE_MAX;)
        text = str_from_offset(text, at + 1);
    if (str_starts(text, STR("["))) {
        size_t end = str_find_char(text, ']');
        if (end == SIZE_MAX || !scalar_is_ip_address(str_slice(text, 1, end)))
            return false;
        text = str_from_offset(text, end + 1);
        return text.len == 0 || (text.at[0] == ':' && is_port(str_from_offset(text, 1)));
    }
    size_t colon = str_find_char(text, ':');
    if (colon != SIZE_MAX && !is_port(str_from_offset(text, colon + 1)))
        return false;
    return is_host(str_slice(text, 0, colon));
}

bool scalar_is_url(str text)
{
    size_t colon = str_find_char(text, ':');
    if (colon == SIZE_MAX || has_blank(text) || !is_scheme(str_slice(text, 0, colon)))
        return false;
    str rest = str_from_offset(text, colon + 1);
    if (!str_starts(rest, STR("//")))
        return rest.len > 0;
    rest = str_from_offset(rest, 2);
    size_t end = 0;
    while (end < rest.len && rest.at[end] != '/' && rest.at[end] != '?' && rest.at[end] != '#')
        end++;
    str path = str_slice(rest, end, rest.len);
    size_t query = 0;
    while (query < path.len && path.at[query] != '?' && path.at[query] != '#')
        query++;
    /* A file has no host: file:///etc/hosts. */
    bool may_be_empty = str_equal_ignoring_case(str_slice(text, 0, colon), STR("file"));
    return (is_authority(str_slice(rest, 0, end)) || (end == 0 && may_be_empty)) &&
           !str_contains(str_slice(path, 0, query), STR("//"));
}

/* Digits with single blanks or hyphens between groups, perhaps a country code. */
bool scalar_is_phone(str text)
{
    size_t digits = 0;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.at[i];
        if (char_is_digit(c))
            digits++;
        else if (c == '+' ? i > 0 : c != ' ' && c != '-' && c != '(' && c != ')' && c != '.')
            return false;
    }
    return digits >= 3 && digits <= 17 && (char_is_digit(text.at[text.len - 1]));
}

static bool is_prefix_length(str text, int max)
{
    int number = 0;
    if (text.len == 0 || text.len > 3)
        return false;
    for (size_t i = 0; i < text.len; i++) {
        if (!char_is_digit(text.at[i]))
            return false;
        number = number * 10 + (text.at[i] - '0');
    }
    return number <= max;
}

static bool is_ipv4(str text)
{
    int parts = 0;
    str part;
    if (text.len == 0 || !char_is_digit(text.at[text.len - 1]))
        return false;
    while (str_split(&text, '.', &part)) {
        if (!is_prefix_length(part, 255))
            return false;
        parts++;
    }
    return parts == 4;
}

static bool is_hex_group(str text)
{
    if (text.len == 0 || text.len > 4)
        return false;
    for (size_t i = 0; i < text.len; i++) {
        if (char_hex(text.at[i]) < 0)
            return false;
    }
    return true;
}

/* Counts groups of 16 bits separated by colons; an IPv4 address at the end counts two. -1 when one is wrong. */
static int count_groups(str text)
{
    int count = 0;
    if (text.len == 0)
        return 0;
    for (;;) {
        size_t colon = str_find_char(text, ':');
        str part = str_slice(text, 0, colon);
        if (colon == SIZE_MAX && is_ipv4(part))
            return count + 2;
        if (!is_hex_group(part))
            return -1;
        count++;
        if (colon == SIZE_MAX)
            return count;
        text = str_from_offset(text, colon + 1);
    }
}

static bool is_ipv6(str text)
{
    size_t gap = str_find(text, STR("::"));
    if (gap == SIZE_MAX)
        return count_groups(text) == 8;
    int before = count_groups(str_slice(text, 0, gap)), after = count_groups(str_from_offset(text, gap + 2));
    return before >= 0 && after >= 0 && before + after < 8;
}

bool scalar_is_ip_address(str text)
{
    size_t slash = str_find_char(text, '/');
    str address = str_slice(text, 0, slash);
    bool is_v4 = is_ipv4(address);
    if (!is_v4 && !is_ipv6(address))
        return false;
    return slash == SIZE_MAX || is_prefix_length(str_from_offset(text, slash + 1), is_v4 ? 32 : 128);
}

/* -- JSON, as a check of its form only -- */

#define JSON_DEPTH_MAX 500

static void skip_blanks(struct reader *r)
{
    while (!is_at_end(r) && char_is_blank(*r->at))
        r->at++;
}

static bool skip_word(struct reader *r, str word)
{
    if (!str_starts((str){ r->at, (size_t)(r->end - r->at) }, word))
        return false;
    r->at += word.len;
    return true;
}

static bool skip_json_string(struct reader *r)
{
    if (!accept(r, '"'))
        return false;
    while (!is_at_end(r)) {
        unsigned char c = (unsigned char)*r->at++;
        if (c == '"')
            return true;
        if (c < 0x20)
            return false;
        if (c != '\\')
            continue;
        char escape = peek(r);
        if (escape == '\0' || !strchr("\"\\/bfnrtu", escape))
            return false;
        r->at++;
        for (int i = 0; escape == 'u' && i < 4; i++, r->at++) {
            if (char_hex(peek(r)) < 0)
                return false;
        }
    }
    return false;
}

static bool skip_digits(struct reader *r)
{
    const char *first = r->at;
    while (char_is_digit(peek(r)))
        r->at++;
    return r->at > first;
}

static bool skip_json_number(struct reader *r)
{
    accept(r, '-');
    if (!accept(r, '0') && !skip_digits(r))
        return false;
    if (accept(r, '.') && !skip_digits(r))
        return false;
    if (accept(r, 'e') || accept(r, 'E')) {
        if (!accept(r, '+'))
            accept(r, '-');
        return skip_digits(r);
    }
    return true;
}

static bool skip_json_scalar(struct reader *r)
{
    if (peek(r) == '"')
        return skip_json_string(r);
    return skip_word(r, STR("true")) || skip_word(r, STR("false")) || skip_word(r, STR("null")) ||
           skip_json_number(r);
}

/* The member name and colon before a value, in an object. */
static bool skip_json_key(struct reader *r)
{
    skip_blanks(r);
    if (!skip_json_string(r))
        return false;
    skip_blanks(r);
    return accept(r, ':');
}

/* After a value: closes containers and goes to the next value. False on a mistake; *depth 0 at the end. */
static bool skip_json_separators(struct reader *r, const char *stack, int *depth)
{
    for (;;) {
        skip_blanks(r);
        if (*depth == 0)
            return true;
        bool is_object = stack[*depth - 1] == '{';
        if (accept(r, ','))
            return !is_object || skip_json_key(r);
        if (!accept(r, is_object ? '}' : ']'))
            return false;
        --*depth;
    }
}

bool scalar_is_json(str text)
{
    char stack[JSON_DEPTH_MAX];
    int depth = 0;
    struct reader r = reader_of(text);
    do {
        skip_blanks(&r);
        char open = peek(&r);
        if (open != '{' && open != '[') {
            if (!skip_json_scalar(&r) || !skip_json_separators(&r, stack, &depth))
                return false;
            continue;
        }
        if (depth == JSON_DEPTH_MAX)
            return false;
        r.at++;
        stack[depth++] = open;
        skip_blanks(&r);
        if (peek(&r) == (open == '{' ? '}' : ']')) {
            if (!skip_json_separators(&r, stack, &depth))
                return false;
        } else if (open == '{' && !skip_json_key(&r)) {
            return false;
        }
    } while (depth > 0);
    return is_at_end(&r);
}

/* -- the table -- */

static const struct {
    bool (*accepts)(str text);
    const char *expected;
} scalars[GQL_WORD_COUNT] = {
    [GQL_WORD_AWSDate] = { scalar_is_date, "YYYY-MM-DD, perhaps with a zone such as Z or +02:00" },
    [GQL_WORD_AWSTime] = { scalar_is_time, "hh:mm, hh:mm:ss or hh:mm:ss.sss, perhaps with a zone such as Z or +02:00" },
    [GQL_WORD_AWSDateTime] = { scalar_is_date_time, "YYYY-MM-DDThh:mm:ss.sss with a zone such as Z or +02:00" },
    [GQL_WORD_AWSTimestamp] = { NULL, "an integer, the seconds since 1970-01-01T00:00Z" },
    [GQL_WORD_AWSEmail] = { scalar_is_email, "local-part@domain-part" },
    [GQL_WORD_AWSJSON] = { scalar_is_json, "a string that holds JSON, such as \"{\\\"a\\\": 1}\"" },
    [GQL_WORD_AWSURL] = { scalar_is_url, "a URL with its scheme, such as https://example.com/" },
    [GQL_WORD_AWSPhone] = { scalar_is_phone, "digits with blanks or hyphens, perhaps with a country code such as +1" },
    [GQL_WORD_AWSIPAddress] = { scalar_is_ip_address, "an IPv4 or IPv6 address, perhaps with a prefix length such as /24" },
};

bool scalar_accepts(uint32_t scalar, str text, const char **expected)
{
    *expected = scalar < GQL_WORD_COUNT ? scalars[scalar].expected : NULL;
    if (!*expected)
        return true;
    return scalars[scalar].accepts && scalars[scalar].accepts(text);
}
