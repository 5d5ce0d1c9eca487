#include "assistance/assistance_print.h"

#include "assistance/offer.h"
#include "client/desk_web.h"

/* ---- what every paper begins with ------------------------------------------------------------------------------------ */

FALLIBLE assistance_print_read(struct visit *visit, struct print *print, struct dossier *out)
{
    struct str code = request_param(visit->req, "code");
    shape_clear(&sheet_shape, &out->sheet);
    TRY(desk_ask(visit, "assistance.sheet", DESK_VALUES({"code", code}), &out->sheet));
    if (out->sheet.assistance.len == 0) {
        return ERR_NOT_FOUND;
    }
    out->row = out->sheet.assistance.items;
    out->contractor = out->sheet.contractor.len > 0 ? out->sheet.contractor.items : NULL;
    out->owner = out->sheet.owners.len > 0 ? out->sheet.owners.items : NULL;
    print->unit = out->row->record.unit.code;
    print->number = out->row->record.code;
    print->back = URL(visit->arena, "/assistances/{}/print", code);
    print->back_label = TEXT("Asistencia técnica", "Technical assistance");
    print->place = PLACE_SERVICES;
    return ERR_OK;
}

struct str assistance_print_clients(struct arena *arena, const struct dossier *dossier)
{
    struct buf buf = BUF(arena);
    const struct enterprise *rows = dossier->sheet.enterprises.items;
    for (size_t i = 0; i < dossier->sheet.enterprises.len; i++) {
        buf_format(&buf, "%s" STR_FMT, i == 0 ? "" : "; ", STR_ARG(rows[i].name));
        if (!str_is_empty(rows[i].nit)) {
            buf_format(&buf, " (NIT " STR_FMT ")", STR_ARG(rows[i].nit));
        }
    }
    return dossier->sheet.enterprises.len > 0 ? buf_str(&buf) : print_refs(arena, &dossier->row->enterprises);
}

struct str assistance_print_signer(struct arena *arena, const struct dossier *dossier)
{
    return dossier->owner != NULL ? person_name(arena, dossier->owner) : dossier->row->chosen_by;
}

struct str assistance_print_contractor(const struct dossier *dossier)
{
    return dossier->contractor != NULL ? dossier->contractor->name : dossier->row->consultant;
}

struct str assistance_print_numbered(struct arena *arena, struct str lines)
{
    struct buf buf = BUF(arena);
    struct str one;
    int number = 0;
    while (str_split(&lines, '\n', &one)) {
        one = str_trim(one);
        if (one.len > 0) {
            buf_format(&buf, "%s%d. " STR_FMT, number == 0 ? "" : "\n", number + 1, STR_ARG(one));
            number++;
        }
    }
    return buf_str(&buf);
}

static struct paper_box labelled(struct paper_box box, struct text label, enum lang lang)
{
    box.label = text_in(label, lang);
    return box;
}

/* What is asked for, from whom, and by whom. */
static void put_head(const struct print *print, const struct dossier *dossier)
{
    enum lang lang = print->paper->lang;
    const struct shape *shape = &assistance_entity.shape;
    const struct paper_box boxes[] = {
        labelled(print_field(print, shape, "title", dossier->row, 8), TEXT("Asistencia técnica", "Technical assistance"), lang),
        {.label = text_in(TEXT("Especialidad", "Speciality"), lang), .width = 4,
         .value = field_display(print->paper->arena, shape_find(shape, S("theme")), dossier->row, lang)},
        {.label = text_in(TEXT("Empresas beneficiarias", "Beneficiary enterprises"), lang), .width = 8,
         .value = assistance_print_clients(print->paper->arena, dossier)},
        print_field(print, shape, "adviser", dossier->row, 4),
    };
    paper_boxes(print->paper, boxes, COUNT_OF(boxes));
}

/* ---- terms of reference ------------------------------------------------------------------------------------------------ */

