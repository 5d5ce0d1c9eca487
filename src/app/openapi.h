/* app/openapi.h: OpenAPI 3.1 printed from the tables of fields and operations. */
#ifndef ADELANTE_OPENAPI_H
#define ADELANTE_OPENAPI_H

#include "base/base.h"

/* The same text for the same tables: docs/openapi.json is checked against it. */
void openapi_write(struct buf *out);

#endif
