/** What the names and rankings of ports mean, where no engine is open. */
import { portsOfService } from '../engine/service-name.ts';
import { topPorts } from '../engine/top-ports.ts';
import type { Engine } from './engine-door.ts';

export const knownPorts: Pick<Engine, 'portsOfService' | 'topPorts'> = { portsOfService, topPorts };
