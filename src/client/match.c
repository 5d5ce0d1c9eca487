#include "client/match.h"

#include "base/utf8.h"
#include "client/match_words.h"
#include "party/document.h"

#include <stdlib.h>
#include <string.h>

/* ---- the table of weights ------------------------------------------------------------------------------ */

enum {
    DUI_SAME, DUI_NEAR, DUI_OTHER, NIT_SAME, NIT_NEAR, NIT_OTHER, NRC_SAME, NRC_NEAR, NRC_OTHER, DOCUMENT_SAME, DOCUMENT_NEAR,
    DOCUMENT_OTHER,
    SURNAMES_SAME, SURNAMES_COMMON, SURNAMES_SOUND, SURNAMES_TYPO, SURNAMES_INITIAL, SURNAMES_OTHER, SURNAMES_MISSING,
    SURNAMES_MARRIED, SURNAMES_ORDER,
    GIVEN_SAME, GIVEN_COMMON, GIVEN_SOUND, GIVEN_TYPO, GIVEN_INITIAL, GIVEN_OTHER, GIVEN_SECOND_OTHER, GIVEN_MISSING, GIVEN_ORDER,
    NAMES_EXCHANGED,
    BIRTH_SAME, BIRTH_NEW_YEAR, BIRTH_SWAPPED, BIRTH_DIGIT, BIRTH_DAY_MONTH, BIRTH_OTHER, SEX_SAME, SEX_OTHER,
    PHONE_SAME, PHONE_NEAR, PHONE_OTHER, EMAIL_SAME, EMAIL_OTHER, DISTRICT_SAME, DISTRICT_OTHER,
    ADDRESS_WHOLE, ADDRESS_SAME, ADDRESS_OTHER,
    PLACE_SAME, PLACE_OTHER, LINE_OTHER,
    NAME_WHOLE, NAME_JOINED, WORD_PLAIN, WORD_COMMON, WORD_GENERIC, WORD_TYPO, WORD_MISSING, NAME_OTHER, NAME_TRADE,
    OWNER_SAME, OWNER_OTHER, ACTIVITY_SAME, SECTOR_SAME, SECTOR_OTHER, EVIDENCE_COUNT
};
/* Weight: the logarithm to base 2 of how much oftener this is seen with two records of one client than with two of different
 * clients, times 100. Where it comes from stands behind each row. */
