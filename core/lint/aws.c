#include "base/buf.h"
#include "doc/doc.h"
#include "intrinsic/intrinsic.h"
#include "lint/internal.h"

/* Where the service says that something is. */
enum aws_place {
    AWS_ITSELF, /* the pointer of the node */
    AWS_OWNER,  /* the object that holds it */
    AWS_FIELD,  /* the field of the state that it is in: /States/X/Parameters */
    AWS_NOWHERE /* no location at all */
};

/* What the service calls a rule's finding. Rules without a row are ours alone. */
static const struct aws_row {
    enum rule_id rule;
    const char *code;
    enum aws_place place;
    /* %n: the text of the node or key, %p: its parent's name; NULL: our own message. */
    const char *message;
} rows[] = {
    { RULE_JSON_SYNTAX, "INVALID_JSON_DESCRIPTION", AWS_NOWHERE, NULL },
    { RULE_YAML_SYNTAX, "INVALID_JSON_DESCRIPTION", AWS_NOWHERE, NULL },
    { RULE_DUPLICATE_KEY, "INVALID_JSON_DESCRIPTION", AWS_ITSELF, NULL },
    { RULE_TOO_DEEP, "TOO_DEEPLY_NESTED", AWS_NOWHERE, NULL },
    { RULE_NOT_AN_OBJECT, "SCHEMA_VALIDATION_FAILED", AWS_NOWHERE,
      "Definition must be a valid JSON object" },
    { RULE_DEFINITION_SIZE, "SCHEMA_VALIDATION_FAILED", AWS_NOWHERE, NULL },
    { RULE_VERSION, "SCHEMA_VALIDATION_FAILED", AWS_ITSELF,
      "Value should be one of the following: [1.0]" },
    { RULE_UNKNOWN_FIELD, "SCHEMA_VALIDATION_FAILED", AWS_OWNER, "Field '%n' is not supported" },
    { RULE_UNSUPPORTED_FIELD, "SCHEMA_VALIDATION_FAILED", AWS_OWNER, "Field '%n' is not supported" },
    { RULE_DISTRIBUTED_ONLY, "SCHEMA_VALIDATION_FAILED", AWS_OWNER, "Field '%n' is not supported" },
    { RULE_REQUIRED_FIELD, "SCHEMA_VALIDATION_FAILED", AWS_ITSELF, "These fields are required: [%q]" },
    { RULE_WRONG_TYPE, "SCHEMA_VALIDATION_FAILED", AWS_ITSELF, NULL },
    { RULE_OUT_OF_RANGE, "SCHEMA_VALIDATION_FAILED", AWS_ITSELF, NULL },
    { RULE_ENUM, "SCHEMA_VALIDATION_FAILED", AWS_ITSELF, NULL },
    { RULE_MUTUALLY_EXCLUSIVE, "SCHEMA_VALIDATION_FAILED", AWS_OWNER, NULL },
    { RULE_JSONPATH_ONLY_FIELD, "SCHEMA_VALIDATION_FAILED", AWS_OWNER,
      "The QueryLanguage is set to 'JSONata', but field '%n' is only supported for the 'JSONPath' "
      "QueryLanguage" },
    { RULE_JSONATA_ONLY_FIELD, "SCHEMA_VALIDATION_FAILED", AWS_OWNER,
      "The QueryLanguage is set to 'JSONPath', but field '%n' is only supported for the 'JSONata' "
      "QueryLanguage" },
    { RULE_TIMESTAMP, "SCHEMA_VALIDATION_FAILED", AWS_ITSELF, "String does not match RFC3339 timestamp" },
    { RULE_STATE_NAME_LENGTH, "INVALID_STATE_NAME", AWS_ITSELF, NULL },
    { RULE_DUPLICATE_STATE_NAME, "DUPLICATE_STATE_NAME", AWS_ITSELF, "Duplicate State name: %n" },
    { RULE_MISSING_TARGET, "MISSING_TRANSITION_TARGET", AWS_ITSELF, "Missing 'Next' target: %n" },
    { RULE_UNREACHABLE_STATE, "MISSING_TRANSITION_TARGET", AWS_ITSELF, "State \"%n\" is not reachable." },
    { RULE_NO_TERMINAL_STATE, "MISSING_END_STATE", AWS_NOWHERE, NULL },
    { RULE_NEXT_AND_END, "SCHEMA_VALIDATION_FAILED", AWS_OWNER,
      "There should only be one of the following fields: [Next, End]" },
    { RULE_NEXT_OR_END_MISSING, "SCHEMA_VALIDATION_FAILED", AWS_ITSELF,
      "There should be one of the following fields: [Next, End]" },
    { RULE_QUERYLANGUAGE_DOWNGRADE, "SCHEMA_VALIDATION_FAILED", AWS_OWNER,
      "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine" },
    { RULE_WAIT_EXACTLY_ONE, "SCHEMA_VALIDATION_FAILED", AWS_OWNER,
      "There should only be one of the following fields: [SecondsPath, Seconds, TimestampPath, Timestamp]" },
    { RULE_HEARTBEAT_TIMEOUT, "SCHEMA_VALIDATION_FAILED", AWS_OWNER, NULL },
    { RULE_CREDENTIALS, "SCHEMA_VALIDATION_FAILED", AWS_ITSELF,
      "The field 'RoleArn' is required but was missing" },
    { RULE_EMPTY_CHOICES, "SCHEMA_VALIDATION_FAILED", AWS_ITSELF, "Value cannot be empty" },
    { RULE_EMPTY_BRANCHES, "SCHEMA_VALIDATION_FAILED", AWS_ITSELF, "Value cannot be empty" },
    { RULE_EMPTY_ERROREQUALS, "SCHEMA_VALIDATION_FAILED", AWS_ITSELF, "Value cannot be empty" },
    { RULE_EMPTY_VALUE, "SCHEMA_VALIDATION_FAILED", AWS_ITSELF, "Value cannot be empty" },
    { RULE_CHOICE_RULE_SHAPE, "SCHEMA_VALIDATION_FAILED", AWS_ITSELF, NULL },
    { RULE_NESTED_NEXT, "SCHEMA_VALIDATION_FAILED", AWS_OWNER, "Field '%n' is not supported" },
    { RULE_NESTED_ASSIGN, "SCHEMA_VALIDATION_FAILED", AWS_OWNER, "Field '%n' is not supported" },
    { RULE_OPERAND_TYPE, "SCHEMA_VALIDATION_FAILED", AWS_ITSELF, NULL },
    { RULE_STATES_ALL_POSITION, "SCHEMA_VALIDATION_FAILED", AWS_ITSELF,
      "States.ALL must appear alone and at end of list" },
    { RULE_JSON_PATH, "SCHEMA_VALIDATION_FAILED", AWS_FIELD, "Value must be a valid JSONPath." },
    { RULE_REFERENCE_PATH, "SCHEMA_VALIDATION_FAILED", AWS_FIELD, "Value is not a Reference Path" },
    { RULE_PAYLOAD_DOLLAR, "SCHEMA_VALIDATION_FAILED", AWS_FIELD,
      "The value for the field '%k' must be a valid JSONPath or a valid intrinsic function call" },
    { RULE_INTRINSIC_SYNTAX, "SCHEMA_VALIDATION_FAILED", AWS_FIELD,
      "The value for the field '%k' must be a valid JSONPath or a valid intrinsic function call" },
    { RULE_INTRINSIC_ARITY, "SCHEMA_VALIDATION_FAILED", AWS_FIELD,
      "The value for the field '%k' must be a valid JSONPath or a valid intrinsic function call" },
    { RULE_INTRINSIC_NOT_STRING, "SCHEMA_VALIDATION_FAILED", AWS_FIELD, NULL },
    { RULE_PAYLOAD_DUPLICATE, "SCHEMA_VALIDATION_FAILED", AWS_FIELD, NULL },
    { RULE_NO_DOLLAR, "NO_DOLLAR", AWS_ITSELF, NULL },
    { RULE_NO_PATH, "NO_PATH", AWS_ITSELF, NULL },
    { RULE_PASS_RESULT_STATIC, "PASS_RESULT_IS_STATIC", AWS_ITSELF, NULL },
    { RULE_JSONATA_DELIMITER, "SCHEMA_VALIDATION_FAILED", AWS_ITSELF,
      "JSONata string must start with {% and end with %}" },
    { RULE_JSONATA_SYNTAX, "INVALID_JSONATA_EXPRESSION", AWS_ITSELF, NULL },
    { RULE_JSONATA_TOP_LEVEL, "UNSUPPORTED_JSONATA_EXPRESSION", AWS_ITSELF, NULL },
    { RULE_STATES_FIELD_SCOPE, "UNSUPPORTED_JSONATA_EXPRESSION", AWS_ITSELF, NULL },
    { RULE_EXECUTION_TYPE_MISSING, "SCHEMA_VALIDATION_FAILED", AWS_ITSELF,
      "These fields are required: [ExecutionType]" },
    { RULE_ITEM_READER, "SCHEMA_VALIDATION_FAILED", AWS_ITSELF, NULL },
    { RULE_ITEM_BATCHER, "SCHEMA_VALIDATION_FAILED", AWS_ITSELF, NULL },
    { RULE_RESULT_WRITER, "SCHEMA_VALIDATION_FAILED", AWS_ITSELF, NULL },
    { RULE_LABEL, "INVALID_LABEL_NAME", AWS_ITSELF, NULL },
    { RULE_DUPLICATE_LABEL, "DUPLICATE_LABEL_NAME", AWS_ITSELF, "Duplicate Label name: %n" },
    { RULE_VARIABLE_NAME, "INVALID_VARIABLE_NAME", AWS_ITSELF, NULL },
    { RULE_RESERVED_VARIABLE, "RESERVED_VARIABLE_NAME", AWS_ITSELF,
      "Cannot assign to reserved variable '$states'." },
    { RULE_VARIABLE_SHADOWING, "SCHEMA_VALIDATION_FAILED", AWS_ITSELF, NULL },
};
