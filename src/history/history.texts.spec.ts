import { AUDIT_KINDS } from './audit-kinds';
import { historyTexts } from './history.texts';

describe('The words of the history', () => {
  it('name every kind of entry, and no other', () => {
    expect(Object.keys(historyTexts.entries).sort()).toEqual(
      AUDIT_KINDS.map((kind) => `kind.${kind}`).sort(),
    );
  });
});
