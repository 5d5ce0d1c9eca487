#!/usr/bin/env python3
"""test_verifier.py PROGRAM: tampers with the audit of a database in many ways; `adelante db check` and tools/verify_audit.py, which
share no code, must each notice every one of them, and find nothing in the untouched database."""
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
# What somebody with the file in her hands could do. Each must be noticed.
MANIPULATIONS = [
    ("another actor", "UPDATE audit SET actor = 'otra persona' WHERE seq = 3"),
    ("another role", "UPDATE audit SET role = 'auditor' WHERE seq = 3"),
    ("another origin", "UPDATE audit SET origin = 'web' WHERE seq = 3"),
    ("another time", "UPDATE audit SET at = at + 1 WHERE seq = 2"),
    ("another operation", "UPDATE audit SET operation = 'person.get' WHERE seq = 4"),
    ("another subject", "UPDATE audit SET subject = 'persons/P-9' WHERE seq = 4"),
    ("another record", "UPDATE audit SET subject_id = randomblob(16) WHERE seq = 5"),
    ("another version", "UPDATE audit SET subject_version = 9 WHERE seq = 5"),
    ("a reason added", "UPDATE audit SET reason = 'porque sí' WHERE seq = 5"),
    ("another unit", "UPDATE audit SET unit = randomblob(16) WHERE seq = 5"),
    ("a user named", "UPDATE audit SET user_id = randomblob(16) WHERE seq = 5"),
    ("a web session named", "UPDATE audit SET session = randomblob(16) WHERE seq = 5"),
    ("touches changed", "UPDATE audit SET touches_all = 1 - touches_all WHERE seq = 5"),
    ("values changed", "UPDATE audit_value SET body = replace(body, 'Ana', 'Eva') WHERE body LIKE '%Ana%'"),
    ("salt changed", "UPDATE audit_value SET salt = randomblob(16) WHERE seq = 2"),
    ("values hash changed", "UPDATE audit SET values_hash = randomblob(32) WHERE seq = 2"),
    ("leaf changed", "UPDATE audit SET leaf = randomblob(32) WHERE seq = 2"),
    ("last record deleted", "DELETE FROM audit WHERE seq = (SELECT max(seq) FROM audit)"),
    ("a record deleted in the middle", "DELETE FROM audit WHERE seq = 4"),
    ("two records exchanged", "UPDATE audit SET seq = CASE seq WHEN 2 THEN -3 WHEN 3 THEN -2 END WHERE seq IN (2, 3);"
                              "UPDATE audit SET seq = -seq WHERE seq < 0"),
    ("truncated with its head's size", "DELETE FROM audit WHERE seq = (SELECT max(seq) FROM audit); UPDATE audit_head SET size = size - 1"),
    ("another root", "UPDATE audit_head SET root = randomblob(32)"),
    ("another size", "UPDATE audit_head SET size = size + 1"),
    ("the head deleted", "DELETE FROM audit_head"),
    ("a record added behind", "INSERT INTO audit SELECT agency, seq + 1, at, actor, user_id, role, origin, session, unit, operation, "
                              "subject, subject_id, subject_version, reason, touches_all, values_hash, leaf FROM audit "
                              "WHERE seq = (SELECT max(seq) FROM audit)"),
]


def main():
    program = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else os.path.join(ROOT, "build/adelante"))
    passed = failed = 0
    folder = tempfile.mkdtemp(prefix="adelante-audit-")
    database = os.path.join(folder, "whole.db")

    def run(*arguments):
        return subprocess.run([program, *arguments], capture_output=True, text=True, env={**os.environ, "ADELANTE_DB": database})

    def expect(name, ok, text=""):
        nonlocal passed, failed
        passed, failed = passed + ok, failed + (not ok)
        if not ok:
            print(f"FAILED {name}\n{text}")

    try:
        expect("init", run("init").returncode == 0)
        units = os.path.join(folder, "units.csv")
        open(units, "w").write("code,kind,name\nADEL,agency,ADEL de prueba\n")
        expect("units", run("import", "units", units).returncode == 0)
        for name in ("Ana", "Berta", "Carla", "Delia", "Elena"):
            made = run("op", "person.add", "--json", '{"unit":"ADEL","given_names":"%s","surnames":"Prueba","district":"1408"}' % name)
            expect(f"person {name}", made.returncode == 0, made.stderr)
        verifier = [sys.executable, os.path.join(ROOT, "tools/verify_audit.py")]
        # Both trees (the agency's and the network's) lie in one table: a manipulation meets whichever has the number.
        check = run("db", "check")
        second = subprocess.run([*verifier, database], capture_output=True, text=True)
        expect("whole: db check", check.returncode == 0, check.stdout + check.stderr)
        expect("whole: verifier", second.returncode == 0, second.stdout)
        for name, sql in MANIPULATIONS:
            copy = os.path.join(folder, "changed.db")
            shutil.copy(database, copy)
            connection = sqlite3.connect(copy)
            connection.execute("PRAGMA foreign_keys = OFF")
            connection.executescript(sql)
            connection.commit()
            connection.close()
            check = subprocess.run([program, "db", "check", "--db", copy], capture_output=True, text=True)
            second = subprocess.run([*verifier, copy], capture_output=True, text=True)
            expect(f"{name}: db check", check.returncode != 0, check.stdout)
            expect(f"{name}: verifier", second.returncode == 1, second.stdout)
            for ending in ("", "-wal", "-shm", ".lock"):
                if os.path.exists(copy + ending):
                    os.remove(copy + ending)
    finally:
        shutil.rmtree(folder)
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
