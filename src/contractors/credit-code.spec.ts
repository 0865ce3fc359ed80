import fc from 'fast-check';
import { creditCodeCheckSign, parseCreditCode } from './credit-code';

const SIGNS = [...'0123456789ABCDEFGHJKLMNPQRTUWXY'];
const sign = fc.constantFrom(...SIGNS);
const anyCode = fc
  .tuple(
    fc.array(sign, { minLength: 2, maxLength: 2 }),
    fc.array(fc.constantFrom(...'0123456789'), { minLength: 6, maxLength: 6 }),
    fc.array(sign, { minLength: 9, maxLength: 9 }),
  )
  .map((parts) => parts.flat().join(''))
  .map((signs) => signs + creditCodeCheckSign(signs));

describe('A unified social credit code', () => {
  it('is taken with its right check sign, however it is typed', () => {
    for (const typed of ['91350100M000100Y43', '91350100m000100y43', ' 9135 0100 M000 100Y 43', '９１３５０１００Ｍ０００１００Ｙ４３'])
      expect(parseCreditCode(typed)).toEqual({ ok: true, value: '91350100M000100Y43' });
  }); // prettier-ignore

  it.each([
    ['', 'empty'],
    ['91350100M000100Y4', 'wrongLength'],
    ['91350100M000100YO3', 'wrongSigns'],
    ['9135O100M000100Y43', 'wrongSigns'],
    ['91A50100M000100Y43', 'wrongSigns'],
    ['91350100M000100Y44', 'wrongCheckSign'],
  ])('%s is refused: %s', (typed, reason) => {
    expect(parseCreditCode(typed)).toEqual({ ok: false, reason });
  });

  it('shows every single wrong sign', () => {
    fc.assert(
      fc.property(anyCode, fc.nat(17), sign, (code, place, wrong) => {
        fc.pre(code[place] !== wrong);
        expect(parseCreditCode(code).ok).toBe(true);
        expect(parseCreditCode(code.slice(0, place) + wrong + code.slice(place + 1)).ok).toBe(false);
      }),
    );
  });

  it('shows two neighbours that changed places', () => {
    fc.assert(
      fc.property(anyCode, fc.nat(16), (code, place) => {
        const [first, second] = [code[place]!, code[place + 1]!];
        fc.pre(first !== second);
        expect(parseCreditCode(code.slice(0, place) + second + first + code.slice(place + 2)).ok).toBe(false);
      }),
    );
  });
});
