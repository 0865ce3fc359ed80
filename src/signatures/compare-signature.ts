import { Tx } from '../platform/database/database';
import { Strokes } from '../platform/http/fields';
import { shapeDistance, shapeOf, StrokeShape } from '../platform/strokes/stroke-shape';

/**
 * Two drawings nearer than this are one drawing: a copy that was moved, enlarged, stretched by a third, turned by some
 * 4° or shaken by 4 pixels stays below it, and of a million pairs of different drawn names none came nearer than 0.36
 * (docs/decisions/0019). Somebody who signs again by hand can stay below it too, but signs the same name.
 */
export const ALIKE = 0.2;

/** Far more than ever look alike; bounds what one signature costs, whatever was stored before it. */
const MOST_CANDIDATES = 5_000;
const MOST_PAIRS = 50;

interface Candidate {
  id: string;
  retrofitId: string;
  shape: Buffer;
}

/**
 * Keeps the shape of a new signature and, on both sides, which signatures of other names it resembles (S04), over all
 * households, years and districts. Identical ones the database has paired by itself.
 */
export async function compareSignature(
  tx: Tx,
  signature: { readonly id: string; readonly retrofitId: string; readonly strokes: Strokes },
): Promise<void> {
  const shape = shapeOf(signature.strokes);
  if (shape === null) return;
  await tx.withSystemSight(async () => {
    const alike = await likeOnes(tx, signature.id, shape);
    await tx.change(
      `UPDATE signature_images SET shape = $2, bands = $3 WHERE signature_id = $1 AND shape IS NULL`,
      [signature.id, shape.points, shape.bands],
    );
    for (const { id, retrofitId, distance } of alike)
      await tx.change(
        `INSERT INTO signature_likenesses (signature_id, other_id, retrofit_id, distance) VALUES ($1, $3, $2, $5), ($3, $1, $4, $5)
         ON CONFLICT DO NOTHING`,
        [signature.id, signature.retrofitId, id, retrofitId, distance],
      );
  });
}

async function likeOnes(
  tx: Tx,
  id: string,
  shape: StrokeShape,
): Promise<(Candidate & { distance: number })[]> {
  const candidates = await tx.sql<Candidate>(
    `SELECT i.signature_id AS id, i.retrofit_id AS "retrofitId", i.shape
       FROM signature_images i JOIN signatures s ON s.id = i.signature_id
      WHERE i.bands && $1::int[] AND i.signature_id <> $2 AND s.signer_name <> (SELECT signer_name FROM signatures WHERE id = $2)
      LIMIT ${MOST_CANDIDATES}`,
    [shape.bands, id],
  );
  return candidates
    .map((one) => ({ ...one, distance: shapeDistance(one.shape, shape.points) }))
    .filter(({ distance }) => distance <= ALIKE)
    .sort((a, b) => a.distance - b.distance)
    .slice(0, MOST_PAIRS);
}
