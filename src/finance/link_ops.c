#include "advice/service.h"
#include "core/flow.h"
#include "core/record.h"
#include "finance/disbursement.h"
#include "finance/link.h"

struct approve_input {
    struct flow_input flow;
    struct money approved;
    struct date approved_on;
};
static const struct field approve_fields[] = {
    FLOW_FIELDS(struct approve_input),
    FIELD_MONEY(struct approve_input, approved, .required = true, .min = 0, .label = T("Monto aprobado", "Amount approved")),
    FIELD_DATE(struct approve_input, approved_on, .required = true, .past = true, .label = T("Fecha de aprobación", "Approved on")),
};
static const struct shape approve_shape = SHAPE("link_approve", struct approve_input, approve_fields);

struct disburse_input {
    struct str code;
    struct date date;
    struct money amount;
    struct str evidence;
};
static const struct field disburse_fields[] = {
    FIELD_TEXT(struct disburse_input, code, .required = true, .max = 100, .label = T("Código", "Code")),
    FIELD_DATE(struct disburse_input, date, .required = true, .past = true, .label = T("Fecha", "Date")),
    FIELD_MONEY(struct disburse_input, amount, .required = true, .min = 0, .label = T("Monto", "Amount")),
    SERVICE_EVIDENCE(struct disburse_input),
};
static const struct shape disburse_shape = SHAPE("link_disburse", struct disburse_input, disburse_fields);

static enum err run_disburse(struct ctx *ctx, const void *in, void *out)
{
    const struct disburse_input *input = in;
    struct disbursement *row = out;
    struct link link;
    TRY(record_find_code(ctx, &link_entity, input->code, &link));
    shape_clear(&disbursement_entity.shape, row);
    row->record.agency = link.record.agency;
    row->record.source_line = INT_NONE;
    row->link = (struct ref){.id = link.record.id, .code = link.record.code};
    row->date = input->date;
    row->amount = input->amount;
    row->evidence = input->evidence;
    shape_fill(ctx->arena, &disbursement_entity.shape, row);
    return service_write(ctx, &disbursement_entity, row, NULL);
}

static enum err run_by_client(struct ctx *ctx, const void *in, void *out)
{
    struct service_client client;
    TRY(service_find_client(ctx, in, &client));
    return link_store_by_client(ctx, client.is_person, client.agency, client.id, client.limit, out);
}

#define LINK_MOVE(move, input, es, en) FLOW_OP("link", "links", link_entity, move, input, PERM_FINANCE_WRITE, es, en)

const struct op link_ops[] = {
    RECORD_OPS("link", "links", link_entity, PERM_RECORD_READ, PERM_FINANCE_WRITE, "una vinculación", "a link", true),
    SERVICE_VERIFY_OP("link", "links", link_entity, "una vinculación", "a link"),
    LINK_MOVE("submit", flow_input_shape, "Registrar que se presentó la solicitud", "Record that the request was submitted"),
    LINK_MOVE("approve", approve_shape, "Registrar la aprobación de una vinculación", "Record the approval of a link"),
    LINK_MOVE("deny", flow_input_shape, "Registrar que una vinculación se denegó", "Record that a link was denied"),
    LINK_MOVE("complete", flow_input_shape, "Registrar que todo se desembolsó", "Record that all was disbursed"),
    LINK_MOVE("close", flow_input_shape, "Cerrar una vinculación", "Close a link"),
    LINK_MOVE("withdraw", flow_input_shape, "Registrar que el cliente desistió", "Record that the client withdrew"),
    {.name = "link.disburse", .http = "POST /links/{code}/disburse",
     .label = T("Registrar un desembolso de una vinculación", "Record a disbursement of a link"),
     .permission = PERM_FINANCE_WRITE, .kind = OP_WRITE, .input = &disburse_shape, .output = &disbursement_entity.shape,
     .answer = ANSWER_RECORD, .entity = &disbursement_entity, .run = run_disburse},
    SERVICE_BY_CLIENT_OP("link", "links", link_entity, "las vinculaciones", "links", run_by_client),
};
const size_t link_op_count = COUNT_OF(link_ops);
