/* bench/load.c: many clients that record sessions at once over the API, each waiting for its answer before it asks again.
 *
 *   load PORT CONNECTIONS SECONDS TOKEN BODY      on standard output a line of figures
 *
 * BODY is the JSON of one session. Every request has an Idempotency-Key of its own; an answer counts only if it is 200 or 201.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define ANSWER_MOST 65536
#define SAMPLES_MOST 4000000

struct client {
    int fd;
    double asked_at;
    size_t len;
    char answer[ANSWER_MOST];
};
struct load {
    const char *token;
    const char *body;
    uint64_t run;
    uint64_t requests;
    uint64_t acknowledged;
    uint64_t refused;
    float *milliseconds;
};

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static void fail(const char *what)
{
    perror(what);
    exit(1);
}

static int connect_to(int port)
{
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr = {htonl(INADDR_LOOPBACK)}};
    int one = 1;
    if (fd < 0 || connect(fd, (struct sockaddr *)&address, sizeof(address)) < 0) {
        fail("connect");
    }
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one));
    return fd;
}

static void ask(struct load *load, struct client *client)
{
    char request[8192];
    int len = snprintf(request, sizeof(request),
                       "POST /api/v1/sessions HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer %s\r\n"
                       "Content-Type: application/json\r\nIdempotency-Key: bench-%llx-%llu\r\nContent-Length: %zu\r\n\r\n%s",
                       load->token, (unsigned long long)load->run, (unsigned long long)load->requests++, strlen(load->body), load->body);
    client->len = 0;
    client->asked_at = now();
    if (len < 0 || (size_t)len >= sizeof(request) || send(client->fd, request, (size_t)len, MSG_NOSIGNAL) != len) {
        fail("send");
    }
}

/* True when the answer is whole. */
static bool is_whole(const struct client *client)
{
    const char *end = memmem(client->answer, client->len, "\r\n\r\n", 4);
    if (end == NULL) {
        return false;
    }
    for (const char *line = client->answer; line < end; line = strstr(line, "\r\n") + 2) {
        if (strncasecmp(line, "Content-Length:", 15) == 0) {
            return client->len >= (size_t)(end + 4 - client->answer) + strtoul(line + 15, NULL, 10);
        }
    }
    fprintf(stderr, "an answer without a length:\n%s\n", client->answer);
    exit(1);
}

static bool hear(struct load *load, struct client *client)
{
    ssize_t got = recv(client->fd, client->answer + client->len, sizeof(client->answer) - 1 - client->len, 0);
    if (got <= 0) {
        fail("recv");
    }
    client->len += (size_t)got;
    client->answer[client->len] = '\0';
    if (!is_whole(client)) {
        return false;
    }
    bool done = strncmp(client->answer, "HTTP/1.1 201", 12) == 0 || strncmp(client->answer, "HTTP/1.1 200", 12) == 0;
    if (!done && load->refused == 0) {
        fprintf(stderr, "refused: %s\n", client->answer);
    }
    load->refused += !done;
    if (done && load->acknowledged < SAMPLES_MOST) {
        load->milliseconds[load->acknowledged] = (float)((now() - client->asked_at) * 1000);
    }
    load->acknowledged += done;
    return true;
}

static int by_value(const void *a, const void *b)
{
    float left = *(const float *)a;
    float right = *(const float *)b;
    return (left > right) - (left < right);
}

int main(int argc, char **argv)
{
    if (argc != 6) {
        fprintf(stderr, "load PORT CONNECTIONS SECONDS TOKEN BODY\n");
        return 2;
    }
    int connections = atoi(argv[2]);
    double seconds = atof(argv[3]);
    struct load load = {.token = argv[4], .body = argv[5], .run = (uint64_t)time(NULL) << 20 ^ (uint64_t)getpid(),
                        .milliseconds = malloc(SAMPLES_MOST * sizeof(float))};
    struct client *clients = calloc((size_t)connections, sizeof(*clients));
    int events = epoll_create1(0);
    double start = now();
    for (int i = 0; i < connections; i++) {
        clients[i].fd = connect_to(atoi(argv[1]));
        struct epoll_event event = {.events = EPOLLIN, .data.ptr = &clients[i]};
        epoll_ctl(events, EPOLL_CTL_ADD, clients[i].fd, &event);
        ask(&load, &clients[i]);
    }
    int waiting = connections;
    while (waiting > 0) {
        struct epoll_event ready[64];
        int count = epoll_wait(events, ready, 64, 10000);
        if (count <= 0) {
            fail("no answer in 10 seconds");
        }
        for (int i = 0; i < count; i++) {
            struct client *client = ready[i].data.ptr;
            if (hear(&load, client)) {
                if (now() - start < seconds) {
                    ask(&load, client);
                } else {
                    waiting--;
                }
            }
        }
    }
    double taken = now() - start;
    size_t samples = load.acknowledged < SAMPLES_MOST ? load.acknowledged : SAMPLES_MOST;
    qsort(load.milliseconds, samples, sizeof(float), by_value);
    printf("{\"acknowledged\": %llu, \"refused\": %llu, \"seconds\": %.3f, \"a_second\": %.1f, \"median_ms\": %.2f, \"p99_ms\": %.2f}\n",
           (unsigned long long)load.acknowledged, (unsigned long long)load.refused, taken, (double)load.acknowledged / taken,
           samples == 0 ? 0.0 : (double)load.milliseconds[samples / 2], samples == 0 ? 0.0 : (double)load.milliseconds[samples * 99 / 100]);
    return load.refused == 0 && load.acknowledged > 0 ? 0 : 1;
}
