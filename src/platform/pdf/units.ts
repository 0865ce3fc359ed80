/** PDF counts in points (1/72 inch); everything a caller gives us is in millimetres. */
export function mm(millimetres: number): number {
  return (millimetres * 72) / 25.4;
}
