#include "client/duplicate.h"

#include "client/enterprise.h"
#include "client/identity.h"
#include "client/listing.h"
#include "client/person.h"
#include "client/shown.h"
#include "core/flow.h"
#include "core/record.h"
#include "party/unit.h"

static const struct choice states[] = {
    {"proposed", T("Unión propuesta", "Merge proposed"), "PROPUESTA"},
    {"confirmed", T("Unión confirmada", "Merge confirmed"), "CONFIRMADA"},
    {"undone", T("Unión deshecha", "Merge undone"), "DESHECHA"},
    {"distinct", T("No es duplicado", "Not a duplicate"), "DISTINTOS"},
    {"withdrawn", T("Decisión retirada", "Decision taken back"), "RETIRADA"},
    {"later", T("Para después", "For later"), "DESPUÉS"},
    {NULL, T(NULL, NULL), NULL},
};

static const struct field fields[] = {
    RECORD_CODE(struct duplicate),
    RECORD_UNIT_COMPUTED(struct duplicate),
    FIELD_REF(struct duplicate, first_person, .target = &person_entity, .privacy = PRIVACY_INTERNAL,
              .label = T("Una persona", "One person")),
    FIELD_REF(struct duplicate, second_person, .target = &person_entity, .privacy = PRIVACY_INTERNAL,
              .label = T("La otra persona", "The other person")),
    FIELD_REF(struct duplicate, first_enterprise, .target = &enterprise_entity, .privacy = PRIVACY_INTERNAL,
              .label = T("Una empresa", "One enterprise")),
    FIELD_REF(struct duplicate, second_enterprise, .target = &enterprise_entity, .privacy = PRIVACY_INTERNAL,
              .label = T("La otra empresa", "The other enterprise")),
    FIELD_CHOICE(struct duplicate, state, .choices = states, .initial = "proposed", .privacy = PRIVACY_INTERNAL,
                 .label = T("Decisión", "Decision")),
    FIELD_TEXT(struct duplicate, reason, .max = 500, .privacy = PRIVACY_INTERNAL, .label = T("Motivo", "Reason")),
    FIELD_TEXT(struct duplicate, shown, .max = 2000, .privacy = PRIVACY_INTERNAL, .label = T("Datos que se mostrarán", "Values to be shown"),
               .hint = T("Por dato, el registro cuyo valor se muestra: phone:P-2; code:P-2 lo pone primero.",
                         "By field, the record whose value is shown: phone:P-2; code:P-2 puts it first.")),
    FIELD_TEXT(struct duplicate, proposed_by, .max = 120, .privacy = PRIVACY_INTERNAL, .label = T("Quién lo propuso", "Proposed by")),
    FIELD_DATE(struct duplicate, proposed_on, .past = true, .privacy = PRIVACY_INTERNAL, .label = T("Propuesto el", "Proposed on")),
    FIELD_TEXT(struct duplicate, decided_by, .max = 120, .privacy = PRIVACY_INTERNAL, .label = T("Quién decidió", "Decided by")),
    FIELD_DATE(struct duplicate, decided_on, .past = true, .privacy = PRIVACY_INTERNAL, .label = T("Decidido el", "Decided on")),
    FIELD_PERCENT(struct duplicate, likeness, .max = 10000, .privacy = PRIVACY_INTERNAL, .label = T("Semejanza", "Likeness")),
    FIELD_TEXT(struct duplicate, reasons, .max = 600, .privacy = PRIVACY_INTERNAL,
               .label = T("Por qué se parecen", "Why they are alike")),
    FIELD_REF(struct duplicate, identity, .target = &identity_entity, .privacy = PRIVACY_INTERNAL,
              .label = T("Unión de duplicados", "Merge of duplicates")),
    RECORD_ANNULMENT(struct duplicate),
};

bool duplicate_is_person(const struct duplicate *duplicate)
{
    return !id_is_none(duplicate->first_person.id);
}

const struct ref *duplicate_first(const struct duplicate *duplicate)
{
    return duplicate_is_person(duplicate) ? &duplicate->first_person : &duplicate->first_enterprise;
}

const struct ref *duplicate_second(const struct duplicate *duplicate)
{
    return duplicate_is_person(duplicate) ? &duplicate->second_person : &duplicate->second_enterprise;
}

static char kind_of(const struct duplicate *duplicate)
{
    return duplicate_is_person(duplicate) ? 'p' : 'e';
}

static bool is_in_force(const struct duplicate *duplicate)
{
    return duplicate->record.annulled != ANSWER_YES && !str_eq_c(duplicate->state, "undone") &&
           !str_eq_c(duplicate->state, "withdrawn");
}

