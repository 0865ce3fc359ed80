import { Injectable } from '@nestjs/common';
import { History } from '../../history/history';
import { Actor } from '../../platform/database/actor';
import { Database, Tx } from '../../platform/database/database';
import {
  BrokenRule,
  Facts,
  FieldError,
  invalid,
  Problem,
  ProblemCode,
} from '../../platform/problems/problem';
import { FileStorage } from '../../platform/storage/file-storage';
import { keepFiles } from '../../platform/storage/kept-files';
import { Clock } from '../../platform/time/clock';
import { localDay } from '../../platform/time/district-time';
import { Retrofit } from '../../workflow/retrofit.entity';
import { RetrofitRepository } from '../../workflow/retrofit.repository';
import { IncomingFile } from '../files/uploads';
import { named } from '../files/named-problem';
import { readImage } from '../images/read-image';
import { DECODING } from '../images/slots';
import { closedByAcceptance, takesPhotos } from './after-acceptance';
import { CaptureTickets, Ticket, TICKET_USES } from './capture-tickets';
import { Arrival, photoFacts, withoutTicket } from './photo-facts';
import { photoLocked } from './photo-locked';
import { NewPhoto, PhotoRepository } from './photo.repository';
import { UploadPhotosDto } from './photos.dto';

type Plain<Record> = { readonly [Key in keyof Record]: Record[Key] };

/** Why one file was not taken, in a form that a retry can be answered with. */
export type RefusedFile = {
  readonly name: string;
  readonly code: ProblemCode;
  readonly status: number;
  readonly facts: Facts;
  readonly errors: readonly Plain<FieldError>[];
  readonly findings: readonly Plain<BrokenRule>[];
};

export type ReceivedPhotos = {
  readonly received: readonly { readonly id: string; readonly name: string }[];
  readonly refused: readonly RefusedFile[];
};

/** Stages that the people who build have no part in: what was there before them is not theirs to show. */
const NOT_BY_CONTRACTOR = ['before'];

/** Takes photos of an item or a room into the record. Each file is judged by itself; the good ones stay. */
@Injectable()
export class ReceivePhotos {
  constructor(
    private readonly database: Database,
    private readonly retrofits: RetrofitRepository,
    private readonly photos: PhotoRepository,
    private readonly history: History,
    private readonly storage: FileStorage,
    private readonly clock: Clock,
    private readonly tickets: CaptureTickets,
  ) {}

  /**
   * @param beganAt when the request began; an upload over a weak line takes minutes
   * @returns what was taken and what was refused, which may be all of it
   * @throws Problem invalid-input, forbidden (a contractor's before photo), not-found, rule-broken C13 (claimed day), E08
   */
  async execute(
    actor: Actor,
    retrofitId: string,
    said: UploadPhotosDto,
    files: readonly IncomingFile[],
    beganAt: Date = this.clock.now(),
  ): Promise<ReceivedPhotos> {
    this.check(actor, said, files);
    const arrival: Arrival = { beganAt, ticket: this.ticketOf(actor, retrofitId, said) };
    const judged: (NewPhoto | RefusedFile)[] = [];
    for (const file of files) judged.push(await this.judge(said, file, arrival));
    return this.database.as(actor).write(async (tx) => {
      const retrofit = await this.retrofits.lock(tx, retrofitId, null);
      await this.checkPlace(tx, retrofit, said);
      return this.store(tx, retrofit, said, judged);
    });
  }

  private check(actor: Actor, said: UploadPhotosDto, files: readonly IncomingFile[]): void {
    if (files.length === 0) throw invalid({ field: 'photos', key: 'evidence.photos.none' });
    if ((said.itemId ?? null) === (said.roomId ?? null) || (said.itemId && said.roomId))
      throw invalid({ field: 'itemId', key: 'evidence.photos.place' });
    if (((said.longitude ?? null) === null) !== ((said.latitude ?? null) === null))
      throw invalid({ field: 'longitude', key: 'evidence.photos.position' });
    if (actor.role === 'contractor' && NOT_BY_CONTRACTOR.includes(said.stage)) throw new Problem('forbidden');
    const today = localDay(this.clock.now());
    if (said.claimedOn && said.claimedOn > today)
      throw new Problem('rule-broken', {
        findings: [{ rule: 'C13', facts: {}, fixAt: { page: 'photos', field: 'claimedOn' } }],
      });
  }

  private ticketOf(actor: Actor, retrofitId: string, said: UploadPhotosDto): Ticket | 'unfit' | null {
    if (!said.ticket) return null;
    const scope = {
      actorId: actor.id,
      retrofitId,
      placeId: (said.itemId ?? said.roomId)!,
      stage: said.stage,
    };
    return this.tickets.read(said.ticket, scope) ?? 'unfit';
  }

