#include "assistance/assistance_page_web.h"

#include "assistance/assistance.h"
#include "assistance/assistance_web.h"
#include "assistance/consultant_web.h"
#include "assistance/deliverable.h"
#include "assistance/extension.h"
#include "assistance/fiscal_document.h"
#include "assistance/offer.h"
#include "assistance/part_web.h"
#include "assistance/payment.h"
#include "assistance/reception.h"
#include "assistance/share_rule.h"
#include "assistance/sheet.h"
#include "client/desk_flow_web.h"
#include "client/enterprise.h"
#include "core/flow.h"
#include "html/table.h"
#include "party/consultant.h"

#include <string.h>

FALLIBLE assistance_page_read(struct visit *visit, struct str code, const struct sheet **out)
{
    struct sheet *sheet = shape_new(visit->arena, op_find(S("assistance.sheet"))->output);
    struct call call = visit->call;
    TRY(desk_ask(visit, "assistance.sheet", DESK_VALUES({"code", code}), sheet));
    visit->call = call;
    *out = sheet;
    return ERR_OK;
}

static struct str money_words(struct visit *visit, struct money money)
{
    return money_symbol(visit->arena, money);
}

/* ---- where it stands ----------------------------------------------------------------------------------- */

static const char *const way[] =
    {"created", "sent", "offers_received", "consultant_selected", "contracted", "delivered", "finished"};

static size_t place_of(struct str state)
{
    for (size_t i = 0; i < COUNT_OF(way); i++) {
        if (str_eq_c(state, way[i])) {
            return i;
        }
    }
    return SIZE_MAX;
}

/* How far one that ended otherwise had come. */
static size_t reached(const struct assistance *row)
{
    if (str_eq(row->state, S("deserted"))) {
        return 1;
    }
    return str_eq(row->state, S("rejected")) || !date_is_none(row->delivered_on) ? 5 : 4;
}

static void put_step(struct visit *visit, struct str word, struct date on, const char *class, bool current)
{
    struct html *html = visit->html;
    H(html, "<li");
    h_attr(html, "class", str_of(class));
    if (current) {
        H(html, " aria-current=\"step\"");
    }
    H(html, "><span>");
    h_text(html, word);
    H(html, "</span>");
    if (!date_is_none(on)) {
        H(html, "<span class=\"quiet\">");
        h_text(html, date_display(visit->arena, on));
        H(html, "</span>");
    }
    H(html, "</li>");
}

static void put_way(struct visit *visit, const struct assistance *row)
{
    const struct date on[COUNT_OF(way)] =
        {DATE_NONE, row->sent_on, DATE_NONE, row->chosen_on, row->signed_on, row->delivered_on, row->act_on};
    struct html *html = visit->html;
    size_t at = place_of(row->state);
    bool otherwise = at == SIZE_MAX;
    size_t done = otherwise ? reached(row) : at;
    bool contracted = !str_eq(row->delivery, S("not_contracted"));
    H(html, "<ol class=\"steps\"");
    h_attr(html, "aria-label", TR(html, "En qué paso está", "Where it stands"));
    H(html, ">");
    for (size_t i = 0; i < COUNT_OF(way) && (!otherwise || i <= done); i++) {
        if (!contracted && i > 0 && i < 5) {
            continue;
        }
        bool current = !otherwise && i == at;
        put_step(visit, desk_word(visit, assistance_states, str_of(way[i])), on[i],
                 i < done || (otherwise && i == done) ? "done" : current ? "now" : "to-come", current);
    }
    if (otherwise) {
        put_step(visit, desk_word(visit, assistance_states, row->state),
                 date_is_none(row->act_on) ? row->terminated_on : row->act_on, "now ended", true);
    }
    H(html, "</ol>");
}

