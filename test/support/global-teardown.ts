/** Stops the server of the run and deletes its folder. */
export default async function globalTeardown(): Promise<void> {
  await globalThis.testCluster?.dispose();
}
