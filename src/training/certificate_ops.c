#include "advice/service.h"
#include "client/person.h"
#include "core/record.h"
#include "format/json.h"
#include "party/staff.h"
#include "training/certificate.h"
#include "training/event.h"

/* ---- issuing ----------------------------------------------------------------------------------------- */

struct issue_input {
    struct str code; /* of the event */
    struct refs signatories;
};
struct issue_output {
    struct str code;
    int64_t issued;
    int64_t short_of; /* attended less than the share of days */
};
static const struct field issue_fields[] = {
    FIELD_TEXT(struct issue_input, code, .required = true, .max = 100, .label = T("Código", "Code")),
    FIELD_REFS(struct issue_input, signatories, .target = &staff_entity, .label = T("Firman", "Signed by"),
               .hint = T("Quienes firman los certificados.", "Those who sign the certificates.")),
};
static const struct shape issue_shape = SHAPE("certificate_issue", struct issue_input, issue_fields);
static const struct field issued_fields[] = {
    FIELD_TEXT(struct issue_output, code, .label = T("Evento", "Event")),
    FIELD_INT(struct issue_output, issued, .label = T("Certificados emitidos", "Certificates issued")),
    FIELD_INT(struct issue_output, short_of, .label = T("Personas que asistieron a menos del 80 % de los días",
                                                         "People who attended less than 80 % of the days")),
};
static const struct shape issued_shape = SHAPE("certificates_issued", struct issue_output, issued_fields);

static enum err check_issue(struct ctx *ctx, const struct event *event, const struct issue_input *input)
{
    enum err err = ERR_OK;
    if (!str_eq(event->kind, S("training"))) {
        err = ctx_fault(ctx, "kind", event->kind, TEXT("Solo una capacitación da certificados.", "Only a training gives certificates."),
                        TEXT("Corrija antes el tipo del evento, si lo es.", "Correct the event's kind first, if it is one."));
    }
    if (!str_eq(event->state, S("finished"))) {
        err = ctx_fault(ctx, "state", event->state,
                        TEXT("Los certificados se emiten cuando el evento está finalizado y su lista archivada.",
                             "Certificates are issued once the event is finished and its list filed."),
                        TEXT("Finalice antes el evento; lo hace quien lo organizó.", "Finish the event first; whoever organised it does so."));
    }
    if (event->hours == INT_NONE || event->hours <= 0) {
        err = ctx_fault(ctx, "hours", STR_NONE, TEXT("El certificado dice cuántas horas duró el evento.", "The certificate says how many hours the event took."),
                        TEXT("Corrija antes el evento y escriba sus horas.", "Correct the event first and enter its hours."));
    }
    if (input->signatories.len == 0) {
        err = ctx_fault(ctx, "signatories", STR_NONE, TEXT("Un certificado lo firma al menos una persona.", "A certificate is signed by one person at least."),
                        TEXT("Elija quién firma.", "Choose who signs."));
    }
    return err;
}

static enum err issue_one(struct ctx *ctx, const struct event *event, const struct issue_input *input, struct id person, int64_t days,
                          int64_t held, struct str *out_number)
{
    struct certificate *row = shape_new(ctx->arena, &certificate_entity.shape);
    row->record.agency = event->record.agency;
    row->record.source_line = INT_NONE;
    row->event = (struct ref){.id = event->record.id, .code = event->record.code};
    row->person = (struct ref){.id = person};
    row->hours = event->hours;
    row->days_attended = days;
    row->days_held = held;
    /* Each certificate resolves the codes for itself. */
    row->signatories.items = ARENA_ARRAY(ctx->arena, struct ref, input->signatories.len);
    for (size_t i = 0; i < input->signatories.len; i++) {
        row->signatories.items[i] = (struct ref){.code = input->signatories.items[i].code};
    }
    row->signatories.len = input->signatories.len;
    shape_fill(ctx->arena, &certificate_entity.shape, row);
    TRY(record_label(ctx, &certificate_entity, row, 1));
    TRY(record_write(ctx, &certificate_entity, row, NULL));
    *out_number = row->number;
    return ERR_OK;
}

