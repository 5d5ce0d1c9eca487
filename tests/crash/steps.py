"""Steps of the daily work that write several records at once, each taken by a server that is killed before or behind the commit or at a
moment: the F1 that makes a client, the plan that is closed, a course, the payment of an assistance, two clients that become one, a
whole import taken back. Used by kill.py.

After each kill the database is sound, everything is as before or as after, what was acknowledged is there, and the same request sent again
leads to the same end.
"""
import http.client
import signal
import threading

import print_world
from program import Caller, Server

PEOPLE = "code,unit,given_names,surnames,sex,district,registered_on\n" + "".join(
    f"K-{at},CDMYPE-LU,Inventada,Prueba Número {at},female,1408,2014-03-03\n" for at in range(1, 41))


class World(print_world.Scenario):
    """Everything as far as the step before the one that is killed."""

    def make_ready(self):
        self.plan()
        self.contract()
        self.delivery_but_payment()
        self.intake()
        self.course()
        self.closing()
        for caller in (self.clerk, self.director, self.executive):
            caller.close()

    def delivery_but_payment(self):
        step, self.step = self.step, lambda caller, path, verb, **body: None if verb in ("authorise", "pay") else step(caller, path, verb, **body)
        try:
            self.delivery()
        finally:
            self.step = step

    def course(self):
        self.do(self.director, "POST", "/events", {"code": "EV-P1", "unit": "CDMYPE-LU", "kind": "training", "topic": "Costos",
                                                   "delivery": "not_contracted", "starts_on": "2014-06-02", "ends_on": "2014-06-03",
                                                   "state": "created"})
        self.do(self.director, "POST", "/events/EV-P1/attend", {"lines": [{"person": "P-0001", "days": ["2014-06-02"]}]})

    def closing(self):
        path = "/plans/F2-P1"
        self.step(self.director, path, "agree", client_signed_on="2014-06-02", adviser_signed_on="2014-06-02", director_signed_on="2014-06-02")
        self.step(self.director, path, "start")
        for row in self.director.get(f"{path}/sheet").json["actions"]:
            self.step(self.director, f"/plan_actions/{row['code']}", "cancel", result="Ya no hizo falta")


def payment_of(caller):
    return "/payments/" + caller.get("/assistances/AT-P1/sheet").json["payments"][0]["code"]


def state_of(path):
    return lambda caller: caller.get(path).json["state"]


def step_at(path, verb, **more):
    return lambda caller: (f"{path}/{verb}", dict(more, version=caller.get(path).json["version"]))


def undoing(caller):
    made = caller.get("/imports").json["items"][0]
    return "/imports/undo", {"id": made["id"], "reason": "Era otro archivo"}


def people(caller):
    return sum(caller.get(f"/persons/K-{at}").status == 200 for at in range(1, 41))


def client_of_f1(caller):
    intake = caller.get("/intakes/F1-P1").json
    person = caller.get(f"/persons/{intake['person']}").json
    enterprise = caller.get(f"/enterprises/{intake['enterprise']}").json
    return intake["state"], person["status"], enterprise["status"]


def identities(caller):
    return len(caller.get("/identities").json["items"])


def before_import(caller):
    reply = caller.call("POST", "/import/persons", PEOPLE.encode(), content_type="text/csv")
    if reply.status != 200:
        raise AssertionError(repr(reply))


def before_paying(caller):
    path = payment_of(caller)
    reply = caller.call("POST", f"{path}/authorise", {"version": caller.get(path).json["version"], "authorised_on": "2014-08-01"})
    if reply.status != 200:
        raise AssertionError(repr(reply))


# name: who takes it, what comes before it, the request, what is looked at.
STEPS = {
    "F1 authorised": ("director", None, step_at("/intakes/F1-P1", "authorise"), client_of_f1),
    "plan closed": ("director", None, step_at("/plans/F2-P1", "close", close_reason="El cliente se mudó"), state_of("/plans/F2-P1")),
    "course executed": ("director", None, step_at("/events/EV-P1", "execute"), state_of("/events/EV-P1")),
    "payment authorised": ("executive", None, lambda caller: step_at(payment_of(caller), "authorise", authorised_on="2014-08-01")(caller),
                           lambda caller: state_of(payment_of(caller))(caller)),
    "payment made": ("administrator", before_paying, lambda caller: step_at(payment_of(caller), "pay", paid_on="2014-08-02", method="cheque",
                                                                            reference="00123")(caller),
                     lambda caller: state_of(payment_of(caller))(caller)),
    "two clients merged": ("director", None, lambda caller: ("/identities/merge", {"enterprises": ["E-0003", "E-0004"], "reason": "La misma"}),
                           identities),
    "import undone": ("director", before_import, undoing, people),
}


def step_round(checks, number, base, secrets, points, sound, emptied, chance):
    """One step killed. secrets: tokens by role."""
    name = list(STEPS)[number % len(STEPS)]
    role, prepare, request, look = STEPS[name]
    database = emptied(base)
    at = points[(number // len(STEPS)) % len(points)]
    if at and name == "import undone":
        at = at.replace("batch.", "write.")  # it runs alone and in no batch
    where = f"{name}, killed {at or 'at a moment'}"
    server = Server(database)
    caller, reader = Caller(server, secrets[role]), Caller(server, secrets["executive"])
    if prepare is not None:
        first = Caller(server, secrets["executive" if prepare is before_paying else role])
        prepare(first)
        first.close()
    path, body = request(reader)
    before = look(reader)
    for one in (caller, reader):
        one.close()
    checks.equal(f"{where}: the server ends", server.stop(), 0)

    server = Server(database, **({"ADELANTE_KILL": at} if at else {}))
    caller = Caller(server, secrets[role])
    if at is None:
        threading.Timer(chance.uniform(0.001, 0.03), server.kill).start()  # the moment of the kill, not a wait
    acknowledged = False
    try:
        reply = caller.call("POST", path, body, idempotency_key=f"step-{number}")
        acknowledged = reply.status == 200
        checks.true(f"{where}: taken", acknowledged, repr(reply))
    except (OSError, http.client.HTTPException):
        pass
    caller.close()
    server.process.wait(60)
    if at:
        checks.equal(f"{where}: it was killed", server.process.returncode, -signal.SIGKILL)
    server.kill()
    sound(checks, where, database)

    server = Server(database)
    caller, reader = Caller(server, secrets[role]), Caller(server, secrets["executive"])
    found = look(reader)
    again = caller.call("POST", path, body, idempotency_key=f"step-{number}")
    checks.equal(f"{where}: sent again", again.status, 200)
    after = look(reader)
    checks.true(f"{where}: something happens", before != after, (before, after))
    checks.true(f"{where}: as before or as after", found in (before, after), (before, found, after))
    checks.true(f"{where}: what was acknowledged is there", not acknowledged or found == after, (before, found, after))
    if at:
        checks.equal(f"{where}: by the side of the commit", found, before if "before_commit" in at else after)
    third = caller.call("POST", path, body, idempotency_key=f"step-{number}")
    checks.true(f"{where}: a third time nothing more", third.status == 200 and third.json == again.json and look(reader) == after, repr(third))
    for one in (caller, reader):
        one.close()
    checks.equal(f"{where}: the server ends again", server.stop(), 0)
    sound(checks, f"{where}, sent again", database)
    if database is not base:
        database.close()
