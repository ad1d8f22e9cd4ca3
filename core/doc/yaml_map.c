/*
 * Where the characters of a YAML scalar stand: its place in the source is read once more, by the
 * style that its first character tells, and each step is held against the text that libyaml made of
 * it. Steps that would not fit end the reading, and the rest of the text gets one segment, so a map
 * is always right, if sometimes coarse.
 */
#include "doc/yaml.h"

#include "base/utf8.h"

struct reading {
    struct arena *arena;
    str source, text;
    uint32_t at, end; /* in the source */
    uint32_t done;    /* of the text */
    struct segment *map;
    uint32_t count, capacity;
};

static void add_segment(struct reading *reading, uint32_t length, uint32_t outer,
                        uint32_t outer_length)
{
    reading->map = arena_room(reading->arena, reading->map, reading->count, &reading->capacity,
                              sizeof *reading->map);
    reading->map[reading->count++] = (struct segment){ reading->done, length, outer, outer_length };
    reading->done += length;
}

static str text_left(const struct reading *reading)
{
    return str_from_offset(reading->text, reading->done);
}

/* The next `length` bytes stand in both. False when they don't. */
static bool copy(struct reading *reading, uint32_t length)
{
    str here = str_slice(reading->source, reading->at, reading->at + length);
    if (here.len < length || !str_starts(text_left(reading), here))
        return false;
    struct segment *last = reading->count ? &reading->map[reading->count - 1] : NULL;
    bool continues = last && last->length == last->outer_length &&
                     last->outer + last->outer_length == reading->at;
    if (continues) {
        last->length += length;
        last->outer_length += length;
        reading->done += length;
    } else if (length) {
        add_segment(reading, length, reading->at, length);
    }
    reading->at += length;
    return true;
}

/* The next `outer_length` bytes of the source became `made`. */
static bool replace(struct reading *reading, uint32_t outer_length, str made)
{
    if (!str_starts(text_left(reading), made))
        return false;
    if (made.len)
        add_segment(reading, (uint32_t)made.len, reading->at, outer_length);
    reading->at += outer_length;
    return true;
}

static bool is_break(char c)
{
    return c == '\n' || c == '\r';
}

static char peek(const struct reading *reading, uint32_t ahead)
{
    uint32_t at = reading->at + ahead;
    return at < reading->end ? reading->source.at[at] : '\0';
}

/* Length of the line break `ahead`. */
static uint32_t break_length(const struct reading *reading, uint32_t ahead)
{
    if (peek(reading, ahead) == '\r' && peek(reading, ahead + 1) == '\n')
        return 2;
    return is_break(peek(reading, ahead));
}

/* Length of the blanks and line breaks `ahead`, and how many breaks there are among them. */
static uint32_t white_length(const struct reading *reading, uint32_t ahead, uint32_t *breaks)
{
    uint32_t length = 0;
    *breaks = 0;
    for (;;) {
        uint32_t break_len = break_length(reading, ahead + length);
        char c = peek(reading, ahead + length);
        if (break_len == 0 && c != ' ' && c != '\t')
            return length;
        *breaks += break_len > 0;
        length += break_len ? break_len : 1;
    }
}

static bool repeat_breaks(struct reading *reading, uint32_t outer_length, uint32_t count)
{
    str left = text_left(reading);
    if (count > left.len)
        return false;
    for (uint32_t i = 0; i < count; i++) {
        if (left.at[i] != '\n')
            return false;
    }
    return replace(reading, outer_length, str_slice(left, 0, count));
}

/* Line breaks in flow scalars: one is a blank, of more all but the first are kept; blanks around
 * them are gone. */
static bool fold(struct reading *reading, uint32_t length, uint32_t breaks)
{
    return breaks == 1 ? replace(reading, length, STR(" "))
                       : repeat_breaks(reading, length, breaks - 1);
}

/* What stands in the source up to a character that is special in flow scalars of any style. */
static uint32_t run_length(const struct reading *reading, char quote)
{
    uint32_t length = 0;
    while (reading->at + length < reading->end) {
        char c = reading->source.at[reading->at + length];
        if (c == ' ' || c == '\t' || is_break(c) || c == quote || (quote == '"' && c == '\\'))
            break;
        length++;
    }
    return length;
}

static const struct {
    char letter;
    const char *text;
} escapes[] = {
    { 'a', "\a" },           { 'b', "\b" },       { 't', "\t" },       { '\t', "\t" },
    { 'n', "\n" },           { 'v', "\v" },       { 'f', "\f" },       { 'r', "\r" },
    { 'e', "\x1B" },         { ' ', " " },        { '"', "\"" },       { '/', "/" },
    { '\\', "\\" },          { 'N', "\xC2\x85" }, { '_', "\xC2\xA0" }, { 'L', "\xE2\x80\xA8" },
    { 'P', "\xE2\x80\xA9" }, { '\'', "'" },
};

static bool hex_escape(struct reading *reading, uint32_t digits)
{
    uint32_t code_point = 0;
    for (uint32_t i = 0; i < digits; i++) {
        int digit = char_hex(peek(reading, 2 + i));
        if (digit < 0)
            return false;
        code_point = code_point << 4 | (uint32_t)digit;
    }
    char bytes[4];
    if (code_point > 0x10FFFF)
        return false;
    size_t length = utf8_encode(bytes, code_point);
    return replace(reading, 2 + digits, (str){ bytes, length });
}

