#include "client/client_print.h"

#include "client/about.h"
#include "client/affiliation.h"
#include "client/client.h"
#include "client/desk_web.h"
#include "client/shown_ops.h"

/* ---- reading ----------------------------------------------------------------------------------------------------- */

/* The person of an enterprise who signs: its owner or representative today. None leaves the boxes blank. */
static enum err read_owner(struct visit *visit, struct str enterprise, struct client_print *out)
{
    struct about about;
    shape_clear(&about_shape, &about);
    TRY(desk_ask(visit, "client.about", DESK_VALUES({"kind", S("enterprise")}, {"code", enterprise}), &about));
    const struct affiliation *rows = about.affiliations.items;
    static const char *const relations[] = {"owner", "representative", "partner"};
    for (size_t k = 0; k < COUNT_OF(relations); k++) {
        for (size_t i = 0; i < about.affiliations.len; i++) {
            bool over = !date_is_none(rows[i].to_on) && date_cmp(rows[i].to_on, clock_today()) < 0;
            if (!over && str_eq_c(rows[i].relation, relations[k])) {
                struct person *person = shape_new(visit->arena, &person_entity.shape);
                TRY(desk_get(visit, &person_entity, rows[i].person.code, person));
                out->person = person;
                return ERR_OK;
            }
        }
    }
    return ERR_OK;
}

/* As it is shown: with the values chosen of the records merged with it. */
static enum err read_shown(struct visit *visit, struct str kind, struct str code, struct shown_client *out)
{
    shape_clear(&shown_client_shape, out);
    return desk_ask(visit, "client.shown", DESK_VALUES({"kind", kind}, {"code", code}), out);
}

FALLIBLE client_print_read(struct visit *visit, struct print *print, struct client_print *out)
{
    struct str kind = request_param(visit->req, "kind");
    struct str code = request_param(visit->req, "code");
    const struct record *record;
    struct shown_client shown;
    if (str_eq_c(kind, "person")) {
        TRY(read_shown(visit, kind, code, &shown));
        const struct person *person = shown.persons.items;
        out->person = person;
        record = &person->record;
        print->back_label = person_entity.label;
    } else if (str_eq_c(kind, "enterprise")) {
        TRY(read_shown(visit, kind, code, &shown));
        const struct enterprise *enterprise = shown.enterprises.items;
        out->enterprise = enterprise;
        record = &enterprise->record;
        print->back_label = enterprise_entity.label;
        TRY(read_owner(visit, code, out));
    } else {
        return ERR_NOT_FOUND;
    }
    print->unit = record->unit.code;
    print->number = record->code;
    print->back = desk_client_url(visit->arena, kind, code);
    return ERR_OK;
}

/* ---- F1 ------------------------------------------------------------------------------------------------------------ */

void client_print_applicant(const struct print *print, const struct person *row)
{
    const struct shape *shape = &person_entity.shape;
    paper_heading(print->paper, text_in(TEXT("1. Quien solicita", "1. Who applies"), print->paper->lang));
    const struct paper_box boxes[] = {
        print_field(print, shape, "given_names", row, 6), print_field(print, shape, "surnames", row, 6),
        print_field(print, shape, "dui", row, 3),         print_field(print, shape, "nit", row, 3),
        print_field(print, shape, "birth_date", row, 3),  print_field(print, shape, "sex", row, 3),
        print_field(print, shape, "mobile", row, 3),      print_field(print, shape, "phone", row, 3),
        print_field(print, shape, "email", row, 6),       print_field(print, shape, "address", row, 6),
        print_field(print, shape, "district", row, 3),    print_field(print, shape, "zone", row, 3),
        print_field(print, shape, "education", row, 12),
    };
    paper_boxes(print->paper, boxes, COUNT_OF(boxes));
}

