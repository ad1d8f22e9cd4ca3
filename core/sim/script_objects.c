/* Objects of S3: what item readers read, and what result writers write. */
#include "sim/script_internal.h"

#include <stdlib.h>

bool script_read_object(void *context, struct arena *arena, str bucket, str key, str *bytes)
{
    (void)arena;
    const struct script_run *run = context;
    for (const struct script_written *w = run->written; w; w = w->next) {
        if (str_equal(w->bucket, bucket) && str_equal(w->key, key)) {
            *bytes = w->bytes;
            return true;
        }
    }
    for (size_t i = 0; i < SCRIPT_LAYERS; i++) {
        const struct script_layer *layer = run->test->layers[i];
        for (uint32_t o = 0; layer && o < layer->object_count; o++) {
            const struct script_object *object = layer->objects[o];
            if (!object->is_loaded || !str_equal(object->bucket, bucket) || !str_equal(object->key, key))
                continue;
            *bytes = object->bytes;
            return true;
        }
    }
    return false;
}

static value describe_object(struct arena *arena, const struct script_object *object, int64_t start_ms)
{
    struct object_builder members;
    object_begin(&members, arena);
    int64_t modified_ms = object->modified_ms ? object->modified_ms : start_ms;
    str etag = str_printf(arena, "\"%016llx\"", (unsigned long long)str_hash(object->bytes));
    object_set(&members, STR("Etag"), value_string(etag));
    object_set(&members, STR("Key"), value_string(object->key));
    object_set(&members, STR("LastModified"), value_integer(modified_ms / 1000));
    object_set(&members, STR("Size"), value_integer((int64_t)object->bytes.len));
    object_set(&members, STR("StorageClass"), value_string(STR("STANDARD")));
    return object_end(&members);
}

/* Whether an inner layer has an object of the same address. */
static bool is_hidden(const struct script_test *test, size_t layer, const struct script_object *object)
{
    for (size_t i = 0; i < layer; i++) {
        for (uint32_t o = 0; test->layers[i] && o < test->layers[i]->object_count; o++) {
            const struct script_object *inner = test->layers[i]->objects[o];
            if (str_equal(inner->bucket, object->bucket) && str_equal(inner->key, object->key))
                return true;
        }
    }
    return false;
}

static int compare_keys(const void *a, const void *b)
{
    return str_compare((*(const struct script_object *const *)a)->key,
                       (*(const struct script_object *const *)b)->key);
}

/* In the order of their keys, as the service lists them. */
bool script_list_objects(void *context, struct arena *arena, str bucket, str prefix, value *objects)
{
    const struct script_run *run = context;
    const struct script_object **found =
        arena_array(arena, const struct script_object *, run->script->object_count);
    uint32_t count = 0;
    bool has_bucket = false;
    for (size_t i = 0; i < SCRIPT_LAYERS; i++) {
        const struct script_layer *layer = run->test->layers[i];
        for (uint32_t o = 0; layer && o < layer->object_count; o++) {
            const struct script_object *object = layer->objects[o];
            bool is_here = str_equal(object->bucket, bucket) && object->is_loaded;
            has_bucket |= is_here;
            if (is_here && str_starts(object->key, prefix) && !is_hidden(run->test, i, object))
                found[count++] = object;
        }
    }
    qsort(found, count, sizeof *found, compare_keys);
    struct array_builder list;
    array_begin(&list, arena);
    for (uint32_t i = 0; i < count; i++)
        array_add(&list, describe_object(arena, found[i], run->test->settings.start_ms));
    *objects = array_end(&list);
    return has_bucket;
}

void script_write_object(void *context, str bucket, str key, str bytes)
{
    struct script_run *run = context;
    struct script_written *written = arena_new(run->arena, struct script_written);
    *written = (struct script_written){ run->written, str_copy(run->arena, bucket), str_copy(run->arena, key),
                                        str_copy(run->arena, bytes) };
    run->written = written;
}
