-- Sessions of advice: who gave what to whom, when, for how long and who paid.
CREATE TABLE session (
    agency $ID NOT NULL,                                -- whose record it is
    id $ID NOT NULL,                                    -- UUIDv7
    code $TEXT NOT NULL,                                -- the agency's own number
    version $INT NOT NULL,                              -- 1, 2, …
    created_seq $INT NOT NULL,                          -- audit record that made it
    changed_seq $INT NOT NULL,                          -- audit record that changed it last
    source_line $INT,                                   -- line of the imported file
    unit $ID NOT NULL,                                  -- unit
    date $TEXT NOT NULL,                                -- day of the session
    start_time $INT,                                    -- minutes of the day
    end_time $INT,                                      -- minutes of the day
    kind $TEXT NOT NULL,                                -- advice_business … investment_plan
    modality $TEXT NOT NULL,                            -- office, visit, phone, online, event
    adviser $ID NOT NULL,                               -- who gave it
    preparation_minutes $INT,                           -- before it
    contact_minutes $INT,                               -- with the client
    travel_minutes $INT,                                -- on the way
    district $TEXT,                                     -- where it was held; four digits
    attendees $INT,                                     -- how many came
    background $TEXT,                                   -- situation of the client
    summary $TEXT,                                      -- what was dealt with
    next_appointment $TEXT,                             -- date agreed
    signed $BOOL CHECK (signed IN (0, 1)),              -- by the client
    reportable $BOOL CHECK (reportable IN (0, 1)),      -- counts in results
    state $TEXT NOT NULL,                               -- scheduled, held, closed, cancelled, missed
    not_held_reason $TEXT,                              -- why it was cancelled or nobody came
    evidence $TEXT,                                     -- document behind the record
    verification $TEXT,                                 -- declared, with_evidence, verified, validated, objected
    annulled $BOOL NOT NULL CHECK (annulled IN (0, 1)), -- counts nowhere
    annul_reason $TEXT,                                 -- why
    PRIMARY KEY (agency, id),
    UNIQUE (agency, code),
    FOREIGN KEY (agency, unit) REFERENCES unit (agency, id),
    FOREIGN KEY (agency, adviser) REFERENCES staff (agency, id)
) $STRICT;
CREATE INDEX session_date ON session (agency, date);

CREATE TABLE session_enterprise (
    agency $ID NOT NULL,     -- agency of both
    session $ID NOT NULL,    -- session
    position $INT NOT NULL,  -- 0, 1, … in the order given
    enterprise $ID NOT NULL, -- enterprise
    PRIMARY KEY (agency, session, position),
    FOREIGN KEY (agency, session) REFERENCES session (agency, id),
    FOREIGN KEY (agency, enterprise) REFERENCES enterprise (agency, id)
) $STRICT_WITHOUT_ROWID;
CREATE INDEX session_enterprise_of ON session_enterprise (agency, enterprise, session);

CREATE TABLE session_person (
    agency $ID NOT NULL,    -- agency of both
    session $ID NOT NULL,   -- session
    position $INT NOT NULL, -- 0, 1, … in the order given
    person $ID NOT NULL,    -- person
    PRIMARY KEY (agency, session, position),
    FOREIGN KEY (agency, session) REFERENCES session (agency, id),
    FOREIGN KEY (agency, person) REFERENCES person (agency, id)
) $STRICT_WITHOUT_ROWID;
CREATE INDEX session_person_of ON session_person (agency, person, session);

CREATE TABLE session_funding (
    agency $ID NOT NULL,    -- agency of both
    session $ID NOT NULL,   -- session
    position $INT NOT NULL, -- 0, 1, … in the order given
    agreement $ID NOT NULL, -- agreement
    percent $INT NOT NULL,  -- hundredths of a per cent
    PRIMARY KEY (agency, session, position),
    FOREIGN KEY (agency, session) REFERENCES session (agency, id),
    FOREIGN KEY (agency, agreement) REFERENCES agreement (agency, id)
) $STRICT_WITHOUT_ROWID;

