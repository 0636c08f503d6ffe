/** Listens in another namespace: `node segment-listeners.ts ADDRESS PORT [ADDRESS PORT ...]`; says "ready", ends when its input does. */
import { openListener } from '../helpers/listeners.ts';

const [, , ...wanted] = process.argv;
for (let index = 0; index < wanted.length; index += 2) {
  await openListener(wanted[index] ?? '', Number(wanted[index + 1]), 'reset');
}
console.log('ready');
process.stdin.resume();
process.stdin.on('end', () => {
  process.exit(0);
});
