#include "coordination/meeting.h"

#include "base/secret.h"
#include "coordination/membership.h"
#include "coordination/resolution.h"
#include "core/flow.h"
#include "party/unit.h"
#include "territory/territory.h"

static const struct choice calls[] = {
    {"first", T("Primera", "First"), "1|primera convocatoria"},
    {"second", T("Segunda", "Second"), "2|segunda convocatoria"},
    {0},
};
const struct choice meeting_states[] = {
    {"convened", T("Convocada", "Convened"), "CONVOCADA"},
    {"held", T("Realizada", "Held"), "REALIZADA"},
    {"no_quorum", T("Sin quórum", "No quorum"), "SIN_QUORUM"},
    {"frozen", T("Con acta cerrada", "Minutes frozen"), "ACTA_CERRADA|cerrada"},
    {"cancelled", T("Cancelada", "Cancelled"), "CANCELADA"},
    {0},
};

static const struct field fields[] = {
    RECORD_CODE(struct meeting),
    RECORD_UNIT_COMPUTED(struct meeting),
    FIELD_REF(struct meeting, organ, .required = true, .target = &organ_entity, .label = T("Órgano", "Organ")),
    FIELD_DATE(struct meeting, date, .required = true, .label = T("Fecha", "Date")),
    FIELD_TIME(struct meeting, start_time, .label = T("Hora", "Time")),
    FIELD_CHOICE(struct meeting, call, .required = true, .choices = calls, .initial = "first", .label = T("Convocatoria", "Call")),
    FIELD_DATE(struct meeting, convened_on, .past = true, .label = T("Convocada el", "Called on")),
    FIELD_TEXT(struct meeting, place, .max = 200, .label = T("Lugar", "Place")),
    FIELD_CATALOGUE(struct meeting, district, .catalogue = &territory_districts, .label = T("Distrito", "District")),
    FIELD_TEXT(struct meeting, agenda, .max = 4000, .label = T("Agenda", "Agenda"),
               .hint = T("Un punto por línea; lo pendiente de reuniones anteriores se agrega solo.",
                         "One point a line; what is open from earlier meetings is added by itself.")),
    FIELD_REFS(struct meeting, members, .target = &membership_entity, .label = T("Socios representados", "Members represented")),
    FIELD_REFS(struct meeting, officers, .target = &board_term_entity, .label = T("Directivos presentes", "Officers present")),
    FIELD_TEXT(struct meeting, guests, .max = 1000, .label = T("Invitados", "Guests"),
               .hint = T("Presentes sin voto: nombres e instituciones.", "Present without a vote: names and institutions.")),
    FIELD_INT(struct meeting, present, .computed = true, .label = T("Votos presentes", "Votes present")),
    FIELD_INT(struct meeting, needed, .computed = true, .label = T("Quórum", "Quorum")),
    FIELD_TEXT(struct meeting, minutes, .max = 20000, .label = T("Acta", "Minutes")),
    FIELD_TEXT(struct meeting, book, .max = 60, .label = T("Libro", "Book")),
    FIELD_TEXT(struct meeting, folio, .max = 30, .label = T("Folio", "Folio")),
    FIELD_TEXT(struct meeting, minutes_hash, .computed = true, .max = 64, .label = T("Huella del acta", "Fingerprint of the minutes")),
    FIELD_CHOICE(struct meeting, state, .choices = meeting_states, .initial = "convened", .label = T("Estado", "State")),
    RECORD_ANNULMENT(struct meeting),
};

static const struct field sheet_fields[] = {
    FIELD_RECORD(struct meeting_sheet, meeting, .shape = &meeting_entity.shape, .label = T("Reunión", "Meeting")),
    FIELD_RECORD(struct meeting_sheet, organ, .shape = &organ_entity.shape, .label = T("Órgano", "Organ")),
    FIELD_ROWS(struct meeting_sheet, carried, .shape = &resolution_entity.shape,
               .label = T("Pendiente de reuniones anteriores", "Open from earlier meetings")),
    FIELD_ROWS(struct meeting_sheet, resolutions, .shape = &resolution_entity.shape, .label = T("Acuerdos", "Resolutions")),
};
const struct shape meeting_sheet_shape = SHAPE("meeting_sheet", struct meeting_sheet, sheet_fields);

