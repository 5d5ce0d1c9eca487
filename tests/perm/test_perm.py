"""Every operation × role × scope, against the permission matrix and a reference predicate written here.

A network of two agencies. The first is the example, with a centre and its antenna and, beside the centre, a sibling centre; the
second has one record of every noun. Each operation is called with a token of every role on five units, on a record of the centre.
What must come out:
  the role lacks the permission: 403, whatever the record;
  the record lies outside the unit's subtree: 404, as if it did not exist (a list: its rows are not in it);
  otherwise the operation answers by its own rules: neither 401 nor 403 nor, for a record, 404.
Afterwards the second agency has exactly what it had.
"""
import csv
import glob
import json
import os
import re
import shutil
import sys
import tempfile
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(os.path.dirname(HERE), "api"))

from exercise import Api, Checked, dui  # noqa: E402
from program import EXAMPLE, Server, must, token, with_example  # noqa: E402

ROLES = ["adviser", "administrator", "director", "executive", "national_reader", "partner_reader", "auditor", "data_protection_officer",
         "system_administrator"]
PARENTS = {"RED-MYPE": None, "ADEL-LU": "RED-MYPE", "CDMYPE-LU": "ADEL-LU", "ANT-SRL": "CDMYPE-LU", "CDMYPE-B": "ADEL-LU",
           "ADEL-SM": "RED-MYPE", "CDMYPE-SM": "ADEL-SM"}
# One row of each noun for the second agency; the codes of the example, so that a leak would find them.
SECOND = {
    "staff": {"code": "ST-SM", "unit": "CDMYPE-SM", "name": "Asesora de Prueba"},
    "organisations": {"code": "ORG-SM", "unit": "ADEL-SM", "name": "Banco de Prueba", "kind": "bank", "level": "national", "side": "private"},
    "agreements": {"code": "CV-SM", "unit": "ADEL-SM", "title": "Convenio", "kind": "specific", "state": "in_force", "signed_on": "2013-01-01",
                   "valid_from": "2013-01-01"},
    "persons": {"code": "P-SM", "unit": "CDMYPE-SM", "given_names": "Ana", "surnames": "Del Segundo", "dui": dui(900), "sex": "female",
                "district": "1201", "registered_on": "2014-01-10"},
    "enterprises": {"code": "E-SM", "unit": "CDMYPE-SM", "name": "Empresa del Segundo", "category": "enterprise", "district": "1201",
                    "registered_on": "2014-01-10"},
    "affiliations": {"code": "AF-SM", "person": "P-SM", "enterprise": "E-SM", "relation": "owner", "from_on": "2014-01-10"},
    "moves": {"code": "MU-SM", "enterprise": "E-SM", "district": "1202", "moved_on": "2014-08-01"},
    "sessions": {"code": "S-SM", "unit": "CDMYPE-SM", "date": "2014-02-03", "kind": "advice_business", "modality": "office",
                 "adviser": "ST-SM", "enterprises": "E-SM", "contact_minutes": "60", "state": "held"},
    "events": {"code": "EV-SM", "unit": "CDMYPE-SM", "kind": "training", "topic": "Curso", "starts_on": "2014-03-03",
               "ends_on": "2014-03-04", "state": "finished"},
    "attendances": {"code": "AS-SM", "event": "EV-SM", "person": "P-SM", "date": "2014-03-03", "enterprise": "E-SM", "present": "true"},
    "assistances": {"code": "AT-SM", "unit": "CDMYPE-SM", "title": "Asistencia", "enterprises": "E-SM", "signed_on": "2014-04-01",
                    "total": "1000.00", "client_percent": "10.00", "operator_percent": "90.00", "client_share": "100.00",
                    "operator_share": "900.00", "state": "contracted"},
    "links": {"code": "VI-SM", "unit": "CDMYPE-SM", "kind": "financial", "enterprise": "E-SM", "institution": "ORG-SM",
              "instrument": "credit", "date": "2014-05-01", "requested": "100.00", "approved": "100.00", "approved_on": "2014-05-02",
              "state": "approved"},
    "disbursements": {"code": "DE-SM", "link": "VI-SM", "date": "2014-05-03", "amount": "50.00"},
    "snapshots": {"code": "IN-SM", "unit": "CDMYPE-SM", "enterprise": "E-SM", "kind": "initial", "reference_date": "2014-01-31",
                  "window_months": "12", "national_sales": "1000.00"},
    "milestones": {"code": "HI-SM", "unit": "CDMYPE-SM", "enterprise": "E-SM", "kind": "formalisation", "date": "2014-06-01"},
    "signatories": {"code": "FI-SM", "unit": "ADEL-SM", "office": "director", "name": "Nadie Inventado", "from_on": "2014-01-01"},
    "remarks": {"code": "OB-SM", "unit": "ADEL-SM", "indicator": "enterprises_advised", "from_on": "2014-01-01", "to_on": "2014-12-31",
                "text_es": "Nota", "text_en": "Note"},
}


