"""The command line as a hurried person uses it: words that are none, files that are none, databases that are none."""
import stat

from world import *

database = fresh("commands.db")
text = write("text.db", "Esto no es una base de datos.\n" * 50)
foreign = path("foreign.db")
connection = sqlite3.connect(foreign)
connection.execute("CREATE TABLE a (b)")
connection.commit()
connection.close()
newer = path("newer.db")
shutil.copy(database, newer)
connection = sqlite3.connect(newer)
connection.execute("PRAGMA user_version = 9999")
connection.commit()
connection.close()
persons = write("personas.csv", "code,unit,given_names,surnames,sex,district,registered_on\nQ-1,CDMYPE-LU,Ana,Paz,female,1408,2014-03-03\n")
nothing = path("no-existe.db")
many = write("many.geojson", '{"type":')

USAGE, MISSING, STATE, BROKEN = 2, 4, 7, 8
# what is wrong, the words of the command, the database, exit status, what is said in Spanish and in English
CASES = [
    ("no such command", ["importar"], database, USAGE, "No existe la orden «importar»", "There is no command “importar”"),
    ("no such option", ["import", "persons", persons, "--simulate"], database, USAGE, "«--simulate»", "“--simulate”"),
    ("no such format", ["export", "persons", "--format", "pdf"], database, USAGE, "No se conoce el formato «pdf»", "There is no format “pdf”"),
    ("no such operation", ["op", "person.destroy"], database, USAGE, "No hay una operación «person.destroy»", "There is no operation “person.destroy”"),
    ("no operation", ["op"], database, USAGE, "Uso: adelante op", "Usage: adelante op"),
    ("import of nothing", ["import", "persons"], database, USAGE, "Uso: adelante import", "Usage: adelante import"),
    ("import of a file that is not there", ["import", "persons", "/no/hay.csv"], database, USAGE, "No hay un archivo con ese nombre", "There is no file of that name"),
    ("import of a folder", ["import", "persons", FOLDER], database, USAGE, "Es una carpeta", "That is a folder"),
    ("import into no dataset", ["import", "clientas", persons], database, USAGE, "clientas", "clientas"),
    ("export of no dataset", ["export", "clientas"], database, USAGE, "clientas", "clientas"),
    ("export into no folder", ["export", "persons", "--output", "/no/hay/x.csv"], database, BROKEN, "/no/hay/x.csv", "/no/hay/x.csv"),
    ("no such database", ["db", "check"], nothing, MISSING, "adelante init --db", "adelante init --db"),
    ("a folder as database", ["db", "check"], FOLDER, USAGE, "no es un archivo", "is not a file"),
    ("a text as database", ["db", "check"], text, BROKEN, "no es una base de datos de Adelante", "is not a database of Adelante"),
    ("a text as database, to write", ["import", "persons", persons], text, BROKEN, "no es una base de datos de Adelante", "is not a database of Adelante"),
    ("init over a text", ["init"], text, BROKEN, "no es una base de datos de Adelante", "is not a database of Adelante"),
    ("another program's database", ["op", "unit.list"], foreign, BROKEN, "no es una base de datos de Adelante", "is not a database of Adelante"),
    ("init over another program's database", ["init"], foreign, BROKEN, "no es una base de datos de Adelante", "is not a database of Adelante"),
    ("a database newer than the program", ["op", "unit.list"], newer, STATE, "use un programa más nuevo", "use a newer program"),
    ("a newer database, to write", ["import", "persons", persons], newer, STATE, "versión 9999", "version 9999"),
    ("a newer database, to serve", ["serve", "--listen", "127.0.0.1:0"], newer, STATE, "versión 9999", "version 9999"),
    ("a newer database, to check", ["db", "check"], newer, STATE, "versión 9999", "version 9999"),
    ("init over a newer database", ["init"], newer, STATE, "versión 9999", "version 9999"),
    ("a backup over a file", ["db", "backup", persons], database, 5, "Ya existe un archivo", "exists already"),
    ("a backup into no folder", ["db", "backup", "/no/hay/x.db"], database, BROKEN, "/no/hay/x.db", "/no/hay/x.db"),
    ("a restore of nothing", ["db", "restore", "/no/hay/x.db"], database, MISSING, "/no/hay/x.db", "/no/hay/x.db"),
    ("a restore of a text", ["db", "restore", text], database, BROKEN, "no es una base de datos de Adelante", "is not a database of Adelante"),
    ("JSON that ends too early", ["op", "person.add", "--json", '{"code":'], database, USAGE, "El JSON no se puede leer", "The JSON cannot be read"),
    ("JSON that is a list", ["op", "person.add", "--json", "[]"], database, USAGE, "objeto JSON", "JSON object"),
    ("JSON with a name twice", ["op", "person.add", "--json", '{"code":"A","code":"B"}'], database, USAGE, "columna", "duplicate"),
    ("a member that is none", ["op", "person.add", "--json", '{"signo":"aries"}'], database, USAGE, "«aries»", "«aries»"),
    ("a list for a single value", ["op", "person.add", "--json", '{"surnames":["Paz"]}'], database, USAGE, "no una lista", "not a list"),
    ("a record that is not there", ["op", "person.get", "--json", '{"code":"P-9999"}'], database, MISSING, "«P-9999»", "«P-9999»"),
    ("an agency that is not there", ["op", "person.get", "--json", '{"code":"ADEL-XX/P-0001"}'], database, MISSING, "«ADEL-XX/P-0001»", "«ADEL-XX/P-0001»"),
    ("a version that never was", ["op", "person.set", "--json", '{"code":"P-0001","version":77,"surnames":"Paz"}'], database, 5, "va por la versión 1", "is at version 1"),
    ("a limit beyond the limit", ["op", "person.list", "--json", '{"limit":100000}'], database, USAGE, "«100000»", "«100000»"),
    ("a role that is none", ["user", "add", "berta", "--role", "jefa", "--unit", "ADEL-LU", "--full-name", "Berta"], database, USAGE, "«jefa»", "«jefa»"),
    ("a user of no unit", ["user", "add", "berta", "--role", "director", "--unit", "ADEL-XX", "--full-name", "Berta"], database, USAGE, "ADEL-XX", "ADEL-XX"),
    ("a link for nobody", ["user", "link", "nadie"], database, MISSING, "«nadie»", "«nadie»"),
    ("a period without end", ["report", "results", "--from", "2014-01-01"], database, USAGE, "to", "to"),
    ("a period that ends before it begins", ["report", "results", "--from", "2014-12-31", "--to", "2014-01-01"], database, USAGE, "2014-01-01", "2014-01-01"),
    ("a day that is none", ["report", "results", "--from", "2014-02-31", "--to", "2014-12-31"], database, USAGE, "2014-02-31", "2014-02-31"),
    ("a report of no unit", ["report", "results", "--from", "2014-01-01", "--to", "2014-12-31", "--unit", "ADEL-XX"], database, USAGE, "ADEL-XX", "ADEL-XX"),
    ("an indicator that is none", ["explain", "happiness", "--from", "2014-01-01", "--to", "2014-12-31"], database, None, "happiness", "happiness"),
    ("an address that is none", ["serve", "--listen", "aquí"], database, USAGE, "«aquí»", "\"aquí\""),
    ("an address of another machine", ["serve", "--listen", "192.0.2.1:80"], database, BROKEN, "192.0.2.1", "192.0.2.1"),
    ("a country without catalogues", ["init", "--country", "GT"], database, USAGE, "SV", "SV"),
    ("an example that is none", ["example", "morazan"], database, USAGE, "la-union", "la-union"),
    ("boundaries that are no JSON", ["import", "boundaries", many, "--source", "prueba"], database, USAGE, "línea 1", "line 1"),
    ("a describe of nothing", ["describe", "todo"], None, USAGE, "describe ops", "describe ops"),
]
before = {name: content(name) for name in (database, foreign, newer)}
for what, words, db, status, es, en in CASES:
    rows = stored(database)
    for lang, said in (("es", es), ("en", en)):
        result = run(*words, db=db, lang=lang)
        check(result.status == status or (status is None and result.status in (2, 4)), f"{what}: expected {status}: {result}")
        check(said in result.said, f"{what} {lang}: {said!r} is not said: {result}")
        check("(null)" not in result.said and "assert" not in result.said.lower(), f"{what}: {result}")
    check(stored(database) == rows, f"{what}: something was stored")
