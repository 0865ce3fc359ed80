import { BookQuota } from '../../src/programmes/book-quota';
import { CreateProgramme } from '../../src/programmes/create-programme';
import { ProgrammeDto, USUAL_THRESHOLDS } from '../../src/programmes/programmes.dto';
import { addDays, CalendarDate, yearOf } from '../../src/platform/time/calendar-date';
import { TestApp } from '../support/test-app';
import { usualDays } from './retrofit';

let next = 1;

/** A programme whose period holds every usual day of the tests, with a name that no other has. */
export function aProgrammeInput(test: TestApp, change: Partial<ProgrammeDto> = {}): ProgrammeDto {
  const days = usualDays(test);
  const startsOn = change.startsOn ?? days.programmeStarts;
  const endsOn = change.endsOn ?? addDays(days.signed, 110);
  return {
    year: yearOf(startsOn),
    name: `样板改造项目 ${Date.now()}-${next++}`,
    grantDocument: '样财社〔2026〕12号',
    grantedOn: days.granted,
    startsOn,
    endsOn,
    planBy: endsOn,
    startBy: endsOn,
    finishBy: endsOn,
    capFen: 600_000,
    noticeDays: 7,
    lateEntryDays: 7,
    barYears: 0,
    ...USUAL_THRESHOLDS,
    grades: [1, 2],
    hardships: ['minimumLiving', 'lowIncome'],
    tenures: ['owned'],
    requiredSigners: ['household', 'contractor', 'community', 'street', 'district'],
    principalName: '甲一',
    deputyName: '乙二',
    officerName: '丙三',
    planApprovedOn: null,
    planDocument: null,
    reportedAccepted: null,
    reportedOn: null,
    ...change,
  };
}

/** A programme made by the supervisor's acts, with its quota granted. @returns its id */
export async function aProgramme(
  test: TestApp,
  change: Partial<ProgrammeDto> & { quota?: number } = {},
): Promise<string> {
  const { quota = 5, ...terms } = change;
  const { supervisor } = test.actors;
  const { id } = await test.get(CreateProgramme).execute(supervisor, aProgrammeInput(test, terms));
  if (quota > 0) await grantQuota(test, id, quota, terms.grantedOn);
  return id;
}

export async function grantQuota(
  test: TestApp,
  programmeId: string,
  households: number,
  occurredOn: CalendarDate = usualDays(test).granted,
): Promise<void> {
  const input = {
    kind: 'grant',
    households,
    document: '样财社〔2026〕12号',
    occurredOn,
    note: null,
  } as const;
  await test.get(BookQuota).execute(test.actors.supervisor, programmeId, input);
}
