import { Hardship, Tenure } from '../../households/household.entity';
import { DisabilityCategory, DisabilityGrade, isDisabilityCategory, isDisabilityGrade } from '../../households/identity/certificate-number'; // prettier-ignore
import { SatisfactionStatement, SignerRole } from '../../rules/dossier';
import { withDigits } from './chinese-numerals';
import { plain } from './plain';

type Words<Code> = readonly (readonly [Code, RegExp])[];

const YES =
  /^(?:√|✓|✔|☑|v|y|yes|true|是|有|已.*|1|×?完成|齐全?|合格|正常|能|可以|通过|享受|同意|盖章|签字|签章)$/;
const NO = /^(?:×|✗|✘|☒|x|n|no|false|否|无|未.*|没有?.*|0|不.*|缺.*|\/)$/;

/** √, 是, 有, 已盖章 against ×, 否, 无, 未盖章. @returns null for what says neither */
export function readYesNo(text: string): boolean | null {
  const word = plain(text).replace(/[。.]$/, '');
  if (NO.test(word)) return false;
  return YES.test(word) ? true : null;
}

const ROMAN: Readonly<Record<string, string>> = { i: '1', ii: '2', iii: '3', iv: '4' };

/** 一级, 1, Ⅰ, 二级肢体, 肢体二级. */
export function readGrade(text: string): DisabilityGrade | null {
  const word = plain(text); // NFKC makes Ⅱ into II
  const roman = /^(iv|i{1,3})级?$/.exec(word);
  const grade = Number(roman ? ROMAN[roman[1]!] : /(\d)级|^(\d)$|grade(\d)/.exec(withDigits(word))?.slice(1).find(Boolean)); // prettier-ignore
  return isDisabilityGrade(grade) ? grade : null;
}

const CATEGORIES: Words<DisabilityCategory> = [
  [7, /多重|multiple/], [1, /视力|视残|盲|sight|vis(?:ion|ual)/], [2, /听力|聋|hearing/], [3, /言语|语言|哑|speech/],
  [4, /肢体|肢残|physical/], [5, /智力|智残|intellectual/], [6, /精神|mental/],
]; // prettier-ignore

/** 肢体, 视力残疾, 4. Two kinds in one cell are 多重. */
export function readCategory(text: string): DisabilityCategory | null {
  const word = plain(text);
  const number = Number(word);
  if (isDisabilityCategory(number)) return number;
  const found = CATEGORIES.filter(([, pattern]) => pattern.test(word)).map(([code]) => code);
  if (found.length > 1) return 7;
  return found[0] ?? null;
}

const HARDSHIPS: Words<Hardship> = [
  ['extremePoverty', /特困|五保|extreme/],
  ['lowIncome', /低保边缘|低收入|lowincome/],
  ['minimumLiving', /低保|最低生活保障|minimum/],
  ['liftedUnstable', /脱贫不稳定|建档立卡|贫困户|脱贫|lifted/],
  ['borderline', /边缘易致贫|边缘户|监测户|risk/],
  ['suddenHardship', /突发|严重困难|sudden/],
  ['none', /^(?:无|否|不是|一般|普通|none|×|\/)/],
];

export function readHardship(text: string): Hardship | null {
  const word = plain(text);
  return HARDSHIPS.find(([, pattern]) => pattern.test(word))?.[0] ?? null;
}

const TENURES: Words<Tenure> = [
  ['publicRental', /公租|廉租|公房|public/],
  ['privateRental', /租|private/],
  ['longTermResidence', /长期居住|借住|同住|亲属|子女|long/],
  ['owned', /自有|自建|产权|私房|宅基地|商品房|安置|own/],
];

export function readTenure(text: string): Tenure | null {
  const word = plain(text);
  return TENURES.find(([, pattern]) => pattern.test(word))?.[0] ?? null;
}

