"""bench/run after its build: measures parts on this machine, prints the table and puts each part's section into bench/RESULTS.md."""

import argparse
import datetime
import os
import platform
import re
import signal
import subprocess
import sys

import part_facts
import part_import
import part_pages
import part_start
import part_writes
from kit import HERE, ROOT, Report, Scratch, say

PARTS = {"facts": part_facts, "import": part_import, "pages": part_pages, "writes": part_writes, "start": part_start}


def first_line(command):
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip().splitlines()[0]


def machine():
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        model = re.search(r"model name\s*:\s*(.*)", file.read())
    with open("/proc/meminfo", encoding="ascii") as file:
        memory = int(re.search(r"MemTotal:\s+(\d+)", file.read()).group(1)) / 1048576
    return "%s, %s, %d cores, %.0f GB" % (" ".join(platform.uname()[0:3]), model.group(1) if model else platform.machine(),
                                          os.cpu_count(), memory)


def commit():
    text = first_line(["git", "-C", ROOT, "log", "-1", "--format=%h %s"])
    changed = subprocess.run(["git", "-C", ROOT, "status", "--porcelain", "--untracked-files=no", "--", "src"], capture_output=True,
                             text=True, check=False).stdout
    return text + (" (with changes)" if changed.strip() else "")


HEAD = """# What bench/run measured

Each section is one run of `bench/run PART` (`bench/run` alone measures all of them) on the machine and at the commit that it names: both
sides one after the other, each figure the median of several repetitions. A ratio over 1 means that ours is faster (for import and
pages: ours by theirs). Ratios survive other work on the machine better than milliseconds do; the load says how much there was.
"""


def table(report):
    lines = ["| measured | ours | beside | ratio | aim | met |", "|---|---|---|---|---|---|"]
    for row in report.rows:
        lines.append("| **%s** | | | | | |" % row if len(row) == 1 else "| " + " | ".join(row) + " |")
    return lines + [""] + ["- " + note for note in report.notes]


def section(name, report, load, minutes):
    return "\n".join(["## " + name, "", "%s · %s · commit %s · %s · %.0f minutes, load before %s, after %.2f" % (
        machine(), datetime.date.today().isoformat(), commit(), first_line(["gcc", "--version"]), minutes, load, os.getloadavg()[0]), "",
        *table(report)]).rstrip() + "\n"


def merge(path, name, text):
    """Puts a part's section into the file, in the order of the parts; the other sections stay as they are."""
    sections = {}
    if os.path.exists(path):
        with open(path, encoding="utf-8") as file:
            for piece in re.split(r"(?m)^(?=## )", file.read())[1:]:
                sections[piece.splitlines()[0][3:].strip()] = piece.strip() + "\n"
    sections[name] = text
    with open(path, "w", encoding="utf-8") as file:
        others = [piece for part, piece in sections.items() if part not in PARTS]  # what another program measured, as bench/match
        file.write("\n".join([HEAD] + [sections[part] for part in PARTS if part in sections] + others))


def main():
    parser = argparse.ArgumentParser(prog="bench/run", description="Measures Adelante beside other engines.")
    parser.add_argument("parts", nargs="*", choices=[[], *PARTS], metavar="PART", help="of: %s; all of them if none is named" % ", ".join(PARTS))
    parser.add_argument("--quick", action="store_true", help="a twentieth of the sizes; writes no RESULTS.md")
    parser.add_argument("--keep", action="store_true", help="leave the scratch folder")
    parser.add_argument("--out", help="write the results here")
    options = parser.parse_args()
    options.shared = os.environ.get("ADELANTE_SHARED", os.path.join(os.path.dirname(ROOT), "shared", "data"))
    if not os.path.isdir(os.path.join(options.shared, "names")):
        parser.error("no folder with names/ and territory/: name it in ADELANTE_SHARED")
    options.size = lambda number: number // 20 if options.quick else number
    path = options.out or (None if options.quick else os.path.join(HERE, "RESULTS.md"))
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that what was started is ended
    with Scratch(options.keep) as scratch:
        say("working in " + scratch.folder)
        for name, part in PARTS.items():
            if options.parts and name not in options.parts:
                continue
            load = "%.2f" % os.getloadavg()[0]
            start = datetime.datetime.now()
            report = Report()
            part.measure(scratch, report, options)
            minutes = (datetime.datetime.now() - start).total_seconds() / 60
            say("%s: %.1f minutes" % (name, minutes))
            if path:
                merge(path, name, section(name, report, load, minutes))
                say("written to " + path)


main()
