/* app/cli.h: the command line of product.md: results on standard output, everything else on standard error. */
#ifndef ADELANTE_CLI_H
#define ADELANTE_CLI_H

/* Returns the exit status: 0 only if everything asked was done. */
int cli_main(int argc, char **argv);

#endif
