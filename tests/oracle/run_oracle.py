#!/usr/bin/env python3
"""The program against the oracle: run_oracle.py [--histories N] [--seed S]

The example: the published figures, and several questions to both. Random histories: imported, asked over HTTP, changed by
operations while the server runs (annulments, merges, denials, moves, amounts), asked again. Changes of the example through the
program. A second generated set with other totals. What is exported and imported into an empty database gives the same figures.
The engine is that of ADELANTE_TEST_ENGINE.
"""
import argparse
import csv
import glob
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
sys.path.insert(0, os.path.join(os.path.dirname(HERE), "runner"))

import histories  # noqa: E402
import oracle  # noqa: E402
from check import Checks  # noqa: E402
from compare import differences  # noqa: E402
from program import EXAMPLE, SOURCE, Caller, Database, Server, must, run, token, with_example  # noqa: E402
from test_example import OTHER  # noqa: E402
from test_histories import DISTINCT, SUMS, number  # noqa: E402

QUESTIONS = [
    {"from": "2014-01-01", "to": "2014-12-31"},
    {"from": "2014-01-01", "to": "2014-12-31", "map": "today"},
    {"from": "2013-12-01", "to": "2015-01-31"},
    {"from": "2014-01-01", "to": "2014-12-31", "unit": "CDMYPE-LU"},
    {"from": "2014-01-01", "to": "2014-12-31", "unit": "ANT-SRL"},
    {"from": "2014-01-01", "to": "2014-12-31", "territory": "14"},
    {"from": "2014-01-01", "to": "2014-12-31", "territory": "SV"},
    {"from": "2014-01-01", "to": "2014-12-31", "territory": "1408"},
    {"from": "2014-01-01", "to": "2014-12-31", "territory": "1408", "map": "today"},
    {"from": "2014-01-01", "to": "2014-12-31", "territory": "1419", "map": "today"},
    {"from": "2014-01-01", "to": "2014-12-31", "agreement": "CV-01"},
    {"from": "2014-01-01", "to": "2014-12-31", "agreement": "CV-02", "map": "today"},
    {"from": "2014-12-31", "to": "2014-12-31"},
    {"from": "2010-01-01", "to": "2010-12-31"},
] + [{"from": f"2014-{month:02d}-01", "to": f"2014-{month:02d}-28"} for month in range(1, 13)]


def asked(records, question):
    return oracle.Question(records, question["from"], question["to"], question.get("unit"), question.get("territory"),
                           question.get("map", "then"), question.get("agreement")).answer()


def report(database, question, **more):
    words = [word for name, value in question.items() for word in ("--" + name, value)]
    return json.loads(must(database, "report", "results", *words, "--format", "json", **more))


def compare_reports(checks, where, database, folder, questions, top):
    records = oracle.Records(folder)
    for question in questions:
        question = dict({"unit": top}, **question)
        found = differences(report(database, question), asked(records, question))
        checks.true(f"{where} {question}", not found, "; ".join(found[:6]))


def figures_of(database, **question):
    question = dict({"from": "2014-01-01", "to": "2014-12-31"}, **question)
    return {line["code"]: line["value"] for line in report(database, question)["figures"]}


# ---- the example -------------------------------------------------------------------------------------------------------

def check_example(checks):
    with open(os.path.join(EXAMPLE, "published.json"), encoding="utf-8") as file:
        published = json.load(file)
    database = with_example()
    try:
        figures = figures_of(database)
        for code, value in published["figures"].items():
            checks.equal(f"published: {code}", figures[code], value)
        checks.true("served without duplicates", 477 <= figures["clients_served"] < 778, figures["clients_served"])
        compare_reports(checks, "example", database, EXAMPLE, QUESTIONS, "ADEL-LU")
        check_explained(checks, database, figures)
        check_export(checks, database)
        check_changes(checks, database, figures)
    finally:
        database.close()


def check_explained(checks, database, figures):
    """The records behind a sum of records add up to it."""
    codes, after = [], None
    while after != "":
        page = json.loads(must(database, "explain", "financing_negotiated", "--from", "2014-01-01", "--to", "2014-12-31",
                               "--format", "json", *(["--after", after] if after else [])))
        codes += [row["code"].split("/")[-1] for row in page["items"]]
        after = page["next"] or ""
    checks.equal("each once", len(codes), len(set(codes)))
    links = {row["code"]: row for row in oracle.read(EXAMPLE, "links")}
    total = sum(oracle.cents(links[code]["approved"]) for code in codes if links[code]["approved"])
    checks.equal("the links behind financing_negotiated", oracle.two_decimals(total), figures["financing_negotiated"])


