import { NextFunction, Request, RequestHandler, Response } from 'express';
import { Logger, pino } from 'pino';
import { TantuRequest } from './request';

/** Milliseconds after which a line is written, however little there is to write. */
const FLUSH_MS = 200;

/** The log on standard output. Lines are gathered and written behind the requests; the rest when the process ends. */
export function openLog(level: string): Logger {
  const output = pino.destination({ sync: false, minLength: 4096 });
  setInterval(() => output.flush(), FLUSH_MS).unref();
  return pino({ level }, output);
}

/** One line a request: no query (it holds names that were searched for), no body, no header. */
export function requestLog(log: Logger): RequestHandler {
  return (request: Request, response: Response, next: NextFunction) => {
    const began = process.hrtime.bigint();
    response.on('finish', () => {
      const { tantu } = request as TantuRequest;
      const ms = Math.round(Number(process.hrtime.bigint() - began) / 1e5) / 10;
      const line = {
        requestId: tantu.id,
        method: request.method,
        path: request.path,
        status: response.statusCode,
        ms,
        actor: tantu.actor?.id,
      };
      if (request.path.startsWith('/assets') || request.path.startsWith('/health')) log.debug(line);
      else log.info(line);
    });
    next();
  };
}
