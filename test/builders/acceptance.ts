import { createHash, randomBytes } from 'node:crypto';
import sharp from 'sharp';
import { InspectedItemDto, RecordInspectionDto, TakeSignatureDto } from '../../src/acceptance/acceptance.dto';
import { CompleteAcceptance } from '../../src/acceptance/complete-acceptance';
import { IssueReport } from '../../src/acceptance/issue-report';
import { RecordInspection } from '../../src/acceptance/record-inspection';
import { TakeSignature } from '../../src/acceptance/take-signature';
import { DecideFindings } from '../../src/findings/decide-findings';
import { FindFindings } from '../../src/findings/find-findings';
import { catalogueItem } from '../../src/plans/catalogue/catalogue';
import { Strokes } from '../../src/platform/http/fields';
import { systemActor } from '../../src/platform/database/actor';
import { Tx } from '../../src/platform/database/database';
import { newId } from '../../src/platform/database/ids';
import { CalendarDate } from '../../src/platform/time/calendar-date';
import { FileStorage } from '../../src/platform/storage/file-storage';
import { SignerRole } from '../../src/rules/dossier';
import { contentHash, ShownStep } from '../../src/workflow/application-content';
import { SignedContent } from '../../src/workflow/signed-content';
import { drawnName } from '../../src/demo/signature-strokes';
import { PersonKey } from '../support/people';
import { TestApp } from '../support/test-app';
import { aRetrofit, BuiltRetrofit, ProgrammeTraits } from './retrofit';

/** A retrofit whose works are completed: grab bars (works, measured) and a flashing doorbell (device). */
export interface CompletedRetrofit extends BuiltRetrofit {
  barsId: string;
  bellId: string;
  planId: string;
}

export interface CompletedTraits {
  programme?: ProgrammeTraits | string;
  /** False leaves the works unfinished. */
  completed?: boolean;
  /** Stages of photos to leave out. */
  withoutPhotos?: readonly string[];
  /** Real pictures in the store, for a PDF; by default rows only. */
  withPictures?: boolean;
  /** True leaves them to be compared with all others. */
  withPhotosWaiting?: boolean;
}

const WORKS_CODE = 'toilet-grab-bar';
const DEVICE_CODE = 'flashing-doorbell';
let turn = 1;

/** Straight into the tables, as what acceptance finds; what acceptance itself does is done by its acts. */
export async function aCompletedRetrofit(
  test: TestApp,
  traits: CompletedTraits = {},
): Promise<CompletedRetrofit> {
  const made = await aRetrofit(test)
    .inProgramme(traits.programme ?? {})
    .build();
  const retrofit = { ...made, barsId: newId(), bellId: newId(), planId: newId() };
  await test.database.as(systemActor('demo')).write(async (tx) => {
    await insertApproval(tx, test, retrofit);
    await insertPlan(tx, retrofit);
    await insertContract(tx, test, retrofit);
    await insertDates(tx, retrofit, traits.completed ?? true);
  });
  await insertPhotos(test, retrofit, traits);
  return retrofit;
}

async function insertApproval(
  tx: Tx,
  test: TestApp,
  { id, programmeId, days }: CompletedRetrofit,
): Promise<void> {
  const { caseworker, street, district } = test.actors;
  await tx.change(
    `INSERT INTO applications (retrofit_id, applicant_name, applicant_relation, channel, needs, selection_method, selected_on, selection_record,
                               notice_from, notice_until, notice_place)
     VALUES ($1, '张三丰', 'self', 'community', '卫生间没有扶手', 'appraisalMeeting', $2, '评议会记录', $3, $4, '村务公开栏')`,
    [id, days.selected, days.noticeFrom, days.noticeUntil],
  );
  const steps = [days.applied, days.community, days.street, days.district];
  const shown = {
    retrofitId: id,
    applicantName: '张三丰',
    applicantRelation: 'self',
    proxyReason: '',
    channel: 'community',
    needs: '卫生间没有扶手',
  };
  const before: ShownStep[] = [];
  for (const [level, on] of steps.entries()) {
    const user = [caseworker, caseworker, street, district][level]!;
    const hash = contentHash(shown, before);
    before.push({
      level,
      verdict: 'agree',
      givenOn: on,
      personName: user.name,
      opinion: '情况属实，同意',
      sealCaption: '样板残疾人联合会',
    });
    await tx.change(
      `INSERT INTO application_steps (retrofit_id, level, verdict, given_on, preceding_level, preceding_verdict, preceded_on, user_id, person_name,
                                      opinion, seal_caption, content_hash)
       VALUES ($1, $2, 'agree', $3, $4, $5, $6, $7, $8, '情况属实，同意', '样板残疾人联合会', $9)`,
      [id, level, on, level === 0 ? null : level - 1, level === 0 ? null : 'agree', steps[level - 1] ?? null, user.id, user.name, hash],
    ); // prettier-ignore
  }
  await tx.change(`UPDATE retrofits SET approved_on = $2 WHERE id = $1`, [id, days.district]);
  await tx.change(
    `INSERT INTO quota_entries (id, area_code, programme_id, kind, households, retrofit_id, occurred_on) VALUES ($1, '990101', $2, 'reserve', 1, $3, $4)`,
    [newId(), programmeId, id, days.applied],
  );
}

