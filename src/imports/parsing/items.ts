import { FoundItem } from '../found-record';
import { CATALOGUE } from '../../plans/catalogue/catalogue';
import { chineseNumber } from './chinese-numerals';
import { plain } from './plain';

/** What offices also call the items of the catalogue, beside their names in it. */
const ALIASES: Readonly<Record<string, readonly string[]>> = {
  'entrance-ramp': ['坡道', '无障碍坡道', '入户坡道', '门口坡道', '轮椅坡道', 'ramp'],
  'ramp-handrail': ['坡道扶手', '台阶扶手', '楼梯扶手', '室外扶手', 'handrail of the ramp'],
  'ground-levelling': ['地面硬化', '地面平整', '路面硬化', '院落硬化', '硬化', '地坪'],
  'tactile-guide': ['盲道', '触感引导', '触感地砖'],
  'contrast-edges': ['对比色边', '台阶警示', '防滑条', '警示条'],
  'passage-handrail': ['走廊扶手', '过道扶手', '通道扶手', '室内扶手', '扶手', '安全扶手', 'handrail'],
  'door-widening': ['门加宽', '房门改造', '门改造', '房门加宽', '门扩宽'],
  'threshold-removal': ['去门槛', '门槛改造', '消除高差', '去除门槛', '门槛'],
  'door-rail': ['门边拉手', '门拉手', '门扶手'],
  'low-peephole': ['低位猫眼', '猫眼', '门镜'],
  'seat-toilet': ['坐便器', '坐便', '马桶', '蹲改坐', '坐厕', '坐便改造', '坐便椅', 'toilet'],
  'toilet-grab-bar': ['马桶扶手', '坐便扶手', '卫生间扶手', '厕所扶手', '抓杆', '起身扶手', 'grab bar'],
  'shower-grab-bar': ['淋浴扶手', '洗澡扶手', '浴室扶手'],
  'basin-grab-bar': ['洗手盆扶手', '面盆扶手', '洗脸盆扶手'],
  'low-washbasin': ['洗手盆', '洗脸盆', '低位洗脸盆', '低位面盆', 'washbasin'],
  'lever-tap': ['水龙头', '感应水龙头', '杠杆水龙头', '龙头'],
  'anti-slip-floor': ['防滑地面', '防滑砖', '防滑地砖', '防滑垫', '地面防滑', '卫生间地面'],
  'low-shower-valve': ['淋浴开关', '低位花洒', '淋浴器', '花洒'],
  'bath-stool': ['浴凳', '洗澡椅', '淋浴椅', '沐浴椅', '浴椅', '淋浴凳', '洗浴凳'],
  'water-heater': ['热水器', '电热水器', '太阳能热水器', 'heater'],
  'bathroom-call': ['紧急呼叫器', '卫生间呼叫器', '呼叫器', '一键呼叫'],
  'low-stove': ['低位灶台', '灶台', '灶台改造', '厨房灶台'],
  'low-cabinet': ['低位橱柜', '橱柜'],
  'low-sink': ['低位水池', '洗菜池', '水池', '低位洗菜盆'],
  'bedroom-rail': ['床边扶手', '床扶手', '床边护栏', '卧室扶手'],
  'low-hanger-rail': ['晾衣架', '低位晾衣架', '升降晾衣架', '衣架', '晾衣杆', '挂衣杆'],
  'low-switch': ['低位开关', '开关改造', '低位插座', '开关', '插座'],
  'bedside-call': ['床头呼叫器', '床头呼叫'],
  'nursing-bed': ['护理床', '护理床具', '电动护理床', '多功能护理床'],
  'transfer-aid': ['移位机', '移位带', '移位板', '移位器'],
  'flashing-doorbell': ['闪光门铃', '门铃'],
  'video-doorbell': ['可视门铃', '可视对讲'],
  'vibrating-clock': ['震动闹钟', '振动闹钟', '闹钟'],
  'gas-voice-alarm': ['语音报警器', '煤气泄漏报警发声装置'],
  'gas-alarm': ['燃气报警器', '煤气报警器', '煤气泄漏报警器'],
  'safety-net': ['防护网', '安全网'],
  'guard-rail': ['护栏', '防护栏'],
  'corner-protection': ['防撞条', '墙角防撞', '防撞角'],
  'locked-knife-box': ['刀具箱'],
  'code-lock': ['密码锁', '智能门锁'],
  'screen-reader': ['读屏软件'],
  'voice-appliance': ['语音电饭煲', '语音电磁炉', '语音血压计', '语音体温计', '语音用品'],
  'anti-lost-device': ['防走失手环', '定位手环', '防走失定位器', '定位器'],
};

