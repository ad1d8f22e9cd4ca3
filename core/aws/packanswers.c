/*
 * packanswers.c - packs schemas/aws-answers.tsv: what APIs answer, down to the last member.
 *
 * Objects and choices are numbered in the order of their rows. A type is a kind and a number (of
 * the object, the choice, the range, or the type of elements); equal types and equal fields are
 * stored once.
 */
#include "aws/pack.h"
#include "aws/packing.h"

#include <stdlib.h>
#include <string.h>

struct row {
    struct text service, name, kind, content;
    uint16_t number; /* among the rows of its kind; of an API, its type */
};

static struct row *rows;
static size_t row_count;
static uint32_t *types;
static size_t type_count;
static struct texts ranges;
/* By kind and detail: the number of the type, plus 1. */
static uint16_t *type_numbers[1u << PACK_KIND_BITS];

static bool is_kind(const struct row *row, char kind)
{
    return row->kind.len == 1 && row->kind.at[0] == kind;
}

static int compare_rows(const void *left, const void *right)
{
    const struct row *a = left, *b = right;
    int order = packing_compare(&a->service, &b->service);
    if (!order)
        order = packing_compare(&a->kind, &b->kind);
    return order ? order : packing_compare(&a->name, &b->name);
}

/* Cuts a member off an object's content: "!Name:type". */
static bool next_member(struct text *content, struct text *name, struct text *type,
                        bool *is_required)
{
    if (content->len == 0)
        return false;
    *type = packing_cut(content, ',');
    *is_required = type->len && type->at[0] == '!';
    type->at += *is_required;
    type->len -= *is_required;
    *name = packing_cut(type, ':');
    return true;
}

static void add_names(const struct row *row)
{
    struct text content = row->content, name, type;
    bool is_required;
    if (is_kind(row, 'o')) {
        while (next_member(&content, &name, &type, &is_required))
            packing_add_name(name);
    } else if (is_kind(row, 'e')) {
        while (content.len)
            packing_add_name(packing_cut(&content, '|'));
    }
}

/* Rows of one kind are numbered through all services. */
static void number_rows(void)
{
    uint16_t objects = 0, choices = 0;
    for (size_t i = 0; i < row_count; i++)
        rows[i].number = is_kind(&rows[i], 'o')   ? objects++
                         : is_kind(&rows[i], 'e') ? choices++
                                                  : 0;
    if (row_count > UINT16_MAX)
        packing_fail("too many answers");
}

void packing_read_answers(struct text file)
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
        row->name = packing_cut(&line, '\t');
        row->kind = packing_cut(&line, '\t');
        row->content = line;
        if (!is_kind(row, 'a') && !is_kind(row, 'o') && !is_kind(row, 'e'))
            packing_fail("an answer of an unknown kind");
        add_names(row);
    }
    qsort(rows, row_count, sizeof *rows, compare_rows);
    number_rows();
}

static const struct row *find_row(struct text service, const char *kind, struct text name)
{
    struct row wanted = { service, name, { kind, 1, 0 }, { "", 0, 0 }, 0 };
    return bsearch(&wanted, rows, row_count, sizeof *rows, compare_rows);
}

static uint16_t number_of_type(size_t kind, uint32_t detail)
{
    if (!type_numbers[kind])
        type_numbers[kind] = packing_allocate(UINT16_MAX + 1, sizeof **type_numbers);
    uint16_t *number = &type_numbers[kind][detail];
    if (!*number) {
        if (type_count == UINT16_MAX)
            packing_fail("too many types");
        types[type_count++] = (uint32_t)kind | detail << PACK_KIND_BITS;
        *number = (uint16_t)type_count;
    }
    return (uint16_t)(*number - 1);
}

/* 0 for no range, else its number plus 1. */
static uint32_t number_of_range(struct text text)
{
    if (text.len == 0)
        return 0;
    for (size_t i = 0; i < ranges.count; i++) {
        if (packing_compare(&ranges.items[i], &text) == 0)
            return (uint32_t)i + 1;
    }
    packing_add(&ranges, text);
    return (uint32_t)ranges.count;
}

/* Lists of lists are as deep as the text that says so is long. */
static uint16_t parse_type(struct text service, struct text text)
{
    static const char kinds[] = PACK_KINDS "e"; /* e: texts that it may be */
    const char *kind = text.len && text.at[0] != '\0' ? strchr(kinds, text.at[0]) : NULL;
    if (!kind)
        packing_fail("a type of an unknown kind");
    struct text rest = { text.at + 1, text.len - 1, 0 };
    switch (*kind) {
    case 'l':
    case 'm': return number_of_type((size_t)(kind - kinds), parse_type(service, rest));
    case 'o':
    case 'e': {
        const struct row *row = find_row(service, kind, rest);
        if (!row)
            packing_fail("a type that has no row");
        /* A choice is a kind of text; its detail tells it from any text. */
        return *kind == 'o' ? number_of_type((size_t)(kind - kinds), row->number)
                            : number_of_type(0, row->number + 1u);
    }
    default: return number_of_type((size_t)(kind - kinds), number_of_range(rest));
    }
}

struct field {
    uint32_t name; /* slice and mark */
    uint16_t type;
};

