#include "results/indicator.h"

#include <string.h>

#define SESSION_DATE T("fecha de la sesión", "date of the session")
#define ATTENDANCE_DATE T("día de asistencia", "day of attendance")
#define SIGNATURE_DATE T("firma del contrato", "signature of the contract")
#define SERVICE_DATE T("fecha de cada servicio", "date of each service")
#define CLOSING_DATE T("fecha de referencia de la medición de cierre", "reference date of the closing snapshot")
#define APPROVAL_DATE T("fecha de aprobación", "date of approval")
#define MILESTONE_DATE T("fecha del hito", "date of the milestone")
#define PERIOD T("el período", "the period")

const struct indicator indicator_list[INDICATOR_COUNT] = {
    [INDICATOR_MUNICIPALITIES_COVERED] = {
        "municipalities_covered", "I21", "municipalities", RULE_DISTINCT, 1,
        T("Municipios con empresas atendidas", "Municipalities with enterprises served"),
        T("Municipios distintos, en el mapa elegido, donde tienen su sede las empresas atendidas, dentro del territorio.",
          "Distinct municipalities, on the chosen map, of the home of the enterprises served, inside the territory."),
        SERVICE_DATE, T(NULL, NULL)},
    [INDICATOR_ENTERPRISES_ADVISED] = {
        "enterprises_advised", "I01", "enterprises", RULE_DISTINCT, 1, T("Empresas asesoradas", "Enterprises advised"),
        T("Empresas distintas con una sesión de asesoría realizada y con tiempo de contacto.",
          "Distinct enterprises with an advice session held, with contact time."),
        SESSION_DATE, T(NULL, NULL)},
    [INDICATOR_ENTERPRISES_TRAINED] = {
        "enterprises_trained", "I02", "enterprises", RULE_DISTINCT, 1, T("Empresas capacitadas", "Enterprises trained"),
        T("Empresas distintas con una persona presente al menos un día de una capacitación.",
          "Distinct enterprises with a person present on at least one day of a training."),
        ATTENDANCE_DATE, T(NULL, NULL)},
    [INDICATOR_ENTERPRISES_ASSISTED] = {
        "enterprises_assisted", "I03", "enterprises", RULE_DISTINCT, 1,
        T("Empresas con asistencia técnica", "Enterprises with technical assistance"),
        T("Empresas distintas beneficiarias de un contrato de asistencia técnica contratado o posterior; uno terminado, solo "
          "si algo se entregó y aceptó.",
          "Distinct enterprises named in an assistance contract that was contracted or later; a terminated one only if "
          "something was delivered and accepted."),
        SIGNATURE_DATE, T(NULL, NULL)},
    [INDICATOR_SALES_INCREASE] = {
        "sales_increase", "I08", "money", RULE_DIFFERENCE, 1, T("Incremento de ventas", "Sales increase"),
        T("Por empresa, cierre menos apertura de las ventas nacionales y de exportación de doce meses; se suman los aumentos.",
          "Per enterprise, closing less opening of national and export sales of twelve months; increases are summed."),
        CLOSING_DATE, T(NULL, NULL)},
    [INDICATOR_FINANCING_NEGOTIATED] = {
        "financing_negotiated", "I12", "money", RULE_SUM, 1, T("Financiamiento gestionado", "Financing negotiated"),
        T("Montos aprobados de créditos de bancos, cooperativas y otras entidades supervisadas, no denegados ni desistidos.",
          "Approved amounts of credits of banks, cooperatives and other supervised lenders, neither denied nor withdrawn."),
        APPROVAL_DATE, T(NULL, NULL)},
    [INDICATOR_RESOURCES_MOBILISED] = {
        "resources_mobilised", "I13", "money", RULE_SUM, 1, T("Recursos movilizados", "Resources mobilised"),
        T("Montos aprobados de fondos no reembolsables, capital semilla y aportes en especie. Nunca crédito ni ventas.",
          "Approved amounts of grants, seed capital and contributions in kind. Never credit or sales."),
        APPROVAL_DATE, T(NULL, NULL)},
    [INDICATOR_CLIENTS_SERVED] = {
        "clients_served", "I05", "enterprises", RULE_DISTINCT, 1,
        T("Empresas atendidas, sin duplicar", "Enterprises served, each once"),
        T("Empresas distintas asesoradas, capacitadas o con asistencia técnica.",
          "Distinct enterprises advised, trained or assisted."),
        SERVICE_DATE, T(NULL, NULL)},
    [INDICATOR_LINKED_ONLY] = {
        "linked_only", NULL, "enterprises", RULE_DISTINCT, 1, T("Además, empresas solo vinculadas", "Besides, enterprises only linked"),
        T("Empresas con un vínculo no desistido y ningún otro servicio; aparte de las atendidas.",
          "Enterprises with a link not withdrawn and no other service; apart from those served."),
        T("fecha del vínculo", "date of the link"), T(NULL, NULL)},
    [INDICATOR_PERSONS_ADVISED] = {
        "persons_advised", NULL, "persons", RULE_DISTINCT, 1, T("Personas asesoradas", "Persons advised"),
        T("Personas distintas presentes en esas sesiones.", "Distinct persons present in such sessions."), SESSION_DATE,
        T(NULL, NULL)},
    [INDICATOR_PERSONS_TRAINED] = {
        "persons_trained", "I02", "persons", RULE_DISTINCT, 1, T("Personas capacitadas", "Persons trained"),
        T("Personas distintas presentes al menos un día de una capacitación.",
          "Distinct persons present on at least one day of a training."),
        ATTENDANCE_DATE, T(NULL, NULL)},
    [INDICATOR_SERVICES_DELIVERED] = {
        "services_delivered", "I04", "services", RULE_COUNT, 1, T("Servicios prestados", "Services delivered"),
        T("Sesiones de asesoría por empresa, capacitaciones por persona, contratos por beneficiaria y vínculos.",
          "Advice sessions by enterprise, trainings by person, contracts by beneficiary, and links."),
        SERVICE_DATE, T(NULL, NULL)},
    [INDICATOR_ADVICE_HOURS] = {
        "advice_hours", "I06", "hours", RULE_SUM, 1, T("Horas de asesoría", "Hours of advice"),
        T("Tiempo de contacto de las sesiones, una vez por sesión.", "Contact time of sessions, once a session."),
        SESSION_DATE, T(NULL, NULL)},
    [INDICATOR_PREPARATION_HOURS] = {
        "preparation_hours", "I06", "hours", RULE_SUM, 1, T("Aparte, horas de preparación", "Apart, hours of preparation"),
        T("Tiempo de preparación de esas sesiones.", "Preparation time of these sessions."), SESSION_DATE, T(NULL, NULL)},
    [INDICATOR_TRAVEL_HOURS] = {
        "travel_hours", "I06", "hours", RULE_SUM, 1, T("Aparte, horas de viaje", "Apart, hours of travel"),
        T("Tiempo de viaje de esas sesiones.", "Travel time of these sessions."), SESSION_DATE, T(NULL, NULL)},
    [INDICATOR_LONG_TERM_CLIENTS] = {
        "long_term_clients", "I07", "enterprises", RULE_THRESHOLD, 1, T("Clientes de largo plazo", "Long-term clients"),
        T("Empresas distintas con cinco horas o más de contacto y preparación en el año fiscal, en toda la unidad.",
          "Distinct enterprises with five hours or more of contact and preparation in the fiscal year, over the whole unit."),
        SESSION_DATE, T(NULL, NULL)},
    [INDICATOR_SALES_NET_CHANGE] = {
        "sales_net_change", "I08", "money", RULE_DIFFERENCE, 1, T("Cambio neto de ventas", "Net change of sales"),
        T("Lo mismo, restando las bajas.", "The same, less the falls."), CLOSING_DATE, T(NULL, NULL)},
    [INDICATOR_EXPORT_INCREASE] = {
        "export_increase", "I09", "money", RULE_DIFFERENCE, 1, T("Incremento de exportaciones", "Export increase"),
        T("Lo mismo, solo de las exportaciones.", "The same on exports alone."), CLOSING_DATE, T(NULL, NULL)},
    [INDICATOR_JOBS_CREATED] = {
        "jobs_created", "I10", "jobs", RULE_DIFFERENCE, 1, T("Empleos generados", "Jobs created"),
        T("Por empresa, cierre menos apertura de todos los empleos; se suman los aumentos.",
          "Per enterprise, closing less opening of all jobs; increases are summed."),
        CLOSING_DATE, T(NULL, NULL)},
    [INDICATOR_JOBS_RETAINED] = {
        "jobs_retained", "I11", "jobs", RULE_DIFFERENCE, 1, T("Empleos conservados", "Jobs retained"),
        T("Empleos declarados en riesgo en la apertura que siguen en el cierre, si la empresa lo declara.",
          "Jobs declared at risk at opening and still there at closing, with the client's statement."),
        CLOSING_DATE, T(NULL, NULL)},
    [INDICATOR_FINANCING_DISBURSED] = {
        "financing_disbursed", "I12", "money", RULE_SUM, 1, T("Financiamiento desembolsado", "Financing disbursed"),
        T("Desembolsos de esos créditos.", "Disbursements of such credits."),
        T("fecha del desembolso", "date of the disbursement"), T(NULL, NULL)},
    [INDICATOR_CLIENT_CONTRIBUTIONS] = {
        "client_contributions", "I17", "money", RULE_SUM, 1, T("Aportes de las empresas", "Contributions of the clients"),
        T("Lo que las empresas pagaron de su asistencia técnica.", "The clients' shares paid for assistance."),
        T("fecha de pago", "date of payment"), T(NULL, NULL)},
    [INDICATOR_FORMALISED] = {
        "formalised", "I14", "enterprises", RULE_DISTINCT, 1, T("Empresas formalizadas", "Enterprises formalised"),
        T("Empresas distintas con un hito de formalización.", "Distinct enterprises with a formalisation milestone."),
        MILESTONE_DATE, T(NULL, NULL)},
    [INDICATOR_BUSINESSES_STARTED] = {
        "businesses_started", "I15", "count", RULE_COUNT, 1, T("Negocios iniciados", "Businesses started"),
        T("Empresas o personas que pasaron de emprendimiento a empresa, una vez en la vida.",
          "Enterprises or persons that went from venture to enterprise, once for life."),
        MILESTONE_DATE, T(NULL, NULL)},
    [INDICATOR_NEW_PRODUCTS] = {
        "new_products", "I16", "count", RULE_COUNT, 1, T("Productos nuevos", "New products"), T("Hitos.", "Milestones."),
        MILESTONE_DATE, T(NULL, NULL)},
    [INDICATOR_NEW_MARKETS] = {
        "new_markets", "I16", "count", RULE_COUNT, 1, T("Mercados nuevos", "New markets"), T("Hitos.", "Milestones."),
        MILESTONE_DATE, T(NULL, NULL)},
    [INDICATOR_SATISFACTION] = {
        "satisfaction", "I22", "score", RULE_MEAN, 1, T("Satisfacción (1 a 5)", "Satisfaction (1 to 5)"),
        T("Media de las evaluaciones, con cuántas respuestas.", "Mean of the evaluations, with how many answers."),
        ATTENDANCE_DATE, T(NULL, NULL)},
    [INDICATOR_WOMEN_LED_SHARE] = {
        "women_led_share", "I24", "per_cent", RULE_SHARE, 1, T("Empresas dirigidas por mujeres", "Enterprises led by women"),
        T("De las atendidas cuya dirección se conoce, cuántas de cada cien dirigen mujeres.",
          "Of those served whose leadership is known, how many in a hundred are led by women."),
        SERVICE_DATE, T(NULL, NULL)},
    [INDICATOR_AGREEMENTS_IN_FORCE] = {
        "agreements_in_force", "I23", "count", RULE_COUNT, 1, T("Convenios vigentes", "Agreements in force"),
        T("Vigentes el último día, por nivel y lado de las partes.", "In force on the last day, by level and side of the parties."),
        T("fin del período", "end of the period"), T(NULL, NULL)},
    [INDICATOR_TARGET_ACHIEVEMENT] = {
        "target_achievement", "I20", "per_cent", RULE_NONE, 1, T("Cumplimiento de metas", "Achievement of targets"),
        T("Resultado entre meta; verde desde 95 por ciento, ámbar desde 80, si no, rojo.",
          "Result over target; green from 95 per cent, amber from 80, else red."),
        PERIOD, T("Cada convenio muestra sus metas junto a sus resultados.",
                  "Each agreement shows its targets beside its results.")},
    [INDICATOR_RETURN_ON_INVESTMENT] = {
        "return_on_investment", "I18", "per_cent", RULE_NONE, 1, T("Retorno de la inversión", "Return on investment"),
        T("Incremento de ventas verificado entre el dinero público de operación.",
          "Verified sales increase over public operating money."),
        PERIOD, T("Los gastos que se registran son los de proyectos; lo que cuesta operar la unidad no está entre ellos.",
                  "The expenses recorded are those of projects; what the unit costs to run is not among them.")},
    [INDICATOR_COST_PER_CLIENT] = {
        "cost_per_client", "I19", "money", RULE_NONE, 1, T("Costo por empresa atendida", "Cost per enterprise served"),
        T("Gastos entre empresas atendidas.", "Expenses over enterprises served."), PERIOD,
        T("Los gastos que se registran son los de proyectos: una parte no se divide entre el todo.",
          "The expenses recorded are those of projects: a part is not divided by the whole.")},
    [INDICATOR_DATA_QUALITY] = {
        "data_quality", "I25", "per_cent", RULE_NONE, 1, T("Calidad de los datos", "Quality of the data"),
        T("Sus partes, cada una por sí.", "Its parts, each by itself."), T("ahora", "now"),
        T("Se muestra por partes, nunca en un solo número.", "It is shown by parts, never as one number.")},
};

