import { Language } from '../../src/platform/i18n/texts';
import { FormState } from '../../src/platform/views/form-state';

/** Text that would run as a script if a component forgot to escape it. */
export const NASTY = '<script>alert("x")</script>';

const WORDS = {
  'zh-CN': {
    title: '阿卜杜热依木·买买提吐尔逊江', list: '家庭', state: '施工中', name: '姓名', word: '记录竣工', photo: '照片',
    address: '青石街道东风社区和平路 12 号 3 单元 201 室', sentence: '合同签订日期不能晚于开工日期，请核对合同原件。',
  },
  en: {
    title: 'Abdurehim Memettursunjan', list: 'Households', state: 'Under construction', name: 'Name', word: 'Record completion', photo: 'Photos',
    address: 'Room 201, unit 3, 12 Heping Road, Dongfeng community, Qingshi street', sentence: 'The contract can’t be signed after the works began: compare with the paper.',
  },
}; // prettier-ignore

const STATES = ['done', 'done', 'done', 'done', 'current', 'blocked', 'waiting'];

/** Sample data for every component: long names, missing values, and markup where people type. */
export function previewModel(language: Language) {
  const words = { ...WORDS[language], nasty: NASTY };
  const photo = {
    href: '/photo',
    thumbnail: '/photo.jpg',
    alt: words.photo,
    title: NASTY,
    stage: words.word,
    time: '2026-05-03 09:15',
    grade: 'camera',
    lateDays: 9,
  };
  return {
    words,
    form: refusedSample(words.sentence),
    stages: STATES.map((state, index) => ({
      title: `${words.word} ${index}`, state, href: index < 5 ? '/step' : undefined, date: index < 4 ? '2026-03-03' : undefined,
      recorded: index === 1 ? '2026-03-19 09:15' : undefined, lateDays: index === 1 ? 15 : 0, note: index === 5 ? NASTY : undefined,
    })),
    findings: ['block', 'gate', 'flag', 'watch'].map((mode) => ({ rule: 'C07', mode, message: NASTY, because: words.sentence, fixHref: '/fix' })),
    choices: [{ value: 'a', text: words.word }, { value: 'b', text: NASTY }],
    columns: [{ text: words.name, sortHref: '/sort', sorted: 'ascending' }, { text: words.word }, { text: words.state, numeric: true }],
    rows: [
      [{ text: NASTY, href: '/1' }, null, '3,500.00'],
      [{ text: words.title, href: '/2', note: words.address }, { tag: { text: words.state, tone: 'bad' } }, ''],
    ],
    tasks: [{ href: '/1', title: NASTY, note: words.address, due: '2026-05-07', tag: { text: words.state, tone: 'progress' } }, { href: '/2', title: words.word }],
    facts: [{ key: words.name, value: NASTY, note: words.address, actions: [{ href: '/edit', text: words.word, hidden: words.name }] }, { key: words.word, value: null }],
    photos: [photo, { ...photo, thumbnail: null, grade: 'none', flag: words.sentence }, { ...photo, grade: 'inApp' }],
    entries: [{ at: '2026-05-03 09:15', who: NASTY, what: words.word, lateDays: 9, changes: [{ field: words.name, before: NASTY, after: words.name }] }, { at: '2026', who: words.name, what: words.word, text: NASTY, href: '/1' }],
  }; // prettier-ignore
}

/** A form as it comes back: what was typed stands in it, faults at fields, in lists and at a group. */
function refusedSample(fault: string): FormState {
  return {
    values: {
      name: NASTY,
      startedOn: '2026年5月1日',
      budgetFen: 350000,
      items: [{ width: '八百' }],
      signer: 'proxy',
      reason: NASTY,
      needs: ['b'],
      consent: true,
      strokes: [[[10, 10, 0], [60, 80, 40], [120, 20, 80]]],
    },
    errors: { startedOn: fault, 'items[0].width': fault, signer: fault, strokes: fault },
    summary: [{ text: fault, href: '#startedOn' }, { text: fault, href: '#items-0-width' }, { text: NASTY }],
  }; // prettier-ignore
}
