import { Injectable } from '@nestjs/common';
import { systemActor } from '../platform/database/actor';
import { Database, Tx } from '../platform/database/database';
import { newIds } from '../platform/database/ids';
import { CompareRows } from './compare-rows';
import { Added, FoundRecordRepository, NewCorrection, NewRecord, NewSource } from './found-record.repository';
import { FoundFacts } from './found-record';
import { byIndex, Import, ImportRepository } from './import.repository';
import { RowKey } from './import-row';
import { ImportRowsRepository } from './import-rows.repository';
import { Ledger, LedgerField } from './ledger-fields';
import { compare, Matched } from './match-people';
import { Places, placesOf } from './places';

/** Rows in one transaction: what a worker that is killed has to do again. */
const BATCH = 2000;

/** Since the preview another file told otherwise of these people: what differs now needs a reason that nobody was asked for. */
export class Unexplained extends Error {}

interface Outcome {
  /** For those that become records of their own. */
  readonly ids: string[];
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
    const named = places.named(await acting.read((tx) => this.rows.places(tx, found.id)));
    for (let done: number | null = found.done; done !== null; ) {
      const from: number = done;
      done = await acting.write(async (tx) => {
        await this.imports.alone(tx, found.areaCode);
        await byIndex(tx);
        const stretch = await this.rows.next(tx, found.id, from, BATCH);
        if (!stretch) await this.imports.enter(tx, found.id, 'applied');
        if (!stretch || !(await this.imports.advance(tx, found, from, stretch.last, found.total))) return null;
        const isKnown = found.ledger === 'programmes' || (await this.records.isAnybodyKnown(tx, found.id, found.areaCode, stretch.years));
        if (isKnown) await this.apply(tx, found, await this.rows.readable(tx, found.id, stretch), places);
        else await this.records.insertStretch(tx, found, stretch, named);
        return stretch.last;
      });
    }
  } // prettier-ignore

  private async apply(tx: Tx, found: Import, batch: readonly RowKey[], places: Places): Promise<void> {
    // As it is now: it may have been given while the work was under way.
    const why = await this.imports.why(tx, found.id);
    const matches = await this.compareRows.matches(tx, found, batch);
    const known = batch.flatMap(({ rowNumber }) => (matches.get(rowNumber)!.kind === 'record' ? [rowNumber] : [])); // prettier-ignore
    const facts = await this.rows.factsOf(tx, found.id, known);
    const outcome: Outcome = {
      ids: newIds(batch.length),
      fresh: [],
      added: [],
      sources: [],
      corrections: [],
    };
    for (const row of batch) this.decide(found, { ...row, facts: facts.get(row.rowNumber) ?? {} }, matches.get(row.rowNumber)!, places, outcome); // prettier-ignore
    if (found.ledger === 'programmes') await this.records.insertYears(tx, found.id, outcome.fresh);
    else {
      await this.records.insertFromRows(tx, found.id, outcome.fresh);
      await this.records.add(tx, outcome.added);
    }
    if (outcome.corrections.length > 0 && (why.reason === '' || why.document === '')) throw new Unexplained();
    await this.records.insertSources(tx, found.id, found.ledger as Ledger, outcome.sources);
    await this.records.correct(tx, outcome.corrections, {
      ...why,
      by: { id: null, name: found.starterName },
    });
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
      const id = outcome.ids.shift()!;
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
