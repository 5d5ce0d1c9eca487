#include "assistance/assistance.h"

#include "advice/service.h"
#include "client/enterprise.h"
#include "core/flow.h"
#include "party/staff.h"
#include "party/unit.h"

#define WHOLE INT64_C(10000) /* 100.00 % */

const struct choice assistance_states[] = {
    {"created", T("Creada", "Created"), "CREADO|creado"},
    {"sent", T("Enviada", "Sent"), "ENVIADO|enviado"},
    {"offers_received", T("Ofertas recibidas", "Offers received"), "OFERTAS_RECIBIDAS|ofertas recibidas"},
    {"consultant_selected", T("Consultor seleccionado", "Consultant selected"),
     "CONSULTOR_SELECCIONADO|consultor seleccionado"},
    {"contracted", T("Contratada", "Contracted"), "CONTRATADA"},
    {"delivered", T("Entregada", "Delivered"), "ENTREGADA"},
    {"finished", T("Finalizada", "Finished"), "FINALIZADA"},
    {"rejected", T("Rechazada", "Rejected"), "RECHAZADA"},
    {"terminated", T("Terminada antes", "Terminated early"), "TERMINADA|terminada"},
    {"deserted", T("Desierta", "No offers"), "DESIERTA"},
    {0},
};
const struct choice assistance_acts[] = {
    {"conformity", T("Conformidad", "Acceptance"), "CONFORMIDAD|acta de conformidad"},
    {"rejection", T("Rechazo", "Rejection"), "RECHAZO|acta de rechazo"},
    {0},
};

static const struct field fields[] = {
    RECORD_CODE(struct assistance),
    RECORD_UNIT(struct assistance),
    FIELD_TEXT(struct assistance, title, .required = true, .max = 250, .label = T("Título", "Title")),
    FIELD_CHOICE(struct assistance, theme, .choices = service_themes, .label = T("Área temática", "Theme")),
    FIELD_CHOICE(struct assistance, delivery, .choices = service_deliveries, .initial = "contracted",
                 .label = T("Modo de entrega", "Delivery")),
    FIELD_TEXT(struct assistance, consultant, .max = 250, .label = T("Consultor(a)", "Consultant")),
    FIELD_REF(struct assistance, adviser, .target = &staff_entity, .label = T("Asesor(a)", "Adviser")),
    FIELD_REFS(struct assistance, enterprises, .target = &enterprise_entity,
               .label = T("Empresas beneficiarias", "Beneficiary enterprises"),
               .hint = T("Todas las que el contrato nombra.", "All that the contract names.")),
    FIELD_DATE(struct assistance, signed_on, .past = true, .label = T("Fecha de firma", "Signed on")),
    FIELD_DATE(struct assistance, starts_on, .label = T("Inicio", "Starts on")),
    FIELD_DATE(struct assistance, ends_on, .label = T("Fin", "Ends on")),
    FIELD_INT(struct assistance, hours, .min = 0, .max = 5000, .label = T("Horas", "Hours"),
              .hint = T("Lo usual son 30 horas o más.", "30 hours or more are usual.")),
    FIELD_MONEY(struct assistance, total, .min = 0, .label = T("Monto total", "Total amount")),
    FIELD_PERCENT(struct assistance, client_percent, .min = 0, .max = WHOLE,
                  .label = T("Aporte del cliente, %", "Client's part, %"),
                  .hint = T("Lo usual es del 3 al 18 %.", "3 to 18 % are usual.")),
    FIELD_PERCENT(struct assistance, operator_percent, .min = 0, .max = WHOLE,
                  .label = T("Parte del operador, %", "Operator's part, %"),
                  .hint = T("Suma 100.00 con el aporte del cliente; si se deja vacía, se calcula.",
                            "Adds to 100.00 with the client's; left empty, it is computed.")),
    FIELD_MONEY(struct assistance, client_share, .min = 0, .label = T("Aporte del cliente", "Client's share"),
                .hint = T("Si se deja vacío, se calcula del porcentaje.", "Left empty, computed from the percentage.")),
    FIELD_MONEY(struct assistance, operator_share, .min = 0, .label = T("Parte del operador", "Operator's share"),
                .hint = T("Si se deja vacía, el total menos el aporte del cliente.",
                          "Left empty, the total less the client's share.")),
    FIELD_DATE(struct assistance, client_paid_on, .past = true, .label = T("El cliente pagó el", "Client paid on")),
    FIELD_CHOICE(struct assistance, state, .required = true, .choices = assistance_states, .initial = "created",
                 .label = T("Estado", "State")),
    FIELD_BOOL(struct assistance, part_accepted, .label = T("Parte entregada y aceptada", "Part delivered and accepted"),
               .hint = T("Solo si se terminó antes: algo se entregó y se aceptó.",
                         "Only if terminated early: something was delivered and accepted.")),
    FIELD_CHOICE(struct assistance, act, .choices = assistance_acts, .label = T("Acta", "Act")),
    FIELD_DATE(struct assistance, act_on, .past = true, .label = T("Fecha del acta", "Date of the act")),
    SERVICE_REPORTABLE(struct assistance),
    SERVICE_FUNDING(struct assistance),
    SERVICE_EVIDENCE(struct assistance),
    SERVICE_VERIFICATION(struct assistance),
    RECORD_ANNULMENT(struct assistance),
};

