"""Calls of the API that are remembered by operation and held to openapi.json, and data to call every operation with."""
import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "runner"))

import schema  # noqa: E402
from program import Caller  # noqa: E402


class Api:
    """openapi.json of a server, and what was exercised of it."""

    def __init__(self, server):
        self.server = server
        self.document = Caller(server, None).call("GET", "/openapi.json").json
        self.operations = {}
        for path, methods in self.document["paths"].items():
            for method, operation in methods.items():
                pattern = re.compile("^" + re.sub(r"\\{(\w+)\\}", r"(?P<\1>[^/]+)", re.escape(path)) + "$")
                self.operations[operation["operationId"]] = (method.upper(), path, pattern, operation)
        self.succeeded = set()
        self.refused = set()

    def find(self, method, path):
        """The operation that a call reaches: the pattern with the fewest parameters."""
        found = [(len(pattern.groupindex), name) for name, (verb, _, pattern, _) in self.operations.items()
                 if verb == method and pattern.match(path)]
        return min(found)[1] if found else None

    def permission(self, name):
        return self.operations[name][3]["x-permission"]

    def check(self, method, path, reply):
        """Faults of a reply against the document."""
        name = self.find(method, path)
        if name is None:
            return [f"{method} {path} is not in openapi.json"] if reply.status < 400 else []
        kind = reply.headers.get("content-type", "").split(";")[0]
        if reply.status == 304:
            return []
        if reply.status >= 400:
            self.refused.add(name)
            if kind != "application/problem+json":
                return [f"{method} {path}: {reply.status} is {kind}, not a problem"]
            problem = reply.json
            found = schema.faults(self.document, self.document["components"]["schemas"]["problem"], problem)
            if problem.get("status") != reply.status:
                found.append(f"status {reply.status} says {problem.get('status')}")
            return found
        self.succeeded.add(name)
        contents = self.operations[name][3]["responses"]["200"].get("content", {})
        if kind not in contents:
            return [f"{method} {path}: {kind} is not declared"]
        if "schema" in contents[kind]:
            return [f"{method} {path}: {fault}" for fault in schema.faults(self.document, contents[kind]["schema"], reply.json)]
        return []


class Checked(Caller):
    """A caller whose every reply is held to the document."""

    def __init__(self, api, token_text, lang="en"):
        super().__init__(api.server, token_text, lang)
        self.api = api
        self.faults = []

    def call(self, method, path, body=None, query=None, base="/api/v1", **headers):
        reply = super().call(method, path, body, query, base, **headers)
        if base == "/api/v1":
            self.faults += self.api.check(method, path, reply)
        return reply


def dui(number):
    """An identity document that does not exist: it begins with 9; its last digit checks the others."""
    digits = f"9{number:07d}"
    total = sum(int(digit) * weight for digit, weight in zip(digits, range(9, 1, -1)))
    return f"{digits}-{(10 - total % 10) % 10}"


