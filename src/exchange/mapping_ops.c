#include "exchange/mapping.h"

#include "exchange/hint_ops.h"

#include "base/utf8.h"
#include "client/enterprise.h"
#include "client/finder.h"
#include "client/match.h"
#include "client/person.h"
#include "client/search.h"
#include "core/record.h"
#include "format/sheet.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define ROWS_MOST 20000     /* of the file, looked at for values */
#define VALUES_MOST 4000    /* different ones */
#define UNKNOWN_MOST 200    /* shown */
#define NAMES_MOST 400      /* of clients, compared with those there are */
#define CANDIDATES 6
#define MAPPINGS_MOST 30
#define OPTIONS_MOST 200
#define SAMPLES 3

/* ---- shapes ---------------------------------------------------------------------------------------------- */

static const struct field input_fields[] = {
    FIELD_TEXT(struct mapping_columns_input, dataset, .required = true, .max = 60, .label = T("Conjunto de datos", "Dataset")),
    FIELD_TEXT(struct mapping_columns_input, path, .required = true, .max = 4096, .label = T("Archivo", "File")),
    FIELD_TEXT(struct mapping_columns_input, name, .max = 255, .label = T("Nombre del archivo", "Name of the file")),
    FIELD_TEXT(struct mapping_columns_input, encoding, .max = 40, .label = T("Codificación", "Encoding")),
    FIELD_TEXT(struct mapping_columns_input, delimiter, .max = 10, .label = T("Separador", "Delimiter")),
    FIELD_TEXT(struct mapping_columns_input, decimal, .max = 10, .label = T("Signo decimal", "Decimal sign")),
    FIELD_TEXT(struct mapping_columns_input, sheet, .max = 60, .label = T("Hoja", "Sheet")),
    FIELD_TEXT(struct mapping_columns_input, mapping, .max = 100, .label = T("Correspondencia de columnas", "Mapping of columns")),
};
static const struct shape input_shape = SHAPE("import_columns_input", struct mapping_columns_input, input_fields);

static const struct field heading_fields[] = {
    FIELD_TEXT(struct mapping_heading, heading, .label = T("Encabezado", "Heading")),
    FIELD_TEXT(struct mapping_heading, field, .label = T("Campo", "Field")),
    FIELD_TEXT(struct mapping_heading, samples, .privacy = PRIVACY_PERSONAL, .label = T("Ejemplos", "Samples")),
};
static const struct shape heading_shape = SHAPE("import_heading", struct mapping_heading, heading_fields);

static const struct field unknown_fields[] = {
    FIELD_TEXT(struct mapping_unknown, field, .label = T("Campo", "Field")),
    FIELD_TEXT(struct mapping_unknown, value, .privacy = PRIVACY_PERSONAL, .label = T("Valor del archivo", "Value in the file")),
    FIELD_INT(struct mapping_unknown, rows, .label = T("Filas", "Rows")),
    FIELD_TEXT(struct mapping_unknown, decided, .label = T("Es", "Is")),
    FIELD_STRINGS(struct mapping_unknown, codes, .label = T("Puede ser", "May be")),
    FIELD_STRINGS(struct mapping_unknown, labels, .privacy = PRIVACY_PERSONAL, .label = T("Nombres", "Names")),
    FIELD_STRINGS(struct mapping_unknown, reasons_es, .label = T("Por qué", "Why, in Spanish")),
    FIELD_STRINGS(struct mapping_unknown, reasons_en, .label = T("Por qué, en inglés", "Why")),
};
static const struct shape unknown_shape = SHAPE("import_unknown", struct mapping_unknown, unknown_fields);

static const struct field columns_fields[] = {
    FIELD_TEXT(struct mapping_columns, dataset, .label = T("Conjunto de datos", "Dataset")),
    FIELD_TEXT(struct mapping_columns, file, .label = T("Archivo", "File")),
    FIELD_TEXT(struct mapping_columns, mapping, .label = T("Correspondencia usada", "Mapping used")),
    FIELD_INT(struct mapping_columns, rows, .label = T("Filas vistas", "Rows seen")),
    FIELD_ROWS(struct mapping_columns, headings, .shape = &heading_shape, .label = T("Columnas", "Columns")),
    FIELD_ROWS(struct mapping_columns, unknowns, .shape = &unknown_shape, .label = T("Valores por decidir", "Values to decide")),
};
const struct shape mapping_columns_shape = SHAPE("import_columns", struct mapping_columns, columns_fields);