static void describe(struct ctx *ctx, const struct event *event, const struct buf *numbers)
{
    ctx->subject = str_format(ctx->arena, "events/" STR_FMT, STR_ARG(event->record.code));
    ctx->subject_id = event->record.id;
    ctx->subject_unit = event->record.unit.id;
    ctx->subject_version = event->record.version;
    struct buf *changes = ARENA_NEW(ctx->arena, struct buf);
    *changes = BUF(ctx->arena);
    struct json_writer writer = json_writer(changes);
    json_open_object(&writer);
    json_key(&writer, S("certificates"));
    json_open_array(&writer);
    json_null(&writer);
    json_text(&writer, buf_str(numbers));
    json_close_array(&writer);
    json_close_object(&writer);
    ctx->changes = changes;
}

static enum err run_issue(struct ctx *ctx, const void *in, void *out)
{
    const struct issue_input *input = in;
    struct issue_output *answer = out;
    struct event event;
    shape_clear(&event_entity.shape, &event);
    TRY(record_find_code(ctx, &event_entity, input->code, &event));
    *answer = (struct issue_output){.code = event.record.code};
    TRY(check_issue(ctx, &event, input));
    struct event_places places;
    struct certificate_earner *earners;
    size_t count;
    TRY(event_places_of(ctx, &event, &places));
    TRY(certificate_store_earners(ctx, event.record.agency, event.record.id, &earners, &count));
    struct buf numbers = BUF(ctx->arena);
    for (size_t i = 0; i < count; i++) {
        if (!certificate_is_earned(earners[i].days, places.days)) {
            answer->short_of++;
            continue;
        }
        struct str number;
        TRY(issue_one(ctx, &event, input, earners[i].person, earners[i].days, places.days, &number));
        if (numbers.len > 0) {
            buf_put_c(&numbers, "; ");
        }
        buf_put(&numbers, number);
        answer->issued++;
    }
    describe(ctx, &event, &numbers);
    return ERR_OK;
}

/* ---- looking ------------------------------------------------------------------------------------------- */

static enum err run_by_event(struct ctx *ctx, const void *in, void *out)
{
    const struct record_code_input *input = in;
    struct event event;
    TRY(record_find_code(ctx, &event_entity, input->code, &event));
    ctx->subject = str_format(ctx->arena, "events/" STR_FMT, STR_ARG(event.record.code));
    ctx->subject_id = event.record.id;
    ctx->subject_unit = event.record.unit.id;
    return certificate_store_by_event(ctx, event.record.agency, event.record.id, out);
}

static enum err signers_of(struct ctx *ctx, const struct certificate *certificate, struct rows *out)
{
    struct certificate_signer *signers = ARENA_ARRAY(ctx->arena, struct certificate_signer, certificate->signatories.len + 1);
    for (size_t i = 0; i < certificate->signatories.len; i++) {
        struct staff staff;
        shape_clear(&staff_entity.shape, &staff);
        /* Who signs may belong to a unit above the reader's: the label is known all the same. */
        enum err err = record_find_id(ctx, &staff_entity, certificate->signatories.items[i].id, &staff);
        if (err != ERR_OK && err != ERR_NOT_FOUND) {
            return err;
        }
        signers[i] = err == ERR_OK ? (struct certificate_signer){staff.name, staff.position}
                                   : (struct certificate_signer){certificate->signatories.items[i].label, STR_NONE};
    }
    *out = (struct rows){signers, certificate->signatories.len};
    return ERR_OK;
}

