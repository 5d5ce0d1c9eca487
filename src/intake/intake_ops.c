#include "advice/service.h"
#include "client/affiliation.h"
#include "client/status.h"
#include "core/flow.h"
#include "core/record.h"
#include "intake/consent_text.h"
#include "intake/intake.h"
#include "party/unit.h"
#include "results/snapshot.h"

#include <string.h>

/* ---- receiving ------------------------------------------------------------------------------------------ */

static enum err add_person(struct ctx *ctx, const struct intake_receive *in, struct intake *intake)
{
    struct person row;
    shape_clear(&person_entity.shape, &row);
    row.record.unit = intake->record.unit;
    row.record.source_line = INT_NONE;
    row.adviser = intake->adviser;
    row.given_names = in->given_names;
    row.surnames = in->surnames;
    row.dui = in->dui;
    row.sex = in->sex;
    row.birth_date = in->birth_date;
    row.mobile = in->mobile;
    row.email = in->email;
    row.district = in->district;
    row.address = in->address;
    row.provenance = intake->provenance;
    row.registered_on = intake->date;
    shape_fill(ctx->arena, &person_entity.shape, &row);
    TRY(record_write(ctx, &person_entity, &row, NULL));
    intake->person = (struct ref){.id = row.record.id};
    intake->record.agency = row.record.agency;
    return ERR_OK;
}

static enum err add_enterprise(struct ctx *ctx, const struct intake_receive *in, struct intake *intake)
{
    struct enterprise row;
    shape_clear(&enterprise_entity.shape, &row);
    row.record.unit = intake->record.unit;
    row.record.source_line = INT_NONE;
    row.adviser = intake->adviser;
    row.name = in->name;
    row.trade_name = in->trade_name;
    row.sector = in->sector;
    row.constitution = in->constitution;
    row.started_on = in->started_on;
    row.district = in->district;
    row.address = in->address;
    row.products = intake->products;
    row.markets = intake->markets;
    row.provenance = intake->provenance;
    row.registered_on = intake->date;
    shape_fill(ctx->arena, &enterprise_entity.shape, &row);
    TRY(record_write(ctx, &enterprise_entity, &row, NULL));
    intake->enterprise = (struct ref){.id = row.record.id};
    return ERR_OK;
}

static enum err run_receive(struct ctx *ctx, const void *in_, void *out)
{
    const struct intake_receive *in = in_;
    struct intake *intake = out;
    *intake = in->intake;
    intake->record.agency = ID_NONE;
    intake->record.source_line = INT_NONE;
    intake->record.annulled = ANSWER_NO;
    intake->record.annul_reason = STR_NONE;
    shape_fill(ctx->arena, &intake_entity.shape, intake);
    bool new_enterprise = str_is_empty(intake->enterprise.code) && !str_is_empty(in->name);
    enum err err = ERR_OK;
    if (str_is_empty(intake->person.code)) {
        SERVICE_COLLECT(err, add_person(ctx, in, intake));
    }
    if (new_enterprise) {
        SERVICE_COLLECT(err, add_enterprise(ctx, in, intake));
    }
    TRY(err);
    TRY(record_write(ctx, &intake_entity, intake, NULL));
    return record_label(ctx, &intake_entity, intake, 1);
}

/* ---- authorising: the applicant and the enterprise become clients --------------------------------------------- */

static bool is_prospect(struct str status)
{
    return str_eq(status, S("prospect"));
}

static bool is_asleep(struct str status)
{
    return str_eq(status, S("inactive")) || str_eq(status, S("follow_up"));
}

static enum err take_to_person(struct ctx *ctx, const struct intake *intake, struct str text_code)
{
    struct person before;
    shape_clear(&person_entity.shape, &before);
    TRY(record_find_id(ctx, &person_entity, intake->person.id, &before));
    struct person row = before;
    row.consent_on = intake->client_signed_on;
    row.consent_text = text_code;
    row.consent_scopes = intake->consent_scopes;
    row.consent_revoked_on = DATE_NONE;
    row.provenance = str_is_empty(row.provenance) ? intake->provenance : row.provenance;
    row.adviser = intake->adviser;
    if (is_prospect(before.status) || is_asleep(before.status)) {
        return flow_apply(ctx, &person_entity, is_prospect(before.status) ? "activate" : "reactivate", NULL, &row, &before);
    }
    return record_write(ctx, &person_entity, &row, &before);
}

