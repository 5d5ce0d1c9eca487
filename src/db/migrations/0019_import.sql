-- Imports that were made, for the list of them and for taking one back.
CREATE TABLE import_run (
    agency $ID NOT NULL,       -- tree of its audit record
    id $ID NOT NULL,           -- this import
    seq $INT NOT NULL,         -- its audit record, as in created_seq of the records that it made
    at $INT NOT NULL,          -- instant
    actor $TEXT NOT NULL,      -- who
    user_id $ID,               -- the user, if there is one
    dataset $TEXT NOT NULL,    -- sessions
    file $TEXT NOT NULL,       -- name of the file
    sha256 $TEXT NOT NULL,     -- of the file
    mapping $TEXT,             -- code of the mapping of columns that was used
    row_count $INT NOT NULL,   -- rows read
    added $INT NOT NULL,       -- records made
    changed $INT NOT NULL,     -- records changed
    unchanged $INT NOT NULL,   -- records that were equal already
    undone_seq $INT,           -- audit record of its undoing
    undone_at $INT,            -- instant
    undone_by $TEXT,           -- who
    undo_reason $TEXT,         -- why
    PRIMARY KEY (agency, id)
) $STRICT;
CREATE INDEX import_run_at ON import_run (agency, at);
