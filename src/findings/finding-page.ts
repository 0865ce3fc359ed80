import { may } from '../access/permissions';
import { paths } from '../paths';
import { Actor } from '../platform/database/actor';
import { formatInstant } from '../platform/time/district-time';
import { address } from '../platform/views/environment';
import { Model } from '../platform/views/views';
import { findingWords } from '../rules/finding-words';
import { Words } from '../workflow/date-hints';
import { findingInWords } from '../workflow/finding-words';
import { fixAddress, FixSubject } from '../workflow/fix-paths';
import { FindingEvent, FindingRow } from './finding-list.repository';
import { DECISIONS, FindingState, StoredFinding } from './finding.repository';

const TONES: Record<FindingState, string> = {
  open: 'warning',
  rejected: 'bad',
  accepted: 'good',
  cured: 'good',
  closed: 'neutral',
};

export function stateTag(state: FindingState, { t }: Words): { text: string; tone: string } {
  return { text: t(`findings.state.${state}`), tone: TONES[state] };
}

/** Whether somebody may say of it that it stands; what a rule refuses is put right or waived instead. */
export function isDecidable({ mode, state }: Pick<StoredFinding, 'mode' | 'state'>): boolean {
  return (mode === 'flag' || mode === 'watch') && (state === 'open' || state === 'rejected');
}

/** One finding as a card: what is wrong, since when, where it is put right, what was decided. */
export function findingCardModel(finding: StoredFinding, subject: FixSubject, words: Words): Model {
  const { t, language } = words;
  const { id, rule, mode, state, facts, fixPage, fixField, openedAt, closedAt } = finding;
  const isStanding = state === 'open' || state === 'rejected';
  return {
    id,
    rule,
    mode,
    title: t(`rules.${rule}.title`),
    message: findingInWords(t, rule, facts, language),
    tag: stateTag(state, words),
    since: t('findings.since', { instant: formatInstant(openedAt, language) }),
    closed: closedAt && t('findings.closedAt', { instant: formatInstant(closedAt, language) }),
    decision: decisionInWords(finding, words),
    href: paths.findings.show(id),
    ruleHref: paths.rules.show(rule),
    isStanding,
    fixHref: isStanding ? fixAddress({ page: fixPage, field: fixField || undefined }, subject) : null,
  };
}

/** Who decided what, when and why; a finding that opened again still tells what was decided before. */
export function decisionInWords(finding: StoredFinding, { t, language }: Words): Model | null {
  const { state, decidedAt, deciderName, decisionReason } = finding;
  if (decidedAt === null) return null;
  const hasLapsed = state === 'open' || state === 'closed';
  return {
    who: t(hasLapsed ? 'findings.decidedBefore' : `findings.decidedBy.${state}`, {
      name: deciderName ?? '',
      instant: formatInstant(decidedAt, language),
    }),
    reason: decisionReason,
  };
}

/** The section of a retrofit's page: what stands, what was decided, what is gone, and the form of those who decide. */
export function findingsSection(
  findings: readonly StoredFinding[],
  subject: FixSubject,
  actor: Actor,
  words: Words,
): Model {
  const { t, language } = words;
  const cards = (...states: FindingState[]): Model[] =>
    findings
      .filter(({ state }) => states.includes(state))
      .map((one) => findingCardModel(one, subject, words));
  const decidable = may(actor.role, 'finding.decide') ? findings.filter(isDecidable) : [];
  return {
    standing: cards('open', 'rejected'),
    decided: cards('accepted', 'cured'),
    closed: cards('closed'),
    href: paths.retrofits.findings(subject.retrofitId),
    reviewHref: may(actor.role, 'finding.decide')
      ? address(paths.review.list, { retrofit: subject.retrofitId })
      : null,
    action: paths.findings.decide(subject.retrofitId),
    choices: decidable.map(({ id, rule, facts }) => ({
      value: id,
      text: `${rule} ${findingInWords(t, rule, facts, language)}`,
    })),
    decisions: DECISIONS.map((value) => ({
      value,
      text: t(`findings.decision.${value}`),
      hint: t(`findings.decision.${value}.hint`),
    })),
  };
}

export function subjectOf({ retrofitId, householdId, programmeId, contractorId }: FindingRow): FixSubject {
  return { retrofitId: retrofitId ?? '', householdId: householdId ?? '', programmeId, contractorId };
}

/** Whose finding it is, with a link. */
export function ownerOf(row: FindingRow): { text: string; href: string; note: string } {
  return row.retrofitId
    ? { text: row.personName ?? '', href: paths.retrofits.show(row.retrofitId), note: row.address ?? '' }
    : { text: row.programmeName, href: paths.programmes.show(row.programmeId), note: '' };
}

/** The page of one finding with everything that happened to it. */
export function findingPageModel(
  row: FindingRow,
  events: readonly FindingEvent[],
  actor: Actor,
  words: Words,
): Model {
  const { t, language } = words;
  const { rule, facts, retrofitId } = row;
  const { cure, parameters } = findingWords({ rule, facts }, language);
  const owner = ownerOf(row);
  return {
    crumbs: [{ text: t('findings.title'), href: paths.findings.list }, { text: rule }],
    card: { ...findingCardModel(row, subjectOf(row), words), isAlone: true },
    programmeName: row.programmeName,
    facts: [
      { key: t('findings.show.owner'), value: owner.text, note: owner.note, actions: [{ href: owner.href, text: t('findings.open'), hidden: owner.text }] },
      { key: t('findings.show.holds'), value: t(`rules.${rule}.holds`) },
      ...(cure ? [{ key: t('findings.show.cure'), value: t(cure, parameters) }] : []),
      ...(row.contractorName ? [{ key: t('findings.contractor'), value: row.contractorName }] : []),
      { key: t('findings.show.timesOpened'), value: String(row.timesOpened) },
    ], // prettier-ignore
    decideHref:
      retrofitId && may(actor.role, 'finding.decide') && isDecidable(row)
        ? `${paths.retrofits.findings(retrofitId)}?ids=${row.id}#decide`
        : null,
    entries: events.map((event) => ({
      at: formatInstant(event.recordedAt, language),
      who: event.actorName || t('findings.event.byItself'),
      what: t(`findings.event.${event.kind}`),
      text: event.reason || findingInWords(t, rule, event.facts, language),
    })),
  };
}
