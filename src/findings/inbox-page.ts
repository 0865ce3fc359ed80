import { may } from '../access/permissions';
import { paths } from '../paths';
import { Actor } from '../platform/database/actor';
import { Page } from '../platform/http/paging';
import { address } from '../platform/views/environment';
import { Model } from '../platform/views/views';
import { RULE_CODES } from '../rules/rule-code';
import { Words } from '../workflow/date-hints';
import { Choice, FindingRow } from './finding-list.repository';
import { findingCardModel, isDecidable, ownerOf, subjectOf } from './finding-page';
import { EXPORT_FORMATS, FindingsQuery, RULE_MODES, STATE_CHOICES } from './findings.dto';

/** The inbox: a card for each retrofit with its findings, the newest first, so that several are decided at once. */
export function inboxModel(
  page: Page<FindingRow>,
  query: FindingsQuery,
  choices: { programmes: Choice[]; contractors: Choice[] },
  areas: Readonly<Record<string, string>>,
  actor: Actor,
  words: Words,
): Model {
  const { t } = words;
  const { search, rule, mode, state, programme, contractor, area } = query;
  const filters = { search, rule, mode, state, programme, contractor, area };
  return {
    search,
    rules: RULE_CODES.map((value) => ({ value, text: `${value} ${t(`rules.${value}.title`)}` })),
    modes: RULE_MODES.map((value) => ({ value, text: t(`layout.finding.mode.${value}`) })),
    states: STATE_CHOICES.map((value) => ({ value, text: t(`findings.state.${value}`) })),
    ...choices,
    groups: groupsOf(page.items, may(actor.role, 'finding.decide'), areas, words),
    exports: EXPORT_FORMATS.map((format) => ({
      href: address(paths.findings.export, { ...filters, format }),
      text: t(`findings.export.${format}`),
      kind: 'secondary',
    })),
    pager: {
      firstHref: query.after ? address(paths.findings.list, filters) : undefined,
      nextHref: page.next ? address(paths.findings.list, { ...filters, after: page.next }) : undefined,
    },
    action: paths.findings.list,
    auditsHref: may(actor.role, 'audit.read') ? paths.audits.list : null,
    isFiltered: Object.values(filters).some(Boolean),
  };
}

function groupsOf(
  rows: readonly FindingRow[],
  mayDecide: boolean,
  areas: Readonly<Record<string, string>>,
  words: Words,
): Model[] {
  const groups = new Map<string, FindingRow[]>();
  for (const row of rows) {
    const key = row.retrofitId ?? row.programmeId;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()].map((found) => {
    const [first] = found as [FindingRow];
    return {
      id: first.retrofitId ?? first.programmeId,
      owner: ownerOf(first),
      notes: [areas[first.areaCode], first.retrofitId ? first.programmeName : null, first.contractorName].filter(Boolean),
      findings: found.map((row) => ({
        ...findingCardModel(row, subjectOf(row), words),
        isDecidable: mayDecide && first.retrofitId !== null && isDecidable(row),
      })),
      decideHref:
        mayDecide && first.retrofitId !== null && found.some(isDecidable)
          ? paths.retrofits.findings(first.retrofitId)
          : null,
    };
  }); // prettier-ignore
}
