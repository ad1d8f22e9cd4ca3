/*
 * What the tab key offers: commands, functions, variables, and the members of what a path before the cursor names.
 *
 *     $states.input.items[0].pr    the members of the first item that begin with "pr"
 *     $su                          $sum, $substring ... and variables
 *     States.Ar                    States.Array, States.ArrayLength ...
 *     :input @or                   files
 */
#include "eval.h"
#include "intrinsic/intrinsic.h"
#include "jsonata/jsonata.h"

#include <dirent.h>
#include <stdlib.h>
#include <sys/stat.h>

enum { NAMES_MAX = 2000 };

struct candidates {
    struct arena *arena;
    str prefix;
    struct line_completion *found;
};

static void offer(struct candidates *c, str name)
{
    if (c->found->count < NAMES_MAX && str_starts(name, c->prefix))
        c->found->names[c->found->count++] = name;
}

/* Letters, digits, underscores, and all that is not ASCII. */
static bool is_word(char ch)
{
    return char_is_letter(ch) || char_is_digit(ch) || ch == '_' || (unsigned char)ch >= 0x80;
}

static bool is_plain_name(str name)
{
    for (size_t i = 0; i < name.len; i++) {
        if (!is_word(name.at[i]))
            return false;
    }
    return name.len > 0 && !char_is_digit(name.at[0]);
}

static void offer_members(struct candidates *c, value object)
{
    if (object.kind == VALUE_ARRAY)
        object = value_item(object, 0);
    if (object.kind != VALUE_OBJECT)
        return;
    for (uint32_t i = 0; i < object.count; i++) {
        str name = object.as.members[i].name;
        offer(c, is_plain_name(name) ? name : str_printf(c->arena, "`%.*s`", STR_ARG(name)));
    }
}

static void offer_functions(struct candidates *c, const struct eval_world *world)
{
    const struct jsonata_function *function;
    for (size_t i = 0; (function = jsonata_function_at(world->dialect, i)); i++)
        offer(c, str_printf(c->arena, "$%s(", function->name));
    if (!world->is_plain)
        offer(c, STR("$states"));
    for (uint32_t i = 0; world->variables.kind == VALUE_OBJECT && i < world->variables.count; i++)
        offer(c, str_printf(c->arena, "$%.*s", STR_ARG(world->variables.as.members[i].name)));
}

static void offer_intrinsics(struct candidates *c)
{
    for (int i = 0; i < STATES_FUNCTION_COUNT; i++)
        offer(c, str_printf(c->arena, "%.*s(", STR_ARG(intrinsic_signature((enum intrinsic_function)i)->name)));
}

/* Goes back from the bracket that ends at `end` to the one that opens it. */
static size_t before_bracket(str text, size_t end)
{
    size_t depth = 0;
    for (size_t i = end; i > 0; i--) {
        if (text.at[i - 1] == ']')
            depth++;
        else if (text.at[i - 1] == '[' && --depth == 0)
            return i - 1;
    }
    return 0;
}

/* Where the path that ends at `end` begins. */
static size_t path_start(str text, size_t end)
{
    while (end > 0) {
        char ch = text.at[end - 1];
        if (ch == ']') {
            end = before_bracket(text, end);
        } else if (ch == '`') {
            do
                end--;
            while (end > 0 && text.at[end - 1] != '`');
            end -= end > 0;
        } else if (is_word(ch) || ch == '$' || ch == '.') {
            end--;
        } else {
            break;
        }
    }
    return end;
}

/* The name at the start of `*path`, which moves behind it. */
static str take_name(str *path)
{
    size_t start = 0, end = 0;
    if (str_starts(*path, STR("`"))) {
        start = 1;
        for (end = 1; end < path->len && path->at[end] != '`';)
            end++;
    } else {
        while (end < path->len && (is_word(path->at[end]) || path->at[end] == '$'))
            end++;
    }
    str name = str_slice(*path, start, end);
    *path = str_from_offset(*path, end + start);
    return name;
}

static value root_of(const struct eval_world *world, str name)
{
    if (str_equal(name, STR("$")) || (world->is_plain && str_equal(name, STR("$$"))))
        return eval_world_input(world);
    if (str_equal(name, STR("$$")))
        return value_get(world->states, STR("context"));
    if (str_equal(name, STR("$states")) && !world->is_plain)
        return world->states;
    if (str_starts(name, STR("$")))
        return value_get(world->variables, str_from_offset(name, 1));
    return world->is_plain ? value_get(eval_world_input(world), name) : value_undefined();
}