def check_export(checks, database):
    """Exported as CSV and imported into an empty database: the same figures, by the program and by the oracle."""
    folder = tempfile.mkdtemp(prefix="adelante-export-")
    try:
        for path in sorted(glob.glob(os.path.join(EXAMPLE, "*.csv"))):
            name = os.path.basename(path)
            must(database, "export", name[3:-4], "--format", "csv", "--output", os.path.join(folder, name))
        other = with_example(folder=folder)
        try:
            for question in QUESTIONS[:6]:
                question = dict({"unit": "ADEL-LU"}, **question)
                mine, theirs = report(database, question), report(other, question)
                checks.equal(f"exported and imported {question}", [(line["code"], line["value"], line["of"]) for line in theirs["figures"]],
                             [(line["code"], line["value"], line["of"]) for line in mine["figures"]])
            compare_reports(checks, "exported", other, folder, QUESTIONS[:2], "ADEL-LU")
        finally:
            other.close()
    finally:
        shutil.rmtree(folder)


def operate(database, name, **given):
    return json.loads(must(database, "op", name, "--json", json.dumps(given)) or "null")


def version(database, noun, code):
    return operate(database, noun + ".get", code=code)["version"]


def check_changes(checks, database, before):
    """Changes through the program, on its own database, one after another; each is seen in the figures."""
    records = oracle.Records(EXAMPLE)
    question = oracle.Question(records, "2014-01-01", "2014-12-31")
    question.answer()
    firms = {}
    for fact in question.advised:
        firms.setdefault(question.firm(fact), set()).add(fact["record"][1])
    joined = {code for row in oracle.read(EXAMPLE, "identities") for code in row["enterprises"].split(";")}
    single = next(codes for firm, codes in sorted(firms.items()) if len(codes) == 1 and firm not in joined
                  and all(len([other for other in firms.values() if code in other]) == 1 for code in codes))
    only = next(iter(single))
    operate(database, "session.annul", code=only, reason="Anulada por la prueba", version=version(database, "session", only))
    advised = before["enterprises_advised"]
    checks.equal("without a client's only session", figures_of(database)["enterprises_advised"], advised - 1)

    two = [firm for firm in sorted(firms) if firm not in joined and not firms[firm] & single][:2]
    merged = operate(database, "identity.merge", enterprises=two, reason="Unidas por la prueba")["code"]
    checks.equal("with two advised clients merged", figures_of(database)["enterprises_advised"], advised - 2)
    operate(database, "identity.unmerge", code=merged, reason="Separadas por la prueba")
    checks.equal("and unmerged", figures_of(database)["enterprises_advised"], advised - 1)

    links = {row["code"]: row for row in oracle.read(EXAMPLE, "links")}
    submitted = next(row["code"] for row in links.values() if row["state"] == "submitted")
    loan = operate(database, "link.approve", code=submitted, version=version(database, "link", submitted), approved="1000.00",
                   approved_on="2014-12-01")
    checks.equal("a loan approved", oracle.cents(figures_of(database)["financing_negotiated"]),
                 oracle.cents(before["financing_negotiated"]) + (100000 if loan["instrument"] == "credit" else 0))
    grant = next(code for _, code in question.kept["resources_mobilised"] if links[code]["state"] == "approved")
    cents = oracle.cents(links[grant]["approved"])
    changed = figures_of(database)["resources_mobilised"]
    operate(database, "link.set", code=grant, version=version(database, "link", grant), approved=oracle.two_decimals(cents + 1))
    checks.equal("with a cent more granted", oracle.cents(figures_of(database)["resources_mobilised"]), oracle.cents(changed) + 1)
    checks.true("the audit holds", run(database, "db", "check").returncode == 0)