-- Courses, fairs and meetings.
CREATE TABLE event (
    agency $ID NOT NULL,                                -- whose record it is
    id $ID NOT NULL,                                    -- UUIDv7
    code $TEXT NOT NULL,                                -- the agency's own number
    version $INT NOT NULL,                              -- 1, 2, …
    created_seq $INT NOT NULL,                          -- audit record that made it
    changed_seq $INT NOT NULL,                          -- audit record that changed it last
    source_line $INT,                                   -- line of the imported file
    unit $ID NOT NULL,                                  -- unit
    kind $TEXT NOT NULL,                                -- training, fair, meeting
    topic $TEXT NOT NULL,                               -- what it is about
    theme $TEXT,                                        -- business, finance, ict, women, quality, associativity, other
    delivery $TEXT,                                     -- contracted, not_contracted
    adviser $ID,                                        -- who answers for it
    audience $TEXT,                                     -- for whom
    starts_on $TEXT NOT NULL,                           -- first day
    ends_on $TEXT NOT NULL,                             -- last day
    start_time $INT,                                    -- minutes of the day
    end_time $INT,                                      -- minutes of the day
    hours $INT,                                         -- in all
    district $TEXT,                                     -- where it is held; four digits
    place $TEXT,                                        -- building or room
    trainer $TEXT,                                      -- who gives it
    capacity $INT,                                      -- places
    call_text $TEXT,                                    -- what the call says
    called_on $TEXT,                                    -- day on which it was published
    enrol_until $TEXT,                                  -- last day to ask for a place
    terms $TEXT,                                        -- objectives and products that the trainer is asked for
    offers_until $TEXT,                                 -- last day to offer
    offers $INT,                                        -- how many were received
    contract $TEXT,                                     -- its number and where it is kept
    contract_amount $INT,                               -- minor units
    reportable $BOOL CHECK (reportable IN (0, 1)),      -- counts in results
    state $TEXT NOT NULL,                               -- created … finished, cancelled
    evidence $TEXT,                                     -- document behind the record
    verification $TEXT,                                 -- declared, with_evidence, verified, validated, objected
    annulled $BOOL NOT NULL CHECK (annulled IN (0, 1)), -- counts nowhere
    annul_reason $TEXT,                                 -- why
    PRIMARY KEY (agency, id),
    UNIQUE (agency, code),
    FOREIGN KEY (agency, unit) REFERENCES unit (agency, id),
    FOREIGN KEY (agency, adviser) REFERENCES staff (agency, id)
) $STRICT;
CREATE INDEX event_starts_on ON event (agency, starts_on);

CREATE TABLE event_funding (
    agency $ID NOT NULL,    -- agency of both
    event $ID NOT NULL,     -- event
    position $INT NOT NULL, -- 0, 1, … in the order given
    agreement $ID NOT NULL, -- agreement
    percent $INT NOT NULL,  -- hundredths of a per cent
    PRIMARY KEY (agency, event, position),
    FOREIGN KEY (agency, event) REFERENCES event (agency, id),
    FOREIGN KEY (agency, agreement) REFERENCES agreement (agency, id)
) $STRICT_WITHOUT_ROWID;

-- Who was at which event on which day, and for which enterprise.
CREATE TABLE attendance (
    agency $ID NOT NULL,                                -- whose record it is
    id $ID NOT NULL,                                    -- UUIDv7
    code $TEXT NOT NULL,                                -- the agency's own number
    version $INT NOT NULL,                              -- 1, 2, …
    created_seq $INT NOT NULL,                          -- audit record that made it
    changed_seq $INT NOT NULL,                          -- audit record that changed it last
    source_line $INT,                                   -- line of the imported file
    unit $ID NOT NULL,                                  -- unit
    event $ID NOT NULL,                                 -- which event
    person $ID NOT NULL,                                -- who came
    date $TEXT NOT NULL,                                -- day of the event
    enterprise $ID,                                     -- that the person belonged to on that day
    role $TEXT,                                         -- business_owner, entrepreneur, other
    present $BOOL NOT NULL CHECK (present IN (0, 1)),   -- was there
    evaluation $INT,                                    -- 1 to 5
    verification $TEXT,                                 -- declared, with_evidence, verified, validated, objected
    annulled $BOOL NOT NULL CHECK (annulled IN (0, 1)), -- counts nowhere
    annul_reason $TEXT,                                 -- why
    PRIMARY KEY (agency, id),
    UNIQUE (agency, code),
    FOREIGN KEY (agency, unit) REFERENCES unit (agency, id),
    FOREIGN KEY (agency, event) REFERENCES event (agency, id),
    FOREIGN KEY (agency, person) REFERENCES person (agency, id),
    FOREIGN KEY (agency, enterprise) REFERENCES enterprise (agency, id)
) $STRICT;
CREATE UNIQUE INDEX attendance_once ON attendance (agency, event, person, date) WHERE annulled = 0;
CREATE INDEX attendance_person ON attendance (agency, person);
CREATE INDEX attendance_enterprise ON attendance (agency, enterprise);

