/*
 * packing.h - what the programs' tables of AWS's models are packed with: texts of the table files,
 * and the pool of names. Used by packapis.c and packanswers.c, which the build runs; nothing of it
 * is in the program.
 *
 * Everything is made by sorting, so the same files always give the same tables. Mistakes in a table
 * file end the program with a message.
 */
#ifndef AWS_PACKING_H
#define AWS_PACKING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/* A part of a table file. */
struct text {
    const char *at;
    size_t len;
    uint32_t slice; /* of a name, once it has its place in the pool */
};

struct texts {
    struct text *items;
    size_t count, capacity;
};

_Noreturn void packing_fail(const char *what);
/* `count` times `size` bytes, all zero; kept until the program ends. */
void *packing_allocate(size_t count, size_t size);

struct text packing_read_file(const char *path);
/* The next line that is neither empty nor a comment ("#"). */
bool packing_next_line(struct text *rest, struct text *line);
/* Cuts up to the next `separator` (or the end) off the front of `*rest`. */
struct text packing_cut(struct text *rest, char separator);

void packing_add(struct texts *texts, struct text text);
int packing_compare(const void *left, const void *right);         /* struct text, by bytes */
int packing_compare_numbers(const void *left, const void *right); /* uint32_t */
/* Leaves each text once. */
void packing_sort(struct texts *texts, int (*compare)(const void *, const void *));

/* The pool. All names are added, then placed, then asked for. */
void packing_add_name(struct text name);
void packing_place_names(void);
uint32_t packing_slice(struct text name);
void packing_write_pool(FILE *out);

/* The answers of schemas/aws-answers.tsv, in packanswers.c: read before names are placed, written
 * after it. */
void packing_read_answers(struct text file);
void packing_write_answers(FILE *out);
/* The number of the type that an API answers with; UINT16_MAX when the file does not tell. After
 * writing. */
uint16_t packing_answer_of(struct text service, struct text api);

#endif
