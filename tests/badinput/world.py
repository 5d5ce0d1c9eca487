"""What the tests of bad input share: a database with the worked example, copies of it, the program run on them, a server with a
token, and a count of everything that is stored. Standard library only.

Every test program ends with `N passed, N failed` and status 1 if anything failed. Environment: ADELANTE (the program),
ADELANTE_SOURCE (the project), ADELANTE_TEST_PGBIN and ADELANTE_TEST_USER as tests/support/postgres.sh takes them.
"""
import atexit
import http.client
import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

PROGRAM = os.environ["ADELANTE"]
SOURCE = os.environ["ADELANTE_SOURCE"]
FOLDER = tempfile.mkdtemp(prefix="adelante-badinput-")
atexit.register(shutil.rmtree, FOLDER, True)

passed = 0
failures = []


def check(condition, words):
    global passed
    if condition:
        passed += 1
    else:
        failures.append(words)
        if len(failures) <= 60:
            print("FAIL " + words[:1500], flush=True)
    return condition


def finish():
    print(f"{passed} passed, {len(failures)} failed")
    sys.exit(1 if failures else 0)


class Result:
    def __init__(self, status, out, err):
        self.status, self.out, self.err = status, out, err

    @property
    def said(self):
        return (self.out + self.err).strip()

    def json(self):
        try:
            return json.loads(self.out)
        except ValueError:
            return {}

    def __repr__(self):
        return f"status {self.status}\n{self.said}"


def run(*args, db=None, env=None, lang=None, timeout=300, **more):
    words = [PROGRAM, *map(str, args)]
    if db is not None:
        words += ["--db", str(db)]
    if lang is not None:
        words += ["--lang", lang]
    result = subprocess.run(words, env={**os.environ, **(env or {})}, stdin=subprocess.DEVNULL, capture_output=True, timeout=timeout, **more)
    return Result(result.returncode, result.stdout.decode("utf-8", "replace"), result.stderr.decode("utf-8", "replace"))


def must(*args, **more):
    result = run(*args, **more)
    if result.status != 0:
        print("could not prepare:", args, result)
        sys.exit(1)
    return result


def path(name):
    return os.path.join(FOLDER, name)


def write(name, content):
    with open(path(name), "wb") as file:
        file.write(content.encode() if isinstance(content, str) else content)
    return path(name)


def is_file(db):
    return not db.startswith("postgres")


_base = []


def fresh(name):
    """A database of one's own with the worked example of La Unión."""
    if not _base:
        base = path("base.db")
        must("init", db=base)
        must("example", "la-union", "--from", os.path.join(SOURCE, "examples/la-union-2014"), db=base)
        _base.append(base)
    shutil.copy(_base[0], path(name))
    return path(name)


def stored(db):
    """How many rows every table has; on PostgreSQL, how many audit records (each write leaves one)."""
    if not is_file(db):
        return run("db", "check", db=db).out
    connection = sqlite3.connect(f"file:{db}?mode=ro", uri=True, timeout=20)
    try:
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")]
        return {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}
    finally:
        connection.close()


def content(db):
    """Every value that is stored, for one comparison at the end (on PostgreSQL: what `stored` says)."""
    if not is_file(db):
        return stored(db)
    connection = sqlite3.connect(f"file:{db}?mode=ro", uri=True, timeout=20)
    try:
        return hash("\n".join(connection.iterdump()))
    finally:
        connection.close()


def whole(db, what):
    result = run("db", "check", db=db)
    check(result.status == 0 and re.search(r"\b0 (hallazgos|findings)", result.out) is not None, f"{what}: db check: {result}")


class Server:
    def __init__(self, db, env=None, token=True):
        self.db = db
        self.token = None
        if token:
            answer = must("op", "token.add", "--json",
                          json.dumps({"name": "bad input", "role": "director", "unit": "ADEL-LU"}), db=db).json()
            self.token = answer["token"]
        self.process = subprocess.Popen([PROGRAM, "serve", "--listen", "127.0.0.1:0", "--db", db], stderr=subprocess.PIPE,
                                        env={**os.environ, **(env or {})}, stdin=subprocess.DEVNULL, text=True)
        self.log = []
        self.port = 0
        for line in self.process.stderr:
            self.log.append(line)
            found = re.search(r"http://127\.0\.0\.1:(\d+)", line)
            if found:
                self.port = int(found.group(1))
                break
        import threading
        self.reader = threading.Thread(target=lambda: self.log.extend(self.process.stderr), daemon=True)
        self.reader.start()
        atexit.register(self.stop)

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()

    def ask(self, method, target, body=None, lang="es", token=True, timeout=60, **headers):
        """Status and what came back (JSON where it is JSON)."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        head = {"Accept-Language": lang, **{name.replace("_", "-"): value for name, value in headers.items()}}
        if token:
            head["Authorization"] = "Bearer " + (self.token if token is True else token)
        if body is not None and not isinstance(body, (bytes, str)):
            body = json.dumps(body, ensure_ascii=True)
        if body is not None and "Content-Type" not in head:
            head["Content-Type"] = "application/json"
        try:
            connection.request(method, target, body.encode() if isinstance(body, str) else body, head)
            answer = connection.getresponse()
            text = answer.read()
            self.headers = dict(answer.getheaders())
            try:
                return answer.status, json.loads(text)
            except ValueError:
                return answer.status, text
        finally:
            connection.close()


def fault_of(problem, field):
    faults = problem.get("faults") if isinstance(problem, dict) else None
    return next((fault for fault in faults if fault["field"] == field), None) if isinstance(faults, list) else None


def check_refusal(what, es, en, status, expected, got_status):
    """es and en: the same refusal as problem documents. expected: (field, value, words of the rule in Spanish, in English)."""
    check(got_status == status, f"{what}: expected {status}, got {got_status}: {es}")
    for field, value, words_es, words_en in expected:
        found = {"es": fault_of(es, field), "en": fault_of(en, field)}
        if not check(found["es"] and found["en"], f"{what}: no fault at {field}: {es}"):
            continue
        for lang, words in (("es", words_es), ("en", words_en)):
            fault = found[lang]
            check(fault["value"] == value, f"{what} {lang}: {field} was given as {value!r}, said to be {fault['value']!r}")
            check(words in fault["rule"], f"{what} {lang}: {words!r} is not in the rule {fault['rule']!r}")
            check(len(fault["remedy"]) > 8, f"{what} {lang}: {field}: nothing is said of what to do: {fault}")
        check(found["es"]["rule"] != found["en"]["rule"], f"{what}: {field}: the rule is the same in both languages: {found['es']['rule']!r}")
        check(found["es"]["remedy"] != found["en"]["remedy"], f"{what}: {field}: the remedy is the same in both languages")
