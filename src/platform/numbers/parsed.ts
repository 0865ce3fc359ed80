/**
 * What reading a person's input gives: the value, or a reason code that the feature's texts put into words.
 * Input faults are ordinary answers here, not exceptions, because a form has to show all of them at once.
 */
export type Parsed<Value, Reason extends string> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly reason: Reason };

export function accepted<Value>(value: Value): { readonly ok: true; readonly value: Value } {
  return { ok: true, value };
}

export function refused<Reason extends string>(
  reason: Reason,
): { readonly ok: false; readonly reason: Reason } {
  return { ok: false, reason };
}
