"""What the stages share: the source folder, the two builds, one PostgreSQL server, and child processes that never outlive us."""
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading

SOURCE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BUILD = os.path.join(SOURCE, "build-test")
RELEASE = os.path.join(SOURCE, "build-test-release")

# Leaks are faults too; a sanitizer's finding ends the program with a status of its own.
SANITIZERS = {"ASAN_OPTIONS": "detect_leaks=1:abort_on_error=0:exitcode=99:detect_stack_use_after_return=1",
              "UBSAN_OPTIONS": "print_stacktrace=1:halt_on_error=1:exitcode=99",
              "LSAN_OPTIONS": "print_suppressions=0:suppressions=" + os.path.join(SOURCE, "tests", "support", "leaks.txt")}


class Stop(Exception):
    """A stage cannot go on; the text says why."""


class World:
    def __init__(self):
        self.built = {}
        self.postgres = None
        self.children = set()
        self.databases = 0
        self.lock = threading.RLock()  # parts of a stage may run side by side
        self.log_folder = os.path.join(BUILD, "log")

    def __enter__(self):
        for number in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, lambda *_: sys.exit(130))
        return self

    def __exit__(self, *_):
        for child in list(self.children):
            end_group(child)
        if self.postgres:
            subprocess.run([self.postgres_script(), "stop", self.postgres], stdout=subprocess.DEVNULL)
            self.postgres = None

    def postgres_script(self):
        return os.path.join(SOURCE, "tests", "support", "postgres.sh")

    # ---- building --------------------------------------------------------------------------------------------------

    def build(self, release=False):
        """Configures and compiles once a run; later calls return the folder."""
        with self.lock:
            return self.build_locked(RELEASE if release else BUILD, release)

    def build_locked(self, folder, release):
        if folder in self.built:
            if self.built[folder]:
                raise Stop(self.built[folder])
            return folder
        self.built[folder] = f"{os.path.basename(folder)} does not build"
        options = [] if release else ["-Db_sanitize=address,undefined", "-Dbuildtype=debug", "-Db_lundef=false"]
        if not os.path.exists(os.path.join(folder, "build.ninja")):
            shutil.rmtree(folder, ignore_errors=True)
            self.command(["meson", "setup", folder, *options], f"{self.built[folder]} (meson)", "build", 600)
        self.command(["ninja", "-C", folder], self.built[folder], "build", 1800)
        self.built[folder] = None
        return folder

    def program(self, release=False):
        path = os.path.join(self.build(release), "src", "adelante")
        if not os.path.exists(path):
            path = os.path.join(self.build(release), "adelante")
        if not os.path.exists(path):
            raise Stop("the program adelante is not built")
        return path

    # ---- PostgreSQL ------------------------------------------------------------------------------------------------

    def postgres_database(self):
        """The address of a new, empty database on the server of this run, which is started when first asked for."""
        with self.lock:
            return self.postgres_locked()

    def postgres_locked(self):
        if self.postgres is None:
            folder = os.path.join(tempfile.mkdtemp(prefix="adelante-postgres-"), "server")
            os.chmod(os.path.dirname(folder), 0o755)
            self.postgres = folder
            self.command([self.postgres_script(), "start", folder], "PostgreSQL does not start", "postgres", 120)
        self.databases += 1
        return self.output([self.postgres_script(), "database", self.postgres, f"test_{os.getpid()}_{self.databases}"]).strip()

    # ---- child processes -------------------------------------------------------------------------------------------

    def command(self, command, failure, log, seconds):
        status, text = self.run(command, log, seconds)
        if status != 0:
            raise Stop(f"{failure}:\n{tail(text)}")

    def output(self, command):
        done = subprocess.run(command, cwd=SOURCE, capture_output=True, text=True)
        if done.returncode != 0:
            raise Stop(f"{' '.join(command)}: {done.stderr}")
        return done.stdout

    def quiet(self, command, folder):
        """A short command that leaves nothing running: its exit status and what it said."""
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, stdin=subprocess.DEVNULL)
        return done.returncode, done.stdout + done.stderr

    def run(self, command, log, seconds, env=None):
        """Runs in a process group of its own; returns the exit status (None: out of time) and what it said, kept in the log."""
        os.makedirs(self.log_folder, exist_ok=True)
        path = os.path.join(self.log_folder, log + ".log")
        environment = dict(os.environ, **SANITIZERS, ADELANTE_SOURCE=SOURCE, PYTHONDONTWRITEBYTECODE="1", **(env or {}))
        with open(path, "w+b") as out:
            child = subprocess.Popen(command, cwd=SOURCE, env=environment, stdin=subprocess.DEVNULL, stdout=out,
                                     stderr=subprocess.STDOUT, start_new_session=True)
            self.children.add(child)
            try:
                status = child.wait(seconds)
            except subprocess.TimeoutExpired:
                status = None
            finally:
                end_group(child)
                self.children.discard(child)
            out.seek(0)
            return status, out.read().decode("utf-8", "replace")


def end_group(child):
    """Ends what is left of a child's process group: the group is ours alone, made for this child."""
    try:
        os.killpg(child.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        pass
    child.wait()


def tail(text, lines=40):
    return "\n".join(text.rstrip().splitlines()[-lines:])


def meson_results(folder):
    """(name, ok, skipped, output) for each test of the last meson test run of a build folder."""
    with open(os.path.join(folder, "meson-logs", "testlog.json"), encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            yield (row["name"], row["result"] in ("OK", "EXPECTEDFAIL"), row["result"] == "SKIP",
                   row.get("stdout", "") + row.get("stderr", ""))


def cases(text):
    """How many cases a test program reports (cmocka or unittest), at least one."""
    counted = re.findall(r"^(\d+) passed, (\d+) failed$", text, re.M)
    if counted:
        return max(1, sum(int(a) + int(b) for a, b in counted))
    found = re.findall(r"\[==========\].*?(\d+) test\(s\) run", text) or re.findall(r"^Ran (\d+) tests? in", text, re.M)
    return max(1, sum(int(count) for count in found))


def failed_cases(text):
    """The names of failed cases that a cmocka or unittest program, or a checking one, prints."""
    return re.findall(r"^FAILED (.+)$", text, re.M) + re.findall(r"^\[  FAILED  \] (\w\S*)$", text, re.M) + re.findall(r"^(?:FAIL|ERROR): (\S+)", text, re.M)
