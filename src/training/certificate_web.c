#include "training/certificate_web.h"

#include "client/desk_web.h"
#include "html/table.h"
#include "http/limit.h"
#include "training/certificate.h"
#include "training/event_web.h"

/* Questions of one address to the public page in ten minutes. */
enum { ASKED_MOST = 30, ASKED_SECONDS = 600 };

/* ---- on the event's page ------------------------------------------------------------------------------- */

static void put_annul(struct visit *visit, const struct certificate *row)
{
    struct html *html = visit->html;
    struct form_view view = {
        .action = URL(visit->arena, "/certificates/{}/annul", row->record.code),
        .csrf = visit->csrf,
        .request_id = id_format(visit->arena, id_new()),
        .version = row->record.version,
        .id_prefix = str_format(visit->arena, STR_FMT "-", STR_ARG(row->record.code)),
    };
    H(html, "<details><summary>");
    HT(html, "Anular", "Annul");
    H(html, "</summary>");
    form_open(html, &view);
    form_hidden(html, "event", row->event.code);
    form_input(html, &view, &(struct form_input){.name = "reason", .label = TR(html, "Motivo", "Reason"), .required = true});
    form_close(html, &view, TR(html, "Anular el certificado", "Annul the certificate"), (struct url){STR_NONE});
    H(html, "</details>");
}

static void put_certificates(struct visit *visit, const struct list *list)
{
    static const struct column columns[] = {
        {.label = T("Persona", "Person")},       {.label = T("Número", "Number")},
        {.label = T("Días", "Days"), .number = true}, {.label = T("Emitido", "Issued"), .minor = true},
        {.label = T("Estado", "State")},
    };
    struct html *html = visit->html;
    struct table table = {.caption = TR(html, "Certificados emitidos", "Certificates issued"), .caption_hidden = true, .columns = columns,
                          .count = COUNT_OF(columns), .total = INT_NONE};
    const struct certificate *rows = list->rows.items;
    table_open(html, &table);
    for (size_t i = 0; i < list->rows.len; i++) {
        const struct certificate *row = &rows[i];
        bool is_valid = row->record.annulled != ANSWER_YES;
        table_row(html, &table);
        table_link(html, &table, desk_client_url(visit->arena, S("person"), row->person.code), row->person.label);
        table_cell_open(html, &table);
        H(html, "<a");
        h_url(html, "href", "/certificates/{}", row->number);
        H(html, ">");
        h_text(html, row->number);
        H(html, "</a>");
        table_cell_close(html, &table);
        table_text(html, &table, str_format(visit->arena, "%lld/%lld", (long long)row->days_attended, (long long)row->days_held));
        table_date(html, &table, row->issued_on);
        table_cell_open(html, &table);
        h_chip(html, is_valid ? TONE_OK : TONE_BAD, is_valid ? TR(html, "Válido", "Valid") : TR(html, "Anulado", "Annulled"));
        if (is_valid && visit_may(visit, PERM_ANNUL)) {
            put_annul(visit, row);
        }
        table_cell_close(html, &table);
        table_row_end(html, &table);
    }
    table_close(html, &table);
}

static enum err put_issue(struct visit *visit, const struct event *event, bool some)
{
    struct html *html = visit->html;
    struct desk_options staff = {0};
    struct str own = STR_NONE;
    TRY(desk_staff(visit, &staff, &own));
    const struct op *op = op_find(S("certificate.issue"));
    struct form_view view = {
        .action = URL(visit->arena, "/events/{}/certificates", event->record.code),
        .csrf = visit->csrf,
        .request_id = id_format(visit->arena, id_new()),
        .shape = op->input,
        .id_prefix = S("ce-"),
    };
    H(html, "<details><summary>");
    h_text(html, some ? TR(html, "Emitir los que faltan", "Issue those that are missing") : TR(html, "Emitir los certificados", "Issue the certificates"));
    H(html, "</summary><p class=\"note\">");
    HT(html, "Recibe certificado quien asistió al menos al 80 % de los días en que se dio el curso.",
       "Whoever attended at least 80 % of the days on which the course was held receives a certificate.");
    H(html, "</p>");
    form_open(html, &view);
    form_named_options(html, &view, "signatories", staff.items, staff.count);
    form_close(html, &view, TR(html, "Emitir", "Issue"), (struct url){STR_NONE});
    H(html, "</details>");
    return ERR_OK;
}

