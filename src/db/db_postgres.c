#include "db/engine.h"

enum err db_postgres_open(const char *url, enum db_mode mode, struct arena *arena, struct db **out, struct text *problem)
{
    (void)mode;
    *out = NULL;
    *problem = text_format(arena, TEXT("No se pudo abrir %s.", "%s could not be opened."), url);
    return ERR_IO;
}