def check_other_set(checks):
    """A second generated set, with other totals."""
    names = os.environ.get("ADELANTE_SHARED", "")
    if not os.path.isdir(os.path.join(names, "names")):
        print("skipped: the generator's names are in no folder ADELANTE_SHARED")
        return
    with tempfile.TemporaryDirectory(prefix="adelante-second-") as folder:
        with open(os.path.join(EXAMPLE, "published.json"), encoding="utf-8") as file:
            targets = dict(json.load(file), figures=OTHER)
        path = os.path.join(folder, "targets.json")
        with open(path, "w", encoding="utf-8") as file:
            json.dump(targets, file)
        subprocess.run([sys.executable, os.path.join(SOURCE, "tools", "make_example.py"), "--shared", names, "--targets", path,
                        "--seed", "7", "--out", folder], check=True, capture_output=True)
        database = with_example(folder=folder)
        try:
            figures = figures_of(database)
            for code, value in OTHER.items():
                checks.equal(f"second set: {code}", figures[code], value)
            compare_reports(checks, "second set", database, folder, QUESTIONS[:6], "ADEL-LU")
        finally:
            database.close()


# ---- random histories --------------------------------------------------------------------------------------------------

NOUNS = {"sessions": "session", "events": "event", "attendances": "attendance", "assistances": "assistance", "links": "link",
         "disbursements": "disbursement", "snapshots": "snapshot", "milestones": "milestone"}


def change(caller, step):
    """One change over the API; the reply."""
    code = step["code"]
    if step["change"] == "annul":
        seen = caller.get(f"/{step['dataset']}/{code}").json["version"]
        return caller.call("POST", f"/{step['dataset']}/{code}/annul", {"reason": "Anulado por la prueba", "version": seen})
    if step["change"] == "deny":
        return caller.call("POST", f"/links/{code}/deny", {"version": caller.get(f"/links/{code}").json["version"]})
    if step["change"] == "merge":
        return caller.call("POST", "/identities", {"code": code, "unit": "AG", "kind": step["kind"], "enterprises": step["records"],
                                                   "merged_on": step["on"], "reason": "Unido por la prueba."})
    if step["change"] == "unmerge":
        return caller.call("POST", f"/identities/{code}/unmerge", {"on": step["on"], "reason": "Separado por la prueba."})
    if step["change"] == "move":
        return caller.call("POST", "/moves", {"code": code, "enterprise": step["enterprise"], "district": step["district"],
                                              "moved_on": step["on"], "address": "Barrio El Centro"})
    return caller.call("PATCH", f"/links/{code}", {"approved": step["approved"]},
                       if_match=str(caller.get(f"/links/{code}").json["version"]))


def lapsed(rows, steps):
    """A judgement lapses when what was judged is changed."""
    for step in steps:
        if step["change"] in ("deny", "amount"):
            row = next(row for row in rows["links"] if row["code"] == step["code"])
            if row.get("verification") in ("verified", "validated", "objected"):
                row["verification"] = "with_evidence" if row.get("evidence") else "declared"
    return rows


def check_history(checks, seed, totals):
    folder = tempfile.mkdtemp(prefix="adelante-history-")
    database = Database()
    server = None
    try:
        rows, questions, changes = histories.write(seed, folder)
        top = next(row["code"] for row in rows["units"] if not row.get("parent"))
        must(database, "init", "--country", "SV")
        imported = run(database, "example", "la-union", "--from", folder)
        checks.true(f"history {seed} is imported", imported.returncode == 0, imported.stderr[-600:])
        if imported.returncode != 0:
            return
        director = token(database, "director", top)
        server = Server(database)
        caller = Caller(server, director)
        ask(checks, f"history {seed}", caller, folder, questions, top)
        check_attribution(checks, f"history {seed}", caller, folder, questions[0]["from"][:4], top)
        done = []
        for step in changes:
            reply = change(caller, step)
            if reply.status == 200:
                done.append(step)
            else:
                # What the rules do not allow is not part of the history; it may not happen often.
                totals["refused"] += 1
                totals["said"].append(f"{seed} {step}: {reply.body[-300:].decode()}")
            totals["changes"] += 1
        after = os.path.join(folder, "done")
        histories.write_rows(lapsed(histories.apply(rows, done), done), after)
        ask(checks, f"history {seed} changed", caller, after, questions, top)
        check_attribution(checks, f"history {seed} changed", caller, after, questions[0]["from"][:4], top)
        caller.close()
        checks.equal(f"history {seed}: the server ends", server.stop(), 0)
        compare_reports(checks, f"history {seed} loaded anew", database, after, questions[:1], top)
        checked = run(database, "db", "check")
        checks.true(f"history {seed}: db check", checked.returncode == 0, checked.stdout + checked.stderr)
    finally:
        if server:
            server.kill()
        database.close()
        shutil.rmtree(folder)


