import { describe, expect, it, vi } from 'vitest';
import { createFfiGate, loadThroughGate, shutFfiGate } from '../../../src-main/engine/ffi-gate.ts';

describe('the gate before the FFI', () => {
  it('lets loading through, and may be shut after it', () => {
    const gate = createFfiGate();
    expect(loadThroughGate(gate, () => 5)).toBe(5);
    const then = vi.fn<() => void>();
    shutFfiGate(gate, then);
    expect(then).toHaveBeenCalledOnce();
  });

  it('lets nothing through once it is shut', () => {
    const gate = createFfiGate();
    const then = vi.fn<() => void>();
    shutFfiGate(gate, then);
    expect(then).toHaveBeenCalledOnce();
    const load = vi.fn<() => void>();
    expect(() => loadThroughGate(gate, load)).toThrow('being ended');
    expect(load).not.toHaveBeenCalled();
  });

  it('is not shut in the midst of loading, though the loading fails', async () => {
    const gate = createFfiGate();
    const then = vi.fn<() => void>();
    expect(() =>
      loadThroughGate(gate, () => {
        shutFfiGate(gate, then);
        expect(then).not.toHaveBeenCalled();
        throw new Error('no such library');
      }),
    ).toThrow('no such library');
    await vi.waitFor(() => expect(then).toHaveBeenCalledOnce());
  });
});
