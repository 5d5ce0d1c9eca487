#!/usr/bin/env python3
"""The worked cases of the definitions, put to the oracle."""

import json
import os
import sys

import oracle
from check import Checks

CASES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "cases")


def main():
    checks = Checks()
    for name in sorted(os.listdir(CASES)):
        folder = os.path.join(CASES, name)
        records = oracle.Records(folder)
        with open(os.path.join(folder, "expected.json"), encoding="utf-8") as file:
            questions = json.load(file)
        for question in questions:
            asked = oracle.Question(records, question["from"], question["to"], question.get("unit"),
                                    question.get("territory"), question.get("map", "then"), question.get("agreement"))
            answer = {line["code"]: line for line in asked.answer()["figures"]}
            where = "case %s %s" % (name, " ".join(str(question[key]) for key in
                                                   ("from", "to", "unit", "territory", "map") if key in question))
            for code, expected in question["figures"].items():
                for part, value in expected.items():
                    if part == "by":
                        for key, count in value.items():
                            checks.equal("%s %s by %s" % (where, code, key), answer[code]["by"].get(key), count)
                    else:
                        checks.equal("%s %s %s" % (where, code, part), answer[code][part], value)
    return checks.end()


if __name__ == "__main__":
    sys.exit(main())
