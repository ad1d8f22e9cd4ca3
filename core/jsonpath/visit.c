/* Walking over a path and the paths in its filters, for who wants to know what it refers to. */
#include "jsonpath/internal.h"

static void visit_operand(const struct filter_operand *operand, jsonpath_visitor *visit,
                          void *context)
{
    if (operand->kind == OPERAND_PATH)
        jsonpath_visit(operand->as.path, visit, context);
}

/* Recurses as deep as filters were written inside each other, which the parser limits. */
static void visit_filter(const struct jsonpath_filter *filter, jsonpath_visitor *visit,
                         void *context)
{
    switch (filter->kind) {
    case FILTER_EXISTS: visit_operand(&filter->left, visit, context); return;
    case FILTER_COMPARE:
        visit_operand(&filter->left, visit, context);
        visit_operand(&filter->right, visit, context);
        return;
    case FILTER_ANY:
    case FILTER_ALL:
    case FILTER_NOT: break;
    }
    for (const struct jsonpath_filter *part = filter->parts; part; part = part->next)
        visit_filter(part, visit, context);
}

void jsonpath_visit(const struct jsonpath *path, jsonpath_visitor *visit, void *context)
{
    visit(context, path);
    for (uint32_t i = 0; i < path->step_count; i++) {
        if (path->steps[i].kind == JSONPATH_FILTER)
            visit_filter(path->steps[i].as.filter, visit, context);
    }
}
