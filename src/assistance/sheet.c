#include "assistance/sheet.h"

#include "advice/service.h"
#include "assistance/deliverable.h"
#include "assistance/extension.h"
#include "assistance/fiscal_document.h"
#include "assistance/offer.h"
#include "assistance/part.h"
#include "assistance/payment.h"
#include "assistance/reception.h"
#include "assistance/settlement.h"
#include "assistance/share_rule.h"
#include "client/enterprise.h"
#include "client/person.h"
#include "core/record.h"
#include "party/consultant.h"
#include "party/staff.h"
#include "party/unit.h"

#include <string.h>

#define ROWS_OF(member, entity_, privacy_, es, en) \
    FIELD_ROWS(struct sheet, member, .shape = &(entity_).shape, .privacy = (privacy_), .label = T(es, en))

static const struct field fields[] = {
    ROWS_OF(assistance, assistance_entity, PRIVACY_PUBLIC, "Asistencia técnica", "Technical assistance"),
    ROWS_OF(unit, unit_entity, PRIVACY_PUBLIC, "Unidad", "Unit"),
    ROWS_OF(adviser, staff_entity, PRIVACY_PUBLIC, "Asesor(a)", "Adviser"),
    ROWS_OF(enterprises, enterprise_entity, PRIVACY_PERSONAL, "Empresas beneficiarias", "Beneficiary enterprises"),
    ROWS_OF(owners, person_entity, PRIVACY_PERSONAL, "Propietarios o representantes", "Owners or representatives"),
    ROWS_OF(consultants, consultant_entity, PRIVACY_PERSONAL, "Invitados y oferentes", "Invited and bidding"),
    ROWS_OF(contractor, consultant_entity, PRIVACY_PERSONAL, "Consultor(a)", "Consultant"),
    ROWS_OF(offers, offer_entity, PRIVACY_PUBLIC, "Ofertas", "Offers"),
    ROWS_OF(share_rule, share_rule_entity, PRIVACY_PUBLIC, "Regla del aporte", "Rule of the share"),
    ROWS_OF(extensions, extension_entity, PRIVACY_PUBLIC, "Ampliaciones", "Extensions"),
    ROWS_OF(deliverables, deliverable_entity, PRIVACY_PUBLIC, "Productos", "Products"),
    ROWS_OF(receptions, reception_entity, PRIVACY_PUBLIC, "Recepción", "Reception"),
    ROWS_OF(documents, fiscal_document_entity, PRIVACY_PUBLIC, "Documentos fiscales", "Fiscal documents"),
    ROWS_OF(payments, payment_entity, PRIVACY_INTERNAL, "Pago", "Payment"),
    FIELD_DATE(struct sheet, ends_on, .label = T("Último día, con ampliaciones", "Last day, with extensions")),
    FIELD_MONEY(struct sheet, due_total, .label = T("Se debe en total", "Owed in all")),
    FIELD_MONEY(struct sheet, due_client, .label = T("De ello, el cliente", "Of it, the client")),
    FIELD_MONEY(struct sheet, due_operator, .label = T("De ello, el operador", "Of it, the operator")),
    FIELD_INT(struct sheet, open_contracts,
              .label = T("Otros contratos abiertos del consultor", "Other open contracts of the consultant")),
};
const struct shape sheet_shape = SHAPE("assistance_sheet", struct sheet, fields);

/* Rows of an entity, of which those out of reach are left out. */
static enum err read_ids(struct ctx *ctx, const struct entity *entity, const struct id *ids, size_t count,
                         struct rows *out)
{
    char *rows = arena_array(ctx->arena, count + 1, entity->shape.size);
    *out = (struct rows){.items = rows};
    for (size_t i = 0; i < count; i++) {
        void *row = rows + out->len * entity->shape.size;
        shape_clear(&entity->shape, row);
        enum err err = id_is_none(ids[i]) ? ERR_NOT_FOUND : record_find_id(ctx, entity, ids[i], row);
        if (err == ERR_NOT_FOUND) {
            continue;
        }
        TRY(err);
        out->len++;
    }
    return record_label(ctx, entity, rows, out->len);
}