static void put_part(struct paper *paper, struct text heading, struct str text)
{
    paper_heading(paper, text_in(heading, paper->lang));
    paper_text(paper, STR_NONE, str_is_empty(text) ? S("–") : text);
}

static void put_terms(const struct print *print, const struct dossier *dossier)
{
    struct paper *paper = print->paper;
    struct arena *arena = paper->arena;
    enum lang lang = paper->lang;
    const struct assistance *row = dossier->row;
    const struct shape *shape = &assistance_entity.shape;
    put_head(print, dossier);
    put_part(paper, TEXT("Objetivo general", "General objective"), row->objective);
    put_part(paper, TEXT("Objetivos específicos", "Specific objectives"), assistance_print_numbered(arena, row->specific_objectives));
    put_part(paper, TEXT("Productos esperados", "Expected products"), assistance_print_numbered(arena, row->products));
    paper_heading(paper, text_in(TEXT("Plazo, horas y monto", "Term, hours and amount"), lang));
    struct str desk = row->premises_percent == INT_NONE
                          ? STR_NONE
                          : str_format(arena, STR_FMT " %% / " STR_FMT " %%", STR_ARG(hundredths_plain(arena, row->premises_percent)),
                                       STR_ARG(hundredths_plain(arena, 10000 - row->premises_percent)));
    const struct paper_box boxes[] = {
        print_field(print, shape, "weeks", row, 3),
        print_field(print, shape, "hours", row, 3),
        {.label = text_in(TEXT("En la empresa / en gabinete", "On the premises / at the desk"), lang), .value = desk, .width = 6},
        print_field(print, shape, "maximum", row, 4),
        print_field(print, shape, "client_percent", row, 4),
        labelled(print_field(print, shape, "offers_due_on", row, 2), TEXT("Ofertas hasta el", "Offers until"), lang),
        print_field(print, shape, "offers_due_time", row, 2),
    };
    paper_boxes(paper, boxes, COUNT_OF(boxes));
    put_part(paper, TEXT("Contenido de la oferta", "Content of an offer"),
             str_is_empty(row->offer_content)
                 ? text_in(TEXT("Descripción de la empresa, objetivos, método, productos, plan de trabajo y precio.",
                                "Description of the enterprise, objectives, method, products, work plan and price."), lang)
                 : row->offer_content);
    paper_note(paper,
               text_in(TEXT("No se consideran ofertas sin firma o recibidas fuera de plazo. Los precios incluyen impuestos. La "
                            "proporción de horas puede variar si la oferta lo justifica. La empresa elige entre quienes ofertan. "
                            "Hay un solo pago, al final, con el acta de conformidad.",
                            "Offers without signature or received late are not considered. Prices include taxes. The split of "
                            "hours may vary if the offer justifies it. The enterprise chooses among the bidders. There is a "
                            "single payment, at the end, with the act of acceptance."), lang));
    const struct paper_signature signatures[] = {
        print_signer(print, TEXT("Empresa beneficiaria", "Beneficiary enterprise"), assistance_print_signer(arena, dossier), STR_NONE),
        print_signer(print, TEXT("Asesor(a)", "Adviser"), row->adviser.label, STR_NONE),
        print_signature(print, "director"),
    };
    paper_signatures(paper, signatures, COUNT_OF(signatures));
}

static enum err terms_sheet(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    struct print print = {.title = TEXT("Términos de referencia", "Terms of reference")};
    struct dossier dossier;
    TRY(assistance_print_read(&visit, &print, &dossier));
    print.on = dossier.row->sent_on;
    TRY(print_begin(&visit, &print));
    put_terms(&print, &dossier);
    return print_end(&visit, &print);
}

/* ---- invitation: a letter each ------------------------------------------------------------------------------------------- */

