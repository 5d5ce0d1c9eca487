/* results/snapshot.h: what an enterprise sells, employs and spends on a reference date, before, during and after the
 * services (domain.md 3.3 step 6, 8.5). A value that was not stated is missing, which is not zero.
 *
 * Invariant: one snapshot that is not annulled for each enterprise, kind and reference date.
 */
#ifndef ADELANTE_SNAPSHOT_H
#define ADELANTE_SNAPSHOT_H

#include "core/ctx.h"
#include "core/entity.h"
#include "core/op.h"

struct snapshot {
    struct record record;
    struct ref enterprise;
    struct str kind;
    struct date reference_date;
    int64_t window_months; /* the months before the reference date that sales and costs cover */
    struct money national_sales;
    struct money export_sales;
    struct money production_cost;
    struct money current_financing;
    struct money seed_capital;
    int64_t jobs_male_fixed;
    int64_t jobs_male_temporary;
    int64_t jobs_female_fixed;
    int64_t jobs_female_temporary;
    int64_t jobs_at_risk;
    enum answer retention_stated; /* the client states that the jobs were kept */
    struct str formality;
    struct str markets;
    struct str products;
    struct ref captured_by;
    struct str method;
    struct str evidence;
    struct str verification;
};
extern const struct choice snapshot_kinds[];
extern const struct choice snapshot_formalities[];
extern const struct choice snapshot_methods[];
extern const struct entity_store snapshot_store;
extern const struct entity snapshot_entity;
extern const struct op snapshot_ops[];
extern const size_t snapshot_op_count;
extern const struct db_statements snapshot_statements;

enum err snapshot_check(struct ctx *ctx, void *row, const void *before);

/* In snapshot_store.c. */

/* The code of another snapshot of the same enterprise, kind and reference date; STR_NONE if there is none. */
FALLIBLE snapshot_store_other(struct ctx *ctx, const struct snapshot *snapshot, struct str *out_code);
FALLIBLE snapshot_store_by_client(struct ctx *ctx, bool is_person, struct id agency, struct id id, int64_t limit,
                                  struct list *out);

#endif
