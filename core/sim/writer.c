#include "sim/writer.h"

#include "base/time.h"

static enum writer_transformation transformation_of(str name)
{
    if (str_equal(name, STR("COMPACT")))
        return WRITER_COMPACT;
    return str_equal(name, STR("FLATTEN")) ? WRITER_FLATTEN : WRITER_NONE;
}

static str config_text(struct evaluation *evaluation, enum name name)
{
    const struct asl_object *config = evaluation->frame->plan->writer_config;
    const struct asl_field *field = config ? asl_get(config, name) : NULL;
    return field ? asl_text(evaluation->sim->asl, field->value) : STR("");
}

bool writer_prepare(struct evaluation *evaluation, struct map_run *run)
{
    const struct plan *plan = evaluation->frame->plan;
    run->transformation = WRITER_COMPACT;
    if (!plan->writer)
        return true;
    run->transformation = transformation_of(config_text(evaluation, NAME_Transformation));
    run->is_lines = str_equal(config_text(evaluation, NAME_OutputType), STR("JSONL"));
    const struct asl_field *field = asl_get(plan->writer, plan->is_jsonata ? NAME_Arguments : NAME_Parameters);
    value place = value_undefined();
    if (field && !sim_evaluate_field(evaluation, field, &place))
        return false;
    value bucket = value_get(place, STR("Bucket")), prefix = value_get(place, STR("Prefix"));
    run->is_exported = bucket.kind == VALUE_STRING;
    if (run->is_exported)
        run->bucket = value_text(bucket);
    if (prefix.kind == VALUE_STRING)
        run->prefix = value_text(prefix);
    return true;
}

static value json_text(struct sim *sim, value v, enum value_style style)
{
    return value_string(value_to_text(&sim->live, v, style));
}

static value included(struct sim *sim)
{
    struct object_builder details;
    object_begin(&details, &sim->live);
    object_set(&details, STR("Included"), value_bool(true));
    return object_end(&details);
}

static value instant(struct sim *sim, int64_t at_ms)
{
    struct buf text;
    buf_init(&text, &sim->live);
    time_print_iso(&text, sim->options.start_ms + at_ms);
    return value_string(buf_text(&text));
}

static void set_outcome(struct sim *sim, struct object_builder *entry, value output, const struct sim_error *error,
                        enum value_style style)
{
    if (!error) {
        object_set(entry, STR("Output"), json_text(sim, output, style));
        object_set(entry, STR("OutputDetails"), included(sim));
        return;
    }
    if (error->has_cause)
        object_set(entry, STR("Cause"), value_string(error->cause));
    if (error->has_error)
        object_set(entry, STR("Error"), value_string(error->error));
}

value writer_entry(struct sim *sim, const struct fork *fork, const struct execution *execution, value output,
                   const struct sim_error *error)
{
    if (!error && fork->run->transformation != WRITER_NONE)
        return output;
    enum value_style style = VALUE_STYLE_JAVA;
    struct object_builder entry;
    object_begin(&entry, &sim->live);
    object_set(&entry, STR("ExecutionArn"), value_string(execution->arn));
    object_set(&entry, STR("Input"), json_text(sim, execution->input, style));
    object_set(&entry, STR("InputDetails"), included(sim));
    object_set(&entry, STR("Name"), value_string(execution->name));
    set_outcome(sim, &entry, output, error, style);
    object_set(&entry, STR("RedriveCount"), value_integer(0));
    object_set(&entry, STR("RedriveStatus"), value_string(error ? STR("REDRIVABLE_BY_MAP_RUN") : STR("NOT_REDRIVABLE")));
    if (!error)
        object_set(&entry, STR("RedriveStatusReason"),
                   value_string(STR("Execution is SUCCEEDED and cannot be redriven")));
    object_set(&entry, STR("StartDate"), instant(sim, execution->started_ms));
    object_set(&entry, STR("StateMachineArn"), value_string(execution->machine_arn));
    object_set(&entry, STR("Status"), value_string(error ? STR("FAILED") : STR("SUCCEEDED")));
    object_set(&entry, STR("StopDate"), instant(sim, sim->now_ms));
    return object_end(&entry);
}

