-- Action plans (F2): what an enterprise wants to improve, by when, and who signed it.
CREATE TABLE plan (
    agency $ID NOT NULL,                                -- whose record it is
    id $ID NOT NULL,                                    -- UUIDv7
    code $TEXT NOT NULL,                                -- the agency's own number
    version $INT NOT NULL,                              -- 1, 2, …
    created_seq $INT NOT NULL,                          -- audit record that made it
    changed_seq $INT NOT NULL,                          -- audit record that changed it last
    source_line $INT,                                   -- line of the imported file
    unit $ID NOT NULL,                                  -- whose record it is: the scope
    name $TEXT NOT NULL,                                -- of the improvement project
    enterprise $ID NOT NULL,                            -- whose plan it is
    adviser $ID NOT NULL,                               -- who accompanies it
    starts_on $TEXT NOT NULL,                           -- first day
    ends_on $TEXT NOT NULL,                             -- estimated last day
    impacts $TEXT,                                      -- expected, one a line
    client_signed_on $TEXT,                             -- day of the client's signature
    adviser_signed_on $TEXT,                            -- day of the adviser's signature
    director_signed_on $TEXT,                           -- day of the director's signature
    state $TEXT NOT NULL,                               -- draft, agreed, running, closed, cancelled
    ended_on $TEXT,                                     -- day on which it was closed or cancelled
    close_reason $TEXT,                                 -- why it was closed without a final measurement, or cancelled
    annulled $BOOL NOT NULL CHECK (annulled IN (0, 1)), -- counts nowhere
    annul_reason $TEXT,                                 -- why
    PRIMARY KEY (agency, id),
    UNIQUE (agency, code),
    FOREIGN KEY (agency, unit) REFERENCES unit (agency, id),
    FOREIGN KEY (agency, enterprise) REFERENCES enterprise (agency, id),
    FOREIGN KEY (agency, adviser) REFERENCES staff (agency, id)
) $STRICT;
CREATE INDEX plan_enterprise ON plan (agency, enterprise);
CREATE INDEX plan_starts_on ON plan (agency, starts_on);

-- The actions of a plan.
CREATE TABLE plan_action (
    agency $ID NOT NULL,                                -- whose record it is
    id $ID NOT NULL,                                    -- UUIDv7
    code $TEXT NOT NULL,                                -- the agency's own number
    version $INT NOT NULL,                              -- 1, 2, …
    created_seq $INT NOT NULL,                          -- audit record that made it
    changed_seq $INT NOT NULL,                          -- audit record that changed it last
    source_line $INT,                                   -- line of the imported file
    unit $ID NOT NULL,                                  -- whose record it is: the scope
    plan $ID NOT NULL,                                  -- plan that it belongs to
    position $INT,                                      -- place in the plan
    text $TEXT NOT NULL,                                -- what is to be done
    responsible_kind $TEXT NOT NULL,                    -- adviser, enterprise, consultant, teacher, student
    staff $ID,                                          -- adviser who is responsible
    responsible $TEXT,                                  -- name of whoever else is responsible
    starts_on $TEXT NOT NULL,                           -- planned first day
    ends_on $TEXT NOT NULL,                             -- planned last day
    state $TEXT NOT NULL,                               -- created, started, finished, cancelled
    started_on $TEXT,                                   -- day on which it began
    finished_on $TEXT,                                  -- day on which it was finished or cancelled
    result $TEXT,                                       -- what came of it
    annulled $BOOL NOT NULL CHECK (annulled IN (0, 1)), -- counts nowhere
    annul_reason $TEXT,                                 -- why
    PRIMARY KEY (agency, id),
    UNIQUE (agency, code),
    FOREIGN KEY (agency, unit) REFERENCES unit (agency, id),
    FOREIGN KEY (agency, plan) REFERENCES plan (agency, id),
    FOREIGN KEY (agency, staff) REFERENCES staff (agency, id)
) $STRICT;
CREATE INDEX plan_action_plan ON plan_action (agency, plan);
CREATE INDEX plan_action_ends_on ON plan_action (agency, ends_on);

