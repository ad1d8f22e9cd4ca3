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
/* The six bits that a character of that alphabet stands for, or -1. */
int decode_base64_digit(char c);
/* Lower case. */
void encode_hex(struct buf *buf, str bytes);

#endif
