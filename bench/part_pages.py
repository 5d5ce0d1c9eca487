"""Pages of a signed-in director, beside nginx that serves the finished page as a file."""

import os
import re
import sys

from kit import Adelante, cpu_of, free_port, median, resident, run, times
from part_import import data_set, load_parents

USER = "directora"
NGINX = """daemon off; worker_processes auto; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{ worker_connections 1024; }}
http {{ access_log off; sendfile on; default_type text/html; keepalive_requests 1000000;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  server {{ listen 127.0.0.1:{port}; root {folder}/pages; }} }}
"""


def wrk(port, path, seconds, cookie=None):
    """Pages a second; anything but 200 ends the run."""
    command = ["wrk", "-t2", "-c32", "-d%ds" % seconds]
    if cookie:
        command += ["-H", "Cookie: " + cookie]
    out = run(command + ["http://127.0.0.1:%d%s" % (port, path)]).out
    if "Non-2xx" in out or "Socket errors" in out:
        sys.exit(out)
    return float(re.search(r"Requests/sec:\s+([0-9.]+)", out).group(1)), int(re.search(r"(\d+) requests in", out).group(1))


def many_clients(scratch, options):
    """The database with 100,000 clients, made once for the parts that use it."""
    clients = options.size(100000)
    database = Adelante(scratch, "many")
    if not os.path.exists(database.url):
        folder = data_set(scratch, options, clients, clients)
        load_parents(database, folder)
        database.call("import", "sessions", os.path.join(folder, "09-sessions.csv"))
        database.call("user", "add", USER, "--role", "director", "--unit", "AGE", "--full-name", "Directora de medida")
    return database, clients


def measure_page(scratch, report, database, server, cookie, nginx_port, what, path, aim):
    status, body = database.page(path, cookie=cookie)
    if status != 200:
        report.note("%s: %s answered %d, not measured." % (what, path, status))
        return
    name = what.split()[0].lower() + ".html"
    with open(scratch.path("nginx", "pages", name), "wb") as file:
        file.write(body)
    wrk(database.port, path, 1, cookie)
    rates, costs, others = [], [], []
    for _ in range(3):
        before = cpu_of(server.pid)
        rate, requests = wrk(database.port, path, 4, cookie)
        rates.append(rate)
        costs.append((cpu_of(server.pid) - before) / requests * 1e6)
        others.append(wrk(nginx_port, "/" + name, 4)[0])
    ratio = median(rates) / median(others)
    report.row("%s (%.1f kB), pages a second" % (what, len(body) / 1e3), "{:,.0f}".format(median(rates)),
               "nginx, a file: {:,.0f}".format(median(others)), times(ratio), "≥ 0.1" if aim else "", ratio >= 0.1 if aim else None)
    report.row("%s, microseconds of CPU a page" % what, "%.0f" % median(costs), "", "", "< 150", median(costs) < 150)


def measure(scratch, report, options):
    database, clients = many_clients(scratch, options)
    report.section("Pages, signed in, uncompressed, 32 connections")
    server = database.serve()
    cookie = database.cookie(USER)
    port = free_port()
    folder = os.path.dirname(scratch.path("nginx", "pages", "x").rstrip("/"))
    folder = os.path.dirname(folder)
    config = scratch.path("nginx", "nginx.conf")
    with open(config, "w", encoding="ascii") as file:
        file.write(("user root; " if os.getuid() == 0 else "") + NGINX.format(folder=folder, port=port))
    nginx = scratch.start(["nginx", "-c", config, "-p", folder, "-e", folder + "/error.log"], "nginx")
    nginx.wait_for(port)
    measure_page(scratch, report, database, server, cookie, port, "Client list, 50 rows of {:,}".format(clients), "/clients", True)
    measure_page(scratch, report, database, server, cookie, port, "Statement of 2014", "/results?from=2014-01-01&to=2014-12-31", False)
    report.row("resident memory after these pages", "%.1f MB" % (resident(server.pid) / 1e6))
    for process in (nginx, server):
        process.stop()
        scratch.started.remove(process)