/* ---- the check of every write -------------------------------------------------------------------------------- */

static enum err check_pair(struct ctx *ctx, struct duplicate *row)
{
    bool persons = !id_is_none(row->first_person.id) && !id_is_none(row->second_person.id);
    bool enterprises = !id_is_none(row->first_enterprise.id) && !id_is_none(row->second_enterprise.id);
    bool half = id_is_none(row->first_person.id) != id_is_none(row->second_person.id) ||
                id_is_none(row->first_enterprise.id) != id_is_none(row->second_enterprise.id);
    if (persons == enterprises || half) {
        return ctx_fault(ctx, persons ? "first_enterprise" : "first_person", STR_NONE,
                         TEXT("Se comparan dos personas o dos empresas.", "Two persons or two enterprises are compared."),
                         TEXT("Nombre los dos registros, del mismo tipo.", "Name the two records, of the same kind."));
    }
    struct ref *first = persons ? &row->first_person : &row->first_enterprise;
    struct ref *second = persons ? &row->second_person : &row->second_enterprise;
    if (id_eq(first->id, second->id)) {
        return ctx_fault(ctx, persons ? "second_person" : "second_enterprise", second->code,
                         TEXT("Un registro no es duplicado de sí mismo.", "A record is no duplicate of itself."),
                         TEXT("Nombre otro registro.", "Name another record."));
    }
    if (id_cmp(first->id, second->id) > 0) {
        struct ref swapped = *first;
        *first = *second;
        *second = swapped;
    }
    return ERR_OK;
}

/* Agency and unit follow from the two clients. */
static enum err take_unit(struct ctx *ctx, struct duplicate *row)
{
    struct record other = {0};
    bool persons = duplicate_is_person(row);
    TRY(listing_take_unit(ctx, kind_of(row), duplicate_first(row)->id, &row->record));
    TRY(listing_take_unit(ctx, kind_of(row), duplicate_second(row)->id, &other));
    if (!id_eq(row->record.agency, other.agency)) {
        return ctx_fault(ctx, persons ? "second_person" : "second_enterprise", duplicate_second(row)->code,
                         TEXT("Los dos registros son de agencias distintas.", "The two records are of different agencies."),
                         TEXT("A los de varias agencias los une la red (Unir duplicados); aquí, dos de una misma agencia.",
                              "Those of several agencies are joined by the network (Merge duplicates); here, two of one agency."));
    }
    struct id unit;
    TRY(duplicate_store_upper_unit(ctx, row->record.agency, row->record.unit.id, other.unit.id, &unit));
    row->record.unit = (struct ref){.id = unit};
    return ERR_OK;
}

static enum err check_in_force(struct ctx *ctx, const struct duplicate *row)
{
    struct id other;
    if (!is_in_force(row)) {
        return ERR_OK;
    }
    TRY(duplicate_store_in_force(ctx, duplicate_is_person(row), row->record.agency, duplicate_first(row)->id, duplicate_second(row)->id,
                                 row->record.id, &other));
    if (id_is_none(other)) {
        return ERR_OK;
    }
    struct duplicate found;
    shape_clear(&duplicate_entity.shape, &found);
    enum err err = record_find_id(ctx, &duplicate_entity, other, &found);
    if (err != ERR_OK && err != ERR_NOT_FOUND) {
        return err;
    }
    const struct choice *state = choice_find(states, found.state);
    struct text rule = text_format(
        ctx->arena, TEXT("Sobre ese par ya hay una decisión, %s: «%s», de %s el %s.", "There is a decision on that pair already, %s: “%s”, by %s on %s."),
        str_c(ctx->arena, found.record.code), state == NULL ? "—" : ctx->lang == LANG_ES ? state->label.es : state->label.en,
        str_is_empty(found.proposed_by) ? "—" : str_c(ctx->arena, found.proposed_by), str_c(ctx->arena, date_iso(ctx->arena, found.proposed_on)));
    return ctx_fault(ctx, duplicate_is_person(row) ? "second_person" : "second_enterprise", duplicate_second(row)->code, rule,
                     TEXT("Siga con esa decisión, o retírela primero.", "Go on with that decision, or take it back first."));
}

static void keep_from(struct duplicate *row, const struct duplicate *was)
{
    row->first_person = was->first_person;
    row->second_person = was->second_person;
    row->first_enterprise = was->first_enterprise;
    row->second_enterprise = was->second_enterprise;
    row->proposed_by = was->proposed_by;
    row->proposed_on = was->proposed_on;
    row->likeness = was->likeness;
    row->reasons = was->reasons;
}

