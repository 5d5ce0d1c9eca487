#include "assistance/part_web.h"

#include "assistance/assistance_page_web.h"
#include "assistance/consultant_web.h"
#include "assistance/deliverable.h"
#include "assistance/extension.h"
#include "assistance/fiscal_document.h"
#include "assistance/offer.h"
#include "assistance/part.h"
#include "assistance/payment.h"
#include "assistance/reception.h"
#include "assistance/sheet.h"
#include "party/consultant.h"

/* The assistance that ?assistance= names, with everything that belongs to it. */
static enum err begin_part(struct visit *visit, struct desk_form *form, const struct sheet **sheet)
{
    struct str code = request_query(visit->req, "assistance");
    if (str_is_empty(code)) {
        return ERR_NOT_FOUND;
    }
    TRY(assistance_page_read(visit, code, sheet));
    visit->about = *sheet;
    desk_preset(visit, form, "assistance", code);
    form->back = URL(visit->arena, "/assistances/{}", code);
    return ERR_OK;
}

static const struct assistance *of(const struct sheet *sheet)
{
    return sheet->assistance.items;
}

static struct str today(struct visit *visit)
{
    return date_iso(visit->arena, clock_today());
}

static enum err begin_offer(struct visit *visit, struct desk_form *form, bool *elsewhere)
{
    (void)elsewhere;
    const struct sheet *sheet;
    TRY(begin_part(visit, form, &sheet));
    desk_preset(visit, form, "received_on", today(visit));
    return ERR_OK;
}

static enum err begin_extension(struct visit *visit, struct desk_form *form, bool *elsewhere)
{
    (void)elsewhere;
    const struct sheet *sheet;
    TRY(begin_part(visit, form, &sheet));
    desk_preset(visit, form, "asked_on", today(visit));
    return ERR_OK;
}

static enum err begin_deliverable(struct visit *visit, struct desk_form *form, bool *elsewhere)
{
    (void)elsewhere;
    const struct sheet *sheet;
    TRY(begin_part(visit, form, &sheet));
    desk_preset(visit, form, "due_on", date_iso(visit->arena, sheet->ends_on));
    return ERR_OK;
}

static enum err begin_reception(struct visit *visit, struct desk_form *form, bool *elsewhere)
{
    (void)elsewhere;
    const struct sheet *sheet;
    TRY(begin_part(visit, form, &sheet));
    const struct reception *rows = sheet->receptions.items;
    int64_t left = sheet->due_total.minor;
    for (size_t i = 0; i < sheet->receptions.len; i++) {
        left -= rows[i].amount.minor;
    }
    desk_preset(visit, form, "received_on", today(visit));
    desk_preset(visit, form, "received_by", form->lists.own_staff);
    desk_preset(visit, form, "description", of(sheet)->title);
    desk_preset(visit, form, "unit_price",
                money_plain(visit->arena, money_of(left < 0 ? 0 : left, sheet->due_total.currency)));
    return ERR_OK;
}

static enum err begin_document(struct visit *visit, struct desk_form *form, bool *elsewhere)
{
    (void)elsewhere;
    const struct sheet *sheet;
    TRY(begin_part(visit, form, &sheet));
    const struct fiscal_document *rows = sheet->documents.items;
    bool has_client = sheet->due_client.minor == 0;
    for (size_t i = 0; i < sheet->documents.len; i++) {
        has_client = has_client || str_eq(rows[i].addressed_to, S("client"));
    }
    desk_preset(visit, form, "addressed_to", has_client ? S("operator") : S("client"));
    desk_preset(visit, form, "amount", money_plain(visit->arena, has_client ? sheet->due_operator : sheet->due_client));
    desk_preset(visit, form, "issued_on", today(visit));
    return ERR_OK;
}

static bool draw_part(struct visit *visit, const struct desk_form *form, const struct field *field)
{
    if (field->target == &assistance_entity) {
        desk_hidden(visit, form, field);
        return true;
    }
    if (field->target != &consultant_entity) {
        return false;
    }
    struct desk_options options;
    if (consultant_options(visit, &options) != ERR_OK) {
        return false;
    }
    form_field_options(visit->html, &form->view, field, options.items, options.count);
    return true;
}

/* A refused step of a part is shown on the page of its assistance. */
static enum err show_part(struct visit *visit, const struct desk_noun *noun, struct str code, const struct fault *fault)
{
    struct part *row = shape_new(visit->arena, &noun->entity->shape);
    TRY(desk_get(visit, noun->entity, code, row));
    return assistance_page_show(visit, noun, row->assistance.code, fault);
}

static const char *const offer_first[] =
    {"assistance", "consultant", "received_on", "received_time", "signed", "price", "weeks", "rank", "summary",
     NULL};
