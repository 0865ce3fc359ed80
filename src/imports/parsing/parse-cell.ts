import { parseCertificateNumber } from '../../households/identity/certificate-number';
import { parseIdNumber } from '../../households/identity/id-number';
import { parsePersonName } from '../../households/identity/chinese-name';
import { CalendarDate } from '../../platform/time/calendar-date';
import { FoundValue } from '../found-record';
import { LedgerType } from '../ledger-fields';
import { readInteger, readMoney, readYear } from './amounts';
import { parseFoundDate } from './found-date';
import { readItems, readSerials } from './items';
import { plain, withoutNote } from './plain';
import { withoutIdNumbers, withoutNumbers } from './without-numbers';
import { readCategory, readGrade, readHardship, readSatisfaction, readSigners, readTenure, readYesNo } from './words'; // prettier-ignore

/** Why a cell could not be read; each has its text in both languages. */
export const CELL_FAULTS = [
  'notADate', 'noSuchDay', 'yearMissing', 'implausibleYear', 'notAnAmount', 'notAWholeNumber', 'notAYear', 'neitherYesNorNo',
  'unknownCategory', 'unknownGrade', 'unknownHardship', 'unknownTenure', 'unknownSigner', 'unknownSatisfaction',
  'notAName', 'formulaWithoutValue', 'errorValue', 'textTooLong',
] as const; // prettier-ignore
export type CellFault = (typeof CELL_FAULTS)[number];

/** What is known of the row that a cell stands in. */
export interface RowContext {
  readonly year: number | null;
  readonly today: CalendarDate;
  readonly unitYuan: 1 | 10000;
}

export interface ReadCell {
  /** Undefined where the cell could not be read: the record then says nothing of it. */
  readonly value: FoundValue | null | undefined;
  readonly note: string | null;
  readonly fault: CellFault | null;
}

const MOST_TEXT = 2000;
/** What people write for "nothing stands here". */
const BLANK = /^[-—–/／\\_\s.。]*$/;

type Reader = (text: string, context: RowContext) => ReadCell;

/** For a day that has not come: 未开工, 正在施工, 待验收. The words stay as a remark. 待定 and 待补 say only that nobody knows the day. */
const NOT_YET = /^(?:[尚还]?未|[尚还]?没|暂未|暂无|无$|待(?![定查核补])|正在|在建|施工中|进行中)[^\d]*$/;
/** What only says that it is as planned: 合格, 同计划, 按方案全部完成. */
const AS_PLANNED =
  /^(?:均|都|全部|全|已|按照?|同|与|和|照|经|验收|改造|施工|内容|项目|方案|计划|设计|合同|左|上|一致|相同|相符|完成|完工|竣工|合格|到位|通过|符合|要求|标准|情况|质量|良好|的|实施|落实|无误|无变更)+$/;

export function isAsPlanned(text: string): boolean {
  return AS_PLANNED.test(plain(text).replace(/[、,，。;；.]/g, ''));
}

/** A device's own number has a run of digits; 见铭牌, 待补 and the name of a model have none. */
function isSerial(word: string): boolean {
  return /\d{4}/.test(word) || (word.match(/\d/g)?.length ?? 0) >= 6;
}

const read = (value: FoundValue, note: string | null = null): ReadCell => ({ value, note, fault: null });
const unread = (fault: CellFault): ReadCell => ({ value: undefined, note: null, fault });

/** A word for a code, looked up without and then with the remark behind it. */
const word =
  (find: (text: string) => FoundValue | null, fault: CellFault): Reader =>
  (input) => {
    const { text, note } = withoutNote(input);
    const bare = find(text);
    if (bare !== null) return read(bare, note);
    const whole = find(input);
    return whole === null ? unread(fault) : read(whole);
  };

