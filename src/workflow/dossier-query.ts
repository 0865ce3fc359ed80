import {
  COPIED,
  DEVICES,
  DWELLING,
  list,
  LOOKALIKES,
  OTHER_RETROFITS,
  OWN_NAMES,
  position,
  SAME_ADDRESS,
  SAME_BYTES,
  SAME_IMAGE_NAMES,
  SUPERSEDED_PHOTOS,
  TEXTS,
  VISITS,
} from './dossier-elsewhere';
import { bindingLimits, bindingTerms } from './terms';

const own = (name: string, column: string): string =>
  `'${name}', json_build_object('on', r.${column}, 'at', r.${column.replace(/_on$/, '_recorded_at')})`;
const step = (name: string, level: number): string =>
  `'${name}', (SELECT json_build_object('on', s.given_on, 'at', s.recorded_at) FROM application_steps s WHERE s.retrofit_id = r.id AND s.level = ${level})`;
const GRANTS = list(`json_build_object('rule', y.rule, 'documentDate', y.document_date)`, `waivers y WHERE y.retrofit_id = r.id AND y.decision = 'approved' AND y.withdrawn_at IS NULL`, 'y.rule'); // prettier-ignore
const hex = (column: string): string => `encode(${column}, 'hex')`;

/**
 * A row is gathered as JSON by the server: one round trip, whatever the number of items and photos. The caller says
 * of which retrofits (`r`), with the system's sight.
 */
