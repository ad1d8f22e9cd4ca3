/*
 * word.h - eight bytes of text at a time, in plain C.
 *
 * A word's lowest byte is the first in memory on every machine; compilers make one load of it.
 */
#ifndef DOC_WORD_H
#define DOC_WORD_H

#include <stddef.h>
#include <stdint.h>

/* The same byte eight times. */
#define WORD_OF(byte) (0x0101010101010101u * (uint64_t)(byte))

static inline uint64_t word_byte(char c)
{
    return (unsigned char)c;
}

static inline uint32_t word_load32(const char *at)
{
    const unsigned char *byte = (const unsigned char *)at;
    return (uint32_t)byte[0] | (uint32_t)byte[1] << 8 | (uint32_t)byte[2] << 16 |
           (uint32_t)byte[3] << 24;
}

static inline uint64_t word_load(const char *at)
{
    const unsigned char *byte = (const unsigned char *)at;
    return (uint64_t)byte[0] | (uint64_t)byte[1] << 8 | (uint64_t)byte[2] << 16 |
           (uint64_t)byte[3] << 24 | (uint64_t)byte[4] << 32 | (uint64_t)byte[5] << 40 |
           (uint64_t)byte[6] << 48 | (uint64_t)byte[7] << 56;
}

/* Index of the lowest byte that is not zero; the word must not be 0. */
static inline size_t word_first(uint64_t word)
{
#if defined(__GNUC__)
    return (size_t)__builtin_ctzll(word) / 8;
#else
    size_t i = 0;
    while ((word & 0xFF) == 0) {
        word >>= 8;
        i++;
    }
    return i;
#endif
}

/*
 * Marks (bit 7) the bytes that a JSON string can't simply hold: quote, backslash, below 0x20, above
 * 0x7F. Bytes behind the first marked one may be marked wrongly, since borrows run upwards.
 */
static inline uint64_t word_special(uint64_t word)
{
    uint64_t quote = (word ^ WORD_OF('"')) - WORD_OF(1);
    uint64_t backslash = (word ^ WORD_OF('\\')) - WORD_OF(1);
    uint64_t control = word - WORD_OF(0x20);
    return (quote | backslash | control | word) & WORD_OF(0x80);
}

/* The first byte from `at` on that word_special() marks. Something that it marks must follow. */
static inline const char *word_scan_plain(const char *at)
{
    uint64_t special = word_special(word_load(at));
    while (special == 0) {
        at += 8;
        special = word_special(word_load(at));
    }
    return at + word_first(special);
}

#endif
