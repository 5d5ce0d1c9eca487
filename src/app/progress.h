/* app/progress.h: a line on standard error that follows a long import, where somebody is watching. */
#ifndef ADELANTE_PROGRESS_H
#define ADELANTE_PROGRESS_H

#include "exchange/import.h"

/* Begins to show it twice a second; nothing if standard error is no terminal. One at a time. */
void progress_start(struct import_progress *progress);
void progress_stop(struct import_progress *progress);

#endif