static bool is_one_of(struct str state, const char *states)
{
    struct str rest = str_of(states);
    struct str one;
    while (str_split(&rest, ' ', &one)) {
        if (str_eq(one, state)) {
            return true;
        }
    }
    return false;
}

static bool money_differs(struct money a, struct money b)
{
    return a.minor != b.minor;
}

/* Shares that were computed from an older total or percentage are computed anew, unless they were changed as well. */
static void forget_old_shares(struct assistance *row, const struct assistance *was)
{
    if (was == NULL || (!money_differs(row->total, was->total) && row->client_percent == was->client_percent &&
                        row->operator_percent == was->operator_percent)) {
        return;
    }
    bool kept = !money_differs(row->client_share, was->client_share) && !money_differs(row->operator_share, was->operator_share);
    if (kept && row->client_percent != INT_NONE) {
        row->client_share = MONEY_NONE;
        row->operator_share = MONEY_NONE;
    }
}

static enum err check_percents(struct ctx *ctx, struct assistance *row, const struct assistance *was)
{
    /* Of a pair that was complete, the part that stayed follows the part that was changed. */
    if (was != NULL && row->client_percent != was->client_percent && row->operator_percent == was->operator_percent) {
        row->operator_percent = INT_NONE;
    } else if (was != NULL && row->operator_percent != was->operator_percent && row->client_percent == was->client_percent) {
        row->client_percent = INT_NONE;
    }
    if (row->client_percent == INT_NONE && row->operator_percent != INT_NONE) {
        row->client_percent = WHOLE - row->operator_percent;
    } else if (row->operator_percent == INT_NONE && row->client_percent != INT_NONE) {
        row->operator_percent = WHOLE - row->client_percent;
    }
    if (row->client_percent == INT_NONE || row->client_percent + row->operator_percent == WHOLE) {
        return ERR_OK;
    }
    return ctx_fault(ctx, "operator_percent", hundredths_plain(ctx->arena, row->operator_percent),
                     text_format(ctx->arena,
                                 TEXT("El aporte del cliente y la parte del operador suman 100.00 %%; estos suman %s.",
                                      "The client's and the operator's part add to 100.00 %%; these add to %s."),
                                 str_c(ctx->arena, hundredths_plain(ctx->arena, row->client_percent + row->operator_percent))),
                     TEXT("Corrija uno de los dos, o deje uno vacío para que se calcule.",
                          "Correct one of them, or leave one empty to have it computed."));
}

static enum err check_shares(struct ctx *ctx, struct assistance *row)
{
    if (money_is_none(row->total)) {
        if (money_is_none(row->client_share) && money_is_none(row->operator_share)) {
            return ERR_OK;
        }
        return ctx_fault(ctx, "total", STR_NONE, TEXT("Las partes de un pago piden su total.", "Shares of a payment need its total."),
                         TEXT("Escriba el monto total.", "Enter the total amount."));
    }
    const char *currency = row->total.currency;
    if (money_is_none(row->client_share) && money_is_none(row->operator_share) && row->client_percent != INT_NONE) {
        row->client_share = money_of(money_share(row->total.minor, row->client_percent), currency);
    }
    if (money_is_none(row->client_share) && !money_is_none(row->operator_share)) {
        row->client_share = money_of(row->total.minor - row->operator_share.minor, currency);
    } else if (money_is_none(row->operator_share) && !money_is_none(row->client_share)) {
        row->operator_share = money_of(row->total.minor - row->client_share.minor, currency);
    }
    if (money_is_none(row->client_share)) {
        return ERR_OK;
    }
    if (row->client_share.minor < 0 || row->operator_share.minor < 0 ||
        row->client_share.minor + row->operator_share.minor != row->total.minor) {
        return ctx_fault(ctx, "operator_share", money_plain(ctx->arena, row->operator_share),
                         text_format(ctx->arena,
                                     TEXT("Las dos partes suman el total exacto (%s); aquí el cliente aporta %s.",
                                          "Both shares add to the exact total (%s); here the client pays %s."),
                                     str_c(ctx->arena, money_display(ctx->arena, row->total)),
                                     str_c(ctx->arena, money_display(ctx->arena, row->client_share))),
                         TEXT("Corrija el total o las partes, o deje las partes vacías para que se calculen.",
                              "Correct the total or the shares, or leave the shares empty to have them computed."));
    }
    int64_t due = row->client_percent == INT_NONE ? row->client_share.minor : money_share(row->total.minor, row->client_percent);
    if (row->client_share.minor != due) {
        return ctx_fault(ctx, "client_share", money_plain(ctx->arena, row->client_share),
                         text_format(ctx->arena,
                                     TEXT("Con ese porcentaje el cliente aporta %s.", "At that percentage the client pays %s."),
                                     str_c(ctx->arena, money_display(ctx->arena, money_of(due, currency)))),
                         TEXT("Corrija el porcentaje o el aporte, o deje vacío el aporte para que se calcule.",
                              "Correct the percentage or the share, or leave the share empty to have it computed."));
    }
    return ERR_OK;
}

