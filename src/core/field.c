#include "core/field.h"

#include "base/utf8.h"
#include "core/entity.h"

#include <string.h>

/* ---- choices ---------------------------------------------------------------------------- */

static bool alias_matches(struct str folded, const char *aliases)
{
    if (aliases == NULL) {
        return false;
    }
    struct arena scratch = {0};
    struct str rest = str_of(aliases);
    struct str alias;
    bool matches = false;
    while (!matches && str_split(&rest, '|', &alias)) {
        matches = str_eq(utf8_fold(&scratch, alias), folded);
    }
    arena_release(&scratch);
    return matches;
}

const struct choice *choice_find(const struct choice *choices, struct str code)
{
    for (const struct choice *choice = choices; choice->code != NULL; choice++) {
        if (str_eq_c(code, choice->code)) {
            return choice;
        }
    }
    return NULL;
}

/* What people write instead of the code: an alias of the domain, or a label, in any case and without accents. */
static const struct choice *choice_parse(const struct choice *choices, struct str given)
{
    const struct choice *exact = choice_find(choices, given);
    if (exact != NULL) {
        return exact;
    }
    struct arena scratch = {0};
    struct str folded = utf8_fold(&scratch, given);
    const struct choice *found = NULL;
    for (const struct choice *choice = choices; choice->code != NULL && found == NULL; choice++) {
        if (alias_matches(folded, choice->aliases) || str_eq(folded, utf8_fold(&scratch, str_of(choice->label.es))) ||
            str_eq(folded, utf8_fold(&scratch, str_of(choice->label.en))) ||
            str_eq(folded, utf8_fold(&scratch, str_of(choice->code)))) {
            found = choice;
        }
    }
    arena_release(&scratch);
    return found;
}

static struct text choice_codes(struct arena *arena, const struct choice *choices)
{
    struct buf list = BUF(arena);
    for (const struct choice *choice = choices; choice->code != NULL; choice++) {
        if (choice != choices) {
            buf_put_c(&list, ", ");
        }
        buf_put_c(&list, choice->code);
    }
    const char *codes = str_c(arena, buf_str(&list));
    return text_format(arena, TEXT("Escriba uno de: %s.", "Write one of: %s."), codes);
}

/* ---- shapes ----------------------------------------------------------------------------- */

const struct field *shape_find(const struct shape *shape, struct str name)
{
    for (size_t i = 0; i < shape->count; i++) {
        if (str_eq_c(name, shape->fields[i].name)) {
            return &shape->fields[i];
        }
    }
    return NULL;
}

static void field_clear(const struct field *field, void *row)
{
    switch (field->type) {
    case FIELD_TYPE_TEXT:
    case FIELD_TYPE_CHOICE:
    case FIELD_TYPE_CHOICES:
    case FIELD_TYPE_CATALOGUE:
        *FIELD_AT(struct str, field, row) = STR_NONE;
        break;
    case FIELD_TYPE_INT:
    case FIELD_TYPE_PERCENT:
    case FIELD_TYPE_MINUTES:
    case FIELD_TYPE_TIME:
    case FIELD_TYPE_INSTANT:
        *FIELD_AT(int64_t, field, row) = INT_NONE;
        break;
    case FIELD_TYPE_BOOL:
        *FIELD_AT(enum answer, field, row) = ANSWER_NONE;
        break;
    case FIELD_TYPE_DATE:
        *FIELD_AT(struct date, field, row) = DATE_NONE;
        break;
    case FIELD_TYPE_MONEY:
        *FIELD_AT(struct money, field, row) = MONEY_NONE;
        break;
    case FIELD_TYPE_ID:
        *FIELD_AT(struct id, field, row) = ID_NONE;
        break;
    case FIELD_TYPE_REF:
        *FIELD_AT(struct ref, field, row) = (struct ref){.code = STR_NONE};
        break;
    case FIELD_TYPE_REFS:
        *FIELD_AT(struct refs, field, row) = (struct refs){NULL, 0};
        break;
    case FIELD_TYPE_SHARES:
        *FIELD_AT(struct shares, field, row) = (struct shares){NULL, 0};
        break;
    case FIELD_TYPE_VALUE:
        *FIELD_AT(struct value, field, row) = (struct value){VALUE_NONE, 0};
        break;
    case FIELD_TYPE_LABEL:
        *FIELD_AT(struct text, field, row) = TEXT_NONE;
        break;
    case FIELD_TYPE_RECORD:
        shape_clear(field->shape, (char *)row + field->offset);
        break;
    case FIELD_TYPE_ROWS:
        *FIELD_AT(struct rows, field, row) = (struct rows){NULL, 0};
        break;
    case FIELD_TYPE_STRINGS:
        *FIELD_AT(struct strings, field, row) = (struct strings){NULL, 0};
        break;
    }
}

void shape_clear(const struct shape *shape, void *row)
{
    for (size_t i = 0; i < shape->count; i++) {
        field_clear(&shape->fields[i], row);
    }
}

void *shape_new(struct arena *arena, const struct shape *shape)
{
    void *row = arena_alloc(arena, shape->size);
    shape_clear(shape, row);
    return row;
}

