#include "intake/consent_print.h"

#include "client/client.h"
#include "client/client_print.h"
#include "client/desk_web.h"
#include "intake/consent_text.h"

/* The words of the consent that the agency signs today, in the visitor's language. */
static enum err read_words(struct visit *visit, struct consent_text_words *out)
{
    *out = (struct consent_text_words){.kind = S("consent")};
    struct list list = {.total = INT_NONE};
    TRY(desk_ask(visit, "consent_text.in_use", DESK_VALUES({"language", visit->lang == LANG_ES ? S("es") : S("en")}), &list));
    const struct consent_text_words *rows = list.rows.items;
    for (size_t i = 0; i < list.rows.len; i++) {
        if (str_eq_c(rows[i].kind, "consent")) {
            *out = rows[i];
        }
    }
    return ERR_OK;
}

/* What each purpose means, in the order of client_consent_scopes. */
static const struct text purposes[] = {
    T("Anotar mis datos y los de mi empresa para asesorarme, capacitarme y dar seguimiento a mi plan.",
      "Recording my data and those of my enterprise to advise and train me and to follow up my plan."),
    T("Llamarme o visitarme después para preguntar por ventas, empleos y satisfacción, y así medir los resultados.",
      "Calling or visiting me later to ask about sales, jobs and satisfaction, so as to measure the results."),
    T("Compartir mi expediente con la oficina nacional que financia el servicio. Sin esta marca solo recibe cifras sin nombres.",
      "Sharing my file with the national office that funds the service. Without this mark it receives figures without names only."),
    T("Mostrar al público el nombre, los productos y el contacto de mi negocio en el catálogo.",
      "Showing the name, products and contact of my business to the public in the catalogue."),
};

static void put_purposes(const struct print *print, struct str scopes)
{
    struct paper *paper = print->paper;
    for (size_t i = 0; i < COUNT_OF(purposes) && client_consent_scopes[i].code != NULL; i++) {
        struct str rest = scopes;
        struct str one;
        bool given = false;
        while (!given && str_split(&rest, ';', &one)) {
            given = str_eq_c(one, client_consent_scopes[i].code);
        }
        paper_text(paper,
                   str_format(paper->arena, "%s " STR_FMT ".", given ? "☒" : "☐",
                              STR_ARG(text_in(client_consent_scopes[i].label, paper->lang))),
                   text_in(purposes[i], paper->lang));
    }
}

static void put_rights(const struct print *print)
{
    struct paper *paper = print->paper;
    enum lang lang = paper->lang;
    paper_heading(paper, text_in(TEXT("Mis derechos", "My rights"), lang));
    struct str reach = str_format(paper->arena, STR_FMT "%s" STR_FMT, STR_ARG(paper->address),
                                  str_is_empty(paper->address) || str_is_empty(paper->contact) ? "" : "; ", STR_ARG(paper->contact));
    paper_text(paper, STR_NONE,
               text_in(TEXT("Puedo pedir en cualquier momento, sin dar razones y sin perder servicios ya recibidos, que se me muestren "
                            "mis datos, se corrijan, se borren o se limite su uso; puedo oponerme a un uso, llevarme una copia y "
                            "retirar este consentimiento. Se me responde en veinte días hábiles, que pueden ampliarse otros veinte.",
                            "At any time, without giving reasons and without losing services already received, I may ask to be "
                            "shown my data, to have them corrected, erased or their use limited; I may oppose a use, take a copy "
                            "away and revoke this consent. I am answered within twenty working days, which may be extended by "
                            "another twenty."), lang));
    if (!str_is_empty(reach)) {
        paper_text(paper, text_in(TEXT("Dónde pedirlo:", "Where to ask:"), lang), reach);
    }
    paper_note(paper, text_in(TEXT("Los datos sensibles (discapacidad, pueblo indígena, migración) son voluntarios y se usan solo en "
                                   "cifras sin nombres. Ley para la Protección de Datos Personales, decreto legislativo 144 de 2024.",
                                   "Sensitive data (disability, indigenous people, migration) are voluntary and used in figures "
                                   "without names only. Personal Data Protection Act, Legislative Decree 144 of 2024."), lang));
}