static const struct {
    const char *code;
    int weight;
    struct text text;
} weights[EVIDENCE_COUNT] = {
    /* Nine digits given to one person only; not more, because one is copied from the line above now and then. */
    [DUI_SAME] = {"dui_same", 1800, T("mismo DUI", "same DUI")},
    /* Among a hundred thousand numbers hardly two lie so near by chance, but cards issued one after the other do. */
    [DUI_NEAR] = {"dui_near", 450, T("DUI con un dígito distinto", "DUI with one digit different")},
    /* A number with its right check digit was copied rightly; nobody has two. */
    [DUI_OTHER] = {"dui_other", -1100, T("DUI válidos y distintos", "valid DUIs, not the same")},
    [NIT_SAME] = {"nit_same", 1700, T("mismo NIT", "same NIT")},
    [NIT_NEAR] = {"nit_near", 450, T("NIT con un dígito distinto", "NIT with one digit different")},
    [NIT_OTHER] = {"nit_other", -1000, T("NIT válidos y distintos", "valid NITs, not the same")},
    [NRC_SAME] = {"nrc_same", 1500, T("mismo NRC", "same NRC")},
    [NRC_NEAR] = {"nrc_near", 300, T("NRC con un dígito distinto", "NRC with one digit different")},
    [NRC_OTHER] = {"nrc_other", -600, T("NRC distintos", "different NRC")},
    /* Without check digit; numbers of several countries and kinds. */
    [DOCUMENT_SAME] = {"document_same", 1300, T("mismo documento", "same document")},
    [DOCUMENT_NEAR] = {"document_near", 600, T("documento con un dígito distinto", "document with one digit different")},
    [DOCUMENT_OTHER] = {"document_other", -200, T("otro documento distinto", "different other document")},
    /* One person in three hundred has an uncommon surname of a given kind; one in twelve to sixty a common one. */
    [SURNAMES_SAME] = {"surnames_same", 500, T("mismos apellidos", "same surnames")},
    [SURNAMES_COMMON] = {"surnames_common", 330, T("mismo apellido, muy común", "same surname, a common one")},
    [SURNAMES_SOUND] = {"surnames_sound", 340, T("apellidos que suenan igual", "surnames that sound the same")},
    [SURNAMES_TYPO] = {"surnames_typo", 280, T("apellido con una letra distinta", "surname with a letter different")},
    [SURNAMES_INITIAL] = {"surnames_initial", 80, T("inicial del apellido", "initial of the surname")},
    /* Surnames do not change; what is left are mistakes of another kind than letters. */
    [SURNAMES_OTHER] = {"surnames_other", -420, T("apellido distinto", "different surname")},
    [SURNAMES_MISSING] = {"surnames_missing", -40, T("a un registro le falta un apellido", "one record lacks a surname")},
    /* The second surname gives way to "de" and the husband's: nothing against. */
    [SURNAMES_MARRIED] = {"surnames_married", -20, T("apellido de casada", "married name")},
    [SURNAMES_ORDER] = {"surnames_order", -60, T("apellidos en otro orden", "surnames in another order")},
    [GIVEN_SAME] = {"given_same", 440, T("mismo nombre", "same given name")},
    [GIVEN_COMMON] = {"given_common", 280, T("mismo nombre, muy común", "same given name, a common one")},
    [GIVEN_SOUND] = {"given_sound", 300, T("nombre que suena igual", "given name that sounds the same")},
    [GIVEN_TYPO] = {"given_typo", 230, T("nombre con una letra distinta", "given name with a letter different")},
    [GIVEN_INITIAL] = {"given_initial", 60, T("inicial del nombre", "initial of the given name")},
    /* Brothers and sisters share all but this and the sex. */
    [GIVEN_OTHER] = {"given_other", -800, T("nombre distinto", "different given name")},
    [GIVEN_SECOND_OTHER] = {"given_second_other", -250, T("segundo nombre distinto", "different second name")},
    [GIVEN_MISSING] = {"given_missing", -30, T("a un registro le falta un nombre", "one record lacks a given name")},
    [GIVEN_ORDER] = {"given_order", -30, T("nombres en otro orden", "given names in another order")},
    [NAMES_EXCHANGED] = {"names_exchanged", -200, T("nombres y apellidos intercambiados", "given names and surnames exchanged")},
    /* One in twenty thousand days, less because ages gather; errors in one record of ten. */
    [BIRTH_SAME] = {"birth_same", 900, T("misma fecha de nacimiento", "same date of birth")},
    /* Written when only the year is known. */
    [BIRTH_NEW_YEAR] = {"birth_new_year", 350, T("misma fecha de nacimiento, un 1 de enero", "same date of birth, a 1 January")},
    [BIRTH_SWAPPED] = {"birth_swapped", 600, T("día y mes intercambiados", "day and month swapped")},
    [BIRTH_DIGIT] = {"birth_digit", 400, T("fecha de nacimiento con un dígito distinto", "date of birth with one digit different")},
    [BIRTH_DAY_MONTH] = {"birth_day_month", 150, T("mismo día y mes de nacimiento", "same day and month of birth")},
    [BIRTH_OTHER] = {"birth_other", -600, T("otra fecha de nacimiento", "different date of birth")},
    [SEX_SAME] = {"sex_same", 90, T("mismo sexo", "same sex")},
    [SEX_OTHER] = {"sex_other", -350, T("otro sexo", "different sex")},
    /* Families share a telephone, and so do a person's enterprises. */
    [PHONE_SAME] = {"phone_same", 700, T("mismo teléfono", "same telephone")},
    [PHONE_NEAR] = {"phone_near", 250, T("teléfono con un dígito distinto", "telephone with one digit different")},
    [PHONE_OTHER] = {"phone_other", -60, T("otro teléfono", "different telephone")},
    [EMAIL_SAME] = {"email_same", 850, T("mismo correo", "same e-mail")},
    [EMAIL_OTHER] = {"email_other", -50, T("otro correo", "different e-mail")},
    /* An agency works in ten to twenty districts; people move. */
    [DISTRICT_SAME] = {"district_same", 170, T("mismo distrito", "same district")},
    [DISTRICT_OTHER] = {"district_other", -120, T("otro distrito", "different district")},
    /* A household: what tells its people apart is the given name and the birth. */
    [ADDRESS_WHOLE] = {"address_whole", 550, T("misma dirección, con el mismo número de casa", "same address, with the same house number")},
    [ADDRESS_SAME] = {"address_same", 350, T("misma dirección", "same address")},
    [ADDRESS_OTHER] = {"address_other", -80, T("otra dirección", "different address")},
    /* Enterprises seldom move; one of the same name in another district is a namesake or a branch. */
    [PLACE_SAME] = {"place_same", 250, T("mismo distrito", "same district")},
    [PLACE_OTHER] = {"place_other", -350, T("otro distrito", "different district")},
    [LINE_OTHER] = {"line_other", -120, T("otro teléfono", "different telephone")},
    /* Words of an enterprise's name, by how many others have them. */
    [NAME_WHOLE] = {"name_whole", 400, T("mismo nombre sin la forma legal", "same name without the legal form")},
    [NAME_JOINED] = {"name_joined", 300, T("mismo nombre, escrito junto", "same name, written as one word")},
    [WORD_PLAIN] = {"word_plain", 620, T("comparten una palabra propia del nombre", "share a distinctive word of the name")},
    [WORD_COMMON] = {"word_common", 300, T("comparten una palabra del nombre", "share a word of the name")},
    [WORD_GENERIC] = {"word_generic", 80, T("mismo giro en el nombre", "same trade in the name")},
    [WORD_TYPO] = {"word_typo", -180, T("nombre con letras distintas", "name with letters different")},
    [WORD_MISSING] = {"word_missing", -110, T("a un nombre le faltan palabras", "one name lacks words")},
    [NAME_OTHER] = {"name_other", -800, T("nombre distinto", "different name")},
    [NAME_TRADE] = {"name_trade", -30, T("nombre comercial de una y razón social de la otra", "trade name of one and legal name of the other")},
    [OWNER_SAME] = {"owner_same", 700, T("misma persona dueña o representante", "same owner or representative")},
    [OWNER_OTHER] = {"owner_other", -250, T("otras personas dueñas", "different owners")},
    [ACTIVITY_SAME] = {"activity_same", 160, T("misma actividad económica", "same economic activity")},
    [SECTOR_SAME] = {"sector_same", 80, T("mismo sector", "same sector")},
    [SECTOR_OTHER] = {"sector_other", -120, T("otro sector", "different sector")},
};
/* What is known before looking: of the pairs that share a key about one in so many is the same client. */
#define PRIOR_PERSON (-1300)
#define PRIOR_ENTERPRISE (-1140)
/* From which likelihood on, in thousandths: a person is probable when it is likelier than not; names of enterprises are shared by more. */
enum { POSSIBLE_FROM = 300, PROBABLE_PERSON_FROM = 500, PROBABLE_ENTERPRISE_FROM = 750, HIGH_FROM = 985 };

