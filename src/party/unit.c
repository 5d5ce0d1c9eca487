#include "party/unit.h"

#include "core/ctx.h"
#include "core/record.h"
#include "party/contact.h"
#include "territory/territory.h"

const struct choice unit_kinds[] = {
    {"network", T("Red", "Network"), "RED"},
    {"agency", T("Agencia", "Agency"), "AGENCIA|ADEL|LEDA"},
    {"centre", T("Centro", "Centre"), "CENTRO|CDMYPE|CENTER"},
    {"antenna", T("Antena", "Antenna"), "ANTENA"},
    {NULL, T(NULL, NULL), NULL},
};

static bool rule_currency(struct arena *arena, struct str given, struct str *out, struct text *rule, struct text *remedy)
{
    (void)arena;
    bool good = given.len == 3;
    for (size_t i = 0; good && i < 3; i++) {
        good = given.ptr[i] >= 'A' && given.ptr[i] <= 'Z';
    }
    if (!good) {
        *rule = TEXT("Una moneda se escribe con su código de tres letras mayúsculas (ISO 4217).",
                     "A currency is written by its code of three capital letters (ISO 4217).");
        *remedy = TEXT("Escriba USD para el dólar.", "Write USD for the dollar.");
        return false;
    }
    *out = given;
    return true;
}

static bool rule_territory(struct arena *arena, struct str given, struct str *out, struct text *rule, struct text *remedy)
{
    (void)arena;
    if (!territory_is_area(given)) {
        *rule = TEXT("El territorio de una unidad es el código de un departamento, un municipio o un distrito.",
                     "The territory of a unit is the code of a department, a municipality or a district.");
        *remedy = TEXT("Escriba, por ejemplo, 14 para La Unión, o deje el campo vacío si es todo el país.",
                       "Write, for example, 14 for La Unión, or leave the field empty for the whole country.");
        return false;
    }
    *out = given;
    return true;
}

static const struct field unit_fields[] = {
    {.name = "code", .type = FIELD_TYPE_TEXT, .offset = offsetof(struct unit, record.code), .max = 60, .required = true,
     .label = T("Código", "Code"), .hint = T("Único en la agencia.", "Unique within the agency.")},
    FIELD_REF(struct unit, parent, .target = &unit_entity, .label = T("Depende de", "Belongs to"),
              .hint = T("La unidad inmediata superior.", "The unit directly above.")),
    FIELD_CHOICE(struct unit, kind, .choices = unit_kinds, .required = true, .label = T("Tipo", "Kind")),
    FIELD_TEXT(struct unit, name, .required = true, .max = 250, .label = T("Nombre", "Name")),
    FIELD_TEXT(struct unit, short_name, .max = 60, .label = T("Nombre corto", "Short name")),
    FIELD_TEXT(struct unit, territory, .max = 4, .rule = rule_territory, .label = T("Territorio", "Territory"),
               .hint = T("Código del departamento (14), municipio (1419) o distrito (1408); vacío: todo el país.",
                         "Code of the department (14), municipality (1419) or district (1408); empty: the country.")),
    FIELD_TEXT(struct unit, currency, .initial = "USD", .max = 3, .rule = rule_currency, .label = T("Moneda", "Currency")),
    FIELD_INT(struct unit, fiscal_year_start, .initial = "1", .min = 1, .max = 12,
              .label = T("Mes en que comienza el año fiscal", "Month in which the fiscal year begins")),
    FIELD_DATE(struct unit, opened_on, .label = T("Abierta desde", "Opened on")),
    FIELD_DATE(struct unit, closed_on, .label = T("Cerrada desde", "Closed on")),
    FIELD_TEXT(struct unit, letterhead_name, .max = 120, .label = T("Nombre en el membrete", "Name on the letterhead"),
               .hint = T("Vacío: el nombre de la unidad.", "Empty: the name of the unit.")),
    FIELD_TEXT(struct unit, letterhead_line, .max = 120, .label = T("Segunda línea del membrete", "Second line of the letterhead"),
               .hint = T("Si esta y las que siguen quedan vacías, valen las de la unidad superior.",
                         "If this and the following are left empty, those of the unit above apply.")),
    FIELD_TEXT(struct unit, address, .max = 200, .label = T("Dirección de la oficina", "Address of the office")),
    FIELD_TEXT(struct unit, phone, .max = 30, .rule = contact_phone, .label = T("Teléfono", "Telephone")),
    FIELD_TEXT(struct unit, email, .max = 100, .rule = contact_email, .label = T("Correo", "E-mail")),
    FIELD_TEXT(struct unit, place, .max = 80, .label = T("Lugar de sus documentos", "Place of its documents"),
               .hint = T("La ciudad que encabeza la fecha: La Unión, 5 de marzo de 2014.",
                         "The town before the date: La Unión, 5 March 2014.")),
    FIELD_TEXT(struct unit, bank_account, .max = 200, .label = T("Cuenta para depósitos", "Account for deposits"),
               .hint = T("Banco, tipo, número y titular: ahí deposita el cliente su aporte.",
                         "Bank, kind, number and holder: where a client deposits its share.")),
    FIELD_INT(struct unit, tree_from, .computed = true, .max = INT64_MAX, .label = T("Comienzo en el árbol", "Begin on the tree")),
    FIELD_INT(struct unit, tree_to, .computed = true, .max = INT64_MAX, .label = T("Fin en el árbol", "End on the tree")),
    RECORD_ANNULMENT(struct unit),
};

int unit_depth(struct str kind)
{
    for (int i = 0; unit_kinds[i].code != NULL; i++) {
        if (str_eq_c(kind, unit_kinds[i].code)) {
            return i;
        }
    }
    return -1;
}

