#include "graph/svg.h"

/* Text is laid out for Helvetica; the other two have the same or almost the same widths. */
static const char fixed_rules[] = "text{font-family:Helvetica,Arial,sans-serif;white-space:pre}"
                                  ".type,.detail,.row{font-size:8.5px}"
                                  ".name{font-size:12px}"
                                  ".type,.name,.lead,.word,.missing-name{font-weight:bold}"
                                  ".label{font-size:9.5px}"
                                  ".branch text{font-size:9px}"
                                  ".missing-name{font-size:11px}"
                                  ".default{font-style:italic}"
                                  ".line{fill:none}"
                                  ".arrow{stroke:none}";

/*
 * Which colours a class of elements has. Attributes of the elements say the same for light; this is
 * for the dark ones.
 */
static void put_colors(struct buf *out, const struct theme *theme)
{
    buf_printf(out, ".page{fill:%s}.name{fill:%s}.detail,.row,.label,.branch text,.muted{fill:%s}",
               theme->page, theme->name, theme->muted);
    buf_printf(out, ".start,.end .dot{fill:%s}.end .ring{fill:%s;stroke:%s}", theme->name,
               theme->page, theme->name);
    buf_printf(out, ".box{fill:%s}.branch rect{fill:%s;stroke:%s}", theme->cluster,
               theme->branch_fill, theme->branch_stroke);
    buf_printf(out, ".line{stroke:%s}.arrow{fill:%s}.choice .lead{fill:%s}", theme->edge,
               theme->edge, theme->choice);
    buf_printf(out, ".catch .line{stroke:%s}.catch .arrow,.catch .label{fill:%s}", theme->caught,
               theme->caught);
    buf_printf(out, ".dim .line{stroke:%s}.dim .arrow{fill:%s}.dim .label{fill:%s}", theme->dim,
               theme->dim, theme->muted);
    for (int i = 0; i < TINT_COUNT; i++) {
        const struct tint_colors *tint = &theme->tints[i];
        buf_printf(out,
                   ".%s .card{fill:%s;stroke:%s}.%s .frame{stroke:%s}.%s .type,.%s .word{fill:%s}"
                   ".%s-line .line{stroke:%s}.%s-line .arrow{fill:%s}",
                   tint->class, tint->fill, tint->stroke, tint->class, tint->stroke, tint->class,
                   tint->class, tint->stroke, tint->class, tint->stroke, tint->class, tint->stroke);
    }
    buf_printf(out, ".missing-name{fill:%s}.fork,.join{fill:%s}", theme->tints[TINT_MISSING].stroke,
               theme->tints[TINT_CONTAINER].stroke);
}

void svg_put_style(struct buf *out, const struct drawing *drawing)
{
    buf_printf(out, "<style>%s", fixed_rules);
    if (drawing->options->theme == GRAPH_AUTO) {
        buf_str(out, STR("@media (prefers-color-scheme:dark){"));
        put_colors(out, &theme_dark);
        buf_char(out, '}');
    }
    buf_str(out, STR("</style>\n"));
}
