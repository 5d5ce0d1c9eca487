#include "op.h"

#include "assistance/assistance.h"
#include "assistance/deliverable.h"
#include "assistance/extension.h"
#include "assistance/fiscal_document.h"
#include "assistance/offer.h"
#include "assistance/payment.h"
#include "assistance/reception.h"
#include "assistance/share_rule.h"
#include "assistance/sheet.h"
#include "base/secret.h"
#include "client/client.h"
#include "party/consultant.h"
#include "party/party.h"

/* Technical assistance from the terms to the payment, through op_run. Each scenario makes assistances of its own; the
 * people and consultants are the same. */

static struct actor local = {.role = ROLE_LOCAL, .name = {"local:prueba", 12}, .origin = {"cli", 3}};
static struct actor executive = {.role = ROLE_EXECUTIVE, .name = {"ejecutivo", 9}, .origin = {"web", 3}};
static struct actor director = {.role = ROLE_DIRECTOR, .name = {"directora", 9}, .origin = {"web", 3}};
static struct actor adviser = {.role = ROLE_ADVISER, .name = {"asesora", 7}, .origin = {"web", 3}};
static struct actor clerk = {.role = ROLE_ADMINISTRATOR, .name = {"administradora", 14}, .origin = {"web", 3}};
static struct actor stranger = {.role = ROLE_DIRECTOR, .name = {"ajeno", 5}, .origin = {"web", 3}};

static void place(struct actor *actor, const struct record *unit)
{
    actor->agency = unit->agency;
    actor->unit = unit->id;
    actor->user = id_new();
}

static void add_consultants(void)
{
    op_do(&clerk, "consultant.add",
          "{\"code\":\"CO-1\",\"unit\":\"CENTRO\",\"name\":\"Marta "
          "Inventada\",\"kind\":\"person\",\"specialities\":\"quality\"}");
    op_do(&clerk, "consultant.add",
          "{\"code\":\"CO-2\",\"unit\":\"CENTRO\",\"name\":\"Calidad Inventada, S.A. de "
          "C.V.\",\"kind\":\"company\"}");
    op_do(&clerk, "consultant.add",
          "{\"code\":\"CO-3\",\"unit\":\"CENTRO\",\"name\":\"Raúl Inventado\",\"kind\":\"person\"}");
}

static void add_rules(void)
{
    op_do(&executive, "share_rule.add",
          "{\"code\":\"RA-1\",\"unit\":\"ADEL\",\"rank\":1,\"led_by\":\"female\",\"age_to\":29,"
          "\"percent\":\"3.00\",\"valid_from\":\"2014-01-01\"}");
    op_do(&executive, "share_rule.add",
          "{\"code\":\"RA-2\",\"unit\":\"ADEL\",\"rank\":2,\"led_by\":\"female\",\"percent\":\"10.00\","
          "\"valid_from\":\"2014-01-01\"}");
    op_do(&executive, "share_rule.add",
          "{\"code\":\"RA-3\",\"unit\":\"ADEL\",\"rank\":9,\"percent\":\"18.00\",\"valid_from\":\"2014-01-01\"}");
    op_refused(&executive, "share_rule.add",
               "{\"unit\":\"ADEL\",\"rank\":3,\"percent\":\"18.01\",\"valid_from\":\"2014-01-01\"}", "percent",
               "del 3 al 18 %");
    op_fails(&clerk, "share_rule.add",
             "{\"unit\":\"ADEL\",\"rank\":3,\"percent\":\"5.00\",\"valid_from\":\"2014-01-01\"}", ERR_DENIED);
}

static int open_all(void **state)
{
    (void)state;
    secret_init();
    clock_set(INT64_C(1416744000000000)); /* 2014-11-23T12:00:00Z */
#define TABLES(X) \
    X(unit) X(staff) X(person) X(enterprise) X(affiliation) X(consultant) X(share_rule) X(assistance) X(offer) X(extension) \
    X(deliverable) X(reception) X(fiscal_document) X(payment)
    enum { TABLE_COUNT = 0
#define X(noun) +1
        TABLES(X)
#undef X
    };
    static const struct op *tables[TABLE_COUNT];
    static size_t counts[TABLE_COUNT];
    size_t at = 0;
#define X(noun) \
    tables[at] = noun##_ops; \
    counts[at++] = noun##_op_count;
    TABLES(X)
#undef X
    op_register(tables, counts, at);
    op_open(RUNNER_INLINE);
    op_do(&local, "unit.add", "{\"code\":\"ADEL\",\"kind\":\"agency\",\"name\":\"ADEL de prueba\"}");
    place(&executive, op_out);
    op_do(&local, "unit.add",
          "{\"code\":\"CENTRO\",\"kind\":\"centre\",\"name\":\"Centro de prueba\",\"parent\":\"ADEL\"}");
    place(&director, op_out);
    place(&adviser, op_out);
    place(&clerk, op_out);
    op_do(&local, "unit.add", "{\"code\":\"OTRA\",\"kind\":\"agency\",\"name\":\"Otra agencia\"}");
    place(&stranger, op_out);
    op_do(&local, "staff.add", "{\"code\":\"ST-1\",\"unit\":\"CENTRO\",\"name\":\"Ana Prueba\"}");
    adviser.staff = ((const struct record *)op_out)->id;
    op_do(&local, "staff.add", "{\"code\":\"ST-2\",\"unit\":\"CENTRO\",\"name\":\"Berta Prueba\"}");
    clerk.staff = ((const struct record *)op_out)->id;
    op_do(&local, "person.add", "{\"code\":\"P-1\",\"unit\":\"CENTRO\",\"given_names\":\"Lucía\","
                                "\"surnames\":\"Inventada\",\"district\":\"1408\",\"phone\":\"5555-0001\","
                                "\"birth_date\":\"1990-01-15\",\"sex\":\"female\"}");
    op_do(&local, "enterprise.add",
          "{\"code\":\"E-1\",\"unit\":\"CENTRO\",\"name\":\"Taller "
          "1\",\"district\":\"1408\",\"led_by\":\"female\"}");
    op_do(&local, "enterprise.add",
          "{\"code\":\"E-2\",\"unit\":\"CENTRO\",\"name\":\"Taller "
          "2\",\"district\":\"1408\",\"led_by\":\"male\"}");
    op_do(&local, "affiliation.add", "{\"person\":\"P-1\",\"enterprise\":\"E-1\",\"relation\":\"owner\"}");
    add_consultants();
    add_rules();
    return 0;
}

