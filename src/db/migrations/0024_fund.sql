-- Holidays; calls of a fund, their lines, documents and score sheets; applications from the idea to the settlement.

CREATE TABLE holiday (
    agency $ID NOT NULL, -- whose record it is
    id $ID NOT NULL, -- UUIDv7
    version $INT NOT NULL, -- 1, 2, …
    created_seq $INT NOT NULL, -- audit record that made it
    changed_seq $INT NOT NULL, -- audit record that changed it last
    source_line $INT, -- line of the imported file
    code $TEXT NOT NULL, -- the agency's own number
    unit $ID NOT NULL, -- the unit that it belongs to: its scope
    date $TEXT NOT NULL, -- the day
    name_es $TEXT NOT NULL, -- what is kept
    name_en $TEXT, -- the same in English
    reach $TEXT NOT NULL, -- national, local, public_offices
    district $TEXT, -- of a local one: four digits
    basis $TEXT, -- law or decree
    confirmed $BOOL NOT NULL DEFAULT 0 CHECK (confirmed IN (0, 1)), -- 0: taken for granted, not read in the law
    working $BOOL NOT NULL CHECK (working IN (0, 1)), -- 1: it is worked after all
    annulled $BOOL NOT NULL DEFAULT 0 CHECK (annulled IN (0, 1)), -- counts nowhere
    annul_reason $TEXT, -- why
    PRIMARY KEY (agency, id),
    UNIQUE (agency, code),
    FOREIGN KEY (agency, unit) REFERENCES unit (agency, id)
) $STRICT_WITHOUT_ROWID;

CREATE TABLE score_sheet (
    agency $ID NOT NULL, -- whose record it is
    id $ID NOT NULL, -- UUIDv7
    version $INT NOT NULL, -- 1, 2, …
    created_seq $INT NOT NULL, -- audit record that made it
    changed_seq $INT NOT NULL, -- audit record that changed it last
    source_line $INT, -- line of the imported file
    code $TEXT NOT NULL, -- the agency's own number
    unit $ID NOT NULL, -- the unit that it belongs to: its scope
    letter $TEXT NOT NULL, -- A, B, C
    stage $TEXT NOT NULL, -- technical, committee
    name_es $TEXT NOT NULL, -- its name
    name_en $TEXT, -- the same in English
    edition $TEXT NOT NULL, -- its version
    max $INT NOT NULL, -- hundredths of a point in all
    pass_mark $INT NOT NULL, -- hundredths of a point to pass
    confirmed $BOOL NOT NULL DEFAULT 0 CHECK (confirmed IN (0, 1)), -- 0: not read in an official text
    source $TEXT, -- where it stands
    annulled $BOOL NOT NULL DEFAULT 0 CHECK (annulled IN (0, 1)), -- counts nowhere
    annul_reason $TEXT, -- why
    PRIMARY KEY (agency, id),
    UNIQUE (agency, code),
    FOREIGN KEY (agency, unit) REFERENCES unit (agency, id)
) $STRICT_WITHOUT_ROWID;

CREATE TABLE score_item (
    agency $ID NOT NULL, -- whose record it is
    id $ID NOT NULL, -- UUIDv7
    version $INT NOT NULL, -- 1, 2, …
    created_seq $INT NOT NULL, -- audit record that made it
    changed_seq $INT NOT NULL, -- audit record that changed it last
    source_line $INT, -- line of the imported file
    code $TEXT NOT NULL, -- the agency's own number
    unit $ID NOT NULL, -- the unit that it belongs to: its scope
    sheet $ID NOT NULL, -- of which sheet
    number $INT NOT NULL, -- its place
    criterion_es $TEXT, -- the criterion
    criterion_en $TEXT, -- the same in English
    name_es $TEXT NOT NULL, -- what is judged
    name_en $TEXT, -- the same in English
    max $INT NOT NULL, -- hundredths of a point at most
    annulled $BOOL NOT NULL DEFAULT 0 CHECK (annulled IN (0, 1)), -- counts nowhere
    annul_reason $TEXT, -- why
    PRIMARY KEY (agency, id),
    UNIQUE (agency, code),
    FOREIGN KEY (agency, unit) REFERENCES unit (agency, id),
    FOREIGN KEY (agency, sheet) REFERENCES score_sheet (agency, id)
) $STRICT_WITHOUT_ROWID;
CREATE INDEX score_item_sheet ON score_item (agency, sheet);

