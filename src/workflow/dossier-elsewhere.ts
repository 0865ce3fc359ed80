import { DISTRICT_TIME_ZONE } from '../platform/time/district-time';

/** SQL of the dossier: its list, and what it says of records beside the retrofit `r`. */
export const list = (body: string, from: string, order: string): string =>
  `(SELECT coalesce(json_agg(${body} ORDER BY ${order}), '[]') FROM ${from})`;

/** WGS-84, of a row that has the three columns. */
export const position = (row: string): string =>
  `CASE WHEN ${row}.longitude IS NOT NULL THEN
     json_build_object('longitude', ${row}.longitude, 'latitude', ${row}.latitude, 'accuracyM', ${row}.position_accuracy_m) END`;

/** Where the home of `h` stands; the survey (`sv`) was there too, for a household whose place was never fixed. */
export const DWELLING = `coalesce(${position('h')}, ${position('sv')})`;

/** All that is told of a record in another district: that there is one. */
const ELSEWHERE = '外区县 / another district';

/** Found records beyond `r`'s own district are not named; those within it by year and place. */
const foundLabel = `CASE WHEN f.district_code = r.district_code
  THEN concat_ws(' · ', f.year, nullif(coalesce(nullif(f.community, ''), f.street), '')) ELSE '${ELSEWHERE}' END`;

/**
 * What the office may call its own: the names of the places in which the household lives, with their offices. 社区 is
 * taken off, so that a community is not mistaken for a district (区) that would speak of itself.
 */
export const OWN_NAMES = `(SELECT coalesce(jsonb_agg(DISTINCT replace(w.name, '社区', '')), '[]')
  FROM areas z CROSS JOIN LATERAL (VALUES (z.name_zh), (z.office_name_zh)) w (name)
  WHERE z.code IN (left(r.area_code, 2), left(r.area_code, 4), left(r.area_code, 6), left(r.area_code, 9), r.area_code))`;

/** Households of the same community: whoever sees this retrofit sees them, and the surname is enough to find one. */
export const SAME_ADDRESS = list(
  `json_build_object('id', x.id, 'label', left(x.head_name, 1) || '某')`,
  `(SELECT x.id, x.head_name FROM households x WHERE x.district_code = h.district_code AND x.address = h.address
     AND x.area_code = h.area_code AND x.id <> h.id ORDER BY x.id LIMIT 20) x`,
  'x.id',
);

/**
 * Living retrofits of the household or the person; and what old ledgers say of the person. A ledger's line of the
 * same year and district as the programme is taken for this very retrofit, and one that tells of no works for none.
 */
export const OTHER_RETROFITS = list(
  `json_build_object('id', q.id, 'label', q.label, 'kind', q.kind, 'sameProgramme', q.same, 'on', q.day)`,
  `(SELECT o.id, CASE WHEN o.district_code = r.district_code THEN m.name ELSE '${ELSEWHERE}' END AS label, 'retrofit' AS kind,
      o.programme_id = r.programme_id AS same, coalesce(o.accepted_on, o.started_on, o.programme_starts_on) AS day
    FROM retrofits o JOIN programmes m ON m.id = o.programme_id
   WHERE (o.household_id = r.household_id OR o.person_id = r.person_id) AND o.id <> r.id AND o.ended_on IS NULL
   UNION ALL
   SELECT f.id, ${foundLabel}, e.kind, false, e.day
    FROM (SELECT y.*, found_facts(y) AS known FROM found_records y WHERE y.id_number_hash = n.id_number_hash) f
    CROSS JOIN LATERAL (SELECT 'retrofit' AS kind, coalesce(f.known -> 'acceptedOn' ->> 'from', f.known -> 'completedOn' ->> 'from',
        f.known -> 'startedOn' ->> 'from')::date AS day WHERE f.year <> p.year OR f.district_code <> r.district_code
      UNION ALL SELECT 'elderlyScheme', make_date(f.year, 1, 1) WHERE f.known -> 'elderlyScheme' = 'true') e
   WHERE e.day IS NOT NULL) q`,
  'q.day, q.id',
);

const inForce = (photo: string): string =>
  `EXISTS (SELECT FROM photos o WHERE o.id = ${photo} AND o.superseded_by IS NULL)`;

/** Living devices have each number once; the ledgers of other people may have it too, with its dashes or without. */
export const DEVICES = list(
  `json_build_object('id', d.id, 'itemId', d.item_id, 'serialNumber', d.serial_number,
    'hasNameplate', ${inForce('d.nameplate_photo_id')}, 'isSeenInUse', ${inForce('d.in_use_photo_id')}, 'alsoAt', ${list(
      `json_build_object('id', f.id, 'label', ${foundLabel})`,
      `found_records f WHERE f.facts ? 'serialNumbers' AND f.facts -> 'serialNumbers' ?| ARRAY[d.serial_number, serial_key(d.serial_number)]
       AND found_facts(f) -> 'serialNumbers' ?| ARRAY[d.serial_number, serial_key(d.serial_number)] AND f.id_number_hash IS DISTINCT FROM n.id_number_hash`,
      'f.year, f.id',
    )})`,
  'devices d WHERE d.retrofit_id = r.id',
  'd.serial_number',
);

