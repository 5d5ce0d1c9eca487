#include "exchange/import_web.h"

#include "account/pick.h"
#include "account/visit.h"
#include "core/entity.h"
#include "core/record.h"
#include "exchange/import_job.h"
#include "exchange/past_web.h"
#include "format/csv.h"
#include "format/json.h"
#include "html/table.h"
#include "http/spool.h"

#define UPLOAD_LIMIT (INT64_C(64) << 20)
#define FAULTS_SHOWN 100 /* on the page; the report holds all that are kept */

static const struct op *import_op(void)
{
    return op_find(S("import.run"));
}

static struct url job_url(struct visit *visit, struct str id)
{
    return URL(visit->arena, "/import/{}", id);
}

static struct str dataset_name(struct visit *visit, struct str dataset)
{
    const struct entity *entity = entity_find_dataset(dataset);
    return entity == NULL ? dataset : text_in(entity->plural, visit->lang);
}

static void put_option(struct html *html, const char *name, struct str value)
{
    if (!str_is_empty(value)) {
        form_hidden(html, name, value);
    }
}

/* ---- choosing a file ------------------------------------------------------------------------------- */

static void show_upload(struct visit *visit, const struct fault *fault)
{
    struct html *html = visit->html;
    size_t count;
    const struct entity *const *entities = entity_all(&count);
    struct form_option *options = ARENA_ARRAY(visit->arena, struct form_option, count);
    for (size_t i = 0; i < count; i++) {
        options[i] = (struct form_option){.code = str_of(entities[i]->dataset), .label = text_in(entities[i]->plural, visit->lang)};
    }
    struct form_view form = {
        .action = URL(visit->arena, "/import"),
        .csrf = visit->csrf,
        .version = INT_NONE,
        .given = visit->form == NULL ? NULL : visit_given(visit),
        .fault = fault,
        .upload = true,
    };
    H(html, "<section class=\"card\">");
    form_open(html, &form);
    /* From an event's page: the list of that event. */
    struct str constants = visit->form == NULL ? request_query(visit->req, "constants") : form_get(visit->form, "constants");
    put_option(html, "constants", constants);
    if (!str_is_empty(constants)) {
        H(html, "<p class=\"note\">");
        HT(html, "Para todas las filas: ", "For every row: ");
        h_lines(html, constants);
        H(html, "</p>");
    }
    form_select(html, &form, "dataset", TR(html, "Qué contiene el archivo", "What the file holds"),
                TR(html, "Lo que otros nombran va antes: organizaciones antes que convenios, empresas antes que sesiones.",
                   "What others name comes first: organisations before agreements, enterprises before sessions."),
                options, count, request_query(visit->req, "dataset"));
    form_input(html, &form, &(struct form_input){
        .name = "file", .label = TR(html, "Archivo", "File"), .type = "file", .required = true,
        .hint = TR(html, "CSV o XLSX, hasta 64 MB, con los nombres de las columnas en la primera fila. Primero se ensaya: no se guarda nada.",
                   "CSV or XLSX, up to 64 MB, with the names of the columns in the first row. First a dry run: nothing is saved.")});
    form_close(html, &form, TR(html, "Ensayar", "Try it"), (struct url){STR_NONE});
    H(html, "</section>");
}

static void show_jobs(struct visit *visit)
{
    struct import_job_view *jobs;
    size_t count = import_job_list(visit->arena, visit->actor, &jobs);
    if (count == 0) {
        return;
    }
    static const struct column columns[] = {
        {.label = T("Archivo", "File")}, {.label = T("Conjunto", "Dataset")}, {.label = T("Hora", "Time")}, {.label = T("Estado", "State")}};
    struct html *html = visit->html;
    struct table table = {.caption = TR(html, "Sus últimas importaciones", "Your latest imports"), .columns = columns,
                          .count = COUNT_OF(columns), .total = INT_NONE};
    H(html, "<section class=\"card\">");
    table_open(html, &table);
    for (size_t i = 0; i < count; i++) {
        const struct import_job_view *job = &jobs[i];
        table_row(html, &table);
        table_link(html, &table, job_url(visit, job->id), job->file_name);
        table_text(html, &table, dataset_name(visit, job->dataset));
        table_text(html, &table, instant_display(visit->arena, job->started_at));
        if (job->running) {
            table_chip(html, &table, TONE_PLAIN, TR(html, "en marcha", "running"));
        } else if (job->imported) {
            table_chip(html, &table, TONE_OK, TR(html, "importado", "imported"));
        } else if (job->err == ERR_OK) {
            table_chip(html, &table, TONE_WARN, TR(html, "ensayado", "tried"));
        } else {
            table_chip(html, &table, TONE_BAD, TR(html, "rechazado", "refused"));
        }
        table_row_end(html, &table);
    }
    table_close(html, &table);
    H(html, "</section>");
}

