#!/usr/bin/env python3
"""Snippets that must not compile, by gcc and by clang, and trees that the checkers must refuse.

Each NAME.c compiles as it stands and must fail with -DWRONG, saying what its first line names after "must say:" (alternatives
with |). The tools layers and codecheck are shown small broken trees, one fault each, and must name it; a checker that finds
nothing would show nothing.
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
SOURCE = os.path.dirname(os.path.dirname(HERE))
FLAGS = ["-std=gnu17", "-D_GNU_SOURCE", "-Wall", "-Wextra", "-Wpedantic", "-Wshadow", "-Wconversion",
         "-Wno-missing-field-initializers", "-Werror", "-S", "-o", os.devnull, "-I", os.path.join(SOURCE, "src")]
COMPILERS = [name for name in ("gcc", "clang") if shutil.which(name)]


def compile_snippet(compiler, path, *more):
    return subprocess.run([compiler, *FLAGS, *more, path], capture_output=True, text=True,
                          env=dict(os.environ, LC_ALL="C.UTF-8"))


class Snippets(unittest.TestCase):
    pass


def snippet_test(compiler, name):
    path = os.path.join(HERE, name)

    def test(self):
        with open(path, encoding="utf-8") as file:
            wanted = re.search(r"must say: (.*?) \*/", file.readline()).group(1)
        right = compile_snippet(compiler, path)
        self.assertEqual(right.returncode, 0, right.stderr)
        wrong = compile_snippet(compiler, path, "-DWRONG")
        self.assertNotEqual(wrong.returncode, 0, "it compiles")
        self.assertRegex(wrong.stderr, wanted)
    return test


for compiler_name in COMPILERS:
    for file_name in sorted(os.listdir(HERE)):
        if file_name.endswith(".c"):
            setattr(Snippets, f"test_{file_name[:-2]}_{compiler_name}", snippet_test(compiler_name, file_name))


class Tree:
    """A small source tree with the given files."""

    def __init__(self, files):
        self.files = files

    def __enter__(self):
        self.folder = tempfile.mkdtemp(prefix="adelante-mustfail-")
        for name, text in self.files.items():
            path = os.path.join(self.folder, name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
        return self.folder

    def __exit__(self, *_):
        shutil.rmtree(self.folder)


def says(tool, files):
    with Tree(files) as folder:
        done = subprocess.run([sys.executable, "-B", os.path.join(SOURCE, "tools", tool), folder], capture_output=True, text=True)
        return done.returncode, done.stdout + done.stderr


HEADERS = {name: "" for name in ("src/base/base.h", "src/format/json.h", "src/db/db.h", "src/core/op.h", "src/html/html.h",
                                 "src/party/unit.h", "src/client/person.h", "src/client/person_store.h", "src/client/person_ops.h",
                                 "src/client/person_web.h", "src/results/facts.h", "src/app/web.h")}


class Layers(unittest.TestCase):
    def refused(self, name, include, said):
        status, text = says("layers", dict(HEADERS, **{name: f"#include {include}\n"}))
        self.assertEqual(status, 1)
        self.assertIn(name, text)
        self.assertRegex(text, said)

    def test_base_includes_nothing(self):
        self.refused("src/base/str.c", '"core/op.h"', "base includes nothing")

    def test_format_knows_no_core(self):
        self.refused("src/format/csv.c", '"core/op.h"', "format includes base")

    def test_core_takes_the_database_only_where_it_is_said(self):
        self.refused("src/core/field.c", '"db/db.h"', "core includes")

    def test_html_knows_no_database(self):
        self.refused("src/html/page.c", '"db/db.h"', "html includes")

    def test_noun_knows_no_database(self):
        self.refused("src/client/person.c", '"db/db.h"', "plain files")

    def test_page_reads_no_store(self):
        self.refused("src/client/list_web.c", '"client/person_store.h"', "a store")

    def test_page_reads_no_database(self):
        self.refused("src/client/list_web.c", '"db/db.h"', "web files")

    def test_operation_makes_no_html(self):
        self.refused("src/client/person_ops.c", '"html/html.h"', "ops files")

    def test_room_uses_earlier_rooms(self):
        self.refused("src/party/unit_ops.c", '"client/person.h"', "party comes before client")

    def test_app_has_no_store(self):
        self.refused("src/app/web.c", '"client/person_store.h"', "everything but stores")

    def test_nobody_includes_app(self):
        self.refused("src/client/person.c", '"app/web.h"', "only app")

    def test_unknown_room(self):
        status, text = says("layers", dict(HEADERS, **{"src/helpers/x.c": ""}))
        self.assertEqual(status, 1)
        self.assertIn("src/helpers: there is no such room", text)

    def test_third_party_header_once(self):
        status, text = says("layers", dict(HEADERS, **{"src/format/a.c": "#include <zip.h>\n", "src/format/b.c": "#include <zip.h>\n"}))
        self.assertEqual(status, 1)
        self.assertIn("<zip.h> is included by", text)


MIGRATION = {"src/db/migrations/0001_a.sql": "CREATE TABLE client (\n    agency $ID NOT NULL,\n    id $ID NOT NULL,\n    name $TEXT\n);\n"}


class Codecheck(unittest.TestCase):
    def refused(self, code, said, name="src/client/client_store.c", **more):
        status, text = says("codecheck", dict(MIGRATION, **{name: code}, **more))
        self.assertEqual(status, 1, text)
        self.assertIn(said, text)

    def accepted(self, code):
        status, text = says("codecheck", dict(MIGRATION, **{"src/client/client_store.c": code}))
        self.assertEqual(status, 0, text)

    def test_like(self):
        self.refused('x = SQL("SELECT name FROM client WHERE agency = ?1 AND name LIKE ?2");', "LIKE")

    def test_lower(self):
        self.refused('x = SQL("SELECT lower(name) FROM client WHERE agency = ?1");', "lower()")

    def test_upper_through_a_macro(self):
        self.refused('#define FOLD(c) "upper(" c ")"\nx = SQL("SELECT " FOLD("name") " FROM client WHERE agency = ?1");', "upper")

    def test_round(self):
        self.refused('x = SQL("SELECT round(1)");', "ROUND")

    def test_double_quotes(self):
        self.refused('x = SQL("SELECT \\"name\\" FROM client WHERE agency = ?1");', "double-quoted")

    def test_engine_function(self):
        self.refused('x = SQL_INIT("SELECT strftime(1)");', "one engine")

    def test_dollar_parameter(self):
        self.refused('x = SQL("SELECT 1 WHERE 1 = $1");', "?1")

    def test_no_scope(self):
        self.refused('x = SQL("SELECT agency, name FROM client WHERE id = ?1 ORDER BY agency");', "client without scope")

    def test_no_scope_in_a_join(self):
        self.refused('x = SQL("SELECT 1 FROM client a JOIN client b ON b.id = a.id WHERE a.agency = ?1");', "client without scope")

    def test_no_scope_through_a_macro(self):
        self.refused('#define ROW(c) SQL_INIT("SELECT name FROM client WHERE " c " = ?1")\nx = ROW("id");', "client without scope")

    def test_scope_by_key(self):
        self.accepted('x = SQL("SELECT name FROM client WHERE agency = ?1 AND id = ?2");')

    def test_scope_by_predicate(self):
        self.accepted('#define SCOPE(t) t ".agency BETWEEN ?1 AND ?2"\nx = SQL("SELECT c.name FROM client c WHERE " SCOPE("c"));')

    def test_cascade_in_a_migration(self):
        self.refused("", "CASCADE", **{"src/db/migrations/0002_b.sql": "CREATE TABLE x (a $ID REFERENCES y ON DELETE CASCADE);\n"})

    def test_memory(self):
        self.refused("void *x = malloc(3);\n", "malloc", name="src/client/client.c")

    def test_memory_in_base_and_in_words(self):
        self.accepted('/* free(x) */ const char *x = "malloc(3)";\n')

    def test_unfinished(self):
        self.refused("/* TO" + "DO later */\n", "unfinished")

    def test_path_of_a_machine(self):
        self.refused("/* see /wo" + "rk/x */\n", "one machine")


if __name__ == "__main__":
    unittest.main(verbosity=0)
