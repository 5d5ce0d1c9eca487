"""Photos that are none, scans too large, PDFs that are more than pages; a file half sent, a file whose bytes changed on the disk."""
import hashlib
import socket

from world import *

sys.path.insert(0, os.path.join(SOURCE, "tests", "api"))
import media  # noqa: E402

ZIP = b"PK\x03\x04" + b"\0" * 60
SCRIPT = b"5 0 obj << /S /JavaScript /JS (app.alert(1)) >> endobj"
# name, bytes, words of the rule in Spanish and in English
CASES = [
    ("a text", b"Querida directora, le mando la foto.", "esto es un archivo de otro tipo", "this is a file of another kind"),
    ("nothing", b"", "un archivo vacío", "an empty file"),
    ("a page", b"<!DOCTYPE html><script>alert(1)</script>", "una página web", "a web page"),
    ("a drawing with a script", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "un dibujo SVG", "an SVG drawing"),
    ("a document of Office", ZIP, "un documento de Office", "an Office document"),
    ("a photo of an iPhone", b"\0\0\0\x18ftypheic" + b"\0" * 40, "una foto HEIC", "a HEIC photo"),
    ("a program", b"MZ" + b"\0" * 200, "un programa", "a program"),
    ("a photo cut off", media.png(20, 20)[:60], "está cortada o dañada", "is cut off or damaged"),
    ("a photo with one bit turned", media.png(20, 20).replace(b"IDATx", b"IDATy"), "está cortada o dañada", "is cut off or damaged"),
    ("a picture of 400 million points", media.bomb(20000, 20000), "100 millones", "100 million"),
    ("a PDF with a program", media.pdf(SCRIPT), "un programa (JavaScript)", "a program (JavaScript)"),
    ("a program by another spelling", media.pdf(SCRIPT.replace(b"JavaScript", b"J#61v#61Script")), "un programa (JavaScript)", "a program (JavaScript)"),
    ("a program in packed objects", media.packed_objects(b"7 0 << /S /JavaScript /JS (x) >>"), "un programa (JavaScript)", "a program (JavaScript)"),
    ("an order to open a program", media.pdf(b"5 0 obj << /S /Launch /F (calc.exe) >> endobj"), "abre otro programa", "opens another program"),
    ("a file inside", media.pdf(b"5 0 obj << /Type /EmbeddedFile >> stream\nMZ\nendstream endobj"), "un archivo adjunto", "a file attached"),
    ("a password", media.pdf(b"trailer << /Encrypt 9 0 R >>"), "protegido con contraseña", "protected by a password"),
    ("a PDF cut off", media.pdf()[:120], "le falta el final", "its end is missing"),
]


def refused(server, name, bytes_, words_es, words_en):
    answers = {lang: server.ask("POST", "/api/v1/files", bytes_, lang=lang, Content_Type="application/octet-stream") for lang in ("es", "en")}
    for lang, words in (("es", words_es), ("en", words_en)):
        status, answer = answers[lang]
        check(status == 422, f"{name}: {status} {answer}")
        fault = fault_of(answer, "file")
        check(fault is not None and words in fault["rule"] and len(fault["remedy"]) > 8, f"{name} {lang}: {fault}")


def half_sent(server):
    """The line breaks in the middle of a photo: nothing is kept, and the server goes on."""
    photo = media.png(300, 300)
    sock = socket.create_connection(("127.0.0.1", server.port), 20)
    sock.sendall((f"POST /api/v1/files HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {server.token}\r\nContent-Type: image/png\r\n"
                  f"Content-Length: {len(photo) + 50000}\r\n\r\n").encode() + photo)
    sock.close()
    status, answer = server.ask("GET", "/api/v1/documents?limit=1")
    check(status == 200, f"after half a photo: {status} {answer}")