static int close_all(void **state)
{
    op_close();
    clock_set(0);
    return store_teardown(state);
}

/* ---- shorthand: the assistance's version is looked up, so that a scenario reads as a conversation ------ */

static char text[3000];

static const char *body(const char *code, const char *more)
{
    struct assistance row;
    op_do(&local, "assistance.get", (snprintf(text, sizeof text, "{\"code\":\"%s\"}", code), text));
    row = *(const struct assistance *)op_out;
    snprintf(text, sizeof text, "{\"code\":\"%s\",\"version\":%lld%s%s}", code, (long long)row.record.version,
             more[0] == '\0' ? "" : ",", more);
    return text;
}

static const char *payment_body(const char *assistance, const char *more)
{
    snprintf(text, sizeof text, "{\"code\":\"%s\"}", assistance);
    op_do(&local, "assistance.sheet", text);
    const struct sheet *sheet = op_out;
    assert_int_equal(sheet->payments.len, 1);
    const struct payment *payment = sheet->payments.items;
    snprintf(text, sizeof text, "{\"code\":\"" STR_FMT "\",\"version\":%lld%s%s}", STR_ARG(payment->record.code),
             (long long)payment->record.version, more[0] == '\0' ? "" : ",", more);
    return text;
}

#define TERMS \
    "\"unit\":\"CENTRO\",\"title\":\"Buenas prácticas de manufactura\",\"theme\":\"quality\",\"adviser\":\"ST-1\"," \
    "\"objective\":\"Que la planta cumpla la norma.\",\"specific_objectives\":\"Diagnosticar\\nCapacitar\"," \
    "\"products\":\"Diagnóstico\\nManual\",\"weeks\":8,\"hours\":40,\"premises_percent\":\"60.00\"," \
    "\"offer_content\":\"Método, plan y precio\",\"offers_due_on\":\"2014-09-15\"," \
    "\"offers_due_time\":\"16:00\",\"maximum\":\"900.00\""

static void begin(const char *code, const char *enterprises)
{
    snprintf(text, sizeof text, "{\"code\":\"%s\",\"enterprises\":[%s]," TERMS "}", code, enterprises);
    op_do(&adviser, "assistance.add", text);
}

static void bid(const char *assistance, const char *consultant, const char *more)
{
    snprintf(text, sizeof text, "{\"assistance\":\"%s\",\"consultant\":\"%s\",\"price\":\"500.00\"%s}",
             assistance, consultant, more);
    op_do(&clerk, "offer.add", text);
}

#define IN_TIME ",\"received_on\":\"2014-09-12\",\"signed\":true"
#define CHOICE(consultant) \
    "\"contractor\":\"" consultant "\",\"chosen_by\":\"Lucía Inventada\",\"chosen_on\":\"2014-09-20\"," \
    "\"choice_reason\":\"Mejor método\""
#define SIGNED \
    "\"operator_signed_on\":\"2014-09-25\",\"consultant_signed_on\":\"2014-09-24\",\"client_signed_on\":\"2014-09-26\""
#define PAID "\"client_paid_on\":\"2014-09-26\",\"client_receipt\":\"R-0012\""

/* As far as the client's choice of CO-1. */
static void choose(const char *code, const char *consultant)
{
    char choice[300];
    begin(code, "\"E-1\"");
    op_do(&clerk, "assistance.send", body(code, "\"invited\":[\"CO-1\",\"CO-2\"],\"sent_on\":\"2014-09-01\""));
    bid(code, consultant, IN_TIME);
    op_do(&clerk, "assistance.receive_offers", body(code, ""));
    snprintf(choice, sizeof choice,
             "\"contractor\":\"%s\",\"chosen_by\":\"Lucía "
             "Inventada\",\"chosen_on\":\"2014-09-20\",\"choice_reason\":\"Mejor método\"", consultant);
    op_do(&clerk, "assistance.select_consultant", body(code, choice));
    op_do(&director, "assistance.approve", body(code, "\"approved_on\":\"2014-09-22\""));
}