bool meeting_is_deciding(const struct meeting *meeting)
{
    return str_eq(meeting->state, S("held"));
}

/* ---- who was there ------------------------------------------------------------------------------------- */

static enum err absent(struct ctx *ctx, const char *field, const struct ref *ref)
{
    return ctx_fault(ctx, field, ref->code,
                     TEXT("En la fecha de la reunión no era socio con voto, o no ocupaba el cargo.",
                          "On the day of the meeting this was no member with a vote, or not in office."),
                     TEXT("Quítelo de los presentes (puede anotarse como invitado), o corrija sus fechas.",
                          "Remove it from those present (it can be noted as a guest), or correct its dates."));
}

static bool within(struct date from, struct date to, struct date on)
{
    return date_cmp(from, on) <= 0 && (date_is_none(to) || date_cmp(on, to) <= 0);
}

static enum err count_members(struct ctx *ctx, struct meeting *meeting)
{
    enum err err = ERR_OK;
    for (size_t i = 0; i < meeting->members.len; i++) {
        struct membership member;
        TRY(record_find_id(ctx, &membership_entity, meeting->members.items[i].id, &member));
        if (member.record.annulled == ANSWER_YES || str_eq(member.class, S("honorary")) ||
            !within(member.joined_on, member.left_on, meeting->date)) {
            err = absent(ctx, "members", &meeting->members.items[i]);
        }
    }
    return err;
}

static enum err count_officers(struct ctx *ctx, struct meeting *meeting)
{
    enum err err = ERR_OK;
    for (size_t i = 0; i < meeting->officers.len; i++) {
        struct board_term term;
        TRY(record_find_id(ctx, &board_term_entity, meeting->officers.items[i].id, &term));
        if (term.record.annulled == ANSWER_YES || !id_eq(term.organ.id, meeting->organ.id) ||
            !within(term.from_on, term.to_on, meeting->date)) {
            err = absent(ctx, "officers", &meeting->officers.items[i]);
        }
    }
    return err;
}

static bool has_twice(const struct refs *refs)
{
    for (size_t i = 0; i < refs->len; i++) {
        for (size_t k = i + 1; k < refs->len; k++) {
            if (id_eq(refs->items[i].id, refs->items[k].id)) {
                return true;
            }
        }
    }
    return false;
}

static enum err count_votes(struct ctx *ctx, struct meeting *meeting, const struct organ *organ)
{
    bool assembly = str_eq(organ->kind, S("assembly"));
    const struct refs *voters = assembly ? &meeting->members : &meeting->officers;
    if (has_twice(voters)) {
        return ctx_fault(ctx, assembly ? "members" : "officers", STR_NONE, TEXT("Cada voto se cuenta una vez.", "Each vote counts once."),
                         TEXT("Quite la repetición.", "Remove the repetition."));
    }
    if (assembly) {
        TRY(count_members(ctx, meeting));
    } else {
        TRY(count_officers(ctx, meeting));
    }
    int64_t votes = organ->seats;
    if (votes == INT_NONE && assembly) {
        TRY(membership_store_active(ctx, meeting->record.agency, meeting->date, &votes));
    } else if (votes == INT_NONE) {
        TRY(board_term_store_active(ctx, meeting->record.agency, meeting->organ.id, meeting->date, &votes));
    }
    meeting->present = (int64_t)voters->len;
    meeting->needed = organ_quorum(organ->quorum, organ->quorum_percent, votes);
    return ERR_OK;
}

/* ---- the check in every write ---------------------------------------------------------------------------- */