const size_t indicator_count = INDICATOR_COUNT;

static const struct {
    const char *code;
    struct text label;
} measures[] = {
    {"enterprises", T("empresas", "enterprises")}, {"persons", T("personas", "persons")},
    {"municipalities", T("municipios", "municipalities")}, {"services", T("servicios", "services")},
    {"hours", T("horas", "hours")}, {"money", T("dinero", "money")}, {"USD", T("US$", "US$")},
    {"jobs", T("empleos", "jobs")}, {"per_cent", T("por ciento", "per cent")}, {"count", T("cantidad", "count")},
    {"score", T("puntos", "points")},
};

static const struct {
    const char *code;
    struct text label;
} parts[] = {
    {"with_enterprise", T("con empresa", "with an enterprise")},
    {"without_enterprise", T("sin empresa", "without an enterprise")},
    {"sessions", T("sesiones de asesoría", "advice sessions")},
    {"training", T("capacitaciones", "trainings")},
    {"assistances", T("asistencias técnicas", "technical assistances")},
    {"links", T("vínculos", "links")},
    {"until_2024-04-30", T("hasta el 30/04/2024, mapa de 262", "until 30/04/2024, map of 262")},
    {"from_2024-05-01", T("desde el 01/05/2024, mapa de 44", "from 01/05/2024, map of 44")},
    {"falls", T("empresas con baja", "enterprises with a fall")},
    {"national", T("cambio neto, ventas nacionales", "net change, national sales")},
    {"export", T("cambio neto, exportación", "net change, export")},
    {"male_fixed", T("cambio neto, hombres, fijos", "net change, men, fixed")},
    {"male_temporary", T("cambio neto, hombres, temporales", "net change, men, temporary")},
    {"female_fixed", T("cambio neto, mujeres, fijos", "net change, women, fixed")},
    {"female_temporary", T("cambio neto, mujeres, temporales", "net change, women, temporary")},
    {"cash", T("en efectivo", "in cash")},
    {"in_kind", T("en especie", "in kind")},
    {"women_led", T("dirigidas por mujeres", "led by women")},
    {"verified_records", T("registros verificados", "records verified")},
    {"numbered_clients", T("empresas atendidas con NIT", "enterprises served with a tax number")},
    {"measured_clients", T("empresas atendidas con apertura y cierre", "enterprises served with opening and closing")},
};