/* ---- who is meant -------------------------------------------------------------------------------------------- */

struct candidates {
    struct str codes[CANDIDATES];
    struct str labels[CANDIDATES];
    struct text reasons[CANDIDATES];
    int weights[CANDIDATES];
    enum match_sureness sureness[CANDIDATES];
    bool same_name[CANDIDATES];
    size_t count;
};

/* "Apellidos, Nombres", or the given names first: two of four words, one of three. */
static void split_name(struct str text, struct match_client *out)
{
    size_t comma = str_find(text, S(","));
    if (comma != SIZE_MAX) {
        out->surnames = str_trim(str_slice(text, 0, comma));
        out->given_names = str_trim(str_slice(text, comma + 1, text.len));
        return;
    }
    size_t blanks = 0;
    for (size_t i = 0; i < text.len; i++) {
        blanks += text.ptr[i] == ' ';
    }
    size_t wanted = blanks >= 3 ? 2 : 1;
    size_t at = 0;
    while (at < text.len && wanted > 0) {
        wanted -= text.ptr[at] == ' ';
        at++;
    }
    out->given_names = str_trim(str_slice(text, 0, at));
    out->surnames = str_trim(str_slice(text, at, text.len));
}

static struct match_client asked_for(struct ctx *ctx, bool is_person, struct str text)
{
    struct match_client client = {.is_person = is_person};
    struct str digits;
    if (search_is_number(ctx->arena, text, &digits)) {
        client.dui = is_person && digits.len == 9 ? digits : STR_NONE;
        client.nit = digits.len == 14 || (!is_person && digits.len == 9) ? digits : STR_NONE;
    } else if (is_person) {
        split_name(str_trim(text), &client);
    } else {
        client.name = text;
    }
    return client;
}

static enum err stored_client(struct ctx *ctx, bool is_person, struct id id, struct match_client *out, struct str *name)
{
    *out = (struct match_client){.is_person = is_person};
    if (is_person) {
        struct person *row = shape_new(ctx->arena, &person_entity.shape);
        TRY(record_find_id(ctx, &person_entity, id, row));
        *out = (struct match_client){.is_person = true, .given_names = row->given_names, .surnames = row->surnames, .dui = row->dui, .nit = row->nit,
                                     .birth_date = row->birth_date, .sex = row->sex, .phones = {row->phone, row->mobile}, .email = row->email};
        *name = mapping_client_name(ctx->arena, &person_entity, row);
        return ERR_OK;
    }
    struct enterprise *row = shape_new(ctx->arena, &enterprise_entity.shape);
    TRY(record_find_id(ctx, &enterprise_entity, id, row));
    *out = (struct match_client){.name = row->name, .trade_name = row->trade_name, .nit = row->nit, .nrc = row->nrc, .phones = {row->phone},
                                 .email = row->email};
    *name = row->name;
    return ERR_OK;
}

static struct text reason_of(struct ctx *ctx, const struct match *match)
{
    static const struct text sure[] = {
        [MATCH_NONE] = T("poco parecido", "little alike"),
        [MATCH_POSSIBLE] = T("posible", "possible"),
        [MATCH_PROBABLE] = T("probable", "probable"),
        [MATCH_HIGH] = T("casi seguro", "almost sure"),
    };
    struct text words = sure[match->sureness];
    if (match->count == 0) {
        return words;
    }
    struct text first = match_reason_text(match->reasons[0].evidence);
    if (match->sureness == MATCH_NONE && match->reasons[0].weight > 0) {
        return first;
    }
    return (struct text){str_format(ctx->arena, "%s: %s", words.es, first.es).ptr, str_format(ctx->arena, "%s: %s", words.en, first.en).ptr};
}

