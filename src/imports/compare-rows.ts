import { Injectable } from '@nestjs/common';
import { ReadTx } from '../platform/database/database';
import { FoundRecordRepository, KnownRecord } from './found-record.repository';
import { Import } from './import.repository';
import { Comparable, RowKey } from './import-row';
import { Ledger } from './ledger-fields';
import { compare, matchPerson, Matched } from './match-people';

/** Finds what is known of the people of a batch, and says what each row would change. */
@Injectable()
export class CompareRows {
  constructor(private readonly records: FoundRecordRepository) {}

  async execute<Row extends Comparable>(tx: ReadTx, found: Import, batch: readonly Row[]): Promise<Row[]> {
    const matches = await this.matches(tx, found, batch.filter(({ stops }) => !stops)); // prettier-ignore
    return batch.map((row) => compared(row, found.ledger as Ledger, matches.get(row.rowNumber)));
  }

  /** Whether any of the rows could be of somebody who is known; where not, they need no comparing. */
  async isAnybodyKnown(tx: ReadTx, found: Import, rows: readonly Pick<RowKey, 'year'>[]): Promise<boolean> {
    return found.ledger === 'programmes' || this.records.isAnybodyKnown(tx, found.id, found.areaCode, yearsOf(rows)); // prettier-ignore
  }

  /** By the row's number. */
  async matches(tx: ReadTx, found: Import, rows: readonly RowKey[]): Promise<Map<number, Matched>> {
    const years = yearsOf(rows);
    if (found.ledger === 'programmes') {
      const known = await this.records.years(tx, found.id, found.areaCode, years);
      return new Map(rows.map((row) => [row.rowNumber, ofYear(row, known)]));
    }
    if (!(await this.records.isAnybodyKnown(tx, found.id, found.areaCode, years))) return noneOf(rows);
    const hashes = rows.flatMap(({ idNumberHash }) => (idNumberHash ? [idNumberHash] : []));
    const named = (some: readonly RowKey[]): string[] => [
      ...new Set(some.map(({ personName }) => personName)),
    ];
    const names = {
      ofAll: named(rows),
      ofNumberless: named(rows.filter(({ idNumberHash }) => !idNumberHash)),
    };
    const known = await this.records.candidates(tx, found.id, found.areaCode, years, hashes, names);
    if (known.length === 0) return noneOf(rows);
    const near = new Near(known);
    return new Map(rows.map((row) => [row.rowNumber, matchPerson(row, near.of(row))]));
  }
}

const yearsOf = (rows: readonly Pick<RowKey, 'year'>[]): number[] => [
  ...new Set(rows.flatMap(({ year }) => (year === null ? [] : [year]))),
];

const noneOf = (rows: readonly RowKey[]): Map<number, Matched> =>
  new Map(rows.map(({ rowNumber }) => [rowNumber, { kind: 'none' }]));

function ofYear(row: RowKey, known: readonly KnownRecord[]): Matched {
  const record = known.find(({ year, isOfThisImport }) => year === row.year && !isOfThisImport);
  return record ? { kind: 'record', record } : { kind: 'none' };
}

/** Candidates by name and by number, so that a batch of a thousand is not compared with a thousand each. */
class Near {
  private readonly by = new Map<string, KnownRecord[]>();

  constructor(known: readonly KnownRecord[]) {
    for (const record of known)
      for (const key of [record.personName, record.idNumberHash?.toString('hex')])
        if (key) this.by.set(key, [...(this.by.get(key) ?? []), record]);
  }

  of({ personName, idNumberHash }: RowKey): KnownRecord[] {
    const found = [...(this.by.get(personName) ?? []), ...((idNumberHash && this.by.get(idNumberHash.toString('hex'))) || [])]; // prettier-ignore
    return [...new Map(found.map((record) => [record.id, record])).values()].sort((a, b) => (a.id < b.id ? -1 : 1)); // prettier-ignore
  }
}

function compared<Row extends Comparable>(row: Row, ledger: Ledger, matched: Matched | undefined): Row {
  if (!matched) return row;
  if (matched.kind === 'none') return { ...row, difference: 'new' };
  if (matched.kind === 'ambiguous') {
    const problem = { fault: 'ambiguousPerson', field: 'idNumber', column: null, stops: true } as const;
    return { ...row, stops: true, problems: [...row.problems, problem] };
  }
  const { difference, changes, differing } = compare(row.facts, ledger, matched.record);
  const problems = differing.map(
    (field) => ({ fault: 'differs', field, column: null, stops: false }) as const,
  );
  return { ...row, difference, changes, problems: [...row.problems, ...problems] };
}
