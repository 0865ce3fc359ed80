import { may } from '../access/permissions';
import { paths } from '../paths';
import { Actor } from '../platform/database/actor';
import { formatDay, formatMoney, formatQuantity } from '../platform/i18n/formats';
import { formatInstant } from '../platform/time/district-time';
import { Model } from '../platform/views/views';
import { Finding } from '../rules/finding';
import { waiverOffer } from '../waivers/waiver-offer';
import { Words } from './date-hints';
import { findingInWords } from './finding-words';
import { fixAddress } from './fix-paths';
import { tagOf } from './retrofit-list-page';
import { RecordedDate, Sheet, SheetStep } from './retrofit-sheet';
import { ACTION_PAGES } from './steps';
import { BindingTerms } from './terms';

/** The page of one retrofit: seven steps, what is next and what it lacks, who lives there, items and photos. */
export function sheetModel(sheet: Sheet, actor: Actor, words: Words, areaName: string): Model {
  const { t } = words;
  const { retrofit, facts } = sheet;
  const to = paths.retrofits;
  const isContractor = actor.role === 'contractor';
  const tasks = [
    ...sheet.dueActions.map((key) => ({ title: t(`workflow.action.${key}`), href: addressOf(key, retrofit.id) })),
    ...(may(actor.role, 'household.write') ? consentTasks(sheet, words) : []),
  ]; // prettier-ignore
  return {
    crumbs: [{ text: t('workflow.list.title'), href: to.list }, { text: facts.personName }],
    title: {
      caption: facts.programmeName,
      title: facts.personName,
      tag: tagOf({ stepsDone: retrofit.stepsDone, endedReason: retrofit.endedReason }, words),
      meta: [areaName, facts.address],
    },
    ended: retrofit.endedOn && {
      reason: t(`workflow.ended.${retrofit.endedReason}`),
      on: formatDay(retrofit.endedOn, words.language),
      note: isContractor ? '' : retrofit.endedNote,
    },
    tasks,
    isWaiting: retrofit.endedOn === null && retrofit.signedOn === null,
    missing: sheet.missing.map((finding) => findingModel(finding, sheet, actor, words)),
    steps: sheet.steps.map((step) => stepModel(step, retrofit.id, actor, words)),
    application: isContractor ? null : applicationRows(sheet, words),
    applicationHref: to.application(retrofit.id),
    household: householdRows(sheet, words),
    householdHref: isContractor ? null : paths.households.show(retrofit.householdId),
    itemColumns: ['item', 'room', 'quantity', 'before', 'during', 'after'].map((key, index) => ({ text: t(`workflow.items.${key}`), numeric: index > 1 })),
    items: sheet.items.map((item) => [
      words.language === 'en' ? item.nameEn : item.nameZh,
      item.roomName,
      item.quantity === null ? null : formatQuantity(item.quantity, t(`catalogue.unit.${item.unit}`)),
      ...(['before', 'during', 'after'] as const).map((stage) => String(photosOf(sheet, item.id, stage))),
    ]),
    links: linksOf(sheet, actor, words),
    waiversHref: to.waivers(retrofit.id),
    askWaiverHref: may(actor.role, 'waiver.request') && retrofit.endedOn === null ? `${to.waivers(retrofit.id)}/new` : null,
    historyHref: to.history(retrofit.id),
    endHref: sheet.allowedActions.includes('retrofit.end') ? to.end(retrofit.id) : null,
  }; // prettier-ignore
}

/** What the household has not consented to is asked for on its own page. */
function consentTasks({ retrofit, missingConsents }: Sheet, { t }: Words): Model[] {
  return missingConsents.map((kind) => ({
    title: t('workflow.next.consent', { consent: t(`households.consent.kind.${kind}`) }),
    href: paths.households.giveConsent(retrofit.householdId, kind),
  }));
}

function addressOf(action: string, id: string): string {
  const page = ACTION_PAGES.get(action) ?? 'history';
  const anchor = {
    'opinion.give': '#opinions',
    'selection.record': '#selection',
    'notice.record': '#notice',
  }[action];
  return paths.retrofits[page](id) + (anchor ?? '');
}

function findingModel(finding: Finding, sheet: Sheet, { role }: Actor, words: Words): Model {
  const isContractor = role === 'contractor';
  const { id, householdId, programmeId, contractorId } = sheet.retrofit;
  return {
    rule: finding.rule,
    ruleHref: paths.rules.show(finding.rule),
    mode: finding.mode,
    message: findingInWords(words.t, finding.rule, finding.facts, words.language),
    fixHref: isContractor && finding.subject.type === 'retrofit' && !LINKED_FOR_ALL.includes(finding.fixAt.page)
      ? null
      : fixAddress(finding.fixAt, { retrofitId: id, householdId, programmeId, contractorId }),
    more: waiverOffer(finding.rule, id, role, words.t, sheet.waitingWaivers),
  }; // prettier-ignore
}

