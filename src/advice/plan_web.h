/* advice/plan_web.h: action plans on screen: the plan with its actions, days left, signatures and steps; one action's page. */
#ifndef ADELANTE_PLAN_WEB_H
#define ADELANTE_PLAN_WEB_H

#include "advice/plan.h"
#include "client/desk_web.h"
#include "http/route.h"

extern const struct desk_noun plan_noun;
extern const struct desk_noun plan_action_noun;
extern const struct route plan_routes[];
extern const size_t plan_route_count;

/* "Faltan 12 días", "Atrasado 3 días", "Termina hoy" with its tone; empty words where there is nothing to say. */
struct str plan_web_left(struct visit *visit, int64_t days, enum tone *tone);
enum tone plan_web_tone(struct str state);

#endif
