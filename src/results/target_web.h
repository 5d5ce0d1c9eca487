/* results/target_web.h: choosing what a target measures, by its name: an indicator or a row of the monthly table. */
#ifndef ADELANTE_TARGET_WEB_H
#define ADELANTE_TARGET_WEB_H

#include "client/desk_web.h"

/* Draws a field `indicator` as a list to choose from; false for any other field. */
bool target_web_draw(struct visit *visit, const struct desk_form *form, const struct field *field);

#endif
