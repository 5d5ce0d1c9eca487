#include "results/snapshot.h"

#include "advice/service.h"
#include "client/client.h"
#include "client/enterprise.h"
#include "party/staff.h"
#include "party/unit.h"

#define JOBS_MOST 100000

const struct choice snapshot_kinds[] = {
    {"initial", T("Inicial", "Initial"), "INICIAL|línea base"},
    {"follow_up", T("Seguimiento", "Follow-up"), "SEGUIMIENTO"},
    {"final", T("Final", "Final"), "FINAL"},
    {0},
};
const struct choice snapshot_formalities[] = {
    {"informal", T("Informal", "Informal"), "INFORMAL|informal natural"},
    {"formal_natural", T("Formal, persona natural", "Formal, natural person"), "FORMAL_NATURAL|formal natural"},
    {"formal_legal", T("Formal, persona jurídica", "Formal, legal person"), "FORMAL_JURIDICA|formal jurídica"},
    {0},
};
const struct choice snapshot_methods[] = {
    {"visit", T("Visita", "Visit"), "VISITA"},
    {"phone", T("Teléfono", "Telephone"), "TELEFONO|teléfono"},
    {"survey", T("Encuesta", "Survey"), "ENCUESTA"},
    {"document", T("Documento", "Document"), "DOCUMENTO"},
    {0},
};
static const struct field fields[] = {
    RECORD_CODE(struct snapshot),
    RECORD_UNIT(struct snapshot),
    FIELD_REF(struct snapshot, enterprise, .required = true, .target = &enterprise_entity, .label = T("Empresa", "Enterprise")),
    FIELD_CHOICE(struct snapshot, kind, .required = true, .choices = snapshot_kinds, .label = T("Medición", "Measurement")),
    FIELD_DATE(struct snapshot, reference_date, .required = true, .past = true,
               .label = T("Fecha de referencia", "Reference date"),
               .hint = T("El día al que corresponden los datos.", "The day to which the data refer.")),
    FIELD_INT(struct snapshot, window_months, .min = 1, .max = 24, .initial = "12",
              .label = T("Meses que abarca", "Months covered"),
              .hint = T("De 1 a 24 meses antes de la fecha de referencia; lo usual son 12.",
                        "1 to 24 months before the reference date; 12 are usual.")),
    FIELD_MONEY(struct snapshot, national_sales, .min = 0, .label = T("Ventas nacionales", "National sales"),
                .hint = T("Vacío es sin dato; cero es que no vendió.", "Empty is no data; zero is no sales.")),
    FIELD_MONEY(struct snapshot, export_sales, .min = 0, .label = T("Ventas de exportación", "Export sales"),
                .hint = T("Vacío es sin dato; cero es que no exportó.", "Empty is no data; zero is no exports.")),
    FIELD_MONEY(struct snapshot, production_cost, .min = 0, .label = T("Costo de producción", "Production cost")),
    FIELD_MONEY(struct snapshot, current_financing, .min = 0, .label = T("Financiamiento actual", "Current financing")),
    FIELD_MONEY(struct snapshot, seed_capital, .min = 0, .label = T("Capital semilla", "Seed capital")),
    FIELD_INT(struct snapshot, jobs_male_fixed, .min = 0, .max = JOBS_MOST,
              .label = T("Empleos fijos, hombres", "Fixed jobs, men")),
    FIELD_INT(struct snapshot, jobs_male_temporary, .min = 0, .max = JOBS_MOST,
              .label = T("Empleos temporales, hombres", "Temporary jobs, men")),
    FIELD_INT(struct snapshot, jobs_female_fixed, .min = 0, .max = JOBS_MOST,
              .label = T("Empleos fijos, mujeres", "Fixed jobs, women")),
    FIELD_INT(struct snapshot, jobs_female_temporary, .min = 0, .max = JOBS_MOST,
              .label = T("Empleos temporales, mujeres", "Temporary jobs, women")),
    FIELD_INT(struct snapshot, jobs_at_risk, .min = 0, .max = JOBS_MOST, .label = T("Empleos en riesgo", "Jobs at risk")),
    FIELD_BOOL(struct snapshot, retention_stated, .label = T("El cliente declara que los conservó", "Client states they were kept")),
    FIELD_CHOICE(struct snapshot, formality, .choices = snapshot_formalities, .label = T("Formalidad", "Formality")),
    FIELD_CHOICES(struct snapshot, markets, .choices = client_markets, .label = T("Mercados", "Markets")),
    FIELD_TEXT(struct snapshot, products, .max = 1000, .label = T("Productos", "Products")),
    FIELD_REF(struct snapshot, captured_by, .target = &staff_entity, .label = T("Levantada por", "Captured by")),
    FIELD_CHOICE(struct snapshot, method, .choices = snapshot_methods, .label = T("Método", "Method")),
    SERVICE_EVIDENCE(struct snapshot),
    SERVICE_VERIFICATION(struct snapshot),
    RECORD_ANNULMENT(struct snapshot),
};

static enum err check_single(struct ctx *ctx, const struct snapshot *snapshot)
{
    struct str other;
    TRY(snapshot_store_other(ctx, snapshot, &other));
    if (other.ptr == NULL) {
        return ERR_OK;
    }
    return ctx_fault(ctx, "reference_date", date_iso(ctx->arena, snapshot->reference_date),
                     text_format(ctx->arena,
                                 TEXT("Esa empresa ya tiene una medición de ese tipo en esa fecha (%s).",
                                      "That enterprise already has a measurement of that kind on that date (%s)."),
                                 str_c(ctx->arena, other)),
                     TEXT("Corrija la fecha o el tipo, o cambie la medición que ya existe.",
                          "Correct the date or the kind, or change the existing measurement."));
}

enum err snapshot_check(struct ctx *ctx, void *row, const void *before)
{
    struct snapshot *snapshot = row;
    const struct snapshot *was = before;
    if (service_is_annulled(&snapshot->record)) {
        return ERR_OK;
    }
    enum err err = ERR_OK;
    SERVICE_COLLECT(err, service_check_date(ctx, "reference_date", snapshot->reference_date,
                                            was == NULL ? DATE_NONE : was->reference_date));
    SERVICE_COLLECT(err, check_single(ctx, snapshot));
    SERVICE_COLLECT(err, service_check_verification(ctx, &snapshot_entity, row, before));
    return err;
}

static void touches(struct ctx *ctx, const void *row)
{
    const struct snapshot *snapshot = row;
    ctx_touch(ctx, 'e', snapshot->record.agency, snapshot->enterprise.id);
}

const struct entity snapshot_entity = {
    .shape = SHAPE("snapshot", struct snapshot, fields),
    .dataset = "snapshots",
    .code_prefix = "M",
    .label = T("Medición", "Measurement"),
    .plural = T("Mediciones", "Measurements"),
    .store = &snapshot_store,
    .dated_by = "reference_date",
    .sensitive_read = "snapshot",
    .check = snapshot_check,
    .touches = touches,
};
