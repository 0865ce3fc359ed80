import { Injectable } from '@nestjs/common';
import { ReadTx } from '../../platform/database/database';
import { Language } from '../../platform/i18n/texts';

export interface AreaName {
  readonly zh: string;
  readonly en: string;
}

/** One area to choose, with the name of the one above it, because community names repeat within a district. */
export interface AreaChoice extends AreaName {
  readonly code: string;
  readonly parent: AreaName | null;
}

const CHOICE = `a.code, a.name_zh AS zh, a.name_en AS en,
  CASE WHEN p.code IS NULL THEN NULL ELSE json_build_object('zh', p.name_zh, 'en', p.name_en) END AS parent`;

/**
 * What areas are called, for every feature that shows one. Names are public knowledge, so everybody may read them
 * all; selects offer those within the actor's own area.
 */
@Injectable()
export class AreaNames {
  /** The names behind codes, asked once for a whole page. */
  async of(tx: ReadTx, codes: readonly string[]): Promise<ReadonlyMap<string, AreaChoice>> {
    const rows = await tx.sql<AreaChoice>(
      `SELECT ${CHOICE} FROM areas a LEFT JOIN areas p ON p.code = a.parent_code WHERE a.code = ANY ($1)`,
      [[...new Set(codes)]],
    );
    return new Map(rows.map((row) => [row.code, row]));
  }

  /** The communities of the actor's area, for a select. */
  async communities(tx: ReadTx): Promise<AreaChoice[]> {
    return this.below(tx, 'length(a.code) = 12');
  }

  /** The actor's area and everything below it down to the given number of digits, for a select. */
  async within(tx: ReadTx, digits: 6 | 9 | 12): Promise<AreaChoice[]> {
    return this.below(tx, `length(a.code) <= ${digits}`);
  }

  private below(tx: ReadTx, condition: string): Promise<AreaChoice[]> {
    return tx.sql<AreaChoice>(
      `SELECT ${CHOICE} FROM areas a LEFT JOIN areas p ON p.code = a.parent_code
        WHERE starts_with(a.code, $1) AND ${condition} ORDER BY a.code`,
      [tx.actor.areaCode],
    );
  }
}

/** 长坡街道石桥社区, or Shiqiao Community, Changpo Street; the code itself where nobody gave it a name. */
export function areaLabel(area: AreaChoice | undefined, code: string, language: Language): string {
  if (!area) return code;
  if (!area.parent || area.code.length < 12) return language === 'en' ? area.en : area.zh;
  return language === 'en' ? `${area.en}, ${area.parent.en}` : area.parent.zh + area.zh;
}

/** Areas as the options of a select. */
export function areaOptions(
  areas: readonly AreaChoice[],
  language: Language,
): { value: string; text: string }[] {
  return areas.map((area) => ({ value: area.code, text: areaLabel(area, area.code, language) }));
}