static void put_letter(const struct print *print, const struct dossier *dossier, struct str to)
{
    struct paper *paper = print->paper;
    struct arena *arena = paper->arena;
    enum lang lang = paper->lang;
    const struct assistance *row = dossier->row;
    struct str day = date_is_none(row->sent_on) ? STR_NONE : date_words(arena, row->sent_on, lang);
    paper_text(paper, STR_NONE, print_place_and_date(print, day));
    paper_text(paper, text_in(TEXT("Para:", "To:"), lang), str_is_empty(to) ? S("________________________________________") : to);
    struct str clients = assistance_print_clients(arena, dossier);
    paper_text(paper, STR_NONE,
               str_format(arena,
                          lang == LANG_ES ? STR_FMT " le invita a presentar una oferta para la asistencia técnica «" STR_FMT
                                            "», en beneficio de " STR_FMT ", según los términos de referencia adjuntos."
                                          : STR_FMT " invites you to bid for the technical assistance “" STR_FMT
                                            "”, for the benefit of " STR_FMT ", by the terms of reference attached.",
                          STR_ARG(paper->name), STR_ARG(row->title), STR_ARG(clients)));
    const struct shape *shape = &assistance_entity.shape;
    const struct paper_box boxes[] = {
        labelled(print_field(print, shape, "offers_due_on", row, 3), TEXT("Ofertas hasta el", "Offers until"), lang),
        print_field(print, shape, "offers_due_time", row, 3),
        print_field(print, shape, "weeks", row, 3),
        print_field(print, shape, "hours", row, 3),
        {.label = text_in(TEXT("Dónde entregarla", "Where to hand it in"), lang),
         .value = str_format(arena, STR_FMT "%s" STR_FMT, STR_ARG(paper->address),
                             str_is_empty(paper->address) || str_is_empty(paper->contact) ? "" : "; ", STR_ARG(paper->contact))},
    };
    paper_boxes(paper, boxes, COUNT_OF(boxes));
    paper_text(paper, STR_NONE,
               text_in(TEXT("La oferta debe venir firmada y dentro del plazo; de otro modo no se considera. El precio incluye "
                            "impuestos. La empresa beneficiaria elige, y la lista de quienes ofertaron consta en el contrato. Nadie "
                            "puede llevar más de tres consultorías a la vez.",
                            "The offer must come signed and in time, or it is not considered. The price includes taxes. The "
                            "beneficiary enterprise chooses, and the list of bidders stands in the contract. Nobody may run more "
                            "than three consultancies at a time."), lang));
    const struct paper_signature signatures[] = {print_signature(print, "administration"), print_signature(print, "director")};
    paper_signatures(paper, signatures, COUNT_OF(signatures));
}

static enum err invitation_sheet(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    struct print print = {.title = TEXT("Invitación a presentar oferta", "Invitation to bid")};
    struct dossier dossier;
    TRY(assistance_print_read(&visit, &print, &dossier));
    print.on = dossier.row->sent_on;
    TRY(print_begin(&visit, &print));
    const struct refs *invited = &dossier.row->invited;
    for (size_t i = 0; i < invited->len; i++) {
        if (i > 0) {
            paper_break(print.paper);
        }
        put_letter(&print, &dossier, str_is_empty(invited->items[i].label) ? invited->items[i].code : invited->items[i].label);
    }
    if (invited->len == 0) {
        put_letter(&print, &dossier, STR_NONE);
    }
    return print_end(&visit, &print);
}

/* ---- comparison of offers --------------------------------------------------------------------------------------------------- */