static void sign(const char *code)
{
    op_do(&clerk, "assistance.contract", body(code, SIGNED "," PAID));
}

static void hand_over(const char *code)
{
    snprintf(text, sizeof text, "{\"code\":\"%s\"}", code);
    op_do(&local, "assistance.sheet", text);
    const struct sheet *sheet = op_out;
    const struct deliverable *rows = sheet->deliverables.items;
    size_t count = sheet->deliverables.len;
    for (size_t i = 0; i < count; i++) {
        snprintf(text, sizeof text,
                 "{\"code\":\"" STR_FMT "\",\"version\":%lld,\"delivered_on\":\"2014-11-0%zu\"}",
                 STR_ARG(rows[i].record.code), (long long)rows[i].record.version, i + 3);
        op_do(&adviser, "deliverable.set", text);
    }
    op_do(&adviser, "assistance.deliver", body(code, ""));
}

/* ---- scenarios ----------------------------------------------------------------------------------------- */

static void terms_are_whole_before_they_are_sent(void **state)
{
    (void)state;
    op_do(&adviser, "assistance.add", "{\"code\":\"T-1\",\"unit\":\"CENTRO\",\"title\":\"Etiquetas\","
                                      "\"enterprises\":[\"E-1\"],\"hours\":20}");
    assert_str(((const struct assistance *)op_out)->procedure, "cycle");
    op_refused(&clerk, "assistance.send", body("T-1", ""), "objective", "les falta: Objetivo general");
    op_refused(&clerk, "assistance.send", body("T-1", ""), "hours", "al menos 30 horas");
    op_refused(&clerk, "assistance.send", body("T-1", ""), "invited", "al menos un consultor");
    op_fails(&adviser, "assistance.send", body("T-1", ""), ERR_DENIED);
    /* What a step writes is not written by hand, and a new record is not further than its terms. */
    op_refused(&adviser, "assistance.set", body("T-1", "\"consultant\":\"Alguien\""), "consultant",
               "lo escribe un paso");
    op_refused(&adviser, "assistance.set", body("T-1", "\"state\":\"contracted\""), "state", "no se corrige a mano");
    op_refused(&director, "assistance.set", body("T-1", "\"state\":\"contracted\""), "state", "no se corrige a mano");
    op_refused(&director, "assistance.add",
               "{\"unit\":\"CENTRO\",\"title\":\"Etiquetas\",\"enterprises\":[\"E-1\"],\"state\":\"contracted\"}",
               "state", "empieza en: Creada");
    begin("T-2", "\"E-1\"");
    op_do(&clerk, "assistance.send", body("T-2", "\"invited\":[\"CO-1\"],\"sent_on\":\"2014-09-01\""));
    /* The owner is 24 on that day and the enterprise is led by a woman: 3 %. */
    assert_int_equal(((const struct assistance *)op_out)->client_percent, 300);
    op_refused(&adviser, "assistance.set", body("T-2", "\"weeks\":9"), "weeks", "ya se enviaron");
    op_do(&adviser, "assistance.set", body("T-2", "\"evidence\":\"Correo del 1 de septiembre\""));
    op_fails(&stranger, "assistance.get", "{\"code\":\"T-2\"}", ERR_NOT_FOUND);
}

static void offers_unsigned_or_late_are_not_admissible(void **state)
{
    (void)state;
    begin("O-1", "\"E-1\"");
    op_refused(&clerk, "offer.add", "{\"assistance\":\"O-1\",\"consultant\":\"CO-1\",\"price\":\"500.00\","
                                    "\"received_on\":\"2014-09-12\"}", "assistance",
               "después de enviar los términos");
    op_do(&clerk, "assistance.send", body("O-1", "\"invited\":[\"CO-1\",\"CO-2\"],\"sent_on\":\"2014-09-01\""));
    op_refused(&clerk, "assistance.receive_offers", body("O-1", ""), "state", "se recibieron 0, ninguna admisible");
    bid("O-1", "CO-1", ",\"received_on\":\"2014-09-12\"");
    const struct offer *offer = op_out;
    assert_int_equal(offer->admissible, ANSWER_NO);
    assert_str(offer->reasons, "unsigned");
    bid("O-1", "CO-2", ",\"received_on\":\"2014-09-15\",\"received_time\":\"16:01\",\"signed\":true");
    offer = op_out;
    assert_str(offer->reasons, "late");
    op_fails(&clerk, "offer.add",
             "{\"assistance\":\"O-1\",\"consultant\":\"CO-2\",\"price\":\"1.00\",\"received_on\":\"2014-09-12\"}",
             ERR_EXISTS);
    op_refused(&clerk, "assistance.receive_offers", body("O-1", ""), "state", "se recibieron 2, ninguna admisible");
    bid("O-1", "CO-3", ",\"received_on\":\"2014-09-15\",\"received_time\":\"16:00\",\"signed\":true");
    offer = op_out;
    assert_int_equal(offer->admissible, ANSWER_YES);
    op_refused(&clerk, "assistance.desert", body("O-1", ""), "state", "hay ofertas admisibles (1)");
    op_do(&clerk, "assistance.receive_offers", body("O-1", ""));
    op_refused(&clerk, "assistance.select_consultant", body("O-1", CHOICE("CO-1")), "contractor",
               "no es admisible: Sin firma");
    op_refused(&clerk, "assistance.select_consultant", body("O-1", CHOICE("CO-2")), "contractor",
               "no es admisible: Fuera de plazo");
    op_do(&clerk, "assistance.select_consultant", body("O-1", CHOICE("CO-3")));
    const struct assistance *row = op_out;
    assert_str(row->consultant, "Raúl Inventado");
    assert_str(row->selected_by, "administradora");
    assert_int_equal(row->total.minor, 50000);
    /* All who bid stay in the list, admissible or not. */
    op_do(&adviser, "assistance.sheet", "{\"code\":\"O-1\"}");
    assert_int_equal(((const struct sheet *)op_out)->offers.len, 3);
    assert_int_equal(((const struct sheet *)op_out)->payments.len, 0);
    op_refused(&clerk, "offer.add", "{\"assistance\":\"O-1\",\"consultant\":\"CO-3\",\"price\":\"400.00\","
                                    "\"received_on\":\"2014-09-12\"}", "assistance",
               "antes de que el cliente elija");
}

