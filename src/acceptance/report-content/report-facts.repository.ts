import { Injectable } from '@nestjs/common';
import { ReadTx } from '../../platform/database/database';
import { CalendarDate } from '../../platform/time/calendar-date';
import { ReportWaiver } from '../report/acceptance-report.content';
import { DWELLING } from '../../workflow/dossier-elsewhere';
import { bindingTerms } from '../../workflow/terms';

/** What a report says beside plan, inspection, defects and signatures. */
export interface ReportFacts {
  isDemo: boolean;
  /** The instant of this transaction, as the database will stamp it. */
  now: string;
  office: string;
  /** Begins the report's number; the district's own name where none is set. */
  prefix: string;
  streetOffice: string | null;
  communityOffice: string | null;
  programme: {
    year: number;
    name: string;
    grantDocument: string;
    capFen: number;
    lateEntryDays: number;
    requiredSigners: string[];
    /** Metres, of rule E05. */
    radiusM: number;
  };
  person: {
    name: string;
    idNumberMasked: string;
    certificateMasked: string | null;
    category: number | null;
    grade: number | null;
    guardianName: string | null;
    guardianRelation: string | null;
  };
  address: string;
  position: { longitude: number; latitude: number; accuracyM: number | null } | null;
  contract: {
    contractor: string;
    number: string;
    signedOn: CalendarDate;
    decidedOn: CalendarDate | null;
    minutes: string | null;
  } | null;
  opinions: { level: number; office: string; text: string; person: string; on: CalendarDate }[];
  devices: { itemId: string; serialNumber: string }[];
}

export interface RecordedDate {
  key: string;
  on: CalendarDate | null;
  recordedAt: string | null;
  recordedBy: string | null;
}

export interface PhotoFact {
  itemId: string | null;
  roomId: string | null;
  stage: 'before' | 'during' | 'after' | 'inUse' | 'nameplate';
  sha256: string;
  /** Of the before photo beside which it stands. */
  pairedWith: string | null;
  cameraAt: string | null;
  takenOn: CalendarDate;
  grade: 'inApp' | 'camera' | 'none';
  longitude: number | null;
  latitude: number | null;
  accuracyM: number | null;
}

/** Reads across the features, as the report does. */
@Injectable()
export class ReportFactsRepository {
  async facts(tx: ReadTx, retrofitId: string): Promise<ReportFacts> {
    const [row] = await tx.sql<{ facts: ReportFacts }>(FACTS, [retrofitId]);
    return row!.facts;
  }

  async dates(tx: ReadTx, retrofitId: string): Promise<RecordedDate[]> {
    return tx.sql<RecordedDate>(DATES, [retrofitId]);
  }

  /** Of the stages that a report shows, oldest first. */
  async photos(tx: ReadTx, retrofitId: string): Promise<PhotoFact[]> {
    return tx.sql<PhotoFact>(PHOTOS, [retrofitId]);
  }

  /** Who looked at the cure of each defect. */
  async reinspectors(tx: ReadTx, retrofitId: string): Promise<Map<string, string>> {
    const rows = await tx.sql<{ id: string; name: string }>(
      `SELECT subject_id AS id, actor_name AS name FROM history_entries WHERE retrofit_id = $1 AND kind = 'defect.reinspected'`,
      [retrofitId],
    );
    return new Map(rows.map(({ id, name }) => [id, name]));
  }

  /** Those in force: what was refused or withdrawn let nothing pass. */
  async waivers(tx: ReadTx, retrofitId: string): Promise<ReportWaiver[]> {
    return tx.sql<ReportWaiver>(
      `SELECT rule, reason, authority, document_number AS "documentNumber", document_date AS "documentDate", requester_name AS "requestedBy",
              decider_name AS "approvedBy"
         FROM waivers WHERE retrofit_id = $1 AND decision = 'approved' AND withdrawn_at IS NULL ORDER BY rule`,
      [retrofitId],
    );
  }

  /** The room of each item. */
  async rooms(tx: ReadTx, retrofitId: string): Promise<Map<string, string>> {
    const rows = await tx.sql<{ id: string; roomId: string }>(
      `SELECT id, room_id AS "roomId" FROM retrofit_items WHERE retrofit_id = $1`,
      [retrofitId],
    );
    return new Map(rows.map(({ id, roomId }) => [id, roomId]));
  }
}

