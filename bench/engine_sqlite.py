"""SQLite: engine_sqlite.py FOLDER TIMES. Reads services.csv, prints one line of JSON."""

import csv
import json
import os
import sqlite3
import statistics
import sys
import time

from questions import CUBE_BY_INDEX, MEASUREMENT_COLUMNS, SERVICE_COLUMNS, STATEMENT


def load(folder):
    path = os.path.join(folder, "sqlite.db")
    database = sqlite3.connect(path)
    database.execute("PRAGMA journal_mode = OFF")
    database.execute("PRAGMA synchronous = OFF")
    database.execute("PRAGMA cache_size = -2000000")
    database.execute("PRAGMA mmap_size = 8000000000")
    for table, columns in (("service", SERVICE_COLUMNS), ("measurement", MEASUREMENT_COLUMNS)):
        database.execute("CREATE TABLE %s (%s) STRICT" % (table, ", ".join(column + " INT" for column in columns)))
        with open(os.path.join(folder, table + "s.csv"), encoding="ascii", newline="") as file:
            database.executemany("INSERT INTO %s VALUES (%s)" % (table, ", ".join("?" * len(columns))), csv.reader(file))
    database.execute("CREATE INDEX service_cube ON service (kind, municipality, year, enterprise)")
    database.execute("CREATE INDEX service_day ON service (day, kind, enterprise, person, municipality, contact, preparation, "
                     "travel, event, amount)")
    database.execute("CREATE INDEX service_enterprise ON service (enterprise, day, kind)")
    database.execute("CREATE INDEX measurement_day ON measurement (enterprise, day, initial, sales)")
    database.execute("ANALYZE")
    database.commit()
    return database


def measure(database, sql, times):
    seconds = []
    for _ in range(times):
        start = time.perf_counter()
        rows = database.execute(sql).fetchall()
        seconds.append(time.perf_counter() - start)
    return rows, statistics.median(seconds)


def main():
    folder, times = sys.argv[1], int(sys.argv[2])
    start = time.perf_counter()
    database = load(folder)
    loaded = time.perf_counter() - start
    result = {"engine": "sqlite", "version": "SQLite " + sqlite3.sqlite_version, "load": loaded}
    for name, sql in (("cube", CUBE_BY_INDEX), ("statement", STATEMENT)):
        rows, result[name] = measure(database, sql, times)
        with open(os.path.join(folder, "sqlite-%s.csv" % name), "w", encoding="ascii") as file:
            file.writelines(",".join(map(str, row)) + "\n" for row in rows)
    print(json.dumps(result))


main()