static void only_a_bidder_is_chosen(void **state)
{
    (void)state;
    begin("B-1", "\"E-1\"");
    op_do(&clerk, "assistance.send", body("B-1", "\"invited\":[\"CO-1\",\"CO-2\"],\"sent_on\":\"2014-09-01\""));
    bid("B-1", "CO-1", IN_TIME);
    op_do(&clerk, "assistance.receive_offers", body("B-1", ""));
    op_refused(&clerk, "assistance.select_consultant", body("B-1", CHOICE("CO-2")), "contractor",
               "no está en la lista de oferentes");
    op_refused(&clerk, "assistance.select_consultant",
               body("B-1", "\"contractor\":\"CO-1\",\"chosen_by\":\"Lucía\",\"chosen_on\":\"2014-09-11\","
                           "\"choice_reason\":\"x\""), "chosen_on",
               "no puede ser anterior a: oferta recibida");
    op_do(&clerk, "assistance.select_consultant", body("B-1", CHOICE("CO-1")));
}

static void a_contract_needs_all_three(void **state)
{
    (void)state;
    begin("K-1", "\"E-1\"");
    op_do(&clerk, "assistance.send", body("K-1", "\"invited\":[\"CO-1\"],\"sent_on\":\"2014-09-01\""));
    bid("K-1", "CO-1", IN_TIME);
    op_do(&clerk, "assistance.receive_offers", body("K-1", ""));
    op_do(&clerk, "assistance.select_consultant", body("K-1", CHOICE("CO-1")));
    op_refused(&clerk, "assistance.contract", body("K-1", SIGNED "," PAID), "approved_by", "Falta la aprobación");
    op_fails(&clerk, "assistance.approve", body("K-1", ""), ERR_DENIED);
    op_refused(&director, "assistance.approve", body("K-1", "\"client_percent\":\"5.00\""), "share_reason",
               "dice por qué");
    op_do(&director, "assistance.approve", body("K-1", "\"approved_on\":\"2014-09-22\""));
    op_refused(&clerk, "assistance.contract", body("K-1", "\"operator_signed_on\":\"2014-09-25\"," PAID),
               "client_signed_on", "Falta la firma del cliente");
    op_refused(&clerk, "assistance.contract", body("K-1", "\"operator_signed_on\":\"2014-09-25\"," PAID),
               "consultant_signed_on", "Falta la firma del consultor");
    op_refused(&clerk, "assistance.contract", body("K-1", SIGNED), "client_paid_on",
               "Falta el recibo del aporte del cliente, 15.00");
    op_do(&clerk, "assistance.contract", body("K-1", SIGNED "," PAID));
    const struct assistance *row = op_out;
    assert_str(row->state, "contracted");
    assert_str(row->share_rule.code, "RA-1");
    assert_int_equal(row->client_percent + row->operator_percent, 10000);
    assert_int_equal(row->client_share.minor, 1500);
    assert_int_equal(row->operator_share.minor, 48500);
    assert_str(date_iso(&op_arena, row->signed_on), "2014-09-26");
    assert_str(date_iso(&op_arena, row->ends_on), "2014-11-20");
}

static void a_waiver_leaves_all_to_the_operator(void **state)
{
    (void)state;
    begin("W-1", "\"E-2\"");
    op_do(&clerk, "assistance.send", body("W-1", "\"invited\":[\"CO-3\"],\"sent_on\":\"2014-09-01\""));
    bid("W-1", "CO-3", IN_TIME);
    op_do(&clerk, "assistance.receive_offers", body("W-1", ""));
    op_do(&clerk, "assistance.select_consultant", body("W-1", CHOICE("CO-3")));
    op_do(&director, "assistance.approve",
          body("W-1", "\"waiver\":\"Perdió el taller en la tormenta.\",\"approved_on\":\"2014-09-22\""));
    op_do(&clerk, "assistance.contract", body("W-1", SIGNED));
    const struct assistance *row = op_out;
    assert_int_equal(row->client_percent, 0);
    assert_int_equal(row->operator_share.minor, 50000);
    assert_str(row->share_rule.code, "RA-3");
    op_do(&director, "assistance.terminate",
          body("W-1", "\"terminated_on\":\"2014-10-10\",\"termination_cause\":\"mutual_agreement\","
                      "\"termination_reason\":\"De acuerdo los tres.\""));
}