static enum err check_frozen(struct ctx *ctx, const struct meeting *row, const struct meeting *was)
{
    enum err err = ERR_OK;
    for (size_t i = 0; i < COUNT_OF(fields); i++) {
        if (!fields[i].computed && !field_eq(&fields[i], row, was)) {
            err = ctx_fault(ctx, fields[i].name, field_plain(ctx->arena, &fields[i], row),
                            TEXT("El acta está cerrada: lo que dice ya no cambia.", "The minutes are frozen: what they say no longer changes."),
                            TEXT("Acuerde la corrección en otra reunión; su acta la deja dicha.",
                                 "Resolve the correction in another meeting; its minutes say so."));
        }
    }
    return err;
}

static enum err meeting_check(struct ctx *ctx, void *row, const void *before)
{
    struct meeting *meeting = row;
    const struct meeting *was = before;
    if (was != NULL && str_eq(was->state, S("frozen")) && !ctx->importing) {
        meeting->present = was->present;
        meeting->needed = was->needed;
        return check_frozen(ctx, meeting, was);
    }
    struct organ organ;
    TRY(record_find_id(ctx, &organ_entity, meeting->organ.id, &organ));
    meeting->record.unit = (struct ref){.id = organ.record.unit.id};
    if (meeting->record.annulled == ANSWER_YES) {
        return ERR_OK;
    }
    if (!date_is_none(meeting->convened_on) && date_cmp(meeting->date, meeting->convened_on) < 0) {
        return ctx_fault(ctx, "date", date_iso(ctx->arena, meeting->date),
                         TEXT("La reunión no es anterior a su convocatoria.", "The meeting is not before its call."),
                         TEXT("Corrija una de las dos fechas.", "Correct one of the two dates."));
    }
    return count_votes(ctx, meeting, &organ);
}

/* ---- steps ---------------------------------------------------------------------------------------------------- */

static enum err guard_happened(struct ctx *ctx, const struct meeting *meeting)
{
    if (date_cmp(meeting->date, ctx->today) <= 0) {
        return ERR_OK;
    }
    return ctx_fault(ctx, "date", date_iso(ctx->arena, meeting->date),
                     TEXT("La reunión todavía no llega.", "The meeting is yet to come."),
                     TEXT("Registre lo ocurrido desde ese día, o corrija la fecha.", "Record what happened from that day on, or correct the date."));
}

static enum err guard_hold(struct ctx *ctx, void *row, const void *before, const void *in)
{
    struct meeting *meeting = row;
    (void)before;
    (void)in;
    TRY(guard_happened(ctx, meeting));
    if (meeting->present <= 0) {
        return ctx_fault(ctx, "present", STR_NONE,
                         TEXT("No se ha anotado quién estuvo presente con voto.", "It has not been noted who was present with a vote."),
                         TEXT("Corrija la reunión y marque a los presentes; lo hace quien lleva la secretaría.",
                              "Correct the meeting and mark those present; whoever keeps the minutes does so."));
    }
    if (str_eq(meeting->call, S("first")) && meeting->present < meeting->needed) {
        return ctx_fault(ctx, "present", str_format(ctx->arena, "%lld", (long long)meeting->present),
                         text_format(ctx->arena,
                                     TEXT("En primera convocatoria se necesitan %lld votos.", "A first call needs %lld votes."),
                                     (long long)meeting->needed),
                         TEXT("Registre que no hubo quórum y convoque por segunda vez; entonces deciden los presentes.",
                              "Record that there was no quorum and call a second time; then those present decide."));
    }
    return ERR_OK;
}

static enum err guard_no_quorum(struct ctx *ctx, void *row, const void *before, const void *in)
{
    struct meeting *meeting = row;
    (void)before;
    (void)in;
    TRY(guard_happened(ctx, meeting));
    if (str_eq(meeting->call, S("second")) || meeting->present >= meeting->needed) {
        return ctx_fault(ctx, "present", str_format(ctx->arena, "%lld", (long long)meeting->present),
                         TEXT("Con esos presentes hubo quórum.", "With those present there was a quorum."),
                         TEXT("Registre que la reunión se realizó, o corrija a los presentes.",
                              "Record that the meeting was held, or correct those present."));
    }
    return ERR_OK;
}

