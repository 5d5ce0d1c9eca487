#include "fund/fund_flow.h"

#include "advice/service.h"
#include "finance/link.h"
#include "fund/fund_sheet.h"
#include "party/organisation.h"

/* ---- saying what is missing ----------------------------------------------------------------------------------- */

static const char *amount(struct ctx *ctx, int64_t minor)
{
    return str_c(ctx->arena, money_display(ctx->arena, money_of(minor, ctx->currency)));
}

static int64_t minor_of(struct money money)
{
    return money_is_none(money) ? 0 : money.minor;
}

static enum err need(struct ctx *ctx, const char *field, bool there, struct text rule, struct text remedy)
{
    return there ? ERR_OK : ctx_fault(ctx, field, STR_NONE, rule, remedy);
}

static void today_if_none(struct ctx *ctx, struct date *date)
{
    *date = date_is_none(*date) ? ctx->today : *date;
}

#define BY_FORMULATOR                                                                                            \
    TEXT("Lo escribe quien formula, con el solicitante.", "The formulator writes it, together with the applicant.")

/* ---- formulation -------------------------------------------------------------------------------------------------- */

static enum err guard_formulate(struct ctx *ctx, void *row_, const void *before, const void *in)
{
    (void)before;
    (void)in;
    struct fund_application *row = row_;
    struct fund_call call;
    struct fund_line line;
    TRY(fund_application_terms(ctx, row, &call, &line));
    enum err err = need(ctx, "formulator", !id_is_none(row->formulator.id),
                        TEXT("Falta quién formula.", "Who formulates is missing."),
                        TEXT("Lo designa la dirección.", "The direction names that person."));
    SERVICE_COLLECT(err, need(ctx, "problem", !str_is_empty(row->problem),
                              TEXT("Falta el problema que resuelve.", "The problem that it solves is missing."),
                              TEXT("Lo cuenta el solicitante; lo anota quien asesora.",
                                   "The applicant tells it; the adviser records it.")));
    if (!fund_call_is_open(&call, ctx->today) && !date_is_none(call.closes_on) && date_cmp(call.closes_on, ctx->today) < 0) {
        err = ctx_fault(ctx, "call", row->call.code, TEXT("La convocatoria ya cerró.", "The call has closed."),
                        TEXT("Elija otra convocatoria, o registre que el solicitante desistió.",
                             "Choose another call, or record that the applicant withdrew."));
    }
    return err;
}

static enum err guard_observe(struct ctx *ctx, void *row_, const void *before, const void *in)
{
    (void)before;
    const struct fund_application *row = row_;
    const struct fund_observe_input *input = in;
    struct application_observation *observation = shape_new(ctx->arena, &application_observation_entity.shape);
    observation->record.agency = row->record.agency;
    observation->application = (struct ref){.id = row->record.id, .code = row->record.code};
    observation->text = input->text;
    observation->made_by = input->made_by;
    observation->made_on = date_is_none(input->made_on) ? ctx->today : input->made_on;
    return fund_part_add(ctx, &application_observation_entity, observation);
}

static enum err need_answers(struct ctx *ctx, const struct rows *observations)
{
    const struct application_observation *rows = observations->items;
    enum err err = ERR_OK;
    for (size_t i = 0; i < observations->len; i++) {
        if (str_eq(rows[i].state, S("open"))) {
            err = ctx_fault(ctx, "observation", rows[i].record.code,
                            text_words(ctx->arena, TEXT("Falta responder la observación: %s",
                                                        "An observation is not answered: %s"),
                                       (struct text){str_c(ctx->arena, rows[i].text), str_c(ctx->arena, rows[i].text)}),
                            TEXT("La responde quien formula, en la observación.",
                                 "The formulator answers it, in the observation."));
        }
    }
    return err;
}

static enum err guard_resume(struct ctx *ctx, void *row_, const void *before, const void *in)
{
    (void)before;
    (void)in;
    struct fund_sheet sheet;
    TRY(fund_sheet_gather(ctx, row_, &sheet));
    return need_answers(ctx, &sheet.observations);
}

