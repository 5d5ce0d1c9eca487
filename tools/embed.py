#!/usr/bin/env python3
"""Turns files into C arrays, so that the program carries them.

embed.py migrations OUT.c FILE.sql…   -> migrate_list, migrate_count (db/migrate.h)
embed.py assets OUT.c ROOT FILE…      -> asset_list, asset_count (http/static.h)
"""
import hashlib
import os
import re
import sys


def literal(data: bytes) -> str:
    lines = []
    for start in range(0, len(data), 32):
        lines.append(",".join(str(byte) for byte in data[start:start + 32]))
    return ",\n".join(lines) if lines else ""


def migrations(out, files):
    files = sorted(files, key=os.path.basename)
    text = ['#include "db/migrate.h"']
    rows = []
    for position, path in enumerate(files):
        name = os.path.basename(path)[:-4]
        if not re.fullmatch(r"\d{4}_[a-z0-9_]+", name):
            sys.exit(f"embed: {path}: a migration is named NNNN_name.sql")
        data = open(path, "rb").read()
        text.append(f"static const unsigned char data_{position}[] = {{{literal(data)},0}};")
        rows.append(f'{{.number = {int(name[:4])}, .name = "{name}", .sql = (const char *)data_{position}, .length = {len(data)}}},')
    rows.append("{.number = 0},  /* C has no empty array */")
    text.append("const struct migration migrate_list[] = {" + "\n".join(rows) + "};")
    text.append(f"const size_t migrate_count = {len(files)};")
    open(out, "w").write("\n".join(text) + "\n")


def assets(out, root, files):
    text = ['#include "http/static.h"']
    rows = []
    for position, path in enumerate(sorted(files)):
        data = open(path, "rb").read()
        name = os.path.relpath(path, root)
        digest = hashlib.sha256(data).hexdigest()[:16]
        text.append(f"static const unsigned char data_{position}[] = {{{literal(data)},0}};")
        rows.append(f'{{.name = "{name}", .data = data_{position}, .length = {len(data)}, .etag = "{digest}"}},')
    text.append("const struct asset asset_list[] = {" + "\n".join(rows) + "};")
    text.append(f"const size_t asset_count = {len(files)};")
    open(out, "w").write("\n".join(text) + "\n")


if __name__ == "__main__":
    kind = sys.argv[1]
    if kind == "migrations":
        migrations(sys.argv[2], sys.argv[3:])
    elif kind == "assets":
        assets(sys.argv[2], sys.argv[3], sys.argv[4:])
    else:
        sys.exit(__doc__)
