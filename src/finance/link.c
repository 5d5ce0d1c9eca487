#include "finance/link.h"

#include "advice/service.h"
#include "client/enterprise.h"
#include "client/person.h"
#include "core/flow.h"
#include "party/organisation.h"
#include "party/unit.h"

const struct choice link_kinds[] = {
    {"financial", T("Financiera", "Financial"), "FINANCIERA|crédito"},
    {"non_reimbursable", T("Fondo no reembolsable", "Non-reimbursable fund"),
     "FONDO_NO_REEMBOLSABLE|fondo no reembolsable|no reembolsable"},
    {"commercial", T("Comercial", "Commercial"), "COMERCIAL"},
    {"institutional", T("Institucional", "Institutional"), "INSTITUCIONAL"},
    {"academic", T("Académica", "Academic"), "ACADEMICA|académica"},
    {0},
};
const struct choice link_instruments[] = {
    {"credit", T("Crédito", "Credit"), "CREDITO|crédito|préstamo"},
    {"grant", T("No reembolsable", "Grant"), "NO_REEMBOLSABLE|no reembolsable|donación"},
    {"seed_capital", T("Capital semilla", "Seed capital"), "CAPITAL_SEMILLA|capital semilla"},
    {"guarantee", T("Garantía", "Guarantee"), "GARANTIA|garantía"},
    {"sale", T("Venta", "Sale"), "VENTA"},
    {"in_kind", T("En especie", "In kind"), "ESPECIE|en especie"},
    {"service", T("Servicio", "Service"), "SERVICIO"},
    {0},
};
const struct choice link_states[] = {
    {"identified", T("Identificada", "Identified"), "IDENTIFICADA"},
    {"submitted", T("Gestionada", "Submitted"), "GESTIONADA"},
    {"approved", T("Aprobada", "Approved"), "APROBADA"},
    {"denied", T("Denegada", "Denied"), "DENEGADA"},
    {"disbursed", T("Desembolsada", "Disbursed"), "DESEMBOLSADA"},
    {"closed", T("Cerrada", "Closed"), "CERRADA"},
    {"withdrawn", T("Desistida", "Withdrawn"), "DESISTIDA|retirada"},
    {0},
};

static const struct field fields[] = {
    RECORD_CODE(struct link),
    RECORD_UNIT(struct link),
    FIELD_CHOICE(struct link, kind, .required = true, .choices = link_kinds, .label = T("Tipo", "Kind")),
    FIELD_REF(struct link, enterprise, .target = &enterprise_entity, .label = T("Empresa", "Enterprise"),
              .hint = T("La empresa o la persona vinculada; al menos una de las dos.",
                        "The enterprise or the person linked; at least one of them.")),
    FIELD_REF(struct link, person, .target = &person_entity, .label = T("Persona", "Person")),
    FIELD_REF(struct link, institution, .target = &organisation_entity, .label = T("Institución", "Institution"),
              .hint = T("Obligatoria para un crédito.", "Required for a credit.")),
    FIELD_TEXT(struct link, programme, .max = 200, .label = T("Programa", "Programme")),
    FIELD_CHOICE(struct link, instrument, .choices = link_instruments, .label = T("Instrumento", "Instrument")),
    FIELD_DATE(struct link, date, .required = true, .past = true, .label = T("Fecha", "Date")),
    FIELD_MONEY(struct link, requested, .min = 0, .label = T("Monto solicitado", "Amount requested")),
    FIELD_MONEY(struct link, approved, .min = 0, .label = T("Monto aprobado", "Amount approved")),
    FIELD_DATE(struct link, approved_on, .past = true, .label = T("Fecha de aprobación", "Approved on")),
    FIELD_CHOICE(struct link, state, .required = true, .choices = link_states, .initial = "identified",
                 .label = T("Estado", "State")),
    SERVICE_REPORTABLE(struct link),
    SERVICE_FUNDING(struct link),
    FIELD_TEXT(struct link, shared_result, .max = 60, .label = T("Resultado compartido", "Shared result"),
               .hint = T("Un mismo nombre en los vínculos que son el mismo dinero ante varios financiadores; uno solo se informa.",
                         "One name in the links that are the same money before several funders; one of them alone is reportable.")),
    SERVICE_EVIDENCE(struct link),
    SERVICE_VERIFICATION(struct link),
    RECORD_ANNULMENT(struct link),
};

