-- Projects of the agency: funders, budget by line and funder, expenses with their document, what is given in kind; and referrals.

CREATE TABLE project (
    agency $ID NOT NULL, -- whose record it is
    id $ID NOT NULL, -- UUIDv7
    version $INT NOT NULL, -- 1, 2, …
    created_seq $INT NOT NULL, -- audit record that made it
    changed_seq $INT NOT NULL, -- audit record that changed it last
    source_line $INT, -- line of the imported file
    code $TEXT NOT NULL, -- the agency's own number
    unit $ID NOT NULL, -- the unit that it belongs to: its scope
    title $TEXT NOT NULL, -- what it is called
    object $TEXT, -- what it is for
    results $TEXT, -- what it is to bring about
    responsible $ID, -- who answers for it
    territory $TEXT, -- department, municipality or district; none: everywhere
    starts_on $TEXT NOT NULL, -- first day
    ends_on $TEXT NOT NULL, -- last day
    state $TEXT NOT NULL, -- formulation, approved, running, closed, cancelled
    approved_on $TEXT, -- when it was approved
    closed_on $TEXT, -- when it was closed
    annulled $BOOL NOT NULL DEFAULT 0 CHECK (annulled IN (0, 1)), -- counts nowhere
    annul_reason $TEXT, -- why
    PRIMARY KEY (agency, id),
    UNIQUE (agency, code),
    FOREIGN KEY (agency, unit) REFERENCES unit (agency, id),
    FOREIGN KEY (agency, responsible) REFERENCES staff (agency, id)
) $STRICT_WITHOUT_ROWID;

CREATE TABLE project_agreement (
    agency $ID NOT NULL, -- whose record it is
    project $ID NOT NULL, -- the record
    position $INT NOT NULL, -- 0, 1, …: the order as given
    agreement $ID NOT NULL, -- named in it
    PRIMARY KEY (agency, project, position),
    FOREIGN KEY (agency, project) REFERENCES project (agency, id),
    FOREIGN KEY (agency, agreement) REFERENCES agreement (agency, id)
) $STRICT_WITHOUT_ROWID;

CREATE TABLE project_funder (
    agency $ID NOT NULL, -- whose record it is
    id $ID NOT NULL, -- UUIDv7
    version $INT NOT NULL, -- 1, 2, …
    created_seq $INT NOT NULL, -- audit record that made it
    changed_seq $INT NOT NULL, -- audit record that changed it last
    source_line $INT, -- line of the imported file
    code $TEXT NOT NULL, -- the agency's own number
    unit $ID NOT NULL, -- the unit that it belongs to: its scope
    project $ID NOT NULL, -- of which project
    organisation $ID NOT NULL, -- who gives it
    agreement $ID, -- under which agreement; none: outside any
    amount $INT NOT NULL, -- minor units, in cash
    own $BOOL NOT NULL CHECK (own IN (0, 1)), -- the agency's own money
    note $TEXT, -- conditions
    annulled $BOOL NOT NULL DEFAULT 0 CHECK (annulled IN (0, 1)), -- counts nowhere
    annul_reason $TEXT, -- why
    PRIMARY KEY (agency, id),
    UNIQUE (agency, code),
    FOREIGN KEY (agency, unit) REFERENCES unit (agency, id),
    FOREIGN KEY (agency, project) REFERENCES project (agency, id),
    FOREIGN KEY (agency, organisation) REFERENCES organisation (agency, id),
    FOREIGN KEY (agency, agreement) REFERENCES agreement (agency, id)
) $STRICT_WITHOUT_ROWID;
CREATE INDEX project_funder_project ON project_funder (agency, project);

