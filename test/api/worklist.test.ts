import { aPassedRound } from '../builders/proofs';
import { RecordInspection } from '../../src/acceptance/record-inspection';
import { aCompletedRetrofit, anAcceptedRetrofit, anInspection, signedByAll } from '../builders/acceptance';
import { aRetrofit } from '../builders/retrofit';
import { aWholeFile } from '../builders/whole-file';
import { PersonKey } from '../support/people';
import { createTestApp, TestApp } from '../support/test-app';
import { Visitor } from '../support/visitor';

describe('The worklist', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await createTestApp();
  });
  afterAll(() => test.close());

  /** All that waits for somebody of one retrofit. */
  const everything = async (person: PersonKey, retrofitId: string): Promise<string[]> => {
    const { body } = await test.as(person).get('/api/v1/worklist?limit=200').expect(200);
    const all = body.items as { kind: string; retrofitId: string }[];
    return all.filter((task) => task.retrofitId === retrofitId).map(({ kind }) => kind);
  };
  /** What of the road waits: consents can be asked for all along it. */
  const waits = async (person: PersonKey, retrofitId: string): Promise<string[]> =>
    (await everything(person, retrofitId)).filter((kind) => kind !== 'consent');

  it('is for people who are signed in and have a part in retrofits', async () => {
    await test.as(null).get('/api/v1/worklist').expect(401);
    await test.as('admin').get('/api/v1/worklist').expect(403);
    await test.as('caseworker').get('/api/v1/worklist?kind=nothing').expect(400);
  });

  it('hands a retrofit from one to the next, up to the plan', async () => {
    const opened = await aRetrofit(test).build();
    expect(await waits('caseworker', opened.id)).toEqual(['application']);
    const applied = await aRetrofit(test).applied().build();
    expect((await waits('caseworker', applied.id)).sort()).toEqual(['communityOpinion', 'survey']);
    expect(await waits('street', applied.id)).toEqual([]);
    const community = await aRetrofit(test).reviewedByCommunity().build();
    expect(await waits('street', community.id)).toEqual(['streetOpinion']);
    const street = await aRetrofit(test).reviewedByStreet().build();
    expect(await waits('street', street.id)).toEqual([]);
    expect(await waits('district', street.id)).toEqual(['districtOpinion']);
    const surveyed = await aRetrofit(test).approved().surveyed().build();
    expect(await waits('caseworker', surveyed.id)).toEqual(['measurement']);
    const consulted = await aRetrofit(test).approved().consulted().build();
    expect(await waits('caseworker', consulted.id)).toEqual(['plan']);
    expect(await waits('neighbour', consulted.id)).toEqual([]);
  });

  it('asks the community for consents until the household has given all of them', async () => {
    const { id, householdId } = await aRetrofit(test).build();
    const give = (kind: string) =>
      test
        .as('caseworker')
        .post(`/api/v1/households/${householdId}/consents`, {
          kind, textVersion: '2026-1', givenByName: '张三丰', givenByRelation: 'self', givenOn: '2026-01-05',
        })
        .expect(201); // prettier-ignore
    for (const kind of ['personalData', 'photos', 'publicNotice']) await give(kind);
    expect(await everything('caseworker', id)).toEqual(['application', 'consent']);
    expect(await everything('supervisor', id)).toEqual([]);
    const { body } = await test.as('supervisor').get(`/api/v1/retrofits/${id}`).expect(200);
    expect(body.missingConsents).toEqual(['contractorSharing']);
    const caseworker = await Visitor.as(test, 'caseworker');
    const missing = `/households/${householdId}/consents/contractorSharing`;
    expect((await caseworker.get(`/retrofits/${id}`).expect(200)).text).toContain(`href="${missing}"`);
    expect((await caseworker.get('/?kind=consent').expect(200)).text).toContain(`/households/${householdId}#consents`); // prettier-ignore
    await give('contractorSharing');
    expect(await everything('caseworker', id)).toEqual(['application']);
    expect((await caseworker.get(`/retrofits/${id}`)).text).not.toContain(missing);
    const given = await test.as('caseworker').get(`/api/v1/retrofits/${id}`).expect(200);
    expect(given.body.missingConsents).toEqual([]);
  });

  it('hands it on from the contract to the signature', async () => {
    const contractorId = test.actors.contractor.contractorId!;
    const inspected = async (more = '') => {
      const { retrofitId, reviewerIds } = await aWholeFile(test.db, { areaCode: '990101001001', contractorId }); // prettier-ignore
      await test.db.query('UPDATE defects SET cured_on = found_on, cure_note = $2 WHERE retrofit_id = $1', [retrofitId, '已换']); // prettier-ignore
      await test.db.query('UPDATE defects SET reinspected_on = cured_on WHERE retrofit_id = $1', [
        retrofitId,
      ]);
      await aPassedRound(test.db, { retrofitId, byUserId: reviewerIds[2], on: '2025-04-20' });
      await test.db.query(
        `WITH used AS (INSERT INTO quota_entries (id, area_code, programme_id, kind, households, retrofit_id, occurred_on)
           SELECT gen_random_uuid(), district_code, programme_id, 'use', 1, id, '2025-04-21' FROM retrofits WHERE id = $1 AND $2)
         UPDATE retrofits SET started_on = '2025-03-20', completed_on = '2025-04-18'${more} WHERE id = $1`,
        [retrofitId, more !== ''],
      );
      return retrofitId;
    };
    const accepted = await inspected(`, accepted_on = '2025-04-21'`);
    expect(await waits('supervisor', accepted)).toEqual(['satisfaction']);
    expect(await waits('caseworker', accepted)).toEqual(['satisfaction']);
    expect(await waits('supervisor', (await anAcceptedRetrofit(test)).id)).toEqual(['report']);
    const id = await inspected();
    const back = (change: string): Promise<unknown> =>
      test.db.query(`UPDATE retrofits SET ${change} WHERE id = $1`, [id]);
    expect(await waits('supervisor', id)).toEqual(['acceptance']);
    await test.db.query('UPDATE defects SET reinspected_on = NULL WHERE retrofit_id = $1', [id]);
    expect(await waits('supervisor', id)).toEqual(['reinspection']);
    await test.db.query('UPDATE defects SET cured_on = NULL, cure_note = NULL WHERE retrofit_id = $1', [id]);
    expect(await waits('supervisor', id)).toEqual(['openDefect']);
    expect(await waits('contractor', id)).toEqual(['cure']);
    await test.db.query('UPDATE defects SET cured_on = found_on, cure_note = $2 WHERE retrofit_id = $1', [id, '已换']); // prettier-ignore
    await back('completed_on = NULL');
    expect(await waits('contractor', id)).toEqual(['works']);
    await back('started_on = NULL');
    expect(await waits('contractor', id)).toEqual(['start']);
    await back('contract_id = NULL, contractor_id = NULL, contract_signed_on = NULL');
    expect(await waits('contractor', id)).toEqual([]);
    expect(await waits('district', id)).toContain('contract');
    await test.db.query(
      `WITH released AS (INSERT INTO quota_entries (id, area_code, programme_id, kind, households, retrofit_id, occurred_on)
         SELECT gen_random_uuid(), district_code, programme_id, 'release', 1, id, '2025-03-01' FROM retrofits WHERE id = $1)
       UPDATE retrofits SET ended_on = '2025-03-01', ended_reason = 'withdrawn' WHERE id = $1`,
      [id],
    );
    expect(await waits('district', id)).toEqual([]);
  });

  it('tells each party that signs by its own account that its signature is missing', async () => {
    const retrofit = await aCompletedRetrofit(test);
    const parties = ['caseworker', 'street', 'contractor'] as const;
    const missing = async () => (await Promise.all(parties.map((who) => waits(who, retrofit.id)))).flat();
    expect(await missing()).toEqual([]);
    await test.get(RecordInspection).execute(test.actors.district, retrofit.id, anInspection(retrofit), null);
    expect(await missing()).toEqual(['communitySignature', 'streetSignature', 'contractorSignature']);
    await signedByAll(test, retrofit, ['street']);
    expect(await missing()).toEqual(['streetSignature']);
    await test.get(RecordInspection).execute(test.actors.district, retrofit.id, anInspection(retrofit), null);
    expect(await missing()).toEqual(['communitySignature', 'streetSignature', 'contractorSignature']);
  });

  it('shows the longest waiting first, and pages by key', async () => {
    const seen: { since: string; retrofitId: string; kind: string }[] = [];
    for (let after: string | null = ''; after !== null;) {
      const { body } = await test
        .as('caseworker')
        .get(`/api/v1/worklist?limit=2${after && `&after=${after}`}`)
        .expect(200);
      seen.push(...(body.items as typeof seen));
      after = body.next as string | null;
    }
    expect(new Set(seen.map(({ retrofitId, kind }) => retrofitId + kind)).size).toBe(seen.length);
    expect(seen.map(({ since }) => since)).toEqual(seen.map(({ since }) => since).sort());
    expect(seen.length).toBeGreaterThan(5);
  });

  it('is the first page of everybody, each with their own', async () => {
    const caseworker = await Visitor.as(test, 'caseworker');
    const mine = await caseworker.get('/').expect(200);
    expect(mine.text).toContain('社区（村）意见');
    expect(mine.text).toContain('长坡街道石桥社区');
    const chosen = await caseworker.get('/?kind=plan').expect(200);
    expect(chosen.text).not.toContain('起 <strong class="tantu-tag tantu-tag--progress">实地察看');
    const empty = await (await Visitor.as(test, 'neighbour')).get('/').expect(200);
    expect(empty.text).toContain('没有等您办理的事项');
    const auditor = await (await Visitor.as(test, 'auditor')).get('/').expect(200);
    expect(auditor.text).toContain('登记家庭');
    expect(auditor.text).not.toContain('href="/?kind');
    await test.db.query(
      `UPDATE users SET locked_until = now() + interval '1 hour' WHERE username = 'street'`,
    );
    const admin = await (await Visitor.as(test, 'admin')).get('/?lang=en').expect(200);
    expect(admin.text).toContain('1 account is locked');
    await (await Visitor.as(test, 'contractor')).get('/').expect(200);
    await (await Visitor.as(test, 'supervisor')).get('/').expect(200);
  });
});
