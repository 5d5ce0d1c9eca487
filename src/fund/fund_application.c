#include "fund/fund_application.h"

#include "advice/service.h"
#include "client/enterprise.h"
#include "client/person.h"
#include "finance/link.h"
#include "party/organisation.h"
#include "party/staff.h"
#include "party/unit.h"

const struct choice fund_application_states[] = {
    {"identified", T("Identificada", "Identified"), "IDENTIFICADA"},
    {"formulation", T("Formulación", "Formulation"), "FORMULACION"},
    {"observed", T("Observada", "Observed"), "OBSERVADA"},
    {"technical_filter", T("Filtro técnico", "Technical filter"), "FILTRO_TECNICO"},
    {"committee", T("Comité", "Committee"), "COMITE|comité"},
    {"approved", T("Aprobada", "Approved"), "APROBADA"},
    {"ratified", T("Ratificada", "Ratified"), "RATIFICADA"},
    {"invoiced", T("Facturada", "Invoiced"), "FACTURADA"},
    {"executing", T("En ejecución", "Being executed"), "EN_EJECUCION|en ejecución"},
    {"executed", T("Ejecutada", "Executed"), "EJECUTADA"},
    {"settled", T("Liquidada", "Settled"), "LIQUIDADA"},
    {"closed", T("Cerrada", "Closed"), "CERRADA"},
    {"denied", T("Denegada", "Denied"), "DENEGADA"},
    {"withdrawn", T("Desistida", "Withdrawn"), "DESISTIDA"},
    {0},
};
static const struct choice kinds[] = {
    {"technical_assistance", T("Asistencia técnica", "Technical assistance"), "ASISTENCIA_TECNICA|asistencia técnica"},
    {"technology_adoption", T("Adopción tecnológica", "Technology adoption"), "ADOPCION_TECNOLOGICA|adopción tecnológica"},
    {"other", T("Otro tipo, según las bases", "Another kind, by the terms"), "OTRO"},
    {0},
};

