#include "coordination/organ.h"

const struct op organ_ops[] = {
    RECORD_OPS("organ", "organs", organ_entity, PERM_AGREEMENT_READ, PERM_AGREEMENT_WRITE, "un órgano", "an organ", false),
    RECORD_OPS("board_term", "board_terms", board_term_entity, PERM_AGREEMENT_READ, PERM_AGREEMENT_WRITE, "un cargo",
               "a term of office", false),
    CHILDREN_OP("board_term", "board_terms", board_term_entity, "organ", "organs", PERM_AGREEMENT_READ, "los cargos de un órgano",
                "the terms of office of an organ"),
};
const size_t organ_op_count = COUNT_OF(organ_ops);
