import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { expectedRules, InspectionCase } from '../../src/demo/inspection/inspection-cases';
import { IRREGULARITIES, PROGRAMME_IRREGULARITY } from '../../src/demo/inspection/irregularities';
import { writeInspection } from '../../src/demo/inspection/write-inspection';
import { aZip } from '../builders/zip';

/** One line of the table: what was planted, and what an audit makes of it. */
export interface ReplayedIrregularity {
  readonly key: string;
  readonly zh: string;
  readonly en: string;
  readonly rule: string;
  readonly planted: number;
  readonly found: number;
}

export interface Replayed {
  readonly auditId: string;
  readonly irregularities: readonly ReplayedIrregularity[];
  /** Every finding as `year name rule`, and what should be found, both in order and each once. */
  readonly found: readonly string[];
  readonly expected: readonly string[];
  /** Files in which nothing was planted, and how many findings those have. */
  readonly cleanFiles: number;
  readonly falseFindings: number;
}

interface Finding {
  readonly recordId: string;
  readonly year: number;
  readonly rule: string;
  readonly subjectType: string;
}

/** Whoever replays the inspection: a supervisor or an auditor, over HTTP. */
export class InspectionReplay {
  constructor(
    private readonly address: string,
    private readonly token: string,
    private readonly say: (line: string) => void = () => undefined,
  ) {}

  /**
   * Ledgers and photos are written, imported and audited, as an office would do it.
   * @param keepIn where the files stay; without it they go again
   */
  async tell(keepIn?: string): Promise<Replayed> {
    const folder = keepIn ?? mkdtempSync(join(tmpdir(), 'tantu-inspection-'));
    try {
      const { ledgers, photos, cases } = await writeInspection(folder);
      for (const ledger of ['programmes', 'applications', 'works', 'acceptance'] as const) {
        await this.bring(ledger, readFileSync(ledgers[ledger]), basename(ledgers[ledger]));
        this.say(basename(ledgers[ledger]));
      }
      const archive = photosIn(photos);
      writeFileSync(join(folder, '照片.zip'), archive);
      await this.bring('photos', archive, '照片.zip');
      this.say('照片.zip');
      return await this.audit(cases);
    } finally {
      if (keepIn === undefined) rmSync(folder, { recursive: true, force: true });
    }
  }

  private async bring(ledger: string, content: Buffer, name: string): Promise<void> {
    const form = new FormData();
    form.append('ledger', ledger);
    form.append('file', new Blob([new Uint8Array(content)]), name);
    const { id, isKnown } = await this.send<{ id: string; isKnown: boolean }>(
      'POST',
      '/api/v1/imports',
      form,
    );
    if (isKnown) return;
    if (ledger !== 'photos') {
      const { sheet, headerRow, headerRows, year } = await this.import(id);
      await this.send('PUT', `/api/v1/imports/${id}/mapping`, { sheet, headerRow, twoRows: headerRows === 2, year, columns: [] }); // prettier-ignore
    }
    await this.until(() => this.import(id), 'preview');
    await this.send('POST', `/api/v1/imports/${id}/apply`, {});
    await this.until(() => this.import(id), 'applied');
  }

  private import(id: string): Promise<{ state: string; sheet: string; headerRow: number; headerRows: number; year: number | null }> {
    return this.send('GET', `/api/v1/imports/${id}`);
  } // prettier-ignore

  private async audit(cases: readonly InspectionCase[]): Promise<Replayed> {
    const { id } = await this.send<{ id: string }>('POST', '/api/v1/audits', { sources: 'found' });
    await this.until(() => this.send('GET', `/api/v1/audits/${id}`), 'done');
    const findings = await this.all<Finding>(`/api/v1/audits/${id}/findings`);
    const records = await this.all<{ id: string; year: number; personName: string }>('/api/v1/found-records');
    return { auditId: id, ...judged(cases, findings, new Map(records.map((one) => [one.id, `${one.year} ${one.personName}`]))) };
  } // prettier-ignore

  private async all<Row>(path: string): Promise<Row[]> {
    const rows: Row[] = [];
    for (let after: string | null = null; ;) {
      const page: { items: Row[]; next: string | null } = await this.send('GET', `${path}?limit=200${after === null ? '' : `&after=${after}`}`); // prettier-ignore
      rows.push(...page.items);
      after = page.next;
      if (after === null) return rows;
    }
  }

  private async until(look: () => Promise<{ state: string }>, state: string): Promise<void> {
    for (let tries = 0; tries < 1200; tries += 1) {
      const seen = await look();
      if (seen.state === state) return;
      if (seen.state === 'failed') throw new Error(`failed instead of ${state}`);
      await new Promise((next) => setTimeout(next, 100));
    }
    throw new Error(`not ${state} in two minutes`);
  }

  private async send<Answer>(method: string, path: string, body?: object): Promise<Answer> {
    const isForm = body instanceof FormData;
    const answer = await fetch(this.address + path, {
      method,
      headers: { authorization: `Bearer ${this.token}`, ...(body && !isForm ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: isForm ? body : JSON.stringify(body) } : {}),
    }); // prettier-ignore
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as Answer;
  }
}

/** Every photo by its path below the folder. */
function photosIn(folder: string): Buffer {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.jpg')).sort(); // prettier-ignore
  return aZip(paths.map((path) => ({ name: path, content: readFileSync(join(folder, path)) })));
}

function judged(cases: readonly InspectionCase[], findings: readonly Finding[], nameOf: ReadonlyMap<string, string>): Omit<Replayed, 'auditId'> {
  const keyOf = ({ year, person }: InspectionCase): string => `${year} ${person.name}`;
  const line = ({ year, rule, recordId, subjectType }: Finding): string => `${subjectType === 'programme' ? year : (nameOf.get(recordId) ?? recordId)} ${rule}`;
  const found = new Set(findings.map(line));
  const expected = new Set([
    ...cases.flatMap((one) => [...expectedRules(one)].map((rule) => `${keyOf(one)} ${rule}`)),
    `${PROGRAMME_IRREGULARITY.year} ${PROGRAMME_IRREGULARITY.rule}`,
  ]);
  const irregularities = IRREGULARITIES.map(({ key, zh, en, rule, besides = [] }) => {
    const planted = cases.filter((one) => one.planted.some((irregularity) => irregularity.key === key));
    const seen = planted.filter((one) => [rule, ...besides].every((code) => found.has(`${keyOf(one)} ${code}`)));
    return { key, zh, en, rule, planted: planted.length, found: seen.length };
  });
  const { key, zh, en, rule, year } = PROGRAMME_IRREGULARITY;
  const clean = new Set(cases.filter(({ planted }) => planted.length === 0).map(keyOf));
  return {
    irregularities: [...irregularities, { key, zh, en, rule, planted: 1, found: found.has(`${year} ${rule}`) ? 1 : 0 }],
    found: [...found].sort(),
    expected: [...expected].sort(),
    cleanFiles: clean.size,
    falseFindings: [...found].filter((one) => !expected.has(one)).length,
  };
} // prettier-ignore
