#include "account/bound.h"

#include "core/record.h"
#include "party/organisation.h"

/* Found by its dataset: agreements are a room behind this one. */
static const struct entity *agreements(void)
{
    const struct entity *entity = entity_find_dataset(S("agreements"));
    assert(entity != NULL);
    return entity;
}

static enum err find(struct ctx *ctx, const struct entity *entity, const char *field, struct id agency, struct str code, struct id *out)
{
    struct record *row = shape_new(ctx->arena, &entity->shape);
    enum err err = record_find_code(ctx, entity, code, row);
    if (err == ERR_NOT_FOUND || (err == ERR_OK && (!id_eq(row->agency, agency) || row->annulled == ANSWER_YES))) {
        return ctx_fault(ctx, field, code, TEXT("No hay uno con ese código en esa agencia.", "That agency has none of that code."),
                         TEXT("Revise el código en su lista.", "Check the code in its list."));
    }
    TRY(err);
    *out = row->id;
    return ERR_OK;
}

static enum err find_agreements(struct ctx *ctx, struct id agency, struct str codes, struct bound *out)
{
    enum err result = ERR_OK;
    struct str code;
    while (str_split(&codes, ';', &code)) {
        code = str_trim(code);
        if (str_is_empty(code)) {
            continue;
        }
        if (out->agreement_count == BOUND_AGREEMENTS_MOST) {
            return ctx_fault(ctx, "agreements", code, TEXT("Son veinte convenios como máximo.", "It is twenty agreements at most."),
                             TEXT("Haga otro usuario para los demás.", "Make another user for the rest."));
        }
        enum err err = find(ctx, agreements(), "agreements", agency, code, &out->agreements[out->agreement_count]);
        out->agreement_count += err == ERR_OK;
        result = result == ERR_OK ? err : result;
    }
    return result;
}

FALLIBLE bound_resolve(struct ctx *ctx, struct str role, struct id agency, const struct bound_words *words, struct bound *out)
{
    *out = (struct bound){.territory = words->territory};
    const struct {
        const char *field;
        struct str value;
    } given[] = {{"territory", words->territory}, {"agreements", words->agreements}, {"organisation", words->organisation}};
    size_t count = 0;
    enum err err = ERR_OK;
    for (size_t i = 0; i < COUNT_OF(given); i++) {
        if (str_is_empty(given[i].value)) {
            continue;
        }
        if (!str_eq_c(role, role_info(ROLE_PARTNER_READER)->code)) {
            err = ctx_fault(ctx, given[i].field, given[i].value,
                            TEXT("Solo una lectura de socio se limita así.", "Only a partner reader is bound so."),
                            TEXT("Deje vacío ese campo, o elija el rol de lectura de socio.", "Leave that field empty, or choose the role of partner reader."));
        } else if (++count > 1) {
            err = ctx_fault(ctx, given[i].field, given[i].value,
                            TEXT("Un usuario se limita a un territorio, a convenios o a un organismo: a uno de los tres.",
                                 "A user is bound to a territory, to agreements or to a body: to one of the three."),
                            TEXT("Haga un usuario para cada cosa.", "Make a user for each."));
        }
    }
    TRY(err);
    if (!str_is_empty(words->organisation)) {
        TRY(find(ctx, &organisation_entity, "organisation", agency, words->organisation, &out->organisation));
    }
    return find_agreements(ctx, agency, words->agreements, out);
}

static enum err code_of(struct ctx *ctx, const struct entity *entity, struct id id, struct str *out)
{
    struct record *row = shape_new(ctx->arena, &entity->shape);
    enum err err = record_find_id(ctx, entity, id, row);
    *out = err == ERR_OK ? row->code : STR_NONE;
    return err == ERR_NOT_FOUND ? ERR_OK : err;
}

FALLIBLE bound_name(struct ctx *ctx, const struct bound *bound, struct bound_words *out)
{
    struct buf codes = BUF(ctx->arena);
    *out = (struct bound_words){.territory = bound->territory};
    for (size_t i = 0; i < bound->agreement_count; i++) {
        struct str code;
        TRY(code_of(ctx, agreements(), bound->agreements[i], &code));
        buf_put_c(&codes, codes.len == 0 ? "" : ";");
        buf_put(&codes, code);
    }
    out->agreements = codes.len == 0 ? STR_NONE : buf_str(&codes);
    return id_is_none(bound->organisation) ? ERR_OK : code_of(ctx, &organisation_entity, bound->organisation, &out->organisation);
}

struct str bound_agreements_text(struct arena *arena, const struct bound *bound)
{
    struct buf buf = BUF(arena);
    for (size_t i = 0; i < bound->agreement_count; i++) {
        buf_put_c(&buf, i == 0 ? "" : ";");
        buf_put(&buf, id_format(arena, bound->agreements[i]));
    }
    return buf.len == 0 ? STR_NONE : buf_str(&buf);
}

void bound_agreements_read(struct str text, struct bound *out)
{
    struct str one;
    out->agreement_count = 0;
    while (str_split(&text, ';', &one) && out->agreement_count < BOUND_AGREEMENTS_MOST) {
        out->agreement_count += id_parse(one, &out->agreements[out->agreement_count]);
    }
}