/* ---- handing in ------------------------------------------------------------------------------------------------------ */

static enum err need_checklist(struct ctx *ctx, const struct fund_sheet *sheet)
{
    const struct fund_check *checks = sheet->checks.items;
    enum err err = ERR_OK;
    for (size_t i = 0; i < sheet->checks.len; i++) {
        if (checks[i].required == ANSWER_YES && str_is_empty(checks[i].document)) {
            err = ctx_fault(ctx, "document", checks[i].requirement,
                            text_words(ctx->arena, TEXT("Falta el documento: %s.", "A document is missing: %s."),
                                       (struct text){str_c(ctx->arena, checks[i].name), str_c(ctx->arena, checks[i].name)}),
                            TEXT("Lo entrega el solicitante; regístrelo como recibido, o diga por qué no se pide.",
                                 "The applicant hands it in; record it as received, or say why it is not asked for."));
        }
    }
    return err;
}

/* The budget says what the terms say: the fund's money, the beneficiary's in cash, and both make what is invoiced. */
static enum err need_budget(struct ctx *ctx, const struct fund_sheet *sheet)
{
    const struct fund_application *row = &sheet->application;
    int64_t fund = minor_of(fund_sheet_source(sheet, "fund")->cash);
    int64_t own = minor_of(fund_sheet_source(sheet, "beneficiary")->cash);
    enum err err = ERR_OK;
    if (minor_of(fund_sheet_source(sheet, "fund")->in_kind) > 0) {
        err = ctx_fault(ctx, "budget", STR_NONE, TEXT("El fondo paga en efectivo: no aporta en especie.",
                                                      "The fund pays in cash: it gives nothing in kind."),
                        TEXT("Ponga lo que es en especie a nombre de quien lo da.",
                             "Put what is in kind under whoever gives it."));
    }
    if (fund != minor_of(row->requested)) {
        err = ctx_fault(ctx, "budget", money_plain(ctx->arena, money_of(fund, ctx->currency)),
                        text_format(ctx->arena, TEXT("En el presupuesto el fondo paga %s y se le solicitan %s.",
                                                     "In the budget the fund pays %s and %s are asked of it."),
                                    amount(ctx, fund), amount(ctx, minor_of(row->requested))),
                        TEXT("Corrija el presupuesto o el monto solicitado; lo hace quien formula.",
                             "Correct the budget or the amount asked; the formulator does."));
    }
    int64_t wanted = minor_of(row->counterpart);
    if (str_eq(sheet->call.split, S("fixed")) ? own != wanted : own < wanted) {
        err = ctx_fault(ctx, "budget", money_plain(ctx->arena, money_of(own, ctx->currency)),
                        text_format(ctx->arena,
                                    TEXT("Con %s %% del fondo, el aporte del beneficiario en efectivo es %s y el presupuesto dice %s.",
                                         "With %s %% from the fund the beneficiary's share in cash is %s, and the budget says %s."),
                                    str_c(ctx->arena, hundredths_plain(ctx->arena,
                                                                       sheet->percent)), amount(ctx,
                                                                                                wanted), amount(ctx, own)),
                        TEXT("Ajuste las líneas del beneficiario; lo demás va en otra fuente o en especie.",
                             "Adjust the beneficiary's lines; the rest goes to another source or in kind."));
    }
    return err;
}

