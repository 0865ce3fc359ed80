import { TextFacts } from '../dossier';
import { FixPage } from '../finding';
import { defineRule, Rule } from '../rule';
import { COUNTY_NAMES } from './county-names';

/** Where each text is written. A field that is not listed is told as `other`. */
const PAGE_OF: Readonly<Record<string, FixPage>> = {
  needs: 'application',
  communityOpinion: 'opinions',
  streetOpinion: 'opinions',
  districtOpinion: 'opinions',
  selectionRecord: 'selection',
  noticeText: 'notice',
  survey: 'survey',
  consultation: 'consultation',
  planReason: 'plan',
  progress: 'construction',
  inspection: 'inspection',
  defect: 'defects',
  lookBack: 'lookBacks',
};

/** Texts that a firm writes, which may say "our company". */
const BY_A_FIRM: readonly string[] = ['progress'];

/**
 * A text is copied from elsewhere where it names another county, or speaks as another body. One finding per text.
 * Facts: `text` which one, `names` what it names.
 */
export const ownNamesOnly: Rule = defineRule({
  code: 'F03',
  key: 'own-names-only',
  mode: 'flag',
  waivable: false,
  because:
    'Inspection 2022, items 7 and 8: texts that speak as 中方县, 县委 and 局党组 of other offices; irregularity 28',
  before: [],
  needs: ['texts'],
  *find({ retrofitId, programme, texts }) {
    if (programme.ownNames.length === 0) return;
    for (const text of texts) {
      const names = foreignNames(text, programme.ownNames);
      if (names.length === 0) continue;
      const page = Object.hasOwn(PAGE_OF, text.field) ? PAGE_OF[text.field] : undefined;
      yield {
        subject: { type: 'retrofit', id: retrofitId, part: text.field },
        facts: { text: page === undefined ? 'other' : text.field, names },
        fixAt: { page: page ?? 'application', field: text.field },
      };
    }
  },
});

interface Mention {
  readonly name: string;
  readonly at: number;
}

function foreignNames({ field, text }: TextFacts, ownNames: readonly string[]): string[] {
  const counties = [...countiesIn(text)];
  const isOwn = ({ name }: Mention): boolean => ownNames.some((own) => own.includes(name));
  const mentions = [...counties, ...bodiesIn(text, ownNames, BY_A_FIRM.includes(field))];
  const foreign = mentions.filter(
    (one) => !isOwn(one) && !isWhereabouts(text, one) && !isNobodys(one, field, counties),
  );
  return [...new Set(foreign.sort((a, b) => a.at - b.at).map(({ name }) => name))];
}

const FEDERATION = /^[县区](?:残联|残疾人联合会)$/;
/** Where the federation itself writes. */
const OF_THE_FEDERATION: readonly string[] = ['districtOpinion', 'noticeText', 'selectionRecord'];

/** 经县残联核实, said by a family of no county, is how people call the office that they went to. */
function isNobodys({ name, at }: Mention, field: string, counties: readonly Mention[]): boolean {
  if (!FEDERATION.test(name) || OF_THE_FEDERATION.includes(field)) return false;
  return !counties.some((county) => county.at + county.name.length - 1 === at);
}

const LONGEST = Math.max(...[...COUNTY_NAMES].map((name) => name.length));
const SUFFIXES = /[县区市旗]/g;
/** Words that only look as if a place ended here: 市场, 区域, 旗帜. */
const GOES_ON: Readonly<Partial<Record<string, RegExp>>> = {
  市: /^[场价面容井集]/,
  区: /^[域间别块段]/,
  旗: /^[帜号舰下袍杆]/,
};

/** The longest name that ends at each suffix; one pass, whatever the number of names. */
function* countiesIn(text: string): Iterable<Mention> {
  for (const { 0: suffix, index } of text.matchAll(SUFFIXES)) {
    const next = text.charAt(index + 1);
    if (GOES_ON[suffix]?.test(next) === true) continue;
    for (let length = Math.min(LONGEST, index + 1); length >= 3; length--) {
      const at = index + 1 - length;
      const name = text.slice(at, index + 1);
      if (!COUNTY_NAMES.has(name)) continue;
      yield { name, at };
      break;
    }
  }
}

/** As the texts of a bureau speak. 我局部疼痛 is no bureau. */
const BUREAU = /[我本]局(?![部限面势外])|局(?:党组|党委|机关)/g;
const FIRM = /[我本]公司/g;
/** As the texts of a county's office speak; 县委托 is no committee. */
const COUNTY = /[我本]县(?!级)|县(?:委(?![托派员])|人民政府|政府|残联|残疾人联合会)/g;
/** The same for a district's, for the office of a county; a 社区 or 小区 is no district. */
const DISTRICT = /[我本]区(?![域间别])|(?<![社小片校])区(?:委(?![托派员])|人民政府|政府|残联|残疾人联合会)/g;

function* bodiesIn(text: string, ownNames: readonly string[], byAFirm: boolean): Iterable<Mention> {
  const own = (suffix: string): boolean => ownNames.some((name) => name.includes(suffix));
  const patterns = [
    ...(own('局') ? [] : [BUREAU]),
    ...(byAFirm || own('公司') ? [] : [FIRM]),
    ...(own('县') ? [] : [COUNTY]),
    ...(own('区') ? [] : [DISTRICT]),
  ];
  for (const pattern of patterns)
    for (const { 0: name, index } of text.matchAll(pattern)) yield { name, at: index };
}

/**
 * A family comes from somewhere, is registered there, or lies in its hospital: that is about them, and no name of
 * the office. Looked for before the name, in the same part of the sentence, and right behind it.
 */
const COMES_FROM =
  /(?:户籍|户口|原籍|祖籍|籍贯|老家|娘家|迁自|迁来|来自|出生|生于|嫁|打工|务工|住院|就医|治疗|居住|搬)[^，。；！？\n]{0,10}$/;
const OF_THE_FAMILY = /^(?:\p{Script=Han}{0,6}(?:医院|中学|小学|学校)|人(?![民大])|户籍|户口|籍|迁|搬)/u;
/** In, from, to a county is a place, unless an office of it is meant. */
const AT_A_PLACE = /[从到往去在][^，。；！？\n]{0,2}$/;
const AN_OFFICE = /^(?:委|党|人民政府|政府|残联|残疾人联合会|\p{Script=Han}{0,4}局)/u;

function isWhereabouts(text: string, { name, at }: Mention): boolean {
  const before = text.slice(Math.max(0, at - 14), at);
  const behind = text.slice(at + name.length, at + name.length + 10);
  if (COMES_FROM.test(before) || OF_THE_FAMILY.test(behind)) return true;
  return COUNTY_NAMES.has(name) && AT_A_PLACE.test(before) && !AN_OFFICE.test(behind);
}
