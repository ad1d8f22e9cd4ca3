/* The YAML reader: libyaml's events, which come token by token, made into nodes. */
#include "doc/yaml.h"

#include "base/utf8.h"
#include "doc/yaml_error.h"

#include <yaml.h>

/* libyaml keeps a stack of its own that it walks for each token inside [ and {, so deep texts are
 * slow there. */
#define YAML_MAX_DEPTH (DOC_MAX_DEPTH < 250 ? DOC_MAX_DEPTH : 250)
/* At most this many mistakes of one kind are reported for one text. */
#define YAML_ERRORS_MAX 100

struct yaml {
    struct build build;
    struct yaml_anchors anchors;
    struct marks marks;
    yaml_parser_t parser;
    str text;          /* the source's, with a letter in the place of each byte that is not UTF-8 */
    uint32_t shift;    /* length of the byte order mark, which libyaml doesn't see */
    uint32_t last_end; /* where the latest node ended */
    uint32_t open_anchors[YAML_MAX_DEPTH +
                          1];           /* of open containers by depth: number of its anchor + 1 */
    bool has_merge[YAML_MAX_DEPTH + 1]; /* of open containers by depth: holds a merge key */
    uint32_t skipped;                   /* open containers of a key that is one */
    uint32_t skip_start;
    uint32_t implicit_reports;
};

static uint32_t place(struct yaml *yaml, yaml_mark_t mark)
{
    return yaml->shift + marks_offset(&yaml->marks, mark.index);
}

static struct diag *report(struct yaml *yaml, span where)
{
    return diag_add(yaml->build.diags, RULE_YAML_SYNTAX, yaml->build.source, where);
}

/* ---- Tags and anchors stand before a node and belong to its event ---- */

struct properties {
    span tag; /* empty when there is none */
    uint32_t content;
};

static uint32_t skip_blanks_and_comments(str text, uint32_t at)
{
    while (at < text.len && (char_is_blank(text.at[at]) || text.at[at] == '#')) {
        bool is_comment = text.at[at++] == '#';
        while (is_comment && at < text.len && text.at[at] != '\n' && text.at[at] != '\r')
            at++;
    }
    return at;
}

static uint32_t anchor_end(str text, uint32_t at)
{
    at++;
    while (at < text.len && (char_is_letter(text.at[at]) || char_is_digit(text.at[at]) ||
                             text.at[at] == '_' || text.at[at] == '-'))
        at++;
    return at;
}

static uint32_t tag_end(str text, uint32_t at)
{
    bool is_verbatim = at + 1 < text.len && text.at[at + 1] == '<';
    while (at < text.len && !char_is_blank(text.at[at])) {
        if (!is_verbatim && strchr(",[]{}", text.at[at]))
            break;
        at++;
    }
    return at;
}

/* The tag and the anchor, in any order. Of a block, only those it has: others belong to the first
 * node inside. */
static struct properties read_properties(const struct yaml *yaml, span where, bool has_tag,
                                         bool has_anchor)
{
    uint32_t start = where.start, at = start, end = where.end;
    struct properties properties = { { start, start }, start };
    str text = str_slice(yaml->build.source->text, 0, end);
    while (at < end) {
        uint32_t after;
        if (text.at[at] == '!' && has_tag) {
            after = tag_end(text, at);
            properties.tag = (span){ at, after };
            has_tag = false;
        } else if (text.at[at] == '&' && has_anchor) {
            after = anchor_end(text, at);
            has_anchor = false;
        } else {
            break;
        }
        at = skip_blanks_and_comments(text, after);
    }
    properties.content = at < end ? at : end;
    return properties;
}

/* ---- Nodes ---- */

static bool wants_key(const struct build *build)
{
    return build_open_kind(build) == NODE_OBJECT &&
           node_kind(&build->nodes[build->count - 1]) != NODE_KEY;
}

