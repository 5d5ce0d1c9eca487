#include "agreement/agreement.h"

#include "core/flow.h"
#include "party/organisation.h"
#include "party/unit.h"

const struct choice agreement_kinds[] = {
    {"framework", T("Convenio marco", "Framework agreement"), "MARCO"},
    {"specific", T("Convenio específico", "Specific agreement"), "ESPECÍFICO"},
    {"memorandum_of_understanding", T("Carta de entendimiento", "Memorandum of understanding"), "CARTA_ENTENDIMIENTO"},
    {"cofinancing_contract", T("Contrato de cofinanciamiento", "Co-financing contract"), "CONTRATO_COFINANCIAMIENTO"},
    {NULL, T(NULL, NULL), NULL},
};
const struct choice agreement_states[] = {
    {"negotiation", T("En negociación", "In negotiation"), "NEGOCIACIÓN"},
    {"signed", T("Firmado", "Signed"), "FIRMADO"},
    {"in_force", T("Vigente", "In force"), "VIGENTE"},
    {"expired", T("Vencido", "Expired"), "VENCIDO"},
    {"settled", T("Liquidado", "Settled"), "LIQUIDADO"},
    {"terminated_early", T("Terminado anticipadamente", "Terminated early"), "TERMINADO_ANTICIPADO"},
    {NULL, T(NULL, NULL), NULL},
};

/* Codes of indicators by ';' as a file brings them, or by comma or line as a person writes them. */
static bool rule_indicators(struct arena *arena, struct str given, struct str *out, struct text *rule, struct text *remedy)
{
    struct buf codes = BUF(arena);
    for (size_t i = 0; i < given.len; i++) {
        char c = given.ptr[i];
        if (c == ';' || c == ',' || c == ' ' || c == '\n' || c == '\r') {
            if (codes.len > 0 && codes.ptr[codes.len - 1] != ';') {
                buf_put_char(&codes, ';');
            }
        } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_') {
            buf_put_char(&codes, c);
        } else {
            *rule = TEXT("Los indicadores se nombran por sus códigos, separados por punto y coma.",
                         "Indicators are named by their codes, separated by semicolons.");
            *remedy = TEXT("Escriba, por ejemplo, enterprises_advised;sales_increase.", "Write, for example, enterprises_advised;sales_increase.");
            return false;
        }
    }
    struct str all = buf_str(&codes);
    *out = all.len > 0 && all.ptr[all.len - 1] == ';' ? str_slice(all, 0, all.len - 1) : all;
    return true;
}

static const struct field agreement_fields[] = {
    RECORD_CODE(struct agreement),
    RECORD_UNIT(struct agreement),
    FIELD_TEXT(struct agreement, title, .required = true, .max = 250, .label = T("Título", "Title")),
    FIELD_CHOICE(struct agreement, kind, .choices = agreement_kinds, .required = true, .label = T("Tipo", "Kind")),
    FIELD_TEXT(struct agreement, programme, .max = 200, .label = T("Programa o política", "Programme or policy")),
    FIELD_TEXT(struct agreement, object, .max = 2000, .label = T("Objeto", "Object")),
    FIELD_TEXT(struct agreement, indicators, .max = 2000, .rule = rule_indicators, .label = T("Indicadores que compromete", "Indicators that it names"),
               .hint = T("Solo para ellos se registran metas; vacío: no los limita.", "Targets are recorded for them alone; empty: it does not limit them.")),
    FIELD_REFS(struct agreement, funders, .target = &organisation_entity, .label = T("Financian", "Funders")),
    FIELD_REFS(struct agreement, operators, .target = &organisation_entity, .label = T("Operan", "Operators")),
    FIELD_REFS(struct agreement, cooperators, .target = &organisation_entity, .label = T("Cooperan", "Co-operators")),
    FIELD_REFS(struct agreement, beneficiaries, .target = &organisation_entity,
               .label = T("Se benefician", "Beneficiaries")),
    FIELD_DATE(struct agreement, signed_on, .label = T("Firmado el", "Signed on")),
    FIELD_DATE(struct agreement, valid_from, .label = T("Vigente desde", "Valid from")),
    FIELD_DATE(struct agreement, valid_to, .label = T("Vigente hasta", "Valid until")),
    FIELD_DATE(struct agreement, extended_to, .computed = true, .label = T("Ampliado hasta", "Extended until")),
    FIELD_CHOICE(struct agreement, state, .choices = agreement_states, .initial = "negotiation",
                 .label = T("Estado", "State")),
    FIELD_BOOL(struct agreement, public, .initial = "false", .label = T("Público", "Public"),
               .hint = T("Se puede mostrar fuera de la agencia.", "May be shown outside the agency.")),
    RECORD_ANNULMENT(struct agreement),
};

