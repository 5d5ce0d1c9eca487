#include "advice/session_page_web.h"

#include "advice/session_adviser.h"
#include "advice/session_web.h"
#include "client/desk_table_web.h"
#include "core/record.h"
#include "html/table.h"

#include <string.h>

/* ---- who gave it beside the adviser in charge ------------------------------------------------------- */

static const char *const adviser_first[] = {"session", "adviser", "preparation_minutes", "contact_minutes", "travel_minutes", NULL};
static const char *const adviser_keeping[] = {"code", NULL};
static const struct desk_group adviser_groups[] = {
    {.names = adviser_first},
    {.legend = T("Código", "Code"), .names = adviser_keeping, .folded = true},
    {.names = NULL},
};
static const char *const adviser_columns[] = {"adviser", "preparation_minutes", "contact_minutes", "travel_minutes", NULL};

/* The session is the page that one comes from. */
static bool draw_adviser(struct visit *visit, const struct desk_form *form, const struct field *field)
{
    if (strcmp(field->name, "session") == 0) {
        desk_hidden(visit, form, field);
        return true;
    }
    return desk_table_draw(visit, form, field);
}

static const struct desk_noun adviser_noun = {
    .name = "session_adviser", .entity = &session_adviser_entity, .path = "session_advisers", .place = PLACE_SERVICES,
    .write = PERM_SERVICE_WRITE, .new_title = T("Otra persona asesora en la sesión", "Another adviser in the session"),
    .edit_title = T("Corregir el tiempo de la persona asesora", "Correct the adviser's time"), .saved = T("Asesor(a) guardado(a).", "Adviser saved."),
    .list = "/services", .list_label = T("Sesiones", "Sessions"), .groups = adviser_groups, .begin = desk_table_begin, .draw = draw_adviser,
};
static const struct desk_table adviser_table = {
    .noun = &adviser_noun, .columns = adviser_columns, .title = "adviser", .only_within = true,
    .empty = T("Una sesión que dan varias personas las nombra en su propia página.", "A session that several people give names them on its own page."),
};

/* ---- whose time it took ---------------------------------------------------------------------------------- */

static struct str minutes_text(struct visit *visit, int64_t minutes)
{
    return minutes < 60 ? str_format(visit->arena, "%lld min", (long long)minutes)
                        : str_format(visit->arena, "%lld h %02d min", (long long)(minutes / 60), (int)(minutes % 60));
}

/* Where one adviser saw one client there is nothing to tell apart. */
static enum err put_time(struct visit *visit, const struct session *row)
{
    static const struct column columns[] = {
        {.label = T("Asesor(a)", "Adviser")},
        {.label = T("Preparación", "Preparation"), .number = true},
        {.label = T("Contacto", "Contact"), .number = true},
        {.label = T("Suma", "Sum"), .number = true},
        {.label = T("Viaje", "Travel"), .number = true},
    };
    struct html *html = visit->html;
    struct session_time time;
    shape_clear(&session_time_shape, &time);
    struct call call = visit->call;
    TRY(desk_ask(visit, "session_adviser.time", DESK_VALUES({"code", row->record.code}), &time));
    visit->call = call;
    if (time.lines.len < 2 && time.clients < 2) {
        return ERR_OK;
    }
    H(html, "<section class=\"card\"><h2>");
    HT(html, "Tiempo del cliente y de asesores", "Client time and adviser time");
    H(html, "</h2>");
    page_facts_open(html);
    page_fact(html, time.clients < 2 ? TR(html, "Tiempo del cliente", "Client time") : TR(html, "A cada cliente se le acredita", "Credited to each client"),
              minutes_text(visit, time.client_minutes));
    page_fact(html, TR(html, "Tiempo de asesores, en total", "Advisers' time, in all"), minutes_text(visit, time.adviser_minutes));
    page_fact(html, TR(html, "Viaje, aparte", "Travel, apart"), minutes_text(visit, time.travel_minutes));
    page_facts_close(html);
    struct table table = {.caption = TR(html, "Tiempo por asesor(a)", "Time by adviser"), .caption_hidden = true, .columns = columns,
                          .count = COUNT_OF(columns)};
    const struct adviser_time *lines = time.lines.items;
    if (time.lines.len > 1) {
        table_open(html, &table);
        for (size_t i = 0; i < time.lines.len; i++) {
            const int64_t minutes[] = {lines[i].preparation_minutes, lines[i].contact_minutes, lines[i].minutes, lines[i].travel_minutes};
            table_row(html, &table);
            table_text(html, &table, lines[i].name);
            for (size_t k = 0; k < COUNT_OF(minutes); k++) {
                table_cell_open(html, &table);
                h_text(html, minutes_text(visit, minutes[k]));
                table_cell_close(html, &table);
            }
            table_row_end(html, &table);
        }
        table_close(html, &table);
    }
    H(html, "</section>");
    return ERR_OK;
}

/* ---- the next appointment ---------------------------------------------------------------------------------- */

