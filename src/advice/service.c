#include "advice/service.h"

#include "client/enterprise.h"
#include "client/person.h"
#include "core/audit.h"
#include "core/record.h"
#include "evidence/evidence.h"

#include <string.h>

const struct choice service_verifications[] = {
    {"declared", T("Declarado", "Declared"), "DECLARADO"},
    {"with_evidence", T("Con evidencia", "With evidence"), "CON_EVIDENCIA|con evidencia"},
    {"verified", T("Verificado", "Verified"), "VERIFICADO"},
    {"validated", T("Validado", "Validated"), "VALIDADO"},
    {"objected", T("Objetado", "Objected"), "OBJETADO"},
    {0},
};

const struct choice service_themes[] = {
    {"business", T("Empresarial", "Business"), "EMPRESARIAL|empresarialidad|administración"},
    {"finance", T("Finanzas", "Finance"), "FINANCIERA|financiero|finanzas|educación financiera"},
    {"ict", T("TIC", "ICT"), "TIC|TICS|tecnología"},
    {"women", T("Empresarialidad femenina", "Women's enterprise"), "EFE|empresarialidad femenina"},
    {"quality", T("Calidad", "Quality"), "CALIDAD"},
    {"associativity", T("Asociatividad", "Associativity"), "ASOCIATIVIDAD"},
    {"other", T("Otro", "Other"), "OTRO|otros|otra"},
    {0},
};

const struct choice service_deliveries[] = {
    {"contracted", T("Contratada", "Contracted"), "CONTRATADA"},
    {"not_contracted", T("No contratada", "Not contracted"), "NO_CONTRATADA|no contratada"},
    {0},
};

static const struct choice client_kinds[] = {
    {"enterprise", T("Empresa", "Enterprise"), "empresa|enterprises"},
    {"person", T("Persona", "Person"), "persona|persons"},
    {0},
};

static const struct field verify_fields[] = {
    FIELD_TEXT(struct service_verify_input, code, .required = true, .max = 100, .label = T("Código", "Code")),
    FIELD_CHOICE(struct service_verify_input, verification, .required = true, .choices = service_verifications,
                 .label = T("Verificación", "Verification")),
    FIELD_TEXT(struct service_verify_input, evidence, .max = 500, .label = T("Evidencia", "Evidence"),
               .hint = T("Si se deja vacía, queda la que ya está registrada.", "Left empty, the recorded one stays.")),
    FIELD_INT(struct service_verify_input, version, .required = true, .min = 1,
              .label = T("Versión que se vio", "Version seen")),
};
const struct shape service_verify_shape = SHAPE("verification", struct service_verify_input, verify_fields);

static const struct field client_fields[] = {
    FIELD_CHOICE(struct service_client_input, kind, .required = true, .choices = client_kinds,
                 .label = T("Clase de cliente", "Kind of client")),
    FIELD_TEXT(struct service_client_input, code, .required = true, .max = 100, .label = T("Código", "Code")),
    FIELD_INT(struct service_client_input, limit, .min = 1, .max = 500, .initial = "100",
              .label = T("Cuántos como máximo", "How many at most")),
};
const struct shape service_client_shape = SHAPE("client_and_limit", struct service_client_input, client_fields);

static const struct field newest_fields[] = {
    FIELD_INT(struct service_newest_input, limit, .min = 1, .max = 100, .initial = "50",
              .label = T("Cuántos como máximo", "How many at most")),
    FIELD_DATE(struct service_newest_input, from, .label = T("Desde", "From")),
    FIELD_DATE(struct service_newest_input, to, .label = T("Hasta", "Until")),
    FIELD_TEXT(struct service_newest_input, adviser, .max = 100, .label = T("Asesor(a)", "Adviser")),
    FIELD_TEXT(struct service_newest_input, after, .max = 100, .label = T("Después de", "After")),
};
const struct shape service_newest_shape = SHAPE("newest", struct service_newest_input, newest_fields);

/* ---- rules --------------------------------------------------------------------------------- */

bool service_is_annulled(const struct record *record)
{
    return record->annulled == ANSWER_YES;
}

enum err service_check_date(struct ctx *ctx, const char *field, struct date date, struct date before)
{
    if (date_is_none(date) || (!date_is_none(before) && date_cmp(date, before) == 0)) {
        return ERR_OK;
    }
    if (date_cmp(date, ctx->today) > 0) {
        return ctx_fault(ctx, field, date_iso(ctx->arena, date),
                         TEXT("La fecha no puede ser posterior a hoy: solo se registra lo que ya ocurrió.",
                              "The date may not lie in the future: only what has happened is recorded."),
                         TEXT("Corrija la fecha, o registre el servicio cuando se haya dado.",
                              "Correct the date, or record the service once it was given."));
    }
    if (!ctx->importing && !role_is_direction(ctx->actor.role) && date_cmp(date, date_add_months(ctx->today, -12)) < 0) {
        return ctx_fault(ctx, field, date_iso(ctx->arena, date),
                         TEXT("Lo que ocurrió hace más de doce meses solo lo registra la dirección.",
                              "What happened more than twelve months ago is recorded by a director only."),
                         TEXT("Corrija la fecha, o pida a la dirección del centro que lo registre.",
                              "Correct the date, or ask the director of the centre to record it."));
    }
    return ERR_OK;
}