bool agreement_names(const struct agreement *agreement, struct str indicator)
{
    struct str rest = agreement->indicators;
    struct str one;
    while (str_split(&rest, ';', &one)) {
        if (str_eq(one, indicator)) {
            return true;
        }
    }
    return str_is_empty(agreement->indicators);
}

struct date agreement_last_day(const struct agreement *agreement)
{
    return date_is_none(agreement->extended_to) ? agreement->valid_to : agreement->extended_to;
}

bool agreement_covers(const struct agreement *agreement, struct date on)
{
    return agreement->record.annulled != ANSWER_YES && !str_eq_c(agreement->state, "negotiation") &&
           (date_is_none(agreement->valid_from) || date_cmp(agreement->valid_from, on) <= 0) &&
           (date_is_none(agreement_last_day(agreement)) || date_cmp(on, agreement_last_day(agreement)) <= 0);
}

static enum err check_twice(struct ctx *ctx, const char *field, const struct refs *refs)
{
    for (size_t i = 0; i < refs->len; i++) {
        for (size_t j = i + 1; j < refs->len; j++) {
            if (id_eq(refs->items[i].id, refs->items[j].id)) {
                return ctx_fault(ctx, field, refs->items[j].code,
                                 TEXT("Una organización se nombra una vez en cada papel.",
                                      "An organisation is named once in each role."),
                                 TEXT("Quite la repetida.", "Remove the repeated one."));
            }
        }
    }
    return ERR_OK;
}

/* Settled only when nothing is open: each kind of open thing by its codes, and who can supply it. */
static enum err check_settled(struct ctx *ctx, const struct agreement *agreement)
{
    static const struct {
        struct text rule;
        struct text remedy;
    } words[AGREEMENT_OPEN_KINDS] = {
        [AGREEMENT_OPEN_INSTALMENTS] = {T("Hay cuotas por recibir.", "There are instalments to be received."),
                                        T("La administración registra que se recibieron, con su constancia; o la dirección las deja sin efecto, con su motivo.",
                                          "The administration records that they were received, with what shows it; or the direction cancels them, with the reason.")},
        [AGREEMENT_OPEN_REPORTS] = {T("Hay informes por enviar o con observaciones.", "There are reports to be sent, or observed."),
                                    T("Los completa y envía la dirección; los acepta a quien se dirigen.",
                                      "The direction completes and sends them; their addressee accepts them.")},
        [AGREEMENT_OPEN_EXPENSES] = {T("Hay gastos sin aprobar.", "There are expenses that are not approved."),
                                     T("La dirección los aprueba o los devuelve; quien los registró los completa o los anula.",
                                       "The direction approves or returns them; whoever recorded them completes or annuls them.")},
        [AGREEMENT_OPEN_PROJECTS] = {T("Hay proyectos sin cerrar.", "There are projects that are not closed."),
                                     T("La dirección los cierra cuando su gasto está completo.", "The direction closes them once their spending is complete.")},
        [AGREEMENT_OPEN_EVIDENCE] = {T("Falta la constancia de lo recibido, informado o gastado.", "What shows that money was received, reported or spent is missing."),
                                     T("La adjunta quien lo registró, o la administración.", "Whoever recorded it attaches it, or the administration.")},
    };
    struct buf open[AGREEMENT_OPEN_KINDS];
    enum err err = ERR_OK;
    for (size_t i = 0; i < COUNT_OF(open); i++) {
        open[i] = BUF(ctx->arena);
    }
    TRY(agreement_store_open(ctx, agreement->record.agency, agreement->record.id, open));
    for (size_t i = 0; i < COUNT_OF(open); i++) {
        if (open[i].len > 0) {
            err = ctx_fault(ctx, "state", buf_str(&open[i]), words[i].rule, words[i].remedy);
        }
    }
    return err;
}

