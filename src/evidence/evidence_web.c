#include "evidence/evidence_web.h"

#include "account/record_web.h"
#include "core/record.h"
#include "evidence/evidence_ops.h"
#include "format/media.h"
#include "html/table.h"
#include "http/spool.h"

/* More than a file may have, so that whoever sends 30 MB hears why not, and from us. */
#define UPLOAD_LIMIT (INT64_C(140) << 20)
/* Larger pictures are shown as a word: the list is also read on a telephone. */
#define SHOWN_MOST (INT64_C(6) << 20)
#define ACCEPTED "image/jpeg,image/png,image/webp,application/pdf"

static void draw_fields(struct visit *visit, const struct form_view *form, bool is_new);

static const struct record_web pages = {
    .entity = &evidence_entity,
    .path = "/documents",
    .place = PLACE_SERVICES,
    .add = T("Adjuntar un documento", "Attach a document"),
    .correct = T("Corregir los datos del documento", "Correct what is said of the document"),
    .saved = T("Documento guardado.", "Document saved."),
    .fields = draw_fields,
};

static struct url record_url(struct arena *arena, struct str record)
{
    size_t slash = str_find(record, S("/"));
    struct str dataset = str_slice(record, 0, slash);
    struct str code = str_slice(record, slash == SIZE_MAX ? record.len : slash + 1, record.len);
    if (str_eq(dataset, S("enterprises"))) {
        return URL(arena, "/clients/enterprise/{}", code);
    }
    if (str_eq(dataset, S("persons"))) {
        return URL(arena, "/clients/person/{}", code);
    }
    static const char *const with_page[] = {"sessions", "events", "attendances", "disbursements", "assistances", "links", "snapshots",
                                            "milestones", "agreements", "organisations"};
    for (size_t i = 0; i < COUNT_OF(with_page); i++) {
        if (str_eq_c(dataset, with_page[i])) {
            return URL(arena, "/{}/{}", dataset, code);
        }
    }
    return (struct url){STR_NONE};
}

static struct str size_words(struct arena *arena, int64_t bytes)
{
    return bytes < 1 << 20 ? str_format(arena, "%lld kB", (long long)((bytes + 1023) / 1024))
                           : str_format(arena, "%lld.%lld MB", (long long)(bytes >> 20), (long long)((bytes & 0xFFFFF) * 10 >> 20));
}

/* Kind, date, size and pages, as far as they are known and not said already. */
static struct str summary(struct visit *visit, const struct evidence *row)
{
    struct buf words = BUF(visit->arena);
    const struct choice *kind = choice_find(evidence_kinds, row->kind);
    const struct choice *secrecy = choice_find(evidence_confidentialities, row->confidentiality);
    if (kind != NULL && !str_is_empty(row->title)) {
        buf_put(&words, text_in(kind->label, visit->lang));
        buf_put_c(&words, " · ");
    }
    if (!date_is_none(row->date)) {
        buf_put(&words, date_display(visit->arena, row->date));
        buf_put_c(&words, " · ");
    }
    if (row->pages != INT_NONE) {
        buf_format(&words, "%lld %s · ", (long long)row->pages,
                   row->pages == 1 ? (visit->lang == LANG_ES ? "página" : "page") : (visit->lang == LANG_ES ? "páginas" : "pages"));
    }
    buf_put(&words, size_words(visit->arena, row->size));
    if (secrecy != NULL) {
        buf_put_c(&words, " · ");
        buf_put(&words, text_in(secrecy->label, visit->lang));
    }
    return buf_str(&words);
}

/* ---- beside a record ---------------------------------------------------------------------------------- */

static void put_small(struct visit *visit, const struct evidence *row)
{
    struct html *html = visit->html;
    enum media_kind kind = media_find_type(row->media_type);
    H(html, "<a class=\"thumb\"");
    h_url(html, "href", "/documents/{}", row->record.code);
    H(html, " tabindex=\"-1\" aria-hidden=\"true\">");
    if (media_is_picture(kind) && row->size <= SHOWN_MOST && !str_eq(row->confidentiality, S("sensitive"))) {
        H(html, "<img alt=\"\" loading=\"lazy\" width=\"88\" height=\"88\"");
        h_url(html, "src", "/documents/{}/picture", row->record.code);
        H(html, ">");
    } else {
        h_text(html, kind == MEDIA_PDF ? S("PDF") : TR(html, "Foto", "Photo"));
    }
    H(html, "</a>");
}