static enum err guard_submit(struct ctx *ctx, void *row_, const void *before, const void *in)
{
    (void)before;
    (void)in;
    struct fund_application *row = row_;
    struct fund_sheet sheet;
    today_if_none(ctx, &row->submitted_on);
    TRY(fund_sheet_gather(ctx, row, &sheet));
    enum err err = ERR_OK;
    const struct {
        const char *field;
        bool there;
        struct text what;
    } wanted[] = {
        {"objective", !str_is_empty(row->objective), T("Falta el objetivo.", "The objective is missing.")},
        {"expected_results", !str_is_empty(row->expected_results),
         T("Faltan los resultados esperados.", "The expected results are missing.")},
        {"requested", !money_is_none(row->requested), T("Falta el monto que se solicita.", "The amount asked for is missing.")},
    };
    for (size_t i = 0; i < COUNT_OF(wanted); i++) {
        SERVICE_COLLECT(err, need(ctx, wanted[i].field, wanted[i].there, wanted[i].what, BY_FORMULATOR));
    }
    if (!fund_call_is_open(&sheet.call, row->submitted_on)) {
        err = ctx_fault(ctx, "submitted_on", date_iso(ctx->arena, row->submitted_on),
                        TEXT("Ese día la convocatoria no estaba abierta.", "The call was not open on that day."),
                        TEXT("Una solicitud se presenta mientras la convocatoria está abierta; si el fondo la prorrogó, la dirección corrige la fecha de cierre.",
                             "An application is handed in while the call is open; if the fund extended it, the direction corrects the closing date."));
    }
    SERVICE_COLLECT(err, service_check_order(ctx, TEXT("identificada el", "identified on"), row->identified_on,
                                             "submitted_on", row->submitted_on));
    SERVICE_COLLECT(err, fund_application_admit(ctx, row, &sheet.call, true));
    SERVICE_COLLECT(err, need_answers(ctx, &sheet.observations));
    SERVICE_COLLECT(err, need_checklist(ctx, &sheet));
    if (!money_is_none(row->requested)) {
        SERVICE_COLLECT(err, need_budget(ctx, &sheet));
    }
    return err;
}

/* ---- points and decisions ---------------------------------------------------------------------------------------------- */

static enum err need_pass(struct ctx *ctx, const struct fund_sheet *sheet, const char *stage)
{
    const struct fund_result *results = sheet->results.items;
    enum err err = ERR_OK;
    size_t judged = 0;
    for (size_t i = 0; i < sheet->results.len; i++) {
        const struct fund_result *result = &results[i];
        if (stage != NULL && !str_eq_c(result->stage, stage)) {
            continue;
        }
        judged++;
        if (result->missing > 0) {
            err = ctx_fault(ctx, "score", result->letter,
                            text_format(ctx->arena, TEXT("A la hoja %s le faltan %lld puntajes.",
                                                         "Sheet %s lacks %lld scores."),
                                        str_c(ctx->arena, result->letter), (long long)result->missing),
                            TEXT("Los da el fondo; los anota la dirección o la coordinación, no quien formuló.",
                                 "The fund gives them; the direction records them, not the formulator."));
        } else if (result->passed != ANSWER_YES) {
            err = ctx_fault(ctx, "score", hundredths_plain(ctx->arena, result->points),
                            text_format(ctx->arena, TEXT("La hoja %s tiene %s puntos y se aprueba con %s.",
                                                         "Sheet %s has %s points and passes with %s."),
                                        str_c(ctx->arena, result->letter), str_c(ctx->arena,
                                                                                 hundredths_plain(ctx->arena,
                                                                                                  result->points)),
                                        str_c(ctx->arena, hundredths_plain(ctx->arena, result->pass_mark))),
                            TEXT("Con ese puntaje la solicitud se deniega.", "With those points the application is denied."));
        }
    }
    if (judged == 0) {
        return ctx_fault(ctx, "score", STR_NONE, TEXT("La convocatoria no tiene hojas de puntaje para este paso.",
                                                      "The call has no score sheets for this step."),
                         TEXT("La dirección elige las hojas en la convocatoria.",
                              "The direction chooses the sheets in the call."));
    }
    return err;
}

static enum err guard_pass(struct ctx *ctx, void *row_, const void *before, const void *in)
{
    (void)before;
    (void)in;
    struct fund_sheet sheet;
    TRY(fund_sheet_gather(ctx, row_, &sheet));
    return need_pass(ctx, &sheet, "technical");
}

static enum err not_own(struct ctx *ctx, const struct fund_application *row)
{
    if (id_is_none(ctx->actor.staff) || !id_eq(ctx->actor.staff, row->formulator.id)) {
        return ERR_OK;
    }
    return ctx_fault(ctx, "formulator", row->formulator.code,
                     TEXT("Quien formuló no registra lo que el fondo decide.",
                          "The formulator does not record what the fund decides."),
                     TEXT("Lo hace otra persona de la dirección.", "Another person of the direction does."));
}

