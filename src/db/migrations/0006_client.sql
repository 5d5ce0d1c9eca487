-- Persons and enterprises, what joins them, and the rows derived from them for lists and search.

CREATE TABLE person (
    agency $ID NOT NULL, -- whose record it is
    id $ID NOT NULL, -- UUIDv7
    version $INT NOT NULL, -- 1, 2, …: counts the changes
    created_seq $INT NOT NULL, -- audit number of the operation that made it
    changed_seq $INT NOT NULL, -- audit number of the operation that changed it last
    source_line $INT, -- line of the imported file, none otherwise
    code $TEXT NOT NULL, -- the agency's own number, unique in the table
    unit $ID NOT NULL, -- the unit that it belongs to: its scope
    adviser $ID, -- the member of staff who looks after her
    given_names $TEXT NOT NULL, -- given names
    surnames $TEXT NOT NULL, -- surnames
    dui $TEXT, -- identity document 01234567-8
    nit $TEXT, -- tax number
    other_document_type $TEXT, -- residence card, passport or other
    other_document $TEXT, -- number of the other document
    sex $TEXT, -- female, male, not stated
    birth_date $TEXT, -- day of birth
    phone $TEXT, -- fixed telephone
    mobile $TEXT, -- mobile telephone
    email $TEXT, -- e-mail address
    district $TEXT, -- home at registration
    zone $TEXT, -- urban or rural
    address $TEXT, -- address below the district
    disability $TEXT, -- yes, no, not stated; with consent only
    indigenous $TEXT, -- yes, no, not stated; with consent only
    returned_migrant $TEXT, -- yes, no, not stated; with consent only
    education $TEXT, -- highest level
    motive $TEXT, -- why she became an entrepreneur
    stage $TEXT, -- stage of the venture
    provenance $TEXT, -- how she came to the centre
    registered_on $TEXT NOT NULL, -- day of registration
    status $TEXT, -- prospect to closed
    consent_on $TEXT, -- day on which consent was given
    consent_text $TEXT, -- version of the text consented to
    consent_scopes $TEXT, -- purposes consented to
    consent_revoked_on $TEXT, -- day on which it was revoked
    same_document_reason $TEXT, -- why another record may have the same document
    annulled $BOOL NOT NULL DEFAULT 0 CHECK (annulled IN (0, 1)), -- annulled records count nowhere
    annul_reason $TEXT, -- why it was annulled
    PRIMARY KEY (agency, id),
    UNIQUE (agency, code),
    FOREIGN KEY (agency, unit) REFERENCES unit (agency, id),
    FOREIGN KEY (agency, adviser) REFERENCES staff (agency, id)
) $STRICT_WITHOUT_ROWID;

CREATE INDEX person_dui ON person (agency, dui) WHERE dui IS NOT NULL;

CREATE INDEX person_nit ON person (agency, nit) WHERE nit IS NOT NULL;

CREATE TABLE enterprise (
    agency $ID NOT NULL, -- whose record it is
    id $ID NOT NULL, -- UUIDv7
    version $INT NOT NULL, -- 1, 2, …: counts the changes
    created_seq $INT NOT NULL, -- audit number of the operation that made it
    changed_seq $INT NOT NULL, -- audit number of the operation that changed it last
    source_line $INT, -- line of the imported file, none otherwise
    code $TEXT NOT NULL, -- the agency's own number, unique in the table
    unit $ID NOT NULL, -- the unit that it belongs to: its scope
    adviser $ID, -- the member of staff who looks after it
    name $TEXT NOT NULL, -- legal name
    trade_name $TEXT, -- name it is known by
    category $TEXT, -- enterprise, group, individual …
    constitution $TEXT, -- legal form
    nit $TEXT, -- tax number
    nrc $TEXT, -- VAT register
    started_on $TEXT, -- began operating
    formal_accounting $BOOL CHECK (formal_accounting IN (0, 1)), -- keeps formal accounts
    sector $TEXT, -- one of ten sectors
    activity $TEXT, -- CLAEES, five digits
    activity_text $TEXT, -- activity in words
    products $TEXT, -- what it makes or sells
    markets $TEXT, -- local to international
    led_by $TEXT, -- women, men or both
    phone $TEXT, -- telephone
    email $TEXT, -- e-mail address
    website $TEXT, -- web address
    district $TEXT NOT NULL, -- home at registration
    zone $TEXT, -- urban or rural
    address $TEXT, -- address below the district
    annual_sales $INT, -- gross sales of a year, minor units of the unit's currency
    workers $INT, -- people who work in it
    size_class $TEXT, -- computed from sales and workers
    size_regime $TEXT, -- the rule that was in force: R0, R1, R2
    size_override $TEXT, -- size set by hand
    size_override_reason $TEXT, -- why
    provenance $TEXT, -- how it came to the centre
    registered_on $TEXT NOT NULL, -- day of registration
    status $TEXT, -- prospect to closed
    show_in_catalogue $BOOL CHECK (show_in_catalogue IN (0, 1)), -- may be shown in the public catalogue
    consent_on $TEXT, -- day on which consent was given
    consent_text $TEXT, -- version of the text consented to
    consent_scopes $TEXT, -- purposes consented to
    consent_revoked_on $TEXT, -- day on which it was revoked
    same_document_reason $TEXT, -- why another record may have the same document
    annulled $BOOL NOT NULL DEFAULT 0 CHECK (annulled IN (0, 1)), -- annulled records count nowhere
    annul_reason $TEXT, -- why it was annulled
    PRIMARY KEY (agency, id),
    UNIQUE (agency, code),
    FOREIGN KEY (agency, unit) REFERENCES unit (agency, id),
    FOREIGN KEY (agency, adviser) REFERENCES staff (agency, id)
) $STRICT_WITHOUT_ROWID;

