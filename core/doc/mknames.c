/*
 * mknames.c - writes names_table.h: a perfect hash of the words in schemas/names.def. Run by the
 * build.
 *
 * A slot is the upper bits of hash * multiplier. Odd multipliers are tried in a fixed order until
 * no two words share a slot; when too many have failed, with twice as many slots. The same words
 * always give the same table.
 */
#include "doc/hash.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define TRIES          4000000u
#define SLOTS_MIN_LOG2 10
#define SLOTS_MAX_LOG2 13

static const char *const words[] = {
    NULL,
#define NAME(id, text) text,
#include "names.def"
#undef NAME
};
#define WORD_COUNT (sizeof words / sizeof *words)

static uint64_t hashes[WORD_COUNT];

static bool hashes_differ(void)
{
    for (size_t i = 1; i < WORD_COUNT; i++) {
        for (size_t k = 1; k < i; k++) {
            if (hashes[i] == hashes[k]) {
                fprintf(stderr, "mknames: \"%s\" and \"%s\" have one hash\n", words[k], words[i]);
                return false;
            }
        }
    }
    return true;
}

/* Whether `multiplier` sends each word to a slot of its own. `taken` holds for each slot the last
 * attempt that used it. */
static bool is_perfect(uint64_t multiplier, unsigned log2, uint32_t *taken, uint32_t attempt)
{
    for (size_t i = 1; i < WORD_COUNT; i++) {
        size_t slot = (size_t)(hashes[i] * multiplier >> (64 - log2));
        if (taken[slot] == attempt)
            return false;
        taken[slot] = attempt;
    }
    return true;
}

static uint64_t find_multiplier(unsigned log2)
{
    static uint32_t taken[1u << SLOTS_MAX_LOG2];
    memset(taken, 0, sizeof taken);
    uint64_t seed = 1;
    for (uint32_t attempt = 1; attempt <= TRIES; attempt++) {
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        uint64_t multiplier = (seed ^ seed >> 29) | 1;
        if (is_perfect(multiplier, log2, taken, attempt))
            return multiplier;
    }
    return 0;
}

static void write_table(FILE *out, uint64_t multiplier, unsigned log2)
{
    static unsigned slots[1u << SLOTS_MAX_LOG2];
    for (size_t i = 1; i < WORD_COUNT; i++)
        slots[hashes[i] * multiplier >> (64 - log2)] = (unsigned)i;
    fprintf(out, "/* Made by mknames from names.def. The slots hold the name's number, 0 for none. */\n");
    fprintf(out, "#define NAMES_MULTIPLIER 0x%08lx%08lxu\n", (unsigned long)(multiplier >> 32),
            (unsigned long)(multiplier & 0xFFFFFFFFu));
    fprintf(out, "#define NAMES_SHIFT %u\n", 64 - log2);
    fprintf(out, "#define NAMES_SLOT_COUNT %u\n", 1u << log2);
    fprintf(out, "#define NAMES_SLOTS {");
    for (size_t i = 0; i < (size_t)1 << log2; i++)
        fprintf(out, "%s%u,", i % 32 ? "" : " \\\n", slots[i]);
    fprintf(out, " \\\n}\n");
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: mknames output\n");
        return 2;
    }
    for (size_t i = 1; i < WORD_COUNT; i++)
        hashes[i] = hash_name(words[i], strlen(words[i]));
    if (!hashes_differ())
        return 1;

    uint64_t multiplier = 0;
    unsigned log2 = SLOTS_MIN_LOG2 - 1;
    while (multiplier == 0 && log2 < SLOTS_MAX_LOG2)
        multiplier = find_multiplier(++log2);
    if (multiplier == 0) {
        fprintf(stderr, "mknames: no perfect hash found for %u words\n", (unsigned)WORD_COUNT - 1);
        return 1;
    }
    FILE *out = fopen(argv[1], "w");
    if (!out) {
        perror(argv[1]);
        return 1;
    }
    write_table(out, multiplier, log2);
    if (fclose(out) != 0) {
        perror(argv[1]);
        return 1;
    }
    return 0;
}
