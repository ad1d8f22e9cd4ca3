#include "text/digest.h"

#include "test.h"

#include "base/buf.h"
#include "base/encode.h"

/* Source: RFC 1321 and FIPS 180-2, appendices. */
static void digests_are_those_of_the_standards(void **state)
{
    (void)state;
    static const struct {
        str algorithm, bytes;
        const char *hex;
    } cases[] = {
        { STR_INIT("MD5"), STR_INIT(""), "d41d8cd98f00b204e9800998ecf8427e" },
        { STR_INIT("MD5"), STR_INIT("abc"), "900150983cd24fb0d6963f7d28e17f72" },
        { STR_INIT("SHA-1"), STR_INIT("abc"), "a9993e364706816aba3e25717850c26c9cd0d89d" },
        { STR_INIT("SHA-1"), STR_INIT(""), "da39a3ee5e6b4b0d3255bfef95601890afd80709" },
        { STR_INIT("SHA-256"), STR_INIT("abc"),
          "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" },
        { STR_INIT("SHA-384"), STR_INIT("abc"),
          "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed"
          "8086072ba1e7cc2358baeca134c825a7" },
        { STR_INIT("SHA-512"), STR_INIT("abc"),
          "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
          "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f" },
    };
    struct arena arena;
    arena_init(&arena, &plain_memory);
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        unsigned char digest[DIGEST_MAX];
        size_t len = digest_compute(cases[i].algorithm, cases[i].bytes, digest);
        struct buf buf;
        buf_init(&buf, &arena);
        encode_hex(&buf, (str){ (const char *)digest, len });
        assert_str(buf_text(&buf), cases[i].hex);
    }
    arena_finish(&arena);
}

static void other_algorithms_give_nothing(void **state)
{
    (void)state;
    unsigned char digest[DIGEST_MAX];
    assert_int_equal(digest_compute(STR("md5"), STR("abc"), digest), 0);
    assert_int_equal(digest_compute(STR("SHA-224"), STR("abc"), digest), 0);
    assert_int_equal(digest_compute(STR(""), STR("abc"), digest), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(digests_are_those_of_the_standards),
        cmocka_unit_test(other_algorithms_give_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
