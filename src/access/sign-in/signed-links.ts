import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Secrets, SECRETS } from '../../platform/config/secrets';
import { Actor } from '../../platform/database/actor';
import { TantuRequest } from '../../platform/http/request';
import { Problem } from '../../platform/problems/problem';
import { Clock } from '../../platform/time/clock';

/** Who a signed address was made for, and how long it still holds. */
export interface SignedLink {
  readonly userId: string;
  readonly secondsLeft: number;
}

/**
 * Addresses of files that hold for a time: the path, whom it was made for and until when, under an HMAC. Opened
 * without a session, they show what that person may see at that moment, so that a program or an offline copy of a
 * page can load pictures; with a session they show what its owner may see.
 */
@Injectable()
export class SignedLinks {
  private readonly key: Buffer;

  constructor(
    @Inject(SECRETS) secrets: Secrets,
    private readonly clock: Clock,
  ) {
    this.key = Buffer.from(hkdfSync('sha256', secrets.sessionKey, Buffer.alloc(0), 'tantu signed links', 32));
  }

  /**
   * @param seconds the address holds for one to two times as long: it stays the same for that time, so that browsers
   *   find their copy again. Nobody but a signed-in user can have one; the system's are left as they are.
   */
  sign(path: string, actor: Actor, seconds: number): string {
    if (actor.id === null) return path;
    const until = (Math.floor(this.clock.now().getTime() / 1000 / seconds) + 2) * seconds;
    const signature = this.signatureOf(path, actor.id, String(until)).toString('base64url');
    return `${path}?${new URLSearchParams({ by: actor.id, until: String(until), signature }).toString()}`;
  }

  /**
   * @returns null for an address that is not signed
   * @throws Problem link-invalid, link-expired
   */
  read(request: TantuRequest): SignedLink | null {
    const { by, until, signature } = request.query;
    if (signature === undefined || !['GET', 'HEAD'].includes(request.method)) return null;
    if (typeof by !== 'string' || typeof until !== 'string' || typeof signature !== 'string')
      throw new Problem('link-invalid');
    const given = Buffer.from(signature, 'base64url');
    const right = this.signatureOf(request.path, by, until);
    if (given.length !== right.length || !timingSafeEqual(given, right)) throw new Problem('link-invalid');
    const secondsLeft = Math.floor(Number(until) - this.clock.now().getTime() / 1000);
    if (secondsLeft < 0) throw new Problem('link-expired');
    return { userId: by, secondsLeft };
  }

  private signatureOf(path: string, by: string, until: string): Buffer {
    return createHmac('sha256', this.key).update(`${path}\n${by}\n${until}`).digest();
  }
}