-- External consultants who bid for assistance and training.
CREATE TABLE consultant (
    agency $ID NOT NULL, -- whose record it is
    id $ID NOT NULL, -- UUIDv7
    version $INT NOT NULL, -- 1, 2, …: counts the changes
    created_seq $INT NOT NULL, -- audit number of the operation that made it
    changed_seq $INT NOT NULL, -- audit number of the operation that changed it last
    source_line $INT, -- line of the imported file, none otherwise
    code $TEXT NOT NULL, -- the agency's own number, unique in the table
    unit $ID NOT NULL, -- the unit that it belongs to: its scope
    kind $TEXT NOT NULL, -- person, company
    name $TEXT NOT NULL, -- full name, or name of the company
    nit $TEXT, -- tax number
    nrc $TEXT, -- number in the register of value added tax
    specialities $TEXT, -- business;finance;… as themes of services
    speciality_text $TEXT, -- what exactly, in words
    phone $TEXT, -- telephone
    email $TEXT, -- e-mail address
    district $TEXT, -- where it is; four digits
    address $TEXT, -- address within the district
    notes $TEXT, -- what colleagues should know
    annulled $BOOL NOT NULL DEFAULT 0 CHECK (annulled IN (0, 1)), -- annulled records count nowhere
    annul_reason $TEXT, -- why it was annulled
    PRIMARY KEY (agency, id),
    UNIQUE (agency, code),
    FOREIGN KEY (agency, unit) REFERENCES unit (agency, id)
) $STRICT_WITHOUT_ROWID;

-- What part of an assistance the client pays: a dated table, read by rank, first row that fits.
CREATE TABLE share_rule (
    agency $ID NOT NULL, -- whose record it is
    id $ID NOT NULL, -- UUIDv7
    version $INT NOT NULL, -- 1, 2, …: counts the changes
    created_seq $INT NOT NULL, -- audit number of the operation that made it
    changed_seq $INT NOT NULL, -- audit number of the operation that changed it last
    source_line $INT, -- line of the imported file, none otherwise
    code $TEXT NOT NULL, -- the agency's own number, unique in the table
    unit $ID NOT NULL, -- the unit that it belongs to: its scope
    rank $INT NOT NULL, -- the table is read by it; the first row that fits applies
    led_by $TEXT, -- female, male, mixed; none: whoever
    age_from $INT, -- completed years of the owner, none: any
    age_to $INT, -- completed years of the owner, none: any
    zone $TEXT, -- urban, rural; none: both
    district $TEXT, -- four digits; none: all
    size_class $TEXT, -- micro, small, …; none: any
    percent $INT NOT NULL, -- what the client pays, hundredths of a per cent
    valid_from $TEXT NOT NULL, -- first day on which it is applied
    valid_to $TEXT, -- last day, none while in force
    notes $TEXT, -- where the rule comes from
    annulled $BOOL NOT NULL DEFAULT 0 CHECK (annulled IN (0, 1)), -- annulled records count nowhere
    annul_reason $TEXT, -- why it was annulled
    PRIMARY KEY (agency, id),
    UNIQUE (agency, code),
    FOREIGN KEY (agency, unit) REFERENCES unit (agency, id)
) $STRICT_WITHOUT_ROWID;

