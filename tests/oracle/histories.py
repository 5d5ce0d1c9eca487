#!/usr/bin/env python3
"""Small random histories of an agency: a CSV set, the questions to put to it, and changes to make afterwards.

    histories.py --seed N --out DIR [--count K]

One history: DIR gets the CSV files, `questions.json` (a list of {from, to, unit, territory, map, agreement}),
`changes.json` (what to do to the imported records, see below) and `after/` (the CSV files as they are then). With
--count K the histories of the seeds N to N+K-1 go to DIR/0001, DIR/0002 ... The same seed gives the same files.

A change is one of
  {"change": "annul", "dataset": D, "code": C}       {"change": "deny", "code": link}
  {"change": "merge", "code": identity, "kind": K, "records": [..], "on": date}
  {"change": "unmerge", "code": identity, "on": date}
  {"change": "move", "code": move, "enterprise": C, "district": D, "on": date}
  {"change": "amount", "code": link, "approved": "1234.56"}
"""

import argparse
import copy
import csv
import datetime
import json
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "tools"))
from example_kit import COLUMNS, Random, check_digit, money, text_of  # noqa: E402

DAY = datetime.timedelta(days=1)
DISTRICTS = ("1408", "1408", "1414", "1416", "1402", "1410", "1217", "1301")
VERIFICATIONS = (("declared", 40), ("with_evidence", 20), ("verified", 16), ("validated", 10), ("objected", 8), ("", 6))