/** Of people elsewhere, whom the reader may not know, no more than the surname; of another district not that. */
export const SAME_IMAGE_NAMES = `(SELECT coalesce(json_agg(DISTINCT CASE WHEN o.retrofit_id = r.id THEN o.signer_name
    WHEN o.district_code = r.district_code THEN left(o.signer_name, 1) || '某' ELSE '${ELSEWHERE}' END), '[]')
  FROM signature_likenesses k JOIN signatures o ON o.id = k.other_id
  WHERE k.signature_id = g.id AND o.voided_at IS NULL AND o.signer_name <> g.signer_name)`;

/** Nobody signs twice alike to the point and the millisecond: the same strokes under the same name are a copy. */
export const COPIED = `EXISTS (SELECT FROM signature_likenesses k JOIN signatures o ON o.id = k.other_id
  WHERE k.signature_id = g.id AND k.distance = 0 AND o.voided_at IS NULL AND o.signer_name = g.signer_name)`;

/** Opinions and the selection record stand in the application already. A field stands once, whatever the number of notes. */
export const TEXTS = `(SELECT json_agg(json_build_object('field', w.field, 'text', w.text)) FROM (VALUES
  ('needs', a.needs),
  ('survey', sv.needs),
  ('consultation', (SELECT concat_ws(E'\\n', w.wishes, nullif(w.reason_not_self, ''), nullif(w.refusal_reason, '')) FROM consultations w WHERE w.retrofit_id = r.id)),
  ('planReason', (SELECT string_agg(concat_ws(E'\\n', nullif(v.reason, ''), (SELECT string_agg(l.note, E'\\n' ORDER BY l.item_id) FROM plan_lines l
     WHERE l.plan_id = v.id AND l.note <> '')), E'\\n' ORDER BY v.revision) FROM plans v WHERE v.retrofit_id = r.id AND v.withdrawn_at IS NULL)),
  ('progress', (SELECT string_agg(w.note, E'\\n' ORDER BY w.recorded_at, w.id) FROM progress_notes w WHERE w.retrofit_id = r.id)),
  ('inspection', (SELECT string_agg(w.opinion, E'\\n' ORDER BY w.round) FROM inspections w WHERE w.retrofit_id = r.id)),
  ('defect', (SELECT string_agg(w.description, E'\\n' ORDER BY w.recorded_at, w.id) FROM defects w WHERE w.retrofit_id = r.id))) w (field, text))`;

/**
 * The ways of the one who visited, on that day, to this home and from it: from the last photo that was taken at one to the
 * first at the other, by the times of their position fixes.
 */
const JOURNEYS = list(
  `json_build_array(w.one, w.two)`,
  `(SELECT lag(f.fix) OVER days AS one, f.fix AS two, lag(f.retrofit_id) OVER days AS from_id, f.retrofit_id AS to_id, f.position_at
      FROM (SELECT o.retrofit_id, o.position_at, json_build_object('longitude', o.longitude, 'latitude', o.latitude, 'accuracyM', o.position_accuracy_m,
              'at', o.position_at) AS fix
        FROM photos o WHERE o.uploaded_by = v.person AND o.position_at IS NOT NULL AND o.longitude IS NOT NULL
         AND o.position_at >= v.day::timestamp AT TIME ZONE '${DISTRICT_TIME_ZONE}' AND o.position_at < (v.day + 1)::timestamp AT TIME ZONE '${DISTRICT_TIME_ZONE}') f
    WINDOW days AS (ORDER BY f.position_at, f.retrofit_id)) w
   WHERE w.from_id <> w.to_id AND r.id IN (w.from_id, w.to_id)`,
  'w.position_at',
);

/** Surveys and inspections, each beside all homes where the same person was on that day. */
export const VISITS = list(
  `json_build_object('id', v.id, 'kind', v.kind, 'on', v.day, 'personName', v.name, 'journeys', ${JOURNEYS}, 'thatDay', (SELECT count(DISTINCT d.household_id) FROM (
      SELECT o.household_id FROM retrofits o JOIN site_surveys w ON w.retrofit_id = o.id
       WHERE o.district_code = r.district_code AND o.surveyed_on = v.day AND w.surveyor_id = v.person
      UNION ALL
      SELECT o.household_id FROM inspections w JOIN retrofits o ON o.id = w.retrofit_id WHERE w.inspector_id = v.person AND w.inspected_on = v.day) d))`,
  `(SELECT r.id || '/survey' AS id, 'survey' AS kind, r.surveyed_on AS day, sv.surveyor_id AS person, sv.surveyor_name AS name WHERE r.surveyed_on IS NOT NULL AND sv.retrofit_id IS NOT NULL
    UNION ALL SELECT w.id::text, 'inspection', w.inspected_on, w.inspector_id, w.inspector_name FROM inspections w WHERE w.retrofit_id = r.id) v`,
  'v.day, v.id',
);

