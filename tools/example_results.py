"""What came of it in the example: links and money, before and after, milestones, identities, remarks."""

import datetime

import example_words as words
from example_clients import Person
from example_kit import cents, money, split, workday_from

DAY = datetime.timedelta(days=1)


class Results:
    """Needs what Clients and Services made."""

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
