-- Territory: divisions of the country with their validity, their codes in other schemes, and drawn boundaries.

CREATE TABLE division (
    scheme $TEXT NOT NULL, -- the country's own numbering: sv
    kind $TEXT NOT NULL CHECK (kind IN ('department', 'municipality', 'district')), -- its level on the day
    code $TEXT NOT NULL, -- 14, 1419 or 1408
    parent $TEXT, -- code of the division around it on the days of its validity
    name $TEXT NOT NULL, -- its name
    short_name $TEXT NOT NULL, -- its name without the department before it
    sort_key $TEXT NOT NULL, -- its place in the Spanish alphabet
    valid_from $TEXT, -- first day, none if it was always so
    valid_to $TEXT, -- last day, none if it lasts
    PRIMARY KEY (scheme, kind, code)
) $STRICT_WITHOUT_ROWID;

CREATE TABLE division_code (
    scheme $TEXT NOT NULL, -- scheme of the division
    kind $TEXT NOT NULL, -- level of the division
    division $TEXT NOT NULL, -- code of the division
    other_scheme $TEXT NOT NULL, -- national, mh2024 (CAT-013), iso or ocha
    code $TEXT NOT NULL, -- the code in the other scheme
    PRIMARY KEY (scheme, kind, division, other_scheme),
    FOREIGN KEY (scheme, kind, division) REFERENCES division (scheme, kind, code)
) $STRICT_WITHOUT_ROWID;

CREATE TABLE boundary (
    map $TEXT NOT NULL, -- which map it is drawn on: districts, municipalities, departments
    code $TEXT NOT NULL, -- the division that it bounds
    position $INT NOT NULL, -- 0, 1, …: its rings in their order
    points $TEXT NOT NULL, -- x,y pairs in hundred-thousandths of a degree, separated by blanks; the last joins the first
    source $TEXT, -- whom the drawing is owed to
    PRIMARY KEY (map, code, position)
) $STRICT_WITHOUT_ROWID;
