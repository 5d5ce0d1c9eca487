/* base/err.h: the one way to fail.
 *
 * Every fallible function returns enum err and is marked FALLIBLE, so that a result that is
 * ignored does not compile. The list holds, for every error, its public code, HTTP status,
 * exit code and the sentence a person reads when nothing more exact was said (the exact words
 * are set where the fault is noticed, see core/fault.h).
 */
#ifndef ADELANTE_ERR_H
#define ADELANTE_ERR_H

/* X(name, code, http status, exit code, Spanish, English) */
#define ERR_LIST(X)                                                                                            \
    X(ERR_OK, "ok", 200, 0, "Hecho.", "Done.")                                                                 \
    X(ERR_INVALID, "invalid", 422, 2, "Hay datos que corregir; no se guardó nada.",                            \
      "Some of the data must be corrected; nothing was saved.")                                                \
    X(ERR_MALFORMED, "malformed", 400, 2, "La solicitud no se puede leer.", "The request cannot be read.")     \
    X(ERR_UNAUTHENTICATED, "unauthenticated", 401, 3, "Inicie sesión para continuar.", "Sign in to continue.") \
    X(ERR_DENIED, "denied", 403, 3, "Su rol no permite esta acción.", "Your role does not allow this action.") \
    X(ERR_NOT_FOUND, "not_found", 404, 4, "No existe, o no está a su alcance.",                                \
      "It does not exist, or is out of your reach.")                                                           \
    X(ERR_METHOD, "method_not_allowed", 405, 2, "Esa dirección no admite ese método.",                         \
      "That address does not take that method.")                                                               \
    X(ERR_CONFLICT, "conflict", 409, 5, "Otra persona lo cambió mientras tanto; vea sus cambios y decida.",    \
      "Somebody changed it in the meantime; see the changes and decide.")                                      \
    X(ERR_EXISTS, "exists", 409, 5, "Ya existe.", "It already exists.")                                        \
    X(ERR_REQUEST_REUSED, "request_reused", 409, 5, "Esa clave de solicitud ya se usó con otro contenido.",    \
      "That request key was already used with another content.")                                               \
    X(ERR_PRECONDITION, "precondition_required", 428, 5, "Indique la versión que vio (If-Match).",             \
      "State the version you saw (If-Match).")                                                                 \
    X(ERR_TOO_LARGE, "too_large", 413, 2, "Es más grande de lo que se admite.", "It is larger than allowed.")  \
    X(ERR_MEDIA_TYPE, "media_type", 415, 2, "Ese tipo de contenido no se admite aquí.",                        \
      "That kind of content is not taken here.")                                                               \
    X(ERR_TOO_MANY, "too_many_requests", 429, 6, "Demasiados intentos; espere un momento.",                    \
      "Too many attempts; wait a moment.")                                                                     \
    X(ERR_RETRY, "retry", 503, 6, "El sistema está ocupado; intente de nuevo.",                                \
      "The system is busy; try again.")                                                                        \
    X(ERR_BUSY, "busy", 503, 6, "El sistema está ocupado; intente de nuevo en un momento.",                    \
      "The system is busy; try again in a moment.")                                                            \
    X(ERR_UNKNOWN, "unknown_outcome", 503, 6,                                                                  \
      "No sabemos todavía si se guardó. Lo estamos comprobando; no lo repita con otra clave.",                 \
      "We do not know yet whether it was saved. We are checking; do not repeat it under another key.")         \
    X(ERR_DISK_FULL, "disk_full", 507, 7, "El disco está lleno; se puede leer pero no guardar.",               \
      "The disk is full; reading works, saving does not.")                                                     \
    X(ERR_READ_ONLY, "read_only", 503, 7, "La base de datos está en modo de solo lectura.",                    \
      "The database is read-only.")                                                                            \
    X(ERR_LOCKED, "locked", 503, 7, "Otro proceso de Adelante usa esta base de datos.",                        \
      "Another Adelante process is using this database.")                                                      \
    X(ERR_NEWER, "newer_database", 500, 7, "La base de datos es de una versión más nueva del programa.",       \
      "The database belongs to a newer version of the program.")                                               \
    X(ERR_OLDER, "older_database", 500, 7, "La base de datos debe actualizarse: adelante db migrate.",         \
      "The database must be upgraded: adelante db migrate.")                                                   \
    X(ERR_CORRUPT, "corrupt", 500, 8, "La base de datos está dañada; se detuvo la escritura.",                 \
      "The database is damaged; writing has stopped.")                                                         \
    X(ERR_IO, "io", 500, 8, "No se pudo leer o escribir.", "Reading or writing failed.")                       \
    X(ERR_USAGE, "usage", 400, 2, "La orden no está bien escrita.", "The command is not well formed.")         \
    X(ERR_INTERNAL, "internal", 500, 9, "Falló el programa; quedó registrado.",                                \
      "The program failed; it has been recorded.")

enum err {
#define X(name, code, http, exit, es, en) name,
    ERR_LIST(X)
#undef X
    ERR_COUNT
};

#define FALLIBLE __attribute__((warn_unused_result)) enum err

struct err_info {
    const char *name; /* ERR_INVALID */
    const char *code; /* invalid */
    int http_status;
    int exit_code;
    const char *es;
    const char *en;
};
const struct err_info *err_info(enum err err);

/* Passes an error on to the caller at once. */
#define TRY(expression)                     \
    do {                                    \
        enum err try_err = (expression);    \
        if (try_err != ERR_OK) {            \
            return try_err;                 \
        }                                   \
    } while (0)

#endif
