import { Injectable } from '@nestjs/common';
import { Actor } from '../../platform/database/actor';
import { Database, ReadTx } from '../../platform/database/database';
import { encodeCursor, Page } from '../../platform/http/paging';
import { notFound } from '../../platform/problems/problem';
import { CalendarDate, yearOf, calendarDate } from '../../platform/time/calendar-date';
import { Clock } from '../../platform/time/clock';
import { localDay } from '../../platform/time/district-time';
import { FindingState } from '../finding.repository';
import { FlagFilter, FlagRepository, FlagRow, RuleCount } from './flag.repository';
import { FlagTally, FlagTallyRepository } from './flag-tally.repository';
import { FlaggedPhoto, FlaggedPhotoRepository } from './flagged-photo.repository';
import { otherPhotoIds } from './other-photos';

/** A flag with the photos that it is about. */
export interface ReviewFlag {
  readonly flag: FlagRow;
  /** Null for a flag of something else. */
  readonly photo: FlaggedPhoto | null;
  /** Photos that look like it, as far as the actor may see them. */
  readonly others: readonly FlaggedPhoto[];
}

export interface ReviewPage extends Page<ReviewFlag> {
  readonly counts: readonly RuleCount[];
  /** The one retrofit or contractor that is looked at; null where all are. */
  readonly of: { readonly name: string; readonly states: Readonly<Record<FindingState, number>> } | null;
}

export interface Period {
  readonly from: CalendarDate;
  readonly until: CalendarDate;
}

/** What both the API and the pages show of the review. */
@Injectable()
export class ReviewReader {
  constructor(
    private readonly database: Database,
    private readonly flags: FlagRepository,
    private readonly photos: FlaggedPhotoRepository,
    private readonly tallies: FlagTallyRepository,
    private readonly clock: Clock,
  ) {}

  async page(actor: Actor, filter: FlagFilter, limit: number, after: string | null): Promise<ReviewPage> {
    return this.database.as(actor).read(async (tx) => {
      const page = await this.flags.list(tx, filter, limit, after);
      return {
        items: await this.withPhotos(tx, page.items),
        next: page.next,
        counts: await this.flags.counts(tx, filter),
        of: await this.of(tx, filter),
      };
    });
  }

  /**
   * One flag, and which comes after it among those that the filter lets through.
   * @throws Problem not-found, also for a finding that is no flag
   */
  async one(actor: Actor, id: string, filter: FlagFilter): Promise<ReviewFlag & { next: string | null }> {
    return this.database.as(actor).read(async (tx) => {
      const found = await this.flags.get(tx, id);
      if (found === null) throw notFound();
      const [flag] = (await this.withPhotos(tx, [found.flag])) as [ReviewFlag];
      const [next] = (await this.flags.list(tx, filter, 1, encodeCursor(found.cursor))).items;
      return { ...flag, next: next?.id ?? null };
    });
  }

  async tally(actor: Actor, asked: Partial<Period>): Promise<Period & { items: FlagTally[] }> {
    const today = localDay(this.clock.now());
    const until = asked.until ?? today;
    const from = asked.from ?? calendarDate(`${yearOf(until)}-01-01`);
    const items = await this.database.as(actor).read((tx) => this.tallies.ofContractors(tx, from, until));
    return { from, until, items };
  }

  private async of(tx: ReadTx, filter: FlagFilter): Promise<ReviewPage['of']> {
    if (filter.retrofitId === null && filter.contractorId === null) return null;
    const name = await this.flags.nameOf(tx, filter);
    return name === null ? null : { name, states: await this.flags.states(tx, filter) };
  }

  private async withPhotos(tx: ReadTx, flags: readonly FlagRow[]): Promise<ReviewFlag[]> {
    const own = (flag: FlagRow): string[] => (flag.subjectType === 'photo' ? [flag.subjectId] : []);
    const ids = flags.flatMap((flag) => [...own(flag), ...otherPhotoIds(flag)]);
    const known = await this.photos.byId(tx, [...new Set(ids)]);
    return flags.map((flag) => ({
      flag,
      photo: known.get(own(flag)[0] ?? '') ?? null,
      others: otherPhotoIds(flag).flatMap((id) => known.get(id) ?? []),
    }));
  }
}
