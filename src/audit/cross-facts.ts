import { ReadTx, Tx } from '../platform/database/database';
import { AUDIT_DEFAULTS } from './found-year';

/**
 * What only a look at all records together can tell, gathered before a run into a table of its own transaction
 * (`audit_extras`), with a row only for records that have any. Each statement looks at all of them once; a value
 * that a thousand records share points at a few of them only.
 */
export async function gatherExtras(tx: Tx, district: string, years: readonly number[]): Promise<void> {
  await tx.change(KEYS, [district, years]);
  await tx.change('CREATE TEMP TABLE audit_cross (record_id uuid, key text, value jsonb) ON COMMIT DROP');
  for (const statement of [SERIALS, BYTES, LIKENESSES, UNCOMPARED, PEOPLE, ADDRESSES])
    await tx.change(statement, statement === ADDRESSES ? [] : [district]);
  await tx.change(VISITS, [AUDIT_DEFAULTS.visitsPerDay]);
  await tx.change('DROP TABLE audit_keys');
  await tx.change(EXTRAS, [district, years]);
  await tx.change('DROP TABLE audit_cross');
  await tx.change('CREATE INDEX ON audit_extras (record_id)');
  await tx.change('ANALYZE audit_extras');
}

/** Whether photos came with the ledgers of a year; without any, nobody can say that one is missing. */
export async function yearsWithPhotos(tx: ReadTx, district: string): Promise<ReadonlySet<number>> {
  const rows = await tx.sql<{ year: number }>(
    `SELECT DISTINCT coalesce(p.year, r.year) AS year FROM found_photos p LEFT JOIN found_records r ON r.id = p.record_id WHERE p.district_code = $1`,
    [district],
  );
  return new Set(rows.map(({ year }) => year));
}

/** Others to point at, at most. */
const MOST_OTHERS = 5;

/** The newest correction of each field of a record. */
const CORRECTED = `SELECT record_id, jsonb_object_agg(field, jsonb_build_object('value', value, 'at', recorded_at)) AS corrections, jsonb_object_agg(field, value) AS facts
  FROM (SELECT DISTINCT ON (record_id, field) record_id, field, value, recorded_at FROM found_corrections
         WHERE record_id IS NOT NULL ORDER BY record_id, field, recorded_at DESC, id DESC) c GROUP BY record_id`;

/** One look at all records: what they may share with another. A device or a person may be recorded in any district. */
const KEYS = `
CREATE TEMP TABLE audit_keys ON COMMIT DROP AS
SELECT id, district_code, year, person_name, community, id_number_hash, district_code = $1 AND year = ANY ($2::int[]) AS asked,
       CASE WHEN jsonb_array_length(serials) > 0 THEN serials END AS serials, address, surveyor, surveyed
  FROM (SELECT r.id, r.district_code, r.year, r.person_name, r.community, r.id_number_hash,
               CASE jsonb_typeof(f.facts -> 'serialNumbers') WHEN 'array' THEN f.facts -> 'serialNumbers' ELSE '[]' END AS serials,
               nullif(f.facts ->> 'address', '') AS address, nullif(f.facts ->> 'surveyor', '') AS surveyor,
               CASE WHEN f.facts -> 'surveyedOn' ->> 'from' = f.facts -> 'surveyedOn' ->> 'until' THEN f.facts -> 'surveyedOn' ->> 'from' END AS surveyed
          FROM found_records r LEFT JOIN (${CORRECTED}) c ON c.record_id = r.id
         CROSS JOIN LATERAL (SELECT CASE WHEN c.facts IS NULL THEN r.facts ELSE r.facts || c.facts END AS facts) f) k`;

/** A record elsewhere; its name is masked where it is shown, and left out for another district's. */
const other = (of: string): string =>
  `jsonb_build_object('id', ${of}.id, 'year', ${of}.year, 'district', ${of}.district_code, 'name', CASE WHEN ${of}.district_code = $1 THEN ${of}.person_name END,
     'place', CASE WHEN ${of}.district_code = $1 THEN ${of}.community END)`;

const FIRST = `(array_agg(o ORDER BY o ->> 'id'))[1:${MOST_OTHERS + 1}]`;

/** Of the members of a group those that are not the record itself. */
const WITHOUT_SELF = (members: string, self: string): string =>
  `(SELECT jsonb_agg(m) FROM (SELECT m FROM unnest(${members}) m WHERE m ->> 'id' <> ${self}::text LIMIT ${MOST_OTHERS}) x)`;

