"""Sessions through all rules, beside the sqlite3 shell that takes in the same file as it stands."""

import os
import sys

from kit import ROOT, Adelante, megabytes, median, run, times

# The searches that our own tables allow: by code within an agency, by date, by client.
TABLE = """PRAGMA journal_mode = WAL;
CREATE TABLE session (code TEXT, unit TEXT, date TEXT, start_time TEXT, end_time TEXT, kind TEXT, modality TEXT, adviser TEXT,
    enterprises TEXT, persons TEXT, preparation_minutes INT, contact_minutes INT, travel_minutes INT, district TEXT, attendees INT,
    background TEXT, summary TEXT, next_appointment TEXT, signed TEXT, reportable TEXT, funding TEXT, state TEXT, evidence TEXT,
    verification TEXT, annulled TEXT, annul_reason TEXT);
CREATE UNIQUE INDEX session_code ON session (unit, code);
CREATE INDEX session_date ON session (unit, date);
CREATE INDEX session_client ON session (enterprises, code);
"""


def data_set(scratch, options, sessions, clients=None):
    folder = scratch.path("set-%d" % sessions, "x")
    folder = os.path.dirname(folder)
    command = [sys.executable, os.path.join(ROOT, "tools", "make_example.py"), "--shared", options.shared, "--scale", str(sessions), "--out",
               folder]
    run(command + (["--clients", str(clients)] if clients else []))
    return folder


def load_parents(database, folder):
    database.init()
    for name in ("01-units", "02-staff", "06-enterprises"):
        database.call("import", name[3:], os.path.join(folder, name + ".csv"))


def ours(scratch, folder, name, url=None):
    database = Adelante(scratch, name, url)
    load_parents(database, folder)
    done = database.call("import", "sessions", os.path.join(folder, "09-sessions.csv"))
    if not url:
        os.remove(database.url)
    return done


def shell(scratch, folder, name):
    path = scratch.path(name, "shell.db")
    run(["sqlite3", path], stdin=TABLE)
    done = run(["sqlite3", path], stdin="PRAGMA synchronous = FULL;\n.import --csv --skip 1 %s session\n"
               % os.path.join(folder, "09-sessions.csv"))
    count = run(["sqlite3", path, "SELECT count(*) FROM session"]).out.strip()
    os.remove(path)
    return done, int(count)


def postgres(scratch, report, options):
    sessions = options.size(20000)
    folder = data_set(scratch, options, sessions)
    here = sessions / ours(scratch, folder, "import-small").seconds
    server = scratch.postgres()
    there = sessions / ours(scratch, folder, "import-postgres", server.database("imported")).seconds
    report.row("{:,} sessions into PostgreSQL, rows a second".format(sessions), "{:,.0f}".format(there),
               "ours into SQLite: {:,.0f}".format(here), times(there / here))
    server.stop()
    scratch.started.remove(server)


def measure(scratch, report, options):
    report.section("Import of sessions through all rules")
    peaks = {}
    for sessions, repeats in ((options.size(100000), 3), (options.size(1000000), 2)):
        folder = data_set(scratch, options, sessions)
        mine, theirs = [], []
        for i in range(repeats):
            mine.append(ours(scratch, folder, "import-%d-%d" % (sessions, i)))
            done, count = shell(scratch, folder, "shell-%d-%d" % (sessions, i))
            theirs.append(done)
            if count != sessions:
                sys.exit("the shell took in %d of %d" % (count, sessions))
        rate = sessions / median([done.seconds for done in mine])
        other = sessions / median([done.seconds for done in theirs])
        peaks[sessions] = max(done.peak for done in mine)
        report.row("{:,} sessions, rows a second".format(sessions), "{:,.0f}".format(rate), "sqlite3 .import: {:,.0f}".format(other),
                   times(rate / other), "≥ 0.2", rate / other >= 0.2)
    postgres(scratch, report, options)
    few, many = sorted(peaks)
    report.row("resident memory at most, import of {:,}".format(many), megabytes(peaks[many]),
               "{:,}: {}".format(few, megabytes(peaks[few])), times(peaks[many] / peaks[few]), "≤ 1.2", peaks[many] / peaks[few] <= 1.2)
    report.note("Import: the shell's table holds the cells as text with three indexes (unit and code, unit and date, client and code). Ours "
                "has five, makes identifiers, resolves and checks every reference and rule, and commits once, with synchronous=FULL.")