/* What comes next, and from whom. */
static struct text next_words(struct visit *visit, const struct sheet *sheet, const struct assistance *row)
{
    struct arena *arena = visit->arena;
    if (str_eq(row->state, S("created"))) {
        return str_eq(row->delivery, S("not_contracted"))
                   ? TEXT("Cuando se haya entregado, registre la entrega.", "Record the delivery once it took place.")
                   : TEXT("Quien asesora completa los términos; quien lleva la contratación los envía a los invitados.",
                          "The adviser completes the terms; whoever runs the hiring sends them to those invited.");
    }
    if (str_eq(row->state, S("sent"))) {
        return text_format(arena,
                           TEXT("Se reciben ofertas hasta el %s. Registre cada una al llegar, también las "
                                "tardías o sin firma.",
                                "Offers are received until %s. Record each as it comes, late or unsigned ones "
                                "too."), str_c(arena, date_display(arena, row->offers_due_on)));
    }
    if (str_eq(row->state, S("offers_received"))) {
        return TEXT("El cliente elige entre las ofertas admisibles y firma su elección.",
                    "The client chooses among the admissible offers and signs the choice.");
    }
    if (str_eq(row->state, S("consultant_selected"))) {
        return str_is_empty(row->approved_by)
                   ? TEXT("Falta que la dirección apruebe la contratación.",
                          "The direction has yet to approve the contract.")
                   : TEXT("Falta firmar el contrato las tres partes y que el cliente pague su aporte.",
                          "The three parties have yet to sign, and the client to pay its share.");
    }
    if (str_eq(row->state, S("contracted"))) {
        return text_format(arena, TEXT("El contrato corre hasta el %s. Registre la entrega de cada producto.",
                                       "The contract runs until %s. Record the delivery of each product."),
                           str_c(arena, date_display(arena, sheet->ends_on)));
    }
    if (str_eq(row->state, S("delivered"))) {
        return TEXT("El cliente firma el acta: de conformidad, o de rechazo con su motivo.",
                    "The client signs the act: of acceptance, or of rejection with its reason.");
    }
    return TEXT_NONE;
}

static void put_standing(struct visit *visit, const struct sheet *sheet, const struct assistance *row)
{
    struct html *html = visit->html;
    struct text next = next_words(visit, sheet, row);
    H(html, "<section class=\"card\">");
    put_way(visit, row);
    if (next.es != NULL && assistance_is_cycle(row)) {
        H(html, "<p class=\"note\">");
        h_t(html, next);
        H(html, "</p>");
    }
    H(html, "</section>");
}

/* ---- small helpers ------------------------------------------------------------------------------------- */

static void open_card(struct visit *visit, struct text title)
{
    H(visit->html, "<section class=\"card\"><h2>");
    h_t(visit->html, title);
    H(visit->html, "</h2>");
}

/* A link to the form of a new part, for those who may. */
static void put_add(struct visit *visit, const struct desk_noun *noun, struct str code, bool primary)
{
    struct html *html = visit->html;
    if (!visit_may(visit, noun->write)) {
        return;
    }
    struct url url =
        url_with(visit->arena, url_local(visit->arena, str_format(visit->arena, "/%s/new", noun->path)),
                 "assistance", code);
    H(html, "<p class=\"row screen\">");
    h_button_link(html, url_with(visit->arena, url, "back", URL(visit->arena, "/assistances/{}", code).value),
                  text_in(noun->new_title, visit->lang), primary);
    H(html, "</p>");
}

/* The cell that leads to the form of a part; the word alone for those who may not. */
static void put_edit(struct visit *visit, struct table *table, const struct desk_noun *noun, struct str code,
                     struct str word, struct str note)
{
    struct url url = visit_may(visit, noun->write)
                         ? url_local(visit->arena,
                                     str_format(visit->arena, "/%s/" STR_FMT "/edit", noun->path, STR_ARG(code)))
                         : (struct url){STR_NONE};
    if (url_is_none(url)) {
        table_text(visit->html, table, word);
    } else {
        table_link_note(visit->html, table, url, word, note);
    }
}

