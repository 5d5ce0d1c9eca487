#include "assistance/contract_print.h"

#include "assistance/assistance_print.h"
#include "assistance/deliverable.h"
#include "assistance/extension.h"
#include "assistance/offer.h"
#include "assistance/payment.h"
#include "assistance/reception.h"
#include "base/words.h"

/* "QUINIENTOS 00/100 DÓLARES ($ 500.00)" */
static struct str amount_words(struct arena *arena, struct money amount, enum lang lang)
{
    return str_format(arena, STR_FMT " (" STR_FMT ")", STR_ARG(words_money(arena, amount, lang)), STR_ARG(money_symbol(arena, amount)));
}

static struct str document_of(struct arena *arena, const char *kind, struct str number)
{
    return str_is_empty(number) ? STR_NONE : str_format(arena, "%s " STR_FMT, kind, STR_ARG(number));
}

/* Whoever signs contracts for the operator, with the number of the identity document. */
static struct paper_signature operator_signature(const struct print *print)
{
    struct paper_signature signature = print_signature(print, "legal_representative");
    struct letterhead_signatory signatory = letterhead_find(&print->letterhead, "legal_representative");
    signature.document = document_of(print->paper->arena, "DUI", signatory.document);
    return signature;
}

static struct paper_signature consultant_signature(const struct print *print, const struct dossier *dossier)
{
    struct str nit = dossier->contractor == NULL ? STR_NONE : dossier->contractor->nit;
    return print_signer(print, TEXT("Parte consultora", "Consultant"), assistance_print_contractor(dossier),
                        document_of(print->paper->arena, "NIT", nit));
}

static struct paper_signature client_signature(const struct print *print, const struct dossier *dossier)
{
    struct str dui = dossier->owner == NULL ? STR_NONE : dossier->owner->dui;
    return print_signer(print, TEXT("Por la empresa", "For the enterprise"), assistance_print_signer(print->paper->arena, dossier),
                        document_of(print->paper->arena, "DUI", dui));
}

static void put_three_signatures(const struct print *print, const struct dossier *dossier)
{
    const struct paper_signature signatures[] = {operator_signature(print), consultant_signature(print, dossier),
                                                 client_signature(print, dossier)};
    paper_signatures(print->paper, signatures, COUNT_OF(signatures));
}

/* ---- contract ------------------------------------------------------------------------------------------------------------ */

static void put_clause(struct paper *paper, struct text label, struct str text)
{
    paper_text(paper, text_in(label, paper->lang), text);
}

/* Line ends become blanks, so that a clause stays one paragraph. */
static struct str in_line(struct arena *arena, struct str lines)
{
    struct buf buf = BUF(arena);
    for (size_t i = 0; i < lines.len; i++) {
        buf_put_char(&buf, lines.ptr[i] == '\n' ? ' ' : lines.ptr[i]);
    }
    return buf_str(&buf);
}

static void put_parties(const struct print *print, const struct dossier *dossier)
{
    struct paper *paper = print->paper;
    struct arena *arena = paper->arena;
    struct paper_signature operator = operator_signature(print);
    struct paper_signature consultant = consultant_signature(print, dossier);
    struct paper_signature client = client_signature(print, dossier);
    struct str blank = S("______________________");
    struct str clients = assistance_print_clients(arena, dossier);
    paper_text(paper, STR_NONE,
               str_format(arena,
                          paper->lang == LANG_ES
                              ? "Entre " STR_FMT ", que representa " STR_FMT " (" STR_FMT "), «el operador»; " STR_FMT
                                ", «la parte consultora»; y " STR_FMT ", que representa " STR_FMT ", «la empresa», se acuerda:"
                              : "Between " STR_FMT ", represented by " STR_FMT " (" STR_FMT "), “the operator”; " STR_FMT
                                ", “the consultant”; and " STR_FMT ", represented by " STR_FMT ", “the enterprise”, it is agreed:",
                          STR_ARG(str_is_empty(paper->line) ? paper->name : paper->line),
                          STR_ARG(str_is_empty(operator.name) ? blank : operator.name), STR_ARG(operator.office),
                          STR_ARG(str_is_empty(consultant.name) ? blank : consultant.name), STR_ARG(clients),
                          STR_ARG(str_is_empty(client.name) ? blank : client.name)));
}

