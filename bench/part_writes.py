"""Sessions recorded by 64 clients at once over the API, each answered only when its record is durable."""

import json
import os
import sys

from kit import BUILD, run, cpu_of, median, resident
from part_pages import many_clients

LOAD = os.path.join(BUILD, "bench", "bench_load")
BODY = {"unit": "CEN-01", "date": "2019-06-14", "kind": "advice_business", "modality": "office", "adviser": "ST-01-1",
        "enterprises": ["E-0000007"], "contact_minutes": 60, "preparation_minutes": 15}


def measure(scratch, report, options):
    database, _ = many_clients(scratch, options)
    report.section("Sessions recorded by 64 clients, synchronous=FULL, each acknowledged when durable")
    token = json.loads(database.call("op", "token.add", "--json", json.dumps(
        {"name": "bench", "role": "director", "unit": "AGE"})).out)["token"]
    count = "SELECT count(*) FROM session"
    server = database.serve()
    rates, costs, answers = [], [], []
    for seconds in (2, 5, 5, 5):
        before, used = int(run(["sqlite3", database.url, count]).out), cpu_of(server.pid)
        answer = json.loads(run([LOAD, str(database.port), "64", str(seconds), token, json.dumps(BODY)]).out)
        costs.append((cpu_of(server.pid) - used) / answer["acknowledged"] * 1e6)
        there = int(run(["sqlite3", database.url, count]).out) - before
        if there != answer["acknowledged"]:
            sys.exit("%d acknowledged, %d there" % (answer["acknowledged"], there))
        rates.append(answer["a_second"])
        answers.append(answer)
    rate = median(rates[1:])
    middle = sorted(answers[1:], key=lambda answer: answer["a_second"])[1]
    report.row("sessions a second", "{:,.0f}".format(rate), "", "", "≥ 2,000", rate >= 2000)
    report.row("wait for an answer, median and 99th of a hundred", "%.1f ms, %.1f ms" % (middle["median_ms"], middle["p99_ms"]))
    report.row("microseconds of CPU a session", "%.0f" % median(costs[1:]))
    report.row("resident memory after them", "%.1f MB" % (resident(server.pid) / 1e6))
    server.stop()
    scratch.started.remove(server)
