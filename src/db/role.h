/* db/role.h: the program's own role on a PostgreSQL server, made when somebody comes with a superuser's address.
 *
 * A superuser is not bound by row level security, so the program never works as one (security.md 4.3). It uses the superuser's
 * connection once: to make an ordinary role and a database that this role owns. The role's password is random and stands in one
 * place alone, a file that libpq reads (passfile) and only this user of the machine may read; the server gets a verifier of it.
 * It is never printed, and the address that is handed back does not hold it.
 */
#ifndef ADELANTE_DB_ROLE_H
#define ADELANTE_DB_ROLE_H

#include "base/base.h"

struct db_role {
    bool was_needed;          /* the address was a superuser's */
    bool made;                /* the role is new */
    const char *url;          /* what to use from now on; the address given if it was an ordinary role's */
    struct str name;          /* of the role and of its database */
    struct str password_file; /* absolute */
};
/* The database is the one that the address names; `adelante` where it names none or a server's own (postgres, template1). It is made
 * if it is missing, and taken over if it is empty. The role is called like the database. password_file: NULL for
 * var/ROLE.pgpass. On error *problem says what to do:
 * ERR_EXISTS: there is a role of that name whose password is not known here, or tables of somebody else;
 * ERR_DENIED: the role is there, but the server's pg_hba.conf does not let it in; ERR_RETRY: the server is out of reach. */
FALLIBLE db_role_make(const char *url, const char *password_file, struct arena *arena, struct db_role *out, struct text *problem);

#endif