static enum err run_diploma(struct ctx *ctx, const void *in, void *out)
{
    const struct record_code_input *input = in;
    struct certificate_diploma *diploma = out;
    struct certificate certificate;
    struct event event;
    struct person person;
    shape_clear(&certificate_entity.shape, &certificate);
    shape_clear(&event_entity.shape, &event);
    shape_clear(&person_entity.shape, &person);
    TRY(record_find_code(ctx, &certificate_entity, input->code, &certificate));
    TRY(record_label(ctx, &certificate_entity, &certificate, 1));
    TRY(record_find_id(ctx, &event_entity, certificate.event.id, &event));
    TRY(record_find_id(ctx, &person_entity, certificate.person.id, &person));
    ctx->subject = str_format(ctx->arena, "certificates/" STR_FMT, STR_ARG(certificate.record.code));
    ctx->subject_id = certificate.record.id;
    ctx->subject_unit = certificate.record.unit.id;
    *diploma = (struct certificate_diploma){
        .code = certificate.record.code,
        .number = certificate.number,
        .valid = certificate.record.annulled == ANSWER_YES ? ANSWER_NO : ANSWER_YES,
        .name = person_name(ctx->arena, &person),
        .topic = event.topic,
        .unit = certificate.record.unit.label,
        .place = event.place,
        .trainer = event.trainer,
        .hours = certificate.hours,
        .starts_on = event.starts_on,
        .ends_on = event.ends_on,
        .issued_on = certificate.issued_on,
        .path = str_format(ctx->arena, "/certificates/" STR_FMT, STR_ARG(certificate.number)),
    };
    return signers_of(ctx, &certificate, &diploma->signers);
}

static const struct field signer_fields[] = {
    FIELD_TEXT(struct certificate_signer, name, .label = T("Nombre", "Name")),
    FIELD_TEXT(struct certificate_signer, position, .label = T("Cargo", "Position")),
};
static const struct shape signer_shape = SHAPE("certificate_signer", struct certificate_signer, signer_fields);
static const struct field diploma_fields[] = {
    FIELD_TEXT(struct certificate_diploma, code, .label = T("Código", "Code")),
    FIELD_TEXT(struct certificate_diploma, number, .label = T("Número", "Number")),
    FIELD_BOOL(struct certificate_diploma, valid, .label = T("Válido", "Valid")),
    FIELD_TEXT(struct certificate_diploma, name, .privacy = PRIVACY_PERSONAL, .label = T("Nombre", "Name")),
    FIELD_TEXT(struct certificate_diploma, topic, .label = T("Curso", "Course")),
    FIELD_TEXT(struct certificate_diploma, unit, .label = T("Unidad", "Unit")),
    FIELD_TEXT(struct certificate_diploma, place, .label = T("Lugar", "Place")),
    FIELD_TEXT(struct certificate_diploma, trainer, .label = T("Capacitador(a)", "Trainer")),
    FIELD_INT(struct certificate_diploma, hours, .label = T("Horas", "Hours")),
    FIELD_DATE(struct certificate_diploma, starts_on, .label = T("Primer día", "First day")),
    FIELD_DATE(struct certificate_diploma, ends_on, .label = T("Último día", "Last day")),
    FIELD_DATE(struct certificate_diploma, issued_on, .label = T("Emitido el", "Issued on")),
    FIELD_TEXT(struct certificate_diploma, path, .label = T("Página que lo comprueba", "Page that checks it")),
    FIELD_ROWS(struct certificate_diploma, signers, .shape = &signer_shape, .label = T("Firman", "Signed by")),
};
static const struct shape diploma_shape = SHAPE("certificate_diploma", struct certificate_diploma, diploma_fields);

/* ---- the public question --------------------------------------------------------------------------------- */

