import { pair, RuleText } from './rule-text';

const PHOTO_ZH = '{item, select, none {} other {“{item}”}}{stage}照片';
const PHOTO_EN = 'The photo “{stage}”{item, select, none {} other { of “{item}”}}';

/** Photos and devices. */
export const EVIDENCE_TEXTS = {
  E01: {
    title: pair('照片齐全', 'Photos complete'),
    holds: pair(
      '每项有施工前、施工后照片；有尺寸的项目另有看得清卷尺的照片。',
      'Each item has a photo before and one after; each with a size also one with the tape readable.',
    ),
    message: pair(
      '{item, select, none {没有照片，缺少：{missing}。} other {“{item}”缺少照片：{missing}。}}{others, select, none {} other {照片上是方案外的项目：{others}。}}',
      '{item, select, none {There are no photos; missing: {missing}.} other {“{item}” lacks photos: {missing}.}}{others, select, none {} other { Photos show what nobody planned: {others}.}}',
    ),
    cure: pair(
      '到现场补拍缺少的照片；施工前照片无法补拍的，请报告上级。',
      'Take the missing photos on site; what was before the works cannot be taken again, so tell your supervisor.',
    ),
  },
  E02: {
    title: pair('一照一用', 'A photo once'),
    holds: pair(
      '同一张照片只能用作一次证据，不分户、不分年。',
      'The same photo is evidence once only, in all households and years.',
    ),
    message: pair(
      `${PHOTO_ZH}已在别处用作证据：{others}。`,
      `${PHOTO_EN} is evidence elsewhere too: {others}.`,
    ),
    cure: pair(
      '换用本项自己的照片；当时没有拍的，请报告上级。',
      'Use a photo of this very item; where nobody took one then, tell your supervisor.',
    ),
  },
  E03: {
    title: pair('照片不挪用', 'Photo not reused'),
    holds: pair(
      '照片不与其他户、其他项目、其他年份的照片近似。',
      'No photo looks like one of another household, item or year.',
    ),
    message: pair(
      `${PHOTO_ZH}{others, select, none {{elsewhere, select, true {近似于另一区县的一张照片} other {无法与其他照片比对，请人工核对}}} other {近似于：{others}{elsewhere, select, true {；另一区县也有一张} other {}}}}。`,
      `${PHOTO_EN} {others, select, none {{elsewhere, select, true {looks like one of another district} other {can’t be compared with the others: look at it yourself}}} other {looks like {others}{elsewhere, select, true {, and like one of another district} other {}}}}.`,
    ),
    cure: pair(
      '对比照片：确是本户的，由主管写明理由认可；否则换用本户的照片。',
      'Compare them: a supervisor accepts the photo with a reason, or has one of this home put in its place.',
    ),
  },
  E04: {
    title: pair('改造有变化', 'Something changed'),
    holds: pair(
      '施工后照片不是施工前照片再用一次。',
      'The photo after the works is not the one before them again.',
    ),
    message: pair(
      `${PHOTO_ZH}近似于施工前的照片：{others}。`,
      `${PHOTO_EN} looks like the one before the works: {others}.`,
    ),
    cure: pair(
      '到现场补拍施工后照片；确有改造的，由主管写明理由认可。',
      'Take the photo after the works on site; where something did change, a supervisor accepts it with a reason.',
    ),
  },
  E05: {
    title: pair('在住所拍摄', 'At the dwelling'),
    holds: pair(
      '拍摄地点到住所的距离，扣除定位误差后在规定范围内。',
      'The distance from the dwelling, less the positions’ accuracy, is within the set radius.',
    ),
    message: pair(
      `${PHOTO_ZH}拍于距住所 {distanceM} 米处（定位误差 {accuracyM} 米，限 {radiusM} 米）。`,
      `${PHOTO_EN} was taken {distanceM} m from the dwelling (accuracy {accuracyM} m, limit {radiusM} m).`,
    ),
    cure: pair(
      '核对照片和住所的位置；定位有误的，由主管写明理由认可。',
      'Check the photo and the dwelling’s position; where a position is wrong, a supervisor accepts it with a reason.',
    ),
  },
  E06: {
    title: pair('来源可查', 'Capture is known'),
    holds: pair(
      '拍摄时间、地点可查，设备时钟误差不超过 5 分钟。',
      'Time and place of capture are known, and the clock is right to 5 minutes.',
    ),
    message: pair(
      `${PHOTO_ZH}（{grade}）：{missing, select, none {} other {不知道{missing}。}}{clockMinutes, select, none {} other {时钟相差 {clockMinutes} 分钟。}}`,
      `${PHOTO_EN} ({grade}):{missing, select, none {} other { Not known: {missing}.}}{clockMinutes, select, none {} other { Its clock is {clockMinutes} minutes off.}}`,
    ),
    cure: pair(
      '能重拍的重拍，并允许定位；不能的，由主管写明理由认可。',
      'Take it again with the position allowed; where that is not possible, a supervisor accepts it with a reason.',
    ),
  },
  E07: {
    title: pair('年份相符', 'Year matches'),
    holds: pair('照片拍摄年份在项目年份之内。', 'The year of capture is within the programme’s period.'),
    message: pair(
      `${PHOTO_ZH}拍于 {on}，不在项目年份之内（{from} 至 {until}）。`,
      `${PHOTO_EN} is of {on}, outside the programme’s years ({from} to {until}).`,
    ),
    cure: pair(
      '换用本项目的照片；提前、结转经批准的，由主管注明文号认可。',
      'Use a photo of this programme; for an authorised advance or carry-over a supervisor names the document.',
    ),
  },
  E08: {
    title: pair('原件保留', 'Originals kept'),
    holds: pair(
      '原始照片不可更改；开工后施工前照片锁定；替换须写明原因。',
      'Originals never change; photos from before the works are locked once they start; a reason stands with each that is replaced.',
    ),
    message: pair(
      '{problem, select, noReason {{stage}照片于 {on} 被替换，没有写明原因。} other {{on, select, none {{stage}照片已锁定，不能更改。} other {{stage}照片在开工（{startedOn}）之后的 {on} 被替换。}}}}',
      '{problem, select, noReason {A photo “{stage}” was replaced on {on} without a reason.} other {{on, select, none {The photo “{stage}” is locked and cannot be changed.} other {A photo “{stage}” was replaced on {on}, after the start ({startedOn}).}}}}',
    ),
    cure: pair(
      '原件仍在：以原件为准；确需更换的，上传新照片并写明原因。',
      'The original is still there and counts. Where another is needed, upload it and say why.',
    ),
  },
  E09: {
    title: pair('一机一户', 'A device once'),
    holds: pair(
      '同一序列号的器具只能安装一次（全角半角、大小写、空格和短横不计）。',
      'A device’s serial number is installed once, whatever its case, spaces and dashes.',
    ),
    message: pair(
      '{item, select, none {序列号 {serialNumber} 也登记在：{others}。} other {“{item}”的序列号 {serialNumber} 也登记在：{others}。}}',
      '{item, select, none {The serial number {serialNumber} is registered elsewhere too: {others}.} other {The serial number {serialNumber} of “{item}” is registered elsewhere too: {others}.}}',
    ),
    cure: pair(
      '核对铭牌上的序列号；无误的，请报告上级。',
      'Check the number on the nameplate; if it is right, tell your supervisor.',
    ),
  },
  E10: {
    title: pair('器具能用', 'Device works'),
    holds: pair(
      '验收时每件器具已拆箱、已接通、已测试，登记了序列号和铭牌照片，并有使用照片。',
      'At acceptance each device is unboxed, connected and tested, with its serial number, a photo of its nameplate, and one of it in use.',
    ),
    message: pair('“{item}”还缺：{missing}。', '“{item}” still lacks: {missing}.'),
    cure: pair(
      '现场拆箱、接通、试用，拍一张使用照片；在“施工实施”页登记序列号并选定铭牌照片。',
      'Unbox, connect and try it on site, and photograph it in use; record its serial number with the photo of its nameplate on the construction page.',
    ),
  },
  E11: {
    title: pair('照片未修改', 'Not edited'),
    holds: pair(
      '照片没有修图软件的痕迹，内嵌缩略图与照片一致。',
      'A photo bears no trace of an editor, and the thumbnail inside it shows the same.',
    ),
    message: pair(
      `${PHOTO_ZH}：{editor, select, none {} other {留有修图软件的痕迹（{editor}）。}}{thumbnailDiffers, select, true {内嵌缩略图与照片不一致。} other {}}`,
      `${PHOTO_EN}:{editor, select, none {} other { An editor left its trace ({editor}).}}{thumbnailDiffers, select, true { The thumbnail inside shows something else.} other {}}`,
    ),
    cure: pair(
      '换用相机原图；只裁剪、转向的，由主管写明理由认可。',
      'Use the camera’s own file; where it was only cropped or turned, a supervisor accepts it with a reason.',
    ),
  },
} as const satisfies Record<string, RuleText>;