void shape_fill(struct arena *arena, const struct shape *shape, void *row)
{
    struct fault fault = {.arena = arena};
    for (size_t i = 0; i < shape->count; i++) {
        const struct field *field = &shape->fields[i];
        if (field->initial != NULL && field_is_none(field, row)) {
            enum err err = field_parse(&fault, field, str_of(field->initial), "USD", row);
            assert(err == ERR_OK);
        }
    }
}

bool field_is_none(const struct field *field, const void *row)
{
    switch (field->type) {
    case FIELD_TYPE_TEXT:
    case FIELD_TYPE_CHOICE:
    case FIELD_TYPE_CHOICES:
    case FIELD_TYPE_CATALOGUE:
        return str_is_empty(FIELD_GET(struct str, field, row));
    case FIELD_TYPE_INT:
    case FIELD_TYPE_PERCENT:
    case FIELD_TYPE_MINUTES:
    case FIELD_TYPE_TIME:
    case FIELD_TYPE_INSTANT:
        return FIELD_GET(int64_t, field, row) == INT_NONE;
    case FIELD_TYPE_BOOL:
        return FIELD_GET(enum answer, field, row) == ANSWER_NONE;
    case FIELD_TYPE_DATE:
        return date_is_none(FIELD_GET(struct date, field, row));
    case FIELD_TYPE_MONEY:
        return money_is_none(FIELD_GET(struct money, field, row));
    case FIELD_TYPE_ID:
        return id_is_none(FIELD_GET(struct id, field, row));
    case FIELD_TYPE_REF: {
        const struct ref *ref = FIELD_AT(const struct ref, field, row);
        return id_is_none(ref->id) && str_is_empty(ref->code);
    }
    case FIELD_TYPE_REFS:
        return FIELD_AT(const struct refs, field, row)->len == 0;
    case FIELD_TYPE_SHARES:
        return FIELD_AT(const struct shares, field, row)->len == 0;
    case FIELD_TYPE_VALUE:
        return FIELD_AT(const struct value, field, row)->kind == VALUE_NONE;
    case FIELD_TYPE_LABEL:
        return FIELD_AT(const struct text, field, row)->es == NULL;
    case FIELD_TYPE_ROWS:
        return FIELD_AT(const struct rows, field, row)->len == 0;
    case FIELD_TYPE_STRINGS:
        return FIELD_AT(const struct strings, field, row)->len == 0;
    case FIELD_TYPE_RECORD:
        return false;
    }
    return true;
}

/* ---- checking one value ------------------------------------------------------------------ */

static int64_t text_limit(const struct field *field)
{
    return field->max != 0 ? field->max : 200;
}

static enum err number_check(struct fault *fault, const struct field *field, struct str given, int64_t value)
{
    int64_t low = field->min;
    int64_t high = field->max;
    if (field->type == FIELD_TYPE_PERCENT && high == 0) {
        high = 10000;
    } else if (field->type == FIELD_TYPE_TIME) {
        high = 24 * 60 - 1;
    } else if (high == 0) {
        high = INT64_C(1000000000000);
    }
    if (value >= low && value <= high) {
        return ERR_OK;
    }
    bool percent = field->type == FIELD_TYPE_PERCENT;
    const char *from = percent ? str_c(fault->arena, hundredths_plain(fault->arena, low))
                               : str_c(fault->arena, str_format(fault->arena, "%lld", (long long)low));
    const char *to = percent ? str_c(fault->arena, hundredths_plain(fault->arena, high))
                             : str_c(fault->arena, str_format(fault->arena, "%lld", (long long)high));
    return fault_add(fault, str_of(field->name), given,
                     text_format(fault->arena, TEXT("Debe estar entre %s y %s.", "It must lie between %s and %s."), from, to),
                     TEXT("Revise la cantidad y escríbala de nuevo.", "Check the number and write it again."));
}

static enum err date_check(struct fault *fault, const struct field *field, struct str given, struct date date)
{
    if (field->past && date_cmp(date, clock_today()) > 0) {
        const char *today = str_c(fault->arena, date_display(fault->arena, clock_today()));
        return fault_add(fault, str_of(field->name), given,
                         text_format(fault->arena, TEXT("No puede ser una fecha futura: hoy es %s.", "It cannot be a future date: today is %s."), today),
                         TEXT("Escriba el día en que ocurrió, o espere a que ocurra.",
                              "Write the day on which it happened, or wait until it has."));
    }
    return ERR_OK;
}