/* The link that counts the money: one that was recorded before, or a new one. */
static enum err take_link(struct ctx *ctx, struct fund_application *row, const struct fund_sheet *sheet, struct str named)
{
    struct link link;
    shape_clear(&link_entity.shape, &link);
    struct record_told told = record_told(ctx);
    if (!str_is_empty(named)) {
        TRY(record_find_code(ctx, &link_entity, named, &link));
        bool same = str_eq(link.instrument, S("grant")) && id_eq(link.enterprise.id,
                                                                 row->enterprise.id) && link.record.annulled != ANSWER_YES &&
                    (id_is_none(row->person.id) || id_is_none(link.person.id) || id_eq(link.person.id, row->person.id));
        struct str other;
        TRY(fund_application_store_of_link(ctx, link.record.agency, link.record.id, &other));
        if (!same || !str_is_empty(other) || !flow_names("identified submitted", link.state)) {
            return ctx_fault(ctx, "existing_link", named,
                             TEXT("Esa vinculación no es una subvención pendiente de este solicitante, o ya es de otra solicitud.",
                                  "That link is no pending grant of this applicant, or belongs to another application."),
                             TEXT("Deje el campo vacío para que se registre una nueva.",
                                  "Leave the field empty to have a new one recorded."));
        }
        struct link before = link;
        link.approved = row->approved;
        link.approved_on = row->decided_on;
        TRY(flow_apply(ctx, &link_entity, "approve", NULL, &link, &before));
    } else {
        struct str stray;
        TRY(fund_application_store_stray_link(ctx, row, &sheet->call, &stray));
        if (!str_is_empty(stray)) {
            return ctx_fault(ctx, "existing_link", STR_NONE,
                             text_format(ctx->arena,
                                         TEXT("Ya hay una vinculación con este fondo que ninguna solicitud nombra (%s): el mismo dinero contaría dos veces.",
                                                          "There is a link with this fund that no application names (%s): the same money would count twice."),
                                         str_c(ctx->arena, stray)),
                             TEXT("Nómbrela aquí si es la misma; si es otro dinero, anúlela o regístrela como denegada o desistida.",
                                  "Name it here if it is the same; otherwise annul it, or record it as denied or withdrawn."));
        }
        link.record.source_line = INT_NONE;
        link.record.agency = row->record.agency;
        link.record.unit = row->record.unit;
        link.kind = S("non_reimbursable");
        link.instrument = S("grant");
        link.enterprise = row->enterprise;
        link.person = row->person;
        link.institution = sheet->call.organisation;
        link.programme = str_is_empty(sheet->call.programme) ? sheet->call.name : sheet->call.programme;
        link.date = row->submitted_on;
        link.requested = row->requested;
        link.approved = row->approved;
        link.approved_on = row->decided_on;
        link.state = S("approved");
        link.evidence = row->record.code;
        struct ref agreement = id_is_none(row->agreement.id) ? sheet->call.agreement : row->agreement;
        if (!id_is_none(agreement.id)) {
            struct share *share = ARENA_NEW(ctx->arena, struct share);
            *share = (struct share){agreement, 10000};
            link.funding = (struct shares){share, 1};
        }
        shape_fill(ctx->arena, &link_entity.shape, &link);
        TRY(record_write(ctx, &link_entity, &link, NULL));
    }
    record_tell(ctx, &told);
    row->link = (struct ref){.id = link.record.id, .code = link.record.code};
    return ERR_OK;
}

