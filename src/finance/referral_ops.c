#include "finance/referral.h"

#include "client/activity.h"
#include "client/enterprise.h"
#include "client/person.h"
#include "core/flow.h"
#include "core/record.h"
#include "territory/territory.h"

struct accept_input {
    struct flow_input flow;
    struct date answered_on;
};
static const struct field accept_fields[] = {
    FLOW_FIELDS(struct accept_input),
    FIELD_DATE(struct accept_input, answered_on, .required = true, .past = true, .label = T("Respondida el", "Answered on")),
};
static const struct shape accept_shape = SHAPE("referral_accept", struct accept_input, accept_fields);
struct decline_input {
    struct flow_input flow;
    struct date answered_on;
    struct str decline_reason;
};
static const struct field decline_fields[] = {
    FLOW_FIELDS(struct decline_input),
    FIELD_DATE(struct decline_input, answered_on, .required = true, .past = true, .label = T("Respondida el", "Answered on")),
    FIELD_TEXT(struct decline_input, decline_reason, .required = true, .max = 500, .label = T("Por qué no se aceptó", "Why it was declined")),
};
static const struct shape decline_shape = SHAPE("referral_decline", struct decline_input, decline_fields);
struct close_input {
    struct flow_input flow;
    struct str outcome;
    struct date closed_on;
    struct str outcome_note;
};
static const struct field close_fields[] = {
    FLOW_FIELDS(struct close_input),
    FIELD_CHOICE(struct close_input, outcome, .required = true, .choices = referral_outcomes, .label = T("Resultado", "Outcome")),
    FIELD_DATE(struct close_input, closed_on, .required = true, .past = true, .label = T("Resultado del", "Outcome of")),
    FIELD_TEXT(struct close_input, outcome_note, .max = 1000, .label = T("Qué se logró", "What came of it")),
};
static const struct shape close_shape = SHAPE("referral_close", struct close_input, close_fields);

struct waiting_input {
    int64_t limit;
};
static const struct field waiting_fields[] = {
    FIELD_INT(struct waiting_input, limit, .min = 1, .max = 500, .initial = "100", .label = T("Cuántas como máximo", "How many at most")),
};
static const struct shape waiting_shape = SHAPE("referral_waiting_input", struct waiting_input, waiting_fields);

static enum err run_waiting(struct ctx *ctx, const void *in, void *out)
{
    const struct waiting_input *input = in;
    return referral_store_waiting(ctx, input->limit == INT_NONE ? 100 : input->limit, out);
}

static bool tells(const struct referral *referral, const char *what)
{
    struct str rest = referral->shared;
    struct str one;
    while (str_split(&rest, ';', &one)) {
        if (str_eq_c(one, what)) {
            return true;
        }
    }
    return false;
}

/* The enterprise's name and contact, or the person's where no enterprise is named. Only what was chosen. */
static enum err run_data(struct ctx *ctx, const void *in, void *out)
{
    const struct record_code_input *input = in;
    struct referral_data *data = out;
    struct referral referral;
    TRY(record_find_code(ctx, &referral_entity, input->code, &referral));
    TRY(record_label(ctx, &referral_entity, &referral, 1));
    struct str district = STR_NONE;
    *data = (struct referral_data){.referral = referral.record.code, .institution = referral.institution.label, .need = referral.need};
    if (!id_is_none(referral.enterprise.id)) {
        struct enterprise enterprise;
        TRY(record_find_id(ctx, &enterprise_entity, referral.enterprise.id, &enterprise));
        data->name = enterprise.name;
        data->phone = enterprise.phone;
        data->email = enterprise.email;
        district = enterprise.district;
        data->activity = activities.name_of(ctx->arena, enterprise.activity, DATE_NONE, ctx->lang);
    }
    if (!id_is_none(referral.person.id)) {
        struct person person;
        TRY(record_find_id(ctx, &person_entity, referral.person.id, &person));
        struct str name = person_name(ctx->arena, &person);
        data->name = str_is_empty(data->name) ? name : str_format(ctx->arena, STR_FMT ", " STR_FMT, STR_ARG(name), STR_ARG(data->name));
        data->phone = str_is_empty(data->phone) ? (str_is_empty(person.mobile) ? person.phone : person.mobile) : data->phone;
        data->email = str_is_empty(data->email) ? person.email : data->email;
        district = str_is_empty(district) ? person.district : district;
    }
    data->phone = tells(&referral, "phone") ? data->phone : STR_NONE;
    data->email = tells(&referral, "email") ? data->email : STR_NONE;
    data->activity = tells(&referral, "activity") ? data->activity : STR_NONE;
    data->district = tells(&referral, "district") && !str_is_empty(district)
                         ? territory_districts.name_of(ctx->arena, district, DATE_NONE, ctx->lang)
                         : STR_NONE;
    ctx->subject = str_format(ctx->arena, "referrals/" STR_FMT, STR_ARG(referral.record.code));
    ctx->subject_id = referral.record.id;
    ctx->subject_unit = referral.record.unit.id;
    return ERR_OK;
}

#define MOVE(move, input, es, en) FLOW_OP("referral", "referrals", referral_entity, move, input, PERM_FINANCE_WRITE, es, en)

const struct op referral_ops[] = {
    RECORD_OPS("referral", "referrals", referral_entity, PERM_RECORD_READ, PERM_FINANCE_WRITE, "una remisión", "a referral", true),
    MOVE("accept", accept_shape, "Registrar que una remisión se aceptó", "Record that a referral was accepted"),
    MOVE("decline", decline_shape, "Registrar que una remisión no se aceptó", "Record that a referral was declined"),
    MOVE("close", close_shape, "Registrar el resultado de una remisión", "Record the outcome of a referral"),
    MOVE("withdraw", flow_reason_shape, "Retirar una remisión", "Withdraw a referral"),
    {.name = "referral.waiting", .http = "GET /waiting/referrals",
     .label = T("Ver las remisiones que esperan respuesta", "See the referrals that wait for an answer"), .permission = PERM_RECORD_READ,
     .kind = OP_READ, .input = &waiting_shape, .output = &referral_entity.shape, .answer = ANSWER_LIST, .entity = &referral_entity,
     .run = run_waiting},
    {.name = "referral.data", .http = "GET /referrals/{code}/data",
     .label = T("Ver los datos que se entregan con una remisión", "See the data that are told with a referral"), .permission = PERM_RECORD_READ,
     .kind = OP_READ, .input = &record_code_shape, .output = &referral_data_shape, .answer = ANSWER_RECORD, .leaves_access = true,
     .run = run_data},
};
const size_t referral_op_count = COUNT_OF(referral_ops);