static void add_candidate(struct candidates *to, struct str code, struct str label, struct text reason, const struct match *match, bool same_name)
{
    size_t at = to->count;
    while (at > 0 && to->weights[at - 1] < match->weight) {
        at--;
    }
    if (at == CANDIDATES) {
        return;
    }
    to->count += to->count < CANDIDATES;
    for (size_t i = to->count - 1; i > at; i--) {
        to->codes[i] = to->codes[i - 1];
        to->labels[i] = to->labels[i - 1];
        to->reasons[i] = to->reasons[i - 1];
        to->weights[i] = to->weights[i - 1];
        to->sureness[i] = to->sureness[i - 1];
        to->same_name[i] = to->same_name[i - 1];
    }
    to->codes[at] = code;
    to->labels[at] = label;
    to->reasons[at] = reason;
    to->weights[at] = match->weight;
    to->sureness[at] = match->sureness;
    to->same_name[at] = same_name;
}

/* Those whom a search finds, compared with what is asked for. */
static enum err add_found(struct ctx *ctx, bool is_person, struct str text, struct str name_asked, const struct match_card *asked,
                          struct candidates *out)
{
    struct listing_line *lines;
    size_t count;
    TRY(finder_find(ctx, text, 12, &lines, &count));
    for (size_t i = 0; i < count; i++) {
        bool known = str_eq(lines[i].kind, S("person")) != is_person;
        for (size_t k = 0; k < out->count && !known; k++) {
            known = str_eq(out->codes[k], lines[i].code);
        }
        if (known) {
            continue;
        }
        struct match_client client;
        struct match_card card;
        struct match match;
        struct str name;
        TRY(stored_client(ctx, is_person, lines[i].id, &client, &name));
        match_prepare(ctx->arena, &client, &card);
        match_compare(asked, &card, &match);
        add_candidate(out, lines[i].code, name, reason_of(ctx, &match), &match,
                      !match.documents_differ && str_eq(utf8_fold(ctx->arena, str_trim(name_asked)), utf8_fold(ctx->arena, name)));
    }
    return ERR_OK;
}

/* By the name, and by the documents and the telephone beside it. */
static enum err find_clients(struct ctx *ctx, bool is_person, struct str text, const struct hint *hint, struct candidates *out)
{
    struct match_card asked;
    struct match_client wanted = asked_for(ctx, is_person, text);
    *out = (struct candidates){.count = 0};
    if (hint != NULL) {
        wanted.dui = is_person && !str_is_empty(hint->dui) ? hint->dui : wanted.dui;
        wanted.nit = str_is_empty(hint->nit) ? wanted.nit : hint->nit;
        wanted.phones[0] = hint->phone;
        wanted.email = hint->email;
    }
    match_prepare(ctx->arena, &wanted, &asked);
    const struct str texts[] = {hint == NULL ? S("") : hint->dui, hint == NULL ? S("") : hint->nit, hint == NULL ? S("") : hint->phone, text};
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        if (!str_is_empty(texts[i])) {
            TRY(add_found(ctx, is_person, texts[i], text, &asked, out));
        }
    }
    return ERR_OK;
}

/* Without doubt: the same document, or the only one of exactly that name. */
static struct str surely(const struct candidates *candidates)
{
    size_t same = 0;
    size_t at = 0;
    for (size_t i = 0; i < candidates->count; i++) {
        if (candidates->same_name[i]) {
            same++;
            at = i;
        }
    }
    if (candidates->count > 0 && candidates->sureness[0] == MATCH_HIGH && (candidates->count == 1 || candidates->sureness[1] != MATCH_HIGH)) {
        return candidates->codes[0];
    }
    return same == 1 ? candidates->codes[at] : S("");
}

/* ---- the file ------------------------------------------------------------------------------------------------ */