static enum err show_import(struct visit *visit, const struct fault *fault)
{
    struct page_link out = {.label = text_in(TEXT("Exportar", "Export"), visit->lang), .url = URL(visit->arena, "/export")};
    visit->page.actions = &out;
    visit->page.action_count = visit_may(visit, PERM_EXPORT) ? 1 : 0;
    visit->page.narrow = true;
    visit_page(visit, TEXT("Importar", "Import"), PLACE_NONE);
    show_upload(visit, fault);
    show_jobs(visit);
    TRY(past_web_put(visit));
    return visit_end(visit);
}

static enum err import_page(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    return visit_may(&visit, import_op()->permission) ? show_import(&visit, NULL) : ERR_DENIED;
}

static enum err import_post(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT_POST(&visit, req, resp);
    if (!visit_may(&visit, import_op()->permission)) {
        return ERR_DENIED;
    }
    struct fault fault = {.arena = visit.arena};
    const struct form_field *file = form_file(visit.form, "file");
    struct str dataset = form_get(visit.form, "dataset");
    if (entity_find_dataset(dataset) == NULL) {
        fault_add(&fault, S("dataset"), dataset, TEXT("Falta decir qué contiene el archivo.", "What the file holds must be said."),
                  TEXT("Elija un conjunto de datos.", "Choose a dataset."));
    }
    if (file == NULL || file->value.len == 0) {
        fault_add(&fault, S("file"), STR_NONE, TEXT("Falta el archivo, o está vacío.", "The file is missing, or empty."),
                  TEXT("Elija un archivo CSV o XLSX.", "Choose a CSV or XLSX file."));
    }
    if (fault.total > 0) {
        visit_refused(&visit, ERR_INVALID);
        return show_import(&visit, &fault);
    }
    int fd = -1;
    struct str id;
    TRY(spool_open(&fd));
    enum err err = spool_write(fd, file->value);
    if (err != ERR_OK) {
        spool_close(fd);
        return err;
    }
    err = import_job_start(visit.site->runner, visit.arena, visit.actor, visit.lang, dataset, file->file_name, fd,
                           (struct import_job_options){.constants = form_get(visit.form, "constants"), .for_real = false}, &id);
    if (err == ERR_BUSY) {
        return visit_go(&visit, URL(visit.arena, "/import"),
                        TEXT("Otra importación suya está en marcha; espere a que termine.",
                             "Another import of yours is running; wait until it has ended."));
    }
    TRY(err);
    return visit_go(&visit, job_url(&visit, id), TEXT_NONE);
}

/* ---- one import -------------------------------------------------------------------------------------- */

static struct str progress_sentence(struct visit *visit, const struct import_job_view *job)
{
    struct str rows = count_display(visit->arena, job->rows);
    struct text stage = job->pass < 2 ? TEXT("Se revisa cada celda", "Every cell is checked")
                        : job->options.for_real ? TEXT("Se guarda", "Saving")
                                                : TEXT("Se ensaya, sin guardar", "Trying, without saving");
    return str_format(visit->arena, STR_FMT ": " STR_FMT " " STR_FMT, STR_ARG(text_in(stage, visit->lang)), STR_ARG(rows),
                      STR_ARG(text_in(TEXT("filas.", "rows."), visit->lang)));
}