static enum err check_dates(struct ctx *ctx, const struct assistance *row, const struct assistance *was)
{
    enum err err = ERR_OK;
    struct text signature = TEXT("fecha de firma", "signed on");
    SERVICE_COLLECT(err, service_check_date(ctx, "signed_on", row->signed_on, was == NULL ? DATE_NONE : was->signed_on));
    SERVICE_COLLECT(err, service_check_order(ctx, signature, row->signed_on, "starts_on", row->starts_on));
    SERVICE_COLLECT(err, service_check_order(ctx, signature, row->signed_on, "ends_on", row->ends_on));
    SERVICE_COLLECT(err, service_check_order(ctx, TEXT("inicio", "starts on"), row->starts_on, "ends_on", row->ends_on));
    SERVICE_COLLECT(err, service_check_order(ctx, signature, row->signed_on, "act_on", row->act_on));
    return err;
}

static enum err need(struct ctx *ctx, const char *field, struct text what)
{
    return ctx_fault(ctx, field, STR_NONE,
                     text_format(ctx->arena,
                                 TEXT("Una asistencia contratada dice su %s.", "A contracted assistance states its %s."), what.es,
                                 what.en),
                     TEXT("Complete el dato, o deje el estado anterior a la contratación.",
                          "Complete it, or leave the state before contracting."));
}

static enum err check_contracted(struct ctx *ctx, const struct assistance *row)
{
    enum err err = ERR_OK;
    if (!is_one_of(row->state, "contracted delivered finished rejected terminated")) {
        return ERR_OK;
    }
    if (row->enterprises.len == 0) {
        err = need(ctx, "enterprises", TEXT("empresa beneficiaria", "beneficiary enterprise"));
    }
    if (date_is_none(row->signed_on)) {
        err = need(ctx, "signed_on", TEXT("fecha de firma", "date of signature"));
    }
    if (money_is_none(row->total)) {
        err = need(ctx, "total", TEXT("monto total", "total amount"));
    }
    return err;
}

static enum err check_act(struct ctx *ctx, const struct assistance *row)
{
    enum err err = ERR_OK;
    bool finished = str_eq(row->state, S("finished"));
    bool rejected = str_eq(row->state, S("rejected"));
    if ((finished && !str_eq(row->act, S("conformity"))) || (rejected && !str_eq(row->act, S("rejection")))) {
        err = ctx_fault(ctx, "act", row->act,
                        TEXT("Se finaliza con acta de conformidad y se rechaza con acta de rechazo.",
                             "It is finished with an act of acceptance and rejected with an act of rejection."),
                        TEXT("Registre el acta que corresponde, o corrija el estado.",
                             "Record the act that applies, or correct the state."));
    } else if (!str_is_empty(row->act) && !is_one_of(row->state, "delivered finished rejected terminated")) {
        err = ctx_fault(ctx, "act", row->act,
                        TEXT("El acta se firma cuando la asistencia se ha entregado.",
                             "The act is signed once the assistance has been delivered."),
                        TEXT("Corrija el estado, o quite el acta.", "Correct the state, or remove the act."));
    }
    if (str_is_empty(row->act) != date_is_none(row->act_on)) {
        err = ctx_fault(ctx, "act_on", date_iso(ctx->arena, row->act_on),
                        TEXT("El acta y su fecha van juntas.", "The act and its date go together."),
                        TEXT("Complete las dos o quite las dos.", "Complete both or remove both."));
    }
    if (row->part_accepted == ANSWER_YES && !str_eq(row->state, S("terminated"))) {
        err = ctx_fault(ctx, "part_accepted", S("true"),
                        TEXT("Una parte aceptada se indica solo si la asistencia se terminó antes.",
                             "A part accepted is stated only if the assistance was terminated early."),
                        TEXT("Quite la marca, o corrija el estado.", "Remove the mark, or correct the state."));
    }
    return err;
}