static void report_implicit(struct yaml *yaml, span where, str text, const char *other)
{
    if (yaml->implicit_reports++ >= YAML_ERRORS_MAX)
        return;
    struct diag *d =
        diag_add(yaml->build.diags, RULE_YAML_IMPLICIT_TYPE, yaml->build.source, where);
    bool is_number_here = str_equal(STR("a text"), str_from(other));
    diag_message(d, "\"%.*s\" without quotes is %s to readers of YAML 1.1", STR_ARG(text), other);
    if (is_number_here)
        diag_help(d, "write the exponent with a point before it and a sign: 1.0e+3");
    else
        diag_help(d, "put it in quotes");
    if (!is_number_here)
        diag_edit(d, where, str_printf(d->arena, "\"%.*s\"", STR_ARG(text)));
}

/* What a scalar is, by its tag, its quotes and its text. */
static enum node_kind scalar_kind(struct yaml *yaml, const yaml_event_t *event, bool has_tag,
                                  span where, str text)
{
    static const char *const resolved[] = { YAML_NULL_TAG, YAML_BOOL_TAG, YAML_INT_TAG,
                                            YAML_FLOAT_TAG };
    const char *other;
    str tag = str_from((const char *)event->data.scalar.tag);
    for (size_t i = 0; i < ARRAY_LEN(resolved); i++) {
        if (str_equal(tag, str_from(resolved[i])))
            return yaml_plain_kind(text, &other);
    }
    if (has_tag || event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE)
        return NODE_STRING;
    enum node_kind kind = yaml_plain_kind(text, &other);
    if (other)
        report_implicit(yaml, where, text, other);
    return kind;
}

/* Where a scalar's contents stand. A block's place ends with its last letter. */
static span scalar_place(struct yaml *yaml, const yaml_event_t *event,
                         const struct properties *properties)
{
    span where = { properties->content, place(yaml, event->end_mark) };
    yaml_scalar_style_t style = event->data.scalar.style;
    str text = yaml->build.source->text;
    if (style == YAML_LITERAL_SCALAR_STYLE || style == YAML_FOLDED_SCALAR_STYLE) {
        while (where.end > where.start + 1 && char_is_blank(text.at[where.end - 1]))
            where.end--;
    }
    return where;
}

/* The scalar's text as a slice of the source where it is one, else a copy; then `*flags` gets
 * NODE_DECODED. */
static str scalar_text(const struct yaml *yaml, const yaml_event_t *event, span where,
                       unsigned *flags)
{
    str text = { (const char *)event->data.scalar.value, event->data.scalar.length };
    yaml_scalar_style_t style = event->data.scalar.style;
    bool is_plain = style == YAML_PLAIN_SCALAR_STYLE;
    bool is_quoted =
        style == YAML_SINGLE_QUOTED_SCALAR_STYLE || style == YAML_DOUBLE_QUOTED_SCALAR_STYLE;
    *flags = is_plain ? NODE_PLAIN : 0;
    str slice = source_text(yaml->build.source, where);
    if (is_quoted)
        slice = str_slice(slice, 1, slice.len - 1);
    if ((is_plain || is_quoted) && str_equal(slice, text))
        return slice;
    *flags |= NODE_DECODED;
    return str_copy(yaml->build.arena, text);
}

static bool finish_anchor(struct yaml *yaml, uint32_t anchor_plus_one, uint32_t node)
{
    if (anchor_plus_one == 0 ||
        yaml_anchor_end(&yaml->anchors, &yaml->build, anchor_plus_one - 1, node))
        return true;
    struct diag *d = report(yaml, node_span(&yaml->build.nodes[node]));
    diag_message(d, "anchors inside of anchors hold too much");
    return false;
}

static uint32_t begin_anchor(struct yaml *yaml, const yaml_char_t *name)
{
    return name ? yaml_anchor_begin(&yaml->anchors, &yaml->build, str_from((const char *)name)) + 1
                : 0;
}

static void add_key(struct yaml *yaml, const yaml_event_t *event, bool has_tag, span where)
{
    struct build *build = &yaml->build;
    unsigned flags;
    str text = scalar_text(yaml, event, where, &flags);
    bool is_plain = flags & NODE_PLAIN && !has_tag;
    if (is_plain && str_equal(text, STR("<<"))) {
        yaml->has_merge[build->depth] = true;
    } else if (is_plain) {
        const char *other;
        if (yaml_plain_kind(text, &other) == NODE_STRING && other)
            report_implicit(yaml, where, text, other);
    }
    build_key(build, flags, where.start, where.end, text);
}

