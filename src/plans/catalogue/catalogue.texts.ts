import { texts } from '../../platform/i18n/texts';

/** Words for what the catalogue holds as keys. A bound's text takes the facts of `boundFacts`. */
export const catalogueTexts = texts('catalogue', {
  'group.entrance': { zh: '出入口', en: 'Entrance' },
  'group.passage': { zh: '通道', en: 'Passage' },
  'group.doors': { zh: '房门', en: 'Doors' },
  'group.bathroom': { zh: '卫生间', en: 'Bathroom' },
  'group.kitchen': { zh: '厨房', en: 'Kitchen' },
  'group.bedroom': { zh: '卧室', en: 'Bedroom' },
  'group.alerting': { zh: '提示报警', en: 'Alerting' },
  'group.safety': { zh: '安全防护', en: 'Safety' },
  'group.devices': { zh: '辅助器具', en: 'Devices' },

  'category.1': { zh: '视力', en: 'Sight' },
  'category.2': { zh: '听力', en: 'Hearing' },
  'category.3': { zh: '言语', en: 'Speech' },
  'category.4': { zh: '肢体', en: 'Physical' },
  'category.5': { zh: '智力', en: 'Intellectual' },
  'category.6': { zh: '精神', en: 'Mental' },
  'category.7': { zh: '多重', en: 'Multiple' },

  'kind.works': { zh: '改造施工', en: 'Works' },
  'kind.device': { zh: '器具配备', en: 'Device' },

  'unit.squareMetre': { zh: '平方米', en: 'm²' },
  'unit.place': { zh: '处', en: 'place' },
  'unit.piece': { zh: '个', en: 'piece' },
  'unit.pair': { zh: '副', en: 'pair' },
  'unit.set': { zh: '套', en: 'set' },
  'unit.metre': { zh: '米', en: 'm' },

  'photo.before': { zh: '施工前照片', en: 'Photo before the works' },
  'photo.tape': { zh: '卷尺测量照片', en: 'Photo with the tape readable' },
  'photo.during': { zh: '施工中照片', en: 'Photo during the works' },
  'photo.after': { zh: '施工后照片', en: 'Photo after the works' },
  'photo.inUse': { zh: '使用中照片', en: 'Photo in use' },
  'photo.nameplate': { zh: '铭牌照片', en: 'Photo of the nameplate' },

  'measure.mm': { zh: '{value} mm', en: '{value} mm' },
  'measure.ratio': { zh: '{value}', en: '{value}' },
  'measure.count': { zh: '{value} 个', en: '{value}' },
  'measure.celsius': { zh: '{value} °C', en: '{value} °C' },
  'measure.newton': { zh: '{value} N', en: '{value} N' },

  'bound.atLeast': { zh: '至少 {min}', en: 'at least {min}' },
  'bound.atMost': { zh: '至多 {max}', en: 'at most {max}' },
  'bound.between': { zh: '{min} 至 {max}', en: '{min} to {max}' },
  'bound.exactly': { zh: '{min}', en: '{min}' },
  'bound.notSteeperThan': { zh: '不陡于 {min}', en: 'not steeper than {min}' },
  'bound.notGentlerThan': { zh: '不缓于 {max}', en: 'not gentler than {max}' },

  'certainty.A': { zh: '已核对原文', en: 'Official text read' },
  'certainty.B': { zh: '据二手资料', en: 'From secondary sources' },
  'certainty.M': { zh: '未核实，仅供参考', en: 'Unverified, for reference only' },
  'certainty.D': { zh: '据已有资料推算', en: 'Derived from sourced facts' },

  referenceLimit: {
    zh: '参考限值：标准针对公共建筑，农房不能达到时写明原因并请家庭同意。',
    en: 'A reference limit: the standards are written for public buildings. Where a home cannot meet it, say why and have the household agree.',
  },
  officeDefault: {
    zh: '本单位设定的默认值，没有公开依据。',
    en: 'A default of this office, without a published source.',
  },
});
