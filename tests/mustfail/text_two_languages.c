/* What a person reads is said in both languages. must say: argument */
#include "base/base.h"

struct text snippet(void);
struct text snippet(void)
{
#ifdef WRONG
    return TEXT("Sólo en español");
#else
    return TEXT("En español", "In English");
#endif
}