/* Between page_facts_open and page_facts_close. */
static void put_facts(struct visit *visit, const struct assistance *row, const char *const *names)
{
    for (size_t i = 0; names[i] != NULL; i++) {
        const struct field *field = shape_find(&assistance_entity.shape, str_of(names[i]));
        if (!field_is_none(field, row)) {
            page_fact_field(visit->html, field, row);
        }
    }
}

/* ---- offers -------------------------------------------------------------------------------------------- */

static void put_offers(struct visit *visit, const struct sheet *sheet, const struct assistance *row)
{
    static const struct column columns[] = {
        {.label = T("Oferente", "Bidder")}, {.label = T("Precio", "Price"), .number = true},
            {.label = T("Semanas", "Weeks"), .number = true},
        {.label = T("Lugar", "Place"), .number = true}, {.label = T("Recibida", "Received")},
            {.label = T("Admisible", "Admissible")},
    };
    struct html *html = visit->html;
    const struct offer *offers = sheet->offers.items;
    const struct field *reasons = shape_find(&offer_entity.shape, S("reasons"));
    bool open = flow_names("sent offers_received", row->state);
    if (sheet->offers.len == 0 && !open) {
        return;
    }
    open_card(visit, TEXT("Ofertas", "Offers"));
    if (sheet->offers.len > 0) {
        struct table table =
            {.caption = TR(html, "Comparación de ofertas", "Comparison of offers"), .caption_hidden = true,
             .columns = columns, .count = COUNT_OF(columns)};
        table_open(html, &table);
        for (size_t i = 0; i < sheet->offers.len; i++) {
            const struct offer *offer = &offers[i];
            bool chosen = id_eq(offer->consultant.id, row->contractor.id);
            table_row(html, &table);
            struct str note = chosen ? TR(html, "Elegida por el cliente", "Chosen by the client")
                : offer->consultant.code;
            if (open) {
                put_edit(visit, &table, &part_offer_noun, offer->record.code, offer->consultant.label, note);
            } else {
                table_link_note(html, &table, URL(visit->arena, "/consultants/{}", offer->consultant.code),
                                offer->consultant.label, note);
            }
            table_money(html, &table, offer->price);
            table_count(html, &table, offer->weeks);
            table_count(html, &table, offer->rank);
            table_date(html, &table, offer->received_on);
            table_chip(html, &table, offer->admissible == ANSWER_YES ? TONE_OK : TONE_BAD,
                       offer->admissible == ANSWER_YES ? TR(html, "Admisible", "Admissible")
                       : field_display(visit->arena, reasons, offer, visit->lang));
            table_row_end(html, &table);
        }
        table_close(html, &table);
    }
    if (open) {
        put_add(visit, &part_offer_noun, row->record.code, sheet->offers.len == 0);
    }
    H(html, "</section>");
}

/* ---- contract, extensions, products -------------------------------------------------------------------- */