static bool escape(struct reading *reading)
{
    char letter = peek(reading, 1);
    if (is_break(letter)) {
        uint32_t breaks, after = 1 + break_length(reading, 1);
        uint32_t white = white_length(reading, after, &breaks);
        return replace(reading, after + white, breaks ? STR("\n") : STR("")) && breaks <= 1;
    }
    switch (letter) {
    case '0': return replace(reading, 2, (str){ "\0", 1 });
    case 'x': return hex_escape(reading, 2);
    case 'u': return hex_escape(reading, 4);
    case 'U': return hex_escape(reading, 8);
    default: break;
    }
    for (size_t i = 0; i < ARRAY_LEN(escapes); i++) {
        if (escapes[i].letter == letter)
            return replace(reading, 2, str_from(escapes[i].text));
    }
    return false;
}

/* Plain (`quote` 0), single-quoted and double-quoted scalars. */
static bool read_flow(struct reading *reading, char quote)
{
    while (reading->at < reading->end && reading->done < reading->text.len) {
        if (!copy(reading, run_length(reading, quote)))
            return false;
        char c = peek(reading, 0);
        uint32_t breaks, white = white_length(reading, 0, &breaks);
        bool fits = true;
        if (white > 0 && breaks == 0)
            fits = copy(reading, white);
        else if (white > 0)
            fits = fold(reading, white, breaks);
        else if (quote == '\'' && c == quote)
            fits = replace(reading, 2, STR("'"));
        else if (quote == '"' && c == '\\')
            fits = escape(reading);
        else if (reading->at < reading->end)
            return false;
        if (!fits)
            return false;
    }
    return true;
}

static uint32_t line_length(const struct reading *reading)
{
    uint32_t length = 0;
    while (reading->at + length < reading->end && !is_break(peek(reading, length)))
        length++;
    return length;
}

/* The indentation of a block: what its first line with letters has more than that line of the text.
 */
static uint32_t block_indentation(const struct reading *reading)
{
    struct reading look = *reading;
    uint32_t breaks, white = white_length(&look, 0, &breaks);
    uint32_t line = white;
    while (line > 0 && !is_break(look.source.at[look.at + line - 1]))
        line--;
    uint32_t indentation = white - line, blanks = 0;
    str text = look.text;
    size_t i = 0;
    while (i < text.len && (text.at[i] == '\n' || text.at[i] == ' ')) {
        blanks = text.at[i] == ' ' ? blanks + 1 : 0;
        i++;
    }
    return blanks <= indentation ? indentation - blanks : 0;
}

static uint32_t blanks_ahead(const struct reading *reading, uint32_t limit)
{
    uint32_t length = 0;
    while (length < limit && peek(reading, length) == ' ')
        length++;
    return length;
}

/* The breaks between two lines of a block with their indentation; in folded ones a single break is
 * a blank. */
static bool block_breaks(struct reading *reading, uint32_t indentation, bool is_folded,
                         bool was_indented)
{
    uint32_t length = 0, breaks = 0, break_len;
    while ((break_len = break_length(reading, length)) > 0) {
        length += break_len;
        breaks++;
        uint32_t blanks = 0;
        while (blanks < indentation && peek(reading, length + blanks) == ' ')
            blanks++;
        length += blanks;
    }
    char next = peek(reading, length);
    bool is_indented = next == ' ' || next == '\t';
    if (!is_folded || was_indented || is_indented || next == '\0') {
        bool is_exact = length == 1 && breaks == 1;
        return is_exact ? copy(reading, 1) : repeat_breaks(reading, length, breaks);
    }
    return fold(reading, length, breaks);
}

/* Literal and folded blocks, from behind the line that begins them. */
static bool read_block(struct reading *reading, bool is_folded)
{
    uint32_t indentation = block_indentation(reading);
    reading->at += blanks_ahead(reading, indentation);
    bool was_indented = true; /* breaks before the first line are kept */
    while (reading->at < reading->end && reading->done < reading->text.len) {
        uint32_t length = line_length(reading);
        if (length > 0) {
            was_indented = peek(reading, 0) == ' ' || peek(reading, 0) == '\t';
            if (!copy(reading, length))
                return false;
        }
        if (reading->at < reading->end &&
            !block_breaks(reading, indentation, is_folded, was_indented))
            return false;
    }
    return true;
}

static bool read_scalar(struct reading *reading, const struct node *node)
{
    if (node_has(node, NODE_PLAIN))
        return read_flow(reading, '\0');
    char first = reading->source.at[node->start];
    if (first == '|' || first == '>')
        return read_block(reading, first == '>');
    return read_flow(reading, first);
}

struct segment *yaml_scalar_map(struct arena *arena, const struct source *source,
                                const struct node *node, str text, uint32_t *count)
{
    span inner = node_inner(source, node);
    struct reading reading = {
        .arena = arena, .source = source->text, .text = text, .at = inner.start, .end = inner.end
    };
    if (node->start < node->end)
        read_scalar(&reading, node);
    uint32_t left = (uint32_t)text.len - reading.done;
    if (reading.at > reading.end)
        reading.at = reading.end;
    if (left > 0 || reading.count == 0)
        add_segment(&reading, left, reading.at, reading.end - reading.at);
    *count = reading.count;
    return reading.map;
}
