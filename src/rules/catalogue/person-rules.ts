import { addYears, CalendarDate } from '../../platform/time/calendar-date';
import { Dossier, told } from '../dossier';
import { defineRule, knows, Rule } from '../rule';

/** Facts: `fault` as the reading of the number names it. The number itself stays out of the finding. */
export const identity: Rule = defineRule({
  code: 'P01',
  key: 'identity',
  mode: 'block',
  waivable: false,
  because: 'Irregularity 36: people counted twice under numbers that cannot be; GB 11643',
  before: [],
  needs: ['identity'],
  *find({ person: { id, idNumberFault: fault } }) {
    if (fault === null) return;
    yield {
      subject: { type: 'person', id },
      facts: { fault },
      fixAt: { page: 'person', field: 'idNumber' },
    };
  },
});

/** Facts: `fault` as the reading of the number names it. */
export const certificate: Rule = defineRule({
  code: 'P02',
  key: 'certificate',
  mode: 'block',
  waivable: false,
  because: 'Irregularity 33: helped without the certificate or grade that the programme asks for',
  before: [],
  needs: ['certificateNumber'],
  *find({ person: { id, certificateFault: fault } }) {
    if (fault === null) return;
    yield {
      subject: { type: 'person', id },
      facts: { fault },
      fixAt: { page: 'person', field: 'certificateNumber' },
    };
  },
});

/** Facts: `areaCode` of the household. */
export const ofThisDistrict: Rule = defineRule({
  code: 'P04',
  key: 'of-this-district',
  mode: 'block',
  waivable: false,
  because: 'Inspection 2022, item 4②: the district’s quota used for a neighbouring one; irregularity 34',
  before: [],
  needs: ['residence'],
  *find({ household: { id, areaCode, inDistrict } }) {
    if (inDistrict) return;
    yield { subject: { type: 'household', id }, facts: { areaCode }, fixAt: { page: 'household' } };
  },
});

/** One finding for each other retrofit. Facts: `problem` sameProgramme; `other`, `on`. */
export const once: Rule = defineRule({
  code: 'P05',
  key: 'once',
  mode: 'block',
  waivable: false,
  because: 'Irregularities 37, 39: helped twice; practice 1.3: who had the elderly scheme is excluded',
  before: [],
  needs: ['otherRetrofits'],
  *find({ household }) {
    for (const { id, label, kind, sameProgramme, ...other } of household.otherRetrofits) {
      if (kind !== 'retrofit' || !sameProgramme) continue;
      yield {
        subject: { type: 'household', id: household.id, part: id },
        facts: { problem: 'sameProgramme', other: label, on: told(other) },
        fixAt: { page: 'household' },
      };
    }
  },
});

/**
 * Asked of the later of two, so that each pair is found once. The scheme for the elderly excludes whatever the years
 * between; an earlier retrofit bars for the programme's years.
 * Facts: `problem` within | elderlyScheme; `other`, `on`, `barredUntil`.
 */
export const onceAcross: Rule = defineRule({
  code: 'P05',
  key: 'once-across',
  mode: 'flag',
  waivable: false,
  because: once.because,
  before: [],
  needs: ['otherRetrofits'],
  *find(dossier) {
    const { household, programme } = dossier;
    const ours = firstDay(dossier);
    if (ours === null) return;
    for (const { id, label, kind, sameProgramme, on, until } of household.otherRetrofits) {
      if ((kind === 'retrofit' && sameProgramme) || on > ours) continue;
      const barredUntil = addYears(on, programme.barYears);
      if (kind === 'retrofit' && (!knows(dossier, 'programmeTerms') || barredUntil <= ours)) continue;
      const problem = kind === 'retrofit' ? 'within' : 'elderlyScheme';
      yield {
        subject: { type: 'household', id: household.id, part: id },
        facts: { problem, other: label, on: told({ on, until: until ?? on }), barredUntil },
        fixAt: { page: 'household' },
      };
    }
  },
});

/** One finding for each other household of the person. Facts: `problem` person; `other`. */
export const noDouble: Rule = defineRule({
  code: 'P06',
  key: 'no-double',
  mode: 'block',
  waivable: false,
  because: 'Irregularities 36, 37: one person in two households, two households at one address',
  before: [],
  needs: ['doubles'],
  *find({ person }) {
    for (const { id, label } of person.otherHouseholds) {
      yield {
        subject: { type: 'person', id: person.id, part: id },
        facts: { problem: 'person', other: label },
        fixAt: { page: 'person', field: 'idNumber' },
      };
    }
  },
});

/** Two families do live at one address, so this is for somebody to decide. Facts: `problem` address; `other`. */
export const noDoubleAddress: Rule = defineRule({
  code: 'P06',
  key: 'no-double-address',
  mode: 'flag',
  waivable: false,
  because: noDouble.because,
  before: [],
  needs: ['doubles'],
  *find({ household }) {
    for (const { id, label } of household.sameAddress) {
      yield {
        subject: { type: 'household', id: household.id, part: id },
        facts: { problem: 'address', other: label },
        fixAt: { page: 'household', field: 'address' },
      };
    }
  },
});

/**
 * The first day that this retrofit tells of; today where it has none yet. Null where an earlier one may be missing only
 * because the source has no place for it: then nobody can say which of two came first.
 */
function firstDay(dossier: Dossier): CalendarDate | null {
  for (const date of ['appliedOn', 'startedOn', 'acceptedOn'] as const) {
    if (!knows(dossier, date)) return null;
    const fact = dossier.dates[date];
    if (fact !== undefined) return fact.on;
  }
  return dossier.today;
}