struct look {
    struct ctx *ctx;
    const struct entity *entity;
    struct mapping_plan *plan; /* NULL: none */
    struct str sha256; /* of the file */
    struct hint_columns hints;
    struct hint hint; /* of the row being looked at */
    struct str row_mark;
    struct sheet *sheet;
    const struct field **fields; /* per heading; NULL: not taken */
    struct mapping_heading *headings;
    size_t *samples;
    size_t count;
    struct map seen; /* "field\nfolded value": struct mapping_unknown *, or the map itself for a value that is ours */
    struct mapping_unknown *unknowns;
    size_t unknown_count;
    size_t names;
};

static void strings_add(struct arena *arena, struct strings *to, struct str value, size_t most)
{
    if (to->items == NULL) {
        to->items = ARENA_ARRAY(arena, struct str, most);
    }
    if (to->len < most) {
        to->items[to->len++] = value;
    }
}

static void add_option(struct look *look, struct mapping_unknown *unknown, struct str code, struct str label, struct text reason)
{
    struct arena *arena = look->ctx->arena;
    strings_add(arena, &unknown->codes, code, OPTIONS_MOST);
    strings_add(arena, &unknown->labels, label, OPTIONS_MOST);
    strings_add(arena, &unknown->reasons_es, str_of(reason.es == NULL ? "" : reason.es), OPTIONS_MOST);
    strings_add(arena, &unknown->reasons_en, str_of(reason.en == NULL ? "" : reason.en), OPTIONS_MOST);
}

static void offer_candidates(struct look *look, struct mapping_unknown *unknown, const struct candidates *candidates)
{
    for (size_t i = 0; i < candidates->count; i++) {
        add_option(look, unknown, candidates->codes[i], candidates->labels[i], candidates->reasons[i]);
    }
    if (str_is_empty(unknown->decided)) {
        unknown->decided = surely(candidates);
    }
}

/* Every word of the value is in the label, or the other way round. */
static bool words_within(struct arena *arena, struct str few, struct str many)
{
    struct search_words a;
    struct search_words b;
    search_words_of(arena, few, &a);
    search_words_of(arena, many, &b);
    size_t found = 0;
    for (size_t i = 0; i < a.count; i++) {
        for (size_t k = 0; k < b.count; k++) {
            if (str_eq(a.words[i], b.words[k])) {
                found++;
                break;
            }
        }
    }
    return a.count > 0 && found == a.count;
}

static void offer_choices(struct look *look, struct mapping_unknown *unknown, const struct field *field)
{
    struct arena *arena = look->ctx->arena;
    size_t alike = 0;
    struct str like = S("");
    for (const struct choice *choice = field->choices; choice->code != NULL; choice++) {
        struct str label = text_in(choice->label, look->ctx->lang);
        add_option(look, unknown, str_of(choice->code), label, TEXT_NONE);
        if (words_within(arena, unknown->value, str_of(choice->label.es)) || words_within(arena, str_of(choice->label.es), unknown->value)) {
            alike++;
            like = str_of(choice->code);
        }
    }
    if (str_is_empty(unknown->decided) && alike == 1) {
        unknown->decided = like;
    }
}

/* The records of a small dataset (staff, units, events) by their names. */
static enum err offer_records(struct look *look, struct mapping_unknown *unknown, const struct entity *target)
{
    struct ctx *ctx = look->ctx;
    struct record_list_input input = {.limit = OPTIONS_MOST};
    struct list list = {0};
    struct op list_op = {.name = ctx->op->name, .entity = target, .output = &target->shape};
    const struct op *op = ctx->op;
    static const char *const names[] = {"name", "title", "topic"};
    const struct field *label = NULL;
    for (size_t i = 0; i < COUNT_OF(names) && label == NULL; i++) {
        label = shape_find(&target->shape, str_of(names[i]));
    }
    ctx->op = &list_op;
    enum err err = record_list(ctx, &input, &list);
    ctx->op = op;
    TRY(err);
    for (size_t i = 0; i < list.rows.len; i++) {
        const void *row = (const char *)list.rows.items + i * target->shape.size;
        const struct record *record = row;
        struct str name = label == NULL ? record->code : field_plain(ctx->arena, label, row);
        if (record->annulled == ANSWER_YES) {
            continue;
        }
        add_option(look, unknown, record->code, name, TEXT_NONE);
        if (str_is_empty(unknown->decided) && words_within(ctx->arena, unknown->value, name)) {
            unknown->decided = record->code;
        }
    }
    return ERR_OK;
}

