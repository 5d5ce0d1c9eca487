#include "db/address.h"

#include <string.h>

bool db_is_postgres(const char *url)
{
    return strncmp(url, "postgres://", 11) == 0 || strncmp(url, "postgresql://", 13) == 0;
}

static size_t last_of(struct str text, char wanted)
{
    for (size_t i = text.len; i > 0; i--) {
        if (text.ptr[i - 1] == wanted) {
            return i - 1;
        }
    }
    return SIZE_MAX;
}

/* What stands before the separator; the rest, without it, behind. Without a separator all of it stands before. */
static struct str before(struct str *rest, struct str separator)
{
    size_t at = str_find(*rest, separator);
    struct str first = str_slice(*rest, 0, at == SIZE_MAX ? rest->len : at);
    *rest = at == SIZE_MAX ? S("") : str_slice(*rest, at + separator.len, rest->len);
    return first;
}

bool db_address_parse(struct str url, struct db_address *out)
{
    size_t scheme = str_find(url, S("://"));
    if (scheme == SIZE_MAX || !(str_starts(url, S("postgresql://")) || str_starts(url, S("postgres://")))) {
        return false;
    }
    struct str query = str_slice(url, scheme + 3, url.len);
    struct str path = before(&query, S("?"));
    struct str authority = before(&path, S("/"));
    size_t at = last_of(authority, '@');
    struct str password = str_slice(authority, 0, at == SIZE_MAX ? 0 : at);
    struct str user = before(&password, S(":"));
    *out = (struct db_address){
        .user = user,
        .password = password,
        .host = at == SIZE_MAX ? authority : str_slice(authority, at + 1, authority.len),
        .database = path,
        .query = query,
    };
    return true;
}

struct str db_address_format(struct arena *arena, const struct db_address *address)
{
    struct buf out = BUF(arena);
    buf_put_c(&out, "postgresql://");
    buf_put(&out, address->user);
    if (!str_is_empty(address->password)) {
        buf_put_char(&out, ':');
        buf_put(&out, address->password);
    }
    buf_put_c(&out, str_is_empty(address->user) ? "" : "@");
    buf_put(&out, address->host);
    buf_put_char(&out, '/');
    buf_put(&out, address->database);
    if (!str_is_empty(address->query)) {
        buf_put_char(&out, '?');
        buf_put(&out, address->query);
    }
    return buf_str(&out);
}

bool db_address_parameter(const struct db_address *address, struct str name, struct str *out)
{
    struct str rest = address->query;
    struct str value;
    while (str_split(&rest, '&', &value)) {
        if (str_eq(before(&value, S("=")), name)) {
            *out = value;
            return true;
        }
    }
    return false;
}

void db_address_drop(struct arena *arena, struct db_address *address, struct str name)
{
    struct buf kept = BUF(arena);
    struct str rest = address->query;
    struct str pair;
    while (str_split(&rest, '&', &pair)) {
        struct str value = pair;
        if (!str_eq(before(&value, S("=")), name)) {
            buf_put_c(&kept, kept.len == 0 ? "" : "&");
            buf_put(&kept, pair);
        }
    }
    address->query = kept.len == 0 ? S("") : buf_str(&kept);
}

void db_address_add(struct arena *arena, struct db_address *address, struct str name, struct str value)
{
    struct buf out = BUF(arena);
    buf_put(&out, address->query);
    buf_put_c(&out, out.len == 0 ? "" : "&");
    buf_put(&out, name);
    buf_put_char(&out, '=');
    for (size_t i = 0; i < value.len; i++) {
        char c = value.ptr[i];
        bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || strchr("-_./~", c) != NULL;
        buf_format(&out, plain ? "%c" : "%%%02X", (unsigned char)c);
    }
    address->query = buf_str(&out);
}

struct str db_address_shown(struct arena *arena, const char *url)
{
    struct db_address address;
    if (!db_address_parse(str_of(url), &address)) {
        return str_of(url);
    }
    address.password = S("");
    db_address_drop(arena, &address, S("password"));
    return db_address_format(arena, &address);
}
