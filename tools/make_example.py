#!/usr/bin/env python3
"""Makes an example data set: the records of an agency whose year ends in given figures.

    make_example.py --shared DIR [--targets FILE] [--seed N] [--out DIR]
    make_example.py --shared DIR --scale N --out DIR [--clients N]   a plain set with N sessions, for measuring

DIR of --shared holds names/spanish-names.csv and territory/sv-divisions.csv. The targets name the agency,
its department, the period and the seven figures; every count and every amount is made from them, and no
cell of the result holds one of them. The people and enterprises are made up: names are drawn at random
from lists of common names, DUIs begin with 9, telephone numbers with 1 (a digit that is not assigned in
El Salvador), e-mail addresses end in example.org, and there are no NIT and NRC numbers.
"""

import argparse
import json
import os
import sys

import example_scale
from example_agency import Agency
from example_clients import Clients
from example_results import Results
from example_services import Services


class Year(Clients, Services, Results, Agency):
    """One agency's year, made from the targets."""

    def make(self):
        self.make_units()
        self.make_staff()
        self.make_organisations()
        self.make_agreements()
        self.make_clients()
        self.make_sessions()
        self.make_courses()
        self.make_assistances()
        self.make_links()
        self.make_snapshots()
        self.make_milestones()
        self.make_people()
        self.make_enterprises()
        self.make_identities()
        self.make_remarks()
        self.make_signatories()
        self.make_agency()
        return self.tables


def main():
    here = os.path.dirname(os.path.abspath(__file__))
    example = os.path.join(os.path.dirname(here), "examples", "la-union-2014")
    parser = argparse.ArgumentParser(description="Makes an example data set from target figures.")
    parser.add_argument("--shared", required=True, help="folder with names/ and territory/")
    parser.add_argument("--targets", default=os.path.join(example, "published.json"))
    parser.add_argument("--seed", type=int, default=2014)
    parser.add_argument("--out", default=example)
    parser.add_argument("--scale", type=int, help="number of sessions of a plain set for measuring")
    parser.add_argument("--clients", type=int, help="number of enterprises of a plain set; a 25th of the sessions if not given")
    options = parser.parse_args()
    if options.scale:
        example_scale.make(options.shared, options.seed, options.scale, options.out, options.clients)
        return 0
    with open(options.targets, encoding="utf-8") as file:
        targets = json.load(file)
    tables = Year(targets, options.shared, options.seed).make()
    tables.write(options.out)
    for dataset, rows in tables.rows.items():
        print("%-14s %6d" % (dataset, len(rows)), file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
