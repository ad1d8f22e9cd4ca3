/* The documents that benchmarks read. Deterministic: the same arguments give the same text. */
#include "bench/bench.h"

#include "base/arena.h"

str bench_padded(struct buf *buf)
{
    str text = buf_text(buf);
    buf_fill(buf, '\0', 64);
    return (str){ buf->at, text.len };
}

/*
 * States as templates: a line each with its depth as the first character, so that one table serves pretty-printed and
 * minified JSON. "%u" stands for the state's number, "%n" for the next one's.
 */
static const char *const states[] = {
    "0\"Fetch order %u\": {\n"
    "1\"Type\": \"Task\",\n"
    "1\"Resource\": \"arn:aws:states:::lambda:invoke\",\n"
    "1\"Comment\": \"Asks the order service for the order and all of its positions\",\n"
    "1\"Parameters\": {\n"
    "2\"FunctionName\": \"arn:aws:lambda:eu-central-1:123456789012:function:orders-%u:live\",\n"
    "2\"Payload\": {\n"
    "3\"orderId.$\": \"$.detail.order.id\",\n"
    "3\"customer.$\": \"States.Format('{}-{}', $.detail.customer, $$.Execution.Name)\",\n"
    "3\"limit\": 25,\n"
    "3\"isRetry\": false\n"
    "2}\n"
    "1},\n"
    "1\"ResultSelector\": {\n"
    "2\"order.$\": \"$.Payload\"\n"
    "1},\n"
    "1\"ResultPath\": \"$.order\",\n"
    "1\"TimeoutSeconds\": 300,\n"
    "1\"Retry\": [\n"
    "2{\n"
    "3\"ErrorEquals\": [\n"
    "4\"Lambda.ServiceException\",\n"
    "4\"Lambda.TooManyRequestsException\"\n"
    "3],\n"
    "3\"IntervalSeconds\": 2,\n"
    "3\"MaxAttempts\": 6,\n"
    "3\"BackoffRate\": 1.5\n"
    "2}\n"
    "1],\n"
    "1\"Catch\": [\n"
    "2{\n"
    "3\"ErrorEquals\": [\n"
    "4\"States.ALL\"\n"
    "3],\n"
    "3\"ResultPath\": \"$.error\",\n"
    "3\"Next\": \"%n\"\n"
    "2}\n"
    "1],\n"
    "1\"Next\": \"%n\"\n"
    "0}",
    "0\"Is it large %u\": {\n"
    "1\"Type\": \"Choice\",\n"
    "1\"Choices\": [\n"
    "2{\n"
    "3\"And\": [\n"
    "4{\n"
    "5\"Variable\": \"$.order.total\",\n"
    "5\"NumericGreaterThanEquals\": 1000.50\n"
    "4},\n"
    "4{\n"
    "5\"Variable\": \"$.order.state\",\n"
    "5\"StringEquals\": \"OPEN\"\n"
    "4}\n"
    "3],\n"
    "3\"Next\": \"%n\"\n"
    "2}\n"
    "1],\n"
    "1\"Default\": \"%n\"\n"
    "0}",
    "0\"Compute %u\": {\n"
    "1\"Type\": \"Pass\",\n"
    "1\"QueryLanguage\": \"JSONata\",\n"
    "1\"Comment\": \"Gr\xC3\xB6\xC3\x9F""e und Preis\",\n"
    "1\"Assign\": {\n"
    "2\"total\": \"{% $sum($states.input.items.(price * quantity)) %}\",\n"
    "2\"note\": \"{% \\\"total: \\\" & $string($states.input.total) %}\"\n"
    "1},\n"
    "1\"Output\": {\n"
    "2\"ids\": [1, 2, 3, 5, 8, 13, 21],\n"
    "2\"nothing\": null\n"
    "1},\n"
    "1\"Next\": \"%n\"\n"
    "0}",
    "0\"Wait a little %u\": {\n"
    "1\"Type\": \"Wait\",\n"
    "1\"Seconds\": 30,\n"
    "1\"Next\": \"%n\"\n"
    "0}",
};