/* Whether the value says by itself what it is. */
static enum err is_ours(struct look *look, const struct field *field, struct str value, bool *out)
{
    struct ctx *ctx = look->ctx;
    struct fault unheard = {.arena = ctx->arena};
    void *row = shape_new(ctx->arena, &look->entity->shape);
    *out = field_parse(&unheard, field, value, "USD", row) == ERR_OK;
    if (!*out || field->target == NULL) {
        return ERR_OK;
    }
    const struct ref *refs = FIELD_AT(const struct ref, field, row);
    size_t count = 1;
    if (field->type == FIELD_TYPE_REFS) {
        refs = FIELD_AT(const struct refs, field, row)->items;
        count = FIELD_AT(const struct refs, field, row)->len;
    }
    for (size_t i = 0; i < count && *out; i++) {
        enum err err = record_find_code(ctx, field->target, refs[i].code, shape_new(ctx->arena, &field->target->shape));
        if (err != ERR_OK && err != ERR_NOT_FOUND && err != ERR_INVALID) {
            return err;
        }
        fault_clear(ctx->fault);
        *out = err == ERR_OK;
    }
    return ERR_OK;
}

static struct mapping_unknown *new_unknown(struct look *look, const char *field, struct str value, struct str key)
{
    struct arena *arena = look->ctx->arena;
    struct mapping_unknown *unknown = &look->unknowns[look->unknown_count++];
    const struct str *decided = look->plan == NULL ? NULL : mapping_decided(look->plan, arena, field, value);
    *unknown = (struct mapping_unknown){.field = str_of(field), .value = str_copy(arena, str_trim(value)), .rows = 1,
                                        .decided = decided == NULL ? S("") : *decided};
    map_set(&look->seen, key, unknown);
    return unknown;
}

/* One row of a name whose rows are decided each by itself. */
static enum err look_at_one(struct look *look, const char *field, bool is_person, struct str name)
{
    struct arena *arena = look->ctx->arena;
    struct str value = str_format(arena, STR_FMT STR_FMT, STR_ARG(str_trim(name)), STR_ARG(look->row_mark));
    struct candidates candidates;
    if (look->unknown_count == UNKNOWN_MOST) {
        return ERR_OK;
    }
    struct mapping_unknown *unknown = new_unknown(look, field, value, str_format(arena, "%s\n" STR_FMT, field, STR_ARG(value)));
    bool is_new_client = str_eq_c(S("code"), field);
    struct str decided = unknown->decided;
    TRY(find_clients(look->ctx, is_person, name, &look->hint, &candidates));
    offer_candidates(look, unknown, &candidates);
    unknown->decided = is_new_client ? decided : unknown->decided;
    return ERR_OK;
}

static bool is_by_row(const struct mapping_unknown *unknown)
{
    return str_eq(unknown->decided, S("*"));
}

static bool needs_meaning(const struct field *field)
{
    return field->type == FIELD_TYPE_CHOICE || field->type == FIELD_TYPE_CATALOGUE || field->type == FIELD_TYPE_BOOL ||
           ((field->type == FIELD_TYPE_REF || field->type == FIELD_TYPE_REFS) && field->target != NULL);
}

