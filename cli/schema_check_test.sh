#!/bin/sh
# schema_check_test.sh stepproof testdata - runs schema-check as users do: files, options, answers, exit statuses
#
# The findings in the demo's schemas are compared with testdata/demo/*.graphql.txt; UPDATE=1 writes these.
# shellcheck source=cli/tap.sh
. "$(dirname "$0")/tap.sh"
testdata=$(cd "$2" && pwd)
cd "$work" || exit 1

run() {
    "$program" schema-check "$@" >out 2>err </dev/null
    status=$?
}

echo 'type Query { a: Int b: String }' >good.graphql
echo 'type Query { a: Itn }' >bad.graphql
echo 'query Q { a }' >q.graphql
mkdir schema schema/inner
echo 'type Query { post: Post }' >schema/a.graphql
echo 'type Post @aws_iam { id: ID! }' >schema/inner/b.graphqls
echo 'type Mutation { add: Post @aws_iam }' >schema/inner/c.gql
echo 'nothing' >schema/inner/d.txt

# Exit statuses.
run --help; check 0 '--auth-matrix' 'help lists the options'
run; check 2 'which schema?' 'no schema is wrong usage'
run good.graphql; check 0 'nothing found in 1 file' 'a sound schema is clean'
run bad.graphql; check 1 'bad.graphql:1:17: error[known-type-names]: unknown type "Itn"' 'a mistake is found'
run nosuch.graphql; check 2 'nosuch.graphql: No such file' 'a missing file is trouble'
run good.graphql nosuch.graphql --format json
check 2 '"unreadable": [{"file": "nosuch.graphql"' 'JSON tells of it'
run --profile aws good.graphql; check 2 'is none of appsync, merged' 'a wrong profile lists the right ones'
run --auth API_KEY,IAM good.graphql; check 2 '"IAM" is none of API_KEY' 'a wrong mode lists the right ones'
run --format xml good.graphql; check 2 'is none of text' 'a wrong format lists the right ones'
run --fail-on never good.graphql; check 2 'breaking, dangerous' 'a wrong threshold lists the right ones'
run --color never-ever good.graphql; check 2 'auto, always, never' 'a wrong colour lists the right ones'
run --select nosuchrule good.graphql; check 2 'no rule' 'a wrong rule is wrong usage'
run --auth-matrix good.graphql; check 2 'needs --auth' 'the matrix wants modes'
run --coverage good.graphql; check 2 'needs --operations' 'coverage wants operations'
run --list-rules; check 0 'known-type-names' 'rules are listed'
run --explain syntax; check 0 'wrong:' 'a rule is explained'

# Inputs.
"$program" schema-check - >out 2>err <bad.graphql; status=$?
check 1 '<stdin>:1:17' 'standard input is read'
"$program" schema-check --stdin-filename x.graphql - >out 2>err <bad.graphql; status=$?
check 1 'x.graphql:1:17' 'standard input has a name'
run schema; check 0 'nothing found in 3 files' 'a folder is one schema'
run schema/a.graphql; check 1 'unknown type "Post"' 'a file of it is not'
mkdir empty
run empty; check 2 'no *.graphql, *.graphqls or *.gql in this folder' 'an empty folder is said'
printf 'type Query { a: Int } # \377' >latin.graphql
run latin.graphql; check 1 'this byte is not UTF-8' 'text in another encoding is a finding'
printf '\357\273\277type Query { a: Int }\r\n' >bom.graphql
run bom.graphql; check 0 'nothing found' 'a byte order mark and CRLF are fine'
printf 'type Query { a: }\ntype T { b Int }' >syntax.graphql
run syntax.graphql -q; check 1 'syntax.graphql:1:17: error[syntax]' 'a syntax error is a finding'
check 1 'syntax.graphql:2:12: error[syntax]' 'and so is the next one'
cat >template.yaml <<'TEMPLATE'
Resources:
  Schema:
    Type: AWS::AppSync::GraphQLSchema
    Properties:
      Definition: |
        type Query {
          a: Itn
        }
TEMPLATE
run template.yaml; check 1 'template.yaml:7:14: error[known-type-names]' 'schemas stand in templates'
echo '{"Resources": {"S": {"Type": "AWS::AppSync::GraphQLSchema",
  "Properties": {"DefinitionS3Location": "bad.graphql"}}}}' >template.json
