/* overview/size_web.h: the size of an enterprise on each date on which something is known of it, by the law and the minimum wage
 * of that day: at registration, and at every measurement of twelve months of sales or of its jobs. */
#ifndef ADELANTE_SIZE_WEB_H
#define ADELANTE_SIZE_WEB_H

#include "account/visit.h"
#include "client/enterprise.h"

/* A table on the enterprise's page; nothing where neither sales nor workers are known of any day. */
FALLIBLE size_history_show(struct visit *visit, const struct enterprise *enterprise);

#endif