FALLIBLE certificate_card(struct visit *visit, const struct event *event)
{
    struct html *html = visit->html;
    if (!str_eq(event->kind, S("training")) || !str_eq(event->state, S("finished"))) {
        return ERR_OK;
    }
    struct list list = {0};
    TRY(desk_ask(visit, "certificate.by_event", DESK_VALUES({"code", event->record.code}), &list));
    bool may = visit_may(visit, PERM_TRAINING_WRITE) && event->record.annulled != ANSWER_YES;
    if (list.rows.len == 0 && !may) {
        return ERR_OK;
    }
    H(html, "<section class=\"card\" id=\"certificates\"><h2>");
    HT(html, "Certificados", "Certificates");
    H(html, "</h2>");
    if (list.rows.len > 0) {
        put_certificates(visit, &list);
    }
    if (may) {
        TRY(put_issue(visit, event, list.rows.len > 0));
    }
    H(html, "</section>");
    return ERR_OK;
}

static struct url event_url(struct visit *visit, struct str code)
{
    return url_local(visit->arena, str_format(visit->arena, "/events/" STR_FMT "#certificates", STR_ARG(code)));
}

static enum err again(struct visit *visit, struct str event, enum err err)
{
    if ((err != ERR_INVALID && err != ERR_CONFLICT) || str_is_empty(event)) {
        return err;
    }
    struct fault *fault = ARENA_NEW(visit->arena, struct fault);
    *fault = visit->call.fault;
    visit_refused(visit, err);
    return event_again(visit, event, fault, false);
}

static enum err issue_post(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT_POST(&visit, req, resp);
    const struct op *op = op_find(S("certificate.issue"));
    struct str code = request_param(req, "code");
    void *in = shape_new(visit.arena, op->input);
    void *out = shape_new(visit.arena, op->output);
    enum err err = visit_input(&visit, op, in, NULL);
    *FIELD_AT(struct str, shape_find(op->input, S("code")), in) = code;
    if (err == ERR_OK) {
        err = visit_change(&visit, op, in, NULL, out);
    }
    if (err != ERR_OK) {
        return again(&visit, code, err);
    }
    int64_t issued = FIELD_GET(int64_t, shape_find(op->output, S("issued")), out);
    int64_t short_of = FIELD_GET(int64_t, shape_find(op->output, S("short_of")), out);
    return visit_go(&visit, event_url(&visit, code),
                    text_format(visit.arena,
                                TEXT("Certificados emitidos: %d. Asistieron a menos del 80 %% de los días: %d.",
                                     "Certificates issued: %d. Attended less than 80 %% of the days: %d."),
                                issued == INT_NONE ? 0 : (int)issued, short_of == INT_NONE ? 0 : (int)short_of));
}

static enum err annul_post(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT_POST(&visit, req, resp);
    struct certificate *row = shape_new(visit.arena, &certificate_entity.shape);
    enum err err = desk_change(&visit, "certificate.annul",
                               DESK_VALUES({"code", request_param(req, "code")}, {"reason", form_get(visit.form, "reason")},
                                           {"version", form_get(visit.form, "version")}),
                               row);
    if (err != ERR_OK) {
        return again(&visit, form_get(visit.form, "event"), err);
    }
    return visit_go(&visit, event_url(&visit, row->event.code), TEXT("Certificado anulado.", "Certificate annulled."));
}

/* ---- the public page -------------------------------------------------------------------------------------- */

static void put_question(struct visit *visit)
{
    struct html *html = visit->html;
    H(html, "<section class=\"card\">");
    form_filter_open(html, URL(visit->arena, "/certificates"), TR(html, "Comprobar otro número", "Check another number"));
    form_filter_text(html, "number", TR(html, "Número del certificado", "Number of the certificate"), STR_NONE);
    form_filter_close(html, TR(html, "Comprobar", "Check"));
    H(html, "</section>");
}

