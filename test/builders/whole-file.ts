import { randomBytes } from 'node:crypto';
import { keyOf } from '../../src/platform/storage/file-storage';
import { newId } from '../../src/platform/database/ids';
import { TestDatabase } from '../support/test-database';

export interface WholeFile {
  retrofitId: string;
  householdId: string;
  personId: string;
  programmeId: string;
  contractorId: string;
  contractId: string;
  findingId: string;
  photoId: string;
  /** Of the old ledger; the same picture as the living one. */
  foundPhotoId: string;
  /** An old ledger's file, its record and its year. */
  importId: string;
  foundRecordId: string;
  foundYearId: string;
  importMappingId: string;
  auditId: string;
  /** Of the community, the street and the district; the first also has a token and a retried request. */
  reviewerIds: [string, string, string];
}

export interface Place {
  /** The community: a division code of 12 digits. */
  areaCode: string;
  /** The firm that builds; a new one of the same district when left out. */
  contractorId?: string;
}

type Row = Record<string, unknown>;
type Insert = (table: string, row: Row) => Promise<void>;

/**
 * One retrofit with a row in every table that holds anything of it, straight into the tables as their owner. For
 * tests about the tables themselves; a test about what people do uses the acts (`aRetrofit`).
 */
export async function aWholeFile(db: TestDatabase, place: Place): Promise<WholeFile> {
  const insert: Insert = async (table, row) => {
    const columns = Object.keys(row);
    await db.query(
      `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map((_, index) => `$${index + 1}`).join(', ')})`,
      Object.values(row),
    );
  };
  const reviewerIds: WholeFile['reviewerIds'] = [newId(), newId(), newId()];
  const file: WholeFile = {
    retrofitId: newId(), householdId: newId(), personId: newId(), programmeId: newId(), contractId: newId(),
    contractorId: place.contractorId ?? newId(), findingId: newId(), reviewerIds, importId: newId(), foundRecordId: newId(), foundYearId: newId(), importMappingId: newId(), auditId: newId(),
    photoId: newId(), foundPhotoId: newId(),
  }; // prettier-ignore
  await insertPeople(insert, file, place);
  await insertContract(insert, file, place);
  await insertRetrofit(insert, file, place);
  await insertOpinions(insert, db, file);
  await insertWorks(insert, db, file, place.areaCode);
  await insertTrail(insert, file, place);
  await insertFound(insert, file, place);
  await insertLikeness(insert, db, file);
  await insertAudit(insert, db, file, place);
  return file;
}

async function insertPeople(insert: Insert, file: WholeFile, { areaCode }: Place): Promise<void> {
  for (const [index, length] of [12, 9, 6].entries()) {
    const id = file.reviewerIds[index]!;
    await insert('users', {
      id, username: `r${randomBytes(8).toString('hex')}`, display_name: '审核人', password_hash: 'none', role: 'caseworker', area_code: areaCode.slice(0, length),
    }); // prettier-ignore
  }
  await insert('households', {
    id: file.householdId, area_code: areaCode, address: '村口第一家', head_name: '户主某', tenure: 'owned', hardship: 'minimumLiving', member_count: 2,
  }); // prettier-ignore
  await insert('people', {
    id: file.personId, area_code: areaCode, household_id: file.householdId, name: '某人', sex: 'female', born_on: '1950-05-05',
    id_number_ciphertext: randomBytes(40), id_number_hash: randomBytes(32), id_number_masked: '9901**********0000',
  }); // prettier-ignore
  await insert('consents', {
    id: newId(), area_code: areaCode, household_id: file.householdId, kind: 'photos', text_version: '1', given_by_name: '某人',
    given_by_relation: 'self', given_on: '2025-01-20',
  }); // prettier-ignore
}

