#!/usr/bin/env node
/** `portolan`: answers what needs no loading, and loads the rest. */
import { version } from '../../app/version.ts';

// A reader that has gone is not a fault: whoever writes notices by itself.
process.stdout.on('error', () => {});
process.stderr.on('error', () => {});

const args = process.argv.slice(2);
if (args.length === 1 && (args[0] === '--version' || args[0] === '-V')) {
  process.stdout.write(`portolan ${version}\n`);
} else {
  const { runCommandLine } = await import('./run-command-line.ts');
  const code = await runCommandLine(args);
  const { coolDown } = await import('../../app/warm-up.ts');
  await coolDown();
  process.exit(code);
}
