import { paths } from '../paths';
import { Page } from '../platform/http/paging';
import { formatDay } from '../platform/i18n/formats';
import { formatInstant } from '../platform/time/district-time';
import { address } from '../platform/views/environment';
import { Model } from '../platform/views/views';
import { LabelsByCode } from '../workflow/area-labels';
import { Words } from '../workflow/date-hints';
import { WAIVABLE_RULES } from './acts-allowed';
import { stateTag } from './waiver-cards';
import { ListedWaiver } from './waiver-list.repository';
import { WaiversQuery } from './waivers-query.dto';
import { WAIVER_STATES } from './waivers.presenter';

/** The list of all waivers of an area with its filters. */
export function waiverListModel(
  page: Page<ListedWaiver>,
  { search, state, rule, after }: WaiversQuery,
  areas: LabelsByCode,
  { t, language }: Words,
): Model {
  const filters = { search, state, rule };
  const by = (name: string | null, at: Date | null): Model => ({
    text: name ?? '',
    note: at && formatInstant(at, language),
  });
  return {
    search,
    states: WAIVER_STATES.map((value) => ({ value, text: t(`waivers.state.${value}`) })),
    rules: WAIVABLE_RULES.map((value) => ({
      value,
      text: t('waivers.title.rule', { rule: value, title: t(`rules.${value}.title`) }),
    })),
    columns: ['rule', 'person', 'document', 'requested', 'decided', 'state'].map((key) => ({
      text: t(`waivers.list.${key}`),
    })),
    rows: page.items.map((row) => [
      { text: row.rule, href: paths.waivers.show(row.id), note: t(`rules.${row.rule}.title`) },
      { text: row.personName, href: paths.retrofits.waivers(row.retrofitId), note: areas[row.areaCode] },
      { text: row.documentNumber, note: formatDay(row.documentDate, language) },
      by(row.requesterName, row.requestedAt),
      by(row.deciderName, row.decidedAt),
      { text: '', tag: stateTag(row, t) },
    ]),
    pager: {
      firstHref: after ? address(paths.waivers.list, filters) : undefined,
      nextHref: page.next ? address(paths.waivers.list, { ...filters, after: page.next }) : undefined,
    },
    action: paths.waivers.list,
    isFiltered: Object.values(filters).some(Boolean),
  };
}