static int64_t jobs_of(const struct intake *intake)
{
    const int64_t jobs[] = {intake->jobs_male_fixed, intake->jobs_male_temporary, intake->jobs_female_fixed,
                            intake->jobs_female_temporary};
    int64_t sum = 0;
    for (size_t i = 0; i < COUNT_OF(jobs); i++) {
        sum += jobs[i] == INT_NONE ? 0 : jobs[i];
    }
    return sum;
}

static enum err take_to_enterprise(struct ctx *ctx, const struct intake *intake, struct str text_code)
{
    struct enterprise before;
    shape_clear(&enterprise_entity.shape, &before);
    TRY(record_find_id(ctx, &enterprise_entity, intake->enterprise.id, &before));
    struct enterprise row = before;
    row.consent_on = intake->client_signed_on;
    row.consent_text = text_code;
    row.consent_scopes = intake->consent_scopes;
    row.consent_revoked_on = DATE_NONE;
    row.provenance = str_is_empty(row.provenance) ? intake->provenance : row.provenance;
    row.adviser = intake->adviser;
    row.products = intake->products;
    row.markets = intake->markets;
    row.annual_sales = money_add(intake->national_sales, intake->export_sales);
    row.workers = jobs_of(intake);
    if (is_prospect(before.status) || is_asleep(before.status)) {
        return flow_apply(ctx, &enterprise_entity, is_prospect(before.status) ? "activate" : "reactivate", NULL, &row, &before);
    }
    return record_write(ctx, &enterprise_entity, &row, &before);
}

static enum err affiliate(struct ctx *ctx, const struct intake *intake)
{
    struct id known;
    TRY(intake_store_affiliation(ctx, intake, &known));
    if (!id_is_none(known)) {
        return ERR_OK;
    }
    struct affiliation row;
    shape_clear(&affiliation_entity.shape, &row);
    row.record.agency = intake->record.agency;
    row.record.source_line = INT_NONE;
    row.person = (struct ref){.id = intake->person.id};
    row.enterprise = (struct ref){.id = intake->enterprise.id};
    row.relation = str_is_empty(intake->relation) ? S("owner") : intake->relation;
    row.from_on = intake->date;
    shape_fill(ctx->arena, &affiliation_entity.shape, &row);
    return record_write(ctx, &affiliation_entity, &row, NULL);
}

/* What the enterprise sold and employed before any service. One that has its initial measurement keeps it. */
static enum err measure(struct ctx *ctx, struct intake *intake)
{
    struct id known;
    TRY(intake_store_initial(ctx, intake, &known));
    if (!id_is_none(known)) {
        intake->snapshot = (struct ref){.id = known};
        return ERR_OK;
    }
    struct snapshot row;
    shape_clear(&snapshot_entity.shape, &row);
    row.record.agency = intake->record.agency;
    row.record.unit = (struct ref){.id = intake->record.unit.id};
    row.record.source_line = INT_NONE;
    row.enterprise = (struct ref){.id = intake->enterprise.id};
    row.kind = S("initial");
    row.reference_date = intake->date;
    row.national_sales = intake->national_sales;
    row.export_sales = intake->export_sales;
    row.production_cost = intake->production_cost;
    row.current_financing = intake->current_financing;
    row.seed_capital = intake->seed_capital;
    row.jobs_male_fixed = intake->jobs_male_fixed;
    row.jobs_male_temporary = intake->jobs_male_temporary;
    row.jobs_female_fixed = intake->jobs_female_fixed;
    row.jobs_female_temporary = intake->jobs_female_temporary;
    row.markets = intake->markets;
    row.products = intake->products;
    row.captured_by = (struct ref){.id = intake->adviser.id};
    row.method = S("document");
    row.evidence = str_format(ctx->arena, "F1 " STR_FMT, STR_ARG(intake->record.code));
    row.verification = S("with_evidence");
    shape_fill(ctx->arena, &snapshot_entity.shape, &row);
    TRY(record_write(ctx, &snapshot_entity, &row, NULL));
    intake->snapshot = (struct ref){.id = row.record.id};
    return ERR_OK;
}

