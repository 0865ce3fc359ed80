import { RULE_BOOK } from '../../workflow/rule-book';
import { FLAG_RULES, FLAG_WEIGHTS } from './flag-weights';

describe('The weights of flags', () => {
  it('are known for every rule that flags, and for no other: one without a weight would be reviewed by nobody', () => {
    const flagging = RULE_BOOK.rules.filter(({ mode }) => mode === 'flag').map(({ code }) => code);
    expect([...new Set(flagging)].sort()).toEqual([...FLAG_RULES].sort());
  });

  it('are all different, between 1 and 100, and sort the rules', () => {
    const weights = FLAG_RULES.map((rule) => FLAG_WEIGHTS[rule]);
    expect(new Set(weights).size).toBe(weights.length);
    expect(weights).toEqual([...weights].sort((one, other) => other - one));
    expect(weights.every((weight) => weight >= 1 && weight <= 100)).toBe(true);
    expect(FLAG_RULES[0]).toBe('E03');
  });
});