static void put_contract(struct visit *visit, const struct sheet *sheet, const struct assistance *row)
{
    static const char *const choice[] =
        {"chosen_by", "chosen_on", "choice_reason", "selected_by", "approved_on", "approved_by", "share_reason",
         "waiver", "operator_signed_on", "consultant_signed_on", "client_signed_on", "starts_on", "ends_on",
         NULL};
    static const char *const money[] =
        {"total", "client_percent", "operator_percent", "client_share", "operator_share", "client_paid_on",
         "client_receipt", NULL};
    struct html *html = visit->html;
    if (id_is_none(row->contractor.id)) {
        return;
    }
    H(html, "<div class=\"half\">");
    open_card(visit, TEXT("Elección y contrato", "Choice and contract"));
    page_facts_open(html);
    page_fact_url(html, TR(html, "Consultor(a)", "Consultant"), row->consultant,
                  URL(visit->arena, "/consultants/{}", row->contractor.code));
    page_fact_chip(html, TR(html, "Sus otros contratos abiertos", "Other open contracts"),
                   sheet->open_contracts < ASSISTANCE_OPEN_MOST ? TONE_OK : TONE_BAD,
                   str_format(visit->arena, visit->lang == LANG_ES ? "%lld de %d" : "%lld of %d",
                              (long long)sheet->open_contracts, ASSISTANCE_OPEN_MOST));
    put_facts(visit, row, choice);
    if (!date_is_none(sheet->ends_on) && date_cmp(sheet->ends_on, row->ends_on) != 0) {
        page_fact(html, TR(html, "Último día con ampliaciones", "Last day with extensions"),
                  date_display(visit->arena, sheet->ends_on));
    }
    page_facts_close(html);
    H(html, "</section>");
    open_card(visit, TEXT("Quién paga qué parte", "Who pays which part"));
    page_facts_open(html);
    put_facts(visit, row, money);
    if (sheet->share_rule.len > 0) {
        page_fact_url(html, TR(html, "Regla del aporte", "Rule of the share"), row->share_rule.code,
                      URL(visit->arena, "/share_rules/{}", row->share_rule.code));
    }
    page_facts_close(html);
    H(html, "</section></div>");
}

static void put_extensions(struct visit *visit, const struct sheet *sheet, const struct assistance *row)
{
    static const struct column columns[] = {
        {.label = T("Nuevo último día", "New last day")}, {.label = T("La pide", "Asked by")},
            {.label = T("Por qué", "Why")},
        {.label = T("Estado", "State")}, {.label = T("Decidió", "Decided by")},
    };
    struct html *html = visit->html;
    const struct extension *rows = sheet->extensions.items;
    const struct extension *waiting = NULL;
    bool open = str_eq(row->state, S("contracted"));
    if (sheet->extensions.len == 0 && !open) {
        return;
    }
    open_card(visit, TEXT("Ampliaciones", "Extensions"));
    if (sheet->extensions.len > 0) {
        struct table table =
            {.caption = TR(html, "Ampliaciones del plazo", "Extensions of the term"), .caption_hidden = true,
             .columns = columns, .count = COUNT_OF(columns)};
        table_open(html, &table);
        for (size_t i = 0; i < sheet->extensions.len; i++) {
            table_row(html, &table);
            table_text(html, &table, date_display(visit->arena, rows[i].new_ends_on));
            table_text(html, &table, desk_word(visit, extension_parties, rows[i].asked_by));
            table_text(html, &table, rows[i].reason);
            table_chip(html, &table,
                       str_eq(rows[i].state, S("granted")) ? TONE_OK : str_eq(rows[i].state, S("denied"))
                       ? TONE_BAD : TONE_WARN, desk_word(visit, extension_states, rows[i].state));
            table_text(html, &table, rows[i].decided_by);
            table_row_end(html, &table);
            waiting = waiting == NULL && str_eq(rows[i].state, S("requested")) ? &rows[i] : waiting;
        }
        table_close(html, &table);
    }
    if (open) {
        put_add(visit, &part_extension_noun, row->record.code, false);
    }
    H(html, "</section>");
    if (waiting != NULL && open) {
        desk_flow_steps(visit, &part_extension_noun, waiting);
    }
}

static void put_deliverables(struct visit *visit, const struct sheet *sheet, const struct assistance *row)
{
    static const struct column columns[] = {
        {.label = T("Producto", "Product")}, {.label = T("Hasta", "Due")}, {.label = T("Entregado", "Delivered")},
            {.label = T("Observaciones", "Remarks"), .minor = true},
    };
    struct html *html = visit->html;
    const struct deliverable *rows = sheet->deliverables.items;
    bool open = str_eq(row->state, S("contracted"));
    if (sheet->deliverables.len == 0 && !open) {
        return;
    }
    open_card(visit, TEXT("Productos", "Products"));
    if (sheet->deliverables.len > 0) {
        struct table table =
            {.caption = TR(html, "Productos del contrato", "Products of the contract"), .caption_hidden = true,
             .columns = columns, .count = COUNT_OF(columns)};
        table_open(html, &table);
        for (size_t i = 0; i < sheet->deliverables.len; i++) {
            table_row(html, &table);
            if (open) {
                put_edit(visit, &table, &part_deliverable_noun, rows[i].record.code, rows[i].product,
                         TR(html, "Registrar su entrega", "Record its delivery"));
            } else {
                table_text(html, &table, rows[i].product);
            }
            table_date(html, &table, rows[i].due_on);
            table_date(html, &table, rows[i].delivered_on);
            table_text(html, &table, rows[i].notes);
            table_row_end(html, &table);
        }
        table_close(html, &table);
    }
    if (open) {
        put_add(visit, &part_deliverable_noun, row->record.code, false);
    }
    H(html, "</section>");
}