bool link_is_approved(struct str state)
{
    return str_eq(state, S("approved")) || str_eq(state, S("disbursed")) || str_eq(state, S("closed"));
}

/* Which instruments a kind of link brings. */
static bool instrument_suits(struct str kind, struct str instrument)
{
    bool is_money_to_return = str_eq(instrument, S("credit")) || str_eq(instrument, S("guarantee"));
    bool is_money_given = str_eq(instrument, S("grant")) || str_eq(instrument, S("seed_capital"));
    if (str_eq(kind, S("financial"))) {
        return is_money_to_return;
    }
    if (str_eq(kind, S("non_reimbursable"))) {
        return is_money_given || str_eq(instrument, S("in_kind"));
    }
    if (str_eq(kind, S("commercial"))) {
        return str_eq(instrument, S("sale")) || str_eq(instrument, S("service")) || str_eq(instrument, S("in_kind"));
    }
    return str_eq(instrument, S("service")) || str_eq(instrument, S("in_kind"));
}

static enum err check_parties(struct ctx *ctx, const struct link *link)
{
    enum err err = ERR_OK;
    if (id_is_none(link->enterprise.id) && id_is_none(link->person.id)) {
        err = ctx_fault(ctx, "enterprise", STR_NONE,
                        TEXT("Un vínculo nombra una empresa o una persona.", "A link names an enterprise or a person."),
                        TEXT("Elija a quién se vinculó.", "Choose who was linked."));
    }
    bool needs_instrument = str_eq(link->kind, S("financial")) || str_eq(link->kind, S("non_reimbursable"));
    if (str_is_empty(link->instrument) ? needs_instrument : !instrument_suits(link->kind, link->instrument)) {
        err = ctx_fault(ctx, "instrument", link->instrument,
                        TEXT("El instrumento corresponde al tipo: crédito y garantía al financiero; no reembolsable y capital "
                             "semilla al fondo no reembolsable; venta al comercial.",
                             "The instrument goes with the kind: credit and guarantee with financial; grant and seed capital "
                             "with non-reimbursable; sale with commercial."),
                        TEXT("Corrija el tipo o el instrumento.", "Correct the kind or the instrument."));
    }
    if (str_eq(link->instrument, S("credit")) && id_is_none(link->institution.id)) {
        err = ctx_fault(ctx, "institution", STR_NONE,
                        TEXT("Un crédito nombra la institución que lo da.", "A credit names the institution that gives it."),
                        TEXT("Elija el banco, la cooperativa o la entidad.", "Choose the bank, cooperative or lender."));
    }
    return err;
}

static enum err check_approval(struct ctx *ctx, const struct link *link)
{
    if (money_is_none(link->approved)) {
        if (!date_is_none(link->approved_on)) {
            return ctx_fault(ctx, "approved", STR_NONE,
                             TEXT("La fecha de aprobación va con el monto aprobado.",
                                  "A date of approval goes with the amount approved."),
                             TEXT("Escriba el monto, o quite la fecha.", "Enter the amount, or remove the date."));
        }
        bool must = str_eq(link->state, S("approved")) || str_eq(link->state, S("disbursed"));
        bool is_money = str_eq(link->kind, S("financial")) || str_eq(link->kind, S("non_reimbursable"));
        if (must && is_money) {
            return ctx_fault(ctx, "approved", STR_NONE,
                             TEXT("Lo aprobado dice su monto y su fecha.", "What was approved states its amount and date."),
                             TEXT("Escriba el monto y la fecha de aprobación.", "Enter the amount and the date of approval."));
        }
        return ERR_OK;
    }
    struct str given = money_plain(ctx->arena, link->approved);
    if (!link_is_approved(link->state) && !str_eq(link->state, S("withdrawn"))) {
        return ctx_fault(ctx, "approved", given,
                         TEXT("Solo un vínculo aprobado, desembolsado o cerrado tiene monto aprobado; uno denegado no lo tiene.",
                              "Only a link that was approved, disbursed or closed has an approved amount; a denied one has none."),
                         TEXT("Quite el monto, o corrija el estado.", "Remove the amount, or correct the state."));
    }
    if (date_is_none(link->approved_on)) {
        return ctx_fault(ctx, "approved_on", STR_NONE,
                         TEXT("Lo aprobado dice su fecha: en ella cuenta.", "What was approved states its date: it counts on it."),
                         TEXT("Escriba la fecha de aprobación.", "Enter the date of approval."));
    }
    return ERR_OK;
}

