/* Reference paths: names and single indexes only, so that a path names exactly one place. */
#include "jsonpath/internal.h"

bool path_is_call(const struct jsonpath *path, const struct jsonpath_step *step)
{
    if (step->kind != JSONPATH_NAME)
        return false;
    str written = source_text(path->source, step->span);
    return str_ends(written, STR(")")) && str_contains(written, STR("("));
}

/* A mark that a name after a dot may hold only behind a backslash; SIZE_MAX when there is none. */
static size_t find_operator(str written)
{
    for (size_t i = 0; i < written.len; i++) {
        if (written.at[i] == '\\')
            i++;
        else if (strchr("@,:?*]", written.at[i]))
            return i;
    }
    return SIZE_MAX;
}

static const char *name_flaw(const struct jsonpath *path, const struct jsonpath_step *step,
                             span *where)
{
    if (path_is_call(path, step))
        return "the service has no functions in paths";
    str written = source_text(path->source, step->span);
    if (str_starts(written, STR("[")) || str_starts(written, STR(".[")))
        return NULL;
    size_t at = find_operator(written);
    if (at == SIZE_MAX)
        return NULL;
    *where = span_at(step->span.start + at, step->span.start + at + 1);
    return "this mark needs brackets and quotes around its name";
}

static const char *step_flaw(const struct jsonpath *path, const struct jsonpath_step *step,
                             span *where)
{
    *where = step->span;
    switch (step->kind) {
    case JSONPATH_NAME: return name_flaw(path, step, where);
    case JSONPATH_INDEX: return step->as.index < 0 ? "an index counts from 0" : NULL;
    case JSONPATH_WILDCARD: return "a wildcard names many places";
    case JSONPATH_DEEP: return "\"..\" names many places";
    case JSONPATH_SLICE: return "a slice names many places";
    case JSONPATH_NAMES: return "several names are many places";
    case JSONPATH_INDEXES: return "several indexes are many places";
    case JSONPATH_FILTER: return "a filter names many places";
    }
    return NULL;
}

const char *path_reference_flaw(const struct jsonpath *path, span *where)
{
    for (uint32_t i = 0; i < path->step_count; i++) {
        const char *flaw = step_flaw(path, &path->steps[i], where);
        if (flaw)
            return flaw;
    }
    return NULL;
}

/* What a place that is only read takes beyond a reference path. */
static bool is_let_pass(const struct jsonpath_step *step, enum jsonpath_place place)
{
    if (place == JSONPATH_WRITES)
        return false;
    if (step->kind == JSONPATH_INDEX)
        return true;
    return step->kind == JSONPATH_FILTER && place == JSONPATH_READS_ITEMS;
}

bool path_check_place(struct path_parser *parser, const struct jsonpath *path,
                      enum jsonpath_place place)
{
    if (place == JSONPATH_WRITES && path->root != JSONPATH_INPUT)
        return path_fail(
            parser,
            span_at(path->span.start, path->steps ? path->steps[0].span.start : path->span.end),
            "the result can only be put into the input: expected a path that starts with \"$.\", "
            "or $");
    for (uint32_t i = 0; i < path->step_count; i++) {
        span where;
        const char *flaw = step_flaw(path, &path->steps[i], &where);
        if (flaw && !is_let_pass(&path->steps[i], place))
            return path_fail(parser, where,
                             "expected a reference path, of names and single indexes: %s", flaw);
    }
    return true;
}
