#include "base/encode.h"

#include "test.h"

#include "base/buf.h"

static struct arena arena;

static int start(void **state)
{
    (void)state;
    arena_init(&arena, &plain_memory);
    return 0;
}

static int finish(void **state)
{
    (void)state;
    arena_finish(&arena);
    return 0;
}

static str encoded(void (*encode)(struct buf *, str), str bytes)
{
    struct buf buf;
    buf_init(&buf, &arena);
    encode(&buf, bytes);
    return buf_text(&buf);
}

/* Source: RFC 4648, section 10. */
static const struct {
    str bytes;
    const char *base64, *hex;
} cases[] = {
    { STR_INIT(""), "", "" },
    { STR_INIT("f"), "Zg==", "66" },
    { STR_INIT("fo"), "Zm8=", "666f" },
    { STR_INIT("foo"), "Zm9v", "666f6f" },
    { STR_INIT("foob"), "Zm9vYg==", "666f6f62" },
    { STR_INIT("fooba"), "Zm9vYmE=", "666f6f6261" },
    { STR_INIT("foobar"), "Zm9vYmFy", "666f6f626172" },
    { STR_INIT("\xFB\xFF\xBF\0\x80"), "+/+/AIA=", "fbffbf0080" },
};

static void texts_encode_as_in_the_rfc(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        assert_str(encoded(encode_base64, cases[i].bytes), cases[i].base64);
        assert_str(encoded(encode_hex, cases[i].bytes), cases[i].hex);
    }
}

static void decoding_reverses_and_does_without_padding(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        str text = str_from(cases[i].base64);
        for (int round = 0; round < 2; round++) {
            struct buf buf;
            buf_init(&buf, &arena);
            assert_true(decode_base64(&buf, text));
            assert_true(str_equal(buf_text(&buf), cases[i].bytes));
            while (str_ends(text, STR("=")))
                text.len--;
        }
    }
}

static void wrong_base64_is_refused(void **state)
{
    (void)state;
    static const char *const wrong[] = { "Z",    "Zm9vY",  "Zg=",   "Zg===",   "=",
                                         "==",   "====",   "Zm9v=", "Zm-v",    "Zm_v",
                                         "Zm 9", "Zm9v\n", "Z=m9",  "Zg==Zg==" };
    for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
        struct buf buf;
        buf_init(&buf, &arena);
        assert_false(decode_base64(&buf, str_from(wrong[i])));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(texts_encode_as_in_the_rfc, start, finish),
        cmocka_unit_test_setup_teardown(decoding_reverses_and_does_without_padding, start, finish),
        cmocka_unit_test_setup_teardown(wrong_base64_is_refused, start, finish),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