/* What was paid out already binds the amount, its date, the state and the unit. */
static enum err check_paid(struct ctx *ctx, const struct link *link, const struct link *was)
{
    struct link_paid paid;
    TRY(link_store_paid(ctx, link->record.agency, link->record.id, ID_NONE, &paid));
    if (date_is_none(paid.first)) {
        return ERR_OK;
    }
    const char *amount = str_c(ctx->arena, money_display(ctx->arena, money_of(paid.minor, ctx->currency)));
    bool is_moved = !id_eq(link->record.unit.id, was->record.unit.id);
    if (is_moved || !link_is_approved(link->state)) {
        return ctx_fault(ctx, is_moved ? "unit" : "state", is_moved ? link->record.unit.code : link->state,
                         text_format(ctx->arena,
                                     TEXT("De este vínculo ya se desembolsaron %s: su unidad y su aprobación quedan.",
                                          "%s of this link were disbursed already: its unit and approval stand."),
                                     amount),
                         TEXT("Anule primero los desembolsos.", "Annul the disbursements first."));
    }
    if (money_is_none(link->approved) || link->approved.minor < paid.minor) {
        return ctx_fault(ctx, "approved", money_plain(ctx->arena, link->approved),
                         text_format(ctx->arena,
                                     TEXT("Lo aprobado no puede ser menos que lo desembolsado (%s).",
                                          "What is approved may not be less than what was disbursed (%s)."),
                                     amount),
                         TEXT("Corrija el monto, o anule un desembolso.", "Correct the amount, or annul a disbursement."));
    }
    if (date_cmp(link->approved_on, paid.first) > 0) {
        return ctx_fault(ctx, "approved_on", date_iso(ctx->arena, link->approved_on),
                         text_format(ctx->arena,
                                     TEXT("La aprobación no puede ser posterior al primer desembolso (%s).",
                                          "The approval may not be after the first disbursement (%s)."),
                                     str_c(ctx->arena, date_display(ctx->arena, paid.first))),
                         TEXT("Corrija la fecha, o anule el desembolso.", "Correct the date, or annul the disbursement."));
    }
    return ERR_OK;
}

/* Money of an application to a fund changes with the application, so that the two say the same (fund/). */
static enum err check_application(struct ctx *ctx, const struct link *link, const struct link *was)
{
    static const char *const counted[] = {"enterprise", "person", "institution", "instrument", "approved", "approved_on", "reportable", NULL};
    if (ctx->importing || ctx->op == NULL || was == NULL || str_starts(str_of(ctx->op->name), S("fund_application."))) {
        return ERR_OK;
    }
    bool differs = link_is_approved(was->state) && !link_is_approved(link->state);
    for (size_t i = 0; counted[i] != NULL; i++) {
        const struct field *field = shape_find(&link_entity.shape, str_of(counted[i]));
        differs = differs || !field_eq(field, link, was);
    }
    struct str application = STR_NONE;
    if (differs) {
        TRY(link_store_application(ctx, link, &application));
    }
    if (str_is_empty(application)) {
        return ERR_OK;
    }
    return ctx_fault(ctx, "approved", money_plain(ctx->arena, link->approved),
                     text_format(ctx->arena, TEXT("Este vínculo cuenta el dinero de la solicitud %s a un fondo.", "This link counts the money of the application %s to a fund."),
                                 str_c(ctx->arena, application)),
                     TEXT("Cambie la solicitud por sus pasos; el vínculo la sigue.", "Change the application by its steps; the link follows it."));
}

