/* Bytes out of their text forms. */
#ifndef CHECKSUM_DECODE_H
#define CHECKSUM_DECODE_H

#include "memory.h"

/* Pairs of hexadecimal digits. False when it is anything else. */
bool decode_hex(bytes text, bytes *data);

/* RFC 4648, the standard and the URL-safe alphabet, padding optional. False when it is anything else. */
bool decode_base64(bytes text, bytes *data);

#endif
