"""The two questions to the facts, in the SQL of engines that we are measured beside, and what must come out alike."""

# FACT_* numbers of src/results/facts.h.
ADVICE_MOST, SESSION_MOST, TRAINING, ASSISTANCE, FINANCIAL, GRANT, LINK_MOST = 3, 7, 8, 11, 12, 13, 16
DAY_FROM, DAY_TO = 41638, 42002  # 2014-01-01 and 2014-12-31, days since 1900-01-01

SERVICE_COLUMNS = ("enterprise", "person", "kind", "year", "day", "municipality", "unit", "contact", "preparation", "travel",
                   "event", "amount", "state")
MEASUREMENT_COLUMNS = ("enterprise", "day", "municipality", "unit", "sales", "initial")

# Along a covering index the inner grouping needs no sorting and the distinct count no set.
CUBE_BY_INDEX = """SELECT kind, municipality, year, sum(services) AS services, count(*) AS clients
FROM (SELECT kind, municipality, year, enterprise, count(*) AS services FROM service
      GROUP BY kind, municipality, year, enterprise) AS cell
GROUP BY kind, municipality, year ORDER BY kind, municipality, year"""

CUBE = """SELECT kind, municipality, year, count(*) AS services, count(DISTINCT enterprise) AS clients
FROM service GROUP BY kind, municipality, year ORDER BY kind, municipality, year"""

STATEMENT = f"""WITH asked AS (SELECT * FROM service WHERE day BETWEEN {DAY_FROM} AND {DAY_TO}),
served AS (SELECT DISTINCT enterprise, municipality FROM asked
           WHERE kind = {TRAINING} OR kind = {ASSISTANCE} OR (kind <= {ADVICE_MOST} AND contact > 0)),
sums AS (SELECT
    count(DISTINCT CASE WHEN kind <= {ADVICE_MOST} AND contact > 0 THEN enterprise END) AS advised,
    count(DISTINCT CASE WHEN kind = {TRAINING} THEN enterprise END) AS trained,
    count(DISTINCT CASE WHEN kind = {ASSISTANCE} THEN enterprise END) AS assisted,
    count(DISTINCT CASE WHEN kind <= {ADVICE_MOST} AND contact > 0 THEN person END) AS persons_advised,
    count(DISTINCT CASE WHEN kind = {TRAINING} THEN person END) AS persons_trained,
    sum(CASE WHEN kind <= {ADVICE_MOST} OR kind BETWEEN {ASSISTANCE} AND {LINK_MOST} THEN 1 ELSE 0 END)
      + count(DISTINCT CASE WHEN kind = {TRAINING} THEN event * 4294967296 + person END) AS services,
    sum(CASE WHEN kind <= {SESSION_MOST} THEN contact ELSE 0 END) AS contact_minutes,
    sum(CASE WHEN kind <= {SESSION_MOST} THEN preparation ELSE 0 END) AS preparation_minutes,
    sum(CASE WHEN kind <= {SESSION_MOST} THEN travel ELSE 0 END) AS travel_minutes,
    sum(CASE WHEN kind = {FINANCIAL} THEN amount ELSE 0 END) AS negotiated,
    sum(CASE WHEN kind = {GRANT} THEN amount ELSE 0 END) AS mobilised FROM asked),
lasting AS (SELECT enterprise FROM asked WHERE kind <= {SESSION_MOST} GROUP BY enterprise
            HAVING sum(contact + preparation) >= 300),
linked AS (SELECT DISTINCT enterprise FROM asked WHERE kind BETWEEN {FINANCIAL} AND {LINK_MOST}
           AND enterprise NOT IN (SELECT enterprise FROM served)),
pairs AS (SELECT enterprise, max(CASE WHEN day >= {DAY_FROM} AND initial = 0 THEN day END) AS closing,
                 coalesce(max(CASE WHEN day < {DAY_FROM} THEN day END), min(day)) AS opening
          FROM measurement WHERE day <= {DAY_TO} GROUP BY enterprise),
between_them AS (SELECT DISTINCT p.enterprise AS enterprise FROM pairs p JOIN service s ON s.enterprise = p.enterprise
                 WHERE s.day BETWEEN p.opening AND p.closing
                   AND (s.kind <= {ADVICE_MOST} OR s.kind = {TRAINING} OR s.kind BETWEEN {ASSISTANCE} AND {LINK_MOST})),
changes AS (SELECT c.sales - o.sales AS change FROM pairs p JOIN between_them b ON b.enterprise = p.enterprise
            JOIN measurement c ON c.enterprise = p.enterprise AND c.day = p.closing
            JOIN measurement o ON o.enterprise = p.enterprise AND o.day = p.opening WHERE p.closing > p.opening)
SELECT (SELECT count(DISTINCT municipality) FROM served) AS municipalities, advised, trained, assisted,
    (SELECT sum(CASE WHEN change > 0 THEN change ELSE 0 END) FROM changes) AS increase, negotiated, mobilised,
    (SELECT count(DISTINCT enterprise) FROM served) AS clients, (SELECT count(*) FROM linked) AS linked_only, persons_advised,
    persons_trained, services, contact_minutes, preparation_minutes, travel_minutes, (SELECT count(*) FROM lasting) AS lasting,
    (SELECT sum(change) FROM changes) AS net FROM sums"""

# Positions of the statement that are minutes; ours gives hundredths of an hour, rounded half up.
MINUTES = (12, 13, 14)


def hours(values):
    """A statement with its minutes as hundredths of an hour."""
    return [(200 * value + 60) // 120 if place in MINUTES else value for place, value in enumerate(values)]
