/* Raw SQL is a literal. must say: expected */
#include "db/db.h"

struct sql snippet(const char *text);
struct sql snippet(const char *text)
{
#ifdef WRONG
    return SQL(text);
#else
    (void)text;
    return SQL("SELECT 1");
#endif
}