async function insertPlan(tx: Tx, { id, planId, barsId, bellId, days }: CompletedRetrofit): Promise<void> {
  for (const code of [WORKS_CODE, DEVICE_CODE])
    await tx.change(
      `INSERT INTO catalogue_items (code, item, price_limit_fen) VALUES ($1, $2, 100000) ON CONFLICT DO NOTHING`,
      [code, JSON.stringify(catalogueItem(code))],
    );
  const roomId = newId();
  await tx.change(`INSERT INTO rooms (id, retrofit_id, kind, name) VALUES ($1, $2, 'bathroom', '卫生间')`, [
    roomId,
    id,
  ]);
  for (const [index, [itemId, code]] of [[barsId, WORKS_CODE], [bellId, DEVICE_CODE]].entries())
    await tx.change(
      `INSERT INTO retrofit_items (id, retrofit_id, catalogue_code, room_id, position) VALUES ($1, $2, $3, $4, $5)`,
      [itemId, id, code, roomId, index + 1],
    ); // prettier-ignore
  await tx.change(`INSERT INTO plans (id, retrofit_id, revision, total_fen) VALUES ($1, $2, 1, 80000)`, [
    planId,
    id,
  ]);
  await tx.change(
    `INSERT INTO plan_lines (plan_id, item_id, retrofit_id, quantity, unit_price_fen, dimensions) VALUES ($1, $2, $4, 2, 30000, '{"horizontalHeight": 700}'),
            ($1, $3, $4, 1, 20000, '{}')`,
    [planId, barsId, bellId, id],
  );
  await tx.change(
    `UPDATE plans SET agreed_on = $2, agreed_by_name = '张三丰', agreed_by_relation = 'self', content_hash = $3 WHERE id = $1`,
    [planId, days.planAgreed, randomBytes(32)],
  );
  await tx.change(
    `INSERT INTO devices (id, retrofit_id, item_id, brand, serial_number) VALUES ($1, $2, $3, '样板', $4)`,
    [newId(), id, bellId, newId().toUpperCase()],
  );
}

async function insertContract(
  tx: Tx,
  test: TestApp,
  { id, programmeId, days }: CompletedRetrofit,
): Promise<void> {
  const contractorId = test.actors.contractor.contractorId;
  const [decisionId, contractId] = [newId(), newId()];
  await tx.change(
    `INSERT INTO decisions (id, area_code, programme_id, held_on, subject, attendees, minutes)
     VALUES ($1, '990101', $2, $3, '党组会〔2026〕5号：确定施工单位', '{甲,乙,丙}', '会议研究同意由该单位施工。')`,
    [decisionId, programmeId, days.decided],
  );
  await tx.change(
    `INSERT INTO contracts (id, area_code, programme_id, contractor_id, number, decision_id, decided_on, signed_on, amount_fen, works_from, works_until)
     VALUES ($1, '990101', $2, $3, $4, $5, $6, $7, 10000000, $7, $8)`,
    [
      contractId,
      programmeId,
      contractorId,
      `合同-${turn++}`,
      decisionId,
      days.decided,
      days.contractSigned,
      days.signed,
    ],
  );
  await tx.change(
    `UPDATE retrofits SET contract_id = $2, contractor_id = $3, contract_signed_on = $4 WHERE id = $1`,
    [id, contractId, contractorId, days.contractSigned],
  );
}

