import { createHash } from 'node:crypto';
import { newId } from '../../src/platform/database/ids';
import { addDays } from '../../src/platform/time/calendar-date';
import { ProposePlan } from '../../src/plans/propose-plan';
import { Aspect, Dossier } from '../../src/rules/dossier';
import { RuleCode } from '../../src/rules/rule-code';
import { ProgrammeDossierRepository } from '../../src/findings/programme-dossier.repository';
import { DossierRepository } from '../../src/workflow/dossier.repository';
import { RULE_BOOK } from '../../src/workflow/rule-book';
import { RecordInspection } from '../../src/acceptance/record-inspection';
import { TakeSignature } from '../../src/acceptance/take-signature';
import {
  aCompletedRetrofit,
  aDrawnSignature,
  anInspection,
  aSigning,
  CompletedRetrofit,
} from '../builders/acceptance';
import { aProgramme } from '../builders/programme';
import { aRetrofit, BuiltRetrofit, usualDays } from '../builders/retrofit';
import { createTestApp, TestApp } from '../support/test-app';

const ELSEWHERE = '外区县 / another district';

describe('The dossier of a living retrofit', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await createTestApp();
  });
  afterAll(() => test.close());

  const dossierOf = ({ id }: { id: string }): Promise<Dossier> =>
    test.database.as(test.actors.supervisor).read((tx) => test.get(DossierRepository).load(tx, id));
  const found = (dossier: Dossier, code: RuleCode) => RULE_BOOK.check(dossier, [code]);

  /** A line of an old ledger, as the import leaves it. */
  const ledger = async (areaCode: string, year: number, facts: object, personId: string | null = null) => {
    const id = newId();
    await test.db.query(
      `INSERT INTO found_records (id, area_code, year, person_name, community, facts, id_number_hash)
       VALUES ($1, $2, $3, '李某', '南门社区', $4, (SELECT id_number_hash FROM people WHERE id = $5))`,
      [id, areaCode, year, JSON.stringify(facts), personId],
    );
    return id;
  };

  const photo = async (
    { id, barsId, days }: CompletedRetrofit,
    { longitude, software }: { longitude: number; software: string },
  ): Promise<string> => {
    const photoId = newId();
    await test.db.query(
      `INSERT INTO photos (id, retrofit_id, item_id, stage, sha256, storage_key, media_type, bytes, width, height, grade, taken_on, camera_at,
                           software, longitude, latitude, position_accuracy_m, uploaded_by, uploader_name, uploader_role)
       SELECT $1, $2, $3, 'during', $4, file_key($4), 'image/jpeg', 100, 320, 240, 'camera', $5::date, $5::date, $6, $7, 33.123456, 10, id, display_name, role
         FROM users WHERE username = 'caseworker'`,
      [photoId, id, barsId, createHash('sha256').update(photoId).digest(), days.started, software, longitude],
    );
    return photoId;
  };

  const proposal = (made: BuiltRetrofit, unitPriceFen: number, note = '') =>
    test.get(ProposePlan).execute(
      test.actors.caseworker,
      made.id,
      {
        reason: null,
        lines: [
          { itemId: null, catalogueCode: 'toilet-grab-bar', roomId: made.rooms.bathroom!, quantity: 1, unitPriceFen, dimensions: [], note },
        ],
      },
      null,
    ); // prettier-ignore

  it('is silent only about what nothing records yet', async () => {
    const { unknown } = await dossierOf(await aRetrofit(test).build());
    const silent: Aspect[] = ['payments', 'settlement', 'lookBacks', 'publications'];
    expect(unknown).toEqual(silent);
  });

  it('knows the thresholds that its programme sets', async () => {
    const set = { contractWithinDays: null, warrantyMonths: 60, worksRequired: true, peerFactor: 1.5, radiusM: 90, visitsPerDay: 6, fastestKmh: 40 }; // prettier-ignore
    const programme = await aProgramme(test, set);
    const { programme: terms } = await dossierOf(await aRetrofit(test).inProgramme(programme).build());
    expect(terms).toMatchObject(set);
  });

  it('finds the serial number of its device in the ledgers of other people (E09)', async () => {
    const made = await aCompletedRetrofit(test);
    const [device] = await test.db.query<{ serial: string }>('SELECT serial_number AS serial FROM devices WHERE retrofit_id = $1', [made.id]); // prettier-ignore
    const serialNumbers = ['X-1', device!.serial];
    expect((await dossierOf(made)).devices).toMatchObject([{ serialNumber: device!.serial, alsoAt: [] }]);
    await ledger('990101', 2021, { serialNumbers }, made.personId);
    const near = await ledger('990101', 2020, { serialNumbers });
    const far = await ledger('990102', 2021, { serialNumbers });
    const corrected = await ledger('990101', 2019, { serialNumbers });
    await test.db.query(
      `INSERT INTO found_corrections (id, area_code, record_id, field, value, raw, reason, document, maker_name)
       VALUES ($1, '990101', $2, 'serialNumbers', '["X-1"]', 'X-1', '抄错', '更正〔1〕号', '韩明远')`,
      [newId(), corrected],
    );
    const dossier = await dossierOf(made);
    expect(dossier.devices[0]!.alsoAt).toEqual([
      { id: near, label: '2020 · 南门社区' },
      { id: far, label: ELSEWHERE },
    ]);
    expect(found(dossier, 'E09')).toHaveLength(1);
  });

  it('knows how far from the dwelling a photo was taken (E05) and what edited it (E11)', async () => {
    const made = await aCompletedRetrofit(test);
    await photo(made, { longitude: 113.123457, software: 'HarmonyOS 4.0' });
    expect(found(await dossierOf(made), 'E05')).toEqual([]);
    expect(found(await dossierOf(made), 'E11')).toEqual([]);
    const id = await photo(made, { longitude: 113.2, software: 'Adobe Photoshop 24.1' });
    const dossier = await dossierOf(made);
    expect(found(dossier, 'E05').map(({ subject }) => subject.id)).toEqual([id]);
    expect(found(dossier, 'E11')).toMatchObject([{ subject: { id }, facts: { editor: 'Adobe Photoshop' } }]);
  });

  it('takes the survey’s place for a household whose own was never fixed', async () => {
    const nowhere = { longitude: null, latitude: null, positionAccuracyM: null };
    const made = await aRetrofit(test).withHousehold(nowhere).surveyed().build();
    expect((await dossierOf(made)).household.position).toBeNull();
    await test.db.query('UPDATE site_surveys SET longitude = 113.5, latitude = 33.5 WHERE retrofit_id = $1', [made.id]); // prettier-ignore
    expect((await dossierOf(made)).household.position).toMatchObject({ longitude: 113.5, latitude: 33.5 });
  });

  it('keeps the photos that others took the place of, with the reason', async () => {
    const made = await aCompletedRetrofit(test);
    const first = await photo(made, { longitude: 113.123456, software: '' });
    const second = await photo(made, { longitude: 113.123456, software: '' });
    await test.db.query(`UPDATE photos SET superseded_by = $2, superseded_reason = '太暗' WHERE id = $1`, [first, second]); // prettier-ignore
    const { supersededPhotos, today } = await dossierOf(made);
    expect(supersededPhotos).toEqual([{ id: first, stage: 'during', reason: '太暗', supersededOn: today }]);
  });

  it('names households of the same community at the very same address by the surname only', async () => {
    const [address, other] = [`石桥社区 ${newId()} 号`, `石桥社区 ${newId()} 号`];
    const made = await aRetrofit(test).withHousehold({ address }).build();
    const twin = await aRetrofit(test).withHousehold({ address, headName: '欧阳修' }).build();
    await aRetrofit(test).withHousehold({ address: other }).build();
    const dossier = await dossierOf(made);
    expect(dossier.household.sameAddress).toEqual([{ id: twin.householdId, label: '欧某' }]);
    expect(found(dossier, 'P06')).toMatchObject([{ facts: { problem: 'address', other: '欧某' } }]);
  });

  it('finds other retrofits of the household or person, living and in ledgers, and the scheme for the elderly', async () => {
    const programmeId = await aProgramme(test, { barYears: 20 });
    const made = await aRetrofit(test).inProgramme(programmeId).build();
    const earlier = await aProgramme(test, { name: `上一年 ${newId()}` });
    const other = newId();
    await test.db.query(
      `INSERT INTO retrofits (id, area_code, programme_id, programme_starts_on, programme_ends_on, household_id, person_id)
       SELECT $1, r.area_code, p.id, p.starts_on, p.ends_on, r.household_id, r.person_id FROM retrofits r, programmes p WHERE r.id = $2 AND p.id = $3`,
      [other, made.id, earlier],
    );
    const accepted = { acceptedOn: { from: '2019-05-01', until: '2019-05-31' } };
    const old = await ledger('990101', 2019, accepted, made.personId);
    await ledger('990101', 2018, { appliedOn: { from: '2018-01-01', until: '2018-01-01' } }, made.personId);
    const elderly = await ledger('990102', 2017, { elderlyScheme: true }, made.personId);
    const dossier = await dossierOf(made);
    const { household, programme } = dossier;
    expect(found(dossier, 'P05').map(({ subject }) => subject.part)).toEqual(expect.arrayContaining([elderly, old])); // prettier-ignore
    expect(household.otherRetrofits).toMatchObject([
      { id: elderly, kind: 'elderlyScheme', label: ELSEWHERE, on: '2017-01-01' },
      { id: old, kind: 'retrofit', label: '2019 · 南门社区', on: '2019-05-01', sameProgramme: false },
      { id: other, kind: 'retrofit', sameProgramme: false },
    ]);
    // A line of this very year and district is this very retrofit.
    const [{ year } = { year: 0 }] = await test.db.query<{ year: number }>('SELECT year FROM programmes WHERE id = $1', [programme.id]); // prettier-ignore
    await ledger('990101', year, accepted, made.personId);
    expect((await dossierOf(made)).household.otherRetrofits).toHaveLength(3);
  });

  it('holds every text once, and the names that are the office’s own', async () => {
    const made = await aRetrofit(test).selected().approved().consulted().build();
    await proposal(made, 20_000, '本局研究同意');
    const dossier = await dossierOf(made);
    const { texts, programme } = dossier;
    expect(found(dossier, 'F03')).toMatchObject([{ facts: { text: 'planReason', names: ['本局'] } }]);
    expect(texts.map(({ field }) => field)).toEqual(['communityOpinion', 'streetOpinion', 'districtOpinion', 'selectionRecord', 'needs', 'survey', 'consultation', 'planReason']); // prettier-ignore
    expect(texts.at(-1)!.text).toBe('本局研究同意');
    expect(programme.ownNames).toEqual(expect.arrayContaining(['样板省', '样板市', '东平区', '长坡街道', '石桥'])); // prettier-ignore
    expect(programme.ownNames).not.toContain('西平区');
  });

  it('counts the homes that one person visited on a day, in surveys and inspections alike', async () => {
    const programmeId = await aProgramme(test, { visitsPerDay: 1 });
    const made = await aRetrofit(test).inProgramme(programmeId).surveyed().build();
    const on = made.days.surveyed;
    const before = (await dossierOf(made)).visits[0]!.thatDay;
    await aRetrofit(test).surveyed(on).build();
    await aRetrofit(test).surveyed(addDays(on, 1)).build();
    const dossier = await dossierOf(made);
    expect(found(dossier, 'G01')).toMatchObject([{ facts: { problem: 'tooMany', allowedVisits: 1 } }]);
    expect(dossier.visits).toEqual([
      { id: `${made.id}/survey`, kind: 'survey', on, personName: '何巧云', thatDay: before + 1, fastestKmh: null },
    ]); // prettier-ignore
    const completed = await aCompletedRetrofit(test);
    await test.get(RecordInspection).execute(test.actors.district, completed.id, anInspection(completed), null); // prettier-ignore
    expect((await dossierOf(completed)).visits).toMatchObject([{ kind: 'inspection', personName: '沈若兰' }]);
  });

  it('knows how fast one must have travelled between two homes, by the position fixes of one’s photos (G01)', async () => {
    const [one, other] = [await aRetrofit(test).surveyed().build(), await aRetrofit(test).surveyed().build()];
    const fix = async (made: BuiltRetrofit, time: string, longitude: number, who = 'caseworker') => {
      const id = newId();
      await test.db.query(
        `INSERT INTO photos (id, retrofit_id, room_id, stage, sha256, storage_key, media_type, bytes, width, height, grade, taken_on, position_at,
                             longitude, latitude, position_accuracy_m, uploaded_by, uploader_name, uploader_role)
         SELECT $1, $2, $3, 'before', $4, file_key($4), 'image/jpeg', 100, 320, 240, 'camera', $5::date, $6, $7, 33.5, 20, id, display_name, role
           FROM users WHERE username = $8`,
        [id, made.id, made.rooms.bathroom, createHash('sha256').update(id).digest(), made.days.surveyed, `${made.days.surveyed}T${time}+08:00`, longitude, who],
      ); // prettier-ignore
    };
    expect((await dossierOf(one)).visits[0]!.fastestKmh).toBeNull();
    await fix(one, '09:00:00', 113.1);
    await fix(one, '09:10:00', 113.1);
    await fix(other, '09:20:00', 114.1, 'street');
    expect((await dossierOf(one)).visits[0]!.fastestKmh).toBeNull(); // somebody else was there
    await fix(other, '11:10:00', 114.1);
    const slow = (await dossierOf(one)).visits[0]!.fastestKmh!;
    expect(slow).toBeGreaterThan(45);
    expect(slow).toBeLessThan(47);
    expect(found(await dossierOf(one), 'G01')).toEqual([]);
    await fix(other, '09:30:00', 114.1);
    for (const made of [one, other]) {
      const dossier = await dossierOf(made);
      expect(found(dossier, 'G01')).toMatchObject([{ facts: { problem: 'tooFast', kmh: 278 } }]);
    }
  });

  it('compares a price with what at least five others agreed to before, and keeps that', async () => {
    for (let peer = 0; peer < 5; peer++) await aCompletedRetrofit(test);
    const programmeId = await aProgramme(test, { peerFactor: 1.1 });
    const made = await aRetrofit(test).inProgramme(programmeId).approved().consulted().build();
    await proposal(made, 34_000);
    const dossier = await dossierOf(made);
    const { peerPrices } = dossier;
    expect(found(dossier, 'M03')).toMatchObject([{ facts: { priceFen: 34_000, medianFen: 30_000 } }]);
    expect(peerPrices['toilet-grab-bar']).toMatchObject({ medianFen: 30_000 });
    const { count } = peerPrices['toilet-grab-bar']!;
    expect(count).toBeGreaterThanOrEqual(5);
    await aCompletedRetrofit(test);
    expect((await dossierOf(made)).peerPrices['toilet-grab-bar']!.count).toBe(count);
  });

  it('sees the same strokes under two names (S04), and names a stranger by the surname', async () => {
    const [first, second] = [await aCompletedRetrofit(test), await aCompletedRetrofit(test)];
    const strokes = aDrawnSignature();
    for (const [made, role] of [
      [first, 'community'],
      [first, 'household'],
      [second, 'household'],
    ] as const) {
      if (role !== 'household' || made === second)
        await test.get(RecordInspection).execute(test.actors.district, made.id, anInspection(made), null);
      await test.get(TakeSignature).execute(test.actors.caseworker, made.id, await aSigning(test, made, role, { strokes })); // prettier-ignore
    }
    const dossier = await dossierOf(first);
    const names = Object.fromEntries(dossier.signatures.map(({ role, sameImageNames }) => [role, sameImageNames])); // prettier-ignore
    expect(names).toEqual({ community: ['张三丰', '张某'], household: ['何巧云'] });
    // And that it stands twice under the name of the household.
    expect(found(dossier, 'S04').map(({ subject }) => subject.part)).toEqual([
      undefined,
      undefined,
      'copied',
    ]);
    expect((await dossierOf(second)).signatures[0]!.sameImageNames).toEqual(['何某']);
  });

  it('of a programme knows its plan (Q02), and holds what was reported against the acceptances (Q04)', async () => {
    const load = async (id: string) =>
      test.database
        .as(test.actors.supervisor)
        .read(async (tx) => (await test.get(ProgrammeDossierRepository).load(tx, id)).dossier);
    const { granted, signed } = usualDays(test);
    const late = { planBy: usualDays(test).programmeStarts };
    const open = await load(await aProgramme(test, late));
    expect(open).toMatchObject({ planApprovedOn: null, reported: null, unknown: [] });
    expect(RULE_BOOK.auditProgramme(open).map(({ rule }) => rule)).toEqual(['Q02']);
    const planned = { ...late, planApprovedOn: granted, planDocument: '样残联〔2026〕3号' };
    const reported = await load(await aProgramme(test, { ...planned, reportedAccepted: 3, reportedOn: signed })); // prettier-ignore
    expect(reported).toMatchObject({ planApprovedOn: granted, reported: { accepted: 3, supported: 0 } });
    expect(RULE_BOOK.auditProgramme(reported).map(({ rule }) => rule)).toEqual(['Q04']);
  });
});
