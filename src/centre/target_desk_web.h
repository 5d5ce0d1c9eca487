/* centre/target_desk_web.h: the pages of targets, and their progress as today's page and the home page show it. */
#ifndef ADELANTE_TARGET_DESK_WEB_H
#define ADELANTE_TARGET_DESK_WEB_H

#include "account/visit.h"
#include "centre/target.h"
#include "http/route.h"

/* The targets of periods that touch the days, beside their results: struct target_line; none without the permission. */
FALLIBLE target_desk_progress(struct visit *visit, struct date from, struct date to, struct list *out);
/* A card with a bar for each; nothing if there is none. */
void target_desk_show(struct visit *visit, const struct list *lines);
/* The unit's target for the indicator and exactly the period; NULL if there is none. */
const struct target_line *target_desk_find(const struct list *lines, struct str unit, struct str indicator, struct date from, struct date to);
/* "meta 250 · 96 %" */
struct str target_desk_note(struct visit *visit, const struct target_line *line);

extern const struct route target_desk_routes[];
extern const size_t target_desk_route_count;

#endif
