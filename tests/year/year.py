"""A made-up year of one centre, entered through operations as its eight people would: clients from F1 to the closed plan, sessions,
courses from enrolment to certificate, technical assistance from its terms to the payment, links, meetings.

The generator draws from its own random numbers (fixed seed) and keeps a book of what it entered. Nothing of the program is asked
back into the book but the codes that it gave, so that counting the book is independent of the program's counting.
"""
import csv
import datetime
import os
import random
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "api"))

from exercise import dui  # noqa: E402
from program import Caller, must, token  # noqa: E402

CLIENTS, SESSIONS, COURSES, ASSISTANCES = 250, 1500, 50, 72
ENTREPRENEURS = 40  # of the clients, without an enterprise
PLANS, LINKS, FAIRS = 80, 60, 8
CENTRE, AGENCY = "CENTRO", "ADEL"
ADVISERS = ("AS-1", "AS-2", "AS-3", "AS-4")
KINDS = (["advice_business"] * 35 + ["advice_finance"] * 20 + ["advice_ict"] * 20 + ["advice_women"] * 8 + ["attention"] * 12 + ["business_plan"] * 3 +
         ["investment_plan"] * 2)
DISTRICTS = ("1401", "1402", "1404", "1405", "1408", "1409", "1410", "1412", "1414", "1416", "1417", "1418")


