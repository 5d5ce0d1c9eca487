#include "core/entity.h"

static const struct entity *const *registered;
static size_t registered_count;

void entity_register(const struct entity *const *entities, size_t count)
{
    registered = entities;
    registered_count = count;
}

const struct entity *const *entity_all(size_t *count)
{
    *count = registered_count;
    return registered;
}

const struct entity *entity_find_dataset(struct str dataset)
{
    for (size_t i = 0; i < registered_count; i++) {
        if (str_eq_c(dataset, registered[i]->dataset)) {
            return registered[i];
        }
    }
    return NULL;
}

const struct entity *entity_find(struct str name)
{
    for (size_t i = 0; i < registered_count; i++) {
        if (str_eq_c(name, registered[i]->shape.name)) {
            return registered[i];
        }
    }
    return NULL;
}