-- Which actions of her plan a client worked on in a session.
CREATE TABLE session_action (
    agency $ID NOT NULL,    -- agency of both
    session $ID NOT NULL,   -- session
    position $INT NOT NULL, -- 0, 1, … in the order given
    action $ID NOT NULL,    -- action of a plan
    PRIMARY KEY (agency, session, position),
    FOREIGN KEY (agency, session) REFERENCES session (agency, id),
    FOREIGN KEY (agency, action) REFERENCES plan_action (agency, id)
) $STRICT_WITHOUT_ROWID;
CREATE INDEX session_action_of ON session_action (agency, action, session);

-- Words that people sign, by the day from which they are used: sworn statement, consent, survey, pledge.
CREATE TABLE consent_text (
    agency $ID NOT NULL,                                -- whose record it is
    id $ID NOT NULL,                                    -- UUIDv7
    code $TEXT NOT NULL,                                -- the agency's own number
    version $INT NOT NULL,                              -- 1, 2, …
    created_seq $INT NOT NULL,                          -- audit record that made it
    changed_seq $INT NOT NULL,                          -- audit record that changed it last
    source_line $INT,                                   -- line of the imported file
    unit $ID NOT NULL,                                  -- whose record it is: the scope
    kind $TEXT NOT NULL,                                -- sworn_statement, consent, survey, pledge
    edition $TEXT NOT NULL,                             -- the agency's name for this wording
    language $TEXT NOT NULL,                            -- es or en
    text $TEXT NOT NULL,                                -- the words that are signed
    valid_from $TEXT NOT NULL,                          -- first day of use
    valid_to $TEXT,                                     -- last day of use
    annulled $BOOL NOT NULL CHECK (annulled IN (0, 1)), -- counts nowhere
    annul_reason $TEXT,                                 -- why
    PRIMARY KEY (agency, id),
    UNIQUE (agency, code),
    FOREIGN KEY (agency, unit) REFERENCES unit (agency, id)
) $STRICT;
CREATE INDEX consent_text_kind ON consent_text (agency, kind, language);

-- Applications for advice (F1).
CREATE TABLE intake (
    agency $ID NOT NULL,                                -- whose record it is
    id $ID NOT NULL,                                    -- UUIDv7
    code $TEXT NOT NULL,                                -- the agency's own number
    version $INT NOT NULL,                              -- 1, 2, …
    created_seq $INT NOT NULL,                          -- audit record that made it
    changed_seq $INT NOT NULL,                          -- audit record that changed it last
    source_line $INT,                                   -- line of the imported file
    unit $ID NOT NULL,                                  -- whose record it is: the scope
    date $TEXT NOT NULL,                                -- day of the application
    adviser $ID NOT NULL,                               -- who received it
    person $ID NOT NULL,                                -- applicant
    enterprise $ID,                                     -- her enterprise; none: an entrepreneur without one yet
    relation $TEXT,                                     -- owner, representative, partner, employee
    provenance $TEXT,                                   -- how the client came
    need $TEXT,                                         -- what is asked for
    national_sales $INT,                                -- of the last twelve months, minor units
    export_sales $INT,                                  -- of the last twelve months, minor units
    production_cost $INT,                               -- of the last twelve months, minor units
    current_financing $INT,                             -- minor units
    seed_capital $INT,                                  -- minor units
    jobs_male_fixed $INT,                               -- men, fixed
    jobs_male_temporary $INT,                           -- men, temporary
    jobs_female_fixed $INT,                             -- women, fixed
    jobs_female_temporary $INT,                         -- women, temporary
    markets $TEXT,                                      -- local;regional;national;international: several
    products $TEXT,                                     -- main products
    language $TEXT NOT NULL,                            -- of the texts that are signed
    sworn $BOOL CHECK (sworn IN (0, 1)),                -- the applicant swears to the truth of it
    consent $BOOL CHECK (consent IN (0, 1)),            -- the applicant consents
    consent_scopes $TEXT,                               -- services;surveys;share_national;publish
    survey $BOOL CHECK (survey IN (0, 1)),              -- agrees to be surveyed
    pledge $BOOL CHECK (pledge IN (0, 1)),              -- the adviser has no conflict of interest
    sworn_text $ID,                                     -- words of the sworn statement
    consent_text $ID,                                   -- words of the consent
    survey_text $ID,                                    -- words on surveys
    pledge_text $ID,                                    -- words of the pledge
    client_signed_on $TEXT,                             -- day of the client's signature
    adviser_signed_on $TEXT,                            -- day of the adviser's signature
    authorised_on $TEXT,                                -- day of the director's authorisation
    authorised_by $ID,                                  -- staff who authorised, where the user is one
    observations $TEXT,                                 -- why it was returned
    snapshot $ID,                                       -- initial measurement made of its figures
    state $TEXT NOT NULL,                               -- draft, signed, authorised, returned
    annulled $BOOL NOT NULL CHECK (annulled IN (0, 1)), -- counts nowhere
    annul_reason $TEXT,                                 -- why
    PRIMARY KEY (agency, id),
    UNIQUE (agency, code),
    FOREIGN KEY (agency, unit) REFERENCES unit (agency, id),
    FOREIGN KEY (agency, adviser) REFERENCES staff (agency, id),
    FOREIGN KEY (agency, person) REFERENCES person (agency, id),
    FOREIGN KEY (agency, enterprise) REFERENCES enterprise (agency, id),
    FOREIGN KEY (agency, sworn_text) REFERENCES consent_text (agency, id),
    FOREIGN KEY (agency, consent_text) REFERENCES consent_text (agency, id),
    FOREIGN KEY (agency, survey_text) REFERENCES consent_text (agency, id),
    FOREIGN KEY (agency, pledge_text) REFERENCES consent_text (agency, id),
    FOREIGN KEY (agency, authorised_by) REFERENCES staff (agency, id),
    FOREIGN KEY (agency, snapshot) REFERENCES snapshot (agency, id)
) $STRICT;
CREATE INDEX intake_person ON intake (agency, person);
CREATE INDEX intake_enterprise ON intake (agency, enterprise);
CREATE INDEX intake_date ON intake (agency, date);
CREATE INDEX intake_state ON intake (agency, state);

