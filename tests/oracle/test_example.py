#!/usr/bin/env python3
"""The worked example of La Unión by the oracle, its conventions, and how its figures follow its records.

    test_example.py [--shared DIR]

With the folder that the generator reads (also from ADELANTE_SHARED) the committed files are made again and compared
byte by byte, and a second data set with other totals is made and checked.
"""

import argparse
import csv
import filecmp
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

import oracle
from check import Checks

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
EXAMPLE = os.path.join(ROOT, "examples", "la-union-2014")
GENERATOR = os.path.join(ROOT, "tools", "make_example.py")
OTHER = {"municipalities_covered": 9, "enterprises_advised": 318, "enterprises_trained": 205, "enterprises_assisted": 44,
         "sales_increase": "101010.99", "financing_negotiated": "1234567.89", "resources_mobilised": "87654.32"}


def published():
    with open(os.path.join(EXAMPLE, "published.json"), encoding="utf-8") as file:
        return json.load(file)


def answer(folder, targets, **more):
    asked = oracle.Question(oracle.Records(folder), targets["period"]["from"], targets["period"]["to"], **more)
    return {line["code"]: line for line in asked.answer()["figures"]}, asked


def files(folder):
    return sorted(name for name in os.listdir(folder) if name.endswith(".csv"))


def check_figures(checks, where, folder, targets):
    """The seven figures, however the statement may be asked, and the bounds that always hold."""
    agency, department = targets["agency"]["code"], targets["department"]
    for more in ({}, {"unit": agency}, {"unit": agency, "territory": department}, {"territory": department}):
        figures, _ = answer(folder, targets, **more)
        for code, value in targets["figures"].items():
            checks.equal("%s %s %s" % (where, more, code), figures[code]["value"], value)
        three = [figures[code]["value"] for code in ("enterprises_advised", "enterprises_trained", "enterprises_assisted")]
        served = figures["clients_served"]["value"]
        checks.true(where + " clients served", max(three) <= served < sum(three), served)
        checks.true(where + " net change", oracle.cents(figures["sales_net_change"]["value"])
                    < oracle.cents(figures["sales_increase"]["value"]))
        checks.true(where + " falls", figures["sales_net_change"]["by"]["falls"] > 0)
        checks.true(where + " openings without closing", figures["sales_increase"]["with_data"] < figures["sales_increase"]["of"])
        for code, line in figures.items():
            checks.true("%s %s has a value" % (where, code), line["value"] is not None)
            if code != "municipalities_covered":
                checks.true("%s %s with_data" % (where, code), line["with_data"] <= line["of"])
    figures, _ = answer(folder, targets, unit=agency, map_of="today")
    checks.equal(where + " on the map of today", figures["municipalities_covered"]["value"], figures["municipalities_covered"]["of"])
    checks.equal(where + " advised on the map of today", figures["enterprises_advised"]["value"],
                 targets["figures"]["enterprises_advised"])


