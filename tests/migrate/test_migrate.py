"""Databases of every earlier number, newer ones and changed ones, given to the program as it is.

A database of each earlier migration is refused with the command to run, upgraded by it with what it holds, and then has the same
tables as a new one and takes the whole example. A newer one and one whose migrations were changed afterwards are refused and left
as they are.
"""
import json
import os
import subprocess
import sys
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(os.path.dirname(HERE), "runner"))

from program import ENGINE, EXAMPLE, PROGRAM, Database, execute, must, run  # noqa: E402

MIGRATE_TO = os.path.join(os.path.dirname(PROGRAM), "tests", "migrate", "migrate_to")
NEWEST = int(subprocess.run([MIGRATE_TO], check=True, capture_output=True, text=True).stdout)
OLDER, STATE = "adelante db migrate", 7


def made(number):
    database = Database()
    done = subprocess.run([MIGRATE_TO, database.url, str(number)], capture_output=True, text=True)
    if done.returncode != 0:
        raise AssertionError(done.stderr)
    return database


def tables(database):
    return subprocess.run([MIGRATE_TO, database.url], check=True, capture_output=True, text=True).stdout


class Migrations(unittest.TestCase):
    maxDiff = None

    def test_every_earlier_number_is_upgraded(self):
        new = Database()
        must(new, "init")
        wanted = tables(new)
        new.close()
        self.assertIn("person.given_names text", wanted)
        for number in range(1, NEWEST):
            with self.subTest(number=number):
                database = made(number)
                refused = run(database, "op", "unit.list")
                self.assertEqual(refused.returncode, STATE, refused.stderr)
                self.assertIn(OLDER, refused.stderr)
                must(database, "db", "migrate")
                self.assertEqual(tables(database), wanted)
                must(database, "db", "migrate")
                self.assertEqual(run(database, "db", "check").returncode, 0)
                database.close()

    def test_an_upgraded_database_keeps_its_rows_and_takes_the_example(self):
        """Rows are written by hand, as an earlier program would have left them."""
        number = next(at for at in range(1, NEWEST + 1) if at == 4)
        database = made(number)
        execute(database, "INSERT INTO sign_in_failure (subject, failures, last_at) VALUES ('user:nadie', 3, 1)")
        must(database, "db", "migrate")
        must(database, "example", "la-union", "--from", EXAMPLE)
        figures = json.loads(must(database, "report", "results", "--from", "2014-01-01", "--to", "2014-12-31", "--format", "json"))
        self.assertTrue(figures["figures"])
        self.assertEqual(run(database, "db", "check").returncode, 0)
        database.close()

    def test_a_newer_database_is_refused(self):
        database = Database()
        must(database, "init")
        if ENGINE == "sqlite":
            execute(database, f"PRAGMA user_version = {NEWEST + 1}")
        else:
            execute(database, "INSERT INTO migration (number, name, hash, applied_at) SELECT number + 1, 'later', hash, applied_at "
                              "FROM migration ORDER BY number DESC LIMIT 1")
        for words in (["op", "unit.list"], ["init"], ["db", "migrate"], ["serve", "--listen", "127.0.0.1:0"]):
            refused = run(database, *words)
            self.assertNotEqual(refused.returncode, 0, words)
            self.assertRegex(refused.stderr, "newer|knows up to", words)
        database.close()

    def test_a_changed_migration_is_refused(self):
        database = Database()
        must(database, "init")
        execute(database, "UPDATE migration SET hash = (SELECT hash FROM migration WHERE number = 1) WHERE number = 2")
        refused = run(database, "db", "migrate")
        self.assertNotEqual(refused.returncode, 0)
        self.assertIn("0002", refused.stderr)
        database.close()


if __name__ == "__main__":
    unittest.main(warnings="ignore")