CREATE TABLE fund_call (
    agency $ID NOT NULL, -- whose record it is
    id $ID NOT NULL, -- UUIDv7
    version $INT NOT NULL, -- 1, 2, …
    created_seq $INT NOT NULL, -- audit record that made it
    changed_seq $INT NOT NULL, -- audit record that changed it last
    source_line $INT, -- line of the imported file
    code $TEXT NOT NULL, -- the agency's own number
    unit $ID NOT NULL, -- the unit that it belongs to: its scope
    name $TEXT NOT NULL, -- its name
    organisation $ID NOT NULL, -- the fund
    programme $TEXT, -- fund or programme as it is called
    agreement $ID, -- under which agreement the agency takes part
    opens_on $TEXT NOT NULL, -- first day for applications
    closes_on $TEXT, -- last day; none: open until further notice
    classes $TEXT NOT NULL, -- who is admitted: entrepreneur, micro, small, medium
    split $TEXT NOT NULL, -- fixed, maximum
    fund_percent $INT NOT NULL, -- hundredths of a per cent that the fund pays
    max_amount $INT, -- most that the fund pays for one application, minor units
    payment $TEXT NOT NULL, -- disbursement, reimbursement
    invoice_days $INT NOT NULL, -- working days from ratification to invoice
    office_district $TEXT, -- where the invoice is delivered: its local holidays count
    public_offices $BOOL NOT NULL CHECK (public_offices IN (0, 1)), -- 1: days on which public offices are closed do not count
    confirmed $BOOL NOT NULL DEFAULT 0 CHECK (confirmed IN (0, 1)), -- 0: not read in an official text
    source $TEXT, -- where the terms stand
    notes $TEXT, -- remarks
    annulled $BOOL NOT NULL DEFAULT 0 CHECK (annulled IN (0, 1)), -- counts nowhere
    annul_reason $TEXT, -- why
    PRIMARY KEY (agency, id),
    UNIQUE (agency, code),
    FOREIGN KEY (agency, unit) REFERENCES unit (agency, id),
    FOREIGN KEY (agency, organisation) REFERENCES organisation (agency, id),
    FOREIGN KEY (agency, agreement) REFERENCES agreement (agency, id)
) $STRICT_WITHOUT_ROWID;

CREATE TABLE fund_call_sheet (
    agency $ID NOT NULL, -- whose record it is
    fund_call $ID NOT NULL, -- the record
    position $INT NOT NULL, -- 0, 1, …: the order as given
    score_sheet $ID NOT NULL, -- named in it
    PRIMARY KEY (agency, fund_call, position),
    FOREIGN KEY (agency, fund_call) REFERENCES fund_call (agency, id),
    FOREIGN KEY (agency, score_sheet) REFERENCES score_sheet (agency, id)
) $STRICT_WITHOUT_ROWID;

