/**
 * A drawn name, as a finger leaves it: strokes of [x, y, milliseconds]. The same name on the same occasion is always drawn
 * alike; on another one nearly, as nobody signs twice alike to the point.
 */
export function drawnName(name: string, occasion: string): [number, number, number][][] {
  const next = numbersOf(name);
  const trembling = numbersOf(`${name} ${occasion}`);
  let time = 0;
  return [...name].flatMap((_, index) =>
    Array.from({ length: 3 + Math.floor(next() * 3) }, () => {
      const [x, y, bend, length] = [
        30 + index * 95 + next() * 30 + trembling() * 4,
        30 + next() * 70 + trembling() * 4,
        next() * 40 - 20,
        25 + next() * 40,
      ];
      const isUpright = next() < 0.45;
      time += Math.floor(trembling() * 90);
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

/** Numbers from 0 to 1 that follow from a text alone. */
function numbersOf(text: string): () => number {
  let state = [...text].reduce((sum, sign) => (sum * 31 + (sign.codePointAt(0) ?? 0)) >>> 0, 7);
  return () => (state = (state * 1_664_525 + 1_013_904_223) >>> 0) / 2 ** 32;
}
