import { ActionIcon } from '@mantine/core';
import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { copyText } from './copy-text.ts';
import './command-line.css';

/** A command to run elsewhere, with a button that copies it. */
export function CommandLine({ command }: { command: string }) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => setCopied(false), 1_500);
    return () => clearTimeout(timer);
  }, [copied]);
  return (
    <div className="command-line">
      <code title={command}>{command}</code>
      <ActionIcon
        size={22}
        aria-label={copied ? 'Copied' : `Copy ${command}`}
        title="Copy"
        onClick={() => void copyText(command).then(setCopied)}
      >
        {copied ? <Check size={13} aria-hidden /> : <Copy size={12} aria-hidden />}
      </ActionIcon>
    </div>
  );
}
