/* core/field.h: field tables: what a noun consists of.
 *
 * One row a field: name, type, labels, limits, privacy. From these tables come validation, JSON,
 * CSV and XLSX, form widgets, table cells, audit differences, redaction, OpenAPI and the data
 * dictionary. A table states facts, never behaviour. No attribute is added to struct field before
 * its third user.
 *
 * Values in memory, per type:
 *   TEXT       struct str           STR_NONE is "no value"; cleaned (NFC, trimmed), limits in code points
 *   CHOICE     struct str           the stable code of one struct choice
 *   CHOICES    struct str           codes joined by ';' in the table's order
 *   CATALOGUE  struct str           a code of a dated catalogue (district, activity)
 *   INT        int64_t              INT64_MIN is "no value"
 *   PERCENT    int64_t              hundredths of a per cent; INT64_MIN none
 *   MINUTES    int64_t              as INT; people see "1:30 h" or minutes
 *   TIME       int64_t              minutes of the day, HH:MM outside
 *   BOOL       enum answer          ANSWER_NONE, ANSWER_NO, ANSWER_YES; true/false in JSON, si/no (yes/no) accepted in files
 *   DATE       struct date
 *   INSTANT    int64_t              microseconds UTC; INT64_MIN none
 *   MONEY      struct money
 *   ID         struct id
 *   REF        struct ref           another record: by code outside, by id in the tables
 *   REFS       struct refs          several; "A;B" in files, an array in JSON; a link table in the database
 *   SHARES     struct shares        "A:60.00;B:40.00" in files; must add to 100.00
 *   VALUE      struct value         a figure: count, money, hundredths or none (output only)
 *   LABEL      struct text          both languages (output only)
 *   RECORD     an embedded struct described by .shape (output, and inputs of the API)
 *   ROWS       struct rows          a list of structs described by .shape
 *   STRINGS    struct strings       a list of texts
 */
#ifndef ADELANTE_FIELD_H
#define ADELANTE_FIELD_H

#include "base/base.h"
#include "base/date.h"
#include "base/id.h"
#include "base/money.h"
#include "core/fault.h"

struct ctx;
struct entity;
struct shape;

enum field_type {
    FIELD_TYPE_TEXT,
    FIELD_TYPE_CHOICE,
    FIELD_TYPE_CHOICES,
    FIELD_TYPE_CATALOGUE,
    FIELD_TYPE_INT,
    FIELD_TYPE_PERCENT,
    FIELD_TYPE_MINUTES,
    FIELD_TYPE_TIME,
    FIELD_TYPE_BOOL,
    FIELD_TYPE_DATE,
    FIELD_TYPE_INSTANT,
    FIELD_TYPE_MONEY,
    FIELD_TYPE_ID,
    FIELD_TYPE_REF,
    FIELD_TYPE_REFS,
    FIELD_TYPE_SHARES,
    FIELD_TYPE_VALUE,
    FIELD_TYPE_LABEL,
    FIELD_TYPE_RECORD,
    FIELD_TYPE_ROWS,
    FIELD_TYPE_STRINGS,
};

#define INT_NONE INT64_MIN
enum answer { ANSWER_NONE, ANSWER_NO, ANSWER_YES };
struct ref {
    struct id id;     /* none until resolved */
    struct str code;  /* "C-017", or "agency/C-017" from a file of several agencies */
    struct str label; /* what a list shows beside the code; empty until resolved for reading */
    struct id agency; /* whose it is; none: of the agency of the record that holds the reference */
};
struct refs {
    struct ref *items;
    size_t len;
};
struct share {
    struct ref to;
    int64_t percent; /* hundredths of a per cent */
};
struct shares {
    struct share *items;
    size_t len;
};
enum value_kind { VALUE_NONE, VALUE_COUNT, VALUE_MONEY, VALUE_HUNDREDTHS };
struct value {
    enum value_kind kind;
    int64_t amount; /* count, minor units or hundredths */
};
struct rows {
    void *items; /* array of structs of the shape's size */
    size_t len;
};
struct strings {
    struct str *items;
    size_t len;
};

/* A closed list. Codes are stable English snake_case; aliases are the Spanish originals, accepted on import
 * (compared folded), separated by '|'. The list ends with a zero row. */