/* The first of the three controls that an auditor looks for. */
static void control_consultant_load(void **state)
{
    (void)state;
    choose("L-1", "CO-2");
    choose("L-2", "CO-2");
    choose("L-3", "CO-2");
    choose("L-4", "CO-2");
    sign("L-1");
    sign("L-2");
    sign("L-3");
    op_refused(&clerk, "assistance.contract", body("L-4", SIGNED "," PAID), "contractor",
               "no lleva más de 3 contratos a la vez, y este ya tiene: L-1, L-2, L-3");
    assert_non_null(strstr(op_call.fault.items[0].remedy.es, "Quien lleva la contratación"));
    op_do(&adviser, "consultant.load", "{\"code\":\"CO-2\"}");
    assert_int_equal(((const struct sheet_load *)op_out)->open_contracts, 3);
    assert_int_equal(((const struct sheet_load *)op_out)->may_take, 0);
    /* Nor by recording it afterwards. */
    op_refused(&director, "assistance.record",
               "{\"unit\":\"CENTRO\",\"title\":\"Etiquetas\",\"enterprises\":[\"E-1\"],"
               "\"signed_on\":\"2014-06-02\",\"total\":\"100.00\","
               "\"contractor\":\"CO-2\",\"state\":\"contracted\"}",
               "contractor", "no lleva más de 3");
    hand_over("L-1");
    op_refused(&clerk, "assistance.contract", body("L-4", SIGNED "," PAID), "contractor", "no lleva más de 3");
    op_do(&adviser, "assistance.finish",
          body("L-1", "\"act_on\":\"2014-11-10\",\"act_signed_by\":\"Lucía Inventada\""));
    op_do(&clerk, "assistance.contract", body("L-4", SIGNED "," PAID));
}

/* The second: whoever bid is in the list that the contract shows, and nobody else is chosen. */
static void control_list_of_bidders(void **state)
{
    (void)state;
    begin("BL-1", "\"E-1\"");
    op_do(&clerk, "assistance.send", body("BL-1", "\"invited\":[\"CO-1\",\"CO-3\"],\"sent_on\":\"2014-09-01\""));
    bid("BL-1", "CO-3", IN_TIME ",\"rank\":1");
    bid("BL-1", "CO-1", IN_TIME ",\"rank\":2");
    char code[80];
    snprintf(code, sizeof code, STR_FMT, STR_ARG(((const struct record *)op_out)->code));
    op_do(&clerk, "assistance.receive_offers", body("BL-1", ""));
    op_do(&clerk, "assistance.select_consultant", body("BL-1", CHOICE("CO-1")));
    op_do(&director, "assistance.approve", body("BL-1", "\"approved_on\":\"2014-09-22\""));
    op_do(&adviser, "assistance.sheet", "{\"code\":\"BL-1\"}");
    const struct sheet *sheet = op_out;
    const struct offer *offers = sheet->offers.items;
    assert_int_equal(sheet->offers.len, 2);
    assert_str(offers[0].consultant.code, "CO-3");
    /* The chosen offer taken out of the list: there is no contract without it. */
    snprintf(text, sizeof text, "{\"code\":\"%s\",\"version\":1,\"reason\":\"Se retiró\"}", code);
    op_do(&director, "offer.annul", text);
    op_refused(&clerk, "assistance.contract", body("BL-1", SIGNED "," PAID), "contractor",
               "no está en la lista de oferentes");
}

static void add_papers(const char *code)
{
    snprintf(text, sizeof text, "{\"assistance\":\"%s\",\"addressed_to\":\"client\",\"number\":\"001\","
                                "\"issued_on\":\"2014-11-10\",\"amount\":\"15.00\"}", code);
    op_do(&clerk, "fiscal_document.add", text);
    snprintf(text, sizeof text, "{\"assistance\":\"%s\",\"addressed_to\":\"operator\",\"number\":\"002\","
                                "\"issued_on\":\"2014-11-10\",\"amount\":\"485.00\"}", code);
    op_do(&clerk, "fiscal_document.add", text);
}