static const char *const offer_more[] = {"set_aside", "code", NULL};
static const struct desk_group offer_groups[] = {
    {.names = offer_first},
    {.legend = T("Apartarla, código", "Set it aside, code"), .names = offer_more, .folded = true},
    {.names = NULL},
};
static const char *const extension_first[] = {"assistance", "asked_by", "asked_on", "new_ends_on", "reason", NULL};
static const struct desk_group extension_groups[] = {{.names = extension_first}, {.names = NULL}};
static const char *const deliverable_first[] =
    {"assistance", "product", "due_on", "delivered_on", "notes", "evidence", NULL};
static const struct desk_group deliverable_groups[] = {{.names = deliverable_first}, {.names = NULL}};
static const char *const reception_first[] =
    {"assistance", "received_on", "received_by", "quantity", "description", "unit_price", NULL};
static const struct desk_group reception_groups[] = {{.names = reception_first}, {.names = NULL}};
static const char *const document_first[] =
    {"assistance", "addressed_to", "kind", "number", "issued_on", "amount", "evidence", NULL};
static const struct desk_group document_groups[] = {{.names = document_first}, {.names = NULL}};
static const char *const payment_first[] = {"assistance", "evidence", NULL};
static const struct desk_group payment_groups[] = {{.names = payment_first}, {.names = NULL}};

#define PART_NOUN(name_, entity__, path_, write_, groups_, begin_, new_es, new_en, edit_es, edit_en, es, en)        \
    {                                                                                                              \
        .name = (name_), .entity = &(entity__), .path = (path_), .place = PLACE_SERVICES, .write = (write_),       \
        .new_title = T(new_es, new_en), .edit_title = T(edit_es, edit_en), .saved = T(es, en),                     \
        .list = "/assistances", .list_label = T("Asistencia técnica", "Assistance"), .groups = (groups_),          \
        .begin = (begin_), .draw = draw_part, .show = show_part,                                                   \
    }

const struct desk_noun part_offer_noun =
    PART_NOUN("offer", offer_entity, "offers", PERM_PROCUREMENT_WRITE, offer_groups, begin_offer,
              "Registrar una oferta", "Record an offer", "Corregir la oferta", "Correct the offer",
              "Oferta guardada.", "Offer saved.");
const struct desk_noun part_extension_noun =
    PART_NOUN("extension", extension_entity, "extensions", PERM_PROCUREMENT_WRITE, extension_groups,
              begin_extension, "Solicitar una ampliación", "Ask for an extension", "Corregir la solicitud",
              "Correct the request", "Solicitud guardada.", "Request saved.");
const struct desk_noun part_deliverable_noun =
    PART_NOUN("deliverable", deliverable_entity, "deliverables", PERM_TRAINING_WRITE, deliverable_groups,
              begin_deliverable, "Agregar un producto", "Add a product", "Entrega de un producto",
              "Delivery of a product", "Producto guardado.", "Product saved.");
const struct desk_noun part_reception_noun =
    PART_NOUN("reception", reception_entity, "receptions", PERM_TRAINING_WRITE, reception_groups, begin_reception,
              "Acta de recepción de bienes y servicios", "Reception act of goods and services", "Corregir lo recibido",
              "Correct what was received", "Recepción guardada.", "Reception saved.");
const struct desk_noun part_document_noun =
    PART_NOUN("fiscal_document", fiscal_document_entity, "fiscal_documents", PERM_PROCUREMENT_WRITE,
              document_groups, begin_document, "Registrar un documento fiscal", "Record a fiscal document",
              "Corregir el documento fiscal", "Correct the fiscal document", "Documento guardado.",
              "Document saved.");
const struct desk_noun part_payment_noun =
    PART_NOUN("payment", payment_entity, "payments", PERM_PAYMENT_WRITE, payment_groups, NULL,
              "Registrar un pago", "Record a payment", "Evidencia del pago", "Evidence of the payment",
              "Pago guardado.", "Payment saved.");

/* Has no page of its own: the assistance that it belongs to. */
static enum err part_page(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    const struct desk_noun *noun = req->route->data;
    struct part *row = shape_new(visit.arena, &noun->entity->shape);
    TRY(desk_get(&visit, noun->entity, request_param(req, "code"), row));
    return visit_go(&visit, URL(visit.arena, "/assistances/{}", row->assistance.code), TEXT_NONE);
}

#define PART_ROUTES(path, noun)                                                      \
    {.method = METHOD_GET, .pattern = path "/{code}", .handler = part_page, .data = &(noun)}, \
        DESK_ROUTES(path, noun)

const struct route part_routes[] = {
    PART_ROUTES("/offers", part_offer_noun),          PART_ROUTES("/extensions", part_extension_noun),
    PART_ROUTES("/deliverables", part_deliverable_noun), PART_ROUTES("/receptions", part_reception_noun),
    PART_ROUTES("/fiscal_documents", part_document_noun), PART_ROUTES("/payments", part_payment_noun),
};
const size_t part_route_count = COUNT_OF(part_routes);
