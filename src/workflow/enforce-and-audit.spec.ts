import fc from 'fast-check';
import { anyDossier } from '../../test/builders/any-dossier';
import { Dossier } from '../rules/dossier';
import { Finding } from '../rules/finding';
import { isPast, Milestone, MILESTONES } from '../rules/milestone';
import { RULE_BOOK } from './rule-book';

const key = ({ rule, mode, subject }: Finding): string =>
  `${rule} ${mode} ${subject.type} ${subject.id} ${subject.part ?? ''}`;
const keys = (findings: readonly Finding[]): string[] => [...new Set(findings.map(key))].sort();
const passed = (dossier: Dossier): Milestone[] => MILESTONES.filter((one) => isPast(one, dossier));
const runs = { numRuns: 400 };

/** What the acts that brought a retrofit to where it stands would have refused, had they been asked today. */
const refused = (dossier: Dossier): string[] =>
  keys(passed(dossier).flatMap((milestone) => RULE_BOOK.stopping(RULE_BOOK.checkBefore(milestone, dossier))));

const isWaived = ({ waivers }: Dossier, line: string): boolean => waivers.some((code) => line.startsWith(code)); // prettier-ignore

describe('Enforcing and auditing', () => {
  it('agree: an audit finds what the acts would refuse, and no more that stops', () => {
    fc.assert(
      fc.property(anyDossier, (dossier) => {
        fc.pre(passed(dossier).length > 0);
        expect(keys(RULE_BOOK.stopping(RULE_BOOK.audit(dossier)))).toEqual(refused(dossier));
      }),
      runs,
    );
  });

  it('agree on a waiver: what it lets an act pass, an audit does not find, and nothing else goes with it', () => {
    const waivable = RULE_BOOK.rules.filter((rule) => rule.waivable).map(({ code }) => code);
    fc.assert(
      fc.property(anyDossier, fc.subarray([...new Set(waivable)]), (any, waivers) => {
        const without: Dossier = { ...any, waivers: [] };
        const waived: Dossier = { ...any, waivers };
        fc.pre(passed(any).length > 0);
        const left = refused(without).filter((line) => !isWaived(waived, line));
        expect(refused(waived)).toEqual(left);
        expect(keys(RULE_BOOK.stopping(RULE_BOOK.audit(waived)))).toEqual(left);
      }),
      runs,
    );
  });

  it('do not depend on the order in which photos, items, signatures and the like are listed', () => {
    const backwards = (dossier: Dossier): Dossier => ({
      ...dossier,
      application: dossier.application && { ...dossier.application, opinions: dossier.application.opinions.toReversed() },
      items: dossier.items.toReversed(),
      photos: dossier.photos.toReversed(),
      inspection: dossier.inspection && { ...dossier.inspection, items: dossier.inspection.items.toReversed(), acceptors: dossier.inspection.acceptors.toReversed() },
      defects: dossier.defects.toReversed(),
      signatures: dossier.signatures.toReversed(),
      waivers: dossier.waivers.toReversed(),
      payments: dossier.payments.toReversed(),
      settlement: dossier.settlement && dossier.settlement.toReversed(),
      devices: dossier.devices.toReversed(),
      lookBacks: dossier.lookBacks.toReversed(),
      texts: dossier.texts.toReversed(),
      publications: dossier.publications.toReversed(),
      visits: dossier.visits.toReversed(),
      unknown: dossier.unknown.toReversed(),
      vague: dossier.vague.toReversed(),
    }); // prettier-ignore
    fc.assert(
      fc.property(anyDossier, (dossier) => {
        expect(keys(RULE_BOOK.audit(backwards(dossier)))).toEqual(keys(RULE_BOOK.audit(dossier)));
      }),
      runs,
    );
  });
});
