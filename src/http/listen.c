#include "http/listen.h"

#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/seam.h"

#define BACKLOG 1024
#define PEM_LIMIT 65536

static bool listen_is_loopback(const struct sockaddr *address)
{
    if (address->sa_family == AF_INET) {
        const struct sockaddr_in *v4 = (const struct sockaddr_in *)(const void *)address;
        return (ntohl(v4->sin_addr.s_addr) >> 24) == 127;
    }
    const struct sockaddr_in6 *v6 = (const struct sockaddr_in6 *)(const void *)address;
    return IN6_IS_ADDR_LOOPBACK(&v6->sin6_addr);
}

/* Cuts "[::1]:80" into "::1" and "80". */
static bool listen_split(struct arena *arena, const char *address, const char **host, const char **port)
{
    struct str whole = str_of(address);
    const char *colon = strrchr(address, ':');
    if (colon == NULL || colon[1] == '\0') {
        return false;
    }
    int64_t number = 0;
    struct str name = str_slice(whole, 0, (size_t)(colon - address));
    if (!str_to_int(str_of(colon + 1), &number) || number < 0 || number > 65535) {
        return false;
    }
    if (name.len > 2 && name.ptr[0] == '[' && name.ptr[name.len - 1] == ']') {
        name = str_slice(name, 1, name.len - 1);
    } else if (name.len > 0 && memchr(name.ptr, ':', name.len) != NULL) {
        return false;
    }
    *host = name.len == 0 ? NULL : str_c(arena, name);
    *port = colon + 1;
    return true;
}

static int listen_bind(const struct addrinfo *info)
{
    int yes = 1;
    int no = 0;
    if (seam_fails(SEAM_SOCKET)) {
        errno = EADDRINUSE;
        return -1;
    }
    int fd = socket(info->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0) {
        return -1;
    }
    (void)setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
    if (info->ai_family == AF_INET6) {
        (void)setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &no, sizeof(no));
    }
    if (bind(fd, info->ai_addr, info->ai_addrlen) == 0 && listen(fd, BACKLOG) == 0) {
        return fd;
    }
    int failure = errno;
    (void)close(fd);
    errno = failure;
    return -1;
}

static int listen_port(int fd)
{
    struct sockaddr_storage address = {0};
    socklen_t size = sizeof(address);
    if (getsockname(fd, (struct sockaddr *)&address, &size) != 0) {
        return 0;
    }
    if (address.ss_family == AF_INET) {
        return ntohs(((const struct sockaddr_in *)(const void *)&address)->sin_port);
    }
    return ntohs(((const struct sockaddr_in6 *)(const void *)&address)->sin6_port);
}

FALLIBLE listen_open(struct arena *arena, const char *address, struct text *problem, struct listening *out)
{
    const char *host = NULL;
    const char *port = NULL;
    struct addrinfo *found = NULL;
    struct addrinfo hints = {.ai_socktype = SOCK_STREAM, .ai_flags = AI_PASSIVE | AI_NUMERICSERV};
    if (!listen_split(arena, address, &host, &port) || getaddrinfo(host, port, &hints, &found) != 0) {
        *problem = text_format(arena, TEXT("La dirección «%s» no se entiende; escriba por ejemplo 127.0.0.1:8080.",
                                           "The address \"%s\" is not understood; write for example 127.0.0.1:8080."),
                               address);
        return ERR_USAGE;
    }
    int fd = -1;
    const struct addrinfo *used = NULL;
    /* Every address: the socket of IPv6 takes both families, so it is tried first. */
    for (int round = host == NULL ? 0 : 1; round < 2 && fd < 0; round++) {
        for (const struct addrinfo *info = found; info != NULL && fd < 0; info = info->ai_next) {
            if (round == 1 || info->ai_family == AF_INET6) {
                fd = listen_bind(info);
                used = info;
            }
        }
    }
    int failure = errno;
    out->is_loopback = used != NULL && listen_is_loopback(used->ai_addr);
    freeaddrinfo(found);
    if (fd < 0) {
        *problem = text_format(arena, TEXT("No se puede escuchar en %s: %s.", "Cannot listen on %s: %s."), address,
                               strerror(failure));
        return ERR_IO;
    }
    out->fd = fd;
    out->port = listen_port(fd);
    return ERR_OK;
}

/* Whether a process answers there. */
static bool listen_is_served(const struct sockaddr_un *address)
{
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0) {
        return false;
    }
    bool is_served = connect(fd, (const struct sockaddr *)(const void *)address, sizeof(*address)) == 0;
    (void)close(fd);
    return is_served;
}

FALLIBLE listen_open_local(struct arena *arena, const char *path, struct text *problem, int *fd)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    struct stat status;
    if (strlen(path) >= sizeof(address.sun_path)) {
        *problem = text_format(arena,
                               TEXT("El nombre del socket local es demasiado largo: %s",
                                    "The name of the local socket is too long: %s"),
                               path);
        return ERR_USAGE;
    }
    memcpy(address.sun_path, path, strlen(path));
    if (lstat(path, &status) == 0) {
        if (!S_ISSOCK(status.st_mode) || listen_is_served(&address)) {
            *problem = text_format(arena, TEXT("%s ya existe y está en uso.", "%s exists and is in use."), path);
            return ERR_LOCKED;
        }
        (void)unlink(path);
    }
    *fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    /* The mode is set before anybody can connect: between bind and listen. */
    if (*fd >= 0 && bind(*fd, (const struct sockaddr *)(const void *)&address, sizeof(address)) == 0 &&
        chmod(path, 0600) == 0 && listen(*fd, BACKLOG) == 0) {
        return ERR_OK;
    }
    *problem = text_format(arena,
                           TEXT("No se puede abrir el socket local %s: %s.", "Cannot open the local socket %s: %s."),
                           path, strerror(errno));
    if (*fd >= 0) {
        (void)close(*fd);
    }
    return ERR_IO;
}

FALLIBLE listen_read_pem(struct arena *arena, const char *path, struct text *problem, const char **out)
{
    char *content = arena_alloc(arena, PEM_LIMIT + 1);
    ssize_t len = -1;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd >= 0) {
        len = read(fd, content, PEM_LIMIT);
        (void)close(fd);
    }
    if (len <= 0) {
        *problem = text_format(arena, TEXT("No se puede leer %s.", "%s cannot be read."), path);
        return ERR_IO;
    }
    *out = content;
    return ERR_OK;
}
