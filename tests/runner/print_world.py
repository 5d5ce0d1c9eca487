"""One technical assistance from its terms to the payment, a plan, an F1 and a meeting: records whose papers the journey through the printed sheets
opens. Made over the API by three people, since nobody may do it alone.
"""
from program import Caller, token

PLAN = {"code": "F2-P1", "unit": "CDMYPE-LU", "name": "Vender el queso fuera de La Unión", "enterprise": "E-0002", "adviser": "ST-04",
        "starts_on": "2014-06-01", "ends_on": "2014-09-30", "impacts": "Ventas nacionales: 20 % más\nUn empleo fijo"}
ACTIONS = ({"text": "Diseñar la etiqueta", "responsible_kind": "enterprise", "responsible": "Conchita Elisa Vásquez"},
           {"text": "Calcular el costo por receta", "responsible_kind": "adviser"})
CONSULTANTS = (("CO-P1", "Ing. Tomás Prueba Inventado", "person"), ("CO-P2", "Consultores Inventados, S.A. de C.V.", "company"),
               ("CO-P3", "Licda. Rosa Ficticia", "person"))
TERMS = {"code": "AT-P1", "unit": "CDMYPE-LU", "title": "Etiqueta y tabla nutricional de los productos lácteos", "theme": "quality",
         "adviser": "ST-04", "enterprises": ["E-0002"], "objective": "Que los productos puedan venderse en tiendas formales de la zona oriental.",
         "specific_objectives": "Conocer los requisitos de etiquetado\nDiseñar la etiqueta de tres productos\nEnseñar su uso",
         "products": "Diagnóstico de requisitos\nArte final de tres etiquetas\nTabla nutricional\nInforme final", "weeks": 6, "hours": 32,
         "premises_percent": "50.00", "offer_content": "Método, productos, plan de trabajo y precio con impuestos.",
         "offers_due_on": "2014-05-15", "offers_due_time": "16:00", "maximum": "900.00"}
OFFERS = ({"code": "OF-P1", "consultant": "CO-P1", "received_on": "2014-05-14", "received_time": "10:30", "signed": True, "price": "500.00",
           "weeks": 6, "rank": 1, "summary": "Visitas semanales, pruebas con clientes, artes en formato editable."},
          {"code": "OF-P2", "consultant": "CO-P2", "received_on": "2014-05-15", "received_time": "09:00", "signed": True, "price": "780.00",
           "weeks": 8, "rank": 2, "summary": "Estudio de mercado y etiqueta."},
          {"code": "OF-P3", "consultant": "CO-P3", "received_on": "2014-05-17", "signed": False, "price": "450.00", "weeks": 5,
           "summary": "Diseño de etiqueta."})


