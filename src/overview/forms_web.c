#include "overview/forms_web.h"

#include "client/desk_web.h"
#include "party/print_web.h"

static enum err forms_page(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    visit.page.lead = text_in(TEXT("En blanco, con el membrete de su unidad, para llenar a mano en el campo.",
                                   "Blank, with the letterhead of your unit, to fill in by hand in the field."), visit.lang);
    visit_page(&visit, TEXT("Impresos", "Forms"), PLACE_SERVICES);
    desk_service_tabs(&visit, -1);
    const struct print_form forms[] = {
        {TEXT("Solicitud de asesoramiento (F1)", "Request for advice (F1)"),
         TEXT("La primera visita de una empresa o persona.", "The first visit of an enterprise or person."),
         URL(visit.arena, "/print/intake")},
        {TEXT("Consentimiento para el uso de datos", "Consent to the use of data"),
         TEXT("Se firma antes de guardar los datos de alguien.", "Signed before anybody's data are kept."),
         URL(visit.arena, "/print/consent")},
        {TEXT("Plan de acción (F2)", "Action plan (F2)"),
         TEXT("Lo que se hará, quién y cuándo.", "What will be done, by whom and when."), URL(visit.arena, "/print/plan")},
        {TEXT("Bitácora de asesoría", "Advisory log"), TEXT("Una por cada sesión o visita.", "One for each session or visit."),
         URL(visit.arena, "/print/session")},
        {TEXT("Lista de asistencia", "Attendance list"),
         TEXT("Para un evento que aún no está registrado.", "For an event that is not recorded yet."),
         URL(visit.arena, "/print/attendance")},
    };
    print_list(&visit, TEXT("Formularios en blanco", "Blank forms"), forms, COUNT_OF(forms));
    H(visit.html, "<p class=\"note\">");
    HT(visit.html,
       "El impreso lleno de una sesión, un plan, un evento o un cliente está en su propia página, en «Imprimir». El membrete y "
       "quienes firman se cambian en ",
       "The filled sheet of a session, a plan, an event or a client is on its own page, under “Print”. Letterhead and "
       "signatories are changed in ");
    h_link(visit.html, URL(visit.arena, "/units"), TR(visit.html, "Unidades", "Units"));
    H(visit.html, ".</p>");
    return visit_end(&visit);
}

const struct route forms_routes[] = {
    {.method = METHOD_GET, .pattern = "/print", .handler = forms_page},
};
const size_t forms_route_count = COUNT_OF(forms_routes);
