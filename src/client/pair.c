#include "client/pair.h"

#include "client/enterprise.h"
#include "client/listing.h"
#include "client/person.h"

#include <stdlib.h>
#include <string.h>

enum { CANDIDATES_MOST = 1500 };

const struct choice pair_kinds[] = {
    {"enterprise", T("Empresa", "Enterprise"), "EMPRESA"},
    {"person", T("Persona", "Person"), "PERSONA"},
    {NULL, T(NULL, NULL), NULL},
};
const struct choice pair_surenesses[] = {
    {"high", T("Casi seguro", "Nearly certain"), "ALTA"},
    {"probable", T("Probable", "Probable"), "PROBABLE"},
    {"possible", T("Posible", "Possible"), "POSIBLE"},
    {NULL, T(NULL, NULL), NULL},
};
const struct choice pair_states[] = {
    {"open", T("Por decidir", "To be decided"), "ABIERTO"},
    {"proposed", T("Unión propuesta", "Merge proposed"), "PROPUESTA"},
    {"later", T("Para después", "For later"), "DESPUÉS"},
    {"distinct", T("No son duplicados", "Not duplicates"), "DISTINTOS"},
    {"merged", T("Unidos", "Merged"), "UNIDOS"},
    {NULL, T(NULL, NULL), NULL},
};

const struct pair_history pair_histories[PAIR_HISTORIES] = {
    {"sessions", T("Sesiones", "Sessions")},
    {"events", T("Capacitaciones", "Training events")},
    {"assistances", T("Asistencias técnicas", "Technical assistance")},
    {"links", T("Vínculos", "Links")},
    {"intakes", T("Solicitudes F1", "Applications F1")},
    {"plans", T("Planes de acción", "Action plans")},
    {"diagnoses", T("Diagnósticos", "Diagnoses")},
    {"snapshots", T("Mediciones", "Measurements")},
    {"milestones", T("Hitos", "Milestones")},
    {"certificates", T("Certificados", "Certificates")},
    {"affiliations", T("Relaciones", "Affiliations")},
    {"documents", T("Documentos adjuntos", "Documents attached")},
};

struct match_client pair_of_person(const struct person *person)
{
    return (struct match_client){
        .is_person = true,
        .given_names = person->given_names,
        .surnames = person->surnames,
        .dui = person->dui,
        .nit = person->nit,
        .other_document = person->other_document,
        .sex = person->sex,
        .birth_date = person->birth_date,
        .phones = {person->phone, person->mobile},
        .email = person->email,
        .district = person->district,
        .address = person->address,
    };
}

struct match_client pair_of_enterprise(const struct enterprise *enterprise)
{
    return (struct match_client){
        .name = enterprise->name,
        .trade_name = enterprise->trade_name,
        .nit = enterprise->nit,
        .nrc = enterprise->nrc,
        .phones = {enterprise->phone},
        .email = enterprise->email,
        .district = enterprise->district,
        .address = enterprise->address,
        .sector = enterprise->sector,
        .activity = enterprise->activity,
    };
}

struct str pair_sureness(enum match_sureness sureness)
{
    return sureness == MATCH_NONE ? STR_NONE : str_of(pair_surenesses[MATCH_HIGH - sureness].code);
}

static void put_words(struct buf *out, struct str reasons, bool against, enum lang lang)
{
    struct str code;
    bool first = true;
    while (str_split(&reasons, ' ', &code)) {
        bool minus = str_starts(code, S("-"));
        int evidence = match_reason_find(minus ? str_slice(code, 1, code.len) : code);
        if (evidence < 0 || minus != against) {
            continue;
        }
        if (first && against) {
            buf_put_c(out, out->len == 0 ? "" : "; ");
            buf_put(out, text_in(TEXT("en contra: ", "against: "), lang));
        } else if (!first) {
            buf_put_c(out, ", ");
        }
        buf_put(out, text_in(match_reason_text(evidence), lang));
        first = false;
    }
}

struct str pair_words(struct arena *arena, struct str reasons, enum lang lang)
{
    struct buf out = BUF(arena);
    put_words(&out, reasons, false, lang);
    put_words(&out, reasons, true, lang);
    return out.len == 0 ? STR_NONE : buf_str(&out);
}

/* ---- keys ------------------------------------------------------------------------------------------------ */

static size_t keys_of(struct arena *arena, const struct match_client *client, int64_t *out)
{
    struct match_card card;
    match_prepare(arena, client, &card);
    return match_keys(&card, out);
}

