#include "client/match_words.h"

#include "base/utf8.h"
#include "client/search.h"

#include <string.h>

/* ---- lists of words, folded ------------------------------------------------------------------------ */

static const char *const particles[] = {"de", "del", "la", "las", "los", "el", "y", "e", "da", "di", "van", "von", NULL};
static const char *const titles[] = {"sr", "sra", "srita", "don", "dona", "nina", "ing", "lic", "licda", "dr", "dra", "prof", NULL};
static const char *const widowed[] = {"viuda", "vda", "v", NULL};
static const char *const saints[] = {"san", "santa", "santo", NULL};
/* What people write for a name, and the name. */
static const char *const short_forms[][2] = {
    {"ma", "maria"}, {"fco", "francisco"}, {"gpe", "guadalupe"}, {"ant", "antonio"}, {"mtz", "martinez"}, {"hdez", "hernandez"},
    {"rdz", "rodriguez"}, {"glez", "gonzalez"}, {"fdez", "fernandez"}, {"gzlez", "gonzalez"}, {"rmz", "ramirez"}, {"rdguez", "rodriguez"},
    {"mz", "martinez"}, {"hndez", "hernandez"}, {"lpz", "lopez"},
};
/* The commonest surnames of El Salvador: one person in two bears one of them. */
static const char *const common_surnames[] = {
    "hernandez", "martinez", "lopez", "garcia", "rodriguez", "gonzalez", "perez", "sanchez", "ramirez", "flores", "rivera",
    "gomez", "diaz", "reyes", "cruz", "morales", "vasquez", "romero", "ramos", "mejia", "castro", "guevara", "alvarado",
    "aguilar", "orellana", "ortiz", "chavez", "mendoza", "castillo", "ayala", "torres", "guzman", "portillo", "gutierrez",
    "alfaro", "jimenez", "molina", "escobar", "melendez", "campos", "rivas", "velasquez", NULL};
static const char *const common_given[] = {
    "maria", "jose", "juan", "ana", "carlos", "luis", "jorge", "francisco", "manuel", "antonio", "rosa", "marta", "martha",
    "carmen", "miguel", "oscar", "mario", "roberto", "ricardo", "elena", "isabel", "gloria", "blanca", "marina", "sandra",
    "silvia", "patricia", "claudia", "karla", "julio", "cesar", "rafael", "mauricio", "edwin", "david", "daniel", "alejandra",
    "beatriz", "margarita", "guadalupe", "alberto", "ernesto", "armando", "angel", "jesus", "angeles", "pedro", "elizabeth",
    "mercedes", "dolores", "reina", "yesenia", "sonia", "morena", "vilma", "santos", "rene", "jaime", "victor", "salvador",
    "alexander", "eduardo", "fernando", "enrique", "gabriela", "veronica", "cristina", "teresa", "esperanza", NULL};
/* Words that say what an enterprise does or is, not which it is. */
static const char *const generic_words[] = {
    "tienda", "taller", "panaderia", "restaurante", "comedor", "ferreteria", "pupuseria", "libreria", "sala", "salon",
    "belleza", "farmacia", "clinica", "agropecuaria", "agroservicio", "agro", "servicio", "servicios", "comercial", "comercializadora",
    "inversiones", "distribuidora", "industrias", "industria", "productos", "producto", "alimentos", "lacteos", "textiles", "confecciones",
    "costura", "artesanias", "artesania", "calzado", "zapateria", "carpinteria", "muebles", "hotel", "hostal", "cafe", "cafeteria",
    "pasteleria", "tortilleria", "sorbeteria", "pescaderia", "apiario", "granja", "ganaderia", "envasados", "constructora",
    "construcciones", "transportes", "grupo", "empresa", "negocio", "negocios", "ventas", "venta", "variedades", "boutique", "almacen",
    "super", "supermercado", "alfareria", "joyeria", "optica", "lavanderia", "vivero", "molino", "deposito", "agencia", "estudio", "academia", "mini", "minisuper", "bazar", "floristeria", "imprenta", "tecnologia", "sistemas", "soluciones",
    "consultores", "consultoria", "asociacion", "fundacion", "comite", "productores", "productoras", "mujeres", "emprendedoras", "emprendedores",
    "agricultores", "pescadores", "artesanos", "multiservicios", "repuestos", "mecanica", "mecanico", "cooperativa", "produccion", "salvador",
    "salvadorena", "salvadoreno", "dulces", "jugos", "pan", "ropa", "moda", "modas", "creaciones", "arte", "turismo", "tours", "sociedad", "anonima",
    "capital", "variable", "responsabilidad", "limitada", "acciones", "simplificada", NULL};
