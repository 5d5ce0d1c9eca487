#include "alliance/ecosystem.h"

#include "party/organisation.h"

static const struct field actor_fields[] = {
    FIELD_TEXT(struct ecosystem_actor, code, .label = T("Código", "Code")),
    FIELD_TEXT(struct ecosystem_actor, name, .label = T("Organización", "Organisation")),
    FIELD_TEXT(struct ecosystem_actor, short_name, .label = T("Nombre corto", "Short name")),
    FIELD_CHOICE(struct ecosystem_actor, kind, .choices = organisation_kinds, .label = T("Tipo", "Kind")),
    FIELD_CHOICE(struct ecosystem_actor, level, .choices = organisation_levels, .label = T("Nivel", "Level")),
    FIELD_CHOICE(struct ecosystem_actor, side, .choices = organisation_sides, .label = T("Sector", "Side")),
    FIELD_INT(struct ecosystem_actor, agreements, .label = T("Convenios", "Agreements")),
    FIELD_INT(struct ecosystem_actor, links, .label = T("Vínculos", "Links")),
    FIELD_INT(struct ecosystem_actor, meetings, .label = T("Reuniones", "Meetings")),
    FIELD_INT(struct ecosystem_actor, resolutions, .label = T("Acuerdos", "Resolutions")),
    FIELD_INT(struct ecosystem_actor, actions, .label = T("Acciones conjuntas", "Joint actions")),
    FIELD_DATE(struct ecosystem_actor, last, .label = T("La última", "The last one")),
    FIELD_BOOL(struct ecosystem_actor, is_silent, .label = T("Sin acción en doce meses", "No action in twelve months")),
};
static const struct shape actor_shape = SHAPE("ecosystem_actor", struct ecosystem_actor, actor_fields);
static const struct field cell_fields[] = {
    FIELD_CHOICE(struct ecosystem_cell, level, .choices = organisation_levels, .label = T("Nivel", "Level")),
    FIELD_CHOICE(struct ecosystem_cell, side, .choices = organisation_sides, .label = T("Sector", "Side")),
    FIELD_INT(struct ecosystem_cell, actors, .label = T("Actores", "Actors")),
    FIELD_INT(struct ecosystem_cell, active, .label = T("Con acción en el período", "Active in the period")),
    FIELD_INT(struct ecosystem_cell, agreements, .label = T("Convenios vigentes", "Agreements in force")),
};
static const struct shape cell_shape = SHAPE("ecosystem_cell", struct ecosystem_cell, cell_fields);
static const struct field fields[] = {
    FIELD_DATE(struct ecosystem, from, .label = T("Desde", "From")),
    FIELD_DATE(struct ecosystem, to, .label = T("Hasta", "Until")),
    FIELD_INT(struct ecosystem, actors_total, .label = T("Actores", "Actors")),
    FIELD_INT(struct ecosystem, active, .label = T("Con acción en el período", "Active in the period")),
    FIELD_INT(struct ecosystem, silent, .label = T("Sin acción en doce meses", "No action in twelve months")),
    FIELD_ROWS(struct ecosystem, actors, .shape = &actor_shape, .label = T("Actores", "Actors")),
    FIELD_ROWS(struct ecosystem, matrix, .shape = &cell_shape, .label = T("Nivel y sector", "Level and side")),
};
const struct shape ecosystem_shape = SHAPE("ecosystem", struct ecosystem, fields);
