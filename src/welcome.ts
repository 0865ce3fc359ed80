import { Installation } from './installation';
import { Config } from './platform/config/config';
import { DEMO_USERNAMES, demoPassword } from './demo/demo-people';

/** What the terminal shows once Tantu serves: where, and how to come in. */
export function welcome(config: Config, installation: Installation): void {
  const lines = [
    '',
    `  Tantu 坦途 ${config.version}`,
    '',
    `  Open      http://localhost:${config.PORT}`,
    `  API       http://localhost:${config.PORT}/api/docs-json`,
  ];
  if (installation.isDemo()) {
    lines.push(
      '',
      '  A demonstration with fictional people. Sign in as',
      `  ${DEMO_USERNAMES.join(', ')}`,
      `  Password  ${demoPassword(config)}`,
    );
  }
  if (config.LOG_LEVEL === 'auto' && process.stdout.isTTY)
    lines.push('', '  Here stand warnings only; LOG_LEVEL=info npm start shows every request.');
  lines.push('', '  Ctrl-C stops everything.', '', '');
  process.stdout.write(lines.join('\n'));
}
