import { may } from '../../access/permissions';
import { paths } from '../../paths';
import { PHOTO_STAGES } from '../../plans/catalogue/catalogue-item';
import { Actor } from '../../platform/database/actor';
import { address } from '../../platform/views/environment';
import { Model } from '../../platform/views/views';
import { LabelsByCode } from '../../workflow/area-labels';
import { Words } from '../../workflow/date-hints';
import { Choice } from '../finding-list.repository';
import { flagCard } from './flag-card';
import { FlagTally } from './flag-tally.repository';
import { FLAG_RULES } from './flag-weights';
import { REVIEW_STATES, ReviewQuery } from './review.dto';
import { Period, ReviewPage } from './review-reader';

/** The list of flags with its filters, how many there are of each rule, and a form on each. */
export function reviewModel(
  page: ReviewPage,
  query: ReviewQuery,
  contractors: readonly Choice[],
  areas: LabelsByCode,
  words: Words,
): Model {
  const { t } = words;
  const filters = query.filters();
  const after = query.after ?? null;
  const to = (more: object = {}): string => address(paths.review.list, { ...filters, ...more });
  const { contractor, retrofit, ...narrowing } = filters;
  const isNarrowed = Object.values(narrowing).some(Boolean);
  return {
    action: paths.review.list,
    search: query.search,
    retrofit,
    rules: FLAG_RULES.map((value) => ({ value, text: `${value} ${t(`rules.${value}.title`)}` })),
    states: REVIEW_STATES.slice(1).map((value) => ({ value, text: t(`findings.state.${value}`) })),
    stages: PHOTO_STAGES.map((value) => ({ value, text: t(`evidence.stage.${value}`) })),
    contractors,
    counts: countsModel(page, query, to, words),
    of: page.of && ofModel(page.of, query, words),
    flags: page.items.map((one, index) =>
      flagCard(one, { areas, filters, after, next: page.items[index + 1]?.flag.id ?? null, from: 'list' }, words),
    ),
    pager: {
      firstHref: after ? to() : undefined,
      nextHref: page.next ? to({ after: page.next }) : undefined,
    },
    empty: t(isNarrowed || contractor || retrofit ? 'review.noneFound' : 'review.empty'),
    resetHref: isNarrowed || contractor || retrofit ? paths.review.list : undefined,
    contractorsHref: paths.review.contractors,
  }; // prettier-ignore
}

function countsModel(
  { counts }: ReviewPage,
  { rule }: ReviewQuery,
  to: (more: object) => string,
  { t }: Words,
): Model[] {
  const all = counts.reduce((sum, { count }) => sum + count, 0);
  return [
    { href: to({ rule: null }), text: t('review.counts.all'), count: all, isCurrent: !rule },
    ...counts.map((one) => ({
      href: to({ rule: one.rule }),
      text: `${one.rule} ${t(`rules.${one.rule}.title`)}`,
      count: one.count,
      isCurrent: rule === one.rule,
    })),
  ];
}

function ofModel(
  { name, states }: NonNullable<ReviewPage['of']>,
  { contractor, retrofit }: ReviewQuery,
  { t }: Words,
): Model {
  return {
    title: t(retrofit ? 'review.of.retrofit' : 'review.of.contractor'),
    name,
    href: retrofit ? paths.retrofits.show(retrofit) : paths.contractors.show(contractor!),
    states: t('review.of.states', states),
    leaveHref: paths.review.list,
  };
}

/** A table of counts, by the contractors' names. */
export function tallyModel(
  { items }: Period & { items: readonly FlagTally[] },
  { t }: Words,
  actor: Actor,
): Model {
  const mayReview = may(actor.role, 'finding.decide');
  const columns = ['opened', 'open', 'accepted', 'rejected', 'cured', 'closed'] as const;
  return {
    action: paths.review.contractors,
    crumbs: [
      mayReview
        ? { text: t('review.title'), href: paths.review.list }
        : { text: t('findings.title'), href: paths.findings.list },
      { text: t('review.tally.title') },
    ],
    columns: [
      { text: t('review.tally.contractor') },
      ...columns.map((column) => ({ text: t(`review.tally.${column}`), numeric: true })),
    ],
    rows: items.map((item) => [
      { text: item.contractorName, href: paths.contractors.show(item.contractorId) },
      ...columns.map((column) =>
        mayReview && column === 'open' && item.open > 0
          ? { text: String(item.open), href: address(paths.review.list, { contractor: item.contractorId }) }
          : String(item[column]),
      ),
    ]),
  };
}