# What is changed in a copy of an example's record so that it is another record. The dataset, the code it is copied from, changes.
COPIES = {
    "staff": ("ST-04", {"name": "Prueba Asesora"}),
    "organisations": ("ORG-ADEL", {"name": "Organización de Prueba", "short_name": "Prueba"}),
    "agreements": ("CV-01", {"title": "Convenio de prueba"}),
    "persons": ("P-0001", {"given_names": "Persona", "surnames": "De Prueba", "mobile": None}),
    "enterprises": ("E-0001", {"name": "Empresa de Prueba", "email": None, "phone": None}),
    "affiliations": ("AF-0001", {}),
    "moves": ("MU-01", {"moved_on": "2014-09-01"}),
    "identities": ("ID-01", {"merged_on": "2014-10-28"}),
    "sessions": ("S-00001", {"date": "2014-06-03", "enterprises": [], "persons": [], "state": "held", "verification": "declared",
                             "evidence": None}),
    "group_members": (None, {"enterprise": "E-T1G", "member": "E-T1"}),
    "session_advisers": (None, {"session": "S-T1", "adviser": "ST-T1"}),
    "events": ("EV-001", {"topic": "Curso de prueba", "starts_on": "2014-06-02", "ends_on": "2014-06-04",
                          "verification": "declared", "state": "created"}),
    "attendances": ("AS-00001", {"verification": "declared", "enterprise": None, "role": "entrepreneur"}),
    "assistances": ("AT-001", {"title": "Asistencia de prueba", "verification": "declared", "procedure": None}),
    "links": ("VI-0001", {"state": "submitted", "approved": None, "approved_on": None, "instrument": "credit",
                          "kind": "financial", "verification": "declared", "date": "2014-03-03", "requested": "3000.00"}),
    "disbursements": ("DE-0001", {}),
    "snapshots": ("IN-0001", {"verification": "declared", "reference_date": "2014-02-01"}),
    "milestones": ("HI-001", {"verification": "declared", "date": "2014-05-05"}),
    "signatories": ("FI-01", {"office": "other", "name": "Otra Persona Inventada"}),
    "remarks": ("OB-01", {"from_on": "2013-01-01", "to_on": "2013-12-31"}),
    # Without a record in the example: made from what stands here alone.
    "memberships": (None, {"unit": "ADEL-LU", "organisation": "ORG-T1", "class": "active", "joined_on": "2013-01-01"}),
    "organs": (None, {"unit": "ADEL-LU", "name": "Junta de prueba", "kind": "board", "seats": 3}),
    "board_terms": (None, {"organ": "OR-T1", "person": "Rosa Inventada", "office": "member", "from_on": "2013-01-01"}),
    "meetings": (None, {"organ": "OR-T1", "date": "2014-03-10", "agenda": "Memoria de labores"}),
    "resolutions": (None, {"meeting": "R-T1", "text": "Aprobar la memoria", "owner": "Rosa Inventada"}),
    "resolution_actions": (None, {"resolution": "AC-T1", "text": "Imprimirla", "owner": "Rosa Inventada"}),
    "duties": (None, {"unit": "ADEL-LU", "title": "Obligación de prueba", "kind": "other", "due_on": "2014-12-31"}),
    "contributions": (None, {"agreement": "CV-01", "organisation": "ORG-ADEL", "kind": "cash", "amount": "100.00"}),
    "instalments": (None, {"agreement": "CV-01", "organisation": "ORG-ADEL", "planned_on": "2014-06-01", "amount": "100.00"}),
    "agreement_reports": (None, {"agreement": "CV-01", "kind": "other", "from_on": "2014-01-01", "to_on": "2014-06-30", "due_on": "2014-07-05"}),
    "addenda": (None, {"agreement": "CV-01", "signed_on": "2014-06-01", "subject": "Ampliar el plazo"}),
    "agreement_targets": (None, {"agreement": "CV-01", "indicator": "enterprises_advised", "from_on": "2014-03-01", "to_on": "2014-06-30",
                                 "count": 10, "decided_on": "2014-01-20"}),
    "referrals": (None, {"unit": "CDMYPE-LU", "enterprise": "E-REF", "institution": "ORG-ADEL", "date": "2014-06-10", "need": "Registro de marca",
                         "shared": ["phone"], "agreed_on": "2014-06-10"}),
    "projects": (None, {"unit": "ADEL-LU", "title": "Proyecto de prueba", "agreements": ["CV-01"], "starts_on": "2014-02-01", "ends_on": "2014-11-30"}),
    "project_funders": (None, {"project": "PY-T1", "organisation": "ORG-ADEL", "amount": "1000.00", "own": True}),
    "budget_lines": (None, {"project": "PY-T1", "number": "1", "name": "Equipo", "kind": "goods"}),
    "budget_amounts": (None, {"project": "PY-T1", "line": "PL-T1", "funder": "PF-T1", "amount": "1000.00", "decided_on": "2014-01-20"}),
    "expenses": (None, {"project": "PY-T1", "line": "PL-T1", "funder": "PF-T1", "date": "2014-05-05", "supplier": "Tienda inventada",
                        "document_kind": "invoice", "document_number": "17", "description": "Cocina", "amount": "100.00", "district": "1408"}),
    "in_kind_contributions": (None, {"project": "PY-T1", "organisation": "ORG-ADEL", "agreement": "CV-01", "label": "Local", "given_on": "2014-05-05", "amount": "300.00",
                                     "valuation": "Alquiler de un mes", "district": "1404"}),
    "targets": (None, {"unit": "CDMYPE-LU", "indicator": "service_business_advice", "from_on": "2014-05-01", "to_on": "2014-05-31", "count": 40,
                       "decided_on": "2014-01-20"}),
    "monthly_reports": (None, {"unit": "CDMYPE-LU", "month": "2014-05-01", "introduction": "Mayo.", "objective": "Informar.", "conclusion": "Se cumplió."}),
    "policies": (None, {"unit": "ADEL-LU", "name_es": "Política de prueba", "kind": "national_policy"}),
    "policy_axes": (None, {"policy": "PO-T1", "name_es": "Eje de prueba"}),
    "policy_lines": (None, {"axis": "EJ-T1", "name_es": "Línea de prueba"}),
    "policy_actions": (None, {"line": "LI-T1", "name_es": "Acción de prueba"}),
    "policy_tags": (None, {"action": "AE-T1", "dataset": "sessions", "record_code": "S-00001"}),
    "holidays": (None, {"unit": "ADEL-LU", "date": "2014-12-04", "name_es": "Asueto de prueba"}),
    "score_sheets": (None, {"unit": "ADEL-LU", "letter": "D", "stage": "committee", "name_es": "Hoja de prueba", "edition": "1", "max": "10.00",
                            "pass_mark": "7.00"}),
    "score_items": (None, {"sheet": "HP-T1", "number": 1, "name_es": "Criterio de prueba", "max": "2.00"}),
    "fund_calls": (None, {"unit": "ADEL-LU", "name": "Convocatoria de prueba", "organisation": "ORG-T1", "opens_on": "2014-01-01",
                          "fund_percent": "90.00", "sheets": ["HOJA-A", "HOJA-B", "HOJA-C"]}),
    "fund_lines": (None, {"call": "FC-T1", "number": 1, "name_es": "Línea de prueba"}),
    "fund_requirements": (None, {"call": "FC-T1", "number": 1, "name_es": "DUI"}),
    "fund_applications": (None, {"unit": "CDMYPE-LU", "call": "FC-T1", "person": "P-T1", "title": "Horno", "kind": "technology_adoption",
                                 "identified_on": "2014-02-01"}),
    "application_documents": (None, {"application": "FA-T1", "requirement": "FR-T1"}),
    "application_observations": (None, {"application": "FA-T1", "text": "Falta una cotización", "made_on": "2014-02-05"}),
    "application_scores": (None, {"application": "FA-T1", "item": "HOJA-A-1", "points": "2.00", "scored_on": "2014-03-01"}),
    "application_budgets": (None, {"application": "FA-T1", "name": "Horno", "source": "fund", "amount": "900.00"}),
    "application_activities": (None, {"application": "FA-T1", "name": "Comprar", "starts_on": "2014-04-01", "ends_on": "2014-04-20"}),
    "application_expenses": (None, {"application": "FA-T1", "activity": "FT-T1", "budget": "FB-T1", "date": "2014-04-10", "payee": "Proveedor",
                                    "document": "F-1", "amount": "450.00"}),
    "application_invoices": (None, {"application": "FA-T1", "number": "F-1", "issued_on": "2014-03-24", "amount": "1000.00",
                                    "delivered_on": "2014-03-25", "delivered_to": "Ventanilla", "evidence": "Copia sellada"}),
    "units": ("ANT-SRL", {"name": "Antena de Prueba", "short_name": "Prueba"}),
}
NEVER_SENT = {"version", "status", "annulled", "annul_reason", "size_class", "size_regime", "tree_from", "tree_to"}
# The unit of these is their parent's.
UNIT_COMPUTED = {"group_members", "session_advisers", "affiliations", "moves", "attendances", "disbursements", "board_terms", "meetings", "resolutions", "resolution_actions",
                 "contributions", "instalments", "agreement_reports", "addenda", "agreement_targets",
                 "project_funders", "budget_lines", "budget_amounts", "expenses", "in_kind_contributions",
                 "policy_axes", "policy_lines", "policy_actions", "policy_tags", "score_items", "fund_lines", "fund_requirements",
                 "application_documents", "application_observations", "application_scores", "application_budgets", "application_activities",
                 "application_expenses", "application_invoices"}
# Complete ones are recorded afterwards; step by step they begin with their terms.
ADD = {"assistances": "assistances/record"}


def copy_of(caller, dataset, code, **more):
    """A body for POST /dataset: like the example's record, another code, with the given changes."""
    original, changes = COPIES[dataset]
    body = {}
    if original is not None:
        reply = caller.get(f"/{dataset}/{original}")
        if reply.status != 200:
            raise AssertionError(f"{dataset}/{original}: {reply}")
        body = {name: value for name, value in reply.json.items() if name not in NEVER_SENT}
    if dataset in UNIT_COMPUTED:
        body.pop("unit", None)
    body.update(changes)
    body.update(more, code=code)
    return body


def new_record(caller, dataset, code, **more):
    reply = caller.call("POST", f"/{ADD.get(dataset, dataset)}", copy_of(caller, dataset, code, **more))
    if reply.status != 200:
        raise AssertionError(f"POST /{dataset}: {reply}")
    return reply.json
