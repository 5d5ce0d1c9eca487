-- The agency's members, organs, meetings and what they resolved; the duties of its year.

CREATE TABLE membership (
    agency $ID NOT NULL, -- whose record it is
    id $ID NOT NULL, -- UUIDv7
    version $INT NOT NULL, -- 1, 2, …
    created_seq $INT NOT NULL, -- audit record that made it
    changed_seq $INT NOT NULL, -- audit record that changed it last
    source_line $INT, -- line of the imported file
    code $TEXT NOT NULL, -- the agency's own number
    unit $ID NOT NULL, -- the unit that it belongs to: its scope
    organisation $ID NOT NULL, -- who is a member
    class $TEXT NOT NULL, -- founder, active, honorary
    joined_on $TEXT NOT NULL, -- first day
    left_on $TEXT, -- last day
    leave_reason $TEXT, -- why it left
    representative $TEXT, -- who speaks for it
    alternate $TEXT, -- who stands in
    register_entry $TEXT, -- book and folio of the register of members
    annulled $BOOL NOT NULL DEFAULT 0 CHECK (annulled IN (0, 1)), -- counts nowhere
    annul_reason $TEXT, -- why
    PRIMARY KEY (agency, id),
    UNIQUE (agency, code),
    FOREIGN KEY (agency, unit) REFERENCES unit (agency, id),
    FOREIGN KEY (agency, organisation) REFERENCES organisation (agency, id)
) $STRICT_WITHOUT_ROWID;
CREATE INDEX membership_organisation ON membership (agency, organisation);

CREATE TABLE organ (
    agency $ID NOT NULL, -- whose record it is
    id $ID NOT NULL, -- UUIDv7
    version $INT NOT NULL, -- 1, 2, …
    created_seq $INT NOT NULL, -- audit record that made it
    changed_seq $INT NOT NULL, -- audit record that changed it last
    source_line $INT, -- line of the imported file
    code $TEXT NOT NULL, -- the agency's own number
    unit $ID NOT NULL, -- the unit that it belongs to: its scope
    name $TEXT NOT NULL, -- its name
    kind $TEXT NOT NULL, -- assembly, board, committee, team
    quorum $TEXT NOT NULL, -- half_plus_one, percent
    quorum_percent $INT, -- hundredths of a per cent, by the statutes
    seats $INT, -- how many vote; none: the active members
    level $TEXT NOT NULL, -- local, departmental, national, international
    territory $TEXT, -- department, municipality or district
    statute $TEXT, -- article of the statutes
    annulled $BOOL NOT NULL DEFAULT 0 CHECK (annulled IN (0, 1)), -- counts nowhere
    annul_reason $TEXT, -- why
    PRIMARY KEY (agency, id),
    UNIQUE (agency, code),
    FOREIGN KEY (agency, unit) REFERENCES unit (agency, id)
) $STRICT_WITHOUT_ROWID;

CREATE TABLE board_term (
    agency $ID NOT NULL, -- whose record it is
    id $ID NOT NULL, -- UUIDv7
    version $INT NOT NULL, -- 1, 2, …
    created_seq $INT NOT NULL, -- audit record that made it
    changed_seq $INT NOT NULL, -- audit record that changed it last
    source_line $INT, -- line of the imported file
    code $TEXT NOT NULL, -- the agency's own number
    unit $ID NOT NULL, -- the unit that it belongs to: its scope
    organ $ID NOT NULL, -- of which organ
    person $TEXT NOT NULL, -- who holds the office
    sex $TEXT, -- female, male
    office $TEXT NOT NULL, -- president … member
    organisation $ID, -- whom the person represents
    from_on $TEXT NOT NULL, -- first day
    to_on $TEXT, -- last day
    registry_number $TEXT, -- number of its registration
    annulled $BOOL NOT NULL DEFAULT 0 CHECK (annulled IN (0, 1)), -- counts nowhere
    annul_reason $TEXT, -- why
    PRIMARY KEY (agency, id),
    UNIQUE (agency, code),
    FOREIGN KEY (agency, unit) REFERENCES unit (agency, id),
    FOREIGN KEY (agency, organ) REFERENCES organ (agency, id),
    FOREIGN KEY (agency, organisation) REFERENCES organisation (agency, id)
) $STRICT_WITHOUT_ROWID;
CREATE INDEX board_term_organ ON board_term (agency, organ);

