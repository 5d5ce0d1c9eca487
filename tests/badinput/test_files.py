"""Files that must be refused, or understood: encodings, separators, shapes, spreadsheets, bombs. Nothing is stored by a refused
file, and no file brings the program down."""
import glob
import zipfile

from world import *

HEAD = "code,unit,given_names,surnames,sex,district,registered_on\n"
ROW = "Q-{0},CDMYPE-LU,Ana,Paz Núñez,female,1408,2014-03-03\n"
SPANISH = "Código,Unidad,Nombres,Apellidos,Sexo,Distrito,Fecha de registro\n"
LINKS = "code;unit;kind;enterprise;institution;instrument;date;requested;state\n"
LINK = "Q-1;CDMYPE-LU;financial;E-0001;ORG-BANCO-1;credit;2014-03-03;{0};submitted\n"


def book(rows, merged="", sheets=1, extra=None):
    """The smallest workbook: rows of texts, cells that are merged, so many sheets, further entries."""
    import io
    out = io.BytesIO()
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        kinds = "".join(f'<Override PartName="/xl/worksheets/sheet{i}.xml" ContentType="application/vnd.openxmlformats-officedocument.'
                        'spreadsheetml.worksheet+xml"/>' for i in range(1, sheets + 1))
        archive.writestr("[Content_Types].xml", f'{head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default '
                         'Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
                         'ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-'
                         f'officedocument.spreadsheetml.sheet.main+xml"/>{kinds}</Types>')
        extra = extra or {}
        archive.writestr("_rels/.rels", f'{head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship '
                         f'Id="rId1" Type="{relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>')
        names = "".join(f'<sheet name="Hoja{i}" sheetId="{i}" r:id="rId{i}"/>' for i in range(1, sheets + 1))
        archive.writestr("xl/workbook.xml", f'{head}<workbook xmlns="{main}" xmlns:r="{relations}"><sheets>{names}</sheets></workbook>')
        targets = "".join(f'<Relationship Id="rId{i}" Type="{relations}/worksheet" Target="worksheets/sheet{i}.xml"/>' for i in range(1, sheets + 1))
        archive.writestr("xl/_rels/workbook.xml.rels",
                         f'{head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{targets}</Relationships>')
        lines = "".join("<row>" + "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in row) + "</row>" for row in rows)
        cells = f'<mergeCells count="1"><mergeCell ref="{merged}"/></mergeCells>' if merged else ""
        for i in range(1, sheets + 1 if "xl/worksheets/sheet1.xml" not in extra else 1):
            archive.writestr(f"xl/worksheets/sheet{i}.xml", f'{head}<worksheet xmlns="{main}"><sheetData>{lines}</sheetData>{cells}</worksheet>')
        for name, content in extra.items():
            archive.writestr(name, content)
    return out.getvalue()


PERSON_CELLS = [HEAD.strip().split(","), ROW.format(1).strip().split(",")]
BOMB_SHEET = {"xl/media/big.xml": b" " * (120 << 20)}
ENTITIES = ('<?xml version="1.0"?><!DOCTYPE worksheet [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
            '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row><c t="inlineStr"><is><t>&b;</t></is></c></row>'
            '</sheetData></worksheet>')

OK, NO = 0, 2
# name, file name, its bytes, dataset, options, exit status, what the terminal says in Spanish and in English
CASES = [
    ("plain", "a.csv", HEAD + ROW.format(1), "persons", [], OK, "1 agregadas", "1 added"),
    ("a byte order mark", "a.csv", b"\xef\xbb\xbf" + (HEAD + ROW.format(1)).encode(), "persons", [], OK, "1 agregadas", "1 added"),
    ("CRLF", "a.csv", (HEAD + ROW.format(1)).replace("\n", "\r\n"), "persons", [], OK, "1 agregadas", "1 added"),
    ("no line end at the end", "a.csv", (HEAD + ROW.format(1)).rstrip(), "persons", [], OK, "1 agregadas", "1 added"),
    ("newlines within quotes", "a.csv", HEAD + 'Q-1,CDMYPE-LU,"Ana\nMaría",Paz,female,1408,2014-03-03\n', "persons", [], OK, "1 agregadas", "1 added"),
    ("headings as the screens write them", "a.csv", SPANISH + ROW.format(1), "persons", [], OK, "1 agregadas", "1 added"),
    ("Spanish dates and words", "a.csv", HEAD + "Q-1,CDMYPE-LU,Ana,Paz,Mujer,La Unión,03/03/2014\n", "persons", [], OK, "1 agregadas", "1 added"),
    ("a path of Windows as the name", "C:\\datos\\personas.csv", HEAD + ROW.format(1), "persons", [], OK, "personas.csv", "personas.csv"),
    ("an ending in capitals", "PERSONAS.CSV", HEAD + ROW.format(1), "persons", [], OK, "1 agregadas", "1 added"),
    ("UTF-16 with its mark", "a.csv", (HEAD + ROW.format(1)).encode("utf-16"), "persons", [], NO, "UTF-16", "UTF-16"),
    ("Latin-1 is asked for", "a.csv", (HEAD + ROW.format(1)).encode("latin-1"), "persons", [], NO, "--encoding windows-1252", "--encoding windows-1252"),
    ("Latin-1 as told", "a.csv", (HEAD + ROW.format(1)).encode("latin-1"), "persons", ["--encoding", "windows-1252"], OK, "1 agregadas", "1 added"),
    ("an encoding that is none", "a.csv", HEAD + ROW.format(1), "persons", ["--encoding", "klingon"], NO, "klingon", "klingon"),
    ("semicolons are recognised and said", "a.csv", (HEAD + ROW.format(1)).replace(",", ";"), "persons", [], OK, "punto y coma", "semicolon"),
    ("decimal commas are asked for", "a.csv", LINKS + LINK.format("1.234"), "links", [], NO, "--decimal", "--decimal"),
    ("decimal commas as told", "a.csv", LINKS + LINK.format("1234,56"), "links", ["--decimal", "comma"], OK, "coma decimal", "decimal comma"),
    ("a separator that is none", "a.csv", HEAD + ROW.format(1), "persons", ["--delimiter", "x"], NO, "«x»", "«x»"),
    ("tabs", "a.csv", (HEAD + ROW.format(1)).replace(",", "\t"), "persons", [], OK, "tabul", "tab"),
    ("an empty file", "a.csv", "", "persons", [], NO, "encabezados", "heading"),
    ("headings alone", "a.csv", HEAD, "persons", [], OK, "0 filas", "0 rows"),
    ("bytes that are no text", "a.csv", HEAD.encode() + b"Q-1,CDMYPE-LU,\x00\x01,Paz,female,1408,2014-03-03\n", "persons", [], NO, "a.csv:2", "a.csv:2"),
    ("a quote that never ends", "a.csv", HEAD + 'Q-1,CDMYPE-LU,"Ana,Paz,female,1408,2014-03-03\n', "persons", [], NO, "comilla", "quot"),
    ("too many cells in a row", "a.csv", HEAD + ROW.format(1).strip() + ",x,y\n", "persons", [], NO, "a.csv:2", "a.csv:2"),
    ("too few cells in a row", "a.csv", HEAD + "Q-1,CDMYPE-LU,Ana\n", "persons", [], NO, "a.csv:2", "a.csv:2"),
    ("an unknown column", "a.csv", HEAD.strip() + ",signo\n" + ROW.format(1).strip() + ",aries\n", "persons", [], NO, "signo", "signo"),
    ("a missing column", "a.csv", "code,unit\nQ-1,CDMYPE-LU\n", "persons", [], NO, "obligatoria", "required"),
    ("the same column twice", "a.csv", HEAD.strip() + ",sex\n" + ROW.format(1).strip() + ",female\n", "persons", [], NO, "sex", "sex"),
    ("the same column by two names", "a.csv", HEAD.strip() + ",Sexo\n" + ROW.format(1).strip() + ",female\n", "persons", [], NO, "dos veces", "twice"),
    ("400 columns", "a.csv", ",".join(f"c{i}" for i in range(400)) + "\n" + ",".join("x" * 400) + "\n", "persons", [], NO, "y 36", "and 36"),
    ("5,000 columns", "a.csv", ",".join(f"c{i}" for i in range(5000)) + "\n", "persons", [], NO, "columnas", "columns"),
    ("a cell of 3 MB", "a.csv", HEAD + 'Q-1,CDMYPE-LU,"' + "A" * 3000000 + '",Paz,female,1408,2014-03-03\n', "persons", [], NO, "a.csv:2", "a.csv:2"),
    ("a code twice in one file", "a.csv", HEAD + ROW.format(1) + ROW.format(1).replace("Ana", "Eva"), "persons", [], NO, "a.csv:3:code", "a.csv:3:code"),
    ("a hundred faults are not all listed", "a.csv", HEAD + "".join(f"Q-{i},CDMYPE-LU,Ana,Paz,nada,1408,2014-03-03\n" for i in range(100)), "persons", [],
     NO, "y 60 más", "and 60 more"),
    ("units in a circle", "a.csv", "code,parent,kind,name,currency\nX-1,X-2,centre,Uno,USD\nX-2,X-1,centre,Dos,USD\n", "units", [], NO, "X-2", "X-2"),
    ("a spreadsheet", "a.xlsx", book(PERSON_CELLS), "persons", [], OK, "1 agregadas", "1 added"),
    ("merged cells", "a.xlsx", book(PERSON_CELLS, merged="A1:B1"), "persons", [], NO, "A1:B1", "A1:B1"),
    ("two sheets", "a.xlsx", book(PERSON_CELLS, sheets=2), "persons", [], NO, "--sheet", "--sheet"),
    ("the second of two sheets", "a.xlsx", book(PERSON_CELLS, sheets=2), "persons", ["--sheet", "Hoja2"], OK, "1 agregadas", "1 added"),
    ("a sheet that is not there", "a.xlsx", book(PERSON_CELLS), "persons", ["--sheet", "Hoja9"], NO, "Hoja9", "Hoja9"),
    ("a zip bomb", "a.xlsx", book(PERSON_CELLS, extra=BOMB_SHEET), "persons", [], NO, "MiB", "MiB"),
    ("3,000 entries", "a.xlsx", book(PERSON_CELLS, extra={f"x/{i}.xml": "" for i in range(3000)}), "persons", [], NO, "2,000 partes", "2,000 parts"),
    ("an entry with an odd name", "a.xlsx", book(PERSON_CELLS, extra={"../../etc/passwd": "x"}), "persons", [], NO, "con un nombre", "with a name"),
    ("a document type in the sheet", "a.xlsx", book([], extra={"xl/worksheets/sheet1.xml": ENTITIES}), "persons", [], NO, "", ""),
    ("a CSV that calls itself a workbook", "a.xlsx", HEAD + ROW.format(1), "persons", [], NO, "a.xlsx", "a.xlsx"),
    ("a workbook that calls itself CSV", "a.csv", book(PERSON_CELLS), "persons", [], NO, "a.csv", "a.csv"),
    ("half a workbook", "a.xlsx", book(PERSON_CELLS)[:700], "persons", [], NO, "a.xlsx", "a.xlsx"),
    ("an old workbook", "a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "persons", [], NO, ".xls", ".xls"),
    ("no ending", "personas", HEAD + ROW.format(1), "persons", [], NO, ".csv", ".csv"),
    ("an unknown dataset", "a.csv", HEAD, "clientes", [], NO, "clientes", "clientes"),
]


def cases(db):
    before = content(db)
    for name, file_name, file, dataset, options, status, es, en in CASES:
        rows = stored(db)
        given = write(file_name, file)
        for lang, words in (("es", es), ("en", en)):
            for more in ([["--dry-run"], []] if status != 0 else [["--dry-run"]]):
                result = run("import", dataset, given, *options, *more, db=db, lang=lang)
                check(result.status == status, f"{name} {more}: expected {status}: {result}")
                check(words in result.said, f"{name} {lang}: {words!r} is not said: {result}")
                check(len(result.said.splitlines()) <= 43, f"{name}: {len(result.said.splitlines())} lines at the terminal")
                check("line 1, column" not in result.said and "(null)" not in result.said, f"{name}: raw words: {result}")
        if status != 0:
            problem = run("import", dataset, given, *options, "--format", "json", db=db, lang="en").json()
            check(problem.get("code") == "invalid" and problem.get("title") and problem.get("faults"), f"{name}: no problem document: {problem}")
            for fault in problem.get("faults", []):
                check(fault["rule"].endswith(".") and len(fault["remedy"]) > 8, f"{name}: a fault without rule or remedy: {fault}")
        check(stored(db) == rows, f"{name}: something was stored")
    check(content(db) == before, "something changed in the database")
    whole(db, "files")


def whole_report(db):
    file = write("many.csv", HEAD + "".join(f"Q-{i},CDMYPE-LU,Ana,Paz,nada,9999,2014-03-03\n" for i in range(1500)))
    problem = run("import", "persons", file, "--format", "json", db=db).json()
    check(len(problem["faults"]) == 3000, f"the whole report names {len(problem['faults'])} of 3000 faults")
    check(problem["faults"][-1]["cell"] == "many.csv:1501:district", f"the last fault is at {problem['faults'][-1]}")


def given_files(db):
    """Files of other projects' test collections: whatever they are, there are words and no crash."""
    shared = os.environ.get("ADELANTE_SHARED") or os.path.join(SOURCE, "../shared")
    files = [name for name in glob.glob(os.path.join(shared, "data/import/**/*"), recursive=True) if os.path.isfile(name)]
    print(f"{len(files)} given files" + ("" if files else ": skipped, set ADELANTE_SHARED"))
    before = content(db)
    for name in files:
        result = run("import", "persons", name, "--dry-run", db=db, timeout=60)
        check(result.status == 2 and len(result.said) > 40, f"{name}: {result}")
    check(content(db) == before, "a given file changed the database")


database = fresh("files.db")
cases(database)
whole_report(database)
given_files(database)
finish()
