import { daysBetween } from '../../platform/time/calendar-date';
import { defineProgrammeRule, ProgrammeRule } from '../rule';

/** Facts: `problem` overdrawn; `granted`, `counted`, `over`. */
export const quotaBalanced: ProgrammeRule = defineProgrammeRule({
  code: 'Q01',
  key: 'quota-balanced',
  mode: 'block',
  waivable: false,
  because: 'Inspection 2022, items 3② and 4②: households counted in another year’s or district’s quota',
  needs: ['quota'],
  *find({ programmeId, quota: { granted, counted } }) {
    if (counted <= granted) return;
    yield {
      subject: { type: 'programme', id: programmeId },
      facts: { problem: 'overdrawn', granted, counted, over: counted - granted },
      fixAt: { page: 'quota' },
    };
  },
});

/**
 * Silent again once there is a plan, late or not. A year that has ended without one is late whatever day was set.
 * Facts: `by` and `daysLate`, null where no day was set; `year`.
 */
export const planBy: ProgrammeRule = defineProgrammeRule({
  code: 'Q02',
  key: 'plan-by',
  mode: 'watch',
  waivable: false,
  because: 'Inspection 2022, item 3①: 60 households allotted, and no plan when the inspection ended',
  needs: ['programmeTerms'],
  *find({ programmeId, year, today, planBy: by, planApprovedOn }) {
    if (planApprovedOn !== null || (by === null ? today.slice(0, 4) <= String(year) : today <= by)) return;
    yield {
      subject: { type: 'programme', id: programmeId },
      facts: { by, daysLate: by === null ? null : daysBetween(by, today), year: String(year) },
      fixAt: { page: 'programme', field: 'planApprovedOn' },
    };
  },
});

/** Facts: `problem` tooMany | tooFew; `reported`, `supported`. */
export const ledgerEqualsEvidence: ProgrammeRule = defineProgrammeRule({
  code: 'Q04',
  key: 'ledger-equals-evidence',
  mode: 'watch',
  waivable: false,
  because: 'Irregularity 62: reported as done what the papers do not show',
  needs: ['reported'],
  *find({ programmeId, reported }) {
    if (reported === null || reported.accepted === reported.supported) return;
    const { accepted, supported } = reported;
    yield {
      subject: { type: 'programme', id: programmeId },
      facts: { problem: accepted > supported ? 'tooMany' : 'tooFew', reported: accepted, supported },
      fixAt: { page: 'programme', field: 'reported' },
    };
  },
});

/** The rules that look at a programme as a whole. */
export const PROGRAMME_RULES: readonly ProgrammeRule[] = [quotaBalanced, planBy, ledgerEqualsEvidence];
