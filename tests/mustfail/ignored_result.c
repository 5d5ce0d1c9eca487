/* The result of a fallible function is looked at. must say: unused */
#include "base/date.h"
#include "base/money.h"
#include "db/db.h"

enum err snippet(struct db *db);
enum err snippet(struct db *db)
{
#ifdef WRONG
    db_begin(db);
    return ERR_OK;
#else
    TRY(db_begin(db));
    return db_commit(db);
#endif
}
