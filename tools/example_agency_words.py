"""What the agency's own year says: agreements, organs, agendas, resolutions. Made up, but for the names of public bodies."""

# code, title, kind, programme, object, parties by role, first day and last day as days from those of the year, state
AGREEMENTS = (
    ("CV-05", "Convenio de la Política Nacional de Emprendimiento", "specific", "Política Nacional de Emprendimiento",
     "Ejecutar en el departamento las acciones priorizadas para quienes emprenden.",
     {"funders": ["ORG-CONAMYPE"], "operators": ["ORG-ADEL"], "cooperators": ["ORG-MINEC", "ORG-UNIV"]}, 34, 180, "in_force"),
    ("CV-06", "Convenio con la alcaldía sede del centro", "specific", "Desarrollo económico local",
     "Ceder el local del centro y acompañar a las empresas del municipio.",
     {"funders": ["HALL-1"], "operators": ["ORG-ADEL"]}, 12, 0, "in_force"),
    ("CV-07", "Convenio con la alcaldía sede de la antena", "specific", "Desarrollo económico local",
     "Sostener la antena y celebrar la feria de productores.",
     {"funders": ["HALL-2"], "operators": ["ORG-ADEL"], "cooperators": ["ORG-ASOPROD"]}, 40, 0, "in_force"),
    ("CV-08", "Support to territorial economic development", "memorandum_of_understanding", "ART",
     "Strengthen the agency's coordination of local, national and international partners.",
     {"funders": ["ORG-PNUD"], "operators": ["ORG-ADEL"], "cooperators": ["ORG-ILSLEDA"]}, 20, 90, "in_force"),
)

FOUNDERS = ("ORG-ONG-1", "ORG-ASOPROD", "ORG-COOP-1", "ORG-CAMARA")
ACTIVE = ("ORG-UNIV", "ORG-COOP-2", "ORG-SAC-1")
HONORARY = "ORG-PNUD"
LEFT = "ORG-SAC-1"

# code, name, kind, quorum, percentage, level, article of the statutes
ORGANS = (
    ("ASAMBLEA", "Asamblea general", "assembly", "half_plus_one", "", "departmental", "Art. 12"),
    ("JUNTA", "Junta directiva", "board", "half_plus_one", "", "departmental", "Art. 18"),
    ("MESA", "Mesa territorial de desarrollo económico", "round_table", "percent", "40.00", "departmental", ""),
)
OFFICES = (
    ("JUNTA", (("president", "HALL"), ("vice_president", "ORG-CAMARA"), ("secretary", "ORG-ONG-1"), ("treasurer", "ORG-COOP-1"),
               ("trustee", "ORG-UNIV"), ("member", "ORG-ASOPROD"), ("member", "HALL"))),
    ("MESA", (("president", "ORG-CRC"), ("secretary", "ORG-ADEL"), ("member", "ORG-CONAMYPE"), ("member", "ORG-MINEC"),
              ("member", "ORG-STPP"), ("member", "ORG-PNUD"), ("member", "ORG-UNIV"), ("member", "ORG-ASOPROD"), ("member", "ORG-BANCO-1"),
              ("member", "ORG-CAMARA"))),
)
LEVELS = {"ORG-CONAMYPE": "national", "ORG-MINEC": "national", "ORG-STPP": "national", "ORG-PNUD": "international",
          "ORG-BANCO-1": "national", "ORG-ASOPROD": "local", "ORG-COOP-2": "local"}

# organ, day of the year, call, state, resolutions
MEETINGS = (
    ("JUNTA", 20, "first", "held", 4), ("MESA", 41, "first", "held", 4), ("ASAMBLEA", 72, "first", "no_quorum", 0),
    ("ASAMBLEA", 86, "second", "held", 5), ("JUNTA", 118, "first", "held", 3), ("MESA", 139, "first", "held", 4),
    ("JUNTA", 174, "first", "held", 4), ("JUNTA", 209, "first", "held", 3), ("MESA", 237, "first", "held", 4),
    ("JUNTA", 265, "first", "held", 3), ("MESA", 300, "first", "held", 3), ("ASAMBLEA", 335, "first", "held", 3),
)
BOOKS = {"ASAMBLEA": "Libro de actas de asamblea 1", "JUNTA": "Libro de actas de junta directiva 1", "MESA": "Libro de la mesa territorial 1"}
PLACES = ("Sala de la agencia", "Salón de la alcaldía", "Salón de la universidad", "Casa comunal")
GUESTS = ("", "Equipo técnico del centro.", "Delegación de la Comisión Nacional de la Micro y Pequeña Empresa.", "Representantes de las cooperativas.")
MINUTES = "Acta %d. Con %d votos presentes se comprobó el quórum, se leyó y aprobó la agenda, se dio lectura a lo pendiente y se tomaron los acuerdos que siguen."
AGENDA = ("Lectura de lo pendiente", "Informe de la dirección ejecutiva", "Resultados del centro", "Convenios y desembolsos", "Feria de productores",
          "Proyectos cofinanciados", "Plan del trimestre", "Ingreso de socios", "Estados financieros", "Agenda con los ministerios")