static void put_offers(const struct print *print, const struct dossier *dossier)
{
    struct paper *paper = print->paper;
    struct arena *arena = paper->arena;
    enum lang lang = paper->lang;
    const struct shape *shape = &offer_entity.shape;
    const struct paper_column columns[] = {
        {.label = text_in(TEXT("Lugar", "Place"), lang), .width = 6, .is_number = true},
        {.label = text_in(TEXT("Consultor(a)", "Consultant"), lang), .width = 22},
        {.label = text_in(TEXT("Recibida", "Received"), lang), .width = 12},
        {.label = text_in(TEXT("Firmada", "Signed"), lang), .width = 8},
        {.label = text_in(TEXT("Método, productos y plan", "Method, products and plan"), lang), .width = 30},
        {.label = text_in(TEXT("Semanas", "Weeks"), lang), .width = 9, .is_number = true},
        {.label = text_in(TEXT("Precio", "Price"), lang), .width = 12, .is_number = true, .is_strong = true},
        {.label = text_in(TEXT("Admisible", "Admissible"), lang), .width = 16},
    };
    paper_table(paper, text_in(TEXT("Ofertas recibidas", "Offers received"), lang), columns, COUNT_OF(columns), 1);
    const struct offer *offers = dossier->sheet.offers.items;
    for (size_t i = 0; i < dossier->sheet.offers.len; i++) {
        const struct offer *offer = &offers[i];
        struct str time = field_display(arena, shape_find(shape, S("received_time")), offer, lang);
        struct str no = str_is_empty(offer->set_aside)
                            ? field_display(arena, shape_find(shape, S("reasons")), offer, lang)
                            : offer->set_aside;
        paper_cell(paper, offer->rank == INT_NONE ? STR_NONE : count_display(arena, offer->rank));
        paper_cell(paper, str_is_empty(offer->consultant.label) ? offer->consultant.code : offer->consultant.label);
        paper_cell(paper, str_format(arena, STR_FMT " " STR_FMT, STR_ARG(date_display(arena, offer->received_on)), STR_ARG(time)));
        paper_cell(paper, text_in(offer->is_signed == ANSWER_YES ? TEXT("sí", "yes") : TEXT("no", "no"), lang));
        paper_cell(paper, offer->summary);
        paper_cell(paper, offer->weeks == INT_NONE ? STR_NONE : count_display(arena, offer->weeks));
        paper_cell(paper, money_symbol(arena, offer->price));
        paper_cell(paper, offer->admissible == ANSWER_YES
                              ? text_in(TEXT("sí", "yes"), lang)
                              : str_format(arena, "no: " STR_FMT, STR_ARG(no)));
    }
    if (dossier->sheet.offers.len == 0) {
        paper_empty_rows(paper, 3);
    }
}

static void put_choice(const struct print *print, const struct dossier *dossier)
{
    struct paper *paper = print->paper;
    enum lang lang = paper->lang;
    const struct assistance *row = dossier->row;
    paper_heading(paper, text_in(TEXT("Elección de la empresa", "Choice of the enterprise"), lang));
    const struct paper_box boxes[] = {
        {.label = text_in(TEXT("Elige a", "Chooses"), lang), .value = assistance_print_contractor(dossier), .width = 6},
        {.label = text_in(TEXT("Quién elige por la empresa", "Who chooses for the enterprise"), lang), .value = row->chosen_by, .width = 4},
        {.label = text_in(TEXT("Fecha", "Date"), lang), .value = date_display(paper->arena, row->chosen_on), .width = 2},
        {.label = text_in(TEXT("Por qué esta oferta", "Why this offer"), lang), .value = row->choice_reason, .lines = 2},
    };
    paper_boxes(paper, boxes, COUNT_OF(boxes));
    const struct paper_signature signatures[] = {
        print_signer(print, TEXT("Empresa beneficiaria", "Beneficiary enterprise"), assistance_print_signer(paper->arena, dossier), STR_NONE),
        print_signer(print, TEXT("Asesor(a)", "Adviser"), row->adviser.label, STR_NONE),
        print_signature(print, "director"),
    };
    paper_signatures(paper, signatures, COUNT_OF(signatures));
}

static enum err offers_sheet(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    struct print print = {.title = TEXT("Cuadro comparativo de ofertas", "Comparison of offers")};
    struct dossier dossier;
    TRY(assistance_print_read(&visit, &print, &dossier));
    print.on = dossier.row->chosen_on;
    TRY(print_begin(&visit, &print));
    print.paper->is_wide = true;
    put_head(&print, &dossier);
    put_offers(&print, &dossier);
    put_choice(&print, &dossier);
    return print_end(&visit, &print);
}

