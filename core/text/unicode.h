/*
 * unicode.h - properties of characters, by utf8proc, which only this file includes. Built without it, letters outside
 * ASCII have no case, every character is one column wide, and all code points from U+00C0 on count as letters.
 */
#ifndef TEXT_UNICODE_H
#define TEXT_UNICODE_H

#include "base/str.h"

struct buf;

/* Full mappings without a locale, as JavaScript's: "straße" gives "STRASSE". */
void unicode_upper(struct buf *buf, str text);
void unicode_lower(struct buf *buf, str text);
bool unicode_is_letter(uint32_t code_point);
bool unicode_is_mark(uint32_t code_point);
bool unicode_is_digit(uint32_t code_point);
/* Connector punctuation, such as the underscore. */
bool unicode_is_connector(uint32_t code_point);
bool unicode_is_control(uint32_t code_point);
/* A space, or a separator of lines or paragraphs; controls such as the tab are none. */
bool unicode_is_blank(uint32_t code_point);
/* Terminal columns: 0 for marks and controls, 2 for wide characters. */
unsigned unicode_width(uint32_t code_point);
unsigned unicode_text_width(str text);

#endif