async function insertContract(insert: Insert, file: WholeFile, place: Place): Promise<void> {
  const [area_code, programme_id] = [place.areaCode.slice(0, 6), file.programmeId];
  const [awardId, decisionId] = [newId(), newId()];
  await insert('programmes', {
    id: programme_id, area_code, year: 2025, name: `项目 ${programme_id}`, grant_document: '样财社〔1〕号', granted_on: '2025-01-02',
    starts_on: '2025-01-01', ends_on: '2025-12-31', plan_by: '2025-12-31', start_by: '2025-12-31', finish_by: '2025-12-31', cap_fen: 600_000,
    grades: '{1,2}', hardships: '{minimumLiving}', tenures: '{owned}', principal_name: '甲', deputy_name: '乙', officer_name: '丙',
  }); // prettier-ignore
  const quota = { area_code, programme_id, occurred_on: '2025-01-05' };
  await insert('quota_entries', {
    id: newId(),
    kind: 'grant',
    households: 5,
    document: '样财社〔1〕号',
    ...quota,
  });
  if (!place.contractorId)
    await insert('contractors', {
      id: file.contractorId, area_code, name: '样板工程公司', credit_code: creditCode(), licence_number: '建许-1', licence_valid_from: '2020-01-01',
      licence_valid_until: '2035-01-01', contact_name: '工长', contact_phone: '0990-1234567',
    }); // prettier-ignore
  await insert('decisions', {
    id: decisionId, area_code, programme_id, held_on: '2025-03-01', subject: '确定施工单位', attendees: '{甲,乙,丙}', minutes: '会议研究同意由该单位施工。',
  }); // prettier-ignore
  const award = { programme_id, contractor_id: file.contractorId, awarded_on: '2025-03-05' };
  await insert('awards', { id: awardId, area_code, method: 'inquiry', document: '询价〔1〕号', ...award });
  await insert('contracts', {
    id: file.contractId, area_code, ...award, number: `合同-${file.contractId}`, decision_id: decisionId, decided_on: '2025-03-01', award_id: awardId,
    signed_on: '2025-03-10', amount_fen: 100_000, works_from: '2025-03-15', works_until: '2025-06-30',
  }); // prettier-ignore
}

/** 18 characters of the alphabet that credit codes use. */
const creditCode = (): string => `91${randomBytes(8).toString('hex').toUpperCase()}`;

async function insertRetrofit(insert: Insert, file: WholeFile, { areaCode }: Place): Promise<void> {
  await insert('retrofits', {
    id: file.retrofitId, area_code: areaCode, programme_id: file.programmeId, programme_starts_on: '2025-01-01', programme_ends_on: '2025-12-31',
    household_id: file.householdId, person_id: file.personId, contract_id: file.contractId, contractor_id: file.contractorId,
    contract_signed_on: '2025-03-10', surveyed_on: '2025-02-20', measured_on: '2025-02-20', consulted_on: '2025-02-21', plan_agreed_on: '2025-02-25',
  }); // prettier-ignore
  await insert('quota_entries', {
    id: newId(), area_code: areaCode.slice(0, 6), programme_id: file.programmeId, kind: 'reserve', households: 1, retrofit_id: file.retrofitId,
    occurred_on: '2025-02-01',
  }); // prettier-ignore
}

async function insertOpinions(insert: Insert, db: TestDatabase, file: WholeFile): Promise<void> {
  const retrofit_id = file.retrofitId;
  await insert('applications', {
    retrofit_id, applicant_name: '某人', applicant_relation: 'self', channel: 'community', needs: '门口有台阶',
  }); // prettier-ignore
  const days = ['2025-02-01', '2025-02-03', '2025-02-05', '2025-02-18'];
  for (const [level, given_on] of days.entries())
    await insert('application_steps', {
      retrofit_id, level, verdict: 'agree', given_on, user_id: file.reviewerIds[Math.max(0, level - 1)], person_name: '审核人', opinion: '同意',
      seal_caption: '样板章', content_hash: randomBytes(32), preceding_level: level === 0 ? null : level - 1,
      preceding_verdict: level === 0 ? null : 'agree', preceded_on: days[level - 1] ?? null,
    }); // prettier-ignore
  await db.query('UPDATE retrofits SET approved_on = $2 WHERE id = $1', [retrofit_id, days[3]]);
}

async function insertWorks(insert: Insert, db: TestDatabase, file: WholeFile, area: string): Promise<void> {
  const retrofit_id = file.retrofitId;
  const [roomId, itemId, planId, inspectionId] = [newId(), newId(), newId(), newId()];
  const catalogue_code = `ramp-${retrofit_id}`;
  await db.query(
    `INSERT INTO catalogue_items (code, item, price_limit_fen) VALUES ($1, '{}', 1000) ON CONFLICT DO NOTHING`,
    [catalogue_code],
  );
  await insert('catalogue_settings', {
    id: newId(), area_code: area.slice(0, 6), code: catalogue_code, price_limit_fen: 2000, minimum_works_days: 1, active: true,
  }); // prettier-ignore
  await insert('rooms', { id: roomId, retrofit_id, kind: 'entrance', name: '门口' });
  await insert('site_surveys', {
    retrofit_id, dwelling: 'bungalow', condition: 'sound', needs: '门口有台阶', surveyor_id: file.reviewerIds[0], surveyor_name: '审核人',
  }); // prettier-ignore
  await insert('measurements', {
    id: newId(), retrofit_id, room_id: roomId, what: 'stepHeight', place: '门前', value_mm: 300,
  }); // prettier-ignore
  await insert('consultations', {
    retrofit_id, consulted: 'self', consulted_name: '某人', wishes: '想自己出门', read_aloud: true, agrees: true,
  }); // prettier-ignore
  await insert('retrofit_items', { id: itemId, retrofit_id, catalogue_code, room_id: roomId, position: 1 });
  await insert('plans', { id: planId, retrofit_id, revision: 1, total_fen: 50_000 });
  const line = { plan_id: planId, item_id: itemId, retrofit_id, quantity: 1, unit_price_fen: 50_000 };
  await insert('plan_lines', line);
  await insert('devices', { id: newId(), retrofit_id, item_id: itemId, brand: '样板', serial_number: newId().toUpperCase() }); // prettier-ignore
  await insert('progress_notes', { id: newId(), retrofit_id, noted_on: '2025-03-20', note: '开工', author_name: '工长' }); // prettier-ignore
  await insertEvidence(insert, db, file, area, itemId);
  await insert('inspections', {
    id: inspectionId, retrofit_id, round: 1, plan_id: planId, inspected_on: '2025-04-20', inspector_id: file.reviewerIds[2], inspector_name: '审核人',
    result: 'defects',
  }); // prettier-ignore
  await insert('inspection_items', {
    inspection_id: inspectionId, item_id: itemId, retrofit_id, accepted_quantity: 1, result: 'defect', function_test: 'failed',
  }); // prettier-ignore
  await insert('defects', { id: newId(), retrofit_id, item_id: itemId, source: 'inspection', description: '扶手松动', found_on: '2025-04-20' }); // prettier-ignore
  await insertStatements(insert, file, inspectionId, area);
}

