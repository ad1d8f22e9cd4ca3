/*
 * test_json.h - doc_read_value(), for tests and fuzz targets of modules that don't use doc
 * themselves.
 */
#ifndef TEST_JSON_H
#define TEST_JSON_H

#include "doc/doc.h"

#endif
