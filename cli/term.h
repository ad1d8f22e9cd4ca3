/*
 * term.h - the terminal, messages to the user, and memory.
 */
#ifndef TERM_H
#define TERM_H

#include "base/buf.h"

struct memory;

enum color_choice { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER };

/* "auto", "always", "never", by their numbers and up to NULL. */
extern const char *const term_color_words[];
/* False when the text is none of them. */
bool term_color_parse(const char *text, enum color_choice *choice);
/*
 * Whether to write colours to standard output: `auto` means on a terminal, unless NO_COLOR is set and not empty
 * (no-color.org) or TERM is "dumb".
 */
bool term_has_color(enum color_choice choice);
/* The same for standard error. */
bool term_has_error_color(enum color_choice choice);
/* The columns of the terminal that standard output is, 0 when it is none. */
unsigned term_width(void);

/* "stepproof: ..." and a line break to standard error, control characters escaped. */
void term_complain(const char *format, ...) ATTR_PRINTF(1, 2);

/* Memory from malloc. When it ends, says so and ends the process with status 2. Any thread may use it. */
extern const struct memory process_memory;

#endif
