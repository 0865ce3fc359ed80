/** A drawn name, as a finger leaves it: strokes of [x, y, milliseconds]. The same name is always drawn alike. */
export function drawnName(name: string): [number, number, number][][] {
  let state = [...name].reduce((sum, sign) => (sum * 31 + (sign.codePointAt(0) ?? 0)) >>> 0, 7);
  const next = (): number => (state = (state * 1_664_525 + 1_013_904_223) >>> 0) / 2 ** 32;
  let time = 0;
  return [...name].flatMap((_, index) =>
    Array.from({ length: 3 + Math.floor(next() * 3) }, () => {
      const [x, y, bend, length] = [
        30 + index * 95 + next() * 30,
        30 + next() * 70,
        next() * 40 - 20,
        25 + next() * 40,
      ];
      const isUpright = next() < 0.45;
      return Array.from({ length: 14 }, (_point, step): [number, number, number] => {
        const along = (step / 13) * length;
        const aside = Math.sin((step / 13) * Math.PI) * bend;
        time += 12;
        return [
          Math.round(x + (isUpright ? aside : along)),
          Math.round(y + (isUpright ? along : aside)),
          time,
        ];
      });
    }),
  );
}
