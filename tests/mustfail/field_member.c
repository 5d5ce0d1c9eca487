/* A field's member exists. must say: no member */
#include "core/field.h"

struct thing {
    struct str name;
};

extern const struct field snippet[];
const struct field snippet[] = {
#ifdef WRONG
    FIELD_TEXT(struct thing, nmae, .label = T("Nombre", "Name")),
#else
    FIELD_TEXT(struct thing, name, .label = T("Nombre", "Name")),
#endif
};
