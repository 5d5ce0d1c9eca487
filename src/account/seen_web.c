#include "account/seen_web.h"

/* A short hash in place of the value itself. */
static struct str mark_of(struct arena *arena, const struct field *field, const void *row)
{
    struct hash hash = hash_of(field_plain(arena, field, row));
    return str_slice(hash_hex(arena, &hash), 0, 8);
}

void seen_web_put(struct visit *visit, const struct shape *shape, const void *row)
{
    struct buf marks = BUF(visit->arena);
    for (size_t i = 0; i < shape->count; i++) {
        if (!shape->fields[i].computed) {
            buf_format(&marks, "%s:" STR_FMT ";", shape->fields[i].name, STR_ARG(mark_of(visit->arena, &shape->fields[i], row)));
        }
    }
    form_hidden(visit->html, "seen", buf_str(&marks));
}

void seen_web_keep(struct visit *visit)
{
    form_hidden(visit->html, "seen", form_get(visit->form, "seen"));
}

static bool was_shown(struct visit *visit, const struct field *field, const void *row)
{
    struct str mark = str_format(visit->arena, "%s:" STR_FMT ";", field->name, STR_ARG(mark_of(visit->arena, field, row)));
    struct str seen = form_get(visit->form, "seen");
    size_t at = str_find(seen, mark);
    return at != SIZE_MAX && (at == 0 || seen.ptr[at - 1] == ';');
}

void seen_web_only_changed(struct visit *visit, const struct shape *shape, const void *in, bool *given)
{
    for (size_t i = 0; i < shape->count; i++) {
        given[i] = given[i] && !was_shown(visit, &shape->fields[i], in);
    }
}

const struct map *seen_web_given(struct visit *visit, const struct shape *shape, const void *row, const bool *given)
{
    const struct map *sent = visit_given(visit);
    struct map *shown = ARENA_NEW(visit->arena, struct map);
    *shown = MAP(visit->arena);
    for (size_t i = 0; i < shape->count; i++) {
        struct str name = str_of(shape->fields[i].name);
        struct str *value = map_find(sent, name);
        if (value == NULL || !given[i]) {
            value = ARENA_NEW(visit->arena, struct str);
            *value = field_plain(visit->arena, &shape->fields[i], row);
        }
        map_set(shown, name, value);
    }
    return shown;
}

struct str seen_web_others(struct visit *visit, const struct shape *shape, const void *row, const bool *given)
{
    struct buf words = BUF(visit->arena);
    if (str_is_empty(form_get(visit->form, "seen"))) {
        return STR_NONE;
    }
    for (size_t i = 0; i < shape->count; i++) {
        const struct field *field = &shape->fields[i];
        if (field->computed || given[i] || str_eq_c(S("code"), field->name) || was_shown(visit, field, row)) {
            continue;
        }
        struct str value = field_display(visit->arena, field, row, visit->lang);
        buf_format(&words, "%s" STR_FMT ": " STR_FMT, words.len == 0 ? "" : "; ", STR_ARG(text_in(field->label, visit->lang)),
                   STR_ARG(str_is_empty(value) ? S("—") : value));
    }
    return words.len == 0 ? STR_NONE : buf_str(&words);
}

void seen_web_notice(struct visit *visit, struct str others)
{
    struct html *html = visit->html;
    struct str words = TR(html, "Otra persona cambió este registro mientras usted lo tenía abierto. Abajo está lo que usted escribió y, "
                                "junto a cada campo, lo que dice ahora. Decida cuál vale y guarde de nuevo.",
                          "Somebody else changed this record while you had it open. Below is what you wrote and, beside each field, "
                          "what it says now. Decide which holds and save again.");
    if (!str_is_empty(others)) {
        words = str_format(visit->arena, STR_FMT " " STR_FMT " " STR_FMT ".", STR_ARG(words),
                           STR_ARG(TR(html, "También cambió, y se conserva:", "Also changed, and kept:")), STR_ARG(others));
    }
    page_notice(html, TONE_WARN, words);
}

struct text seen_web_saved(struct visit *visit, struct text message, const struct shape *shape, const void *row, const bool *given,
                           int64_t seen, int64_t now)
{
    struct str others = now > seen + 1 ? seen_web_others(visit, shape, row, given) : STR_NONE;
    if (str_is_empty(others)) {
        return message;
    }
    return (struct text){
        .es = str_format(visit->arena, "%s Mientras tanto otra persona cambió: " STR_FMT ".", message.es, STR_ARG(others)).ptr,
        .en = str_format(visit->arena, "%s Meanwhile somebody else changed: " STR_FMT ".", message.en, STR_ARG(others)).ptr,
    };
}