static void put_list(struct visit *visit, const struct list *list)
{
    struct html *html = visit->html;
    const struct evidence *rows = list->rows.items;
    H(html, "<ul class=\"documents\">");
    for (size_t i = 0; i < list->rows.len; i++) {
        H(html, "<li>");
        put_small(visit, &rows[i]);
        H(html, "<div>");
        h_link(html, URL(visit->arena, "/documents/{}", rows[i].record.code), evidence_name(&rows[i], visit->lang));
        H(html, "<p class=\"quiet\">");
        h_text(html, summary(visit, &rows[i]));
        H(html, "</p></div></li>");
    }
    H(html, "</ul>");
}

static void draw_fields(struct visit *visit, const struct form_view *form, bool is_new)
{
    struct html *html = visit->html;
    form_named(html, form, "kind");
    form_named(html, form, "title");
    form_named(html, form, "date");
    form_named(html, form, "confidentiality");
    if (!is_new) {
        form_named(html, form, "retention_until");
        form_named(html, form, "records");
    }
}

static void put_upload(struct visit *visit, struct str record, struct str back, const struct fault *fault, struct url cancel)
{
    struct html *html = visit->html;
    /* A link may say what kind of document is asked for. */
    struct evidence *begin = shape_new(visit->arena, &evidence_entity.shape);
    bool kind_known = choice_find(evidence_kinds, request_query(visit->req, "kind")) != NULL;
    begin->kind = kind_known ? request_query(visit->req, "kind") : begin->kind;
    struct form_view form = {
        .row = kind_known ? begin : NULL,
        .action = URL(visit->arena, "/documents/new"),
        .csrf = visit->csrf,
        .request_id = visit_request_key(visit),
        .version = INT_NONE,
        .given = visit->form == NULL ? NULL : visit_given(visit),
        .fault = fault,
        .shape = &evidence_entity.shape,
        .id_prefix = S("doc"),
        .upload = true,
    };
    form_open(html, &form);
    form_hidden(html, "records", record);
    form_hidden(html, "back", back);
    H(html, "<div class=\"camera\">");
    form_input(html, &form, &(struct form_input){.name = "photo", .type = "file", .accept = "image/*", .camera = true,
                                                 .label = TR(html, "Tomar una foto", "Take a photo")});
    H(html, "</div>");
    form_input(html, &form, &(struct form_input){
        .name = "file", .type = "file", .accept = ACCEPTED, .label = TR(html, "Elegir un archivo", "Choose a file"),
        .hint = TR(html, "Foto JPEG, PNG o WebP, o PDF sin programas. El lugar donde se tomó una foto no se guarda.",
                   "A JPEG, PNG or WebP photo, or a PDF without programs. Where a photo was taken is not kept.")});
    draw_fields(visit, &form, true);
    form_close(html, &form, TR(html, "Adjuntar", "Attach"), cancel);
}

static FALLIBLE ask_list(struct visit *visit, struct str dataset, struct str code, struct list *out)
{
    const struct op *op = op_find(S("document.by_record"));
    const struct evidence_of_input in = {.dataset = dataset, .code = code};
    struct call call = visit->call;
    const char *log_op = visit->resp->log_op;
    enum err err = visit_run(visit, op, &in, out);
    visit->call = call;
    visit->resp->log_op = log_op;
    return err;
}

void evidence_panel(struct visit *visit, const char *dataset, struct str code)
{
    struct html *html = visit->html;
    struct list list = {.total = INT_NONE};
    enum err err = ask_list(visit, str_of(dataset), code, &list);
    if (err == ERR_DENIED || err == ERR_NOT_FOUND) {
        return;
    }
    if (err != ERR_OK) {
        page_notice(html, TONE_WARN, TR(html, "Los documentos no se pudieron leer; intente de nuevo.",
                                        "The documents could not be read; try again."));
        return;
    }
    bool may = visit_may(visit, PERM_EVIDENCE_WRITE) && evidence_may_attach(visit->actor.role, entity_find_dataset(str_of(dataset)));
    if (list.rows.len == 0 && !may) {
        return;
    }
    struct str record = str_format(visit->arena, "%s/" STR_FMT, dataset, STR_ARG(code));
    H(html, "<section class=\"card\" id=\"documents\"><h2>");
    HT(html, "Documentos", "Documents");
    H(html, "</h2>");
    if (list.rows.len > 0) {
        put_list(visit, &list);
    } else {
        H(html, "<p class=\"note\">");
        HT(html, "Ninguno todavía.", "None yet.");
        H(html, "</p>");
    }
    if (may) {
        H(html, "<details class=\"screen\"><summary>");
        HT(html, "Adjuntar una foto, un escaneo o un PDF", "Attach a photo, a scan or a PDF");
        H(html, "</summary>");
        put_upload(visit, record, visit->req->method == METHOD_GET ? visit->req->path : record_url(visit->arena, record).value, NULL,
                   (struct url){STR_NONE});
        H(html, "</details>");
    }
    H(html, "</section>");
}