CREATE INDEX enterprise_nit ON enterprise (agency, nit) WHERE nit IS NOT NULL;

CREATE INDEX enterprise_nrc ON enterprise (agency, nrc) WHERE nrc IS NOT NULL;

CREATE TABLE enterprise_member (
    agency $ID NOT NULL, -- whose record it is
    enterprise $ID NOT NULL, -- the record
    position $INT NOT NULL, -- 0, 1, …: the order as given
    member $ID NOT NULL, -- an enterprise of the group
    PRIMARY KEY (agency, enterprise, position),
    FOREIGN KEY (agency, enterprise) REFERENCES enterprise (agency, id),
    FOREIGN KEY (agency, member) REFERENCES enterprise (agency, id)
) $STRICT_WITHOUT_ROWID;

CREATE TABLE affiliation (
    agency $ID NOT NULL, -- whose record it is
    id $ID NOT NULL, -- UUIDv7
    version $INT NOT NULL, -- 1, 2, …: counts the changes
    created_seq $INT NOT NULL, -- audit number of the operation that made it
    changed_seq $INT NOT NULL, -- audit number of the operation that changed it last
    source_line $INT, -- line of the imported file, none otherwise
    code $TEXT NOT NULL, -- the agency's own number, unique in the table
    unit $ID NOT NULL, -- the unit that it belongs to: its scope
    person $ID NOT NULL, -- who
    enterprise $ID NOT NULL, -- belongs to which
    relation $TEXT, -- owner, representative, partner, employee
    from_on $TEXT, -- first day, none if not known
    to_on $TEXT, -- last day, none if it lasts
    annulled $BOOL NOT NULL DEFAULT 0 CHECK (annulled IN (0, 1)), -- annulled records count nowhere
    annul_reason $TEXT, -- why it was annulled
    PRIMARY KEY (agency, id),
    UNIQUE (agency, code),
    FOREIGN KEY (agency, unit) REFERENCES unit (agency, id),
    FOREIGN KEY (agency, person) REFERENCES person (agency, id),
    FOREIGN KEY (agency, enterprise) REFERENCES enterprise (agency, id)
) $STRICT_WITHOUT_ROWID;

CREATE INDEX affiliation_person ON affiliation (agency, person);

CREATE INDEX affiliation_enterprise ON affiliation (agency, enterprise);

CREATE TABLE move (
    agency $ID NOT NULL, -- whose record it is
    id $ID NOT NULL, -- UUIDv7
    version $INT NOT NULL, -- 1, 2, …: counts the changes
    created_seq $INT NOT NULL, -- audit number of the operation that made it
    changed_seq $INT NOT NULL, -- audit number of the operation that changed it last
    source_line $INT, -- line of the imported file, none otherwise
    code $TEXT NOT NULL, -- the agency's own number, unique in the table
    unit $ID NOT NULL, -- the unit that it belongs to: its scope
    enterprise $ID, -- which enterprise moved
    person $ID, -- or which person
    district $TEXT NOT NULL, -- the new home
    moved_on $TEXT NOT NULL, -- the first day there
    address $TEXT, -- the new address
    annulled $BOOL NOT NULL DEFAULT 0 CHECK (annulled IN (0, 1)), -- annulled records count nowhere
    annul_reason $TEXT, -- why it was annulled
    PRIMARY KEY (agency, id),
    UNIQUE (agency, code),
    FOREIGN KEY (agency, unit) REFERENCES unit (agency, id),
    CHECK ((enterprise IS NULL) <> (person IS NULL)),
    FOREIGN KEY (agency, enterprise) REFERENCES enterprise (agency, id),
    FOREIGN KEY (agency, person) REFERENCES person (agency, id)
) $STRICT_WITHOUT_ROWID;

CREATE INDEX move_enterprise ON move (agency, enterprise, moved_on);

CREATE INDEX move_person ON move (agency, person, moved_on);

