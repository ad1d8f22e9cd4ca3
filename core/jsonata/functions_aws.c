#include "base/buf.h"
#include "base/encode.h"
#include "jsonata/functions.h"
#include "jsonata/read.h"
#include "text/digest.h"

#include <math.h>

/*
 * What Step Functions adds. Source: AWS Step Functions Developer Guide, "Transforming data with JSONata"; what it leaves
 * open (missing and wrong arguments, texts of failures) as measured on the service and published in floci-io/floci 2676.
 */

static value fail_with(struct run *run, str message)
{
    run_fail(run, ERROR_D3137)->message = message;
    return value_undefined();
}

static value fail_argument(struct run *run, enum error_code code, const struct call *call, uint32_t index)
{
    struct error *error = run_fail(run, code);
    error->value = call->arguments[index];
    error->index = index + 1;
    return value_undefined();
}

value function_partition(struct run *run, const struct call *call)
{
    value array = call->arguments[0], size = call->arguments[1];
    if (array.kind == VALUE_UNDEFINED)
        return array;
    if (array.kind != VALUE_ARRAY)
        return fail_argument(run, ERROR_T0412, call, 0);
    double step = size.kind == VALUE_UNDEFINED ? UINT32_MAX : trunc(number_of(size));
    if (step < 0)
        return fail_with(run, STR("Second argument must be zero or greater"));
    if (array.count == 0 || !(step >= 1))
        return value_undefined();
    struct items items = { 0 };
    for (uint32_t at = 0; at < array.count && run_work(run, 1);) {
        uint32_t left = array.count - at, count = step < left ? (uint32_t)step : left;
        items_add(run, &items, value_array(array.as.items + at, count));
        at += count;
    }
    return items_value(&items, 0);
}

/* A sequence: one number alone stands for itself. Arguments are rounded towards zero. */
value function_range(struct run *run, const struct call *call)
{
    for (uint32_t i = 0; i < 2; i++) {
        if (call->arguments[i].kind == VALUE_UNDEFINED)
            return fail_argument(run, ERROR_T0410, call, i);
    }
    if (call->arguments[2].kind == VALUE_UNDEFINED)
        return value_undefined();
    double first = trunc(number_of(call->arguments[0])), last = trunc(number_of(call->arguments[1]));
    double step = trunc(number_of(call->arguments[2]));
    struct items items = { 0 };
    if (step == 0 || !isfinite(step) || !isfinite(first) || !isfinite(last))
        return value_undefined();
    for (double i = 0; run_work(run, 1); i++) {
        double number = first + i * step;
        if (step > 0 ? number > last : number < last)
            break;
        items_add(run, &items, value_double(number));
    }
    return items_value(&items, FLAG_SEQUENCE);
}

value function_hash(struct run *run, const struct call *call)
{
    value text = call->arguments[0], algorithm = call->arguments[1];
    if (text.kind == VALUE_UNDEFINED)
        return fail_argument(run, ERROR_T0410, call, 0);
    if (algorithm.kind == VALUE_UNDEFINED)
        return value_undefined();
    unsigned char digest[DIGEST_MAX];
    size_t len = digest_compute(value_text(algorithm), value_text(text), digest);
    if (len == 0)
        return fail_with(run, str_printf(run->arena, "Hash algorithm '%.*s' must be one of SHA-1, SHA-384, "
                                                     "SHA-256, SHA-512, MD5",
                                         STR_ARG(value_text(algorithm))));
    struct buf buf;
    buf_init(&buf, run->arena);
    encode_hex(&buf, (str){ (const char *)digest, len });
    return value_string(buf_text(&buf));
}

/* With a seed the first number of Java's generator, as measured on the service. */
value function_random_seeded(struct run *run, const struct call *call)
{
    if (call->arguments[0].kind == VALUE_UNDEFINED)
        return value_double(random_double(&run->random));
    double seed = trunc(number_of(call->arguments[0]));
    int64_t whole = isnan(seed)     ? 0
                    : seed >= 0x1p63 ? INT64_MAX
                    : seed < -0x1p63 ? INT64_MIN
                                     : (int64_t)seed;
    struct java_random random;
    java_random_seed(&random, whole);
    return value_double(java_random_double(&random));
}

value function_uuid(struct run *run, const struct call *call)
{
    (void)call;
    struct buf buf;
    buf_init(&buf, run->arena);
    random_uuid(&run->random, &buf);
    return value_string(buf_text(&buf));
}

value function_parse(struct run *run, const struct call *call)
{
    value text = call->arguments[0], v;
    if (text.kind == VALUE_UNDEFINED)
        return text;
    if (!run_reserve(run, text.count) || !run_work(run, text.count / 16))
        return value_undefined();
    if (!json_read(run->arena, value_text(text), &v))
        return fail_with(run, STR("Invalid JSON"));
    return v;
}
