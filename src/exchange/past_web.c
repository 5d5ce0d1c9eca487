#include "exchange/past_web.h"

#include "exchange/past.h"
#include "html/table.h"

#define SHOWN 30

static FALLIBLE ask(struct visit *visit, struct list *out)
{
    const struct past_list_input in = {.limit = SHOWN};
    struct call call = visit->call;
    TRY(visit_run(visit, op_find(S("import.list")), &in, out));
    visit->call = call;
    return ERR_OK;
}

static struct str dataset_name(struct visit *visit, struct str dataset)
{
    const struct entity *entity = entity_find_dataset(dataset);
    return entity == NULL ? dataset : text_in(entity->plural, visit->lang);
}

static bool may_undo(const struct visit *visit, const struct past *past)
{
    bool own = !id_is_none(past->user) && id_eq(past->user, visit->actor.user);
    return past->undone_at == INT_NONE && past->added > 0 && past->changed == 0 && (own || visit_may(visit, PERM_ANNUL));
}

static void put_undo(struct visit *visit, const struct past *past)
{
    struct html *html = visit->html;
    struct form_view form = {
        .action = URL(visit->arena, "/import/undo"),
        .csrf = visit->csrf,
        .request_id = id_format(visit->arena, id_new()),
        .version = INT_NONE,
        .id_prefix = html_id(html, "undo"),
    };
    H(html, "<details><summary>");
    HT(html, "Deshacer", "Undo");
    H(html, "</summary>");
    form_open(html, &form);
    form_hidden(html, "id", id_format(visit->arena, past->id));
    form_input(html, &form, &(struct form_input){
        .name = "reason", .label = TR(html, "Motivo", "Reason"), .required = true});
    form_close(html, &form, TR(html, "Deshacer la importación", "Undo the import"), (struct url){STR_NONE});
    H(html, "</details>");
}

static void put_row(struct visit *visit, struct table *table, const struct past *past)
{
    struct html *html = visit->html;
    table_row(html, table);
    table_cell_open(html, table);
    h_text(html, past->file);
    H(html, "<span class=\"quiet\"><br>");
    h_text(html, dataset_name(visit, past->dataset));
    H(html, "<br><code>");
    h_text(html, str_slice(past->sha256, 0, 16));
    H(html, "…</code></span>");
    table_cell_close(html, table);
    table_cell_open(html, table);
    h_text(html, instant_display(visit->arena, past->at));
    H(html, "<br><span class=\"quiet\">");
    h_text(html, past->actor);
    H(html, "</span>");
    table_cell_close(html, table);
    table_count(html, table, past->rows);
    table_count(html, table, past->added);
    table_count(html, table, past->changed);
    table_cell_open(html, table);
    if (past->undone_at != INT_NONE) {
        h_chip(html, TONE_WARN, TR(html, "deshecha", "undone"));
        H(html, "<span class=\"quiet\"><br>");
        h_text(html, past->undone_by);
        H(html, ": ");
        h_text(html, past->undo_reason);
        H(html, "</span>");
    } else if (may_undo(visit, past)) {
        put_undo(visit, past);
    } else {
        h_chip(html, TONE_OK, TR(html, "importado", "imported"));
    }
    table_cell_close(html, table);
    table_row_end(html, table);
}

FALLIBLE past_web_put(struct visit *visit)
{
    static const struct column columns[] = {
        {.label = T("Archivo", "File")},          {.label = T("Cuándo y quién", "When and who")},
        {.label = T("Filas", "Rows"), .number = true}, {.label = T("Agregados", "Added"), .number = true},
        {.label = T("Cambiados", "Changed"), .number = true}, {.label = T("Estado", "State")},
    };
    struct html *html = visit->html;
    struct list list = {.total = INT_NONE};
    TRY(ask(visit, &list));
    if (list.rows.len == 0) {
        return ERR_OK;
    }
    struct table table = {.caption = TR(html, "Importaciones hechas, las últimas primero", "Imports made, the latest first"), .columns = columns,
                          .count = COUNT_OF(columns), .total = INT_NONE};
    const struct past *rows = list.rows.items;
    H(html, "<section class=\"card\">");
    table_open(html, &table);
    for (size_t i = 0; i < list.rows.len; i++) {
        put_row(visit, &table, &rows[i]);
    }
    table_close(html, &table);
    H(html, "<p class=\"note\">");
    HT(html, "Al deshacer se anulan todos los registros que trajo, en un solo paso; sus códigos quedan libres para el archivo corregido.",
       "Undoing annuls all records that it brought, in one step; their codes are free for the corrected file.");
    H(html, "</p></section>");
    return ERR_OK;
}

static enum err undo_post(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT_POST(&visit, req, resp);
    const struct op *op = op_find(S("import.undo"));
    void *in = shape_new(visit.arena, op->input);
    struct past *out = shape_new(visit.arena, op->output);
    enum err err = visit_input(&visit, op, in, NULL);
    if (err == ERR_OK) {
        err = visit_change(&visit, op, in, NULL, out);
    }
    if (err == ERR_INVALID) {
        const struct fault *fault = &visit.call.fault;
        visit_refused(&visit, err);
        visit.page.narrow = true;
        visit_page(&visit, TEXT("La importación no se deshizo", "The import was not undone"), PLACE_NONE);
        page_faults(visit.html, fault);
        H(visit.html, "<p>");
        h_button_link(visit.html, URL(visit.arena, "/import"), TR(visit.html, "Volver a las importaciones", "Back to the imports"), true);
        H(visit.html, "</p>");
        return visit_end(&visit);
    }
    TRY(err);
    struct text done = text_format(visit.arena, TEXT("Importación deshecha: %lld registros anulados.", "Import undone: %lld records annulled."),
                                   (long long)out->added);
    return visit_go(&visit, URL(visit.arena, "/import"), done);
}

const struct route past_routes[] = {
    {.method = METHOD_POST, .pattern = "/import/undo", .handler = undo_post},
};
const size_t past_route_count = COUNT_OF(past_routes);
