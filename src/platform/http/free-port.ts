import { once } from 'node:events';
import { createServer } from 'node:net';

export class PortTakenError extends Error {}

/** Makes sure of the port before anything else is started. @throws PortTakenError with what to do */
export async function freePort(port: number, host: string): Promise<void> {
  const probe = createServer();
  try {
    probe.listen(port, host);
    await once(probe, 'listening');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE')
      throw new PortTakenError(
        `Port ${port} is taken by another program. Stop it, or choose another port: PORT=${port + 1} npm start`,
      );
    if (code === 'EACCES')
      throw new PortTakenError(
        `Port ${port} may not be used by this account. Choose one above 1023: PORT=3000 npm start`,
      );
    throw error;
  } finally {
    if (probe.listening) {
      probe.close();
      await once(probe, 'close');
    }
  }
}
