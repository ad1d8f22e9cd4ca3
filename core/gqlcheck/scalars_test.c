#include "gqlcheck/scalars.h"

#include "test.h"

#include "gql/names.h"

struct text_case {
    const char *text;
    bool is_accepted;
};

static void check_texts(bool (*accepts)(str text), const struct text_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (accepts(str_from(cases[i].text)) != cases[i].is_accepted)
            fail_msg("\"%s\" should %sbe accepted", cases[i].text, cases[i].is_accepted ? "" : "not ");
    }
}

static void dates_have_days_that_exist_and_perhaps_a_zone(void **state)
{
    static const struct text_case cases[] = {
        { "1970-01-01", true },        { "1970-01-01Z", true },     { "1970-01-01-07:00", true },
        { "1970-01-01+05:30", true },  { "1970-01-01+05:30:15", true },
        { "2024-02-29", true },        { "2000-02-29", true },      { "2023-02-29", false },
        { "1900-02-29", false },       { "2023-04-31", false },     { "2023-13-01", false },
        { "2023-00-01", false },       { "2023-01-00", false },     { "2023-1-1", false },
        { "23-01-01", false },         { "2023/01/01", false },     { "2023-01-01T00:00", false },
        { "2023-01-01+19:00", false }, { "2023-01-01+05", false },  { "2023-01-01+05:3", false },
        { "2023-01-01+05:30:", false }, { "2023-01-01ZZ", false },  { "", false },
    };
    (void)state;
    check_texts(scalar_is_date, cases, ARRAY_LEN(cases));
}

static void times_have_seconds_fractions_and_zones_if_they_like(void **state)
{
    static const struct text_case cases[] = {
        { "12:30", true },           { "12:30Z", true },         { "12:30:24", true },
        { "12:30:24.5", true },      { "12:30:24.500-07:00", true }, { "12:30:24.123456789Z", true },
        { "23:59:59", true },        { "24:00", false },         { "12:60", false },
        { "12:30:60", false },       { "12:30:", false },        { "12:30:24.", false },
        { "12:30:24.1234567890", false }, { "1230", false },     { "12:3", false },
        { "12", false },             { "a2:30", false },         { "12:30 Z", false },
    };
    (void)state;
    check_texts(scalar_is_time, cases, ARRAY_LEN(cases));
}

static void a_date_with_time_needs_a_zone(void **state)
{
    static const struct text_case cases[] = {
        { "1970-01-01T12:30:00Z", true },      { "1970-01-01T12:30:00-07:00", true },
        { "1970-01-01T12:30:00.500+05:30", true }, { "1970-01-01T12:30Z", true },
        { "1970-01-01T12:30:00", false },      { "1970-01-01 12:30:00Z", false },
        { "1970-01-01T", false },              { "1970-01-01", false },
        { "1970-01-01T12:30:00Zx", false },    { "1970-02-30T12:30:00Z", false },
    };
    (void)state;
    check_texts(scalar_is_date_time, cases, ARRAY_LEN(cases));
}

static void mail_addresses_have_a_name_and_a_host(void **state)
{
    static const struct text_case cases[] = {
        { "a@example.com", true },        { "a.b+c@example.co.uk", true }, { "\"a@b\"@example.com", true },
        { "a@[192.168.0.1]", true },      { "a@localhost", true },         { "a@ex-ample.com", true },
        { "m\303\274ller@example.com", true }, { "a@m\303\274ller.de", true },
        { "example.com", false },         { "@example.com", false },       { "a@", false },
        { "a b@example.com", false },     { "a@b@example.com", false },    { "a..b@example.com", false },
        { ".a@example.com", false },      { "a.@example.com", false },     { "a@-example.com", false },
        { "a@example-.com", false },      { "a@example..com", false },     { "a@exa!mple.com", false },
        { "a@.", false },                 { "a@example.com.", true },
    };
    (void)state;
    check_texts(scalar_is_email, cases, ARRAY_LEN(cases));
}

static void addresses_of_the_web_have_a_scheme_and_a_host(void **state)
{
    static const struct text_case cases[] = {
        { "https://example.com", true },       { "http://example.com:8080/a/b?c=d//e#f", true },
        { "ftp://user:secret@example.com/", true }, { "mailto:a@example.com", true },
        { "http://[::1]:80/", true },          { "http://[::1]", true },       { "file:///etc/hosts", true },
        { "http://127.0.0.1/", true },         { "http://example.com#top", true },
        { "example.com", false },              { "http:", false },             { "http://", false },
        { "http:///path", false },             { "1http://example.com", false }, { "ht!tp://example.com", false },
        { "http://exam ple.com", false },      { "http://example.com:port/", false },
        { "http://example.com:65536/", false }, { "http://example.com:123456/", false },
        { "http://example.com//a", false },    { "http://[::1", false },       { "http://[::1]x", false },
        { "http://[zz]/", false },             { "://example.com", false },
    };
    (void)state;
    check_texts(scalar_is_url, cases, ARRAY_LEN(cases));
}

