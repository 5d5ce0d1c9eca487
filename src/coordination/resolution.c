#include "coordination/resolution.h"

#include "coordination/meeting.h"
#include "core/flow.h"
#include "party/organisation.h"
#include "party/unit.h"
#include "territory/territory.h"

const struct choice resolution_states[] = {
    {"open", T("Pendiente", "Open"), "PENDIENTE|abierto"},
    {"started", T("En curso", "Started"), "EN_CURSO"},
    {"done", T("Cumplido", "Done"), "CUMPLIDO"},
    {"dropped", T("Sin efecto", "Dropped"), "SIN_EFECTO"},
    {0},
};
static const struct choice action_states[] = {
    {"open", T("Pendiente", "Open"), "PENDIENTE"},
    {"done", T("Hecha", "Done"), "HECHA|cumplida"},
    {"dropped", T("Sin efecto", "Dropped"), "SIN_EFECTO"},
    {0},
};

#define EVIDENCE(s)                                                                                         \
    FIELD_TEXT(s, evidence, .max = 500, .label = T("Evidencia", "Evidence"),                                \
               .hint = T("El documento que muestra que se cumplió y dónde está.",                           \
                         "The document that shows that it was done and where it is."))

static const struct field resolution_fields[] = {
    RECORD_CODE(struct resolution),
    RECORD_UNIT_COMPUTED(struct resolution),
    FIELD_REF(struct resolution, meeting, .required = true, .target = &meeting_entity, .label = T("Reunión", "Meeting")),
    FIELD_TEXT(struct resolution, number, .max = 30, .label = T("Número", "Number"), .hint = T("El del acta.", "The one in the minutes.")),
    FIELD_TEXT(struct resolution, text, .required = true, .max = 2000, .label = T("Acuerdo", "Resolution")),
    FIELD_TEXT(struct resolution, owner, .required = true, .max = 150, .label = T("Responsable", "Owner")),
    FIELD_REF(struct resolution, organisation, .target = &organisation_entity, .label = T("Organización responsable", "Organisation")),
    FIELD_DATE(struct resolution, due_on, .label = T("Fecha límite", "Due on")),
    FIELD_CHOICE(struct resolution, level, .choices = organisation_levels, .label = T("Nivel", "Level"),
                 .hint = T("Vacío: el del órgano.", "Empty: the organ's.")),
    FIELD_TEXT(struct resolution, territory, .max = 4, .rule = territory_parse_area, .label = T("Territorio", "Territory"),
               .hint = T("Código del departamento, municipio o distrito; vacío: el del órgano.",
                         "Code of the department, municipality or district; empty: the organ's.")),
    FIELD_CHOICE(struct resolution, state, .choices = resolution_states, .initial = "open", .label = T("Estado", "State")),
    FIELD_DATE(struct resolution, done_on, .past = true, .label = T("Cumplido el", "Done on")),
    EVIDENCE(struct resolution),
    RECORD_ANNULMENT(struct resolution),
};
static const struct field action_fields[] = {
    RECORD_CODE(struct resolution_action),
    RECORD_UNIT_COMPUTED(struct resolution_action),
    FIELD_REF(struct resolution_action, resolution, .required = true, .target = &resolution_entity, .label = T("Acuerdo", "Resolution")),
    FIELD_TEXT(struct resolution_action, text, .required = true, .max = 1000, .label = T("Acción", "Action")),
    FIELD_TEXT(struct resolution_action, owner, .required = true, .max = 150, .label = T("Responsable", "Owner")),
    FIELD_DATE(struct resolution_action, due_on, .label = T("Fecha límite", "Due on")),
    FIELD_CHOICE(struct resolution_action, state, .choices = action_states, .initial = "open", .label = T("Estado", "State")),
    FIELD_DATE(struct resolution_action, done_on, .past = true, .label = T("Hecha el", "Done on")),
    EVIDENCE(struct resolution_action),
    RECORD_ANNULMENT(struct resolution_action),
};

