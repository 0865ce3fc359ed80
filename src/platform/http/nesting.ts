import { RequestHandler } from 'express';
import { Problem } from '../problems/problem';

/** The deepest of our own bodies is a signature's point, five levels down. */
const DEEPEST = 20;

/** Refuses a body nested so deep that reading it into its DTO would exhaust the stack. */
export function refuseDeepNesting(): RequestHandler {
  return (request, _response, next) =>
    next(isDeeperThan(DEEPEST, request.body) ? new Problem('malformed-request') : undefined);
}

/** Level by level, because a recursion would be exhausted by the very body that it looks for. */
export function isDeeperThan(levels: number, body: unknown): boolean {
  let level: unknown[] = [body];
  for (let depth = 0; depth <= levels; depth += 1) {
    level = level.flatMap((value) =>
      typeof value === 'object' && value !== null ? (Object.values(value) as unknown[]) : [],
    );
    if (level.length === 0) return false;
  }
  return true;
}
