/** Our own ranking of TCP ports; how it came about is told in assets/build-top-ports.ts. */
import ranking from '../../assets/top-ports.json' with { type: 'json' };

/** Most likely open first; distinct. */
export const topPorts: readonly number[] = ranking.map(({ port }) => port);
