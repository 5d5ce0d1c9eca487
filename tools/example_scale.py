"""A plain set of any size for measuring: clients and their sessions over ten years, written as it is made."""

import csv
import datetime
import os

from example_kit import COLUMNS, Random, is_workday

FIRST_YEAR, YEARS = 2010, 10
CENTRES = 12
SESSIONS_A_CLIENT = 25
KINDS = ("advice_business",) * 5 + ("advice_finance",) * 3 + ("advice_ict",) * 2 + ("advice_women", "attention")
STATES = ("declared", "with_evidence", "verified", "validated")


def write(folder, number, dataset, rows):
    with open(os.path.join(folder, "%02d-%s.csv" % (number, dataset)), "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS[dataset])
        writer.writerows(rows)


def line(dataset, **values):
    values.setdefault("annulled", "false")
    return [values.get(column, "") for column in COLUMNS[dataset]]


def make(shared, seed, sessions, folder, clients=None):
    os.makedirs(folder, exist_ok=True)
    random = Random(seed, 1)
    with open(os.path.join(shared, "territory", "sv-divisions.csv"), encoding="utf-8", newline="") as file:
        districts = [row["code"] for row in csv.DictReader(file)]
    with open(os.path.join(shared, "names", "spanish-names.csv"), encoding="utf-8", newline="") as file:
        surnames = [row["name"] for row in csv.DictReader(file) if row["kind"] == "surname"]
    centres = ["CEN-%02d" % number for number in range(1, CENTRES + 1)]
    opened = "%d-01-01" % FIRST_YEAR
    units = [line("units", code="AGE", kind="agency", name="Agencia de medida", short_name="Agencia", currency="USD",
                  fiscal_year_start=1, opened_on=opened)]
    units += [line("units", code=code, parent="AGE", kind="centre", name="Centro " + code, short_name=code, currency="USD",
                   fiscal_year_start=1, opened_on=opened) for code in centres]
    write(folder, 1, "units", units)
    staff = [["ST-%s-%d" % (code[4:], number) for number in range(1, 6)] for code in centres]
    write(folder, 2, "staff", [line("staff", code=code, unit=centres[place], name="Asesor " + code, position="Asesor",
                                    speciality="business", from_on=opened)
                               for place, codes in enumerate(staff) for code in codes])
    clients = clients or max(1, sessions // SESSIONS_A_CLIENT)
    homes = [random.below(CENTRES) for _ in range(clients)]
    write(folder, 6, "enterprises",
          (line("enterprises", code="E-%07d" % number, unit=centres[homes[number]],
                name="Negocio %s %d" % (random.pick(surnames), number), category="enterprise",
                constitution="informal_natural", sector="commerce", led_by=random.pick(("female", "male", "mixed")),
                district=random.pick(districts), registered_on=opened, status="active") for number in range(clients)))
    path = os.path.join(folder, "09-sessions.csv")
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(",".join(COLUMNS["sessions"]) + "\n")
        for text in session_texts(random, sessions, clients, homes, centres, staff):
            file.write(text)


def session_texts(random, sessions, clients, homes, centres, staff):
    """The sessions in the order of their days, as centres would have recorded them, a few thousand lines at a time.

    Millions are written, so that the parts of a line that repeat are joined beforehand and no value needs quotes.
    """
    start = datetime.date(FIRST_YEAR, 1, 1)
    days = [start + datetime.timedelta(days=number) for number in range(365 * YEARS)]
    days = [day.isoformat() for day in days if is_workday(day)]
    whens = []
    for hour in (8, 9, 10, 11, 13, 14, 15):
        for contact in range(40, 125, 5):
            whens.append((",%02d:00,%02d:%02d," % ((hour,) + divmod(hour * 60 + contact, 60)), str(contact)))
    kinds = [kind + ",office," for kind in KINDS]
    after = COLUMNS["sessions"].index("contact_minutes") + 1
    ends = ["," + ",".join(str(value) for value in line("sessions", travel_minutes=0, reportable="true", state="closed",
                                                        evidence="" if state == "declared" else "Bitácora firmada",
                                                        verification=state)[after:]) + "\n" for state in STATES]
    below, draw_next = random.below, random.next
    chunk = []
    for number in range(sessions):
        draw = draw_next()
        client = below(clients)
        centre = homes[client] if draw % 50 else draw // 50 % CENTRES
        when, contact = whens[draw // 64 % len(whens)]
        chunk.append("S-%08d,%s,%s%s%s%s,E-%07d,,15,%s%s" % (
            number + 1, centres[centre], days[number * len(days) // sessions], when, kinds[draw // 16384 % len(KINDS)],
            staff[centre][draw // 262144 % 5], client, contact, ends[draw >> 22 & 3]))
        if len(chunk) == 5000:
            yield "".join(chunk)
            chunk.clear()
    yield "".join(chunk)