static void put_work(const struct print *print, const struct dossier *dossier)
{
    struct paper *paper = print->paper;
    struct arena *arena = paper->arena;
    bool es = paper->lang == LANG_ES;
    const struct assistance *row = dossier->row;
    put_clause(paper, TEXT("PRIMERA. Objeto.", "FIRST. Object."),
               str_format(arena,
                          es ? "La parte consultora presta la asistencia técnica «" STR_FMT "», según los términos de referencia " STR_FMT
                               ", que forman parte de este contrato. " STR_FMT
                             : "The consultant gives the technical assistance “" STR_FMT "”, by the terms of reference " STR_FMT
                               ", which are part of this contract. " STR_FMT,
                          STR_ARG(row->title), STR_ARG(row->record.code), STR_ARG(in_line(arena, row->objective))));
    struct str products = assistance_print_numbered(arena, row->products);
    put_clause(paper, TEXT("SEGUNDA. Productos.", "SECOND. Products."),
               str_format(arena, es ? "Entrega, con su informe final:" STR_FMT STR_FMT : "Delivers, with the final report:" STR_FMT STR_FMT,
                          STR_ARG(str_is_empty(products) ? S("") : S("\n")),
                          STR_ARG(str_is_empty(products) ? text_in(TEXT(" los de los términos de referencia.", " those of the terms of reference."), paper->lang)
                                                         : products)));
    struct str from = date_is_none(row->starts_on) ? S("____ / ____ / ______") : date_words(arena, row->starts_on, paper->lang);
    struct str to = date_is_none(row->ends_on) ? S("____ / ____ / ______") : date_words(arena, row->ends_on, paper->lang);
    struct str hours = row->hours == INT_NONE ? S("30") : count_display(arena, row->hours);
    struct str premises = row->premises_percent == INT_NONE ? S("____") : hundredths_plain(arena, row->premises_percent);
    put_clause(paper, TEXT("TERCERA. Plazo.", "THIRD. Term."),
               str_format(arena,
                          es ? "Del " STR_FMT " al " STR_FMT ", con " STR_FMT " horas de trabajo por lo menos, " STR_FMT
                               " %% de ellas en la empresa."
                             : "From " STR_FMT " to " STR_FMT ", with at least " STR_FMT " hours of work, " STR_FMT
                               " %% of them on the premises of the enterprise.",
                          STR_ARG(from), STR_ARG(to), STR_ARG(hours), STR_ARG(premises)));
}

static void put_money(const struct print *print, const struct dossier *dossier)
{
    struct paper *paper = print->paper;
    struct arena *arena = paper->arena;
    enum lang lang = paper->lang;
    const struct assistance *row = dossier->row;
    put_clause(paper, TEXT("CUARTA. Monto.", "FOURTH. Amount."),
               str_format(arena,
                          lang == LANG_ES ? "El total es de " STR_FMT ", impuestos incluidos. La empresa aporta el " STR_FMT " %%, " STR_FMT
                                            "; el operador, el " STR_FMT " %%, " STR_FMT "."
                                          : "The total is " STR_FMT ", taxes included. The enterprise gives " STR_FMT " %%, " STR_FMT
                                            "; the operator " STR_FMT " %%, " STR_FMT ".",
                          STR_ARG(amount_words(arena, row->total, lang)), STR_ARG(hundredths_plain(arena, row->client_percent)),
                          STR_ARG(amount_words(arena, row->client_share, lang)), STR_ARG(hundredths_plain(arena, row->operator_percent)),
                          STR_ARG(amount_words(arena, row->operator_share, lang))));
    struct str account = print->letterhead.bank_account;
    put_clause(paper, TEXT("QUINTA. Pago.", "FIFTH. Payment."),
               str_format(arena,
                          lang == LANG_ES
                              ? "Hay un solo pago, al final, y solo con el acta de conformidad firmada y los documentos fiscales. No hay "
                                "anticipos ni montos adicionales. La empresa paga su aporte antes de empezar o al inicio, en la oficina "
                                "del operador o por depósito%s" STR_FMT "."
                              : "There is a single payment, at the end, and only with the signed act of acceptance and the fiscal "
                                "documents. There are no advances and no additional amounts. The enterprise pays its share before or "
                                "at the start, at the operator's office or by deposit%s" STR_FMT ".",
                          str_is_empty(account) ? "" : lang == LANG_ES ? " en " : " to ", STR_ARG(account)));
    put_clause(paper, TEXT("SEXTA. Documentos fiscales.", "SIXTH. Fiscal documents."),
               text_in(TEXT("La parte consultora emite dos: uno a la empresa por su aporte y otro al operador por el resto, con copia "
                            "del primero. Se retiene el impuesto sobre la renta que manda la ley.",
                            "The consultant issues two: one to the enterprise for its share and one to the operator for the rest, with "
                            "a copy of the first. The income tax that the law requires is withheld."), lang));
}