static enum err run_authorise(struct ctx *ctx, const void *in, void *out)
{
    const struct flow_input *input = in;
    struct intake *intake = out;
    struct intake before;
    shape_clear(&intake_entity.shape, &before);
    TRY(record_find_seen(ctx, &intake_entity, input->code, input->version, &before));
    *intake = before;
    bool ready = str_eq(before.state, S("signed")); /* any other state is refused by the step itself */
    if (ready && !id_is_none(intake->enterprise.id)) {
        TRY(measure(ctx, intake));
    }
    TRY(flow_apply(ctx, &intake_entity, "authorise", in, intake, &before));
    struct record_told told = record_told(ctx);
    TRY(take_to_person(ctx, intake, intake->consent_text.code));
    if (!id_is_none(intake->enterprise.id)) {
        TRY(affiliate(ctx, intake));
        TRY(take_to_enterprise(ctx, intake, intake->consent_text.code));
    }
    record_tell(ctx, &told);
    return ERR_OK;
}

/* ---- reading ------------------------------------------------------------------------------------------------- */

static enum err run_by_client(struct ctx *ctx, const void *in, void *out)
{
    struct service_client client;
    TRY(service_find_client(ctx, in, &client));
    return intake_store_by_client(ctx, client.is_person, client.agency, client.id, client.limit, out);
}

static enum err run_newest(struct ctx *ctx, const void *in, void *out)
{
    return intake_store_newest(ctx, in, out);
}

static enum err run_waiting(struct ctx *ctx, const void *in, void *out)
{
    const struct service_newest_input *input = in;
    return intake_store_waiting(ctx, input->limit == INT_NONE ? 50 : input->limit, out);
}

/* The words as they were signed; of an F1 that is not signed yet those that would be signed. */
static enum err words_of(struct ctx *ctx, const struct intake *intake, const struct ref *text, const char *kind, struct str *out)
{
    struct id id = text->id;
    if (id_is_none(id)) {
        TRY(consent_text_store_on(ctx, intake->record.agency, str_of(kind), intake->language, intake->date, &id));
    }
    struct consent_text row;
    shape_clear(&consent_text_entity.shape, &row);
    enum err err = id_is_none(id) ? ERR_NOT_FOUND : record_find_id(ctx, &consent_text_entity, id, &row);
    if (err == ERR_NOT_FOUND) {
        /* The agency has recorded none yet: the program's own will be recorded when the first F1 is signed. */
        row.text = consent_text_own(str_of(kind), intake->language);
        err = ERR_OK;
    }
    *out = row.text;
    return err;
}

static enum err run_sheet(struct ctx *ctx, const void *in, void *out)
{
    const struct record_code_input *input = in;
    struct intake_sheet *sheet = out;
    struct intake *intake = &sheet->intake;
    TRY(record_find_code(ctx, &intake_entity, input->code, intake));
    ctx->subject = str_format(ctx->arena, "intakes/" STR_FMT, STR_ARG(intake->record.code));
    ctx->subject_id = intake->record.id;
    ctx->subject_unit = intake->record.unit.id;
    TRY(record_label(ctx, &intake_entity, intake, 1));
    TRY(record_find_id(ctx, &person_entity, intake->person.id, &sheet->person));
    TRY(record_label(ctx, &person_entity, &sheet->person, 1));
    if (!id_is_none(intake->enterprise.id)) {
        struct enterprise *enterprise = shape_new(ctx->arena, &enterprise_entity.shape);
        TRY(record_find_id(ctx, &enterprise_entity, intake->enterprise.id, enterprise));
        TRY(record_label(ctx, &enterprise_entity, enterprise, 1));
        sheet->enterprises = (struct rows){enterprise, 1};
    }
    struct unit unit;
    shape_clear(&unit_entity.shape, &unit);
    TRY(record_find_id(ctx, &unit_entity, intake->record.unit.id, &unit));
    sheet->unit_name = unit.name;
    TRY(words_of(ctx, intake, &intake->sworn_text, "sworn_statement", &sheet->sworn_words));
    TRY(words_of(ctx, intake, &intake->consent_text, "consent", &sheet->consent_words));
    TRY(words_of(ctx, intake, &intake->survey_text, "survey", &sheet->survey_words));
    return words_of(ctx, intake, &intake->pledge_text, "pledge", &sheet->pledge_words);
}