-- Technical assistance from the terms of reference to the act, with its beneficiaries.
CREATE TABLE assistance (
    agency $ID NOT NULL,                                 -- whose record it is
    id $ID NOT NULL,                                     -- UUIDv7
    code $TEXT NOT NULL,                                 -- the agency's own number
    version $INT NOT NULL,                               -- 1, 2, …
    created_seq $INT NOT NULL,                           -- audit record that made it
    changed_seq $INT NOT NULL,                           -- audit record that changed it last
    source_line $INT,                                    -- line of the imported file
    unit $ID NOT NULL,                                   -- unit
    title $TEXT NOT NULL,                                -- what it is about
    theme $TEXT,                                         -- as of an event
    delivery $TEXT,                                      -- contracted, not_contracted
    procedure $TEXT,                                     -- cycle: step by step here; afterwards: recorded or imported complete
    objective $TEXT,                                     -- general objective of the terms
    specific_objectives $TEXT,                           -- one a line
    products $TEXT,                                      -- expected products, one a line
    weeks $INT,                                          -- term
    premises_percent $INT,                               -- of the hours at the client's; hundredths of a per cent
    offer_content $TEXT,                                 -- what an offer has to hold
    offers_due_on $TEXT,                                 -- last day for offers
    offers_due_time $INT,                                -- minutes of that day
    maximum $INT,                                        -- most that the operator pays, minor units
    sent_on $TEXT,                                       -- day on which the terms were sent
    consultant $TEXT,                                    -- who delivers it
    contractor $ID,                                      -- the consultant as a record, who was chosen
    adviser $ID,                                         -- who follows it
    chosen_by $TEXT,                                     -- person who chose for the client
    chosen_on $TEXT,                                     -- day of the client's signature under the choice
    choice_reason $TEXT,                                 -- why this offer
    selected_by $TEXT,                                   -- user who recorded the choice
    approved_on $TEXT,                                   -- day on which the direction approved the contract
    approved_by $TEXT,                                   -- user who approved
    share_reason $TEXT,                                  -- why the client's part is not the one of the rules
    waiver $TEXT,                                        -- why the client pays nothing
    operator_signed_on $TEXT,                            -- signature of the operator
    consultant_signed_on $TEXT,                          -- signature of the consultant
    client_signed_on $TEXT,                              -- signature of the client
    signed_on $TEXT,                                     -- contract
    starts_on $TEXT,                                     -- first day
    ends_on $TEXT,                                       -- last day
    hours $INT,                                          -- in all
    total $INT,                                          -- amount of the contract, minor units
    client_percent $INT,                                 -- hundredths of a per cent
    operator_percent $INT,                               -- hundredths of a per cent
    client_share $INT,                                   -- minor units
    operator_share $INT,                                 -- minor units
    share_rule $ID,                                      -- rule that gave the client's part
    client_paid_on $TEXT,                                -- day on which the client paid her share
    client_receipt $TEXT,                                -- number of the receipt for the client's share
    state $TEXT NOT NULL,                                -- created … finished, rejected, terminated, deserted
    delivered_on $TEXT,                                  -- day of the last delivery
    part_accepted $BOOL CHECK (part_accepted IN (0, 1)), -- something was accepted before a termination
    act $TEXT,                                           -- conformity, rejection
    act_on $TEXT,                                        -- day of the act
    act_signed_by $TEXT,                                 -- who signed the act for the client
    act_reason $TEXT,                                    -- what was found, for a rejection why
    terminated_on $TEXT,                                 -- day of an early termination
    termination_cause $TEXT,                             -- mutual_agreement, force_majeure, breach, impossibility, ethics
    notice_on $TEXT,                                     -- day of the notice before a termination
    termination_reason $TEXT,                            -- what happened
    accepted_amount $INT,                                -- of the total for what was accepted before a termination, minor units
    evaluation $INT,                                     -- of the consultant by the client, 1 to 5
    evaluation_note $TEXT,                               -- what the client said
    reportable $BOOL CHECK (reportable IN (0, 1)),       -- counts in results
    evidence $TEXT,                                      -- document behind the record
    verification $TEXT,                                  -- declared, with_evidence, verified, validated, objected
    annulled $BOOL NOT NULL CHECK (annulled IN (0, 1)),  -- counts nowhere
    annul_reason $TEXT,                                  -- why
    PRIMARY KEY (agency, id),
    UNIQUE (agency, code),
    FOREIGN KEY (agency, unit) REFERENCES unit (agency, id),
    FOREIGN KEY (agency, adviser) REFERENCES staff (agency, id),
    FOREIGN KEY (agency, contractor) REFERENCES consultant (agency, id),
    FOREIGN KEY (agency, share_rule) REFERENCES share_rule (agency, id)
) $STRICT;

CREATE INDEX assistance_contractor ON assistance (agency, contractor);

-- Consultants who were invited to bid.
CREATE TABLE assistance_invited (
    agency $ID NOT NULL,     -- agency of both
    assistance $ID NOT NULL, -- assistance
    position $INT NOT NULL,  -- 0, 1, … in the order given
    consultant $ID NOT NULL, -- consultant
    PRIMARY KEY (agency, assistance, position),
    FOREIGN KEY (agency, assistance) REFERENCES assistance (agency, id),
    FOREIGN KEY (agency, consultant) REFERENCES consultant (agency, id)
) $STRICT_WITHOUT_ROWID;

CREATE TABLE assistance_enterprise (
    agency $ID NOT NULL,     -- agency of both
    assistance $ID NOT NULL, -- assistance
    position $INT NOT NULL,  -- 0, 1, … in the order given
    enterprise $ID NOT NULL, -- enterprise
    PRIMARY KEY (agency, assistance, position),
    FOREIGN KEY (agency, assistance) REFERENCES assistance (agency, id),
    FOREIGN KEY (agency, enterprise) REFERENCES enterprise (agency, id)
) $STRICT_WITHOUT_ROWID;
CREATE INDEX assistance_enterprise_of ON assistance_enterprise (agency, enterprise, assistance);

