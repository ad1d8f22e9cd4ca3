/*
 * scalars.h - the texts that AppSync's scalars accept.
 *
 * Source: AWS AppSync Developer Guide, "Scalar types in AWS AppSync".
 */
#ifndef GQLCHECK_SCALARS_H
#define GQLCHECK_SCALARS_H

#include "base/str.h"

/*
 * Whether a text is a value of the scalar, given by its number in gql/names.h. Sets `*expected` to what the scalar
 * wants, for messages. True for scalars that are not AppSync's. AWSTimestamp takes no text at all.
 */
bool scalar_accepts(uint32_t scalar, str text, const char **expected);

bool scalar_is_date(str text);
bool scalar_is_time(str text);
bool scalar_is_date_time(str text);
bool scalar_is_email(str text);
bool scalar_is_json(str text);
bool scalar_is_url(str text);
bool scalar_is_phone(str text);
bool scalar_is_ip_address(str text);

#endif
