import { texts } from '../platform/i18n/texts';

export const operationsTexts = texts('operations', {
  title: { zh: '后台任务', en: 'Background jobs' },
  intro: { zh: '多次重试仍未成功的任务。原因排除后可再试一次；没有记录会因此丢失。', en: 'Jobs that failed on every try. Once the cause is gone, let them run again; no record is lost by it.' },
  empty: { zh: '没有失败的任务，一切正常。', en: 'No job has failed. All is well.' },
  tries: { zh: '已试 {tries} 次', en: '{tries, plural, one {# try} other {# tries}}' },
  retry: { zh: '再试一次', en: 'Try again' },
  retried: { zh: '任务已重新排队。', en: 'The job is in the queue again.' },
}); // prettier-ignore
