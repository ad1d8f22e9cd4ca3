/*
 * files.h - reading files for the runner.
 */
#ifndef CONFORMANCE_FILES_H
#define CONFORMANCE_FILES_H

#include "base/str.h"

/* The whole file, followed by SOURCE_PADDING zero bytes. False when it cannot be read. */
bool file_read(struct arena *arena, const char *path, str *text);
bool path_exists(const char *path);

#endif
