import { drawnName } from '../../demo/signature-strokes';
import { Strokes } from '../http/fields';
import { shapeDistance, shapeOf, StrokeShape } from './stroke-shape';

const draw = (name: string): Strokes => drawnName(name, 'once');
const changed = (strokes: Strokes, change: (x: number, y: number) => [number, number]): Strokes =>
  strokes.map((stroke) => stroke.map(([x, y, time]) => [...change(x, y), time]));
const shape = (strokes: Strokes): StrokeShape => shapeOf(strokes)!;
const distance = (a: Strokes, b: Strokes): number => shapeDistance(shape(a).points, shape(b).points);
const share = (a: Strokes, b: Strokes): boolean =>
  shape(a).bands.some((band, index) => band === shape(b).bands[index]);

const SURNAMES = [...'王李张刘陈杨黄赵吴周'];
const GIVEN = ['伟', '秀英', '建国', '芳', '桂兰', '国强', '小明', '丽华'];
const names = SURNAMES.flatMap((surname) => GIVEN.map((given) => surname + given));
const tremble = (by: number) => {
  let state = 11;
  const next = (): number => (state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0) / 2 ** 32 - 0.5;
  return (x: number, y: number): [number, number] => [x + next() * 2 * by, y + next() * 2 * by];
};

describe('The shape of a signature', () => {
  it.each<[string, (x: number, y: number) => [number, number], number]>([
    ['moved and enlarged', (x, y) => [x * 1.7 + 40, y * 1.7 - 9], 0.01],
    ['turned by 2°', (x, y) => [x * 0.9994 - y * 0.0349, x * 0.0349 + y * 0.9994], 0.2],
    ['shaken by 2 pixels', tremble(2), 0.2],
  ])('is found again when it was %s', (_how, change, most) => {
    for (const name of names) {
      const copy = changed(draw(name), change);
      expect(distance(draw(name), copy)).toBeLessThan(most);
      expect(share(draw(name), copy)).toBe(true);
    }
  });

  it('is another one for another name, however alike the names are', () => {
    const shapes = names.map((name) => shape(draw(name)).points);
    const distances = shapes.flatMap((one, index) => shapes.slice(index + 1).map((other) => shapeDistance(one, other))); // prettier-ignore
    expect(distances).toHaveLength((names.length * (names.length - 1)) / 2);
    expect(Math.min(...distances)).toBeGreaterThan(0.3);
  });

  it('is one also for a name of many signs, which is nearly a line from afar', () => {
    for (const name of ['阿卜杜热西提·买买提明', '欧阳建国', '7919 签名 12'])
      expect(shapeOf(draw(name))).not.toBeNull();
  });

  it('is none for a line, a circle or a cross, however the hand shook: many draw those', () => {
    const steps = Array.from({ length: 40 }, (_, step) => step);
    const shaken = tremble(1);
    const line: Strokes = [steps.map((step) => [...shaken(20 + step * 5, 50), step * 16])];
    const circle: Strokes = [steps.map((step) => [...shaken(100 + 50 * Math.cos(step / 6), 100 + 50 * Math.sin(step / 6)), step * 16])]; // prettier-ignore
    const cross: Strokes = [1, -1].map((way) => steps.map((step) => [...shaken(60 + way * (step - 20) * 3, 20 + step * 3), step * 16])); // prettier-ignore
    for (const plain of [line, circle, cross]) expect(shapeOf(plain)).toBeNull();
  });
});
