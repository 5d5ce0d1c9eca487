#include "account/account.h"

#include "base/utf8.h"
#include "territory/territory.h"

#define ROLE_CHOICE(code_, es_, en_) {.code = code_, .label = T(es_, en_)}
const struct choice account_roles[] = {
    ROLE_CHOICE("adviser", "Asesor(a)", "Adviser"),
    ROLE_CHOICE("administrator", "Administrador(a) de AT y capacitación", "Administrator of training and assistance"),
    ROLE_CHOICE("director", "Director(a) de centro", "Director of a centre"),
    ROLE_CHOICE("executive", "Dirección ejecutiva", "Executive director"),
    ROLE_CHOICE("national_reader", "Lectura nacional", "National reader"),
    ROLE_CHOICE("partner_reader", "Lectura de socio", "Partner reader"),
    ROLE_CHOICE("auditor", "Auditor(a)", "Auditor"),
    ROLE_CHOICE("data_protection_officer", "Delegado(a) de protección de datos", "Data protection officer"),
    ROLE_CHOICE("system_administrator", "Administrador(a) del sistema", "System administrator"),
    {.code = NULL},
};
static const struct choice languages[] = {
    {.code = "es", .label = T("Español", "Spanish")},
    {.code = "en", .label = T("Inglés", "English")},
    {.code = NULL},
};

static bool name_rule(struct arena *arena, struct str given, struct str *out, struct text *rule, struct text *remedy)
{
    for (size_t i = 0; i < given.len; i++) {
        char c = given.ptr[i];
        bool good = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
        if (!good) {
            *rule = TEXT("Un nombre de usuario lleva letras sin acento, cifras, punto o guion.",
                         "A user name has letters without accents, digits, dot or hyphen.");
            *remedy = TEXT("Por ejemplo: ana.lopez", "For example: ana.lopez");
            return false;
        }
    }
    struct buf lower = BUF(arena);
    for (size_t i = 0; i < given.len; i++) {
        char c = given.ptr[i];
        buf_put_char(&lower, c >= 'A' && c <= 'Z' ? (char)(c + 32) : c);
    }
    *out = buf_str(&lower);
    return true;
}

static bool area_rule(struct arena *arena, struct str given, struct str *out, struct text *rule, struct text *remedy)
{
    (void)arena;
    *out = given;
    if (territory_is_area(given)) {
        return true;
    }
    *rule = TEXT("Un territorio es el código de un departamento, un municipio o un distrito.",
                 "A territory is the code of a department, a municipality or a district.");
    *remedy = TEXT("Por ejemplo 14, o 1408. Los códigos están en Unidades.", "For example 14, or 1408. The codes are under Units.");
    return false;
}

static const struct field user_fields[] = {
    FIELD_TEXT(struct user, name, .required = true, .min = 2, .max = 60, .rule = name_rule, .label = T("Usuario", "User name")),
    FIELD_TEXT(struct user, full_name, .required = true, .max = 120, .label = T("Nombre completo", "Full name")),
    FIELD_CHOICE(struct user, role, .required = true, .choices = account_roles, .label = T("Rol", "Role")),
    FIELD_TEXT(struct user, unit, .required = true, .max = 60, .label = T("Unidad", "Unit")),
    FIELD_TEXT(struct user, staff, .max = 60, .label = T("Persona del personal", "Member of staff"),
               .hint = T("Para asesoras y asesores: su código en el personal.", "For advisers: their code among the staff.")),
    FIELD_TEXT(struct user, territory, .max = 4, .rule = area_rule, .label = T("Solo este territorio", "This territory only"),
               .hint = T("Lectura de socio de una municipalidad: el código de su distrito, municipio o departamento.",
                         "Partner reader of a municipality: the code of its district, municipality or department.")),
    FIELD_TEXT(struct user, agreements, .max = 400, .label = T("Solo estos convenios", "These agreements only"),
               .hint = T("Lectura de socio de quien financia: los códigos, separados por punto y coma.",
                         "Partner reader of a funder: the codes, separated by semicolons.")),
    FIELD_TEXT(struct user, organisation, .max = 60, .label = T("Solo lo de este organismo, sumado", "This body's only, added up"),
               .hint = T("Lectura de socio de un ministerio: el código de la organización de la que otras dependen.",
                         "Partner reader of a ministry: the code of the organisation that others belong to.")),
    FIELD_TEXT(struct user, email, .max = 100, .label = T("Correo", "E-mail")),
    FIELD_CHOICE(struct user, lang, .choices = languages, .initial = "es", .label = T("Idioma", "Language")),
    FIELD_BOOL(struct user, active, .initial = "true", .label = T("Activo", "Active")),
    FIELD_BOOL(struct user, has_password, .computed = true, .label = T("Tiene contraseña", "Has a password")),
    FIELD_INT(struct user, version, .label = T("Versión", "Version")),
};
const struct shape user_shape = SHAPE("user", struct user, user_fields);

static const struct field link_fields[] = {
    FIELD_TEXT(struct user_link, name, .required = true, .max = 60, .label = T("Usuario", "User name")),
    FIELD_TEXT(struct user_link, path, .computed = true, .max = 200, .label = T("Enlace de una sola vez", "One-time link")),
};
const struct shape user_link_shape = SHAPE("user_link", struct user_link, link_fields);

