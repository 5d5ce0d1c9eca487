#include "client/group_member.h"

#include "client/enterprise.h"

struct on_input {
    struct str code;
    struct date on;
};
static const struct field on_fields[] = {
    FIELD_TEXT(struct on_input, code, .required = true, .max = 120, .label = T("Código", "Code")),
    FIELD_DATE(struct on_input, on, .label = T("En la fecha", "On"), .hint = T("Vacía: hoy.", "Empty: today.")),
};
static const struct shape on_shape = SHAPE("group_member_on", struct on_input, on_fields);

static enum err run_on(struct ctx *ctx, const void *in_, void *out)
{
    const struct on_input *in = in_;
    const struct children_input input = {.code = in->code, .limit = INT_NONE};
    struct list *list = out;
    struct date on = date_is_none(in->on) ? ctx->today : in->on;
    TRY(children_list(ctx, &input, list));
    struct group_member *rows = list->rows.items;
    size_t kept = 0;
    for (size_t i = 0; i < list->rows.len; i++) {
        if (group_member_is_on(&rows[i], on)) {
            rows[kept++] = rows[i];
        }
    }
    list->rows.len = kept;
    return ERR_OK;
}

const struct op group_member_ops[] = {
    RECORD_OPS("group_member", "group_members", group_member_entity, PERM_RECORD_READ, PERM_CLIENT_WRITE, "un integrante de un grupo",
               "a member of a group", false),
    CHILDREN_OP("group_member", "group_members", group_member_entity, "enterprise", "enterprises", PERM_RECORD_READ,
                "los integrantes que un grupo ha tenido", "the members that a group has had"),
    {.name = "group_member.on", .http = "GET /enterprises/{code}/members",
     .label = T("Ver los integrantes de un grupo en una fecha", "See the members of a group on a day"), .permission = PERM_RECORD_READ,
     .kind = OP_READ, .input = &on_shape, .output = &group_member_entity.shape, .answer = ANSWER_LIST, .entity = &group_member_entity,
     .run = run_on},
};
const size_t group_member_op_count = COUNT_OF(group_member_ops);