enum err link_check(struct ctx *ctx, void *row, const void *before)
{
    struct link *link = row;
    const struct link *was = before;
    if (service_is_annulled(&link->record) && was != NULL) {
        return ERR_OK;
    }
    enum err err = ERR_OK;
    SERVICE_COLLECT(err, service_check_date(ctx, "date", link->date, was == NULL ? DATE_NONE : was->date));
    SERVICE_COLLECT(err, check_parties(ctx, link));
    SERVICE_COLLECT(err, service_check_positive(ctx, "approved", link->approved));
    SERVICE_COLLECT(err, check_approval(ctx, link));
    SERVICE_COLLECT(err, check_application(ctx, link, was));
    if (was != NULL) {
        SERVICE_COLLECT(err, check_paid(ctx, link, was));
    }
    SERVICE_COLLECT(err, service_check_verification(ctx, &link_entity, row, before));
    return err;
}

/* One dollar once (domain.md section 10, R8): after the write, so that the twin is looked for among all others. */
static enum err written(struct ctx *ctx, const void *row, const void *before)
{
    (void)before;
    const struct link *link = row;
    struct link_twin twin;
    bool dead = service_is_annulled(&link->record) || str_eq(link->state, S("denied")) || str_eq(link->state, S("withdrawn"));
    if (dead || id_is_none(link->institution.id) || (money_is_none(link->approved) && money_is_none(link->requested))) {
        return ERR_OK;
    }
    TRY(link_store_twin(ctx, link, &twin));
    bool tagged = !str_is_empty(link->shared_result) && str_eq(link->shared_result, twin.shared_result);
    if (str_is_empty(twin.code) || (tagged && !(twin.reportable && link->reportable == ANSWER_YES))) {
        return ERR_OK;
    }
    const char *code = str_c(ctx->arena, twin.code);
    struct text rule = tagged ? text_format(ctx->arena,
                                            TEXT("El resultado compartido ya se informa en %s: un dólar cuenta una vez.",
                                                 "The shared result is reported in %s already: one dollar counts once."), code)
                              : text_format(ctx->arena,
                                            TEXT("%s nombra la misma institución, cliente, fecha y monto: un dólar cuenta una vez.",
                                                 "%s names the same institution, client, day and amount: one dollar counts once."), code);
    struct text remedy = TEXT("Si es el mismo dinero, no lo registre otra vez; o dé a los dos el mismo resultado compartido e informe uno solo.",
                              "If it is the same money, do not record it again; or give both the same shared result and report one alone.");
    const char *field = tagged ? "reportable" : "shared_result";
    if (ctx->importing) {
        ctx_warn(ctx, field, link->shared_result, rule, remedy);
        return ERR_OK;
    }
    return ctx_fault(ctx, field, link->shared_result, rule, remedy);
}

static void touches(struct ctx *ctx, const void *row)
{
    const struct link *link = row;
    if (!id_is_none(link->enterprise.id)) {
        ctx_touch(ctx, 'e', link->record.agency, link->enterprise.id);
    }
    if (!id_is_none(link->person.id)) {
        ctx_touch(ctx, 'p', link->record.agency, link->person.id);
    }
}

static const struct flow_move moves[] = {
    {.name = "submit", .label = T("Se presentó la solicitud", "The request was submitted"), .from = "identified", .to = "submitted"},
    {.name = "approve", .label = T("Se aprobó", "It was approved"), .from = "identified submitted", .to = "approved"},
    {.name = "deny", .label = T("Se denegó", "It was denied"), .from = "identified submitted", .to = "denied", .weighty = true},
    {.name = "complete", .label = T("Todo se desembolsó", "All was disbursed"), .from = "approved", .to = "disbursed"},
    {.name = "close", .label = T("Cerrar la vinculación", "Close the link"), .from = "identified submitted approved disbursed",
     .to = "closed", .weighty = true},
    {.name = "withdraw", .label = T("El cliente desistió", "The client withdrew"), .from = "identified submitted approved",
     .to = "withdrawn", .weighty = true},
};
static const struct flow flow = {.field = "state", .correctable = true, .moves = moves, .count = COUNT_OF(moves)};

const struct entity link_entity = {
    .shape = SHAPE("link", struct link, fields),
    .dataset = "links",
    .code_prefix = "V",
    .label = T("Vinculación", "Link"),
    .plural = T("Vinculaciones", "Links"),
    .store = &link_store,
    .dated_by = "date",
    .flow = &flow,
    .sensitive_read = "link",
    .check = link_check,
    .written = written,
    .touches = touches,
};
