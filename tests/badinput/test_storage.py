"""Files too big for memory, a disk that fills up, `kill -9` in the middle, and several processes at one database.

ADELANTE_LONG=1 also reads a CSV file of 2 GB.
"""
import threading

from world import *

HEAD = "code,unit,given_names,surnames,sex,district,registered_on\n"


def many(name, size, good=True):
    """A CSV file of about `size` bytes: persons that are already there (read, compared, left alone), or a fault in the last row."""
    row = "Q-{0},CDMYPE-LU,Ana,Paz Funes,female,1408,2014-03-03\n"
    with open(path(name), "w") as file:
        file.write(HEAD)
        count = max(1, (size - len(HEAD)) // (len(row) + 3))
        for start in range(0, count, 100000):
            file.write("".join(row.format(i) for i in range(start, min(start + 100000, count))))
        if not good:
            file.write(row.format("X").replace("female", "nada"))
    return path(name), count


def repeated(name, size):
    """A CSV file of `size` bytes, all rows alike: for reading only, so that two gigabytes are written in seconds."""
    with open(path(name), "wb") as file:
        file.write(HEAD.encode())
        block = (b"Q-1,CDMYPE-LU,Ana,Paz Funes,female,1408,2014-03-32\n") * 20000
        while file.tell() < size:
            file.write(block)
    return path(name)


def peak(*words, db, limit=900):
    """The most memory the program itself held (VmHWM, in kB), and how it ended."""
    process = subprocess.Popen([PROGRAM, *words, "--db", db], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL)
    most = [0]

    def watch():
        while process.poll() is None:
            try:
                with open(f"/proc/{process.pid}/status") as status:
                    found = re.search(r"VmHWM:\s+(\d+)", status.read())
            except OSError:
                return
            if found:
                most[0] = max(most[0], int(found.group(1)))
            time.sleep(0.01)
    watcher = threading.Thread(target=watch)
    watcher.start()
    out = process.communicate(timeout=limit)[0].decode("utf-8", "replace")
    watcher.join()
    return most[0], process.returncode, out


def memory():
    db = fresh("memory.db")
    rows = stored(db)
    small, status, out = peak("import", "persons", repeated("small.csv", 20 << 20), "--dry-run", db=db)
    check(status == 2 and "2014-03-32" in out, f"20 MB of faults: {status} {out[-300:]}")
    large, status, out = peak("import", "persons", repeated("large.csv", 200 << 20), "--dry-run", db=db)
    check(status == 2 and len(out.splitlines()) <= 43, f"200 MB of faults: {status} {out[-300:]}")
    print(f"a dry run of 20 MB held {small} kB, of 200 MB {large} kB")
    check(large < small * 1.3 + 2048, f"memory grows with the file: {small} kB, then {large} kB")
    if os.environ.get("ADELANTE_LONG"):
        os.unlink(path("large.csv"))
        huge, status, out = peak("import", "persons", repeated("huge.csv", 2 << 30), "--dry-run", db=db, limit=3600)
        print(f"a dry run of 2 GB held {huge} kB")
        check(status == 2 and huge < small * 1.3 + 2048, f"2 GB: {status}, {huge} kB: {out[-300:]}")
    for name in ("small.csv", "large.csv", "huge.csv"):
        if os.path.exists(path(name)):
            os.unlink(path(name))
    check(stored(db) == rows, "a dry run stored something")
    file, _ = many("good.csv", 1 << 20)
    small, status, out = peak("import", "persons", file, "--dry-run", db=db)
    check(status == 0, f"1 MB of persons: {status} {out[-300:]}")
    file, _ = many("good.csv", 8 << 20)
    large, status, out = peak("import", "persons", file, "--dry-run", db=db)
    check(status == 0, f"8 MB of persons: {status} {out[-300:]}")
    print(f"a dry run of good rows: 1 MB held {small} kB, 8 MB {large} kB")
    check(large < small + 32768, f"memory grows with the rows: {small} kB, then {large} kB")
    check(stored(db) == rows, "a dry run stored something")
    whole(db, "memory")


def killed():
    db = fresh("killed.db")
    file, count = many("killed.csv", 200000)
    rows, before = stored(db), content(db)
    for point in ("import.row:1", f"import.row:{count // 2}", f"import.row:{count}", "import.before_commit"):
        result = run("import", "persons", file, db=db, env={"ADELANTE_KILL": point})
        check(result.status == -9, f"killed at {point}: {result}")
        check(stored(db) == rows, f"killed at {point}: something was stored")
        whole(db, f"killed at {point}")
    check(content(db) == before, "a killed import left something")
    result = run("import", "persons", file, db=db)
    check(result.status == 0 and stored(db)["person"] == rows["person"] + count, f"the import after the kills: {result}")
    whole(db, "after the kills")


def full_disk():
    """The file may not grow beyond what the database has now and a little: writing fails as on a full disk."""
    db = fresh("full.db")
    file, _ = many("full.csv", 2 << 20)
    rows, before = stored(db), content(db)
    import resource

    def small_files():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, 1 << 20))
    for lang, words in (("es", "disco"), ("en", "disk")):
        result = run("import", "persons", file, db=db, lang=lang, preexec_fn=small_files)
        check(result.status in (7, 8) and len(result.said) > 20, f"files that may not grow, {lang}: {result}")
    check(stored(db) == rows, "a full disk: something was stored")
    whole(db, "files that may not grow")
    if os.getuid() == 0 and shutil.which("mount"):
        disk = path("disk")
        os.mkdir(disk)
        if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=10m", "tmpfs", disk], capture_output=True).returncode == 0:
            try:
                on_disk(disk, db, file, rows)
            finally:
                subprocess.run(["umount", disk], capture_output=True)
        else:
            print("no tmpfs here: the full disk is only simulated")
    check(content(db) == before, "the database changed")