void client_print_business(const struct print *print, const struct enterprise *row)
{
    const struct shape *shape = &enterprise_entity.shape;
    paper_heading(print->paper, text_in(TEXT("2. La empresa o iniciativa", "2. The enterprise or venture"), print->paper->lang));
    const struct paper_box boxes[] = {
        print_field(print, shape, "name", row, 7),          print_field(print, shape, "trade_name", row, 5),
        print_field(print, shape, "category", row, 12),     print_field(print, shape, "constitution", row, 12),
        print_field(print, shape, "nit", row, 3),           print_field(print, shape, "nrc", row, 3),
        print_field(print, shape, "started_on", row, 3),    print_field(print, shape, "formal_accounting", row, 3),
        print_field(print, shape, "sector", row, 12),       print_field(print, shape, "activity_text", row, 6),
        print_field(print, shape, "products", row, 6),      print_field(print, shape, "markets", row, 8),
        print_field(print, shape, "led_by", row, 4),        print_field(print, shape, "address", row, 6),
        print_field(print, shape, "district", row, 3),      print_field(print, shape, "phone", row, 3),
    };
    paper_boxes(print->paper, boxes, COUNT_OF(boxes));
}

/* Told by the client on the day; the measurement is recorded from it. */
static void put_situation(const struct print *print)
{
    enum lang lang = print->paper->lang;
    struct paper *paper = print->paper;
    paper_heading(paper, text_in(TEXT("3. Situación: los últimos doce meses", "3. Situation: the last twelve months"), lang));
    const struct paper_box boxes[] = {
        {.label = text_in(TEXT("Ventas nacionales, $", "National sales, $"), lang), .width = 4},
        {.label = text_in(TEXT("Ventas de exportación, $", "Export sales, $"), lang), .width = 4},
        {.label = text_in(TEXT("Costo de producción, $", "Production cost, $"), lang), .width = 4},
        {.label = text_in(TEXT("Financiamiento actual, $", "Current financing, $"), lang), .width = 4},
        {.label = text_in(TEXT("Capital semilla recibido, $", "Seed capital received, $"), lang), .width = 4},
        {.label = text_in(TEXT("Empleos en riesgo", "Jobs at risk"), lang), .width = 4},
    };
    paper_boxes(paper, boxes, COUNT_OF(boxes));
    const struct paper_column columns[] = {
        {.label = text_in(TEXT("Empleos, con quien dirige", "Jobs, with the manager"), lang), .width = 20},
        {.label = text_in(TEXT("Fijos", "Fixed"), lang)},
        {.label = text_in(TEXT("Temporales", "Temporary"), lang)},
        {.label = text_in(TEXT("Total", "Total"), lang)},
    };
    paper_table(paper, STR_NONE, columns, COUNT_OF(columns), 2);
    const struct text rows[] = {T("Hombres", "Men"), T("Mujeres", "Women")};
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        paper_cell(paper, text_in(rows[i], lang));
        for (size_t k = 1; k < COUNT_OF(columns); k++) {
            paper_cell(paper, STR_NONE);
        }
    }
}

static void put_declaration(const struct print *print)
{
    enum lang lang = print->paper->lang;
    struct paper *paper = print->paper;
    paper_heading(paper, text_in(TEXT("4. Declaración y compromisos", "4. Declaration and undertakings"), lang));
    paper_text(paper, text_in(TEXT("Quien solicita", "The applicant"), lang),
               text_in(TEXT("declara bajo juramento que lo escrito aquí es verdad; acepta que se le pregunte después por los "
                            "resultados de su empresa; y acepta que estos datos los conozcan su asesor(a) y la oficina nacional "
                            "que encuesta a las empresas atendidas, según el consentimiento que firma aparte.",
                            "declares on oath that what is written here is true; agrees to be asked later about the results of the "
                            "enterprise; and agrees that the adviser and the national office that surveys the enterprises served "
                            "know these data, by the consent signed apart."), lang));
    paper_text(paper, text_in(TEXT("El centro y su asesor(a)", "The centre and its adviser"), lang),
               text_in(TEXT("guardan en reserva lo que la empresa confíe, no reciben de ella pago ni beneficio, y declaran no "
                            "tener interés propio en negocios que compitan con ella. La asesoría no tiene costo para la empresa.",
                            "keep in confidence what the enterprise entrusts, take neither payment nor benefit from it, and declare "
                            "no interest of their own in businesses that compete with it. Advice is free for the enterprise."),
                       lang));
}