CREATE TABLE fund_line (
    agency $ID NOT NULL, -- whose record it is
    id $ID NOT NULL, -- UUIDv7
    version $INT NOT NULL, -- 1, 2, …
    created_seq $INT NOT NULL, -- audit record that made it
    changed_seq $INT NOT NULL, -- audit record that changed it last
    source_line $INT, -- line of the imported file
    code $TEXT NOT NULL, -- the agency's own number
    unit $ID NOT NULL, -- the unit that it belongs to: its scope
    call $ID NOT NULL, -- of which call
    number $INT NOT NULL, -- its place
    name_es $TEXT NOT NULL, -- its name
    name_en $TEXT, -- the same in English
    max_percent $INT, -- hundredths of a per cent, at most
    max_amount $INT, -- minor units, at most
    confirmed $BOOL NOT NULL DEFAULT 0 CHECK (confirmed IN (0, 1)), -- 0: not read in an official text
    annulled $BOOL NOT NULL DEFAULT 0 CHECK (annulled IN (0, 1)), -- counts nowhere
    annul_reason $TEXT, -- why
    PRIMARY KEY (agency, id),
    UNIQUE (agency, code),
    FOREIGN KEY (agency, unit) REFERENCES unit (agency, id),
    FOREIGN KEY (agency, call) REFERENCES fund_call (agency, id)
) $STRICT_WITHOUT_ROWID;
CREATE INDEX fund_line_call ON fund_line (agency, call);

CREATE TABLE fund_requirement (
    agency $ID NOT NULL, -- whose record it is
    id $ID NOT NULL, -- UUIDv7
    version $INT NOT NULL, -- 1, 2, …
    created_seq $INT NOT NULL, -- audit record that made it
    changed_seq $INT NOT NULL, -- audit record that changed it last
    source_line $INT, -- line of the imported file
    code $TEXT NOT NULL, -- the agency's own number
    unit $ID NOT NULL, -- the unit that it belongs to: its scope
    call $ID NOT NULL, -- of which call
    number $INT NOT NULL, -- its place
    name_es $TEXT NOT NULL, -- the document
    name_en $TEXT, -- the same in English
    applies_to $TEXT NOT NULL, -- all, legal_entity, natural_person
    required $BOOL NOT NULL CHECK (required IN (0, 1)), -- 1: no submission without it
    confirmed $BOOL NOT NULL DEFAULT 0 CHECK (confirmed IN (0, 1)), -- 0: not read in an official text
    annulled $BOOL NOT NULL DEFAULT 0 CHECK (annulled IN (0, 1)), -- counts nowhere
    annul_reason $TEXT, -- why
    PRIMARY KEY (agency, id),
    UNIQUE (agency, code),
    FOREIGN KEY (agency, unit) REFERENCES unit (agency, id),
    FOREIGN KEY (agency, call) REFERENCES fund_call (agency, id)
) $STRICT_WITHOUT_ROWID;
CREATE INDEX fund_requirement_call ON fund_requirement (agency, call);

