import { Change } from '../../history/changes';
import { RecordedEntry } from '../../history/history';
import { Json } from '../../platform/database/database';
import { formatMoney } from '../../platform/i18n/formats';
import { formatInstant } from '../../platform/time/district-time';
import { Words } from '../plan-page';
import { OfficeItem } from './office-catalogue.repository';

/** The rows of the list, under the places of a home. */
export function itemGroups(
  items: readonly OfficeItem[],
  { t, language }: Words,
): { title: string; rows: (OfficeItem & { name: string; unit: string })[] }[] {
  const groups = [...new Set(items.map(({ item }) => item.group))];
  return groups.map((group) => ({
    title: t(`catalogue.group.${group}`),
    rows: items
      .filter(({ item }) => item.group === group)
      .map((one) => ({
        ...one,
        name: one.item.name[language === 'en' ? 'en' : 'zh'],
        unit: t(`catalogue.unit.${one.item.unit}`),
      })),
  }));
}

/** Who changed what of an item, as the component `timeline` shows it. */
export function itemChanges(entries: readonly RecordedEntry[], { t, language }: Words): object[] {
  const said = (field: string, value: Json): string => {
    if (typeof value === 'boolean') return t(value ? 'programmes.yes' : 'programmes.no');
    if (typeof value !== 'number') return '—';
    if (field === 'priceLimitFen') return formatMoney(value, language);
    return t('catalogue.office.daysValue', { days: value });
  };
  return entries.map(({ recordedAt, actorName, actorRole, kind, data }) => ({
    at: formatInstant(new Date(recordedAt), language),
    who: `${actorName}（${t(`workflow.role.${actorRole}`)}）`,
    what: t(`history.kind.${kind}`),
    changes: Object.entries((data.changes ?? {}) as Record<string, Change>).map(
      ([field, { before, after }]) => ({
        field: t(`catalogue.office.${field}`),
        before: said(field, before),
        after: said(field, after),
      }),
    ),
  }));
}