CREATE TABLE meeting (
    agency $ID NOT NULL, -- whose record it is
    id $ID NOT NULL, -- UUIDv7
    version $INT NOT NULL, -- 1, 2, …
    created_seq $INT NOT NULL, -- audit record that made it
    changed_seq $INT NOT NULL, -- audit record that changed it last
    source_line $INT, -- line of the imported file
    code $TEXT NOT NULL, -- the agency's own number
    unit $ID NOT NULL, -- the unit that it belongs to: its scope
    organ $ID NOT NULL, -- whose meeting it is
    date $TEXT NOT NULL, -- its day
    start_time $INT, -- minutes of the day
    call $TEXT NOT NULL, -- first, second
    convened_on $TEXT, -- day of the call
    place $TEXT, -- where
    district $TEXT, -- four digits
    agenda $TEXT, -- the points
    guests $TEXT, -- who was there without a vote
    present $INT, -- how many with a vote were there
    needed $INT, -- how many the quorum needed
    minutes $TEXT, -- what was said and decided
    book $TEXT, -- book of minutes
    folio $TEXT, -- folio in it
    minutes_hash $TEXT, -- SHA-256 of the frozen minutes
    state $TEXT NOT NULL, -- convened, held, no_quorum, frozen, cancelled
    annulled $BOOL NOT NULL DEFAULT 0 CHECK (annulled IN (0, 1)), -- counts nowhere
    annul_reason $TEXT, -- why
    PRIMARY KEY (agency, id),
    UNIQUE (agency, code),
    FOREIGN KEY (agency, unit) REFERENCES unit (agency, id),
    FOREIGN KEY (agency, organ) REFERENCES organ (agency, id)
) $STRICT_WITHOUT_ROWID;
CREATE INDEX meeting_organ ON meeting (agency, organ);

CREATE TABLE meeting_member (
    agency $ID NOT NULL, -- whose record it is
    meeting $ID NOT NULL, -- the record
    position $INT NOT NULL, -- 0, 1, …: the order as given
    membership $ID NOT NULL, -- named in it
    PRIMARY KEY (agency, meeting, position),
    FOREIGN KEY (agency, meeting) REFERENCES meeting (agency, id),
    FOREIGN KEY (agency, membership) REFERENCES membership (agency, id)
) $STRICT_WITHOUT_ROWID;

CREATE TABLE meeting_officer (
    agency $ID NOT NULL, -- whose record it is
    meeting $ID NOT NULL, -- the record
    position $INT NOT NULL, -- 0, 1, …: the order as given
    board_term $ID NOT NULL, -- named in it
    PRIMARY KEY (agency, meeting, position),
    FOREIGN KEY (agency, meeting) REFERENCES meeting (agency, id),
    FOREIGN KEY (agency, board_term) REFERENCES board_term (agency, id)
) $STRICT_WITHOUT_ROWID;

