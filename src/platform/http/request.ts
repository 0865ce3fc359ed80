import { Request, Response } from 'express';
import { Actor } from '../database/actor';

/** What the middleware of a request has found out; later stages read it. */
export interface RequestState {
  readonly id: string;
  /** Null for somebody who has not signed in. */
  actor: Actor | null;
  /** How the actor was recognised; a session needs protection against forged forms, a token does not. */
  via: 'session' | 'token' | null;
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
