/* base/seam.h: the one place where tests make the n-th call fail.
 * Each seam counts its calls; when the count reaches the armed number the caller is told to fail.
 * Armed by seam_fail or by ADELANTE_FAIL=db:17 (the 17th database call of the process fails). */
#ifndef ADELANTE_SEAM_H
#define ADELANTE_SEAM_H

#include "base/base.h"

enum seam { SEAM_DB, SEAM_COMMIT, SEAM_FILE, SEAM_SOCKET, SEAM_COUNT };
/* True if this call must fail. Costs one relaxed atomic read when nothing is armed. */
bool seam_fails(enum seam seam);
void seam_fail(enum seam seam, int64_t nth); /* 0 disarms; counting starts anew */
int64_t seam_calls(enum seam seam);          /* calls since seam_fail; counted only while armed */
/* Named points of a flow: the process kills itself (SIGKILL) when ADELANTE_KILL names the point, e.g. import.before_commit,
 * or name:3 for the third time that the point is passed. */
void seam_point(const char *name);

#endif
