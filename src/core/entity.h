/* core/entity.h: nouns: a shape with a table behind it.
 *
 * Every record begins with struct record: agency, id, the agency's own code, unit, version and
 * where it came from. The interpreters of record.h work on any entity; rooms add a new noun by a
 * struct, a field table, a store of SQL literals and, if rules cross fields or records, a check.
 */
#ifndef ADELANTE_ENTITY_H
#define ADELANTE_ENTITY_H

#include "core/field.h"
#include "db/db.h"

struct record {
    struct id agency;
    struct id id;
    struct str code;         /* unique within agency and dataset; given or made by the program */
    struct ref unit;         /* whose record it is: the scope */
    int64_t version;         /* 1, 2, … */
    int64_t created_seq;     /* audit sequence of the operation that made it; negative: in the network's own tree (audit.h) */
    int64_t changed_seq;     /* … that changed it last */
    int64_t source_line;     /* line of the imported file, INT_NONE otherwise */
    enum answer annulled;
    struct str annul_reason;
};

/* The common rows of a field table: code and unit first, the annulment last. UNIT_COMPUTED for rows that take the unit of
 * their parent. The members must be reached as record.code, so the names are set explicitly. */
#define RECORD_CODE(s) \
    {.name = "code", .type = FIELD_TYPE_TEXT, .offset = offsetof(s, record.code), .max = 60, .label = T("Código", "Code"), \
     .hint = T("El número propio de la agencia; si se deja vacío, el programa asigna uno.", \
               "The agency's own number; left empty, the program assigns one.")}
#define RECORD_UNIT(s) \
    {.name = "unit", .type = FIELD_TYPE_REF, .offset = offsetof(s, record.unit), .target = &unit_entity, .required = true, \
     .label = T("Unidad", "Unit")}
#define RECORD_UNIT_COMPUTED(s) \
    {.name = "unit", .type = FIELD_TYPE_REF, .offset = offsetof(s, record.unit), .target = &unit_entity, .computed = true, \
     .label = T("Unidad", "Unit")}
#define RECORD_ANNULMENT(s) \
    {.name = "annulled", .type = FIELD_TYPE_BOOL, .offset = offsetof(s, record.annulled), .initial = "false", \
     .label = T("Anulado", "Annulled")}, \
    {.name = "annul_reason", .type = FIELD_TYPE_TEXT, .offset = offsetof(s, record.annul_reason), .max = 500, \
     .label = T("Motivo de la anulación", "Reason for the annulment")}

/* A REFS or SHARES field lives in a link table. */
struct entity_link {
    const char *field;
    struct sql insert; /* ?1 agency, ?2 id, ?3 position (0…), ?4 target id, for SHARES ?5 percent */
    struct sql remove; /* ?1 agency, ?2 id: all of them */
    struct sql select; /* ?1 agency, ?2 id: target id [, percent] in position order */
    /* REFS whose targets may lie in other agencies than the record: a code is looked for in the record's agency, then in the
     * whole scope; insert takes the target's agency as ?5, and select says it in a second column. */
    bool across;
};

/* All SQL of a noun. Columns are read by their names, so a SELECT may list them in any order; it must name every
 * stored field and: agency, id, version, created_seq, changed_seq, source_line.
 * Scope parameters, always the first four: ?1 agency low, ?2 agency high, ?3 tree from, ?4 tree to; write the predicate
 * with SCOPE("t") where t is the table's alias. */