static void telephone_numbers_are_digits_in_groups(void **state)
{
    static const struct text_case cases[] = {
        { "+1 555 123 4567", true }, { "555-123-4567", true },      { "(555) 123.4567", true }, { "112", true },
        { "12", false },             { "555+1234567", false },      { "555 1234x", false },     { "", false },
        { "123456789012345678", false }, { "555-", false },
    };
    (void)state;
    check_texts(scalar_is_phone, cases, ARRAY_LEN(cases));
}

static void addresses_of_the_internet_are_of_version_4_or_6(void **state)
{
    static const struct text_case cases[] = {
        { "127.0.0.1", true },      { "255.255.255.255", true }, { "10.0.0.0/8", true },  { "10.0.0.0/32", true },
        { "::", true },             { "::1", true },             { "1::", true },         { "1:2:3:4:5:6:7:8", true },
        { "2001:db8::ff00:42:8329", true }, { "::ffff:192.168.0.1", true }, { "1:2:3:4:5:6:1.2.3.4", true },
        { "2001:db8::/32", true },  { "fe80::/128", true },
        { "127.0.0", false },       { "127.0.0.256", false },    { "127.0.0.1.1", false }, { "10.0.0.0/33", false },
        { "10.0.0.0/", false },     { "a.b.c.d", false },        { "127.0.0.", false },   { "127..0.1", false },
        { "1:2:3:4:5:6:7", false }, { "1:2:3:4:5:6:7:8:9", false }, { "1::2::3", false }, { "12345::", false },
        { "g::", false },           { "::/129", false },         { "1:2:3:4:5:6:7::8", false },
        { "1:2:3:4:5:6:7:8::", false }, { "::1/x", false },      { "", false },
    };
    (void)state;
    check_texts(scalar_is_ip_address, cases, ARRAY_LEN(cases));
}

static void json_is_checked_for_its_form(void **state)
{
    static const struct text_case cases[] = {
        { "1", true },               { " true ", true },         { "null", true },        { "false", true },
        { "\"a\\n\\u00e9\\\\\"", true }, { "-1.5e+3", true },    { "0", true },           { "1E-2", true },
        { "[]", true },              { "{}", true },             { "[1, [2, {\"a\": [3]}], \"b\"]", true },
        { "{\"a\": {\"b\": []}, \"c\": null}", true },
        { "", false },               { "01", false },            { "1.", false },         { "1e", false },
        { "-", false },              { "tru", false },           { "[1", false },         { "[1,]", false },
        { "[1 2]", false },          { "{\"a\"}", false },       { "{a: 1}", false },     { "{\"a\": 1,}", false },
        { "{\"a\": 1]", false },     { "[1}", false },           { "\"a", false },        { "\"\\x\"", false },
        { "\"\\u12g4\"", false },    { "\"\n\"", false },        { "\"\\", false },       { "1 2", false },
        { "{} x", false },           { "[[]", false },           { "[[]x]", false },      { "\"\\u12\"", false },
    };
    (void)state;
    check_texts(scalar_is_json, cases, ARRAY_LEN(cases));
}

static void json_is_nested_only_so_deep(void **state)
{
    char text[2000];
    (void)state;
    memset(text, '[', 1000);
    memset(text + 1000, ']', 1000);
    assert_true(scalar_is_json((str){ text + 500, 1000 }));
    assert_false(scalar_is_json((str){ text + 499, 1002 }));
}

static void each_scalar_says_what_it_wants(void **state)
{
    static const struct {
        uint32_t scalar;
        const char *good, *bad;
    } cases[] = {
        { GQL_WORD_AWSDate, "2024-01-01", "today" },       { GQL_WORD_AWSTime, "12:30", "noon" },
        { GQL_WORD_AWSDateTime, "2024-01-01T12:30Z", "2024" }, { GQL_WORD_AWSEmail, "a@b.c", "a" },
        { GQL_WORD_AWSJSON, "{}", "{" },                   { GQL_WORD_AWSURL, "http://a/", "a" },
        { GQL_WORD_AWSPhone, "+1 555 1234", "none" },      { GQL_WORD_AWSIPAddress, "::1", "localhost" },
    };
    const char *expected;
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        assert_true(scalar_accepts(cases[i].scalar, str_from(cases[i].good), &expected));
        expected = NULL;
        assert_false(scalar_accepts(cases[i].scalar, str_from(cases[i].bad), &expected));
        assert_non_null(expected);
    }
    assert_false(scalar_accepts(GQL_WORD_AWSTimestamp, STR("0"), &expected));
    assert_true(scalar_accepts(GQL_WORD_String, STR("0"), &expected));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dates_have_days_that_exist_and_perhaps_a_zone),
        cmocka_unit_test(times_have_seconds_fractions_and_zones_if_they_like),
        cmocka_unit_test(a_date_with_time_needs_a_zone),
        cmocka_unit_test(mail_addresses_have_a_name_and_a_host),
        cmocka_unit_test(addresses_of_the_web_have_a_scheme_and_a_host),
        cmocka_unit_test(telephone_numbers_are_digits_in_groups),
        cmocka_unit_test(addresses_of_the_internet_are_of_version_4_or_6),
        cmocka_unit_test(json_is_checked_for_its_form),
        cmocka_unit_test(json_is_nested_only_so_deep),
        cmocka_unit_test(each_scalar_says_what_it_wants),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