/* ---- the steps' inputs ------------------------------------------------------------------------------------------ */

struct sign_input {
    struct flow_input flow;
    struct date client_signed_on;
    struct date adviser_signed_on;
};
static const struct field sign_fields[] = {
    FLOW_FIELDS(struct sign_input),
    FIELD_DATE(struct sign_input, client_signed_on, .past = true, .label = T("Firma del cliente", "Signed by the client on")),
    FIELD_DATE(struct sign_input, adviser_signed_on, .past = true, .label = T("Firma de quien asesora", "Signed by the adviser on")),
};
static const struct shape sign_shape = SHAPE("intake_sign", struct sign_input, sign_fields);

struct return_input {
    struct flow_input flow;
    struct str observations;
};
static const struct field return_fields[] = {
    FLOW_FIELDS(struct return_input),
    FIELD_TEXT(struct return_input, observations, .required = true, .min = 3, .max = 1000, .label = T("Observaciones", "Observations")),
};
static const struct shape return_shape = SHAPE("intake_return", struct return_input, return_fields);

#define INTAKE_MOVE(move, input, permission, es, en) FLOW_OP("intake", "intakes", intake_entity, move, input, permission, es, en)

const struct op intake_ops[] = {
    RECORD_OPS("intake", "intakes", intake_entity, PERM_RECORD_READ, PERM_CLIENT_WRITE, "una solicitud F1", "an application F1", true),
    {.name = "intake.receive", .http = "POST /received/intakes",
     .label = T("Recibir una solicitud F1, también de un cliente nuevo", "Receive an application F1, of a new client too"),
     .permission = PERM_CLIENT_WRITE, .kind = OP_WRITE, .input = &intake_receive_shape, .output = &intake_entity.shape,
     .answer = ANSWER_RECORD, .entity = &intake_entity, .run = run_receive},
    INTAKE_MOVE("sign", sign_shape, PERM_CLIENT_WRITE, "Anotar las firmas de una F1", "Note the signatures of an F1"),
    {.name = "intake.authorise", .http = "POST /intakes/{code}/authorise",
     .label = T("Autorizar una F1: el solicitante pasa a ser cliente", "Authorise an F1: the applicant becomes a client"),
     .permission = PERM_AUTHORISE, .kind = OP_WRITE, .input = &flow_input_shape, .output = &intake_entity.shape,
     .answer = ANSWER_RECORD, .entity = &intake_entity, .run = run_authorise},
    INTAKE_MOVE("return", return_shape, PERM_AUTHORISE, "Devolver una F1 con observaciones", "Return an F1 with observations"),
    INTAKE_MOVE("resume", flow_input_shape, PERM_CLIENT_WRITE, "Volver a borrador una F1 devuelta", "Take a returned F1 back to draft"),
    SERVICE_BY_CLIENT_OP("intake", "intakes", intake_entity, "las solicitudes F1", "applications F1", run_by_client),
    {.name = "intake.newest", .http = "GET /newest/intakes", .label = T("Ver las F1 más recientes", "See the newest F1"),
     .permission = PERM_RECORD_READ, .kind = OP_READ, .input = &service_newest_shape, .output = &intake_entity.shape,
     .answer = ANSWER_LIST, .entity = &intake_entity, .run = run_newest},
    {.name = "intake.waiting", .http = "GET /waiting/intakes",
     .label = T("Ver las F1 que esperan autorización", "See the F1 that await authorisation"), .permission = PERM_RECORD_READ,
     .kind = OP_READ, .input = &service_newest_shape, .output = &intake_entity.shape, .answer = ANSWER_LIST,
     .entity = &intake_entity, .run = run_waiting},
    {.name = "intake.sheet", .http = "GET /intakes/{code}/sheet",
     .label = T("Ver una F1 con el cliente y los textos que firma", "See an F1 with the client and the texts that are signed"),
     .permission = PERM_RECORD_READ, .kind = OP_READ, .input = &record_code_shape, .output = &intake_sheet_shape,
     .answer = ANSWER_RECORD, .leaves_access = true, .run = run_sheet},
};
const size_t intake_op_count = COUNT_OF(intake_ops);