static const struct field line_fields[] = {
    FIELD_CHOICE(struct resolution_line, level, .choices = organisation_levels, .label = T("Nivel", "Level")),
    FIELD_TEXT(struct resolution_line, territory, .label = T("Código del territorio", "Code of the territory")),
    FIELD_TEXT(struct resolution_line, territory_name, .label = T("Territorio", "Territory")),
    FIELD_INT(struct resolution_line, taken, .label = T("Tomados", "Taken")),
    FIELD_INT(struct resolution_line, done, .label = T("Cumplidos", "Done")),
    FIELD_INT(struct resolution_line, open, .label = T("Pendientes", "Open")),
    FIELD_INT(struct resolution_line, overdue, .label = T("Vencidos", "Overdue")),
};
static const struct shape line_shape = SHAPE("resolution_line", struct resolution_line, line_fields);
static const struct field summary_fields[] = {
    FIELD_DATE(struct resolution_summary, on, .label = T("Fecha", "Date")),
    FIELD_INT(struct resolution_summary, taken, .label = T("Tomados", "Taken")),
    FIELD_INT(struct resolution_summary, done, .label = T("Cumplidos", "Done")),
    FIELD_INT(struct resolution_summary, open, .label = T("Pendientes", "Open")),
    FIELD_INT(struct resolution_summary, overdue, .label = T("Vencidos", "Overdue")),
    FIELD_ROWS(struct resolution_summary, lines, .shape = &line_shape, .label = T("Por nivel y territorio", "By level and territory")),
};
const struct shape resolution_summary_shape = SHAPE("resolution_summary", struct resolution_summary, summary_fields);

/* ---- checks ---------------------------------------------------------------------------------------------- */

static enum err check_meeting(struct ctx *ctx, const struct resolution *row, const struct resolution *was, const struct meeting *meeting)
{
    if (was == NULL && !ctx->importing && !meeting_is_deciding(meeting)) {
        bool frozen = str_eq(meeting->state, S("frozen"));
        return ctx_fault(ctx, "meeting", row->meeting.code,
                         frozen ? TEXT("El acta de esa reunión está cerrada.", "The minutes of that meeting are frozen.")
                                : TEXT("Sin quórum en primera convocatoria no hay acuerdos: la reunión no se ha registrado como realizada.",
                                       "Without a quorum on a first call nothing is resolved: the meeting has not been recorded as held."),
                         frozen ? TEXT("Tómelo en otra reunión.", "Take it in another meeting.")
                                : TEXT("Anote a los presentes y registre que se realizó, o convoque por segunda vez.",
                                       "Note who was present and record that it was held, or call a second time."));
    }
    bool says_otherwise = was != NULL && (!str_eq(row->text, was->text) || !str_eq(row->number, was->number) ||
                                          !id_eq(row->meeting.id, was->meeting.id));
    if (says_otherwise && str_eq(meeting->state, S("frozen")) && !ctx->importing) {
        return ctx_fault(ctx, "text", row->text,
                         TEXT("El acta está cerrada: lo que se acordó ya no cambia.", "The minutes are frozen: what was resolved no longer changes."),
                         TEXT("Tome otro acuerdo que lo corrija; estado, responsable y evidencia sí se registran.",
                              "Take another resolution that corrects it; state, owner and evidence can be recorded."));
    }
    if (!date_is_none(row->due_on) && date_cmp(row->due_on, meeting->date) < 0) {
        return ctx_fault(ctx, "due_on", date_iso(ctx->arena, row->due_on),
                         TEXT("La fecha límite no es anterior a la reunión.", "The due date is not before the meeting."),
                         TEXT("Corrija la fecha.", "Correct the date."));
    }
    return ERR_OK;
}

/* What is done says when and what shows it; what is not done says neither day. */
static enum err check_done(struct ctx *ctx, struct str state, struct date done_on, struct str evidence)
{
    bool done = str_eq(state, S("done"));
    enum err err = ERR_OK;
    if (done != !date_is_none(done_on)) {
        err = ctx_fault(ctx, "done_on", date_iso(ctx->arena, done_on),
                        TEXT("Lo cumplido dice desde cuándo, y solo lo cumplido.", "What is done says since when, and only what is done."),
                        TEXT("Escriba la fecha con el paso «Se cumplió», o quítela.", "Enter the day with the step “It was done”, or remove it."));
    }
    if (done && str_is_empty(evidence)) {
        err = ctx_fault(ctx, "evidence", STR_NONE,
                        TEXT("Lo cumplido muestra con qué.", "What is done says what shows it."),
                        TEXT("Escriba el documento y dónde está; lo tiene quien lo cumplió.",
                             "Write the document and where it is; whoever did it has it."));
    }
    return err;
}

static enum err resolution_check(struct ctx *ctx, void *row, const void *before)
{
    struct resolution *resolution = row;
    const struct resolution *was = before;
    struct meeting meeting;
    struct organ organ;
    TRY(record_find_id(ctx, &meeting_entity, resolution->meeting.id, &meeting));
    TRY(record_find_id(ctx, &organ_entity, meeting.organ.id, &organ));
    resolution->record.unit = (struct ref){.id = meeting.record.unit.id};
    resolution->level = str_is_empty(resolution->level) ? organ.level : resolution->level;
    resolution->territory = str_is_empty(resolution->territory) ? organ.territory : resolution->territory;
    if (resolution->record.annulled == ANSWER_YES) {
        return ERR_OK;
    }
    enum err first = check_meeting(ctx, resolution, was, &meeting);
    enum err second = check_done(ctx, resolution->state, resolution->done_on, resolution->evidence);
    return first != ERR_OK ? first : second;
}

