import { NextFunction, Request, RequestHandler, Response } from 'express';
import { Logger, pino } from 'pino';
import { Config } from '../config/config';
import { TantuRequest } from './request';

/** Milliseconds after which a line is written, however little there is to write. */
const FLUSH_MS = 200;

export type LogLevel = Config['LOG_LEVEL'];

/** On a terminal requests would push away the address and the sign-ins that the start has shown. */
export function levelOn(isTerminal: boolean, level: LogLevel): Exclude<LogLevel, 'auto'> {
  if (level !== 'auto') return level;
  return isTerminal ? 'warn' : 'info';
}

/** The log on standard output. Lines are gathered and written behind the requests; the rest when the process ends. */
export function openLog(level: LogLevel): Logger {
  const output = pino.destination({ sync: false, minLength: 4096 });
  setInterval(() => output.flush(), FLUSH_MS).unref();
  return pino({ level: levelOn(process.stdout.isTTY === true, level) }, output);
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
