import { FieldError, Problem } from '../platform/problems/problem';
import { CalendarDate } from '../platform/time/calendar-date';
import { ProgrammeDto, Signer } from './programmes.dto';

/** The calendar of a programme, each day not before the one above it. */
const CALENDAR = ['startsOn', 'planBy', 'startBy', 'finishBy', 'endsOn'] as const;

const ALWAYS_SIGN: readonly Signer[] = ['household', 'district'];

/**
 * What a programme's terms must agree on among themselves, each fault at its field.
 * @throws Problem invalid-input
 */
export function checkProgramme(input: ProgrammeDto, today: CalendarDate): void {
  const errors: FieldError[] = CALENDAR.slice(1).flatMap((field, index) => {
    const earlier = CALENDAR[index]!;
    return input[earlier] <= input[field]
      ? []
      : [{ field, key: `programmes.calendar.before.${earlier}`, params: { on: input[earlier] } }];
  });
  if (input.grantedOn > today) errors.push({ field: 'grantedOn', key: 'programmes.grantedOn.inTheFuture' });
  errors.push(...pairErrors(input, 'planApprovedOn', 'planDocument', today));
  errors.push(...pairErrors(input, 'reportedOn', 'reportedAccepted', today));
  if (!ALWAYS_SIGN.every((role) => input.requiredSigners.includes(role)))
    errors.push({ field: 'requiredSigners', key: 'programmes.requiredSigners.always' });
  if (errors.length > 0) throw new Problem('invalid-input', { errors });
}

/** A day and what it is the day of come together, and it has come. */
function pairErrors(
  input: ProgrammeDto,
  day: 'planApprovedOn' | 'reportedOn',
  what: 'planDocument' | 'reportedAccepted',
  today: CalendarDate,
): FieldError[] {
  const on = input[day] ?? null;
  const said = input[what] ?? null;
  if (on === null && said === null) return [];
  if (on === null) return [{ field: day, key: `programmes.${day}.missing` }];
  if (said === null) return [{ field: what, key: `programmes.${what}.missing` }];
  return on > today ? [{ field: day, key: `programmes.${day}.inTheFuture` }] : [];
}
