/*
 * gitignore.h - which files git would ignore.
 *
 * A chain of .gitignore files, from the root of the working tree down to one
 * folder. The last pattern that matches decides, those of inner folders before
 * those of outer ones. What lies in an ignored folder is ignored whatever
 * else is said; so the walk must not descend into one.
 *
 * Source: gitignore(5). Of the other places that git reads patterns from (info/exclude, core.excludesFile) nothing is
 * known here. Character classes know ranges, not [[:names:]].
 *
 * Cost of a match: linear in pattern times path; no pattern makes it exponential.
 */
#ifndef GITIGNORE_H
#define GITIGNORE_H

#include "base/str.h"

struct arena;
struct gitignore_pattern;

struct gitignore {
    const struct gitignore *outer; /* of the folder above, NULL for the root */
    size_t depth;                  /* folders between the root and this one */
    const struct gitignore_pattern *patterns;
    size_t count;
};

/* The patterns of `text`, the .gitignore of a folder directly in that of `outer` (or, without one, the root). */
const struct gitignore *gitignore_read(struct arena *arena, const struct gitignore *outer, str text);

/*
 * Whether the entry is ignored. `path` leads from the root of the working tree to the entry, without slashes at the
 * ends. `ignore` belongs to the folder that the entry is in.
 */
bool gitignore_matches(const struct gitignore *ignore, str path, bool is_folder);

#endif
