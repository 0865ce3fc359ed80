import { texts } from '../platform/i18n/texts';

export const dateHintsTexts = texts('dateHints', {
  missing: { zh: '要先登记：{dates}。', en: 'Record first: {dates}.' },
  notBefore: { zh: '不早于 {on}（{because}）。', en: 'Not before {on} ({because}).' },
  notAfter: { zh: '不晚于 {on}（{because}）。', en: 'Not after {on} ({because}).' },
  notInTheFuture: {
    zh: '填写实际发生的日期，不能晚于今天。',
    en: 'The day on which it really happened; not after today.',
  },
  late: { zh: '发生后超过 {days} 天才录入的，会一直标为迟录。', en: 'An entry made more than {days, plural, one {# day} other {# days}} afterwards stays marked as late.' },
}); // prettier-ignore
