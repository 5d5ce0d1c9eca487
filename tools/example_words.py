"""The words of the made-up example: positions, organisations, trades, topics, texts. No figures."""

POSITIONS = (
    ("agency", "Directora ejecutiva", "management"),
    ("centre", "Directora del centro", "management"),
    ("centre", "Asesora empresarial", "business"),
    ("centre", "Asesor empresarial", "business"),
    ("centre", "Asesor financiero", "finance"),
    ("centre", "Asesora financiera", "finance"),
    ("centre", "Asesor en TIC", "ict"),
    ("centre", "Asesora en empresarialidad femenina", "women"),
    ("centre", "Administradora de capacitaciones y asistencias técnicas", "administration"),
    ("antenna", "Asesora empresarial", "business"),
    ("antenna", "Asesor financiero", "finance"),
)

SPECIALITY = {
    "advice_business": "business", "advice_finance": "finance", "advice_ict": "ict", "advice_women": "women",
    "attention": "business", "specialised_service": "business", "business_plan": "finance", "investment_plan": "finance",
}

# code, kind, level, side, name, short name, parent. Public bodies by their names; everyone private is made up.
ORGANISATIONS = (
    ("ORG-MINEC", "ministry", "national", "public", "Ministerio de Economía", "MINEC", ""),
    ("ORG-CONAMYPE", "national_office", "national", "public", "Comisión Nacional de la Micro y Pequeña Empresa",
     "CONAMYPE", "ORG-MINEC"),
    ("ORG-CRC", "regional_office", "departmental", "public", "Centro Regional de CONAMYPE", "Centro Regional",
     "ORG-CONAMYPE"),
    ("ORG-STPP", "other", "national", "public", "Secretaría Técnica y de Planificación de la Presidencia", "STPP", ""),
    ("ORG-PNUD", "international_agency", "international", "international",
     "Programa de las Naciones Unidas para el Desarrollo", "PNUD", ""),
    ("ORG-ILSLEDA", "network", "international", "international",
     "International Links and Services for Local Economic Development Agencies", "ILS LEDA", ""),
    ("ORG-UNIV", "university", "departmental", "academia", "Universidad Ejemplar del Golfo", "UEG", ""),
    ("ORG-BANCO-1", "bank", "national", "private", "Banco Ejemplar del Oriente, S.A.", "Banco Ejemplar", ""),
    ("ORG-BANCO-2", "bank", "national", "private", "Banco Ficticio de Fomento, S.A.", "Banco Ficticio", ""),
    ("ORG-COOP-1", "cooperative", "departmental", "private", "Cooperativa de Ahorro y Crédito La Ceiba Ejemplar de R.L.",
     "Coop. La Ceiba", ""),
    ("ORG-COOP-2", "cooperative", "local", "private", "Cooperativa de Ahorro El Manglar Ejemplar de R.L.",
     "Coop. El Manglar", ""),
    ("ORG-SAC-1", "supervised_lender", "national", "private", "Sociedad de Ahorro y Crédito Modelo, S.A.", "SAC Modelo", ""),
    ("ORG-ONG-1", "ngo", "departmental", "civil_society", "Fundación Ejemplo para la Costa", "Fundación Ejemplo", ""),
    ("ORG-ASOPROD", "producer_organisation", "local", "civil_society", "Asociación de Productores Ejemplo del Golfo",
     "Productores Ejemplo", ""),
    ("ORG-CAMARA", "chamber", "departmental", "private", "Cámara Ejemplo de Comercio del Oriente", "Cámara Ejemplo", ""),
    ("ORG-SUPER", "other", "national", "private", "Supermercados Modelo, S.A. de C.V.", "Supermercados Modelo", ""),
)