/* The appointments that the session's first client has already, as links. */
static enum err put_appointments(struct visit *visit, const struct session *row)
{
    struct html *html = visit->html;
    const struct ref *client = row->enterprises.len > 0 ? &row->enterprises.items[0] : &row->persons.items[0];
    struct list list = {0};
    struct call call = visit->call;
    TRY(desk_ask(visit, "session.by_client",
                 DESK_VALUES({"kind", row->enterprises.len > 0 ? S("enterprise") : S("person")}, {"code", client->code}), &list));
    visit->call = call;
    const struct session *rows = list.rows.items;
    bool is_open = false;
    for (size_t i = 0; i < list.rows.len; i++) {
        if (!str_eq(rows[i].state, S("scheduled")) || str_eq(rows[i].record.code, row->record.code)) {
            continue;
        }
        if (!is_open) {
            H(html, "<p>");
            HT(html, "Ya programada: ", "Already made: ");
            is_open = true;
        } else {
            H(html, ", ");
        }
        H(html, "<a");
        h_href(html, desk_record_url(visit->arena, S("sessions"), rows[i].record.code));
        H(html, ">");
        h_text(html, date_display(visit->arena, rows[i].date));
        if (rows[i].start_time != INT_NONE) {
            h_text(html, str_format(visit->arena, ", %02d:%02d", (int)(rows[i].start_time / 60), (int)(rows[i].start_time % 60)));
        }
        H(html, "</a>");
    }
    if (is_open) {
        H(html, "</p>");
    }
    return ERR_OK;
}

static enum err put_next(struct visit *visit, const struct desk_noun *noun, const struct session *row)
{
    static const char *const questions[] = {"date", "start_time", "end_time", "modality", NULL};
    const struct op *op = op_find(S("session.schedule"));
    struct html *html = visit->html;
    if (!visit_may(visit, op->permission) || row->record.annulled == ANSWER_YES || str_eq(row->state, S("scheduled"))) {
        return ERR_OK;
    }
    struct session *known = shape_new(visit->arena, &session_entity.shape);
    bool to_come = date_cmp(row->next_appointment, clock_today()) >= 0;
    known->date = to_come ? row->next_appointment : DATE_NONE;
    known->start_time = row->start_time;
    known->end_time = row->end_time;
    known->modality = row->modality;
    struct str sent_to = str_format(visit->arena, "/sessions/" STR_FMT "/schedule", STR_ARG(row->record.code));
    bool refused = visit->form != NULL && str_ends(visit->req->path, S("/schedule"));
    struct desk_form form = {
        .noun = noun,
        .view = {
            .action = url_local(visit->arena, sent_to),
            .csrf = visit->csrf,
            .request_id = id_format(visit->arena, id_new()),
            .version = INT_NONE,
            .shape = &session_entity.shape,
            .row = known,
            .given = refused ? visit_given(visit) : NULL,
            .id_prefix = S("next-"),
        },
        .row = known,
    };
    H(html, "<section class=\"card screen\"><h2>");
    HT(html, "Próxima cita", "Next appointment");
    H(html, "</h2>");
    TRY(put_appointments(visit, row));
    if (to_come || refused) {
        H(html, "<details open><summary>");
    } else {
        H(html, "<details><summary>");
    }
    HT(html, "Programar la próxima cita", "Make the next appointment");
    H(html, "</summary>");
    form_open(html, &form.view);
    for (const char *const *name = questions; *name != NULL; name++) {
        desk_field(visit, &form, *name);
    }
    form_close(html, &form.view, TR(html, "Programar", "Make it"), (struct url){STR_NONE});
    H(html, "</details></section>");
    return ERR_OK;
}

/* ---- the page ------------------------------------------------------------------------------------------------ */

enum err session_page_show(struct visit *visit, const struct desk_noun *noun, struct str code, const struct fault *fault)
{
    static const struct desk_part others = {
        .noun = &adviser_noun, .op = "session_adviser.of_session", .columns = adviser_columns,
        .heading = T("Otros asesores de la sesión", "Other advisers of the session"), .add = T("Otra persona asesora", "Another adviser"), .folded = true,
    };
    struct session row;
    shape_clear(&session_entity.shape, &row);
    TRY(desk_get(visit, &session_entity, code, &row));
    struct str title = str_format(visit->arena, STR_FMT ", " STR_FMT, STR_ARG(desk_word(visit, session_kinds, row.kind)),
                                  STR_ARG(date_display(visit->arena, row.date)));
    desk_page(visit, noun, title, &row);
    if (fault != NULL) {
        page_faults(visit->html, fault);
    }
    desk_facts(visit, noun, &row, NULL);
    TRY(put_time(visit, &row));
    TRY(put_next(visit, noun, &row));
    if (!session_is_off(&row)) {
        TRY(desk_table_part(visit, &others, &row.record));
    }
    desk_foot(visit, noun, &row);
    return visit_end(visit);
}

static enum err session_page(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    return session_page_show(&visit, &session_noun, request_param(req, "code"), NULL);
}

static enum err schedule_post(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT_POST(&visit, req, resp);
    struct str code = request_param(req, "code");
    struct session made;
    shape_clear(&session_entity.shape, &made);
    const struct form *form = visit.form;
    enum err err = desk_change(&visit, "session.schedule",
                               DESK_VALUES({"code", code}, {"date", form_get(form, "date")}, {"start_time", form_get(form, "start_time")},
                                           {"end_time", form_get(form, "end_time")}, {"modality", form_get(form, "modality")}),
                               &made);
    if (err == ERR_OK) {
        return visit_go(&visit, desk_record_url(visit.arena, S("sessions"), made.record.code), TEXT("Cita programada.", "Appointment made."));
    }
    return visit_shows_again(err) ? desk_refuse(&visit, &session_noun, code, err) : err;
}

const struct route session_page_routes[] = {
    {.method = METHOD_GET, .pattern = "/sessions/{code}", .handler = session_page},
    {.method = METHOD_POST, .pattern = "/sessions/{code}/schedule", .handler = schedule_post},
    DESK_TABLE_ROUTES("/session_advisers", adviser_table),
    DESK_ROUTES("/session_advisers", adviser_noun),
};
const size_t session_page_route_count = COUNT_OF(session_page_routes);
