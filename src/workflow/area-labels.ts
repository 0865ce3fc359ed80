import { Injectable } from '@nestjs/common';
import { areaLabel, AreaNames } from '../access/areas/area-names';
import { Actor } from '../platform/database/actor';
import { Database, ReadTx } from '../platform/database/database';
import { Language } from '../platform/i18n/texts';

export type LabelsByCode = Readonly<Record<string, string>>;

/** What the areas of a page are called in the reader's language, by their codes: the same on every page. */
@Injectable()
export class AreaLabels {
  constructor(
    private readonly database: Database,
    private readonly areas: AreaNames,
  ) {}

  async within(tx: ReadTx, codes: readonly string[], language: Language): Promise<LabelsByCode> {
    const names = await this.areas.of(tx, codes);
    return Object.fromEntries(codes.map((code) => [code, areaLabel(names.get(code), code, language)]));
  }

  /** For a page whose records were read elsewhere. */
  of(actor: Actor, records: readonly { areaCode: string }[], language: Language): Promise<LabelsByCode> {
    const codes = records.map(({ areaCode }) => areaCode);
    return this.database.as(actor).read((tx) => this.within(tx, codes, language));
  }
}
