import { FoundFacts } from '../../src/imports/found-record';
import { systemActor } from '../../src/platform/database/actor';
import { newId } from '../../src/platform/database/ids';
import { TestApp } from '../support/test-app';
import { foundFacts, yearFacts } from './found';

export interface OldRecord {
  readonly year?: number;
  readonly name: string;
  /** Sign of the person's number; its own for each name unless said. */
  readonly person?: string;
  readonly areaCode?: string;
  readonly facts?: FoundFacts;
}

/** Puts an old record into the tables as an import leaves it, and gives its id. */
export async function anOldRecord(test: TestApp, { year = 2020, name, person = name, areaCode = '990101001001', facts = {} }: OldRecord): Promise<string> {
  const id = newId();
  const all = foundFacts(year, { name, address: `石桥社区${name}家`, ...facts });
  await test.database.as(systemActor('demo')).write((tx) =>
    tx.change(
      `INSERT INTO found_records (id, area_code, year, person_name, id_number_hash, id_number_masked, street, community, contractor, facts)
       VALUES ($1, $2, $3, $4, sha256($5::bytea), '9901**********0000', '长坡街道', '石桥社区', $6, $7)`,
      [id, areaCode, year, name, Buffer.from(person), all.contractor ?? '', JSON.stringify(all)],
    ),
  );
  return id;
} // prettier-ignore

export async function anOldYear(test: TestApp, year: number, facts: FoundFacts = {}, areaCode = '990101'): Promise<string> {
  const id = newId();
  await test.database.as(systemActor('demo')).write((tx) =>
    tx.change(`INSERT INTO found_years (id, area_code, year, facts) VALUES ($1, $2, $3, $4)`, [id, areaCode, year, JSON.stringify(yearFacts(year, facts))]),
  );
  return id;
} // prettier-ignore

/** The newest correction of a field counts. */
export async function aCorrection(test: TestApp, recordId: string, field: string, value: unknown): Promise<void> {
  await test.database.as(systemActor('demo')).write((tx) =>
    tx.change(
      `INSERT INTO found_corrections (id, area_code, record_id, field, value, raw, reason, document, maker_name)
       SELECT $1, area_code, id, $3, $4, '如原件', '录入有误', '区残联说明〔2026〕3号', '韩明远' FROM found_records WHERE id = $2`,
      [newId(), recordId, field, JSON.stringify(value)],
    ),
  );
} // prettier-ignore

export async function anOldPhoto(test: TestApp, recordId: string, item: string, code: string, stage: string, takenOn: string, bytes: string): Promise<void> {
  await test.database.as(systemActor('demo')).write((tx) =>
    tx.change(
      `INSERT INTO found_photos (id, area_code, record_id, year, file_name, item_name, item_code, stage, sha256, storage_key, taken_on)
       SELECT $1, area_code, id, year, $3, $3, $4, $5, sha256($6::bytea), 'none', $7 FROM found_records WHERE id = $2`,
      [newId(), recordId, item, code, stage, Buffer.from(bytes), takenOn],
    ),
  );
} // prettier-ignore