/* ---- attaching ------------------------------------------------------------------------------------------- */

static enum err show_upload(struct visit *visit, struct str record, struct str back, const struct fault *fault)
{
    struct url cancel = str_is_empty(back) ? record_url(visit->arena, record) : url_local(visit->arena, back);
    visit->page.narrow = true;
    visit_page(visit, pages.add, PLACE_SERVICES);
    H(visit->html, "<section class=\"card\"><p class=\"note\">");
    HT(visit->html, "Respaldará: ", "It will support: ");
    h_link(visit->html, cancel, record);
    H(visit->html, "</p>");
    put_upload(visit, record, back, fault, cancel);
    H(visit->html, "</section>");
    return visit_end(visit);
}

static enum err upload_page(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    if (!visit_may(&visit, PERM_EVIDENCE_WRITE)) {
        return ERR_DENIED;
    }
    struct str record = request_query(req, "record");
    return str_is_empty(record) ? ERR_NOT_FOUND : show_upload(&visit, record, request_query(req, "back"), NULL);
}

/* What was sent as a file in its own right, looked into before any transaction begins. */
static FALLIBLE read_upload(struct visit *visit, const struct form_field *file, struct evidence_intake *out)
{
    struct fault *fault = &visit->call.fault;
    if (file == NULL || file->value.len == 0) {
        return fault_add(fault, S("file"), STR_NONE, TEXT("Falta el archivo, o está vacío.", "The file is missing, or empty."),
                         TEXT("Tome una foto o elija un archivo.", "Take a photo or choose a file."));
    }
    int fd = -1;
    TRY(spool_open(&fd));
    enum err err = spool_write(fd, file->value);
    if (err == ERR_OK) {
        err = evidence_intake_read(visit->arena, fault, fd, file->file_name, out);
    }
    spool_close(fd);
    return err;
}

static FALLIBLE store_upload(struct visit *visit, struct evidence *in, const struct evidence_intake *intake, struct str name,
                             struct evidence *out)
{
    const struct op *add_file = op_find(S("file.add"));
    struct evidence_file_input *file = shape_new(visit->arena, add_file->input);
    struct evidence_file_output *stored = shape_new(visit->arena, add_file->output);
    struct str rest = in->records;
    file->name = name;
    file->intake = intake;
    (void)str_split(&rest, ';', &file->record);
    TRY(visit_run(visit, add_file, file, stored));
    in->sha256 = stored->sha256;
    /* A name that cannot be kept is not worth a refusal. */
    struct fault unheard = {.arena = visit->arena};
    if (field_parse(&unheard, shape_find(&evidence_entity.shape, S("original_name")), name, "USD", in) != ERR_OK) {
        in->original_name = STR_NONE;
    }
    return visit_change(visit, op_find(S("document.add")), in, NULL, out);
}

static enum err upload_post(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT_POST(&visit, req, resp);
    if (!visit_may(&visit, PERM_EVIDENCE_WRITE)) {
        return ERR_DENIED;
    }
    const struct op *op = op_find(S("document.add"));
    struct evidence *in = shape_new(visit.arena, op->input);
    struct evidence *out = shape_new(visit.arena, op->output);
    const struct form_field *file = form_file(visit.form, "file");
    file = file == NULL ? form_file(visit.form, "photo") : file;
    struct evidence_intake intake = {.had_position = false};
    in->sha256 = S("0000000000000000000000000000000000000000000000000000000000000000"); /* until the file is read */
    enum err err = visit_input(&visit, op, in, NULL);
    enum err read = read_upload(&visit, file, &intake);
    if (read != ERR_OK && read != ERR_INVALID) {
        return read;
    }
    err = err == ERR_OK ? read : err;
    if (err == ERR_OK) {
        err = store_upload(&visit, in, &intake, file->file_name, out);
    }
    struct str back = form_get(visit.form, "back");
    struct str record = form_get(visit.form, "records");
    if (err == ERR_INVALID || err == ERR_EXISTS) {
        visit_refused(&visit, err);
        struct fault fault = visit.call.fault;
        return show_upload(&visit, record, back, &fault);
    }
    TRY(err);
    struct url to = str_is_empty(back) ? record_url(visit.arena, out->records) : url_local(visit.arena, back);
    return visit_go(&visit, to,
                    intake.had_position
                        ? TEXT("Documento adjuntado; a la foto se le quitó el lugar donde se tomó.",
                               "Document attached; the place where the photo was taken was removed from it.")
                        : TEXT("Documento adjuntado.", "Document attached."));
}

