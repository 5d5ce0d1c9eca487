#!/usr/bin/env python3
"""Compares the program's figures with the oracle's: compare.py PROGRAM.json ORACLE.json

Every figure of the oracle must be among the program's, with the same value, `with_data` and `of`. Figures that only
the program has are not looked at. Prints one line per difference; exit status 1 if there is one.
"""

import json
import sys

ASKED = ("value", "with_data", "of")


def differences(program, oracle, asked=ASKED):
    """Texts that say what differs between two answers; an empty list if nothing does."""
    mine = {line["code"]: line for line in program["figures"]}
    found = []
    for line in oracle["figures"]:
        code = line["code"]
        if code not in mine:
            found.append("%s: the program has no such figure; the oracle says %r" % (code, line["value"]))
            continue
        for part in asked:
            if mine[code].get(part) != line[part]:
                found.append("%s.%s: program %r, oracle %r" % (code, part, mine[code].get(part), line[part]))
    return found


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        program = json.load(file)
    with open(sys.argv[2], encoding="utf-8") as file:
        oracle = json.load(file)
    found = differences(program, oracle)
    print("\n".join(found), end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