run template.json; check 1 'bad.graphql:1:17' 'or in files beside them'
echo '{"Resources": {}}' >nothing.json
run nothing.json; check 2 'no AWS::AppSync::GraphQLSchema' 'a template without is trouble'
echo '{"Resources": }' >broken.json
run broken.json; check 1 'error[json-syntax]' 'a broken template is a finding'

# Rules.
run --ignore known-type-names bad.graphql; check 0 'nothing found' 'a rule is ignored'
run --severity known-type-names=warning bad.graphql; check 0 '1 warning' 'a severity is lowered'
run --severity known-type-names=info --fail-on info bad.graphql; check 1 '1 remark' 'the threshold counts'
run --select lone-schema-definition bad.graphql; check 0 'nothing found' 'only what is selected is reported'
run --select 'description*' --fail-on info good.graphql
check 1 'has no description' 'a rule that is off is switched on by selecting it'
run --statistics -q bad.graphql; check 1 '1  error    known-type-names' 'statistics count'
echo 'scalar Money type Query { a: Money }' >scalar.graphql
run scalar.graphql; check 1 'appsync-' 'the profile is appsync'
run --profile graphql scalar.graphql; check 0 'nothing found' 'another one can be chosen'

# Operations, coverage and changes.
run good.graphql --operations q.graphql; check 0 'nothing found in 2 files' 'operations are checked'
echo 'query Q { c }' >wrong.graphql
run good.graphql --operations wrong.graphql; check 1 'type "Query" has no field "c"' 'against the schema'
run good.graphql --operations q.graphql --coverage; check 0 'unused: b' 'coverage tells what is not used'
run good.graphql --against bad.graphql; check 1 'field-type-changed' 'changes are found'
echo 'type Query { a: Int }' >less.graphql
run less.graphql --against good.graphql; check 1 'error[breaking-change]: "Query.b" was removed' 'with what they break'
run less.graphql --against good.graphql --operations q.graphql
check 0 'not used by these operations' 'operations narrow that'
run good.graphql --against less.graphql --fail-on dangerous; check 0 'safe-change' 'safe changes pass'
run less.graphql --against good.graphql --fail-on breaking; check 1 '' 'breaking ones do not'
run less.graphql --against good.graphql --severity breaking-change=warning; check 0 '1 warning' 'unless one says so'
echo 'enum E { A } type Query { a: E }' >enum.graphql
echo 'enum E { A B } type Query { a: E }' >enum2.graphql
run enum2.graphql --against enum.graphql --fail-on breaking; check 0 'dangerous-change' 'a danger breaks nothing'
run enum2.graphql --against enum.graphql --fail-on dangerous; check 1 'dangerous-change' 'but can be minded'

# Answers.
run schema --print; check 0 'type Post @aws_iam {' 'the schema is printed'
cp out printed.graphql
run printed.graphql --print
is_true 'what is printed is read again as the same' cmp out printed.graphql
run schema --print introspection; check 0 '"queryType": {' 'introspection is printed'
run bad.graphql syntax.graphql --print; check 1 'error[syntax]' 'what cannot be read is not printed'
run schema --auth API_KEY,AWS_IAM --auth-matrix; check 0 'Post.id       -        yes' 'the matrix is printed'
run schema --auth API_KEY,AWS_IAM --auth-matrix markdown
# shellcheck disable=SC2016
check 0 '| `Post.id` | - | yes |' 'as Markdown'
run --auth-matrix json schema --auth API_KEY,AWS_IAM; check 0 '"default": "API_KEY"' 'as JSON'
run --output written bad.graphql; check 1 '' 'output goes to a file'
is_true 'which has the findings' grep -q known-type-names written
run --output no/such bad.graphql; check 2 'cannot be written' 'a file that cannot be made is trouble'
run --color always bad.graphql; check 1 "$(printf '\033[1;31m')" 'colours can be forced'

# The demo.
cd "$testdata/demo" || exit 1
for schema in shop shop-broken; do
    "$program" schema-check --auth API_KEY,AMAZON_COGNITO_USER_POOLS,AWS_IAM $schema.graphql >"$work/out" 2>"$work/err"
    status=$?
    [ -z "${UPDATE-}" ] || cp "$work/out" $schema.graphql.txt
    cd "$work" || exit 1
    [ $schema = shop ] && wanted=0 || wanted=1
    check "$wanted" '' "the exit status of $schema"
    is_true "the findings in $schema" diff "$testdata/demo/$schema.graphql.txt" out
    cd "$testdata/demo" || exit 1
done

finish