def ask(checks, where, caller, folder, questions, top):
    records = oracle.Records(folder)
    for question in questions:
        question = dict({"unit": top}, **question)
        reply = caller.get("/results", **question)
        if reply.status != 200:
            checks.true(f"{where} {question}", False, repr(reply))
            continue
        found = differences(reply.json, asked(records, question))
        checks.true(f"{where} {question}", not found, "; ".join(found[:6]))


# ---- several agreements pay one service ----------------------------------------------------------------------------------

PAID = {"sessions": "date", "events": "starts_on", "assistances": "signed_on", "links": "date"}


def payers(row):
    """{agreement: hundredths} of a row's funding."""
    return {code: round(float(percent) * 100) for code, percent in (share.rsplit(":", 1) for share in row["funding"].split(";") if share)}


def figures_where(rows, keep, year, top):
    """The oracle's figures if only the paid rows that `keep` takes were there."""
    left = {dataset: [row for row in found if dataset not in PAID or keep(payers(row))] for dataset, found in rows.items()}
    with tempfile.TemporaryDirectory(prefix="adelante-attribution-") as folder:
        for dataset, found in left.items():
            with open(os.path.join(folder, f"{dataset}.csv"), "w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, list(rows[dataset][0]) if rows[dataset] else ["code"])
                writer.writeheader()
                writer.writerows(found)
        answer = asked(oracle.Records(folder), {"from": f"{year}-01-01", "to": f"{year}-12-31", "unit": top, "territory": "SV"})
    return {line["code"]: line for line in answer["figures"]}


def check_attribution(checks, where, caller, folder, year, top):
    """Shares never exceed the whole; what two agreements share is shown in both reports; the whole counts everything once."""
    rows = {}
    for path in glob.glob(os.path.join(folder, "*.csv")):
        with open(path, encoding="utf-8", newline="") as file:
            rows[re.sub(r"^\d+-", "", os.path.basename(path)[:-4])] = list(csv.DictReader(file))
    paid = [(payers(row), row[day]) for dataset, day in PAID.items() for row in rows[dataset] if row.get("annulled") != "true"]
    checks.true(f"{where}: shares add to the whole", all(sum(shares.values()) == 10000 for shares, _ in paid if shares))
    period = {"from": f"{year}-01-01", "to": f"{year}-12-31"}
    codes = [row["code"] for row in rows["agreements"]]
    figures = lambda **more: {line["code"]: line for line in caller.get("/results", **period, unit=top, territory="SV", **more).json["figures"]}
    per, whole = {}, figures()
    for code in codes:
        expected = {other: sum(code in shares and other in shares and period["from"] <= day <= period["to"] for shares, day in paid)
                    for other in codes if other != code}
        report = caller.get(f"/agreements/{code}/report", **period)
        told = {line["agreement"]: line["services"] for line in report.json["shared"]} if report.status == 200 else repr(report)
        checks.equal(f"{where}: what {code} shares", told, {other: count for other, count in expected.items() if count})
        per[code] = figures(agreement=code)
    own = figures_where(rows, lambda shares: not shares, year, top)
    double = figures_where(rows, lambda shares: len(shares) == 2, year, top)
    for name in SUMS:
        checks.equal(f"{where}: {name} counts once", number(whole[name]),
                     sum(number(per[code][name]) for code in codes) + number(own[name]) - number(double[name]))
    for name in DISTINCT:
        most = max([number(per[code][name]) for code in codes] + [number(own[name])])
        checks.true(f"{where}: {name} counts once", most <= number(whole[name]) <= sum(number(per[code][name]) for code in codes) + number(own[name]))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--histories", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only-histories", action="store_true")
    options = parser.parse_args()
    checks = Checks()
    if not options.only_histories:
        check_example(checks)
        check_other_set(checks)
    totals = {"refused": 0, "changes": 0, "said": []}
    for seed in range(options.seed, options.seed + options.histories):
        check_history(checks, seed, totals)
    if options.histories:
        print(f"{totals['changes']} changes, {totals['refused']} refused")
        checks.true("changes are mostly accepted", totals["refused"] * 4 <= totals["changes"], "\n".join(totals["said"][:10]))
    return checks.end()


if __name__ == "__main__":
    sys.exit(main())
