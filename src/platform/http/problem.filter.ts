import { ArgumentsHost, Catch, ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import { MulterError } from 'multer';
import { Problem } from '../problems/problem';
import { Views } from '../views/views';
import { describeProblem, RuleWords } from './problem-words';
import { isApi, TantuRequest, TantuResponse } from './request';

export type { RuleWords };
export const RULE_WORDS = Symbol('rule words');

/** Every failure leaves through here: JSON (RFC 9457) for programs, a page for people, never a stack trace. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly log = new Logger('http');

  constructor(
    private readonly views: Views,
    private readonly ruleWords: RuleWords,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    this.answer(error, http.getRequest<TantuRequest>(), http.getResponse<TantuResponse>());
  }

  /** Also used for failures before a route is found. */
  answer(error: unknown, request: TantuRequest, response: TantuResponse): void {
    const problem = toProblem(error);
    if (problem.status >= 500) this.log.error({ requestId: request.tantu.id, fault: faultOf(error) });
    if (response.headersSent) {
      response.destroy();
      return;
    }
    const wantsJson = isApi(request) || request.headers.accept?.startsWith('application/json');
    if (problem.status === 401 && !wantsJson) {
      response.redirect(
        303,
        `/sign-in?next=${encodeURIComponent(request.method === 'GET' ? request.originalUrl : '/')}`,
      );
      return;
    }
    if (problem.code === 'password-change-required' && !wantsJson) {
      response.redirect(303, '/password');
      return;
    }
    const { minutes } = problem.facts;
    if (problem.status === 429 && typeof minutes === 'number')
      response.setHeader('Retry-After', minutes * 60);
    const t = this.views.translate(request);
    const body = {
      ...describeProblem(problem, t, this.views.language(request), this.ruleWords),
      requestId: request.tantu.id,
    };
    if (wantsJson)
      response.status(problem.status).type('application/problem+json').send(JSON.stringify(body));
    else this.views.page(request, response, 'errors/problem.njk', body, problem.status);
  }
}

const MULTER: Partial<Record<MulterError['code'], Problem>> = {
  LIMIT_FILE_COUNT: new Problem('too-many-files'),
  LIMIT_UNEXPECTED_FILE: new Problem('malformed-request'),
};

function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof MulterError)
    return MULTER[error.code] ?? new Problem('malformed-request', { cause: error });
  const status = error instanceof HttpException ? error.getStatus() : (error as { status?: unknown }).status;
  if (status === 404) return new Problem('not-found', { cause: error });
  if (status === 413) return new Problem('file-too-large', { cause: error, facts: { limitMb: 1 } });
  if (status === 429) return new Problem('too-many-requests', { cause: error });
  if (typeof status === 'number' && status >= 400 && status < 500)
    return new Problem('malformed-request', { cause: error });
  if (isDatabaseAway(error)) return new Problem('service-unavailable', { cause: error });
  return new Problem('internal-error', { cause: error });
}

function isDatabaseAway(error: unknown): boolean {
  const code =
    (error as { code?: unknown; driverError?: { code?: unknown } }).driverError?.code ??
    (error as { code?: unknown }).code;
  return (
    typeof code === 'string' && (/^(ECONNREFUSED|ECONNRESET|ETIMEDOUT)$/.test(code) || /^(08|57P)/.test(code))
  );
}

/** What the log may say: the fault and where, never the values of a statement. */
function faultOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error instanceof Problem && error.cause instanceof Error ? error.cause : error;
  return `${cause.message}\n${cause.stack ?? ''}`;
}
