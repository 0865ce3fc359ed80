import { PhotoStage } from '../../rules/dossier';
import { FoundItem } from '../found-record';
import { yearIn } from '../parsing/amounts';
import { itemCode } from '../parsing/items';

/** What the path of a photo says of it. */
export interface PhotoName {
  readonly year: number | null;
  readonly stage: PhotoStage | null;
  readonly item: FoundItem | null;
  /** Words that could be the person's name or community. */
  readonly words: readonly string[];
  /** The last signs of the ID number, where the name has some: to tell two of one name apart. */
  readonly lastDigits: string | null;
}

const STAGES: readonly (readonly [PhotoStage, RegExp])[] = [
  ['before', /(?:改造|施工|安装|装修|开工)之?前|改前|装前|before/i],
  ['after', /(?:改造|施工|安装|装修|完工|竣工)之?后|改后|装后|完工|竣工|after/i],
  ['during', /(?:改造|施工|安装)(?:过程)?中|施工过程|过程|during/i],
  ['tape', /卷尺|测量|尺寸|tape/i],
  ['inUse', /使用中|使用|试用|in\s?use/i],
  ['nameplate', /铭牌|标牌|nameplate/i],
];
/** One character that stands alone: 坡道_前. */
const SHORT: Readonly<Record<string, PhotoStage>> = { 前: 'before', 中: 'during', 后: 'after' };
const YEAR = /^(20\d\d)(?:年度?)?$/;
/** From signs of a shop's camera to the number of a copy: nothing that says what is seen. */
const NOISE = /^(?:img|dsc|photo|image|pic|微信图片|照片|图片|mmexport|副本|家|户|年|号|第?\d{1,3}张?)\d*$/i;

/** Reads a path such as 2020/王某_1234/坡道_改造前_1.jpg, 王某-坡道-改造后.jpg, 2020年/清河社区/王某/坡道 改造前.jpg. */
export function readPhotoName(path: string): PhotoName {
  const parts = path.normalize('NFKC').replace(/\.\w{2,5}$/, '').split(/[/\\_\-—–.·,，、\s()（）[\]【】]+/).filter(Boolean); // prettier-ignore
  let year: number | null = null;
  let stage: PhotoStage | null = null;
  let item: FoundItem | null = null;
  let lastDigits: string | null = null;
  const words: string[] = [];
  for (const part of parts) {
    const ofYear = YEAR.exec(part) ?? /^(20\d\d)年/.exec(part);
    if (ofYear && year === null) {
      year = yearIn(part);
      continue;
    }
    const found = SHORT[part] ?? STAGES.find(([, pattern]) => pattern.test(part))?.[0];
    stage = found ?? stage;
    let rest = SHORT[part] ? '' : part;
    for (const [, pattern] of STAGES) rest = rest.replace(pattern, '');
    if (/^\d{3}[\dxX]$/.test(rest) || /^\d{17}[\dxX]$/.test(rest)) lastDigits = rest.slice(-4).toUpperCase();
    else if (rest !== '' && !NOISE.test(rest)) item = takeWord(rest, item, words);
  }
  return { year, stage, item, words, lastDigits };
}

/** A word is an item where the catalogue knows it; 王某坡道 is a name with an item behind it. */
function takeWord(input: string, item: FoundItem | null, words: string[]): FoundItem | null {
  const word = input.replace(/\d{1,3}$/, '');
  const embedded = /^(\p{Script=Han}{2,4}?)(\p{Script=Han}{2,})$/u.exec(word);
  const code = itemCode(word);
  // A name and an item in one word: the item's part must be known by itself, and the whole must not.
  if (embedded && (code === null || itemCode(embedded[2]!) === code) && itemCode(embedded[1]!) === null) {
    const inner = splitWord(word);
    if (inner && item === null) {
      words.push(word, inner.name);
      return inner.item;
    }
  }
  if (code !== null && item === null) return { name: word, code, quantity: null };
  words.push(word);
  return item;
}

function splitWord(word: string): { name: string; item: FoundItem } | null {
  const signs = [...word];
  for (const length of [2, 3, 4]) {
    const [name, rest] = [signs.slice(0, length).join(''), signs.slice(length).join('')];
    const code = rest.length > 1 ? exactCode(rest) : null;
    if (code !== null && itemCode(word) !== null && exactCode(word) === null) return { name, item: { name: rest, code, quantity: null } }; // prettier-ignore
  }
  return null;
}

/** Known as it stands, not only by a word inside it. */
function exactCode(word: string): string | null {
  const code = itemCode(word);
  return code !== null && itemCode(`某${word}某`) === null ? code : code !== null && word.length > 2 ? code : null;
}