static enum err check_payment(struct ctx *ctx, const struct assistance *row)
{
    if (date_is_none(row->client_paid_on) || (!money_is_none(row->client_share) && row->client_share.minor > 0)) {
        return ERR_OK;
    }
    return ctx_fault(ctx, "client_paid_on", date_iso(ctx->arena, row->client_paid_on),
                     TEXT("Sin aporte del cliente no hay fecha de pago.", "Without a client's share there is no day of payment."),
                     TEXT("Escriba el aporte, o quite la fecha.", "Enter the share, or remove the date."));
}

enum err assistance_check(struct ctx *ctx, void *row, const void *before)
{
    struct assistance *assistance = row;
    const struct assistance *was = before;
    if (service_is_annulled(&assistance->record) && was != NULL) {
        return ERR_OK;
    }
    enum err err = ERR_OK;
    SERVICE_COLLECT(err, check_percents(ctx, assistance, was));
    forget_old_shares(assistance, was);
    if (err == ERR_OK) {
        SERVICE_COLLECT(err, check_shares(ctx, assistance));
    }
    SERVICE_COLLECT(err, check_dates(ctx, assistance, was));
    SERVICE_COLLECT(err, check_contracted(ctx, assistance));
    SERVICE_COLLECT(err, check_act(ctx, assistance));
    SERVICE_COLLECT(err, check_payment(ctx, assistance));
    SERVICE_COLLECT(err, service_check_distinct(ctx, "enterprises", &assistance->enterprises));
    SERVICE_COLLECT(err, service_check_verification(ctx, &assistance_entity, row, before));
    return err;
}

static void touches(struct ctx *ctx, const void *row)
{
    const struct assistance *assistance = row;
    for (size_t i = 0; i < assistance->enterprises.len; i++) {
        ctx_touch(ctx, 'e', assistance->record.agency, assistance->enterprises.items[i].id);
    }
}

static enum err guard_finish(struct ctx *ctx, void *row, const void *before, const void *in)
{
    (void)ctx;
    (void)before;
    (void)in;
    ((struct assistance *)row)->act = S("conformity");
    return ERR_OK;
}

static enum err guard_reject(struct ctx *ctx, void *row, const void *before, const void *in)
{
    (void)ctx;
    (void)before;
    (void)in;
    ((struct assistance *)row)->act = S("rejection");
    return ERR_OK;
}

static const struct flow_move moves[] = {
    {.name = "send", .label = T("Se enviaron los términos", "The terms were sent"), .from = "created", .to = "sent"},
    {.name = "receive_offers", .label = T("Se recibieron ofertas", "Offers were received"), .from = "created sent",
     .to = "offers_received"},
    {.name = "select_consultant", .label = T("El cliente eligió consultor", "The client chose the consultant"),
     .from = "created sent offers_received", .to = "consultant_selected"},
    {.name = "contract", .label = T("Se firmó el contrato", "The contract was signed"),
     .from = "created sent offers_received consultant_selected", .to = "contracted"},
    {.name = "deliver", .label = T("Se entregó", "It was delivered"),
     .from = "created sent offers_received consultant_selected contracted", .to = "delivered"},
    {.name = "finish", .label = T("Finalizar con acta de conformidad", "Finish with the act of acceptance"),
     .from = "created sent offers_received consultant_selected contracted delivered", .to = "finished",
     .guard = guard_finish},
    {.name = "reject", .label = T("Rechazar con acta", "Reject with an act"), .from = "contracted delivered", .to = "rejected",
     .weighty = true, .guard = guard_reject},
    {.name = "terminate", .label = T("Terminar antes", "Terminate early"), .from = "contracted delivered", .to = "terminated",
     .weighty = true},
    {.name = "desert", .label = T("Declarar desierta", "Declare that there were no offers"),
     .from = "created sent offers_received consultant_selected", .to = "deserted", .weighty = true},
};
static const struct flow flow = {.field = "state", .correctable = true, .moves = moves, .count = COUNT_OF(moves)};

const struct entity assistance_entity = {
    .shape = SHAPE("assistance", struct assistance, fields),
    .dataset = "assistances",
    .code_prefix = "AT",
    .flow = &flow,
    .label = T("Asistencia técnica", "Technical assistance"),
    .plural = T("Asistencias técnicas", "Technical assistances"),
    .store = &assistance_store,
    .dated_by = "signed_on",
    .sensitive_read = "assistance",
    .check = assistance_check,
    .touches = touches,
};
