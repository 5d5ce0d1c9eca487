"""Somebody who has only a superuser of a PostgreSQL server: nothing works as that one, init makes the program's own role, whose
password nobody is shown, and from then on everything works by the address that init prints. Skipped (status 77) where there is no
PostgreSQL server to start."""
import stat

from world import *

script = os.path.join(SOURCE, "tests/support/postgres.sh")
folder = tempfile.mkdtemp(prefix="adelante-superuser-")
os.chmod(folder, 0o755)
place = os.path.join(folder, "server")
begun = subprocess.run(["sh", script, "start", place], capture_output=True, text=True)
atexit.register(shutil.rmtree, folder, True)
atexit.register(lambda: subprocess.run(["sh", script, "stop", place], capture_output=True))
if begun.returncode != 0:
    print("skipped: " + begun.stderr.strip())
    sys.exit(77)
above = subprocess.run(["sh", script, "superuser", place], capture_output=True, text=True).stdout.strip()
base = above.rsplit("/", 1)[0]


def ask(text, url=above):
    done = subprocess.run(["psql", "-X", "-q", "-t", "-A", "-v", "ON_ERROR_STOP=1", "-c", text, url], capture_output=True, text=True)
    check(done.returncode == 0, f"{text}: {done.stderr}")
    return done.stdout.strip()


# Every role but the superuser must know its password.
with open(os.path.join(place, "data", "pg_hba.conf"), "w", encoding="utf-8") as file:
    file.write("host all super 127.0.0.1/32 trust\nhost all all 127.0.0.1/32 scram-sha-256\n")
ask("SELECT pg_reload_conf()")
ask("ALTER SYSTEM SET log_statement = 'all'")
ask("SELECT pg_reload_conf()")


def refused():
    for words in (["serve", "--listen", "127.0.0.1:0"], ["op", "unit.list"], ["report", "results", "--from", "2014-01-01", "--to", "2014-12-31"]):
        for lang, said in (("es", "«adelante init»"), ("en", "“adelante init”")):
            result = run(*words, db=above, lang=lang, timeout=30)
            check(result.status != 0 and said in result.said, f"{words} as a superuser: {result}")


def password_of(file):
    check(stat.S_IMODE(os.stat(file).st_mode) == 0o600, f"{file} is readable by others")
    with open(file, encoding="utf-8") as opened:
        return opened.read().strip().rsplit(":", 1)[1]


def made():
    """The address names none but the server's own database: that of the program is called adelante."""
    file = path("own.pgpass")
    result = run("init", "--country", "SV", "--password-file", file, db=above, lang="en")
    own = result.out.strip()
    if not check(result.status == 0 and own.startswith("postgresql://adelante@127.0.0.1:") and "/adelante?passfile=" in own, f"init: {result}"):
        return None
    password = password_of(file)
    check(len(password) >= 32 and password not in result.said, f"the password is shown: {result}")
    with open(os.path.join(place, "server.log"), encoding="utf-8", errors="replace") as log:
        check(password not in log.read(), "the server's log holds the password")
    check(ask("SELECT rolsuper OR rolbypassrls OR rolcreatedb OR rolcreaterole FROM pg_roles WHERE rolname = 'adelante'") == "f",
          "the role may more than it needs")
    check(ask("SELECT count(*) FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner WHERE relkind = 'r' "
              "AND relnamespace = 'public'::regnamespace AND rolname <> 'adelante'", f"{base}/adelante") == "0", "tables of the superuser")
    must("example", "la-union", "--from", os.path.join(SOURCE, "examples/la-union-2014"), db=own)
    whole(own, "by the role's address")
    server = Server(own)
    check(server.ask("GET", "/api/v1/units")[0] == 200, "the server by the role's address")
    server.stop()
    return file, own


def again(file, own):
    """As often as one likes: nothing is made a second time."""
    before = password_of(file)
    result = run("init", "--password-file", file, db=above, lang="es")
    check(result.status == 0 and result.out.strip() == own and password_of(file) == before, f"init again: {result}")
    result = run("init", db=own)
    check(result.status == 0 and result.out.strip() == "", f"init by the role's own address: {result}")
    os.rename(file, file + ".lost")
    for lang, said in (("es", "no se conoce su contraseña"), ("en", "its password is not known here")):
        result = run("init", "--password-file", file, db=above, lang=lang)
        check(result.status != 0 and said in result.said and not os.path.exists(file), f"the password's file is gone: {result}")


def other_names():
    """A name that is there and empty is taken over, one that is not there is made, tables of others are left alone."""
    ask("CREATE DATABASE empty_one TEMPLATE template0 ENCODING 'UTF8'")
    for name in ("empty_one", "brand_new"):
        result = run("init", "--password-file", path(name), db=f"{base}/{name}")
        check(result.status == 0 and result.out.startswith(f"postgresql://{name}@"), f"init of {name}: {result}")
        check(run("db", "check", db=result.out.strip()).status == 0, f"{name} is not whole")
    ask("CREATE DATABASE taken TEMPLATE template0 ENCODING 'UTF8'")
    ask("CREATE TABLE theirs (n int)", f"{base}/taken")
    result = run("init", "--password-file", path("taken"), db=f"{base}/taken", lang="en")
    check(result.status != 0 and "tables of another program" in result.said, f"another program's database: {result}")
    check(ask("SELECT rolname FROM pg_database d JOIN pg_roles r ON r.oid = datdba WHERE datname = 'taken'") == "super", "taken over")
    check(ask("SELECT count(*) FROM pg_roles WHERE rolname = 'taken'") == "0" and not os.path.exists(path("taken")), "something is left behind")
    result = run("init", "--password-file", path("odd"), db=f"{base}/Odd-Name", lang="en")
    check(result.status == 2 and "lower case" in result.said, f"an odd name: {result}")


def by_run():
    """ADELANTE_DB=postgresql://superuser ./run works by the same means: its lines up to serving, with this program."""
    text = open(os.path.join(SOURCE, "run"), encoding="utf-8").read()
    check('own="$(build/adelante init --country SV)"' in text and 'ADELANTE_DB="${own:-$ADELANTE_DB}"' in text, "run takes what init prints")


def no_password_in_messages():
    result = run("init", db=above.replace("super@", "super:not-to-be-shown@").replace("/postgres", "/brand_new"))
    check("not-to-be-shown" not in result.said, f"the superuser's password is printed: {result}")


refused()
found = made()
if found:
    again(*found)
other_names()
by_run()
no_password_in_messages()
finish()
