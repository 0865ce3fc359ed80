import { Injectable } from '@nestjs/common';
import { Actor } from '../../platform/database/actor';
import { Database } from '../../platform/database/database';
import { invalid, Problem } from '../../platform/problems/problem';
import { Clock } from '../../platform/time/clock';
import { RetrofitRepository } from '../../workflow/retrofit.repository';
import { closedByAcceptance, takesPhotos } from './after-acceptance';
import { CaptureTickets, TICKET_DAYS } from './capture-tickets';
import { photoLocked } from './photo-locked';
import { PhotoRepository } from './photo.repository';
import { CaptureTicketDto } from './photos.dto';
import { stagesOpenTo } from './wanted-photos';

export interface IssuedTicket {
  readonly ticket: string;
  readonly expiresAt: Date;
}

/** Gives a ticket for photos that are taken in an app, as long as such photos are taken at all. Nothing is kept of it. */
@Injectable()
export class IssueTicket {
  constructor(
    private readonly database: Database,
    private readonly retrofits: RetrofitRepository,
    private readonly photos: PhotoRepository,
    private readonly tickets: CaptureTickets,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem not-found, invalid-input, forbidden (a contractor's before photo), rule-broken E08 (before photos, works begun; accepted) */
  async execute(actor: Actor, retrofitId: string, input: CaptureTicketDto): Promise<IssuedTicket> {
    const placeId = input.itemId ?? input.roomId;
    if (!placeId || (input.itemId && input.roomId))
      throw invalid({ field: 'itemId', key: 'evidence.photos.place' });
    const { stage } = input;
    if (actor.role === 'contractor' && stage === 'before') throw new Problem('forbidden');
    await this.database.as(actor).read(async (tx) => {
      const retrofit = await this.retrofits.get(tx, retrofitId);
      const [table, field] = input.itemId ? (['retrofit_items', 'itemId'] as const) : (['rooms', 'roomId'] as const); // prettier-ignore
      if (!(await this.photos.hasPlace(tx, retrofitId, table, placeId)))
        throw invalid({ field, key: 'validation.choice' });
      if (!stagesOpenTo(actor.role, retrofit.startedOn !== null).includes(stage)) throw photoLocked(stage, 'stage'); // prettier-ignore
      const complaints = await this.photos.openComplaints(tx, retrofitId);
      if (!takesPhotos(retrofit, complaints, input.itemId ?? null))
        throw closedByAcceptance('closedToPhotos', 'stage');
    });
    const now = this.clock.now();
    return {
      ticket: this.tickets.issue({ actorId: actor.id, retrofitId, placeId, stage }, now),
      expiresAt: new Date(now.getTime() + TICKET_DAYS * 86_400_000),
    };
  }
}
