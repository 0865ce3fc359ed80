import { CalendarDate } from '../platform/time/calendar-date';
import { Aspect, ProgrammeDossier } from '../rules/dossier';
import { YearOfRecords } from './audited-records.repository';

/** A year of a district as the rules that look at no single record see it. */
export function foundProgramme({ year, counted, accepted, tellsAcceptance }: YearOfRecords, today: CalendarDate): ProgrammeDossier {
  const unknown: Aspect[] = [];
  if (!year.asksForPlan) unknown.push('programmeTerms');
  if (year.granted === null) unknown.push('quota');
  if (year.reportedAccepted === null) unknown.push('reported');
  return {
    programmeId: year.id,
    name: String(year.year),
    year: year.year,
    today,
    planBy: year.planBy,
    planApprovedOn: year.planApprovedOn,
    quota: { granted: year.granted ?? 0, counted },
    reported: year.reportedAccepted === null || !tellsAcceptance ? null : { accepted: year.reportedAccepted, supported: accepted },
    unknown,
  };
} // prettier-ignore
