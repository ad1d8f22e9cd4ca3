#include "gitignore.h"

#include "base/arena.h"

struct gitignore_pattern {
    str text;
    bool is_negated, only_folders;
    bool is_anchored; /* is compared with the path from its folder on, else with the last name alone */
};

static str without_trailing_blanks(str line)
{
    if (line.len && line.at[line.len - 1] == '\r')
        line.len--;
    while (line.len && (line.at[line.len - 1] == ' ' || line.at[line.len - 1] == '\t')) {
        if (line.len > 1 && line.at[line.len - 2] == '\\')
            break;
        line.len--;
    }
    return line;
}

static bool read_pattern(str line, struct gitignore_pattern *pattern)
{
    *pattern = (struct gitignore_pattern){ 0 };
    line = without_trailing_blanks(line);
    if (line.len == 0 || line.at[0] == '#')
        return false;
    if (line.at[0] == '!') {
        pattern->is_negated = true;
        line = str_from_offset(line, 1);
    }
    if (line.len && line.at[line.len - 1] == '/') {
        pattern->only_folders = true;
        line.len--;
    }
    pattern->is_anchored = str_find_char(line, '/') != SIZE_MAX;
    if (line.len && line.at[0] == '/')
        line = str_from_offset(line, 1);
    pattern->text = line;
    return line.len > 0;
}

const struct gitignore *gitignore_read(struct arena *arena, const struct gitignore *outer, str text)
{
    struct gitignore *ignore = arena_new(arena, struct gitignore);
    ignore->outer = outer;
    ignore->depth = outer ? outer->depth + 1 : 0;
    size_t lines = 1;
    for (size_t i = 0; i < text.len; i++)
        lines += text.at[i] == '\n';
    struct gitignore_pattern *patterns = arena_array(arena, struct gitignore_pattern, lines);
    text = str_copy(arena, text);
    str line;
    while (str_split(&text, '\n', &line))
        ignore->count += read_pattern(line, &patterns[ignore->count]);
    ignore->patterns = patterns;
    return ignore;
}

/* The end of the class that starts behind a '[' at `i`, or SIZE_MAX when it is never closed. */
static size_t class_end(str pattern, size_t i)
{
    if (i < pattern.len && (pattern.at[i] == '!' || pattern.at[i] == '^'))
        i++;
    for (size_t first = i; i < pattern.len; i++) {
        if (pattern.at[i] == ']' && i > first)
            return i;
        if (pattern.at[i] == '\\')
            i++;
    }
    return SIZE_MAX;
}

static bool class_has(str body, char c)
{
    bool is_negated = body.len && (body.at[0] == '!' || body.at[0] == '^');
    bool has = false;
    for (size_t i = is_negated; i < body.len; i++) {
        if (body.at[i] == '\\' && i + 1 < body.len)
            i++;
        unsigned char low = (unsigned char)body.at[i], high = low;
        if (i + 2 < body.len && body.at[i + 1] == '-') {
            i += 2;
            if (body.at[i] == '\\' && i + 1 < body.len)
                i++;
            high = (unsigned char)body.at[i];
        }
        has |= (unsigned char)c >= low && (unsigned char)c <= high;
    }
    return has != is_negated;
}

/* Whether the pattern's element at `*i`, no star, takes the character; then `*i` moves behind it. */
static bool takes(str pattern, size_t *i, char c)
{
    if (*i >= pattern.len)
        return false;
    char p = pattern.at[*i];
    size_t end = p == '[' ? class_end(pattern, *i + 1) : SIZE_MAX;
    if (end != SIZE_MAX) {
        bool has = class_has(str_slice(pattern, *i + 1, end), c);
        *i = end + 1;
        return has;
    }
    if (p == '\\' && *i + 1 < pattern.len)
        p = pattern.at[++*i];
    else if (p == '?')
        p = c;
    ++*i;
    return p == c;
}

/* One name against one part of a pattern. On a mismatch only the last star is tried with one character more. */
static bool name_matches(str pattern, str name)
{
    size_t p = 0, n = 0, star = SIZE_MAX, star_name = 0;
    while (n < name.len) {
        if (p < pattern.len && pattern.at[p] == '*') {
            star = p++;
            star_name = n;
        } else if (takes(pattern, &p, name.at[n])) {
            n++;
        } else if (star != SIZE_MAX) {
            p = star + 1;
            n = ++star_name;
        } else {
            return false;
        }
    }
    while (p < pattern.len && pattern.at[p] == '*')
        p++;
    return p == pattern.len;
}

/* A path against a pattern, part by part; "**" takes any number of parts, at the end at least one. */
static bool path_matches(str pattern, str path)
{
    str part, name, star = { 0 }, star_path = { 0 };
    bool has_star = false;
    while (path.len > 0) {
        str pattern_rest = pattern, path_rest = path;
        bool has_part = str_split(&pattern_rest, '/', &part);
        if (has_part && str_equal(part, STR("**"))) {
            if (pattern_rest.len == 0)
                return true;
            has_star = true;
            pattern = star = pattern_rest;
            star_path = path;
            continue;
        }
        str_split(&path_rest, '/', &name);
        if (has_part && name_matches(part, name)) {
            pattern = pattern_rest;
            path = path_rest;
        } else if (has_star) {
            str_split(&star_path, '/', &name);
            pattern = star;
            path = star_path;
        } else {
            return false;
        }
    }
    return pattern.len == 0;
}

/* `path` without its first `depth` folders. */
static str below(str path, size_t depth)
{
    str folder;
    while (depth-- > 0)
        str_split(&path, '/', &folder);
    return path;
}

static str last_name(str path)
{
    for (size_t i = path.len; i > 0; i--) {
        if (path.at[i - 1] == '/')
            return str_from_offset(path, i);
    }
    return path;
}

bool gitignore_matches(const struct gitignore *ignore, str path, bool is_folder)
{
    for (; ignore; ignore = ignore->outer) {
        str from_here = below(path, ignore->depth);
        for (size_t i = ignore->count; i > 0; i--) {
            const struct gitignore_pattern *pattern = &ignore->patterns[i - 1];
            if (pattern->only_folders && !is_folder)
                continue;
            if (pattern->is_anchored ? path_matches(pattern->text, from_here)
                                     : name_matches(pattern->text, last_name(path)))
                return !pattern->is_negated;
        }
    }
    return false;
}