const struct indicator *indicator_at(enum indicator_code code)
{
    return &indicator_list[code];
}

bool indicator_find(struct str code, enum indicator_code *out)
{
    for (size_t i = 0; i < INDICATOR_COUNT; i++) {
        if (str_eq_c(code, indicator_list[i].code)) {
            *out = (enum indicator_code)i;
            return true;
        }
    }
    return false;
}

struct text indicator_measure_label(struct str measure)
{
    for (size_t i = 0; i < COUNT_OF(measures); i++) {
        if (str_eq_c(measure, measures[i].code)) {
            return measures[i].label;
        }
    }
    return TEXT_NONE;
}

struct text indicator_part_label(struct str part)
{
    for (size_t i = 0; i < COUNT_OF(parts); i++) {
        if (str_eq_c(part, parts[i].code)) {
            return parts[i].label;
        }
    }
    return TEXT_NONE;
}

struct text indicator_rule_label(enum indicator_rule rule)
{
    static const struct text labels[] = {
        [RULE_DISTINCT] = T("cuenta cada cliente una vez", "counts each client once"),
        [RULE_COUNT] = T("cuenta registros", "counts records"),
        [RULE_SUM] = T("suma", "sum"),
        [RULE_THRESHOLD] = T("clientes que alcanzan un mínimo", "clients that reach a minimum"),
        [RULE_DIFFERENCE] = T("antes y después", "before and after"),
        [RULE_MEAN] = T("media", "mean"),
        [RULE_SHARE] = T("proporción", "share"),
        [RULE_NONE] = T("sin datos todavía", "no data as yet"),
    };
    return labels[rule];
}
