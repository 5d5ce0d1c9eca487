-- Agreements and the organisations in them.

CREATE TABLE agreement (
    agency $ID NOT NULL, -- whose record it is
    id $ID NOT NULL, -- UUIDv7
    version $INT NOT NULL, -- 1, 2, …: counts the changes
    created_seq $INT NOT NULL, -- audit number of the operation that made it
    changed_seq $INT NOT NULL, -- audit number of the operation that changed it last
    source_line $INT, -- line of the imported file, none otherwise
    code $TEXT NOT NULL, -- the agency's own number, unique in the table
    unit $ID NOT NULL, -- the unit that it belongs to: its scope
    title $TEXT NOT NULL, -- its title
    kind $TEXT NOT NULL, -- framework, specific …
    programme $TEXT, -- programme or policy served
    object $TEXT, -- what was agreed
    indicators $TEXT, -- codes of the indicators that it names, by ;
    signed_on $TEXT, -- day of signature
    valid_from $TEXT, -- first day
    valid_to $TEXT, -- last day
    extended_to $TEXT, -- last day by the newest addendum
    state $TEXT, -- negotiation to terminated
    public $BOOL CHECK (public IN (0, 1)), -- may be shown outside the agency
    annulled $BOOL NOT NULL DEFAULT 0 CHECK (annulled IN (0, 1)), -- annulled records count nowhere
    annul_reason $TEXT, -- why it was annulled
    PRIMARY KEY (agency, id),
    UNIQUE (agency, code),
    FOREIGN KEY (agency, unit) REFERENCES unit (agency, id)
) $STRICT_WITHOUT_ROWID;

CREATE TABLE agreement_funder (
    agency $ID NOT NULL, -- whose record it is
    agreement $ID NOT NULL, -- the record
    position $INT NOT NULL, -- 0, 1, …: the order as given
    organisation $ID NOT NULL, -- who pays
    PRIMARY KEY (agency, agreement, position),
    FOREIGN KEY (agency, agreement) REFERENCES agreement (agency, id),
    FOREIGN KEY (agency, organisation) REFERENCES organisation (agency, id)
) $STRICT_WITHOUT_ROWID;

CREATE TABLE agreement_operator (
    agency $ID NOT NULL, -- whose record it is
    agreement $ID NOT NULL, -- the record
    position $INT NOT NULL, -- 0, 1, …: the order as given
    organisation $ID NOT NULL, -- who carries it out
    PRIMARY KEY (agency, agreement, position),
    FOREIGN KEY (agency, agreement) REFERENCES agreement (agency, id),
    FOREIGN KEY (agency, organisation) REFERENCES organisation (agency, id)
) $STRICT_WITHOUT_ROWID;

CREATE TABLE agreement_cooperator (
    agency $ID NOT NULL, -- whose record it is
    agreement $ID NOT NULL, -- the record
    position $INT NOT NULL, -- 0, 1, …: the order as given
    organisation $ID NOT NULL, -- who co-operates
    PRIMARY KEY (agency, agreement, position),
    FOREIGN KEY (agency, agreement) REFERENCES agreement (agency, id),
    FOREIGN KEY (agency, organisation) REFERENCES organisation (agency, id)
) $STRICT_WITHOUT_ROWID;

CREATE TABLE agreement_beneficiary (
    agency $ID NOT NULL, -- whose record it is
    agreement $ID NOT NULL, -- the record
    position $INT NOT NULL, -- 0, 1, …: the order as given
    organisation $ID NOT NULL, -- who benefits
    PRIMARY KEY (agency, agreement, position),
    FOREIGN KEY (agency, agreement) REFERENCES agreement (agency, id),
    FOREIGN KEY (agency, organisation) REFERENCES organisation (agency, id)
) $STRICT_WITHOUT_ROWID;