static void add_flat(struct array_builder *results, value v)
{
    if (v.kind != VALUE_ARRAY) {
        array_add(results, v);
        return;
    }
    for (uint32_t i = 0; i < v.count; i++)
        array_add(results, v.as.items[i]);
}

enum which { THOSE_SUCCEEDED, THOSE_FAILED, ALL };

static value collect(struct sim *sim, const struct fork *fork, enum which which)
{
    struct array_builder results;
    array_begin(&results, &sim->live);
    for (uint32_t i = 0; i < fork->count; i++) {
        bool is_failed = fork->run->is_failed[i];
        if (which != ALL && is_failed != (which == THOSE_FAILED))
            continue;
        if (fork->run->transformation == WRITER_FLATTEN && !is_failed)
            add_flat(&results, fork->results[i]);
        else
            array_add(&results, fork->results[i]);
    }
    return array_end(&results);
}

static str key_of(struct sim *sim, const struct map_run *run, const char *name)
{
    const char *slash = run->prefix.len && !str_ends(run->prefix, STR("/")) ? "/" : "";
    return str_printf(&sim->live, "%.*s%s%.*s/%s", STR_ARG(run->prefix), slash, STR_ARG(run->id), name);
}

static str file_text(struct sim *sim, const struct map_run *run, value entries)
{
    struct buf text;
    buf_init(&text, &sim->live);
    if (!run->is_lines) {
        value_print(&text, entries, VALUE_STYLE_JAVA);
        return buf_text(&text);
    }
    for (uint32_t i = 0; i < entries.count; i++) {
        value_print(&text, entries.as.items[i], VALUE_STYLE_JAVA);
        buf_char(&text, '\n');
    }
    return buf_text(&text);
}

/* Writes one kind of entries; the manifest's list of its files. */
static value write_file(struct sim *sim, const struct fork *fork, enum which which, const char *kind)
{
    const struct map_run *run = fork->run;
    struct array_builder files;
    array_begin(&files, &sim->live);
    value entries = collect(sim, fork, which);
    if (entries.count == 0)
        return array_end(&files);
    str name = str_printf(&sim->live, "%s_0.%s%c", kind, run->is_lines ? "jsonl" : "json", '\0');
    str key = key_of(sim, run, name.at), text = file_text(sim, run, entries);
    if (sim->world.write)
        sim->world.write(sim->world.context, run->bucket, key, text);
    struct object_builder file;
    object_begin(&file, &sim->live);
    object_set(&file, STR("Key"), value_string(key));
    object_set(&file, STR("Size"), value_integer((int64_t)text.len));
    array_add(&files, object_end(&file));
    return array_end(&files);
}

static void write_files(struct sim *sim, const struct fork *fork, str manifest_key)
{
    const struct map_run *run = fork->run;
    struct object_builder files, manifest;
    object_begin(&files, &sim->live);
    object_set(&files, STR("FAILED"), write_file(sim, fork, THOSE_FAILED, "FAILED"));
    object_set(&files, STR("PENDING"), value_array(NULL, 0));
    object_set(&files, STR("SUCCEEDED"), write_file(sim, fork, THOSE_SUCCEEDED, "SUCCEEDED"));
    object_begin(&manifest, &sim->live);
    object_set(&manifest, STR("DestinationBucket"), value_string(run->bucket));
    object_set(&manifest, STR("MapRunArn"), value_string(run->arn));
    object_set(&manifest, STR("ResultFiles"), object_end(&files));
    str text = value_to_text(&sim->live, object_end(&manifest), VALUE_STYLE_JAVA);
    if (sim->world.write)
        sim->world.write(sim->world.context, run->bucket, manifest_key, text);
}

value writer_finish(struct sim *sim, const struct fork *fork)
{
    const struct map_run *run = fork->run;
    if (!run->is_exported)
        return collect(sim, fork, ALL);
    str key = key_of(sim, run, "manifest.json");
    write_files(sim, fork, key);
    struct object_builder details, result;
    object_begin(&details, &sim->live);
    object_set(&details, STR("Bucket"), value_string(run->bucket));
    object_set(&details, STR("Key"), value_string(key));
    object_begin(&result, &sim->live);
    object_set(&result, STR("MapRunArn"), value_string(run->arn));
    object_set(&result, STR("ResultWriterDetails"), object_end(&details));
    return object_end(&result);
}
