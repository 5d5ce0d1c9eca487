/* exchange/export.h: a dataset out again, in the columns that import reads.
 *
 * Streamed page by page with constant memory; the same rows give the same bytes. Every export leaves an access record.
 */
#ifndef ADELANTE_EXPORT_H
#define ADELANTE_EXPORT_H

#include "core/op.h"

/* Takes the bytes as they are made; any error ends the export. */
typedef enum err export_sink(void *self, struct str bytes);
struct export_input {
    struct str dataset;
    struct str format; /* csv, json or xlsx */
    struct str path;   /* a file to write; empty: the sink (csv and json only) */
    export_sink *sink; /* not part of the shape */
    void *sink_self;
};
struct export_output {
    struct str dataset;
    int64_t rows;
};
extern const struct shape export_input_shape;
extern const struct shape export_output_shape;

#endif
