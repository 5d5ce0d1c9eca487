"""PostgreSQL: engine_postgres.py FOLDER TIMES HOST PORT. psql does the work; its \\timing counts from question to whole answer."""

import json
import os
import re
import statistics
import subprocess
import sys

from questions import CUBE_BY_INDEX, MEASUREMENT_COLUMNS, SERVICE_COLUMNS, STATEMENT


class Server:
    def __init__(self, host, port):
        self.command = ["psql", "-X", "-q", "-A", "-t", "-F", ",", "-v", "ON_ERROR_STOP=1", "-h", host, "-p", port, "-U", "bench",
                        "-d", "bench"]

    def run(self, text):
        done = subprocess.run(self.command, input=text, capture_output=True, text=True)
        if done.returncode != 0:
            sys.exit(done.stderr)
        return done.stdout

    def timed(self, text):
        """What it printed, and the milliseconds of each statement as seconds."""
        out = self.run("\\timing on\n" + text)
        times = [float(found) / 1000 for found in re.findall(r"^Time: ([0-9.]+) ms", out, re.M)]
        return "".join(line + "\n" for line in out.splitlines() if not line.startswith("Time: ")), times


def load_text(folder):
    lines = ["DROP TABLE IF EXISTS service, measurement;"]
    for table, columns in (("service", SERVICE_COLUMNS), ("measurement", MEASUREMENT_COLUMNS)):
        types = ", ".join(column + (" bigint" if column in ("amount", "sales", "event") else " int") for column in columns)
        lines.append("CREATE TABLE %s (%s);" % (table, types))
        lines.append("\\copy %s FROM '%s' WITH (FORMAT csv)" % (table, os.path.join(folder, table + "s.csv")))
    lines.append("CREATE INDEX ON service (kind, municipality, year, enterprise);")
    lines.append("CREATE INDEX ON service (day) INCLUDE (kind, enterprise, person, municipality, contact, preparation, travel, event, "
                 "amount);")
    lines.append("CREATE INDEX ON service (enterprise, day, kind);")
    lines.append("CREATE INDEX ON measurement (enterprise, day) INCLUDE (initial, sales);")
    lines.append("VACUUM ANALYZE service; VACUUM ANALYZE measurement;")
    return "\n".join(lines) + "\n"


def main():
    folder, times, host, port = sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4]
    server = Server(host, port)
    _, seconds = server.timed(load_text(folder))
    result = {"engine": "postgres", "version": "PostgreSQL " + server.run("SHOW server_version;").split()[0], "load": sum(seconds)}
    for name, sql in (("cube", CUBE_BY_INDEX), ("statement", STATEMENT)):
        rows = server.run(sql + ";\n")
        with open(os.path.join(folder, "postgres-%s.csv" % name), "w", encoding="ascii") as file:
            file.write(rows)
        _, seconds = server.timed("\\o /dev/null\n" + (sql + ";\n") * times)
        result[name] = statistics.median(seconds)
    server.run("DROP TABLE service, measurement;")
    print(json.dumps(result))


main()
