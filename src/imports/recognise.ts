import { createHash } from 'node:crypto';
import { Ledger, LEDGERS } from './ledger-fields';
import { yearIn } from './parsing/amounts';
import { findHeader, HEADER_ROWS_SEARCHED, HeaderMatch, headerSignature } from './parsing/headers';
import { headOf, TableFile } from './reading/table';
import { UnreadableFile } from './reading/unreadable';

export interface Recognised {
  readonly sheet: string;
  readonly header: HeaderMatch;
  /** From the lines above the header, the sheet's or the file's name. */
  readonly year: number | null;
}

/** Sheets that are looked through for the header; a workbook of more is not one ledger. */
const MOST_SHEETS = 40;

/**
 * Finds the sheet and the row in which a ledger's headers stand.
 * @throws UnreadableFile noHeader, naming the ledger that the file looks more like
 */
export async function recognise(file: TableFile, ledger: Ledger, fileName: string): Promise<Recognised> {
  let best: Recognised | null = null;
  const others = new Map<Ledger, number>();
  for (const sheet of file.sheets.slice(0, MOST_SHEETS)) {
    const head = await headOf(file, sheet, HEADER_ROWS_SEARCHED + 1);
    const header = findHeader(head, ledger);
    for (const other of LEDGERS)
      others.set(other, Math.max(others.get(other) ?? 0, findHeader(head, other)?.recognised ?? 0));
    if (!header || header.recognised <= (best?.header.recognised ?? 0)) continue;
    const above = head.slice(0, header.row - 1).flat();
    best = { sheet, header, year: yearOf([...above, sheet, fileName]) };
  }
  if (best) return best;
  const [likely] = [...others].filter(([, count]) => count > 1).sort((a, b) => b[1] - a[1]);
  throw new UnreadableFile('noHeader', { rows: HEADER_ROWS_SEARCHED, looksLike: likely?.[0] ?? '' });
}

function yearOf(texts: readonly string[]): number | null {
  for (const text of texts) {
    const year = yearIn(text);
    if (year !== null) return year;
  }
  return null;
}

/** The form of a file, as the key of its saved mapping. */
export function formOf(header: Pick<HeaderMatch, 'columns'>): string {
  return createHash('sha256').update(headerSignature(header.columns)).digest('hex');
}
