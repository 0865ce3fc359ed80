import { texts } from '../platform/i18n/texts';

export const surveyTexts = texts('survey', {
  'room.twice': { zh: '两个房间同名，请换一个名称', en: 'Two rooms have the same name' },
  'measurement.dateStands': { zh: '测量日期已登记；要更正请用“更正日期”并写明原因', en: 'The day is recorded; correct it with a reason instead' },
}); // prettier-ignore
