import { aDossier, withDates } from '../../test/builders/dossier';
import { calendarDate } from '../platform/time/calendar-date';
import { DateName, Dossier } from '../rules/dossier';
import { RULE_BOOK } from '../workflow/rule-book';
import {
  actBefore,
  ACTS_ALLOWED,
  Grant,
  restsOnWaiver,
  WAIVABLE_RULES,
  WaivableRule,
  withWaiversInTime,
} from './acts-allowed';

const day = calendarDate;
const grant = (rule: WaivableRule, documentDate: string): Grant => ({
  rule,
  documentDate: day(documentDate),
});
const rulesOf = (dossier: Dossier): string[] => RULE_BOOK.check(dossier).map(({ rule }) => rule);
const certificate = (validUntil: string): Partial<Dossier> => ({
  person: {
    ...aDossier().person,
    certificate: { grade: 1, validFrom: day('2020-01-01'), validUntil: day(validUntil) },
  },
});

/** A dossier in which every waivable rule is broken; its works are of May 2026. */
const spoilt = (): Dossier => {
  const sound = aDossier();
  return {
    ...withDates(sound, {
      approvedOn: '2026-05-12',
      decidedOn: null,
      contractSignedOn: '2026-05-13',
      programmeStartsOn: '2026-05-14',
    }),
    application: { ...sound.application!, notice: null },
    contractor: { ...sound.contractor!, licence: null },
    ...certificate('2020-02-01'),
    photos: sound.photos.map((photo) =>
      photo.stage === 'before' ? { ...photo, takenOn: day('2026-06-20') } : photo,
    ),
  };
};

describe('A waiver', () => {
  it.each(WAIVABLE_RULES)('of %s removes the findings of that rule, and no other', (rule) => {
    const all = rulesOf(spoilt());
    expect(all).toContain(rule);
    const dossier = { ...spoilt(), grants: [grant(rule, '2020-01-01')] };
    expect(rulesOf(withWaiversInTime(dossier))).toEqual(all.filter((one) => one !== rule));
  });

  it.each(WAIVABLE_RULES)('of %s counts for nothing once its document is not older than the act', (rule) => {
    const dossier = { ...spoilt(), grants: [grant(rule, '2026-12-31')] };
    expect(withWaiversInTime(dossier).waivers).toEqual([]);
    expect(rulesOf(withWaiversInTime(dossier))).toEqual(rulesOf(spoilt()));
  });

  it('is dated before the day of the act; the same day is too late', () => {
    const started = spoilt().dates.startedOn!.on;
    expect(actBefore(spoilt(), grant('C07', started))).toEqual({ date: 'startedOn', on: started });
    expect(actBefore(spoilt(), grant('C07', '2026-05-09'))).toBeNull();
    expect(actBefore(withDates(spoilt(), { startedOn: null }), grant('C07', '2026-12-31'))).toBeNull();
  });

  it('of the programme’s period is compared with the date that lies outside', () => {
    const late = withDates(aDossier(), { programmeEndsOn: '2026-05-20' });
    const { startedOn, acceptedOn } = late.dates as Record<DateName, { on: string }>;
    expect(startedOn.on < '2026-05-20' && acceptedOn.on > '2026-05-20').toBe(true);
    expect(actBefore(late, grant('C12', startedOn.on))).toBeNull();
    expect(actBefore(late, grant('C12', acceptedOn.on))).toEqual({ date: 'acceptedOn', on: acceptedOn.on });
  });

  it('of the certificate is compared with that one of application and acceptance at which it was not valid', () => {
    const { appliedOn, acceptedOn } = aDossier().dates as Record<DateName, { on: string }>;
    const expired = { ...aDossier(), ...certificate(appliedOn.on) };
    expect(actBefore(expired, grant('C15', appliedOn.on))).toBeNull();
    expect(actBefore(expired, grant('C15', acceptedOn.on))?.date).toBe('acceptedOn');
    const never = { ...aDossier(), ...certificate('2020-02-01') };
    expect(actBefore(never, grant('C15', appliedOn.on))?.date).toBe('appliedOn');
  });

  it.each(WAIVABLE_RULES)('of %s comes too late once all is done, though nothing was broken', (rule) => {
    const sound = aDossier();
    const last = sound.dates[ACTS_ALLOWED[rule].at(-1)!]!.on;
    expect(actBefore(sound, grant(rule, last))?.on).toBe(last);
    expect(actBefore(sound, grant(rule, '2026-12-31'))?.on).toBe(last);
  });

  it('is rested on when its rule would be broken without it, by something that was done', () => {
    const waived: Dossier = { ...spoilt(), waivers: ['C03', 'C07'] };
    expect(restsOnWaiver(waived, 'C07')).toBe(true);
    expect(restsOnWaiver({ ...aDossier(), waivers: ['C07'] }, 'C07')).toBe(false);
    // A gate counts once its milestone was passed.
    expect(restsOnWaiver(waived, 'C03')).toBe(true);
    expect(restsOnWaiver(withDates(waived, { startedOn: null, completedOn: null, acceptedOn: null, signedOn: null }), 'C03')).toBe(false); // prettier-ignore
  });
});