static enum err guard_approve(struct ctx *ctx, void *row_, const void *before, const void *in)
{
    (void)before;
    struct fund_application *row = row_;
    const struct fund_approve_input *input = in;
    struct fund_sheet sheet;
    TRY(fund_sheet_gather(ctx, row, &sheet));
    enum err err = need_pass(ctx, &sheet, NULL);
    if (err != ERR_OK && err != ERR_INVALID) {
        return err;
    }
    SERVICE_COLLECT(err, not_own(ctx, row));
    SERVICE_COLLECT(err, service_check_order(ctx, TEXT("presentada el", "handed in on"), row->submitted_on, "decided_on",
                                             row->decided_on));
    if (row->approved.minor > minor_of(row->requested)) {
        err = ctx_fault(ctx, "approved", money_plain(ctx->arena, row->approved),
                        TEXT("No se aprueba más de lo solicitado.", "No more is approved than was asked for."),
                        TEXT("Revise el monto en el acta del fondo.", "Check the amount in the fund's act."));
    }
    TRY(err);
    row->decided_by = ctx->actor.name;
    return take_link(ctx, row, &sheet, input->existing_link);
}

static enum err guard_deny(struct ctx *ctx, void *row_, const void *before, const void *in)
{
    (void)in;
    struct fund_application *row = row_;
    struct fund_sheet sheet;
    today_if_none(ctx, &row->decided_on);
    TRY(fund_sheet_gather(ctx, row, &sheet));
    const struct fund_result *results = sheet.results.items;
    bool passed = sheet.results.len > 0 && str_eq(((const struct fund_application *)before)->state, S("committee"));
    for (size_t i = 0; i < sheet.results.len; i++) {
        passed = passed && results[i].passed == ANSWER_YES;
    }
    enum err err = not_own(ctx, row);
    if (passed) {
        err = ctx_fault(ctx, "score", STR_NONE, TEXT("Todas las hojas alcanzan su mínimo: la solicitud se aprueba.",
                                                     "Every sheet reaches its minimum: the application is approved."),
                        TEXT("Revise los puntajes con el acta del fondo; si el solicitante ya no sigue, registre que desistió.",
                             "Check the points against the fund's act; if the applicant does not go on, record that it withdrew."));
    }
    row->decided_by = ctx->actor.name;
    return err;
}

/* ---- ratification and invoice ------------------------------------------------------------------------------------------ */

static enum err guard_ratify(struct ctx *ctx, void *row_, const void *before, const void *in)
{
    (void)before;
    (void)in;
    struct fund_application *row = row_;
    struct fund_call call;
    struct fund_line line;
    struct working_days calendar;
    TRY(fund_application_terms(ctx, row, &call, &line));
    enum err err = not_own(ctx, row);
    SERVICE_COLLECT(err, service_check_order(ctx, TEXT("decidida el", "decided on"), row->decided_on, "ratified_on",
                                             row->ratified_on));
    if (str_eq(row->decided_by, ctx->actor.name) && ctx->actor.role != ROLE_LOCAL) {
        err = ctx_fault(ctx, "ratified_by", ctx->actor.name,
                        TEXT("Quien registró la aprobación no registra la ratificación.",
                             "Whoever recorded the approval does not record the ratification."),
                        TEXT("La registra otra persona de la dirección, con el acta a la vista.",
                             "Another person of the direction records it, with the act at hand."));
    }
    TRY(err);
    row->ratified_by = ctx->actor.name;
    TRY(fund_application_calendar(ctx, row, &call, row->ratified_on, &calendar));
    row->invoice_due_on = working_day_after(&calendar, row->ratified_on, call.invoice_days == INT_NONE ? 5 : call.invoice_days);
    return ERR_OK;
}