CREATE TABLE fund_application (
    agency $ID NOT NULL, -- whose record it is
    id $ID NOT NULL, -- UUIDv7
    version $INT NOT NULL, -- 1, 2, …
    created_seq $INT NOT NULL, -- audit record that made it
    changed_seq $INT NOT NULL, -- audit record that changed it last
    source_line $INT, -- line of the imported file
    code $TEXT NOT NULL, -- the agency's own number
    unit $ID NOT NULL, -- the unit that it belongs to: its scope
    call $ID NOT NULL, -- to which call
    line $ID, -- of which line
    enterprise $ID, -- who applies
    person $ID, -- who applies or speaks for the enterprise
    title $TEXT NOT NULL, -- name of the initiative
    kind $TEXT NOT NULL, -- technical_assistance, technology_adoption, other
    kind_note $TEXT, -- which other kind
    problem $TEXT, -- what it solves
    objective $TEXT, -- what is to be reached
    expected_results $TEXT, -- results and their indicators
    identified_on $TEXT NOT NULL, -- day of its identification
    formulator $ID, -- who formulates it
    agreement $ID, -- under which agreement the agency helps
    requested $INT, -- asked of the fund, minor units
    approved $INT, -- approved by the fund, minor units
    counterpart $INT, -- share of the beneficiary, minor units
    total $INT, -- what is invoiced: fund and beneficiary, minor units
    submitted_on $TEXT, -- day of submission
    decided_on $TEXT, -- day of approval or denial
    decided_by $TEXT, -- user who recorded the decision
    reason $TEXT, -- why it was denied or withdrawn
    ratified_on $TEXT, -- day of ratification
    ratification $TEXT, -- number of the act
    ratified_by $TEXT, -- user who recorded it
    invoice_due_on $TEXT, -- last working day for the invoice
    invoiced_on $TEXT, -- day of its delivery
    started_on $TEXT, -- first day of execution
    finished_on $TEXT, -- last day of execution
    settled_on $TEXT, -- day of settlement
    returned $INT, -- given back to the fund, minor units
    returned_on $TEXT, -- when
    closed_on $TEXT, -- day of closing
    impact_note $TEXT, -- why there is no measurement after it
    link $ID, -- the link that counts the money
    evidence $TEXT, -- document behind it
    state $TEXT NOT NULL, -- identified … closed, denied, withdrawn
    annulled $BOOL NOT NULL DEFAULT 0 CHECK (annulled IN (0, 1)), -- counts nowhere
    annul_reason $TEXT, -- why
    PRIMARY KEY (agency, id),
    UNIQUE (agency, code),
    FOREIGN KEY (agency, unit) REFERENCES unit (agency, id),
    FOREIGN KEY (agency, call) REFERENCES fund_call (agency, id),
    FOREIGN KEY (agency, line) REFERENCES fund_line (agency, id),
    FOREIGN KEY (agency, enterprise) REFERENCES enterprise (agency, id),
    FOREIGN KEY (agency, person) REFERENCES person (agency, id),
    FOREIGN KEY (agency, formulator) REFERENCES staff (agency, id),
    FOREIGN KEY (agency, agreement) REFERENCES agreement (agency, id),
    FOREIGN KEY (agency, link) REFERENCES link (agency, id)
) $STRICT_WITHOUT_ROWID;
CREATE INDEX fund_application_call ON fund_application (agency, call);
CREATE INDEX fund_application_state ON fund_application (agency, state, invoice_due_on);
CREATE INDEX fund_application_enterprise ON fund_application (agency, enterprise);
CREATE INDEX fund_application_link ON fund_application (agency, link);

CREATE TABLE application_document (
    agency $ID NOT NULL, -- whose record it is
    id $ID NOT NULL, -- UUIDv7
    version $INT NOT NULL, -- 1, 2, …
    created_seq $INT NOT NULL, -- audit record that made it
    changed_seq $INT NOT NULL, -- audit record that changed it last
    source_line $INT, -- line of the imported file
    code $TEXT NOT NULL, -- the agency's own number
    unit $ID NOT NULL, -- the unit that it belongs to: its scope
    application $ID NOT NULL, -- of which application
    requirement $ID NOT NULL, -- which document
    status $TEXT NOT NULL, -- received, waived
    received_on $TEXT, -- when
    note $TEXT, -- why it is waived
    evidence $TEXT, -- document behind it
    annulled $BOOL NOT NULL DEFAULT 0 CHECK (annulled IN (0, 1)), -- counts nowhere
    annul_reason $TEXT, -- why
    PRIMARY KEY (agency, id),
    UNIQUE (agency, code),
    FOREIGN KEY (agency, unit) REFERENCES unit (agency, id),
    FOREIGN KEY (agency, application) REFERENCES fund_application (agency, id),
    FOREIGN KEY (agency, requirement) REFERENCES fund_requirement (agency, id)
) $STRICT_WITHOUT_ROWID;
CREATE INDEX application_document_application ON application_document (agency, application);

