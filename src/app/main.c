#include "app/cli.h"
#include "app/registry.h"
#include "base/secret.h"
#include "format/sandbox.h"

#include <string.h>

int main(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], "--read-sheet") == 0) {
        return sandbox_main(argc, argv);
    }
    secret_init();
    registry_start();
    return cli_main(argc, argv);
}
