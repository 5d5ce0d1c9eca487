#include "client/client.h"
#include "client/duplicate.h"
#include "client/enterprise.h"
#include "client/person.h"
#include "core/record.h"
#include "party/unit.h"
#include "territory/territory.h"

#include <stdlib.h>

/* ---- client.similar: who is like the one that is being typed ------------------------------------------------------ */

struct similar_input {
    struct str kind;
    struct str code;
    int64_t limit;
    struct str given_names;
    struct str surnames;
    struct str name;
    struct str trade_name;
    struct str dui;
    struct str nit;
    struct str nrc;
    struct str other_document;
    struct str sex;
    struct date birth_date;
    struct str phone;
    struct str mobile;
    struct str email;
    struct str district;
    struct str address;
    struct str sector;
    struct str activity;
};
#define TYPED(member, most, es, en) FIELD_TEXT(struct similar_input, member, .max = (most), .label = T(es, en))
static const struct field similar_fields[] = {
    FIELD_CHOICE(struct similar_input, kind, .required = true, .choices = pair_kinds, .label = T("Tipo", "Kind")),
    FIELD_TEXT(struct similar_input, code, .max = 120, .label = T("Menos este registro", "But this record"),
               .hint = T("Código de uno que ya está.", "Code of one that is there already.")),
    FIELD_INT(struct similar_input, limit, .min = 1, .max = 50, .initial = "10", .label = T("Cuántos", "How many")),
    TYPED(given_names, 125, "Nombres", "Given names"),
    TYPED(surnames, 125, "Apellidos", "Surnames"),
    TYPED(name, 250, "Nombre de la empresa", "Name of the enterprise"),
    TYPED(trade_name, 250, "Nombre comercial", "Trade name"),
    TYPED(dui, 20, "DUI", "DUI"),
    TYPED(nit, 25, "NIT", "NIT (tax number)"),
    TYPED(nrc, 20, "NRC", "NRC (VAT register)"),
    TYPED(other_document, 20, "Otro documento: número", "Other document: number"),
    FIELD_CHOICE(struct similar_input, sex, .choices = person_sexes, .label = T("Sexo", "Sex")),
    FIELD_DATE(struct similar_input, birth_date, .label = T("Fecha de nacimiento", "Date of birth")),
    TYPED(phone, 30, "Teléfono", "Telephone"),
    TYPED(mobile, 30, "Celular", "Mobile"),
    TYPED(email, 100, "Correo", "E-mail"),
    FIELD_CATALOGUE(struct similar_input, district, .catalogue = &territory_districts, .label = T("Distrito", "District")),
    TYPED(address, 200, "Dirección", "Address"),
    TYPED(sector, 40, "Sector", "Sector"),
    TYPED(activity, 20, "Actividad", "Activity"),
};
static const struct shape similar_shape = SHAPE("client_similar", struct similar_input, similar_fields);

#define LINE(member, ...) FIELD_TEXT(struct pair_line, member, .max = 260, __VA_ARGS__)
#define LIKENESS                                                                                                          \
    FIELD_PERCENT(struct pair_line, likeness, .privacy = PRIVACY_INTERNAL, .label = T("Semejanza", "Likeness")),           \
        FIELD_CHOICE(struct pair_line, sureness, .choices = pair_surenesses, .privacy = PRIVACY_INTERNAL,                  \
                     .label = T("Seguridad", "How sure")),                                                                 \
        FIELD_TEXT(struct pair_line, reasons, .max = 600, .privacy = PRIVACY_INTERNAL,                                     \
                   .label = T("Razones, en códigos", "Reasons, as codes")),                                                \
        FIELD_TEXT(struct pair_line, why, .max = 2000, .privacy = PRIVACY_INTERNAL, .label = T("Por qué", "Why"))
#define FIRST                                                                                                                      \
    FIELD_CHOICE(struct pair_line, kind, .choices = pair_kinds, .label = T("Tipo", "Kind")),                                       \
        LINE(first, .label = T("Código", "Code")), LINE(first_name, .privacy = PRIVACY_PERSONAL, .label = T("Nombre", "Name")),     \
        LINE(first_detail, .privacy = PRIVACY_PERSONAL, .label = T("Nombre comercial", "Trade name")),                             \
        FIELD_CATALOGUE(struct pair_line, first_district, .catalogue = &territory_districts, .privacy = PRIVACY_INTERNAL,          \
                        .label = T("Distrito", "District"))
