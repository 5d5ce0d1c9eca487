#include "agenda/agenda.h"

#include "party/staff.h"

static const struct choice kinds[] = {
    {"session", T("Sesión", "Session"), NULL},
    {"event", T("Evento", "Event"), NULL},
    {"action", T("Acción del plan", "Action of a plan"), NULL},
    {"meeting", T("Reunión", "Meeting"), NULL},
    {0},
};

static const struct field item_fields[] = {
    FIELD_CHOICE(struct agenda_item, kind, .choices = kinds, .label = T("Qué es", "What it is")),
    FIELD_TEXT(struct agenda_item, dataset, .label = T("Conjunto de datos", "Dataset")),
    FIELD_TEXT(struct agenda_item, code, .label = T("Código", "Code")),
    FIELD_DATE(struct agenda_item, date, .label = T("Fecha", "Date")),
    FIELD_TIME(struct agenda_item, start_time, .label = T("De", "From")),
    FIELD_TIME(struct agenda_item, end_time, .label = T("A", "To")),
    FIELD_TEXT(struct agenda_item, title, .max = 1000, .label = T("Asunto", "Subject")),
    FIELD_TEXT(struct agenda_item, client, .max = 600, .privacy = PRIVACY_PERSONAL, .label = T("Cliente", "Client")),
    FIELD_TEXT(struct agenda_item, modality, .label = T("Modalidad", "Modality")),
    FIELD_TEXT(struct agenda_item, place, .max = 600, .label = T("Lugar", "Place")),
    FIELD_TEXT(struct agenda_item, adviser, .label = T("Asesor(a)", "Adviser")),
    FIELD_TEXT(struct agenda_item, state, .label = T("Estado", "State")),
    FIELD_BOOL(struct agenda_item, scheduled, .label = T("Por realizarse", "Still to be held")),
    FIELD_BOOL(struct agenda_item, off, .label = T("No se dio", "Did not take place")),
    FIELD_BOOL(struct agenda_item, away, .label = T("Fuera de la oficina", "Out of the office")),
    FIELD_MINUTES(struct agenda_item, travel_minutes, .label = T("Viaje", "Travel")),
    FIELD_INT(struct agenda_item, version, .label = T("Versión", "Version")),
};
const struct shape agenda_item_shape = SHAPE("agenda_item", struct agenda_item, item_fields);

static const struct field input_fields[] = {
    FIELD_DATE(struct agenda_input, from, .label = T("Desde", "From"), .hint = T("Vacía: el lunes de esta semana.", "Empty: this week's Monday.")),
    FIELD_DATE(struct agenda_input, to, .label = T("Hasta", "To"), .hint = T("Vacía: seis días después.", "Empty: six days later.")),
    FIELD_REF(struct agenda_input, adviser, .target = &staff_entity, .label = T("Asesor(a)", "Adviser"),
              .hint = T("Vacío: todos los de su unidad.", "Empty: all of your unit.")),
};
const struct shape agenda_input_shape = SHAPE("agenda_input", struct agenda_input, input_fields);

struct date agenda_week_of(struct date day)
{
    return date_add_days(day, 1 - date_weekday(day));
}

struct date agenda_month_of(struct date day)
{
    return DATE(day.year, day.month, 1);
}

struct str agenda_hours(struct arena *arena, const struct agenda_item *item)
{
    if (item->start_time == INT_NONE) {
        return S("");
    }
    int from = (int)item->start_time;
    if (item->end_time == INT_NONE) {
        return str_format(arena, "%02d:%02d", from / 60, from % 60);
    }
    int to = (int)item->end_time;
    return str_format(arena, "%02d:%02d–%02d:%02d", from / 60, from % 60, to / 60, to % 60);
}