/* ---- act, reception, papers, payment ------------------------------------------------------------------- */

static void put_end(struct visit *visit, const struct assistance *row)
{
    static const char *const names[] =
        {"act", "act_on", "act_signed_by", "act_reason", "terminated_on", "termination_cause", "notice_on",
         "termination_reason", "accepted_amount", "evaluation", "evaluation_note", NULL};
    bool any = false;
    for (size_t i = 0; names[i] != NULL; i++) {
        any = any || !field_is_none(shape_find(&assistance_entity.shape, str_of(names[i])), row);
    }
    if (!any) {
        return;
    }
    open_card(visit, TEXT("Acta y evaluación", "Act and evaluation"));
    page_facts_open(visit->html);
    put_facts(visit, row, names);
    page_facts_close(visit->html);
    H(visit->html, "</section>");
}

static void put_receptions(struct visit *visit, const struct sheet *sheet, const struct assistance *row)
{
    static const struct column columns[] = {
        {.label = T("Descripción", "Description")}, {.label = T("Fecha", "Date")},
            {.label = T("Cantidad", "Quantity"), .number = true},
        {.label = T("Precio unitario", "Unit price"), .number = true},
            {.label = T("Total", "Total"), .number = true}, {.label = T("Firma", "Signed by")},
    };
    struct html *html = visit->html;
    const struct reception *rows = sheet->receptions.items;
    bool open = flow_names("delivered finished terminated", row->state) && sheet->due_total.minor > 0;
    if (sheet->receptions.len == 0 && !open) {
        return;
    }
    int64_t sum = 0;
    open_card(visit, TEXT("Recepción de bienes y servicios", "Reception of goods and services"));
    if (sheet->receptions.len > 0) {
        struct table table =
            {.caption = TR(html, "Lo recibido", "What was received"), .caption_hidden = true, .columns = columns,
             .count = COUNT_OF(columns)};
        table_open(html, &table);
        for (size_t i = 0; i < sheet->receptions.len; i++) {
            table_row(html, &table);
            table_text(html, &table, rows[i].description);
            table_date(html, &table, rows[i].received_on);
            table_count(html, &table, rows[i].quantity);
            table_money(html, &table, rows[i].unit_price);
            table_money(html, &table, rows[i].amount);
            table_text(html, &table, rows[i].received_by.label);
            table_row_end(html, &table);
            sum += rows[i].amount.minor;
        }
        table_close(html, &table);
    }
    if (open && sum < sheet->due_total.minor) {
        put_add(visit, &part_reception_noun, row->record.code, false);
    }
    H(html, "</section>");
}