struct entity_store {
    /* ?1 agency ?2 id ?3 version ?4 created_seq ?5 changed_seq ?6 source_line, then from ?7 the stored fields in table order
     * (all but REFS, SHARES). */
    struct sql insert;
    /* The same parameters; WHERE agency = ?1 AND id = ?2 AND version = ?3 - 1. */
    struct sql update;
    /* The scope narrowed to one agency (SCOPE_KEY): whoever reaches several asks each of them. */
    struct sql by_code; /* scope, ?5 code */
    struct sql by_id;   /* scope, ?5 id */
    /* scope, ?5 agency and ?6 code after which to begin, ?7 limit; ORDER BY agency, code. */
    struct sql page;
    /* Of a noun with a parent: scope, ?5 agency, ?6 the parent's id, ?7 limit; the whole rows, none that is annulled. */
    struct sql by_parent;
    /* ?1 agency, ?2 id: code and a short label (name, or date and title); for showing references. */
    struct sql label;
    const struct entity_link *links;
    size_t link_count;
};
#define SCOPE(t)                                                                                                       \
    t ".agency BETWEEN ?1 AND ?2 AND EXISTS (SELECT 1 FROM unit scope_unit WHERE scope_unit.agency = " t ".agency "    \
      "AND scope_unit.id = " t ".unit AND scope_unit.tree_from BETWEEN ?3 AND ?4)"
/* The same predicate for by_code and by_id, where the scope is of one agency, ?1 and ?2 alike. */
#define SCOPE_KEY(t)                                                                                                   \
    t ".agency = ?1 AND ?1 = ?2 AND EXISTS (SELECT 1 FROM unit scope_unit WHERE scope_unit.agency = ?1 "               \
      "AND scope_unit.id = " t ".unit AND scope_unit.tree_from BETWEEN ?3 AND ?4)"
/* The same predicate for any agencies, in the form that both engines answer by seeking (agency, code) or (agency, id): a range
 * over agencies would read all of them. On SQLite the list of agencies is a table made for each execution. */
#define SCOPE_FIND(t)                                                                                                  \
    t ".agency IN (SELECT reached.agency FROM unit reached WHERE reached.id = reached.agency "                         \
      "AND reached.agency BETWEEN ?1 AND ?2) AND EXISTS (SELECT 1 FROM unit scope_unit WHERE scope_unit.agency = "     \
    t ".agency AND scope_unit.id = " t ".unit AND scope_unit.tree_from BETWEEN ?3 AND ?4)"
/* The same predicate for page, beside (t.agency, t.code) > (?5, ?6) ORDER BY t.agency, t.code: the lower bound of the agency
 * stands inside EXISTS, so that the row value is what the index is entered by. */
#define SCOPE_PAGE(t)                                                                                                  \
    t ".agency <= ?2 AND EXISTS (SELECT 1 FROM unit scope_unit WHERE scope_unit.agency = " t ".agency "                \
      "AND scope_unit.agency >= ?1 AND scope_unit.id = " t ".unit AND scope_unit.tree_from BETWEEN ?3 AND ?4)"

struct flow;
struct entity {
    struct shape shape;           /* .name is the singular: session */
    const char *dataset;          /* sessions */
    const char *code_prefix;      /* codes made by the program: S-2014-000123 */
    struct text label;            /* Sesión */
    struct text plural;           /* Sesiones */
    const struct entity_store *store;
    const char *dated_by;         /* the field that R5's date rules look at; NULL if none */
    const char *sensitive_read;   /* NULL, or why reading one leaves an access record */
    const char *parent;           /* the REF field that names the record it hangs on (children.h); NULL if there is none */
    const struct flow *flow;      /* its state machine (flow.h); NULL if it has no states */
    /* Rules across fields and records, and computed fields. `before` is NULL for a new record. Runs inside the
     * transaction after shape_check, with references resolved. May be NULL. */
    enum err (*check)(struct ctx *ctx, void *row, const void *before);
    /* After the row is written: derived rows (search words, size history). May be NULL. */
    enum err (*written)(struct ctx *ctx, const void *row, const void *before);
    /* Names the enterprises and persons whose facts change, by ctx_touch. May be NULL. */
    void (*touches)(struct ctx *ctx, const void *row);
};

/* All nouns in order of import (parents first). The list is put together in app/ and handed to core at start. */
void entity_register(const struct entity *const *entities, size_t count);
const struct entity *const *entity_all(size_t *count);
const struct entity *entity_find_dataset(struct str dataset);
const struct entity *entity_find(struct str name);

#endif
