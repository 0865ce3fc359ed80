/**
 * The closed list of problems that Tantu answers with, and their HTTP status (RFC 9457). Each has a title and
 * a detail in both languages in `problems.texts.ts`; a test holds the lists together.
 */
export const PROBLEMS = {
  'malformed-request': 400,
  'invalid-input': 400,
  'not-signed-in': 401,
  'sign-in-failed': 401,
  forbidden: 403,
  'link-invalid': 403,
  'form-expired': 403,
  'password-change-required': 403,
  'not-found': 404,
  conflict: 409,
  'stale-version': 409,
  'already-exists': 409,
  'still-in-use': 409,
  'in-progress': 409,
  'idempotency-key-reused': 409,
  'link-expired': 410,
  'file-too-large': 413,
  'too-many-files': 413,
  'image-too-large': 413,
  'unsupported-file': 415,
  'unreadable-image': 415,
  'rule-broken': 422,
  'unknown-reference': 422,
  'impossible-value': 422,
  'sign-in-locked': 429,
  'sign-in-slowed': 429,
  'too-many-requests': 429,
  'internal-error': 500,
  'file-missing': 500,
  'service-unavailable': 503,
  'storage-unavailable': 503,
} as const;

export type ProblemCode = keyof typeof PROBLEMS;

/** Values for the texts: numbers, dates and names, never sentences. */
export type Facts = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

/** One field that cannot be taken. `key` names its text; `params` fill it. */
export interface FieldError {
  readonly field: string;
  readonly key: string;
  readonly params?: Facts;
}

/** One rule that is broken; the shape of a rule's finding. */
export interface BrokenRule {
  readonly rule: string;
  readonly facts: Facts;
  readonly fixAt?: { readonly page: string; readonly field?: string };
}

export interface ProblemOptions {
  facts?: Facts;
  errors?: readonly FieldError[];
  findings?: readonly BrokenRule[];
  /** Overrides the status of the code, e.g. 409 where a rule lost a race. */
  status?: number;
  cause?: unknown;
}

/** Something that was asked and can't be done, said so that the reader can put it right. */
export class Problem extends Error {
  readonly status: number;
  readonly facts: Facts;
  readonly errors: readonly FieldError[];
  readonly findings: readonly BrokenRule[];

  constructor(
    readonly code: ProblemCode,
    options: ProblemOptions = {},
  ) {
    super(code, { cause: options.cause });
    this.status = options.status ?? PROBLEMS[code];
    this.facts = options.facts ?? {};
    this.errors = options.errors ?? [];
    this.findings = options.findings ?? [];
  }
}

/** Also what the actor may not know of. */
export function notFound(): Problem {
  return new Problem('not-found');
}

/** One or more fields that can't be taken. */
export function invalid(...errors: FieldError[]): Problem {
  return new Problem('invalid-input', { errors });
}

/** One or more rules that stop this act. */
export function broken(findings: readonly BrokenRule[]): Problem {
  return new Problem('rule-broken', { findings });
}

/** Throws when any rule stops the act. */
export function refuseIf(findings: readonly BrokenRule[]): void {
  if (findings.length > 0) throw broken(findings);
}
