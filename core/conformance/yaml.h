/*
 * yaml.h - a value as YAML text in block style, for reading the same definition in another syntax.
 *
 *     StartAt: A
 *     States:
 *       A:
 *         Type: "true"
 *         Choices:
 *           -
 *             Next: B
 *
 * Texts stand plain where YAML (in any version) reads them as the text that they are, else in double quotes; those of
 * several lines as literal blocks where that says the same.
 */
#ifndef CONFORMANCE_YAML_H
#define CONFORMANCE_YAML_H

#include "value/value.h"

struct buf;

void yaml_print(struct buf *buf, value v);

#endif
