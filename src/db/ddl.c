#include "db/ddl.h"

#include <string.h>
#include <strings.h>

/* ---- tokens ------------------------------------------------------------------------------- */

enum token_kind { TOKEN_END, TOKEN_WORD, TOKEN_STRING, TOKEN_COMMENT, TOKEN_OTHER };
struct token {
    enum token_kind kind;
    struct str text;
};

static bool is_word_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '$';
}

static size_t quoted_length(struct str s)
{
    size_t at = 1;
    while (at < s.len) {
        if (s.ptr[at] == s.ptr[0]) {
            if (at + 1 >= s.len || s.ptr[at + 1] != s.ptr[0]) {
                return at + 1;
            }
            at++;
        }
        at++;
    }
    return s.len;
}

static size_t comment_length(struct str s)
{
    bool line = s.ptr[0] == '-';
    size_t end = str_find(s, line ? S("\n") : S("*/"));
    return end == SIZE_MAX ? s.len : line ? end : end + 2;
}

/* Cuts the next token off *rest. */
static struct token next_token(struct str *rest)
{
    size_t from = 0;
    while (from < rest->len && strchr(" \t\r\n", rest->ptr[from]) != NULL) {
        from++;
    }
    struct str s = str_slice(*rest, from, rest->len);
    struct token token = {TOKEN_END, s};
    size_t length = 0;
    if (s.len == 0) {
        *rest = s;
        return token;
    }
    if (str_starts(s, S("--")) || str_starts(s, S("/*"))) {
        token.kind = TOKEN_COMMENT;
        length = comment_length(s);
    } else if (s.ptr[0] == '\'' || s.ptr[0] == '"') {
        token.kind = TOKEN_STRING;
        length = quoted_length(s);
    } else if (is_word_char(s.ptr[0])) {
        token.kind = TOKEN_WORD;
        while (length < s.len && is_word_char(s.ptr[length])) {
            length++;
        }
    } else {
        token.kind = TOKEN_OTHER;
        length = 1;
    }
    token.text = str_slice(s, 0, length);
    *rest = str_slice(s, length, s.len);
    return token;
}

static struct token next_plain(struct str *rest)
{
    struct token token;
    do {
        token = next_token(rest);
    } while (token.kind == TOKEN_COMMENT);
    return token;
}

static bool is_word(struct token token, const char *word)
{
    return token.kind == TOKEN_WORD && token.text.len == strlen(word) &&
           strncasecmp(token.text.ptr, word, token.text.len) == 0;
}

static bool is_mark(struct token token, char mark)
{
    return token.kind == TOKEN_OTHER && token.text.ptr[0] == mark;
}

/* Cuts the next statement off *rest, with the comments before it and a comment on the line of its semicolon. */
static bool next_statement(struct str *rest, struct str *out)
{
    struct str start = *rest;
    bool any = false;
    for (;;) {
        struct token token = next_token(rest);
        if (token.kind == TOKEN_END) {
            *out = start;
            return any;
        }
        any = any || token.kind != TOKEN_COMMENT;
        if (!is_mark(token, ';')) {
            continue;
        }
        struct str look = *rest;
        struct token after = next_token(&look);
        if (after.kind == TOKEN_COMMENT &&
            memchr(rest->ptr, '\n', (size_t)(after.text.ptr - rest->ptr)) == NULL) {
            *rest = look;
        }
        *out = str_slice(start, 0, (size_t)(rest->ptr - start.ptr));
        return true;
    }
}

static struct str comment_text(struct str comment)
{
    if (str_starts(comment, S("/*"))) {
        return str_trim(str_slice(comment, 2, comment.len - 2));
    }
    return str_trim(str_slice(comment, 2, comment.len));
}

/* ---- the model ----------------------------------------------------------------------------- */

#define GROW(arena, type, list, len, cap_)                                \
    do {                                                                  \
        if ((len) == (cap_)) {                                            \
            size_t new_cap = (cap_) == 0 ? 16 : (cap_) * 2;               \
            type *grown = ARENA_ARRAY((arena), type, new_cap);            \
            if ((len) > 0) {                                              \
                memcpy(grown, (list), (len) * sizeof(type));              \
            }                                                             \
            (list) = grown;                                               \
            (cap_) = new_cap;                                             \
        }                                                                 \
    } while (0)