# text, organisation, days until due, what became of it, actions
RESOLUTIONS = (
    ("Presentar a CONAMYPE el plan anual del centro.", "ORG-ADEL", 25, "done", ("Reunir las metas por asesor", "Enviar el plan firmado")),
    ("Abrir una cuenta separada para el convenio de emprendimiento.", "ORG-COOP-1", 30, "done", ()),
    ("Nombrar a quien representa a la agencia ante el registro de asociaciones.", "ORG-ADEL", 20, "done", ()),
    ("Pedir a la alcaldía la ampliación del local del centro.", "ORG-ADEL", 45, "done", ("Entregar la solicitud",)),
    ("Identificar veinte empresas para los proyectos cofinanciados.", "ORG-CONAMYPE", 60, "done", ("Cruzar las listas de cada institución", "Visitar a las propuestas")),
    ("Elaborar el calendario común de ferias del oriente.", "ORG-MINEC", 40, "done", ()),
    ("Firmar la carta de cooperación en educación financiera.", "ORG-BANCO-1", 90, "started", ("Revisar el borrador", "Firmar")),
    ("Compartir la agenda de visitas del ministerio a la zona.", "ORG-STPP", 35, "done", ()),
    ("Aprobar los estados financieros auditados del año anterior.", "ORG-ADEL", 10, "done", ()),
    ("Aprobar el plan y el presupuesto del año.", "ORG-ADEL", 10, "done", ()),
    ("Inscribir la nómina de socios.", "ORG-ONG-1", 40, "done", ("Reunir las credenciales", "Presentar la nómina")),
    ("Invitar a las alcaldías que aún no son socias.", "ORG-ADEL", 120, "started", ("Visitar los concejos", "Presentar la propuesta")),
    ("Crear la comisión de mujeres empresarias.", "ORG-CAMARA", 90, "done", ()),
    ("Revisar el contrato de la auditoría externa.", "ORG-COOP-1", 30, "done", ()),
    ("Comprar el equipo de cómputo de la antena con tres cotizaciones.", "ORG-ADEL", 50, "done", ("Pedir cotizaciones", "Recibir el equipo")),
    ("Gestionar pasantías con la universidad.", "ORG-UNIV", 60, "done", ()),
    ("Formular el proyecto de la cadena de la marañona.", "ORG-ASOPROD", 90, "done", ("Levantar la línea de base", "Redactar el perfil")),
    ("Acordar tasas preferentes para clientes del centro.", "ORG-BANCO-1", 75, "dropped", ("Reunión con la gerencia",)),
    ("Publicar la oferta de cursos de todas las instituciones.", "ORG-CONAMYPE", 30, "done", ()),
    ("Instalar la ventanilla de trámites en la antena.", "ORG-MINEC", 120, "started", ("Definir los trámites", "Capacitar al personal")),
    ("Presentar el informe del primer semestre a los socios.", "ORG-ADEL", 30, "done", ()),
    ("Actualizar el manual de compras.", "ORG-COOP-1", 60, "done", ("Redactar", "Aprobar")),
    ("Registrar la marca colectiva de los productores.", "ORG-ASOPROD", 150, "open", ("Elegir el nombre", "Presentar la solicitud")),
    ("Buscar contrapartida para la feria navideña.", "ORG-CAMARA", 80, "done", ()),
    ("Dar seguimiento a los créditos aprobados y no desembolsados.", "ORG-COOP-1", 45, "done", ()),
    ("Renovar el seguro del equipo.", "ORG-ADEL", 30, "done", ()),
    ("Preparar el diagnóstico de capacidades de la agencia.", "ORG-PNUD", 90, "started", ("Aplicar el instrumento",)),
    ("Organizar la rueda de negocios del oriente.", "ORG-MINEC", 70, "done", ("Confirmar compradores", "Convocar a las empresas")),
    ("Levantar el mapa de actores por distrito.", "ORG-UNIV", 60, "done", ()),
    ("Unificar el formato de referencia entre instituciones.", "ORG-CONAMYPE", 45, "open", ("Proponer el formato",)),
    ("Difundir la convocatoria del fondo en los dieciocho municipios.", "ORG-MINEC", 25, "done", ()),
    ("Contratar la evaluación externa del convenio.", "ORG-ADEL", 90, "open", ("Redactar los términos",)),
    ("Solicitar la prórroga del convenio de emprendimiento.", "ORG-ADEL", 50, "done", ()),
    ("Depurar el registro de clientes duplicados.", "ORG-ADEL", 60, "started", ()),
    ("Evaluar la feria y publicar sus ventas.", "ORG-CAMARA", 40, "done", ()),
    ("Proponer la agenda común del año siguiente.", "ORG-STPP", 60, "open", ()),
    ("Llevar la experiencia del centro a la red internacional.", "ORG-PNUD", 75, "open", ("Redactar la ficha de buena práctica",)),
    ("Aprobar el informe anual preliminar.", "ORG-ADEL", 10, "done", ()),
    ("Elegir la terna para la dirección ejecutiva.", "ORG-ONG-1", 80, "open", ()),
    ("Convocar la elección de la nueva junta directiva.", "ORG-ADEL", 100, "open", ("Preparar el padrón de socios",)),
)

