"""full_disk.py FOLDER EXAMPLE: mounts 24 MiB of memory on FOLDER and fills it under a database. Status 77: it cannot be mounted."""
import json
import os
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "runner"))

from program import Caller, Server, must, run, token  # noqa: E402


class Place:
    engine = "sqlite"

    def __init__(self, folder):
        self.url = os.path.join(folder, "adelante.db")


def fill(folder, leave):
    """Writes a file until so many bytes are left."""
    path = os.path.join(folder, "filler")
    space = os.statvfs(folder)
    size = max(0, space.f_bavail * space.f_frsize - leave)
    with open(path, "ab") as file:
        file.write(b"\0" * size)
    return path


def person(code):
    return json.dumps({"code": code, "unit": "CDMYPE-LU", "given_names": "Ana", "surnames": "De Prueba", "sex": "female",
                       "district": "1408", "registered_on": "2014-06-03"})


def need(condition, text):
    if not condition:
        raise SystemExit(f"full disk: {text}")


def main():
    folder, example = sys.argv[1:]
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", folder], capture_output=True).returncode != 0:
        return 77
    server = None
    try:
        database = Place(folder)
        must(database, "init")
        must(database, "example", "la-union", "--from", example)
        must(database, "op", "person.add", "--json", person("P-D1"))
        director = token(database, "director")
        server = Server(database)
        caller = Caller(server, director)
        year = {"from": "2014-01-01", "to": "2014-12-31"}
        for leave in (100_000, 4096, 0):
            path = fill(folder, leave)
            refused = caller.call("POST", "/persons", json.loads(person("P-D2")))
            need(refused.status == 507 and refused.code == "disk_full", f"{leave} bytes left: {refused}")
            listed = caller.get("/sessions")
            need(listed.status == 200, f"reading goes on with {leave} bytes left: {listed}")
            need(caller.get("/results", **year).status == 200, "the statement goes on")
            os.remove(path)
            need(caller.call("POST", "/persons", json.loads(person(f"P-E{leave}"))).status == 200, "there is room again")
        path = fill(folder, 700_000)
        with open(os.path.join(example, "09-sessions.csv"), "rb") as file:
            body = file.read().replace(b"\nS-0", b"\nX-0")
        refused = caller.call("POST", "/import/sessions", body, content_type="text/csv")
        need(refused.status in (200, 507), f"an import: {refused}")
        os.remove(path)
        caller.close()
        need(server.stop() == 0, "the server ends")
        need(run(database, "op", "person.get", "--json", '{"code":"P-D2"}').returncode == 4, "P-D2 is not there")
        must(database, "op", "person.add", "--json", person("P-D2"))
        need(run(database, "db", "check").returncode == 0, "db check")
    finally:
        if server:
            server.kill()
        subprocess.run(["umount", folder], capture_output=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
