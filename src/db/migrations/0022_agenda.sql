-- Who gave a session beside the adviser in charge, each with her own time (one adviser is the simple case and has no row).
CREATE TABLE session_adviser (
    agency $ID NOT NULL,                                -- whose record it is
    id $ID NOT NULL,                                    -- UUIDv7
    code $TEXT NOT NULL,                                -- the agency's own number
    version $INT NOT NULL,                              -- 1, 2, …
    created_seq $INT NOT NULL,                          -- audit record that made it
    changed_seq $INT NOT NULL,                          -- audit record that changed it last
    source_line $INT,                                   -- line of the imported file
    unit $ID NOT NULL,                                  -- the session's unit: the scope
    session $ID NOT NULL,                               -- session that she gave too
    adviser $ID NOT NULL,                               -- who gave it beside the adviser in charge
    preparation_minutes $INT,                           -- her own, before it
    contact_minutes $INT,                               -- her own with the client; empty: as long as the session took
    travel_minutes $INT,                                -- her own, on the way
    annulled $BOOL NOT NULL CHECK (annulled IN (0, 1)), -- counts nowhere
    annul_reason $TEXT,                                 -- why
    PRIMARY KEY (agency, id),
    UNIQUE (agency, code),
    FOREIGN KEY (agency, unit) REFERENCES unit (agency, id),
    FOREIGN KEY (agency, session) REFERENCES session (agency, id),
    FOREIGN KEY (agency, adviser) REFERENCES staff (agency, id)
) $STRICT;
CREATE INDEX session_adviser_session ON session_adviser (agency, session);
CREATE INDEX session_adviser_adviser ON session_adviser (agency, adviser);

-- The secret address under which a user's agenda is read by her telephone (iCalendar).
--unscoped: looked up by its hash before anybody is known; belongs to a user
CREATE TABLE calendar_address (
    token_hash $BLOB NOT NULL,                                 -- SHA-256 of the secret in the address
    user_id $ID NOT NULL,                                      -- whose agenda it is
    with_client $BOOL NOT NULL CHECK (with_client IN (0, 1)),  -- 1: names the clients too
    created_at $INT NOT NULL,                                  -- instant
    revoked_at $INT,                                           -- instant; a user has one that is not revoked
    PRIMARY KEY (token_hash),
    FOREIGN KEY (user_id) REFERENCES user_account (id)
) $STRICT_WITHOUT_ROWID;
CREATE INDEX calendar_address_user ON calendar_address (user_id);

-- From when to when an enterprise belongs to a client group.
CREATE TABLE group_member (
    agency $ID NOT NULL,                                -- whose record it is
    id $ID NOT NULL,                                    -- UUIDv7
    code $TEXT NOT NULL,                                -- the agency's own number
    version $INT NOT NULL,                              -- 1, 2, …
    created_seq $INT NOT NULL,                          -- audit record that made it
    changed_seq $INT NOT NULL,                          -- audit record that changed it last
    source_line $INT,                                   -- line of the imported file
    unit $ID NOT NULL,                                  -- the group's unit: the scope
    enterprise $ID NOT NULL,                            -- the group
    member $ID NOT NULL,                                -- an enterprise of the group
    role $TEXT,                                         -- what it is in the group
    from_on $TEXT,                                      -- first day; empty: from the beginning
    to_on $TEXT,                                        -- last day; empty: to this day
    annulled $BOOL NOT NULL CHECK (annulled IN (0, 1)), -- counts nowhere
    annul_reason $TEXT,                                 -- why
    PRIMARY KEY (agency, id),
    UNIQUE (agency, code),
    FOREIGN KEY (agency, unit) REFERENCES unit (agency, id),
    FOREIGN KEY (agency, enterprise) REFERENCES enterprise (agency, id),
    FOREIGN KEY (agency, member) REFERENCES enterprise (agency, id)
) $STRICT;
CREATE INDEX group_member_enterprise ON group_member (agency, enterprise);
