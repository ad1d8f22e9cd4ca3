/*
 * packapis.c - writes api_tables.h, the packed form (pack.h) of schemas/aws-apis.tsv and
 * schemas/aws-shapes.tsv. Run by the build.
 *
 * Everything is made by sorting: names by their reversed text, so that a name stands before those
 * that it ends; members and lists by themselves, so that a binary search gives their number. The
 * same file always gives the same tables.
 */
#include "aws/pack.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Compilers need not take longer string literals (C17, 5.2.4.1). */
#define LITERAL_MAX 4000

struct text {
    const char *at;
    size_t len;
    uint32_t slice; /* once it has its place in the pool */
};

struct texts {
    struct text *items;
    size_t count, capacity;
};

struct row {
    struct text service, id, api, inputs, outputs;
    unsigned long shape; /* of the answer: a number, from 0, or PACK_NO_SHAPE */
};

static struct row *rows;
static size_t row_count;
static struct texts names, lists;
static uint32_t *members;
static size_t member_count;

/* Pieces of text that follow each other. */
struct pool {
    const char **pieces;
    size_t *lengths;
    size_t count, size;
};
static struct pool name_pool, shape_pool;

static _Noreturn void fail(const char *what)
{
    fprintf(stderr, "packapis: %s\n", what);
    exit(1);
}

static void *allocate(size_t count, size_t size)
{
    void *memory = calloc(count ? count : 1, size);
    if (!memory)
        fail("no memory");
    return memory;
}

static void add_text(struct texts *texts, struct text text)
{
    if (texts->count == texts->capacity) {
        texts->capacity = texts->capacity ? texts->capacity * 2 : 1024;
        texts->items = realloc(texts->items, texts->capacity * sizeof *texts->items);
        if (!texts->items)
            fail("no memory");
    }
    texts->items[texts->count++] = text;
}

static int compare_texts(const void *left, const void *right)
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

static int compare_numbers(const void *left, const void *right)
{
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    return (a > b) - (a < b);
}

static void sort_unique(struct texts *texts, int (*compare)(const void *, const void *))
{
    qsort(texts->items, texts->count, sizeof *texts->items, compare);
    size_t kept = 0;
    for (size_t i = 0; i < texts->count; i++) {
        if (kept == 0 || compare(&texts->items[kept - 1], &texts->items[i]) != 0)
            texts->items[kept++] = texts->items[i];
    }
    texts->count = kept;
}

/* Cuts up to the next `separator` (or the end) off the front of `*rest`. */
static struct text cut(struct text *rest, char separator)
{
    const char *stop = rest->len ? memchr(rest->at, separator, rest->len) : NULL;
    struct text part = { rest->at, stop ? (size_t)(stop - rest->at) : rest->len, 0 };
    size_t used = stop ? part.len + 1 : part.len;
    rest->at += used;
    rest->len -= used;
    return part;
}

static bool next_line(struct text *rest, struct text *line)
{
    do {
        if (rest->len == 0)
            return false;
        *line = cut(rest, '\n');
    } while (line->len == 0 || line->at[0] == '#');
    return true;
}

static void read_rows(struct text file)
{
    struct text rest = file, line;
    size_t lines = 0;
    while (next_line(&rest, &line))
        lines++;
    rows = allocate(lines, sizeof *rows);
    rest = file;
    while (next_line(&rest, &line)) {
        struct row *row = &rows[row_count++];
        row->service = cut(&line, '\t');
        row->id = cut(&line, '\t');
        row->api = cut(&line, '\t');
        row->inputs = cut(&line, '\t');
        row->outputs = cut(&line, '\t');
        row->shape = PACK_NO_SHAPE;
        if (row->service.len == 0 || row->api.len == 0)
            fail("a row without a service or an API");
    }
}

static int compare_rows(const void *left, const void *right)
{
    const struct row *a = left, *b = right;
    int order = compare_texts(&a->service, &b->service);
    if (!order)
        order = compare_texts(&a->api, &b->api);
    /* Rows of one name in the order of the file: they all lie in it. */
    return order ? order : (a->service.at > b->service.at) - (a->service.at < b->service.at);
}

/* Two models may have one package name; the first row of an API wins. */
static void sort_rows(void)
{
    qsort(rows, row_count, sizeof *rows, compare_rows);
    size_t kept = 0;
    for (size_t i = 0; i < row_count; i++) {
        if (kept && compare_texts(&rows[kept - 1].service, &rows[i].service) == 0 &&
            compare_texts(&rows[kept - 1].api, &rows[i].api) == 0)
            continue;
        rows[kept++] = rows[i];
    }
    row_count = kept;
}

static void pool_init(struct pool *pool, size_t most)
{
    pool->pieces = allocate(most, sizeof *pool->pieces);
    pool->lengths = allocate(most, sizeof *pool->lengths);
}

static void pool_add(struct pool *pool, struct text text)
{
    pool->pieces[pool->count] = text.at;
    pool->lengths[pool->count++] = text.len;
    pool->size += text.len;
}

