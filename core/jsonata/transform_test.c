#include "jsonata/jsonata.h"

#include "test.h"

#include "jsonata/cases.h"

static const struct expression_case cases[] = {
    { "o ~> |$|{\"new\": 1}|", "{\"x\":1,\"y\":{\"z\":[1,{\"w\":2}]},\"10\":\"ten\",\"2\":\"two\",\"new\":1}" },
    { "o ~> |y|{\"new\": 1}|", "{\"x\":1,\"y\":{\"z\":[1,{\"w\":2}],\"new\":1},\"10\":\"ten\",\"2\":\"two\"}" },
    { "o ~> |y|{}, \"z\"|", "{\"x\":1,\"y\":{},\"10\":\"ten\",\"2\":\"two\"}" },
    { "o ~> |y|{\"q\": z[0]}, [\"z\", \"none\"]|", "{\"x\":1,\"y\":{\"q\":1},\"10\":\"ten\",\"2\":\"two\"}" },
    { "$ ~> |items|{\"price\": price * 2}|",
      "{\"n\":3,\"m\":-2.5,\"s\":\"hello\",\"u\":\"Zo\303\253 \360\237\230\200\",\"yes\":true,\"no\":false,\"nil\":"
      "null,\"list\":[3,1,2],\"words\":[\"b\",\"a\",\"c\",\"a\"],\"empty\":[],\"one\":[7],\"nest\":[[1,2],[3,[4]]],"
      "\"items\":[{\"id\":1,\"tag\":\"a\",\"price\":3,\"sub\":[{\"k\":\"x\",\"v\":1},{\"k\":\"y\",\"v\":2}]},{\"id"
      "\":2,\"tag\":\"b\",\"price\":40,\"sub\":[{\"k\":\"x\",\"v\":3}]},{\"id\":3,\"tag\":\"a\",\"price\":0.2,\"sub"
      "\":[]}],\"o\":{\"x\":1,\"y\":{\"z\":[1,{\"w\":2}]},\"10\":\"ten\",\"2\":\"two\"},\"e\":{}}" },
    { "$ ~> |items[id = 2]|{\"tag\": \"zz\"}, \"sub\"|",
      "{\"n\":3,\"m\":-2.5,\"s\":\"hello\",\"u\":\"Zo\303\253 \360\237\230\200\",\"yes\":true,\"no\":false,\"nil\":"
      "null,\"list\":[3,1,2],\"words\":[\"b\",\"a\",\"c\",\"a\"],\"empty\":[],\"one\":[7],\"nest\":[[1,2],[3,[4]]],"
      "\"items\":[{\"id\":1,\"tag\":\"a\",\"price\":1.5,\"sub\":[{\"k\":\"x\",\"v\":1},{\"k\":\"y\",\"v\":2}]},{\"i"
      "d\":2,\"tag\":\"zz\",\"price\":20},{\"id\":3,\"tag\":\"a\",\"price\":0.1,\"sub\":[]}],\"o\":{\"x\":1,\"y\":{"
      "\"z\":[1,{\"w\":2}]},\"10\":\"ten\",\"2\":\"two\"},\"e\":{}}" },
    { "$ ~> |items.sub|{\"v\": v + 1}|",
      "{\"n\":3,\"m\":-2.5,\"s\":\"hello\",\"u\":\"Zo\303\253 \360\237\230\200\",\"yes\":true,\"no\":false,\"nil\":"
      "null,\"list\":[3,1,2],\"words\":[\"b\",\"a\",\"c\",\"a\"],\"empty\":[],\"one\":[7],\"nest\":[[1,2],[3,[4]]],"
      "\"items\":[{\"id\":1,\"tag\":\"a\",\"price\":1.5,\"sub\":[{\"k\":\"x\",\"v\":2},{\"k\":\"y\",\"v\":3}]},{\"i"
      "d\":2,\"tag\":\"b\",\"price\":20,\"sub\":[{\"k\":\"x\",\"v\":4}]},{\"id\":3,\"tag\":\"a\",\"price\":0.1,\"su"
      "b\":[]}],\"o\":{\"x\":1,\"y\":{\"z\":[1,{\"w\":2}]},\"10\":\"ten\",\"2\":\"two\"},\"e\":{}}" },
    { "$ ~> |**[k]|{\"k\": \"q\"}|",
      "{\"n\":3,\"m\":-2.5,\"s\":\"hello\",\"u\":\"Zo\303\253 \360\237\230\200\",\"yes\":true,\"no\":false,\"nil\":"
      "null,\"list\":[3,1,2],\"words\":[\"b\",\"a\",\"c\",\"a\"],\"empty\":[],\"one\":[7],\"nest\":[[1,2],[3,[4]]],"
      "\"items\":[{\"id\":1,\"tag\":\"a\",\"price\":1.5,\"sub\":[{\"k\":\"q\",\"v\":1},{\"k\":\"q\",\"v\":2}]},{\"i"
      "d\":2,\"tag\":\"b\",\"price\":20,\"sub\":[{\"k\":\"q\",\"v\":3}]},{\"id\":3,\"tag\":\"a\",\"price\":0.1,\"su"
      "b\":[]}],\"o\":{\"x\":1,\"y\":{\"z\":[1,{\"w\":2}]},\"10\":\"ten\",\"2\":\"two\"},\"e\":{}}" },
    { "$ ~> |none|{\"a\": 1}|",
      "{\"n\":3,\"m\":-2.5,\"s\":\"hello\",\"u\":\"Zo\303\253 \360\237\230\200\",\"yes\":true,\"no\":false,\"nil\":"
      "null,\"list\":[3,1,2],\"words\":[\"b\",\"a\",\"c\",\"a\"],\"empty\":[],\"one\":[7],\"nest\":[[1,2],[3,[4]]],"
      "\"items\":[{\"id\":1,\"tag\":\"a\",\"price\":1.5,\"sub\":[{\"k\":\"x\",\"v\":1},{\"k\":\"y\",\"v\":2}]},{\"i"
      "d\":2,\"tag\":\"b\",\"price\":20,\"sub\":[{\"k\":\"x\",\"v\":3}]},{\"id\":3,\"tag\":\"a\",\"price\":0.1,\"su"
      "b\":[]}],\"o\":{\"x\":1,\"y\":{\"z\":[1,{\"w\":2}]},\"10\":\"ten\",\"2\":\"two\"},\"e\":{}}" },
    { "none ~> |$|{\"a\": 1}|", "undefined" },
    { "o ~> |$|5|",
      "error T2011: The insert/update clause of the transform expression must evaluate to an object: 5" },
    { "o ~> |$|{\"a\": 1}, 5|",
      "error T2012: The delete clause of the transform expression must evaluate to a string or array of strings: 5" },
    { "o ~> |$|none, \"x\"|", "{\"y\":{\"z\":[1,{\"w\":2}]},\"10\":\"ten\",\"2\":\"two\"}" },
    { "o ~> |$|none|", "{\"x\":1,\"y\":{\"z\":[1,{\"w\":2}]},\"10\":\"ten\",\"2\":\"two\"}" },
    { "1 ~> |$|{\"a\": 1}|", "error T0410: Argument 1 of function undefined does not match function signature" },
    { "items ~> |$|{\"n\": 1}|",
      "[{\"id\":1,\"tag\":\"a\",\"price\":1.5,\"sub\":[{\"k\":\"x\",\"v\":1},{\"k\":\"y\",\"v\":2}],\"n\":1},{\"id"
      "\":2,\"tag\":\"b\",\"price\":20,\"sub\":[{\"k\":\"x\",\"v\":3}],\"n\":1},{\"id\":3,\"tag\":\"a\",\"price\":0"
      ".1,\"sub\":[],\"n\":1}]" },
    { "items[0] ~> |$|{\"f\": 1, \"g\": 2}, [\"id\", \"sub\", \"tag\"]|", "{\"price\":1.5,\"f\":1,\"g\":2}" },
    { "{\"a\": 0.1 + 0.2} ~> |$|{}|", "{\"a\":0.3}" },
    { "{\"a\": 1/0} ~> |$|{}|", "error D1001: Number out of range: null" },
    { "{\"f\": $sum} ~> |$|{\"g\": 1}|", "{\"f\":\"\",\"g\":1}" },
    { "list ~> |$|{\"a\": 1}|", "[3,1,2]" },
    { "{\"a\": {\"b\": {\"c\": 1}}} ~> |a|{\"x\": 1}| ~> |a.b|{\"y\": 2}|",
      "{\"a\":{\"b\":{\"c\":1,\"y\":2},\"x\":1}}" },
    { "{\"a\": {\"b\": {\"c\": 1}}} ~> |a.b, a|{\"x\": 1}|", "error S0202: Expected \"|\", got \",\"" },
    { "{\"a\": {\"b\": {\"c\": 1}}} ~> |[a.b, a, a.b]|{\"x\": $count($keys($))}|",
      "{\"a\":{\"b\":{\"c\":1,\"x\":2},\"x\":1}}" },
    { "{\"a\": {}} ~> |a|{\"x\": 1}|", "{\"a\":{\"x\":1}}" },
    { "{\"a\":1,\"b\":2,\"c\":3,\"d\":4,\"e\":5,\"f\":6,\"g\":7,\"h\":8,\"i\":9,\"j\":10,\"k\":11,\"l\":12,\"m\":13"
      ",\"n\":14,\"o\":{\"p\":1}} ~> |$|{\"q\":1,\"r\":2}| ~> |o|{\"z\":1}|",
      "{\"a\":1,\"b\":2,\"c\":3,\"d\":4,\"e\":5,\"f\":6,\"g\":7,\"h\":8,\"i\":9,\"j\":10,\"k\":11,\"l\":12,\"m\":13"
      ",\"n\":14,\"o\":{\"p\":1,\"z\":1},\"q\":1,\"r\":2}" },
    { "($f := |$|{\"a\":1}|; [$f({}), $f({\"b\":2})])", "[{\"a\":1},{\"b\":2,\"a\":1}]" },
    { "($clone := 5; {} ~> |$|{\"a\": 1}|)",
      "error T2013: The transform expression clones the input object using the $clone() function.  This has been ov"
      "erridden in the current scope by a non-function." },
    { "($clone := function($x) { $x }; {\"b\": 1} ~> |$|{\"a\": 1}|)", "{\"b\":1,\"a\":1}" },
    { "$clone(o)", "{\"x\":1,\"y\":{\"z\":[1,{\"w\":2}]},\"10\":\"ten\",\"2\":\"two\"}" },
    { "$clone([1, 0.1 + 0.2, $sum])", "[1,0.3,\"\"]" },
    { "$clone(1)", "error T0410: Argument 1 of function \"clone\" does not match function signature" },
};

static void transforms_change_a_copy(void **state)
{
    (void)state;
    CHECK_CASES(cases, case_data, JSONATA_PLAIN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(transforms_change_a_copy),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
