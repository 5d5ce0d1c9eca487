/* base/secret.h: randomness, hashes, passwords, tokens. The only file that knows libsodium is secret.c. */
#ifndef ADELANTE_SECRET_H
#define ADELANTE_SECRET_H

#include "base/base.h"

#define HASH_SIZE 32
struct hash {
    uint8_t bytes[HASH_SIZE];
};
struct hasher {
    _Alignas(16) unsigned char state[128];
};

void secret_init(void); /* once, before anything else; aborts if the library cannot start */
void random_bytes(void *out, size_t size);
void random_seed(uint64_t seed); /* tests: every later random byte is made from the seed */

void hash_start(struct hasher *hasher); /* SHA-256 */
void hash_add(struct hasher *hasher, struct str bytes);
struct hash hash_finish(struct hasher *hasher);
struct hash hash_of(struct str bytes);
bool hash_eq(const struct hash *a, const struct hash *b); /* constant time */
struct str hash_hex(struct arena *arena, const struct hash *hash);
bool bytes_eq_secret(struct str a, struct str b); /* constant time in the common length */
struct str hex_format(struct arena *arena, struct str bytes);
bool hex_parse(struct arena *arena, struct str hex, struct str *out);
struct str base64url_format(struct arena *arena, struct str bytes); /* without padding */
/* prefix + size random bytes as base64url. */
struct str token_new(struct arena *arena, struct str prefix, size_t size);

/* Argon2id, 64 MiB, t = 3 (security 5); a semaphore lets at most min(cores, 4) run at once. ADELANTE_FAST_PASSWORDS=1
 * (tests only) takes the smallest parameters. */
struct str password_hash(struct arena *arena, struct str password);
/* stored may be STR_NONE: takes the same time and says false. */
bool password_verify(struct str stored, struct str password);
bool password_needs_rehash(struct str stored);

#endif
