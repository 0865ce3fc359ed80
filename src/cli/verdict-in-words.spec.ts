import { verdictInWords } from './verdict-in-words';

const LOG = 'data/history-checkpoints.log';

describe('The verdict on the history', () => {
  it('says what was compared and that all is well', () => {
    expect(verdictInWords({ checked: 12, unsealed: 0, kept: 3, faults: [] }, LOG)).toEqual([
      '12 sealed entries checked, each against its seal and the one before.',
      '3 lines of the checkpoint log compared (data/history-checkpoints.log).',
      'The history is whole: nothing was changed, removed, reordered or cut off (0 faults).',
    ]);
  });

  it('does not praise a history that is empty, perhaps because it is another one', () => {
    const words = verdictInWords({ checked: 0, unsealed: 0, kept: null, faults: [] }, LOG);
    expect(words).toEqual([expect.stringMatching(/^The history is empty: .*TANTU_DATA/)]);
  });

  it('says what it can’t know, and what is still to come', () => {
    const words = verdictInWords({ checked: 0, unsealed: 1, kept: null, faults: [] }, LOG).join('\n');
    expect(words).toContain('There is no checkpoint log');
    expect(words).toContain('1 entry is not sealed yet');
  });

  it('names each fault in words, the judgement last', () => {
    const words = verdictInWords({ checked: 12, unsealed: 0, kept: 3, faults: [{ position: 4, fault: 'changed' }] }, LOG); // prettier-ignore
    expect(words[0]).toBe('entry 4: says something else than when it was sealed');
    expect(words.at(-1)).toContain('NOT as it was sealed (1 fault)');
    expect(words.join()).not.toContain('TANTU_DATA');
  });

  it('asks for the right data folder where nothing but signatures is wrong, and does not flood the terminal', () => {
    const faults = Array.from({ length: 500 }, (_, index) => ({ position: index + 1, fault: 'badSignature' as const })); // prettier-ignore
    const words = verdictInWords({ checked: 500, unsealed: 0, kept: null, faults }, LOG);
    expect(words.length).toBeLessThan(60);
    expect(words).toContain('… and 450 more');
    expect(words.join()).toContain('TANTU_DATA');
  });
});
