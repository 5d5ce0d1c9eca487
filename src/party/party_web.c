#include "party/party_web.h"

#include "core/record.h"

#include <string.h>

void party_web_tabs(struct visit *visit, enum party_tab current)
{
    static const struct {
        enum permission permission;
        struct text label;
        const char *path;
    } tabs[] = {
        [PARTY_TAB_AGREEMENTS] = {PERM_AGREEMENT_READ, T("Convenios", "Agreements"), "/agreements"},
        [PARTY_TAB_ORGANISATIONS] = {PERM_AGREEMENT_READ, T("Organizaciones", "Organisations"), "/organisations"},
        [PARTY_TAB_PROJECTS] = {PERM_AGREEMENT_READ, T("Proyectos", "Projects"), "/projects"},
        [PARTY_TAB_COORDINATION] = {PERM_AGREEMENT_READ, T("Coordinación", "Coordination"), "/coordination"},
        [PARTY_TAB_POLICIES] = {PERM_AGREEMENT_READ, T("Políticas", "Policies"), "/policies"},
        [PARTY_TAB_ECOSYSTEM] = {PERM_AGREEMENT_READ, T("Ecosistema", "Ecosystem"), "/ecosystem"},
        [PARTY_TAB_UNITS] = {PERM_CATALOGUE_READ, T("Unidades", "Units"), "/units"},
        [PARTY_TAB_STAFF] = {PERM_RECORD_READ, T("Personal", "Staff"), "/staff"},
    };
    struct page_link links[COUNT_OF(tabs)];
    size_t count = 0;
    for (size_t i = 0; i < COUNT_OF(tabs); i++) {
        if (visit_may(visit, tabs[i].permission)) {
            links[count++] = (struct page_link){
                .label = text_in(tabs[i].label, visit->lang),
                .url = url_local(visit->arena, str_of(tabs[i].path)),
                .current = i == (size_t)current,
            };
        }
    }
    page_tabs(visit->html, text_in(TEXT("Actores y convenios", "Actors and agreements"), visit->lang), links, count);
}

FALLIBLE party_web_all(struct visit *visit, const char *list_op, struct rows *out)
{
    const struct op *op = op_find(str_of(list_op));
    assert(op != NULL);
    struct record_list_input in = {.limit = 500};
    size_t size = op->output->size;
    *out = (struct rows){NULL, 0};
    do {
        struct list list = {.total = INT_NONE};
        TRY(visit_run(visit, op, &in, &list));
        char *items = arena_array(visit->arena, out->len + list.rows.len + 1, size);
        if (out->len > 0) {
            memcpy(items, out->items, out->len * size);
        }
        if (list.rows.len > 0) {
            memcpy(items + out->len * size, list.rows.items, list.rows.len * size);
        }
        *out = (struct rows){items, out->len + list.rows.len};
        in.after = list.next;
    } while (!str_is_empty(in.after));
    return ERR_OK;
}

void party_web_add_action(struct visit *visit, bool may, struct page_link *link, const char *path, struct text label)
{
    if (may) {
        *link = (struct page_link){
            .label = text_in(label, visit->lang), .url = url_local(visit->arena, str_of(path)), .primary = true};
        visit->page.actions = link;
        visit->page.action_count = 1;
    }
}
