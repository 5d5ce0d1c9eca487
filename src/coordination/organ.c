#include "coordination/organ.h"

#include "party/organisation.h"
#include "party/unit.h"
#include "territory/territory.h"

const struct choice organ_kinds[] = {
    {"assembly", T("Asamblea general", "General assembly"), "ASAMBLEA|asamblea"},
    {"board", T("Junta directiva", "Board"), "JUNTA_DIRECTIVA"},
    {"committee", T("Comité", "Committee"), "COMITE"},
    {"round_table", T("Mesa territorial", "Territorial round table"), "MESA|mesa"},
    {0},
};
static const struct choice quorums[] = {
    {"half_plus_one", T("La mitad más uno", "Half plus one"), "mitad más uno"},
    {"percent", T("Un porcentaje", "A percentage"), "porcentaje"},
    {0},
};
static const struct choice offices[] = {
    {"president", T("Presidencia", "President"), "presidente|presidenta"},
    {"vice_president", T("Vicepresidencia", "Vice-president"), "vicepresidente|vicepresidenta"},
    {"secretary", T("Secretaría", "Secretary"), "secretario|secretaria"},
    {"treasurer", T("Tesorería", "Treasurer"), "tesorero|tesorera"},
    {"trustee", T("Sindicatura", "Trustee"), "síndico|síndica"},
    {"member", T("Vocalía", "Member"), "vocal"},
    {"alternate", T("Suplencia", "Alternate"), "suplente"},
    {0},
};
static const struct choice sexes[] = {
    {"female", T("Mujer", "Female"), "M|mujer|F"},
    {"male", T("Hombre", "Male"), "H|hombre"},
    {0},
};

static const struct field organ_fields[] = {
    RECORD_CODE(struct organ),
    RECORD_UNIT(struct organ),
    FIELD_TEXT(struct organ, name, .required = true, .max = 150, .label = T("Nombre", "Name")),
    FIELD_CHOICE(struct organ, kind, .required = true, .choices = organ_kinds, .label = T("Tipo", "Kind")),
    FIELD_CHOICE(struct organ, quorum, .required = true, .choices = quorums, .initial = "half_plus_one",
                 .label = T("Quórum en primera convocatoria", "Quorum on the first call"),
                 .hint = T("Lo que dicen los estatutos; en segunda convocatoria sesionan los presentes.",
                           "What the statutes say; on a second call those present decide.")),
    FIELD_PERCENT(struct organ, quorum_percent, .max = 10000, .label = T("Porcentaje", "Percentage")),
    FIELD_INT(struct organ, seats, .min = 1, .max = 10000, .label = T("Votos en total", "Votes in all"),
              .hint = T("Vacío: los socios con voto, o quienes ocupan un cargo, según la fecha.",
                        "Empty: the members with a vote, or those in office, by the date.")),
    FIELD_CHOICE(struct organ, level, .required = true, .choices = organisation_levels, .initial = "departmental",
                 .label = T("Nivel", "Level")),
    FIELD_TEXT(struct organ, territory, .max = 4, .rule = territory_parse_area, .label = T("Territorio", "Territory"),
               .hint = T("Código del departamento (14), municipio (1419) o distrito (1408).",
                         "Code of the department (14), municipality (1419) or district (1408).")),
    FIELD_TEXT(struct organ, statute, .max = 200, .label = T("Artículo de los estatutos", "Article of the statutes")),
    RECORD_ANNULMENT(struct organ),
};
static const struct field term_fields[] = {
    RECORD_CODE(struct board_term),
    RECORD_UNIT_COMPUTED(struct board_term),
    FIELD_REF(struct board_term, organ, .required = true, .target = &organ_entity, .label = T("Órgano", "Organ")),
    FIELD_TEXT(struct board_term, person, .required = true, .max = 150, .label = T("Persona", "Person")),
    FIELD_CHOICE(struct board_term, sex, .choices = sexes, .label = T("Sexo", "Sex")),
    FIELD_CHOICE(struct board_term, office, .required = true, .choices = offices, .label = T("Cargo", "Office")),
    FIELD_REF(struct board_term, organisation, .target = &organisation_entity, .label = T("Representa a", "Represents")),
    FIELD_DATE(struct board_term, from_on, .required = true, .label = T("Desde", "From")),
    FIELD_DATE(struct board_term, to_on, .label = T("Hasta", "Until")),
    FIELD_TEXT(struct board_term, registry_number, .max = 60, .label = T("Número de inscripción", "Registration number"),
               .hint = T("De la junta en el registro de asociaciones.", "Of the board in the register of associations.")),
    RECORD_ANNULMENT(struct board_term),
};

