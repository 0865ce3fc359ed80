import { blank, qrDrawing, sealPlace, signatureDrawing } from '../../platform/pdf/drawing';
import { drawTable } from '../../platform/pdf/table-drawing';
import type { Cell, CellPart, Row } from '../../platform/pdf/table';
import type { Span } from '../../platform/pdf/text-layout';
import { mm } from '../../platform/pdf/units';
import type { ReportSignature } from './acceptance-report.content';
import {
  drawReportTable,
  keepEnds,
  keepWhole,
  valueRow,
  type ReportContext,
} from './acceptance-report.context';

/** Digits of a hash that are printed where the whole is not: enough to tell signatures on other content. */
const SIGNED_HASH_DIGITS = 12;

/** Everybody who signed the acceptance, with the drawn signature or room to sign by hand. */
export function drawSignatures(context: ReportContext): void {
  const { content, speech, layout } = context;
  const rows = content.signatures.map((signature) => {
    const values = {
      role: [{ text: speech.words(signature.role), bold: true }],
      name: nameParts(context, signature),
      signature: signatureParts(context, signature),
      signedOn: signature.signedOn,
      hash: [{ text: signature.contentSha256.slice(0, SIGNED_HASH_DIGITS), size: layout.text.small }],
    };
    return valueRow(context, 'signatures', values, { minHeight: layout.signatures.rowHeight });
  });
  drawReportTable(context, 'signatures', keepEnds(rows));
}

function nameParts({ speech, layout }: ReportContext, signature: ReportSignature): CellPart[] {
  const size = layout.text.small;
  const found: CellPart[] = [{ text: signature.name }];
  if (signature.relation !== null) {
    const relation = speech.words(signature.relation);
    found.push({ text: speech.t('signatures.relation', { relation }), size });
  }
  if (signature.proxy !== null) found.push({ text: speech.t('signatures.proxy', signature.proxy), size });
  return found;
}

function signatureParts({ speech, layout }: ReportContext, { strokes, name }: ReportSignature): CellPart[] {
  const { width, height } = layout.signatures;
  if (strokes === null) return [{ drawing: blank(mm(height)) }];
  return [
    { drawing: signatureDrawing(strokes, mm(width), mm(height), speech.t('signatures.alt', { name })) },
  ];
}

/** A box for each office that seals the printed report. */
export function drawSeals({ content, speech, layout, paper }: ReportContext): void {
  const { perRow, rowHeight, diameter } = layout.seals;
  const cells = content.seals.map(({ office, role }): Cell => ({
    parts: [
      { text: office, bold: true },
      { text: speech.words(role), size: layout.text.small },
      { drawing: sealPlace(mm(diameter), speech.t('seals.place')) },
      { text: speech.t('seals.date') },
    ],
    align: 'center',
  }));
  const rows = evenRows(cells, perRow).map((row): Row => ({
    minHeight: rowHeight,
    cells: row.map((cell) => ({ ...cell, span: SEAL_COLUMNS / row.length })),
  }));
  const columns = Array.from({ length: SEAL_COLUMNS }, () => ({ width: 1 }));
  drawTable(paper, {
    columns,
    rows: keepWhole(rows),
    size: layout.text.body,
    title: speech.t('section.seals'),
  });
}

/** Can be divided by 1, 2, 3 and 4 boxes a row. */
const SEAL_COLUMNS = 12;

/** Rows of at most `most`, as even as possible: four in twos rather than three and one. */
export function evenRows<T>(all: readonly T[], most: number): T[][] {
  const count = Math.ceil(all.length / most);
  const rows: T[][] = [];
  for (let start = 0, row = 0; row < count; row++) {
    const size = Math.ceil((all.length - start) / (count - row));
    rows.push(all.slice(start, start + size));
    start += size;
  }
  return rows;
}

/** Number and hash in letters and as a QR code, by which the paper is matched with the record. */
export function drawVerification(context: ReportContext, missing: readonly number[]): void {
  const { content, speech, layout, paper, hash } = context;
  const { qr, widths, shortHash } = layout.verification;
  const by = { at: speech.instant(content.issuedAt), by: content.issuedBy };
  const facts: [string, string][] = [
    [speech.t('verification.number'), content.number],
    [speech.t('verification.issued'), speech.t('verification.issuedValue', by)],
    [speech.t('verification.hashShort'), hash.slice(0, shortHash)],
    [speech.t('verification.hash'), hash],
  ];
  if (content.supersedes !== null) facts.push([speech.t('summary.supersedes'), content.supersedes]);
  if (missing.length > 0) {
    const codes = missing
      .map((codePoint) => `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`)
      .join(' ');
    facts.push([speech.t('verification.missing'), speech.t('verification.missingValue', { codes })]);
  }
  const lines = facts.map(([label, value]): CellPart => {
    const text: Span[] = [{ text: speech.t('labelled', { label }), bold: true }, { text: value }];
    return { text, size: layout.text.head };
  });
  lines.push({ text: speech.t('verification.note'), size: layout.text.small });
  const code = qrDrawing(`${content.number}\nsha256:${hash}`, mm(qr), speech.t('verification.alt'));
  const row: Row = { cells: [{ parts: [{ drawing: code }] }, { parts: lines }] };
  drawTable(paper, {
    columns: widths.map((width) => ({ width })),
    rows: [row],
    size: layout.text.body,
    title: speech.t('section.verification'),
  });
}
