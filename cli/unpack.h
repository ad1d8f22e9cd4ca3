/*
 * unpack.h - gzip.
 */
#ifndef UNPACK_H
#define UNPACK_H

#include "base/str.h"

struct arena;

/* Unpacks the bytes when they are packed, else leaves them. False when that is not possible; `*problem` says why. */
bool unpack(struct arena *arena, str *bytes, const char **problem);

#endif
