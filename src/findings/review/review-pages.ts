import { Injectable } from '@nestjs/common';
import { PhotoComparison } from '../../evidence/comparison/photo-comparison';
import { paths } from '../../paths';
import { Actor } from '../../platform/database/actor';
import { Database } from '../../platform/database/database';
import { address } from '../../platform/views/environment';
import { Model } from '../../platform/views/views';
import { AreaLabels } from '../../workflow/area-labels';
import { Words } from '../../workflow/date-hints';
import { FindingListRepository } from '../finding-list.repository';
import { chosenOther, comparisonModel } from './comparison-model';
import { flagCard } from './flag-card';
import { DecidedFromQuery, ReviewQuery } from './review.dto';
import { reviewModel } from './review-page';
import { ReviewFlag, ReviewReader } from './review-reader';

/** Gathers the pages of the review. */
@Injectable()
export class ReviewPages {
  constructor(
    private readonly database: Database,
    private readonly reader: ReviewReader,
    private readonly lists: FindingListRepository,
    private readonly areas: AreaLabels,
    private readonly photoComparison: PhotoComparison,
  ) {}

  async list(actor: Actor, query: ReviewQuery, limit: number, words: Words): Promise<Model> {
    const page = await this.reader.page(actor, query.toFilter(), limit, query.after ?? null);
    const flags = page.items.map(({ flag }) => flag);
    const areas = await this.areas.of(actor, flags, words.language);
    const { contractors } = await this.database.as(actor).read((tx) => this.lists.choices(tx));
    return reviewModel(page, query, contractors, areas, words);
  }

  /** @throws Problem not-found, also for a finding that is no flag */
  async one(actor: Actor, id: string, query: DecidedFromQuery, words: Words): Promise<Model> {
    const { next, ...flag } = await this.reader.one(actor, id, query.toFilter());
    const areas = await this.areas.of(actor, [flag.flag], words.language);
    const [filters, after] = [query.filters(), query.after ?? null];
    const card = flagCard(flag, { areas, filters, after, next, from: 'one' }, words);
    const back = address(paths.review.list, { ...filters, after });
    return {
      crumbs: [{ text: words.t('review.title'), href: back }, { text: flag.flag.rule }],
      flag: card,
      nextHref: next && address(paths.review.show(next), { ...filters, after }),
      comparison: await this.comparison(actor, flag, query, words),
      isElsewhere: flag.flag.facts.elsewhere === true,
    };
  }

  private async comparison(
    actor: Actor,
    flag: ReviewFlag,
    query: DecidedFromQuery,
    words: Words,
  ): Promise<Model | null> {
    const other = chosenOther(flag, query.with ?? null);
    if (other === null) return null;
    const alignment = await this.database
      .as(actor)
      .read((tx) => this.photoComparison.alignment(tx, flag.photo!.id, other.id));
    return comparisonModel(flag, other, alignment, { ...query.filters(), after: query.after ?? null }, words);
  }
}
