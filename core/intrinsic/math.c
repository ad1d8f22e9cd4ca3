/* MathAdd and MathRandom. */
#include "intrinsic/internal.h"

#include "base/random.h"

bool evaluate_math_add(struct call *call, value *result)
{
    int64_t first, second;
    if (!call_integer(call, 0, &first) || !call_integer(call, 1, &second))
        return false;
    *result = value_integer(first + second);
    return true;
}

/*
 * The service does not name its generator. With a seed it is taken to be java.util.Random, which
 * $random(seed) of the service's JSONata shows.
 */
bool evaluate_math_random(struct call *call, value *result)
{
    int64_t start, end, seed = 0;
    bool has_seed = call->argument_count == 3;
    if (!call_integer(call, 0, &start) || !call_integer(call, 1, &end) ||
        (has_seed && !call_integer(call, 2, &seed)))
        return false;
    if (end <= start)
        return call_fail(call, "the end must be greater than the start");
    double part;
    if (has_seed) {
        struct java_random random;
        java_random_seed(&random, seed);
        if (end - start <= INT32_MAX) {
            *result = value_integer(start + java_random_int(&random, (int32_t)(end - start)));
            return true;
        }
        part = java_random_double(&random);
    } else {
        part = random_double(call->random);
    }
    *result = value_integer(start + (int64_t)(part * (double)(end - start)));
    return true;
}
