"""A made-up centre year, entered through operations; then the monthly report and every printed sheet come out, and the numbers agree
with a count of the generator's own book that shares nothing with the program.

The names come from ../shared/data/names; where these are not there the test is skipped.
"""
import json
import os
import re
import subprocess
import sys
import time
import unittest
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar

sys.path.insert(0, os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "runner"))
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from program import SOURCE, Caller, Database, Server, must, token  # noqa: E402
from year import AGENCY, CENTRE, Year, read_names  # noqa: E402

NAMES = os.path.join(os.environ.get("ADELANTE_SHARED") or os.path.join(SOURCE, "..", "shared"), "data", "names", "spanish-names.csv")
MONTH, FIRST, LAST = "2014-05", "2014-05-01", "2014-05-31"
PICTURES = os.environ.get("ADELANTE_PICTURES")  # a folder in which the PDFs stay


def setUpModule():
    global database, server, year
    if not os.path.exists(NAMES):
        raise unittest.SkipTest("skipped: no names in ../shared/data")
    database = Database()
    must(database, "init", "--country", "SV")
    for unit in ({"code": AGENCY, "kind": "agency", "name": "ADEL de prueba", "territory": "14"},
                 {"code": CENTRE, "kind": "centre", "name": "Centro de prueba", "parent": AGENCY, "territory": "14"}):
        must(database, "op", "unit.add", "--json", json.dumps(unit))
    server = Server(database, lang="es")
    started = time.monotonic()
    year = Year(server, database, read_names(NAMES)).enter()
    print(f"entered by {year.calls} operations in {time.monotonic() - started:.0f} s", file=sys.stderr)


def tearDownModule():
    if "server" in globals():
        status = server.stop()
        must(database, "db", "check", lang="en")
        database.close()
        if status != 0:
            raise AssertionError(f"the server ended with {status}: {server.said.decode()[-2000:]}")


def within(date):
    return FIRST <= date <= LAST


def expected():
    """The rows of the monthly table, counted from the book: services, owners, entrepreneurs, running, finished."""
    rows = {}

    def row(name):
        return rows.setdefault(name, {"services": 0, "owners": set(), "entrepreneurs": set(), "running": 0, "finished": 0})
    advice = {"attention": "Atenciones", "advice_business": "Asesorías empresariales", "advice_ict": "Asesorías TIC"}
    for session in year.sessions:
        if within(session["date"]):
            one = row(advice.get(session["kind"], "Otras asesorías"))
            one["services"] += 1
            one["finished"] += 1
            who = session["person"] or session["enterprise"]
            one["owners" if session["enterprise"] else "entrepreneurs"].add(who)
    for course in year.courses:
        if course["kind"] != "training" or course["start"] > LAST or course["end"] < FIRST:
            continue
        name = ("Capacitaciones no contratadas" if course["delivery"] == "not_contracted" else
                {"finance": "Capacitaciones educación financiera", "ict": "Capacitaciones TIC"}.get(course["theme"], "Otras capacitaciones contratadas"))
        one = row(name)
        came = [visit for visit in course["present"] if within(visit[2])]
        one["services"] += bool(came)
        one["running"] += course["end"] > LAST
        one["finished"] += course["end"] <= LAST
        for person, enterprise, _ in came:
            one["owners" if enterprise else "entrepreneurs"].add(person)
    one = row("Asistencias técnicas")
    for assistance in year.assistances:
        if assistance["signed"] <= LAST:
            one["running"] += assistance["act"] is None or assistance["act"] > LAST
            one["finished"] += assistance["act"] is not None and within(assistance["act"])
            if within(assistance["signed"]):
                one["services"] += 1
                one["owners"].add(assistance["enterprise"])
    for link in year.links:
        one = row("Vinculaciones PROESA" if link["institution"] == "ORG-PROESA" else "Vinculaciones")
        one["running"] += link["date"] <= LAST
        if within(link["date"]):
            one["services"] += 1
            one["owners" if link["enterprise"] else "entrepreneurs"].add(link["enterprise"] or link["person"])
    return {name: [one["services"], len(one["owners"]), len(one["entrepreneurs"]), one["running"], one["finished"]] for name, one in rows.items()}