def check_conventions(checks, folder, targets):
    refused = set()
    for value in targets["figures"].values():
        refused.add(oracle.cents(str(value)))
    checked = {"dui": 0, "phone": 0, "email": 0}
    for name in files(folder):
        with open(os.path.join(folder, name), "rb") as file:
            raw = file.read()
        checks.true(name + " line ends", b"\r" not in raw and raw.endswith(b"\n"))
        checks.true(name + " is UTF-8 without a mark", not raw.startswith(b"\xef\xbb\xbf") and raw.decode("utf-8") is not None)
        with open(os.path.join(folder, name), encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        codes = [row["code"] for row in rows]
        checks.equal(name + " codes are unique", len(codes), len(set(codes)))
        bad = {"figure": [], "dui": [], "phone": [], "email": [], "nit": []}
        for row in rows:
            for column, text in row.items():
                if is_refused(column, text, refused):
                    bad["figure"].append("%s.%s=%s" % (row["code"], column, text))
            dui = row.get("dui", "")
            if dui:
                checked["dui"] += 1
                weighted = sum(int(digit) * (9 - place) for place, digit in enumerate(dui[:8]))
                if not re.fullmatch(r"9\d{7}-\d", dui) or (weighted + int(dui[-1])) % 10:
                    bad["dui"].append(dui)
            for column in ("phone", "mobile"):
                if row.get(column):
                    checked["phone"] += 1
                    if not re.fullmatch(r"\+503 1\d{3}-\d{4}", row[column]):
                        bad["phone"].append(row[column])
            if row.get("email"):
                checked["email"] += 1
                if not re.fullmatch(r"[a-z0-9.]+@example\.org", row["email"]):
                    bad["email"].append(row["email"])
            if row.get("nit") or row.get("nrc") or row.get("website"):
                bad["nit"].append(row["code"])
        for kind, found in bad.items():
            checks.true("%s %s" % (name, kind), not found, found[:5])
    for kind, count in checked.items():
        checks.true("there is a %s to check" % kind, count > 50, count)
    persons = oracle.read(folder, "persons")
    duis = [row["dui"] for row in persons if row["dui"]]
    checks.equal("DUIs are unique", len(duis), len(set(duis)))


def is_refused(column, text, refused):
    """Whether a cell is one of the figures, written in any way; codes and places are no values."""
    if column in ("code", "district", "activity"):
        return False
    number = text.replace(",", "").replace("$", "").strip()
    return bool(re.fullmatch(r"-?\d+(\.\d{1,2})?", number)) and oracle.cents(number.lstrip("-")) in refused


def check_program(checks, targets):
    """No published figure in the program, its tools or its assets. Counts under a hundred are ordinary numbers."""
    words = set()
    for value in targets["figures"].values():
        amount = oracle.cents(str(value))
        whole = "%d" % (amount // 100)
        if amount < 10000:
            continue
        words |= {whole, "{:,}".format(amount // 100), str(amount) if isinstance(value, str) else whole}
        if isinstance(value, str):
            words |= {value, "{:,}".format(amount // 100) + value[-3:]}
    pattern = re.compile(r"(?<![\w.,#])(%s)(?![\w,]|\.\d)" % "|".join(re.escape(word) for word in sorted(words, key=len)[::-1]))
    checks.true("the search finds a figure", pattern.search("value = %s;" % max(words, key=len)))
    for top in ("src", "tools", "assets"):
        for folder, _, names in os.walk(os.path.join(ROOT, top)):
            for name in sorted(names):
                path = os.path.join(folder, name)
                if name.endswith((".pyc", ".png", ".woff2", ".ico")):
                    continue
                with open(path, encoding="utf-8", errors="replace") as file:
                    found = pattern.search(file.read())
                checks.true("no published figure in " + os.path.relpath(path, ROOT), not found, found and found.group(0))


def check_story(checks, folder, targets):
    """The data show what real years show."""
    start, end = targets["period"]["from"], targets["period"]["to"]
    rows = {dataset: oracle.read(folder, dataset) for dataset in oracle.DATASETS}
    sessions = [row for row in rows["sessions"] if row["state"] != "scheduled" and row["contact_minutes"] != "0"]
    minutes = [int(row["contact_minutes"]) for row in sessions]
    checks.true("sessions of 40 to 120 minutes", min(minutes) >= 40 and max(minutes) <= 120, (min(minutes), max(minutes)))
    months = {row["date"][:7] for row in sessions if start <= row["date"] <= end}
    checks.equal("sessions in every month", len(months), 12)
    checks.true("sessions before and after", any(row["date"] < start for row in sessions) and any(row["date"] > end for row in sessions))
    people = {}
    together = False
    by_firm = {}
    for row in rows["attendances"]:
        people.setdefault(row["event"], set()).add(row["person"])
        if row["enterprise"]:
            by_firm.setdefault((row["event"], row["enterprise"]), set()).add(row["person"])
    together = any(len(found) > 1 for found in by_firm.values())
    sizes = [len(people.get(row["code"], ())) for row in rows["events"] if row["kind"] == "training" and row["state"] != "cancelled"
             and row["reportable"] == "true" and row["annulled"] == "false" and row["verification"] != "objected"
             and start <= row["starts_on"] <= end]
    checks.true("courses of 10 to 35 people", min(sizes) >= 10 and max(sizes) <= 35, (min(sizes), max(sizes)))
    checks.true("several people of one enterprise in a course", together)
    states = {(row["instrument"], row["state"]) for row in rows["links"]}
    for wanted in (("credit", "denied"), ("credit", "withdrawn"), ("credit", "submitted")):
        checks.true("a link %s %s" % wanted, wanted in states)
    instruments = {row["instrument"] for row in rows["links"]}
    checks.equal("every instrument", instruments, {"credit", "grant", "seed_capital", "guarantee", "sale", "in_kind", "service"})
    links = {row["code"]: row for row in rows["links"]}
    checks.true("a loan disbursed over New Year", any(
        links[row["link"]]["approved_on"] <= end < row["date"] and links[row["link"]]["state"] == "disbursed"
        and links[row["link"]]["instrument"] == "credit" for row in rows["disbursements"]))
    checks.true("a group assistance for six", any(len(row["enterprises"].split(";")) == 7 for row in rows["assistances"]))
    contracts = {(row["state"], row["part_accepted"]) for row in rows["assistances"]}
    checks.true("terminated with and without an accepted part", {("terminated", "true"), ("terminated", "false")} <= contracts)
    for dataset in ("sessions", "events", "snapshots", "links"):
        checks.true("objected and annulled " + dataset, any(row["verification"] == "objected" for row in rows[dataset])
                    and any(row["annulled"] == "true" for row in rows[dataset]))
    checks.true("every verification state", {row["verification"] for row in rows["sessions"]} == set(oracle.STATES) | {"objected"})
    checks.true("a move inside the covered districts", any(row["district"] == targets["moved"]["to"] for row in rows["moves"]))
    checks.true("a client from elsewhere", any(not row["district"].startswith(targets["department"]) for row in rows["enterprises"]))
    checks.true("a merge and an unmerge", {bool(row["unmerged_on"]) for row in rows["identities"]} == {True, False})
    checks.true("covered places marked as assumed", any(row["indicator"] == "municipalities_covered" and row["text_es"]
                                                       and row["text_en"] for row in rows["remarks"]))


# Mutations: change the records, see the figures follow.

class Copy:
    """A copy of a data set that can be changed row by row."""

    def __init__(self, folder):
        self.folder = tempfile.mkdtemp(prefix="adelante-example-")
        for name in files(folder):
            shutil.copy(os.path.join(folder, name), self.folder)

    def __enter__(self):
        return self

    def __exit__(self, *error):
        shutil.rmtree(self.folder)

    def change(self, dataset, edit):
        """edit(rows) returns the rows to write."""
        name = next(name for name in files(self.folder) if re.fullmatch(r"\d+-%s\.csv" % dataset, name))
        path = os.path.join(self.folder, name)
        with open(path, encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            columns, rows = reader.fieldnames, list(reader)
        with open(path, "w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns, lineterminator="\n")
            writer.writeheader()
            writer.writerows(edit(rows))


def check_mutations(checks, folder, targets):
    figures, asked = answer(folder, targets)
    advised, trained = figures["enterprises_advised"]["value"], figures["enterprises_trained"]["value"]
    firms = {}
    for fact in asked.advised:
        firms.setdefault(asked.firm(fact), set()).add(fact["record"][1])
    joined = {code for row in oracle.read(folder, "identities") for code in row["enterprises"].split(";")}

    single = next(codes for firm, codes in sorted(firms.items()) if len(codes) == 1 and firm not in joined
                  and all(len([other for other in firms.values() if code in other]) == 1 for code in codes))
    with Copy(folder) as copy:
        copy.change("sessions", lambda rows: [row for row in rows if row["code"] not in single])
        checks.equal("without a client's only session", answer(copy.folder, targets)[0]["enterprises_advised"]["value"], advised - 1)

    two = [firm for firm in sorted(firms) if firm not in joined][:2]
    with Copy(folder) as copy:
        copy.change("identities", lambda rows: rows + [dict(rows[0], code="ID-99", enterprises=";".join(two))])
        checks.equal("with two advised clients merged", answer(copy.folder, targets)[0]["enterprises_advised"]["value"], advised - 1)
        copy.change("identities", lambda rows: [dict(row, unmerged_on="2014-12-30") if row["code"] == "ID-99" else row for row in rows])
        checks.equal("and unmerged", answer(copy.folder, targets)[0]["enterprises_advised"]["value"], advised)

    loan = next(code for _, code in asked.kept["financing_negotiated"])
    amount = next(oracle.cents(row["approved"]) for row in oracle.read(folder, "links") if row["code"] == loan)
    with Copy(folder) as copy:
        copy.change("links", lambda rows: [dict(row, state="denied") if row["code"] == loan else row for row in rows])
        after = answer(copy.folder, targets)[0]
        checks.equal("with a loan denied", oracle.cents(after["financing_negotiated"]["value"]),
                     oracle.cents(figures["financing_negotiated"]["value"]) - amount)
        checks.equal("and the grants as before", after["resources_mobilised"]["value"], figures["resources_mobilised"]["value"])

    grant = next(code for _, code in asked.kept["resources_mobilised"])

    def cent(row, column):
        return dict(row, **{column: oracle.two_decimals(oracle.cents(row[column]) + 1)})

    with Copy(folder) as copy:
        copy.change("links", lambda rows: [cent(row, "approved") if row["code"] == grant else row for row in rows])
        checks.equal("with a cent more granted", oracle.cents(answer(copy.folder, targets)[0]["resources_mobilised"]["value"]),
                     oracle.cents(figures["resources_mobilised"]["value"]) + 1)

    # The closing with the largest sales is a rise.
    snapshots = {row["code"]: row for row in oracle.read(folder, "snapshots")}
    closing = max((code for _, code in asked.kept["sales_increase"]), key=lambda code: oracle.cents(snapshots[code]["national_sales"]))
    with Copy(folder) as copy:
        copy.change("snapshots", lambda rows: [cent(row, "national_sales") if row["code"] == closing else row for row in rows])
        after = answer(copy.folder, targets)[0]
        checks.equal("with a cent more sold, net", oracle.cents(after["sales_net_change"]["value"]),
                     oracle.cents(figures["sales_net_change"]["value"]) + 1)
        checks.true("with a cent more sold, increase", oracle.cents(after["sales_increase"]["value"])
                    - oracle.cents(figures["sales_increase"]["value"]) in (0, 1))

    with Copy(folder) as copy:
        copy.change("events", lambda rows: [dict(row, kind="fair") for row in rows])
        after = answer(copy.folder, targets)[0]
        checks.equal("with every course a fair", after["enterprises_trained"]["value"], None)
        checks.equal("the advised stay", after["enterprises_advised"]["value"], advised)
        checks.true("fewer are served", after["clients_served"]["value"] < trained)


def check_generator(checks, shared, targets):
    with tempfile.TemporaryDirectory(prefix="adelante-example-") as folder:
        made = subprocess.run([sys.executable, GENERATOR, "--shared", shared, "--out", folder], stderr=subprocess.PIPE)
        checks.equal("the generator runs", made.returncode, 0)
        checks.equal("the same files", files(folder), files(EXAMPLE))
        for name in files(EXAMPLE):
            checks.true("the same bytes again: " + name, os.path.exists(os.path.join(folder, name)) and
                        filecmp.cmp(os.path.join(folder, name), os.path.join(EXAMPLE, name), shallow=False))
    with tempfile.TemporaryDirectory(prefix="adelante-example-") as folder:
        other = dict(targets, figures=OTHER)
        path = os.path.join(folder, "targets.json")
        with open(path, "w", encoding="utf-8") as file:
            json.dump(other, file)
        made = subprocess.run([sys.executable, GENERATOR, "--shared", shared, "--targets", path, "--seed", "7", "--out", folder],
                              stderr=subprocess.PIPE)
        checks.equal("the generator makes a second set", made.returncode, 0)
        if made.returncode == 0:
            check_figures(checks, "second set", folder, other)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--shared", default=os.environ.get("ADELANTE_SHARED", ""))
    options = parser.parse_args()
    checks = Checks()
    targets = published()
    check_figures(checks, "example", EXAMPLE, targets)
    check_conventions(checks, EXAMPLE, targets)
    check_program(checks, targets)
    check_story(checks, EXAMPLE, targets)
    check_mutations(checks, EXAMPLE, targets)
    if os.path.isdir(os.path.join(options.shared, "names")):
        check_generator(checks, options.shared, targets)
    else:
        print("The generator is not run again: no folder with names/ and territory/ (--shared or ADELANTE_SHARED).")
    return checks.end()


if __name__ == "__main__":
    sys.exit(main())
