#include "assistance/offer.h"

#include "advice/service.h"
#include "assistance/part.h"
#include "party/consultant.h"
#include "party/unit.h"

const struct choice offer_reasons[] = {
    {"unsigned", T("Sin firma", "Not signed"), NULL},
    {"late", T("Fuera de plazo", "Late"), NULL},
    {"set_aside", T("Apartada con motivo", "Set aside with a reason"), NULL},
    {0},
};

static const struct field fields[] = {
    RECORD_CODE(struct offer),
    RECORD_UNIT_COMPUTED(struct offer),
    FIELD_REF(struct offer, assistance, .required = true, .target = &assistance_entity,
              .label = T("Asistencia técnica", "Technical assistance")),
    FIELD_REF(struct offer, consultant, .required = true, .target = &consultant_entity,
              .label = T("Consultor(a)", "Consultant")),
    FIELD_DATE(struct offer, received_on, .required = true, .past = true, .label = T("Recibida el", "Received on")),
    FIELD_TIME(struct offer, received_time, .label = T("A las", "At")),
    {.name = "signed", .type = FIELD_TYPE_BOOL, .offset = offsetof(struct offer, is_signed), .initial = "false",
     .label = T("Firmada", "Signed")},
    FIELD_MONEY(struct offer, price, .required = true, .min = 0, .label = T("Precio", "Price"),
                .hint = T("Con impuestos incluidos.", "Taxes included.")),
    FIELD_INT(struct offer, weeks, .min = 1, .max = 104, .label = T("Plazo en semanas", "Term in weeks")),
    FIELD_TEXT(struct offer, summary, .max = 2000,
               .label = T("Método, productos y plan de trabajo", "Method, products and work plan")),
    FIELD_INT(struct offer, rank, .min = 1, .max = 100,
              .label = T("Lugar en la comparación", "Place in the comparison")),
    FIELD_TEXT(struct offer, set_aside, .max = 500, .label = T("Apartada por", "Set aside because"),
               .hint = T("Solo si no se puede considerar por otra causa que la firma o el plazo.",
                         "Only if it cannot be considered for another cause than signature or deadline.")),
    FIELD_BOOL(struct offer, admissible, .computed = true, .label = T("Admisible", "Admissible")),
    FIELD_CHOICES(struct offer, reasons, .computed = true, .choices = offer_reasons,
                  .label = T("Por qué no", "Why not")),
    RECORD_ANNULMENT(struct offer),
};

static bool is_late(const struct offer *offer, const struct assistance *terms)
{
    if (date_is_none(terms->offers_due_on)) {
        return false;
    }
    int by_day = date_cmp(offer->received_on, terms->offers_due_on);
    bool timed = terms->offers_due_time != INT_NONE && offer->received_time != INT_NONE;
    return by_day > 0 || (by_day == 0 && timed && offer->received_time > terms->offers_due_time);
}

struct str offer_judge(struct arena *arena, const struct offer *offer, const struct assistance *terms)
{
    const struct {
        bool is;
        const char *code;
    } found[] = {
        {offer->is_signed != ANSWER_YES, "unsigned"},
        {is_late(offer, terms), "late"},
        {!str_is_empty(offer->set_aside), "set_aside"},
    };
    struct buf out = BUF(arena);
    for (size_t i = 0; i < COUNT_OF(found); i++) {
        if (found[i].is) {
            buf_format(&out, "%s%s", out.len == 0 ? "" : ";", found[i].code);
        }
    }
    return buf_str(&out);
}

static enum err offer_check(struct ctx *ctx, void *row_, const void *before)
{
    struct offer *row = row_;
    struct assistance parent;
    TRY(part_parent(ctx, row, &parent));
    row->reasons = offer_judge(ctx->arena, row, &parent);
    row->admissible = str_is_empty(row->reasons) ? ANSWER_YES : ANSWER_NO;
    enum err err = ERR_OK;
    SERVICE_COLLECT(err,
                    part_in_state(ctx, &parent, "sent offers_received",
                                  TEXT("Las ofertas se registran después de enviar los términos y antes de que "
                                       "el cliente elija.",
                                       "Offers are recorded after the terms are sent and before the client "
                                       "chooses.")));
    SERVICE_COLLECT(err, service_check_positive(ctx, "price", row->price));
    SERVICE_COLLECT(err,
                    service_check_order(ctx, TEXT("términos enviados el", "terms sent on"), parent.sent_on,
                                        "received_on", row->received_on));
    static const char *const whose[] = {"assistance", "consultant", NULL};
    if (before != NULL) {
        SERVICE_COLLECT(err,
                        part_locked(ctx, &offer_entity, whose, row, before,
                                    TEXT("Una oferta sigue siendo de quien la presentó.",
                                         "An offer stays that of who made it."),
                                    TEXT("Anule esta oferta y registre la otra.",
                                         "Annul this offer and record the other.")));
    }
    return err;
}

const struct entity offer_entity = {
    .shape = SHAPE("offer", struct offer, fields),
    .dataset = "offers",
    .code_prefix = "OF",
    .label = T("Oferta", "Offer"),
    .plural = T("Ofertas", "Offers"),
    .store = &offer_store,
    .check = offer_check,
};