static void put_duties(const struct print *print)
{
    struct paper *paper = print->paper;
    const struct {
        struct text label;
        struct text words;
    } clauses[] = {
        {T("SÉPTIMA. Otras consultorías.", "SEVENTH. Other consultancies."),
         T("La parte consultora declara que con esta no lleva más de tres consultorías a la vez.",
           "The consultant declares to run no more than three consultancies at a time, this one included.")},
        {T("OCTAVA. Reserva.", "EIGHTH. Confidence."),
         T("Lo que la parte consultora conozca de la empresa lo guarda en reserva, también después de terminar.",
           "What the consultant learns of the enterprise is kept in confidence, also afterwards.")},
        {T("NOVENA. Ampliación.", "NINTH. Extension."),
         T("Cualquiera de las partes puede pedir por escrito más plazo antes de que venza; decide el centro.",
           "Any party may ask for more time in writing before it runs out; the centre decides.")},
        {T("DÉCIMA. Terminación.", "TENTH. Termination."),
         T("Este contrato puede terminar antes por: a) mutuo acuerdo; b) caso fortuito o fuerza mayor; c) incumplimiento; "
           "d) imposibilidad que no se podía prever, con aviso de quince días; e) faltas a la ética. Se paga solo lo "
           "entregado y aceptado.",
           "This contract may end earlier by: a) mutual agreement; b) force majeure; c) breach; d) impossibility that could not be "
           "foreseen, with fifteen days' notice; e) breach of ethics. Only what was delivered and accepted is paid.")},
        {T("UNDÉCIMA. Evaluación.", "ELEVENTH. Evaluation."),
         T("Al terminar, la empresa evalúa a la parte consultora y dice por escrito si está conforme. Acepta que después se le "
           "pregunte por los resultados.",
           "At the end the enterprise evaluates the consultant and says in writing whether it accepts. It agrees to be asked about "
           "the results later.")},
    };
    for (size_t i = 0; i < COUNT_OF(clauses); i++) {
        put_clause(paper, clauses[i].label, text_in(clauses[i].words, paper->lang));
    }
}

static void put_bidders(const struct print *print, const struct dossier *dossier)
{
    struct paper *paper = print->paper;
    struct arena *arena = paper->arena;
    struct buf names = BUF(arena);
    const struct offer *offers = dossier->sheet.offers.items;
    for (size_t i = 0; i < dossier->sheet.offers.len; i++) {
        struct str name = str_is_empty(offers[i].consultant.label) ? offers[i].consultant.code : offers[i].consultant.label;
        buf_format(&names, "%s" STR_FMT " (" STR_FMT ")", i == 0 ? "" : "; ", STR_ARG(name), STR_ARG(money_symbol(arena, offers[i].price)));
    }
    if (names.len > 0) {
        put_clause(paper, TEXT("DUODÉCIMA. Ofertas.", "TWELFTH. Offers."),
                   str_format(arena, paper->lang == LANG_ES ? "Presentaron oferta: " STR_FMT ". La empresa eligió."
                                                            : "Offers came from: " STR_FMT ". The enterprise chose.",
                              STR_ARG(buf_str(&names))));
    }
}

