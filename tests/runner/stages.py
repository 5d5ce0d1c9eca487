"""The stages of ./test, in the order in which they run."""
import concurrent.futures
import json
import os
import shlex
import sys
import time

from world import SOURCE, Stop, cases, failed_cases, meson_results, tail


class Result:
    def __init__(self):
        self.passed = self.failed = self.skipped = 0
        self.faults = []

    def fail(self, name, text, count=1):
        self.failed += count
        self.faults.append((name, tail(text)))

    def add(self, name, ok, text):
        """One test program's outcome, counted by its cases."""
        if ok:
            self.passed += cases(text)
            return
        names = failed_cases(text)
        failed = len(set(names)) or 1
        self.passed += max(0, cases(text) - failed) if names else 0
        self.fail(f"{name} {' '.join(dict.fromkeys(names))}", text, failed)


class Stage:
    """A part of the tests with a name and a line of its own. `parts` yields the work, each part on one engine."""

    def __init__(self, name, about, *parts):
        self.name = name
        self.about = about
        self.parts = parts

    def run(self, world):
        result = Result()
        started = time.monotonic()
        for part in self.parts:
            try:
                part(world, self.name, result)
            except Stop as stop:
                result.fail(self.name, str(stop))
        print(f"{self.name:12} {result.passed:5} passed {result.failed:3} failed"
              f"{f' {result.skipped} skipped' if result.skipped else '':12} {time.monotonic() - started:7.1f} s", flush=True)
        for name, text in result.faults:
            print(f"    FAILED {name}\n" + "\n".join("    | " + line for line in text.splitlines()), flush=True)
        return result


def meson(suite, engine=None, release=False, seconds=900, only=None):
    """A Meson suite, on an engine if it touches a database."""
    def part(world, name, result):
        folder = world.build(release)
        log = os.path.join(folder, "meson-logs", "testlog.json")
        if os.path.exists(log):
            os.remove(log)
        env = {"ADELANTE_TEST_DB": world.postgres_database()} if engine == "postgres" else {}
        command = ["meson", "test", "-C", folder, "--no-rebuild", "--suite", suite, "--timeout-multiplier", "4", *(only or [])]
        status, text = world.run(command, f"{name}-{engine}" if engine else name, seconds, env)
        if not os.path.exists(log):
            raise Stop(f"meson test --suite {suite} said:\n{tail(text)}")
        count = 0
        for test, ok, skipped, output in meson_results(folder):
            count += 1
            if skipped:
                result.skipped += 1
            else:
                result.add(f"{test}{' on ' + engine if engine else ''}", ok, output)
        if count == 0 or status is None:
            result.fail(suite, f"{count} tests ran; {'out of time' if status is None else 'status ' + str(status)}\n{tail(text)}")
    return part


def script(path, *arguments, seconds=600, env=None):
    """A program whose exit status says whether it passed."""
    def part(world, name, result):
        command = [sys.executable, "-B"] if path.endswith(".py") or path.startswith("tools/") else []
        status, text = world.run([*command, os.path.join(SOURCE, path), *arguments], f"{name}-{os.path.basename(path)}", seconds, env)
        result.add(path, status == 0, text if status is not None else text + "\nout of time")
    return part


def whole(path, engine="sqlite", arguments=(), release=False, seconds=900, **more):
    """A Python test of the whole program, on an engine."""
    def part(world, name, result):
        env = {"ADELANTE_PROGRAM": world.program(release), "ADELANTE_TEST_ENGINE": engine, **more}
        if engine == "postgres":
            world.postgres_database()
            env["ADELANTE_POSTGRES_FOLDER"] = world.postgres
        status, text = world.run([sys.executable, "-B", os.path.join(SOURCE, path), *arguments], f"{name}-{engine}-{os.path.basename(path)}",
                                 seconds, env)
        result.add(f"{path} on {engine}", status == 0, text if status is not None else text + "\nout of time")
    return part


def clang(world, _, result):
    """Every file of the release build once more by the other compiler, with the same warnings, all of them errors."""
    with open(os.path.join(world.build(release=True), "compile_commands.json"), encoding="utf-8") as file:
        entries = json.load(file)
    folder = world.build(release=True)

    def check(entry):
        words = shlex.split(entry["command"])
        kept, skip = [], False
        for word in words[2 if os.path.basename(words[0]) == "ccache" else 1:]:
            if skip or word == "-MD" or word.startswith("-f"):
                skip = False
            elif word in ("-MQ", "-MF", "-o"):
                skip = True
            elif word != "-c":
                kept.append(word)
        return entry["file"], *world.quiet(["clang", "-fsyntax-only", *kept], folder)

    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for name, status, text in pool.map(check, entries):
            if status == 0:
                result.passed += 1
            else:
                result.fail(os.path.normpath(name).replace("../", ""), text)


