#include "intake/convert_ops.h"

#include "advice/service.h"
#include "client/affiliation.h"
#include "client/status.h"
#include "core/record.h"
#include "results/milestone.h"
#include "territory/territory.h"

static const struct field fields[] = {
    FIELD_TEXT(struct convert_input, code, .required = true, .max = 100, .label = T("Persona", "Person")),
    FIELD_TEXT(struct convert_input, name, .required = true, .max = 250, .privacy = PRIVACY_PERSONAL,
               .label = T("Nombre de la empresa", "Name of the enterprise")),
    FIELD_TEXT(struct convert_input, trade_name, .max = 250, .privacy = PRIVACY_PERSONAL, .label = T("Nombre comercial", "Trade name")),
    FIELD_CHOICE(struct convert_input, constitution, .choices = enterprise_constitutions, .label = T("Constitución", "Constitution")),
    FIELD_CHOICE(struct convert_input, sector, .choices = enterprise_sectors, .label = T("Sector", "Sector")),
    FIELD_CATALOGUE(struct convert_input, district, .catalogue = &territory_districts, .label = T("Distrito", "District"),
                    .hint = T("Vacío: el de la persona.", "Empty: the person's.")),
    FIELD_DATE(struct convert_input, started_on, .required = true, .past = true, .label = T("Comenzó a operar el", "Began operating on")),
    FIELD_TEXT(struct convert_input, evidence, .max = 500, .label = T("Evidencia", "Evidence"),
               .hint = T("El documento que lo respalda y dónde está.", "The document behind it and where it is.")),
};
static const struct shape convert_shape = SHAPE("client_convert", struct convert_input, fields);

static enum err check_first(struct ctx *ctx, const struct person *person)
{
    struct milestone asked;
    struct str other;
    shape_clear(&milestone_entity.shape, &asked);
    asked.record.agency = person->record.agency;
    asked.record.id = person->record.id; /* no milestone is left out */
    asked.person = (struct ref){.id = person->record.id};
    asked.kind = S("business_started");
    TRY(milestone_store_other(ctx, &asked, &other));
    if (other.ptr == NULL) {
        return ERR_OK;
    }
    return ctx_fault(ctx, "code", person->record.code,
                     text_format(ctx->arena, TEXT("Esta persona ya comenzó su negocio: consta en el hito %s.",
                                                  "This person has started a business already: see milestone %s."),
                                 str_c(ctx->arena, other)),
                     TEXT("Si abre otra empresa, regístrela aparte y relaciónela con ella.",
                          "If another enterprise is opened, record it apart and relate it to the person."));
}

static enum err add_enterprise(struct ctx *ctx, const struct convert_input *in, const struct person *person, struct enterprise *row)
{
    shape_clear(&enterprise_entity.shape, row);
    row->record.agency = person->record.agency;
    row->record.unit = (struct ref){.id = person->record.unit.id};
    row->record.source_line = INT_NONE;
    row->adviser = (struct ref){.id = person->adviser.id};
    row->name = in->name;
    row->trade_name = in->trade_name;
    row->constitution = in->constitution;
    row->sector = in->sector;
    row->district = str_is_empty(in->district) ? person->district : in->district;
    row->started_on = in->started_on;
    row->provenance = person->provenance;
    row->registered_on = ctx->today;
    row->led_by = str_eq(person->sex, S("not_stated")) ? STR_NONE : person->sex;
    row->consent_on = person->consent_on;
    row->consent_text = person->consent_text;
    row->consent_scopes = person->consent_scopes;
    row->consent_revoked_on = person->consent_revoked_on;
    shape_fill(ctx->arena, &enterprise_entity.shape, row);
    return record_write(ctx, &enterprise_entity, row, NULL);
}

static enum err add_owner(struct ctx *ctx, const struct convert_input *in, const struct person *person, const struct enterprise *enterprise)
{
    struct affiliation row;
    shape_clear(&affiliation_entity.shape, &row);
    row.record.agency = person->record.agency;
    row.record.source_line = INT_NONE;
    row.person = (struct ref){.id = person->record.id};
    row.enterprise = (struct ref){.id = enterprise->record.id};
    row.relation = S("owner");
    row.from_on = in->started_on;
    shape_fill(ctx->arena, &affiliation_entity.shape, &row);
    return record_write(ctx, &affiliation_entity, &row, NULL);
}

static enum err add_milestone(struct ctx *ctx, const struct convert_input *in, const struct person *person, const struct enterprise *enterprise)
{
    struct milestone row;
    shape_clear(&milestone_entity.shape, &row);
    row.record.agency = person->record.agency;
    row.record.unit = (struct ref){.id = person->record.unit.id};
    row.record.source_line = INT_NONE;
    row.person = (struct ref){.id = person->record.id};
    row.enterprise = (struct ref){.id = enterprise->record.id};
    row.kind = S("business_started");
    row.date = in->started_on;
    row.description = in->name;
    row.evidence = in->evidence;
    row.verification = str_is_empty(in->evidence) ? S("declared") : S("with_evidence");
    shape_fill(ctx->arena, &milestone_entity.shape, &row);
    return record_write(ctx, &milestone_entity, &row, NULL);
}

static enum err run_convert(struct ctx *ctx, const void *in_, void *out)
{
    const struct convert_input *in = in_;
    struct enterprise *enterprise = out;
    struct person person;
    shape_clear(&person_entity.shape, &person);
    TRY(record_find_code(ctx, &person_entity, in->code, &person));
    if (person.record.annulled == ANSWER_YES) {
        return ctx_fault(ctx, "code", in->code, TEXT("El registro está anulado.", "The record is annulled."),
                         TEXT("Elija a la persona que sigue registrada.", "Choose the person who is still recorded."));
    }
    TRY(check_first(ctx, &person));
    TRY(add_enterprise(ctx, in, &person, enterprise));
    struct record_told told = record_told(ctx);
    TRY(add_owner(ctx, in, &person, enterprise));
    TRY(add_milestone(ctx, in, &person, enterprise));
    bool has_intake = false;
    TRY(status_store_has_intake(ctx, true, person.record.agency, person.record.id, &has_intake));
    if (has_intake && !date_is_none(person.consent_on) && date_is_none(person.consent_revoked_on)) {
        struct enterprise before = *enterprise;
        TRY(flow_apply(ctx, &enterprise_entity, "activate", NULL, enterprise, &before));
    }
    record_tell(ctx, &told);
    ctx->subject_version = enterprise->record.version;
    return record_label(ctx, &enterprise_entity, enterprise, 1);
}

const struct op convert_ops[] = {
    {.name = "client.convert", .http = "POST /persons/{code}/convert",
     .label = T("Convertir a una persona emprendedora en empresa", "Turn an entrepreneur into an enterprise"),
     .permission = PERM_CLIENT_WRITE, .kind = OP_WRITE, .input = &convert_shape, .output = &enterprise_entity.shape,
     .answer = ANSWER_RECORD, .entity = &enterprise_entity, .run = run_convert},
};
const size_t convert_op_count = COUNT_OF(convert_ops);
