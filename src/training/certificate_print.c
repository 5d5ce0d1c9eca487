#include "training/certificate_print.h"

#include "client/desk_web.h"
#include "party/print_web.h"
#include "training/certificate.h"
#include "training/event.h"

#define DIPLOMAS_MOST 200 /* of one event in one file */

static struct str days_words(struct arena *arena, struct date first, struct date last, enum lang lang)
{
    if (date_is_none(last) || date_cmp(first, last) >= 0) {
        return date_words(arena, first, lang);
    }
    return str_format(arena, lang == LANG_ES ? "del " STR_FMT " al " STR_FMT : STR_FMT " to " STR_FMT, STR_ARG(date_words(arena, first, lang)),
                      STR_ARG(date_words(arena, last, lang)));
}

static void put_diploma(const struct visit *visit, const struct print *print, const struct certificate_diploma *diploma)
{
    struct paper *paper = print->paper;
    struct arena *arena = paper->arena;
    enum lang lang = paper->lang;
    paper_centre(paper, text_in(TEXT("se otorga a", "is awarded to"), lang), false);
    paper_centre(paper, diploma->name, true);
    paper_centre(paper, text_in(TEXT("por haber participado en", "for having taken part in"), lang), false);
    paper_centre(paper, diploma->topic, true);
    struct str hours = diploma->hours == INT_NONE
                           ? S("")
                           : str_format(arena, lang == LANG_ES ? ", con una duración de " STR_FMT " horas" : ", of " STR_FMT " hours",
                                        STR_ARG(count_display(arena, diploma->hours)));
    paper_centre(paper,
                 str_format(arena, STR_FMT STR_FMT "%s" STR_FMT, STR_ARG(days_words(arena, diploma->starts_on, diploma->ends_on, lang)),
                            STR_ARG(hours), str_is_empty(diploma->place) ? "" : ". ", STR_ARG(diploma->place)),
                 false);
    paper_centre(paper, print_place_and_date(print, date_words(arena, diploma->issued_on, lang)), false);
    if (diploma->valid != ANSWER_YES) {
        paper_centre(paper, text_in(TEXT("ANULADO: este certificado ya no vale.", "ANNULLED: this certificate is no longer valid."), lang), false);
    }
    paper_centre(paper, S(" "), true); /* air above the signatures */
    paper_code(paper, print_address(visit, url_local(arena, diploma->path)),
               str_format(arena, lang == LANG_ES ? "N.º " STR_FMT "\nCualquiera puede comprobarlo leyendo este código."
                                                 : "No. " STR_FMT "\nAnybody can check it by reading this code.",
                          STR_ARG(diploma->number)));
    const struct certificate_signer *signers = diploma->signers.items;
    struct paper_signature signatures[2] = {print_signature(print, "director"),
                                            print_signer(print, TEXT("Capacitador(a)", "Trainer"), diploma->trainer, STR_NONE)};
    for (size_t i = 0; i < diploma->signers.len && i < COUNT_OF(signatures); i++) {
        signatures[i] = (struct paper_signature){.name = signers[i].name, .office = signers[i].position};
    }
    paper_signatures(paper, signatures, COUNT_OF(signatures));
}

static enum err ask_diploma(struct visit *visit, struct str code, struct certificate_diploma *out)
{
    shape_clear(op_find(S("certificate.diploma"))->output, out);
    return desk_ask(visit, "certificate.diploma", DESK_VALUES({"code", code}), out);
}

static void begin(struct visit *visit, struct print *print, const struct event *event)
{
    print->title = TEXT("Certificado de participación", "Certificate of participation");
    print->unit = event->record.unit.code;
    print->on = event->ends_on;
    print->back = URL(visit->arena, "/events/{}", event->record.code);
    print->back_label = event_entity.label;
    print->place = PLACE_SERVICES;
}

static enum err show_none(struct visit *visit, const struct event *event)
{
    if (str_ends(visit->req->path, S(".pdf"))) {
        return ERR_NOT_FOUND;
    }
    visit_page(visit, TEXT("Certificados", "Certificates"), PLACE_SERVICES);
    page_empty(visit->html, TR(visit->html, "Este evento no tiene certificados", "This event has no certificates"),
               TR(visit->html, "Se emiten en la página del evento, cuando ya terminó.",
                  "They are issued on the page of the event, once it has ended."),
               URL(visit->arena, "/events/{}", event->record.code), TR(visit->html, "Ir al evento", "Go to the event"));
    return visit_end(visit);
}

/* All valid ones of an event, a page each. */
static enum err event_sheet(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    struct event event;
    shape_clear(&event_entity.shape, &event);
    TRY(desk_get(&visit, &event_entity, request_param(req, "code"), &event));
    struct list list = {.total = INT_NONE};
    TRY(desk_ask(&visit, "certificate.by_event", DESK_VALUES({"code", event.record.code}), &list));
    struct print print = {.number = event.record.code};
    begin(&visit, &print, &event);
    TRY(print_begin(&visit, &print));
    print.paper->is_wide = true;
    const struct certificate *rows = list.rows.items;
    size_t count = 0;
    for (size_t i = 0; i < list.rows.len && count < DIPLOMAS_MOST; i++) {
        if (rows[i].record.annulled != ANSWER_YES) {
            struct certificate_diploma diploma;
            TRY(ask_diploma(&visit, rows[i].record.code, &diploma));
            if (count++ > 0) {
                paper_break(print.paper);
                paper_centre(print.paper, print.paper->name, false);
                paper_centre(print.paper, text_in(print.title, visit.lang), true);
            }
            put_diploma(&visit, &print, &diploma);
        }
    }
    return count == 0 ? show_none(&visit, &event) : print_end(&visit, &print);
}

const struct route certificate_print_routes[] = {
    {.method = METHOD_GET, .pattern = "/events/{code}/print/certificates", .handler = event_sheet},
    {.method = METHOD_GET, .pattern = "/events/{code}/print/certificates.pdf", .handler = event_sheet},
};
const size_t certificate_print_route_count = COUNT_OF(certificate_print_routes);