const char *match_reason_code(int evidence)
{
    assert(evidence >= 0 && evidence < EVIDENCE_COUNT);
    return weights[evidence].code;
}

struct text match_reason_text(int evidence)
{
    assert(evidence >= 0 && evidence < EVIDENCE_COUNT);
    return weights[evidence].text;
}

int match_reason_find(struct str code)
{
    for (int i = 0; i < EVIDENCE_COUNT; i++) {
        if (str_eq_c(code, weights[i].code)) {
            return i;
        }
    }
    return -1;
}

struct str match_reasons_format(struct arena *arena, const struct match *match)
{
    struct buf buf = BUF(arena);
    for (size_t i = 0; i < match->count; i++) {
        if (i > 0) {
            buf_put_char(&buf, ' ');
        }
        if (match->reasons[i].weight < 0) {
            buf_put_char(&buf, '-');
        }
        buf_put_c(&buf, weights[match->reasons[i].evidence].code);
    }
    return buf.len == 0 ? S("") : buf_str(&buf);
}

static void add_times(struct match *match, int evidence, int weight)
{
    size_t at = 0;
    while (at < match->count && match->reasons[at].evidence != evidence) {
        at++;
    }
    if (at == match->count) {
        if (match->count == MATCH_REASONS_MOST) {
            match->weight += weight;
            return;
        }
        match->reasons[match->count++] = (struct match_reason){.evidence = evidence};
    }
    match->reasons[at].weight += weight;
    match->weight += weight;
}

static void add(struct match *match, int evidence)
{
    add_times(match, evidence, weights[evidence].weight);
}

/* ---- cards ------------------------------------------------------------------------------------------------ */

