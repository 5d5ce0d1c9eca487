#include "diagnosis/instrument.h"

#define EQUIPMENT "Infraestructura", "Infrastructure", "Equipo", "Equipment"
#define SOFTWARE "Infraestructura", "Infrastructure", "Software", "Software"
#define CONNECTIVITY "Infraestructura", "Infrastructure", "Conectividad", "Connectivity"
#define SECURITY "Infraestructura", "Infrastructure", "Seguridad", "Security"
#define ACCOUNTING "Administración", "Administration", "Contabilidad", "Accounting"
#define MANAGEMENT "Administración", "Administration", "Gestión", "Management"
#define CONTROL "Procesos", "Processes", "Control", "Control"
#define INFORMATION "Procesos", "Processes", "Información", "Information"
#define MARKETING "Mercadeo", "Marketing", "Gestión", "Management"
#define PROMOTION "Mercadeo", "Marketing", "Promoción", "Promotion"
#define SALES "Mercadeo", "Marketing", "Ventas", "Sales"
#define RESEARCH "Innovación", "Innovation", "Investigación", "Research"
#define ANALYSIS "Innovación", "Innovation", "Análisis", "Analysis"

const struct instrument_own_question instrument_ict[] = {
    {EQUIPMENT, "yes_no", 1, T("¿El negocio tiene una computadora o una tableta para su trabajo?",
                               "Does the business have a computer or a tablet for its work?")},
    {EQUIPMENT, "scale", 1, T("¿Qué tan bien funciona el equipo para lo que se necesita?", "How well does the equipment work for what is needed?")},
    {SOFTWARE, "yes_no", 1, T("¿Usa hojas de cálculo u otro programa para su trabajo?", "Does it use spreadsheets or another program for its work?")},
    {SOFTWARE, "scale", 1, T("¿Qué tanto aprovecha los programas que tiene?", "How much use is made of the programs it has?")},
    {CONNECTIVITY, "yes_no", 2, T("¿Tiene internet en el lugar donde trabaja?", "Is there internet at the place of work?")},
    {CONNECTIVITY, "scale", 1, T("¿Qué tan estable es la conexión durante el día?", "How steady is the connection during the day?")},
    {SECURITY, "yes_no", 1, T("¿Guarda una copia de sus datos en otro lugar?", "Is a copy of its data kept in another place?")},
    {SECURITY, "yes_no", 1, T("¿Cada persona entra a los equipos con su propia clave?", "Does each person sign in with a password of their own?")},
    {ACCOUNTING, "yes_no", 1, T("¿Lleva en la computadora o el teléfono sus ingresos y gastos?",
                                "Are income and expenses kept on the computer or telephone?")},
    {ACCOUNTING, "scale", 1, T("¿Qué tan al día están esas cuentas?", "How up to date are those accounts?")},
    {MANAGEMENT, "yes_no", 1, T("¿Usa alguna herramienta para planificar tareas o turnos?", "Is any tool used to plan tasks or shifts?")},
    {MANAGEMENT, "scale", 1, T("¿Qué tanto usa esos datos para decidir?", "How much are these data used to decide?")},
    {CONTROL, "yes_no", 1, T("¿Lleva un registro de su inventario o de su producción?", "Is there a record of stock or production?")},
    {CONTROL, "scale", 1, T("¿Qué tan confiable es ese registro?", "How reliable is that record?")},
    {INFORMATION, "yes_no", 1, T("¿Tiene una lista de sus clientes con su teléfono o correo?", "Is there a list of its customers with telephone or e-mail?")},
    {INFORMATION, "scale", 1, T("¿Qué tan fácil es encontrar un dato cuando lo necesita?", "How easy is it to find a piece of data when it is needed?")},
    {MARKETING, "yes_no", 1, T("¿Sabe qué producto le deja más ganancia?", "Does it know which product earns most?")},
    {MARKETING, "scale", 1, T("¿Qué tanto conoce a sus clientes y lo que prefieren?", "How well does it know its customers and what they prefer?")},
    {PROMOTION, "yes_no", 1, T("¿Tiene una página o un perfil propio en redes sociales?", "Does it have a page or a profile of its own on social media?")},
    {PROMOTION, "scale", 1, T("¿Con qué frecuencia publica o responde mensajes?", "How often does it publish or answer messages?")},
    {SALES, "yes_no", 1, T("¿Recibe pedidos por internet o por mensajes?", "Does it take orders on the internet or by messages?")},
    {SALES, "yes_no", 1, T("¿Recibe pagos electrónicos?", "Does it take electronic payments?")},
    {RESEARCH, "yes_no", 1, T("¿Busca en internet nuevos proveedores, productos o precios?", "Does it look on the internet for suppliers, products or prices?")},
    {RESEARCH, "scale", 1, T("¿Qué tanto ha cambiado algo del negocio por lo que encontró?", "How much has it changed in the business by what it found?")},
    {ANALYSIS, "yes_no", 1, T("¿Compara sus ventas de un mes con las de otro?", "Does it compare the sales of one month with another's?")},
    {ANALYSIS, "scale", 1, T("¿Qué tan preparado está para probar algo nuevo y medir si funcionó?",
                             "How ready is it to try something new and measure whether it worked?")},
};
const size_t instrument_ict_count = COUNT_OF(instrument_ict);