/* A line with tabs says which shape an API answers with; any other one is a shape. */
static bool is_answer(struct text line)
{
    return memchr(line.at, '\t', line.len) != NULL;
}

static void set_shape(struct text line)
{
    struct row wanted = { .service = cut(&line, '\t') };
    wanted.api = cut(&line, '\t');
    unsigned long number = strtoul(line.at, NULL, 10);
    for (size_t low = 0, high = row_count; low < high;) {
        size_t middle = low + (high - low) / 2;
        int order = compare_texts(&wanted.service, &rows[middle].service);
        if (!order)
            order = compare_texts(&wanted.api, &rows[middle].api);
        if (!order) {
            rows[middle].shape = number;
            return;
        }
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    fail("a shape of an API that is not there");
}

static void read_shapes(struct text file)
{
    struct text rest = file, line;
    size_t lines = 0;
    while (next_line(&rest, &line))
        lines += !is_answer(line);
    pool_init(&shape_pool, lines);
    rest = file;
    while (next_line(&rest, &line)) {
        if (is_answer(line))
            set_shape(line);
        else
            pool_add(&shape_pool, line);
    }
}

struct member {
    struct text name;
    uint32_t marks; /* kind and required, shifted */
};

static bool next_member(struct text *list, struct member *member)
{
    if (list->len == 0)
        return false;
    struct text part = cut(list, ',');
    bool is_required = part.len && part.at[0] == '!';
    if (is_required) {
        part.at++;
        part.len--;
    }
    member->name = cut(&part, ':');
    const char *kind = part.len == 1 ? strchr(PACK_KINDS, part.at[0]) : NULL;
    if (!kind)
        fail("a member of an unknown kind");
    member->marks = (uint32_t)(kind - PACK_KINDS) << PACK_KIND_SHIFT |
                    (is_required ? 1u << PACK_REQUIRED_SHIFT : 0);
    return true;
}

static void collect_list(struct text list)
{
    add_text(&lists, list);
    struct member member;
    while (next_member(&list, &member)) {
        add_text(&names, member.name);
        member_count++;
    }
}

static void collect(void)
{
    for (size_t i = 0; i < row_count; i++) {
        add_text(&names, rows[i].service);
        add_text(&names, rows[i].id);
        add_text(&names, rows[i].api);
        collect_list(rows[i].inputs);
        collect_list(rows[i].outputs);
    }
    sort_unique(&names, compare_reversed);
    sort_unique(&lists, compare_texts);
    if (lists.count > UINT16_MAX)
        fail("too many lists");
}

static bool ends(const struct text *whole, const struct text *tail)
{
    return tail->len <= whole->len &&
           memcmp(whole->at + whole->len - tail->len, tail->at, tail->len) == 0;
}

/* Gives every name its place. From the last backwards, so that the name which another one ends has
 * its place first. */
static void place_names(void)
{
    pool_init(&name_pool, names.count);
    size_t end = 0; /* of the name placed last */
    for (size_t i = names.count; i-- > 0;) {
        struct text *name = &names.items[i];
        if (i + 1 == names.count || !ends(&names.items[i + 1], name)) {
            pool_add(&name_pool, *name);
            end = name_pool.size;
        }
        if (name->len > PACK_MASK(PACK_LENGTH_BITS) || end > PACK_MASK(PACK_OFFSET_BITS))
            fail("a name or the pool is too long");
        name->slice = (uint32_t)(end - name->len) | (uint32_t)name->len << PACK_OFFSET_BITS;
    }
}

static uint32_t slice_of(struct text name)
{
    const struct text *found =
        bsearch(&name, names.items, names.count, sizeof name, compare_reversed);
    return found->slice;
}

static void collect_members(void)
{
    members = allocate(member_count, sizeof *members);
    size_t count = 0;
    for (size_t i = 0; i < lists.count; i++) {
        struct text list = lists.items[i];
        struct member member;
        while (next_member(&list, &member))
            members[count++] = slice_of(member.name) | member.marks;
    }
    qsort(members, count, sizeof *members, compare_numbers);
    member_count = 0;
    for (size_t i = 0; i < count; i++) {
        if (member_count == 0 || members[member_count - 1] != members[i])
            members[member_count++] = members[i];
    }
    if (member_count > UINT16_MAX)
        fail("too many members");
}

static size_t number_of_member(uint32_t member)
{
    const uint32_t *found = bsearch(&member, members, member_count, sizeof member, compare_numbers);
    return (size_t)(found - members);
}

static size_t number_of_list(struct text list)
{
    const struct text *found = bsearch(&list, lists.items, lists.count, sizeof list, compare_texts);
    return (size_t)(found - lists.items);
}

/*
 * A pool is a struct of arrays, each filled from one literal: arrays of characters have no
 * padding between them. The pieces are joined and cut anew so that the literals are equally long.
 */
static void write_pool(FILE *out, const char *name, const struct pool *pool)
{
    char *all = allocate(pool->size, 1);
    size_t len = 0;
    for (size_t i = 0; i < pool->count; i++) {
        memcpy(all + len, pool->pieces[i], pool->lengths[i]);
        len += pool->lengths[i];
    }
    for (size_t i = 0; i < len; i++) {
        if (all[i] == '"' || all[i] == '\\' || all[i] == '?')
            fail("a text that would have to be escaped");
    }
    fprintf(out, "static const struct {\n");
    for (size_t at = 0; at < len; at += LITERAL_MAX) {
        size_t size = len - at < LITERAL_MAX ? len - at : LITERAL_MAX;
        fprintf(out, "    char part%zu[%zu];\n", at / LITERAL_MAX, size);
    }
    fprintf(out, "} %s = {\n", name);
    for (size_t at = 0; at < len; at += LITERAL_MAX) {
        size_t size = len - at < LITERAL_MAX ? len - at : LITERAL_MAX;
        fprintf(out, "    \"%.*s\",\n", (int)size, all + at);
    }
    fprintf(out, "};\n");
    free(all);
}

static void write_shapes(FILE *out)
{
    write_pool(out, "pack_shape_pool", &shape_pool);
    fprintf(out, "static const uint32_t pack_shapes[] = {");
    size_t at = 0;
    for (size_t i = 0; i < shape_pool.count; i++) {
        fprintf(out, "%s%zu,", i % 16 ? "" : "\n", at);
        at += shape_pool.lengths[i];
    }
    fprintf(out, "%zu};\n#define PACK_SHAPE_COUNT %zuu\n", at, shape_pool.count);
}

static void write_services(FILE *out)
{
    fprintf(out, "static const struct aws_service pack_services[] = {\n");
    size_t count = 0;
    for (size_t i = 0; i < row_count; i++) {
        if (i > 0 && compare_texts(&rows[i - 1].service, &rows[i].service) == 0)
            continue;
        fprintf(out, "{%lu,%lu,%zu},\n", (unsigned long)slice_of(rows[i].service),
                (unsigned long)slice_of(rows[i].id), i);
        count++;
    }
    fprintf(out, "{0,0,%zu}};\n#define PACK_SERVICE_COUNT %zuu\n", row_count, count);
}

static void write_apis(FILE *out)
{
    fprintf(out, "static const struct pack_api pack_apis[] = {\n");
    for (size_t i = 0; i < row_count; i++)
        fprintf(out, "{%lu,%zu,%zu,%luu},\n", (unsigned long)slice_of(rows[i].api),
                number_of_list(rows[i].inputs), number_of_list(rows[i].outputs), rows[i].shape);
    fprintf(out, "};\n");
}

static void write_lists(FILE *out)
{
    fprintf(out, "static const uint16_t pack_items[] = {");
    uint32_t *starts = allocate(lists.count + 1, sizeof *starts);
    uint32_t count = 0;
    for (size_t i = 0; i < lists.count; i++) {
        struct text list = lists.items[i];
        struct member member;
        while (next_member(&list, &member))
            fprintf(out, "%s%zu,", count++ % 16 ? "" : "\n",
                    number_of_member(slice_of(member.name) | member.marks));
        starts[i + 1] = count;
    }
    fprintf(out, "};\nstatic const uint32_t pack_lists[] = {");
    for (size_t i = 0; i <= lists.count; i++)
        fprintf(out, "%s%lu,", i % 16 ? "" : "\n", (unsigned long)starts[i]);
    fprintf(out, "};\nstatic const uint32_t pack_members[] = {");
    for (size_t i = 0; i < member_count; i++)
        fprintf(out, "%s%luu,", i % 16 ? "" : "\n", (unsigned long)members[i]);
    fprintf(out, "};\n");
    free(starts);
}

static struct text read_file(const char *path)
{
    FILE *in = fopen(path, "rb");
    if (!in || fseek(in, 0, SEEK_END) != 0)
        fail(path);
    long size = ftell(in);
    if (size < 0)
        fail(path);
    rewind(in);
    char *text = allocate((size_t)size + 1, 1);
    if (fread(text, 1, (size_t)size, in) != (size_t)size)
        fail(path);
    fclose(in);
    return (struct text){ text, (size_t)size, 0 };
}

int main(int argc, char **argv)
{
    if (argc != 4)
        fail("usage: packapis aws-apis.tsv aws-shapes.tsv output");
    struct text file = read_file(argv[1]);
    read_rows(file);
    sort_rows();
    read_shapes(read_file(argv[2]));
    collect();
    place_names();
    collect_members();

    FILE *out = fopen(argv[3], "wb");
    if (!out)
        fail(argv[3]);
    fprintf(out, "/* Made by packapis from aws-apis.tsv and aws-shapes.tsv. */\n");
    write_pool(out, "pack_pool", &name_pool);
    write_services(out);
    write_apis(out);
    write_lists(out);
    write_shapes(out);
    return fclose(out) == 0 ? 0 : 1;
}
