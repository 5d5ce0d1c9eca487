#include "core/perm.h"

static const struct role_info role_infos[ROLE_COUNT] = {
#define X(name, code_, es_, en_) [name] = {.code = (code_), .label = {(es_), (en_)}},
    ROLE_LIST(X)
#undef X
};

static const struct permission_info permission_infos[PERM_COUNT] = {
#define X(name, code_, es_, en_) [name] = {.code = (code_), .label = {(es_), (en_)}},
    PERM_LIST(X)
#undef X
};

#define MAY(permission) (UINT64_C(1) << (permission))
#define EVERYONE (MAY(PERM_PUBLIC) | MAY(PERM_SELF))
#define READER (EVERYONE | MAY(PERM_CATALOGUE_READ) | MAY(PERM_RESULTS_READ))
#define STAFF (READER | MAY(PERM_RECORD_READ) | MAY(PERM_AGREEMENT_READ) | MAY(PERM_AGREEMENT_OWN))

/* Domain section 12, as far as there are operations. */
static const uint64_t matrix[ROLE_COUNT] = {
    [ROLE_NONE] = MAY(PERM_PUBLIC),
    [ROLE_ADVISER] = STAFF | MAY(PERM_TAG) | MAY(PERM_CLIENT_WRITE) | MAY(PERM_SERVICE_WRITE) | MAY(PERM_TRAINING_WRITE) |
                     MAY(PERM_FINANCE_WRITE) | MAY(PERM_EVIDENCE_WRITE) | MAY(PERM_MERGE_PROPOSE),
    [ROLE_ADMINISTRATOR] = STAFF | MAY(PERM_TAG) | MAY(PERM_TRAINING_WRITE) | MAY(PERM_PROCUREMENT_WRITE) | MAY(PERM_PAYMENT_READ) |
                           MAY(PERM_PAYMENT_WRITE) | MAY(PERM_EXPENSE_WRITE) | MAY(PERM_EVIDENCE_WRITE) | MAY(PERM_IMPORT) | MAY(PERM_EXPORT),
    [ROLE_DIRECTOR] = STAFF | MAY(PERM_TAG) | MAY(PERM_CLIENT_WRITE) | MAY(PERM_SERVICE_WRITE) | MAY(PERM_TRAINING_WRITE) |
                      MAY(PERM_PROCUREMENT_WRITE) | MAY(PERM_PROCUREMENT_APPROVE) | MAY(PERM_PAYMENT_READ) |
                      MAY(PERM_EXPENSE_WRITE) | MAY(PERM_EXPENSE_APPROVE) | MAY(PERM_FINANCE_WRITE) | MAY(PERM_FUND_DECIDE) | MAY(PERM_VERIFY) | MAY(PERM_AUTHORISE) | MAY(PERM_MERGE) |
                      MAY(PERM_MERGE_PROPOSE) | MAY(PERM_ANNUL) |
                      MAY(PERM_AGREEMENT_WRITE) | MAY(PERM_EVIDENCE_WRITE) | MAY(PERM_IMPORT) | MAY(PERM_EXPORT) |
                      MAY(PERM_AUDIT_READ),
    [ROLE_EXECUTIVE] = STAFF | MAY(PERM_TAG) | MAY(PERM_PROCUREMENT_APPROVE) | MAY(PERM_PAYMENT_READ) | MAY(PERM_EXPENSE_WRITE) |
                       MAY(PERM_EXPENSE_APPROVE) | MAY(PERM_FUND_DECIDE) | MAY(PERM_VERIFY) |
                       MAY(PERM_MERGE) | MAY(PERM_MERGE_PROPOSE) | MAY(PERM_ANNUL) | MAY(PERM_AGREEMENT_WRITE) |
                       MAY(PERM_UNIT_WRITE) | MAY(PERM_EVIDENCE_WRITE) | MAY(PERM_IMPORT) | MAY(PERM_EXPORT) | MAY(PERM_AUDIT_READ),
    [ROLE_NATIONAL_READER] = READER | MAY(PERM_AGREEMENT_READ) | MAY(PERM_AGREEMENT_OWN) | MAY(PERM_SHARED_READ),
    [ROLE_PARTNER_READER] = READER | MAY(PERM_AGREEMENT_OWN), /* of those the user is bound to */
    [ROLE_AUDITOR] = STAFF | MAY(PERM_PAYMENT_READ) | MAY(PERM_AUDIT_READ),
    [ROLE_DATA_PROTECTION_OFFICER] = STAFF | MAY(PERM_AUDIT_READ),
    [ROLE_SYSTEM_ADMINISTRATOR] = EVERYONE | MAY(PERM_CATALOGUE_READ) | MAY(PERM_USERS) | MAY(PERM_SYSTEM) |
                                  MAY(PERM_AUDIT_READ),
    [ROLE_LOCAL] = UINT64_MAX,
};
_Static_assert(PERM_COUNT <= 64, "a role's permissions are one word");

const struct role_info *role_info(enum role role)
{
    assert(role < ROLE_COUNT);
    return &role_infos[role];
}

bool role_find(struct str code, enum role *out)
{
    for (enum role role = 0; role < ROLE_COUNT; role++) {
        if (str_eq_c(code, role_infos[role].code)) {
            *out = role;
            return true;
        }
    }
    return false;
}

const struct permission_info *permission_info(enum permission permission)
{
    assert(permission < PERM_COUNT);
    return &permission_infos[permission];
}

bool role_may(enum role role, enum permission permission)
{
    assert(role < ROLE_COUNT && permission < PERM_COUNT);
    return (matrix[role] & MAY(permission)) != 0;
}

bool role_is_direction(enum role role)
{
    return role == ROLE_DIRECTOR || role == ROLE_EXECUTIVE || role == ROLE_LOCAL;
}