/* Who, when and how alike: said by the program, but for a file, which tells what happened elsewhere. */
static enum err note_maker(struct ctx *ctx, struct duplicate *row)
{
    struct match match;
    row->proposed_by = ctx->actor.name;
    row->proposed_on = ctx->today;
    row->decided_by = STR_NONE;
    row->decided_on = DATE_NONE;
    row->identity = (struct ref){0};
    row->likeness = INT_NONE;
    row->reasons = STR_NONE;
    if (!str_eq_c(row->state, "proposed")) {
        row->decided_by = ctx->actor.name;
        row->decided_on = ctx->today;
    }
    enum err err = pair_match(ctx, kind_of(row), row->record.agency, duplicate_first(row)->id, duplicate_second(row)->id, &match);
    if (err == ERR_NOT_FOUND) {
        return ctx_fault(ctx, duplicate_is_person(row) ? "second_person" : "second_enterprise", duplicate_second(row)->code,
                         TEXT("Uno de los dos registros está anulado.", "One of the two records is annulled."),
                         TEXT("Un registro anulado ya no cuenta: no hay nada que unir.", "An annulled record counts no more: there is nothing to merge."));
    }
    TRY(err);
    row->likeness = match.score * 10;
    row->reasons = match_reasons_format(ctx->arena, &match);
    return ERR_OK;
}

static enum err check_reason(struct ctx *ctx, const struct duplicate *row)
{
    if (!str_eq_c(row->state, "distinct") || str_trim(row->reason).len >= 3) {
        return ERR_OK;
    }
    return ctx_fault(ctx, "reason", row->reason,
                     TEXT("Que dos registros parecidos no son duplicados se anota con su motivo.",
                          "That two records that are alike are no duplicates is noted with its reason."),
                     TEXT("Escriba cómo lo sabe, por ejemplo: son hermanas.", "Write how you know, for example: they are sisters."));
}

/* What is to be shown names these two records. */
static enum err check_shown(struct ctx *ctx, struct duplicate *row, const struct duplicate *was)
{
    bool persons = duplicate_is_person(row);
    if (str_is_empty(row->shown) || (was != NULL && str_eq(was->shown, row->shown))) {
        return ERR_OK;
    }
    TRY(record_label(ctx, &duplicate_entity, row, 1));
    const struct str codes[] = {duplicate_first(row)->code, duplicate_second(row)->code};
    return shown_check(ctx, "shown", persons ? &person_entity.shape : &enterprise_entity.shape, row->shown, codes, COUNT_OF(codes));
}

static enum err duplicate_check(struct ctx *ctx, void *row_, const void *before)
{
    struct duplicate *row = row_;
    const struct duplicate *was = before;
    if (was != NULL && !ctx->importing) {
        keep_from(row, was);
        if (ctx->move == NULL) {
            row->decided_by = was->decided_by;
            row->decided_on = was->decided_on;
            row->identity = was->identity;
        }
    }
    TRY(check_pair(ctx, row));
    TRY(take_unit(ctx, row));
    TRY(check_in_force(ctx, row));
    TRY(check_reason(ctx, row));
    TRY(check_shown(ctx, row, was));
    return was == NULL && !ctx->importing ? note_maker(ctx, row) : ERR_OK;
}

static enum err duplicate_written(struct ctx *ctx, const void *row_, const void *before)
{
    (void)before; /* the two clients of a judgement stay the same */
    const struct duplicate *row = row_;
    return pair_decided(ctx, kind_of(row), row->record.agency, duplicate_first(row)->id, duplicate_second(row)->id);
}

/* ---- moves ---------------------------------------------------------------------------------------------------------- */

static void note_decision(struct ctx *ctx, struct duplicate *row)
{
    row->decided_by = ctx->actor.name;
    row->decided_on = ctx->today;
    ctx->reason = row->reason;
}

static enum err needs_reason(struct ctx *ctx, struct duplicate *row, const struct match *match)
{
    if (!match->documents_differ || str_trim(row->reason).len >= 3) {
        return ERR_OK;
    }
    return ctx_fault(ctx, "reason", row->reason,
                     TEXT("Los dos registros llevan documentos válidos y distintos: nadie tiene dos.",
                          "The two records bear valid documents that are not the same: nobody has two."),
                     TEXT("Compruebe los documentos con la persona, y escriba el motivo si aun así es la misma.",
                          "Check the documents with the person, and write the reason if it is the same all the same."));
}

