import { texts } from '../platform/i18n/texts';

export const plansTexts = texts('plans', {
  'reason.required': { zh: '变更已同意的方案，请写明原因', en: 'Say why the agreed plan changes' },
});