CREATE TABLE assistance_funding (
    agency $ID NOT NULL,     -- agency of both
    assistance $ID NOT NULL, -- assistance
    position $INT NOT NULL,  -- 0, 1, … in the order given
    agreement $ID NOT NULL,  -- agreement
    percent $INT NOT NULL,   -- hundredths of a per cent
    PRIMARY KEY (agency, assistance, position),
    FOREIGN KEY (agency, assistance) REFERENCES assistance (agency, id),
    FOREIGN KEY (agency, agreement) REFERENCES agreement (agency, id)
) $STRICT_WITHOUT_ROWID;

-- Referrals to institutions: credit, grants, buyers.
CREATE TABLE link (
    agency $ID NOT NULL,                                -- whose record it is
    id $ID NOT NULL,                                    -- UUIDv7
    code $TEXT NOT NULL,                                -- the agency's own number
    version $INT NOT NULL,                              -- 1, 2, …
    created_seq $INT NOT NULL,                          -- audit record that made it
    changed_seq $INT NOT NULL,                          -- audit record that changed it last
    source_line $INT,                                   -- line of the imported file
    unit $ID NOT NULL,                                  -- unit
    kind $TEXT NOT NULL,                                -- financial, non_reimbursable, commercial, institutional, academic
    enterprise $ID,                                     -- linked enterprise
    person $ID,                                         -- linked person
    institution $ID,                                    -- to whom
    programme $TEXT,                                    -- of the institution
    instrument $TEXT,                                   -- credit, grant, seed_capital, guarantee, sale, in_kind, service
    date $TEXT NOT NULL,                                -- day of the link
    requested $INT,                                     -- minor units
    approved $INT,                                      -- minor units
    approved_on $TEXT,                                  -- day of approval
    state $TEXT NOT NULL,                               -- identified, submitted, approved, denied, disbursed, closed, withdrawn
    reportable $BOOL CHECK (reportable IN (0, 1)),      -- counts in results
    shared_result $TEXT,                                -- one name for links that are the same money under several funders
    evidence $TEXT,                                     -- document behind the record
    verification $TEXT,                                 -- declared, with_evidence, verified, validated, objected
    annulled $BOOL NOT NULL CHECK (annulled IN (0, 1)), -- counts nowhere
    annul_reason $TEXT,                                 -- why
    PRIMARY KEY (agency, id),
    UNIQUE (agency, code),
    FOREIGN KEY (agency, unit) REFERENCES unit (agency, id),
    FOREIGN KEY (agency, enterprise) REFERENCES enterprise (agency, id),
    FOREIGN KEY (agency, person) REFERENCES person (agency, id),
    FOREIGN KEY (agency, institution) REFERENCES organisation (agency, id)
) $STRICT;
CREATE INDEX link_enterprise ON link (agency, enterprise);
CREATE INDEX link_person ON link (agency, person);

CREATE TABLE link_funding (
    agency $ID NOT NULL,    -- agency of both
    link $ID NOT NULL,      -- link
    position $INT NOT NULL, -- 0, 1, … in the order given
    agreement $ID NOT NULL, -- agreement
    percent $INT NOT NULL,  -- hundredths of a per cent
    PRIMARY KEY (agency, link, position),
    FOREIGN KEY (agency, link) REFERENCES link (agency, id),
    FOREIGN KEY (agency, agreement) REFERENCES agreement (agency, id)
) $STRICT_WITHOUT_ROWID;

-- Money paid out of approved links.
CREATE TABLE disbursement (
    agency $ID NOT NULL,                                -- whose record it is
    id $ID NOT NULL,                                    -- UUIDv7
    code $TEXT NOT NULL,                                -- the agency's own number
    version $INT NOT NULL,                              -- 1, 2, …
    created_seq $INT NOT NULL,                          -- audit record that made it
    changed_seq $INT NOT NULL,                          -- audit record that changed it last
    source_line $INT,                                   -- line of the imported file
    unit $ID NOT NULL,                                  -- unit
    link $ID NOT NULL,                                  -- out of which link
    date $TEXT NOT NULL,                                -- day of payment
    amount $INT NOT NULL,                               -- minor units
    evidence $TEXT,                                     -- document behind the record
    annulled $BOOL NOT NULL CHECK (annulled IN (0, 1)), -- counts nowhere
    annul_reason $TEXT,                                 -- why
    PRIMARY KEY (agency, id),
    UNIQUE (agency, code),
    FOREIGN KEY (agency, unit) REFERENCES unit (agency, id),
    FOREIGN KEY (agency, link) REFERENCES link (agency, id)
) $STRICT;
CREATE INDEX disbursement_link ON disbursement (agency, link);
