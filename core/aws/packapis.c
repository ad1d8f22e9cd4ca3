/*
 * packapis.c - writes api_tables.h, the packed form (pack.h) of schemas/aws-apis.tsv and
 * aws-answers.tsv. Run by the build.
 *
 * Members and lists are sorted by themselves, so that a binary search gives their number.
 */
#include "aws/pack.h"
#include "aws/packing.h"

#include <stdlib.h>
#include <string.h>

struct row {
    struct text service, id, api, inputs, outputs;
};

static struct row *rows;
static size_t row_count;
static struct texts lists;
static uint32_t *members;
static size_t member_count;

static void read_rows(struct text file)
{
    struct text rest = file, line;
    size_t lines = 0;
    while (packing_next_line(&rest, &line))
        lines++;
    rows = packing_allocate(lines, sizeof *rows);
    rest = file;
    while (packing_next_line(&rest, &line)) {
        struct row *row = &rows[row_count++];
        row->service = packing_cut(&line, '\t');
        row->id = packing_cut(&line, '\t');
        row->api = packing_cut(&line, '\t');
        row->inputs = packing_cut(&line, '\t');
        row->outputs = packing_cut(&line, '\t');
        if (row->service.len == 0 || row->api.len == 0)
            packing_fail("a row without a service or an API");
    }
}

static int compare_rows(const void *left, const void *right)
{
    const struct row *a = left, *b = right;
    int order = packing_compare(&a->service, &b->service);
    if (!order)
        order = packing_compare(&a->api, &b->api);
    /* Rows of one name in the order of the file: they all lie in it. */
    return order ? order : (a->service.at > b->service.at) - (a->service.at < b->service.at);
}

/* Two models may have one package name; the first row of an API wins. */
static void sort_rows(void)
{
    qsort(rows, row_count, sizeof *rows, compare_rows);
    size_t kept = 0;
    for (size_t i = 0; i < row_count; i++) {
        if (kept && packing_compare(&rows[kept - 1].service, &rows[i].service) == 0 &&
            packing_compare(&rows[kept - 1].api, &rows[i].api) == 0)
            continue;
        rows[kept++] = rows[i];
    }
    row_count = kept;
}

struct member {
    struct text name;
    uint32_t marks; /* kind and required, shifted */
};

static bool next_member(struct text *list, struct member *member)
{
    if (list->len == 0)
        return false;
    struct text part = packing_cut(list, ',');
    bool is_required = part.len && part.at[0] == '!';
    if (is_required) {
        part.at++;
        part.len--;
    }
    member->name = packing_cut(&part, ':');
    const char *kind = part.len == 1 ? strchr(PACK_KINDS, part.at[0]) : NULL;
    if (!kind)
        packing_fail("a member of an unknown kind");
    member->marks = (uint32_t)(kind - PACK_KINDS) << PACK_KIND_SHIFT |
                    (is_required ? 1u << PACK_REQUIRED_SHIFT : 0);
    return true;
}

static void collect_list(struct text list)
{
    packing_add(&lists, list);
    struct member member;
    while (next_member(&list, &member)) {
        packing_add_name(member.name);
        member_count++;
    }
}

static void collect(void)
{
    for (size_t i = 0; i < row_count; i++) {
        packing_add_name(rows[i].service);
        packing_add_name(rows[i].id);
        packing_add_name(rows[i].api);
        collect_list(rows[i].inputs);
        collect_list(rows[i].outputs);
    }
    packing_sort(&lists, packing_compare);
    if (lists.count > UINT16_MAX)
        packing_fail("too many lists");
}

static void collect_members(void)
{
    members = packing_allocate(member_count, sizeof *members);
    size_t count = 0;
    for (size_t i = 0; i < lists.count; i++) {
        struct text list = lists.items[i];
        struct member member;
        while (next_member(&list, &member))
            members[count++] = packing_slice(member.name) | member.marks;
    }
    qsort(members, count, sizeof *members, packing_compare_numbers);
    member_count = 0;
    for (size_t i = 0; i < count; i++) {
        if (member_count == 0 || members[member_count - 1] != members[i])
            members[member_count++] = members[i];
    }
    if (member_count > UINT16_MAX)
        packing_fail("too many members");
}

static size_t number_of_member(uint32_t member)
{
    const uint32_t *found =
        bsearch(&member, members, member_count, sizeof member, packing_compare_numbers);
    return (size_t)(found - members);
}

static size_t number_of_list(struct text list)
{
    const struct text *found =
        bsearch(&list, lists.items, lists.count, sizeof list, packing_compare);
    return (size_t)(found - lists.items);
}

static void write_services(FILE *out)
{
    fprintf(out, "static const struct aws_service pack_services[] = {\n");
    size_t count = 0;
    for (size_t i = 0; i < row_count; i++) {
        if (i > 0 && packing_compare(&rows[i - 1].service, &rows[i].service) == 0)
            continue;
        fprintf(out, "{%lu,%lu,%zu},\n", (unsigned long)packing_slice(rows[i].service),
                (unsigned long)packing_slice(rows[i].id), i);
        count++;
    }
    fprintf(out, "{0,0,%zu}};\n#define PACK_SERVICE_COUNT %zuu\n", row_count, count);
}

static void write_apis(FILE *out)
{
    fprintf(out, "static const struct pack_api pack_apis[] = {\n");
    for (size_t i = 0; i < row_count; i++)
        fprintf(out, "{%lu,%zu,%zu},\n", (unsigned long)packing_slice(rows[i].api),
                number_of_list(rows[i].inputs), number_of_list(rows[i].outputs));
    fprintf(out, "};\n");
}

static void write_lists(FILE *out)
{
    fprintf(out, "static const uint16_t pack_items[] = {");
    uint32_t *starts = packing_allocate(lists.count + 1, sizeof *starts);
    uint32_t count = 0;
    for (size_t i = 0; i < lists.count; i++) {
        struct text list = lists.items[i];
        struct member member;
        while (next_member(&list, &member))
            fprintf(out, "%s%zu,", count++ % 16 ? "" : "\n",
                    number_of_member(packing_slice(member.name) | member.marks));
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

/* The type of each API's answer, in the order of the APIs. */
static void write_answers(FILE *out)
{
    fprintf(out, "static const uint16_t pack_answers[] = {");
    for (size_t i = 0; i < row_count; i++)
        fprintf(out, "%s%u,", i % 16 ? "" : "\n", packing_answer_of(rows[i].service, rows[i].api));
    fprintf(out, "};\n");
}

int main(int argc, char **argv)
{
    if (argc != 4)
        packing_fail("usage: packapis aws-apis.tsv aws-answers.tsv output");
    read_rows(packing_read_file(argv[1]));
    sort_rows();
    packing_read_answers(packing_read_file(argv[2]));
    collect();
    packing_place_names();
    collect_members();

    FILE *out = fopen(argv[3], "wb");
    if (!out)
        packing_fail(argv[3]);
    fprintf(out, "/* Made by packapis from aws-apis.tsv and aws-answers.tsv. */\n");
    packing_write_pool(out);
    write_services(out);
    write_apis(out);
    write_lists(out);
    packing_write_answers(out);
    write_answers(out);
    return fclose(out) == 0 ? 0 : 1;
}
