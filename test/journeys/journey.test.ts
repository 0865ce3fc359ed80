import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { drawDemoPhoto } from '../../src/demo/demo-photos';
import { describeWithTool } from '../support/tools';

/** Runs `npm run journey` as an operator does; it starts a system of its own. */
async function journey(...args: string[]): Promise<{ code: number; said: string }> {
  const child = spawn(process.execPath, ['test/run-typescript.mjs', 'test/journeys/journey.ts', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const [code] = (await once(child, 'exit')) as [number];
  return { code, said };
}

describe('The journey', () => {
  let folder: string;
  let out: string;
  let said: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tantu-journey-test-'));
    const photos = join(folder, 'photos');
    mkdirSync(photos);
    for (let seed = 1; seed <= 3; seed += 1)
      writeFileSync(join(photos, `${seed}.jpg`), await drawDemoPhoto({ seed: 9000 + seed, longSide: 900 }));
    out = join(folder, 'report.pdf');
    const told = await journey('--photos', photos, '--out', out);
    said = told.said;
    expect({ code: told.code, said }).toMatchObject({ code: 0 });
  }, 300_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('goes from an empty programme to the signed retrofit, as the five people', () => {
    for (const person of ['supervisor', 'caseworker', 'street', 'district', 'contractor'])
      expect(said).toContain(person);
    expect(said).toMatch(
      /programme and quota[\s\S]*application[\s\S]*site survey[\s\S]*plan agreed[\s\S]*works started[\s\S]*inspection[\s\S]*satisfaction/,
    );
  });

  it('writes the acceptance report, and names nothing else, because its own system is gone', () => {
    expect(said).toMatch(/what is left is the report:\n.*report\.pdf: \d+ KiB\n$/);
    expect(said).not.toContain('http://');
    expect(existsSync(out)).toBe(true);
    expect(readFileSync(out).subarray(0, 5).toString()).toBe('%PDF-');
  });

  describeWithTool('pdftotext', 'apt-get install poppler-utils', 'whose text can be read', () => {
    it('in Chinese, with the household, the number and the dates', () => {
      const text = execFileSync('pdftotext', ['-layout', out, '-']).toString();
      for (const words of ['竣工验收', '司马望舒', '青残验', '柳堤社区', '行程演示项目'])
        expect(text).toContain(words);
    });
  });

  it('says what is missing when it is called wrongly', async () => {
    const { code, said: complaint } = await journey('--photos', folder);
    expect(code).toBe(1);
    expect(complaint).toContain('--out FILE.pdf');
  });
});
