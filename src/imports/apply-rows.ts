import { Injectable } from '@nestjs/common';
import { systemActor } from '../platform/database/actor';
import { Database, ReadTx, Tx } from '../platform/database/database';
import { newId } from '../platform/database/ids';
import { CompareRows } from './compare-rows';
import { Added, FoundRecordRepository, NewCorrection, NewRecord, NewSource } from './found-record.repository';
import { FoundFacts } from './found-record';
import { byIndex, Import, ImportRepository } from './import.repository';
import { ImportRowsRepository, RowKey } from './import-rows.repository';
import { Ledger, LedgerField } from './ledger-fields';
import { compare, Matched } from './match-people';
import { plain } from './parsing/plain';

/** Rows in one transaction: what a worker that is killed has to do again. */
const BATCH = 1000;

interface Outcome {
  readonly fresh: NewRecord[];
  readonly added: Added[];
  readonly sources: NewSource[];
  readonly corrections: NewCorrection[];
}

/** Makes records of the rows that can be read, batch by batch, each with its progress. */
@Injectable()
export class ApplyRows {
  constructor(
    private readonly database: Database,
    private readonly imports: ImportRepository,
    private readonly rows: ImportRowsRepository,
    private readonly records: FoundRecordRepository,
    private readonly compareRows: CompareRows,
  ) {}

  async execute(found: Import): Promise<void> {
    const acting = this.database.as(systemActor('jobs'));
    const places = await acting.read((tx) => placesOf(tx, found.areaCode));
    for (let done = found.done; ;) {
      const batch = await acting.read(async (tx) => {
        await byIndex(tx);
        return this.rows.readable(tx, found.id, done, BATCH);
      });
      const last = batch.at(-1)?.rowNumber;
      if (last === undefined) break;
      const isOurs = await acting.write(async (tx) => {
        if (!(await this.imports.advance(tx, found, done, last, found.total))) return false;
        await this.apply(tx, found, batch, places);
        return true;
      });
      if (!isOurs) return;
      done = last;
    }
    await acting.write((tx) => this.imports.enter(tx, found.id, 'applied'));
  }

  private async apply(tx: Tx, found: Import, batch: readonly RowKey[], places: Places): Promise<void> {
    const matches = await this.compareRows.matches(tx, found, batch);
    const known = batch.flatMap(({ rowNumber }) => (matches.get(rowNumber)!.kind === 'record' ? [rowNumber] : [])); // prettier-ignore
    const facts = await this.rows.factsOf(tx, found.id, known);
    const outcome: Outcome = { fresh: [], added: [], sources: [], corrections: [] };
    for (const row of batch) this.decide(found, { ...row, facts: facts.get(row.rowNumber) ?? {} }, matches.get(row.rowNumber)!, places, outcome); // prettier-ignore
    if (found.ledger === 'programmes') await this.records.insertYears(tx, found.id, outcome.fresh);
    else {
      await this.records.insertFromRows(tx, found.id, outcome.fresh);
      await this.records.add(tx, outcome.added);
    }
    await this.records.insertSources(tx, found.id, found.ledger as Ledger, outcome.sources);
    await this.records.correct(tx, outcome.corrections, { reason: found.reason, document: found.document, by: { id: null, name: found.starterName } }); // prettier-ignore
  }

  private decide(
    found: Import,
    row: RowKey & { readonly facts: FoundFacts },
    matched: Matched,
    places: Places,
    outcome: Outcome,
  ): void {
    // Since the preview somebody of the same name may have come with another file: the row then stays for its number.
    if (matched.kind === 'ambiguous') return;
    const isYear = found.ledger === 'programmes';
    const source = { rowNumber: row.rowNumber, year: row.year! };
    if (matched.kind === 'none') {
      const areaCode = isYear ? found.areaCode : places.of(row.street, row.community);
      const id = newId();
      outcome.fresh.push({ id, rowNumber: row.rowNumber, areaCode });
      outcome.sources.push({ ...source, areaCode, ...subject(isYear, id), creates: true });
      return;
    }
    const { id, areaCode } = matched.record;
    const { added, changes } = compare(row.facts, found.ledger as Ledger, matched.record);
    outcome.sources.push({ ...source, areaCode, ...subject(isYear, id), creates: false });
    const corrected: [LedgerField, NewCorrection['value']][] = Object.entries(changes).map(([field, { after }]) => [field as LedgerField, after]); // prettier-ignore
    // A year's row is never changed: what a later file adds to it stands beside it.
    if (isYear) corrected.push(...(Object.entries(added) as [LedgerField, NewCorrection['value']][]));
    else if (Object.keys(added).length > 0 || (row.idNumberHash && !matched.record.idNumberHash))
      outcome.added.push({ id, facts: added, idNumberHash: row.idNumberHash, idNumberMasked: row.idNumberMasked }); // prettier-ignore
    for (const [field, value] of corrected)
      outcome.corrections.push({ ...subject(isYear, id), areaCode, field, value, raw: `${found.fileName} ${found.sheet}!${row.rowNumber}` }); // prettier-ignore
  }
}

const subject = (isYear: boolean, id: string): { recordId: string | null; yearId: string | null } =>
  isYear ? { recordId: null, yearId: id } : { recordId: id, yearId: null };

/** Division codes by the names of street and community; the district's own where nothing fits. */
class Places {
  private readonly codes = new Map<string, string | null>();

  constructor(
    private readonly district: string,
    areas: readonly { code: string; zh: string; en: string; streetZh: string; streetEn: string }[],
  ) {
    for (const { code, zh, en, streetZh, streetEn } of areas)
      for (const [street, community] of [
        [streetZh, zh],
        [streetEn, en],
      ] as const) {
        this.codes.set(`${bare(street)}|${bare(community)}`, code);
        const alone = `|${bare(community)}`;
        this.codes.set(alone, this.codes.has(alone) && this.codes.get(alone) !== code ? null : code);
      }
  }

  of(street: string, community: string): string {
    const exact = street === '' ? undefined : this.codes.get(`${bare(street)}|${bare(community)}`);
    return exact ?? (street === '' ? this.codes.get(`|${bare(community)}`) : undefined) ?? this.district;
  }
}

/** 清河社区, 清河社区居委会 and 清河 are one place. */
function bare(name: string): string {
  return plain(name).replace(/(?:居民委员会|村民委员会|居委会|村委会|社区居委会)$/, '').replace(/(?:社区|街道办事处|街道|community|street)$/, ''); // prettier-ignore
}

async function placesOf(tx: ReadTx, district: string): Promise<Places> {
  const areas = await tx.sql<{ code: string; zh: string; en: string; streetZh: string; streetEn: string }>(
    `SELECT a.code, a.name_zh AS zh, a.name_en AS en, coalesce(p.name_zh, '') AS "streetZh", coalesce(p.name_en, '') AS "streetEn"
       FROM areas a LEFT JOIN areas p ON p.code = a.parent_code WHERE starts_with(a.code, $1) AND length(a.code) = 12 ORDER BY a.code`,
    [district],
  );
  return new Places(district, areas);
}
