"""The agency's own year: who its members are, what its organs resolved, and the money and promises of its agreements.

Everything here stands on records that the other parts made; nothing of it changes a figure of the results, since the money of
an agreement is the agency's own.
"""

import datetime

import example_agency_words as words
from example_kit import money, workday_from

DAY = datetime.timedelta(days=1)


def month_end(date):
    return (date.replace(day=28) + 4 * DAY).replace(day=1) - DAY


class Agency:
    """A part of the year that is made of targets: see make_example.py."""

    def make_agency(self):
        random = self.stream()
        self.make_more_agreements()
        self.make_members(random)
        self.make_organs(random)
        self.make_meetings(random)
        self.make_duties()
        self.make_money(random)
        self.make_reports()
        self.make_agreement_targets()

    def beside(self, value):
        """The value, or the next one that is none of the published counts."""
        while self.tables.refuses_count(value):
            value += 1
        return value

    def day(self, offset):
        """A working day, so many days after the first of the year."""
        return workday_from(self.first_day + offset * DAY)

    def full_name(self, random, sex):
        given, surnames, _ = self.name(random, sex)
        return "%s %s" % (given, surnames)

    # Agreements beside those that pay for services

    def make_more_agreements(self):
        first, last = self.first_day, self.last_day
        halls = self.own_halls()
        for code, title, kind, programme, text, parties, start, end, state in words.AGREEMENTS:
            parties = {role: [halls.get(name, name) for name in names] for role, names in parties.items()}
            self.tables.add("agreements", code, unit=self.agency, title=title, kind=kind, programme=programme, object=text,
                            signed_on=workday_from(first + start * DAY), valid_from=workday_from(first + start * DAY),
                            valid_to=last + end * DAY, state=state, public=True, **parties)

    def own_halls(self):
        """The town halls of the centre and of the antenna, by the names that the words give them."""
        return {"HALL-1": "ORG-AM-" + self.unit_district[self.centre], "HALL-2": "ORG-AM-" + self.unit_district[self.antenna]}

    # Members and organs

    def make_members(self, random):
        joined = self.centre_opened - 60 * DAY
        self.members = {}
        classes = [(code, "founder") for code in words.FOUNDERS] + [(code, "active") for code in words.ACTIVE]
        classes += [(code, "founder" if place < len(self.town_halls) * 2 // 3 else "active")
                    for place, code in enumerate(self.town_halls)]
        classes.append((words.HONORARY, "honorary"))
        for place, (organisation, kind) in enumerate(classes):
            on = workday_from(joined if kind == "founder" else joined + (90 + 20 * place) * DAY)
            row = self.tables.add("memberships", self.code("SO", 2), unit=self.agency, organisation=organisation, joined_on=on,
                                  representative=self.full_name(random, random.pick(("female", "male"))),
                                  alternate=self.full_name(random, random.pick(("female", "male"))),
                                  register_entry="Libro 1, folio %d" % (place + 3), **{"class": kind})
            self.members[organisation] = row
        # One left in the year: the history of members shows it.
        gone = self.members[words.LEFT]
        gone.update(left_on=self.day(150), leave_reason="Cerró su oficina en el departamento.")

    def make_organs(self, random):
        self.officers = {}
        for code, name, kind, quorum, percent, level, statute in words.ORGANS:
            self.tables.add("organs", code, unit=self.agency, name=name, kind=kind, quorum=quorum, quorum_percent=percent,
                            level=level, territory=self.targets["department"], statute=statute)
            self.officers[code] = []
        start = self.first_day - 280 * DAY
        for organ, offices in words.OFFICES:
            for office, organisation in offices:
                if organisation == "HALL":
                    organisation = random.pick(self.town_halls)
                sex = random.pick(("female", "male"))
                row = self.tables.add("board_terms", self.code("CG", 2), organ=organ, person=self.full_name(random, sex), sex=sex,
                                      office=office, organisation=organisation, from_on=start,
                                      to_on=self.last_day + 85 * DAY, registry_number="INS-%03d" % (40 + len(self.officers[organ])))
                self.officers[organ].append(row)

    # Meetings and what they resolved

    def make_meetings(self, random):
        place = 0
        texts = iter(words.RESOLUTIONS)
        for organ, offset, call, state, number in words.MEETINGS:
            place += 1
            on = self.day(offset)
            present = self.present(random, organ, on, call, state)
            held = state == "held"
            row = self.tables.add(
                "meetings", self.code("R", 2), organ=organ, date=on, start_time="09:00" if organ != "MESA" else "14:00", call=call,
                convened_on=workday_from(on - 16 * DAY), place=random.pick(words.PLACES), district=self.unit_district[self.centre],
                agenda="\n".join(random.sample(words.AGENDA, 3 + random.below(3))), guests=random.pick(words.GUESTS), state=state,
                minutes=words.MINUTES % (place, len(present["members"] or present["officers"])) if held else "",
                book=words.BOOKS[organ] if held else "", folio=str(self.beside(4 * place)) if held else "", **present)
            for index in range(number):
                self.resolve(random, row, organ, index + 1, next(texts))

    def present(self, random, organ, on, call, state):
        if organ != "ASAMBLEA":
            officers = [row["code"] for row in self.officers[organ]]
            count = len(officers) if state != "no_quorum" else len(officers) // 2
            return {"members": [], "officers": sorted(random.sample(officers, max(len(officers) // 2 + 1, count - random.below(2))
                                                                    if state != "no_quorum" else count))}
        ready = [row for row in self.members.values() if row["class"] != "honorary" and row["joined_on"] <= on
                 and (row.get("left_on") is None or row["left_on"] >= on)]
        share = (len(ready) * 4 // 5) if call == "first" and state == "held" else len(ready) * 2 // 5
        return {"members": sorted(row["code"] for row in random.sample(ready, share)), "officers": []}

    def resolve(self, random, meeting, organ, number, told):
        text, organisation, days, fate, actions = told
        due = workday_from(meeting["date"] + days * DAY)
        owner = self.owner(organisation)
        done = fate == "done"
        done_on = workday_from(meeting["date"] + max(3, days - 12 + random.below(20)) * DAY) if done else None
        row = self.tables.add("resolutions", self.code("AC", 2), meeting=meeting["code"], number="%s-%d" % (meeting["code"], number),
                              text=text, owner=owner, organisation=organisation, due_on=due, level=words.LEVELS.get(organisation, ""),
                              territory=self.targets["department"], state=fate, done_on=done_on,
                              evidence="Archivo de la secretaría, carpeta de %s." % meeting["code"] if done else "")
        for step, action in enumerate(actions):
            finished = done or (fate == "started" and step == 0)
            on = min(done_on or self.last_day, workday_from(meeting["date"] + (step + 1) * days // (len(actions) + 1) * DAY))
            self.tables.add("resolution_actions", self.code("AX", 2), resolution=row["code"], text=action, owner=owner,
                            due_on=workday_from(meeting["date"] + (step + 1) * days // (len(actions) + 1) * DAY),
                            state="done" if finished else "dropped" if fate == "dropped" else "open",
                            done_on=on if finished else None, evidence="Nota de la secretaría." if finished else "")

    def owner(self, organisation):
        member = self.members.get(organisation)
        return member["representative"] if member else self.tables.rows["staff"][0]["name"]

    def make_duties(self):
        year = self.year
        for code, title, kind, basis, addressee, due, done in words.DUTIES:
            month, day = due
            date = datetime.date(year, month, day)
            self.tables.add("duties", "%s-%d" % (code, year), unit=self.agency, title=title, kind=kind, basis=basis, addressee=addressee,
                            due_on=date, owner=self.tables.rows["staff"][0]["name"], state="done" if done else "pending",
                            done_on=workday_from(date - 9 * DAY) if done else None, evidence="Constancia %s-%d" % (code[:3], year) if done else "")

    # Money and promises

    def make_money(self, random):
        halls = self.own_halls()
        for agreement, organisation, kind, amount, text in words.CONTRIBUTIONS:
            self.tables.add("contributions", self.code("AP", 2), agreement=agreement, organisation=halls.get(organisation, organisation),
                            kind=kind, amount=money(amount), description=text)
        number = {}
        for agreement, organisation, offset, amount, condition, state in words.INSTALMENTS:
            number[agreement] = number.get(agreement, 0) + 1
            planned = self.day(offset)
            values = {}
            if state == "received":
                late = random.between(2, 40)
                values = dict(claimed_on=workday_from(planned - 7 * DAY), received_on=workday_from(planned + late * DAY),
                              received=money(amount), evidence="Nota de abono, carpeta de %s." % agreement)
            elif state == "claimed":
                values = dict(claimed_on=planned)
            self.tables.add("instalments", self.code("CU", 2), agreement=agreement, number=number[agreement],
                            organisation=halls.get(organisation, organisation), planned_on=planned, amount=money(amount), condition=condition,
                            state=state, **values)
        agreement, subject, offset, end = words.ADDENDUM
        self.tables.add("addenda", "AD-01", agreement=agreement, number=1, signed_on=self.day(offset), subject=subject,
                        valid_to=self.last_day + end * DAY, document="Adenda 1, archivo de convenios.")

    def make_reports(self):
        """The monthly reports to the national office and the quarterly ones to the partner."""
        for month in range(1, 13):
            start = self.first_day.replace(month=month)
            end = month_end(start)
            state = "accepted" if month < 10 else "observed" if month == 10 else "sent" if month == 11 else "pending"
            self.add_report("CV-01", "monthly", start, end, end + 10 * DAY, "ORG-CONAMYPE", state)
        for quarter in range(4):
            start = max(self.first_day.replace(month=1 + 3 * quarter), self.day(20))
            end = month_end(self.first_day.replace(month=3 + 3 * quarter))
            self.add_report("CV-08", "quarterly", start, end, end + 20 * DAY, "ORG-PNUD", "accepted" if quarter < 3 else "pending")

    def add_report(self, agreement, kind, start, end, due, addressee, state):
        sent = workday_from(due - 4 * DAY) if state != "pending" else None
        answered = workday_from(due + 9 * DAY) if state in ("accepted", "observed") else None
        self.tables.add("agreement_reports", self.code("IA", 2), agreement=agreement, kind=kind, from_on=start, to_on=end, due_on=due,
                        addressee=addressee, state=state, sent_on=sent, answered_on=answered,
                        observations="Adjuntar la lista de asistencia del curso de octubre." if state == "observed" else "",
                        evidence="Acuse de recibo, archivo de convenios." if sent else "")

    def make_agreement_targets(self):
        decided = self.day(20)
        for month in range(1, 13):
            start = self.first_day.replace(month=month)
            for indicator, count in words.MONTHLY_TARGETS:
                self.add_target("CV-01", indicator, start, month_end(start), workday_from(self.first_day - 20 * DAY), "Anexo de metas",
                                count=self.beside(count))
        for agreement, indicator, value, basis in words.YEARLY_TARGETS:
            amount = indicator in ("sales_increase", "financing_negotiated", "resources_mobilised")
            valid = next(row for row in self.tables.rows["agreements"] if row["code"] == agreement)
            start, end = max(self.first_day, valid["valid_from"]), min(self.last_day, valid["valid_to"])
            self.add_target(agreement, indicator, start, end, decided, basis, **({"amount": money(value)} if amount else {"count": self.beside(value)}))

    def add_target(self, agreement, indicator, start, end, decided, basis, **value):
        self.tables.add("agreement_targets", self.code("ME", 3), agreement=agreement, indicator=indicator, from_on=start, to_on=end,
                        decided_on=decided, basis=basis, **value)