/* ---- one document ---------------------------------------------------------------------------------------- */

static struct str download_name(struct arena *arena, const struct evidence *row)
{
    const char *ending = media_ending(media_find_type(row->media_type));
    struct str name = row->original_name;
    size_t dot = name.len;
    while (dot > 0 && name.ptr[dot - 1] != '.') {
        dot--;
    }
    name = dot > 1 && name.len - dot <= 4 ? str_slice(name, 0, dot - 1) : name;
    return str_format(arena, STR_FMT "%s", STR_ARG(str_is_empty(name) ? row->record.code : name), ending == NULL ? "" : ending);
}

static enum err to_response(void *self, struct str bytes)
{
    return response_write(self, bytes);
}

static enum err send_content(struct request *req, struct response *resp, bool attached)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    const struct op *op = op_find(S("document.content"));
    struct evidence_content_input *in = shape_new(visit.arena, op->input);
    struct evidence *out = shape_new(visit.arena, op->output);
    in->code = request_param(req, "code");
    in->sink = to_response;
    in->sink_self = resp;
    TRY(visit_run(&visit, op, in, out));
    bool is_picture = media_is_picture(media_find_type(out->media_type));
    if (!attached && !is_picture) {
        return ERR_NOT_FOUND;
    }
    resp->content_type = out->media_type;
    resp->is_sandboxed = true;
    resp->is_compressible = false;
    if (attached) {
        response_attachment(resp, download_name(visit.arena, out));
    }
    return ERR_OK;
}

static enum err file_handler(struct request *req, struct response *resp)
{
    return send_content(req, resp, true);
}

static enum err picture_handler(struct request *req, struct response *resp)
{
    return send_content(req, resp, false);
}

static void put_records(struct visit *visit, const struct evidence *row)
{
    struct html *html = visit->html;
    struct str rest = row->records;
    struct str record;
    H(html, "<div><dt>");
    HT(html, "Respalda", "Supports");
    H(html, "</dt><dd>");
    for (bool first = true; str_split(&rest, ';', &record); first = false) {
        const struct entity *entity = entity_find_dataset(str_slice(record, 0, str_find(record, S("/"))));
        if (!first) {
            H(html, "<br>");
        }
        h_text(html, entity == NULL ? STR_NONE : text_in(entity->label, visit->lang));
        H(html, " ");
        h_link(html, record_url(visit->arena, record), str_slice(record, str_find(record, S("/")) + 1, record.len));
    }
    H(html, "</dd></div>");
}

static void put_document(struct visit *visit, const struct evidence *row)
{
    static const char *const except[] = {"title", "records", "media_type", "size", "width", "height", "annulled", "annul_reason", NULL};
    struct html *html = visit->html;
    bool shown = media_is_picture(media_find_type(row->media_type)) && row->size <= SHOWN_MOST;
    H(html, "<section class=\"card\">");
    page_facts_open(html);
    put_records(visit, row);
    page_fact(html, TR(html, "Archivo", "File"),
              str_format(visit->arena, STR_FMT ", " STR_FMT, STR_ARG(row->media_type), STR_ARG(size_words(visit->arena, row->size))));
    page_facts_shape(html, &evidence_entity.shape, row, except);
    page_facts_close(html);
    if (shown) {
        H(html, "<figure class=\"picture\"><img");
        h_attr(html, "alt", evidence_name(row, visit->lang));
        h_attr_int(html, "width", row->width);
        h_attr_int(html, "height", row->height);
        h_url(html, "src", "/documents/{}/picture", row->record.code);
        H(html, "></figure>");
    }
    H(html, "</section>");
}

static enum err document_page(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    struct evidence row;
    TRY(record_web_get(&visit, &pages, &row));
    struct page_link crumb = {.label = text_in(evidence_entity.plural, visit.lang), .url = URL(visit.arena, "/documents")};
    struct page_link actions[] = {
        {.label = text_in(TEXT("Descargar", "Download"), visit.lang),
         .url = URL(visit.arena, "/documents/{}/file", row.record.code), .primary = true},
        {.label = text_in(TEXT("Corregir", "Correct"), visit.lang), .url = URL(visit.arena, "/documents/{}/edit", row.record.code)},
    };
    bool may_change = record_web_may_write(&visit, &pages) && row.record.annulled != ANSWER_YES;
    visit.page.crumbs = &crumb;
    visit.page.crumb_count = 1;
    visit.page.actions = actions;
    visit.page.action_count = may_change ? 2 : 1;
    visit_page(&visit, (struct text){str_c(visit.arena, evidence_name(&row, visit.lang)), NULL}, PLACE_SERVICES);
    put_document(&visit, &row);
    record_web_annulment(&visit, &pages, &row);
    return visit_end(&visit);
}

