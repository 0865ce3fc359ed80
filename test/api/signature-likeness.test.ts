import { RecordInspection } from '../../src/acceptance/record-inspection';
import { TakeSignature } from '../../src/acceptance/take-signature';
import { Strokes } from '../../src/platform/http/fields';
import { SignatureFacts } from '../../src/rules/dossier';
import { DossierRepository } from '../../src/workflow/dossier.repository';
import { RULE_BOOK } from '../../src/workflow/rule-book';
import {
  aCompletedRetrofit,
  aDrawnSignature,
  anInspection,
  aSigning,
  CompletedRetrofit,
} from '../builders/acceptance';
import { createTestApp, TestApp } from '../support/test-app';

/** As somebody would hide that it was copied: moved, enlarged, every point shaken by a pixel, drawn a little slower. */
const disguised = (strokes: Strokes): Strokes =>
  strokes.map((stroke) =>
    stroke.map(([x, y, time], index) => [
      x * 1.4 + 30 + (index % 3) - 1,
      y * 1.4 - 8 + (index % 2),
      time * 1.1,
    ]),
  );

describe('Signatures of all households are compared (S04)', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await createTestApp();
  });
  afterAll(() => test.close());

  const inspected = async (): Promise<CompletedRetrofit> => {
    const made = await aCompletedRetrofit(test);
    await test.get(RecordInspection).execute(test.actors.district, made.id, anInspection(made), null);
    return made;
  };
  const sign = async (made: CompletedRetrofit, role: 'household' | 'community', strokes: Strokes) =>
    test
      .get(TakeSignature)
      .execute(test.actors.caseworker, made.id, await aSigning(test, made, role, { strokes }));
  const dossierOf = ({ id }: CompletedRetrofit) =>
    test.database.as(test.actors.supervisor).read((tx) => test.get(DossierRepository).load(tx, id));
  const signed = async (made: CompletedRetrofit): Promise<SignatureFacts> =>
    (await dossierOf(made)).signatures.find(({ purpose }) => purpose === 'acceptance')!;
  const found = async (made: CompletedRetrofit) =>
    RULE_BOOK.check(await dossierOf(made), ['S04']).map(({ facts, subject }) => ({
      name: facts.name,
      others: facts.others,
      part: subject.part,
    }));

  it('finds a copy under another name in another home, though it was moved, enlarged and shaken', async () => {
    const [one, other, stranger] = [await inspected(), await inspected(), await inspected()];
    const strokes = aDrawnSignature();
    await sign(one, 'household', strokes);
    await sign(stranger, 'household', aDrawnSignature());
    await sign(other, 'community', disguised(strokes));
    expect(await found(other)).toEqual([{ name: '何巧云', others: ['张某'], part: undefined }]);
    expect(await found(one)).toEqual([{ name: '张三丰', others: ['何某'], part: undefined }]);
    expect(await found(stranger)).toEqual([]);
    const due = await test.db.query(`SELECT FROM findings_due WHERE retrofit_id = $1`, [one.id]);
    const opened = await test.db.query(`SELECT FROM findings WHERE retrofit_id = $1 AND rule = 'S04'`, [one.id]); // prettier-ignore
    expect(due.length + opened.length).toBeGreaterThan(0);
  });

  it('lets one person sign again and again by hand, and finds the copy that is alike to the point', async () => {
    const [first, second, third] = [await inspected(), await inspected(), await inspected()];
    const strokes = aDrawnSignature();
    await sign(first, 'community', strokes);
    await sign(second, 'community', disguised(strokes));
    expect(await found(second)).toEqual([]);
    await sign(third, 'community', strokes);
    expect(await found(third)).toEqual([{ name: '何巧云', others: null, part: 'copied' }]);
    expect(await found(first)).toEqual([{ name: '何巧云', others: null, part: 'copied' }]);
    expect((await signed(second)).isCopied).toBe(false);
  });

  it('finds copies that are signed at the same moment in several homes', async () => {
    const homes = [await inspected(), await inspected(), await inspected(), await inspected()];
    const strokes = aDrawnSignature();
    await Promise.all(homes.map((made, at) => sign(made, at % 2 === 0 ? 'household' : 'community', strokes)));
    for (const [at, made] of homes.entries()) {
      const rows = await test.db.query(
        'SELECT FROM signature_likenesses l JOIN signatures s ON s.id = l.signature_id WHERE s.retrofit_id = $1',
        [made.id],
      );
      expect([at, rows.length]).toEqual([at, 3]);
      expect(await found(made)).not.toEqual([]);
    }
  });

  it('compares a plain line with nothing but the very same one', async () => {
    const [one, other, same] = [await inspected(), await inspected(), await inspected()];
    const line: Strokes = [Array.from({ length: 20 }, (_, step) => [20 + step * 6, 60, step * 16])];
    await sign(one, 'household', line);
    await sign(other, 'community', disguised(line));
    expect(await found(other)).toEqual([]);
    await sign(same, 'community', line);
    expect(await found(same)).toMatchObject([{ others: ['张某'] }]);
  });

  it('refuses what nobody draws: too many points, a time that runs backwards, a pressure beyond 1', async () => {
    const made = await inspected();
    const point = (x: number, t: number, ...rest: number[]): number[] => [x, 10, t, ...rest];
    const eight = (step: (index: number) => number[]): number[][] => Array.from({ length: 9 }, (_, index) => step(index)); // prettier-ignore
    const bad = [
      [Array.from({ length: 6_001 }, (_, index) => point(index % 300, index))],
      [eight((index) => point(index, 90 - index))],
      [eight((index) => point(index, index, 1.5))],
      [eight((index) => point(20_000, index))],
      [eight((index) => [index, 10])],
    ];
    for (const strokes of bad) {
      const sent = { ...(await aSigning(test, made, 'household')), strokes };
      const { body } = await test.as('caseworker').post(`/api/v1/retrofits/${made.id}/acceptance/signatures`, sent).expect(400); // prettier-ignore
      expect((body as { errors: { field: string }[] }).errors.map(({ field }) => field)).toEqual(['strokes']);
    }
  });

  it('keeps the shape of a signature once, and what it resembles for good', async () => {
    const made = await inspected();
    const { id } = await sign(made, 'household', aDrawnSignature());
    const twin = await inspected();
    await sign(twin, 'community', (await strokesOf(id))!);
    for (const statement of [
      `UPDATE signature_images SET shape = NULL, bands = NULL WHERE signature_id = '${id}'`,
      `DELETE FROM signature_images WHERE signature_id = '${id}'`,
      `UPDATE signature_likenesses SET distance = 1 WHERE signature_id = '${id}'`,
      `DELETE FROM signature_likenesses WHERE signature_id = '${id}'`,
    ])
      await expect(test.db.query(statement).then(() => statement)).rejects.toThrow(/is refused/);
    const itself = `INSERT INTO signature_likenesses (signature_id, other_id, retrofit_id, distance) VALUES ($1, $1, $2, 0)`;
    await expect(test.db.query(itself, [id, made.id])).rejects.toMatchObject({ constraint: 'signature_likenesses_two' }); // prettier-ignore
  });

  async function strokesOf(id: string): Promise<Strokes | undefined> {
    const [row] = await test.db.query<{ strokes: Strokes }>('SELECT strokes FROM signatures WHERE id = $1', [id]); // prettier-ignore
    return row?.strokes;
  }
});
