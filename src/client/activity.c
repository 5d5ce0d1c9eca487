#include "client/activity.h"

#include "base/utf8.h"

#include <string.h>

const struct activity *activity_find(struct str code)
{
    size_t low = 0;
    size_t high = activity_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = str_cmp(str_of(activity_list[middle].code), code);
        if (order == 0) {
            return &activity_list[middle];
        }
        low = order < 0 ? middle + 1 : low;
        high = order < 0 ? high : middle;
    }
    return NULL;
}

/* Whether a word of the folded name begins with this one. */
static bool begins_a_word(struct str name, struct str word)
{
    struct str rest = name;
    struct str one;
    while (str_split(&rest, ' ', &one)) {
        if (str_starts(one, word)) {
            return true;
        }
    }
    return false;
}

static bool is_meant(struct arena *arena, const struct activity *activity, struct str folded)
{
    if (str_starts(str_of(activity->code), folded)) {
        return true;
    }
    struct arena_mark mark = arena_mark(arena);
    struct str name = utf8_fold(arena, str_of(activity->name));
    struct str rest = folded;
    struct str word;
    bool all = true;
    while (all && str_split(&rest, ' ', &word)) {
        all = begins_a_word(name, word);
    }
    arena_rewind(arena, mark);
    return all;
}

size_t activity_search(struct arena *arena, struct str text, struct date on, const struct activity **found, size_t most)
{
    struct str folded = utf8_fold(arena, text);
    size_t count = 0;
    for (size_t i = 0; i < activity_count && count < most; i++) {
        struct date last;
        bool is_over = activity_list[i].last_day != NULL && date_parse_iso(str_of(activity_list[i].last_day), &last) &&
                       date_cmp(last, on) < 0;
        if (!is_over && is_meant(arena, &activity_list[i], folded)) {
            found[count++] = &activity_list[i];
        }
    }
    return count;
}

/* ---- the catalogue of fields ---------------------------------------------------------------------- */

static const struct activity *called(struct arena *arena, struct str given)
{
    struct str folded = utf8_fold(arena, given);
    const struct activity *found = NULL;
    for (size_t i = 0; i < activity_count; i++) {
        if (str_eq(utf8_fold(arena, str_of(activity_list[i].name)), folded)) {
            if (found != NULL) {
                return NULL; /* two of that name: only the code says which */
            }
            found = &activity_list[i];
        }
    }
    return found;
}

/* Up to three that the text could have meant; of a longer text, those that its first word finds. */
static struct str could_be(struct arena *arena, struct str given)
{
    const struct activity *found[3];
    struct str rest = utf8_fold(arena, given);
    struct str word = rest;
    size_t count = activity_search(arena, given, clock_today(), found, COUNT_OF(found));
    if (count == 0 && str_split(&rest, ' ', &word)) {
        count = activity_search(arena, word, clock_today(), found, COUNT_OF(found));
    }
    if (count == 0 && given.len == 5) {
        count = activity_search(arena, str_slice(given, 0, 4), clock_today(), found, COUNT_OF(found));
    }
    struct buf out = BUF(arena);
    for (size_t i = 0; i < count; i++) {
        buf_format(&out, "%s%s %s", i == 0 ? "" : "; ", found[i]->code, found[i]->name);
    }
    return buf_str(&out);
}

static bool parse(struct arena *arena, struct str given, struct str *code, struct text *rule, struct text *remedy)
{
    struct str first = str_slice(given, 0, given.len > 5 && given.ptr[5] == ' ' ? 5 : given.len);
    const struct activity *activity = activity_find(first);
    if (activity == NULL) {
        activity = called(arena, given);
    }
    if (activity != NULL) {
        *code = str_of(activity->code);
        return true;
    }
    *rule = TEXT("Ninguna actividad económica (CLAEES, catálogo CAT-019) tiene ese código ni ese nombre.",
                 "No economic activity (CLAEES, catalogue CAT-019) has that code or that name.");
    struct str near = could_be(arena, given);
    *remedy = TEXT("Busque la actividad por una palabra de su nombre, o descríbala en «Actividad en palabras».",
                   "Look for the activity by a word of its name, or describe it in “Activity in words”.");
    if (!str_is_empty(near)) {
        *remedy = text_format(arena, TEXT("¿Es una de estas? %s. Si no, descríbala en «Actividad en palabras».",
                                          "Is it one of these? %s. If not, describe it in “Activity in words”."),
                              str_c(arena, near));
    }
    return false;
}

static struct str name_of(struct arena *arena, struct str code, struct date on, enum lang lang)
{
    (void)on;
    (void)lang;
    const struct activity *activity = activity_find(code);
    return activity == NULL ? STR_NONE : str_format(arena, "%s (%s)", activity->name, activity->code);
}

const struct catalogue activities = {
    .name = "activities",
    .label = T("Actividades económicas", "Economic activities"),
    .parse = parse,
    .name_of = name_of,
};