static enum err shares_check(struct fault *fault, const struct field *field, const struct shares *shares)
{
    if (shares->len == 0) {
        return ERR_OK;
    }
    int64_t sum = 0;
    struct buf given = BUF(fault->arena);
    for (size_t i = 0; i < shares->len; i++) {
        const struct share *share = &shares->items[i];
        sum += share->percent;
        buf_format(&given, "%s" STR_FMT ":" STR_FMT, i == 0 ? "" : ";", STR_ARG(share->to.code),
                   STR_ARG(hundredths_plain(fault->arena, share->percent)));
        if (share->percent <= 0 || share->percent > 10000) {
            return fault_add(fault, str_of(field->name), hundredths_plain(fault->arena, share->percent),
                             TEXT("Cada parte es mayor que 0 y a lo más 100.00.",
                                  "Each share is more than 0 and at most 100.00."),
                             TEXT("Corrija esa parte o quítela.", "Correct that share or take it out."));
        }
        for (size_t j = 0; j < i; j++) {
            if (str_eq(shares->items[j].to.code, share->to.code) && !str_is_empty(share->to.code)) {
                return fault_add(fault, str_of(field->name), share->to.code,
                                 TEXT("Está dos veces en la lista.", "It stands twice in the list."),
                                 TEXT("Súmelas en una sola parte.", "Add them into one share."));
            }
        }
    }
    if (sum != 10000) {
        const char *total = str_c(fault->arena, hundredths_plain(fault->arena, sum));
        return fault_add(fault, str_of(field->name), buf_str(&given),
                         text_format(fault->arena, TEXT("Las partes deben sumar 100.00; suman %s.", "The shares must add to 100.00; they add to %s."), total),
                         TEXT("Ajuste las partes hasta que sumen 100.00; cómo se reparte lo deciden quienes lo pagan, y nadie puede pasar del todo.",
                              "Adjust the shares until they add to 100.00; those who pay decide the split, and nobody may exceed the whole."));
    }
    return ERR_OK;
}

static enum err text_check(struct fault *fault, const struct field *field, struct str value)
{
    size_t length = utf8_length(value);
    int64_t limit = text_limit(field);
    if ((int64_t)length > limit) {
        return fault_add(fault, str_of(field->name), value,
                         text_format(fault->arena, TEXT("Tiene %zu caracteres; caben %lld.", "It has %zu characters; %lld fit."),
                                     length, (long long)limit),
                         TEXT("Escríbalo más corto.", "Write it shorter."));
    }
    if ((int64_t)length < field->min) {
        return fault_add(fault, str_of(field->name), value,
                         text_format(fault->arena, TEXT("Se piden al menos %lld caracteres; tiene %zu.",
                                                        "At least %lld characters are asked; it has %zu."),
                                     (long long)field->min, length),
                         TEXT("Escríbalo completo.", "Write it in full."));
    }
    return ERR_OK;
}

static enum err field_check(struct fault *fault, const struct field *field, const void *row)
{
    if (field_is_none(field, row)) {
        if (field->required && !field->computed) {
            struct text missing = {
                .es = str_format(fault->arena, "Falta: %s.", field->label.es == NULL ? field->name : field->label.es).ptr,
                .en = str_format(fault->arena, "Missing: %s.", field->label.en == NULL ? field->name : field->label.en).ptr,
            };
            return fault_add(fault, str_of(field->name), STR_NONE, missing,
                             TEXT("Escriba un valor; este dato es obligatorio.", "Write a value; it is required."));
        }
        return ERR_OK;
    }
    switch (field->type) {
    case FIELD_TYPE_TEXT:
        return text_check(fault, field, FIELD_GET(struct str, field, row));
    case FIELD_TYPE_INT:
    case FIELD_TYPE_MINUTES:
    case FIELD_TYPE_TIME:
    case FIELD_TYPE_PERCENT: {
        int64_t value = FIELD_GET(int64_t, field, row);
        return number_check(fault, field, field_plain(fault->arena, field, row), value);
    }
    case FIELD_TYPE_DATE:
        return date_check(fault, field, field_plain(fault->arena, field, row), FIELD_GET(struct date, field, row));
    case FIELD_TYPE_SHARES:
        return shares_check(fault, field, FIELD_AT(const struct shares, field, row));
    case FIELD_TYPE_MONEY: {
        const struct money *money = FIELD_AT(const struct money, field, row);
        if (field->min > 0 && money->minor < field->min) {
            const char *least = str_c(fault->arena, money_display(fault->arena, money_of(field->min, money->currency)));
            return fault_add(fault, str_of(field->name), money_plain(fault->arena, *money),
                             text_format(fault->arena, TEXT("Debe ser al menos %s.", "It must be at least %s."), least),
                             TEXT("Revise la cantidad y escríbala de nuevo.", "Check the amount and write it again."));
        }
        if (field->min == 0 && money->minor < 0) {
            return fault_add(fault, str_of(field->name), money_plain(fault->arena, *money),
                             TEXT("No puede ser negativo.", "It cannot be negative."),
                             TEXT("Escriba la cantidad sin signo.", "Write the amount without a sign."));
        }
        return ERR_OK;
    }
    default:
        return ERR_OK;
    }
}

FALLIBLE shape_check(struct fault *fault, const struct shape *shape, const void *row)
{
    size_t before = fault->total;
    for (size_t i = 0; i < shape->count; i++) {
        const struct field *field = &shape->fields[i];
        if (field_check(fault, field, row) == ERR_OK && field->type == FIELD_TYPE_ROWS) {
            const struct rows *rows = FIELD_AT(const struct rows, field, row);
            for (size_t n = 0; n < rows->len; n++) {
                enum err err = shape_check(fault, field->shape, (const char *)rows->items + n * field->shape->size);
                (void)err; /* counted in fault->total */
            }
        }
    }
    return fault->total == before ? ERR_OK : ERR_INVALID;
}

