/* A field's type is that of the member. must say: incompatible|Static assertion|static assertion|_Generic|negative */
#include "core/field.h"

struct thing {
    struct date day;
    struct str name;
};

extern const struct field snippet[];
const struct field snippet[] = {
#ifdef WRONG
    FIELD_TEXT(struct thing, day, .label = T("Día", "Day")),
#else
    FIELD_DATE(struct thing, day, .label = T("Día", "Day")),
#endif
    FIELD_TEXT(struct thing, name, .label = T("Nombre", "Name")),
};