static const struct field fields[] = {
    RECORD_CODE(struct fund_application),
    RECORD_UNIT(struct fund_application),
    FIELD_REF(struct fund_application, call, .required = true, .target = &fund_call_entity, .label = T("Convocatoria", "Call")),
    FIELD_REF(struct fund_application, line, .target = &fund_line_entity, .label = T("Línea", "Line")),
    FIELD_REF(struct fund_application, enterprise, .target = &enterprise_entity, .label = T("Empresa", "Enterprise"),
              .hint = T("Quien solicita; al menos la empresa o la persona.",
                        "Who applies; at least the enterprise or the person.")),
    FIELD_REF(struct fund_application, person, .target = &person_entity, .label = T("Persona", "Person")),
    FIELD_TEXT(struct fund_application, title, .required = true, .max = 200,
               .label = T("Nombre de la iniciativa", "Name of the initiative")),
    FIELD_CHOICE(struct fund_application, kind, .required = true, .choices = kinds,
                 .label = T("Tipo de iniciativa", "Kind of initiative")),
    FIELD_TEXT(struct fund_application, kind_note, .max = 150, .label = T("Cuál tipo", "Which kind"),
               .hint = T("El fondo tiene cuatro tipos; de dos no se conoce el nombre oficial.",
                         "The fund has four kinds; of two the official name is not known.")),
    FIELD_TEXT(struct fund_application, problem, .max = 2000, .label = T("Problema que resuelve", "Problem that it solves")),
    FIELD_TEXT(struct fund_application, objective, .max = 2000, .label = T("Objetivo", "Objective")),
    FIELD_TEXT(struct fund_application, expected_results, .max = 2000, .label = T("Resultados esperados", "Expected results"),
               .hint = T("Con sus indicadores: ventas, mercados, empleos.", "With their indicators: sales, markets, jobs.")),
    FIELD_DATE(struct fund_application, identified_on, .required = true, .past = true,
               .label = T("Identificada el", "Identified on")),
    FIELD_REF(struct fund_application, formulator, .target = &staff_entity, .label = T("Formulador(a)", "Formulator")),
    FIELD_REF(struct fund_application, agreement, .target = &agreement_entity, .label = T("Convenio", "Agreement"),
              .hint = T("Si no se dice, el de la convocatoria.", "If none is said, that of the call.")),
    FIELD_MONEY(struct fund_application, requested, .min = 1, .label = T("Solicitado al fondo", "Asked of the fund")),
    FIELD_MONEY(struct fund_application, approved, .min = 1, .label = T("Aprobado por el fondo", "Approved by the fund")),
    FIELD_MONEY(struct fund_application, counterpart, .computed = true,
                .label = T("Aporte del beneficiario", "The beneficiary's share")),
    FIELD_MONEY(struct fund_application, total, .computed = true, .label = T("Total a facturar", "Total to invoice")),
    FIELD_DATE(struct fund_application, submitted_on, .past = true, .label = T("Presentada el", "Handed in on")),
    FIELD_DATE(struct fund_application, decided_on, .past = true, .label = T("Decidida el", "Decided on")),
    FIELD_TEXT(struct fund_application, decided_by, .max = 120, .label = T("Registró la decisión", "Recorded the decision")),
    FIELD_TEXT(struct fund_application, reason, .max = 500, .label = T("Motivo", "Reason")),
    FIELD_DATE(struct fund_application, ratified_on, .past = true, .label = T("Ratificada el", "Ratified on")),
    FIELD_TEXT(struct fund_application, ratification, .max = 120, .label = T("Acta o resolución", "Act or resolution")),
    FIELD_TEXT(struct fund_application, ratified_by, .max = 120,
               .label = T("Registró la ratificación", "Recorded the ratification")),
    FIELD_DATE(struct fund_application, invoice_due_on, .label = T("La factura vence el", "Invoice due on")),
    FIELD_DATE(struct fund_application, invoiced_on, .past = true, .label = T("Facturada el", "Invoiced on")),
    FIELD_DATE(struct fund_application, started_on, .past = true, .label = T("Ejecución desde", "Execution from")),
    FIELD_DATE(struct fund_application, finished_on, .past = true, .label = T("Ejecución hasta", "Execution until")),
    FIELD_DATE(struct fund_application, settled_on, .past = true, .label = T("Liquidada el", "Settled on")),
    FIELD_MONEY(struct fund_application, returned, .min = 0, .label = T("Devuelto al fondo", "Given back to the fund")),
    FIELD_DATE(struct fund_application, returned_on, .past = true, .label = T("Devuelto el", "Given back on")),
    FIELD_DATE(struct fund_application, closed_on, .past = true, .label = T("Cerrada el", "Closed on")),
    FIELD_TEXT(struct fund_application, impact_note, .max = 500,
               .label = T("Por qué no hay medición posterior", "Why there is no measurement after it")),
    FIELD_REF(struct fund_application, link, .target = &link_entity,
              .label = T("Vinculación que cuenta el dinero", "Link that counts the money")),
    SERVICE_EVIDENCE(struct fund_application),
    FIELD_CHOICE(struct fund_application, state, .choices = fund_application_states, .initial = "identified",
                 .label = T("Estado", "State")),
    RECORD_ANNULMENT(struct fund_application),
};

/* ---- what follows from its terms -------------------------------------------------------------------------------- */

enum err fund_application_terms(struct ctx *ctx, const struct fund_application *row, struct fund_call *call,
                                struct fund_line *line)
{
    shape_clear(&fund_call_entity.shape, call);
    shape_clear(&fund_line_entity.shape, line);
    TRY(record_find_id(ctx, &fund_call_entity, row->call.id, call));
    return id_is_none(row->line.id) ? ERR_OK : record_find_id(ctx, &fund_line_entity, row->line.id, line);
}

int64_t fund_application_percent(const struct fund_call *call, const struct fund_line *line)
{
    return line->max_percent != INT_NONE && line->max_percent > 0 && line->max_percent < call->fund_percent ? line->max_percent : call->fund_percent;
}

enum err fund_application_calendar(struct ctx *ctx, const struct fund_application *row, const struct fund_call *call,
                                   struct date from,
                                   struct working_days *out)
{
    return holiday_calendar(ctx, row->record.agency, from, call->office_district, call->public_offices == ANSWER_YES, out);
}

enum err fund_application_class(struct ctx *ctx, const struct fund_application *row, struct str *out)
{
    *out = S("entrepreneur");
    if (id_is_none(row->enterprise.id)) {
        return ERR_OK;
    }
    struct enterprise enterprise;
    shape_clear(&enterprise_entity.shape, &enterprise);
    TRY(record_find_id(ctx, &enterprise_entity, row->enterprise.id, &enterprise));
    struct str class = str_is_empty(enterprise.size_override) ? enterprise.size_class : enterprise.size_override;
    bool micro = str_eq(class, S("subsistence")) || str_eq(class, S("accumulation")) || str_eq(class, S("expansion"));
    *out = micro ? S("micro") : class;
    return ERR_OK;
}

