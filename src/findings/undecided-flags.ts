import { Finding } from '../rules/finding';
import { apart, findingKey } from './finding-key';
import { StoredFinding } from './finding.repository';

/**
 * The flags among these findings on which nobody with authority has decided that they may stand. A decision covers
 * the facts that it was made on, and no others.
 */
export function undecidedFlags(findings: readonly Finding[], settled: readonly StoredFinding[]): Finding[] {
  const decided = new Map(
    settled.map((one) => [
      findingKey(one.rule, one.subjectType, one.subjectId, one.subjectPart),
      one.decidedFacts,
    ]),
  );
  return apart(findings).filter(({ rule, mode, subject, facts }) => {
    if (mode !== 'flag') return false;
    const known = decided.get(findingKey(rule, subject.type, subject.id, subject.part ?? ''));
    return known === undefined || !sameFacts(known, facts);
  });
}

function sameFacts(decided: Finding['facts'] | null, facts: Finding['facts']): boolean {
  if (decided === null) return false;
  const names = matters(facts);
  return (
    names.length === matters(decided).length &&
    names.every((name) => JSON.stringify(decided[name]) === JSON.stringify(facts[name]))
  );
}

/** Names of the facts that a decision rests on: where photos are named by their ids, not the words for them. */
function matters(facts: Finding['facts']): string[] {
  return Object.keys(facts).filter((name) => !(name === 'others' && 'photos' in facts));
}
