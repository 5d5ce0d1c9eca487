"""Made-up clients with known duplicates, for bench/match: seeded, in the columns that bench_match reads.

Errors come in two sets. The weights of the matcher were looked at with the first set (ordinary) alone; the second (unseen) was
written afterwards from what happens at a counter, and is what the published figures are measured on.
"""

import csv
import os
import random

COLUMNS = ("id", "truth", "kind", "given_names", "surnames", "name", "trade_name", "dui", "nit", "nrc", "other_document", "sex",
           "birth_date", "phone", "mobile", "email", "district", "address", "sector", "activity", "owner")
PLAIN = str.maketrans("áéíóúüñÁÉÍÓÚÜÑ", "aeiouunAEIOUUN")
NEIGHBOURS = {"a": "sq", "e": "wr", "i": "uo", "o": "ip", "u": "yi", "s": "ad", "n": "mb", "r": "et", "l": "k", "m": "n", "t": "ry"}
NICKNAMES = {"José": "Chepe", "Antonio": "Toño", "Francisco": "Paco", "María": "Mari", "Manuel": "Meme", "Roberto": "Beto",
             "Luis": "Wicho", "Rosa": "Rosita", "Juan": "Juancho", "Guadalupe": "Lupita"}
LEGAL = (", S.A. de C.V.", " S.A. de C.V.", " SA DE CV", ", Sociedad Anónima de Capital Variable", " S. de R.L. de C.V.",
         " Ltda. de C.V.", " S.A.S. de C.V.", " de R.L.", "")
TRADES = (("food", "10712", "Panadería"), ("food", "10711", "Tortillería"), ("food", "10501", "Lácteos"), ("food", "03110", "Pescadería"),
          ("food", "01491", "Apiario"), ("crafts", "16292", "Artesanías"), ("crafts", "23931", "Alfarería"),
          ("commerce", "47112", "Tienda"), ("commerce", "47711", "Boutique"), ("commerce", "47520", "Ferretería"),
          ("tourism", "56101", "Restaurante"), ("tourism", "55101", "Hostal"), ("textiles", "14103", "Confecciones"),
          ("textiles", "13929", "Textiles"), ("footwear", "15201", "Zapatería"), ("ict", "95110", "Tecnología"),
          ("construction", "43900", "Constructora"), ("other", "45201", "Taller"), ("other", "96020", "Sala de Belleza"),
          ("other", "18110", "Imprenta"), ("food", "01460", "Granja"), ("commerce", "46900", "Distribuidora"))
SYLLABLES = ("xo", "chi", "ta", "ma", "zul", "lem", "pa", "te", "na", "gua", "co", "tal", "ri", "ne", "que", "za", "pan", "il", "bo", "ver")
BRANDS = ("La Esperanza", "El Golfo", "La Bendición", "El Progreso", "San Antonio", "El Buen Pastor", "La Ceiba", "Nueva Vida",
          "Las Delicias", "El Amanecer", "Tres Hermanos", "La Providencia", "San José", "El Milagro", "La Unión", "Emanuel")