/* ---- the papers of one assistance ------------------------------------------------------------------------------------------- */

static enum err sheets_page(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    struct print print = {0};
    struct dossier dossier;
    TRY(assistance_print_read(&visit, &print, &dossier));
    const struct assistance *row = dossier.row;
    const struct {
        bool is_there;
        struct text name;
        struct text purpose;
        const char *path;
    } papers[] = {
        {true, T("Términos de referencia", "Terms of reference"), T("Qué se pide y en qué condiciones.", "What is asked for, and how."), "terms"},
        {true, T("Invitación a presentar oferta", "Invitation to bid"), T("Una carta por cada persona invitada.", "A letter for each who is invited."),
         "invitation"},
        {true, T("Cuadro comparativo de ofertas", "Comparison of offers"),
         T("Todas las ofertas y la elección de la empresa.", "All offers and the choice of the enterprise."), "offers"},
        {!money_is_none(row->total), T("Contrato de tres partes", "Contract of three parties"),
         T("Operador, consultor(a) y empresa.", "Operator, consultant and enterprise."), "contract"},
        {dossier.sheet.extensions.len > 0, T("Ampliación de plazo", "Extension"), T("La solicitud y su decisión.", "The request and its decision."),
         "extension"},
        {!money_is_none(row->total), T("Acta de conformidad o rechazo", "Act of acceptance or rejection"),
         T("Lo que dice la empresa de lo entregado.", "What the enterprise says of what was delivered."), "act"},
        {!money_is_none(row->total), T("Acta de recepción", "Reception act"), T("Lo recibido, con precios.", "What was received, with prices."),
         "reception"},
        {dossier.sheet.payments.len > 0, T("Recibo", "Receipt"),
         T("El pago, en letras, con la retención.", "The payment, in words, with the tax withheld."), "receipt"},
    };
    struct print_form forms[COUNT_OF(papers)];
    size_t count = 0;
    for (size_t i = 0; i < COUNT_OF(papers); i++) {
        if (papers[i].is_there) {
            struct url url = url_local(visit.arena, str_format(visit.arena, STR_FMT "/%s", STR_ARG(print.back.value), papers[i].path));
            forms[count++] = (struct print_form){papers[i].name, papers[i].purpose, url};
        }
    }
    struct page_link crumb = {.label = row->title, .url = URL(visit.arena, "/assistances/{}", row->record.code)};
    visit.page.crumbs = &crumb;
    visit.page.crumb_count = 1;
    visit_page(&visit, TEXT("Imprimir", "Print"), PLACE_SERVICES);
    print_list(&visit, TEXT("Documentos de esta asistencia técnica", "Documents of this technical assistance"), forms, count);
    return visit_end(&visit);
}

const struct route assistance_print_routes[] = {
    {.method = METHOD_GET, .pattern = "/assistances/{code}/print", .handler = sheets_page},
    {.method = METHOD_GET, .pattern = "/assistances/{code}/print/terms", .handler = terms_sheet},
    {.method = METHOD_GET, .pattern = "/assistances/{code}/print/terms.pdf", .handler = terms_sheet},
    {.method = METHOD_GET, .pattern = "/assistances/{code}/print/invitation", .handler = invitation_sheet},
    {.method = METHOD_GET, .pattern = "/assistances/{code}/print/invitation.pdf", .handler = invitation_sheet},
    {.method = METHOD_GET, .pattern = "/assistances/{code}/print/offers", .handler = offers_sheet},
    {.method = METHOD_GET, .pattern = "/assistances/{code}/print/offers.pdf", .handler = offers_sheet},
};
const size_t assistance_print_route_count = COUNT_OF(assistance_print_routes);