/* What was consented to by this very text and not revoked; to another text the marks stay open. */
static struct str given_scopes(const struct client_print *client, struct str edition)
{
    const struct person *person = client->person;
    const struct enterprise *enterprise = client->enterprise;
    if (str_is_empty(edition)) {
        return STR_NONE;
    }
    if (person != NULL && str_eq(person->consent_text, edition) && date_is_none(person->consent_revoked_on)) {
        return person->consent_scopes;
    }
    if (person == NULL && enterprise != NULL && str_eq(enterprise->consent_text, edition) &&
        date_is_none(enterprise->consent_revoked_on)) {
        return enterprise->consent_scopes;
    }
    return STR_NONE;
}

/* words: the agency's text of the day. */
static void put_consent(const struct print *print, const struct client_print *client, const struct consent_text_words *words)
{
    struct paper *paper = print->paper;
    enum lang lang = paper->lang;
    const struct person *person = client->person;
    const struct enterprise *enterprise = client->enterprise;
    const struct paper_box boxes[] = {
        {.label = text_in(TEXT("Nombre completo", "Full name"), lang), .width = 8,
         .value = person == NULL ? STR_NONE : person_name(paper->arena, person)},
        print_field(print, &person_entity.shape, "dui", person, 4),
        {.label = text_in(TEXT("Empresa o iniciativa", "Enterprise or venture"), lang), .width = 8,
         .value = enterprise == NULL ? STR_NONE : enterprise->name},
        {.label = text_in(TEXT("Texto n.º", "Text no."), lang), .width = 4, .value = words->code},
    };
    paper_boxes(paper, boxes, COUNT_OF(boxes));
    paper_text(paper, STR_NONE, words->text);
    paper_text(paper, STR_NONE,
               str_format(paper->arena,
                          lang == LANG_ES ? "Quien guarda los datos es " STR_FMT ". Los autorizo solo para lo que marco:"
                                          : "The data are kept by " STR_FMT ". I authorise them only for what I mark:",
                          STR_ARG(paper->name)));
    put_purposes(print, given_scopes(client, words->code));
    put_rights(print);
    struct str adviser = enterprise != NULL ? enterprise->adviser.label : person != NULL ? person->adviser.label : STR_NONE;
    const struct paper_signature signatures[] = {
        print_signer(print, TEXT("Titular de los datos", "Person concerned"),
                     person == NULL ? STR_NONE : person_name(paper->arena, person),
                     person == NULL || str_is_empty(person->dui) ? STR_NONE
                                                                : str_format(paper->arena, "DUI " STR_FMT, STR_ARG(person->dui))),
        print_signer(print, TEXT("Quien explicó y recibió este texto", "Who explained and received this text"), adviser, STR_NONE),
    };
    paper_signatures(paper, signatures, COUNT_OF(signatures));
    const struct paper_box thumb[] = {
        {.label = text_in(TEXT("Huella, si no puede firmar", "Thumbprint, if unable to sign"), lang), .width = 4, .lines = 5}};
    paper_boxes(paper, thumb, COUNT_OF(thumb));
}

static enum err consent_sheet(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    struct client_print client = {0};
    struct print print = {.title = TEXT("Consentimiento para el uso de mis datos", "Consent to the use of my data"),
                          .place = PLACE_CLIENTS};
    TRY(client_print_read(&visit, &print, &client));
    TRY(print_begin(&visit, &print));
    struct consent_text_words words;
    TRY(read_words(&visit, &words));
    put_consent(&print, &client, &words);
    return print_end(&visit, &print);
}

static enum err blank_consent(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    struct print print = {.title = TEXT("Consentimiento para el uso de mis datos", "Consent to the use of my data"),
                          .place = PLACE_CLIENTS};
    print_blank(&visit, &print);
    TRY(print_begin(&visit, &print));
    struct consent_text_words words;
    TRY(read_words(&visit, &words));
    put_consent(&print, &(struct client_print){NULL, NULL}, &words);
    return print_end(&visit, &print);
}

const struct route consent_print_routes[] = {
    {.method = METHOD_GET, .pattern = "/clients/{kind}/{code}/print/consent", .handler = consent_sheet},
    {.method = METHOD_GET, .pattern = "/clients/{kind}/{code}/print/consent.pdf", .handler = consent_sheet},
    {.method = METHOD_GET, .pattern = "/print/consent", .handler = blank_consent},
    {.method = METHOD_GET, .pattern = "/print/consent.pdf", .handler = blank_consent},
};
const size_t consent_print_route_count = COUNT_OF(consent_print_routes);