static bool has_key(const int64_t *keys, size_t count, int64_t key)
{
    for (size_t i = 0; i < count; i++) {
        if (keys[i] == key) {
            return true;
        }
    }
    return false;
}

static enum err change_keys(struct ctx *ctx, const struct record *head, const struct match_client *now, const struct match_client *before)
{
    int64_t keys[MATCH_KEYS_MOST];
    int64_t old[MATCH_KEYS_MOST];
    size_t count = now == NULL ? 0 : keys_of(ctx->arena, now, keys);
    size_t olds = before == NULL ? 0 : keys_of(ctx->arena, before, old);
    for (size_t i = 0; i < olds; i++) {
        if (!has_key(keys, count, old[i])) {
            TRY(pair_store_key(ctx, false, head->agency, old[i], head->id));
        }
    }
    for (size_t i = 0; i < count; i++) {
        if (!has_key(old, olds, keys[i])) {
            TRY(pair_store_key(ctx, true, head->agency, keys[i], head->id));
        }
    }
    return ERR_OK;
}

/* ---- comparing ------------------------------------------------------------------------------------------- */

static int by_id(const void *a, const void *b)
{
    return id_cmp(*(const struct id *)a, *(const struct id *)b);
}

/* Those who share a key, or an owner, with the client; each once. */
static enum err candidates(struct ctx *ctx, const struct match_client *client, struct id agency, struct id self, struct id *out,
                           size_t *count)
{
    int64_t keys[MATCH_KEYS_MOST];
    size_t key_count = keys_of(ctx->arena, client, keys);
    size_t found = 0;
    for (size_t i = 0; i < key_count && found < CANDIDATES_MOST; i++) {
        size_t more;
        size_t room = CANDIDATES_MOST - found < PAIR_KEY_MOST ? CANDIDATES_MOST - found : PAIR_KEY_MOST;
        TRY(pair_store_clients(ctx, agency, keys[i], room, out + found, &more));
        found += more;
    }
    if (!client->is_person && !id_is_none(self) && found < CANDIDATES_MOST) {
        size_t more;
        size_t room = CANDIDATES_MOST - found < PAIR_KEY_MOST ? CANDIDATES_MOST - found : PAIR_KEY_MOST;
        TRY(pair_store_co_owned(ctx, agency, self, room, out + found, &more));
        found += more;
    }
    qsort(out, found, sizeof(out[0]), by_id);
    *count = 0;
    for (size_t i = 0; i < found; i++) {
        if (!id_eq(out[i], self) && (*count == 0 || !id_eq(out[i], out[*count - 1]))) {
            out[(*count)++] = out[i];
        }
    }
    return ERR_OK;
}

FALLIBLE pair_match(struct ctx *ctx, char kind, struct id agency, struct id a, struct id b, struct match *out)
{
    struct match_client clients[2];
    struct match_card cards[2];
    bool lower = id_cmp(a, b) < 0;
    for (size_t i = 0; i < 2; i++) {
        bool found;
        TRY(pair_store_read(ctx, kind, agency, (i == 0) == lower ? a : b, &clients[i], &found));
        if (!found) {
            return ERR_NOT_FOUND;
        }
        match_prepare(ctx->arena, &clients[i], &cards[i]);
    }
    match_compare(&cards[0], &cards[1], out);
    return ERR_OK;
}

FALLIBLE pair_refresh(struct ctx *ctx, char kind, struct id agency, struct id client)
{
    struct match_client own;
    struct match_card card;
    bool found;
    size_t count;
    TRY(pair_store_remove(ctx, agency, client));
    TRY(pair_store_pend(ctx, false, kind, agency, client));
    TRY(pair_store_read(ctx, kind, agency, client, &own, &found));
    if (!found) {
        return ERR_OK;
    }
    struct id *others = ARENA_ARRAY(ctx->arena, struct id, CANDIDATES_MOST);
    TRY(candidates(ctx, &own, agency, client, others, &count));
    match_prepare(ctx->arena, &own, &card);
    for (size_t i = 0; i < count; i++) {
        struct arena_mark mark = arena_mark(ctx->arena);
        struct match_client other;
        struct match_card other_card;
        struct match match;
        TRY(pair_store_read(ctx, kind, agency, others[i], &other, &found));
        if (found) {
            match_prepare(ctx->arena, &other, &other_card);
            bool lower = id_cmp(client, others[i]) < 0;
            match_compare(lower ? &card : &other_card, lower ? &other_card : &card, &match);
            if (match.sureness > MATCH_NONE) {
                TRY(pair_store_add(ctx, kind, agency, lower ? client : others[i], lower ? others[i] : client, &match));
            }
        }
        arena_rewind(ctx->arena, mark);
    }
    return ERR_OK;
}