static const char *const state_names[] = { "Fetch order", "Is it large", "Compute", "Wait a little" };

static void append_name(struct buf *buf, size_t state)
{
    buf_str(buf, str_from(state_names[state % ARRAY_LEN(states)]));
    buf_char(buf, ' ');
    buf_int(buf, (int64_t)state);
}

/* One character of a template, or what a "%" in it stands for. Returns what follows. */
static const char *append_part(struct buf *buf, const char *at, size_t state)
{
    if (*at != '%' || (at[1] != 'u' && at[1] != 'n')) {
        buf_char(buf, *at);
        return at + 1;
    }
    if (at[1] == 'u')
        buf_int(buf, (int64_t)state);
    else
        append_name(buf, state + 1);
    return at + 2;
}

static void append_state(struct buf *buf, size_t state, bool is_pretty)
{
    bool is_in_string = false;
    for (const char *at = states[state % ARRAY_LEN(states)]; *at;) {
        size_t depth = (size_t)(*at++ - '0') + 2;
        if (is_pretty)
            buf_fill(buf, ' ', depth * 2);
        while (*at && *at != '\n') {
            if (*at == '"' && at[-1] != '\\')
                is_in_string = !is_in_string;
            if (*at == ' ' && !is_pretty && !is_in_string)
                at++;
            else
                at = append_part(buf, at, state);
        }
        if (*at == '\n') {
            if (is_pretty)
                buf_char(buf, '\n');
            at++;
        }
    }
}

/* States until there are `count` of them or the text has `size` bytes, whichever comes first, and one that ends. */
static str machine(struct arena *arena, size_t count, size_t size, bool is_pretty)
{
    struct buf buf;
    buf_init(&buf, arena);
    buf_str(&buf, is_pretty ? STR("{\n  \"StartAt\": \"Fetch order 0\",\n  \"States\": {\n")
                            : STR("{\"StartAt\":\"Fetch order 0\",\"States\":{"));
    size_t state = 0;
    for (; buf.len < size && state + 1 < count; state++) {
        append_state(&buf, state, is_pretty);
        buf_str(&buf, is_pretty ? STR(",\n") : STR(","));
    }
    buf_str(&buf, is_pretty ? STR("    \"") : STR("\""));
    append_name(&buf, state);
    buf_str(&buf, is_pretty ? STR("\": {\n      \"Type\": \"Succeed\"\n    }\n  }\n}\n")
                            : STR("\":{\"Type\":\"Succeed\"}}}"));
    return bench_padded(&buf);
}

str bench_machine(struct arena *arena, size_t size, bool is_pretty)
{
    return machine(arena, SIZE_MAX, size, is_pretty);
}

str bench_states(struct arena *arena, size_t count)
{
    return machine(arena, count, SIZE_MAX, true);
}

str bench_wide_object(struct arena *arena, size_t count)
{
    struct buf buf;
    buf_init(&buf, arena);
    for (size_t i = 0; i < count; i++)
        buf_printf(&buf, "%s\"a key of its own, number %zu\": %zu", i ? ",\n  " : "{\n  ", i, i * 7);
    buf_str(&buf, count ? STR("\n}\n") : STR("{}\n"));
    return bench_padded(&buf);
}

str bench_deep(struct arena *arena, size_t levels, size_t size)
{
    struct buf buf;
    buf_init(&buf, arena);
    buf_char(&buf, '[');
    while (buf.len < size) {
        for (size_t i = 1; i + 2 < levels; i += 2)
            buf_str(&buf, STR("{\"Iterator\": [1, "));
        buf_str(&buf, STR("\"end\""));
        for (size_t i = 1; i + 2 < levels; i += 2)
            buf_str(&buf, STR(", 2], \"Next\": 3}"));
        buf_str(&buf, STR(",\n"));
    }
    buf_str(&buf, STR("null]\n"));
    return bench_padded(&buf);
}
