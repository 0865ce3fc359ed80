import { Injectable } from '@nestjs/common';
import { ReadTx, Tx } from '../platform/database/database';
import { newId } from '../platform/database/ids';
import { decodeCursor, Page, pageOf } from '../platform/http/paging';
import { notFound, Problem } from '../platform/problems/problem';
import { ContractorDto } from './contractors.dto';

export interface Contractor extends ContractorDto {
  id: string;
  areaCode: string;
  version: number;
}

export interface ContractorRow extends Contractor {
  contracts: number;
  /** Retrofits under way: assigned, not yet accepted. */
  openRetrofits: number;
}

export interface ContractorFilter {
  /** Part of the name, or the beginning of the credit code. */
  search: string | null;
  limit: number;
  after: string | null;
}

const COLUMNS: Readonly<Record<keyof ContractorDto, string>> = {
  name: 'name', creditCode: 'credit_code', licenceNumber: 'licence_number', licenceValidFrom: 'licence_valid_from',
  licenceValidUntil: 'licence_valid_until', contactName: 'contact_name', contactPhone: 'contact_phone',
}; // prettier-ignore

export const CONTRACTOR_FIELDS = Object.keys(COLUMNS) as (keyof ContractorDto)[];
const columns = Object.values(COLUMNS);
const SELECTED = `c.id, c.area_code AS "areaCode", c.version, ${CONTRACTOR_FIELDS.map((field) => `c.${COLUMNS[field]} AS "${field}"`).join(', ')}`;
const valuesOf = (input: ContractorDto): unknown[] => CONTRACTOR_FIELDS.map((field) => input[field]);

@Injectable()
export class ContractorRepository {
  /** @throws Problem not-found */
  async get(tx: ReadTx, id: string): Promise<Contractor> {
    const [contractor] = await tx.sql<Contractor>(`SELECT ${SELECTED} FROM contractors c WHERE c.id = $1`, [
      id,
    ]);
    if (!contractor) throw notFound();
    return contractor;
  }

  /** @throws Problem not-found, stale-version */
  async lock(tx: Tx, id: string, seenVersion: number | null): Promise<Contractor> {
    await tx.sql('SELECT FROM contractors WHERE id = $1 FOR UPDATE', [id]);
    const contractor = await this.get(tx, id);
    if (seenVersion !== null && seenVersion !== contractor.version) throw new Problem('stale-version');
    return contractor;
  }

  async insert(tx: Tx, areaCode: string, input: ContractorDto): Promise<string> {
    const id = newId();
    await tx.change(
      `INSERT INTO contractors (id, area_code, ${columns.join(', ')}) VALUES ($1, $2, ${columns.map((_, index) => `$${index + 3}`).join(', ')})`,
      [id, areaCode, ...valuesOf(input)],
    );
    return id;
  }

  async update(tx: Tx, id: string, input: ContractorDto): Promise<void> {
    await tx.change(
      `UPDATE contractors SET version = version + 1, ${columns.map((column, index) => `${column} = $${index + 2}`).join(', ')} WHERE id = $1`,
      [id, ...valuesOf(input)],
    );
  }

  /** One page by name. */
  async list(tx: ReadTx, filter: ContractorFilter): Promise<Page<ContractorRow>> {
    const values: unknown[] = [];
    const conditions: string[] = [];
    const bind = (value: unknown): string => `$${values.push(value)}`;
    if (filter.search) {
      const [words, code] = [bind(filter.search), bind(filter.search.replace(/\s/g, '').toUpperCase())];
      conditions.push(`(strpos(c.name, ${words}) > 0 OR starts_with(c.credit_code, ${code}))`);
    }
    const cursor = decodeCursor(filter.after, 2);
    if (cursor) conditions.push(`(c.name, c.id) > (${bind(cursor[0])}, ${bind(cursor[1])})`);
    const rows = await tx.sql<ContractorRow>(
      `SELECT ${SELECTED}, (SELECT count(*)::int FROM contracts k WHERE k.contractor_id = c.id) AS contracts,
              (SELECT count(*)::int FROM retrofits r WHERE r.contractor_id = c.id AND r.accepted_on IS NULL AND r.ended_on IS NULL) AS "openRetrofits"
         FROM contractors c ${conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : ''}
        ORDER BY c.name, c.id LIMIT ${bind(filter.limit + 1)}`,
      values,
    );
    return pageOf(rows, filter.limit, (row) => [row.name, row.id]);
  }
}