static struct ddl_table *find(const struct ddl_model *model, struct str name)
{
    for (size_t i = 0; i < model->count; i++) {
        if (!model->tables[i].gone && str_eq(model->tables[i].name, name)) {
            return &model->tables[i];
        }
    }
    return NULL;
}

const struct ddl_table *ddl_find(const struct ddl_model *model, struct str name)
{
    return find(model, name);
}

static struct ddl_column *find_column(const struct ddl_table *table, struct str name)
{
    for (size_t i = 0; i < table->count; i++) {
        if (str_eq(table->columns[i].name, name)) {
            return &table->columns[i];
        }
    }
    return NULL;
}

const struct ddl_column *ddl_find_column(const struct ddl_table *table, struct str name)
{
    return find_column(table, name);
}

static struct ddl_table *add_table(struct ddl_model *model, struct str name)
{
    GROW(model->arena, struct ddl_table, model->tables, model->count, model->cap);
    struct ddl_table *table = &model->tables[model->count++];
    *table = (struct ddl_table){.name = str_copy(model->arena, name)};
    return table;
}

static struct ddl_column *add_column(struct ddl_model *model, struct ddl_table *table, struct str name)
{
    GROW(model->arena, struct ddl_column, table->columns, table->count, table->cap);
    struct ddl_column *column = &table->columns[table->count++];
    *column = (struct ddl_column){.name = str_copy(model->arena, name)};
    return column;
}

/* ---- type words ------------------------------------------------------------------------------ */

static const struct {
    const char *word;
    const char *name; /* NULL: not a column type */
    const char *sqlite;
    const char *postgres;
} words[] = {
    {"$INT", "int", "INTEGER", "BIGINT"},
    {"$BOOL", "bool", "INTEGER", "SMALLINT"},
    {"$TEXT", "text", "TEXT", "TEXT COLLATE \"C\""},
    {"$ID", "id", "BLOB", "BYTEA"},
    {"$BLOB", "blob", "BLOB", "BYTEA"},
    {"$STRICT", NULL, "STRICT", ""},
    {"$STRICT_WITHOUT_ROWID", NULL, "STRICT, WITHOUT ROWID", ""},
};

static struct str type_name(struct str word)
{
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        if (words[i].name != NULL && str_eq_c(word, words[i].word)) {
            return str_of(words[i].name);
        }
    }
    return STR_NONE;
}

static enum err put_words(struct buf *out, enum db_engine engine, struct str statement, struct text *problem)
{
    struct str rest = statement;
    const char *copied = statement.ptr;
    for (;;) {
        struct token token = next_token(&rest);
        buf_put(out, (struct str){copied, (size_t)(token.text.ptr - copied)});
        copied = token.text.ptr + token.text.len;
        if (token.kind == TOKEN_END) {
            return ERR_OK;
        }
        bool upper = token.kind == TOKEN_WORD && token.text.len > 1 && token.text.ptr[0] == '$' &&
                     token.text.ptr[1] >= 'A' && token.text.ptr[1] <= 'Z';
        if (!upper) {
            buf_put(out, token.text);
            continue;
        }
        size_t at = 0;
        while (at < COUNT_OF(words) && !str_eq_c(token.text, words[at].word)) {
            at++;
        }
        if (at == COUNT_OF(words)) {
            *problem = text_format(out->arena, TEXT("no se conoce la palabra %.*s", "the word %.*s is not known"),
                                   STR_ARG(token.text));
            return ERR_INVALID;
        }
        buf_put_c(out, engine == DB_SQLITE ? words[at].sqlite : words[at].postgres);
    }
}

/* ---- statements -------------------------------------------------------------------------------- */

static enum err complete(struct ddl_model *model, const struct ddl_table *table, const struct ddl_column *column,
                         struct text *problem)
{
    if (str_is_empty(column->type)) {
        *problem = text_format(model->arena, TEXT("%.*s.%.*s no tiene una palabra de tipo", "%.*s.%.*s has no type word"),
                               STR_ARG(table->name), STR_ARG(column->name));
        return ERR_INVALID;
    }
    if (str_is_empty(column->comment)) {
        *problem = text_format(model->arena, TEXT("%.*s.%.*s no tiene comentario", "%.*s.%.*s has no comment"),
                               STR_ARG(table->name), STR_ARG(column->name));
        return ERR_INVALID;
    }
    return ERR_OK;
}

