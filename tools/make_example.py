#!/usr/bin/env python3
"""Makes an example data set: the records of an agency whose year ends in given figures.

    make_example.py --shared DIR [--targets FILE] [--seed N] [--out DIR]
    make_example.py --shared DIR --scale N --out DIR        a plain set with N sessions, for measuring

DIR of --shared holds names/spanish-names.csv and territory/sv-divisions.csv. The targets name the agency,
its department, the period and the seven figures; every count and every amount is made from them, and no
cell of the result holds one of them. The people and enterprises are made up: names are drawn at random
from lists of common names, DUIs begin with 9, telephone numbers with 1 (a digit that is not assigned in
El Salvador), e-mail addresses end in example.org, and there are no NIT and NRC numbers.
"""

import argparse
import csv
import datetime
import json
import os
import sys

import example_scale
import example_words as words
from example_kit import Random, Tables, cents, check_digit, money, plain, split, workday_from, workdays

DAY = datetime.timedelta(days=1)
VERIFICATIONS = (("declared", 35), ("with_evidence", 30), ("verified", 25), ("validated", 10))


class Person:
    def __init__(self, code, sex, district, unit):
        self.code, self.sex, self.district, self.unit = code, sex, district, unit
        self.enterprise = None
        self.relation = None
        self.first = None
        self.entrepreneur = False
        self.names = None

    def seen(self, date):
        self.first = date if self.first is None else min(self.first, date)


class Enterprise:
    def __init__(self, code, district, unit):
        self.code, self.district, self.unit = code, district, unit
        self.people = []
        self.first = None
        self.services, self.dates = [], []
        self.moves_to, self.moved_on = None, None
        self.category = "enterprise"
        self.members = []
        self.like = None
        self.trade = None
        self.sales, self.jobs = None, None

    def seen(self, date):
        self.dates.append(date)
        self.first = date if self.first is None else min(self.first, date)

    def home(self, date):
        return self.moves_to if self.moved_on and date >= self.moved_on else self.district


