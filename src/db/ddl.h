/* db/ddl.h: reads the text of migrations: selects an engine's blocks, replaces type words, and knows which tables and
 * columns the statements make. The language is described in db/migrate.h. Included by the files of db/ only. */
#ifndef ADELANTE_DB_DDL_H
#define ADELANTE_DB_DDL_H

#include "db/db.h"

struct ddl_column {
    struct str name;
    struct str type; /* int, bool, text, id, blob */
    struct str comment;
};
struct ddl_table {
    struct str name;
    bool gone;
    struct ddl_column *columns;
    size_t count;
    size_t cap;
};
/* What the statements so far have made. */
struct ddl_model {
    struct arena *arena;
    struct ddl_table *tables;
    size_t count;
    size_t cap;
    struct str *dropped; /* tables named by DROP TABLE, in order */
    size_t dropped_count;
    size_t dropped_cap;
};

/* The text for one engine, ready to be executed, in *sql (NUL-terminated); the tables it makes and changes are entered into
 * the model. ERR_INVALID with a sentence in *problem when the text breaks a rule of the language. */
FALLIBLE ddl_translate(struct ddl_model *model, enum db_engine engine, struct str text, struct str *sql,
                       struct text *problem);
/* NULL if there is none. */
const struct ddl_table *ddl_find(const struct ddl_model *model, struct str name);
const struct ddl_column *ddl_find_column(const struct ddl_table *table, struct str name);

#endif
