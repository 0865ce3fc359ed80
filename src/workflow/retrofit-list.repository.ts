import { Injectable } from '@nestjs/common';
import { ReadTx } from '../platform/database/database';
import { decodeCursor, Page, pageOf } from '../platform/http/paging';
import { Applicant } from '../rules/catalogue/terms-rules';
import { STEPS } from './steps';

/** Where a retrofit stands, for the list: at one of the seven steps, finished, or ended before its works. */
export const LIST_STATES = [...STEPS.map(({ key }) => key), 'finished', 'ended'];

export interface RetrofitRow {
  id: string;
  personName: string;
  address: string;
  areaCode: string;
  areaName: string;
  programmeName: string;
  contractorName: string | null;
  /** Of the seven steps, how many are done. */
  stepsDone: number;
  endedReason: string | null;
}

export interface RetrofitFilter {
  /** The person's name or part of the address. */
  words: string | null;
  programmeId: string | null;
  contractorId: string | null;
  areaCode: string | null;
  /** One of LIST_STATES. */
  state: string | null;
  limit: number;
  after: string | null;
}

/** Lists of retrofits. Names only columns that a contractor's user may read too. */
@Injectable()
export class RetrofitListRepository {
  /** One page, the newest first, by keyset. */
  async list(tx: ReadTx, filter: RetrofitFilter): Promise<Page<RetrofitRow>> {
    const { conditions, values } = conditionsOf(filter);
    const bind = (value: unknown): string => `$${values.push(value)}`;
    const cursor = decodeCursor(filter.after, 1);
    if (cursor) conditions.push(`r.id < ${bind(cursor[0])}`);
    const rows = await tx.sql<RetrofitRow>(
      `SELECT r.id, n.name AS "personName", h.address, r.area_code AS "areaCode", a.name_zh AS "areaName", g.name AS "programmeName", f.name AS "contractorName",
              r.steps_done AS "stepsDone", r.ended_reason AS "endedReason"
         FROM retrofits r JOIN people n ON n.id = r.person_id JOIN households h ON h.id = r.household_id
         JOIN areas a ON a.code = r.area_code JOIN programmes g ON g.id = r.programme_id LEFT JOIN contractors f ON f.id = r.contractor_id
        ${conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : ''}
        ORDER BY r.id DESC LIMIT ${bind(filter.limit + 1)}`,
      values,
    );
    return pageOf(rows, filter.limit, (row) => [row.id]);
  }

  /** What the filters offer: programmes and contractors that the actor knows of. */
  async choices(tx: ReadTx): Promise<{ programmes: Choice[]; contractors: Choice[] }> {
    return {
      programmes: await tx.sql<Choice>(
        'SELECT id AS value, name AS text FROM programmes ORDER BY year DESC, id DESC LIMIT 50',
      ),
      contractors: await tx.sql<Choice>(
        'SELECT id AS value, name AS text FROM contractors ORDER BY name LIMIT 200',
      ),
    };
  }

  /** For opening a retrofit: the people of a household and the programmes that it can enter. */
  async openChoices(tx: ReadTx, householdId: string): Promise<OpenChoices | null> {
    const [home] = await tx.sql<OpenChoices['household'] & { address: string; districtCode: string }>(
      'SELECT id, address, district_code AS "districtCode", hardship, tenure FROM households WHERE id = $1',
      [householdId],
    );
    if (!home) return null;
    const people = await tx.sql<OpenChoices['people'][number]>(
      'SELECT id AS value, name AS text, grade FROM people WHERE household_id = $1 ORDER BY id',
      [householdId],
    );
    const programmes = await tx.sql<OpenChoices['programmes'][number]>(
      `SELECT id AS value, name AS text, grades, hardships, tenures FROM programmes
        WHERE district_code = $1 ORDER BY year DESC, id DESC LIMIT 20`,
      [home.districtCode],
    );
    const { id, address, hardship, tenure } = home;
    return { address, household: { id, hardship, tenure }, people, programmes };
  }
}

export interface Choice {
  value: string;
  text: string;
}

/** Who can be chosen and for what, with all that decides whether the one meets the terms of the other (P03). */
export interface OpenChoices {
  address: string;
  household: Applicant['household'];
  /** Grade of the disability; null without a certificate. */
  people: (Choice & { grade: number | null })[];
  programmes: (Choice & Applicant['programme'])[];
}

function conditionsOf(filter: RetrofitFilter): { conditions: string[]; values: unknown[] } {
  const values: unknown[] = [];
  const conditions: string[] = [];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const step = STEPS.find(({ key }) => key === filter.state);
  if (step) conditions.push(`r.steps_done = ${step.order - 1} AND r.ended_on IS NULL`);
  if (filter.state === 'finished') conditions.push('r.steps_done = 7');
  if (filter.state === 'ended') conditions.push('r.ended_on IS NOT NULL');
  if (filter.programmeId) conditions.push(`r.programme_id = ${bind(filter.programmeId)}`);
  if (filter.contractorId) conditions.push(`r.contractor_id = ${bind(filter.contractorId)}`);
  if (filter.areaCode) conditions.push(`starts_with(r.area_code, ${bind(filter.areaCode)})`);
  if (filter.words) {
    const pattern = filter.words.replace(/[\\%_]/g, '\\$&');
    conditions.push(`(n.name LIKE ${bind(`${pattern}%`)} OR h.address LIKE ${bind(`%${pattern}%`)})`);
  }
  return { conditions, values };
}