/* What a path names, taking the first item of each array. */
static value follow(const struct eval_world *world, str path)
{
    value at = root_of(world, take_name(&path));
    while (path.len > 0 && at.kind != VALUE_UNDEFINED) {
        if (path.at[0] == '[') {
            size_t close = str_find_char(path, ']');
            path = close == SIZE_MAX ? STR("") : str_from_offset(path, close + 1);
            at = at.kind == VALUE_ARRAY ? value_item(at, 0) : at;
            continue;
        }
        path = str_from_offset(path, path.at[0] == '.' ? 1 : path.len);
        if (path.len > 0 && path.at[0] != '[')
            at = value_get(at.kind == VALUE_ARRAY ? value_item(at, 0) : at, take_name(&path));
    }
    return at;
}

/* @path/to/na: files and, with a slash behind them, folders. Hidden ones want their dot typed. */
static void offer_files(struct candidates *c)
{
    size_t name = c->prefix.len;
    while (name > 1 && c->prefix.at[name - 1] != '/')
        name--;
    str folder = str_slice(c->prefix, 1, name);
    DIR *dir = opendir(folder.len > 0 ? str_terminated(c->arena, folder) : ".");
    for (struct dirent *entry; dir && (entry = readdir(dir));) {
        struct stat status;
        if (entry->d_name[0] == '.' && (name == c->prefix.len || c->prefix.at[name] != '.'))
            continue;
        str path = str_printf(c->arena, "@%.*s%s", STR_ARG(folder), entry->d_name);
        if (stat(str_terminated(c->arena, str_from_offset(path, 1)), &status) == 0 && S_ISDIR(status.st_mode))
            path = str_printf(c->arena, "%.*s/", STR_ARG(path));
        offer(c, path);
    }
    if (dir)
        closedir(dir);
}

static void complete_command(struct candidates *c, str before)
{
    size_t blank = str_find_char(before, ' ');
    if (blank == SIZE_MAX) {
        c->prefix = before;
        const char *name;
        for (size_t i = 0; (name = eval_command_name(i)); i++)
            offer(c, str_from(name));
        return;
    }
    c->found->start = blank + 1;
    c->prefix = str_from_offset(before, blank + 1);
    for (int i = 0; str_starts(before, STR(":l")) && eval_languages[i]; i++)
        offer(c, str_from(eval_languages[i]));
    if (str_starts(c->prefix, STR("@")))
        offer_files(c);
}

static void complete_word(struct candidates *c, const struct eval_world *world, str before)
{
    size_t start = before.len;
    while (start > 0 && is_word(before.at[start - 1]))
        start--;
    bool is_member = start > 0 && before.at[start - 1] == '.';
    size_t root = is_member ? path_start(before, start - 1) : start;
    if (is_member && str_equal(str_slice(before, root, start - 1), STR("States"))) {
        c->found->start = root;
        c->prefix = str_from_offset(before, root);
        offer_intrinsics(c);
        return;
    }
    while (!is_member && start > 0 && before.at[start - 1] == '$')
        start--;
    c->found->start = start;
    c->prefix = str_from_offset(before, start);
    if (is_member) {
        offer_members(c, follow(world, str_slice(before, root, start - 1)));
    } else if (str_starts(c->prefix, STR("$"))) {
        offer_functions(c, world);
    } else if (c->prefix.len > 0) {
        offer_intrinsics(c);
        if (world->is_plain)
            offer_members(c, eval_world_input(world));
    }
}

static int compare(const void *a, const void *b)
{
    return str_compare(*(const str *)a, *(const str *)b);
}

void eval_complete(struct arena *arena, const struct eval_world *world, str before,
                   struct line_completion *completion)
{
    *completion = (struct line_completion){ .names = arena_array(arena, str, NAMES_MAX) };
    struct candidates c = { .arena = arena, .found = completion };
    if (str_starts(before, STR(":")))
        complete_command(&c, before);
    else
        complete_word(&c, world, before);
    if (completion->count > 1)
        qsort(completion->names, completion->count, sizeof *completion->names, compare);
}
