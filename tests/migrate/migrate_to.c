/* migrate_to URL NUMBER: makes a database as the program of that migration would have, or prints what is the newest number. */
#include "app/registry.h"
#include "base/secret.h"
#include "db/migrate.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One line a column: what two databases are compared by. */
static enum err describe(struct db *db, struct arena *arena)
{
    struct migrate_column *columns = NULL;
    size_t count = 0;
    TRY(migrate_describe(db, arena, &columns, &count));
    for (size_t i = 0; i < count; i++) {
        printf(STR_FMT "." STR_FMT " " STR_FMT "%s " STR_FMT "\n", STR_ARG(columns[i].table), STR_ARG(columns[i].column),
               STR_ARG(columns[i].type), columns[i].not_null ? " not null" : "", STR_ARG(columns[i].comment));
    }
    return ERR_OK;
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        printf("%d\n", migrate_newest());
        return 0;
    }
    secret_init();
    registry_start();
    struct arena arena = {0};
    struct db *db = NULL;
    struct text problem = TEXT_NONE;
    enum err err = db_open(argv[1], DB_CREATE, &arena, &db, &problem);
    if (err == ERR_OK) {
        err = argc > 2 ? migrate_run(db, (int)strtol(argv[2], NULL, 10), &arena, &problem) : describe(db, &arena);
    }
    if (err != ERR_OK) {
        fprintf(stderr, "%s: %s\n", err_info(err)->code, problem.en == NULL ? "" : problem.en);
    }
    db_close(db);
    arena_release(&arena);
    return err == ERR_OK ? 0 : 1;
}