def reaches(unit, target):
    """The reference: a unit reaches itself and what lies under it."""
    while target is not None and target != unit:
        target = PARENTS[target]
    return target == unit


def setUpModule():
    global database, server, api, tokens, matrix, records, secret
    database = with_example()
    folder = tempfile.mkdtemp(prefix="adelante-perm-")
    with open(os.path.join(folder, "units.csv"), "w", encoding="utf-8") as file:
        file.write("code,parent,kind,name,currency\nCDMYPE-B,ADEL-LU,centre,Otro centro,USD\n"
                   "ADEL-SM,RED-MYPE,agency,Agencia segunda,USD\nCDMYPE-SM,ADEL-SM,centre,Centro segundo,USD\n")
    must(database, "import", "units", os.path.join(folder, "units.csv"))
    for dataset, row in SECOND.items():
        path = os.path.join(folder, dataset + ".csv")
        with open(path, "w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(row)
            writer.writerow(row.values())
        must(database, "import", dataset, path)
    shutil.rmtree(folder)
    tokens = {(role, unit): token(database, role, unit) for role in ROLES for unit in PARENTS}
    records = read_records()
    matrix = {row["permission"]: row["roles"] for row in json.loads(must(database, "describe", "permissions", "--format", "json"))}
    server = Server(database)
    api = Api(server)


def tearDownModule():
    status = server.stop()
    database.close()
    if status != 0:
        raise AssertionError(server.said.decode()[-2000:])


def read_records():
    """dataset -> {code: unit} of everything, from the example's files and the second agency's rows."""
    units, parents = {}, {"affiliations": ("person", "persons"), "attendances": ("event", "events"),
                          "disbursements": ("link", "links"), "moves": ("enterprise", "enterprises")}
    for path in sorted(glob.glob(os.path.join(EXAMPLE, "*.csv"))):
        dataset = os.path.basename(path)[3:-4]
        with open(path, encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file)) + ([SECOND[dataset]] if dataset in SECOND else [])
        if dataset == "units":
            units[dataset] = {code: code for code in PARENTS}
        elif dataset in parents:
            column, other = parents[dataset]
            units[dataset] = {row["code"]: units[other][row[column]] for row in rows}
        elif rows and "unit" in rows[0]:  # the unit of others is that of a record which is aimed at already
            units[dataset] = {row["code"]: row["unit"] for row in rows}
    return units


# A record of the centre to aim each noun's operations at; nouns of the agency are aimed at the agency's.
def target_of(dataset):
    wanted = "ADEL-LU" if dataset in ("organisations", "agreements", "identities", "remarks", "signatories") else "CDMYPE-LU"
    found = records[dataset].items()
    return next(((code, unit) for code, unit in found if unit == wanted), None) or next(iter(found))


