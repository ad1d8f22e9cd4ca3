#include "base/buf.h"
#include "base/encode.h"
#include "jsonata/functions.h"
#include "jsonata/read.h"
#include "text/digest.h"

#include <math.h>

/* What Step Functions adds. Source: AWS Step Functions Developer Guide, "Transforming data with JSONata". */

value function_partition(struct run *run, const struct call *call)
{
    value array = call->arguments[0];
    if (array.kind == VALUE_UNDEFINED || call->arguments[1].kind == VALUE_UNDEFINED)
        return value_undefined();
    double size = round_half_even(number_of(call->arguments[1]), 0);
    if (!(size >= 1))
        return fail_plain(run, ERROR_PARTITION);
    struct items items = { 0 };
    uint32_t step = size < UINT32_MAX ? (uint32_t)size : UINT32_MAX;
    for (uint32_t at = 0; at < array.count && run_work(run, 1);) {
        uint32_t count = array.count - at < step ? array.count - at : step;
        items_add(run, &items, value_array(array.as.items + at, count));
        at += count;
    }
    return items_value(&items, 0);
}

/* A sequence: one number alone stands for itself, as has been seen on the service. */
value function_range(struct run *run, const struct call *call)
{
    for (uint32_t i = 0; i < 3; i++) {
        if (call->arguments[i].kind == VALUE_UNDEFINED)
            return value_undefined();
    }
    double first = number_of(call->arguments[0]), last = number_of(call->arguments[1]);
    double step = number_of(call->arguments[2]);
    if (step == 0 || !isfinite(step) || !isfinite(first) || !isfinite(last))
        return fail_plain(run, ERROR_RANGE);
    struct items items = { 0 };
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
    if (text.kind == VALUE_UNDEFINED || algorithm.kind == VALUE_UNDEFINED)
        return value_undefined();
    unsigned char digest[DIGEST_MAX];
    size_t len = digest_compute(value_text(algorithm), value_text(text), digest);
    if (len == 0)
        return run_fail_value(run, ERROR_HASH, algorithm);
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
        return run_fail_value(run, ERROR_PARSE, text);
    return v;
}