CREATE TABLE application_observation (
    agency $ID NOT NULL, -- whose record it is
    id $ID NOT NULL, -- UUIDv7
    version $INT NOT NULL, -- 1, 2, …
    created_seq $INT NOT NULL, -- audit record that made it
    changed_seq $INT NOT NULL, -- audit record that changed it last
    source_line $INT, -- line of the imported file
    code $TEXT NOT NULL, -- the agency's own number
    unit $ID NOT NULL, -- the unit that it belongs to: its scope
    application $ID NOT NULL, -- of which application
    made_on $TEXT NOT NULL, -- when
    made_by $TEXT, -- who made it
    text $TEXT NOT NULL, -- what is to be mended
    answer $TEXT, -- what was done
    answered_on $TEXT, -- when
    state $TEXT NOT NULL, -- open, answered
    annulled $BOOL NOT NULL DEFAULT 0 CHECK (annulled IN (0, 1)), -- counts nowhere
    annul_reason $TEXT, -- why
    PRIMARY KEY (agency, id),
    UNIQUE (agency, code),
    FOREIGN KEY (agency, unit) REFERENCES unit (agency, id),
    FOREIGN KEY (agency, application) REFERENCES fund_application (agency, id)
) $STRICT_WITHOUT_ROWID;
CREATE INDEX application_observation_application ON application_observation (agency, application);

CREATE TABLE application_score (
    agency $ID NOT NULL, -- whose record it is
    id $ID NOT NULL, -- UUIDv7
    version $INT NOT NULL, -- 1, 2, …
    created_seq $INT NOT NULL, -- audit record that made it
    changed_seq $INT NOT NULL, -- audit record that changed it last
    source_line $INT, -- line of the imported file
    code $TEXT NOT NULL, -- the agency's own number
    unit $ID NOT NULL, -- the unit that it belongs to: its scope
    application $ID NOT NULL, -- of which application
    item $ID NOT NULL, -- what is judged
    points $INT NOT NULL, -- hundredths of a point
    scored_on $TEXT NOT NULL, -- when
    evaluator $TEXT, -- who judged
    note $TEXT, -- why
    recorded_by $TEXT, -- user who recorded it
    annulled $BOOL NOT NULL DEFAULT 0 CHECK (annulled IN (0, 1)), -- counts nowhere
    annul_reason $TEXT, -- why
    PRIMARY KEY (agency, id),
    UNIQUE (agency, code),
    FOREIGN KEY (agency, unit) REFERENCES unit (agency, id),
    FOREIGN KEY (agency, application) REFERENCES fund_application (agency, id),
    FOREIGN KEY (agency, item) REFERENCES score_item (agency, id)
) $STRICT_WITHOUT_ROWID;
CREATE INDEX application_score_application ON application_score (agency, application);

CREATE TABLE application_budget (
    agency $ID NOT NULL, -- whose record it is
    id $ID NOT NULL, -- UUIDv7
    version $INT NOT NULL, -- 1, 2, …
    created_seq $INT NOT NULL, -- audit record that made it
    changed_seq $INT NOT NULL, -- audit record that changed it last
    source_line $INT, -- line of the imported file
    code $TEXT NOT NULL, -- the agency's own number
    unit $ID NOT NULL, -- the unit that it belongs to: its scope
    application $ID NOT NULL, -- of which application
    name $TEXT NOT NULL, -- what is paid
    source $TEXT NOT NULL, -- fund, beneficiary, other
    nature $TEXT NOT NULL, -- cash, in_kind
    provider $TEXT, -- who gives, if another
    amount $INT NOT NULL, -- minor units
    annulled $BOOL NOT NULL DEFAULT 0 CHECK (annulled IN (0, 1)), -- counts nowhere
    annul_reason $TEXT, -- why
    PRIMARY KEY (agency, id),
    UNIQUE (agency, code),
    FOREIGN KEY (agency, unit) REFERENCES unit (agency, id),
    FOREIGN KEY (agency, application) REFERENCES fund_application (agency, id)
) $STRICT_WITHOUT_ROWID;
CREATE INDEX application_budget_application ON application_budget (agency, application);

