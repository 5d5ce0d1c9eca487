"""Parts of the example generator that know nothing of its story: numbers, words, money, files.

The random numbers are our own (PCG32), so that the same seed gives the same files with every
version of Python. Nothing here depends on hash order, locale or floating point.
"""

import csv
import datetime
import os
import re
import unicodedata

COLUMNS = {
    "units": "code parent kind name short_name territory currency fiscal_year_start opened_on closed_on"
             " letterhead_name letterhead_line address phone email place bank_account",
    "staff": "code unit name position speciality email from_on to_on",
    "organisations": "code unit name short_name kind level side parent nit nrc district phone email website"
                     " promoted_on constituted_on",
    "agreements": "code unit title kind programme object funders operators cooperators beneficiaries signed_on"
                  " valid_from valid_to state public",
    "persons": "code unit adviser given_names surnames dui nit other_document_type other_document sex birth_date"
               " phone mobile email district zone address disability indigenous returned_migrant education motive"
               " stage provenance registered_on status consent_on consent_text consent_scopes consent_revoked_on",
    "enterprises": "code unit adviser name trade_name category constitution nit nrc started_on formal_accounting"
                   " sector activity activity_text products markets led_by phone email website district zone address"
                   " annual_sales workers size_override size_override_reason provenance registered_on status"
                   " show_in_catalogue members consent_on consent_text consent_scopes consent_revoked_on",
    "affiliations": "code person enterprise relation from_on to_on",
    "moves": "code enterprise person district moved_on address",
    "sessions": "code unit date start_time end_time kind modality adviser enterprises persons preparation_minutes"
                " contact_minutes travel_minutes district attendees background summary next_appointment signed"
                " reportable funding state evidence verification",
    "events": "code unit kind topic theme delivery audience starts_on ends_on start_time end_time hours district"
              " place trainer capacity reportable funding state evidence verification",
    "attendances": "code event person date enterprise role present evaluation verification",
    "assistances": "code unit title theme delivery consultant adviser enterprises signed_on starts_on ends_on hours"
                   " total client_percent operator_percent client_share operator_share client_paid_on state"
                   " part_accepted act act_on reportable funding evidence verification",
    "links": "code unit kind enterprise person institution programme instrument date requested approved approved_on"
             " state reportable funding evidence verification",
    "disbursements": "code link date amount evidence",
    "snapshots": "code unit enterprise kind reference_date window_months national_sales export_sales production_cost"
                 " current_financing seed_capital jobs_male_fixed jobs_male_temporary jobs_female_fixed"
                 " jobs_female_temporary jobs_at_risk retention_stated formality markets products captured_by method"
                 " evidence verification",
    "milestones": "code unit enterprise person kind date description evidence verification",
    "identities": "code unit kind enterprises persons merged_on unmerged_on reason",
    "remarks": "code unit indicator from_on to_on text_es text_en",
    "signatories": "code unit office name position document from_on to_on",
    "memberships": "code unit organisation class joined_on left_on leave_reason representative alternate register_entry",
    "organs": "code unit name kind quorum quorum_percent seats level territory statute",
    "board_terms": "code organ person sex office organisation from_on to_on registry_number",
    "meetings": "code organ date start_time call convened_on place district agenda members officers guests minutes book"
                " folio state",
    "resolutions": "code meeting number text owner organisation due_on level territory state done_on evidence",
    "resolution_actions": "code resolution text owner due_on state done_on evidence",
    "duties": "code unit title kind basis addressee due_on owner state done_on evidence",
    "contributions": "code agreement organisation kind amount description",
    "instalments": "code agreement number organisation planned_on amount condition state claimed_on received_on received"
                   " evidence",
    "addenda": "code agreement number signed_on subject valid_to amount document",
    "agreement_reports": "code agreement kind from_on to_on due_on addressee state sent_on answered_on observations"
                         " evidence",
    "agreement_targets": "code agreement indicator from_on to_on count amount decided_on basis",
}
COLUMNS = {name: text.split() + ["annulled", "annul_reason"] for name, text in COLUMNS.items()}


class Random:
    """PCG32 (O'Neill): 64 bits of state, 32 bits out; a stream is a sequence of its own."""

    MASK = (1 << 64) - 1

    def __init__(self, seed, stream):
        self.increment = ((stream << 1) | 1) & self.MASK
        self.state = (self.increment + seed) & self.MASK
        self.next()

    def next(self):
        old = self.state
        self.state = (old * 6364136223846793005 + self.increment) & self.MASK
        mixed = (((old >> 18) ^ old) >> 27) & 0xFFFFFFFF
        turn = old >> 59
        return ((mixed >> turn) | (mixed << (32 - turn))) & 0xFFFFFFFF

    def below(self, bound):
        """An integer in [0, bound); bound below 2^32, the bias of the modulus avoided by drawing again."""
        limit = (1 << 32) - (1 << 32) % bound
        while True:
            value = self.next()
            if value < limit:
                return value % bound

    def between(self, low, high):
        return low + self.below(high - low + 1)

    def chance(self, percent):
        return self.below(100) < percent

    def pick(self, items):
        return items[self.below(len(items))]

    def weighted(self, pairs):
        """One of ((item, weight), ...)."""
        point = self.below(sum(weight for _, weight in pairs))
        for item, weight in pairs:
            if point < weight:
                return item
            point -= weight
        raise AssertionError("weights")

    def shuffled(self, items):
        items = list(items)
        for index in range(len(items) - 1, 0, -1):
            other = self.below(index + 1)
            items[index], items[other] = items[other], items[index]
        return items

    def sample(self, items, count):
        return self.shuffled(items)[:count]


