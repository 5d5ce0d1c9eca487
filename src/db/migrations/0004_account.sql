-- Users, their sessions, sign-in links and API tokens. They are looked up before anybody's scope is known.

--unscoped: a user is found by name before the scope is known; lists take the actor's scope
CREATE TABLE user_account (
    id $ID NOT NULL,                -- this user
    agency $ID NOT NULL,            -- agency of the unit
    unit $ID NOT NULL,              -- the unit she works in: her scope
    name $TEXT NOT NULL,            -- sign-in name, folded
    full_name $TEXT NOT NULL,       -- as people call her
    role $TEXT NOT NULL,            -- role code
    staff $ID,                      -- the adviser she is, if she is one
    email $TEXT,                    -- address
    lang $TEXT NOT NULL,            -- es or en
    password $TEXT,                 -- Argon2id; none until she has set one
    active $BOOL NOT NULL CHECK (active IN (0, 1)), -- 0: may not sign in
    version $INT NOT NULL,          -- 1, 2, …
    created_at $INT NOT NULL,       -- instant
    territory $TEXT,                -- of a partner reader: the area whose aggregates alone are read
    agreements $TEXT,               -- of a partner reader: ids of the agreements that alone are read, joined by ;
    organisation $ID,               -- of a partner reader: the body whose agreements are read added up
    PRIMARY KEY (id),
    UNIQUE (name)
) $STRICT_WITHOUT_ROWID;
CREATE INDEX user_account_agency ON user_account (agency, name);

--unscoped: belongs to a user, not to an agency
CREATE TABLE user_session (
    token_hash $BLOB NOT NULL,      -- SHA-256 of the cookie
    id $ID NOT NULL,                -- for lists and the audit
    user_id $ID NOT NULL,           -- whose
    created_at $INT NOT NULL,       -- instant of sign-in
    seen_at $INT NOT NULL,          -- last use, at most once a minute
    expires_at $INT NOT NULL,       -- absolute end
    address $TEXT,                  -- where from
    by_link $BOOL NOT NULL CHECK (by_link IN (0, 1)), -- 1: by a one-time link, so that a new password needs no old one
    ended_at $INT,                  -- signed out or revoked
    PRIMARY KEY (token_hash),
    FOREIGN KEY (user_id) REFERENCES user_account (id)
) $STRICT_WITHOUT_ROWID;
CREATE INDEX user_session_user ON user_session (user_id, created_at);

--unscoped: belongs to a user, not to an agency
CREATE TABLE sign_in_link (
    token_hash $BLOB NOT NULL,      -- SHA-256 of the token in the link
    user_id $ID NOT NULL,           -- whom it lets in
    expires_at $INT NOT NULL,       -- instant
    used_at $INT,                   -- once
    PRIMARY KEY (token_hash),
    FOREIGN KEY (user_id) REFERENCES user_account (id)
) $STRICT_WITHOUT_ROWID;

--unscoped: failures are counted before anybody is known
CREATE TABLE sign_in_failure (
    subject $TEXT NOT NULL,         -- both:<name> <address>, user:<name> or address:<address>
    failures $INT NOT NULL,         -- in a row
    last_at $INT NOT NULL,          -- instant of the last
    PRIMARY KEY (subject)
) $STRICT_WITHOUT_ROWID;

--unscoped: looked up by its hash before the scope is known; lists take the actor's agency
CREATE TABLE api_token (
    id $ID NOT NULL,                -- this token
    agency $ID NOT NULL,            -- agency of the unit
    unit $ID NOT NULL,              -- its scope
    role $TEXT NOT NULL,            -- what it may do
    name $TEXT NOT NULL,            -- what it is for
    token_hash $BLOB NOT NULL,      -- SHA-256 of the token
    user_id $ID,                    -- who made it
    created_at $INT NOT NULL,       -- instant
    expires_at $INT NOT NULL,       -- instant
    revoked_at $INT,                -- instant
    territory $TEXT,                -- as of a user
    agreements $TEXT,               -- as of a user
    organisation $ID,               -- as of a user
    PRIMARY KEY (id),
    UNIQUE (token_hash)
) $STRICT_WITHOUT_ROWID;
CREATE INDEX api_token_agency ON api_token (agency, created_at);
