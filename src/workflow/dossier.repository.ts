import { Injectable } from '@nestjs/common';
import { ReadTx } from '../platform/database/database';
import { notFound } from '../platform/problems/problem';
import { CalendarDate } from '../platform/time/calendar-date';
import { Clock } from '../platform/time/clock';
import { localDay } from '../platform/time/district-time';
import { CatalogueItem, Requirement } from '../plans/catalogue/catalogue-item';
import { checkMeasuredValue, isAsPlanned } from '../plans/requirement-check';
import { GrantedDossier } from '../waivers/acts-allowed';
import {
  Aspect,
  DateName,
  DatedFact,
  Dossier,
  InspectionFacts,
  ItemFacts,
  MeasuredValue,
  RequirementFacts,
  REVIEW_LEVELS,
} from '../rules/dossier';
import { bindingTerms } from './terms';

/**
 * Gathers everything known of one retrofit in one statement: what the rules look at before an act, and what a
 * page explains. Read-only, across the tables of all features, because a rule does not stop at a feature.
 */
@Injectable()
export class DossierRepository {
  constructor(private readonly clock: Clock) {}

  /**
   * Rules must know what the actor may not see (a contractor's start depends on the district's opinion), so this
   * looks with the system's sight once the actor is known to see the retrofit.
   * @throws Problem not-found, also for what the actor may not see
   */
  async load(tx: ReadTx, retrofitId: string): Promise<GrantedDossier> {
    const visible = await tx.sql('SELECT FROM retrofits WHERE id = $1', [retrofitId]);
    if (visible.length === 0) throw notFound();
    const [row] = await tx.withSystemSight(() =>
      tx.sql<{ dossier: RawDossier }>(`${GATHER} WHERE r.id = $1`, [retrofitId]),
    );
    return toDossier(row!.dossier, localDay(this.clock.now()));
  }

  /** Several at once, in no order: for the system, which audits what is there. */
  async loadMany(tx: ReadTx, retrofitIds: readonly string[]): Promise<Dossier[]> {
    const rows = await tx.sql<{ dossier: RawDossier }>(`${GATHER} WHERE r.id = ANY ($1::uuid[])`, [
      retrofitIds,
    ]);
    const today = localDay(this.clock.now());
    return rows.map(({ dossier }) => toDossier(dossier, today));
  }
}

type RawDate = { on: CalendarDate | null; at: string | null };

interface RawItem extends Omit<ItemFacts, 'requirements' | 'name' | 'kind' | 'dimensioned' | 'minimumDays'> {
  item: CatalogueItem;
}

/** As an inspection stores it, with the value that the plan in force had. */
interface RawMeasured {
  key: string;
  value: number | null;
  planned: number | null;
  reasonUnmet?: string | null;
  reasonAgreedBy?: string | null;
}

type RawInspection = Omit<InspectionFacts, 'items'> & {
  items: (Omit<InspectionFacts['items'][number], 'measured'> & { measured: RawMeasured[] })[];
};

/** What no feature records yet; its rules are in the book and are not asked until it does. */
const NOT_RECORDED_YET: readonly Aspect[] = [
  'payments', 'settlement', 'peers', 'lookBacks', 'photoLikeness', 'signatureImages', 'visits', 'texts',
  'publications', 'residence', 'doubles', 'otherRetrofits', 'devices', 'photoPlaces', 'photoEdits', 'photoHistory',
]; // prettier-ignore

/** The empty side of each of those, until the queries below fill it. */
const EMPTY = {
  payments: [],
  settlement: null,
  devices: [],
  lookBacks: [],
  texts: [],
  publications: [],
  visits: [],
  peerPrices: {},
  supersededPhotos: [],
  vague: [],
  unknown: NOT_RECORDED_YET,
} satisfies Partial<Dossier>;

type RawDossier = Omit<
  GrantedDossier,
  'today' | 'dates' | 'items' | 'application' | 'photos' | 'inspection' | keyof typeof EMPTY
> & {
  inspection: RawInspection | null;
  /** Null for an opinion that has not been given. */
  dates: Record<DateName, RawDate | null>;
  items: RawItem[];
  application:
    | null
    | (Omit<NonNullable<Dossier['application']>, 'opinions'> & {
        opinions: (Omit<NonNullable<Dossier['application']>['opinions'][number], 'level'> & {
          level: number;
        })[];
      });
  photos: (Omit<Dossier['photos'][number], 'cameraAt' | 'receivedAt'> & {
    cameraAt: string | null;
    receivedAt: string;
  })[];
};

function toDossier(raw: RawDossier, today: CalendarDate): GrantedDossier {
  const dates: Partial<Record<DateName, DatedFact>> = {};
  for (const [name, fact] of Object.entries(raw.dates) as [DateName, RawDate | null][]) {
    if (fact?.on) dates[name] = { on: fact.on, recordedAt: fact.at ? new Date(fact.at) : null };
  }
  return {
    ...EMPTY,
    ...raw,
    today,
    dates,
    items: raw.items.map(({ item, ...rest }) => ({
      ...rest,
      minimumDays: item.minimumWorksDays,
      name: item.name.zh,
      kind: item.kind,
      dimensioned: item.dimensioned,
      requirements: item.requirements.map(requirementFacts),
    })),
    inspection: raw.inspection && {
      ...raw.inspection,
      items: raw.inspection.items.map((inspected) => ({
        ...inspected,
        measured: inspected.measured.map((value) =>
          measuredFacts(
            value,
            raw.items
              .find(({ id }) => id === inspected.itemId)
              ?.item.requirements.find(({ key }) => key === value.key),
          ),
        ),
      })),
    },
    application: raw.application && {
      ...raw.application,
      opinions: raw.application.opinions.map((opinion) => ({
        ...opinion,
        level: REVIEW_LEVELS[opinion.level - 1]!,
      })),
    },
    photos: raw.photos.map((photo) => ({
      ...photo,
      cameraAt: photo.cameraAt ? new Date(photo.cameraAt) : null,
      receivedAt: new Date(photo.receivedAt),
    })),
  };
}

