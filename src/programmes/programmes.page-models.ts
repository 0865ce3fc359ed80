import { HARDSHIPS, TENURES } from '../households/household.entity';
import { Translate } from '../platform/i18n/translator';
import { yuanInput } from '../platform/numbers/money';
import { CalendarDate, yearOf } from '../platform/time/calendar-date';
import { BOOKING_KINDS, GRADES, SIGNERS, USUAL_THRESHOLDS } from './programmes.dto';
import { ProgrammeView } from './programmes.presenter';

interface ChoiceItem {
  value: string | number;
  text: string;
}

const itemsOf = (t: Translate, kind: string, values: readonly (string | number)[]): ChoiceItem[] =>
  values.map((value) => ({ value, text: t(`programmes.${kind}.${value}`) }));

/** The closed lists of the programme's forms, in the reader's words. */
export function choices(
  t: Translate,
): Record<'grades' | 'hardships' | 'tenures' | 'signers' | 'bookingKinds', ChoiceItem[]> {
  return {
    grades: itemsOf(t, 'grade', GRADES),
    hardships: itemsOf(t, 'hardship', HARDSHIPS),
    tenures: itemsOf(t, 'tenure', TENURES),
    signers: itemsOf(t, 'signer', SIGNERS),
    bookingKinds: itemsOf(t, 'quota.kind', BOOKING_KINDS),
  };
}

/** The usual terms, so that a new form asks only for what differs from year to year. */
export function newProgrammeValues(today: CalendarDate): object {
  const year = yearOf(today);
  return {
    year,
    startsOn: `${year}-01-01`,
    endsOn: `${year}-12-31`,
    noticeDays: 7,
    lateEntryDays: 7,
    barYears: 0,
    ...USUAL_THRESHOLDS,
    grades: ['1', '2'],
    requiredSigners: ['household', 'contractor', 'community', 'street', 'district'],
  };
}

/** The record as its form shows it: money in yuan. */
export function programmeValues(programme: ProgrammeView): object {
  return { ...programme, capFen: yuanInput(programme.capFen) };
}

export interface DueLine {
  readonly key: 'planBy' | 'startBy' | 'finishBy';
  readonly by: string;
  /** Retrofits that are not there yet. */
  readonly open: number;
  readonly state: 'met' | 'open' | 'overdue';
}

/** The programme's three deadlines and how many retrofits miss them (rules Q02, Q03). */
export function dueLines({ progress, ...programme }: ProgrammeView, today: CalendarDate): DueLine[] {
  const line = (key: DueLine['key'], open: number): DueLine => {
    const by = programme[key];
    return { key, by, open, state: open === 0 ? 'met' : by < today ? 'overdue' : 'open' };
  };
  return [
    line('planBy', progress.withoutPlan),
    line('startBy', progress.notStarted),
    line('finishBy', progress.notFinished),
  ];
}
