/** Thrown when the embedded server cannot run. The message is for the operator: what happened, what to do. */
export class EmbeddedPostgresError extends Error {
  override readonly name = 'EmbeddedPostgresError';
}
