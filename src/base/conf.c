#include "base/conf.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

const struct setting conf_settings[] = {
    {"db", "ADELANTE_DB", "var/adelante.db",
     T("Base de datos: archivo de SQLite o dirección postgresql://",
       "Database: an SQLite file or a postgresql:// address")},
    {"listen", "ADELANTE_LISTEN", "127.0.0.1:8080",
     T("Dirección y puerto en que atiende el servidor", "Address and port the server listens on")},
    {"lang", "ADELANTE_LANG", "es", T("Idioma de los mensajes: es o en", "Language of messages: es or en")},
    {"log", "ADELANTE_LOG", "info",
     T("Detalle del registro: error, warn, info o debug", "Detail of the log: error, warn, info or debug")},
    {"workers", "ADELANTE_WORKERS", "0",
     T("Hilos que atienden solicitudes; 0: 16",
       "Threads that serve requests; 0: 16")},
    {"request_seconds", "ADELANTE_REQUEST_SECONDS", "30",
     T("Tiempo máximo para recibir una solicitud, en segundos",
       "Longest time to receive a request, in seconds")},
    {"session_idle_minutes", "ADELANTE_SESSION_IDLE_MINUTES", "30",
     T("Minutos sin actividad tras los que se cierra una sesión",
       "Minutes without activity after which a session ends")},
    {"session_hours", "ADELANTE_SESSION_HOURS", "12",
     T("Duración máxima de una sesión, en horas", "Longest session, in hours")},
    {"approval_limit", "ADELANTE_APPROVAL_LIMIT", "5000.00",
     T("Monto desde el cual contratos y pagos los aprueba la dirección ejecutiva, en la moneda de la agencia",
       "Amount from which the executive director approves contracts and payments, in the agency's currency")},
    {"batch_requests", "ADELANTE_BATCH_REQUESTS", "64",
     T("Escrituras que se guardan juntas, como máximo", "Writes that are committed together, at most")},
    {"batch_microseconds", "ADELANTE_BATCH_MICROSECONDS", "2000",
     T("Espera máxima para juntar escrituras, en microsegundos",
       "Longest wait to gather writes, in microseconds")},
    {"file_megabytes", "ADELANTE_FILE_MEGABYTES", "10",
     T("Tamaño máximo de una foto o un PDF que se adjunta, en MB (hasta 128)",
       "Largest photo or PDF that is attached, in MB (up to 128)")},
};
const size_t conf_setting_count = COUNT_OF(conf_settings);

static _Atomic(const char *) overrides[COUNT_OF(conf_settings)];

static size_t setting_index(const char *name)
{
    for (size_t i = 0; i < COUNT_OF(conf_settings); i++) {
        if (strcmp(conf_settings[i].name, name) == 0) {
            return i;
        }
    }
    return SIZE_MAX;
}

const char *conf_get(const char *name)
{
    size_t index = setting_index(name);
    assert(index != SIZE_MAX && "the setting is in the table");
    const char *value = atomic_load(&overrides[index]);
    if (value != NULL) {
        return value;
    }
    value = getenv(conf_settings[index].variable);
    return value != NULL && value[0] != '\0' ? value : conf_settings[index].value_default;
}

bool conf_set(const char *name, const char *value)
{
    /* Values handed out stay valid, so their memory is never given back. */
    static struct arena values;
    static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
    size_t index = setting_index(name);
    if (index == SIZE_MAX) {
        return false;
    }
    pthread_mutex_lock(&lock);
    atomic_store(&overrides[index], str_c(&values, str_of(value)));
    pthread_mutex_unlock(&lock);
    return true;
}