static enum err contract_sheet(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    struct print print = {.title = TEXT("Contrato de asistencia técnica", "Contract of technical assistance")};
    struct dossier dossier;
    TRY(assistance_print_read(&visit, &print, &dossier));
    if (money_is_none(dossier.row->total)) {
        return ERR_NOT_FOUND;
    }
    print.on = dossier.row->operator_signed_on;
    TRY(print_begin(&visit, &print));
    put_parties(&print, &dossier);
    put_work(&print, &dossier);
    put_money(&print, &dossier);
    put_duties(&print);
    put_bidders(&print, &dossier);
    struct str day = date_is_none(dossier.row->signed_on) ? STR_NONE : date_words(visit.arena, dossier.row->signed_on, visit.lang);
    paper_text(print.paper, STR_NONE,
               str_format(visit.arena, visit.lang == LANG_ES ? "Se firma en tres ejemplares. " STR_FMT "." : "Signed in three copies. " STR_FMT ".",
                          STR_ARG(print_place_and_date(&print, day))));
    put_three_signatures(&print, &dossier);
    return print_end(&visit, &print);
}

/* ---- extension ------------------------------------------------------------------------------------------------------------- */

static void put_head(const struct print *print, const struct dossier *dossier)
{
    enum lang lang = print->paper->lang;
    const struct assistance *row = dossier->row;
    const struct paper_box boxes[] = {
        {.label = text_in(TEXT("Asistencia técnica", "Technical assistance"), lang), .value = row->title, .width = 8},
        {.label = text_in(TEXT("Contrato del", "Contract of"), lang), .value = date_display(print->paper->arena, row->signed_on), .width = 4},
        {.label = text_in(TEXT("Empresas beneficiarias", "Beneficiary enterprises"), lang), .width = 6,
         .value = assistance_print_clients(print->paper->arena, dossier)},
        {.label = text_in(TEXT("Parte consultora", "Consultant"), lang), .value = assistance_print_contractor(dossier), .width = 6},
    };
    paper_boxes(print->paper, boxes, COUNT_OF(boxes));
}

static void put_extension(const struct print *print, const struct dossier *dossier, const struct extension *extension)
{
    const struct shape *shape = &extension_entity.shape;
    struct paper_box ends = print_field(print, &assistance_entity.shape, "ends_on", dossier->row, 4);
    ends.label = text_in(TEXT("Último día del contrato", "Last day of the contract"), print->paper->lang);
    put_head(print, dossier);
    const struct paper_box boxes[] = {
        print_field(print, shape, "asked_by", extension, 8),    print_field(print, shape, "asked_on", extension, 4),
        ends,                                                   print_field(print, shape, "new_ends_on", extension, 8),
        print_field(print, shape, "reason", extension, 12),     print_field(print, shape, "state", extension, 8),
        print_field(print, shape, "decided_on", extension, 4),  print_field(print, shape, "decision_reason", extension, 12),
    };
    paper_boxes(print->paper, boxes, COUNT_OF(boxes));
    const struct paper_signature signatures[] = {client_signature(print, dossier), consultant_signature(print, dossier),
                                                 print_signature(print, "director")};
    paper_signatures(print->paper, signatures, COUNT_OF(signatures));
}

static enum err extension_sheet(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    struct print print = {.title = TEXT("Ampliación de plazo", "Extension of the term")};
    struct dossier dossier;
    TRY(assistance_print_read(&visit, &print, &dossier));
    const struct extension *rows = dossier.sheet.extensions.items;
    if (dossier.sheet.extensions.len == 0) {
        return ERR_NOT_FOUND;
    }
    print.on = rows[dossier.sheet.extensions.len - 1].asked_on;
    TRY(print_begin(&visit, &print));
    for (size_t i = 0; i < dossier.sheet.extensions.len; i++) {
        if (i > 0) {
            paper_break(print.paper);
        }
        put_extension(&print, &dossier, &rows[i]);
    }
    return print_end(&visit, &print);
}

