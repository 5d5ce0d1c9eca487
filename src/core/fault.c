#include "core/fault.h"

static size_t most(const struct fault *fault)
{
    return fault->most == 0 ? FAULT_KEPT : fault->most;
}

enum err fault_add(struct fault *fault, struct str field, struct str value, struct text rule, struct text remedy)
{
    fault->total++;
    if (fault->count >= most(fault)) {
        return ERR_INVALID;
    }
    if (fault->count == fault->cap) {
        size_t cap = fault->cap == 0 ? 8 : fault->cap * 2;
        struct fault_item *items = ARENA_ARRAY(fault->arena, struct fault_item, cap);
        for (size_t i = 0; i < fault->count; i++) {
            items[i] = fault->items[i];
        }
        fault->items = items;
        fault->cap = cap;
    }
    struct str shown = value;
    if (shown.len > 200) {
        size_t cut = 200;
        while (cut > 0 && ((unsigned char)shown.ptr[cut] & 0xc0) == 0x80) {
            cut--;
        }
        shown.len = cut;
    }
    fault->items[fault->count++] = (struct fault_item){
        .field = str_copy(fault->arena, field),
        .value = shown.ptr == NULL ? STR_NONE : str_copy(fault->arena, shown),
        .rule = rule,
        .remedy = remedy,
        .cell = fault->cell.ptr == NULL ? STR_NONE : str_copy(fault->arena, fault->cell),
    };
    return ERR_INVALID;
}

void fault_clear(struct fault *fault)
{
    fault->count = 0;
    fault->total = 0;
    fault->items = NULL;
    fault->cap = 0;
}

static struct text copy_text(struct arena *arena, struct text text)
{
    return (struct text){str_c(arena, str_of(text.es)), str_c(arena, str_of(text.en))};
}

void fault_append(struct fault *to, const struct fault *from)
{
    for (size_t i = 0; i < from->count; i++) {
        const struct fault_item *item = &from->items[i];
        struct str cell = to->cell;
        to->cell = item->cell;
        if (to->count < most(to)) {
            fault_add(to, item->field, item->value, copy_text(to->arena, item->rule), copy_text(to->arena, item->remedy));
        } else {
            to->total++;
        }
        to->cell = cell;
    }
    to->total += from->total - from->count;
}
