"""journey.py JOURNEY.mjs: a database with the example, users, a server and a one-time link; then the journey in a browser."""
import json
import os
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import print_world  # noqa: E402
from program import SOURCE, Server, must, with_example  # noqa: E402

# Who makes the journey, by its file.
ROLES = {"journey_a.mjs": "system_administrator", "journey_b.mjs": "director", "journey_evidence.mjs": "director", "journey_import.mjs": "director", "journey_training.mjs": "director",
         "journey_print.mjs": "executive", "journey_coordination.mjs": "executive"}
# Those that several people make together: their unit and who of the staff they are.
COMPANIES = {"journey_assistance.mjs": [("adviser", "CDMYPE-LU", "ST-04"), ("administrator", "CDMYPE-LU", "ST-03"), ("director", "CDMYPE-LU", "ST-02")],
             "journey_today.mjs": [("adviser", "CDMYPE-LU", "ST-04"), ("administrator", "CDMYPE-LU", "ST-03"), ("director", "CDMYPE-LU", "ST-02"),
                                   ("executive", "ADEL-LU", None), ("partner_reader", "ADEL-LU", None)],
             "journey_money.mjs": [("executive", "ADEL-LU", None), ("administrator", "ADEL-LU", None), ("director", "ADEL-LU", None)],
             "journey_agenda.mjs": [("adviser", "CDMYPE-LU", "ST-04"), ("director", "CDMYPE-LU", "ST-02")],
             "journey_duplicates.mjs": [("adviser", "CDMYPE-LU", "ST-04"), ("director", "CDMYPE-LU", "ST-02")],
             "journey_fund.mjs": [("director", "CDMYPE-LU", "ST-02"), ("executive", "ADEL-LU", None)],
             "journey_plan.mjs": [("adviser", "CDMYPE-LU", "ST-04"), ("director", "CDMYPE-LU", "ST-02")]}


def main():
    journey = sys.argv[1]
    database = with_example("sqlite")
    links = []
    for role, unit, staff in COMPANIES.get(journey) or [(ROLES[journey], "ADEL-LU", None)]:
        name = f"viajera.{len(links)}" if links else "viajera"
        must(database, "user", "add", name, "--role", role, "--unit", unit, "--full-name", "Viajera de Prueba", *(["--staff", staff] if staff else []))
        links.append(json.loads(must(database, "user", "link", name))["path"])
    server = Server(database, lang="es")
    try:
        base = f"http://127.0.0.1:{server.port}"
        if journey == "journey_print.mjs":
            print_world.Scenario(server, database).make()
        done = subprocess.run(["node", os.path.join(SOURCE, "tests", "browser", journey), base, *links], cwd=os.path.join(SOURCE, "tests", "browser"))
        status = done.returncode
    finally:
        ended = server.stop()
        database.close()
    if ended != 0:
        print(server.said.decode()[-3000:])
    return status or ended


if __name__ == "__main__":
    sys.exit(main())