static bool admits(struct str classes, struct str class)
{
    struct str one;
    while (str_split(&classes, ';', &one)) {
        if (str_eq(one, class)) {
            return true;
        }
    }
    return false;
}

enum err fund_application_admit(struct ctx *ctx, const struct fund_application *row, const struct fund_call *call, bool strict)
{
    struct str class;
    TRY(fund_application_class(ctx, row, &class));
    if (str_is_empty(class)) {
        return !strict ? ERR_OK
                       : ctx_fault(ctx, "enterprise", row->enterprise.code,
                                   TEXT("No se sabe de qué tamaño es la empresa, y la convocatoria lo pide.",
                                        "The enterprise's size is not known, and the call asks for it."),
                                   TEXT("Quien asesora anota sus ventas anuales y sus trabajadores.",
                                        "Its adviser records its annual sales and workers."));
    }
    if (admits(call->classes, class)) {
        return ERR_OK;
    }
    return ctx_fault(ctx, "enterprise", id_is_none(row->enterprise.id) ? row->person.code : row->enterprise.code,
                     TEXT("La convocatoria no admite solicitantes de ese tamaño.",
                          "The call does not admit applicants of that size."),
                     TEXT("Vea a quiénes admite la convocatoria; las bases las corrige la dirección.",
                          "See whom the call admits; the direction corrects its terms."));
}

/* ---- the check in every write ------------------------------------------------------------------------------------- */

static enum err check_parties(struct ctx *ctx, const struct fund_application *row, const struct fund_call *call,
                              const struct fund_line *line)
{
    enum err err = ERR_OK;
    if (id_is_none(row->enterprise.id) && id_is_none(row->person.id)) {
        err = ctx_fault(ctx, "enterprise", STR_NONE, TEXT("Una solicitud nombra una empresa o una persona.",
                                                          "An application names an enterprise or a person."),
                        TEXT("Elija quién solicita.", "Choose who applies."));
    } else {
        SERVICE_COLLECT(err, fund_application_admit(ctx, row, call, false));
    }
    if (!id_is_none(row->line.id) && !id_eq(line->call.id, row->call.id)) {
        err = ctx_fault(ctx, "line", row->line.code, TEXT("Esa línea es de otra convocatoria.",
                                                          "That line is of another call."),
                        TEXT("Elija una línea de la convocatoria.", "Choose a line of the call."));
    }
    if (str_eq(row->kind, S("other")) && str_is_empty(row->kind_note)) {
        err = ctx_fault(ctx, "kind_note", STR_NONE, TEXT("Otro tipo de iniciativa se dice con sus palabras.",
                                                         "Another kind of initiative is said in words."),
                        TEXT("Escriba el tipo como está en las bases.", "Write the kind as it stands in the terms."));
    }
    struct str same;
    TRY(fund_application_store_same(ctx, row, &same));
    if (!str_is_empty(same) && !ctx->importing) {
        err = ctx_fault(ctx, "title", row->title,
                        text_format(ctx->arena, TEXT("Ese solicitante ya tiene esta iniciativa en la convocatoria (%s).",
                                                     "That applicant has this initiative in the call already (%s)."), str_c(ctx->arena, same)),
                        TEXT("Siga con aquella solicitud.", "Go on with that application."));
    }
    return err;
}

static enum err check_call_open(struct ctx *ctx, const struct fund_application *row, const struct fund_call *call)
{
    if (ctx->importing || date_is_none(call->closes_on) || date_cmp(row->identified_on, call->closes_on) <= 0) {
        return ERR_OK;
    }
    return ctx_fault(ctx, "call", row->call.code,
                     text_format(ctx->arena, TEXT("La convocatoria cerró el %s.", "The call closed on %s."),
                                 str_c(ctx->arena, date_display(ctx->arena, call->closes_on))),
                     TEXT("Elija una convocatoria abierta; si el fondo la prorrogó, la dirección corrige la fecha de cierre.",
                          "Choose an open call; if the fund extended it, the direction corrects the closing date."));
}

