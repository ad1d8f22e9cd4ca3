/* Objects of S3: what item readers read, and what result writers write. */
#include "sim/script_internal.h"

#include <stdlib.h>

static str address(struct arena *arena, str bucket, str key)
{
    return str_printf(arena, "%.*s/%.*s", STR_ARG(bucket), STR_ARG(key));
}

void script_add_object(struct script *script, str bucket, str key, str bytes)
{
    uint32_t number = intern_add(&script->shared_names, address(script->arena, bucket, key));
    if (number >= script->shared_capacity) {
        uint32_t capacity = script->shared_capacity ? script->shared_capacity * 2 : 16;
        script->shared = arena_grow(script->arena, script->shared, script->shared_capacity * sizeof *script->shared,
                                    capacity * sizeof *script->shared, _Alignof(struct script_object));
        script->shared_capacity = capacity;
    }
    script->shared[number] =
        (struct script_object){ .bucket = bucket, .key = key, .bytes = bytes, .is_loaded = true };
}

static bool is_at(const struct script_object *object, str bucket, str key)
{
    return str_equal(object->key, key) && str_equal(object->bucket, bucket);
}

static const struct script_object *find_in_layers(const struct script_test *test, size_t layers, str bucket, str key)
{
    for (size_t i = 0; i < layers; i++) {
        const struct script_layer *layer = test->layers[i];
        for (uint32_t o = 0; layer && o < layer->object_count; o++) {
            if (is_at(layer->objects[o], bucket, key))
                return layer->objects[o];
        }
    }
    return NULL;
}

bool script_read_object(void *context, struct arena *arena, str bucket, str key, str *bytes)
{
    const struct script_run *run = context;
    for (const struct script_written *w = run->written; w; w = w->next) {
        if (str_equal(w->bucket, bucket) && str_equal(w->key, key)) {
            *bytes = w->bytes;
            return true;
        }
    }
    const struct script_object *object = find_in_layers(run->test, SCRIPT_LAYERS, bucket, key);
    if (!object) {
        uint32_t number = intern_find(&run->script->shared_names, address(arena, bucket, key));
        object = number == INTERN_NONE ? NULL : &run->script->shared[number];
    }
    if (!object || !object->is_loaded)
        return false;
    *bytes = object->bytes;
    return true;
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

static int compare_keys(const void *a, const void *b)
{
    return str_compare((*(const struct script_object *const *)a)->key,
                       (*(const struct script_object *const *)b)->key);
}

struct listing {
    const struct script_object **found;
    uint32_t count;
    bool has_bucket;
    str bucket, prefix;
};

/* `layers`: how many go before the object's own. */
static void list_object(struct listing *listing, const struct script_test *test, size_t layers,
                        const struct script_object *object)
{
    if (!object->is_loaded || !str_equal(object->bucket, listing->bucket))
        return;
    listing->has_bucket = true;
    if (str_starts(object->key, listing->prefix) && !find_in_layers(test, layers, object->bucket, object->key))
        listing->found[listing->count++] = object;
}

/* In the order of their keys, as the service lists them. */
bool script_list_objects(void *context, struct arena *arena, str bucket, str prefix, value *objects)
{
    const struct script_run *run = context;
    const struct script *script = run->script;
    struct listing listing = { .bucket = bucket, .prefix = prefix };
    listing.found = arena_array(arena, const struct script_object *,
                                (size_t)script->object_count + script->shared_names.count);
    for (size_t i = 0; i < SCRIPT_LAYERS; i++) {
        const struct script_layer *layer = run->test->layers[i];
        for (uint32_t o = 0; layer && o < layer->object_count; o++)
            list_object(&listing, run->test, i, layer->objects[o]);
    }
    for (uint32_t i = 0; i < script->shared_names.count; i++)
        list_object(&listing, run->test, SCRIPT_LAYERS, &script->shared[i]);
    qsort(listing.found, listing.count, sizeof *listing.found, compare_keys);
    struct array_builder list;
    array_begin(&list, arena);
    for (uint32_t i = 0; i < listing.count; i++)
        array_add(&list, describe_object(arena, listing.found[i], run->test->settings.start_ms));
    *objects = array_end(&list);
    return listing.has_bucket;
}

void script_write_object(void *context, str bucket, str key, str bytes)
{
    struct script_run *run = context;
    struct script_written *written = arena_new(run->arena, struct script_written);
    *written = (struct script_written){ run->written, str_copy(run->arena, bucket), str_copy(run->arena, key),
                                        str_copy(run->arena, bytes) };
    run->written = written;
}
