/* app/registry.h: what the program consists of: every noun and every operation, in one place. */
#ifndef ADELANTE_REGISTRY_H
#define ADELANTE_REGISTRY_H

/* Hands all nouns (in order of import) and operations to core. Once, at start. */
void registry_start(void);

#endif