static void add_scalar(struct yaml *yaml, const yaml_event_t *event, bool has_tag, span where)
{
    struct build *build = &yaml->build;
    unsigned flags;
    str text = scalar_text(yaml, event, where, &flags);
    enum node_kind kind = scalar_kind(yaml, event, has_tag, where, text);
    if (kind != NODE_STRING && !(flags & NODE_PLAIN)) {
        /* By its tag no string though in quotes: they don't belong to it. */
        flags |= NODE_PLAIN;
        where = span_at(where.start + 1, where.end - 1);
    }
    build_scalar(build, kind, flags & ~(unsigned)NODE_DECODED, where.start, where.end);
    if (flags & NODE_DECODED)
        build_decoded(build, text);
}

static bool take_scalar(struct yaml *yaml, const yaml_event_t *event)
{
    struct build *build = &yaml->build;
    uint32_t start = place(yaml, event->start_mark);
    struct properties properties =
        read_properties(yaml, (span){ start, place(yaml, event->end_mark) }, true, true);
    bool has_tag = properties.tag.end > properties.tag.start;
    uint32_t anchor = begin_anchor(yaml, event->data.scalar.anchor);
    span where = scalar_place(yaml, event, &properties);
    uint32_t node = build->count;
    yaml->last_end = where.end;
    if (wants_key(build))
        add_key(yaml, event, has_tag, where);
    else
        add_scalar(yaml, event, has_tag, where);
    if (has_tag)
        build_tag(build, properties.tag);
    return finish_anchor(yaml, anchor, node);
}

static bool report_alias(struct yaml *yaml, enum yaml_outcome outcome, span where, const char *name)
{
    struct diag *d;
    switch (outcome) {
    case YAML_DONE: return true;
    case YAML_UNKNOWN:
        d = report(yaml, where);
        diag_message(d, "no anchor before this is called \"%s\"", name);
        return true;
    case YAML_OPEN:
        d = report(yaml, where);
        diag_message(d, "the alias \"%s\" stands inside of what it names", name);
        return true;
    case YAML_TOO_DEEP:
        d = diag_add(yaml->build.diags, RULE_TOO_DEEP, yaml->build.source, where);
        diag_message(d, "with this alias, the text is nested deeper than %d levels", DOC_MAX_DEPTH);
        return true;
    case YAML_TOO_LARGE:
        d = report(yaml, where);
        diag_message(d, "the aliases expand to too much; the rest of the text was not read");
        return false;
    }
    return true;
}

static bool take_alias(struct yaml *yaml, const yaml_event_t *event)
{
    struct build *build = &yaml->build;
    span where = { place(yaml, event->start_mark), place(yaml, event->end_mark) };
    const char *name = (const char *)event->data.alias.anchor;
    yaml->last_end = where.end;
    if (wants_key(build)) {
        str text = STR("");
        enum yaml_outcome outcome = yaml_alias_text(&yaml->anchors, build, str_from(name), &text);
        build_key(build, NODE_DECODED | NODE_ALIASED, where.start, where.end, text);
        return report_alias(yaml, outcome, where, name);
    }
    enum yaml_outcome outcome = yaml_alias(&yaml->anchors, build, str_from(name));
    if (outcome != YAML_DONE)
        build_scalar(build, NODE_ERROR, 0, where.start, where.end);
    return report_alias(yaml, outcome, where, name);
}

