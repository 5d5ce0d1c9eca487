-- Who signs for a unit, and from when to when.

CREATE TABLE signatory (
    agency $ID NOT NULL, -- whose record it is
    id $ID NOT NULL, -- UUIDv7
    version $INT NOT NULL, -- 1, 2, …: counts the changes
    created_seq $INT NOT NULL, -- audit number of the operation that made it
    changed_seq $INT NOT NULL, -- audit number of the operation that changed it last
    source_line $INT, -- line of the imported file, none otherwise
    code $TEXT NOT NULL, -- the agency's own number, unique in the table
    unit $ID NOT NULL, -- the unit that it signs for, and those below it without one of their own
    office $TEXT NOT NULL, -- in which capacity
    name $TEXT NOT NULL, -- full name as printed under the line
    position $TEXT, -- title as printed, none for the name of the office
    document $TEXT, -- number of the identity document
    from_on $TEXT NOT NULL, -- first day in office
    to_on $TEXT, -- last day in office, none while it lasts
    annulled $BOOL NOT NULL DEFAULT 0 CHECK (annulled IN (0, 1)), -- annulled records count nowhere
    annul_reason $TEXT, -- why it was annulled
    PRIMARY KEY (agency, id),
    UNIQUE (agency, code),
    FOREIGN KEY (agency, unit) REFERENCES unit (agency, id)
) $STRICT_WITHOUT_ROWID;

CREATE INDEX signatory_unit ON signatory (agency, unit, office, from_on);
