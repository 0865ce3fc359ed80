import { ProgrammeDto } from '../../src/programmes/programmes.dto';
import { DossierRepository } from '../../src/workflow/dossier.repository';
import {
  aCompletedRetrofit,
  anAcceptedRetrofit,
  anInspection,
  CompletedRetrofit,
  signedByAll,
} from '../builders/acceptance';
import { aProgramme, aProgrammeInput } from '../builders/programme';
import { aRetrofit } from '../builders/retrofit';
import { brokenRules } from '../support/answers';
import { createTestApp, TestApp } from '../support/test-app';
import { Visitor } from '../support/visitor';

const ALL = ['household', 'contractor', 'community', 'street', 'district'] as const;

describe('The terms of a programme', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await createTestApp();
  });
  afterAll(() => test.close());

  const change = (programmeId: string, terms: Partial<ProgrammeDto>) =>
    test.as('supervisor').put(`/api/v1/programmes/${programmeId}`, aProgrammeInput(test, terms)).expect(200);
  const termsOf = async (id: string) =>
    ((await test.as('caseworker').get(`/api/v1/retrofits/${id}`).expect(200)).body as { terms: object })
      .terms;
  const dossierOf = (id: string) =>
    test.database.as(test.actors.supervisor).read((tx) => test.get(DossierRepository).load(tx, id));
  const accept = ({ id, days }: CompletedRetrofit) =>
    test.as('supervisor').post(`/api/v1/retrofits/${id}/acceptance`, { acceptedOn: days.accepted });

  it('bind as they were at the approval, and until then as they are', async () => {
    const programmeId = await aProgramme(test);
    const approved = await aRetrofit(test).inProgramme(programmeId).approved().build();
    const open = await aRetrofit(test).inProgramme(programmeId).reviewedByStreet().build();
    const weaker = { capFen: 9_000_000, noticeDays: 0, lateEntryDays: 90, grades: [1, 2, 3, 4], requiredSigners: ['household', 'district'], radiusM: 900, warrantyMonths: 0, peerFactor: 50 } satisfies Partial<ProgrammeDto>; // prettier-ignore
    await change(programmeId, weaker);
    const before = { capFen: 600_000, noticeDays: 7, lateEntryDays: 7, grades: [1, 2], requiredSigners: ALL, radiusM: 200, warrantyMonths: 24, peerFactor: 3 }; // prettier-ignore
    expect(await termsOf(approved.id)).toMatchObject(before);
    expect(await termsOf(open.id)).toMatchObject(weaker);
    expect((await dossierOf(approved.id)).programme).toMatchObject(before);
    expect((await dossierOf(open.id)).programme).toMatchObject(weaker);
  });

  it('keep the price limits of the approval; an item that is new in the catalogue has its own', async () => {
    const { id } = await aRetrofit(test).approved().build();
    const limits = async () => (await dossierOf(id)).programme.priceLimitsFen;
    const before = await limits();
    expect(before['toilet-grab-bar']).toBeGreaterThan(0);
    await test.db.query('UPDATE catalogue_items SET price_limit_fen = 9 * price_limit_fen');
    await test.db.query(
      `INSERT INTO catalogue_items (code, item, price_limit_fen) VALUES ('quite-new', '{}', 123)`,
    );
    expect(await limits()).toEqual({ ...before, 'quite-new': 123 });
    await test.db.query('UPDATE catalogue_items SET price_limit_fen = price_limit_fen / 9');
  });

  it('that are younger than the approval are the programme’s present ones', async () => {
    const programmeId = await aProgramme(test, { radiusM: 150 });
    const { id } = await aRetrofit(test).inProgramme(programmeId).approved().build();
    await test.db.query('ALTER TABLE retrofits DISABLE TRIGGER retrofits_keep_terms');
    await test.db.query(`UPDATE retrofits SET terms = terms - 'radiusM' WHERE id = $1`, [id]);
    await test.db.query('ALTER TABLE retrofits ENABLE TRIGGER retrofits_keep_terms');
    expect((await dossierOf(id)).programme).toMatchObject({ radiusM: 150, capFen: 600_000 });
  });

  it('that are lowered for a moment let no acceptance pass without its signers (S01)', async () => {
    const programmeId = await aProgramme(test);
    const retrofit = await aCompletedRetrofit(test, { programme: programmeId });
    await test
      .as('district')
      .post(`/api/v1/retrofits/${retrofit.id}/inspections`, anInspection(retrofit))
      .expect(201);
    await signedByAll(test, retrofit, ['contractor', 'community', 'street']);
    await change(programmeId, { requiredSigners: ['household', 'district'] });
    expect(brokenRules((await accept(retrofit).expect(422)).body)).toContain('S01');
    const { body } = await test.as('district').get(`/api/v1/retrofits/${retrofit.id}/acceptance`).expect(200);
    expect(body.requiredSigners).toEqual(ALL);
  });

  it('that grow stop nobody who was approved before', async () => {
    const programmeId = await aProgramme(test);
    const accepted = await anAcceptedRetrofit(test, { programme: programmeId });
    const waiting = await aCompletedRetrofit(test, { programme: programmeId });
    await test
      .as('district')
      .post(`/api/v1/retrofits/${waiting.id}/inspections`, anInspection(waiting))
      .expect(201);
    await signedByAll(test, waiting);
    await change(programmeId, { requiredSigners: [...ALL, 'thirdParty'], capFen: 1 });
    await accept(waiting).expect(200);
    for (const { id } of [accepted, waiting]) {
      const { body } = await test.as('supervisor').post(`/api/v1/retrofits/${id}/reports`, { supersedesId: null, reason: null }).expect(201); // prettier-ignore
      const [report] = await test.db.query<{ content: { amounts: object } }>('SELECT content FROM acceptance_reports WHERE id = $1', [body.id]); // prettier-ignore
      expect(report!.content.amounts).toMatchObject({ capFen: 600_000 });
    }
  });

  it('say on the pages what applies to whom', async () => {
    const programmeId = await aProgramme(test);
    const { id } = await aRetrofit(test).inProgramme(programmeId).approved().build();
    const open = await aRetrofit(test).inProgramme(programmeId).applied().build();
    const supervisor = await Visitor.as(test, 'supervisor');
    const edit = await supervisor.get(`/programmes/${programmeId}/edit`).expect(200);
    expect(edit.text).toContain('已批准的改造继续适用批准当日的条款');
    expect((await supervisor.get('/programmes/new').expect(200)).text).not.toContain('已批准的改造');
    await change(programmeId, { capFen: 700_000 });
    const shown = (await supervisor.get(`/retrofits/${id}`).expect(200)).text;
    expect(shown).toContain('6,000.00 元；公示 7 天');
    expect(shown).toContain('批准时的条款');
    const plan = (await supervisor.get(`/retrofits/${id}/plan`).expect(200)).text;
    expect(plan).toContain('6,000.00');
    expect(plan).not.toContain('7,000.00');
    const english = (await supervisor.get(`/retrofits/${open.id}?lang=en`).expect(200)).text;
    expect(english).toContain('7,000.00; public notice 7 days');
    expect(english).toContain('Not approved yet');
  });
});
