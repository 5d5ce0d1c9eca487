/* Runs a fuzz target without a fuzzer: replays the files and folders that are named, then, with --seconds N, changes
 * them at random for that long. --seed N makes it the same changes again. The last input is kept in
 * fuzz-last-input-<process id> while it runs under --seconds, and stays there if the target stops the program.
 *
 *   fuzz_form [--seconds N] [--seed N] FILE|FOLDER...
 */
#include <dirent.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define INPUT_LIMIT ((size_t)64 * 1024)
#define CORPUS_LIMIT 10000

static struct {
    uint8_t *bytes;
    size_t size;
} corpus[CORPUS_LIMIT];
static size_t corpus_len;
static uint64_t random_state = 1;
static uint8_t *last_input; /* mapped: what stands in it survives an abort */

static uint64_t random_next(void)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return random_state;
}

static size_t random_below(size_t limit)
{
    return limit == 0 ? 0 : (size_t)(random_next() % limit);
}

/* The target gets a block of exactly its size, so that the sanitizer sees a read behind the end. */
static void run(const uint8_t *bytes, size_t size)
{
    uint8_t *exact = malloc(size == 0 ? 1 : size);
    if (exact == NULL) {
        abort();
    }
    if (size > 0) {
        memcpy(exact, bytes, size);
    }
    if (last_input != NULL) {
        memcpy(last_input, &size, sizeof(size));
        memcpy(last_input + sizeof(size), exact, size);
    }
    (void)LLVMFuzzerTestOneInput(exact, size);
    free(exact);
}

static void replay_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    uint8_t *bytes = malloc(INPUT_LIMIT);
    if (file == NULL || bytes == NULL || corpus_len == CORPUS_LIMIT) {
        fprintf(stderr, "standalone: cannot read %s\n", path);
        exit(2);
    }
    size_t size = fread(bytes, 1, INPUT_LIMIT, file);
    fclose(file);
    corpus[corpus_len].bytes = bytes;
    corpus[corpus_len++].size = size;
    run(bytes, size);
}

static void replay(const char *path)
{
    struct stat status;
    if (stat(path, &status) != 0) {
        fprintf(stderr, "standalone: %s is not there\n", path);
        exit(2);
    }
    if (!S_ISDIR(status.st_mode)) {
        replay_file(path);
        return;
    }
    struct dirent **entries = NULL;
    int count = scandir(path, &entries, NULL, alphasort);
    for (int i = 0; i < count; i++) {
        if (entries[i]->d_name[0] != '.') {
            char below[4096];
            snprintf(below, sizeof(below), "%s/%s", path, entries[i]->d_name);
            replay(below);
        }
        free(entries[i]);
    }
    free(entries);
}

static size_t cut_or_grow(uint8_t *bytes, size_t size)
{
    size_t from = random_below(size + 1);
    size_t len = random_below(random_below(4) == 0 ? 4096 : 16);
    if (random_below(2) == 0) {
        len = len < size - from ? len : size - from;
        memmove(bytes + from, bytes + from + len, size - from - len);
        return size - len;
    }
    len = len < INPUT_LIMIT - size ? len : INPUT_LIMIT - size;
    memmove(bytes + from + len, bytes + from, size - from);
    size_t source = random_below(size);
    for (size_t i = 0; i < len; i++) {
        bytes[from + i] = random_below(2) == 0 && source + i < size ? bytes[source + i] : (uint8_t)random_next();
    }
    return size + len;
}

/* Puts a piece of another input over this one. */
static size_t paste(uint8_t *bytes, size_t size)
{
    size_t other = random_below(corpus_len);
    size_t from = random_below(corpus[other].size);
    size_t len = random_below(corpus[other].size - from + 1);
    size_t to = random_below(size + 1);
    len = len < INPUT_LIMIT - to ? len : INPUT_LIMIT - to;
    if (len > 0) {
        memcpy(bytes + to, corpus[other].bytes + from, len);
    }
    return to + len > size ? to + len : size;
}

static size_t mutate(uint8_t *bytes, size_t size)
{
    static const uint8_t telling[] = {0, 1, '\t', '\n', '\r', ' ', '"', '%', '&', ',', '-', '.', '/', '0', '9', ':',
                                      ';', '<', '=', '>', '[', '\\', ']', '{', '}', 0x7f, 0x80, 0xbf, 0xc3, 0xed, 0xff};
    switch (random_below(4)) {
    case 0:
        return cut_or_grow(bytes, size);
    case 1:
        return paste(bytes, size);
    case 2:
        if (size > 0) {
            bytes[random_below(size)] ^= (uint8_t)(1U << random_below(8));
        }
        return size;
    default:
        if (size > 0) {
            bytes[random_below(size)] = telling[random_below(sizeof(telling))];
        }
        return size;
    }
}

static uint64_t fuzz(long seconds, const char *last_path)
{
    int fd = open(last_path, O_RDWR | O_CREAT | O_TRUNC, 0600);
    if (fd < 0 || ftruncate(fd, (off_t)(INPUT_LIMIT + sizeof(size_t))) != 0) {
        exit(2);
    }
    last_input = mmap(NULL, INPUT_LIMIT + sizeof(size_t), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    close(fd);
    if (last_input == MAP_FAILED) {
        exit(2);
    }
    uint8_t *bytes = malloc(INPUT_LIMIT);
    uint64_t runs = 0;
    time_t end = time(NULL) + seconds;
    while (bytes != NULL && time(NULL) < end) {
        for (int i = 0; i < 1000; i++) {
            size_t from = random_below(corpus_len);
            size_t size = corpus_len == 0 ? 0 : corpus[from].size;
            if (size > 0) {
                memcpy(bytes, corpus[from].bytes, size);
            }
            for (size_t changes = 1 + random_below(8); changes > 0 && corpus_len > 0; changes--) {
                size = mutate(bytes, size);
            }
            run(bytes, size);
            runs++;
        }
    }
    free(bytes);
    unlink(last_path);
    return runs;
}

int main(int argc, char **argv)
{
    long seconds = 0;
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--seconds") == 0 && i + 1 < argc) {
            seconds = atol(argv[++i]);
        } else if (strcmp(argv[i], "--seed") == 0 && i + 1 < argc) {
            random_state = strtoull(argv[++i], NULL, 10) * 2 + 1;
        } else {
            replay(argv[i]);
        }
    }
    uint64_t runs = 0;
    if (seconds > 0) {
        char last_path[64];
        snprintf(last_path, sizeof(last_path), "fuzz-last-input-%d", (int)getpid());
        runs = fuzz(seconds, last_path);
    }
    printf("%zu inputs, %llu changed ones\n", corpus_len, (unsigned long long)runs);
    for (size_t i = 0; i < corpus_len; i++) {
        free(corpus[i].bytes);
    }
    return 0;
}
