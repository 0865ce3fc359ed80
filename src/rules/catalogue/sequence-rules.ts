import { addMonths, CalendarDate, daysBetween } from '../../platform/time/calendar-date';
import { DatedFact, DateName, DefectFacts, Dossier, ItemFacts, PaymentFacts, told } from '../dossier';
import { FindingDraft } from '../finding';
import { orderFault } from '../order-rule';
import { defineRule, knows, Rule } from '../rule';
import { plannedItems } from './plan-in-force';

/**
 * Not every contract follows an award, so a missing one says nothing. The days are the programme's setting; none is
 * set below the procurement threshold. Facts: `problem` beforeAward | tooLate; `awardedOn`, `contractOn`, `days` by
 * which it is too early or from the award, `limitDays`.
 */
export const contractAfterAward: Rule = defineRule({
  code: 'C08',
  key: 'contract-after-award',
  mode: 'flag',
  waivable: false,
  because:
    'Government Procurement Law 46: contract within 30 days of the award; practice 1.7; irregularity 7',
  before: [],
  needs: ['awardedOn', 'contractSignedOn', 'programmeTerms'],
  *find(dossier) {
    const limitDays = dossier.programme.contractWithinDays;
    const [award, contract] = [dossier.dates.awardedOn, dossier.dates.contractSignedOn];
    if (limitDays === null || award === undefined || contract === undefined) return;
    const days = daysBetween(award.on, contract.on);
    if (days >= 0 && days <= limitDays) return;
    yield {
      subject: { type: 'retrofit', id: dossier.retrofitId },
      facts: {
        problem: days < 0 ? 'beforeAward' : 'tooLate',
        awardedOn: award.on,
        contractOn: contract.on,
        days: Math.abs(days),
        limitDays,
      },
      fixAt: { page: 'contract', field: days < 0 ? 'awardedOn' : 'contractSignedOn' },
    };
  },
});

/**
 * A look-back is of a later day than the acceptance; a defect may be found, cured and inspected again on one day.
 * Facts: `problem` lookBack | cured | reinspected; `earlierOn` is null where the step before it is missing, `laterOn`.
 */
export const lookBackInOrder: Rule = defineRule({
  code: 'C19',
  key: 'look-back-in-order',
  mode: 'block',
  waivable: false,
  because: 'Inspection 2022, item 3③: look-back and acceptance again after the cure; irregularity 55',
  before: [],
  parts: ['lookBacks', 'defects', 'defectCures', 'reinspections'],
  *find(dossier) {
    if (dossier.lookBacks.length > 0 && knows(dossier, 'lookBacks')) yield* lookBackFaults(dossier);
    for (const defect of dossier.defects) yield* defectFaults(defect, dossier);
  },
});

function* lookBackFaults(dossier: Dossier): Iterable<FindingDraft> {
  if (!knows(dossier, 'acceptedOn')) return;
  const accepted = dossier.dates.acceptedOn;
  for (const { id, on } of dossier.lookBacks) {
    if (accepted !== undefined && accepted.on < on) continue;
    yield {
      subject: { type: 'lookBack', id },
      facts: { problem: 'lookBack', earlierOn: accepted === undefined ? null : told(accepted), laterOn: on },
      fixAt: { page: 'lookBacks', field: id },
    };
  }
}

function* defectFaults(
  { id, foundOn, curedOn, reinspectedOn }: DefectFacts,
  dossier: Dossier,
): Iterable<FindingDraft> {
  for (const [problem, earlier, later, needs] of [
    ['cured', foundOn, curedOn, ['defects', 'defectCures']],
    ['reinspected', curedOn, reinspectedOn, ['defectCures', 'reinspections']],
  ] as const) {
    if (!needs.every((aspect) => knows(dossier, aspect))) continue;
    if (later === null || orderFault(earlier, later) === null) continue;
    yield {
      subject: { type: 'defect', id, part: problem },
      facts: { problem, earlierOn: earlier, laterOn: later },
      fixAt: { page: 'defects', field: id },
    };
  }
}