def on_disk(disk, db, file, rows):
    """A real small disk: with a server running and without."""
    small = os.path.join(disk, "small.db")
    shutil.copy(db, small)
    result = run("import", "persons", file, db=small)
    check(result.status == 7 and "disco" in result.said, f"a full disk: {result}")
    check(stored(small) == rows, "a full disk: something was stored")
    whole(small, "a full disk")
    server = Server(small)
    rows = stored(small)
    with open(os.path.join(disk, "ballast"), "wb") as ballast:
        try:
            while True:
                ballast.write(b"x" * 65536)
                ballast.flush()
        except OSError:
            pass
    person = {"unit": "CDMYPE-LU", "given_names": "Ana", "surnames": "Paz", "sex": "female", "district": "1408", "registered_on": "2014-03-03"}
    for lang, words in (("es", "disco"), ("en", "disk")):
        status, answer = server.ask("POST", "/api/v1/persons", person, lang=lang)
        check(status == 507 and words in answer["title"], f"a write on a full disk: {status} {answer}")
    status, answer = server.ask("GET", "/api/v1/persons?limit=3")
    check(status == 200 and len(answer["items"]) == 3, f"reading on a full disk: {status} {answer}")
    os.unlink(os.path.join(disk, "ballast"))
    check(stored(small)["person"] == rows["person"], "a full disk: the server stored something")
    status, answer = server.ask("POST", "/api/v1/persons", person)
    check(status == 200, f"once there is room again: {status} {answer}")
    server.stop()
    whole(small, "a full disk under a server")


def several():
    """Two servers, an import beside a server, reading beside a server."""
    db = fresh("several.db")
    server = Server(db)
    for lang, words in (("es", "número"), ("en", "number")):
        result = run("serve", "--listen", "127.0.0.1:0", db=db, lang=lang, timeout=30)
        check(result.status == 7 and f"{words} {server.process.pid})" in result.said, f"a second server: {result}")
    result = run("export", "units", db=db)
    check(result.status == 0 and "ADEL-LU" in result.out, f"reading beside a server: {result}")
    check(run("db", "check", db=db).status == 0, "a check beside a server")
    rows = stored(db)
    file, count = many("beside.csv", 1 << 20)
    answers, stop = [], threading.Event()
    person = {"unit": "CDMYPE-LU", "given_names": "Eva", "surnames": "Luna", "sex": "female", "district": "1408", "registered_on": "2014-03-03"}

    def others():
        while not stop.is_set():
            begun = time.monotonic()
            status, _ = server.ask("POST", "/api/v1/persons", person)
            answers.append((status, time.monotonic() - begun))
    thread = threading.Thread(target=others)
    thread.start()
    result = run("import", "persons", file, db=db)
    stop.set()
    thread.join()
    written = sum(1 for status, _ in answers if status == 200)
    check(result.status == 0 and f"{count} " in result.said, f"an import beside a server: {result}")
    check(stored(db)["person"] == rows["person"] + count + written, f"an import beside a server: {stored(db)['person']} persons")
    check(all(status in (200, 503) for status, _ in answers) and written > 0, f"the other writers: {answers[:20]}")
    print(f"beside an import of {count} rows: {written} others' writes, {len(answers) - written} asked to come back, the longest took "
          f"{max(took for _, took in answers):.2f} s")
    rows = stored(db)
    bad, _ = many("beside.csv", 100000, good=False)
    for lang, words in (("es", "No está en la lista"), ("en", "It is not in the list")):
        result = run("import", "persons", bad, db=db, lang=lang)
        check(result.status == 2 and "beside.csv" in result.said and words in result.said, f"a bad import beside a server: {result}")
        problem = run("import", "persons", bad, "--format", "json", db=db, lang=lang).json()
        check(problem.get("code") == "invalid" and problem["faults"][0]["field"] == "sex", f"a bad import beside a server: {problem}")
    check(stored(db) == rows, "a bad import beside a server stored something")
    result = run("import", "persons", file, "--dry-run", db=db)
    check(result.status in (0, 2) and stored(db) == rows, f"a dry run beside a server: {result}")
    result = run("init", db=db)
    check(result.status in (0, 7) and len(result.said) > 20, f"init beside a server: {result}")
    result = run("db", "restore", db, db=db)
    check(result.status == 7 and str(server.process.pid) in result.said, f"a restore beside a server: {result}")
    server.process.kill()
    server.process.wait()
    whole(db, "after the server was killed")
    result = run("import", "persons", file, db=db, env={})
    check(result.status in (0, 2), f"an import after the server was killed: {result}")
    whole(db, "several processes")


killed()
full_disk()
several()
memory()
finish()