/* The third: no payment before the act and the fiscal documents. */
static void control_payment_gate(void **state)
{
    (void)state;
    choose("P-1", "CO-3");
    sign("P-1");
    op_refused(&director, "payment.authorise", payment_body("P-1", ""), "assistance", "Falta el acta de conformidad");
    op_fails(&clerk, "payment.authorise", payment_body("P-1", ""), ERR_DENIED);
    op_refused(&clerk, "payment.pay",
               payment_body("P-1", "\"paid_on\":\"2014-11-20\",\"method\":\"cheque\",\"reference\":\"77\""),
               "state", "Ahora es: Bloqueado");
    op_refused(&adviser, "assistance.deliver", body("P-1", ""), "products", "Falta entregar este producto");
    hand_over("P-1");
    op_refused(&adviser, "assistance.finish", body("P-1", "\"act_on\":\"2014-11-10\""), "act_signed_by", "falta quién");
    op_do(&adviser, "assistance.finish",
          body("P-1", "\"act_on\":\"2014-11-10\",\"act_signed_by\":\"Lucía Inventada\""));
    op_refused(&director, "payment.authorise", payment_body("P-1", ""), "assistance",
               "documento fiscal al cliente por su aporte de 15.00");
    op_refused(&clerk, "fiscal_document.add",
               "{\"assistance\":\"P-1\",\"addressed_to\":\"operator\",\"number\":\"002\","
               "\"issued_on\":\"2014-11-10\",\"amount\":\"500.00\"}", "amount",
               "esta parte es de 485.00");
    add_papers("P-1");
    op_refused(&director, "payment.authorise", payment_body("P-1", ""), "assistance", "suma 0.00 y se deben 500.00");
    op_refused(&clerk, "reception.add",
               "{\"assistance\":\"P-1\",\"received_on\":\"2014-11-11\",\"description\":\"Consultoría\","
               "\"unit_price\":\"500.00\"}", "received_by",
               "Quien registró la elección del consultor no firma");
    struct actor renamed = clerk;
    renamed.name = S("administradora.nueva");
    op_refused(&renamed, "reception.add",
               "{\"assistance\":\"P-1\",\"received_on\":\"2014-11-11\",\"description\":\"Consultoría\","
               "\"unit_price\":\"500.00\"}", "received_by",
               "Quien registró la elección del consultor no firma");
    op_do(&adviser, "reception.add", "{\"assistance\":\"P-1\",\"received_on\":\"2014-11-11\","
                                     "\"description\":\"Consultoría\",\"quantity\":2,\"unit_price\":\"250.00\"}");
    assert_int_equal(((const struct reception *)op_out)->amount.minor, 50000);
    op_do(&director, "payment.authorise", payment_body("P-1", "\"authorised_on\":\"2014-11-12\""));
    const struct payment *payment = op_out;
    /* domain.md 7.4. */
    assert_int_equal(payment->base.minor, 44248);
    assert_int_equal(payment->withheld.minor, 4425);
    assert_int_equal(payment->net.minor, 45575);
    op_fails(&director, "payment.pay",
             payment_body("P-1", "\"paid_on\":\"2014-11-20\",\"method\":\"cheque\",\"reference\":\"77\""),
             ERR_DENIED);
    op_refused(&clerk, "payment.pay",
               payment_body("P-1", "\"paid_on\":\"2014-11-01\",\"method\":\"cheque\",\"reference\":\"77\""),
               "paid_on", "autorizado el");
    op_refused(&clerk, "payment.set", payment_body("P-1", "\"net\":\"500.00\""), "net", "no cambia de monto");
    op_do(&clerk, "payment.pay",
          payment_body("P-1", "\"paid_on\":\"2014-11-20\",\"method\":\"cheque\",\"reference\":\"77\""));
    op_do(&clerk, "payment.settle", payment_body("P-1", ""));
    assert_str(((const struct payment *)op_out)->state, "settled");
    op_do(&adviser, "assistance.evaluate", body("P-1", "\"evaluation\":5,\"evaluation_note\":\"Muy puntual\""));
    op_do(&adviser, "consultant.load", "{\"code\":\"CO-3\"}");
    assert_int_equal(((const struct sheet_load *)op_out)->mean, 500);
    op_fails(&adviser, "payment.list", "{}", ERR_DENIED);
}

static void whoever_received_neither_authorises_nor_pays(void **state)
{
    (void)state;
    choose("S-1", "CO-3");
    sign("S-1");
    hand_over("S-1");
    op_do(&adviser, "assistance.finish",
          body("S-1", "\"act_on\":\"2014-11-10\",\"act_signed_by\":\"Lucía Inventada\""));
    add_papers("S-1");
    op_do(&director, "reception.add",
          "{\"assistance\":\"S-1\",\"received_on\":\"2014-11-11\",\"received_by\":\"ST-1\","
          "\"description\":\"Consultoría\",\"unit_price\":\"500.00\"}");
    op_refused(&director, "payment.authorise", payment_body("S-1", ""), "assistance", "Usted firmó la recepción");
    /* Who she is counts, and not what she is called today. */
    struct actor renamed = director;
    renamed.name = S("directora.nueva");
    op_refused(&renamed, "payment.authorise", payment_body("S-1", ""), "assistance", "Usted firmó la recepción");
    op_do(&executive, "payment.authorise", payment_body("S-1", ""));
    renamed = executive;
    renamed.name = S("otro.nombre");
    renamed.role = ROLE_ADMINISTRATOR;
    op_refused(&renamed, "payment.pay", payment_body("S-1", "\"paid_on\":\"2014-11-23\",\"method\":\"cheque\",\"reference\":\"1\""),
               "paid_by", "Quien autorizó el pago no lo hace");
}

