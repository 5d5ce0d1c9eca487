-- Consultants and the whole cycle of technical assistance: offers, extensions, deliverables, reception, fiscal documents, payment.

CREATE TABLE offer (
    agency $ID NOT NULL, -- whose record it is
    id $ID NOT NULL, -- UUIDv7
    version $INT NOT NULL, -- 1, 2, …: counts the changes
    created_seq $INT NOT NULL, -- audit number of the operation that made it
    changed_seq $INT NOT NULL, -- audit number of the operation that changed it last
    source_line $INT, -- line of the imported file, none otherwise
    code $TEXT NOT NULL, -- the agency's own number, unique in the table
    unit $ID NOT NULL, -- the unit that it belongs to: its scope
    assistance $ID NOT NULL, -- for which terms of reference
    consultant $ID NOT NULL, -- who bids
    received_on $TEXT NOT NULL, -- day on which it came
    received_time $INT, -- minutes of the day
    signed $BOOL CHECK (signed IN (0, 1)), -- by the consultant
    price $INT NOT NULL, -- minor units, taxes included
    weeks $INT, -- term that is offered
    summary $TEXT, -- method, products and work plan in short
    rank $INT, -- place in the comparison
    set_aside $TEXT, -- why it is not admissible for another reason
    admissible $BOOL CHECK (admissible IN (0, 1)), -- may be chosen
    reasons $TEXT, -- unsigned;late;set_aside
    annulled $BOOL NOT NULL DEFAULT 0 CHECK (annulled IN (0, 1)), -- annulled records count nowhere
    annul_reason $TEXT, -- why it was annulled
    PRIMARY KEY (agency, id),
    UNIQUE (agency, code),
    FOREIGN KEY (agency, unit) REFERENCES unit (agency, id),
    FOREIGN KEY (agency, assistance) REFERENCES assistance (agency, id),
    FOREIGN KEY (agency, consultant) REFERENCES consultant (agency, id)
) $STRICT_WITHOUT_ROWID;
CREATE UNIQUE INDEX offer_once ON offer (agency, assistance, consultant) WHERE annulled = 0;
CREATE INDEX offer_consultant ON offer (agency, consultant);

CREATE TABLE extension (
    agency $ID NOT NULL, -- whose record it is
    id $ID NOT NULL, -- UUIDv7
    version $INT NOT NULL, -- 1, 2, …: counts the changes
    created_seq $INT NOT NULL, -- audit number of the operation that made it
    changed_seq $INT NOT NULL, -- audit number of the operation that changed it last
    source_line $INT, -- line of the imported file, none otherwise
    code $TEXT NOT NULL, -- the agency's own number, unique in the table
    unit $ID NOT NULL, -- the unit that it belongs to: its scope
    assistance $ID NOT NULL, -- of which contract
    asked_by $TEXT NOT NULL, -- client, consultant, operator
    asked_on $TEXT NOT NULL, -- day of the request
    new_ends_on $TEXT NOT NULL, -- last day that is asked for
    reason $TEXT NOT NULL, -- why more time is needed
    state $TEXT NOT NULL, -- requested, granted, denied
    decided_on $TEXT, -- day of the decision
    decided_by $TEXT, -- user who decided
    decision_reason $TEXT, -- why it was decided so
    annulled $BOOL NOT NULL DEFAULT 0 CHECK (annulled IN (0, 1)), -- annulled records count nowhere
    annul_reason $TEXT, -- why it was annulled
    PRIMARY KEY (agency, id),
    UNIQUE (agency, code),
    FOREIGN KEY (agency, unit) REFERENCES unit (agency, id),
    FOREIGN KEY (agency, assistance) REFERENCES assistance (agency, id)
) $STRICT_WITHOUT_ROWID;
CREATE INDEX extension_assistance ON extension (agency, assistance);

CREATE TABLE deliverable (
    agency $ID NOT NULL, -- whose record it is
    id $ID NOT NULL, -- UUIDv7
    version $INT NOT NULL, -- 1, 2, …: counts the changes
    created_seq $INT NOT NULL, -- audit number of the operation that made it
    changed_seq $INT NOT NULL, -- audit number of the operation that changed it last
    source_line $INT, -- line of the imported file, none otherwise
    code $TEXT NOT NULL, -- the agency's own number, unique in the table
    unit $ID NOT NULL, -- the unit that it belongs to: its scope
    assistance $ID NOT NULL, -- of which contract
    product $TEXT NOT NULL, -- what is to be delivered
    due_on $TEXT, -- until when
    delivered_on $TEXT, -- day on which it was delivered
    notes $TEXT, -- remarks on what was delivered
    evidence $TEXT, -- document behind the record
    annulled $BOOL NOT NULL DEFAULT 0 CHECK (annulled IN (0, 1)), -- annulled records count nowhere
    annul_reason $TEXT, -- why it was annulled
    PRIMARY KEY (agency, id),
    UNIQUE (agency, code),
    FOREIGN KEY (agency, unit) REFERENCES unit (agency, id),
    FOREIGN KEY (agency, assistance) REFERENCES assistance (agency, id)
) $STRICT_WITHOUT_ROWID;
CREATE INDEX deliverable_assistance ON deliverable (agency, assistance);

