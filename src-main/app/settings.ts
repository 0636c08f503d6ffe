/** What a person set, always whole: what was never set, or cannot be read, has its default. */
import { settingsSchema, type Settings } from '../../src-shared/contract/portolan-contract.ts';
import { PortolanError } from '../../src-shared/contract/wire.ts';
import type { SettingsRepository } from '../store/settings-repository.ts';
import type { Engine } from './engine-door.ts';
import { assertExcludable } from './never-scanned.ts';
import { parseScan } from './parse-scan.ts';

export interface SettingsKeeper {
  get(): Settings;
  /** Throws PortolanError `invalid-input` for ports or ranges that cannot be read. */
  set(changes: { readonly [K in keyof Settings]?: Settings[K] | undefined }): Settings;
}

export function createSettings(
  repository: SettingsRepository,
  engine: Pick<Engine, 'portsOfService' | 'topPorts'>,
): SettingsKeeper {
  const get = (): Settings => {
    const kept = repository.readAll();
    const readable = Object.entries(settingsSchema.shape).filter(
      ([name, schema]) => Object.hasOwn(kept, name) && schema.safeParse(kept[name]).success,
    );
    return settingsSchema.parse(Object.fromEntries(readable.map(([name]) => [name, kept[name]])));
  };
  return {
    get,
    set: (changes) => {
      if (changes.ports !== undefined) assertPorts(changes.ports, engine);
      if (changes.excluded !== undefined) assertExcludable(changes.excluded);
      repository.save(changes);
      return get();
    },
  };
}

function assertPorts(ports: string, engine: Pick<Engine, 'portsOfService' | 'topPorts'>): void {
  const { problems } = parseScan({ targets: [], exclude: [], ports }, engine);
  const [first] = problems;
  if (first) throw new PortolanError('invalid-input', first.message, { fields: problems });
}
