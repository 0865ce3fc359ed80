import { PhotoStage } from '../../rules/dossier';
import { FoundItem } from '../found-record';
import { yearIn } from '../parsing/amounts';
import { knownItem } from '../parsing/items';

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
  const parts = path.normalize('NFKC').replace(/\.\w{2,5}$/, '').split(/[/\\_\-—–.·,，\s()（）[\]【】]+/).filter(Boolean).flatMap(wordsOf); // prettier-ignore
  let year: number | null = null;
  let stage: PhotoStage | null = null;
  let item: FoundItem | null = null;
  let lastDigits: string | null = null;
  const words: string[] = [];
  for (const [part, isJoint] of parts) {
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
    else if (rest !== '' && !NOISE.test(rest))
      item = joined(rest, item, isJoint) ?? takeWord(rest, item, words);
  }
  return { year, stage, item, words, lastDigits };
}

/** 坡道、扶手 is one photo of two items; each word is told whether another one stands before it. */
function wordsOf(part: string): (readonly [string, boolean])[] {
  return part.split(/[、+]+/).filter(Boolean).map((word, index) => [word, index > 0] as const); // prettier-ignore
}

function joined(word: string, item: FoundItem | null, isJoint: boolean): FoundItem | null {
  const other = word.replace(/\d{1,3}$/, '');
  if (item === null || !isJoint || knownItem(other) === null) return null;
  return { name: `${item.name}、${other}`, code: null, quantity: null };
}

/** A word is an item where the catalogue knows it; in 王某坡道 a name stands before one. */
function takeWord(input: string, item: FoundItem | null, words: string[]): FoundItem | null {
  const word = input.replace(/\d{1,3}$/, '');
  const signs = [...word];
  // The longest item that the word ends with: 卫生间扶手 is no 扶手 of somebody called 卫生间.
  for (let length = signs.length; length > 1 && item === null; length--) {
    const [name, rest] = [signs.slice(0, -length).join(''), signs.slice(-length).join('')];
    const code = knownItem(rest);
    if (code === null || name.length === 1) continue;
    if (name !== '') words.push(word, name);
    return { name: rest, code, quantity: null };
  }
  words.push(word);
  return item;
}
