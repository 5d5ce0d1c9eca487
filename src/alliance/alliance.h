/* alliance/alliance.h: what the parts of an agreement share: its unit, its parties, the figures of its execution. */
#ifndef ADELANTE_ALLIANCE_H
#define ADELANTE_ALLIANCE_H

#include "agreement/agreement.h"
#include "core/op.h"
#include "results/target.h"

/* Reads the agreement that a part names, and gives the part its unit. */
FALLIBLE alliance_agreement(struct ctx *ctx, const struct ref *ref, struct record *part, struct agreement *out);
/* Adds a fault on the field unless the organisation is one of the agreement's parties, in whatever role. */
FALLIBLE alliance_check_party(struct ctx *ctx, const struct agreement *agreement, const char *field, const struct ref *organisation);

/* The money of an agreement, one line a party: what it gives in cash, planned and received by instalments, and what it gives in
 * kind, apart. */
struct alliance_party {
    struct str organisation; /* code */
    struct str name;
    struct money cash;
    struct money planned;  /* instalments that are not cancelled */
    struct money received;
    struct money in_kind;
};
/* A target beside its result. */
struct alliance_target {
    struct str indicator;
    struct text label;
    struct date from;
    struct date to;
    struct value target;
    struct value result;  /* VALUE_NONE: no record that could answer */
    int64_t percent;      /* hundredths of a per cent of the target; INT_NONE without a result */
    struct str light;     /* green from 95 %, amber from 80 %, else red; none without a result */
    int64_t version;      /* of the target */
};
/* What has a date and wants somebody: the end of the validity 60 and 30 days before, an instalment, a report. */
struct alliance_alert {
    struct str agreement; /* code */
    struct str title;
    struct str kind;      /* end, instalment, report */
    struct str dataset;   /* of the record to open */
    struct str code;
    struct date due;
    int64_t days;         /* until it; negative: late */
};
extern const struct choice alliance_alert_kinds[];

/* agreement.report: the agreement as its report shows it. */
struct alliance_report {
    struct agreement agreement;
    struct date from;
    struct date to;
    struct date valid_to; /* with the addenda */
    struct rows parties;  /* struct alliance_party */
    struct rows targets;  /* struct alliance_target */
    struct rows shared;   /* struct alliance_shared */
};
/* Services that another agreement pays too: counted once in the whole, shown in both reports. */
struct alliance_shared {
    struct str agreement; /* the other one's code */
    struct str title;
    int64_t services;
};
extern const struct shape alliance_report_shape;
extern const struct op alliance_ops[];
extern const size_t alliance_op_count;
extern const struct db_statements alliance_statements;

/* In alliance_store.c. */

/* Parties with cash, planned, received and in kind, by the organisation's name. */
FALLIBLE alliance_store_parties(struct ctx *ctx, struct id agency, struct id agreement, struct rows *out);
FALLIBLE alliance_store_alerts(struct ctx *ctx, struct date today, struct date until, struct rows *out);
FALLIBLE alliance_store_shared(struct ctx *ctx, struct id agency, struct id agreement, struct date from, struct date to, struct rows *out);
/* The last day by the newest addendum; DATE_NONE if none changes it. */
FALLIBLE alliance_store_extended(struct ctx *ctx, struct id agency, struct id agreement, struct date *out);

#endif
