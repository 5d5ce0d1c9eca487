-- What enterprises sell, employ and spend, before and after.
CREATE TABLE snapshot (
    agency $ID NOT NULL,                                       -- whose record it is
    id $ID NOT NULL,                                           -- UUIDv7
    code $TEXT NOT NULL,                                       -- the agency's own number
    version $INT NOT NULL,                                     -- 1, 2, …
    created_seq $INT NOT NULL,                                 -- audit record that made it
    changed_seq $INT NOT NULL,                                 -- audit record that changed it last
    source_line $INT,                                          -- line of the imported file
    unit $ID NOT NULL,                                         -- unit
    enterprise $ID NOT NULL,                                   -- whose values
    kind $TEXT NOT NULL,                                       -- initial, follow_up, final
    reference_date $TEXT NOT NULL,                             -- day to which the values refer
    window_months $INT,                                        -- months before it that sales and costs cover
    national_sales $INT,                                       -- minor units
    export_sales $INT,                                         -- minor units
    production_cost $INT,                                      -- minor units
    current_financing $INT,                                    -- minor units
    seed_capital $INT,                                         -- minor units
    jobs_male_fixed $INT,                                      -- men, fixed
    jobs_male_temporary $INT,                                  -- men, temporary
    jobs_female_fixed $INT,                                    -- women, fixed
    jobs_female_temporary $INT,                                -- women, temporary
    jobs_at_risk $INT,                                         -- jobs in danger
    retention_stated $BOOL CHECK (retention_stated IN (0, 1)), -- the client states that the jobs were kept
    formality $TEXT,                                           -- informal, formal_natural, formal_legal
    markets $TEXT,                                             -- codes joined by ;
    products $TEXT,                                            -- what it sells
    captured_by $ID,                                           -- who asked
    method $TEXT,                                              -- visit, phone, survey, document
    evidence $TEXT,                                            -- document behind the record
    verification $TEXT,                                        -- declared, with_evidence, verified, validated, objected
    annulled $BOOL NOT NULL CHECK (annulled IN (0, 1)),        -- counts nowhere
    annul_reason $TEXT,                                        -- why
    PRIMARY KEY (agency, id),
    UNIQUE (agency, code),
    FOREIGN KEY (agency, unit) REFERENCES unit (agency, id),
    FOREIGN KEY (agency, enterprise) REFERENCES enterprise (agency, id),
    FOREIGN KEY (agency, captured_by) REFERENCES staff (agency, id)
) $STRICT;
CREATE UNIQUE INDEX snapshot_once ON snapshot (agency, enterprise, kind, reference_date) WHERE annulled = 0;

-- Steps that clients take: formalisation, business started, new product, new market.
CREATE TABLE milestone (
    agency $ID NOT NULL,                                -- whose record it is
    id $ID NOT NULL,                                    -- UUIDv7
    code $TEXT NOT NULL,                                -- the agency's own number
    version $INT NOT NULL,                              -- 1, 2, …
    created_seq $INT NOT NULL,                          -- audit record that made it
    changed_seq $INT NOT NULL,                          -- audit record that changed it last
    source_line $INT,                                   -- line of the imported file
    unit $ID NOT NULL,                                  -- unit
    enterprise $ID,                                     -- whose step
    person $ID,                                         -- whose step
    kind $TEXT NOT NULL,                                -- formalisation, business_started, new_product, new_market
    date $TEXT NOT NULL,                                -- day of the step
    description $TEXT,                                  -- in words
    evidence $TEXT,                                     -- document behind the record
    verification $TEXT,                                 -- declared, with_evidence, verified, validated, objected
    annulled $BOOL NOT NULL CHECK (annulled IN (0, 1)), -- counts nowhere
    annul_reason $TEXT,                                 -- why
    PRIMARY KEY (agency, id),
    UNIQUE (agency, code),
    FOREIGN KEY (agency, unit) REFERENCES unit (agency, id),
    FOREIGN KEY (agency, enterprise) REFERENCES enterprise (agency, id),
    FOREIGN KEY (agency, person) REFERENCES person (agency, id)
) $STRICT;
CREATE INDEX milestone_enterprise ON milestone (agency, enterprise);
CREATE INDEX milestone_person ON milestone (agency, person);

-- Sentences printed beside figures.
CREATE TABLE remark (
    agency $ID NOT NULL,                                -- whose record it is
    id $ID NOT NULL,                                    -- UUIDv7
    code $TEXT NOT NULL,                                -- the agency's own number
    version $INT NOT NULL,                              -- 1, 2, …
    created_seq $INT NOT NULL,                          -- audit record that made it
    changed_seq $INT NOT NULL,                          -- audit record that changed it last
    source_line $INT,                                   -- line of the imported file
    unit $ID NOT NULL,                                  -- unit
    indicator $TEXT NOT NULL,                           -- code of the indicator
    from_on $TEXT NOT NULL,                             -- first day
    to_on $TEXT NOT NULL,                               -- last day
    text_es $TEXT NOT NULL,                             -- Spanish
    text_en $TEXT NOT NULL,                             -- English
    annulled $BOOL NOT NULL CHECK (annulled IN (0, 1)), -- counts nowhere
    annul_reason $TEXT,                                 -- why
    PRIMARY KEY (agency, id),
    UNIQUE (agency, code),
    FOREIGN KEY (agency, unit) REFERENCES unit (agency, id)
) $STRICT;
