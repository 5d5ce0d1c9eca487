#include "advice/service.h"
#include "core/record.h"
#include "finance/disbursement.h"
#include "finance/link.h"

struct approve_input {
    struct str code;
    int64_t version;
    struct money amount;
    struct date date;
};
static const struct field approve_fields[] = {
    FIELD_TEXT(struct approve_input, code, .required = true, .max = 100, .label = T("Código", "Code")),
    FIELD_INT(struct approve_input, version, .required = true, .min = 1, .label = T("Versión que se vio", "Version seen")),
    FIELD_MONEY(struct approve_input, amount, .required = true, .min = 0, .label = T("Monto aprobado", "Amount approved")),
    FIELD_DATE(struct approve_input, date, .required = true, .past = true, .label = T("Fecha de aprobación", "Approved on")),
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

/* Approval and denial answer a request, so they are given once, while it is open. */
static enum err find_open(struct ctx *ctx, struct str code, int64_t version, struct link *before)
{
    TRY(service_find(ctx, &link_entity, code, version, before));
    if (str_eq(before->state, S("identified")) || str_eq(before->state, S("submitted"))) {
        return ERR_OK;
    }
    return ctx_fault(ctx, "state", before->state,
                     TEXT("Se aprueba o deniega lo que está identificado o gestionado.",
                          "What is identified or submitted is approved or denied."),
                     TEXT("Vea el estado de la vinculación; una corrección la hace la dirección.",
                          "Look at the link's state; a correction is for the director."));
}

static enum err run_approve(struct ctx *ctx, const void *in, void *out)
{
    const struct approve_input *input = in;
    struct link *link = out;
    struct link before;
    TRY(find_open(ctx, input->code, input->version, &before));
    *link = before;
    link->approved = input->amount;
    link->approved_on = input->date;
    link->state = S("approved");
    return service_write(ctx, &link_entity, link, &before);
}

static enum err run_deny(struct ctx *ctx, const void *in, void *out)
{
    const struct service_code_input *input = in;
    struct link *link = out;
    struct link before;
    TRY(find_open(ctx, input->code, input->version, &before));
    *link = before;
    link->state = S("denied");
    return service_write(ctx, &link_entity, link, &before);
}

static enum err run_withdraw(struct ctx *ctx, const void *in, void *out)
{
    const struct service_code_input *input = in;
    struct link *link = out;
    struct link before;
    TRY(service_find(ctx, &link_entity, input->code, input->version, &before));
    *link = before;
    link->state = S("withdrawn");
    return service_write(ctx, &link_entity, link, &before);
}

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

const struct op link_ops[] = {
    RECORD_OPS("link", "links", link_entity, PERM_RECORD_READ, PERM_FINANCE_WRITE, "una vinculación", "a link", true),
    SERVICE_VERIFY_OP("link", "links", link_entity, "una vinculación", "a link"),
    {.name = "link.approve", .http = "POST /links/{code}/approve",
     .label = T("Registrar la aprobación de una vinculación", "Record the approval of a link"), .permission = PERM_FINANCE_WRITE,
     .kind = OP_WRITE, .input = &approve_shape, .output = &link_entity.shape, .answer = ANSWER_RECORD, .entity = &link_entity,
     .run = run_approve},
    {.name = "link.deny", .http = "POST /links/{code}/deny",
     .label = T("Registrar que una vinculación se denegó", "Record that a link was denied"), .permission = PERM_FINANCE_WRITE,
     .kind = OP_WRITE, .input = &service_code_shape, .output = &link_entity.shape, .answer = ANSWER_RECORD,
     .entity = &link_entity, .run = run_deny},
    {.name = "link.withdraw", .http = "POST /links/{code}/withdraw",
     .label = T("Registrar que el cliente desistió", "Record that the client withdrew"), .permission = PERM_FINANCE_WRITE,
     .kind = OP_WRITE, .input = &service_code_shape, .output = &link_entity.shape, .answer = ANSWER_RECORD,
     .entity = &link_entity, .run = run_withdraw},
    {.name = "link.disburse", .http = "POST /links/{code}/disburse",
     .label = T("Registrar un desembolso de una vinculación", "Record a disbursement of a link"),
     .permission = PERM_FINANCE_WRITE, .kind = OP_WRITE, .input = &disburse_shape, .output = &disbursement_entity.shape,
     .answer = ANSWER_RECORD, .entity = &disbursement_entity, .run = run_disburse},
    SERVICE_BY_CLIENT_OP("link", "links", link_entity, "las vinculaciones", "links", run_by_client),
};
const size_t link_op_count = COUNT_OF(link_ops);