static void put_answer(struct visit *visit, const struct certificate_public *found)
{
    struct html *html = visit->html;
    bool is_valid = found->valid == ANSWER_YES;
    H(html, "<section class=\"card\">");
    page_notice(html, is_valid ? TONE_OK : TONE_BAD,
                is_valid ? TR(html, "Este certificado es válido.", "This certificate is valid.")
                         : TR(html, "Este certificado fue anulado y ya no es válido.", "This certificate was annulled and is no longer valid."));
    page_facts_open(html);
    page_fact(html, TR(html, "Número", "Number"), found->number);
    page_fact(html, TR(html, "A nombre de", "In the name of"), found->name);
    page_fact(html, TR(html, "Curso", "Course"), found->topic);
    page_fact(html, TR(html, "Horas", "Hours"), str_format(visit->arena, "%lld", (long long)found->hours));
    page_fact(html, TR(html, "Se dio", "Held"),
              date_cmp(found->starts_on, found->ends_on) == 0
                  ? date_words(visit->arena, found->starts_on, visit->lang)
                  : str_format(visit->arena, STR_FMT " – " STR_FMT, STR_ARG(date_words(visit->arena, found->starts_on, visit->lang)),
                               STR_ARG(date_words(visit->arena, found->ends_on, visit->lang))));
    page_fact(html, TR(html, "Emitido el", "Issued on"), date_words(visit->arena, found->issued_on, visit->lang));
    page_fact(html, TR(html, "Por", "By"), found->agency);
    page_facts_close(html);
    H(html, "<p class=\"note\">");
    HT(html, "Del nombre se muestran solo la inicial y el primer apellido: compárelos con el papel y con el documento de la persona.",
       "Of the name only the initial and the first surname are shown: compare them with the paper and with the person's document.");
    H(html, "</p></section>");
}

static enum err check_page(struct request *req, struct response *resp)
{
    struct visit visit;
    TRY(visit_begin_open(&visit, req, resp));
    int wait = 0;
    if (!limit_take(req->peer, ASKED_MOST, ASKED_SECONDS, &wait)) {
        response_header(resp, "Retry-After", str_format(visit.arena, "%d", wait));
        return ERR_TOO_MANY;
    }
    struct certificate_public found = {0};
    enum err err = certificate_look_up(visit.site->runner, visit.arena, request_param(req, "number"), &found);
    if (err != ERR_OK && err != ERR_NOT_FOUND) {
        return err;
    }
    if (err == ERR_NOT_FOUND) {
        visit_refused(&visit, err);
    }
    response_header(resp, "X-Robots-Tag", S("noindex"));
    visit.page.narrow = true;
    visit_page(&visit, TEXT("Comprobar un certificado", "Check a certificate"), PLACE_NONE);
    if (err == ERR_OK) {
        put_answer(&visit, &found);
    } else {
        page_notice(visit.html, TONE_BAD,
                    TR(visit.html, "No hay ningún certificado con ese número. Revise que esté escrito como en el papel.",
                       "There is no certificate of that number. Check that it is written as on the paper."));
    }
    put_question(&visit);
    return visit_end(&visit);
}

static enum err ask_page(struct request *req, struct response *resp)
{
    struct visit visit;
    TRY(visit_begin_open(&visit, req, resp));
    struct str number = certificate_number_read(visit.arena, request_query(req, "number"));
    if (number.ptr != NULL) {
        return visit_go(&visit, URL(visit.arena, "/certificates/{}", number), TEXT_NONE);
    }
    visit.page.narrow = true;
    visit_page(&visit, TEXT("Comprobar un certificado", "Check a certificate"), PLACE_NONE);
    if (!str_is_empty(request_query(req, "number"))) {
        page_notice(visit.html, TONE_WARN,
                    TR(visit.html, "Un número de certificado es como 00017-8K3QW9ZT4M: cinco cifras, un guion y diez letras o cifras.",
                       "A certificate's number is like 00017-8K3QW9ZT4M: five digits, a hyphen and ten letters or digits."));
    }
    put_question(&visit);
    return visit_end(&visit);
}

const struct route certificate_routes[] = {
    {.method = METHOD_GET, .pattern = "/certificates", .handler = ask_page},
    {.method = METHOD_GET, .pattern = "/certificates/{number}", .handler = check_page},
    {.method = METHOD_POST, .pattern = "/certificates/{code}/annul", .handler = annul_post},
    {.method = METHOD_POST, .pattern = "/events/{code}/certificates", .handler = issue_post},
};
const size_t certificate_route_count = COUNT_OF(certificate_routes);
