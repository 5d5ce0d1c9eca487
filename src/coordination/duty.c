#include "coordination/duty.h"

#include "core/flow.h"
#include "party/unit.h"

static const struct choice kinds[] = {
    {"registration", T("Inscripción", "Registration"), "inscripción"},
    {"accounts", T("Estados financieros", "Accounts"), "balance"},
    {"books", T("Libros", "Books"), "libros legales"},
    {"meeting", T("Asamblea", "Assembly"), "asamblea"},
    {"report", T("Informe", "Report"), "informe"},
    {"other", T("Otra", "Other"), "otro"},
    {0},
};
static const struct choice states[] = {
    {"pending", T("Pendiente", "Pending"), "PENDIENTE"},
    {"done", T("Cumplida", "Done"), "CUMPLIDA"},
    {"waived", T("No aplica", "Not applicable"), "NO_APLICA"},
    {0},
};

static const struct field fields[] = {
    RECORD_CODE(struct duty),
    RECORD_UNIT(struct duty),
    FIELD_TEXT(struct duty, title, .required = true, .max = 250, .label = T("Obligación", "Duty")),
    FIELD_CHOICE(struct duty, kind, .required = true, .choices = kinds, .label = T("Tipo", "Kind")),
    FIELD_TEXT(struct duty, basis, .max = 300, .label = T("Base legal", "Legal basis")),
    FIELD_TEXT(struct duty, addressee, .max = 200, .label = T("Ante quién", "Addressee")),
    FIELD_DATE(struct duty, due_on, .required = true, .label = T("Fecha límite", "Due on")),
    FIELD_TEXT(struct duty, owner, .max = 150, .label = T("Responsable", "Owner")),
    FIELD_CHOICE(struct duty, state, .choices = states, .initial = "pending", .label = T("Estado", "State")),
    FIELD_DATE(struct duty, done_on, .past = true, .label = T("Cumplida el", "Done on")),
    FIELD_TEXT(struct duty, evidence, .max = 500, .label = T("Número o constancia", "Number or receipt")),
    RECORD_ANNULMENT(struct duty),
};

#define ASSOCIATIONS T("Registro de Asociaciones y Fundaciones sin Fines de Lucro", "Register of Non-profit Associations and Foundations")

const struct duty_plan duty_plans[] = {
    {"ESTADOS", T("Presentar los estados financieros auditados", "Present the audited financial statements"), "accounts",
     T("Ley de asociaciones sin fines de lucro: dentro de dos meses del cierre del año",
       "Law of non-profit associations: within two months of the end of the year"),
     ASSOCIATIONS, 2},
    {"SOCIOS", T("Inscribir la nómina de socios", "Register the list of members"), "registration",
     T("Ley de asociaciones sin fines de lucro; la fecha es una suposición, revísela con sus estatutos",
       "Law of non-profit associations; the date is an assumption, check it against your statutes"),
     ASSOCIATIONS, 1},
    {"ASAMBLEA", T("Celebrar la asamblea general ordinaria", "Hold the ordinary general assembly"), "meeting",
     T("Estatutos; la fecha es una suposición", "Statutes; the date is an assumption"), T("Socios", "Members"), 3},
    {"LIBROS", T("Tener al día los libros legalizados: actas de asamblea y de junta, socios, diario-mayor",
                 "Keep the legalised books up to date: minutes of assembly and board, members, ledger"),
     "books", T("Ley de asociaciones sin fines de lucro; la fecha es una suposición", "Law of non-profit associations; the date is an assumption"),
     T("Propia", "Own"), 0},
};
const size_t duty_plan_count = COUNT_OF(duty_plans);

struct date duty_due(int year, int months_after)
{
    struct date first = date_add_months(DATE(year, 12, 1), months_after + 1);
    return date_add_days(first, -1);
}

static enum err duty_check(struct ctx *ctx, void *row, const void *before)
{
    const struct duty *duty = row;
    (void)before;
    bool done = str_eq(duty->state, S("done"));
    if (duty->record.annulled == ANSWER_YES || done == !date_is_none(duty->done_on)) {
        return ERR_OK;
    }
    return ctx_fault(ctx, "done_on", date_iso(ctx->arena, duty->done_on),
                     TEXT("Lo cumplido dice desde cuándo, y solo lo cumplido.", "What is done says since when, and only what is done."),
                     TEXT("Use el paso «Se cumplió», que pide la fecha.", "Use the step “It was done”, which asks for the day."));
}

static const struct flow_move moves[] = {
    {.name = "complete", .label = T("Se cumplió", "It was done"), .from = "pending", .to = "done"},
    {.name = "waive", .label = T("No aplica este año", "Not applicable this year"), .from = "pending", .to = "waived", .weighty = true},
};
static const struct flow flow = {.field = "state", .entry = "pending", .moves = moves, .count = COUNT_OF(moves)};

const struct entity duty_entity = {
    .shape = SHAPE("duty", struct duty, fields),
    .dataset = "duties",
    .code_prefix = "OB",
    .label = T("Obligación", "Duty"),
    .plural = T("Obligaciones del año", "Duties of the year"),
    .store = &duty_store,
    .flow = &flow,
    .check = duty_check,
};
