import { Dossier, PlanRevision } from '../dossier';
import { FindingDraft } from '../finding';
import { defineRule, knows, Rule } from '../rule';
import { itemName, newestPlan } from './plan-in-force';

/** What the terms of a programme are held against: all that is known before there is a retrofit. */
export interface Applicant {
  readonly programme: Pick<Dossier['programme'], 'grades' | 'hardships' | 'tenures'>;
  readonly person: Pick<Dossier['person'], 'id'> & {
    readonly certificate: { readonly grade: number | null } | null;
  };
  readonly household: Pick<Dossier['household'], 'id' | 'hardship' | 'tenure'>;
}

/** The terms that somebody does not meet, one by one; also asked where a retrofit is only being opened. */
export function* unmetTerms(
  { programme, person, household }: Applicant,
  asked: (aspect: 'grade' | 'hardship' | 'tenure') => boolean = () => true,
): Iterable<FindingDraft> {
  if (asked('grade')) yield* gradeFault(programme, person);
  for (const [term, allowed] of [
    ['hardship', programme.hardships],
    ['tenure', programme.tenures],
  ] as const) {
    if (allowed.includes(household[term]) || !asked(term)) continue;
    yield {
      subject: { type: 'household', id: household.id, part: term },
      facts: { problem: term, value: household[term], allowed },
      fixAt: { page: 'household', field: term },
    };
  }
}

function* gradeFault(
  programme: Applicant['programme'],
  { certificate, id }: Applicant['person'],
): Iterable<FindingDraft> {
  const grade = certificate?.grade ?? null;
  if (grade !== null && programme.grades.includes(grade)) return;
  yield {
    subject: { type: 'person', id },
    facts: {
      problem: grade === null ? 'noCertificate' : 'grade',
      value: grade,
      allowed: programme.grades.map(String),
    },
    fixAt: { page: 'person', field: grade === null ? 'certificateNumber' : 'grade' },
  };
}

/** One finding per unmet term. Facts: `problem` noCertificate | grade | hardship | tenure; `value`, `allowed`. */
export const eligible: Rule = defineRule({
  code: 'P03',
  key: 'eligible',
  mode: 'gate',
  waivable: false,
  because: 'Practice 1.3: all terms together; irregularity 33',
  before: ['approval'],
  needs: ['programmeTerms'],
  parts: ['grade', 'hardship', 'tenure'],
  find: (dossier) => unmetTerms(dossier, (aspect) => knows(dossier, aspect)),
});

/** Of the newest plan, agreed or proposed: asked while it is agreed to, not again when an office lowers a limit. Facts: `totalFen`, `capFen`, `overFen`. */
export const withinCap: Rule = defineRule({
  code: 'M01',
  key: 'within-cap',
  mode: 'block',
  waivable: false,
  because: 'Irregularity 43: limit exceeded; practice 1.7: grants name a limit for each household',
  before: ['planAgreement'],
  needs: ['plans', 'programmeTerms'],
  *find(dossier) {
    const plan = newestPlan(dossier);
    if (plan === null) return;
    const { capFen } = dossier.programme;
    const totalFen = totalOf(plan, dossier);
    if (totalFen === null || totalFen <= capFen) return;
    yield {
      subject: { type: 'plan', id: plan.id },
      facts: { totalFen, capFen, overFen: totalFen - capFen },
      fixAt: { page: 'plan' },
    };
  },
});

/** In fen; null where neither a sum nor the prices of the lines are known. */
function totalOf(plan: PlanRevision, dossier: Dossier): number | null {
  if (plan.totalFen !== undefined) return plan.totalFen;
  if (!knows(dossier, 'prices')) return null;
  return plan.lines.reduce((sum, { quantity, unitPriceFen }) => sum + lineFen(quantity, unitPriceFen), 0);
}

/** Facts: `item`, `code`. */
export const inCatalogue: Rule = defineRule({
  code: 'M02',
  key: 'in-catalogue',
  mode: 'block',
  waivable: false,
  because: 'Irregularity 44: items outside the policy’s scope',
  before: ['planAgreement'],
  // A programme's catalogue is the list of its items with their prices; no ledger of an old year has it.
  needs: ['plans', 'programmeTerms', 'prices'],
  *find(dossier) {
    for (const { itemId } of newestPlan(dossier)?.lines ?? []) {
      const code = dossier.items.find(({ id }) => id === itemId)?.code ?? '';
      if (Object.hasOwn(dossier.programme.priceLimitsFen, code)) continue;
      yield {
        subject: { type: 'item', id: itemId },
        facts: { item: itemName(dossier, itemId), code },
        fixAt: { page: 'plan', field: itemId },
      };
    }
  },
});

/** Facts: `item`, `priceFen`, `limitFen`. */
export const pricePlausible: Rule = defineRule({
  code: 'M03',
  key: 'price-plausible',
  mode: 'block',
  waivable: false,
  because: 'Irregularity 42: prices far above those of peers. The limit is the office’s own',
  before: ['planAgreement'],
  needs: ['plans', 'prices', 'programmeTerms'],
  *find(dossier) {
    for (const { itemId, unitPriceFen } of newestPlan(dossier)?.lines ?? []) {
      const code = dossier.items.find(({ id }) => id === itemId)?.code ?? '';
      const limitFen = dossier.programme.priceLimitsFen[code];
      if (limitFen === undefined || unitPriceFen <= limitFen) continue;
      yield {
        subject: { type: 'item', id: itemId, part: 'limit' },
        facts: { item: itemName(dossier, itemId), priceFen: unitPriceFen, limitFen },
        fixAt: { page: 'plan', field: itemId },
      };
    }
  },
});

/** Half up to the fen, as the plan's own totals are. */
export function lineFen(quantity: number, unitPriceFen: number): number {
  return Math.round((Math.round(quantity * 100) * unitPriceFen) / 100);
}
