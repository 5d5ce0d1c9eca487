#include "http/spool.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/seam.h"

static enum err spool_err(void)
{
    return errno == ENOSPC || errno == EDQUOT ? ERR_DISK_FULL : ERR_IO;
}

FALLIBLE spool_open(int *fd)
{
    if (seam_fails(SEAM_FILE)) {
        return ERR_IO;
    }
    const char *folder = getenv("TMPDIR");
    if (folder == NULL || folder[0] == '\0') {
        folder = "/tmp";
    }
    *fd = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (*fd >= 0) {
        return ERR_OK;
    }
    if (errno != EOPNOTSUPP && errno != EISDIR && errno != EINVAL) {
        return spool_err();
    }
    /* A file system without nameless files: name it and take the name away at once. */
    char name[PATH_MAX];
    int len = snprintf(name, sizeof(name), "%s/adelante-XXXXXX", folder);
    if (len < 0 || (size_t)len >= sizeof(name)) {
        return ERR_IO;
    }
    *fd = mkostemp(name, O_CLOEXEC);
    if (*fd < 0) {
        return spool_err();
    }
    (void)unlink(name);
    return ERR_OK;
}

FALLIBLE spool_write(int fd, struct str bytes)
{
    if (seam_fails(SEAM_FILE)) {
        return ERR_IO;
    }
    size_t done = 0;
    while (done < bytes.len) {
        ssize_t n = write(fd, bytes.ptr + done, bytes.len - done);
        if (n < 0 && errno != EINTR) {
            return spool_err();
        }
        done += n > 0 ? (size_t)n : 0;
    }
    return ERR_OK;
}

FALLIBLE spool_map(int fd, int64_t size, struct str *out)
{
    if (seam_fails(SEAM_FILE)) {
        return ERR_IO;
    }
    void *at = mmap(NULL, (size_t)size, PROT_READ, MAP_PRIVATE, fd, 0);
    if (at == MAP_FAILED) {
        return ERR_IO;
    }
    (void)madvise(at, (size_t)size, MADV_SEQUENTIAL);
    *out = (struct str){at, (size_t)size};
    return ERR_OK;
}

void spool_unmap(struct str mapped)
{
    if (mapped.ptr != NULL) {
        (void)munmap((void *)(uintptr_t)mapped.ptr, mapped.len);
    }
}

void spool_close(int fd)
{
    if (fd >= 0) {
        (void)close(fd);
    }
}