static bool take_start(struct yaml *yaml, const yaml_event_t *event, enum node_kind kind)
{
    struct build *build = &yaml->build;
    bool is_object = kind == NODE_OBJECT;
    const yaml_char_t *anchor_name =
        is_object ? event->data.mapping_start.anchor : event->data.sequence_start.anchor;
    uint32_t start = place(yaml, event->start_mark);
    if (wants_key(build)) {
        struct diag *d = report(yaml, (span){ start, place(yaml, event->end_mark) });
        diag_message(d, "expected a text as the key, found a %s", is_object ? "mapping" : "list");
        diag_help(d, "a text that begins with { or [ stands in quotes");
        yaml->skipped = 1;
        yaml->skip_start = start;
        return true;
    }
    if (build->depth == YAML_MAX_DEPTH) {
        struct diag *d = report(yaml, (span){ start, start });
        d->rule = RULE_TOO_DEEP;
        diag_message(d, "nested deeper than %d levels", YAML_MAX_DEPTH);
        return false;
    }
    const yaml_char_t *tag =
        is_object ? event->data.mapping_start.tag : event->data.sequence_start.tag;
    span rest = { start, (uint32_t)build->source->text.len };
    struct properties properties = read_properties(yaml, rest, tag != NULL, anchor_name != NULL);
    build_open(build, kind, properties.content);
    if (properties.tag.end > properties.tag.start)
        build_tag(build, properties.tag);
    yaml->open_anchors[build->depth] = begin_anchor(yaml, anchor_name);
    yaml->has_merge[build->depth] = false;
    return true;
}

/* The end event of a block is empty and stands where the next thing begins. */
static uint32_t container_end(struct yaml *yaml, const yaml_event_t *event)
{
    bool is_flow = event->start_mark.index != event->end_mark.index;
    return is_flow ? place(yaml, event->end_mark) : yaml->last_end;
}

static bool close(struct yaml *yaml, uint32_t end)
{
    struct build *build = &yaml->build;
    uint32_t node = build->open, depth = build->depth;
    if (yaml->has_merge[depth] && !yaml_merge(&yaml->anchors, build)) {
        struct diag *d = report(yaml, (span){ build->nodes[node].start, end });
        diag_message(d, "the merge keys expand to too much; the rest of the text was not read");
        return false;
    }
    uint32_t start = build->nodes[node].start;
    yaml->last_end = end > start ? end : start;
    build_close(build, yaml->last_end);
    return finish_anchor(yaml, yaml->open_anchors[depth], node);
}

/* Counts through a container that stands in the place of a key, and leaves a key with its text as
 * written. */
static void skip_key(struct yaml *yaml, const yaml_event_t *event)
{
    if (event->type == YAML_MAPPING_START_EVENT || event->type == YAML_SEQUENCE_START_EVENT)
        yaml->skipped++;
    if (event->type == YAML_SCALAR_EVENT)
        yaml->last_end = place(yaml, event->end_mark);
    if (event->type != YAML_MAPPING_END_EVENT && event->type != YAML_SEQUENCE_END_EVENT)
        return;
    uint32_t end = container_end(yaml, event);
    yaml->last_end = end;
    if (--yaml->skipped > 0)
        return;
    span where = { yaml->skip_start, end > yaml->skip_start ? end : yaml->skip_start };
    bool is_repaired = yaml->text.at != yaml->build.source->text.at;
    build_key(&yaml->build, NODE_PLAIN | (is_repaired ? NODE_DECODED : 0), where.start, where.end,
              str_slice(yaml->text, where.start, where.end));
}

/* False when there is no reason to read on. */
static bool take_event(struct yaml *yaml, const yaml_event_t *event)
{
    if (yaml->skipped) {
        skip_key(yaml, event);
        return true;
    }
    switch (event->type) {
    case YAML_SCALAR_EVENT: return take_scalar(yaml, event);
    case YAML_ALIAS_EVENT: return take_alias(yaml, event);
    case YAML_SEQUENCE_START_EVENT: return take_start(yaml, event, NODE_ARRAY);
    case YAML_MAPPING_START_EVENT: return take_start(yaml, event, NODE_OBJECT);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT: return close(yaml, container_end(yaml, event));
    case YAML_NO_EVENT:
    case YAML_STREAM_START_EVENT:
    case YAML_DOCUMENT_START_EVENT:
    case YAML_DOCUMENT_END_EVENT: return true;
    case YAML_STREAM_END_EVENT: return false;
    }
    return false;
}

/* ---- The text as a whole ---- */

