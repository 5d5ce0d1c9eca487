/* policy/policy_tag.h: which record serves which strategic action, and what a territory did under each axis (domain.md 5, 8.14).
 *
 * Invariants: a tag names a record that exists in the tagger's reach; a record serves an action once. In a report a thing counts
 * once on each line, however many tags it has, and what serves no action is said.
 */
#ifndef ADELANTE_POLICY_TAG_H
#define ADELANTE_POLICY_TAG_H

#include "core/children.h"

struct policy_tag {
    struct record record;
    struct ref action;
    struct str dataset;
    struct str record_code;
    struct id subject; /* computed: the record's id */
    struct str note;
};
extern const struct choice policy_tag_datasets[];
extern const struct entity policy_tag_entity;
extern const struct entity_store policy_tag_store;
extern const struct op policy_tag_ops[];
extern const size_t policy_tag_op_count;
extern const struct db_statements policy_tag_statements;

enum { POLICY_KINDS = 7 }; /* sessions, events, assistances, links, agreements, resolutions, applications to funds: as policy_tag_datasets */
/* One axis, line or action with what served it in the period. */
struct policy_report_line {
    struct str level; /* axis, line, action */
    struct str code;
    struct str number;
    struct str name;  /* in the reader's language */
    enum answer confirmed;
    int64_t sessions;
    int64_t events;
    int64_t assistances;
    int64_t links;
    int64_t agreements;
    int64_t resolutions;
    int64_t applications;
    int64_t total;
};
/* How many records of a kind the period has, and how many of them serve an action of the policy. */
struct policy_report_untagged {
    struct str dataset;
    int64_t records;
    int64_t tagged;
    int64_t untagged;
};
struct policy_report {
    struct str code;
    struct str name;
    enum answer confirmed;
    struct date from;
    struct date to;
    struct rows lines;    /* struct policy_report_line, axis by axis */
    struct rows untagged; /* struct policy_report_untagged */
};
extern const struct shape policy_report_shape;

/* In policy_tag_store.c. */

/* Another tag of the same action and record; empty if there is none. */
FALLIBLE policy_tag_store_same(struct ctx *ctx, const struct policy_tag *row, struct str *out_code);
/* For every axis, line and action (their ids) and kind the number of distinct records in the period; the callback gets each. */
typedef void policy_tag_count(void *data, struct id part, size_t kind, int64_t count);
FALLIBLE policy_tag_store_counts(struct ctx *ctx, struct id agency, struct id policy, struct date from, struct date to,
                                 policy_tag_count *found, void *data);
/* Of each kind: all records in the period, and those that serve the policy. */
FALLIBLE policy_tag_store_untagged(struct ctx *ctx, struct id agency, struct id policy, struct date from, struct date to,
                                   struct policy_report_untagged out[POLICY_KINDS]);

#endif
