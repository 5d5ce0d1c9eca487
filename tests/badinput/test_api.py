"""Over HTTP: versions, request keys, sizes, kinds of content, other agencies' records; the naughty strings in every text field of a
person and an enterprise; the pages' forms. Never a 500, and a refusal stores nothing."""
import html
import unicodedata
import urllib.parse
import uuid

from world import *

PERSON = {"unit": "CDMYPE-LU", "given_names": "Ana", "surnames": "Paz Funes", "sex": "female", "district": "1408", "registered_on": "2014-03-03"}
ENTERPRISE = {"unit": "CDMYPE-LU", "name": "Comedor Paz", "category": "individual", "sector": "commerce", "district": "1408",
              "registered_on": "2014-03-03"}
CONSENT = {"consent_on": "2014-03-03", "consent_text": "F1-2014", "consent_scopes": ["services"]}
PERSON_TEXTS = ["given_names", "surnames", "address", "email", "phone", "mobile", "other_document", "dui", "nit", "consent_text"]
ENTERPRISE_TEXTS = ["name", "trade_name", "activity_text", "products", "address", "email", "phone", "website", "nit", "nrc", "activity",
                    "size_override_reason", "consent_text"]

db = fresh("api.db")
# A second agency beside ADEL-LU, with a client of its own.
must("import", "units", write("u.csv", "code,parent,kind,name,currency\nADEL-MO,RED-MYPE,agency,ADEL Morazán,USD\nCENTRO-MO,ADEL-MO,centre,Centro de Morazán,USD\n"),
     db=db)
must("import", "persons", write("p.csv", "code,unit,given_names,surnames,sex,district,registered_on\nMO-1,CENTRO-MO,Eva,Díaz,female,1301,2014-03-03\n"), db=db)
must("user", "add", "directora", "--role", "director", "--unit", "ADEL-LU", "--full-name", "Beatriz Alvarado", db=db)
server = Server(db)


def key():
    return str(uuid.uuid4())


def refused(what, status, method, target, body=None, words=None, field=None, **headers):
    """words: in Spanish and in English, anywhere in the answer. Nothing is stored; no answer is a 500."""
    rows = stored(db)
    answers = {}
    for at, lang in enumerate(("es", "en")):
        got, answer = server.ask(method, target, body, lang=lang, **headers)
        answers[lang] = answer
        check(got == status, f"{what}: expected {status}, got {got}: {answer}")
        if isinstance(answer, bytes) and status == 400:
            check(b"no se puede" in answer and b"cannot" in answer, f"{what}: a request that is none: {answer}")
            continue
        check(isinstance(answer, dict) and answer.get("title") and answer.get("code"), f"{what}: no problem document: {answer}")
        text = json.dumps(answer, ensure_ascii=False)
        check(words is None or words[at] in text, f"{what} {lang}: {words} is not said: {text}")
        check(field is None or fault_of(answer, field), f"{what} {lang}: no fault at {field}: {text}")
    if all(isinstance(answer, dict) for answer in answers.values()):
        check(answers["es"].get("title") != answers["en"].get("title"), f"{what}: the title is the same in both languages")
    check(stored(db) == rows, f"{what}: something was stored")
    return answers["es"]