static bool is_filler(struct str digits)
{
    for (size_t i = 1; i < digits.len; i++) {
        if (digits.ptr[i] != digits.ptr[0]) {
            return false;
        }
    }
    return true; /* 00000000, 77777777, or nothing */
}

static struct str phone_digits(struct arena *arena, struct str phone)
{
    struct str digits = document_digits(arena, phone);
    digits = digits.len > 8 ? str_slice(digits, digits.len - 8, digits.len) : digits;
    return digits.len < 7 || is_filler(digits) ? STR_NONE : digits;
}

static struct str without_blanks(struct arena *arena, struct str s)
{
    struct buf buf = BUF(arena);
    struct str folded = utf8_fold(arena, s);
    for (size_t i = 0; i < folded.len; i++) {
        if (folded.ptr[i] != ' ') {
            buf_put_char(&buf, folded.ptr[i]);
        }
    }
    return buf.len == 0 ? STR_NONE : buf_str(&buf);
}

void match_prepare(struct arena *arena, const struct match_client *client, struct match_card *out)
{
    *out = (struct match_card){
        .is_person = client->is_person,
        .nrc = document_digits(arena, client->nrc),
        .other_document = without_blanks(arena, client->other_document),
        .sex = str_eq_c(client->sex, "not_stated") ? STR_NONE : client->sex,
        .birth_date = client->birth_date,
        .email = without_blanks(arena, client->email),
        .district = client->district,
        .sector = client->sector,
        .activity = client->activity,
    };
    struct str nit = document_digits(arena, client->nit);
    struct str dui = document_digits(arena, client->dui);
    out->duis[0] = is_filler(dui) ? STR_NONE : dui;
    out->duis[1] = nit.len == 9 && !is_filler(nit) ? nit : STR_NONE;
    out->nit = nit.len == 9 || is_filler(nit) ? STR_NONE : nit;
    for (size_t i = 0; i < COUNT_OF(out->phones); i++) {
        out->phones[i] = phone_digits(arena, client->phones[i]);
    }
    memcpy(out->owners, client->owners, sizeof(out->owners));
    match_words_address(arena, client->address, &out->address);
    if (client->is_person) {
        match_words_given(arena, client->given_names, &out->given);
        match_words_surnames(arena, client->surnames, &out->surnames);
    } else {
        match_words_enterprise(arena, client->name, &out->names[0], &out->joined[0]);
        match_words_enterprise(arena, client->trade_name, &out->names[1], &out->joined[1]);
        if (str_eq(out->joined[0], out->joined[1])) {
            out->names[1].count = 0;
            out->joined[1] = STR_NONE;
        }
    }
}

/* ---- names of persons ---------------------------------------------------------------------------------- */

/* Which word of b answers a word of a, the best first; SIZE_MAX: none. */
struct aligned {
    size_t to[MATCH_WORDS_MOST];
    enum match_likeness how[MATCH_WORDS_MOST];
    bool taken[MATCH_WORDS_MOST]; /* of b */
    size_t pairs;
};

static void align(const struct match_words *a, const struct match_words *b, struct aligned *out)
{
    *out = (struct aligned){0};
    for (size_t i = 0; i < MATCH_WORDS_MOST; i++) {
        out->to[i] = SIZE_MAX;
    }
    for (int level = MATCH_EXACT; level > MATCH_UNLIKE; level--) {
        for (size_t i = 0; i < a->count; i++) {
            for (size_t k = 0; k < b->count && out->to[i] == SIZE_MAX; k++) {
                if (!out->taken[k] && (int)match_likeness_of(a, i, b, k) == level) {
                    out->to[i] = k;
                    out->how[i] = (enum match_likeness)level;
                    out->taken[k] = true;
                    out->pairs++;
                }
            }
        }
    }
}

static size_t left_alone(const struct match_words *words, const struct aligned *aligned, bool first)
{
    size_t alone = 0;
    for (size_t i = 0; i < words->own; i++) {
        alone += (first ? aligned->to[i] == SIZE_MAX : !aligned->taken[i]) ? 1 : 0;
    }
    return alone;
}

static int of_likeness(enum match_likeness how, enum match_rank rank, int same)
{
    /* same, common, sound, typo and initial stand in this order in the table. */
    static const int steps[] = {0, 4, 3, 2, 0};
    return how == MATCH_EXACT && rank == MATCH_WORD_COMMON ? same + 1 : same + steps[how];
}