static enum err read_refs(struct ctx *ctx, const struct entity *entity, const struct refs *refs, struct rows *out)
{
    struct id *ids = ARENA_ARRAY(ctx->arena, struct id, refs->len + 1);
    for (size_t i = 0; i < refs->len; i++) {
        ids[i] = refs->items[i].id;
    }
    return read_ids(ctx, entity, ids, refs->len, out);
}

typedef enum err parts_reader(struct ctx *ctx, struct id agency, struct id assistance, struct list *out);

static enum err read_parts(struct ctx *ctx, parts_reader *read, const struct record *of, struct rows *out)
{
    struct list list;
    TRY(read(ctx, of->agency, of->id, &list));
    *out = list.rows;
    return ERR_OK;
}

/* Everybody who was invited or bid, once. */
static enum err read_consultants(struct ctx *ctx, const struct assistance *row, struct sheet *out)
{
    const struct offer *offers = out->offers.items;
    struct id *ids = ARENA_ARRAY(ctx->arena, struct id, row->invited.len + out->offers.len + 1);
    size_t count = 0;
    for (size_t i = 0; i < row->invited.len + out->offers.len; i++) {
        struct id id = i < row->invited.len ? row->invited.items[i].id : offers[i - row->invited.len].consultant.id;
        bool known = false;
        for (size_t k = 0; k < count; k++) {
            known = known || id_eq(ids[k], id);
        }
        if (!known) {
            ids[count++] = id;
        }
    }
    TRY(read_ids(ctx, &consultant_entity, ids, count, &out->consultants));
    return read_ids(ctx, &consultant_entity, &row->contractor.id, 1, &out->contractor);
}

static enum err read_owners(struct ctx *ctx, const struct assistance *row, struct sheet *out)
{
    struct id *ids = ARENA_ARRAY(ctx->arena, struct id, row->enterprises.len + 1);
    struct date on = date_is_none(row->signed_on) ? ctx->today : row->signed_on;
    for (size_t i = 0; i < row->enterprises.len; i++) {
        struct share_owner owner;
        TRY(share_rule_store_owner(ctx, row->record.agency, row->enterprises.items[i].id, on, &owner));
        ids[i] = owner.person;
    }
    return read_ids(ctx, &person_entity, ids, row->enterprises.len, &out->owners);
}

enum err sheet_run(struct ctx *ctx, const void *in, void *out_)
{
    const struct record_code_input *input = in;
    struct sheet *out = out_;
    struct assistance *row = shape_new(ctx->arena, &assistance_entity.shape);
    TRY(record_find_code(ctx, &assistance_entity, input->code, row));
    TRY(record_label(ctx, &assistance_entity, row, 1));
    ctx->subject = str_format(ctx->arena, "assistances/" STR_FMT, STR_ARG(row->record.code));
    ctx->subject_id = row->record.id;
    ctx->subject_unit = row->record.unit.id;
    out->assistance = (struct rows){row, 1};
    TRY(read_ids(ctx, &unit_entity, &row->record.unit.id, 1, &out->unit));
    TRY(read_ids(ctx, &staff_entity, &row->adviser.id, 1, &out->adviser));
    TRY(read_refs(ctx, &enterprise_entity, &row->enterprises, &out->enterprises));
    TRY(read_owners(ctx, row, out));
    TRY(read_parts(ctx, offer_store_by_assistance, &row->record, &out->offers));
    TRY(read_consultants(ctx, row, out));
    TRY(read_ids(ctx, &share_rule_entity, &row->share_rule.id, 1, &out->share_rule));
    TRY(read_parts(ctx, extension_store_by_assistance, &row->record, &out->extensions));
    TRY(read_parts(ctx, deliverable_store_by_assistance, &row->record, &out->deliverables));
    TRY(read_parts(ctx, reception_store_by_assistance, &row->record, &out->receptions));
    TRY(read_parts(ctx, fiscal_document_store_by_assistance, &row->record, &out->documents));
    out->payments = (struct rows){0};
    if (role_may(ctx->actor.role, PERM_PAYMENT_READ)) {
        TRY(read_parts(ctx, payment_store_by_assistance, &row->record, &out->payments));
    }
    out->ends_on = extension_end(row, out->extensions.items, out->extensions.len);
    struct settlement_due due = settlement_due(row);
    out->due_total = money_of(due.total, ctx->currency);
    out->due_client = money_of(due.client, ctx->currency);
    out->due_operator = money_of(due.operator, ctx->currency);
    out->open_contracts = 0;
    if (!id_is_none(row->contractor.id)) {
        struct assistance_open open[ASSISTANCE_OPEN_MOST];
        size_t count;
        TRY(assistance_store_open(ctx, row->record.agency, row->contractor.id, row->record.id, open,
                                  COUNT_OF(open), &count));
        out->open_contracts = (int64_t)count;
    }
    return ERR_OK;
}