def taken(server, db):
    photo = media.png(40, 30, media.text_chunk(b"Autor\0SECRETO"))
    status, stored_file = server.ask("POST", "/api/v1/files?name=taller.PNG&record=enterprises/E-0001", photo, Content_Type="image/png")
    check(status == 200 and stored_file["cleaned"] is True, f"a photo: {status} {stored_file}")
    check(stored_file["received_sha256"] == hashlib.sha256(photo).hexdigest(), "what was received is named by its hash")
    check(stored_file["sha256"] == hashlib.sha256(media.png(40, 30)).hexdigest(), "what is kept is the photo without its words")
    status, made = server.ask("POST", "/api/v1/documents", {"code": "D-1", "kind": "photo", "sha256": stored_file["sha256"],
                                                            "records": "enterprises/E-0001;sessions/S-00001"})
    check(status == 200 and made["records"] == "enterprises/E-0001;sessions/S-00001", f"a document: {status} {made}")
    status, answer = server.ask("POST", "/api/v1/files?name=acta.exe", media.pdf(), Content_Type="application/pdf")
    check(status == 422 and "nombre" in fault_of(answer, "file")["rule"], f"an ending that does not fit: {status} {answer}")
    return stored_file["sha256"]


def too_large(server):
    for size, words in ((30 << 20, "este tiene 30"), ((10 << 20) + 1, "este tiene 11")):
        status, answer = server.ask("POST", "/api/v1/files", b"%PDF-" + b"x" * (size - 5), Content_Type="application/pdf")
        check(status == 422 and words in fault_of(answer, "file")["rule"], f"{size} bytes: {status} {answer}")


def turned_on_disk(db, sha256):
    """One bit of a kept file turned behind the program's back: db check names the file, and nobody is given it for whole."""
    connection = sqlite3.connect(db)
    (bytes_,) = connection.execute("SELECT bytes FROM file_chunk WHERE sha256 = ? AND position = 0", (sha256,)).fetchone()
    connection.execute("UPDATE file_chunk SET bytes = ? WHERE sha256 = ? AND position = 0", (bytes_[:40] + bytes([bytes_[40] ^ 1]) + bytes_[41:], sha256))
    connection.commit()
    connection.close()
    result = run("db", "check", db=db)
    check(result.status != 0 and sha256 in result.out, f"a turned bit: {result}")
    server = Server(db)
    status, answer = server.ask("GET", "/api/v1/documents/D-1/content")
    check(status == 500, f"a damaged file was given out: {status}")
    status, answer = server.ask("GET", "/api/v1/documents/D-1/verify")
    check(status == 200 and answer["intact"] is False, f"verify of a damaged file: {status} {answer}")
    status, answer = server.ask("GET", "/api/v1/documents?limit=5")
    check(status == 200, f"the server goes on: {status}")
    server.stop()


def out_and_in(db):
    """A database's documents into an empty one: files by a folder, rows by the file."""
    result = run("export", "documents", "--files", path("files"), "--output", path("documents.csv"), db=db)
    check(result.status == 0 and len(os.listdir(path("files"))) == 1, f"export with files: {result}")
    other = fresh("other.db")
    result = run("import", "documents", path("documents.csv"), db=other)
    check(result.status == 2 and "sha256" in result.out + result.err, f"rows without their files: {result}")
    result = run("import", "documents", path("documents.csv"), "--files", path("files"), db=other)
    check(result.status == 0, f"import with files: {result}")
    result = run("op", "document.verify", "--json", '{"code":"D-1"}', db=other)
    check(result.status == 0 and '"intact":true' in result.out, f"what came in is whole: {result}")
    whole(other, "after the import of documents")


def main():
    db = fresh("evidence.db")
    server = Server(db)
    before = stored(db)
    for name, bytes_, words_es, words_en in CASES:
        refused(server, name, bytes_, words_es, words_en)
    too_large(server)
    half_sent(server)
    after = stored(db)
    check({table: after[table] - before[table] for table in after if table.startswith(("file", "document", "audit"))} ==
          {table: 0 for table in after if table.startswith(("file", "document", "audit"))}, f"a refused file left something: {after}")
    sha256 = taken(server, db)
    server.stop()
    whole(db, "with a document")
    out_and_in(db)
    turned_on_disk(db, sha256)


main()
finish()