/* The same file for real. */
static void show_go(struct visit *visit, const struct import_job_view *job)
{
    struct html *html = visit->html;
    page_post_open(html, job_url(visit, job->id), visit->csrf);
    form_hidden(html, "mode", S("real"));
    put_option(html, "encoding", job->options.encoding);
    put_option(html, "delimiter", job->options.delimiter);
    put_option(html, "decimal", job->options.decimal);
    put_option(html, "sheet", job->options.sheet);
    put_option(html, "existing", job->options.existing);
    put_option(html, "mapping", job->options.mapping);
    put_option(html, "constants", job->options.constants);
    page_post_close(html, TR(html, "Importar de verdad", "Import for real"), true);
}

static void show_sums(struct visit *visit, const struct import_job_view *job)
{
    struct html *html = visit->html;
    const struct import_output *out = &job->output;
    H(html, "<section class=\"card stack\">");
    page_facts_open(html);
    page_fact(html, TR(html, "Conjunto de datos", "Dataset"), dataset_name(visit, job->dataset));
    page_fact(html, TR(html, "Leído como", "Read as"), text_in(out->found, visit->lang));
    static const char *const names[] = {"rows", "added", "changed", "unchanged"};
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        page_fact_field(html, shape_find(&import_output_shape, str_of(names[i])), out);
    }
    page_facts_close(html);
    if (out->warnings != INT_NONE && out->warnings > 0) {
        H(html, "<h2>");
        HT(html, "Filas que conviene revisar", "Rows to look at");
        H(html, " (");
        h_count(html, out->warnings);
        H(html, ")</h2><p>");
        h_lines(html, text_in(out->notices, visit->lang));
        H(html, "</p>");
    }
    if (!job->imported && job->err == ERR_OK) {
        H(html, "<div>");
        show_go(visit, job);
        H(html, "</div>");
    }
    H(html, "</section>");
}

static const struct form_option encodings[] = {
    {.code = {"", 0}, .label = {"—", sizeof("—") - 1}},
    {.code = {"utf-8", 5}, .label = {"UTF-8", 5}},
    {.code = {"windows-1252", 12}, .label = {"Windows-1252 (Excel)", 20}},
};

static struct form_option option(struct html *html, const char *code, struct text label)
{
    return (struct form_option){.code = str_of(code), .label = text_in(label, html->lang)};
}

/* What the file did not say for certain, asked for only then; and what to do with records that exist. */
static void show_again(struct visit *visit, const struct import_job_view *job)
{
    struct html *html = visit->html;
    struct form_view form = {.action = job_url(visit, job->id), .csrf = visit->csrf, .version = INT_NONE};
    H(html, "<section class=\"card\"><h2>");
    HT(html, "Ensayar de nuevo el mismo archivo", "Try the same file again");
    H(html, "</h2>");
    form_open(html, &form);
    form_hidden(html, "mode", S("dry"));
    put_option(html, "mapping", job->options.mapping);
    put_option(html, "constants", job->options.constants);
    if (!job->opened) {
        const struct form_option delimiters[] = {option(html, "", TEXT("—", "—")), option(html, "coma", TEXT("coma ( , )", "comma ( , )")),
                                                 option(html, ";", TEXT("punto y coma ( ; )", "semicolon ( ; )")),
                                                 option(html, "tab", TEXT("tabulador", "tab"))};
        const struct form_option decimals[] = {option(html, "", TEXT("—", "—")), option(html, "punto", TEXT("punto (1,234.50)", "point (1,234.50)")),
                                               option(html, "coma", TEXT("coma (1.234,50)", "comma (1.234,50)"))};
        form_select(html, &form, "encoding", TR(html, "Codificación", "Encoding"), STR_NONE, encodings, COUNT_OF(encodings),
                    job->options.encoding);
        form_select(html, &form, "delimiter", TR(html, "Separador", "Delimiter"), STR_NONE, delimiters, COUNT_OF(delimiters),
                    job->options.delimiter);
        form_select(html, &form, "decimal", TR(html, "Signo decimal", "Decimal sign"), STR_NONE, decimals, COUNT_OF(decimals),
                    job->options.decimal);
        form_input(html, &form, &(struct form_input){.name = "sheet", .label = TR(html, "Hoja (XLSX)", "Sheet (XLSX)"),
                                                     .value = job->options.sheet});
    } else {
        put_option(html, "encoding", job->options.encoding);
        put_option(html, "delimiter", job->options.delimiter);
        put_option(html, "decimal", job->options.decimal);
        put_option(html, "sheet", job->options.sheet);
    }
    const struct form_option existing[] = {
        option(html, "refuse", TEXT("Rechazar los que difieren", "Refuse those that differ")),
        option(html, "update", TEXT("Actualizarlos con el archivo", "Update them from the file")),
        option(html, "keep", TEXT("Dejarlos como están", "Leave them as they are")),
    };
    form_select(html, &form, "existing", TR(html, "Registros cuyo código ya existe", "Records whose code exists"), STR_NONE, existing,
                COUNT_OF(existing), str_is_empty(job->options.existing) ? S("refuse") : job->options.existing);
    form_close(html, &form, TR(html, "Ensayar de nuevo", "Try again"), URL(visit->arena, "/import"));
    H(html, "</section>");
}

