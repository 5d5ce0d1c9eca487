#include "assistance/fiscal_document.h"
#include "core/record.h"

const struct op fiscal_document_ops[] = {
    RECORD_OPS("fiscal_document", "fiscal_documents", fiscal_document_entity, PERM_RECORD_READ, PERM_PROCUREMENT_WRITE,
               "un documento fiscal", "a fiscal document", false),
};
const size_t fiscal_document_op_count = COUNT_OF(fiscal_document_ops);
