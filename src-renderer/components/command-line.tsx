import { ActionIcon } from '@mantine/core';
import { Check, Copy } from 'lucide-react';
import { useCopied } from './use-copied.ts';
import './command-line.css';

/** A command to run elsewhere, with a button that copies it. */
export function CommandLine({ command }: { command: string }) {
  const [copied, copy] = useCopied();
  return (
    <div className="command-line">
      <code title={command}>{command}</code>
      <ActionIcon
        size={22}
        aria-label={copied ? 'Copied' : `Copy ${command}`}
        title="Copy"
        onClick={() => copy(command)}
      >
        {copied ? <Check size={13} aria-hidden /> : <Copy size={12} aria-hidden />}
      </ActionIcon>
    </div>
  );
}