/* The open identity of the agency that a client is in; false: none. */
static enum err open_identity(struct ctx *ctx, const struct duplicate *row, const struct ref *member, struct identity *out, bool *found)
{
    struct identity probe;
    struct str code;
    shape_clear(&identity_entity.shape, &probe);
    shape_clear(&identity_entity.shape, out);
    probe.record.agency = row->record.agency;
    probe.record.id = id_new(); /* none: every identity is another */
    probe.kind = duplicate_is_person(row) ? S("person") : S("enterprise");
    TRY(identity_open_of(ctx, &probe, member, &code));
    *found = !str_is_empty(code);
    return *found ? record_find_code(ctx, &identity_entity, code, out) : ERR_OK;
}

static struct refs *members_of(struct identity *identity)
{
    return str_eq_c(identity->kind, "person") ? &identity->persons : &identity->enterprises;
}

static void add_member(struct arena *arena, struct refs *members, const struct ref *member)
{
    struct ref *items = ARENA_ARRAY(arena, struct ref, members->len + 1);
    for (size_t i = 0; i < members->len; i++) {
        items[i] = members->items[i];
    }
    items[members->len] = (struct ref){.id = member->id};
    *members = (struct refs){items, members->len + 1};
}

static enum err new_identity(struct ctx *ctx, struct duplicate *row)
{
    struct identity identity;
    shape_clear(&identity_entity.shape, &identity);
    identity.kind = duplicate_is_person(row) ? S("person") : S("enterprise");
    identity.record.agency = row->record.agency;
    identity.record.unit = (struct ref){.id = row->record.unit.id};
    identity.record.annulled = ANSWER_NO;
    identity.record.source_line = INT_NONE;
    identity.reason = row->reason;
    identity.shown = row->shown;
    add_member(ctx->arena, members_of(&identity), duplicate_first(row));
    add_member(ctx->arena, members_of(&identity), duplicate_second(row));
    TRY(record_write(ctx, &identity_entity, &identity, NULL));
    row->identity = (struct ref){.id = identity.record.id};
    return ERR_OK;
}

static enum err join_identity(struct ctx *ctx, struct duplicate *row, const struct identity *before, const struct ref *member)
{
    struct identity identity = *before;
    add_member(ctx->arena, members_of(&identity), member);
    identity.shown = shown_over(ctx->arena, before->shown, row->shown);
    TRY(record_write(ctx, &identity_entity, &identity, before));
    row->identity = (struct ref){.id = identity.record.id};
    return ERR_OK;
}

static enum err guard_confirm(struct ctx *ctx, void *row_, const void *before, const void *in)
{
    (void)before;
    (void)in;
    struct duplicate *row = row_;
    struct match match;
    struct identity one;
    struct identity two;
    bool has_one;
    bool has_two;
    TRY(pair_match(ctx, kind_of(row), row->record.agency, duplicate_first(row)->id, duplicate_second(row)->id, &match));
    TRY(needs_reason(ctx, row, &match));
    TRY(open_identity(ctx, row, duplicate_first(row), &one, &has_one));
    TRY(open_identity(ctx, row, duplicate_second(row), &two, &has_two));
    if (has_one && has_two && !id_eq(one.record.id, two.record.id)) {
        struct text rule = text_format(ctx->arena,
                                       TEXT("Cada uno de los dos ya está unido con otros, en %s y en %s.",
                                            "Each of the two is merged with others already, in %s and in %s."),
                                       str_c(ctx->arena, one.record.code), str_c(ctx->arena, two.record.code));
        return ctx_fault(ctx, "state", row->state, rule,
                         TEXT("Separe una de las dos uniones y una sus registros a la otra.",
                              "Split one of the two merges and join its records to the other."));
    }
    note_decision(ctx, row);
    if (has_one && has_two) {
        row->identity = (struct ref){.id = one.record.id};
        return ERR_OK;
    }
    if (!has_one && !has_two) {
        return new_identity(ctx, row);
    }
    return join_identity(ctx, row, has_one ? &one : &two, has_one ? duplicate_second(row) : duplicate_first(row));
}

static enum err guard_decision(struct ctx *ctx, void *row_, const void *before, const void *in)
{
    (void)before;
    (void)in;
    note_decision(ctx, row_);
    return ERR_OK;
}

