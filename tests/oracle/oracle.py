#!/usr/bin/env python3
"""Every figure of the results, once more: slowly, obviously and from exported CSV files alone.

    oracle.py DIR --from D --to D [--unit CODE] [--territory CODE] [--map then|today] [--agreement CODE]
              [--format json|text] [--explain INDICATOR]

DIR holds `NN-dataset.csv` or `dataset.csv`. Nothing here is shared with the program that is checked. Money and
dates are integers and ISO texts. Where the definitions leave room, README.md says how they are read here.
"""

import argparse
import csv
import json
import os
import re
import sys

STATES = ("declared", "with_evidence", "verified", "validated")
LENDERS = ("bank", "cooperative", "supervised_lender")
SIGNED = ("contracted", "delivered", "finished", "rejected")
JOBS = ("male_fixed", "male_temporary", "female_fixed", "female_temporary")
CHANGE_OF_MAP = "2024-05-01"
DATASETS = ("units staff organisations agreements persons enterprises affiliations moves sessions events attendances"
            " assistances links disbursements snapshots milestones identities remarks").split()


# Reading

class Row(dict):
    """A row of a file; a column that the file does not have is empty."""

    def __missing__(self, column):
        return ""


def read(folder, dataset):
    """The rows of one dataset; no file is no row."""
    for name in sorted(os.listdir(folder)):
        if re.fullmatch(r"(\d+-)?%s\.csv" % dataset, name):
            with open(os.path.join(folder, name), encoding="utf-8-sig", newline="") as file:
                return [Row((key, (value or "").strip()) for key, value in row.items() if key)
                        for row in csv.DictReader(file)]
    return []


def cents(text):
    """'1234.56' as 123456; nothing as None."""
    if not text:
        return None
    sign = -1 if text.startswith("-") else 1
    whole, _, part = text.lstrip("-").partition(".")
    return sign * (int(whole or "0") * 100 + int((part + "00")[:2]))


def number(text):
    return int(text) if text else None


def is_true(text, when_empty):
    return when_empty if not text else text.lower() in ("true", "si", "sí", "yes", "1")


def several(text):
    """'A;B' as ['A', 'B']; the agency before a slash is dropped."""
    return [part.strip().rpartition("/")[2] for part in text.split(";") if part.strip()]


def one(text):
    return text.rpartition("/")[2]