/* In paper at the fund, with its copy, for the whole amount. */
static enum err guard_invoice(struct ctx *ctx, void *row_, const void *before, const void *in)
{
    (void)before;
    (void)in;
    struct fund_application *row = row_;
    struct fund_sheet sheet;
    TRY(fund_sheet_gather(ctx, row, &sheet));
    const struct application_invoice *invoices = sheet.invoices.items;
    int64_t sum = 0;
    enum err err = ERR_OK;
    for (size_t i = 0; i < sheet.invoices.len; i++) {
        const struct application_invoice *invoice = &invoices[i];
        bool has = false;
        sum += invoice->amount.minor;
        TRY(fund_part_has_evidence(ctx, &invoice->record, invoice->evidence, &has));
        if (!has) {
            err = ctx_fault(ctx, "invoice", invoice->record.code,
                            TEXT("Falta la copia de la factura.", "The copy of the invoice is missing."),
                            TEXT("Adjúntela en la página de la factura (PDF o foto); la tiene el solicitante.",
                                 "Attach it on the invoice's page (PDF or photo); the applicant has it."));
        }
        if (date_is_none(invoice->delivered_on)) {
            err = ctx_fault(ctx, "invoice", invoice->record.code,
                            TEXT("La factura no se ha entregado en papel al fondo.",
                                 "The invoice has not been handed to the fund in paper."),
                            TEXT("Al entregarla, anote la fecha y quién la recibió.",
                                 "On delivery note the day and who received it."));
        } else if (date_is_none(row->invoiced_on) || date_cmp(row->invoiced_on, invoice->delivered_on) < 0) {
            row->invoiced_on = invoice->delivered_on;
        }
    }
    if (sum != minor_of(row->total)) {
        err = ctx_fault(ctx, "invoice", money_plain(ctx->arena, money_of(sum, ctx->currency)),
                        text_format(ctx->arena, TEXT("Se facturan %s: el fondo %s y el beneficiario %s. Lo registrado suma %s.",
                                                     "%s are invoiced: %s by the fund and %s by the beneficiary. What is recorded adds to %s."),
                                    amount(ctx, minor_of(row->total)), amount(ctx,
                                                                              minor_of(row->approved)), amount(ctx,
                                                                                                               minor_of(row->counterpart)), amount(ctx, sum)),
                        TEXT("Registre la factura por ese monto; la emite el proveedor o el solicitante según las bases.",
                             "Record the invoice of that amount; the supplier or the applicant issues it, by the terms."));
    }
    SERVICE_COLLECT(err, service_check_order(ctx, TEXT("ratificada el", "ratified on"), row->ratified_on, "invoiced_on",
                                             row->invoiced_on));
    return err;
}

/* ---- execution and settlement ------------------------------------------------------------------------------------------ */

static enum err guard_start(struct ctx *ctx, void *row_, const void *before, const void *in)
{
    (void)before;
    (void)in;
    struct fund_application *row = row_;
    struct fund_sheet sheet;
    today_if_none(ctx, &row->started_on);
    TRY(fund_sheet_gather(ctx, row, &sheet));
    enum err err = service_check_order(ctx, TEXT("ratificada el", "ratified on"), row->ratified_on, "started_on",
                                       row->started_on);
    SERVICE_COLLECT(err, need(ctx, "activity", sheet.activities.len > 0,
                              TEXT("Falta el plan: ninguna actividad.", "The plan is missing: no activity."),
                              TEXT("Quien formula anota las actividades con su inicio y fin.",
                                   "The formulator records the activities with their begin and end.")));
    return err;
}

static enum err guard_finish(struct ctx *ctx, void *row_, const void *before, const void *in)
{
    (void)before;
    (void)in;
    struct fund_application *row = row_;
    struct fund_sheet sheet;
    today_if_none(ctx, &row->finished_on);
    TRY(fund_sheet_gather(ctx, row, &sheet));
    const struct fund_progress *activities = sheet.activities.items;
    enum err err = service_check_order(ctx, TEXT("ejecución desde", "execution from"), row->started_on, "finished_on",
                                       row->finished_on);
    for (size_t i = 0; i < sheet.activities.len; i++) {
        if (!str_eq(activities[i].state, S("finished"))) {
            err = ctx_fault(ctx, "activity", activities[i].activity,
                            text_words(ctx->arena, TEXT("Una actividad no ha terminado: %s.",
                                                        "An activity is not finished: %s."),
                                       (struct text){str_c(ctx->arena, activities[i].name),
                                                     str_c(ctx->arena, activities[i].name)}),
                            TEXT("Quien da seguimiento registra que terminó, con su evidencia.",
                                 "Whoever follows it up records that it finished, with its evidence."));
        }
    }
    return err;
}

/* What the fund paid is what was spent of its money, but for what is given back; its part of all that was spent does not exceed
 * its percentage. */
