#include "app/cli.h"
#include "app/registry.h"
#include "base/conf.h"
#include "base/log.h"
#include "base/secret.h"
#include "format/sandbox.h"

#include <string.h>

/* The least urgent messages that are written. */
static void choose_log_level(void)
{
    static const char *const names[] = {[LOG_ERROR] = "error", [LOG_WARN] = "warn", [LOG_INFO] = "info", [LOG_DEBUG] = "debug"};
    for (enum log_level level = LOG_ERROR; level <= LOG_DEBUG; level++) {
        if (strcmp(conf_get("log"), names[level]) == 0) {
            log_set_level(level);
        }
    }
}

int main(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], "--read-sheet") == 0) {
        return sandbox_main(argc, argv);
    }
    choose_log_level();
    secret_init();
    registry_start();
    return cli_main(argc, argv);
}
