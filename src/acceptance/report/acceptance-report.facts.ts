import { drawTable } from '../../platform/pdf/table-drawing';
import type { Cell, CellPart, Row } from '../../platform/pdf/table';
import type { ReportDate, ReportItem } from './acceptance-report.content';
import {
  drawNote,
  drawReportTable,
  keepEnds,
  keepWhole,
  valueRow,
  type ReportContext,
} from './acceptance-report.context';
import { yuan, type ReportTextKey } from './acceptance-report.language';

/** Who, where, by which contract, for how much, and with what result. */
export function drawSummary(context: ReportContext): void {
  const { layout, paper, speech } = context;
  const values = summaryValues(context);
  const rows = layout.summary.rows
    .filter((keys) => keys.some((key) => values[key] !== undefined))
    .map((keys): Row => ({
      cells: keys.flatMap((key): Cell[] => [
        { parts: [{ text: speech.t(`summary.${key}` as ReportTextKey) }], header: 'Row' },
        { parts: values[key] ?? [], span: keys.length === 1 ? layout.summary.widths.length - 1 : 1 },
      ]),
    }));
  const columns = layout.summary.widths.map((width) => ({ width }));
  drawTable(paper, { columns, rows, size: layout.text.body, title: speech.t('section.summary') });
}

/** Most programmes carry their year in their name; it isn't said twice. */
function programmeText({ content: { programme }, speech }: ReportContext): string {
  const year = String(programme.year);
  return programme.name.startsWith(year)
    ? programme.name
    : speech.t('summary.programmeValue', { year, name: programme.name });
}

function summaryValues(context: ReportContext): Record<string, CellPart[] | undefined> {
  const { content, speech, layout } = context;
  const { household, contract, programme, amounts } = content;
  const guardian = household.guardian;
  const text: Record<string, string | undefined> = {
    person: household.personName,
    guardian: guardian
      ? speech.t('nameWithRelation', { name: guardian.name, relation: speech.words(guardian.relation) })
      : speech.t('none'),
    idNumber: household.idNumberMasked,
    certificate: household.certificateNumberMasked,
    category: speech.words(household.category),
    grade: speech.words(household.grade),
    address: household.address,
    programme: programmeText(context),
    grantDocument: programme.grantDocument,
    contractor: contract.contractor,
    contract: contract.number,
    contractSignedOn: speech.date(contract.signedOn),
    decision: speech.t('summary.decisionValue', {
      on: speech.date(contract.decision.heldOn),
      minutes: contract.decision.minutes,
    }),
    plannedAmount: speech.t('summary.amountValue', { amount: yuan(amounts.plannedFen) }),
    acceptedAmount: speech.t('summary.acceptedValue', {
      amount: yuan(amounts.acceptedFen),
      cap: yuan(amounts.capFen),
    }),
    supersedes: content.supersedes ?? undefined,
  };
  const conclusion: CellPart = { text: conclusionText(context), bold: true, size: layout.text.conclusion };
  const plain = Object.entries(text).map(([key, value]): [string, CellPart[] | undefined] => [
    key,
    value === undefined ? undefined : [{ text: value, bold: key === 'person' }],
  ]);
  return { ...Object.fromEntries(plain), conclusion: [conclusion] };
}

function conclusionText({ content, speech }: ReportContext): string {
  const acceptedOn = content.dates.find(({ key }) => key === 'acceptedOn')?.on;
  const count = content.items.filter(({ result }) => result !== 'leftOut').length;
  const params = { on: acceptedOn ? speech.date(acceptedOn) : speech.t('dash'), count };
  const cured = content.defects.length;
  return cured === 0
    ? speech.t('summary.passed', params)
    : speech.t('summary.passedAfterCure', { ...params, cured });
}

/** Every date of the seven steps beside the instant at which it was recorded. */
export function drawDates(context: ReportContext): void {
  const { content, speech } = context;
  const dash = speech.t('dash');
  const rows = content.dates.map((date) =>
    valueRow(context, 'dates', {
      step: speech.t(`step.${date.key}`),
      event: speech.t(`event.${date.key}`),
      on: date.on ?? dash,
      recordedAt: date.recordedAt === null ? dash : speech.instant(date.recordedAt),
      recordedBy: date.recordedBy ?? dash,
      remark: timeliness(context, date),
    }),
  );
  drawReportTable(context, 'dates', keepEnds(rows));
  drawNote(context, speech.t('dates.note', { days: content.lateAfterDays }));
}

function timeliness({ content, speech, layout }: ReportContext, date: ReportDate): CellPart[] {
  if (date.on === null || date.lagDays === null) return [{ text: speech.t('dates.toCome') }];
  if (date.lagDays <= content.lateAfterDays) return [{ text: speech.t('dates.inTime') }];
  const mark: CellPart = { text: speech.t('dates.late', { days: date.lagDays }), bold: true };
  if (date.lateReason === null) return [mark];
  return [mark, { text: speech.t('dates.lateReason', { reason: date.lateReason }), size: layout.text.small }];
}