const FACTS = `
SELECT json_build_object(
  'isDemo', (SELECT is_demo FROM installation), 'now', to_char(tantu_now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
  'office', d.office_name_zh, 'prefix', coalesce(nullif(d.document_prefix, ''), d.name_zh),
  'streetOffice', s.office_name_zh, 'communityOffice', c.office_name_zh,
  'programme', json_build_object('year', p.year, 'name', p.name, 'grantDocument', p.grant_document, 'capFen', t.terms -> 'capFen',
    'lateEntryDays', t.terms -> 'lateEntryDays', 'requiredSigners', t.terms -> 'requiredSigners', 'radiusM', t.terms -> 'radiusM'),
  'person', json_build_object('name', n.name, 'idNumberMasked', n.id_number_masked, 'certificateMasked', n.certificate_masked,
    'category', n.category, 'grade', n.grade, 'guardianName', n.guardian_name, 'guardianRelation', n.guardian_relation),
  'address', h.address,
  'position', ${DWELLING},
  'contract', CASE WHEN k.id IS NULL THEN NULL ELSE json_build_object('contractor', f.name, 'number', k.number, 'signedOn', k.signed_on,
    'decidedOn', k.decided_on, 'minutes', g.subject) END,
  'opinions', (SELECT coalesce(json_agg(json_build_object('level', o.level, 'office', o.seal_caption, 'text', o.opinion, 'person', o.person_name,
      'on', o.given_on) ORDER BY o.level), '[]') FROM application_steps o WHERE o.retrofit_id = r.id AND o.level > 0),
  'devices', (SELECT coalesce(json_agg(json_build_object('itemId', e.item_id, 'serialNumber', e.serial_number) ORDER BY e.id), '[]')
    FROM devices e WHERE e.retrofit_id = r.id)
) AS facts
FROM retrofits r
JOIN programmes p ON p.id = r.programme_id
CROSS JOIN LATERAL (SELECT ${bindingTerms('p')} AS terms) t
JOIN households h ON h.id = r.household_id
LEFT JOIN site_surveys sv ON sv.retrofit_id = r.id
JOIN people n ON n.id = r.person_id
JOIN areas d ON d.code = left(r.area_code, 6)
LEFT JOIN areas s ON s.code = left(r.area_code, 9) AND length(r.area_code) >= 9
LEFT JOIN areas c ON c.code = r.area_code AND length(r.area_code) = 12
LEFT JOIN contracts k ON k.id = r.contract_id
LEFT JOIN contractors f ON f.id = r.contractor_id
LEFT JOIN decisions g ON g.id = k.decision_id
WHERE r.id = $1`;

/**
 * Who recorded a date stands in the history: an act writes its entry in the same transaction, so of the entries of its
 * kind it is the nearest. None of the same minute means that no act wrote the date (somebody did by SQL), and nobody is
 * named. A contract is recorded once, however many retrofits come under it later.
 */
const date = (key: string, kinds: string): string => {
  const column = key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return `('${key}', r.${column}, r.${column.replace(/_on$/, '_recorded_at')}, '{${kinds}}'::text[])`;
};

const DATES = `
SELECT x.key, x.on_day AS "on", to_char(x.recorded AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "recordedAt",
  (SELECT e.actor_name FROM history_entries e
    WHERE (e.retrofit_id = r.id OR e.subject_id = k.id) AND e.kind = ANY (x.kinds) AND (e.kind <> 'date.corrected' OR e.data ->> 'date' = x.key)
      AND e.recorded_at BETWEEN x.recorded - interval '1 minute' AND x.recorded + interval '1 minute'
    ORDER BY abs(extract(epoch FROM e.recorded_at - x.recorded)), e.id LIMIT 1) AS "recordedBy"
FROM retrofits r LEFT JOIN contracts k ON k.id = r.contract_id, LATERAL (VALUES
  ${date('surveyedOn', 'survey.recorded,date.corrected')}, ${date('measuredOn', 'measurement.recorded,date.corrected')}, ${date('consultedOn', 'consultation.recorded,date.corrected')},
  ${date('planAgreedOn', 'plan.agreed')}, ('contractSignedOn', r.contract_signed_on, k.recorded_at, '{contract.signed,contract.dateCorrected}'::text[]), ${date('startedOn', 'works.started')},
  ${date('completedOn', 'works.completed')}, ${date('acceptedOn', 'acceptance.completed')}, ${date('signedOn', 'retrofit.signed')}
) AS x (key, on_day, recorded, kinds)
WHERE r.id = $1`;

const PHOTOS = `
SELECT o.item_id AS "itemId", o.room_id AS "roomId", o.stage, encode(o.sha256, 'hex') AS sha256,
  (SELECT encode(b.sha256, 'hex') FROM photos b WHERE b.id = o.paired_with) AS "pairedWith",
  to_char(o.camera_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS "cameraAt", o.taken_on AS "takenOn", o.grade,
  o.longitude::float8 AS longitude, o.latitude::float8 AS latitude, o.position_accuracy_m::float8 AS "accuracyM"
FROM photos o WHERE o.retrofit_id = $1 AND o.superseded_by IS NULL AND o.stage IN ('before', 'during', 'after', 'inUse', 'nameplate')
ORDER BY o.taken_on, o.camera_at, o.id`;