/* The cell; of what is wrong with a whole column or row, its heading beside the place. */
static struct str place_of(struct visit *visit, const struct fault_item *item)
{
    if (str_is_empty(item->cell) || str_is_empty(item->field)) {
        return str_is_empty(item->cell) ? item->field : item->cell;
    }
    return str_ends(item->cell, item->field) ? item->cell
                                             : str_format(visit->arena, STR_FMT " (" STR_FMT ")", STR_ARG(item->cell), STR_ARG(item->field));
}

static void show_faults(struct visit *visit, const struct import_job_view *job)
{
    static const struct column columns[] = {
        {.label = T("Celda", "Cell")}, {.label = T("Valor", "Value")}, {.label = T("Regla", "Rule")}, {.label = T("Qué hacer", "What to do")}};
    struct html *html = visit->html;
    size_t shown = job->fault.count > FAULTS_SHOWN ? FAULTS_SHOWN : job->fault.count;
    struct table table = {.caption = TR(html, "Informe por celda", "Report by cell"), .columns = columns, .count = COUNT_OF(columns),
                          .total = (int64_t)job->fault.total};
    table_open(html, &table);
    for (size_t i = 0; i < shown; i++) {
        const struct fault_item *item = &job->fault.items[i];
        table_row(html, &table);
        table_text(html, &table, place_of(visit, item));
        table_text(html, &table, item->value);
        table_text(html, &table, text_in(item->rule, visit->lang));
        table_text(html, &table, text_in(item->remedy, visit->lang));
        table_row_end(html, &table);
    }
    table_close(html, &table);
    if (job->fault.total > shown) {
        H(html, "<p class=\"note\">");
        h_text(html, str_format(visit->arena, STR_FMT " %zu " STR_FMT " " STR_FMT ".", STR_ARG(TR(html, "Se muestran", "Shown:")), shown,
                                STR_ARG(TR(html, "de", "of")), STR_ARG(count_display(visit->arena, (int64_t)job->fault.total))));
        H(html, "</p>");
    }
}

/* A centre's own spreadsheet: its columns and values are given their meaning on a page of their own. */
static void show_columns(struct visit *visit, const struct import_job_view *job)
{
    struct html *html = visit->html;
    H(html, "<section class=\"card row\"><p>");
    HT(html, "¿El archivo es del centro, con columnas propias? Diga una vez qué es cada una; la próxima vez ya se sabe.",
       "Is the file the centre's own, with columns of its own? Say once what each one is; next time it is known.");
    H(html, "</p>");
    h_button_link(html, URL(visit->arena, "/import/{}/columns", job->id), TR(html, "Hacer corresponder las columnas", "Make the columns correspond"),
                  false);
    H(html, "</section>");
}

