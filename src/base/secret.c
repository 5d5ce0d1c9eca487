#include "base/secret.h"

#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PASSWORD_MEMORY ((size_t)64 * 1024 * 1024)
#define PASSWORD_PASSES 3ULL
#define PASSWORDS_AT_ONCE 4L

static_assert(sizeof(crypto_hash_sha256_state) <= sizeof(((struct hasher *)0)->state), "the state fits");
static_assert(HASH_SIZE == crypto_hash_sha256_BYTES, "SHA-256");

static pthread_once_t secret_once = PTHREAD_ONCE_INIT;
static sem_t password_slots;

static void secret_start(void)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    long slots = cores < 1 ? 1 : cores;
    slots = slots > PASSWORDS_AT_ONCE ? PASSWORDS_AT_ONCE : slots;
    if (sodium_init() < 0 || sem_init(&password_slots, 0, (unsigned)slots) != 0) {
        abort();
    }
}

void secret_init(void)
{
    pthread_once(&secret_once, secret_start);
}

void random_bytes(void *out, size_t size)
{
    randombytes_buf(out, size);
}

static pthread_mutex_t seed_lock = PTHREAD_MUTEX_INITIALIZER;
static unsigned char seed_key[crypto_stream_chacha20_KEYBYTES];
static uint64_t seed_counter;

static void seeded_buf(void *const out, const size_t size)
{
    unsigned char nonce[crypto_stream_chacha20_NONCEBYTES] = {0};
    pthread_mutex_lock(&seed_lock);
    memcpy(nonce, &seed_counter, sizeof(seed_counter));
    seed_counter++;
    crypto_stream_chacha20(out, size, nonce, seed_key);
    pthread_mutex_unlock(&seed_lock);
}

static uint32_t seeded_random(void)
{
    uint32_t value = 0;
    seeded_buf(&value, sizeof(value));
    return value;
}

static const char *seeded_name(void)
{
    return "seeded";
}

static struct randombytes_implementation seeded = {
    .implementation_name = seeded_name, .random = seeded_random, .buf = seeded_buf};

void random_seed(uint64_t seed)
{
    secret_init();
    pthread_mutex_lock(&seed_lock);
    memset(seed_key, 0, sizeof(seed_key));
    memcpy(seed_key, &seed, sizeof(seed));
    seed_counter = 0;
    pthread_mutex_unlock(&seed_lock);
    /* Put below the library, so that its own salts come from the seed too. */
    randombytes_set_implementation(&seeded);
}

static crypto_hash_sha256_state *state_of(struct hasher *hasher)
{
    return (crypto_hash_sha256_state *)(void *)hasher->state;
}

void hash_start(struct hasher *hasher)
{
    crypto_hash_sha256_init(state_of(hasher));
}

void hash_add(struct hasher *hasher, struct str bytes)
{
    crypto_hash_sha256_update(state_of(hasher), (const unsigned char *)bytes.ptr, bytes.len);
}

struct hash hash_finish(struct hasher *hasher)
{
    struct hash hash;
    crypto_hash_sha256_final(state_of(hasher), hash.bytes);
    return hash;
}

struct hash hash_of(struct str bytes)
{
    struct hash hash;
    crypto_hash_sha256(hash.bytes, (const unsigned char *)bytes.ptr, bytes.len);
    return hash;
}

bool hash_eq(const struct hash *a, const struct hash *b)
{
    return sodium_memcmp(a->bytes, b->bytes, HASH_SIZE) == 0;
}

struct str hash_hex(struct arena *arena, const struct hash *hash)
{
    return hex_format(arena, (struct str){(const char *)hash->bytes, HASH_SIZE});
}

bool bytes_eq_secret(struct str a, struct str b)
{
    size_t common = a.len < b.len ? a.len : b.len;
    bool same = common == 0 || sodium_memcmp(a.ptr, b.ptr, common) == 0;
    return same && a.len == b.len;
}

struct str hex_format(struct arena *arena, struct str bytes)
{
    char *hex = arena_alloc(arena, 2 * bytes.len + 1);
    sodium_bin2hex(hex, 2 * bytes.len + 1, (const unsigned char *)bytes.ptr, bytes.len);
    return (struct str){hex, 2 * bytes.len};
}