# sector, activity (CAT-019), activity text, brand, products
TRADES = (
    ("food_agroindustry", "10712", "Panadería", "Panadería", "pan francés, pan dulce, semita"),
    ("food_agroindustry", "10711", "Elaboración de tortillas", "Tortillería", "tortillas de maíz"),
    ("food_agroindustry", "10501", "Lácteos", "Lácteos", "queso fresco, crema, requesón"),
    ("food_agroindustry", "10502", "Helados y sorbetes", "Sorbetería", "sorbetes, paletas"),
    ("food_agroindustry", "03110", "Pesca artesanal", "Pescadería", "pescado fresco, camarón"),
    ("food_agroindustry", "01491", "Apicultura", "Apiario", "miel de abeja, polen"),
    ("food_agroindustry", "01460", "Granja avícola", "Granja", "huevos, pollo"),
    ("food_agroindustry", "01410", "Ganadería", "Ganadería", "leche, ganado en pie"),
    ("food_agroindustry", "10301", "Jugos y encurtidos", "Envasados", "jugos, encurtidos de marañón"),
    ("crafts", "16292", "Artesanía en madera y semillas", "Artesanías", "adornos de madera y semilla"),
    ("crafts", "32903", "Artesanía de conchas", "Artesanías del Mar", "collares, lámparas de concha"),
    ("crafts", "23931", "Cerámica", "Alfarería", "comales, ollas de barro"),
    ("commerce", "47112", "Tienda de artículos de primera necesidad", "Tienda", "abarrotes"),
    ("commerce", "47711", "Venta de ropa", "Boutique", "ropa, accesorios"),
    ("commerce", "47811", "Venta de frutas y verduras", "Frutas y Verduras", "frutas, verduras"),
    ("commerce", "47190", "Bazar", "Bazar", "artículos varios"),
    ("tourism", "56101", "Restaurante", "Comedor", "almuerzos, mariscos"),
    ("tourism", "55101", "Hostal", "Hostal", "hospedaje, desayunos"),
    ("textiles_clothing", "14103", "Confección de ropa", "Confecciones", "uniformes, vestidos"),
    ("textiles_clothing", "13929", "Textiles para el hogar", "Textiles", "hamacas, manteles"),
    ("footwear", "15201", "Calzado", "Zapatería", "sandalias, zapato escolar"),
    ("ict", "95110", "Reparación de computadoras", "Tecnología", "reparación, accesorios"),
    ("construction", "43900", "Obras de construcción", "Construcciones", "techos, soldadura"),
    ("other", "45201", "Taller mecánico", "Taller", "mecánica, enderezado"),
    ("other", "96020", "Salón de belleza", "Salón", "corte, peinado, uñas"),
    ("other", "18110", "Imprenta", "Imprenta", "rótulos, sellos, talonarios"),
)

BRANDS = ("El Golfo", "La Bahía", "Las Conchas", "El Conacaste", "La Ceiba", "Los Ángeles", "San Antonio", "La Esperanza",
          "El Manglar", "El Ñandú", "Las Delicias", "La Bendición", "El Buen Pastor", "Nueva Vida", "La Pirraya",
          "Los Almendros", "El Carao", "La Providencia", "El Progreso", "Las Niñas", "Tres Hermanos", "El Amanecer")

ADDRESSES = ("Barrio El Centro", "Barrio San Carlos", "Barrio Concepción", "Colonia La Esperanza", "Cantón El Jícaro",
             "Cantón Agua Escondida", "Caserío El Zapote", "Barrio Honduras", "Colonia Belén", "Cantón Tierra Blanca",
             "Frente al mercado municipal", "Contiguo a la unidad de salud", "Barrio Las Flores", "Cantón La Peña")

EDUCATION = (("none", 6), ("basic", 38), ("secondary", 32), ("technical", 9), ("university", 9), ("postgraduate", 1),
             ("not_stated", 5))
PROVENANCE = (("cdmype_promotion", 45), ("client_initiative", 30), ("specific_project", 15), ("conamype_regional_centre", 10))

# Starts of the four desks of a day, in minutes; each leaves room for the longest session.
SLOTS = (8 * 60, 10 * 60 + 10, 13 * 60, 15 * 60 + 5)

EVIDENCE = ("Bitácora firmada", "Lista firmada y fotografías", "Expediente en papel", "Copia de recibos",
            "Acta firmada", "Cuaderno de ventas")