static int compare_fields(const void *left, const void *right)
{
    const struct field *a = left, *b = right;
    if (a->name != b->name)
        return a->name < b->name ? -1 : 1;
    return (a->type > b->type) - (a->type < b->type);
}

static struct field *fields; /* of all objects, in their order */
static size_t field_count, field_capacity;
static uint32_t *object_starts;
static size_t object_count;

static void add_field(struct field field)
{
    if (field_count == field_capacity) {
        field_capacity = field_capacity ? field_capacity * 2 : 4096;
        fields = realloc(fields, field_capacity * sizeof *fields);
        if (!fields)
            packing_fail("no memory");
    }
    fields[field_count++] = field;
}

static void pack_rows(void)
{
    types = packing_allocate(UINT16_MAX, sizeof *types);
    object_starts = packing_allocate(row_count + 1, sizeof *object_starts);
    for (size_t i = 0; i < row_count; i++) {
        struct text content = rows[i].content, name, type;
        bool is_required;
        if (is_kind(&rows[i], 'a')) {
            rows[i].number = parse_type(rows[i].service, content);
        } else if (is_kind(&rows[i], 'o')) {
            while (next_member(&content, &name, &type, &is_required))
                add_field((struct field){ packing_slice(name) |
                                              (is_required ? 1u << PACK_REQUIRED_SHIFT : 0),
                                          parse_type(rows[i].service, type) });
            object_starts[++object_count] = (uint32_t)field_count;
        }
    }
}

static void write_numbers(FILE *out, const char *declaration, const uint32_t *numbers, size_t count)
{
    fprintf(out, "static const %s[] = {", declaration);
    for (size_t i = 0; i < count; i++)
        fprintf(out, "%s%luu,", i % 16 ? "" : "\n", (unsigned long)numbers[i]);
    fprintf(out, "};\n");
}

static void write_fields(FILE *out)
{
    struct field *unique = packing_allocate(field_count, sizeof *unique);
    uint32_t *numbers = packing_allocate(field_count, sizeof *numbers);
    size_t count = 0;
    memcpy(unique, fields, field_count * sizeof *unique);
    qsort(unique, field_count, sizeof *unique, compare_fields);
    for (size_t i = 0; i < field_count; i++) {
        if (count == 0 || compare_fields(&unique[count - 1], &unique[i]) != 0)
            unique[count++] = unique[i];
    }
    if (count > UINT16_MAX)
        packing_fail("too many fields");
    for (size_t i = 0; i < field_count; i++) {
        const struct field *found =
            bsearch(&fields[i], unique, count, sizeof *unique, compare_fields);
        numbers[i] = (uint32_t)(found - unique);
    }
    write_numbers(out, "uint16_t pack_object_fields", numbers, field_count);
    write_numbers(out, "uint32_t pack_objects", object_starts, object_count + 1);
    for (size_t i = 0; i < count; i++)
        numbers[i] = unique[i].name;
    write_numbers(out, "uint32_t pack_field_names", numbers, count);
    for (size_t i = 0; i < count; i++)
        numbers[i] = unique[i].type;
    write_numbers(out, "uint16_t pack_field_types", numbers, count);
    free(unique);
    free(numbers);
}

static void write_choices(FILE *out)
{
    uint32_t *starts = packing_allocate(row_count + 1, sizeof *starts);
    size_t choices = 0;
    uint32_t count = 0;
    fprintf(out, "static const uint32_t pack_choice_texts[] = {");
    for (size_t i = 0; i < row_count; i++) {
        struct text content = rows[i].content;
        if (!is_kind(&rows[i], 'e'))
            continue;
        for (; content.len; count++)
            fprintf(out, "%s%luu,", count % 16 ? "" : "\n",
                    (unsigned long)packing_slice(packing_cut(&content, '|')));
        starts[++choices] = count;
    }
    fprintf(out, "};\n");
    write_numbers(out, "uint32_t pack_choices", starts, choices + 1);
    free(starts);
}

/* An open end is the largest number that there is. */
static void write_ranges(FILE *out)
{
    fprintf(out, "static const struct pack_range pack_ranges[] = {\n");
    for (size_t i = 0; i < ranges.count; i++) {
        const struct text *text = &ranges.items[i];
        const char *dots = text->at;
        while ((size_t)(dots - text->at) + 1 < text->len && (dots[0] != '.' || dots[1] != '.'))
            dots++;
        int low = (int)(dots - text->at), high = (int)text->len - low - 2;
        if (high < 0)
            packing_fail("a range without two dots");
        fprintf(out, "{%.*s,%.*s},\n", low ? low : 8, low ? text->at : "-DBL_MAX", high ? high : 7,
                high ? dots + 2 : "DBL_MAX");
    }
    fprintf(out, "};\n");
}

void packing_write_answers(FILE *out)
{
    pack_rows();
    write_numbers(out, "uint32_t pack_types", types, type_count);
    write_fields(out);
    write_choices(out);
    write_ranges(out);
}

uint16_t packing_answer_of(struct text service, struct text api)
{
    const struct row *row = find_row(service, "a", api);
    return row ? row->number : UINT16_MAX;
}
