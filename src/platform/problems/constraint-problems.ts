import { Problem, ProblemCode } from './problem';

/** What the breach of one named constraint means to the person who caused it. */
export interface ConstraintMeaning {
  readonly problem: ProblemCode;
  /** The rule of the catalogue, where the constraint is one. */
  readonly rule?: string;
  /** The form field it is about. */
  readonly field?: string;
  readonly status?: number;
}

export type ConstraintMeanings = Readonly<Record<string, ConstraintMeaning>>;

interface DatabaseFault {
  code?: string;
  constraint?: string;
  table?: string;
  column?: string;
}

const faultOf = (error: unknown): DatabaseFault | null => {
  const fault = (error as { driverError?: unknown }).driverError ?? error;
  return typeof fault === 'object' && fault !== null && 'code' in fault ? (fault as DatabaseFault) : null;
};

/** Conventions for constraints that need no meaning of their own, by the end of their names. */
function byConvention(constraint: string): ConstraintMeaning | null {
  if (constraint.endsWith('_fkey')) return { problem: 'unknown-reference' };
  if (constraint.endsWith('_not_emptied')) return { problem: 'conflict' };
  if (constraint.endsWith('_pkey')) return { problem: 'conflict' };
  return null;
}

/** True when `constraint` is explained, by the table or by convention. A test asks this for the whole catalog. */
export function isExplained(meanings: ConstraintMeanings, constraint: string): boolean {
  return constraint in meanings || byConvention(constraint) !== null;
}

/**
 * A value that no column of its type can hold (a character, a number, a date, an id) and that no field's check
 * stopped, such as a list's cursor that no list gave.
 */
const UNREADABLE = ['22P02', '22P05', '22021', '22003', '22007', '22008'];

/**
 * Turns what the database refused into a problem that the reader understands; anything else is passed on
 * as it is.
 */
export function explainDatabaseError(error: unknown, meanings: ConstraintMeanings): unknown {
  const fault = faultOf(error);
  if (!fault?.code) return error;
  if (fault.code === '40P01' || fault.code === '40001' || fault.code === '55P03')
    return new Problem('in-progress', { cause: error });
  if (UNREADABLE.includes(fault.code)) return new Problem('malformed-request', { cause: error });
  if (fault.code === '42501') return new Problem('forbidden', { cause: error });
  if (!fault.constraint) return error;
  const meaning = meanings[fault.constraint] ?? byConvention(fault.constraint);
  if (!meaning) return error;
  return new Problem(meaning.problem, {
    cause: error,
    status: meaning.status,
    findings: meaning.rule
      ? [
          {
            rule: meaning.rule,
            facts: {},
            fixAt: meaning.field ? { page: '', field: meaning.field } : undefined,
          },
        ]
      : [],
    errors: meaning.field && !meaning.rule ? [{ field: meaning.field, key: 'validation.invalid' }] : [],
  });
}