enum err service_check_order(struct ctx *ctx, struct text first_label, struct date first, const char *second_field,
                             struct date second)
{
    if (date_is_none(first) || date_is_none(second) || date_cmp(first, second) <= 0) {
        return ERR_OK;
    }
    const char *day = str_c(ctx->arena, date_display(ctx->arena, first));
    struct text rule = {
        str_c(ctx->arena, str_format(ctx->arena, "Esta fecha no puede ser anterior a: %s (%s).", first_label.es, day)),
        str_c(ctx->arena, str_format(ctx->arena, "This date may not be before: %s (%s).", first_label.en, day)),
    };
    return ctx_fault(ctx, second_field, date_iso(ctx->arena, second), rule,
                     TEXT("Corrija una de las dos fechas.", "Correct one of the two dates."));
}

enum err service_check_positive(struct ctx *ctx, const char *field, struct money amount)
{
    if (money_is_none(amount) || amount.minor > 0) {
        return ERR_OK;
    }
    return ctx_fault(ctx, field, money_plain(ctx->arena, amount), TEXT("El monto es mayor que cero.", "The amount is more than zero."),
                     TEXT("Escriba el monto, o deje el campo vacío si no hay dato.",
                          "Enter the amount, or leave the field empty if there is no data."));
}

enum err service_check_distinct(struct ctx *ctx, const char *field, const struct refs *refs)
{
    for (size_t i = 0; i < refs->len; i++) {
        for (size_t j = i + 1; j < refs->len; j++) {
            if (id_eq(refs->items[i].id, refs->items[j].id)) {
                return ctx_fault(ctx, field, refs->items[j].code,
                                 TEXT("Cada cliente se nombra una sola vez.", "Each client is named once only."),
                                 TEXT("Quite la repetición.", "Remove the repetition."));
            }
        }
    }
    return ERR_OK;
}

/* ---- verification -------------------------------------------------------------------------- */

static struct str *text_at(const struct entity *entity, void *row, const char *name)
{
    const struct field *field = shape_find(&entity->shape, str_of(name));
    assert(field != NULL);
    return FIELD_AT(struct str, field, row);
}

static struct str text_of(const struct entity *entity, const void *row, const char *name)
{
    const struct field *field = shape_find(&entity->shape, str_of(name));
    assert(field != NULL);
    return FIELD_GET(struct str, field, row);
}

static bool is_judgement(struct str verification)
{
    return str_eq(verification, S("verified")) || str_eq(verification, S("validated")) ||
           str_eq(verification, S("objected"));
}

/* Named in words, or attached to a record that is there already. A record without a field for evidence (an attendance) rests on its parent's. */
static enum err find_evidence(struct ctx *ctx, const struct entity *entity, const void *row, const void *before, bool *out)
{
    const struct field *field = shape_find(&entity->shape, S("evidence"));
    const struct record *record = row;
    *out = field == NULL || !str_is_empty(FIELD_GET(struct str, field, row));
    return *out || before == NULL ? ERR_OK : evidence_store_has(ctx, record->agency, record->id, out);
}

/* Whether anything changed besides the verification and, if asked, the evidence. */
static bool content_differs(const struct entity *entity, const void *a, const void *b, bool evidence_too)
{
    for (size_t i = 0; i < entity->shape.count; i++) {
        const struct field *field = &entity->shape.fields[i];
        if (str_eq_c(S("verification"), field->name) || (!evidence_too && str_eq_c(S("evidence"), field->name))) {
            continue;
        }
        if (!field_eq(field, a, b)) {
            return true;
        }
    }
    return false;
}

static enum err is_actor_of(struct ctx *ctx, struct id agency, int64_t seq, bool *out)
{
    struct id user;
    TRY(audit_actor_of(ctx, agency, seq, &user));
    *out = id_eq(user, ctx->actor.user);
    return ERR_OK;
}

static enum err check_judge(struct ctx *ctx, const struct record *before, struct str verification, bool judged_before)
{
    if (!role_may(ctx->actor.role, PERM_VERIFY)) {
        return ctx_fault(ctx, "verification", verification,
                         TEXT("Su rol no permite verificar, validar ni objetar.",
                              "Your role does not allow verifying, validating or objecting."),
                         TEXT("Pida a la dirección que lo revise.", "Ask the director to review it."));
    }
    bool is_author = false;
    TRY(is_actor_of(ctx, before->agency, before->created_seq, &is_author));
    /* The last change of a record that was judged already is the judgement itself, which a second one may follow. */
    if (!is_author && !judged_before) {
        TRY(is_actor_of(ctx, before->agency, before->changed_seq, &is_author));
    }
    if (is_author) {
        return ctx_fault(ctx, "verification", verification,
                         TEXT("Quien registró o cambió un valor no puede verificarlo.",
                              "Whoever recorded or changed a value may not verify it."),
                         TEXT("Pida a otra persona con permiso de verificar que lo revise.",
                              "Ask another person with permission to verify to review it."));
    }
    return ERR_OK;
}