static void put_documents(struct visit *visit, const struct sheet *sheet, const struct assistance *row)
{
    static const struct column columns[] = {
        {.label = T("Documento", "Document")}, {.label = T("Número", "Number")},
            {.label = T("Emitido", "Issued")}, {.label = T("Fecha", "Date")},
        {.label = T("Monto", "Amount"), .number = true},
    };
    struct html *html = visit->html;
    const struct fiscal_document *rows = sheet->documents.items;
    bool open = flow_names("contracted delivered finished terminated", row->state) && sheet->due_total.minor > 0;
    size_t wanted = sheet->due_client.minor > 0 ? 2 : 1;
    if (sheet->documents.len == 0 && !open) {
        return;
    }
    open_card(visit, TEXT("Documentos fiscales", "Fiscal documents"));
    if (sheet->documents.len > 0) {
        struct table table =
            {.caption = TR(html, "Documentos del consultor", "Documents of the consultant"),
             .caption_hidden = true, .columns = columns, .count = COUNT_OF(columns)};
        table_open(html, &table);
        for (size_t i = 0; i < sheet->documents.len; i++) {
            table_row(html, &table);
            table_text(html, &table, desk_word(visit, fiscal_document_kinds, rows[i].kind));
            table_text(html, &table, rows[i].number);
            table_text(html, &table, desk_word(visit, fiscal_document_parties, rows[i].addressed_to));
            table_date(html, &table, rows[i].issued_on);
            table_money(html, &table, rows[i].amount);
            table_row_end(html, &table);
        }
        table_close(html, &table);
    }
    if (open && sheet->documents.len < wanted) {
        put_add(visit, &part_document_noun, row->record.code, false);
    }
    H(html, "</section>");
}

static void put_payment(struct visit *visit, const struct sheet *sheet)
{
    static const char *const except[] = {"code", "unit", "assistance", "state", "annulled", "annul_reason", NULL};
    struct html *html = visit->html;
    const struct payment *payment = sheet->payments.items;
    if (sheet->payments.len == 0) {
        return;
    }
    open_card(visit, TEXT("Pago", "Payment"));
    page_facts_open(html);
    page_fact_chip(html, TR(html, "Estado", "State"), str_eq(payment->state, S("blocked")) ? TONE_WARN : TONE_OK,
                   desk_word(visit, payment_states, payment->state));
    page_facts_shape(html, &payment_entity.shape, payment, except);
    page_facts_close(html);
    if (str_eq(payment->state, S("blocked"))) {
        H(html, "<p class=\"note\">");
        h_text(html, str_format(visit->arena, STR_FMT " " STR_FMT ".",
                                STR_ARG(TR(html,
                                           "Se libera con el acta de conformidad, el acta de recepción y los "
                                           "documentos fiscales por",
                                           "It is released by the act of acceptance, the reception act and the "
                                           "fiscal documents for")),
                                STR_ARG(money_words(visit, sheet->due_total))));
        H(html, "</p>");
    }
    H(html, "</section>");
    desk_flow_steps(visit, &part_payment_noun, payment);
}

/* ---- terms --------------------------------------------------------------------------------------------- */

static void put_lines(struct visit *visit, const struct assistance *row, const char *name)
{
    struct html *html = visit->html;
    const struct field *field = shape_find(&assistance_entity.shape, str_of(name));
    struct str rest = FIELD_GET(struct str, field, row);
    struct str line;
    if (str_is_empty(rest)) {
        return;
    }
    H(html, "<h3>");
    h_t(html, field->label);
    H(html, "</h3><ul>");
    while (str_split(&rest, '\n', &line)) {
        if (!str_is_empty(str_trim(line))) {
            H(html, "<li>");
            h_text(html, str_trim(line));
            H(html, "</li>");
        }
    }
    H(html, "</ul>");
}

static void put_terms(struct visit *visit, const struct sheet *sheet, const struct assistance *row)
{
    static const char *const before_choice[] =
        {"theme", "delivery", "adviser", "weeks", "hours", "premises_percent", "maximum", "offers_due_on",
         "offers_due_time", "sent_on", "client_percent", "invited", "funding", "evidence", "verification", NULL};
    struct html *html = visit->html;
    const struct enterprise *firms = sheet->enterprises.items;
    open_card(visit, TEXT("Términos de referencia", "Terms of reference"));
    page_facts_open(html);
    for (size_t i = 0; i < sheet->enterprises.len; i++) {
        page_fact_url(html, TR(html, "Empresa beneficiaria", "Beneficiary enterprise"), firms[i].name,
                      desk_client_url(visit->arena, S("enterprise"), firms[i].record.code));
    }
    put_facts(visit, row, before_choice);
    page_facts_close(html);
    if (!str_is_empty(row->objective)) {
        H(html, "<h3>");
        HT(html, "Objetivo general", "General objective");
        H(html, "</h3><p>");
        h_text(html, row->objective);
        H(html, "</p>");
    }
    put_lines(visit, row, "specific_objectives");
    put_lines(visit, row, "products");
    put_lines(visit, row, "offer_content");
    H(html, "</section>");
}