/* ---- act of acceptance or rejection ----------------------------------------------------------------------------------------- */

static void put_products(const struct print *print, const struct dossier *dossier)
{
    struct paper *paper = print->paper;
    enum lang lang = paper->lang;
    const struct paper_column columns[] = {
        {.label = text_in(TEXT("Producto", "Product"), lang), .width = 34},
        {.label = text_in(TEXT("Previsto", "Due"), lang), .width = 11},
        {.label = text_in(TEXT("Entregado", "Delivered"), lang), .width = 11},
        {.label = text_in(TEXT("Observaciones", "Remarks"), lang), .width = 26},
    };
    paper_table(paper, STR_NONE, columns, COUNT_OF(columns), 1);
    const struct deliverable *rows = dossier->sheet.deliverables.items;
    for (size_t i = 0; i < dossier->sheet.deliverables.len; i++) {
        paper_cell(paper, rows[i].product);
        paper_cell(paper, date_display(paper->arena, rows[i].due_on));
        paper_cell(paper, date_display(paper->arena, rows[i].delivered_on));
        paper_cell(paper, rows[i].notes);
    }
    if (dossier->sheet.deliverables.len == 0) {
        paper_empty_rows(paper, 3);
    }
}

static void put_evaluation(const struct print *print, const struct assistance *row)
{
    enum lang lang = print->paper->lang;
    struct arena *arena = print->paper->arena;
    struct paper_tick marks[5];
    for (int i = 0; i < 5; i++) {
        marks[i] = (struct paper_tick){str_format(arena, "%d", i + 1), row->evaluation == i + 1};
    }
    const struct paper_box boxes[] = {
        {.label = text_in(TEXT("La empresa evalúa a la parte consultora, de 1 a 5", "The enterprise evaluates the consultant, 1 to 5"), lang),
         .ticks = marks, .tick_count = COUNT_OF(marks), .width = 6},
        {.label = text_in(TEXT("Comentario", "Comment"), lang), .value = row->evaluation_note, .width = 6},
    };
    paper_boxes(print->paper, boxes, COUNT_OF(boxes));
}

static enum err act_sheet(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    struct print print = {0};
    struct dossier dossier;
    TRY(assistance_print_read(&visit, &print, &dossier));
    const struct assistance *row = dossier.row;
    if (money_is_none(row->total)) {
        return ERR_NOT_FOUND;
    }
    print.title = str_eq_c(row->act, "conformity")  ? TEXT("Acta de conformidad", "Act of acceptance")
                  : str_eq_c(row->act, "rejection") ? TEXT("Acta de rechazo", "Act of rejection")
                                                    : TEXT("Acta de conformidad o rechazo", "Act of acceptance or rejection");
    print.on = row->act_on;
    TRY(print_begin(&visit, &print));
    put_head(&print, &dossier);
    put_products(&print, &dossier);
    const struct shape *shape = &assistance_entity.shape;
    const struct paper_box boxes[] = {
        print_field(&print, shape, "act", row, 8),          print_field(&print, shape, "act_on", row, 4),
        print_field(&print, shape, "client_share", row, 4), print_field(&print, shape, "operator_share", row, 4),
        print_field(&print, shape, "total", row, 4),        print_field(&print, shape, "act_reason", row, 12),
    };
    paper_boxes(print.paper, boxes, COUNT_OF(boxes));
    put_evaluation(&print, row);
    paper_note(print.paper, text_in(TEXT("Sin conformidad no hay pago.", "Without acceptance there is no payment."), visit.lang));
    struct paper_signature client = client_signature(&print, &dossier);
    client.name = str_is_empty(row->act_signed_by) ? client.name : row->act_signed_by;
    const struct paper_signature signatures[] = {client, consultant_signature(&print, &dossier), print_signature(&print, "director")};
    paper_signatures(print.paper, signatures, COUNT_OF(signatures));
    return print_end(&visit, &print);
}

/* ---- reception act --------------------------------------------------------------------------------------------------------------- */

