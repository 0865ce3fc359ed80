import { createApp } from './app.setup';
import { openInstallation } from './installation';
import { readConfig } from './platform/config/config';
import { FileStorage } from './platform/storage/file-storage';

/** Jobs in a process of their own, for an office that has outgrown one (TANTU_WORKERS=apart for the web). */
async function work(): Promise<void> {
  const config = readConfig(process.env);
  if (!config.DATABASE_URL)
    throw new Error('A worker of its own needs DATABASE_URL: the embedded database serves one process');
  const installation = await openInstallation(config);
  const app = await createApp({ ...installation, works: true });
  await app.get(FileStorage).check();
  const end = async (): Promise<void> => {
    await app.close();
    await installation.close();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void end());
}

work().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
