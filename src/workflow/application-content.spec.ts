import { calendarDate } from '../platform/time/calendar-date';
import { contentHash, presentHash, ShownApplication, ShownStep } from './application-content';

const APPLICATION: ShownApplication = {
  retrofitId: 'r', applicantName: '张三丰', applicantRelation: 'self', proxyReason: '', channel: 'community', needs: '进出不便',
}; // prettier-ignore
const step = (level: number, givenOn: string): ShownStep => ({
  level, verdict: 'agree', givenOn: calendarDate(givenOn), personName: '某人', opinion: '同意', sealCaption: '样板章',
}); // prettier-ignore

describe('The present hash of an application for whoever gave an opinion', () => {
  const first = [step(0, '2026-05-01'), step(1, '2026-05-03')];
  const signedHash = contentHash(APPLICATION, first).toString('hex');
  const street = { level: 2, signedHash };

  it('is the signed one while nothing changed, whatever came after', () => {
    const steps = [...first, step(2, '2026-05-05'), step(3, '2026-05-09')];
    expect(presentHash(APPLICATION, steps, street, [])).toBe(signedHash);
  });

  it('is another one when the words changed, or a date without a correction on record', () => {
    expect(presentHash({ ...APPLICATION, needs: '如厕困难' }, first, street, [])).not.toBe(signedHash);
    const moved = [first[0]!, step(1, '2026-05-04')];
    expect(presentHash(APPLICATION, moved, street, [])).not.toBe(signedHash);
    const elsewhere = [{ level: 0, before: calendarDate('2026-05-03') }];
    expect(presentHash(APPLICATION, moved, street, elsewhere)).not.toBe(signedHash);
  });

  it('is the signed one where all that differs are dates that were corrected on record, one after another', () => {
    const corrections = [
      { level: 1, before: calendarDate('2026-05-03') },
      { level: 0, before: calendarDate('2026-05-01') },
      { level: 1, before: calendarDate('2026-05-04') },
    ];
    const moved = [step(0, '2026-04-30'), step(1, '2026-05-02')];
    expect(presentHash(APPLICATION, moved, street, corrections)).toBe(signedHash);
    expect(presentHash({ ...APPLICATION, needs: '' }, moved, street, corrections)).not.toBe(signedHash);
  });
});
