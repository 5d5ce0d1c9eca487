-- Policies and plans as data, and what serves which of their actions.

CREATE TABLE policy (
    agency $ID NOT NULL, -- whose record it is
    id $ID NOT NULL, -- UUIDv7
    version $INT NOT NULL, -- 1, 2, …
    created_seq $INT NOT NULL, -- audit record that made it
    changed_seq $INT NOT NULL, -- audit record that changed it last
    source_line $INT, -- line of the imported file
    code $TEXT NOT NULL, -- the agency's own number
    unit $ID NOT NULL, -- the unit that it belongs to: its scope
    name_es $TEXT NOT NULL, -- in Spanish
    name_en $TEXT, -- in English
    kind $TEXT NOT NULL, -- national_policy, territorial_plan, programme
    edition $TEXT, -- year or edition
    owner $ID, -- whose policy it is
    level $TEXT, -- local … international
    valid_from $TEXT, -- first day
    valid_to $TEXT, -- last day
    confirmed $BOOL CHECK (confirmed IN (0, 1)), -- read in the official text
    source $TEXT, -- where it was read
    annulled $BOOL NOT NULL DEFAULT 0 CHECK (annulled IN (0, 1)), -- counts nowhere
    annul_reason $TEXT, -- why
    PRIMARY KEY (agency, id),
    UNIQUE (agency, code),
    FOREIGN KEY (agency, unit) REFERENCES unit (agency, id),
    FOREIGN KEY (agency, owner) REFERENCES organisation (agency, id)
) $STRICT_WITHOUT_ROWID;

CREATE TABLE policy_axis (
    agency $ID NOT NULL, -- whose record it is
    id $ID NOT NULL, -- UUIDv7
    version $INT NOT NULL, -- 1, 2, …
    created_seq $INT NOT NULL, -- audit record that made it
    changed_seq $INT NOT NULL, -- audit record that changed it last
    source_line $INT, -- line of the imported file
    code $TEXT NOT NULL, -- the agency's own number
    unit $ID NOT NULL, -- the unit that it belongs to: its scope
    policy $ID NOT NULL, -- of which policy
    number $TEXT, -- its number
    name_es $TEXT NOT NULL, -- in Spanish
    name_en $TEXT, -- in English
    kind $TEXT NOT NULL, -- strategic, transversal
    confirmed $BOOL CHECK (confirmed IN (0, 1)), -- read in the official text
    annulled $BOOL NOT NULL DEFAULT 0 CHECK (annulled IN (0, 1)), -- counts nowhere
    annul_reason $TEXT, -- why
    PRIMARY KEY (agency, id),
    UNIQUE (agency, code),
    FOREIGN KEY (agency, unit) REFERENCES unit (agency, id),
    FOREIGN KEY (agency, policy) REFERENCES policy (agency, id)
) $STRICT_WITHOUT_ROWID;
CREATE INDEX policy_axis_policy ON policy_axis (agency, policy);

CREATE TABLE policy_line (
    agency $ID NOT NULL, -- whose record it is
    id $ID NOT NULL, -- UUIDv7
    version $INT NOT NULL, -- 1, 2, …
    created_seq $INT NOT NULL, -- audit record that made it
    changed_seq $INT NOT NULL, -- audit record that changed it last
    source_line $INT, -- line of the imported file
    code $TEXT NOT NULL, -- the agency's own number
    unit $ID NOT NULL, -- the unit that it belongs to: its scope
    axis $ID NOT NULL, -- of which axis
    number $TEXT, -- its number
    name_es $TEXT NOT NULL, -- in Spanish
    name_en $TEXT, -- in English
    confirmed $BOOL CHECK (confirmed IN (0, 1)), -- read in the official text
    annulled $BOOL NOT NULL DEFAULT 0 CHECK (annulled IN (0, 1)), -- counts nowhere
    annul_reason $TEXT, -- why
    PRIMARY KEY (agency, id),
    UNIQUE (agency, code),
    FOREIGN KEY (agency, unit) REFERENCES unit (agency, id),
    FOREIGN KEY (agency, axis) REFERENCES policy_axis (agency, id)
) $STRICT_WITHOUT_ROWID;
CREATE INDEX policy_line_axis ON policy_line (agency, axis);

CREATE TABLE policy_action (
    agency $ID NOT NULL, -- whose record it is
    id $ID NOT NULL, -- UUIDv7
    version $INT NOT NULL, -- 1, 2, …
    created_seq $INT NOT NULL, -- audit record that made it
    changed_seq $INT NOT NULL, -- audit record that changed it last
    source_line $INT, -- line of the imported file
    code $TEXT NOT NULL, -- the agency's own number
    unit $ID NOT NULL, -- the unit that it belongs to: its scope
    line $ID NOT NULL, -- of which line
    number $TEXT, -- its number
    name_es $TEXT NOT NULL, -- in Spanish
    name_en $TEXT, -- in English
    confirmed $BOOL CHECK (confirmed IN (0, 1)), -- read in the official text
    annulled $BOOL NOT NULL DEFAULT 0 CHECK (annulled IN (0, 1)), -- counts nowhere
    annul_reason $TEXT, -- why
    PRIMARY KEY (agency, id),
    UNIQUE (agency, code),
    FOREIGN KEY (agency, unit) REFERENCES unit (agency, id),
    FOREIGN KEY (agency, line) REFERENCES policy_line (agency, id)
) $STRICT_WITHOUT_ROWID;
CREATE INDEX policy_action_line ON policy_action (agency, line);

CREATE TABLE policy_tag (
    agency $ID NOT NULL, -- whose record it is
    id $ID NOT NULL, -- UUIDv7
    version $INT NOT NULL, -- 1, 2, …
    created_seq $INT NOT NULL, -- audit record that made it
    changed_seq $INT NOT NULL, -- audit record that changed it last
    source_line $INT, -- line of the imported file
    code $TEXT NOT NULL, -- the agency's own number
    unit $ID NOT NULL, -- the unit that it belongs to: its scope
    action $ID NOT NULL, -- the action that is served
    dataset $TEXT NOT NULL, -- sessions, events …
    record_code $TEXT NOT NULL, -- code of the record
    subject $ID NOT NULL, -- the record: of a noun that the dataset names
    note $TEXT, -- how it serves it
    annulled $BOOL NOT NULL DEFAULT 0 CHECK (annulled IN (0, 1)), -- counts nowhere
    annul_reason $TEXT, -- why
    PRIMARY KEY (agency, id),
    UNIQUE (agency, code),
    FOREIGN KEY (agency, unit) REFERENCES unit (agency, id),
    FOREIGN KEY (agency, action) REFERENCES policy_action (agency, id)
) $STRICT_WITHOUT_ROWID;
CREATE INDEX policy_tag_action ON policy_tag (agency, action);
CREATE INDEX policy_tag_record ON policy_tag (agency, dataset, subject);
