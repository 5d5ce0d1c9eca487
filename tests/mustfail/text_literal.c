/* S() measures a literal; a pointer has no length. must say: expected */
#include "base/base.h"

struct str snippet(const char *name);
struct str snippet(const char *name)
{
#ifdef WRONG
    return S(name);
#else
    return str_of(name);
#endif
}
