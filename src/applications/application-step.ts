import { CalendarDate } from '../platform/time/calendar-date';

export const VERDICTS = ['agree', 'refuse'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** A submission (level 0) or an opinion (1 community, 2 street, 3 district), as it stands. */
export interface ApplicationStep {
  level: number;
  verdict: Verdict;
  givenOn: CalendarDate;
  recordedAt: Date;
  userId: string;
  personName: string;
  opinion: string;
  sealCaption: string;
  /** SHA-256 of the content as this person saw it, in hex. */
  contentHash: string;
}
