/* centre/work.h: what waits for somebody: the sections of today's page and the list of records that lack a piece.
 *
 * A section is one question to the records ("requests that wait to be authorised"); a rule of quality is one too ("sessions without
 * contact time"). Both answer with items: which record, whose, since or until when. Nothing here changes anything: an item leads to
 * the record where the work is done.
 *
 * Invariant: an item is in the caller's scope and of a kind that her role may read.
 */
#ifndef ADELANTE_WORK_H
#define ADELANTE_WORK_H

#include "core/ctx.h"
#include "core/field.h"
#include "core/op.h"

/* X(NAME, code, Spanish, English): the sections, in the order in which they are shown. */
#define WORK_SECTIONS(X)                                                                                                   \
    X(APPOINTMENTS, "appointments", "Citas", "Appointments")                                                               \
    X(ACTIONS, "actions_due", "Acciones de planes por terminar", "Plan actions due")                                       \
    X(OWN_INTAKES, "own_intakes", "Solicitudes por completar", "Requests to complete")                                     \
    X(INTAKES, "intakes", "Solicitudes por autorizar", "Requests to authorise")                                            \
    X(PLANS, "plans", "Planes por firmar", "Plans to sign")                                                                \
    X(APPROVALS, "approvals", "Contratos y prórrogas por aprobar", "Contracts and extensions to approve")                  \
    X(PAYMENTS_HELD, "payments_held", "Pagos por autorizar", "Payments to authorise")                                      \
    X(PAYMENTS_READY, "payments_ready", "Pagos autorizados por hacer", "Authorised payments to make")                      \
    X(OFFERS, "offers", "Términos que esperan ofertas", "Terms that await offers")                                         \
    X(CONTRACTS, "contracts", "Ofertas por elegir y contratos por firmar", "Offers to choose and contracts to sign")       \
    X(REPORTS, "reports", "Informes mensuales en revisión u observados", "Monthly reports in review or observed")          \
    X(DUPLICATES, "duplicates", "Uniones de duplicados por confirmar", "Merges of duplicates to confirm")                  \
    X(LATE_SERVICES, "late_services", "Servicios atrasados", "Services that are late")                                     \
    X(LATE_SESSIONS, "late_sessions", "Sesiones programadas que no se registraron", "Scheduled sessions that were not recorded") \
    X(LATE_PLANS, "late_plans", "Planes y acciones atrasados", "Plans and actions that are late")                          \
    X(UNVERIFIED, "unverified", "Resultados sin verificar", "Results not verified")                                        \
    X(FUND_INVOICES, "fund_invoices", "Facturas por entregar a un fondo", "Invoices to hand in to a fund")                     \
    X(AGREEMENTS, "agreements", "Lo que vence en los convenios", "What falls due in agreements")                           \
    X(RESOLUTIONS, "resolutions", "Acuerdos vencidos", "Overdue resolutions")                                              \
    X(DUTIES, "duties", "Obligaciones legales", "Legal duties")

