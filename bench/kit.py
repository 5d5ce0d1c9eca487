"""What every part of bench/run needs: a scratch folder, servers that are stopped by their process id, clocks, the report."""

import http.client
import os
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
BUILD = os.path.join(ROOT, "build-bench")
PROGRAM = os.path.join(BUILD, "adelante")
TICKS = os.sysconf("SC_CLK_TCK")


def say(text):
    print(text, file=sys.stderr, flush=True)


def median(values):
    return statistics.median(values)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Finished:
    """How a program that ran to its end did."""

    def __init__(self, seconds, usage, out):
        self.seconds = seconds
        self.cpu = usage.ru_utime + usage.ru_stime
        self.peak = usage.ru_maxrss * 1024
        self.out = out


def run(command, stdin=None, env=None):
    """Runs a program to its end; its failure is ours."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdin=subprocess.PIPE if stdin is not None else subprocess.DEVNULL, stdout=out, stderr=err,
                                   env=env)
        if stdin is not None:
            process.stdin.write(stdin.encode())
            process.stdin.close()
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        if process.returncode != 0:
            sys.exit("%s\n%s%s" % (" ".join(command)[:300], out.read().decode()[-2000:], err.read().decode()[-2000:]))
        return Finished(seconds, usage, out.read().decode())


def cpu_of(pid):
    """Seconds of CPU that a process and its children that are known by name have used."""
    with open("/proc/%d/stat" % pid, encoding="ascii") as file:
        fields = file.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def resident(pid):
    with open("/proc/%d/status" % pid, encoding="ascii") as file:
        return int(re.search(r"VmRSS:\s+(\d+)", file.read()).group(1)) * 1024


class Process:
    """A server of ours, ended by its id."""

    def __init__(self, command, log, env=None):
        self.log = open(log, "w+", encoding="utf-8", errors="replace")
        self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=self.log, stderr=subprocess.STDOUT, env=env)
        self.pid = self.process.pid

    def text(self):
        with open(self.log.name, encoding="utf-8", errors="replace") as file:
            return file.read()

    def wait_for(self, port, limit=30):
        end = time.monotonic() + limit
        while time.monotonic() < end and self.process.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                return
            except OSError:
                time.sleep(0.005)
        sys.exit("no answer on port %d:\n%s" % (port, self.text()[-2000:]))

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.log.close()


class Scratch:
    """A folder of its own with all that was started in it; gone when the run ends, however it ends."""

    def __init__(self, keep):
        self.folder = tempfile.mkdtemp(prefix="adelante-bench-")
        os.chmod(self.folder, 0o755)
        self.keep = keep
        self.started = []

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for process in reversed(self.started):
            process.stop()
        if not self.keep:
            shutil.rmtree(self.folder, ignore_errors=True)

    def path(self, *names):
        path = os.path.join(self.folder, *names)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        return path

    def start(self, command, name, env=None):
        process = Process(command, self.path(name + ".log"), env)
        self.started.append(process)
        return process

    def postgres(self):
        server = Postgres(self.path("postgres"))
        self.started.append(server)
        return server


class Postgres:
    """A server of its own with room to work in; it may not run as root, and then the user postgres is taken."""

    def __init__(self, folder):
        self.folder = folder
        self.port = free_port()
        self.bin = sorted(path for path in ("/usr/lib/postgresql/%d/bin" % n for n in (15, 16, 17)) if os.path.exists(path))[0]
        os.makedirs(folder)
        if os.getuid() == 0:
            shutil.chown(folder, "postgres")
        self.as_user("initdb", "-D", folder + "/data", "-U", "super", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
        settings = {"listen_addresses": "127.0.0.1", "port": self.port, "unix_socket_directories": folder, "shared_buffers": "1GB",
                    "work_mem": "256MB", "maintenance_work_mem": "1GB", "max_wal_size": "8GB", "checkpoint_timeout": "30min",
                    "jit": "off"}
        self.as_user("pg_ctl", "-D", folder + "/data", "-w", "-s", "-l", folder + "/server.log", "-o",
                     " ".join("-c %s=%s" % pair for pair in settings.items()), "start")
        self.sql("postgres", "CREATE ROLE bench LOGIN")

    def as_user(self, program, *arguments):
        command = [os.path.join(self.bin, program), *arguments]
        if os.getuid() == 0:
            command = ["runuser", "-u", "postgres", "--"] + command
        done = subprocess.run(command, cwd="/", stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if done.returncode != 0:
            sys.exit(done.stdout)
        return done.stdout

    def sql(self, database, text):
        return self.as_user("psql", "-X", "-q", "-A", "-t", "-h", "127.0.0.1", "-p", str(self.port), "-U", "super", "-d", database, "-c",
                            text)

    def database(self, name):
        """A new database of the ordinary role, by its address."""
        self.sql("postgres", "CREATE DATABASE %s OWNER bench" % name)
        return "postgresql://bench@127.0.0.1:%d/%s" % (self.port, name)

    def stop(self):
        self.as_user("pg_ctl", "-D", self.folder + "/data", "-s", "-m", "immediate", "-w", "stop")


class Adelante:
    """A database of the program and its server."""

    def __init__(self, scratch, name, url=None):
        self.scratch = scratch
        self.name = name
        self.url = url or scratch.path(name, "adelante.db")
        self.env = dict(os.environ, ADELANTE_DB=self.url, ADELANTE_LOG="error")
        self.port = 0

    def call(self, *words):
        return run([PROGRAM, *words], env=self.env)

    def init(self):
        self.call("init", "--country", "SV")

    def serve(self, **settings):
        self.port = free_port()
        env = dict(self.env, **settings)
        process = self.scratch.start([PROGRAM, "serve", "--listen", "127.0.0.1:%d" % self.port], "serve-" + self.name, env)
        process.wait_for(self.port)
        return process

    def cookie(self, user):
        """Signs in by a one-time link, as a browser does, and hands back the cookies."""
        link = re.search(r"/enter/[A-Za-z0-9_-]+", self.call("user", "link", user).out).group(0)
        jar = {}
        _, page = self.page(link, jar)
        csrf = re.search(r'name="csrf" value="([^"]*)"', page.decode())
        form = "csrf=" + (csrf.group(1) if csrf else "")
        self.page(link, jar, form)
        return "; ".join("%s=%s" % pair for pair in jar.items())

    def page(self, path, jar=None, form=None, cookie=None):
        """Status and body of one page; cookies are read from and kept in the jar."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {"Accept": "text/html"}
        if cookie or jar:
            headers["Cookie"] = cookie or "; ".join("%s=%s" % pair for pair in jar.items())
        if form is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            headers["Origin"] = "http://127.0.0.1:%d" % self.port
        connection.request("GET" if form is None else "POST", path, form, headers)
        answer = connection.getresponse()
        body = answer.read()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie" and jar is not None:
                key, _, rest = value.partition("=")
                jar[key.strip()] = rest.partition(";")[0]
        connection.close()
        return answer.status, body


class Report:
    """Rows of the table: what was measured, ours, the other, their ratio, the aim."""

    def __init__(self):
        self.rows = []
        self.notes = []

    def row(self, what, ours, other="", ratio="", aim="", met=None):
        self.rows.append((what, ours, other, ratio, aim, "" if met is None else "yes" if met else "no"))
        say("  %-52s %-24s %-34s %-14s %-18s %s" % self.rows[-1])

    def section(self, title):
        self.rows.append((title,))
        say(title)

    def note(self, text):
        self.notes.append(text)
        say("  " + text)


def milliseconds(seconds):
    return "%.1f ms" % (seconds * 1000) if seconds < 10 else "%.1f s" % seconds


def megabytes(count):
    return "%.1f MB" % (count / 1e6)


def times(ratio):
    return "%.2f" % ratio if ratio < 10 else "%.0f" % ratio