/* ---- a consultant -------------------------------------------------------------------------------------- */

static const struct field load_fields[] = {
    FIELD_ROWS(struct sheet_load, consultant, .shape = &consultant_entity.shape, .privacy = PRIVACY_PERSONAL,
               .label = T("Consultor(a)", "Consultant")),
    FIELD_ROWS(struct sheet_load, contracts, .shape = &assistance_entity.shape,
               .label = T("Asistencias", "Assistances")),
    FIELD_INT(struct sheet_load, open_contracts, .label = T("Contratos abiertos", "Open contracts")),
    FIELD_INT(struct sheet_load, may_take, .label = T("Puede tomar", "May take")),
    FIELD_INT(struct sheet_load, evaluations, .label = T("Evaluaciones", "Evaluations")),
    FIELD_PERCENT(struct sheet_load, mean, .label = T("Nota media", "Mean mark")),
};
const struct shape sheet_load_shape = SHAPE("consultant_load", struct sheet_load, load_fields);

enum err sheet_run_load(struct ctx *ctx, const void *in, void *out_)
{
    const struct record_code_input *input = in;
    struct sheet_load *out = out_;
    struct consultant *row = shape_new(ctx->arena, &consultant_entity.shape);
    TRY(record_find_code(ctx, &consultant_entity, input->code, row));
    TRY(record_label(ctx, &consultant_entity, row, 1));
    ctx->subject = str_format(ctx->arena, "consultants/" STR_FMT, STR_ARG(row->record.code));
    ctx->subject_id = row->record.id;
    ctx->subject_unit = row->record.unit.id;
    out->consultant = (struct rows){row, 1};
    struct list list;
    TRY(assistance_store_filter(ctx,
                                &(struct assistance_filter){.contractor = row->record.id,
                                                            .limit = PART_LIST_MOST}, &list));
    out->contracts = list.rows;
    struct assistance_open open[ASSISTANCE_OPEN_MOST];
    size_t count;
    TRY(assistance_store_open(ctx, row->record.agency, row->record.id, ID_NONE, open, COUNT_OF(open), &count));
    out->open_contracts = (int64_t)count;
    out->may_take = ASSISTANCE_OPEN_MOST - (int64_t)count;
    const struct assistance *contracts = list.rows.items;
    int64_t sum = 0;
    out->evaluations = 0;
    for (size_t i = 0; i < list.rows.len; i++) {
        if (contracts[i].evaluation != INT_NONE) {
            sum += contracts[i].evaluation * 100;
            out->evaluations++;
        }
    }
    out->mean = out->evaluations == 0 ? INT_NONE : (2 * sum + out->evaluations) / (2 * out->evaluations);
    return ERR_OK;
}
