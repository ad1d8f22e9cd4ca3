#include "aws/types.h"

#include "aws/pack.h"
#include "base/num.h"

#include <math.h>

static struct aws_type from_row(str row)
{
    static const char kinds[] = PACK_KINDS;
    for (size_t i = 0; row.len && i + 1 < sizeof kinds; i++) {
        if (kinds[i] == row.at[0])
            return (struct aws_type){ .kind = (enum aws_kind)i, .row = str_from_offset(row, 1) };
    }
    return (struct aws_type){ .is_any = true };
}

/* A kind alone, or the number of a row. */
static struct aws_type from_reference(str text)
{
    uint64_t number;
    if (num_to_uint64(text, 10, &number))
        return from_row(aws_type_row((uint32_t)number));
    return from_row(text);
}

bool aws_type_of_answer(const struct aws_api *api, struct aws_type *type)
{
    if (api->answer == PACK_NO_SHAPE)
        return false;
    *type = from_row(aws_type_row(api->answer));
    return true;
}

/* "!Id:s,Arn:s,Tags:12" */
bool aws_type_next_member(struct aws_type type, size_t *at, struct aws_type_member *member)
{
    str rest = str_from_offset(type.row, *at);
    if (type.kind != AWS_OBJECT || rest.len == 0)
        return false;
    str part = str_slice(rest, 0, str_find_char(rest, ','));
    *at += part.len < rest.len ? part.len + 1 : part.len;
    member->is_required = part.at[0] == '!';
    part = str_from_offset(part, member->is_required);
    size_t colon = str_find_char(part, ':');
    member->name = str_slice(part, 0, colon);
    member->type = from_reference(str_from_offset(part, colon + 1));
    return true;
}

struct aws_type aws_type_element(struct aws_type type)
{
    return from_reference(type.row);
}

/* "|COMPLETED|FAILED" */
bool aws_type_allows(struct aws_type type, str text)
{
    if (type.kind != AWS_STRING || type.row.len == 0)
        return true;
    str rest = str_from_offset(type.row, 1), allowed;
    while (str_split(&rest, '|', &allowed)) {
        if (str_equal(allowed, text))
            return true;
    }
    return false;
}

/* "128..10240", "1..", "..6144" */
void aws_type_range(struct aws_type type, double *least, double *most)
{
    *least = -INFINITY;
    *most = INFINITY;
    size_t dots = str_find(type.row, STR(".."));
    bool has_range = type.kind == AWS_INTEGER || type.kind == AWS_NUMBER || type.kind == AWS_BYTES;
    if (!has_range || dots == SIZE_MAX)
        return;
    double number;
    if (num_to_double(str_slice(type.row, 0, dots), &number))
        *least = number;
    if (num_to_double(str_from_offset(type.row, dots + 2), &number))
        *most = number;
}
