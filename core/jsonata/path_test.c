#include "jsonata/jsonata.h"

#include "test.h"

#include "jsonata/cases.h"

static const struct expression_case cases[] = {
    { "items@$.id", "[1,2,3]" },
    { "items#$.id", "[1,2,3]" },
    { "o.x", "1" },
    { "o.y.z.w", "2" },
    { "items.id", "[1,2,3]" },
    { "items.sub.v", "[1,2,3]" },
    { "items.sub.k[0]", "[\"x\",\"y\",\"x\"]" },
    { "(items.sub.k)[0]", "\"x\"" },
    { "items[0].id", "1" },
    { "items[-1].id", "3" },
    { "items[5].id", "undefined" },
    { "items[0.9].id", "1" },
    { "items[-0.5].id", "3" },
    { "items[[0,2]].id", "[1,3]" },
    { "items[id > 1].id", "[2,3]" },
    { "items[id > 1][0].id", "2" },
    { "items[price].id", "undefined" },
    { "items[tag = \"a\" and price > 1].id", "1" },
    { "items[none]", "undefined" },
    { "nest[0]", "[1,2]" },
    { "nest[0][1]", "2" },
    { "nest.$", "[1,2,3,[4]]" },
    { "nest[1][1][0]", "4" },
    { "list[$ > 1]", "[3,2]" },
    { "list[[0..1]]", "[3,1]" },
    { "list[\"x\"]", "[3,1,2]" },
    { "list[false]", "undefined" },
    { "n[0]", "3" },
    { "n[1]", "undefined" },
    { "n[-1]", "3" },
    { "s[true]", "\"hello\"" },
    { "one", "[7]" },
    { "one[]", "[7]" },
    { "n[]", "[3]" },
    { "items[0].id[]", "[1]" },
    { "items[id = 1].sub[].k", "[\"x\",\"y\"]" },
    { "none[]", "undefined" },
    { "empty", "[]" },
    { "empty[0]", "undefined" },
    { "items.[id, tag]", "[[1,\"a\"],[2,\"b\"],[3,\"a\"]]" },
    { "items.{\"i\": id}", "[{\"i\":1},{\"i\":2},{\"i\":3}]" },
    { "items.(id * 10)", "[10,20,30]" },
    { "items.sub.[v]", "[[1],[2],[3]]" },
    { "items.sub.(v; k)", "[\"x\",\"y\",\"x\"]" },
    { "[items.id].$", "[1,2,3]" },
    { "[list].$", "[3,1,2]" },
    { "[\"abc\"][0].$", "[\"a\",\"b\",\"c\"]" },
    { "[{\"a\":1}][0].a", "undefined" },
    { "list.($ + 1)", "[4,2,3]" },
    { "*.x", "1" },
    { "o.*", "[\"two\",\"ten\",1,{\"z\":[1,{\"w\":2}]}]" },
    { "o.y.*", "[1,{\"w\":2}]" },
    { "items.*[0]", "[1,2,3]" },
    { "**.w", "2" },
    { "items.**.v", "[1,2,3]" },
    { "nest.*", "[1,2,3,4]" },
    { "o.\"x\"", "1" },
    { "o.`10`", "\"ten\"" },
    { "o.(\"x\")", "\"x\"" },
    { "items.sub^(v).k", "[\"x\",\"y\",\"x\"]" },
    { "items^(>price).id", "[2,1,3]" },
    { "items^(tag, >id).id", "[3,1,2]" },
    { "items^(none).id", "[1,2,3]" },
    { "items^(sub).id",
      "error T2008: The expressions within an order-by clause must evaluate to numeric or string values" },
    { "items^(id, $string(id)).id", "[1,2,3]" },
    { "items^(tag = \"a\" ? id : tag).id",
      "error T2007: Type mismatch when comparing values \"b\" and 3 in order-by clause" },
    { "items^(>none, id).id", "[1,2,3]" },
    { "list^($)", "[1,2,3]" },
    { "words^(>$)", "[\"c\",\"b\",\"a\",\"a\"]" },
    { "list^($)[0]", "1" },
    { "items{tag: id}", "{\"a\":[1,3],\"b\":2}" },
    { "items{tag: $sum(price)}", "{\"a\":1.6,\"b\":20}" },
    { "items{tag: price, \"all\": id}", "{\"a\":[1.5,0.1],\"all\":[1,2,3],\"b\":20}" },
    { "items{id: 1}", "error T1003: Key in object structure must evaluate to a string; got: 1" },
    { "items{tag: id, tag: id}", "error D1009: Multiple key definitions evaluate to same key: \"a\"" },
    { "items.sub{k: v}", "{\"x\":[1,3],\"y\":2}" },
    { "none{\"a\": 1}", "{\"a\":1}" },
    { "list{$string($): $}", "{\"3\":3,\"1\":1,\"2\":2}" },
    { "$map(items, function($i) {$i.id}){\"x\": $}", "{\"x\":[1,2,3]}" },
    { "(items){tag: $count($)}", "{\"a\":2,\"b\":1}" },
    { "items{none: 1}", "{}" },
    { "{\"a\": 1}{\"b\": a}", "{\"b\":1}" },
    { "items.sub.%.id", "[1,1,2]" },
    { "items.sub.%.%.n", "[3,3,3]" },
    { "items.sub[%.id = 1].v", "[1,2]" },
    { "items.sub.{\"k\": k, \"id\": %.id}",
      "[{\"k\":\"x\",\"id\":1},{\"k\":\"y\",\"id\":1},{\"k\":\"x\",\"id\":2}]" },
    { "items.(sub.%.tag)", "[\"a\",\"a\",\"b\"]" },
    { "items.sub^(%.price).v", "[1,2,3]" },
    { "items[%.n = 3].id", "[1,2,3]" },
    { "items.sub[%.%.n = 3].v", "[1,2,3]" },
    { "items@$i.sub.[$i.id, v]", "undefined" },
    { "items@$i.sub@$s[$s.v = $i.id].$s.k", "undefined" },
    { "items#$p.{\"p\": $p, \"id\": id}", "[{\"p\":0,\"id\":1},{\"p\":1,\"id\":2},{\"p\":2,\"id\":3}]" },
    { "items#$p[$p > 0].id", "[2,3]" },
    { "items[id > 1]#$p.[$p, id]", "[0,2,1,3]" },
    { "items#$p.sub#$q.[$p, $q, k]", "[0,0,\"x\",0,1,\"y\",1,0,\"x\"]" },
    { "items^(price)#$p.[$p, id]", "[0,3,1,1,2,2]" },
    { "items#$p^(>id).[$p, id]", "[2,3,1,2,0,1]" },
    { "items#$p^(>id)[0].[$p, id]", "[2,3]" },
    { "items.sub@$s{k: $s.v}", "{}" },
    { "items@$i.sub{k: $i.tag}", "{}" },
    { "items#$p{tag: $p}", "{\"a\":[0,2],\"b\":1}" },
    { "items@$i.(sub[0].v + $i.id)", "undefined" },
    { "o.y.z.%.%.x", "[1,1]" },
    { "items@$i^(>$i.price).id", "undefined" },
    { "(items@$i.sub)[0]", "undefined" },
    { "items.sub#$q[0].k", "\"x\"" },
    { "items#$i[0]", "{\"id\":1,\"tag\":\"a\",\"price\":1.5,\"sub\":[{\"k\":\"x\",\"v\":1},{\"k\":\"y\",\"v\":2}]}" },
    { "list#$i.($ * 10 + $i)", "[30,11,22]" },
    { "nest#$i.$", "[1,2,3,[4]]" },
    { "items.sub.(%.tag & k)", "[\"ax\",\"ay\",\"bx\"]" },
    { "items.sub.%",
      "[{\"id\":1,\"tag\":\"a\",\"price\":1.5,\"sub\":[{\"k\":\"x\",\"v\":1},{\"k\":\"y\",\"v\":2}]},{\"id\":1,\"ta"
      "g\":\"a\",\"price\":1.5,\"sub\":[{\"k\":\"x\",\"v\":1},{\"k\":\"y\",\"v\":2}]},{\"id\":2,\"tag\":\"b\",\"pri"
      "ce\":20,\"sub\":[{\"k\":\"x\",\"v\":3}]}]" },
    { "(items.sub.%.id)[0]", "1" },
    { "items.(sub[0]).%.id", "[1,2]" },
    { "items.*.%",
      "[{\"id\":1,\"tag\":\"a\",\"price\":1.5,\"sub\":[{\"k\":\"x\",\"v\":1},{\"k\":\"y\",\"v\":2}]},{\"id\":1,\"ta"
      "g\":\"a\",\"price\":1.5,\"sub\":[{\"k\":\"x\",\"v\":1},{\"k\":\"y\",\"v\":2}]},{\"id\":1,\"tag\":\"a\",\"pri"
      "ce\":1.5,\"sub\":[{\"k\":\"x\",\"v\":1},{\"k\":\"y\",\"v\":2}]},{\"id\":1,\"tag\":\"a\",\"price\":1.5,\"sub"
      "\":[{\"k\":\"x\",\"v\":1},{\"k\":\"y\",\"v\":2}]},{\"id\":1,\"tag\":\"a\",\"price\":1.5,\"sub\":[{\"k\":\"x"
      "\",\"v\":1},{\"k\":\"y\",\"v\":2}]},{\"id\":2,\"tag\":\"b\",\"price\":20,\"sub\":[{\"k\":\"x\",\"v\":3}]},{"
      "\"id\":2,\"tag\":\"b\",\"price\":20,\"sub\":[{\"k\":\"x\",\"v\":3}]},{\"id\":2,\"tag\":\"b\",\"price\":20,\""
      "sub\":[{\"k\":\"x\",\"v\":3}]},{\"id\":2,\"tag\":\"b\",\"price\":20,\"sub\":[{\"k\":\"x\",\"v\":3}]},{\"id\""
      ":3,\"tag\":\"a\",\"price\":0.1,\"sub\":[]},{\"id\":3,\"tag\":\"a\",\"price\":0.1,\"sub\":[]},{\"id\":3,\"tag"
      "\":\"a\",\"price\":0.1,\"sub\":[]}]" },
};

static void paths_map_filter_sort_group_and_carry_variables(void **state)
{
    (void)state;
    CHECK_CASES(cases, case_data, JSONATA_PLAIN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(paths_map_filter_sort_group_and_carry_variables),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