def versions_and_keys():
    status, made = server.ask("POST", "/api/v1/persons", {**PERSON, "code": "V-1"})
    check(status == 200 and made["version"] == 1, f"a good person: {status} {made}")
    status, _ = server.ask("PATCH", "/api/v1/persons/V-1", {"surnames": "Paz de Díaz"}, If_Match='"1"')
    check(status == 200, f"a good change: {status}")
    refused("a stale version, the same field", 409, "PATCH", "/api/v1/persons/V-1", {"surnames": "Paz Otra"}, ("Paz de Díaz", "Paz de Díaz"), "surnames",
            If_Match='"1"')
    status, both = server.ask("PATCH", "/api/v1/persons/V-1", {"address": "Barrio Honduras"}, If_Match='"1"')
    check(status == 200 and both["surnames"] == "Paz de Díaz" and both["address"] == "Barrio Honduras", f"a stale version, another field: {status} {both}")
    refused("no version", 428, "PATCH", "/api/v1/persons/V-1", {"surnames": "Paz Otra"})
    refused("a version that never was", 409, "PATCH", "/api/v1/persons/V-1", {"surnames": "Paz Otra"}, ("va por la versión 3", "is at version 3"), "version",
            If_Match='"99"')
    refused("a version that is none", 409, "PATCH", "/api/v1/persons/V-1", {"surnames": "Paz Otra"}, ("tres", "tres"), "version", If_Match='"tres"')
    refused("a version of words in the body", 422, "PATCH", "/api/v1/persons/V-1", {"surnames": "Paz Otra", "version": "tres"}, None, "version")
    again = key()
    first = server.ask("POST", "/api/v1/persons", {**PERSON, "code": "V-2"}, Idempotency_Key=again)
    rows = stored(db)
    second = server.ask("POST", "/api/v1/persons", {**PERSON, "code": "V-2"}, Idempotency_Key=again)
    check(first == second and server.headers.get("Idempotent-Replayed") == "true" and stored(db) == rows, f"the same request again: {first} {second}")
    refused("the same key with another body", 409, "POST", "/api/v1/persons", {**PERSON, "code": "V-3"}, (again, again), "request_id", Idempotency_Key=again)
    refused("the same key for another operation", 409, "POST", "/api/v1/enterprises", {**ENTERPRISE, "code": "V-3"}, (again, again), "request_id",
            Idempotency_Key=again)
    refused("a key of 200 characters", 422, "POST", "/api/v1/persons", {**PERSON, "code": "V-3"}, None, "request_id", Idempotency_Key="k" * 200)
    refused("a code that is taken", 409, "POST", "/api/v1/persons", {**PERSON, "code": "V-2"}, ("V-2", "V-2"), "code")