const READERS: Readonly<Record<LedgerType, Reader>> = {
  text: (text) => (text.length > MOST_TEXT ? unread('textTooLong') : read(text)),
  name: (input) => {
    const { text, note } = withoutNote(input);
    const name = parsePersonName(text);
    return name.ok ? read(name.value, note) : { ...read(text.slice(0, 60)), fault: 'notAName' };
  },
  year: word(readYear, 'notAYear'),
  integer: word(readInteger, 'notAWholeNumber'),
  money: (input, { unitYuan }) => {
    const { text, note } = withoutNote(input);
    const amount = readMoney(text, unitYuan);
    return amount.ok ? read(amount.value, note) : unread(amount.reason);
  },
  date: (input, { year }) => {
    const date = parseFoundDate(input, year);
    if (!date.ok && NOT_YET.test(plain(input))) return { value: null, note: input, fault: null };
    return date.ok ? read(date.value.date, date.value.note) : unread(date.reason);
  },
  yesNo: word(readYesNo, 'neitherYesNorNo'),
  // The number itself is never a value: only what is wrong with it, or that nothing is.
  idNumber: (text, { today }) => {
    const number = parseIdNumber(text, today);
    return read(number.ok ? 'valid' : number.reason);
  },
  certificateNumber: (text, { today }) => {
    const number = parseCertificateNumber(text, today);
    return read(number.ok ? 'valid' : number.reason);
  },
  phone: () => read(true),
  category: word(readCategory, 'unknownCategory'),
  grade: word(readGrade, 'unknownGrade'),
  hardship: word(readHardship, 'unknownHardship'),
  tenure: word(readTenure, 'unknownTenure'),
  items: (text) =>
    isAsPlanned(text)
      ? { value: null, note: text, fault: null }
      : read(readItems(text).filter(({ name, code }) => code !== null || !isAsPlanned(name))),
  serials: (text) => read(readSerials(text).filter(isSerial)),
  signers: (text) => {
    const roles = readSigners(text);
    return roles === null ? unread('unknownSigner') : read(roles);
  },
  satisfaction: word(readSatisfaction, 'unknownSatisfaction'),
};

/** Kinds whose few texts come again in row after row; numbers and names are each row's own. */
const REPEATED: ReadonlySet<LedgerType> = new Set<LedgerType>([
  'year', 'integer', 'money', 'date', 'yesNo', 'category', 'grade', 'hardship', 'tenure', 'items', 'signers', 'satisfaction',
]); // prettier-ignore
const MOST_REMEMBERED = 50_000;
/** What was read before, by kind, then by year and unit, then by text: most dates and words of a ledger come again. */
const remembered = new Map<LedgerType, Map<number, Map<string, ReadCell>>>();
let rememberedCells = 0;

/** Reads a cell by what its column holds. A blank one is null. */
export function parseCell(type: LedgerType, input: string, context: RowContext): ReadCell {
  if (!REPEATED.has(type)) return parseAnew(type, input, context);
  const memory = memoryOf(type, context);
  const known = memory.get(input);
  if (known) return known;
  const cell = parseAnew(type, input, context);
  memory.set(input, cell);
  rememberedCells += 1;
  return cell;
}

function memoryOf(type: LedgerType, { year, unitYuan }: RowContext): Map<string, ReadCell> {
  if (rememberedCells >= MOST_REMEMBERED) {
    remembered.clear();
    rememberedCells = 0;
  }
  let ofType = remembered.get(type);
  if (!ofType) remembered.set(type, (ofType = new Map<number, Map<string, ReadCell>>()));
  const key = (year ?? 0) * 100_000 + unitYuan;
  let memory = ofType.get(key);
  if (!memory) ofType.set(key, (memory = new Map<string, ReadCell>()));
  return memory;
}

/** Numbers of people leave a cell only by a column that is theirs, and there only as what is wrong with them. */
function shownText(type: LedgerType, text: string): string {
  if (type === 'idNumber' || type === 'certificateNumber' || type === 'phone') return text;
  return type === 'serials' ? withoutIdNumbers(text) : withoutNumbers(text);
}

function parseAnew(type: LedgerType, input: string, context: RowContext): ReadCell {
  const text = shownText(type, input.normalize('NFC').trim());
  if (BLANK.test(text) && !(type === 'yesNo' && /^[/／]$/.test(text))) return { value: null, note: null, fault: null }; // prettier-ignore
  return READERS[type](text, context);
}