def verifier(world, name, result):
    """Both verifiers against a database that is tampered with."""
    status, text = world.run([sys.executable, "-B", os.path.join(SOURCE, "tests", "audit", "test_verifier.py"), world.program(True)],
                             name, 600)
    result.add("tests/audit/test_verifier.py", status == 0, text if status is not None else text + "\nout of time")


def together(*parts):
    """Parts that do not touch one another, side by side, one for each processor."""
    def run(world, name, result):
        def one(part):
            own = Result()
            try:
                part(world, name, own)
            except Stop as stop:
                own.fail(name, str(stop))
            return own

        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            for own in pool.map(one, parts):
                result.passed += own.passed
                result.failed += own.failed
                result.skipped += own.skipped
                result.faults += own.faults
    return run


def journey(name):
    """One journey in Chromium against a server of its own with the example."""
    def part(world, _, result):
        status, text = world.run([sys.executable, "-B", os.path.join(SOURCE, "tests", "runner", "journey.py"), name],
                                 f"browser-{name}", 1200, {"ADELANTE_PROGRAM": world.program(release=True)})
        result.add(name, status == 0, text if status is not None else text + "\nout of time")
    return part


def browser(world, stage, result):
    """The gallery of components and every journey."""
    folder = os.path.join(SOURCE, "tests", "browser")
    if not os.path.isdir(os.path.join(folder, "node_modules", "playwright-core")):
        world.command(["npm", "ci", "--no-audit", "--no-fund", "--prefix", folder], "npm ci", "npm", 300)
    gallery = os.path.join(world.build(), "tests", "browser", "gallery")
    pages = os.path.join(world.build(), "gallery")
    os.makedirs(pages, exist_ok=True)
    world.command([gallery, pages], "the gallery draws its pages", "gallery", 120)

    def look(world, _, result):
        status, text = world.run(["node", os.path.join(folder, "gallery.mjs"), pages], "browser-gallery", 600)
        result.add("gallery.mjs", status == 0, text)

    world.program(release=True)
    journeys = sorted(name for name in os.listdir(folder) if name.startswith("journey_") and name.endswith(".mjs"))
    together(look, *map(journey, journeys))(world, stage, result)


ORACLE = "tests/oracle/run_oracle.py"
ALL = [
    Stage("layers", "who includes whom", script("tools/layers")),
    Stage("codecheck", "SQL, memory, unfinished work", script("tools/codecheck")),
    Stage("mustfail", "what must not compile, and what the checkers must refuse", script("tests/mustfail/mustfail.py")),
    Stage("unit", "each module by itself, and the corpora of the fuzzers", meson("unit")),
    Stage("clang", "the other compiler's warnings", clang),
    Stage("golden", "the documents in docs/ that the program writes about itself", whole("tools/docs", arguments=["--check"])),
    Stage("store", "every statement and store function on both engines", meson("store", "sqlite"), meson("store", "postgres")),
    Stage("op", "operations as scenarios on both engines", meson("op", "sqlite"), meson("op", "postgres")),
    Stage("http", "the server against raw bytes", meson("http")),
    Stage("api", "every operation over HTTP, every reply against OpenAPI; keys, versions, refusals",
          together(whole("tests/api/test_operations.py"), whole("tests/api/test_operations.py", "postgres", release=True))),
    Stage("badinput", "what must be refused, in both languages: records, files, commands, requests", meson("badinput", release=True)),
    Stage("year", "a made-up centre year through operations, its monthly report and every sheet, counted again by itself",
          together(whole("tests/year/test_year.py", release=True), whole("tests/year/test_year.py", "postgres", release=True))),
    Stage("perm", "every operation × role × scope, other agencies", whole("tests/perm/test_perm.py", release=True)),
    Stage("migrate", "older, newer and changed databases",
          together(whole("tests/migrate/test_migrate.py"), whole("tests/migrate/test_migrate.py", "postgres"))),
    Stage("audit", "what somebody with the file in her hands could do is noticed", verifier),
    Stage("oracle", "worked cases, laws on random histories, the example; the program against it",
          meson("oracle"), together(whole(ORACLE, arguments=["--histories", "40"], release=True),
                                    whole(ORACLE, "postgres", arguments=["--histories", "8"], release=True))),
    Stage("fault", "the n-th database call fails, a commit's answer is lost, the disk is full",
          whole("tests/fault/test_fault.py", release=True)),
    Stage("powercut", "2,000 simulated power cuts; the same must fail with what the storage rules forbid",
          meson("crash", release=True)),
    Stage("kill", "200 times kill -9 during imports and recorded sessions",
          together(whole("tests/crash/kill.py", arguments=["--rounds", "200"], release=True, seconds=1500),
                   whole("tests/crash/kill.py", "postgres", arguments=["--rounds", "16"], release=True))),
    Stage("browser", "journeys in Chromium, with axe, at 360 and 1280 pixels", browser),
]
