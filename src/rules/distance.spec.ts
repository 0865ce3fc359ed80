import { Fix, metresBetween, slowestKmh } from './distance';

const at = (time: string, longitude: number, latitude: number, accuracyM: number | null = 20): Fix => ({
  longitude,
  latitude,
  accuracyM,
  at: new Date(`2026-05-07T${time}+08:00`),
});

describe('Metres between two positions', () => {
  it('are those of the great circle: a degree of latitude, a degree of longitude at 60°, a quarter of the globe', () => {
    const degree = (6_371_009 * Math.PI) / 180;
    const from = { longitude: 0, latitude: 0 };
    expect(metresBetween(from, { longitude: 0, latitude: 1 })).toBeCloseTo(degree, 3);
    expect(metresBetween({ longitude: 0, latitude: 60 }, { longitude: 1, latitude: 60 })).toBeCloseTo(degree / 2, -2); // prettier-ignore
    expect(metresBetween(from, { longitude: 90, latitude: 0 })).toBeCloseTo(degree * 90, 1);
    expect(metresBetween(from, from)).toBe(0);
    expect(metresBetween({ longitude: 179.999, latitude: 0 }, { longitude: -179.999, latitude: 0 })).toBeCloseTo(degree * 0.002, 3); // prettier-ignore
  });

  it('agree with the ellipsoid (Vincenty) to half a per cent: 北京 to 上海 is 1,066.7 km', () => {
    const [beijing, shanghai] = [{ longitude: 116.3975, latitude: 39.9087 }, { longitude: 121.4737, latitude: 31.2304 }]; // prettier-ignore
    expect(Math.abs(metresBetween(beijing, shanghai) / 1_066_676 - 1)).toBeLessThan(0.005);
  });
});

describe('The slowest speed between two photos', () => {
  it('takes the accuracies off, and is the same both ways', () => {
    const [a, b] = [at('09:00:00', 113, 33), at('09:30:00', 113, 33.5)];
    const km = metresBetween(a, b) / 1000;
    expect(slowestKmh(a, b)).toBeCloseTo((km - 0.04) * 2, 6);
    expect(slowestKmh(b, a)).toBe(slowestKmh(a, b));
  });

  it('makes no racing of neighbours whose photos came within a second', () => {
    expect(slowestKmh(at('09:00:00', 113, 33, null), at('09:00:01', 113.002, 33, null))).toBe(0);
    expect(slowestKmh(at('09:00:00', 113, 33, 5), at('09:00:00', 113.002, 33, 5))).toBeLessThan(12);
  });
});