/* Names that many enterprises give themselves. */
static const char *const common_brands[] = {
    "esperanza", "bendicion", "fe", "paz", "union", "progreso", "porvenir", "milagro", "divina", "providencia", "buen", "pastor",
    "oriente", "oriental", "golfo", "costa", "mar", "sol", "luna", "estrella", "flor", "rosita", "rosa", "maria", "jose",
    "sanjose", "santamaria", "sanantonio", "sanmiguel", "sanjuan", "jerusalen", "belen", "emanuel", "emmanuel", "carmen",
    "guadalupe", "amigo", "amistad", "familia", "familiar", "nuevo", "nueva", "central", "popular", "economica", "moderna",
    "ideal", "favorita", "favorito", "nacional", "san", "santa", "anita", "lupita", "carmencita", "ceiba", "palmera", "roca",
    "hermanos", "hijos", "dios", "cristo", "rey", "reina", "angel", "delicias", "sabor", "tipico", "tipica",
    "vida", "amanecer", "tres", "dos", "primavera", "eden", "paraiso", "arcoiris", "manantial", "jordan", "sion", "elohim",
    "shalom", "genesis", "bethel", "betania", "maranatha", "adonai", "ebenezer", "caribe", "pacifico", "valle", "montana", "cerro",
    "rio", "lago", "sirena", "delfin", "aguila", "leon", "tigre", "gallo", "conacaste", "volcan", "manglar", "bahia", "centro", NULL};
static const char *const place_words[] = {
    "barrio", "colonia", "col", "calle", "avenida", "av", "ave", "casa", "canton", "caserio", "pasaje", "psje", "block", "blk",
    "lote", "poligono", "pol", "numero", "no", "num", "urbanizacion", "urb", "frente", "costado", "street", "road", "place", NULL};
/* Legal forms, longest first, as folding leaves them. They are taken from the end of a name, again and again. */
static const char *const legal_forms[] = {
    "sociedad por acciones simplificada de capital variable", "sociedad de responsabilidad limitada de capital variable",
    "sociedad anonima de capital variable", "sociedad de responsabilidad limitada", "responsabilidad limitada",
    "sociedad por acciones simplificada", "sociedad cooperativa", "sociedad anonima", "sociedad colectiva", "capital variable",
    "s de r l de c v", "s de rl de cv", "s de r l c v", "s a s de c v", "sas de cv", "s a de c v", "sa de cv", "s a c v", "sa cv",
    "s en c de c v", "s a d c v", "sadecv", "ltda de c v", "ltda de cv", "de c v", "de cv", "s de r l", "s de rl", "soc de r l",
    "de r l", "de rl", "srl", "r l", "s a s", "sas", "s a", "sa", "s c", "ltda", "limitada", "y compania", "y cia", "cia",
    "e i r l", "eirl", "s en c", "c v", "cv", "soc", "de", "s", NULL};
/* The same at the beginning. */
static const char *const legal_openings[] = {
    "asociacion cooperativa de produccion agropecuaria", "asociacion cooperativa de ahorro y credito", "asociacion cooperativa de",
    "asociacion cooperativa", "asoc coop de", "asoc coop", "asociacion agropecuaria", "sociedad cooperativa", "cooperativa de",
    "cooperativa", "coop de", "coop", "asociacion de", "asoc de", "asoc", "sociedad", "grupo de", "grupo", "empresa", NULL};

static bool is_in(const char *const *list, struct str word)
{
    for (; *list != NULL && word.len > 0; list++) {
        if (word.ptr[0] == (*list)[0] && str_eq_c(word, *list)) {
            return true;
        }
    }
    return false;
}

/* ---- cutting ------------------------------------------------------------------------------------------ */

static struct str whole_form(struct str word)
{
    for (size_t i = 0; i < COUNT_OF(short_forms); i++) {
        if (str_eq_c(word, short_forms[i][0])) {
            return str_of(short_forms[i][1]);
        }
    }
    return word;
}