static enum err check_new_verification(struct ctx *ctx, struct str verification)
{
    if (ctx->importing || !is_judgement(verification)) {
        return ERR_OK;
    }
    return ctx_fault(ctx, "verification", verification,
                     TEXT("Un registro nuevo se declara, con o sin evidencia; verificarlo corresponde a otra persona.",
                          "A new record is declared, with or without evidence; verifying it is for another person."),
                     TEXT("Regístrelo como declarado o con evidencia y pida después su verificación.",
                          "Record it as declared or with evidence and ask for its verification afterwards."));
}

static enum err check_changed_verification(struct ctx *ctx, const struct entity *entity, void *row, const void *before)
{
    struct str *verification = text_at(entity, row, "verification");
    struct str was = text_of(entity, before, "verification");
    if (str_eq(*verification, was)) {
        if (is_judgement(was) && !ctx->importing && content_differs(entity, row, before, true)) {
            bool has_evidence;
            TRY(find_evidence(ctx, entity, row, before, &has_evidence));
            *verification = has_evidence ? S("with_evidence") : S("declared");
        }
        return ERR_OK;
    }
    if (ctx->importing) {
        return ERR_OK;
    }
    if (content_differs(entity, row, before, false)) {
        if (!is_judgement(*verification)) {
            return ERR_OK;
        }
        return ctx_fault(ctx, "verification", *verification,
                         TEXT("Un valor no se cambia y se verifica en una misma operación.",
                              "A value is not changed and verified in one operation."),
                         TEXT("Guarde primero el cambio; otra persona lo verifica después.",
                              "Save the change first; another person verifies it afterwards."));
    }
    if (is_judgement(*verification) || is_judgement(was)) {
        return check_judge(ctx, before, *verification, is_judgement(was));
    }
    return ERR_OK;
}

enum err service_check_verification(struct ctx *ctx, const struct entity *entity, void *row, const void *before)
{
    enum err err = ERR_OK;
    if (before == NULL) {
        SERVICE_COLLECT(err, check_new_verification(ctx, text_of(entity, row, "verification")));
    } else {
        SERVICE_COLLECT(err, check_changed_verification(ctx, entity, row, before));
    }
    bool has_evidence = true;
    if (str_eq(text_of(entity, row, "verification"), S("with_evidence"))) {
        TRY(find_evidence(ctx, entity, row, before, &has_evidence));
    }
    if (!has_evidence) {
        return ctx_fault(ctx, "evidence", STR_NONE,
                         TEXT("Un registro con evidencia dice cuál es.", "A record with evidence says which it is."),
                         TEXT("Adjunte el documento en la página del registro, escriba cuál lo respalda y dónde está, o déjelo como declarado.",
                              "Attach the document on the record's page, write which one supports it and where it is, or leave it as declared."));
    }
    return err;
}

/* ---- verbs --------------------------------------------------------------------------------- */

enum err service_write(struct ctx *ctx, const struct entity *entity, void *row, const void *before)
{
    TRY(record_write(ctx, entity, row, before));
    return record_label(ctx, entity, row, 1);
}

enum err service_verify(struct ctx *ctx, const void *in, void *out)
{
    const struct service_verify_input *input = in;
    const struct entity *entity = ctx->op->entity;
    void *before = shape_new(ctx->arena, &entity->shape);
    TRY(record_find_seen(ctx, entity, input->code, input->version, before));
    memcpy(out, before, entity->shape.size);
    *text_at(entity, out, "verification") = input->verification;
    if (!str_is_empty(input->evidence) && shape_find(&entity->shape, S("evidence")) != NULL) {
        *text_at(entity, out, "evidence") = input->evidence;
    }
    return service_write(ctx, entity, out, before);
}

enum err service_find_client(struct ctx *ctx, const struct service_client_input *in, struct service_client *out)
{
    out->is_person = str_eq(in->kind, S("person"));
    const struct entity *entity = out->is_person ? &person_entity : &enterprise_entity;
    struct record *record = shape_new(ctx->arena, &entity->shape);
    TRY(record_find_code(ctx, entity, in->code, record));
    out->agency = record->agency;
    out->id = record->id;
    out->limit = in->limit == INT_NONE ? 100 : in->limit;
    ctx->subject = str_format(ctx->arena, "%s/" STR_FMT, entity->dataset, STR_ARG(record->code));
    ctx->subject_id = record->id;
    ctx->subject_unit = record->unit.id;
    return ERR_OK;
}

enum err service_read_list(struct ctx *ctx, const struct entity *entity, const struct id *ids, size_t count, struct list *out)
{
    char *rows = arena_array(ctx->arena, count == 0 ? 1 : count, entity->shape.size);
    for (size_t i = 0; i < count; i++) {
        void *row = rows + i * entity->shape.size;
        shape_clear(&entity->shape, row);
        TRY(record_find_id(ctx, entity, ids[i], row));
    }
    TRY(record_label(ctx, entity, rows, count));
    out->shape = &entity->shape;
    out->rows = (struct rows){rows, count};
    out->next = S("");
    out->total = INT_NONE;
    return ERR_OK;
}