SESSION_TEXTS = {
    "business": (
        ("No lleva control de costos por producto.", "Se costearon los tres productos que más vende y se fijaron precios."),
        ("Vende sólo en el mercado local.", "Se preparó la lista de compradores y una propuesta para dos de ellos."),
        ("Quiere ampliar el local.", "Se revisó el plan de ampliación y se ordenaron las compras por prioridad."),
        ("Pierde producto por falta de frío.", "Se compararon tres equipos y su consumo de energía."),
        ("La familia no separa los gastos del negocio.", "Se abrió un cuaderno de caja y se acordó un sueldo."),
    ),
    "finance": (
        ("Necesita capital de trabajo.", "Se armó el flujo de caja y se revisaron los requisitos del crédito."),
        ("Tiene deuda con un prestamista.", "Se calculó el costo real y se buscó con quién trasladarla."),
        ("No presenta estados financieros.", "Se elaboró el balance inicial con inventario."),
    ),
    "ict": (
        ("No usa correo ni redes.", "Se creó la página del negocio y se publicó el catálogo."),
        ("Lleva el inventario a mano.", "Se instaló una hoja de cálculo con existencias mínimas."),
        ("Quiere facturar en computadora.", "Se revisó el equipo y se probó un programa libre."),
    ),
    "women": (
        ("Trabaja sola y cuida a sus hijas.", "Se distribuyeron tareas y horarios con la familia."),
        ("No decide sobre el dinero del negocio.", "Se acordó con ella un plan de ahorro a su nombre."),
        ("Desea asociarse con sus vecinas.", "Se definieron los aportes y las reglas del grupo."),
    ),
}

TOPICS = (
    ("business", "Costos y precios"), ("business", "Plan de negocios"), ("business", "Servicio al cliente"),
    ("finance", "Educación financiera"), ("finance", "Ahorro y crédito responsable"), ("finance", "Registro contable básico"),
    ("ict", "Redes sociales para vender"), ("ict", "Hojas de cálculo para el negocio"), ("women", "Liderazgo y autonomía"),
    ("women", "Empresarialidad femenina"), ("quality", "Buenas prácticas de manufactura"),
    ("quality", "Manipulación de alimentos"), ("associativity", "Compras en conjunto"),
    ("associativity", "Gobierno de la cooperativa"), ("other", "Trámites de formalización"),
)

PLACES = ("Salón de usos múltiples", "Casa comunal", "Sala de capacitación del centro", "Casa de la cultura",
          "Instituto nacional", "Salón de la alcaldía")

ASSISTANCE_TITLES = (
    ("quality", "Implementación de buenas prácticas de manufactura"), ("quality", "Etiqueta nutricional y vida de anaquel"),
    ("business", "Imagen de marca y empaque"), ("business", "Distribución en planta"), ("ict", "Tienda en línea"),
    ("ict", "Sistema de inventario"), ("finance", "Sistema contable para la empresa"),
    ("quality", "Mejora del proceso de pasteurizado"), ("associativity", "Estatutos y organización del grupo"),
)

# kind, one in so many advised, descriptions
MILESTONES = (
    ("formalisation", 10, ("Inscripción en el registro de IVA.", "Matrícula municipal obtenida.", "Inscripción como patrono.")),
    ("business_started", 20, ("Inicio de operaciones.", "Apertura del local.")),
    ("new_product", 7, ("Nuevo producto en el catálogo.", "Nueva presentación empacada.", "Nuevo sabor.")),
    ("new_market", 11, ("Primer pedido de un supermercado.", "Venta en otro departamento.", "Primer cliente en el extranjero.")),
)

# Clients beside those served, each with what does not count.
EXTRA_ROLES = (
    ("attention_only", 5), ("december_only", 5), ("january_only", 4), ("scheduled_only", 3), ("not_reportable", 2),
    ("annulled", 2), ("objected", 2), ("no_contact", 1), ("no_show", 2), ("fair_only", 6), ("terminated", 1),
    ("deserted", 1), ("terms_only", 1), ("earlier_contract", 2), ("link_only", 3), ("withdrawn_link", 1), ("registered_only", 4),
)


def neighbours(department):
    """The departments before it: somebody from outside lives there."""
    number = int(department)
    return ("%02d" % (number - 1), "%02d" % (number - 2)) if number > 2 else ("03", "04")