CREATE TABLE application_activity (
    agency $ID NOT NULL, -- whose record it is
    id $ID NOT NULL, -- UUIDv7
    version $INT NOT NULL, -- 1, 2, …
    created_seq $INT NOT NULL, -- audit record that made it
    changed_seq $INT NOT NULL, -- audit record that changed it last
    source_line $INT, -- line of the imported file
    code $TEXT NOT NULL, -- the agency's own number
    unit $ID NOT NULL, -- the unit that it belongs to: its scope
    application $ID NOT NULL, -- of which application
    name $TEXT NOT NULL, -- what is done
    starts_on $TEXT NOT NULL, -- first day
    ends_on $TEXT NOT NULL, -- last day
    planned $INT, -- planned for it, minor units
    progress $INT, -- hundredths of a per cent
    registered_on $TEXT, -- day of the last report
    evidence $TEXT, -- document behind it
    state $TEXT NOT NULL, -- planned, running, finished
    annulled $BOOL NOT NULL DEFAULT 0 CHECK (annulled IN (0, 1)), -- counts nowhere
    annul_reason $TEXT, -- why
    PRIMARY KEY (agency, id),
    UNIQUE (agency, code),
    FOREIGN KEY (agency, unit) REFERENCES unit (agency, id),
    FOREIGN KEY (agency, application) REFERENCES fund_application (agency, id)
) $STRICT_WITHOUT_ROWID;
CREATE INDEX application_activity_application ON application_activity (agency, application);

CREATE TABLE application_expense (
    agency $ID NOT NULL, -- whose record it is
    id $ID NOT NULL, -- UUIDv7
    version $INT NOT NULL, -- 1, 2, …
    created_seq $INT NOT NULL, -- audit record that made it
    changed_seq $INT NOT NULL, -- audit record that changed it last
    source_line $INT, -- line of the imported file
    code $TEXT NOT NULL, -- the agency's own number
    unit $ID NOT NULL, -- the unit that it belongs to: its scope
    application $ID NOT NULL, -- of which application
    activity $ID NOT NULL, -- for which activity
    budget $ID NOT NULL, -- out of which line of the budget
    date $TEXT NOT NULL, -- day of payment
    payee $TEXT NOT NULL, -- who was paid
    document $TEXT, -- number of its document
    amount $INT NOT NULL, -- minor units
    evidence $TEXT, -- document behind it
    annulled $BOOL NOT NULL DEFAULT 0 CHECK (annulled IN (0, 1)), -- counts nowhere
    annul_reason $TEXT, -- why
    PRIMARY KEY (agency, id),
    UNIQUE (agency, code),
    FOREIGN KEY (agency, unit) REFERENCES unit (agency, id),
    FOREIGN KEY (agency, application) REFERENCES fund_application (agency, id),
    FOREIGN KEY (agency, activity) REFERENCES application_activity (agency, id),
    FOREIGN KEY (agency, budget) REFERENCES application_budget (agency, id)
) $STRICT_WITHOUT_ROWID;
CREATE INDEX application_expense_application ON application_expense (agency, application);

CREATE TABLE application_invoice (
    agency $ID NOT NULL, -- whose record it is
    id $ID NOT NULL, -- UUIDv7
    version $INT NOT NULL, -- 1, 2, …
    created_seq $INT NOT NULL, -- audit record that made it
    changed_seq $INT NOT NULL, -- audit record that changed it last
    source_line $INT, -- line of the imported file
    code $TEXT NOT NULL, -- the agency's own number
    unit $ID NOT NULL, -- the unit that it belongs to: its scope
    application $ID NOT NULL, -- of which application
    number $TEXT NOT NULL, -- its number
    issued_on $TEXT NOT NULL, -- its day
    amount $INT NOT NULL, -- minor units
    delivered_on $TEXT, -- day of delivery in paper
    delivered_to $TEXT, -- who received it
    evidence $TEXT, -- document behind it
    annulled $BOOL NOT NULL DEFAULT 0 CHECK (annulled IN (0, 1)), -- counts nowhere
    annul_reason $TEXT, -- why
    PRIMARY KEY (agency, id),
    UNIQUE (agency, code),
    FOREIGN KEY (agency, unit) REFERENCES unit (agency, id),
    FOREIGN KEY (agency, application) REFERENCES fund_application (agency, id)
) $STRICT_WITHOUT_ROWID;
CREATE INDEX application_invoice_application ON application_invoice (agency, application);
