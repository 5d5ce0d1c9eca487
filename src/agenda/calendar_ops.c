#include "agenda/calendar.h"

#include "core/record.h"

#include <string.h>

/* From two months ago to ten months ahead. */
enum { DAYS_BEFORE = 60, DAYS_AHEAD = 300 };

/* Whoever asks has made the secret, so that it is in no answer that is kept. */
struct renew_input {
    struct str digest;
    enum answer with_client;
};
static const struct field renew_fields[] = {
    FIELD_TEXT(struct renew_input, digest, .required = true, .min = 64, .max = 64, .label = T("SHA-256 del secreto", "SHA-256 of the secret"),
               .hint = T("En hexadecimal: de un secreto de al menos 32 octetos al azar, escrito en base64url; la dirección es /calendar/SECRETO.ics.",
                         "In hexadecimal: of a secret of at least 32 random octets, written in base64url; the address is /calendar/SECRET.ics.")),
    FIELD_BOOL(struct renew_input, with_client, .initial = "false", .label = T("Nombrar a los clientes", "Name the clients")),
};
static const struct shape renew_shape = SHAPE("calendar_renew", struct renew_input, renew_fields);

static enum err check_user(struct ctx *ctx)
{
    if (!id_is_none(ctx->actor.user)) {
        return ERR_OK;
    }
    return ctx_fault(ctx, "digest", STR_NONE, TEXT("Una dirección de calendario es de un usuario.", "A calendar address belongs to a user."),
                     TEXT("Entre con su usuario.", "Sign in as a user."));
}

static enum err run_get(struct ctx *ctx, const void *in, void *out)
{
    (void)in;
    return calendar_store_get(ctx, ctx->actor.user, out);
}

static enum err run_renew(struct ctx *ctx, const void *in_, void *out)
{
    const struct renew_input *in = in_;
    struct str bytes;
    struct hash hash;
    TRY(check_user(ctx));
    if (!hex_parse(ctx->arena, in->digest, &bytes) || bytes.len != HASH_SIZE) {
        return ctx_fault(ctx, "digest", in->digest, TEXT("Son 64 cifras hexadecimales.", "It is 64 hexadecimal digits."),
                         TEXT("Envíe el SHA-256 del secreto.", "Send the SHA-256 of the secret."));
    }
    memcpy(hash.bytes, bytes.ptr, HASH_SIZE);
    int64_t now = clock_now();
    ctx->subject = S("calendar");
    ctx->subject_id = ctx->actor.user;
    TRY(calendar_store_revoke(ctx, ctx->actor.user, now));
    TRY(calendar_store_insert(ctx, &hash, ctx->actor.user, in->with_client == ANSWER_YES, now));
    return calendar_store_get(ctx, ctx->actor.user, out);
}

static enum err run_revoke(struct ctx *ctx, const void *in, void *out)
{
    (void)in;
    TRY(check_user(ctx));
    ctx->subject = S("calendar");
    ctx->subject_id = ctx->actor.user;
    TRY(calendar_store_revoke(ctx, ctx->actor.user, clock_now()));
    return calendar_store_get(ctx, ctx->actor.user, out);
}

const struct op calendar_ops[] = {
    {.name = "calendar.get", .http = "GET /account/calendar", .label = T("Ver si la agenda propia tiene dirección de calendario", "See whether the own agenda has a calendar address"),
     .permission = PERM_SELF, .kind = OP_READ, .output = &calendar_address_shape, .answer = ANSWER_RECORD, .run = run_get},
    {.name = "calendar.renew", .http = "POST /account/calendar", .label = T("Crear o cambiar la dirección del calendario propio", "Make or change the own calendar address"),
     .permission = PERM_RECORD_READ, .kind = OP_WRITE, .input = &renew_shape, .output = &calendar_address_shape, .answer = ANSWER_RECORD,
     .run = run_renew},
    {.name = "calendar.revoke", .http = "POST /account/calendar/revoke", .label = T("Revocar la dirección del calendario propio", "Revoke the own calendar address"),
     .permission = PERM_SELF, .kind = OP_WRITE, .output = &calendar_address_shape, .answer = ANSWER_RECORD, .run = run_revoke},
};
const size_t calendar_op_count = COUNT_OF(calendar_ops);

/* ---- the feed ------------------------------------------------------------------------------------------ */

struct find_input {
    struct str secret;
    struct calendar_holder holder;
};
static const struct field find_fields[] = {
    FIELD_TEXT(struct find_input, secret, .required = true, .max = 100, .privacy = PRIVACY_SENSITIVE, .label = T("Secreto", "Secret")),
};
static const struct shape find_shape = SHAPE("calendar_find", struct find_input, find_fields);

static enum err run_find(struct ctx *ctx, const void *in, void *out)
{
    struct hash hash = hash_of(((const struct find_input *)in)->secret);
    return calendar_store_find(ctx, &hash, &((struct find_input *)out)->holder);
}

/* Her own agenda if she is an adviser, everybody's in her unit otherwise. */
static enum err run_read(struct ctx *ctx, const void *in, void *out)
{
    (void)in;
    return agenda_store_read(ctx, date_add_days(ctx->today, -DAYS_BEFORE), date_add_days(ctx->today, DAYS_AHEAD), ctx->actor.staff, out);
}

static const struct op find_op = {.name = "calendar.find", .label = T("Reconocer una dirección de calendario", "Recognise a calendar address"),
                                  .permission = PERM_PUBLIC, .kind = OP_READ, .input = &find_shape, .output = &find_shape,
                                  .answer = ANSWER_NOTHING, .open = true, .run = run_find};
static const struct op read_op = {.name = "calendar.read", .label = T("Leer la agenda para un calendario", "Read the agenda for a calendar"),
                                  .permission = PERM_RECORD_READ, .kind = OP_READ, .output = &agenda_item_shape, .answer = ANSWER_LIST,
                                  .run = run_read};

FALLIBLE calendar_read(struct runner *runner, struct arena *arena, struct str secret, struct calendar_about *about, struct list *out)
{
    struct call open = {.arena = arena, .actor = {.role = ROLE_NONE, .name = S("anonymous"), .origin = S("web")}, .fault = {.arena = arena}};
    struct find_input find = {.secret = secret};
    struct find_input found = {0};
    enum err err = op_run(runner, &open, &find_op, &find, &found);
    if (err != ERR_OK) {
        return err == ERR_INVALID ? ERR_NOT_FOUND : err; /* too long to be one */
    }
    struct call call = {.arena = arena, .actor = found.holder.actor, .lang = found.holder.lang, .fault = {.arena = arena}};
    err = op_run(runner, &call, &read_op, NULL, out);
    about->lang = found.holder.lang;
    about->with_client = found.holder.with_client;
    about->agency = found.holder.actor.agency;
    return err == ERR_DENIED ? ERR_NOT_FOUND : err;
}
