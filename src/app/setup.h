/* app/setup.h: making and keeping a database: init, migrate, check, backup, restore, the worked example. */
#ifndef ADELANTE_SETUP_H
#define ADELANTE_SETUP_H

#include "app/call.h"

/* Creates or upgrades the database. *from is the version it had (0: new). */
FALLIBLE setup_database(struct arena *arena, const char *url, int *from, struct text *problem);
/* Imports every NN-dataset.csv of a folder in its order; says each on standard error. */
FALLIBLE setup_example(struct caller *caller, const char *folder, struct reply *answer);
/* Everything that can be checked: the engine's own, foreign keys, the audit tree. Prints findings on standard output. */
FALLIBLE setup_check(struct caller *caller, struct text *problem, int *findings);
FALLIBLE setup_backup(struct caller *caller, const char *path, struct text *problem);
/* Puts a backup in the place of the database, after checking it in a copy; the present file is kept beside it. */
FALLIBLE setup_restore(struct caller *caller, const char *path, struct text *problem);

#endif