static bool is_named(const struct fault *fault, const struct field *field)
{
    for (size_t i = 0; i < fault->count; i++) {
        if (str_starts(fault->items[i].field, str_of(field->name))) {
            return true;
        }
    }
    return false;
}

void shape_check_rest(struct fault *fault, const struct shape *shape, void *row)
{
    shape_fill(fault->arena, shape, row);
    struct fault already = *fault;
    for (size_t i = 0; i < shape->count; i++) {
        const struct field *field = &shape->fields[i];
        if (!is_named(&already, field) && !(strcmp(field->name, "unit") == 0 && field_is_none(field, row))) {
            enum err err = field_check(fault, field, row);
            (void)err; /* counted in fault->total */
        }
    }
}

/* ---- reading what people write ------------------------------------------------------------ */

static enum err refuse(struct fault *fault, const struct field *field, struct str given, struct text rule, struct text remedy)
{
    return fault_add(fault, str_of(field->name), given, rule, remedy);
}

static enum err parse_text(struct fault *fault, const struct field *field, struct str given, struct str *out)
{
    if (!utf8_is_text(given)) {
        return refuse(fault, field, given,
                      TEXT("Contiene caracteres que no son texto (UTF-8).", "It holds characters that are not text (UTF-8)."),
                      TEXT("Escríbalo de nuevo sin ellos.", "Write it again without them."));
    }
    struct str clean = utf8_clean(fault->arena, given);
    if (str_is_empty(clean)) {
        *out = STR_NONE;
        return ERR_OK;
    }
    if (field->rule != NULL) {
        struct text rule = TEXT_NONE;
        struct text remedy = TEXT_NONE;
        struct str normal = STR_NONE;
        if (!field->rule(fault->arena, clean, &normal, &rule, &remedy)) {
            return refuse(fault, field, given, rule, remedy);
        }
        clean = normal;
    }
    *out = clean;
    return text_check(fault, field, clean);
}

static enum err parse_choices(struct fault *fault, const struct field *field, struct str given, struct str *out)
{
    uint64_t chosen = 0;
    struct str rest = given;
    struct str part;
    while (str_split(&rest, ';', &part)) {
        part = str_trim(part);
        if (part.len == 0) {
            continue;
        }
        const struct choice *choice = choice_parse(field->choices, part);
        if (choice == NULL) {
            return refuse(fault, field, part, TEXT("No está en la lista.", "It is not in the list."),
                          choice_codes(fault->arena, field->choices));
        }
        chosen |= UINT64_C(1) << (choice - field->choices);
    }
    struct buf joined = BUF(fault->arena);
    for (size_t i = 0; field->choices[i].code != NULL; i++) {
        if ((chosen >> i & 1) != 0) {
            if (joined.len > 0) {
                buf_put_char(&joined, ';');
            }
            buf_put_c(&joined, field->choices[i].code);
        }
    }
    *out = joined.len == 0 ? STR_NONE : buf_str(&joined);
    return ERR_OK;
}

static enum err parse_time(struct fault *fault, const struct field *field, struct str given, int64_t *out)
{
    struct str rest = given;
    struct str hours;
    struct str minutes;
    int64_t h = 0;
    int64_t m = 0;
    if (str_split(&rest, ':', &hours) && str_split(&rest, ':', &minutes) && minutes.len == 2 && hours.len >= 1 &&
        hours.len <= 2 && str_to_int(hours, &h) && str_to_int(minutes, &m) && h >= 0 && h < 24 && m >= 0 && m < 60 &&
        (rest.len == 0 || (rest.len == 2 && str_eq(rest, S("00"))))) {
        *out = h * 60 + m;
        return ERR_OK;
    }
    return refuse(fault, field, given, TEXT("No es una hora del día.", "It is not a time of day."),
                  TEXT("Escríbala como 14:30, de 00:00 a 23:59.", "Write it as 14:30, from 00:00 to 23:59."));
}

static enum err parse_bool(struct fault *fault, const struct field *field, struct str given, enum answer *out)
{
    static const struct choice yes_no[] = {
        {.code = "true", .label = T("sí", "yes"), .aliases = "1|s|y|x|verdadero|v"},
        {.code = "false", .label = T("no", "no"), .aliases = "0|n|falso|f"},
        {.code = NULL},
    };
    const struct choice *choice = choice_parse(yes_no, given);
    if (choice == NULL) {
        return refuse(fault, field, given, TEXT("Se espera sí o no.", "Yes or no is expected."),
                      TEXT("Escriba true o false (sí o no).", "Write true or false (yes or no)."));
    }
    *out = choice == yes_no ? ANSWER_YES : ANSWER_NO;
    return ERR_OK;
}