class History:
    def __init__(self, seed):
        self.random = Random(seed, 77)
        self.seed = seed
        self.rows = {dataset: [] for dataset in COLUMNS}
        self.year = 2024 if seed % 5 == 0 else 2014
        edges = ["%d-12-31" % (self.year - 1), "%d-01-01" % self.year, "%d-06-30" % self.year, "%d-07-01" % self.year,
                 "%d-12-31" % self.year, "%d-01-01" % (self.year + 1)]
        if self.year == 2024:
            edges += ["2024-04-30", "2024-05-01"]
        self.edges = [datetime.date.fromisoformat(edge) for edge in edges]
        self.first = datetime.date(self.year - 1, 9, 1)
        self.numbers = {}

    def add(self, dataset, prefix, **values):
        self.numbers[prefix] = self.numbers.get(prefix, 0) + 1
        row = dict({"code": "%s-%d" % (prefix, self.numbers[prefix]), "annulled": False}, **values)
        self.rows[dataset].append(row)
        return row

    def date(self):
        """An edge of a period as often as not."""
        if self.random.chance(45):
            return self.random.pick(self.edges)
        return self.first + self.random.below(600) * DAY

    def spoil(self, row, reportable=True, annul=True):
        """Verification, and now and then a record that does not count. What others hang on is annulled by a change only."""
        row["verification"] = self.random.weighted(VERIFICATIONS)
        if row["verification"] not in ("", "declared"):
            row["evidence"] = "Expediente"
        if reportable:
            row["reportable"] = not self.random.chance(7)
        if annul and self.random.chance(7):
            row.update(annulled=True, annul_reason="Registrado por error.")
        return row

    def funding(self):
        first, second = self.agreements[0]["code"], self.agreements[-1]["code"]
        return self.random.weighted((("", 25), (first + ":100.00", 35), (second + ":100.00", 15),
                                     ("%s:60.00;%s:40.00" % (first, second), 15), ("%s:0.01;%s:99.99" % (first, second), 10)))

    def make(self):
        random = self.random
        self.make_units()
        firms = [self.enterprise() for _ in range(random.between(4, 9))]
        people = [self.person(firms) for _ in range(random.between(4, 9))]
        self.firms, self.people = firms, people
        if random.chance(60):
            group = self.enterprise()
            members = random.sample([firm["code"] for firm in firms], 3)
            group.update(category="group", constitution="enterprise_group", members=members)
            self.firms = firms + [group]
        for _ in range(random.between(0, 3)):
            who = {"enterprise": random.pick(self.firms)["code"]} if random.chance(70) else {"person": random.pick(people)["code"]}
            self.add("moves", "MU", district=random.pick(DISTRICTS), moved_on=self.date(), address="Barrio El Centro", **who)
        for _ in range(random.between(8, 26)):
            self.session()
        for _ in range(random.between(1, 4)):
            self.event()
        for _ in range(random.between(1, 5)):
            self.assistance()
        for _ in range(random.between(2, 8)):
            self.link()
        for firm in self.firms:
            for _ in range(random.between(0, 4)):
                self.snapshot(firm)
        for _ in range(random.between(1, 7)):
            self.milestone()
        self.make_identities()
        return self.rows

    def make_units(self):
        random = self.random
        start = random.pick((1, 1, 4, 7))
        rows = (("NET", "", "network", "Red", ""), ("AG", "NET", "agency", "Agencia", "14"), ("C1", "AG", "centre", "Centro uno", "14"),
                ("C2", "AG", "centre", "Centro dos", "14"), ("A1", "C1", "antenna", "Antena uno", ""))
        for code, parent, kind, name, territory in rows:
            self.rows["units"].append(dict(code=code, parent=parent, kind=kind, name=name, short_name=name, territory=territory,
                                           currency="USD", fiscal_year_start=start, opened_on="2012-11-01", annulled=False))
        self.units = ("C1", "C1", "C2", "A1", "A1", "AG")
        self.adviser = self.add("staff", "ST", unit="AG", name="Asesora de prueba", position="Asesora", speciality="business",
                                from_on="2012-11-01")["code"]
        for code, kind, level, side in (("BANCO", "bank", "national", "private"), ("COOP", "cooperative", "local", "private"),
                                        ("SAC", "supervised_lender", "national", "private"), ("ONG", "ngo", "local", "civil_society"),
                                        ("PNUD", "international_agency", "international", "international"),
                                        ("MINEC", "ministry", "national", "public")):
            self.rows["organisations"].append(dict(code=code, unit="AG", name="Organización " + code, short_name=code, kind=kind,
                                                   level=level, side=side, annulled=False))
        self.agreements = []
        for number in range(random.between(2, 3)):
            begin = self.date()
            self.agreements.append(self.add(
                "agreements", "CV", unit=random.pick(("AG", "C1")), title="Convenio %d" % number, kind="specific",
                programme="CDMYPE", funders=[random.pick(("MINEC", "PNUD"))], operators=["ONG"] if random.chance(50) else [],
                signed_on=begin, valid_from=begin if random.chance(90) else None,
                valid_to=begin + random.pick((30, 180, 365)) * DAY if random.chance(70) else None,
                state=random.pick(("signed", "in_force", "expired", "negotiation", "terminated_early")), public=True))

    def enterprise(self):
        random = self.random
        sales = random.pick((None, random.between(1, 900) * 10000))
        return self.add("enterprises", "E", unit=random.pick(self.units), adviser=self.adviser,
                        name="Negocio %s %d" % (random.pick(("Ñandú", "La Unión", "O'Brien", "Coma, S.A.")), len(self.rows["enterprises"])),
                        category=random.weighted((("enterprise", 70), ("individual", 15), ("cooperative", 15))),
                        constitution="informal_natural", sector="commerce", led_by=random.pick(("female", "male", "mixed", "")),
                        district=random.pick(DISTRICTS), annual_sales=sales and money(sales), registered_on=self.first - 200 * DAY,
                        status="active")

    def person(self, firms):
        random = self.random
        eight = "9%07d" % (self.seed % 1000 * 10000 + random.below(100) * 100 + len(self.rows["persons"]))
        person = self.add("persons", "P", unit=random.pick(self.units), adviser=self.adviser, given_names="Persona",
                          surnames="De Prueba %d" % len(self.rows["persons"]),
                          dui="%s-%d" % (eight, check_digit(eight)) if random.chance(80) else "",
                          sex=random.pick(("female", "male", "not_stated")), district=random.pick(DISTRICTS),
                          registered_on=self.first - 200 * DAY, status="active")
        if random.chance(75):
            last = self.date() if random.chance(25) else None
            self.add("affiliations", "AF", person=person["code"], enterprise=random.pick(firms)["code"],
                     relation=random.pick(("owner", "employee")), from_on=self.first - 190 * DAY, to_on=last)
        return person

    def firm_on(self, person, date):
        for tie in self.rows["affiliations"]:
            if tie["person"] == person and tie["from_on"] <= date and (not tie["to_on"] or date <= tie["to_on"]):
                return tie["enterprise"]
        return ""

    def session(self):
        random = self.random
        clients = random.sample([firm["code"] for firm in self.firms], random.weighted(((0, 12), (1, 62), (2, 16), (3, 10))))
        people = random.sample([person["code"] for person in self.people],
                               random.pick((1, 2)) if not clients else random.weighted(((0, 40), (1, 40), (2, 20))))
        contact = random.weighted(((0, 8), (45, 20), (90, 24), (119, 8), (120, 40)))
        minute = random.between(8 * 4, 15 * 4) * 15
        date = self.date()
        row = self.add("sessions", "S", unit=random.pick(self.units), date=date, start_time="%02d:%02d" % divmod(minute, 60),
                       end_time="%02d:%02d" % divmod(minute + max(contact, 10), 60),
                       kind=random.weighted((("advice_business", 40), ("advice_finance", 20), ("advice_ict", 10), ("advice_women", 10),
                                             ("attention", 10), ("specialised_service", 5), ("business_plan", 5))),
                       modality="office", adviser=self.adviser, enterprises=clients, persons=people,
                       preparation_minutes=random.pick((10, 15, 30, 60)), contact_minutes=contact,
                       travel_minutes=random.pick((None, 0, 20)), summary="Texto con \"comillas\", coma y ñ.",
                       funding=self.funding(), state=random.weighted((("closed", 60), ("held", 30), ("scheduled", 10))))
        self.spoil(row)

    def event(self):
        random = self.random
        start = self.date()
        length = random.between(1, 3)
        event = self.add("events", "EV", unit=random.pick(self.units), kind=random.weighted((("training", 75), ("fair", 15), ("meeting", 10))),
                         topic="Costos", theme="business", delivery="not_contracted", starts_on=start,
                         ends_on=start + (length - 1) * DAY, start_time="08:00", end_time="12:00", hours=4 * length,
                         funding=self.funding(), state=random.pick(("executed", "finished")))
        self.spoil(event, annul=False)
        for person in random.sample(self.people, random.between(1, len(self.people))):
            for day in range(length):
                if random.chance(15):
                    continue
                date = start + day * DAY
                present = random.chance(85)
                row = self.add("attendances", "AS", event=event["code"], person=person["code"], date=date,
                               enterprise=self.firm_on(person["code"], date), role="other", present=present,
                               evaluation=random.between(1, 5) if present and random.chance(40) else None)
                self.spoil(row, reportable=False)
                row.pop("evidence", None)

    def assistance(self):
        random = self.random
        firms = random.sample([firm["code"] for firm in self.firms], random.weighted(((1, 70), (2, 15), (4, 15))))
        state = random.weighted((("finished", 40), ("contracted", 15), ("delivered", 10), ("terminated", 15), ("deserted", 8),
                                 ("rejected", 6), ("offers_received", 6)))
        signed = self.date() if state not in ("deserted", "offers_received") else None
        total = random.between(100, 300000)
        percent = random.between(300, 1800)
        share = (total * percent + 5000) // 10000
        row = self.add("assistances", "AT", unit=random.pick(self.units), title="Asistencia", theme="quality", delivery="contracted",
                       consultant="Consultora de prueba" if signed else "", adviser=self.adviser, enterprises=firms, signed_on=signed,
                       starts_on=signed, ends_on=signed and signed + 40 * DAY, hours=40, total=money(total),
                       client_percent=money(percent), operator_percent=money(10000 - percent), client_share=money(share),
                       operator_share=money(total - share),
                       client_paid_on=max(signed, self.date()) if signed and random.chance(70) else None, state=state,
                       part_accepted=random.chance(50) if state == "terminated" else None,
                       act={"finished": "conformity", "rejected": "rejection"}.get(state, ""),
                       act_on=signed + 40 * DAY if state in ("finished", "rejected") else None, funding=self.funding())
        self.spoil(row)

    def link(self):
        random = self.random
        instrument = random.weighted((("credit", 45), ("grant", 14), ("seed_capital", 10), ("in_kind", 11), ("guarantee", 5), ("sale", 8),
                                      ("service", 7)))
        kind = {"credit": "financial", "guarantee": "financial", "sale": "commercial", "service": "institutional"}.get(
            instrument, "non_reimbursable")
        state = random.weighted((("approved", 30), ("disbursed", 25), ("closed", 12), ("denied", 12), ("withdrawn", 8), ("submitted", 8),
                                 ("identified", 5)))
        if instrument in ("sale", "service") and state in ("disbursed", "denied"):
            state = "closed"
        date = self.date()
        approved = max(date, self.date()) if state in ("approved", "disbursed", "closed", "withdrawn") else None
        amount = random.between(1, 1500000)
        who = {}
        if random.chance(85):
            who["enterprise"] = random.pick(self.firms)["code"]
        if not who or random.chance(30):
            who["person"] = random.pick(self.people)["code"]
        row = self.add("links", "VI", unit=random.pick(self.units), kind=kind,
                       institution=random.pick(("BANCO", "COOP", "SAC", "ONG", "PNUD")), instrument=instrument, date=date,
                       requested=money(amount + random.pick((0, 0, 10050))), approved=approved and money(amount),
                       approved_on=approved, state=state, funding=self.funding(), **who)
        self.spoil(row, annul=state != "disbursed")
        if state == "disbursed" and instrument in ("credit", "grant", "seed_capital"):
            left, day = amount, approved
            for _ in range(random.between(1, 3)):
                paid = random.between(1, left)
                part = self.add("disbursements", "DE", link=row["code"], date=day, amount=money(paid))
                if random.chance(8):
                    part.update(annulled=True, annul_reason="Registrado por error.")
                left -= paid
                day = max(day, self.date())
                if not left:
                    break

    def snapshot(self, firm):
        random = self.random
        cells = ("jobs_male_fixed", "jobs_male_temporary", "jobs_female_fixed", "jobs_female_temporary")
        kind, date = random.pick(("initial", "follow_up", "final")), self.date()
        if any((row["enterprise"], row["kind"], row["reference_date"]) == (firm["code"], kind, date) for row in self.rows["snapshots"]):
            return
        row = self.add("snapshots", "IN", unit=firm["unit"] if random.chance(85) else random.pick(self.units),
                       enterprise=firm["code"], kind=kind, reference_date=date,
                       window_months=random.weighted(((12, 70), (None, 20), (6, 10))),
                       national_sales=money(random.between(0, 5000000)) if random.chance(85) else None,
                       export_sales=money(random.between(0, 800000)) if random.chance(50) else None,
                       jobs_at_risk=random.between(0, 3) if random.chance(45) else None,
                       retention_stated=random.pick((None, True, True, False)), captured_by=self.adviser, method="visit")
        if random.chance(80):
            row.update({cell: random.between(0, 5) if random.chance(85) else None for cell in cells})
        self.spoil(row, reportable=False)

    def milestone(self):
        random = self.random
        kind = random.pick(("formalisation", "business_started", "business_started", "new_product", "new_market"))
        who = {"enterprise": random.pick(self.firms)["code"]} if random.chance(75) or kind == "formalisation" else {
            "person": random.pick(self.people)["code"]}
        self.spoil(self.add("milestones", "HI", unit=random.pick(self.units), kind=kind, date=self.date(),
                            description="Hito", **who), reportable=False)

    def make_identities(self):
        random = self.random
        free = {"enterprise": [row["code"] for row in self.firms if row["category"] != "group"],
                "person": [row["code"] for row in self.people]}
        for kind in ("enterprise", "person", "enterprise"):
            codes = random.shuffled(free[kind])[:random.pick((2, 2, 3))]
            if len(codes) < 2 or not random.chance(65):
                continue
            merged = self.date()
            row = self.add("identities", "ID", unit="AG", kind=kind, merged_on=merged, reason="El mismo registro dos veces.",
                           **{kind + "s" if kind == "person" else "enterprises": codes})
            if random.chance(35):
                row["unmerged_on"] = merged + random.between(0, 90) * DAY
            elif random.chance(10):
                row.update(annulled=True, annul_reason="Unión equivocada.")
            # Whatever became of it, no record is named twice.
            free[kind] = [code for code in free[kind] if code not in codes]

    # Questions and changes

    def questions(self):
        random = self.random
        year = self.year
        periods = [("%d-01-01" % year, "%d-12-31" % year), ("%d-01-01" % year, "%d-06-30" % year),
                   ("%d-07-01" % year, "%d-12-31" % year), ("%d-12-31" % (year - 1), "%d-12-31" % (year - 1)),
                   ("%d-01-01" % (year + 1), "%d-12-31" % (year + 1))]
        found = [{"from": periods[0][0], "to": periods[0][1], "unit": "NET", "map": "then"},
                 {"from": periods[0][0], "to": periods[0][1], "unit": "AG", "territory": "14", "map": "today"}]
        for _ in range(8):
            start, end = random.pick(periods)
            question = {"from": start, "to": end, "unit": random.pick(("NET", "AG", "C1", "C2", "A1")),
                        "map": random.pick(("then", "today"))}
            if random.chance(45):
                question["territory"] = random.pick(("14", "14", "1408", "1414", "1420", "1419", "12"))
            if random.chance(30):
                question["agreement"] = random.pick(self.agreements)["code"]
            found.append(question)
        return found

    def changes(self):
        """What to do to the records once they are imported; applied to a copy of the rows by apply()."""
        random = self.random
        found = []
        for dataset in ("sessions", "events", "attendances", "assistances", "links", "disbursements", "snapshots", "milestones"):
            rows = [row for row in self.rows[dataset] if not row["annulled"]]
            if rows and random.chance(40):
                found.append({"change": "annul", "dataset": dataset, "code": random.pick(rows)["code"]})
        taken = {code for row in self.rows["identities"] for code in row.get("enterprises", ())}
        free = [row["code"] for row in self.firms if row["category"] != "group" and row["code"] not in taken]
        if len(free) > 1:
            found.append({"change": "merge", "code": "ID-90", "kind": "enterprise", "records": random.sample(free, 2),
                          "on": "%d-03-01" % (self.year + 1)})
        for row in self.rows["identities"]:
            if not row.get("unmerged_on") and not row["annulled"] and random.chance(60):
                found.append({"change": "unmerge", "code": row["code"], "on": str(row["merged_on"] + 10 * DAY)})
        submitted = [row for row in self.rows["links"] if row["state"] == "submitted" and not row["annulled"]
                     and {"change": "annul", "dataset": "links", "code": row["code"]} not in found]
        if submitted:
            found.append({"change": "deny", "code": random.pick(submitted)["code"]})
        found.append({"change": "move", "code": "MU-90", "enterprise": random.pick(free or [self.firms[0]["code"]]),
                      "district": random.pick(DISTRICTS), "on": "%d-07-01" % self.year})
        approved = [row for row in self.rows["links"] if row["state"] == "approved" and not row["annulled"]
                    and {"change": "annul", "dataset": "links", "code": row["code"]} not in found]
        if approved:
            row = random.pick(approved)
            found.append({"change": "amount", "code": row["code"], "approved": row["approved"][:-1] + "7"})
        return found


