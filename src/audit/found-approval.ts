import { FoundFacts } from '../imports/found-record';
import { REVIEW_LEVELS } from '../rules/dossier';
import { textOf } from './found-cells';

/** Words of a reviewer who did not agree; PostgreSQL reads the same patterns. */
export const REFUSED = '不同意|不符合|不予|不通过|未通过|未予|退回|暂缓|驳回|不批|否决|拒绝|放弃';
/** The last word counts: 退回补正后同意, 未发现不符合条件的情形，同意上报. */
export const AGREED_AT_LAST =
  '(?:^|[，,。；;、\\s])[^，,。；;、不\\s]*同意(?!不|退|暂|驳|放弃)[^，,。；;、不\\s]{0,8}[。！\\s]*$';

const REFUSAL = new RegExp(REFUSED);
const AGREEMENT = new RegExp(AGREED_AT_LAST);

/** Whether any of the three levels refused: then nothing was approved, whatever the others wrote. */
export function isRefused(facts: FoundFacts): boolean {
  return REVIEW_LEVELS.some((level) => {
    const text = textOf(facts[`${level}Opinion`]);
    return text !== '' && REFUSAL.test(text) && !AGREEMENT.test(text);
  });
}

/** What people write in the column of another district for their own: 本区, 否. */
const HERE = /^(?:[本我].*|辖区内?|[区县]内|属地|无|否|不是|同上|一致)$/;

/** Whether a registered district is the office's own, by any of its names: 东平区, 样板市东平区, 东平. */
export function isOwnDistrict(text: string, ownNames: readonly string[]): boolean {
  let rest = text.normalize('NFKC').replace(/\s/g, '');
  if (rest === '' || HERE.test(rest)) return true;
  const longestFirst = ownNames.toSorted((a, b) => b.length - a.length);
  for (const name of longestFirst) rest = rest.replace(name, '');
  for (const name of longestFirst) {
    const short = name.replace(/[区县市省]$/, '');
    if (short.length >= 2) rest = rest.replace(short, '');
  }
  return rest === '';
}
