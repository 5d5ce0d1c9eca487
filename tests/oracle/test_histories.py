#!/usr/bin/env python3
"""Random histories put to the oracle: laws that must hold whatever the records are.

    test_histories.py [--seed N] [--count K]
"""

import argparse
import os
import sys
import tempfile

import histories
import oracle
from check import Checks

SUMS = ("financing_negotiated", "financing_disbursed", "resources_mobilised", "client_contributions")
COUNTS = ("new_products", "new_markets")
DISTINCT = ("enterprises_advised", "enterprises_trained", "enterprises_assisted", "clients_served", "persons_advised",
            "persons_trained")


def ask(records, question):
    asked = oracle.Question(records, question["from"], question["to"], question.get("unit"), question.get("territory"),
                            question.get("map", "then"), question.get("agreement"))
    return {line["code"]: line for line in asked.answer()["figures"]}


def number(line):
    value = line["value"]
    return 0 if value is None else value if isinstance(value, int) else oracle.cents(value)


def check_bounds(checks, where, figures):
    three = [number(figures[code]) for code in DISTINCT[:3]]
    checks.true(where + " bounds of clients served", max(three) <= number(figures["clients_served"]) <= sum(three))
    checks.true(where + " net at most the increase", number(figures["sales_net_change"]) <= number(figures["sales_increase"]))
    for code, line in figures.items():
        checks.true("%s %s null" % (where, code), (line["value"] is None) == (line["with_data"] == 0))
        if code not in ("municipalities_covered", "satisfaction"):
            checks.true("%s %s with_data" % (where, code), line["with_data"] <= line["of"], line)


def check_history(checks, seed, folder, seen):
    rows, questions, changes = histories.write(seed, folder)
    records = oracle.Records(folder)
    for question in questions:
        where = "seed %d %s" % (seed, question)
        figures = ask(records, question)
        check_bounds(checks, where, figures)
        for code, line in figures.items():
            seen[code] = seen.get(code, 0) + (line["value"] is not None)
        # A period in two halves: sums and counts of records add up, distinct counts lie between.
        middle = question["from"][:4] + "-06-30"
        if question["from"] <= middle < question["to"]:
            first = ask(records, dict(question, to=middle))
            second = ask(records, dict(question, **{"from": question["from"][:4] + "-07-01"}))
            for code in SUMS + COUNTS:
                checks.equal("%s %s in halves" % (where, code), number(first[code]) + number(second[code]), number(figures[code]))
            for code in DISTINCT:
                checks.true("%s %s in halves" % (where, code), max(number(first[code]), number(second[code]))
                            <= number(figures[code]) <= number(first[code]) + number(second[code]))
    year = questions[0]["from"][:4]
    whole = {"from": "%s-01-01" % year, "to": "%s-12-31" % year}
    # Units: the agency's sums are those of its parts; nothing lies outside the network.
    top = ask(records, dict(whole, unit="NET", territory="SV"))
    own = {dataset: [row for row in rows[dataset] if row.get("unit") == "AG"] for dataset in rows}
    parts = [ask(records, dict(whole, unit=unit, territory="SV")) for unit in ("C1", "C2")]
    for code in SUMS:
        rest = number(top[code]) - sum(number(part[code]) for part in parts)
        checks.true("seed %d %s of the parts" % (seed, code), rest >= 0 and (rest == 0 or bool(
            own["links"] or own["assistances"])))
    # Territories: every money sum is the sum over the departments.
    for code in SUMS[:3]:
        places = ["%02d" % department for department in range(1, 15)]
        checks.equal("seed %d %s by department" % (seed, code), sum(
            number(ask(records, dict(whole, unit="NET", territory=place))[code]) for place in places[11:]), number(top[code]))
    # Unmerged, nothing is fewer.
    apart = os.path.join(folder, "apart")
    split = dict(rows, identities=[])
    histories.write_rows(split, apart)
    loose = ask(oracle.Records(apart), dict(whole, unit="NET"))
    for code in DISTINCT:
        checks.true("seed %d %s without merges" % (seed, code), number(loose[code]) >= number(top[code]))
    for code in SUMS + COUNTS:
        checks.equal("seed %d %s without merges" % (seed, code), loose[code]["value"], top[code]["value"])
    # The order of the rows says nothing.
    turned = os.path.join(folder, "turned")
    histories.write_rows({dataset: found[::-1] for dataset, found in rows.items()}, turned)
    checks.equal("seed %d rows reversed" % seed, ask(oracle.Records(turned), dict(whole, unit="NET")), top)
    after = ask(oracle.Records(os.path.join(folder, "after")), dict(whole, unit="NET"))
    check_bounds(checks, "seed %d after the changes" % seed, after)
    return after != top


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=60)
    options = parser.parse_args()
    checks, seen, changed = Checks(), {}, 0
    for seed in range(options.seed, options.seed + options.count):
        with tempfile.TemporaryDirectory(prefix="adelante-history-") as folder:
            changed += check_history(checks, seed, folder, seen)
    for code in oracle.ORDER:
        checks.true("%s has a value now and then" % code, seen.get(code, 0) > 0)
    checks.true("the changes change figures", changed * 2 > options.count, changed)
    return checks.end()


if __name__ == "__main__":
    sys.exit(main())
