"""Every operation of openapi.json over HTTP: each succeeds at least once, every reply is as declared, versions and keys hold."""
import base64
import datetime
import hashlib
import json
import os
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import media  # noqa: E402
from exercise import ADD, Api, Checked, copy_of, dui, new_record  # noqa: E402
from program import Caller, EXAMPLE, Server, must, token, with_example  # noqa: E402


def clock_day(days):
    """So many days from now, in the agency's zone."""
    return (datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(hours=6) + datetime.timedelta(days=days)).strftime("%Y-%m-%d")


def setUpModule():
    global database, server, api, director, executive, system, national, adviser, clerk
    database = with_example()
    tokens = {role: token(database, role, user=role.replace("_", "")) for role in ("director", "executive", "system_administrator", "national_reader", "adviser",
                                                                                          "administrator")}
    server = Server(database)
    api = Api(server)
    director, executive, system, national, adviser, clerk = (Checked(api, tokens[role]) for role in tokens)


def tearDownModule():
    status = server.stop()
    said = must(database, "db", "check", lang="en")
    database.close()
    if status != 0:
        raise AssertionError(f"the server ended with {status}: {server.said.decode()[-2000:]}")
    del said


class Operations(unittest.TestCase):
    maxDiff = None
    """In the order of the alphabet; each test makes what it needs."""

    def good(self, reply):
        self.assertEqual(reply.status, 200, reply)
        return reply.json

    def noun(self, dataset, code, changes, writer=None, annuls=None, **more):
        """add, get, list, set and annul of a noun; the last version."""
        writer, annuls = writer or director, annuls or director
        made = self.good(writer.call("POST", f"/{ADD.get(dataset, dataset)}", copy_of(director, dataset, code, **more)))
        self.assertEqual(made["version"], 1)
        seen = writer.get(f"/{dataset}/{code}")
        self.assertEqual(self.good(seen), made)
        self.assertEqual(seen.headers["etag"].strip('W/"'), "1")
        self.assertEqual(writer.call("GET", f"/{dataset}/{code}", if_none_match=seen.headers["etag"]).status, 304)
        self.assertIn(writer.call("POST", f"/{ADD.get(dataset, dataset)}", copy_of(director, dataset, code, **more)).code, ("exists", "invalid"))
        self.assertEqual(writer.call("PATCH", f"/{dataset}/{code}", changes).code, "precondition_required")
        changed = self.good(writer.call("PATCH", f"/{dataset}/{code}", changes, if_match='"1"'))
        self.assertEqual(changed["version"], 2)
        for name, value in changes.items():
            self.assertEqual(changed[name], value)
            stale = writer.call("PATCH", f"/{dataset}/{code}", {name: None if isinstance(value, str) else value}, if_match='"1"')
            self.assertIn(stale.status, (200, 409, 422), stale)
        self.walk(dataset, code)
        doomed = self.good(writer.call("POST", f"/{ADD.get(dataset, dataset)}", copy_of(director, dataset, code + "-X", **dict(more, **self.other(dataset)))))
        annulled = annuls.call("POST", f"/{dataset}/{doomed['code']}/annul", {"reason": "Se registró por error", "version": 1})
        self.assertEqual(annulled.status, 200, annulled)
        gone = director.get(f"/{dataset}/{doomed['code']}")
        self.assertTrue(gone.status == 404 or gone.json["annulled"], gone)
        return changed

    @staticmethod
    def other(dataset):
        """What a second copy must not share with the first."""
        return {"attendances": {"date": "2014-06-04"}, "session_advisers": {"adviser": "ST-05"}, "group_members": {"member": "E-0001"}, "persons": {"dui": dui(2), "given_names": "Otra"},
                "enterprises": {"name": "Otra Empresa"}, "affiliations": {"relation": "partner"},
                "moves": {"moved_on": "2014-10-01"}, "snapshots": {"reference_date": "2014-02-02"}, "links": {"requested": "3100.00"},
                "identities": {"enterprises": ["E-T6", "E-T7"]}, "budget_lines": {"number": "9"},
                "expenses": {"document_number": "18"}, "policy_tags": {"record_code": "S-00002"}, "fund_applications": {"title": "Otro horno"},
                "application_documents": {"requirement": "FR-T2"}, "application_scores": {"item": "HOJA-A-2", "points": "1.00"},
                "memberships": {"joined_on": "2010-01-01", "left_on": "2011-01-01"},
                "remarks": {"from_on": "2012-01-01", "to_on": "2012-12-31"}, "monthly_reports": {"month": "2014-04-01"}}.get(dataset, {})

    def walk(self, dataset, code):
        """Pages of 97 lead to the record, each record once."""
        after, seen = None, []
        while True:
            page = self.good(director.call("GET", f"/{dataset}", query={"limit": "97", **({"after": after} if after else {})}))
            seen += [row["code"] for row in page["items"]]
            after = page["next"]
            if not after:
                break
        self.assertIn(code, seen)
        self.assertEqual(len(seen), len(set(seen)))

    def test_01_units_and_staff(self):
        self.good(executive.call("POST", "/units", copy_of(director, "units", "U-1")))
        self.good(executive.get("/units/U-1"))
        self.assertIn("U-1", [row["code"] for row in self.good(executive.get("/units"))["items"]])
        self.assertEqual(self.good(executive.call("PATCH", "/units/U-1", {"name": "Otra antena"}, if_match="1"))["version"], 2)
        self.good(executive.call("POST", "/units/U-1/move", {"parent": "CDMYPE-LU"}))
        moved = self.good(executive.get("/units/U-1"))
        self.assertEqual(moved["parent"], "CDMYPE-LU")
        self.good(executive.call("POST", "/units/U-1/annul", {"reason": "Cerrada", "version": moved["version"]}))
        self.noun("staff", "ST-T1", {"position": "Asesora"}, executive, executive)

    def test_02_organisations_and_agreements(self):
        self.noun("organisations", "ORG-T1", {"phone": "+503 1600-0000"}, executive, executive)
        self.noun("agreements", "CV-T1", {"object": "Probar"}, executive, executive)

    def test_03_clients(self):
        person = self.noun("persons", "P-T1", {"address": "Otra casa"}, dui=dui(1))
        self.assertEqual(person["dui"], dui(1))
        self.noun("enterprises", "E-T1", {"products": "otra cosa"})
        for code in ("E-T2", "E-T3", "E-T4", "E-T5", "E-T6", "E-T7"):
            new_record(director, "enterprises", code, name=f"Empresa {code}")
        self.noun("affiliations", "AF-T1", {"to_on": "2014-12-31"}, person="P-T1", enterprise="E-T1")
        self.noun("moves", "MU-T1", {"address": "Otra"}, enterprise="E-T1")
        page = self.good(director.get("/clients"))
        self.assertTrue(page["items"])
        found = self.good(director.get("/clients/search", text="Empresa de Pruba"))
        self.assertIn("E-T1", [row["code"] for row in found["items"][:5]])

    def test_04_identities(self):
        self.noun("identities", "ID-T1", {"reason": "Son la misma"}, enterprises=["E-T2", "E-T3"])
        merged = self.good(director.call("POST", "/identities/merge", {"enterprises": ["E-T4", "E-T5"], "reason": "La misma"}))
        code = merged["code"]
        self.good(director.call("POST", f"/identities/{code}/unmerge", {"reason": "No eran la misma"}))
        self.assertIsNotNone(self.good(director.get(f"/identities/{code}"))["unmerged_on"])

    def test_04b_duplicates(self):
        for number in range(1, 7):
            new_record(director, "persons", f"P-D{number}", dui=None, given_names="Xóchitl Marina", surnames="Zelaya Montepeque",
                       mobile="+503 7000-0909", birth_date="1980-03-09")
        like = self.good(director.get("/clients/similar", kind="person", given_names="Xochitl", surnames="Selaya Montepeque",
                                      birth_date="1980-09-03", mobile="70000909"))
        self.assertIn("P-D1", [row["first"] for row in like["items"]])
        pairs = self.good(director.get("/duplicates/open", kind="person", sureness="high"))
        self.assertTrue(pairs["items"])
        before = self.good(director.get("/duplicates/count"))
        self.assertGreaterEqual(before["open"], 15)
        self.good(director.call("POST", "/duplicates/compare", {"limit": 20}))
        pair = self.good(director.get("/duplicates/pair", kind="person", first="P-D1", second="P-D2"))
        self.assertEqual(pair["sureness"], "high")
        self.assertTrue(pair["evidence"])

        def judge(first, second, verdict, **more):
            return director.call("POST", "/duplicates/judge", dict(more, kind="person", first=first, second=second, verdict=verdict))

        merged = self.good(judge("P-D1", "P-D2", "same"))
        self.assertEqual(merged["state"], "confirmed")
        shown = self.good(director.get("/clients/person/P-D2/shown"))
        self.assertEqual(shown["first"], "P-D1")
        self.good(director.call("POST", f"/identities/{merged['identity']}/choose", {"version": shown["version"], "shown": "code:P-D2"}))
        self.assertEqual(self.good(director.get("/clients/person/P-D1/shown"))["first"], "P-D2")
        undone = self.good(director.call("POST", f"/duplicates/{merged['code']}/undo", {"version": merged["version"], "reason": "Eran dos"}))
        self.assertEqual(undone["state"], "undone")
        self.assertEqual(judge("P-D3", "P-D4", "distinct").status, 422)
        distinct = self.good(judge("P-D3", "P-D4", "distinct", reason="Son primas"))
        self.good(director.call("PATCH", f"/duplicates/{distinct['code']}", {"reason": "Son hermanas"}, if_match='"1"'))
        self.good(director.call("POST", f"/duplicates/{distinct['code']}/withdraw", {"version": 2, "reason": "No se sabe"}))
        later = self.good(judge("P-D3", "P-D4", "later"))
        self.good(director.call("POST", f"/duplicates/{later['code']}/propose", {"version": 1}))
        self.good(director.call("POST", f"/duplicates/{later['code']}/distinguish", {"version": 2, "reason": "Son hermanas"}))
        added = self.good(director.call("POST", "/duplicates", {"first_person": "P-D5", "second_person": "P-D6", "reason": "Mismo teléfono"}))
        self.good(director.call("POST", f"/duplicates/{added['code']}/confirm", {"version": 1}))
        self.good(director.get("/duplicates"))
        self.good(director.get(f"/duplicates/{added['code']}"))
        doomed = self.good(director.call("POST", "/duplicates", {"first_person": "P-D1", "second_person": "P-D6"}))
        self.good(director.call("POST", f"/duplicates/{doomed['code']}/annul", {"reason": "Por error", "version": 1}))
        after = self.good(director.get("/duplicates/count"))
        self.assertEqual(after["open"], before["open"] - 2)

    def verified(self, dataset, code):
        """Who recorded a value does not verify it; a second person does."""
        version = self.good(director.get(f"/{dataset}/{code}"))["version"]
        body = {"verification": "verified", "evidence": "Hoja firmada", "version": version}
        self.assertEqual(director.call("POST", f"/{dataset}/{code}/verify", body).status, 422)
        self.assertEqual(self.good(executive.call("POST", f"/{dataset}/{code}/verify", body))["verification"], "verified")

    def test_05_sessions(self):
        self.noun("sessions", "S-T1", {"summary": "Se revisó el plan."}, enterprises=["E-T1"], persons=["P-T1"])
        self.verified("sessions", "S-T1")
        new_record(director, "sessions", "S-T2", enterprises=["E-T1"], persons=["P-T1"], state="scheduled", signed=None,
                   start_time=None, end_time=None, preparation_minutes=None, contact_minutes=None, travel_minutes=None,
                   attendees=None, summary=None)
        held = self.good(director.call("POST", "/sessions/S-T2/hold",
                                       {"version": 1, "date": "2014-06-05", "contact_minutes": 50, "preparation_minutes": 10,
                                        "summary": "Se revisó el plan de ventas."}))
        self.assertEqual(held["state"], "held")
        closed = self.good(director.call("POST", "/sessions/S-T2/close", {"version": held["version"]}))
        self.assertEqual(closed["state"], "closed")
        of_client = self.good(director.get("/clients/enterprise/E-T1/sessions"))
        self.assertTrue({"S-T1", "S-T2"} <= {row["code"] for row in of_client["items"]})
        self.assertEqual(len(self.good(director.get("/newest/sessions", limit=3))["items"]), 3)
        self.noun("session_advisers", "OA-T1", {"preparation_minutes": 20}, session="S-T2", adviser="ST-T1")
        self.assertEqual([row["code"] for row in self.good(director.get("/sessions/S-T2/session_advisers"))["items"]], ["OA-T1"])
        time = self.good(director.get("/sessions/S-T2/time"))
        self.assertEqual((time["clients"], time["client_minutes"], time["adviser_minutes"]), (1, 60, 60 + 70))
        hours = self.good(director.get("/hours/advisers", **{"from": "2014-01-01", "to": "2014-12-31", "adviser": "ST-T1"}))
        self.assertEqual([(row["sessions"], row["minutes"]) for row in hours["lines"]], [(1, 70)])

    def test_05_then_appointments(self):
        day = clock_day(7)
        made = self.good(director.call("POST", "/sessions/S-T2/schedule", {"date": day, "start_time": "10:00", "end_time": "11:00"}))
        self.assertEqual((made["state"], made["date"], made["enterprises"]), ("scheduled", day, ["E-T1"]))
        week = self.good(director.get("/agenda", **{"from": day, "to": day, "adviser": made["adviser"]}))["items"]
        self.assertIn((made["code"], "10:00", True), [(item["code"], item["start_time"], item["scheduled"]) for item in week])
        cancelled = self.good(director.call("POST", f"/sessions/{made['code']}/cancel", {"version": 1, "not_held_reason": "La clienta viaja"}))
        self.assertEqual(cancelled["state"], "cancelled")
        today = self.good(director.call("POST", "/sessions/S-T2/schedule", {"date": clock_day(0)}))
        self.good(director.call("POST", f"/sessions/{today['code']}/miss", {"version": 1, "not_held_reason": "No llegó"}))

    def test_05_groups(self):
        new_record(director, "enterprises", "E-T1G", name="Grupo de Prueba", category="group")
        self.noun("group_members", "IG-T1", {"to_on": "2014-06-30"}, from_on="2014-01-01")
        self.assertEqual(len(self.good(director.get("/enterprises/E-T1G/group_members"))["items"]), 1)
        self.assertEqual(len(self.good(director.get("/enterprises/E-T1G/members", on="2014-06-30"))["items"]), 1)
        self.assertEqual(len(self.good(director.get("/enterprises/E-T1G/members"))["items"]), 0)

    def test_05_then_calendar(self):
        """The agenda under a secret address, read by a calendar's own reader."""
        def feed(secret):
            return Caller(server, None).call("GET", f"/calendar/{secret}.ics", base="")

        self.assertEqual(self.good(director.get("/account/calendar"))["active"], False)
        secret = base64.urlsafe_b64encode(os.urandom(32)).decode().rstrip("=")
        digest = hashlib.sha256(secret.encode()).hexdigest()
        self.assertEqual(feed(secret).status, 404)
        self.assertEqual(director.call("POST", "/account/calendar", {"digest": "abc"}).status, 422)
        self.assertEqual(national.call("POST", "/account/calendar", {"digest": digest}).status, 403)
        self.assertEqual(self.good(director.call("POST", "/account/calendar", {"digest": digest}))["with_client"], False)
        day = clock_day(9)
        made = self.good(director.call("POST", "/sessions/S-T2/schedule", {"date": day, "start_time": "19:30", "end_time": "20:30"}))
        reply = feed(secret)
        self.assertEqual((reply.status, reply.headers["content-type"]), (200, "text/calendar; charset=utf-8"))
        self.assertIn("no-store", reply.headers["cache-control"])
        self.assertNotIn("Empresa de Prueba", reply.body.decode())
        for line in reply.body.split(b"\r\n"):
            self.assertLessEqual(len(line), 75)
            self.assertNotIn(b"\n", line)
            line.decode()
        self.good(director.call("POST", f"/sessions/{made['code']}/cancel", {"version": 1, "not_held_reason": "La clienta viaja"}))
        after = feed(secret).body
        named = base64.urlsafe_b64encode(os.urandom(32)).decode().rstrip("=")
        self.good(director.call("POST", "/account/calendar", {"digest": hashlib.sha256(named.encode()).hexdigest(), "with_client": True}))
        self.assertEqual(feed(secret).status, 404, "the one before stops working")
        self.assertIn("Empresa de Prueba", feed(named).body.decode().replace("\r\n ", ""))
        self.assertEqual(self.good(director.call("POST", "/account/calendar/revoke"))["active"], False)
        self.assertEqual({feed(other).status for other in (named, "x", "y" * 300)}, {404})
        self.read_calendar(made, day, reply.body, after)

    def read_calendar(self, made, day, before, after):
        try:
            import icalendar
        except ImportError:
            self.skipTest("skipped: the calendar is not read by python3-icalendar, which is not installed")
        found = []
        for text in (before, after):
            calendar = icalendar.Calendar.from_ical(text)
            entries = [entry for entry in calendar.walk("VEVENT") if made["code"] in str(entry["UID"])]
            self.assertEqual(len(entries), 1)
            self.assertEqual(len({str(entry["UID"]) for entry in calendar.walk("VEVENT")}), len(calendar.walk("VEVENT")))
            found.append(entries[0])
        self.assertEqual([str(entry["STATUS"]) for entry in found], ["CONFIRMED", "CANCELLED"])
        self.assertEqual([entry["SEQUENCE"] for entry in found], [0, 1])
        self.assertEqual(found[0]["UID"], found[1]["UID"])
        zone = datetime.timezone(datetime.timedelta(hours=-6))
        here = [found[0][name].dt.astimezone(zone).strftime("%Y-%m-%d %H:%M") for name in ("DTSTART", "DTEND")]
        self.assertEqual(here, [f"{day} 19:30", f"{day} 20:30"])

    def test_06_events(self):
        self.noun("events", "EV-T1", {"place": "Casa comunal"})
        self.noun("attendances", "AS-T1", {"evaluation": 5}, event="EV-T1", person="P-T1", date="2014-06-02")
        lines = [{"person": "P-T1", "days": ["2014-06-02", "2014-06-03"], "enterprise": "E-T1"}]
        self.good(director.call("POST", "/events/EV-T1/attend", {"lines": lines}))
        rows = self.good(director.get("/events/EV-T1/attendances"))
        self.assertTrue(rows["items"])
        self.assertTrue(self.good(director.get("/clients/person/P-T1/attendances"))["items"])
        self.verified("attendances", "AS-T1")
        self.verified("events", "EV-T1")
        self.assertTrue(self.good(director.get("/newest/events"))["items"])

    @staticmethod
    def public(number):
        """The page on which anybody checks a certificate."""
        reply = Caller(server, None).call("GET", f"/certificates/{number}", base="")
        return reply.status, reply.body.decode()

    def test_06_training(self):
        """A contracted course from its terms to its list; places, the waiting list, the sheet."""
        soon, later = (clock_day(days) for days in (1, 20))
        new_record(director, "events", "EV-T2", starts_on="2014-06-02", ends_on="2014-06-02", delivery="contracted", audience="Panaderías",
                   place="Casa comunal", start_time="09:00", evidence=None)
        self.steps("events", "EV-T2", ("send", {"terms": "Que costeen un producto.", "offers_until": soon}, "sent"),
                   ("receive_offers", {"offers": 2}, "offers_received"), ("select_consultant", {"trainer": "Ana Ficticia"}, "consultant_selected"),
                   ("contract", {"contract": "K-1", "contract_amount": "400.00"}, "contracted"), ("execute", {}, "executed"))
        self.assertEqual(director.call("POST", "/events/EV-T2/finish", {"version": 6}).json["faults"][0]["field"], "state")
        self.good(director.call("POST", "/events/EV-T2/attend", {"lines": [{"person": "P-T1", "days": ["2014-06-02"]}]}))
        self.steps("events", "EV-T2", ("finish", {"evidence": "Lista firmada"}, "finished"), ("reopen", {"reason": "Faltó alguien"}, "executed"),
                   ("finish", {}, "finished"))
        issued = self.good(director.call("POST", "/events/EV-T2/certificates", {"signatories": ["ST-04"]}))
        self.assertEqual(issued["issued"], 1)
        row = self.good(director.get("/events/EV-T2/certificates"))["items"][0]
        self.assertEqual(self.good(director.get(f"/certificates/{row['code']}/diploma"))["number"], row["number"])
        self.walk("certificates", row["code"])
        self.assertEqual(self.public(row["number"])[0], 200)
        self.assertIn("This certificate is valid", self.public(row["number"])[1])
        self.good(director.call("POST", f"/certificates/{row['code']}/annul", {"reason": "Nombre equivocado", "version": 1}))
        self.assertTrue(self.good(director.get(f"/certificates/{row['code']}"))["annulled"])
        self.assertIn("was annulled", self.public(row["number"])[1])
        self.assertEqual(self.public("00001-0000000000")[0], 404)
        statuses = [self.public(f"{n:05d}-0000000000")[0] for n in range(40)]
        self.assertEqual((statuses[0], statuses[-1]), (404, 429), "who guesses must wait")
        new_record(director, "events", "EV-T3", starts_on=later, ends_on=later, audience="Todas", place="Parque", start_time="09:00",
                   delivery="not_contracted")
        self.steps("events", "EV-T3", ("call", {"call_text": "Vengan.", "enrol_until": soon, "capacity": 1}, "created"))
        enrolled = [self.good(director.call("POST", "/enrolments", {"code": code, "event": "EV-T3", "person": person}))["state"]
                    for code, person in (("I-T1", "P-T1"), ("I-T2", "P-0001"), ("I-T3", "P-0002"))]
        self.assertEqual(enrolled, ["enrolled", "waiting", "waiting"])
        self.good(director.call("PATCH", "/enrolments/I-T2", {"note": "Llega tarde"}, if_match='"1"'))
        self.assertEqual(self.good(director.call("POST", "/enrolments/I-T1/withdraw", {"version": 1}))["state"], "withdrawn")
        self.assertEqual(self.good(director.get("/enrolments/I-T2"))["state"], "enrolled")
        self.assertEqual(director.call("POST", "/enrolments/I-T3/promote", {"version": 1}).status, 422)
        version = self.good(director.get("/events/EV-T3"))["version"]
        self.good(director.call("PATCH", "/events/EV-T3", {"capacity": 2}, if_match=f'"{version}"'))
        self.assertEqual(self.good(director.call("POST", "/enrolments/I-T3/promote", {"version": 1}))["state"], "enrolled")
        self.good(director.call("POST", "/enrolments/I-T3/annul", {"version": 2, "reason": "Por error"}))
        self.walk("enrolments", "I-T2")
        self.assertEqual(self.good(director.get("/events/EV-T3/places"))["enrolled"], 1)
        self.assertTrue(self.good(director.get("/events/EV-T3/enrolments"))["items"])
        self.assertEqual(self.good(director.get("/events/EV-T3/sheet"))["lines"][0]["person"], "P-0001")
        self.steps("events", "EV-T3", ("cancel", {"reason": "Llueve"}, "cancelled"))

    def test_07_assistances(self):
        self.noun("assistances", "AT-T1", {"consultant": "Otra consultora"}, enterprises=["E-T1"])
        self.verified("assistances", "AT-T1")
        self.assertTrue(self.good(director.get("/clients/enterprise/E-T1/assistances"))["items"])

    def steps(self, plural, code, *steps, caller=None):
        """Takes a record through steps of its flow; every one answers with the state it leads to."""
        for step, body, state in steps:
            version = self.good(director.get(f"/{plural}/{code}"))["version"]
            self.assertEqual(self.good((caller or director).call("POST", f"/{plural}/{code}/{step}", {"version": version, **body}))["state"], state)

    def part(self, dataset, code, writer, changes, **body):
        """add, get, list, set and annul of what belongs to an assistance."""
        made = self.good(writer.call("POST", f"/{dataset}", dict(body, code=code)))
        self.assertEqual(self.good(writer.get(f"/{dataset}/{code}")), made)
        changed = self.good(writer.call("PATCH", f"/{dataset}/{code}", changes, if_match='"1"'))
        self.assertEqual({name: changed[name] for name in changes}, changes)
        self.assertIn(code, [row["code"] for row in self.good(writer.get(f"/{dataset}", limit=500))["items"]])
        return changed

    def annulled(self, dataset, code):
        version = self.good(director.get(f"/{dataset}/{code}"))["version"]
        self.assertTrue(self.good(director.call("POST", f"/{dataset}/{code}/annul", {"reason": "Se registró por error", "version": version}))["annulled"])

    def test_07_consultants_and_rules(self):
        for code in ("CO-T1", "CO-T2", "CO-T3"):
            self.part("consultants", code, clerk, {"notes": "Puntual"}, unit="CDMYPE-LU", name=f"Consultora {code}", kind="person")
        self.annulled("consultants", "CO-T3")
        for rank, percent in ((1, "12.00"), (2, "18.00"), (3, "17.00")):
            self.part("share_rules", f"RA-T{rank}", executive, {"notes": "Acuerdo de prueba"}, unit="ADEL-LU", rank=rank, percent=percent, valid_from="2014-01-01")
        self.annulled("share_rules", "RA-T3")
        self.assertEqual([row["code"] for row in self.good(adviser.get("/enterprises/E-T1/share_rules", on="2014-06-01"))["items"]], ["RA-T1"])

    def terms(self, code):
        self.good(director.call("POST", "/assistances", {
            "code": code, "unit": "CDMYPE-LU", "title": "Etiquetas", "theme": "quality", "adviser": "ST-04", "enterprises": ["E-T1"],
            "objective": "Vender en tiendas.", "specific_objectives": "Diseñar", "products": "Diseño", "weeks": 6, "hours": 32,
            "premises_percent": "50.00", "offer_content": "Método y precio", "offers_due_on": "2014-05-15", "maximum": "900.00"}))
        self.steps("assistances", code, ("send", {"invited": ["CO-T1", "CO-T2"], "sent_on": "2014-05-05"}, "sent"), caller=clerk)

    def contracted(self, code):
        self.terms(code)
        self.part("offers", f"OF-{code}", clerk, {"rank": 1}, assistance=code, consultant="CO-T1", received_on="2014-05-14", signed=True, price="500.00")
        self.steps("assistances", code, ("receive_offers", {}, "offers_received"),
                   ("select_consultant", {"contractor": "CO-T1", "chosen_by": "Ana Prueba", "chosen_on": "2014-05-20", "choice_reason": "Método"},
                    "consultant_selected"), caller=clerk)
        self.steps("assistances", code, ("approve", {"approved_on": "2014-05-21"}, "consultant_selected"))
        self.steps("assistances", code, ("contract", {"operator_signed_on": "2014-05-22", "consultant_signed_on": "2014-05-22",
                                                      "client_signed_on": "2014-05-23", "client_paid_on": "2014-05-23", "client_receipt": "R-1"},
                                         "contracted"))

    def delivered(self, code):
        for row in self.good(director.get(f"/assistances/{code}/sheet"))["deliverables"]:
            version = self.good(director.get(f"/deliverables/{row['code']}"))["version"]
            self.good(director.call("PATCH", f"/deliverables/{row['code']}", {"delivered_on": "2014-06-20"}, if_match=str(version)))
        self.steps("assistances", code, ("deliver", {}, "delivered"))

    def test_08_assistance_from_terms_to_payment(self):
        self.contracted("AT-T2")
        self.part("deliverables", "PR-T1", director, {"notes": "Aparte"}, assistance="AT-T2", product="Informe")
        self.annulled("deliverables", "PR-T1")
        self.part("extensions", "AM-T1", clerk, {"reason": "Lluvias y derrumbes"}, assistance="AT-T2", asked_by="client", asked_on="2014-06-01",
                  new_ends_on="2014-08-01", reason="Lluvias")
        self.good(director.call("POST", "/extensions/AM-T1/grant", {"version": 2}))
        self.part("extensions", "AM-T2", clerk, {"reason": "Otra vez"}, assistance="AT-T2", asked_by="consultant", asked_on="2014-06-01",
                  new_ends_on="2014-12-01", reason="Más")
        self.good(director.call("POST", "/extensions/AM-T2/deny", {"version": 2, "decision_reason": "Basta"}))
        self.annulled("extensions", "AM-T2")
        self.delivered("AT-T2")
        self.steps("assistances", "AT-T2", ("finish", {"act_on": "2014-06-30", "act_signed_by": "Ana Prueba"}, "finished"),
                   ("evaluate", {"evaluation": 4}, "finished"))
        self.part("receptions", "RE-T1", director, {"description": "Diseño final"}, assistance="AT-T2", received_on="2014-06-30", received_by="ST-04",
                  description="Diseño", quantity=1, unit_price="500.00")
        self.part("receptions", "RE-T2", director, {"description": "De más"}, assistance="AT-T2", received_on="2014-06-30", received_by="ST-04",
                  description="Otra vez", quantity=1, unit_price="1.00")
        self.annulled("receptions", "RE-T2")
        self.part("fiscal_documents", "DF-T1", clerk, {"evidence": "Archivo"}, assistance="AT-T2", addressed_to="client", number="1",
                  issued_on="2014-06-30", amount="60.00")
        self.annulled("fiscal_documents", "DF-T1")
        for number, whose, amount in ((2, "client", "60.00"), (3, "operator", "440.00")):
            self.part("fiscal_documents", f"DF-T{number}", clerk, {"evidence": "Archivo"}, assistance="AT-T2", addressed_to=whose,
                      number=str(number), issued_on="2014-06-30", amount=amount)
        sheet = self.good(director.get("/assistances/AT-T2/sheet"))
        self.assertEqual((sheet["ends_on"], sheet["due_client"], len(sheet["documents"])), ("2014-08-01", "60.00", 2))
        self.assertEqual(self.good(adviser.get("/assistances/AT-T2/sheet"))["payments"], [])
        first = sheet["payments"][0]["code"]
        self.annulled("payments", first)
        self.part("payments", "PG-T1", clerk, {"evidence": "Carpeta 3"}, assistance="AT-T2")
        refused = clerk.call("POST", "/payments/PG-T1/pay", {"version": 2, "paid_on": "2014-07-02", "method": "cheque", "reference": "9"})
        self.assertEqual((refused.status, refused.json["faults"][0]["field"]), (422, "state"))
        self.good(executive.call("POST", "/payments/PG-T1/authorise", {"version": 2, "authorised_on": "2014-07-01"}))
        paid = self.good(clerk.call("POST", "/payments/PG-T1/pay", {"version": 3, "paid_on": "2014-07-02", "method": "cheque", "reference": "9"}))
        self.assertEqual((paid["base"], paid["withheld"], paid["net"]), ("442.48", "44.25", "455.75"))
        self.assertEqual(self.good(clerk.call("POST", "/payments/PG-T1/settle", {"version": 4}))["state"], "settled")
        load = self.good(adviser.get("/consultants/CO-T1/load"))
        self.assertEqual((load["open_contracts"], load["mean"]), (0, "4.00"))
        self.assertEqual([row["code"] for row in self.good(adviser.get("/filtered/assistances", consultant="CO-T1"))["items"]], ["AT-T2"])

    def test_08_assistance_that_ends_otherwise(self):
        self.contracted("AT-T3")
        self.delivered("AT-T3")
        self.steps("assistances", "AT-T3", ("reject", {"act_on": "2014-06-30", "act_signed_by": "Ana Prueba", "act_reason": "Incompleto"}, "rejected"))
        self.contracted("AT-T4")
        self.steps("assistances", "AT-T4", ("terminate", {"terminated_on": "2014-06-01", "termination_cause": "mutual_agreement",
                                                          "termination_reason": "De común acuerdo."}, "terminated"))
        self.terms("AT-T5")
        self.steps("assistances", "AT-T5", ("desert", {}, "deserted"), caller=clerk)
        self.part("offers", "OF-X", clerk, {"rank": 3}, assistance=self.open_terms("AT-T6"), consultant="CO-T2", received_on="2014-05-14", price="1.00")
        self.annulled("offers", "OF-X")
        new_record(director, "assistances", "AT-T7", enterprises=["E-T1"])
        restated = director.call("POST", "/assistances/AT-T7/restate", {"version": 1, "state": "rejected", "reason": "Se leyó mal"})
        self.assertEqual(restated.status, 422, "its act is of acceptance")
        new_record(director, "assistances", "AT-T8", enterprises=["E-T1"], state="contracted", act=None, act_on=None)
        restated = self.good(director.call("POST", "/assistances/AT-T8/restate", {"version": 1, "state": "delivered", "reason": "Se leyó mal"}))
        self.assertEqual(restated["state"], "delivered")

    def open_terms(self, code):
        self.terms(code)
        return code

    def test_08_links(self):
        bank = next(row["code"] for row in self.good(director.get("/organisations", limit=100))["items"] if row["kind"] == "bank")
        self.noun("links", "VI-T1", {"programme": "Otro"}, enterprise="E-T1", institution=bank)
        self.verified("links", "VI-T1")
        version = self.good(director.get("/links/VI-T1"))["version"]
        approved = self.good(director.call("POST", "/links/VI-T1/approve", {"version": version, "approved": "2500.00", "approved_on": "2014-04-01"}))
        self.assertEqual((approved["state"], approved["approved"]), ("approved", "2500.00"))
        self.good(director.call("POST", "/links/VI-T1/disburse", {"date": "2014-04-02", "amount": "1000.00"}))
        self.noun("disbursements", "DE-T1", {"evidence": "Recibo"}, link="VI-T1", date="2014-04-03", amount="200.00")
        self.assertEqual(director.call("POST", "/links/VI-T1/disburse", {"date": "2014-04-04", "amount": "1300.01"}).status, 422)
        for amount, (code, *verbs) in enumerate((("VI-T2", ("deny", {}, "denied")), ("VI-T3", ("withdraw", {}, "withdrawn")),
                             ("VI-T4", ("submit", {}, "submitted"), ("approve", {"approved": "10.00", "approved_on": "2014-04-01"}, "approved"),
                              ("complete", {}, "disbursed"), ("close", {}, "closed"))), 1):
            new_record(director, "links", code, enterprise="E-T1", institution=bank, state="identified", requested=f"{amount}00.00")
            self.steps("links", code, *verbs)
        self.assertTrue(self.good(director.get("/clients/enterprise/E-T1/links"))["items"])
        self.assertIn("items", self.good(director.get("/links/VI-T1/disbursements")))
        self.good(director.get("/clients/enterprise/E-T1/about"))

    def test_09_measurements(self):
        self.noun("snapshots", "IN-T1", {"products": "queso"}, enterprise="E-T1")
        self.noun("milestones", "HI-T1", {"description": "Se inscribió."}, enterprise="E-T1")
        self.verified("snapshots", "IN-T1")
        self.verified("milestones", "HI-T1")
        self.assertTrue(self.good(director.get("/clients/enterprise/E-T1/snapshots"))["items"])
        self.assertTrue(self.good(director.get("/clients/enterprise/E-T1/milestones"))["items"])
        self.noun("remarks", "OB-T1", {"text_en": "A test."}, executive, executive)

    def test_09_plans(self):
        body = {"code": "F2-T1", "unit": "CDMYPE-LU", "name": "Vender más", "enterprise": "E-T1", "adviser": "ST-04",
                "starts_on": "2014-06-01", "ends_on": "2014-09-30"}
        self.good(director.call("POST", "/plans", body))
        self.assertEqual(self.good(director.get("/plans/F2-T1"))["state"], "draft")
        self.assertEqual(self.good(director.call("PATCH", "/plans/F2-T1", {"impacts": "Más ventas"}, if_match='"1"'))["version"], 2)
        self.walk("plans", "F2-T1")
        action = {"plan": "F2-T1", "text": "Diseñar la etiqueta", "responsible_kind": "enterprise", "starts_on": "2014-06-02",
                  "ends_on": "2014-06-20"}
        for code in ("AC-T1", "AC-T2", "AC-T3"):
            self.good(director.call("POST", "/plan_actions", dict(action, code=code)))
        self.good(director.call("PATCH", "/plan_actions/AC-T2", {"text": "Imprimirla"}, if_match='"1"'))
        self.good(director.call("POST", "/plan_actions/AC-T3/annul", {"reason": "Repetida", "version": 1}))
        self.assertEqual(len(self.good(director.get("/plans/F2-T1/plan_actions"))["items"]), 2)
        self.walk("plan_actions", "AC-T1")
        signed = {"client_signed_on": "2014-06-02", "adviser_signed_on": "2014-06-02", "director_signed_on": "2014-06-03"}
        self.steps("plans", "F2-T1", ("agree", signed, "agreed"), ("start", {}, "running"))
        self.steps("plan_actions", "AC-T1", ("start", {"started_on": "2014-06-04"}, "started"),
                   ("finish", {"finished_on": "2014-06-10"}, "finished"))
        self.assertEqual([row["code"] for row in self.good(director.get("/clients/enterprise/E-T1/plan_actions"))["items"]], ["AC-T2"])
        self.assertIn("AC-T2", [row["code"] for row in self.good(director.get("/due/plan_actions", until="2014-12-31"))["items"]])
        self.assertEqual(director.call("POST", "/plans/F2-T1/close", {"version": 4}).status, 422)
        self.steps("plan_actions", "AC-T2", ("cancel", {"result": "Ya no hace falta"}, "cancelled"))
        sheet = self.good(director.get("/plans/F2-T1/sheet"))
        self.assertEqual((len(sheet["actions"]), sheet["open_actions"], sheet["plan"]["code"]), (2, 0, "F2-T1"))
        self.steps("plans", "F2-T1", ("close", {"close_reason": "El negocio cambió de dueño"}, "closed"))
        self.good(director.call("POST", "/plans", dict(body, code="F2-T2")))
        self.steps("plans", "F2-T2", ("cancel", {"close_reason": "Ya no siguió"}, "cancelled"))
        self.good(director.call("POST", "/plans", dict(body, code="F2-T3")))
        self.good(director.call("POST", "/plans/F2-T3/annul", {"reason": "Repetido", "version": 1}))
        self.assertTrue(self.good(director.get("/newest/plans"))["items"])
        self.assertTrue(self.good(director.get("/clients/enterprise/E-T1/plans"))["items"])

    def test_09_letterhead(self):
        self.noun("signatories", "FI-T1", {"position": "Directora"}, executive, executive)
        head = self.good(director.get("/letterhead", unit="CDMYPE-LU", on="2014-06-30"))
        self.assertIn("director", [row["office"] for row in head["signatories"]])

    def test_09_intakes(self):
        words = {"code": "TX-T1", "unit": "ADEL-LU", "kind": "consent", "edition": "2014", "language": "en", "valid_from": "2014-01-01",
                 "text": "I let the centre keep my data in order to serve me."}
        self.good(director.call("POST", "/consent_texts", dict(words, unit="CDMYPE-LU")))
        self.good(director.get("/consent_texts/TX-T1"))
        self.good(director.call("PATCH", "/consent_texts/TX-T1", {"edition": "2014-1"}, if_match='"1"'))
        self.good(director.call("POST", "/consent_texts", dict(words, code="TX-T2", unit="CDMYPE-LU")))
        self.good(director.call("POST", "/consent_texts/TX-T2/annul", {"reason": "Repetido", "version": 1}))
        self.assertIn("TX-T1", [row["code"] for row in self.good(director.get("/consent_texts"))["items"]])
        in_use = self.good(director.get("/in_use/consent_texts", language="en", on="2014-06-01"))["items"]
        self.assertEqual([row["kind"] for row in in_use], ["sworn_statement", "consent", "survey", "pledge"])
        self.assertEqual(in_use[1]["code"], "TX-T1")
        body = {"code": "F1-T1", "unit": "CDMYPE-LU", "date": "2014-06-01", "adviser": "ST-04", "given_names": "Rosa", "surnames": "Inventada",
                "dui": dui(77), "name": "Lácteos Rosa", "district": "1408"}
        made = self.good(director.call("POST", "/received/intakes", body))
        self.assertEqual(made["state"], "draft")
        told = {"provenance": "client_initiative", "need": "Vender más", "national_sales": "900.00", "export_sales": "0.00", "jobs_male_fixed": 0,
                "jobs_male_temporary": 0, "jobs_female_fixed": 1, "jobs_female_temporary": 0, "markets": ["local", "national"],
                "products": "queso", "sworn": True, "consent": True, "consent_scopes": ["services"], "survey": True, "pledge": True}
        self.assertEqual(self.good(director.call("PATCH", "/intakes/F1-T1", told, if_match='"1"'))["markets"], ["local", "national"])
        self.walk("intakes", "F1-T1")
        self.good(director.get("/intakes/F1-T1"))
        signed = ("sign", {"client_signed_on": "2014-06-01", "adviser_signed_on": "2014-06-01"}, "signed")
        self.steps("intakes", "F1-T1", signed)
        self.assertIn("F1-T1", [row["code"] for row in self.good(director.get("/waiting/intakes"))["items"]])
        chief = Checked(api, token(database, "director", user="chief"))
        self.good(chief.call("POST", "/intakes/F1-T1/return", {"version": 3, "observations": "Falta el costo"}))
        self.steps("intakes", "F1-T1", ("resume", {}, "draft"), signed)
        refused = director.call("POST", "/intakes/F1-T1/authorise", {"version": 6})
        self.assertEqual((refused.status, refused.json["faults"][0]["field"]), (422, "authorised_by"))
        self.assertEqual(self.good(chief.call("POST", "/intakes/F1-T1/authorise", {"version": 6}))["state"], "authorised")
        self.assertEqual([], chief.faults)
        enterprise = self.good(director.get(f"/enterprises/{made['enterprise']}"))
        self.assertEqual(enterprise["status"], "active")
        sheet = self.good(director.get("/intakes/F1-T1/sheet"))
        self.assertEqual(sheet["person"]["given_names"], "Rosa")
        self.assertTrue(self.good(director.get("/newest/intakes"))["items"])
        self.assertEqual(len(self.good(director.get(f"/clients/enterprise/{made['enterprise']}/intakes"))["items"]), 1)
        self.good(director.call("POST", "/intakes", {"code": "F1-T2", "unit": "CDMYPE-LU", "date": "2014-06-02", "adviser": "ST-04",
                                                     "person": made["person"]}))
        self.good(director.call("POST", "/intakes/F1-T2/annul", {"reason": "Repetida", "version": 1}))
        new_record(director, "persons", "P-C1", dui=dui(78), given_names="Emprendedora")
        owned = self.good(director.call("POST", "/persons/P-C1/convert", {"name": "Su primera empresa", "district": "1408", "started_on": "2014-05-05"}))
        self.assertEqual(owned["name"], "Su primera empresa")
        again = director.call("POST", "/persons/P-C1/convert", {"name": "Otra vez", "started_on": "2014-05-06"})
        self.assertEqual((again.status, again.json["faults"][0]["field"]), (422, "code"))

    def test_09_diagnoses(self):
        loaded = self.good(director.call("POST", "/standard/instruments", {}))
        self.assertEqual(loaded["code"], "TIC-1")
        self.assertEqual(self.good(director.call("POST", "/standard/instruments", {}))["version"], 1)
        self.assertGreater(len(self.good(director.get("/instruments/TIC-1/instrument_questions"))["items"]), 20)
        self.good(director.call("POST", "/instruments", {"code": "IT-T1", "unit": "CDMYPE-LU", "name": "Corto", "edition": "1"}))
        self.good(director.call("PATCH", "/instruments/IT-T1", {"name_en": "Short"}, if_match='"1"'))
        self.good(director.call("POST", "/instruments", {"code": "IT-T2", "unit": "CDMYPE-LU", "name": "Otro", "edition": "1"}))
        self.good(director.call("POST", "/instruments/IT-T2/annul", {"reason": "Repetido", "version": 1}))
        self.walk("instruments", "IT-T1")
        self.good(director.get("/instruments/IT-T1"))
        question = {"instrument": "IT-T1", "category": "Ventas", "subcategory": "Clientes", "text": "¿Tiene clientes?", "kind": "yes_no"}
        for code in ("PR-T1", "PR-T2"):
            self.good(director.call("POST", "/instrument_questions", dict(question, code=code)))
        self.good(director.call("PATCH", "/instrument_questions/PR-T1", {"text_en": "Has it customers?"}, if_match='"1"'))
        self.good(director.call("POST", "/instrument_questions/PR-T2/annul", {"reason": "Repetida", "version": 1}))
        self.good(director.get("/instrument_questions/PR-T1"))
        self.walk("instrument_questions", "PR-T1")
        body = {"code": "DG-T1", "unit": "CDMYPE-LU", "enterprise": "E-T1", "adviser": "ST-04", "instrument": "IT-T1", "date": "2014-06-01"}
        self.good(director.call("POST", "/diagnoses", body))
        self.good(director.call("PATCH", "/diagnoses/DG-T1", {"remarks": "Primera visita"}, if_match='"1"'))
        self.walk("diagnoses", "DG-T1")
        self.good(director.call("POST", "/diagnoses/DG-T1/answer", {"answers": [{"question": "PR-T1", "value": "sí", "seen": "-"}]}))
        version = self.good(director.get("/diagnoses/DG-T1"))["version"]
        self.assertEqual(self.good(director.call("POST", "/diagnoses/DG-T1/complete", {"version": version}))["score"], "100.00")
        sheet = self.good(director.get("/diagnoses/DG-T1/sheet"))
        self.assertEqual((sheet["lines"][0]["value"], sheet["headings"][0]["score"], sheet["missing"]), ("yes", "100.00", 0))
        self.good(director.call("POST", "/diagnoses", dict(body, code="DG-T2")))
        answer = self.good(director.call("POST", "/diagnosis_answers", {"code": "RS-T1", "diagnosis": "DG-T2", "question": "PR-T1", "value": "no"}))
        self.assertEqual(answer["value"], "no")
        self.good(director.get("/diagnosis_answers/RS-T1"))
        self.good(director.call("PATCH", "/diagnosis_answers/RS-T1", {"value": "yes"}, if_match='"1"'))
        self.walk("diagnosis_answers", "RS-T1")
        self.good(director.call("POST", "/diagnosis_answers/RS-T1/annul", {"reason": "Repetida", "version": 2}))
        self.good(director.call("POST", "/diagnoses/DG-T2/annul", {"reason": "Repetido", "version": 1}))
        self.assertTrue(self.good(director.get("/newest/diagnoses"))["items"])
        self.assertTrue(self.good(director.get("/clients/enterprise/E-T1/diagnoses"))["items"])

    def test_09_statuses(self):
        new_record(director, "enterprises", "E-S1", name="Empresa de los estados", status="prospect")
        self.assertEqual(director.call("POST", "/enterprises/E-S1/activate", {"version": 1}).status, 422)
        version = {"version": 1}
        self.assertEqual(self.good(director.call("POST", "/enterprises/E-S1/close", dict(version, reason="Cerró")))["status"], "closed")
        self.good(director.call("POST", "/enterprises/E-S1/reopen", {"version": 2, "reason": "Fue un error"}))
        self.assertEqual(self.good(director.call("POST", "/enterprises/E-S1/reactivate", {"version": 3}))["status"], "active")
        self.assertEqual(self.good(director.call("POST", "/enterprises/E-S1/deactivate", {"version": 4}))["status"], "inactive")
        self.assertIn("items", self.good(director.get("/dormant/clients")))
        # A person whose F1 was authorised elsewhere, and the enterprise that is hers.
        consent = {"consent_on": "2014-05-05", "consent_scopes": ["services"]}
        new_record(director, "persons", "P-S1", dui=dui(79), given_names="Otra", **consent)
        body = "code,unit,date,adviser,person,state\nF1-S1,CDMYPE-LU,2014-05-05,ST-04,P-S1,authorised\n".encode()
        self.good(director.call("POST", "/import/intakes", body, content_type="text/csv"))
        new_record(director, "enterprises", "E-S2", name="Empresa de la otra", **consent)
        new_record(director, "affiliations", "AF-S2", person="P-S1", enterprise="E-S2", from_on="2014-05-05", to_on=None)
        self.assertEqual(self.good(director.call("POST", "/enterprises/E-S2/activate", {"version": 1}))["status"], "active")
        self.good(director.call("POST", "/plans", {"code": "F2-S1", "unit": "CDMYPE-LU", "name": "Plan", "enterprise": "E-S2", "adviser": "ST-04",
                                                   "starts_on": "2014-06-01", "ends_on": "2014-06-30"}))
        self.good(director.call("POST", "/plan_actions", {"code": "AC-S1", "plan": "F2-S1", "text": "Hacer", "responsible_kind": "enterprise",
                                                          "starts_on": "2014-06-01", "ends_on": "2014-06-30"}))
        signed = {"client_signed_on": "2014-06-02", "adviser_signed_on": "2014-06-02", "director_signed_on": "2014-06-03"}
        self.steps("plans", "F2-S1", ("agree", signed, "agreed"), ("start", {}, "running"))
        self.steps("plan_actions", "AC-S1", ("cancel", {"result": "No hizo falta"}, "cancelled"))
        self.steps("plans", "F2-S1", ("close", {"close_reason": "Sin medición"}, "closed"))
        self.assertEqual(self.good(director.get("/enterprises/E-S2"))["status"], "follow_up")
        self.good(director.call("POST", "/enterprises/E-S2/reactivate", {"version": 3}))
        self.good(director.call("POST", "/enterprises/E-S2/follow", {"version": 4}))
        for step, more in (("activate", {}), ("close", {"reason": "Se fue"}), ("reopen", {"reason": "Volvió"}), ("reactivate", {}),
                           ("deactivate", {})):
            version = self.good(director.get("/persons/P-S1"))["version"]
            self.good(director.call("POST", f"/persons/P-S1/{step}", dict(more, version=version)))

    def test_10_territory(self):
        districts = [row for row in self.good(director.call("GET", "/territory/districts"))["items"]]
        self.assertEqual(len(districts), 262)
        self.good(director.get("/territory/boundaries", map="districts"))

    def test_10b_activities(self):
        found = self.good(director.get("/activities", text="cult legum"))["items"]
        self.assertEqual([row["code"] for row in found], ["01112"])
        self.assertEqual(len(self.good(director.get("/activities", limit=1000))["items"]), 773)

    def test_10c_coordination(self):
        self.noun("memberships", "SO-T1", {"representative": "Luis Inventado"}, executive, executive)
        self.assertTrue(self.good(executive.get("/organisations/ORG-T1/memberships"))["items"])
        self.assertGreaterEqual(self.good(executive.get("/composition", on="2014-06-30"))["members"], 1)
        self.noun("organs", "OR-T1", {"statute": "Art. 20"}, executive, executive)
        self.noun("board_terms", "CG-T1", {"registry_number": "88"}, executive, executive)
        self.noun("board_terms", "CG-T2", {"registry_number": "89"}, executive, executive, person="Ana Inventada")
        self.assertTrue(self.good(executive.get("/organs/OR-T1/board_terms"))["items"])
        self.noun("meetings", "R-T1", {"place": "Sala"}, executive, executive)
        self.assertTrue(self.good(executive.get("/organs/OR-T1/meetings"))["items"])
        step = lambda plural, code, verb, **body: self.good(executive.call("POST", f"/{plural}/{code}/{verb}", {
            "version": self.good(executive.get(f"/{plural}/{code}"))["version"], **body}))
        self.assertEqual(step("meetings", "R-T1", "lack_quorum")["state"], "no_quorum")
        self.assertEqual(step("meetings", "R-T1", "call_again", date="2014-03-11")["call"], "second")
        self.good(executive.call("PATCH", "/meetings/R-T1", {"officers": ["CG-T1"]}, if_match=str(self.good(executive.get("/meetings/R-T1"))["version"])))
        self.assertEqual(step("meetings", "R-T1", "hold")["state"], "held")
        self.noun("resolutions", "AC-T1", {"number": "1"}, executive, executive)
        self.assertTrue(self.good(executive.get("/meetings/R-T1/resolutions"))["items"])
        self.noun("resolution_actions", "AA-T1", {"due_on": "2014-04-01"}, executive, executive)
        self.noun("resolution_actions", "AA-T2", {"due_on": "2014-04-01"}, executive, executive)
        self.assertTrue(self.good(executive.get("/resolutions/AC-T1/resolution_actions"))["items"])
        done = {"done_on": "2014-04-02", "evidence": "Recibo"}
        self.assertEqual(executive.call("POST", "/resolutions/AC-T1/complete", {"version": 2, **done}).status, 422)
        step("resolution_actions", "AA-T1", "complete", **done)
        step("resolution_actions", "AA-T2", "drop", reason="Ya no hace falta")
        step("resolutions", "AC-T1", "start")
        step("resolutions", "AC-T1", "complete", **done)
        step("resolutions", "AC-T1", "reopen", reason="Faltó")
        step("resolutions", "AC-T1", "drop", reason="Ya no hace falta")
        self.assertIn("items", self.good(executive.get("/overdue/resolutions")))
        self.assertIn("lines", self.good(executive.get("/summary/resolutions")))
        step("meetings", "R-T1", "freeze", minutes="Reunidos…", book="1", folio="2")
        self.assertEqual(self.good(executive.get("/meetings/R-T1/sheet"))["resolutions"][0]["code"], "AC-T1")
        self.good(executive.call("POST", "/meetings", copy_of(director, "meetings", "R-T9")))
        step("meetings", "R-T9", "cancel", reason="Se suspendió")
        self.noun("duties", "OB-T1", {"owner": "Rosa Inventada"}, executive, executive)
        self.noun("duties", "OB-T2", {"owner": "Rosa Inventada"}, executive, executive)
        step("duties", "OB-T1", "complete", **done)
        step("duties", "OB-T2", "waive", reason="No aplica")
        self.assertTrue(self.good(executive.call("POST", "/years/2011/duties", {}))["items"])
        self.assertTrue(self.good(executive.get("/years/2011/duties"))["items"])

    def test_10c_clients_who_share(self):
        for kind, dataset in (("enterprise", "enterprises"), ("person", "persons")):
            shared = self.good(national.get(f"/shared/{dataset}"))["items"]
            self.assertTrue(shared)
            self.assertTrue(all("share_national" in row["consent_scopes"] for row in shared))
            code = shared[0]["code"]
            self.assertEqual(self.good(national.get(f"/shared/{dataset}/{code}"))["code"], code)
            self.assertIn("items", self.good(national.get(f"/shared/clients/{kind}/{code}/services")))

    def test_10d_alliance(self):
        ours = lambda: self.good(executive.get("/agreements/CV-T2"))
        self.good(executive.call("POST", "/agreements", copy_of(director, "agreements", "CV-T2", state="negotiation", signed_on=None)))
        step = lambda plural, code, verb, **body: self.good(executive.call("POST", f"/{plural}/{code}/{verb}", {
            "version": self.good(executive.get(f"/{plural}/{code}"))["version"], **body}))
        step("agreements", "CV-T2", "sign", signed_on="2014-01-10", valid_from="2014-01-10", valid_to="2014-06-30")
        step("agreements", "CV-T2", "start")
        self.assertEqual(step("agreements", "CV-T2", "expire")["state"], "expired")
        self.assertEqual(step("agreements", "CV-T2", "settle")["state"], "settled")
        self.good(executive.call("POST", "/agreements", copy_of(director, "agreements", "CV-T3", state="signed", signed_on="2014-01-10")))
        self.assertEqual(step("agreements", "CV-T3", "terminate", reason="De común acuerdo")["state"], "terminated_early")
        for dataset, code, changes, part in (
                ("contributions", "AP-T1", {"description": "Transferencia"}, "contributions"), ("instalments", "CU-T1", {"number": 1}, "instalments"),
                ("agreement_reports", "IF-T1", {"due_on": "2014-07-06"}, "reports"), ("addenda", "AD-T1", {"number": 1}, "addenda"),
                ("agreement_targets", "ME-T1", {"basis": "Convenio"}, "targets")):
            self.noun(dataset, code, changes, executive, executive)
            self.assertTrue(self.good(executive.get(f"/agreements/CV-01/{part}"))["items"])
        step("instalments", "CU-T1", "claim", claimed_on="2014-06-02")
        step("instalments", "CU-T1", "receive", received_on="2014-06-20", received="100.00", evidence="Nota de abono")
        self.good(executive.call("POST", "/instalments", copy_of(director, "instalments", "CU-T9")))
        step("instalments", "CU-T9", "cancel", reason="Se renegoció")
        step("agreement_reports", "IF-T1", "send", sent_on="2014-07-04")
        step("agreement_reports", "IF-T1", "observe", answered_on="2014-07-10", observations="Falta el anexo")
        step("agreement_reports", "IF-T1", "send", sent_on="2014-07-12")
        self.assertEqual(step("agreement_reports", "IF-T1", "accept", answered_on="2014-07-20")["state"], "accepted")
        self.assertTrue(self.good(executive.call("POST", "/agreements/CV-01/reports", {"kind": "quarterly", "days": 5}))["items"])
        report = self.good(executive.get("/agreements/CV-01/report", **{"from": "2014-01-01", "to": "2014-12-31"}))
        self.assertEqual(report["targets"][0]["indicator"], "enterprises_advised")
        self.assertIn("items", self.good(executive.get("/alerts/agreements", days="60")))
        self.assertEqual(ours()["state"], "settled")

    def test_10g_projects(self):
        step = lambda plural, code, verb, caller=executive, **body: self.good(caller.call("POST", f"/{plural}/{code}/{verb}", {
            "version": self.good(executive.get(f"/{plural}/{code}"))["version"], **body}))
        self.noun("projects", "PY-T1", {"object": "Probar"}, executive, executive)
        self.noun("project_funders", "PF-T1", {"note": "Propio"}, executive, executive)
        self.noun("budget_lines", "PL-T1", {"name": "Equipo de cocina"}, executive, executive)
        self.noun("budget_amounts", "PM-T1", {"basis": "Acta"}, executive, executive)
        self.assertEqual(step("projects", "PY-T1", "approve", approved_on="2014-01-25")["state"], "approved")
        step("projects", "PY-T1", "start")
        self.noun("expenses", "GA-T1", {"description": "Cocina industrial"}, clerk, executive)
        self.noun("in_kind_contributions", "ES-T1", {"evidence": "Nota"}, clerk, executive)
        for part in ("funders", "lines", "amounts", "expenses", "in_kind_contributions"):
            self.assertTrue(self.good(executive.get(f"/projects/PY-T1/{part}"))["items"])
        step("expenses", "GA-T1", "return", reason="Falta el sello")
        step("expenses", "GA-T1", "resubmit", clerk)
        self.assertEqual(executive.call("POST", "/expenses/GA-T1/approve", {"version": 4}).status, 422)
        stored = self.good(clerk.call("POST", "/files", media.png(5, 4), {"record": "expenses/GA-T1", "name": "factura.png"}, content_type="image/png"))
        self.good(clerk.call("POST", "/documents", {"kind": "invoice", "sha256": stored["sha256"], "records": "expenses/GA-T1"}))
        self.assertEqual(step("expenses", "GA-T1", "approve")["state"], "approved")
        money = self.good(executive.get("/projects/PY-T1/execution"))
        self.assertEqual((money["cash_spent"], money["in_kind_given"], money["cash_mobilised"]), ("100.00", "300.00", "0.00"))
        self.assertEqual(self.good(executive.get("/agreements/CV-01/execution"))["in_kind_given"], "300.00")
        step("projects", "PY-T1", "close", closed_on="2014-12-01")
        step("projects", "PY-T1", "reopen", reason="Falta una factura")
        self.good(executive.call("POST", "/projects", copy_of(director, "projects", "PY-T2")))
        self.assertEqual(step("projects", "PY-T2", "cancel", reason="No se aprobó")["state"], "cancelled")

    def test_10h_referrals(self):
        new_record(director, "enterprises", "E-REF", name="Empresa remitida", consent_on="2014-01-10", consent_text="F1", consent_scopes=["services"],
                   consent_revoked_on=None)
        step = lambda code, verb, **body: self.good(director.call("POST", f"/referrals/{code}/{verb}", {
            "version": self.good(director.get(f"/referrals/{code}"))["version"], **body}))
        self.noun("referrals", "RE-T1", {"need": "Registro de marca y logotipo"})
        self.assertIn("RE-T1", [row["code"] for row in self.good(director.get("/waiting/referrals"))["items"]])
        self.assertIsNone(self.good(director.get("/referrals/RE-T1/data"))["email"])
        step("RE-T1", "accept", answered_on="2014-06-20")
        self.assertEqual(step("RE-T1", "close", outcome="served", closed_on="2014-08-01")["state"], "closed")
        for code, verb, body in (("RE-T2", "decline", {"answered_on": "2014-06-20", "decline_reason": "Sin cupo"}), ("RE-T3", "withdraw", {"reason": "Ya no"})):
            self.good(director.call("POST", "/referrals", copy_of(director, "referrals", code)))
            step(code, verb, **body)

    def test_10i_pictures(self):
        year = {"from": "2014-01-01", "to": "2014-12-31"}
        flow = self.good(executive.get("/money/flow", **year))
        for form in ("cash", "in_kind"):
            for agreement in {line["agreement"] for line in flow["lines"]}:
                sides = [sum(float(line["amount"]) for line in flow["lines"] if (line["form"], line["agreement"], line["step"]) == (form, agreement, step))
                         for step in (1, 2)]
                self.assertAlmostEqual(*sides)
        then = self.good(executive.get("/ecosystem/places", **year))
        today = self.good(executive.get("/ecosystem/places", **year, map="today"))
        self.assertGreater(len(then["areas"]), len(today["areas"]))
        self.assertEqual(then["institutions"], today["institutions"])
        self.assertEqual(sum(area["actions"] for area in then["areas"]), sum(line["actions"] for line in then["lines"]))

    def test_10f_ecosystem(self):
        read = self.good(executive.get("/ecosystem", **{"from": "2014-01-01", "to": "2014-12-31"}))
        self.assertEqual(sum(cell["actors"] for cell in read["matrix"]), read["actors_total"])
        self.assertEqual(sum(actor["actions"] > 0 for actor in read["actors"]), read["active"])

    def test_10e_policies(self):
        self.noun("policies", "PO-T1", {"edition": "2014"}, executive, executive)
        self.noun("policy_axes", "EJ-T1", {"number": "1"}, executive, executive)
        self.noun("policy_lines", "LI-T1", {"number": "1.1"}, executive, executive)
        self.noun("policy_actions", "AE-T1", {"number": "1.1.1"}, executive, executive)
        self.noun("policy_tags", "SV-T1", {"note": "La primera"}, executive, executive)
        for path in ("/policies/PO-T1/axes", "/policy_axes/EJ-T1/lines", "/policy_lines/LI-T1/actions", "/policy_actions/AE-T1/tags"):
            self.assertTrue(self.good(executive.get(path))["items"])
        report = self.good(executive.get("/policies/PO-T1/report", **{"from": "2013-01-01", "to": "2014-12-31"}))
        self.assertEqual(report["lines"][0]["sessions"], 1)

    def test_10g_reports(self):
        year = {"from": "2014-01-01", "to": "2014-12-31"}
        for name, question in (("agreement", {"agreement": "CV-01", **year}), ("policy", {"policy": "PO-T1", **year}),
                               ("territory", {"territory": "1408", **year}), ("body", {"organisation": "ORG-MINEC", **year}),
                               ("sheet", {"organisation": "ORG-ADEL", **year})):
            report = self.good(executive.get(f"/reports/{name}", **question))
            tables = [part for part in report["parts"] if part["kind"] == "table"]
            self.assertTrue(tables, name)
            for table in tables:
                self.assertTrue(all(len(row["cells"]) == len(table["columns"]) for row in table["rows"]), name)
        self.assertEqual(executive.get("/reports/agreement", agreement="CV-01", **{"from": "2015-01-01", "to": "2014-01-01"}).code, "invalid")
        self.assertEqual(self.good(executive.get("/own_agreements"))["items"], [])

    def test_10h_fund(self):
        step = lambda plural, code, verb, who=director, **body: self.good(who.call("POST", f"/{plural}/{code}/{verb}", {
            "version": self.good(director.get(f"/{plural}/{code}"))["version"], **body}))
        move = lambda verb, who=director, **body: step("fund_applications", "FA-T1", verb, who, **body)["state"]
        self.noun("holidays", "AU-T1", {"basis": "Decreto de prueba"}, executive, executive)
        self.assertTrue(self.good(executive.call("POST", "/years/2014/holidays", {}))["items"])
        self.assertIn("2014-04-18", [row["date"] for row in self.good(executive.get("/years/2014/holidays"))["items"]])
        self.assertEqual(self.good(executive.get("/working_days/2014-08-01", days="5", district="0614"))["date"], "2014-08-12")
        self.assertEqual(len(self.good(executive.call("POST", "/score_sheet_plan", {}))["items"]), 3)
        self.noun("score_sheets", "HP-T1", {"source": "Bases"}, executive, executive)
        self.noun("score_items", "HC-T1", {"name_en": "Item"}, executive, executive)
        self.assertTrue(self.good(executive.get("/score_sheets/HP-T1/items"))["items"])
        self.noun("fund_calls", "FC-T1", {"programme": "FONDEPRO", "classes": ["entrepreneur", "micro", "small", "medium"]}, executive, executive)
        self.good(executive.call("POST", "/fund_calls", copy_of(director, "fund_calls", "FC-T2")))
        self.assertEqual(len(self.good(executive.call("POST", "/fund_calls/FC-T2/plan", {}))["items"]), 4)
        self.noun("fund_lines", "FL-T1", {"max_amount": "5000.00"}, executive, executive)
        self.noun("fund_requirements", "FR-T1", {"name_en": "Identity document"}, executive, executive)
        self.good(executive.call("POST", "/fund_requirements", copy_of(director, "fund_requirements", "FR-T2", required=False)))
        for path in ("/fund_calls/FC-T1/lines", "/fund_calls/FC-T1/requirements"):
            self.assertTrue(self.good(executive.get(path))["items"])
        self.noun("fund_applications", "FA-T1", {"formulator": "ST-T1", "problem": "Leña cara", "objective": "Gas", "expected_results": "Más ventas",
                                                 "requested": "900.00", "line": "FL-T1"})
        self.assertEqual(self.good(director.get("/fund_applications/FA-T1"))["total"], "1000.00")
        self.good(director.call("POST", "/fund_applications", copy_of(director, "fund_applications", "FA-T2", title="Nevera")))
        self.assertEqual(step("fund_applications", "FA-T2", "withdraw", reason="Se mudó")["state"], "withdrawn")
        self.assertEqual(move("formulate"), "formulation")
        self.noun("application_documents", "FD-T1", {"evidence": "Folder 3"})
        self.noun("application_observations", "FO-T1", {"made_by": "Coordinación"})
        self.good(director.call("POST", "/application_observations", copy_of(director, "application_observations", "FO-T2")))
        self.assertEqual(move("observe", text="Falta el plano"), "observed")
        for row in self.good(director.get("/fund_applications/FA-T1/observations"))["items"]:
            step("application_observations", row["code"], "answer", answer="Se agregó")
        self.assertEqual(move("resume"), "formulation")
        self.noun("application_budgets", "FB-T1", {"name": "Horno de gas"})
        self.good(director.call("POST", "/application_budgets", copy_of(director, "application_budgets", "FB-T2", source="beneficiary", amount="100.00")))
        self.noun("application_activities", "FT-T1", {"planned": "1000.00"})
        self.assertEqual(move("submit", submitted_on="2014-02-20"), "technical_filter")
        self.noun("application_scores", "FS-T1", {"note": "Muy claro"})
        score = lambda sheet, *points: self.good(director.call("POST", "/fund_applications/FA-T1/score", {
            "scored_on": "2014-03-02", "evaluator": "Comité",
            "scores": [{"item": f"HOJA-{sheet}-{i + 1}", "points": f"{value}.00"} for i, value in enumerate(points)]}))
        score("A", 2, 1, 1, 2, 1, 1, 1, 1)
        score("B", 1, 2, 2, 3, 2)
        self.assertEqual(move("pass_filter"), "committee")
        score("C", 1, 1, 1, 1, 1, 1, 2, 2)
        self.assertEqual(move("approve", approved="900.00", decided_on="2014-03-10"), "approved")
        self.assertEqual(move("ratify", executive, ratified_on="2014-03-20", ratification="Acta 3"), "ratified")
        self.assertEqual([row["application"] for row in self.good(director.get("/fund_alerts"))["items"]], ["FA-T1"])
        self.noun("application_invoices", "FV-T1", {"number": "F-2"})
        self.assertEqual(move("invoice"), "invoiced")
        self.assertEqual(move("start", started_on="2014-04-01"), "executing")
        self.noun("application_expenses", "FG-T1", {"payee": "Otro proveedor"})
        self.good(director.call("POST", "/application_expenses", copy_of(director, "application_expenses", "FG-T2", budget="FB-T2", amount="50.00")))
        self.good(director.call("POST", "/fund_applications/FA-T1/disburse", {"date": "2014-04-05", "amount": "900.00", "evidence": "Cheque 7"}))
        self.assertEqual(step("application_activities", "FT-T1", "report", progress="50.00")["state"], "running")
        self.assertEqual(step("application_activities", "FT-T1", "finish", evidence="Fotos")["state"], "finished")
        self.assertEqual(move("finish", finished_on="2014-04-30"), "executed")
        self.assertEqual(move("settle", settled_on="2014-05-10", returned="450.00", returned_on="2014-05-09"), "settled")
        self.assertEqual(move("close", closed_on="2014-06-01", impact_note="Sin empresa que medir"), "closed")
        sheet = self.good(director.get("/fund_applications/FA-T1/sheet"))
        self.assertEqual((sheet["disbursed"], sheet["spent"]), ("900.00", "500.00"))
        for part in ("documents", "scores", "budgets", "activities", "expenses", "invoices"):
            self.assertTrue(self.good(director.get(f"/fund_applications/FA-T1/{part}"))["items"], part)
        self.assertTrue(self.good(director.get("/fund_calls/FC-T1/applications"))["items"])
        self.assertTrue(self.good(director.get("/newest/fund_applications"))["items"])
        self.assertTrue(self.good(director.get("/clients/person/P-T1/fund_applications"))["items"])
        self.assertTrue(self.good(director.get("/fund_portfolio"))["items"])
        self.good(director.call("POST", "/fund_applications", copy_of(director, "fund_applications", "FA-T3", title="Molino", requested="900.00",
                                                                      formulator="ST-T1", problem="X", objective="X", expected_results="X")))
        third = lambda verb, **body: step("fund_applications", "FA-T3", verb, **body)["state"]
        third("formulate")
        self.good(director.call("POST", "/application_documents", copy_of(director, "application_documents", "FD-T3", application="FA-T3")))
        for code, source, amount in (("FB-T3", "fund", "900.00"), ("FB-T4", "beneficiary", "100.00")):
            self.good(director.call("POST", "/application_budgets", copy_of(director, "application_budgets", code, application="FA-T3", source=source,
                                                                            amount=amount)))
        third("submit", submitted_on="2014-02-20")
        self.assertEqual(third("deny", reason="No pasa el filtro"), "denied")

    def test_10h_good_practice_sheet_d01_d29_d44(self):
        """Six headings, the month of the founding and the seven published figures, in both languages."""
        words = {"es": ("noviembre de 2012", ["Título", "Antecedentes", "Descripción", "Valor agregado", "Resultados", "Para saber más"]),
                 "en": ("November 2012", ["Title", "Background", "Description", "Added value", "Results", "To learn more"])}
        with_example_only = with_example()
        for lang, (month, headings) in words.items():
            said = must(with_example_only, "report", "sheet", "--organisation", "ORG-ADEL", "--from", "2014-01-01", "--to", "2014-12-31",
                        "--format", "json", lang=lang)
            report = json.loads(said)
            self.assertEqual([part["text"] for part in report["parts"] if part["kind"] == "heading"], headings)
            self.assertIn(month, said)
            for figure in ("12", "241", "477", "60", "$ 262,573.17", "$ 898,950.00", "$ 424,156.00"):
                self.assertIn(f'"text":"{figure}"', said.replace('": "', '":"'))
        with_example_only.close()

    def test_10i_example_policies_d19(self):
        """The examples go in, and what nobody confirmed says so in the report, in both languages."""
        folder = os.path.join(os.path.dirname(EXAMPLE), "policies")
        fresh = with_example()
        for file in sorted(name for name in os.listdir(folder) if name.endswith(".csv")):
            must(fresh, "import", file[2:-4], os.path.join(folder, file))
        for lang, axis, doubt in (("es", "Mentalidad y cultura emprendedora", "(por confirmar)"),
                                  ("en", "Entrepreneurial mindset and culture", "(to be confirmed)")):
            said = must(fresh, "report", "policy", "--policy", "PNE-2014", "--from", "2014-01-01", "--to", "2014-12-31", lang=lang)
            self.assertIn(axis, said)
            self.assertGreaterEqual(said.count(doubt), 8)
        fresh.close()

    def test_11_results(self):
        year = {"from": "2014-01-01", "to": "2014-12-31"}
        statement = self.good(director.get("/results", **year))
        figures = {row["code"]: row for row in statement["figures"]}
        self.assertGreater(figures["enterprises_advised"]["value"], 200)
        records = self.good(director.get("/results/enterprises_advised/records", **year, limit=100))
        self.assertEqual(len(records["items"]), 100)
        self.good(director.get("/results/cube", **year, by="kind"))

    def test_12_users_and_tokens(self):
        made = self.good(system.call("POST", "/users", {"name": "prueba", "full_name": "Persona de Prueba", "role": "adviser",
                                                        "unit": "CDMYPE-LU"}))
        self.assertFalse(made["has_password"])
        self.good(system.get("/users/prueba"))
        self.assertIn("prueba", [row["name"] for row in self.good(system.get("/users"))["items"]])
        changed = self.good(system.call("PUT", "/users/prueba", dict(made, full_name="Otro nombre")))
        self.assertEqual(changed["full_name"], "Otro nombre")
        self.assertIn("/", self.good(system.call("POST", "/users/prueba/link", {}))["path"])
        ticket = self.good(system.call("POST", "/tokens", {"name": "prueba", "role": "adviser", "unit": "CDMYPE-LU"}))
        visitor = Checked(api, ticket["token"])
        self.assertEqual(visitor.get("/staff").status, 200)
        rows = self.good(system.get("/tokens"))["items"]
        self.assertTrue(all(row["token"] is None for row in rows), "a token is shown once")
        self.good(system.call("POST", f"/tokens/{ticket['id']}/revoke"))
        self.assertEqual(visitor.get("/staff").status, 401)

    def test_13_files(self):
        with open(os.path.join(EXAMPLE, "09-sessions.csv"), "rb") as file:
            header, first = file.read().split(b"\n")[:2]
        line = first.replace(b"S-00001", b"S-T9")
        body = header + b"\n" + line + b"\n"
        dry = self.good(director.call("POST", "/import/sessions", body, {"dry_run": "true"}, content_type="text/csv"))
        self.assertEqual(dry["rows"], 1)
        self.assertEqual(director.get("/sessions/S-T9").status, 404)
        self.assertEqual(self.good(director.call("POST", "/import/sessions", body, content_type="text/csv"))["added"], 1)
        self.assertEqual(director.get("/sessions/S-T9").status, 200)
        keyed = self.good(director.call("POST", "/import/sessions", header + b"\n" + line.replace(b"S-T9", b"S-T12") + b"\n",
                                        content_type="text/csv", Idempotency_Key="import-one"))
        self.assertEqual(self.good(director.get("/import-jobs/one"))["sha256"], keyed["sha256"])
        self.assertEqual(director.get("/import-jobs/two").status, 404)
        bad = header + b"\n" + line.replace(b"S-T9", b"S-T10") + b"\n" + line.replace(b"S-T9", b"S-T11").replace(b"2013-12-02", b"31/02/2014") + b"\n"
        refused = director.call("POST", "/import/sessions", bad, content_type="text/csv")
        self.assertEqual(refused.status, 422)
        fault = refused.json["faults"][0]
        self.assertEqual((fault["field"], fault["value"]), ("date", "31/02/2014"))
        self.assertIn("3", fault["cell"])
        self.assertEqual(director.get("/sessions/S-T10").status, 404, "all or nothing")
        text = director.get("/export/sessions").body.decode()
        self.assertIn("S-T9", text)
        self.assertIn('"S-T9"', director.get("/export/sessions", format="json").body.decode())
        made = next(one for one in self.good(director.get("/imports"))["items"] if one["sha256"] != keyed["sha256"])
        self.assertEqual((made["dataset"], made["added"], made["undone_at"]), ("sessions", 1, None))
        undone = self.good(director.call("POST", "/imports/undo", {"id": made["id"], "reason": "Era un ensayo"}))
        self.assertIsNotNone(undone["undone_at"])
        self.assertEqual(director.get("/sessions/S-T9").status, 404)

    def test_13c_mappings(self):
        body = {"code": "MAP-T1", "unit": "CDMYPE-LU", "dataset": "sessions", "name": "Control", "columns": "Fecha = date\nObservaciones = -",
                "constants": "kind = advice_business"}
        made = self.good(director.call("POST", "/import_mappings", body))
        self.assertEqual(self.good(director.get("/import_mappings/MAP-T1")), made)
        self.assertIn("MAP-T1", [row["code"] for row in self.good(director.get("/import_mappings"))["items"]])
        changed = self.good(director.call("PATCH", "/import_mappings/MAP-T1", {"date_order": "mdy"}, if_match="1"))
        self.assertEqual(changed["date_order"], "mdy")
        self.assertEqual(director.call("POST", "/import_mappings", dict(body, code="MAP-T2", columns="Fecha = nada")).status, 422)
        self.good(director.call("POST", "/import_mappings/MAP-T1/annul", {"reason": "Otra hoja", "version": 2}))

    def test_13b_documents(self):
        """A file goes in as it is, a document names it; what comes out is what went in, and nothing else goes in."""
        new_record(director, "enterprises", "E-DOC", name="Empresa con documentos")
        photo = media.png(3, 2)
        stored = self.good(director.call("POST", "/files", photo, {"name": "foto.png", "record": "enterprises/E-DOC"}, content_type="image/png"))
        self.assertEqual((stored["sha256"], stored["width"], stored["known"]), (hashlib.sha256(photo).hexdigest(), 3, False))
        again = self.good(director.call("POST", "/files", photo, content_type="application/octet-stream"))
        self.assertEqual((again["sha256"], again["known"]), (stored["sha256"], True))
        document = self.good(director.call("POST", "/documents", {"code": "DOC-T1", "kind": "photo", "title": "Taller", "sha256": stored["sha256"],
                                                                  "records": "enterprises/E-DOC"}))
        self.assertEqual((document["unit"], document["media_type"], document["size"]), ("CDMYPE-LU", "image/png", len(photo)))
        content = director.get("/documents/DOC-T1/content")
        self.assertEqual((content.status, content.body), (200, photo))
        self.assertEqual(content.headers["content-type"], "image/png")
        self.assertIn("attachment", content.headers["content-disposition"])
        self.assertIn("sandbox", content.headers["content-security-policy"])
        self.assertEqual(content.headers["x-content-type-options"], "nosniff")
        self.assertTrue(self.good(director.get("/documents/DOC-T1/verify"))["intact"])
        listed = self.good(director.get("/documents/of/enterprises/E-DOC"))["items"]
        self.assertEqual([row["code"] for row in listed], ["DOC-T1"])
        self.assertEqual(director.get("/documents/of/enterprises/E-NADA").status, 404)
        self.assertEqual(self.good(director.get("/documents/DOC-T1"))["title"], "Taller")
        changed = self.good(director.call("PATCH", "/documents/DOC-T1", {"title": "El taller"}, if_match="1"))
        self.assertEqual(changed["version"], 2)
        self.good(director.call("POST", "/documents/DOC-T1/annul", {"reason": "Otra empresa", "version": 2}))
        self.assertEqual(self.good(director.get("/documents/of/enterprises/E-DOC"))["items"], [])
        self.assertIn("DOC-T1", [row["code"] for row in self.good(director.get("/documents"))["items"]])
        refused = director.call("POST", "/files", b"<html>no</html>", content_type="image/jpeg")
        self.assertEqual((refused.status, refused.json["faults"][0]["field"]), (422, "file"))
        self.assertEqual(director.call("POST", "/files", photo, content_type="text/plain").status, 415)

    def test_13_what_waits(self):
        """Today's page and the records that lack a piece."""
        today = self.good(director.get("/today"))
        counts = {section["code"]: section["count"] for section in today["sections"]}
        self.assertEqual(sum(1 for item in today["items"] if item["section"] == "unverified"), min(6, counts["unverified"]))
        rules = self.good(director.get("/quality"))["items"]
        for rule in rules[:3]:
            listed = self.good(director.call("GET", f"/quality/{rule['code']}", query={"limit": "500"}))
            self.assertEqual((len(listed["items"]), listed["total"]), (min(500, rule["count"]), rule["count"]))

    def test_13_targets(self):
        """The target of a month stands beside the sessions of that month."""
        self.noun("targets", "MT-T1", {"basis": "El plan del año"})
        lines = self.good(director.call("GET", "/progress/targets", query={"from": "2014-05-01", "to": "2014-05-31"}))["items"]
        line = next(one for one in lines if one["code"] == "MT-T1")
        self.assertGreater(line["result"], 0)
        self.assertIn(line["light"], ("green", "amber", "red"))

    def test_13_the_monthly_report(self):
        """From the texts to the answer, and opened again; what was closed is what the report says."""
        made = self.noun("monthly_reports", "IM-T1", {"news": "Una feria"})
        move = lambda name, version, **body: self.good(director.call("POST", f"/monthly_reports/IM-T1/{name}", dict(body, version=version)))["version"]
        version = move("submit", made["version"])
        version = move("return", version)
        version = move("close", move("submit", version))
        version = move("send", version)
        kept = self.good(director.call("GET", "/reports/monthly", query={"unit": "CDMYPE-LU", "month": "2014-05"}))
        self.assertIn("SHA-256", kept["parts"][-1]["text"])
        version = move("observe", version, observations="Falta una sesión")
        second = self.good(director.call("POST", "/monthly_reports/IM-T1/reopen", {"version": version, "reason": "Se observó"}))
        self.assertEqual((second["edition"], second["state"], second["sheet_hash"]), (2, "open", None))
        for step in ("submit", "close", "send", "accept"):
            second = self.good(director.call("POST", f"/monthly_reports/{second['code']}/{step}", {"version": second["version"]}))
        self.assertEqual(second["state"], "accepted")

    def test_14_request_ids(self):
        body = copy_of(director, "organisations", "ORG-K1")
        first = executive.call("POST", "/organisations", body, idempotency_key="clave-1")
        again = executive.call("POST", "/organisations", body, idempotency_key="clave-1")
        self.assertEqual(self.good(first), self.good(again))
        self.assertEqual(again.headers.get("idempotent-replayed"), "true")
        other = executive.call("POST", "/organisations", dict(body, name="Otra"), idempotency_key="clave-1")
        self.assertEqual((other.status, other.code), (409, "request_reused"))
        self.assertEqual(self.good(executive.get("/organisations/ORG-K1"))["name"], body["name"])

    def test_15_versions(self):
        """Changes of different fields are both kept; of the same field the later one is asked, and shown the other's value."""
        new_record(executive, "organisations", "ORG-V1")
        self.good(executive.call("PATCH", "/organisations/ORG-V1", {"phone": "+503 1600-0001"}, if_match='"1"'))
        both = self.good(executive.call("PATCH", "/organisations/ORG-V1", {"website": "https://example.org"}, if_match='"1"'))
        self.assertEqual((both["phone"], both["website"], both["version"]), ("+503 1600-0001", "https://example.org", 3))
        same = executive.call("PATCH", "/organisations/ORG-V1", {"phone": "+503 1600-0002"}, if_match='"1"')
        self.assertEqual((same.status, same.code), (409, "conflict"))
        self.assertEqual(same.json["faults"][0]["field"], "phone")
        self.assertIn("1600-0001", json.dumps(same.json))
        self.assertEqual(self.good(executive.get("/organisations/ORG-V1"))["phone"], "+503 1600-0001")

    def test_16_what_no_operation_takes(self):
        nobody = Checked(api, None)
        self.assertEqual(nobody.get("/persons").status, 401)
        self.assertEqual(Checked(api, "adl_no").get("/persons").status, 401)
        self.assertEqual(director.get("/persons/NO-EXISTE").status, 404)
        self.assertEqual(director.call("POST", "/persons", b"{", content_type="application/json").code, "malformed")
        self.assertEqual(director.call("POST", "/persons", b"[]", content_type="application/json").status // 100, 4)
        self.assertEqual(director.call("POST", "/persons", b"x=1", content_type="application/x-www-form-urlencoded").code, "media_type")
        self.assertEqual(director.get("/persons", colour="red").status, 422)
        self.assertEqual(director.call("PUT", "/persons/P-T1", {}).code, "method_not_allowed")
        self.assertEqual(director.get("/nada").code, "not_found")
        twice = director.call("POST", "/persons", b'{"code":"P-D1","code":"P-D2"}', content_type="application/json")
        self.assertIn(twice.code, ("malformed", "invalid"))
        unknown = director.call("POST", "/persons", dict(copy_of(director, "persons", "P-D3", dui=dui(7)), colour="red"))
        self.assertEqual(unknown.status, 422)
        self.assertEqual(unknown.json["faults"][0]["field"], "colour")
        cookies = Caller(server, None).call("GET", "/persons", cookie="session=" + director.token)
        self.assertEqual(cookies.status, 401, "the API ignores cookies")

    def test_17_body_over_the_limit(self):
        big = b'{"code":"' + b"x" * (11 << 20) + b'"}'
        try:
            reply = director.call("POST", "/persons", big, content_type="application/json")
            self.assertEqual(reply.code, "too_large")
        except (BrokenPipeError, ConnectionResetError):
            director.close()  # refused before it was all sent
        self.assertEqual(director.get("/persons/P-T1").status, 200)

    def test_98_every_reply_was_as_declared(self):
        self.assertEqual([], (director.faults + executive.faults + system.faults + national.faults + adviser.faults + clerk.faults)[:20])

    def test_99_every_operation_was_exercised(self):
        self.assertEqual([], sorted(set(api.operations) - api.succeeded))


if __name__ == "__main__":
    unittest.main(warnings="ignore")