static const struct field session_fields[] = {
    FIELD_ID(struct user_session, id, .label = T("Sesión", "Session")),
    FIELD_INSTANT(struct user_session, created_at, .label = T("Desde", "Since")),
    FIELD_INSTANT(struct user_session, seen_at, .label = T("Último uso", "Last use")),
    FIELD_INSTANT(struct user_session, expires_at, .label = T("Termina", "Ends")),
    FIELD_TEXT(struct user_session, address, .max = 60, .label = T("Dirección", "Address")),
};
const struct shape user_session_shape = SHAPE("user_session", struct user_session, session_fields);

static const struct field token_fields[] = {
    FIELD_TEXT(struct api_token, id, .computed = true, .max = 40, .label = T("Identificador", "Identifier")),
    FIELD_TEXT(struct api_token, name, .required = true, .max = 80, .label = T("Para qué es", "What it is for")),
    FIELD_CHOICE(struct api_token, role, .required = true, .choices = account_roles, .label = T("Rol", "Role")),
    FIELD_TEXT(struct api_token, unit, .required = true, .max = 60, .label = T("Unidad", "Unit")),
    FIELD_TEXT(struct api_token, territory, .max = 4, .rule = area_rule, .label = T("Solo este territorio", "This territory only"),
               .hint = T("Lectura de socio de una municipalidad: el código de su distrito, municipio o departamento.",
                         "Partner reader of a municipality: the code of its district, municipality or department.")),
    FIELD_TEXT(struct api_token, agreements, .max = 400, .label = T("Solo estos convenios", "These agreements only"),
               .hint = T("Lectura de socio de quien financia: los códigos, separados por punto y coma.",
                         "Partner reader of a funder: the codes, separated by semicolons.")),
    FIELD_TEXT(struct api_token, organisation, .max = 60, .label = T("Solo lo de este organismo, sumado", "This body's only, added up"),
               .hint = T("Lectura de socio de un ministerio: el código de la organización de la que otras dependen.",
                         "Partner reader of a ministry: the code of the organisation that others belong to.")),
    FIELD_INSTANT(struct api_token, created_at, .computed = true, .label = T("Creado", "Made")),
    FIELD_INSTANT(struct api_token, expires_at, .label = T("Vence", "Expires")),
    FIELD_BOOL(struct api_token, active, .computed = true, .label = T("Activo", "Active")),
    FIELD_TEXT(struct api_token, token, .computed = true, .max = 80, .label = T("Ficha", "Token")),
};
const struct shape api_token_shape = SHAPE("api_token", struct api_token, token_fields);

/* The commonest passwords of twelve and more characters, folded; shorter ones are refused by their length. */
static const char *const common_passwords[] = {
    "123456789012", "1234567890123", "12345678901234", "123456789123", "123123123123", "111111111111", "000000000000",
    "qwertyuiop12", "qwertyuiop123", "qwertyuiopas", "qwertyuiopasdfghjkl", "password1234", "password12345", "passwordpassword",
    "contrasena123", "contrasena1234", "micontrasena", "administrador", "administrador1", "administrator", "elsalvador123",
    "elsalvador2024", "elsalvador2025", "elsalvador2026", "bienvenido123", "bienvenidos1", "abcdefghijkl", "abcd12345678",
    "adelante1234", "adelante12345", "teamoteamo12", "iloveyou1234", "letmeinletmein", "changemechangeme", "1q2w3e4r5t6y",
    "1qaz2wsx3edc", "zaq12wsxcde3", "asdfghjklzxc", "987654321098", "112233445566", "trustno1trustno1", "superman1234",
};

bool account_password_is_good(struct arena *arena, struct str password, struct str name, struct text *rule, struct text *remedy)
{
    size_t length = utf8_length(password);
    *remedy = TEXT("Use una frase de varias palabras que solo usted recuerde.", "Use a phrase of several words that only you remember.");
    if (!utf8_is_text(password) || length < 12 || length > 128) {
        *rule = TEXT("Una contraseña tiene de 12 a 128 caracteres.", "A password has 12 to 128 characters.");
        return false;
    }
    struct str folded = utf8_fold(arena, password);
    bool same = true;
    for (size_t i = 1; i < password.len; i++) {
        same &= password.ptr[i] == password.ptr[0];
    }
    bool common = same || (name.len >= 6 && str_find(folded, utf8_fold(arena, name)) == 0 && folded.len <= name.len + 4);
    for (size_t i = 0; i < COUNT_OF(common_passwords) && !common; i++) {
        common = str_eq_c(folded, common_passwords[i]);
    }
    if (common) {
        *rule = TEXT("Esa contraseña es de las que primero se prueban.", "That password is among the first to be tried.");
    }
    return !common;
}

int64_t account_delay_seconds(int64_t failures)
{
    if (failures < 5) {
        return 0;
    }
    int64_t delay = failures - 5 >= 10 ? 900 : INT64_C(1) << (failures - 5);
    return delay > 900 ? 900 : delay;
}

int64_t account_common_delay_seconds(int64_t failures)
{
    return failures < 50 ? 0 : 4;
}