/* Whether another confirmed judgement of the same identity names the client. */
static enum err is_held(struct ctx *ctx, const struct duplicate *row, struct id client, bool *held)
{
    enum { MOST = 100 };
    struct id ids[MOST];
    size_t count;
    *held = false;
    TRY(duplicate_store_of_identity(ctx, row->record.agency, row->identity.id, MOST, ids, &count));
    for (size_t i = 0; i < count && !*held; i++) {
        struct duplicate other;
        shape_clear(&duplicate_entity.shape, &other);
        if (id_eq(ids[i], row->record.id) || record_find_id(ctx, &duplicate_entity, ids[i], &other) != ERR_OK) {
            continue;
        }
        *held = id_eq(duplicate_first(&other)->id, client) || id_eq(duplicate_second(&other)->id, client);
    }
    return ERR_OK;
}

/* The identity of two is closed; from one of several the client goes that no other judgement holds. */
static enum err guard_undo(struct ctx *ctx, void *row_, const void *before, const void *in)
{
    (void)before;
    (void)in;
    struct duplicate *row = row_;
    struct identity was;
    note_decision(ctx, row);
    shape_clear(&identity_entity.shape, &was);
    enum err err = record_find_id(ctx, &identity_entity, row->identity.id, &was);
    if (err == ERR_NOT_FOUND || (err == ERR_OK && !identity_is_open(&was))) {
        return ERR_OK; /* split already */
    }
    TRY(err);
    struct identity identity = was;
    struct refs *members = members_of(&identity);
    if (members->len <= 2) {
        identity.unmerged_on = ctx->today;
        return record_write(ctx, &identity_entity, &identity, &was);
    }
    bool first_held;
    bool second_held;
    TRY(is_held(ctx, row, duplicate_first(row)->id, &first_held));
    TRY(is_held(ctx, row, duplicate_second(row)->id, &second_held));
    if (first_held && second_held) {
        return ctx_fault(ctx, "state", row->state,
                         TEXT("Los dos están unidos también por medio de otros registros.",
                              "The two are joined through other records as well."),
                         TEXT("Deshaga antes esas uniones, o separe toda la unión en la página del cliente.",
                              "Undo those merges first, or split the whole merge on the client's page."));
    }
    struct id leaving = second_held ? duplicate_first(row)->id : duplicate_second(row)->id;
    struct ref *items = ARENA_ARRAY(ctx->arena, struct ref, members->len);
    size_t left = 0;
    for (size_t i = 0; i < members->len; i++) {
        if (!id_eq(members->items[i].id, leaving)) {
            items[left++] = members->items[i];
        }
    }
    *members = (struct refs){items, left};
    return record_write(ctx, &identity_entity, &identity, &was);
}

FALLIBLE duplicate_undo_of(struct ctx *ctx, const struct identity *identity)
{
    enum { MOST = 100 };
    struct id ids[MOST];
    size_t count;
    TRY(duplicate_store_of_identity(ctx, identity->record.agency, identity->record.id, MOST, ids, &count));
    for (size_t i = 0; i < count; i++) {
        struct duplicate was;
        shape_clear(&duplicate_entity.shape, &was);
        TRY(record_find_id(ctx, &duplicate_entity, ids[i], &was));
        struct duplicate row = was;
        row.reason = ctx->reason;
        TRY(flow_apply(ctx, &duplicate_entity, "undo", NULL, &row, &was));
    }
    return ERR_OK;
}

static const struct flow_move moves[] = {
    {.name = "confirm", .label = T("Son el mismo cliente: unir", "The same client: merge"), .from = "proposed later", .to = "confirmed",
     .guard = guard_confirm},
    {.name = "propose", .label = T("Proponer que se unan", "Propose to merge them"), .from = "later", .to = "proposed"},
    {.name = "distinguish", .label = T("No es duplicado", "Not a duplicate"), .from = "proposed later", .to = "distinct",
     .guard = guard_decision},
    {.name = "withdraw", .label = T("Retirar la decisión", "Take the decision back"), .from = "distinct proposed later", .to = "withdrawn",
     .guard = guard_decision},
    {.name = "undo", .label = T("Deshacer la unión", "Undo the merge"), .from = "confirmed", .to = "undone", .weighty = true,
     .guard = guard_undo},
};
static const struct flow flow = {.field = "state", .entry = "proposed later distinct", .moves = moves, .count = COUNT_OF(moves)};

const struct entity duplicate_entity = {
    .shape = SHAPE("duplicate", struct duplicate, fields),
    .dataset = "duplicates",
    .code_prefix = "DU",
    .label = T("Decisión sobre un posible duplicado", "Decision on a possible duplicate"),
    .plural = T("Decisiones sobre posibles duplicados", "Decisions on possible duplicates"),
    .store = &duplicate_store,
    .flow = &flow,
    .check = duplicate_check,
    .written = duplicate_written,
};
