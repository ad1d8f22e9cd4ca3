#include "text/digest.h"

#include "base/arena.h"

#include <nettle/md5.h>
#include <nettle/nettle-meta.h>
#include <nettle/sha1.h>
#include <nettle/sha2.h>
#include <nettle/version.h>

static const struct {
    str name;
    const struct nettle_hash *hash;
} algorithms[] = {
    { STR_INIT("MD5"), &nettle_md5 },        { STR_INIT("SHA-1"), &nettle_sha1 },
    { STR_INIT("SHA-256"), &nettle_sha256 }, { STR_INIT("SHA-384"), &nettle_sha384 },
    { STR_INIT("SHA-512"), &nettle_sha512 },
};

union any_context {
    struct md5_ctx md5;
    struct sha1_ctx sha1;
    struct sha256_ctx sha256;
    struct sha512_ctx sha512; /* also of SHA-384 */
};

static size_t compute(const struct nettle_hash *hash, str bytes, unsigned char to[DIGEST_MAX])
{
    union any_context context;
    hash->init(&context);
    hash->update(&context, bytes.len, (const uint8_t *)bytes.at);
#if NETTLE_VERSION_MAJOR >= 4
    hash->digest(&context, to);
#else
    hash->digest(&context, hash->digest_size, to);
#endif
    return hash->digest_size;
}

size_t digest_compute(str algorithm, str bytes, unsigned char to[DIGEST_MAX])
{
    for (size_t i = 0; i < ARRAY_LEN(algorithms); i++) {
        if (str_equal(algorithms[i].name, algorithm))
            return compute(algorithms[i].hash, bytes, to);
    }
    return 0;
}
