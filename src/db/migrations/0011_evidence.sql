-- What files of evidence hold, each once in an agency, by the SHA-256 of what is kept. A row is there only with all of its bytes.
CREATE TABLE file (
    agency $ID NOT NULL,              -- whose file it is
    sha256 $TEXT NOT NULL,            -- of the bytes kept, in hexadecimal
    received_sha256 $TEXT NOT NULL,   -- of the bytes as they came, before what a camera wrote was taken out
    size $INT NOT NULL,               -- bytes kept
    media_type $TEXT NOT NULL,        -- image/jpeg, image/png, image/webp, application/pdf
    width $INT,                       -- of a picture, in pixels
    height $INT,                      -- of a picture, in pixels
    pages $INT,                       -- of a document
    created_seq $INT NOT NULL,        -- audit record that brought it
    PRIMARY KEY (agency, sha256)
) $STRICT_WITHOUT_ROWID;

CREATE TABLE file_chunk (
    agency $ID NOT NULL,              -- whose file it is
    sha256 $TEXT NOT NULL,            -- the file
    position $INT NOT NULL,           -- 0, 1, … in the order of the bytes
    bytes $BLOB NOT NULL,             -- up to 256 KiB of it
    PRIMARY KEY (agency, sha256, position),
    FOREIGN KEY (agency, sha256) REFERENCES file (agency, sha256)
) $STRICT;

-- Documents: what a file shows, and the records that it supports.
CREATE TABLE document (
    agency $ID NOT NULL,                                -- whose record it is
    id $ID NOT NULL,                                    -- UUIDv7
    code $TEXT NOT NULL,                                -- the agency's own number
    version $INT NOT NULL,                              -- 1, 2, …
    created_seq $INT NOT NULL,                          -- audit record that made it
    changed_seq $INT NOT NULL,                          -- audit record that changed it last
    source_line $INT,                                   -- line of the imported file
    unit $ID NOT NULL,                                  -- unit of the first record that it supports
    kind $TEXT NOT NULL,                                -- photo, contract, act …
    title $TEXT,                                        -- what it is, in words
    date $TEXT,                                         -- of the document itself
    records $TEXT NOT NULL,                             -- dataset/code;dataset/code
    confidentiality $TEXT NOT NULL,                     -- public, internal, personal, sensitive
    retention_until $TEXT,                              -- to be kept until
    original_name $TEXT,                                -- of the file, as its sender called it
    sha256 $TEXT NOT NULL,                              -- the file
    media_type $TEXT NOT NULL,                          -- as of the file
    size $INT NOT NULL,                                 -- as of the file
    width $INT,                                         -- as of the file
    height $INT,                                        -- as of the file
    pages $INT,                                         -- as of the file
    annulled $BOOL NOT NULL CHECK (annulled IN (0, 1)), -- supports nothing
    annul_reason $TEXT,                                 -- why
    PRIMARY KEY (agency, id),
    UNIQUE (agency, code),
    FOREIGN KEY (agency, unit) REFERENCES unit (agency, id),
    FOREIGN KEY (agency, sha256) REFERENCES file (agency, sha256)
) $STRICT;
CREATE INDEX document_file ON document (agency, sha256);

-- The records that a document supports, from document.records.
CREATE TABLE document_record (
    agency $ID NOT NULL,    -- agency of both
    document $ID NOT NULL,  -- document
    position $INT NOT NULL, -- 0, 1, … in the order given
    dataset $TEXT NOT NULL, -- sessions, enterprises …
    record $ID NOT NULL,    -- the record
    PRIMARY KEY (agency, document, position),
    FOREIGN KEY (agency, document) REFERENCES document (agency, id)
) $STRICT_WITHOUT_ROWID;
CREATE INDEX document_record_of ON document_record (agency, record, document);