CREATE TABLE reception (
    agency $ID NOT NULL, -- whose record it is
    id $ID NOT NULL, -- UUIDv7
    version $INT NOT NULL, -- 1, 2, …: counts the changes
    created_seq $INT NOT NULL, -- audit number of the operation that made it
    changed_seq $INT NOT NULL, -- audit number of the operation that changed it last
    source_line $INT, -- line of the imported file, none otherwise
    code $TEXT NOT NULL, -- the agency's own number, unique in the table
    unit $ID NOT NULL, -- the unit that it belongs to: its scope
    assistance $ID NOT NULL, -- of which contract
    received_on $TEXT NOT NULL, -- day of the act
    received_by $ID, -- staff member who signs it
    quantity $INT NOT NULL, -- how many
    description $TEXT NOT NULL, -- good or service
    unit_price $INT NOT NULL, -- minor units
    amount $INT NOT NULL, -- quantity times price, minor units
    recorded_by $TEXT, -- user who signed
    annulled $BOOL NOT NULL DEFAULT 0 CHECK (annulled IN (0, 1)), -- annulled records count nowhere
    annul_reason $TEXT, -- why it was annulled
    PRIMARY KEY (agency, id),
    UNIQUE (agency, code),
    FOREIGN KEY (agency, unit) REFERENCES unit (agency, id),
    FOREIGN KEY (agency, assistance) REFERENCES assistance (agency, id),
    FOREIGN KEY (agency, received_by) REFERENCES staff (agency, id)
) $STRICT_WITHOUT_ROWID;
CREATE INDEX reception_assistance ON reception (agency, assistance);

CREATE TABLE fiscal_document (
    agency $ID NOT NULL, -- whose record it is
    id $ID NOT NULL, -- UUIDv7
    version $INT NOT NULL, -- 1, 2, …: counts the changes
    created_seq $INT NOT NULL, -- audit number of the operation that made it
    changed_seq $INT NOT NULL, -- audit number of the operation that changed it last
    source_line $INT, -- line of the imported file, none otherwise
    code $TEXT NOT NULL, -- the agency's own number, unique in the table
    unit $ID NOT NULL, -- the unit that it belongs to: its scope
    assistance $ID NOT NULL, -- of which contract
    kind $TEXT NOT NULL, -- invoice, tax_credit, receipt
    addressed_to $TEXT NOT NULL, -- client, operator
    number $TEXT NOT NULL, -- number of the document
    issued_on $TEXT NOT NULL, -- day of issue
    amount $INT NOT NULL, -- minor units
    evidence $TEXT, -- where the document is kept
    annulled $BOOL NOT NULL DEFAULT 0 CHECK (annulled IN (0, 1)), -- annulled records count nowhere
    annul_reason $TEXT, -- why it was annulled
    PRIMARY KEY (agency, id),
    UNIQUE (agency, code),
    FOREIGN KEY (agency, unit) REFERENCES unit (agency, id),
    FOREIGN KEY (agency, assistance) REFERENCES assistance (agency, id)
) $STRICT_WITHOUT_ROWID;
CREATE UNIQUE INDEX fiscal_document_once ON fiscal_document (agency, assistance, addressed_to) WHERE annulled = 0;

CREATE TABLE payment (
    agency $ID NOT NULL, -- whose record it is
    id $ID NOT NULL, -- UUIDv7
    version $INT NOT NULL, -- 1, 2, …: counts the changes
    created_seq $INT NOT NULL, -- audit number of the operation that made it
    changed_seq $INT NOT NULL, -- audit number of the operation that changed it last
    source_line $INT, -- line of the imported file, none otherwise
    code $TEXT NOT NULL, -- the agency's own number, unique in the table
    unit $ID NOT NULL, -- the unit that it belongs to: its scope
    assistance $ID NOT NULL, -- of which contract
    state $TEXT NOT NULL, -- blocked, authorised, paid, settled
    amount $INT NOT NULL, -- what was agreed, minor units
    client_part $INT, -- of it from the client, minor units
    operator_part $INT, -- of it from the operator, minor units
    natural_person $BOOL CHECK (natural_person IN (0, 1)), -- the consultant bills as a person, so income tax is withheld
    base $INT, -- amount without value added tax, minor units
    withheld $INT, -- income tax withheld, minor units
    net $INT, -- what is handed over, minor units
    authorised_on $TEXT, -- day of the authorisation
    authorised_by $TEXT, -- user who authorised
    paid_on $TEXT, -- day of the payment
    paid_by $TEXT, -- user who paid
    method $TEXT, -- cheque, transfer, cash
    reference $TEXT, -- number of the cheque or transfer
    settled_on $TEXT, -- day on which the accounts were settled
    evidence $TEXT, -- document behind the record
    annulled $BOOL NOT NULL DEFAULT 0 CHECK (annulled IN (0, 1)), -- annulled records count nowhere
    annul_reason $TEXT, -- why it was annulled
    PRIMARY KEY (agency, id),
    UNIQUE (agency, code),
    FOREIGN KEY (agency, unit) REFERENCES unit (agency, id),
    FOREIGN KEY (agency, assistance) REFERENCES assistance (agency, id)
) $STRICT_WITHOUT_ROWID;
CREATE UNIQUE INDEX payment_once ON payment (agency, assistance) WHERE annulled = 0;