/** The first day of works counts, and so does the last. Facts: `item` that takes longest, `days`, `minimumDays`. */
export const plausibleDuration: Rule = defineRule({
  code: 'C20',
  key: 'plausible-duration',
  mode: 'flag',
  waivable: false,
  because: 'Irregularity 10: works of one night, concrete still wet. The days are the office’s own',
  before: [],
  needs: ['startedOn', 'completedOn', 'items', 'plans'],
  *find(dossier) {
    const [start, completion] = [dossier.dates.startedOn, dossier.dates.completedOn];
    if (start === undefined || completion === undefined || start.on > completion.on) return;
    const days = daysBetween(start.on, completion.on) + 1;
    if (dossier.items.every(({ minimumDays }) => minimumDays <= days)) return;
    const slowest = slowestItem(dossier, completion.on);
    if (slowest === null || slowest.minimumDays <= days) return;
    yield {
      subject: { type: 'retrofit', id: dossier.retrofitId },
      facts: { item: slowest.name, days, minimumDays: slowest.minimumDays },
      fixAt: { page: 'construction', field: 'completedOn' },
    };
  },
});

/** Of those planned when the works were completed. */
function slowestItem(dossier: Dossier, on: CalendarDate): ItemFacts | null {
  let slowest: ItemFacts | null = null;
  for (const { item } of plannedItems(dossier, on)) {
    if (slowest === null || item.minimumDays > slowest.minimumDays) slowest = item;
  }
  return slowest;
}

/** What each kind of payment follows; a progress payment follows nothing that is dated. */
const PAYMENT_FOLLOWS: Record<PaymentFacts['kind'], DateName | null> = {
  invoice: 'contractSignedOn',
  progress: null,
  final: 'acceptedOn',
  retention: 'acceptedOn',
};

/**
 * Facts: `problem` invoice | final | retention; `on`, `earlierOn` is null where the contract or the acceptance is
 * missing, `dueOn` the first day on which it could be paid.
 */
export const moneyInOrder: Rule = defineRule({
  code: 'C21',
  key: 'money-in-order',
  mode: 'block',
  waivable: true,
  because: 'Practice 1.9: invoice after contract, final payment after acceptance; irregularities 6, 8, 46',
  before: [],
  needs: ['payments'],
  *find(dossier) {
    for (const { id, kind, on } of dossier.payments) {
      const follows = PAYMENT_FOLLOWS[kind];
      if (follows === null || !knows(dossier, follows)) continue;
      if (kind === 'retention' && !knows(dossier, 'programmeTerms')) continue;
      const earlier = dossier.dates[follows];
      const dueOn = earlier === undefined ? null : dueFrom(dossier, kind, earlier.on);
      if (dueOn !== null && dueOn <= on) continue;
      yield {
        subject: { type: 'payment', id },
        facts: { problem: kind, on, ...follow(dossier, kind, earlier) },
        fixAt: { page: 'payments', field: id },
      };
    }
  },
});

/** Where only the month of the step before is known, no more than a month is told of the day that follows from it. */
function follow(
  dossier: Dossier,
  kind: PaymentFacts['kind'],
  earlier: DatedFact | undefined,
): { earlierOn: string | null; dueOn: string | null } {
  if (earlier === undefined) return { earlierOn: null, dueOn: null };
  const { on, until = on } = earlier;
  const due = { on: dueFrom(dossier, kind, on), until: dueFrom(dossier, kind, until) };
  return { earlierOn: told(earlier), dueOn: told(due) };
}

function dueFrom({ programme }: Dossier, kind: PaymentFacts['kind'], earlierOn: CalendarDate): CalendarDate {
  return kind === 'retention' ? addMonths(earlierOn, programme.warrantyMonths) : earlierOn;
}