class TheYear(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.director = Caller(server, token(database, "director", CENTRE, "anual-lectora"), lang="es")
        must(database, "user", "add", "anual.pagina", "--role", "executive", "--unit", AGENCY, "--full-name", "Lectora de Prueba")
        link = json.loads(must(database, "user", "link", "anual.pagina"))["path"]
        cls.base = f"http://127.0.0.1:{server.port}"
        cls.web = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        page = cls.web.open(cls.base + link).read().decode()
        fields = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))
        cls.web.open(urllib.request.Request(cls.base + link, urllib.parse.urlencode(fields).encode(), {"Origin": cls.base}))

    def good(self, reply):
        self.assertEqual(reply.status, 200, reply)
        return reply.json

    def pdf(self, path, *words):
        """The text of a printed sheet, which must hold the words."""
        content = self.web.open(self.base + path).read()
        self.assertTrue(content.startswith(b"%PDF-"), path)
        if PICTURES:
            os.makedirs(PICTURES, exist_ok=True)
            with open(os.path.join(PICTURES, re.sub(r"\W+", "-", path.strip("/")) + ".pdf"), "wb") as file:
                file.write(content)
        text = subprocess.run(["pdftotext", "-layout", "-", "-"], input=content, check=True, capture_output=True).stdout.decode()
        flat = " ".join(text.split())
        for word in words:
            self.assertIn(word, flat, path)
        return flat

    def test_1_what_was_entered_is_there(self):
        for dataset, count in (("sessions", len(year.sessions)), ("events", len(year.courses)), ("assistances", len(year.assistances)),
                               ("intakes", len(year.clients)), ("links", len(year.links))):
            after, seen = None, 0
            while True:
                page = self.good(self.director.call("GET", f"/{dataset}", query={"limit": "500", **({"after": after} if after else {})}))
                seen += len(page["items"])
                after = page["next"]
                if not after:
                    break
            self.assertEqual((dataset, seen), (dataset, count))

    def test_2_the_monthly_report(self):
        self.good(self.director.call("POST", "/targets", {"code": "MT-1", "unit": CENTRE, "indicator": "service_business_advice", "from_on": FIRST, "to_on": LAST,
                                                          "count": 40, "decided_on": "2014-01-15"}))
        self.good(self.director.call("POST", "/monthly_reports", {"code": "IM-1", "unit": CENTRE, "month": FIRST, "introduction": "El centro atendió en mayo.",
                                                                  "objective": "Informar lo realizado.", "conclusion": "Se avanzó."}))
        for version, verb in ((1, "submit"), (2, "close"), (3, "send")):
            self.good(self.director.call("POST", f"/monthly_reports/IM-1/{verb}", {"version": version}))
        report = self.good(self.director.get("/reports/monthly", unit=CENTRE, month=MONTH))
        table = next(part for part in report["parts"] if part["label"] == "Resultados del período")
        said = {row["cells"][0]["text"]: [cell["value"] for cell in row["cells"][2:]] for row in table["rows"]}
        self.assertEqual({name: values for name, values in said.items() if any(values)}, {name: values for name, values in expected().items() if any(values)})
        targets = {row["cells"][0]["text"]: row["cells"][1]["value"] for row in table["rows"]}
        self.assertEqual(targets["Asesorías empresariales"], 40)
        advice = next(part for part in report["parts"] if part["label"] == "Asesorías por clase")
        sessions = sum(within(session["date"]) for session in year.sessions)
        self.assertEqual(sum(row["cells"][1]["value"] for row in advice["rows"]), sessions)
        text = self.pdf(f"/reports/monthly/print.pdf?unit={CENTRE}&month={MONTH}", "Informe mensual", "mayo de 2014", "Contenido", "1. Introducción",
                        "Meta", "Resultados", "Empresarios", "Emprendedores", "Vinculaciones PROESA", "4. Promoción propia y actividades",
                        "7. Coordinaciones", "Mesa de coordinación", "11. Recomendación", "El centro atendió en mayo.", "SHA-256")
        numbers = expected()["Asesorías empresariales"]
        self.assertIn(f"Asesorías empresariales 40 {numbers[0]} {numbers[1]} {numbers[2]} {numbers[3]} {numbers[4]}", text)
        # The same from the command line, in English; and the workbook.
        said = must(database, "report", "monthly", "--unit", CENTRE, "--month", MONTH, lang="en")
        self.assertRegex(said, rf"Business advice +40 +{numbers[0]} +{numbers[1]} ")
        path = os.path.join(database.folder, "informe.xlsx")
        must(database, "report", "monthly", "--unit", CENTRE, "--month", MONTH, "--format", "xlsx", "--output", path)
        self.assertGreater(os.path.getsize(path), 5000)

    def test_3_the_engine_agrees(self):
        """Sessions by kind, each with one client: the cube over the facts gives the same as the book and the monthly table."""
        cells = self.good(self.director.get("/results/cube", **{"from": FIRST, "to": LAST, "by": "kind", "territory": "SV"}))["items"]
        said = {cell["first"]: cell["services"] for cell in cells}
        for kind in ("advice_business", "advice_ict", "attention"):
            served = [one for one in year.sessions if one["kind"] == kind and within(one["date"]) and one["enterprise"]]
            self.assertEqual((kind, said.get(kind, 0)), (kind, len(served)))

    def test_4_every_printed_sheet(self):
        client = next(one for one in year.clients if one["enterprise"])
        done = next(one for one in year.assistances if one["act"])
        extended = year.assistances[0]
        course = next(one for one in year.courses if one["state"] == "finished" and one["kind"] == "training")
        at = f"/assistances/{done['code']}/print"
        self.pdf("/intakes/F1-100/print.pdf", "F1-100", "Declaración jurada", "☒ Recibir servicios")
        self.pdf("/plans/F2-4/print.pdf", "F2-4", "Diseñar la etiqueta", "Vender más 4")
        self.pdf("/sessions/S-00001/print.pdf", "Bitácora", "S-00001", "Se trabajó lo acordado.")
        self.pdf(f"/clients/enterprise/{client['enterprise']}/print/consent.pdf", "onsentimiento")
        self.pdf(f"/events/{course['code']}/print/call.pdf", "Convocatoria", "Ana Ficticia")
        self.pdf(f"/events/{course['code']}/print/attendance.pdf", "Lista de asistencia")
        self.pdf(f"/events/{course['code']}/print/certificates.pdf", "Persona Inventada 6")
        self.pdf(f"{at}/terms.pdf", "Etiqueta de los productos", "32")
        self.pdf(f"{at}/invitation.pdf", "Consultora Inventada")
        self.pdf(f"{at}/offers.pdf", "$ 500.00", "$ 600.00")
        self.pdf(f"{at}/contract.pdf", "Consultora Inventada", "12")
        self.pdf(f"/assistances/{extended['code']}/print/extension.pdf", "lluvias")
        self.pdf(f"{at}/act.pdf", "onformidad")
        self.pdf(f"{at}/reception.pdf", "Arte final", "500.00")
        self.pdf(f"{at}/receipt.pdf", "CUATROCIENTOS CINCUENTA Y CINCO 75/100 DÓLARES", "$ 455.75")
        self.pdf("/meetings/R-1/print.pdf", "Aprobar el plan", "Huella del acta")
        for blank in ("intake", "consent", "plan", "session", "attendance"):
            self.pdf(f"/print/{blank}.pdf?unit={CENTRE}")

    def test_5_today(self):
        today = self.good(self.director.get("/today"))
        counts = {section["code"]: section["count"] for section in today["sections"]}
        self.assertEqual(counts["intakes"], 0)
        self.assertEqual(counts["late_services"], sum(one["state"] == "executed" for one in year.courses) + sum(one["act"] is None for one in year.assistances))
        self.assertEqual(counts["late_plans"], 3 * 60)  # sixty plans that nobody closed, and their two actions each
        rules = {rule["code"]: rule["count"] for rule in self.good(self.director.get("/quality"))["items"]}
        self.assertEqual((rules["person_consent"], rules["session_contact"], rules["event_attendance"]), (0, 0, 0))
        self.assertEqual(rules["person_birth_date"], len(year.clients))


if __name__ == "__main__":
    unittest.main(warnings="ignore")