  /** Reads one file; few at once, because a picture in memory is large. */
  private async judge(
    said: UploadPhotosDto,
    { name, file }: IncomingFile,
    arrival: Arrival,
  ): Promise<NewPhoto | RefusedFile> {
    if (file instanceof Problem) return refused(name, file);
    try {
      const image = await DECODING.run(async () => readImage(await this.storage.read(file.key)));
      return { name, stored: file, image, facts: photoFacts(image.camera, said, name, arrival) };
    } catch (error) {
      if (error instanceof Problem && error.status < 500) return refused(name, error);
      throw error;
    }
  }

  private async checkPlace(tx: Tx, retrofit: Retrofit, said: UploadPhotosDto): Promise<void> {
    if (said.stage === 'before' && retrofit.startedOn !== null) throw photoLocked('before', 'stage');
    const [table, id, field] = said.itemId
      ? (['retrofit_items', said.itemId, 'itemId'] as const)
      : (['rooms', said.roomId!, 'roomId'] as const);
    if (!(await this.photos.hasPlace(tx, retrofit.id, table, id)))
      throw invalid({ field, key: 'validation.choice' });
    if (
      said.pairedWith &&
      !(said.stage === 'after' && (await this.photos.hasBefore(tx, said.itemId, said.pairedWith)))
    )
      throw invalid({ field: 'pairedWith', key: 'evidence.photos.pair' });
    const complaints = await this.photos.openComplaints(tx, retrofit.id);
    if (!takesPhotos(retrofit, complaints, said.itemId ?? null))
      throw closedByAcceptance('closedToPhotos', 'photos');
  }

  private async store(
    tx: Tx,
    retrofit: Retrofit,
    said: UploadPhotosDto,
    judged: readonly (NewPhoto | RefusedFile)[],
  ): Promise<ReceivedPhotos> {
    const received: { id: string; name: string }[] = [];
    const refusals = judged.filter((one): one is RefusedFile => !('stored' in one));
    // In the order of their hashes: two uploads of the same photos wait for one another, and never in a circle.
    const photos = judged
      .filter((one): one is NewPhoto => 'stored' in one)
      .sort((a, b) => Buffer.compare(a.stored.sha256, b.stored.sha256));
    await keepFiles(tx, this.storage, photos.map(({ stored }) => stored.key)); // prettier-ignore
    for (const judgedPhoto of photos) {
      const photo = await this.withinItsTicket(tx, said, judgedPhoto);
      const id = await this.photos.insert(tx, retrofit.id, said, photo);
      if (id === null) refusals.push(refused(photo.name, usedAlready(photo.name)));
      else {
        received.push({ id, name: photo.name });
        await this.record(tx, retrofit, said, photo, id);
      }
    }
    return { received, refused: refusals };
  }

  /** Counted under the lock of the retrofit, which the ticket names: so that no two uploads share its last use. */
  private async withinItsTicket(tx: Tx, said: UploadPhotosDto, photo: NewPhoto): Promise<NewPhoto> {
    const { facts, image } = photo;
    if (!facts.ticket || (await this.photos.usesOf(tx, facts.ticket.id)) < TICKET_USES) return photo;
    const today = localDay(this.clock.now());
    return { ...photo, facts: withoutTicket(facts, image.camera, said, today, 'ticketUsedUp') };
  }

  private record(
    tx: Tx,
    retrofit: Retrofit,
    said: UploadPhotosDto,
    photo: NewPhoto,
    id: string,
  ): Promise<void> {
    return this.history.record(tx, {
      kind: 'photo.received',
      subject: { type: 'photo', id },
      areaCode: retrofit.areaCode,
      retrofitId: retrofit.id,
      householdId: retrofit.householdId,
      data: {
        stage: said.stage,
        itemId: said.itemId ?? null,
        roomId: said.roomId ?? null,
        takenOn: photo.facts.takenOn,
        grade: photo.facts.grade,
        gradeReason: photo.facts.reason,
        sha256: photo.stored.sha256.toString('hex'),
      },
    });
  }
}

/** E02: the same bytes are evidence once only, in all households and years; where, is not told. */
function usedAlready(name: string): Problem {
  return new Problem('rule-broken', {
    status: 409,
    findings: [{ rule: 'E02', facts: {}, fixAt: { page: 'photos' } }],
    errors: [{ field: 'photos', key: 'evidence.refused.usedAlready', params: { name } }],
  });
}

function refused(name: string, problem: Problem): RefusedFile {
  const { code, status, facts, errors, findings } = named(problem, name, 'photos');
  return { name, code, status, facts, errors, findings };
}

/** The refusal as a problem again, for where one file is all there was. */
export function problemOf({ code, status, facts, errors, findings }: RefusedFile): Problem {
  return new Problem(code, { status, facts, errors, findings });
}
