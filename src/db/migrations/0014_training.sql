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
