-- How the columns of a centre's own spreadsheet correspond to ours, kept for the next file of the same kind.
CREATE TABLE import_mapping (
    agency $ID NOT NULL,                                -- whose record it is
    id $ID NOT NULL,                                    -- UUIDv7
    code $TEXT NOT NULL,                                -- the agency's own number
    version $INT NOT NULL,                              -- 1, 2, …
    created_seq $INT NOT NULL,                          -- audit record that made it
    changed_seq $INT NOT NULL,                          -- audit record that changed it last
    source_line $INT,                                   -- line of the imported file
    unit $ID NOT NULL,                                  -- unit
    dataset $TEXT NOT NULL,                             -- sessions, persons …
    name $TEXT NOT NULL,                                -- what people call it
    columns $TEXT,                                      -- a line each: heading = field, or heading = -
    constants $TEXT,                                    -- a line each: field = value
    translations $TEXT,                                 -- a line each: field: value in the file = value
    date_order $TEXT,                                   -- dmy, mdy, ymd
    decimal $TEXT,                                      -- point, comma
    annulled $BOOL NOT NULL CHECK (annulled IN (0, 1)), -- no longer offered
    annul_reason $TEXT,                                 -- why
    PRIMARY KEY (agency, id),
    UNIQUE (agency, code),
    FOREIGN KEY (agency, unit) REFERENCES unit (agency, id)
) $STRICT;
CREATE INDEX import_mapping_dataset ON import_mapping (agency, dataset, name);