bool hex_parse(struct arena *arena, struct str hex, struct str *out)
{
    unsigned char *bytes = arena_alloc(arena, hex.len / 2 + 1);
    size_t len = 0;
    if (hex.len > 0 && sodium_hex2bin(bytes, hex.len / 2, hex.ptr, hex.len, NULL, &len, NULL) != 0) {
        return false;
    }
    if (2 * len != hex.len) {
        return false;
    }
    *out = (struct str){(const char *)bytes, len};
    return true;
}

struct str base64url_format(struct arena *arena, struct str bytes)
{
    const int variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
    size_t size = sodium_base64_encoded_len(bytes.len, variant);
    char *text = arena_alloc(arena, size);
    sodium_bin2base64(text, size, (const unsigned char *)bytes.ptr, bytes.len, variant);
    return (struct str){text, size - 1};
}

struct str token_new(struct arena *arena, struct str prefix, size_t size)
{
    char *bytes = arena_alloc(arena, size);
    random_bytes(bytes, size);
    struct str secret = base64url_format(arena, (struct str){bytes, size});
    sodium_memzero(bytes, size);
    return str_format(arena, STR_FMT STR_FMT, STR_ARG(prefix), STR_ARG(secret));
}

struct password_rule {
    unsigned long long passes;
    size_t memory;
};

static struct password_rule password_rule(void)
{
    const char *fast = getenv("ADELANTE_FAST_PASSWORDS");
    if (fast != NULL && strcmp(fast, "1") == 0) {
        return (struct password_rule){crypto_pwhash_OPSLIMIT_MIN, crypto_pwhash_MEMLIMIT_MIN};
    }
    return (struct password_rule){PASSWORD_PASSES, PASSWORD_MEMORY};
}

static void slot_take(void)
{
    secret_init();
    while (sem_wait(&password_slots) != 0) {
        if (errno != EINTR) {
            abort();
        }
    }
}

static void slot_give(void)
{
    sem_post(&password_slots);
}

struct str password_hash(struct arena *arena, struct str password)
{
    struct password_rule rule = password_rule();
    char stored[crypto_pwhash_STRBYTES];
    struct str key = password.ptr == NULL ? S("") : password;
    slot_take();
    int failed = crypto_pwhash_str_alg(stored, key.ptr, key.len, rule.passes, rule.memory,
                                       crypto_pwhash_ALG_ARGON2ID13);
    slot_give();
    if (failed != 0) {
        /* Only memory can be lacking. */
        abort();
    }
    return str_copy(arena, str_of(stored));
}

/* The library reads stored strings that end in NUL. False if it is not one of Argon2id. */
static bool stored_read(struct str stored, char out[crypto_pwhash_STRBYTES])
{
    if (stored.len >= crypto_pwhash_STRBYTES || !str_starts(stored, S(crypto_pwhash_argon2id_STRPREFIX))) {
        return false;
    }
    memset(out, 0, crypto_pwhash_STRBYTES);
    memcpy(out, stored.ptr, stored.len);
    struct password_rule rule = password_rule();
    return crypto_pwhash_str_needs_rehash(out, rule.passes, rule.memory) >= 0;
}

bool password_verify(struct str stored, struct str password)
{
    char text[crypto_pwhash_STRBYTES];
    struct str key = password.ptr == NULL ? S("") : password;
    bool readable = stored_read(stored, text);
    int failed = -1;
    slot_take();
    if (readable) {
        failed = crypto_pwhash_str_verify(text, key.ptr, key.len);
    } else {
        /* Nobody may learn from the time taken that there is nothing to compare with. */
        struct password_rule rule = password_rule();
        unsigned char ignored[32];
        static const unsigned char salt[crypto_pwhash_SALTBYTES];
        if (crypto_pwhash(ignored, sizeof(ignored), key.ptr, key.len, salt, rule.passes, rule.memory,
                          crypto_pwhash_ALG_ARGON2ID13) != 0) {
            abort();
        }
    }
    slot_give();
    return failed == 0;
}

bool password_needs_rehash(struct str stored)
{
    char text[crypto_pwhash_STRBYTES];
    struct password_rule rule = password_rule();
    return !stored_read(stored, text) || crypto_pwhash_str_needs_rehash(text, rule.passes, rule.memory) != 0;
}