static bool is_crossed(const struct aligned *aligned)
{
    return aligned->to[0] == 1 && aligned->to[1] == 0;
}

static void compare_surnames(const struct match_words *a, const struct match_words *b, struct match *out)
{
    struct aligned aligned;
    if (a->count == 0 || b->count == 0) {
        return;
    }
    align(a, b, &aligned);
    for (size_t i = 0; i < a->count; i++) {
        if (aligned.to[i] != SIZE_MAX) {
            add(out, of_likeness(aligned.how[i], a->ranks[i], SURNAMES_SAME));
        }
    }
    size_t alone_a = left_alone(a, &aligned, true);
    size_t alone_b = left_alone(b, &aligned, false);
    size_t other = alone_a < alone_b ? alone_a : alone_b;
    for (size_t i = 0; i < other; i++) {
        add(out, SURNAMES_OTHER);
    }
    bool married = a->own < a->count || b->own < b->count;
    if (aligned.pairs == 0 && other == 0) {
        add(out, SURNAMES_OTHER); /* nothing but married names on one side, and they are different */
    } else if (married && other == 0) {
        add(out, SURNAMES_MARRIED);
    } else if (alone_a != alone_b) {
        add(out, SURNAMES_MISSING);
    }
    if (aligned.pairs >= 2 && is_crossed(&aligned)) {
        add(out, SURNAMES_ORDER);
    }
}

/* "María Elena" and "Mariaelena", "Hayd en" and "Hayden": the words of a name written as one. */
static enum match_likeness joined_likeness(const struct match_words *a, const struct match_words *b)
{
    enum { MOST = 64 };
    char text[2][MOST];
    struct str joined[2];
    const struct match_words *both[] = {a, b};
    for (size_t i = 0; i < 2; i++) {
        size_t len = 0;
        for (size_t k = 0; k < both[i]->count; k++) {
            size_t more = both[i]->words[k].len < MOST - len ? both[i]->words[k].len : MOST - len;
            memcpy(text[i] + len, both[i]->words[k].ptr, more);
            len += more;
        }
        joined[i] = (struct str){text[i], len};
    }
    if (joined[0].len < 5 || a->count == b->count) {
        return MATCH_UNLIKE;
    }
    return str_eq(joined[0], joined[1]) ? MATCH_EXACT : match_jaro_winkler(joined[0], joined[1]) >= 950 ? MATCH_TYPO : MATCH_UNLIKE;
}

static void compare_given(const struct match_words *a, const struct match_words *b, struct match *out)
{
    struct aligned aligned;
    if (a->count == 0 || b->count == 0) {
        return;
    }
    align(a, b, &aligned);
    enum match_likeness joined = aligned.pairs == 0 ? joined_likeness(a, b) : MATCH_UNLIKE;
    if (joined != MATCH_UNLIKE) {
        add(out, of_likeness(joined, MATCH_WORD_PLAIN, GIVEN_SAME));
        return;
    }
    for (size_t i = 0; i < a->count; i++) {
        if (aligned.to[i] != SIZE_MAX) {
            add(out, of_likeness(aligned.how[i], a->ranks[i], GIVEN_SAME));
        }
    }
    size_t alone_a = left_alone(a, &aligned, true);
    size_t alone_b = left_alone(b, &aligned, false);
    if (aligned.pairs == 0) {
        add(out, GIVEN_OTHER);
    } else if (alone_a > 0 && alone_b > 0) {
        add(out, GIVEN_SECOND_OTHER);
    } else if (alone_a != alone_b) {
        add(out, GIVEN_MISSING);
    }
    if (aligned.pairs >= 2 && is_crossed(&aligned)) {
        add(out, GIVEN_ORDER);
    }
}

static void compare_names(const struct match_card *a, const struct match_card *b, struct match *out)
{
    struct match before = *out;
    compare_surnames(&a->surnames, &b->surnames, out);
    compare_given(&a->given, &b->given, out);
    bool whole = a->given.count > 0 && a->surnames.count > 0 && b->given.count > 0 && b->surnames.count > 0;
    /* Either of the two may have its names in the wrong boxes. */
    for (int i = 0; i < 2 && whole; i++) {
        const struct match_card *right = i == 0 ? a : b;
        const struct match_card *wrong = i == 0 ? b : a;
        struct match exchanged = before;
        compare_surnames(&right->surnames, &wrong->given, &exchanged);
        compare_given(&right->given, &wrong->surnames, &exchanged);
        add(&exchanged, NAMES_EXCHANGED);
        *out = exchanged.weight > out->weight ? exchanged : *out;
    }
}

