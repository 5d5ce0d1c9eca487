/* evidence/evidence_ops.h: taking in and giving out files; the table of operations.
 *
 * Reading what somebody sent takes a child process and time. A page or the API does it before the operation, so that nobody's
 * write waits for it; where nobody did, file.add does it itself.
 */
#ifndef ADELANTE_EVIDENCE_OPS_H
#define ADELANTE_EVIDENCE_OPS_H

#include "evidence/evidence.h"

/* A file that was looked into. */
struct evidence_intake {
    struct evidence_file file;
    bool had_position; /* a photo said where it was taken; what is kept does not */
    struct str bytes;  /* what is kept */
};
/* What the open file is. ERR_INVALID with a fault on `file`: too large (setting file_megabytes), of no kind that is taken, damaged,
 * or a PDF that is more than pages. name: as its sender calls it; its ending must fit. */
FALLIBLE evidence_intake_read(struct arena *arena, struct fault *fault, int fd, struct str name, struct evidence_intake *out);

struct evidence_file_input {
    struct str path;   /* on this machine, where there is no intake; never taken over HTTP */
    struct str name;   /* what its sender calls it */
    struct str record; /* dataset/code: a file of that record's agency; otherwise of one's own */
    const struct evidence_intake *intake; /* not part of the shape */
};
struct evidence_file_output {
    struct str sha256;
    struct str received_sha256;
    struct str media_type;
    int64_t size;
    int64_t width;
    int64_t height;
    int64_t pages;
    enum answer known;   /* the agency had it already */
    enum answer cleaned; /* something was taken out */
};
struct evidence_of_input {
    struct str dataset;
    struct str code;
};
struct evidence_content_input {
    struct str code;
    struct str path;     /* a file to write; never taken over HTTP */
    evidence_sink *sink; /* not part of the shape; where both are missing the bytes are only checked */
    void *sink_self;
};
extern const struct op evidence_ops[];
extern const size_t evidence_op_count;
extern const struct shape evidence_file_shape; /* of evidence_file_output */

#endif
