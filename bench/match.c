/* Finds the duplicates of a file of made-up clients with the program's own matcher (client/match.h), and counts how often it is
 * right: bench_match FILE.csv [--errors]. The file has the columns of struct match_client by their names, and `truth`: records
 * of one client bear the same number. Every pair that shares a key is compared, as in the program. */
#include "base/base.h"
#include "base/date.h"
#include "client/match.h"
#include "format/csv.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct row {
    struct match_card card;
    struct str id;
    struct str truth;
};
struct entry {
    int64_t key;
    uint32_t row;
};
struct counts {
    int64_t compared;
    int64_t truths;       /* pairs that are the same client */
    int64_t met;          /* of them, those that share a key */
    int64_t right[4];     /* by sureness */
    int64_t wrong[4];
};

static struct str cell(const struct csv_row *header, const struct csv_row *row, const char *name)
{
    for (size_t i = 0; i < header->len && i < row->len; i++) {
        if (str_eq_c(header->cells[i], name)) {
            return row->cells[i];
        }
    }
    return S("");
}

static void read_row(struct arena *arena, const struct csv_row *header, const struct csv_row *row, struct row *out)
{
    struct match_client client = {
        .is_person = str_eq_c(cell(header, row, "kind"), "person"),
        .given_names = cell(header, row, "given_names"),
        .surnames = cell(header, row, "surnames"),
        .name = cell(header, row, "name"),
        .trade_name = cell(header, row, "trade_name"),
        .dui = cell(header, row, "dui"),
        .nit = cell(header, row, "nit"),
        .nrc = cell(header, row, "nrc"),
        .other_document = cell(header, row, "other_document"),
        .sex = cell(header, row, "sex"),
        .birth_date = DATE_NONE,
        .phones = {cell(header, row, "phone"), cell(header, row, "mobile")},
        .email = cell(header, row, "email"),
        .district = cell(header, row, "district"),
        .address = cell(header, row, "address"),
        .sector = cell(header, row, "sector"),
        .activity = cell(header, row, "activity"),
        .owners = {cell(header, row, "owner")},
    };
    struct date birth;
    if (date_parse_iso(cell(header, row, "birth_date"), &birth)) {
        client.birth_date = birth;
    }
    match_prepare(arena, &client, &out->card);
    out->id = cell(header, row, "id");
    out->truth = cell(header, row, "truth");
}

static struct str *keep(struct arena *arena, const struct csv_row *row)
{
    struct str *cells = ARENA_ARRAY(arena, struct str, row->len);
    for (size_t i = 0; i < row->len; i++) {
        cells[i] = str_copy(arena, row->cells[i]);
    }
    return cells;
}

static struct row *read_file(struct arena *arena, const char *path, size_t *count)
{
    enum { MOST = 200000 };
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    struct problem problem;
    struct csv_row header;
    struct csv_row row;
    bool found = true;
    *count = 0;
    if (fd < 0) {
        fprintf(stderr, "cannot read %s\n", path);
        exit(1);
    }
    struct csv_reader *reader = csv_open(arena, csv_source_fd, &fd, (struct csv_options){.name = str_of(path), .encoding = CSV_UTF8});
    struct row *rows = ARENA_ARRAY(arena, struct row, MOST);
    if (csv_header(reader, &header, &problem) != ERR_OK) {
        fprintf(stderr, "%s: no heading\n", path);
        exit(1);
    }
    header.cells = keep(arena, &header);
    while (*count < MOST && csv_next(reader, &row, &found, &problem) == ERR_OK && found) {
        row.cells = keep(arena, &row);
        read_row(arena, &header, &row, &rows[(*count)++]);
    }
    return rows;
}

static int by_key(const void *a, const void *b)
{
    const struct entry *x = a;
    const struct entry *y = b;
    return x->key != y->key ? (x->key < y->key ? -1 : 1) : (x->row < y->row ? -1 : x->row > y->row);
}

static int by_pair(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a;
    uint64_t y = *(const uint64_t *)b;
    return x < y ? -1 : x > y;
}

