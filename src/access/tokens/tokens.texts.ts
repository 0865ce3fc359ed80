import { texts } from '../../platform/i18n/texts';

/** Texts of the page of one's own tokens. */
export const tokensTexts = texts('tokens', {
  title: { zh: '程序访问令牌', en: 'Tokens for programs' },
  intro: { zh: '供其他程序以您的名义调用接口。令牌等同于您的密码，请勿发给他人。', en: 'Let a program use the API in your name. A token is worth your password: give it to nobody.' },
  caption: { zh: '我的令牌', en: 'My tokens' },
  empty: { zh: '还没有令牌。', en: 'No tokens yet.' },
  name: { zh: '用途', en: 'What it is for' },
  nameHint: { zh: '如“统计报表程序”', en: 'Such as “monthly statistics”' },
  days: { zh: '有效天数', en: 'Days until it ends' },
  create: { zh: '生成令牌', en: 'Make a token' },
  createdAt: { zh: '生成时间', en: 'Made' },
  expiresAt: { zh: '到期时间', en: 'Ends' },
  'state.inForce': { zh: '有效', en: 'In force' },
  'state.ended': { zh: '已到期', en: 'Ended' },
  'state.revoked': { zh: '已撤销', en: 'Revoked' },
  revoke: { zh: '撤销', en: 'Revoke' },
  revoked: { zh: '令牌已撤销，使用它的程序不能再访问。', en: 'Token revoked; programs that use it are out.' },
  'made.title': { zh: '令牌已生成，只显示这一次', en: 'Your token, shown this once' },
  'made.text': { zh: '请立即复制保存，离开本页后无法再查看。', en: 'Copy it now: it can’t be shown again.' },
}); // prettier-ignore
