import { Injectable } from '@nestjs/common';
import { History } from '../../history/history';
import { Actor } from '../../platform/database/actor';
import { Database, Tx } from '../../platform/database/database';
import { invalid, notFound, Problem } from '../../platform/problems/problem';
import { Area } from './area.entity';
import { AreaRepository } from './area.repository';
import { AddAreaDto, AreaNamesDto } from './areas.dto';

const PARENT_DIGITS: Readonly<Record<number, number>> = { 4: 2, 6: 4, 9: 6, 12: 9 };

/** Adds an area below the administrator's own, or changes what one is called. A code, once given, stays. */
@Injectable()
export class SaveArea {
  constructor(
    private readonly database: Database,
    private readonly areas: AreaRepository,
    private readonly history: History,
  ) {}

  /** @throws Problem invalid-input outside the actor's area or where the area above is missing, already-exists */
  async add(actor: Actor, input: AddAreaDto): Promise<{ code: string }> {
    if (!input.code.startsWith(actor.areaCode)) throw invalid({ field: 'code', key: 'areas.code.outside' });
    return this.database.as(actor).write(async (tx) => {
      const digits = PARENT_DIGITS[input.code.length];
      const parentCode = digits ? input.code.slice(0, digits) : null;
      if (parentCode && !(await this.areas.find(tx, parentCode)))
        throw invalid({ field: 'code', key: 'areas.code.parentMissing', params: { parentCode } });
      if (await this.areas.find(tx, input.code))
        throw new Problem('already-exists', { errors: [{ field: 'code', key: 'areas.code.exists' }] });
      const area = withNames({ code: input.code, parentCode } as Area, input);
      await this.areas.insert(tx, area);
      await this.record(tx, area, { added: true });
      return { code: area.code };
    });
  }

  async change(actor: Actor, code: string, input: AreaNamesDto): Promise<{ code: string }> {
    if (!code.startsWith(actor.areaCode)) throw notFound();
    return this.database.as(actor).write(async (tx) => {
      const area = await this.areas.find(tx, code);
      if (!area) throw notFound();
      const before = area.nameZh;
      await this.areas.update(tx, withNames(area, input));
      await this.record(tx, area, { before, after: area.nameZh });
      return { code };
    });
  }

  private async record(tx: Tx, area: Area, data: Record<string, string | boolean>): Promise<void> {
    const subject = { type: 'area', id: areaSubject(area.code) };
    await this.history.record(tx, {
      kind: 'area.saved',
      subject,
      areaCode: area.code,
      data: { code: area.code, ...data },
    });
  }
}

function withNames(area: Area, input: AreaNamesDto): Area {
  const { nameZh, nameEn, officeNameZh, officeNameEn } = input;
  return Object.assign(area, { nameZh, nameEn, officeNameZh, officeNameEn, documentPrefix: input.documentPrefix ?? null }); // prettier-ignore
}

/** The trail names its subjects by UUID; an area's is its code, so that it can be found again. */
export function areaSubject(code: string): string {
  return `00000000-0000-8000-8000-${code.padEnd(12, 'f')}`;
}