static bool begins_constraint(struct token token)
{
    return is_word(token, "CONSTRAINT") || is_word(token, "PRIMARY") || is_word(token, "FOREIGN") ||
           is_word(token, "UNIQUE") || is_word(token, "CHECK");
}

/* `rest` begins behind the table's name. A comment belongs to the column whose definition began last before it, since it
 * stands behind the comma. */
static enum err read_columns(struct ddl_model *model, struct ddl_table *table, struct str rest, struct text *problem)
{
    struct ddl_column *column = NULL;
    bool item_begins = false;
    bool type_follows = false;
    int depth = 0;
    for (;;) {
        struct token token = next_token(&rest);
        if (token.kind == TOKEN_END) {
            break;
        }
        if (token.kind == TOKEN_COMMENT) {
            if (column != NULL && column->comment.ptr == NULL) {
                column->comment = str_copy(model->arena, comment_text(token.text));
            }
        } else if (is_mark(token, '(')) {
            depth++;
            item_begins = depth == 1 || item_begins;
        } else if (is_mark(token, ')')) {
            depth--;
        } else if (is_mark(token, ',')) {
            item_begins = depth == 1 || item_begins;
        } else if (item_begins && depth == 1) {
            item_begins = false;
            type_follows = !begins_constraint(token);
            column = type_follows ? add_column(model, table, token.text) : NULL;
        } else if (type_follows) {
            type_follows = false;
            column->type = type_name(token.text);
        }
    }
    for (size_t i = 0; i < table->count; i++) {
        TRY(complete(model, table, &table->columns[i], problem));
    }
    return ERR_OK;
}

static enum err alter_table(struct ddl_model *model, struct str rest, struct ddl_column **added, struct ddl_table **of,
                            struct text *problem)
{
    struct ddl_table *table = find(model, next_plain(&rest).text);
    struct token verb = next_plain(&rest);
    if (table == NULL) {
        return ERR_OK;
    }
    struct token name = next_plain(&rest);
    bool to = is_word(verb, "RENAME") && is_word(name, "TO");
    if (is_word(name, "COLUMN") || to) {
        name = next_plain(&rest);
    }
    if (to) {
        table->name = str_copy(model->arena, name.text);
    } else if (is_word(verb, "RENAME")) {
        struct ddl_column *column = find_column(table, name.text);
        (void)next_plain(&rest);
        if (column != NULL) {
            column->name = str_copy(model->arena, next_plain(&rest).text);
        }
    } else if (is_word(verb, "DROP")) {
        struct ddl_column *column = find_column(table, name.text);
        if (column != NULL) {
            size_t at = (size_t)(column - table->columns);
            memmove(column, column + 1, (table->count - at - 1) * sizeof(*column));
            table->count--;
        }
    } else if (is_word(verb, "ADD") && !begins_constraint(name)) {
        struct ddl_column *column = add_column(model, table, name.text);
        column->type = type_name(next_plain(&rest).text);
        for (struct token token = next_token(&rest); token.kind != TOKEN_END; token = next_token(&rest)) {
            if (token.kind == TOKEN_COMMENT && column->comment.ptr == NULL) {
                column->comment = str_copy(model->arena, comment_text(token.text));
            }
        }
        *added = column;
        *of = table;
        return complete(model, table, column, problem);
    }
    return ERR_OK;
}

static void drop_table(struct ddl_model *model, struct str name)
{
    struct ddl_table *table = find(model, name);
    if (table != NULL) {
        table->gone = true;
    }
    GROW(model->arena, struct str, model->dropped, model->dropped_count, model->dropped_cap);
    model->dropped[model->dropped_count++] = str_copy(model->arena, name);
}

/* ---- what PostgreSQL gets in addition ------------------------------------------------------------ */

static void put_quoted(struct buf *out, struct str text)
{
    buf_put_char(out, '\'');
    for (size_t i = 0; i < text.len; i++) {
        buf_put_char(out, text.ptr[i]);
        if (text.ptr[i] == '\'') {
            buf_put_char(out, '\'');
        }
    }
    buf_put_c(out, "';");
}

static void put_comment(struct buf *out, const struct ddl_table *table, const struct ddl_column *column)
{
    buf_format(out, "\nCOMMENT ON COLUMN " STR_FMT "." STR_FMT " IS ", STR_ARG(table->name), STR_ARG(column->name));
    put_quoted(out, column->comment);
}

