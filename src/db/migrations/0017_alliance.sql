-- What an agreement says in money, targets, reports and addenda.

CREATE TABLE contribution (
    agency $ID NOT NULL, -- whose record it is
    id $ID NOT NULL, -- UUIDv7
    version $INT NOT NULL, -- 1, 2, …
    created_seq $INT NOT NULL, -- audit record that made it
    changed_seq $INT NOT NULL, -- audit record that changed it last
    source_line $INT, -- line of the imported file
    code $TEXT NOT NULL, -- the agency's own number
    unit $ID NOT NULL, -- the unit that it belongs to: its scope
    agreement $ID NOT NULL, -- of which agreement
    organisation $ID NOT NULL, -- the party that gives it
    kind $TEXT NOT NULL, -- cash, in_kind
    amount $INT NOT NULL, -- minor units
    description $TEXT, -- what is given in kind
    annulled $BOOL NOT NULL DEFAULT 0 CHECK (annulled IN (0, 1)), -- counts nowhere
    annul_reason $TEXT, -- why
    PRIMARY KEY (agency, id),
    UNIQUE (agency, code),
    FOREIGN KEY (agency, unit) REFERENCES unit (agency, id),
    FOREIGN KEY (agency, agreement) REFERENCES agreement (agency, id),
    FOREIGN KEY (agency, organisation) REFERENCES organisation (agency, id)
) $STRICT_WITHOUT_ROWID;
CREATE INDEX contribution_agreement ON contribution (agency, agreement);

CREATE TABLE instalment (
    agency $ID NOT NULL, -- whose record it is
    id $ID NOT NULL, -- UUIDv7
    version $INT NOT NULL, -- 1, 2, …
    created_seq $INT NOT NULL, -- audit record that made it
    changed_seq $INT NOT NULL, -- audit record that changed it last
    source_line $INT, -- line of the imported file
    code $TEXT NOT NULL, -- the agency's own number
    unit $ID NOT NULL, -- the unit that it belongs to: its scope
    agreement $ID NOT NULL, -- of which agreement
    number $INT, -- 1, 2, …
    organisation $ID NOT NULL, -- who pays it
    planned_on $TEXT NOT NULL, -- when it is planned
    amount $INT NOT NULL, -- minor units, as planned
    condition $TEXT, -- what it depends on
    state $TEXT NOT NULL, -- planned, claimed, received, cancelled
    claimed_on $TEXT, -- day of the claim
    received_on $TEXT, -- day of receipt
    received $INT, -- minor units, as received
    evidence $TEXT, -- what shows it
    annulled $BOOL NOT NULL DEFAULT 0 CHECK (annulled IN (0, 1)), -- counts nowhere
    annul_reason $TEXT, -- why
    PRIMARY KEY (agency, id),
    UNIQUE (agency, code),
    FOREIGN KEY (agency, unit) REFERENCES unit (agency, id),
    FOREIGN KEY (agency, agreement) REFERENCES agreement (agency, id),
    FOREIGN KEY (agency, organisation) REFERENCES organisation (agency, id)
) $STRICT_WITHOUT_ROWID;
CREATE INDEX instalment_agreement ON instalment (agency, agreement);