/** When one took the other's place stands in the history; where that is silent, it was not before the other one came. */
export const SUPERSEDED_PHOTOS = list(
  `json_build_object('id', o.id, 'stage', o.stage, 'reason', o.superseded_reason, 'supersededOn', local_day(coalesce(
    (SELECT max(e.recorded_at) FROM history_entries e WHERE e.subject_id = o.id AND e.kind = 'photo.superseded'), b.received_at)))`,
  'photos o JOIN photos b ON b.id = o.superseded_by WHERE o.retrofit_id = r.id',
  'o.id',
);

/** Where two photos of one retrofit show one place: its item, or the room of both while one of them shows it without. */
const SAME_PLACE = `(x.item_id = o.item_id OR (coalesce(x.room_id, xi.room_id) = coalesce(o.room_id, oi.room_id)
  AND (x.item_id IS NULL OR o.item_id IS NULL OR 'before' IN (x.stage, o.stage))))`;

/** What a ledger of the same year and district says of the same person is taken for this very retrofit. */
const OF_THIS_RETROFIT = `coalesce(f.id_number_hash = n.id_number_hash AND f.year = p.year AND f.district_code = r.district_code, false)`;

/** Of the photo `o`: evidence of the same bytes in old ledgers. Living evidence has them once. */
export const SAME_BYTES = list(
  `json_build_object('id', x.id, 'label', ${foundLabel})`,
  `found_photos x JOIN found_records f ON f.id = x.record_id WHERE x.sha256 = o.sha256 AND NOT ${OF_THIS_RETROFIT}`,
  'x.id',
);

const PLACE = `CASE
  -- Two shots of one place at one stage are what a careful photographer takes.
  WHEN x.retrofit_id = r.id AND ${SAME_PLACE} THEN CASE WHEN x.stage <> o.stage THEN 'sameItemOtherStage' END
  -- Of another district no more is told than that there is one, not even that it is the same household's.
  WHEN y.district_code <> r.district_code THEN 'otherDistrict'
  WHEN x.retrofit_id = r.id OR y.household_id = r.household_id THEN 'otherItem' ELSE 'otherHousehold' END`;

const PLACE_OF_FOUND = `CASE WHEN ${OF_THIS_RETROFIT} THEN NULL WHEN f.district_code <> r.district_code THEN 'otherDistrict'
  WHEN f.id_number_hash = n.id_number_hash THEN 'otherItem' ELSE 'otherHousehold' END`;

const LABEL = `CASE WHEN y.district_code <> r.district_code THEN '${ELSEWHERE}' ELSE concat_ws(' · ',
  CASE WHEN x.retrofit_id <> r.id THEN m.name END, CASE WHEN y.household_id <> r.household_id THEN left(z.head_name, 1) || '某' END,
  coalesce(xk.item -> 'name' ->> 'zh', xo.name), x.taken_on) END`;

/**
 * Of the photo `o`: what was found to look like it, superseded photos too, since they were evidence once. Nothing is
 * told of one in another district but that there is one.
 */
export const LOOKALIKES = list(
  `json_build_object('id', q.id, 'label', q.label, 'distance', q.distance, 'place', q.place)`,
  `(SELECT x.id, l.distance, ${LABEL} AS label, ${PLACE} AS place
      FROM photo_pairs l JOIN photos x ON x.id = l.other_id JOIN retrofits y ON y.id = x.retrofit_id JOIN programmes m ON m.id = y.programme_id
      JOIN households z ON z.id = y.household_id LEFT JOIN retrofit_items xi ON xi.id = x.item_id LEFT JOIN catalogue_items xk ON xk.code = xi.catalogue_code
      LEFT JOIN rooms xo ON xo.id = x.room_id LEFT JOIN retrofit_items oi ON oi.id = o.item_id WHERE l.photo_id = o.id
    UNION ALL
    SELECT x.id, l.distance, ${foundLabel}, ${PLACE_OF_FOUND}
      FROM photo_pairs l JOIN found_photos x ON x.id = l.other_id JOIN found_records f ON f.id = x.record_id WHERE l.photo_id = o.id) q
    WHERE q.place IS NOT NULL`,
  'q.distance, q.id',
);
