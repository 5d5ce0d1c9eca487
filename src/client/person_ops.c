#include "client/client.h"
#include "client/person.h"
#include "core/record.h"

const struct op person_ops[] = {
    RECORD_OPS("person", "persons", person_entity, PERM_RECORD_READ, PERM_CLIENT_WRITE, "una persona", "a person", true),
};
const size_t person_op_count = COUNT_OF(person_ops);