static void put_intake(struct print *print, const struct client_print *client)
{
    enum lang lang = print->paper->lang;
    struct paper *paper = print->paper;
    const struct enterprise *enterprise = client->enterprise;
    struct paper_box provenance = print_field(print, &enterprise_entity.shape, "provenance", enterprise, 9);
    if (enterprise == NULL && client->person != NULL) {
        provenance = print_field(print, &person_entity.shape, "provenance", client->person, 9);
    }
    const struct paper_box boxes[] = {
        provenance,
        {.label = text_in(TEXT("Fecha de la solicitud", "Date of the request"), lang), .width = 3},
    };
    paper_boxes(paper, boxes, COUNT_OF(boxes));
    client_print_applicant(print, client->person);
    client_print_business(print, enterprise);
    put_situation(print);
    paper_heading(paper, text_in(TEXT("Lo que se pide al centro", "What is asked of the centre"), lang));
    paper_lines(paper, STR_NONE, 3);
    put_declaration(print);
    struct str name = client->person == NULL ? STR_NONE : person_name(paper->arena, client->person);
    struct str adviser = enterprise != NULL ? enterprise->adviser.label : client->person != NULL ? client->person->adviser.label : STR_NONE;
    const struct paper_signature signatures[] = {
        print_signer(print, TEXT("Quien solicita", "Applicant"), name, STR_NONE),
        print_signer(print, TEXT("Asesor(a)", "Adviser"), adviser, STR_NONE),
        print_signature(print, "director"),
    };
    paper_signatures(paper, signatures, COUNT_OF(signatures));
}

static enum err intake_sheet(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    struct client_print client = {0};
    struct print print = {.title = TEXT("Solicitud de asesoramiento (F1)", "Request for advice (F1)"), .place = PLACE_CLIENTS};
    TRY(client_print_read(&visit, &print, &client));
    TRY(print_begin(&visit, &print));
    put_intake(&print, &client);
    return print_end(&visit, &print);
}

static enum err blank_intake(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    struct print print = {.title = TEXT("Solicitud de asesoramiento (F1)", "Request for advice (F1)"), .place = PLACE_CLIENTS};
    print_blank(&visit, &print);
    TRY(print_begin(&visit, &print));
    put_intake(&print, &(struct client_print){NULL, NULL});
    return print_end(&visit, &print);
}

/* ---- the sheets of one client ----------------------------------------------------------------------------------------- */

static enum err sheets_page(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    struct client_print client = {0};
    struct print print = {0};
    TRY(client_print_read(&visit, &print, &client));
    struct str name = client.enterprise != NULL ? client.enterprise->name : person_name(visit.arena, client.person);
    struct page_link crumb = {.label = name, .url = print.back};
    visit.page.crumbs = &crumb;
    visit.page.crumb_count = 1;
    visit_page(&visit, TEXT("Imprimir", "Print"), PLACE_CLIENTS);
    const struct print_form forms[] = {
        {TEXT("Solicitud de asesoramiento (F1)", "Request for advice (F1)"),
         TEXT("Con lo ya registrado, para completar y firmar.", "With what is recorded already, to be completed and signed."),
         URL(visit.arena, "/clients/{}/{}/print/intake", request_param(req, "kind"), request_param(req, "code"))},
        {TEXT("Consentimiento para el uso de sus datos", "Consent to the use of their data"),
         TEXT("Para firmar antes de guardar datos.", "To be signed before data are kept."),
         URL(visit.arena, "/clients/{}/{}/print/consent", request_param(req, "kind"), request_param(req, "code"))},
    };
    print_list(&visit, TEXT("Impresos de este cliente", "Forms of this client"), forms, COUNT_OF(forms));
    return visit_end(&visit);
}

const struct route client_print_routes[] = {
    {.method = METHOD_GET, .pattern = "/clients/{kind}/{code}/print", .handler = sheets_page},
    {.method = METHOD_GET, .pattern = "/clients/{kind}/{code}/print/intake", .handler = intake_sheet},
    {.method = METHOD_GET, .pattern = "/clients/{kind}/{code}/print/intake.pdf", .handler = intake_sheet},
    {.method = METHOD_GET, .pattern = "/print/intake", .handler = blank_intake},
    {.method = METHOD_GET, .pattern = "/print/intake.pdf", .handler = blank_intake},
};
const size_t client_print_route_count = COUNT_OF(client_print_routes);
