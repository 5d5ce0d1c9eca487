"""The agency of the example, its people and its clients: who they are, and in the end their own rows."""

import csv
import datetime
import os

import example_words as words
from example_kit import Random, Tables, cents, check_digit, money, plain, workday_from, workdays

DAY = datetime.timedelta(days=1)


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


class Clients:
    """Whom the year is about. Each part draws from a stream of its own, so that one can change alone."""

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
            short_name=targets["agency"]["short_name"], territory=targets["department"], opened_on=opened,
            address="3.ª calle poniente n.º 12, barrio El Centro, La Unión", phone="+503 1604-0000", email="adel@example.org",
            place="La Unión", bank_account="Banco del Ejemplo, cuenta corriente 000-000000-0, a nombre de la agencia", **common)
        self.centre_opened = workday_from(start + 75 * DAY)
        add("units", self.centre, parent=self.agency, kind="centre", name=targets["centre"]["name"],
            short_name=targets["centre"]["name"], territory=targets["department"],
            opened_on=self.centre_opened, letterhead_name="Centro de Desarrollo de Micro y Pequeñas Empresas de La Unión",
            phone="+503 1604-0001", email="cdmype@example.org", **common)
        add("units", self.antenna, parent=self.centre, kind="antenna", name=targets["antenna"]["name"],
            short_name=targets["antenna"]["name"], territory=targets["department"],
            opened_on=workday_from(start + 200 * DAY), address="2.ª avenida norte n.º 5, Santa Rosa de Lima",
            phone="+503 1641-0000", place="Santa Rosa de Lima", **common)

    def make_staff(self):
        random = self.stream()
        self.advisers = {self.centre: {}, self.antenna: {}}
        for unit, position, speciality in words.POSITIONS:
            unit = {"agency": self.agency, "centre": self.centre, "antenna": self.antenna}[unit]
            given, surnames, _ = self.name(random, "female" if position.split()[0].endswith("a") else "male")
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

    def make_signatories(self):
        """Who signs: the executive director for the agency, director and administration for the centre."""
        staff = {(row["unit"], row["speciality"]): row for row in reversed(self.tables.rows["staff"])}
        for unit, speciality, office, position in (
                (self.agency, "management", "executive", "Directora ejecutiva"),
                (self.agency, "management", "legal_representative", "Representante legal"),
                (self.centre, "management", "director", "Directora del CDMYPE La Unión"),
                (self.centre, "administration", "administration", "Administradora de AT y capacitaciones")):
            self.tables.add("signatories", self.code("FI", 2), unit=unit, office=office, position=position,
                            name=staff[unit, speciality]["name"], from_on=self.centre_opened)

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
