#include "client/search.h"

#include "base/utf8.h"

#include <string.h>

static bool is_particle(struct str word)
{
    static const char *const particles[] = {"de", "la", "las", "los", "el", "del", "y", "e"};
    for (size_t i = 0; i < COUNT_OF(particles); i++) {
        if (str_eq_c(word, particles[i])) {
            return true;
        }
    }
    return word.len < 2;
}

static void take_words(struct arena *arena, struct str folded, bool particles, struct search_words *out)
{
    struct str rest = folded;
    struct str word;
    while (out->count < SEARCH_WORDS_MOST && str_split(&rest, ' ', &word)) {
        bool known = word.len == 0 || is_particle(word) != particles;
        for (size_t i = 0; i < out->count && !known; i++) {
            known = str_eq(out->words[i], word);
        }
        if (!known) {
            out->words[out->count] = word;
            out->sounds[out->count] = utf8_sound(arena, word);
            out->count++;
        }
    }
}

void search_words_of(struct arena *arena, struct str name, struct search_words *out)
{
    out->count = 0;
    struct str folded = utf8_fold(arena, name);
    take_words(arena, folded, false, out);
    if (out->count == 0) {
        take_words(arena, folded, true, out);
    }
}

/* Bytes of the code point that begins at `at`. */
static size_t width_at(struct str s, size_t at)
{
    size_t width = 1;
    while (at + width < s.len && ((unsigned char)s.ptr[at + width] & 0xC0) == 0x80) {
        width++;
    }
    return width;
}

static size_t add_deletions(struct arena *arena, char mark, struct str word, struct str *out, size_t count)
{
    size_t letters = utf8_length(word);
    if (letters < 4 || letters > 24) {
        return count;
    }
    out[count++] = str_format(arena, "%c" STR_FMT, mark, STR_ARG(word));
    for (size_t at = 0; at < word.len && count < SEARCH_KEYS_MOST; at += width_at(word, at)) {
        size_t width = width_at(word, at);
        out[count++] = str_format(arena, "%c" STR_FMT STR_FMT, mark, STR_ARG(str_slice(word, 0, at)),
                                  STR_ARG(str_slice(word, at + width, word.len)));
    }
    return count;
}

size_t search_keys(struct arena *arena, struct str word, struct str *out)
{
    size_t count = 0;
    struct str sound = utf8_sound(arena, word);
    out[count++] = str_format(arena, "=" STR_FMT, STR_ARG(sound));
    count = add_deletions(arena, '-', word, out, count);
    count = add_deletions(arena, '~', sound, out, count);
    return count;
}

int search_distance(struct str a, struct str b)
{
    enum { MOST = 40 };
    if (a.len > MOST || b.len > MOST || a.len > b.len + 2 || b.len > a.len + 2) {
        return 3;
    }
    int rows[3][MOST + 1];
    for (size_t j = 0; j <= b.len; j++) {
        rows[1][j] = (int)j;
    }
    for (size_t i = 1; i <= a.len; i++) {
        int *now = rows[(i + 1) % 3];
        const int *last = rows[i % 3];
        const int *before = rows[(i + 2) % 3];
        now[0] = (int)i;
        for (size_t j = 1; j <= b.len; j++) {
            int best = last[j - 1] + (a.ptr[i - 1] == b.ptr[j - 1] ? 0 : 1);
            best = last[j] + 1 < best ? last[j] + 1 : best;
            best = now[j - 1] + 1 < best ? now[j - 1] + 1 : best;
            if (i > 1 && j > 1 && a.ptr[i - 1] == b.ptr[j - 2] && a.ptr[i - 2] == b.ptr[j - 1] && before[j - 2] + 1 < best) {
                best = before[j - 2] + 1;
            }
            now[j] = best;
        }
    }
    return rows[(a.len + 1) % 3][b.len];
}

int search_likeness(struct str asked, struct str asked_sound, struct str kept, struct str kept_sound)
{
    if (str_eq(asked, kept)) {
        return SEARCH_EXACT;
    }
    if (str_eq(asked_sound, kept_sound)) {
        return 960;
    }
    size_t letters = asked.len < kept.len ? asked.len : kept.len;
    int far = search_distance(asked, kept);
    if (far == 1 && letters >= 3) {
        return letters >= 5 ? 900 : 820;
    }
    if (asked.len >= 2 && str_starts(kept, asked)) {
        /* The more of the word is there, the surer. */
        return 700 + (int)(150 * asked.len / kept.len);
    }
    int sound = search_distance(asked_sound, kept_sound);
    if (sound == 1 && letters >= 4) {
        return 840;
    }
    if (far == 2 && letters >= 7) {
        return 680;
    }
    return 0;
}

int search_score(const struct search_words *asked, const struct search_words *kept)
{
    bool asked_done[SEARCH_WORDS_MOST] = {false};
    bool kept_done[SEARCH_WORDS_MOST] = {false};
    int likeness[SEARCH_WORDS_MOST][SEARCH_WORDS_MOST];
    for (size_t i = 0; i < asked->count; i++) {
        for (size_t k = 0; k < kept->count; k++) {
            likeness[i][k] = search_likeness(asked->words[i], asked->sounds[i], kept->words[k], kept->sounds[k]);
        }
    }
    int total = 0;
    size_t pairs = 0;
    size_t in_place = 0;
    for (;;) {
        int best = SEARCH_ENOUGH - 1;
        size_t best_asked = 0;
        size_t best_kept = 0;
        for (size_t i = 0; i < asked->count; i++) {
            for (size_t k = 0; k < kept->count && !asked_done[i]; k++) {
                if (!kept_done[k] && likeness[i][k] > best) {
                    best = likeness[i][k];
                    best_asked = i;
                    best_kept = k;
                }
            }
        }
        if (best < SEARCH_ENOUGH) {
            break;
        }
        asked_done[best_asked] = true;
        kept_done[best_kept] = true;
        total += best;
        pairs++;
        in_place += best_asked == best_kept ? 1 : 0;
    }
    if (pairs == 0) {
        return 0;
    }
    /* Words of the query that nothing answers weigh heavily, words of the name that were not asked lightly. */
    total -= (int)(asked->count - pairs) * 300 + (int)(kept->count - pairs) * 20;
    return total + (int)in_place * 5 > 0 ? total + (int)in_place * 5 : 1;
}

bool search_is_number(struct arena *arena, struct str query, struct str *digits)
{
    char *out = arena_alloc(arena, query.len + 1);
    size_t len = 0;
    for (size_t i = 0; i < query.len; i++) {
        char c = query.ptr[i];
        if (c >= '0' && c <= '9') {
            out[len++] = c;
        } else if (c == '\0' || strchr(" -()+.", c) == NULL) {
            return false;
        }
    }
    *digits = (struct str){out, len};
    return len > 0;
}
