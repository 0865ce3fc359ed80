import { createHash } from 'node:crypto';
import { canonicalJson } from '../platform/canonical-json';
import { CalendarDate } from '../platform/time/calendar-date';

/** What somebody who gives an opinion is shown of the application. */
export interface ShownApplication {
  readonly retrofitId: string;
  readonly applicantName: string;
  readonly applicantRelation: string;
  readonly proxyReason: string;
  readonly channel: string;
  readonly needs: string;
}

/** What they are shown of the submission (level 0) and of an opinion before theirs. */
export interface ShownStep {
  readonly level: number;
  readonly verdict: string;
  readonly givenOn: CalendarDate;
  readonly personName: string;
  readonly opinion: string;
  readonly sealCaption: string;
}

/**
 * SHA-256 of what somebody who gives an opinion sees: the application, and the opinions before theirs. It is kept
 * with the opinion (rule S03), so that a correction made afterwards shows.
 */
export function contentHash(application: ShownApplication, stepsBefore: readonly ShownStep[]): Buffer {
  const { retrofitId, applicantName, applicantRelation, proxyReason, channel, needs } = application;
  const steps = stepsBefore.map(({ level, verdict, givenOn, personName, opinion, sealCaption }) => ({
    level, verdict, givenOn, personName, opinion, sealCaption,
  })); // prettier-ignore
  const content = { retrofitId, applicantName, applicantRelation, proxyReason, channel, needs, steps };
  return createHash('sha256').update(canonicalJson(content)).digest();
}

/** A date of an application or of an opinion that was put right, as the history has it. */
export interface DateCorrection {
  readonly level: number;
  readonly before: CalendarDate;
}

/**
 * Hash of the application for whoever gave this opinion: the one that was signed, when the file still says what it
 * said then but for dates whose correction is on record with its reason; else that of the file as it stands. A
 * correction by the act is marked at the opinion and can't be signed anew; any other change is a fault.
 * @param corrections in the order in which they were made
 */
export function presentHash(
  application: ShownApplication,
  steps: readonly ShownStep[],
  opinion: { readonly level: number; readonly signedHash: string },
  corrections: readonly DateCorrection[],
): string {
  let before = steps.filter(({ level }) => level < opinion.level);
  const present = contentHash(application, before).toString('hex');
  if (present === opinion.signedHash) return present;
  for (const { level, before: givenOn } of [...corrections].reverse()) {
    before = before.map((step) => (step.level === level ? { ...step, givenOn } : step));
    const hash = contentHash(application, before).toString('hex');
    if (hash === opinion.signedHash) return hash;
  }
  return present;
}