/* ---- all documents ----------------------------------------------------------------------------------------- */

static void put_table(struct visit *visit, const struct list *list, struct str after)
{
    static const struct column columns[] = {
        {.label = T("Documento", "Document")}, {.label = T("Clase", "Kind")}, {.label = T("Fecha", "Date")},
        {.label = T("Respalda", "Supports")},  {.label = T("Tamaño", "Size"), .number = true, .minor = true},
        {.label = T("Confidencialidad", "Confidentiality"), .minor = true},
    };
    struct html *html = visit->html;
    struct url here = URL(visit->arena, "/documents");
    struct table table = {.caption = TR(html, "Documentos, por código", "Documents, by code"), .columns = columns, .count = COUNT_OF(columns),
                          .total = INT_NONE,
                          .next = str_is_empty(list->next) ? (struct url){STR_NONE} : url_with(visit->arena, here, "after", list->next),
                          .first = str_is_empty(after) ? (struct url){STR_NONE} : here};
    table_open(html, &table);
    const struct evidence *rows = list->rows.items;
    for (size_t i = 0; i < list->rows.len; i++) {
        table_row(html, &table);
        table_link_note(html, &table, URL(visit->arena, "/documents/{}", rows[i].record.code), evidence_name(&rows[i], visit->lang),
                        rows[i].record.code);
        table_field(html, &table, shape_find(&evidence_entity.shape, S("kind")), &rows[i]);
        table_date(html, &table, rows[i].date);
        table_text(html, &table, rows[i].records);
        table_text(html, &table, size_words(visit->arena, rows[i].size));
        table_field(html, &table, shape_find(&evidence_entity.shape, S("confidentiality")), &rows[i]);
        table_row_end(html, &table);
    }
    table_close(html, &table);
}

static enum err list_page(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    struct record_list_input in = {.after = request_query(req, "after"), .limit = 50};
    struct list list = {.total = INT_NONE};
    TRY(visit_run(&visit, op_find(S("document.list")), &in, &list));
    visit_page(&visit, evidence_entity.plural, PLACE_SERVICES);
    if (list.rows.len == 0) {
        page_empty(visit.html, TR(visit.html, "Todavía no hay documentos", "No documents yet"),
                   TR(visit.html, "Se adjuntan en la página de cada registro: un cliente, una sesión, un contrato.",
                      "They are attached on each record's page: a client, a session, a contract."),
                   (struct url){STR_NONE}, STR_NONE);
    } else {
        H(visit.html, "<section class=\"card\">");
        put_table(&visit, &list, in.after);
        H(visit.html, "</section>");
    }
    return visit_end(&visit);
}

static enum err edit_form(struct request *req, struct response *resp)
{
    return record_web_edit(req, resp, &pages);
}

static enum err set_form(struct request *req, struct response *resp)
{
    return record_web_set(req, resp, &pages);
}

static enum err annul_form(struct request *req, struct response *resp)
{
    return record_web_annul(req, resp, &pages);
}

const struct route evidence_routes[] = {
    {.method = METHOD_GET, .pattern = "/documents", .handler = list_page},
    {.method = METHOD_GET, .pattern = "/documents/new", .handler = upload_page},
    {.method = METHOD_POST, .pattern = "/documents/new", .handler = upload_post, .body_limit = UPLOAD_LIMIT},
    {.method = METHOD_GET, .pattern = "/documents/{code}", .handler = document_page},
    {.method = METHOD_GET, .pattern = "/documents/{code}/file", .handler = file_handler},
    {.method = METHOD_GET, .pattern = "/documents/{code}/picture", .handler = picture_handler},
    {.method = METHOD_GET, .pattern = "/documents/{code}/edit", .handler = edit_form},
    {.method = METHOD_POST, .pattern = "/documents/{code}/edit", .handler = set_form},
    {.method = METHOD_POST, .pattern = "/documents/{code}/annul", .handler = annul_form},
};
const size_t evidence_route_count = COUNT_OF(evidence_routes);
