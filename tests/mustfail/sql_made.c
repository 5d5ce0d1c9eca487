/* A statement is not put together at run time, not even from a struct str. must say: incompatible|initializ */
#include "db/db.h"

struct sql snippet(struct str table);
struct sql snippet(struct str table)
{
#ifdef WRONG
    struct sql sql = {table};
    return sql;
#else
    (void)table;
    return SQL("SELECT code FROM unit WHERE agency = ?1 AND id = ?2");
#endif
}