/* X(NAME, code, what is missing, who can supply it): in Spanish and English. */
#define WORK_RULES(X)                                                                                                      \
    X(PERSON_CONSENT, "person_consent", "Personas sin consentimiento", "Persons without consent",                          \
      "La persona lo firma; lo registra su asesor(a).", "The person signs it; her adviser records it.")                    \
    X(PERSON_SEX, "person_sex", "Personas sin sexo", "Persons without sex",                                                \
      "La persona; lo registra su asesor(a).", "The person; her adviser records it.")                                      \
    X(PERSON_BIRTH, "person_birth_date", "Personas sin fecha de nacimiento", "Persons without birth date",                 \
      "Su DUI; lo registra su asesor(a).", "Her identity document; her adviser records it.")                               \
    X(PERSON_DISTRICT, "person_district", "Personas sin distrito", "Persons without district",                             \
      "La persona; lo registra su asesor(a).", "The person; her adviser records it.")                                      \
    X(PERSON_DOCUMENT, "person_document", "Personas sin documento", "Persons without a document",                          \
      "La persona trae su DUI; lo registra su asesor(a).", "The person brings her DUI; her adviser records it.")           \
    X(ENTERPRISE_CONSENT, "enterprise_consent", "Empresas sin consentimiento", "Enterprises without consent",              \
      "La propietaria o el propietario lo firma; lo registra su asesor(a).", "The owner signs it; the adviser records it.") \
    X(ENTERPRISE_SIZE, "enterprise_size", "Empresas sin ventas o trabajadores para su tamaño",                             \
      "Enterprises without sales or workers for their size",                                                               \
      "La empresa los declara; los registra su asesor(a).", "The enterprise states them; the adviser records them.")       \
    X(ENTERPRISE_LED_BY, "enterprise_led_by", "Empresas sin quién la dirige", "Enterprises without who leads them",        \
      "La empresa; lo registra su asesor(a).", "The enterprise; the adviser records it.")                                  \
    X(ENTERPRISE_NIT, "enterprise_nit", "Empresas sin NIT", "Enterprises without NIT",                                     \
      "La empresa muestra su tarjeta; la registra su asesor(a).", "The enterprise shows its card; the adviser records it.") \
    X(ENTERPRISE_OPENING, "enterprise_opening", "Empresas atendidas sin medición inicial",                                 \
      "Enterprises served without an initial measurement",                                                                 \
      "La empresa declara sus ventas y empleos; los mide su asesor(a).",                                                   \
      "The enterprise states its sales and jobs; the adviser measures them.")                                              \
    X(SESSION_CONTACT, "session_contact", "Sesiones sin tiempo de atención", "Sessions without contact time",              \
      "Quien dio la sesión.", "Whoever gave the session.")                                                                 \
    X(SESSION_SUMMARY, "session_summary", "Sesiones sin resumen", "Sessions without a summary",                            \
      "Quien dio la sesión.", "Whoever gave the session.")                                                                 \
    X(EVENT_ATTENDANCE, "event_attendance", "Eventos terminados sin lista de asistencia", "Events over without an attendance list", \
      "La lista firmada la tiene quien responde por el evento.", "Whoever answers for the event has the signed list.")     \
    X(SNAPSHOT_EVIDENCE, "snapshot_evidence", "Mediciones sin evidencia", "Measurements without evidence",                 \
      "La empresa entrega un comprobante; lo adjunta quien midió.", "The enterprise hands over a proof; whoever measured attaches it.") \
    X(LINK_EVIDENCE, "link_evidence", "Vinculaciones aprobadas sin evidencia", "Approved links without evidence",          \
      "La institución lo confirma por escrito; lo adjunta su asesor(a).", "The institution confirms it in writing; the adviser attaches it.") \
    X(MILESTONE_EVIDENCE, "milestone_evidence", "Logros sin evidencia", "Milestones without evidence",                     \
      "La empresa entrega copia; la adjunta su asesor(a).", "The enterprise hands over a copy; the adviser attaches it.")

enum work_list {
#define X(name, ...) WORK_##name,
    WORK_SECTIONS(X)
    WORK_SECTION_COUNT,
    WORK_BEFORE_RULES = WORK_SECTION_COUNT - 1,
    WORK_RULES(X)
#undef X
    WORK_LIST_COUNT
};
#define WORK_RULE_COUNT (WORK_LIST_COUNT - WORK_SECTION_COUNT)

struct work_item {
    struct str section; /* of today, or the rule */
    struct str dataset; /* of the record to open */
    struct str code;
    struct str title;
    struct str who;     /* client, or whoever it is about; may be none */
    struct date date;   /* due, or since when */
    int64_t days;       /* until it; negative: past */
};
/* One section or rule: how many in all; the first of its items stand in the list beside. */
struct work_count {
    struct str code;
    struct text label;
    int64_t count;
    int64_t late;       /* of those that are shown, past their day; a rule has none */
    struct text supplier; /* of a rule: who can supply it */
};

struct work_today_input {
    struct str adviser; /* staff code; empty: the caller's own, or the whole unit for who advises nobody */
    int64_t limit;      /* items of a section, 6 if none */
};
/* today.read */
struct work_today {
    struct date on;
    struct str adviser;      /* whose day it is; none: the unit's */
    struct str adviser_name;
    struct rows sections;    /* struct work_count, those of the role, also the empty ones */
    struct rows items;       /* struct work_item, by section and date */
};
struct work_quality_input {
    struct str rule;
    struct str adviser;
    int64_t limit;
};
extern const struct choice work_sections[];
extern const struct choice work_rules[];
extern const struct shape work_item_shape;
extern const struct shape work_count_shape;
extern const struct shape work_today_shape;
extern const struct op work_ops[];
extern const size_t work_op_count;
extern const struct db_statements work_statements;

/* In work_store.c: the items of a section or rule whose day lies between the two, the earliest first, at most so many, and how many
 * there are in all. staff: those of one adviser; none: everybody's. */
FALLIBLE work_store_list(struct ctx *ctx, enum work_list list, struct date from, struct date until, struct id staff, int64_t limit,
                         struct rows *out, int64_t *out_count);

#endif
