import { RecordInspection } from '../../src/acceptance/record-inspection';
import { SignatureView } from '../../src/acceptance/acceptance.presenter';
import { SignerRole } from '../../src/rules/dossier';
import {
  aCompletedRetrofit,
  anInspection,
  aSigning,
  CompletedRetrofit,
  SIGNING,
} from '../builders/acceptance';
import { aProgramme } from '../builders/programme';
import { faults, wrongFields } from '../support/answers';
import { PEOPLE, PersonKey } from '../support/people';
import { createTestApp, TestApp } from '../support/test-app';

describe('Each party of an acceptance', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await createTestApp();
  });
  afterAll(() => test.close());

  const anInspected = async (signers?: SignerRole[]): Promise<CompletedRetrofit> => {
    const programme = signers && (await aProgramme(test, { requiredSigners: signers }));
    const retrofit = await aCompletedRetrofit(test, programme ? { programme } : {});
    await test.get(RecordInspection).execute(test.actors.district, retrofit.id, anInspection(retrofit), null);
    return retrofit;
  };
  const sign = async (
    who: PersonKey,
    retrofit: CompletedRetrofit,
    role: SignerRole,
    change: Parameters<typeof aSigning>[3] = {},
  ) =>
    test
      .as(who)
      .post(
        `/api/v1/retrofits/${retrofit.id}/acceptance/signatures`,
        await aSigning(test, retrofit, role, change),
      );
  const signatures = async ({ id }: CompletedRetrofit): Promise<SignatureView[]> => {
    const { body } = await test.as('district').get(`/api/v1/retrofits/${id}/acceptance`).expect(200);
    return (body as { signatures: SignatureView[] }).signatures;
  };

  it.each([
    ['community', ['street', 'district', 'supervisor']],
    ['street', ['caseworker', 'district', 'supervisor']],
    ['district', ['caseworker', 'street']],
    ['household', ['supervisor']],
    ['contractor', ['caseworker', 'district', 'supervisor']],
  ] as const)('%s: signs by its own people and by nobody else', async (role, others) => {
    const retrofit = await anInspected();
    for (const who of others) {
      const { status, body } = await sign(who, retrofit, role);
      expect([who, status]).toEqual([who, 403]);
      expect(faults(body)).toMatch(/登录/);
    }
    expect((await sign(SIGNING[role], retrofit, role)).status).toBe(201);
  });

  it('stands under the name of the account, whatever is typed', async () => {
    const retrofit = await anInspected();
    for (const role of ['community', 'street', 'district', 'contractor'] as const)
      expect((await sign(SIGNING[role], retrofit, role, { signerName: '随便写的' })).status).toBe(201);
    expect((await signatures(retrofit)).map(({ name }) => name)).toEqual(
      (['caseworker', 'street', 'district', 'contractor'] as const).map((person) => PEOPLE[person].name),
    );
  });

  it('has a person of its own: who moved to another office does not sign for that one as well', async () => {
    const retrofit = await anInspected();
    expect((await sign('caseworker', retrofit, 'community')).status).toBe(201);
    const move = (area: string) =>
      test.db.query('UPDATE users SET area_code = $2 WHERE id = $1', [test.actors.caseworker.id, area]);
    await move('990101001');
    try {
      const { status, body } = await sign('caseworker', retrofit, 'street');
      expect(status).toBe(409);
      expect(faults(body)).toContain('一人只能代表一个单位');
    } finally {
      await move(PEOPLE.caseworker.areaCode);
    }
    expect((await sign('street', retrofit, 'street')).status).toBe(201);
  });

  it('may be a firm without an account: it signs on the district’s phone, with name and firm', async () => {
    const retrofit = await anInspected(['household', 'district', 'thirdParty']);
    for (const who of ['caseworker', 'street'] as const)
      expect((await sign(who, retrofit, 'thirdParty')).status).toBe(403);
    const nameless = await sign('district', retrofit, 'thirdParty', { signerName: null, signerFirm: null });
    expect([nameless.status, wrongFields(nameless.body)]).toEqual([400, ['signerName', 'signerFirm']]);
    const own = await sign('district', retrofit, 'thirdParty', { signerName: PEOPLE.district.name });
    expect([own.status, wrongFields(own.body)]).toEqual([400, ['signerName']]);
    expect((await sign('district', retrofit, 'thirdParty')).status).toBe(201);
    expect((await sign('district', retrofit, 'district')).status).toBe(201);
    expect((await signatures(retrofit)).map(({ role, name, firm }) => [role, name, firm])).toEqual([
      ['thirdParty', '季长风', '样板监理有限公司'],
      ['district', PEOPLE.district.name, ''],
    ]);
  });

  describe('in the table', () => {
    const forge = (retrofit: CompletedRetrofit, role: SignerRole, person: PersonKey, name: string, firm = '') =>
      test.db.query(
        `INSERT INTO signatures (id, retrofit_id, purpose, inspection_id, signer_role, signer_name, signer_firm, relation, strokes, content_hash, signed_on,
                                 taken_by, taken_by_role)
         SELECT gen_random_uuid(), retrofit_id, 'acceptance', id, $2, $3, $4, 'office', '[[[1,1,1]]]', decode(repeat('00', 32), 'hex'), inspected_on, $5, 'x'
           FROM inspections WHERE retrofit_id = $1`,
        [retrofit.id, role, name, firm, test.actors[person].id],
      ); // prettier-ignore

    it('is of its own level and area, under its own name', async () => {
      const retrofit = await anInspected();
      const own = 'signatures_s06_own_account';
      await expect(forge(retrofit, 'street', 'district', PEOPLE.district.name)).rejects.toThrow(/own level/);
      await expect(forge(retrofit, 'community', 'neighbour', PEOPLE.neighbour.name)).rejects.toMatchObject({ constraint: own }); // prettier-ignore
      await expect(forge(retrofit, 'contractor', 'district', PEOPLE.district.name)).rejects.toMatchObject({ constraint: own }); // prettier-ignore
      await expect(forge(retrofit, 'district', 'auditor', PEOPLE.auditor.name)).rejects.toMatchObject({ constraint: own }); // prettier-ignore
      await expect(forge(retrofit, 'district', 'district', '别的名字')).rejects.toMatchObject({ constraint: 'signatures_s06_own_name' }); // prettier-ignore
      await expect(forge(retrofit, 'thirdParty', 'district', '季长风')).rejects.toMatchObject({ constraint: 'signatures_third_party_firm_given' }); // prettier-ignore
      await forge(retrofit, 'district', 'district', PEOPLE.district.name);
    });

    it('is another person than that of any other party', async () => {
      const retrofit = await anInspected();
      await forge(retrofit, 'community', 'caseworker', PEOPLE.caseworker.name);
      await test.db.query(`UPDATE users SET area_code = '990101001' WHERE id = $1`, [
        test.actors.caseworker.id,
      ]);
      try {
        await expect(forge(retrofit, 'street', 'caseworker', PEOPLE.caseworker.name)).rejects.toMatchObject({
          constraint: 'signatures_s06_one_person_one_party',
        });
      } finally {
        await test.db.query('UPDATE users SET area_code = $2 WHERE id = $1', [
          test.actors.caseworker.id,
          PEOPLE.caseworker.areaCode,
        ]);
      }
    });
  });
});
