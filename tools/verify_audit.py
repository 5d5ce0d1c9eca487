#!/usr/bin/env python3
"""Verifies the audit of an Adelante database without any of the program's code.

verify_audit.py DATABASE.db
Rebuilds every record's canonical form, its leaf (SHA-256 of 0x00 and that form), the hash of its values and the RFC 6962 tree of
each agency, and compares them with what is stored. Prints one line a finding and, last, "N records, N findings"; exit status 1 if
there is any. Python's standard library only; the database is opened read-only.
"""
import hashlib
import sqlite3
import sys


def netline(name, value):
    return name.encode() + b":" + str(len(value)).encode() + b":" + value + b"\n"


def text(value):
    return (value or "").encode()


def hexid(value):
    return b"" if value is None else value.hex().encode()


def canonical(row):
    return b"".join([
        netline("format", b"adelante-audit-1"),
        netline("agency", hexid(row["agency"])),
        netline("seq", str(row["seq"]).encode()),
        netline("at", str(row["at"]).encode()),
        netline("actor", text(row["actor"])),
        netline("user", hexid(row["user_id"])),
        netline("role", text(row["role"])),
        netline("origin", text(row["origin"])),
        netline("session", hexid(row["session"])),
        netline("unit", hexid(row["unit"])),
        netline("operation", text(row["operation"])),
        netline("subject", text(row["subject"])),
        netline("subject_id", hexid(row["subject_id"])),
        netline("subject_version", str(row["subject_version"] or 0).encode()),
        netline("reason", text(row["reason"])),
        netline("touches_all", str(row["touches_all"]).encode()),
        netline("values", row["values_hash"].hex().encode()),
    ])


def tree_head(leaves):
    """RFC 6962 section 2.1, by its own definition: recursive over the largest power of two below the size."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return hashlib.sha256(b"\x01" + tree_head(leaves[:split]) + tree_head(leaves[split:])).digest()


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.setrecursionlimit(10000)
    database = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True)
    database.row_factory = sqlite3.Row
    findings = 0
    records = 0

    def found(agency, seq, what):
        nonlocal findings
        findings += 1
        print(f"{agency.hex()} {seq}: {what}")

    for head in database.execute("SELECT agency, size, root FROM audit_head ORDER BY agency"):
        leaves = []
        query = ("SELECT a.*, v.salt, v.body FROM audit a LEFT JOIN audit_value v ON v.agency = a.agency AND v.seq = a.seq "
                 "WHERE a.agency = ? ORDER BY a.seq")
        for row in database.execute(query, (head["agency"],)):
            records += 1
            if row["seq"] != len(leaves) + 1:
                found(head["agency"], row["seq"], "the sequence has a gap before this record")
            leaf = hashlib.sha256(b"\x00" + canonical(row)).digest()
            if leaf != row["leaf"]:
                found(head["agency"], row["seq"], "the record does not match its leaf")
            if row["body"] is not None:
                values = hashlib.sha256(row["salt"] + row["body"].encode()).digest()
                if values != row["values_hash"]:
                    found(head["agency"], row["seq"], "the values do not match their hash")
            leaves.append(leaf)
        if len(leaves) != head["size"] or tree_head(leaves) != head["root"]:
            found(head["agency"], head["size"], "the tree does not match its head")
    trees = {row[0] for row in database.execute("SELECT agency FROM audit_head")}
    for (agency,) in database.execute("SELECT DISTINCT agency FROM audit"):
        if agency not in trees:
            found(agency, 0, "records without a head")
    print(f"{records} records, {findings} findings")
    sys.exit(1 if findings else 0)


if __name__ == "__main__":
    main()
