import { Injectable } from '@nestjs/common';
import { ReadTx } from '../../platform/database/database';
import { decodeCursor, Page, pageOf } from '../../platform/http/paging';
import { PhotoStage } from '../../plans/catalogue/catalogue-item';
import { FINDING_ROWS, FindingRow } from '../finding-list.repository';
import { FINDING_STATES, FindingState } from '../finding.repository';
import { FLAG_RULES, FlagRule } from './flag-weights';

export interface FlagFilter {
  readonly rule: FlagRule | null;
  readonly state: FindingState;
  /** Of the photo that is flagged. */
  readonly stage: PhotoStage | null;
  readonly contractorId: string | null;
  readonly retrofitId: string | null;
  readonly areaCode: string | null;
  /** Beginning of the person's name. */
  readonly words: string | null;
}

/** A flag of a retrofit; the rules that look at a programme as a whole flag nothing. */
export interface FlagRow extends FindingRow {
  rule: FlagRule;
  retrofitId: string;
  householdId: string;
  personName: string;
  address: string;
}

export interface RuleCount {
  readonly rule: FlagRule;
  readonly count: number;
}

const CURSOR_INSTANT = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?\+\d\d(:\d\d)?$/;
const CURSOR_ID = /^[0-9a-f-]{36}$/;

/** What a filter asks beside the flags themselves: most ask nothing, and then nothing is joined. */
function beside({ contractorId, words }: FlagFilter): string {
  if (contractorId === null && words === null) return '';
  return `JOIN retrofits r ON r.id = f.retrofit_id${words === null ? '' : ' JOIN people n ON n.id = r.person_id'}`;
}

/** Every query of the review of flags over the retrofits of the actor's area. */
@Injectable()
export class FlagRepository {
  /**
   * One page by keyset, the heaviest rule first, within it the oldest flag. Each rule is asked for a page of its own, so
   * that the index gives it in order: a page costs the same among ten flags and among a million.
   * @param after the cursor of a page, or of a single flag (`cursorOf`)
   */
  async list(tx: ReadTx, filter: FlagFilter, limit: number, after: string | null): Promise<Page<FlagRow>> {
    const { conditions, values, bind } = conditionsOf(filter);
    const [rule, at, id] = decodeCursor(after, 3) ?? [];
    const rules = filter.rule === null ? FLAG_RULES : [filter.rule];
    const turn = (rules as readonly unknown[]).indexOf(rule) + 1;
    if (turn > 0 && CURSOR_INSTANT.test(String(at)) && CURSOR_ID.test(String(id)))
      conditions.push(
        `(w.turn > ${bind(turn)} OR (w.turn = ${bind(turn)} AND (f.opened_at, f.id) > (${bind(at)}::timestamptz, ${bind(id)}::uuid)))`,
      );
    const most = bind(limit + 1);
    const rows = await tx.sql<FlagRow & { openedText: string }>(
      `WITH chosen AS MATERIALIZED (
         SELECT one.id, w.turn, one.opened_at FROM unnest(${bind(rules)}::text[]) WITH ORDINALITY AS w (rule, turn)
          CROSS JOIN LATERAL (SELECT f.id, f.opened_at FROM findings f ${beside(filter)}
            WHERE f.rule = w.rule AND ${conditions.join(' AND ')} ORDER BY f.opened_at, f.id LIMIT ${most}) one
          ORDER BY w.turn, one.opened_at, one.id LIMIT ${most})
       ${FINDING_ROWS} JOIN chosen ON chosen.id = f.id ORDER BY chosen.turn, chosen.opened_at, chosen.id`,
      values,
    );
    return pageOf(rows, limit, (row) => [row.rule, row.openedText, row.id]);
  }

  /** How many flags of each rule the filter lets through, the heaviest rule first; the filter's own rule counts for nothing. */
  async counts(tx: ReadTx, filter: FlagFilter): Promise<RuleCount[]> {
    const { conditions, values } = conditionsOf(filter);
    const rows = await tx.sql<RuleCount>(
      `SELECT f.rule, count(*)::int AS count FROM findings f ${beside(filter)} WHERE ${conditions.join(' AND ')} GROUP BY f.rule`,
      values,
    );
    return rows.sort((one, other) => FLAG_RULES.indexOf(one.rule) - FLAG_RULES.indexOf(other.rule));
  }

  /** @returns null for what is no flag, and for what the actor may not see; else the flag and where it stands in the list */
  async get(tx: ReadTx, id: string): Promise<{ flag: FlagRow; cursor: readonly string[] } | null> {
    const [row] = await tx.sql<FlagRow & { openedText: string }>(
      `${FINDING_ROWS} WHERE f.id = $1 AND f.mode = 'flag' AND f.retrofit_id IS NOT NULL`,
      [id],
    );
    return row ? { flag: row, cursor: [row.rule, row.openedText, row.id] } : null;
  }

  /** What a contractor, or the person of a retrofit, is called; null where the actor knows of none. */
  async nameOf(tx: ReadTx, of: Pick<FlagFilter, 'contractorId' | 'retrofitId'>): Promise<string | null> {
    const [row] = await tx.sql<{ name: string }>(
      of.retrofitId
        ? 'SELECT n.name FROM retrofits r JOIN people n ON n.id = r.person_id WHERE r.id = $1'
        : 'SELECT name FROM contractors WHERE id = $1',
      [of.retrofitId ?? of.contractorId],
    );
    return row?.name ?? null;
  }

  /** How many flags of a contractor or a retrofit stand how. */
  async states(
    tx: ReadTx,
    of: Pick<FlagFilter, 'contractorId' | 'retrofitId'>,
  ): Promise<Record<FindingState, number>> {
    const rows = await tx.sql<{ state: FindingState; count: number }>(
      `SELECT f.state, count(*)::int AS count FROM findings f JOIN retrofits r ON r.id = f.retrofit_id
        WHERE f.mode = 'flag' AND ${of.retrofitId ? 'f.retrofit_id' : 'r.contractor_id'} = $1 GROUP BY f.state`,
      [of.retrofitId ?? of.contractorId],
    );
    const found = new Map(rows.map(({ state, count }) => [state, count]));
    return Object.fromEntries(FINDING_STATES.map((state) => [state, found.get(state) ?? 0])) as Record<
      FindingState,
      number
    >;
  }
}

function conditionsOf(filter: FlagFilter): {
  conditions: string[];
  values: unknown[];
  bind: (value: unknown) => string;
} {
  const values: unknown[] = [];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  // The state comes from a closed list and stands as a constant: the index of what is open is chosen by it.
  const conditions = [`f.mode = 'flag'`, `f.state = '${filter.state}'`, 'f.retrofit_id IS NOT NULL'];
  if (filter.stage) conditions.push(`f.facts ->> 'stage' = ${bind(filter.stage)}`);
  if (filter.retrofitId) conditions.push(`f.retrofit_id = ${bind(filter.retrofitId)}`);
  if (filter.contractorId) conditions.push(`r.contractor_id = ${bind(filter.contractorId)}`);
  if (filter.areaCode) conditions.push(`starts_with(f.area_code, ${bind(filter.areaCode)})`);
  if (filter.words) conditions.push(`n.name LIKE ${bind(`${filter.words.replace(/[\\%_]/g, '\\$&')}%`)}`);
  return { conditions, values, bind };
}