static struct money put_items(const struct print *print, const struct dossier *dossier)
{
    struct paper *paper = print->paper;
    struct arena *arena = paper->arena;
    enum lang lang = paper->lang;
    const struct paper_column columns[] = {
        {.label = text_in(TEXT("Cantidad", "Quantity"), lang), .width = 8, .is_number = true},
        {.label = text_in(TEXT("Descripción", "Description"), lang), .width = 44},
        {.label = text_in(TEXT("Precio unitario", "Unit price"), lang), .width = 14, .is_number = true},
        {.label = text_in(TEXT("Total", "Total"), lang), .width = 14, .is_number = true, .is_strong = true},
    };
    paper_table(paper, STR_NONE, columns, COUNT_OF(columns), 1);
    struct money sum = MONEY_NONE;
    const struct reception *rows = dossier->sheet.receptions.items;
    for (size_t i = 0; i < dossier->sheet.receptions.len; i++) {
        paper_cell(paper, count_display(arena, rows[i].quantity));
        paper_cell(paper, rows[i].description);
        paper_cell(paper, money_symbol(arena, rows[i].unit_price));
        paper_cell(paper, money_symbol(arena, rows[i].amount));
        sum = money_add(sum, rows[i].amount);
    }
    if (dossier->sheet.receptions.len == 0) {
        paper_empty_rows(paper, 4);
    } else {
        paper_cell(paper, STR_NONE);
        paper_cell(paper, text_in(TEXT("Suma", "Sum"), lang));
        paper_cell(paper, STR_NONE);
        paper_cell(paper, money_symbol(arena, sum));
    }
    return sum;
}

static enum err reception_sheet(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    struct print print = {.title = TEXT("Acta de recepción de bienes y servicios", "Act of reception of goods and services")};
    struct dossier dossier;
    TRY(assistance_print_read(&visit, &print, &dossier));
    const struct reception *rows = dossier.sheet.receptions.items;
    if (money_is_none(dossier.row->total)) {
        return ERR_NOT_FOUND;
    }
    bool is_blank = dossier.sheet.receptions.len == 0;
    print.on = is_blank ? DATE_NONE : rows[0].received_on;
    TRY(print_begin(&visit, &print));
    struct str day = is_blank ? STR_NONE : date_words(visit.arena, rows[0].received_on, visit.lang);
    paper_text(print.paper, STR_NONE, print_place_and_date(&print, day));
    put_head(&print, &dossier);
    paper_text(print.paper, STR_NONE,
               text_in(TEXT("El centro hace constar que recibió a satisfacción lo siguiente:",
                            "The centre states that it received the following to its satisfaction:"), visit.lang));
    struct money sum = put_items(&print, &dossier);
    if (!money_is_none(sum)) {
        paper_text(print.paper, text_in(TEXT("En letras:", "In words:"), visit.lang), words_money(visit.arena, sum, visit.lang));
    }
    const struct paper_signature signatures[] = {
        print_signer(&print, TEXT("Recibe por el centro", "Receives for the centre"), is_blank ? STR_NONE : rows[0].received_by.label,
                     STR_NONE),
        consultant_signature(&print, &dossier),
    };
    paper_signatures(print.paper, signatures, COUNT_OF(signatures));
    return print_end(&visit, &print);
}

/* ---- receipt ------------------------------------------------------------------------------------------------------------------------ */

