#include "exchange/export_web.h"

#include "account/pick.h"
#include "account/visit.h"
#include "core/entity.h"
#include "exchange/export.h"
#include "html/table.h"
#include "http/spool.h"

#include <sys/stat.h>

static enum err export_page(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    if (!visit_may(&visit, op_find(S("export.run"))->permission)) {
        return ERR_DENIED;
    }
    struct page_link in = {.label = text_in(TEXT("Importar", "Import"), visit.lang), .url = URL(visit.arena, "/import")};
    visit.page.actions = &in;
    visit.page.action_count = visit_may(&visit, PERM_IMPORT) ? 1 : 0;
    visit.page.narrow = true;
    visit_page(&visit, TEXT("Exportar", "Export"), PLACE_NONE);
    struct html *html = visit.html;
    static const struct column columns[] = {{.label = T("Conjunto de datos", "Dataset")}, {.label = T("Nombre en los archivos", "Name in files")},
                                            {.label = T("Descargar", "Download")}};
    struct table table = {.caption = TR(html, "Conjuntos de datos", "Datasets"), .caption_hidden = true, .columns = columns,
                          .count = COUNT_OF(columns), .total = INT_NONE};
    H(html, "<p class=\"note\">");
    HT(html, "Todo lo que alcanza su unidad, con las mismas columnas que se importan. Cada descarga queda anotada.",
       "All that your unit reaches, in the columns that can be imported. Every download is noted.");
    H(html, "</p>");
    size_t count;
    const struct entity *const *entities = entity_all(&count);
    table_open(html, &table);
    for (size_t i = 0; i < count; i++) {
        struct str dataset = str_of(entities[i]->dataset);
        table_row(html, &table);
        table_text(html, &table, text_in(entities[i]->plural, visit.lang));
        table_text(html, &table, dataset);
        table_cell_open(html, &table);
        H(html, "<span class=\"row\">");
        h_link(html, URL(visit.arena, "/export/{}.csv", dataset), S("CSV"));
        H(html, " ");
        h_link(html, URL(visit.arena, "/export/{}.xlsx", dataset), S("XLSX"));
        H(html, "</span>");
        table_cell_close(html, &table);
        table_row_end(html, &table);
    }
    table_close(html, &table);
    return visit_end(&visit);
}

static enum err to_response(void *self, struct str bytes)
{
    return response_write(self, bytes);
}

/* A workbook needs a file to be written to: one without a name, reached through its descriptor. */
static enum err download_xlsx(struct visit *visit, struct export_input *in, struct export_output *out)
{
    int fd = -1;
    TRY(spool_open(&fd));
    in->path = str_format(visit->arena, "/proc/self/fd/%d", fd);
    enum err err = visit_run(visit, op_find(S("export.run")), in, out);
    struct stat stat;
    if (err == ERR_OK && fstat(fd, &stat) != 0) {
        err = ERR_IO;
    }
    if (err != ERR_OK) {
        spool_close(fd);
        return err;
    }
    response_file(visit->resp, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", fd, (int64_t)stat.st_size);
    return ERR_OK;
}

static enum err download(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    struct str file = request_param(req, "file");
    bool xlsx = str_ends(file, S(".xlsx"));
    if (!xlsx && !str_ends(file, S(".csv"))) {
        return ERR_NOT_FOUND;
    }
    struct export_input *in = shape_new(visit.arena, &export_input_shape);
    struct export_output out = {.rows = 0};
    in->dataset = str_slice(file, 0, file.len - (xlsx ? 5 : 4));
    in->format = xlsx ? S("xlsx") : S("csv");
    if (entity_find_dataset(in->dataset) == NULL) {
        return ERR_NOT_FOUND;
    }
    if (xlsx) {
        TRY(download_xlsx(&visit, in, &out));
    } else {
        in->sink = to_response;
        in->sink_self = resp;
        TRY(visit_run(&visit, op_find(S("export.run")), in, &out));
        resp->content_type = S("text/csv; charset=utf-8");
    }
    response_attachment(resp, str_format(visit.arena, STR_FMT "-" STR_FMT ".%s", STR_ARG(in->dataset),
                                         STR_ARG(date_iso(visit.arena, clock_today())), xlsx ? "xlsx" : "csv"));
    return ERR_OK;
}

const struct route export_routes[] = {
    {.method = METHOD_GET, .pattern = "/export", .handler = export_page},
    {.method = METHOD_GET, .pattern = "/export/{file}", .handler = download},
};
const size_t export_route_count = COUNT_OF(export_routes);