function requirementFacts({ key, name, unit, bound, certainty, appliesWhen }: Requirement): RequirementFacts {
  return {
    key,
    name: name.zh,
    unit,
    min: bound.min ?? null,
    max: bound.max ?? null,
    certainty,
    conditional: appliesWhen !== undefined,
  };
}

function measuredFacts(
  { key, value, planned, reasonUnmet, reasonAgreedBy }: RawMeasured,
  requirement: Requirement | undefined,
): MeasuredValue {
  const isKnown = requirement !== undefined && value !== null;
  return {
    key,
    value,
    meets: isKnown && checkMeasuredValue(requirement, value).meets,
    planned,
    asPlanned: isKnown && planned !== null ? isAsPlanned(requirement, planned, value) : null,
    reason: reasonUnmet ?? '',
    reasonAgreedBy: reasonAgreedBy ?? '',
  };
}

const own = (name: string, column: string): string =>
  `'${name}', json_build_object('on', r.${column}, 'at', r.${column.replace(/_on$/, '_recorded_at')})`;
const step = (name: string, level: number): string =>
  `'${name}', (SELECT json_build_object('on', s.given_on, 'at', s.recorded_at) FROM application_steps s WHERE s.retrofit_id = r.id AND s.level = ${level})`;
const list = (body: string, from: string, order: string): string =>
  `(SELECT coalesce(json_agg(${body} ORDER BY ${order}), '[]') FROM ${from})`;
const GRANTS = list(`json_build_object('rule', y.rule, 'documentDate', y.document_date)`, `waivers y WHERE y.retrofit_id = r.id AND y.decision = 'approved' AND y.withdrawn_at IS NULL`, 'y.rule'); // prettier-ignore
const hex = (column: string): string => `encode(${column}, 'hex')`;

/** A row is gathered as JSON by the server: one round trip, whatever the number of items and photos. */
const GATHER = `
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
    'selectedOn', json_build_object('on', a.selected_on, 'at', NULL),
    'noticeFrom', json_build_object('on', a.notice_from, 'at', NULL),
    'noticeUntil', json_build_object('on', a.notice_until, 'at', NULL),
    'programmeStartsOn', json_build_object('on', r.programme_starts_on, 'at', NULL),
    'programmeEndsOn', json_build_object('on', r.programme_ends_on, 'at', NULL)),
  'programme', ${bindingTerms('p')} || jsonb_build_object('id', p.id,
    -- An item that came into the catalogue after the approval has the limit that it came with.
    'priceLimitsFen', catalogue_limits() || coalesce(r.terms -> 'priceLimitsFen', '{}'),
    'peerFactor', 3, 'contractWithinDays', NULL, 'warrantyMonths', 24, 'radiusM', 200, 'barYears', p.bar_years, 'worksRequired', false,
    'startBy', p.start_by, 'finishBy', p.finish_by, 'visitsPerDay', 20, 'fastestKmh', 60, 'ownNames', '[]'::jsonb),
  'household', json_build_object('id', r.household_id, 'hardship', h.hardship, 'tenure', h.tenure, 'areaCode', h.area_code, 'inDistrict', true,
    'position', CASE WHEN h.longitude IS NULL THEN NULL ELSE
      json_build_object('longitude', h.longitude, 'latitude', h.latitude, 'accuracyM', h.position_accuracy_m) END,
    'sameAddress', '[]'::json, 'otherRetrofits', '[]'::json),
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
    `json_build_object('id', i.id, 'code', i.catalogue_code, 'roomId', i.room_id, 'worksStartedOn', NULL, 'item', k.item)`,
    'retrofit_items i JOIN catalogue_items k ON k.code = i.catalogue_code WHERE i.retrofit_id = r.id',
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
      'position', CASE WHEN o.longitude IS NULL THEN NULL ELSE
        json_build_object('longitude', o.longitude, 'latitude', o.latitude, 'accuracyM', o.position_accuracy_m) END,
      'clockSkewS', NULL, 'editor', '', 'thumbnailDiffers', false, 'sameBytes', '[]'::json, 'lookalikes', '[]'::json)`,
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
    `json_build_object('id', g.id, 'purpose', g.purpose, 'role', g.signer_role, 'name', g.signer_name, 'sameImageNames', '[]'::json, 'relation', g.relation, 'proxyRelation', g.proxy_relation,
      'proxyReason', g.proxy_reason, 'witnessName', g.witness_name, 'signedOn', g.signed_on, 'signedHash', ${hex('g.content_hash')},
      'currentHash', ${hex('g.content_hash')}, 'voided', g.voided_at IS NOT NULL,
      'byContractorId', CASE WHEN g.taken_by_role = 'contractor' THEN r.contractor_id END)`,
    'signatures g WHERE g.retrofit_id = r.id',
    'g.recorded_at, g.id',
  )},
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
LEFT JOIN applications a ON a.retrofit_id = r.id
LEFT JOIN contracts c ON c.id = r.contract_id
LEFT JOIN decisions d ON d.id = c.decision_id
LEFT JOIN awards w ON w.id = c.award_id
LEFT JOIN contractors f ON f.id = r.contractor_id`;