struct choice {
    const char *code;
    struct text label;
    const char *aliases;
};
const struct choice *choice_find(const struct choice *choices, struct str code);

/* A dated list that lives in a room (territory, activities). */
struct catalogue {
    const char *name;
    struct text label;
    /* Turns what was given (a code, a unique name, a name with its department) into the code; false with rule and remedy. */
    bool (*parse)(struct arena *arena, struct str given, struct str *code, struct text *rule, struct text *remedy);
    /* The name of a code, on the date or newest if none; STR_NONE if unknown. */
    struct str (*name_of)(struct arena *arena, struct str code, struct date on, enum lang lang);
};

enum privacy { PRIVACY_PUBLIC, PRIVACY_INTERNAL, PRIVACY_PERSONAL, PRIVACY_SENSITIVE };

/* Normalises and checks one text (DUI, NIT, telephone); false with rule and remedy. */
typedef bool field_rule(struct arena *arena, struct str given, struct str *out, struct text *rule, struct text *remedy);

struct field {
    const char *name;
    enum field_type type;
    size_t offset;
    struct text label;
    struct text hint;
    bool required;
    bool computed; /* set by the program: shown and exported, accepted and ignored on input */
    bool past;     /* a DATE that may not lie in the future */
    enum privacy privacy;
    int64_t min; /* TEXT: code points; INT, MINUTES: value; MONEY: minor units */
    int64_t max; /* 0: the type's own limit (TEXT 200, notes say more) */
    const struct choice *choices;
    const struct catalogue *catalogue;
    const struct entity *target; /* REF, REFS, SHARES */
    field_rule *rule;
    const struct shape *shape;   /* RECORD, ROWS */
    const char *initial;         /* the value when none is given, as it would be written in a file */
};

/* A struct described by its fields: an entity, an operation's input or output. */
struct shape {
    const char *name;
    size_t size;
    const struct field *fields;
    size_t count;
};
#define SHAPE(name_, type, fields_) {.name = (name_), .size = sizeof(type), .fields = (fields_), .count = COUNT_OF(fields_)}

/* Type-checked rows: a wrong type or a misspelt member does not compile. */
#define FIELD_OF(type_enum, c_type, struct_type, member, ...)                                                   \
    {                                                                                                            \
        .name = #member, .type = (type_enum),                                                                    \
        .offset = offsetof(struct_type, member) +                                                                \
                  0 * sizeof(char[_Generic(((struct_type *)0)->member, c_type: 1, default: -1)]),                 \
        __VA_ARGS__                                                                                              \
    }