static void put_payment(const struct print *print, const struct payment *payment)
{
    struct paper *paper = print->paper;
    struct arena *arena = paper->arena;
    enum lang lang = paper->lang;
    const struct paper_column columns[] = {
        {.label = text_in(TEXT("Concepto", "Item"), lang), .width = 60},
        {.label = text_in(TEXT("Monto", "Amount"), lang), .width = 20, .is_number = true, .is_strong = true},
    };
    const struct {
        struct text label;
        struct money amount;
    } rows[] = {
        {T("Aporte de la empresa", "Share of the enterprise"), payment->client_part},
        {T("Parte del operador", "Share of the operator"), payment->operator_part},
        {T("Monto, con el 13 % de IVA incluido", "Amount, 13 % VAT included"), payment->amount},
        {T("Base de la retención: monto entre 1.13", "Base of the tax: amount divided by 1.13"), payment->base},
        {payment->natural_person == ANSWER_YES ? TEXT("Impuesto sobre la renta retenido, 10 % de la base", "Income tax withheld, 10 % of the base")
                                               : TEXT("Impuesto sobre la renta retenido: ninguno, factura como empresa",
                                                      "Income tax withheld: none, bills as a company"),
         payment->withheld},
        {T("Líquido que se recibe", "Net amount received"), payment->net},
    };
    paper_table(paper, STR_NONE, columns, COUNT_OF(columns), 1);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        paper_cell(paper, text_in(rows[i].label, lang));
        paper_cell(paper, money_symbol(arena, rows[i].amount));
    }
}

static enum err receipt_sheet(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    struct print print = {.title = TEXT("Recibo", "Receipt")};
    struct dossier dossier;
    TRY(assistance_print_read(&visit, &print, &dossier));
    if (dossier.sheet.payments.len == 0) {
        return ERR_NOT_FOUND;
    }
    const struct payment *payment = dossier.sheet.payments.items;
    print.on = payment->paid_on;
    TRY(print_begin(&visit, &print));
    struct str day = date_is_none(payment->paid_on) ? STR_NONE : date_words(visit.arena, payment->paid_on, visit.lang);
    paper_text(print.paper, STR_NONE, print_place_and_date(&print, day));
    struct str payer = str_is_empty(print.paper->line) ? print.paper->name : print.paper->line;
    paper_text(print.paper, STR_NONE,
               str_format(visit.arena,
                          visit.lang == LANG_ES ? "Recibí de " STR_FMT " la cantidad de " STR_FMT
                                                  ", en pago de la asistencia técnica «" STR_FMT "», contrato " STR_FMT "."
                                                : "Received from " STR_FMT " the amount of " STR_FMT
                                                  " in payment of the technical assistance “" STR_FMT "”, contract " STR_FMT ".",
                          STR_ARG(payer), STR_ARG(amount_words(visit.arena, payment->net, visit.lang)), STR_ARG(dossier.row->title),
                          STR_ARG(dossier.row->record.code)));
    put_payment(&print, payment);
    const struct shape *shape = &payment_entity.shape;
    const struct paper_box boxes[] = {print_field(&print, shape, "method", payment, 8), print_field(&print, shape, "reference", payment, 4)};
    paper_boxes(print.paper, boxes, COUNT_OF(boxes));
    const struct paper_signature signatures[] = {consultant_signature(&print, &dossier), print_signature(&print, "administration")};
    paper_signatures(print.paper, signatures, COUNT_OF(signatures));
    return print_end(&visit, &print);
}

const struct route contract_print_routes[] = {
    {.method = METHOD_GET, .pattern = "/assistances/{code}/print/contract", .handler = contract_sheet},
    {.method = METHOD_GET, .pattern = "/assistances/{code}/print/contract.pdf", .handler = contract_sheet},
    {.method = METHOD_GET, .pattern = "/assistances/{code}/print/extension", .handler = extension_sheet},
    {.method = METHOD_GET, .pattern = "/assistances/{code}/print/extension.pdf", .handler = extension_sheet},
    {.method = METHOD_GET, .pattern = "/assistances/{code}/print/act", .handler = act_sheet},
    {.method = METHOD_GET, .pattern = "/assistances/{code}/print/act.pdf", .handler = act_sheet},
    {.method = METHOD_GET, .pattern = "/assistances/{code}/print/reception", .handler = reception_sheet},
    {.method = METHOD_GET, .pattern = "/assistances/{code}/print/reception.pdf", .handler = reception_sheet},
    {.method = METHOD_GET, .pattern = "/assistances/{code}/print/receipt", .handler = receipt_sheet},
    {.method = METHOD_GET, .pattern = "/assistances/{code}/print/receipt.pdf", .handler = receipt_sheet},
};
const size_t contract_print_route_count = COUNT_OF(contract_print_routes);