static enum err look_at_value(struct look *look, const struct field *field, struct str value)
{
    struct arena *arena = look->ctx->arena;
    bool is_person = field->target == &person_entity;
    bool is_client = is_person || field->target == &enterprise_entity;
    bool is_hinted = is_client && is_person == look->hints.of_person;
    struct str mark = is_hinted ? look->hint.mark : S("");
    struct str key = str_format(arena, "%s\n" STR_FMT STR_FMT, field->name, STR_ARG(utf8_fold(arena, str_trim(value))), STR_ARG(mark));
    void *known = map_find(&look->seen, key);
    if (known != NULL) {
        if (known != &look->seen) {
            struct mapping_unknown *before = known;
            before->rows++;
            return is_client && is_by_row(before) ? look_at_one(look, field->name, is_person, value) : ERR_OK;
        }
        return ERR_OK;
    }
    if (look->seen.len >= VALUES_MOST || look->unknown_count == UNKNOWN_MOST) {
        return ERR_OK;
    }
    bool ours = false;
    TRY(is_ours(look, field, value, &ours));
    if (ours && (look->plan == NULL || mapping_decided(look->plan, arena, field->name, value) == NULL)) {
        map_set(&look->seen, key, &look->seen);
        return ERR_OK;
    }
    struct mapping_unknown *unknown = new_unknown(look, field->name, str_format(arena, STR_FMT STR_FMT, STR_ARG(str_trim(value)), STR_ARG(mark)), key);
    if (is_client) {
        struct candidates candidates;
        const struct str *plain = look->plan == NULL ? NULL : mapping_decided(look->plan, arena, field->name, value);
        unknown->decided = str_is_empty(unknown->decided) && plain != NULL ? *plain : unknown->decided;
        TRY(find_clients(look->ctx, is_person, value, is_hinted ? &look->hint : NULL, &candidates));
        offer_candidates(look, unknown, &candidates);
        return is_by_row(unknown) ? look_at_one(look, field->name, is_person, value) : ERR_OK;
    }
    if (field->target != NULL) {
        TRY(offer_records(look, unknown, field->target));
    } else if (field->choices != NULL) {
        offer_choices(look, unknown, field);
    } else if (field->type == FIELD_TYPE_BOOL) {
        add_option(look, unknown, S("true"), text_in(TEXT("Sí", "Yes"), look->ctx->lang), TEXT_NONE);
        add_option(look, unknown, S("false"), text_in(TEXT("No", "No"), look->ctx->lang), TEXT_NONE);
    }
    return ERR_OK;
}

/* A row of clients without a code: shown where somebody who is there already may be meant. */
static enum err look_at_client(struct look *look, const void *row)
{
    struct arena *arena = look->ctx->arena;
    struct str name = mapping_client_name(arena, look->entity, row);
    bool is_person = look->entity == &person_entity;
    struct str key = str_format(arena, "code\n" STR_FMT STR_FMT, STR_ARG(utf8_fold(arena, str_trim(name))), STR_ARG(look->hint.mark));
    struct candidates candidates;
    void *known = map_find(&look->seen, key);
    if (known != NULL && known != &look->seen) {
        struct mapping_unknown *before = known;
        before->rows++;
        return is_by_row(before) ? look_at_one(look, "code", is_person, name) : ERR_OK;
    }
    if (str_is_empty(str_trim(name)) || known != NULL || look->names >= NAMES_MOST || look->unknown_count == UNKNOWN_MOST) {
        return ERR_OK;
    }
    look->names++;
    map_set(&look->seen, key, &look->seen);
    TRY(find_clients(look->ctx, is_person, name, &look->hint, &candidates));
    if (candidates.count > 0 && (candidates.same_name[0] || candidates.sureness[0] >= MATCH_PROBABLE)) {
        struct mapping_unknown *unknown = new_unknown(look, "code", str_format(arena, STR_FMT STR_FMT, STR_ARG(str_trim(name)), STR_ARG(look->hint.mark)), key);
        const struct str *plain = look->plan == NULL ? NULL : mapping_decided(look->plan, arena, "code", name);
        struct str decided = str_is_empty(unknown->decided) && plain != NULL ? *plain : unknown->decided;
        offer_candidates(look, unknown, &candidates);
        unknown->decided = decided; /* a namesake is never taken for granted: a new client is what a row is until somebody says */
        return is_by_row(unknown) ? look_at_one(look, "code", is_person, name) : ERR_OK;
    }
    return ERR_OK;
}

