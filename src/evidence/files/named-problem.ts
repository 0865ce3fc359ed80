import { Problem } from '../../platform/problems/problem';

/**
 * The same problem with a sentence that names the file, so that somebody who sent several knows which one. A broken
 * rule has its own words already.
 */
export function named(problem: Problem, name: string, field: string): Problem {
  const { code, status, facts, findings, cause } = problem;
  if (findings.length > 0 || problem.errors.length > 0) return problem;
  const errors = [{ field, key: `evidence.refused.${code}`, params: { ...facts, name } }];
  return new Problem(code, { status, facts, findings, cause, errors });
}
