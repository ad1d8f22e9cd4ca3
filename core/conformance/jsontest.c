/* expr/jsontest: files that a strict JSON reader must accept or refuse. */
#include "conformance.h"

#include "diag/diag.h"
#include "doc/doc.h"

/* Duplicate keys are a finding of ours about a text that is JSON all the same. */
static bool is_json(struct corpus *corpus, str text)
{
    struct diags diags;
    diags_init(&diags, corpus->arena);
    struct source source = source_file(STR("case"), text);
    doc_read_json(corpus->arena, &source, &diags);
    for (uint32_t i = 0; i < diags.count; i++) {
        if (diags.items[i]->rule != RULE_DUPLICATE_KEY)
            return false;
    }
    return true;
}

static void one_file(struct corpus *corpus, value record)
{
    str id = corpus_member_text(record, "id"), expected = corpus_member_text(record, "expect");
    str file = corpus_member_text(record, "file");
    str path = str_printf(corpus->arena, "expr/jsontest/%.*s%c", STR_ARG(file), '\0');
    str text;
    if (!corpus_file(corpus, path.at, &text)) {
        corpus_case(corpus, id, false, "cannot be read");
        return;
    }
    bool accepted = is_json(corpus, text);
    bool is_either = str_equal(expected, STR("either"));
    corpus_count(corpus, "either", is_either);
    corpus_case(corpus, id, is_either || accepted == str_equal(expected, STR("accept")), "expected %.*s",
                STR_ARG(expected));
}

void corpus_jsontest(struct corpus *corpus)
{
    corpus_each_line(corpus, "expr/jsontest/index.jsonl", one_file);
}