static enum err action_check(struct ctx *ctx, void *row, const void *before)
{
    struct resolution_action *action = row;
    struct resolution resolution;
    TRY(record_find_id(ctx, &resolution_entity, action->resolution.id, &resolution));
    action->record.unit = (struct ref){.id = resolution.record.unit.id};
    if (action->record.annulled == ANSWER_YES) {
        return ERR_OK;
    }
    bool closed = str_eq(resolution.state, S("done")) || str_eq(resolution.state, S("dropped"));
    if (before == NULL && closed && !ctx->importing) {
        return ctx_fault(ctx, "resolution", action->resolution.code,
                         TEXT("El acuerdo ya está cumplido o sin efecto.", "The resolution is done or dropped already."),
                         TEXT("Ábralo de nuevo, con su motivo, si falta algo por hacer.", "Open it again, with the reason, if something is left to do."));
    }
    return check_done(ctx, action->state, action->done_on, action->evidence);
}

/* ---- steps -------------------------------------------------------------------------------------------------- */

static enum err guard_complete(struct ctx *ctx, void *row, const void *before, const void *in)
{
    const struct resolution *resolution = row;
    (void)before;
    (void)in;
    int64_t open = 0;
    TRY(resolution_store_open_actions(ctx, resolution->record.agency, resolution->record.id, &open));
    if (open == 0) {
        return ERR_OK;
    }
    return ctx_fault(ctx, "state", str_format(ctx->arena, "%lld", (long long)open),
                     text_format(ctx->arena, TEXT("El acuerdo tiene %lld acciones pendientes.", "The resolution has %lld open actions."),
                                 (long long)open),
                     TEXT("Registre que se hicieron, o que quedan sin efecto; lo sabe el responsable de cada una.",
                          "Record that they were done, or dropped; the owner of each knows."));
}

/* Opening again takes the day back; the evidence stays and is history. */
static enum err guard_reopen(struct ctx *ctx, void *row, const void *before, const void *in)
{
    (void)ctx;
    (void)before;
    (void)in;
    ((struct resolution *)row)->done_on = DATE_NONE;
    return ERR_OK;
}

static const struct flow_move resolution_moves[] = {
    {.name = "start", .label = T("Se empezó", "It was started"), .from = "open", .to = "started"},
    {.name = "complete", .label = T("Se cumplió", "It was done"), .from = "open started", .to = "done", .guard = guard_complete},
    {.name = "drop", .label = T("Dejar sin efecto", "Drop"), .from = "open started", .to = "dropped", .weighty = true},
    {.name = "reopen", .label = T("Abrir de nuevo", "Open again"), .from = "done dropped", .to = "started", .weighty = true,
     .guard = guard_reopen},
};
static const struct flow resolution_flow = {
    .field = "state", .entry = "open started", .moves = resolution_moves, .count = COUNT_OF(resolution_moves)};
static const struct flow_move action_moves[] = {
    {.name = "complete", .label = T("Se hizo", "It was done"), .from = "open", .to = "done"},
    {.name = "drop", .label = T("Dejar sin efecto", "Drop"), .from = "open", .to = "dropped", .weighty = true},
};
static const struct flow action_flow = {.field = "state", .entry = "open", .moves = action_moves, .count = COUNT_OF(action_moves)};

const struct entity resolution_entity = {
    .shape = SHAPE("resolution", struct resolution, resolution_fields),
    .dataset = "resolutions",
    .code_prefix = "AC",
    .label = T("Acuerdo", "Resolution"),
    .plural = T("Acuerdos", "Resolutions"),
    .store = &resolution_store,
    .parent = "meeting",
    .flow = &resolution_flow,
    .check = resolution_check,
};
const struct entity resolution_action_entity = {
    .shape = SHAPE("resolution_action", struct resolution_action, action_fields),
    .dataset = "resolution_actions",
    .code_prefix = "AA",
    .label = T("Acción de un acuerdo", "Action of a resolution"),
    .plural = T("Acciones de acuerdos", "Actions of resolutions"),
    .store = &resolution_action_store,
    .parent = "resolution",
    .flow = &action_flow,
    .check = action_check,
};