-- Sets of questions for a diagnosis, by edition.
CREATE TABLE instrument (
    agency $ID NOT NULL,                                -- whose record it is
    id $ID NOT NULL,                                    -- UUIDv7
    code $TEXT NOT NULL,                                -- the agency's own number
    version $INT NOT NULL,                              -- 1, 2, …
    created_seq $INT NOT NULL,                          -- audit record that made it
    changed_seq $INT NOT NULL,                          -- audit record that changed it last
    source_line $INT,                                   -- line of the imported file
    unit $ID NOT NULL,                                  -- whose record it is: the scope
    name $TEXT NOT NULL,                                -- what it is called
    name_en $TEXT,                                      -- in English
    edition $TEXT NOT NULL,                             -- its version
    theme $TEXT,                                        -- business, finance, ict …: the kind of advice it belongs to
    valid_from $TEXT,                                   -- first day of use
    valid_to $TEXT,                                     -- last day of use
    origin $TEXT,                                       -- whose wording it is
    annulled $BOOL NOT NULL CHECK (annulled IN (0, 1)), -- counts nowhere
    annul_reason $TEXT,                                 -- why
    PRIMARY KEY (agency, id),
    UNIQUE (agency, code),
    FOREIGN KEY (agency, unit) REFERENCES unit (agency, id)
) $STRICT;