static const struct field candidate_fields[] = {FIRST, LIKENESS};
static const struct shape candidate_shape = SHAPE("similar_client", struct pair_line, candidate_fields);
static const struct field pair_fields[] = {
    FIRST,
    LINE(second, .label = T("Código del otro", "Code of the other")),
    LINE(second_name, .privacy = PRIVACY_PERSONAL, .label = T("Nombre del otro", "Name of the other")),
    LINE(second_detail, .privacy = PRIVACY_PERSONAL, .label = T("Nombre comercial del otro", "Trade name of the other")),
    FIELD_CATALOGUE(struct pair_line, second_district, .catalogue = &territory_districts, .privacy = PRIVACY_INTERNAL,
                    .label = T("Distrito del otro", "District of the other")),
    FIELD_CHOICE(struct pair_line, state, .choices = pair_states, .privacy = PRIVACY_INTERNAL, .label = T("Estado", "State")),
    LIKENESS,
};
static const struct shape pair_shape = SHAPE("possible_duplicate", struct pair_line, pair_fields);

static enum err run_similar(struct ctx *ctx, const void *in_, void *out)
{
    const struct similar_input *in = in_;
    const struct match_client client = {
        .is_person = str_eq_c(in->kind, "person"),
        .given_names = in->given_names, .surnames = in->surnames, .name = in->name, .trade_name = in->trade_name,
        .dui = in->dui, .nit = in->nit, .nrc = in->nrc, .other_document = in->other_document, .sex = in->sex,
        .birth_date = in->birth_date, .phones = {in->phone, in->mobile}, .email = in->email, .district = in->district,
        .address = in->address, .sector = in->sector, .activity = in->activity,
    };
    struct id except = ID_NONE;
    if (!str_is_empty(in->code)) {
        const struct entity *entity = client.is_person ? &person_entity : &enterprise_entity;
        struct record *row = shape_new(ctx->arena, &entity->shape);
        TRY(record_find_code(ctx, entity, in->code, row));
        except = row->id;
    }
    size_t limit = in->limit == INT_NONE ? 10 : (size_t)in->limit;
    struct pair_line *lines = ARENA_ARRAY(ctx->arena, struct pair_line, limit);
    size_t count;
    TRY(pair_similar(ctx, &client, except, limit, lines, &count));
    *(struct list *)out = (struct list){.shape = &candidate_shape, .rows = {lines, count}, .total = (int64_t)count};
    return ERR_OK;
}

/* ---- duplicate.open: the worklist --------------------------------------------------------------------------------------- */

struct open_input {
    struct str after;
    int64_t limit;
    struct str kind;
    struct str sureness;
    struct str state;
    struct str unit;
};
static const struct field open_fields[] = {
    FIELD_TEXT(struct open_input, after, .max = 100, .label = T("Desde después de", "After"),
               .hint = T("Lo que la página anterior dio como siguiente.", "What the page before gave as next.")),
    FIELD_INT(struct open_input, limit, .min = 1, .max = 500, .initial = "50", .label = T("Cuántos", "How many")),
    FIELD_CHOICE(struct open_input, kind, .choices = pair_kinds, .label = T("Tipo", "Kind")),
    FIELD_CHOICE(struct open_input, sureness, .choices = pair_surenesses, .label = T("Seguridad", "How sure")),
    FIELD_CHOICE(struct open_input, state, .choices = pair_states, .label = T("Estado", "State"),
                 .hint = T("Vacío: por decidir.", "Empty: to be decided.")),
    FIELD_TEXT(struct open_input, unit, .max = 120, .label = T("Unidad", "Unit"),
               .hint = T("Código de una unidad: al menos uno de los dos es de ella o de las que tiene debajo.",
                         "Code of a unit: one of the two at least is of it or of those below it.")),
};
static const struct shape open_shape = SHAPE("duplicate_open", struct open_input, open_fields);

static bool read_after(struct str after, struct pair_key *out)
{
    struct str score;
    struct str first;
    struct str second;
    return str_split(&after, '_', &score) && str_split(&after, '_', &first) && str_split(&after, '_', &second) &&
           str_to_int(score, &out->score) && id_parse(first, &out->first) && id_parse(second, &out->second);
}