/* ---- documents and dates --------------------------------------------------------------------------------- */

/* Any of the numbers of one side against any of the other's. */
static void compare_duis(const struct match_card *a, const struct match_card *b, struct match *out)
{
    bool both = false;
    bool near = false;
    bool valid = false;
    for (size_t i = 0; i < COUNT_OF(a->duis); i++) {
        for (size_t k = 0; k < COUNT_OF(b->duis); k++) {
            struct str one = a->duis[i];
            struct str two = b->duis[k];
            if (str_is_empty(one) || str_is_empty(two)) {
                continue;
            }
            if (str_eq(one, two)) {
                add(out, DUI_SAME);
                return;
            }
            both = true;
            near = near || match_digits_near(one, two);
            valid = valid || (document_dui_is_valid(one) && document_dui_is_valid(two));
        }
    }
    if (!both) {
        return;
    }
    out->documents_differ = valid;
    if (near) {
        /* Two right check digits make a slip of one digit unlikely, and cards of one family likely. */
        add_times(out, DUI_NEAR, valid ? -weights[DUI_NEAR].weight : weights[DUI_NEAR].weight);
    } else if (valid) {
        add(out, DUI_OTHER);
    } else {
        add_times(out, DUI_OTHER, weights[DUI_OTHER].weight / 4); /* at least one of the two was not copied rightly */
    }
}

static void compare_numbers(struct str a, struct str b, int same, bool valid, struct match *out)
{
    if (str_is_empty(a) || str_is_empty(b)) {
        return;
    }
    if (str_eq(a, b)) {
        add(out, same);
    } else if (match_digits_near(a, b)) {
        add(out, same + 1);
    } else {
        add(out, same + 2);
        out->documents_differ = out->documents_differ || valid;
    }
}

static bool nits_are_valid(struct str a, struct str b)
{
    return a.len == 14 && b.len == 14 && document_nit_is_valid(a) && document_nit_is_valid(b);
}

static void birth_digits(struct date date, char out[8])
{
    int value = date.year * 10000 + date.month * 100 + date.day;
    for (int i = 7; i >= 0; i--, value /= 10) {
        out[i] = (char)('0' + value % 10);
    }
}

static void compare_births(struct date a, struct date b, struct match *out)
{
    if (date_is_none(a) || date_is_none(b)) {
        return;
    }
    char one[8];
    char two[8];
    birth_digits(a, one);
    birth_digits(b, two);
    int wrong = 0;
    for (int i = 0; i < 8; i++) {
        wrong += one[i] != two[i] ? 1 : 0;
    }
    if (wrong == 0) {
        add(out, a.month == 1 && a.day == 1 ? BIRTH_NEW_YEAR : BIRTH_SAME);
    } else if (a.year == b.year && a.month == b.day && a.day == b.month) {
        add(out, BIRTH_SWAPPED);
    } else if (match_digits_near((struct str){one, 8}, (struct str){two, 8})) {
        add(out, BIRTH_DIGIT);
    } else if (a.month == b.month && a.day == b.day && !(a.month == 1 && a.day == 1)) {
        add(out, BIRTH_DAY_MONTH);
    } else {
        add(out, BIRTH_OTHER);
    }
}

/* An enterprise is known by its telephone, a person changes it. */
static void compare_phones(const struct match_card *a, const struct match_card *b, struct match *out)
{
    bool both = false;
    bool near = false;
    for (size_t i = 0; i < COUNT_OF(a->phones); i++) {
        for (size_t k = 0; k < COUNT_OF(b->phones); k++) {
            struct str one = a->phones[i];
            struct str two = b->phones[k];
            if (str_is_empty(one) || str_is_empty(two)) {
                continue;
            }
            if (str_eq(one, two)) {
                add(out, PHONE_SAME);
                return;
            }
            both = true;
            near = near || match_digits_near(one, two);
        }
    }
    if (both) {
        add(out, near ? PHONE_NEAR : a->is_person ? PHONE_OTHER : LINE_OTHER);
    }
}