const SERIALS = `
WITH held AS (
  SELECT serial_key(s.serial) AS serial, ${other('k')} AS o FROM audit_keys k CROSS JOIN LATERAL jsonb_array_elements_text(k.serials) AS s (serial)
  UNION ALL
  SELECT serial_key(d.serial_number), jsonb_build_object('id', r.id, 'year', p.year, 'district', r.district_code, 'name', CASE WHEN r.district_code = $1 THEN n.name END, 'place', '')
    FROM devices d JOIN retrofits r ON r.id = d.retrofit_id JOIN programmes p ON p.id = r.programme_id JOIN people n ON n.id = r.person_id),
groups AS (SELECT serial, ${FIRST} AS members FROM held GROUP BY serial HAVING count(DISTINCT o ->> 'id') > 1)
INSERT INTO audit_cross
SELECT k.id, 'serial:' || s.serial, ${WITHOUT_SELF('g.members', 'k.id')} FROM audit_keys k CROSS JOIN LATERAL jsonb_array_elements_text(k.serials) AS s (serial)
  JOIN groups g ON g.serial = serial_key(s.serial) WHERE k.asked`;

const BYTES = `
WITH twice AS (SELECT sha256 FROM found_photos GROUP BY sha256 HAVING count(*) > 1 UNION SELECT f.sha256 FROM found_photos f JOIN photos p ON p.sha256 = f.sha256),
held AS (
  SELECT f.sha256, f.id AS photo, ${other('k')} AS o FROM found_photos f JOIN twice t ON t.sha256 = f.sha256 JOIN audit_keys k ON k.id = f.record_id
  UNION ALL
  SELECT f.sha256, f.id, jsonb_build_object('id', r.id, 'year', p.year, 'district', r.district_code, 'name', CASE WHEN r.district_code = $1 THEN n.name END, 'place', '')
    FROM photos f JOIN twice t ON t.sha256 = f.sha256 JOIN retrofits r ON r.id = f.retrofit_id JOIN programmes p ON p.id = r.programme_id JOIN people n ON n.id = r.person_id)
INSERT INTO audit_cross
SELECT k.id, 'photo:' || f.id, (SELECT jsonb_agg(o) FROM (SELECT h.o FROM held h WHERE h.sha256 = f.sha256 AND h.photo <> f.id ORDER BY h.photo LIMIT ${MOST_OTHERS}) x)
  FROM found_photos f JOIN twice t ON t.sha256 = f.sha256 JOIN audit_keys k ON k.id = f.record_id AND k.asked
 WHERE EXISTS (SELECT FROM held h WHERE h.sha256 = f.sha256 AND h.photo <> f.id)`;

const ELSEWHERE = (of: string): string =>
  `CASE WHEN ${of}.district_code = m.district_code THEN 'otherHousehold' ELSE 'otherDistrict' END`;

/** Photos that look alike and are not the same bytes. Two of one item at one stage are no reuse; what names no item is of all of them. */
const LIKENESSES = `
WITH pairs AS (SELECT f.id AS photo, f.item_name, f.item_code, f.stage, f.sha256, l.other_id, l.distance, m.id AS record, m.year, m.district_code, m.id_number_hash
    FROM found_photos f JOIN photo_pairs l ON l.photo_id = f.id JOIN audit_keys m ON m.id = f.record_id AND m.asked),
held AS (
  SELECT m.record, m.photo, m.distance, ${other('k')} || jsonb_build_object('id', x.id) AS o,
         CASE WHEN k.id <> m.record THEN CASE WHEN k.district_code = m.district_code AND k.id_number_hash = m.id_number_hash THEN 'otherItem' ELSE ${ELSEWHERE('k')} END
              WHEN '' IN (x.item_name, m.item_name) OR coalesce(x.item_code, x.item_name) = coalesce(m.item_code, m.item_name)
              THEN CASE WHEN x.stage <> m.stage THEN 'sameItemOtherStage' END ELSE 'otherItem' END AS place
    FROM pairs m JOIN found_photos x ON x.id = m.other_id AND x.sha256 <> m.sha256 JOIN audit_keys k ON k.id = x.record_id
  UNION ALL
  SELECT m.record, m.photo, m.distance,
         jsonb_build_object('id', x.id, 'year', p.year, 'district', r.district_code, 'name', CASE WHEN r.district_code = $1 THEN n.name END, 'place', ''),
         CASE WHEN r.district_code = m.district_code AND n.id_number_hash = m.id_number_hash THEN CASE WHEN p.year <> m.year THEN 'otherItem' END
              ELSE ${ELSEWHERE('r')} END
    FROM pairs m JOIN photos x ON x.id = m.other_id AND x.sha256 <> m.sha256 JOIN retrofits r ON r.id = x.retrofit_id JOIN programmes p ON p.id = r.programme_id
    JOIN people n ON n.id = r.person_id)
INSERT INTO audit_cross
SELECT record, 'like:' || photo, to_jsonb((array_agg(o || jsonb_build_object('distance', distance, 'where', place) ORDER BY distance, o ->> 'id'))[1:${MOST_OTHERS}])
  FROM held WHERE place IS NOT NULL GROUP BY record, photo`;