static enum err look_at_row(struct look *look, const struct sheet_row *cells)
{
    struct arena *arena = look->ctx->arena;
    void *row = shape_new(arena, &look->entity->shape);
    struct fault unheard = {.arena = arena};
    look->hint = hint_of(arena, &look->hints, cells);
    look->row_mark = hint_row_mark(arena, look->sha256, cells->number);
    for (size_t i = 0; i < cells->len && i < look->count; i++) {
        struct str text = cells->cells[i].text;
        if (str_is_empty(str_trim(text))) {
            continue;
        }
        struct str sample = str_trim(str_slice(text, 0, 40));
        if (look->samples[i] < SAMPLES && str_find(look->headings[i].samples, sample) == SIZE_MAX) {
            look->headings[i].samples = look->samples[i]++ == 0 ? str_copy(arena, sample)
                                                                : str_format(arena, STR_FMT " · " STR_FMT, STR_ARG(look->headings[i].samples), STR_ARG(sample));
        }
        if (look->fields[i] != NULL && needs_meaning(look->fields[i])) {
            TRY(look_at_value(look, look->fields[i], text));
        }
        if (look->fields[i] != NULL && (look->entity == &person_entity || look->entity == &enterprise_entity)) {
            enum err err = field_parse(&unheard, look->fields[i], text, "USD", row);
            (void)err; /* only code and names are looked at */
        }
    }
    bool is_client = look->entity == &person_entity || look->entity == &enterprise_entity;
    return is_client && str_is_empty(((const struct record *)row)->code) ? look_at_client(look, row) : ERR_OK;
}

static void name_headings(struct look *look)
{
    struct arena *arena = look->ctx->arena;
    const struct str *headings = sheet_header(look->sheet, &look->count);
    bool *used = ARENA_ARRAY(arena, bool, look->entity->shape.count);
    look->headings = ARENA_ARRAY(arena, struct mapping_heading, look->count);
    look->fields = ARENA_ARRAY(arena, const struct field *, look->count);
    look->samples = ARENA_ARRAY(arena, size_t, look->count);
    for (size_t i = 0; i < look->count; i++) {
        bool left_out = false;
        const struct field *field = look->plan == NULL ? NULL : mapping_column(look->plan, arena, headings[i], &left_out);
        if (field == NULL && !left_out) {
            field = mapping_suggest(arena, &look->entity->shape, headings[i]);
        }
        if (field != NULL && (field->computed || used[field - look->entity->shape.fields])) {
            field = NULL;
        }
        if (field != NULL) {
            used[field - look->entity->shape.fields] = true;
        }
        look->fields[i] = field;
        look->headings[i] = (struct mapping_heading){.heading = str_copy(arena, headings[i]),
                                                     .field = field != NULL ? str_of(field->name) : left_out ? S("-") : S(""),
                                                     .samples = S("")};
    }
}

/* The mapping asked for, or the newest saved one that knows all of the file's headings. */
static enum err choose_mapping(struct look *look, const struct mapping_columns_input *input, struct str *code)
{
    struct ctx *ctx = look->ctx;
    struct str codes[MAPPINGS_MOST];
    size_t count = 1;
    codes[0] = input->mapping;
    if (str_is_empty(input->mapping)) {
        TRY(mapping_store_of(ctx, input->dataset, codes, MAPPINGS_MOST, &count));
    }
    size_t headings;
    const struct str *header = sheet_header(look->sheet, &headings);
    for (size_t i = 0; i < count; i++) {
        struct mapping *mapping = shape_new(ctx->arena, &mapping_entity.shape);
        struct mapping_plan *plan = ARENA_NEW(ctx->arena, struct mapping_plan);
        struct fault unheard = {.arena = ctx->arena};
        TRY(record_find_code(ctx, &mapping_entity, codes[i], mapping));
        if (mapping_read(ctx->arena, &unheard, mapping, plan) != ERR_OK || plan->entity != look->entity) {
            continue;
        }
        bool fits = true;
        for (size_t k = 0; k < headings && fits; k++) {
            bool left_out = false;
            fits = mapping_column(plan, ctx->arena, header[k], &left_out) != NULL || left_out;
        }
        if (fits || !str_is_empty(input->mapping)) {
            look->plan = plan;
            *code = codes[i];
            return ERR_OK;
        }
    }
    return ERR_OK;
}