const CODES: ReadonlyMap<string, string> = new Map(
  CATALOGUE.flatMap(
    ({ code, name }) =>
    [code, name.zh, name.en, ...name.zh.split(/[、（]|或/), ...(ALIASES[code] ?? [])].map((called) => [plain(called), code] as const), // prettier-ignore
  ).reverse(), // an item's own names win over what another one is also called
);
/** The longest first: 坡道扶手 is no 坡道. */
const BY_LENGTH = [...CODES.keys()].filter((name) => name.length > 1).sort((a, b) => b.length - a.length);

/** The catalogue's code of what a paper calls an item; null where nothing in it is called so. */
export function itemCode(name: string): string | null {
  const word = plain(name).replace(/(?:安装|加装|新建|新做|修建|改造|更换|配备|配置|发放|铺设)/g, '');
  return (
    CODES.get(plain(name)) ??
    CODES.get(word) ??
    CODES.get(word.replace(/^(?:一|无障碍|电动|新)/, '')) ??
    CODES.get(BY_LENGTH.find((known) => known.length > 2 && word.includes(known)) ?? '') ??
    CODES.get(BY_LENGTH.find((known) => word.endsWith(known)) ?? '') ??
    null
  );
}

/** The code of a word that is one of the names as it stands, and not only holds one. */
export function knownItem(word: string): string | null {
  return CODES.get(plain(word)) ?? null;
}

const UNIT = '(?:处|个|副|套|台|张|件|米|m2|m²|㎡|平方米?|平米?|块|条|把|对|部|根|组|樘|户|只|扇|m|延米)?';
const COUNT = '[\\d.]+|[〇零一二两三四五六七八九十百]+';
const BEHIND = new RegExp(`^(.*?)[:：x×*]?\\s*(${COUNT})\\s*${UNIT}$`, 'i');
const BEFORE = new RegExp(`^(${COUNT})\\s*(?:处|个|副|套|台|张|件|米|平方米?|块|条|把|对|部|根|组)(.+)$`);

/** 坡道1处、扶手2副；热水器1台, also with line breaks, numbers before each, 2个扶手. What has no number is of an unknown quantity. */
export function readItems(text: string): FoundItem[] {
  return text
    .normalize('NFKC')
    .split(/[、,;\n；，]+|(?<=\D)\+|\s{2,}|。/)
    .map((part) => part.trim().replace(/^(?:\(?\d+\)?[.、)]\s*|[①-⑳]\s*)(?=\D)/, ''))
    .filter((part) => part !== '' && !/^(?:无|\/|-+)$/.test(part))
    .map(readItem);
}

function readItem(part: string): FoundItem {
  const before = BEFORE.exec(part);
  const behind = before ? null : BEHIND.exec(part);
  const [name, count] = before ? [before[2]!, before[1]!] : behind?.[1] ? [behind[1], behind[2]!] : [part, null];
  const clean = name.replace(/[(:：]\s*$/, '').trim();
  const quantity = count === null ? null : Number.isFinite(Number(count)) ? Number(count) : chineseNumber(count);
  return { name: clean, code: itemCode(clean), quantity: quantity === 0 ? null : quantity };
} // prettier-ignore

/** What stands before a number and is none of it: set off by a colon or a space. SN-778899 is the number itself. */
const SERIAL_LABEL = /(^|[、,;\s/])(?:产品|设备|出厂|机身)?(?:序列号|编号|sn|s\/n|no\.?)(?:\s*:\s*|\s+)/gi;

/** Numbers of devices, each in capitals and without spaces inside. */
export function readSerials(text: string): string[] {
  const words = text.normalize('NFKC').replace(SERIAL_LABEL, '$1').split(/[、,;\n\s/]+/);
  return [...new Set(words.map((word) => word.trim().toUpperCase()))].filter(
    (word) => word !== '' && !/^(?:无|-+)$/.test(word),
  );
} // prettier-ignore