static void add_word(struct arena *arena, struct match_words *out, struct str word, enum match_rank rank)
{
    for (size_t i = 0; i < out->count; i++) {
        if (str_eq(out->words[i], word)) {
            return;
        }
    }
    if (word.len > 0 && out->count < MATCH_WORDS_MOST) {
        out->words[out->count] = word;
        out->sounds[out->count] = utf8_sound(arena, word);
        out->ranks[out->count++] = rank;
    }
}

void match_words_given(struct arena *arena, struct str given_names, struct match_words *out)
{
    struct str rest = utf8_fold(arena, given_names);
    struct str word;
    *out = (struct match_words){0};
    while (str_split(&rest, ' ', &word)) {
        if (!is_in(particles, word) && !is_in(titles, word)) {
            word = whole_form(word);
            add_word(arena, out, word, is_in(common_given, word) ? MATCH_WORD_COMMON : MATCH_WORD_PLAIN);
        }
    }
    out->own = out->count;
}

/* What stands before the next word of a name. */
struct lead {
    struct str joined;  /* the particles written together: "dela" */
    size_t particles;
    bool single_de;     /* nothing but "de" */
    bool widow;
    bool saint;
};

/* Whether the word is part of what leads to the next one; takes it. A word of one or two letters behind particles ("de la O") is
 * the name itself. */
static bool takes_lead(struct arena *arena, struct lead *lead, struct str word, bool first)
{
    bool is_saint = is_in(saints, word);
    if (!first && is_in(widowed, word)) {
        lead->widow = true;
        return true;
    }
    if (!is_saint && !is_in(particles, word)) {
        return false;
    }
    lead->single_de = lead->particles == 0 && str_eq_c(word, "de");
    lead->saint = lead->saint || is_saint;
    lead->joined = lead->particles == 0 ? word : str_format(arena, STR_FMT STR_FMT, STR_ARG(lead->joined), STR_ARG(word));
    lead->particles++;
    return true;
}

void match_words_surnames(struct arena *arena, struct str surnames, struct match_words *out)
{
    struct str rest = utf8_fold(arena, surnames);
    struct str word;
    struct lead lead = {0};
    *out = (struct match_words){0};
    out->own = SIZE_MAX;
    while (str_split(&rest, ' ', &word)) {
        if (word.len == 0 || takes_lead(arena, &lead, word, out->count == 0)) {
            continue;
        }
        if (lead.saint || (lead.particles > 0 && word.len < 3)) {
            word = str_format(arena, STR_FMT STR_FMT, STR_ARG(lead.joined), STR_ARG(word));
        } else if (lead.single_de && (out->count > 0 || lead.widow) && out->own == SIZE_MAX) {
            out->own = out->count;
        }
        word = whole_form(word);
        add_word(arena, out, word, is_in(common_surnames, word) ? MATCH_WORD_COMMON : MATCH_WORD_PLAIN);
        lead = (struct lead){0};
    }
    if (out->own > out->count) {
        out->own = out->count;
    }
}

/* Cuts one legal form off either end; false when there is none, or nothing else would be left. */
static bool cut_form(struct str *name)
{
    for (size_t i = 0; legal_forms[i] != NULL; i++) {
        struct str form = str_of(legal_forms[i]);
        if (name->len > form.len + 1 && str_ends(*name, form) && name->ptr[name->len - form.len - 1] == ' ') {
            *name = str_slice(*name, 0, name->len - form.len - 1);
            return true;
        }
    }
    for (size_t i = 0; legal_openings[i] != NULL; i++) {
        struct str form = str_of(legal_openings[i]);
        if (name->len > form.len + 4 && str_starts(*name, form) && name->ptr[form.len] == ' ') {
            *name = str_slice(*name, form.len + 1, name->len);
            return true;
        }
    }
    return false;
}