struct look_up_input {
    struct str number;
};
static const struct field look_up_fields[] = {
    FIELD_TEXT(struct look_up_input, number, .required = true, .max = 40, .label = T("Número", "Number")),
};
static const struct shape look_up_shape = SHAPE("certificate_look_up", struct look_up_input, look_up_fields);
static const struct field public_fields[] = {
    FIELD_TEXT(struct certificate_public, number, .label = T("Número", "Number")),
    FIELD_BOOL(struct certificate_public, valid, .label = T("Válido", "Valid")),
    FIELD_TEXT(struct certificate_public, topic, .label = T("Curso", "Course")),
    FIELD_INT(struct certificate_public, hours, .label = T("Horas", "Hours")),
    FIELD_DATE(struct certificate_public, starts_on, .label = T("Primer día", "First day")),
    FIELD_DATE(struct certificate_public, ends_on, .label = T("Último día", "Last day")),
    FIELD_DATE(struct certificate_public, issued_on, .label = T("Emitido el", "Issued on")),
    FIELD_TEXT(struct certificate_public, name, .label = T("A nombre de", "In the name of")),
    FIELD_TEXT(struct certificate_public, agency, .label = T("Agencia", "Agency")),
};
static const struct shape public_shape = SHAPE("certificate_public", struct certificate_public, public_fields);

static enum err run_look_up(struct ctx *ctx, const void *in, void *out)
{
    const struct look_up_input *input = in;
    return certificate_store_public(ctx, input->number, out);
}

static const struct op look_up_op = {.name = "certificate.look_up", .label = T("Comprobar un certificado", "Check a certificate"),
                                     .permission = PERM_PUBLIC, .kind = OP_READ, .input = &look_up_shape, .output = &public_shape,
                                     .answer = ANSWER_RECORD, .open = true, .run = run_look_up};

FALLIBLE certificate_look_up(struct runner *runner, struct arena *arena, struct str number, struct certificate_public *out)
{
    struct look_up_input in = {certificate_number_read(arena, number)};
    if (in.number.ptr == NULL) {
        return ERR_NOT_FOUND;
    }
    struct call call = {.arena = arena, .actor = {.origin = S("web")}, .fault = {.arena = arena}};
    return op_run(runner, &call, &look_up_op, &in, out);
}

const struct op certificate_ops[] = {
    {.name = "certificate.issue", .http = "POST /events/{code}/certificates",
     .label = T("Emitir los certificados de un evento", "Issue the certificates of an event"), .permission = PERM_TRAINING_WRITE,
     .kind = OP_WRITE, .input = &issue_shape, .output = &issued_shape, .answer = ANSWER_RECORD, .entity = &certificate_entity,
     .run = run_issue},
    {.name = "certificate.annul", .http = "POST /certificates/{code}/annul", .label = T("Anular un certificado", "Annul a certificate"),
     .permission = PERM_ANNUL, .kind = OP_WRITE, .input = &record_annul_shape, .output = &certificate_entity.shape,
     .answer = ANSWER_RECORD, .entity = &certificate_entity, .run = record_annul},
    {.name = "certificate.get", .http = "GET /certificates/{code}", .label = T("Ver un certificado", "See a certificate"),
     .permission = PERM_RECORD_READ, .kind = OP_READ, .input = &record_code_shape, .output = &certificate_entity.shape,
     .answer = ANSWER_RECORD, .entity = &certificate_entity, .leaves_access = true, .run = record_get},
    {.name = "certificate.list", .http = "GET /certificates", .permission = PERM_RECORD_READ, .kind = OP_READ, .input = &record_list_shape,
     .output = &certificate_entity.shape, .answer = ANSWER_LIST, .entity = &certificate_entity, .run = record_list},
    {.name = "certificate.by_event", .http = "GET /events/{code}/certificates",
     .label = T("Ver los certificados de un evento", "See the certificates of an event"), .permission = PERM_RECORD_READ, .kind = OP_READ,
     .input = &record_code_shape, .output = &certificate_entity.shape, .answer = ANSWER_LIST, .entity = &certificate_entity,
     .leaves_access = true, .run = run_by_event},
    {.name = "certificate.diploma", .http = "GET /certificates/{code}/diploma",
     .label = T("Ver lo que dice un certificado", "See what a certificate says"), .permission = PERM_RECORD_READ, .kind = OP_READ,
     .input = &record_code_shape, .output = &diploma_shape, .answer = ANSWER_RECORD, .entity = &certificate_entity, .leaves_access = true,
     .run = run_diploma},
};
const size_t certificate_op_count = COUNT_OF(certificate_ops);
