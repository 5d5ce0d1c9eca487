"""The n-th database call fails, n = 1, 2, 3 …, until the operation succeeds; the answer to a COMMIT is lost; the disk is full.

After every failure the database is as it was, to the last row of every table; after the success it has exactly one more. On SQLite,
where the database can be copied for each run.
"""
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(os.path.dirname(HERE), "runner"))

from program import EXAMPLE, PROGRAM, Database, environment, must, run  # noqa: E402

MOST_RUNS = 500
SESSION = {"code": "S-F1", "unit": "CDMYPE-LU", "date": "2014-06-03", "kind": "advice_business", "modality": "office", "adviser": "ST-04",
           "enterprises": ["E-0001"], "persons": ["P-0001"], "contact_minutes": 45, "state": "held",
           "funding": [{"to": "CV-01", "percent": "100.00"}]}
PERSON = {"code": "P-F1", "unit": "CDMYPE-LU", "given_names": "Ana", "surnames": "De Prueba", "sex": "female", "district": "1408",
          "registered_on": "2014-06-03"}


def setUpModule():
    global base, folder
    folder = tempfile.mkdtemp(prefix="adelante-fault-")
    few = os.path.join(folder, "few")
    os.mkdir(few)
    for name in sorted(os.listdir(EXAMPLE)):
        if name.endswith(".csv"):
            with open(os.path.join(EXAMPLE, name), encoding="utf-8") as file:
                lines = file.read().splitlines(keepends=True)
            if name[3:-4] in ("units", "staff", "organisations", "agreements", "persons", "enterprises"):
                with open(os.path.join(few, name), "w", encoding="utf-8") as out:
                    out.writelines(lines[:41])
    with open(os.path.join(EXAMPLE, "09-sessions.csv"), encoding="utf-8") as file:
        rows = [line for at, line in enumerate(file) if at == 0 or "E-00" in line and int(line.split("E-00")[1][:2]) <= 40
                and all(int(code[:4]) <= 40 for code in line.split("P-")[1:])]
    with open(os.path.join(folder, "sessions.csv"), "w", encoding="utf-8") as out:
        out.writelines(rows[:9])
    base = Database("sqlite")
    must(base, "init")
    must(base, "example", "la-union", "--from", few)


def tearDownModule():
    base.close()
    shutil.rmtree(folder)


def content(database):
    """Every row of every table; the derived vocabulary of the search is no fact."""
    with sqlite3.connect(database.url) as connection:
        names = [name for name, in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        found = {name: sorted(map(repr, connection.execute(f"SELECT * FROM {name}"))) for name in names}
    connection.close()
    return found


class Faults(unittest.TestCase):
    runs = 0

    def until_it_succeeds(self, words, table, more_rows):
        before = content(base)
        number, failures = 0, 0
        while True:
            number += 1
            Faults.runs += 1
            self.assertLess(Faults.runs, MOST_RUNS)
            database = base.copy()
            done = run(database, *words, ADELANTE_FAIL=f"db:{number}")
            after = content(database)
            if done.returncode == 0:
                self.assertEqual(len(after[table]), len(before[table]) + more_rows, f"db:{number}: {done.stderr}")
                self.assertEqual(run(database, "db", "check").returncode, 0)
                database.close()
                if after != before and number > 3 and self.untouched(words, number):
                    break
                continue
            failures += 1
            self.assertTrue(done.stderr.strip(), f"db:{number} says nothing")
            changed = [name for name in after if after[name] != before[name]]
            self.assertEqual(changed, [], f"db:{number}: {done.stderr}")
            database.close()
        self.assertGreater(failures, 3)

    def untouched(self, words, number):
        """True if the operation makes fewer calls than `number`: ten further ones do not fail either."""
        for later in (number + 1, number + 3, number + 10):
            database = base.copy()
            Faults.runs += 1
            done = run(database, *words, ADELANTE_FAIL=f"db:{later}")
            database.close()
            if done.returncode != 0:
                return False
        return True

    def test_a_person(self):
        self.until_it_succeeds(["op", "person.add", "--json", json.dumps(PERSON)], "person", 1)

    def test_a_session(self):
        self.until_it_succeeds(["op", "session.add", "--json", json.dumps(SESSION)], "session", 1)

    def test_a_merge(self):
        self.until_it_succeeds(["op", "identity.merge", "--json", json.dumps({"enterprises": ["E-0001", "E-0002"], "reason": "Prueba"})],
                               "identity", 1)

    def test_an_import(self):
        with open(os.path.join(folder, "sessions.csv"), encoding="utf-8") as file:
            rows = len(file.read().splitlines()) - 1
        self.assertGreater(rows, 3)
        self.until_it_succeeds(["import", "sessions", os.path.join(folder, "sessions.csv")], "session", rows)

    def test_the_answer_to_a_commit_is_lost(self):
        """With a request id the outcome is looked up: whatever is answered is what is stored."""
        for number in range(1, 5):
            database = base.copy()
            words = ["op", "session.add", "--json", json.dumps(SESSION), "--request", "clave-1"]
            done = run(database, *words, ADELANTE_FAIL=f"commit:{number}")
            stored = len(content(database)["session"])
            if done.returncode == 0:
                self.assertEqual(stored, 1, f"commit:{number}")
            again = run(database, *words)
            self.assertEqual(again.returncode, 0, again.stderr)
            self.assertEqual(len(content(database)["session"]), 1)
            self.assertEqual(run(database, "db", "check").returncode, 0)
            database.close()


class FullDisk(unittest.TestCase):
    """On a small file system of memory, which needs root or a user namespace."""

    def test_a_full_disk(self):
        place = os.path.join(folder, "small")
        os.mkdir(place)
        inner = os.path.join(HERE, "full_disk.py")
        command = [sys.executable, "-B", inner, place, EXAMPLE]
        if os.geteuid() != 0:
            command = ["unshare", "--map-root-user", "--mount", *command]
        done = subprocess.run(command, env=environment(base, ADELANTE_PROGRAM=PROGRAM), capture_output=True, text=True, timeout=300)
        if done.returncode == 77:
            self.skipTest("no small file system can be mounted here")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)


if __name__ == "__main__":
    unittest.main(warnings="ignore")
