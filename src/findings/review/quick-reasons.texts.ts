import { FeatureTexts, Pair } from '../../platform/i18n/texts';
import { FindingDecision } from '../finding.repository';
import { FlagRule } from './flag-weights';

type Reasons = Readonly<Partial<Record<FindingDecision, readonly Pair[]>>>;

const pair = (zh: string, en: string): Pair => ({ zh, en });

/** Fit any flag, behind those of its own rule. */
const ANY = {
  accepted: [pair('已核对原始记录，情况属实。', 'Compared with the original records: it is as stated.')],
  rejected: [pair('请说明情况，并补充凭据。', 'Explain it, and add what proves it.')],
  cured: [pair('已现场核实整改到位。', 'Seen on site: it was put right.')],
} satisfies Reasons;

/** What is said again and again of one rule's flags. */
const OF_RULE = {
  E03: {
    accepted: [
      pair('两张照片样式相近，拍的不是同一处。', 'The two look alike, but show different places.'),
      pair('同一户同一处，一张照片说明两个项目。', 'One place of one home: the photo shows both items.'),
    ],
    rejected: [pair('照片与别处重复，请换用本项自己的照片。', 'The photo is used elsewhere: put one of this very item in its place.')],
  },
  E04: {
    accepted: [pair('对比后确有改造，只是画面变化小。', 'Compared: something was built, it only changes little in the picture.')],
    rejected: [pair('看不出变化，请到现场补拍施工后照片。', 'Nothing has changed to be seen: take the photo after the works on site.')],
  },
  E05: {
    accepted: [
      pair('室内定位有偏差，画面确是本户。', 'The position is off indoors; the picture shows this home.'),
      pair('住所位置登记有误，已核对。', 'The dwelling’s recorded position is wrong; compared.'),
    ],
    rejected: [pair('不是在住所拍的，请到现场重拍。', 'It was not taken at the dwelling: take it again there.')],
  },
  E06: {
    accepted: [
      pair('手机没有开启定位，画面与现场一致。', 'The phone gave no position; the picture is of this place.'),
      pair('手机时钟不准，上传时间可信。', 'The phone’s clock is off; the time of the upload can be trusted.'),
    ],
    rejected: [pair('请到现场用本系统的相机重拍。', 'Take it again on site, with the camera of this system.')],
  },
  E07: {
    accepted: [pair('相机日期设置有误，已与上传时间核对。', 'The camera’s date was set wrong; compared with the time of the upload.')],
    rejected: [pair('不是本年度的照片，请换用本年度的。', 'It is not of this year: put one of this year in its place.')],
  },
  E11: {
    accepted: [pair('只调整了亮度或方向，内容未改。', 'Only brightness or direction was changed, not what it shows.')],
    rejected: [pair('照片经过修改，请上传原图。', 'The photo was changed: send the original.')],
  },
  S04: {
    accepted: [pair('已向两人核实，均为本人签字。', 'Both were asked: each signed in person.')],
    rejected: [pair('签字相同，请本人重新签字。', 'The signatures are the same: each has to sign again in person.')],
  },
  C14: {
    accepted: [pair('停电断网，事后补录，已核对纸质记录。', 'Entered late after a power cut; compared with the paper.')],
    rejected: [pair('请说明迟录的原因。', 'Explain why it was entered late.')],
  },
  C20: {
    accepted: [pair('构件为预制，不需养护。', 'The parts were prefabricated, nothing had to harden.')],
    rejected: [pair('工期不合理，请核对开工和完工日期。', 'Too short: check the days of start and completion.')],
  },
} satisfies Partial<Record<FlagRule, Reasons>>; // prettier-ignore

/** Reasons that are offered for a decision, by the rule of the flag; each is a text that can be edited. */
export const QUICK_REASONS: Readonly<Partial<Record<FlagRule | 'any', Reasons>>> = { ...OF_RULE, any: ANY };

/** Keys are `quickReasons.E03.accepted.0`. */
export const quickReasonsTexts: FeatureTexts = {
  feature: 'quickReasons',
  entries: Object.fromEntries(
    Object.entries(QUICK_REASONS).flatMap(([rule, reasons]) =>
      Object.entries(reasons as Record<string, readonly Pair[]>).flatMap(([decision, pairs]) =>
        pairs.map((words, index) => [`${rule}.${decision}.${index}`, words]),
      ),
    ),
  ),
};
