import { createHash, randomUUID } from 'node:crypto';
import { NextFunction, Request, RequestHandler, Response } from 'express';
import 'express-session';
import { Idempotency } from '../../platform/database/actor';
import { RequestState, TantuRequest } from '../../platform/http/request';
import { Problem } from '../../platform/problems/problem';
import { Identify, SignedInUser } from './identify';
import { SignedLinks } from './signed-links';

declare module 'express-session' {
  interface SessionData {
    userId: string;
    flash: { kind: 'success' | 'info'; key: string; params?: Record<string, string | number> }[];
  }
}

const UNSAFE = ['POST', 'PUT', 'PATCH', 'DELETE'];

/** Gives every request its id, before anything is logged of it. */
export function requestIdentity(): RequestHandler {
  return (request: Request, response: Response, next: NextFunction) => {
    const state: RequestState = { id: randomUUID(), actor: null, via: null, linkSeconds: null, mustChangePassword: false }; // prettier-ignore
    Object.assign(request, { tantu: state });
    response.setHeader('X-Request-Id', state.id);
    next();
  };
}

/** Finds out who is asking: a bearer token, a session or a signed address; nobody when there is none. */
export function requestActor(identify: Identify, links: SignedLinks): RequestHandler {
  return (request: Request, _response: Response, next: NextFunction) => {
    recognise(request as TantuRequest, identify, links).then(() => next(), next);
  };
}

async function recognise(request: TantuRequest, identify: Identify, links: SignedLinks): Promise<void> {
  const link = links.read(request);
  request.tantu.linkSeconds = link?.secondsLeft ?? null;
  const bearer = /^Bearer (\S{1,200})$/i.exec(request.headers.authorization ?? '')?.[1];
  if (bearer) {
    const user = await identify.byToken(bearer);
    if (!user) throw new Problem('not-signed-in');
    return become(request, user, 'token');
  }
  const user = request.session?.userId ? await identify.bySession(request.session.userId) : null;
  if (user) return become(request, user, 'session');
  if (link) await becomeByLink(request, link.userId, identify);
}

/** As whoever the address was made for, with what they may see now: nothing any more for one who was disabled. */
async function becomeByLink(request: TantuRequest, userId: string, identify: Identify): Promise<void> {
  const user = await identify.bySession(userId);
  if (!user || user.mustChangePassword) throw new Problem('link-invalid');
  become(request, user, 'link');
}

function become(request: TantuRequest, user: SignedInUser, via: 'session' | 'token' | 'link'): void {
  const { tantu } = request;
  tantu.via = via;
  tantu.mustChangePassword = user.mustChangePassword;
  tantu.actor = {
    id: user.id,
    name: user.displayName,
    role: user.role,
    areaCode: user.areaCode,
    contractorId: user.contractorId,
    requestId: tantu.id,
    idempotency: idempotencyOf(request),
  };
}

/**
 * The key by which a retry is recognised: a program sends it as a header, a form as a hidden field. The
 * fingerprint is of the address only: bodies differ in harmless ways between tries (a boundary, a new token).
 */
function idempotencyOf(request: TantuRequest): Idempotency | undefined {
  if (!UNSAFE.includes(request.method)) return undefined;
  const key = request.headers['idempotency-key'];
  if (key === undefined) return undefined;
  if (typeof key !== 'string' || !/^[\x21-\x7e]{1,180}$/.test(key))
    throw new Problem('malformed-request', { facts: { header: 'Idempotency-Key' } });
  const fingerprint = createHash('sha256').update(`${request.method} ${request.path}`).digest('base64url');
  return { key, fingerprint, writes: 0 };
}