static enum err parse_refs(struct fault *fault, const struct field *field, struct str given, struct refs *out)
{
    size_t count = 1;
    for (size_t i = 0; i < given.len; i++) {
        count += given.ptr[i] == ';';
    }
    struct ref *items = ARENA_ARRAY(fault->arena, struct ref, count);
    size_t len = 0;
    struct str rest = given;
    struct str part;
    while (str_split(&rest, ';', &part)) {
        part = str_trim(part);
        if (part.len == 0) {
            continue;
        }
        for (size_t i = 0; i < len; i++) {
            if (str_eq(items[i].code, part)) {
                return refuse(fault, field, part, TEXT("Está dos veces en la lista.", "It stands twice in the list."),
                              TEXT("Déjelo una sola vez.", "Leave it there once."));
            }
        }
        items[len++] = (struct ref){.code = str_copy(fault->arena, part)};
    }
    *out = (struct refs){items, len};
    return ERR_OK;
}

static enum err parse_shares(struct fault *fault, const struct field *field, struct str given, struct shares *out)
{
    size_t count = 1;
    for (size_t i = 0; i < given.len; i++) {
        count += given.ptr[i] == ';';
    }
    struct share *items = ARENA_ARRAY(fault->arena, struct share, count);
    size_t len = 0;
    struct str rest = given;
    struct str part;
    while (str_split(&rest, ';', &part)) {
        part = str_trim(part);
        if (part.len == 0) {
            continue;
        }
        struct str code = part;
        struct str percent = S("100");
        size_t colon = str_find(part, S(":"));
        if (colon != SIZE_MAX) {
            code = str_trim(str_slice(part, 0, colon));
            percent = str_trim(str_slice(part, colon + 1, part.len));
        }
        int64_t value = 0;
        if (code.len == 0 || !hundredths_parse(percent, &value)) {
            return refuse(fault, field, part,
                          TEXT("Una parte se escribe código:porcentaje, con dos decimales.",
                               "A share is written code:percentage, with two decimals."),
                          TEXT("Por ejemplo A-1:60.00;A-2:40.00.", "For example A-1:60.00;A-2:40.00."));
        }
        items[len++] = (struct share){.to = {.code = str_copy(fault->arena, code)}, .percent = value};
    }
    *out = (struct shares){items, len};
    return shares_check(fault, field, out);
}

static enum err parse_number(struct fault *fault, const struct field *field, struct str given, int64_t *out)
{
    bool good = field->type == FIELD_TYPE_PERCENT
                    ? hundredths_parse(str_ends(given, S("%")) ? str_trim(str_slice(given, 0, given.len - 1)) : given, out)
                    : str_to_int(given, out);
    if (!good) {
        return field->type == FIELD_TYPE_PERCENT
                   ? refuse(fault, field, given, TEXT("No es un porcentaje con dos decimales a lo más.", "It is not a percentage with at most two decimals."),
                            TEXT("Escríbalo como 18.50.", "Write it as 18.50."))
                   : refuse(fault, field, given, TEXT("No es un número entero.", "It is not a whole number."),
                            TEXT("Escriba solo cifras, sin decimales ni separadores.", "Write digits only, without decimals or separators."));
    }
    return number_check(fault, field, given, *out);
}

