#!/usr/bin/env python3
"""Killed at any instant: kill.py [--rounds N] [--seed S]

Of three rounds one kills `adelante import` (at a random moment, or where ADELANTE_KILL says), one a server to which eight clients
record sessions, one a server that is taking in a photo; every fourth time also one to which a contract is given, which makes its
products and its payment with it; and every second time one that takes a step of the daily work (steps.py). SIGKILL, no warning. Then: the file and the contract are in whole or not at all; every acknowledged session is there with its values; one that was not acknowledged is recorded by the same request id exactly once; `adelante db check` has nothing to say;
counts and minutes add up. The engine is that of ADELANTE_TEST_ENGINE.
"""
import argparse
import csv
import hashlib
import http.client
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(os.path.dirname(HERE), "runner"))
sys.path.insert(0, os.path.join(os.path.dirname(HERE), "oracle"))
sys.path.insert(0, os.path.join(os.path.dirname(HERE), "api"))

import media  # noqa: E402
import steps  # noqa: E402
from check import Checks  # noqa: E402
from program import (ENGINE, EXAMPLE, PROGRAM, Caller, Database, Server, environment, must, run,  # noqa: E402
                     token)

ROWS = 400
CLIENTS = 8
NEEDED = ("01-units", "02-staff", "03-organisations", "04-agreements", "05-persons", "06-enterprises")
IMPORT_POINTS = ["import.row:1", f"import.row:{ROWS // 2}", f"import.row:{ROWS}", "import.before_commit", "write.before_commit",
                 "write.after_commit"]
BATCH = "batch" if ENGINE == "sqlite" else "write"


def prepared(folder):
    """A database with everything that sessions need and none of them, and the file of sessions to import."""
    base = os.path.join(folder, "base")
    os.mkdir(base)
    for name in NEEDED:
        shutil.copy(os.path.join(EXAMPLE, name + ".csv"), base)
    with open(os.path.join(EXAMPLE, "09-sessions.csv"), encoding="utf-8") as file:
        lines = file.read().splitlines(keepends=True)[:ROWS + 1]
    path = os.path.join(folder, "sessions.csv")
    with open(path, "w", encoding="utf-8") as file:
        file.writelines(lines)
    database = Database()
    must(database, "init")
    must(database, "example", "la-union", "--from", base)
    return database, path


def sessions(database):
    """The sessions by their code."""
    return {row["code"]: row for row in csv.DictReader(must(database, "export", "sessions", "--format", "csv").splitlines())}


def emptied(database):
    """The database for the next round: on SQLite a copy of the prepared one, on PostgreSQL the same, which goes on."""
    return database.copy() if database.engine == "sqlite" else database


def sound(checks, where, database):
    done = run(database, "db", "check")
    checks.true(f"{where}: db check", done.returncode == 0, done.stdout + done.stderr)


def run_killed(command, database, delay, **more):
    """Starts a command and kills it after a delay in seconds (None: it kills itself); its exit status."""
    child = subprocess.Popen(command, env=environment(database, **more), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                             stderr=subprocess.DEVNULL)
    try:
        return child.wait(delay if delay is not None else 60)
    except subprocess.TimeoutExpired:
        child.kill()
        return child.wait()


# ---- imports -------------------------------------------------------------------------------------------------------------

def import_round(checks, number, base, path, wanted, chance, took):
    database = emptied(base)
    before = sessions(database) if database.engine == "postgres" else {}
    if before:
        wanted = dict(wanted)
        path = renamed(path, number, wanted)
    at = IMPORT_POINTS[number % len(IMPORT_POINTS)] if number % 2 == 0 else None
    where = f"import {number} killed {at or 'at a moment'}"
    delay = None if at else chance.uniform(0.002, took * 1.1)
    status = run_killed([PROGRAM, "import", "sessions", path], database, delay, **({"ADELANTE_KILL": at} if at else {}))
    if at:
        checks.equal(where, status, -signal.SIGKILL)
    after = {code: row for code, row in sessions(database).items() if code not in before}
    checks.true(f"{where}: all or nothing", len(after) in (0, len(wanted)), len(after))
    if status == 0 or (at and at.endswith("after_commit")):
        checks.equal(f"{where}: acknowledged", len(after), len(wanted))
    if at and "before" in at or at and at.startswith("import.row"):
        checks.equal(f"{where}: not committed", len(after), 0)
    if after:
        checks.equal(f"{where}: sum of minutes", sum(int(row["contact_minutes"] or 0) for row in after.values()),
                     sum(wanted.values()))
    else:
        again = run(database, "import", "sessions", path)
        checks.true(f"{where}: imported again", again.returncode == 0, again.stderr)
    sound(checks, where, database)
    if database is not base:
        database.close()


