/*
 * test.h - what every unit test starts with: cmocka and the headers that it wants before itself, a memory for
 * arenas, and comparing slices. Test programs only.
 */
#ifndef TEST_H
#define TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/str.h"
#include "memory.h"

/* Fails the test, showing both texts, unless the slice has exactly this text. */
#define assert_str(actual, expected) \
    do { \
        str assert_str_actual = (actual); \
        const char *assert_str_expected = (expected); \
        char *assert_str_copy = test_malloc(assert_str_actual.len + 1); \
        if (assert_str_actual.len) \
            memcpy(assert_str_copy, assert_str_actual.at, assert_str_actual.len); \
        assert_str_copy[assert_str_actual.len] = '\0'; \
        assert_string_equal(assert_str_copy, assert_str_expected); \
        assert_int_equal(assert_str_actual.len, strlen(assert_str_expected)); \
        test_free(assert_str_copy); \
    } while (0)

#endif
