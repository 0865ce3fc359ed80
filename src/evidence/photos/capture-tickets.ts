import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { PhotoStage } from '../../plans/catalogue/catalogue-item';
import { Secrets, SECRETS } from '../../platform/config/secrets';
import { newId } from '../../platform/database/ids';

/** For whom, and for which photos. */
export interface TicketScope {
  readonly actorId: string | null;
  readonly retrofitId: string;
  /** Of the item or the room. */
  readonly placeId: string;
  readonly stage: PhotoStage;
}

export interface Ticket {
  readonly id: string;
  readonly issuedAt: Date;
}

/** Work in villages goes on for days without a signal: photos wait on the phone until there is one. */
export const TICKET_DAYS = 14;
/** Photos that one ticket carries. */
export const TICKET_USES = 20;

const ID = 16;
const TIME = 6;
const MAC = 16;

/**
 * Tickets for photos that are taken in the app: the office gives one before the photo is taken, for one person, one
 * place and one stage, so that nobody can say of an old picture that the app took it just now. A ticket carries its id
 * and its time; whom and what it is for is not in it, but in what is signed.
 */
@Injectable()
export class CaptureTickets {
  private readonly key: Buffer;

  constructor(@Inject(SECRETS) { encryptionKey }: Secrets) {
    this.key = Buffer.from(hkdfSync('sha256', encryptionKey, Buffer.alloc(0), 'tantu capture tickets', 32));
  }

  issue(scope: TicketScope, now: Date): string {
    const head = Buffer.alloc(ID + TIME);
    head.write(newId().replaceAll('-', ''), 'hex');
    head.writeUIntBE(now.getTime(), ID, TIME);
    return Buffer.concat([head, this.sign(head, scope)]).toString('base64url');
  }

  /** @returns null for what we have not issued, or not for this person, place and stage */
  read(text: string, scope: TicketScope): Ticket | null {
    const bytes = Buffer.from(text, 'base64url');
    if (bytes.length !== ID + TIME + MAC) return null;
    const head = bytes.subarray(0, ID + TIME);
    if (!timingSafeEqual(bytes.subarray(ID + TIME), this.sign(head, scope))) return null;
    const id = head.toString('hex', 0, ID).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
    return { id, issuedAt: new Date(head.readUIntBE(ID, TIME)) };
  }

  private sign(head: Buffer, { actorId, retrofitId, placeId, stage }: TicketScope): Buffer {
    const scope = [actorId, retrofitId, placeId, stage].join(' ');
    return createHmac('sha256', this.key).update(head).update(scope).digest().subarray(0, MAC);
  }
}