static void show_ended(struct visit *visit, const struct import_job_view *job)
{
    struct html *html = visit->html;
    if (job->imported) {
        page_notice(html, TONE_OK, TR(html, "Importado: los registros ya están.", "Imported: the records are there."));
        show_sums(visit, job);
    } else if (job->err == ERR_OK) {
        page_notice(html, TONE_OK, TR(html, "El ensayo salió bien. Todavía no se guardó nada.",
                                      "The dry run went well. Nothing has been saved yet."));
        show_sums(visit, job);
        show_columns(visit, job);
    } else {
        const struct err_info *info = err_info(job->err);
        page_notice(html, TONE_BAD, job->fault.total > 0 ? TR(html, "El archivo no se importó: no se guardó nada.",
                                                              "The file was not imported: nothing was saved.")
                                                         : str_of(visit->lang == LANG_ES ? info->es : info->en));
        H(html, "<div class=\"stack\">");
        if (job->fault.count > 0) {
            H(html, "<div>");
            show_faults(visit, job);
            H(html, "</div>");
        }
        show_columns(visit, job);
        show_again(visit, job);
        H(html, "</div>");
    }
}

/* A job that memory no longer holds: whether its file is in the database is known all the same. */
static enum err gone_page(struct visit *visit, struct str id)
{
    struct record_code_input in = {.code = id};
    struct import_output out;
    shape_clear(&import_output_shape, &out);
    enum err err = visit_run(visit, op_find(S("import.outcome")), &in, &out);
    if (err != ERR_OK && err != ERR_NOT_FOUND) {
        return err;
    }
    bool done = err == ERR_OK;
    visit->call.fault = (struct fault){.arena = visit->arena};
    struct page_link crumb = {.label = text_in(TEXT("Importar", "Import"), visit->lang), .url = URL(visit->arena, "/import")};
    visit->page.crumbs = &crumb;
    visit->page.crumb_count = 1;
    visit_page(visit, TEXT("Un trabajo de antes", "An earlier job"), PLACE_NONE);
    struct html *html = visit->html;
    if (done) {
        page_notice(html, TONE_OK, TR(html, "El archivo se importó entero. El servidor se reinició después, o pasó más de una hora.",
                                      "The whole file was imported. The server was restarted since, or more than an hour has passed."));
        struct import_job_view job = {.dataset = out.dataset, .output = out, .imported = true};
        show_sums(visit, &job);
    } else {
        page_notice(html, TONE_WARN,
                    TR(html, "Este archivo no se importó: no se guardó nada de él. El servidor se reinició mientras tanto, o el ensayo "
                             "terminó hace más de una hora. Envíelo otra vez.",
                       "This file was not imported: nothing of it was saved. The server was restarted meanwhile, or the trial ended "
                       "more than an hour ago. Send it again."));
        H(html, "<p>");
        h_button_link(html, URL(visit->arena, "/import"), TR(html, "Importar un archivo", "Import a file"), true);
        H(html, "</p>");
    }
    return visit_end(visit);
}

static enum err job_page(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    struct import_job_view job;
    enum err err = import_job_look(visit.arena, visit.actor, request_param(req, "job"), &job);
    if (err == ERR_NOT_FOUND && visit_may(&visit, import_op()->permission)) {
        return gone_page(&visit, request_param(req, "job"));
    }
    TRY(err);
    struct page_link crumb = {.label = text_in(TEXT("Importar", "Import"), visit.lang), .url = URL(visit.arena, "/import")};
    struct page_link report = {.label = text_in(TEXT("Informe (CSV)", "Report (CSV)"), visit.lang),
                               .url = URL(visit.arena, "/import/{}/report.csv", job.id)};
    visit.page.crumbs = &crumb;
    visit.page.crumb_count = 1;
    visit.page.actions = &report;
    visit.page.action_count = !job.running && job.fault.count > 0 ? 1 : 0;
    visit.page.lead = dataset_name(&visit, job.dataset);
    visit_page(&visit, (struct text){str_c(visit.arena, job.file_name), NULL}, PLACE_NONE);
    if (job.running) {
        page_progress(visit.html, progress_sentence(&visit, &job), job.percent, URL(visit.arena, "/import/{}/status", job.id),
                      job_url(&visit, job.id));
    } else {
        show_ended(&visit, &job);
    }
    return visit_end(&visit);
}

