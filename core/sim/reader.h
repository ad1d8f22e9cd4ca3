/*
 * reader.h - the items of a distributed Map: an ItemReader's data as an array.
 *
 * The formats know nothing of machines: bytes and a description in, items or a failure (States.ItemReaderFailed) out.
 *
 * Source: Developer Guide, "ItemReader (Map)"; recorded executions for what CSV rows become.
 */
#ifndef SIM_READER_H
#define SIM_READER_H

#include "base/buf.h"
#include "value/value.h"

struct arena;
struct evaluation;
struct world;

enum reader_format {
    READER_LIST, /* the listed objects themselves */
    READER_CSV,
    READER_JSON,
    READER_JSONL,
    READER_MANIFEST,
    READER_PARQUET
};

struct reader {
    const struct world *world;
    enum reader_format format;
    bool is_listing;      /* s3:listObjectsV2 */
    bool is_flattening;   /* the listed objects are read in `format` */
    bool is_athena;       /* a manifest of data files in `format` */
    str bucket, key, prefix;
    str pointer;          /* ItemsPointer */
    bool has_pointer;
    char delimiter;
    value headers;        /* CSVHeaders; undefined: the first row */
    uint64_t most;        /* MaxItems */
    bool is_most_negative; /* which fails when the reader runs, not before */
};

enum reader_outcome {
    READER_DONE,
    READER_FAILED,  /* the service would fail: `failure` */
    READER_UNKNOWN  /* the world has no such data: `failure.cause` says what is missing */
};

/* Sets `reader` from the fields of the state. False with the evaluation's error set. */
bool reader_prepare(struct evaluation *evaluation, struct reader *reader);
enum reader_outcome reader_run(struct arena *arena, const struct reader *reader, value *items,
                               struct failure *failure);
/* Bytes that are known, such as a test's own. */
enum reader_outcome reader_parse(struct arena *arena, const struct reader *reader, str bytes,
                                 struct array_builder *items, struct failure *failure);

/* reader_csv.c, reader_json.c: append the items of one object, at most reader->most in all. */
bool reader_csv(struct arena *arena, const struct reader *reader, str bytes, struct array_builder *items,
                struct failure *failure);
bool reader_json(struct arena *arena, const struct reader *reader, str bytes, struct array_builder *items,
                 struct failure *failure);
bool reader_jsonl(struct arena *arena, const struct reader *reader, str bytes, struct array_builder *items,
                  struct failure *failure);
/* Sets the failure; false always. */
bool reader_fail(struct arena *arena, struct failure *failure, const char *format, ...) ATTR_PRINTF(3, 4);

#endif
