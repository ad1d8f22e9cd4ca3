/*
 * objects.h - files that stand for objects of S3: those that a script names, and a folder of buckets.
 *
 *     DIR/BUCKET/some/key.csv      s3://BUCKET/some/key.csv
 *
 * A file that is packed with gzip is unpacked. All are read before a run begins.
 */
#ifndef OBJECTS_H
#define OBJECTS_H

#include "base/str.h"

struct arena;
struct script;
struct script_run;

/* Reads the files of the script's objects, which are relative to its own folder. False after complaints. */
bool objects_load_named(struct arena *arena, struct script *script, str script_path);
/* Adds all files below a folder. False after a complaint. */
bool objects_load_folder(struct arena *arena, struct script *script, const char *folder);
/* Writes what the result writers of a run wrote below a folder. False after a complaint. */
bool objects_save(struct arena *arena, const struct script_run *run, const char *folder);

/* `path`, unless it is absolute, beside the file of the other name. */
str path_beside(struct arena *arena, str file, str path);

#endif