def renamed(path, number, wanted):
    """The same file with other codes: PostgreSQL's database is not made anew each round."""
    other = f"{path}.{number}.csv"
    with open(path, encoding="utf-8") as file, open(other, "w", encoding="utf-8") as out:
        for line in file:
            out.write(line.replace("S-0", f"R{number}-0", 1) if line.startswith("S-0") else line)
    return other


# ---- recorded sessions ---------------------------------------------------------------------------------------------------

class Recorder(threading.Thread):
    """A client that records sessions until its server is gone."""

    def __init__(self, server, secret, name, number):
        super().__init__(daemon=True)
        self.caller = Caller(server, secret)
        self.name_of = lambda at: f"K{number}-{name}-{at}"
        self.acknowledged, self.pending, self.refused = {}, None, []

    def run(self):
        for at in range(100000):
            code = self.name_of(at)
            body = session(code, at)
            self.pending = body
            try:
                reply = self.caller.call("POST", "/sessions", body, idempotency_key="key-" + code)
            except (OSError, http.client.HTTPException):
                return
            if reply.status != 200:
                self.refused.append(repr(reply))
                return
            self.acknowledged[code] = body["contact_minutes"]
            self.pending = None


def session(code, at):
    return {"code": code, "unit": "CDMYPE-LU", "date": "2014-06-03", "kind": "advice_business", "modality": "office", "adviser": "ST-04",
            "enterprises": [f"E-{at % 300 + 1:04d}"], "contact_minutes": 30 + at % 90, "preparation_minutes": 10, "state": "held",
            "summary": "Se revisó el plan."}


def record_round(checks, number, base, secret, chance):
    database = emptied(base)
    before = set(sessions(database)) if database.engine == "postgres" else set()
    kinds = [None, f"{BATCH}.before_commit", None, f"{BATCH}.after_commit"]
    at = kinds[number % len(kinds)]
    more = {"ADELANTE_KILL": f"{at}:{chance.randint(2, 40)}"} if at else {}
    where = f"recording {number} killed {more.get('ADELANTE_KILL', 'at a moment')}"
    server = Server(database, **more)
    recorders = [Recorder(server, secret, name, number) for name in range(CLIENTS)]
    for recorder in recorders:
        recorder.start()
    if at is None:
        time.sleep(chance.uniform(0.005, 0.25))  # the moment of the kill, not a wait
        server.kill()
    else:
        try:
            server.process.wait(60)
        except subprocess.TimeoutExpired:
            checks.true(f"{where}: it was killed", False)
        server.kill()
    for recorder in recorders:
        recorder.join(60)
        recorder.caller.close()
    checks.equal(f"{where}: nothing was refused", [text for recorder in recorders for text in recorder.refused], [])
    acknowledged = {code: minutes for recorder in recorders for code, minutes in recorder.acknowledged.items()}
    pending = [recorder.pending for recorder in recorders if recorder.pending]

    server = Server(database)
    caller = Caller(server, secret)
    for body in pending:
        first = caller.call("POST", "/sessions", body, idempotency_key="key-" + body["code"])
        again = caller.call("POST", "/sessions", body, idempotency_key="key-" + body["code"])
        checks.true(f"{where}: {body['code']} by the same request id", first.status == again.status == 200 and first.json == again.json,
                    f"{first} {again}")
        acknowledged[body["code"]] = body["contact_minutes"]
    caller.close()
    checks.equal(f"{where}: the server ends", server.stop(), 0)
    stored = {code: row for code, row in sessions(database).items() if code not in before}
    checks.equal(f"{where}: no acknowledged session is lost", sorted(set(acknowledged) - set(stored)), [])
    checks.equal(f"{where}: each once and no other", len(stored), len(acknowledged))
    checks.equal(f"{where}: sum of minutes", sum(int(row["contact_minutes"]) for row in stored.values()), sum(acknowledged.values()))
    sound(checks, where, database)
    if database is not base:
        database.close()
    return len(acknowledged)


