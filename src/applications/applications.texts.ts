import { texts } from '../platform/i18n/texts';

export const applicationsTexts = texts('applications', {
  'title': { zh: '申请与审核', en: 'Application and reviews' },
}); // prettier-ignore
