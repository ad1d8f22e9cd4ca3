/*
 * resource.h - what the Resource of a Task state names.
 *
 *     arn:aws:lambda:us-east-1:123456789012:function:Pay:live        a Lambda function
 *     arn:aws:states:us-east-1:123456789012:activity:Approve         an activity
 *     arn:aws:states:::sqs:sendMessage.waitForTaskToken              an optimized integration
 *     arn:aws:states:::aws-sdk:dynamodb:query                        an API of the AWS SDK
 *         │             │       │        │
 *         partition     form    service  api, and behind its dot the pattern
 *
 * The parts are slices of the text that was parsed, so a part's place is `part.at - text.at`; a
 * part that is not there has `at` NULL. A placeholder, ${Name}, stands for anything: a part that
 * holds one is taken as it is, and a text whose shape depends on one is AWS_RESOURCE_OPAQUE.
 * Regions and account ids are not looked at: deployment tools put their own words there.
 *
 * Source: AWS Step Functions Developer Guide, "Integrating services"; AWS Lambda API Reference,
 * FunctionName.
 */
#ifndef AWS_RESOURCE_H
#define AWS_RESOURCE_H

#include "base/str.h"

enum aws_resource_form {
    AWS_RESOURCE_OPAQUE, /* a placeholder decides */
    AWS_RESOURCE_NO_ARN,
    AWS_RESOURCE_FUNCTION,
    AWS_RESOURCE_ACTIVITY,
    AWS_RESOURCE_OPTIMIZED,
    AWS_RESOURCE_SDK,
    AWS_RESOURCE_OTHER /* an ARN of something that a Task state cannot call */
};

enum aws_pattern {
    AWS_REQUEST_RESPONSE,
    AWS_SYNC,           /* .sync */
    AWS_SYNC_2,         /* .sync:2, whose result is JSON rather than JSON text */
    AWS_TASK_TOKEN,     /* .waitForTaskToken */
    AWS_PATTERN_UNKNOWN /* another text behind the dot, or a placeholder: see aws_is_opaque(suffix)
                         */
};

/* What is wrong with the form, whatever the names in it may mean. */
enum aws_resource_problem {
    AWS_RESOURCE_FINE,
    AWS_RESOURCE_NOT_ARN,         /* does not start with "arn:", or has too few parts */
    AWS_RESOURCE_PARTITION,       /* no partition of AWS */
    AWS_RESOURCE_NOT_FUNCTION,    /* a Lambda ARN without "function" */
    AWS_RESOURCE_NAME_MISSING,    /* of the function or activity */
    AWS_RESOURCE_NAME,            /* characters that a function's name cannot have */
    AWS_RESOURCE_QUALIFIER,       /* neither alias nor version */
    AWS_RESOURCE_TOO_LONG,        /* more parts than such an ARN has */
    AWS_RESOURCE_SERVICE_MISSING, /* arn:aws:states::: or arn:aws:states:::aws-sdk */
    AWS_RESOURCE_API_MISSING,     /* arn:aws:states:::lambda */
    AWS_RESOURCE_SERVICE_FORM,    /* not in lower case */
    AWS_RESOURCE_API_FORM         /* not in camelCase */
};

struct aws_resource {
    enum aws_resource_form form;
    enum aws_pattern pattern;
    enum aws_resource_problem problem;
    str wrong; /* the smallest part that `problem` is about; may be empty */
    str text;
    str partition, region, account;
    str service;   /* OTHER: of the ARN; else of the integration */
    str api;       /* of an integration, without its pattern */
    str suffix;    /* ".sync", with its dot */
    str name;      /* of a function or activity */
    str qualifier; /* alias or version of a function */
};

struct aws_resource aws_resource_parse(str text);

/* Whether the text holds a placeholder "${". */
bool aws_is_opaque(str text);
/* "", ".sync", ".sync:2", ".waitForTaskToken"; NULL for AWS_PATTERN_UNKNOWN. */
const char *aws_pattern_suffix(enum aws_pattern pattern);
/* Whether this is a name of a partition: aws, aws-cn, aws-us-gov, ... */
bool aws_is_partition(str text);
/* The partition that a region lies in ("cn-north-1": aws-cn), as far as its name says; "aws" for
 * all others. */
str aws_region_partition(str region);

#endif
