import { faces, type FaceSet } from './faces';
import { breakOpportunities } from './line-breaks';
import { layoutText, missingCodePoints, type Line } from './text-layout';

/** Every character one em wide; `rare` has only 𠮷, and nothing has 𰀀. */
const squares: FaceSet = {
  faceOf: (codePoint, bold) => {
    if (codePoint === 0x20bb7) return 'rare';
    return codePoint === 0x30000 ? undefined : bold ? 'bold' : 'regular';
  },
  advance: () => 1,
};

const textOf = (line: Line): string => line.runs.map((run) => run.text).join('');
const wrap = (text: string, ems: number): string[] => layoutText(text, ems * 10, 10, squares).map(textOf);

describe('line breaking', () => {
  it('may break between any two Chinese characters', () => {
    expect(wrap('无障碍改造验收', 3)).toEqual(['无障碍', '改造验', '收']);
  });

  it('lets no line begin with closing punctuation or end with an opening bracket', () => {
    expect(wrap('改造完成，验收', 4)).toEqual(['改造完', '成，验收']);
    expect(wrap('石残验〔2026〕', 4)).toEqual(['石残验', '〔202', '6〕']);
  });

  it('keeps words whole and drops the space at the break', () => {
    expect(wrap('grab rail at the toilet', 9)).toEqual(['grab rail', 'at the', 'toilet']);
  });

  it('keeps a middle dot with the name before it', () => {
    expect(wrap('阿不都·买买提', 3)).toEqual(['阿不', '都·买', '买提']);
  });

  it('breaks a word that is wider than the line where it must', () => {
    expect(wrap('0123456789', 4)).toEqual(['0123', '4567', '89']);
  });

  it('begins a new line at a line feed, also an empty one', () => {
    expect(wrap('甲\n\n乙', 9)).toEqual(['甲', '', '乙']);
  });

  it('says so for each character', () => {
    expect(breakOpportunities([...'a-b c中'])).toEqual([false, false, true, false, true, true]);
  });
});

describe('runs', () => {
  it('divides a line by face and keeps the order', () => {
    const [line] = layoutText([{ text: '王𠮷' }, { text: '明', bold: true }], 100, 10, squares);
    expect(line?.runs.map(({ face, text }) => [face, text])).toEqual([
      ['regular', '王'],
      ['rare', '𠮷'],
      ['bold', '明'],
    ]);
    expect(line?.width).toBe(30);
  });

  it('shows 〓 for a character no face has, and keeps what it stands for', () => {
    const [line] = layoutText('王𰀀明', 100, 10, squares);
    expect(line && textOf(line)).toBe('王〓明');
    expect(line?.runs.map((run) => run.actual)).toEqual([undefined, '𰀀', undefined]);
    expect(missingCodePoints('王𰀀明', squares)).toEqual([0x30000]);
  });

  it('leaves a variation selector with the character it belongs to', () => {
    const [line] = layoutText('葛\u{E0100}城', 100, 10, squares);
    expect(line?.runs).toHaveLength(1);
    expect(line?.width).toBe(20);
    expect(missingCodePoints('葛\u{E0100}城')).toEqual([]);
  });
});

describe('the fonts', () => {
  it('have rare characters of names, the fallback only those that the main font lacks', () => {
    const found = [...'𠮷𥖁𨭎𰻝䶮㛃𬭎'].map((character) =>
      faces.faceOf(character.codePointAt(0) ?? 0, false),
    );
    expect(found).toEqual(['rare', 'rare', 'rare', 'regular', 'regular', 'regular', 'regular']);
  });

  it('have every character of extension B to F that Unicode 10 knew, and say so when they lack one', () => {
    expect(faces.faceOf(0x2a6d6, true)).toBe('rare');
    expect(faces.faceOf(0x2ebe0, false)).toBe('rare');
    expect(faces.faceOf(0x30000, false)).toBeUndefined();
    expect(faces.faceOf(0x1f600, false)).toBeUndefined();
  });
});