static void compare_values(struct str a, struct str b, int same, int other, struct match *out)
{
    if (!str_is_empty(a) && !str_is_empty(b)) {
        bool equal = str_eq(a, b);
        if (equal || other >= 0) {
            add(out, equal ? same : other);
        }
    }
}

static void compare_addresses(const struct match_words *a, const struct match_words *b, struct match *out)
{
    struct aligned aligned;
    if (a->count < 2 || b->count < 2) {
        return;
    }
    align(a, b, &aligned);
    size_t fewer = a->count < b->count ? a->count : b->count;
    bool number = false;
    for (size_t i = 0; i < a->count; i++) {
        bool digit = a->words[i].ptr[0] >= '0' && a->words[i].ptr[0] <= '9';
        number = number || (digit && aligned.to[i] != SIZE_MAX && aligned.how[i] == MATCH_EXACT);
    }
    if (number && aligned.pairs >= 3 && aligned.pairs * 10 >= fewer * 8) {
        add(out, ADDRESS_WHOLE);
    } else if (aligned.pairs >= 2 && aligned.pairs * 10 >= fewer * 6) {
        add(out, ADDRESS_SAME);
    } else if (aligned.pairs * 3 < fewer) {
        add(out, ADDRESS_OTHER);
    }
}

static void compare_persons(const struct match_card *a, const struct match_card *b, struct match *out)
{
    compare_duis(a, b, out);
    compare_numbers(a->nit, b->nit, NIT_SAME, nits_are_valid(a->nit, b->nit), out);
    compare_numbers(a->other_document, b->other_document, DOCUMENT_SAME, false, out);
    compare_names(a, b, out);
    compare_births(a->birth_date, b->birth_date, out);
    compare_values(a->sex, b->sex, SEX_SAME, SEX_OTHER, out);
    compare_phones(a, b, out);
    compare_values(a->email, b->email, EMAIL_SAME, EMAIL_OTHER, out);
    compare_values(a->district, b->district, DISTRICT_SAME, DISTRICT_OTHER, out);
    compare_addresses(&a->address, &b->address, out);
}

/* ---- enterprises ------------------------------------------------------------------------------------------- */

static void compare_words(const struct match_words *a, const struct match_words *b, struct str joined_a, struct str joined_b,
                          struct match *out)
{
    struct aligned aligned;
    bool telling = false;
    int seen[MATCH_WORD_GENERIC + 1] = {0};
    align(a, b, &aligned);
    for (size_t i = 0; i < a->count; i++) {
        if (aligned.to[i] == SIZE_MAX || aligned.how[i] == MATCH_INITIAL) {
            continue;
        }
        enum match_rank rank = a->ranks[i] > b->ranks[aligned.to[i]] ? a->ranks[i] : b->ranks[aligned.to[i]];
        int full = weights[WORD_PLAIN + (int)rank].weight;
        /* A short word, or a number, tells less; common words come in company ("Nueva Esperanza"). */
        bool again = rank != MATCH_WORD_PLAIN && seen[rank]++ > 0;
        bool little = rank == MATCH_WORD_PLAIN && a->words[i].len < 5;
        add_times(out, WORD_PLAIN + (int)rank, again ? full / 3 : little ? full * 2 / 3 : full);
        telling = telling || rank != MATCH_WORD_GENERIC;
        if (aligned.how[i] == MATCH_TYPO) {
            add(out, WORD_TYPO);
        }
    }
    if (telling && aligned.pairs == a->count && aligned.pairs == b->count) {
        add(out, NAME_WHOLE);
        return;
    }
    if (str_eq(joined_a, joined_b)) {
        add(out, NAME_JOINED);
        add(out, WORD_PLAIN);
        return;
    }
    size_t missing = 0;
    for (size_t i = 0; i < a->count; i++) {
        missing += aligned.to[i] == SIZE_MAX && a->ranks[i] != MATCH_WORD_GENERIC ? 1 : 0;
    }
    size_t added = 0;
    for (size_t i = 0; i < b->count; i++) {
        added += !aligned.taken[i] && b->ranks[i] != MATCH_WORD_GENERIC ? 1 : 0;
    }
    if (!telling && joined_a.len >= 8 && match_jaro_winkler(joined_a, joined_b) >= 950) {
        add(out, NAME_JOINED);
        add(out, WORD_PLAIN);
        add(out, WORD_TYPO);
    } else if (!telling) {
        add(out, NAME_OTHER);
    } else if (missing > 0 && added > 0) {
        add_times(out, NAME_OTHER, -400 * (int)(missing < added ? missing : added));
    } else if (missing + added > 0 || aligned.pairs < a->count || aligned.pairs < b->count) {
        add(out, WORD_MISSING);
    }
}