async function insertEvidence(
  insert: Insert,
  db: TestDatabase,
  file: WholeFile,
  area_code: string,
  itemId: string,
): Promise<void> {
  const from = { retrofit_id: file.retrofitId, uploaded_by: file.reviewerIds[0], uploader_name: '审核人' };
  const sha256 = randomBytes(32);
  await insert('photos', {
    id: file.photoId, ...from, item_id: itemId, stage: 'before', sha256, storage_key: keyOf(sha256), media_type: 'image/jpeg', bytes: 1, width: 1,
    height: 1, grade: 'none', taken_on: '2025-02-20', uploader_role: 'caseworker',
  }); // prettier-ignore
  const scanId = newId();
  for (const kind of ['drawing', 'application', 'waiver'])
    await insert('documents', {
      id: kind === 'waiver' ? scanId : newId(), area_code, ...from, kind, title: kind, sha256: randomBytes(32), storage_key: 'a', media_type: 'application/pdf',
      bytes: 1,
    }); // prettier-ignore
  await insertWaiver(insert, db, file, scanId);
}

/** Asked for and taken back, so that it lets nothing pass and waits for nobody. */
async function insertWaiver(
  insert: Insert,
  db: TestDatabase,
  file: WholeFile,
  scanId: string,
): Promise<void> {
  await insert('waivers', {
    id: newId(), retrofit_id: file.retrofitId, rule: 'C17', reason: '资质证书正在换发', authority: '样板市残疾人联合会', document_number: '样市残〔1〕号',
    document_date: '2025-03-01', document_id: scanId, requested_by: file.reviewerIds[0], requester_name: '审核人',
  }); // prettier-ignore
  await db.query(
    `UPDATE waivers SET withdrawn_by = requested_by, withdrawer_name = requester_name, withdrawal_reason = '证书已换发' WHERE retrofit_id = $1`,
    [file.retrofitId],
  );
}

async function insertStatements(
  insert: Insert,
  file: WholeFile,
  inspectionId: string,
  areaCode: string,
): Promise<void> {
  const retrofit_id = file.retrofitId;
  const signatureId = newId();
  const signed = {
    retrofit_id, inspection_id: inspectionId, signer_name: '某人', strokes: '[[[0,0,0]]]', content_hash: randomBytes(32), signed_on: '2025-04-20',
    taken_by: file.reviewerIds[2],
  }; // prettier-ignore
  const [reportId, hash] = [newId(), randomBytes(32)];
  await insert('signatures', { id: signatureId, ...signed, content_hash: hash, purpose: 'satisfaction', signer_role: 'household', relation: 'self' }); // prettier-ignore
  const taken_by = newId();
  await insert('users', {
    id: taken_by, username: `b${randomBytes(8).toString('hex')}`, display_name: '某人', password_hash: 'none', role: 'contractor',
    area_code: areaCode.slice(0, 6), contractor_id: file.contractorId,
  }); // prettier-ignore
  await insert('signatures', { id: newId(), ...signed, taken_by, purpose: 'acceptance', signer_role: 'contractor', relation: 'office' }); // prettier-ignore
  await insert('acceptance_reports', {
    id: reportId, retrofit_id, year: 2025, sequence: 1 + randomBytes(3).readUIntBE(0, 3), number: `样〔${reportId}〕`, inspection_id: inspectionId,
    content: '{}', content_hash: hash, issued_by: file.reviewerIds[2], issuer_name: '审核人',
  }); // prettier-ignore
  await insert('satisfaction_statements', {
    id: newId(), retrofit_id, report_id: reportId, report_hash: hash, outcome: 'satisfied', signature_id: signatureId, stated_on: '2025-04-25',
  }); // prettier-ignore
}

