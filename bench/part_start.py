"""From starting the program to its first answer, its size, and the memory it lives in."""

import http.client
import os
import subprocess
import time

from kit import PROGRAM, Adelante, free_port, median, megabytes, milliseconds, resident, run

PAGES = ["/", "/clients", "/results?from=2014-01-01&to=2014-12-31", "/events", "/links"]


def first_answer(database):
    """Seconds from the start of the process until a page has come back."""
    port = free_port()
    start = time.perf_counter()
    process = subprocess.Popen([PROGRAM, "serve", "--listen", "127.0.0.1:%d" % port], env=database.env, stdin=subprocess.DEVNULL,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while True:
            try:
                connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
                connection.request("GET", "/sign-in")
                if connection.getresponse().read():
                    return time.perf_counter() - start
            except OSError:
                time.sleep(0.0005)
    finally:
        process.terminate()
        process.wait()


def walk(database, cookie, pages):
    """The statuses of a thousand pages on one connection."""
    connection = http.client.HTTPConnection("127.0.0.1", database.port, timeout=30)
    statuses = {}
    for i in range(1000):
        path = pages[i % len(pages)]
        connection.request("GET", path, headers={"Cookie": cookie, "Accept-Encoding": "gzip"})
        answer = connection.getresponse()
        answer.read()
        statuses[path] = answer.status
    return statuses


def measure(scratch, report, options):
    report.section("Start and size, the example of La Unión loaded")
    database = Adelante(scratch, "example")
    database.init()
    database.call("example", "la-union")
    database.call("user", "add", "directora", "--role", "director", "--unit", "ADEL-LU", "--full-name", "Dirección de medida")
    seconds = median([first_answer(database) for _ in range(9)])
    report.row("start to first answered request", milliseconds(seconds), "", "", "< 100 ms", seconds < 0.1)
    stripped = scratch.path("adelante-stripped")
    run(["strip", "-o", stripped, PROGRAM])
    size = os.path.getsize(stripped)
    report.row("the program, stripped", megabytes(size), "", "", "< 5 MB", size < 5e6)
    server = database.serve()
    cookie = database.cookie("directora")
    report.row("resident memory after start", megabytes(resident(server.pid)), "", "", "< 64 MB", resident(server.pid) < 64e6)
    statuses = walk(database, cookie, PAGES)
    report.row("resident memory after 1,000 pages", megabytes(resident(server.pid)), "", "", "< 64 MB", resident(server.pid) < 64e6)
    missing = [path for path, status in statuses.items() if status != 200]
    if missing:
        report.note("Pages that did not answer with 200 among the thousand: " + ", ".join(missing))
    server.stop()
    scratch.started.remove(server)
