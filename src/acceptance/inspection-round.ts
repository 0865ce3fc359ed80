import { FieldError } from '../platform/problems/problem';
import { checkMeasuredValue, isAsPlanned } from '../plans/requirement-check';
import { InspectedItem } from '../rules/dossier';
import { InspectedItemDto } from './acceptance.dto';
import { AgreedLine, AgreedPlan, StoredInspectedItem, StoredInspection } from './inspection.repository';

/**
 * The items of a round: what was found now, and for items left out what the round before found, if they passed.
 * `errors` names every field that does not fit the plan.
 */
export function itemsOfRound(
  plan: AgreedPlan,
  given: readonly InspectedItemDto[],
  previous: StoredInspection | null,
): { items: StoredInspectedItem[]; errors: FieldError[] } {
  const errors: FieldError[] = [];
  const found = new Map<string, StoredInspectedItem>();
  for (const [index, item] of given.entries()) {
    const line = plan.lines.find(({ itemId }) => itemId === item.itemId);
    if (!line || found.has(item.itemId)) {
      errors.push({ field: `items[${index}].itemId`, key: 'acceptance.item.notInPlan' });
      continue;
    }
    errors.push(...faultsOf(item, line, `items[${index}].`));
    found.set(item.itemId, stored(item, line));
  }
  for (const line of plan.lines.filter(({ itemId }) => !found.has(itemId))) {
    const before = previous?.items.find(({ itemId }) => itemId === line.itemId);
    if (before?.result === 'pass') found.set(line.itemId, before);
    else
      errors.push({
        field: 'items',
        key: 'acceptance.item.missing',
        params: { item: line.item.name.zh, room: line.roomName },
      });
  }
  const items = plan.lines.flatMap(({ itemId }) => found.get(itemId) ?? []);
  return { items, errors };
}

function faultsOf(item: InspectedItemDto, line: AgreedLine, path: string): FieldError[] {
  const fault = (field: string, key: string): FieldError => ({
    field: `${path}${field}`,
    key: `acceptance.item.${key}`,
  });
  const isPass = item.result === 'pass';
  const errors: FieldError[] = [];
  if (!isPass && !item.note) errors.push(fault('note', 'defectUnexplained'));
  if (isPass && item.functionTest === 'failed') errors.push(fault('result', 'failedTest'));
  if (isPass && line.item.functionTest && item.functionTest === 'notApplicable')
    errors.push(fault('functionTest', 'testMissing'));
  if (isPass && line.item.kind === 'device' && !(item.unboxed && item.connected))
    errors.push(fault('result', 'deviceNotInUse'));
  for (const [index, { key }] of item.measured.entries())
    if (!line.item.requirements.some((requirement) => requirement.key === key))
      errors.push(fault(`measured[${index}].key`, 'unknownRequirement'));
  return errors;
}

/** Values that were not measured and not explained are left out. */
function stored(item: InspectedItemDto, line: AgreedLine): StoredInspectedItem {
  const isDevice = line.item.kind === 'device';
  return {
    itemId: item.itemId,
    acceptedQuantity: item.acceptedQuantity,
    result: item.result,
    functionTest: item.functionTest,
    unboxed: isDevice ? item.unboxed === true : null,
    connected: isDevice ? item.connected === true : null,
    measured: item.measured
      .map(({ key, value, reasonUnmet, reasonAgreedBy }) => ({
        key,
        value: value ?? null,
        reasonUnmet: reasonUnmet ?? null,
        reasonAgreedBy: reasonAgreedBy ?? null,
      }))
      .filter(({ value, reasonUnmet }) => value !== null || reasonUnmet !== null),
    note: item.note ?? '',
  };
}

/** As the rules see an inspected item. */
export function inspectedFacts(item: StoredInspectedItem, line: AgreedLine): InspectedItem {
  const { itemId, acceptedQuantity, functionTest, unboxed, connected } = item;
  return {
    itemId,
    acceptedQuantity,
    functionTest,
    device: unboxed === null ? null : { unboxed, connected: connected === true },
    measured: item.measured.map(({ key, value, reasonUnmet, reasonAgreedBy }) => {
      const requirement = line.item.requirements.find((one) => one.key === key);
      const planned = line.dimensions[key] ?? null;
      const isKnown = requirement !== undefined && value !== null;
      return {
        key,
        value,
        meets: isKnown && checkMeasuredValue(requirement, value).meets,
        planned,
        asPlanned: isKnown && planned !== null ? isAsPlanned(requirement, planned, value) : null,
        reason: reasonUnmet ?? '',
        reasonAgreedBy: reasonAgreedBy ?? '',
      };
    }),
  };
}