async function insertTrail(insert: Insert, file: WholeFile, { areaCode }: Place): Promise<void> {
  const [actor_id] = file.reviewerIds;
  await insert('access_tokens', {
    id: newId(), user_id: actor_id, name: '程序', token_hash: randomBytes(32), expires_at: '2035-01-01T00:00:00Z',
  }); // prettier-ignore
  await insert('idempotency_keys', { actor_id, key: newId(), fingerprint: 'a' });
  await insert('history_entries', {
    id: newId(), area_code: areaCode, kind: 'retrofit.opened', subject_type: 'retrofit', subject_id: file.retrofitId, retrofit_id: file.retrofitId,
    household_id: file.householdId, actor_id, actor_name: '审核人', actor_role: 'caseworker', data: '{}',
  }); // prettier-ignore
  // Its first event is written by the table itself.
  await insert('findings', {
    id: file.findingId, area_code: areaCode, programme_id: file.programmeId, retrofit_id: file.retrofitId, rule: 'G01', mode: 'watch',
    subject_type: 'retrofit', subject_id: file.retrofitId, subject_part: 'surveyedOn', facts: '{"lagDays": 30}', fix_page: 'survey',
  }); // prettier-ignore
}

/** A year has one record in a district, so that each file is given another one. */
let year = 2000;

async function insertFound(insert: Insert, file: WholeFile, { areaCode }: Place): Promise<void> {
  const { importId: import_id, foundRecordId: record_id } = file;
  const area_code = areaCode.slice(0, 6);
  year += 1;
  await insert('imports', {
    id: import_id, area_code, ledger: 'applications', file_name: '台账.xlsx', sha256: randomBytes(32), bytes: 1, storage_key: 'a', state: 'applied', starter_name: '审核人',
  }); // prettier-ignore
  await insert('import_rows', { import_id, row_number: 2, area_code, year, cells: '{}', facts: '{}', stops: false }); // prettier-ignore
  await insert('import_mappings', { id: file.importMappingId, area_code, ledger: 'applications', signature: import_id, columns: '[]' }); // prettier-ignore
  await insert('found_records', {
    id: record_id,
    area_code: areaCode,
    year,
    person_name: '某人',
    facts: '{}',
  });
  await insert('found_years', { id: file.foundYearId, area_code, year, facts: '{}' });
  await insert('found_sources', { import_id, row_number: 2, area_code: areaCode, record_id, ledger: 'applications', year, creates: true }); // prettier-ignore
  await insert('found_photos', { id: file.foundPhotoId, area_code: areaCode, record_id, file_name: '坡道.jpg', sha256: randomBytes(32), storage_key: 'a' }); // prettier-ignore
  await insert('import_photos', {
    id: newId(),
    import_id,
    area_code,
    position: 1,
    path: '坡道.jpg',
    record_id,
  });
  await insert('found_corrections', {
    id: newId(), area_code: areaCode, record_id, field: 'appliedOn', raw: '', reason: '笔误', document: '文1号', maker_name: '审核人',
  }); // prettier-ignore
}

/** That they wait to be compared is written by the tables themselves. */
async function insertLikeness(insert: Insert, db: TestDatabase, { photoId, foundPhotoId }: WholeFile): Promise<void> {
  for (const id of [photoId, foundPhotoId])
    await db.query(
      `INSERT INTO photo_hashes (photo_number, hash) SELECT number, repeat('01', 128)::bit(256) FROM photo_fingerprints WHERE id = $1`,
      [id],
    );
  const [photo_id, other_id] = [photoId, foundPhotoId].sort();
  await insert('photo_likenesses', { photo_id, other_id, distance: 0, score: 1, map: [1, 0, 0, 0, 1, 0], is_mirrored: false }); // prettier-ignore
} // prettier-ignore

async function insertAudit(insert: Insert, db: TestDatabase, file: WholeFile, { areaCode }: Place): Promise<void> {
  const run_id = file.auditId;
  await insert('audit_runs', { id: run_id, area_code: areaCode.slice(0, 6), sources: 'found', starter_name: '审核人' });
  await db.query(`UPDATE audit_runs SET state = 'running' WHERE id = $1`, [run_id]);
  await insert('audit_findings', {
    run_id, area_code: areaCode, source: 'found', record_id: file.foundRecordId, year, person_label: '某*', community: '', contractor: '',
    rule: 'C07', mode: 'block', subject_type: 'retrofit', subject_id: file.foundRecordId, subject_part: '', facts: '{}',
  });
} // prettier-ignore
