#include "account/pick.h"

#include "core/entity.h"
#include "core/record.h"

FALLIBLE pick_run(struct visit *visit, const struct op *op, const void *in, void *out)
{
    struct call before = visit->call;
    const char *log_op = visit->resp->log_op;
    enum err err = visit_run(visit, op, in, out);
    visit->call = before;
    visit->resp->log_op = log_op;
    return err;
}

struct pick pick_records(struct visit *visit, const char *list_op, const char *label_field)
{
    const struct op *op = op_find(str_of(list_op));
    assert(op != NULL && op->entity != NULL);
    const struct field *label = shape_find(op->output, str_of(label_field));
    assert(label != NULL && label->type == FIELD_TYPE_TEXT);
    struct pick pick = {NULL, 0};
    if (!visit_may(visit, op->permission)) {
        return pick;
    }
    struct record_list_input in = {.limit = PICK_MOST};
    struct list list = {.total = INT_NONE};
    if (pick_run(visit, op, &in, &list) != ERR_OK) {
        return pick;
    }
    struct form_option *options = ARENA_ARRAY(visit->arena, struct form_option, list.rows.len + 1);
    for (size_t i = 0; i < list.rows.len; i++) {
        const char *row = (const char *)list.rows.items + i * op->output->size;
        const struct record *head = (const struct record *)(const void *)row;
        if (head->annulled != ANSWER_YES) {
            options[pick.count++] = (struct form_option){
                .code = head->code,
                .label = str_format(visit->arena, STR_FMT " (" STR_FMT ")", STR_ARG(FIELD_GET(struct str, label, row)),
                                    STR_ARG(head->code)),
            };
        }
    }
    pick.options = options;
    return pick;
}
