/* intake/intake_web.h: applications (F1) on screen: the whole form on one page, its steps, the texts that are signed, an
 * entrepreneur who becomes an enterprise, and the clients without a service for twelve months. */
#ifndef ADELANTE_INTAKE_WEB_H
#define ADELANTE_INTAKE_WEB_H

#include "client/desk_web.h"
#include "http/route.h"

extern const struct desk_noun intake_noun;
extern const struct desk_noun consent_text_noun;
extern const struct route intake_routes[];
extern const size_t intake_route_count;
extern const struct route consent_text_routes[];
extern const size_t consent_text_route_count;

enum tone intake_web_tone(struct str state);

#endif
