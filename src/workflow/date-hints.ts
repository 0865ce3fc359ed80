import { Injectable } from '@nestjs/common';
import { formatDay } from '../platform/i18n/formats';
import { Language } from '../platform/i18n/texts';
import { Translate } from '../platform/i18n/translator';
import { CalendarDate } from '../platform/time/calendar-date';
import { Clock } from '../platform/time/clock';
import { localDay } from '../platform/time/district-time';
import { DateName } from '../rules/dossier';
import { TERMS } from '../rules/texts/terms.texts';
import { KnownDates, limitsOf } from './chronology';
import { Retrofit } from './retrofit.entity';

/** The reader's language, as a page has it. */
export interface Words {
  readonly t: Translate;
  readonly language: Language;
}

/** What a date field shows and sends to the browser. */
export interface DateHint {
  readonly min: CalendarDate | null;
  readonly max: CalendarDate;
  readonly hint: string;
  /** The district's today where it can be recorded; it stands in an empty field, because most acts are entered on their day. */
  readonly today: CalendarDate | null;
  /** Dates that must be recorded first, in words; a form that misses some says so instead of asking. */
  readonly missing: readonly string[];
}

/** Every date of the row that a chronology line can name, for `limitsOf`. */
export function knownDates(retrofit: Retrofit): KnownDates {
  const {
    programmeStartsOn,
    programmeEndsOn,
    approvedOn,
    surveyedOn,
    measuredOn,
    consultedOn,
    planAgreedOn,
  } = retrofit;
  const { contractSignedOn, startedOn, completedOn, acceptedOn, signedOn } = retrofit;
  return {
    programmeStartsOn, programmeEndsOn, approvedOn, surveyedOn, measuredOn, consultedOn, planAgreedOn,
    contractSignedOn, startedOn, completedOn, acceptedOn, signedOn,
  }; // prettier-ignore
}

/** The name of a date in the reader's language: 实地察看, the site survey. */
export function dateWord(date: DateName, language: Language): string {
  return language === 'en' ? TERMS.date[date].en : TERMS.date[date].zh;
}

/** Says at a date field what the chronology allows there, and what a late entry means, before anything is saved. */
@Injectable()
export class DateHints {
  constructor(private readonly clock: Clock) {}

  /**
   * @param known dates that stand on other rows (the application's steps, a contract's decision), beside the retrofit's own
   * @param lateDays the programme's limit for a late entry, in days
   */
  of(
    retrofit: Retrofit,
    date: DateName,
    { t, language }: Words,
    known: KnownDates = {},
    lateDays = 7,
  ): DateHint {
    const today = localDay(this.clock.now());
    const limits = limitsOf(date, { ...knownDates(retrofit), ...known }, today, retrofit.waivedRules);
    const { min, max } = limits;
    const missing = limits.missing.map((one) => dateWord(one, language));
    const said = (key: string, limit: { on: CalendarDate; because: DateName }): string =>
      t(`dateHints.${key}`, {
        because: dateWord(limit.because, language),
        on: formatDay(limit.on, language),
      });
    const hint = [
      ...(missing.length > 0 ? [t('dateHints.missing', { dates: missing })] : []),
      ...(min ? [said('notBefore', min)] : []),
      max.because === 'today'
        ? t('dateHints.notInTheFuture')
        : said('notAfter', { on: max.on, because: max.because }),
      t('dateHints.late', { days: lateDays }),
    ];
    return {
      min: min?.on ?? null,
      max: max.on,
      today: missing.length === 0 && (min?.on ?? today) <= today && today <= max.on ? today : null,
      hint: hint.join(language === 'en' ? ' ' : ''),
      missing,
    };
  }
}
