import { Finding } from '../rules/finding';

/** What makes two findings of one retrofit the same one. */
export function findingKey(rule: string, type: string, id: string, part: string): string {
  return [rule, type, id, part].join('\u0000');
}

/** Gives each finding a part of its own: a rule that finds several things of one subject may not name its parts. */
export function apart(findings: readonly Finding[]): Finding[] {
  const seen = new Map<string, number>();
  return findings.map((finding) => {
    const { type, id, part = '' } = finding.subject;
    const key = findingKey(finding.rule, type, id, part);
    const turn = (seen.get(key) ?? 0) + 1;
    seen.set(key, turn);
    return turn === 1 ? finding : { ...finding, subject: { type, id, part: `${part}#${turn}` } };
  });
}