def sizes_and_kinds():
    big = json.dumps({**PERSON, "address": "A" * (3 << 20)})
    refused("a body over the limit", 413, "POST", "/api/v1/persons", big)
    refused("a body of another kind", 415, "POST", "/api/v1/persons", "code=1", Content_Type="application/x-www-form-urlencoded")
    refused("no JSON", 400, "POST", "/api/v1/persons", "{", ("línea 1", "line 1"))
    refused("a list", 400, "POST", "/api/v1/persons", "[1,2]", ("objeto JSON", "JSON object"))
    refused("too deep", 400, "POST", "/api/v1/persons", "[" * 5000)
    refused("bytes that are no UTF-8", 400, "POST", "/api/v1/persons", b'{"surnames":"\xff\xfe"}')
    refused("a NUL", 400, "POST", "/api/v1/persons", '{"surnames":"a\\u0000b"}')
    refused("half a surrogate", 400, "POST", "/api/v1/persons", '{"surnames":"\\ud800"}')
    refused("a number beyond all measure", 400, "POST", "/api/v1/enterprises", '{"workers":99999999999999999999999}')
    refused("a list for a text", 422, "POST", "/api/v1/persons", {**PERSON, "surnames": ["Paz"]}, ("no una lista", "not a list"), "surnames")
    refused("an object for a text", 422, "POST", "/api/v1/persons", {**PERSON, "surnames": {"a": 1}}, ("no un objeto", "not an object"), "surnames")
    refused("a member that is none", 422, "POST", "/api/v1/persons", {**PERSON, "signo": "aries"}, ("aries", "aries"), "signo")
    refused("a parameter that is none", 422, "GET", "/api/v1/persons?signo=aries", None, ("aries", "aries"), "signo")
    refused("no such route", 404, "GET", "/api/v1/clientas")
    refused("a method that is not taken", 405, "DELETE", "/api/v1/persons/V-1")
    refused("no token", 401, "GET", "/api/v1/persons", token=False)
    refused("a token that is none", 401, "GET", "/api/v1/persons", token="adl_0000_0000000000000000000000000000000000000000")
    refused("an address with a slash too many", 404, "GET", "/api/v1/persons/V-1/x/y")
    refused("a record that is not there", 404, "GET", "/api/v1/persons/P-9999", None, ("P-9999", "P-9999"), "code")
    refused("a file of another kind", 415, "POST", "/api/v1/import/persons", "code\n", Content_Type="text/html")
    refused("a file with a fault", 422, "POST", "/api/v1/import/persons", "code,unit,given_names,surnames,sex,district,registered_on\nX-1,CDMYPE-LU,Ana,Paz,nada,1408,2014-03-03\n",
            ("upload.csv:2:sex", "upload.csv:2:sex"), "sex", Content_Type="text/csv")
    refused("a workbook that is none", 422, "POST", "/api/v1/import/persons", b"PK\x03\x04 nada",
            Content_Type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    refused("a file for no dataset", 422, "POST", "/api/v1/import/clientas", "code\n", ("clientas", "clientas"), "dataset", Content_Type="text/csv")


def other_agencies():
    refused("another agency's record", 404, "GET", "/api/v1/persons/MO-1", None, ("MO-1", "MO-1"), "code")
    refused("another agency's record by its full name", 400, "GET", "/api/v1/persons/ADEL-MO%2FMO-1", ("", ""))
    refused("a change to another agency's record", 404, "PATCH", "/api/v1/persons/MO-1", {"surnames": "Robada"}, If_Match='"1"')
    refused("an unknown agency's record", 404, "GET", "/api/v1/persons/ADEL-XX~MO-1")
    refused("a record for another agency's unit", 422, "POST", "/api/v1/persons", {**PERSON, "unit": "CENTRO-MO"}, ("CENTRO-MO", "CENTRO-MO"), "unit")
    for code in ("MO-1", "ADEL-MO/MO-1", "ADEL-XX/MO-1"):
        refused(f"a reference to {code}", 422, "POST", "/api/v1/affiliations", {"person": code, "enterprise": "E-0001", "relation": "owner", "from_on": "2014-03-03"},
                (code, code), "person")
    refused("an annulment of another agency's record", 404, "POST", "/api/v1/persons/MO-1/annul", {"reason": "Porque sí, sin más."})


def naughty():
    shared = os.environ.get("ADELANTE_SHARED") or os.path.join(SOURCE, "../shared")
    file = os.path.join(shared, "data/text/blns.json")
    if not os.path.exists(file):
        print("naughty strings skipped: set ADELANTE_SHARED")
        return
    with open(file, encoding="utf-8") as source:
        strings = json.load(source)
    counts = {"stored": 0, "refused": 0}
    number = 0
    for text in strings:
        for dataset, good, fields in (("persons", {**PERSON, **CONSENT, "other_document_type": "passport", "other_document": "A12345"}, PERSON_TEXTS),
                                      ("enterprises", {**ENTERPRISE, **CONSENT, "size_override": "micro", "size_override_reason": "Visita"},
                                       ENTERPRISE_TEXTS)):
            # All free texts at once; those that are refused are named and then left empty, until the rest is stored or nothing is left.
            number += 1
            row = {**good, "code": f"N-{number}", **{field: text for field in fields}}
            for _ in range(len(fields) + 1):
                status, answer = server.ask("POST", f"/api/v1/{dataset}", row)
                if status == 200:
                    break
                if not check(status == 422 and answer.get("faults"), f"naughty {text!r} in {dataset}: {status} {answer}"):
                    break
                named = {fault["field"] for fault in answer["faults"]}
                for fault in answer["faults"]:
                    check(fault["rule"] and fault["remedy"], f"naughty {text!r}: refused without words: {fault}")
                counts["refused"] += len(named)
                if not check(named & set(row), f"naughty {text!r}: a fault at nothing that was given: {answer}"):
                    break
                for field in named:
                    row[field] = good.get(field, "")
            if status != 200:
                check(False, f"naughty {text!r} in {dataset}: never stored: {answer}")
                continue
            for field in fields:
                if row[field] == text and text.strip():
                    counts["stored"] += 1
                    check(same(field, answer[field] or "", text), f"naughty {text!r} in {field} came back as {answer[field]!r}")
    print(f"{len(strings)} naughty strings: {counts['stored']} stored as given, {counts['refused']} refused in words")
    for text in strings:
        status, answer = server.ask("GET", "/api/v1/clients/search?" + urllib.parse.urlencode({"text": text or "a"}))
        check(status in (200, 422) or (status == 400 and any(unicodedata.category(c) == "Cc" for c in text)), f"a search for {text!r}: {status} {answer}")


def same(field, got, text):
    """Equal but for the cleaning, which drops what cannot be seen; documents get their hyphens, web addresses their beginning."""
    if field in ("nrc", "nit", "dui", "phone", "mobile"):
        return [c for c in got if c.isdigit()] == [c for c in text if c.isdigit()]
    if field == "website" and got:
        text = text if text.startswith("http") else "https://" + text
    def seen(value):
        return "".join(c for c in unicodedata.normalize("NFC", value) if unicodedata.category(c) not in ("Cc", "Cf", "Zs", "Zl", "Zp", "Co", "Cn")
                       and not c.isspace())
    return seen(got) == seen(text)


def forms():
    """A browser without script: the form comes back with what was written and the message at the field."""
    jar = {}

    def browse(method, target, fields=None, lang="es"):
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
        head = {"Accept-Language": lang, "Sec-Fetch-Site": "same-origin", "Origin": f"http://127.0.0.1:{server.port}"}
        if jar:
            head["Cookie"] = "; ".join(f"{name}={value}" for name, value in jar.items())
        body = None
        if fields is not None:
            body = urllib.parse.urlencode(fields)
            head["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method, target, body, head)
        answer = connection.getresponse()
        text = answer.read().decode()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                pair = value.split(";")[0].split("=", 1)
                jar[pair[0]] = pair[1]
        return answer.status, text, dict(answer.getheaders())

    def hidden(page):
        found = {}
        for tag in re.findall(r"<input[^>]*>", page):
            kind, name, value = (re.search(rf'\b{part}="([^"]*)"', tag) for part in ("type", "name", "value"))
            if kind and kind.group(1) == "hidden" and name:
                found[name.group(1)] = html.unescape(value.group(1)) if value else ""
        return found

    link = run("user", "link", "directora", "--format", "json", db=db).json()["path"]
    status, page, _ = browse("GET", link)
    status, page, head = browse("POST", link, hidden(page))
    check(status == 303, f"signing in: {status} {page[:300]}")
    for lang, words in (("es", ("No es una fecha que exista", "puros ceros")), ("en", ("It is not a date that exists", "zeros"))):
        browse("POST", "/language", {**hidden(browse("GET", "/account")[1]), "lang": lang, "back": "/"}, lang)
        for target in ("/clients/person/new",):
            status, page, _ = browse("GET", target, lang=lang)
            if status == 200:
                break
        if not check(status == 200, f"the form of a person: {status}"):
            return
        rows = stored(db)
        given = {**PERSON, "dui": "00000000-0", "registered_on": "31/02/2014", "surnames": 'Paz "<script>alert(1)</script>'}
        status, page, _ = browse("POST", target, {**hidden(page), **given}, lang)
        text = html.unescape(page)
        check(status == 422, f"a bad form: {status}")
        check(words[0] in text and words[1] in text, f"the form {lang} does not say {words}")
        check("<script>alert(1)" not in page and "&lt;script&gt;alert(1)" in page, "what was written is not escaped")
        check("31/02/2014" in text and "00000000-0" in text, "the form has lost what was written")
        check(stored(db) == rows, "a bad form stored something")
        status, page, _ = browse("POST", target, {**given, "csrf": "0" * 32}, lang)
        check(status == 403 and stored(db) == rows, f"a form with another's token: {status}")


versions_and_keys()
sizes_and_kinds()
other_agencies()
naughty()
forms()
log = "".join(server.log)
check(" internal" not in log and "error=internal" not in log, "an internal error: " + log[-800:])
server.stop()
check(server.process.returncode == 0, f"the server ended with {server.process.returncode}: {''.join(server.log)[-600:]}")
whole(db, "over HTTP")
finish()