FALLIBLE field_parse(struct fault *fault, const struct field *field, struct str given, const char *currency, void *row)
{
    struct str trimmed = str_trim(given);
    field_clear(field, row);
    if (trimmed.len == 0) {
        return ERR_OK;
    }
    switch (field->type) {
    case FIELD_TYPE_TEXT:
        return parse_text(fault, field, given, FIELD_AT(struct str, field, row));
    case FIELD_TYPE_CHOICE: {
        const struct choice *choice = choice_parse(field->choices, trimmed);
        if (choice == NULL) {
            return refuse(fault, field, given, TEXT("No está en la lista.", "It is not in the list."),
                          choice_codes(fault->arena, field->choices));
        }
        *FIELD_AT(struct str, field, row) = str_of(choice->code);
        return ERR_OK;
    }
    case FIELD_TYPE_CHOICES:
        return parse_choices(fault, field, trimmed, FIELD_AT(struct str, field, row));
    case FIELD_TYPE_CATALOGUE: {
        struct text rule = TEXT_NONE;
        struct text remedy = TEXT_NONE;
        if (!field->catalogue->parse(fault->arena, trimmed, FIELD_AT(struct str, field, row), &rule, &remedy)) {
            return refuse(fault, field, given, rule, remedy);
        }
        return ERR_OK;
    }
    case FIELD_TYPE_INT:
    case FIELD_TYPE_PERCENT:
    case FIELD_TYPE_MINUTES:
        return parse_number(fault, field, trimmed, FIELD_AT(int64_t, field, row));
    case FIELD_TYPE_TIME:
        return parse_time(fault, field, trimmed, FIELD_AT(int64_t, field, row));
    case FIELD_TYPE_INSTANT:
        if (!instant_parse(trimmed, FIELD_AT(int64_t, field, row))) {
            return refuse(fault, field, given, TEXT("No es un instante ISO 8601.", "It is not an ISO 8601 instant."),
                          TEXT("Escríbalo como 2026-11-23T12:00:00Z.", "Write it as 2026-11-23T12:00:00Z."));
        }
        return ERR_OK;
    case FIELD_TYPE_BOOL:
        return parse_bool(fault, field, trimmed, FIELD_AT(enum answer, field, row));
    case FIELD_TYPE_DATE:
        if (!date_parse(trimmed, FIELD_AT(struct date, field, row))) {
            return refuse(fault, field, given,
                          TEXT("No es una fecha que exista.", "It is not a date that exists."),
                          TEXT("Escríbala como 31/12/2014 o 2014-12-31.", "Write it as 31/12/2014 or 2014-12-31."));
        }
        return date_check(fault, field, given, FIELD_GET(struct date, field, row));
    case FIELD_TYPE_MONEY:
        if (!money_parse(trimmed, currency, FIELD_AT(struct money, field, row))) {
            return refuse(fault, field, given,
                          TEXT("No es una cantidad de dinero: punto para los decimales (a lo más dos) y coma cada tres cifras.",
                               "It is not an amount of money: a dot for the decimals (at most two) and a comma every three digits."),
                          TEXT("Escríbala como 41250.75 o 41,250.75.", "Write it as 41250.75 or 41,250.75."));
        }
        return field_check(fault, field, row);
    case FIELD_TYPE_ID:
        if (!id_parse(trimmed, FIELD_AT(struct id, field, row))) {
            return refuse(fault, field, given, TEXT("No es un identificador.", "It is not an identifier."),
                          TEXT("Cópielo completo, con sus guiones.", "Copy it in full, with its hyphens."));
        }
        return ERR_OK;
    case FIELD_TYPE_REF:
        *FIELD_AT(struct ref, field, row) = (struct ref){.code = str_copy(fault->arena, trimmed)};
        return ERR_OK;
    case FIELD_TYPE_REFS:
        return parse_refs(fault, field, trimmed, FIELD_AT(struct refs, field, row));
    case FIELD_TYPE_SHARES:
        return parse_shares(fault, field, trimmed, FIELD_AT(struct shares, field, row));
    case FIELD_TYPE_VALUE:
    case FIELD_TYPE_LABEL:
    case FIELD_TYPE_RECORD:
    case FIELD_TYPE_ROWS:
    case FIELD_TYPE_STRINGS:
        return refuse(fault, field, given, TEXT("Este dato no se escribe como texto.", "This item is not written as text."),
                      TEXT("Envíelo por la API en su forma propia.", "Send it over the API in its own form."));
    }
    return ERR_INTERNAL;
}

/* ---- writing ------------------------------------------------------------------------------ */

static struct str plain_refs(struct arena *arena, const struct refs *refs)
{
    struct buf out = BUF(arena);
    for (size_t i = 0; i < refs->len; i++) {
        if (i > 0) {
            buf_put_char(&out, ';');
        }
        buf_put(&out, refs->items[i].code);
    }
    return buf_str(&out);
}

static struct str plain_shares(struct arena *arena, const struct shares *shares)
{
    struct buf out = BUF(arena);
    for (size_t i = 0; i < shares->len; i++) {
        buf_format(&out, "%s" STR_FMT ":" STR_FMT, i == 0 ? "" : ";", STR_ARG(shares->items[i].to.code),
                   STR_ARG(hundredths_plain(arena, shares->items[i].percent)));
    }
    return buf_str(&out);
}

static struct str plain_value(struct arena *arena, const struct value *value, bool display)
{
    switch (value->kind) {
    case VALUE_NONE:
        return S("");
    case VALUE_COUNT:
        return display ? count_display(arena, value->amount) : str_format(arena, "%lld", (long long)value->amount);
    case VALUE_MONEY:
        return display ? money_symbol(arena, money_of(value->amount, "USD")) : money_plain(arena, money_of(value->amount, "USD"));
    case VALUE_HUNDREDTHS:
        return display ? money_display(arena, money_of(value->amount, "USD")) : hundredths_plain(arena, value->amount);
    }
    return S("");
}

