"""Records that must be refused: by `adelante op`, by `adelante import` (dry and in earnest) and over the API, in both languages.

Every refusal names the field, the value as given, the rule and what to do; the exit status is 2, the HTTP status 422; and
nothing is stored.
"""
import csv
import datetime
import io

from world import *

TOMORROW = (datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(days=1)).date().isoformat()

# A good record of each dataset, which the cases change in one or two fields.
GOOD = {
    "persons": {"code": "Q-1", "unit": "CDMYPE-LU", "given_names": "Ana", "surnames": "Paz Funes", "sex": "female", "district": "1408",
                "registered_on": "2014-03-03", "status": "prospect"},
    "enterprises": {"code": "Q-1", "unit": "CDMYPE-LU", "name": "Comedor Paz", "category": "individual", "constitution": "informal_natural",
                    "sector": "commerce", "district": "1408", "registered_on": "2014-03-03", "status": "prospect"},
    "sessions": {"code": "Q-1", "unit": "CDMYPE-LU", "date": "2014-03-03", "kind": "advice_business", "modality": "office", "adviser": "ST-04",
                 "enterprises": "E-0001", "contact_minutes": "60", "district": "1408", "state": "held"},
    "attendances": {"code": "Q-1", "event": "EV-002", "person": "P-0001", "date": "2014-01-15", "role": "business_owner"},
    "assistances": {"code": "Q-1", "unit": "CDMYPE-LU", "title": "Etiquetas", "theme": "business", "delivery": "contracted", "adviser": "ST-04",
                    "enterprises": "E-0001", "signed_on": "2014-03-01", "starts_on": "2014-03-03", "ends_on": "2014-04-03", "hours": "20", "total": "1000.00",
                    "client_percent": "18.00", "operator_percent": "82.00", "client_share": "180.00", "operator_share": "820.00",
                    "state": "contracted"},
    "links": {"code": "Q-1", "unit": "CDMYPE-LU", "kind": "financial", "enterprise": "E-0001", "institution": "ORG-BANCO-1", "instrument": "credit",
              "date": "2014-03-03", "requested": "500.00", "state": "submitted"},
    "units": {"code": "Q-1", "parent": "ADEL-LU", "kind": "centre", "name": "Centro nuevo", "currency": "USD", "opened_on": "2014-03-03"},
    "organisations": {"code": "Q-1", "unit": "ADEL-LU", "name": "Cooperativa nueva", "kind": "cooperative", "level": "local", "side": "private"},
    "snapshots": {"code": "Q-1", "unit": "CDMYPE-LU", "enterprise": "E-0001", "kind": "initial", "reference_date": "2014-03-03",
                  "window_months": "12", "national_sales": "1000.00"},
    "affiliations": {"code": "Q-1", "person": "P-0001", "enterprise": "E-0002", "relation": "employee", "from_on": "2014-03-03"},
}

