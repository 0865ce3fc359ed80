import { Injectable } from '@nestjs/common';
import { districtOf } from '../../access/district-of';
import { changesOf } from '../../history/changes';
import { History } from '../../history/history';
import { Actor } from '../../platform/database/actor';
import { Database } from '../../platform/database/database';
import { CatalogueSettingsDto } from './office-catalogue.dto';
import { OfficeCatalogueRepository, SETTING_FIELDS } from './office-catalogue.repository';

/**
 * A supervisor sets what an item may cost and how long it takes in the district, for retrofits that are approved from
 * now on: those approved already keep theirs (docs/decisions/0008).
 */
@Injectable()
export class SetCatalogueItem {
  constructor(
    private readonly database: Database,
    private readonly catalogue: OfficeCatalogueRepository,
    private readonly history: History,
  ) {}

  /** @throws Problem forbidden outside a district, not-found, stale-version, invalid-input */
  async execute(
    actor: Actor,
    code: string,
    input: CatalogueSettingsDto,
    seenVersion: number | null,
  ): Promise<{ id: string }> {
    const areaCode = districtOf(actor);
    return this.database.as(actor).write(async (tx) => {
      const before = await this.catalogue.lock(tx, areaCode, code, seenVersion);
      const id = before.settingsId;
      await this.catalogue.update(tx, id, input);
      await this.history.record(tx, {
        kind: 'catalogue.changed',
        subject: { type: 'catalogueItem', id },
        areaCode,
        data: { code, changes: changesOf(settingsOf(before), settingsOf(input), SETTING_FIELDS) },
      });
      return { id };
    });
  }
}

function settingsOf({ priceLimitFen, minimumWorksDays, active }: CatalogueSettingsDto): {
  [Field in (typeof SETTING_FIELDS)[number]]: CatalogueSettingsDto[Field];
} {
  return { priceLimitFen, minimumWorksDays, active };
}
