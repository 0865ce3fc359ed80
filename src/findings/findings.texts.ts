import { texts } from '../platform/i18n/texts';

export const findingsTexts = texts('findings', {
  'refused.notAFlag': {
    zh: '这一条必须整改或经批准豁免，不能直接认可。',
    en: 'This one is put right, or waived by authority; it cannot be accepted.',
  },
  'refused.closed': {
    zh: '其中有疑点的原因已经消除，请重新打开页面查看。',
    en: 'The cause of one of these is gone by now. Open the page again.',
  },
});