for name, was in before.items():
    check(content(name) == was, f"{name} was changed")
with open(text) as file:
    check(file.read() == "Esto no es una base de datos.\n" * 50, "the text was changed")
check(not os.path.exists(nothing), "a database was made that nobody asked for")
whole(database, "commands")

# As somebody who may not: root may everything, so another user is taken where the tests run as root.
if os.getuid() == 0:
    import pwd

    os.chmod(FOLDER, 0o755)
    nobody = pwd.getpwnam("nobody").pw_uid

    def as_nobody(*words, db, lang):
        return run(*words, db=db, lang=lang, preexec_fn=lambda: (os.setgroups([]), os.setgid(nobody), os.setuid(nobody)), cwd="/")

    secret = write("secreto.csv", "code\n")
    os.chmod(secret, 0o600)
    locked = os.path.join(FOLDER, "solo-lectura")
    os.mkdir(locked)
    shutil.copy(database, locked)
    theirs = os.path.join(locked, "commands.db")
    os.chmod(theirs, 0o644)
    os.chmod(locked, 0o555)
    own = os.path.join(FOLDER, "propia")
    os.mkdir(own)
    shutil.copy(database, own)
    for name in (own, os.path.join(own, "commands.db")):
        os.chown(name, nobody, nobody)
    reachable = subprocess.run([PROGRAM, "help"], capture_output=True, preexec_fn=lambda: os.setuid(nobody), cwd="/").returncode == 0 \
        if all(os.stat(part).st_mode & stat.S_IXOTH for part in [os.path.dirname(PROGRAM), "/"]) else False
    try:
        for lang, es_en in (("es", 0), ("en", 1)):
            if not reachable:
                print("skipped: another user cannot run the program where it lies")
                break
            result = as_nobody("import", "persons", secret, db=os.path.join(own, "commands.db"), lang=lang)
            check(result.status == USAGE and ("No tiene permiso", "You may not read")[es_en] in result.said, f"a file that may not be read: {result}")
            result = as_nobody("import", "persons", persons, db=theirs, lang=lang)
            check(result.status in (STATE, BROKEN) and theirs in result.said, f"a database that may not be written: {result}")
            result = as_nobody("init", db=os.path.join(locked, "new.db"), lang=lang)
            check(result.status in (STATE, BROKEN) and "new.db" in result.said, f"a folder that may not be written: {result}")
    except PermissionError:
        print("skipped: another user cannot run the program where it lies")
finish()