class Permissions(unittest.TestCase):
    maxDiff = None

    def callers(self):
        for (role, unit), text in tokens.items():
            caller = Checked(api, text)
            yield role, unit, caller
            caller.close()

    def test_every_operation_role_and_scope(self):
        found, calls = [], 0
        for role, unit, caller in self.callers():
            for name, (method, path, _, operation) in sorted(api.operations.items()):
                dataset = path.strip("/").split("/")[0]
                may = role in matrix[operation["x-permission"]]
                if may and method != "GET" and "{year}" in path:
                    continue  # it would succeed without a body, and plan a year
                code, owner = target_of(dataset) if dataset in records else (None, None)
                if path.startswith("/clients/{kind}"):
                    code, owner = target_of("enterprises")
                real = path.replace("{kind}", "enterprise").replace("{indicator}", "enterprises_advised")
                real = real.replace("{dataset}", "sessions").replace("{name}", "nadie").replace("{year}", "2014")
                real = re.sub(r"{\w+}", "x", real.replace("{code}", code or "nada"))
                # No body that could succeed: what is looked at is who may knock, and at which door.
                body = None if method == "GET" else {"version": 999999, "reason": ""} if "{code}" in path else {}
                reply = caller.call(method, real, body)
                calls += 1
                where = f"{role} of {unit}: {name} {real}: {reply.status} {reply.code}"
                if not may:
                    if reply.status != 403:
                        found.append(f"{where}, not 403")
                elif reply.status in (401, 403):
                    found.append(f"{where}, though the role may")
                elif "{code}" in path and dataset in records and dataset != "units" and method == "GET":
                    expected = 200 if reaches(unit, owner) else 404
                    if reply.status != expected and not self.shared(dataset, unit, owner):
                        found.append(f"{where}, not {expected}")
        self.assertGreater(calls, 5000)
        self.assertEqual(found[:40], [])

    @staticmethod
    def shared(dataset, unit, owner):
        """Actors and agreements are read in the whole agency: a centre names its agency's funders."""
        return dataset in ("organisations", "agreements", "remarks", "staff", "signatories", "identities") and agency(unit) == agency(owner)

    def test_lists_hold_what_the_unit_reaches(self):
        for role in ("director", "auditor"):
            for unit in PARENTS:
                caller = Checked(api, tokens[role, unit])
                for dataset in sorted(set(records) - {"units"}):
                    seen, after = set(), None
                    while after != "":
                        reply = caller.get(f"/{dataset}", limit="500", **({"after": after} if after else {}))
                        self.assertEqual(reply.status, 200, reply)
                        seen |= {row["code"].split("/")[-1] for row in reply.json["items"]}
                        after = reply.json["next"] or ""
                    allowed = {code for code, owner in records[dataset].items()
                               if reaches(unit, owner) or self.shared(dataset, unit, owner)}
                    wanted = {code for code, owner in records[dataset].items() if reaches(unit, owner)}
                    self.assertEqual((role, unit, dataset, sorted(seen - allowed)[:5], sorted(wanted - seen)[:5]),
                                     (role, unit, dataset, [], []))
                caller.close()

    def test_the_other_agency_is_not_there(self):
        """A director of the second agency asks for each record of the first by its code, and the other way round."""
        for mine, theirs in (("ADEL-SM", "ADEL-LU"), ("ADEL-LU", "ADEL-SM")):
            caller = Checked(api, tokens["director", mine])
            for dataset in sorted(set(records) - {"units"}):
                codes = [code for code, owner in records[dataset].items() if agency(owner) == theirs][:3]
                for code in codes:
                    self.assertEqual((dataset, code, caller.get(f"/{dataset}/{code}").status), (dataset, code, 404))
                    named = caller.get(f"/{dataset}/{theirs}%2F{code}")
                    self.assertIn(named.status, (400, 404), f"{dataset} {code} {named}")
                    patched = caller.call("PATCH", f"/{dataset}/{code}", {"annul_reason": None}, if_match="1")
                    self.assertIn(patched.status, (403, 404, 422), f"{dataset} {code} {patched}")
                    annulled = caller.call("POST", f"/{dataset}/{code}/annul", {"reason": "No es mía", "version": 1})
                    self.assertEqual((dataset, annulled.status), (dataset, 404))
            caller.close()

    def test_a_reference_into_the_other_agency_is_refused(self):
        caller = Checked(api, tokens["director", "ADEL-SM"])
        session = {"code": "S-SM2", "unit": "CDMYPE-SM", "date": "2014-02-03", "kind": "advice_business", "modality": "office",
                   "adviser": "ST-SM", "enterprises": ["E-0001"], "contact_minutes": 60, "state": "held"}
        for changes, field in (({}, "enterprises"), ({"enterprises": ["E-SM"], "unit": "CDMYPE-LU"}, "unit"),
                               ({"enterprises": ["E-SM"], "adviser": "ST-04"}, "adviser"),
                               ({"enterprises": ["E-SM"], "funding": [{"to": "CV-01", "percent": "100.00"}]}, "funding")):
            reply = caller.call("POST", "/sessions", dict(session, **changes))
            self.assertEqual(reply.status, 422, reply)
            self.assertEqual(reply.json["faults"][0]["field"], field, reply)
        caller.close()

    def test_figures_are_those_of_the_scope(self):
        year = {"from": "2014-01-01", "to": "2014-12-31"}
        value = {}
        for unit in PARENTS:
            caller = Checked(api, tokens["director", unit])
            reply = caller.get("/results", **year)
            self.assertEqual(reply.status, 200, reply)
            value[unit] = {row["code"]: row["value"] for row in reply.json["figures"]}["enterprises_advised"]
            for other in PARENTS:
                asked = caller.get("/results", unit=other, **year)
                self.assertEqual((unit, other, asked.status), (unit, other, 200 if reaches(unit, other) else 422))
            caller.close()
        self.assertEqual(value["ADEL-SM"], 1)
        self.assertEqual(value["ADEL-LU"] + value["ADEL-SM"], value["RED-MYPE"])
        self.assertLess(value["ANT-SRL"], value["CDMYPE-LU"])
        self.assertIsNone(value["CDMYPE-B"])

    def test_partners_who_are_bound(self):
        """Every operation with a funder, a municipality and a ministry: only what holds to the bound, and nothing of others."""
        year = {"from": "2014-01-01", "to": "2014-12-31"}
        mine = {"funder": {"agreements": "CV-01"}, "municipality": {"territory": "1408"}, "ministry": {"organisation": "ORG-MINEC"}}
        open_to = {"public", "self", "catalogue_read"}
        for name, bound in mine.items():
            caller = Checked(api, token(database, "partner_reader", **bound))
            for operation, (method, path, _, declared) in sorted(api.operations.items()):
                real = path.replace("{kind}", "enterprise").replace("{indicator}", "enterprises_advised").replace("{dataset}", "sessions")
                real = real.replace("{name}", "nadie").replace("{year}", "2014").replace("{from}", "2014-01-02")
                real = re.sub(r"{\w+}", "x", real.replace("{code}", "CV-01" if "agreement" in path else "S-00001"))
                reply = caller.call(method, real, None if method == "GET" else {"version": 999999, "reason": ""})
                if not declared.get("x-bounded") and declared["x-permission"] not in open_to:
                    self.assertEqual((name, operation, reply.status), (name, operation, 403))
            own = {"funder": ("/reports/agreement", {"agreement": "CV-01"}), "municipality": ("/reports/territory", {}),
                   "ministry": ("/reports/body", {})}[name]
            self.assertEqual(caller.get(own[0], **{**year, **own[1]}).status, 200, name)
            for path, question in (("/reports/agreement", {"agreement": "CV-02"}), ("/results", {"agreement": "CV-02"}),
                                   ("/results/cube", {"agreement": "CV-02", "by": "kind"}), ("/reports/body", {"organisation": "ORG-ADEL"})):
                reply = caller.get(path, **{**year, **question})
                self.assertIn(reply.status, (403, 404, 422), (name, path, reply))
            if name == "municipality":
                for path in ("/results", "/reports/territory", "/results/cube"):
                    for area in ("1401", "14", "SV"):
                        extra = {"by": "kind"} if path.endswith("cube") else {}
                        self.assertEqual(caller.get(path, territory=area, **year, **extra).status, 422, path)
            caller.close()

    def test_nobody(self):
        caller = Checked(api, None)
        for name, (method, path, _, _) in sorted(api.operations.items()):
            real = path.replace("{kind}", "enterprise").replace("{indicator}", "x").replace("{dataset}", "sessions")
            real = re.sub(r"{\w+}", "x", real.replace("{year}", "2014"))
            self.assertEqual((name, caller.call(method, real, None if method == "GET" else {}).status), (name, 401))
        caller.close()

    def test_zz_the_second_agency_is_as_it_was(self):
        caller = Checked(api, tokens["director", "ADEL-SM"])
        for dataset, row in SECOND.items():
            reply = caller.get(f"/{dataset}/{row['code']}")
            self.assertEqual((dataset, reply.status), (dataset, 200))
            self.assertEqual((dataset, reply.json["version"], reply.json["annulled"]), (dataset, 1, False))
        caller.close()


def agency(unit):
    while PARENTS[unit] != "RED-MYPE" and PARENTS[unit] is not None:
        unit = PARENTS[unit]
    return unit


if __name__ == "__main__":
    unittest.main(warnings="ignore")