def cents(text):
    """'1234.56' as 123456."""
    whole, _, part = text.partition(".")
    return int(whole) * 100 + int((part + "00")[:2])


def money(amount):
    sign = "-" if amount < 0 else ""
    return "%s%d.%02d" % (sign, abs(amount) // 100, abs(amount) % 100)


def split(random, total, count, low, high, step, refused):
    """count amounts between low and high that add to total, on the grid of step but for one of them.

    refused(amount) says which single amounts may not appear.
    """
    if count * low > total or count * high < total:
        raise ValueError("cannot split %d into %d parts between %d and %d" % (total, count, low, high))
    parts = []
    for _ in range(count):
        # The lesser of two draws: many small amounts, few large ones.
        parts.append(low + min(random.below(high - low + 1), random.below(high - low + 1)) // step * step)
    missing = total - sum(parts)
    while missing:
        index = random.below(count)
        room = high - parts[index] if missing > 0 else low - parts[index]
        change = min(missing, room) if missing > 0 else max(missing, room)
        if abs(change) > step:
            size = (1 + random.below(abs(change) // step)) * step
            change = size if change > 0 else -size
        parts[index] += change
        missing -= change
    while any(refused(part) for part in parts):
        first = next(index for index, part in enumerate(parts) if refused(part))
        second = random.below(count)
        if second != first and parts[first] + step <= high and parts[second] - step >= low:
            parts[first] += step
            parts[second] -= step
        elif second != first and parts[first] - step >= low and parts[second] + step <= high:
            parts[first] -= step
            parts[second] += step
    return parts


def check_digit(eight):
    """The ninth digit of a DUI: ten less the weighted sum, modulo ten."""
    return (10 - sum(int(digit) * (9 - place) for place, digit in enumerate(eight)) % 10) % 10


def plain(text):
    """Lower case ASCII letters and digits, for the local part of an address."""
    folded = unicodedata.normalize("NFD", text).encode("ascii", "ignore").decode("ascii").lower()
    return re.sub(r"[^a-z0-9]+", ".", folded).strip(".")


def easter(year):
    """The Gregorian Easter Sunday (anonymous algorithm, Meeus)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = b // 4, b % 4
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return datetime.date(year, month, day + 1)


def is_workday(date):
    """Monday to Friday, less the public holidays of El Salvador and the days between the years."""
    if date.weekday() > 4:
        return False
    if (date.month, date.day) in ((1, 1), (5, 1), (5, 10), (6, 17), (8, 5), (8, 6), (9, 15), (11, 2),
                                  (12, 24), (12, 25), (12, 31)):
        return False
    return (easter(date.year) - date).days not in (1, 2, 3)


def workdays(first, last):
    """All working days of the two dates and between them."""
    days = []
    date = first
    while date <= last:
        if is_workday(date):
            days.append(date)
        date += datetime.timedelta(days=1)
    return days


def workday_from(date):
    while not is_workday(date):
        date += datetime.timedelta(days=1)
    return date


def text_of(value):
    if value is None:
        return ""
    if value is True or value is False:
        return "true" if value else "false"
    if isinstance(value, (list, tuple)):
        return ";".join(value)
    return str(value)


class Tables:
    """The rows of every dataset, and the values that no cell may hold."""

    def __init__(self, refused_cents):
        self.refused_cents = refused_cents
        self.rows = {name: [] for name in COLUMNS}

    def refuses_count(self, value):
        return value * 100 in self.refused_cents

    def refuses_cents(self, amount):
        return amount in self.refused_cents

    def add(self, dataset, code, **values):
        row = {"code": code, "annulled": False}
        row.update(values)
        unknown = set(row) - set(COLUMNS[dataset])
        if unknown:
            raise KeyError("%s: %s" % (dataset, ", ".join(sorted(unknown))))
        self.rows[dataset].append(row)
        return row

    def check(self, dataset, column, text):
        number = text.replace(",", "")
        if re.fullmatch(r"\$? ?-?\d+(\.\d{1,2})?", number) and cents(number.lstrip("$ -")) in self.refused_cents:
            raise ValueError("%s.%s holds a published figure: %s" % (dataset, column, text))

    def write(self, folder):
        os.makedirs(folder, exist_ok=True)
        for number, (dataset, columns) in enumerate(COLUMNS.items(), 1):
            path = os.path.join(folder, "%02d-%s.csv" % (number, dataset))
            with open(path, "w", encoding="utf-8", newline="") as file:
                writer = csv.writer(file, lineterminator="\n")
                writer.writerow(columns)
                for row in self.rows[dataset]:
                    line = [text_of(row.get(column)) for column in columns]
                    for column, text in zip(columns, line):
                        if column not in ("code", "district", "activity"):
                            self.check(dataset, column, text)
                    writer.writerow(line)
