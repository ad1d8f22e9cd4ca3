/*
 * digest.h - message digests, by nettle, which only this file includes.
 */
#ifndef TEXT_DIGEST_H
#define TEXT_DIGEST_H

#include "base/str.h"

#define DIGEST_MAX 64

/* MD5, SHA-1, SHA-256, SHA-384, SHA-512. Returns the number of bytes written to `to`, 0 for another name. */
size_t digest_compute(str algorithm, str bytes, unsigned char to[DIGEST_MAX]);

#endif