static void report_problem(struct yaml *yaml)
{
    const yaml_parser_t *parser = &yaml->parser;
    struct yaml_problem problem = {
        .problem = str_from(parser->problem),
        .context = str_from(parser->context),
        .at = place(yaml, parser->problem_mark),
        .context_at = place(yaml, parser->context_mark),
        .value = (uint32_t)parser->problem_value,
    };
    if (parser->error == YAML_READER_ERROR)
        problem.at = yaml->shift + (uint32_t)parser->problem_offset;
    if (!parser->context || parser->error == YAML_READER_ERROR)
        problem.context_at = problem.at;
    yaml_error_report(yaml->build.diags, yaml->build.source, &problem);
}

/* The first document; false when there was a mistake. */
static bool read_events(struct yaml *yaml)
{
    yaml_event_t event;
    bool is_first = true, goes_on = true;
    while (goes_on) {
        if (!yaml_parser_parse(&yaml->parser, &event)) {
            report_problem(yaml);
            return false;
        }
        if (event.type == YAML_DOCUMENT_START_EVENT && !is_first) {
            struct diag *d =
                report(yaml, (span){ place(yaml, event.start_mark), place(yaml, event.end_mark) });
            diag_message(d, "a second document begins here; only the first is read");
            goes_on = false;
        } else {
            is_first = is_first && event.type != YAML_DOCUMENT_END_EVENT;
            goes_on = take_event(yaml, &event);
        }
        yaml_event_delete(&event);
    }
    return true;
}

/* After a mistake: closes what is open, so that the nodes hold together. */
static void close_all(struct yaml *yaml)
{
    struct build *build = &yaml->build;
    uint32_t end = yaml->last_end;
    if (build->open != BUILD_NONE && node_kind(&build->nodes[build->count - 1]) == NODE_KEY)
        build_scalar(build, NODE_ERROR, 0, end, end);
    while (build->open != BUILD_NONE) {
        uint32_t start = build->nodes[build->open].start;
        build_close(build, end > start ? end : start);
    }
}

/* The text with a letter that means nothing in the place of each byte that is not UTF-8. */
static str repaired(struct arena *arena, const struct source *source, struct diags *diags)
{
    size_t bad;
    if (utf8_check(source->text, &bad))
        return source->text;
    char *copy = arena_copy(arena, source->text.at, source->text.len);
    str rest = source->text;
    uint32_t reported = 0;
    while (!utf8_check(rest, &bad)) {
        size_t at = (size_t)(rest.at - source->text.at) + bad;
        copy[at] = '_';
        if (reported++ < YAML_ERRORS_MAX) {
            struct diag *d = diag_add(diags, RULE_YAML_SYNTAX, source, span_at(at, at + 1));
            diag_message(d, "the byte 0x%02X is not UTF-8", (unsigned)(unsigned char)rest.at[bad]);
            diag_help(d, "save the file as UTF-8");
        }
        rest = str_from_offset(rest, bad + 1);
    }
    return (str){ copy, source->text.len };
}

const struct doc *doc_read_yaml(struct arena *arena, const struct source *source,
                                struct diags *diags)
{
    struct yaml yaml = {
        .build = { .arena = arena,
                   .source = source,
                   .diags = diags,
                   .syntax_rule = RULE_YAML_SYNTAX },
    };
    yaml.text = repaired(arena, source, diags);
    yaml.shift = str_starts(yaml.text, STR("\xEF\xBB\xBF")) ? 3 : 0;
    str text = str_from_offset(yaml.text, yaml.shift);
    build_init(&yaml.build, (uint32_t)(text.len / 16));
    yaml_anchors_init(&yaml.anchors, &yaml.build);
    marks_init(&yaml.marks, arena, text);

    if (!yaml_parser_initialize(&yaml.parser)) {
        struct diag *d = report(&yaml, (span){ 0, 0 });
        diag_message(d, "expected more memory for the YAML reader");
        return NULL;
    }
    yaml_parser_set_encoding(&yaml.parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&yaml.parser, (const unsigned char *)text.at, text.len);
    read_events(&yaml);
    close_all(&yaml);
    yaml_parser_delete(&yaml.parser);
    if (yaml.build.count == 0 && diags_count(diags, SEVERITY_ERROR) == 0) {
        struct diag *d = report(&yaml, (span){ 0, 0 });
        diag_message(d, "expected a YAML document, found nothing");
    }
    return build_finish(&yaml.build, true);
}
