/* Functions that read or make texts: Format, StringToJson, JsonToString, Base64Encode,
 * Base64Decode, Hash, ... */
#include "intrinsic/internal.h"

#include "base/encode.h"
#include "base/intern.h"
#include "base/random.h"
#include "base/utf8.h"
#include "diag/diag.h"
#include "doc/doc.h"
#include "text/digest.h"

/* The next piece of a template: {} gives true; anything else one byte, or an escaped one, in `*c`.
 */
static bool next_placeholder(str template, size_t *at, char *c)
{
    *c = template.at[(*at)++];
    char next = *at < template.len ? template.at[*at] : '\0';
    bool is_escape = *c == '\\' && (next == '\'' || next == '{' || next == '}' || next == '\\');
    bool is_placeholder = *c == '{' && next == '}';
    if (is_escape)
        *c = next;
    *at += is_escape || is_placeholder;
    return is_placeholder;
}

uint32_t format_count(str written)
{
    uint32_t count = 0;
    char c;
    for (size_t at = 0; at < written.len;)
        count += next_placeholder(written, &at, &c);
    return count;
}

/* With its escapes, which tell \{\} from {}. A template that comes from elsewhere is taken to have
 * the same ones. */
static bool format_template(struct call *call, str *template)
{
    const struct intrinsic_node *node = intrinsic_first(call->node);
    if (!call_text(call, 0, template))
        return false;
    if (node->kind == INTRINSIC_LITERAL)
        *template =
            source_text(call->intrinsic->source, span_at(node->span.start + 1, node->span.end - 1));
    return true;
}

bool evaluate_format(struct call *call, value *result)
{
    str template;
    struct buf text;
    buf_init(&text, call->arena);
    if (!format_template(call, &template))
        return false;
    uint32_t wanted = format_count(template), used = 0;
    if (wanted + 1 != call->argument_count)
        return call_fail(call, "the template has %u {}, but %u values follow it", (unsigned)wanted,
                         (unsigned)call->argument_count - 1);
    char c;
    for (size_t at = 0; at < template.len;) {
        if (!next_placeholder(template, &at, &c))
            buf_char(&text, c);
        else
            jsonpath_print_java(&text, call->arguments[++used]);
        if (text.len > INTRINSIC_MAX_TEXT)
            return call_fail(call, "the text is too long");
    }
    *result = value_string(buf_text(&text));
    return true;
}

static bool is_syntax_error(const struct diags *diags)
{
    for (uint32_t i = 0; i < diags->count; i++) {
        /* A member that comes twice is no error here: the last wins. */
        if (diags->items[i]->severity == SEVERITY_ERROR &&
            diags->items[i]->rule != RULE_DUPLICATE_KEY)
            return true;
    }
    return false;
}

bool evaluate_string_to_json(struct call *call, value *result)
{
    str text;
    struct diags diags;
    if (!call_text(call, 0, &text))
        return false;
    *result = value_null();
    if (str_trim(text).len == 0)
        return true;
    if (text.len > SOURCE_MAX - SOURCE_PADDING)
        return call_fail(call, "the text is too long");
    diags_init(&diags, call->arena);
    const struct doc *doc = doc_read_json(
        call->arena, source_copied(call->arena, STR("States.StringToJson"), text), &diags);
    if (!doc || is_syntax_error(&diags))
        return call_fail(call, "the text is not JSON");
    *result = doc_value(call->arena, doc, doc->nodes);
    return true;
}

bool evaluate_json_to_string(struct call *call, value *result)
{
    *result = value_string(value_to_text(call->arena, call->arguments[0], VALUE_STYLE_JAVA));
    return true;
}

bool evaluate_base64_encode(struct call *call, value *result)
{
    str text;
    struct buf encoded;
    buf_init(&encoded, call->arena);
    if (!call_text(call, 0, &text) || !call_check_length(call, text))
        return false;
    encode_base64(&encoded, text);
    *result = value_string(buf_text(&encoded));
    return true;
}

/* Bytes that are no UTF-8 become U+FFFD, as Java makes a text of them. */
static str decoded_text(struct arena *arena, str bytes)
{
    size_t bad;
    struct buf text;
    if (utf8_check(bytes, &bad))
        return bytes;
    buf_init(&text, arena);
    for (size_t at = 0; at < bytes.len;)
        buf_code_point(&text, utf8_next(bytes, &at));
    return buf_text(&text);
}

bool evaluate_base64_decode(struct call *call, value *result)
{
    str text;
    struct buf bytes;
    buf_init(&bytes, call->arena);
    if (!call_text(call, 0, &text) || !call_check_length(call, text))
        return false;
    if (!decode_base64(&bytes, text))
        return call_fail(call, "the text is not base64");
    *result = value_string(decoded_text(call->arena, buf_text(&bytes)));
    return true;
}

const str intrinsic_algorithms[INTRINSIC_ALGORITHM_COUNT] = {
    STR_INIT("MD5"),     STR_INIT("SHA-1"),   STR_INIT("SHA-256"),
    STR_INIT("SHA-384"), STR_INIT("SHA-512"),
};

bool intrinsic_is_algorithm(str name)
{
    for (size_t i = 0; i < INTRINSIC_ALGORITHM_COUNT; i++) {
        if (str_equal(name, intrinsic_algorithms[i]))
            return true;
    }
    return false;
}

bool evaluate_hash(struct call *call, value *result)
{
    value data = call->arguments[0];
    str text = data.kind == VALUE_STRING ? value_text(data)
                                         : value_to_text(call->arena, data, VALUE_STYLE_JAVA);
    str algorithm;
    unsigned char digest[DIGEST_MAX];
    struct buf hex;
    buf_init(&hex, call->arena);
    if (!call_text(call, 1, &algorithm) || !call_check_length(call, text))
        return false;
    if (!intrinsic_is_algorithm(algorithm))
        return call_fail(call, "there is no algorithm \"%.*s\"", STR_ARG(algorithm));
    size_t size = digest_compute(algorithm, text, digest);
    encode_hex(&hex, (str){ (const char *)digest, size });
    *result = value_string(buf_text(&hex));
    return true;
}

/* Each character of the delimiters splits; pieces without text are left out. */
bool evaluate_string_split(struct call *call, value *result)
{
    str text, delimiters;
    struct intern set;
    struct array_builder pieces;
    if (!call_text(call, 0, &text) || !call_text(call, 1, &delimiters))
        return false;
    intern_init(&set, call->arena);
    for (size_t at = 0, start = 0; at < delimiters.len; start = at) {
        utf8_next(delimiters, &at);
        intern_add(&set, str_slice(delimiters, start, at));
    }
    array_begin(&pieces, call->arena);
    size_t piece = 0;
    for (size_t at = 0, start = 0; at < text.len; start = at) {
        utf8_next(text, &at);
        if (intern_find(&set, str_slice(text, start, at)) == INTERN_NONE)
            continue;
        if (start > piece)
            array_add(&pieces, value_string(str_slice(text, piece, start)));
        piece = at;
    }
    if (piece < text.len)
        array_add(&pieces, value_string(str_from_offset(text, piece)));
    *result = array_end(&pieces);
    return true;
}

bool evaluate_uuid(struct call *call, value *result)
{
    struct buf text;
    buf_init(&text, call->arena);
    random_uuid(call->random, &text);
    *result = value_string(buf_text(&text));
    return true;
}
