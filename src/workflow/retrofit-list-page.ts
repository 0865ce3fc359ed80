import { paths } from '../paths';
import { Actor } from '../platform/database/actor';
import { Page } from '../platform/http/paging';
import { address } from '../platform/views/environment';
import { emptyForm } from '../platform/views/form-state';
import { Model } from '../platform/views/views';
import { LabelsByCode } from './area-labels';
import { Words } from './date-hints';
import { Choice, LIST_STATES, RetrofitRow } from './retrofit-list.repository';
import { RetrofitsQuery } from './retrofits.dto';
import { STEPS } from './steps';

/** The list with its filters; a contractor needs no filter by contractor. */
export function listModel(
  page: Page<RetrofitRow>,
  query: RetrofitsQuery,
  choices: { programmes: Choice[]; contractors: Choice[] },
  actor: Actor,
  words: Words,
  areas: LabelsByCode,
): Model {
  const { t } = words;
  const { search, programme, contractor, area, state } = query;
  const filters = { search, programme, contractor, area, state };
  return {
    form: emptyForm(filters),
    search,
    states: LIST_STATES.map((value) => ({ value, text: stateWord(value, words) })),
    programmes: choices.programmes,
    contractors: actor.role === 'contractor' ? [] : choices.contractors,
    columns: ['person', 'address', 'programme', 'contractor', 'state'].map((key) => ({ text: t(`workflow.list.${key}`) })),
    rows: page.items.map((row) => [
      { text: row.personName, href: paths.retrofits.show(row.id) },
      { text: row.address, note: areas[row.areaCode] },
      row.programmeName,
      row.contractorName,
      { text: '', tag: tagOf(row, words) },
    ]),
    pager: {
      firstHref: query.after ? address(paths.retrofits.list, filters) : undefined,
      nextHref: page.next ? address(paths.retrofits.list, { ...filters, after: page.next }) : undefined,
    },
    action: paths.retrofits.list,
    isFiltered: Object.values(filters).some(Boolean),
  }; // prettier-ignore
}

function stateWord(state: string, { t }: Words): string {
  return state === 'finished' || state === 'ended'
    ? t(`workflow.state.${state}`)
    : t('workflow.state.at', { step: t(`workflow.step.${state}`) });
}

/** Where a retrofit stands, as a tag. */
export function tagOf(
  { stepsDone, endedReason }: Pick<RetrofitRow, 'stepsDone' | 'endedReason'>,
  words: Words,
): { text: string; tone: string } {
  if (endedReason) return { text: words.t(`workflow.ended.${endedReason}`), tone: 'neutral' };
  const step = STEPS[stepsDone];
  return step
    ? { text: stateWord(step.key, words), tone: 'progress' }
    : { text: words.t('workflow.state.finished'), tone: 'good' };
}