def read_csv(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class Year:
    """One agency's year. Each part draws from a stream of its own, so that one can change alone."""

    def __init__(self, targets, shared, seed):
        self.targets, self.seed = targets, seed
        figures = targets["figures"]
        self.counts = {name: figures[name] for name in
                       ("municipalities_covered", "enterprises_advised", "enterprises_trained",
                        "enterprises_assisted")}
        self.sums = {name: cents(figures[name]) for name in
                     ("sales_increase", "financing_negotiated", "resources_mobilised")}
        # A count below ten is too ordinary a number to be kept out of the cells.
        self.tables = Tables({count * 100 for count in self.counts.values() if count > 9} | set(self.sums.values()))
        self.first_day = datetime.date.fromisoformat(targets["period"]["from"])
        self.last_day = datetime.date.fromisoformat(targets["period"]["to"])
        self.year = self.first_day.year
        self.workdays = workdays(self.first_day, self.last_day)
        self.agency, self.centre = targets["agency"]["code"], targets["centre"]["code"]
        self.antenna = targets["antenna"]["code"]
        self.unit_district = {self.centre: targets["centre"]["district"],
                              self.antenna: targets["antenna"]["district"]}
        self.numbers = {}
        self.streams = 0
        self.busy = set()
        self.duis = set()
        self.people, self.enterprises = [], []
        self.read_names(os.path.join(shared, "names", "spanish-names.csv"))
        self.read_territory(os.path.join(shared, "territory", "sv-divisions.csv"))

    # Numbers, names and places

    def stream(self):
        self.streams += 1
        return Random(self.seed, self.streams)

    def code(self, prefix, width):
        self.numbers[prefix] = self.numbers.get(prefix, 0) + 1
        return "%s-%0*d" % (prefix, width, self.numbers[prefix])

    def count(self, random, low, high, step=1):
        """A count that is none of the published ones."""
        while True:
            value = low + random.below((high - low) // step + 1) * step
            if not self.tables.refuses_count(value):
                return value

    def amount(self, random, low, high, step):
        while True:
            value = low + random.below((high - low) // step + 1) * step
            if not self.tables.refuses_cents(value):
                return value

    def read_names(self, path):
        rows = read_csv(path)
        self.surnames_common = [row["name"] for row in rows if row["kind"] == "surname" and row["origin"] == "SV"]
        self.surnames_other = [row["name"] for row in rows
                               if row["kind"] == "surname" and row["origin"] in ("GT", "CR", "es_MX")]
        self.given = {sex: [row["name"] for row in rows if row["kind"] == "given" and row["sex"] == letter
                            and row["origin"] in ("MX", "CO", "es_MX")]
                      for sex, letter in (("female", "F"), ("male", "M"))}

    def read_territory(self, path):
        department = self.targets["department"]
        rows = [row for row in read_csv(path)]
        own = [row for row in rows if row["dep_code"] == department]
        self.district_name = {row["code"]: row["name"] for row in rows}
        self.outside = [row["code"] for row in rows if row["dep_code"] != department]
        random = self.stream()
        fixed = [self.unit_district[self.centre], self.unit_district[self.antenna],
                 self.targets["moved"]["from"], self.targets["moved"]["to"]]
        fixed = list(dict.fromkeys(fixed))
        others = random.shuffled([row["code"] for row in own if row["code"] not in fixed])
        self.covered = (fixed + others)[:self.counts["municipalities_covered"]]
        self.uncovered = (fixed + others)[self.counts["municipalities_covered"]:]
        municipality = {row["code"]: row["mun2024_code"] for row in own}
        self.near_antenna = {code for code in municipality
                             if municipality[code] == municipality[self.unit_district[self.antenna]]}
        if len({municipality[code] for code in self.covered}) != len(set(municipality.values())):
            raise ValueError("the districts drawn do not lie in every municipality of today: choose another seed")

    # The agency and those around it

    def make_units(self):
        add, targets = self.tables.add, self.targets
        opened = targets["agency"]["opened_on"]
        start = datetime.date.fromisoformat(opened)
        common = {"currency": "USD", "fiscal_year_start": self.first_day.month}
        add("units", "RED-MYPE", kind="network", name="Red de centros de desarrollo de la micro y pequeña empresa",
            short_name="Red MYPE", opened_on=opened, **common)
        add("units", self.agency, parent="RED-MYPE", kind="agency", name=targets["agency"]["name"],
            short_name=targets["agency"]["short_name"], territory=targets["department"], opened_on=opened, **common)
        self.centre_opened = workday_from(start + 75 * DAY)
        add("units", self.centre, parent=self.agency, kind="centre", name=targets["centre"]["name"],
            short_name=targets["centre"]["name"], territory=targets["department"],
            opened_on=self.centre_opened, **common)
        add("units", self.antenna, parent=self.centre, kind="antenna", name=targets["antenna"]["name"],
            short_name=targets["antenna"]["name"], territory=targets["department"],
            opened_on=workday_from(start + 200 * DAY), **common)

    def make_staff(self):
        random = self.stream()
        self.advisers = {self.centre: {}, self.antenna: {}}
        for unit, position, speciality in words.POSITIONS:
            unit = {"agency": self.agency, "centre": self.centre, "antenna": self.antenna}[unit]
            given, surnames, _ = self.name(random, random.pick(("female", "male")))
            code = self.code("ST", 2)
            self.tables.add("staff", code, unit=unit, name="%s %s" % (given, surnames), position=position,
                            speciality=speciality, email="%s@example.org" % plain(given + " " + surnames),
                            from_on=self.centre_opened)
            if unit in self.advisers:
                self.advisers[unit].setdefault(speciality, []).append(code)
        former, surnames, _ = self.name(random, "male")
        self.tables.add("staff", self.code("ST", 2), unit=self.centre, name="%s %s" % (former, surnames),
                        position="Asesor empresarial", speciality="business",
                        email="%s@example.org" % plain(former + " " + surnames), from_on=self.centre_opened,
                        to_on=self.first_day - 32 * DAY)

    def adviser_of(self, unit, speciality):
        return (self.advisers[unit].get(speciality) or self.advisers[self.centre].get(speciality)
                or self.advisers[self.centre]["business"])

    def make_organisations(self):
        add = self.tables.add
        targets = self.targets
        self.institutions = {}
        for code, kind, level, side, name, short, parent in words.ORGANISATIONS:
            add("organisations", code, unit=self.agency, name=name, short_name=short, kind=kind, level=level,
                side=side, parent=parent)
            self.institutions.setdefault(kind, []).append(code)
        add("organisations", "ORG-ADEL", unit=self.agency, name=targets["agency"]["name"],
            short_name=targets["agency"]["short_name"], kind="leda", level="departmental", side="civil_society",
            district=self.unit_district[self.centre], constituted_on=targets["agency"]["opened_on"])
        add("organisations", "ORG-CENTRO", unit=self.agency, name=targets["centre"]["name"],
            short_name=targets["centre"]["name"], kind="cdmype_unit", level="departmental", side="civil_society",
            parent="ORG-ADEL", district=self.unit_district[self.centre])
        self.town_halls = []
        for district in sorted(self.covered):
            code = "ORG-AM-" + district
            name = self.district_name[district]
            add("organisations", code, unit=self.agency, name="Alcaldía Municipal de " + name,
                short_name="Alcaldía de " + name, kind="municipality", level="local", side="public",
                district=district)
            self.town_halls.append(code)

    def make_agreements(self):
        first, last = self.first_day, self.last_day
        main = {"unit": self.agency, "public": True}
        self.tables.add("agreements", "CV-01", title="Convenio de operación del centro", kind="specific",
                        programme="CDMYPE", object="Operar el centro y atender a la micro y pequeña empresa.",
                        funders=["ORG-CONAMYPE"], operators=["ORG-ADEL"], cooperators=["ORG-MINEC"],
                        beneficiaries=["ORG-CENTRO"], signed_on=workday_from(first - 340 * DAY),
                        valid_from=first - 330 * DAY, valid_to=last + 365 * DAY, state="in_force", **main)
        self.tables.add("agreements", "CV-02", title="Cofinanciamiento de proyectos productivos",
                        kind="cofinancing_contract", programme="FONDEPRO",
                        object="Cofinanciar equipo y asistencia técnica de empresas del departamento.",
                        funders=["ORG-MINEC"], operators=["ORG-ADEL"], signed_on=workday_from(first + 45 * DAY),
                        valid_from=workday_from(first + 45 * DAY), valid_to=last + 181 * DAY, state="in_force", **main)
        self.tables.add("agreements", "CV-03", title="Apoyo a la antena y a los pequeños productores",
                        kind="memorandum_of_understanding", programme="Desarrollo económico local",
                        object="Sostener la antena y movilizar recursos para pequeños productores.",
                        funders=["ORG-PNUD"], operators=["ORG-ADEL"], cooperators=["ORG-ILSLEDA"] + self.town_halls[:3],
                        beneficiaries=["ORG-ASOPROD"], signed_on=workday_from(first + 20 * DAY),
                        valid_from=workday_from(first + 20 * DAY), valid_to=last - 92 * DAY, state="expired", **main)
        self.tables.add("agreements", "CV-04", title="Carta de cooperación en educación financiera",
                        kind="framework", programme="Educación financiera", object="Impartir jornadas conjuntas.",
                        cooperators=["ORG-COOP-1", "ORG-ADEL"], signed_on=workday_from(first + 100 * DAY),
                        state="negotiation", **dict(main, public=False))

    def funding(self, random, unit, date):
        if random.chance(8):
            return ""
        if unit == self.antenna and self.first_day + 30 * DAY < date < self.last_day - 95 * DAY and random.chance(60):
            return random.pick(("CV-01:70.00;CV-03:30.00", "CV-01:33.33;CV-03:66.67", "CV-03:100.00"))
        return "CV-01:100.00"

    # People and enterprises

    def name(self, random, sex):
        given = random.pick(self.given[sex])
        if " " not in given and random.chance(65):
            second = random.pick(self.given[sex])
            if second != given and " " not in second:
                given += " " + second
        surnames = [random.pick(self.surnames_common if random.chance(72) else self.surnames_other)
                    for _ in range(2)]
        return given, " ".join(surnames), surnames[0]

    def new_person(self, random, district, unit, sex=None):
        sex = sex or ("female" if random.chance(58) else "male")
        person = Person(self.code("P", 4), sex, district, unit)
        person.names = self.name(random, sex)
        self.people.append(person)
        return person

    def new_enterprise(self, random, district=None, like=None):
        if district is None:
            weights = [(code, max(3, 26 - 4 * place)) for place, code in enumerate(self.covered)]
            district = random.weighted(weights)
        near = district in self.near_antenna
        unit = self.antenna if random.chance(72 if near else 6) else self.centre
        enterprise = Enterprise(self.code("E", 4), district, like.unit if like else unit)
        self.enterprises.append(enterprise)
        enterprise.trade = like.trade if like else random.pick(words.TRADES)
        enterprise.like = like
        if like:
            enterprise.people = list(like.people)
            return enterprise
        for number in range(random.weighted(((1, 66), (2, 26), (3, 8)))):
            person = self.new_person(random, district, enterprise.unit)
            person.enterprise = enterprise
            person.relation = "owner" if number == 0 else random.weighted(
                (("employee", 60), ("partner", 30), ("representative", 10)))
            enterprise.people.append(person)
        return enterprise

    def make_clients(self):
        """Who is advised, trained and assisted, so that the three sets have their sizes and overlap."""
        random = self.stream()
        sizes = sorted(((self.counts[name], name) for name in
                        ("enterprises_trained", "enterprises_advised", "enterprises_assisted")), reverse=True)
        (most, most_name), (middle, middle_name), (least, least_name) = sizes
        union = most + (middle + least) * 3 // 8
        only = least // 8
        clients = [self.new_enterprise(random, self.covered[place] if place < len(self.covered) else None)
                   for place in range(union)]
        clients = random.shuffled(clients)
        chosen = {most_name: clients[:most], middle_name: clients[union - only - middle:union - only],
                  least_name: clients[union - only:] + random.sample(clients[:union - only], least - only)}
        self.clients = clients
        self.advised, self.trained = chosen["enterprises_advised"], chosen["enterprises_trained"]
        self.assisted = chosen["enterprises_assisted"]
        trained = set(self.trained)
        self.mover = next(item for item in self.advised if item in trained)
        self.mover.district, self.mover.moves_to = self.targets["moved"]["from"], self.targets["moved"]["to"]
        self.mover.moved_on = datetime.date(self.year, self.targets["moved"]["month"], 14)
        self.mover.unit = self.centre
        for person in self.mover.people:
            person.district, person.unit = self.mover.district, self.centre
        plain_advised = [item for item in self.advised if item is not self.mover and len(item.people) == 1]
        self.original, self.again_a, self.again_b = plain_advised[:3]
        self.double = self.new_enterprise(random, self.original.district, like=self.original)
        self.long_term = plain_advised[3:9]
        self.extra = {}
        for role, number in words.EXTRA_ROLES:
            self.extra[role] = [self.new_enterprise(random, random.pick(self.uncovered or self.covered)
                                                    if place % 3 == 0 else None) for place in range(number)]
        self.outsider = self.new_enterprise(random, random.pick(
            [code for code in self.outside if code[:2] in words.neighbours(self.targets["department"])]))
        self.group = self.new_enterprise(random)
        self.group.category = "group"
        self.solo = [self.new_person(random, random.pick(self.covered), random.pick((self.centre, self.antenna)))
                     for _ in range(2 + len(self.trained) // 9)]
        self.entrepreneurs = [self.new_person(random, random.pick(self.covered), self.centre)
                              for _ in range(2 + len(self.advised) // 18)]
        for person in self.entrepreneurs:
            person.entrepreneur = True

    def verification(self, random):
        state = random.weighted(VERIFICATIONS)
        return {"verification": state,
                "evidence": "" if state == "declared" else random.pick(words.EVIDENCE)}

    # Advice

    def free_slot(self, random, adviser, days):
        for _ in range(400):
            date = random.pick(days)
            slot = random.pick(words.SLOTS)
            if (adviser, date, slot) not in self.busy:
                self.busy.add((adviser, date, slot))
                return date, slot
        raise ValueError("the advisers' calendars are full: too many sessions for the staff")

    def add_session(self, random, unit, clients, people=None, days=None, kind=None, **values):
        kind = kind or random.weighted((("advice_business", 45), ("advice_finance", 26), ("advice_ict", 19),
                                        ("advice_women", 10)))
        adviser = random.pick(self.adviser_of(unit, words.SPECIALITY.get(kind, "business")))
        date, slot = self.free_slot(random, adviser, days or self.workdays)
        if people is None:
            people = []
            for client in clients:
                people += [client.people[0]] + ([client.people[1]] if len(client.people) > 1
                                                and random.chance(25) else [])
        modality = random.weighted((("office", 45), ("visit", 40), ("phone", 7), ("online", 5), ("event", 3)))
        contact = self.count(random, 40, 120, 5)
        values = dict({"contact_minutes": contact, "state": "closed", "reportable": True}, **values)
        contact = values["contact_minutes"]
        place = {"office": self.unit_district[unit],
                 "visit": (clients[0].home(date) if clients else people[0].district)}.get(modality, "")
        end = slot + max(contact, 15)
        background, summary = random.pick(words.SESSION_TEXTS[words.SPECIALITY.get(kind, "business")])
        held = values["state"] in ("held", "closed")
        row = dict(unit=unit, date=date, start_time="%02d:%02d" % divmod(slot, 60),
                   end_time="%02d:%02d" % divmod(end, 60), kind=kind, modality=modality, adviser=adviser,
                   enterprises=[client.code for client in clients], persons=[person.code for person in people],
                   preparation_minutes=self.count(random, 10, 45, 5),
                   travel_minutes=self.count(random, 15, 75, 5) if modality == "visit" else 0, district=place,
                   attendees=self.count(random, len(people), len(people) + 2) if held else None,
                   background=background, summary=summary if held else "", signed=held and contact > 0,
                   next_appointment=workday_from(date + 15 * DAY) if random.chance(30) else None,
                   funding=self.funding(random, unit, date), **self.verification(random))
        row.update(values)
        self.sessions.append((date, slot, adviser, row))
        counts = held and row["reportable"] and row.get("verification") != "objected" and not row.get("annulled")
        for client in clients:
            client.seen(date)
            if counts and contact > 0 and kind.startswith("advice_"):
                client.services.append(date)
        for person in people:
            person.seen(date)
        return date

    def make_sessions(self):
        random = self.stream()
        self.sessions = []
        before = workdays(self.first_day - 31 * DAY, self.first_day - DAY)
        after = workdays(self.last_day + DAY, self.last_day + 31 * DAY)
        half = [day for day in self.workdays if day < self.mover.moved_on]
        rest = [day for day in self.workdays if day >= self.mover.moved_on]
        singles = 0
        for client in self.advised:
            number = random.weighted(((1, 16), (2, 17), (3, 16), (4, 13), (5, 11), (6, 8), (7, 7), (8, 5), (9, 4),
                                      (11, 3)))
            singles += number == 1
            women = client.people[0].sex == "female"
            for _ in range(number):
                kind = "advice_women" if women and random.chance(14) else random.weighted(
                    (("advice_business", 50), ("advice_finance", 28), ("advice_ict", 22)))
                state = {"state": "held"} if random.chance(7) else {}
                self.add_session(random, client.unit, [client], kind=kind, **state)
        self.add_session(random, self.centre, [self.mover], days=half)
        self.add_session(random, self.centre, [self.mover], days=rest)
        for record in (self.double, self.again_a, self.again_b):
            self.add_session(random, record.unit, [record], kind="advice_finance")
        for client in self.long_term:
            # Three hours at one desk and four at another: long-term for the agency, for neither desk.
            for unit, minutes in ((self.centre, (95, 85)), (self.antenna, (120, 120))):
                for contact in minutes:
                    self.add_session(random, unit, [client], contact_minutes=contact, preparation_minutes=0)
        frequent = [client for client in self.advised if len(client.services) > 3]
        for _ in range(len(self.advised) // 12):
            clients = random.sample([client for client in frequent if client.unit == self.centre],
                                    random.pick((2, 2, 3)))
            self.add_session(random, self.centre, clients)
        for kind in ("attention", "specialised_service", "business_plan", "investment_plan"):
            for _ in range(len(self.advised) // 14):
                client = random.pick(self.clients)
                self.add_session(random, client.unit, [client], kind=kind)
        for person in self.entrepreneurs:
            for _ in range(random.between(1, 4)):
                self.add_session(random, person.unit, [], people=[person])
        self.make_uncounted_sessions(random, before, after)
        self.sessions.sort(key=lambda item: item[:3])
        for _, _, _, row in self.sessions:
            self.tables.add("sessions", self.code("S", 5), **row)

    def make_uncounted_sessions(self, random, before, after):
        """Sessions that must not make anybody an advised enterprise of the year."""
        rules = (("attention_only", {"kind": "attention"}), ("december_only", {"days": before}),
                 ("january_only", {"days": after}), ("scheduled_only", {"state": "scheduled"}),
                 ("not_reportable", {"reportable": False}),
                 ("annulled", {"annulled": True, "annul_reason": "Registrada dos veces."}),
                 ("objected", {"verification": "objected", "evidence": "Bitácora sin firma."}),
                 ("no_contact", {"contact_minutes": 0}))
        for role, values in rules:
            for client in self.extra[role]:
                for _ in range(random.between(1, 3)):
                    self.add_session(random, client.unit, [client], **values)
        self.add_session(random, self.centre, [self.outsider], kind="attention")
        for client in random.sample(self.clients, len(self.clients) // 25):
            self.add_session(random, client.unit, [client], days=before)
        for client in random.sample(self.clients, len(self.clients) // 40):
            self.add_session(random, client.unit, [client], days=after)

    # Training

    def make_courses(self):
        random = self.stream()
        groups = []
        for client in self.trained:
            for _ in range(random.weighted(((1, 56), (2, 29), (3, 15)))):
                people = client.people[:random.between(1, len(client.people))]
                groups.append((client, people))
        for person in self.solo:
            for _ in range(random.between(1, 2)):
                groups.append((None, [person]))
        for person in self.entrepreneurs[::2]:
            groups.append((None, [person]))
        groups = random.shuffled(groups)
        seats = sum(len(people) for _, people in groups)
        courses = [{"room": random.between(14, 33), "people": [], "clients": set(), "number": number,
                    "unit": self.antenna if number % 10 < 3 else self.centre}
                   for number in range(max(1, seats // 22))]
        while sum(course["room"] for course in courses) < seats + len(courses):
            course = random.pick(courses)
            course["room"] = min(35, course["room"] + 1)
        leftover = []
        for client, people in groups:
            unit = client.unit if client else people[0].unit
            if not self.enrol(random, courses, client, people, unit):
                leftover.append((client, people))
        for client, people in leftover:
            for course in courses:
                course["room"] = 35
            if not self.enrol(random, courses, client, people, None) and client:
                raise ValueError("no course has room left")
        for course in courses:
            while len(course["people"]) < 10:
                client = random.pick(self.trained)
                if client not in course["clients"]:
                    course["clients"].add(client)
                    course["people"].append((client, client.people[0]))
        for client in self.extra["no_show"] + self.extra["annulled"]:
            course = next(course for course in courses if len(course["people"]) < 33)
            course["people"].append((client, client.people[0]))
        self.events = []
        spread = max(1, (len(self.workdays) - 18) // len(courses))
        for course in courses:
            start = self.workdays[6 + course["number"] * spread + random.below(max(1, spread - 1))]
            self.add_course(random, course["unit"], start, random.weighted(((1, 30), (2, 32), (3, 20), (4, 8), (5, 10))),
                            course["people"])
        self.make_other_events(random)
        for event in sorted(self.events, key=lambda item: (item[0]["starts_on"], item[0]["topic"])):
            self.write_event(*event)

    def enrol(self, random, courses, client, people, unit):
        key = client or people[0]
        for attempt in range(60):
            course = random.pick(courses)
            if unit and course["unit"] != unit and attempt < 30:
                continue
            if key not in course["clients"] and len(course["people"]) + len(people) <= course["room"]:
                course["clients"].add(key)
                course["people"] += [(client, person) for person in people]
                return True
        return False

    def add_course(self, random, unit, start, length, people, kind="training", **values):
        days = workdays(start, start + 14 * DAY)[:length]
        theme, topic = random.pick(words.TOPICS)
        hired = random.chance(40)
        morning = random.chance(70)
        hours = length * random.pick((4, 5, 7))
        while self.tables.refuses_count(hours):
            hours += 1
        capacity = max(15, len(people))
        while self.tables.refuses_count(capacity):
            capacity += 1
        row = dict(unit=unit, kind=kind, topic=topic, theme=theme,
                   delivery="contracted" if hired else "not_contracted",
                   audience="Empresarias, empresarios y emprendedores del departamento", starts_on=days[0],
                   ends_on=days[-1], start_time="08:30" if morning else "13:30",
                   end_time="12:30" if morning else "16:30", hours=hours, district=self.unit_district[unit],
                   place=random.pick(words.PLACES), trainer=self.trainer(random) if hired else "", capacity=capacity,
                   reportable=True, funding=self.funding(random, unit, days[0]),
                   state="finished" if random.chance(85) else "executed", **self.verification(random))
        row.update(values)
        no_show, wrong = set(self.extra["no_show"]), set(self.extra["annulled"])
        lines = []
        counts = (row["kind"] == "training" and row["reportable"] and not row.get("annulled")
                  and row["verification"] != "objected")
        for client, person in people:
            present = [random.chance(90) for _ in days]
            if not any(present):
                present[random.below(length)] = True
            if client in no_show:
                present = [False] * length
            last = max([place for place, here in enumerate(present) if here], default=None)
            for place, date in enumerate(days):
                person.seen(date)
                if client:
                    client.seen(date)
                    if present[place] and counts and client not in wrong:
                        client.services.append(date)
                role = "business_owner" if client and person.relation == "owner" else (
                    "entrepreneur" if person.entrepreneur else "other")
                grade = None
                if place == last and row["kind"] == "training" and random.chance(70):
                    grade = random.weighted(((5, 46), (4, 38), (3, 12), (2, 3), (1, 1)))
                state = row["verification"] if row["verification"] != "objected" else "declared"
                line = dict(person=person.code, date=date, enterprise=client.code if client else "", role=role,
                            present=present[place], evaluation=grade, verification=state)
                if client in wrong:
                    line.update(annulled=True, annul_reason="Anotada en la lista de otro curso.")
                lines.append(line)
        self.events.append((row, lines))
        return row

    def trainer(self, random):
        given, surnames, _ = self.name(random, random.pick(("female", "male")))
        return "%s %s" % (given, surnames)

    def make_other_events(self, random):
        """Fairs, meetings and courses that make nobody a trained enterprise of the year."""
        outside = self.extra["fair_only"] + self.extra["attention_only"]
        guests = lambda clients: [(client, client.people[0]) for client in clients]
        middle = self.workdays[len(self.workdays) // 2]
        self.add_course(random, self.centre, self.workdays[70], 1, guests(outside + self.clients[:9]), kind="fair",
                        topic="Feria de la micro y pequeña empresa", theme="other")
        self.add_course(random, self.centre, self.workdays[200], 2, guests(outside + self.clients[9:20]), kind="fair",
                        topic="Feria navideña de productores", theme="other")
        for month in range(3):
            self.add_course(random, self.centre, self.workdays[30 + 80 * month], 1,
                            guests(self.extra["fair_only"] + self.clients[20:26]), kind="meeting",
                            topic="Mesa de productores y municipalidades", theme="associativity")
        others = self.extra["december_only"] + self.extra["january_only"] + self.extra["not_reportable"]
        self.add_course(random, self.centre, self.first_day - 24 * DAY, 2, guests(others + self.clients[30:36]))
        self.add_course(random, self.centre, workday_from(self.last_day + 12 * DAY), 2,
                        guests(others + self.clients[36:42]))
        self.add_course(random, self.centre, middle, 2, guests(self.extra["not_reportable"] + self.trained[:9]),
                        reportable=False)
        self.add_course(random, self.antenna, middle + 20 * DAY, 1, [], annulled=True,
                        annul_reason="Evento registrado por error.")
        self.add_course(random, self.antenna, middle + 34 * DAY, 1, guests(self.extra["objected"] + self.trained[19:28]),
                        verification="objected", evidence="Lista sin firmas.")
        self.add_course(random, self.centre, middle + 48 * DAY, 2, [], state="cancelled", verification="declared",
                        evidence="")

    def write_event(self, row, lines):
        code = self.code("EV", 3)
        self.tables.add("events", code, **row)
        for line in lines:
            self.tables.add("attendances", self.code("AS", 5), event=code, **line)

    # Technical assistance

    def make_assistances(self):
        random = self.stream()
        contracts = []
        firms = list(self.assisted)
        if len(firms) >= 12:
            members = [client for client in firms if client is not self.mover][:6]
            firms = [client for client in firms if client not in members]
            self.group.members = members
            contracts.append(([self.group] + members, "finished", {}))
        for place, client in enumerate(firms):
            state = "terminated" if place == 3 else random.weighted(
                (("finished", 78), ("delivered", 12), ("contracted", 10)))
            contracts.append(([client], state, {"part_accepted": True} if place == 3 else {}))
        for client in firms[4:7]:
            contracts.append(([client], "finished", {}))
        contracts.append(([firms[-1]], "rejected", {}))
        for client in self.extra["terminated"]:
            contracts.append(([client], "terminated", {"part_accepted": False}))
        for client in self.extra["deserted"]:
            contracts.append(([client], "deserted", {}))
        for client in self.extra["terms_only"]:
            contracts.append(([client], "offers_received", {}))
        for client in self.extra["earlier_contract"]:
            contracts.append(([client], "finished", {"signed_on": workday_from(self.first_day - 20 * DAY)}))
        for client in self.extra["annulled"][:1]:
            contracts.append(([client], "finished", {"annulled": True, "annul_reason": "Contrato duplicado."}))
        for client in self.extra["not_reportable"][:1]:
            contracts.append(([client], "finished", {"reportable": False}))
        made = [self.contract(random, *contract) for contract in contracts]
        made.sort(key=lambda row: (row["order"], row["enterprises"]))
        for row in made:
            del row["order"]
            self.tables.add("assistances", self.code("AT", 3), **row)

    def price(self, random, firms):
        """Total, the client's per cent and the client's share: none a published figure."""
        while True:
            total = self.amount(random, 40000 * firms, 240000 * firms, 2500)
            percent = random.pick((3, 5, 8, 10, 15, 18))
            share = (total * percent + 50) // 100
            if not any(map(self.tables.refuses_cents, (share, total - share, percent * 100, 10000 - percent * 100))):
                return total, percent, share

    def contract(self, random, firms, state, values):
        theme, title = random.pick(words.ASSISTANCE_TITLES)
        signed = values.get("signed_on") or random.pick(self.workdays[10:-25])
        total, percent, share = self.price(random, min(3, len(firms)))
        contracted = state in ("contracted", "delivered", "finished", "rejected", "terminated")
        unit = firms[0].unit
        starts = workday_from(signed + 5 * DAY)
        ends = workday_from(starts + random.between(30, 75) * DAY)
        done = state in ("finished", "rejected")
        hours = self.count(random, 20, 96, 4)
        row = dict(order=signed, unit=unit, title=title, theme=theme, delivery="contracted",
                   consultant=self.trainer(random) if contracted else "",
                   adviser=random.pick(self.adviser_of(unit, "business")),
                   enterprises=[firm.code for firm in firms], signed_on=signed if contracted else None,
                   starts_on=starts if contracted else None, ends_on=ends if contracted else None, hours=hours,
                   total=money(total), client_percent="%d.00" % percent, operator_percent="%d.00" % (100 - percent),
                   client_share=money(share), operator_share=money(total - share),
                   client_paid_on=workday_from(signed + 3 * DAY) if contracted and random.chance(92) else None,
                   state=state, act={"finished": "conformity", "rejected": "rejection"}.get(state, ""),
                   act_on=ends if done else None, reportable=True, funding=self.funding(random, unit, signed),
                   **self.verification(random))
        row.update(values)
        for firm in firms:
            firm.seen(signed)
            if contracted and row["reportable"] and not row.get("annulled") and (
                    state != "terminated" or values.get("part_accepted")):
                firm.services.append(signed)
        return row

    # Links and financing

    def add_link(self, client, institution, instrument, date, amount, **values):
        kind = {"credit": "financial", "guarantee": "financial", "sale": "commercial",
                "service": "institutional"}.get(instrument, "non_reimbursable")
        row = dict(kind=kind, institution=institution, instrument=instrument, date=date, requested=amount and money(amount),
                   reportable=True, programme="", state="approved", parts=[])
        if isinstance(client, Person):
            row.update(unit=client.unit, person=client.code)
        else:
            row.update(unit=client.unit, enterprise=client.code)
        row.update(values)
        client.seen(date)
        self.links.append(row)
        return row

    def approved_link(self, random, client, institution, instrument, amount, approved=None, **values):
        approved = approved or random.pick(self.workdays[4:-3])
        date = workday_from(approved - random.between(8, 45) * DAY)
        date = min(date, approved)
        asked = amount if random.chance(70) else amount + random.between(1, 8) * 10000
        while self.tables.refuses_cents(asked):
            asked += 10000
        row = self.add_link(client, institution, instrument, date, asked, approved=money(amount), approved_on=approved,
                            **dict(self.verification(random), **values))
        row["funding"] = self.funding(random, row["unit"], approved)
        return row

    def pay(self, random, row, amount, start):
        """Disburses the amount in one to three parts from the date on."""
        number = random.weighted(((1, 70), (2, 22), (3, 8))) if amount >= 150000 else 1
        left, date = amount, start
        for part in range(number):
            paid = left if part == number - 1 else left * 4 // 10 // 5000 * 5000
            if self.tables.refuses_cents(paid) or self.tables.refuses_cents(left - paid):
                paid = left
            row["parts"].append((date, paid))
            left -= paid
            if not left:
                break
            date = workday_from(date + random.between(15, 40) * DAY)

    def make_links(self):
        random = self.stream()
        self.links = []
        lenders = [code for kind in ("bank", "cooperative", "supervised_lender") for code in self.institutions[kind]]
        credit, free = self.sums["financing_negotiated"], self.sums["resources_mobilised"]
        number = max(2, credit // 470000)
        amounts = split(random, credit, number, min(30000, credit // (3 * number)), max(1500000, credit * 2 // number),
                        5000, self.tables.refuses_cents)
        borrowers = random.sample(self.clients, min(len(self.clients), number * 6 // 7 + 1))
        for place, amount in enumerate(random.shuffled(amounts)):
            client = borrowers[place % len(borrowers)]
            late = place == 0
            approved = max(self.workdays[-2:]) if late else None
            row = self.approved_link(random, client, random.pick(lenders), "credit", amount, approved=approved,
                                     programme="Crédito para la micro y pequeña empresa")
            approved = row["approved_on"]
            if late:
                row["state"] = "disbursed"
                first = amount * 4 // 10 // 100 * 100 or amount
                start = workday_from(self.last_day + 9 * DAY)
                row["parts"] = [(start, first)] + ([(workday_from(start + 30 * DAY), amount - first)]
                                                   if amount > first else [])
            elif random.chance(82):
                row["state"] = random.pick(("disbursed", "disbursed", "closed"))
                self.pay(random, row, amount, workday_from(approved + random.between(2, 20) * DAY))
        self.make_free_money(random, free)
        self.make_uncounted_links(random, lenders)
        self.links.sort(key=lambda row: (row["date"], row.get("enterprise", ""), row.get("person", ""), row["instrument"]))
        for row in self.links:
            parts = row.pop("parts")
            code = self.code("VI", 4)
            self.tables.add("links", code, **row)
            for date, paid in parts:
                self.tables.add("disbursements", self.code("DE", 4), link=code, date=date, amount=money(paid),
                                evidence="Comprobante de desembolso" if random.chance(80) else "")

    def make_free_money(self, random, total):
        """Grants, seed capital and help in kind: about a fifth in kind."""
        number = max(2, total // 610000)
        amounts = split(random, total, number, min(20000, total // (3 * number)), max(2400000, total * 2 // number), 2500,
                        self.tables.refuses_cents)
        givers = (("ORG-PNUD", "Apoyo a pequeños productores"), ("ORG-MINEC", "FONDEPRO"),
                  ("ORG-CONAMYPE", "Capital semilla"), ("ORG-ONG-1", "Medios de vida de la costa"))
        for amount in amounts:
            instrument = random.weighted((("grant", 45), ("seed_capital", 27), ("in_kind", 28)))
            giver, programme = random.pick(givers)
            row = self.approved_link(random, random.pick(self.clients), giver, instrument, amount, programme=programme)
            if random.chance(70):
                row["state"] = "closed" if instrument == "in_kind" else "disbursed"
                if instrument != "in_kind":
                    self.pay(random, row, amount, workday_from(row["approved_on"] + 10 * DAY))

    def make_uncounted_links(self, random, lenders):
        def some(low, high):
            return self.amount(random, low * 100, high * 100, 5000)

        def any_client():
            return random.pick(self.clients)

        before, after = workday_from(self.first_day - 18 * DAY), workday_from(self.last_day + 8 * DAY)
        for amount in (900000, 350000, 120000):
            self.add_link(any_client(), random.pick(lenders), "credit", random.pick(self.workdays), amount, state="denied")
        for state in ("identified", "submitted", "submitted"):
            self.add_link(any_client(), random.pick(lenders), "credit", random.pick(self.workdays[-60:]),
                          some(500, 6000), state=state)
        self.approved_link(random, any_client(), random.pick(lenders), "credit", some(2000, 7000), state="withdrawn")
        for client in self.extra["withdrawn_link"]:
            self.approved_link(random, client, random.pick(lenders), "credit", some(1000, 3000), state="withdrawn")
        for _ in range(2):
            self.approved_link(random, any_client(), "ORG-ONG-1", "credit", some(300, 900), programme="Caja comunal")
        row = self.approved_link(random, any_client(), lenders[0], "credit", 420000, approved=before, state="disbursed")
        row["parts"] = [(workday_from(self.first_day + 7 * DAY), 420000)]
        self.approved_link(random, any_client(), lenders[1], "credit", some(1000, 5000), approved=after)
        self.approved_link(random, any_client(), lenders[0], "credit", some(1000, 5000), reportable=False)
        self.approved_link(random, any_client(), lenders[1], "credit", some(1000, 5000), annulled=True,
                           annul_reason="Registrado dos veces.")
        self.approved_link(random, any_client(), lenders[0], "credit", some(1000, 5000), verification="objected",
                           evidence="Sin carta de aprobación.")
        self.approved_link(random, any_client(), "ORG-PNUD", "grant", some(900, 4000), verification="objected",
                           evidence="Acta sin firma.")
        self.approved_link(random, any_client(), "ORG-MINEC", "grant", some(900, 4000), approved=before)
        for _ in range(5):
            self.add_link(any_client(), "ORG-SUPER", "sale", random.pick(self.workdays), some(200, 2500),
                          state="closed", approved=money(some(200, 2500)), approved_on=random.pick(self.workdays[60:]))
        for _ in range(3):
            self.approved_link(random, any_client(), lenders[0], "guarantee", some(500, 3000))
        for client in [any_client(), any_client(), self.outsider] + self.extra["link_only"]:
            self.add_link(client, "ORG-UNIV", "service", random.pick(self.workdays), None, kind="academic", state="closed")
        self.add_link(self.extra["link_only"][0], "ORG-SUPER", "sale", random.pick(self.workdays), some(200, 900),
                      state="identified")
        self.add_link(self.entrepreneurs[0], "ORG-UNIV", "service", random.pick(self.workdays), None, kind="academic",
                      state="closed")

    # Before and after

    def add_snapshot(self, random, client, kind, date, sales, jobs, **values):
        """Sales in cents: (national, export); jobs: four counts."""
        names = ("jobs_male_fixed", "jobs_male_temporary", "jobs_female_fixed", "jobs_female_temporary")
        client.seen(date)
        row = dict(unit=client.unit, enterprise=client.code, kind=kind, reference_date=date,
                   national_sales=money(sales[0]), export_sales=money(sales[1]),
                   formality=random.weighted((("informal", 62), ("formal_natural", 30), ("formal_legal", 8))),
                   production_cost=money(sales[0] * random.between(45, 70) // 100) if random.chance(70) else None,
                   captured_by=random.pick(self.adviser_of(client.unit, "business")),
                   method=random.weighted((("visit", 55), ("phone", 20), ("survey", 15), ("document", 10))),
                   markets=["local", "regional"] if random.chance(30) else ["local"], products=client.trade[4],
                   **self.verification(random))
        if jobs:
            row.update(zip(names, jobs))
        row.update(values)
        cost = row.get("production_cost")
        if any(self.tables.refuses_cents(cents(text)) for text in (row["national_sales"], row["export_sales"], cost or "0")):
            row["production_cost"] = None
            row["national_sales"], row["export_sales"] = money(sales[0] - 100), money(sales[1] + 100)
        self.snapshots.append(row)
        return row

    def first_service(self, client):
        return min(date for date in client.services if date >= self.first_day)

    def opening_of(self, random, client):
        """The opening's date and values, before the first service of the year; a third of them long before."""
        first = self.first_service(client)
        earliest = self.first_day - 220 * DAY
        date = first - random.between(1, 12) * DAY
        if random.chance(30):
            date = earliest + random.below(200) * DAY
        workers = self.count(random, 1, 6)
        jobs = [0, 0, 0, 0]
        for _ in range(workers):
            jobs[random.weighted(((0, 25), (1, 12), (2, 48), (3, 15)))] += 1
        sales = random.between(24, 460) * 10000 + random.below(100) * 100
        if random.chance(4):
            sales += random.between(700, 1100) * 10000
        client.sales, client.jobs = sales, jobs
        return date, sales, jobs

    def make_snapshots(self):
        random = self.stream()
        self.snapshots = []
        limit = self.last_day - 100 * DAY
        ready = random.shuffled([client for client in self.clients if self.first_service(client) <= limit
                                 and client is not self.original])
        total = self.sums["sales_increase"]
        number = max(2, min(total // 240000, len(ready) * 2 // 5))
        rises = split(random, total, number, max(1, min(8000, total // (3 * number))), max(1100000, total * 3 // number), 500,
                      self.tables.refuses_cents)
        # The double's closing answers the opening of its original: one enterprise, two records.
        self.rise(random, self.original, rises[0], closing_on=self.double)
        for client, rise in zip(ready, rises[1:]):
            self.rise(random, client, rise)
        place = len(rises) - 1
        for client in ready[place:place + number // 6]:
            self.rise(random, client, -random.between(5, 90) * 1000)
        place += number // 6
        for client in ready[place:place + 3]:
            self.rise(random, client, 0)
        place += 3
        self.make_uncounted_snapshots(random, ready[place:place + 6])
        for client in ready[place + 6:place + 6 + number * 2 // 3]:
            date, sales, jobs = self.opening_of(random, client)
            self.add_snapshot(random, client, "initial", date, (sales, 0), jobs if random.chance(80) else None)
        self.snapshots.sort(key=lambda row: (row["reference_date"], row["enterprise"]))
        for row in self.snapshots:
            self.tables.add("snapshots", self.code("IN", 4), **row)

    def rise(self, random, client, change, closing_on=None):
        date, sales, jobs = self.opening_of(random, client)
        while sales + change < 100000:
            sales += 100000
        client.sales = sales
        export = sales // 5 // 100 * 100 if random.chance(8) else 0
        at_risk = random.between(1, 2) if sum(jobs) > 1 and random.chance(22) else None
        self.add_snapshot(random, client, "initial", date, (sales - export, export), jobs, jobs_at_risk=at_risk)
        if date < self.first_day and random.chance(25):
            older = max(date - 60 * DAY, self.centre_opened)
            if older < date:
                self.add_snapshot(random, client, "initial", older, (sales // 2, 0), jobs)
        first = self.first_service(client)
        closing = workday_from(max(first + 30 * DAY, self.last_day - 90 * DAY) + random.below(75) * DAY)
        closing = min(closing, self.workdays[-1])
        if random.chance(20) and first + 25 * DAY < closing - 20 * DAY:
            between = first + random.between(10, 24) * DAY
            self.add_snapshot(random, client, "follow_up", between, (sales + random.between(-20, 60) * 1000, export), jobs)
        later = list(jobs)
        if at_risk is None and change > 0 and random.chance(35):
            later[random.weighted(((0, 20), (1, 20), (2, 38), (3, 22)))] += random.between(1, 2)
        elif at_risk is None and change < 0 and random.chance(30):
            later[max(range(4), key=lambda place: later[place])] -= 1
        more = min(change // 2 // 100 * 100, 150000) if export and change > 0 else 0
        self.add_snapshot(random, closing_on or client, random.pick(("final", "follow_up")), closing,
                          (sales + change - export - more, export + more), later,
                          retention_stated=(True if random.chance(85) else False) if at_risk else None)
        if random.chance(6):
            self.add_snapshot(random, client, "follow_up", workday_from(self.last_day + 15 * DAY),
                              (sales + abs(change) + 250000, 0), later)

    def make_uncounted_snapshots(self, random, clients):
        """A rise without a service between, an objected and an annulled closing, a closing after the year."""
        last = {client: max(date for date in client.dates if date <= self.last_day) for client in clients}
        idle = [client for client in clients if last[client] < self.last_day - 60 * DAY]
        for place, client in enumerate(clients):
            date, sales, jobs = self.opening_of(random, client)
            closing = self.workdays[-8]
            values = {}
            if client in idle[:1]:
                date = last[client] + 7 * DAY
            elif place % 3 == 0:
                values = {"verification": "objected", "evidence": "Cifra sin respaldo."}
            elif place % 3 == 1:
                values = {"annulled": True, "annul_reason": "Capturado en otra empresa."}
            else:
                closing = workday_from(self.last_day + 20 * DAY)
            self.add_snapshot(random, client, "initial", date, (sales, 0), jobs)
            self.add_snapshot(random, client, "final", closing, (sales + 330000, 0), jobs, **values)

    # Milestones, identities, remarks

    def make_milestones(self):
        random = self.stream()
        rows = []
        for kind, divisor, texts in words.MILESTONES:
            for client in random.sample(self.advised, max(1, len(self.advised) // divisor)):
                rows.append(dict(unit=client.unit, enterprise=client.code, kind=kind,
                                 date=random.pick(self.workdays[20:]), description=random.pick(texts),
                                 **self.verification(random)))
        for person in self.entrepreneurs[:5]:
            rows.append(dict(unit=person.unit, person=person.code, kind="business_started",
                             date=random.pick(self.workdays[20:]), description="Primera venta con factura.",
                             **self.verification(random)))
        # Told again later: a business starts once.
        rows.append(dict([row for row in rows if row["kind"] == "business_started"][0], date=self.workdays[-3],
                         description="Inicio de operaciones, informado de nuevo."))
        rows.append(dict(rows[0], kind="formalisation", date=self.first_day - 40 * DAY,
                         description="Inscripción en el registro de IVA."))
        rows.sort(key=lambda row: (row["date"], row["kind"], row.get("enterprise", ""), row.get("person", "")))
        for row in rows:
            self.tables.add("milestones", self.code("HI", 3), **row)

    def make_identities(self):
        add = self.tables.add
        merged = workday_from(self.first_day + 300 * DAY)
        add("identities", "ID-01", unit=self.agency, kind="enterprise",
            enterprises=[self.original.code, self.double.code], merged_on=merged,
            reason="Misma empresa inscrita dos veces, con el nombre comercial y el de su dueña.")
        add("identities", "ID-02", unit=self.agency, kind="enterprise",
            enterprises=[self.again_a.code, self.again_b.code], merged_on=merged, unmerged_on=merged + 14 * DAY,
            reason="Nombres parecidos; se separaron al comprobar que tienen dueños distintos.")
        add("identities", "ID-03", unit=self.agency, kind="person",
            persons=[self.solo[0].code, self.solo[1].code], merged_on=merged, reason="Misma persona y mismo documento.")
        add("moves", "MU-01", enterprise=self.mover.code, district=self.mover.moves_to, moved_on=self.mover.moved_on,
            address="Barrio El Centro, " + self.district_name[self.mover.moves_to])

    def make_remarks(self):
        self.tables.add("remarks", "OB-01", unit=self.agency, indicator="municipalities_covered",
                        from_on=self.first_day, to_on=self.last_day,
                        text_es="Supuesto: la fuente publica cuántos municipios fueron atendidos, pero no cuáles;"
                                " los del ejemplo se eligieron entre los de todo el departamento.",
                        text_en="Assumed: the source publishes how many municipalities were served, but not which;"
                                " those of the example were chosen from the whole department.")

    # The clients' own rows, once it is known when each was first seen

    def consent(self, random, date):
        if random.chance(6):
            return {}
        scopes = ["services"] + (["surveys"] if random.chance(90) else []) + (
            ["share_national"] if random.chance(85) else []) + (["publish"] if random.chance(25) else [])
        return dict(consent_on=date, consent_text="F1-%d" % date.year, consent_scopes=scopes)

    def dui(self, random):
        while True:
            eight = "9%07d" % random.below(10000000)
            if eight not in self.duis:
                self.duis.add(eight)
                return "%s-%d" % (eight, check_digit(eight))

    def phone(self, random):
        return "+503 1%03d-%04d" % (random.below(1000), random.below(10000))

    def registered(self, random, record):
        first = record.first or random.pick(self.workdays)
        date = first - random.weighted(((0, 60), (random.between(1, 20), 40))) * DAY
        return max(date, min(self.centre_opened, first))

    def make_people(self):
        random = self.stream()
        for person in self.people:
            if person.first is None and person.enterprise:
                person.first = person.enterprise.first
            date = self.registered(random, person)
            given, surnames, _ = person.names
            born = datetime.date(self.year - random.between(19, 67), random.between(1, 12), random.between(1, 28))
            row = dict(unit=person.unit, adviser=random.pick(self.adviser_of(person.unit, "business")),
                       given_names=given, surnames=surnames, sex=person.sex, birth_date=born,
                       dui=self.dui(random) if random.chance(90) else "",
                       mobile=self.phone(random) if random.chance(88) else "",
                       phone=self.phone(random) if random.chance(12) else "",
                       email="%s.%s@example.org" % (plain(given + " " + surnames), person.code[2:])
                       if random.chance(35) else "",
                       district=person.district, zone=random.weighted((("urban", 62), ("rural", 38))),
                       address=random.pick(words.ADDRESSES),
                       education=random.weighted(words.EDUCATION), provenance=random.weighted(words.PROVENANCE),
                       registered_on=date, status=random.weighted((("active", 80), ("follow_up", 15), ("inactive", 5))),
                       **self.consent(random, date))
            if row.get("consent_on"):
                row.update(disability=random.weighted((("no", 90), ("yes", 3), ("not_stated", 7))),
                           indigenous=random.weighted((("no", 84), ("yes", 4), ("not_stated", 12))),
                           returned_migrant=random.weighted((("no", 80), ("yes", 9), ("not_stated", 11))))
            if not row["dui"] and random.chance(15):
                row.update(other_document_type="passport", other_document="X%07d" % random.below(10000000))
            if person.entrepreneur:
                row.update(motive=random.pick(("necessity", "opportunity", "dynamic")),
                           stage=random.pick(("idea", "preincubation", "incubation", "start_up")))
            self.tables.add("persons", person.code, **row)
            if person.enterprise:
                started = self.first_day.replace(year=self.year - random.between(1, 9), month=random.between(1, 12))
                self.tables.add("affiliations", self.code("AF", 4), person=person.code,
                                enterprise=person.enterprise.code, relation=person.relation, from_on=started)
        first, second = self.solo[:2]
        rows = {row["code"]: row for row in self.tables.rows["persons"]}
        for column in ("given_names", "surnames", "sex", "birth_date", "district", "mobile"):
            rows[second.code][column] = rows[first.code].get(column)
        rows[second.code]["dui"] = ""

    def make_enterprises(self):
        random = self.stream()
        edges = self.size_edges()
        for place, client in enumerate(self.enterprises):
            sector, activity, activity_text, brand, product = client.trade
            owner = client.people[0]
            date = self.registered(random, client)
            led = owner.sex if len(client.people) == 1 or random.chance(80) else "mixed"
            formal = random.chance(32)
            surname = owner.names[2]
            trade_name = "%s %s" % (brand, random.pick((surname, random.pick(words.BRANDS))))
            sales = client.sales or self.amount(random, 180000, 4200000, 10000)
            workers = sum(client.jobs) if client.jobs else self.count(random, 1, 8)
            row = dict(unit=client.unit, adviser=random.pick(self.adviser_of(client.unit, "business")),
                       name=trade_name if not client.like else "%s %s" % (brand, surname),
                       trade_name=trade_name if random.chance(60) else "", category=client.category,
                       constitution="natural_person" if formal else random.weighted(
                           (("informal_natural", 82), ("unincorporated_partnership", 8), ("legal_person", 10))),
                       started_on=date.replace(year=date.year - random.between(1, 14), day=1),
                       formal_accounting=formal and random.chance(50), sector=sector, activity=activity,
                       activity_text=activity_text, products=product,
                       markets=random.weighted(((["local"], 60), (["local", "regional"], 25),
                                                (["local", "regional", "national"], 12), (["local", "international"], 3))),
                       led_by=led if random.chance(96) else "", phone=self.phone(random) if random.chance(55) else "",
                       email="%s.%s@example.org" % (plain(trade_name), client.code[2:]) if random.chance(22) else "",
                       district=client.district, zone=random.weighted((("urban", 62), ("rural", 38))),
                       address=random.pick(words.ADDRESSES), annual_sales=money(sales), workers=workers,
                       provenance=random.weighted(words.PROVENANCE), registered_on=date,
                       status=random.weighted((("active", 82), ("follow_up", 14), ("inactive", 4))),
                       show_in_catalogue=random.chance(25), **self.consent(random, date))
            if client.category == "group":
                row.update(constitution="enterprise_group", name="Grupo Asociativo " + trade_name, led_by="mixed",
                           members=[member.code for member in client.members])
            elif random.chance(3):
                row.update(category="cooperative", constitution="legal_person",
                           name="Asociación Cooperativa %s de R.L." % trade_name)
            elif place % 9 == 0:
                row["category"] = "individual"
            if edges and client.sales is None and client.category == "enterprise" and date.year == self.year:
                half = 1 if date.month > 6 else 0
                match = next((edge for edge in edges if edge[0] == half), None)
                if match:
                    edges.remove(match)
                    row.update(match[1])
            self.tables.add("enterprises", client.code, **row)

    def size_edges(self):
        """Enterprises at the edge of the size classes, under the practice before the law and under the law."""
        edges = [(0, dict(annual_sales="68571.36", workers=10)), (0, dict(annual_sales="68571.48", workers=4)),
                (0, dict(annual_sales="24000.00", workers=11)), (1, dict(annual_sales="116836.80", workers=10)),
                (1, dict(annual_sales="116836.81", workers=10)), (1, dict(annual_sales="50000.00", workers=11)),
                (1, dict(annual_sales="1167640.81", workers=5)),
                (1, dict(annual_sales="38000.00", workers=9, size_override="small",
                         size_override_reason="Dos sucursales que se llevan en otra contabilidad."))]
        return [edge for edge in edges if not self.tables.refuses_count(edge[1]["workers"])]

    def make(self):
        self.make_units()
        self.make_staff()
        self.make_organisations()
        self.make_agreements()
        self.make_clients()
        self.make_sessions()
        self.make_courses()
        self.make_assistances()
        self.make_links()
        self.make_snapshots()
        self.make_milestones()
        self.make_people()
        self.make_enterprises()
        self.make_identities()
        self.make_remarks()
        return self.tables


def main():
    here = os.path.dirname(os.path.abspath(__file__))
    example = os.path.join(os.path.dirname(here), "examples", "la-union-2014")
    parser = argparse.ArgumentParser(description="Makes an example data set from target figures.")
    parser.add_argument("--shared", required=True, help="folder with names/ and territory/")
    parser.add_argument("--targets", default=os.path.join(example, "published.json"))
    parser.add_argument("--seed", type=int, default=2014)
    parser.add_argument("--out", default=example)
    parser.add_argument("--scale", type=int, help="number of sessions of a plain set for measuring")
    options = parser.parse_args()
    if options.scale:
        example_scale.make(options.shared, options.seed, options.scale, options.out)
        return 0
    with open(options.targets, encoding="utf-8") as file:
        targets = json.load(file)
    tables = Year(targets, options.shared, options.seed).make()
    tables.write(options.out)
    for dataset, rows in tables.rows.items():
        print("%-14s %6d" % (dataset, len(rows)), file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