int64_t organ_quorum(struct str rule, int64_t percent, int64_t votes)
{
    if (votes <= 0) {
        return 1;
    }
    if (str_eq(rule, S("percent")) && percent != INT_NONE) {
        int64_t needed = (votes * percent + 9999) / 10000;
        return needed < 1 ? 1 : needed;
    }
    return votes / 2 + 1;
}

static enum err organ_check(struct ctx *ctx, void *row, const void *before)
{
    const struct organ *organ = row;
    (void)before;
    bool by_percent = str_eq(organ->quorum, S("percent"));
    if (by_percent == (organ->quorum_percent != INT_NONE) && (!by_percent || organ->quorum_percent > 0)) {
        return ERR_OK;
    }
    return ctx_fault(ctx, "quorum_percent",
                     organ->quorum_percent == INT_NONE ? STR_NONE : str_format(ctx->arena, "%lld", (long long)organ->quorum_percent),
                     TEXT("El porcentaje va con el quórum por porcentaje, y es mayor que cero.",
                          "The percentage goes with the quorum by percentage, and is more than zero."),
                     TEXT("Escriba el porcentaje de los estatutos, o elija la mitad más uno.",
                          "Write the percentage of the statutes, or choose half plus one."));
}

static enum err term_check(struct ctx *ctx, void *row, const void *before)
{
    struct board_term *term = row;
    (void)before;
    struct organ organ;
    TRY(record_find_id(ctx, &organ_entity, term->organ.id, &organ));
    term->record.unit = (struct ref){.id = organ.record.unit.id};
    if (term->record.annulled == ANSWER_YES) {
        return ERR_OK;
    }
    if (!date_is_none(term->to_on) && date_cmp(term->to_on, term->from_on) < 0) {
        return ctx_fault(ctx, "to_on", date_iso(ctx->arena, term->to_on),
                         TEXT("Un período no termina antes de comenzar.", "A term does not end before it begins."),
                         TEXT("Corrija una de las dos fechas.", "Correct one of the two dates."));
    }
    struct str other;
    TRY(board_term_store_overlap(ctx, term, &other));
    if (!str_is_empty(other)) {
        return ctx_fault(ctx, "office", term->office,
                         text_format(ctx->arena,
                                     TEXT("Otra persona ocupa ese cargo en esos días (%s).",
                                          "Another person holds that office on these days (%s)."),
                                     str_c(ctx->arena, other)),
                         TEXT("Registre primero hasta cuándo lo ocupó, o corrija las fechas.",
                              "Record first until when, or correct the dates."));
    }
    return ERR_OK;
}

const struct entity organ_entity = {
    .shape = SHAPE("organ", struct organ, organ_fields),
    .dataset = "organs",
    .code_prefix = "OR",
    .label = T("Órgano", "Organ"),
    .plural = T("Órganos", "Organs"),
    .store = &organ_store,
    .check = organ_check,
};
const struct entity board_term_entity = {
    .shape = SHAPE("board_term", struct board_term, term_fields),
    .dataset = "board_terms",
    .code_prefix = "CG",
    .label = T("Cargo", "Term of office"),
    .plural = T("Cargos", "Terms of office"),
    .store = &board_term_store,
    .parent = "organ",
    .check = term_check,
};
