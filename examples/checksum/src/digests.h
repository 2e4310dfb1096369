/* The three checksums. */
#ifndef CHECKSUM_DIGESTS_H
#define CHECKSUM_DIGESTS_H

#include "memory.h"

/* FIPS 180-4; `digest` has 32 bytes. */
void sha256(bytes data, uint8_t digest[32]);

/* CRC-32 as in gzip and PNG (RFC 1952): reflected, polynomial 0xEDB88320. */
uint32_t crc32(bytes data);

/* RFC 1950. */
uint32_t adler32(bytes data);

#endif
