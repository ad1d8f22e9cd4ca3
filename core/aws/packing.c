#include "aws/packing.h"

#include "aws/pack.h"

#include <stdlib.h>
#include <string.h>

/* Compilers need not take longer string literals (C17, 5.2.4.1). */
#define LITERAL_MAX 4000

static struct texts names;
static const char **pool; /* pieces that follow each other */
static size_t *pool_lengths;
static size_t pool_count, pool_size;

_Noreturn void packing_fail(const char *what)
{
    fprintf(stderr, "packapis: %s\n", what);
    exit(1);
}

void *packing_allocate(size_t count, size_t size)
{
    void *memory = calloc(count ? count : 1, size);
    if (!memory)
        packing_fail("no memory");
    return memory;
}

void packing_add(struct texts *texts, struct text text)
{
    if (texts->count == texts->capacity) {
        texts->capacity = texts->capacity ? texts->capacity * 2 : 1024;
        texts->items = realloc(texts->items, texts->capacity * sizeof *texts->items);
        if (!texts->items)
            packing_fail("no memory");
    }
    texts->items[texts->count++] = text;
}

int packing_compare(const void *left, const void *right)
{
    const struct text *a = left, *b = right;
    int order = memcmp(a->at, b->at, a->len < b->len ? a->len : b->len);
    return order ? order : (a->len > b->len) - (a->len < b->len);
}

static int compare_reversed(const void *left, const void *right)
{
    const struct text *a = left, *b = right;
    for (size_t i = 1; i <= a->len && i <= b->len; i++) {
        unsigned char x = (unsigned char)a->at[a->len - i], y = (unsigned char)b->at[b->len - i];
        if (x != y)
            return x < y ? -1 : 1;
    }
    return (a->len > b->len) - (a->len < b->len);
}

int packing_compare_numbers(const void *left, const void *right)
{
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    return (a > b) - (a < b);
}

void packing_sort(struct texts *texts, int (*compare)(const void *, const void *))
{
    qsort(texts->items, texts->count, sizeof *texts->items, compare);
    size_t kept = 0;
    for (size_t i = 0; i < texts->count; i++) {
        if (kept == 0 || compare(&texts->items[kept - 1], &texts->items[i]) != 0)
            texts->items[kept++] = texts->items[i];
    }
    texts->count = kept;
}

struct text packing_cut(struct text *rest, char separator)
{
    const char *stop = rest->len ? memchr(rest->at, separator, rest->len) : NULL;
    struct text part = { rest->at, stop ? (size_t)(stop - rest->at) : rest->len, 0 };
    size_t used = stop ? part.len + 1 : part.len;
    rest->at += used;
    rest->len -= used;
    return part;
}

bool packing_next_line(struct text *rest, struct text *line)
{
    do {
        if (rest->len == 0)
            return false;
        *line = packing_cut(rest, '\n');
    } while (line->len == 0 || line->at[0] == '#');
    return true;
}

struct text packing_read_file(const char *path)
{
    FILE *in = fopen(path, "rb");
    if (!in || fseek(in, 0, SEEK_END) != 0)
        packing_fail(path);
    long size = ftell(in);
    if (size < 0)
        packing_fail(path);
    rewind(in);
    char *text = packing_allocate((size_t)size + 1, 1);
    if (fread(text, 1, (size_t)size, in) != (size_t)size)
        packing_fail(path);
    fclose(in);
    return (struct text){ text, (size_t)size, 0 };
}

void packing_add_name(struct text name)
{
    packing_add(&names, name);
}

static bool ends(const struct text *whole, const struct text *tail)
{
    return tail->len <= whole->len &&
           memcmp(whole->at + whole->len - tail->len, tail->at, tail->len) == 0;
}

/* Gives every name its place. From the last backwards, so that the name which another one ends has
 * its place first. */
void packing_place_names(void)
{
    packing_sort(&names, compare_reversed);
    pool = packing_allocate(names.count, sizeof *pool);
    pool_lengths = packing_allocate(names.count, sizeof *pool_lengths);
    size_t end = 0; /* of the name placed last */
    for (size_t i = names.count; i-- > 0;) {
        struct text *name = &names.items[i];
        if (i + 1 == names.count || !ends(&names.items[i + 1], name)) {
            pool[pool_count] = name->at;
            pool_lengths[pool_count++] = name->len;
            pool_size += name->len;
            end = pool_size;
        }
        if (name->len > PACK_MASK(PACK_LENGTH_BITS) || end > PACK_MASK(PACK_OFFSET_BITS))
            packing_fail("a name or the pool is too long");
        name->slice = (uint32_t)(end - name->len) | (uint32_t)name->len << PACK_OFFSET_BITS;
    }
}

uint32_t packing_slice(struct text name)
{
    const struct text *found =
        bsearch(&name, names.items, names.count, sizeof name, compare_reversed);
    return found->slice;
}

/*
 * The pool is a struct of arrays, each filled from one literal: arrays of characters have no
 * padding between them. The pieces are joined and cut anew so that the literals are equally long.
 */
void packing_write_pool(FILE *out)
{
    char *all = packing_allocate(pool_size, 1);
    size_t len = 0;
    for (size_t i = 0; i < pool_count; i++) {
        if (!pool[i])
            packing_fail("a piece of the pool has no text");
        memcpy(all + len, pool[i], pool_lengths[i]);
        len += pool_lengths[i];
    }
    fprintf(out, "static const struct {\n");
    for (size_t at = 0; at < pool_size; at += LITERAL_MAX) {
        size_t size = pool_size - at < LITERAL_MAX ? pool_size - at : LITERAL_MAX;
        fprintf(out, "    char part%zu[%zu];\n", at / LITERAL_MAX, size);
    }
    fprintf(out, "} pack_pool = {\n");
    for (size_t at = 0; at < pool_size; at += LITERAL_MAX) {
        size_t size = pool_size - at < LITERAL_MAX ? pool_size - at : LITERAL_MAX;
        fprintf(out, "    \"%.*s\",\n", (int)size, all + at);
    }
    fprintf(out, "};\n");
    free(all);
}
