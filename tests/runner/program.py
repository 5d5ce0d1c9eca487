"""The program under test: databases, commands, a server on a free port, calls with a token. Used by the tests that run it whole.

Set by the stage (tests/runner/stages.py): ADELANTE_PROGRAM, ADELANTE_TEST_ENGINE (sqlite or postgres),
ADELANTE_POSTGRES_FOLDER (where postgres.sh started the server). By hand, the program of build/ and SQLite are taken.
"""
import http.client
import itertools
import json
import os
import re
import select
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import time

SOURCE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PROGRAM = os.environ.get("ADELANTE_PROGRAM") or os.path.join(SOURCE, "build", "adelante")
ENGINE = os.environ.get("ADELANTE_TEST_ENGINE") or "sqlite"
EXAMPLE = os.path.join(SOURCE, "examples", "la-union-2014")
WAIT_SECONDS = 60  # with sanitizers on a busy machine

_counter = itertools.count(1)


class Database:
    """A new, empty database, removed at the end (on PostgreSQL with its server)."""

    def __init__(self, engine=None):
        self.engine = engine or ENGINE
        self.folder = tempfile.mkdtemp(prefix="adelante-test-")
        if self.engine == "postgres":
            name = f"t{os.getpid()}_{next(_counter)}"
            self.url = subprocess.run([os.path.join(SOURCE, "tests", "support", "postgres.sh"), "database",
                                       os.environ["ADELANTE_POSTGRES_FOLDER"], name],
                                      check=True, capture_output=True, text=True).stdout.strip()
        else:
            self.url = os.path.join(self.folder, "adelante.db")

    def close(self):
        shutil.rmtree(self.folder, ignore_errors=True)

    def copy(self):
        """A SQLite database as it is now, whole: no process may have it open."""
        other = Database("sqlite")
        for ending in ("", "-wal"):
            if os.path.exists(self.url + ending):
                shutil.copy(self.url + ending, other.url + ending)
        return other


def environment(database, lang="en", **more):
    return dict(os.environ, ADELANTE_DB=database.url, ADELANTE_LANG=lang, ADELANTE_FAST_PASSWORDS="1",
                **{name: str(value) for name, value in more.items()})


def run(database, *words, lang="en", stdin=None, program=None, **more):
    """One command; .returncode, .stdout, .stderr."""
    return subprocess.run([program or PROGRAM, *words], env=environment(database, lang, **more), stdin=subprocess.DEVNULL,
                          capture_output=True, text=True, timeout=600)


def must(database, *words, **more):
    done = run(database, *words, **more)
    if done.returncode != 0:
        raise AssertionError(f"adelante {' '.join(words)}: exit {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def with_example(engine=None, folder=EXAMPLE):
    database = Database(engine)
    must(database, "init", "--country", "SV")
    must(database, "example", "la-union", "--from", folder)
    return database


def execute(database, sql, *values):
    """A change behind the program's back. No server may be running on SQLite."""
    if database.engine == "sqlite":
        with sqlite3.connect(database.url) as connection:
            connection.execute(sql, values)
        connection.close()
        return
    for value in values:
        sql = sql.replace("?", "'" + value.replace("'", "''") + "'", 1)
    subprocess.run(["psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", database.url, "-c", sql], check=True, capture_output=True)


def token(database, role, unit="ADEL-LU", user=None, **bound):
    """An API token, made by the operator of the machine; with user, as if that user had made it for herself."""
    name = f"test {role} {unit} {next(_counter)}"
    answer = json.loads(must(database, "op", "token.add", "--json", json.dumps({"name": name, "role": role, "unit": unit, **bound})))
    if user:
        must(database, "user", "add", user, "--role", role, "--unit", unit, "--full-name", f"Prueba {user}", "--if-missing")
        execute(database, "UPDATE api_token SET user_id = (SELECT id FROM user_account WHERE name = ?) WHERE name = ?", user, name)
    return answer["token"]


class Reply:
    def __init__(self, status, headers, body):
        self.status = status
        self.headers = headers
        self.body = body

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def code(self):
        """The code of a problem, or None."""
        return self.json.get("code") if self.headers.get("content-type", "").startswith("application/problem+json") else None

    def __repr__(self):
        return f"{self.status} {self.body[:600]!r}"


class Server:
    """adelante serve on a port that the system chooses; stopped by its process id."""

    def __init__(self, database, lang="en", program=None, **more):
        self.log = tempfile.TemporaryFile()
        self.process = subprocess.Popen([program or PROGRAM, "serve", "--listen", "127.0.0.1:0"],
                                        env=environment(database, lang, **more), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                        stderr=subprocess.PIPE)
        self.said = b""
        self.port = None
        limit = time.monotonic() + WAIT_SECONDS
        while self.port is None:
            ready, _, _ = select.select([self.process.stderr], [], [], max(0, limit - time.monotonic()))
            chunk = os.read(self.process.stderr.fileno(), 65536) if ready else b""
            if not chunk:
                self.kill()
                raise AssertionError(f"the server did not start: {self.said.decode()}")
            self.said += chunk
            match = re.search(rb"http://127\.0\.0\.1:(\d+)", self.said)
            self.port = int(match.group(1)) if match else None
        self.drain()

    def drain(self):
        """From now on the log goes into a file, by a thread, so that the server never waits for us."""
        import threading

        def copy():
            for chunk in iter(lambda: os.read(self.process.stderr.fileno(), 65536), b""):
                self.said += chunk
        self.reader = threading.Thread(target=copy, daemon=True)
        self.reader.start()

    def connect(self):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=WAIT_SECONDS)

    def stop(self):
        """Ends the server as an operator does and returns its exit status."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        return self.wait()

    def kill(self):
        if self.process.poll() is None:
            self.process.kill()
        return self.wait()

    def wait(self):
        status = self.process.wait(WAIT_SECONDS)
        if hasattr(self, "reader"):
            self.reader.join(WAIT_SECONDS)
        self.process.stderr.close()
        self.log.close()
        return status


class Caller:
    """Calls of the API with one token, over one kept connection."""

    def __init__(self, server, token_text, lang="en"):
        self.server = server
        self.token = token_text
        self.lang = lang
        self.connection = None

    def call(self, method, path, body=None, query=None, base="/api/v1", **headers):
        """body: a value is sent as JSON; bytes as they are. Header names: if_match → If-Match."""
        sent = {"Accept-Language": self.lang}
        if self.token:
            sent["Authorization"] = "Bearer " + self.token
        if body is not None and not isinstance(body, bytes):
            body = json.dumps(body).encode()
            sent["Content-Type"] = "application/json"
        for name, value in headers.items():
            sent["-".join(part.capitalize() for part in name.split("_"))] = value
        target = base + path
        if query:
            from urllib.parse import urlencode
            target += "?" + urlencode(query)
        for attempt in range(2):
            if self.connection is None:
                self.connection = self.server.connect()
            try:
                self.connection.request(method, target, body, sent)
                response = self.connection.getresponse()
                content = response.read()
                break
            except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError):
                # A kept connection may have been closed meanwhile; a fresh one may not.
                fresh = getattr(self, "fresh", True)
                self.close()
                if attempt or fresh:
                    raise
        self.fresh = False
        if response.will_close:
            self.close()
        return Reply(response.status, {name.lower(): value for name, value in response.getheaders()}, content)

    def get(self, path, **query):
        return self.call("GET", path, query=query)

    def close(self):
        if self.connection:
            self.connection.close()
        self.connection = None
        self.fresh = True
