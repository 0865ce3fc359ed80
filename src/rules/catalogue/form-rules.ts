import { Aspect, Dossier, OpinionFacts, REVIEW_LEVELS, ReviewLevel } from '../dossier';
import { FindingDraft } from '../finding';
import { defineRule, knows, Rule } from '../rule';
import { acceptanceDay, itemName, newestPlan, planInForce, plannedItems } from './plan-in-force';

/** Each is asked for only where the source of the record has a place for it. */
const OPINION_PARTS: readonly {
  readonly key: string;
  aspect(this: void, level: ReviewLevel): Aspect;
  isMissing(this: void, opinion: OpinionFacts): boolean;
}[] = [
  { key: 'text', aspect: (level) => `${level}Text`, isMissing: ({ text }) => isBlank(text) },
  { key: 'person', aspect: (level) => `${level}Person`, isMissing: ({ personName }) => isBlank(personName) },
  { key: 'seal', aspect: (level) => `${level}Seal`, isMissing: ({ seal }) => isBlank(seal) },
  { key: 'date', aspect: (level) => `${level}OpinionOn`, isMissing: ({ on }) => on === null },
];

/** One finding per level. Facts: `level`, `missing` of opinion | text | person | seal | date. */
export const opinionsComplete: Rule = defineRule({
  code: 'F01',
  key: 'opinions-complete',
  mode: 'gate',
  waivable: false,
  because: 'Inspection 2022: no form of 37 with all three reviews; irregularities 25, 26',
  before: ['approval'],
  parts: REVIEW_LEVELS.flatMap((level) => OPINION_PARTS.map(({ aspect }) => aspect(level))),
  *find(dossier) {
    for (const level of REVIEW_LEVELS) {
      const missing = missingParts(dossier, level);
      if (missing.length === 0) continue;
      yield {
        subject: { type: 'application', id: dossier.retrofitId, part: level },
        facts: { level, missing },
        fixAt: { page: 'opinions', field: level },
      };
    }
  },
});

function missingParts(dossier: Dossier, level: ReviewLevel): string[] {
  const opinion = dossier.application?.opinions.find((one) => one.level === level);
  const missing = OPINION_PARTS.filter(
    ({ aspect, isMissing }) => (opinion === undefined || isMissing(opinion)) && knows(dossier, aspect(level)),
  );
  return opinion === undefined && missing.length > 0 ? ['opinion'] : missing.map(({ key }) => key);
}

/** A notice without its days is none, so a ledger must tell them all before it can lack one. */
const NOTICE: readonly Aspect[] = ['noticeFrom', 'noticeUntil'];

/**
 * The notice belongs to the record of the choice, but practice differs on whether it hangs out before or after the
 * approval; so it is asked for from the start of works on. Facts: `missing` of method | date | record | notice.
 */
export const selectionRecorded: Rule = defineRule({
  code: 'F02',
  key: 'selection-recorded',
  mode: 'gate',
  waivable: false,
  because: 'Inspection 2022: no record of how households were chosen; irregularity 27',
  before: ['approval', 'start'],
  parts: ['selectionMethod', 'selectedOn', 'selectionRecord', ...NOTICE],
  *find(dossier) {
    const selection = dossier.application?.selection ?? null;
    const started = dossier.dates.startedOn !== undefined;
    const isDated = (selection?.on ?? dossier.dates.selectedOn ?? null) !== null;
    const isNoticed = !started || (dossier.application?.notice ?? null) !== null;
    const missing = [
      ...(knows(dossier, 'selectionMethod') && isBlank(selection?.method) ? ['method'] : []),
      ...(!isDated && knows(dossier, 'selectedOn') ? ['date'] : []),
      ...(knows(dossier, 'selectionRecord') && isBlank(selection?.record) ? ['record'] : []),
      ...(!isNoticed && NOTICE.every((aspect) => knows(dossier, aspect)) ? ['notice'] : []),
    ];
    if (missing.length === 0) return;
    yield {
      subject: { type: 'application', id: dossier.retrofitId },
      facts: { missing },
      fixAt: missing[0] === 'notice' ? { page: 'notice' } : { page: 'selection', field: missing[0] },
    };
  },
});

/**
 * Facts: `problem` notInspected | differs | notPlanned | variationNotAgreed; `item`, `planned`, `accepted`,
 * `revision` of the plan that is meant.
 */
export const variationAgreed: Rule = defineRule({
  code: 'F04',
  key: 'variation-agreed',
  mode: 'gate',
  waivable: false,
  because: 'Irregularities 32, 48: variations not recorded, quantities that do not agree',
  before: ['acceptance'],
  needs: ['plans', 'acceptedQuantities'],
  *find(dossier) {
    const plan = planInForce(dossier, acceptanceDay(dossier));
    const revision = plan?.revision ?? null;
    for (const { item, line, inspected } of plannedItems(dossier)) {
      const accepted = inspected?.acceptedQuantity ?? null;
      if (accepted !== null && sameQuantity(accepted, line.quantity)) continue;
      // An old ledger whose day of acceptance nobody can read does not say that nothing was accepted.
      if (accepted === null && !knows(dossier, 'acceptedOn')) continue;
      const problem = accepted === null ? 'notInspected' : 'differs';
      yield itemFinding(item.id, { problem, item: item.name, planned: line.quantity, accepted, revision });
    }
    for (const { itemId, acceptedQuantity: accepted } of dossier.inspection?.items ?? []) {
      if (accepted === 0 || plan?.lines.some((line) => line.itemId === itemId)) continue;
      const item = itemName(dossier, itemId);
      yield itemFinding(itemId, { problem: 'notPlanned', item, planned: 0, accepted, revision });
    }
    yield* openVariation(dossier);
  },
});

function* openVariation(dossier: Dossier): Iterable<FindingDraft> {
  const newest = newestPlan(dossier);
  // That the first plan was not agreed to is the chronology's to say.
  if (newest === null || newest.revision === 1 || newest.agreedOn !== null) return;
  yield {
    subject: { type: 'plan', id: newest.id },
    facts: {
      problem: 'variationNotAgreed',
      item: null,
      planned: null,
      accepted: null,
      revision: newest.revision,
    },
    fixAt: { page: 'plan' },
  };
}

function itemFinding(id: string, facts: FindingDraft['facts']): FindingDraft {
  return { subject: { type: 'item', id }, facts, fixAt: { page: 'inspection', field: id } };
}

function sameQuantity(a: number, b: number): boolean {
  return Math.round(a * 100) === Math.round(b * 100);
}

function isBlank(text: string | undefined): boolean {
  return text === undefined || text.trim() === '';
}