class Scenario:
    def __init__(self, server, database):
        self.clerk = Caller(server, token(database, "administrator", "CDMYPE-LU", "admin-impresos"))
        self.director = Caller(server, token(database, "director", "CDMYPE-LU", "director-impresos"))
        self.executive = Caller(server, token(database, "executive", "ADEL-LU", "ejecutivo-impresos"))

    @staticmethod
    def do(caller, method, path, body, **headers):
        reply = caller.call(method, path, body, **headers)
        if reply.status != 200:
            raise AssertionError(f"{method} {path}: {reply}")
        return reply.json

    def step(self, caller, path, verb, **body):
        version = caller.get(path).json["version"]
        return self.do(caller, "POST", f"{path}/{verb}", dict(body, version=version))

    def make(self):
        self.plan()
        self.contract()
        self.delivery()
        self.intake()
        self.meeting()
        for caller in (self.clerk, self.director, self.executive):
            caller.close()

    def plan(self):
        self.do(self.director, "POST", "/plans", PLAN)
        for action in ACTIONS:
            self.do(self.director, "POST", "/plan_actions", dict(action, plan="F2-P1", starts_on="2014-06-02", ends_on="2014-06-20"))

    def intake(self):
        self.do(self.director, "POST", "/received/intakes", {
            "code": "F1-P1", "unit": "CDMYPE-LU", "date": "2014-06-01", "adviser": "ST-04", "given_names": "Rosa", "surnames": "Inventada Paz",
            "sex": "female", "mobile": "7000-1234", "name": "Lácteos Rosa", "trade_name": "La Rosa", "district": "1408",
            "provenance": "client_initiative", "need": "Vender en tiendas", "national_sales": "9000.00", "export_sales": "0.00",
            "jobs_male_fixed": 0, "jobs_male_temporary": 1, "jobs_female_fixed": 2, "jobs_female_temporary": 0,
            "markets": ["local", "national"], "products": "queso", "sworn": True, "consent": True, "consent_scopes": ["services"],
            "survey": True, "pledge": True})
        self.step(self.director, "/intakes/F1-P1", "sign", client_signed_on="2014-06-01", adviser_signed_on="2014-06-01")

    def meeting(self):
        self.do(self.executive, "POST", "/organs", {"code": "OR-P1", "unit": "ADEL-LU", "name": "Junta directiva", "kind": "board", "seats": 3})
        self.do(self.executive, "POST", "/board_terms", {"code": "CG-P1", "organ": "OR-P1", "person": "Rosa Inventada", "office": "president",
                                                         "from_on": "2013-01-01"})
        self.do(self.executive, "POST", "/meetings", {"code": "R-P1", "organ": "OR-P1", "date": "2014-03-11", "call": "second",
                                                      "agenda": "Memoria de labores\nPlan de 2014", "place": "Sala de la agencia",
                                                      "officers": ["CG-P1"]})
        self.step(self.executive, "/meetings/R-P1", "hold")
        self.do(self.executive, "POST", "/resolutions", {"code": "AC-P1", "meeting": "R-P1", "number": "1", "text": "Aprobar la memoria de labores",
                                                         "owner": "Rosa Inventada", "due_on": "2014-03-31"})
        self.step(self.executive, "/meetings/R-P1", "freeze", minutes="Reunida la junta, se leyó la memoria y se aprobó.", book="1", folio="2")

    def contract(self):
        for code, name, kind in CONSULTANTS:
            self.do(self.clerk, "POST", "/consultants", {"code": code, "unit": "CDMYPE-LU", "name": name, "kind": kind})
        self.do(self.executive, "POST", "/share_rules", {"code": "RA-P1", "unit": "ADEL-LU", "rank": 1, "percent": "12.00", "valid_from": "2014-01-01"})
        self.do(self.director, "POST", "/assistances", TERMS)
        path = "/assistances/AT-P1"
        self.step(self.clerk, path, "send", invited=[code for code, _, _ in CONSULTANTS], sent_on="2014-05-05")
        for offer in OFFERS:
            self.do(self.clerk, "POST", "/offers", dict(offer, assistance="AT-P1"))
        self.step(self.clerk, path, "receive_offers")
        self.step(self.clerk, path, "select_consultant", contractor="CO-P1", chosen_by="Conchita Elisa Vásquez Sánchez", chosen_on="2014-05-20",
                  choice_reason="Explica cada paso y visita la empresa.")
        self.step(self.director, path, "approve", approved_on="2014-05-21")
        self.step(self.director, path, "contract", operator_signed_on="2014-05-22", consultant_signed_on="2014-05-22",
                  client_signed_on="2014-05-23", client_paid_on="2014-05-23", client_receipt="R-1")
        self.do(self.clerk, "POST", "/extensions", {"code": "AM-P1", "assistance": "AT-P1", "asked_by": "client", "asked_on": "2014-06-01",
                                                    "new_ends_on": "2014-08-01", "reason": "Las lluvias cortaron el camino."})
        self.do(self.director, "POST", "/extensions/AM-P1/grant", {"version": 1})

    def delivery(self):
        path = "/assistances/AT-P1"
        for row in self.director.get(f"{path}/sheet").json["deliverables"]:
            version = self.director.get(f"/deliverables/{row['code']}").json["version"]
            self.do(self.director, "PATCH", f"/deliverables/{row['code']}", {"delivered_on": "2014-07-20"}, if_match=f'"{version}"')
        self.step(self.director, path, "deliver")
        self.step(self.director, path, "finish", act_on="2014-07-30", act_signed_by="Conchita Elisa Vásquez Sánchez")
        self.step(self.director, path, "evaluate", evaluation=5, evaluation_note="Muy puntual.")
        self.do(self.director, "POST", "/receptions", {"code": "RE-P1", "assistance": "AT-P1", "received_on": "2014-07-30", "received_by": "ST-04",
                                                       "description": "Arte final de tres etiquetas y su tabla nutricional", "quantity": 1,
                                                       "unit_price": "500.00"})
        for number, whose, amount in ((2, "client", "60.00"), (3, "operator", "440.00")):
            self.do(self.clerk, "POST", "/fiscal_documents", {"code": f"DF-P{number}", "assistance": "AT-P1", "addressed_to": whose,
                                                              "number": str(number), "issued_on": "2014-07-30", "amount": amount})
        payment = "/payments/" + self.executive.get(f"{path}/sheet").json["payments"][0]["code"]
        self.step(self.executive, payment, "authorise", authorised_on="2014-08-01")
        self.step(self.clerk, payment, "pay", paid_on="2014-08-02", method="cheque", reference="00123")
