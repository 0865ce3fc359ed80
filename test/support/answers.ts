/** What a problem's answer says, in the order in which it says it. */
interface ProblemBody {
  errors?: { field: string; message: string }[];
  findings?: { rule: string; facts: Record<string, unknown> }[];
}

/** The rules that a problem names, each once. */
export function brokenRules(body: ProblemBody): string[] {
  return [...new Set((body.findings ?? []).map(({ rule }) => rule))];
}

/** The fields that a problem names. */
export function wrongFields(body: ProblemBody): string[] {
  return (body.errors ?? []).map(({ field }) => field);
}

/** The sentences that a problem says of its fields. */
export function faults(body: ProblemBody): string {
  return (body.errors ?? []).map(({ message }) => message).join(' ');
}
