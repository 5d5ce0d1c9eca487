/* db/address.h: the parts of a PostgreSQL address: postgresql://user:password@host:port/database?parameter=value&… */
#ifndef ADELANTE_DB_ADDRESS_H
#define ADELANTE_DB_ADDRESS_H

#include "base/base.h"

/* As they are written, nothing decoded. */
struct db_address {
    struct str user;
    struct str password;
    struct str host; /* with its port; several are separated by commas; empty: the server's socket */
    struct str database;
    struct str query; /* without the question mark */
};
bool db_is_postgres(const char *url);
/* False for what is no address of that form (a path of a file). */
bool db_address_parse(struct str url, struct db_address *out);
struct str db_address_format(struct arena *arena, const struct db_address *address);
/* The value of a parameter; false if it is not there. */
bool db_address_parameter(const struct db_address *address, struct str name, struct str *out);
/* Without the parameter, if it is there. */
void db_address_drop(struct arena *arena, struct db_address *address, struct str name);
/* With the parameter at the end, its value encoded. */
void db_address_add(struct arena *arena, struct db_address *address, struct str name, struct str value);
/* For people and logs: the address without a password; a path as it is. */
struct str db_address_shown(struct arena *arena, const char *url);

#endif