static enum err guard_settle(struct ctx *ctx, void *row_, const void *before, const void *in)
{
    (void)before;
    (void)in;
    struct fund_application *row = row_;
    struct fund_sheet sheet;
    today_if_none(ctx, &row->settled_on);
    TRY(fund_sheet_gather(ctx, row, &sheet));
    int64_t paid = minor_of(sheet.disbursed);
    int64_t spent = minor_of(fund_sheet_source(&sheet, "fund")->spent_cash);
    int64_t own = minor_of(fund_sheet_source(&sheet, "beneficiary")->spent_cash);
    int64_t back = minor_of(row->returned);
    enum err err = service_check_order(ctx, TEXT("ejecución hasta", "execution until"), row->finished_on, "settled_on",
                                       row->settled_on);
    if (paid - spent != back && paid >= spent) {
        err = ctx_fault(ctx, "returned", money_plain(ctx->arena, row->returned),
                        text_format(ctx->arena, TEXT("El fondo pagó %s y de su dinero se gastaron %s: se devuelven %s.",
                                                     "The fund paid %s and %s of its money were spent: %s are given back."),
                                    amount(ctx, paid), amount(ctx, spent), amount(ctx, paid - spent)),
                        TEXT("Registre la devolución exacta, o los gastos que falten; los tiene el solicitante.",
                             "Record what was given back to the cent, or the expenses that are missing; the applicant has them."));
    } else if (paid < spent) {
        err = ctx_fault(ctx, "returned", money_plain(ctx->arena, row->returned),
                        text_format(ctx->arena, TEXT("Del dinero del fondo se gastaron %s y el fondo pagó %s: debe %s.",
                                                     "%s of the fund's money were spent and the fund paid %s: it owes %s."),
                                    amount(ctx, spent), amount(ctx, paid), amount(ctx, spent - paid)),
                        TEXT("Registre el desembolso o reembolso que falta, o pase el gasto al beneficiario.",
                             "Record the disbursement or reimbursement that is missing, or put the expense on the beneficiary."));
    }
    if (spent > money_share(spent + own, sheet.percent)) {
        err = ctx_fault(ctx, "budget", money_plain(ctx->arena, money_of(own, ctx->currency)),
                        text_format(ctx->arena,
                                    TEXT("El fondo paga el %s %% de lo gastado: el beneficiario debe haber pagado %s y pagó %s.",
                                                     "The fund pays %s %% of what is spent: the beneficiary must have paid %s and paid %s."),
                                    str_c(ctx->arena, hundredths_plain(ctx->arena, sheet.percent)),
                                    amount(ctx, money_split_of_share(spent, sheet.percent).rest), amount(ctx, own)),
                        TEXT("Registre los pagos del beneficiario, o devuelva al fondo lo que pasa de su parte.",
                             "Record the beneficiary's payments, or give back to the fund what exceeds its part."));
    }
    if (back > 0 && date_is_none(row->returned_on)) {
        err = ctx_fault(ctx, "returned_on", STR_NONE, TEXT("Lo devuelto dice su fecha.", "What was given back states its day."),
                        TEXT("Está en el comprobante del depósito.", "It stands on the receipt of the deposit."));
    }
    return err;
}

static enum err move_link(struct ctx *ctx, const struct fund_application *row, const char *move, const char *from)
{
    struct link before;
    if (id_is_none(row->link.id)) {
        return ERR_OK;
    }
    shape_clear(&link_entity.shape, &before);
    TRY(record_find_id(ctx, &link_entity, row->link.id, &before));
    if (before.record.annulled == ANSWER_YES || !flow_names(from, before.state)) {
        return ERR_OK;
    }
    struct link link = before;
    struct record_told told = record_told(ctx);
    TRY(flow_apply(ctx, &link_entity, move, NULL, &link, &before));
    record_tell(ctx, &told);
    return ERR_OK;
}

