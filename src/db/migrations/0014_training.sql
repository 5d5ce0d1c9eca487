-- Who asked for a place in a course, a fair or a meeting, and who has one.
CREATE TABLE enrolment (
    agency $ID NOT NULL,                                -- whose record it is
    id $ID NOT NULL,                                    -- UUIDv7
    code $TEXT NOT NULL,                                -- the agency's own number
    version $INT NOT NULL,                              -- 1, 2, …
    created_seq $INT NOT NULL,                          -- audit record that made it
    changed_seq $INT NOT NULL,                          -- audit record that changed it last
    source_line $INT,                                   -- line of the imported file
    unit $ID NOT NULL,                                  -- unit of the event
    event $ID NOT NULL,                                 -- which event
    person $ID NOT NULL,                                -- who asked
    enterprise $ID,                                     -- for which enterprise
    enrolled_on $TEXT NOT NULL,                         -- day on which she asked
    state $TEXT NOT NULL,                               -- enrolled, waiting, withdrawn
    note $TEXT,                                         -- what the trainer should know
    annulled $BOOL NOT NULL CHECK (annulled IN (0, 1)), -- counts nowhere
    annul_reason $TEXT,                                 -- why
    PRIMARY KEY (agency, id),
    UNIQUE (agency, code),
    FOREIGN KEY (agency, unit) REFERENCES unit (agency, id),
    FOREIGN KEY (agency, event) REFERENCES event (agency, id),
    FOREIGN KEY (agency, person) REFERENCES person (agency, id),
    FOREIGN KEY (agency, enterprise) REFERENCES enterprise (agency, id)
) $STRICT;
CREATE INDEX enrolment_event ON enrolment (agency, event, state);
CREATE UNIQUE INDEX enrolment_once ON enrolment (agency, event, person) WHERE annulled = 0 AND state <> 'withdrawn';
CREATE INDEX enrolment_person ON enrolment (agency, person);
CREATE INDEX enrolment_enterprise ON enrolment (agency, enterprise);

-- Certificates of courses, numbered without gaps in each agency.
CREATE TABLE certificate (
    agency $ID NOT NULL,                                -- whose record it is
    id $ID NOT NULL,                                    -- UUIDv7
    code $TEXT NOT NULL,                                -- the agency's own number
    version $INT NOT NULL,                              -- 1, 2, …
    created_seq $INT NOT NULL,                          -- audit record that made it
    changed_seq $INT NOT NULL,                          -- audit record that changed it last
    source_line $INT,                                   -- line of the imported file
    unit $ID NOT NULL,                                  -- unit of the event
    event $ID NOT NULL,                                 -- course
    person $ID NOT NULL,                                -- who earned it
    number $TEXT NOT NULL,                              -- ordinal and ten random letters: what the paper says
    ordinal $INT NOT NULL,                               -- 1, 2, … in the agency
    issued_on $TEXT NOT NULL,                           -- day
    hours $INT,                                         -- of the course
    days_attended $INT,                                 -- on which she was present
    days_held $INT,                                     -- on which anybody was
    annulled $BOOL NOT NULL CHECK (annulled IN (0, 1)), -- no longer valid
    annul_reason $TEXT,                                 -- why
    PRIMARY KEY (agency, id),
    UNIQUE (agency, code),
    UNIQUE (agency, ordinal),
    FOREIGN KEY (agency, unit) REFERENCES unit (agency, id),
    FOREIGN KEY (agency, event) REFERENCES event (agency, id),
    FOREIGN KEY (agency, person) REFERENCES person (agency, id)
) $STRICT;
CREATE UNIQUE INDEX certificate_once ON certificate (agency, event, person) WHERE annulled = 0;
CREATE INDEX certificate_person ON certificate (agency, person);

CREATE TABLE certificate_signatory (
    agency $ID NOT NULL,      -- agency of both
    certificate $ID NOT NULL, -- certificate
    position $INT NOT NULL,   -- 0, 1, … in the order given
    staff $ID NOT NULL,       -- who signs
    PRIMARY KEY (agency, certificate, position),
    FOREIGN KEY (agency, certificate) REFERENCES certificate (agency, id),
    FOREIGN KEY (agency, staff) REFERENCES staff (agency, id)
) $STRICT_WITHOUT_ROWID;

--unscoped: a certificate is looked up by its number before anybody's scope is known
CREATE TABLE certificate_number (
    number $TEXT NOT NULL,    -- as on the paper
    agency $ID NOT NULL,      -- whose certificate it is
    certificate $ID NOT NULL, -- which
    PRIMARY KEY (number),
    FOREIGN KEY (agency, certificate) REFERENCES certificate (agency, id)
) $STRICT_WITHOUT_ROWID;
CREATE INDEX certificate_number_of ON certificate_number (agency, certificate);