const UNCOMPARED = `
INSERT INTO audit_cross
SELECT m.id, 'uncompared:' || f.id, '[]' FROM photo_fingerprints c JOIN found_photos f ON f.id = c.found_photo_id JOIN audit_keys m ON m.id = f.record_id AND m.asked
 WHERE c.state = 'failed' AND m.district_code = $1`;

const PEOPLE = `
WITH twice AS (SELECT id_number_hash AS hash FROM audit_keys WHERE id_number_hash IS NOT NULL GROUP BY 1 HAVING count(*) > 1),
held AS (
  SELECT k.id_number_hash AS hash, ${other('k')} || jsonb_build_object('on', coalesce(r.facts -> 'acceptedOn' ->> 'from', r.facts -> 'startedOn' ->> 'from', k.year || '-01-01'),
             'until', coalesce(r.facts -> 'acceptedOn' ->> 'until', r.facts -> 'startedOn' ->> 'until', k.year || '-12-31')) AS o
    FROM audit_keys k JOIN twice t ON t.hash = k.id_number_hash JOIN found_records r ON r.id = k.id
  UNION ALL
  SELECT n.id_number_hash, jsonb_build_object('id', r.id, 'year', p.year, 'district', r.district_code, 'name', CASE WHEN r.district_code = $1 THEN n.name END, 'place', '',
           'on', coalesce(r.accepted_on, r.started_on, r.programme_starts_on))
    FROM people n JOIN retrofits r ON r.person_id = n.id AND r.ended_on IS NULL JOIN programmes p ON p.id = r.programme_id
   WHERE EXISTS (SELECT FROM audit_keys k WHERE k.id_number_hash = n.id_number_hash)),
groups AS (SELECT hash, ${FIRST} AS members FROM held GROUP BY hash)
INSERT INTO audit_cross
SELECT k.id, 'people', ${WITHOUT_SELF('g.members', 'k.id')} FROM audit_keys k JOIN groups g ON g.hash = k.id_number_hash
 WHERE k.asked AND EXISTS (SELECT FROM unnest(g.members) m WHERE m ->> 'id' <> k.id::text)`;

/** A house's number, and not only a village's group: without one, half a village has one address. */
const HAS_NUMBER = `regexp_replace(address, '[0-9０-９一二三四五六七八九十]+\\s*(组|队|社|村|里|区|期|道|路|街|年)', '', 'g') ~ '[0-9０-９]|[一二三四五六七八九十]+(号|室|栋|幢|单元)'`;

/**
 * Only the very same words, in the same year and community, of somebody else. Of one surname they are taken for one
 * family: two disabled people in a home are nothing that anybody has to explain.
 */
const ADDRESSES = `
WITH held AS (SELECT *, left(person_name, 1) AS family FROM audit_keys WHERE asked AND address IS NOT NULL AND ${HAS_NUMBER}),
shared AS (SELECT year, community, address, (array_agg(id ORDER BY id))[1:${MOST_OTHERS + 1}] AS members FROM held GROUP BY 1, 2, 3 HAVING count(DISTINCT family) > 1)
INSERT INTO audit_cross
SELECT k.id, 'address', (SELECT jsonb_agg(jsonb_build_object('id', h.id, 'year', h.year, 'district', h.district_code, 'name', h.person_name, 'place', h.community) ORDER BY h.id)
    FROM held h WHERE h.id = ANY (s.members) AND h.id <> k.id AND h.family <> k.family)
  FROM held k JOIN shared s USING (year, community, address)`;

/** Only where there are more than anybody is asked about. */
const VISITS = `
WITH days AS (SELECT surveyor, surveyed, count(*)::int AS visits FROM audit_keys WHERE asked AND surveyor IS NOT NULL AND surveyed IS NOT NULL GROUP BY 1, 2 HAVING count(*) > $1)
INSERT INTO audit_cross SELECT k.id, 'visits', to_jsonb(d.visits) FROM audit_keys k JOIN days d USING (surveyor, surveyed) WHERE k.asked`;

const EXTRAS = `
CREATE TEMP TABLE audit_extras ON COMMIT DROP AS
SELECT coalesce(x.record_id, c.record_id) AS record_id, x.cross_facts, c.corrections
  FROM (SELECT record_id, jsonb_object_agg(key, value) AS cross_facts FROM audit_cross WHERE value IS NOT NULL GROUP BY record_id) x
  FULL JOIN (SELECT c.* FROM (${CORRECTED}) c JOIN found_records r ON r.id = c.record_id AND r.district_code = $1 AND r.year = ANY ($2::int[])) c ON c.record_id = x.record_id`;
