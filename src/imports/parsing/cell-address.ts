const LETTERS: string[] = [];

/** A, B … Z, AA: the letters of a column counted from 0. */
export function columnLetters(index: number): string {
  return (LETTERS[index] ??= lettersOf(index));
}

function lettersOf(index: number): string {
  let letters = '';
  for (let rest = index + 1; rest > 0; rest = Math.floor((rest - 1) / 26))
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  return letters;
}

/** The column, from 0, of a reference such as AB12; -1 where it has no letters. */
export function columnIndex(reference: string): number {
  let index = 0;
  for (let at = 0; at < reference.length; at++) {
    const value = reference.charCodeAt(at) & ~32;
    if (value < 65 || value > 90) break;
    index = index * 26 + value - 64;
  }
  return index - 1;
}

/** As spreadsheets write it: 申请台账!F12. */
export function cellAddress(sheet: string, column: number, row: number): string {
  return `${sheet}!${columnLetters(column)}${row}`;
}
