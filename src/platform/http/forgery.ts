import { csrfSync } from 'csrf-sync';
import { NextFunction, RequestHandler, Response } from 'express';
import { Problem } from '../problems/problem';
import { isApi, TantuRequest } from './request';

/**
 * Protection against forged forms, for requests that come with a session. The token stands in a hidden field, in
 * a header for scripts, or in the address of a form that uploads files (its body is read too late).
 */
const protection = csrfSync({
  getTokenFromRequest: (request) => {
    const body = request.body as { _csrf?: unknown } | undefined;
    const token = body?._csrf ?? request.headers['x-csrf-token'] ?? request.query._csrf;
    return typeof token === 'string' ? token : undefined;
  },
});

/** The token to put into this visitor's forms; the first call starts a session. */
export function formToken(request: TantuRequest): string {
  return protection.generateToken(request);
}

export function refuseForgery(): RequestHandler {
  return (request, response: Response, next: NextFunction) => {
    if ((request as TantuRequest).tantu.via === 'token') return next();
    // A program without a session has nothing that could be abused; it will be told to sign in.
    if (isApi(request) && (request as TantuRequest).tantu.via === null) return next();
    protection.csrfSynchronisedProtection(request, response, (fault?: unknown) =>
      next(fault ? new Problem('form-expired', { cause: fault }) : undefined),
    );
  };
}