export const GATHER = `
SELECT json_build_object(
  'retrofitId', r.id,
  'waivers', to_json(r.waived_rules),
  'grants', ${GRANTS},
  'dates', json_build_object(
    ${own('surveyedOn', 'surveyed_on')}, ${own('measuredOn', 'measured_on')}, ${own('consultedOn', 'consulted_on')},
    ${own('planAgreedOn', 'plan_agreed_on')}, 
    -- A contract is recorded once, however many retrofits come under it later.
    'contractSignedOn', json_build_object('on', r.contract_signed_on, 'at', c.recorded_at), ${own('startedOn', 'started_on')},
    ${own('completedOn', 'completed_on')}, ${own('acceptedOn', 'accepted_on')}, ${own('signedOn', 'signed_on')},
    ${step('appliedOn', 0)}, ${step('communityOpinionOn', 1)}, ${step('streetOpinionOn', 2)}, ${step('districtOpinionOn', 3)},
    'approvedOn', (SELECT json_build_object('on', r.approved_on, 'at', s.recorded_at) FROM application_steps s WHERE s.retrofit_id = r.id AND s.level = 3),
    'decidedOn', json_build_object('on', c.decided_on, 'at', d.recorded_at),
    'awardedOn', json_build_object('on', c.awarded_on, 'at', w.recorded_at),
    'selectedOn', json_build_object('on', a.selected_on, 'at', a.selected_recorded_at),
    'noticeFrom', json_build_object('on', a.notice_from, 'at', a.notice_recorded_at),
    'noticeUntil', json_build_object('on', a.notice_until, 'at', a.notice_recorded_at),
    'programmeStartsOn', json_build_object('on', r.programme_starts_on, 'at', NULL),
    'programmeEndsOn', json_build_object('on', r.programme_ends_on, 'at', NULL)),
  'programme', ${bindingTerms('p')} || jsonb_build_object('id', p.id,
    -- An item that came into the catalogue after the approval has the limit that it came with.
    'priceLimitsFen', ${bindingLimits('p')},
    'barYears', p.bar_years, 'startBy', p.start_by, 'finishBy', p.finish_by, 'ownNames', ${OWN_NAMES}),
  'household', json_build_object('id', r.household_id, 'hardship', h.hardship, 'tenure', h.tenure, 'areaCode', h.area_code, 'inDistrict', true,
    'position', ${DWELLING}, 'sameAddress', ${SAME_ADDRESS}, 'otherRetrofits', ${OTHER_RETROFITS}),
  'person', json_build_object('id', r.person_id, 'idNumberFault', NULL, 'certificateFault', NULL, 'otherHouseholds', '[]'::json, 'diedOn', n.died_on, 'certificate', CASE WHEN n.grade IS NULL THEN NULL ELSE
    json_build_object('grade', n.grade, 'validFrom', n.certificate_valid_from, 'validUntil', n.certificate_valid_until) END),
  'application', CASE WHEN a.retrofit_id IS NULL THEN NULL ELSE json_build_object(
    'proxyName', CASE WHEN a.applicant_relation = 'proxy' THEN a.applicant_name ELSE '' END,
    'opinions', ${list(
      `json_build_object('level', s.level, 'text', s.opinion, 'personId', s.user_id, 'personName', s.person_name, 'seal', s.seal_caption, 'on', s.given_on,
        'signedHash', ${hex('s.content_hash')}, 'currentHash', NULL)`,
      'application_steps s WHERE s.retrofit_id = r.id AND s.level > 0',
      's.level',
    )},
    'notice', CASE WHEN a.notice_from IS NULL THEN NULL ELSE json_build_object('from', a.notice_from, 'until', a.notice_until) END,
    'selection', CASE WHEN a.selection_method IS NULL THEN NULL ELSE
      json_build_object('method', a.selection_method, 'on', a.selected_on, 'record', a.selection_record) END) END,
  'contractor', CASE WHEN f.id IS NULL THEN NULL ELSE json_build_object('id', f.id, 'name', f.name,
    'licence', json_build_object('validFrom', f.licence_valid_from, 'validUntil', f.licence_valid_until)) END,
  'items', ${list(
    `json_build_object('id', i.id, 'code', i.catalogue_code, 'roomId', i.room_id, 'worksStartedOn', NULL, 'item', k.item,
      'minimumDays', coalesce((r.terms -> 'minimumDays' ->> i.catalogue_code)::int, y.minimum_works_days, k.minimum_works_days))`,
    'retrofit_items i JOIN catalogue_items k ON k.code = i.catalogue_code LEFT JOIN catalogue_settings y ON y.area_code = r.district_code AND y.code = k.code WHERE i.retrofit_id = r.id',
    'i.position',
  )},
  'plans', ${list(
    `json_build_object('id', v.id, 'revision', v.revision, 'agreedOn', v.agreed_on, 'lines', ${list(
      `json_build_object('itemId', l.item_id, 'quantity', l.quantity, 'unitPriceFen', l.unit_price_fen)`,
      'plan_lines l JOIN retrofit_items i ON i.id = l.item_id WHERE l.plan_id = v.id',
      'i.position',
    )})`,
    'plans v WHERE v.retrofit_id = r.id AND v.withdrawn_at IS NULL',
    'v.revision',
  )},
  'photos', ${list(
    `json_build_object('id', o.id, 'stage', o.stage, 'itemId', o.item_id, 'roomId', o.room_id, 'takenOn', o.taken_on, 'claimedOn', o.claimed_on,
      'cameraAt', o.camera_at, 'receivedAt', o.received_at, 'grade', o.grade,
      'position', ${position('o')}, 'clockSkewS', o.clock_skew_s, 'software', o.software, 'thumbnailDiffers', coalesce(o.thumbnail_differs, false), 'sameBytes', ${SAME_BYTES}, 'lookalikes', ${LOOKALIKES},
      'comparison', (SELECT c.state FROM photo_fingerprints c WHERE c.id = o.id))`,
    'photos o WHERE o.retrofit_id = r.id AND o.superseded_by IS NULL',
    'o.taken_on, o.id',
  )},
  'inspection', (SELECT json_build_object('id', t.id,
      'acceptors', (SELECT json_build_array(json_build_object('userId', t.inspector_id, 'name', t.inspector_name,
        'level', CASE length(u.area_code) WHEN 12 THEN 'community' WHEN 9 THEN 'street' ELSE 'district' END, 'contractorId', u.contractor_id))
        FROM users u WHERE u.id = t.inspector_id),
      'items', ${list(
        `json_build_object('itemId', e.item_id, 'acceptedQuantity', e.accepted_quantity, 'functionTest', e.function_test,
          'device', CASE WHEN e.unboxed IS NULL THEN NULL ELSE json_build_object('unboxed', e.unboxed, 'connected', e.connected) END,
          'measured', (SELECT coalesce(json_agg(m || jsonb_build_object('planned', (SELECT l.dimensions -> (m ->> 'key') FROM plan_lines l
             WHERE l.plan_id = t.plan_id AND l.item_id = e.item_id))), '[]') FROM jsonb_array_elements(e.measured) m))`,
        'inspection_items e WHERE e.inspection_id = t.id',
        'e.item_id',
      )})
    FROM inspections t WHERE t.retrofit_id = r.id ORDER BY t.round DESC LIMIT 1),
  'defects', ${list(
    `json_build_object('id', x.id, 'source', x.source, 'foundOn', x.found_on, 'curedOn', x.cured_on, 'reinspectedOn', x.reinspected_on)`,
    'defects x WHERE x.retrofit_id = r.id',
    'x.found_on, x.id',
  )},
  'signatures', ${list(
    `json_build_object('id', g.id, 'purpose', g.purpose, 'role', g.signer_role, 'name', g.signer_name, 'sameImageNames', ${SAME_IMAGE_NAMES}, 'isCopied', ${COPIED}, 'relation', g.relation, 'proxyRelation', g.proxy_relation,
      'proxyReason', g.proxy_reason, 'witnessName', g.witness_name, 'signedOn', g.signed_on, 'signedHash', ${hex('g.content_hash')},
      'currentHash', ${hex('g.content_hash')}, 'voided', g.voided_at IS NOT NULL,
      'byContractorId', CASE WHEN g.taken_by_role = 'contractor' THEN r.contractor_id END)`,
    'signatures g WHERE g.retrofit_id = r.id',
    'g.recorded_at, g.id',
  )},
  'devices', ${DEVICES},
  'texts', ${TEXTS},
  'visits', ${VISITS},
  'peerPrices', coalesce((SELECT v.peer_prices FROM plans v WHERE v.retrofit_id = r.id AND v.withdrawn_at IS NULL ORDER BY v.revision DESC LIMIT 1), '{}'),
  'supersededPhotos', ${SUPERSEDED_PHOTOS},
  'statements', ${list(
    `json_build_object('id', q.id, 'outcome', q.outcome, 'on', q.stated_on)`,
    // One whose report was replaced counts for nothing any more.
    'satisfaction_statements q JOIN signatures g ON g.id = q.signature_id WHERE q.retrofit_id = r.id AND g.voided_at IS NULL',
    'q.recorded_at, q.id',
  )}
) AS dossier
FROM retrofits r
JOIN programmes p ON p.id = r.programme_id
JOIN households h ON h.id = r.household_id
JOIN people n ON n.id = r.person_id
LEFT JOIN site_surveys sv ON sv.retrofit_id = r.id
LEFT JOIN applications a ON a.retrofit_id = r.id
LEFT JOIN contracts c ON c.id = r.contract_id
LEFT JOIN decisions d ON d.id = c.decision_id
LEFT JOIN awards w ON w.id = c.award_id
LEFT JOIN contractors f ON f.id = r.contractor_id`;