static void a_rejection_pays_nothing(void **state)
{
    (void)state;
    choose("R-1", "CO-3");
    sign("R-1");
    hand_over("R-1");
    op_do(&adviser, "assistance.reject",
          body("R-1",
               "\"act_on\":\"2014-11-10\",\"act_signed_by\":\"Lucía Inventada\",\"act_reason\":\"El manual está "
               "en blanco\""));
    assert_str(((const struct assistance *)op_out)->act, "rejection");
    op_refused(&director, "payment.authorise", payment_body("R-1", ""), "assistance", "no hay pago");
}

static void an_extension_leaves_the_contract_as_it_is(void **state)
{
    (void)state;
    choose("X-1", "CO-1");
    op_refused(&clerk, "extension.add",
               "{\"code\":\"AM-0\",\"assistance\":\"X-1\",\"asked_by\":\"consultant\","
               "\"asked_on\":\"2014-10-20\",\"new_ends_on\":\"2014-12-20\",\"reason\":\"Lluvias\"}",
               "assistance", "mientras el contrato corre");
    sign("X-1");
    op_refused(&clerk, "extension.add",
               "{\"code\":\"AM-1\",\"assistance\":\"X-1\",\"asked_by\":\"consultant\","
               "\"asked_on\":\"2014-10-20\",\"new_ends_on\":\"2014-11-20\",\"reason\":\"Lluvias\"}",
               "new_ends_on", "ya llega hasta el 20/11/2014");
    op_do(&clerk, "extension.add",
          "{\"code\":\"AM-1\",\"assistance\":\"X-1\",\"asked_by\":\"consultant\",\"asked_on\":\"2014-10-20\","
          "\"new_ends_on\":\"2014-12-20\",\"reason\":\"Lluvias\"}");
    op_do(&adviser, "assistance.sheet", "{\"code\":\"X-1\"}");
    assert_str(date_iso(&op_arena, ((const struct sheet *)op_out)->ends_on), "2014-11-20");
    op_fails(&clerk, "extension.grant", "{\"code\":\"AM-1\",\"version\":1}", ERR_DENIED);
    op_do(&director, "extension.grant", "{\"code\":\"AM-1\",\"version\":1,\"decision_reason\":\"Justificada\"}");
    assert_str(((const struct extension *)op_out)->decided_by, "directora");
    op_do(&adviser, "assistance.sheet", "{\"code\":\"X-1\"}");
    const struct sheet *sheet = op_out;
    assert_str(date_iso(&op_arena, sheet->ends_on), "2014-12-20");
    assert_str(date_iso(&op_arena, ((const struct assistance *)sheet->assistance.items)->ends_on), "2014-11-20");
    op_refused(&director, "extension.deny", "{\"code\":\"AM-1\",\"version\":2}", "state", "Ahora es: Concedida");
    op_do(&director, "assistance.terminate",
          body("X-1",
               "\"terminated_on\":\"2014-11-20\",\"termination_cause\":\"breach\",\"termination_reason\":\"No "
               "entregó.\""));
}

static void a_termination_has_a_cause(void **state)
{
    (void)state;
    choose("Z-1", "CO-1");
    sign("Z-1");
    op_refused(&director, "assistance.terminate",
               body("Z-1", "\"terminated_on\":\"2014-10-20\",\"termination_cause\":\"impossibility\","
                           "\"termination_reason\":\"Se enfermó\",\"notice_on\":\"2014-10-10\""),
               "notice_on", "15 días");
    op_refused(&director, "assistance.terminate",
               body("Z-1", "\"terminated_on\":\"2014-10-20\",\"termination_cause\":\"ethics\","
                           "\"termination_reason\":\"Cobró aparte\",\"part_accepted\":true,"
                           "\"accepted_amount\":\"500.01\""),
               "accepted_amount", "No se acepta más que el total");
    op_do(&director, "assistance.terminate",
          body("Z-1", "\"terminated_on\":\"2014-10-20\",\"termination_cause\":\"force_majeure\","
                      "\"termination_reason\":\"Inundación\",\"part_accepted\":true,"
                      "\"accepted_amount\":\"200.00\""));
    op_do(&director, "assistance.sheet", "{\"code\":\"Z-1\"}");
    const struct sheet *sheet = op_out;
    assert_int_equal(sheet->due_total.minor, 20000);
    assert_int_equal(sheet->due_client.minor, 600);
    assert_int_equal(sheet->due_operator.minor, 19400);
}

static void over_the_limit_the_executive_approves(void **state)
{
    (void)state;
    begin("M-1", "\"E-2\"");
    op_do(&adviser, "assistance.set", body("M-1", "\"maximum\":\"6000.00\""));
    op_do(&clerk, "assistance.send", body("M-1", "\"invited\":[\"CO-1\"],\"sent_on\":\"2014-09-01\""));
    op_do(&clerk, "offer.add", "{\"assistance\":\"M-1\",\"consultant\":\"CO-1\",\"price\":\"5000.00\"" IN_TIME "}");
    op_do(&clerk, "assistance.receive_offers", body("M-1", ""));
    op_do(&clerk, "assistance.select_consultant", body("M-1", CHOICE("CO-1")));
    op_refused(&director, "assistance.approve", body("M-1", ""), "total",
               "Desde 5,000.00 aprueba la dirección ejecutiva");
    op_do(&executive, "assistance.approve", body("M-1", ""));
}