/* The impact is measured like any other, or it is said why not. */
static enum err guard_close(struct ctx *ctx, void *row_, const void *before, const void *in)
{
    (void)before;
    (void)in;
    struct fund_application *row = row_;
    struct fund_impact impact;
    today_if_none(ctx, &row->closed_on);
    TRY(fund_application_store_impact(ctx, row, &impact));
    enum err err = service_check_order(ctx, TEXT("liquidada el", "settled on"), row->settled_on, "closed_on", row->closed_on);
    SERVICE_COLLECT(err, need(ctx, "impact_note", !str_is_empty(impact.after) || !str_is_empty(row->impact_note),
                              TEXT("Falta medir a la empresa después de la ejecución.",
                                   "The enterprise has not been measured after the execution."),
                              TEXT("Quien asesora registra una medición de seguimiento o final; si no se puede, diga por qué.",
                                   "The adviser records a follow-up or final measurement; where that cannot be done, say why.")));
    TRY(err);
    return move_link(ctx, row, "close", "approved disbursed");
}

static enum err guard_withdraw(struct ctx *ctx, void *row_, const void *before, const void *in)
{
    (void)before;
    (void)in;
    const struct fund_application *row = row_;
    struct fund_sheet sheet;
    TRY(fund_sheet_gather(ctx, row, &sheet));
    if (minor_of(sheet.disbursed) > 0) {
        return ctx_fault(ctx, "disbursement", money_plain(ctx->arena, sheet.disbursed),
                         TEXT("El fondo ya pagó: no se desiste, se liquida.",
                              "The fund has paid already: there is no withdrawing, it is settled."),
                         TEXT("Termine la ejecución y registre lo que se devuelve.",
                              "End the execution and record what is given back."));
    }
    return move_link(ctx, row, "withdraw", "identified submitted approved");
}

static const struct flow_move moves[] = {
    {.name = "formulate", .label = T("Empezar a formular", "Begin to formulate"), .from = "identified", .to = "formulation",
     .guard = guard_formulate},
    {.name = "observe", .label = T("Observar", "Observe"), .from = "formulation", .to = "observed", .guard = guard_observe},
    {.name = "resume", .label = T("Observaciones atendidas", "Observations dealt with"), .from = "observed",
     .to = "formulation", .guard = guard_resume},
    {.name = "submit", .label = T("Presentar al fondo", "Hand in to the fund"), .from = "formulation observed",
     .to = "technical_filter",
     .guard = guard_submit},
    {.name = "pass_filter", .label = T("Pasó el filtro técnico", "It passed the technical filter"),
     .from = "technical_filter", .to = "committee",
     .guard = guard_pass},
    {.name = "approve", .label = T("El comité la aprobó", "The committee approved it"), .from = "committee",
     .to = "approved", .guard = guard_approve},
    {.name = "ratify", .label = T("Se ratificó", "It was ratified"), .from = "approved", .to = "ratified",
     .guard = guard_ratify},
    {.name = "invoice", .label = T("La factura se entregó", "The invoice was handed in"), .from = "ratified",
     .to = "invoiced", .guard = guard_invoice},
    {.name = "start", .label = T("Empezar la ejecución", "Begin the execution"), .from = "invoiced", .to = "executing",
     .guard = guard_start},
    {.name = "finish", .label = T("Terminó la ejecución", "The execution ended"), .from = "executing", .to = "executed",
     .guard = guard_finish},
    {.name = "settle", .label = T("Liquidar", "Settle"), .from = "executed", .to = "settled", .guard = guard_settle},
    {.name = "close", .label = T("Cerrar el proyecto", "Close the project"), .from = "settled", .to = "closed",
     .guard = guard_close},
    {.name = "deny", .label = T("El fondo la denegó", "The fund denied it"), .from = "technical_filter committee",
     .to = "denied", .weighty = true,
     .guard = guard_deny},
    {.name = "withdraw", .label = T("El solicitante desistió", "The applicant withdrew"),
     .from = "identified formulation observed technical_filter committee approved ratified invoiced executing", .to = "withdrawn", .weighty = true,
     .guard = guard_withdraw},
};
const struct flow fund_application_flow = {.field = "state", .entry = "identified", .moves = moves, .count = COUNT_OF(moves)};
