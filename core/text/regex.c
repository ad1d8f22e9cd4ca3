#include "text/regex.h"

#include "base/arena.h"
#include "base/utf8.h"

#include <assert.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

struct regex {
    const pcre2_code *code;
    uint32_t group_count;
};

/* Some tenths of a second and some dozens of megabytes at worst. */
enum { MATCH_LIMIT = 2000000, DEPTH_LIMIT = 1000000, HEAP_LIMIT_KIB = 64 * 1024 };

static void *allocate(size_t size, void *arena)
{
    return arena_alloc(arena, size, 16);
}

static void release(void *block, void *arena)
{
    (void)block;
    (void)arena;
}

static uint32_t compile_options(unsigned flags)
{
    static const struct {
        enum regex_flag flag;
        uint32_t options;
    } rows[] = {
        { REGEX_IGNORE_CASE, PCRE2_CASELESS }, { REGEX_MULTILINE, PCRE2_MULTILINE },
        { REGEX_DOT_ALL, PCRE2_DOTALL },       { REGEX_WHOLE, PCRE2_ANCHORED | PCRE2_ENDANCHORED },
        { REGEX_EXTENDED, PCRE2_EXTENDED },
    };
    uint32_t options = PCRE2_UTF | PCRE2_ALT_BSUX | PCRE2_ALLOW_EMPTY_CLASS | PCRE2_DOLLAR_ENDONLY |
                       PCRE2_MATCH_UNSET_BACKREF | PCRE2_NEVER_BACKSLASH_C;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        if (flags & rows[i].flag)
            options |= rows[i].options;
    }
    return options;
}

static str error_message(struct arena *arena, int error)
{
    char text[256] = "";
    int len = pcre2_get_error_message(error, (PCRE2_UCHAR *)text, sizeof text);
    return str_copy(arena, len > 0 ? (str){ text, (size_t)len } : STR("malformed pattern"));
}

/* PCRE2 wants a pointer even for no bytes. */
static PCRE2_SPTR bytes_of(str text)
{
    return (PCRE2_SPTR)(text.len ? text.at : "");
}

const struct regex *regex_compile(struct arena *arena, str pattern, unsigned flags, str *message,
                                  size_t *offset)
{
    pcre2_general_context *general = pcre2_general_context_create(allocate, release, arena);
    pcre2_compile_context *context = pcre2_compile_context_create(general);
    pcre2_set_newline(context, PCRE2_NEWLINE_ANYCRLF);
    pcre2_set_compile_extra_options(context, PCRE2_EXTRA_ALT_BSUX);

    int error;
    const pcre2_code *code = pcre2_compile(bytes_of(pattern), pattern.len, compile_options(flags),
                                           &error, offset, context);
    if (!code) {
        *message = error_message(arena, error);
        return NULL;
    }
    struct regex *regex = arena_new(arena, struct regex);
    regex->code = code;
    pcre2_pattern_info(code, PCRE2_INFO_CAPTURECOUNT, &regex->group_count);
    return regex;
}

uint32_t regex_group_count(const struct regex *regex)
{
    return regex->group_count;
}

/*
 * Well-formed but for surrogates, which PCRE2 takes as any other character as long as it is not
 * asked to check.
 */
static bool is_readable(str text)
{
    size_t bad;
    while (!utf8_check(text, &bad)) {
        text = str_from_offset(text, bad);
        bool is_surrogate = text.len >= 3 && (unsigned char)text.at[0] == 0xED &&
                            ((unsigned char)text.at[1] & 0xC0) == 0x80 &&
                            ((unsigned char)text.at[2] & 0xC0) == 0x80;
        if (!is_surrogate)
            return false;
        text = str_from_offset(text, 3);
    }
    return true;
}

static void give_groups(pcre2_match_data *data, uint32_t count, struct regex_group *groups)
{
    const PCRE2_SIZE *offsets = pcre2_get_ovector_pointer(data);
    for (uint32_t i = 0; i < count; i++) {
        if (offsets[2 * i] == PCRE2_UNSET)
            groups[i] = (struct regex_group){ SIZE_MAX, SIZE_MAX };
        else
            groups[i] = (struct regex_group){ offsets[2 * i], offsets[2 * i + 1] };
    }
}

static enum regex_outcome outcome_of(int code)
{
    if (code >= 0)
        return REGEX_MATCH;
    switch (code) {
    case PCRE2_ERROR_MATCHLIMIT:
    case PCRE2_ERROR_DEPTHLIMIT:
    case PCRE2_ERROR_HEAPLIMIT: return REGEX_LIMIT;
    default: return REGEX_NO_MATCH;
    }
}

enum regex_outcome regex_match(struct arena *arena, const struct regex *regex, str text,
                               size_t start, struct regex_group *groups)
{
    if (start > text.len || (start == 0 && !is_readable(text)))
        return REGEX_NO_MATCH;
    assert(start == text.len || ((unsigned char)text.at[start] & 0xC0) != 0x80);

    struct arena_mark mark = arena_mark(arena);
    pcre2_general_context *general = pcre2_general_context_create(allocate, release, arena);
    pcre2_match_context *context = pcre2_match_context_create(general);
    pcre2_set_match_limit(context, MATCH_LIMIT);
    pcre2_set_depth_limit(context, DEPTH_LIMIT);
    pcre2_set_heap_limit(context, HEAP_LIMIT_KIB);
    pcre2_match_data *data = pcre2_match_data_create(regex->group_count + 1, general);

    int code = pcre2_match(regex->code, bytes_of(text), text.len, start, PCRE2_NO_UTF_CHECK, data,
                           context);
    enum regex_outcome outcome = outcome_of(code);
    if (outcome == REGEX_MATCH)
        give_groups(data, regex->group_count + 1, groups);
    arena_release(arena, mark);
    return outcome;
}