# ---- a photo half taken in -----------------------------------------------------------------------------------------------

FILE_POINTS = ["file.piece:1", "file.piece:3", "file.before_commit", "write.before_commit", "write.after_commit", None]


def file_round(checks, number, base, secret, chance):
    database = emptied(base)
    at = FILE_POINTS[number % len(FILE_POINTS)]
    where = f"photo {number} killed {at or 'at a moment'}"
    # Another one each round: PostgreSQL's database is not made anew.
    photo = media.noise(number)
    server = Server(database, **({"ADELANTE_KILL": at} if at else {}))
    caller = Caller(server, secret)
    if at is None:
        threading.Timer(chance.uniform(0.001, 0.08), server.kill).start()  # the moment of the kill, not a wait
    stored = None
    try:
        reply = caller.call("POST", "/files", photo, content_type="image/png")
        stored = reply.json["sha256"] if reply.status == 200 else None
    except (OSError, http.client.HTTPException):
        pass
    caller.close()
    server.process.wait(60)
    server.kill()
    sound(checks, where, database)

    server = Server(database)
    caller = Caller(server, secret)
    again = caller.call("POST", "/files", photo, content_type="image/png")
    checks.equal(f"{where}: sent again", again.status, 200)
    if at in ("file.piece:1", "file.piece:3", "file.before_commit", "write.before_commit"):
        checks.equal(f"{where}: nothing of it was kept", again.json["known"], False)
    if stored is not None or at == "write.after_commit":
        checks.equal(f"{where}: an acknowledged photo is there", again.json["known"], True)
    code = f"F-{number}"
    made = caller.call("POST", "/documents", {"code": code, "kind": "photo", "sha256": again.json["sha256"], "records": "enterprises/E-0001"})
    checks.equal(f"{where}: a document", made.status, 200)
    content = caller.call("GET", f"/documents/{code}/content")
    checks.true(f"{where}: whole", hashlib.sha256(content.body).hexdigest() == again.json["sha256"], content.status)
    caller.close()
    checks.equal(f"{where}: the server ends", server.stop(), 0)
    sound(checks, f"{where}, with its document", database)
    if database is not base:
        database.close()


# ---- a contract with its products and its payment ------------------------------------------------------------------------

CONTRACT_POINTS = [f"{BATCH}.before_commit:1", f"{BATCH}.after_commit:1", None]


def before_contract(caller, clerk, code):
    """An assistance as far as the direction's approval."""
    def good(who, path, body):
        reply = who.call("POST", path, body)
        if reply.status != 200:
            raise AssertionError(f"{path}: {reply}")
        return reply.json

    good(caller, "/consultants", {"code": f"CO-{code}", "unit": "CDMYPE-LU", "name": "Consultora de Prueba", "kind": "person"})
    good(caller, "/assistances", {
        "code": code, "unit": "CDMYPE-LU", "title": "Etiquetas", "theme": "quality", "adviser": "ST-04", "enterprises": ["E-0001"],
        "objective": "Vender", "specific_objectives": "Diseñar", "products": "Diseño\nManual", "weeks": 6, "hours": 32,
        "premises_percent": "50.00", "offer_content": "Precio", "offers_due_on": "2014-05-15", "maximum": "900.00", "client_percent": "10.00"})
    good(clerk, f"/assistances/{code}/send", {"version": 1, "invited": [f"CO-{code}"], "sent_on": "2014-05-05"})
    good(clerk, "/offers", {"assistance": code, "consultant": f"CO-{code}", "received_on": "2014-05-14", "signed": True, "price": "500.00"})
    good(clerk, f"/assistances/{code}/receive_offers", {"version": 2})
    good(clerk, f"/assistances/{code}/select_consultant",
         {"version": 3, "contractor": f"CO-{code}", "chosen_by": "Ana", "chosen_on": "2014-05-20", "choice_reason": "Método"})
    good(caller, f"/assistances/{code}/approve", {"version": 4, "approved_on": "2014-05-21"})