async function insertDates(tx: Tx, { id, days }: CompletedRetrofit, completed: boolean): Promise<void> {
  await tx.change(
    `UPDATE retrofits SET surveyed_on = $2, measured_on = $3, consulted_on = $4, plan_agreed_on = $5 WHERE id = $1`,
    [id, days.surveyed, days.measured, days.consulted, days.planAgreed],
  );
  // Before the works start: photos from before are locked from then on.
  await insertPhotoRows(tx, id, []);
  if (completed)
    await tx.change(`UPDATE retrofits SET started_on = $2, completed_on = $3 WHERE id = $1`, [
      id,
      days.started,
      days.completed,
    ]);
}

interface PhotoRow {
  itemId: string;
  stage: string;
  on: CalendarDate;
  sha256: Buffer;
}

async function insertPhotoRows(tx: Tx, retrofitId: string, rows: readonly PhotoRow[]): Promise<void> {
  for (const { itemId, stage, on, sha256 } of rows)
    await tx.change(
      `INSERT INTO photos (id, retrofit_id, item_id, stage, sha256, storage_key, media_type, bytes, width, height, grade, taken_on, claimed_on, uploaded_by,
                           uploader_name, uploader_role)
       SELECT $1, $2, $3, $4, $5, file_key($5), 'image/jpeg', 100, 320, 240, 'none', $6, $6, id, display_name, role FROM users WHERE username = 'caseworker'`,
      [newId(), retrofitId, itemId, stage, sha256, on],
    );
}

async function insertPhotos(
  test: TestApp,
  retrofit: CompletedRetrofit,
  traits: CompletedTraits,
): Promise<void> {
  const { barsId, bellId, days } = retrofit;
  const wanted: [string, string, CalendarDate][] = [
    [barsId, 'before', days.surveyed], [barsId, 'tape', days.completed], [barsId, 'after', days.completed],
    [bellId, 'before', days.surveyed], [bellId, 'after', days.completed], [bellId, 'inUse', days.completed],
    [bellId, 'nameplate', days.completed],
  ]; // prettier-ignore
  const rows: PhotoRow[] = [];
  for (const [itemId, stage, on] of wanted)
    if (!traits.withoutPhotos?.includes(stage))
      rows.push({ itemId, stage, on, sha256: await aPicture(test, traits) });
  await test.db.query('ALTER TABLE photos DISABLE TRIGGER photos_e08_originals_kept');
  await test.database.as(systemActor('demo')).write((tx) => insertPhotoRows(tx, retrofit.id, rows));
  if (!traits.withPhotosWaiting)
    await test.db.query(
      `UPDATE photo_fingerprints SET state = 'compared', details = decode(repeat('00', 64), 'hex') WHERE photo_id IN (SELECT id FROM photos WHERE retrofit_id = $1)`,
      [retrofit.id],
    );
  await test.db.query('ALTER TABLE photos ENABLE TRIGGER photos_e08_originals_kept');
  await test.db.query(
    `UPDATE devices d SET nameplate_photo_id = p.id FROM photos p WHERE p.item_id = d.item_id AND p.stage = 'nameplate' AND d.retrofit_id = $1`,
    [retrofit.id],
  );
}

async function aPicture(test: TestApp, { withPictures }: CompletedTraits): Promise<Buffer> {
  const shade = turn++;
  if (!withPictures) return createHash('sha256').update(`photo ${shade} ${newId()}`).digest();
  const background = { r: (shade * 37) % 256, g: (shade * 91) % 256, b: (shade * 53) % 256 };
  const picture = await sharp({ create: { width: 320, height: 240, channels: 3, background } })
    .withExif({ IFD0: { ImageDescription: newId() } })
    .jpeg()
    .toBuffer();
  return (await test.get(FileStorage).put(picture)).sha256;
}

let drawn = 0;

/** A signature as somebody draws it: a wave of forty points, never twice the same unless the test asks for it. */
export function aDrawnSignature(seed = ++drawn): Strokes {
  return drawnName(`${seed * 7919} 签名 ${seed}`, `${seed}`);
}

/** Bars as planned, measured within their requirements. */
export function goodBars(
  retrofit: CompletedRetrofit,
  change: Partial<InspectedItemDto> = {},
): InspectedItemDto {
  const item = catalogueItem(WORKS_CODE)!;
  return {
    itemId: retrofit.barsId,
    acceptedQuantity: 2,
    functionTest: item.functionTest ? 'passed' : 'notApplicable',
    unboxed: null,
    connected: null,
    measured: item.requirements.map(({ key, bound }) => ({
      key,
      value: bound.max ?? bound.min ?? 0,
      reasonUnmet: null,
      reasonAgreedBy: null,
    })),
    result: 'pass',
    note: null,
    ...change,
  };
}

