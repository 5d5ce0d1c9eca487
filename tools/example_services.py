"""What the agency of the example gives: advice, training, technical assistance."""

import datetime

import example_words as words
from example_kit import money, workday_from, workdays

DAY = datetime.timedelta(days=1)
VERIFICATIONS = (("declared", 35), ("with_evidence", 30), ("verified", 25), ("validated", 10))


class Services:
    """Needs what Clients made."""

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
