export interface PortPresetsProps {
  value: string;
  onChange: (ports: string) => void;
  disabled: boolean;
}

/** What stands on the button, what it puts into the field, and its full name where there is no room for that. */
const PRESETS: readonly { label: string; ports: string; name?: string }[] = [
  { label: 'Top 100', ports: 'top:100' },
  { label: 'Top 1000', ports: 'top:1000' },
  { label: 'Web', ports: 'web' },
  { label: 'Databases', ports: 'databases' },
  { label: 'Remote', ports: 'remote', name: 'Remote access' },
  { label: 'All', ports: '1-65535' },
];

/** Port choices that are one click. The text says what is meant; anything can be typed instead. */
export function PortPresets({ value, onChange, disabled }: PortPresetsProps) {
  const now = normalise(value);
  return (
    <div className="port-presets" role="group" aria-label="Port presets">
      {PRESETS.map(({ label, ports, name }) => (
        <button
          key={ports}
          type="button"
          aria-label={name}
          aria-pressed={now === ports}
          disabled={disabled}
          onClick={() => onChange(ports)}
        >
          {label}
        </button>
      ))}
    </div>
  );
}

/** The same choice can be typed in more than one way. */
function normalise(ports: string): string {
  const text = ports.trim().toLowerCase().replace(/\s+/g, ' ');
  if (text === '-' || text === '1-') return '1-65535';
  return text.replace(/^top ?:? ?(\d+)$/, 'top:$1');
}