/* The likest of the names that the two go by. */
static void compare_enterprise_names(const struct match_card *a, const struct match_card *b, struct match *out)
{
    struct match best = *out;
    bool any = false;
    for (size_t i = 0; i < 2; i++) {
        for (size_t k = 0; k < 2; k++) {
            struct match one = *out;
            if (a->names[i].count == 0 || b->names[k].count == 0) {
                continue;
            }
            compare_words(&a->names[i], &b->names[k], a->joined[i], b->joined[k], &one);
            if (i != k && one.weight > out->weight) {
                add(&one, NAME_TRADE);
            }
            if (!any || one.weight > best.weight) {
                best = one;
                any = true;
            }
        }
    }
    *out = best;
}

static void compare_owners(const struct match_card *a, const struct match_card *b, struct match *out)
{
    if (str_is_empty(a->owners[0]) || str_is_empty(b->owners[0])) {
        return;
    }
    for (size_t i = 0; i < MATCH_OWNERS_MOST; i++) {
        for (size_t k = 0; k < MATCH_OWNERS_MOST; k++) {
            if (!str_is_empty(a->owners[i]) && str_eq(a->owners[i], b->owners[k])) {
                add(out, OWNER_SAME);
                return;
            }
        }
    }
    add(out, OWNER_OTHER);
}

static void compare_enterprises(const struct match_card *a, const struct match_card *b, struct match *out)
{
    compare_numbers(a->nit, b->nit, NIT_SAME, nits_are_valid(a->nit, b->nit), out);
    compare_duis(a, b, out);
    compare_numbers(a->nrc, b->nrc, NRC_SAME, false, out);
    compare_enterprise_names(a, b, out);
    compare_owners(a, b, out);
    compare_phones(a, b, out);
    compare_values(a->email, b->email, EMAIL_SAME, EMAIL_OTHER, out);
    compare_values(a->district, b->district, PLACE_SAME, PLACE_OTHER, out);
    compare_addresses(&a->address, &b->address, out);
    compare_values(a->activity, b->activity, ACTIVITY_SAME, -1, out);
    compare_values(a->sector, b->sector, SECTOR_SAME, SECTOR_OTHER, out);
}

/* ---- the verdict ----------------------------------------------------------------------------------------------- */

/* Odds of 2 to the power of `bits` hundredths as thousandths: whole bits from the table, between them a straight line. */
static int likelihood(int bits)
{
    static const int at[] = {1, 2, 4, 8, 15, 30, 59, 111, 200, 333, 500, 667, 800, 889, 941, 970, 985, 992, 996, 998, 999};
    int low = bits + 1000;
    if (low <= 0) {
        return 0;
    }
    if (low >= 2000) {
        return 1000;
    }
    return at[low / 100] + (at[low / 100 + 1] - at[low / 100]) * (low % 100) / 100;
}

static int stronger(const void *a, const void *b)
{
    const struct match_reason *x = a;
    const struct match_reason *y = b;
    int by_weight = abs(y->weight) - abs(x->weight);
    return by_weight != 0 ? by_weight : x->evidence - y->evidence;
}

void match_compare(const struct match_card *a, const struct match_card *b, struct match *out)
{
    assert(a->is_person == b->is_person);
    *out = (struct match){0};
    if (a->is_person) {
        compare_persons(a, b, out);
    } else {
        compare_enterprises(a, b, out);
    }
    qsort(out->reasons, out->count, sizeof(out->reasons[0]), stronger);
    out->score = likelihood(out->weight + (a->is_person ? PRIOR_PERSON : PRIOR_ENTERPRISE));
    int probable = a->is_person ? PROBABLE_PERSON_FROM : PROBABLE_ENTERPRISE_FROM;
    out->sureness = out->score >= HIGH_FROM       ? MATCH_HIGH
                    : out->score >= probable ? MATCH_PROBABLE
                    : out->score >= POSSIBLE_FROM ? MATCH_POSSIBLE
                                                  : MATCH_NONE;
    if (out->documents_differ && out->sureness > MATCH_POSSIBLE) {
        out->sureness = MATCH_POSSIBLE;
        out->score = probable - 1;
    }
}