FALLIBLE pair_written(struct ctx *ctx, char kind, const struct record *head, const struct match_client *now,
                      const struct match_client *before)
{
    TRY(change_keys(ctx, head, now, before));
    if (ctx->importing) {
        return pair_store_pend(ctx, true, kind, head->agency, head->id);
    }
    struct arena_mark mark = arena_mark(ctx->arena);
    enum err err = pair_refresh(ctx, kind, head->agency, head->id);
    arena_rewind(ctx->arena, mark);
    return err;
}

FALLIBLE pair_decided(struct ctx *ctx, char kind, struct id agency, struct id a, struct id b)
{
    bool lower = id_cmp(a, b) < 0;
    return pair_store_set_state(ctx, kind, agency, lower ? a : b, lower ? b : a);
}

FALLIBLE pair_compare_pending(struct ctx *ctx, size_t limit, int64_t *compared)
{
    struct id *agencies = ARENA_ARRAY(ctx->arena, struct id, limit);
    struct id *clients = ARENA_ARRAY(ctx->arena, struct id, limit);
    char *kinds = ARENA_ARRAY(ctx->arena, char, limit);
    size_t count;
    TRY(pair_store_pending(ctx, limit, agencies, clients, kinds, &count));
    for (size_t i = 0; i < count; i++) {
        struct arena_mark mark = arena_mark(ctx->arena);
        TRY(pair_refresh(ctx, kinds[i], agencies[i], clients[i]));
        arena_rewind(ctx->arena, mark);
    }
    *compared = (int64_t)count;
    return ERR_OK;
}

static int likest_first(const void *a, const void *b)
{
    const struct pair_line *x = a;
    const struct pair_line *y = b;
    if (x->likeness != y->likeness) {
        return x->likeness > y->likeness ? -1 : 1;
    }
    return id_cmp(x->first_id, y->first_id);
}

/* Of one candidate, if it is like enough and in scope. */
static enum err take_similar(struct ctx *ctx, const struct match_card *card, struct id agency, struct id candidate,
                             struct pair_line *out, bool *like)
{
    struct match_client other;
    struct match_card other_card;
    struct match match;
    struct listing_line line;
    char kind = card->is_person ? 'p' : 'e';
    *like = false;
    TRY(pair_store_read(ctx, kind, agency, candidate, &other, like));
    if (!*like) {
        return ERR_OK;
    }
    match_prepare(ctx->arena, &other, &other_card);
    match_compare(card, &other_card, &match);
    *like = match.sureness > MATCH_NONE;
    if (*like) {
        TRY(listing_find(ctx, candidate, &line, like));
    }
    if (*like) {
        struct str reasons = match_reasons_format(ctx->arena, &match);
        *out = (struct pair_line){
            .kind = line.kind,
            .first = line.code,
            .first_name = line.name,
            .first_detail = line.detail,
            .first_district = line.district,
            .likeness = match.score * 10,
            .sureness = pair_sureness(match.sureness),
            .reasons = reasons,
            .why = pair_words(ctx->arena, reasons, ctx->lang),
            .agency = agency,
            .first_id = candidate,
        };
    }
    return ERR_OK;
}

FALLIBLE pair_similar(struct ctx *ctx, const struct match_client *client, struct id except, size_t limit, struct pair_line *out,
                      size_t *count)
{
    struct id *agencies;
    size_t agency_count;
    struct match_card card;
    struct pair_line *found = ARENA_ARRAY(ctx->arena, struct pair_line, CANDIDATES_MOST);
    size_t found_count = 0;
    match_prepare(ctx->arena, client, &card);
    TRY(listing_agencies(ctx, &agencies, &agency_count));
    struct id *others = ARENA_ARRAY(ctx->arena, struct id, CANDIDATES_MOST);
    for (size_t i = 0; i < agency_count; i++) {
        size_t other_count;
        TRY(candidates(ctx, client, agencies[i], except, others, &other_count));
        for (size_t k = 0; k < other_count && found_count < CANDIDATES_MOST; k++) {
            bool like;
            TRY(take_similar(ctx, &card, agencies[i], others[k], &found[found_count], &like));
            found_count += like ? 1 : 0;
        }
    }
    qsort(found, found_count, sizeof(found[0]), likest_first);
    *count = found_count < limit ? found_count : limit;
    if (*count > 0) {
        memcpy(out, found, *count * sizeof(found[0]));
    }
    return ERR_OK;
}
