/*
 * value.h - JSON values for computing.
 *
 * A `value` is 16 bytes, passed by value, immutable; what stands behind it
 * (text, items, members) lies in an arena and is shared freely because nothing
 * ever changes. Copying a value into another arena is explicit: value_copy().
 *
 * Numbers keep their class, as the JSONPath side of the service does: an
 * integer that fits 64 bits stays one, a fraction or exponent makes a double,
 * an integer that is longer keeps its text (VALUE_BIG) and prints as it came.
 * JSONata has doubles only and converts when it reads.
 *
 * Members of an object stand in the order in which they came; no two have the
 * same name. From 16 members on, value_get() uses an index.
 *
 * VALUE_UNDEFINED is "nothing" (JSONata's undefined, a path that finds nothing); it is all zero bits. VALUE_FUNCTION
 * belongs to JSONata; `flags` and `extra` are free for the language that made the value (JSONata marks sequences).
 */
#ifndef VALUE_VALUE_H
#define VALUE_VALUE_H

#include "base/str.h"

struct arena;
struct buf;
struct member;

enum value_kind {
    VALUE_UNDEFINED,
    VALUE_NULL,
    VALUE_FALSE,
    VALUE_TRUE,
    VALUE_INTEGER,
    VALUE_DOUBLE,
    VALUE_BIG, /* an integer beyond 64 bits, as its text */
    VALUE_STRING,
    VALUE_ARRAY,
    VALUE_OBJECT,
    VALUE_FUNCTION
};

typedef struct value {
    uint8_t kind;
    uint8_t flags;
    uint16_t extra;
    uint32_t count; /* bytes, items or members */
    union {
        const char *text;
        const struct value *items;
        const struct member *members;
        double number;
        int64_t integer;
        const void *pointer;
    } as;
} value;

struct member {
    str name;
    value value;
};

/* A failure of the simulated world: a value, not a diagnostic. `error` is a name such as States.Runtime. */
struct failure {
    str error, cause;
};

static inline value value_undefined(void)
{
    return (value){ 0 };
}
static inline value value_null(void)
{
    return (value){ .kind = VALUE_NULL };
}
static inline value value_bool(bool truth)
{
    return (value){ .kind = truth ? VALUE_TRUE : VALUE_FALSE };
}
static inline value value_integer(int64_t integer)
{
    return (value){ .kind = VALUE_INTEGER, .as.integer = integer };
}
static inline value value_double(double number)
{
    return (value){ .kind = VALUE_DOUBLE, .as.number = number };
}
/* Not copied: the text must live as long as the value. At most UINT32_MAX bytes. */
static inline value value_string(str text)
{
    return (value){ .kind = VALUE_STRING, .count = (uint32_t)text.len, .as.text = text.at };
}
/* Not copied. */
static inline value value_array(const value *items, size_t count)
{
    return (value){ .kind = VALUE_ARRAY, .count = (uint32_t)count, .as.items = items };
}

static inline bool value_is_bool(value v)
{
    return v.kind == VALUE_FALSE || v.kind == VALUE_TRUE;
}
static inline bool value_is_number(value v)
{
    return v.kind >= VALUE_INTEGER && v.kind <= VALUE_BIG;
}
static inline str value_text(value v)
{
    return (str){ v.as.text, v.count };
}
/* The double nearest to a number of any class. */
double value_number(value v);
/* True when `v` is a number without a fraction that fits 64 bits (also 3.0 and 3e0). */
bool value_to_integer(value v, int64_t *integer);
/* The number of a JSON number text (already checked to be one). The text is kept for VALUE_BIG. */
value value_of_number_text(str text);

/* Looks a member up; VALUE_UNDEFINED when there is none or `object` is no object. */
value value_get(value object, str name);
/* Item `i`, or VALUE_UNDEFINED. */
value value_item(value array, size_t i);

/*
 * Building. An object under construction collects members in order; a name that comes again replaces the earlier
 * member's value in its place. The members live in the arena given. After object_end() the builder is empty again.
 */
struct object_builder {
    struct arena *arena;
    struct member *members;
    uint32_t count, capacity;
};
void object_begin(struct object_builder *builder, struct arena *arena);
/* Room for `capacity` members in all, for whoever knows how many will come; saves memory, changes nothing else. */
void object_reserve(struct object_builder *builder, uint32_t capacity);
/* Adds or replaces. The name is not copied. */
void object_set(struct object_builder *builder, str name, value v);
/* Removes a member if it is there. Cost: linear. */
void object_remove(struct object_builder *builder, str name);
value object_end(struct object_builder *builder);
/* The members of `object` so far, then more can be set: a changed copy. */
void object_begin_from(struct object_builder *builder, struct arena *arena, value object);

struct array_builder {
    struct arena *arena;
    value *items;
    uint32_t count, capacity;
};
void array_begin(struct array_builder *builder, struct arena *arena);
/* As object_reserve(). */
void array_reserve(struct array_builder *builder, uint32_t capacity);
void array_add(struct array_builder *builder, value v);
value array_end(struct array_builder *builder);

/* A deep copy into `arena`, text included. */
value value_copy(struct arena *arena, value v);

/* How deep value_equal() and value_printed_size() look. Building, copying and printing go to any depth. */
#define VALUE_DEPTH_MAX 10000

/*
 * Deep equality: numbers by value, objects without order, arrays with. Functions are equal when they are the same.
 * What is deeper than VALUE_DEPTH_MAX is equal only if it is the same in memory.
 */
bool value_equal(value a, value b);

/* How numbers of class double print; integers and VALUE_BIG print their digits in all. */
enum value_style {
    VALUE_STYLE_JSON, /* as JavaScript: 3, 0.1, 1e+21; what JSONata and our own outputs show */
    VALUE_STYLE_JAVA  /* as the service's JSONPath side: 3.0, 0.1, 1.0E21 */
};

/*
 * Appends `v` as JSON text, control characters and lone surrogates escaped, without any blanks. Undefined prints
 * nothing, a function "". Inside an array undefined prints null, and a member that is undefined is left out. A double
 * that is not finite prints as a string, as the service does: "Infinity", "NaN".
 */
void value_print(struct buf *buf, value v, enum value_style style);
/* The same with line breaks and `indent` blanks a level; empty containers stay on one line. */
void value_print_pretty(struct buf *buf, value v, enum value_style style, unsigned indent);
/* Appends `text` as a JSON string with its quotes. */
void value_print_string(struct buf *buf, str text);
/* value_print() as a text of its own in the arena. */
str value_to_text(struct arena *arena, value v, enum value_style style);
/*
 * Bytes that value_print() would write, without writing; SIZE_MAX for what is nested deeper than VALUE_DEPTH_MAX.
 * The other one stops counting at the limit, so that it is quick even for a value that shares its parts so often
 * that its text would never end. For the service's size limits.
 */
size_t value_printed_size(value v, enum value_style style);
bool value_prints_longer(value v, enum value_style style, size_t limit);

/* "null", "boolean", "number", "string", "array", "object", "function", "undefined". */
const char *value_kind_name(value v);

#endif