static enum err take_unit(struct ctx *ctx, struct str code, struct pair_filter *filter)
{
    struct unit unit;
    if (str_is_empty(code)) {
        return ERR_OK;
    }
    shape_clear(&unit_entity.shape, &unit);
    enum err err = record_find_code(ctx, &unit_entity, code, &unit);
    if (err == ERR_NOT_FOUND) {
        return ctx_fault(ctx, "unit", code, TEXT("No hay una unidad con ese código a su alcance.", "There is no unit of that code in your reach."),
                         TEXT("Elija una unidad de la lista.", "Choose a unit of the list."));
    }
    TRY(err);
    return unit_store_interval(ctx, unit.record.id, &filter->tree_from, &filter->tree_to);
}

static enum err run_open(struct ctx *ctx, const void *in_, void *out)
{
    const struct open_input *in = in_;
    struct pair_filter filter = {in->kind, in->sureness, str_is_empty(in->state) ? S("open") : in->state, 0, INT64_MAX};
    struct pair_key after;
    size_t limit = in->limit == INT_NONE ? 50 : (size_t)in->limit;
    if (!str_is_empty(in->after) && !read_after(in->after, &after)) {
        return ctx_fault(ctx, "after", in->after, TEXT("Eso no lo dio ninguna página anterior.", "No page before gave that."),
                         TEXT("Comience por la primera página.", "Begin with the first page."));
    }
    struct pair_line *lines = ARENA_ARRAY(ctx->arena, struct pair_line, limit + 1);
    size_t count;
    TRY(take_unit(ctx, in->unit, &filter));
    TRY(pair_store_page(ctx, &filter, str_is_empty(in->after) ? NULL : &after, limit + 1, lines, &count));
    bool more = count > limit;
    const struct pair_line *last = more ? &lines[limit - 1] : NULL;
    *(struct list *)out = (struct list){
        .shape = &pair_shape,
        .rows = {lines, more ? limit : count},
        .next = more ? str_format(ctx->arena, "%lld_" STR_FMT "_" STR_FMT, (long long)last->likeness / 10,
                                  STR_ARG(id_format(ctx->arena, last->first_id)), STR_ARG(id_format(ctx->arena, last->second_id)))
                     : STR_NONE,
        .total = INT_NONE,
    };
    return ERR_OK;
}

/* ---- duplicate.count: the quality indicator ------------------------------------------------------------------------------ */

static const struct field count_fields[] = {
    FIELD_INT(struct duplicate_counts, open, .label = T("Pares por decidir", "Pairs to be decided")),
    FIELD_INT(struct duplicate_counts, proposed, .label = T("Uniones propuestas", "Merges proposed")),
    FIELD_INT(struct duplicate_counts, later, .label = T("Para después", "For later")),
    FIELD_INT(struct duplicate_counts, waiting, .label = T("Clientes por comparar", "Clients to be compared")),
};
const struct shape duplicate_counts_shape = SHAPE("duplicate_count", struct duplicate_counts, count_fields);

static enum err run_count(struct ctx *ctx, const void *in, void *out_)
{
    (void)in;
    struct duplicate_counts *out = out_;
    TRY(pair_store_count(ctx, S("open"), &out->open));
    TRY(pair_store_count(ctx, S("proposed"), &out->proposed));
    TRY(pair_store_count(ctx, S("later"), &out->later));
    return pair_store_count_pending(ctx, &out->waiting);
}

/* ---- duplicate.pair: two records, what speaks for and against ------------------------------------------------------------- */

struct pair_input {
    struct str kind;
    struct str first;
    struct str second;
};
static const struct field pair_input_fields[] = {
    FIELD_CHOICE(struct pair_input, kind, .required = true, .choices = pair_kinds, .label = T("Tipo", "Kind")),
    FIELD_TEXT(struct pair_input, first, .required = true, .max = 120, .label = T("Un registro", "One record")),
    FIELD_TEXT(struct pair_input, second, .required = true, .max = 120, .label = T("El otro registro", "The other record")),
};
static const struct shape pair_input_shape = SHAPE("duplicate_pair_input", struct pair_input, pair_input_fields);