/* What the fund pays binds the rest to the cent; more than a ceiling is refused. */
static enum err check_money(struct ctx *ctx, struct fund_application *row, const struct fund_call *call,
                            const struct fund_line *line)
{
    struct money part = money_is_none(row->approved) ? row->requested : row->approved;
    const char *field = money_is_none(row->approved) ? "requested" : "approved";
    row->counterpart = MONEY_NONE;
    row->total = MONEY_NONE;
    if (money_is_none(part)) {
        return ERR_OK;
    }
    struct money_split split = money_split_of_share(part.minor, fund_application_percent(call, line));
    row->counterpart = money_of(split.rest, part.currency);
    row->total = money_of(split.total, part.currency);
    struct money most = money_is_none(line->max_amount) ? call->max_amount : line->max_amount;
    if (!money_is_none(most) && part.minor > most.minor && !ctx->importing) {
        return ctx_fault(ctx, field, money_plain(ctx->arena, part),
                         text_format(ctx->arena, TEXT("El fondo paga %s como máximo.", "The fund pays %s at most."),
                                     str_c(ctx->arena, money_display(ctx->arena, most))),
                         TEXT("Baje el monto; lo demás lo aporta el beneficiario u otra fuente.",
                              "Lower the amount; the beneficiary or another source gives the rest."));
    }
    if (!money_is_none(row->approved) && !money_is_none(row->requested) && row->approved.minor > row->requested.minor) {
        return ctx_fault(ctx, "approved", money_plain(ctx->arena, row->approved),
                         TEXT("No se aprueba más de lo solicitado.", "No more is approved than was asked for."),
                         TEXT("Revise el monto en el acta del fondo.", "Check the amount in the fund's act."));
    }
    return ERR_OK;
}

/* What a step writes is not written by hand, and what was handed in stays as it was handed in. */
static enum err check_locked(struct ctx *ctx, const struct fund_application *row, const struct fund_application *was)
{
    static const char *const steps[] = {"submitted_on", "decided_on", "ratified_on", "ratification", "invoiced_on",
                                        "started_on", "finished_on",
                                        "settled_on", "returned", "returned_on", "closed_on", "impact_note", "approved", "reason", "decided_by", "ratified_by", "invoice_due_on", "link", NULL};
    static const char *const handed_in[] = {"call", "line", "enterprise", "person", "requested", "kind", "unit", NULL};
    enum err err = ERR_OK;
    for (size_t i = 0; steps[i] != NULL; i++) {
        const struct field *field = shape_find(&fund_application_entity.shape, str_of(steps[i]));
        if (was == NULL ? !field_is_none(field, row) : !field_eq(field, row, was)) {
            err = ctx_fault(ctx, steps[i], field_plain(ctx->arena, field, row),
                            TEXT("Este dato lo escribe un paso de la solicitud.",
                                 "This value is written by a step of the application."),
                            TEXT("Use el paso que corresponde, en la página de la solicitud.",
                                 "Take the step that is due, on the application's page."));
        }
    }
    bool free = was == NULL || flow_names("identified formulation observed", was->state);
    for (size_t i = 0; !free && handed_in[i] != NULL; i++) {
        const struct field *field = shape_find(&fund_application_entity.shape, str_of(handed_in[i]));
        if (!field_eq(field, row, was)) {
            err = ctx_fault(ctx, handed_in[i], field_plain(ctx->arena, field, row),
                            TEXT("La solicitud ya se presentó: esto queda como se presentó.",
                                 "The application was handed in: this stays as it was handed in."),
                            TEXT("Si el fondo pide otra cosa, registre que el solicitante desistió y formule otra.",
                                 "If the fund asks for something else, record that the applicant withdrew and formulate another one."));
        }
    }
    return err;
}

static enum err fund_application_check(struct ctx *ctx, void *row_, const void *before)
{
    struct fund_application *row = row_;
    const struct fund_application *was = before;
    struct fund_call call;
    struct fund_line line;
    if (row->record.annulled == ANSWER_YES && was != NULL) {
        return ERR_OK;
    }
    TRY(fund_application_terms(ctx, row, &call, &line));
    enum err err = ERR_OK;
    SERVICE_COLLECT(err, check_parties(ctx, row, &call, &line));
    if (was == NULL || !id_eq(was->call.id, row->call.id) || date_cmp(was->identified_on, row->identified_on) != 0) {
        SERVICE_COLLECT(err, check_call_open(ctx, row, &call));
    }
    SERVICE_COLLECT(err, check_money(ctx, row, &call, &line));
    if (!ctx->importing && ctx->move == NULL) {
        SERVICE_COLLECT(err, check_locked(ctx, row, was));
    }
    return err;
}

const struct entity fund_application_entity = {
    .shape = SHAPE("fund_application", struct fund_application, fields),
    .dataset = "fund_applications",
    .code_prefix = "FA",
    .label = T("Solicitud a un fondo", "Application to a fund"),
    .plural = T("Solicitudes a fondos", "Applications to funds"),
    .store = &fund_application_store,
    .sensitive_read = "fund_application",
    .parent = "call",
    .flow = &fund_application_flow,
    .check = fund_application_check,
};