def read_names(path):
    with open(path, encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    surnames = [row["name"] for row in rows if row["kind"] == "surname"]
    given = {sex: [row["name"] for row in rows if row["kind"] != "surname" and row["sex"] == sex] for sex in ("F", "M")}
    return surnames, given


def day_of(year, offset):
    return (datetime.date(year, 1, 2) + datetime.timedelta(days=offset)).isoformat()


class Year:
    def __init__(self, server, database, names, seed=2014):
        self.random = random.Random(seed)
        self.surnames, self.given = names
        self.database = database
        callers = {}
        for role, unit in (("director", CENTRE), ("executive", AGENCY), ("administrator", CENTRE)):
            callers[role] = Caller(server, token(database, role, unit, f"anual-{role}"))
        self.director, self.executive, self.clerk = (callers[role] for role in ("director", "executive", "administrator"))
        self.clients = []      # {"person", "enterprise", "adviser"}
        self.sessions = []     # {"date", "kind", "person", "enterprise", "minutes"}
        self.courses = []      # {"code", "kind", "theme", "delivery", "start", "end", "state", "present": [(person, enterprise, day)]}
        self.assistances = []  # {"code", "enterprise", "signed", "act"}
        self.links = []        # {"date", "institution", "person", "enterprise"}
        self.calls = 0

    # ---- calls

    def do(self, caller, method, path, body=None, **headers):
        reply = caller.call(method, path, body, **headers)
        self.calls += 1
        if reply.status != 200:
            raise AssertionError(f"{method} {path} {body}: {reply}")
        return reply.json

    def post(self, path, body, caller=None):
        return self.do(caller or self.director, "POST", path, body)

    def step(self, path, verb, version, caller=None, **body):
        return self.post(f"{path}/{verb}", dict(body, version=version), caller)["version"]

    def chance(self, share):
        return self.random.random() < share

    # ---- the year

    def enter(self):
        self.people()
        self.enter_clients()
        self.enter_sessions()
        self.enter_plans()
        self.enter_courses()
        self.enter_assistances()
        self.enter_links()
        self.enter_meeting()
        for caller in (self.director, self.executive, self.clerk):
            caller.close()
        return self

    def people(self):
        for number, code in enumerate(ADVISERS + ("ADM-1", "DIR-1"), 1):
            self.post("/staff", {"code": code, "unit": CENTRE, "name": f"Persona Inventada {number}"}, self.executive)
        for code, name, short, kind in (("BANCO", "Banco Inventado, S.A.", "Banco", "bank"), ("ORG-PROESA", "Agencia de exportación inventada", "PROESA", "ministry"),
                                        ("UNI", "Universidad Inventada", "Universidad", "university")):
            self.post("/organisations", {"code": code, "unit": AGENCY, "name": name, "short_name": short, "kind": kind}, self.executive)

    def enter_clients(self):
        for number in range(1, CLIENTS + 1):
            female = self.chance(0.56)
            given = " ".join(self.random.sample(self.given["F" if female else "M"], 2))
            surnames = " ".join(self.random.sample(self.surnames, 2))
            date = day_of(2014, self.random.randint(0, 40))
            body = {"code": f"F1-{number}", "unit": CENTRE, "date": date, "adviser": ADVISERS[number % 4], "given_names": given, "surnames": surnames,
                    "sex": "female" if female else "male", "dui": dui(number), "district": self.random.choice(DISTRICTS),
                    "provenance": "client_initiative", "need": "Vender más", "national_sales": f"{self.random.randint(900, 90000)}.00",
                    "export_sales": "0.00", "jobs_male_fixed": self.random.randint(0, 3), "jobs_male_temporary": 0,
                    "jobs_female_fixed": self.random.randint(0, 3), "jobs_female_temporary": 1, "markets": ["local"], "products": "varios",
                    "sworn": True, "consent": True, "consent_scopes": ["services", "surveys"], "survey": True, "pledge": True}
            if number > ENTREPRENEURS:
                body["name"] = f"{self.random.choice(('Panadería', 'Taller', 'Pescadería', 'Tienda', 'Granja'))} {surnames.split()[0]} {number}"
            made = self.post("/received/intakes", body)
            version = self.step(f"/intakes/F1-{number}", "sign", made["version"], client_signed_on=date, adviser_signed_on=date)
            self.do(self.chief(), "POST", f"/intakes/F1-{number}/authorise", {"version": version})
            self.clients.append({"person": made["person"], "enterprise": made.get("enterprise"), "adviser": ADVISERS[number % 4], "name": f"{given} {surnames}"})

    def chief(self):
        """A second director: whoever received an application does not authorise it."""
        if not hasattr(self, "second"):
            self.second = Caller(self.director.server, token(self.database, "director", CENTRE, "anual-jefa"))
        return self.second

    def enter_sessions(self):
        for number in range(1, SESSIONS + 1):
            client = self.random.choice(self.clients)
            date = day_of(2014, self.random.randint(45, 355))
            kind = self.random.choice(KINDS)
            body = {"code": f"S-{number:05}", "unit": CENTRE, "date": date, "kind": kind, "modality": self.random.choice(("office", "visit", "phone", "online")),
                    "adviser": client["adviser"], "persons": [client["person"]], "contact_minutes": self.random.randrange(30, 180, 15),
                    "preparation_minutes": 30, "travel_minutes": 20, "district": self.random.choice(DISTRICTS), "summary": "Se trabajó lo acordado.", "state": "held"}
            named = client["enterprise"] is None or self.chance(0.8)
            if client["enterprise"] is not None:
                body["enterprises"] = [client["enterprise"]]
            if not named:
                body["persons"] = []
            self.post("/sessions", body)
            self.sessions.append({"date": date, "kind": kind, "person": client["person"] if named else None, "enterprise": client["enterprise"],
                                  "minutes": body["contact_minutes"]})

    def enter_plans(self):
        owners = [client for client in self.clients if client["enterprise"]][:PLANS]
        for number, client in enumerate(owners, 1):
            code, start = f"F2-{number}", day_of(2014, 60 + number)
            end = day_of(2014, 150 + number)
            made = self.post("/plans", {"code": code, "unit": CENTRE, "name": f"Vender más {number}", "enterprise": client["enterprise"], "adviser": client["adviser"],
                                        "starts_on": start, "ends_on": end, "impacts": "Más ventas"})
            actions = [self.post("/plan_actions", {"code": f"AC-{number}-{at}", "plan": code, "text": text, "responsible_kind": "enterprise", "responsible": client["name"], "starts_on": start,
                                                   "ends_on": end}) for at, text in enumerate(("Diseñar la etiqueta", "Calcular el costo"), 1)]
            version = self.do(self.director, "GET", f"/plans/{code}")["version"]
            version = self.step(f"/plans/{code}", "agree", version, client_signed_on=start, adviser_signed_on=start, director_signed_on=start)
            version = self.step(f"/plans/{code}", "start", version)
            if number % 4 == 0:
                for action in actions:
                    path = f"/plan_actions/{action['code']}"
                    seen = self.step(path, "start", self.do(self.director, "GET", path)["version"], started_on=start)
                    self.step(path, "finish", seen, finished_on=end, result="Hecho")
                self.post("/snapshots", {"code": f"IN-F{number}", "unit": CENTRE, "enterprise": client["enterprise"], "kind": "final", "reference_date": end,
                                         "window_months": 12, "national_sales": "12000.00"})
                self.step(f"/plans/{code}", "close", self.do(self.director, "GET", f"/plans/{code}")["version"])

    def enter_courses(self):
        themes = (("finance", "contracted"), ("ict", "contracted"), ("business", "not_contracted"), ("quality", "contracted"), ("ict", "not_contracted"))
        coming = (datetime.date.today() + datetime.timedelta(days=5)).isoformat()  # terms are sent with days to answer
        for number in range(1, COURSES + FAIRS + 1):
            fair = number > COURSES
            theme, delivery = themes[number % len(themes)]
            start = datetime.date(2014, 2, 3) + datetime.timedelta(days=self.random.randint(0, 300))
            days = 1 if fair else self.random.randint(1, 3)
            dates = [(start + datetime.timedelta(days=at)).isoformat() for at in range(days)]
            code = f"EV-{number:03}"
            body = {"code": code, "unit": CENTRE, "kind": "fair" if fair else "training", "topic": f"{'Mercadito' if fair else 'Curso'} {number}", "theme": theme,
                    "starts_on": dates[0], "ends_on": dates[-1], "hours": 8 * days, "district": self.random.choice(DISTRICTS), "place": "Casa comunal",
                    "trainer": "Ana Ficticia", "adviser": self.random.choice(ADVISERS), "audience": "Empresas del oriente", "capacity": 30, "start_time": "08:00",
                    "end_time": "16:00"}
            if not fair:
                body["delivery"] = delivery
            version = self.post("/events", body)["version"]
            guests = self.random.sample(self.clients, self.random.randint(8, 16))
            path = f"/events/{code}"
            present = []
            if not fair:
                if delivery == "contracted":
                    version = self.step(path, "send", version, terms="Que costeen un producto.", offers_until=coming)
                    version = self.step(path, "receive_offers", version, offers=2)
                    version = self.step(path, "select_consultant", version, trainer="Ana Ficticia")
                    version = self.step(path, "contract", version, contract=f"K-{number}", contract_amount="400.00")
                for at, guest in enumerate(guests[:6], 1):
                    self.post("/enrolments", {"code": f"I-{number}-{at}", "event": code, "person": guest["person"], "enterprise": guest["enterprise"],
                                              "enrolled_on": dates[0]})
            version = self.step(path, "execute", self.do(self.director, "GET", path)["version"])
            lines = []
            for guest in guests:
                came = [date for date in dates if self.chance(0.9)]
                if came:
                    lines.append({"person": guest["person"], "days": came, **({"enterprise": guest["enterprise"]} if guest["enterprise"] else {})})
                present += [(guest["person"], guest["enterprise"], date) for date in came]
            self.post(f"{path}/attend", {"lines": lines})
            state = "executed"
            if number % 7:
                self.step(path, "finish", self.do(self.director, "GET", path)["version"], evidence="Lista firmada")
                state = "finished"
                if not fair:
                    self.post(f"{path}/certificates", {"signatories": ["DIR-1"]})
            self.courses.append({"code": code, "kind": body["kind"], "theme": theme, "delivery": delivery, "start": dates[0], "end": dates[-1], "state": state,
                                 "present": present})

    def enter_assistances(self):
        consultants = [f"CO-{at}" for at in range(1, 31)]
        for at, code in enumerate(consultants, 1):
            self.post("/consultants", {"code": code, "unit": CENTRE, "name": f"Consultora Inventada {at}", "kind": "person"}, self.clerk)
        self.post("/share_rules", {"code": "RA-1", "unit": AGENCY, "rank": 1, "percent": "12.00", "valid_from": "2014-01-01"}, self.executive)
        owners = [client for client in self.clients if client["enterprise"]]
        for number in range(1, ASSISTANCES + 1):
            client = self.random.choice(owners)
            start = datetime.date(2014, 3, 1) + datetime.timedelta(days=3 * number)
            after = lambda days: (start + datetime.timedelta(days=days)).isoformat()  # noqa: E731
            code, path = f"AT-{number:03}", f"/assistances/AT-{number:03}"
            made = self.post("/assistances", {
                "code": code, "unit": CENTRE, "title": f"Etiqueta de los productos {number}", "theme": "quality", "adviser": client["adviser"],
                "enterprises": [client["enterprise"]], "objective": "Que los productos puedan venderse.", "specific_objectives": "Conocer los requisitos",
                "products": "Arte final", "weeks": 4, "hours": 32, "premises_percent": "50.00", "offer_content": "Método y precio.",
                "offers_due_on": after(10), "offers_due_time": "16:00", "maximum": "900.00"})
            bidders = [consultants[(number + at) % 30] for at in (0, 10, 20)]
            version = self.step(path, "send", made["version"], self.clerk, invited=bidders, sent_on=after(0))
            for at, bidder in enumerate(bidders):
                self.post("/offers", {"code": f"OF-{number}-{at}", "assistance": code, "consultant": bidder, "received_on": after(8), "received_time": "10:00",
                                      "signed": True, "price": f"{500 + 50 * at}.00", "weeks": 4, "rank": at + 1, "summary": "Visitas semanales."}, self.clerk)
            version = self.step(path, "receive_offers", self.do(self.clerk, "GET", path)["version"], self.clerk)
            version = self.step(path, "select_consultant", version, self.clerk, contractor=bidders[0], chosen_by=client["name"], chosen_on=after(12), choice_reason="Explica cada paso.")
            version = self.step(path, "approve", version, approved_on=after(13))
            version = self.step(path, "contract", version, operator_signed_on=after(14), consultant_signed_on=after(14), client_signed_on=after(14),
                                client_paid_on=after(14), client_receipt=f"R-{number}")
            act = None
            if number % 6:  # the others still run at the end of the year
                act = after(40)
                self.finish_assistance(code, path, act, number == 1)
            self.assistances.append({"code": code, "enterprise": client["enterprise"], "signed": after(14), "act": act})

    def finish_assistance(self, code, path, act, extended):
        if extended:
            self.post("/extensions", {"code": f"AM-{code}", "assistance": code, "asked_by": "client", "asked_on": act, "new_ends_on": "2014-12-20",
                                      "reason": "Las lluvias cortaron el camino."}, self.clerk)
            self.post(f"/extensions/AM-{code}/grant", {"version": 1})
        for row in self.do(self.director, "GET", f"{path}/sheet")["deliverables"]:
            seen = self.do(self.director, "GET", f"/deliverables/{row['code']}")["version"]
            self.do(self.director, "PATCH", f"/deliverables/{row['code']}", {"delivered_on": act}, if_match=f'"{seen}"')
        version = self.step(path, "deliver", self.do(self.director, "GET", path)["version"])
        version = self.step(path, "finish", version, act_on=act, act_signed_by="Clienta Inventada")
        self.step(path, "evaluate", version, evaluation=5, evaluation_note="Puntual.")
        self.post("/receptions", {"assistance": code, "received_on": act, "received_by": "ADM-1", "description": "Arte final", "quantity": 1, "unit_price": "500.00"})
        for whose, amount in (("client", "60.00"), ("operator", "440.00")):
            self.post("/fiscal_documents", {"assistance": code, "addressed_to": whose, "number": f"{code}-{whose}", "issued_on": act, "amount": amount}, self.clerk)
        payment = "/payments/" + self.do(self.executive, "GET", f"{path}/sheet")["payments"][0]["code"]
        version = self.step(payment, "authorise", self.do(self.executive, "GET", payment)["version"], self.executive, authorised_on=act)
        self.step(payment, "pay", version, self.clerk, paid_on=act, method="cheque", reference="1")

    def enter_links(self):
        for number in range(1, LINKS + 1):
            client = self.random.choice(self.clients)
            institution, kind, instrument = self.random.choice((("BANCO", "financial", "credit"), ("ORG-PROESA", "institutional", "service"), ("UNI", "academic", "service")))
            date = day_of(2014, self.random.randint(45, 350))
            body = {"code": f"VI-{number}", "unit": CENTRE, "kind": kind, "institution": institution, "instrument": instrument, "date": date}
            body.update({"enterprise": client["enterprise"]} if client["enterprise"] else {"person": client["person"]})
            if kind == "financial":
                body["requested"] = "1500.00"
            self.post("/links", body)
            self.links.append({"date": date, "institution": institution, **client})

    def enter_meeting(self):
        self.post("/organs", {"code": "OR-1", "unit": CENTRE, "name": "Mesa de coordinación", "kind": "board", "seats": 1}, self.executive)
        self.post("/board_terms", {"code": "CG-1", "organ": "OR-1", "person": "Rosa Inventada", "office": "president", "from_on": "2013-01-01"}, self.executive)
        self.post("/meetings", {"code": "R-1", "organ": "OR-1", "date": "2014-05-12", "call": "second", "agenda": "Plan de mayo", "place": "Sala", "officers": ["CG-1"]},
                  self.executive)
        version = self.do(self.executive, "GET", "/meetings/R-1")["version"]
        version = self.step("/meetings/R-1", "hold", version, self.executive)
        self.post("/resolutions", {"code": "AC-1", "meeting": "R-1", "number": "1", "text": "Aprobar el plan", "owner": "Rosa Inventada", "due_on": "2014-06-30"}, self.executive)
        self.step("/meetings/R-1", "freeze", self.do(self.executive, "GET", "/meetings/R-1")["version"], self.executive, minutes="Reunida la mesa, se aprobó el plan.",
                  book="1", folio="1")
