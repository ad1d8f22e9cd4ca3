#include "aws/integrations.h"
#include "memory.h"

/* Every part that is given is a slice of the text, and the tables stand any name. */
static void check_slice(str text, str part)
{
    if (part.at && (part.at < text.at || part.at + part.len > text.at + text.len))
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    str text = { (const char *)data, size };
    struct aws_resource resource = aws_resource_parse(text);
    check_slice(text, resource.wrong);
    check_slice(text, resource.service);
    check_slice(text, resource.api);
    check_slice(text, resource.suffix);
    check_slice(text, resource.name);
    check_slice(text, resource.qualifier);
    struct aws_shape shape;
    if (aws_shape_find(&resource, &shape)) {
        str spelling;
        aws_input_match(&shape, resource.suffix, &spelling);
        aws_output_match(&shape, resource.api, &spelling);
    }
    return 0;
}
