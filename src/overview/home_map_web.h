/* overview/home_map_web.h: the territory, shaded by the enterprises served. */
#ifndef ADELANTE_HOME_MAP_WEB_H
#define ADELANTE_HOME_MAP_WEB_H

#include "account/visit.h"

/* By district inside the territory (a department, municipality or district), by today's municipalities for the country. With
 * imported boundaries outlines are drawn, otherwise tiles. year: for the title. */
FALLIBLE home_map_show(struct visit *visit, struct str territory, struct date from, struct date to, struct str year);

#endif