CREATE TABLE budget_line (
    agency $ID NOT NULL, -- whose record it is
    id $ID NOT NULL, -- UUIDv7
    version $INT NOT NULL, -- 1, 2, …
    created_seq $INT NOT NULL, -- audit record that made it
    changed_seq $INT NOT NULL, -- audit record that changed it last
    source_line $INT, -- line of the imported file
    code $TEXT NOT NULL, -- the agency's own number
    unit $ID NOT NULL, -- the unit that it belongs to: its scope
    project $ID NOT NULL, -- of which project
    number $TEXT NOT NULL, -- 1, 1.2, …
    name $TEXT NOT NULL, -- what it pays
    kind $TEXT NOT NULL, -- personnel, services, goods, training, travel, administration, other
    annulled $BOOL NOT NULL DEFAULT 0 CHECK (annulled IN (0, 1)), -- counts nowhere
    annul_reason $TEXT, -- why
    PRIMARY KEY (agency, id),
    UNIQUE (agency, code),
    FOREIGN KEY (agency, unit) REFERENCES unit (agency, id),
    FOREIGN KEY (agency, project) REFERENCES project (agency, id)
) $STRICT_WITHOUT_ROWID;
CREATE INDEX budget_line_project ON budget_line (agency, project);

CREATE TABLE budget_amount (
    agency $ID NOT NULL, -- whose record it is
    id $ID NOT NULL, -- UUIDv7
    version $INT NOT NULL, -- 1, 2, …
    created_seq $INT NOT NULL, -- audit record that made it
    changed_seq $INT NOT NULL, -- audit record that changed it last
    source_line $INT, -- line of the imported file
    code $TEXT NOT NULL, -- the agency's own number
    unit $ID NOT NULL, -- the unit that it belongs to: its scope
    project $ID NOT NULL, -- of which project
    line $ID NOT NULL, -- of which line
    funder $ID NOT NULL, -- whose money
    amount $INT NOT NULL, -- minor units
    version_number $INT NOT NULL, -- 1, 2, … of the line and funder
    decided_on $TEXT NOT NULL, -- when it was decided
    basis $TEXT, -- what decided it
    annulled $BOOL NOT NULL DEFAULT 0 CHECK (annulled IN (0, 1)), -- counts nowhere
    annul_reason $TEXT, -- why
    PRIMARY KEY (agency, id),
    UNIQUE (agency, code),
    FOREIGN KEY (agency, unit) REFERENCES unit (agency, id),
    FOREIGN KEY (agency, project) REFERENCES project (agency, id),
    FOREIGN KEY (agency, line) REFERENCES budget_line (agency, id),
    FOREIGN KEY (agency, funder) REFERENCES project_funder (agency, id)
) $STRICT_WITHOUT_ROWID;
CREATE INDEX budget_amount_project ON budget_amount (agency, project);

CREATE TABLE expense (
    agency $ID NOT NULL, -- whose record it is
    id $ID NOT NULL, -- UUIDv7
    version $INT NOT NULL, -- 1, 2, …
    created_seq $INT NOT NULL, -- audit record that made it
    changed_seq $INT NOT NULL, -- audit record that changed it last
    source_line $INT, -- line of the imported file
    code $TEXT NOT NULL, -- the agency's own number
    unit $ID NOT NULL, -- the unit that it belongs to: its scope
    project $ID NOT NULL, -- of which project
    line $ID NOT NULL, -- which line pays it
    funder $ID NOT NULL, -- whose money
    date $TEXT NOT NULL, -- of the document
    supplier $TEXT NOT NULL, -- who was paid
    document_kind $TEXT NOT NULL, -- invoice, tax_credit, receipt, payroll, excluded_subject, other
    document_number $TEXT NOT NULL, -- its number
    description $TEXT NOT NULL, -- what was paid
    amount $INT NOT NULL, -- minor units
    district $TEXT, -- where it served; none: all the territory
    state $TEXT NOT NULL, -- recorded, approved, returned
    recorded_by $TEXT, -- who wrote it down
    approved_on $TEXT, -- when it was approved
    approved_by $TEXT, -- who approved it
    annulled $BOOL NOT NULL DEFAULT 0 CHECK (annulled IN (0, 1)), -- counts nowhere
    annul_reason $TEXT, -- why
    PRIMARY KEY (agency, id),
    UNIQUE (agency, code),
    FOREIGN KEY (agency, unit) REFERENCES unit (agency, id),
    FOREIGN KEY (agency, project) REFERENCES project (agency, id),
    FOREIGN KEY (agency, line) REFERENCES budget_line (agency, id),
    FOREIGN KEY (agency, funder) REFERENCES project_funder (agency, id)
) $STRICT_WITHOUT_ROWID;
CREATE INDEX expense_project ON expense (agency, project);