/** The three opinions that preceded the works. */
export function drawOpinions(context: ReportContext): void {
  const { content, speech, layout } = context;
  const rows = content.opinions.map((opinion) =>
    valueRow(context, 'opinions', {
      level: [
        { text: speech.t(`opinions.${opinion.level}`), bold: true },
        { text: opinion.office, size: layout.text.small },
      ],
      text: opinion.text,
      person: opinion.person,
      on: opinion.on,
    }),
  );
  drawReportTable(context, 'opinions', keepWhole(rows));
}

/** What was planned and what was accepted, with prices. */
export function drawItems(context: ReportContext): void {
  const { content, speech, layout } = context;
  const rows = content.items.map((item, index) =>
    valueRow(context, 'items', {
      number: String(index + 1),
      item: itemParts(context, item),
      room: speech.words(item.room),
      unit: speech.words(item.unit),
      planned: item.plannedQuantity,
      accepted: [{ text: item.acceptedQuantity, bold: item.acceptedQuantity !== item.plannedQuantity }],
      unitPrice: yuan(item.unitPriceFen),
      amount: yuan(item.acceptedFen),
      functionTest: speech.t(`functionTest.${item.functionTest}`),
      result: speech.t(`result.${item.result}`),
    }),
  );
  const amountAt = layout.tables.items.findIndex(({ key }) => key === 'amount');
  const total: Row = {
    cells: [
      { parts: [{ text: speech.t('items.total') }], header: 'Row', span: amountAt, align: 'right' },
      { parts: [{ text: yuan(content.amounts.acceptedFen), bold: true }] },
      { parts: [], span: layout.tables.items.length - amountAt - 1 },
    ],
  };
  drawReportTable(context, 'items', keepEnds([...rows, total]));
}

function itemParts({ speech, layout }: ReportContext, item: ReportItem): CellPart[] {
  const size = layout.text.small;
  const found: CellPart[] = [{ text: speech.words(item.name) }];
  if (item.serials.length > 0) {
    found.push({ text: speech.t('items.serials', { serials: item.serials.join(', ') }), size });
  }
  if (item.variation !== null) {
    const variation = speech.words(item.variation);
    found.push({ text: speech.t('items.variation', { variation }), size, bold: true });
  }
  return found;
}

/** Measured values beside plan and standard, grouped by item. */
export function drawMeasurements(context: ReportContext): void {
  const { content, speech, layout } = context;
  const rows = content.items.flatMap((item, index) => {
    if (item.measurements.length === 0) return [];
    const group = speech.t('measurements.group', {
      number: index + 1,
      item: speech.words(item.name),
      room: speech.words(item.room),
    });
    const title: Cell = {
      parts: [{ text: group }],
      header: 'Row',
      span: layout.tables.measurements.length,
      align: 'left',
    };
    const values = item.measurements.map((measurement) =>
      valueRow(context, 'measurements', {
        name: speech.words(measurement.name),
        planned: measurement.planned ?? speech.t('dash'),
        required: speech.words(measurement.required),
        measured: [{ text: measurement.measured, bold: true }],
        conclusion: measurement.meets
          ? speech.t('measurements.meets')
          : [
              {
                text: speech.t('measurements.fails', { reason: measurement.reason ?? speech.t('dash') }),
                bold: true,
              },
            ],
      }),
    );
    return [{ cells: [title], keepWithNext: true }, ...values];
  });
  drawReportTable(context, 'measurements', rows);
}

/** Defects found at acceptance, and their cure; says so when there were none. */
export function drawDefects(context: ReportContext): void {
  const { content, speech, layout, paper } = context;
  if (content.defects.length === 0) {
    paper.text(speech.t('defects.none'), { size: layout.text.body });
    return;
  }
  const rows = content.defects.map((defect) =>
    valueRow(context, 'defects', { ...defect, item: speech.words(defect.item) }),
  );
  drawReportTable(context, 'defects', keepEnds(rows));
}

/** Every rule that did not have to be kept, and by whose authority; says so when there was none. */
export function drawWaivers(context: ReportContext): void {
  const { content, speech, layout, paper } = context;
  if (content.waivers.length === 0) {
    paper.text(speech.t('waivers.none'), { size: layout.text.body });
    return;
  }
  const rows = content.waivers.map(({ rule, reason, authority, documentNumber, documentDate, ...people }) =>
    valueRow(context, 'waivers', {
      rule: [{ text: rule, bold: true }],
      reason,
      authority: speech.t('waivers.document', {
        authority,
        number: documentNumber,
        on: speech.date(documentDate),
      }),
      approved: speech.t('waivers.people', people),
    }),
  );
  drawReportTable(context, 'waivers', keepEnds(rows));
}
