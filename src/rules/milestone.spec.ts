import { aDossier } from '../../test/builders/dossier';
import { DateName } from './dossier';
import { isPast, Milestone, MILESTONES } from './milestone';

const past = (...names: DateName[]): Milestone[] => {
  const { dates } = aDossier();
  const kept = Object.fromEntries(Object.entries(dates).filter(([name]) => names.includes(name as DateName)));
  return MILESTONES.filter((one) => isPast(one, aDossier({ dates: kept })));
};

describe('A milestone is past', () => {
  it('when its own date is there', () => {
    expect(past()).toEqual([]);
    expect(past('appliedOn', 'surveyedOn')).toEqual(['application', 'survey']);
    expect(past('signedOn', 'approvedOn')).toContain('closing');
  });

  it('when the works that it comes before began: who was never approved is asked for the opinions', () => {
    expect(past('startedOn')).toEqual(['application', 'approval', 'survey', 'planAgreement', 'start']);
    expect(past('approvedOn')).toEqual(['application', 'approval']);
  });

  it('when a later one was reached without it', () => {
    expect(past('acceptedOn')).toEqual(MILESTONES.slice(0, 7));
    expect(past('signedOn')).toEqual(MILESTONES);
    expect(past('completedOn')).not.toContain('acceptance');
  });
});
