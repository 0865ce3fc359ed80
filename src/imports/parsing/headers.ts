import { SignerRole } from '../../rules/dossier';
import { fieldsOf, Ledger, LEDGER_FIELDS, LedgerField } from '../ledger-fields';
import { headerWithoutBrackets, plainHeader } from './plain';
import { readSigner } from './words';

/** What a column of a file is taken for. */
export interface Column {
  /** From 0: A is 0. */
  readonly index: number;
  /** As it stands in the file, the upper row of two first. */
  readonly header: string;
  /** Null for what no field fits: it is kept as found, and not judged. */
  readonly field: LedgerField | null;
  /** A column of its own for one signer, ticked where that one signed. */
  readonly role: SignerRole | null;
  /** What its money counts in: 1 yuan, or 10,000. */
  readonly unitYuan: 1 | 10000;
}

/** Where the headers stand in a sheet, and what they mean. */
export interface HeaderMatch {
  /** The first of the header's rows, from 1, and how many there are. */
  readonly row: number;
  readonly rows: 1 | 2;
  readonly columns: readonly Column[];
  /** How many columns were recognised. */
  readonly recognised: number;
}

type Names = ReadonlyMap<string, LedgerField>;

/** A title of several merged rows and a note may stand above; nobody writes more than this. */
export const HEADER_ROWS_SEARCHED = 20;
const FEWEST_RECOGNISED = 2;
/** What the upper of two rows says beside the name: 社区意见 over 审核人 is 社区审核人. */
const PARENT_ENDINGS = /(?:审核意见|审批意见|情况|意见|信息|时间|日期|审核|审批)$/;

/** Every way in which a ledger's fields are called, each as it is compared. */
export function headerNames(ledger: Ledger): Names {
  const names = new Map<string, LedgerField>();
  const call = (name: string, field: LedgerField): void => {
    if (!names.has(name)) names.set(name, field);
  };
  const all = fieldsOf(ledger).map((field) => [field, [field, ...LEDGER_FIELDS[field].zh, ...LEDGER_FIELDS[field].en].map(plainHeader)] as const); // prettier-ignore
  for (const [field, called] of all) for (const name of called) call(name, field);
  // 审批时间 is 审批日期, where nothing else is called so.
  for (const [field, called] of all)
    if (LEDGER_FIELDS[field].type === 'date')
      for (const name of called)
        for (const [one, other] of [
          ['日期', '时间'],
          ['时间', '日期'],
        ] as const)
          if (name.endsWith(one)) call(name.slice(0, -2) + other, field);
  return names;
}

/** Finds the row, or the two rows, of a sheet's first ones in which the most fields are recognised. */
export function findHeader(rows: readonly (readonly string[])[], ledger: Ledger): HeaderMatch | null {
  const names = headerNames(ledger);
  let best: HeaderMatch | null = null;
  for (const [index, row] of rows.slice(0, HEADER_ROWS_SEARCHED).entries()) {
    const single = matchOf(index + 1, 1, row.map((text) => ['', text] as const), names); // prettier-ignore
    const below = rows[index + 1];
    const double = below && matchOf(index + 1, 2, pairs(row, below), names);
    const alone = below ? matchOf(index + 2, 1, below.map((text) => ['', text] as const), names).recognised : 0; // prettier-ignore
    // Two rows are a header only where they say together what neither says alone.
    const match = double && double.recognised > Math.max(single.recognised, alone) ? double : single;
    if (match.recognised >= FEWEST_RECOGNISED && match.recognised > (best?.recognised ?? 0)) best = match;
  }
  return best;
}

/** The columns of a header that somebody has pointed at. */
export function headerAt(
  rows: readonly (readonly string[])[],
  at: { row: number; rows: 1 | 2 },
  ledger: Ledger,
): HeaderMatch {
  const row = rows[at.row - 1] ?? [];
  const texts = at.rows === 2 ? pairs(row, rows[at.row] ?? []) : row.map((text) => ['', text] as const);
  return matchOf(at.row, at.rows, texts, headerNames(ledger));
}

/** By this a mapping is found again for the next file of the same form. */
export function headerSignature(columns: readonly Column[]): string {
  return columns.map(({ header }) => plainHeader(header)).join('|').slice(0, 4000); // prettier-ignore
}

/** Both rows side by side; where the lower one repeats or lacks a text, the upper one is the header. */
function pairs(above: readonly string[], below: readonly string[]): (readonly [string, string])[] {
  return Array.from({ length: Math.max(above.length, below.length) }, (_, index) => {
    const [upper, lower] = [above[index] ?? '', below[index] ?? ''];
    return lower.trim() === '' || lower === upper ? (['', upper] as const) : ([upper, lower] as const);
  });
}

function matchOf(
  row: number,
  rows: 1 | 2,
  texts: readonly (readonly [string, string])[],
  names: Names,
): HeaderMatch {
  const taken = new Set<LedgerField>();
  const columns = texts.map(([parent, text], index): Column => {
    const header = [parent, text].filter((part) => part.trim() !== '').map((part) => part.replace(/\s+/g, ' ').trim()).join(' / '); // prettier-ignore
    const meaning = header === '' ? null : meaningOf(parent, text, names);
    // A field counts once; a second column of the same name stays as found.
    const isFree = meaning !== null && (meaning.role !== null || !taken.has(meaning.field));
    if (isFree) taken.add(meaning.field);
    return {
      index,
      header,
      field: isFree ? meaning.field : null,
      role: isFree ? meaning.role : null,
      unitYuan: /万元/.test(header) ? 10_000 : 1,
    };
  });
  return { row, rows, columns, recognised: columns.filter(({ field }) => field !== null).length };
}

function meaningOf(
  parent: string,
  text: string,
  names: Names,
): { field: LedgerField; role: SignerRole | null } | null {
  const [own, bare] = [plainHeader(text), headerWithoutBrackets(text)];
  if (parent !== '') {
    const above = headerWithoutBrackets(parent);
    const role = signerField(names.get(above) ?? names.get(above.replace(PARENT_ENDINGS, '')), text);
    if (role) return role;
    for (const together of [above + own, above + bare, above.replace(PARENT_ENDINGS, '') + own, above.replace(PARENT_ENDINGS, '') + bare]) {
      const field = names.get(together);
      if (field) return { field, role: null };
    }
  } // prettier-ignore
  const field = names.get(own) ?? names.get(bare);
  if (field) return { field, role: null };
  // 户主签字, 施工方签章: a column for each signer, without a row above that says so.
  const sign = /(?:签字盖章|签字|签章|签名|盖章)$/.test(bare) ? signerOf(names) : undefined;
  return sign ? signerField(sign, text) : null;
}

function signerField(
  field: LedgerField | undefined,
  text: string,
): { field: LedgerField; role: SignerRole } | null {
  if (!field || LEDGER_FIELDS[field].type !== 'signers') return null;
  const role = readSigner(text);
  return role && { field, role };
}

const signerOf = (names: Names): LedgerField | undefined =>
  [...names.values()].find((field) => LEDGER_FIELDS[field].type === 'signers');