CREATE TABLE identity (
    agency $ID NOT NULL, -- whose record it is
    id $ID NOT NULL, -- UUIDv7
    version $INT NOT NULL, -- 1, 2, …: counts the changes
    created_seq $INT NOT NULL, -- audit number of the operation that made it
    changed_seq $INT NOT NULL, -- audit number of the operation that changed it last
    source_line $INT, -- line of the imported file, none otherwise
    code $TEXT NOT NULL, -- the agency's own number, unique in the table
    unit $ID NOT NULL, -- the unit that it belongs to: its scope
    kind $TEXT NOT NULL CHECK (kind IN ('enterprise', 'person')), -- what was merged
    merged_on $TEXT NOT NULL, -- from when the records are one
    unmerged_on $TEXT, -- until when, none while they are
    reason $TEXT, -- why they are one
    shown $TEXT, -- which record's value is shown, by field: phone:P-2;email:P-1
    annulled $BOOL NOT NULL DEFAULT 0 CHECK (annulled IN (0, 1)), -- annulled records count nowhere
    annul_reason $TEXT, -- why it was annulled
    PRIMARY KEY (agency, id),
    UNIQUE (agency, code),
    FOREIGN KEY (agency, unit) REFERENCES unit (agency, id)
) $STRICT_WITHOUT_ROWID;

CREATE TABLE identity_enterprise (
    agency $ID NOT NULL, -- whose record it is
    identity $ID NOT NULL, -- the record
    position $INT NOT NULL, -- 0, 1, …: the order as given
    member_agency $ID NOT NULL, -- whose record that is: the identity's agency, or any below the network if it is the network's
    enterprise $ID NOT NULL, -- a record of the one enterprise
    PRIMARY KEY (agency, identity, position),
    FOREIGN KEY (agency, identity) REFERENCES identity (agency, id),
    FOREIGN KEY (member_agency, enterprise) REFERENCES enterprise (agency, id)
) $STRICT_WITHOUT_ROWID;

CREATE INDEX identity_enterprise_member ON identity_enterprise (member_agency, enterprise);

CREATE TABLE identity_person (
    agency $ID NOT NULL, -- whose record it is
    identity $ID NOT NULL, -- the record
    position $INT NOT NULL, -- 0, 1, …: the order as given
    member_agency $ID NOT NULL, -- whose record that is: the identity's agency, or any below the network if it is the network's
    person $ID NOT NULL, -- a record of the one person
    PRIMARY KEY (agency, identity, position),
    FOREIGN KEY (agency, identity) REFERENCES identity (agency, id),
    FOREIGN KEY (member_agency, person) REFERENCES person (agency, id)
) $STRICT_WITHOUT_ROWID;

CREATE INDEX identity_person_member ON identity_person (member_agency, person);

-- Derived: one row a client, in the order of the list.
CREATE TABLE client_entry (
    agency $ID NOT NULL, -- whose client it is
    sort_key $TEXT NOT NULL, -- the name's place in the Spanish alphabet; persons by surnames
    id $ID NOT NULL, -- the person or enterprise
    kind $TEXT NOT NULL CHECK (kind IN ('e', 'p')), -- enterprise or person
    unit $ID NOT NULL, -- the unit that it belongs to: its scope
    code $TEXT NOT NULL, -- its code
    name $TEXT NOT NULL, -- its name
    detail $TEXT, -- trade name of an enterprise
    shown_name $TEXT, -- the name that is shown for its identity, none where it stands alone
    shown_detail $TEXT, -- the trade name that is shown for its identity
    status $TEXT, -- its status
    district $TEXT, -- its home today
    adviser $ID, -- who looks after it
    size_class $TEXT, -- size of an enterprise
    annulled $BOOL NOT NULL CHECK (annulled IN (0, 1)), -- left out of lists and search
    merged $BOOL NOT NULL CHECK (merged IN (0, 1)), -- another record of its identity stands for it in lists
    PRIMARY KEY (agency, sort_key, id),
    UNIQUE (id, agency)
) $STRICT_WITHOUT_ROWID;

-- Derived: which clients have a word.
CREATE TABLE search_word (
    agency $ID NOT NULL, -- whose client it is
    word $TEXT NOT NULL, -- folded word of a name, or digits of a document or telephone
    client $ID NOT NULL, -- the person or enterprise
    PRIMARY KEY (agency, word, client)
) $STRICT_WITHOUT_ROWID;

-- Derived: the words of names, each once.
CREATE TABLE search_vocabulary (
    agency $ID NOT NULL, -- whose clients have the word
    word $TEXT NOT NULL, -- folded word of a name
    PRIMARY KEY (agency, word)
) $STRICT_WITHOUT_ROWID;

-- Derived: the ways in which a word is found when it is written otherwise.
CREATE TABLE search_key (
    agency $ID NOT NULL, -- whose clients have the word
    key $TEXT NOT NULL, -- how it sounds, or what is left of it without one letter
    word $TEXT NOT NULL, -- the word
    PRIMARY KEY (agency, key, word)
) $STRICT_WITHOUT_ROWID;
