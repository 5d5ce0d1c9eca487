-- What every operation leaves behind: the audit and its tree, request keys, access records, code counters.

CREATE TABLE audit (
    agency $ID NOT NULL,           -- whose tree; …01: the network's own
    seq $INT NOT NULL,             -- 1, 2, … without gaps in one tree
    at $INT NOT NULL,              -- instant, microseconds UTC
    actor $TEXT NOT NULL,          -- user name, or local:<login>
    user_id $ID,                   -- the user, if there is one
    role $TEXT NOT NULL,           -- role code
    origin $TEXT NOT NULL,         -- web, api, cli, import, job
    session $ID,                   -- web session
    unit $ID,                      -- unit of the subject
    operation $TEXT NOT NULL,      -- session.add
    subject $TEXT NOT NULL,        -- sessions/S-000017
    subject_id $ID,                -- id of the record
    subject_version $INT,          -- version that the record has after it
    reason $TEXT,                  -- why, where one is asked
    touches_all $INT NOT NULL,     -- 1: too many clients to name
    values_hash $BLOB NOT NULL,    -- SHA-256 of salt and body in audit_value
    leaf $BLOB NOT NULL,           -- RFC 6962 leaf hash of the canonical record
    PRIMARY KEY (agency, seq)
) $STRICT_WITHOUT_ROWID;
CREATE INDEX audit_subject ON audit (agency, subject_id, subject_version);

CREATE TABLE audit_value (
    agency $ID NOT NULL,           -- tree
    seq $INT NOT NULL,             -- audit record
    salt $BLOB NOT NULL,           -- random, so that an erased value cannot be guessed from its hash
    body $TEXT NOT NULL,           -- JSON: values before and after, or the manifest of an import
    PRIMARY KEY (agency, seq),
    FOREIGN KEY (agency, seq) REFERENCES audit (agency, seq)
) $STRICT_WITHOUT_ROWID;

CREATE TABLE audit_client (
    agency $ID NOT NULL,           -- tree
    seq $INT NOT NULL,             -- audit record
    kind $TEXT NOT NULL,           -- e: enterprise, p: person
    client_agency $ID NOT NULL,    -- the client's agency
    client $ID NOT NULL,           -- client whose facts the operation changed
    PRIMARY KEY (agency, seq, kind, client_agency, client)
) $STRICT_WITHOUT_ROWID;

CREATE TABLE audit_head (
    agency $ID NOT NULL,           -- tree
    size $INT NOT NULL,            -- number of leaves
    frontier $BLOB NOT NULL,       -- roots of the perfect subtrees, largest first, 32 bytes each
    root $BLOB NOT NULL,           -- RFC 6962 tree head
    at $INT NOT NULL,              -- instant of the last record
    PRIMARY KEY (agency)
) $STRICT_WITHOUT_ROWID;

CREATE TABLE request (
    agency $ID NOT NULL,           -- tree of the operation
    actor $TEXT NOT NULL,          -- who sent it: keys of different people do not meet
    request_id $TEXT NOT NULL,     -- idempotency key
    operation $TEXT NOT NULL,      -- which operation it asked for
    body_hash $BLOB NOT NULL,      -- SHA-256 of the input
    seq $INT NOT NULL,             -- audit record of the first answer
    answer $TEXT NOT NULL,         -- the first answer, as JSON
    at $INT NOT NULL,              -- instant
    PRIMARY KEY (agency, actor, request_id)
) $STRICT_WITHOUT_ROWID;

CREATE TABLE access (
    agency $ID NOT NULL,           -- tree of the reader's agency
    id $ID NOT NULL,               -- this access
    at $INT NOT NULL,              -- instant
    actor $TEXT NOT NULL,          -- who read
    user_id $ID,                   -- the user, if there is one
    role $TEXT NOT NULL,           -- role code
    origin $TEXT NOT NULL,         -- web, api, cli
    operation $TEXT NOT NULL,      -- person.get
    subject $TEXT NOT NULL,        -- persons/P-12
    subject_id $ID,                -- id of the record
    PRIMARY KEY (agency, id)
) $STRICT_WITHOUT_ROWID;
CREATE INDEX access_subject ON access (agency, subject_id, at);

CREATE TABLE code_counter (
    agency $ID NOT NULL,           -- whose codes
    dataset $TEXT NOT NULL,        -- sessions
    last $INT NOT NULL,            -- last number given
    PRIMARY KEY (agency, dataset)
) $STRICT_WITHOUT_ROWID;