def read_names(shared):
    with open(os.path.join(shared, "names", "spanish-names.csv"), encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    common = [row["name"] for row in rows if row["kind"] == "surname" and row["origin"] == "SV"]
    other = [row["name"] for row in rows if row["kind"] == "surname" and row["origin"] in ("GT", "CR", "es_MX")]
    given = {sex: [row["name"] for row in rows if row["kind"] == "given" and row["sex"] == sex and row["origin"] in ("MX", "CO", "es_MX")]
             for sex in "FM"}
    return common, other, given


def check_digit(digits):
    return str((10 - sum(int(d) * w for d, w in zip(digits, range(9, 1, -1))) % 10) % 10)


class Maker:
    def __init__(self, shared, seed):
        self.random = random.Random(seed)
        self.common, self.other, self.given = read_names(shared)
        self.rows, self.truth = [], 0

    def chance(self, share):
        return self.random.random() < share

    def surname(self):
        return self.random.choice(self.common if self.chance(0.6) else self.other)

    def dui(self):
        digits = "9%07d" % self.random.randrange(10 ** 7)
        return digits + check_digit(digits)

    def phone(self):
        return "7%07d" % self.random.randrange(10 ** 7)

    def birth(self):
        return "%04d-%02d-%02d" % (self.random.randrange(1945, 2005), self.random.randrange(1, 13), self.random.randrange(1, 29))

    def district(self):
        return "14%02d" % self.random.choice((1, 4, 6, 8, 8, 8, 9, 11, 13, 15, 16, 17))

    def address(self):
        return "%s %s, casa %d" % (self.random.choice(("Barrio El Centro", "Barrio San Carlos", "Colonia Belén", "Cantón El Jícaro",
                                                       "Caserío El Zapote", "Cantón La Peña", "Barrio Honduras")),
                                   self.random.choice(("norte", "sur", "")), self.random.randrange(1, 90))

    def add(self, row, truth=None):
        if truth is None:
            self.truth += 1
            truth = self.truth
        row = dict(row, id="R%06d" % (len(self.rows) + 1), truth="%d" % truth)
        self.rows.append(row)
        return truth

    # persons

    def person(self):
        sex = self.random.choice("FM")
        given = self.random.sample(self.given[sex], 2)
        surnames = self.surname() + " " + self.surname()
        return {"kind": "person", "given_names": " ".join(given if self.chance(0.8) else given[:1]), "surnames": surnames,
                "sex": "female" if sex == "F" else "male", "dui": self.dui() if self.chance(0.8) else "", "birth_date": self.birth(),
                "mobile": self.phone() if self.chance(0.8) else "", "district": self.district(), "address": self.address()}

    def typo(self, text):
        at = self.random.randrange(1, max(2, len(text)))
        kind = self.random.randrange(3)
        if kind == 0:
            return text[:at] + self.random.choice("aeionrst") + text[at + 1:]
        return text[:at] + text[at + 1:] if kind == 1 else text[:at - 1] + text[at:at + 1] + text[at - 1:at] + text[at + 1:]

    def neighbour(self, text):
        places = [i for i, c in enumerate(text) if c in NEIGHBOURS]
        if not places:
            return text
        at = self.random.choice(places)
        return text[:at] + self.random.choice(NEIGHBOURS[text[at]]) + text[at + 1:]

    def sound(self, text):
        pairs = (("v", "b"), ("b", "v"), ("z", "s"), ("s", "z"), ("ll", "y"), ("y", "ll"), ("h", ""), ("g", "j"), ("qu", "k"), ("c", "s"))
        pairs = [pair for pair in pairs if pair[0] in text[1:]]
        if not pairs:
            return text
        old, new = self.random.choice(pairs)
        at = text.index(old, 1)
        return text[:at] + new + text[at + len(old):]

    def ordinary_person(self, row):
        row, errors = dict(row), self.random.choice((1, 1, 2, 2, 3))
        for _ in range(errors):
            field = self.random.choice(("given_names", "surnames"))
            kind = self.random.randrange(8)
            if kind == 0:
                row[field] = row[field].translate(PLAIN).upper()
            elif kind == 1:
                row["surnames"] = " ".join(reversed(row["surnames"].split(" ", 1)))
            elif kind == 2:
                row["given_names"] = row["given_names"].split(" ")[0]
            elif kind == 3:
                row["surnames"] = row["surnames"].split(" ")[0]
            elif kind == 4:
                row[field] = self.sound(row[field])
            elif kind == 5:
                row[field] = self.typo(row[field])
            elif kind == 6:
                row["mobile"] = self.phone()
            else:
                year, month, day = row["birth_date"].split("-")
                row["birth_date"] = "-".join((year, day, month)) if int(day) <= 12 else row["birth_date"]
        return row

    def unseen_person(self, row):
        row, errors = dict(row), self.random.choice((1, 1, 2, 2, 3))
        for _ in range(errors):
            kind = self.random.randrange(9)
            words = row["given_names"].split(" ")
            if kind == 0 and row["sex"] == "female":
                row["surnames"] = row["surnames"].split(" ")[0] + " de " + self.surname()
            elif kind == 1 and len(words) > 1:
                row["given_names"] = words[0] + " " + words[1][:1] + "."
            elif kind == 2:
                row["given_names"] = "".join(words).capitalize()
            elif kind == 3:
                row["surnames"] = row["surnames"][:12]
            elif kind == 4:
                row["surnames"] = self.neighbour(self.neighbour(row["surnames"]))
            elif kind == 5:
                row["given_names"] = " ".join(NICKNAMES.get(word, word) for word in words)
            elif kind == 6:
                row["given_names"], row["surnames"] = row["surnames"], row["given_names"]
            elif kind == 7:
                row["birth_date"] = str(int(row["birth_date"][:4]) + self.random.choice((-10, -1, 1, 10))) + row["birth_date"][4:]
            else:
                row["district"], row["address"] = self.district(), self.address()
        return row

    def persons(self, count, duplicates, spoil):
        for i in range(count):
            row = self.person()
            truth = self.add(row)
            if i < duplicates:
                copy = spoil(row)
                if self.chance(0.5):
                    copy["dui"] = ""
                if self.chance(0.3):
                    copy["mobile"] = ""
                if self.chance(0.2):
                    copy["birth_date"] = ""
                self.add(copy, truth)
            if self.chance(0.10):
                # A brother or sister: surnames, home and telephone are shared.
                kin = self.person()
                self.add(dict(kin, surnames=row["surnames"], mobile=row["mobile"], district=row["district"], address=row["address"]))
            if self.chance(0.05):
                # A namesake.
                self.add(dict(self.person(), given_names=row["given_names"], surnames=row["surnames"], sex=row["sex"]))

    # enterprises

    def brand(self):
        if self.chance(0.35):
            return self.random.choice(BRANDS)
        if self.chance(0.4):
            return self.surname()
        return "".join(self.random.sample(SYLLABLES, self.random.choice((2, 3)))).capitalize()

    def enterprise(self):
        sector, activity, trade = self.random.choice(TRADES)
        name = "%s %s" % (trade, self.brand())
        legal = self.random.choice(LEGAL[:5]) if self.chance(0.35) else ""
        nit = "0614%06d%04d" % (self.random.randrange(10 ** 6), self.random.randrange(10 ** 4)) if legal else ""
        return {"kind": "enterprise", "name": (self.surname() + " y " + self.surname() if legal and self.chance(0.4) else name) + legal,
                "trade_name": name if legal or self.chance(0.3) else "", "nit": nit, "phone": self.phone() if self.chance(0.8) else "",
                "district": self.district(), "sector": sector, "activity": activity if self.chance(0.8) else "",
                "owner": "P%d" % self.random.randrange(10 ** 8) if self.chance(0.6) else ""}

    def without_legal(self, name):
        for legal in LEGAL:
            if legal and name.endswith(legal):
                return name[:-len(legal)]
        return name

    def ordinary_enterprise(self, row):
        row = dict(row)
        for _ in range(self.random.choice((1, 1, 2))):
            kind = self.random.randrange(6)
            if kind == 0:
                row["name"] = self.without_legal(row["name"]) + self.random.choice(LEGAL)
            elif kind == 1:
                row["name"] = row["name"].translate(PLAIN).upper()
            elif kind == 2:
                row["name"] = self.typo(row["name"])
            elif kind == 3:
                row["name"] = self.sound(row["name"])
            elif kind == 4:
                row["trade_name"] = ""
            else:
                row["phone"] = self.phone()
        return row

    def unseen_enterprise(self, row):
        row = dict(row)
        for _ in range(self.random.choice((1, 1, 2))):
            kind = self.random.randrange(8)
            base = self.without_legal(row["name"])
            words = base.split(" ")
            if kind == 0 and row["trade_name"]:
                row["name"], row["trade_name"] = row["trade_name"], ""
            elif kind == 1:
                row["name"] = " ".join(words[1:] + words[:1])
            elif kind == 2:
                row["name"] = "".join(words)
            elif kind == 3 and len(words) > 1:
                row["name"] = words[0][:5] + ". " + " ".join(words[1:])
            elif kind == 4:
                row["name"] = self.neighbour(self.neighbour(base))
            elif kind == 5:
                row["name"] = base[:16].strip()
            elif kind == 6:
                row["name"] = base + self.random.choice((" e Hijos", " y Asociados", " El Salvador", " No. 2"))
            else:
                row["activity"], row["sector"] = "", ""
        return row

    def enterprises(self, count, duplicates, spoil):
        for i in range(count):
            row = self.enterprise()
            truth = self.add(row)
            if i < duplicates:
                copy = spoil(row)
                for field, share in (("nit", 0.5), ("phone", 0.3), ("owner", 0.3)):
                    if self.chance(share):
                        copy[field] = ""
                self.add(copy, truth)
            if self.chance(0.08):
                # Another business of the same owner: telephone, home and owner are shared.
                self.add(dict(self.enterprise(), phone=row["phone"], owner=row["owner"], district=row["district"]))
            if self.chance(0.05):
                # Another of the same name in another district.
                other = self.enterprise()
                while other["district"] == row["district"]:
                    other = self.enterprise()
                self.add(dict(other, name=row["name"], sector=row["sector"], activity=row["activity"], nit="", trade_name=""))

    def write(self, path):
        write_rows(path, self.rows)


def write_rows(path, rows):
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, restval="")
        writer.writeheader()
        writer.writerows(rows)


def febrl(shared, half, document):
    """One half of febrl's first data set by the number of the original: even ones were looked at, odd ones not."""
    rows = []
    with open(os.path.join(shared, "er", "febrl-dataset1.csv"), encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, skipinitialspace=True):
            number = int(row["rec_id"].split("-")[1])
            if number % 2 == half:
                born = row["date_of_birth"]
                rows.append({"id": row["rec_id"], "truth": number, "kind": "person", "given_names": row["given_name"],
                             "surnames": row["surname"], "district": row["postcode"], "other_document": row["soc_sec_id"] if document else "",
                             "birth_date": "-".join((born[:4], born[4:6], born[6:])) if born else "",
                             "address": " ".join((row["street_number"], row["address_1"], row["address_2"], row["suburb"]))})
    return rows