static const struct field evidence_fields[] = {
    FIELD_TEXT(struct pair_evidence, code, .label = T("Código", "Code")),
    FIELD_TEXT(struct pair_evidence, text, .label = T("Razón", "Reason")),
    FIELD_INT(struct pair_evidence, weight, .min = -10000, .max = 10000,
              .label = T("Peso, en centésimas de bit", "Weight, in hundredths of a bit")),
};
static const struct shape evidence_shape = SHAPE("duplicate_evidence", struct pair_evidence, evidence_fields);
static const struct field history_fields[] = {
    FIELD_TEXT(struct pair_counts, dataset, .label = T("Registros", "Records")),
    FIELD_TEXT(struct pair_counts, label, .label = T("En palabras", "In words")),
    FIELD_INT(struct pair_counts, first, .label = T("Del primero", "Of the first")),
    FIELD_INT(struct pair_counts, second, .label = T("Del segundo", "Of the second")),
};
static const struct shape history_shape = SHAPE("duplicate_history", struct pair_counts, history_fields);
static const struct field comparison_fields[] = {
    FIELD_PERCENT(struct pair_comparison, likeness, .label = T("Semejanza", "Likeness")),
    FIELD_CHOICE(struct pair_comparison, sureness, .choices = pair_surenesses, .label = T("Seguridad", "How sure")),
    FIELD_BOOL(struct pair_comparison, documents_differ, .label = T("Documentos válidos y distintos", "Valid documents, not the same")),
    FIELD_ROWS(struct pair_comparison, evidence, .shape = &evidence_shape, .label = T("Razones", "Reasons")),
    FIELD_REF(struct pair_comparison, judgement, .target = &duplicate_entity, .label = T("Decisión", "Decision")),
    FIELD_TEXT(struct pair_comparison, state, .label = T("Estado de la decisión", "State of the decision")),
    FIELD_INT(struct pair_comparison, judged_version, .label = T("Versión de la decisión", "Version of the decision")),
    FIELD_ROWS(struct pair_comparison, history, .shape = &history_shape,
               .label = T("Lo que ha pasado con cada uno", "What has happened with each")),
};
const struct shape pair_comparison_shape = SHAPE("duplicate_pair", struct pair_comparison, comparison_fields);

static enum err take_judgement(struct ctx *ctx, bool person, const struct record *first, const struct record *second, struct pair_comparison *out)
{
    struct id known;
    struct duplicate row;
    TRY(duplicate_store_in_force(ctx, person, first->agency, first->id, second->id, ID_NONE, &known));
    if (id_is_none(known)) {
        return ERR_OK;
    }
    shape_clear(&duplicate_entity.shape, &row);
    enum err err = record_find_id(ctx, &duplicate_entity, known, &row);
    if (err == ERR_OK) {
        out->judgement = (struct ref){.id = row.record.id, .code = row.record.code};
        out->state = row.state;
        out->judged_version = row.record.version;
    }
    return err == ERR_NOT_FOUND ? ERR_OK : err;
}

static enum err take_history(struct ctx *ctx, char kind, const struct record *first, const struct record *second, struct rows *out)
{
    int64_t counts[2][PAIR_HISTORIES];
    struct pair_counts *rows = ARENA_ARRAY(ctx->arena, struct pair_counts, PAIR_HISTORIES);
    *out = (struct rows){rows, 0};
    TRY(pair_store_history(ctx, kind, first->agency, first->id, counts[0]));
    TRY(pair_store_history(ctx, kind, second->agency, second->id, counts[1]));
    for (size_t i = 0; i < PAIR_HISTORIES; i++) {
        if (counts[0][i] + counts[1][i] > 0) {
            rows[out->len++] = (struct pair_counts){str_of(pair_histories[i].dataset), text_in(pair_histories[i].label, ctx->lang),
                                                    counts[0][i], counts[1][i]};
        }
    }
    return ERR_OK;
}

