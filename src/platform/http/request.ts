import { Request, Response } from 'express';
import { Actor } from '../database/actor';

/** What the middleware of a request has found out; later stages read it. */
export interface RequestState {
  readonly id: string;
  /** Null for somebody who has not signed in. */
  actor: Actor | null;
  /** How the actor was recognised; a session needs protection against forged forms, the others do not. */
  via: 'session' | 'token' | 'link' | null;
  /** How long the signed address still holds that this request came by; null for any other. */
  linkSeconds: number | null;
  mustChangePassword: boolean;
}

export type TantuRequest = Request & { tantu: RequestState };
export type TantuResponse = Response;

/** JSON routes answer problems as JSON, whatever the client accepts. */
export function isApi(request: Request): boolean {
  return (
    request.path.startsWith('/api/') || request.path.startsWith('/health') || request.path === '/metrics'
  );
}
