/* overview/forms_web.h: all blank forms in one place, for whoever goes to the field with paper. */
#ifndef ADELANTE_FORMS_WEB_H
#define ADELANTE_FORMS_WEB_H

#include "http/route.h"

extern const struct route forms_routes[];
extern const size_t forms_route_count;

#endif