-- The questions of an instrument under their headings.
CREATE TABLE instrument_question (
    agency $ID NOT NULL,                                -- whose record it is
    id $ID NOT NULL,                                    -- UUIDv7
    code $TEXT NOT NULL,                                -- the agency's own number
    version $INT NOT NULL,                              -- 1, 2, …
    created_seq $INT NOT NULL,                          -- audit record that made it
    changed_seq $INT NOT NULL,                          -- audit record that changed it last
    source_line $INT,                                   -- line of the imported file
    unit $ID NOT NULL,                                  -- whose record it is: the scope
    instrument $ID NOT NULL,                            -- instrument that asks it
    position $INT,                                      -- place in the instrument
    category $TEXT NOT NULL,                            -- heading
    category_en $TEXT,                                  -- in English
    subcategory $TEXT NOT NULL,                         -- heading below it
    subcategory_en $TEXT,                               -- in English
    text $TEXT NOT NULL,                                -- the question
    text_en $TEXT,                                      -- in English
    kind $TEXT NOT NULL,                                -- yes_no, scale, number, text
    weight $INT,                                        -- in its headings' scores
    full_number $INT,                                   -- number that scores 100
    annulled $BOOL NOT NULL CHECK (annulled IN (0, 1)), -- counts nowhere
    annul_reason $TEXT,                                 -- why
    PRIMARY KEY (agency, id),
    UNIQUE (agency, code),
    FOREIGN KEY (agency, unit) REFERENCES unit (agency, id),
    FOREIGN KEY (agency, instrument) REFERENCES instrument (agency, id)
) $STRICT;
CREATE INDEX instrument_question_of ON instrument_question (agency, instrument);

-- Diagnoses of enterprises.
CREATE TABLE diagnosis (
    agency $ID NOT NULL,                                -- whose record it is
    id $ID NOT NULL,                                    -- UUIDv7
    code $TEXT NOT NULL,                                -- the agency's own number
    version $INT NOT NULL,                              -- 1, 2, …
    created_seq $INT NOT NULL,                          -- audit record that made it
    changed_seq $INT NOT NULL,                          -- audit record that changed it last
    source_line $INT,                                   -- line of the imported file
    unit $ID NOT NULL,                                  -- whose record it is: the scope
    enterprise $ID NOT NULL,                            -- who was asked
    adviser $ID NOT NULL,                               -- who asked
    instrument $ID NOT NULL,                            -- with which questions
    date $TEXT NOT NULL,                                -- day
    remarks $TEXT,                                      -- what the adviser noted
    score $INT,                                         -- of a complete one, hundredths of 0 to 100
    state $TEXT NOT NULL,                               -- open, complete
    annulled $BOOL NOT NULL CHECK (annulled IN (0, 1)), -- counts nowhere
    annul_reason $TEXT,                                 -- why
    PRIMARY KEY (agency, id),
    UNIQUE (agency, code),
    FOREIGN KEY (agency, unit) REFERENCES unit (agency, id),
    FOREIGN KEY (agency, enterprise) REFERENCES enterprise (agency, id),
    FOREIGN KEY (agency, adviser) REFERENCES staff (agency, id),
    FOREIGN KEY (agency, instrument) REFERENCES instrument (agency, id)
) $STRICT;
CREATE INDEX diagnosis_enterprise ON diagnosis (agency, enterprise);
CREATE INDEX diagnosis_date ON diagnosis (agency, date);
CREATE INDEX diagnosis_instrument ON diagnosis (agency, instrument);

-- The answers of a diagnosis, one a question.
CREATE TABLE diagnosis_answer (
    agency $ID NOT NULL,                                -- whose record it is
    id $ID NOT NULL,                                    -- UUIDv7
    code $TEXT NOT NULL,                                -- the agency's own number
    version $INT NOT NULL,                              -- 1, 2, …
    created_seq $INT NOT NULL,                          -- audit record that made it
    changed_seq $INT NOT NULL,                          -- audit record that changed it last
    source_line $INT,                                   -- line of the imported file
    unit $ID NOT NULL,                                  -- whose record it is: the scope
    diagnosis $ID NOT NULL,                             -- diagnosis
    question $ID NOT NULL,                              -- question
    value $TEXT NOT NULL,                               -- yes, no, 1 to 5, a number or words
    annulled $BOOL NOT NULL CHECK (annulled IN (0, 1)), -- counts nowhere
    annul_reason $TEXT,                                 -- why
    PRIMARY KEY (agency, id),
    UNIQUE (agency, code),
    FOREIGN KEY (agency, unit) REFERENCES unit (agency, id),
    FOREIGN KEY (agency, diagnosis) REFERENCES diagnosis (agency, id),
    FOREIGN KEY (agency, question) REFERENCES instrument_question (agency, id)
) $STRICT;
CREATE UNIQUE INDEX diagnosis_answer_once ON diagnosis_answer (agency, diagnosis, question) WHERE annulled = 0;
