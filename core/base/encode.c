#include "base/encode.h"

#include "base/buf.h"

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

static unsigned byte_at(str bytes, size_t i)
{
    return i < bytes.len ? (unsigned char)bytes.at[i] : 0;
}

void encode_base64(struct buf *buf, str bytes)
{
    for (size_t i = 0; i < bytes.len; i += 3) {
        unsigned group =
            byte_at(bytes, i) << 16 | byte_at(bytes, i + 1) << 8 | byte_at(bytes, i + 2);
        char *to = buf_reserve(buf, 4);
        to[0] = alphabet[group >> 18];
        to[1] = alphabet[group >> 12 & 63];
        to[2] = i + 1 < bytes.len ? alphabet[group >> 6 & 63] : '=';
        to[3] = i + 2 < bytes.len ? alphabet[group & 63] : '=';
        buf->len += 4;
    }
}

int decode_base64_digit(char c)
{
    if (char_is_upper(c))
        return c - 'A';
    if (char_is_lower(c))
        return c - 'a' + 26;
    if (char_is_digit(c))
        return c - '0' + 52;
    return c == '+' ? 62 : c == '/' ? 63 : -1;
}

/* Takes off one or two '=' that fill the last group; false when there are others. */
static bool drop_padding(str *text)
{
    size_t padding = 0;
    while (padding < text->len && text->at[text->len - 1 - padding] == '=')
        padding++;
    if (padding && (padding > 2 || text->len % 4))
        return false;
    text->len -= padding;
    return true;
}

bool decode_base64(struct buf *buf, str text)
{
    if (!drop_padding(&text) || text.len % 4 == 1)
        return false;
    unsigned bits = 0, count = 0;
    for (size_t i = 0; i < text.len; i++) {
        int digit = decode_base64_digit(text.at[i]);
        if (digit < 0)
            return false;
        bits = (bits << 6 | (unsigned)digit) & 0xFFFFu;
        count += 6;
        if (count >= 8) {
            count -= 8;
            buf_char(buf, (char)(bits >> count & 0xFFu));
        }
    }
    return true;
}

void encode_hex(struct buf *buf, str bytes)
{
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < bytes.len; i++) {
        unsigned byte = byte_at(bytes, i);
        buf_char(buf, digits[byte >> 4]);
        buf_char(buf, digits[byte & 15]);
    }
}