# name, dataset, what is changed, the faults that must be named: (field, value as given, words in Spanish, words in English)
CASES = [
    ("a DUI with a wrong digit", "persons", {"dui": "12345678-9"}, [("dui", "12345678-9", "debería ser 4", "should be 4")]),
    ("a DUI of zeros", "persons", {"dui": "00000000-0"}, [("dui", "00000000-0", "puros ceros", "zeros")]),
    ("a DUI that is too short", "persons", {"dui": "1234567"}, [("dui", "1234567", "DUI", "DUI")]),
    ("a DUI with letters", "persons", {"dui": "O1234567-8"}, [("dui", "O1234567-8", "DUI", "DUI")]),
    ("a NIT whose date is no date", "enterprises", {"nit": "0614-310299-102-5"}, [("nit", "0614-310299-102-5", "fecha", "date")]),
    ("a NIT with a wrong digit", "enterprises", {"nit": "0614-050707-104-0"}, [("nit", "0614-050707-104-0", "dígito", "digit")]),
    ("an NRC with letters", "enterprises", {"nrc": "26A24-0"}, [("nrc", "26A24-0", "NRC", "NRC")]),
    ("money with commas in wrong places", "links", {"requested": "$ 2,097,2312.96"}, [("requested", "$ 2,097,2312.96", "coma", "comma")]),
    ("money with three decimals", "links", {"requested": "10.123"}, [("requested", "10.123", "decimales", "decimals")]),
    ("money in words", "links", {"requested": "quinientos"}, [("requested", "quinientos", "dinero", "money")]),
    ("money in exponents", "links", {"requested": "1e9"}, [("requested", "1e9", "dinero", "money")]),
    ("money beyond all measure", "links", {"requested": "99999999999999999999"}, [("requested", "99999999999999999999", "", "")]),
    ("negative money", "links", {"requested": "-5.00"}, [("requested", "-5.00", "negativ", "negative")]),
    ("negative sales", "snapshots", {"national_sales": "-1000.00"}, [("national_sales", "-1000.00", "negativ", "negative")]),
    ("31/02/2014", "sessions", {"date": "31/02/2014"}, [("date", "31/02/2014", "fecha", "date")]),
    ("29/02/2014", "persons", {"registered_on": "29/02/2014"}, [("registered_on", "29/02/2014", "fecha", "date")]),
    ("a month before the day", "persons", {"registered_on": "12/31/2014"}, [("registered_on", "12/31/2014", "fecha", "date")]),
    ("a date in words", "persons", {"birth_date": "ayer"}, [("birth_date", "ayer", "fecha", "date")]),
    ("a birth in the future", "persons", {"birth_date": "2999-01-01"}, [("birth_date", "2999-01-01", "", "")]),
    ("a future session", "sessions", {"date": TOMORROW}, [("date", TOMORROW, "posterior a hoy", "future")]),
    ("a session that ends before it starts", "sessions", {"start_time": "11:00", "end_time": "10:00"}, [("end_time", "10:00", "", "")]),
    ("a time that is none", "sessions", {"start_time": "25:00"}, [("start_time", "25:00", "", "")]),
    ("minutes below zero", "sessions", {"contact_minutes": "-60"}, [("contact_minutes", "-60", "entre", "between")]),
    ("minutes in words", "sessions", {"contact_minutes": "una hora"}, [("contact_minutes", "una hora", "", "")]),
    ("an attendance after the course", "attendances", {"date": "2014-01-17"}, [("date", "2014-01-17", "", "")]),
    ("an attendance before the course", "attendances", {"date": "2014-01-14"}, [("date", "2014-01-14", "", "")]),
    ("an attendance of nobody", "attendances", {"person": "P-9999"}, [("person", "P-9999", "No hay un registro", "There is no record")]),
    ("an attendance at no event", "attendances", {"event": "EV-999"}, [("event", "EV-999", "No hay un registro", "There is no record")]),
    ("shares that add to 99.99", "sessions", {"funding": "CV-01:60.00;CV-02:39.99"},
     [("funding", "CV-01:60.00;CV-02:39.99", "suman 99.99", "add to 99.99")]),
    ("shares of no agreement", "sessions", {"funding": "CV-77:100.00"}, [("funding", "CV-77", "No hay un registro", "There is no record")]),
    ("the same agreement twice", "sessions", {"funding": "CV-01:50.00;CV-01:50.00"}, [("funding", "CV-01", "", "")]),
    ("percentages that add to 99.99", "assistances", {"operator_percent": "81.99"}, [("operator_percent", "81.99", "100", "100")]),
    ("shares of another sum", "assistances", {"operator_share": "820.01"}, [("operator_share", "820.01", "", "")]),
    ("an unknown district", "persons", {"district": "9999"}, [("district", "9999", "distrito", "district")]),
    ("an unknown district's name", "persons", {"district": "Macondo"}, [("district", "Macondo", "distrito", "district")]),
    ("a district's name in two departments", "persons", {"district": "El Carmen"},
     [("district", "El Carmen", "El Carmen, La Unión (1405)", "El Carmen, La Unión (1405)")]),
    ("a choice that is none", "persons", {"sex": "hembra y varón"}, [("sex", "hembra y varón", "lista", "list")]),
    ("an empty required field", "persons", {"given_names": ""}, [("given_names", None, "Falta", "Missing")]),
    ("only spaces in a required field", "persons", {"surnames": "   "}, [("surnames", None, "Falta", "Missing")]),
    ("two faults at once", "persons", {"dui": "00000000-0", "district": "9999", "given_names": ""},
     [("dui", "00000000-0", "ceros", "zeros"), ("district", "9999", "distrito", "district"), ("given_names", None, "Falta", "Missing")]),
    ("a fault of form beside a missing one", "persons", {"registered_on": "31/02/2014", "surnames": ""},
     [("registered_on", "31/02/2014", "fecha", "date"), ("surnames", None, "Falta", "Missing")]),
    ("a code with a slash", "persons", {"code": "Q/1"}, [("code", "Q/1", "", "")]),
    ("a code with a semicolon", "persons", {"code": "Q;1"}, [("code", "Q;1", "", "")]),
    ("a code that is taken", "persons", {"code": "P-0001"}, [("code", "P-0001", "", "")]),
    ("a name that is too long", "persons", {"given_names": "A" * 300}, [("given_names", "A" * 200, "", "")]),
    ("an unknown unit", "persons", {"unit": "CDMYPE-XX"}, [("unit", "CDMYPE-XX", "No hay un registro", "There is no record")]),
    ("an unknown adviser", "persons", {"adviser": "ST-99"}, [("adviser", "ST-99", "No hay un registro", "There is no record")]),
    ("an unknown institution", "links", {"institution": "ORG-NADIE"}, [("institution", "ORG-NADIE", "No hay un registro", "There is no record")]),
    ("a link of nobody", "links", {"enterprise": ""}, [("enterprise", None, "", "")]),
    ("a unit that is its own parent", "units", {"parent": "Q-1"}, [("parent", "Q-1", "", "")]),
    ("an e-mail that is none", "persons", {"email": "ana arroba example"}, [("email", "ana arroba example", "", "")]),
    ("a telephone in words", "persons", {"phone": "no tiene"}, [("phone", "no tiene", "", "")]),
    ("workers below zero", "enterprises", {"workers": "-1"}, [("workers", "-1", "", "")]),
    ("workers in halves", "enterprises", {"workers": "2.5"}, [("workers", "2.5", "", "")]),
    ("an activity that is none", "enterprises", {"activity": "pesca"}, [("activity", "pesca", "", "")]),
    ("a relation that ends before it begins", "affiliations", {"to_on": "2014-03-02"}, [("to_on", "2014-03-02", "", "")]),
    ("a truth that is none", "sessions", {"signed": "quizá"}, [("signed", "quizá", "", "")]),
    ("a month that is none", "units", {"fiscal_year_start": "13"}, [("fiscal_year_start", "13", "", "")]),
    ("an unknown organisation as parent", "organisations", {"parent": "ORG-NADIE"}, [("parent", "ORG-NADIE", "No hay un registro", "There is no record")]),
]