def contract_round(checks, number, base, secret, clerk_secret, chance):
    database = emptied(base)
    code = f"AT-K{number}"
    at = CONTRACT_POINTS[(number // 4) % len(CONTRACT_POINTS)]
    where = f"contract {number} killed {at or 'at a moment'}"
    server = Server(database)
    caller, clerk = Caller(server, secret), Caller(server, clerk_secret)
    before_contract(caller, clerk, code)
    caller.close()
    clerk.close()
    checks.equal(f"{where}: the server ends", server.stop(), 0)

    body = {"version": 5, "operator_signed_on": "2014-05-22", "consultant_signed_on": "2014-05-22", "client_signed_on": "2014-05-23",
            "client_paid_on": "2014-05-23", "client_receipt": "R-1"}
    server = Server(database, **({"ADELANTE_KILL": at} if at else {}))
    caller = Caller(server, secret)
    if at is None:
        threading.Timer(chance.uniform(0.001, 0.03), server.kill).start()  # the moment of the kill, not a wait
    acknowledged = False
    try:
        acknowledged = caller.call("POST", f"/assistances/{code}/contract", body, idempotency_key="key-" + code).status == 200
    except (OSError, http.client.HTTPException):
        pass
    caller.close()
    server.process.wait(60)
    server.kill()
    sound(checks, where, database)

    server = Server(database)
    caller = Caller(server, secret)
    sheet = caller.get(f"/assistances/{code}/sheet").json
    state = sheet["assistance"][0]["state"]
    parts = (len(sheet["deliverables"]), len(sheet["payments"]))
    checks.equal(f"{where}: the contract with its parts or without", parts, (2, 1) if state == "contracted" else (0, 0))
    checks.true(f"{where}: what was acknowledged is there", state == "contracted" or not acknowledged, state)
    again = caller.call("POST", f"/assistances/{code}/contract", body, idempotency_key="key-" + code)
    checks.equal(f"{where}: sent again", again.status, 200)
    sheet = caller.get(f"/assistances/{code}/sheet").json
    checks.equal(f"{where}: once", (len(sheet["deliverables"]), len(sheet["payments"])), (2, 1))
    caller.close()
    checks.equal(f"{where}: the server ends", server.stop(), 0)
    sound(checks, f"{where}, sent again", database)
    if database is not base:
        database.close()


def ready_for_steps(secrets):
    """A database in which every step of steps.py comes next."""
    database = Database()
    must(database, "init")
    folder = tempfile.mkdtemp(prefix="adelante-steps-")
    for name in NEEDED:
        shutil.copy(os.path.join(EXAMPLE, name + ".csv"), folder)
    must(database, "example", "la-union", "--from", folder)
    shutil.rmtree(folder)
    server = Server(database)
    steps.World(server, database).make_ready()
    server.stop()
    for role in ("director", "administrator", "executive"):
        secrets[role] = token(database, role, user=f"{role}.pasos")
    return database


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--seed", type=int, default=int.from_bytes(os.urandom(4), "big"))
    options = parser.parse_args()
    print(f"seed {options.seed}")
    chance = random.Random(options.seed)
    checks = Checks()
    folder = tempfile.mkdtemp(prefix="adelante-kill-")
    base, path = prepared(folder)
    try:
        secret = token(base, "director", user="directora")
        clerk_secret = token(base, "administrator", user="administradora")
        trial = emptied(base)
        started = time.monotonic()
        must(trial, "import", "sessions", path)
        took = time.monotonic() - started
        stored = sessions(trial)
        checks.equal("the file is whole", len(stored), ROWS)
        wanted = {code: int(row["contact_minutes"] or 0) for code, row in stored.items()}
        if trial is not base:
            trial.close()
        secrets = {}
        ready = ready_for_steps(secrets)
        recorded = 0
        for number in range((options.rounds + 2) // 3):
            import_round(checks, number, base, path, wanted, chance, took)
            recorded += record_round(checks, number, base, secret, chance)
            file_round(checks, number, base, secret, chance)
            if number % 4 == 0:
                contract_round(checks, number, base, secret, clerk_secret, chance)
            # PostgreSQL's database is not made anew, and a step is taken once.
            if number % 2 == 0 and (ENGINE == "sqlite" or number // 2 < len(steps.STEPS)):
                steps.step_round(checks, number // 2, ready, secrets, CONTRACT_POINTS, sound, emptied, chance)
        checks.true("sessions were recorded", recorded > options.rounds, recorded)
        ready.close()
        print(f"{options.rounds} kills, {recorded} sessions acknowledged")
    finally:
        base.close()
        shutil.rmtree(folder)
    return checks.end()


if __name__ == "__main__":
    sys.exit(main())
