/*
 * The service's limit on payloads, 262,144 bytes of JSON, without measuring a payload in each state that it passes
 * through: the sizes of containers that were measured are remembered by their place in memory. Values never change, and
 * their memory is not used again before recycle.c moves everything and forgets the sizes.
 *
 * Of a container that is new the parts on the first levels are looked up, so that a large payload that is put into a
 * new object again and again is not measured again.
 */
#include "sim/internal.h"

enum { REMEMBERED_LEVELS = 4 };

static struct size_entry *entry_of(struct sim *sim, value v)
{
    uintptr_t at = (uintptr_t)v.as.pointer;
    return &sim->sizes[(at >> 4 ^ at >> 13) % SIZE_ENTRIES];
}

static size_t measure(struct sim *sim, value v, enum value_style style, unsigned level);

static size_t add_sizes(size_t a, size_t b)
{
    return a > SIZE_MAX - b ? SIZE_MAX : a + b;
}

static size_t name_size(str name)
{
    return value_printed_size(value_string(name), VALUE_STYLE_JSON);
}

static size_t measure_parts(struct sim *sim, value v, enum value_style style, unsigned level)
{
    size_t bytes = 2 + (v.count ? v.count - 1 : 0);
    for (uint32_t i = 0; i < v.count && bytes <= LIMIT_PAYLOAD; i++) {
        if (v.kind == VALUE_ARRAY) {
            bytes = add_sizes(bytes, measure(sim, v.as.items[i], style, level));
        } else {
            const struct member *member = &v.as.members[i];
            bytes = add_sizes(bytes, name_size(member->name) + 1);
            bytes = add_sizes(bytes, measure(sim, member->value, style, level));
        }
    }
    return bytes;
}

/* The bytes that `v` prints in; some larger number when it is above the limit. */
static size_t measure(struct sim *sim, value v, enum value_style style, unsigned level)
{
    if (v.kind == VALUE_STRING && v.count > LIMIT_PAYLOAD)
        return v.count;
    if (v.kind != VALUE_ARRAY && v.kind != VALUE_OBJECT)
        return value_printed_size(v, style);
    if (v.count == 0)
        return 2;
    struct size_entry *entry = entry_of(sim, v);
    if (entry->at == v.as.pointer && entry->count == v.count)
        return entry->bytes;
    size_t bytes;
    if (level < REMEMBERED_LEVELS)
        bytes = measure_parts(sim, v, style, level + 1);
    else if (value_prints_longer(v, style, LIMIT_PAYLOAD))
        bytes = SIZE_MAX;
    else
        bytes = value_printed_size(v, style);
    *entry = (struct size_entry){ v.as.pointer, v.count, bytes };
    return bytes;
}

bool size_is_too_large(struct sim *sim, value v, enum value_style style)
{
    if (sim->options.no_limits)
        return false;
    return size_measure(sim, v, style) > LIMIT_PAYLOAD;
}

size_t size_measure(struct sim *sim, value v, enum value_style style)
{
    return measure(sim, v, style, 0);
}