static enum err status_page(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    struct import_job_view job;
    enum err err = import_job_look(visit.arena, visit.actor, request_param(req, "job"), &job);
    if (err == ERR_NOT_FOUND) { /* the page of the job says what became of it */
        job = (struct import_job_view){.id = request_param(req, "job")};
        err = ERR_OK;
    }
    TRY(err);
    struct buf body = BUF(visit.arena);
    struct json_writer writer = json_writer(&body);
    json_open_object(&writer);
    json_key(&writer, S("percent"));
    json_int(&writer, job.running ? job.percent : 100);
    json_key(&writer, S("message"));
    json_text(&writer, job.running ? progress_sentence(&visit, &job) : text_in(TEXT("Terminado.", "Ended."), visit.lang));
    json_key(&writer, S("done"));
    json_bool(&writer, !job.running);
    json_key(&writer, S("url"));
    json_text(&writer, job_url(&visit, job.id).value);
    json_close_object(&writer);
    response_body(resp, "application/json", buf_str(&body));
    return ERR_OK;
}

static enum err job_post(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT_POST(&visit, req, resp);
    if (!visit_may(&visit, import_op()->permission)) {
        return ERR_DENIED;
    }
    struct import_job_options options = {
        .encoding = form_get(visit.form, "encoding"),
        .delimiter = form_get(visit.form, "delimiter"),
        .decimal = form_get(visit.form, "decimal"),
        .sheet = str_trim(form_get(visit.form, "sheet")),
        .mapping = form_get(visit.form, "mapping"),
        .constants = form_get(visit.form, "constants"),
        .existing = form_get(visit.form, "existing"),
        .for_real = str_eq(form_get(visit.form, "mode"), S("real")),
    };
    TRY(import_job_again(visit.site->runner, visit.actor, request_param(req, "job"), options));
    return visit_go(&visit, job_url(&visit, request_param(req, "job")), TEXT_NONE);
}

static enum err report_page(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    struct import_job_view job;
    TRY(import_job_look(visit.arena, visit.actor, request_param(req, "job"), &job));
    struct buf body = BUF(visit.arena);
    struct csv_writer csv = csv_writer(&body, ',');
    csv_bom(&csv);
    static const struct text headings[] = {T("celda", "cell"), T("campo", "field"), T("valor", "value"), T("regla", "rule"),
                                           T("qué hacer", "what to do")};
    for (size_t i = 0; i < COUNT_OF(headings); i++) {
        csv_text(&csv, text_in(headings[i], visit.lang));
    }
    csv_end_row(&csv);
    for (size_t i = 0; i < job.fault.count; i++) {
        const struct fault_item *item = &job.fault.items[i];
        csv_text(&csv, item->cell);
        csv_text(&csv, item->field);
        csv_text(&csv, item->value);
        csv_text(&csv, text_in(item->rule, visit.lang));
        csv_text(&csv, text_in(item->remedy, visit.lang));
        csv_end_row(&csv);
    }
    response_body(resp, "text/csv; charset=utf-8", buf_str(&body));
    response_attachment(resp, str_format(visit.arena, STR_FMT ".%s.csv", STR_ARG(job.file_name),
                                         visit.lang == LANG_ES ? "informe" : "report"));
    return ERR_OK;
}

const struct route import_routes[] = {
    {.method = METHOD_GET, .pattern = "/import", .handler = import_page},
    {.method = METHOD_POST, .pattern = "/import", .handler = import_post, .body_limit = UPLOAD_LIMIT},
    {.method = METHOD_GET, .pattern = "/import/{job}", .handler = job_page},
    {.method = METHOD_POST, .pattern = "/import/{job}", .handler = job_post},
    {.method = METHOD_GET, .pattern = "/import/{job}/status", .handler = status_page},
    {.method = METHOD_GET, .pattern = "/import/{job}/report.csv", .handler = report_page},
};
const size_t import_route_count = COUNT_OF(import_routes);