static enum err run_pair(struct ctx *ctx, const void *in_, void *out_)
{
    const struct pair_input *in = in_;
    struct pair_comparison *out = out_;
    bool person = str_eq_c(in->kind, "person");
    const struct entity *entity = person ? &person_entity : &enterprise_entity;
    struct record *first = shape_new(ctx->arena, &entity->shape);
    struct record *second = shape_new(ctx->arena, &entity->shape);
    struct match match;
    TRY(record_find_code(ctx, entity, in->first, first));
    TRY(record_find_code(ctx, entity, in->second, second));
    if (!id_eq(first->agency, second->agency) || id_eq(first->id, second->id)) {
        return ctx_fault(ctx, "second", in->second,
                         TEXT("Se comparan dos registros de una misma agencia.", "Two records of one agency are compared."),
                         TEXT("Nombre otro registro.", "Name another record."));
    }
    TRY(pair_match(ctx, person ? 'p' : 'e', first->agency, first->id, second->id, &match));
    struct pair_evidence *rows = ARENA_ARRAY(ctx->arena, struct pair_evidence, match.count);
    for (size_t i = 0; i < match.count; i++) {
        rows[i] = (struct pair_evidence){str_of(match_reason_code(match.reasons[i].evidence)),
                                    text_in(match_reason_text(match.reasons[i].evidence), ctx->lang), match.reasons[i].weight};
    }
    out->likeness = match.score * 10;
    out->sureness = pair_sureness(match.sureness);
    out->documents_differ = match.documents_differ ? ANSWER_YES : ANSWER_NO;
    out->evidence = (struct rows){rows, match.count};
    TRY(take_history(ctx, person ? 'p' : 'e', first, second, &out->history));
    return take_judgement(ctx, person, first, second, out);
}

/* ---- duplicate.compare: clients that came from files ------------------------------------------------------------------------ */

struct compare_input {
    int64_t limit;
};
static const struct field compare_input_fields[] = {
    FIELD_INT(struct compare_input, limit, .min = 1, .max = 20000, .initial = "2000", .label = T("Cuántos clientes", "How many clients")),
};
static const struct shape compare_input_shape = SHAPE("duplicate_compare", struct compare_input, compare_input_fields);
struct compare_output {
    int64_t compared;
    int64_t waiting;
    int64_t open;
};
static const struct field compare_output_fields[] = {
    FIELD_INT(struct compare_output, compared, .label = T("Clientes comparados", "Clients compared")),
    FIELD_INT(struct compare_output, waiting, .label = T("Clientes por comparar", "Clients to be compared")),
    FIELD_INT(struct compare_output, open, .label = T("Pares por decidir", "Pairs to be decided")),
};
static const struct shape compare_output_shape = SHAPE("duplicate_compared", struct compare_output, compare_output_fields);

static enum err run_compare(struct ctx *ctx, const void *in_, void *out_)
{
    const struct compare_input *in = in_;
    struct compare_output *out = out_;
    ctx->subject = S("duplicates");
    TRY(pair_compare_pending(ctx, in->limit == INT_NONE ? 2000 : (size_t)in->limit, &out->compared));
    TRY(pair_store_count_pending(ctx, &out->waiting));
    return pair_store_count(ctx, S("open"), &out->open);
}

const struct op pair_ops[] = {
    {.name = "client.similar", .http = "GET /clients/similar",
     .label = T("Buscar clientes parecidos al que se escribe", "Find clients like the one being typed"), .permission = PERM_RECORD_READ,
     .kind = OP_READ, .input = &similar_shape, .output = &candidate_shape, .answer = ANSWER_LIST, .run = run_similar},
    {.name = "duplicate.open", .http = "GET /duplicates/open", .label = T("Listar los posibles duplicados", "List the possible duplicates"),
     .permission = PERM_RECORD_READ, .kind = OP_READ, .input = &open_shape, .output = &pair_shape, .answer = ANSWER_LIST, .run = run_open},
    {.name = "duplicate.count", .http = "GET /duplicates/count", .label = T("Contar los posibles duplicados", "Count the possible duplicates"),
     .permission = PERM_RECORD_READ, .kind = OP_READ, .output = &duplicate_counts_shape, .answer = ANSWER_RECORD, .run = run_count},
    {.name = "duplicate.pair", .http = "GET /duplicates/pair", .label = T("Comparar dos registros", "Compare two records"),
     .permission = PERM_RECORD_READ, .kind = OP_READ, .input = &pair_input_shape, .output = &pair_comparison_shape, .answer = ANSWER_RECORD,
     .run = run_pair},
    {.name = "duplicate.compare", .http = "POST /duplicates/compare",
     .label = T("Comparar los clientes que vinieron de archivos", "Compare the clients that came from files"),
     .permission = PERM_MERGE_PROPOSE, .kind = OP_WRITE, .input = &compare_input_shape, .output = &compare_output_shape,
     .answer = ANSWER_RECORD, .long_running = true, .run = run_compare},
};
const size_t pair_op_count = COUNT_OF(pair_ops);
