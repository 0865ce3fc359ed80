const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Runs `begin` to its end even when the process is told to stop meanwhile: a server that is just being started
 * would otherwise stay behind. Who listens to signals himself gets them at once and calls `stop` in time; for
 * who does not, what was begun is stopped and the signal is sent again.
 */
export async function holdSignals<T extends { stop(): Promise<void> }>(begin: () => Promise<T>): Promise<T> {
  let caught: NodeJS.Signals | undefined;
  const remember = (signal: NodeJS.Signals) => void (caught ??= signal);
  for (const signal of SIGNALS) process.on(signal, remember);
  const release = () => {
    for (const signal of SIGNALS) process.removeListener(signal, remember);
    return caught !== undefined && process.listenerCount(caught) === 0 ? caught : undefined;
  };
  try {
    const begun = await begin();
    const unanswered = release();
    if (unanswered === undefined) return begun;
    await begun.stop();
    process.kill(process.pid, unanswered);
    return begun;
  } catch (error) {
    const unanswered = release();
    if (unanswered !== undefined) process.kill(process.pid, unanswered);
    throw error;
  }
}