int64_t unit_width(struct str kind)
{
    static const int64_t widths[] = {INT64_C(1000000000000), 100000000, 10000, 1};
    int depth = unit_depth(kind);
    return depth < 0 ? 1 : widths[depth];
}

bool unit_place(struct str kind, int64_t parent_from, int64_t parent_to, int64_t last_to, int64_t *out_from)
{
    int64_t width = unit_width(kind);
    int64_t from = last_to < 0 ? parent_from + 1 : last_to + 1;
    /* The parent's own number is its first one, so its first child of any width begins a width behind it. */
    int64_t offset = (from - parent_from + width - 1) / width * width;
    if (offset > parent_to - parent_from - (width - 1)) {
        return false;
    }
    *out_from = parent_from + offset;
    return true;
}

static enum err check_parent(struct ctx *ctx, const struct unit *row, struct unit *parent)
{
    if (id_is_none(row->parent.id)) {
        if (unit_depth(row->kind) > 1) {
            return ctx_fault(ctx, "parent", STR_NONE,
                             TEXT("Un centro depende de una agencia, y una antena de un centro o de una agencia.",
                                  "A centre belongs to an agency, and an antenna to a centre or an agency."),
                             TEXT("Indique el código de la unidad de la que depende.",
                                  "State the code of the unit that it belongs to."));
        }
        return ERR_OK;
    }
    enum err err = record_find_id(ctx, &unit_entity, row->parent.id, parent);
    if (err != ERR_OK) {
        return err;
    }
    if (unit_depth(parent->kind) >= unit_depth(row->kind) ||
        (unit_depth(row->kind) > 1 && unit_depth(parent->kind) == 0)) {
        return ctx_fault(ctx, "parent", row->parent.code,
                         TEXT("Una agencia depende de una red, un centro de una agencia, y una antena de un centro o de una "
                              "agencia.",
                              "An agency belongs to a network, a centre to an agency, and an antenna to a centre or an "
                              "agency."),
                         TEXT("Elija una unidad superior del tipo que corresponde.",
                              "Choose a unit above it of the fitting kind."));
    }
    return ERR_OK;
}

static enum err place(struct ctx *ctx, struct unit *row, const struct unit *parent)
{
    bool root = id_is_none(row->parent.id);
    int64_t last;
    enum err err = unit_store_last(ctx, row->parent.id, &last);
    if (err != ERR_OK) {
        return err;
    }
    if (!unit_place(row->kind, root ? 0 : parent->tree_from, root ? INT64_MAX : parent->tree_to, last, &row->tree_from)) {
        return ctx_fault(ctx, "parent", row->parent.code,
                         TEXT("Esa unidad ya no tiene lugar para otra.", "That unit has no room for another one."),
                         TEXT("Elija otra unidad superior.", "Choose another unit above it."));
    }
    row->tree_to = row->tree_from + unit_width(row->kind) - 1;
    return ERR_OK;
}

static enum err check_unchanged(struct ctx *ctx, const struct unit *row, const struct unit *was, const struct unit *parent)
{
    if (!str_eq(row->kind, was->kind)) {
        return ctx_fault(ctx, "kind", row->kind,
                         TEXT("El tipo de una unidad no cambia.", "The kind of a unit does not change."),
                         TEXT("Registre otra unidad y cierre esta.", "Record another unit and close this one."));
    }
    if (unit_depth(row->kind) > 1 && !id_eq(parent->record.agency, was->record.agency)) {
        return ctx_fault(ctx, "parent", row->parent.code,
                         TEXT("Los registros de una unidad son de su agencia: no puede pasar a otra.",
                              "The records of a unit are its agency's: it cannot pass to another one."),
                         TEXT("Abra una unidad nueva en la otra agencia.", "Open a new unit in the other agency."));
    }
    return ERR_OK;
}

static enum err unit_check(struct ctx *ctx, void *row_, const void *before_)
{
    struct unit *row = row_;
    const struct unit *was = before_;
    if (!date_is_none(row->closed_on) && !date_is_none(row->opened_on) && date_cmp(row->closed_on, row->opened_on) < 0) {
        return ctx_fault(ctx, "closed_on", date_iso(ctx->arena, row->closed_on),
                         TEXT("Una unidad no se cierra antes de abrirse.", "A unit is not closed before it opens."),
                         TEXT("Corrija una de las dos fechas.", "Correct one of the two dates."));
    }
    struct unit parent;
    shape_clear(&unit_entity.shape, &parent);
    enum err err = check_parent(ctx, row, &parent);
    if (err != ERR_OK) {
        return err;
    }
    if (was != NULL) {
        row->record.unit.id = row->record.id;
        err = check_unchanged(ctx, row, was, &parent);
        return err != ERR_OK || id_eq(row->parent.id, was->parent.id) ? err : place(ctx, row, &parent);
    }
    if (id_is_none(row->record.id)) {
        row->record.id = id_new();
    }
    row->record.unit.id = row->record.id;
    row->record.agency = unit_depth(row->kind) <= 1 ? row->record.id : parent.record.agency;
    return place(ctx, row, &parent);
}

static enum err unit_written(struct ctx *ctx, const void *row_, const void *before_)
{
    const struct unit *row = row_;
    const struct unit *was = before_;
    if (was == NULL || row->tree_from == was->tree_from) {
        return ERR_OK;
    }
    ctx->touched_all = true;
    return unit_store_shift(ctx, row->record.id, was->tree_from, was->tree_to, row->tree_from - was->tree_from);
}

const struct entity unit_entity = {
    .shape = SHAPE("unit", struct unit, unit_fields),
    .dataset = "units",
    .code_prefix = "U",
    .label = T("Unidad", "Unit"),
    .plural = T("Unidades", "Units"),
    .store = &unit_store,
    .check = unit_check,
    .written = unit_written,
};
