#include "project/execution.h"

static const struct field line_fields[] = {
    FIELD_TEXT(struct execution_line, project, .label = T("Proyecto", "Project")),
    FIELD_TEXT(struct execution_line, line, .label = T("Código de la línea", "Code of the line")),
    FIELD_TEXT(struct execution_line, number, .label = T("Número", "Number")),
    FIELD_TEXT(struct execution_line, name, .label = T("Línea", "Line")),
    FIELD_TEXT(struct execution_line, funder, .label = T("Código del financiador", "Code of the funder")),
    FIELD_TEXT(struct execution_line, organisation, .label = T("Financiador", "Funder")),
    FIELD_MONEY(struct execution_line, budget, .label = T("Presupuestado", "Budgeted")),
    FIELD_MONEY(struct execution_line, spent, .label = T("Gastado", "Spent")),
    FIELD_MONEY(struct execution_line, pending, .label = T("Por aprobar", "To be approved")),
    FIELD_MONEY(struct execution_line, left, .label = T("Queda", "Left")),
};
static const struct shape line_shape = SHAPE("execution_line", struct execution_line, line_fields);
static const struct field funder_fields[] = {
    FIELD_TEXT(struct execution_funder, code, .label = T("Código", "Code")),
    FIELD_TEXT(struct execution_funder, organisation, .label = T("Código de la organización", "Code of the organisation")),
    FIELD_TEXT(struct execution_funder, name, .label = T("Financiador", "Funder")),
    FIELD_TEXT(struct execution_funder, agreement, .label = T("Convenio", "Agreement")),
    FIELD_BOOL(struct execution_funder, own, .label = T("Dinero propio", "Own money")),
    FIELD_MONEY(struct execution_funder, committed, .label = T("Da en efectivo", "Gives in cash")),
    FIELD_MONEY(struct execution_funder, budgeted, .label = T("Presupuestado", "Budgeted")),
    FIELD_MONEY(struct execution_funder, spent, .label = T("Gastado", "Spent")),
    FIELD_MONEY(struct execution_funder, pending, .label = T("Por aprobar", "To be approved")),
};
static const struct shape funder_shape = SHAPE("execution_funder", struct execution_funder, funder_fields);
static const struct field in_kind_fields[] = {
    FIELD_TEXT(struct execution_in_kind, organisation, .label = T("Código", "Code")),
    FIELD_TEXT(struct execution_in_kind, name, .label = T("Quién aporta", "Given by")),
    FIELD_MONEY(struct execution_in_kind, promised, .label = T("Prometido en especie", "Promised in kind")),
    FIELD_MONEY(struct execution_in_kind, given, .label = T("Dado en especie", "Given in kind")),
};
static const struct shape in_kind_shape = SHAPE("execution_in_kind", struct execution_in_kind, in_kind_fields);
static const struct field party_fields[] = {
    FIELD_TEXT(struct execution_party, organisation, .label = T("Código", "Code")),
    FIELD_TEXT(struct execution_party, name, .label = T("Parte", "Party")),
    FIELD_MONEY(struct execution_party, committed, .label = T("Comprometido en efectivo", "Committed in cash")),
    FIELD_MONEY(struct execution_party, planned, .label = T("Cuotas previstas", "Instalments planned")),
    FIELD_MONEY(struct execution_party, received, .label = T("Recibido", "Received")),
    FIELD_MONEY(struct execution_party, budgeted, .label = T("Presupuestado en proyectos", "Budgeted in projects")),
    FIELD_MONEY(struct execution_party, spent, .label = T("Gastado", "Spent")),
    FIELD_MONEY(struct execution_party, pending, .label = T("Por aprobar", "To be approved")),
    FIELD_MONEY(struct execution_party, balance, .label = T("Recibido menos gastado", "Received less spent")),
};
static const struct shape party_shape = SHAPE("execution_party", struct execution_party, party_fields);

static const struct field project_fields[] = {
    FIELD_TEXT(struct execution_project, project, .label = T("Proyecto", "Project")),
    FIELD_TEXT(struct execution_project, title, .label = T("Título", "Title")),
    FIELD_ROWS(struct execution_project, funders, .shape = &funder_shape, .label = T("Financiadores, en efectivo", "Funders, in cash")),
    FIELD_ROWS(struct execution_project, lines, .shape = &line_shape, .label = T("Por línea y financiador, en efectivo", "By line and funder, in cash")),
    FIELD_ROWS(struct execution_project, in_kind, .shape = &in_kind_shape, .label = T("En especie", "In kind")),
    FIELD_MONEY(struct execution_project, cash_committed, .label = T("En efectivo: dan los financiadores", "In cash: given by funders")),
    FIELD_MONEY(struct execution_project, cash_budgeted, .label = T("En efectivo: presupuestado", "In cash: budgeted")),
    FIELD_MONEY(struct execution_project, cash_spent, .label = T("En efectivo: gastado", "In cash: spent")),
    FIELD_MONEY(struct execution_project, cash_pending, .label = T("En efectivo: por aprobar", "In cash: to be approved")),
    FIELD_MONEY(struct execution_project, in_kind_given, .label = T("En especie: dado", "In kind: given")),
    FIELD_MONEY(struct execution_project, cash_own, .label = T("En efectivo: propio de la agencia", "In cash: the agency's own")),
    FIELD_MONEY(struct execution_project, cash_mobilised, .label = T("En efectivo: movilizado de otros", "In cash: mobilised from others")),
    FIELD_PERCENT(struct execution_project, leverage, .label = T("Apalancamiento: de otros por cada dólar propio", "Leverage: of others for each dollar of its own")),
    FIELD_LABEL(struct execution_project, leverage_rule, .label = T("Regla del apalancamiento", "Rule of the leverage")),
};
const struct shape execution_project_shape = SHAPE("execution_project", struct execution_project, project_fields);
static const struct field agreement_fields[] = {
    FIELD_TEXT(struct execution_agreement, agreement, .label = T("Convenio", "Agreement")),
    FIELD_TEXT(struct execution_agreement, title, .label = T("Título", "Title")),
    FIELD_ROWS(struct execution_agreement, parties, .shape = &party_shape, .label = T("Por parte, en efectivo", "By party, in cash")),
    FIELD_ROWS(struct execution_agreement, lines, .shape = &line_shape, .label = T("Por línea y financiador, en efectivo", "By line and funder, in cash")),
    FIELD_ROWS(struct execution_agreement, in_kind, .shape = &in_kind_shape, .label = T("En especie", "In kind")),
    FIELD_MONEY(struct execution_agreement, cash_planned, .label = T("En efectivo: previsto", "In cash: planned")),
    FIELD_MONEY(struct execution_agreement, cash_received, .label = T("En efectivo: recibido", "In cash: received")),
    FIELD_MONEY(struct execution_agreement, cash_spent, .label = T("En efectivo: gastado", "In cash: spent")),
    FIELD_MONEY(struct execution_agreement, cash_pending, .label = T("En efectivo: por aprobar", "In cash: to be approved")),
    FIELD_MONEY(struct execution_agreement, in_kind_promised, .label = T("En especie: prometido", "In kind: promised")),
    FIELD_MONEY(struct execution_agreement, in_kind_given, .label = T("En especie: dado", "In kind: given")),
};
const struct shape execution_agreement_shape = SHAPE("execution_agreement", struct execution_agreement, agreement_fields);