/* ---- the page ------------------------------------------------------------------------------------------ */

bool assistance_page_draw(struct visit *visit, const struct desk_form *form, const struct field *field)
{
    if (field->target != &consultant_entity) {
        return false;
    }
    struct desk_options options;
    const struct sheet *sheet = visit->about;
    if (str_eq_c(S("assistance.select_consultant"), form->view.shape->name) && sheet != NULL) {
        const struct offer *offers = sheet->offers.items;
        struct form_option *items = ARENA_ARRAY(visit->arena, struct form_option, sheet->offers.len + 1);
        size_t count = 0;
        for (size_t i = 0; i < sheet->offers.len; i++) {
            if (offers[i].admissible == ANSWER_YES) {
                items[count++] =
                    (struct form_option){.code = offers[i].consultant.code,
                                         .label = str_format(visit->arena, STR_FMT " · " STR_FMT,
                                                             STR_ARG(offers[i].consultant.label),
                                                             STR_ARG(money_symbol(visit->arena,
                                                                                  offers[i].price)))};
            }
        }
        struct str chosen = FIELD_GET(struct ref, field, form->view.row).code;
        struct str *given = form->view.given == NULL ? NULL : map_find(form->view.given, S("contractor"));
        desk_radio_list(visit, form, field, items, count, given == NULL ? chosen : *given);
        return true;
    }
    if (consultant_options(visit, &options) != ERR_OK || options.count == 0) {
        return false;
    }
    form_field_options(visit->html, &form->view, field, options.items, options.count);
    return true;
}

static void put_cycle(struct visit *visit, const struct sheet *sheet, const struct assistance *row)
{
    desk_flow_steps(visit, &assistance_noun, row);
    put_offers(visit, sheet, row);
    put_deliverables(visit, sheet, row);
    put_extensions(visit, sheet, row);
    put_end(visit, row);
    put_receptions(visit, sheet, row);
    put_documents(visit, sheet, row);
    put_payment(visit, sheet);
    put_contract(visit, sheet, row);
    put_terms(visit, sheet, row);
}

enum err assistance_page_show(struct visit *visit, const struct desk_noun *noun, struct str code,
                              const struct fault *fault)
{
    static const char *const except[] = {"title", NULL};
    (void)noun;
    const struct sheet *sheet;
    TRY(assistance_page_read(visit, code, &sheet));
    const struct assistance *row = sheet->assistance.items;
    visit->about = sheet;
    desk_page(visit, &assistance_noun, row->title, row);
    if (fault != NULL) {
        page_faults(visit->html, fault);
    }
    bool annulled = row->record.annulled == ANSWER_YES;
    if (!annulled) {
        put_standing(visit, sheet, row);
    }
    if (assistance_is_cycle(row) && !annulled) {
        put_cycle(visit, sheet, row);
    } else {
        desk_facts(visit, &assistance_noun, row, except);
        if (!annulled) {
            desk_flow_steps(visit, &assistance_noun, row);
            put_receptions(visit, sheet, row);
            put_documents(visit, sheet, row);
            put_payment(visit, sheet);
        }
    }
    desk_judgement(visit, &assistance_noun, row);
    return visit_end(visit);
}

enum err assistance_page(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    return assistance_page_show(&visit, &assistance_noun, request_param(req, "code"), NULL);
}
