import { Injectable } from '@nestjs/common';
import { History, RecordedEntry } from '../../history/history';
import { Actor } from '../../platform/database/actor';
import { Database } from '../../platform/database/database';
import { CATALOGUE } from '../catalogue/catalogue';
import { OfficeCatalogueRepository, OfficeItem } from './office-catalogue.repository';

const PLACES = new Map(CATALOGUE.map(({ code }, index) => [code, index]));

/** What both the API and the pages show of the catalogue in the reader's district. */
@Injectable()
export class OfficeCatalogueReader {
  constructor(
    private readonly database: Database,
    private readonly catalogue: OfficeCatalogueRepository,
    private readonly history: History,
  ) {}

  /** In the order of the catalogue, from the entrance to the devices. */
  async list(actor: Actor): Promise<OfficeItem[]> {
    const items = await this.database
      .as(actor)
      .read((tx) => this.catalogue.list(tx, actor.areaCode.slice(0, 6)));
    const place = ({ code }: OfficeItem): number => PLACES.get(code) ?? PLACES.size;
    return items.filter(({ code }) => PLACES.has(code)).sort((a, b) => place(a) - place(b));
  }

  /** An item with how the district changed it, newest first. @throws Problem not-found */
  async show(actor: Actor, code: string): Promise<{ item: OfficeItem; changes: RecordedEntry[] }> {
    return this.database.as(actor).read(async (tx) => {
      const item = await this.catalogue.get(tx, actor.areaCode.slice(0, 6), code);
      // The entries lie above the streets, whose staff plan by what they changed.
      const changes =
        item.settingsId === null
          ? []
          : await tx.withSystemSight(() => this.history.ofSubject(tx, 'catalogue.changed', item.settingsId!));
      return { item, changes };
    });
  }
}