static enum err look_through(struct look *look, const struct mapping_columns_input *input, struct mapping_columns *out)
{
    enum err err = choose_mapping(look, input, &out->mapping);
    if (err != ERR_OK) {
        return err;
    }
    name_headings(look);
    size_t headings;
    const struct str *header = sheet_header(look->sheet, &headings);
    look->hints = hint_columns_of(look->ctx->arena, look->entity, header, look->fields, look->count);
    look->unknowns = ARENA_ARRAY(look->ctx->arena, struct mapping_unknown, UNKNOWN_MOST);
    look->seen = MAP(look->ctx->arena);
    out->rows = 0;
    for (bool found = true; err == ERR_OK && found && out->rows < ROWS_MOST;) {
        struct sheet_row cells;
        struct problem problem = {0};
        enum err read = sheet_next(look->sheet, &cells, &found, &problem);
        if (read != ERR_OK && read != ERR_INVALID) {
            break; /* the dry run will say why it cannot be read on */
        }
        if (read == ERR_OK && found) {
            out->rows++;
            err = look_at_row(look, &cells);
        }
    }
    out->headings = (struct rows){look->headings, look->count};
    out->unknowns = (struct rows){look->unknowns, look->unknown_count};
    return err;
}

static enum err run_columns(struct ctx *ctx, const void *in, void *out)
{
    const struct mapping_columns_input *input = in;
    struct mapping_columns *columns = out;
    struct look look = {.ctx = ctx, .entity = entity_find_dataset(input->dataset)};
    if (look.entity == NULL) {
        return ctx_fault(ctx, "dataset", input->dataset, TEXT("No hay un conjunto de datos con ese nombre.", "There is no dataset of that name."),
                         TEXT("Vea los nombres con: adelante describe datasets.", "See the names with: adelante describe datasets."));
    }
    struct sheet_options options = {.encoding = input->encoding, .delimiter = input->delimiter, .decimal = input->decimal, .sheet = input->sheet};
    struct problem problem = {0};
    struct str name = str_is_empty(input->name) ? input->path : input->name;
    int fd = open(str_c(ctx->arena, input->path), O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return ctx_fault(ctx, "path", name, TEXT("El archivo no se puede leer.", "The file cannot be read."),
                         TEXT("Revise el nombre, la carpeta y los permisos.", "Check the name, the folder and the permissions."));
    }
    enum err err = sheet_open_fd(ctx->arena, fd, name, options, &look.sheet, &problem);
    if (err != ERR_OK) {
        close(fd);
        return ctx_fault(ctx, "path", problem.value, problem.rule, problem.remedy);
    }
    struct stat state;
    void *bytes = fstat(fd, &state) == 0 && state.st_size > 0 ? mmap(NULL, (size_t)state.st_size, PROT_READ, MAP_PRIVATE, fd, 0) : MAP_FAILED;
    if (bytes != MAP_FAILED) {
        struct hash hash = hash_of((struct str){bytes, (size_t)state.st_size});
        look.sha256 = hash_hex(ctx->arena, &hash);
        munmap(bytes, (size_t)state.st_size);
    }
    columns->dataset = input->dataset;
    columns->file = name;
    columns->mapping = S("");
    err = look_through(&look, input, columns);
    sheet_close(look.sheet);
    close(fd);
    return err;
}

const struct op mapping_ops[] = {
    RECORD_OPS("import_mapping", "import_mappings", mapping_entity, PERM_IMPORT, PERM_IMPORT, "una correspondencia de columnas",
               "a mapping of columns", false),
    {.name = "import.columns", .label = T("Ver cómo corresponden las columnas de un archivo", "See how the columns of a file correspond"),
     .permission = PERM_IMPORT, .kind = OP_READ, .input = &input_shape, .output = &mapping_columns_shape, .answer = ANSWER_RECORD,
     .long_running = true, .run = run_columns},
};
const size_t mapping_op_count = COUNT_OF(mapping_ops);
