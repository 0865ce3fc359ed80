import fc from 'fast-check';
import { Bound, Requirement } from './catalogue/catalogue-item';
import { RAMP } from './catalogue/requirements';
import { boundFacts, checkMeasuredValue, formatMeasuredValue, isAsPlanned } from './requirement-check';

const demand = (
  bound: Bound,
  unit: Requirement['unit'] = 'mm',
  certainty: Requirement['certainty'] = 'B',
) => ({
  bound,
  unit,
  certainty,
});
const value = fc.integer({ min: 0, max: 5000 });
const bound: fc.Arbitrary<Bound> = fc.oneof(
  value.map((min) => ({ min })),
  value.map((max) => ({ max })),
  fc.tuple(value, value).map(([a, b]) => ({ min: Math.min(a, b), max: Math.max(a, b) })),
);

describe('A measured value', () => {
  it('of a ramp may be as steep as 1:12, and no steeper', () => {
    const gradient = RAMP.find(({ key }) => key === 'gradient')!;
    expect(checkMeasuredValue(gradient, 12).meets).toBe(true);
    expect(checkMeasuredValue(gradient, 15).meets).toBe(true);
    expect(checkMeasuredValue(gradient, 8)).toEqual({
      meets: false,
      missed: 'min',
      missedBy: 4,
      unverified: false,
    });
  });

  it('misses the end that it lies beyond', () => {
    expect(checkMeasuredValue(demand({ max: 15 }), 22)).toMatchObject({ missed: 'max', missedBy: 7 });
    expect(checkMeasuredValue(demand({ min: 850, max: 900 }), 849)).toMatchObject({
      missed: 'min',
      missedBy: 1,
    });
    expect(checkMeasuredValue(demand({ max: 44 }, 'celsius'), 44.1)).toMatchObject({ missedBy: 0.1 });
  });

  it('says of an unverified requirement that it is one', () => {
    expect(checkMeasuredValue(demand({ min: 400 }, 'mm', 'M'), 300).unverified).toBe(true);
  });

  it('that is no number is refused', () => {
    expect(() => checkMeasuredValue(demand({ min: 1 }), Number.NaN)).toThrow(RangeError);
    expect(() => isAsPlanned(demand({ min: 1 }), 1, Number.POSITIVE_INFINITY)).toThrow(RangeError);
  });

  it('meets exactly what lies within the bound, ends included', () => {
    fc.assert(
      fc.property(bound, value, (limits, measured) => {
        const inside = measured >= (limits.min ?? 0) && measured <= (limits.max ?? Infinity);
        const check = checkMeasuredValue(demand(limits), measured);
        expect([check.meets, check.missed === null, check.missedBy === 0]).toEqual([inside, inside, inside]);
      }),
    );
  });
});

describe('The plan', () => {
  it('of a width is kept by a larger one, of a threshold by a lower one', () => {
    expect(isAsPlanned(demand({ min: 1200 }), 1500, 1499)).toBe(false);
    expect(isAsPlanned(demand({ min: 1200 }), 1500, 1500)).toBe(true);
    expect(isAsPlanned(demand({ max: 15 }), 5, 8)).toBe(false);
    expect(isAsPlanned(demand({ max: 15 }), 5, 0)).toBe(true);
  });

  it('of a height in a range is kept by any height in the range', () => {
    expect(isAsPlanned(demand({ min: 850, max: 900 }), 870, 851)).toBe(true);
    expect(isAsPlanned(demand({ min: 850, max: 900 }), 870, 901)).toBe(false);
  });

  it('is always kept by what was planned, and by what meets a range', () => {
    fc.assert(
      fc.property(bound, value, value, (limits, planned, measured) => {
        const requirement = demand(limits);
        expect(isAsPlanned(requirement, planned, planned)).toBe(true);
        if (
          limits.min !== undefined &&
          limits.max !== undefined &&
          checkMeasuredValue(requirement, measured).meets
        ) {
          expect(isAsPlanned(requirement, planned, measured)).toBe(true);
        }
      }),
    );
  });

  it('that meets the requirement is never kept by a value that does not', () => {
    fc.assert(
      fc.property(bound, value, value, (limits, planned, measured) => {
        const requirement = demand(limits);
        fc.pre(
          checkMeasuredValue(requirement, planned).meets && !checkMeasuredValue(requirement, measured).meets,
        );
        return !isAsPlanned(requirement, planned, measured);
      }),
    );
  });
});

describe('A bound', () => {
  it.each([
    [{ min: 12 }, 'ratio', { kind: 'notSteeperThan', min: '1:12', max: '', unit: 'ratio' }],
    [{ max: 20 }, 'ratio', { kind: 'notGentlerThan', min: '', max: '1:20', unit: 'ratio' }],
    [{ min: 1500 }, 'mm', { kind: 'atLeast', min: '1,500', max: '', unit: 'mm' }],
    [{ max: 45 }, 'celsius', { kind: 'atMost', min: '', max: '45', unit: 'celsius' }],
    [{ min: 850, max: 900 }, 'mm', { kind: 'between', min: '850', max: '900', unit: 'mm' }],
    [{ min: 450, max: 450 }, 'mm', { kind: 'exactly', min: '450', max: '450', unit: 'mm' }],
  ] as const)('%j in %s is told as facts', (limits, unit, facts) =>
    expect(boundFacts({ bound: limits, unit })).toEqual(facts),
  );

  it('is written with one decimal where there is one', () => {
    expect(formatMeasuredValue(12.5, 'ratio')).toBe('1:12.5');
    expect(formatMeasuredValue(900, 'mm')).toBe('900');
  });
});
