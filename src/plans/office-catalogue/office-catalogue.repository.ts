import { Injectable } from '@nestjs/common';
import { ReadTx, Tx } from '../../platform/database/database';
import { newId } from '../../platform/database/ids';
import { notFound, Problem } from '../../platform/problems/problem';
import { CatalogueItem } from '../catalogue/catalogue-item';
import { CatalogueSettingsDto } from './office-catalogue.dto';

export interface OfficeItem extends CatalogueSettingsDto {
  code: string;
  item: CatalogueItem;
  /** As the catalogue comes. */
  usualPriceFen: number;
  usualWorksDays: number;
  /** Of the district's own settings; null while it has none. */
  settingsId: string | null;
  version: number;
}

export const SETTING_FIELDS = ['priceLimitFen', 'minimumWorksDays', 'active'] as const;

const SELECT = `SELECT k.code, k.item, k.price_limit_fen AS "usualPriceFen", k.minimum_works_days AS "usualWorksDays", s.id AS "settingsId",
       coalesce(s.price_limit_fen, k.price_limit_fen) AS "priceLimitFen", coalesce(s.minimum_works_days, k.minimum_works_days) AS "minimumWorksDays",
       coalesce(s.active, k.active) AS active, coalesce(s.version, 1) AS version
  FROM catalogue_items k LEFT JOIN catalogue_settings s ON s.code = k.code AND s.area_code = $1`;

/** The catalogue as it is in a district. An actor above the districts sees it as it comes. */
@Injectable()
export class OfficeCatalogueRepository {
  async list(tx: ReadTx, district: string): Promise<OfficeItem[]> {
    return tx.sql<OfficeItem>(`${SELECT} ORDER BY k.code`, [district]);
  }

  /** @throws Problem not-found */
  async get(tx: ReadTx, district: string, code: string): Promise<OfficeItem> {
    const [item] = await tx.sql<OfficeItem>(`${SELECT} WHERE k.code = $2`, [district, code]);
    if (!item) throw notFound();
    return item;
  }

  /**
   * A district that sets an item for the first time gets a row with what the catalogue comes with, so that there is one to lock.
   * @throws Problem not-found, stale-version
   */
  async lock(
    tx: Tx,
    district: string,
    code: string,
    seenVersion: number | null,
  ): Promise<OfficeItem & { settingsId: string }> {
    await tx.change(
      `INSERT INTO catalogue_settings (id, area_code, code, price_limit_fen, minimum_works_days, active)
       SELECT $1, $2, code, price_limit_fen, minimum_works_days, active FROM catalogue_items WHERE code = $3
       ON CONFLICT ON CONSTRAINT catalogue_settings_key DO NOTHING`,
      [newId(), district, code],
    );
    await tx.sql('SELECT FROM catalogue_settings WHERE area_code = $1 AND code = $2 FOR UPDATE', [
      district,
      code,
    ]);
    const { settingsId, ...item } = await this.get(tx, district, code);
    if (settingsId === null) throw notFound();
    if (seenVersion !== null && seenVersion !== item.version) throw new Problem('stale-version');
    return { ...item, settingsId };
  }

  async update(tx: Tx, id: string, input: CatalogueSettingsDto): Promise<void> {
    await tx.change(
      `UPDATE catalogue_settings SET price_limit_fen = $2, minimum_works_days = $3, active = $4, version = version + 1 WHERE id = $1`,
      [id, input.priceLimitFen, input.minimumWorksDays, input.active],
    );
  }
}