#define FIELD_TEXT(s, m, ...) FIELD_OF(FIELD_TYPE_TEXT, struct str, s, m, __VA_ARGS__)
#define FIELD_CHOICE(s, m, ...) FIELD_OF(FIELD_TYPE_CHOICE, struct str, s, m, __VA_ARGS__)
#define FIELD_CHOICES(s, m, ...) FIELD_OF(FIELD_TYPE_CHOICES, struct str, s, m, __VA_ARGS__)
#define FIELD_CATALOGUE(s, m, ...) FIELD_OF(FIELD_TYPE_CATALOGUE, struct str, s, m, __VA_ARGS__)
#define FIELD_INT(s, m, ...) FIELD_OF(FIELD_TYPE_INT, int64_t, s, m, __VA_ARGS__)
#define FIELD_PERCENT(s, m, ...) FIELD_OF(FIELD_TYPE_PERCENT, int64_t, s, m, __VA_ARGS__)
#define FIELD_MINUTES(s, m, ...) FIELD_OF(FIELD_TYPE_MINUTES, int64_t, s, m, __VA_ARGS__)
#define FIELD_TIME(s, m, ...) FIELD_OF(FIELD_TYPE_TIME, int64_t, s, m, __VA_ARGS__)
#define FIELD_BOOL(s, m, ...) FIELD_OF(FIELD_TYPE_BOOL, enum answer, s, m, __VA_ARGS__)
#define FIELD_DATE(s, m, ...) FIELD_OF(FIELD_TYPE_DATE, struct date, s, m, __VA_ARGS__)
#define FIELD_INSTANT(s, m, ...) FIELD_OF(FIELD_TYPE_INSTANT, int64_t, s, m, __VA_ARGS__)
#define FIELD_MONEY(s, m, ...) FIELD_OF(FIELD_TYPE_MONEY, struct money, s, m, __VA_ARGS__)
#define FIELD_ID(s, m, ...) FIELD_OF(FIELD_TYPE_ID, struct id, s, m, __VA_ARGS__)
#define FIELD_REF(s, m, ...) FIELD_OF(FIELD_TYPE_REF, struct ref, s, m, __VA_ARGS__)
#define FIELD_REFS(s, m, ...) FIELD_OF(FIELD_TYPE_REFS, struct refs, s, m, __VA_ARGS__)
#define FIELD_SHARES(s, m, ...) FIELD_OF(FIELD_TYPE_SHARES, struct shares, s, m, __VA_ARGS__)
#define FIELD_VALUE(s, m, ...) FIELD_OF(FIELD_TYPE_VALUE, struct value, s, m, __VA_ARGS__)
#define FIELD_LABEL(s, m, ...) FIELD_OF(FIELD_TYPE_LABEL, struct text, s, m, __VA_ARGS__)
#define FIELD_ROWS(s, m, ...) FIELD_OF(FIELD_TYPE_ROWS, struct rows, s, m, __VA_ARGS__)
#define FIELD_STRINGS(s, m, ...) FIELD_OF(FIELD_TYPE_STRINGS, struct strings, s, m, __VA_ARGS__)
/* The embedded struct's own type cannot be named generically; .shape->size is asserted against it in the self-check. */
#define FIELD_RECORD(s, m, ...) \
    {.name = #m, .type = FIELD_TYPE_RECORD, .offset = offsetof(s, m), __VA_ARGS__}

/* Where the value of a field lies in a struct. */
#define FIELD_AT(type, field, row) ((type *)(void *)((char *)(row) + (field)->offset))
#define FIELD_GET(type, field, row) (*(const type *)(const void *)((const char *)(row) + (field)->offset))

const struct field *shape_find(const struct shape *shape, struct str name);
/* Sets every field to "no value" (numbers are INT_NONE, not 0). */
void shape_clear(const struct shape *shape, void *row);
void *shape_new(struct arena *arena, const struct shape *shape);
/* Gives fields without a value their .initial. */
void shape_fill(struct arena *arena, const struct shape *shape, void *row);

bool field_is_none(const struct field *field, const void *row);
/* Reads one value as a person or a file writes it; an empty text means "no value". Adds a fault and returns
 * ERR_INVALID when it breaks the field's rules. currency is used for amounts without one. */
FALLIBLE field_parse(struct fault *fault, const struct field *field, struct str given, const char *currency, void *row);
/* The value as a file or the API writes it ("" for none), and as a person reads it. */
struct str field_plain(struct arena *arena, const struct field *field, const void *row);
struct str field_display(struct arena *arena, const struct field *field, const void *row, enum lang lang);
bool field_eq(const struct field *field, const void *a, const void *b);
/* Copies the value from one struct of the shape to another (not deep). */
void field_copy(const struct field *field, const void *from, void *to);
/* The same between structs of different shapes: two fields of one type. */
void field_carry(const struct field *source, const void *from, const struct field *target, void *to);
/* Checks the whole struct: required fields, lengths, ranges, past dates, shares of 100. Adds every fault found. */
FALLIBLE shape_check(struct fault *fault, const struct shape *shape, const void *row);
/* The same after a row could not be read whole: for the fields that no fault names yet, so that one answer names everything.
 * Fills the row (shape_fill). `unit` may still be missing: the runner knows a default. */
void shape_check_rest(struct fault *fault, const struct shape *shape, void *row);

/* JSON by table (core/codec.c). Unknown members are faults. Members that are absent stay as they are in row and
 * `given` (may be NULL) gets true per field index that was present; null clears. */
struct buf;
FALLIBLE shape_read_json(struct fault *fault, const struct shape *shape, struct str json, const char *currency, void *row,
                         bool *given);
struct json;
/* The same from a value already parsed: an object. */
FALLIBLE shape_read_value(struct fault *fault, const struct shape *shape, const struct json *object, const char *currency,
                          void *row, bool *given);
/* One field from a value, computed or not. */
FALLIBLE shape_read_member(struct fault *fault, const struct field *field, const struct json *value, const char *currency, void *row);
void shape_write_json(struct buf *out, const struct shape *shape, const void *row, enum privacy most);

#endif
