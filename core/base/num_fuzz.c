#include "base/num.h"

#include "base/arena.h"
#include "base/buf.h"
#include "memory.h"

#include <math.h>
#include <string.h>

/*
 * A text that reads as a number must read as strtod has it, and print as something that reads the
 * same.
 */
static void check_text(struct arena *arena, str text)
{
    double number, back;
    size_t len = num_scan(text);
    if (!num_to_double(text, &number)) {
        if (len && (len == text.len || num_to_double(str_slice(text, 0, len), &number) == false))
            abort();
        return;
    }
    if (number != strtod(str_terminated(arena, text), NULL))
        abort();
    struct buf buf;
    buf_init(&buf, arena);
    num_print_js(&buf, number);
    if (isfinite(number) && (!num_to_double(buf_text(&buf), &back) || back != number))
        abort();
}

static void check_double(struct arena *arena, const uint8_t *data)
{
    double number, back;
    memcpy(&number, data, sizeof number);
    struct buf buf;
    buf_init(&buf, arena);
    num_print_java(&buf, number);
    if (isfinite(number) && (!num_to_double(buf_text(&buf), &back) || back != number))
        abort();
    num_print_fixed(&buf, number, data[0] % 101);
    char digits[17];
    int exponent;
    if (isfinite(number) && number > 0)
        num_digits_precise(number, data[0] % 17 + 1u, digits, &exponent);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena;
    arena_init(&arena, &plain_memory);
    check_text(&arena, (str){ (const char *)data, size });
    if (size >= sizeof(double))
        check_double(&arena, data);
    arena_finish(&arena);
    return 0;
}