static void deserted_and_not_contracted(void **state)
{
    (void)state;
    begin("D-1", "\"E-1\"");
    op_refused(&clerk, "assistance.desert", body("D-1", ""), "state", "se hace en el estado: Enviada");
    op_do(&clerk, "assistance.send", body("D-1", "\"invited\":[\"CO-1\"],\"sent_on\":\"2014-09-01\""));
    op_do(&clerk, "assistance.desert", body("D-1", ""));
    /* Given by own staff, teachers or students: no terms, no contract. */
    op_do(&adviser, "assistance.add", "{\"code\":\"D-2\",\"unit\":\"CENTRO\",\"title\":\"Costos\","
                                      "\"enterprises\":[\"E-2\"],\"delivery\":\"not_contracted\","
                                      "\"adviser\":\"ST-1\"}");
    op_refused(&clerk, "assistance.send", body("D-2", ""), "delivery", "no se licita");
    op_do(&adviser, "assistance.deliver", body("D-2", "\"delivered_on\":\"2014-10-01\""));
    op_do(&adviser, "assistance.finish",
          body("D-2", "\"act_on\":\"2014-10-02\",\"act_signed_by\":\"Pedro Inventado\""));
    begin("D-3", "\"E-1\"");
    op_refused(&adviser, "assistance.deliver", body("D-3", ""), "delivery", "Falta el contrato");
}

static void what_was_done_before_is_recorded_by_the_direction(void **state)
{
    (void)state;
    static const char *const done = "{\"code\":\"A-1\",\"unit\":\"CENTRO\",\"title\":\"Etiquetas\","
                                    "\"enterprises\":[\"E-1\"],\"signed_on\":\"2014-06-02\","
                                    "\"total\":\"333.33\",\"client_percent\":\"18\",\"consultant\":\"Persona "
                                    "inventada\",\"state\":\"contracted\"}";
    op_fails(&adviser, "assistance.record", done, ERR_DENIED);
    op_do(&director, "assistance.record", done);
    const struct assistance *row = op_out;
    assert_str(row->procedure, "afterwards");
    assert_int_equal(row->client_share.minor, 6000);
    assert_int_equal(row->operator_share.minor, 27333);
    op_refused(&director, "assistance.set", body("A-1", "\"state\":\"created\""), "state", "no se corrige a mano");
    op_do(&director, "assistance.restate", body("A-1", "\"state\":\"created\",\"reason\":\"No se firmó\""));
    assert_str(((const struct assistance *)op_out)->state, "created");
    begin("A-2", "\"E-1\"");
    op_refused(&director, "assistance.restate", body("A-2", "\"state\":\"finished\",\"reason\":\"Ya terminó\""),
               "state", "paso a paso");
}

static void filtered(void **state)
{
    (void)state;
    op_do(&adviser, "assistance.filter", "{\"consultant\":\"CO-2\",\"state\":\"contracted\"}");
    assert_int_equal(((const struct list *)op_out)->rows.len, 3);
    op_do(&adviser, "assistance.filter", "{\"adviser\":\"ST-1\",\"limit\":2}");
    const struct list *list = op_out;
    assert_int_equal(list->rows.len, 2);
    struct str first = ((const struct assistance *)list->rows.items)[0].record.code;
    snprintf(text, sizeof text, "{\"adviser\":\"ST-1\",\"limit\":2,\"after\":\"" STR_FMT "\"}", STR_ARG(list->next));
    op_do(&adviser, "assistance.filter", text);
    assert_false(str_eq(((const struct assistance *)((const struct list *)op_out)->rows.items)[0].record.code, first));
    op_do(&stranger, "assistance.filter", "{}");
    assert_int_equal(((const struct list *)op_out)->rows.len, 0);
    op_refused(&adviser, "assistance.filter", "{\"adviser\":\"ST-9\"}", "adviser", "No hay un registro");
    op_do(&adviser, "share_rule.for", "{\"code\":\"E-1\",\"on\":\"2030-01-01\"}");
    assert_str(((const struct record *)((const struct list *)op_out)->rows.items)->code, "RA-2");
    op_do(&adviser, "share_rule.for", "{\"code\":\"E-1\",\"on\":\"2013-01-01\"}");
    assert_int_equal(((const struct list *)op_out)->rows.len, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(terms_are_whole_before_they_are_sent),
        cmocka_unit_test(offers_unsigned_or_late_are_not_admissible),
        cmocka_unit_test(only_a_bidder_is_chosen),
        cmocka_unit_test(a_contract_needs_all_three),
        cmocka_unit_test(a_waiver_leaves_all_to_the_operator),
        cmocka_unit_test(control_consultant_load),
        cmocka_unit_test(control_list_of_bidders),
        cmocka_unit_test(control_payment_gate),
        cmocka_unit_test(whoever_received_neither_authorises_nor_pays),
        cmocka_unit_test(a_rejection_pays_nothing),
        cmocka_unit_test(an_extension_leaves_the_contract_as_it_is),
        cmocka_unit_test(a_termination_has_a_cause),
        cmocka_unit_test(over_the_limit_the_executive_approves),
        cmocka_unit_test(deserted_and_not_contracted),
        cmocka_unit_test(what_was_done_before_is_recorded_by_the_direction),
        cmocka_unit_test(filtered),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
