/* tests/unit/shared_data.h: where the test files that are not in this repository lie, and reading one whole. */
#ifndef ADELANTE_TEST_SHARED_DATA_H
#define ADELANTE_TEST_SHARED_DATA_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/base.h"

/* ADELANTE_SHARED, or shared/ beside the source tree; NULL if there is none. */
static inline const char *shared_root(struct arena *arena)
{
    const char *named = getenv("ADELANTE_SHARED");
    const char *source = getenv("ADELANTE_SOURCE");
    if (named != NULL && named[0] != '\0') {
        return named;
    }
    const char *beside = str_format(arena, "%s/../shared", source == NULL || source[0] == '\0' ? "." : source).ptr;
    return access(beside, R_OK) == 0 ? beside : NULL;
}

/* The path of a shared file, or NULL (with a message, the test is then skipped). */
static inline const char *shared_path(struct arena *arena, const char *name)
{
    const char *root = shared_root(arena);
    const char *path = root == NULL ? NULL : str_format(arena, "%s/data/%s", root, name).ptr;
    if (path == NULL || access(path, R_OK) != 0) {
        fprintf(stderr, "skipped: no data/%s (set ADELANTE_SHARED)\n", name);
        return NULL;
    }
    return path;
}

static inline struct str read_whole(struct arena *arena, const char *path)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        return STR_NONE;
    }
    struct buf bytes = BUF(arena);
    char part[4096];
    size_t got;
    buf_put_c(&bytes, "");
    while ((got = fread(part, 1, sizeof part, file)) > 0) {
        buf_put(&bytes, (struct str){part, got});
    }
    fclose(file);
    struct str whole = buf_str(&bytes);
    return whole.ptr == NULL ? S("") : whole;
}

#endif
