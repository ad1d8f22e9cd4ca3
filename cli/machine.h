/*
 * machine.h - the one state machine that a command is about: read, checked, and shown to be sound.
 */
#ifndef MACHINE_H
#define MACHINE_H

#include "base/str.h"
#include "diag/diag.h"

struct arena;
struct asl;

struct machine_request {
    const char *command; /* for complaints */
    const char *operand; /* a file, or "-" */
    str stdin_name;
    const char *name;    /* logical id in a template that holds several; NULL: the only one */
    const char *machine_name; /* what to call it; NULL: as below */
    bool is_express;     /* unless the template says so itself */
    bool no_lint;        /* take it whatever is wrong with it, as far as it can be read */
    bool takes_state;    /* also the definition of one state alone, in JSON */
    bool takes_damaged;  /* even what is left of a text with syntax errors, which are shown */
};

struct machine {
    const struct asl *asl;
    str file;            /* as it is shown */
    str name;            /* the logical id, or the file's name without folder and ending */
    bool is_express;
    bool is_damaged;     /* there were syntax errors */
    bool is_state;       /* it holds a state that stood alone, under a name of the service's */
};

/* False after diagnostics or a complaint on standard error. */
bool machine_load(struct arena *arena, const struct machine_request *request, struct machine *machine);

/* The name of a file without its folder and without .asl.json, .json, .yaml ... */
str machine_file_name(str path);

/* Shows diagnostics on standard error, those of severity error alone or all; returns whether there is an error. */
bool show_diags(struct arena *arena, struct diags *diags, enum severity at_least);

#endif
