/* core/perm.h: roles and what each may do (domain.md section 12). */
#ifndef ADELANTE_PERM_H
#define ADELANTE_PERM_H

#include "base/base.h"

/* X(name, code, Spanish, English) */
#define ROLE_LIST(X)                                                                        \
    X(ROLE_NONE, "none", "Sin sesión", "Not signed in")                                     \
    X(ROLE_ADVISER, "adviser", "Asesor(a)", "Adviser")                                      \
    X(ROLE_ADMINISTRATOR, "administrator", "Administrador(a) de AT y capacitación",         \
      "Administrator of training and assistance")                                           \
    X(ROLE_DIRECTOR, "director", "Director(a) de centro", "Director of a centre")           \
    X(ROLE_EXECUTIVE, "executive", "Dirección ejecutiva", "Executive director")             \
    X(ROLE_NATIONAL_READER, "national_reader", "Lectura nacional", "National reader")       \
    X(ROLE_PARTNER_READER, "partner_reader", "Lectura de socio", "Partner reader")          \
    X(ROLE_AUDITOR, "auditor", "Auditor(a)", "Auditor")                                     \
    X(ROLE_DATA_PROTECTION_OFFICER, "data_protection_officer", "Delegado(a) de protección de datos", \
      "Data protection officer")                                                            \
    X(ROLE_SYSTEM_ADMINISTRATOR, "system_administrator", "Administrador(a) del sistema",    \
      "System administrator")                                                               \
    X(ROLE_LOCAL, "local", "Quien opera esta máquina", "The operator of this machine")

enum role {
#define X(name, code, es, en) name,
    ROLE_LIST(X)
#undef X
    ROLE_COUNT
};
struct role_info {
    const char *code;
    struct text label;
};
const struct role_info *role_info(enum role role);
bool role_find(struct str code, enum role *out);

/* X(name, code, Spanish, English). Who has which: the matrix in perm.c, printed into docs/permissions.md. */
#define PERM_LIST(X)                                                                                              \
    X(PERM_PUBLIC, "public", "Sin sesión", "Without signing in")                                                  \
    X(PERM_SELF, "self", "Lo propio de cada usuario", "Each user's own")                                          \
    X(PERM_CATALOGUE_READ, "catalogue_read", "Leer catálogos y territorio", "Read catalogues and territory")      \
    X(PERM_RESULTS_READ, "results_read", "Leer resultados agregados", "Read aggregate results")                   \
    X(PERM_RECORD_READ, "record_read", "Leer registros de clientes y servicios", "Read records of clients and services") \
    X(PERM_SHARED_READ, "shared_read", "Leer a los clientes que lo consienten", "Read clients who consent to it")         \
    X(PERM_CLIENT_WRITE, "client_write", "Registrar clientes", "Record clients")                                  \
    X(PERM_SERVICE_WRITE, "service_write", "Registrar servicios y mediciones", "Record services and measurements") \
    X(PERM_TRAINING_WRITE, "training_write", "Registrar capacitación y asistencia técnica",                       \
      "Record training and technical assistance")                                                                 \
    X(PERM_PROCUREMENT_WRITE, "procurement_write", "Llevar la contratación de consultores",                        \
      "Run the hiring of consultants")                                                                            \
    X(PERM_PROCUREMENT_APPROVE, "procurement_approve", "Aprobar contratos, prórrogas y pagos",                    \
      "Approve contracts, extensions and payments")                                                               \
    X(PERM_PAYMENT_READ, "payment_read", "Leer pagos a consultores y gastos de proyectos",                         \
      "Read payments to consultants and expenses of projects")                                                    \
    X(PERM_PAYMENT_WRITE, "payment_write", "Pagar a consultores", "Pay consultants")                              \
    X(PERM_EXPENSE_WRITE, "expense_write", "Registrar gastos y aportes en especie de proyectos",                   \
      "Record expenses and contributions in kind of projects")                                                    \
    X(PERM_EXPENSE_APPROVE, "expense_approve", "Aprobar proyectos y sus gastos", "Approve projects and their expenses") \
    X(PERM_FINANCE_WRITE, "finance_write", "Registrar vínculos y desembolsos", "Record links and disbursements")  \
    X(PERM_FUND_DECIDE, "fund_decide", "Registrar lo que decide un fondo y liquidar proyectos",                    \
      "Record what a fund decides and settle projects")                                                           \
    X(PERM_VERIFY, "verify", "Verificar valores de otros", "Verify values of others")                             \
    X(PERM_AUTHORISE, "authorise", "Autorizar solicitudes y firmar planes por la dirección",                          \
      "Authorise intakes and sign plans for the director")                                                        \
    X(PERM_MERGE_PROPOSE, "merge_propose", "Decidir sobre posibles duplicados y proponer uniones",                     \
      "Decide on possible duplicates and propose merges")                                                         \
    X(PERM_MERGE, "merge", "Unir y separar duplicados", "Merge and split duplicates")                             \
    X(PERM_ANNUL, "annul", "Anular registros con motivo", "Annul records with a reason")                          \
    X(PERM_AGREEMENT_READ, "agreement_read", "Leer actores y convenios", "Read actors and agreements")            \
    X(PERM_AGREEMENT_OWN, "agreement_own", "Leer el informe de los convenios propios", "Read the report of one's own agreements") \
    X(PERM_AGREEMENT_WRITE, "agreement_write", "Registrar actores y convenios", "Record actors and agreements")   \
    X(PERM_EVIDENCE_WRITE, "evidence_write", "Adjuntar documentos a registros", "Attach documents to records")    \
    X(PERM_TAG, "tag", "Marcar qué acción de una política sirve un registro", "Tag which action of a policy a record serves") \
    X(PERM_IMPORT, "import", "Importar archivos", "Import files")                                                 \
    X(PERM_EXPORT, "export", "Exportar registros", "Export records")                                              \
    X(PERM_UNIT_WRITE, "unit_write", "Cambiar unidades y personal", "Change units and staff")                     \
    X(PERM_USERS, "users", "Administrar usuarios", "Manage users")                                                \
    X(PERM_AUDIT_READ, "audit_read", "Leer la auditoría y los accesos", "Read the audit and the accesses")        \
    X(PERM_SYSTEM, "system", "Respaldar y comprobar la base", "Back up and check the database")

enum permission {
#define X(name, code, es, en) name,
    PERM_LIST(X)
#undef X
    PERM_COUNT
};
struct permission_info {
    const char *code;
    struct text label;
};
const struct permission_info *permission_info(enum permission permission);
bool role_may(enum role role, enum permission permission);
/* Director, executive director or the operator of this machine: who may record late and correct a state. */
bool role_is_direction(enum role role);

#endif