void match_words_enterprise(struct arena *arena, struct str name, struct match_words *out, struct str *joined)
{
    struct str rest = utf8_fold(arena, name);
    struct str word;
    struct lead lead = {0};
    struct buf together = BUF(arena);
    while (cut_form(&rest)) {
    }
    *out = (struct match_words){0};
    while (str_split(&rest, ' ', &word)) {
        if (word.len == 0) {
            continue;
        }
        if (is_in(saints, word)) {
            lead.saint = true;
            lead.joined = word;
            continue;
        }
        if (is_in(particles, word)) {
            continue;
        }
        if (lead.saint) {
            word = str_format(arena, STR_FMT STR_FMT, STR_ARG(lead.joined), STR_ARG(word));
            lead = (struct lead){0};
        }
        buf_put(&together, word);
        add_word(arena, out, word,
                 is_in(generic_words, word) ? MATCH_WORD_GENERIC
                 : is_in(common_brands, word) || is_in(common_given, word) || is_in(common_surnames, word)
                     ? MATCH_WORD_COMMON
                     : MATCH_WORD_PLAIN);
    }
    out->own = out->count;
    *joined = together.len == 0 ? STR_NONE : buf_str(&together);
}

void match_words_address(struct arena *arena, struct str address, struct match_words *out)
{
    struct str rest = utf8_fold(arena, address);
    struct str word;
    *out = (struct match_words){0};
    while (str_split(&rest, ' ', &word)) {
        if (!is_in(particles, word) && !is_in(place_words, word)) {
            add_word(arena, out, word, MATCH_WORD_PLAIN);
        }
    }
    out->own = out->count;
}

/* ---- likeness ------------------------------------------------------------------------------------------ */

int match_jaro_winkler(struct str a, struct str b)
{
    enum { MOST = 64 };
    bool used_a[MOST] = {false};
    bool used_b[MOST] = {false};
    size_t len_a = a.len < MOST ? a.len : MOST;
    size_t len_b = b.len < MOST ? b.len : MOST;
    size_t longer = len_a > len_b ? len_a : len_b;
    size_t reach = longer / 2 > 0 ? longer / 2 - 1 : 0;
    size_t same = 0;
    for (size_t i = 0; i < len_a; i++) {
        size_t from = i > reach ? i - reach : 0;
        for (size_t k = from; k < len_b && k <= i + reach && !used_a[i]; k++) {
            if (!used_b[k] && a.ptr[i] == b.ptr[k]) {
                used_a[i] = used_b[k] = true;
                same++;
            }
        }
    }
    if (same == 0) {
        return 0;
    }
    size_t swapped = 0;
    for (size_t i = 0, k = 0; i < len_a; i++) {
        if (used_a[i]) {
            while (!used_b[k]) {
                k++;
            }
            swapped += a.ptr[i] != b.ptr[k++] ? 1 : 0;
        }
    }
    int jaro = (int)((1000 * same / len_a + 1000 * same / len_b + 1000 * (same - swapped / 2) / same) / 3);
    size_t prefix = 0;
    while (prefix < 4 && prefix < len_a && prefix < len_b && a.ptr[prefix] == b.ptr[prefix]) {
        prefix++;
    }
    return jaro + (int)prefix * (1000 - jaro) / 10;
}

static bool is_number(struct str word)
{
    for (size_t i = 0; i < word.len; i++) {
        if (word.ptr[i] < '0' || word.ptr[i] > '9') {
            return false;
        }
    }
    return word.len > 0;
}

enum match_likeness match_likeness_of(const struct match_words *a, size_t i, const struct match_words *b, size_t k)
{
    enum { JARO_WINKLER = 930 };
    struct str one = a->words[i];
    struct str two = b->words[k];
    if (str_eq(one, two)) {
        return MATCH_EXACT;
    }
    if (is_number(one) || is_number(two)) {
        return MATCH_UNLIKE;
    }
    size_t shorter = one.len < two.len ? one.len : two.len;
    if (shorter == 1) {
        return one.ptr[0] == two.ptr[0] ? MATCH_INITIAL : MATCH_UNLIKE;
    }
    if (str_eq(a->sounds[i], b->sounds[k])) {
        return MATCH_SOUND;
    }
    int far = search_distance(one, two);
    if ((far == 1 && shorter >= 3) || (far == 2 && shorter >= 6)) {
        return MATCH_TYPO;
    }
    if (shorter >= 5 && match_jaro_winkler(one, two) >= JARO_WINKLER) {
        return MATCH_TYPO;
    }
    return shorter >= 5 && search_distance(a->sounds[i], b->sounds[k]) == 1 ? MATCH_TYPO : MATCH_UNLIKE;
}

bool match_digits_near(struct str a, struct str b)
{
    if (a.len < 5 || b.len < 5 || str_eq(a, b)) {
        return false;
    }
    return search_distance(a, b) == 1;
}