/* Pairs that share a key, each once; of a key that many share only neighbours, as the program reads a part of them only. */
static uint64_t *pairs_of(struct arena *arena, const struct row *rows, size_t count, size_t *out)
{
    enum { SHARED_MOST = 200 };
    struct entry *entries = ARENA_ARRAY(arena, struct entry, count * MATCH_KEYS_MOST);
    size_t len = 0;
    for (size_t i = 0; i < count; i++) {
        int64_t keys[MATCH_KEYS_MOST];
        size_t found = match_keys(&rows[i].card, keys);
        for (size_t k = 0; k < found; k++) {
            entries[len++] = (struct entry){keys[k], (uint32_t)i};
        }
    }
    qsort(entries, len, sizeof(entries[0]), by_key);
    size_t cap = 0;
    for (size_t i = 0; i < len; i++) {
        for (size_t k = i + 1; k < len && k - i < SHARED_MOST && entries[k].key == entries[i].key; k++) {
            cap++;
        }
    }
    uint64_t *pairs = ARENA_ARRAY(arena, uint64_t, cap + 1);
    size_t made = 0;
    for (size_t i = 0; i < len; i++) {
        for (size_t k = i + 1; k < len && k - i < SHARED_MOST && entries[k].key == entries[i].key; k++) {
            pairs[made++] = (uint64_t)entries[i].row << 32 | entries[k].row;
        }
    }
    qsort(pairs, made, sizeof(pairs[0]), by_pair);
    *out = 0;
    for (size_t i = 0; i < made; i++) {
        if (i == 0 || pairs[i] != pairs[i - 1]) {
            pairs[(*out)++] = pairs[i];
        }
    }
    return pairs;
}

static void say_pair(struct arena *arena, const char *what, const struct row *a, const struct row *b, const struct match *match)
{
    printf("%s %.*s %.*s %d:", what, STR_ARG(a->id), STR_ARG(b->id), match->score);
    for (size_t i = 0; i < match->count; i++) {
        printf(" %s %+d", match_reason_code(match->reasons[i].evidence), match->reasons[i].weight);
    }
    printf("\n");
    (void)arena;
}

static int64_t truths_of(const struct row *rows, size_t count)
{
    int64_t truths = 0;
    for (size_t i = 0; i < count; i++) {
        for (size_t k = i + 1; k < count; k++) {
            truths += str_eq(rows[i].truth, rows[k].truth) ? 1 : 0;
        }
    }
    return truths;
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        fprintf(stderr, "bench_match FILE.csv [--errors]\n");
        return 2;
    }
    bool errors = argc > 2 && strcmp(argv[2], "--errors") == 0;
    struct arena arena = {0};
    size_t count;
    size_t len;
    struct row *rows = read_file(&arena, argv[1], &count);
    struct counts counts = {.truths = truths_of(rows, count)};
    struct timespec from;
    struct timespec to;
    clock_gettime(CLOCK_MONOTONIC, &from);
    uint64_t *pairs = pairs_of(&arena, rows, count, &len);
    for (size_t i = 0; i < len; i++) {
        const struct row *a = &rows[pairs[i] >> 32];
        const struct row *b = &rows[pairs[i] & UINT32_MAX];
        struct match match;
        match_compare(&a->card, &b->card, &match);
        bool same = str_eq(a->truth, b->truth);
        counts.compared++;
        counts.met += same ? 1 : 0;
        (same ? counts.right : counts.wrong)[match.sureness]++;
        if (errors && same != (match.sureness >= MATCH_PROBABLE)) {
            say_pair(&arena, same ? "missed" : "wrong", a, b, &match);
        }
    }
    clock_gettime(CLOCK_MONOTONIC, &to);
    int64_t right = counts.right[MATCH_PROBABLE] + counts.right[MATCH_HIGH];
    int64_t wrong = counts.wrong[MATCH_PROBABLE] + counts.wrong[MATCH_HIGH];
    double seconds = (double)(to.tv_sec - from.tv_sec) + (double)(to.tv_nsec - from.tv_nsec) / 1e9;
    printf("records=%zu truths=%lld compared=%lld met=%lld right=%lld wrong=%lld right_high=%lld wrong_high=%lld right_possible=%lld "
           "wrong_possible=%lld seconds=%.3f\n",
           count, (long long)counts.truths, (long long)counts.compared, (long long)counts.met, (long long)right, (long long)wrong,
           (long long)counts.right[MATCH_HIGH], (long long)counts.wrong[MATCH_HIGH], (long long)counts.right[MATCH_POSSIBLE],
           (long long)counts.wrong[MATCH_POSSIBLE], seconds);
    arena_release(&arena);
    return 0;
}
