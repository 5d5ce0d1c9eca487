"""The same in short on PostgreSQL: every bad record by the command line and over the API, versions and keys, kills, a schema that
is newer than the program. Skipped (status 77) where there is no PostgreSQL server to start."""
import test_records
from world import *

script = os.path.join(SOURCE, "tests/support/postgres.sh")
folder = tempfile.mkdtemp(prefix="adelante-badinput-pg-")
os.chmod(folder, 0o755)
place = os.path.join(folder, "server")
begun = subprocess.run(["sh", script, "start", place], capture_output=True, text=True)
atexit.register(shutil.rmtree, folder, True)
atexit.register(lambda: subprocess.run(["sh", script, "stop", place], capture_output=True))
if begun.returncode != 0:
    print("skipped: " + begun.stderr.strip())
    sys.exit(77)
db = begun.stdout.strip().splitlines()[-1]
must("init", db=db)
must("example", "la-union", "--from", os.path.join(SOURCE, "examples/la-union-2014"), db=db)


def statement(text):
    """As the program's own role, which owns the tables."""
    return subprocess.run(["psql", "-X", "-q", "-t", "-A", "-v", "ON_ERROR_STOP=1", "-c", text, db], capture_output=True, text=True)


def versions_and_keys():
    server = Server(db)
    person = {**test_records.GOOD["persons"], "code": "V-1"}
    check(server.ask("POST", "/api/v1/persons", person, Idempotency_Key="one")[0] == 200, "a good person")
    rows = stored(db)
    status, answer = server.ask("POST", "/api/v1/persons", {**person, "code": "V-2"}, Idempotency_Key="one")
    check(status == 409 and fault_of(answer, "request_id"), f"the same key with another body: {status} {answer}")
    status, answer = server.ask("POST", "/api/v1/persons", person, Idempotency_Key="two")
    check(status == 409 and fault_of(answer, "code"), f"a code that is taken: {status} {answer}")
    check(stored(db) == rows, "something was stored")
    check(server.ask("PATCH", "/api/v1/persons/V-1", {"surnames": "Paz de Díaz"}, If_Match='"1"')[0] == 200, "a good change")
    rows = stored(db)
    status, answer = server.ask("PATCH", "/api/v1/persons/V-1", {"surnames": "Otra"}, If_Match='"1"')
    check(status == 409 and "Paz de Díaz" in json.dumps(answer, ensure_ascii=False), f"a stale version: {status} {answer}")
    check(server.ask("GET", "/api/v1/persons/ADEL-XX~1")[0] == 404, "an unknown agency's record")
    check(stored(db) == rows, "something was stored")
    server.stop()


def killed():
    rows = stored(db)
    lines = "".join(f"K-{i},CDMYPE-LU,Ana,Paz,female,1408,2014-03-03\n" for i in range(500))
    file = write("killed.csv", "code,unit,given_names,surnames,sex,district,registered_on\n" + lines)
    for point in ("import.row:250", "import.before_commit"):
        result = run("import", "persons", file, db=db, env={"ADELANTE_KILL": point})
        check(result.status == -9, f"killed at {point}: {result}")
        check(stored(db) == rows, f"killed at {point}: something was stored")
    result = run("import", "persons", file, db=db)
    check(result.status == 0 and "500 agregadas" in result.said, f"the import after the kills: {result}")
    whole(db, "after the kills")


def report_names_the_row():
    """Rows travel together into a table that was empty; the report still says which of them the database refused."""
    other = subprocess.run(["sh", script, "database", place, "twice"], capture_output=True, text=True).stdout.strip()
    must("init", db=other)
    for name in ("01-units", "02-staff"):
        must("import", name[3:], os.path.join(SOURCE, "examples/la-union-2014", name + ".csv"), db=other)
    rows = stored(other)
    head = "code,unit,given_names,surnames,sex,district,registered_on\n"
    lines = [f"T-{i},CDMYPE-LU,Ana,Paz,female,1408,2014-03-03" for i in range(500)]
    good = head + "\n".join(lines) + "\n"
    lines[349] = lines[20]
    result = run("import", "persons", write("twice.csv", head + "\n".join(lines) + "\n"), db=other)
    check(result.status != 0 and "twice.csv:351:code" in result.said, f"a code that stands twice: {result}")
    check(stored(other) == rows, "something was stored")
    result = run("import", "persons", write("twice.csv", good), db=other)
    check(result.status == 0 and "500 agregadas" in result.said, f"the mended file: {result}")
    whole(other, "after the mended file")


def newer():
    grown = statement("INSERT INTO migration (number, name, hash, applied_at) SELECT 9999, 'later', hash, applied_at FROM migration LIMIT 1")
    if not check(grown.returncode == 0, f"the migrations cannot be added to: {grown.stderr}"):
        return
    for words in (["op", "unit.list"], ["serve", "--listen", "127.0.0.1:0"], ["init"]):
        result = run(*words, db=db, timeout=30)
        check(result.status == 7 and "9999" in result.said, f"a newer database, {words}: {result}")


test_records.good_ones(db)
test_records.through_command_line(db)
test_records.through_api(db)
versions_and_keys()
killed()
report_names_the_row()
newer()
nowhere = "postgresql://nadie@127.0.0.1:1/nada"
for lang, words in (("es", "No se pudo abrir la base de datos"), ("en", "could not be opened")):
    result = run("op", "unit.list", db=nowhere, lang=lang)
    check(result.status in (6, 7, 8) and words in result.said, f"no server at all: {result}")
finish()
