"""The cube and the statement over facts in memory, beside four engines that answer the same questions."""

import json
import os
import sys

from kit import BUILD, HERE, milliseconds, run, times
from questions import CUBE, MEASUREMENT_COLUMNS, SERVICE_COLUMNS, STATEMENT, hours

CUBE_PROGRAM = os.path.join(BUILD, "bench", "bench_cube")
NAMES = {"sqlite": "SQLite", "postgres": "PostgreSQL", "duckdb": "DuckDB", "clickhouse": "ClickHouse"}


def engine(command):
    return json.loads(run(command).out.strip().splitlines()[-1])


def compare(folder, engines):
    """Equal answers or no measurement."""
    with open(os.path.join(folder, "adelante-cube.csv"), encoding="ascii") as file:
        cube = file.read()
    with open(os.path.join(folder, "adelante-statement.csv"), encoding="ascii") as file:
        statement = [int(value) for value in file.read().split(",")]
    for name in engines:
        with open(os.path.join(folder, name + "-cube.csv"), encoding="ascii") as file:
            if file.read() != cube:
                sys.exit("the cube of %s differs from ours: see %s (--keep)" % (name, folder))
        with open(os.path.join(folder, name + "-statement.csv"), encoding="ascii") as file:
            other = hours([int(float(value)) for value in file.read().split(",")])
        if other != statement:
            sys.exit("the statement of %s differs from ours:\n%s\n%s" % (name, other, statement))
    return cube.count("\n")


def measure_size(scratch, report, services, postgres, aims):
    folder = scratch.path("facts-%d" % services, "q.json")
    questions, folder = folder, os.path.dirname(folder)
    with open(questions, "w", encoding="utf-8") as file:
        json.dump({"service": SERVICE_COLUMNS, "measurement": MEASUREMENT_COLUMNS, "cube": CUBE, "statement": STATEMENT}, file)
    os.chmod(folder, 0o755)
    run([CUBE_PROGRAM, "write", str(services), folder])
    few = "3" if services > 2000000 else "5"
    engines = {
        "sqlite": engine([sys.executable, os.path.join(HERE, "engine_sqlite.py"), folder, few]),
        "postgres": engine([sys.executable, os.path.join(HERE, "engine_postgres.py"), folder, few, "127.0.0.1", str(postgres.port)]),
        "duckdb": engine(["node", os.path.join(HERE, "engines.mjs"), "duckdb", folder, "7", questions]),
        "clickhouse": engine(["node", os.path.join(HERE, "engines.mjs"), "clickhouse", folder, "7", questions]),
    }
    ours = engine(["taskset", "-c", "0", CUBE_PROGRAM, "measure", str(services), folder, "15"])
    cells = compare(folder, engines)
    for name in engines:
        for kind in ("sqlite.db", "duck.db", "duck.db.wal"):
            path = os.path.join(folder, kind)
            if os.path.exists(path):
                os.remove(path)
    report.section("%s services, %s cells, equal answers from %s" % (
        "{:,}".format(services), "{:,}".format(cells), ", ".join(other["version"] for other in engines.values())))
    for question in ("cube", "statement"):
        for name, other in engines.items():
            ratio = other[question] / ours[question]
            aim = aims[name == "clickhouse"]
            fastest = min(engines[one][question] for one in ("sqlite", "postgres", "duckdb"))
            bound = name == "clickhouse" or other[question] == fastest
            report.row("%s: beside %s" % (question, NAMES[name]), milliseconds(ours[question]), milliseconds(other[question]), times(ratio),
                       "≥ %d" % aim if bound else "", ratio >= aim if bound else None)
    report.row("facts built from arrays, a second", "{:,.0f}".format(ours["facts"] / ours["load"]),
               "DuckDB reads CSV: {:,.0f}".format(services / engines["duckdb"]["load"]))
    report.row("bytes a fact that the cube reads", "%.0f" % ours["bytes_a_fact"], "", "", "< 16", ours["bytes_a_fact"] < 16)


def measure(scratch, report, options):
    postgres = scratch.postgres()
    postgres.database("bench")
    measure_size(scratch, report, options.size(1000000), postgres, (10, 3))
    measure_size(scratch, report, options.size(10000000), postgres, (8, 3))
    postgres.stop()
    scratch.started.remove(postgres)
    report.note("Facts: ours on one core; the others with the settings they come with (DuckDB, ClickHouse and PostgreSQL use both cores), "
                "indexes or sort order made for the cube, and for SQLite and PostgreSQL also for the statement. The statement is 17 figures of "
                "2014 out of ten years; an index lets SQLite and PostgreSQL read that year alone, as our lists of each year do.")
