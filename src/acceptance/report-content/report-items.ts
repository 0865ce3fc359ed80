import { lineTotalFen } from '../../platform/numbers/money';
import { checkMeasuredValue } from '../../plans/requirement-check';
import { Defect } from '../defect.repository';
import { AgreedLine, AgreedPlan, StoredInspectedItem, StoredInspection } from '../inspection.repository';
import { ReportItem, ReportMeasurement } from '../report/acceptance-report.content';
import { PhotoFact, ReportFacts } from './report-facts.repository';
import { photosOf } from './report-photos';
import { inBoth, measureText, requirementWords } from './report-words';

export interface ItemSources {
  /** What was agreed first. */
  original: AgreedPlan;
  /** What is in force: the original, or its newest agreed variation. */
  plan: AgreedPlan;
  inspection: StoredInspection;
  defects: readonly Defect[];
  facts: ReportFacts;
  photos: readonly PhotoFact[];
  /** Room of each item. */
  rooms: ReadonlyMap<string, string>;
}

/** Every item that was ever agreed, so that what a variation left out is shown as left out. */
export function reportItems(sources: ItemSources): ReportItem[] {
  const { original, plan } = sources;
  const leftOut = original.lines.filter((line) => !plan.lines.some(({ itemId }) => itemId === line.itemId));
  return [
    ...plan.lines.map((line) => reportItem(sources, line, true)),
    ...leftOut.map((line) => reportItem(sources, line, false)),
  ];
}

function reportItem(sources: ItemSources, line: AgreedLine, isKept: boolean): ReportItem {
  const { original, plan, inspection, defects, facts, photos, rooms } = sources;
  const planned = original.lines.find(({ itemId }) => itemId === line.itemId)?.quantity ?? 0;
  const inspected = isKept ? inspection.items.find(({ itemId }) => itemId === line.itemId) : undefined;
  const accepted = inspected?.acceptedQuantity ?? 0;
  const wasCured = defects.some(({ itemId, source }) => itemId === line.itemId && source === 'inspection');
  const variation = inBoth('reportContent.variation', { revision: String(plan.revision), on: plan.agreedOn });
  return {
    name: line.item.name,
    room: line.roomName,
    unit: inBoth(`catalogue.unit.${line.item.unit}`),
    plannedQuantity: String(planned),
    acceptedQuantity: String(accepted),
    unitPriceFen: line.unitPriceFen,
    acceptedFen: lineTotalFen(accepted, line.unitPriceFen),
    variation: accepted === planned ? null : variation,
    serials: facts.devices
      .filter(({ itemId }) => itemId === line.itemId)
      .map(({ serialNumber }) => serialNumber),
    functionTest: inspected?.functionTest ?? 'notApplicable',
    result: !isKept ? 'leftOut' : wasCured ? 'passedAfterCure' : 'passed',
    measurements: inspected ? measurementsOf(line, inspected) : [],
    photos: photosOf(line.itemId, rooms.get(line.itemId), photos, facts),
  };
}

function measurementsOf(line: AgreedLine, inspected: StoredInspectedItem): ReportMeasurement[] {
  return line.item.requirements.flatMap((requirement): ReportMeasurement[] => {
    const measured = inspected.measured.find(({ key }) => key === requirement.key);
    if (!measured) return [];
    const { value, reasonUnmet, reasonAgreedBy } = measured;
    const planned = line.dimensions[requirement.key];
    const reason = [reasonUnmet, reasonAgreedBy].filter(Boolean).join('，');
    return [
      {
        name: requirement.name,
        planned: planned === undefined ? null : measureText(planned, requirement.unit),
        required: requirementWords(requirement),
        measured: value === null ? '—' : measureText(value, requirement.unit),
        meets: value !== null && checkMeasuredValue(requirement, value).meets,
        reason: reason === '' ? null : reason,
      },
    ];
  });
}