const LINKED_FOR_ALL: readonly string[] = ['construction', 'photos', 'plan', 'inspection'];

function stepModel(
  { step, state, dates, recordedBy }: SheetStep,
  id: string,
  actor: Actor,
  words: Words,
): Model {
  const { t, language } = words;
  const last = dates.at(-1);
  const said = dates.map(({ date, on }) =>
    dates.length > 1 || step.dates.length > 1
      ? `${t(`workflow.date.${date}`)} ${formatDay(on, language)}`
      : formatDay(on, language),
  );
  return {
    title: t(`workflow.step.${step.key}`),
    state,
    date: said.join(' · '),
    recorded: last?.recordedAt && formatInstant(last.recordedAt, language),
    lateDays: Math.max(0, ...dates.map(({ lateDays }) => lateDays)),
    note: recordedBy && t('workflow.step.by', { name: recordedBy }),
    href: may(actor.role, step.readPermission) ? paths.retrofits[step.page](id) : null,
  };
}

function applicationRows({ reviews, retrofit, facts }: Sheet, words: Words): Model[] {
  const { t, language } = words;
  const rows = reviews.map(({ date, on, recordedAt, lateDays }: RecordedDate) => ({
    key: t(`workflow.date.${date}`),
    value: formatDay(on, language),
    note: [
      ...(recordedAt ? [t('layout.steps.recorded', { instant: formatInstant(recordedAt, language) })] : []),
      ...(lateDays > 0 ? [t('layout.late.mark', { days: lateDays })] : []),
    ].join(' · '),
  }));
  const approval = retrofit.approvedOn
    ? formatDay(retrofit.approvedOn, language)
    : t('workflow.application.notApproved');
  return [
    ...rows,
    { key: t('workflow.date.approvedOn'), value: approval },
    {
      key: t('workflow.terms'),
      value: termsInWords(facts.terms, words),
      note: t(`workflow.terms.${retrofit.approvedOn ? 'ofApproval' : 'ofToday'}`),
    },
  ];
}

function termsInWords({ capFen, noticeDays, requiredSigners }: BindingTerms, { t, language }: Words): string {
  const cap = formatMoney(capFen, language);
  const signers = requiredSigners.map((role) => t(`programmes.signer.${role}`)).join(t('workflow.terms.and'));
  return t('workflow.terms.value', { cap, days: noticeDays, signers });
}

/** A contractor sees whom to call and where to go; what the certificate says is not needed for the works. */
function householdRows({ facts, person }: Sheet, words: Words): Model[] {
  const { t, language } = words;
  const row = (key: string, value: string | null | undefined): Model => ({
    key: t(`workflow.household.${key}`),
    value,
  });
  const common = [
    row('person', facts.personName),
    row('phone', facts.personPhone ?? facts.householdPhone),
    row('head', facts.headName),
    row('address', facts.address),
  ];
  if (!person) return common;
  return [
    ...common,
    row('born', formatDay(person.bornOn, language)),
    row('disability', person.category === null ? null : t('workflow.household.categoryAndGrade', { category: t(`households.person.category.${person.category}`), grade: person.grade })),
    row('certificate', person.certificateMasked),
    row('certificateUntil', person.certificateMasked && (person.certificateValidUntil ? formatDay(person.certificateValidUntil, language) : t('workflow.household.noEnd'))),
    ...(person.guardianName ? [row('guardian', [person.guardianName, person.guardianPhone].filter(Boolean).join(' '))] : []),
    row('tenure', t(`households.tenure.${person.tenure}`)),
    row('hardship', t(`households.hardship.${person.hardship}`)),
    ...(person.diedOn ? [row('died', formatDay(person.diedOn, language))] : []),
  ]; // prettier-ignore
}

function photosOf({ photoCounts }: Sheet, itemId: string, stage: string): number {
  return photoCounts.find((one) => one.itemId === itemId && one.stage === stage)?.photos ?? 0;
}

/** Papers and pictures that belong to no single step. */
function linksOf({ retrofit, facts, photoCounts }: Sheet, actor: Actor, { t, language }: Words): Model[] {
  const photos = photoCounts.reduce((sum, one) => sum + one.photos, 0);
  const { id, acceptedOn, contractSignedOn } = retrofit;
  const contract = facts.contractNumber
    ? [facts.contractorName, facts.contractNumber, formatDay(contractSignedOn, language)]
        .filter(Boolean)
        .join(' · ')
    : t('workflow.links.noContract');
  return [
    { title: t('workflow.page.photos'), note: t('workflow.links.photos', { photos }), href: paths.retrofits.photos(id) },
    ...(may(actor.role, 'contractor.read') ? [{ title: t('workflow.page.contract'), note: contract, href: paths.retrofits.contract(id) }] : []),
    ...(acceptedOn && may(actor.role, 'report.read') ? [{ title: t('workflow.page.report'), href: paths.retrofits.report(id) }] : []),
  ]; // prettier-ignore
}