CREATE TABLE agreement_report (
    agency $ID NOT NULL, -- whose record it is
    id $ID NOT NULL, -- UUIDv7
    version $INT NOT NULL, -- 1, 2, …
    created_seq $INT NOT NULL, -- audit record that made it
    changed_seq $INT NOT NULL, -- audit record that changed it last
    source_line $INT, -- line of the imported file
    code $TEXT NOT NULL, -- the agency's own number
    unit $ID NOT NULL, -- the unit that it belongs to: its scope
    agreement $ID NOT NULL, -- of which agreement
    kind $TEXT NOT NULL, -- monthly, quarterly, yearly, final, settlement, other
    from_on $TEXT NOT NULL, -- first day reported
    to_on $TEXT NOT NULL, -- last day reported
    due_on $TEXT NOT NULL, -- until when
    addressee $ID, -- to whom
    state $TEXT NOT NULL, -- pending, sent, accepted, observed
    sent_on $TEXT, -- when it was sent
    answered_on $TEXT, -- when it was accepted or observed
    observations $TEXT, -- what they asked for
    evidence $TEXT, -- receipt
    annulled $BOOL NOT NULL DEFAULT 0 CHECK (annulled IN (0, 1)), -- counts nowhere
    annul_reason $TEXT, -- why
    PRIMARY KEY (agency, id),
    UNIQUE (agency, code),
    FOREIGN KEY (agency, unit) REFERENCES unit (agency, id),
    FOREIGN KEY (agency, agreement) REFERENCES agreement (agency, id),
    FOREIGN KEY (agency, addressee) REFERENCES organisation (agency, id)
) $STRICT_WITHOUT_ROWID;
CREATE INDEX agreement_report_agreement ON agreement_report (agency, agreement);

CREATE TABLE addendum (
    agency $ID NOT NULL, -- whose record it is
    id $ID NOT NULL, -- UUIDv7
    version $INT NOT NULL, -- 1, 2, …
    created_seq $INT NOT NULL, -- audit record that made it
    changed_seq $INT NOT NULL, -- audit record that changed it last
    source_line $INT, -- line of the imported file
    code $TEXT NOT NULL, -- the agency's own number
    unit $ID NOT NULL, -- the unit that it belongs to: its scope
    agreement $ID NOT NULL, -- of which agreement
    number $INT, -- 1, 2, …
    signed_on $TEXT NOT NULL, -- day of signature
    subject $TEXT NOT NULL, -- what it changes, in words
    valid_to $TEXT, -- the new last day
    amount $INT, -- minor units more or less
    document $TEXT, -- where the signed one is
    annulled $BOOL NOT NULL DEFAULT 0 CHECK (annulled IN (0, 1)), -- counts nowhere
    annul_reason $TEXT, -- why
    PRIMARY KEY (agency, id),
    UNIQUE (agency, code),
    FOREIGN KEY (agency, unit) REFERENCES unit (agency, id),
    FOREIGN KEY (agency, agreement) REFERENCES agreement (agency, id)
) $STRICT_WITHOUT_ROWID;
CREATE INDEX addendum_agreement ON addendum (agency, agreement);

CREATE TABLE agreement_target (
    agency $ID NOT NULL, -- whose record it is
    id $ID NOT NULL, -- UUIDv7
    version $INT NOT NULL, -- 1, 2, …
    created_seq $INT NOT NULL, -- audit record that made it
    changed_seq $INT NOT NULL, -- audit record that changed it last
    source_line $INT, -- line of the imported file
    code $TEXT NOT NULL, -- the agency's own number
    unit $ID NOT NULL, -- the unit that it belongs to: its scope
    agreement $ID NOT NULL, -- of which agreement
    indicator $TEXT NOT NULL, -- code of the indicator
    from_on $TEXT NOT NULL, -- first day
    to_on $TEXT NOT NULL, -- last day
    count $INT, -- for indicators that count
    amount $INT, -- minor units, for indicators in money
    version_number $INT NOT NULL, -- 1, 2, …
    decided_on $TEXT NOT NULL, -- when it was agreed
    basis $TEXT, -- addendum or letter
    annulled $BOOL NOT NULL DEFAULT 0 CHECK (annulled IN (0, 1)), -- counts nowhere
    annul_reason $TEXT, -- why
    PRIMARY KEY (agency, id),
    UNIQUE (agency, code),
    FOREIGN KEY (agency, unit) REFERENCES unit (agency, id),
    FOREIGN KEY (agency, agreement) REFERENCES agreement (agency, id)
) $STRICT_WITHOUT_ROWID;
CREATE INDEX agreement_target_agreement ON agreement_target (agency, agreement);
