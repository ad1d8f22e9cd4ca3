/*
 * encode.h - base64 and hexadecimal.
 */
#ifndef BASE_ENCODE_H
#define BASE_ENCODE_H

#include "base/str.h"

struct buf;

/* RFC 4648, standard alphabet, with padding. */
void encode_base64(struct buf *buf, str bytes);
/* The reverse. False (with part of it appended) on a character outside the alphabet or wrong padding; missing padding is accepted. */
bool decode_base64(struct buf *buf, str text);
/* Lower case. */
void encode_hex(struct buf *buf, str bytes);

#endif