/* The sub-selects make the bounds be computed once a statement and not once a row. Without a scope they are NULL or empty,
 * and nothing is visible. */
static void put_policy(struct buf *out, const struct ddl_table *table)
{
    static const char condition[] =
        "(agency BETWEEN (SELECT decode(current_setting('adelante.low', true), 'hex'))"
        " AND (SELECT decode(current_setting('adelante.high', true), 'hex')))";
    buf_format(out, "\nALTER TABLE " STR_FMT " ENABLE ROW LEVEL SECURITY;", STR_ARG(table->name));
    buf_format(out, "\nALTER TABLE " STR_FMT " FORCE ROW LEVEL SECURITY;", STR_ARG(table->name));
    buf_format(out, "\nCREATE POLICY agency_scope ON " STR_FMT " USING %s WITH CHECK %s;\n", STR_ARG(table->name), condition,
               condition);
}

static void put_table_extras(struct buf *out, const struct ddl_table *table, struct str unscoped)
{
    for (size_t i = 0; i < table->count; i++) {
        put_comment(out, table, &table->columns[i]);
    }
    if (unscoped.ptr != NULL) {
        buf_format(out, "\nCOMMENT ON TABLE " STR_FMT " IS ", STR_ARG(table->name));
        put_quoted(out, unscoped);
    } else if (find_column(table, S("agency")) != NULL) {
        put_policy(out, table);
    }
}

static enum err put_statement(struct ddl_model *model, enum db_engine engine, struct str statement, struct buf *out,
                              struct text *problem)
{
    TRY(put_words(out, engine, statement, problem));
    struct str rest = statement;
    struct str unscoped = STR_NONE;
    struct token token = next_token(&rest);
    while (token.kind == TOKEN_COMMENT) {
        unscoped = str_starts(token.text, S("--unscoped:")) ? comment_text(token.text) : unscoped;
        token = next_token(&rest);
    }
    struct token noun = next_plain(&rest);
    if (!is_word(noun, "TABLE")) {
        return ERR_OK;
    }
    if (is_word(token, "DROP")) {
        drop_table(model, next_plain(&rest).text);
    } else if (is_word(token, "ALTER")) {
        struct ddl_column *added = NULL;
        struct ddl_table *of = NULL;
        TRY(alter_table(model, rest, &added, &of, problem));
        if (engine == DB_POSTGRES && added != NULL) {
            put_comment(out, of, added);
        }
    } else if (is_word(token, "CREATE")) {
        struct ddl_table *table = add_table(model, next_plain(&rest).text);
        TRY(read_columns(model, table, rest, problem));
        if (engine == DB_POSTGRES) {
            put_table_extras(out, table, unscoped);
        }
    }
    return ERR_OK;
}

/* Leaves out the lines of the other engine's blocks. */
static enum err select_blocks(struct arena *arena, enum db_engine engine, struct str text, struct str *out,
                              struct text *problem)
{
    struct buf buf = BUF(arena);
    struct str rest = text;
    struct str line;
    bool inside = false;
    bool keep = true;
    while (str_split(&rest, '\n', &line)) {
        struct str word = str_trim(line);
        bool sqlite = str_eq(word, S("--sqlite"));
        bool postgres = str_eq(word, S("--postgres"));
        if (sqlite || postgres) {
            inside = true;
            keep = sqlite == (engine == DB_SQLITE);
        } else if (str_eq(word, S("--end"))) {
            if (!inside) {
                *problem = TEXT("hay un --end sin bloque", "there is an --end without a block");
                return ERR_INVALID;
            }
            inside = false;
            keep = true;
        } else if (keep) {
            buf_put(&buf, line);
            buf_put_char(&buf, '\n');
        }
    }
    if (inside) {
        *problem = TEXT("falta un --end", "an --end is missing");
        return ERR_INVALID;
    }
    *out = buf.len == 0 ? S("") : buf_str(&buf);
    return ERR_OK;
}

enum err ddl_translate(struct ddl_model *model, enum db_engine engine, struct str text, struct str *sql,
                       struct text *problem)
{
    struct str rest;
    TRY(select_blocks(model->arena, engine, text, &rest, problem));
    struct buf out = BUF(model->arena);
    struct str statement;
    while (next_statement(&rest, &statement)) {
        TRY(put_statement(model, engine, statement, &out, problem));
    }
    *sql = str_copy(model->arena, buf_str(&out));
    return ERR_OK;
}
