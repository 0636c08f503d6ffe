import { describe, expect, it } from 'vitest';
import { escapeTerminal } from '../../../src-main/reports/escape-terminal.ts';
import { writeNormal } from '../../../src-main/reports/normal.ts';
import { HOSTILE_TEXTS, hostileReport, sampleReport } from './sample-report.ts';

const write = (report: typeof sampleReport): string => [...writeNormal(report)].join('');

describe('the readable report', () => {
  it('has the shape that people know', () => {
    expect(write(sampleReport)).toMatchInlineSnapshot(`
      "# Portolan 0.1.0 scan of router.test 10.0.0.0/30, ports top:100, T3, started 2026-01-02 03:04:05 UTC
      # Warning: 10.0.0.1: Other addresses for router.test (not scanned): ::1

      Scan report for router.test (10.0.0.1)
      Host is up (reset, 0.420 ms round-trip)
      Not shown: 97 closed (reset)
      PORT   STATE    SERVICE REASON
      22/tcp open     ssh     syn-ack
      80/tcp open     http    syn-ack
      99/tcp filtered unknown no-response

      Scan report for fd00::7
      Host is up (admin-prohibited)
      Not shown: 100 filtered (admin-prohibited)

      # Scan done: 4 hosts (2 up, 1 down, 1 unknown), 2 open, 97 closed, 101 filtered, in 1.11 s
      "
    `);
  });

  it('shows what a port said under it, in one line that no port begins like', () => {
    const [first, ...rest] = sampleReport.hosts;
    const ports = (first?.ports ?? []).map((port) =>
      port.port === 22
        ? { ...port, banner: 'SSH-2.0-OpenSSH_9.2p1\\r\\n' }
        : port.port === 80
          ? { ...port, banner: 'x'.repeat(4_096) }
          : port,
    );
    const text = write({ ...sampleReport, hosts: [{ ...(first ?? expect.fail()), ports }, ...rest] });
    const lines = text.split('\n');
    const at = lines.indexOf('PORT   STATE    SERVICE REASON');
    expect(lines.slice(at + 1, at + 6)).toEqual([
      '22/tcp open     ssh     syn-ack',
      '       banner: SSH-2.0-OpenSSH_9.2p1\\r\\n',
      '80/tcp open     http    syn-ack',
      `       banner: ${'x'.repeat(119)}…`,
      '99/tcp filtered unknown no-response',
    ]);
  });

  it('says how a scan ended that was not finished', () => {
    expect(write({ ...sampleReport, status: 'stopped' })).toContain('# Scan stopped before its end');
  });

  it.each(HOSTILE_TEXTS)('lets no stranger touch the terminal: %j', (text) => {
    const plain = write(hostileReport('harmless'));
    const hostile = write(hostileReport(text));
    expect(hostile.split('\n')).toHaveLength(plain.split('\n').length);
    expect(hostile).not.toMatch(/[^\P{Cc}\n]|[\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
  });
});

describe('escapeTerminal', () => {
  it('shows what would act, and leaves what is read', () => {
    expect(escapeTerminal('\u001b[0m\n\u007f\u009b\u202e\u{e0001}')).toBe(
      '\\x1b[0m\\x0a\\x7f\\x9b\\u202e\\u{e0001}',
    );
    expect(escapeTerminal('Zürich, 東京, 🙂')).toBe('Zürich, 東京, 🙂');
  });
});