static enum err agreement_check(struct ctx *ctx, void *row_, const void *before)
{
    const struct agreement *row = row_;
    const struct agreement *was = before;
    enum err err = ERR_OK;
    if (was != NULL && !ctx->importing && row->record.annulled != ANSWER_YES && str_eq_c(row->state, "settled") && !str_eq_c(was->state, "settled")) {
        err = check_settled(ctx, row);
    }
    if (!date_is_none(row->valid_from) && !date_is_none(row->valid_to) && date_cmp(row->valid_from, row->valid_to) > 0) {
        err = ctx_fault(ctx, "valid_to", date_iso(ctx->arena, row->valid_to),
                        TEXT("Un convenio no vence antes de comenzar.", "An agreement does not end before it begins."),
                        TEXT("Corrija una de las dos fechas; otra vigencia la acuerdan las partes, con una adenda.",
                             "Correct one of the two dates; the parties may agree on another validity, by an addendum."));
    }
    if (date_is_none(row->signed_on) && !str_is_empty(row->state) && !str_eq_c(row->state, "negotiation")) {
        err = ctx_fault(ctx, "signed_on", STR_NONE,
                        TEXT("Un convenio que pasó de la negociación tiene fecha de firma.",
                             "An agreement that is past negotiation has a date of signature."),
                        TEXT("Escriba la fecha en que se firmó.", "Write the date on which it was signed."));
    }
    const struct {
        const char *field;
        const struct refs *refs;
    } roles[] = {
        {"funders", &row->funders},
        {"operators", &row->operators},
        {"cooperators", &row->cooperators},
        {"beneficiaries", &row->beneficiaries},
    };
    for (size_t i = 0; i < COUNT_OF(roles); i++) {
        enum err one = check_twice(ctx, roles[i].field, roles[i].refs);
        err = one == ERR_OK ? err : one;
    }
    return err;
}

static enum err guard_start(struct ctx *ctx, void *row, const void *before, const void *in)
{
    const struct agreement *agreement = row;
    (void)before;
    (void)in;
    if (!date_is_none(agreement->valid_from) && date_cmp(agreement->valid_from, ctx->today) <= 0) {
        return ERR_OK;
    }
    return ctx_fault(ctx, "valid_from", date_iso(ctx->arena, agreement->valid_from),
                     TEXT("El convenio todavía no empieza a valer.", "The agreement is not valid yet."),
                     TEXT("Complete la fecha desde la que vale, o espere a ese día.", "Complete the day from which it is valid, or wait for it."));
}

static enum err guard_expire(struct ctx *ctx, void *row, const void *before, const void *in)
{
    const struct agreement *agreement = row;
    struct date last = agreement_last_day(agreement);
    (void)before;
    (void)in;
    if (!date_is_none(last) && date_cmp(last, ctx->today) < 0) {
        return ERR_OK;
    }
    return ctx_fault(ctx, "valid_to", date_iso(ctx->arena, last), TEXT("El convenio todavía vale.", "The agreement is still valid."),
                     TEXT("Si terminó antes, use «Terminar anticipadamente», con su motivo.", "If it ended early, use “Terminate early”, with the reason."));
}

static const struct flow_move moves[] = {
    {.name = "sign", .label = T("Se firmó", "It was signed"), .from = "negotiation", .to = "signed"},
    {.name = "start", .label = T("Entró en vigencia", "It came into force"), .from = "signed", .to = "in_force", .guard = guard_start},
    {.name = "expire", .label = T("Venció", "It expired"), .from = "signed in_force", .to = "expired", .weighty = true, .guard = guard_expire},
    {.name = "settle", .label = T("Se liquidó", "It was settled"), .from = "expired terminated_early", .to = "settled",
     .otherwise = T("Se liquida lo que venció o se terminó anticipadamente; la dirección registra primero una de las dos cosas.",
                    "What expired or was terminated early is settled; the direction records one of the two first."),
     .weighty = true},
    {.name = "terminate", .label = T("Terminar anticipadamente", "Terminate early"), .from = "signed in_force", .to = "terminated_early",
     .weighty = true},
};
static const struct flow flow = {.field = "state", .correctable = true, .moves = moves, .count = COUNT_OF(moves)};

const struct entity agreement_entity = {
    .shape = SHAPE("agreement", struct agreement, agreement_fields),
    .dataset = "agreements",
    .code_prefix = "A",
    .label = T("Convenio", "Agreement"),
    .plural = T("Convenios", "Agreements"),
    .store = &agreement_store,
    .flow = &flow,
    .check = agreement_check,
};
