"""journey.py JOURNEY.mjs: a database with the example, users, a server and a one-time link; then the journey in a browser."""
import json
import os
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from program import SOURCE, Server, must, with_example  # noqa: E402

# Who makes the journey, by its file.
ROLES = {"journey_a.mjs": "system_administrator", "journey_b.mjs": "director", "journey_evidence.mjs": "director",
         "journey_print.mjs": "executive"}


def main():
    journey = sys.argv[1]
    role = ROLES[journey]
    database = with_example("sqlite")
    must(database, "user", "add", "viajera", "--role", role, "--unit", "ADEL-LU", "--full-name", "Viajera de Prueba")
    link = json.loads(must(database, "user", "link", "viajera"))["path"]
    server = Server(database, lang="es")
    try:
        base = f"http://127.0.0.1:{server.port}"
        done = subprocess.run(["node", os.path.join(SOURCE, "tests", "browser", journey), base, link], cwd=os.path.join(SOURCE, "tests", "browser"))
        status = done.returncode
    finally:
        ended = server.stop()
        database.close()
    if ended != 0:
        print(server.said.decode()[-3000:])
    return status or ended


if __name__ == "__main__":
    sys.exit(main())