def apply(rows, changes):
    """The rows as they are after the changes."""
    rows = copy.deepcopy(rows)
    find = lambda dataset, code: next(row for row in rows[dataset] if row["code"] == code)
    for change in changes:
        code = change["code"]
        if change["change"] == "annul":
            find(change["dataset"], code).update(annulled=True, annul_reason="Anulado por la prueba.")
        elif change["change"] == "deny":
            find("links", code).update(state="denied")
        elif change["change"] == "merge":
            rows["identities"].append(dict(code=code, unit="AG", kind=change["kind"], enterprises=change["records"],
                                           merged_on=change["on"], reason="Unido por la prueba.", annulled=False))
        elif change["change"] == "unmerge":
            find("identities", code).update(unmerged_on=change["on"])
        elif change["change"] == "move":
            rows["moves"].append(dict(code=code, enterprise=change["enterprise"], district=change["district"],
                                      moved_on=change["on"], address="Barrio El Centro", annulled=False))
        elif change["change"] == "amount":
            find("links", code).update(approved=change["approved"])
    return rows


def write_rows(rows, folder):
    os.makedirs(folder, exist_ok=True)
    for number, (dataset, columns) in enumerate(COLUMNS.items(), 1):
        if not rows[dataset]:
            continue
        with open(os.path.join(folder, "%02d-%s.csv" % (number, dataset)), "w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(columns)
            writer.writerows([text_of(row.get(column)) for column in columns] for row in rows[dataset])


def write(seed, folder):
    """Writes the history of a seed; returns (rows, questions, changes)."""
    history = History(seed)
    rows = history.make()
    questions, changes = history.questions(), history.changes()
    write_rows(rows, folder)
    write_rows(apply(rows, changes), os.path.join(folder, "after"))
    for name, content in (("questions", questions), ("changes", changes)):
        with open(os.path.join(folder, name + ".json"), "w", encoding="utf-8") as file:
            json.dump(content, file, ensure_ascii=False, indent=1)
            file.write("\n")
    return rows, questions, changes


def main():
    parser = argparse.ArgumentParser(description="Writes random histories as CSV sets.")
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--count", type=int, help="so many, each in a folder of its own")
    options = parser.parse_args()
    if not options.count:
        write(options.seed, options.out)
    for number in range(options.count or 0):
        write(options.seed + number, os.path.join(options.out, "%04d" % (number + 1)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