def two_decimals(hundredths):
    sign = "-" if hundredths < 0 else ""
    return "%s%d.%02d" % (sign, abs(hundredths) // 100, abs(hundredths) % 100)


def half_up(numerator, denominator):
    """The quotient of two integers, the denominator positive, rounded half up (away from zero)."""
    if numerator < 0:
        return -half_up(-numerator, denominator)
    return (2 * numerator + denominator) // (2 * denominator)


class Records:
    """What a folder holds, with what is needed to ask it: who is who, where they lived, whose a unit is."""

    def __init__(self, folder):
        self.rows = {dataset: read(folder, dataset) for dataset in DATASETS}
        here = os.path.dirname(os.path.abspath(__file__))
        with open(os.path.join(here, "municipalities.csv"), encoding="utf-8", newline="") as file:
            self.municipality = {row["district"]: row["municipality_2024"] for row in csv.DictReader(file)}
        self.by_code = {dataset: {row["code"]: row for row in rows} for dataset, rows in self.rows.items()}
        self.identity = {"enterprise": self.identities("enterprise"), "person": self.identities("person")}

    def identities(self, kind):
        """Record code to identity: the records of an open identity are one, and so on through shared records."""
        root = {}

        def find(code):
            while root.get(code, code) != code:
                code = root[code]
            return code

        for row in self.rows["identities"]:
            if row["kind"] != kind or is_true(row.get("annulled"), False) or row.get("unmerged_on"):
                continue
            members = several(row["enterprises" if kind == "enterprise" else "persons"])
            for other in members[1:]:
                first, second = sorted((find(members[0]), find(other)))
                root[second] = first
        return {code: find(code) for code in list(root) + list(root.values())}

    def who(self, kind, code):
        return self.identity[kind].get(code, code)

    def is_enterprise(self, code):
        """A record that can be counted: known, not annulled, not a group."""
        row = self.by_code["enterprises"].get(code)
        return bool(row) and not is_true(row.get("annulled"), False) and row.get("category") != "group"

    def is_person(self, code):
        row = self.by_code["persons"].get(code)
        return bool(row) and not is_true(row.get("annulled"), False)

    def home(self, kind, code, date):
        """The district of the last move on or before the date, else the record's own."""
        last = None
        for row in self.rows["moves"]:
            if one(row[kind]) == code and not is_true(row.get("annulled"), False) and row["moved_on"] <= date:
                if last is None or (row["moved_on"], row["code"]) > (last["moved_on"], last["code"]):
                    last = row
        if last:
            return last["district"]
        row = self.by_code["enterprises" if kind == "enterprise" else "persons"].get(code)
        return row["district"] if row else ""

    def subtree(self, top):
        units = {top}
        grown = True
        while grown:
            more = {row["code"] for row in self.rows["units"] if row["parent"] in units} - units
            grown = bool(more)
            units |= more
        return units

    def top_unit(self):
        """The one unit without a parent."""
        return next(row["code"] for row in self.rows["units"] if not row["parent"])

    def upwards(self, unit):
        while unit:
            row = self.by_code["units"][unit]
            yield row
            unit = row["parent"]


def stands(row):
    """A record that counts at all: not annulled, reportable, not objected."""
    return (not is_true(row.get("annulled"), False) and is_true(row.get("reportable"), True)
            and row.get("verification") != "objected")


class Question:
    """A period, a unit and filters, put to records."""

    def __init__(self, records, start, end, unit=None, territory=None, map_of="then", agreement=None):
        self.records, self.start, self.end = records, start, end
        self.unit = unit or records.top_unit()
        self.units = records.subtree(self.unit)
        self.territory = self.own_territory() if not territory else "" if territory == "SV" else territory
        self.map_of, self.agreement = map_of, agreement or ""
        self.lines = {}
        self.kept = {}
        self.collect()

    def own_territory(self):
        """That of the unit, else of the nearest above it that has one."""
        return next((row["territory"] for row in self.records.upwards(self.unit) if row["territory"]), "")

    # Facts

    def in_period(self, date):
        return bool(date) and self.start <= date <= self.end

    def inside(self, district, territory):
        if not territory:
            return True
        if not district:
            return False
        if territory in self.records.municipality.values() and len(territory) == 4:
            return self.records.municipality.get(district) == territory
        return district.startswith(territory)

    def district(self, fact):
        if fact["enterprise"]:
            return self.records.home("enterprise", fact["enterprise"], fact["date"])
        if fact["person"]:
            return self.records.home("person", fact["person"], fact["date"])
        return ""

    def passes(self, fact):
        """Unit, territory and agreement; the period is asked apart."""
        if fact["unit"] not in self.units:
            return False
        if self.agreement and self.agreement not in fact["funding"]:
            return False
        return self.inside(self.district(fact), self.territory)

    def fact(self, dataset, row, date, unit, enterprise="", person="", funding="", verification=""):
        return {"record": (dataset, row["code"]), "row": row, "date": date, "unit": unit, "enterprise": enterprise,
                "person": person, "funding": [part.partition(":")[0] for part in several(funding)],
                "verification": verification or "declared"}

    def collect(self):
        """All facts of the records, of whatever date, unit and district."""
        records = self.records
        self.session_facts, self.session_people, self.session_alone = [], [], []
        for row in records.rows["sessions"]:
            if not stands(row) or row["state"] not in ("held", "closed"):
                continue
            make = lambda **who: self.fact("sessions", row, row["date"], one(row["unit"]), funding=row.get("funding", ""),
                                           verification=row.get("verification"), **who)
            named = several(row["enterprises"])
            people = [code for code in several(row["persons"]) if records.is_person(code)]
            self.session_facts += [make(enterprise=code) for code in named if records.is_enterprise(code)]
            self.session_people += [make(person=code) for code in people]
            # For the hours a session is one fact for each client it names, groups too; without any it is its own.
            self.session_alone.append([make(enterprise=code) for code in named]
                                      or [make(person=code) for code in people] or [make()])
        self.attendance_facts = []
        for row in records.rows["attendances"]:
            event = records.by_code["events"].get(one(row["event"]))
            if not event or not stands(row) or not stands(event) or not is_true(row["present"], True):
                continue
            if not records.is_person(one(row["person"])):
                continue
            firm = self.firm_of_attendance(row)
            self.attendance_facts.append(dict(
                self.fact("attendances", row, row["date"], one(event["unit"]), enterprise=firm, person=one(row["person"]),
                          funding=event.get("funding", ""), verification=row.get("verification")), event=event))
        self.contract_facts = []
        for row in records.rows["assistances"]:
            if not stands(row):
                continue
            if row["state"] in SIGNED or (row["state"] == "terminated" and is_true(row["part_accepted"], False)):
                for code in several(row["enterprises"]):
                    if records.is_enterprise(code):
                        self.contract_facts.append(self.of_row("assistances", row, row["signed_on"], enterprise=code))
        self.link_facts = []
        for row in records.rows["links"]:
            if stands(row):
                self.link_facts.append(self.of_row("links", row, row["date"], enterprise=one(row["enterprise"]),
                                                   person=one(row["person"])))

    def of_row(self, dataset, row, date, enterprise="", person=""):
        return self.fact(dataset, row, date, one(row["unit"]), enterprise=enterprise, person=person,
                         funding=row.get("funding", ""), verification=row.get("verification"))

    def firm_of_attendance(self, row):
        if "enterprise" in row:
            return one(row["enterprise"])
        for tie in sorted(self.records.rows["affiliations"], key=lambda tie: tie["code"]):
            if (one(tie["person"]) == one(row["person"]) and not is_true(tie.get("annulled"), False)
                    and tie["from_on"] <= row["date"] and (not tie["to_on"] or tie["to_on"] >= row["date"])):
                return one(tie["enterprise"])
        return ""

    def asked(self, facts):
        return [fact for fact in facts if self.in_period(fact["date"]) and self.passes(fact)]

    def firm(self, fact):
        return self.records.who("enterprise", fact["enterprise"])

    def human(self, fact):
        return self.records.who("person", fact["person"])

    # Answers

    def say(self, code, value, with_data, of, facts=(), **by):
        """One figure. Without a record that answered there is no value; the records are counted by verification."""
        by["verification"] = {state: 0 for state in STATES}
        seen = {fact["record"]: fact["verification"] for fact in facts}
        for state in seen.values():
            by["verification"][state] += 1
        self.kept[code] = sorted(seen)
        self.lines[code] = {"code": code, "value": value if with_data else None, "with_data": with_data, "of": of, "by": by}

    def answer(self):
        self.say_services()
        self.say_places()
        self.say_hours()
        self.say_changes()
        self.say_money()
        self.say_milestones()
        self.say_rest()
        return {"figures": [self.lines[code] for code in ORDER]}

    def say_services(self):
        advice = [fact for fact in self.asked(self.session_facts) if fact["row"]["kind"].startswith("advice_")]
        self.advised = [fact for fact in advice if (number(fact["row"]["contact_minutes"]) or 0) > 0]
        people = [fact for fact in self.asked(self.session_people) if fact["row"]["kind"].startswith("advice_")
                  and (number(fact["row"]["contact_minutes"]) or 0) > 0]
        courses = [fact for fact in self.asked(self.attendance_facts) if fact["event"]["kind"] == "training"]
        self.trained = [fact for fact in courses if self.records.is_enterprise(fact["enterprise"])]
        self.assisted = self.asked(self.contract_facts)
        links = [fact for fact in self.asked(self.link_facts) if fact["row"]["state"] != "withdrawn"]

        def distinct(code, facts, key, **by):
            found = len({key(fact) for fact in facts})
            self.say(code, found, found, found, facts, **by)

        distinct("enterprises_advised", self.advised, self.firm)
        distinct("persons_advised", people, self.human)
        distinct("enterprises_trained", self.trained, self.firm)
        with_firm = {self.human(fact) for fact in self.trained}
        everybody = {self.human(fact) for fact in courses}
        distinct("persons_trained", courses, self.human, with_enterprise=len(with_firm),
                 without_enterprise=len(everybody - with_firm))
        distinct("enterprises_assisted", self.assisted, self.firm)
        self.served = self.advised + self.trained + self.assisted
        self.served_firms = {self.firm(fact) for fact in self.served}
        distinct("clients_served", self.served, self.firm)
        linked = [fact for fact in links if self.records.is_enterprise(fact["enterprise"])]
        linked_firms = {self.firm(fact) for fact in linked}
        only = linked_firms - self.served_firms
        self.say("linked_only", len(only), len(linked_firms), len(linked_firms),
                 [fact for fact in linked if self.firm(fact) in only])
        sessions = len({(fact["record"], self.firm(fact)) for fact in advice})
        training = len({(fact["event"]["code"], self.human(fact)) for fact in courses})
        contracts = len({(fact["record"], self.firm(fact)) for fact in self.assisted})
        total = sessions + training + contracts + len(links)
        self.say("services_delivered", total, total, total, advice + courses + self.assisted + links, sessions=sessions,
                 training=training, assistances=contracts, links=len(links))

    def municipality(self, district, date):
        if self.map_of == "today" or date >= CHANGE_OF_MAP:
            return self.records.municipality.get(district, "")
        return district

    def say_places(self):
        territory = self.territory
        before, after, located = set(), set(), set()
        for fact in self.served:
            district = self.district(fact)
            if district and self.inside(district, territory):
                located.add(self.firm(fact))
                (before if fact["date"] < CHANGE_OF_MAP else after).add(self.municipality(district, fact["date"]))
        all_districts = [code for code in self.records.municipality if self.inside(code, territory)]
        of = len({self.municipality(code, self.end) for code in all_districts})
        by = {}
        if self.map_of == "then" and self.start < CHANGE_OF_MAP <= self.end:
            # A period that crosses the change is shown with both, apart; the headline is on the division of its end.
            by = {"until_2024-04-30": len(before), "from_2024-05-01": len(after)}
            value = len(after)
        else:
            value = len(before | after)
        self.say("municipalities_covered", value, len(located), of, self.served, **by)

    def say_hours(self):
        minutes = {"contact_minutes": 0, "preparation_minutes": 0, "travel_minutes": 0}
        facts = []
        for clients in self.session_alone:
            asked = self.asked(clients)
            if asked:
                facts.append(asked[0])
                for name in minutes:
                    minutes[name] += number(asked[0]["row"][name]) or 0
        for code, name in (("advice_hours", "contact_minutes"), ("preparation_hours", "preparation_minutes"),
                           ("travel_hours", "travel_minutes")):
            known = [fact for fact in facts if fact["row"][name]]
            self.say(code, two_decimals(half_up(minutes[name] * 100, 60)), len(known), len(facts), known)

        month = next(int(row["fiscal_year_start"]) for row in self.records.upwards(self.unit)
                     if row["fiscal_year_start"] and (row["kind"] in ("agency", "network")))
        year = int(self.end[:4]) - (1 if int(self.end[5:7]) < month else 0)
        first = "%04d-%02d-01" % (year, month)
        time, window = {}, []
        for fact in self.session_facts:
            if first <= fact["date"] <= self.end and self.passes(fact):
                row = fact["row"]
                spent = (number(row["contact_minutes"]) or 0) + (number(row["preparation_minutes"]) or 0)
                # Once a session and identity, also where it names two records of one identity.
                time.setdefault(self.firm(fact), {})[fact["record"]] = spent
                window.append(fact)
        long = {firm for firm, sessions in time.items() if sum(sessions.values()) >= 300}
        self.say("long_term_clients", len(long), len(time), len(time),
                 [fact for fact in window if self.firm(fact) in long])

    # Before and after

    def say_changes(self):
        snapshots = []
        for row in self.records.rows["snapshots"]:
            if stands(row) and self.records.is_enterprise(one(row["enterprise"])) and not self.agreement:
                snapshots.append(self.of_row("snapshots", row, row["reference_date"], enterprise=one(row["enterprise"])))
        snapshots = [fact for fact in snapshots if fact["unit"] in self.units and fact["date"] <= self.end]
        services = [fact for fact in self.session_facts if fact["row"]["kind"].startswith("advice_")]
        services += [fact for fact in self.attendance_facts if fact["event"]["kind"] == "training"]
        services += self.contract_facts
        services += [fact for fact in self.link_facts if fact["row"]["state"] != "withdrawn"]
        dates = {}
        for fact in services:
            if fact["unit"] in self.units and fact["date"] and fact["enterprise"]:
                dates.setdefault(self.firm(fact), []).append(fact["date"])
        by_firm = {}
        for fact in snapshots:
            by_firm.setdefault(self.firm(fact), []).append(fact)
        pairs, could = [], 0
        for firm in sorted(by_firm):
            facts = sorted(by_firm[firm], key=lambda fact: (fact["date"], fact["row"]["code"]))
            closings = [fact for fact in facts if self.in_period(fact["date"]) and fact["row"]["kind"] != "initial"]
            last = closings[-1] if closings else facts[-1]
            if not self.inside(self.district(last), self.territory):
                continue
            could += 1
            earlier = [fact for fact in facts if fact["date"] < self.start]
            within = [fact for fact in facts if self.in_period(fact["date"])]
            if not closings:
                continue
            opening = earlier[-1] if earlier else within[0]
            closing = closings[-1]
            if opening is closing:
                continue
            if any(opening["date"] <= date <= closing["date"] for date in dates.get(firm, [])):
                pairs.append((opening, closing))

        def sales(row):
            if (number(row["window_months"]) or 12) != 12:
                return None
            known = [amount for amount in (cents(row["national_sales"]), cents(row["export_sales"])) if amount is not None]
            return sum(known) if known else None

        def export(row):
            return cents(row["export_sales"]) if (number(row["window_months"]) or 12) == 12 else None

        def jobs(row):
            known = [number(row["jobs_" + cell]) for cell in JOBS if row["jobs_" + cell]]
            return sum(known) if known else None

        def changes(value):
            found = [(value(closing["row"]) - value(opening["row"]), closing) for opening, closing in pairs
                     if value(opening["row"]) is not None and value(closing["row"]) is not None]
            return [change for change, _ in found], [closing for _, closing in found]

        change, closings = changes(sales)
        falls = len([amount for amount in change if amount < 0])
        self.say("sales_increase", two_decimals(sum(max(0, amount) for amount in change)), len(change), could, closings,
                 falls=falls)
        self.say("sales_net_change", two_decimals(sum(change)), len(change), could, closings, falls=falls)
        change, closings = changes(export)
        self.say("export_increase", two_decimals(sum(max(0, amount) for amount in change)), len(change), could, closings)
        change, closings = changes(jobs)
        cells = {cell: sum((number(closing["row"]["jobs_" + cell]) or 0) - (number(opening["row"]["jobs_" + cell]) or 0)
                           for opening, closing in pairs
                           if jobs(opening["row"]) is not None and jobs(closing["row"]) is not None) for cell in JOBS}
        self.say("jobs_created", sum(max(0, amount) for amount in change), len(change), could, closings, **cells)
        kept, closings = 0, []
        for opening, closing in pairs:
            at_risk = number(opening["row"]["jobs_at_risk"])
            before, after = jobs(opening["row"]), jobs(closing["row"])
            if at_risk is None or before is None or after is None or not closing["row"]["retention_stated"]:
                continue
            closings.append(closing)
            if is_true(closing["row"]["retention_stated"], False):
                kept += max(0, at_risk - max(0, before - after))
        self.say("jobs_retained", kept, len(closings), could, closings)

    # Money

    def say_money(self):
        institutions = self.records.by_code["organisations"]
        alive = [fact for fact in self.link_facts if fact["row"]["state"] not in ("denied", "withdrawn")]

        def is_credit(fact):
            lender = institutions.get(one(fact["row"]["institution"]), {})
            return fact["row"]["instrument"] == "credit" and lender.get("kind") in LENDERS

        def approved(facts):
            """Dated by the approval; a link not approved yet could have answered by its own date."""
            dated = [dict(fact, date=fact["row"]["approved_on"] or fact["date"]) for fact in facts]
            could = self.asked(dated)
            return [fact for fact in could if fact["row"]["approved_on"] and fact["row"]["approved"]], could

        known, could = approved([fact for fact in alive if is_credit(fact)])
        self.say("financing_negotiated", two_decimals(sum(cents(fact["row"]["approved"]) for fact in known)), len(known),
                 len(could), known)
        paid = []
        by_link = {fact["row"]["code"]: fact for fact in alive if is_credit(fact)}
        for row in self.records.rows["disbursements"]:
            link = by_link.get(one(row["link"]))
            if link and stands(row):
                paid.append(dict(link, record=("disbursements", row["code"]), date=row["date"], amount=cents(row["amount"])))
        paid = self.asked(paid)
        known = [fact for fact in paid if fact["amount"] is not None]
        self.say("financing_disbursed", two_decimals(sum(fact["amount"] for fact in known)), len(known), len(paid), known)
        free = [fact for fact in alive if fact["row"]["instrument"] in ("grant", "seed_capital", "in_kind")]
        known, could = approved(free)
        kind = sum(cents(fact["row"]["approved"]) for fact in known if fact["row"]["instrument"] == "in_kind")
        total = sum(cents(fact["row"]["approved"]) for fact in known)
        self.say("resources_mobilised", two_decimals(total), len(known), len(could), known,
                 cash=two_decimals(total - kind), in_kind=two_decimals(kind))
        known, could = [], []
        for row in self.records.rows["assistances"]:
            if not stands(row):
                continue
            date = row["client_paid_on"] or row["signed_on"]
            facts = [self.of_row("assistances", row, date, enterprise=code) for code in several(row["enterprises"])]
            if self.asked(facts):
                could.append(facts[0])
                if row["client_paid_on"] and row["client_share"]:
                    known.append(facts[0])
        self.say("client_contributions", two_decimals(sum(cents(fact["row"]["client_share"]) for fact in known)), len(known),
                 len(could), known)

    # Milestones and the rest

    def say_milestones(self):
        every = []
        for row in self.records.rows["milestones"]:
            if stands(row):
                every.append(self.of_row("milestones", row, row["date"], enterprise=one(row["enterprise"]),
                                         person=one(row["person"])))
        asked = self.asked(every)
        formal = [fact for fact in asked if fact["row"]["kind"] == "formalisation"
                  and self.records.is_enterprise(fact["enterprise"])]
        firms = len({self.firm(fact) for fact in formal})
        self.say("formalised", firms, firms, firms, formal)
        first = {}
        for fact in sorted(every, key=lambda fact: (fact["date"], fact["row"]["code"])):
            if fact["row"]["kind"] == "business_started":
                key = ("enterprise", self.firm(fact)) if fact["enterprise"] else ("person", self.human(fact))
                first.setdefault(key, fact)
        started = self.asked(first.values())
        self.say("businesses_started", len(started), len(started), len(started), started)
        for code, kind in (("new_products", "new_product"), ("new_markets", "new_market")):
            found = [fact for fact in asked if fact["row"]["kind"] == kind]
            self.say(code, len(found), len(found), len(found), found)

    def say_rest(self):
        here = self.asked(self.attendance_facts)
        answers = [fact for fact in here if fact["row"]["evaluation"]]
        total = sum(int(fact["row"]["evaluation"]) for fact in answers)
        pairs = {(fact["event"]["code"], self.human(fact)) for fact in here}
        mean = two_decimals(half_up(total * 100, len(answers))) if answers else None
        self.say("satisfaction", mean, len(answers), len(pairs), answers)
        led = {}
        for fact in sorted(self.served, key=lambda fact: fact["enterprise"]):
            by = self.records.by_code["enterprises"][fact["enterprise"]]["led_by"]
            if by:
                led.setdefault(self.firm(fact), by)
        women = len([by for by in led.values() if by == "female"])
        share = two_decimals(half_up(women * 10000, len(led))) if led else None
        self.say("women_led_share", share, len(led), len(self.served_firms), women_led=women)
        self.say_agreements()

    def say_agreements(self):
        known, force = [], []
        could = 0
        cells = {}
        for row in self.records.rows["agreements"]:
            if not stands(row) or one(row["unit"]) not in self.units:
                continue
            if self.agreement and row["code"] != self.agreement:
                continue
            could += 1
            if row["state"] == "negotiation" or not row["valid_from"]:
                continue
            known.append(row)
            last = row.get("extended_to") or row["valid_to"]
            if row["valid_from"] <= self.end and (not last or last >= self.end):
                force.append(self.fact("agreements", row, self.end, one(row["unit"])))
                parties = [code for role in ("funders", "operators", "cooperators", "beneficiaries")
                           for code in several(row[role])]
                bodies = [self.records.by_code["organisations"][code] for code in parties
                          if code in self.records.by_code["organisations"]]
                for cell in sorted({"%s/%s" % (body["level"], body["side"]) for body in bodies}):
                    cells[cell] = cells.get(cell, 0) + 1
        self.say("agreements_in_force", len(force), len(known), could, force, **dict(sorted(cells.items())))


ORDER = ("municipalities_covered enterprises_advised enterprises_trained enterprises_assisted sales_increase"
         " financing_negotiated resources_mobilised clients_served linked_only persons_advised persons_trained"
         " services_delivered advice_hours preparation_hours travel_hours long_term_clients sales_net_change"
         " export_increase jobs_created jobs_retained financing_disbursed client_contributions formalised"
         " businesses_started new_products new_markets satisfaction women_led_share agreements_in_force").split()


def main():
    parser = argparse.ArgumentParser(description="Recomputes every figure from exported CSV files.")
    parser.add_argument("folder")
    parser.add_argument("--from", dest="start", required=True)
    parser.add_argument("--to", dest="end", required=True)
    parser.add_argument("--unit")
    parser.add_argument("--territory")
    parser.add_argument("--map", dest="map_of", choices=("then", "today"), default="then")
    parser.add_argument("--agreement")
    parser.add_argument("--format", choices=("json", "text"), default="json")
    parser.add_argument("--explain", metavar="INDICATOR", help="print the records behind one figure instead")
    options = parser.parse_args()
    question = Question(Records(options.folder), options.start, options.end, options.unit, options.territory,
                        options.map_of, options.agreement)
    figures = question.answer()
    if options.explain:
        for dataset, code in question.kept[options.explain]:
            print("%s %s" % (dataset, code))
    elif options.format == "text":
        for line in figures["figures"]:
            print("%-24s %14s  %6d of %-6d %s" % (line["code"], line["value"], line["with_data"], line["of"],
                                                  json.dumps(line["by"])))
    else:
        print(json.dumps(figures, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
