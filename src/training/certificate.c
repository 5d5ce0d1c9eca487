#include "training/certificate.h"

#include "advice/service.h"
#include "base/secret.h"
#include "base/utf8.h"
#include "client/person.h"
#include "party/staff.h"
#include "party/unit.h"
#include "training/event.h"

/* Crockford's letters: none that is taken for another when it is read aloud or copied by hand. */
static const char letters[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
enum { RANDOM_LETTERS = 10, NUMBER_MOST = 24 };

static const struct field fields[] = {
    RECORD_CODE(struct certificate),
    RECORD_UNIT_COMPUTED(struct certificate),
    FIELD_REF(struct certificate, event, .required = true, .target = &event_entity, .label = T("Evento", "Event")),
    FIELD_REF(struct certificate, person, .required = true, .target = &person_entity, .label = T("Persona", "Person")),
    FIELD_TEXT(struct certificate, number, .max = NUMBER_MOST, .label = T("Número", "Number"),
               .hint = T("El que lleva el papel y se comprueba en la página pública.",
                         "The one on the paper, which is checked on the public page.")),
    FIELD_INT(struct certificate, ordinal, .min = 1, .label = T("Correlativo", "Ordinal")),
    FIELD_DATE(struct certificate, issued_on, .past = true, .label = T("Emitido el", "Issued on")),
    FIELD_INT(struct certificate, hours, .min = 0, .max = 2000, .label = T("Horas", "Hours")),
    FIELD_INT(struct certificate, days_attended, .min = 0, .label = T("Días que asistió", "Days attended")),
    FIELD_INT(struct certificate, days_held, .min = 0, .label = T("Días que se dio", "Days held")),
    FIELD_REFS(struct certificate, signatories, .target = &staff_entity, .label = T("Firman", "Signed by")),
    RECORD_ANNULMENT(struct certificate),
};

struct str certificate_number_make(struct arena *arena, int64_t ordinal)
{
    uint8_t random[RANDOM_LETTERS];
    char check[RANDOM_LETTERS + 1] = {0};
    random_bytes(random, sizeof random);
    for (int i = 0; i < RANDOM_LETTERS; i++) {
        check[i] = letters[random[i] % 32];
    }
    return str_format(arena, "%05lld-%s", (long long)ordinal, check);
}

struct str certificate_number_read(struct arena *arena, struct str given)
{
    struct buf out = BUF(arena);
    size_t dash = SIZE_MAX;
    for (size_t i = 0; i < given.len && out.len <= NUMBER_MOST; i++) {
        char c = given.ptr[i];
        if (c == ' ') {
            continue;
        }
        c = c >= 'a' && c <= 'z' ? (char)(c - 32) : c;
        c = c == 'O' ? '0' : c == 'I' || c == 'L' ? '1' : c;
        if (c == '-') {
            if (dash != SIZE_MAX) {
                return STR_NONE;
            }
            dash = out.len;
        } else if (str_find(str_of(letters), (struct str){&c, 1}) == SIZE_MAX || (dash == SIZE_MAX && (c < '0' || c > '9'))) {
            return STR_NONE;
        }
        buf_put_char(&out, c);
    }
    bool whole = dash >= 5 && dash <= 12 && dash != SIZE_MAX && out.len == dash + 1 + RANDOM_LETTERS;
    return whole ? buf_str(&out) : STR_NONE;
}

/* The first word of some; a particle goes with the word behind it. */
static struct str first_surname(struct arena *arena, struct str surnames)
{
    static const char *const particles[] = {"de", "del", "la", "las", "los", "y"};
    struct str rest = surnames;
    struct str word;
    while (str_split(&rest, ' ', &word)) {
        bool is_particle = false;
        for (size_t i = 0; i < COUNT_OF(particles); i++) {
            is_particle = is_particle || str_eq_c(utf8_fold(arena, word), particles[i]);
        }
        if (!is_particle) {
            return (struct str){surnames.ptr, (size_t)(word.ptr + word.len - surnames.ptr)};
        }
    }
    return surnames;
}

struct str certificate_shown_name(struct arena *arena, struct str given_names, struct str surnames)
{
    size_t first = given_names.len > 0 ? 1 : 0;
    while (first < given_names.len && ((unsigned char)given_names.ptr[first] & 0xC0) == 0x80) {
        first++;
    }
    struct str surname = first_surname(arena, surnames);
    return str_format(arena, STR_FMT ". " STR_FMT, STR_ARG(str_slice(given_names, 0, first)), STR_ARG(surname));
}

bool certificate_is_earned(int64_t attended, int64_t held)
{
    return held > 0 && attended > 0 && attended * 100 >= held * CERTIFICATE_PERCENT;
}

/* The same wherever it came from: a number of its own and the next ordinal, unless a file brings them. */
static enum err check(struct ctx *ctx, void *row, const void *before)
{
    struct certificate *certificate = row;
    const struct certificate *was = before;
    struct event_brief event;
    TRY(event_store_brief(ctx, certificate->record.agency, certificate->event.id, &event));
    certificate->record.unit = (struct ref){.id = event.unit};
    if (was != NULL) {
        if (str_eq(was->number, certificate->number) && was->ordinal == certificate->ordinal && id_eq(was->person.id, certificate->person.id) &&
            id_eq(was->event.id, certificate->event.id)) {
            return ERR_OK;
        }
        return ctx_fault(ctx, "number", certificate->number, TEXT("Un certificado emitido no cambia.", "A certificate that was issued does not change."),
                         TEXT("Anúlelo y emita otro.", "Annul it and issue another."));
    }
    if (certificate->ordinal == INT_NONE) {
        TRY(certificate_store_ordinal(ctx, certificate->record.agency, &certificate->ordinal));
        certificate->ordinal++;
    }
    if (date_is_none(certificate->issued_on)) {
        certificate->issued_on = ctx->today;
    }
    if (str_is_empty(certificate->number)) {
        certificate->number = certificate_number_make(ctx->arena, certificate->ordinal);
        return ERR_OK;
    }
    struct str read = certificate_number_read(ctx->arena, certificate->number);
    if (read.ptr == NULL) {
        return ctx_fault(ctx, "number", certificate->number,
                         TEXT("Un número de certificado es como 00017-8K3QW9ZT4M.", "A certificate's number is like 00017-8K3QW9ZT4M."),
                         TEXT("Corríjalo, o déjelo vacío y el programa asigna uno.", "Correct it, or leave it empty and the program assigns one."));
    }
    certificate->number = read;
    return ERR_OK;
}

static enum err written(struct ctx *ctx, const void *row, const void *before)
{
    return before != NULL ? ERR_OK : certificate_store_number(ctx, row);
}

const struct entity certificate_entity = {
    .shape = SHAPE("certificate", struct certificate, fields),
    .dataset = "certificates",
    .code_prefix = "CE",
    .label = T("Certificado", "Certificate"),
    .plural = T("Certificados", "Certificates"),
    .store = &certificate_store,
    .dated_by = "issued_on",
    .sensitive_read = "certificate",
    .check = check,
    .written = written,
};