CREATE TABLE in_kind (
    agency $ID NOT NULL, -- whose record it is
    id $ID NOT NULL, -- UUIDv7
    version $INT NOT NULL, -- 1, 2, …
    created_seq $INT NOT NULL, -- audit record that made it
    changed_seq $INT NOT NULL, -- audit record that changed it last
    source_line $INT, -- line of the imported file
    code $TEXT NOT NULL, -- the agency's own number
    unit $ID NOT NULL, -- the unit that it belongs to: its scope
    project $ID NOT NULL, -- of which project
    organisation $ID NOT NULL, -- who gave it
    agreement $ID, -- under which agreement; none: outside any
    label $TEXT NOT NULL, -- what was given
    given_on $TEXT NOT NULL, -- day on which it was given
    amount $INT NOT NULL, -- minor units: what it is worth, never cash
    valuation $TEXT NOT NULL, -- how its worth was found
    district $TEXT, -- where it served; none: all the territory
    evidence $TEXT, -- what shows it
    annulled $BOOL NOT NULL DEFAULT 0 CHECK (annulled IN (0, 1)), -- counts nowhere
    annul_reason $TEXT, -- why
    PRIMARY KEY (agency, id),
    UNIQUE (agency, code),
    FOREIGN KEY (agency, unit) REFERENCES unit (agency, id),
    FOREIGN KEY (agency, project) REFERENCES project (agency, id),
    FOREIGN KEY (agency, organisation) REFERENCES organisation (agency, id),
    FOREIGN KEY (agency, agreement) REFERENCES agreement (agency, id)
) $STRICT_WITHOUT_ROWID;
CREATE INDEX in_kind_project ON in_kind (agency, project);

CREATE INDEX budget_amount_line ON budget_amount (agency, line, funder);
CREATE INDEX expense_line ON expense (agency, line, funder);
CREATE INDEX project_funder_agreement ON project_funder (agency, agreement);
CREATE INDEX project_agreement_of ON project_agreement (agency, agreement);

CREATE TABLE referral (
    agency $ID NOT NULL, -- whose record it is
    id $ID NOT NULL, -- UUIDv7
    version $INT NOT NULL, -- 1, 2, …
    created_seq $INT NOT NULL, -- audit record that made it
    changed_seq $INT NOT NULL, -- audit record that changed it last
    source_line $INT, -- line of the imported file
    code $TEXT NOT NULL, -- the agency's own number
    unit $ID NOT NULL, -- the unit that it belongs to: its scope
    direction $TEXT NOT NULL, -- out, in
    enterprise $ID, -- who is referred
    person $ID, -- who is referred
    institution $ID NOT NULL, -- to whom, or by whom
    date $TEXT NOT NULL, -- day of the referral
    need $TEXT NOT NULL, -- what is needed
    shared $TEXT, -- phone, email, district, activity: what is told
    agreed_on $TEXT NOT NULL, -- the client agreed to it
    state $TEXT NOT NULL, -- sent, accepted, declined, closed, withdrawn
    answered_on $TEXT, -- when it was answered
    decline_reason $TEXT, -- why it was declined
    outcome $TEXT, -- served, partly_served, not_served
    closed_on $TEXT, -- when the outcome was known
    outcome_note $TEXT, -- what came of it
    annulled $BOOL NOT NULL DEFAULT 0 CHECK (annulled IN (0, 1)), -- counts nowhere
    annul_reason $TEXT, -- why
    PRIMARY KEY (agency, id),
    UNIQUE (agency, code),
    FOREIGN KEY (agency, unit) REFERENCES unit (agency, id),
    FOREIGN KEY (agency, enterprise) REFERENCES enterprise (agency, id),
    FOREIGN KEY (agency, person) REFERENCES person (agency, id),
    FOREIGN KEY (agency, institution) REFERENCES organisation (agency, id)
) $STRICT_WITHOUT_ROWID;

CREATE INDEX referral_enterprise ON referral (agency, enterprise);
CREATE INDEX referral_person ON referral (agency, person);
