import { levelOn } from './request-log';

describe('The log', () => {
  it('leaves a terminal to the address that the start shows, unless it is asked for more', () => {
    expect(levelOn(true, 'auto')).toBe('warn');
    expect(levelOn(true, 'info')).toBe('info');
  });

  it('has a line for each request where nobody watches', () => {
    expect(levelOn(false, 'auto')).toBe('info');
    expect(levelOn(false, 'warn')).toBe('warn');
  });
});
