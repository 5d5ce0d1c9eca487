-- Units, the people who work for them, and the organisations around them.

CREATE TABLE unit (
    agency $ID NOT NULL, -- whose record it is
    id $ID NOT NULL, -- UUIDv7
    version $INT NOT NULL, -- 1, 2, …: counts the changes
    created_seq $INT NOT NULL, -- audit number of the operation that made it
    changed_seq $INT NOT NULL, -- audit number of the operation that changed it last
    source_line $INT, -- line of the imported file, none otherwise
    code $TEXT NOT NULL, -- the agency's own number, unique in the table
    parent $ID, -- the unit above it, which may belong to another agency (an agency of a network)
    kind $TEXT NOT NULL CHECK (kind IN ('network', 'agency', 'centre', 'antenna')), -- its level in the tree
    name $TEXT NOT NULL, -- its name
    short_name $TEXT, -- its name on narrow pages
    territory $TEXT, -- code of the area it serves, none for the country
    currency $TEXT NOT NULL, -- ISO 4217, of all its amounts
    fiscal_year_start $INT NOT NULL, -- month, 1 to 12
    opened_on $TEXT, -- first day
    closed_on $TEXT, -- last day
    letterhead_name $TEXT, -- name on its printed sheets, none for its name
    letterhead_line $TEXT, -- line under that name
    address $TEXT, -- street and town
    phone $TEXT, -- telephone of the office
    email $TEXT, -- e-mail address of the office
    place $TEXT, -- town from which its documents are dated
    bank_account $TEXT, -- account to which clients pay their share
    tree_from $INT NOT NULL, -- its own number on the tree
    tree_to $INT NOT NULL CHECK (tree_to >= tree_from), -- the last number of its room on the tree
    annulled $BOOL NOT NULL DEFAULT 0 CHECK (annulled IN (0, 1)), -- annulled records count nowhere
    annul_reason $TEXT, -- why it was annulled
    PRIMARY KEY (agency, id),
    UNIQUE (agency, code),
    UNIQUE (id),
    UNIQUE (tree_from),
    FOREIGN KEY (parent) REFERENCES unit (id)
) $STRICT_WITHOUT_ROWID;

CREATE INDEX unit_parent ON unit (parent, tree_to);

CREATE TABLE staff (
    agency $ID NOT NULL, -- whose record it is
    id $ID NOT NULL, -- UUIDv7
    version $INT NOT NULL, -- 1, 2, …: counts the changes
    created_seq $INT NOT NULL, -- audit number of the operation that made it
    changed_seq $INT NOT NULL, -- audit number of the operation that changed it last
    source_line $INT, -- line of the imported file, none otherwise
    code $TEXT NOT NULL, -- the agency's own number, unique in the table
    unit $ID NOT NULL, -- the unit that it belongs to: its scope
    name $TEXT NOT NULL, -- full name
    position $TEXT, -- office held
    speciality $TEXT, -- kind of advice given
    email $TEXT, -- e-mail address at work
    from_on $TEXT, -- first day at the unit
    to_on $TEXT, -- last day at the unit
    annulled $BOOL NOT NULL DEFAULT 0 CHECK (annulled IN (0, 1)), -- annulled records count nowhere
    annul_reason $TEXT, -- why it was annulled
    PRIMARY KEY (agency, id),
    UNIQUE (agency, code),
    FOREIGN KEY (agency, unit) REFERENCES unit (agency, id)
) $STRICT_WITHOUT_ROWID;

CREATE TABLE organisation (
    agency $ID NOT NULL, -- whose record it is
    id $ID NOT NULL, -- UUIDv7
    version $INT NOT NULL, -- 1, 2, …: counts the changes
    created_seq $INT NOT NULL, -- audit number of the operation that made it
    changed_seq $INT NOT NULL, -- audit number of the operation that changed it last
    source_line $INT, -- line of the imported file, none otherwise
    code $TEXT NOT NULL, -- the agency's own number, unique in the table
    unit $ID NOT NULL, -- the unit that it belongs to: its scope
    name $TEXT NOT NULL, -- full name
    short_name $TEXT, -- name in tables
    kind $TEXT NOT NULL, -- bank, municipality, university …
    level $TEXT, -- local to international
    side $TEXT, -- public, private, civil society, academia, international
    parent $ID, -- the organisation that it belongs to
    nit $TEXT, -- tax number
    nrc $TEXT, -- VAT register
    district $TEXT, -- code of the district of its seat
    phone $TEXT, -- telephone
    email $TEXT, -- e-mail address
    website $TEXT, -- web address
    promoted_on $TEXT, -- day on which its foundation was promoted
    constituted_on $TEXT, -- day of its foundation
    annulled $BOOL NOT NULL DEFAULT 0 CHECK (annulled IN (0, 1)), -- annulled records count nowhere
    annul_reason $TEXT, -- why it was annulled
    PRIMARY KEY (agency, id),
    UNIQUE (agency, code),
    FOREIGN KEY (agency, unit) REFERENCES unit (agency, id),
    FOREIGN KEY (agency, parent) REFERENCES organisation (agency, id)
) $STRICT_WITHOUT_ROWID;
