/*
 * CSV as RFC 4180 has it, with a delimiter of choice: each row becomes an object of texts.
 *
 * Recorded: cells that are missing are "", those beyond the last header are dropped. An empty line is no row.
 */
#include "base/arena.h"
#include "base/buf.h"
#include "sim/reader.h"

struct csv {
    struct arena *arena;
    str bytes;
    size_t at;
    char delimiter;
};

static bool is_line_end(char c)
{
    return c == '\n' || c == '\r';
}

static str read_quoted(struct csv *csv)
{
    struct buf text;
    buf_init(&text, csv->arena);
    csv->at++;
    while (csv->at < csv->bytes.len) {
        char c = csv->bytes.at[csv->at++];
        if (c != '"') {
            buf_char(&text, c);
            continue;
        }
        if (csv->at >= csv->bytes.len || csv->bytes.at[csv->at] != '"')
            break;
        buf_char(&text, '"');
        csv->at++;
    }
    return buf_text(&text);
}

static str read_cell(struct csv *csv)
{
    if (csv->at < csv->bytes.len && csv->bytes.at[csv->at] == '"')
        return read_quoted(csv);
    size_t start = csv->at;
    while (csv->at < csv->bytes.len && csv->bytes.at[csv->at] != csv->delimiter &&
           !is_line_end(csv->bytes.at[csv->at]))
        csv->at++;
    return str_slice(csv->bytes, start, csv->at);
}

static void skip_line_end(struct csv *csv)
{
    if (csv->at < csv->bytes.len && csv->bytes.at[csv->at] == '\r')
        csv->at++;
    if (csv->at < csv->bytes.len && csv->bytes.at[csv->at] == '\n')
        csv->at++;
}

/* The cells of the next row; false at the end. */
static bool read_row(struct csv *csv, struct array_builder *cells)
{
    while (csv->at < csv->bytes.len && is_line_end(csv->bytes.at[csv->at]))
        skip_line_end(csv);
    if (csv->at >= csv->bytes.len)
        return false;
    array_begin(cells, csv->arena);
    for (;;) {
        array_add(cells, value_string(read_cell(csv)));
        /* What follows a closing quote up to the next delimiter is dropped. */
        while (csv->at < csv->bytes.len && csv->bytes.at[csv->at] != csv->delimiter &&
               !is_line_end(csv->bytes.at[csv->at]))
            csv->at++;
        if (csv->at >= csv->bytes.len || csv->bytes.at[csv->at] != csv->delimiter)
            break;
        csv->at++;
    }
    skip_line_end(csv);
    return true;
}

static bool has_duplicates(struct arena *arena, value headers)
{
    struct object_builder names;
    object_begin(&names, arena);
    for (uint32_t i = 0; i < headers.count; i++)
        object_set(&names, value_text(headers.as.items[i]), value_null());
    return object_end(&names).count != headers.count;
}

static value row_object(struct arena *arena, value headers, const struct array_builder *cells)
{
    struct object_builder row;
    object_begin(&row, arena);
    object_reserve(&row, headers.count);
    for (uint32_t i = 0; i < headers.count; i++) {
        value cell = i < cells->count ? cells->items[i] : value_string(STR(""));
        object_set(&row, value_text(headers.as.items[i]), cell);
    }
    return object_end(&row);
}

bool reader_csv(struct arena *arena, const struct reader *reader, str bytes, struct array_builder *items,
                struct failure *failure)
{
    if (str_starts(bytes, STR("\xEF\xBB\xBF")))
        bytes = str_from_offset(bytes, 3);
    struct csv csv = { .arena = arena, .bytes = bytes, .delimiter = reader->delimiter };
    struct array_builder cells;
    value headers = reader->headers;
    if (headers.kind != VALUE_ARRAY) {
        if (!read_row(&csv, &cells))
            return true;
        headers = array_end(&cells);
    }
    if (has_duplicates(arena, headers))
        return reader_fail(arena, failure, "CSV headers cannot contain duplicates.");
    while (items->count < reader->most && read_row(&csv, &cells))
        array_add(items, row_object(arena, headers, &cells));
    return true;
}
