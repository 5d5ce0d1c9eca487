-- What people decided on pairs of records that may be one client, and the derived rows by which such pairs are found.

CREATE TABLE duplicate (
    agency $ID NOT NULL, -- whose record it is
    id $ID NOT NULL, -- UUIDv7
    version $INT NOT NULL, -- 1, 2, …: counts the changes
    created_seq $INT NOT NULL, -- audit number of the operation that made it
    changed_seq $INT NOT NULL, -- audit number of the operation that changed it last
    source_line $INT, -- line of the imported file, none otherwise
    code $TEXT NOT NULL, -- the agency's own number, unique in the table
    unit $ID NOT NULL, -- the unit that it belongs to: its scope
    first_person $ID, -- the two persons, the lower id first
    second_person $ID, -- the other
    first_enterprise $ID, -- or the two enterprises
    second_enterprise $ID, -- the other
    state $TEXT NOT NULL CHECK (state IN ('proposed', 'confirmed', 'undone', 'distinct', 'withdrawn', 'later')), -- what was decided
    reason $TEXT, -- why
    shown $TEXT, -- which record is first and which values are to be shown, if they are merged
    proposed_by $TEXT, -- who decided first
    proposed_on $TEXT, -- on which day
    decided_by $TEXT, -- who confirmed, refused, took back or undid
    decided_on $TEXT, -- on which day
    likeness $INT, -- what the matcher said at that time, in hundredths of a per cent
    reasons $TEXT, -- and why, as codes
    identity $ID, -- the merge that came of it
    annulled $BOOL NOT NULL DEFAULT 0 CHECK (annulled IN (0, 1)), -- annulled records count nowhere
    annul_reason $TEXT, -- why it was annulled
    PRIMARY KEY (agency, id),
    UNIQUE (agency, code),
    CHECK ((first_person IS NULL) = (second_person IS NULL)),
    CHECK ((first_enterprise IS NULL) = (second_enterprise IS NULL)),
    CHECK ((first_person IS NULL) <> (first_enterprise IS NULL)),
    FOREIGN KEY (agency, unit) REFERENCES unit (agency, id),
    FOREIGN KEY (agency, first_person) REFERENCES person (agency, id),
    FOREIGN KEY (agency, second_person) REFERENCES person (agency, id),
    FOREIGN KEY (agency, first_enterprise) REFERENCES enterprise (agency, id),
    FOREIGN KEY (agency, second_enterprise) REFERENCES enterprise (agency, id),
    FOREIGN KEY (agency, identity) REFERENCES identity (agency, id)
) $STRICT_WITHOUT_ROWID;

CREATE INDEX duplicate_person ON duplicate (agency, first_person, second_person);

CREATE INDEX duplicate_enterprise ON duplicate (agency, first_enterprise, second_enterprise);

CREATE INDEX duplicate_identity ON duplicate (agency, identity);

-- Derived: the keys under which a client is found by those who may be the same.
CREATE TABLE match_key (
    agency $ID NOT NULL, -- whose client it is
    key $INT NOT NULL, -- number of a key (client/match.h)
    client $ID NOT NULL, -- the person or enterprise
    PRIMARY KEY (agency, key, client)
) $STRICT_WITHOUT_ROWID;

-- Derived: clients that came from a file and have not been compared with the others yet.
CREATE TABLE match_pending (
    agency $ID NOT NULL, -- whose client it is
    client $ID NOT NULL, -- the person or enterprise
    kind $TEXT NOT NULL CHECK (kind IN ('e', 'p')), -- enterprise or person
    PRIMARY KEY (agency, client)
) $STRICT_WITHOUT_ROWID;

-- Derived: pairs of clients that may be one.
CREATE TABLE match_pair (
    agency $ID NOT NULL, -- whose clients they are
    first $ID NOT NULL, -- the lower id
    second $ID NOT NULL, -- the higher id
    kind $TEXT NOT NULL CHECK (kind IN ('e', 'p')), -- enterprises or persons
    score $INT NOT NULL, -- likelihood in thousandths
    sureness $TEXT NOT NULL, -- possible, probable, high
    reasons $TEXT NOT NULL, -- codes of what speaks for and against
    state $TEXT NOT NULL, -- open, or what was decided: proposed, later, distinct, merged
    PRIMARY KEY (agency, first, second)
) $STRICT_WITHOUT_ROWID;

CREATE INDEX match_pair_second ON match_pair (agency, second);

CREATE INDEX match_pair_state ON match_pair (agency, state, score);