CREATE TABLE resolution (
    agency $ID NOT NULL, -- whose record it is
    id $ID NOT NULL, -- UUIDv7
    version $INT NOT NULL, -- 1, 2, …
    created_seq $INT NOT NULL, -- audit record that made it
    changed_seq $INT NOT NULL, -- audit record that changed it last
    source_line $INT, -- line of the imported file
    code $TEXT NOT NULL, -- the agency's own number
    unit $ID NOT NULL, -- the unit that it belongs to: its scope
    meeting $ID NOT NULL, -- where it was taken
    number $TEXT, -- its number in the minutes
    text $TEXT NOT NULL, -- what was resolved
    owner $TEXT NOT NULL, -- the person who answers for it
    organisation $ID, -- the organisation that carries it out
    due_on $TEXT, -- until when
    level $TEXT, -- local … international
    territory $TEXT, -- department, municipality or district
    state $TEXT NOT NULL, -- open, started, done, dropped
    done_on $TEXT, -- when it was done
    evidence $TEXT, -- what shows it
    annulled $BOOL NOT NULL DEFAULT 0 CHECK (annulled IN (0, 1)), -- counts nowhere
    annul_reason $TEXT, -- why
    PRIMARY KEY (agency, id),
    UNIQUE (agency, code),
    FOREIGN KEY (agency, unit) REFERENCES unit (agency, id),
    FOREIGN KEY (agency, meeting) REFERENCES meeting (agency, id),
    FOREIGN KEY (agency, organisation) REFERENCES organisation (agency, id)
) $STRICT_WITHOUT_ROWID;
CREATE INDEX resolution_meeting ON resolution (agency, meeting);
CREATE INDEX resolution_state ON resolution (agency, state, due_on);

CREATE TABLE resolution_action (
    agency $ID NOT NULL, -- whose record it is
    id $ID NOT NULL, -- UUIDv7
    version $INT NOT NULL, -- 1, 2, …
    created_seq $INT NOT NULL, -- audit record that made it
    changed_seq $INT NOT NULL, -- audit record that changed it last
    source_line $INT, -- line of the imported file
    code $TEXT NOT NULL, -- the agency's own number
    unit $ID NOT NULL, -- the unit that it belongs to: its scope
    resolution $ID NOT NULL, -- of which resolution
    text $TEXT NOT NULL, -- what is to be done
    owner $TEXT NOT NULL, -- who does it
    due_on $TEXT, -- until when
    state $TEXT NOT NULL, -- open, done, dropped
    done_on $TEXT, -- when it was done
    evidence $TEXT, -- what shows it
    annulled $BOOL NOT NULL DEFAULT 0 CHECK (annulled IN (0, 1)), -- counts nowhere
    annul_reason $TEXT, -- why
    PRIMARY KEY (agency, id),
    UNIQUE (agency, code),
    FOREIGN KEY (agency, unit) REFERENCES unit (agency, id),
    FOREIGN KEY (agency, resolution) REFERENCES resolution (agency, id)
) $STRICT_WITHOUT_ROWID;
CREATE INDEX resolution_action_resolution ON resolution_action (agency, resolution);

CREATE TABLE duty (
    agency $ID NOT NULL, -- whose record it is
    id $ID NOT NULL, -- UUIDv7
    version $INT NOT NULL, -- 1, 2, …
    created_seq $INT NOT NULL, -- audit record that made it
    changed_seq $INT NOT NULL, -- audit record that changed it last
    source_line $INT, -- line of the imported file
    code $TEXT NOT NULL, -- the agency's own number
    unit $ID NOT NULL, -- the unit that it belongs to: its scope
    title $TEXT NOT NULL, -- what is owed
    kind $TEXT NOT NULL, -- registration, accounts, books, meeting, report, other
    basis $TEXT, -- the law or statute that asks for it
    addressee $TEXT, -- to whom
    due_on $TEXT NOT NULL, -- until when
    owner $TEXT, -- who sees to it
    state $TEXT NOT NULL, -- pending, done, waived
    done_on $TEXT, -- when it was done
    evidence $TEXT, -- number of registration or receipt
    annulled $BOOL NOT NULL DEFAULT 0 CHECK (annulled IN (0, 1)), -- counts nowhere
    annul_reason $TEXT, -- why
    PRIMARY KEY (agency, id),
    UNIQUE (agency, code),
    FOREIGN KEY (agency, unit) REFERENCES unit (agency, id)
) $STRICT_WITHOUT_ROWID;