static enum err guard_second(struct ctx *ctx, void *row, const void *before, const void *in)
{
    struct meeting *meeting = row;
    (void)ctx;
    (void)before;
    (void)in;
    meeting->call = S("second");
    return ERR_OK;
}

static enum err guard_freeze(struct ctx *ctx, void *row, const void *before, const void *in)
{
    struct meeting *meeting = row;
    (void)before;
    (void)in;
    enum err err = ERR_OK;
    const struct {
        const char *field;
        struct str value;
        struct text what;
    } wanted[] = {
        {"minutes", meeting->minutes, T("Falta el texto del acta.", "The text of the minutes is missing.")},
        {"book", meeting->book, T("Falta el libro de actas.", "The book of minutes is missing.")},
        {"folio", meeting->folio, T("Falta el folio.", "The folio is missing.")},
    };
    for (size_t i = 0; i < COUNT_OF(wanted); i++) {
        if (str_is_empty(wanted[i].value)) {
            err = ctx_fault(ctx, wanted[i].field, STR_NONE, wanted[i].what,
                            TEXT("Lo escribe quien lleva la secretaría, antes de cerrar el acta.",
                                 "Whoever keeps the minutes writes it, before they are frozen."));
        }
    }
    TRY(err);
    return meeting_hash(ctx, meeting, &meeting->minutes_hash);
}

enum err meeting_hash(struct ctx *ctx, const struct meeting *meeting, struct str *out)
{
    static const char *const lasting[] = {"code", "organ", "date", "start_time", "call", "place", "agenda", "members", "officers",
                                          "guests", "minutes", "book", "folio"};
    struct hasher hasher;
    hash_start(&hasher);
    struct meeting labelled = *meeting;
    TRY(record_label(ctx, &meeting_entity, &labelled, 1));
    for (size_t i = 0; i < COUNT_OF(lasting); i++) {
        struct str value = field_plain(ctx->arena, shape_find(&meeting_entity.shape, str_of(lasting[i])), &labelled);
        hash_add(&hasher, str_format(ctx->arena, "%s:%zu:", lasting[i], value.len));
        hash_add(&hasher, value);
    }
    struct list resolutions;
    TRY(children_of(ctx, &resolution_entity, meeting->record.agency, meeting->record.id, 500, &resolutions));
    const struct resolution *rows = resolutions.rows.items;
    for (size_t i = 0; i < resolutions.rows.len; i++) {
        hash_add(&hasher, str_format(ctx->arena, "resolution:%zu:%zu:", rows[i].number.len, rows[i].text.len));
        hash_add(&hasher, rows[i].number);
        hash_add(&hasher, rows[i].text);
    }
    struct hash hash = hash_finish(&hasher);
    *out = hash_hex(ctx->arena, &hash);
    return ERR_OK;
}

static const struct flow_move moves[] = {
    {.name = "hold", .label = T("Se realizó", "It was held"), .from = "convened", .to = "held", .guard = guard_hold},
    {.name = "lack_quorum", .label = T("No hubo quórum", "There was no quorum"), .from = "convened", .to = "no_quorum",
     .weighty = true, .guard = guard_no_quorum},
    {.name = "call_again", .label = T("Convocar por segunda vez", "Call a second time"), .from = "no_quorum", .to = "convened",
     .guard = guard_second},
    {.name = "freeze", .label = T("Cerrar el acta", "Freeze the minutes"), .from = "held", .to = "frozen", .guard = guard_freeze},
    {.name = "cancel", .label = T("Cancelar la reunión", "Cancel the meeting"), .from = "convened no_quorum", .to = "cancelled",
     .weighty = true},
};
static const struct flow flow = {.field = "state", .entry = "convened", .moves = moves, .count = COUNT_OF(moves)};

const struct entity meeting_entity = {
    .shape = SHAPE("meeting", struct meeting, fields),
    .dataset = "meetings",
    .code_prefix = "R",
    .label = T("Reunión", "Meeting"),
    .plural = T("Reuniones", "Meetings"),
    .store = &meeting_store,
    .parent = "organ",
    .flow = &flow,
    .check = meeting_check,
};
