import { daysBetween } from '../../platform/time/calendar-date';
import { Dossier, VisitFacts } from '../dossier';
import { FixPage } from '../finding';
import { defineRule, Rule } from '../rule';

/**
 * Silent again once it has started or finished, late or not: what the programme's period allows is C12's.
 * Facts: `problem` start | finish; `by`, `daysLate`.
 */
export const startAndFinishBy: Rule = defineRule({
  code: 'Q03',
  key: 'start-by-finish-by',
  mode: 'watch',
  waivable: false,
  because:
    'Inspection 2022, item 3①: due at the end of October, not begun when the inspection ended; irregularity 9',
  before: [],
  needs: ['programmeTerms', 'startedOn', 'completedOn', 'acceptedOn'],
  *find(dossier) {
    const { startBy, finishBy } = dossier.programme;
    for (const [problem, by, isDone, field] of [
      ['start', startBy, hasStarted(dossier), 'startedOn'],
      ['finish', finishBy, hasFinished(dossier), 'completedOn'],
    ] as const) {
      if (by === null || isDone || dossier.today <= by) continue;
      yield {
        subject: { type: 'retrofit', id: dossier.retrofitId, part: problem },
        facts: { problem, by, daysLate: daysBetween(by, dossier.today) },
        fixAt: { page: 'construction', field },
      };
    }
  },
});

/** A later date stands for an earlier one that is missing; that it is missing is the chronology's to say. */
function hasFinished({ dates }: Dossier): boolean {
  return dates.completedOn !== undefined || dates.acceptedOn !== undefined;
}

function hasStarted(dossier: Dossier): boolean {
  return dossier.dates.startedOn !== undefined || hasFinished(dossier);
}

const PAGE_OF: Record<VisitFacts['kind'], FixPage> = {
  survey: 'survey',
  inspection: 'inspection',
  lookBack: 'lookBacks',
};

/** Facts: `problem` tooMany | tooFast; `visit`, `person`, `on`, `thatDay`, `allowedVisits`, `kmh`, `allowedKmh`. */
export const possibleVisits: Rule = defineRule({
  code: 'G01',
  key: 'possible-visits',
  mode: 'flag',
  waivable: false,
  because: 'Irregularity 59: acceptances signed in an office. The limits are the programme’s settings',
  before: [],
  needs: ['surveyedOn', 'visits', 'programmeTerms'],
  *find({ visits, programme }) {
    for (const { id, kind, on, personName, thatDay, fastestKmh } of visits) {
      const facts = {
        visit: kind,
        person: personName,
        on,
        thatDay,
        allowedVisits: programme.visitsPerDay,
        kmh: fastestKmh === null ? null : Math.round(fastestKmh),
        allowedKmh: programme.fastestKmh,
      };
      for (const [problem, isFault] of [
        ['tooMany', thatDay > programme.visitsPerDay],
        ['tooFast', fastestKmh !== null && fastestKmh > programme.fastestKmh],
      ] as const) {
        if (!isFault) continue;
        const subject = { type: 'visit', id, part: problem } as const;
        yield { subject, facts: { problem, ...facts }, fixAt: { page: PAGE_OF[kind] } };
      }
    }
  },
});
