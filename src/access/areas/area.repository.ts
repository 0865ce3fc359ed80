import { Injectable } from '@nestjs/common';
import { ReadTx, Tx } from '../../platform/database/database';
import { decodeCursor, Page, pageOf } from '../../platform/http/paging';
import { Area } from './area.entity';

export interface AreaFilter {
  readonly search: string | null;
  readonly limit: number;
  readonly after: string | null;
}

/** Areas as administrators keep them. */
@Injectable()
export class AreaRepository {
  async list(tx: ReadTx, filter: AreaFilter): Promise<Page<Area>> {
    const cursor = decodeCursor(filter.after, 1);
    const rows = await tx.manager
      .createQueryBuilder(Area, 'area')
      .where('starts_with(area.code, :own)', { own: tx.actor.areaCode })
      .andWhere(
        `(:search = '' OR starts_with(area.code, :search) OR strpos(area.name_zh, :search) > 0
          OR strpos(lower(area.name_en), lower(:search)) > 0)`,
        { search: filter.search ?? '' },
      )
      .andWhere('area.code > :after', { after: cursor?.[0] ?? '' })
      .orderBy('area.code')
      .limit(filter.limit + 1)
      .getMany();
    return pageOf(rows, filter.limit, (row) => [row.code]);
  }

  async find(tx: ReadTx, code: string): Promise<Area | null> {
    return tx.manager.findOneBy(Area, { code });
  }

  async insert(tx: Tx, area: Area): Promise<void> {
    await tx.change(
      `INSERT INTO areas (code, parent_code, name_zh, name_en, office_name_zh, office_name_en, document_prefix)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [area.code, area.parentCode, area.nameZh, area.nameEn, area.officeNameZh, area.officeNameEn, area.documentPrefix],
    ); // prettier-ignore
  }

  async update(tx: Tx, area: Area): Promise<void> {
    await tx.change(
      `UPDATE areas SET name_zh = $2, name_en = $3, office_name_zh = $4, office_name_en = $5, document_prefix = $6 WHERE code = $1`,
      [area.code, area.nameZh, area.nameEn, area.officeNameZh, area.officeNameEn, area.documentPrefix],
    );
  }
}