const SATISFACTION: Words<SatisfactionStatement['outcome']> = [
  ['satisfied', /(?:没有?|无|并非|毫)不满|差不多满意/],
  ['notDone', /未(?:做|改造|施工|实施|安装|开工|完工)|没有?(?:做|改|装|施工|实施|完工)|notdone/],
  ['notSatisfied', /不.{0,3}满|[不没].{0,2}(?:好|行)|欠佳|差|否|^×$|notsatisfied|dissatisfied|^no$/],
  // 一般 stands above 不满意 in the scales that offices print: nobody complains with it.
  ['satisfied', /满意|一般|尚可|还行|不错|是|好|√|✓|satisfied|^yes$|^100%?$/],
];

export function readSatisfaction(text: string): SatisfactionStatement['outcome'] | null {
  const word = plain(text);
  return SATISFACTION.find(([, pattern]) => pattern.test(word))?.[0] ?? null;
}

const ROLES: Words<SignerRole> = [
  ['thirdParty', /第三方|监理|审计|会计|thirdparty/],
  ['contractor', /施工|承建|中标|乙方|contractor/],
  ['household', /户主|残疾人(?!联)|本人|受益|家属|监护|申请人|household/],
  ['community', /社区|村|居委|community|village/],
  ['street', /街道|乡镇|镇|乡|办事处|street|township/],
  ['district', /残联|区县|区|县|甲方|district/],
]; // prettier-ignore

/** One signer by the word for them: 户主, 施工方, 社区, 街道残联, 区残联. */
export function readSigner(text: string): SignerRole | null {
  const word = plain(text).replace(/[()]/g, '').replace(/(?:已?(?:签字盖章|签名盖章|签字|盖章|签章|签名|公章))+$/, '');
  if (word === '' || /[未无缺]/.test(word)) return null;
  return ROLES.find(([, pattern]) => pattern.test(word))?.[0] ?? null;
} // prettier-ignore

/** Whom a form asks for; a third party signs only where a programme hires one, and is then named. */
const FIVE: readonly SignerRole[] = ['household', 'contractor', 'community', 'street', 'district'];
const ALL = /^(?:均已?|都已?|全部?|五方|各方)?(?:已?(?:签字盖章|签字|盖章|签章|签名|手续|公章)){0,2}(?:均已?|都|已)?(?:齐全|完整|完备|齐|签字盖章|签字|盖章|签章|签名|签)$/; // prettier-ignore
const IS_ALL = /齐|完整|完备|均|都|全|五方|各方/;
const EXCEPT = /^除了?(.+?)(?:之外|以外|外)(.*)$/;
const LACKING = /^(?:尚?缺少?|没有|无|未见)/;

/** 齐全, 除街道外均已签字, 缺街道公章: said of all of them at once. @returns null for a list of who did */
function allBut(text: string, words: readonly string[]): SignerRole[] | null {
  const bare = plain(text).replace(/[,，、。;；]/g, '');
  if (IS_ALL.test(bare) && ALL.test(bare)) return [...FIVE];
  const except = EXCEPT.exec(plain(text));
  const lacks = LACKING.test(plain(text)) && !/[已均齐]/.test(text);
  const lacking = words.every((word) => /[未缺没]/.test(word)) || lacks;
  const named = except && /签|盖|齐|完整/.test(except[2]!) ? except[1]!.split(/[、,，]|和|及/) : lacking ? words : [];
  const missing = named.map((word) => readSigner(plain(word).replace(LACKING, '').replace(/[未没].*$/, '')));
  if (missing.length === 0 || missing.includes(null)) return null;
  return FIVE.filter((role) => !missing.includes(role));
} // prettier-ignore

/**
 * A list of them: 户主、施工方、社区. What is said to be missing (街道未盖章) is left out; a bare "none" is an empty list.
 * @returns null when a word among them is nobody's
 */
export function readSigners(text: string): SignerRole[] | null {
  const words = text.split(/[、,，;；/／\s+＋|]+|和|及/).filter((word) => word.trim() !== '');
  const most = allBut(text, words);
  if (most !== null) return most;
  if (words.length === 1 && readYesNo(words[0]!) === false) return [];
  const found: SignerRole[] = [];
  for (const word of words) {
    if (/[未无缺没]/.test(word)) continue;
    const role = readSigner(word);
    if (role === null) return null;
    if (!found.includes(role)) found.push(role);
  }
  return found;
}