export function goodBell(
  retrofit: CompletedRetrofit,
  change: Partial<InspectedItemDto> = {},
): InspectedItemDto {
  return {
    itemId: retrofit.bellId, acceptedQuantity: 1, functionTest: 'passed', unboxed: true, connected: true, measured: [], result: 'pass', note: null,
    ...change,
  }; // prettier-ignore
}

export function anInspection(
  retrofit: CompletedRetrofit,
  change: Partial<RecordInspectionDto> = {},
): RecordInspectionDto {
  return {
    inspectedOn: retrofit.days.accepted,
    opinion: '逐项合格',
    items: [goodBars(retrofit), goodBell(retrofit)],
    ...change,
  };
}

/** What somebody signs with, on the acceptance as it stands now. */
export async function aSigning(
  test: TestApp,
  retrofit: CompletedRetrofit,
  role: SignerRole,
  change: Partial<TakeSignatureDto> = {},
): Promise<TakeSignatureDto> {
  const contentHash = await test.database
    .as(test.actors.supervisor)
    .read((tx) => test.get(SignedContent).hash(tx, retrofit.id));
  return {
    role,
    signerName: role === 'thirdParty' ? '季长风' : null,
    signerFirm: role === 'thirdParty' ? '样板监理有限公司' : null,
    relation: role === 'household' ? 'self' : null,
    proxyRelation: null,
    proxyReason: null,
    witnessName: null,
    strokes: aDrawnSignature(),
    signedOn: retrofit.days.accepted,
    contentHash: contentHash ?? '0'.repeat(64),
    ...change,
  };
}

export const ALL_SIGNERS: readonly SignerRole[] = [
  'household',
  'contractor',
  'community',
  'street',
  'district',
];

/** Whose phone a party signs on: offices and the builder sign by their own accounts. */
export const SIGNING: Readonly<Record<SignerRole, PersonKey>> = {
  household: 'caseworker',
  contractor: 'contractor',
  community: 'caseworker',
  street: 'street',
  district: 'district',
  thirdParty: 'district',
};

/**
 * The supervisor lets the flags of a retrofit stand, all with one reason: the usual days of a built retrofit lie long
 * before its entries, which are late (C14).
 */
export async function flagsDecided(test: TestApp, { id }: { id: string }): Promise<void> {
  const { supervisor } = test.actors;
  const { findings } = await test.get(FindFindings).ofRetrofit(supervisor, id);
  const ids = findings
    .filter(({ mode, state }) => mode === 'flag' && state !== 'closed')
    .map((one) => one.id);
  if (ids.length === 0) return;
  const reason = '纸质记录已核对，日期属实';
  await test.get(DecideFindings).execute(supervisor, id, { ids, decision: 'accepted', reason });
}

/** Everybody signs, but those left out, and the supervisor decides on the flags. */
export async function signedByAll(
  test: TestApp,
  retrofit: CompletedRetrofit,
  but: readonly SignerRole[] = [],
): Promise<void> {
  for (const role of ALL_SIGNERS.filter((one) => !but.includes(one))) {
    const actor = test.actors[SIGNING[role]];
    await test.get(TakeSignature).execute(actor, retrofit.id, await aSigning(test, retrofit, role));
  }
  await flagsDecided(test, retrofit);
}

/** Inspected, signed and accepted. */
export async function anAcceptedRetrofit(
  test: TestApp,
  traits: CompletedTraits = {},
): Promise<CompletedRetrofit> {
  const retrofit = await aCompletedRetrofit(test, traits);
  await test.get(RecordInspection).execute(test.actors.district, retrofit.id, anInspection(retrofit), null);
  await signedByAll(test, retrofit);
  const acceptedOn = retrofit.days.accepted;
  await test.get(CompleteAcceptance).execute(test.actors.supervisor, retrofit.id, { acceptedOn }, null);
  return retrofit;
}

/** Accepted, with its report issued. */
export async function aReportedRetrofit(
  test: TestApp,
  traits: CompletedTraits = {},
): Promise<CompletedRetrofit & { reportId: string; number: string }> {
  const retrofit = await anAcceptedRetrofit(test, traits);
  const report = await test.get(IssueReport).execute(test.actors.supervisor, retrofit.id, {
    supersedesId: null,
    reason: null,
    voidsSatisfaction: null,
  });
  return { ...retrofit, reportId: report.id, number: report.number };
}
