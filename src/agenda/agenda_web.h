/* agenda/agenda_web.h: the agenda on screen: a day, a week or a month, of one adviser or of everybody. */
#ifndef ADELANTE_AGENDA_WEB_H
#define ADELANTE_AGENDA_WEB_H

#include "account/visit.h"
#include "agenda/agenda.h"
#include "client/desk_web.h"

/* What an address asks for: /agenda?view=week&on=2014-11-23&adviser=ST-04. */
struct agenda_view {
    struct str view;    /* day, week, month */
    struct date on;     /* a day of what is shown */
    struct date from;   /* what is shown; a month with the rest of its first and last week */
    struct date to;
    struct str adviser; /* code; empty: everybody */
    struct str adviser_name;
    struct desk_options staff;
};
/* Reads the address: an adviser sees her own agenda unless she asks for another; adviser=all: everybody's. */
FALLIBLE agenda_view_of(struct visit *visit, struct agenda_view *out);
/* What stands in it. out: struct agenda_item. */
FALLIBLE agenda_view_read(struct visit *visit, const struct agenda_view *view, struct date from, struct date to, struct list *out);
/* This address with another day or view. */
struct url agenda_url(struct arena *arena, const char *path, const struct agenda_view *view, struct str kind, struct date on);
/* "Semana del 23 al 29 de noviembre de 2014" */
struct str agenda_period(struct arena *arena, const struct agenda_view *view, enum lang lang);

extern const struct route agenda_routes[];
extern const size_t agenda_route_count;

#endif