# code, title, kind, basis, addressee, (month, day) due, whether it was done
DUTIES = (
    ("ESTADOS", "Presentar los estados financieros auditados", "accounts", "Ley de asociaciones sin fines de lucro", "Registro de asociaciones", (2, 28), True),
    ("SOCIOS", "Inscribir la nómina de socios", "registration", "Ley de asociaciones sin fines de lucro", "Registro de asociaciones", (1, 31), True),
    ("ASAMBLEA", "Celebrar la asamblea general ordinaria", "meeting", "Estatutos, art. 12", "Socios", (3, 31), True),
    ("LIBROS", "Tener al día los libros legalizados", "books", "Ley de asociaciones sin fines de lucro", "Propia", (12, 31), False),
)

# agreement, party, kind, cents, what
CONTRIBUTIONS = (
    ("CV-01", "ORG-CONAMYPE", "cash", 4860000, "Personal, operación y asistencias"),
    ("CV-01", "ORG-ADEL", "in_kind", 1475000, "Dirección, contabilidad y mobiliario, doce meses"),
    ("CV-02", "ORG-MINEC", "cash", 6120000, "Fondo no reembolsable para empresas"),
    ("CV-02", "ORG-ADEL", "in_kind", 390000, "Formulación y seguimiento de las solicitudes"),
    ("CV-03", "ORG-PNUD", "cash", 2250000, "Antena y pequeños productores"),
    ("CV-05", "ORG-CONAMYPE", "cash", 1840000, "Jornadas, capital semilla y ferias"),
    ("CV-05", "ORG-UNIV", "in_kind", 260000, "Aulas y laboratorio de cómputo, ocho fines de semana"),
    ("CV-06", "HALL-1", "in_kind", 720000, "Local del centro, doce meses"),
    ("CV-06", "HALL-1", "cash", 300000, "Vigilancia y limpieza"),
    ("CV-07", "HALL-2", "in_kind", 360000, "Local de la antena, doce meses"),
    ("CV-07", "HALL-2", "cash", 450000, "Feria de productores"),
    ("CV-08", "ORG-PNUD", "cash", 1525000, "Coordination sessions and technical exchange"),
    ("CV-08", "ORG-ADEL", "in_kind", 310000, "Staff time and meeting room"),
)

# agreement, payer, day of the year, cents, condition, state
INSTALMENTS = (
    ("CV-01", "ORG-CONAMYPE", 25, 1215000, "Plan anual aprobado", "received"),
    ("CV-01", "ORG-CONAMYPE", 110, 1215000, "Informe del primer trimestre", "received"),
    ("CV-01", "ORG-CONAMYPE", 200, 1215000, "Informe del segundo trimestre", "received"),
    ("CV-01", "ORG-CONAMYPE", 300, 1215000, "Informe del tercer trimestre y liquidación parcial", "claimed"),
    ("CV-02", "ORG-MINEC", 90, 3060000, "Primeras solicitudes ratificadas", "received"),
    ("CV-02", "ORG-MINEC", 280, 3060000, "Ejecución de la mitad", "planned"),
    ("CV-03", "ORG-PNUD", 30, 2250000, "Firma", "received"),
    ("CV-05", "ORG-CONAMYPE", 50, 920000, "Firma", "received"),
    ("CV-05", "ORG-CONAMYPE", 240, 920000, "Informe intermedio", "received"),
    ("CV-06", "HALL-1", 60, 300000, "", "received"),
    ("CV-07", "HALL-2", 310, 450000, "Presupuesto de la feria", "received"),
    ("CV-08", "ORG-PNUD", 45, 915000, "Signature", "received"),
    ("CV-08", "ORG-PNUD", 250, 610000, "Second quarterly report", "received"),
)
ADDENDUM = ("CV-05", "Ampliar la vigencia seis meses, sin aumento del monto", 330, 361)

MONTHLY_TARGETS = (("enterprises_advised", 55), ("enterprises_trained", 70), ("enterprises_assisted", 5))
YEARLY_TARGETS = (
    ("CV-01", "enterprises_advised", 240, "Anexo de metas"), ("CV-01", "enterprises_trained", 450, "Anexo de metas"),
    ("CV-01", "enterprises_assisted", 62, "Anexo de metas"), ("CV-01", "sales_increase", 25000000, "Anexo de metas"),
    ("CV-01", "financing_negotiated", 80000000, "Anexo de metas"), ("CV-03", "enterprises_advised", 45, "Memorandum of understanding"),
)