struct str field_plain(struct arena *arena, const struct field *field, const void *row)
{
    if (field_is_none(field, row)) {
        return S("");
    }
    switch (field->type) {
    case FIELD_TYPE_TEXT:
    case FIELD_TYPE_CHOICE:
    case FIELD_TYPE_CHOICES:
    case FIELD_TYPE_CATALOGUE:
        return FIELD_GET(struct str, field, row);
    case FIELD_TYPE_INT:
    case FIELD_TYPE_MINUTES:
        return str_format(arena, "%lld", (long long)FIELD_GET(int64_t, field, row));
    case FIELD_TYPE_PERCENT:
        return hundredths_plain(arena, FIELD_GET(int64_t, field, row));
    case FIELD_TYPE_TIME: {
        int64_t minutes = FIELD_GET(int64_t, field, row);
        return str_format(arena, "%02d:%02d", (int)(minutes / 60), (int)(minutes % 60));
    }
    case FIELD_TYPE_INSTANT:
        return instant_iso(arena, FIELD_GET(int64_t, field, row));
    case FIELD_TYPE_BOOL:
        return FIELD_GET(enum answer, field, row) == ANSWER_YES ? S("true") : S("false");
    case FIELD_TYPE_DATE:
        return date_iso(arena, FIELD_GET(struct date, field, row));
    case FIELD_TYPE_MONEY:
        return money_plain(arena, FIELD_GET(struct money, field, row));
    case FIELD_TYPE_ID:
        return id_format(arena, FIELD_GET(struct id, field, row));
    case FIELD_TYPE_REF:
        return FIELD_AT(const struct ref, field, row)->code;
    case FIELD_TYPE_REFS:
        return plain_refs(arena, FIELD_AT(const struct refs, field, row));
    case FIELD_TYPE_SHARES:
        return plain_shares(arena, FIELD_AT(const struct shares, field, row));
    case FIELD_TYPE_VALUE:
        return plain_value(arena, FIELD_AT(const struct value, field, row), false);
    case FIELD_TYPE_LABEL:
        return str_of(FIELD_AT(const struct text, field, row)->es);
    case FIELD_TYPE_STRINGS: {
        const struct strings *strings = FIELD_AT(const struct strings, field, row);
        struct buf out = BUF(arena);
        for (size_t i = 0; i < strings->len; i++) {
            buf_format(&out, "%s" STR_FMT, i == 0 ? "" : ";", STR_ARG(strings->items[i]));
        }
        return buf_str(&out);
    }
    case FIELD_TYPE_RECORD:
    case FIELD_TYPE_ROWS:
        return S("");
    }
    return S("");
}

static void display_ref(struct buf *out, const struct ref *ref)
{
    if (str_is_empty(ref->label)) {
        buf_put(out, ref->code);
    } else {
        buf_format(out, STR_FMT " (" STR_FMT ")", STR_ARG(ref->label), STR_ARG(ref->code));
    }
}

struct str field_display(struct arena *arena, const struct field *field, const void *row, enum lang lang)
{
    if (field_is_none(field, row)) {
        return S("");
    }
    struct buf out = BUF(arena);
    switch (field->type) {
    case FIELD_TYPE_CHOICE: {
        struct str code = FIELD_GET(struct str, field, row);
        const struct choice *choice = choice_find(field->choices, code);
        return choice == NULL ? code : text_in(choice->label, lang);
    }
    case FIELD_TYPE_CHOICES: {
        struct str rest = FIELD_GET(struct str, field, row);
        struct str code;
        while (str_split(&rest, ';', &code)) {
            const struct choice *choice = choice_find(field->choices, code);
            buf_put_c(&out, out.len == 0 ? "" : ", ");
            buf_put(&out, choice == NULL ? code : text_in(choice->label, lang));
        }
        return buf_str(&out);
    }
    case FIELD_TYPE_CATALOGUE: {
        struct str code = FIELD_GET(struct str, field, row);
        struct str name = field->catalogue->name_of(arena, code, DATE_NONE, lang);
        return str_is_empty(name) ? code : name;
    }
    case FIELD_TYPE_INT:
        return count_display(arena, FIELD_GET(int64_t, field, row));
    case FIELD_TYPE_MINUTES: {
        int64_t minutes = FIELD_GET(int64_t, field, row);
        return minutes < 60 ? str_format(arena, "%d min", (int)minutes)
                            : str_format(arena, "%d h %02d min", (int)(minutes / 60), (int)(minutes % 60));
    }
    case FIELD_TYPE_PERCENT:
        return str_format(arena, STR_FMT " %%", STR_ARG(field_plain(arena, field, row)));
    case FIELD_TYPE_INSTANT:
        return instant_display(arena, FIELD_GET(int64_t, field, row));
    case FIELD_TYPE_BOOL:
        return text_in(FIELD_GET(enum answer, field, row) == ANSWER_YES ? TEXT("sí", "yes") : TEXT("no", "no"), lang);
    case FIELD_TYPE_DATE:
        return date_display(arena, FIELD_GET(struct date, field, row));
    case FIELD_TYPE_MONEY:
        return money_symbol(arena, FIELD_GET(struct money, field, row));
    case FIELD_TYPE_REF:
        display_ref(&out, FIELD_AT(const struct ref, field, row));
        return buf_str(&out);
    case FIELD_TYPE_REFS: {
        const struct refs *refs = FIELD_AT(const struct refs, field, row);
        for (size_t i = 0; i < refs->len; i++) {
            buf_put_c(&out, i == 0 ? "" : ", ");
            display_ref(&out, &refs->items[i]);
        }
        return buf_str(&out);
    }
    case FIELD_TYPE_SHARES: {
        const struct shares *shares = FIELD_AT(const struct shares, field, row);
        for (size_t i = 0; i < shares->len; i++) {
            buf_put_c(&out, i == 0 ? "" : ", ");
            display_ref(&out, &shares->items[i].to);
            buf_format(&out, " " STR_FMT " %%", STR_ARG(hundredths_plain(arena, shares->items[i].percent)));
        }
        return buf_str(&out);
    }
    case FIELD_TYPE_VALUE:
        return plain_value(arena, FIELD_AT(const struct value, field, row), true);
    case FIELD_TYPE_LABEL:
        return text_in(FIELD_GET(struct text, field, row), lang);
    default:
        return field_plain(arena, field, row);
    }
}

