-- Targets of a centre and its advisers, and the monthly report with what was sent.
CREATE TABLE target (
    agency $ID NOT NULL, -- whose record it is
    id $ID NOT NULL, -- UUIDv7
    version $INT NOT NULL, -- 1, 2, …
    created_seq $INT NOT NULL, -- audit record that made it
    changed_seq $INT NOT NULL, -- audit record that changed it last
    source_line $INT, -- line of the imported file
    code $TEXT NOT NULL, -- the agency's own number
    unit $ID NOT NULL, -- whose target it is: its scope
    adviser $ID, -- whose services are counted; none: the whole unit
    indicator $TEXT NOT NULL, -- an indicator or a row of the monthly report
    from_on $TEXT NOT NULL, -- first day
    to_on $TEXT NOT NULL, -- last day
    count $INT, -- of what is counted
    amount $INT, -- of what is money, minor units
    version_number $INT NOT NULL, -- 1, 2, …: the newest one holds
    decided_on $TEXT NOT NULL, -- day on which it was decided
    basis $TEXT, -- where it stands
    annulled $BOOL NOT NULL DEFAULT 0 CHECK (annulled IN (0, 1)), -- counts nowhere
    annul_reason $TEXT, -- why
    PRIMARY KEY (agency, id),
    UNIQUE (agency, code),
    FOREIGN KEY (agency, unit) REFERENCES unit (agency, id),
    FOREIGN KEY (agency, adviser) REFERENCES staff (agency, id)
) $STRICT_WITHOUT_ROWID;
CREATE INDEX target_period ON target (agency, from_on);
CREATE TABLE monthly_report (
    agency $ID NOT NULL, -- whose record it is
    id $ID NOT NULL, -- UUIDv7
    version $INT NOT NULL, -- 1, 2, …
    created_seq $INT NOT NULL, -- audit record that made it
    changed_seq $INT NOT NULL, -- audit record that changed it last
    source_line $INT, -- line of the imported file
    code $TEXT NOT NULL, -- the agency's own number
    unit $ID NOT NULL, -- whose report it is: its scope
    month $TEXT NOT NULL, -- first day of the month
    edition $INT NOT NULL, -- 1, 2, …: a report that is opened again is a new one
    agreement $ID, -- whose monthly targets stand beside the results, where the unit has none
    introduction $TEXT, -- free text
    objective $TEXT, -- free text
    activities $TEXT, -- free text on own promotion and activities
    news $TEXT, -- free text
    conclusion $TEXT, -- free text
    recommendation $TEXT, -- free text
    state $TEXT NOT NULL, -- open, in_review, closed, sent, accepted, observed
    closed_on $TEXT, -- day on which the figures were kept
    sent_on $TEXT, -- day on which it was sent
    answered_on $TEXT, -- day on which it was accepted or observed
    observations $TEXT, -- what the addressee observed
    reopen_reason $TEXT, -- why this edition follows an earlier one
    sheet_es $TEXT, -- the whole report as it was closed, in Spanish (JSON)
    sheet_en $TEXT, -- the same in English
    sheet_hash $TEXT, -- SHA-256 of both
    annulled $BOOL NOT NULL DEFAULT 0 CHECK (annulled IN (0, 1)), -- counts nowhere
    annul_reason $TEXT, -- why
    PRIMARY KEY (agency, id),
    UNIQUE (agency, code),
    FOREIGN KEY (agency, unit) REFERENCES unit (agency, id),
    FOREIGN KEY (agency, agreement) REFERENCES agreement (agency, id)
) $STRICT_WITHOUT_ROWID;
CREATE UNIQUE INDEX monthly_report_once ON monthly_report (agency, unit, month, edition) WHERE annulled = 0;