def as_csv(row):
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(row)
    writer.writerow(row.values())
    return out.getvalue()


SINGULAR = {"persons": "person", "enterprises": "enterprise", "sessions": "session", "attendances": "attendance", "assistances": "assistance",
            "links": "link", "units": "unit", "organisations": "organisation", "snapshots": "snapshot", "affiliations": "affiliation"}
# A complete assistance is recorded afterwards; step by step it begins with its terms.
ADD = {"assistances": ("assistance.record", "assistances/record")}


def through_command_line(db):
    before = content(db)
    for name, dataset, changes, expected in CASES:
        row = {**GOOD[dataset], **changes}
        rows = stored(db)
        es, en = (run("op", ADD.get(dataset, (SINGULAR[dataset] + ".add",))[0], "--json", json.dumps(row), "--format", "json", db=db, lang=lang) for lang in ("es", "en"))
        taken = name == "a code that is taken"
        check_refusal(f"op: {name}", es.json(), en.json(), 5 if taken else 2, expected, es.status)
        if taken:
            row["surnames"] = "Otra persona"
        file = write(f"one-{dataset}.csv", as_csv(row))
        for more in (["--dry-run"], []):
            es, en = (run("import", dataset, file, "--format", "json", *more, db=db, lang=lang) for lang in ("es", "en"))
            check_refusal(f"import {more}: {name}", es.json(), en.json(), 2, expected, es.status)
            for field, _, _, _ in expected:
                fault = fault_of(es.json(), field)
                if fault is not None and row.get(field) is not None:
                    check(fault.get("cell") == f"one-{dataset}.csv:2:{field}", f"import: {name}: the cell is said to be {fault.get('cell')}")
        check(stored(db) == rows, f"{name}: something was stored")
        text = run("import", dataset, file, db=db, lang="es").said
        for field, value, words, _ in expected:
            check(field in text and words in text and (value or "") in text, f"{name}: the words at the terminal: {text}")
    check(content(db) == before, "something changed in the database")
    whole(db, "records by the command line")


def through_api(db):
    server = Server(db)
    for name, dataset, changes, expected in CASES:
        if dataset == "units":
            continue  # the network's own act, refused to everybody on the API that an agency's director may use
        row = {**GOOD[dataset], **changes}
        rows = stored(db)
        status, es = server.ask("POST", f"/api/v1/{ADD.get(dataset, (None, dataset))[1]}", row, lang="es")
        _, en = server.ask("POST", f"/api/v1/{ADD.get(dataset, (None, dataset))[1]}", row, lang="en")
        check_refusal(f"API: {name}", es, en, 409 if name == "a code that is taken" else 422, expected, status)
        check(stored(db) == rows, f"API: {name}: something was stored")
    server.stop()
    whole(db, "records over the API")


def good_ones(db):
    """The rows that the cases start from are good, or the cases would prove nothing."""
    for dataset, row in GOOD.items():
        result = run("import", dataset, write(f"good-{dataset}.csv", as_csv(row)), "--dry-run", db=db)
        check(result.status == 0, f"the good record of {dataset} is refused: {result}")


if __name__ == "__main__":
    database = fresh("records.db")
    good_ones(database)
    through_command_line(database)
    through_api(database)
    finish()