/* ---- comparing and copying ------------------------------------------------------------------ */

static bool ref_eq(const struct ref *a, const struct ref *b)
{
    if (!id_is_none(a->id) && !id_is_none(b->id)) {
        return id_eq(a->id, b->id);
    }
    return str_eq(a->code, b->code);
}

bool field_eq(const struct field *field, const void *a, const void *b)
{
    bool none = field_is_none(field, a);
    if (none || field_is_none(field, b)) {
        return none && field_is_none(field, b);
    }
    switch (field->type) {
    case FIELD_TYPE_TEXT:
    case FIELD_TYPE_CHOICE:
    case FIELD_TYPE_CHOICES:
    case FIELD_TYPE_CATALOGUE:
        return str_eq(FIELD_GET(struct str, field, a), FIELD_GET(struct str, field, b));
    case FIELD_TYPE_INT:
    case FIELD_TYPE_PERCENT:
    case FIELD_TYPE_MINUTES:
    case FIELD_TYPE_TIME:
    case FIELD_TYPE_INSTANT:
        return FIELD_GET(int64_t, field, a) == FIELD_GET(int64_t, field, b);
    case FIELD_TYPE_BOOL:
        return FIELD_GET(enum answer, field, a) == FIELD_GET(enum answer, field, b);
    case FIELD_TYPE_DATE:
        return date_cmp(FIELD_GET(struct date, field, a), FIELD_GET(struct date, field, b)) == 0;
    case FIELD_TYPE_MONEY:
        return FIELD_AT(const struct money, field, a)->minor == FIELD_AT(const struct money, field, b)->minor;
    case FIELD_TYPE_ID:
        return id_eq(FIELD_GET(struct id, field, a), FIELD_GET(struct id, field, b));
    case FIELD_TYPE_REF:
        return ref_eq(FIELD_AT(const struct ref, field, a), FIELD_AT(const struct ref, field, b));
    case FIELD_TYPE_REFS: {
        const struct refs *x = FIELD_AT(const struct refs, field, a);
        const struct refs *y = FIELD_AT(const struct refs, field, b);
        if (x->len != y->len) {
            return false;
        }
        for (size_t i = 0; i < x->len; i++) {
            if (!ref_eq(&x->items[i], &y->items[i])) {
                return false;
            }
        }
        return true;
    }
    case FIELD_TYPE_SHARES: {
        const struct shares *x = FIELD_AT(const struct shares, field, a);
        const struct shares *y = FIELD_AT(const struct shares, field, b);
        if (x->len != y->len) {
            return false;
        }
        for (size_t i = 0; i < x->len; i++) {
            if (!ref_eq(&x->items[i].to, &y->items[i].to) || x->items[i].percent != y->items[i].percent) {
                return false;
            }
        }
        return true;
    }
    case FIELD_TYPE_VALUE: {
        const struct value *x = FIELD_AT(const struct value, field, a);
        const struct value *y = FIELD_AT(const struct value, field, b);
        return x->kind == y->kind && x->amount == y->amount;
    }
    case FIELD_TYPE_LABEL:
    case FIELD_TYPE_RECORD:
    case FIELD_TYPE_ROWS:
    case FIELD_TYPE_STRINGS:
        return false;
    }
    return false;
}

static size_t field_size(const struct field *field)
{
    switch (field->type) {
    case FIELD_TYPE_TEXT:
    case FIELD_TYPE_CHOICE:
    case FIELD_TYPE_CHOICES:
    case FIELD_TYPE_CATALOGUE:
        return sizeof(struct str);
    case FIELD_TYPE_INT:
    case FIELD_TYPE_PERCENT:
    case FIELD_TYPE_MINUTES:
    case FIELD_TYPE_TIME:
    case FIELD_TYPE_INSTANT:
        return sizeof(int64_t);
    case FIELD_TYPE_BOOL:
        return sizeof(enum answer);
    case FIELD_TYPE_DATE:
        return sizeof(struct date);
    case FIELD_TYPE_MONEY:
        return sizeof(struct money);
    case FIELD_TYPE_ID:
        return sizeof(struct id);
    case FIELD_TYPE_REF:
        return sizeof(struct ref);
    case FIELD_TYPE_REFS:
        return sizeof(struct refs);
    case FIELD_TYPE_SHARES:
        return sizeof(struct shares);
    case FIELD_TYPE_VALUE:
        return sizeof(struct value);
    case FIELD_TYPE_LABEL:
        return sizeof(struct text);
    case FIELD_TYPE_RECORD:
        return field->shape->size;
    case FIELD_TYPE_ROWS:
        return sizeof(struct rows);
    case FIELD_TYPE_STRINGS:
        return sizeof(struct strings);
    }
    return 0;
}

void field_copy(const struct field *field, const void *from, void *to)
{
    field_carry(field, from, field, to);
}

void field_carry(const struct field *source, const void *from, const struct field *target, void *to)
{
    assert(source->type == target->type);
    memcpy((char *)to + target->offset, (const char *)from + source->offset, field_size(source));
}
